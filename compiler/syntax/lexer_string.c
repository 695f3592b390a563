/* lexer_string.c - where strings and text blocks end. A string ends on its line and a text block
 * with a line that begins with its quotes, so a quote that is forgotten harms one line, or one
 * block, and not the rest of the file. What is inside is looked at by parse_string.c, when the tree
 * is made; here an escape only hides a quote, and `${ }` may hold strings of its own. */
#include "syntax/lexer.h"

/* A raw string has no escapes, so the next quote ends it. */
static uint32_t raw_end(const Lexer *lexer, uint32_t start) {
    uint32_t at = start + 1;
    for (;;) {
        char byte = lexer_byte(lexer, at);
        if (byte == '\'') return at + 1;
        if (byte_is(byte, BYTE_LINE)) return 0;
        at++;
    }
}

/* A string inside `${ }` may interpolate too; `depth` bounds that. */
static uint32_t quoted_end(const Lexer *lexer, uint32_t start, uint32_t depth,
                           uint32_t *interpolation) {
    uint32_t at = start + 1;
    for (;;) {
        at = lexer_find(lexer, at, BYTE_STRING);
        char byte = lexer_byte(lexer, at);
        char next = lexer_byte(lexer, at + 1);
        if (byte == '"') return at + 1;
        if (byte_is(byte, BYTE_LINE)) return 0;
        if (byte == '\\' && !byte_is(next, BYTE_LINE)) {
            at += 2;
        } else if (byte == '$' && next == '$') {
            at += lexer_byte(lexer, at + 2) == '{' ? 3 : 1;
        } else if (byte == '$' && next == '{') {
            *interpolation = at;
            at = interpolation_end(lexer, at, depth + 1);
            if (at == 0) return 0;
            *interpolation = 0;
        } else {
            at++;
        }
    }
}

/* Braces are counted and strings skipped, since either may hold a `}` of its own. */
uint32_t interpolation_end(const Lexer *lexer, uint32_t start, uint32_t depth) {
    uint32_t braces = 0;
    uint32_t at = start + 1; /* at its brace */
    if (depth > LIMIT_NESTING) return 0;
    for (;;) {
        char byte = lexer_byte(lexer, at);
        if (byte_is(byte, BYTE_LINE)) return 0;
        if (byte == '"' || byte == '\'') {
            uint32_t inner = 0;
            at = byte == '"' ? quoted_end(lexer, at, depth, &inner) : raw_end(lexer, at);
            if (at == 0) return 0;
            continue;
        }
        if (byte == '{') braces++;
        if (byte == '}') braces--;
        at++;
        if (braces == 0) return at;
    }
}

uint32_t string_end(const Lexer *lexer, uint32_t start, uint32_t *interpolation) {
    *interpolation = 0;
    return lexer->bytes[start] == '"' ? quoted_end(lexer, start, 0, interpolation)
                                      : raw_end(lexer, start);
}

/* Where the blame lies: `'it's'` and `"a, "b"` leave a quote behind whose string opened earlier, so
 * that a string, a word and this quote touch. Their tokens are taken back. */
static void step_back(Lexer *lexer) {
    if (lexer->count < 2) return;
    const Token *word = &lexer->tokens[lexer->count - 1];
    const Token *string = word - 1;
    bool is_touching =
        word->start + word->length == lexer->at && string->start + string->length == word->start;
    if (!is_touching || string->kind != TOKEN_STRING ||
        !byte_is(lexer->bytes[word->start], BYTE_LETTER | BYTE_DIGIT))
        return;
    lexer->at = string->start;
    lexer->count -= 2;
}

/* The rest of the line is lost with the string, so that nothing of it is taken for code. */
static void refuse_string(Lexer *lexer, uint32_t interpolation) {
    if (interpolation == 0) step_back(lexer);
    uint32_t start = lexer->at;
    uint32_t end = lexer_line_end(lexer, start);
    bool is_raw = lexer->bytes[start] == '\'';
    if (interpolation != 0) {
        Span span = lexer_span(lexer, interpolation, interpolation + 2);
        Diagnostic *d = report_unterminated_interpolation(lexer->report, span);
        report_help(d, "close it with `}` before the string ends; `$${` is a literal `${`");
    } else {
        Span span = lexer_span(lexer, start, start + 1);
        Diagnostic *d = report_unterminated_string(lexer->report, span);
        report_label(d, span, "it begins here");
        report_help(d, is_raw ? "close it with `'`; a text that holds an apostrophe is written in "
                                "double quotes"
                              : "close it with `\"`; text of several lines is a text block, "
                                "`\"\"\"`");
    }
    lexer_push(lexer, TOKEN_INVALID, start, end);
}

/* --- Text blocks ---------------------------------------------------------------------------- */

static bool has_quotes(const Lexer *lexer, uint32_t offset, char quote) {
    return lexer_byte(lexer, offset) == quote && lexer_byte(lexer, offset + 1) == quote &&
           lexer_byte(lexer, offset + 2) == quote;
}

/* The start of the line after that of `offset`, or the end. */
static uint32_t next_line(const Lexer *lexer, uint32_t offset) {
    while (offset < lexer->end && lexer->bytes[offset] != '\n')
        offset++;
    return offset < lexer->end ? offset + 1 : offset;
}

