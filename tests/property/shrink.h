/* shrink.h - from a file that was misread to the one value, and the fewest characters of it, that a reader takes
 * for something else. */
#ifndef RUNG_TESTS_SHRINK_H
#define RUNG_TESTS_SHRINK_H

#include "property/batch.h"

/* What misread what. */
typedef struct Misreading {
    const Reader *reader;
    SinkKind sink;
    Format format;
    Batch batch;   /* fewer and fewer */
    Text expected; /* of the batch that is left */
    Text said;
} Misreading;

/* Does the reader say of the file what it holds? `?` is no answer, and no mistake. */
bool reading_is_right(Text expected, Text said);

/* Makes the batch as small as it gets: half of it while that is misread, too, then shorter texts. False where the
 * whole batch is read well when it is read again. */
bool shrink(Arena *arena, const char *directory, Misreading *misreading);

/* The sink, the reader, the values as JSON, and what was read. */
Text misreading_text(Arena *arena, const Misreading *misreading);

#endif
