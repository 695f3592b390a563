/* parse_string.c - what a string or text block says: its escapes resolved, its indentation removed,
 * its `${ }` parsed. A string without any of these is a piece of the source and is not copied. What
 * stands between `${` and `}` is lexed and parsed as the range of the file that it is, so its spans
 * are exact. */
#include "syntax/parser.h"

typedef struct Decoder {
    Parser *parser;
    char *out; /* never longer than the source of the string */
    size_t length;
    size_t mark;    /* of the parts, on the list stack */
    uint32_t start; /* where the text since the last part began, for its span */
    uint32_t height;
    bool is_template;
    bool is_raw;
} Decoder;

static void write_byte(Decoder *decoder, char byte) {
    decoder->out[decoder->length++] = byte;
}

/* --- Escapes -------------------------------------------------------------------------------- */

static void refuse_escape(Decoder *decoder, uint32_t at, uint32_t length) {
    Parser *parser = decoder->parser;
    Span span = {parser->file, at, at + length};
    Text escape = parser_slice(parser, span);
    Diagnostic *d = report_bad_escape(parser->report, span, escape);
    if (escape.bytes[1] == '$')
        report_help(d, "write `$${` for a literal `${`; a `$` alone needs no escape");
    else
        report_help(
            d, "escapes are `\\n \\t \\r \\\" \\\\` and `\\u{HEX}`; a backslash is `\\\\`, and "
               "a raw string, in single quotes, has no escapes");
}

