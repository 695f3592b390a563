/* table.c - the matrix as a table for people: a block a sink, a row a parameter, a column an
 * environment.
 *
 * A value that is the same as in the column before it is shown as `=`, so that what differs stands
 * out; a key that is left out is `-`. Where the terminal is too narrow for all environments the
 * block is repeated with the next ones, whose first column says every value again. Long values are
 * cut: `--format json` has them whole. */
#include "library/values.h"

enum { CELL_WIDTH = 34, GAP = 2 };

static const char *const dim = "\x1b[2m", *const bold = "\x1b[1m", *const plain = "\x1b[0m";

/* What is shown of one value, and whether the column before has the same. */
typedef struct Shown {
    Text text;
    bool repeats;
} Shown;

/* One line's worth of a value: control characters never reach the terminal. */
static Text cell_text(const ValuesScope *scope, const Param *param, uint32_t environment) {
    const Matrix *matrix = scope->project->matrix;
    const Value *value = matrix_value(matrix, param, environment);
    if (!value || value->kind == VALUE_ABSENT) return TEXT("-");
    if (value->kind == VALUE_ERROR) return TEXT("?");
    if (values_is_hidden(matrix, param, environment)) return TEXT("(hidden)");
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
    return !values_is_hidden(matrix, param, before) &&
           !values_is_hidden(matrix, param, environment) && value_same(left, right);
}

static void fill_row(const ValuesScope *scope, const Param *param, const uint32_t *columns,
                     uint32_t count, Shown *cells) {
    for (uint32_t i = 0; i < count; i++) {
        cells[i].text = cell_text(scope, param, columns[i]);
        cells[i].repeats = i > 0 && repeats(scope, param, columns[i - 1], columns[i]);
    }
}

static void write_padded(Writer *out, Text text, size_t width) {
    size_t used = utf8_width(text);
    writer_text(out, text);
    writer_repeat(out, ' ', width > used ? width - used : 0);
}

static size_t widest(size_t width, Text text) {
    size_t other = utf8_width(text);
    return other > width ? other : width;
}

/* A block of the table: some environments of one sink's parameters. */
typedef struct Block {
    const ValuesScope *scope;
    Text title;              /* `orders.helm` */
    const Selection *params; /* those of one sink: from first to last */
    uint32_t first, last;
    const uint32_t *columns;
    uint32_t column_count;
    Shown *cells;         /* by row, then column */
    size_t *full, *least; /* width of a column that stands first, and of one that does not */
    size_t path_width, category_width;
} Block;

static const Shown *cells_of(const Block *block, uint32_t row) {
    return block->cells + (size_t)(row - block->first) * block->column_count;
}

static Text category_text(const Block *block, const Param *param) {
    const Category *category = matrix_category(block->scope->project->matrix, param);
    if (param->is_secret) return TEXT("secret");
    return category ? category->name->text : TEXT("");
}

static void measure_column(Block *block, uint32_t column) {
    const Model *model = block->scope->project->model;
    Text name = model->environments[block->columns[column]].name->text;
    block->full[column] = block->least[column] = utf8_width(name);
    for (uint32_t row = block->first; row < block->last; row++) {
        const Shown *cell = &cells_of(block, row)[column];
        block->full[column] = widest(block->full[column], cell->text);
        if (!cell->repeats) block->least[column] = widest(block->least[column], cell->text);
    }
}

/* What stands before the environments: path and category, or the title above them. */
static size_t left_width(const Block *block) {
    size_t category = block->category_width ? block->category_width + GAP : 0;
    return 2 + block->path_width + GAP + category;
}

static void measure(Block *block) {
    for (uint32_t row = block->first; row < block->last; row++) {
        const Param *param = block->params->items[row];
        Shown *cells = block->cells + (size_t)(row - block->first) * block->column_count;
        fill_row(block->scope, param, block->columns, block->column_count, cells);
        block->path_width = widest(block->path_width, param->path);
        block->category_width = widest(block->category_width, category_text(block, param));
    }
    size_t title = utf8_width(block->title) + GAP;
    if (title > left_width(block)) block->path_width += title - left_width(block);
    for (uint32_t c = 0; c < block->column_count; c++)
        measure_column(block, c);
}

