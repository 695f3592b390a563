/* grid.c - rows of values side by side, an environment a column.
 *
 * A value that is the same as in the column before it is shown as `=`, so that what differs stands
 * out. Where not all columns fit, the block is repeated with the next ones, whose first column says
 * every value again; so a column has two widths, as the first of a part and as another. Where not
 * even one fits, or a pair is parted, each row is a list of its own. */
#include "report/report.h"

enum { GAP = 2, INDENT = 2 };

/* A grid with the widths of what is in it. */
typedef struct Layout {
    const Grid *grid;
    Writer *out;
    size_t *full, *least; /* by column: when it stands first, and when it does not */
    size_t label, remark;
} Layout;

static size_t widest(size_t width, size_t other) {
    return other > width ? other : width;
}

static size_t cell_width(const GridCell *cell) {
    size_t width = 0;
    for (int i = 0; i < GRID_PIECES; i++)
        width += utf8_width(cell->pieces[i].text);
    return width;
}

/* --- Measuring ------------------------------------------------------------------------------ */

static void measure_column(Layout *layout, uint32_t column) {
    const Grid *grid = layout->grid;
    size_t full = utf8_width(grid->columns[column]), least = widest(full, 1);
    for (uint32_t row = 0; row < grid->row_count; row++) {
        const GridCell *cell = &grid->rows[row].cells[column];
        size_t width = cell_width(cell);
        full = widest(full, width);
        if (!cell->repeats) least = widest(least, width);
    }
    layout->full[column] = full;
    layout->least[column] = least;
}

/* What stands before the columns: label and remark, or the title above them. */
static size_t left_width(const Layout *layout) {
    size_t remark = layout->remark ? layout->remark + GAP : 0;
    return INDENT + layout->label + GAP + remark;
}

static void measure(Layout *layout) {
    const Grid *grid = layout->grid;
    for (uint32_t row = 0; row < grid->row_count; row++) {
        layout->label = widest(layout->label, utf8_width(grid->rows[row].label));
        layout->remark = widest(layout->remark, utf8_width(grid->rows[row].remark));
    }
    size_t title = utf8_width(grid->title) + GAP;
    if (title > left_width(layout)) layout->label += title - left_width(layout);
    for (uint32_t column = 0; column < grid->column_count; column++)
        measure_column(layout, column);
}

/* Of all columns in one part. */
static size_t full_width(const Layout *layout) {
    size_t width = left_width(layout);
    for (uint32_t column = 0; column < layout->grid->column_count; column++)
        width += column == 0 ? layout->full[0] : GAP + layout->least[column];
    return width;
}

/* The width of a column in the part that begins with `from`. */
static size_t column_width(const Layout *layout, uint32_t from, uint32_t column) {
    return column == from ? layout->full[column] : layout->least[column];
}

/* --- Writing -------------------------------------------------------------------------------- */

static void write_color(const Layout *layout, const char *code) {
    if (layout->grid->has_color) writer_string(layout->out, code);
}

static void write_padded(const Layout *layout, Text text, size_t width) {
    size_t used = utf8_width(text);
    writer_text(layout->out, text);
    writer_repeat(layout->out, ' ', width > used ? width - used : 0);
}

static void write_piece(const Layout *layout, Text text, GridInk ink) {
    static const char *const codes[] = {[GRID_PLAIN] = "",
                                        [GRID_DIM] = "\x1b[2m",
                                        [GRID_OLD] = "\x1b[31m",
                                        [GRID_NEW] = "\x1b[32m"};
    if (text.length == 0) return;
    if (ink != GRID_PLAIN) write_color(layout, codes[ink]);
    writer_text(layout->out, text);
    if (ink != GRID_PLAIN) write_color(layout, "\x1b[0m");
}

static bool is_blank(const GridCell *cell) {
    return !cell->repeats && cell_width(cell) == 0;
}

/* Lines never end in spaces: the last cell is not padded. */
static void write_cell(const Layout *layout, const GridCell *cell, bool is_repeated, size_t width) {
    size_t used = is_repeated ? 1 : cell_width(cell);
    if (is_repeated)
        write_piece(layout, TEXT("="), GRID_DIM);
    else
        for (int i = 0; i < GRID_PIECES; i++)
            write_piece(layout, cell->pieces[i].text, cell->pieces[i].ink);
    writer_repeat(layout->out, ' ', width > used ? width - used : 0);
}

static void write_cells(const Layout *layout, const GridCell *cells, uint32_t from, uint32_t to) {
    while (to > from && is_blank(&cells[to - 1]))
        to--;
    for (uint32_t column = from; column < to; column++) {
        size_t width = column + 1 < to ? column_width(layout, from, column) + GAP : 0;
        write_cell(layout, &cells[column], column > from && cells[column].repeats, width);
    }
    writer_char(layout->out, '\n');
}

