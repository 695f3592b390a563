/* expectation.h - what a file must read as, from what `rung values --format json` says. */
#ifndef RUNG_TESTS_EXPECTATION_H
#define RUNG_TESTS_EXPECTATION_H

#include "library/library.h"

/* How readers give numbers: canonical.py in tests/readers says the form. */
typedef enum NumberForm {
    NUMBERS_EXACT, /* whole as digits, others as the bits of a float: 1.0 is no 1 */
    NUMBERS_WHOLE, /* the same, but 1.0 is 1 */
    NUMBERS_FLOAT  /* all as the bits of a float */
} NumberForm;

/* The canonical line of an output in which everything comes from the values of parameters. False for
 * outputs in which something else stands too, and for lists of paths. */
bool expectation_of(RungProject *project, const Node *values, const Output *output,
                    NumberForm numbers, Text *out);

/* What is between two canonical lines, for a person: the first place where they differ. */
Text expectation_difference(Arena *arena, Text expected, Text actual);

#endif
