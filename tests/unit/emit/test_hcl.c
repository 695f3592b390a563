/* test_hcl.c - the bytes of Terraform's variables: escapes, keys, and the layout of `terraform
 * fmt`. */
#include "emit_unit.h"

static Text written(Arena *arena, const Value *value) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    hcl_write(&writer, value, 0);
    return writer_done(&writer);
}

static void strings(void **state) {
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", "\"\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"\n\r\t", "\"\\n\\r\\t\""},
        {"\x01\x7f", "\"\\u0001\\u007F\""},
        {"\xf0\x9f\xbf\xbe", "\"\\U0001FFFE\""},
        {"\xc3\xbc", "\"\xc3\xbc\""},
        {"${a}", "\"$${a}\""},
        {"%{a}", "\"%%{a}\""},
        {"$${a}", "\"$$${a}\""},
        {"$%{${", "\"$%%{$${\""},
        {"$$ %% $ {", "\"$$ %% $ {\""},
        {"$", "\"$\""},
        {"a/b\b", "\"a/b\\u0008\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        assert_text(written(*state, value_string(*state, text_of(rows[i].text))), rows[i].expected);
}

static void other_scalars(void **state) {
    assert_text(written(*state, &value_true), "true");
    assert_text(written(*state, value_int(*state, -5)), "-5");
    assert_text(written(*state, value_text(*state, VALUE_NUMBER, TEXT("0.50"))), "0.50");
    assert_text(written(*state, value_text(*state, VALUE_PERCENT, TEXT("50%"))), "\"50%\"");
    assert_text(written(*state, &value_absent), "null");
}

static void keys_that_are_no_names_are_quoted(void **state) {
    static const char *const keys[] = {"a",  "a-b", "A_1", "null", "for",      "1a",
                                       "-a", "",    "a b", "a.b",  "\xc3\xbc", "${x}"};
    Pair pairs[COUNT(keys)];
    for (size_t i = 0; i < COUNT(keys); i++)
        pairs[i] = (Pair){.key = text_of(keys[i]), .value = value_int(*state, 1)};
    assert_text(written(*state, value_map(*state, pairs, COUNT(keys))), "{\n"
                                                                        "  a       = 1\n"
                                                                        "  a-b     = 1\n"
                                                                        "  A_1     = 1\n"
                                                                        "  null    = 1\n"
                                                                        "  \"for\"   = 1\n"
                                                                        "  \"1a\"    = 1\n"
                                                                        "  \"-a\"    = 1\n"
                                                                        "  \"\"      = 1\n"
                                                                        "  \"a b\"   = 1\n"
                                                                        "  \"a.b\"   = 1\n"
                                                                        "  \"\xc3\xbc\"     = 1\n"
                                                                        "  \"$${x}\" = 1\n"
                                                                        "}");
}

static void lists(void **state) {
    Arena *arena = *state;
    const Value *items[9];
    for (int64_t i = 0; i < 9; i++)
        items[i] = value_int(arena, i);
    assert_text(written(arena, value_list(arena, items, 0)), "[]");
    assert_text(written(arena, value_list(arena, items, 3)), "[0, 1, 2]");
    assert_text(written(arena, value_list(arena, items, 9)),
                "[\n  0,\n  1,\n  2,\n  3,\n  4,\n  5,\n  6,\n  7,\n  8,\n]");
    const Value *absent[] = {&value_absent, items[1], &value_absent, items[2]};
    assert_text(written(arena, value_list(arena, absent, 4)), "[1, 2]");
    const Value *nested[] = {value_list(arena, items, 2), value_map(arena, NULL, 0)};
    assert_text(written(arena, value_list(arena, nested, 2)), "[\n  [0, 1],\n  {},\n]");
}

static void a_run_is_aligned(void **state) {
    (void)state;
    check_body("stack app {\n"
               "  terraform {\n"
               "    a = 1\n"
               "    long-name = [1, 2]\n"
               "    empty = {}\n"
               "    o = { x = 1, longer = \"y\" }\n"
               "    b = 2\n"
               "    # About c,\n"
               "    # in two lines.\n"
               "    c-is-long = 3\n"
               "    d = 4\n"
               "    many = [{ a = 1 }, [2]]\n"
               "    e = 5\n"
               "    for = 6\n"
               "  }\n"
               "}\n",
               "terraform/app/dev.tfvars",
               "a         = 1\n"
               "long-name = [1, 2]\n"
               "empty     = {}\n"
               "o = {\n"
               "  x      = 1\n"
               "  longer = \"y\"\n"
               "}\n"
               "b = 2\n"
               "# About c,\n"
               "# in two lines.\n"
               "c-is-long = 3\n"
               "d         = 4\n"
               "many = [\n"
               "  {\n"
               "    a = 1\n"
               "  },\n"
               "  [2],\n"
               "]\n"
               "e   = 5\n"
               "for = 6\n");
}

/* Combining marks and emoji take one column for `terraform fmt`. */
static void width_is_counted_in_clusters(void **state) {
    Pair pairs[] = {
        {.key = TEXT("e\xcc\x81"), .value = &value_true},
        {.key = TEXT("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"), .value = &value_true},
        {.key = TEXT("abc d"), .value = &value_true},
        {.key = TEXT("\xcc\x81"), .value = &value_true}};
    assert_text(written(*state, value_map(*state, pairs, 4)),
                "{\n"
                "  \"e\xcc\x81\"        = true\n"
                "  \"\xf0\x9f\x91\xa9\\u200D\xf0\x9f\x91\xa7\" = true\n"
                "  \"abc d\"    = true\n"
                "  \"\xcc\x81\"        = true\n" /* each quote is a cluster of its own */
                "}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),
        cmocka_unit_test(other_scalars),
        cmocka_unit_test(keys_that_are_no_names_are_quoted),
        cmocka_unit_test(lists),
        cmocka_unit_test(a_run_is_aligned),
        cmocka_unit_test(width_is_counted_in_clusters),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
