/* fields.c - two versions of one object, field by field.
 *
 * Both are walked together to the smallest part that differs. A part that only one side has is one field,
 * however much is in it; so is a list of plain values of which most are others. What tells the object from
 * others is the same on both sides and is passed over. */
#include "diff/rendered.h"

typedef struct Walk {
    Arena *arena;
    const Hiding *hiding;
    const Object *object;
    ObjectFields *out;
} Walk;

static void compare(Walk *walk, const Step *step, const Node *old, const Node *new);

/* --- What is found -------------------------------------------------------------------------- */

static void add(Walk *walk, const ObjectField *field) {
    if (walk->out->count >= LIMIT_FINDINGS) {
        walk->out->dropped++;
        return;
    }
    ObjectField kept = *field;
    kept.step = step_copy(walk->arena, field->step);
    array_push(walk->arena, walk->out, kept);
}

static const Node *text_node(Arena *arena, Text text) {
    Node *node = arena_new(arena, Node);
    node->kind = NODE_STRING;
    node->text = text;
    return node;
}

static void add_lines(Walk *walk, const Step *step, Text old, Text new) {
    Hunks hunks = {0};
    lines_compare(walk->arena, old, new, &hunks);
    for (uint32_t i = 0; i < hunks.count; i++) {
        const Hunk *hunk = &hunks.items[i];
        ObjectField field = {.step = step, .line = hunk->line};
        if (hunk->has_old) field.old = text_node(walk->arena, hunk->old);
        if (hunk->has_new) field.new = text_node(walk->arena, hunk->new);
        add(walk, &field);
    }
}

static bool is_text_of_lines(const Node *node) {
    return node->kind == NODE_STRING && lines_are_many(node->text);
}

/* The whole of a text is looked at before its lines are: a key may stand in many. */
static void compare_whole(Walk *walk, const Step *step, const Node *old, const Node *new) {
    if (old && new &&node_means(old, new)) return;
    bool is_hidden = field_is_hidden(walk->hiding, walk->object, step, old, new);
    if (!is_hidden && old && new &&is_text_of_lines(old) && is_text_of_lines(new))
        add_lines(walk, step, old->text, new->text);
    else
        add(walk, &(ObjectField){.step = step, .old = old, .new = new, .is_hidden = is_hidden});
}

/* --- Maps ----------------------------------------------------------------------------------- */

/* The parts by which objects are matched. */
static bool is_passed_over(const Step *step, Text key) {
    if (!step->parent) return text_equal(key, TEXT("kind"));
    bool is_metadata = !step->parent->parent && text_equal(step->segment.text, TEXT("metadata"));
    return is_metadata && (text_equal(key, TEXT("name")) || text_equal(key, TEXT("namespace")));
}

static void compare_member(Walk *walk, const Step *step, Text key, const Node *old,
                           const Node *new) {
    bool is_seen = (old || new) && !is_passed_over(step, key);
    Step next = {.parent = step, .segment = {.kind = SEGMENT_STRING, .text = key}};
    if (is_seen) compare(walk, &next, old, new);
}

static void compare_maps(Walk *walk, const Step *step, const Node *old, const Node *new) {
    for (uint32_t i = 0; new &&i < new->count; i++) {
        Text key = new->as.pairs[i].key;
        compare_member(walk, step, key, node_seen(node_member(old, key)),
                       node_seen(new->as.pairs[i].value));
    }
    for (uint32_t i = 0; old && i < old->count; i++) {
        Text key = old->as.pairs[i].key;
        if (!node_member(new, key))
            compare_member(walk, step, key, node_seen(old->as.pairs[i].value), NULL);
    }
}

/* --- Lists ---------------------------------------------------------------------------------- */

static void compare_pair(Walk *walk, const Step *step, const Node *old, const Node *new,
                         const ElementPair *pair) {
    uint32_t index = pair->has_new ? pair->new : pair->old;
    Step next = {.parent = step,
                 .segment = {.kind = SEGMENT_KEY,
                             .text = text_of_integer(walk->arena, index),
                             .is_number = true},
                 .index = index,
                 .is_shifted = pair->is_shifted,
                 .is_gone = pair->is_shifted && !pair->has_new};
    compare(walk, &next, pair->has_old ? old->as.items[pair->old] : NULL,
            pair->has_new ? new->as.items[pair->new] : NULL);
}

