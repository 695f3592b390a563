/* table.c - the cells of a row: one written anew, a column split, a column added.
 *
 * An environment has a column of its own, or shares one, or has none. A column that is split or added
 * gives every row a cell more, so that the row that is set differs and no other does. */
#include "edit/page.h"

/* --- Columns -------------------------------------------------------------------------------- */

static int32_t first_of(const Model *model, const Column *column) {
    return place_environment(model, &column->environments.items[0]);
}

uint32_t table_place(const Setting *setting, const Entry *table) {
    uint32_t place = 0;
    for (uint32_t i = 0; i < table->as.table.column_count; i++)
        if (first_of(setting->model, &table->as.table.columns[i]) < setting->environment)
            place = i + 1;
    return place;
}

/* The cell of the row that is set; a hole where there is nothing to say. */
static Text set_text(const Setting *setting) {
    return setting->spelling ? setting->spelling->line : TEXT("_");
}

/* Puts a cell into a line: behind the column or cell at `beside`, or before it. */
static void insert(Page *page, Span beside, bool is_behind, Text cell) {
    uint32_t offset = is_behind ? beside.end : beside.start;
    Text text = is_behind ? text_format(page->arena, " | %.*s", TEXT_ARGS(cell))
                          : text_format(page->arena, "%.*s | ", TEXT_ARGS(cell));
    page_put(page, offset, offset, text);
}

static void add_column(Page *page, const Setting *setting, const Parameter *node,
                       const Entry *table) {
    uint32_t place = table_place(setting, table);
    uint32_t beside = place ? place - 1 : 0;
    insert(page, table->as.table.columns[beside].span, place > 0, setting_environment(setting));
    for (uint32_t i = 0; i < table->as.table.row_count; i++) {
        const Parameter *row = &table->as.table.rows[i];
        insert(page, row->cells[beside].span, place > 0,
               place_is(row, node) ? set_text(setting) : TEXT("_"));
    }
}

/* The other environments of a column. */
static Text others(const Page *page, const Setting *setting, const Words *words) {
    Text *names = arena_array(page->arena, Text, words->count);
    size_t count = 0;
    for (uint32_t i = 0; i < words->count; i++)
        if (place_environment(setting->model, &words->items[i]) != setting->environment)
            names[count++] = page_slice(page, words->items[i].span);
    return text_join(page->arena, names, count, TEXT(", "));
}

/* Is the environment the first of its column? Then its new column stands before the others'. */
static bool is_first(const Setting *setting, const Words *words) {
    for (uint32_t i = 0; i < words->count; i++)
        if (place_environment(setting->model, &words->items[i]) < setting->environment)
            return false;
    return true;
}

/* Every other row has its cell twice. */
static void split_column(Page *page, const Setting *setting, const Parameter *node,
                         const Entry *table, uint32_t index) {
    const Column *column = &table->as.table.columns[index];
    bool is_behind = !is_first(setting, &column->environments);
    Text rest = others(page, setting, &column->environments), own = setting_environment(setting);
    Text left = is_behind ? rest : own, right = is_behind ? own : rest;
    page_put(page, column->span.start, column->span.end,
             text_format(page->arena, "%.*s | %.*s", TEXT_ARGS(left), TEXT_ARGS(right)));
    for (uint32_t i = 0; i < table->as.table.row_count; i++) {
        const Parameter *row = &table->as.table.rows[i];
        Span cell = row->cells[index].span;
        insert(page, cell, is_behind,
               place_is(row, node) ? set_text(setting) : page_slice(page, cell));
    }
}

void table_set(Page *page, const Setting *setting, const Statement *statement, const Entry *table) {
    const Parameter *node = statement->node;
    uint32_t index = statement->columns[setting->environment];
    if (!index && !setting->spelling) return;
    if (!index) {
        add_column(page, setting, node, table);
    } else if (table->as.table.columns[index - 1].environments.count > 1) {
        split_column(page, setting, node, table, index - 1);
    } else {
        Span cell = node->cells[index - 1].span;
        page_put(page, cell.start, cell.end, set_text(setting));
    }
}
