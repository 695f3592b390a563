/* lines.c - reads a list of names, one a line.
 *
 * There is nothing to say of a name but that it is there, so what is read is a map of names to null,
 * like any other map. */
#include "foreign/reading.h"

typedef ARRAY(NodePair) Pairs;

/* False, with a problem, beyond the limit. */
static bool add_line(Arena *arena, Text line, size_t offset, Pairs *pairs, Problem *problem) {
    static const Node null = {.kind = NODE_NULL};
    if (pairs->count == LIMIT_FOREIGN_NODES)
        return problem_raise(arena, problem, offset, "the file has more than %d lines",
                             (int)LIMIT_FOREIGN_NODES);
    NodePair pair = {.key = line, .value = &null, .offset = (uint32_t)offset};
    if (line.length > 0) array_push(arena, pairs, pair);
    return true;
}

static bool add_lines(Arena *arena, Text bytes, Pairs *pairs, Problem *problem) {
    for (size_t start = bytes_mark_length(bytes), end; start < bytes.length; start = end + 1) {
        end = text_find(bytes, TEXT("\n"), start);
        if (end == SIZE_MAX) end = bytes.length;
        Text line = text_trim(text_slice(bytes, start, end));
        if (!add_line(arena, line, start, pairs, problem)) return false;
    }
    return true;
}

const Node *lines_read(Arena *arena, Text bytes, Problem *problem) {
    Pairs pairs = {0};
    *problem = (Problem){.what = TEXT("")};
    if (!bytes_are_readable(arena, bytes, problem)) return NULL;
    if (!add_lines(arena, bytes, &pairs, problem)) return NULL;
    Node *root = arena_new(arena, Node);
    root->kind = NODE_MAP;
    node_set_pairs(arena, root, pairs.items, pairs.count);
    return node_refuse_duplicates(arena, pairs.items, pairs.count, problem) ? root : NULL;
}
