/* helm.c - what Helm and a chart cannot take: keys that the chart does not know, and numbers that
 * Helm turns into floats. */
#include "emit/emission.h"

/* --- Integers --------------------------------------------------------------------------------- */

/* From here on Helm's templates print `1e+06`; above 2^53 digits are lost. */
static const uint64_t exponent_from = 1000000, exact_most = (uint64_t)1 << 53;

/* The magnitude of a whole number; one that is larger than 64 bits is only known to be larger. */
static uint64_t magnitude(const Value *value) {
    if (value->kind == VALUE_INT) return integer_magnitude(value->as.integer);
    bool is_whole = value->kind == VALUE_NUMBER && !text_contains(value->text, TEXT("."));
    return is_whole ? UINT64_MAX : 0;
}

/* Templates reach into lists and maps, so what is in there counts too. */
static uint64_t largest(const Value *value) {
    uint64_t most = magnitude(value);
    bool is_map = value->kind == VALUE_MAP;
    for (uint32_t i = 0; i < value->count; i++) {
        uint64_t own = largest(is_map ? value->as.pairs[i].value : value->as.items[i]);
        if (own > most) most = own;
    }
    return most;
}

/* `replicas: 1000000` is printed as `1e+06`, and Kubernetes refuses that. */
static const char *judge_float(const Plan *plan, const Param *param, const Value *value) {
    (void)plan, (void)param;
    uint64_t most = largest(value);
    return most >= exponent_from && most <= exact_most ? "a whole number of a million or more" : "";
}

/* Helm reads every number as a 64-bit float, which has 53 bits of digits. */
static const char *judge_lost(const Plan *plan, const Param *param, const Value *value) {
    (void)plan, (void)param;
    return largest(value) > exact_most ? "a whole number beyond 2^53" : "";
}

/* Most parameters are of types that have no whole numbers, and need no look at their values. */
static bool may_be_integer(const Plan *plan, const Param *param) {
    BaseKind base = matrix_type(plan->matrix, param)->base;
    bool is_number = base == BASE_INT || base == BASE_NUMBER || base == BASE_ANY;
    bool is_collection = base == BASE_LIST || base == BASE_MAP || base == BASE_OBJECT;
    return !param->is_text && (is_number || is_collection);
}

/* A parameter may be too large for a float in one environment and only for a template in another.
 * */
static void check_integers(Plan *plan, const Param *param) {
    static const char help[] = "write it as a string: in quotes, and of the type `string`";
    static const ValueRule lost = {judge_lost, report_helm_int_lost, help};
    static const ValueRule imprecise = {judge_float, report_helm_int_float, help};
    if (!may_be_integer(plan, param)) return;
    value_check(plan, param, &lost);
    value_check(plan, param, &imprecise);
}

/* --- Keys that a chart knows ------------------------------------------------------------------ */

/* A path of keys that is looked up in a chart. */
typedef struct Lookup {
    Plan *plan;
    const Chart *chart;
    const Unit *unit;
    const Param *param;   /* NULL: a key of the release */
    uint32_t environment; /* of the value whose keys are looked up */
    Span span;            /* of the release */
    ChartStep *steps;
    uint32_t count;
    uint32_t written;  /* steps of the path itself; those behind it are of the value */
    uint8_t *verdicts; /* what is known of the chart's paths so far, by their number */
} Lookup;

/* VERDICT_TYPED is known, too, and the chart has something there of a kind of its own. */
typedef enum Verdict { VERDICT_NOT_ASKED, VERDICT_KNOWN, VERDICT_UNKNOWN, VERDICT_TYPED } Verdict;

/* What is known there is asked for only where somebody reads it. */
static void suggest_known(const Lookup *lookup, Diagnostic *d, Span span, Text key) {
    size_t unknown;
    KeyList known = {0};
    if (!suggest_is_wanted(d)) return;
    Arena *scratch = arena_child(lookup->plan->arena);
    chart_knows(scratch, &lookup->chart->keys, lookup->steps, lookup->count, &unknown, &known);
    suggest_name(d, span, key, known.items, known.count, "keys");
    arena_close(scratch);
}

/* Nothing in the source is called as a key of a release is, so the whole path is shown. */
static Text written_path(const Lookup *lookup, size_t unknown) {
    Text path = lookup->steps[0].key;
    for (size_t i = 1; i <= unknown; i++)
        path = text_format(lookup->plan->arena, "%.*s.%.*s", TEXT_ARGS(path),
                           TEXT_ARGS(lookup->steps[i].key));
    return path;
}

