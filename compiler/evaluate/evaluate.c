/* evaluate.c - everything in order, and what the finished matrix answers.
 *
 * The plan is `evaluate_program`: environments, the strategy, units, parameters, categories.
 * Each step evaluates all of its cells and reports what is wrong with them; whatever a cell
 * reads that is not evaluated yet is evaluated then and there, so the order decides only where
 * mistakes are met first. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* Environments before everything, because `env` stands in everything; categories last, because
 * they need to know which cells are stated. */
Matrix *evaluate_program(Arena *arena, Model *model, const EvaluateOptions *options) {
    Matrix *matrix = matrix_open(arena, model);
    environments_evaluate(matrix, options);
    strategy_evaluate(matrix);
    units_evaluate(matrix);
    for (uint32_t i = 0; i < model->param_count; i++)
        row_evaluate(matrix, model->params[i]);
    categories_infer(matrix);
    return matrix;
}

const Model *matrix_model(const Matrix *matrix) {
    return matrix->model;
}

/* --- Parameters ----------------------------------------------------------------------------- */

/* A row without cells has one value in all environments. */
const Value *matrix_constant(const Matrix *matrix, const Param *param) {
    const Row *row = &matrix->rows[param->index];
    return row->cells == NULL ? row->shared_value : NULL;
}

/* One array access: reports and outputs ask for every cell. */
const Value *matrix_value(const Matrix *matrix, const Param *param, uint32_t environment) {
    const Row *row = &matrix->rows[param->index];
    return row->cells == NULL ? row->shared_value : row->cells[environment].value;
}

static uint8_t state_of(const Matrix *matrix, const Param *param, uint32_t environment) {
    const Row *row = &matrix->rows[param->index];
    return row->cells == NULL ? row->shared_state : row->cells[environment].state;
}

bool matrix_is_stated(const Matrix *matrix, const Param *param, uint32_t environment) {
    return (state_of(matrix, param, environment) & CELL_IS_STATED) != 0;
}

/* What is rolling may be absent, whatever its type. */
Lack matrix_lack(const Matrix *matrix, const Param *param, uint32_t environment) {
    const Value *value = matrix_value(matrix, param, environment);
    if (value == NULL || value->kind != VALUE_ABSENT || param_rolling(param)) return LACK_NONE;
    if (!matrix_is_stated(matrix, param, environment)) return LACK_UNSTATED;
    const Type *type = param->type;
    bool may_be_none = type == NULL || type->is_optional || type->base == BASE_ANY;
    return may_be_none || type->base == BASE_ERROR ? LACK_NONE : LACK_REFUSED;
}

bool matrix_is_lacking(const Matrix *matrix, const Param *param, uint32_t environment) {
    if (matrix_lack(matrix, param, environment) == LACK_NONE) return false;
    EnvironmentSet waived = waiver_environments(matrix->model, param->own, param->inherited,
                                                param->unit->scope, CODE_P0004);
    return !set_has(&waived, environment);
}

/* The states that concern nobody else are left out. */
uint8_t matrix_flags(const Matrix *matrix, const Param *param, uint32_t environment) {
    return state_of(matrix, param, environment) & (CELL_IS_SENSITIVE | CELL_IS_SECRET);
}

/* Settled once the row was evaluated, so never NULL here. */
const Type *matrix_type(const Matrix *matrix, const Param *param) {
    return matrix->rows[param->index].type;
}

const Category *matrix_category(const Matrix *matrix, const Param *param) {
    return matrix->rows[param->index].category;
}

/* Of a secret itself too: what is emitted is a path either way. */
bool matrix_is_secret(const Matrix *matrix, const Param *param, uint32_t environment) {
    return (matrix_flags(matrix, param, environment) & CELL_IS_SECRET) != 0;
}

/* --- Environments and units ----------------------------------------------------------------- */

/* With its parameter, for an ephemeral one. */
Text matrix_environment_text(const Matrix *matrix, uint32_t environment) {
    return matrix->environments[environment]->text;
}

const Value *matrix_attribute(const Matrix *matrix, uint32_t environment, uint32_t attribute) {
    return cell_of_attribute(matrix, environment, attribute)->value;
}

/* An environment whose class is in error is not called production: what is reported about it
 * already stops the build. */
bool matrix_is_production(const Matrix *matrix, uint32_t environment) {
    const Value *class = matrix_attribute(matrix, environment, ENVIRONMENT_CLASS);
    return class->kind == VALUE_ENUM && text_equal(class->text, TEXT("production"));
}

/* Cells of environments that the unit is not in were never evaluated. */
const Value *matrix_unit_attribute(const Matrix *matrix, const Unit *unit, UnitAttributeKind kind,
                                   uint32_t environment) {
    const Value *value = cell_of_unit(matrix, unit, kind, environment)->value;
    return value == NULL ? &value_absent : value;
}

/* --- Templates ------------------------------------------------------------------------------ */

/* Evaluated anew on every call: there is no cell for it, and few calls are for the same path.
 * Findings are gathered as everywhere, so a mistake in an `emit` line is one finding for all
 * environments. */
bool matrix_template(Matrix *matrix, const Unit *unit, uint32_t environment,
                     const Expression *expression, Text name, Text *out) {
    Frame frame = cell_begin(matrix, NULL, NULL, environment);
    frame.unit = unit;
    frame.name = TEXT("the path");
    frame.path = name;
    frame.has_path = name.length > 0;
    const Type *string = matrix->builtin[BASE_STRING];
    Result result = expression_evaluate(&frame, expression, string);
    if (result.value->kind == VALUE_ABSENT)
        result = mistake_absent(&frame, expression->span, expression);
    const Value *value = frame_accept(&frame, string, result, expression);
    if (value->kind == VALUE_ERROR) return false;
    *out = value->text;
    return true;
}
