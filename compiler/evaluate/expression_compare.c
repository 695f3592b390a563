/* expression_compare.c - `==`, `<`, `in`, `matches` and their like.
 *
 * What is compared is what is meant, not how it is spelled: `1000m == 1`. So a literal or a bare
 * name is read by the type of the other side, a string as the text type that the other side has,
 * and a whole number as the quantity that it is. What is still of two kinds then is a mistake, and
 * never just unequal. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"
#include "evaluate/reference.h"

/* --- Both sides ----------------------------------------------------------------------------- */

/* An int suggests nothing: beside it `100m` is as ambiguous as anywhere. */
const Type *expression_hint(const Matrix *matrix, Result result) {
    if (result.type != NULL) return result.type;
    switch (result.value->kind) {
    case VALUE_NUMBER: return matrix->builtin[BASE_NUMBER];
    case VALUE_PERCENT: return matrix->builtin[BASE_PERCENT];
    case VALUE_DURATION: return matrix->builtin[BASE_DURATION];
    case VALUE_QUANTITY: return matrix->builtin[BASE_QUANTITY];
    case VALUE_STRING: return matrix->builtin[BASE_STRING];
    case VALUE_ERROR:
    case VALUE_ABSENT:
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET:
    case VALUE_LIST:
    case VALUE_MAP: return NULL;
    }
    unreachable("ValueKind");
}

/* What the place expects counts more than what the other side is. */
static const Type *hint_or(const Matrix *matrix, const Type *expected, Result other) {
    return expected != NULL ? expected : expression_hint(matrix, other);
}

/* The side that has a meaning of its own is evaluated first; of two such, the left one. */
Sides expression_sides(Frame *frame, const Expression *expression, const Type *expected) {
    const Expression *left = expression->as.sides.left;
    const Expression *right = expression->as.sides.right;
    Sides sides;
    if (expression_is_bare(frame, left) && !expression_is_bare(frame, right)) {
        sides.right = expression_evaluate(frame, right, expected);
        sides.left =
            expression_evaluate(frame, left, hint_or(frame->matrix, expected, sides.right));
    } else {
        sides.left = expression_evaluate(frame, left, expected);
        sides.right =
            expression_evaluate(frame, right, hint_or(frame->matrix, expected, sides.left));
    }
    return sides;
}

/* Then nothing is said: it was. */
static bool has_error(Sides sides) {
    return result_is_error(sides.left) || result_is_error(sides.right);
}

/* Reports the side that is absent; false when none is. */
static bool is_absent(Frame *frame, const Expression *expression, Sides sides) {
    const Expression *operand = NULL;
    if (sides.right.value->kind == VALUE_ABSENT) operand = expression->as.sides.right;
    if (sides.left.value->kind == VALUE_ABSENT) operand = expression->as.sides.left;
    if (operand != NULL) mistake_absent(frame, operand->span, operand);
    return operand != NULL;
}

/* --- Making two values one kind ------------------------------------------------------------- */

/* The type whose values have a kind that a string or a whole number can be read as. */
static const Type *readable_type(const Matrix *matrix, const Value *value) {
    switch (value->kind) {
    case VALUE_PERCENT: return matrix->builtin[BASE_PERCENT];
    case VALUE_DURATION: return matrix->builtin[BASE_DURATION];
    case VALUE_QUANTITY: return matrix->builtin[BASE_QUANTITY];
    case VALUE_TIME: return matrix->builtin[BASE_TIMESTAMP];
    case VALUE_ERROR:
    case VALUE_ABSENT:
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_NUMBER:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_DIGEST:
    case VALUE_SECRET:
    case VALUE_LIST:
    case VALUE_MAP: return NULL;
    }
    unreachable("ValueKind");
}

/* A string or plain number as the kind of the other, if it has that form; else as it was. */
static const Value *read_as(const Matrix *matrix, const Value *value, const Value *other) {
    const Type *type = readable_type(matrix, other);
    Text problem;
    if (type != NULL && value->kind != other->kind)
        type_accepts(matrix->arena, type, value, &value, &problem);
    return value;
}

typedef enum Family {
    FAMILY_TRUTH,
    FAMILY_NUMBER,
    FAMILY_PERCENT,
    FAMILY_DURATION,
    FAMILY_TIME,
    FAMILY_TEXT,
    FAMILY_LIST,
    FAMILY_MAP,
    FAMILY_NONE
} Family;

/* Kinds in one family are compared with one another: numbers by value, texts by their bytes. */
static Family family_of(const Value *value) {
    switch (value->kind) {
    case VALUE_BOOL: return FAMILY_TRUTH;
    case VALUE_INT:
    case VALUE_NUMBER:
    case VALUE_QUANTITY: return FAMILY_NUMBER;
    case VALUE_PERCENT: return FAMILY_PERCENT;
    case VALUE_DURATION: return FAMILY_DURATION;
    case VALUE_TIME: return FAMILY_TIME;
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_DIGEST:
    case VALUE_SECRET: return FAMILY_TEXT;
    case VALUE_LIST: return FAMILY_LIST;
    case VALUE_MAP: return FAMILY_MAP;
    case VALUE_ERROR:
    case VALUE_ABSENT: return FAMILY_NONE;
    }
    unreachable("ValueKind");
}

