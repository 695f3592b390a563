/* row.c - a parameter across its environments, as the rules see it.
 *
 * Most rows of most programs have one value everywhere, and evaluation shares such a value by its
 * pointer. So a row is gathered into buffers that are used again for the next one, and the question
 * "is it the same" costs a comparison of pointers; only what differs in pointers is compared as it
 * would be emitted. A row that leaves its turn (one judged without some environments) gets memory
 * of its own. */
#include "parity/rule.h"

const Value value_unstated = {.kind = VALUE_ERROR};
const Value value_refused = {.kind = VALUE_ERROR};

/* Room for the widest row there can be. */
void rows_open(Rows *rows, Parity *parity) {
    uint32_t most = parity->model->environment_count;
    *rows = (Rows){.parity = parity};
    rows->environments = arena_array(parity->arena, uint32_t, most);
    rows->values = arena_array(parity->arena, const Value *, most);
}

/* All rows of a sink have the same environments. */
void rows_enter(Rows *rows, const Sink *sink) {
    rows->count = 0;
    for (uint32_t i = 0; i < rows->parity->model->environment_count; i++)
        if (set_has(&sink->environments, i)) rows->environments[rows->count++] = i;
}

/* A unit restates a profile's row, and what the profile says of it stands. */
const Statement *param_first(const Param *param) {
    return param->inherited != NULL ? param->inherited : param->own;
}

/* The laws of an inherited category hold like those of a stated one; a row that climbs or descends
 * by its own law replaces the category's. */
static LawSet laws_of(const Param *param, const Category *category) {
    if (param->category != NULL || category == NULL) return param->laws;
    LawSet order = 1u << LAW_ASCENDING | 1u << LAW_DESCENDING;
    LawSet inherited = category->laws;
    if ((param->laws & order) != 0) inherited &= ~order;
    return param->laws | inherited;
}

/* Compares every value with the first one that is no error, which is the same as everything. */
static bool are_same(const Row *row) {
    uint32_t first = 0;
    while (first < row->count && row->values[first]->kind == VALUE_ERROR)
        first++;
    for (uint32_t i = first + 1; i < row->count; i++)
        if (!value_same(row->values[first], row->values[i])) return false;
    return true;
}

/* Facts that hold of the values at hand, whichever environments they are of. */
static void look_at_values(Row *row) {
    bool is_shared = true;
    uint32_t secrets = 0;
    row->has_error = false;
    for (uint32_t i = 0; i < row->count; i++) {
        const Value *value = row->values[i];
        is_shared &= value == row->values[0];
        row->has_error |= value->kind == VALUE_ERROR;
        secrets += value->kind == VALUE_SECRET;
    }
    row->has_secret = secrets > 0;
    row->is_secret = secrets > 0 && secrets == row->count;
    row->is_same = is_shared || are_same(row);
}

/* The value as the rules see it: what P0004 reports is no value that others judge. */
static const Value *value_of(const Parity *parity, const Param *param, uint32_t environment) {
    const Value *value = matrix_value(parity->matrix, param, environment);
    if (value == NULL) return &value_error;
    if (value->kind != VALUE_ABSENT) return value;
    switch (matrix_lack(parity->matrix, param, environment)) {
    case LACK_NONE: return value;
    case LACK_UNSTATED: return &value_unstated;
    case LACK_REFUSED: return &value_refused;
    }
    unreachable("Lack");
}

/* The row points into the buffers and is good until the next one is gathered. */
Row rows_gather(Rows *rows, const Param *param) {
    const Parity *parity = rows->parity;
    rows->breaks_law = false;
    Row row = {.param = param,
               .count = rows->count,
               .environments = rows->environments,
               .values = rows->values,
               .breaks_law = &rows->breaks_law};
    row.category = matrix_category(parity->matrix, param);
    row.laws = laws_of(param, row.category);
    if (parity->model->rolling_count > 0) row.rolling = param_rolling(param);
    row.is_image = param_is_image(param);
    for (uint32_t i = 0; i < rows->count; i++)
        rows->values[i] = value_of(parity, param, rows->environments[i]);
    look_at_values(&row);
    return row;
}

/* Copies what remains, because the buffers hold the whole row. */
Row row_without(const Parity *parity, const Row *row, const EnvironmentSet *without) {
    uint32_t *environments = arena_array(parity->arena, uint32_t, row->count);
    const Value **values = arena_array(parity->arena, const Value *, row->count);
    Row rest = *row;
    rest.count = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        if (set_has(without, row->environments[i])) continue;
        environments[rest.count] = row->environments[i];
        values[rest.count++] = row->values[i];
    }
    rest.environments = environments;
    rest.values = values;
    look_at_values(&rest);
    return rest;
}

/* The environments that take part, as a set. */
EnvironmentSet row_environments(const Row *row) {
    EnvironmentSet set = {0};
    for (uint32_t i = 0; i < row->count; i++)
        set_add(&set, row->environments[i]);
    return set;
}

/* Rows are short, so they are searched. */
const Value *row_value(const Row *row, uint32_t environment) {
    for (uint32_t i = 0; i < row->count; i++)
        if (row->environments[i] == environment) return row->values[i];
    return NULL;
}