/* Behind the quotes of the line that closes the block; 0 when there is none. */
static uint32_t block_end(Lexer *lexer, uint32_t start, char quote) {
    bool *has_none = &lexer->has_no_block_end[quote == '"' ? 0 : 1];
    uint32_t line = *has_none ? lexer->end : next_line(lexer, start);
    for (; line < lexer->end; line = next_line(lexer, line)) {
        uint32_t first = lexer_skip(lexer, line, BYTE_BLANK);
        if (has_quotes(lexer, first, quote)) return first + 3;
    }
    *has_none = true;
    return 0;
}

/* Where a block without end is taken to end: before the first line that is indented no more than
 * the line on which it begins. */
static uint32_t guess_end(const Lexer *lexer, uint32_t start) {
    uint32_t own = lexer_line_start(lexer, start);
    uint32_t indentation = lexer_skip(lexer, own, BYTE_BLANK) - own;
    uint32_t last = lexer_line_end(lexer, start);
    for (uint32_t line = next_line(lexer, start); line < lexer->end;
         line = next_line(lexer, line)) {
        uint32_t first = lexer_skip(lexer, line, BYTE_BLANK);
        if (byte_is(lexer_byte(lexer, first), BYTE_LINE)) continue;
        if (first - line <= indentation) return last;
        last = lexer_line_end(lexer, first);
    }
    return last;
}

/* The text is taken to end where its indentation does, so that what follows is read. */
static void refuse_endless(Lexer *lexer) {
    uint32_t start = lexer->at;
    int quotes = lexer->bytes[start];
    Span span = lexer_span(lexer, start, start + 3);
    Diagnostic *d = report_unterminated_block(lexer->report, span);
    report_label(d, span, "it begins here");
    report_help(d, "close it with a line that holds `%c%c%c`", quotes, quotes, quotes);
    lexer_push(lexer, TOKEN_INVALID, start, guess_end(lexer, start));
}

/* `"""text"""` on one line, or text behind the opening quotes. */
static void refuse_opening(Lexer *lexer, uint32_t text) {
    uint32_t start = lexer->at;
    char quote = lexer->bytes[start];
    uint32_t end = text;
    while (!byte_is(lexer_byte(lexer, end), BYTE_LINE) && !has_quotes(lexer, end, quote))
        end++;
    bool is_closed = has_quotes(lexer, end, quote);
    Span span = lexer_span(lexer, text, end);
    Diagnostic *d = report_block_opening(lexer->report, span);
    if (is_closed) {
        report_help(d, "text of one line is a string, `%c...%c`", quote, quote);
        end += 3;
    } else {
        report_help(d, "begin the text on the next line");
        uint32_t closing = block_end(lexer, start, quote);
        end = closing != 0 ? closing : guess_end(lexer, start);
    }
    lexer_push(lexer, TOKEN_INVALID, start, end);
}

/* A return that ends no line, in `[start, end)`; or `end`. */
static uint32_t find_return(const Lexer *lexer, uint32_t start, uint32_t end) {
    while (start < end && (lexer->bytes[start] != '\r' || lexer_byte(lexer, start + 1) == '\n'))
        start++;
    return start;
}

/* A block whose end was found. A return of its own could not be told from that of a line end once
 * the file is laid out, so a text that holds one has to say so. */
static void push_block(Lexer *lexer, uint32_t start, uint32_t end) {
    uint32_t stray = find_return(lexer, start, end);
    if (stray < end) {
        Span span = lexer_span(lexer, stray, stray + 1);
        report_help(report_lone_return(lexer->report, span),
                    "end lines with a line feed; a return that belongs to the text is `\\r` in a "
                    "block of `\"\"\"`");
    }
    lexer_push(lexer, stray < end ? TOKEN_INVALID : TOKEN_BLOCK, start, end);
}

/* Nothing may follow the opening quotes on their line. */
static void lex_block(Lexer *lexer) {
    uint32_t start = lexer->at;
    uint32_t rest = lexer_skip(lexer, start + 3, BYTE_BLANK);
    if (!byte_is(lexer_byte(lexer, rest), BYTE_LINE)) {
        refuse_opening(lexer, rest);
        return;
    }
    uint32_t end = block_end(lexer, start, lexer->bytes[start]);
    if (end == 0)
        refuse_endless(lexer);
    else
        push_block(lexer, start, end);
}

/* Most strings hold nothing that means anything but their own end. */
static bool lex_plain(Lexer *lexer) {
    uint32_t end = lexer_find(lexer, lexer->at + 1, BYTE_STRING);
    bool is_plain =
        lexer->bytes[lexer->at] == '"' && lexer_byte(lexer, end) == '"' && end > lexer->at + 1;
    if (!is_plain) return false;
    lexer_push(lexer, TOKEN_STRING, lexer->at, end + 1);
    lexer->tokens[lexer->count - 1].is_plain = true;
    return true;
}

/* Three quotes always open a text block; the empty string is two. */
void lexer_string(Lexer *lexer) {
    uint32_t start = lexer->at;
    if (lex_plain(lexer)) return;
    if (has_quotes(lexer, start, lexer->bytes[start])) {
        lex_block(lexer);
        return;
    }
    uint32_t interpolation = 0;
    uint32_t end = string_end(lexer, start, &interpolation);
    if (end == 0)
        refuse_string(lexer, interpolation);
    else
        lexer_push(lexer, TOKEN_STRING, start, end);
}
