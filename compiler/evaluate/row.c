/* row.c - evaluates parameters: each cell from the statement that wins, with the parameter's
 * type.
 *
 * A value that does not depend on the environment is evaluated, checked and kept once: the row
 * remembers the last expression of that kind with its value, and a cell that comes from the same
 * expression takes it. So a row that has only a default costs one evaluation, whatever the
 * number of environments; and nearly all rows are like that. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* Sensitive from the start, so that nothing that is said on the way shows the value. */
static void enter_param(Frame *frame, const Param *param) {
    frame->param = param;
    frame->unit = param->unit;
    frame->is_sensitive = param->is_sensitive;
}

/* For what is evaluated beside the cells: keys, and values that count nowhere. */
Frame param_frame(Matrix *matrix, const Param *param, uint32_t environment) {
    Frame frame = cell_begin(matrix, NULL, NULL, environment);
    enter_param(&frame, param);
    return frame;
}

/* A default alone, which is the same expression for every environment. */
static bool has_only_default(const Param *param) {
    if (param->own != NULL && param->inherited != NULL) return false;
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    return statement->node != NULL && statement->node->cell_count == 0 &&
           statement->node->fallback != NULL;
}

static bool is_everywhere(const Matrix *matrix, const Param *param) {
    const EnvironmentSet *own = &param->sink->environments;
    return memcmp(own, &matrix->model->all, sizeof *own) == 0;
}

/* The literal stands in a default and nowhere else, and counts in every environment: then the row
 * may turn out to need no cells. */
static bool is_plain(const Matrix *matrix, const Param *param) {
    if (param->is_secret || !has_only_default(param)) return false;
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    return plain_are(statement->node->kinds) && is_everywhere(matrix, param);
}

static bool may_refer(const Statement *statement) {
    const KindSet references = KIND(MEMBER) | KIND(INDEX) | KIND(AT);
    return statement != NULL && statement->node != NULL &&
           (statement->node->kinds & references) != 0;
}

/* What is said of the parameter, and cells of which none is evaluated yet. */
static void make_row(Matrix *matrix, const Param *param, Row *row) {
    row->is_open = true;
    row->type = param->type;
    row->category = param->category;
    row->may_refer = may_refer(param->own) || may_refer(param->inherited);
    if (!is_plain(matrix, param))
        row->cells = arena_array(matrix->arena, MatrixCell, matrix->width);
    if (row->may_refer && param->category == NULL)
        array_push(matrix->arena, &matrix->referring, param);
}

Row *row_open(Matrix *matrix, const Param *param) {
    Row *row = &matrix->rows[param->index];
    if (!row->is_open) make_row(matrix, param, row);
    return row;
}

