/* scalar.c - what a plain YAML scalar means to Helm.
 *
 * Helm reads values with a library that resolves plain scalars by YAML 1.1: `no` is false, `0o17`
 * and `1_000` are numbers, `~` is null; dates stay text. The tables and the two shapes of numbers
 * below are that library's. Only the kind is found out: nothing in the compiler calculates with
 * values that others wrote. */
#include "foreign/reading.h"

typedef struct Spelling {
    Text text;
    NodeKind kind;
    bool is_true;
} Spelling;

/* clang-format off */
static const Spelling spellings[] = {
    {{"", 0}, NODE_NULL, false},      {{"~", 1}, NODE_NULL, false},
    {{"null", 4}, NODE_NULL, false},  {{"Null", 4}, NODE_NULL, false},
    {{"NULL", 4}, NODE_NULL, false},
    {{"y", 1}, NODE_BOOL, true},      {{"Y", 1}, NODE_BOOL, true},
    {{"yes", 3}, NODE_BOOL, true},    {{"Yes", 3}, NODE_BOOL, true},
    {{"YES", 3}, NODE_BOOL, true},    {{"on", 2}, NODE_BOOL, true},
    {{"On", 2}, NODE_BOOL, true},     {{"ON", 2}, NODE_BOOL, true},
    {{"true", 4}, NODE_BOOL, true},   {{"True", 4}, NODE_BOOL, true},
    {{"TRUE", 4}, NODE_BOOL, true},
    {{"n", 1}, NODE_BOOL, false},     {{"N", 1}, NODE_BOOL, false},
    {{"no", 2}, NODE_BOOL, false},    {{"No", 2}, NODE_BOOL, false},
    {{"NO", 2}, NODE_BOOL, false},    {{"off", 3}, NODE_BOOL, false},
    {{"Off", 3}, NODE_BOOL, false},   {{"OFF", 3}, NODE_BOOL, false},
    {{"false", 5}, NODE_BOOL, false}, {{"False", 5}, NODE_BOOL, false},
    {{"FALSE", 5}, NODE_BOOL, false},
    {{".nan", 4}, NODE_NUMBER, false}, {{".NaN", 4}, NODE_NUMBER, false},
    {{".NAN", 4}, NODE_NUMBER, false}, {{".inf", 4}, NODE_NUMBER, false},
    {{".Inf", 4}, NODE_NUMBER, false}, {{".INF", 4}, NODE_NUMBER, false},
    {{"+.inf", 5}, NODE_NUMBER, false}, {{"+.Inf", 5}, NODE_NUMBER, false},
    {{"+.INF", 5}, NODE_NUMBER, false}, {{"-.inf", 5}, NODE_NUMBER, false},
    {{"-.Inf", 5}, NODE_NUMBER, false}, {{"-.INF", 5}, NODE_NUMBER, false},
};

/* clang-format on */

enum { SPELLING_COUNT = sizeof spellings / sizeof spellings[0], SPELLING_LONGEST = 5 };

/* The row of a text that means something by itself, NULL for all others. */
static const Spelling *find_spelling(Text text) {
    if (text.length > SPELLING_LONGEST) return NULL;
    for (size_t i = 0; i < SPELLING_COUNT; i++) {
        if (text_equal(spellings[i].text, text)) return &spellings[i];
    }
    return NULL;
}

static bool is_digit_of(char byte, unsigned base) {
    if (byte >= '0' && byte <= '9') return (unsigned)(byte - '0') < base;
    char lower = (char)(byte | 0x20);
    return base == 16 && lower >= 'a' && lower <= 'f';
}

/* The byte at an offset; NUL, which no number has, at the end. */
static char byte_at(Text text, size_t at) {
    return at < text.length ? text.bytes[at] : '\0';
}

/* Moves over digits; the library drops every `_` of a number before it looks. */
static size_t skip_digits(Text text, size_t *at, unsigned base) {
    size_t digits = 0;
    for (; *at < text.length; (*at)++) {
        if (text.bytes[*at] == '_') continue;
        if (!is_digit_of(text.bytes[*at], base)) break;
        digits++;
    }
    return digits;
}

/* The base that `0x`, `0o` or `0b` at `at` announces, 0 where there is none. */
static unsigned base_at(Text text, size_t at) {
    if (byte_at(text, at) != '0') return 0;
    switch (byte_at(text, at + 1) | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0; /* open: characters, not an enum */
    }
}

/* `e` or `E`, a sign that may be missing, digits; true where there is no exponent at all. */
static bool skip_exponent(Text text, size_t *at) {
    if ((byte_at(text, *at) | 0x20) != 'e') return true;
    (*at)++;
    if (byte_at(text, *at) == '+' || byte_at(text, *at) == '-') (*at)++;
    return skip_digits(text, at, 10) > 0;
}

/* The two shapes of numbers: digits of a base after `0x`, `0o` or `0b`, and decimal digits with
 * a point and an exponent. One that begins with `_` is text. */
static bool is_number(Text text) {
    size_t at = 0;
    if (byte_at(text, 0) == '+' || byte_at(text, 0) == '-') at++;
    unsigned base = base_at(text, at);
    if (base != 0) {
        at += 2;
        return skip_digits(text, &at, base) > 0 && at == text.length;
    }
    if (byte_at(text, at) == '_') return false;
    size_t digits = skip_digits(text, &at, 10);
    if (byte_at(text, at) == '.') {
        at++;
        digits += skip_digits(text, &at, 10);
    }
    return digits > 0 && skip_exponent(text, &at) && at == text.length;
}

/* Words come first: `.inf` is a number without a digit, and the empty text is null. */
NodeKind scalar_resolve(Text text) {
    const Spelling *spelling = find_spelling(text);
    if (spelling != NULL) return spelling->kind;
    return is_number(text) ? NODE_NUMBER : NODE_STRING;
}

bool scalar_is_true(Text text) {
    const Spelling *spelling = find_spelling(text);
    return spelling != NULL && spelling->is_true;
}
