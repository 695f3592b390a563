/* hcl.c - finds the `variable` blocks of a Terraform module.
 *
 * A module's interface is what its variables say: name, type, description, whether there is a
 * default. Everything else of a file is walked over by counting brackets, which the scanner makes
 * safe. No expression is understood; a type is the text that is written. */
#include "foreign/hcl_scan.h"
#include "foreign/reading.h"

/* `end` is where the token before the current one ended. */
typedef struct Parser {
    HclScanner scanner;
    HclToken token;
    size_t end;
    Variables *found;
} Parser;

/* Moves to the next token. */
static void advance(Parser *parser) {
    parser->end = parser->token.end;
    parser->token = hcl_scan(&parser->scanner);
}

static bool at(const Parser *parser, HclKind kind) {
    return parser->token.kind == kind;
}

/* The token as it is written. */
static Text token_text(const Parser *parser) {
    return text_slice(parser->scanner.bytes, parser->token.start, parser->token.end);
}

static bool fail(Parser *parser, const char *what) {
    return problem_raise(parser->scanner.arena, parser->scanner.problem, parser->token.start, "%s",
                         what);
}

static void skip_newlines(Parser *parser) {
    while (at(parser, HCL_NEWLINE)) {
        advance(parser);
    }
}

/* Whether nothing follows: the file has ended, or the scanner has found a mistake. */
static bool is_over(const Parser *parser) {
    return at(parser, HCL_END) || at(parser, HCL_INVALID);
}

/* Moves over an expression: to the newline that ends it, or to the brace that closes the block it
 * stands in. */
static bool skip_expression(Parser *parser, Text *out) {
    uint32_t depth = parser->scanner.depth;
    size_t start = parser->token.start;
    if (at(parser, HCL_OPEN)) depth--; /* its own bracket was counted when it was scanned */
    if (at(parser, HCL_NEWLINE) || at(parser, HCL_CLOSE)) return fail(parser, "a value is missing");
    while (!is_over(parser) && parser->scanner.depth >= depth) {
        if (at(parser, HCL_NEWLINE) && parser->scanner.depth == depth) break;
        advance(parser);
    }
    *out = text_slice(parser->scanner.bytes, start, parser->end);
    return !at(parser, HCL_INVALID);
}

/* Moves over the labels of a block to its `{`, and keeps the first. */
static bool take_labels(Parser *parser, HclToken *label) {
    *label = (HclToken){.kind = HCL_END};
    while (at(parser, HCL_STRING) || at(parser, HCL_WORD)) {
        if (label->kind == HCL_END) *label = parser->token;
        advance(parser);
    }
    bool is_brace = at(parser, HCL_OPEN) && text_equal(token_text(parser), TEXT("{"));
    return is_brace || fail(parser, "`=` or `{` is expected here");
}

/* From the `{` of a block behind its `}`. */
static bool skip_block(Parser *parser) {
    uint32_t outside = parser->scanner.depth - 1;
    while (parser->scanner.depth > outside) {
        advance(parser);
        if (is_over(parser)) return fail(parser, "a `}` is missing at the end of the file");
    }
    advance(parser);
    return true;
}

/* --- Variables ------------------------------------------------------------------------------ */

/* What a string or heredoc says; anything else stays as it is written. */
static Text decode_literal(Parser *parser, Text literal) {
    if (text_starts_with(literal, TEXT("\""))) {
        return hcl_decode_string(parser->scanner.arena, literal);
    }
    if (text_starts_with(literal, TEXT("<<"))) {
        return hcl_decode_heredoc(parser->scanner.arena, literal);
    }
    return literal;
}

/* Keeps the arguments that make the interface; `nullable` and the others say nothing here. */
static void set_argument(Parser *parser, Variable *variable, Text name, Text value) {
    if (text_equal(name, TEXT("type"))) variable->type = value;
    if (text_equal(name, TEXT("default"))) variable->has_default = true;
    if (text_equal(name, TEXT("sensitive")))
        variable->is_sensitive = text_equal(value, TEXT("true"));
    if (text_equal(name, TEXT("description")))
        variable->description = decode_literal(parser, value);
}

/* `NAME = EXPRESSION`, or a block such as `validation { }`. `variable` is NULL outside of one. */
static bool read_item(Parser *parser, Variable *variable) {
    if (!at(parser, HCL_WORD)) return fail(parser, "an argument or a block is expected here");
    Text name = token_text(parser);
    advance(parser);
    if (at(parser, HCL_ASSIGN)) {
        advance(parser);
        Text value;
        if (!skip_expression(parser, &value)) return false;
        if (variable != NULL) set_argument(parser, variable, name, value);
        return true;
    }
    HclToken label;
    return take_labels(parser, &label) && skip_block(parser);
}

