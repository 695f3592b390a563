/* decimal.c - the decimal digits of a number that others spell in another way.
 *
 * Helm's reader drops the underscores of a number; then `0x`, `0o`, `0b` and a zero before octal
 * digits say its base, and `08` is eight because it is no octal number. To Terraform a zero in front
 * says nothing. What does not fit into 64 bits keeps its spelling. What Helm reads was measured with
 * `helm template`. */
#include "foreign/reading.h"

/* Without its sign. */
static Text body_of(Text text) {
    bool has_sign = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    return text_slice(text, has_sign, text.length);
}

static Text with_sign(Arena *arena, Text text, Text digits) {
    if (text.bytes[0] != '-') return digits;
    return text_join(arena, (const Text[]){TEXT("-"), digits}, 2, TEXT(""));
}

static Text without_underscores(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, text.length);
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != '_') writer_char(&writer, text.bytes[i]);
    return writer_done(&writer);
}

/* The value of digits of a base; false where one is none of it, or where they are too many. */
static bool read_digits(Text digits, unsigned base, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < digits.length; i++) {
        char byte = (char)(digits.bytes[i] | 0x20);
        bool is_letter = byte >= 'a' && byte <= 'f';
        unsigned digit = is_letter ? (unsigned)(byte - 'a' + 10) : (unsigned)(byte - '0');
        if (digit >= base || *out > (UINT64_MAX - digit) / base) return false;
        *out = *out * base + digit;
    }
    return digits.length > 0;
}

/* `0x`, `0o` and `0b`, and the zero of an octal number; 0 for what is decimal. */
static unsigned base_of(Text body, size_t *skipped) {
    *skipped = 2;
    if (body.length < 2 || body.bytes[0] != '0') return 0;
    switch (body.bytes[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: *skipped = 1; return byte_is_digit(body.bytes[1]) ? 8 : 0; /* open: characters */
    }
}

Text decimal_plain(Arena *arena, Text text) {
    Text body = body_of(text);
    size_t zeros = 0;
    while (zeros + 1 < body.length && body.bytes[zeros] == '0' &&
           byte_is_digit(body.bytes[zeros + 1]))
        zeros++;
    if (zeros == 0 && (body.length == text.length || text.bytes[0] == '-')) return text;
    return with_sign(arena, text, text_slice(body, zeros, body.length));
}

Text decimal_of_yaml(Arena *arena, Text text) {
    uint64_t value;
    size_t skipped;
    if (text_contains(text, TEXT("_"))) text = without_underscores(arena, text);
    Text body = body_of(text);
    unsigned base = base_of(body, &skipped);
    if (base == 0 || !read_digits(text_slice(body, skipped, body.length), base, &value))
        return decimal_plain(arena, text);
    return with_sign(arena, text, text_format(arena, "%llu", (unsigned long long)value));
}
