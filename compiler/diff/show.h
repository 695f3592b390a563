/* show.h - what the forms for people share: what is worth a row, words for it; private to this
 * layer. */
#ifndef RUNG_DIFF_SHOW_H
#define RUNG_DIFF_SHOW_H

#include "diff/diff.h"

/* How a unit's rows are shown: those that changed apart from those that came or went. */
enum { SHOW_KINDS = 3 };

/* Is the row said by itself? Not where its whole unit came or went, or where only environments that
 * came or went make it differ: they are said once. */
bool show_has(const Diff *diff, const DiffRow *row);
/* Did the unit of that name come or go? DIFF_CHANGED: neither. */
DiffKind show_unit(const Diff *diff, Text name);

/* --- Sections (section.c) ------------------------------------------------------------------- */

/* The rows of one sink, in the order of the diff. */
typedef struct ShowGroup {
    Text sink;                               /* of a diff between two environments: the category */
    ARRAY(const DiffRow *) rows[SHOW_KINDS]; /* by DiffKind */
} ShowGroup;

/* What is said of a unit, or of several that change alike: of the first, what holds for all. */
typedef struct ShowSection {
    ARRAY(Text) units; /* none: the environments, or a diff between two of them */
    ARRAY(ShowGroup) groups;
    uint32_t rows[SHOW_KINDS]; /* how many, by DiffKind */
} ShowSection;

typedef struct ShowSections {
    ShowSection *items;
    uint32_t count, capacity;
} ShowSections;

/* Attributes of environments first, then units by name, each with its attributes before its sinks. */
void show_sections(Arena *arena, const Diff *diff, ShowSections *out);

/* --- Words ---------------------------------------------------------------------------------- */

/* What a row is called beside its values: its path; the object where it is one as a whole. */
Text show_label(Arena *arena, const DiffRow *row);
/* Two values that are compared, each in at most `most` columns: `-` where nothing is. What is cut is
 * cut so that the first place where they differ is seen. */
void show_pair(Arena *arena, const DiffValue *old, const DiffValue *new, size_t most,
               Text *old_text, Text *new_text);
/* Are two cells the same, as far as a reader can see? */
bool show_repeats(const DiffCell *a, const DiffCell *b);

/* "dev, staging and prod"; "every environment" for all of several. */
Text show_environments(Arena *arena, const Diff *diff, const bool *has);
/* `v1.5.1 sha256:333333333333`; "nothing". */
Text show_image(Arena *arena, const DiffImage *image);

/* A release of one unit that goes from one image to another in some environments. */
typedef struct ShowRelease {
    const DiffRelease *first;
    bool *environments;
} ShowRelease;

typedef struct ShowReleases {
    ShowRelease *items;
    uint32_t count, capacity;
} ShowReleases;

void show_releases(Arena *arena, const Diff *diff, ShowReleases *out);

/* The rows of one kind of a group as a grid. `unit` stands before the sink in its title; "". */
void show_table(const Diff *diff, const DiffLook *look, Text unit, const ShowGroup *group,
                DiffKind kind, Writer *out);

/* What the diff comes to, in one sentence without its stop: "3 values change and 1 is new, in orders
 * and payment; environments: dev and prod". */
Text show_summary(Arena *arena, const Diff *diff);
/* Of a diff that is empty: "in any environment", or how far that is known. */
const char *show_extent(const Diff *diff, const DiffVerdict *verdict);
/* "2 errors and 1 warning"; "" for none. */
Text show_verdict(Arena *arena, const DiffVerdict *verdict);
/* Why a row may differ: its category, or that it is a secret; "" for neither. */
Text show_reason(const DiffRow *row);
/* "new" and "removed", "" for what is on both sides. */
const char *show_kind(DiffKind kind);
/* What rows count: "value", "object". */
const char *show_noun(const Diff *diff);
/* How many values, or objects, a unit or environment has that came or went. */
uint32_t show_size_of_unit(const Diff *diff, Text unit);
uint32_t show_size_of_environment(const Diff *diff, uint32_t environment);

#endif
