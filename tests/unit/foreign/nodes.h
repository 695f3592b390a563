/* nodes.h - a tree of nodes as one line of text, so that tests say what they expect in one. Strings
 * have quotes; a boolean and a number stand as written, in front of their kind's sign: `?no`, `#1`. */
#ifndef RUNG_TEST_NODES_H
#define RUNG_TEST_NODES_H

#include "unit/unit.h"

#include "foreign/foreign.h"

static inline void show_node(const Node *node, Writer *out);

static inline void show_items(const Node *node, Writer *out) {
    writer_char(out, node->kind == NODE_LIST ? '[' : '{');
    for (uint32_t i = 0; i < node->count; i++) {
        if (i > 0) writer_string(out, ", ");
        if (node->kind == NODE_MAP) {
            writer_text(out, node->as.pairs[i].key);
            writer_string(out, ": ");
        }
        show_node(node->kind == NODE_MAP ? node->as.pairs[i].value : node->as.items[i], out);
    }
    writer_char(out, node->kind == NODE_LIST ? ']' : '}');
}

static inline void show_node(const Node *node, Writer *out) {
    switch (node->kind) {
    case NODE_NULL: writer_string(out, "null"); return;
    case NODE_BOOL: writer_format(out, "?%.*s", TEXT_ARGS(node->text)); return;
    case NODE_NUMBER: writer_format(out, "#%.*s", TEXT_ARGS(node->text)); return;
    case NODE_STRING: writer_json(out, node->text); return;
    case NODE_LIST:
    case NODE_MAP: show_items(node, out); return;
    }
    unreachable("NodeKind");
}

static inline Text shown(Arena *arena, const Node *node) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    show_node(node, &writer);
    return writer_done(&writer);
}

typedef const Node *Reading(Arena *arena, Text bytes, Problem *problem);

/* What a reader makes of the bytes: the tree, or `OFFSET: problem`. */
static inline Text result_of(Arena *arena, Reading *reading, Text bytes) {
    Problem problem;
    const Node *node = reading(arena, bytes, &problem);
    if (node != NULL) return shown(arena, node);
    return text_format(arena, "%u: %.*s", problem.offset, TEXT_ARGS(problem.what));
}

typedef struct ReadingRow {
    Text bytes;
    const char *expected;
} ReadingRow;

#define ROW(literal, expected)                                                                     \
    { {(literal), sizeof(literal) - 1}, (expected) }

static inline void check_rows(Reading *reading, const ReadingRow *rows, size_t count) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    for (size_t i = 0; i < count; i++) {
        Text actual = result_of(&arena, reading, rows[i].bytes);
        if (text_equal(actual, text_of(rows[i].expected))) continue;
        print_error("read:     %.*s\nexpected: %s\nactual:   %.*s\n", TEXT_ARGS(rows[i].bytes),
                    rows[i].expected, TEXT_ARGS(actual));
        _fail(__FILE__, __LINE__);
    }
    arena_close(&arena);
}

/* `count` copies of `text`, and then `tail`. */
static inline Text repeated(Arena *arena, const char *text, size_t count, const char *tail) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        writer_string(&writer, text);
    }
    writer_string(&writer, tail);
    return writer_done(&writer);
}

#endif
