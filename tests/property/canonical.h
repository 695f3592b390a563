/* canonical.h - the form in which tests compare what files hold: canonical.py in tests/readers says it,
 * and this is the same in C. */
#ifndef RUNG_TESTS_CANONICAL_H
#define RUNG_TESTS_CANONICAL_H

#include "base/base.h"

/* How readers give numbers. */
typedef enum NumberForm {
    NUMBERS_EXACT, /* whole as digits, others as the bits of a float: 1.0 is no 1 */
    NUMBERS_WHOLE, /* the same, but 1.0 is 1 */
    NUMBERS_GO, /* whole ones of 64 bits as digits, others as floats, and those without a fraction as digits */
    NUMBERS_FLOAT /* all as the bits of a float */
} NumberForm;

void canonical_hexadecimal(Writer *out, Text text);
void canonical_text(Writer *out, Text text);
/* A decimal without exponent. */
void canonical_number(Writer *out, NumberForm form, Text decimal);
/* One member of a map: `KEY:TREE,`. */
Text canonical_member(Arena *arena, Text key, Text tree);
/* The map of some members, which are sorted where they are. */
void canonical_map(Writer *out, Text *members, uint32_t count);

/* What is between two lines, for a person: the first place where they differ. */
Text canonical_difference(Arena *arena, Text expected, Text actual);

#endif
