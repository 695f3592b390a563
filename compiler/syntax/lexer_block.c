/* lexer_block.c - text of several lines as other languages write it: heredocs, the block scalars of
 * YAML, the templates of Helm. The lines are no code, so they are passed over with what opens them,
 * which is the one finding. */
#include "syntax/lexer.h"

/* --- Heredocs ------------------------------------------------------------------------------- */

/* The end of the line that ends a heredoc, or of its first line where there is none. */
static uint32_t heredoc_end(Lexer *lexer, Text word) {
    uint32_t own = lexer_line_end(lexer, lexer->at);
    uint32_t line = own;
    while (line < lexer->end && !lexer->has_no_heredoc_end) {
        uint32_t first = lexer_skip(lexer, line, BYTE_BLANK | BYTE_LINE);
        line = lexer_line_end(lexer, first);
        if (text_equal(text_trim(lexer_text(lexer, first, line)), word)) return line;
    }
    lexer->has_no_heredoc_end = true;
    return own;
}

/* The lines of the text go with it; a name must follow, for `<<` alone is no heredoc. */
bool lexer_heredoc(Lexer *lexer) {
    uint32_t start = lexer->at;
    if (lexer->bytes[start] != '<') return false;
    char next = lexer_byte(lexer, start + 2);
    uint32_t word = start + (next == '-' || next == '~' ? 3 : 2);
    uint32_t end = lexer_skip(lexer, word, BYTE_WORD);
    if (end == word) return false;
    Diagnostic *d =
        report_heredoc(lexer->report, lexer_span(lexer, start, end), lexer_text(lexer, start, end));
    report_help(
        d, "write a text block: `\"\"\"`, the lines below it, and `\"\"\"` on a line of its own");
    lexer_push(lexer, TOKEN_INVALID, start, heredoc_end(lexer, lexer_text(lexer, word, end)));
    return true;
}

/* --- YAML ----------------------------------------------------------------------------------- */

static uint32_t indentation_of(const Lexer *lexer, uint32_t line) {
    return lexer_skip(lexer, line, BYTE_BLANK) - line;
}

/* `|`, `>-`, `|2` and nothing else on the line behind a colon or `=`. The offset behind it; 0 for none. */
static uint32_t scalar_mark_end(const Lexer *lexer) {
    if (lexer->count == 0) return 0;
    TokenKind before = lexer->tokens[lexer->count - 1].kind;
    if (before != TOKEN_COLON && before != TOKEN_ASSIGN) return 0;
    uint32_t end = lexer->at + 1;
    while (strchr("+-", lexer_byte(lexer, end)) != NULL ||
           byte_is(lexer_byte(lexer, end), BYTE_DIGIT))
        end++;
    uint32_t rest = lexer_skip(lexer, end, BYTE_BLANK);
    return byte_is(lexer_byte(lexer, rest), BYTE_LINE) ? end : 0;
}

/* Where the last line ends that stands deeper, over empty ones. */
static uint32_t deeper_end(const Lexer *lexer, uint32_t indentation) {
    uint32_t end = lexer_line_end(lexer, lexer->at);
    for (uint32_t line = end; line < lexer->end;) {
        while (line < lexer->end && lexer->bytes[line] != '\n')
            line++;
        if (++line >= lexer->end) break;
        uint32_t line_end = lexer_line_end(lexer, line);
        bool is_empty = indentation_of(lexer, line) == line_end - line;
        if (!is_empty && indentation_of(lexer, line) <= indentation) break;
        if (!is_empty) end = line_end;
        line = line_end;
    }
    return end;
}

bool lexer_block_scalar(Lexer *lexer) {
    uint32_t start = lexer->at;
    uint32_t end = scalar_mark_end(lexer);
    if (end == 0) return false;
    Diagnostic *d = report_block_scalar(lexer->report, lexer_span(lexer, start, end),
                                        lexer_text(lexer, start, end));
    bool has_equals = lexer->tokens[lexer->count - 1].kind == TOKEN_ASSIGN;
    report_help(d, "write `%s\"\"\"`, the lines below it, and `\"\"\"` on a line of its own",
                has_equals ? "" : "= ");
    uint32_t line = lexer_line_start(lexer, start);
    lexer_push(lexer, TOKEN_INVALID, start, deeper_end(lexer, indentation_of(lexer, line)));
    return true;
}

/* --- Templates ------------------------------------------------------------------------------ */

/* No map begins with a map as its key. */
bool lexer_template(Lexer *lexer) {
    uint32_t start = lexer->at;
    if (lexer_byte(lexer, start + 1) != '{') return false;
    Span span = lexer_span(lexer, start, start + 2);
    Diagnostic *d = report_template_braces(lexer->report, span);
    report_help(d, "write the value, or `\"${...}\"` with a reference in it");
    uint32_t line = lexer_line_end(lexer, start), end = start + 2;
    for (uint32_t i = end; i + 1 < line; i++)
        if (lexer->bytes[i] == '}' && lexer->bytes[i + 1] == '}') end = i + 2;
    lexer_push(lexer, TOKEN_INVALID, start, end);
    return true;
}
