/* node.c - the rules that hold for every tree of nodes, read from YAML or from JSON.
 *
 * The readers build the nodes themselves; what is here is what they must agree on: that a key
 * stands once in a map, and how a member is found. The maps of values files and schemas are short
 * and simply looked through; those that are not are sorted once, so that a file of a hundred
 * thousand keys costs no more for each question. */
#include "foreign/reading.h"

#include <stdlib.h>

enum { FEW = 16 }; /* pairs that are faster looked through */

bool node_refuse_duplicates(Arena *arena, const NodePair *pairs, uint32_t count, Problem *problem) {
    const NodePair *duplicate = NULL;
    ArenaMark mark = arena_mark(arena);
    Map seen;
    map_open(&seen, arena);
    for (uint32_t i = 0; i < count && duplicate == NULL; i++) {
        void **place = map_at(&seen, pairs[i].key);
        if (*place != NULL) duplicate = &pairs[i];
        *place = &seen; /* any pointer that is not NULL: the key was seen */
    }
    arena_reset(arena, mark);
    if (duplicate == NULL) return true;
    return problem_raise(arena, problem, duplicate->offset, "the key `%.*s` stands here twice",
                         TEXT_ARGS(duplicate->key));
}

static int compare_pairs(const void *left, const void *right) {
    const NodePair *const *a = left;
    const NodePair *const *b = right;
    return text_compare((*a)->key, (*b)->key);
}

void node_set_pairs(Arena *arena, Node *map, const NodePair *pairs, uint32_t count) {
    map->as.pairs = pairs;
    map->count = count;
    if (count <= FEW) return;
    const NodePair **sorted = arena_array(arena, const NodePair *, count);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = &pairs[i];
    qsort(sorted, count, sizeof *sorted, compare_pairs);
    map->sorted = sorted;
}

/* Of a sorted map. */
static const Node *search(const Node *map, Text key) {
    uint32_t low = 0, high = map->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = text_compare(map->sorted[middle]->key, key);
        if (order == 0) return map->sorted[middle]->value;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const Node *node_member(const Node *map, Text key) {
    if (map == NULL || map->kind != NODE_MAP) return NULL;
    if (map->sorted != NULL) return search(map, key);
    for (uint32_t i = 0; i < map->count; i++) {
        if (text_equal(map->as.pairs[i].key, key)) return map->as.pairs[i].value;
    }
    return NULL;
}

bool node_is_true(const Node *node) {
    return scalar_is_true(node->text);
}

static bool same_items(const Node *a, const Node *b) {
    for (uint32_t i = 0; i < a->count; i++)
        if (!node_same(a->as.items[i], b->as.items[i])) return false;
    return true;
}

/* No key stands twice in a map, so as many pairs with the same keys are the same pairs. */
static bool same_pairs(const Node *a, const Node *b) {
    for (uint32_t i = 0; i < a->count; i++) {
        const Node *other = node_member(b, a->as.pairs[i].key);
        if (other == NULL || !node_same(a->as.pairs[i].value, other)) return false;
    }
    return true;
}

/* Trees are as deep as LIMIT_FOREIGN_NESTING, which bounds the stack. */
bool node_same(const Node *a, const Node *b) {
    if (a->kind != b->kind || a->count != b->count) return false;
    switch (a->kind) {
    case NODE_NULL: return true;
    case NODE_BOOL: return node_is_true(a) == node_is_true(b);
    case NODE_NUMBER:
    case NODE_STRING: return text_equal(a->text, b->text);
    case NODE_LIST: return same_items(a, b);
    case NODE_MAP: return same_pairs(a, b);
    }
    unreachable("NodeKind");
}

/* --- Values --------------------------------------------------------------------------------- */

static const Value *list_value(Arena *arena, const Node *list, const NodeReading *reading) {
    const Value **items = arena_array(arena, const Value *, list->count);
    for (uint32_t i = 0; i < list->count; i++)
        items[i] = node_value(arena, list->as.items[i], reading, TEXT(""));
    return value_list(arena, items, list->count);
}

static const Value *map_value(Arena *arena, const Node *map, const NodeReading *reading,
                              Text without) {
    Pair *pairs = arena_array(arena, Pair, map->count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < map->count; i++) {
        const NodePair *pair = &map->as.pairs[i];
        bool is_none = pair->value->kind == NODE_NULL && !reading->has_null;
        if (is_none || (without.length && text_equal(pair->key, without))) continue;
        pairs[count++] = (Pair){.key = text_copy(arena, pair->key),
                                .value = node_value(arena, pair->value, reading, TEXT(""))};
    }
    return value_map(arena, pairs, count);
}

const Value *node_value(Arena *arena, const Node *node, const NodeReading *reading, Text without) {
    switch (node->kind) {
    case NODE_NULL: return &value_absent;
    case NODE_BOOL: return value_bool(node_is_true(node));
    case NODE_NUMBER: return reading->number(arena, text_copy(arena, node->text));
    case NODE_STRING: return value_string(arena, text_copy(arena, node->text));
    case NODE_LIST: return list_value(arena, node, reading);
    case NODE_MAP: return map_value(arena, node, reading, without);
    }
    unreachable("NodeKind");
}
