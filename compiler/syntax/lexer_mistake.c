/* lexer_mistake.c - what people write who come from other languages, as far as bytes show it:
 * `//`, `&&`, typographic quotes, URLs and versions without quotes, the markers of an
 * unfinished merge. Each is reported with the edit that mends it, and is then made the token that
 * was meant where there is one, so that the parser goes on as if it had been written. */
#include "syntax/lexer.h"

/* --- Comments ------------------------------------------------------------------------------- */

/* An address of the web that someone forgot to quote: `https://...`. */
static bool is_url(const Lexer *lexer) {
    if (lexer->count < 2 || lexer_byte(lexer, lexer->at + 1) != '/') return false;
    const Token *colon = &lexer->tokens[lexer->count - 1];
    const Token *scheme = colon - 1;
    return colon->kind == TOKEN_COLON && colon->start + 1 == lexer->at &&
           scheme->kind == TOKEN_NAME && scheme->start + scheme->length == colon->start;
}

/* Where the text of a C comment ends: behind its closing mark, or with the line. */
static uint32_t c_comment_end(Lexer *lexer) {
    for (uint32_t i = lexer->at + 2; i + 1 < lexer->end && !lexer->has_no_comment_end; i++)
        if (lexer->bytes[i] == '*' && lexer->bytes[i + 1] == '/') return i + 2;
    lexer->has_no_comment_end = true;
    return lexer_line_end(lexer, lexer->at);
}

/* The comment is one all the same, so that its words are not taken for code. */
bool lexer_foreign_comment(Lexer *lexer) {
    uint32_t start = lexer->at;
    char next = lexer_byte(lexer, start + 1);
    if (next != '/' && next != '*') return false;
    if (is_url(lexer)) {
        lexer_unquoted(lexer, lexer->tokens[lexer->count - 2].start);
        return true;
    }
    Span span = lexer_span(lexer, start, start + 2);
    Diagnostic *d =
        report_foreign_comment(lexer->report, span, lexer_text(lexer, start, start + 2));
    report_help(d, "a comment begins with `#` and ends with its line");
    if (next == '/') report_fix(d, true, "write `#`", span, TEXT("#"));
    uint32_t end = next == '/' ? lexer_line_end(lexer, start) : c_comment_end(lexer);
    lexer_push(lexer, TOKEN_COMMENT, start, end);
    return true;
}

/* --- Merges --------------------------------------------------------------------------------- */

static bool is_marker(const Lexer *lexer, uint32_t line, char mark) {
    for (uint32_t i = 0; i < 7; i++)
        if (lexer_byte(lexer, line + i) != mark) return false;
    char next = lexer_byte(lexer, line + 7);
    return byte_is(next, BYTE_BLANK | BYTE_LINE);
}

/* The next line from `offset` on that begins with the marker, or the end of the range. */
static uint32_t find_marker(const Lexer *lexer, uint32_t offset, char mark) {
    while (offset < lexer->end) {
        if (is_marker(lexer, offset, mark)) return offset;
        offset = lexer_line_end(lexer, offset);
        while (offset < lexer->end && lexer->bytes[offset] != '\n')
            offset++;
        offset++;
    }
    return lexer->end;
}

/* One finding for the file, at its first conflict. */
static void report_conflict(Lexer *lexer, uint32_t start) {
    if (lexer->has_conflict) return;
    lexer->has_conflict = true;
    Span span = lexer_span(lexer, start, lexer_line_end(lexer, start));
    Diagnostic *d = report_conflict_marker(lexer->report, span);
    uint32_t last = find_marker(lexer, start, '>');
    report_label(d, span, "the first conflict begins here");
    if (last < lexer->end)
        report_label(d, lexer_span(lexer, last, lexer_line_end(lexer, last)), "and ends here");
    report_help(d, "keep one side, or what both say, and delete the lines of the markers");
}