/* Brings both to one kind where one can be read as the other. False when they stay apart. */
static bool unify(const Matrix *matrix, const Value **a, const Value **b) {
    *a = read_as(matrix, *a, *b);
    *b = read_as(matrix, *b, *a);
    return family_of(*a) == family_of(*b);
}

/* --- Comparing ------------------------------------------------------------------------------ */

/* The literal, not a value that happens to be absent. */
static bool is_none(const Expression *expression) {
    return expression->kind == EXPRESSION_NONE;
}

/* `preview-123`, which is what `env` is for one pull request. */
static bool is_ephemeral_text(const Model *model, Text text) {
    for (uint32_t i = 0; i < model->environment_count; i++) {
        const Environment *environment = &model->environments[i];
        Text name = environment->name->text;
        bool is_longer = text.length > name.length + 1 && text_starts_with(text, name);
        if (environment->is_ephemeral && is_longer && text.bytes[name.length] == '-') return true;
    }
    return false;
}

static bool is_word_of(const Matrix *matrix, const Type *type, Text text) {
    if (type_word(type, text) != NULL) return true;
    return type == matrix->environment_type && is_ephemeral_text(matrix->model, text);
}

/* A string in quotes beside an enum must be one of its words: else it is never equal. */
static bool is_no_word(Frame *frame, const Expression *literal, const Type *type) {
    if (literal->kind != EXPRESSION_STRING || type == NULL || type->base != BASE_ENUM) return false;
    if (is_word_of(frame->matrix, type, literal->as.text)) return false;
    Finding *finding = finding_open(frame, CODE_N0050, literal->span);
    if (finding->diagnostic != NULL) return true;
    Diagnostic *d =
        report_unknown_reference(frame->matrix->report, literal->span, literal->as.text);
    finding_keep(frame, finding, d);
    suggest_one_of(d, literal->span, literal->as.text, type->values, type->value_count, "values");
    return true;
}

/* `== none` asks whether a value is there, and is the only comparison that may meet an absent
 * one. */
static Result equality(Frame *frame, const Expression *expression) {
    bool wants_equal = expression->operator== OPERATOR_EQUAL;
    const Expression *left = expression->as.sides.left;
    const Expression *right = expression->as.sides.right;
    Sides sides = expression_sides(frame, expression, NULL);
    if (has_error(sides)) return result_error;
    const Value *a = sides.left.value;
    const Value *b = sides.right.value;
    if (is_none(left) || is_none(right))
        return result_of(value_bool((a->kind == b->kind) == wants_equal));
    if (is_absent(frame, expression, sides)) return result_error;
    if (is_no_word(frame, left, sides.right.type) || is_no_word(frame, right, sides.left.type))
        return result_error;
    if (!expression_spend_walk(frame, expression->span, a)) return result_error;
    if (!unify(frame->matrix, &a, &b)) return mistake_operands(frame, expression, sides);
    return result_of(value_bool(value_equal(a, b) == wants_equal));
}

/* `>=` is what is left. */
static bool order_holds(Operator operator, int order) {
    if (operator== OPERATOR_LESS) return order < 0;
    if (operator== OPERATOR_LESS_EQUAL) return order <= 0;
    if (operator== OPERATOR_GREATER) return order > 0;
    return order >= 0;
}

/* `false < true` is true for laws, but nobody means it in an expression. */
static Result order(Frame *frame, const Expression *expression) {
    Sides sides = expression_sides(frame, expression, NULL);
    if (has_error(sides) || is_absent(frame, expression, sides)) return result_error;
    const Value *a = sides.left.value;
    const Value *b = sides.right.value;
    int order = 0;
    bool is_ordered = unify(frame->matrix, &a, &b) && a->kind != VALUE_BOOL;
    if (!is_ordered || !value_compare(a, b, &order))
        return mistake_operands(frame, expression, sides);
    return result_of(value_bool(order_holds(expression->operator, order)));
}

/* --- Membership ----------------------------------------------------------------------------- */

/* The list or map, whose items are read by the type of what is looked for; or, where that is a bare
 * name, the other way round. */
static Sides membership_sides(Frame *frame, const Expression *expression) {
    const Expression *left = expression->as.sides.left;
    const Expression *right = expression->as.sides.right;
    Sides sides;
    if (right->kind != EXPRESSION_LIST) {
        sides.right = expression_evaluate(frame, right, NULL);
        const Type *type = sides.right.type;
        const Type *element = type != NULL && type->base == BASE_LIST ? type->element : NULL;
        sides.left = expression_evaluate(frame, left, element);
        return sides;
    }
    sides.left = expression_evaluate(frame, left, NULL);
    sides.right = list_evaluate(frame, right, expression_hint(frame->matrix, sides.left));
    return sides;
}

