/* test_memory.c - files in memory, which have directories only in their paths. */
#include "unit/unit.h"

#include "project/project.h"

static const MemoryFile items[] = {
    {{"strategy.rung", 13}, {"s", 1}}, {{"a/x.rung", 8}, {"ax", 2}},
    {{"a-b/x.rung", 10}, {"abx", 3}},  {{"a.rung", 6}, {"a", 1}},
    {{"a/b/y.rung", 10}, {"aby", 3}},  {{"a/x.rung", 8}, {"second", 6}},
    {{"a/b-c", 5}, {"", 0}},
};

static FileStatus read_text(Files *files, Arena *arena, const char *path, size_t limit, Text *out) {
    return files->read(files->state, arena, text_of(path), limit, out);
}

static void reads(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Files files = files_of_memory(&arena, items, COUNT(items));
    Text text;
    assert_int_equal(read_text(&files, &arena, "a/x.rung", 2, &text), FILE_OK);
    assert_text(text, "ax");
    assert_int_equal(text.bytes[2], '\0');
    assert_int_equal(read_text(&files, &arena, "a/b-c", 0, &text), FILE_OK);
    assert_text(text, "");
    assert_int_equal(read_text(&files, &arena, "a/x.rung", 1, &text), FILE_TOO_LARGE);
    assert_text(text, "");
    assert_int_equal(read_text(&files, &arena, "a", 9, &text), FILE_NOT_A_FILE);
    assert_int_equal(read_text(&files, &arena, "a/b", 9, &text), FILE_NOT_A_FILE);
    assert_int_equal(read_text(&files, &arena, "", 9, &text), FILE_NOT_A_FILE);
    assert_int_equal(read_text(&files, &arena, "a/x", 9, &text), FILE_MISSING);
    assert_int_equal(read_text(&files, &arena, "z", 9, &text), FILE_MISSING);
    arena_close(&arena);
}

/* The entries of a directory in one line: `name`, or `name/`. */
static void check_list(const char *path, FileStatus expected_status, const char *expected) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Files files = files_of_memory(&arena, items, COUNT(items));
    FileEntry *entries;
    uint32_t count;
    assert_int_equal(files.list(files.state, &arena, text_of(path), &entries, &count),
                     expected_status);
    Writer writer;
    writer_open(&writer, &arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++) {
        writer_format(&writer, "%s%.*s%s", i == 0 ? "" : " ", TEXT_ARGS(entries[i].name),
                      entries[i].kind == FILE_DIRECTORY ? "/" : "");
    }
    assert_text(writer_done(&writer), expected);
    arena_close(&arena);
}

static void lists_in_byte_order_of_names(void **state) {
    (void)state;
    check_list("", FILE_OK, "a/ a-b/ a.rung strategy.rung");
    check_list("a", FILE_OK, "b/ b-c x.rung");
    check_list("a/b", FILE_OK, "y.rung");
    check_list("a/x.rung", FILE_NOT_A_FILE, "");
    check_list("z", FILE_MISSING, "");
    check_list("a-", FILE_MISSING, "");
}

/* A directory without a name would be its own parent, for ever. */
static void leaves_out_what_is_no_path(void **state) {
    static const MemoryFile odd[] = {
        {{"/a.rung", 7}, {"", 0}},      {{"a//b", 4}, {"", 0}}, {{"", 0}, {"", 0}},
        {{"../a", 4}, {"", 0}},         {{"./a", 3}, {"", 0}},  {{"a/", 2}, {"", 0}},
        {{"..a/.b.", 7}, {"there", 5}},
    };
    Arena arena;
    FileEntry *entries;
    uint32_t count;
    Text text;
    (void)state;
    arena_open(&arena, &memory_standard);
    Files files = files_of_memory(&arena, odd, COUNT(odd));
    assert_int_equal(files.list(files.state, &arena, TEXT(""), &entries, &count), FILE_OK);
    assert_int_equal(count, 1);
    assert_text(entries[0].name, "..a");
    assert_int_equal(read_text(&files, &arena, "..a/.b.", 9, &text), FILE_OK);
    assert_int_equal(read_text(&files, &arena, "/a.rung", 9, &text), FILE_MISSING);
    arena_close(&arena);
}

static void may_be_empty(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Files files = files_of_memory(&arena, NULL, 0);
    FileEntry *entries;
    uint32_t count = 9;
    Text text;
    assert_int_equal(files.list(files.state, &arena, TEXT(""), &entries, &count), FILE_OK);
    assert_int_equal(count, 0);
    assert_int_equal(read_text(&files, &arena, "a", 9, &text), FILE_MISSING);
    arena_close(&arena);
}

static void describes_every_status(void **state) {
    (void)state;
    assert_string_equal(file_status_describe(FILE_OK), "can be read");
    assert_string_equal(file_status_describe(FILE_MISSING), "is not there");
    assert_string_equal(file_status_describe(FILE_TOO_LARGE), "is too large");
    assert_string_equal(file_status_describe(FILE_NOT_A_FILE), "is no file");
    assert_string_equal(file_status_describe(FILE_DENIED),
                        "cannot be read: permission denied, or a symbolic link leaves the project");
    assert_string_equal(file_status_describe(FILE_FAILED),
                        "cannot be read: the system reports a failure");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(lists_in_byte_order_of_names),
        cmocka_unit_test(leaves_out_what_is_no_path),
        cmocka_unit_test(may_be_empty),
        cmocka_unit_test(describes_every_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