/* The first side of a conflict is read and the other passed over, so that the file has a tree. */
static bool lex_conflict(Lexer *lexer) {
    uint32_t start = lexer->at;
    char mark = lexer->bytes[start];
    bool is_line = start == 0 || lexer->bytes[start - 1] == '\n';
    if (!is_line || !is_marker(lexer, start, mark)) return false;
    report_conflict(lexer, start);
    uint32_t last = mark == '=' || mark == '|' ? find_marker(lexer, start, '>') : start;
    lexer_push(lexer, TOKEN_COMMENT, start, lexer_line_end(lexer, last));
    return true;
}

bool lexer_foreign_text(Lexer *lexer) {
    return lex_conflict(lexer) || lexer_heredoc(lexer);
}

/* --- Text without quotes -------------------------------------------------------------------- */

/* Drops the tokens from `start` on: one INVALID takes their place. */
static void drop_tokens(Lexer *lexer, uint32_t start) {
    while (lexer->count > 0 && lexer->tokens[lexer->count - 1].start >= start)
        lexer->count--;
}

/* The text goes on to the next byte that cannot belong to a URL, version or file name. */
void lexer_unquoted(Lexer *lexer, uint32_t start) {
    uint32_t end = lexer_skip(lexer, start, BYTE_WORD | BYTE_OPAQUE);
    while (strchr(",:?=", lexer->bytes[end - 1]) != NULL)
        end--;
    Text text = lexer_text(lexer, start, end);
    Span span = lexer_span(lexer, start, end);
    Diagnostic *d = report_unquoted_text(lexer->report, span, text);
    Text quoted = text_format(lexer->arena, "\"%.*s\"", TEXT_ARGS(text));
    report_help(d, "put it in quotes: `%.*s`", TEXT_ARGS(quoted));
    report_fix(d, false, "put it in quotes", span, quoted);
    drop_tokens(lexer, start);
    lexer_push(lexer, TOKEN_INVALID, start, end);
}

/* Where the names and points end that stand directly before `offset`, seen backwards. */
static uint32_t chain_start(const Lexer *lexer, uint32_t offset) {
    uint32_t index = lexer->count;
    while (index > 0) {
        const Token *token = &lexer->tokens[index - 1];
        bool is_part = token->kind == TOKEN_NAME || token->kind == TOKEN_DOT;
        if (!is_part || token->start + token->length != offset) break;
        offset = token->start;
        index--;
    }
    return offset;
}

/* `t3.2xlarge` and `v1.2` are text, `.5` lacks a digit. */
bool lexer_loose_point(Lexer *lexer) {
    uint32_t start = lexer->at;
    if (!byte_is(lexer_byte(lexer, start + 1), BYTE_DIGIT)) return false;
    if (start > 0 && strchr("])\"'.", lexer->bytes[start - 1]) != NULL) return false;
    uint32_t chain = chain_start(lexer, start);
    if (chain < start) {
        lexer_unquoted(lexer, chain);
        return true;
    }
    uint32_t end = lexer_skip(lexer, start + 1, BYTE_LETTER | BYTE_DIGIT);
    Diagnostic *d = report_digit_before_point(lexer->report, lexer_span(lexer, start, end),
                                              lexer_text(lexer, start, end));
    report_help(d, "write `0%.*s`", TEXT_ARGS(lexer_text(lexer, start, end)));
    report_fix(d, false, "insert `0`", lexer_span(lexer, start, start), TEXT("0"));
    lexer_push(lexer, TOKEN_INVALID, start, end);
    return true;
}

/* --- Characters ----------------------------------------------------------------------------- */

/* An operator of other languages, which is made the one that was meant. */
static void replace_operator(Lexer *lexer, uint32_t length, TokenKind kind, Text meant) {
    uint32_t start = lexer->at;
    Span span = lexer_span(lexer, start, start + length);
    Text found = lexer_text(lexer, start, start + length);
    Diagnostic *d = report_foreign_operator(lexer->report, span, found);
    report_help(d, "write `%.*s`", TEXT_ARGS(meant));
    bool is_loose = byte_is(lexer_byte(lexer, start + length), BYTE_BLANK);
    Text replacement = text_format(lexer->arena, is_loose ? "%.*s" : "%.*s ", TEXT_ARGS(meant));
    report_fix(d, true, "write the word", span, replacement);
    lexer_push(lexer, kind, start, start + length);
}

