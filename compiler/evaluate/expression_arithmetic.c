/* expression_arithmetic.c - `+ - * / %`.
 *
 * Whole numbers are computed in 64 bits and checked; everything else in exact decimals, and a
 * result that is not exact is a mistake rather than rounded. A computed duration takes Go's
 * form, a computed quantity the unit of its first operand. `+` also joins strings and lists. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* --- What is measured ----------------------------------------------------------------------- */

typedef enum Measure {
    MEASURE_NONE,
    MEASURE_INT,
    MEASURE_NUMBER,
    MEASURE_PERCENT,
    MEASURE_DURATION,
    MEASURE_QUANTITY
} Measure;

/* A whole number that stands for a `number` is divided like one. */
static Measure measure_of(Result result) {
    bool is_number = result.type != NULL && result.type->base == BASE_NUMBER;
    switch (result.value->kind) {
    case VALUE_INT: return is_number ? MEASURE_NUMBER : MEASURE_INT;
    case VALUE_NUMBER: return MEASURE_NUMBER;
    case VALUE_PERCENT: return MEASURE_PERCENT;
    case VALUE_DURATION: return MEASURE_DURATION;
    case VALUE_QUANTITY: return MEASURE_QUANTITY;
    case VALUE_ERROR:
    case VALUE_ABSENT:
    case VALUE_BOOL:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET:
    case VALUE_LIST:
    case VALUE_MAP: return MEASURE_NONE;
    }
    unreachable("ValueKind");
}

/* A number that measures nothing. */
static bool is_plain(Measure measure) {
    return measure == MEASURE_INT || measure == MEASURE_NUMBER;
}

/* Of two plain numbers, the one that is not an int decides. */
static Measure wider(Measure a, Measure b) {
    return a == MEASURE_INT ? b : a;
}

/* What a sum or difference measures: both the same, or a plain number as a quantity. */
static Measure measure_sum(Measure a, Measure b) {
    if (a == b) return a;
    if (is_plain(a) && is_plain(b)) return MEASURE_NUMBER;
    bool has_quantity = a == MEASURE_QUANTITY || b == MEASURE_QUANTITY;
    return has_quantity && (is_plain(a) || is_plain(b)) ? MEASURE_QUANTITY : MEASURE_NONE;
}

/* A plain number times anything is of the kind of the other; two measures have no product here. */
static Measure measure_product(Measure a, Measure b) {
    if (is_plain(a)) return is_plain(b) ? wider(a, b) : b;
    return is_plain(b) ? a : MEASURE_NONE;
}

/* Something by a plain number stays what it is; two of one kind have a plain ratio. */
static Measure measure_quotient(Measure a, Measure b) {
    if (is_plain(b)) return is_plain(a) ? wider(a, b) : a;
    return a == b ? MEASURE_NUMBER : MEASURE_NONE;
}

/* What the result measures, MEASURE_NONE where the operator does not take the two. */
static Measure measure_result(Operator operator, Measure a, Measure b) {
    if (a == MEASURE_NONE || b == MEASURE_NONE) return MEASURE_NONE;
    if (operator== OPERATOR_MULTIPLY) return measure_product(a, b);
    if (operator== OPERATOR_DIVIDE) return measure_quotient(a, b);
    if (operator!= OPERATOR_REMAINDER) return measure_sum(a, b);
    return a == MEASURE_INT && b == MEASURE_INT ? MEASURE_INT : MEASURE_NONE;
}

/* --- Mistakes ------------------------------------------------------------------------------- */

/* Where the operands come from, as far as they are references. */
static void show_sources(Frame *frame, Finding *finding, const Expression *expression,
                         Sides sides) {
    finding_show_source(frame, finding, expression->as.sides.left, sides.left.value);
    finding_show_source(frame, finding, expression->as.sides.right, sides.right.value);
}

/* "7 / 2", from the values. */
static Text show_operation(Frame *frame, const Expression *expression, Sides sides) {
    Text left = frame_show(frame, sides.left.value);
    Text right = frame_show(frame, sides.right.value);
    return text_format(frame->matrix->arena, "%.*s %s %.*s", TEXT_ARGS(left),
                       operator_spelling(expression->operator), TEXT_ARGS(right));
}

/* The label stands at the divisor: that is what has to change. */
static Result zero_divisor(Frame *frame, const Expression *expression, Sides sides) {
    Finding *finding = finding_open(frame, CODE_T0026, expression->span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding,
                     report_division_by_zero(frame->matrix->report, expression->span));
    finding_show(frame, finding, expression->as.sides.right->span,
                 frame_show(frame, sides.right.value));
    finding_show_source(frame, finding, expression->as.sides.right, sides.right.value);
    return result_error;
}

