/* parse_type.c - types, their constraints, and the laws that may follow one. The words `list`,
 * `map`, `enum` and `object` mean something only where a type is expected; everywhere else they
 * are names. */
#include "syntax/parser.h"

/* --- Laws ----------------------------------------------------------------------------------- */

Laws parse_laws(Parser *parser) {
    Laws laws = {NULL, 0};
    size_t mark = list_begin(parser);
    LawNode node;
    while (parser->kind == TOKEN_NAME && law_find(parser_text(parser), &node.law)) {
        node.span = parser_span(parser);
        parser_advance(parser);
        list_push(parser, &node, sizeof node);
    }
    laws.items = list_end(parser, mark, sizeof(LawNode), &laws.count);
    return laws;
}

/* --- Bounds --------------------------------------------------------------------------------- */

static const Expression *parse_number(Parser *parser, const char *expected) {
    if (parser->kind == TOKEN_NUMBER) return parse_literal(parser);
    (void)parser_unexpected(parser, expected);
    return expression_missing(parser);
}

/* `1..50` and `1..`, in which `..` may not be missing: `50` alone says neither least nor most. */
static void parse_range(Parser *parser, Bound *bound) {
    bound->low = parse_number(parser, "a number");
    if (!parser_accept(parser, TOKEN_RANGE)) {
        Diagnostic *d = parser_unexpected(parser, "`..`");
        if (d != NULL) report_help(d, "a range is written `1..50`, or `1..` without an upper end");
        parser_recover(parser, 0);
        return;
    }
    if (parser->kind == TOKEN_NUMBER) bound->high = parse_literal(parser);
}

static bool relation_at(const Parser *parser, BoundKind *out) {
    switch ((int)parser->kind) { /* open: six of many kinds */
    case TOKEN_EQUAL: *out = BOUND_EQUAL; return true;
    case TOKEN_NOT_EQUAL: *out = BOUND_NOT_EQUAL; return true;
    case TOKEN_LESS: *out = BOUND_LESS; return true;
    case TOKEN_LESS_EQUAL: *out = BOUND_LESS_EQUAL; return true;
    case TOKEN_GREATER: *out = BOUND_GREATER; return true;
    case TOKEN_GREATER_EQUAL: *out = BOUND_GREATER_EQUAL; return true;
    }
    return false;
}

/* What a value is compared with is a literal: a type is the same everywhere. */
static void parse_relation(Parser *parser, Bound *bound) {
    parser_advance(parser);
    bound->low = parse_literal(parser);
    if (bound->low != NULL) return;
    (void)parser_unexpected(parser, "a value to compare with");
    bound->low = expression_missing(parser);
}

/* A pattern is compiled once, so it cannot depend on the environment. */
static void parse_pattern(Parser *parser, Bound *bound) {
    bound->kind = BOUND_MATCHES;
    parser_advance(parser);
    bound->low = parse_text(parser, "a pattern in quotes", false);
    if (bound->low->kind != EXPRESSION_TEMPLATE) return;
    Diagnostic *d = report_fixed_text(parser->report, bound->low->span, TEXT("a pattern"));
    report_help(d, "write the pattern itself, best in single quotes");
}

/* bound       = NUMBER ".." [ NUMBER ] | relop literal | "len" NUMBER ".." [ NUMBER ] | "matches" STRING ; */
static Bound parse_bound(Parser *parser) {
    Bound bound = {.kind = BOUND_RANGE};
    uint32_t start = parser_start(parser);
    if (parser_accept_name(parser, TEXT("len"))) {
        bound.kind = BOUND_LENGTH;
        parse_range(parser, &bound);
    } else if (relation_at(parser, &bound.kind)) {
        parse_relation(parser, &bound);
    } else if (parser->kind == TOKEN_MATCHES) {
        parse_pattern(parser, &bound);
    } else if (parser->kind == TOKEN_NUMBER) {
        parse_range(parser, &bound);
    } else {
        Diagnostic *d = parser_unexpected(parser, "a constraint");
        if (d != NULL)
            report_help(d, "constraints are `1..50`, `>= 1`, `len 1..63` and `matches '^[a-z]+$'`");
        bound.low = expression_missing(parser);
    }
    bound.span = parser_since(parser, start);
    return bound;
}

/* Unlike in lists, the last comma between the parentheses of a type is a mistake. */
static void refuse_comma(Parser *parser, const char *expected) {
    if (parser->bytes[parser->end - 1] == ',') (void)parser_unexpected(parser, expected);
}

/* All parentheses after a base are one list of bounds. */
static void parse_bounds(Parser *parser, TypeNode *type) {
    size_t mark = list_begin(parser);
    while (parser->kind == TOKEN_PAREN_OPEN) {
        Bracket bracket = parser_open_bracket(parser);
        do {
            Bound bound = parse_bound(parser);
            list_push(parser, &bound, sizeof bound);
        } while (parser_next_element(parser, bracket, "constraints"));
        refuse_comma(parser, "a constraint");
        parser_close_bracket(parser, bracket, "`)` after the constraint");
    }
    type->bounds = list_end(parser, mark, sizeof(Bound), &type->bound_count);
}

/* --- Bases ---------------------------------------------------------------------------------- */

