/* cells.c - the block behind a parameter, `{ dev = 1, prod = 2 }`: an entry written anew, added or
 * taken away.
 *
 * A block stays as its author laid it out: what stands on one line gets its entry on that line, and
 * what has an entry a line gets a line. Only where one line would no longer fit is it broken. */
#include "edit/page.h"

/* A block and what is to be done in it. */
typedef struct Cells {
    Page *page;
    const Setting *setting;
    const Parameter *node;
    uint32_t open;   /* its `{`; 0 where there is no block */
    uint32_t close;  /* its `}` */
    uint32_t at;     /* 1 + index of the cell that is set; 0: there is none yet */
    uint32_t behind; /* 1 + index of the cell that a new one comes after; 0: it is the first */
    Text indent;     /* of the statement */
} Cells;

/* A new entry comes after the last of those that environments have before it in the model. */
static uint32_t find_place(const Setting *setting, const Parameter *node) {
    uint32_t place = 0;
    for (uint32_t i = 0; i < node->cell_count; i++)
        if (place_environment(setting->model, node->cells[i].environment) < setting->environment)
            place = i + 1;
    return place;
}

static Cells open_cells(Page *page, const Setting *setting, const Statement *statement) {
    const Parameter *node = statement->node;
    Cells cells = {.page = page, .setting = setting, .node = node};
    uint32_t next = page_token(page, place_head_end(node));
    if (page->tokens[next].kind == TOKEN_BRACE_OPEN) {
        cells.open = next;
        cells.close = page_partner(page, next);
    }
    if (statement->columns) cells.at = statement->columns[setting->environment];
    cells.behind = find_place(setting, node);
    cells.indent = page_indent(page, node->span.start);
    return cells;
}

static Span cell_span(const Cells *cells, uint32_t index) {
    const Cell *cell = &cells->node->cells[index];
    return span_join(cell->environment->span, cell->span);
}

/* An entry in a block of one line is indented as if it had one of its own. */
static Text entry_text(const Cells *cells, Text indent) {
    Text name = setting_environment(cells->setting),
         value = spelling_text(cells->page, cells->setting->spelling, indent);
    return text_format(cells->page->arena, "%.*s = %.*s", TEXT_ARGS(name), TEXT_ARGS(value));
}

static Text inner_indent(const Cells *cells) {
    return text_format(cells->page->arena, "%.*s  ", TEXT_ARGS(cells->indent));
}

/* --- Adding --------------------------------------------------------------------------------- */

/* Has the cell a line of its own, at which a comma may end? */
static bool is_line(const Cells *cells, uint32_t index) {
    uint32_t next = page_token(cells->page, cell_span(cells, index).end);
    if (cells->page->tokens[next].kind == TOKEN_COMMA) next++;
    uint32_t kind = cells->page->tokens[next].kind;
    return page_begins_line(cells->page, cell_span(cells, index).start) &&
           (kind == TOKEN_NEWLINE || kind == TOKEN_COMMENT);
}

static bool has_comma(const Cells *cells, uint32_t index) {
    uint32_t next = page_token(cells->page, cell_span(cells, index).end);
    return cells->page->tokens[next].kind == TOKEN_COMMA;
}

/* A line below `offset`, laid out as that of the cell beside it. */
static void add_line(const Cells *cells, uint32_t offset, uint32_t beside) {
    Page *page = cells->page;
    Text indent = page_indent(page, cell_span(cells, beside).start);
    const Text parts[] = {page->newline, indent, entry_text(cells, indent),
                          has_comma(cells, beside) ? TEXT(",") : TEXT("")};
    uint32_t end = page_line_end(page, offset);
    page_put(page, end, end, text_join(page->arena, parts, 4, TEXT("")));
}

static void add_behind(const Cells *cells, uint32_t index) {
    uint32_t end = cell_span(cells, index).end;
    if (is_line(cells, index)) {
        add_line(cells, end, index);
        return;
    }
    Text entry = entry_text(cells, inner_indent(cells));
    page_put(cells->page, end, end, text_format(cells->page->arena, ", %.*s", TEXT_ARGS(entry)));
}

/* A comment above the first entry stays above it. */
static void add_first(const Cells *cells) {
    uint32_t start = cell_span(cells, 0).start;
    if (is_line(cells, 0)) {
        add_line(cells, cells->page->tokens[cells->open].start, 0);
        return;
    }
    Text entry = entry_text(cells, inner_indent(cells));
    page_put(cells->page, start, start,
             text_format(cells->page->arena, "%.*s, ", TEXT_ARGS(entry)));
}

