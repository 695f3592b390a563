/* test_project.c - whole projects and every file that they give, compared byte for byte.
 *
 * A case is a directory with a strategy.rung in tests/golden/project or examples, and what it
 * builds is in its folder expected/. Projects are built where they are, into a directory of our
 * own, twice: the second time nothing may be written. The examples have no finding at all. */
#include "golden/golden.h"

#include <unistd.h>

/* Of a report that should not be. */
static noreturn void fail_report(const Case *item, RungProject *project, const char *what) {
    RungText report = rung_report(project, RUNG_REPORT_TEXT, NULL);
    case_fail(item, "%s\n%s", what, report.bytes);
}

/* Gives how many files were written. */
static size_t build(const Case *item, const char *out) {
    const RungOutput *outputs;
    size_t count, written = 0;
    RungProject *project = rung_open(item->path, NULL);
    if (rung_build(project, &(RungBuild){.out = out}, &outputs, &count) != RUNG_OK)
        fail_report(item, project, "it does not build");
    RungCounts found = rung_counts(project);
    bool is_example = strncmp(item->path, "examples/", strlen("examples/")) == 0;
    if (is_example && found.errors + found.warnings + found.infos > 0)
        fail_report(item, project, "an example has no findings");
    for (size_t i = 0; i < count; i++)
        written += outputs[i].change != RUNG_UNCHANGED;
    rung_close(project);
    return written;
}

/* What is expected and did not come, or a name for it in the message. */
static void compare_names(Arena *arena, const Case *item, const Paths *expected,
                          const Paths *actual, const char *folder) {
    for (uint32_t i = 0; i < expected->count; i++) {
        bool is_there = false;
        for (uint32_t j = 0; j < actual->count && !is_there; j++)
            is_there = text_equal(expected->items[i], actual->items[j]);
        if (is_there) continue;
        if (!case_is_blessed(item))
            case_fail(item, "was not written: %.*s", TEXT_ARGS(expected->items[i]));
        unlink(tree_join(arena, folder, expected->items[i].bytes));
    }
}

static void check_outputs(Arena *arena, const Case *item, const char *out) {
    const char *folder = tree_join(arena, item->path, "expected");
    Paths expected = {0}, actual = {0};
    tree_list(arena, folder, &expected);
    tree_list(arena, out, &actual);
    if (actual.count == 0) case_fail(item, "nothing was written");
    compare_names(arena, item, &expected, &actual, folder);
    for (uint32_t i = 0; i < actual.count; i++) {
        Text bytes;
        if (!tree_read(arena, tree_join(arena, out, actual.items[i].bytes), &bytes))
            case_fail(item, "cannot be read: %.*s", TEXT_ARGS(actual.items[i]));
        case_compare(arena, item, tree_join(arena, folder, actual.items[i].bytes), bytes);
    }
}

static void check_project(Arena *arena, const Case *item) {
    const char *out = tree_scratch(arena);
    build(item, out);
    if (build(item, out) != 0) case_fail(item, "a second build writes");
    check_outputs(arena, item, out);
    tree_remove(arena, out);
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases all = {.arena = &arena}, projects = {.arena = &arena};
    cases_add(&all, "tests/golden/project", "", check_project);
    cases_add(&all, "examples", "", check_project);
    for (uint32_t i = 0; i < all.items.count; i++)
        if (access(tree_join(&arena, all.items.items[i].path, "strategy.rung"), R_OK) == 0)
            array_push(&arena, &projects.items, all.items.items[i]);
    return cases_run("project", &projects);
}
