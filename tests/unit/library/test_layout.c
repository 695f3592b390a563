/* test_layout.c - sources as files: which there are, their one layout, replacing them on disk. */
#include "library_unit.h"

#include <sys/stat.h>
#include <unistd.h>

static const char *sources_of(Arena *arena, RungProject *project) {
    const char *const *paths;
    size_t count;
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    assert_int_equal(rung_sources(project, &paths, &count), RUNG_OK);
    for (size_t i = 0; i < count; i++)
        writer_format(&writer, "%s ", paths[i]);
    return text_c(arena, writer_done(&writer));
}

static const char *make_tree(Arena *arena) {
    const char *root = tree_scratch(arena);
    write_text(arena, root, "strategy.rung", SHOP);
    write_text(arena, root, "a-b.rung", "");
    write_text(arena, root, "a/z.rung", "");
    write_text(arena, root, "inner/strategy.rung", SHOP);
    write_text(arena, root, "inner/deep/x.rung", "");
    write_text(arena, root, ".hidden/h.rung", "");
    write_text(arena, root, "notes.txt", "");
    return root;
}

/* A project has its own sources; a root that is named has all below it. */
static void sources_are_found(void **state) {
    Arena *arena = *state;
    const char *root = make_tree(arena);
    RungProject *project = rung_open(tree_join(arena, root, "a"), NULL);
    assert_string_equal(sources_of(arena, project), "a-b.rung a/z.rung strategy.rung ");
    rung_close(project);
    project = rung_open(root, &(RungOptions){.is_root = true});
    assert_string_equal(sources_of(arena, project),
                        "a-b.rung a/z.rung inner/deep/x.rung inner/strategy.rung strategy.rung ");
    rung_close(project);
    project = rung_open(tree_join(arena, root, "a"), &(RungOptions){.is_root = true});
    assert_string_equal(sources_of(arena, project), "z.rung ");
    rung_close(project);
    tree_remove(arena, root);
}

static void sources_are_formatted(void **state) {
    (void)state;
    RungText text;
    RungProject *project = open_text("\xef\xbb\xbfstack  a{\r\n}\r\n", NULL);
    assert_int_equal(rung_source(project, "strategy.rung", &text), RUNG_OK);
    assert_text(text_from(text), "\xef\xbb\xbfstack  a{\r\n}\r\n");
    assert_int_equal(rung_format(project, "strategy.rung", &text), RUNG_OK);
    assert_string_equal(text.bytes, "stack a {\n}\n");
    assert_int_equal(text.length, strlen("stack a {\n}\n"));
    assert_int_equal(rung_counts(project).errors, 0);
    rung_close(project);
}

static void mistakes_are_reported(void **state) {
    Arena *arena = *state;
    RungText text;
    RungProject *project = open_text("stack a {\n", NULL);
    assert_int_equal(rung_format(project, "strategy.rung", &text), RUNG_FINDINGS);
    assert_string_equal(text.bytes, "");
    assert_string_equal(codes_of(arena, project), "S0025 ");
    assert_int_equal(rung_format(project, "nowhere.rung", &text), RUNG_FAILED);
    assert_string_equal(text.bytes, "");
    assert_int_equal(rung_source(project, "nowhere.rung", &text), RUNG_FAILED);
    assert_string_equal(codes_of(arena, project), "F0021 S0025 ");
    assert_int_equal(rung_replace(project, "strategy.rung", text), RUNG_USAGE);
    assert_string_equal(codes_of(arena, project), "F0023 ");
    rung_close(project);
}

/* A file keeps its permissions, and a link stays a link. */
static void sources_are_replaced(void **state) {
    Arena *arena = *state;
    struct stat status;
    const char *root = make_tree(arena);
    chmod(tree_join(arena, root, "a-b.rung"), 0600);
    assert_int_equal(symlink("a-b.rung", tree_join(arena, root, "link.rung")), 0);
    RungProject *project = rung_open(root, NULL);
    RungText text = {"# one\n", 6};
    assert_int_equal(rung_replace(project, "link.rung", text), RUNG_OK);
    assert_text(read_text(arena, root, "a-b.rung"), "# one\n");
    assert_int_equal(stat(tree_join(arena, root, "a-b.rung"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(lstat(tree_join(arena, root, "link.rung"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(rung_replace(project, "notes.txt/x.rung", text), RUNG_FAILED);
    assert_string_equal(codes_of(arena, project), "F0022 ");
    rung_close(project);
    tree_remove(arena, root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_are_found),
        cmocka_unit_test(sources_are_formatted),
        cmocka_unit_test(mistakes_are_reported),
        cmocka_unit_test(sources_are_replaced),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
