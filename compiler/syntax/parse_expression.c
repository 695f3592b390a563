/* parse_expression.c - expressions, by precedence climbing over the rows of operators.def. The tree
 * of a chain such as `a + b + c` leans to the left and is as deep as the chain is long, though the
 * parser's own stack is not; so the height of every expression is counted, and bounded, to keep the
 * passes over the tree from exhausting the stack. */
#include "syntax/parser.h"

static const Expression *parse_binary(Parser *parser, int minimum);

Expression *expression_new(Parser *parser, ExpressionKind kind, uint32_t start) {
    Expression *expression = arena_new(parser->arena, Expression);
    expression->kind = kind;
    expression->span = parser_since(parser, start);
    return expression;
}

/* Stands where a mistake was reported; later layers pass over it without a word. */
const Expression *expression_missing(Parser *parser) {
    parser->height = 1;
    return expression_new(parser, EXPRESSION_MISSING, parser->end);
}

/* Sets the height of an expression over parts of the given heights; true when it is no more than
 * the limit. */
static bool raise_height(Parser *parser, uint32_t a, uint32_t b) {
    parser->height = (a > b ? a : b) + 1;
    if (parser->height <= LIMIT_NESTING) return true;
    if (parser_blames(parser)) {
        Diagnostic *d = report_too_deep(parser->report, parser_span(parser));
        report_help(d, "give a part of the expression a name of its own and refer to it");
    }
    parser->height = 1;
    return false;
}

/* --- Literals and primaries ----------------------------------------------------------------- */

static const Expression *parse_leaf(Parser *parser, ExpressionKind kind) {
    uint32_t start = parser_start(parser);
    Text text = parser_text(parser);
    parser_advance(parser);
    Expression *expression = expression_new(parser, kind, start);
    expression->as.text = text;
    return expression;
}

/* literal     = NUMBER | TIME | DIGEST | CIDR | STRING | TEXT | "true" | "false" | "none" ; */
const Expression *parse_literal(Parser *parser) {
    TokenKind kind = parser->kind;
    parser->height = 1;
    if (kind == TOKEN_NUMBER) return parse_leaf(parser, EXPRESSION_NUMBER);
    if (kind == TOKEN_STRING || kind == TOKEN_BLOCK) return parse_string(parser);
    if (kind == TOKEN_TRUE) return parse_leaf(parser, EXPRESSION_TRUE);
    if (kind == TOKEN_FALSE) return parse_leaf(parser, EXPRESSION_FALSE);
    if (kind == TOKEN_NONE) return parse_leaf(parser, EXPRESSION_NONE);
    if (kind == TOKEN_NETWORK) return parse_leaf(parser, EXPRESSION_NETWORK);
    if (kind == TOKEN_TIME) return parse_leaf(parser, EXPRESSION_TIME);
    if (kind == TOKEN_DIGEST) return parse_leaf(parser, EXPRESSION_DIGEST);
    return NULL;
}

/* The items of a list or call up to its closing bracket, with the tallest one's height. */
static Expressions parse_items(Parser *parser, Bracket bracket, const char *items) {
    Expressions list = {NULL, 0};
    size_t mark = list_begin(parser);
    uint32_t tallest = 0;
    bool is_more = parser->kind != bracket.closer;
    while (is_more) {
        const Expression *item = parse_expr(parser);
        list_push(parser, &item, sizeof item);
        if (parser->height > tallest) tallest = parser->height;
        is_more = parser_next_element(parser, bracket, items);
    }
    list.items = list_end(parser, mark, sizeof(Expression *), &list.count);
    (void)raise_height(parser, tallest, 0);
    return list;
}

/* Only names are called: there are no values that are functions. */
static const Expression *parse_call(Parser *parser, Word name) {
    CallNode *call = arena_new(parser->arena, CallNode);
    call->name = name;
    Bracket bracket = parser_open_bracket(parser);
    call->arguments = parse_items(parser, bracket, "arguments");
    parser_close_bracket(parser, bracket, "`)` after the arguments");
    Expression *expression = expression_new(parser, EXPRESSION_CALL, name.span.start);
    expression->as.call = call;
    return expression;
}

