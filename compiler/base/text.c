/* text.c - looking at text, cutting it, and putting it together.
 *
 * A Text is a view: looking and cutting never copy, and what is put together lives in the arena of
 * the caller. Bytes are compared as bytes, so the order of anything sorted here is the same on
 * every machine and in every locale. The empty text may have a NULL pointer, which the functions of
 * <string.h> must not see; hence the tests for a length of 0.
 *
 * What knows of code points is in unicode.c. */
#include "base/base.h"

#include <stdio.h>

Text text_of(const char *c_string) {
    return c_string == NULL ? (Text){"", 0} : (Text){c_string, strlen(c_string)};
}

/* The order of memcmp, which takes bytes as unsigned: for UTF-8 that is the order of code
 * points. */
int text_compare(Text a, Text b) {
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared == 0 ? 0 : memcmp(a.bytes, b.bytes, shared);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

int text_order(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

bool text_starts_with(Text text, Text prefix) {
    return text.length >= prefix.length && text_equal((Text){text.bytes, prefix.length}, prefix);
}

/* A slice of the right length compares like any other text. */
bool text_ends_with(Text text, Text suffix) {
    if (text.length < suffix.length) return false;
    return text_equal(text_slice(text, text.length - suffix.length, text.length), suffix);
}

bool text_contains(Text text, Text part) {
    return text_find(text, part, 0) != SIZE_MAX;
}

/* A polynomial over bytes, modulo 2^64: what `find_rolling` moves along the text. */
static const uint64_t hash_base = 0x100000001b3;

/* The polynomial of a whole window, with the first byte at the highest power; overflow is the
 * modulus. */
static uint64_t hash_window(const char *bytes, size_t length) {
    uint64_t hash = 0;
    for (size_t i = 0; i < length; i++)
        hash = hash * hash_base + (unsigned char)bytes[i];
    return hash;
}

/* Rabin and Karp's search: one multiplication a byte however often the text almost matches, so a
 * long repetitive value cannot make it quadratic. */
static size_t find_rolling(Text text, Text part, size_t from) {
    uint64_t wanted = hash_window(part.bytes, part.length);
    uint64_t hash = hash_window(text.bytes + from, part.length);
    uint64_t leaving = 1;
    for (size_t i = 1; i < part.length; i++)
        leaving *= hash_base;
    for (size_t at = from;; at++) {
        const char *window = text.bytes + at;
        if (hash == wanted && memcmp(window, part.bytes, part.length) == 0) return at;
        if (at + part.length >= text.length) return SIZE_MAX;
        hash -= leaving * (unsigned char)window[0];
        hash = hash * hash_base + (unsigned char)window[part.length];
    }
}

/* Most searches fail because the first byte occurs nowhere, which memchr sees fastest. */
size_t text_find(Text text, Text part, size_t from) {
    if (from > text.length || part.length > text.length - from) return SIZE_MAX;
    if (part.length == 0) return from;
    const char *first = memchr(text.bytes + from, part.bytes[0], text.length - from);
    if (first == NULL) return SIZE_MAX;
    size_t start = (size_t)(first - text.bytes);
    if (part.length > text.length - start) return SIZE_MAX;
    return part.length == 1 ? start : find_rolling(text, part, start);
}

/* Clamping instead of failing: callers cut "the first ten bytes" of what may have three. */
Text text_slice(Text text, size_t start, size_t end) {
    if (end > text.length) end = text.length;
    if (start >= end) return (Text){"", 0};
    return (Text){text.bytes + start, end - start};
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

Text text_trim(Text text) {
    size_t start = 0, end = text.length;
    while (start < end && is_blank(text.bytes[start]))
        start++;
    while (end > start && is_blank(text.bytes[end - 1]))
        end--;
    return text_slice(text, start, end);
}

/* For the functions of the C library and of PCRE2 and libyaml, which know no lengths. */
const char *text_c(Arena *arena, Text text) {
    char *copy = arena_raw(arena, text.length + 1, 1);
    if (text.length > 0) memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    return copy;
}

/* The copy is NUL-terminated behind its length, so that it can also be handed to C as it is. */
Text text_copy(Arena *arena, Text text) {
    return (Text){text_c(arena, text), text.length};
}

/* Copies `text` to `at` and gives the place behind it. */
static char *append(char *at, Text text) {
    if (text.length > 0) memcpy(at, text.bytes, text.length);
    return at + text.length;
}

/* Measures, takes the memory once, and fills it: joining is linear however many parts there are. */
Text text_join(Arena *arena, const Text *parts, size_t count, Text separator) {
    size_t length = count > 1 ? separator.length * (count - 1) : 0;
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    char *bytes = arena_raw(arena, length + 1, 1);
    char *at = bytes;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) at = append(at, separator);
        at = append(at, parts[i]);
    }
    *at = '\0';
    return (Text){bytes, length};
}

/* Digits are made from the last to the first, in a buffer that holds the longest integer. */
Text text_of_integer(Arena *arena, int64_t integer) {
    char digits[20];
    size_t start = sizeof digits;
    uint64_t rest = integer_magnitude(integer);
    do {
        digits[--start] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (integer < 0) digits[--start] = '-';
    return text_copy(arena, (Text){digits + start, sizeof digits - start});
}

/* For messages. What is written by the thousand uses a Writer, which parses no format. */
Text text_format(Arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Text text = text_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

/* Measures first, so the arena gives exactly what is needed. */
Text text_format_list(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    ensure(length >= 0);
    char *bytes = arena_raw(arena, (size_t)length + 1, 1);
    vsnprintf(bytes, (size_t)length + 1, format, arguments);
    return (Text){bytes, (size_t)length};
}

/* "a, b" `word` "c": everything but the last is joined by commas. */
Text text_enumerate(Arena *arena, const Text *parts, size_t count, Text word) {
    if (count == 0) return (Text){"", 0};
    if (count == 1) return parts[0];
    Text before = text_join(arena, parts, count - 1, TEXT(", "));
    const Text sentence[] = {before, word, parts[count - 1]};
    return text_join(arena, sentence, 3, TEXT(" "));
}

/* The number of the rest is counted, never estimated: a reader may rely on it. */
Text text_enumerate_some(Arena *arena, const Text *parts, size_t count, size_t most) {
    if (count <= most) return text_enumerate(arena, parts, count, TEXT("and"));
    if (most == 0) return text_format(arena, "%zu", count);
    Text shown = text_join(arena, parts, most, TEXT(", "));
    return text_format(arena, "%.*s and %zu more", TEXT_ARGS(shown), count - most);
}
