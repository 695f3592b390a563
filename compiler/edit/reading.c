/* reading.c - what a person typed for a value, as the language would write it.
 *
 * A shell has eaten the quotes of `rung set host db.example`, so text is taken without them where the
 * type takes text: `10s`, `debug` and `10.0.0.0/16` are written as they are, everything else as a
 * string. What begins with a quote is an expression, and what types that are no text get is one too.
 * Between the two stands what is a text and could be an expression, `helm.host` or `a + b`: it has
 * two spellings, and only a compiler can tell whether the first one means anything. */
#include "edit/page.h"

/* A comment would go on to the end of a line that has more to say. */
static const Expression *parse(Arena *arena, Text text, Text *problem) {
    Page page;
    const Expression *expression = syntax_read_expression(arena, text, problem);
    if (expression == NULL) return NULL;
    page_open(&page, arena, text);
    *problem = TEXT("a comment stands in it");
    for (uint32_t i = 0; i < page.token_count; i++)
        if (page.tokens[i].kind == TOKEN_COMMENT) return NULL;
    return expression;
}

static bool is_computed(const Expression *expression) {
    switch (expression->kind) {
    case EXPRESSION_MISSING:
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_STRING: return false;
    case EXPRESSION_LIST:
        for (uint32_t i = 0; i < expression->as.list.count; i++)
            if (is_computed(expression->as.list.items[i])) return true;
        return false;
    case EXPRESSION_MAP:
        for (uint32_t i = 0; i < expression->as.map.count; i++)
            if (is_computed(expression->as.map.items[i].value)) return true;
        return false;
    case EXPRESSION_NAME:
    case EXPRESSION_TEMPLATE:
    case EXPRESSION_CALL:
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX:
    case EXPRESSION_AT:
    case EXPRESSION_NOT:
    case EXPRESSION_BINARY: return true;
    }
    unreachable("ExpressionKind");
}

/* Is the text one literal of the language that has the type without quotes? */
static bool is_literal_of(const Type *type, const Param *param, const Expression *expression) {
    ExpressionKind kind = expression->kind;
    switch (type->base) {
    case BASE_DURATION:
    case BASE_QUANTITY:
    case BASE_PERCENT: return kind == EXPRESSION_NUMBER;
    case BASE_IP:
    case BASE_CIDR: return kind == EXPRESSION_NETWORK;
    case BASE_TIMESTAMP: return kind == EXPRESSION_TIME;
    case BASE_DIGEST: return kind == EXPRESSION_DIGEST;
    case BASE_ENUM: return kind == EXPRESSION_NAME && param->has_own_type;
    case BASE_STRING:
    case BASE_HOST:
    case BASE_URL:
    case BASE_SEMVER:
    case BASE_SECRET:
    case BASE_ERROR:
    case BASE_ANY:
    case BASE_BOOL:
    case BASE_INT:
    case BASE_NUMBER:
    case BASE_PORT:
    case BASE_LIST:
    case BASE_MAP:
    case BASE_OBJECT: return false;
    }
    unreachable("BaseKind");
}

static void add(Reading *out, Spelling spelling) {
    out->items[out->count++] = spelling;
}

/* A string; what has whole lines can be a text block. */
static void add_text(Arena *arena, Reading *out, Text text) {
    Spelling spelling = {.line = spelling_string(arena, text)};
    size_t first = text_find(text, TEXT("\n"), 0);
    if (first != SIZE_MAX && text_ends_with(text, TEXT("\n"))) spelling.block = text;
    add(out, spelling);
}

/* The expression as it was typed, on one line where that is possible. A text block that computes
 * nothing is a text of lines like any other. */
static void add_written(Arena *arena, Reading *out, Text text, const Expression *expression) {
    bool is_block = text_contains(text, TEXT("\n")) && expression->kind == EXPRESSION_STRING;
    if (is_block)
        add_text(arena, out, expression->as.text);
    else
        add(out,
            (Spelling){.line = spelling_line(arena, text), .is_computed = is_computed(expression)});
}

/* For a type that takes text. */
static void read_text(Arena *arena, const Param *param, const Type *type, Text typed,
                      Reading *out) {
    Text problem;
    const Expression *expression = parse(arena, typed, &problem);
    bool is_none = expression && expression->kind == EXPRESSION_NONE &&
                   (type->is_optional || !param->has_own_type);
    if (expression && (is_none || is_literal_of(type, param, expression))) {
        add_written(arena, out, text_trim(typed), expression);
        return;
    }
    bool is_literal = !expression || expression->kind == EXPRESSION_LIST ||
                      expression->kind == EXPRESSION_MAP || !is_computed(expression);
    if (!is_literal) add_written(arena, out, text_trim(typed), expression);
    add_text(arena, out, typed);
}

bool reading_make(Arena *arena, const Param *param, const Type *type, Text typed, Reading *out,
                  Text *problem) {
    *out = (Reading){.count = 0};
    Text text = text_trim(typed);
    out->is_removal = text_equal(text, TEXT("_"));
    *problem = TEXT("it is no UTF-8");
    if (utf8_check(typed) != SIZE_MAX) return false;
    bool is_quoted = text_starts_with(text, TEXT("\"")) || text_starts_with(text, TEXT("'"));
    if (out->is_removal) return true;
    if (type_takes_text(type) && !is_quoted) {
        read_text(arena, param, type, typed, out);
        return true;
    }
    const Expression *expression = parse(arena, text, problem);
    if (!expression) return false;
    add_written(arena, out, text, expression);
    return true;
}
