/* test_together.c - several runs of the program at once over the same directory, many times.
 *
 * Every run ends well, every file is whole, and a run that comes after them has nothing to do. That
 * holds also where one of the runs is killed. Where the file system has no locks, a run may find that
 * another was faster, and says so; the next one finishes the work. */
#include "property/machine.h"

#include "unit/unit.h"

#include <signal.h>
#include <sys/wait.h>

enum { RUNS = 3, ROUNDS = 16, LARGEST_STEP = 7 };

static const char strategy[] =
    "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"
    "environments | dev           | prod {\n  class      | nonproduction | production\n}\n";

/* The units that come and go from round to round, and a value that changes. */
static Text source_of(Arena *arena, unsigned round) {
    return text_format(arena,
                       "%s\nstack orders {\n  yaml {\n    replicas   = %u\n  }\n}\n\n"
                       "stack %s {\n  json {\n    title = \"Shop\"\n  }\n}\n",
                       strategy, round, round % 2 ? "site" : "mail");
}

static const char *const build[] = {"build", "--prune", NULL};
static const char *const again[] = {"build", "--prune", "--exit-code", NULL};
static const char *const fmt[] = {"fmt", NULL};

/* Starts all of them, the first with a fault, and waits; how each ended. */
static void run_together(const char *folder, const char *const *const commands[RUNS],
                         const char *fault, uint32_t at, int ends[RUNS]) {
    static const char *const labels[RUNS] = {"a.", "b.", "c."};
    pid_t processes[RUNS];
    for (int i = 0; i < RUNS; i++) {
        bool is_struck = i == 0 || strcmp(fault, "unlocked") == 0;
        Run run = {folder, commands[i], is_struck ? fault : "none", at, labels[i]};
        processes[i] = machine_start(&run);
    }
    for (int i = 0; i < RUNS; i++)
        ends[i] = machine_wait(processes[i]);
}

/* What one run of each command alone makes of the source. */
static void expect(Arena *arena, const char *folder, Text source,
                   const char *const *const commands[RUNS], Snapshot *out) {
    tree_remove(arena, folder);
    tree_write(arena, tree_join(arena, folder, "strategy.rung"), source);
    for (int i = 0; i < RUNS; i++)
        assert_int_equal(machine_run(arena, &(Run){folder, commands[i], "none", 0, NULL}).status,
                         0);
    snapshot_take(arena, folder, out);
}

/* A run after them has nothing to do, and everything is as if it had been alone. */
static void check_quiet(Arena *arena, const char *folder, const Snapshot *expected) {
    Snapshot now;
    RunEnd end = machine_run(arena, &(Run){folder, again, "none", 0, NULL});
    snapshot_take(arena, folder, &now);
    if (end.status != 0 || !snapshot_equal(&now, expected))
        print_error("%.*s", TEXT_ARGS(end.output));
    assert_int_equal(end.status, 0);
    assert_true(snapshot_equal(&now, expected));
}

typedef struct Shop {
    Arena arena;
    const char *folder, *alone; /* where they run together, and where one is alone */
} Shop;

static void shop_open(Shop *shop) {
    arena_open(&shop->arena, &memory_standard);
    shop->folder = tree_scratch(&shop->arena);
    shop->alone = tree_scratch(&shop->arena);
}

static void shop_close(Shop *shop) {
    static const char *const labels[] = {"a.calls",  "b.calls",  "c.calls",
                                         "a.output", "b.output", "c.output"};
    for (size_t i = 0; i < COUNT(labels); i++)
        remove(text_format(&shop->arena, "%s.%s", shop->folder, labels[i]).bytes);
    tree_remove(&shop->arena, shop->folder);
    tree_remove(&shop->arena, shop->alone);
    arena_close(&shop->arena);
}

/* The source of the round, and what is to come of it. */
static void change(Shop *shop, unsigned round, const char *const *const commands[RUNS],
                   Snapshot *expected) {
    Text source = source_of(&shop->arena, round);
    expect(&shop->arena, shop->alone, source, commands, expected);
    tree_write(&shop->arena, tree_join(&shop->arena, shop->folder, "strategy.rung"), source);
}

static void builds_wait_for_one_another(void **state) {
    static const char *const *const commands[RUNS] = {build, fmt, build};
    Shop shop;
    (void)state;
    shop_open(&shop);
    for (unsigned round = 0; round < ROUNDS; round++) {
        int ends[RUNS];
        Snapshot expected;
        ArenaMark mark = arena_mark(&shop.arena);
        change(&shop, round, commands, &expected);
        run_together(shop.folder, commands, "none", 0, ends);
        for (int i = 0; i < RUNS; i++)
            assert_int_equal(ends[i], 0);
        check_quiet(&shop.arena, shop.folder, &expected);
        arena_reset(&shop.arena, mark);
    }
    shop_close(&shop);
}

/* One of them is killed, ever later. */
static void a_killed_one_does_no_harm(void **state) {
    static const char *const *const commands[RUNS] = {build, build, build};
    Shop shop;
    bool is_killed = true;
    (void)state;
    shop_open(&shop);
    for (uint32_t at = 1; is_killed; at += LARGEST_STEP) {
        int ends[RUNS];
        Snapshot expected;
        ArenaMark mark = arena_mark(&shop.arena);
        change(&shop, at, commands, &expected);
        run_together(shop.folder, commands, "kill", at, ends);
        is_killed = WIFSIGNALED(ends[0]) && WTERMSIG(ends[0]) == SIGKILL;
        assert_true(is_killed || ends[0] == 0);
        assert_int_equal(ends[1], 0);
        assert_int_equal(ends[2], 0);
        check_quiet(&shop.arena, shop.folder, &expected);
        arena_reset(&shop.arena, mark);
    }
    shop_close(&shop);
}

static bool is_in(const Snapshot *one, const Snapshot *other, const Shot *shot) {
    return snapshot_has(one, shot) || snapshot_has(other, shot);
}

/* Nothing waits: each file is old or new at any time, and the next run ends it. */
static void without_locks_all_is_whole(void **state) {
    static const char *const *const commands[RUNS] = {build, build, build};
    Shop shop;
    (void)state;
    shop_open(&shop);
    for (unsigned round = 0; round < ROUNDS; round++) {
        int ends[RUNS];
        Snapshot before, now, expected;
        ArenaMark mark = arena_mark(&shop.arena);
        change(&shop, round, commands, &expected);
        snapshot_take(&shop.arena, shop.folder, &before);
        run_together(shop.folder, commands, "unlocked", 0, ends);
        for (int i = 0; i < RUNS; i++)
            assert_true(WIFEXITED(ends[i]) && (ends[i] == 0 || WEXITSTATUS(ends[i]) == 3));
        snapshot_take(&shop.arena, shop.folder, &now);
        for (uint32_t i = 0; i < now.items.count; i++)
            assert_true(text_starts_with(now.items.items[i].path, TEXT(".rung/")) ||
                        is_in(&before, &expected, &now.items.items[i]));
        machine_run(&shop.arena, &(Run){shop.folder, build, "none", 0, NULL});
        check_quiet(&shop.arena, shop.folder, &expected);
        arena_reset(&shop.arena, mark);
    }
    shop_close(&shop);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_wait_for_one_another),
        cmocka_unit_test(a_killed_one_does_no_harm),
        cmocka_unit_test(without_locks_all_is_whole),
    };
    return machine_tests("together", tests, COUNT(tests));
}
