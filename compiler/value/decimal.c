/* decimal.c - numbers as text: reading them exactly, and writing them without an exponent.
 *
 * Reading takes the digits one by one and holds back zeros until another digit follows, so the
 * coefficient arrives in its one form and `1000000...0` needs no more room than `1`. Writing gives
 * plain digits, which every reader of every format takes for the same number. */
#include "value/number.h"

typedef struct Digits {
    Wide coefficient;
    int count;      /* digits of the coefficient */
    int64_t zeros;  /* seen after it and not yet part of it */
    int64_t places; /* digits after the point */
    bool is_too_long;
} Digits;

/* A NUL behind the end spares every step a comparison: no number contains one. */
static char byte_at(Text text, size_t at) {
    return at < text.length ? text.bytes[at] : '\0';
}

/* Leading zeros are nothing, and zeros behind a digit wait until it is known whether another digit
 * follows. What is too long is remembered, and read to its end. */
static void take_digit(Digits *digits, unsigned digit) {
    if (digits->is_too_long || (digit == 0 && digits->count == 0)) return;
    if (digit == 0) {
        digits->zeros++;
        return;
    }
    if (digits->count + digits->zeros + 1 > NUMBER_DIGITS) {
        digits->is_too_long = true;
        return;
    }
    digits->coefficient *= number_power_of_ten((int)digits->zeros + 1);
    digits->coefficient += digit;
    digits->count += (int)digits->zeros + 1;
    digits->zeros = 0;
}

/* Digits with single `_` between them, at least one digit; false when there is none. */
static bool take_digits(Text text, size_t *at, Digits *digits, int64_t *taken) {
    *taken = 0;
    while (byte_is_digit(byte_at(text, *at))) {
        take_digit(digits, (unsigned)(text.bytes[*at] - '0'));
        ++*taken;
        ++*at;
        if (byte_at(text, *at) == '_' && byte_is_digit(byte_at(text, *at + 1))) ++*at;
    }
    return *taken > 0;
}

/* `e`, an optional sign and digits. What is absurd stays absurd, and does not overflow. */
static bool take_exponent(Text text, size_t *at, int64_t *exponent) {
    const int64_t absurd = 1000000000;
    char sign = byte_at(text, ++*at);
    if (sign == '+' || sign == '-') ++*at;
    size_t start = *at;
    for (; byte_is_digit(byte_at(text, *at)); ++*at) {
        if (*exponent < absurd) *exponent = *exponent * 10 + (text.bytes[*at] - '0');
    }
    if (sign == '-') *exponent = -*exponent;
    return *at > start;
}

/* One pass from the left. Whatever is left at the end makes it no number. */
bool number_parse(Text text, Number *out) {
    Digits digits = {0};
    size_t at = 0;
    int64_t taken, exponent = 0;
    bool is_negative = byte_at(text, 0) == '-';
    if (is_negative || byte_at(text, 0) == '+') at++;
    if (!take_digits(text, &at, &digits, &taken)) return false;
    if (byte_at(text, at) == '.') {
        at++;
        if (!take_digits(text, &at, &digits, &digits.places)) return false;
    }
    char mark = byte_at(text, at);
    if ((mark == 'e' || mark == 'E') && !take_exponent(text, &at, &exponent)) return false;
    if (at != text.length || digits.is_too_long) return false;
    exponent += digits.zeros - digits.places;
    return number_make(digits.coefficient, exponent, is_negative, out);
}

/* The fraction keeps its zeros: `0.50` is written as it was spelled. */
Text number_spelling(Arena *arena, Text text) {
    char *bytes = arena_raw(arena, text.length + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '_') bytes[length++] = text.bytes[i];
    }
    bytes[length] = '\0';
    return (Text){bytes, length};
}

/* Writes the digits of a coefficient, and says how many there are. */
static int spell(Wide coefficient, char digits[NUMBER_DIGITS]) {
    int count = number_count_digits(coefficient);
    for (int i = count - 1; i >= 0; i--, coefficient /= 10) {
        digits[i] = (char)('0' + (int)(coefficient % 10));
    }
    return count;
}

/* The point is counted from the first digit: before all of them, behind all of them, or between. */
Text number_text(Arena *arena, Number a) {
    if (a.coefficient == 0) return TEXT("0");
    char digits[NUMBER_DIGITS];
    int count = spell(a.coefficient, digits);
    int point = count + a.exponent; /* digits before the point; none or fewer: zeros follow it */
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    if (a.is_negative) writer_char(&writer, '-');
    if (point <= 0) {
        writer_string(&writer, "0.");
        writer_repeat(&writer, '0', (size_t)-point);
        writer_text(&writer, (Text){digits, (size_t)count});
    } else if (point >= count) {
        writer_text(&writer, (Text){digits, (size_t)count});
        writer_repeat(&writer, '0', (size_t)(point - count));
    } else {
        writer_text(&writer, (Text){digits, (size_t)point});
        writer_char(&writer, '.');
        writer_text(&writer, (Text){digits + point, (size_t)(count - point)});
    }
    return writer_done(&writer);
}
