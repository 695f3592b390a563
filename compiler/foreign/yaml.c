/* yaml.c - reads YAML: libyaml's events become nodes. The only file that knows libyaml.
 *
 * The library finds structure and nothing else. What Helm does on top of it is done here: plain
 * scalars mean booleans, nulls and numbers, merge keys are merged, a key that stands twice is
 * refused. What a hostile file could do is bounded here too. Nesting is counted as the events
 * arrive, long before the library's own cost, which grows with the square of it, can be felt. An
 * alias shares the node it names, but what it would be when written out is added to the count of
 * nodes, so a file of a few lines that means a billion of them ends at the limit; and it must lie
 * within the permitted depth, so that whoever walks the tree needs no more stack than for a file
 * without aliases. A node that contains itself cannot be written out at all and is refused.
 *
 * Unknown tags change nothing: a tagged scalar is a string, a tagged collection is itself.
 *
 * Reading order: `yaml_read` and `yaml_read_all` at the end, then upwards. */
#include "foreign/reading.h"

#include <yaml.h>

/* A node while the document is read: with what an alias to it costs. The node comes first, so a
 * pointer to the one is a pointer to the other. */
typedef struct Built {
    Node node;
    uint32_t weight; /* nodes in it, aliases written out, itself included */
    uint32_t height; /* of collections below and including it; 0 for a scalar */
    bool is_complete;
} Built;

typedef struct Reader {
    Arena *arena;
    Text bytes;     /* without a byte order mark */
    size_t skipped; /* its length */
    yaml_parser_t parser;
    yaml_event_t event; /* the one being looked at */
    Map anchors;        /* text to Built */
    Documents *documents;
    bool keeps_last;           /* a key may stand twice, and the last one counts */
    bool is_decimal;           /* numbers are given in decimal digits */
    ARRAY(const Node *) items; /* of the lists that are open, the innermost last */
    ARRAY(NodePair) pairs;     /* and of the maps */
    uint32_t depth;
    uint32_t nodes, most;
    size_t characters, offset; /* how many characters stand before this offset */
    Problem *problem;
} Reader;

/* What a map holds while its events arrive. Its pairs are the last of the reader's, from `first` on. */
typedef struct Pairs {
    uint32_t first;
    ARRAY(const Node *) merged; /* the maps behind `<<`, the strongest first */
} Pairs;

static Built *build(Reader *reader);

/* --- Places and problems -------------------------------------------------------------------- */

/* The library counts characters, we count bytes. Its marks move forwards (nearly always), so the
 * count goes on where it stopped. */
static uint32_t offset_of(Reader *reader, yaml_mark_t mark) {
    if (mark.index < reader->characters) {
        reader->characters = 0;
        reader->offset = 0;
    }
    const char *bytes = reader->bytes.bytes;
    size_t offset = reader->offset;
    while (reader->characters < mark.index && offset < reader->bytes.length) {
        offset++;
        while (offset < reader->bytes.length && (bytes[offset] & 0xC0) == 0x80) {
            offset++;
        }
        reader->characters++;
    }
    reader->offset = offset;
    return (uint32_t)(offset + reader->skipped);
}

/* States a problem that has no parts. */
static bool fail(Reader *reader, uint32_t offset, const char *what) {
    return problem_raise(reader->arena, reader->problem, offset, "%s", what);
}

/* When the library has no memory left, nobody has: a request that no arena fulfils ends here. */
static void exhaust(Arena *arena) {
    (void)arena_raw(arena, SIZE_MAX, 1);
}

/* The library's own sentence with its context: "did not find expected ',' or ']' while parsing a
 * flow sequence". A tab is what people mean when it says "character that cannot start any token". */
static bool fail_syntax(Reader *reader) {
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) exhaust(reader->arena);
    if (parser->error == YAML_READER_ERROR) {
        return fail(reader, (uint32_t)(parser->problem_offset + reader->skipped), parser->problem);
    }
    uint32_t offset = offset_of(reader, parser->problem_mark);
    if (reader->offset < reader->bytes.length && reader->bytes.bytes[reader->offset] == '\t') {
        return fail(reader, offset, "a tab cannot indent YAML");
    }
    const char *what = parser->problem == NULL ? "this is no YAML" : parser->problem;
    if (parser->context == NULL) return fail(reader, offset, what);
    return problem_raise(reader->arena, reader->problem, offset, "%s %s", what, parser->context);
}

