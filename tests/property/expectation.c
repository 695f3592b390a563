/* expectation.c - the tree that every reader must find in a file, made without the layer that writes.
 *
 * The values come from the JSON of `rung values`; where they stand comes from the paths of the model.
 * This is a second and much simpler opinion about what a sink is: maps by segments, elements that
 * begin with their key, text where the model says text, `valueFrom` for keys of Kubernetes Secrets. */
#include "property/expectation.h"

/* --- Trees ------------------------------------------------------------------------------------ */

/* A map, a list of elements by their keys, or a leaf. */
typedef struct Place {
    Text key;
    Text id;          /* of an element: the name of its key */
    const Node *leaf; /* NULL: the places below it */
    bool is_text;     /* the leaf is written as text */
    ARRAY(struct Place *) below;
} Place;

typedef struct Expectation {
    RungProject *project;
    Arena *arena;
    const Output *output;
    NumberForm numbers;
} Expectation;

static Place *place_below(Arena *arena, Place *place, Text key) {
    for (uint32_t i = 0; i < place->below.count; i++)
        if (text_equal(place->below.items[i]->key, key)) return place->below.items[i];
    Place *below = arena_new(arena, Place);
    below->key = key;
    array_push(arena, &place->below, below);
    return below;
}

static const Node *text_node(Arena *arena, Text text) {
    Node *node = arena_new(arena, Node);
    *node = (Node){.kind = NODE_STRING, .text = text};
    return node;
}

static Place *add_text(Arena *arena, Place *place, Text key, Text text) {
    Place *below = place_below(arena, place, key);
    below->leaf = text_node(arena, text);
    return below;
}

/* --- Secrets ----------------------------------------------------------------------------------- */

static bool is_made_of(Text text, const char *marks, bool has_capitals) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool is_capital = byte >= 'A' && byte <= 'Z';
        bool is_known = (byte >= 'a' && byte <= 'z') || byte_is_digit(byte) || strchr(marks, byte);
        if (!is_known && !(has_capitals && is_capital)) return false;
    }
    return text.length > 0;
}

/* `{"secret": PATH}`: the path, or what names the key of a Secret in Kubernetes. */
static void put_secret(const Expectation *to, const Param *param, Place *element, Place *place,
                       Text path) {
    Arena *arena = to->arena;
    size_t slash = text_find(path, TEXT("/"), 0);
    const Segment *last = &param->path->items[param->path->count - 1];
    bool is_element = param->is_list_entry || last->kind == SEGMENT_KEY;
    bool is_pair = slash != SIZE_MAX && is_made_of(text_slice(path, 0, slash), "-.", false) &&
                   is_made_of(text_slice(path, slash + 1, path.length), "-._", true);
    if (param->sink->kind != SINK_HELM || !is_element || !is_pair) {
        place->leaf = text_node(arena, path);
        return;
    }
    if (param->is_list_entry) element->below.count--; /* `value` makes room for `valueFrom` */
    Place *from =
        place_below(arena, place_below(arena, element, TEXT("valueFrom")), TEXT("secretKeyRef"));
    add_text(arena, from, TEXT("name"), text_slice(path, 0, slash));
    add_text(arena, from, TEXT("key"), text_slice(path, slash + 1, path.length));
}

/* --- Parameters -------------------------------------------------------------------------------- */

/* An element that is written whole: its members stand beside its key. */
static void put_members(Arena *arena, Place *element, const Node *map) {
    for (uint32_t i = 0; i < map->count; i++)
        place_below(arena, element, map->as.pairs[i].key)->leaf = map->as.pairs[i].value;
}

static void put(const Expectation *to, const Param *param, Place *root, const Node *value) {
    Place *place = root, *element = root;
    Matrix *matrix = to->project->matrix;
    uint32_t e = to->output->environment;
    for (uint32_t i = 0; i < param->path->count; i++) {
        const Segment *segment = &param->path->items[i];
        place = place_below(to->arena, place, matrix_segment(matrix, param, segment, e));
        if (segment->kind != SEGMENT_KEY) continue;
        element = place;
        element->id = segment->id;
        add_text(to->arena, element, segment->id, element->key);
    }
    const Node *secret = node_member(value, TEXT("secret"));
    if (secret && matrix_is_secret(matrix, param, e))
        put_secret(to, param, element, place, secret->text);
    else if (place->id.length)
        put_members(to->arena, place, value);
    else
        place->leaf = value;
    place->is_text = param->is_text;
}

