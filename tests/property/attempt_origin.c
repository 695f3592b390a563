/* attempt_origin.c - where every value must come from after one was set.
 *
 * The rule is written down once more, as plainly as it can be: an environment looks for a cell of its
 * own, then for those of the environments that it is like, then for a default, in the unit before its
 * profile. */
#include "property/attempt.h"

/* --- Likeness ------------------------------------------------------------------------------- */

/* How many steps of likeness lead from one environment to another; -1: none do. */
static int distance(const Model *model, uint32_t from, int32_t to) {
    int steps = 0;
    for (int32_t at = (int32_t)from; at >= 0; at = model->environments[at].like, steps++)
        if (at == to) return steps;
    return -1;
}

/* --- Places --------------------------------------------------------------------------------- */

/* Whose it is, in which way, and what is written: such that two are equal where the texts are. Blanks
 * do not count. */
static Text origin_text(const Attempt *attempt, const Example *example, const Param *param,
                        const Origin *origin) {
    static const char *const kinds[] = {"cell", "like", "default"};
    Writer out;
    writer_open(&out, attempt->arena, SIZE_MAX);
    writer_format(&out,
                  "%s of %.*s: ", origin->statement == param->own ? kinds[origin->kind] : "profile",
                  TEXT_ARGS(example->model->environments[origin->environment].name->text));
    Text written = origin->value ? edit_source(example, origin->value->span) : TEXT("a secret");
    for (size_t i = 0; i < written.length; i++)
        if (!strchr(" \t\r\n", written.bytes[i])) writer_char(&out, written.bytes[i]);
    return writer_done(&out);
}

static Text found_text(const Attempt *attempt, const Example *example, const Param *param,
                       uint32_t environment) {
    Origin origin;
    if (!param_origin(example->model, param, environment, &origin)) return TEXT("nothing");
    return origin_text(attempt, example, param, &origin);
}

static bool is_own_cell(const Param *param, const Origin *origin) {
    return origin->statement == param->own && origin->kind != ORIGIN_DEFAULT;
}

/* --- What follows --------------------------------------------------------------------------- */

/* Does the environment take the new default? */
static bool takes_default(const Param *param, const Origin *origin, bool is_found) {
    return !is_found || !is_own_cell(param, origin);
}

typedef enum Fate {
    KEPT,    /* the same, at the same place */
    SET,     /* what was set */
    RESTATED /* the same, and the unit may say now what the profile did */
} Fate;

static Fate fate_of(const Attempt *attempt, uint32_t environment) {
    Origin origin;
    const Model *model = attempt->before->model;
    const Param *param = attempt->param;
    bool is_found = param_origin(model, param, environment, &origin);
    if (attempt->environment < 0) return takes_default(param, &origin, is_found) ? SET : KEPT;
    int steps = distance(model, environment, attempt->environment);
    if (steps < 0) return KEPT;
    if (!is_found || origin.kind == ORIGIN_DEFAULT) return SET;
    if (distance(model, environment, (int32_t)origin.environment) >= steps) return SET;
    return is_own_cell(param, &origin) ? KEPT : RESTATED;
}

/* What is found when what the unit says there is passed over. */
static Text next_text(const Attempt *attempt, uint32_t environment) {
    Visit *visits;
    const Param *param = attempt->param;
    OriginKind kind = attempt->environment < 0 ? ORIGIN_DEFAULT : ORIGIN_CELL;
    uint32_t count =
        param_visits(attempt->arena, attempt->before->model, param, environment, &visits);
    for (uint32_t i = 0; i < count; i++) {
        const Origin *origin = &visits[i].origin;
        bool is_cell = origin->kind != ORIGIN_DEFAULT;
        bool is_it = origin->statement == param->own && is_cell == (kind == ORIGIN_CELL) &&
                     (!is_cell || (int32_t)origin->environment == attempt->environment);
        if (visits[i].is_there && !is_it)
            return origin_text(attempt, attempt->before, param, origin);
    }
    return TEXT("nothing");
}

/* --- Checking ------------------------------------------------------------------------------- */

static void expect(const Attempt *attempt, const Param *param, uint32_t environment, Text expected,
                   Text actual) {
    if (text_equal(expected, actual)) return;
    attempt_fail(attempt, "%.*s in %.*s takes\n  %.*s\ninstead of\n  %.*s",
                 TEXT_ARGS(param->path->text),
                 TEXT_ARGS(attempt->before->model->environments[environment].name->text),
                 TEXT_ARGS(actual), TEXT_ARGS(expected));
}

