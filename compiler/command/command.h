/* command.h - the command line: one table of commands, one of options, a function a command.
 *
 * This layer is a user of include/rung.h like any other: it reads arguments, calls the library and
 * prints. It alone prints and exits. Results go to standard output; diagnostics and progress to
 * standard error. */
#ifndef RUNG_COMMAND_H
#define RUNG_COMMAND_H

#include "rung.h"

#include "base/base.h"
#include "report/report.h"

typedef enum OptionKind {
#define OPTION(kind, name, argument, repeats, documentation) OPTION_##kind,
#include "command/options.def"
#undef OPTION
    OPTION_END
} OptionKind;

typedef struct OptionFact {
    const char *name;
    const char *argument; /* "" when it takes none */
    bool repeats;
    const char *documentation;
} OptionFact;

const OptionFact *option_fact(OptionKind kind);

/* What stood on the command line after the command's name. */
typedef struct Options {
    Arena *arena;
    uint32_t given;                        /* bits 1 << OPTION_... */
    ARRAY(const char *) values[OPTION_END]; /* comma lists are split for ENV and UNIT */
    ARRAY(const char *) operands;
    bool has_color;
    unsigned width;                        /* of the terminal, 0 when there is none */
} Options;

typedef struct Command {
    const char *name;
    const char *usage;
    const char *summary;
    const char *details;
    uint32_t options;
    int (*run)(Options *options);
} Command;

const Command *command_table(size_t *count);
const Command *command_find(const char *name); /* NULL: there is none */

/* Reads arguments; false after saying what is wrong (exit status 2). */
bool options_read(Options *options, const Command *command, int count, char **arguments);
bool options_has(const Options *options, OptionKind kind);
const char *options_value(const Options *options, OptionKind kind); /* the last one; NULL */

/* "a similar name exists: `x`", on standard error. */
void usage_suggest(Arena *arena, const char *text, const Text *candidates, size_t count);
/* Prints `rung: ` and the message to standard error; the exit status for wrong usage. */
int usage_error(const char *format, ...) PRINTF_LIKE(1, 2);

void help_program(const Options *options);
void help_command(const Command *command, const Options *options);

/* Opens the project of `path` (NULL: where we are, or `--project`). */
RungProject *open_project(Options *options, const char *path, bool dates_are_errors);
/* Prints the findings in every format asked for; the worse of `status` and what printing gave. */
int print_report(Options *options, RungProject *project, int status);
bool report_format_is_known(const char *text);
/* All of a text to standard output. */
void print_text(RungText text);

/* `name` in `directory`; the name alone where that is the current one. */
const char *join_path(Arena *arena, const char *directory, const char *name);
/* The same as a person at the current directory would write it. */
const char *show_path(Arena *arena, const char *directory, const char *name);

/* The committer date (UTC) of the HEAD of the repository that holds `root`: "2026-11-20"; NULL
 * where there is no repository or no git. */
const char *git_today(Arena *arena, const char *root);

/* The roots of the projects that the operands belong to, each once, in order; without operands the
 * project of the current directory. */
typedef struct Roots {
    const char **items;
    uint32_t count;
    uint32_t capacity;
} Roots;

/* A unified diff of two texts, as `patch` reads it. */
void print_difference(Arena *arena, const char *path, Text before, Text after, bool has_color);

#define COMMAND(function, name, usage, summary, takes, details)                                  \
    int command_##function(Options *options);
#include "command/commands.def"
#undef COMMAND

#endif
