/* test_memory.c - every request of the library for memory fails in turn, in whatever it is asked to do.
 *
 * Blocks are small, so that there are hundreds of requests in each row. Where one fails the library
 * would end the process; here the test jumps out, and does what the end of a process does: blocks go
 * back and files are closed. What is on disk must be whole, and the same request must then do its
 * work. */
#include "library_unit.h"

#include "property/machine.h"

#include <unistd.h>

enum { SMALL_BLOCK = 1024, FILES = 64 };

/* What is left open by a jump is no leak of the program, whose process would have ended. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);

const char *__asan_default_options(void) {
    return "detect_leaks=0";
}

/* --- The allocator -------------------------------------------------------------------------- */

typedef struct Block {
    alignas(max_align_t) struct Block *next;
    struct Block **place; /* what points to it */
} Block;

/* Fails the request that `before_failure` counts down to; below zero none. */
typedef struct Memory {
    Allocator allocator;
    jmp_buf escape;
    long before_failure, requests;
    Block *blocks;
} Memory;

static void *allocate(void *state, size_t size) {
    Memory *memory = state;
    memory->requests++;
    if (memory->before_failure >= 0 && memory->before_failure-- == 0) return NULL;
    Block *block = malloc(sizeof *block + size);
    if (!block) return NULL;
    *block = (Block){memory->blocks, &memory->blocks};
    if (block->next) block->next->place = &block->next;
    memory->blocks = block;
    return block + 1;
}

static void release(void *state, void *bytes) {
    Block *block = (Block *)bytes - 1;
    (void)state;
    *block->place = block->next;
    if (block->next) block->next->place = block->place;
    free(block);
}

static void exhausted(void *state) {
    longjmp(((Memory *)state)->escape, 1);
}

static void memory_open(Memory *memory, long before_failure) {
    *memory = (Memory){.before_failure = before_failure};
    memory->allocator = (Allocator){allocate, release, exhausted, memory, SMALL_BLOCK, SMALL_BLOCK};
}

/* What the end of a process gives back. */
static void end_process(Memory *memory, int first_file) {
    while (memory->blocks)
        release(memory, memory->blocks + 1);
    for (int file = first_file; file < FILES; file++)
        close(file);
}

/* --- What is asked for ---------------------------------------------------------------------- */

static RungStatus check(RungProject *project) {
    return rung_check(project);
}

static RungStatus build(RungProject *project) {
    size_t count;
    const RungOutput *outputs;
    return rung_build(project, &(RungBuild){.prune = true}, &outputs, &count);
}

static RungStatus drift(RungProject *project) {
    size_t count;
    const RungOutput *outputs;
    RungStatus status = rung_build(project, &(RungBuild){.is_check = true}, &outputs, &count);
    return status == RUNG_FINDINGS ? RUNG_OK : status;
}

static RungStatus difference(RungProject *project) {
    bool differs;
    RungText text;
    RungDiff request = {.from = "dev", .to = "prod", .format = RUNG_DIFF_MARKDOWN};
    return rung_diff(project, &request, &text, &differs);
}

static RungStatus values(RungProject *project) {
    RungText text;
    RungStatus status = rung_why(project, "orders.yaml.replicas@prod", &text);
    return status ? status : rung_values(project, &(RungValues){0}, &text);
}

static RungStatus set(RungProject *project) {
    RungEdit edit;
    RungStatus status = rung_set(project, "orders.yaml.replicas@prod", "8", &edit);
    return status ? status : rung_replace(project, edit.source, edit.after);
}

static RungStatus layout(RungProject *project) {
    RungText text;
    RungStatus status = rung_format(project, "strategy.rung", &text);
    return status ? status : rung_replace(project, "strategy.rung", text);
}

typedef struct Row {
    const char *name;
    RungStatus (*ask)(RungProject *project);
} Row;

static const Row rows[] = {
    {"check", check},   {"build", build}, {"drift", drift},   {"difference", difference},
    {"values", values}, {"set", set},     {"layout", layout},
};

/* --- Each request in turn ------------------------------------------------------------------- */

/* Asks, with the report, in a project of its own. */
static RungStatus ask(Memory *memory, const char *root, const Row *row) {
    RungProject *project = session_open(&memory->allocator, root, NULL);
    RungStatus status = row->ask(project);
    rung_report(project, RUNG_REPORT_TEXT, NULL);
    rung_report(project, RUNG_REPORT_JSON, NULL);
    rung_close(project);
    return status;
}

/* The number of the first request that was not made; -1 where one that was made failed. */
static bool ask_failing(long before_failure, const char *root, const Row *row) {
    static Memory memory; /* outlives the jump */
    int first_file = dup(STDERR_FILENO);
    close(first_file);
    memory_open(&memory, before_failure);
    if (setjmp(memory.escape) == 0) {
        RungStatus status = ask(&memory, root, row);
        assert_row(status == RUNG_OK && memory.blocks == NULL, row->name);
        return false;
    }
    end_process(&memory, first_file);
    return true;
}

static long count_requests(const char *root, const Row *row) {
    Memory memory;
    memory_open(&memory, -1);
    assert_row(ask(&memory, root, row) == RUNG_OK, row->name);
    assert_row(memory.blocks == NULL, row->name);
    return memory.requests;
}

static void check_whole(const Snapshot *before, const Snapshot *now, const Snapshot *after,
                        const Row *row) {
    for (uint32_t i = 0; i < now->items.count; i++) {
        const Shot *shot = &now->items.items[i];
        if (text_starts_with(shot->path, TEXT(".rung/"))) continue;
        assert_row(text_contains(shot->path, TEXT(".rung-new")) || snapshot_has(before, shot) ||
                       snapshot_has(after, shot),
                   row->name);
    }
}

/* Something was built before, and the source has changed since. */
static void prepare(Arena *arena, const char *root, Snapshot *before) {
    Memory memory;
    memory_open(&memory, -1);
    write_text(arena, root, "strategy.rung", SHOP ORDERS SITE);
    assert_int_equal(ask(&memory, root, &rows[1]), RUNG_OK);
    write_text(arena, root, "strategy.rung",
               SHOP "\n" ORDERS "stack mail {\n  yaml {\n    port = 25\n  }\n}\n");
    snapshot_take(arena, root, before);
}

static void check_row(Arena *arena, const char *root, const Snapshot *before, const Row *row) {
    Snapshot after, now;
    snapshot_restore(arena, root, before);
    long count = count_requests(root, row);
    snapshot_take(arena, root, &after);
    assert_row(count > 10, row->name);
    for (long n = 0; n < count; n++) {
        ArenaMark mark = arena_mark(arena);
        snapshot_restore(arena, root, before);
        assert_row(ask_failing(n, root, row), row->name);
        snapshot_take(arena, root, &now);
        check_whole(before, &now, &after, row);
        if (!snapshot_equal(&now, before)) {
            assert_row(!ask_failing(-1, root, row), row->name);
            snapshot_take(arena, root, &now);
            assert_row(snapshot_equal(&now, &after), row->name);
        }
        arena_reset(arena, mark);
    }
}

static void every_request_fails(void **state) {
    Snapshot before;
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    prepare(arena, root, &before);
    for (size_t i = 0; i < COUNT(rows); i++)
        check_row(arena, root, &before, &rows[i]);
    tree_remove(arena, root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_fails),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
