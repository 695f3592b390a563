/* row.c - evaluates parameters: each cell from the statement that wins, with the parameter's type.
 *
 * A value that does not depend on the environment is evaluated, checked and kept once: the row
 * remembers the last expression of that kind with its value, and a cell that comes from the same
 * expression takes it. So a row that has only a default costs one evaluation, whatever the number of
 * environments; and nearly all rows are like that.
 *
 * A parameter without a type has that of its first value, which is evaluated before all others, so
 * that it can direct them. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"
#include "evaluate/infer.h"
#include "evaluate/reference.h"

static Row *row_of(const Matrix *matrix, const Param *param) {
    return &matrix->rows[param->index];
}

const Type *row_type_so_far(const Matrix *matrix, const Param *param) {
    return row_of(matrix, param)->type;
}

static void enter_param(Frame *frame, const Param *param) {
    frame->param = param;
    frame->unit = param->unit;
    frame->is_sensitive = param_is_sensitive(param);
}

Frame param_frame(Matrix *matrix, const Param *param, uint32_t environment) {
    Frame frame = cell_begin(matrix, NO_CELL, NULL, environment);
    enter_param(&frame, param);
    return frame;
}

/* --- Types ---------------------------------------------------------------------------------- */

static const Type *find_type(Matrix *matrix, const Param *param);

/* The value on its own, for a label that must not show what is hidden. */
static Text evidence_of(const Frame *frame, const Value *value, Text problem) {
    if (!frame->is_sensitive) return problem;
    return text_format(frame->matrix->arena, "(hidden) is %.*s that does not fit",
                       TEXT_ARGS(mistake_kind(value)));
}

static const Value *misfit(Frame *frame, const Type *type, const Value *value, Span span,
                           Text problem) {
    Finding *finding = finding_open(frame, CODE_T0020, span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d =
            report_value_misfit(frame->matrix->report, span, frame_name(frame), type->text);
        finding_keep(frame, finding, d);
        if (type->base == BASE_STRING && value_is_scalar(value))
            report_help(d, "write it as text, in quotes or as `\"${...}\"`");
    }
    finding_show(frame, finding, span, evidence_of(frame, value, problem));
    return &value_error;
}

const Value *frame_accept(Frame *frame, const Type *type, Result result, Span span) {
    const Value *value = result.value;
    if (value->kind == VALUE_ERROR || value->kind == VALUE_ABSENT) return value;
    Text problem;
    if (type_accepts(frame->matrix->arena, type, value, &value, &problem)) return value;
    return misfit(frame, type, value, span, problem);
}

/* The first values of a statement that say something of a type, in order: its default, its cells.
 * `index` counts them; NULL at the end. */
static const Expression *value_at(const Statement *statement, uint32_t index) {
    const Parameter *node = statement->node;
    if (index == 0) return node->fallback;
    const Cell *cell = &node->cells[index - 1];
    return cell->kind == CELL_VALUE ? cell->value : NULL;
}

/* The environment in which an expression is the value that counts; NO_ENVIRONMENT when in none. */
static uint32_t environment_of(const Matrix *matrix, const Param *param, const Expression *value) {
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
            *environment = environment_of(matrix, param, value);
            if (*environment != NO_ENVIRONMENT) return value;
        }
    }
    return NULL;
}

/* `env` is text where it is the value of a row; everything else that is referred to keeps its
 * type. */
static const Type *type_of(const Matrix *matrix, Result result) {
    return result.type == matrix->environment_type ? matrix->builtin[BASE_STRING] : result.type;
}

static const Value *disagree(Frame *frame, const Type *type, const Value *value, Span span) {
    Matrix *matrix = frame->matrix;
    Finding *finding = finding_open(frame, CODE_T0021, span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_types_disagree(matrix->report, span, frame_name(frame));
        finding_keep(frame, finding, d);
        uint32_t environment;
        const Expression *first =
            frame->param == NULL ? NULL : first_value(matrix, frame->param, true, &environment);
        if (first != NULL && first->span.start != span.start)
            report_label(d, first->span, "the first value is of type `%.*s`",
                         TEXT_ARGS(type->text));
        report_help(d, "write the type that all of them have");
    }
    finding_show(frame, finding, span, mistake_kind(value));
    return &value_error;
}

const Value *frame_agree(Frame *frame, const Type **type, Result result, Span span) {
    const Value *value = result.value;
    if (value->kind == VALUE_ERROR || value->kind == VALUE_ABSENT) return value;
    if (*type == NULL && result.type != NULL && result.type->base != BASE_ERROR)
        *type = type_of(frame->matrix, result);
    if (infer_agree(frame->matrix, type, &value)) return value;
    return disagree(frame, *type, value, span);
}

