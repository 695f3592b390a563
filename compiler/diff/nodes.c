/* nodes.c - what manifests hold, as Kubernetes takes it and as values that are shown.
 *
 * Helm's YAML becomes JSON before Kubernetes sees it, so `1e3` and 1000 are one number, and a key whose
 * value is null is a key that is not there. `"8080"` and 8080 are two values. */
#include "diff/rendered.h"

const Node *node_seen(const Node *node) {
    return node && node->kind != NODE_NULL ? node : NULL;
}

/* --- The same ------------------------------------------------------------------------------- */

/* A zero in front makes other numbers of the same digits. */
bool node_is_decimal(Text text, Number *out) {
    bool has_zero = text.length > 1 && text.bytes[0] == '0' && byte_is_digit(text.bytes[1]);
    return !has_zero && number_parse(text, out);
}

static bool same_numbers(Text a, Text b) {
    Number x, y;
    if (text_equal(a, b)) return true;
    return node_is_decimal(a, &x) && node_is_decimal(b, &y) && number_compare(x, y) == 0;
}

static bool same_items(const Node *a, const Node *b) {
    for (uint32_t i = 0; i < a->count; i++)
        if (!node_means(a->as.items[i], b->as.items[i])) return false;
    return true;
}

/* Every member of the one is in the other and the same. */
static bool has_members(const Node *a, const Node *b) {
    for (uint32_t i = 0; i < a->count; i++) {
        const Node *value = node_seen(a->as.pairs[i].value);
        const Node *other = node_seen(node_member(b, a->as.pairs[i].key));
        if (value && !(other && node_means(value, other))) return false;
    }
    return true;
}

static uint32_t count_members(const Node *map) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < map->count; i++)
        count += map->as.pairs[i].value->kind != NODE_NULL;
    return count;
}

/* As deep as LIMIT_FOREIGN_NESTING. */
bool node_means(const Node *a, const Node *b) {
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case NODE_NULL: return true;
    case NODE_BOOL: return node_is_true(a) == node_is_true(b);
    case NODE_NUMBER: return same_numbers(a->text, b->text);
    case NODE_STRING: return text_equal(a->text, b->text);
    case NODE_LIST: return a->count == b->count && same_items(a, b);
    case NODE_MAP: return count_members(a) == count_members(b) && has_members(a, b);
    }
    unreachable("NodeKind");
}

/* --- Values --------------------------------------------------------------------------------- */

size_t node_size(const Node *node) {
    size_t size = node->text.length + 1;
    for (uint32_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        size += node_size(node->as.items[i]);
    for (uint32_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
        size += node->as.pairs[i].key.length + node_size(node->as.pairs[i].value);
    return size;
}

/* As it is spelled. What JSON would not take as a number (`0x1F`, `.inf`) is a text there. */
static const Value *number_value(Arena *arena, Text text) {
    Problem problem;
    const Node *number = json_read(arena, text, &problem);
    bool is_json = number && number->kind == NODE_NUMBER;
    return value_text(arena, is_json ? VALUE_NUMBER : VALUE_QUANTITY, text);
}

const Value *node_shown(Arena *arena, const Node *node, Text without) {
    static const NodeReading reading = {.number = number_value};
    return node_value(arena, node, &reading, without);
}
