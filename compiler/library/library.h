/* library.h - the inside of a RungProject: one compilation from files to matrix and plan.
 *
 * Private to the layer; the interface is include/rung.h. `session_compile` is the compiler's plan
 * in one screen. */
#ifndef RUNG_LIBRARY_H
#define RUNG_LIBRARY_H

#include "rung.h"

#include "base/base.h"
#include "check/check.h"
#include "diff/diff.h"
#include "emit/emit.h"
#include "evaluate/evaluate.h"
#include "git/git.h"
#include "parity/parity.h"
#include "project/project.h"
#include "report/report.h"

/* What a scoped command is about: nothing else can stop it (commands.md, "Writing files"). */
typedef struct Scoping {
    const bool *units;                  /* by index: asked for, or used by one that is; NULL: all */
    const EnvironmentSet *environments; /* NULL: all */
} Scoping;

/* Which findings a caller is shown after a request. */
typedef enum Concern {
    CONCERN_PROGRAM, /* all */
    CONCERN_SCOPE,   /* those that count for the scoping of a build */
    CONCERN_REQUEST, /* those about the request, which was wrong */
    CONCERN_CHANGE   /* those that a change would bring */
} Concern;

typedef struct Background Background;
typedef struct Layouts Layouts;

struct RungProject {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
    Arena *failures;    /* holds the next; NULL before files are watched */
    ARRAY(Text) failed; /* paths that the machine could not read (watch.c) */
    Git *git;           /* where the files are those of the index or of a revision; NULL */
    Text missing;       /* the revision that was looked for last */
    Text root;          /* "" for a project in memory */
    bool is_found;
    bool is_compiled;
    bool is_beside;           /* compiled while another is */
    Background *background;   /* while it is compiled by another thread; NULL */
    bool wants_layouts;       /* the sources are laid out by a thread while they are compiled */
    Layouts *layouts;         /* once that has begun, until somebody waits for its end; NULL */
    bool has_wrong_arguments; /* RungOptions.arguments: every request is refused */
    RungOptions options;
    EvaluateOptions arguments; /* those of the options, read */
    Program *program;
    Model *model;
    Matrix *matrix;
    Artifacts *artifacts;
    Plan *plan;
    Report compiled;                     /* the findings of the program, without any request's */
    ARRAY(const Diagnostic *) followers; /* errors that were dropped (scoping.c) */
    Concern concern;                     /* of the last request */
    Scoping scoping;                     /* where that is CONCERN_SCOPE */
    RungProject *changed;                /* as the last request would make it; NULL */
    Report brought;                      /* its findings, where `concern` is CONCERN_CHANGE */
};

/* `rung_open` with another allocator. */
RungProject *session_open(const Allocator *allocator, const char *path, const RungOptions *options);

/* Compiles, where that was not done yet. Waiting for a thread that does comes first (background.c). */
void session_compile(RungProject *project);
void session_wait(RungProject *project);

/* layouts.c: begins to lay out every source, once they are parsed, where that has not begun. */
void layouts_begin(RungProject *project);
/* Waits for the end, and reports the sources that have another layout, or forgets them. */
void layouts_end(RungProject *project, bool is_reported);

/* The project with another text in one of its sources, not compiled yet; `rung_close` closes it. What
 * is there must not be closed or used otherwise meanwhile. */
RungProject *session_with(RungProject *project, Text path, Text text);
/* The same with several (path -> Text *). */
RungProject *session_with_all(RungProject *project, const Map *texts);

/* Every request begins here: compiles where that was not done yet, and forgets the findings of the
 * request before. RUNG_OK, or the status that the request ends with at once. */
RungStatus session_begin(RungProject *project);

/* The request was wrong, which was reported; RUNG_USAGE. */
RungStatus session_refuse(RungProject *project);

/* What a function of the interface gives out: ends the writer's bytes with a NUL. */
RungText session_text(Writer *writer);

/* The environment that `text` names: "prod", or "preview(pr=123)" where the project was opened with
 * that argument. Reports what does not exist and gives -1. */
int32_t session_environment(RungProject *project, Text text);

/* The unit of that name; reports what does not exist and gives NULL. */
const Unit *session_unit(RungProject *project, Text name);

