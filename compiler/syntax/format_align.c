/* format_align.c - puts what belongs together below one another: the columns of a table, its
 * header included, and the comments behind neighbouring lines.
 *
 * Both work by widening the pads that the lines already have. Widths are those of a terminal, so
 * that wide characters take two columns. A text beyond WIDEST columns does not widen its column:
 * one endless cell would push all others out of sight, and many rows beside it would make the
 * output quadratic. */
#include "syntax/format.h"

enum { WIDEST = 400 };

/* A table: its lines and what its columns need. */
typedef struct Table {
    FormatItems *items;
    const FormatLine *header, *end; /* the lines from the header up to its `}` */
    uint32_t category;              /* the width of the categories, their space included */
    uint32_t head;                  /* the terminal column where the first `|` stands */
    uint32_t *columns;              /* the widths of the cells */
    uint32_t count;
} Table;

static uint32_t item_width(const FormatItems *items, uint32_t index) {
    return (uint32_t)utf8_width(format_text(items, index)) + items->items[index].has_comma;
}

/* The columns that the items `first` up to `end` take, without the pad of the first. */
static uint32_t range_width(const FormatItems *items, uint32_t first, uint32_t end) {
    uint32_t width = 0;
    for (uint32_t i = first; i < end; i++)
        width += item_width(items, i) + (i > first ? items->items[i].pad : 0);
    return width;
}

/* The columns from the edge of the page to the end of item `end` - 1 of the line. */
static uint32_t line_width(const FormatItems *items, const FormatLine *line, uint32_t end) {
    uint32_t margin = line->indent * FORMAT_INDENT + items->items[line->first].pad;
    return margin + range_width(items, line->first, end);
}

/* A column grows to what is in it, up to the limit above. */
static void widen(uint32_t *width, uint32_t other) {
    if (other > *width && other <= WIDEST) *width = other;
}

static uint32_t missing(uint32_t width, uint32_t other) {
    return width > other ? width - other : 0;
}

/* The first `|` from an item on; where there is none, the end of the line without its comment. */
static uint32_t next_pipe(const FormatItems *items, const FormatLine *line, uint32_t index) {
    while (index < line->end && items->items[index].kind != TOKEN_PIPE &&
           items->items[index].kind != TOKEN_COMMENT)
        index++;
    return index;
}

static bool is_pipe(const FormatItems *items, const FormatLine *line, uint32_t index) {
    return index < line->end && items->items[index].kind == TOKEN_PIPE;
}

/* The next line from `line` on that is a header or row with cells; comments, annotations and rows
 * without cells take no part in the columns. */
static const FormatLine *next_row(const Table *table, const FormatLine *line) {
    while (line < table->end &&
           (line->table != table->header->table ||
            !is_pipe(table->items, line, next_pipe(table->items, line, line->first))))
        line++;
    return line;
}

/* A row begins with a category where its first word is followed by a path. */
static bool has_category(const FormatItems *items, const FormatLine *line) {
    return items->items[line->first].kind == TOKEN_NAME && line->first + 1 < line->end &&
           format_is_segment(items->items[line->first + 1].kind);
}

/* Gives the categories of the rows a column of their own, so that the paths are aligned. */
static void align_categories(Table *table) {
    FormatItems *items = table->items;
    const FormatLine *first = next_row(table, table->header + 1);
    for (const FormatLine *row = first; row < table->end; row = next_row(table, row + 1))
        if (has_category(items, row)) widen(&table->category, item_width(items, row->first) + 1);
    for (const FormatLine *row = first; row < table->end; row = next_row(table, row + 1)) {
        if (has_category(items, row))
            items->items[row->first + 1].pad =
                1 + missing(table->category, item_width(items, row->first) + 1);
        else
            items->items[row->first].pad = table->category;
    }
}

/* What is before the first `|` of a row, and the space between; a header may have nothing there. */
static uint32_t head_width(const FormatItems *items, const FormatLine *row, uint32_t pipe) {
    return pipe == row->first ? row->indent * FORMAT_INDENT : line_width(items, row, pipe) + 1;
}

