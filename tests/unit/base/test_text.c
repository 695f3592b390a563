/* test_text.c - looking at text, cutting it, joining it, and listing it in a sentence. */
#include "unit/unit.h"

static const Text nothing = {NULL, 0};

static void compares(void **state) {
    (void)state;
    assert_true(text_equal(TEXT("abc"), TEXT("abc")));
    assert_false(text_equal(TEXT("abc"), TEXT("abd")));
    assert_false(text_equal(TEXT("abc"), TEXT("ab")));
    assert_true(text_equal(nothing, TEXT("")));
    assert_true(text_equal(text_of(NULL), nothing));
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_compare(TEXT("b"), TEXT("a")) > 0);
    assert_true(text_compare(TEXT("a"), TEXT("aa")) < 0);
    assert_true(text_compare(TEXT("aa"), TEXT("a")) > 0);
    assert_true(text_compare(TEXT("Z"), TEXT("a")) < 0);
    assert_true(text_compare(TEXT("\x7f"), TEXT("\x80")) < 0);
    assert_int_equal(text_compare(TEXT("a"), TEXT("a")), 0);
    assert_int_equal(text_compare(nothing, TEXT("")), 0);
    assert_true(text_compare(nothing, TEXT("a")) < 0);
}

static void knows_both_ends(void **state) {
    (void)state;
    assert_true(text_starts_with(TEXT("prefix"), TEXT("pre")));
    assert_true(text_starts_with(TEXT("prefix"), TEXT("")));
    assert_true(text_starts_with(nothing, TEXT("")));
    assert_false(text_starts_with(TEXT("pre"), TEXT("prefix")));
    assert_false(text_starts_with(TEXT("prefix"), TEXT("fix")));
    assert_true(text_ends_with(TEXT("suffix"), TEXT("fix")));
    assert_true(text_ends_with(TEXT("suffix"), TEXT("suffix")));
    assert_false(text_ends_with(TEXT("fix"), TEXT("suffix")));
    assert_false(text_ends_with(TEXT("suffix"), TEXT("suf")));
}

static void finds(void **state) {
    (void)state;
    assert_int_equal(text_find(TEXT("abcabc"), TEXT("c"), 0), 2);
    assert_int_equal(text_find(TEXT("abcabc"), TEXT("c"), 3), 5);
    assert_int_equal(text_find(TEXT("abcabc"), TEXT("ca"), 0), 2);
    assert_int_equal(text_find(TEXT("abcabc"), TEXT("abc"), 1), 3);
    assert_int_equal(text_find(TEXT("abcabc"), TEXT("abcabc"), 0), 0);
    assert_int_equal(text_find(TEXT("aaab"), TEXT("aab"), 0), 1);
    assert_true(text_find(TEXT("abcabc"), TEXT("abcabcd"), 0) == SIZE_MAX);
    assert_true(text_find(TEXT("abcabc"), TEXT("abd"), 0) == SIZE_MAX);
    assert_true(text_find(TEXT("abcabc"), TEXT("bcabd"), 0) == SIZE_MAX);
    assert_true(text_find(TEXT("abc"), TEXT("cd"), 0) == SIZE_MAX);
    assert_true(text_find(TEXT("abc"), TEXT("a"), 4) == SIZE_MAX);
    assert_int_equal(text_find(TEXT("abc"), TEXT(""), 3), 3);
    assert_int_equal(text_find(nothing, TEXT(""), 0), 0);
    assert_true(text_contains(TEXT("haystack"), TEXT("st")));
    assert_false(text_contains(TEXT("haystack"), TEXT("ts")));
}

/* Against the search that anybody would write, over texts of two letters, which match a lot. */
static void finds_what_a_simple_search_finds(void **state) {
    (void)state;
    uint64_t random = 11;
    for (int round = 0; round < 20000; round++) {
        char text[24], part[6];
        size_t length = random_next(&random) % 24, size = 1 + random_next(&random) % 5;
        for (size_t i = 0; i < length; i++)
            text[i] = (char)('a' + random_next(&random) % 2);
        for (size_t i = 0; i < size; i++)
            part[i] = (char)('a' + random_next(&random) % 2);
        size_t expected = SIZE_MAX;
        for (size_t at = 0; at + size <= length && expected == SIZE_MAX; at++) {
            if (memcmp(text + at, part, size) == 0) expected = at;
        }
        assert_true(text_find((Text){text, length}, (Text){part, size}, 0) == expected);
    }
}

