/* function_number.c - the functions on numbers, durations and quantities. */
#include "evaluate/function.h"

/* --- The smallest and the largest ----------------------------------------------------------- */

/* The value that stands at the end of the order; `sign` is -1 for the smallest, 1 for the largest.
 * Of equals it is the first, with its spelling. */
static const Value *extreme(const Value *const *items, uint32_t count, int sign, Text *problem) {
    if (count == 0) {
        *problem = TEXT("the list is empty");
        return NULL;
    }
    const Value *best = items[0];
    for (uint32_t i = 0; i < count; i++) {
        int order;
        if (!value_compare(items[i], best, &order)) {
            *problem = TEXT("these values have no order among them");
            return NULL;
        }
        if (order * sign > 0) best = items[i];
    }
    return best;
}

/* Either the arguments, or the items of the one list. */
static const Value *extreme_of(const Call *call, int sign, Text *problem) {
    const Value *first = call->arguments[0];
    if (call->count == 1 && first->kind == VALUE_LIST)
        return extreme(first->as.items, first->count, sign, problem);
    return extreme(call->arguments, call->count, sign, problem);
}

/* The value itself, with its spelling. */
const Value *function_MIN(Call *call, Text *problem) {
    return extreme_of(call, -1, problem);
}

const Value *function_MAX(Call *call, Text *problem) {
    return extreme_of(call, 1, problem);
}

/* --- Whole numbers -------------------------------------------------------------------------- */

typedef Number Rounding(Number number);

/* Digits behind the point are what they take away; what is left may still be too large. */
static const Value *round_with(Call *call, Rounding *rounding, Text *problem) {
    Number number;
    int64_t integer;
    bool is_number = value_number(call->arguments[0], &number);
    ensure(is_number);
    if (number_to_int(rounding(number), &integer)) return value_int(call->arena, integer);
    *problem = TEXT("the result does not fit in 64 bits");
    return NULL;
}

const Value *function_CEIL(Call *call, Text *problem) {
    return round_with(call, number_ceil, problem);
}

const Value *function_FLOOR(Call *call, Text *problem) {
    return round_with(call, number_floor, problem);
}

const Value *function_ROUND(Call *call, Text *problem) {
    return round_with(call, number_round, problem);
}

/* --- Units ---------------------------------------------------------------------------------- */

/* Whole units only: a rounded timeout is a wrong one. */
static const Value *count_units(Call *call, int64_t nanoseconds, const char *unit, Text *problem) {
    const Value *value = call->arguments[0];
    int64_t duration;
    bool is_duration = duration_parse(value->text, &duration);
    ensure(is_duration);
    if (duration % nanoseconds == 0) return value_int(call->arena, duration / nanoseconds);
    *problem =
        text_format(call->arena, "%.*s is no whole number of %s", TEXT_ARGS(value->text), unit);
    return NULL;
}

static const int64_t MILLISECOND = 1000000;
static const int64_t SECOND = INT64_C(1000000000);

const Value *function_MILLISECONDS(Call *call, Text *problem) {
    return count_units(call, MILLISECOND, "milliseconds", problem);
}

const Value *function_SECONDS(Call *call, Text *problem) {
    return count_units(call, SECOND, "seconds", problem);
}

const Value *function_MINUTES(Call *call, Text *problem) {
    return count_units(call, 60 * SECOND, "minutes", problem);
}

const Value *function_HOURS(Call *call, Text *problem) {
    return count_units(call, 3600 * SECOND, "hours", problem);
}

const Value *function_DAYS(Call *call, Text *problem) {
    return count_units(call, 24 * 3600 * SECOND, "days", problem);
}

/* A quantity is a number; bytes are what it counts where it is of memory. */
const Value *function_BYTES(Call *call, Text *problem) {
    Number number;
    int64_t integer;
    bool is_number = value_number(call->arguments[0], &number);
    ensure(is_number);
    if (number_to_int(number, &integer)) return value_int(call->arena, integer);
    Text text = call->arguments[0]->text;
    *problem = text_format(call->arena, "%.*s is no whole number of 64 bits", TEXT_ARGS(text));
    return NULL;
}
