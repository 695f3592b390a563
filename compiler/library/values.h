/* values.h - what the forms of `rung values` share. */
#ifndef RUNG_LIBRARY_VALUES_H
#define RUNG_LIBRARY_VALUES_H

#include "library/library.h"
#include "library/selection.h"

/* The parameters and environments that were asked for. */
typedef struct ValuesScope {
    RungProject *project;
    Selection params;
    EnvironmentSet environments;
    unsigned width; /* of a table, 0: as wide as it needs */
    bool has_color;
} ValuesScope;

bool values_is_chosen(const ValuesScope *scope, uint32_t environment);

/* The table for people. */
void values_table(Writer *out, const ValuesScope *scope);

#endif
