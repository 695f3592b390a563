/* lexer.c - bytes to tokens, in one pass over a table of byte classes. Nothing is allocated for a
 * token: it is its kind, its start and its length, and whoever wants its text looks into the file.
 * Every line feed is a token, also where the grammar passes over it; whether a newline counts
 * depends on the brackets around it, which is the parser's knowledge. What is wrong with a token is
 * reported here once, and the token then is INVALID, over which the parser passes in silence. */
#include "syntax/lexer.h"

/* clang-format off */
#define L (BYTE_LETTER | BYTE_NAME)
#define D (BYTE_DIGIT | BYTE_NAME)
#define M (BYTE_DASH | BYTE_OPAQUE | BYTE_NAME)
#define B BYTE_BLANK
#define N (BYTE_LINE | BYTE_STRING)
#define S BYTE_STRING
#define T BYTE_OPAQUE
const uint8_t byte_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, B, N, 0, 0, N, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    B, 0, S, 0, S, T, T, S, 0, 0, 0, T, 0, M, T, T, /*   ! " # $ % & ' ( ) * + , - . / */
    D, D, D, D, D, D, D, D, D, D, T, 0, 0, T, 0, T, /* 0 - 9 : ; < = > ? */
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ A - O */
    L, L, L, L, L, L, L, L, L, L, L, 0, S, 0, 0, L, /* P - Z [ \ ] ^ _ */
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` a - o */
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, T, 0, /* p - z { | } ~ */
};
#undef L
#undef D
#undef M
#undef B
#undef N
#undef S
#undef T

/* clang-format on */

uint32_t lexer_skip(const Lexer *lexer, uint32_t offset, unsigned classes) {
    const char *bytes = lexer->bytes;
    uint32_t end = lexer->end;
    while (offset < end && byte_is(bytes[offset], classes))
        offset++;
    return offset;
}

uint32_t lexer_find(const Lexer *lexer, uint32_t offset, unsigned classes) {
    const uint8_t *bytes = (const uint8_t *)lexer->bytes;
    for (; lexer->end - offset >= 4; offset += 4) {
        const uint8_t *next = bytes + offset;
        unsigned found = byte_classes[next[0]] | byte_classes[next[1]] | byte_classes[next[2]] |
                         byte_classes[next[3]];
        if ((found & classes) != 0) break;
    }
    while (offset < lexer->end && (byte_classes[bytes[offset]] & classes) == 0)
        offset++;
    return offset;
}

uint32_t lexer_line_end(const Lexer *lexer, uint32_t offset) {
    return lexer_find(lexer, offset, BYTE_LINE);
}

uint32_t lexer_line_start(const Lexer *lexer, uint32_t offset) {
    while (offset > 0 && lexer->bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

/* A file denser than expected moves its tokens once or twice. */
void lexer_grow(Lexer *lexer) {
    lexer->tokens =
        array_grow(lexer->arena, lexer->tokens, &lexer->capacity, sizeof(Token), alignof(Token));
}

/* A name may hold `-` but not end in it, so that `dev->prod` is two names. */
static void lex_name(Lexer *lexer) {
    uint32_t start = lexer->at;
    uint32_t end = lexer_skip(lexer, start + 1, BYTE_NAME);
    while (lexer->bytes[end - 1] == '-')
        end--;
    if (lexer_byte(lexer, end) == ':' && lexer_digest(lexer, end)) return;
    Text word = lexer_text(lexer, start, end);
    bool is_hole = word.length == 1 && word.bytes[0] == '_';
    lexer_push(lexer, is_hole ? TOKEN_HOLE : token_of_word(word), start, end);
}

/* A line feed, with the carriage return before it if there is one. */
static void lex_newline(Lexer *lexer) {
    uint32_t start = lexer->at;
    bool has_return = lexer->bytes[start] == '\r';
    bool is_pair = has_return && start + 1 < lexer->end && lexer->bytes[start + 1] == '\n';
    if (has_return && !is_pair)
        report_help(report_lone_return(lexer->report, lexer_span(lexer, start, start + 1)),
                    "end lines with a line feed");
    lexer_push(lexer, TOKEN_NEWLINE, start, start + (is_pair ? 2 : 1));
}

/* The line end is a token of its own: it ends the statement before the comment. */
static void lex_comment(Lexer *lexer) {
    lexer_push(lexer, TOKEN_COMMENT, lexer->at, lexer_line_end(lexer, lexer->at));
}

/* Punctuation: as many bytes from here on. */
static void push_short(Lexer *lexer, TokenKind kind, uint32_t length) {
    lexer_push(lexer, kind, lexer->at, lexer->at + length);
}

/* One kind when `second` follows, another when it does not. */
static void push_either(Lexer *lexer, char second, TokenKind both, TokenKind alone) {
    bool is_both = lexer_byte(lexer, lexer->at + 1) == second;
    push_short(lexer, is_both ? both : alone, is_both ? 2 : 1);
}

/* A minus directly before a digit belongs to the number; there is no other negation. */
static void lex_minus(Lexer *lexer) {
    if (byte_is(lexer_byte(lexer, lexer->at + 1), BYTE_DIGIT))
        lexer_number(lexer);
    else
        push_either(lexer, '>', TOKEN_ARROW, TOKEN_MINUS);
}

/* `..` of a range, or the `.` of a path, unless the text around it lacks its quotes. */
static void lex_point(Lexer *lexer) {
    if (byte_is(lexer_byte(lexer, lexer->at + 1), BYTE_LETTER))
        push_short(lexer, TOKEN_DOT, 1);
    else if (!lexer_loose_point(lexer))
        push_either(lexer, '.', TOKEN_RANGE, TOKEN_DOT);
}

static void lex_slash(Lexer *lexer) {
    if (!lexer_foreign_comment(lexer)) push_short(lexer, TOKEN_SLASH, 1);
}

/* `<`, `=` and `>` begin operators, but also conflict markers and heredocs. */
static void lex_angle(Lexer *lexer, TokenKind both, TokenKind alone) {
    char byte = lexer->bytes[lexer->at];
    if (lexer_byte(lexer, lexer->at + 1) == byte && lexer_foreign_text(lexer)) return;
    if (byte == '>' && lexer_block_scalar(lexer)) return;
    push_either(lexer, '=', both, alone);
}

static void lex_brace(Lexer *lexer) {
    if (!lexer_template(lexer)) push_short(lexer, TOKEN_BRACE_OPEN, 1);
}

/* Seven of them at the beginning of a line are a conflict marker. */
static void lex_pipe(Lexer *lexer) {
    bool is_double = lexer_byte(lexer, lexer->at + 1) == '|';
    if (is_double && lexer_foreign_text(lexer)) return;
    if (!lexer_block_scalar(lexer)) push_short(lexer, TOKEN_PIPE, 1);
}

/* `!=` is an operator and `!` is one in other languages only. */
static void lex_bang(Lexer *lexer) {
    if (lexer_byte(lexer, lexer->at + 1) == '=')
        push_short(lexer, TOKEN_NOT_EQUAL, 2);
    else
        lexer_strange(lexer);
}

/* The bytes that neither begin a name nor a number, the most frequent first. */
static void lex_punctuation(Lexer *lexer) {
    switch (lexer->bytes[lexer->at]) { /* open: bytes */
    case '\n':
    case '\r': lex_newline(lexer); return;
    case '|': lex_pipe(lexer); return;
    case '#': lex_comment(lexer); return;
    case '"':
    case '\'': lexer_string(lexer); return;
    case '=': lex_angle(lexer, TOKEN_EQUAL, TOKEN_ASSIGN); return;
    case '.': lex_point(lexer); return;
    case ',': push_short(lexer, TOKEN_COMMA, 1); return;
    case ':': push_short(lexer, TOKEN_COLON, 1); return;
    case '{': lex_brace(lexer); return;
    case '}': push_short(lexer, TOKEN_BRACE_CLOSE, 1); return;
    case '(': push_short(lexer, TOKEN_PAREN_OPEN, 1); return;
    case ')': push_short(lexer, TOKEN_PAREN_CLOSE, 1); return;
    case '[': push_short(lexer, TOKEN_BRACKET_OPEN, 1); return;
    case ']': push_short(lexer, TOKEN_BRACKET_CLOSE, 1); return;
    case '?': push_short(lexer, TOKEN_QUESTION, 1); return;
    case '@': push_short(lexer, TOKEN_SIGN_AT, 1); return;
    case '-': lex_minus(lexer); return;
    case '+': push_short(lexer, TOKEN_PLUS, 1); return;
    case '*': push_short(lexer, TOKEN_STAR, 1); return;
    case '%': push_short(lexer, TOKEN_PERCENT, 1); return;
    case '/': lex_slash(lexer); return;
    case '<': lex_angle(lexer, TOKEN_LESS_EQUAL, TOKEN_LESS); return;
    case '>': lex_angle(lexer, TOKEN_GREATER_EQUAL, TOKEN_GREATER); return;
    case '!': lex_bang(lexer); return;
    }
    lexer_strange(lexer);
}

/* A file that says more than any person wrote is not read at all: half of it would give nothing but
 * mistakes that are none. */
static void refuse_rest(Lexer *lexer, uint32_t from) {
    Diagnostic *d = report_too_many_tokens(lexer->report, lexer_span(lexer, from, from + 1));
    report_label(d, d->span, "this is one more");
    report_help(d, "split it: every `*.rung` file of a project belongs to the same program");
    lexer->count = 0;
}

/* Every turn consumes at least one byte, so the loop ends with the range. */
static void lex_all(Lexer *lexer) {
    for (;;) {
        uint32_t before = lexer->at = lexer_skip(lexer, lexer->at, BYTE_BLANK);
        if (before == lexer->end) break;
        if (lexer->count >= LIMIT_TOKENS) {
            refuse_rest(lexer, before);
            break;
        }
        uint8_t class = byte_classes[(unsigned char)lexer->bytes[before]];
        if ((class & BYTE_LETTER) != 0)
            lex_name(lexer);
        else if ((class & BYTE_DIGIT) != 0)
            lexer_number(lexer);
        else
            lex_punctuation(lexer);
        ensure(lexer->at > before);
    }
    lexer_push(lexer, TOKEN_END, lexer->end, lexer->end);
}

/* Tokens are rarely shorter than three bytes with the space between them; a denser file grows. */
Tokens lexer_run(Arena *arena, Report *report, Span range) {
    Lexer lexer = {.arena = arena, .report = report, .file = range.file};
    lexer.bytes = report->sources->files.items[range.file].text.bytes;
    lexer.at = range.start;
    lexer.end = range.end;
    lexer.capacity = (range.end - range.start) / 3 + 8;
    if (lexer.capacity > LIMIT_TOKENS) lexer.capacity = LIMIT_TOKENS + 8;
    lexer.tokens = arena_raw(arena, lexer.capacity * sizeof(Token), alignof(Token));
    lex_all(&lexer);
    return (Tokens){lexer.tokens, lexer.count};
}

/* Checked before anything is lexed, so that no other code meets NUL or half a character. */
bool lexer_accepts(Report *report, uint32_t file) {
    Text text = report->sources->files.items[file].text;
    if (text.length > LIMIT_SOURCE_BYTES) {
        report_help(report_file_too_large(report, (Span){file, 0, 0}, text.length),
                    "split it: every `*.rung` file of a project belongs to the same program");
        return false;
    }
    size_t invalid = utf8_check(text);
    const char *nul = memchr(text.bytes, '\0', text.length);
    uint32_t offset = nul != NULL ? (uint32_t)(nul - text.bytes) : UINT32_MAX;
    if (invalid == SIZE_MAX && nul == NULL) return true;
    if (nul == NULL || invalid < offset) {
        Span span = {file, (uint32_t)invalid, (uint32_t)invalid + 1};
        report_help(report_not_utf8(report, span, invalid), "save the file as UTF-8");
    } else {
        Diagnostic *d = report_nul_byte(report, (Span){file, offset, offset + 1}, offset);
        report_help(d, "save the file as UTF-8; a file of UTF-16 has many of these");
    }
    return false;
}

/* A file that is refused has the one token END, and so an empty tree. */
void syntax_lex(Arena *arena, Report *report, uint32_t file, Token **tokens, uint32_t *count) {
    Text text = report->sources->files.items[file].text;
    uint32_t length = text.length > LIMIT_SOURCE_BYTES ? 0 : (uint32_t)text.length;
    bool has_mark = text_starts_with(text, TEXT("\xEF\xBB\xBF"));
    Span range = {file, has_mark ? 3 : 0, length};
    if (!lexer_accepts(report, file)) range.start = range.end;
    Tokens lexed = lexer_run(arena, report, range);
    *tokens = lexed.items;
    *count = lexed.count;
}
