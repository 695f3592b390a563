/* table.c - the matrix as a table for people: a block a sink, a row a parameter, a column an
 * environment. A key that is left out is `-`. Long values are cut: `--format json` has them whole. */
#include "library/values.h"

enum { CELL_WIDTH = 34 };

/* One line's worth of a value: control characters never reach the terminal. */
static Text cell_text(const ValuesScope *scope, const Param *param, uint32_t environment) {
    const Matrix *matrix = scope->project->matrix;
    const Value *value = matrix_value(matrix, param, environment);
    if (!value || value->kind == VALUE_ABSENT) return TEXT("-");
    if (value->kind == VALUE_ERROR) return TEXT("?");
    if (matrix_is_hidden(matrix, param, environment)) return TEXT("(hidden)");
    return value_show(&scope->project->arena, value, CELL_WIDTH);
}

/* Two values are compared whole, however much of them is shown; hidden ones are never compared. */
static bool repeats(const ValuesScope *scope, const Param *param, uint32_t before,
                    uint32_t environment) {
    const Matrix *matrix = scope->project->matrix;
    const Value *left = matrix_value(matrix, param, before);
    const Value *right = matrix_value(matrix, param, environment);
    if (left->kind == VALUE_ABSENT || left->kind == VALUE_ERROR) return false;
    if (right->kind == VALUE_ABSENT || right->kind == VALUE_ERROR) return false;
    return !matrix_is_hidden(matrix, param, before) &&
           !matrix_is_hidden(matrix, param, environment) && value_same(left, right);
}

static Text category_text(const ValuesScope *scope, const Param *param) {
    const Category *category = matrix_category(scope->project->matrix, param);
    if (param->is_secret) return TEXT("secret");
    return category ? category->name->text : TEXT("");
}

static GridRow make_row(const ValuesScope *scope, const Param *param, const uint32_t *columns,
                        uint32_t count) {
    GridCell *cells = arena_array(&scope->project->arena, GridCell, count);
    for (uint32_t i = 0; i < count; i++) {
        cells[i].pieces[0].text = cell_text(scope, param, columns[i]);
        cells[i].repeats = i > 0 && repeats(scope, param, columns[i - 1], columns[i]);
    }
    Text path = utf8_visible(&scope->project->arena, param->path->text);
    return (GridRow){path, category_text(scope, param), cells};
}

/* The parameters of one sink, in the environments of it that were asked for. */
static void write_sink(Writer *out, const ValuesScope *scope, Param *const *params,
                       uint32_t count) {
    Arena *arena = &scope->project->arena;
    const Model *model = scope->project->model;
    const Sink *sink = params[0]->sink;
    uint32_t columns[LIMIT_ENVIRONMENTS];
    Text names[LIMIT_ENVIRONMENTS];
    Grid grid = {.columns = names, .width = scope->width, .has_color = scope->has_color};
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (!values_is_chosen(scope, i) || !set_has(&sink->environments, i)) continue;
        names[grid.column_count] = model->environments[i].name->text;
        columns[grid.column_count++] = i;
    }
    if (!grid.column_count) return;
    grid.title = text_format(arena, "%.*s.%s", TEXT_ARGS(sink->unit->name->text),
                             sink_fact(sink->kind)->name);
    GridRow *rows = arena_array(arena, GridRow, count);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = make_row(scope, params[i], columns, grid.column_count);
    grid.rows = rows;
    grid.row_count = count;
    if (out->length) writer_char(out, '\n');
    grid_write(&grid, out);
}

void values_table(Writer *out, const ValuesScope *scope) {
    Param *const *params = scope->params.items;
    for (uint32_t first = 0, last; first < scope->params.count; first = last) {
        for (last = first; last < scope->params.count && params[last]->sink == params[first]->sink;)
            last++;
        write_sink(out, scope, params + first, last - first);
    }
}