static void parse_element(Parser *parser, TypeNode *type, TypeKind kind) {
    type->kind = kind;
    parser_advance(parser);
    if (parser->kind != TOKEN_PAREN_OPEN) {
        Diagnostic *d = parser_unexpected(parser, "`(` and the type of the items");
        if (d != NULL) report_help(d, "write `%s(string)`", kind == TYPE_LIST ? "list" : "map");
        type->kind = TYPE_MISSING;
        return;
    }
    Bracket bracket = parser_open_bracket(parser);
    type->element = parse_type(parser);
    parser_close_bracket(parser, bracket, "`)` after the type of the items");
}

/* A word or number that cannot be a bare value is offered its quotes. */
static void refuse_value(Parser *parser) {
    Diagnostic *d = NULL;
    if (token_is_word(parser->kind) && parser_blames(parser))
        d = report_reserved_word(parser->report, parser_span(parser), parser_text(parser),
                                 TEXT("a bare value of an enum"));
    else
        d = parser_unexpected(parser, "a value of the enum");
    bool is_quotable = token_is_word(parser->kind) || parser->kind == TOKEN_NUMBER;
    if (d != NULL && is_quotable) {
        Text quoted = text_format(parser->arena, "\"%.*s\"", TEXT_ARGS(parser_text(parser)));
        report_help(d, "put it in quotes: `%.*s`", TEXT_ARGS(quoted));
        report_fix(d, true, "put it in quotes", parser_span(parser), quoted);
    }
    if (is_quotable) parser_advance(parser);
}

/* value       = NAME | STRING ; */
static void parse_enum_value(Parser *parser) {
    EnumValue value = {.span = parser_span(parser)};
    if (parser->kind == TOKEN_NAME) {
        value.text = parser_text(parser);
        parser_advance(parser);
    } else if (parser->kind == TOKEN_STRING) {
        value.text = parse_fixed_string(parser, "a value of an enum");
    } else {
        refuse_value(parser);
        return;
    }
    list_push(parser, &value, sizeof value);
}

/* The values keep their order, by which they are compared. */
static void parse_enum(Parser *parser, TypeNode *type) {
    type->kind = TYPE_ENUM;
    parser_advance(parser);
    if (parser->kind != TOKEN_PAREN_OPEN) {
        Diagnostic *d = parser_unexpected(parser, "`(` and the values of the enum");
        if (d != NULL) report_help(d, "write `enum(low, high)`");
        type->kind = TYPE_MISSING;
        return;
    }
    size_t mark = list_begin(parser);
    Bracket bracket = parser_open_bracket(parser);
    do {
        parse_enum_value(parser);
    } while (parser_next_element(parser, bracket, "values"));
    refuse_comma(parser, "a value of the enum");
    type->values = list_end(parser, mark, sizeof(EnumValue), &type->value_count);
    parser_close_bracket(parser, bracket, "`)` after the values");
}

/* field       = segment ":" type [ "=" expr ] ; */
static FieldNode parse_field(Parser *parser) {
    FieldNode field = {0};
    Segment segment = parse_segment(parser, "the name of a field");
    field.name = segment.text;
    field.span = segment.span;
    if (segment.string != NULL) {
        Diagnostic *d =
            report_fixed_text(parser->report, segment.span, TEXT("the name of a field"));
        report_help(d, "write the name itself");
    }
    (void)parser_expect(parser, TOKEN_COLON, "`:` and the type of the field");
    field.type = parse_type(parser);
    if (parser_accept(parser, TOKEN_ASSIGN)) field.fallback = parse_expr(parser);
    return field;
}

/* Fields are separated as in every brace that holds no statements. */
static void parse_object(Parser *parser, TypeNode *type) {
    type->kind = TYPE_OBJECT;
    parser_advance(parser);
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_SEPARATED, "`{` and the fields of the object")) {
        type->kind = TYPE_MISSING;
        return;
    }
    while (parser_next_item(parser, &block)) {
        FieldNode field = parse_field(parser);
        list_push(parser, &field, sizeof field);
    }
    type->fields = list_end(parser, mark, sizeof(FieldNode), &type->field_count);
}

/* base        = "list" "(" type ")" | "map" "(" type ")" | "enum" "(" value { "," value } ")"
            | "object" "{" [ NL ] [ field { sep field } [ sep ] ] "}" | "any" | NAME ; */
static void parse_base(Parser *parser, TypeNode *type) {
    if (parser_at_name(parser, TEXT("list"))) {
        parse_element(parser, type, TYPE_LIST);
    } else if (parser_at_name(parser, TEXT("map"))) {
        parse_element(parser, type, TYPE_MAP);
    } else if (parser_at_name(parser, TEXT("enum"))) {
        parse_enum(parser, type);
    } else if (parser_at_name(parser, TEXT("object"))) {
        parse_object(parser, type);
    } else if (parser_accept(parser, TOKEN_ANY)) {
        type->kind = TYPE_ANY;
    } else {
        type->name = parser_name(parser, "a type");
        type->kind = type->name.name != NULL ? TYPE_NAMED : TYPE_MISSING;
    }
}

/* type        = base { "(" bound { "," bound } ")" } [ "?" ] ; */
const TypeNode *parse_type(Parser *parser) {
    TypeNode *type = arena_new(parser->arena, TypeNode);
    uint32_t start = parser_start(parser);
    if (parser_descend(parser)) {
        parse_base(parser, type);
        if (type->kind != TYPE_MISSING) parse_bounds(parser, type);
        type->is_optional = parser_accept(parser, TOKEN_QUESTION);
    }
    parser_ascend(parser);
    type->span = parser_since(parser, start);
    return type;
}
