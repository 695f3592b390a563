/* size.c - no output is larger than a writer takes, and no path deeper than a reader follows.
 *
 * How large a file is, is known when it is written, and a check writes none. So every sink gets a
 * bound that costs one look at each of its values and holds in all environments; only outputs whose
 * bound is too large, which no real project has, are written to see. A large value that many
 * environments share would be written for each of them, so that, too, comes to an end. */
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
           (uint64_t)depth * (4 * depth + 2 * AROUND_MOST);
}

/* All documentation of a unit stands above it, or between its braces and those of its profiles, so
 * nobody has to look for it. */
static uint64_t documentation_bound(const Unit *unit, uint64_t count, uint32_t depth) {
    uint64_t length = unit->declaration->whole.end - unit->declaration->whole.start;
    length += unit->doc.length;
    for (uint32_t i = 0; i < unit->profile_count; i++)
        length += unit->profiles[i]->whole.end - unit->profiles[i]->whole.start;
    return count * AROUND_MOST + length * (ESCAPE_MOST + 2 * depth);
}

/* Added up by kind: several blocks may be written into one file. */
void size_add(Plan *plan, const Sink *sink) {
    uint64_t bound = 0;
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < sink->count; i++) {
        bound += param_bound(plan, sink->params[i]);
        if (sink->params[i]->path->count > deepest) deepest = sink->params[i]->path->count;
    }
    bound += documentation_bound(sink->unit, sink->count, deepest);
    plan->bounds[sink->unit->index].of_kind[sink->kind] += bound;
}

typedef enum Size { SIZE_FITS, SIZE_TOO_LARGE, SIZE_UNKNOWN } Size;

/* Written into memory that is given back at once. */
static Size write_to_see(Plan *plan, const Output *output) {
    Arena scratch;
    Writer writer;
    if (plan->measured >= LIMIT_MEASURED_BYTES) return SIZE_UNKNOWN;
    arena_open(&scratch, plan->arena->allocator);
    writer_open(&writer, &scratch, LIMIT_OUTPUT_BYTES);
    emit_output(plan, output, &writer);
    Size size = writer.is_full ? SIZE_TOO_LARGE : SIZE_FITS;
    plan->measured += writer.length;
    arena_close(&scratch);
    return size;
}

/* Most are seen to fit without being written. */
static Size size_of(Plan *plan, const Output *output) {
    uint64_t bound = 0;
    for (uint32_t u = 0; u < output->unit_count; u++)
        bound += plan->bounds[output->units[u]->index].of_kind[output->sink];
    return bound <= LIMIT_OUTPUT_BYTES ? SIZE_FITS : write_to_see(plan, output);
}

static Diagnostic *report_size(const Plan *plan, const Output *output, Size size) {
    if (size == SIZE_TOO_LARGE)
        return report_output_too_large(plan->report, output->span, output->path);
    Diagnostic *diagnostic = report_output_unmeasured(plan->report, output->span, output->path);
    report_note(diagnostic,
                "to measure it, it would have to be made, and %d MiB were made before it",
                LIMIT_MEASURED_BYTES / (1024 * 1024));
    return diagnostic;
}

/* One finding a template, for all environments whose file is too large. */
void size_check(Plan *plan) {
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        Size size = size_of(plan, output);
        if (size == SIZE_FITS) continue;
        Diagnostic **place = plan_finding(plan, CODE_F0083, output->span);
        if (!*place) *place = report_size(plan, output, size);
        report_about(*place, output->units[0]->name->text, TEXT(""));
        emission_environment(*place, plan, output->environment);
    }
}
