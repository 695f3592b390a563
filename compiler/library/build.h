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
} Build;

/* build.c: a build that was read and may go on, or what is wrong with it. */
RungStatus build_begin(RungProject *project, const RungBuild *request, Build **out);

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
/* The bytes of a file in the output directory. */
FileStatus compare_read(Build *build, Text path, Arena *arena, Text *out);
/* Is a file of that line one that this build would produce, if anything did? */
bool compare_is_judged(const Build *build, const Listed *line);

/* drift.c: reports every file that differs from the build (`--check`); how many. */
uint32_t drift_report(Build *build);
/* Reports the files that a build refuses to replace or remove; how many. */
uint32_t drift_refuse(Build *build);

/* ondisk.c: what a build of the request would change on disk; NULL where that cannot be said, and
 * *status is why. */
const Diff *ondisk_diff(RungProject *project, const RungBuild *request, RungStatus *status);

#endif
