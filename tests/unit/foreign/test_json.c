/* test_json.c - JSON by itself, and the JSON that a YAML library would refuse. */
#include "unit/foreign/nodes.h"

static void reads_values(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("{}", "{}"),
        ROW(" [ ] ", "[]"),
        ROW("[true, false, null, 0, -0.5e+10, 1E3, \"\"]",
            "[?true, ?false, null, #0, #-0.5e+10, #1E3, \"\"]"),
        ROW("{\"a\":{\"b\":[1,{\"c\":2}]}, \"d\" : \"x\"}", "{a: {b: [#1, {c: #2}]}, d: \"x\"}"),
        ROW("\xEF\xBB\xBF\t\r\n[\"x\"]\n", "[\"x\"]"),
    };
    check_rows(json_read, rows, COUNT(rows));
    check_rows(yaml_read, rows, COUNT(rows));
}

/* The expected side is JSON again, whose escapes for the invisible are a writer's choice. */
static void decodes_escapes(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("[\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u0041\\u00e4\\u20AC\"]",
            "[\"\\\" \\\\ / \\b\\f\\n\\r\\t A\xC3\xA4\xE2\x82\xAC\"]"),
        ROW("[\"\\uD83D\\uDE00\\ud83d\\ude00!\"]", "[\"\xF0\x9F\x98\x80\xF0\x9F\x98\x80!\"]"),
        ROW("{\"\\uD83D\\uDE00\": \"\\u0000\"}", "{\xF0\x9F\x98\x80: \"\\u0000\"}"),
        ROW("[\"\x7F\"]", "[\"\\u007f\"]"),
        ROW("[\"a\\u0062c\\n\"]", "[\"abc\\n\"]"),
    };
    check_rows(json_read, rows, COUNT(rows));
    check_rows(yaml_read, rows, COUNT(rows));
}

static void refuses_what_is_no_json(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("", "0: a value is expected here"),
        ROW("{\"a\": 1,}", "8: a key in double quotes is expected here"),
        ROW("[1,]", "3: a value is expected here"),
        ROW("[1 2]", "3: `,` or `]` is expected here"),
        ROW("{\"a\" 1}", "5: `:` is expected here"),
        ROW("{\"a\": 1 \"b\"}", "8: `,` or `}` is expected here"),
        ROW("{a: 1}", "1: a key in double quotes is expected here"),
        ROW("[01]", "3: this is no JSON number"),
        ROW("[-]", "2: this is no JSON number"),
        ROW("[1.]", "3: a digit follows the point of a number"),
        ROW("[1e+]", "4: the exponent has no digits"),
        ROW("[+1]", "1: a value is expected here"),
        ROW("[True]", "1: a value is expected here"),
        ROW("[truer]", "5: `,` or `]` is expected here"),
        ROW("[\"a\nb\"]", "3: a control character in a string must be escaped"),
        ROW("[\"ab", "4: the string does not end"),
        ROW("[\"\\x\"]", "3: JSON has no such escape"),
        ROW("[\"\\", "3: JSON has no such escape"),
        ROW("[\"\\u12G4\"]", "6: `\\u` needs four hex digits"),
        ROW("[\"\\uD83D!\"]", "4: half of a surrogate pair is no character"),
        ROW("[\"\\uDE00\"]", "4: half of a surrogate pair is no character"),
        ROW("[\"\\uD83D\\u0041\"]", "4: half of a surrogate pair is no character"),
        ROW("[] []", "3: the file goes on after its one value"),
        ROW("{\"a\": 1, \"b\": 2, \"\\u0061\": 3}", "17: the key `a` stands here twice"),
        ROW("// no\n{}", "0: a value is expected here"),
    };
    check_rows(json_read, rows, COUNT(rows));
}

/* What begins like JSON and is none may still be YAML. */
static void falls_back_to_yaml(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("{a: 1, b: [no,]}", "{a: #1, b: [?no]}"),
        ROW("[\"x\"]: 1\n", "0: a key must be text, a number or a boolean"),
        ROW("{\"a\":\t1,\n\t\"b\":\t[2]\n}", "{a: #1, b: [#2]}"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

/* YAML stops at keys of 1024 characters, JSON has no such limit. */
static void reads_long_keys(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text key = repeated(&arena, "k", 5000, "");
    Text text = text_format(&arena, "{\"%.*s\": 1}", TEXT_ARGS(key));
    Problem problem;
    const Node *root = yaml_read(&arena, text, &problem);
    assert_non_null(root);
    assert_int_equal(root->as.pairs[0].key.length, 5000);
    arena_close(&arena);
}

static void limits_the_nodes(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text text =
        text_join(&arena, (Text[]){TEXT("["), repeated(&arena, "1,", LIMIT_FOREIGN_NODES, "1]")}, 2,
                  TEXT(""));
    Problem problem;
    assert_null(json_read(&arena, text, &problem));
    assert_text(problem.what, "the file has more than 1000000 nodes");
    assert_null(yaml_read(&arena, text, &problem));
    assert_text(problem.what,
                "the file has more than 1000000 nodes when its aliases are written out");
    arena_close(&arena);
}

/* Memory that ends at the n-th request ends the reading, and every block comes back. */
static void survives_every_failure_of_memory(void **state) {
    (void)state;
    Text text = TEXT("{\"a\": [1, 2, {\"b\": \"\\n\"}], \"c\": null}");
    volatile bool is_done = false;
    for (volatile int n = 0; !is_done; n++) {
        Failing failing;
        failing_open(&failing, n);
        Arena arena;
        arena_open(&arena, &failing.allocator);
        if (setjmp(failing.escape) == 0) {
            Problem problem;
            assert_non_null(json_read(&arena, text, &problem));
            is_done = true;
        }
        arena_close(&arena);
        assert_int_equal(failing.blocks, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values),
        cmocka_unit_test(decodes_escapes),
        cmocka_unit_test(refuses_what_is_no_json),
        cmocka_unit_test(falls_back_to_yaml),
        cmocka_unit_test(reads_long_keys),
        cmocka_unit_test(limits_the_nodes),
        cmocka_unit_test(survives_every_failure_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
