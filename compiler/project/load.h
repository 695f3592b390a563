/* load.h - the steps of loading a project. */
#ifndef RUNG_PROJECT_LOAD_H
#define RUNG_PROJECT_LOAD_H

#include "project/project.h"

/* Parses the embedded standard library into `builtin_types` and `builtin_categories`. */
void builtin_collect(Program *program);

/* Sources on their way to trees (trees.c): `most` of them at most, which are read between the two. Then
 * the program has the trees of all, in their order, and its report every mistake, in that order too. */
typedef struct Trees Trees;

Trees *trees_open(Program *program, uint32_t most, bool is_alone);
void trees_add(Trees *trees, Text path, Text text); /* a source that was read */
void trees_close(Trees *trees);

/* Gathers the declarations of all trees and reports what is declared twice. `is_strategy_read` is
 * false when `strategy.rung` could not be read, which was reported: then nobody misses a strategy. */
void program_collect(Program *program, bool is_strategy_read);

/* Adds a declaration under its name. The one that has the name already, or NULL. */
const Declaration *declarations_add(Arena *arena, Declarations *declarations, Text name,
                                    Declaration *declaration);

#endif