/* A name before `(` is a function, any other is looked up when it is evaluated. */
static const Expression *parse_name(Parser *parser) {
    Word name = parser_word(parser);
    parser->height = 1;
    if (parser->kind == TOKEN_PAREN_OPEN) return parse_call(parser, name);
    Expression *expression = expression_new(parser, EXPRESSION_NAME, name.span.start);
    expression->as.name = name.name;
    return expression;
}

/* The brackets belong to the span, so that a fix never parts them from what is inside. */
static const Expression *parse_parenthesis(Parser *parser) {
    uint32_t start = parser_start(parser);
    Bracket bracket = parser_open_bracket(parser);
    const Expression *inner = parse_expr(parser);
    parser_close_bracket(parser, bracket, "`)`");
    Expression *outer = arena_new(parser->arena, Expression);
    *outer = *inner;
    outer->span = parser_since(parser, start);
    return outer;
}

/* What `for`, `all` and `any` share: a name, and the list it ranges over. */
static LoopNode *parse_loop(Parser *parser) {
    parser_advance(parser);
    LoopNode *loop = arena_new(parser->arena, LoopNode);
    loop->name = parser_name(parser, "the name of a loop variable");
    bool has_list = parser_expect(parser, TOKEN_IN, "`in` after the loop variable");
    bool is_shallow = parser_descend(parser);
    loop->in = has_list && is_shallow ? parse_disjunction(parser) : expression_missing(parser);
    parser_ascend(parser);
    return loop;
}

/* The body after `:`; the loop is as tall as the tallest of its parts. */
static void parse_loop_body(Parser *parser, LoopNode *loop, uint32_t height) {
    bool has_body = parser_expect(parser, TOKEN_COLON, "`:` before what is said of each item");
    loop->body = has_body ? parse_expr(parser) : expression_missing(parser);
    (void)raise_height(parser, height, parser->height);
}

/* `[for x in xs where c: e]`, without its brackets. */
static const LoopNode *parse_comprehension(Parser *parser) {
    LoopNode *loop = parse_loop(parser);
    uint32_t height = parser->height;
    if (parser_accept(parser, TOKEN_WHERE)) loop->where = parse_expr(parser);
    if (parser->height > height) height = parser->height;
    parse_loop_body(parser, loop, height);
    return loop;
}

/* elements    = "for" NAME "in" disjunction [ "where" expr ] ":" expr | expr { "," expr } [ "," ] ; */
static const Expression *parse_elements(Parser *parser) {
    uint32_t start = parser_start(parser);
    Expression *list = expression_new(parser, EXPRESSION_LIST, start);
    Bracket bracket = parser_open_bracket(parser);
    if (parser->kind == TOKEN_FOR) {
        list->kind = EXPRESSION_COMPREHENSION;
        list->as.loop = parse_comprehension(parser);
    } else {
        list->as.list = parse_items(parser, bracket, "items of a list");
    }
    parser_close_bracket(parser, bracket, "`]` after the items");
    list->span = parser_since(parser, start);
    return list;
}

const Expression *parse_assigned(Parser *parser, const char *expected) {
    bool has_value = mistake_colon(parser) || parser_expect(parser, TOKEN_ASSIGN, expected);
    return has_value ? parse_expr(parser) : expression_missing(parser);
}

/* pair        = segment "=" expr ; */
static PairNode parse_pair(Parser *parser) {
    PairNode pair = {.key = parse_segment(parser, "a key")};
    mistake_text_as_key(parser, &pair.key, true);
    pair.value = parse_assigned(parser, "`=` after the key");
    return pair;
}

/* Newlines and commas separate alike, as in all braces that hold no statements. */
static const Expression *parse_map(Parser *parser) {
    uint32_t start = parser_start(parser);
    uint32_t tallest = 0;
    Expression *map = expression_new(parser, EXPRESSION_MAP, start);
    size_t mark = list_begin(parser);
    Block block;
    (void)parser_open_block(parser, &block, BLOCK_SEPARATED, "`{`");
    while (parser_next_item(parser, &block)) {
        PairNode pair = parse_pair(parser);
        list_push(parser, &pair, sizeof pair);
        if (parser->height > tallest) tallest = parser->height;
    }
    map->as.map.items = list_end(parser, mark, sizeof(PairNode), &map->as.map.count);
    map->span = parser_since(parser, start);
    (void)raise_height(parser, tallest, 0);
    return map;
}