static int hex_value(char byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

/* At most four bytes, which is less than the escape took. */
static void write_code_point(Decoder *decoder, int32_t code_point) {
    Writer writer;
    writer_open(&writer, decoder->parser->arena, 4);
    utf8_write(&writer, code_point);
    Text bytes = writer_done(&writer);
    memcpy(decoder->out + decoder->length, bytes.bytes, bytes.length);
    decoder->length += bytes.length;
}

/* `\u{1F600}` at `at`; returns where it ends. */
static uint32_t decode_code_point(Decoder *decoder, uint32_t at, uint32_t end) {
    const char *bytes = decoder->parser->bytes;
    uint32_t digits = at + 3;
    uint32_t i = digits;
    int32_t code_point = 0;
    if (digits > end || bytes[at + 2] != '{') {
        refuse_escape(decoder, at, 2);
        return at + 2;
    }
    for (; i < end && hex_value(bytes[i]) >= 0; i++)
        if (code_point <= 0x10FFFF) code_point = code_point * 16 + hex_value(bytes[i]);
    bool is_closed = i < end && bytes[i] == '}' && i > digits;
    bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (is_closed && code_point <= 0x10FFFF && !is_surrogate && code_point != 0) {
        write_code_point(decoder, code_point);
        return i + 1;
    }
    Span span = {decoder->parser->file, at, is_closed ? i + 1 : i};
    Text escape = parser_slice(decoder->parser, span);
    Diagnostic *d = report_bad_code_point(decoder->parser->report, span, escape);
    report_help(d, "write one to six hex digits between braces, such as `\\u{E9}`, up to `10FFFF`");
    return span.end;
}

/* The escape at `at`; returns where it ends. */
static uint32_t decode_escape(Decoder *decoder, uint32_t at, uint32_t end) {
    static const char from[] = "ntr\"\\";
    static const char to[] = "\n\t\r\"\\";
    const char *bytes = decoder->parser->bytes;
    if (at + 1 >= end) {
        refuse_escape(decoder, at, 1);
        return end;
    }
    const char *found = strchr(from, bytes[at + 1]);
    if (found != NULL && *found != '\0') {
        write_byte(decoder, to[found - from]);
        return at + 2;
    }
    if (bytes[at + 1] == 'u') return decode_code_point(decoder, at, end);
    Text rest = {bytes + at + 1, end - at - 1};
    size_t length = 0;
    (void)utf8_next(rest, &length);
    refuse_escape(decoder, at, 1 + (uint32_t)length);
    return at + 1 + (uint32_t)length;
}

/* --- Interpolation -------------------------------------------------------------------------- */

/* The text since the last part becomes a part of its own. */
static void flush(Decoder *decoder, uint32_t end) {
    if (decoder->length == 0) return;
    Expression *part = arena_new(decoder->parser->arena, Expression);
    part->kind = EXPRESSION_STRING;
    part->span = (Span){decoder->parser->file, decoder->start, end};
    part->as.text = (Text){decoder->out, decoder->length};
    decoder->out += decoder->length;
    decoder->length = 0;
    list_push(decoder->parser, &part, sizeof part);
}

/* The expression between `start` and `end`, parsed apart from the tokens around the string. */
static const Expression *parse_range(Parser *parser, uint32_t start, uint32_t end) {
    Parser outer = *parser;
    Tokens tokens = lexer_run(parser->scratch, parser->report, (Span){parser->file, start, end});
    tokens = balance_tokens(parser->scratch, parser->report, parser->file, tokens);
    parser_enter(parser, tokens, true);
    const Expression *expression = parse_expr(parser);
    if (parser->kind != TOKEN_END && (parser->is_silent || !mistake_after_statement(parser)))
        (void)parser_unexpected(parser, "`}` after the expression");
    parser->tokens = outer.tokens;
    parser->at = outer.at;
    parser->kind = outer.kind;
    parser->end = outer.end;
    parser->is_flat = outer.is_flat;
    parser->is_silent = outer.is_silent;
    return expression;
}

/* The `${ }` at `at`; returns where it ends. */
static uint32_t decode_interpolation(Decoder *decoder, uint32_t at, uint32_t end) {
    Parser *parser = decoder->parser;
    Lexer lexer = {.bytes = parser->bytes, .file = parser->file, .end = end};
    uint32_t after = interpolation_end(&lexer, at, 0);
    flush(decoder, at);
    decoder->is_template = true;
    if (after == 0) {
        Span span = {parser->file, at, at + 2};
        Diagnostic *d = report_unterminated_interpolation(parser->report, span);
        report_help(d, "close it with `}` on the same line; `$${` is a literal `${`");
        return end;
    }
    const Expression *part = parse_range(parser, at + 2, after - 1);
    list_push(parser, &part, sizeof part);
    if (parser->height > decoder->height) decoder->height = parser->height;
    decoder->start = after;
    return after;
}

/* --- Strings -------------------------------------------------------------------------------- */

/* The bytes from `at` up to `end` of a string that is not raw. */
static void decode_range(Decoder *decoder, uint32_t at, uint32_t end) {
    const char *bytes = decoder->parser->bytes;
    while (at < end) {
        char byte = bytes[at];
        bool is_dollar = byte == '$' && at + 1 < end;
        if (byte == '\\') {
            at = decode_escape(decoder, at, end);
        } else if (is_dollar && bytes[at + 1] == '{') {
            at = decode_interpolation(decoder, at, end);
        } else if (is_dollar && bytes[at + 1] == '$' && at + 2 < end && bytes[at + 2] == '{') {
            write_byte(decoder, '$');
            write_byte(decoder, '{');
            at += 3;
        } else {
            write_byte(decoder, byte);
            at++;
        }
    }
}

/* The buffer is as long as the source, since decoding never makes text longer. */
static void open_decoder(Decoder *decoder, Parser *parser, uint32_t start, uint32_t end) {
    *decoder = (Decoder){.parser = parser, .start = start, .height = 0};
    decoder->out = arena_raw(parser->arena, end - start + 1, 1);
    decoder->mark = list_begin(parser);
}

/* A string without interpolation is a STRING, however many escapes it had. */
static const Expression *close_decoder(Decoder *decoder, Span span, uint32_t end) {
    Parser *parser = decoder->parser;
    Expression *string = arena_new(parser->arena, Expression);
    string->span = span;
    string->kind = decoder->is_template ? EXPRESSION_TEMPLATE : EXPRESSION_STRING;
    parser->height = decoder->height + 1;
    if (!decoder->is_template) {
        string->as.text = (Text){decoder->out, decoder->length};
        return string;
    }
    flush(decoder, end);
    string->as.list.items =
        list_end(parser, decoder->mark, sizeof(Expression *), &string->as.list.count);
    return string;
}

/* Nearly all strings are plain, and are a piece of the source. */
static const Expression *make_plain(Parser *parser, Span span) {
    Expression *string = arena_new(parser->arena, Expression);
    string->kind = EXPRESSION_STRING;
    string->span = span;
    string->as.text = (Text){parser->bytes + span.start + 1, span.end - span.start - 2};
    parser->height = 1;
    return string;
}

static const Expression *decode_string(Parser *parser, Span span) {
    uint32_t start = span.start + 1;
    uint32_t end = span.end - 1;
    Decoder decoder;
    open_decoder(&decoder, parser, start, end);
    decode_range(&decoder, start, end);
    return close_decoder(&decoder, span, end);
}

/* --- Text blocks ---------------------------------------------------------------------------- */

static uint32_t line_feed(const Parser *parser, uint32_t at) {
    while (parser->bytes[at] != '\n')
        at++;
    return at;
}

static void refuse_indentation(Parser *parser, uint32_t start, uint32_t end) {
    while (byte_is(parser->bytes[start], BYTE_BLANK))
        start++;
    Diagnostic *d = report_block_indentation(parser->report, (Span){parser->file, start, end});
    report_help(d, "indent it as the closing quotes are, with the same spaces and tabs");
}

/* The line without the indentation of the closing quotes; a blank line may be shorter. */
static void decode_line(Decoder *decoder, uint32_t start, uint32_t end, Text indentation) {
    Parser *parser = decoder->parser;
    if (end > start && parser->bytes[end - 1] == '\r') end--;
    Text line = {parser->bytes + start, end - start};
    if (text_trim(line).length == 0) return;
    if (!text_starts_with(line, indentation)) {
        refuse_indentation(parser, start, end);
        return;
    }
    start += (uint32_t)indentation.length;
    if (!decoder->is_raw) {
        decode_range(decoder, start, end);
        return;
    }
    memcpy(decoder->out + decoder->length, parser->bytes + start, end - start);
    decoder->length += end - start;
}

/* The line of the closing quotes gives the indentation, and is no part of the text. */
static const Expression *decode_block(Parser *parser, Span span) {
    uint32_t quotes = span.end - 3;
    uint32_t closing = quotes;
    while (parser->bytes[closing - 1] != '\n')
        closing--;
    Text indentation = {parser->bytes + closing, quotes - closing};
    Decoder decoder;
    open_decoder(&decoder, parser, span.start, span.end);
    decoder.is_raw = parser->bytes[span.start] == '\'';
    uint32_t line = line_feed(parser, span.start) + 1;
    while (line < closing) {
        uint32_t end = line_feed(parser, line);
        decode_line(&decoder, line, end, indentation);
        write_byte(&decoder, '\n');
        line = end + 1;
    }
    return close_decoder(&decoder, span, closing);
}

const Expression *parse_string(Parser *parser) {
    Span span = parser_span(parser);
    bool is_block = parser->kind == TOKEN_BLOCK;
    bool is_raw = !is_block && parser->bytes[span.start] == '\'';
    bool is_plain = parser->tokens[parser->at].is_plain || is_raw;
    parser_advance(parser);
    if (is_plain) return make_plain(parser, span);
    return is_block ? decode_block(parser, span) : decode_string(parser, span);
}

/* text        = STRING | TEXT ; */
const Expression *parse_text(Parser *parser, const char *expected, bool takes_blocks) {
    if (parser->kind == TOKEN_STRING || (takes_blocks && parser->kind == TOKEN_BLOCK))
        return parse_string(parser);
    (void)parser_unexpected(parser, expected);
    return expression_missing(parser);
}

Text parse_fixed_string(Parser *parser, const char *what) {
    const Expression *string = parse_string(parser);
    if (string->kind == EXPRESSION_STRING) return string->as.text;
    Span span = {string->span.file, string->span.start + 1, string->span.end - 1};
    Diagnostic *d = report_fixed_text(parser->report, string->span, text_of(what));
    report_help(d, "write the text itself; `$${` is a literal `${`");
    return parser_slice(parser, span);
}
