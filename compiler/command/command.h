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
#include "value/value.h"

#include <signal.h>

/* --- Tables --------------------------------------------------------------------------------- */

typedef enum OptionKind {

#define OPTION(kind, name, argument, repeats, documentation) OPTION_##kind,
#include "command/options.def"
#undef OPTION
    OPTION_END
} OptionKind;

typedef struct OptionFact {
    const char *name;
    const char *argument; /* "" when it takes none */
    bool repeats;         /* may be given more than once */
    const char *documentation;
} OptionFact;

const OptionFact *option_fact(OptionKind kind);

typedef enum FormatGroup {
    FORMATS_NONE,
    FORMATS_REPORT,
    FORMATS_VALUES,
    FORMATS_DIFF,
    FORMATS_AFFECTED
} FormatGroup;

typedef struct FormatFact {
    FormatGroup group;
    const char *name;
    int value; /* of the enum of rung.h that the group is of */
    const char *documentation;
} FormatFact;

/* One of the two streams that a program prints to. */
typedef struct Stream {
    bool is_terminal;
    bool has_color;
    unsigned width; /* columns, 0: not known */
} Stream;

typedef struct Command Command;

/* What stood on the command line after the command's name. */
typedef struct Options {
    Arena *arena;
    const Command *command;
    uint32_t given;                         /* bits 1 << OPTION_... */
    ARRAY(const char *) values[OPTION_END]; /* comma lists are split for ENV and UNIT */
    ARRAY(const char *) operands;
    ARRAY(const char *) passed_on; /* what stands behind `--` where it is for Helm */
    Stream output;                 /* standard output: results */
    Stream messages;               /* standard error: diagnostics */
    const char *heading;           /* where the project is, when there are several; NULL */
    bool has_failed;               /* something could not be read that no report speaks of */
} Options;

struct Command {
    const char *name;
    const char *usage;
    const char *summary; /* "" of a command that is listed nowhere */
    const char *details;
    const char *examples;
    const char *status; /* what its exit statuses 0 and 1 mean */
    uint32_t options;
    FormatGroup formats;
    uint32_t most_operands; /* UINT32_MAX: any number; or OPERANDS_PASSED_ON */
    RungStatus (*run)(Options *options);
};

/* In the place of a number: the command takes none, and gives another program what stands behind `--`. */
#define OPERANDS_PASSED_ON (UINT32_MAX - 1)

/* NULL, after saying that there is none and which is near. */
const Command *command_find(Arena *arena, const char *name);
/* The same without a word. */
const Command *command_named(const char *name);
/* Those that are listed, each in turn: at *index the next, which moves on; NULL at their end. */
const Command *command_next(size_t *index);
/* The shells that `rung completion` knows; NULL behind the last. */
const char *shell_name(size_t index);

/* --- Reading arguments (options.c) ---------------------------------------------------------- */

/* Reads arguments; false after saying what is wrong (exit status 2). */
bool options_read(Options *options, const Command *command, int count, char **arguments);
bool options_has(const Options *options, OptionKind kind);
const char *options_value(const Options *options, OptionKind kind); /* the last one; NULL */
unsigned options_number(const Options *options, OptionKind kind);   /* 0 where it is not given */
bool options_takes(const Command *command, OptionKind kind);
/* The option of that name, without its dashes, if the command takes it. */
bool option_find(const Command *command, Text name, OptionKind *out);
/* The offset of the comma that ends an item of a list, or of the list's end. Commas in parentheses are no
 * ends: `preview(pr=1)` is one item. */
size_t list_item_end(const char *text, size_t start);
/* The formats of a group, each a row; at *index the next, which moves on; NULL at their end. */
const FormatFact *format_next(FormatGroup group, size_t *index);
/* What a `--format` of the command says, which options_read has found there: `json`, or of a report
 * `json=FILE`. */
int format_value(const Options *options, const char *text);
/* The same of the last one; where none is given 0, which is the format for people in each group. */
int options_format(const Options *options);

/* Prints `rung: ` and the message to standard error; the exit status for wrong usage. */
RungStatus usage_error(const char *format, ...) PRINTF_LIKE(1, 2);
/* "a similar name exists: `x`", or what there is, on standard error. */
void usage_suggest(Arena *arena, const char *text, const Text *candidates, size_t count);

void help_program(const Options *options);
void help_command(const Command *command, const Options *options);

/* --- Projects and their reports (report.c) -------------------------------------------------- */

/* Where to look for the project: `--project`, or where we are. */
const char *project_place(const Options *options);
/* Opens the project of `path` (NULL: where we are, or `--project`). `argument` names an ephemeral
 * environment beside those of `--env`; NULL. */
RungProject *open_project(Options *options, const char *path, const char *argument,
                          bool dates_are_errors);

/* What `--base` and `--head` name. */
typedef struct Change {
    RungProject *base; /* as the merge base has it; NULL where there is no `--base` */
    RungProject *project;
} Change;

/* Opens both. Where the disk has no project, as in a bare repository, the project is that of HEAD.
 * RUNG_OK, or the status of a base that could not be opened, which was printed. */
RungStatus open_change(Options *options, bool dates_are_errors, Change *out);
void close_change(Change *change);
/* Whose report says why a request on the project ended with that status. */
RungProject *failed_side(const Change *change, RungStatus status);
/* Runs a command on the project of each operand, on each project once; without operands on that of
 * `--project` or of where we are. The worst of the exit statuses. */
RungStatus each_project(Options *options, bool dates_are_errors,
                        RungStatus (*run)(Options *options, RungProject *project));
/* Prints the findings in every format asked for; the worse of `status` and what printing gave. */
RungStatus print_report(Options *options, RungProject *project, RungStatus status);
/* The same for a command that shows values: of a program with errors it says only how many there
 * are, for they are not what was asked for. */
RungStatus print_findings(Options *options, RungProject *project, RungStatus status);
/* Does a report in another format than text go to standard output, which is then left to it? */
bool report_takes_output(const Options *options);
/* All of a text to standard output. */
void print_text(RungText text);
/* The worse of two exit statuses is the larger one. */
RungStatus worse_status(RungStatus a, RungStatus b);

/* --- Runs of Helm (helm.c) ------------------------------------------------------------------- */

/* While Helm runs: how far it is, on a terminal, and whether somebody wants it to end. */
typedef struct HelmWatch {
    const Options *options;
    bool is_shown;
    sigset_t before; /* the signals that were blocked */
} HelmWatch;

/* The arguments, jobs and progress of the request. Until helm_watch_end, signals that end a program wait:
 * the library is asked to stop instead. */
void helm_watch_begin(const Options *options, HelmWatch *watch, RungRender *request);
void helm_watch_end(HelmWatch *watch);

/* Prints the configuration of pre-commit for every project of the repository that holds the directory. */
RungStatus print_pre_commit(Options *options, const char *place);

/* --- The rest ------------------------------------------------------------------------------- */

/* `name` in `directory`; the name alone where that is the current one. */
const char *join_path(Arena *arena, const char *directory, const char *name);
/* The path without anything that a terminal would obey. */
const char *visible_path(Arena *arena, const char *path);
/* `name` in `directory` as a person at the current directory would write it, and visible. */
const char *show_path(Arena *arena, const char *directory, const char *name);

/* A unified diff of two texts, as `patch` reads it. */
void print_difference(Arena *arena, const char *path, Text before, Text after, bool has_color);

#define COMMAND(function, name, usage, summary, takes, formats, most, details, examples, status)   \
    RungStatus command_##function(Options *options);
#include "command/commands.def"
#undef COMMAND

#endif