/* Beyond 64 bits, for whole numbers and for the nanoseconds of durations. */
static Result overflow(Frame *frame, const Expression *expression, Sides sides) {
    Finding *finding = finding_open(frame, CODE_T0028, expression->span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding, report_overflow(frame->matrix->report, expression->span));
    Text shown = show_operation(frame, expression, sides);
    finding_show(frame, finding, expression->span,
                 text_format(frame->matrix->arena, "%.*s is beyond 64 bits", TEXT_ARGS(shown)));
    show_sources(frame, finding, expression, sides);
    return result_error;
}

/* What a result is not, by what it measures. */
static const char *describe_inexact(Sides sides) {
    Measure left = measure_of(sides.left);
    Measure right = measure_of(sides.right);
    if ((left == MEASURE_DURATION) != (right == MEASURE_DURATION))
        return "is no whole number of nanoseconds";
    return left == MEASURE_INT && right == MEASURE_INT ? "leaves a remainder"
                                                       : "needs more than 34 digits";
}

/* For two ints the help shows the way to a fraction, which is what was probably meant. */
static Result inexact(Frame *frame, const Expression *expression, Sides sides) {
    Finding *finding = finding_open(frame, CODE_T0027, expression->span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_inexact(frame->matrix->report, expression->span);
        finding_keep(frame, finding, d);
        if (measure_of(sides.left) == MEASURE_INT && measure_of(sides.right) == MEASURE_INT)
            report_help(d, "give one side the type `number` for a fraction");
    }
    Text shown = show_operation(frame, expression, sides);
    finding_show(
        frame, finding, expression->span,
        text_format(frame->matrix->arena, "%.*s %s", TEXT_ARGS(shown), describe_inexact(sides)));
    show_sources(frame, finding, expression, sides);
    return result_error;
}

/* --- Whole numbers -------------------------------------------------------------------------- */

/* The smallest integer has no negative of its kind, so dividing it by -1 is an overflow. */
static Result quotient(Frame *frame, const Expression *expression, Sides sides) {
    int64_t a = sides.left.value->as.integer;
    int64_t b = sides.right.value->as.integer;
    if (b == -1 && a == INT64_MIN) return overflow(frame, expression, sides);
    if (a % b != 0) return inexact(frame, expression, sides);
    return result_of(value_int(frame->matrix->arena, a / b));
}

/* The remainder by -1 is always 0, and is not asked of the machine, which may trap. */
static Result integer_result(Frame *frame, const Expression *expression, Sides sides) {
    int64_t a = sides.left.value->as.integer;
    int64_t b = sides.right.value->as.integer;
    int64_t out = 0;
    bool is_too_large = false;
    Operator operator= expression->operator;
    if (operator== OPERATOR_DIVIDE) return quotient(frame, expression, sides);
    if (operator== OPERATOR_ADD) is_too_large = __builtin_add_overflow(a, b, &out);
    if (operator== OPERATOR_SUBTRACT) is_too_large = __builtin_sub_overflow(a, b, &out);
    if (operator== OPERATOR_MULTIPLY) is_too_large = __builtin_mul_overflow(a, b, &out);
    if (operator== OPERATOR_REMAINDER) out = b == -1 ? 0 : a % b;
    if (is_too_large) return overflow(frame, expression, sides);
    return result_of(value_int(frame->matrix->arena, out));
}

/* --- Decimals ------------------------------------------------------------------------------- */

/* Remainders of decimals are none: `%` is for whole numbers only. */
static bool compute(Operator operator, Number a, Number b, Number *out) {
    if (operator== OPERATOR_ADD) return number_add(a, b, out);
    if (operator== OPERATOR_SUBTRACT) return number_subtract(a, b, out);
    if (operator== OPERATOR_MULTIPLY) return number_multiply(a, b, out);
    return number_divide(a, b, out);
}

/* Nanoseconds, and there are no parts of them. */
static Result duration_result(Frame *frame, const Expression *expression, Sides sides,
                              Number number) {
    int64_t nanoseconds;
    if (!number_is_integer(number)) return inexact(frame, expression, sides);
    if (!number_to_int(number, &nanoseconds)) return overflow(frame, expression, sides);
    Arena *arena = frame->matrix->arena;
    Text text = duration_text(arena, nanoseconds);
    return result_of(value_text(arena, VALUE_DURATION, text));
}

/* In the unit of the first operand that is a quantity: `1Gi + 512Mi` is `1.5Gi`. */
static Result quantity_result(Frame *frame, Sides sides, Number number) {
    Arena *arena = frame->matrix->arena;
    const Value *first =
        sides.left.value->kind == VALUE_QUANTITY ? sides.left.value : sides.right.value;
    Text text = quantity_text(arena, number, quantity_unit(first->text));
    return result_of(value_text(arena, VALUE_QUANTITY, text));
}