static Text joined_key(const Expectation *to, const Param *param, const char *separator) {
    Text *parts = arena_array(to->arena, Text, param->path->count);
    for (uint32_t i = 0; i < param->path->count; i++)
        parts[i] = matrix_segment(to->project->matrix, param, &param->path->items[i],
                                  to->output->environment);
    return text_join(to->arena, parts, param->path->count, text_of(separator));
}

/* A request of the parameter store, and the same as Terraform's `for_each` takes it. */
static void put_request(const Expectation *to, const Param *param, Place *root, const Node *value) {
    Arena *arena = to->arena;
    Text name, key = joined_key(to, param, "/"), text = value->text;
    if (param->is_secret) return;
    matrix_template(to->project->matrix, param->unit, to->output->environment,
                    param->sink->template, key, &name);
    bool is_api = to->output->format == FORMAT_JSON;
    Place *place = place_below(arena, root, name);
    if (value->kind == NODE_LIST) {
        Text *items = arena_array(arena, Text, value->count);
        for (uint32_t i = 0; i < value->count; i++)
            items[i] = value->as.items[i]->text;
        text = text_join(arena, items, value->count, TEXT(","));
    }
    if (is_api) place->id = TEXT("Name");
    if (is_api) add_text(arena, place, TEXT("Name"), name);
    add_text(arena, place, is_api ? TEXT("Type") : TEXT("type"),
             value->kind == NODE_LIST ? TEXT("StringList") : TEXT("String"));
    add_text(arena, place, is_api ? TEXT("Value") : TEXT("value"), text);
    add_text(arena, place, is_api ? TEXT("Tier") : TEXT("tier"),
             text.length > 4096 ? TEXT("Advanced") : TEXT("Standard"));
    if (param_doc(param).length || !is_api)
        add_text(arena, place, is_api ? TEXT("Description") : TEXT("description"),
                 param_doc(param));
    static const Node yes = {.kind = NODE_BOOL, .text = {"true", 4}};
    if (is_api) place_below(arena, place, TEXT("Overwrite"))->leaf = &yes;
}

static void put_by_sink(const Expectation *to, const Param *param, Place *root, const Node *value) {
    SinkKind kind = to->output->sink;
    if (kind == SINK_SSM) {
        put_request(to, param, root, value);
    } else if (kind == SINK_CONFIGMAP || kind == SINK_DOTENV) {
        const char *separator = kind == SINK_DOTENV ? "_" : ".";
        Place *place = place_below(to->arena, root, joined_key(to, param, separator));
        place->leaf = value;
        place->is_text = true;
    } else {
        put(to, param, root, value);
    }
}

static Text member_text(const Node *map, const char *key) {
    const Node *node = node_member(map, text_of(key));
    return node ? node->text : TEXT("");
}

static bool has_unit(const Output *output, Text name) {
    for (uint32_t i = 0; i < output->unit_count; i++)
        if (text_equal(output->units[i]->name->text, name)) return true;
    return false;
}

/* The parameters of the output that are there in its environment, in the order of the values. */
static void put_all(const Expectation *to, const Node *values, Place *root) {
    const Model *model = to->project->model;
    Text environment = model->environments[to->output->environment].name->text;
    const Node *params = node_member(values, TEXT("params"));
    for (uint32_t i = 0; i < params->count; i++) {
        const Node *row = params->as.items[i];
        Text sink = text_of(sink_fact(to->output->sink)->name), unit = member_text(row, "unit");
        if (!text_equal(member_text(row, "sink"), sink) || !has_unit(to->output, unit)) continue;
        const Node *value = node_member(node_member(row, TEXT("values")), environment);
        const Param *param = model_param(model, map_get(&model->unit_by_name, unit),
                                         to->output->sink, member_text(row, "path"));
        ensure(param != NULL);
        if (value) put_by_sink(to, param, root, value);
    }
}

/* --- Canonical lines --------------------------------------------------------------------------- */

static void write_node(const Expectation *to, Writer *out, const Node *node);

/* A tree by itself, to stand behind its key. */
static Text node_line(const Expectation *to, const Node *node) {
    Writer writer;
    writer_open(&writer, to->arena, SIZE_MAX);
    write_node(to, &writer, node);
    return writer_done(&writer);
}

static void write_node_map(const Expectation *to, Writer *out, const Node *map) {
    Text *members = arena_array(to->arena, Text, map->count);
    for (uint32_t i = 0; i < map->count; i++)
        members[i] = canonical_member(to->arena, map->as.pairs[i].key,
                                      node_line(to, map->as.pairs[i].value));
    canonical_map(out, members, map->count);
}

