/* helm.c - what Helm and a chart cannot take: keys that the chart does not know, and numbers that
 * Helm turns into floats. */
#include "emit/emission.h"

/* From here on Helm's templates print `1e+06`; above 2^53 it loses digits. */
static const int64_t exponent_from = 1000000, exact_most = (int64_t)1 << 53;

static void check_int(void *state, const Param *param, uint32_t environment, const Value *value) {
    const Plan *plan = state;
    if (param->is_text || value->kind != VALUE_INT) return;
    int64_t number = value->as.integer < 0 ? -(value->as.integer + 1) : value->as.integer;
    if (number < exponent_from) return;
    Span span = emission_span(plan, param, environment);
    Diagnostic *d = number > exact_most ? report_helm_int_lost(plan->report, span, param->path)
                                        : report_helm_int_float(plan->report, span, param->path);
    Text text = value_plain(plan->arena, value);
    report_label(d, span, "%.*s in %.*s", TEXT_ARGS(text),
                 TEXT_ARGS(plan->model->environments[environment].name->text));
    report_help(d, "write it as a string, `\"%.*s\"`, and the type as `string`", TEXT_ARGS(text));
    emission_about(d, plan, param, environment);
}

/* --- Keys that a chart knows ------------------------------------------------------------------ */

static void report_unknown(Plan *plan, const Param *param, size_t unknown, const Text *candidates,
                           size_t count, const Chart *chart) {
    const Segment *segment = &param->segments[unknown];
    Diagnostic *d = report_chart_key(plan->report, segment->span, segment->text, chart->path);
    suggest_name(d, segment->span, segment->text, candidates, count, "keys");
    report_about(d, param->unit->name->text, param_reference(plan->arena, param));
}

static void check_key(Plan *plan, const Param *param, const Chart *chart) {
    ChartStep *steps = arena_array(plan->arena, ChartStep, param->segment_count);
    for (uint32_t i = 0; i < param->segment_count; i++) {
        const Segment *segment = &param->segments[i];
        if (segment->string) return;
        steps[i] = (ChartStep){segment->text, segment->kind == SEGMENT_KEY};
    }
    size_t unknown, count;
    Text *candidates;
    if (!chart_knows(plan->arena, &chart->keys, steps, param->segment_count, &unknown, &candidates,
                     &count))
        report_unknown(plan, param, unknown, candidates, count, chart);
}

void helm_check(Plan *plan, const Unit *unit, const Sink *sink) {
    const Chart *chart = artifacts_chart(plan->artifacts, plan->matrix, unit);
    for (uint32_t i = 0; i < sink->count; i++) {
        ArenaMark mark = arena_mark(plan->arena);
        uint32_t before = plan->report->items.count;
        if (chart && chart->is_there && !chart->keys.is_open)
            check_key(plan, sink->params[i], chart);
        emission_each_value(plan, sink->params[i], check_int, plan);
        if (plan->report->items.count == before) arena_reset(plan->arena, mark);
    }
}
