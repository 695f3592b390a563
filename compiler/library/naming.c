/* naming.c - what somebody who types a name may mean: for completion in shells and editors.
 *
 * What a program with errors has is offered too, since it is while something is wrong that people look
 * around. REFs come a step at a time, as paths do in a shell: everything that is common to all that can be
 * meant, up to a dot, or the whole of a parameter that alone can be. A name of a strange program may hold
 * anything; one that could act on a terminal or end a line is not offered. */
#include "library/selection.h"
#include "library/values.h"

#include <stdlib.h>

typedef struct Naming {
    RungProject *project;
    Text beginning;
    ARRAY(RungName) items;
} Naming;

static Arena *arena_of(const Naming *naming) {
    return &naming->project->arena;
}

/* What it is about may be long and hold anything, and is one line. */
static const char *first_line(Arena *arena, Text about) {
    return text_c(arena,
                  utf8_visible(arena, text_slice(about, 0, text_find(about, TEXT("\n"), 0))));
}

static void offer(Naming *naming, Text name, Text about) {
    bool is_inert = text_equal(name, utf8_visible(arena_of(naming), name));
    if (!text_starts_with(name, naming->beginning) || !is_inert) return;
    RungName item = {text_c(arena_of(naming), name), first_line(arena_of(naming), about)};
    array_push(arena_of(naming), &naming->items, item);
}

/* --- Environments and units ----------------------------------------------------------------- */

/* As the command line takes it: what comes and goes wants an argument. */
static Text spelling_of(Arena *arena, const Environment *environment) {
    Text name = environment->name->text;
    if (!environment->is_ephemeral) return name;
    return text_format(arena, "%.*s(%.*s=", TEXT_ARGS(name),
                       TEXT_ARGS(environment->parameter->text));
}

static Text about_environment(const Naming *naming, const Environment *environment) {
    const Model *model = naming->project->model;
    if (environment->is_ephemeral) return TEXT("ephemeral");
    if (matrix_is_production(naming->project->matrix, environment->index))
        return TEXT("production");
    if (environment->like < 0) return environment->doc;
    return text_format(arena_of(naming), "like %.*s",
                       TEXT_ARGS(model->environments[environment->like].name->text));
}

static void offer_environments(Naming *naming) {
    const Model *model = naming->project->model;
    for (uint32_t i = 0; i < model->environment_count; i++)
        offer(naming, spelling_of(arena_of(naming), &model->environments[i]),
              about_environment(naming, &model->environments[i]));
}

static void offer_units(Naming *naming, bool only_services) {
    const Model *model = naming->project->model;
    for (uint32_t i = 0; i < model->unit_count; i++) {
        const Unit *unit = model->units[i];
        Text kind = unit->is_service ? TEXT("service") : TEXT("stack");
        if (unit->is_service || !only_services)
            offer(naming, unit->name->text, unit->doc.length ? unit->doc : kind);
    }
}

/* --- REFs ----------------------------------------------------------------------------------- */

typedef struct Meant {
    Text form; /* one of those in which the parameter can be written */
    const Param *param;
} Meant;

typedef ARRAY(Meant) Meanings;

static int compare_meant(const void *a, const void *b) {
    const Meant *left = a, *right = b;
    return text_compare(left->form, right->form);
}

/* Those that begin so in one form, in byte order. */
static Meanings meanings_of(Naming *naming, unsigned form) {
    Meanings out = {0};
    const Model *model = naming->project->model;
    for (uint32_t i = 0; i < model->param_count; i++) {
        ArenaMark mark = arena_mark(arena_of(naming));
        Meant meant = {selection_form(arena_of(naming), model->params[i], form), model->params[i]};
        if (text_starts_with(meant.form, naming->beginning))
            array_push(arena_of(naming), &out, meant);
        else
            arena_reset(arena_of(naming), mark);
    }
    if (out.count) qsort(out.items, out.count, sizeof *out.items, compare_meant);
    return out;
}

/* Behind the last dot in `text` before `end` that is not in quotes; 0 where there is none. */
static size_t step_before(Text text, size_t end) {
    size_t step = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < end; i++) {
        if (text.bytes[i] == '"') is_quoted = !is_quoted;
        if (text.bytes[i] == '.' && !is_quoted) step = i + 1;
        if (text.bytes[i] == '\\' && is_quoted) i++;
    }
    return step;
}

/* Behind the first dot at `from` or later; the length where there is none. */
static size_t step_after(Text text, size_t from) {
    for (size_t end = from + 1; end <= text.length; end++)
        if (step_before(text, end) > from) return end;
    return text.length;
}

