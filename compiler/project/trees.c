/* trees.c - from sources to trees, by two threads where there is much to parse.
 *
 * Sources know nothing of one another. So where there are many, a thread of its own parses what has been
 * read while the rest is read, and whoever has read the last one helps. The threads share the names, which
 * are made for that, and the number of the next source; each has memory and a report of its own. As soon as
 * one finds a mistake both stop, what was found is forgotten, and the sources that have no tree yet are
 * parsed by the first thread in their order: so the report is the same with and without the other one, and
 * no report is put together from two.
 *
 * What looks like a credential is searched for here as well, while the bytes of a source are at hand. */
#include "project/load.h"

#include <pthread.h>

/* Of fewer, a second thread takes away nothing: both ask the system for memory, and hold up each other. */
enum { MANY_BYTES = 1024 * 1024 };

/* One of the two. */
typedef struct Worker {
    Trees *trees;
    Arena *arena;    /* of the trees */
    Arena *scratch;  /* of what parsing needs for itself */
    Sources sources; /* those of the program, with memory of its own for their lines */
    Report report;
} Worker;

struct Trees {
    Program *program;
    uint32_t first; /* the number of the first source */
    size_t bytes;   /* of all that are there */
    Worker own, other;
    bool has_other, is_alone; /* there is a second thread; there may be none */
    pthread_t thread;
    /* What the threads share, under the lock. */
    pthread_mutex_t lock;
    pthread_cond_t news;
    uint32_t taken, count;
    bool is_whole; /* there will be no more */
};

static Tree *parse(Worker *worker, Report *report, uint32_t file) {
    const Program *program = worker->trees->program;
    Tree *tree = syntax_parse_only(worker->arena, worker->scratch, program->names, report, file);
    size_t start, end;
    const char *what;
    tree->has_credential = credential_find(tree->source, &start, &end, &what);
    return tree;
}

/* --- Sharing -------------------------------------------------------------------------------- */

/* The next source; false where there will be none. */
static bool take(Trees *trees, uint32_t *index) {
    pthread_mutex_lock(&trees->lock);
    while (trees->taken == trees->count && !trees->is_whole)
        pthread_cond_wait(&trees->news, &trees->lock);
    bool is_there = trees->taken < trees->count;
    if (is_there) *index = trees->taken++;
    pthread_mutex_unlock(&trees->lock);
    return is_there;
}

/* Nobody takes another one. */
static void stop(Trees *trees) {
    pthread_mutex_lock(&trees->lock);
    trees->taken = UINT32_MAX;
    pthread_mutex_unlock(&trees->lock);
}

/* So many are there by now. */
static void publish(Trees *trees, uint32_t count, bool is_whole) {
    pthread_mutex_lock(&trees->lock);
    trees->count = count;
    trees->is_whole = is_whole;
    pthread_cond_signal(&trees->news);
    pthread_mutex_unlock(&trees->lock);
}

static void *run(void *state) {
    Worker *worker = state;
    Trees *trees = worker->trees;
    for (uint32_t i; take(trees, &i);) {
        worker->sources.files.count = trees->first + i + 1;
        Tree *tree = parse(worker, &worker->report, trees->first + i);
        if (tree->has_errors)
            stop(trees);
        else
            trees->program->trees[i] = tree;
    }
    return NULL;
}

/* --- From the first source to the last ------------------------------------------------------ */

static void open_worker(Worker *worker, Trees *trees, Arena *arena) {
    *worker = (Worker){.trees = trees, .arena = arena};
    worker->scratch = arena_child(trees->program->arena);
    worker->sources = *trees->program->sources;
    worker->sources.arena = arena;
    report_open(&worker->report, arena, &worker->sources);
}

/* Names are shared only where they have an arena to themselves. And where tests take memory away, only
 * the thread that asked for it may jump out. */
static bool may_share(const Program *program) {
    return program->names->arena != program->arena && program->arena->allocator == &memory_standard;
}

Trees *trees_open(Program *program, uint32_t most, bool is_alone) {
    Trees *trees = arena_new(program->arena, Trees);
    *trees = (Trees){.program = program,
                     .first = program->sources->files.count,
                     .is_alone = is_alone || !may_share(program),
                     .lock = PTHREAD_MUTEX_INITIALIZER,
                     .news = PTHREAD_COND_INITIALIZER};
    sources_reserve(program->sources, most);
    program->trees = arena_array(program->arena, Tree *, most);
    open_worker(&trees->own, trees, program->arena);
    return trees;
}

static void start_other(Trees *trees) {
    open_worker(&trees->other, trees, arena_child(trees->program->arena));
    trees->has_other = pthread_create(&trees->thread, NULL, run, &trees->other) == 0;
    trees->is_alone = !trees->has_other;
}

void trees_add(Trees *trees, Text path, Text text) {
    Sources *sources = trees->program->sources;
    sources_add(sources, path, text);
    trees->bytes += text.length;
    if (trees->is_alone || trees->bytes < MANY_BYTES) return;
    publish(trees, sources->files.count - trees->first, false);
    if (!trees->has_other) start_other(trees);
}

static void finish_together(Trees *trees, uint32_t count) {
    publish(trees, count, true);
    run(&trees->own);
    pthread_join(trees->thread, NULL);
    arena_close(trees->other.scratch);
}

void trees_close(Trees *trees) {
    Program *program = trees->program;
    program->tree_count = program->sources->files.count - trees->first;
    if (trees->has_other) finish_together(trees, program->tree_count);
    for (uint32_t i = 0; i < program->tree_count; i++) {
        Tree **tree = &program->trees[i];
        if (!*tree) *tree = parse(&trees->own, program->report, trees->first + i);
        program->has_syntax_errors |= (*tree)->has_errors;
    }
    arena_close(trees->own.scratch);
}
