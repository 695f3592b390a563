/* test_build.c - what a build makes of every state that a file and its line can be in. */
#include "library_unit.h"

static const char *const path = "config/dev/site.json";

/* What was written for `path`, as the first build writes it. */
#define BUILT  "{\n  \"title\": \"Shop\"\n}\n"
#define MERGED "<<<<<<< ours\n{}\n=======\n[]\n>>>>>>> theirs\n"

/* The state of one file: what is there, and with what text it is on the list. NULL for not. */
typedef struct State {
    const char *there;
    const char *listed;
    bool is_twice; /* and another line of it */
    RungChange change;
} State;

static const State states[] = {
    {NULL, NULL, false, RUNG_MISSING},     {NULL, BUILT, false, RUNG_MISSING},
    {BUILT, BUILT, false, RUNG_UNCHANGED}, {BUILT, NULL, false, RUNG_UNCHANGED},
    {BUILT, "old", false, RUNG_UNCHANGED}, {"old", "old", false, RUNG_STALE},
    {"", "", false, RUNG_STALE},           {"mine", BUILT, false, RUNG_EDITED},
    {"mine", "old", false, RUNG_EDITED},   {"mine", "old", true, RUNG_STALE},
    {"mine", NULL, false, RUNG_FOREIGN},   {MERGED, BUILT, false, RUNG_STALE},
    {MERGED, NULL, false, RUNG_FOREIGN},   {"<<<<<<< ours\n", BUILT, false, RUNG_EDITED},
};

static void set_state(Arena *arena, const char *root, const State *row) {
    Writer list;
    writer_open(&list, arena, SIZE_MAX);
    if (row->there) write_text(arena, root, path, row->there);
    if (row->listed)
        writer_format(&list, "%s\t%s\n", listing_hash(arena, text_of(row->listed)).bytes, path);
    if (row->is_twice) writer_format(&list, "0123456789abcdef\t%s\n", path);
    tree_write(arena, tree_join(arena, root, ".rung/outputs"), writer_done(&list));
}

/* Builds `site` in dev; the status, and the change of the one file. */
static RungStatus build(const char *root, bool is_check, bool overwrite, RungChange *change) {
    static const char *const units[] = {"site"}, *const environments[] = {"dev"};
    RungProject *project = open_text(SHOP SITE, NULL);
    RungBuild request = {.out = root,
                         .units = units,
                         .unit_count = 1,
                         .environments = environments,
                         .environment_count = 1,
                         .is_check = is_check,
                         .overwrite = overwrite};
    const RungOutput *outputs;
    size_t count;
    RungStatus status = rung_build(project, &request, &outputs, &count);
    assert_int_equal(count, 1);
    assert_string_equal(outputs[0].path, path);
    assert_string_equal(outputs[0].unit, "site");
    assert_string_equal(outputs[0].environment, "dev");
    *change = outputs[0].change;
    rung_close(project);
    return status;
}

/* A check names the state and touches nothing. */
static void every_state_is_told(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(states); i++) {
        const State *row = &states[i];
        const char *root = tree_scratch(arena);
        RungChange change;
        set_state(arena, root, row);
        RungStatus status = build(root, true, false, &change);
        assert_int_equal(change, row->change);
        assert_int_equal(status, change == RUNG_UNCHANGED ? RUNG_OK : RUNG_FINDINGS);
        assert_text(read_text(arena, root, path), row->there ? row->there : "(nothing)");
        tree_remove(arena, root);
    }
}

/* A build replaces what is ours, and the rest only when it is told to. */
static void only_ours_is_replaced(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(states); i++) {
        const State *row = &states[i];
        const char *root = tree_scratch(arena);
        RungChange change;
        set_state(arena, root, row);
        bool is_refused = row->change == RUNG_EDITED || row->change == RUNG_FOREIGN;
        assert_int_equal(build(root, false, false, &change), is_refused ? RUNG_FINDINGS : RUNG_OK);
        assert_text(read_text(arena, root, path), is_refused ? row->there : BUILT);
        if (!is_refused)
            assert_int_equal(change, row->change == RUNG_UNCHANGED ? RUNG_UNCHANGED : RUNG_WRITTEN);
        assert_int_equal(build(root, false, true, &change), RUNG_OK);
        assert_text(read_text(arena, root, path), BUILT);
        Text hash = listing_hash(arena, TEXT(BUILT));
        assert_text(read_text(arena, root, ".rung/outputs"),
                    text_format(arena, "%.*s\t%s\n", TEXT_ARGS(hash), path).bytes);
        tree_remove(arena, root);
    }
}

