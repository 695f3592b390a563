/* test_ahead.c - builds of so many outputs that a thread reads what is on disk: nothing that is there
 * is missed for it, nor anything that is not. And checks of as many that git holds, which a thread
 * hashes. */
#include "library_unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STACKS = 400, ENVIRONMENTS = 2, OUTPUTS = STACKS * ENVIRONMENTS };

/* Stacks with a value each, whose files are of one size. */
static const char *many_stacks(Arena *arena) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_string(&writer, SHOP);
    for (int i = 0; i < STACKS; i++)
        writer_format(&writer, "stack s%03d {\n  json {\n    value = %d\n  }\n}\n", i, 1000 + i);
    return text_c(arena, writer_done(&writer));
}

/* Builds, and gives the files that are in another state than `usual`, as `path=change `. */
static Text build_project(Arena *arena, RungProject *project, RungBuild request, RungChange usual) {
    Writer writer;
    const RungOutput *outputs;
    size_t count;
    rung_build(project, &request, &outputs, &count);
    assert_int_equal(count, OUTPUTS);
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t i = 0; i < count; i++)
        if (outputs[i].change != usual)
            writer_format(&writer, "%s=%d ", outputs[i].path, (int)outputs[i].change);
    rung_close(project);
    return writer_done(&writer);
}

static Text build(Arena *arena, const char *root, RungBuild request, RungChange usual) {
    request.out = root;
    return build_project(arena, open_text(many_stacks(arena), NULL), request, usual);
}

/* One of the first files and one of the last, so that both are of another batch. */
static void change_files(Arena *arena, const char *root) {
    write_text(arena, root, "config/dev/s001.json", "{\n  \"value\": 9001\n}\n");
    write_text(arena, root, "config/prod/s398.json", "{\n  \"value\": 1398\n}\n ");
    assert_int_equal(unlink(tree_join(arena, root, "config/dev/s002.json")), 0);
    assert_int_equal(unlink(tree_join(arena, root, "config/prod/s397.json")), 0);
    assert_int_equal(unlink(tree_join(arena, root, "config/dev/s396.json")), 0);
    assert_int_equal(symlink("/etc/hostname", tree_join(arena, root, "config/dev/s396.json")), 0);
}

static Text changes(Arena *arena) {
    return text_format(arena,
                       "config/dev/s001.json=%d config/dev/s002.json=%d config/dev/s396.json=%d "
                       "config/prod/s397.json=%d config/prod/s398.json=%d ",
                       RUNG_EDITED, RUNG_MISSING, RUNG_FOREIGN, RUNG_MISSING, RUNG_EDITED);
}

static void what_differs_is_found(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    assert_text(build(arena, root, (RungBuild){0}, RUNG_WRITTEN), "");
    assert_text(build(arena, root, (RungBuild){0}, RUNG_UNCHANGED), "");
    change_files(arena, root);
    Text found = build(arena, root, (RungBuild){.is_check = true}, RUNG_UNCHANGED);
    assert_text(found, changes(arena).bytes);
    build(arena, root, (RungBuild){.overwrite = true}, RUNG_UNCHANGED);
    assert_text(build(arena, root, (RungBuild){0}, RUNG_UNCHANGED), "");
    assert_text(read_text(arena, root, "config/dev/s001.json"), "{\n  \"value\": 1001\n}\n");
    tree_remove(arena, root);
}

static void stage(Arena *arena, const char *root, const char *command) {
    Text line = text_format(arena, "cd '%s' && { %s; } > /dev/null 2>&1", root, command);
    assert_int_equal(system(line.bytes), 0);
}

static void what_is_staged_is_found(void **state) {
    Arena *arena = *state;
    const RungBuild check = {.is_check = true};
    const RungOptions staged = {.is_staged = true};
    if (system("git --version > /dev/null 2>&1") != 0) skip();
    const char *root = tree_scratch(arena);
    write_text(arena, root, "strategy.rung", many_stacks(arena));
    build(arena, root, (RungBuild){0}, RUNG_WRITTEN);
    stage(arena, root, "git init -q && git add .");
    assert_text(build_project(arena, rung_open(root, &staged), check, RUNG_UNCHANGED), "");
    change_files(arena, root);
    assert_text(build_project(arena, rung_open(root, &staged), check, RUNG_UNCHANGED), "");
    stage(arena, root, "git add -A");
    assert_text(build_project(arena, rung_open(root, &staged), check, RUNG_UNCHANGED),
                changes(arena).bytes);
    tree_remove(arena, root);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_differs_is_found),
                                       cmocka_unit_test(what_is_staged_is_found)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
