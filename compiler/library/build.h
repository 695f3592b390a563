/* build.h - one build: what was asked, what is there, what will be written. */
#ifndef RUNG_LIBRARY_BUILD_H
#define RUNG_LIBRARY_BUILD_H

#include "library/library.h"

/* A value of a file that was edited by hand, and how the source can be made to say it. */
typedef struct Keep {
    const Param *param;
    uint32_t environment;
    Text literal;       /* as the language writes it */
    Text typed;         /* as `rung set` takes it */
    Text command;       /* that was tried; "" where none works */
    Text source;        /* the path of the source that it changes */
    bool is_everywhere; /* it sets the value of every environment */
    Text refusal;       /* why there is no command, "" where nothing was tried */
} Keep;

/* What a report says of a file that differs. */
typedef struct Evidence {
    ARRAY(Text) notes; /* what differs, as values where the file can be read */
    ARRAY(Keep) keeps; /* where it was edited by hand */
    Text hash;         /* of what is there */
    bool is_kept;      /* once the commands were run, the build makes exactly this file */
} Evidence;

/* A file of the build: an output, or one that is left over (`output` is NULL). */
typedef struct Item {
    const Output *output;
    Text path;
    Text bytes; /* that are to be written; "" where they are there */
    Listed listed;
    FileStatus status; /* of what is there */
    RungChange change;
    Evidence *evidence; /* NULL where nothing is known of what differs */
} Item;

typedef struct Ahead Ahead;

typedef struct Build {
    RungProject *project;
    const RungBuild *request;
    Text out;   /* the output directory */
    Files disk; /* the same, for reading */
    Plan *plan;
    EnvironmentSet environments;
    bool *asked;        /* by unit: those that the request names; NULL: all */
    bool *used;         /* by unit: those and what they use; NULL: all */
    bool is_everything; /* no --unit, no --env: lasting environments all */
    Listing before;     /* `.rung/outputs` as it was */
    Text listed;        /* its bytes as they are on disk now */
    Listing *committed; /* that of HEAD, once it was asked for, where the files are the index's */
    ARRAY(Item) items;  /* by path, once all are there */
    Map by_path;        /* path -> Item *, then */
    Arena *scratch;     /* while outputs are compared */
    Files worktree;     /* of a project that is read from git's index: what is on disk */
    Text unstaged;      /* its sources that differ from the index, as messages list them; "" */
    Ahead *ahead;       /* while outputs are compared; NULL where files are not read ahead */
    size_t read_back;   /* bytes of files that were read as values */
} Build;

/* build.c: a build that was read and may go on, or what is wrong with it. */
RungStatus build_begin(RungProject *project, const RungBuild *request, Build **out);

/* Is the file to be removed? */
bool build_removes(const Build *build, const Item *item);
/* The bytes of the list as it will be, or while files are written: then with all lines of before. */
Text build_list(Build *build, bool keeps_before);

/* staged.c: compares, and puts what differs into git's index. */
RungStatus staged_write(Build *build);

/* request.c: resolves names, the output directory and the plan; RUNG_OK or what is wrong with it. */
RungStatus request_read(Build *build);
/* Is the output one of those that were asked for? */
bool request_has(const Build *build, const Output *output);
/* Is there an error that counts for what was asked? */
bool request_has_errors(Build *build);

/* compare.c: makes every file of the build, compares it with the disk and the list, and finds what
 * is left over. Everything but RUNG_OK was reported. */
RungStatus compare_files(Build *build);
/* The bytes of a file in the output directory. */
FileStatus compare_read(Build *build, Text path, Arena *arena, Text *out);
/* Is there room to read a file as values? All of them together may have as many bytes as one may. */
bool compare_takes(Build *build, Text there);

enum { READ_BACK_BYTES = LIMIT_SOURCE_BYTES };

#define NOT_READ_BACK                                                                              \
    "it is not read as values: with the files before it there are more than 16 MiB"

/* Is a file of that line one that this build would produce, if anything did? */
bool compare_is_judged(const Build *build, const Listed *line);
/* `preview(pr=123)`, as lists name an ephemeral environment; "" for any other. */
Text compare_environment(const Build *build, uint32_t index);
/* Did git leave a merge unfinished in the file? */
bool compare_has_conflict(Text text);

/* evidence.c: what differs in a file, as notes; of a hand edit also the values to be kept. Nothing of
 * what may not be shown. */
Evidence *evidence_find(Build *build, const Item *item);

/* keep.c: tries, for the values of all files that were edited by hand, whether `rung set` keeps them:
 * each in the program as it is once those before it were set, so that all can be run one after the
 * other. */
void keep_edits(Build *build);
/* One word for a shell. */
Text keep_quote(Arena *arena, Text word);

/* staging.c: what is to be done so that the index holds what the build makes. First, once: looks at
 * the disk beside the index. */
void staging_open(Build *build);
/* Is a file of the index, by its hash, what a build had made of it that is committed? */
bool staging_was_built(Build *build, Text path, Text hash);
/* `git add` with the file, the sources (NULL: none) and the list of outputs. */
Text staging_command(Build *build, const Item *item, const Text *sources, uint32_t count);
/* Does the file on disk have what the index should have? For one that is left over: is it gone? */
bool staging_is_done(Build *build, const Item *item);

/* A file as the thread of `ahead` found it. */
typedef struct AheadFile {
    bool is_known; /* it was read, or is missing */
    FileStatus status;
    Text bytes;
} AheadFile;

/* ahead.c: reads files while other work is done. NULL where there is nothing to gain or no thread may be
 * used, which the others take for one that found nothing. Who has done the other work finishes it. */
Ahead *ahead_open(Build *build);
void ahead_start(Ahead *ahead, const Output *const *outputs, uint32_t count);
void ahead_finish(Ahead *ahead);
/* Of the output of that number; NULL where it is not known. Good until it is forgotten. */
const AheadFile *ahead_file(const Ahead *ahead, uint32_t index);
void ahead_forget(Ahead *ahead);
void ahead_close(Ahead *ahead);

/* So many that a thread is worth it, so few that they stay in a block of memory. */
enum { MADE_MOST = 512 };

/* Outputs whose bytes were made and are to be compared. */
typedef struct Made {
    Arena *arena; /* of the bytes */
    uint32_t count;
    const Output *outputs[MADE_MOST];
    Text bytes[MADE_MOST];   /* no pointer where something was reported about it */
    bool is_held[MADE_MOST]; /* once held.c has looked */
} Made;

typedef struct Held Held;

/* held.c: hashes what was made while other work is done. NULL where files are not git's or no thread may
 * be used. */
Held *held_open(Build *build);
bool held_start(Held *held, Made *made);
void held_wait(Held *held);

/* writers.c: is the file of an item to be written? */
bool writers_take(const Item *item);
/* Writes all that are, many of them from both ends at once; false where one could not be, which was
 * reported. */
bool writers_write(Build *build, Directory *directory);

/* drift.c: reports every file that differs from the build (`--check`); how many. */
uint32_t drift_report(Build *build);
/* Reports the files that a build refuses to replace or remove; how many. */
uint32_t drift_refuse(Build *build);

/* ondisk.c: what a build of the request would change on disk; NULL where that cannot be said, and
 * *status is why. */
const Diff *ondisk_diff(RungProject *project, const RungBuild *request, RungStatus *status);

#endif
