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

/* What somebody else has written meanwhile is not undone; what we have written ourselves is known. */
static void a_source_that_changed_meanwhile_is_kept(void **state) {
    Arena *arena = *state;
    RungEdit edit;
    const char *root = make_tree(arena);
    write_text(arena, root, "strategy.rung", SHOP ORDERS);
    RungProject *project = rung_open(root, NULL);
    assert_int_equal(rung_set(project, "replicas@prod", "8", &edit), RUNG_OK);
    write_text(arena, root, "strategy.rung", SHOP ORDERS "# theirs\n");
    assert_int_equal(rung_replace(project, edit.source, edit.after), RUNG_FAILED);
    assert_text(text_from(rung_report(project, RUNG_REPORT_TEXT, NULL)),
                "error[F0022]: `strategy.rung` could not be written: it has changed since it was "
                "read\n  = help: read it again, and do the same to what is there now\n\n1 error\n");
    assert_text(read_text(arena, root, "strategy.rung"), SHOP ORDERS "# theirs\n");
    unlink(tree_join(arena, root, "strategy.rung"));
    assert_int_equal(rung_replace(project, edit.source, edit.after), RUNG_FAILED);
    write_text(arena, root, "strategy.rung", SHOP ORDERS);
    assert_int_equal(rung_replace(project, edit.source, edit.after), RUNG_OK);
    assert_int_equal(rung_replace(project, edit.source, (RungText){"# two\n", 6}), RUNG_OK);
    assert_text(read_text(arena, root, "strategy.rung"), "# two\n");
    rung_close(project);
    tree_remove(arena, root);
}

/* Root may write everything, so somebody else tries. */
static void a_source_that_is_read_only_is_kept(void **state) {
    Arena *arena = *state;
    const char *root = make_tree(arena);
    chmod(root, 0777);
    chmod(tree_join(arena, root, "a-b.rung"), 0444);
    uid_t user = geteuid();
    if (user == 0) assert_int_equal(seteuid(65534), 0);
    RungProject *project = rung_open(root, NULL);
    RungStatus status = rung_replace(project, "a-b.rung", (RungText){"# one\n", 6});
    if (user == 0) assert_int_equal(seteuid(0), 0);
    assert_int_equal(status, RUNG_FAILED);
    assert_true(text_contains(text_from(rung_report(project, RUNG_REPORT_TEXT, NULL)),
                              TEXT("could not be written: Permission denied")));
    assert_false(text_equal(read_text(arena, root, "a-b.rung"), TEXT("# one\n")));
    rung_close(project);
    tree_remove(arena, root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_are_found),
        cmocka_unit_test(sources_are_formatted),
        cmocka_unit_test(mistakes_are_reported),
        cmocka_unit_test(sources_are_replaced),
        cmocka_unit_test(a_source_that_changed_meanwhile_is_kept),
        cmocka_unit_test(a_source_that_is_read_only_is_kept),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
