/* parse_unit.c - services, stacks and profiles: a name, what it uses, where it exists, and lines
 * that are an attribute, an output or a sink. A line's second token tells which: `=` gives an
 * attribute, `{`, `in` or a string opens a sink. */
#include "syntax/parser.h"

/* emit        = "emit" NAME "to" ( STRING | "none" ) [ "in" NAME { "," NAME } ] ; */
Emit parse_emit(Parser *parser) {
    Emit emit = {0};
    uint32_t start = parser_start(parser);
    parser_advance(parser);
    emit.sink = parser_name(parser, "the name of a sink");
    if (!parser_accept_name(parser, TEXT("to")))
        (void)parser_unexpected(parser, "`to` and the path of the output");
    emit.path = parser->kind == TOKEN_NONE
                    ? parse_literal(parser)
                    : parse_text(parser, "the path of the output, in quotes, or `none`", false);
    emit.environments = parser_in_names(parser);
    emit.span = parser_since(parser, start);
    return emit;
}

/* `NAME [STRING] ["in" ...] { ... }`, the name consumed. */
static SinkNode parse_sink(Parser *parser, Word word) {
    SinkNode sink = {.word = word};
    if (parser->kind == TOKEN_STRING) sink.template = parse_string(parser);
    sink.environments = parser_in_names(parser);
    sink.body = parse_sinkbody(parser, "`=` and a value, or `{` and the body of a sink");
    return sink;
}

/* `:` is reported and read as `=`. */
static void parse_attribute(Parser *parser, Member *member, Word name) {
    member->kind = MEMBER_ATTRIBUTE;
    member->as.attribute.name = name;
    member->as.attribute.value = parse_assigned(parser, "`=` and a value");
    member->as.attribute.span = parser_since(parser, name.span.start);
}

static bool is_unit_attribute(Text name) {
    static const Text names[] = {
#define UNIT_ATTRIBUTE(kind, name, type, uses_env, in_profile, documentation)                      \
    {name, sizeof(name) - 1},
#define ENVIRONMENT_ATTRIBUTE(kind, name, type, fallback, documentation)
#include "attributes.def"
#undef UNIT_ATTRIBUTE
#undef ENVIRONMENT_ATTRIBUTE
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i])) return true;
    return false;
}

/* `image { dev = ..., prod = ... }`: no sink has the name of an attribute. */
static bool is_attribute_in_cells(Parser *parser, Word name) {
    if (parser->kind != TOKEN_BRACE_OPEN || !is_unit_attribute(name.name->text)) return false;
    Diagnostic *d = parser_unexpected(parser, "`=` and a value");
    if (d != NULL)
        report_help(d,
                    "an attribute of a unit is stated once, `%.*s = ...`; parameters of sinks "
                    "have a value for each environment",
                    TEXT_ARGS(name.name->text));
    parser_recover(parser, SET(NEWLINE));
    return true;
}

/* member      = { annotation NL } ( emit | NAME "=" expr | NAME [ STRING ] [ "in" NAME { "," NAME } ] sinkbody ) ; */
static bool parse_member(Parser *parser, Member *member) {
    Preface preface = parse_preface(parser, "the line that the annotation is about");
    if (preface.is_dangling) return false;
    *member = (Member){.doc = preface.doc, .annotations = preface.annotations};
    if (parser_at_name(parser, TEXT("emit")) && parser_peek(parser) == TOKEN_NAME) {
        member->kind = MEMBER_EMIT;
        member->as.emit = parse_emit(parser);
        member->span = member->as.emit.span;
        return true;
    }
    Word name = parser_name(parser, "an attribute, a sink or `emit`");
    member->span = name.span;
    if (name.name == NULL && parser->is_silent) return false;
    if (mistake_yaml_block(parser, name.span, "")) return false;
    if (name.name != NULL && is_attribute_in_cells(parser, name)) return false;
    if (parser->kind == TOKEN_ASSIGN || parser->kind == TOKEN_COLON) {
        parse_attribute(parser, member, name);
    } else {
        member->kind = MEMBER_SINK;
        member->as.sink = parse_sink(parser, name);
    }
    return true;
}

/* unitbody    = "{" [ NL ] [ member { NL member } [ NL ] ] "}" ; */
static Members parse_unitbody(Parser *parser) {
    Members members = {NULL, 0};
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_LINES, "`{`")) return members;
    Member member;
    while (parser_next_item(parser, &block))
        if (parse_member(parser, &member)) list_push(parser, &member, sizeof member);
    members.items = list_end(parser, mark, sizeof(Member), &members.count);
    return members;
}

/* profile     = "profile" NAME unitbody ; */
void parse_profile(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of the profile");
    declaration->as.unit.members = parse_unitbody(parser);
}

/* unit        = ( "service" | "stack" ) NAME [ "uses" NAME { "," NAME } ] [ "in" NAME { "," NAME } ] unitbody ; */
void parse_unit(Parser *parser, Declaration *declaration) {
    bool is_service = declaration->kind == DECLARATION_SERVICE;
    declaration->name =
        parser_name(parser, is_service ? "the name of the service" : "the name of the stack");
    if (parser_accept_name(parser, TEXT("uses")))
        declaration->as.unit.uses = parser_names(parser, "the name of a profile");
    declaration->as.unit.has_environments = parser->kind == TOKEN_IN;
    declaration->as.unit.environments = parser_in_names(parser);
    declaration->as.unit.members = parse_unitbody(parser);
}