/* What stands behind the first colon: what is written. */
static Text written_of(Text origin) {
    size_t colon = text_find(origin, TEXT(": "), 0);
    return colon == SIZE_MAX ? origin : text_slice(origin, colon, origin.length);
}

static void expect_set(const Attempt *attempt, const Param *after, uint32_t environment) {
    Origin origin;
    bool is_cell = attempt->environment >= 0;
    bool is_found = param_origin(attempt->after.model, after, environment, &origin);
    bool is_right = is_found && origin.statement == after->own &&
                    (origin.kind != ORIGIN_DEFAULT) == is_cell &&
                    (!is_cell || (int32_t)origin.environment == attempt->environment);
    if (!is_right)
        expect(attempt, attempt->param, environment, TEXT("what was set"),
               found_text(attempt, &attempt->after, after, environment));
}

static void check_set(const Attempt *attempt, const Param *after, uint32_t environment) {
    const Param *param = attempt->param;
    Text old = found_text(attempt, attempt->before, param, environment),
         new = found_text(attempt, &attempt->after, after, environment);
    if (text_equal(attempt->typed, TEXT("_"))) {
        expect(attempt, param, environment, next_text(attempt, environment), new);
        return;
    }
    switch (fate_of(attempt, environment)) {
    case KEPT: expect(attempt, param, environment, old, new); return;
    case SET: expect_set(attempt, after, environment); return;
    case RESTATED: expect(attempt, param, environment, written_of(old), written_of(new)); return;
    }
}

static Text category_of(const Param *param) {
    return param->category ? param->category->name->text : TEXT("");
}

static Text type_of(const Param *param) {
    return param->type ? param->type->text : TEXT("");
}

/* What is said of it beside its values. */
static void check_head(const Attempt *attempt, const Param *old, const Param *new) {
    bool is_same =
        text_equal(old->path->text, new->path->text) && text_equal(type_of(old), type_of(new)) &&
        text_equal(category_of(old), category_of(new)) &&
        old->laws == new->laws &&text_equal(param_doc(old), param_doc(new)) &&
        old->is_sensitive == new->is_sensitive && !param_rolling(old) == !param_rolling(new);
    if (!is_same)
        attempt_fail(attempt, "%.*s became %.*s, or something else is said of it",
                     TEXT_ARGS(old->path->text), TEXT_ARGS(new->path->text));
}

/* A parameter that nobody has touched. */
static void check_other(const Attempt *attempt, const Param *param, const Param *after,
                        uint32_t environment) {
    Text old = found_text(attempt, attempt->before, param, environment),
         new = found_text(attempt, &attempt->after, after, environment);
    expect(attempt, param, environment, old, new);
}

void attempt_check_origins(const Attempt *attempt) {
    const Model *model = attempt->before->model;
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *before = model->params[i], *after = attempt->after.model->params[i];
        check_head(attempt, before, after);
        for (uint32_t e = 0; e < model->environment_count; e++) {
            if (!set_has(&before->sink->environments, e)) continue;
            if (before == attempt->param)
                check_set(attempt, after, e);
            else
                check_other(attempt, before, after, e);
        }
    }
}

/* --- What reads it -------------------------------------------------------------------------- */

/* Does it read the parameter that was set, directly or not? */
static bool reads(const Attempt *attempt, const Example *example, const Param *param,
                  uint32_t environment, uint32_t depth) {
    Dependency *list;
    if (depth == 0) return true;
    uint32_t count = matrix_dependencies(attempt->arena, (Matrix *)(uintptr_t)example->matrix,
                                         param, environment, &list);
    for (uint32_t i = 0; i < count; i++)
        if (list[i].param->index == attempt->param->index ||
            reads(attempt, example, list[i].param, list[i].environment, depth - 1))
            return true;
    return false;
}

bool attempt_may_change(const Attempt *attempt, const Param *param, uint32_t environment) {
    enum { DEEPEST = 8 };

    if (param == attempt->param) {
        Text old = found_text(attempt, attempt->before, param, environment),
             new = found_text(attempt, &attempt->after, attempt->after.model->params[param->index],
                              environment);
        if (!text_equal(written_of(old), written_of(new))) return true;
    }
    return reads(attempt, attempt->before, param, environment, DEEPEST);
}
