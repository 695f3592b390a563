/* rendering.h - one comparison of manifests under way; private to this layer. */
#ifndef RUNG_DIFF_RENDERING_H
#define RUNG_DIFF_RENDERING_H

#include "diff/rendered.h"

/* A row while a unit is compared. */
typedef struct ManifestRow {
    DiffRow row;
    DiffObject about;
    Text identity; /* of its object */
    const Step *step;
    bool is_local; /* it says nothing of environments in which it does not differ */
    bool is_gone;
    uint32_t number; /* of its finding */
} ManifestRow;

/* An environment of the unit at hand. */
typedef struct RenderedColumn {
    const DiffManifest *old, *new; /* NULL: there is none */
    bool is_known;                 /* both can be read, or nothing says that they cannot */
    uint32_t count;                /* differences that were kept, */
    size_t size;                   /* and the bytes of their values */
} RenderedColumn;

typedef struct Rendering {
    Arena *arena;
    Diff *diff;
    Map old, new; /* manifests by unit and environment */
    Text unit;
    Map names;               /* of objects and fields of the unit: Text * as it is shown */
    uint32_t hidden_names;   /* of them those that are not */
    RenderedColumn *columns; /* by environment of the diff */
    ARRAY(ManifestRow *) rows;
    Map by_name;
} Rendering;

/* Both sides of a column, read. */
typedef struct Both {
    Arena *scratch;
    Hiding hiding;
    Objects old, new;
} Both;

/* --- Names (naming.c) ----------------------------------------------------------------------- */

/* A name of the unit at hand as it may be shown, in memory that stays. */
Text naming_show(Rendering *rendering, Text name);
/* An object with names that may be shown, and the title that they make. */
DiffObject naming_object(Rendering *rendering, const DiffObject *object);
/* The way to a field as paths are written. */
Text naming_path(Rendering *rendering, const Step *step);

/* --- Rows (manifest_row.c) ------------------------------------------------------------------ */

/* Adds what differs in an environment to the row of the field, or of the object as a whole, which there
 * is one of for all environments. False where it is not kept. */
bool rendering_add_field(Rendering *rendering, uint32_t environment, const Object *object,
                         const ObjectField *field);
bool rendering_add_object(Rendering *rendering, uint32_t environment, const Object *old,
                          const Object *new);
/* The cell of a row in an environment in which it does not differ. */
DiffCell rendering_unchanged(Rendering *rendering, RenderedColumn *column, const Both *both,
                             const ManifestRow *row);
/* Puts the rows of the unit at hand into the diff, in their order. */
void rendering_keep_rows(Rendering *rendering);

/* --- Notes (remark.c) ----------------------------------------------------------------------- */

/* `side` is "old" or "new". */
void remark_unread(Rendering *rendering, uint32_t environment, const char *side, Text reason);
/* Documents that are no objects, objects that stand twice, differences that were not kept. */
void remark_rest(Rendering *rendering, uint32_t environment, const Both *both, uint32_t dropped);
/* False where nothing is wrong with the manifest. */
bool remark_problem(Rendering *rendering, uint32_t environment, const char *side,
                    const DiffManifest *manifest);

#endif
