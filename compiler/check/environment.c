/* environment.c - which environments there are, in which order, and what each is like.
 *
 * An environment is declared by `environment` or by standing as a column of an `environments`
 * table. The ladder gives the order: its rungs from the bottom, then all others by name; that index
 * is the environment's number everywhere after this file. What is said about environments by
 * attributes is in attribute.c; resolving the names in columns, cells and `in` is in reach.c. */
#include "check/builder.h"

#include <stdlib.h>

/* An environment on its way into the model. */
typedef struct Declared {
    const Name *name;
    Span span;
    const Declaration *declaration; /* NULL: it is only a column */
    uint32_t rung;
} Declared;

typedef struct Gathering {
    Builder *builder;
    Map by_name; /* Text -> Declared * */
    ARRAY(Declared *) ordered;
} Gathering;

/* --- Gathering ------------------------------------------------------------------------------ */

/* The first mention gives the place; `environment` declarations are gathered before columns. */
static void declare(Gathering *all, Word word, const Declaration *declaration) {
    if (word.name == NULL) return;
    Declared **place = (Declared **)map_at(&all->by_name, word.name->text);
    if (*place != NULL) return;
    Declared *declared = arena_new(all->builder->arena, Declared);
    *declared = (Declared){.name = word.name, .span = word.span, .declaration = declaration};
    *place = declared;
}

static void gather(Gathering *all) {
    const Program *program = all->builder->program;
    for (uint32_t i = 0; i < program->environments.count; i++) {
        const Declaration *declaration = program->environments.items[i];
        if (is_first(&program->environments, declaration))
            declare(all, declaration->name, declaration);
    }
    for (uint32_t i = 0; i < program->matrices.count; i++) {
        const Declaration *matrix = program->matrices.items[i];
        for (uint32_t c = 0; c < matrix->as.matrix.column_count; c++) {
            const Words *words = &matrix->as.matrix.columns[c].environments;
            for (uint32_t w = 0; w < words->count; w++)
                declare(all, words->items[w], NULL);
        }
    }
}

/* --- The ladder ----------------------------------------------------------------------------- */

/* What its name says of an environment that is to be declared. */
static const char *class_of(Text name) {
    static const char *const names[] = {"prod", "production", "prd", "live"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, text_of(names[i]))) return "production";
    return "nonproduction";
}

