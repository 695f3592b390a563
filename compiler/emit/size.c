/* size.c - no output is larger than a writer takes, and no path deeper than a reader follows.
 *
 * How large a file is, is known when it is written, and a check writes none. So every sink gets a
 * bound that costs one look at each of its values and holds in all environments; only outputs whose
 * bound is too large, which no real project has, are written to see. */
#include "emit/emission.h"

enum {
    ESCAPE_MOST = 6, /* bytes that a byte of text becomes: `\u007f` */
    AROUND_MOST = 64 /* bytes around a value: quotes, brackets, separators */
};

/* Every line of a value may be one character and an indentation. */
static uint64_t text_bound(Text text, uint32_t depth) {
    return AROUND_MOST + (uint64_t)text.length * (ESCAPE_MOST + 2 * depth);
}

/* Lists and maps are as large as what is in them, and each level indents it further. */
static uint64_t value_bound(const Value *value, uint32_t depth) {
    uint64_t bound = text_bound(value->text, depth) + 2 * depth;
    for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        bound += value_bound(value->as.items[i], depth + 1);
    for (uint32_t i = 0; value->kind == VALUE_MAP && i < value->count; i++)
        bound += text_bound(value->as.pairs[i].key, depth + 1) +
                 value_bound(value->as.pairs[i].value, depth + 1);
    return bound;
}

/* The largest that a parameter has in an environment. */
static uint64_t largest_bound(const Plan *plan, const Param *param) {
    const Value *before = matrix_constant(plan->matrix, param);
    if (before) return value_bound(before, param->path->count);
    uint64_t most = 0;
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        const Value *value = emission_value(plan, param, e);
        uint64_t bound = value && value != before ? value_bound(value, param->path->count) : 0;
        before = value;
        if (bound > most) most = bound;
    }
    return most;
}

/* A segment of the path may be two lines, `- name: KEY` and the key behind it. */
static uint64_t param_bound(const Plan *plan, const Param *param) {
    uint32_t depth = param->path->count;
    return largest_bound(plan, param) + text_bound(param->path->text, depth) +
           text_bound(param_doc(param), depth) + (uint64_t)depth * (4 * depth + 2 * AROUND_MOST);
}

/* A heading that was written is not written again; that it may be counted twice does no harm. */
static uint64_t heading_bound(const Heading *heading) {
    uint64_t bound = 0;
    for (; heading; heading = heading->around)
        bound += text_bound(heading->doc, heading->depth + 1);
    return bound;
}

static uint64_t sink_bound(const Plan *plan, const Sink *sink) {
    uint64_t bound = text_bound(sink->doc, 0) + text_bound(sink->unit->doc, 0);
    const Heading *heading = NULL;
    for (uint32_t i = 0; i < sink->count; i++) {
        const Param *param = sink->params[i];
        bound += param_bound(plan, param);
        if (param->heading != heading) bound += heading_bound(param->heading);
        heading = param->heading;
    }
    return bound;
}

/* Of every unit, by kind of sink: of all the blocks that are written into one file. */
typedef struct Bounds {
    uint64_t of_kind[SINK_END];
} Bounds;

static Bounds *find_bounds(const Plan *plan) {
    const Model *model = plan->model;
    Bounds *bounds = arena_array(plan->arena, Bounds, model->unit_count);
    for (uint32_t u = 0; u < model->unit_count; u++)
        for (uint32_t s = 0; s < model->units[u]->sink_count; s++) {
            const Sink *sink = model->units[u]->sinks[s];
            bounds[u].of_kind[sink->kind] += sink_bound(plan, sink);
        }
    return bounds;
}

/* Written into memory that is given back at once. */
static bool is_too_large(const Plan *plan, const Bounds *bounds, const Output *output) {
    Arena scratch;
    Writer writer;
    uint64_t bound = 0;
    for (uint32_t u = 0; u < output->unit_count; u++)
        bound += bounds[output->units[u]->index].of_kind[output->sink];
    if (bound <= LIMIT_OUTPUT_BYTES) return false;
    arena_open(&scratch, plan->arena->allocator);
    writer_open(&writer, &scratch, LIMIT_OUTPUT_BYTES);
    emit_output(plan, output, &writer);
    bool is_full = writer.is_full;
    arena_close(&scratch);
    return is_full;
}

/* One finding a template, for all environments whose file is too large. */
void size_check(Plan *plan) {
    const Bounds *bounds = find_bounds(plan);
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        if (!is_too_large(plan, bounds, output)) continue;
        Diagnostic **place = plan_finding(plan, CODE_F0083, output->span);
        if (!*place) *place = report_output_too_large(plan->report, output->span, output->path);
        report_about(*place, output->units[0]->name->text, TEXT(""));
        emission_environment(*place, plan, output->environment);
    }
}