/* primary     = literal | NAME [ "(" [ expr { "," expr } [ "," ] ] ")" ] | "(" expr ")"
               | "[" [ elements ] "]" | "{" [ NL ] [ pair { sep pair } [ sep ] ] "}" ; */
static const Expression *parse_primary(Parser *parser) {
    const Expression *expression = parse_literal(parser);
    if (expression != NULL) return expression;
    if (mistake_at_operand(parser, &expression)) return expression;
    if (parser->kind == TOKEN_NAME) return parse_name(parser);
    if (parser->kind == TOKEN_PAREN_OPEN) return parse_parenthesis(parser);
    if (parser->kind == TOKEN_BRACKET_OPEN) return parse_elements(parser);
    if (parser->kind == TOKEN_BRACE_OPEN) return parse_map(parser);
    (void)parser_unexpected(parser, "a value");
    expression = expression_missing(parser);
    if (parser->kind == TOKEN_INVALID) {
        parser_advance(parser);
        parser->is_silent = true;
    }
    return expression;
}

/* --- Postfix -------------------------------------------------------------------------------- */

/* index       = NUMBER | key ; */
static Segment parse_index(Parser *parser) {
    if (parser->kind != TOKEN_NUMBER) return parse_key(parser);
    Segment segment = {.kind = SEGMENT_KEY, .is_number = true};
    uint32_t start = parser->end;
    segment.text = parser_text(parser);
    parser_advance(parser);
    segment.span = parser_since(parser, start);
    return segment;
}

/* `[0]`, `[key]` or `[id=key]` behind a value. */
static Segment parse_bracket(Parser *parser) {
    uint32_t start = parser_start(parser);
    Bracket bracket = parser_open_bracket(parser);
    Segment segment = parse_index(parser);
    parser_close_bracket(parser, bracket, "`]` after the key");
    segment.span = parser_since(parser, start);
    return segment;
}

static const Expression *parse_access(Parser *parser, const Expression *left) {
    Segment *segment = arena_new(parser->arena, Segment);
    bool is_index = parser->kind == TOKEN_BRACKET_OPEN;
    if (is_index) {
        *segment = parse_bracket(parser);
    } else {
        parser_advance(parser);
        *segment = parse_segment(parser, "a name after `.`");
    }
    Expression *expression =
        expression_new(parser, is_index ? EXPRESSION_INDEX : EXPRESSION_MEMBER, left->span.start);
    expression->as.member.left = left;
    expression->as.member.segment = segment;
    return expression;
}

/* `@prod`: the same reference in another environment. */
static const Expression *parse_at(Parser *parser, const Expression *left) {
    Word *environment = arena_new(parser->arena, Word);
    parser_advance(parser);
    *environment = parser_name(parser, "the name of an environment after `@`");
    Expression *expression = expression_new(parser, EXPRESSION_AT, left->span.start);
    expression->as.at.left = left;
    expression->as.at.environment = environment;
    return expression;
}

/* postfix     = primary { "." segment | "[" index "]" | "@" NAME } ; */
static const Expression *parse_postfix(Parser *parser) {
    const Expression *left = parse_primary(parser);
    for (;;) {
        if (parser->kind == TOKEN_DOT || parser->kind == TOKEN_BRACKET_OPEN)
            left = parse_access(parser, left);
        else if (parser->kind == TOKEN_SIGN_AT)
            left = parse_at(parser, left);
        else
            return left;
        if (!raise_height(parser, parser->height, 0)) return expression_missing(parser);
    }
}

/* --- Operators ------------------------------------------------------------------------------ */

typedef struct OperatorFact {
    Operator operator;
    int precedence; /* 0: no operator */
} OperatorFact;

