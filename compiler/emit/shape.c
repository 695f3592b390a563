/* shape.c - a sink's parameters as one tree of keys, and that tree's values in an environment.
 *
 * The shape is made once a sink: parameters in the order they are emitted, each key under the first
 * place that mentions it. Filling it with an environment's values leaves out what is absent, and
 * the keys and elements that have nothing left below them. */
#include "emit/emission.h"

enum { MANY_CHILDREN = 8 };

/* Keys of maps and elements of lists never share a branch, so the text alone tells them apart. */
static Branch *find_child(Branch *branch, Text key) {
    uint32_t count = branch->children.count;
    if (count && text_equal(branch->children.items[count - 1]->segment->text, key))
        return branch->children.items[count - 1];
    if (count > MANY_CHILDREN) return map_get(&branch->by_key, key);
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(branch->children.items[i]->segment->text, key))
            return branch->children.items[i];
    return NULL;
}

static Branch *add_child(Arena *arena, Branch *branch, const Segment *segment) {
    Branch *child = arena_new(arena, Branch);
    child->segment = segment;
    array_push(arena, &branch->children, child);
    uint32_t count = branch->children.count;
    if (count < MANY_CHILDREN) return child;
    if (count == MANY_CHILDREN) map_open(&branch->by_key, arena);
    for (uint32_t i = count == MANY_CHILDREN ? 0 : count - 1; i < count; i++)
        map_put(&branch->by_key, branch->children.items[i]->segment->text,
                branch->children.items[i]);
    return child;
}

static void add_param(Arena *arena, Shape *shape, const Param *param) {
    Branch *branch = &shape->root;
    for (uint32_t i = 0; i < param->segment_count; i++) {
        const Segment *segment = &param->segments[i];
        Branch *child = find_child(branch, segment->text);
        if (!child) child = add_child(arena, branch, segment);
        child->param = param;
        if (segment->kind == SEGMENT_KEY) branch->is_list = true;
        shape->interpolates = shape->interpolates || segment->string;
        branch = child;
    }
    branch->is_leaf = true;
}

void shape_make(Arena *arena, const Sink *sink, Shape *out) {
    *out = (Shape){.sink = sink};
    for (uint32_t i = 0; i < sink->count; i++) add_param(arena, out, sink->params[i]);
}

/* --- Values --------------------------------------------------------------------------------- */

/* One filling of a shape. */
typedef struct Filling {
    const Plan *plan;
    const Shape *shape;
    uint32_t environment;
    bool has_error;
} Filling;

static const Value *fill(Filling *filling, const Branch *branch);

bool emission_text(Arena *arena, const Value *value, Text *out) {
    if (!value_is_scalar(value)) return false;
    *out = value_plain(arena, value);
    return true;
}

/* `NAME/KEY`, one slash, both legal in Kubernetes: a key of a Secret in the same namespace. */
static bool is_kubernetes_secret(Text path, Text *name, Text *key) {
    size_t slash = text_find(path, TEXT("/"), 0);
    if (slash == SIZE_MAX || slash == 0 || slash + 1 >= path.length) return false;
    *name = text_slice(path, 0, slash);
    *key = text_slice(path, slash + 1, path.length);
    for (size_t i = 0; i < name->length; i++) {
        char byte = name->bytes[i];
        bool is_inner = i > 0 && i + 1 < name->length && (byte == '-' || byte == '.');
        if (!(byte >= 'a' && byte <= 'z') && !byte_is_digit(byte) && !is_inner) return false;
    }
    for (size_t i = 0; i < key->length; i++)
        if (!byte_is_letter(key->bytes[i]) && !byte_is_digit(key->bytes[i]) &&
            !strchr("-._", key->bytes[i]))
            return false;
    return true;
}

static const Value *secret_reference(Arena *arena, Text name, Text key) {
    Pair *inner = arena_array(arena, Pair, 2);
    inner[0] = (Pair){.key = TEXT("name"), .value = value_string(arena, name)};
    inner[1] = (Pair){.key = TEXT("key"), .value = value_string(arena, key)};
    Pair *outer = arena_array(arena, Pair, 1);
    outer[0] = (Pair){.key = TEXT("secretKeyRef"), .value = value_map(arena, inner, 2)};
    return value_map(arena, outer, 1);
}

