/* trees.c - from sources to trees, by two threads where there is much to parse.
 *
 * Sources know nothing of one another, so whichever thread gets to one parses it; the threads share the
 * names, which are made for that, and a count of the sources that are taken. Each has memory and a report
 * of its own. As soon as one of them finds a mistake both stop, what was found is forgotten, and the
 * sources that have no tree yet are parsed by the first thread in their order: so the report is the same
 * with and without the other one, and no report is put together from two.
 *
 * What looks like a credential is searched for here as well, while the bytes of a source are at hand. */
#include "project/load.h"

enum { FEWEST_BYTES = 64 * 1024 }; /* fewer are parsed in the time that it takes to make a thread */

/* The sources, and how many of them are taken. */
typedef struct Taken {
    Tree **trees;
    uint32_t first, count;
    atomic_uint number;
} Taken;

/* One of the two. */
typedef struct Worker {
    const Program *program;
    Taken *taken;
    Arena *arena;   /* of the trees */
    Arena *scratch; /* of what parsing needs for itself */
    Sources
        sources; /* those of the program, with memory of its own for what is found out about them */
    Report report;
    pthread_t thread;
} Worker;

static Tree *parse(const Worker *worker, Report *report, uint32_t file) {
    Names *names = worker->program->names;
    Tree *tree = syntax_parse_only(worker->arena, worker->scratch, names, report, file);
    size_t start, end;
    const char *what;
    tree->has_credential = credential_find(tree->source, &start, &end, &what);
    return tree;
}

static void *run(void *state) {
    Worker *worker = state;
    Taken *taken = worker->taken;
    for (uint32_t i; (i = atomic_fetch_add(&taken->number, 1)) < taken->count;) {
        Tree *tree = parse(worker, &worker->report, taken->first + i);
        if (tree->has_errors)
            atomic_store(&taken->number, taken->count);
        else
            taken->trees[i] = tree;
    }
    return NULL;
}

static void open(Worker *worker, Program *program, Taken *taken, Arena *arena) {
    *worker = (Worker){.program = program, .taken = taken, .arena = arena};
    worker->scratch = arena_child(program->arena);
    worker->sources = *program->sources;
    worker->sources.arena = arena;
    report_open(&worker->report, arena, &worker->sources);
}

/* Where tests take memory away, only the thread that asked for it may jump out. */
static bool is_worth_it(const Program *program, const Taken *taken) {
    size_t bytes = 0;
    for (uint32_t i = 0; i < taken->count; i++)
        bytes += program->sources->files.items[taken->first + i].text.length;
    return bytes >= FEWEST_BYTES && taken->count > 1 &&
           program->arena->allocator == &memory_standard;
}

/* Both threads take sources until none is left, or one has a mistake. */
static void parse_together(Program *program, Worker *own) {
    Worker other;
    if (!is_worth_it(program, own->taken)) return;
    open(&other, program, own->taken, arena_child(program->arena));
    if (pthread_create(&other.thread, NULL, run, &other) != 0) return;
    run(own);
    pthread_join(other.thread, NULL);
    arena_close(other.scratch);
}

void trees_parse(Program *program, uint32_t first) {
    Taken taken = {.first = first, .count = program->sources->files.count - first};
    Worker own;
    taken.trees = arena_array(program->arena, Tree *, taken.count);
    open(&own, program, &taken, program->arena);
    parse_together(program, &own);
    for (uint32_t i = 0; i < taken.count; i++) {
        if (!taken.trees[i]) taken.trees[i] = parse(&own, program->report, first + i);
        program->has_syntax_errors |= taken.trees[i]->has_errors;
    }
    arena_close(own.scratch);
    program->trees = taken.trees;
    program->tree_count = taken.count;
}
