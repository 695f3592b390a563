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
    mistake_text_as_key(parser, &key, false);
    key.id = TEXT("name");
    if (parser_accept(parser, TOKEN_ASSIGN)) {
        key.id = key.text;
        Segment value = parse_segment(parser, "a key after `=`");
        mistake_text_as_key(parser, &value, false);
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

/* Is there nothing between a token and the next, not even a space? */
static bool touches_next(const Token *token) {
    return token->start + token->length == token[1].start;
}

/* The last word of a path that is nothing but words and dots, as nearly all are; NULL where it is
 * more than that. */
static const Token *plain_end(const Parser *parser) {
    const Token *word = &parser->tokens[parser->at];
    if (parser->is_flat || !token_is_word(word->kind)) return NULL;
    while (word[1].kind == TOKEN_DOT && touches_next(word) && touches_next(word + 1) &&
           token_is_word(word[2].kind))
        word += 2;
    bool goes_on = word[1].kind == TOKEN_DOT || word[1].kind == TOKEN_BRACKET_OPEN;
    return goes_on ? NULL : word;
}

/* The tokens of a plain path as segments: each second one is a dot. */
static const Path *make_plain(Parser *parser, const Token *last) {
    size_t mark = list_begin(parser);
    for (const Token *word = &parser->tokens[parser->at]; word <= last; word += 2) {
        Span span = {parser->file, word->start, word->start + word->length};
        Segment segment = {.text = parser_slice(parser, span), .span = span};
        list_push(parser, &segment, sizeof segment);
    }
    uint32_t count = 0;
    const Segment *items = list_take(parser, mark, sizeof(Segment), &count);
    return path_of(parser->names, items, count);
}

/* The spelling is looked up as a whole, and its segments are only read where it is met first. */
static const Path *parse_plain(Parser *parser, const Token *last) {
    uint32_t start = parser_start(parser);
    Span span = {parser->file, start, last->start + last->length};
    const Name *name = name_find(parser->names, parser_slice(parser, span));
    const Path *path = name == NULL ? NULL : name->path;
    if (path == NULL) path = make_plain(parser, last);
    parser->at = (uint32_t)(last - parser->tokens);
    parser_advance(parser);
    return path;
}

/* path        = segment { "." segment | "[" key "]" } ; */
const Path *parse_path(Parser *parser, const char *what, Span *span) {
    uint32_t start = parser_start(parser);
    const Token *last = plain_end(parser);
    if (last != NULL) {
        const Path *path = parse_plain(parser, last);
        *span = parser_since(parser, start);
        return path;
    }
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
    uint32_t count = 0;
    const Segment *items = list_take(parser, mark, sizeof(Segment), &count);
    *span = parser_since(parser, start);
    return path_of(parser->names, items, count);
}