/* One that is like it was meant; only without such a one it is to be declared. */
static void help_stranger(const Gathering *all, Diagnostic *diagnostic, Word word) {
    uint32_t count = all->by_name.entries.count;
    Text text = word.name->text, *names = arena_array(all->builder->arena, Text, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = all->by_name.entries.items[i].key;
    suggest_one_of(diagnostic, word.span, text, names, count, "environments");
    if (suggest_word(text, names, count).length > 0) return;
    report_help(diagnostic,
                "declare it: `environment %.*s { class = %s }`, or a column "
                "of an `environments` table",
                TEXT_ARGS(text), class_of(text));
}

/* Remembers the name: what it was written for elsewhere is the same mistake. */
static void refuse_stranger(Gathering *all, Word word) {
    Builder *builder = all->builder;
    Diagnostic *diagnostic =
        report_unknown_environment(builder->report, word.span, word.name->text);
    help_stranger(all, diagnostic, word);
    map_put(&builder->strangers, word.name->text, builder);
}

/* One step of the ladder. */
static void climb(Gathering *all, Word word, uint32_t rung, Map *seen) {
    if (word.name == NULL) return;
    Span **first = (Span **)map_at(seen, word.name->text);
    if (*first != NULL) {
        Diagnostic *twice =
            report_environment_twice(all->builder->report, word.span, word.name->text);
        report_label(twice, **first, "first here");
        return;
    }
    *first = arena_new(all->builder->arena, Span);
    **first = word.span;
    Declared *declared = map_get(&all->by_name, word.name->text);
    if (declared == NULL) {
        refuse_stranger(all, word);
        return;
    }
    declared->rung = rung;
    array_push(all->builder->arena, &all->ordered, declared);
}

/* The rungs from the bottom. A second ladder was reported by whoever gathered the declarations. */
static void follow_ladder(Gathering *all) {
    const Declarations *ladders = &all->builder->program->ladders;
    if (ladders->count == 0) return;
    const Declaration *ladder = ladders->items[0];
    Map seen;
    map_open(&seen, all->builder->arena);
    for (uint32_t i = 0; i < ladder->as.ladder.count; i++) {
        const Words *words = &ladder->as.ladder.items[i].environments;
        for (uint32_t w = 0; w < words->count; w++)
            climb(all, words->items[w], i + 1, &seen);
    }
    all->builder->model->rung_count = ladder->as.ladder.count;
}

/* --- Order ---------------------------------------------------------------------------------- */

static int compare_names(const void *left, const void *right) {
    const Declared *const *a = left;
    const Declared *const *b = right;
    return text_compare((*a)->name->text, (*b)->name->text);
}

/* What is off the ladder stands behind it, by name, so that files may be moved without a change. */
static void append_others(Gathering *all) {
    uint32_t on_ladder = all->ordered.count;
    for (uint32_t i = 0; i < all->by_name.entries.count; i++) {
        Declared *declared = all->by_name.entries.items[i].value;
        if (declared->rung == 0) array_push(all->builder->arena, &all->ordered, declared);
    }
    uint32_t others = all->ordered.count - on_ladder;
    if (others > 1)
        qsort(all->ordered.items + on_ladder, others, sizeof(Declared *), compare_names);
}

/* What is beyond the limit is left out, and known as such: nothing more is said about it. */
static void limit(Gathering *all) {
    Builder *builder = all->builder;
    if (all->ordered.count <= LIMIT_ENVIRONMENTS) return;
    Span span = all->ordered.items[LIMIT_ENVIRONMENTS]->span;
    report_too_many_environments(builder->report, span, all->ordered.count, LIMIT_ENVIRONMENTS);
    for (uint32_t i = LIMIT_ENVIRONMENTS; i < all->ordered.count; i++)
        map_put(&builder->strangers, all->ordered.items[i]->name->text, builder);
    all->ordered.count = LIMIT_ENVIRONMENTS;
}

/* The order is final: indexes, names and the set of all environments follow from it. */
static void enter(Gathering *all) {
    Builder *builder = all->builder;
    Model *model = builder->model;
    uint32_t count = all->ordered.count;
    Text *names = arena_array(builder->arena, Text, count);
    model->environments = arena_array(builder->arena, Environment, count);
    model->environment_count = count;
    builder->environment_names = names;
    for (uint32_t i = 0; i < count; i++) {
        const Declared *declared = all->ordered.items[i];
        Environment *environment = &model->environments[i];
        environment->name = declared->name;
        environment->index = i;
        environment->span = declared->span;
        environment->like = -1;
        environment->rung = declared->rung;
        environment->declaration = declared->declaration;
        names[i] = declared->name->text;
        set_add(&model->all, i);
        map_put(&model->environment_by_name, declared->name->text, environment);
    }
}

/* --- What an environment is like ------------------------------------------------------------ */

/* Tells the circle from its first environment, with every `like` that closes it. */
static void blame_circle(Builder *builder, uint32_t start) {
    Environment *environments = builder->model->environments;
    Text *names = arena_array(builder->arena, Text, builder->model->environment_count);
    uint32_t count = 0;
    uint32_t at = start;
    do {
        names[count++] = environments[at].name->text;
        at = (uint32_t)environments[at].like;
    } while (at != start);
    Diagnostic *diagnostic = report_like_cycle(
        builder->report, environments[start].declaration->as.environment.like.span,
        cycle_show(builder->arena, names, count));
    do {
        const Word *like = &environments[at].declaration->as.environment.like;
        report_label(diagnostic, like->span, "`%.*s` is like `%.*s`",
                     TEXT_ARGS(environments[at].name->text), TEXT_ARGS(word_text(*like)));
        at = (uint32_t)environments[at].like;
    } while (at != start);
}

/* Opens every circle, after it was reported at its first environment. An environment that only
 * leads into a circle keeps what it is like. */
static void open_circles(Builder *builder) {
    Environment *environments = builder->model->environments;
    uint32_t count = builder->model->environment_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t steps = 0;
        int32_t at = environments[i].like;
        while (at >= 0 && (uint32_t)at != i && steps++ < count)
            at = environments[at].like;
        if (at < 0 || (uint32_t)at != i) continue;
        blame_circle(builder, i);
        for (int32_t next; (next = environments[at].like) >= 0; at = next) {
            environments[at].like = -1;
            environments[at].is_like_lost = true;
        }
    }
}

