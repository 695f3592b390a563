/* matrix.c - the cells: where each stands, when it is evaluated, and what it means to meet one
 * that is being evaluated already.
 *
 * A cell is evaluated when it is first read. While it is, it is busy, and the frames that led to it
 * stand on the C stack; so to read a busy cell is a cycle, and the frames from it on are that cycle in
 * order. What a cell means is no concern of this file: see row.c and attribute.c. */
#include "evaluate/matrix.h"

#include "evaluate/finding.h"

const Result result_error = {&value_error, NULL};

/* --- Where cells stand ---------------------------------------------------------------------- */

MatrixCell *cell_of_attribute(const Matrix *matrix, uint32_t environment, uint32_t attribute) {
    return &matrix->attributes[(size_t)attribute * matrix->width + environment];
}

MatrixCell *cell_of_unit(const Matrix *matrix, const Unit *unit, UnitAttributeKind kind,
                         uint32_t environment) {
    size_t row = (size_t)unit->index * UNIT_ATTRIBUTE_END + (size_t)kind;
    return &matrix->units[row * matrix->width + environment];
}

/* The types of scalars in a table by base, because inference asks for them once a value. */
static void open_types(Matrix *matrix) {
    static const BaseKind scalars[] = {
        BASE_ANY,
#define TYPE(kind, name, is_text, documentation) BASE_##kind,
#include "types.def"
#undef TYPE
    };
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++)
        matrix->builtin[scalars[i]] = type_builtin(matrix->model, scalars[i]);
}

/* `env` is of an enum that has the names of the environments in their order. */
static void open_environment_type(Matrix *matrix) {
    const Model *model = matrix->model;
    Text *names = arena_array(matrix->arena, Text, matrix->width);
    for (uint32_t i = 0; i < matrix->width; i++)
        names[i] = model->environments[i].name->text;
    Type *type = arena_new(matrix->arena, Type);
    *type = (Type){.base = BASE_ENUM, .text = TEXT("environment")};
    type->values = names;
    type->value_count = matrix->width;
    matrix->environment_type = type;
}

/* Nothing is evaluated yet: all states are zero. */
static void open_cells(Matrix *matrix) {
    const Model *model = matrix->model;
    size_t unit_cells = (size_t)model->unit_count * UNIT_ATTRIBUTE_END * matrix->width;
    matrix->rows = arena_array(matrix->arena, Row, model->param_count);
    matrix->attributes =
        arena_array(matrix->arena, MatrixCell, (size_t)model->attribute_count * matrix->width);
    matrix->units = arena_array(matrix->arena, MatrixCell, unit_cells);
    matrix->strategy = arena_array(matrix->arena, MatrixCell, model->strategy_attributes.count);
}

/* Takes the whole memory that does not depend on values at once. */
Matrix *matrix_open(Arena *arena, Model *model) {
    Matrix *matrix = arena_new(arena, Matrix);
    matrix->arena = arena;
    matrix->model = model;
    matrix->report = model->report;
    matrix->width = model->environment_count;
    matrix->steps = LIMIT_STEPS;
    map_open(&matrix->findings, arena);
    map_open(&matrix->failures, arena);
    map_open(&matrix->patterns, arena);
    matrix->parameters = arena_array(arena, const Value *, matrix->width);
    matrix->environments = arena_array(arena, const Value *, matrix->width);
    matrix->attribute_types = arena_array(arena, const Type *, model->attribute_count);
    open_types(matrix);
    open_environment_type(matrix);
    open_cells(matrix);
    return matrix;
}

/* --- Frames --------------------------------------------------------------------------------- */

/* Parameters by their path, attributes with what they belong to. */
Text frame_name(const Frame *frame) {
    Arena *arena = frame->matrix->arena;
    if (frame->param != NULL) return frame->param->path->text;
    if (frame->owner == NULL) return frame->name;
    return text_format(arena, "%s.%.*s", frame->owner, TEXT_ARGS(frame->name));
}

enum { SHOWN_COLUMNS = 40 };

/* The whole frame is hidden once it has read something hidden: the value may be made of it. */
Text frame_show(const Frame *frame, const Value *value) {
    if (frame->is_sensitive) return TEXT("(hidden)");
    return value_show(frame->matrix->arena, value, SHOWN_COLUMNS);
}