/* A release whose digest nobody reads runs the chart's own tag: that is no misspelling. */
static void report_release(const Lookup *lookup, size_t unknown) {
    const Plan *plan = lookup->plan;
    Text key = lookup->steps[unknown].key;
    const Unit *unit = lookup->unit;
    Image pinned;
    if (!release_image(plan, unit, lookup->environment, &pinned)) return;
    Diagnostic **place = plan_finding(lookup->plan, CODE_F0045, lookup->span);
    if (*place) return;
    bool is_lost = pinned.digest.length && image_digest_is_lost(plan, lookup->chart, unit);
    if (is_lost) {
        *place = report_image_unpinned(plan->report, lookup->span, unit->name->text);
        report_label(*place, lookup->span, "`image.digest`, which nothing in `%.*s` reads",
                     TEXT_ARGS(lookup->chart->path));
    } else {
        Text path = written_path(lookup, unknown);
        *place = report_chart_key(plan->report, lookup->span, path, lookup->chart->path);
    }
    if (!image_keys_help(lookup->chart, &pinned, *place))
        suggest_known(lookup, *place, NO_SPAN, key);
    report_about(*place, unit->name->text, TEXT(""));
}

/* A key of the path is underlined itself; for one inside a value, the value is. */
static void report_unknown(const Lookup *lookup, size_t unknown) {
    bool is_written = unknown < lookup->written;
    if (!lookup->param) {
        report_release(lookup, unknown);
        return;
    }
    ChartKindCheck check = {lookup->plan, lookup->chart, lookup->param};
    bool is_item = lookup->steps[unknown].is_item;
    if (is_item && chart_kind_check(&check, lookup->steps)) return;
    Text key = lookup->steps[unknown].key;
    Span span = is_written
                    ? param_segment_span(lookup->plan->model, lookup->param, (uint32_t)unknown)
                    : emission_span(lookup->plan, lookup->param, lookup->environment);
    Diagnostic **place = plan_finding(lookup->plan, CODE_F0045, span);
    if (*place) return;
    *place = report_chart_key(lookup->plan->report, span, key, lookup->chart->path);
    suggest_known(lookup, *place, is_written ? span : NO_SPAN, key);
    emission_about(*place, lookup->param);
}

/* The chart layer's scratch is dropped. */
static bool check_path(const Lookup *lookup) {
    Plan *plan = lookup->plan;
    ArenaMark mark = arena_mark(plan->arena);
    size_t unknown;
    bool is_known = chart_knows(plan->arena, &lookup->chart->keys, lookup->steps, lookup->count,
                                &unknown, NULL);
    arena_reset(plan->arena, mark);
    if (!is_known) report_unknown(lookup, unknown);
    return is_known;
}

/* The keys of a value that is a map, and of the maps in it. Lists are the chart's own business. */
static void check_members(Lookup *lookup, const Value *value) {
    if (value->kind != VALUE_MAP || lookup->count == lookup->plan->step_count) return;
    for (uint32_t i = 0; i < value->count; i++) {
        const Pair *pair = &value->as.pairs[i];
        if (pair->value->kind == VALUE_ABSENT) continue;
        lookup->steps[lookup->count++] = (ChartStep){pair->key, false};
        if (check_path(lookup)) check_members(lookup, pair->value);
        lookup->count--;
    }
}

static void take_path(Lookup *lookup, const Param *param) {
    lookup->count = lookup->written = param->path->count;
    for (uint32_t i = 0; i < param->path->count; i++) {
        const Segment *segment = &param->path->items[i];
        lookup->steps[i] = (ChartStep){segment->text, segment->kind == SEGMENT_KEY};
    }
}

/* Nearly all that charts have is text, numbers, or empty. */
static Verdict known_verdict(const Lookup *lookup) {
    size_t reached;
    const Node *node = chart_default(&lookup->chart->keys, lookup->steps, lookup->count, &reached);
    if (!node) return VERDICT_KNOWN;
    bool is_filled = (node->kind == NODE_MAP || node->kind == NODE_LIST) && node->count > 0;
    bool is_typed = reached < lookup->count ? is_filled : is_filled || node->kind == NODE_BOOL;
    return is_typed ? VERDICT_TYPED : VERDICT_KNOWN;
}

/* Units that share a chart share its paths, and a chart is asked once for each. What it does not know
 * is looked up again for whoever writes it, because each of them is told. */
static bool check_written(Lookup *lookup, const Param *param) {
    uint8_t *verdict = &lookup->verdicts[param->path->number];
    if (*verdict == VERDICT_KNOWN || *verdict == VERDICT_TYPED) return true;
    take_path(lookup, param);
    bool is_known = check_path(lookup);
    *verdict = (uint8_t)(is_known ? known_verdict(lookup) : VERDICT_UNKNOWN);
    return is_known;
}

