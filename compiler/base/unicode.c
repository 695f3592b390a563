/* unicode.c - code points, their width on a terminal, and what a reader takes for one character.
 *
 * The only file that knows utf8proc, and it uses none of its functions that allocate. Decoding is
 * ours, because it is hot and because what counts as valid must be RFC 3629 and nothing else.
 * Everything here passes quickly over ASCII, which nearly all text is, and asks the tables only
 * where a byte has its high bit set.
 *
 * Grapheme clusters are the unit of width and of normal forms alike: no mark joins its base, and no
 * two code points compose, over the boundary of a cluster. */
#include "base/base.h"

#include <stdio.h>
#include <utf8proc.h>

/* A byte without its high bit is a character of its own, and is never part of another. */
static bool is_ascii(char byte) {
    return (unsigned char)byte < 0x80;
}

/* How many bytes follow a first byte that is not ASCII; 0 where no character begins. */
static int following_bytes(unsigned char first) {
    if (first >= 0xc2 && first <= 0xdf) return 1;
    if (first >= 0xe0 && first <= 0xef) return 2;
    if (first >= 0xf0 && first <= 0xf4) return 3;
    return 0;
}

/* Decodes a character that is not ASCII. */
static int32_t decode(const unsigned char *bytes, size_t length, size_t *used) {
    /* What needs fewer bytes must not be written with as many. */
    static const int32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    int following = following_bytes(bytes[0]);
    *used = 1;
    if (following == 0 || (size_t)following >= length) return UTF8_INVALID;
    int32_t code_point = bytes[0] & (0x3f >> following);
    for (int i = 1; i <= following; i++) {
        if ((bytes[i] & 0xc0) != 0x80) return UTF8_INVALID;
        code_point = (code_point << 6) | (bytes[i] & 0x3f);
    }
    bool is_surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < smallest[following] || code_point > 0x10ffff || is_surrogate)
        return UTF8_INVALID;
    *used = (size_t)following + 1;
    return code_point;
}

/* ASCII is decided on the spot; the rest is a call, which keeps this small enough for hot loops. */
int32_t utf8_next(Text text, size_t *offset) {
    const unsigned char *bytes = (const unsigned char *)text.bytes + *offset;
    if (bytes[0] < 0x80) {
        ++*offset;
        return bytes[0];
    }
    size_t used;
    int32_t code_point = decode(bytes, text.length - *offset, &used);
    *offset += used;
    return code_point;
}

/* The offset of the first byte from `at` on that is not ASCII: eight bytes at a time. */
static size_t skip_ascii(Text text, size_t at) {
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    for (uint64_t eight; text.length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.bytes + at, sizeof eight);
        if ((eight & high_bits) != 0) break;
    }
    while (at < text.length && is_ascii(text.bytes[at]))
        at++;
    return at;
}

/* Runs of ASCII are skipped at once; only what lies between them is decoded. */
size_t utf8_check(Text text) {
    size_t at = skip_ascii(text, 0);
    while (at < text.length) {
        size_t start = at;
        if (utf8_next(text, &at) == UTF8_INVALID) return start;
        if (at < text.length && is_ascii(text.bytes[at])) at = skip_ascii(text, at);
    }
    return SIZE_MAX;
}

/* Up to four bytes; `code_point` must be valid. */
void utf8_write(Writer *writer, int32_t code_point) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char(code_point, bytes);
    writer_text(writer, (Text){(const char *)bytes, (size_t)length});
}

/* Invalid bytes count as one each, so the sum is right for text that was shown with U+FFFD. */
size_t utf8_length(Text text) {
    size_t length = 0;
    for (size_t at = 0; at < text.length; length++)
        utf8_next(text, &at);
    return length;
}

/* Whether the byte at `at` is an ASCII character that nothing can join: another one follows. CR is
 * excepted, because CR LF is one cluster. */
