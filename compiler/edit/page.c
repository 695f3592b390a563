/* page.c - the text that is edited: its tokens, its lines, and the edits so far.
 *
 * Edits are collected by offset in the text as it was and applied at the end, so nothing has to be
 * moved while they are made. The tokens tell a brace in a string from one that opens a block. */
#include "edit/page.h"

/* The mistakes of the file were reported when it was loaded. */
void page_open(Page *page, Arena *arena, Text text) {
    Sources sources;
    Report report;
    *page = (Page){.arena = arena, .text = text, .newline = TEXT("\n")};
    sources_open(&sources, arena);
    report_open(&report, arena, &sources);
    uint32_t file = sources_add(&sources, TEXT(""), text);
    syntax_lex(arena, &report, file, &page->tokens, &page->token_count);
    size_t end = text_find(text, TEXT("\n"), 0);
    if (end != SIZE_MAX && end > 0 && text.bytes[end - 1] == '\r') page->newline = TEXT("\r\n");
}

void page_put(Page *page, uint32_t start, uint32_t end, Text text) {
    array_push(page->arena, &page->edits, ((Edit){{0, start, end}, text}));
}

Text page_done(const Page *page) {
    return fix_apply(page->arena, page->text, page->edits.items, page->edits.count);
}

Text page_slice(const Page *page, Span span) {
    return text_slice(page->text, span.start, span.end);
}

/* --- Tokens --------------------------------------------------------------------------------- */

uint32_t page_token(const Page *page, uint32_t offset) {
    uint32_t low = 0, high = page->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (page->tokens[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t page_brace(const Page *page, uint32_t offset) {
    uint32_t token = page_token(page, offset);
    while (page->tokens[token].kind != TOKEN_BRACE_OPEN)
        token++;
    return token;
}

uint32_t page_partner(const Page *page, uint32_t open) {
    uint32_t depth = 0;
    for (uint32_t token = open;; token++) {
        if (page->tokens[token].kind == TOKEN_BRACE_OPEN) depth++;
        if (page->tokens[token].kind == TOKEN_BRACE_CLOSE && --depth == 0) return token;
    }
}

uint32_t page_end_of(const Page *page, uint32_t token) {
    return page->tokens[token].start + page->tokens[token].length;
}

static bool is_silent(const Page *page, uint32_t token) {
    uint32_t kind = page->tokens[token].kind;
    return kind == TOKEN_NEWLINE || kind == TOKEN_COMMENT;
}

uint32_t page_before(const Page *page, uint32_t token) {
    do
        token--;
    while (is_silent(page, token));
    return token;
}

/* --- Lines ---------------------------------------------------------------------------------- */

uint32_t page_line_start(const Page *page, uint32_t offset) {
    while (offset > 0 && page->text.bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

uint32_t page_line_end(const Page *page, uint32_t offset) {
    size_t end = text_find(page->text, TEXT("\n"), offset);
    if (end == SIZE_MAX) return (uint32_t)page->text.length;
    bool has_return = end > offset && page->text.bytes[end - 1] == '\r';
    return (uint32_t)end - has_return;
}

uint32_t page_next_line(const Page *page, uint32_t offset) {
    size_t end = text_find(page->text, TEXT("\n"), offset);
    return (uint32_t)(end == SIZE_MAX ? page->text.length : end + 1);
}

Text page_indent(const Page *page, uint32_t offset) {
    uint32_t start = page_line_start(page, offset), end = start;
    while (page->text.bytes[end] == ' ' || page->text.bytes[end] == '\t')
        end++;
    return text_slice(page->text, start, end);
}

bool page_begins_line(const Page *page, uint32_t offset) {
    return page_line_start(page, offset) + page_indent(page, offset).length == offset;
}

/* The closing brace stands below what the block belongs to; the line of the opening one may be a
 * table's header, which is moved to the right. */
Text page_inner_indent(const Page *page, uint32_t open) {
    uint32_t close = page->tokens[page_partner(page, open)].start;
    uint32_t offset = page_begins_line(page, close) ? close : page->tokens[open].start;
    return text_format(page->arena, "%.*s  ", TEXT_ARGS(page_indent(page, offset)));
}

/* --- Widths --------------------------------------------------------------------------------- */

uint32_t page_width(const Page *page, uint32_t start, uint32_t end) {
    uint32_t widest = 0, stop = page_line_end(page, end);
    uint32_t token = page_token(page, page_line_start(page, start));
    for (; token < page->token_count && page->tokens[token].start < stop; token++) {
        if (is_silent(page, token)) continue;
        uint32_t begin = page_line_start(page, page->tokens[token].start);
        size_t width = utf8_width(text_slice(page->text, begin, page_end_of(page, token)));
        if (width > widest) widest = (uint32_t)width;
    }
    return widest;
}

uint32_t page_same_line(const Page *page, const Page *other, uint32_t offset) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < offset; i++)
        if (other->text.bytes[i] == '\n') at = page_next_line(page, at);
    return at;
}

/* --- Lines at the end of a block ------------------------------------------------------------ */

/* A block on one line is broken: what it holds gets a line too. */
static void append_to_line(Page *page, uint32_t open, uint32_t last, Text line) {
    Text inner = page_inner_indent(page, open);
    Text outer = text_slice(inner, 0, inner.length - 2);
    uint32_t close = page_partner(page, open), first = open + 1;
    const Text end[] = {line, page->newline, outer};
    if (last != open && !is_silent(page, first)) {
        const Text begin[] = {page->newline, inner};
        page_put(page, page_end_of(page, open), page->tokens[first].start,
                 text_join(page->arena, begin, 2, TEXT("")));
    }
    page_put(page, page_end_of(page, last), page->tokens[close].start,
             text_join(page->arena, end, 3, TEXT("")));
}

/* Behind the last thing that is there, comments beside it included, so that a comment below it does
 * not become the documentation of what is new. */
void page_append(Page *page, uint32_t open, Text lines, bool is_apart) {
    uint32_t close = page_partner(page, open), last = page_before(page, close);
    Text gap = is_apart && last != open ? page->newline : TEXT("");
    const Text parts[] = {page->newline, gap, page_inner_indent(page, open), lines};
    Text line = text_join(page->arena, parts, 4, TEXT(""));
    if (page_begins_line(page, page->tokens[close].start)) {
        uint32_t end = page_line_end(page, page_end_of(page, last));
        page_put(page, end, end, line);
    } else {
        append_to_line(page, open, last, line);
    }
}