/* The type of what a value is nothing but a reference to; NULL when it is something else. */
static const Type *referred_type(Matrix *matrix, const Param *param, const Expression *value) {
    if (value->kind == EXPRESSION_AT) value = value->as.at.left;
    Chain chain;
    chain_open(matrix->arena, value, &chain);
    Target target = reference_find(matrix, param->unit, NULL, &chain);
    if (target.kind != TARGET_PARAM || target.used != chain.count) return NULL;
    return find_type(matrix, target.param);
}

/* Finds the type by which the values of a row are directed before any of them is evaluated: that of
 * a constant, or of what the first one refers to. Other expressions need no direction, and to
 * evaluate them here could find cycles that are none. */
static const Type *find_type(Matrix *matrix, const Param *param) {
    Row *row = row_of(matrix, param);
    if (row->type != NULL || row->is_typing || param->is_secret) return row->type;
    row->is_typing = true;
    uint32_t environment;
    const Expression *first = first_value(matrix, param, true, &environment);
    if (first == NULL) first = first_value(matrix, param, false, &environment);
    if (first == NULL) return NULL;
    if (environment != NO_ENVIRONMENT) return row->type = referred_type(matrix, param, first);
    Frame frame = param_frame(matrix, param, NO_ENVIRONMENT);
    Result result = expression_evaluate(&frame, first, NULL);
    const Value *value = frame_agree(&frame, &row->type, result, first->span);
    if (value->kind == VALUE_ERROR) return row->type;
    row->shared = first;
    row->shared_value = value;
    row->shared_state = frame.is_sensitive ? CELL_IS_SENSITIVE : 0;
    return row->type;
}

/* --- Secrets -------------------------------------------------------------------------------- */

/* The text of a segment: as written, or its template evaluated. */
static bool segment_text(Frame *frame, const Segment *segment, Text *out) {
    *out = segment->text;
    if (segment->string == NULL) return true;
    Result result = expression_evaluate(frame, segment->string, NULL);
    if (result_is_error(result)) return false;
    *out = result.value->text;
    return true;
}

Text param_name(Frame *frame, const Param *param) {
    Arena *arena = frame->matrix->arena;
    Text *parts = arena_array(arena, Text, param->segment_count);
    for (uint32_t i = 0; i < param->segment_count; i++)
        segment_text(frame, &param->segments[i], &parts[i]);
    return text_join(arena, parts, param->segment_count, TEXT("/"));
}

/* Where a secret lies: what it says itself, else what ssm's name template makes of its path. */
static Result secret_path(Frame *frame) {
    const Expression *path = param_store(frame->param);
    if (path == NULL) path = frame->param->sink->template;
    if (path == NULL) return result_error; /* check has reported it */
    if (path == frame->param->sink->template) {
        frame->path = param_name(frame, frame->param);
        frame->has_path = true;
    }
    const Type *text = frame->matrix->builtin[BASE_STRING];
    Result result = expression_evaluate(frame, path, text);
    if (result.value->kind == VALUE_ABSENT) return mistake_absent(frame, path->span, path);
    const Value *value = frame_accept(frame, text, result, path->span);
    if (value->kind == VALUE_ERROR) return result_error;
    return result_of(value_text(frame->matrix->arena, VALUE_SECRET, value->text));
}

/* --- Cells ---------------------------------------------------------------------------------- */

static Result statement_value(Frame *frame, Row *row, const Origin *origin) {
    if (frame->param->is_secret) return secret_path(frame);
    Result result = expression_evaluate(frame, origin->value, row->type);
    Span span = origin->value->span;
    if (frame->param->type != NULL)
        return result_of(frame_accept(frame, row->type, result, span));
    if (result.value->kind == VALUE_ABSENT) row->has_none = true;
    return result_of(frame_agree(frame, &row->type, result, span));
}

/* Keeps a value for the other environments that take it from the same expression. */
static void share(const Frame *frame, Row *row, const Origin *origin, const Value *value,
                  uint8_t flags) {
    if (frame->varies || value->kind == VALUE_ERROR || origin->value == NULL) return;
    row->shared = origin->value;
    row->shared_value = value;
    row->shared_state = (uint8_t)(flags | (frame->is_sensitive ? CELL_IS_SENSITIVE : 0));
}

static const Value *take_shared(Matrix *matrix, const Row *row, size_t cell) {
    matrix->states[cell] = row->shared_state | CELL_IS_STATED | CELL_IS_DONE;
    matrix->values[cell] = row->shared_value;
    return row->shared_value;
}