/* The value of a leaf as the file has it; absent where the key is left out. */
static const Value *leaf_value(Filling *filling, const Param *param) {
    Arena *arena = filling->plan->arena;
    const Value *value = matrix_value(filling->plan->matrix, param, filling->environment);
    if (!value || value->kind == VALUE_ABSENT) return &value_absent;
    Text text;
    if (value->kind == VALUE_ERROR || (param->is_text && !emission_text(arena, value, &text))) {
        filling->has_error = true;
        return &value_absent;
    }
    bool is_string = value_is_text(value) || !param->is_text;
    return is_string ? value : value_string(arena, text);
}

/* A leaf of an element of a Helm list that is a secret of Kubernetes becomes `valueFrom`. */
static bool fill_secret(Filling *filling, const Branch *leaf, const Value *value, Pair *out) {
    Text name, key;
    bool in_helm = filling->shape->sink->kind == SINK_HELM;
    bool is_element = leaf->segment->kind == SEGMENT_KEY;
    if (!in_helm || !(leaf->param->is_list_entry || is_element)) return false;
    if (!matrix_is_secret(filling->plan->matrix, leaf->param, filling->environment)) return false;
    if (!is_kubernetes_secret(value->text, &name, &key)) return false;
    *out = (Pair){.key = TEXT("valueFrom"),
                  .value = secret_reference(filling->plan->arena, name, key)};
    return true;
}

static Pair fill_pair(Filling *filling, const Branch *child) {
    const Value *value = fill(filling, child);
    Pair pair = {.value = value};
    if (value->kind == VALUE_ABSENT || fill_secret(filling, child, value, &pair)) return pair;
    pair.key = matrix_segment(filling->plan->matrix, child->param, child->segment,
                              filling->environment);
    if (child->is_leaf) pair.doc = child->param->doc;
    return pair;
}

static const Value *fill_map(Filling *filling, const Branch *branch, const Pair *first) {
    Pair *pairs = arena_array(filling->plan->arena, Pair, branch->children.count + 1);
    uint32_t count = 0;
    if (first) pairs[count++] = *first;
    for (uint32_t i = 0; i < branch->children.count; i++) {
        Pair pair = fill_pair(filling, branch->children.items[i]);
        if (pair.value->kind != VALUE_ABSENT) pairs[count++] = pair;
    }
    if (count == (first != NULL)) return &value_absent;
    return value_map(filling->plan->arena, pairs, count);
}

/* An element begins with the key that names it; one that is itself a secret has only that. */
static const Value *fill_element(Filling *filling, const Branch *element) {
    Arena *arena = filling->plan->arena;
    Text key = matrix_segment(filling->plan->matrix, element->param, element->segment,
                              filling->environment);
    Pair first = {.key = element->segment->id, .value = value_string(arena, key)};
    if (!element->is_leaf) return fill_map(filling, element, &first);
    const Value *value = leaf_value(filling, element->param);
    if (value->kind == VALUE_ABSENT) return value;
    Pair *pairs = arena_array(arena, Pair, 2);
    pairs[0] = first;
    if (!fill_secret(filling, element, value, &pairs[1]))
        pairs[1] = (Pair){.key = TEXT("value"), .value = value};
    return value_map(arena, pairs, 2);
}

static const Value *fill_list(Filling *filling, const Branch *branch) {
    const Value **items =
        arena_array(filling->plan->arena, const Value *, branch->children.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < branch->children.count; i++) {
        const Value *item = fill_element(filling, branch->children.items[i]);
        if (item->kind != VALUE_ABSENT) items[count++] = item;
    }
    return count ? value_list(filling->plan->arena, items, count) : &value_absent;
}

static const Value *fill(Filling *filling, const Branch *branch) {
    if (branch->is_leaf) return leaf_value(filling, branch->param);
    return branch->is_list ? fill_list(filling, branch) : fill_map(filling, branch, NULL);
}

const Value *shape_values(const Plan *plan, const Shape *shape, uint32_t environment) {
    Filling filling = {plan, shape, environment, false};
    const Value *value = fill(&filling, &shape->root);
    if (filling.has_error) return NULL;
    return value->kind == VALUE_ABSENT ? value_map(plan->arena, NULL, 0) : value;
}
