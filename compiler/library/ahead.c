/* ahead.c - files that are read by a thread of their own while the bytes that they are compared with
 * are made.
 *
 * In a build with nothing to do, asking the system for the files takes as long as making their bytes,
 * and neither needs the other before both are compared. The thread has memory and Files of its own, so
 * there is nothing to guard, and what it gives is what reading later would have given. Whatever it did
 * not get to, or could not read, is read later as if there were no thread: so no failure is lost, and
 * what comes out is the same with and without one. */
#include "library/build.h"

#include <pthread.h>

/* Fewer files are read in the time that it takes to make a thread. And what is read ahead is bounded,
 * for files on disk can be larger than what they are compared with. */
enum { FEWEST = 256, BYTES_MOST = 32 * 1024 * 1024 };

struct Ahead {
    Arena lasting; /* of the Files */
    Arena arena;   /* of what was read */
    Files files;
    const Output *const *outputs;
    uint32_t count;
    AheadFile *found;
    bool is_running;
    pthread_t thread;
};

static void *run(void *state) {
    Ahead *ahead = state;
    for (uint32_t i = 0; i < ahead->count && ahead->arena.total < BYTES_MOST; i++) {
        AheadFile *file = &ahead->found[i];
        file->status = ahead->files.read(ahead->files.state, &ahead->arena, ahead->outputs[i]->path,
                                         LIMIT_OUTPUT_BYTES, &file->bytes);
        file->is_known = file->status == FILE_OK || file->status == FILE_MISSING;
    }
    return NULL;
}

/* Memory that tests take away comes from an allocator that jumps out when there is none, which only the
 * thread that asked may do. And what git holds is not read from files at all. */
Ahead *ahead_open(Build *build) {
    Arena *arena = &build->project->arena;
    bool has_files = !build->project->git;
    if (!has_files || arena->allocator != &memory_standard) return NULL;
    Ahead *ahead = arena_new(arena, Ahead);
    arena_open(&ahead->lasting, &memory_standard);
    arena_open(&ahead->arena, &memory_standard);
    ahead->files = files_of_directory(&ahead->lasting, build->out);
    return ahead;
}

void ahead_start(Ahead *ahead, const Output *const *outputs, uint32_t count) {
    if (!ahead || count < FEWEST) return;
    ahead->outputs = outputs;
    ahead->count = count;
    ahead->found = arena_array(&ahead->arena, AheadFile, count);
    ahead->is_running = pthread_create(&ahead->thread, NULL, run, ahead) == 0;
}

void ahead_wait(Ahead *ahead) {
    if (ahead && ahead->is_running) pthread_join(ahead->thread, NULL);
    if (ahead) ahead->is_running = false;
}

const AheadFile *ahead_file(const Ahead *ahead, uint32_t index) {
    bool is_known = ahead && ahead->found && ahead->found[index].is_known;
    return is_known ? &ahead->found[index] : NULL;
}

void ahead_forget(Ahead *ahead) {
    if (!ahead || !ahead->found) return;
    ahead->found = NULL;
    arena_reset(&ahead->arena, (ArenaMark){0});
}

void ahead_close(Ahead *ahead) {
    if (!ahead) return;
    arena_close(&ahead->arena);
    arena_close(&ahead->lasting);
}
