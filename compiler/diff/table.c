/* table.c - the rows of a unit's sink side by side, for a terminal: `old -> new` in the cells that
 * change, the value in the others.
 *
 * A terminal is narrow: values are cut to what is left beside their labels, and where not all
 * environments fit, those in which nothing changes are left out. */
#include "diff/show.h"

typedef struct Table {
    Arena *arena;
    const Diff *diff;
    const DiffLook *look;
    Text unit;
    const ShowGroup *group;
    DiffKind kind;
    uint32_t *columns; /* environments of the diff */
    uint32_t column_count;
    size_t room; /* columns of one value */
} Table;

/* Of two environments a group is a category, so a row says whose it is. */
static Text label_of(const Table *table, const DiffRow *row) {
    const char *dot = row->unit.length ? "." : "";
    if (!table->diff->is_between) return show_label(table->arena, row);
    Text reference = text_format(table->arena, "%.*s%s%.*s.%.*s", TEXT_ARGS(row->unit), dot,
                                 TEXT_ARGS(row->sink), TEXT_ARGS(row->path));
    return utf8_visible(table->arena, reference);
}

/* Two values stand side by side; where that leaves too little, each has a line of its own. */
static void choose_room(Table *table) {
    enum { LEAST = 16, MOST = 60, SIDES = 2, MARGIN = 12, NAMES = 20 };

    size_t width = table->look->width, labels = 0;
    for (uint32_t i = 0; i < table->group->rows[table->kind].count; i++) {
        const DiffRow *row = table->group->rows[table->kind].items[i];
        size_t used = utf8_width(label_of(table, row)) + utf8_width(show_reason(row));
        if (used > labels) labels = used;
    }
    size_t beside = width > labels + MARGIN ? (width - labels - MARGIN) / SIDES : 0;
    size_t below = width > NAMES + LEAST ? width - NAMES : LEAST;
    table->room = width == 0 ? MOST : beside >= LEAST ? beside : below;
    if (table->room > MOST) table->room = MOST;
}

/* A cell that changes says both sides. Where all of the table is new or removed one is enough. */
static GridCell make_cell(const Table *table, const DiffCell *cell) {
    Text old, new;
    bool is_whole = table->kind != DIFF_CHANGED;
    if (cell->is_unknown) return (GridCell){0};
    show_pair(table->arena, &cell->old, &cell->new, table->room, &old, &new);
    if (!cell->has_changed) return (GridCell){.pieces = {{new, GRID_DIM}}};
    if (!cell->old.value && is_whole) return (GridCell){.pieces = {{new, GRID_NEW}}};
    if (!cell->new.value && is_whole) return (GridCell){.pieces = {{old, GRID_OLD}}};
    return (GridCell){.pieces = {{old, GRID_OLD}, {TEXT(" -> "), GRID_DIM}, {new, GRID_NEW}}};
}

static void fill_cells(const Table *table, const DiffRow *row, GridCell *cells) {
    for (uint32_t i = 0; i < table->column_count; i++) {
        const DiffCell *cell = &row->cells[table->columns[i]];
        const DiffCell *before = i > 0 ? &row->cells[table->columns[i - 1]] : NULL;
        bool repeats = before && show_repeats(before, cell);
        bool is_made = repeats && before->is_unknown == cell->is_unknown;
        cells[i] = is_made ? cells[i - 1] : make_cell(table, cell);
        cells[i].repeats = repeats;
    }
}

/* Of two environments each has its column, and no cell has changed. */
static void fill_pair(const Table *table, const DiffRow *row, GridCell *cells) {
    Text from, to;
    show_pair(table->arena, &row->cells[0].old, &row->cells[1].new, table->room, &from, &to);
    cells[0].pieces[0].text = from;
    cells[1].pieces[0].text = to;
}

static GridRow make_row(const Table *table, const DiffRow *row) {
    bool is_pair = table->diff->is_between;
    GridCell *cells = arena_array(table->arena, GridCell, table->column_count);
    (is_pair ? fill_pair : fill_cells)(table, row, cells);
    return (GridRow){label_of(table, row), is_pair ? TEXT("") : show_reason(row), cells};
}

static Text title_of(const Table *table) {
    const ShowGroup *group = table->group;
    if (table->diff->is_between)
        return group->sink.length ? group->sink : TEXT("without a category");
    const char *dot = !table->unit.length        ? ""
                      : table->diff->is_rendered ? ": "
                                                 : ".",
               *comma = table->kind == DIFF_CHANGED ? "" : ", ";
    return text_format(table->arena, "%.*s%s%.*s%s%s", TEXT_ARGS(table->unit), dot,
                       TEXT_ARGS(group->sink), comma, show_kind(table->kind));
}

static Grid make_grid(const Table *table) {
    uint32_t count = table->group->rows[table->kind].count;
    GridRow *rows = arena_array(table->arena, GridRow, count);
    Text *names = arena_array(table->arena, Text, table->column_count);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = make_row(table, table->group->rows[table->kind].items[i]);
    for (uint32_t i = 0; i < table->column_count; i++)
        names[i] = table->diff->environments.items[table->columns[i]].text;
    return (Grid){.title = title_of(table),
                  .columns = names,
                  .column_count = table->column_count,
                  .rows = rows,
                  .row_count = count,
                  .width = table->look->width,
                  .has_color = table->look->has_color,
                  .is_pair = table->diff->is_between};
}

static bool changes_in(const Table *table, uint32_t environment) {
    bool has_changed = false;
    for (uint32_t i = 0; i < table->group->rows[table->kind].count && !has_changed; i++)
        has_changed = table->group->rows[table->kind].items[i]->cells[environment].has_changed;
    return has_changed;
}

static void choose_columns(Table *table, bool takes_all) {
    table->column_count = 0;
    for (uint32_t i = 0; i < table->diff->environments.count; i++)
        if (takes_all || changes_in(table, i)) table->columns[table->column_count++] = i;
}

void show_table(const Diff *diff, const DiffLook *look, Text unit, const ShowGroup *group,
                DiffKind kind, Writer *out) {
    Table table = {.arena = out->arena,
                   .diff = diff,
                   .look = look,
                   .unit = unit,
                   .group = group,
                   .kind = kind};
    table.columns = arena_array(out->arena, uint32_t, diff->environments.count);
    choose_room(&table);
    choose_columns(&table, true);
    Grid grid = make_grid(&table);
    if (look->width > 0 && grid_width(out->arena, &grid) > look->width) {
        choose_columns(&table, false);
        grid = make_grid(&table);
    }
    grid_write(&grid, out);
}
