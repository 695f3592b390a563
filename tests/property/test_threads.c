/* test_threads.c - what one thread makes of a large program, two make too, byte for byte.
 *
 * Where there is much to do, sources are parsed by two threads (project/trees.c) and files written and
 * read by two (library/writers.c, ahead.c); where memory comes from another allocator than the standard
 * one, by one. So the same project is compiled and built both ways, many times, because the threads meet
 * differently each time: one without a mistake, one with a mistake in some sources, and one with more
 * mistakes than a report keeps. Sources share names and paths, also paths that depend on the environment,
 * and one holds what looks like a credential. `make check-threads` looks on with ThreadSanitizer. */
#include "unit/unit.h"

#include "golden/golden.h"
#include "library/library.h"

/* More than 1 MiB of sources, and of fewer rows enough outputs. */
enum { SOURCES = 140, ROWS = 150, FEW_ROWS = 16, ROUNDS = 6, ALL_MISTAKES = 9 };

static const char strategy[] =
    "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"
    "environments | dev           | prod {\n  class      | nonproduction | production\n}\n";

typedef struct Shop {
    Arena arena;
    const char *folder;
    unsigned rows; /* of each source */
} Shop;

static int open(void **state) {
    Shop *shop = calloc(1, sizeof *shop);
    arena_open(&shop->arena, &memory_standard);
    shop->folder = tree_scratch(&shop->arena);
    shop->rows = ROWS;
    *state = shop;
    return 0;
}

static int close(void **state) {
    Shop *shop = *state;
    tree_remove(&shop->arena, shop->folder);
    arena_close(&shop->arena);
    free(shop);
    return 0;
}

/* A stack whose rows have the paths that all others have, and one that only its number has. */
static Text write_source(Shop *shop, unsigned number, unsigned mistakes, bool has_credential) {
    Writer writer;
    writer_open(&writer, &shop->arena, SIZE_MAX);
    writer_format(&writer, "stack unit%u {\n  yaml {\n", number);
    for (unsigned i = 0; i < shop->rows; i++)
        writer_format(&writer, "    group%u.\"name-${env}\".row%u = \"text %u of unit%u\"\n", i % 5,
                      i, i, number);
    writer_format(&writer, "    only%u.here = %u\n", number, number);
    for (unsigned i = 0; i < mistakes; i++)
        writer_format(&writer, "    wrong%u = = %u\n", i, number);
    if (has_credential)
        writer_string(&writer, "    key = \"AKIA"
                               "Q3EGRVSNX7PZWJ4T\"\n");
    writer_string(&writer, "  }\n}\n");
    return writer_done(&writer);
}

/* Each so many sources with so many mistakes, and one with a credential. */
static void write_shop(Shop *shop, unsigned every, unsigned mistakes, bool has_credential) {
    Arena *arena = &shop->arena;
    tree_write(arena, tree_join(arena, shop->folder, "strategy.rung"), text_of(strategy));
    for (unsigned i = 0; i < SOURCES; i++) {
        Text name = text_format(arena, "unit%u.rung", i);
        Text source = write_source(shop, i, i % every == every - 1 ? mistakes : 0,
                                   has_credential && i == SOURCES / 2);
        tree_write(arena, tree_join(arena, shop->folder, name.bytes), source);
    }
}

/* What is done with the project, as one text. */
typedef Text Work(Arena *arena, const Allocator *allocator, const char *folder);

static void write_report(RungProject *project, Writer *out) {
    writer_string(out, rung_report(project, RUNG_REPORT_JSON, NULL).bytes);
}

/* The report, and the outputs where there are any. */
static Text compile(Arena *arena, const Allocator *allocator, const char *folder) {
    Writer writer;
    uint32_t count;
    RungProject *project = session_open(allocator, folder, NULL);
    writer_open(&writer, arena, SIZE_MAX);
    (void)rung_check(project);
    write_report(project, &writer);
    const Output *outputs = plan_outputs(project->plan, &count);
    for (uint32_t i = 0; i < count; i++) {
        writer_format(&writer, "--- %.*s\n", TEXT_ARGS(outputs[i].path));
        (void)emit_output(project->plan, &outputs[i], &writer);
    }
    rung_close(project);
    return writer_done(&writer);
}

