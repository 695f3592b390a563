/* build.h - one build: what was asked, what is there, what will be written. */
#ifndef RUNG_LIBRARY_BUILD_H
#define RUNG_LIBRARY_BUILD_H

#include "library/library.h"

/* A file of the build: an output, or one that is left over (`output` is NULL). */
typedef struct Item {
    const Output *output;
    Text path;
    Text bytes;
    Listed listed;
    RungChange change;
} Item;

typedef struct Build {
    RungProject *project;
    const RungBuild *request;
    Text out;                    /* the output directory */
    Files disk;                  /* the same, for reading */
    Plan *plan;
    EnvironmentSet environments;
    const uint32_t *asked;       /* units by index, where the request names some */
    uint32_t asked_count;
    Scoping scoping;
    bool is_everything;          /* no --unit, no --env: lasting environments all */
    Listing before;              /* `.rung/outputs` as it was */
    Text listed;                 /* its bytes as they are on disk now */
    bool *is_listed_left_over;   /* by line of `before` */
    ARRAY(Item) items;
} Build;

#define LISTING_PATH TEXT(".rung/outputs")

/* request.c: resolves names, the output directory and the plan; RUNG_OK or what is wrong with it. */
RungStatus request_read(Build *build);
/* Is there an error that counts for what was asked? */
bool request_has_errors(const Build *build);

/* drift.c: reports every file that differs from the build (`--check`); how many. */
uint32_t drift_report(Build *build);
/* Reports the files that a build refuses to replace or remove; how many. */
uint32_t drift_refuse(Build *build);

#endif
