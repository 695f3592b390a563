/* chart_kind.c - F0046: a value is of another kind than what the chart has in its place.
 *
 * Only what is certain is said. The text `"false"` counts as true where a template asks a boolean, and
 * whoever ranges over a list gets nothing useful from a map, nor the other way round. A default that is
 * empty or null says nothing about what is taken, and a chart with a schema has Helm itself judge. */
#include "emit/emission.h"

/* What differs from what: words for a sentence. */
typedef struct Contradiction {
    const char *ours, *theirs;
} Contradiction;

static bool is_filled(const Node *node, NodeKind kind) {
    return node->kind == kind && node->count > 0;
}

/* A text that some reader takes for a boolean. */
static bool is_truth_in_quotes(const Value *value) {
    return value_is_text(value) &&
           (text_equal(value->text, TEXT("true")) || text_equal(value->text, TEXT("false")));
}

static bool contradicts(const Node *node, const Value *value, Contradiction *out) {
    if (node->kind == NODE_BOOL && is_truth_in_quotes(value))
        *out = (Contradiction){"text", "a boolean"};
    else if (is_filled(node, NODE_LIST) && value->kind == VALUE_MAP && value->count > 0)
        *out = (Contradiction){"a map", "a list"};
    else if (is_filled(node, NODE_MAP) && value->kind == VALUE_LIST && value->count > 0)
        *out = (Contradiction){"a list", "a map"};
    else
        return false;
    return true;
}

/* Where it stands: the value itself, or one that is in it. */
typedef struct Found {
    Contradiction what;
    const Value *value;
    Text path;
} Found;

/* The first value that contradicts, of a value and all that is in it as the chart has it. */
static bool find(Arena *arena, const Node *node, const Value *value, Text path, Found *out) {
    *out = (Found){.value = value, .path = path};
    if (contradicts(node, value, &out->what)) return true;
    if (node->kind != NODE_MAP || value->kind != VALUE_MAP) return false;
    for (uint32_t i = 0; i < value->count; i++) {
        const Pair *pair = &value->as.pairs[i];
        const Node *below = node_member(node, pair->key);
        if (!below || !find(arena, below, pair->value, pair->key, out)) continue;
        out->path = text_format(arena, "%.*s.%.*s", TEXT_ARGS(path), TEXT_ARGS(out->path));
        return true;
    }
    return false;
}

/* --- Reports ---------------------------------------------------------------------------------- */

static Diagnostic *report(const ChartKindCheck *check, Span span, Text path,
                          const Contradiction *found) {
    Diagnostic *d = report_chart_kind(check->plan->report, span, path, found->ours,
                                      check->chart->path, found->theirs);
    emission_about(d, check->param);
    return d;
}

/* The finding about a path of the unit, NULL until there is one: all cells of a row are one mistake, and
 * so is whatever stands below a map that should be a list. */
static void **finding_of(const ChartKindCheck *check, const Path *path) {
    Plan *plan = check->plan;
    Text key = text_format(plan->arena, "F0046 %u %u", check->param->unit->index, path->number);
    return map_at(&plan->findings, key);
}

static void report_above(const ChartKindCheck *check, const Path *path,
                         const Contradiction *found) {
    void **place = finding_of(check, path);
    if (*place) return;
    Diagnostic *d = *place = report(check, check->param->span, path->text, found);
    report_help(d, "write it as the `values.yaml` of the chart has it");
}

/* At the first cell that is wrong. */
static void report_value(const ChartKindCheck *check, uint32_t environment, const Found *found) {
    void **place = finding_of(check, check->param->path);
    if (*place) return;
    Span span = emission_span(check->plan, check->param, environment);
    Diagnostic *d = *place = report(check, span, found->path, &found->what);
    if (!value_is_text(found->value)) {
        report_help(d, "write it as the `values.yaml` of the chart has it");
        return;
    }
    Text text = found->value->text;
    report_note(d, "a template that asks whether it is set takes the text `\"%.*s\"` for true",
                TEXT_ARGS(text));
    report_help(d, "take the quotes away: `%.*s`", TEXT_ARGS(text));
}

/* --- Checks ----------------------------------------------------------------------------------- */

/* The path of the first segments of a parameter's. */
static const Path *prefix_of(const Param *param, size_t count) {
    const Path *path = param->path;
    while (path->count > count)
        path = path->parent;
    return path;
}

/* Elements of a list below what is a map in the chart, or keys below what is a list. */
static bool check_above(const ChartKindCheck *check, const Node *node, size_t reached) {
    bool is_item = check->param->path->items[reached].kind == SEGMENT_KEY;
    static const Contradiction list = {"a list", "a map"}, map = {"a map", "a list"};
    const Path *path = prefix_of(check->param, reached);
    if (!is_filled(node, is_item ? NODE_MAP : NODE_LIST)) return false;
    report_above(check, path, is_item ? &list : &map);
    return true;
}

static bool check_values(const ChartKindCheck *check, const Node *node) {
    const Value *before = NULL;
    Text path = check->param->path->text;
    bool is_found = false;
    for (uint32_t e = 0; e < check->plan->model->environment_count; e++) {
        Found found;
        const Value *value = emission_value(check->plan, check->param, e);
        if (!value || value == before) continue;
        before = value;
        if (!find(check->plan->arena, node, value, path, &found)) continue;
        report_value(check, e, &found);
        is_found = true;
    }
    return is_found;
}

/* Nearly all values; and what is written as text on purpose, as variables are. */
static bool is_fine(const ChartKindCheck *check) {
    BaseKind base = matrix_type(check->plan->matrix, check->param)->base;
    return check->param->is_text || base == BASE_BOOL || base == BASE_INT || base == BASE_NUMBER;
}

bool chart_kind_check(const ChartKindCheck *check, const ChartStep *steps) {
    size_t reached, count = check->param->path->count;
    const Node *node = chart_default(&check->chart->keys, steps, count, &reached);
    if (!node) return false;
    if (reached < count) return check_above(check, node, reached);
    return !is_fine(check) && check_values(check, node);
}
