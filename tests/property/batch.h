/* batch.h - many specimens in one project: what is refused of them, and the files of what is not. */
#ifndef RUNG_TESTS_BATCH_H
#define RUNG_TESTS_BATCH_H

#include "property/readers.h"
#include "property/specimen.h"

typedef struct Batch {
    const Specimen *items;
    uint32_t count;
    uint32_t sinks;    /* bits 1 << SINK_... */
    uint32_t services; /* of so many specimens one has a release and an index; 0: none */
} Batch;

/* How many values were written, and how many were refused as they must be. */
typedef struct Tally {
    uint32_t taken[SINK_END];
    uint32_t refused[SINK_END];
} Tally;

#define BATCH_BIT(sink) (1u << (sink))

/* What a reader must make of an output, and the lines of a list of paths; `taken` has the bits of the sinks by
 * specimen (batch_tree.c). */
Text batch_tree(Arena *arena, const Batch *batch, const uint32_t *taken, const Output *output,
                NumberForm form);
Text batch_paths(Arena *arena, const Batch *batch, const uint32_t *taken);
/* Is the output one of those that are asked about? */
bool batch_asks(const Batch *batch, const uint32_t *taken, const Output *output);

/* Adds the files, named `name`, with what must be read of them. False where a sink refuses what it must take,
 * or takes what it must refuse: `problem` says which. */
bool batch_add(Arena *arena, const char *directory, const Batch *batch, Text name, Readables *files,
               Tally *tally, Text *problem);

#endif
