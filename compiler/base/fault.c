/* fault.c - the end of a program that found one of its own invariants broken.
 *
 * A fault is never the user's doing: what users do wrong becomes a diagnostic. So there is nothing
 * to recover; the one duty is that no half-made output gets out, and that whoever sees the line
 * knows where to look and whom to tell. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

/* Leaves by _Exit: buffered output of a program that is known to be wrong must not be flushed. */
noreturn void fault_raise(const char *file, int line, const char *what) {
    fprintf(stderr,
            "rung " RUNG_VERSION ": internal fault at %s:%d: %s\n"
            "This is a bug in rung; please report it with the files that caused it.\n",
            file, line, what);
    _Exit(STATUS_INTERNAL);
}
