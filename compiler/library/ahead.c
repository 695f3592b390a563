/* ahead.c - files that are read by two threads, by one of them while the bytes that they are compared with
 * are made.
 *
 * In a build with nothing to do, asking the system for the files takes longer than making their bytes, and
 * neither needs the other before both are compared. So a thread of its own begins with the first file, and
 * whoever has made the bytes helps it from the last one on, until nothing is left between them. Each has
 * memory and Files of its own; they share a count of the files that are taken. What they give is what
 * reading later would have given: whatever they did not get to, or could not read, is read later as if
 * there were no threads. So no failure is lost, and what comes out is the same with and without them. */
#include "library/build.h"

#include <pthread.h>
#include <stdatomic.h>

/* Fewer files are read in the time that it takes to make a thread. And what a thread reads ahead is
 * bounded, for files on disk can be larger than what they are compared with. */
enum { FEWEST = 256, BYTES_MOST = 16 * 1024 * 1024 };

/* One of the two. */
typedef struct Reader {
    Ahead *ahead;
    bool is_last;  /* begins with the last file */
    Arena lasting; /* of the Files */
    Arena arena;   /* of what was read */
    Files files;
} Reader;

struct Ahead {
    const Output *const *outputs;
    uint32_t count;
    atomic_uint taken;
    AheadFile *found;
    Reader first, last;
    bool is_running;
    pthread_t thread;
};

static void read_file(Reader *reader, uint32_t index) {
    AheadFile *file = &reader->ahead->found[index];
    file->status =
        reader->files.read(reader->files.state, &reader->arena, reader->ahead->outputs[index]->path,
                           LIMIT_OUTPUT_BYTES, &file->bytes);
    file->is_known = file->status == FILE_OK || file->status == FILE_MISSING;
}

/* Both together take as many files as there are, so that none is taken from both ends. */
static void *run(void *state) {
    Reader *reader = state;
    Ahead *ahead = reader->ahead;
    for (uint32_t i = 0; reader->arena.total < BYTES_MOST; i++) {
        if (atomic_fetch_add(&ahead->taken, 1) >= ahead->count) break;
        read_file(reader, reader->is_last ? ahead->count - 1 - i : i);
    }
    return NULL;
}

static void open_reader(Reader *reader, Ahead *ahead, Text root, bool is_last) {
    *reader = (Reader){.ahead = ahead, .is_last = is_last};
    arena_open(&reader->lasting, &memory_standard);
    arena_open(&reader->arena, &memory_standard);
    reader->files = files_of_directory(&reader->lasting, root);
}

static void close_reader(Reader *reader) {
    arena_close(&reader->arena);
    arena_close(&reader->lasting);
}

/* Memory that tests take away comes from an allocator that jumps out when there is none, which only the
 * thread that asked may do. And what git holds is not read from files at all. */
Ahead *ahead_open(Build *build) {
    Arena *arena = &build->project->arena;
    bool has_files = !build->project->git;
    if (!has_files || arena->allocator != &memory_standard) return NULL;
    Ahead *ahead = arena_new(arena, Ahead);
    open_reader(&ahead->first, ahead, build->out, false);
    open_reader(&ahead->last, ahead, build->out, true);
    return ahead;
}

void ahead_start(Ahead *ahead, const Output *const *outputs, uint32_t count) {
    if (!ahead || count < FEWEST) return;
    ahead->outputs = outputs;
    ahead->count = count;
    ahead->found = arena_array(&ahead->last.arena, AheadFile, count);
    atomic_store(&ahead->taken, 0);
    ahead->is_running = pthread_create(&ahead->thread, NULL, run, &ahead->first) == 0;
}

void ahead_finish(Ahead *ahead) {
    if (!ahead || !ahead->is_running) return;
    run(&ahead->last);
    pthread_join(ahead->thread, NULL);
    ahead->is_running = false;
}

const AheadFile *ahead_file(const Ahead *ahead, uint32_t index) {
    bool is_known = ahead && ahead->found && ahead->found[index].is_known;
    return is_known ? &ahead->found[index] : NULL;
}

void ahead_forget(Ahead *ahead) {
    if (!ahead || !ahead->found) return;
    ahead->found = NULL;
    arena_reset(&ahead->first.arena, (ArenaMark){0});
    arena_reset(&ahead->last.arena, (ArenaMark){0});
}

void ahead_close(Ahead *ahead) {
    if (!ahead) return;
    close_reader(&ahead->first);
    close_reader(&ahead->last);
}