/* Where the chart has something of a kind of its own. */
static void check_kind(Lookup *lookup, const Param *param) {
    ChartKindCheck check = {lookup->plan, lookup->chart, param};
    if (lookup->verdicts[param->path->number] != VERDICT_TYPED) return;
    take_path(lookup, param);
    (void)chart_kind_check(&check, lookup->steps);
}

static bool may_be_map(const Plan *plan, const Param *param) {
    BaseKind base = matrix_type(plan->matrix, param)->base;
    return base == BASE_MAP || base == BASE_OBJECT || base == BASE_ANY || base == BASE_ERROR;
}

/* The path first: where that is not known, nothing below it is. Then the keys in its values, each
 * value once. What a key is called that interpolates, and what is below it, nobody can look up. */
static void check_param(Lookup *lookup, const Param *param) {
    const Plan *plan = lookup->plan;
    const Value *before = NULL;
    lookup->param = param;
    if (param->path->interpolates || !check_written(lookup, param)) return;
    check_kind(lookup, param);
    if (!may_be_map(plan, param)) return;
    take_path(lookup, param);
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        const Value *value = emission_value(plan, param, e);
        if (!value || value == before) continue;
        before = value;
        lookup->environment = e;
        check_members(lookup, value);
    }
}

/* Room for a path and what is below it. */
static ChartStep *open_steps(Plan *plan, uint32_t path_most) {
    uint32_t most = path_most + LIMIT_NESTING;
    if (most > plan->step_count) {
        plan->steps = arena_array(plan->arena, ChartStep, most);
        plan->step_count = most;
    }
    return plan->steps;
}

/* Nothing has been asked of a chart before its first unit. */
static uint8_t *open_verdicts(Plan *plan, const Chart *chart) {
    uint8_t **verdicts = &plan->chart_paths[chart->number];
    if (!*verdicts)
        *verdicts = arena_array(plan->arena, uint8_t, plan->model->program->names->path_count);
    return *verdicts;
}

/* False where the unit's chart does not say which keys it knows. */
static bool open_lookup(Plan *plan, const Unit *unit, uint32_t path_most, Lookup *out) {
    const Chart *chart = artifacts_chart(plan->artifacts, plan->matrix, unit);
    if (!chart || !chart->is_there || chart->keys.is_open) return false;
    *out = (Lookup){.plan = plan, .chart = chart, .unit = unit};
    out->steps = open_steps(plan, path_most);
    out->verdicts = open_verdicts(plan, chart);
    return true;
}

/* The keys that a release writes are the chart's as much as any other: an image that nobody reads
 * is the chart's own image. */
void chart_check_release(Plan *plan, const Unit *unit, uint32_t environment, const Value *release,
                         Span span) {
    Lookup lookup;
    if (!open_lookup(plan, unit, 0, &lookup)) return;
    lookup.span = span;
    lookup.environment = environment;
    check_members(&lookup, release);
}

/* The longest path of the sink decides how much room all of them need. */
static void check_keys(Plan *plan, const Unit *unit, const Sink *sink) {
    uint32_t path_most = 0;
    for (uint32_t i = 0; i < sink->count; i++)
        if (sink->params[i]->path->count > path_most) path_most = sink->params[i]->path->count;
    Lookup lookup;
    if (!open_lookup(plan, unit, path_most, &lookup)) return;
    for (uint32_t i = 0; i < sink->count; i++)
        check_param(&lookup, sink->params[i]);
}

/* --- The sink --------------------------------------------------------------------------------- */

/* `chart = ""` states one as little as nothing does. */
static bool is_chart_empty(const Plan *plan, const Unit *unit) {
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        if (!set_has(&unit->environments, e)) continue;
        const Value *chart = matrix_unit_attribute(plan->matrix, unit, UNIT_CHART, e);
        if (value_is_text(chart) && !chart->text.length) return true;
    }
    return false;
}

/* A profile that was reported may be where the chart is stated. */
static void check_stated(Plan *plan, const Unit *unit, const Sink *sink) {
    const Expression *stated = unit->attributes[UNIT_CHART].value;
    if (stated ? !is_chart_empty(plan, unit) : unit->is_profile_lost) return;
    Span span = stated ? stated->span : sink->span;
    Diagnostic *d = report_chart_not_stated(plan->report, span, unit->name->text);
    if (stated) report_label(d, span, "it names no chart");
    report_help(d, "write `chart = ` and its directory, or its address");
    report_about(d, unit->name->text, TEXT(""));
}

/* Keys that interpolate are looked at by shape.c, with all others of the sink. */
void helm_check(Plan *plan, const Unit *unit, const Sink *sink) {
    check_stated(plan, unit, sink);
    check_keys(plan, unit, sink);
    for (uint32_t i = 0; i < sink->count; i++)
        check_integers(plan, sink->params[i]);
}