/* 1 found, 0 not found, -1 when an item is of another kind. */
static int find_item(const Matrix *matrix, const Value *item, const Value *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        const Value *a = item;
        const Value *b = list->as.items[i];
        if (!unify(matrix, &a, &b)) return -1;
        if (value_equal(a, b)) return 1;
    }
    return 0;
}

/* A member that is absent is not there. */
static int find_member(const Value *key, const Value *map) {
    if (!value_is_text(key)) return -1;
    const Value *found = value_member(map, key->text);
    return found != NULL && found->kind != VALUE_ABSENT;
}

/* Strings that no word of an enum can be equal to, on either side of `in`. All of them are reported. */
static bool has_no_word(Frame *frame, const Expression *expression, Sides sides) {
    const Expression *list = expression->as.sides.right;
    const Type *type = sides.right.type;
    if (list->kind != EXPRESSION_LIST)
        return type != NULL && type->base == BASE_LIST &&
               is_no_word(frame, expression->as.sides.left, type->element);
    bool is_found = false;
    for (uint32_t i = 0; i < list->as.list.count; i++)
        is_found |= is_no_word(frame, list->as.list.items[i], sides.left.type);
    return is_found;
}

/* An item of another kind is a mistake in the list rather than just not found. */
static Result membership(Frame *frame, const Expression *expression) {
    Sides sides = membership_sides(frame, expression);
    if (has_error(sides) || is_absent(frame, expression, sides)) return result_error;
    const Value *all = sides.right.value;
    if (!expression_spend(frame, expression->span, all->count)) return result_error;
    if (has_no_word(frame, expression, sides)) return result_error;
    int found = -1;
    if (all->kind == VALUE_LIST) found = find_item(frame->matrix, sides.left.value, all);
    if (all->kind == VALUE_MAP) found = find_member(sides.left.value, all);
    if (found < 0) return mistake_operands(frame, expression, sides);
    return result_of(value_bool((found == 1) == (expression->operator== OPERATOR_IN)));
}

/* --- Patterns ------------------------------------------------------------------------------- */

/* Patterns are compiled once each, however often they are asked. */
static Pattern *find_pattern(Frame *frame, const Expression *expression, Text source) {
    Matrix *matrix = frame->matrix;
    Pattern *known = map_get(&matrix->patterns, source);
    if (known != NULL) return known;
    Text problem;
    Pattern *pattern = pattern_compile(matrix->arena, matrix->model->patterns, source, &problem);
    if (pattern != NULL) {
        map_put(&matrix->patterns, source, pattern);
        return pattern;
    }
    Finding *finding = finding_open(frame, CODE_T0035, expression->span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding, report_no_pattern(matrix->report, expression->span));
    finding_show(frame, finding, expression->span, problem);
    return NULL;
}

/* The limit is in steps of the matcher, so it does not depend on the machine. */
static Result too_slow(Frame *frame, const Expression *expression) {
    Finding *finding = finding_open(frame, CODE_T0036, expression->span);
    if (finding->diagnostic != NULL) return result_error;
    Diagnostic *d = report_slow_pattern(frame->matrix->report, expression->span);
    finding_keep(frame, finding, d);
    report_help(d, "avoid a repetition inside of a repetition, such as `(a+)+`");
    return result_error;
}

/* What a match takes of the supply of steps, besides its own: it is slower than other operators. */
enum { MATCH_STEPS = 25 };

/* The pattern comes from a string like any other, so it may be computed. */
static Result match(Frame *frame, const Expression *expression) {
    Sides sides = {expression_evaluate(frame, expression->as.sides.left, NULL),
                   expression_evaluate(frame, expression->as.sides.right, NULL)};
    if (has_error(sides) || is_absent(frame, expression, sides)) return result_error;
    if (!value_is_text(sides.left.value) || sides.right.value->kind != VALUE_STRING)
        return mistake_operands(frame, expression, sides);
    Pattern *pattern = find_pattern(frame, expression->as.sides.right, sides.right.value->text);
    if (pattern == NULL || !expression_spend(frame, expression->span, MATCH_STEPS) ||
        !expression_spend_walk(frame, expression->span, sides.left.value))
        return result_error;
    int found = pattern_search(pattern, sides.left.value->text);
    return found < 0 ? too_slow(frame, expression) : result_of(value_bool(found == 1));
}

/* By what the operator asks. */
Result comparison_evaluate(Frame *frame, const Expression *expression) {
    switch (expression->operator) {
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL: return equality(frame, expression);
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL: return order(frame, expression);
    case OPERATOR_IN:
    case OPERATOR_NOT_IN: return membership(frame, expression);
    case OPERATOR_MATCHES: return match(frame, expression);
    case OPERATOR_OR:
    case OPERATOR_AND:
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
    case OPERATOR_DIVIDE:
    case OPERATOR_REMAINDER: break;
    }
    unreachable("Operator");
}