/* Moves to the next event; false with a problem where there is none. */
static bool next(Reader *reader) {
    yaml_event_delete(&reader->event);
    return yaml_parser_parse(&reader->parser, &reader->event) != 0 || fail_syntax(reader);
}

/* Leaves as many events behind; false with a problem where there are not that many. */
static bool skip(Reader *reader, int count) {
    while (count > 0 && next(reader))
        count--;
    return count == 0;
}

/* --- Nodes and anchors ---------------------------------------------------------------------- */

/* Adds to the count of nodes; false with a problem beyond the limit. */
static bool count_nodes(Reader *reader, uint32_t weight, uint32_t offset) {
    if (weight <= reader->most - reader->nodes) {
        reader->nodes += weight;
        return true;
    }
    return problem_raise(reader->arena, reader->problem, offset,
                         "the file has more than %u nodes when its aliases are written out",
                         (unsigned)reader->most);
}

/* A node that begins at the event, known by its anchor from now on; NULL beyond the limit. */
static Built *open_node(Reader *reader, NodeKind kind, const yaml_char_t *anchor) {
    uint32_t offset = offset_of(reader, reader->event.start_mark);
    if (!count_nodes(reader, 1, offset)) return NULL;
    Built *built = arena_new(reader->arena, Built);
    built->node.kind = kind;
    built->node.offset = offset;
    built->weight = 1;
    if (anchor != NULL) {
        Text name = text_copy(reader->arena, text_of((const char *)anchor));
        map_put(&reader->anchors, name, built);
    }
    return built;
}

/* What a node holds counts for the node that holds it. */
static void absorb(Built *parent, const Built *child) {
    parent->weight += child->weight;
    if (child->height >= parent->height) parent->height = child->height + 1;
}

/* The node that an alias names. */
static Built *follow_alias(Reader *reader) {
    uint32_t offset = offset_of(reader, reader->event.start_mark);
    const char *anchor = (const char *)reader->event.data.alias.anchor;
    Built *target = map_get(&reader->anchors, text_of(anchor));
    if (target == NULL) {
        problem_raise(reader->arena, reader->problem, offset, "there is no anchor `&%s` above",
                      anchor);
        return NULL;
    }
    if (!target->is_complete) {
        problem_raise(reader->arena, reader->problem, offset,
                      "`*%s` stands inside of what it names", anchor);
        return NULL;
    }
    if (reader->depth + target->height > LIMIT_FOREIGN_NESTING) {
        problem_raise(reader->arena, reader->problem, offset, "the nesting is deeper than %d",
                      (int)LIMIT_FOREIGN_NESTING);
        return NULL;
    }
    return count_nodes(reader, target->weight, offset) ? target : NULL;
}

/* --- Scalars -------------------------------------------------------------------------------- */

/* The kind that a core tag demands; false for a tag that demands nothing but text. */
static bool kind_of_tag(Text tag, NodeKind *kind) {
    static const struct {
        Text tag;
        NodeKind kind;
    } demands[] = {
        {{YAML_NULL_TAG, sizeof YAML_NULL_TAG - 1}, NODE_NULL},
        {{YAML_BOOL_TAG, sizeof YAML_BOOL_TAG - 1}, NODE_BOOL},
        {{YAML_INT_TAG, sizeof YAML_INT_TAG - 1}, NODE_NUMBER},
        {{YAML_FLOAT_TAG, sizeof YAML_FLOAT_TAG - 1}, NODE_NUMBER},
    };

    for (size_t i = 0; i < sizeof demands / sizeof demands[0]; i++) {
        if (!text_equal(demands[i].tag, tag)) continue;
        *kind = demands[i].kind;
        return true;
    }
    return false;
}

/* A tag decides; without one a quoted or block scalar is a string, and a plain one is what it looks
 * like. `!!int x` is a mistake. */