/* Of plain values that are mostly others the whole says more than each. */
static void compare_by_index(Walk *walk, const Step *step, const Node *old, const Node *new,
                             bool is_plain) {
    ElementPairs pairs;
    elements_align(walk->arena, old, new, &pairs);
    uint32_t most = old->count > new->count ? old->count : new->count;
    if (is_plain && pairs.common * 2 <= most) {
        compare_whole(walk, step, old, new);
        return;
    }
    for (uint32_t i = 0; i < pairs.count; i++)
        compare_pair(walk, step, old, new, &pairs.items[i]);
}

/* What each element is called, of those that the other list has, too. */
static const Node *common_names(Walk *walk, const Node *list, Text key, const Map *others) {
    Node *names = arena_new(walk->arena, Node);
    ARRAY(const Node *) items = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        const Node *name = node_member(list->as.items[i], key);
        if (map_get(others, name->text)) array_push(walk->arena, &items, name);
    }
    names->kind = NODE_LIST;
    names->count = items.count;
    names->as.items = items.items;
    return names;
}

/* Of the lists that are merged by a key this one is worked off in its order. */
static void compare_order(Walk *walk, const Step *step, const Node *const lists[2], Text key,
                          const Map maps[2]) {
    if (!text_equal(step->segment.text, TEXT("initContainers"))) return;
    const Node *old = common_names(walk, lists[0], key, &maps[1]),
               *new = common_names(walk, lists[1], key, &maps[0]);
    if (node_means(old, new)) return;
    bool is_hidden = field_is_hidden(walk->hiding, walk->object, step, old, new);
    add(walk, &(ObjectField){step, old, new, .is_order = true, .is_hidden = is_hidden});
}

static void compare_element(Walk *walk, const Step *step, Text key, Text name, const Map maps[2]) {
    const Node *old = map_get(&maps[0], name), *new = map_get(&maps[1], name);
    bool is_number = node_member(new ? new : old, key)->kind == NODE_NUMBER;
    Step next = {.parent = step,
                 .segment = {.kind = SEGMENT_KEY, .text = name, .id = key, .is_number = is_number}};
    compare(walk, &next, old, new);
}

static void compare_by_key(Walk *walk, const Step *step, const Node *old, const Node *new,
                           Text key) {
    Map maps[2];
    elements_by_name(walk->arena, old, key, &maps[0]);
    elements_by_name(walk->arena, new, key, &maps[1]);
    for (uint32_t i = 0; i < maps[1].entries.count; i++)
        compare_element(walk, step, key, maps[1].entries.items[i].key, maps);
    for (uint32_t i = 0; i < maps[0].entries.count; i++)
        if (!map_get(&maps[1], maps[0].entries.items[i].key))
            compare_element(walk, step, key, maps[0].entries.items[i].key, maps);
    compare_order(walk, step, (const Node *const[2]){old, new}, key, maps);
}

static void compare_lists(Walk *walk, const Step *step, const Node *old, const Node *new) {
    Text key;
    switch (elements_kind(walk->arena, old, new, &key)) {
    case ELEMENTS_WHOLE: compare_whole(walk, step, old, new); return;
    case ELEMENTS_BY_KEY: compare_by_key(walk, step, old, new, key); return;
    case ELEMENTS_BY_INDEX: compare_by_index(walk, step, old, new, false); return;
    case ELEMENTS_PLAIN: compare_by_index(walk, step, old, new, true); return;
    }
    unreachable("ElementKind");
}

/* --- Both ----------------------------------------------------------------------------------- */

static bool is_kind(const Node *node, NodeKind kind) {
    return node && node->kind == kind;
}

/* Which keys came and went is said of a Secret, also where it had none; nothing is told of what is
 * below them. */
static void compare_hidden(Walk *walk, const Step *step, const Node *old, const Node *new) {
    bool are_keys =
        step_depth(step) == 1 && (!old || old->kind == NODE_MAP) && (!new || new->kind == NODE_MAP);
    bool is_empty = (!old || !old->count) && (!new || !new->count);
    (are_keys && !is_empty ? compare_maps : compare_whole)(walk, step, old, new);
}

/* One of the two may be NULL. */
static void compare(Walk *walk, const Step *step, const Node *old, const Node *new) {
    if (hides_all(walk->object, step))
        compare_hidden(walk, step, old, new);
    else if (is_kind(old, NODE_MAP) && is_kind(new, NODE_MAP))
        compare_maps(walk, step, old, new);
    else if (is_kind(old, NODE_LIST) && is_kind(new, NODE_LIST))
        compare_lists(walk, step, old, new);
    else
        compare_whole(walk, step, old, new);
}

void fields_compare(Arena *arena, const Hiding *hiding, const Object *old, const Object *new,
                    ObjectFields *out) {
    Walk walk = {arena, hiding, new, out};
    compare(&walk, &(Step){0}, old->node, new->node);
}