/* Quotation marks that word processors put in the place of `"` and `'`. */
static bool is_typographic(int32_t code_point) {
    return (code_point >= 0x2018 && code_point <= 0x201F) || code_point == 0xAB ||
           code_point == 0xBB || code_point == 0x2039 || code_point == 0x203A;
}

/* How a message shows a character: as it is, or by its number where it cannot be seen. */
static Text show_character(Lexer *lexer, int32_t code_point, Text bytes) {
    bool is_hidden = code_point < ' ' || utf8_is_unsafe(code_point);
    if (is_hidden) return text_format(lexer->arena, "the character U+%04X", (unsigned)code_point);
    return text_format(lexer->arena, "`%.*s`", TEXT_ARGS(bytes));
}

/* Bytes from a word to its end, letters of all alphabets included. */
static uint32_t foreign_word_end(const Lexer *lexer, uint32_t offset) {
    while (offset < lexer->end && (byte_is(lexer->bytes[offset], BYTE_WORD) ||
                                   (unsigned char)lexer->bytes[offset] >= 0x80))
        offset++;
    return offset;
}

/* A letter that no name holds; the names it stands between go with it. */
static void refuse_letter(Lexer *lexer, Span span, Text shown) {
    Diagnostic *d = report_foreign_letter(lexer->report, span, shown);
    report_help(d, "names have the letters A to Z, digits, `_` and `-`; any other text is put in "
                   "quotes");
    uint32_t start = chain_start(lexer, span.start);
    drop_tokens(lexer, start);
    lexer_push(lexer, TOKEN_INVALID, start, foreign_word_end(lexer, span.end));
}

/* A mark of a word processor: where its text ends nobody knows, so the line is lost. */
static void refuse_quote(Lexer *lexer, Span span, Text shown) {
    Diagnostic *d = report_typographic_quote(lexer->report, span, shown);
    report_help(d, "write `\"`");
    lexer_push(lexer, TOKEN_INVALID, span.start, lexer_line_end(lexer, span.end));
}

/* A space that is none, or a character that cannot be seen, is passed over like a space. */
static void refuse_hidden(Lexer *lexer, Span span, Text shown) {
    Diagnostic *d = report_invalid_character(lexer->report, span, shown);
    report_help(d, "delete it, or write a plain space");
    lexer->at = span.end;
}

/* `~` alone is what YAML has for nothing, and is read as what it means. */
static bool lex_tilde(Lexer *lexer) {
    uint32_t start = lexer->at;
    char next = lexer_byte(lexer, start + 1);
    bool is_alone = byte_is(next, BYTE_BLANK | BYTE_LINE) || strchr(",}])|#", next) != NULL;
    if (lexer->bytes[start] != '~' || !is_alone) return false;
    Span span = lexer_span(lexer, start, start + 1);
    Diagnostic *d = report_null_value(lexer->report, span, TEXT("~"));
    report_help(d, "write `none`, which leaves the key out");
    report_fix(d, false, "write `none`", span, TEXT("none"));
    lexer_push(lexer, TOKEN_NONE, start, start + 1);
    return true;
}

/* `&defaults`: the word goes with its mark. */
static bool lex_anchor(Lexer *lexer) {
    uint32_t start = lexer->at;
    if (lexer->bytes[start] != '&' || !byte_is(lexer_byte(lexer, start + 1), BYTE_LETTER))
        return false;
    uint32_t end = lexer_skip(lexer, start + 1, BYTE_WORD);
    Span span = lexer_span(lexer, start, end);
    Diagnostic *d = report_invalid_character(lexer->report, span, TEXT("an anchor"));
    report_help(d, "what units share is a `profile`, and a value that is used twice is referred to "
                   "by its sink and path");
    lexer_push(lexer, TOKEN_INVALID, start, end);
    return true;
}