static bool resolve_kind(Reader *reader, Node *node) {
    const yaml_char_t *tag = reader->event.data.scalar.tag;
    if (tag == NULL) {
        bool is_plain = reader->event.data.scalar.plain_implicit != 0;
        node->kind = is_plain ? scalar_resolve(node->text) : NODE_STRING;
        return true;
    }
    NodeKind demanded = NODE_STRING;
    if (kind_of_tag(text_of((const char *)tag), &demanded) &&
        scalar_resolve(node->text) != demanded) {
        return fail(reader, node->offset, "the value is not what its tag says");
    }
    node->kind = demanded;
    return true;
}

/* A scalar is complete at once: no alias can stand inside of it. */
static Built *build_scalar(Reader *reader) {
    Built *built = open_node(reader, NODE_STRING, reader->event.data.scalar.anchor);
    if (built == NULL) return NULL;
    Text text = {(const char *)reader->event.data.scalar.value, reader->event.data.scalar.length};
    built->node.text = text_copy(reader->arena, text);
    built->is_complete = true;
    if (!resolve_kind(reader, &built->node)) return NULL;
    if (reader->is_decimal && built->node.kind == NODE_NUMBER)
        built->node.text = decimal_of_yaml(reader->arena, built->node.text);
    return built;
}

/* --- Collections ---------------------------------------------------------------------------- */

/* One level deeper; false with a problem beyond the limit. */
static bool enter(Reader *reader) {
    if (reader->depth++ < LIMIT_FOREIGN_NESTING) return true;
    return problem_raise(reader->arena, reader->problem,
                         offset_of(reader, reader->event.start_mark),
                         "the nesting is deeper than %d", (int)LIMIT_FOREIGN_NESTING);
}

/* One level up: from here on aliases may name the node. */
static Built *leave(Reader *reader, Built *built) {
    reader->depth--;
    built->is_complete = true;
    return built;
}

/* Lists and maps are mostly short, and many: each gets the room that it needs and no more. */
static void close_list(Reader *reader, Node *list, uint32_t first) {
    uint32_t count = reader->items.count - first;
    const Node **items = arena_array(reader->arena, const Node *, count);
    if (count) memcpy(items, reader->items.items + first, count * sizeof *items);
    list->as.items = items;
    list->count = count;
    reader->items.count = first;
}

static void close_map(Reader *reader, Node *map, uint32_t first) {
    uint32_t count = reader->pairs.count - first;
    NodePair *pairs = arena_array(reader->arena, NodePair, count);
    if (count) memcpy(pairs, reader->pairs.items + first, count * sizeof *pairs);
    node_set_pairs(reader->arena, map, pairs, count);
    reader->pairs.count = first;
}

/* The items up to the end of the sequence that begins at the event. */
static Built *build_list(Reader *reader) {
    Built *list = open_node(reader, NODE_LIST, reader->event.data.sequence_start.anchor);
    if (list == NULL || !enter(reader)) return NULL;
    list->height = 1;
    uint32_t first = reader->items.count;
    for (;;) {
        if (!next(reader)) return NULL;
        if (reader->event.type == YAML_SEQUENCE_END_EVENT) break;
        const Built *item = build(reader);
        if (item == NULL) return NULL;
        array_push(reader->arena, &reader->items, &item->node);
        absorb(list, item);
    }
    close_list(reader, &list->node, first);
    return leave(reader, list);
}

/* Whether the key at the event is a `<<` that was not meant as text. */
static bool is_merge_key(const Reader *reader) {
    if (reader->event.type != YAML_SCALAR_EVENT) return false;
    const char *tag = (const char *)reader->event.data.scalar.tag;
    if (tag != NULL) return text_equal(text_of(tag), TEXT("tag:yaml.org,2002:merge"));
    return reader->event.data.scalar.plain_implicit != 0 &&
           text_equal(text_of((const char *)reader->event.data.scalar.value), TEXT("<<"));
}

/* Keys are text. A boolean becomes the text that Helm makes of it: `no: 1` is the key `false`. */
static bool take_key(Reader *reader, const Node *node, NodePair *pair) {
    *pair = (NodePair){.key = node->text, .offset = node->offset};
    if (node->kind == NODE_BOOL) {
        pair->key = scalar_is_true(node->text) ? TEXT("true") : TEXT("false");
    }
    if (node->kind == NODE_STRING || node->kind == NODE_BOOL || node->kind == NODE_NUMBER) {
        return true;
    }
    return fail(reader, node->offset, "a key must be text, a number or a boolean");
}