/* Only where the row is in all environments: a reader elsewhere still has to be told. */
bool row_is_constant(Matrix *matrix, const Param *param) {
    const Row *row = row_open(matrix, param);
    if (row->cells == NULL) return true;
    return row->shared != NULL && has_only_default(param) && is_everywhere(matrix, param);
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

/* Keys in brackets are segments like others here. */
Text param_name(Frame *frame, const Param *param) {
    Arena *arena = frame->matrix->arena;
    Text *parts = arena_array(arena, Text, param->path->count);
    for (uint32_t i = 0; i < param->path->count; i++)
        segment_text(frame, &param->path->items[i], &parts[i]);
    return text_join(arena, parts, param->path->count, TEXT("/"));
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
    const Value *value = frame_accept(frame, text, result, path);
    if (value->kind == VALUE_ERROR) return result_error;
    return result_of(value_text(frame->matrix->arena, VALUE_SECRET, value->text));
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* With the type that is written, or with what the values have agreed on so far. */
static const Value *fit(Frame *frame, Row *row, const Origin *origin, Result result) {
    if (frame->param->type != NULL) return frame_accept(frame, row->type, result, origin->value);
    if (result.value->kind == VALUE_ABSENT) row->has_none = true;
    return row->is_lost ? result.value : frame_agree(frame, &row->type, result, origin->value);
}

/* Was the value measured when it was made? */
static bool makes_parts(const Expression *expression) {
    return expression->kind == EXPRESSION_LIST || expression->kind == EXPRESSION_MAP;
}

/* A row pays for the size of its value also where that is another's, which `a = yaml.b` names in three
 * words, or where the type has filled it: it is judged, measured and written for each row. */
static Result statement_value(Frame *frame, Row *row, const Origin *origin) {
    if (frame->param->is_secret) return secret_path(frame);
    const Expression *expression = origin->value;
    ensure(expression != NULL); /* only a secret has none */
    Result result = expression_evaluate(frame, expression, row->type);
    if (!makes_parts(expression) && !expression_spend_walk(frame, expression->span, result.value))
        return result_error;
    const Value *value = fit(frame, row, origin, result);
    bool is_filled = value != result.value && value->count > 0;
    return is_filled ? mistake_or_fitting(frame, expression->span, value) : result_of(value);
}

/* Keeps a value for the other environments that take it from the same expression. */
static void share(const Frame *frame, Row *row, const Origin *origin, const Value *value,
                  uint8_t flags) {
    if (frame->varies || value->kind == VALUE_ERROR || origin->value == NULL) return;
    row->shared = origin->value;
    row->shared_value = value;
    row->shared_state = (uint8_t)(flags | (frame->is_sensitive ? CELL_IS_SENSITIVE : 0));
}

/* The same pointer, so that whoever compares environments sees at once that they agree. */
static const Value *take_shared(const Row *row, MatrixCell *cell) {
    cell->state = row->shared_state | CELL_IS_STATED | CELL_IS_DONE;
    cell->value = row->shared_value;
    return row->shared_value;
}

/* A literal is its value, without a frame, and is shared like what was evaluated. False where
 * something has to be said about it. */
static bool share_plain(Matrix *matrix, const Param *param, Row *row, const Expression *literal) {
    const Value *value = plain_read(matrix, literal, param->type, &row->type);
    if (value == NULL) return false;
    row->shared = literal;
    row->shared_value = value;
    row->shared_state = param->is_sensitive ? CELL_IS_STATED | CELL_IS_SENSITIVE : CELL_IS_STATED;
    return true;
}

/* Has the row one value, and no cells? One whose literal does not fit gets its cells here. */
static bool settle_plain(Matrix *matrix, const Param *param, Row *row) {
    if (row->cells != NULL) return false;
    if (row->shared_value != NULL) return true;
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    if (share_plain(matrix, param, row, statement->node->fallback)) return true;
    row->cells = arena_array(matrix->arena, MatrixCell, matrix->width);
    return false;
}

/* Through a frame of its own: what it touches is noted there. */
static const Value *evaluate_cell(Matrix *matrix, const Param *param, MatrixCell *cell,
                                  const Origin *origin, uint32_t environment, Frame *caller) {
    Row *row = row_open(matrix, param);
    Frame frame = cell_begin(matrix, cell, caller, environment);
    enter_param(&frame, param);
    const Value *value = statement_value(&frame, row, origin).value;
    uint8_t flags = CELL_IS_STATED;
    if (value->kind == VALUE_SECRET) flags |= CELL_IS_SECRET;
    share(&frame, row, origin, value, flags);
    return cell_finish(&frame, value, flags);
}

/* Finding the type of the row may evaluate constants, never this cell; nothing found is absent,
 * and parity tells that apart from a stated `none`. */
const Value *param_read(Matrix *matrix, const Param *param, uint32_t environment, Frame *caller) {
    Row *row = row_open(matrix, param);
    if (settle_plain(matrix, param, row)) return row->shared_value;
    MatrixCell *cell = &row->cells[environment];
    if (cell_is_settled(cell, caller)) return cell->value;
    if (row->type == NULL) row_find_type(matrix, param);
    if (cell->state & CELL_IS_DONE) return cell->value;
    Origin origin;
    if (!param_origin(matrix->model, param, environment, &origin)) {
        cell->state = CELL_IS_DONE;
        return cell->value = &value_absent;
    }
    const Expression *value = origin.value;
    bool is_shared = value != NULL && value == row->shared;
    bool is_literal = value != NULL && !is_shared && plain_is(value);
    if (is_shared || (is_literal && share_plain(matrix, param, row, value)))
        return take_shared(row, cell);
    return evaluate_cell(matrix, param, cell, &origin, environment, caller);
}

/* A row without cells can be sensitive, and neither wrong nor a part of a circle. */
void param_inherit(Frame *frame, const Param *param, uint32_t environment) {
    const Row *row = row_open(frame->matrix, param);
    if (row->cells != NULL)
        cell_inherit(frame, &row->cells[environment]);
    else if (row->shared_state & CELL_IS_SENSITIVE)
        frame->is_sensitive = true;
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* The short way asks for no origin: there is only one expression that can count. */
static void evaluate_cells(Matrix *matrix, const Param *param) {
    const Row *row = row_open(matrix, param);
    const Expression *fallback = NULL;
    if (has_only_default(param))
        fallback = (param->own != NULL ? param->own : param->inherited)->node->fallback;
    for (uint32_t i = 0; i < matrix->width; i++) {
        if (!set_has(&param->sink->environments, i)) continue;
        if (fallback != NULL && row->shared == fallback)
            take_shared(row, &row->cells[i]);
        else
            param_read(matrix, param, i, NULL);
    }
}

/* A constant default that no environment uses must fit the type like every other value. */
static void check_unused(Matrix *matrix, const Param *param, const Statement *statement) {
    if (statement == NULL || statement->node == NULL || statement->node->fallback == NULL) return;
    Row *row = row_open(matrix, param);
    const Expression *value = statement->node->fallback;
    if (value == row->shared || !expression_is_constant(value)) return;
    if (row_environment_of(matrix, param, value) != NO_ENVIRONMENT) return;
    Frame frame = param_frame(matrix, param, NO_ENVIRONMENT);
    Result result = expression_evaluate(&frame, value, row->type);
    if (param->type != NULL)
        frame_accept(&frame, param->type, result, value);
    else if (!row->is_lost)
        frame_agree(&frame, &row->type, result, value);
}

/* The keys of the paths that interpolate, so that what is wrong with them is reported. */
static void check_segments(Matrix *matrix, const Param *param) {
    if (!param->path->interpolates) return;
    for (uint32_t s = 0; s < param->path->count; s++) {
        if (param->path->items[s].string == NULL) continue;
        for (uint32_t i = 0; i < matrix->width; i++)
            if (set_has(&param->sink->environments, i))
                matrix_segment(matrix, param, &param->path->items[s], i);
    }
}

/* Evaluated on demand: keys that interpolate are rare. */
Text matrix_segment(Matrix *matrix, const Param *param, const Segment *segment,
                    uint32_t environment) {
    Text text = segment->text;
    if (segment->string == NULL) return text;
    Frame frame = param_frame(matrix, param, environment);
    segment_text(&frame, segment, &text);
    return text;
}

/* A profile's default that nothing takes owes nothing to the narrower type of a unit. */
static bool narrows_type(const Param *param) {
    return param->own != NULL && param->own->node != NULL && param->own->node->type != NULL;
}

/* After its cells, what no cell has looked at. */
void row_evaluate(Matrix *matrix, const Param *param) {
    if (settle_plain(matrix, param, row_open(matrix, param))) {
        check_segments(matrix, param);
        return;
    }
    evaluate_cells(matrix, param);
    if (!has_only_default(param)) {
        if (!narrows_type(param)) check_unused(matrix, param, param->inherited);
        check_unused(matrix, param, param->own);
    }
    check_segments(matrix, param);
    row_settle_type(matrix, param);
}