static size_t common_length(Text a, Text b) {
    size_t length = 0;
    while (length < a.length && length < b.length && a.bytes[length] == b.bytes[length])
        length++;
    return length;
}

static Text about_param(Naming *naming, const Param *param) {
    Text type = matrix_type(naming->project->matrix, param)->text;
    if (!param->category) return type;
    return text_format(arena_of(naming), "%.*s %.*s", TEXT_ARGS(param->category->name->text),
                       TEXT_ARGS(type));
}

/* How many from `first` on go the same step as it does. */
static uint32_t count_along(const Meanings *meanings, uint32_t first, Text step, bool is_whole) {
    uint32_t count = 1;
    while (first + count < meanings->count) {
        Text form = meanings->items[first + count].form;
        if (is_whole ? !text_equal(form, step) : !text_starts_with(form, step)) break;
        count++;
    }
    return count;
}

/* One step of those that start at `first`; how many it covers. */
static uint32_t offer_step(Naming *naming, const Meanings *meanings, uint32_t first) {
    const Meant *meant = &meanings->items[first];
    size_t end = step_after(meant->form, naming->beginning.length);
    Text step = text_slice(meant->form, 0, end);
    uint32_t count = count_along(meanings, first, step, end == meant->form.length);
    if (count == 1) {
        offer(naming, meant->form, about_param(naming, meant->param));
        return count;
    }
    Text last = meant[count - 1].form;
    size_t common = common_length(meant->form, last);
    if (common < meant->form.length) step.length = step_before(meant->form, common);
    offer(naming, step, text_format(arena_of(naming), "%u parameters", count));
    return count;
}

/* `orders.helm.replicas@prod`: the environments where it is, each with the value there. */
static void offer_places(Naming *naming, Text reference) {
    RungProject *project = naming->project;
    const Param *param = selection_named(project, reference);
    for (uint32_t i = 0; param && i < project->model->environment_count; i++) {
        if (!set_has(&param->sink->environments, i)) continue;
        Text environment = spelling_of(arena_of(naming), &project->model->environments[i]);
        offer(naming,
              text_format(arena_of(naming), "%.*s@%.*s", TEXT_ARGS(reference),
                          TEXT_ARGS(environment)),
              values_show(project, param, i));
    }
}

/* Whole from the unit on, where any is; else without the unit, or without the sink too. */
static void offer_references(Naming *naming) {
    Text reference, environment;
    if (selection_split(naming->beginning, &reference, &environment)) {
        offer_places(naming, reference);
        return;
    }
    Meanings meanings = {0};
    for (unsigned form = SELECTION_FORMS; form > 0 && !meanings.count; form--)
        meanings = meanings_of(naming, form - 1);
    for (uint32_t i = 0; i < meanings.count;)
        i += offer_step(naming, &meanings, i);
}

/* --- Values --------------------------------------------------------------------------------- */

/* What the parameter can be, where that can be listed. */
static void offer_values(Naming *naming) {
    Text reference, environment;
    selection_split(naming->beginning, &reference, &environment);
    const Param *param = selection_named(naming->project, reference);
    naming->beginning = TEXT("");
    if (!param) return;
    const Type *type = matrix_type(naming->project->matrix, param);
    if (type->base == BASE_BOOL) offer(naming, TEXT("true"), TEXT(""));
    if (type->base == BASE_BOOL) offer(naming, TEXT("false"), TEXT(""));
    for (uint32_t i = 0; type->base == BASE_ENUM && i < type->value_count; i++)
        offer(naming, type->values[i], TEXT(""));
    if (type->is_optional) offer(naming, TEXT("none"), TEXT("leaves the key out"));
    offer(naming, TEXT("_"), TEXT("takes away what is there"));
}

static void offer_kind(Naming *naming, RungNameKind kind) {
    switch (kind) {
    case RUNG_NAME_ENVIRONMENT: offer_environments(naming); return;
    case RUNG_NAME_UNIT: offer_units(naming, false); return;
    case RUNG_NAME_SERVICE: offer_units(naming, true); return;
    case RUNG_NAME_REFERENCE: offer_references(naming); return;
    case RUNG_NAME_VALUE: offer_values(naming); return;
    }
    unreachable("RungNameKind");
}

RungStatus rung_names(RungProject *project, RungNameKind kind, const char *beginning,
                      const RungName **names, size_t *count) {
    *names = NULL;
    *count = 0;
    RungStatus status = session_begin(project);
    if (status == RUNG_FAILED) return status;
    Naming naming = {.project = project, .beginning = session_copy(project, beginning)};
    offer_kind(&naming, kind);
    *names = naming.items.items;
    *count = naming.items.count;
    return RUNG_OK;
}
