/* canonical.c - trees as lines that are equal exactly when the trees are: keys and texts in
 * hexadecimal, members sorted, numbers as the reader at hand gives them. */
#include "property/canonical.h"

#include <inttypes.h>
#include <stdlib.h>

#include "value/number.h"

void canonical_hexadecimal(Writer *out, Text text) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < text.length; i++) {
        writer_char(out, digits[(unsigned char)text.bytes[i] >> 4]);
        writer_char(out, digits[(unsigned char)text.bytes[i] & 15]);
    }
}

void canonical_text(Writer *out, Text text) {
    writer_char(out, 's');
    canonical_hexadecimal(out, text);
}

/* Is it written as digits in this form? */
static bool is_whole(NumberForm form, Text decimal, Number number) {
    switch (form) {
    case NUMBERS_EXACT: return !text_contains(decimal, TEXT("."));
    case NUMBERS_WHOLE: return number_is_integer(number);
    case NUMBERS_GO: return number_to_int(number, &(int64_t){0});
    case NUMBERS_FLOAT: return false;
    }
    unreachable("NumberForm");
}

static void write_real(Writer *out, double real) {
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    writer_format(out, "d%016" PRIx64, bits);
}

/* The whole number with the fewest digits that is the same float, as Go prints it. */
static int64_t shortest_whole(double real) {
    uint64_t magnitude = (uint64_t)(real < 0 ? -real : real), rounded = magnitude;
    for (uint64_t step = 1; step <= magnitude; step *= 10) {
        uint64_t next = (magnitude + step / 2) / step * step;
        if ((double)next != (double)magnitude) break;
        rounded = next;
    }
    return real < 0 ? -(int64_t)rounded : (int64_t)rounded;
}

void canonical_number(Writer *out, NumberForm form, Text decimal) {
    Number number;
    ensure(number_parse(decimal, &number));
    double real = strtod(text_c(out->arena, decimal), NULL);
    bool fits = real > -0x1p63 && real < 0x1p63;
    if (is_whole(form, decimal, number))
        writer_format(out, "i%s", text_c(out->arena, number_text(out->arena, number)));
    else if (form == NUMBERS_GO && fits && real == (double)(int64_t)real)
        writer_format(out, "i%" PRId64, shortest_whole(real));
    else
        write_real(out, real);
}

Text canonical_member(Arena *arena, Text key, Text tree) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    canonical_hexadecimal(&writer, key);
    writer_char(&writer, ':');
    writer_text(&writer, tree);
    writer_char(&writer, ',');
    return writer_done(&writer);
}

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

/* Sorted by the whole: keys are of one alphabet and end in `:`. */
void canonical_map(Writer *out, Text *members, uint32_t count) {
    if (count) qsort(members, count, sizeof *members, compare_texts);
    writer_char(out, '{');
    for (uint32_t i = 0; i < count; i++)
        writer_text(out, members[i]);
    writer_char(out, '}');
}

/* --- Differences ------------------------------------------------------------------------------- */

static int digit_of(char byte) {
    if (byte_is_digit(byte)) return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Does hexadecimal begin here: a key, or a text behind its `s`? */
static bool begins_text(Text line, size_t start, size_t i) {
    return i == start || strchr("s{,", line.bytes[i - 1]);
}

/* Writes the text that two digits each stand for, as JSON; the end of the digits. */
static size_t write_decoded(Writer *out, Text line, size_t i) {
    Writer text;
    writer_open(&text, out->arena, SIZE_MAX);
    for (; i + 1 < line.length && digit_of(line.bytes[i]) >= 0; i += 2)
        writer_char(&text, (char)(digit_of(line.bytes[i]) << 4 | digit_of(line.bytes[i + 1])));
    writer_json(out, writer_done(&text));
    return i;
}

/* Hexadecimal made readable again, from the last `,` or `{` before the difference. */
static void write_around(Writer *out, Text line, size_t at) {
    enum { BEFORE = 160, BEHIND = 160 };

    size_t start = at > BEFORE ? at - BEFORE : 0;
    if (text_starts_with(line, TEXT("!"))) { /* why it could not be read */
        writer_text(out, text_slice(line, 0, BEFORE + BEHIND));
        return;
    }
    while (start && !strchr(",{[", line.bytes[start - 1]))
        start--;
    for (size_t i = start; i < line.length && i < at + BEHIND;) {
        bool is_pair =
            i + 1 < line.length && digit_of(line.bytes[i]) >= 0 && digit_of(line.bytes[i + 1]) >= 0;
        if (is_pair && begins_text(line, start, i))
            i = write_decoded(out, line, i);
        else
            writer_char(out, line.bytes[i++]);
    }
}

Text canonical_difference(Arena *arena, Text expected, Text actual) {
    size_t at = 0;
    Writer out;
    while (at < expected.length && at < actual.length && expected.bytes[at] == actual.bytes[at])
        at++;
    writer_open(&out, arena, SIZE_MAX);
    writer_string(&out, "  expected ... ");
    write_around(&out, expected, at);
    writer_string(&out, "\n  read     ... ");
    write_around(&out, actual, at);
    return writer_done(&out);
}
