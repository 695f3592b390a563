/* emits.c - `emit` lines of one place: which sink, and for which environments each line counts.
 *
 * A line with `in` is for the environments it names and for those that are like one of them. Where
 * lines of one sink name both an environment and one that is like it, the nearer name counts, so
 * `in prod` and `in dr` never meet in dr. Which place is the nearest is decided by whoever plans
 * outputs. */
#include "check/builder.h"

/* The lines of one place while they are read. */
typedef struct Lines {
    const Emit **items;
    SinkKind *sinks;
    EnvironmentSet *named;
    uint32_t count;
} Lines;

static void refuse_sink(Builder *builder, Word word) {
    Text names[SINK_END];
    for (size_t i = 0; i < SINK_END; i++)
        names[i] = text_of(sink_fact((SinkKind)i)->name);
    Diagnostic *diagnostic = report_unknown_sink(builder->report, word.span, word.name->text);
    suggest_name(diagnostic, word.span, word.name->text, names, SINK_END, "sinks");
}

/* A line of an unknown sink is reported and left out; it never counts for another sink. */
static void read_line(Builder *builder, Lines *lines, const Emit *emit) {
    SinkKind sink;
    if (emit->sink.name == NULL) return;
    if (!sink_find(emit->sink.name->text, &sink)) {
        refuse_sink(builder, emit->sink);
        return;
    }
    lines->items[lines->count] = emit;
    lines->sinks[lines->count] = sink;
    lines->named[lines->count] = environments_named(builder, &emit->environments);
    lines->count++;
}

/* All environments that lines of this sink name. */
static EnvironmentSet all_named(const Lines *lines, SinkKind sink) {
    EnvironmentSet set = {0};
    for (uint32_t i = 0; i < lines->count; i++)
        if (lines->sinks[i] == sink) set = set_or(set, lines->named[i]);
    return set;
}

/* The nearest of the environment and those it is like that is in the set; -1 for none. */
static int32_t nearest(const Model *model, uint32_t environment, const EnvironmentSet *set) {
    if (set_has(set, environment)) return (int32_t)environment;
    if (model->environments[environment].is_ephemeral) return -1;
    int32_t at = model->environments[environment].like;
    while (at >= 0 && !set_has(set, (uint32_t)at))
        at = model->environments[at].like;
    return at;
}

/* Gives every environment to the lines that name what is nearest to it. */
static void spread(const Model *model, const Lines *lines, EnvironmentSet *sets, SinkKind sink) {
    EnvironmentSet named = all_named(lines, sink);
    if (set_is_empty(&named)) return;
    for (uint32_t e = 0; e < model->environment_count; e++) {
        int32_t name = nearest(model, e, &named);
        if (name < 0) continue;
        for (uint32_t i = 0; i < lines->count; i++)
            if (lines->sinks[i] == sink && set_has(&lines->named[i], (uint32_t)name))
                set_add(&sets[i], e);
    }
}

Emits emits_resolve(Builder *builder, const Members *members) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < members->count; i++)
        most += members->items[i].kind == MEMBER_EMIT;
    if (most == 0) return (Emits){0};
    Lines lines = {arena_array(builder->arena, const Emit *, most),
                   arena_array(builder->arena, SinkKind, most),
                   arena_array(builder->arena, EnvironmentSet, most), 0};
    for (uint32_t i = 0; i < members->count; i++)
        if (members->items[i].kind == MEMBER_EMIT)
            read_line(builder, &lines, &members->items[i].as.emit);
    EnvironmentSet *sets = arena_array(builder->arena, EnvironmentSet, most);
    for (SinkKind sink = SINK_HELM; sink < SINK_END; sink++)
        spread(builder->model, &lines, sets, sink);
    return (Emits){lines.items, sets, lines.count};
}
