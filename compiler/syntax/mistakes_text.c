/* mistakes_text.c - text without quotes that begins like something else: images and addresses behind
 * a colon, keys with a slash, paths of files. What is no beginning of anything, such as `t3.micro`, the
 * lexer has found. All of the text is one finding, up to the next space. */
#include "syntax/parser.h"

/* The end of what could be text from a byte on: no space, and no mark that ends a statement. */
static uint32_t opaque_end(const Parser *parser, uint32_t start) {
    uint32_t end = start;
    while (end < parser->length && byte_is(parser->bytes[end], BYTE_WORD | BYTE_OPAQUE))
        end++;
    while (end > start && strchr(":=?", parser->bytes[end - 1]) != NULL)
        end--;
    return end;
}

/* What goes on without a space behind what was parsed, up to the next space; 0 when nothing does
 * that could be text. */
static uint32_t text_end(const Parser *parser) {
    const TokenSet joints = SET(DOT) | SET(COLON) | SET(SLASH) | SET(MINUS) | SET(SIGN_AT) |
                            SET(NUMBER) | SET(PLUS) | SET(STAR) | SET(PERCENT);
    if (parser_start(parser) != parser->end || (joints >> parser->kind & 1u) == 0) return 0;
    return opaque_end(parser, parser->end);
}

/* Behind the text, wherever that is in a token. */
static void skip_text(Parser *parser, uint32_t end) {
    while (parser->kind != TOKEN_END && parser_start(parser) < end)
        parser_advance(parser);
}

/* The text from behind a colon up to `end`. */
static void report_behind_colon(Parser *parser, Span colon, uint32_t end) {
    if (!parser_blames(parser)) return;
    Span span = {parser->file, colon.end, end};
    while (byte_is(parser->bytes[span.start], BYTE_BLANK))
        span.start++;
    Text text = parser_slice(parser, span);
    Diagnostic *d = report_unquoted_text(parser->report, span, text);
    char quote = text_contains(text, TEXT("\"")) ? '\'' : '"';
    Text fixed = text_format(parser->arena, " = %c%.*s%c", quote, TEXT_ARGS(text), quote);
    report_help(d, "put it in quotes, and `=` before it: `%.*s`", TEXT_ARGS(text_trim(fixed)));
    report_fix(d, false, "put it in quotes", span_join(colon, span), fixed);
}

/* Up to the last token of the line, or of the cell. */
static void report_line_behind(Parser *parser, Span colon) {
    Parser ahead = *parser;
    parser_recover(&ahead, SET(NEWLINE) | SET(PIPE));
    report_behind_colon(parser, colon, ahead.end);
}

void mistake_text_behind_colon(Parser *parser) {
    report_line_behind(parser, parser_span(parser));
}

static bool is_builtin(Text name) {
    static const Text names[] = {
#define TYPE(kind, name, is_text, documentation) {name, sizeof(name) - 1},
#include "types.def"
#undef TYPE
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i])) return true;
    return false;
}

/* `description: Takes orders`: words that are neither a type nor its laws. */
static bool goes_on(const Parser *parser, const TypeNode *type) {
    const TokenSet words = SET(NAME) | SET(STRING) | SET(NUMBER);
    Law law;
    bool is_name = type->kind == TYPE_NAMED && type->name.name != NULL && type->bound_count == 0;
    if (!is_name || type->is_optional || is_builtin(type->name.name->text)) return false;
    return (words >> parser->kind & 1u) != 0 && !law_find(parser_text(parser), &law);
}

bool mistake_text_as_type(Parser *parser, Span colon, const TypeNode *type) {
    uint32_t end = text_end(parser);
    if (end != 0) {
        report_behind_colon(parser, colon, end);
        skip_text(parser, end);
    } else if (goes_on(parser, type)) {
        report_line_behind(parser, colon);
    } else {
        return false;
    }
    parser_recover(parser, SET(NEWLINE) | SET(PIPE));
    parser->is_silent = true;
    return true;
}

