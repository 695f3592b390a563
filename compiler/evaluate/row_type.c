/* row_type.c - the type of a parameter that has none written: that of its first value.
 *
 * The first value is the default, else the first of the cells from the left; a profile's come
 * before the unit's own. What it says must be known before any other value of the row is
 * evaluated, because it directs them: after `1h`, `5m` means minutes. */
#include "evaluate/expression.h"
#include "evaluate/infer.h"
#include "evaluate/reference.h"

const Type *row_type_so_far(Matrix *matrix, const Param *param) {
    return row_open(matrix, param)->type;
}

/* --- The first value ------------------------------------------------------------------------ */

/* The first values of a statement that say something of a type, in order: its default, its cells.
 * `index` counts them; NULL at the end. */
static const Expression *value_at(const Statement *statement, uint32_t index) {
    const Parameter *node = statement->node;
    if (index == 0) return node->fallback;
    const Cell *cell = &node->cells[index - 1];
    return cell->kind == CELL_VALUE ? cell->value : NULL;
}

/* Asked for rows without a written type only, so looking at every environment is no cost. */
uint32_t row_environment_of(const Matrix *matrix, const Param *param, const Expression *value) {
    Origin origin;
    for (uint32_t i = 0; i < matrix->width; i++) {
        if (!set_has(&param->sink->environments, i)) continue;
        if (param_origin(matrix->model, param, i, &origin) && origin.value == value) return i;
    }
    return NO_ENVIRONMENT;
}

/* The first value of a parameter: of the statement that was there first, that counts somewhere or
 * is constant. NULL when there is none. */
static const Expression *first_value(const Matrix *matrix, const Param *param, bool is_strict,
                                     uint32_t *environment) {
    const Statement *const statements[] = {param->inherited, param->own};
    for (size_t s = 0; s < 2; s++) {
        if (statements[s] == NULL || statements[s]->node == NULL) continue;
        for (uint32_t i = 0; i <= statements[s]->node->cell_count; i++) {
            const Expression *value = value_at(statements[s], i);
            if (value == NULL || value->kind == EXPRESSION_NONE) continue;
            if (is_strict && infer_says_nothing(value)) continue;
            *environment = NO_ENVIRONMENT;
            if (expression_is_constant(value)) return value;
            *environment = row_environment_of(matrix, param, value);
            if (*environment != NO_ENVIRONMENT) return value;
        }
    }
    return NULL;
}

const Expression *row_first_value(const Matrix *matrix, const Param *param) {
    uint32_t environment;
    return first_value(matrix, param, true, &environment);
}

/* --- The type ------------------------------------------------------------------------------- */

static const Type *find_type(Matrix *matrix, const Param *param);

/* The type of what a value is nothing but a reference to; NULL when it is something else, or where
 * references follow one another for so long that evaluating them will fail. */
static const Type *referred_type(Matrix *matrix, const Param *param, const Expression *value) {
    if (value->kind == EXPRESSION_AT) value = value->as.at.left;
    Chain chain;
    chain_open(matrix->arena, value, &chain);
    Target target = reference_find(matrix, param->unit, NULL, &chain);
    bool is_whole = target.kind == TARGET_PARAM && target.used == chain.count;
    if (!is_whole || matrix->depth == DEPTH_LIMIT) return NULL;
    matrix->depth++;
    const Type *type = find_type(matrix, target.param);
    matrix->depth--;
    return type;
}

/* Finds the type by which the values of a row are directed before any of them is evaluated: that of
 * a constant, or of what the first one refers to. Other expressions need no direction, and to
 * evaluate them here could find cycles that are none. */
static const Type *find_type(Matrix *matrix, const Param *param) {
    Row *row = row_open(matrix, param);
    if (row->type != NULL || row->is_typing || param->is_secret) return row->type;
    row->is_typing = true;
    uint32_t environment;
    const Expression *first = first_value(matrix, param, true, &environment);
    if (first == NULL) first = first_value(matrix, param, false, &environment);
    if (first == NULL) return NULL;
    if (environment != NO_ENVIRONMENT) return row->type = referred_type(matrix, param, first);
    if (plain_is(first) && plain_read(matrix, first, NULL, &row->type) != NULL) return row->type;
    Frame frame = param_frame(matrix, param, NO_ENVIRONMENT);
    Result result = expression_evaluate(&frame, first, NULL);
    const Value *value = frame_agree(&frame, &row->type, result, first);
    row->is_lost = value->kind == VALUE_ERROR;
    if (row->is_lost) return row->type;
    row->shared = first;
    row->shared_value = value;
    row->shared_state = frame.is_sensitive ? CELL_IS_SENSITIVE : 0;
    return row->type;
}

void row_find_type(Matrix *matrix, const Param *param) {
    find_type(matrix, param);
}

/* A row without any value has no type of its own; a `none` makes every type optional. */
void row_settle_type(Matrix *matrix, const Param *param) {
    Row *row = row_open(matrix, param);
    if (param->type != NULL) return;
    if (param->is_secret) row->type = type_builtin(matrix->model, BASE_SECRET);
    if (row->type == NULL) row->type = matrix->builtin[BASE_ANY];
    if (row->has_none) row->type = type_optional(matrix->model, row->type);
}