/* What stands behind `<<`: a map, or a list of maps. */
static bool take_merge(Reader *reader, const Node *value, Pairs *pairs) {
    bool is_list = value->kind == NODE_LIST;
    uint32_t count = is_list ? value->count : 1;
    for (uint32_t i = 0; i < count; i++) {
        const Node *map = is_list ? value->as.items[i] : value;
        if (map->kind != NODE_MAP) {
            return fail(reader, map->offset, "`<<` takes a map or a list of maps");
        }
        array_push(reader->arena, &pairs->merged, map);
    }
    return true;
}

/* One key, which is at the event, and its value. */
static bool build_pair(Reader *reader, Built *map, Pairs *pairs) {
    bool is_merge = is_merge_key(reader);
    const Built *key = build(reader);
    if (key == NULL || !next(reader)) return false;
    const Built *value = build(reader);
    if (value == NULL) return false;
    absorb(map, key);
    absorb(map, value);
    if (is_merge) return take_merge(reader, &value->node, pairs);
    NodePair pair;
    if (!take_key(reader, &key->node, &pair)) return false;
    pair.value = &value->node;
    array_push(reader->arena, &reader->pairs, pair);
    return true;
}

/* Appends the pairs of merged maps whose keys are not there yet. */
static void merge(Reader *reader, const Pairs *pairs) {
    if (pairs->merged.count == 0) return;
    Map present;
    map_open(&present, reader->arena);
    for (uint32_t i = pairs->first; i < reader->pairs.count; i++) {
        map_put(&present, reader->pairs.items[i].key, reader);
    }
    for (uint32_t i = 0; i < pairs->merged.count; i++) {
        const Node *map = pairs->merged.items[i];
        for (uint32_t j = 0; j < map->count; j++) {
            void **place = map_at(&present, map->as.pairs[j].key);
            if (*place != NULL) continue;
            *place = reader;
            array_push(reader->arena, &reader->pairs, map->as.pairs[j]);
        }
    }
}

static void count_repeated(Reader *reader, uint32_t offset) {
    Documents *out = reader->documents;
    if (out->repeated == 0 || offset < out->repeated_offset) out->repeated_offset = offset;
    out->repeated++;
}

/* A key that stands twice keeps its first place and gets its last value. */
static void keep_last(Reader *reader, const Pairs *pairs) {
    ArenaMark mark = arena_mark(reader->arena);
    NodePair *own = reader->pairs.items + pairs->first;
    uint32_t all = reader->pairs.count - pairs->first, count = 0;
    Map seen;
    map_open(&seen, reader->arena);
    for (uint32_t i = 0; i < all; i++) {
        NodePair pair = own[i], **place = (NodePair **)map_at(&seen, pair.key);
        if (*place != NULL) count_repeated(reader, pair.offset);
        if (*place == NULL) *place = &own[count++];
        **place = pair;
    }
    reader->pairs.count = pairs->first + count;
    arena_reset(reader->arena, mark);
}

/* False with a problem where a key stands twice, and must not. */
static bool tell_apart(Reader *reader, const Pairs *pairs) {
    uint32_t count = reader->pairs.count - pairs->first;
    if (count < 2) return true;
    if (!reader->keeps_last)
        return node_refuse_duplicates(reader->arena, reader->pairs.items + pairs->first, count,
                                      reader->problem);
    keep_last(reader, pairs);
    return true;
}

/* The pairs up to the end of the mapping that begins at the event. What is merged comes last,
 * and was never written here, so it makes no duplicate. */
static Built *build_map(Reader *reader) {
    Built *map = open_node(reader, NODE_MAP, reader->event.data.mapping_start.anchor);
    if (map == NULL || !enter(reader)) return NULL;
    map->height = 1;
    Pairs pairs = {.first = reader->pairs.count};
    for (;;) {
        if (!next(reader)) return NULL;
        if (reader->event.type == YAML_MAPPING_END_EVENT) break;
        if (!build_pair(reader, map, &pairs)) return NULL;
    }
    if (!tell_apart(reader, &pairs)) return NULL;
    merge(reader, &pairs);
    close_map(reader, &map->node, pairs.first);
    return leave(reader, map);
}

