/* value.c - the harness of values: what is printed is read again as the same value.
 *
 * One text is offered to every reader of values. Two lines are two numbers, on which arithmetic must
 * keep its laws where it gives a result at all. */
#include "evaluate/evaluate.h"
#include "harness.h"
#include "value/value.h"

/* --- Numbers -------------------------------------------------------------------------------- */

static bool same_number(Number a, Number b) {
    return a.coefficient == b.coefficient && a.exponent == b.exponent &&
           a.is_negative == b.is_negative;
}

static void check_number(Arena *arena, Text text) {
    Number number, again;
    int64_t integer;
    if (!number_parse(text, &number)) return;
    Text printed = number_text(arena, number);
    if (number_parse(printed, &again)) property(same_number(number, again));
    if (number_to_int(number, &integer)) property(same_number(number, number_of(integer)));
    property(number_compare(number_floor(number), number) <= 0);
    property(number_compare(number_ceil(number), number) >= 0);
    property(number_is_integer(number_round(number)));
}

/* What is added can be taken away and what is multiplied divided, exactly. */
static void check_arithmetic(Text left, Text right) {
    Number a, b, result, back;
    if (!number_parse(left, &a) || !number_parse(right, &b)) return;
    property(number_compare(a, b) == -number_compare(b, a));
    if (number_add(a, b, &result) && number_subtract(result, b, &back))
        property(same_number(a, back));
    if (b.coefficient != 0 && number_multiply(a, b, &result) && number_divide(result, b, &back))
        property(same_number(a, back));
    if (number_remainder(a, b, &result) && result.coefficient != 0)
        property(result.is_negative == a.is_negative);
}

/* --- Durations, quantities, percents -------------------------------------------------------- */

static void check_duration(Arena *arena, Text text) {
    int64_t nanoseconds, again;
    Text spelling;
    bool is_duration = duration_parse(text, &nanoseconds);
    property(duration_spelling(arena, text, &spelling) == is_duration);
    if (!is_duration) return;
    property(duration_parse(spelling, &again) && again == nanoseconds);
    property(memchr(spelling.bytes, 'd', spelling.length) == NULL);
    property(duration_parse(duration_text(arena, nanoseconds), &again) && again == nanoseconds);
}

static void check_quantity(Arena *arena, Text text) {
    Number number, again;
    if (!quantity_parse(text, &number)) return;
    Text printed = quantity_text(arena, number, quantity_unit(text));
    if (quantity_parse(printed, &again)) property(same_number(number, again));
}

static void check_percent(Text text) {
    Number percent, number;
    if (!percent_parse(text, &percent)) return;
    property(number_parse(text_slice(text, 0, text.length - 1), &number));
    property(same_number(percent, number));
}

/* --- Networks and moments ------------------------------------------------------------------- */

static void check_network(Arena *arena, Text text) {
    Network network, again;
    if (!network_parse(text, &network)) return;
    property(network_parse(network_text(arena, &network), &again));
    property(network.family == again.family && network.prefix == again.prefix);
    property(network.is_network == again.is_network);
    property(memcmp(network.address, again.address, sizeof network.address) == 0);
    property(network_overlaps(&network, &network) && network_contains(&network, &network));
    if (network_subnet(&network, 1, 1, &again)) property(network_contains(&network, &again));
}

/* A date names the day that a moment is in. */
static void check_moment(Arena *arena, Text text) {
    enum { DAY = 24 * 60 * 60 };

    int64_t seconds, midnight;
    if (!moment_parse(text, &seconds)) return;
    property(moment_parse(moment_date(arena, seconds), &midnight));
    property(midnight <= seconds && seconds - midnight < DAY);
}

/* --- Typed values --------------------------------------------------------------------------- */

/* The plain text of a scalar is read as the same value, and has the same plain text. */
static void check_typed(Arena *arena, BaseKind base, Text text) {
    Type type = {.base = base, .text = TEXT("fuzz")};
    const Value *value, *again;
    Text problem = TEXT("");
    if (!type_read(arena, &type, text, &value, &problem)) {
        property(problem.length > 0);
        return;
    }
    if (!value_is_scalar(value)) return;
    Text plain = value_plain(arena, value);
    property(harness_is_printable(value_show(arena, value, 60)));
    if (memchr("\"'", plain.length > 0 ? plain.bytes[0] : 0, 2) != NULL) return;
    property(type_read(arena, &type, plain, &again, &problem));
    property(value_same(value, again) && value_equal(value, again));
    property(text_equal(plain, value_plain(arena, again)));
}

static void check_types(Arena *arena, Text text) {
    static const BaseKind bases[] = {BASE_BOOL,     BASE_INT,      BASE_NUMBER,   BASE_STRING,
                                     BASE_DURATION, BASE_QUANTITY, BASE_PERCENT,  BASE_PORT,
                                     BASE_IP,       BASE_CIDR,     BASE_HOST,     BASE_URL,
                                     BASE_SEMVER,   BASE_DIGEST,   BASE_TIMESTAMP};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++)
        check_typed(arena, bases[i], text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text text = harness_text(&arena, data, size);
    size_t line = text_find(text, TEXT("\n"), 0);
    check_number(&arena, text);
    if (line != SIZE_MAX)
        check_arithmetic(text_slice(text, 0, line), text_slice(text, line + 1, text.length));
    check_duration(&arena, text);
    check_quantity(&arena, text);
    check_percent(text);
    check_network(&arena, text);
    check_moment(&arena, text);
    if (utf8_check(text) == SIZE_MAX && size < 4096) check_types(&arena, text);
    arena_close(&arena);
    return 0;
}