static const Value *evaluate_cell(Matrix *matrix, const Param *param, size_t cell,
                                  const Origin *origin, uint32_t environment, Frame *caller) {
    Row *row = row_of(matrix, param);
    Frame frame = cell_begin(matrix, cell, caller, environment);
    enter_param(&frame, param);
    const Value *value = statement_value(&frame, row, origin).value;
    uint8_t flags = CELL_IS_STATED;
    if (value->kind == VALUE_SECRET) flags |= CELL_IS_SECRET;
    share(&frame, row, origin, value, flags);
    return cell_finish(&frame, value, flags);
}

const Value *param_read(Matrix *matrix, const Param *param, uint32_t environment, Frame *caller) {
    size_t cell = cell_of_param(matrix, param, environment);
    if (cell_is_settled(matrix, cell, caller)) return matrix->values[cell];
    Row *row = row_of(matrix, param);
    if (row->type == NULL) find_type(matrix, param);
    if (matrix->states[cell] & CELL_IS_DONE) return matrix->values[cell];
    Origin origin;
    if (!param_origin(matrix->model, param, environment, &origin)) {
        matrix->states[cell] = CELL_IS_DONE;
        return matrix->values[cell] = &value_absent;
    }
    if (origin.value != NULL && origin.value == row->shared) return take_shared(matrix, row, cell);
    return evaluate_cell(matrix, param, cell, &origin, environment, caller);
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* A default alone, which is the same expression for every environment. */
static bool has_only_default(const Param *param) {
    if (param->own != NULL && param->inherited != NULL) return false;
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    return statement->node != NULL && statement->node->cell_count == 0 &&
           statement->node->fallback != NULL;
}

static void evaluate_cells(Matrix *matrix, const Param *param) {
    const Row *row = row_of(matrix, param);
    const Expression *fallback = NULL;
    if (has_only_default(param))
        fallback = (param->own != NULL ? param->own : param->inherited)->node->fallback;
    for (uint32_t i = 0; i < matrix->width; i++) {
        if (!set_has(&param->sink->environments, i)) continue;
        if (fallback != NULL && row->shared == fallback)
            take_shared(matrix, row, cell_of_param(matrix, param, i));
        else
            param_read(matrix, param, i, NULL);
    }
}

/* A constant default that no environment uses must fit the type like every other value. */
static void check_unused(Matrix *matrix, const Param *param, const Statement *statement) {
    if (statement == NULL || statement->node == NULL || statement->node->fallback == NULL) return;
    Row *row = row_of(matrix, param);
    const Expression *value = statement->node->fallback;
    if (value == row->shared || !expression_is_constant(value)) return;
    if (environment_of(matrix, param, value) != NO_ENVIRONMENT) return;
    Frame frame = param_frame(matrix, param, NO_ENVIRONMENT);
    Result result = expression_evaluate(&frame, value, row->type);
    if (param->type != NULL)
        frame_accept(&frame, param->type, result, value->span);
    else
        frame_agree(&frame, &row->type, result, value->span);
}

/* The keys of the paths that interpolate, so that what is wrong with them is reported. */
static void check_segments(Matrix *matrix, const Param *param) {
    for (uint32_t s = 0; s < param->segment_count; s++) {
        if (param->segments[s].string == NULL) continue;
        for (uint32_t i = 0; i < matrix->width; i++)
            if (set_has(&param->sink->environments, i))
                matrix_segment(matrix, param, &param->segments[s], i);
    }
}

Text matrix_segment(Matrix *matrix, const Param *param, const Segment *segment,
                    uint32_t environment) {
    Text text = segment->text;
    if (segment->string == NULL) return text;
    Frame frame = param_frame(matrix, param, environment);
    segment_text(&frame, segment, &text);
    return text;
}

/* What the values of a row without a type have agreed on in the end. */
static void settle_type(Matrix *matrix, const Param *param) {
    Row *row = row_of(matrix, param);
    if (param->type != NULL) return;
    if (param->is_secret) row->type = type_builtin(matrix->model, BASE_SECRET);
    if (row->type == NULL) row->type = matrix->builtin[BASE_ANY];
    if (row->has_none) row->type = type_optional(matrix->model, row->type);
}

void row_evaluate(Matrix *matrix, const Param *param) {
    evaluate_cells(matrix, param);
    if (!has_only_default(param)) {
        check_unused(matrix, param, param->inherited);
        check_unused(matrix, param, param->own);
    }
    check_segments(matrix, param);
    settle_type(matrix, param);
}
