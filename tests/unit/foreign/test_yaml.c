/* test_yaml.c - YAML as Helm sees it, and files that want to do harm. */
#include "unit/foreign/nodes.h"

#include <time.h>

static void resolves_plain_scalars_as_helm(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("[no, No, NO, n, off, y, on, True]", "[?no, ?No, ?NO, ?n, ?off, ?y, ?on, ?True]"),
        ROW("[nO, oN, tRUE, yess, \"no\", 'yes']",
            "[\"nO\", \"oN\", \"tRUE\", \"yess\", \"no\", \"yes\"]"),
        ROW("[~, null, Null, NULL, nULL, '']", "[null, null, null, null, \"nULL\", \"\"]"),
        ROW("a:\nb:\n", "{a: null, b: null}"),
        ROW("[1, -1, +1, 1_000, 010, 0o17, 0x1F, 0b11]",
            "[#1, #-1, #+1, #1_000, #010, #0o17, #0x1F, #0b11]"),
        ROW("[1.5, .5, 1., 1e3, 1E-3, 1.5e+7, .inf, -.Inf, .nan]",
            "[#1.5, #.5, #1., #1e3, #1E-3, #1.5e+7, #.inf, #-.Inf, #.nan]"),
        ROW("[12:30, 1.2.3, 2001-12-14, 0x, 0xg, e3, 1e, ., _1, 1a]",
            "[\"12:30\", \"1.2.3\", \"2001-12-14\", \"0x\", \"0xg\", \"e3\", \"1e\", \".\", "
            "\"_1\", \"1a\"]"),
        ROW("a: |\n  yes\nb: >-\n  1\n", "{a: \"yes\\n\", b: \"1\"}"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

/* As `helm template` prints them. */
static void reads_numbers_as_helm(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("[0440, 010, +010, -010, 017, 007, 00, -0440]",
            "[#288, #8, #8, #-8, #15, #7, #0, #-288]"),
        ROW("[0x1F, 0X1f, -0x1F, 0o17, 0O17, -0o17, 0b101, 0B11, -0b11]",
            "[#31, #31, #-31, #15, #15, #-15, #5, #3, #-3]"),
        ROW("[08, 019, 08.5, 010.5, 01e3, +12]", "[#8, #19, #8.5, #10.5, #1e3, #12]"),
        ROW("[1_000, 0_10, 010_0, 0__7, 00_, 0x_1F, 0b1_1]", "[#1000, #8, #64, #7, #0, #31, #3]"),
        ROW("[0777777777777777777777, 01777777777777777777777]",
            "[#9223372036854775807, #18446744073709551615]"),
        ROW("[0o8, 0x, \"0440\", '010', 0x-1F]", "[\"0o8\", \"0x\", \"0440\", \"010\", \"0x-1F\"]"),
        ROW("[1.5, 1e3, 0.50, -0, 12]", "[#1.5, #1e3, #0.50, #-0, #12]"),
    };
    check_rows(helm_read, rows, COUNT(rows));
}

static void obeys_tags(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("[!!str no, !!str 1, !!str , !!int 3, !!float 1, !!bool yes, !!null '']",
            "[\"no\", \"1\", \"\", #3, #1, ?yes, null]"),
        ROW("[! no, !Ref x, !!binary aGk=, !!timestamp 2001-12-14]",
            "[\"no\", \"x\", \"aGk=\", \"2001-12-14\"]"),
        ROW("!!map {a: !!seq [1]}", "{a: [#1]}"),
        ROW("!Own {a: 1}", "{a: #1}"),
        ROW("a: !!int x", "3: the value is not what its tag says"),
        ROW("a: !!bool 1", "3: the value is not what its tag says"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

static void reads_documents(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("", "null"),
        ROW("# nothing\n", "null"),
        ROW("---\n", "null"),
        ROW("---\na: 1\n...\n", "{a: #1}"),
        ROW("\xEF\xBB\xBF"
            "a: x",
            "{a: \"x\"}"),
        ROW("a: 1\r\nb:\r\n  - x\r\n", "{a: #1, b: [\"x\"]}"),
        ROW("a: 1\n---\nb: 2\n", "5: a second document begins here"),
        ROW("a: \xC3\xA4\n---\n", "6: a second document begins here"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

/* The documents of a stream as one list. */
static const Node *read_stream(Arena *arena, Text bytes, Problem *problem) {
    Documents documents;
    if (!yaml_read_all(arena, bytes, LIMIT_FOREIGN_NODES, &documents, problem)) return NULL;
    Node *list = arena_new(arena, Node);
    list->kind = NODE_LIST;
    list->count = documents.count;
    list->as.items = documents.items;
    return list;
}

static void reads_streams(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("", "[]"),
        ROW("# nothing\n", "[]"),
        ROW("a: 1\n", "[{a: #1}]"),
        ROW("---\n# Source: a\n---\na: 1\n---\n", "[null, {a: #1}, null]"),
        ROW("a: 1\n---\nb: 2\n...\n--- x\n", "[{a: #1}, {b: #2}, \"x\"]"),
        ROW("{\"a\": 1}\n---\n[1]\n", "[{a: #1}, [#1]]"),
        ROW("a: &x 1\n---\nb: &x 2\nc: *x\n", "[{a: #1}, {b: #2, c: #2}]"),
        ROW("a: &x 1\n---\nb: *x\n", "15: there is no anchor `&x` above"),
        ROW("a: 1\n---\nb: 1\nc: 3\nb: 2\n", "[{a: #1}, {b: #2, c: #3}]"),
        ROW("a: 1\n---\n[", "10: did not find expected node content while parsing a flow node"),
        ROW("a: \xFF\n", "3: the file is not UTF-8 here"),
    };
    check_rows(read_stream, rows, COUNT(rows));
}

/* Nearly half of what a file may hold in each of three documents. */
static void limits_all_documents_together(void **state) {
    (void)state;
    Arena arena;
    Problem problem;
    Documents documents;
    arena_open(&arena, &memory_standard);
    Text half = repeated(&arena, "- a\n", LIMIT_FOREIGN_NODES / 2 - 2, "---\n");
    const Text parts[] = {half, half, half};
    assert_true(yaml_read_all(&arena, text_join(&arena, parts, 2, TEXT("")), LIMIT_FOREIGN_NODES,
                              &documents, &problem));
    assert_int_equal(documents.count, 3);
    assert_false(yaml_read_all(&arena, text_join(&arena, parts, 3, TEXT("")), LIMIT_FOREIGN_NODES,
                               &documents, &problem));
    assert_text(problem.what,
                "the file has more than 1000000 nodes when its aliases are written out");
    arena_close(&arena);
}

static void makes_text_of_keys(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("no: 1\nyes: 2\n8080: 3\n'on': 4\n", "{false: #1, true: #2, 8080: #3, on: #4}"),
        ROW("? a\n: 1\n", "{a: #1}"),
        ROW("~: 1\n", "0: a key must be text, a number or a boolean"),
        ROW("x: {[a]: 1}\n", "4: a key must be text, a number or a boolean"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

static void refuses_a_key_that_stands_twice(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a: 1\nb: 2\na: 3\n", "10: the key `a` stands here twice"),
        ROW("x:\n  a: 1\n  'a': 3\n", "12: the key `a` stands here twice"),
        ROW("{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 0, c: 1}",
            "61: the key `c` stands here twice"),
        ROW("no: 1\nfalse: 2\n", "6: the key `false` stands here twice"),
        ROW("\xC3\xA4: 1\n\xC3\xA4: 2\n", "6: the key `\xC3\xA4` stands here twice"),
        ROW("a: {x: 1}\nb: {x: 1}\n", "{a: {x: #1}, b: {x: #1}}"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

static void merges(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a: &a {x: 1, z: 2}\nb:\n  <<: *a\n  z: 3\n", "{a: {x: #1, z: #2}, b: {z: #3, x: #1}}"),
        ROW("a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b], w: 0}\n",
            "{a: {x: #1}, b: {x: #2, z: #3}, c: {w: #0, x: #1, z: #3}}"),
        ROW("a: &a {x: 1}\nb: {<<: *a, <<: {z: 2}}\n", "{a: {x: #1}, b: {x: #1, z: #2}}"),
        ROW("a: {<<: {x: 1}}\n", "{a: {x: #1}}"),
        ROW("a: {\"<<\": 1}\n", "{a: {<<: #1}}"),
        ROW("a: {<<: 1}\n", "8: `<<` takes a map or a list of maps"),
        ROW("a: {<<: [{}, x]}\n", "13: `<<` takes a map or a list of maps"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

static void expands_aliases(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a: &x [1, 2]\nb: *x\nc: [*x, *x]\n",
            "{a: [#1, #2], b: [#1, #2], c: [[#1, #2], [#1, #2]]}"),
        ROW("a: &k key\n*k : 1\n", "{a: \"key\", key: #1}"),
        ROW("a: &x 1\nb: &x 2\nc: *x\n", "{a: #1, b: #2, c: #2}"),
        ROW("a: *x\n", "3: there is no anchor `&x` above"),
        ROW("&a [*a]\n", "4: `*a` stands inside of what it names"),
        ROW("a: &a\n  b:\n    c: *a\n", "18: `*a` stands inside of what it names"),
        ROW("&a {<<: *a}\n", "8: `*a` stands inside of what it names"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

static void names_the_place_of_a_mistake(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a:\n\tb: 1\n", "3: a tab cannot indent YAML"),
        ROW("a: b: c\n", "4: mapping values are not allowed in this context"),
        ROW("a: [1, 2\n", "9: did not find expected ',' or ']' while parsing a flow sequence"),
        ROW("\xC3\xA4: 'x\n", "7: found unexpected end of stream while scanning a quoted scalar"),
        ROW("\xEF\xBB\xBF"
            "a: b: c\n",
            "7: mapping values are not allowed in this context"),
        ROW("a: \x01\n", "3: control characters are not allowed"),
        ROW("a: \xFF\n", "3: the file is not UTF-8 here"),
        ROW("\xFF\xFE"
            "a",
            "0: the file is not UTF-8 here"),
        ROW("a: {{ .Values.x }}\n", "4: a key must be text, a number or a boolean"),
        ROW("{{ if .x }}\na: 1\n", "1: a key must be text, a number or a boolean"),
        ROW("a: %x\n", "3: found character that cannot start any token while scanning for the "
                       "next token"),
    };
    check_rows(yaml_read, rows, COUNT(rows));
}

/* Ten anchors of ten aliases each: 10^10 nodes in 10 lines. */
static void stops_an_alias_bomb(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Writer writer;
    writer_open(&writer, &arena, SIZE_MAX);
    writer_string(&writer, "a0: &a0 x\n");
    for (int i = 1; i <= 10; i++) {
        writer_format(&writer, "a%d: &a%d [", i, i);
        for (int j = 0; j < 10; j++) {
            writer_format(&writer, "%s*a%d", j == 0 ? "" : ", ", i - 1);
        }
        writer_string(&writer, "]\n");
    }
    Problem problem;
    assert_null(yaml_read(&arena, writer_done(&writer), &problem));
    assert_text(problem.what,
                "the file has more than 1000000 nodes when its aliases are written out");
    assert_true(problem.offset > 200 && problem.offset < 400);
    assert_true(arena.total < 1024 * 1024);
    arena_close(&arena);
}

/* Each anchor holds the one before: no nesting in the file, as much as one likes in the tree. */
static void stops_nesting_by_aliases(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Writer writer;
    writer_open(&writer, &arena, SIZE_MAX);
    writer_string(&writer, "- &a0 [x]\n");
    for (int i = 1; i <= 300; i++) {
        writer_format(&writer, "- &a%d [*a%d]\n", i, i - 1);
    }
    Problem problem;
    assert_null(yaml_read(&arena, writer_done(&writer), &problem));
    assert_text(problem.what, "the nesting is deeper than 128");
    arena_close(&arena);
}

static void check_nesting(Reading *reading, const char *open, size_t count, const char *tail) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text text = repeated(&arena, open, count, tail);
    Problem problem;
    clock_t start = clock();
    assert_null(reading(&arena, text, &problem));
    clock_t used = clock() - start;
    assert_text(problem.what, "the nesting is deeper than 128");
    assert_true(used < CLOCKS_PER_SEC / 2); /* it takes a millisecond; unbounded it takes 15 s */
    arena_close(&arena);
}

static void stops_deep_nesting_at_once(void **state) {
    (void)state;
    check_nesting(yaml_read, "[", 100000, "");
    check_nesting(yaml_read, "{a: ", 100000, "");
    check_nesting(yaml_read, "- ", 100000, "");
    check_nesting(yaml_read, "? ", 100000, "");
    check_nesting(yaml_read, "[\n", 100000, "");
    check_nesting(json_read, "[", 100000, "");
    check_nesting(json_read, "{\"a\":", 100000, "");
}

static void permits_nesting_up_to_the_limit(void **state) {
    (void)state;
    static Reading *const readings[] = {yaml_read, json_read};
    Arena arena;
    arena_open(&arena, &memory_standard);
    for (size_t i = 0; i < COUNT(readings); i++) {
        Problem problem;
        Text closing = repeated(&arena, "]", LIMIT_FOREIGN_NESTING, "");
        Text text = repeated(&arena, "[", LIMIT_FOREIGN_NESTING, text_c(&arena, closing));
        assert_non_null(readings[i](&arena, text, &problem));
        closing = repeated(&arena, "]", LIMIT_FOREIGN_NESTING + 1, "");
        text = repeated(&arena, "[", LIMIT_FOREIGN_NESTING + 1, text_c(&arena, closing));
        assert_null(readings[i](&arena, text, &problem));
        assert_text(problem.what, "the nesting is deeper than 128");
    }
    arena_close(&arena);
}

static void limits_the_size(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    size_t size = (size_t)LIMIT_SOURCE_BYTES + 1;
    char *bytes = arena_raw(&arena, size, 1);
    memset(bytes, ' ', size);
    Problem problem;
    assert_null(yaml_read(&arena, (Text){bytes, size}, &problem));
    assert_text(problem.what, "the file has more than 16777216 bytes");
    assert_non_null(yaml_read(&arena, (Text){bytes, size - 1}, &problem));
    arena_close(&arena);
}

static void finds_members(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Problem problem;
    const Node *root = yaml_read(&arena, TEXT("a: x\nb: [1]\n"), &problem);
    assert_text(node_member(root, TEXT("a"))->text, "x");
    assert_int_equal(node_member(root, TEXT("a"))->offset, 3);
    assert_int_equal(root->as.pairs[1].offset, 5);
    assert_null(node_member(root, TEXT("c")));
    assert_null(node_member(node_member(root, TEXT("b")), TEXT("a")));
    assert_null(node_member(NULL, TEXT("a")));
    assert_text(problem.what, "");
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_plain_scalars_as_helm),
        cmocka_unit_test(reads_numbers_as_helm),
        cmocka_unit_test(obeys_tags),
        cmocka_unit_test(reads_documents),
        cmocka_unit_test(reads_streams),
        cmocka_unit_test(limits_all_documents_together),
        cmocka_unit_test(makes_text_of_keys),
        cmocka_unit_test(refuses_a_key_that_stands_twice),
        cmocka_unit_test(merges),
        cmocka_unit_test(expands_aliases),
        cmocka_unit_test(names_the_place_of_a_mistake),
        cmocka_unit_test(stops_an_alias_bomb),
        cmocka_unit_test(stops_nesting_by_aliases),
        cmocka_unit_test(stops_deep_nesting_at_once),
        cmocka_unit_test(permits_nesting_up_to_the_limit),
        cmocka_unit_test(limits_the_size),
        cmocka_unit_test(finds_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
