/* accept_bound.c - the constraints of a type: ranges, comparisons, lengths, patterns. Their
 * operands were folded, and their patterns compiled, when the type was. */
#include "evaluate/accept.h"

/* "51 is not in 1..50". */
static bool refuse_range(Arena *arena, const Constraint *constraint, Text what, Text *problem) {
    Text low = value_show(arena, constraint->low, PROBLEM_COLUMNS);
    Text high = TEXT("");
    if (constraint->high != NULL) high = value_show(arena, constraint->high, PROBLEM_COLUMNS);
    *problem = text_format(arena, "%.*s is not in %.*s..%.*s", TEXT_ARGS(what), TEXT_ARGS(low),
                           TEXT_ARGS(high));
    return false;
}

/* The order of two values by the numbers behind them. Plain whole numbers, which nearly all are,
 * need no exact arithmetic. */
static int compare(const Value *a, const Value *b) {
    if (a->kind == VALUE_INT && b->kind == VALUE_INT)
        return (a->as.integer > b->as.integer) - (a->as.integer < b->as.integer);
    Number left, right;
    if (!value_number(a, &left) || !value_number(b, &right)) return 0;
    return number_compare(left, right);
}

/* Both ends belong to the range; one without a high end is open. */
static bool holds_range(Arena *arena, const Constraint *constraint, const Value *value,
                        Text *problem) {
    bool is_above = compare(value, constraint->low) >= 0;
    bool is_below = constraint->high == NULL || compare(value, constraint->high) <= 0;
    if (is_above && is_below) return true;
    return refuse_range(arena, constraint, value_show(arena, value, PROBLEM_COLUMNS), problem);
}

/* Characters of a text, items of a list, members of a map: as a range of whole numbers. */
static bool holds_length(Arena *arena, const Constraint *constraint, const Value *value,
                         Text *problem) {
    bool is_text = value_is_text(value);
    size_t length = is_text ? utf8_length(value->text) : value->count;
    const Value measured = {.kind = VALUE_INT, .as.integer = (int64_t)length};
    Text what;
    if (holds_range(arena, constraint, &measured, &what)) return true;
    const char *words = is_text ? "the length" : "the number of items";
    return refuse_range(arena, constraint, text_format(arena, "%s, %zu,", words, length), problem);
}

/* A search, as in most tools: a pattern that means the whole text has `^` and `$`. */
static bool holds_pattern(Arena *arena, const Constraint *constraint, const Value *value,
                          Text *problem) {
    int found = pattern_search(constraint->pattern, value->text);
    if (found == 1) return true;
    Text shown = value_show(arena, value, PROBLEM_COLUMNS);
    const char *words = found == 0 ? "does not match" : "takes too long to match with";
    *problem = text_format(arena, "%.*s %s '%.*s'", TEXT_ARGS(shown), words,
                           TEXT_ARGS(constraint->low->text));
    return false;
}

/* The operator of a comparison as it is written. */
static const char *spelling_of(BoundKind kind) {
    switch (kind) {
    case BOUND_EQUAL: return "==";
    case BOUND_NOT_EQUAL: return "!=";
    case BOUND_LESS: return "<";
    case BOUND_LESS_EQUAL: return "<=";
    case BOUND_GREATER: return ">";
    case BOUND_GREATER_EQUAL: return ">=";
    case BOUND_RANGE:
    case BOUND_LENGTH:
    case BOUND_MATCHES: break;
    }
    unreachable("BoundKind");
}

/* `==` and `!=` ask for equality, which texts have too; the others for an order. */
static bool is_ordered(BoundKind kind, const Value *value, const Value *operand) {
    if (kind == BOUND_EQUAL) return value_equal(value, operand);
    if (kind == BOUND_NOT_EQUAL) return !value_equal(value, operand);
    int order = compare(value, operand);
    if (kind == BOUND_LESS) return order < 0;
    if (kind == BOUND_LESS_EQUAL) return order <= 0;
    if (kind == BOUND_GREATER) return order > 0;
    return order >= 0;
}

/* The problem repeats the comparison: "2 is not >= 3". */
static bool holds_comparison(Arena *arena, const Constraint *constraint, const Value *value,
                             Text *problem) {
    if (is_ordered(constraint->kind, value, constraint->low)) return true;
    Text shown = value_show(arena, value, PROBLEM_COLUMNS);
    Text operand = value_show(arena, constraint->low, PROBLEM_COLUMNS);
    *problem = text_format(arena, "%.*s is not %s %.*s", TEXT_ARGS(shown),
                           spelling_of(constraint->kind), TEXT_ARGS(operand));
    return false;
}

/* One bound, by its kind. */
static bool holds(Arena *arena, const Constraint *constraint, const Value *value, Text *problem) {
    switch (constraint->kind) {
    case BOUND_RANGE: return holds_range(arena, constraint, value, problem);
    case BOUND_LENGTH: return holds_length(arena, constraint, value, problem);
    case BOUND_MATCHES: return holds_pattern(arena, constraint, value, problem);
    case BOUND_EQUAL:
    case BOUND_NOT_EQUAL:
    case BOUND_LESS:
    case BOUND_LESS_EQUAL:
    case BOUND_GREATER:
    case BOUND_GREATER_EQUAL: return holds_comparison(arena, constraint, value, problem);
    }
    unreachable("BoundKind");
}

/* Bounds of a named type come first, and the first that is broken is the problem. */
bool accept_bounds(Arena *arena, const Type *type, const Value *value, Text *problem) {
    for (uint32_t i = 0; i < type->constraint_count; i++)
        if (!holds(arena, &type->constraints[i], value, problem)) return false;
    return true;
}
