/* generate.h - random projects that hold every trap of the formats they are written to: for the tests
 * that read files back, and those that shuffle sources. */
#ifndef RUNG_TESTS_GENERATE_H
#define RUNG_TESTS_GENERATE_H

#include "property/trap.h"

/* The declarations of a project. They may stand in any order and in any files but for the first, the
 * `strategy`, which belongs into strategy.rung. */
typedef struct Generated {
    ARRAY(Text) declarations;
} Generated;

/* The same project for the same seed, on every machine. It has no errors. */
void generate_project(Arena *arena, uint64_t seed, Generated *out);

/* All declarations as one file. */
Text generated_source(Arena *arena, const Generated *project);

#endif
