/* version.c - whether a text is a version of Semantic Versioning 2.0.0.
 *
 * MAJOR.MINOR.PATCH, then optionally `-` and a pre-release, then optionally `+` and a build, both
 * rows of identifiers between dots. A `v` may stand before it all, as in most tags of images. How
 * versions are ordered is nobody's question here: a ladder, and not a number, says what is
 * newer. */
#include "value/value.h"

/* Letters, digits and hyphens: no underscore, which is the usual mistake. */
static bool is_identifier_byte(char byte) {
    return byte_is_digit(byte) || byte_is_letter(byte) || byte == '-';
}

/* Moves *at behind a number without leading zeros. */
static bool take_number(Text text, size_t *at) {
    size_t start = *at;
    while (*at < text.length && byte_is_digit(text.bytes[*at]))
        ++*at;
    size_t length = *at - start;
    return length == 1 || (length > 1 && text.bytes[start] != '0');
}

/* Moves *at behind one identifier. In a pre-release, one of digits only is a number and has no
 * leading zeros; in a build it may. */
static bool take_identifier(Text text, size_t *at, bool is_build) {
    size_t start = *at;
    bool is_number = true;
    for (; *at < text.length && is_identifier_byte(text.bytes[*at]); ++*at) {
        is_number &= byte_is_digit(text.bytes[*at]);
    }
    size_t length = *at - start;
    bool has_leading_zero = is_number && length > 1 && text.bytes[start] == '0';
    return length > 0 && (is_build || !has_leading_zero);
}

/* For the marks between the parts; tells whether it was there. */
static bool take_char(Text text, size_t *at, char byte) {
    if (*at >= text.length || text.bytes[*at] != byte) return false;
    ++*at;
    return true;
}

/* One identifier at least: neither `1.0.0-` nor `1.0.0-a..b` is a version. */
static bool take_identifiers(Text text, size_t *at, bool is_build) {
    do {
        if (!take_identifier(text, at, is_build)) return false;
    } while (take_char(text, at, '.'));
    return true;
}

/* The order is fixed, so one pass decides, and what is left at the end makes it invalid. */
bool version_is_valid(Text text) {
    size_t at = 0;
    take_char(text, &at, 'v');
    for (int i = 0; i < 3; i++) {
        if (i > 0 && !take_char(text, &at, '.')) return false;
        if (!take_number(text, &at)) return false;
    }
    if (take_char(text, &at, '-') && !take_identifiers(text, &at, false)) return false;
    if (take_char(text, &at, '+') && !take_identifiers(text, &at, true)) return false;
    return at == text.length;
}
