/* elements.c - how the elements of two lists are told apart.
 *
 * As Kubernetes does where it merges lists: by the member that `patchMergeKey` names in the types of
 * its API (staging/src/k8s.io/api/core/v1/types.go and its like). A manifest does not say its types, so
 * the first key counts that every element of both lists has, in each another one; the keys that few
 * lists have come first, because a volume may be mounted in two places. The lists that no API merges,
 * such as the rules of an Ingress, have no such key: see alignment.c. */
#include "diff/rendered.h"

enum { MOST = 20000 }; /* elements of both lists; more are one value */

/* In the order in which they are tried. */
static const char *const keys[] = {"mountPath",   "devicePath", "name", "containerPort", "port",
                                   "topologyKey", "ip",         "uid",  "key",           "type"};

static bool are_plain(const Node *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        NodeKind kind = list->as.items[i]->kind;
        if (kind == NODE_MAP || kind == NODE_LIST || kind == NODE_NULL) return false;
    }
    return true;
}

static bool are_maps(const Node *list) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->as.items[i]->kind != NODE_MAP) return false;
    return true;
}

/* The text that an element has at the key; NULL. */
static const Node *element_name(const Node *element, Text key) {
    const Node *name = node_member(element, key);
    bool is_name = name && (name->kind == NODE_STRING || name->kind == NODE_NUMBER);
    return is_name ? name : NULL;
}

void elements_by_name(Arena *arena, const Node *list, Text key, Map *out) {
    map_open(out, arena);
    for (uint32_t i = 0; i < list->count; i++) {
        const Node *element = list->as.items[i], *name = element_name(element, key);
        ensure(name != NULL);
        map_put(out, name->text, (void *)(uintptr_t)element);
    }
}

/* Has each element another text there? */
static bool tells_apart(Arena *arena, const Node *list, Text key) {
    Map seen;
    ArenaMark mark = arena_mark(arena);
    bool is_unique = true;
    map_open(&seen, arena);
    for (uint32_t i = 0; i < list->count && is_unique; i++) {
        const Node *name = element_name(list->as.items[i], key);
        void **place = name ? map_at(&seen, name->text) : NULL;
        is_unique = place && *place == NULL;
        if (is_unique) *place = &seen;
    }
    arena_reset(arena, mark);
    return is_unique;
}

ElementKind elements_kind(Arena *arena, const Node *old, const Node *new, Text *key) {
    uint32_t count = old->count + new->count;
    if (count == 0 || count > MOST) return ELEMENTS_WHOLE;
    if (are_plain(old) && are_plain(new)) return ELEMENTS_PLAIN;
    if (!are_maps(old) || !are_maps(new)) return ELEMENTS_WHOLE;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        *key = text_of(keys[i]);
        if (tells_apart(arena, old, *key) && tells_apart(arena, new, *key)) return ELEMENTS_BY_KEY;
    }
    return ELEMENTS_BY_INDEX;
}

const Node *elements_find(const Node *list, Text key, Text name) {
    for (uint32_t i = 0; i < list->count; i++) {
        const Node *found = element_name(list->as.items[i], key);
        if (found && text_equal(found->text, name)) return list->as.items[i];
    }
    return NULL;
}