/* The text as it is in the arena, with the NUL that callers of ours rely on. */
Text session_copy(RungProject *project, const char *text);

/* Does this finding count for what was asked? */
bool scoping_counts(const RungProject *project, const Scoping *scoping,
                    const Diagnostic *diagnostic);

/* Drops the findings that only follow from a syntax error, errors into `followers`: those in a
 * declaration that has one, and all that later layers say where one that others stand on has. */
void scoping_drop_followers(RungProject *project);

/* --- What the machine could not read (watch.c) ---------------------------------------------- */

/* The same files; the project hears of what fails. */
Files watch_files(RungProject *project, Files below);
bool watch_has_failed(const RungProject *project);
/* Reports that, and nothing else; RUNG_FAILED. */
RungStatus watch_report(RungProject *project);
/* False, reported, where that is so. */
bool watch_is_whole(RungProject *project);

/* --- The list of outputs (listing.c) ------------------------------------------------------- */

#define LISTING_PATH TEXT(".rung/outputs")

/* A line of `.rung/outputs`, or of `.rung/rendered`. */
typedef struct Listed {
    Text path;
    Text hash;     /* 16 hex digits: XXH3-64 of what was written */
    Text origin;   /* of an output: `preview(pr=123)` for an ephemeral environment, else ""; of a
                      manifest what it was made from (rendered.c) */
    uint32_t next; /* 1 + index of another line of the same path, 0 */
} Listed;

typedef struct Listing {
    ARRAY(Listed) items;
    Map by_path; /* path -> 1 + index of a line, as a pointer */
} Listing;

void listing_open(Arena *arena, Listing *out);
/* Lines that are none, or that name what is no place for an output, are passed over. */
void listing_read(Arena *arena, Text text, Listing *out);
void listing_add(Arena *arena, Listing *listing, Listed line); /* each line once */
uint32_t listing_first(const Listing *listing, Text path);     /* 1 + index of a line, 0 for none */
Text listing_write(Arena *arena, const Listing *listing);      /* sorted by path, then hash */
size_t listing_line_length(const Listed *line);                /* as it is written, with its end */
bool listing_has(const Listing *listing, Text path, Text hash);
Text listing_hash(Arena *arena, Text bytes);

/* --- Files on disk (writing.c) -------------------------------------------------------------- */

/* All bytes to an open file; false, with errno, where the machine does not take them. */
bool file_write_all(int file, Text bytes);

/* A directory that files are written below; one run at a time, where the system can say so. */
typedef struct Directory {
    Arena *arena;
    Text real;     /* its path without symbolic links */
    Text verified; /* the parent directory that was looked at last */
    bool is_new;   /* it was made then, so only files of this run are in it */
    int lock;      /* the open directory while we hold its lock, else -1 */
    int number;    /* of the thread that writes: 0, or 1 for the second one */
} Directory;

/* Each gives "" when all went well, else what the machine says, for a message that names the file.
 * Nothing is ever written or removed through a symbolic link that leaves the directory. */

/* Makes the directory if it is not there, and waits until no other run writes below it. */
Text directory_open(Arena *arena, Text root, Directory *out);
void directory_close(Directory *directory); /* lets the next one in; also after a failed open */
/* The same one, for a thread that writes at the same time. It is not closed. */
Directory directory_beside(const Directory *directory, Arena *arena);
/* Through a temporary file and a rename in the same directory: whole, old or new, at any time. A
 * file that is replaced keeps its permissions; a symbolic link in its place is replaced itself. */
Text directory_write(Directory *directory, Text path, Text bytes);
/* The same, on the device before it has its name: for what cannot be made again. */
Text directory_write_source(Directory *directory, Text path, Text bytes);
/* Takes away what a killed run may have left beside a file, and where that `is_gone` the directories
 * on its way that are empty. */
void directory_clear(Directory *directory, Text path, bool is_gone);
/* A file that its owner made read-only is not to be replaced, although its directory would permit it. */
Text directory_permits(const Directory *directory, Text path);
/* Removes a file, where it is still there, and the directories that it leaves empty. */
Text directory_remove(Directory *directory, Text path);
/* Where a path leads: itself, or what it is a symbolic link to if that lies in the directory. */
Text directory_follow(const Directory *directory, Text path);

#endif