/* A character that no token begins with. */
static void refuse_mark(Lexer *lexer, Span span, Text shown) {
    if (lex_tilde(lexer) || lex_anchor(lexer)) return;
    Diagnostic *d = report_invalid_character(lexer->report, span, shown);
    report_help(d, "delete it, or put the text that it belongs to in quotes");
    lexer_push(lexer, TOKEN_INVALID, span.start, span.end);
}

/* What is done depends on what the author most probably meant by the character. */
static void refuse_character(Lexer *lexer) {
    size_t after = lexer->at;
    Text all = {lexer->bytes, lexer->end};
    int32_t code_point = utf8_next(all, &after);
    Span span = lexer_span(lexer, lexer->at, (uint32_t)after);
    Text shown = show_character(lexer, code_point, lexer_text(lexer, span.start, span.end));
    if (is_typographic(code_point))
        refuse_quote(lexer, span, shown);
    else if (code_point < ' ' || utf8_is_unsafe(code_point))
        refuse_hidden(lexer, span, shown);
    else if (code_point >= 0xC0)
        refuse_letter(lexer, span, shown);
    else
        refuse_mark(lexer, span, shown);
}

/* At the end of a line it can go; between two statements it is read as the end of a line. */
static void refuse_semicolon(Lexer *lexer) {
    Span span = lexer_span(lexer, lexer->at, lexer->at + 1);
    Diagnostic *d = report_stray_semicolon(lexer->report, span);
    report_help(d, "a statement ends with its line");
    uint32_t rest = lexer_skip(lexer, span.end, BYTE_BLANK);
    bool is_last = byte_is(lexer_byte(lexer, rest), BYTE_LINE);
    if (is_last) report_fix(d, true, "delete it", span, TEXT(""));
    lexer_push(lexer, is_last ? TOKEN_COMMENT : TOKEN_NEWLINE, span.start, span.end);
}

/* The whole of it is one invalid value. */
static void refuse_interpolation(Lexer *lexer) {
    uint32_t start = lexer->at;
    Diagnostic *d = report_stray_interpolation(lexer->report, lexer_span(lexer, start, start + 2));
    report_help(d, "write the expression alone, or put the whole text in double quotes");
    uint32_t end = interpolation_end(lexer, start, 0);
    lexer_push(lexer, TOKEN_INVALID, start, end != 0 ? end : start + 2);
}

/* "`raw`": text as Go and JavaScript write it. */
static void refuse_backtick(Lexer *lexer) {
    uint32_t start = lexer->at, end = start + 1;
    while (!byte_is(lexer_byte(lexer, end), BYTE_LINE) && lexer_byte(lexer, end) != '`')
        end++;
    bool is_closed = lexer_byte(lexer, end) == '`';
    Span span = lexer_span(lexer, start, is_closed ? end + 1 : start + 1);
    Diagnostic *d = report_invalid_character(lexer->report, span, TEXT("a backtick"));
    report_help(d, "put text in quotes, `\"...\"`, or `'...'` for text as it stands");
    lexer_push(lexer, TOKEN_INVALID, span.start, span.end);
}

/* The marks that mean something in other languages come before those that mean nothing. */
void lexer_strange(Lexer *lexer) {
    char byte = lexer->bytes[lexer->at];
    char next = lexer_byte(lexer, lexer->at + 1);
    if (byte == '&' && next == '&')
        replace_operator(lexer, 2, TOKEN_AND, TEXT("and"));
    else if (byte == '!')
        replace_operator(lexer, 1, TOKEN_NOT, TEXT("not"));
    else if (byte == ';')
        refuse_semicolon(lexer);
    else if (byte == '`')
        refuse_backtick(lexer);
    else if (byte == '$' && next == '{')
        refuse_interpolation(lexer);
    else
        refuse_character(lexer);
}
