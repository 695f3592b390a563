/* generate_forms.h - projects in which a value stands in every form in which it can be written, and
 * sources written in another way. */
#ifndef RUNG_TESTS_GENERATE_FORMS_H
#define RUNG_TESTS_GENERATE_FORMS_H

#include "property/trap.h"

/* The source of a project without errors, the same for the same seed: tables, entries, defaults, groups,
 * keyed lists, text blocks, profiles and units that restate them, environments that are like others. */
Text generate_forms(Arena *arena, uint64_t seed);

/* Ways to write a source otherwise, such that it says the same. */
typedef enum Variant {
    VARIANT_PLAIN,    /* as it is */
    VARIANT_RETURNS,  /* lines that end in CRLF */
    VARIANT_OPEN,     /* no line end at the end */
    VARIANT_RAGGED,   /* further to the right, and blanks at the ends of lines */
    VARIANT_COMMENTS, /* a comment beside every line */
    VARIANT_COUNT
} Variant;

Text variant_write(Arena *arena, Text source, Variant variant);

#endif