/* Adds what a row needs to the widths; the last cell is measured too, though nothing follows it. */
static void measure_row(Table *table, const FormatLine *row) {
    uint32_t pipe = next_pipe(table->items, row, row->first);
    widen(&table->head, head_width(table->items, row, pipe));
    for (uint32_t i = 0; i < table->count && is_pipe(table->items, row, pipe); i++) {
        uint32_t next = next_pipe(table->items, row, pipe + 1);
        widen(&table->columns[i], range_width(table->items, pipe + 1, next));
        pipe = next;
    }
}

/* Sets the pads before every `|` of the row: the first to the column of the head, each other to the
 * end of the widest cell before it. */
static void align_row(const Table *table, const FormatLine *row) {
    FormatItem *items = table->items->items;
    uint32_t pipe = next_pipe(table->items, row, row->first);
    items[pipe].pad =
        (pipe > row->first) + missing(table->head, head_width(table->items, row, pipe));
    for (uint32_t i = 0; i < table->count; i++) {
        uint32_t next = next_pipe(table->items, row, pipe + 1);
        if (!is_pipe(table->items, row, next)) return;
        uint32_t width = range_width(table->items, pipe + 1, next);
        items[next].pad = 1 + missing(table->columns[i], width);
        pipe = next;
    }
}

/* The header tells; every row of a tree without errors has as many. */
static uint32_t count_columns(const FormatItems *items, const FormatLine *header) {
    uint32_t count = 0;
    for (uint32_t i = header->first; i < header->end; i++)
        count += items->items[i].kind == TOKEN_PIPE;
    return count;
}

/* Categories first, because they move the heads that are measured next. */
static void align_table(Arena *arena, Table *table) {
    table->count = count_columns(table->items, table->header);
    table->columns = arena_array(arena, uint32_t, table->count);
    align_categories(table);
    for (const FormatLine *row = table->header; row < table->end; row = next_row(table, row + 1))
        measure_row(table, row);
    for (const FormatLine *row = table->header; row < table->end; row = next_row(table, row + 1))
        align_row(table, row);
}

/* The line with the brace that closes the table of this header. */
static const FormatLine *table_end(const FormatItems *items, const FormatLine *header) {
    const FormatLine *line = header + 1;
    while (items->items[line->first].kind != TOKEN_BRACE_CLOSE ||
           items->items[line->first].partner + 1 != header->table)
        line++;
    return line;
}

/* True where a comment stands behind something that begins on this line; a text block, which ends
 * on another, has no width. */
static bool has_comment(const FormatItems *items, const FormatLine *line) {
    if (line->end - line->first < 2 || items->items[line->end - 1].kind != TOKEN_COMMENT ||
        format_is_closing(items->items[line->first].kind))
        return false;
    for (uint32_t i = line->first; i < line->end; i++)
        if (items->items[i].kind == TOKEN_BLOCK) return false;
    return true;
}

/* Aligns the comments from `line` on, as long as every line has one; returns the line after. */
static const FormatLine *align_comments(FormatItems *items, const FormatLine *line,
                                        const FormatLine *end) {
    const FormatLine *last = line;
    uint32_t width = 0;
    do {
        widen(&width, line_width(items, last, last->end - 1));
        last++;
    } while (last < end && !last->has_blank && last->indent == line->indent &&
             has_comment(items, last));
    for (; line < last; line++)
        items->items[line->end - 1].pad += missing(width, line_width(items, line, line->end - 1));
    return last;
}

/* Tables before comments: a comment behind a row stands behind its aligned cells. */
void format_align(Arena *arena, FormatItems *items, const FormatLines *lines) {
    const FormatLine *end = lines->items + lines->count;
    for (const FormatLine *line = lines->items; line < end; line++) {
        bool is_header = line->table > line->first && line->table <= line->end;
        if (!is_header) continue;
        Table table = {.items = items, .header = line, .end = table_end(items, line)};
        align_table(arena, &table);
    }
    for (const FormatLine *line = lines->items; line < end;)
        line = has_comment(items, line) ? align_comments(items, line, end) : line + 1;
}
