/* reading.h - what the readers of this folder share: raising a problem, the bytes that are worth
 * reading at all, and the rules that hold for every tree of nodes however it was written. */
#ifndef RUNG_FOREIGN_READING_H
#define RUNG_FOREIGN_READING_H

#include "foreign/foreign.h"

/* States the problem unless there is one already: the first is the one that matters. Always false,
 * so that a reader can write `return problem_raise(...)`. */
bool problem_raise(Arena *arena, Problem *problem, size_t offset, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* False, with a problem, where `bytes` are more than a file may have or are no UTF-8. */
bool bytes_are_readable(Arena *arena, Text bytes, Problem *problem);

/* The length of the byte order mark that `bytes` begin with: 3 or 0. */
size_t bytes_mark_length(Text bytes);

/* False, with a problem at the second one, where two pairs have the same key. */
bool node_refuse_duplicates(Arena *arena, const NodePair *pairs, uint32_t count, Problem *problem);

/* Gives a map, which is a NODE_MAP from now on, its pairs. */
void node_set_pairs(Arena *arena, Node *map, const NodePair *pairs, uint32_t count);

/* What a plain YAML scalar means to Helm: NODE_NULL, NODE_BOOL, NODE_NUMBER or NODE_STRING. */
NodeKind scalar_resolve(Text text);

/* The decimal spelling of what scalar_resolve calls a number, as Helm reads it. */
Text decimal_of_yaml(Arena *arena, Text text);
/* A decimal number without zeros in front and without `+`. */
Text decimal_plain(Arena *arena, Text text);

/* Whether a scalar that means a boolean means true. */
bool scalar_is_true(Text text);

#endif