/* A block with nothing in it but comments. */
static void add_only(const Cells *cells) {
    Page *page = cells->page;
    Text entry = entry_text(cells, inner_indent(cells));
    if (cells->close == cells->open + 1)
        page_put(page, page_end_of(page, cells->open), page->tokens[cells->close].start,
                 text_format(page->arena, " %.*s ", TEXT_ARGS(entry)));
    else
        page_append(page, cells->open, entry, false);
}

static void add_block(const Cells *cells) {
    Page *page = cells->page;
    Text entry = entry_text(cells, inner_indent(cells));
    uint32_t end = place_head_end(cells->node);
    page_put(page, end, end, text_format(page->arena, " { %.*s }", TEXT_ARGS(entry)));
}

static void add(const Cells *cells) {
    if (!cells->open)
        add_block(cells);
    else if (!cells->node->cell_count)
        add_only(cells);
    else if (cells->behind)
        add_behind(cells, cells->behind - 1);
    else
        add_first(cells);
}

/* --- Taking away ---------------------------------------------------------------------------- */

static bool has_comments(const Cells *cells) {
    for (uint32_t token = cells->open; token < cells->close; token++)
        if (cells->page->tokens[token].kind == TOKEN_COMMENT) return true;
    return false;
}

/* A comment beside the entry keeps its line. */
static void remove_line(const Cells *cells, Span span) {
    Page *page = cells->page;
    uint32_t next = page_token(page, span.end);
    if (page->tokens[next].kind == TOKEN_COMMA) span.end = page_end_of(page, next++);
    if (page->tokens[next].kind == TOKEN_COMMENT)
        page_put(page, span.start, page->tokens[next].start, TEXT(""));
    else
        page_put(page, page_line_start(page, span.start), page_next_line(page, span.end), TEXT(""));
}

/* With the comma that parts it from its neighbour. */
static void remove_from_line(const Cells *cells, uint32_t index) {
    Span span = cell_span(cells, index);
    if (index + 1 < cells->node->cell_count)
        span.end = cell_span(cells, index + 1).start;
    else if (index > 0)
        span.start = cell_span(cells, index - 1).end;
    page_put(cells->page, span.start, span.end, TEXT(""));
}

/* With it goes a statement that says nothing else. */
static void remove_block(const Cells *cells) {
    Page *page = cells->page;
    uint32_t start = place_head_end(cells->node), end = page_end_of(page, cells->close);
    if (cells->node->fallback || !place_remove(page, cells->setting, cells->node, end))
        page_put(page, start, end, TEXT(""));
}

static void remove_entry(const Cells *cells) {
    if (cells->node->cell_count == 1 && !has_comments(cells))
        remove_block(cells);
    else if (is_line(cells, cells->at - 1))
        remove_line(cells, cell_span(cells, cells->at - 1));
    else
        remove_from_line(cells, cells->at - 1);
}

/* --- All of them ---------------------------------------------------------------------------- */

static void replace(const Cells *cells) {
    Span span = cells->node->cells[cells->at - 1].span;
    Text indent = page_begins_line(cells->page, cell_span(cells, cells->at - 1).start)
                      ? page_indent(cells->page, span.start)
                      : inner_indent(cells);
    page_put(cells->page, span.start, span.end,
             spelling_text(cells->page, cells->setting->spelling, indent));
}

void cells_set(Page *page, const Setting *setting, const Statement *statement) {
    Cells cells = open_cells(page, setting, statement);
    if (!setting->spelling && cells.at)
        remove_entry(&cells);
    else if (setting->spelling && cells.at)
        replace(&cells);
    else if (setting->spelling)
        add(&cells);
}

/* The entries as they will be. */
static CellTexts list(const Cells *cells) {
    Page *page = cells->page;
    CellTexts texts = {0};
    CellText set = {setting_environment(cells->setting),
                    spelling_text(page, cells->setting->spelling, inner_indent(cells))};
    for (uint32_t i = 0; i <= cells->node->cell_count; i++) {
        if (!cells->at && i == cells->behind) array_push(page->arena, &texts, set);
        if (i == cells->node->cell_count) break;
        const Cell *cell = &cells->node->cells[i];
        CellText kept = {page_slice(page, cell->environment->span), page_slice(page, cell->span)};
        array_push(page->arena, &texts, i + 1 == cells->at ? set : kept);
    }
    return texts;
}

void cells_break(Page *page, const Setting *setting, const Statement *statement) {
    Cells cells = open_cells(page, setting, statement);
    CellTexts texts = list(&cells);
    uint32_t start = place_head_end(cells.node);
    uint32_t end = cells.open ? page_end_of(page, cells.close) : start;
    Text block = spelling_cell_lines(page, &texts, cells.indent);
    page_put(page, start, end, text_format(page->arena, " %.*s", TEXT_ARGS(block)));
}