/* A busy cell is an error to whoever reads it, until it has its value. */
Frame cell_begin(Matrix *matrix, MatrixCell *cell, Frame *caller, uint32_t environment) {
    if (cell != NULL) {
        cell->state |= CELL_IS_BUSY;
        cell->value = &value_error;
    }
    return (Frame){.matrix = matrix,
                   .caller = caller,
                   .cell = cell,
                   .home = environment,
                   .environment = environment};
}

/* What was read on the way decides whether the value has to be hidden. */
const Value *cell_finish(Frame *frame, const Value *value, uint8_t flags) {
    if (frame->is_sensitive) flags |= CELL_IS_SENSITIVE;
    if (value->kind == VALUE_ERROR) finding_remember(frame);
    frame->cell->state = (uint8_t)(flags | CELL_IS_DONE);
    frame->cell->value = value;
    return value;
}

/* A cell that is in error because it is busy has no flags yet; the cycle was reported. */
void cell_inherit(Frame *frame, const MatrixCell *cell) {
    if (cell->state & CELL_IS_SENSITIVE) frame->is_sensitive = true;
    if (cell->value->kind == VALUE_ERROR) finding_inherit(frame, cell);
}

/* --- Cycles --------------------------------------------------------------------------------- */

/* How a step of a cycle is called beside others: with its unit where the cycle leaves the first
 * one's, with its environment where it leaves that. */
static Text step_name(const Frame *step, const Frame *first) {
    Arena *arena = step->matrix->arena;
    const Environment *environments = step->matrix->model->environments;
    Text name = frame_name(step);
    if (step->param != NULL) name = param_reference(arena, step->param);
    if (step->unit != NULL && step->unit != first->unit)
        name = text_format(arena, "%s.%.*s.%.*s", step->unit->is_service ? "service" : "stack",
                           TEXT_ARGS(step->unit->name->text), TEXT_ARGS(name));
    if (step->home == first->home || step->home == NO_ENVIRONMENT)
        return text_format(arena, "`%.*s`", TEXT_ARGS(name));
    return text_format(arena, "`%.*s` in %.*s", TEXT_ARGS(name),
                       TEXT_ARGS(environments[step->home].name->text));
}

/* The frames from the one of `cell` to `last`, in the order in which they read one another. */
static Frame **collect_cycle(const MatrixCell *cell, Frame *last, uint32_t *count) {
    *count = 1;
    for (const Frame *step = last; step->cell != cell; step = step->caller)
        (*count)++;
    Frame **steps = arena_array(last->matrix->arena, Frame *, *count);
    Frame *step = last;
    for (uint32_t i = *count; i > 0; i--) {
        steps[i - 1] = step;
        step = step->caller;
    }
    return steps;
}

/* The finding is made in the first frame of the circle, which is the one that evaluation entered
 * first, so it does not depend on who closes it. Labels of other environments say so themselves. */
static void report_cycle(const MatrixCell *cell, Frame *last) {
    uint32_t count;
    Frame **steps = collect_cycle(cell, last, &count);
    Frame *first = steps[0];
    Finding *finding = finding_open(first, CODE_T0031, first->reading);
    if (finding->diagnostic == NULL) {
        Text name = frame_name(first);
        finding_keep(first, finding,
                     report_depends_on_itself(last->matrix->report, first->reading, name));
    }
    for (uint32_t i = 0; i < count; i++) {
        finding_extend(steps[i], finding);
        const Frame *next = steps[(i + 1) % count];
        Text name = step_name(next, first);
        const char *again = i + 1 == count && count > 1 ? " again" : "";
        bool varies = first->varies;
        first->varies = false;
        finding_show(first, finding, steps[i]->reading,
                     text_format(last->matrix->arena, "reads %.*s%s", TEXT_ARGS(name), again));
        first->varies = varies;
    }
}

/* Only a frame can have made the cell busy, so there is one that leads here. */
bool cell_is_settled(const MatrixCell *cell, Frame *caller) {
    if (cell->state & CELL_IS_DONE) return true;
    if (!(cell->state & CELL_IS_BUSY)) return false;
    ensure(caller != NULL);
    report_cycle(cell, caller);
    return true;
}