static void write_head(const Layout *layout, uint32_t from, uint32_t to) {
    write_color(layout, "\x1b[1m");
    write_padded(layout, layout->grid->title, from < to ? left_width(layout) : 0);
    for (uint32_t column = from; column < to; column++)
        write_padded(layout, layout->grid->columns[column],
                     column + 1 < to ? column_width(layout, from, column) + GAP : 0);
    write_color(layout, "\x1b[0m");
    writer_char(layout->out, '\n');
}

static void write_part(const Layout *layout, uint32_t from, uint32_t to) {
    write_head(layout, from, to);
    for (uint32_t i = 0; i < layout->grid->row_count; i++) {
        const GridRow *row = &layout->grid->rows[i];
        writer_repeat(layout->out, ' ', INDENT);
        write_padded(layout, row->label, layout->label + GAP);
        if (layout->remark) write_padded(layout, row->remark, layout->remark + GAP);
        write_cells(layout, row->cells, from, to);
    }
}

/* As many columns as fit in the width, at least one. */
static uint32_t fitting(const Layout *layout, uint32_t from) {
    const Grid *grid = layout->grid;
    size_t used = left_width(layout);
    uint32_t to = from;
    while (to < grid->column_count) {
        used += column_width(layout, from, to) + GAP;
        if (to > from && grid->width && used > grid->width + GAP) break;
        to++;
    }
    return to;
}

/* --- Lists ---------------------------------------------------------------------------------- */

/* Whether a part of the grid could be wider than it may be. */
static bool is_too_narrow(const Layout *layout) {
    const Grid *grid = layout->grid;
    size_t most = 0;
    for (uint32_t column = 0; column < grid->column_count; column++)
        most = widest(most, layout->full[column]);
    if (grid->width == 0) return false;
    return grid->is_pair ? full_width(layout) > grid->width
                         : left_width(layout) + most > grid->width;
}

/* Columns of one value, which stand side by side, are named together. */
static uint32_t write_item(const Layout *layout, const GridRow *row, uint32_t from, size_t width) {
    const Grid *grid = layout->grid;
    uint32_t to = from + 1;
    size_t used = utf8_width(grid->columns[from]);
    writer_repeat(layout->out, ' ', (size_t)2 * INDENT);
    writer_text(layout->out, grid->columns[from]);
    for (; to < grid->column_count && row->cells[to].repeats; to++) {
        writer_string(layout->out, ", ");
        writer_text(layout->out, grid->columns[to]);
        used += 2 + utf8_width(grid->columns[to]);
    }
    writer_repeat(layout->out, ' ', GAP + (width > used ? width - used : 0));
    write_cell(layout, &row->cells[from], false, 0);
    writer_char(layout->out, '\n');
    return to;
}

static void write_list(const Layout *layout, const GridRow *row) {
    const Grid *grid = layout->grid;
    size_t width = 0;
    writer_repeat(layout->out, ' ', INDENT);
    writer_text(layout->out, row->label);
    if (row->remark.length > 0) writer_repeat(layout->out, ' ', GAP);
    writer_text(layout->out, row->remark);
    writer_char(layout->out, '\n');
    for (uint32_t column = 0; column < grid->column_count; column++)
        width = widest(width, utf8_width(grid->columns[column]));
    for (uint32_t column = 0; column < grid->column_count;)
        column =
            is_blank(&row->cells[column]) ? column + 1 : write_item(layout, row, column, width);
}

static void write_lists(const Layout *layout) {
    write_head(layout, 0, 0);
    for (uint32_t i = 0; i < layout->grid->row_count; i++)
        write_list(layout, &layout->grid->rows[i]);
}

/* --- Both ----------------------------------------------------------------------------------- */

static Layout lay_out(Arena *arena, const Grid *grid, Writer *out) {
    Layout layout = {.grid = grid, .out = out};
    layout.full = arena_array(arena, size_t, grid->column_count);
    layout.least = arena_array(arena, size_t, grid->column_count);
    measure(&layout);
    return layout;
}

size_t grid_width(Arena *arena, const Grid *grid) {
    Layout layout = lay_out(arena, grid, NULL);
    return full_width(&layout);
}

void grid_write(const Grid *grid, Writer *out) {
    Layout layout = lay_out(out->arena, grid, out);
    if (is_too_narrow(&layout)) {
        write_lists(&layout);
        return;
    }
    for (uint32_t from = 0, to; from < grid->column_count; from = to) {
        to = fitting(&layout, from);
        write_part(&layout, from, to);
    }
}
