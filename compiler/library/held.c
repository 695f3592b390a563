/* held.c - outputs that git holds as they would be built, found by a thread of its own while the next
 * ones are made.
 *
 * What git holds is told by the object id of the bytes, and hashing them takes a third of the time that
 * making them takes. The thread looks at bytes that are finished and at the names of a listing that never
 * changes, and needs no memory, so there is nothing to guard. Without it the same question is asked of
 * each output later, and the answer is the same. */
#include "library/build.h"

#include <pthread.h>

enum { FEWEST = 256 }; /* fewer are hashed in the time that it takes to make a thread */

struct Held {
    const Files *files;
    Made *made;
    bool is_running;
    pthread_t thread;
};

static void *run(void *state) {
    const Held *held = state;
    Made *made = held->made;
    for (uint32_t i = 0; i < made->count; i++)
        made->is_held[i] =
            made->bytes[i].bytes &&
            held->files->holds(held->files->state, made->outputs[i]->path, made->bytes[i]);
    return NULL;
}

/* Where tests take memory away, the thread that makes outputs may jump out at any time. */
Held *held_open(Build *build) {
    Arena *arena = &build->project->arena;
    if (!build->disk.holds || arena->allocator != &memory_standard) return NULL;
    Held *held = arena_new(arena, Held);
    held->files = &build->disk;
    return held;
}

bool held_start(Held *held, Made *made) {
    if (!held || made->count < FEWEST) return false;
    held->made = made;
    held->is_running = pthread_create(&held->thread, NULL, run, held) == 0;
    return held->is_running;
}

void held_wait(Held *held) {
    if (held && held->is_running) pthread_join(held->thread, NULL);
    if (held) held->is_running = false;
}