/* NULL where it belongs to a mistake that was reported. */
static Diagnostic *report_text(Parser *parser, Span span) {
    if (parser->is_silent) return NULL;
    Text text = parser_slice(parser, span);
    Diagnostic *d = report_unquoted_text(parser->report, span, text);
    Text quoted = text_format(parser->arena, "\"%.*s\"", TEXT_ARGS(text));
    report_help(d, "put it in quotes: `%.*s`", TEXT_ARGS(quoted));
    return report_fix(d, false, "put it in quotes", span, quoted);
}

/* Two names that meet at a slash are hardly divided: names that stand alone are no numbers. */
bool mistake_path_as_value(Parser *parser, uint32_t index) {
    if (index == 0) return false;
    const Token *slash = &parser->tokens[index];
    const Token *left = slash - 1, *right = slash + 1;
    if (slash->kind != TOKEN_SLASH || left->kind != TOKEN_NAME || right->kind != TOKEN_NAME)
        return false;
    bool is_joined = left->start + left->length == slash->start && slash->start + 1 == right->start;
    bool is_member = index >= 2 && slash[-2].kind == TOKEN_DOT;
    if (!is_joined || is_member) return false;
    parser->text_end = opaque_end(parser, left->start);
    Span span = {parser->file, left->start, parser->text_end};
    (void)report_text(parser, span);
    return true;
}

/* An IPv6 address, or an image: the name before the colon belongs to it. */
bool mistake_text_with_colon(Parser *parser) {
    if (parser->at == 0) return false;
    const Token *name = &parser->tokens[parser->at - 1];
    bool is_first = parser->at == 1; /* of a text of its own */
    bool is_value = name->kind == TOKEN_NAME && (is_first || name[-1].kind != TOKEN_NEWLINE);
    Span span = {parser->file, name->start, opaque_end(parser, name->start)};
    if (!is_value || span.end <= parser_span(parser).end) return false;
    (void)report_text(parser, span);
    skip_text(parser, span.end);
    parser->is_silent = true;
    return true;
}

void mistake_text_in_path(Parser *parser, Span path) {
    uint32_t end = parser->kind == TOKEN_SLASH ? text_end(parser) : 0;
    if (end == 0) return;
    Span span = {parser->file, path.start, end};
    if (parser_blames(parser)) {
        Diagnostic *d = report_unquoted_text(parser->report, span, parser_slice(parser, span));
        report_help(d, "put the segment that is no name in quotes, as in "
                       "`nodeSelector.\"kubernetes.io/arch\"`");
    }
    skip_text(parser, end);
}

/* The end of a key from a byte on: an `=` stands behind it. */
static uint32_t key_end(const Parser *parser, uint32_t start) {
    uint32_t end = start;
    while (end < parser->length && parser->bytes[end] != '=' &&
           byte_is(parser->bytes[end], BYTE_WORD | BYTE_OPAQUE))
        end++;
    while (end > start && parser->bytes[end - 1] == ':')
        end--;
    return end;
}

void mistake_text_as_key(Parser *parser, Segment *key, bool is_in_map) {
    if (key->kind != SEGMENT_WORD || key->text.length == 0 || text_end(parser) == 0) return;
    Span span = {parser->file, key->span.start, key_end(parser, key->span.start)};
    if (span.end <= key->span.end) return;
    bool is_path = parser->kind == TOKEN_DOT;
    key->kind = SEGMENT_STRING;
    key->span = span;
    key->text = parser_slice(parser, span);
    is_path = is_path && !text_contains(key->text, TEXT("/"));
    Diagnostic *d = report_text(parser, span);
    if (is_in_map && is_path && d != NULL)
        report_help(d, "keys inside one another are maps in maps: `{ a = { b = 1 } }`");
    skip_text(parser, span.end);
}

/* `./charts/web`, `../x`, `/etc/hosts`. */
bool mistake_path_at_operand(Parser *parser) {
    const TokenSet starts = SET(DOT) | SET(RANGE) | SET(SLASH);
    if ((starts >> parser->kind & 1u) == 0) return false;
    Span span = {parser->file, parser_start(parser), opaque_end(parser, parser_start(parser))};
    if (span.end <= parser_span(parser).end) return false;
    (void)report_text(parser, span);
    skip_text(parser, span.end);
    parser->is_silent = true;
    return true;
}