/* The arguments between the braces of a variable, one of which may share a line with both. */
static bool read_arguments(Parser *parser, Variable *variable) {
    uint32_t inside = parser->scanner.depth;
    advance(parser);
    for (;;) {
        skip_newlines(parser);
        if (at(parser, HCL_CLOSE) && parser->scanner.depth < inside) break;
        if (is_over(parser)) return fail(parser, "a `}` is missing at the end of the file");
        if (!read_item(parser, variable)) return false;
    }
    advance(parser);
    return true;
}

/* From the word `variable` behind the end of its block. A variable that is cut short by a
 * mistake is not kept, those before it are. */
static bool read_variable(Parser *parser) {
    advance(parser);
    HclToken label;
    if (!take_labels(parser, &label)) return false;
    if (label.kind == HCL_END) return fail(parser, "a variable needs a name");
    Text name = text_slice(parser->scanner.bytes, label.start, label.end);
    Variable variable = {.name = decode_literal(parser, name),
                         .type = TEXT(""),
                         .description = TEXT(""),
                         .offset = (uint32_t)label.start};
    if (!read_arguments(parser, &variable)) return false;
    array_push(parser->scanner.arena, parser->found, variable);
    return true;
}

/* A block, or an argument, which is no Terraform at the top but does no harm. */
static bool read_top(Parser *parser) {
    bool is_variable = at(parser, HCL_WORD) && text_equal(token_text(parser), TEXT("variable"));
    return is_variable ? read_variable(parser) : read_item(parser, NULL);
}

/* --- Both forms ----------------------------------------------------------------------------- */

void variables_read(Arena *arena, Text bytes, Variables *variables, Problem *problem) {
    *problem = (Problem){.what = TEXT("")};
    if (!bytes_are_readable(arena, bytes, problem)) return;
    Parser parser = {.scanner = {.arena = arena, .bytes = bytes, .problem = problem},
                     .found = variables};
    parser.scanner.at = bytes_mark_length(bytes);
    advance(&parser);
    skip_newlines(&parser);
    while (!is_over(&parser) && read_top(&parser)) {
        skip_newlines(&parser);
    }
}

/* Terraform's JSON may wrap every body in a list; `each` sees all the maps. */
typedef struct Bodies {
    const Node *const *items;
    uint32_t count;
} Bodies;

/* What is in the list, or the one thing that is there without a list. */
static Bodies bodies_of(const Node *const *node) {
    if (*node == NULL) return (Bodies){NULL, 0};
    if ((*node)->kind == NODE_LIST) return (Bodies){(*node)->as.items, (*node)->count};
    return (Bodies){node, 1};
}

/* The string that a key has; the empty text where it has none. */
static Text member_text(const Node *body, Text key) {
    const Node *member = node_member(body, key);
    return member != NULL && member->kind == NODE_STRING ? member->text : TEXT("");
}

/* Of several bodies for one variable the first one counts. */
static Variable variable_of_pair(const NodePair *pair) {
    Variable variable = {
        .name = pair->key, .type = TEXT(""), .description = TEXT(""), .offset = pair->offset};
    Bodies bodies = bodies_of(&pair->value);
    if (bodies.count == 0) return variable;
    const Node *body = bodies.items[0];
    const Node *sensitive = node_member(body, TEXT("sensitive"));
    variable.type = member_text(body, TEXT("type"));
    variable.description = member_text(body, TEXT("description"));
    variable.has_default = node_member(body, TEXT("default")) != NULL;
    variable.is_sensitive = sensitive != NULL && text_equal(sensitive->text, TEXT("true"));
    return variable;
}

/* The pairs of one `"variable": { }`; the key `//` is a comment. */
static void collect_pairs(Arena *arena, const Node *map, Variables *variables) {
    for (uint32_t i = 0; map->kind == NODE_MAP && i < map->count; i++) {
        if (text_equal(map->as.pairs[i].key, TEXT("//"))) continue;
        array_push(arena, variables, variable_of_pair(&map->as.pairs[i]));
    }
}

void variables_read_json(Arena *arena, Text bytes, Variables *variables, Problem *problem) {
    const Node *root = json_read(arena, bytes, problem);
    Bodies roots = bodies_of(&root);
    for (uint32_t i = 0; i < roots.count; i++) {
        const Node *blocks = node_member(roots.items[i], TEXT("variable"));
        Bodies maps = bodies_of(&blocks);
        for (uint32_t j = 0; j < maps.count; j++) {
            collect_pairs(arena, maps.items[j], variables);
        }
    }
}
