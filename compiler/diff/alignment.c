/* alignment.c - two lists whose elements have no names: which of them are the same.
 *
 * An element that is put in front shifts all others and changes none. So elements that mean the same are
 * found first: those that both lists begin and end with, and of what is between the longest common part,
 * where that is small enough to be looked for. What is left between them belongs together by its place.
 * Elements may be large, so each is compared with the first of its hash, and from then on is a number. */
#include "diff/rendered.h"

enum { COMPARED = 400 }; /* elements between the ends of which the common part is looked for */

/* --- Hashes --------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t more) {
    const uint64_t both[2] = {hash, more};
    return hash_text((Text){(const char *)both, sizeof both});
}

static uint64_t hash_number(Text text) {
    Number number;
    if (!node_is_decimal(text, &number)) return hash_text(text);
    uint64_t hash = mix((uint64_t)number.coefficient, (uint64_t)(number.coefficient >> 64));
    return mix(hash, (uint64_t)number.exponent * 2 + number.is_negative);
}

static uint64_t hash_node(const Node *node);

static uint64_t hash_items(const Node *list) {
    uint64_t hash = list->count;
    for (uint32_t i = 0; i < list->count; i++)
        hash = mix(hash, hash_node(list->as.items[i]));
    return hash;
}

/* Members have no order, and one that is null is none. */
static uint64_t hash_members(const Node *map) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < map->count; i++) {
        const Node *value = node_seen(map->as.pairs[i].value);
        if (value) sum += mix(hash_text(map->as.pairs[i].key), hash_node(value));
    }
    return sum;
}

static uint64_t hash_value(const Node *node) {
    switch (node->kind) {
    case NODE_NULL: return 0;
    case NODE_BOOL: return node_is_true(node);
    case NODE_NUMBER: return hash_number(node->text);
    case NODE_STRING: return hash_text(node->text);
    case NODE_LIST: return hash_items(node);
    case NODE_MAP: return hash_members(node);
    }
    unreachable("NodeKind");
}

/* The same for what node_means calls the same. As deep as LIMIT_FOREIGN_NESTING. */
static uint64_t hash_node(const Node *node) {
    return mix(node->kind, hash_value(node));
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* A number for each element; the same for elements that mean the same. */
typedef struct Numbering {
    Arena *arena;
    Map first; /* hash -> the first element, and its number */
    uint32_t count;
} Numbering;

typedef struct First {
    const Node *node;
    uint32_t number;
} First;

static uint32_t number_of_element(Numbering *numbering, const Node *node) {
    uint64_t *hash = arena_new(numbering->arena, uint64_t);
    *hash = hash_node(node);
    First **place = (First **)map_at(&numbering->first, (Text){(const char *)hash, sizeof *hash});
    if (*place && node_means((*place)->node, node)) return (*place)->number;
    uint32_t number = numbering->count++;
    if (*place) return number; /* two that differ have one hash: the second is nobody's equal */
    *place = arena_new(numbering->arena, First);
    **place = (First){node, number};
    return number;
}

static uint32_t *number_list(Numbering *numbering, const Node *list) {
    uint32_t *numbers = arena_array(numbering->arena, uint32_t, list->count);
    for (uint32_t i = 0; i < list->count; i++)
        numbers[i] = number_of_element(numbering, list->as.items[i]);
    return numbers;
}

/* --- The common part ------------------------------------------------------------------------ */

typedef struct Alignment {
    const uint32_t *old, *new;
    uint32_t start, old_end, new_end; /* what is between common ends */
    uint16_t *lengths; /* by old and new: of the longest common part from there on; NULL */
} Alignment;

static void find_ends(Alignment *both, uint32_t old, uint32_t new) {
    uint32_t start = 0;
    while (start < old && start < new && both->old[start] == both->new[start])
        start++;
    while (old > start && new > start && both->old[old - 1] == both->new[new - 1])
        old--, new --;
    both->start = start;
    both->old_end = old;
    both->new_end = new;
}

static uint16_t *length_at(const Alignment *both, uint32_t old, uint32_t new) {
    uint32_t width = both->new_end - both->start + 1;
    return &both->lengths[(size_t)(old - both->start) * width + (new - both->start)];
}

static uint16_t longest_at(const Alignment *both, uint32_t old, uint32_t new) {
    if (both->old[old] == both->new[new]) return (uint16_t)(*length_at(both, old + 1, new + 1) + 1);
    uint16_t below = *length_at(both, old + 1, new), beside = *length_at(both, old, new + 1);
    return below > beside ? below : beside;
}

/* From the ends backwards, so that the common part can be followed forwards. */
static void fill_lengths(Arena *arena, Alignment *both) {
    uint32_t height = both->old_end - both->start + 1, width = both->new_end - both->start + 1;
    if (height > COMPARED || width > COMPARED) return;
    both->lengths = arena_array(arena, uint16_t, (size_t)height * width);
    for (uint32_t old = both->old_end; old-- > both->start;)
        for (uint32_t new = both->new_end; new -- > both->start;)
            *length_at(both, old, new) = longest_at(both, old, new);
}

/* --- Pairs ---------------------------------------------------------------------------------- */

static bool is_in_both(const Alignment *both, uint32_t old, uint32_t new) {
    return old < both->old_end && new < both->new_end && both->old[old] == both->new[new];
}

/* What stands between two elements that are the same. */
static void add_gap(Arena *arena, uint32_t old, uint32_t old_end, uint32_t new, uint32_t new_end,
                    ElementPairs *out) {
    while (old < old_end || new < new_end) {
        ElementPair pair = {old, new, old < old_end, new < new_end, old != new};
        array_push(arena, out, pair);
        old += pair.has_old;
        new += pair.has_new;
    }
}

/* Of the two sides the one goes on that leaves more in common. */
static void find_same(const Alignment *both, uint32_t *old, uint32_t *new) {
    while (!is_in_both(both, *old, *new) && (*old < both->old_end || *new < both->new_end)) {
        bool is_old = *new == both->new_end ||
                      (*old < both->old_end &&
                       *length_at(both, *old + 1, *new) >= *length_at(both, *old, *new + 1));
        *(is_old ? old : new) += 1;
    }
}

static void add_pairs(Arena *arena, const Alignment *both, ElementPairs *out) {
    uint32_t old = both->start, new = both->start;
    while (old < both->old_end || new < both->new_end) {
        uint32_t old_end = both->old_end, new_end = both->new_end;
        if (both->lengths) old_end = old, new_end = new, find_same(both, &old_end, &new_end);
        add_gap(arena, old, old_end, new, new_end, out);
        old = old_end;
        new = new_end;
        while (both->lengths && is_in_both(both, old, new))
            old++, new ++, out->common++;
    }
}

void elements_align(Arena *arena, const Node *old, const Node *new, ElementPairs *out) {
    Arena *scratch = arena_child(arena);
    Numbering numbering = {.arena = scratch};
    map_open(&numbering.first, scratch);
    Alignment both = {.old = number_list(&numbering, old), .new = number_list(&numbering, new)};
    *out = (ElementPairs){0};
    find_ends(&both, old->count, new->count);
    out->common = both.start + old->count - both.old_end;
    fill_lengths(scratch, &both);
    add_pairs(arena, &both, out);
    arena_close(scratch);
}