static void write_node(const Expectation *to, Writer *out, const Node *node) {
    switch (node->kind) {
    case NODE_NULL: writer_char(out, 'z'); return;
    case NODE_BOOL: writer_char(out, text_equal(node->text, TEXT("true")) ? 't' : 'f'); return;
    case NODE_NUMBER: canonical_number(out, to->numbers, node->text); return;
    case NODE_STRING: canonical_text(out, node->text); return;
    case NODE_MAP: write_node_map(to, out, node); return;
    case NODE_LIST:
        writer_char(out, '[');
        for (uint32_t i = 0; i < node->count; i++) {
            write_node(to, out, node->as.items[i]);
            writer_char(out, ',');
        }
        writer_char(out, ']');
        return;
    }
    unreachable("NodeKind");
}

static void write_place(const Expectation *to, Writer *out, const Place *place);

static Text place_line(const Expectation *to, const Place *place) {
    Writer writer;
    writer_open(&writer, to->arena, SIZE_MAX);
    write_place(to, &writer, place);
    return writer_done(&writer);
}

static void write_place_map(const Expectation *to, Writer *out, const Place *place) {
    Text *members = arena_array(to->arena, Text, place->below.count);
    for (uint32_t i = 0; i < place->below.count; i++)
        members[i] = canonical_member(to->arena, place->below.items[i]->key,
                                      place_line(to, place->below.items[i]));
    canonical_map(out, members, place->below.count);
}

static void write_place_list(const Expectation *to, Writer *out, const Place *place) {
    writer_char(out, '[');
    for (uint32_t i = 0; i < place->below.count; i++) {
        write_place_map(to, out, place->below.items[i]);
        writer_char(out, ',');
    }
    writer_char(out, ']');
}

static void write_place(const Expectation *to, Writer *out, const Place *place) {
    bool is_list = place->below.count && place->below.items[0]->id.length;
    if (place->leaf && place->is_text)
        canonical_text(out, place->leaf->text);
    else if (place->leaf)
        write_node(to, out, place->leaf);
    else if (is_list)
        write_place_list(to, out, place);
    else
        write_place_map(to, out, place);
}

/* --- Files ------------------------------------------------------------------------------------- */

/* What stands around the data of a ConfigMap. */
static Place *configmap(const Expectation *to, Place *data) {
    Arena *arena = to->arena;
    Place *root = arena_new(arena, Place);
    const Unit *unit = to->output->units[0];
    const Value *namespace =
        matrix_unit_attribute(to->project->matrix, unit, UNIT_NAMESPACE, to->output->environment);
    add_text(arena, root, TEXT("apiVersion"), TEXT("v1"));
    add_text(arena, root, TEXT("kind"), TEXT("ConfigMap"));
    Place *metadata = place_below(arena, root, TEXT("metadata"));
    add_text(arena, metadata, TEXT("name"), unit->name->text);
    if (namespace->text.length) add_text(arena, metadata, TEXT("namespace"), namespace->text);
    data->key = TEXT("data");
    array_push(arena, &root->below, data);
    return root;
}

static bool compare_requests(const Place *a, const Place *b) {
    return text_compare(a->key, b->key) > 0;
}

/* Requests are sorted by name; there are few. */
static void sort_requests(Place *root) {
    for (uint32_t i = 1; i < root->below.count; i++)
        for (uint32_t j = i; j && compare_requests(root->below.items[j - 1], root->below.items[j]);
             j--) {
            Place *swap = root->below.items[j];
            root->below.items[j] = root->below.items[j - 1];
            root->below.items[j - 1] = swap;
        }
}

static Place *file_of(const Expectation *to, Place *root) {
    if (to->output->sink == SINK_CONFIGMAP) return configmap(to, root);
    if (to->output->sink != SINK_SSM || to->output->format == FORMAT_JSON) return root;
    Place *file = arena_new(to->arena, Place);
    root->key = TEXT("ssm_parameters");
    array_push(to->arena, &file->below, root);
    return file;
}

bool expectation_of(RungProject *project, const Node *values, const Output *output,
                    NumberForm numbers, Text *out) {
    if (output->sink == SINK_RELEASE || output->sink == SINK_INDEX) return false;
    if (output->format == FORMAT_PATHS) return false;
    Expectation to = {project, &project->arena, output, numbers};
    Place *root = arena_new(&project->arena, Place);
    Writer writer;
    writer_open(&writer, &project->arena, SIZE_MAX);
    put_all(&to, values, root);
    sort_requests(output->sink == SINK_SSM ? root : &(Place){0});
    bool is_empty_list =
        output->sink == SINK_SSM && output->format == FORMAT_JSON && !root->below.count;
    if (is_empty_list)
        writer_string(&writer, "[]");
    else
        write_place(&to, &writer, file_of(&to, root));
    *out = writer_done(&writer);
    return true;
}
