/* test_overlay.c - another text in the place of one file, and everything else as it is below. */
#include "unit/files.h"

static void one_file_has_another_text(void **state) {
    Arena *arena = *state;
    static const MemoryFile items[] = {{{"a.rung", 6}, {"a", 1}}, {{"b/c.rung", 8}, {"c", 1}}};
    Files below = files_of_memory(arena, items, COUNT(items));
    Map texts;
    Text other = TEXT("other");
    map_open(&texts, arena);
    map_put(&texts, TEXT("b/c.rung"), &other);
    Files files = files_of_overlay(arena, below, &texts);
    assert_file(arena, &files, "a.rung", FILE_OK, "a");
    assert_file(arena, &files, "b/c.rung", FILE_OK, "other");
    assert_file(arena, &files, "b", FILE_NOT_A_FILE, "");
    assert_file(arena, &files, "c.rung", FILE_MISSING, "");
    assert_file(arena, &below, "b/c.rung", FILE_OK, "c");
    assert_entries(arena, &files, "", "a.rung b/");
    assert_entries(arena, &files, "b", "c.rung");
}

static void limits_hold_for_it_too(void **state) {
    Arena *arena = *state;
    static const MemoryFile item = {{"a.rung", 6}, {"a", 1}};
    Map texts;
    Text out, five = TEXT("five!");
    map_open(&texts, arena);
    map_put(&texts, TEXT("a.rung"), &five);
    Files files = files_of_overlay(arena, files_of_memory(arena, &item, 1), &texts);
    assert_int_equal(files.read(files.state, arena, TEXT("a.rung"), 4, &out), FILE_TOO_LARGE);
    assert_text(out, "");
    assert_int_equal(files.read(files.state, arena, TEXT("a.rung"), 5, &out), FILE_OK);
    assert_int_equal(out.bytes[5], '\0');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_file_has_another_text),
        cmocka_unit_test(limits_hold_for_it_too),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
