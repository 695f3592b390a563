/* node.c - the rules that hold for every tree of nodes, read from YAML or from JSON.
 *
 * The readers build the nodes themselves; what is here is what they must agree on: that a key
 * stands once in a map, and how a member is found. Lookup is linear on purpose: the maps of values
 * files and schemas are short, and each is asked a few times only. */
#include "foreign/reading.h"

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

const Node *node_member(const Node *map, Text key) {
    if (map == NULL || map->kind != NODE_MAP) return NULL;
    for (uint32_t i = 0; i < map->count; i++) {
        if (text_equal(map->as.pairs[i].key, key)) return map->as.pairs[i].value;
    }
    return NULL;
}
