/* constant.c - values that need nothing around them: the defaults of an object's fields, and
 * what is typed on a command line. They are literals, and lists and maps of them; there is no
 * environment to evaluate them in, and nowhere to report what is wrong but to the caller. */
#include "evaluate/accept.h"
#include "evaluate/literal.h"

static bool fold(Arena *arena, const Type *type, const Expression *expression, const Value **out,
                 Text *problem);

/* Item by item, each as the type of the items reads it. */
static bool fold_list(Arena *arena, const Type *type, const Expression *list, const Value **out,
                      Text *problem) {
    uint32_t count = list->as.list.count;
    const Value **items = arena_array(arena, const Value *, count);
    const Type *element = type == NULL ? NULL : type->element;
    for (uint32_t i = 0; i < count; i++)
        if (!fold(arena, element, list->as.list.items[i], &items[i], problem)) return false;
    *out = value_list(arena, items, count);
    return true;
}

/* Member by member, likewise. Keys of a constant do not interpolate. */
static bool fold_map(Arena *arena, const Type *type, const Expression *map, const Value **out,
                     Text *problem) {
    uint32_t count = map->as.map.count;
    Pair *pairs = arena_array(arena, Pair, count);
    const Type *element = type == NULL ? NULL : type->element;
    for (uint32_t i = 0; i < count; i++) {
        const PairNode *node = &map->as.map.items[i];
        const Type *part = element;
        if (type != NULL && element == NULL) part = type_member(type, node->key.text);
        pairs[i].key = node->key.text;
        if (!fold(arena, part, node->value, &pairs[i].value, problem)) return false;
    }
    *out = value_map(arena, pairs, count);
    return true;
}

/* As in a cell of that type; the problem begins with the number. */
static bool fold_number(Arena *arena, const Type *type, Text text, const Value **out,
                        Text *problem) {
    LiteralProblem found = literal_read(arena, text, type, out);
    if (found != LITERAL_FITS)
        *problem = text_format(arena, "%.*s: %s", TEXT_ARGS(text), literal_describe(found));
    return found == LITERAL_FITS;
}

/* Literals that are text already. */
static bool fold_text(Arena *arena, ValueKind kind, Text text, const Value **out) {
    *out = value_text(arena, kind, text);
    return true;
}

/* A bare name is a word of an enum and nothing else here. */
static bool fold_name(Arena *arena, const Type *type, const Name *name, const Value **out,
                      Text *problem) {
    if (type != NULL && type->base == BASE_ENUM && name != NULL)
        return fold_text(arena, VALUE_STRING, name->text, out);
    *problem = TEXT("a bare name is no value of this type");
    return false;
}

/* Everything that would have to be evaluated. */
static bool refuse(Text *problem) {
    *problem = TEXT("it is no constant");
    return false;
}

/* One switch over what may be a constant at all. */
static bool fold(Arena *arena, const Type *type, const Expression *expression, const Value **out,
                 Text *problem) {
    switch (expression->kind) {
    case EXPRESSION_MISSING: *out = &value_error; return true;
    case EXPRESSION_TRUE: *out = &value_true; return true;
    case EXPRESSION_FALSE: *out = &value_false; return true;
    case EXPRESSION_NONE: *out = &value_absent; return true;
    case EXPRESSION_NUMBER: return fold_number(arena, type, expression->as.text, out, problem);
    case EXPRESSION_TIME: return fold_text(arena, VALUE_TIME, expression->as.text, out);
    case EXPRESSION_DIGEST: return fold_text(arena, VALUE_DIGEST, expression->as.text, out);
    case EXPRESSION_NETWORK: return fold_text(arena, VALUE_NETWORK, expression->as.text, out);
    case EXPRESSION_STRING: return fold_text(arena, VALUE_STRING, expression->as.text, out);
    case EXPRESSION_NAME: return fold_name(arena, type, expression->as.name, out, problem);
    case EXPRESSION_LIST: return fold_list(arena, type, expression, out, problem);
    case EXPRESSION_MAP: return fold_map(arena, type, expression, out, problem);
    case EXPRESSION_TEMPLATE:
    case EXPRESSION_CALL:
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX:
    case EXPRESSION_AT:
    case EXPRESSION_NOT:
    case EXPRESSION_BINARY: return refuse(problem);
    }
    unreachable("ExpressionKind");
}

/* Folded first, then checked as a whole, bounds included. */
bool constant_read(Arena *arena, const Type *type, const Expression *expression, const Value **out,
                   Text *problem) {
    const Value *value = &value_error;
    if (!fold(arena, type, expression, &value, problem)) return false;
    return type_accepts(arena, type, value, out, problem);
}

/* --- Values that are typed ------------------------------------------------------------------ */

bool type_takes_text(const Type *type) {
    return base_is_text(type->base) || type->base == BASE_SECRET;
}

/* Text types take what is typed as it stands, unless it is in quotes. */
static bool is_plain_text(const Type *type, Text text) {
    bool is_quoted = text_starts_with(text, TEXT("\"")) || text_starts_with(text, TEXT("'"));
    return type_takes_text(type) && !is_quoted;
}

/* What is typed is nearly always a bare word or number, so quotes are not asked for where the
 * type is text: a shell has eaten them. */
bool type_read(Arena *arena, const Type *type, Text text, const Value **out, Text *problem) {
    if (type->is_optional && text_equal(text, TEXT("none"))) {
        *out = &value_absent;
        return true;
    }
    if (is_plain_text(type, text))
        return type_accepts(arena, type, value_string(arena, text_copy(arena, text)), out, problem);
    const Expression *expression = syntax_read_expression(arena, text_copy(arena, text), problem);
    if (expression == NULL || !constant_read(arena, type, expression, out, problem)) return false;
    if ((*out)->kind != VALUE_ABSENT || type->base == BASE_ANY) return true;
    *problem = TEXT("only a type that ends in `?` takes none");
    return false;
}