/* What a build says of each output. */
static void build_once(const Allocator *allocator, const char *folder, Writer *out) {
    const RungOutput *outputs = NULL;
    size_t count = 0;
    RungProject *project = session_open(allocator, folder, NULL);
    (void)rung_build(project, &(RungBuild){.overwrite = true}, &outputs, &count);
    for (size_t i = 0; i < count; i++)
        writer_format(out, "%s %d\n", outputs[i].path, (int)outputs[i].change);
    write_report(project, out);
    rung_close(project);
}

static void check_drift(const Allocator *allocator, const char *folder, Writer *out) {
    RungProject *project = session_open(allocator, folder, NULL);
    (void)rung_check_drift(project);
    write_report(project, out);
    rung_close(project);
}

static bool is_source(Text path) {
    return text_ends_with(path, TEXT(".rung"));
}

/* Edits every eleventh output, and removes every thirteenth; all of them are part of the text. */
static void damage(Arena *arena, const char *folder, Writer *out) {
    Paths paths = {0};
    tree_list(arena, folder, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        Text text;
        const char *path = tree_join(arena, folder, paths.items[i].bytes);
        assert_true(tree_read(arena, path, &text));
        writer_format(out, "--- %.*s\n%.*s", TEXT_ARGS(paths.items[i]), TEXT_ARGS(text));
        if (is_source(paths.items[i]) || text_contains(paths.items[i], TEXT(".rung/"))) continue;
        if (i % 11 == 0) tree_write(arena, path, TEXT("edited: true\n"));
        if (i % 13 == 0) assert_int_equal(remove(path), 0);
    }
}

static void remove_outputs(Arena *arena, const char *folder) {
    Paths paths = {0};
    tree_list(arena, folder, &paths);
    for (uint32_t i = 0; i < paths.count; i++)
        if (!is_source(paths.items[i]))
            assert_int_equal(remove(tree_join(arena, folder, paths.items[i].bytes)), 0);
}

/* A first build, drift of what was damaged then, a build that mends it, and one with nothing to do. */
static Text build(Arena *arena, const Allocator *allocator, const char *folder) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    remove_outputs(arena, folder);
    build_once(allocator, folder, &writer);
    damage(arena, folder, &writer);
    check_drift(allocator, folder, &writer);
    build_once(allocator, folder, &writer);
    build_once(allocator, folder, &writer);
    return writer_done(&writer);
}

/* As one thread does it, which is told to by an allocator that works like the standard one. */
static void check_rounds(Shop *shop, Work *work, const char *expected) {
    const Allocator other = memory_standard;
    Text alone = work(&shop->arena, &other, shop->folder);
    if (!text_contains(alone, text_of(expected))) fail_msg("%.*s", TEXT_ARGS(alone));
    for (int i = 0; i < ROUNDS; i++) {
        ArenaMark mark = arena_mark(&shop->arena);
        assert_true(text_equal(work(&shop->arena, &memory_standard, shop->folder), alone));
        arena_reset(&shop->arena, mark);
    }
}

static void compile_without_mistakes(void **state) {
    write_shop(*state, 1, 0, true);
    check_rounds(*state, compile, "\"P0008\"");
    write_shop(*state, 1, 0, false);
    check_rounds(*state, compile, "text 149 of unit139");
}

static void compile_some_sources_with_mistakes(void **state) {
    write_shop(*state, 7, 1, true);
    check_rounds(*state, compile, "unit83.rung");
}

static void compile_more_mistakes_than_a_report_keeps(void **state) {
    write_shop(*state, 1, ALL_MISTAKES, true);
    check_rounds(*state, compile, "\"errors\": 1261,");
}

static void build_outputs(void **state) {
    Shop *shop = *state;
    shop->rows = FEW_ROWS;
    write_shop(shop, 1, 0, false);
    check_rounds(shop, build, "\"F0032\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(compile_without_mistakes, open, close),
        cmocka_unit_test_setup_teardown(compile_some_sources_with_mistakes, open, close),
        cmocka_unit_test_setup_teardown(compile_more_mistakes_than_a_report_keeps, open, close),
        cmocka_unit_test_setup_teardown(build_outputs, open, close),
    };
    return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
