/* quantity.c - amounts of cpu and memory as Kubernetes writes them, and percents.
 *
 * A quantity is a decimal and at most one suffix: a unit of this table, or an exponent. Kubernetes
 * itself also takes `Gi` for nothing at all, `.5` and `1.`; the first is always a mistake, and the
 * others are no numbers in this language, so all three are refused. */
#include "value/value.h"

typedef struct Unit {
    Text name;
    int8_t tens; /* the unit is 10^tens * 2^twos */
    int8_t twos;
} Unit;

static const Unit units[] = {
    {{"n", 1}, -9, 0},  {{"u", 1}, -6, 0},  {{"m", 1}, -3, 0},  {{"k", 1}, 3, 0},
    {{"M", 1}, 6, 0},   {{"G", 1}, 9, 0},   {{"T", 1}, 12, 0},  {{"P", 1}, 15, 0},
    {{"E", 1}, 18, 0},  {{"Ki", 2}, 0, 10}, {{"Mi", 2}, 0, 20}, {{"Gi", 2}, 0, 30},
    {{"Ti", 2}, 0, 40}, {{"Pi", 2}, 0, 50}, {{"Ei", 2}, 0, 60},
};

static const Unit *find_unit(Text name) {
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (text_equal(name, units[i].name)) return &units[i];
    return NULL;
}

bool quantity_is_unit(Text unit) {
    return find_unit(unit) != NULL;
}

/* How large a unit is; false when there is none of that name. No unit at all is one. */
static bool size_of_unit(Text name, Number *out) {
    const Unit *unit = find_unit(name);
    *out = number_of(unit == NULL ? 1 : INT64_C(1) << unit->twos);
    if (unit != NULL && unit->twos == 0) out->exponent = unit->tens;
    return unit != NULL || name.length == 0;
}

/* The length of a sign and plain digits with an optional fraction at the start of `text`. */
static size_t decimal_length(Text text) {
    size_t at = 0;
    while (at < text.length) {
        char byte = text.bytes[at];
        bool is_sign = at == 0 && (byte == '+' || byte == '-');
        if (!is_sign && byte != '.' && !byte_is_digit(byte)) break;
        at++;
    }
    return at;
}

/* `1E` is one exa, and no exponent that lost its digits. */
static bool has_exponent(Text suffix) {
    return suffix.length > 1 && (suffix.bytes[0] == 'e' || suffix.bytes[0] == 'E');
}

/* Units are tried first, because `E` is one. An exponent is read by number_parse together with its
 * number, but without the underscores that Kubernetes does not know. */
bool quantity_parse(Text text, Number *out) {
    size_t length = decimal_length(text);
    Text suffix = text_slice(text, length, text.length);
    Number amount, unit;
    if (!number_parse(text_slice(text, 0, length), &amount)) return false;
    if (size_of_unit(suffix, &unit)) return number_multiply(amount, unit, out);
    return has_exponent(suffix) && !text_contains(suffix, TEXT("_")) && number_parse(text, out);
}

/* What `quantity_text` takes, so that a sum keeps the unit of its first operand. */
Text quantity_unit(Text text) {
    Text suffix = text_slice(text, decimal_length(text), text.length);
    return quantity_is_unit(suffix) ? suffix : (Text){"", 0};
}

/* The amount and the unit, where the division comes out even; else plain digits, which are always
 * right. */
Text quantity_text(Arena *arena, Number amount, Text unit) {
    Number size, count;
    if (!size_of_unit(unit, &size) || !number_divide(amount, size, &count)) {
        return number_text(arena, amount);
    }
    const Text parts[] = {number_text(arena, count), unit};
    return text_join(arena, parts, 2, TEXT(""));
}

/* No exponents and no underscores: what is emitted is the spelling itself. */
bool percent_parse(Text text, Number *out) {
    size_t length = decimal_length(text);
    Text suffix = text_slice(text, length, text.length);
    return text_equal(suffix, TEXT("%")) && number_parse(text_slice(text, 0, length), out);
}
