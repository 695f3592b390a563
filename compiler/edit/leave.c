/* leave.c - a row that leaves its table because the table would no longer fit: it becomes a parameter
 * with an entry a line.
 *
 * Rows are emitted in the order in which they are written, so the first goes before the table, the
 * last behind it, and one in the middle parts the table in two. Its documentation, its annotations and
 * the comment beside it go with it. */
#include "edit/page.h"

typedef struct Leaving {
    Page *page;
    const Setting *setting;
    const Parameter *node;
    const Entry *table;
    uint32_t open, close; /* the table's braces */
    Text indent;          /* of statements beside the table */
} Leaving;

/* --- The statement -------------------------------------------------------------------------- */

static Text cell_text(const Leaving *leaving, int32_t environment, const Cell *cell) {
    const Setting *setting = leaving->setting;
    if (environment == setting->environment)
        return setting->spelling ? setting->spelling->line : TEXT("");
    return cell->kind == CELL_HOLE ? TEXT("") : page_slice(leaving->page, cell->span);
}

static void add_column(const Leaving *leaving, uint32_t index, CellTexts *out) {
    const Words *words = &leaving->table->as.table.columns[index].environments;
    for (uint32_t i = 0; i < words->count; i++) {
        int32_t environment = place_environment(leaving->setting->model, &words->items[i]);
        CellText text = {page_slice(leaving->page, words->items[i].span),
                         cell_text(leaving, environment, &leaving->node->cells[index])};
        if (text.value.length) array_push(leaving->page->arena, out, text);
    }
}

/* An entry for each environment that has a cell, the one that is set among them. */
static CellTexts list_cells(const Leaving *leaving, const uint16_t *columns) {
    CellTexts out = {0};
    const Setting *setting = leaving->setting;
    bool is_new = setting->environment >= 0 && !columns[setting->environment] && setting->spelling;
    for (uint32_t i = 0; i <= leaving->table->as.table.column_count; i++) {
        CellText set = {setting_environment(setting), TEXT("")};
        if (is_new) set.value = setting->spelling->line;
        if (is_new && i == table_place(setting, leaving->table))
            array_push(leaving->page->arena, &out, set);
        if (i < leaving->table->as.table.column_count) add_column(leaving, i, &out);
    }
    return out;
}

/* The default, which may be what is set. */
static Text default_text(const Leaving *leaving) {
    const Setting *setting = leaving->setting;
    if (setting->environment < 0) return setting->spelling ? setting->spelling->line : TEXT("");
    if (!leaving->node->fallback) return TEXT("");
    return page_slice(leaving->page, leaving->node->fallback->span);
}

/* The table's category holds for the row, wherever it stands. */
static void write_head(Writer *out, const Leaving *leaving) {
    const Parameter *node = leaving->node;
    Word category =
        node->remarks->category.name ? node->remarks->category : leaving->table->as.table.category;
    Text value = default_text(leaving);
    if (category.name) writer_format(out, "%.*s ", TEXT_ARGS(category.name->text));
    writer_text(out, text_slice(leaving->page->text, node->span.start, place_type_end(node)));
    if (value.length) writer_format(out, " = %.*s", TEXT_ARGS(value));
}

/* The comment beside the row, with the blanks before it. */
static Text comment_beside(const Leaving *leaving) {
    uint32_t end = leaving->node->cells[leaving->node->cell_count - 1].span.end;
    Text rest = text_trim(text_slice(leaving->page->text, end, page_line_end(leaving->page, end)));
    return rest.length ? text_format(leaving->page->arena, "  %.*s", TEXT_ARGS(rest)) : rest;
}

/* Where the lines begin that belong to what stands at `offset`: the comments right above it. */
static uint32_t preface_start(const Page *page, uint32_t offset) {
    uint32_t start = page_line_start(page, offset);
    while (start > 0) {
        uint32_t above = page_line_start(page, start - 1);
        Text line = text_trim(text_slice(page->text, above, start));
        if (!text_starts_with(line, TEXT("#"))) break;
        start = above;
    }
    return start;
}

