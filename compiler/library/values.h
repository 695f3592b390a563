/* values.h - what the forms of `rung values` share, and how answers show one value. */
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

/* --- One value (shown.c) -------------------------------------------------------------------- */

/* `orders.helm.replicas`; a quoted segment of a path may hold anything, so in its visible form. */
Text values_name(RungProject *project, const Param *param);
/* The value of a parameter in an environment, or in brackets why there is none to show. */
Text values_show(RungProject *project, const Param *param, uint32_t environment);
/* What somebody typed for a parameter, or its beginning. */
Text values_typed(RungProject *project, const Param *param, Text typed);
/* What is written for a parameter, on one line. */
Text values_source(RungProject *project, const Param *param, Span span);

#endif
