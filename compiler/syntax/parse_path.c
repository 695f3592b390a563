/* parse_path.c - paths: where in a file a value goes. Any word may be a segment, reserved or not,
 * because the names of other people's charts and modules are not ours to choose. A path knows its
 * canonical spelling, by which references and reports call it; nearly always that is the piece of
 * the source it was read from. */
#include "syntax/parser.h"

/* --- Segments ------------------------------------------------------------------------------- */

/* The text of a quoted segment: what it decodes to, or, when it interpolates, what is written. */
static void parse_quoted(Parser *parser, Segment *segment) {
    const Expression *string = parse_string(parser);
    segment->kind = SEGMENT_STRING;
    segment->span = string->span;
    if (string->kind == EXPRESSION_STRING) {
        segment->text = string->as.text;
        return;
    }
    Span inside = {string->span.file, string->span.start + 1, string->span.end - 1};
    segment->text = parser_slice(parser, inside);
    segment->string = string;
}

/* segment     = WORD | STRING ; */
Segment parse_segment(Parser *parser, const char *what) {
    Segment segment = {.kind = SEGMENT_WORD, .span = parser_span(parser)};
    if (token_is_word(parser->kind)) {
        segment.text = parser_text(parser);
        parser_advance(parser);
    } else if (parser->kind == TOKEN_STRING) {
        parse_quoted(parser, &segment);
    } else {
        Diagnostic *d = parser_unexpected(parser, what);
        if (d != NULL && parser->kind == TOKEN_NUMBER)
            report_help(d, "put it in quotes; a name does not begin with a digit");
        segment.span = (Span){parser->file, parser->end, parser->end};
        if (parser->kind == TOKEN_NUMBER || parser->kind == TOKEN_INVALID) {
            parser_advance(parser);
            parser->is_silent = true;
        }
    }
    return segment;
}

/* key         = segment [ "=" segment ] ; */
Segment parse_key(Parser *parser) {
    Segment key = parse_segment(parser, "a key");
    key.id = TEXT("name");
    if (parser_accept(parser, TOKEN_ASSIGN)) {
        key.id = key.text;
        Segment value = parse_segment(parser, "a key after `=`");
        key.kind = value.kind;
        key.text = value.text;
        key.string = value.string;
    }
    key.is_bare = key.kind == SEGMENT_WORD;
    key.kind = SEGMENT_KEY;
    return key;
}

/* `[0]` names nothing in a path: elements move, and a key stays. */
static void refuse_position(Parser *parser) {
    if (parser_blames(parser)) {
        Diagnostic *d =
            report_position_in_path(parser->report, parser_span(parser), parser_text(parser));
        report_help(d, "write the `name` of the element, `[LOG_LEVEL]`, or another key of it, "
                       "`[id=web]`");
    }
    parser_advance(parser);
    parser->is_silent = true;
}

/* The key in its brackets; its span is theirs. */
static Segment parse_bracketed(Parser *parser) {
    uint32_t start = parser_start(parser);
    Bracket bracket = parser_open_bracket(parser);
    Segment key = {.kind = SEGMENT_KEY, .id = TEXT("name")};
    if (parser->kind == TOKEN_NUMBER)
        refuse_position(parser);
    else
        key = parse_key(parser);
    parser_close_bracket(parser, bracket, "`]` after the key");
    key.span = parser_since(parser, start);
    return key;
}

/* --- Paths ---------------------------------------------------------------------------------- */

/* True when the path is written in the canonical way: no quotes, no spaces, no `name=`, and nothing
 * that the lexer refused between its tokens. */
static bool is_canonical(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte <= ' ' || byte > '~' || byte_is(byte, BYTE_STRING) || byte == '=') return false;
    }
    return true;
}

/* Rewritten only where the source says the same in another way. */
static Text canonical(Parser *parser, const Path *path) {
    Text written = parser_slice(parser, path->span);
    if (is_canonical(written)) return written;
    Writer writer;
    writer_open(&writer, parser->arena, SIZE_MAX);
    for (uint32_t i = 0; i < path->count; i++) {
        if (i > 0 && path->items[i].kind != SEGMENT_KEY) writer_char(&writer, '.');
        syntax_write_segment(&writer, &path->items[i]);
    }
    return writer_done(&writer);
}

/* path        = segment { "." segment | "[" key "]" } ; */
Path parse_path(Parser *parser, const char *what) {
    Path path = {0};
    uint32_t start = parser_start(parser);
    size_t mark = list_begin(parser);
    Segment segment = parse_segment(parser, what);
    list_push(parser, &segment, sizeof segment);
    while (parser->kind == TOKEN_DOT || parser->kind == TOKEN_BRACKET_OPEN) {
        if (parser->kind == TOKEN_BRACKET_OPEN)
            segment = parse_bracketed(parser);
        else if (parser_accept(parser, TOKEN_DOT))
            segment = parse_segment(parser, "a name after `.`");
        list_push(parser, &segment, sizeof segment);
    }
    path.items = list_end(parser, mark, sizeof(Segment), &path.count);
    path.span = parser_since(parser, start);
    path.text = canonical(parser, &path);
    return path;
}

/* --- Writing -------------------------------------------------------------------------------- */

/* What a terminal would obey or hide is written as its number. */
static void write_escaped(Writer *out, Text text) {
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        int32_t code_point = utf8_next(text, &at);
        bool is_opening = code_point == '$' && at < text.length && text.bytes[at] == '{';
        if (code_point == '"' || code_point == '\\') writer_char(out, '\\');
        if (is_opening) writer_char(out, '$');
        if (code_point == '\n' || code_point == '\r' || code_point == '\t')
            writer_text(out, utf8_escape(out->arena, code_point, '\0'));
        else if (code_point >= 0 && utf8_is_unsafe(code_point))
            writer_format(out, "\\u{%02X}", (unsigned)code_point);
        else
            writer_text(out, text_slice(text, start, at));
    }
}

/* A template is written as it was, anything else quoted only where it must be. */
static void write_name(Writer *out, Text text, bool is_template) {
    if (!is_template && syntax_is_word(text)) {
        writer_text(out, text);
        return;
    }
    writer_char(out, '"');
    if (is_template)
        writer_text(out, text);
    else
        write_escaped(out, text);
    writer_char(out, '"');
}

/* `name` is the key that is meant when none is named, so it is not written. */
void syntax_write_segment(Writer *out, const Segment *segment) {
    if (segment->kind != SEGMENT_KEY) {
        write_name(out, segment->text, segment->string != NULL);
        return;
    }
    writer_char(out, '[');
    if (segment->id.length > 0 && !text_equal(segment->id, TEXT("name"))) {
        write_name(out, segment->id, false);
        writer_char(out, '=');
    }
    if (segment->is_number)
        writer_text(out, segment->text);
    else
        write_name(out, segment->text, segment->string != NULL);
    writer_char(out, ']');
}
