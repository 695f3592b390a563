/* machine.h - the real program on a machine that fails: what it does to a directory, and how it ends.
 *
 * tests/machine/failing.c is loaded into the program and makes one call of it fail, or kills it there.
 * A first run in which nothing fails says how many calls there are. */
#ifndef RUNG_TESTS_MACHINE_H
#define RUNG_TESTS_MACHINE_H

#include "golden/golden.h"

/* A file, what it holds and who may read it. */
typedef struct Shot {
    Text path, text;
    unsigned mode;
} Shot;

/* The files of a directory. */
typedef struct Snapshot {
    ARRAY(Shot) items;
} Snapshot;

void snapshot_take(Arena *arena, const char *folder, Snapshot *out);
/* Makes the directory hold these files and nothing else. */
void snapshot_restore(Arena *arena, const char *folder, const Snapshot *snapshot);
/* NULL where there is none. */
const Shot *snapshot_find(const Snapshot *snapshot, Text path);
bool snapshot_has(const Snapshot *snapshot, const Shot *shot); /* the same in every respect */
bool snapshot_equal(const Snapshot *one, const Snapshot *other);

/* One run of the program, started in the directory. */
typedef struct Run {
    const char *folder;
    const char *const *arguments; /* without the program's name; ends in NULL */
    const char *fault;            /* as failing.c calls it */
    uint32_t at;                  /* at which call, from 1 */
    const char *label;            /* of one of several that run at once; NULL */
} Run;

/* How it ended. */
typedef struct RunEnd {
    int status; /* of exit; -1 when a signal ended it */
    int signal;
    Text output; /* all that it printed */
    Paths calls; /* those that were counted: `rename /folder/file` */
} RunEnd;

RunEnd machine_run(Arena *arena, const Run *run);
/* The same, while it runs: two can be at work at once. */
pid_t machine_start(const Run *run);
/* Waits for it; 0 where it ended well. */
int machine_wait(pid_t process);

/* Runs the tests, or says that they are skipped where calls of the program cannot be made to fail. What
 * main returns. */
int machine_tests(const char *name, const struct CMUnitTest *tests, size_t count);

#endif
