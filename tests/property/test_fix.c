/* test_fix.c - what `rung_fix` makes of every program with mistakes that is a golden: the committed
 * result where there is one, nothing more the second time, and never an error that was not there.
 *
 * Behind a syntax error other mistakes hide, which come to light when it is mended; so there only the
 * syntax is counted. */
#include "unit/unit.h"

#include "golden/golden.h"

#define FOLDER "tests/golden/report"

/* A program, and what became of it. */
typedef struct Attempt {
    Arena *arena;
    const char *path, *today;
    Text before, after;
    bool is_changed;
} Attempt;

static const char *same_day(void *state, const char *root) {
    (void)root;
    return state;
}

static RungProject *open_source(const Attempt *attempt, Text source) {
    RungOptions options = {.dates_are_errors = true};
    RungFile file = {"strategy.rung", source.bytes, source.length};
    if (attempt->today) {
        options.today = same_day;
        options.state = (void *)(uintptr_t)attempt->today;
    }
    return rung_open_memory(&file, 1, &options);
}

/* The text that the fixes make of another; itself where there are none. */
static Text fix(const Attempt *attempt, Text source, bool has_layout) {
    const RungFixed *sources;
    size_t count;
    RungProject *project = open_source(attempt, source);
    assert_int_equal(rung_fix(project, has_layout, &sources, &count), RUNG_OK);
    assert_int_equal(rung_counts(project).errors, 0);
    assert_true(count <= 1);
    if (count == 1) {
        assert_string_equal(sources[0].path, "strategy.rung");
        Text given = {sources[0].before.bytes, sources[0].before.length};
        assert_true(text_equal(given, source));
        source = text_copy(attempt->arena, (Text){sources[0].after.bytes, sources[0].after.length});
    }
    rung_close(project);
    return source;
}

static Findings find(const Attempt *attempt, Text source) {
    Findings findings;
    RungProject *project = open_source(attempt, source);
    rung_check(project);
    findings_of_project(attempt->arena, project, &findings);
    rung_close(project);
    return findings;
}

/* Errors of a family; all of them for "". */
static uint32_t count_errors(const Findings *findings, Text code) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < findings->items.count; i++)
        count += text_starts_with(findings->items.items[i].code, code) &&
                 text_equal(findings->items.items[i].severity, TEXT("error"));
    return count;
}

static void brings_no_error(const Attempt *attempt) {
    Findings before = find(attempt, attempt->before), after = find(attempt, attempt->after);
    bool has_syntax = count_errors(&before, TEXT("S")) > 0;
    assert_row(count_errors(&after, TEXT("S")) <= count_errors(&before, TEXT("S")), attempt->path);
    for (uint32_t i = 0; i < after.items.count && !has_syntax; i++) {
        Text code = after.items.items[i].code;
        assert_row(count_errors(&after, code) <= count_errors(&before, code), attempt->path);
    }
    if (attempt->is_changed && !has_syntax)
        assert_row(after.items.count < before.items.count, attempt->path);
}

static void is_what_is_committed(const Attempt *attempt) {
    Text expected;
    Text stem = text_slice(text_of(attempt->path), 0, strlen(attempt->path) - strlen(".rung"));
    const char *path = text_format(attempt->arena, "%.*s.fixed", TEXT_ARGS(stem)).bytes;
    bool is_there = tree_read(attempt->arena, path, &expected);
    if (is_there) assert_row(text_equal(attempt->after, expected), path);
}

/* With the layout too: then nothing is left for `rung fmt` either. */
static void lays_out(const Attempt *attempt) {
    RungText layout;
    Text after = fix(attempt, attempt->before, true);
    assert_row(text_equal(fix(attempt, after, true), after), attempt->path);
    RungProject *project = open_source(attempt, after);
    if (rung_format(project, "strategy.rung", &layout) == RUNG_OK)
        assert_row(text_equal((Text){layout.bytes, layout.length}, after), attempt->path);
    rung_close(project);
}

