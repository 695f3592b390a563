/* library.h - the inside of a RungProject: one compilation from files to matrix and plan.
 *
 * Private to the layer; the interface is include/rung.h. `session_compile` is the compiler's plan
 * in one screen. */
#ifndef RUNG_LIBRARY_H
#define RUNG_LIBRARY_H

#include "rung.h"

#include "base/base.h"
#include "check/check.h"
#include "emit/emit.h"
#include "evaluate/evaluate.h"
#include "parity/parity.h"
#include "project/project.h"
#include "report/report.h"

struct RungProject {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
    Text root;           /* "" for a project in memory */
    bool is_found;
    bool is_compiled;
    bool is_finished;    /* the report was sorted */
    RungOptions options;
    Program *program;
    Model *model;
    Matrix *matrix;
    Artifacts *artifacts;
    Plan *plan;
    Text rendered;       /* of the last call of rung_report */
};

/* Runs the whole pipeline once; later calls return at once. False when there is no project. */
bool session_compile(RungProject *project);

/* Sorts the report; nothing is added to it afterwards but by a new request. */
void session_finish(RungProject *project);

/* The environment that `text` names: "prod", or "preview(pr=123)" by the part before `(`. Reports
 * what does not exist and gives -1. */
int32_t session_environment(RungProject *project, Text text);

/* Splits "preview(pr=123)" into its three parts; false when it has no parentheses. */
bool session_split_argument(Text text, Text *name, Text *parameter, Text *value);

/* What a scoped command is about: nothing else can stop it (commands.md, "Writing files"). */
typedef struct Scoping {
    bool has_units;
    const uint32_t *units; /* those asked for and all that they refer to, sorted */
    uint32_t unit_count;
    bool has_environments;
    EnvironmentSet environments;
} Scoping;

/* Does this finding count for what was asked? */
bool scoping_counts(const RungProject *project, const Scoping *scoping,
                    const Diagnostic *diagnostic);

/* Drops the findings that only follow from a syntax error: those in a declaration that has one, and
 * all that later layers say where a declaration that others stand on has one. */
void scoping_drop_followers(RungProject *project);

RungText text_public(Text text); /* must be NUL-terminated beyond its length */

/* --- The list of outputs (listing.c) ------------------------------------------------------- */

/* A line of `.rung/outputs`. */
typedef struct Listed {
    Text path;
    Text hash;        /* 16 hex digits: XXH3-64 of what was written */
    Text environment; /* `preview(pr=123)` for an ephemeral one, else "" */
    uint32_t next;    /* 1 + index of another line of the same path, 0 */
} Listed;

typedef struct Listing {
    ARRAY(Listed) items;
    Map by_path; /* path -> 1 + index of a line, as a pointer */
} Listing;

void listing_open(Arena *arena, Listing *out);
void listing_read(Arena *arena, Text text, Listing *out);
void listing_add(Arena *arena, Listing *listing, Listed line); /* once a path and hash */
uint32_t listing_first(const Listing *listing, Text path); /* 1 + index of a line, 0 for none */
Text listing_write(Arena *arena, const Listing *listing);  /* sorted by path, then hash */
Text listing_hash(Arena *arena, Text bytes);

/* --- Files on disk (writing.c) -------------------------------------------------------------- */

/* A directory that outputs are written below. */
typedef struct Directory {
    Arena *arena;
    Text root;     /* as given */
    Text real;     /* the same without symbolic links */
    Text verified; /* the parent directory that was looked at last */
} Directory;

/* Each gives "" when all went well, else what the machine says, for a message that names the file.
 * Nothing is ever written or removed through a symbolic link that leaves the directory. */
Text directory_open(Arena *arena, Text root, Directory *out); /* made if it is not there */
/* Through a temporary file and a rename in the same directory: whole, old or new, at any time. */
Text directory_write(Directory *directory, Text path, Text bytes);
/* Removes a file, and the directories that it leaves empty. */
Text directory_remove(Directory *directory, Text path);

#endif
