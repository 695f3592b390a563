/* load.h - the steps of loading a project. */
#ifndef RUNG_PROJECT_LOAD_H
#define RUNG_PROJECT_LOAD_H

#include "project/project.h"

/* Parses the embedded standard library into `builtin_types` and `builtin_categories`. */
void builtin_collect(Program *program);

/* The trees of all sources from number `first` on, in their order. Every mistake goes to the program's
 * report in the order of the sources. */
void trees_parse(Program *program, uint32_t first);

/* Gathers the declarations of all trees and reports what is declared twice. `is_strategy_read` is
 * false when `strategy.rung` could not be read, which was reported: then nobody misses a strategy. */
void program_collect(Program *program, bool is_strategy_read);

/* Adds a declaration under its name. The one that has the name already, or NULL. */
const Declaration *declarations_add(Arena *arena, Declarations *declarations, Text name,
                                    Declaration *declaration);

#endif