static bool try_file(Arena *arena, const char *path) {
    Attempt attempt = {.arena = arena, .path = path};
    assert_true(tree_read(arena, path, &attempt.before));
    attempt.today = findings_today(arena, attempt.before);
    attempt.after = fix(&attempt, attempt.before, false);
    attempt.is_changed = !text_equal(attempt.before, attempt.after);
    assert_row(text_equal(fix(&attempt, attempt.after, false), attempt.after), path);
    brings_no_error(&attempt);
    is_what_is_committed(&attempt);
    lays_out(&attempt);
    return attempt.is_changed;
}

static void every_golden(void **state) {
    Arena *arena = *state;
    Paths paths = {0};
    uint32_t tried = 0, changed = 0;
    tree_list(arena, FOLDER, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        Text path = paths.items[i];
        if (!text_ends_with(path, TEXT(".rung")) || text_contains(path, TEXT("/"))) continue;
        ArenaMark mark = arena_mark(arena);
        changed += try_file(arena, tree_join(arena, FOLDER, text_c(arena, path)));
        tried++;
        arena_reset(arena, mark);
    }
    print_message("%u programs, %u of them have safe fixes\n", tried, changed);
    assert_true(changed > 10);
}

#define STRATEGY                                                                                   \
    "strategy shop {\n  rung = 0.1\n}\n\nladder dev -> prod\n\n"                                   \
    "environments | dev           | prod {\n  class      | nonproduction | production\n}\n"
#define UNIT(name) "stack " name " {\n  json {\n    // A note.\n    a == 1,\n  }\n}\n"

static const char *make_project(Arena *arena) {
    const char *root = tree_scratch(arena);
    tree_write(arena, tree_join(arena, root, "strategy.rung"), TEXT(STRATEGY));
    tree_write(arena, tree_join(arena, root, "a.rung"), TEXT(UNIT("a")));
    tree_write(arena, tree_join(arena, root, "b.rung"), TEXT(UNIT("b")));
    tree_write(arena, tree_join(arena, root, "c.rung"), TEXT("type name = string\n"));
    return root;
}

static void file_is(Arena *arena, const char *root, const char *path, const char *expected) {
    Text text;
    assert_true(tree_read(arena, tree_join(arena, root, path), &text));
    assert_text(text, expected);
}

/* What somebody else has changed meanwhile stays as it is, and the others are written. */
static void one_is_not_written(void **state) {
    Arena *arena = *state;
    const RungFixed *sources;
    size_t count;
    const char *root = make_project(arena);
    RungProject *project = rung_open(root, NULL);
    assert_int_equal(rung_fix(project, false, &sources, &count), RUNG_OK);
    assert_int_equal(count, 3);
    assert_string_equal(sources[0].path, "a.rung");
    assert_string_equal(sources[1].path, "b.rung");
    assert_string_equal(sources[2].path, "strategy.rung");
    assert_string_equal(rung_report(project, RUNG_REPORT_TEXT, NULL).bytes, "");
    tree_write(arena, tree_join(arena, root, "b.rung"), TEXT("# mine\n"));
    assert_int_equal(rung_replace(project, "a.rung", sources[0].after), RUNG_OK);
    assert_int_equal(rung_replace(project, "b.rung", sources[1].after), RUNG_FAILED);
    assert_int_equal(rung_replace(project, "strategy.rung", sources[2].after), RUNG_OK);
    const char *report = rung_report(project, RUNG_REPORT_TEXT, NULL).bytes;
    assert_non_null(strstr(report, "F0022"));
    assert_non_null(strstr(report, "1 error\n"));
    file_is(arena, root, "a.rung", "stack a {\n  json {\n    # A note.\n    a = 1\n  }\n}\n");
    file_is(arena, root, "b.rung", "# mine\n");
    file_is(arena, root, "c.rung", "type name = string\n");
    rung_close(project);
    tree_remove(arena, root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_golden),
        cmocka_unit_test(one_is_not_written),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
