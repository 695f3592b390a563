/* selection.h - REFs of the command line (commands.md: `UNIT.SINK.PATH`). */
#ifndef RUNG_LIBRARY_SELECTION_H
#define RUNG_LIBRARY_SELECTION_H

#include "library/library.h"

typedef struct Selection {
    Param **items;
    uint32_t count;
    uint32_t capacity;
} Selection;

/* The ways to write a parameter: `PATH`, `SINK.PATH`, and last `UNIT.SINK.PATH`, which is its alone. */
enum { SELECTION_FORMS = 3 };

Text selection_form(Arena *arena, const Param *param, unsigned form);

/* The parameters that a REF names, or all below it; false (reported) when there are none. */
bool selection_find(RungProject *project, Text reference, Selection *out);

/* Does it name a parameter, or several? Reports nothing. */
bool selection_names_any(RungProject *project, Text reference);

/* The one parameter that a REF names; NULL (reported) when there is none or are several. */
const Param *selection_one(RungProject *project, Text reference);

/* The one parameter that a REF names itself; NULL, and nothing is reported, where none or several are. */
const Param *selection_named(RungProject *project, Text reference);

/* Splits `REF@ENV` at the last `@` that is not in quotes; false where there is none, and then all of
 * it is the REF. */
bool selection_split(Text text, Text *reference, Text *environment);
/* Reports that a REF names no environment where it has to. */
void selection_lacks_environment(RungProject *project, Text reference);

/* All parameters, units by name, sinks and parameters as written. */
void selection_all(RungProject *project, Selection *out);

#endif