/* The lines of the row: with its comments and annotations, and those it becomes. */
static uint32_t row_start(const Leaving *leaving) {
    const Annotations *annotations = &leaving->node->remarks->annotations;
    uint32_t offset = leaving->node->span.start;
    if (annotations->count) offset = annotations->items[0].span.start;
    return preface_start(leaving->page, offset);
}

static uint32_t row_end(const Leaving *leaving) {
    return page_next_line(leaving->page, leaving->node->span.start);
}

static Text row_lines(const Leaving *leaving, const uint16_t *columns) {
    Page *page = leaving->page;
    Writer out;
    CellTexts cells = list_cells(leaving, columns);
    writer_open(&out, page->arena, SIZE_MAX);
    writer_text(&out, text_slice(page->text, row_start(leaving),
                                 page_line_start(page, leaving->node->span.start)));
    writer_text(&out, leaving->indent);
    write_head(&out, leaving);
    Text comment = comment_beside(leaving),
         block = spelling_cell_lines(page, &cells, leaving->indent);
    writer_format(&out, " {%.*s", TEXT_ARGS(comment));
    writer_text(&out, text_slice(block, 1, block.length));
    writer_text(&out, page->newline);
    return writer_done(&out);
}

/* --- The table ------------------------------------------------------------------------------ */

static void remove_row(const Leaving *leaving) {
    page_put(leaving->page, row_start(leaving), row_end(leaving), TEXT(""));
}

/* Behind the closing brace, and the comment beside that. */
static void put_behind(const Leaving *leaving, Text lines) {
    Page *page = leaving->page;
    uint32_t end = page_end_of(page, leaving->close);
    if (page->tokens[leaving->close + 1].kind == TOKEN_COMMENT)
        end = page_end_of(page, leaving->close + 1);
    Text line = text_slice(lines, 0, lines.length - page->newline.length);
    const Text parts[] = {page->newline, line};
    page_put(page, end, end, text_join(page->arena, parts, 2, TEXT("")));
}

/* The table ends above the row and begins anew below it. */
static void part_table(const Leaving *leaving, Text lines) {
    Page *page = leaving->page;
    Text header = text_slice(page->text, leaving->table->as.table.header.start,
                             page_end_of(page, leaving->open));
    const Text parts[] = {leaving->indent, TEXT("}"), page->newline, lines,
                          leaving->indent, header,    page->newline};
    page_put(page, row_start(leaving), row_end(leaving),
             text_join(page->arena, parts, 7, TEXT("")));
}

/* The only row takes the place of the table. */
static void replace_table(const Leaving *leaving, Text lines) {
    Page *page = leaving->page;
    uint32_t start = page_line_start(page, leaving->table->as.table.header.start);
    page_put(page, start, page_end_of(page, leaving->close),
             text_slice(lines, 0, lines.length - page->newline.length));
}

void table_leave(Page *page, const Setting *setting, const Statement *statement,
                 const Entry *table) {
    Leaving leaving = {page, setting, statement->node, table, 0, 0, TEXT("")};
    leaving.open = page_brace(page, table->as.table.header.end);
    leaving.close = page_partner(page, leaving.open);
    leaving.indent = page_indent(page, page->tokens[leaving.close].start);
    Text lines = row_lines(&leaving, statement->columns);
    const Parameter *first = table->as.table.rows, *last = first + table->as.table.row_count - 1;
    if (first == last) {
        replace_table(&leaving, lines);
    } else if (place_is(statement->node, first)) {
        uint32_t start = preface_start(page, table->as.table.header.start);
        page_put(page, start, start, lines);
        remove_row(&leaving);
    } else if (place_is(statement->node, last)) {
        remove_row(&leaving);
        put_behind(&leaving, lines);
    } else {
        part_table(&leaving, lines);
    }
}
