/* test_node.c - when two trees say the same, whoever wrote them. */
#include "unit/foreign/nodes.h"

typedef struct Row {
    const char *a, *b;
    bool is_same;
} Row;

static const Node *read(Arena *arena, const char *bytes) {
    Problem problem;
    const Node *node = yaml_read(arena, text_of(bytes), &problem);
    assert_non_null(node);
    return node;
}

static void compares_by_meaning(void **state) {
    (void)state;
    static const Row rows[] = {
        {"a: 1\nb: [x, z]", "{\"b\": [\"x\", \"z\"], \"a\": 1}", true},
        {"a: yes", "a: true", true},
        {"a: Off", "a: false", true},
        {"a: yes", "a: no", false},
        {"a: ~", "a: null", true},
        {"a: null", "b: null", false},
        {"a: 1", "a: 1.0", false},
        {"a: 1", "a: '1'", false},
        {"a: x", "a: \"x\"", true},
        {"a: x", "a: z", false},
        {"a: {}", "a: []", false},
        {"[1, 2]", "[2, 1]", false},
        {"[1, 2]", "[1, 2, 3]", false},
        {"a: 1", "a: 1\nb: 2", false},
        {"a: &x {b: 1}\nc: *x", "a: {b: 1}\nc: {b: 1}", true},
    };
    Arena arena;
    arena_open(&arena, &memory_standard);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const Node *a = read(&arena, rows[i].a), *b = read(&arena, rows[i].b);
        assert_row(node_same(a, b) == rows[i].is_same, rows[i].a);
        assert_row(node_same(b, a) == rows[i].is_same, rows[i].b);
    }
    arena_close(&arena);
}

/* A map of many pairs is searched and not looked through. */
static void compares_long_maps(void **state) {
    (void)state;
    Arena arena;
    Problem problem;
    Writer up, down;
    arena_open(&arena, &memory_standard);
    writer_open(&up, &arena, SIZE_MAX);
    writer_open(&down, &arena, SIZE_MAX);
    for (int i = 0; i < 1000; i++) {
        writer_format(&up, "K%d=%d\n", i, i);
        writer_format(&down, "K%d=%d\n", 999 - i, 999 - i);
    }
    const Node *a = dotenv_read(&arena, writer_done(&up), &problem);
    const Node *b = dotenv_read(&arena, writer_done(&down), &problem);
    assert_true(node_same(a, b));
    writer_string(&down, "X=\n");
    assert_false(node_same(a, dotenv_read(&arena, writer_done(&down), &problem)));
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_by_meaning),
        cmocka_unit_test(compares_long_maps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
