/* step.c - the way from an object to one of its fields, which is gone again in the object of another
 * environment. */
#include "diff/rendered.h"

const Step *step_first(const Step *step) {
    if (!step->parent) return NULL;
    while (step->parent->parent)
        step = step->parent;
    return step;
}

uint32_t step_depth(const Step *step) {
    uint32_t depth = 0;
    for (; step->parent; step = step->parent)
        depth++;
    return depth;
}

bool step_is_shifted(const Step *step) {
    return step->is_shifted || (step->parent && step_is_shifted(step->parent));
}

bool step_is_gone(const Step *step) {
    return step->is_gone || (step->parent && step_is_gone(step->parent));
}

const Step *step_copy(Arena *arena, const Step *step) {
    Step *copy = arena_new(arena, Step);
    *copy = *step;
    copy->segment.text = text_copy(arena, step->segment.text);
    copy->segment.id = text_copy(arena, step->segment.id);
    if (step->parent) copy->parent = step_copy(arena, step->parent);
    return copy;
}

const Node *step_find(const Node *root, const Step *step) {
    if (!step->parent) return root;
    const Node *above = step_find(root, step->parent);
    if (!above) return NULL;
    if (step->segment.kind != SEGMENT_KEY) return node_seen(node_member(above, step->segment.text));
    if (above->kind != NODE_LIST) return NULL;
    if (!step->segment.is_number) return elements_find(above, step->segment.id, step->segment.text);
    return step->index < above->count ? above->as.items[step->index] : NULL;
}
