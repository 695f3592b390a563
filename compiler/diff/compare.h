/* compare.h - one comparison under way; private to this layer. */
#ifndef RUNG_DIFF_COMPARE_H
#define RUNG_DIFF_COMPARE_H

#include "diff/diff.h"

/* Stands for an environment that a side does not have. */
#define NOWHERE UINT32_MAX

typedef struct Comparison {
    Arena *arena;
    const DiffSide *old, *new;
    const DiffFilter *filter;
    Diff *diff;
    uint32_t *old_environments,
        *new_environments; /* by environment of the Diff: that of the side */
    DiffCell *cells;       /* of the row at hand, before it is kept */
    size_t read;           /* bytes of modules */
} Comparison;

/* The model of a side; NULL where the side is empty. */
const Model *side_model(const DiffSide *side);
/* A unit of a side by name; NULL. */
const Unit *side_unit(const DiffSide *side, Text name);
/* The value of a parameter in an environment of its side, which may be an error. */
DiffValue side_value(const DiffSide *side, const Param *param, uint32_t environment);
/* The row of a parameter, without its kind and its cells. */
DiffRow side_row(const DiffSide *side, const Param *param);
/* Is the unit looked at? */
bool filter_has_unit(const DiffFilter *filter, Text name);

/* The value of something on one side in an environment of that side. */
typedef DiffValue Look(const Comparison *comparison, const DiffSide *side, const void *subject,
                       uint32_t environment);

/* What a row is about. */
typedef struct Subject {
    const void *old, *new; /* NULL where the side does not have it */
    Look *look;
    bool
        keeps_all; /* also where it is on one side only and has no value, unless that is a mistake */
} Subject;

/* Looks at both sides in every environment, and adds the row where a cell differs. `row` has
 * everything but the cells. */
void compare_row(Comparison *comparison, DiffRows *rows, const DiffRow *row,
                 const Subject *subject);

/* Two lists of outputs; each step takes away the first of one, or of both where the path is the same. */
typedef struct OutputPairs {
    const Output *old, *new;
    uint32_t old_count, new_count;
} OutputPairs;

OutputPairs output_pairs(const DiffSide *old, const DiffSide *new);
/* The next path: the output of each side, NULL where it has none there. False at the end. */
bool output_pairs_next(OutputPairs *pairs, const Output **old, const Output **new);

/* attributes.c, stores.c, artifacts.c: what is no parameter. */
void compare_attributes(Comparison *comparison);
void compare_stores(Comparison *comparison, const Unit *old, const Unit *new);
void compare_artifacts(Comparison *comparison);
void compare_releases(Comparison *comparison);
void compare_outputs(Comparison *comparison);

#endif
