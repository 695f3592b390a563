/* schema.h - which keys a JSON schema knows, one step of a path after another. */
#ifndef RUNG_FOREIGN_SCHEMA_H
#define RUNG_FOREIGN_SCHEMA_H

#include "foreign/foreign.h"

enum {
    SCHEMA_SET_SIZE = 128, /* beyond so many alternatives everything is known */
    MOST_CANDIDATES = 4096 /* nobody is told more keys, or compares with more */
};

/* The schemas that hold for one place of a document, `$ref`s and alternatives resolved. Empty when
 * no schema says anything about the place. */
typedef struct SchemaSet {
    Arena *arena;
    const Node *root;
    const Node *items[SCHEMA_SET_SIZE];
    uint32_t count;
    bool knows_all; /* everything below the place is known */
} SchemaSet;

/* The set of the whole document; `root` may be NULL, which gives the empty set. */
void schema_set_open(SchemaSet *set, Arena *arena, const Node *root);

/* Moves the set one step down; it is empty afterwards where the step is unknown. */
void schema_set_step(SchemaSet *set, const ChartStep *step);

/* Appends the keys that the set knows by name. */
void schema_set_keys(const SchemaSet *set, KeyList *keys);

#endif