static bool stands_alone(Text text, size_t at) {
    if (!is_ascii(text.bytes[at]) || text.bytes[at] == '\r') return false;
    return at + 1 == text.length || is_ascii(text.bytes[at + 1]);
}

/* Invalid bytes, which only tests and hostile foreign files bring here, are shown as U+FFFD. */
static int32_t next_shown(Text text, size_t *offset) {
    int32_t code_point = utf8_next(text, offset);
    return code_point == UTF8_INVALID ? 0xfffd : code_point;
}

/* Two of these letters make a flag. */
static bool is_regional(int32_t code_point) {
    return code_point >= 0x1f1e6 && code_point <= 0x1f1ff;
}

/* A cluster is as wide as its widest code point: the marks of a letter and the later people of an
 * emoji family take no columns. The emoji selector U+FE0F and a pair of regional indicators (a
 * flag) make it two wide. */
size_t utf8_cluster(Text text, size_t *offset) {
    if (stands_alone(text, *offset)) {
        unsigned char byte = (unsigned char)text.bytes[(*offset)++];
        return byte >= 0x20 && byte < 0x7f;
    }
    int32_t before = next_shown(text, offset), state = 0;
    int width = utf8proc_charwidth(before);
    while (*offset < text.length) {
        size_t behind = *offset;
        int32_t code_point = next_shown(text, &behind);
        if (utf8proc_grapheme_break_stateful(before, code_point, &state)) break;
        bool is_wide = code_point == 0xfe0f || is_regional(code_point);
        int own = is_wide ? 2 : utf8proc_charwidth(code_point);
        if (own > width) width = own;
        before = code_point;
        *offset = behind;
    }
    return (size_t)width;
}

/* How many bytes from `at` on are a cluster of one column each, as nearly all texts are from end to
 * end. What is no ASCII may belong to the letter before it. */
static size_t plain_run(Text text, size_t at) {
    size_t end = at;
    while (end < text.length && text.bytes[end] >= 0x20 && text.bytes[end] < 0x7f)
        end++;
    bool is_open = end > at && end < text.length && ((unsigned char)text.bytes[end] & 0x80) != 0;
    return end - at - is_open;
}

/* The sum of the clusters: a terminal puts no two of them into one column. */
size_t utf8_width(Text text) {
    size_t width = 0;
    for (size_t at = 0; at < text.length;) {
        size_t run = plain_run(text, at);
        at += run;
        width += run;
        if (at < text.length) width += utf8_cluster(text, &at);
    }
    return width;
}

/* What `terraform fmt` counts when it aligns; for ASCII it is the number of bytes. */
size_t utf8_graphemes(Text text) {
    size_t count = 0;
    for (size_t at = 0; at < text.length; count++)
        utf8_cluster(text, &at);
    return count;
}

/* Whether one cluster is what its decomposition composes to. A cluster longer than the buffer is
 * said not to be: text that is meant to be read has at most 30 marks on a base (UAX 15, the
 * stream-safe format). */
static bool is_cluster_nfc(Text cluster) {
    enum { MOST = 256 };

    utf8proc_int32_t buffer[MOST];
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t length =
        utf8proc_decompose((const utf8proc_uint8_t *)cluster.bytes,
                           (utf8proc_ssize_t)cluster.length, buffer, MOST, options);
    if (length < 0 || length > MOST) return false;
    length = utf8proc_normalize_utf32(buffer, length, options);
    size_t at = 0;
    for (utf8proc_ssize_t i = 0; i < length; i++) {
        if (at >= cluster.length || utf8_next(cluster, &at) != buffer[i]) return false;
    }
    return at == cluster.length;
}

/* Clusters of one byte are ASCII, which is normal as it is; only the others are looked into. */
bool utf8_is_nfc(Text text) {
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        utf8_cluster(text, &at);
        if (at - start > 1 && !is_cluster_nfc(text_slice(text, start, at))) return false;
    }
    return true;
}

/* --- Names of files ------------------------------------------------------------------------- */

