/* paths.c - the paths of one name space, and how two of them can disagree.
 *
 * The paths form a tree. Entering one finds every disagreement on the way down: a value above it,
 * something below it, elements beside names, elements known by another key. A node costs one step
 * in a hash table whose keys are a parent and a segment. Nodes and slots are used again for the
 * next unit, so that a program of a thousand units touches the memory of its largest.
 *
 * An interpolated segment is known by its written text: `"a-${env}"` is one path, whatever it
 * becomes. That two paths become one key in some environment is found when outputs are made. */
#include "check/builder.h"

struct PathNode {
    const Segment *segment; /* NULL for a root, which stands for a kind of sink */
    uint32_t parent;
    uint32_t hash;
    Param *value; /* whose path ends here */
    Param *below; /* the first whose path leads further; `child` is its next segment */
    const Segment *child;
};

/* --- The tree ------------------------------------------------------------------------------- */

static uint32_t power_above(uint32_t number) {
    uint32_t power = 16;
    while (power < number)
        power *= 2;
    return power;
}

/* Only the slots that this unit needs are cleared: a small unit after a large one stays cheap. */
void paths_open(PathTree *tree, uint32_t segments) {
    uint32_t nodes = segments + SINK_END;
    uint32_t slots = power_above(nodes * 2);
    if (nodes > tree->node_capacity) {
        tree->node_capacity = power_above(nodes);
        tree->nodes =
            arena_raw(tree->arena, sizeof(PathNode) * tree->node_capacity, alignof(PathNode));
    }
    if (slots > tree->slot_capacity) {
        tree->slot_capacity = slots;
        tree->slots = arena_raw(tree->arena, sizeof(uint32_t) * slots, alignof(uint32_t));
    }
    tree->slot_count = slots;
    memset(tree->slots, 0, sizeof(uint32_t) * slots);
    tree->node_count = SINK_END;
    memset(tree->nodes, 0, sizeof(PathNode) * SINK_END);
}

static bool is_same_segment(const Segment *a, const Segment *b) {
    bool a_is_key = a->kind == SEGMENT_KEY;
    bool b_is_key = b->kind == SEGMENT_KEY;
    return a_is_key == b_is_key && (a->string == NULL) == (b->string == NULL) &&
           text_equal(a->text, b->text);
}

static uint32_t hash_of(uint32_t parent, const Segment *segment) {
    uint64_t hash = hash_text(segment->text) ^ (parent * UINT64_C(0x9E3779B97F4A7C15));
    return (uint32_t)(hash ^ (hash >> 32));
}

/* The node of a segment below a parent, made if it is not there. */
static PathNode *child_of(PathTree *tree, PathNode *parent, const Segment *segment) {
    uint32_t parent_index = (uint32_t)(parent - tree->nodes);
    uint32_t hash = hash_of(parent_index, segment);
    uint32_t slot = hash & (tree->slot_count - 1);
    for (; tree->slots[slot] != 0; slot = (slot + 1) & (tree->slot_count - 1)) {
        PathNode *node = &tree->nodes[tree->slots[slot] - 1];
        bool is_it = node->hash == hash && node->parent == parent_index &&
                     is_same_segment(node->segment, segment);
        if (is_it) return node;
    }
    ensure(tree->node_count < tree->node_capacity);
    PathNode *node = &tree->nodes[tree->node_count++];
    *node = (PathNode){.segment = segment, .parent = parent_index, .hash = hash};
    tree->slots[slot] = tree->node_count;
    return node;
}

/* --- Disagreement --------------------------------------------------------------------------- */

/* What speaks against going on from a node to a segment below it. */
static Clash step_clash(const PathNode *node, const Segment *segment) {
    if (node->value != NULL)
        return segment->kind == SEGMENT_KEY ? CLASH_WHOLE_LIST : CLASH_BELOW_VALUE;
    if (node->child == NULL) return CLASH_NONE;
    bool is_key = segment->kind == SEGMENT_KEY;
    if (is_key != (node->child->kind == SEGMENT_KEY)) return CLASH_LIST_AND_MAP;
    return is_key && !text_equal(segment->id, node->child->id) ? CLASH_KEYS : CLASH_NONE;
}

/* What speaks against a value at a node. */
static Clash end_clash(const PathNode *node) {
    if (node->value != NULL) return CLASH_SAME;
    if (node->below == NULL) return CLASH_NONE;
    return node->child->kind == SEGMENT_KEY ? CLASH_WHOLE_LIST : CLASH_ABOVE;
}

Clash paths_add(PathTree *tree, SinkKind kind, Param *param, Param **other) {
    PathNode *node = &tree->nodes[kind];
    Clash clash = CLASH_NONE;
    for (uint32_t i = 0; i < param->segment_count; i++) {
        const Segment *segment = &param->segments[i];
        clash = step_clash(node, segment);
        if (clash != CLASH_NONE) {
            *other = node->value != NULL ? node->value : node->below;
            return clash;
        }
        if (node->child == NULL) {
            node->child = segment;
            node->below = param;
        }
        node = child_of(tree, node, segment);
    }
    clash = end_clash(node);
    if (clash == CLASH_NONE)
        node->value = param;
    else
        *other = node->value != NULL ? node->value : node->below;
    return clash;
}
