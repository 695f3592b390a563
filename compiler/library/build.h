/* build.h - one build: what was asked, what is there, what will be written. */
#ifndef RUNG_LIBRARY_BUILD_H
#define RUNG_LIBRARY_BUILD_H

#include "library/library.h"

/* A file of the build: an output, or one that is left over (`output` is NULL). */
typedef struct Item {
    const Output *output;
    Text path;
    Text bytes; /* that are to be written; "" where they are there */
    Listed listed;
    FileStatus status; /* of what is there */
    RungChange change;
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
    ARRAY(Item) items;  /* by path, once all are there */
    Map by_path;        /* path -> Item *, then */
    Arena *scratch;     /* while outputs are compared */
    Ahead *ahead;       /* then; NULL where files are not read ahead */
} Build;

#define LISTING_PATH TEXT(".rung/outputs")

/* request.c: resolves names, the output directory and the plan; RUNG_OK or what is wrong with it. */
RungStatus request_read(Build *build);
/* Is the output one of those that were asked for? */
bool request_has(const Build *build, const Output *output);
/* Is there an error that counts for what was asked? */
bool request_has_errors(Build *build);

/* compare.c: makes every file of the build, compares it with the disk and the list, and finds what
 * is left over. Everything but RUNG_OK was reported. */
RungStatus compare_files(Build *build);
/* Is a file of that line one that this build would produce, if anything did? */
bool compare_is_judged(const Build *build, const Listed *line);

/* A file as the thread of `ahead` found it. */
typedef struct AheadFile {
    bool is_known; /* it was read, or is missing */
    FileStatus status;
    Text bytes;
} AheadFile;

/* ahead.c: reads files while other work is done. NULL where there is nothing to gain or no thread may be
 * used, which the others take for one that found nothing. */
Ahead *ahead_open(Build *build);
void ahead_start(Ahead *ahead, const Output *const *outputs, uint32_t count);
void ahead_wait(Ahead *ahead);
/* Of the output of that number; NULL where it is not known. Good until it is forgotten. */
const AheadFile *ahead_file(const Ahead *ahead, uint32_t index);
void ahead_forget(Ahead *ahead);
void ahead_close(Ahead *ahead);

/* drift.c: reports every file that differs from the build (`--check`); how many. */
uint32_t drift_report(Build *build);
/* Reports the files that a build refuses to replace or remove; how many. */
uint32_t drift_refuse(Build *build);

#endif