/* From operators.def, `NOT_IN` apart, whose two words are one operator. */
static int precedence_of(Operator operator) {
    switch (operator) {
#define OPERATOR(kind, spelling, precedence, operands, result, documentation)                      \
    case OPERATOR_##kind:                                                                          \
        return precedence;
#include "operators.def"
#undef OPERATOR
    }
    unreachable("operator");
}

/* The operator that the current token begins. */
static bool operator_at(const Parser *parser, Operator *out) {
    /* clang-format off */
    static const uint8_t operators[64] = { /* 1 + operator, 0: none */
        [TOKEN_OR] = 1 + OPERATOR_OR, [TOKEN_AND] = 1 + OPERATOR_AND,
        [TOKEN_EQUAL] = 1 + OPERATOR_EQUAL, [TOKEN_NOT_EQUAL] = 1 + OPERATOR_NOT_EQUAL,
        [TOKEN_LESS] = 1 + OPERATOR_LESS, [TOKEN_LESS_EQUAL] = 1 + OPERATOR_LESS_EQUAL,
        [TOKEN_GREATER] = 1 + OPERATOR_GREATER,
        [TOKEN_GREATER_EQUAL] = 1 + OPERATOR_GREATER_EQUAL,
        [TOKEN_IN] = 1 + OPERATOR_IN, [TOKEN_NOT] = 1 + OPERATOR_NOT_IN,
        [TOKEN_MATCHES] = 1 + OPERATOR_MATCHES, [TOKEN_PLUS] = 1 + OPERATOR_ADD,
        [TOKEN_MINUS] = 1 + OPERATOR_SUBTRACT, [TOKEN_STAR] = 1 + OPERATOR_MULTIPLY,
        [TOKEN_SLASH] = 1 + OPERATOR_DIVIDE, [TOKEN_PERCENT] = 1 + OPERATOR_REMAINDER,
        [TOKEN_ASSIGN] = 1 + OPERATOR_EQUAL /* the mistake that is most often made */
    };
    /* clang-format on */
    uint8_t found = operators[parser->kind];
    if (found == 0) return false;
    *out = (Operator)(found - 1);
    return parser->kind != TOKEN_NOT || parser_peek(parser) == TOKEN_IN;
}

/* `=` is read as `==` after its report. */
static void report_assign(Parser *parser) {
    if (!parser_blames(parser)) return;
    Span span = parser_span(parser);
    Diagnostic *d = report_single_equals(parser->report, span);
    report_help(d, "write `==` to compare; `=` gives a name its value, on a line of its own");
    report_fix(d, false, "write `==`", span, TEXT("=="));
}

/* A newline after an operator does not count, unless what follows is plainly the next statement:
 * then the right side is missing. */
static void skip_to_operand(Parser *parser) {
    Parser before = *parser;
    parser_skip_newlines(parser);
    bool is_statement = token_is_word(parser->kind) && parser_peek(parser) == TOKEN_ASSIGN;
    if (before.kind == TOKEN_NEWLINE && is_statement) *parser = before;
}

/* relop       = "==" | "!=" | "<" | "<=" | ">" | ">=" ; */
static void consume_operator(Parser *parser, Operator operator) {
    if (parser->kind == TOKEN_ASSIGN) report_assign(parser);
    if (operator== OPERATOR_NOT_IN) parser_advance(parser);
    parser_advance(parser);
    skip_to_operand(parser);
}

/* The second comparison is read on top of the first, so that its right side is checked. */
static void report_chain(Parser *parser) {
    if (!parser_blames(parser)) return;
    Diagnostic *d =
        report_chained_comparison(parser->report, parser_span(parser), parser_text(parser));
    report_help(d, "compare twice and join the two with `and`");
}

static const Expression *join(Parser *parser, Operator operator, const Expression * left,
                              const Expression *right) {
    Expression *expression = arena_new(parser->arena, Expression);
    expression->kind = EXPRESSION_BINARY;
    expression->operator= operator;
    expression->span = span_join(left->span, right->span);
    expression->as.sides.left = left;
    expression->as.sides.right = right;
    return expression;
}

