/* table.c - the matrix as a table for people: a block a sink, a row a parameter, a column an
 * environment.
 *
 * A value that is the same as in the column before it is shown as `=`, so that what differs stands
 * out; a key that is left out is `-`. Where the terminal is too narrow for all environments the
 * block is repeated with the next ones. Long values are cut: `--format json` has them whole. */
#include "library/values.h"

enum { CELL_WIDTH = 34, PATH_WIDTH = 44, GAP = 2 };

static const char *const dim = "\x1b[2m", *const bold = "\x1b[1m", *const plain = "\x1b[0m";

/* One line's worth of a value: control characters never reach the terminal. */
static Text cell_text(const ValuesScope *scope, const Param *param, uint32_t environment) {
    const Matrix *matrix = scope->project->matrix;
    Arena *arena = &scope->project->arena;
    const Value *value = matrix_value(matrix, param, environment);
    if (!value || value->kind == VALUE_ABSENT) return TEXT("-");
    if (value->kind == VALUE_ERROR) return TEXT("?");
    if (matrix_flags(matrix, param, environment) & CELL_IS_SENSITIVE) return TEXT("(hidden)");
    return value_show(arena, value, CELL_WIDTH);
}

/* The values of one parameter, `=` for one that repeats the column before. */
static void fill_row(const ValuesScope *scope, const Param *param, const uint32_t *columns,
                     uint32_t count, Text *cells) {
    Text before = TEXT("");
    for (uint32_t i = 0; i < count; i++) {
        Text text = cell_text(scope, param, columns[i]);
        bool repeats = i > 0 && text_equal(text, before) && !text_equal(text, TEXT("-"));
        cells[i] = repeats ? TEXT("=") : text;
        before = text;
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
    const Selection *params; /* those of one sink: from first to last */
    uint32_t first, last;
    const uint32_t *columns;
    uint32_t column_count;
    Text *cells;              /* by row, then column */
    size_t *widths;
    size_t path_width, category_width;
} Block;

static Text category_text(const Block *block, const Param *param) {
    const Category *category = matrix_category(block->scope->project->matrix, param);
    if (param->is_secret) return TEXT("secret");
    return category ? category->name->text : TEXT("");
}

static void measure(Block *block) {
    const Model *model = block->scope->project->model;
    block->path_width = block->category_width = 0;
    for (uint32_t c = 0; c < block->column_count; c++)
        block->widths[c] = utf8_width(model->environments[block->columns[c]].name->text);
    for (uint32_t row = block->first; row < block->last; row++) {
        const Param *param = block->params->items[row];
        Text *cells = block->cells + (size_t)(row - block->first) * block->column_count;
        fill_row(block->scope, param, block->columns, block->column_count, cells);
        block->path_width = widest(block->path_width, param->path);
        block->category_width = widest(block->category_width, category_text(block, param));
        for (uint32_t c = 0; c < block->column_count; c++)
            block->widths[c] = widest(block->widths[c], cells[c]);
    }
}

static void write_color(Writer *out, const Block *block, const char *code) {
    if (block->scope->has_color) writer_string(out, code);
}

/* Lines never end in spaces: the last cell is not padded. */
static void write_cells(Writer *out, const Block *block, const Text *cells, uint32_t from,
                        uint32_t to) {
    for (uint32_t c = from; c < to; c++) {
        bool repeats = text_equal(cells[c], TEXT("="));
        if (repeats) write_color(out, block, dim);
        write_padded(out, cells[c], c + 1 < to ? block->widths[c] + GAP : 0);
        if (repeats) write_color(out, block, plain);
    }
    writer_char(out, '\n');
}

static void write_head(Writer *out, const Block *block, uint32_t from, uint32_t to) {
    const Model *model = block->scope->project->model;
    const Param *param = block->params->items[block->first];
    Text title = text_format(&block->scope->project->arena, "%.*s.%s",
                             TEXT_ARGS(param->unit->name->text), sink_fact(param->sink->kind)->name);
    size_t width = 2 + block->path_width + GAP + block->category_width + GAP;
    write_color(out, block, bold);
    write_padded(out, title, width > utf8_width(title) ? width : utf8_width(title) + GAP);
    for (uint32_t c = from; c < to; c++)
        write_padded(out, model->environments[block->columns[c]].name->text,
                     c + 1 < to ? block->widths[c] + GAP : 0);
    write_color(out, block, plain);
    writer_char(out, '\n');
}

static void write_rows(Writer *out, const Block *block, uint32_t from, uint32_t to) {
    write_head(out, block, from, to);
    for (uint32_t row = block->first; row < block->last; row++) {
        const Param *param = block->params->items[row];
        writer_string(out, "  ");
        write_padded(out, param->path, block->path_width + GAP);
        write_padded(out, category_text(block, param), block->category_width + GAP);
        write_cells(out, block, block->cells + (size_t)(row - block->first) * block->column_count,
                    from, to);
    }
}

/* As many columns as fit in the width, at least one. */
static uint32_t fitting(const Block *block, uint32_t from) {
    size_t used = 2 + block->path_width + GAP + block->category_width + GAP;
    uint32_t to = from;
    while (to < block->column_count) {
        used += block->widths[to] + GAP;
        if (to > from && block->scope->width && used > block->scope->width + GAP) break;
        to++;
    }
    return to;
}

static void write_block(Writer *out, Block *block) {
    Arena *arena = &block->scope->project->arena;
    uint32_t rows = block->last - block->first;
    block->cells = arena_array(arena, Text, (size_t)rows * block->column_count);
    block->widths = arena_array(arena, size_t, block->column_count);
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

void values_table(Writer *out, const ValuesScope *scope) {
    uint32_t columns[LIMIT_ENVIRONMENTS];
    for (uint32_t first = 0, last; first < scope->params.count; first = last) {
        const Sink *sink = scope->params.items[first]->sink;
        for (last = first; last < scope->params.count && scope->params.items[last]->sink == sink;)
            last++;
        uint32_t count = sink_columns(scope, sink, columns);
        if (!count) continue;
        Block block = {.scope = scope, .params = &scope->params, .first = first, .last = last,
                       .columns = columns, .column_count = count};
        if (out->length) writer_char(out, '\n');
        write_block(out, &block);
    }
}