/* A cluster of more marks than anybody writes stays as it is. */
static void write_folded(Writer *writer, Text cluster) {
    enum { MOST = 256 };

    utf8proc_int32_t buffer[MOST];
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t length =
        utf8proc_decompose((const utf8proc_uint8_t *)cluster.bytes,
                           (utf8proc_ssize_t)cluster.length, buffer, MOST, options);
    if (length < 0 || length > MOST) {
        writer_text(writer, cluster);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < length; i++)
        utf8_write(writer, buffer[i]);
}

/* Small letters and what else of ASCII has no case. */
static bool is_folded(Text text) {
    for (size_t i = 0; i < text.length; i++)
        if (!is_ascii(text.bytes[i]) || (text.bytes[i] >= 'A' && text.bytes[i] <= 'Z'))
            return false;
    return true;
}

Text utf8_folded(Arena *arena, Text text) {
    if (is_folded(text)) return text;
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        utf8_cluster(text, &at);
        write_folded(&writer, text_slice(text, start, at));
    }
    return writer_done(&writer);
}

/* --- What must not be printed --------------------------------------------------------------- */

typedef struct Range {
    int32_t first, last;
} Range;

/* In order. Controls, spaces that look like others, and what is invisible or turns the direction
 * of writing: text that a reviewer cannot see must not be in a file that is reviewed. */
static const Range unsafe_ranges[] = {
    {0x00, 0x1f},     {0x7f, 0xa0},     {0xad, 0xad},     {0x200b, 0x200f}, {0x2028, 0x202e},
    {0x2060, 0x2064}, {0x2066, 0x2069}, {0xfdd0, 0xfdef}, {0xfeff, 0xfeff},
};

/* The ranges are in order, so the search ends at the first that begins behind the code point. */
bool utf8_is_unsafe(int32_t code_point) {
    if (code_point >= 0x20 && code_point < 0x7f) return false;
    if ((code_point & 0xfffe) == 0xfffe) return true; /* the last two of every plane */
    for (size_t i = 0; i < sizeof unsafe_ranges / sizeof unsafe_ranges[0]; i++) {
        if (code_point < unsafe_ranges[i].first) return false;
        if (code_point <= unsafe_ranges[i].last) return true;
    }
    return false;
}

enum { VISIBLE_BYTES = 16 };

/* White space has the names that every string syntax gives it. */
static Text visible_form(char out[VISIBLE_BYTES], int32_t code_point, char raw) {
    static const char digits[] = "0123456789abcdef";
    if (code_point == '\n') return TEXT("\\n");
    if (code_point == '\r') return TEXT("\\r");
    if (code_point == '\t') return TEXT("\\t");
    if (code_point >= 0x80)
        return (Text){out, (size_t)snprintf(out, VISIBLE_BYTES, "U+%04X", (unsigned)code_point)};
    const char form[] = {'\\', 'x', digits[(unsigned char)raw >> 4],
                         digits[(unsigned char)raw & 15]};
    memcpy(out, form, sizeof form); /* UTF8_INVALID too */
    return (Text){out, sizeof form};
}

Text utf8_escape(Arena *arena, int32_t code_point, char raw) {
    char form[VISIBLE_BYTES];
    return text_copy(arena, visible_form(form, code_point, raw));
}

/* Nearly every text that is shown is: it is shown as it is, without a copy. */
static bool is_printable_ascii(Text text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < ' ' || text.bytes[i] > '~') return false;
    return true;
}

Text utf8_visible(Arena *arena, Text text) {
    if (is_printable_ascii(text)) return text;
    char form[VISIBLE_BYTES];
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        int32_t code_point = utf8_next(text, &at);
        if (code_point == UTF8_INVALID || utf8_is_unsafe(code_point))
            writer_text(&writer, visible_form(form, code_point, text.bytes[start]));
        else
            writer_text(&writer, text_slice(text, start, at));
    }
    return writer_done(&writer);
}