/* negation    = "not" negation | comparison ; */
static const Expression *parse_negation(Parser *parser) {
    enum { COMPARISONS = 3 };

    if (parser->kind != TOKEN_NOT) return parse_postfix(parser);
    uint32_t start = parser_start(parser);
    if (!parser_descend(parser)) {
        parser_ascend(parser);
        return expression_missing(parser);
    }
    parser_advance(parser);
    const Expression *operand = parse_binary(parser, COMPARISONS);
    parser_ascend(parser);
    Expression *expression = expression_new(parser, EXPRESSION_NOT, start);
    expression->as.sides.left = operand;
    if (!raise_height(parser, parser->height, 0)) return expression_missing(parser);
    return expression;
}

/* conjunction = negation { "and" negation } ; */
/* comparison  = sum [ ( relop | "in" | "not" "in" | "matches" ) sum ] ; */
/* sum         = product { ( "+" | "-" ) product } ; */
/* product     = postfix { ( "*" | "/" | "%" ) postfix } ; */
static const Expression *parse_binary(Parser *parser, int minimum) {
    enum { NEGATION = 3, COMPARISON = 4 };

    const Expression *left = minimum <= NEGATION ? parse_negation(parser) : parse_postfix(parser);
    bool is_compared = false;
    Operator operator= OPERATOR_OR;
    while (operator_at(parser, &operator) && precedence_of(operator) >= minimum) {
        int precedence = precedence_of(operator);
        uint32_t height = parser->height;
        if (precedence == COMPARISON && is_compared) report_chain(parser);
        is_compared = precedence == COMPARISON;
        uint32_t index = parser->at;
        bool is_mute = left->kind == EXPRESSION_MISSING && parser->is_silent;
        consume_operator(parser, operator);
        parser->is_silent = parser->is_silent || is_mute; /* `x = = 1` is one mistake */
        const Expression *right = parse_binary(parser, precedence + 1);
        if (left->kind != EXPRESSION_MISSING && right->kind != EXPRESSION_MISSING)
            mistake_operator_spacing(parser, index);
        left = join(parser, operator, left, right);
        if (!raise_height(parser, height, parser->height)) return expression_missing(parser);
    }
    return left;
}

/* disjunction = conjunction { "or" conjunction } ; */
const Expression *parse_disjunction(Parser *parser) {
    return parse_binary(parser, 1);
}

/* `all x in xs: e`, `any x in xs: e`. */
static const Expression *parse_quantifier(Parser *parser) {
    uint32_t start = parser_start(parser);
    ExpressionKind kind = parser->kind == TOKEN_ALL ? EXPRESSION_ALL : EXPRESSION_ANY;
    LoopNode *loop = parse_loop(parser);
    parse_loop_body(parser, loop, parser->height);
    Expression *expression = expression_new(parser, kind, start);
    expression->as.loop = loop;
    return expression;
}

/* What may stand behind a whole expression, as a newline or the end of a cell does. */
static const TokenSet expression_ends = SET(NEWLINE) | SET(PIPE) | SET(COMMA) | SET(BRACE_OPEN) |
                                        SET(BRACE_CLOSE) | SET(BRACKET_CLOSE) | SET(PAREN_CLOSE) |
                                        SET(END);

/* A literal by itself, which most expressions are: there is no operator to look for. */
static const Expression *parse_lone_literal(Parser *parser) {
    TokenKind next = parser->kind == TOKEN_END ? TOKEN_END : parser->tokens[parser->at + 1].kind;
    bool is_lone = !parser->is_flat && (expression_ends >> next & 1u) != 0;
    return is_lone && parser->depth < LIMIT_NESTING ? parse_literal(parser) : NULL;
}

/* expr        = ( "all" | "any" ) NAME "in" disjunction ":" expr | disjunction ; */
const Expression *parse_expr(Parser *parser) {
    const Expression *expression = parse_lone_literal(parser);
    if (expression != NULL) return expression;
    if (!parser_descend(parser)) {
        expression = expression_missing(parser);
    } else if (mistake_reserved_value(parser)) {
        expression = expression_missing(parser);
    } else if (parser->kind == TOKEN_ALL || parser->kind == TOKEN_ANY) {
        expression = parse_quantifier(parser);
    } else {
        expression = parse_disjunction(parser);
    }
    parser_ascend(parser);
    return expression;
}
