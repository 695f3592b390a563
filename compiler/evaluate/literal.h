/* literal.h - the value of a number as it is written; private to evaluate/. */
#ifndef RUNG_EVALUATE_LITERAL_H
#define RUNG_EVALUATE_LITERAL_H

#include "evaluate/evaluate.h"

typedef enum LiteralProblem {
    LITERAL_FITS,
    LITERAL_AMBIGUOUS,     /* `5m` where no type says what it is */
    LITERAL_TRAILING_ZERO, /* `1.30`, likewise */
    LITERAL_TOO_LONG,      /* more than NUMBER_DIGITS */
    LITERAL_NO_INT,        /* a whole number beyond 64 bits */
    LITERAL_NO_DURATION    /* one beyond 64 bits of nanoseconds */
} LiteralProblem;

/* The value of what the lexer took for a number, read by the type that is expected (NULL: none). */
LiteralProblem literal_read(Arena *arena, Text written, const Type *expected, const Value **out);
const char *literal_describe(LiteralProblem problem);

#endif