/* The node that begins at the event; NULL with a problem. */
static Built *build(Reader *reader) {
    yaml_event_type_t type = reader->event.type;
    if (type == YAML_SCALAR_EVENT) return build_scalar(reader);
    if (type == YAML_SEQUENCE_START_EVENT) return build_list(reader);
    if (type == YAML_MAPPING_START_EVENT) return build_map(reader);
    ensure(type == YAML_ALIAS_EVENT);
    return follow_alias(reader);
}

/* --- The document --------------------------------------------------------------------------- */

/* The document whose start is at the event, which is then its end; its anchors are its own. */
static const Node *build_root(Reader *reader) {
    map_open(&reader->anchors, reader->arena);
    if (!next(reader)) return NULL;
    const Built *root = build(reader);
    return root != NULL && skip(reader, 1) ? &root->node : NULL;
}

/* The one document between the start and the end of the stream; none is null. */
static bool build_document(Reader *reader) {
    if (!skip(reader, 2)) return false; /* the stream's start, then the document's */
    bool is_empty = reader->event.type == YAML_STREAM_END_EVENT;
    const Node *root = is_empty ? arena_new(reader->arena, Node) : build_root(reader);
    if (root == NULL || (!is_empty && !next(reader))) return false;
    array_push(reader->arena, reader->documents, root);
    if (reader->event.type == YAML_STREAM_END_EVENT) return true;
    uint32_t offset = offset_of(reader, reader->event.start_mark);
    return fail(reader, offset, "a second document begins here");
}

/* Every document of the stream. */
static bool build_documents(Reader *reader) {
    if (!skip(reader, 2)) return false;
    while (reader->event.type != YAML_STREAM_END_EVENT) {
        const Node *root = build_root(reader);
        if (root == NULL || !next(reader)) return false;
        array_push(reader->arena, reader->documents, root);
    }
    return true;
}

/* Opens and closes what the library needs, whatever comes in between. */
static bool read_with_library(Reader *reader, Text bytes, bool (*read)(Reader *reader)) {
    reader->skipped = bytes_mark_length(bytes);
    reader->bytes = text_slice(bytes, reader->skipped, bytes.length);
    if (yaml_parser_initialize(&reader->parser) == 0) exhaust(reader->arena);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->bytes.bytes,
                                 reader->bytes.length);
    bool is_read = read(reader);
    yaml_event_delete(&reader->event);
    yaml_parser_delete(&reader->parser);
    return is_read;
}

/* Whether the first thing that is not blank opens a JSON object or list. */
static bool may_be_json(Text bytes) {
    Text text = text_trim(text_slice(bytes, bytes_mark_length(bytes), bytes.length));
    return text.length > 0 && (text.bytes[0] == '{' || text.bytes[0] == '[');
}

/* A problem of the JSON reader is not shown: the file may be YAML that begins like JSON. */
static const Node *read_one(Arena *arena, Text bytes, bool is_decimal, Problem *problem) {
    *problem = (Problem){.what = TEXT("")};
    if (!bytes_are_readable(arena, bytes, problem)) return NULL;
    if (may_be_json(bytes)) {
        Problem of_json;
        const Node *root = json_read(arena, bytes, &of_json);
        if (root != NULL) return root;
    }
    Documents documents = {0};
    Reader reader = {.arena = arena,
                     .problem = problem,
                     .documents = &documents,
                     .most = LIMIT_FOREIGN_NODES,
                     .is_decimal = is_decimal};
    return read_with_library(&reader, bytes, build_document) ? documents.items[0] : NULL;
}

const Node *yaml_read(Arena *arena, Text bytes, Problem *problem) {
    return read_one(arena, bytes, false, problem);
}

const Node *helm_read(Arena *arena, Text bytes, Problem *problem) {
    return read_one(arena, bytes, true, problem);
}

bool yaml_read_all(Arena *arena, Text bytes, uint32_t most, Documents *out, Problem *problem) {
    *problem = (Problem){.what = TEXT("")};
    *out = (Documents){0};
    Reader reader = {
        .arena = arena, .problem = problem, .documents = out, .most = most, .keeps_last = true};
    return bytes_are_readable(arena, bytes, problem) &&
           read_with_library(&reader, bytes, build_documents);
}