/* Digits and the sign, as it would be written. */
static Result percent_result(Frame *frame, Number number) {
    Arena *arena = frame->matrix->arena;
    Text digits = number_text(arena, number);
    Text text = text_join(arena, (const Text[]){digits, TEXT("%")}, 2, TEXT(""));
    return result_of(value_text(arena, VALUE_PERCENT, text));
}

/* Everything but two ints. A plain result is a `number`, also when it happens to be whole, so
 * that what is computed from it is not suddenly divided like an int. */
static Result decimal_result(Frame *frame, const Expression *expression, Sides sides,
                             Measure measure) {
    Number a, b, number;
    if (!value_number(sides.left.value, &a) || !value_number(sides.right.value, &b) ||
        !compute(expression->operator, a, b, &number))
        return inexact(frame, expression, sides);
    if (measure == MEASURE_DURATION) return duration_result(frame, expression, sides, number);
    if (measure == MEASURE_QUANTITY) return quantity_result(frame, sides, number);
    if (measure == MEASURE_PERCENT) return percent_result(frame, number);
    const Matrix *matrix = frame->matrix;
    return (Result){value_of_number(matrix->arena, number), matrix->builtin[BASE_NUMBER]};
}

/* Also `0s` and `0%`. */
static bool is_zero(const Value *value) {
    Number number;
    return value_number(value, &number) && number_compare(number, number_of(0)) == 0;
}

/* What is measured decides the arithmetic. */
static Result number_result(Frame *frame, const Expression *expression, Sides sides) {
    Operator operator= expression->operator;
    Measure measure = measure_result(operator, measure_of(sides.left), measure_of(sides.right));
    if (measure == MEASURE_NONE) return mistake_operands(frame, expression, sides);
    bool divides = operator== OPERATOR_DIVIDE || operator== OPERATOR_REMAINDER;
    if (divides && is_zero(sides.right.value)) return zero_divisor(frame, expression, sides);
    if (measure == MEASURE_INT) return integer_result(frame, expression, sides);
    return decimal_result(frame, expression, sides, measure);
}

/* --- Joining -------------------------------------------------------------------------------- */

/* The kinds that are text and nothing else. A duration is not: joined to a unit it would still
 * look like one. */
static bool is_word(const Value *value) {
    return value->kind == VALUE_STRING || value->kind == VALUE_ENUM ||
           value->kind == VALUE_NETWORK || value->kind == VALUE_DIGEST ||
           value->kind == VALUE_SECRET || value->kind == VALUE_TIME;
}

/* Measured before it is made: the two may be a mebibyte each. */
static Result join_texts(Frame *frame, const Expression *expression, Sides sides) {
    Arena *arena = frame->matrix->arena;
    const Text parts[] = {sides.left.value->text, sides.right.value->text};
    if (!expression_spend(frame, expression->span, (parts[0].length + parts[1].length) / 8))
        return result_error;
    Text text = text_join(arena, parts, 2, TEXT(""));
    return mistake_or_fitting(frame, expression->span, value_string(arena, text));
}

/* The items are shared, not copied. */
static Result join_lists(Frame *frame, const Expression *expression, Sides sides) {
    Arena *arena = frame->matrix->arena;
    const Value *left = sides.left.value;
    const Value *right = sides.right.value;
    uint32_t count = left->count + right->count;
    if (!expression_spend(frame, expression->span, count)) return result_error;
    const Value **items = arena_array(arena, const Value *, count);
    if (left->count > 0) memcpy(items, left->as.items, left->count * sizeof *items);
    if (right->count > 0)
        memcpy(items + left->count, right->as.items, right->count * sizeof *items);
    return mistake_or_fitting(frame, expression->span, value_list(arena, items, count));
}

/* Absence is asked about first, whatever the other side is: it is the more useful thing to say. */
Result arithmetic_evaluate(Frame *frame, const Expression *expression, const Type *expected) {
    Sides sides = expression_sides(frame, expression, expected);
    if (result_is_error(sides.left) || result_is_error(sides.right)) return result_error;
    const Value *left = sides.left.value;
    const Value *right = sides.right.value;
    if (left->kind == VALUE_ABSENT)
        return mistake_absent(frame, expression->as.sides.left->span, expression->as.sides.left);
    if (right->kind == VALUE_ABSENT)
        return mistake_absent(frame, expression->as.sides.right->span, expression->as.sides.right);
    if (expression->operator== OPERATOR_ADD && is_word(left) && is_word(right))
        return join_texts(frame, expression, sides);
    if (expression->operator== OPERATOR_ADD && left->kind == VALUE_LIST &&
        right->kind == VALUE_LIST)
        return join_lists(frame, expression, sides);
    return number_result(frame, expression, sides);
}
