/* schema.c - which keys a JSON schema knows.
 *
 * A schema is not used to validate: the values of every environment are only looked for misspelt
 * keys. So the question is whether some reading of the schema names the key, and whatever is
 * beyond these rules (a remote `$ref`, a pattern, an anchor) knows everything: no warning is better
 * than a wrong one. The schemas of a place are a set: the schema itself, what its `$ref` names, and
 * each branch of allOf, anyOf, oneOf, then and else. A key that one of them names leads on with the
 * union of all that name it. Cycles end because no schema is in a set twice.
 *
 * `additionalProperties: true` says no more than its absence and does not make a key known. */
#include "foreign/schema.h"

static void add_schema(SchemaSet *set, const Node *schema);

/* --- References ----------------------------------------------------------------------------- */

/* The value of a hex digit, -1 for any other byte. */
static int32_t hex_digit(char byte) {
    char lower = (char)(byte | 0x20);
    if (byte >= '0' && byte <= '9') return byte - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* A segment of a JSON pointer in a URI: `%41` is A, `~1` is a slash, `~0` a tilde. */
static Text decode_segment(Arena *arena, Text segment) {
    if (!text_contains(segment, TEXT("~")) && !text_contains(segment, TEXT("%"))) return segment;
    Writer writer;
    writer_open(&writer, arena, LIMIT_SOURCE_BYTES);
    for (size_t i = 0; i < segment.length; i++) {
        char byte = segment.bytes[i];
        char next = i + 1 < segment.length ? segment.bytes[i + 1] : '\0';
        int32_t high = byte == '%' ? hex_digit(next) : -1;
        int32_t low = high >= 0 && i + 2 < segment.length ? hex_digit(segment.bytes[i + 2]) : -1;
        if (low >= 0) {
            writer_char(&writer, (char)(high * 16 + low));
            i += 2;
        } else if (byte == '~' && (next == '0' || next == '1')) {
            writer_char(&writer, next == '0' ? '~' : '/');
            i++;
        } else {
            writer_char(&writer, byte);
        }
    }
    return writer_done(&writer);
}

/* The item that a segment of digits names; NULL where there is none. */
static const Node *item_of(const Node *list, Text number) {
    uint32_t index = 0;
    for (size_t i = 0; i < number.length; i++) {
        if (number.bytes[i] < '0' || number.bytes[i] > '9' || index > list->count) return NULL;
        index = index * 10 + (uint32_t)(number.bytes[i] - '0');
    }
    return number.length > 0 && index < list->count ? list->as.items[index] : NULL;
}

/* What `#/definitions/port` names in this document; NULL when it names nothing here. */
static const Node *resolve_reference(const SchemaSet *set, Text reference) {
    if (text_equal(reference, TEXT("#"))) return set->root;
    if (!text_starts_with(reference, TEXT("#/"))) return NULL;
    const Node *node = set->root;
    size_t start = 2;
    while (node != NULL && start <= reference.length) {
        size_t end = text_find(reference, TEXT("/"), start);
        if (end == SIZE_MAX) end = reference.length;
        Text segment = decode_segment(set->arena, text_slice(reference, start, end));
        node = node->kind == NODE_LIST ? item_of(node, segment) : node_member(node, segment);
        start = end + 1;
    }
    return node;
}

/* --- The set -------------------------------------------------------------------------------- */

/* Sets are small: looking through them is what ends cycles. */
static bool holds(const SchemaSet *set, const Node *schema) {
    for (uint32_t i = 0; i < set->count; i++) {
        if (set->items[i] == schema) return true;
    }
    return false;
}

/* Follows one of the keywords that refer. What cannot be found here is somewhere else, and knows
 * everything. */
static void add_reference(SchemaSet *set, const Node *schema, Text keyword) {
    const Node *reference = node_member(schema, keyword);
    if (reference == NULL || reference->kind != NODE_STRING) return;
    const Node *target = resolve_reference(set, reference->text);
    if (target == NULL) set->knows_all = true;
    if (target != NULL) add_schema(set, target);
}

/* The schemas of a list; of a single one, too. */
static void add_each(SchemaSet *set, const Node *schemas) {
    if (schemas == NULL) return;
    if (schemas->kind != NODE_LIST) {
        add_schema(set, schemas);
        return;
    }
    for (uint32_t i = 0; i < schemas->count; i++) {
        add_schema(set, schemas->as.items[i]);
    }
}

/* Adds a schema and all that hold where it holds. `true` allows everything, `false` nothing. */
static void add_schema(SchemaSet *set, const Node *schema) {
    static const Text branches[] = {
        {"allOf", 5}, {"anyOf", 5}, {"oneOf", 5}, {"then", 4}, {"else", 4}};
    if (schema->kind == NODE_BOOL) set->knows_all |= text_equal(schema->text, TEXT("true"));
    if (schema->kind != NODE_MAP || set->knows_all || holds(set, schema)) return;
    if (set->count == SCHEMA_SET_SIZE) {
        set->knows_all = true;
        return;
    }
    set->items[set->count++] = schema;
    add_reference(set, schema, TEXT("$ref"));
    add_reference(set, schema, TEXT("$dynamicRef"));
    add_reference(set, schema, TEXT("$recursiveRef"));
    for (size_t i = 0; i < sizeof branches / sizeof branches[0]; i++) {
        add_each(set, node_member(schema, branches[i]));
    }
}

void schema_set_open(SchemaSet *set, Arena *arena, const Node *root) {
    *set = (SchemaSet){.arena = arena, .root = root};
    if (root != NULL) add_schema(set, root);
}

/* --- Steps ---------------------------------------------------------------------------------- */

static bool is_filled_map(const Node *node) {
    return node != NULL && node->kind == NODE_MAP && node->count > 0;
}

static bool is_schema(const Node *node) {
    return node != NULL && node->kind == NODE_MAP;
}

/* Whether keys that the schema does not name are foreseen by a pattern or a schema of their own. */
static bool foresees_keys(const Node *schema) {
    return is_filled_map(node_member(schema, TEXT("patternProperties"))) ||
           is_schema(node_member(schema, TEXT("additionalProperties"))) ||
           is_schema(node_member(schema, TEXT("unevaluatedProperties")));
}

/* Whether the schema says which keys there are, be it none. */
static bool limits_keys(const Node *schema) {
    const Node *additional = node_member(schema, TEXT("additionalProperties"));
    bool refuses = additional != NULL && text_equal(additional->text, TEXT("false"));
    return refuses || is_filled_map(node_member(schema, TEXT("properties")));
}

/* Whether a `type`, a word or a list of words, has the word. */
static bool type_allows(const Node *type, Text word) {
    if (type->kind == NODE_STRING) return text_equal(type->text, word);
    for (uint32_t i = 0; type->kind == NODE_LIST && i < type->count; i++) {
        if (text_equal(type->as.items[i]->text, word)) return true;
    }
    return false;
}

/* Whether some schema of the set states the type, or none states any. */
static bool set_allows(const SchemaSet *set, Text word) {
    bool is_typed = false;
    for (uint32_t i = 0; i < set->count; i++) {
        const Node *type = node_member(set->items[i], TEXT("type"));
        if (type == NULL) continue;
        if (type_allows(type, word)) return true;
        is_typed = true;
    }
    return !is_typed;
}

/* Whether keys may stand here and no schema of the set says which. */
static bool is_open_map(const SchemaSet *set) {
    for (uint32_t i = 0; i < set->count; i++) {
        if (limits_keys(set->items[i])) return false;
    }
    return set->count > 0 && set_allows(set, TEXT("object"));
}

/* To the union of what the key leads to; to everything where it is only foreseen. */
static void step_key(const SchemaSet *from, Text key, SchemaSet *to) {
    bool is_named = false;
    bool is_foreseen = is_open_map(from);
    for (uint32_t i = 0; i < from->count; i++) {
        const Node *schema = from->items[i];
        const Node *child = node_member(node_member(schema, TEXT("properties")), key);
        if (child != NULL) add_schema(to, child);
        is_named |= child != NULL;
        is_foreseen |= foresees_keys(schema);
    }
    if (!is_named && is_foreseen) to->knows_all = true;
}

/* To what holds for items; to everything where a list may stand and nothing is said about its
 * items. */
static void step_item(const SchemaSet *from, SchemaSet *to) {
    bool is_stated = false;
    for (uint32_t i = 0; i < from->count; i++) {
        const Node *items = node_member(from->items[i], TEXT("items"));
        const Node *prefix = node_member(from->items[i], TEXT("prefixItems"));
        add_each(to, items);
        add_each(to, prefix);
        is_stated |= items != NULL || prefix != NULL;
    }
    if (!is_stated && from->count > 0 && set_allows(from, TEXT("array"))) to->knows_all = true;
}

void schema_set_step(SchemaSet *set, const ChartStep *step) {
    if (set->knows_all) return;
    SchemaSet below = {.arena = set->arena, .root = set->root};
    if (step->is_item) {
        step_item(set, &below);
    } else {
        step_key(set, step->key, &below);
    }
    *set = below;
}

void schema_set_keys(const SchemaSet *set, KeyList *keys) {
    for (uint32_t i = 0; i < set->count; i++) {
        const Node *properties = node_member(set->items[i], TEXT("properties"));
        for (uint32_t j = 0; is_filled_map(properties) && j < properties->count; j++) {
            if (keys->count < MOST_CANDIDATES)
                array_push(set->arena, keys, properties->as.pairs[j].key);
        }
    }
}
