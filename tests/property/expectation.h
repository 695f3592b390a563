/* expectation.h - what a file must read as, from what `rung values --format json` says. */
#ifndef RUNG_TESTS_EXPECTATION_H
#define RUNG_TESTS_EXPECTATION_H

#include "library/library.h"
#include "property/canonical.h"

/* The canonical line of an output in which everything comes from the values of parameters. False for
 * outputs in which something else stands too, and for lists of paths. */
bool expectation_of(RungProject *project, const Node *values, const Output *output,
                    NumberForm numbers, Text *out);

#endif
