/* spelling.c - values as they are written: string literals, text blocks, blocks of cells. */
#include "edit/page.h"

/* --- Text ----------------------------------------------------------------------------------- */

/* The letter of the escapes that have one; 0 for what has none. */
static char escape_letter(int32_t code_point) {
    if (code_point == '\n') return 'n';
    if (code_point == '\t') return 't';
    if (code_point == '\r') return 'r';
    return code_point == '\\' ? '\\' : 0;
}

/* The code point at *offset, which moves behind it. What cannot be seen is escaped, so that whoever
 * reads the source sees all of it. Bytes that are no UTF-8 are left for the compiler to refuse. */
static void write_code_point(Writer *out, Text text, size_t *offset) {
    size_t start = *offset;
    int32_t code_point = utf8_next(text, offset);
    char letter = escape_letter(code_point);
    bool is_interpolation = code_point == '$' && text_slice(text, *offset, *offset + 1).length &&
                            text.bytes[*offset] == '{';
    if (is_interpolation) writer_char(out, '$');
    if (letter)
        writer_format(out, "\\%c", letter);
    else if (code_point != UTF8_INVALID && utf8_is_unsafe(code_point))
        writer_format(out, "\\u{%X}", (unsigned)code_point);
    else
        writer_text(out, text_slice(text, start, *offset));
}

Text spelling_string(Arena *arena, Text text) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_char(&out, '"');
    for (size_t at = 0; at < text.length;) {
        if (text.bytes[at] == '"') writer_char(&out, '\\');
        write_code_point(&out, text, &at);
    }
    writer_char(&out, '"');
    return writer_done(&out);
}

/* A line of a text block. One that begins with the closing quotes would end it, and the blanks of
 * one that has nothing else would be lost. */
static void write_block_line(Writer *out, Text line) {
    size_t at = 0;
    while (at < line.length && line.bytes[at] == ' ')
        at++;
    bool is_blank = at > 0 && at == line.length;
    if (is_blank) writer_string(out, "\\u{20}");
    writer_repeat(out, ' ', is_blank ? at - 1 : at);
    if (text_starts_with(text_slice(line, at, line.length), TEXT("\"\"\""))) writer_char(out, '\\');
    while (at < line.length)
        write_code_point(out, line, &at);
}

/* Three quotes, the lines, three quotes; an empty line has no indentation. */
static Text block_text(const Page *page, Text text, Text indent) {
    Writer out;
    writer_open(&out, page->arena, SIZE_MAX);
    writer_string(&out, "\"\"\"");
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        writer_text(&out, page->newline);
        if (end > start) writer_text(&out, indent);
        write_block_line(&out, text_slice(text, start, end));
    }
    writer_text(&out, page->newline);
    writer_text(&out, indent);
    writer_string(&out, "\"\"\"");
    return writer_done(&out);
}

Text spelling_text(const Page *page, const Spelling *spelling, Text indent) {
    if (!spelling->block.length) return spelling->line;
    Text inner = text_format(page->arena, "%.*s  ", TEXT_ARGS(indent));
    return block_text(page, spelling->block, inner);
}

/* --- Expressions ---------------------------------------------------------------------------- */

/* An expression of several lines, token by token. */
typedef struct Lines {
    Page page;
    uint64_t braces; /* a bit for each open bracket, the innermost last: it is a `{` */
    bool has_ended;  /* a line has, behind the last token */
    TokenKind last;  /* that was written */
} Lines;

/* What stands between two tokens. In braces a line end parts entries, as a comma does. */
static Text gap_before(const Lines *lines, const Token *token, uint32_t end) {
    if (!lines->has_ended) return text_slice(lines->page.text, end, token->start);
    bool is_parted = (lines->braces & 1) && lines->last != TOKEN_BRACE_OPEN &&
                     lines->last != TOKEN_COMMA && token->kind != TOKEN_BRACE_CLOSE;
    return is_parted ? TEXT(", ") : TEXT(" ");
}

static void follow(Lines *lines, const Token *token) {
    bool opens = token->kind == TOKEN_BRACE_OPEN || token->kind == TOKEN_BRACKET_OPEN ||
                 token->kind == TOKEN_PAREN_OPEN;
    bool closes = token->kind == TOKEN_BRACE_CLOSE || token->kind == TOKEN_BRACKET_CLOSE ||
                  token->kind == TOKEN_PAREN_CLOSE;
    if (opens) lines->braces = lines->braces << 1 | (token->kind == TOKEN_BRACE_OPEN);
    if (closes) lines->braces >>= 1;
    lines->last = (TokenKind)token->kind;
    lines->has_ended = false;
}

Text spelling_line(Arena *arena, Text expression) {
    Writer out;
    Lines lines = {.has_ended = false};
    uint32_t end = 0;
    if (!text_contains(expression, TEXT("\n"))) return expression;
    page_open(&lines.page, arena, expression);
    writer_open(&out, arena, SIZE_MAX);
    for (uint32_t i = 0; i < lines.page.token_count; i++) {
        const Token *token = &lines.page.tokens[i];
        if (token->kind == TOKEN_NEWLINE) {
            lines.has_ended = true;
        } else if (token->kind != TOKEN_END) {
            writer_text(&out, gap_before(&lines, token, end));
            end = page_end_of(&lines.page, i);
            writer_text(&out, text_slice(expression, token->start, end));
            follow(&lines, token);
        }
    }
    return writer_done(&out);
}

/* --- Blocks of cells ------------------------------------------------------------------------ */

Text spelling_cells(const Page *page, const CellTexts *cells) {
    Writer out;
    writer_open(&out, page->arena, SIZE_MAX);
    writer_string(&out, "{ ");
    for (uint32_t i = 0; i < cells->count; i++)
        writer_format(&out, "%s%.*s = %.*s", i ? ", " : "", TEXT_ARGS(cells->items[i].environment),
                      TEXT_ARGS(cells->items[i].value));
    writer_string(&out, " }");
    return writer_done(&out);
}

Text spelling_cell_lines(const Page *page, const CellTexts *cells, Text indent) {
    Writer out;
    writer_open(&out, page->arena, SIZE_MAX);
    writer_char(&out, '{');
    for (uint32_t i = 0; i < cells->count; i++)
        writer_format(&out, "%.*s%.*s  %.*s = %.*s", TEXT_ARGS(page->newline), TEXT_ARGS(indent),
                      TEXT_ARGS(cells->items[i].environment), TEXT_ARGS(cells->items[i].value));
    writer_format(&out, "%.*s%.*s}", TEXT_ARGS(page->newline), TEXT_ARGS(indent));
    return writer_done(&out);
}