/* The width of a column in the part of the block that begins with `from`. */
static size_t column_width(const Block *block, uint32_t from, uint32_t column) {
    return column == from ? block->full[column] : block->least[column];
}

static void write_color(Writer *out, const Block *block, const char *code) {
    if (block->scope->has_color) writer_string(out, code);
}

/* Lines never end in spaces: the last cell is not padded. */
static void write_cells(Writer *out, const Block *block, const Shown *cells, uint32_t from,
                        uint32_t to) {
    for (uint32_t c = from; c < to; c++) {
        bool is_repeated = c > from && cells[c].repeats;
        size_t width = c + 1 < to ? column_width(block, from, c) + GAP : 0;
        if (is_repeated) write_color(out, block, dim);
        write_padded(out, is_repeated ? TEXT("=") : cells[c].text, width);
        if (is_repeated) write_color(out, block, plain);
    }
    writer_char(out, '\n');
}

static void write_head(Writer *out, const Block *block, uint32_t from, uint32_t to) {
    const Model *model = block->scope->project->model;
    write_color(out, block, bold);
    write_padded(out, block->title, left_width(block));
    for (uint32_t c = from; c < to; c++)
        write_padded(out, model->environments[block->columns[c]].name->text,
                     c + 1 < to ? column_width(block, from, c) + GAP : 0);
    write_color(out, block, plain);
    writer_char(out, '\n');
}

static void write_rows(Writer *out, const Block *block, uint32_t from, uint32_t to) {
    write_head(out, block, from, to);
    for (uint32_t row = block->first; row < block->last; row++) {
        const Param *param = block->params->items[row];
        writer_string(out, "  ");
        write_padded(out, param->path, block->path_width + GAP);
        if (block->category_width)
            write_padded(out, category_text(block, param), block->category_width + GAP);
        write_cells(out, block, cells_of(block, row), from, to);
    }
}

/* As many columns as fit in the width, at least one. */
static uint32_t fitting(const Block *block, uint32_t from) {
    size_t used = left_width(block);
    uint32_t to = from;
    while (to < block->column_count) {
        used += column_width(block, from, to) + GAP;
        if (to > from && block->scope->width && used > block->scope->width + GAP) break;
        to++;
    }
    return to;
}

static void write_block(Writer *out, Block *block) {
    Arena *arena = &block->scope->project->arena;
    uint32_t rows = block->last - block->first;
    block->cells = arena_array(arena, Shown, (size_t)rows * block->column_count);
    block->full = arena_array(arena, size_t, block->column_count);
    block->least = arena_array(arena, size_t, block->column_count);
    measure(block);
    for (uint32_t from = 0, to; from < block->column_count; from = to) {
        to = fitting(block, from);
        write_rows(out, block, from, to);
    }
}

/* The environments of a sink that were asked for. */
static uint32_t sink_columns(const ValuesScope *scope, const Sink *sink, uint32_t *columns) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < scope->project->model->environment_count; i++)
        if (values_is_chosen(scope, i) && set_has(&sink->environments, i)) columns[count++] = i;
    return count;
}

static Text title_of(const ValuesScope *scope, const Sink *sink) {
    return text_format(&scope->project->arena, "%.*s.%s", TEXT_ARGS(sink->unit->name->text),
                       sink_fact(sink->kind)->name);
}

void values_table(Writer *out, const ValuesScope *scope) {
    uint32_t columns[LIMIT_ENVIRONMENTS];
    for (uint32_t first = 0, last; first < scope->params.count; first = last) {
        const Sink *sink = scope->params.items[first]->sink;
        for (last = first; last < scope->params.count && scope->params.items[last]->sink == sink;)
            last++;
        uint32_t count = sink_columns(scope, sink, columns);
        if (!count) continue;
        Block block = {.scope = scope,
                       .title = title_of(scope, sink),
                       .params = &scope->params,
                       .first = first,
                       .last = last,
                       .columns = columns,
                       .column_count = count};
        if (out->length) writer_char(out, '\n');
        write_block(out, &block);
    }
}
