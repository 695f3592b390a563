/* test_yaml.c - the bytes of YAML: which strings are plain, how the others are quoted, blocks,
 * comments and keys. That readers agree is the business of tests/property/test_readers.c. */
#include "emit_unit.h"

/* Each row: a text and how it stands in a file. */
typedef struct ScalarRow {
    const char *text;
    const char *expected;
} ScalarRow;

static Text scalar(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    yaml_write_scalar(&writer, text);
    return writer_done(&writer);
}

static void check_scalars(Arena *arena, const ScalarRow *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_text(scalar(arena, text_of(rows[i].text)), rows[i].expected);
}

static void words_are_plain(void **state) {
    static const char *const rows[] = {
        "a",     "abc def", "/var/log", "_x",   "$HOME", "a.b-c_d",
        "a@b.c", "x=y",     "a~b",      "a,b",  "f(x)",  "https://a.example:8080/x",
        "yess",  "nulls",   "a:b",      "e1x",  "E+1.",  "_1a",
        "_-",    "Yn",      "ya",       "100m", "1.5Gi", "30s",
        "168h",  "10ms",    "5us",      "7ns",  "2k",    "3M",
        "4G",    "5T",      "6P",       "1Ei",
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_text(scalar(*state, text_of(rows[i])), rows[i]);
}

static void others_are_quoted(void **state) {
    static const char *const rows[] = {
        "",      "y",    "Y",     "n",   "N",     "yes",   "Yes",        "YES",   "no",   "NO",
        "on",    "On",   "off",   "OFF", "true",  "True",  "false",      "FALSE", "null", "Null",
        "NULL",  "~",    "<<",    "=",   "-",     "- a",   "? a",        ": a",   "a: b", "a:",
        "a #b",  "#a",   "a ",    " a",  "a  b",  "1",     "1.5",        "-1",    "+1",   ".5",
        "1e3",   "0x1F", "0o17",  "017", "1_000", "12:30", "2001-12-14", "e3",    "E",    "e",
        "e-3",   "e+_1", "_1",    "_",   "_.1",   "1E",    "1n",         "1u",    "1d",   "1KB",
        "100 m", "1.m",  "1..5s", ".5s", "5%",    "[a]",   "{a}",        "a]",    "a}",   "&a",
        "*a",    "!a",   "|",     ">",   "@a",    "`a`",   "%a",         "'a'",   "a'b",  ".inf",
        ".nan",  "---",  "...",   "a;b", "a?b",   "a*b",   "a|b",        "a<b",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        Text expected = text_format(*state, "\"%s\"", rows[i]);
        assert_text(scalar(*state, text_of(rows[i])), expected.bytes);
    }
}

static void eighty_characters_are_the_most(void **state) {
    char text[82];
    memset(text, 'a', sizeof text);
    assert_int_equal(scalar(*state, (Text){text, 80}).length, 80);
    assert_int_equal(scalar(*state, (Text){text, 81}).length, 83);
}

static void escapes(void **state) {
    static const ScalarRow rows[] = {
        {"a\"b", "\"a\\\"b\""},
        {"a\\b", "\"a\\\\b\""},
        {"a\nb", "\"a\\nb\""},
        {"\t\r", "\"\\t\\r\""},
        {"\x01\x1f\x7f", "\"\\x01\\x1F\\x7F\""},
        {"\xc2\x80\xc2\xa0\xc2\xad", "\"\\x80\\xA0\\xAD\""},
        {"\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\x8b\xef\xbb\xbf", "\"\\u2028\\u2029\\u200B\\uFEFF\""},
        {"\xef\xbf\xbe", "\"\\uFFFE\""},
        {"\xf0\x9f\xbf\xbe", "\"\\U0001FFFE\""},
        {"\xc3\xbc", "\"\xc3\xbc\""},
        {"\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\""},
        {"a/b\"", "\"a/b\\\"\""},
    };
    check_scalars(*state, rows, COUNT(rows));
}

/* --- Values --------------------------------------------------------------------------------- */

static void check_value(Arena *arena, const Value *value, const char *expected) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    yaml_write(&writer, value, 0);
    assert_text(writer_done(&writer), expected);
}

/* `{a: value}`, so that the value stands where values stand. */
static const Value *pair_of(Arena *arena, const Value *value) {
    Pair *pair = arena_new(arena, Pair);
    *pair = (Pair){.key = TEXT("a"), .value = value};
    return value_map(arena, pair, 1);
}

static void check_text_value(Arena *arena, const char *text, const char *expected) {
    check_value(arena, pair_of(arena, value_string(arena, text_of(text))), expected);
}

static void lines_are_a_block(void **state) {
    check_text_value(*state, "x\ny", "a: |-\n  x\n  y\n");
    check_text_value(*state, "x\ny\n", "a: |\n  x\n  y\n");
    check_text_value(*state, "x\n\n  y", "a: |-\n  x\n\n    y\n");
    check_text_value(*state, "x\n", "a: |\n  x\n");
    check_text_value(*state, "# x\n--- y: z", "a: |-\n  # x\n  --- y: z\n");
}