/* Half a million almost-matches of a quarter of a million bytes: hours, were it quadratic. */
static void finds_in_linear_time(void **state) {
    size_t length = 500000;
    char *bytes = arena_raw(*state, length, 1);
    memset(bytes, 'a', length);
    bytes[length - 1] = 'b';
    Text part = {bytes + length / 2, length - length / 2};
    assert_int_equal(text_find((Text){bytes, length}, part, 0), length / 2);
}

static void cuts(void **state) {
    (void)state;
    assert_text(text_slice(TEXT("abcdef"), 1, 3), "bc");
    assert_text(text_slice(TEXT("abcdef"), 4, 100), "ef");
    assert_text(text_slice(TEXT("abcdef"), 3, 2), "");
    assert_text(text_slice(TEXT("abcdef"), 100, SIZE_MAX), "");
    assert_text(text_slice(nothing, 0, 0), "");
    assert_text(text_trim(TEXT(" \t\r\n a b \n")), "a b");
    assert_text(text_trim(TEXT(" \n ")), "");
    assert_text(text_trim(nothing), "");
}

static void copies_end_in_nul(void **state) {
    char original[] = "abc";
    Text copy = text_copy(*state, (Text){original, 2});
    const char *c_string = text_c(*state, (Text){original, 3});
    original[0] = 'x';
    assert_text(copy, "ab");
    assert_int_equal(copy.bytes[2], '\0');
    assert_string_equal(c_string, "abc");
    assert_string_equal(text_c(*state, nothing), "");
}

static void joins(void **state) {
    const Text parts[] = {TEXT("a"), TEXT(""), TEXT("bc")};
    assert_text(text_join(*state, parts, 3, TEXT(", ")), "a, , bc");
    assert_text(text_join(*state, parts, 1, TEXT(", ")), "a");
    assert_text(text_join(*state, parts, 0, TEXT(", ")), "");
    assert_text(text_join(*state, parts, 3, nothing), "abc");
}

static void formats(void **state) {
    assert_text(text_format(*state, "%d-%s-%.*s", 7, "x", TEXT_ARGS(TEXT("yz"))), "7-x-yz");
    Text wide = text_format(*state, "%*s", 5000, "x");
    assert_int_equal(wide.length, 5000);
    assert_int_equal(wide.bytes[4999], 'x');
    assert_text(text_of_integer(*state, 0), "0");
    assert_text(text_of_integer(*state, -42), "-42");
    assert_text(text_of_integer(*state, INT64_MAX), "9223372036854775807");
    assert_text(text_of_integer(*state, INT64_MIN), "-9223372036854775808");
}

static void enumerates(void **state) {
    const Text parts[] = {TEXT("a"), TEXT("b"), TEXT("c"), TEXT("d"), TEXT("e")};
    assert_text(text_enumerate(*state, parts, 0, TEXT("and")), "");
    assert_text(text_enumerate(*state, parts, 1, TEXT("and")), "a");
    assert_text(text_enumerate(*state, parts, 2, TEXT("or")), "a or b");
    assert_text(text_enumerate(*state, parts, 3, TEXT("and")), "a, b and c");
    assert_text(text_enumerate_some(*state, parts, 5, 5), "a, b, c, d and e");
    assert_text(text_enumerate_some(*state, parts, 5, 3), "a, b, c and 2 more");
    assert_text(text_enumerate_some(*state, parts, 5, 1), "a and 4 more");
    assert_text(text_enumerate_some(*state, parts, 5, 0), "5");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),
        cmocka_unit_test(knows_both_ends),
        cmocka_unit_test(finds),
        cmocka_unit_test(finds_what_a_simple_search_finds),
        cmocka_unit_test(finds_in_linear_time),
        cmocka_unit_test(cuts),
        cmocka_unit_test(copies_end_in_nul),
        cmocka_unit_test(joins),
        cmocka_unit_test(formats),
        cmocka_unit_test(enumerates),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
