/* chart_image.c - where a chart's own values hold its image.
 *
 * Charts agree on what the parts of an image are called and not on where they stand: `image.tag`,
 * `controller.image.tag`, `image` as one text. What is looked for is a map with a repository and a
 * tag or digest, at `image` first and then at any place near the top, in the order of the file. */
#include "foreign/foreign.h"

enum { DEEPEST = 3 };

static bool has(const Node *map, const char *key) {
    return node_member(map, text_of(key)) != NULL;
}

/* A repository says which image, and one of the others which one of it. */
static bool is_image(const Node *node) {
    return has(node, "repository") && (has(node, "tag") || has(node, "digest"));
}

static Text below(Arena *arena, Text place, Text key) {
    if (place.length == 0) return key;
    return text_format(arena, "%.*s.%.*s", TEXT_ARGS(place), TEXT_ARGS(key));
}

/* The first place from here on; NULL when there is none that near. */
static const Node *find(Arena *arena, const Node *node, Text place, int depth, Text *out) {
    *out = place;
    if (is_image(node)) return node;
    if (node->kind != NODE_MAP || depth == DEEPEST) return NULL;
    for (uint32_t i = 0; i < node->count; i++) {
        const NodePair *pair = &node->as.pairs[i];
        if (pair->value->kind != NODE_MAP || text_contains(pair->key, TEXT("."))) continue;
        Text path = below(arena, place, pair->key);
        const Node *found = find(arena, pair->value, path, depth + 1, out);
        if (found != NULL) return found;
    }
    return NULL;
}

bool chart_image(Arena *arena, const ChartKeys *keys, ChartImage *out) {
    if (keys->values == NULL) return false;
    const Node *image = node_member(keys->values, TEXT("image"));
    *out = (ChartImage){.place = TEXT("image")};
    out->is_reference = image != NULL && image->kind == NODE_STRING;
    if (out->is_reference) return true;
    if (image == NULL || !is_image(image))
        image = find(arena, keys->values, TEXT(""), 0, &out->place);
    if (image == NULL || out->place.length == 0) return false;
    out->has_registry = has(image, "registry");
    out->has_tag = has(image, "tag");
    out->has_digest = has(image, "digest");
    return true;
}
