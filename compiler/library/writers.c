/* writers.c - the files of a build, written from both ends.
 *
 * Nearly all the time of a first build is the system's, which makes files in two directories at a time.
 * So where there are many, one writer begins with the first file and a second one, in a thread of its
 * own, with the last, until nothing is left between them: whichever gets on better does more. They share
 * a count of the files that are taken, and nothing else. Without the thread the first one writes all of
 * them. */
#include "library/build.h"

#include <pthread.h>
#include <stdatomic.h>

enum { FEWEST = 256 }; /* fewer are written in the time that it takes to make a thread */

/* Items of the build that one of the writers has taken. */
typedef struct Taken {
    uint32_t count;
    atomic_uint number;
} Taken;

/* One of the two, and how it did. */
typedef struct Scribe {
    Item *items;
    Taken *taken;
    bool is_last; /* begins with the last item */
    Directory directory;
    Arena arena;
    const Item *failed; /* the item that could not be written, and why; NULL */
    Text problem;
    pthread_t thread;
} Scribe;

bool writers_take(const Item *item) {
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED:
    case RUNG_LEFT_OVER: return false;
    case RUNG_EDITED:
    case RUNG_STALE:
    case RUNG_MISSING:
    case RUNG_FOREIGN: return item->output != NULL;
    }
    unreachable("RungChange");
}

static bool write_item(Scribe *scribe, Item *item) {
    if (!writers_take(item)) return true;
    scribe->problem = directory_write(&scribe->directory, item->path, item->bytes);
    if (!scribe->problem.length) item->change = RUNG_WRITTEN;
    return !scribe->problem.length;
}

/* Both together take as many items as there are, so that none is taken from both ends. Where one fails,
 * nothing is left for the other. */
static void *run(void *state) {
    Scribe *scribe = state;
    Taken *taken = scribe->taken;
    for (uint32_t i = 0; !scribe->failed && atomic_fetch_add(&taken->number, 1) < taken->count;
         i++) {
        Item *item = &scribe->items[scribe->is_last ? taken->count - 1 - i : i];
        if (write_item(scribe, item)) continue;
        scribe->failed = item;
        atomic_store(&taken->number, taken->count);
    }
    return NULL;
}

static uint32_t count_work(const Build *build) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < build->items.count; i++)
        count += writers_take(&build->items.items[i]);
    return count;
}

/* Where tests take memory away, only the thread that asked for it may jump out. */
static bool start_last(const Build *build, Scribe *scribe) {
    bool is_worth_it = count_work(build) >= FEWEST;
    return is_worth_it && build->project->arena.allocator == &memory_standard &&
           pthread_create(&scribe->thread, NULL, run, scribe) == 0;
}

static bool report_failed(Build *build, const Scribe *scribe) {
    if (scribe->failed)
        report_not_written(&build->project->report, NO_SPAN, scribe->failed->path, scribe->problem);
    return scribe->failed != NULL;
}

/* Of two files that could not be written the first by path is reported: one finding is enough, as
 * without a thread. */
bool writers_write(Build *build, Directory *directory) {
    Taken taken = {.count = build->items.count};
    Scribe first = {.items = build->items.items, .taken = &taken, .directory = *directory};
    Scribe last = {.items = first.items, .taken = &taken, .is_last = true};
    arena_open(&last.arena, &memory_standard);
    last.directory = directory_beside(directory, &last.arena);
    bool is_apart = start_last(build, &last);
    run(&first);
    if (is_apart) pthread_join(last.thread, NULL);
    bool has_failed = report_failed(build, &first) || report_failed(build, &last);
    arena_close(&last.arena);
    return !has_failed;
}