/* Builds everything of a text, with the flags of `request`. */
static RungStatus build_all(const char *root, const char *text, RungBuild request,
                            const char *changes) {
    RungProject *project = open_text(text, NULL);
    const RungOutput *outputs;
    size_t count;
    char seen[64] = "";
    request.out = root;
    RungStatus status = rung_build(project, &request, &outputs, &count);
    for (size_t i = 0; i < count && i < sizeof seen - 1; i++)
        seen[i] = "=wresmlf"[outputs[i].change];
    assert_string_equal(seen, changes);
    rung_close(project);
    return status;
}

static void what_is_left_over(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    RungBuild plain = {0}, prune = {.prune = true}, check = {.is_check = true};
    assert_int_equal(build_all(root, SHOP ORDERS SITE, plain, "wwww"), RUNG_OK);
    assert_int_equal(build_all(root, SHOP ORDERS, check, "=l=l"), RUNG_FINDINGS);
    assert_int_equal(build_all(root, SHOP ORDERS, plain, "=l=l"), RUNG_OK);
    write_text(arena, root, "config/prod/site.json", "mine");
    assert_int_equal(build_all(root, SHOP ORDERS, prune, "=l=e"), RUNG_FINDINGS);
    assert_text(read_text(arena, root, path), BUILT);
    write_text(arena, root, "config/prod/site.json", BUILT);
    assert_int_equal(build_all(root, SHOP ORDERS, prune, "=r=r"), RUNG_OK);
    assert_int_equal(build_all(root, SHOP ORDERS, check, "=="), RUNG_OK);
    assert_text(list_files(arena, root),
                ".rung/outputs config/dev/orders.yaml config/prod/orders.yaml ");
    tree_remove(arena, root);
}

/* A part neither judges nor forgets what is not in it. */
static void a_part_removes_no_line(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    static const char *const prod[] = {"prod"}, *const orders[] = {"orders"};
    RungBuild environment = {.environments = prod, .environment_count = 1};
    RungBuild unit = {.units = orders, .unit_count = 1};
    build_all(root, SHOP ORDERS SITE, (RungBuild){0}, "wwww");
    Text before = read_text(arena, root, ".rung/outputs");
    assert_int_equal(build_all(root, SHOP ORDERS, environment, "="), RUNG_OK);
    assert_int_equal(build_all(root, SHOP ORDERS, unit, "=="), RUNG_OK);
    assert_text(read_text(arena, root, ".rung/outputs"), before.bytes);
    environment.prune = unit.prune = true;
    assert_int_equal(build_all(root, SHOP ORDERS, environment, ""), RUNG_USAGE);
    assert_int_equal(build_all(root, SHOP ORDERS, unit, ""), RUNG_USAGE);
    tree_remove(arena, root);
}

/* Killed after the list was written: it has the lines of before and of now, and whichever of the
 * two a file is, it is replaced. */
static void a_killed_build_is_finished(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    const char *old = SHOP "stack site {\n  json {\n    title = \"Old\"\n  }\n}\n";
    build_all(root, old, (RungBuild){0}, "ww");
    Text before = read_text(arena, root, ".rung/outputs");
    Text old_bytes = read_text(arena, root, path);
    build_all(root, SHOP SITE, (RungBuild){0}, "ww");
    Text after = read_text(arena, root, ".rung/outputs");
    Text both = text_format(arena, "%s%s", before.bytes, after.bytes);
    tree_write(arena, tree_join(arena, root, ".rung/outputs"), both);
    tree_write(arena, tree_join(arena, root, path), old_bytes);
    assert_int_equal(build_all(root, SHOP SITE, (RungBuild){0}, "w="), RUNG_OK);
    assert_text(read_text(arena, root, path), BUILT);
    assert_text(read_text(arena, root, ".rung/outputs"), after.bytes);
    tree_remove(arena, root);
}

/* An error writes nothing, not even the directory. */
static void an_error_writes_nothing(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    const char *below = tree_join(arena, root, "below");
    const char *text = SHOP SITE "stack bad {\n  json {\n    a = nothing\n  }\n}\n";
    assert_int_equal(build_all(below, text, (RungBuild){0}, ""), RUNG_FINDINGS);
    assert_int_equal(build_all(below, text, (RungBuild){.overwrite = true, .prune = true}, ""),
                     RUNG_FINDINGS);
    assert_text(list_files(arena, root), "");
    tree_remove(arena, root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_is_told),        cmocka_unit_test(only_ours_is_replaced),
        cmocka_unit_test(what_is_left_over),          cmocka_unit_test(a_part_removes_no_line),
        cmocka_unit_test(a_killed_build_is_finished), cmocka_unit_test(an_error_writes_nothing),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
