/* markdown.h - the programs in an explanation: what `## Breaks` shows and what `## Keeps` shows.
 *
 * A block of code is a file of a project: strategy.rung, or what `<!-- file: PATH -->` above it
 * says. `<!-- run: STEP; STEP -->` says that the program is not checked but that these steps are
 * taken in its directory, `<!-- today: DATE -->` what day it is. A block of shell commands is for
 * readers only. */
#ifndef RUNG_TESTS_MARKDOWN_H
#define RUNG_TESTS_MARKDOWN_H

#include "base/base.h"
#include "rung.h"

typedef struct Program {
    ARRAY(RungFile) files;
    Text steps;        /* of `run`, "" when it is only checked */
    const char *today; /* NULL when no day is stated */
} Program;

/* The program of the section with this heading. False when there is no such section; a program
 * without files is one that a text cannot show. */
bool markdown_program(Arena *arena, Text page, Text heading, Program *out);

#endif
