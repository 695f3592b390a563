/* accept.h - whether a value fits a type, piece by piece; private to evaluate/. */
#ifndef RUNG_EVALUATE_ACCEPT_H
#define RUNG_EVALUATE_ACCEPT_H

#include "evaluate/evaluate.h"

/* How values are shown in problems. */
enum { PROBLEM_COLUMNS = 40 };

/* A string, or the value of a literal, as one of the types that are written as text: true with the
 * value that the type has, false with the evidence (accept_text.c). */
bool accept_text(Arena *arena, BaseKind base, const Value *value, const Value **out, Text *problem);
/* Every constraint of a type (accept_bound.c). */
bool accept_bounds(Arena *arena, const Type *type, const Value *value, Text *problem);

/* The value of an expression that needs nothing around it, as a type has it (constant.c). */
bool constant_read(Arena *arena, const Type *type, const Expression *expression, const Value **out,
                   Text *problem);

/* "`value` WHAT", the form of most problems; false, for `return`. */
bool accept_refuse(Arena *arena, const Value *value, const char *what, Text *problem);

#endif
