/* project.h - a project: its files, found and parsed, and its declarations in no order.
 *
 * All reading goes through a Files interface, so that the same code serves a directory on disk,
 * a project in memory (tests, editors, fuzzers) and later git's index and revisions. Paths are
 * relative to the project's root, `/` between segments, never `..`. */
#ifndef RUNG_PROJECT_H
#define RUNG_PROJECT_H

#include "base/base.h"
#include "report/report.h"
#include "syntax/syntax.h"

/* --- Files ---------------------------------------------------------------------------------- */

typedef enum FileStatus {
    FILE_OK,
    FILE_MISSING,
    FILE_DENIED, /* permissions, or a symbolic link that leaves the project */
    FILE_TOO_LARGE,
    FILE_NOT_A_FILE, /* a directory, a pipe; for `list`: no directory */
    FILE_FAILED      /* the machine could not */
} FileStatus;

typedef enum FileKind { FILE_REGULAR, FILE_DIRECTORY, FILE_OTHER } FileKind;

typedef struct FileEntry {
    Text name; /* one segment */
    FileKind kind;
} FileEntry;

typedef struct Files {
    void *state;
    /* The whole file, at most `limit` bytes, into the arena (NUL-terminated beyond its length). */
    FileStatus (*read)(void *state, Arena *arena, Text path, size_t limit, Text *out);
    /* The entries of a directory ("" is the root) in byte order of their names. Symbolic links are
     * followed for files that stay inside the root, never for directories. */
    FileStatus (*list)(void *state, Arena *arena, Text path, FileEntry **entries, uint32_t *count);
    /* Whether a file is there and holds exactly these bytes, for what knows that without reading
     * it; NULL where only reading tells. */
    bool (*holds)(void *state, Text path, Text bytes);
} Files;

/* What a sentence says after the path: "is not there", "is no file". */
const char *file_status_describe(FileStatus status);

/* A directory on disk, which may come into being later. Nothing outside of it is ever read. */
Files files_of_directory(Arena *arena, Text root);

/* Files held in memory: parallel arrays of paths and contents; the caller keeps them alive. */
typedef struct MemoryFile {
    Text path;
    Text text;
} MemoryFile;

Files files_of_memory(Arena *arena, const MemoryFile *items, size_t count);

/* The files below with another text (path -> Text *) in some that are there. The map is not copied. */
Files files_of_overlay(Arena *arena, Files below, const Map *texts);

/* A file of a catalogue; `content` means something to whoever reads it. */
typedef struct CatalogueFile {
    Text path;
    FileKind kind; /* FILE_OTHER cannot be read: a symbolic link, a submodule */
    void *content;
} CatalogueFile;

/* Files whose paths are all known before the first is read: those in memory, in git's index, in a
 * revision. There are no directories among them, only paths with slashes. */
typedef struct Catalogue {
    const CatalogueFile *
        *files; /* in byte order of their paths; of one path only the first given */
    size_t count;
    void *state;
    /* As `Files.read`, for a file that is there and is regular. */
    FileStatus (*read)(void *state, Arena *arena, const CatalogueFile *file, size_t limit,
                       Text *out);
} Catalogue;

/* Sorts `items`, which the caller keeps alive, into `catalogue`; its `read` and `state` stay. What has no
 * path of named segments is left out. */
void catalogue_open(Arena *arena, Catalogue *catalogue, const CatalogueFile *items, size_t count);
/* The file with exactly this path, NULL when there is none. */
const CatalogueFile *catalogue_find(const Catalogue *catalogue, Text path);
/* The files whose paths begin with `prefix`: from *first to *end in the catalogue's order. */
void catalogue_below(const Catalogue *catalogue, Text prefix, size_t *first, size_t *end);
/* The catalogue, which the caller keeps alive, as Files. */
Files files_of_catalogue(Catalogue *catalogue);

/* The project that a path belongs to: walks upwards from `start` (a directory or file on disk) to
 * the nearest directory that holds `strategy.rung`. `root` is absolute and NUL-terminated.
 * FILE_FAILED where the machine could not look, then `root` is at what; anything else but FILE_OK when
 * there is none. */
FileStatus project_find(Arena *arena, Text start, Text *root);

/* The paths of a project's sources in byte order: every *.rung file below the root, but nothing
 * whose name begins with a dot and no directory that has a `strategy.rung` of its own. What cannot
 * be listed is left out, and at most LIMIT_SOURCE_FILES are found. Returns how many. */
uint32_t project_sources(Arena *arena, const Files *files, Text **paths);

/* The directories below the root that are projects of their own, in byte order; those that lie in one
 * of them are left out. Returns how many. */
uint32_t project_nested(Arena *arena, const Files *files, Text **paths);

/* Some of the projects that lie one or two directories below, in byte order: three at the most, found
 * by a look that is short however large the tree is. Hidden directories and `node_modules` are passed over.
 * Returns how many. */
uint32_t project_nearby(Arena *arena, const Files *files, Text **paths);

/* --- The program ---------------------------------------------------------------------------- */

/* The declarations of all files by kind, in order of file path and place, and by name. Where one
 * is declared twice, which was reported (N0002), and where the name is missing, which was reported
 * too, it is left out. A ledger's name is `UNIT in ENV`; ladders and matrices have none. */
typedef struct Declarations {
    const Declaration **items;
    uint32_t count;
    uint32_t capacity; /* while it grows: array_push */
    Map by_name;       /* Text -> const Declaration * */
} Declarations;

typedef struct Program {
    Arena *arena;
    Names *names;
    Sources *sources;
    Report *report;
    const Files *files;
    Tree **trees;
    uint32_t tree_count;
    const Declaration *strategy; /* NULL was reported */
    Declarations ladders, environments, matrices, types, categories, profiles, units, policies,
        ledgers;                                    /* units: services and stacks, one name space */
    Declarations builtin_types, builtin_categories; /* from stdlib/ */
    bool has_syntax_errors;
} Program;

/* Finds and parses the sources of a project in byte order of their paths, and the embedded standard
 * library (as `stdlib/NAME.rung` in messages). `names` were prepared by syntax_reserve. Always
 * gives a program; what is wrong is in the report. Where there is much to parse a second thread helps,
 * unless `is_alone`: where another project is compiled at the same time there is no processor for it. */
Program *project_load(Arena *arena, Names *names, Report *report, const Files *files,
                      bool is_alone);

/* Whether a syntax error stands in the file. For builds of a part. */
bool program_file_has_errors(const Program *program, uint32_t file);

#endif