/* Every value is looked for along the whole chain, so a chain has a limit. The one that goes beyond
 * it loses what it is like, and with it all that stand behind it get shorter. */
static void cut_chains(Builder *builder) {
    Environment *environments = builder->model->environments;
    for (uint32_t i = 0; i < builder->model->environment_count; i++) {
        uint32_t steps = 0;
        for (int32_t at = environments[i].like; at >= 0; at = environments[at].like)
            steps++;
        if (steps != LIMIT_LIKE + 1) continue;
        const Word *like = &environments[i].declaration->as.environment.like;
        report_like_too_long(builder->report, like->span, environments[i].name->text);
        environments[i].like = -1;
        environments[i].is_like_lost = true;
    }
}

/* Unknown categories were reported and allow nothing. */
static void resolve_differs(Builder *builder, Environment *environment, const Words *words) {
    environment->differs = arena_array(builder->arena, const Name *, words->count);
    for (uint32_t i = 0; i < words->count; i++) {
        const Category *category = category_find(builder, words->items[i]);
        if (category == NULL || category->is_unknown) continue;
        environment->differs[environment->differs_count++] = category->name;
    }
}

/* --- Ephemeral environments ----------------------------------------------------------------- */

/* Its values become part of the environment's name and of paths. */
static bool can_name(const Type *type) {
    if (type->is_optional) return false;
    switch (base_class(type->base)) {
    case CLASS_MEASURE: return type->base == BASE_INT || type->base == BASE_PORT;
    case CLASS_TEXT:
    case CLASS_TRUTH:
    case CLASS_CHOICE: return true;
    case CLASS_COLLECTION: return false;
    case CLASS_OTHER: return type->base == BASE_ERROR;
    }
    unreachable("BaseClass");
}

/* The parameter of an ephemeral environment: its type, and whether the sample is a value of it. */
static void resolve_parameter(Builder *builder, Environment *environment) {
    const Declaration *declaration = environment->declaration;
    const TypeNode *node = declaration->as.environment.type;
    const Expression *sample = declaration->as.environment.sample;
    environment->is_ephemeral = true;
    environment->parameter = declaration->as.environment.parameter.name;
    environment->sample = sample;
    environment->parameter_type = type_builtin(builder->model, BASE_ERROR);
    if (node == NULL) return;
    const Type *type = type_resolve(builder->model, node);
    if (!can_name(type)) {
        Diagnostic *misfit = report_parameter_misfit(builder->report, node->span, type->text);
        report_help(misfit, "a parameter is an `int`, a `string` or an `enum`");
        return;
    }
    environment->parameter_type = type;
    if (sample == NULL || sample->kind == EXPRESSION_MISSING || type->base == BASE_ERROR) return;
    if (literal_fold(builder->arena, type, sample) != NULL) return;
    report_sample_misfit(builder->report, sample->span, type->text);
    environment->sample = &lookup_missing; /* which nobody judges a second time */
}

/* All that a declaration says beside its attributes. A mere column says nothing. */
static void resolve_declaration(Builder *builder, Environment *environment) {
    const Declaration *declaration = environment->declaration;
    if (declaration == NULL) return;
    environment->doc = declaration->doc;
    if (declaration->as.environment.parameter.name != NULL) resolve_parameter(builder, environment);
    if (declaration->as.environment.like.name != NULL) {
        environment->like = environment_find(builder, declaration->as.environment.like);
        environment->is_like_lost = environment->like < 0;
    }
    resolve_differs(builder, environment, &declaration->as.environment.differs);
}

/* Waivers ask what is like what, so annotations come after that is settled. */
static void open_scopes(Builder *builder) {
    for (uint32_t i = 0; i < builder->model->environment_count; i++) {
        Environment *environment = &builder->model->environments[i];
        if (environment->declaration == NULL) continue;
        environment->scope = scope_open(builder, NULL, &environment->declaration->annotations);
    }
}

void environments_build(Builder *builder) {
    Gathering all = {.builder = builder};
    map_open(&all.by_name, builder->arena);
    gather(&all);
    follow_ladder(&all);
    append_others(&all);
    limit(&all);
    enter(&all);
    Model *model = builder->model;
    for (uint32_t i = 0; i < model->environment_count; i++)
        resolve_declaration(builder, &model->environments[i]);
    open_circles(builder);
    cut_chains(builder);
    open_scopes(builder);
}
