/* facts.h - the matrix of a project as others read it: from `rung values --format json`. */
#ifndef RUNG_TESTS_FACTS_H
#define RUNG_TESTS_FACTS_H

#include "foreign/foreign.h"
#include "rung.h"

/* `unit|sink|path|environment` -> the value as text; a parameter without values is there too, with
 * no environment. */
typedef struct Facts {
    Arena *arena;
    Map values;
} Facts;

/* Of a project with or without errors, whatever could be computed. */
void facts_open(Arena *arena, RungProject *project, Facts *out);

void facts_put(Facts *facts, Text key, Text value);
const Text *facts_get(const Facts *facts, Text key); /* NULL where there is none */

/* JSON that was written by us: the test fails where it is none. */
const Node *facts_json(Arena *arena, RungText text);
/* A member of a row that is there. */
Text facts_member(const Node *map, const char *key);
/* The key of a row, "" for the row itself. */
Text facts_key(Arena *arena, const Node *row, Text environment);
/* A value of any shape, such that two are equal where their texts are. */
Text facts_node(Arena *arena, const Node *node);
/* The row itself and its values. */
void facts_put_row(Facts *facts, const Node *row, const Node *values);

#endif
