/* digest.c - whether a text is a digest: an algorithm that we know, and as many digits as it has.
 *
 * Only lower-case hex digits, as registries write them: a digest is compared byte by byte. */
#include "value/value.h"

typedef struct Algorithm {
    char name[8];
    size_t digits;
} Algorithm;

static const Algorithm algorithms[] = {
    {"sha256:", 64},
    {"sha512:", 128},
    {"blake3:", 64},
    {"xxh3:", 32},
};

/* The length is judged elsewhere; no digits at all pass here. */
static bool is_lower_hex(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (!byte_is_digit(byte) && (byte < 'a' || byte > 'f')) return false;
    }
    return true;
}

/* The name of the algorithm and the colon decide how many digits there must be. */
bool digest_is_valid(Text text) {
    for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++) {
        Text name = text_of(algorithms[i].name);
        if (!text_starts_with(text, name)) continue;
        Text digits = text_slice(text, name.length, text.length);
        return digits.length == algorithms[i].digits && is_lower_hex(digits);
    }
    return false;
}