static void other_lines_are_quoted(void **state) {
    check_text_value(*state, "\n", "a: \"\\n\"\n");
    check_text_value(*state, "\nx", "a: \"\\nx\"\n");
    check_text_value(*state, " x\ny", "a: \" x\\ny\"\n");
    check_text_value(*state, "x\ny\n\n", "a: \"x\\ny\\n\\n\"\n");
    check_text_value(*state, "x\ty\nz", "a: \"x\\ty\\nz\"\n");
    check_text_value(*state, "x\r\ny", "a: \"x\\r\\ny\"\n");
    check_text_value(*state, "x \ny", "a: \"x \\ny\"\n");
    check_text_value(*state, "x\n ", "a: \"x\\n \"\n");
    check_text_value(*state, "x\n\xe2\x80\x8by", "a: \"x\\n\\u200By\"\n");
}

static void scalars_have_their_spelling(void **state) {
    check_value(*state, pair_of(*state, &value_true), "a: true\n");
    check_value(*state, pair_of(*state, value_int(*state, -7)), "a: -7\n");
    check_value(*state, pair_of(*state, value_text(*state, VALUE_NUMBER, TEXT("0.50"))),
                "a: 0.50\n");
    check_value(*state, pair_of(*state, value_text(*state, VALUE_PERCENT, TEXT("50%"))),
                "a: \"50%\"\n");
    check_value(*state, pair_of(*state, value_text(*state, VALUE_QUANTITY, TEXT("2"))),
                "a: \"2\"\n");
    check_value(*state, pair_of(*state, value_text(*state, VALUE_DURATION, TEXT("168h"))),
                "a: 168h\n");
}

static void collections(void **state) {
    Arena *arena = *state;
    const Value *one = value_int(arena, 1), *empty = value_list(arena, NULL, 0);
    const Value *inner[] = {one, &value_absent, empty};
    const Value *list = value_list(arena, inner, 3);
    const Value *map = pair_of(arena, list);
    const Value *outer[] = {list, map, value_map(arena, NULL, 0),
                            value_string(arena, TEXT("x\ny"))};
    check_value(arena, pair_of(arena, value_list(arena, outer, 4)),
                "a:\n"
                "  -\n"
                "    - 1\n"
                "    - []\n"
                "  - a:\n"
                "      - 1\n"
                "      - []\n"
                "  - {}\n"
                "  - |-\n"
                "    x\n"
                "    y\n");
}

/* `null` is never written: a list of nothing that is there is an empty list. */
static void absent_is_left_out(void **state) {
    const Value *absent[] = {&value_absent, &value_absent};
    check_value(*state, pair_of(*state, value_list(*state, absent, 2)), "a: []\n");
    check_value(*state, pair_of(*state, pair_of(*state, &value_absent)), "a: {}\n");
    Pair pairs[] = {{.key = TEXT("a"), .value = &value_absent},
                    {TEXT("b"), &value_true, TEXT("B")}};
    const Value *map = value_map(*state, pairs, 2);
    check_value(*state, map, "# B\nb: true\n");
    check_value(*state, pair_of(*state, value_list(*state, &map, 1)), "a:\n  - b: true\n");
}

static void comments_stand_above(void **state) {
    Pair inner[] = {{TEXT("name"), &value_true, TEXT("one\n\ntwo \x1b[1m")},
                    {TEXT("value"), &value_false, TEXT("below")}};
    const Value *map = value_map(*state, inner, 2);
    check_value(*state, pair_of(*state, value_list(*state, &map, 1)),
                "a:\n"
                "  # one\n"
                "  #\n"
                "  # two ?[1m\n"
                "  - name: true\n"
                "    # below\n"
                "    value: false\n");
}

static void keys_follow_the_same_rule(void **state) {
    Pair pairs[] = {{.key = TEXT("on"), .value = &value_true},
                    {.key = TEXT(""), .value = &value_true},
                    {.key = TEXT("a: b"), .value = &value_true},
                    {.key = TEXT("kubernetes.io/arch"), .value = &value_true},
                    {.key = TEXT("x\ny"), .value = &value_true}};
    check_value(*state, value_map(*state, pairs, 5),
                "\"on\": true\n"
                "\"\": true\n"
                "\"a: b\": true\n"
                "kubernetes.io/arch: true\n"
                "\"x\\ny\": true\n");
}

/* Readers look for the colon in the next 1,024 characters only. */
static void long_keys_have_a_line_of_their_own(void **state) {
    char key[999];
    memset(key, 'k', sizeof key);
    Text quoted = text_format(*state, "\"%.*s\"", 999, key);
    Pair pairs[] = {{.key = {key, 998}, .value = &value_true},
                    {.key = {key, 999}, .value = &value_false}};
    pairs[1].value = pair_of(*state, &value_false);
    const Value *map = value_map(*state, pairs, 2);
    Text expected =
        text_format(*state, "a:\n  - \"%.*s\": true\n    ? %.*s\n    :\n      a: false\n", 998, key,
                    TEXT_ARGS(quoted));
    check_value(*state, pair_of(*state, value_list(*state, &map, 1)), expected.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_plain),
        cmocka_unit_test(others_are_quoted),
        cmocka_unit_test(eighty_characters_are_the_most),
        cmocka_unit_test(escapes),
        cmocka_unit_test(lines_are_a_block),
        cmocka_unit_test(other_lines_are_quoted),
        cmocka_unit_test(scalars_have_their_spelling),
        cmocka_unit_test(collections),
        cmocka_unit_test(absent_is_left_out),
        cmocka_unit_test(comments_stand_above),
        cmocka_unit_test(keys_follow_the_same_rule),
        cmocka_unit_test(long_keys_have_a_line_of_their_own),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
