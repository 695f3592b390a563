/* quantity.c - amounts of cpu and memory as Kubernetes writes them, and percents.
 *
 * A quantity is a decimal and at most one suffix: a unit of this table, or an exponent. Kubernetes
 * itself also takes `Gi` for nothing at all, `.5` and `1.`; the first is always a mistake, and the
 * others are no numbers in this language, so all three are refused. */
#include "value/value.h"

typedef struct Unit {
    char name[3];
    int8_t tens; /* the unit is 10^tens * 2^twos */
    int8_t twos;
} Unit;

static const Unit units[] = {
    {"n", -9, 0},  {"u", -6, 0},  {"m", -3, 0},  {"k", 3, 0},   {"M", 6, 0},
    {"G", 9, 0},   {"T", 12, 0},  {"P", 15, 0},  {"E", 18, 0},  {"Ki", 0, 10},
    {"Mi", 0, 20}, {"Gi", 0, 30}, {"Ti", 0, 40}, {"Pi", 0, 50}, {"Ei", 0, 60},
};

/* How large a unit is; false when there is none of that name. No unit at all is one. */
static bool size_of_unit(Text name, Number *out) {
    if (name.length == 0) {
        *out = number_of(1);
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (!text_equal(name, text_of(units[i].name))) continue;
        *out = number_of(INT64_C(1) << units[i].twos);
        if (units[i].twos == 0) out->exponent = units[i].tens;
        return true;
    }
    return false;
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
    Number unit;
    return size_of_unit(suffix, &unit) ? suffix : (Text){"", 0};
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
