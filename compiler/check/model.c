/* model.c - the plan of the layer: from declarations to the model, in one screen.
 *
 * Each step reads what the ones before it have made. Nothing is evaluated; every mistake is
 * reported where it was made, and what it leaves behind can be used by later layers without a
 * second message. */
#include "check/builder.h"

Text cycle_show(Arena *arena, const Text *names, size_t count) {
    Writer out;
    writer_open(&out, arena, LIMIT_VALUE_BYTES);
    for (size_t i = 0; i <= count; i++) {
        if (i > 0) writer_string(&out, " -> ");
        writer_char(&out, '`');
        writer_text(&out, names[i % count]);
        writer_char(&out, '`');
    }
    return writer_done(&out);
}

/* An empty model, and the builder that fills it. */
static void open(Builder *builder, Arena *arena, const Program *program) {
    Model *model = arena_new(arena, Model);
    *model = (Model){.arena = arena, .report = program->report, .program = program};
    model->patterns = arena_new(arena, PatternBudget);
    *model->patterns = (PatternBudget){LIMIT_ALL_MATCH_STEPS, LIMIT_PATTERN_BYTES};
    map_open(&model->categories, arena);
    map_open(&model->types, arena);
    map_open(&model->spellings, arena);
    map_open(&model->unit_by_name, arena);
    map_open(&model->environment_by_name, arena);
    *builder = (Builder){.model = model, .arena = arena, .report = program->report};
    builder->program = program;
    builder->paths.arena = arena;
    map_open(&builder->strangers, arena);
    map_open(&builder->sheets, arena);
}

/* Annotations of declarations that have no scope in the model: read for what is wrong with them,
 * and so that a waiver which nobody can use is known. */
static void read_annotations(Builder *builder, const Declarations *declarations) {
    for (uint32_t i = 0; i < declarations->count; i++)
        scope_open(builder, NULL, &declarations->items[i]->annotations);
}

/* Declarations whose annotations no other step reads. */
static void read_other_annotations(Builder *builder) {
    const Program *program = builder->program;
    if (program->strategy != NULL) scope_open(builder, NULL, &program->strategy->annotations);
    read_annotations(builder, &program->ladders);
    read_annotations(builder, &program->types);
    read_annotations(builder, &program->categories);
    read_annotations(builder, &program->policies);
    read_annotations(builder, &program->ledgers);
}

/* Parts of the language that a later version judges are named once each. */
static void note_unchecked(Builder *builder) {
    const Program *program = builder->program;
    if (program->policies.count > 0)
        report_not_yet_checked(builder->report, program->policies.items[0]->span, TEXT("policies"));
    if (program->ledgers.count > 0)
        report_not_yet_checked(builder->report, program->ledgers.items[0]->span, TEXT("ledgers"));
}

/* All parameters in one array: by unit, by sink, in the order in which they are emitted. They have
 * these numbers already. */
static void list_params(Builder *builder) {
    Model *model = builder->model;
    uint32_t count = 0;
    model->params = arena_array(builder->arena, Param *, model->param_count);
    for (uint32_t u = 0; u < model->unit_count; u++)
        for (uint32_t s = 0; s < model->units[u]->sink_count; s++) {
            const Sink *sink = model->units[u]->sinks[s];
            for (uint32_t i = 0; i < sink->count; i++)
                model->params[count++] = sink->params[i];
        }
}

/* A few hundred environments make many values of few rows. A program that has too many has none: to
 * take some of them would only give mistakes that are none. */
static void bound_values(Builder *builder) {
    Model *model = builder->model;
    uint64_t count = 0;
    for (uint32_t u = 0; u < model->unit_count; u++)
        for (uint32_t s = 0; s < model->units[u]->sink_count; s++) {
            const Sink *sink = model->units[u]->sinks[s];
            count += (uint64_t)sink->count * set_count(&sink->environments);
        }
    if (count <= LIMIT_VALUES) return;
    Diagnostic *d = report_too_many_values(builder->report, NO_SPAN, count);
    report_note(d, "a value is a parameter in an environment; nothing else was checked");
    model->unit_count = model->param_count = 0;
    map_open(&model->unit_by_name, builder->arena);
    builder->waivers.count = builder->rolling.count = 0;
}

Model *check_program(Arena *arena, const Program *program) {
    Builder builder;
    open(&builder, arena, program);
    Model *model = builder.model;
    types_build(&builder);
    categories_build(&builder);
    environments_build(&builder);
    attributes_build(&builder);
    strategy_build(&builder);
    units_build(&builder);
    read_other_annotations(&builder);
    note_unchecked(&builder);
    bound_values(&builder);
    list_params(&builder);
    sensitive_hide(&builder);
    model->waivers = builder.waivers.items;
    model->waiver_count = builder.waivers.count;
    model->rolling = builder.rolling.items;
    model->rolling_count = builder.rolling.count;
    return model;
}
