/* change.c - P0012: what production takes was somewhere below before.
 *
 * A law of change: it is judged only where the program is compared with its base, over the rows that
 * both have. Production is new where its value is another one than the base's, and nothing below has
 * had that value: neither now, nor in the base.
 *
 * Values that are production's own by their laws are passed over: what has to be apart, distinct or
 * disjoint, and what is ordered by size (a scale, a tier), which is greatest in production as it
 * should be. Flags and enums are ordered too, but they are the kind of thing that is tried below. */
#include "parity/rule.h"

/* --- The base ------------------------------------------------------------------------------- */

/* The same parameter in the base; NULL when it is new. */
static const Param *base_param(const Parity *parity, const Param *param) {
    const Model *model = matrix_model(parity->options->base);
    const Unit *unit = map_get(&model->unit_by_name, param->unit->name->text);
    return unit != NULL ? model_param(model, unit, param->sink->kind, param->path->text) : NULL;
}

/* What the base had in the environment of that name; NULL when it was not there. */
static const Value *base_value(const Parity *parity, const Param *base, uint32_t environment) {
    const Model *model = matrix_model(parity->options->base);
    int32_t index = model_environment(model, environment_name(parity, environment));
    return index < 0 ? NULL : matrix_value(parity->options->base, base, (uint32_t)index);
}

/* --- The rule ------------------------------------------------------------------------------- */

static bool is_below(const Parity *parity, uint32_t lower, uint32_t higher) {
    const Environment *environments = parity->model->environments;
    return environments[lower].rung > 0 && environments[lower].rung < environments[higher].rung;
}

/* Whether something below has the value, or had it. */
static bool is_known_below(const Parity *parity, const Row *row, const Param *base,
                           uint32_t position) {
    const Value *value = row->values[position];
    bool has_below = false;
    for (uint32_t i = 0; i < row->count; i++) {
        if (!is_below(parity, row->environments[i], row->environments[position])) continue;
        const Value *before = base_value(parity, base, row->environments[i]);
        has_below = true;
        if (value_same(row->values[i], value)) return true;
        if (before != NULL && value_same(before, value)) return true;
    }
    return !has_below;
}

static bool is_new(const Parity *parity, const Row *row, const Param *base, uint32_t position) {
    uint32_t environment = row->environments[position];
    const Value *value = row->values[position];
    if (!set_has(&parity->production, environment) || set_has(&parity->ephemeral, environment))
        return false;
    const Value *before = base_value(parity, base, environment);
    if (value->kind == VALUE_ABSENT || before == NULL || value_same(before, value)) return false;
    return !is_known_below(parity, row, base, position);
}

static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    const Param *base = base_param(parity, row->param);
    for (uint32_t i = 0; base != NULL && i < row->count; i++)
        if (is_new(parity, row, base, i)) set_add(involved, row->environments[i]);
    return !set_is_empty(involved);
}

/* Whether laws make the value production's own. */
static bool is_own(const Parity *parity, const Row *row) {
    const LawSet separating = 1u << LAW_APART | 1u << LAW_DISTINCT | 1u << LAW_DISJOINT;
    const LawSet ordering = 1u << LAW_ASCENDING | 1u << LAW_DESCENDING;
    BaseKind base = matrix_type(parity->matrix, row->param)->base;
    bool is_step = base == BASE_BOOL || base == BASE_ENUM;
    return (row->laws & separating) != 0 || ((row->laws & ordering) != 0 && !is_step);
}

/* --- Reporting ------------------------------------------------------------------------------ */

static Text shown_before(const Parity *parity, const Row *row, uint32_t environment) {
    enum { COLUMNS = 40 };

    const Param *base = base_param(parity, row->param);
    const Model *model = matrix_model(parity->options->base);
    int32_t index = model_environment(model, environment_name(parity, environment));
    const Value *value = base_value(parity, base, environment);
    if (row->param->is_sensitive || matrix_is_hidden(parity->options->base, base, (uint32_t)index))
        return TEXT("(hidden)");
    return value_show(parity->arena, value, COLUMNS);
}

static void note_before(const Parity *parity, Diagnostic *diagnostic, const Row *row,
                        const EnvironmentSet *involved) {
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t environment = row->environments[i];
        if (!set_has(involved, environment)) continue;
        Text before = shown_before(parity, row, environment);
        report_note(diagnostic, "%.*s had %.*s before",
                    TEXT_ARGS(environment_name(parity, environment)), TEXT_ARGS(before));
    }
}

void change_check_row(Parity *parity, const Row *row) {
    if (parity->options->base == NULL || row->is_same || row->is_image || row->is_secret ||
        row->rolling != NULL || row->has_error || is_own(parity, row))
        return;
    Row judged;
    EnvironmentSet involved = {0};
    if (!waiver_judge(parity, row, CODE_P0012, judge, &judged)) return;
    if (!judge(parity, &judged, &involved)) return;
    const Param *param = row->param;
    Text names = environment_list(parity, &involved);
    Diagnostic *diagnostic =
        report_production_first(parity->report, param->span, param->path->text, names);
    evidence_label(parity, diagnostic, &judged);
    note_before(parity, diagnostic, &judged, &involved);
    report_help(diagnostic, "let it climb: change the rungs below first, under `@rolling`, or say "
                            "why it need not: `@waive(P0012, \"reason\")`");
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &involved);
}
