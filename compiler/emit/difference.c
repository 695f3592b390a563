/* difference.c - a file on disk beside the one that the build makes, value by value.
 *
 * Both are read by one reader and walked together, with the places of parameters (place.c) laid over
 * them. At a parameter's place the walk ends: whatever differs there differs as a value of the
 * parameter. Elsewhere it goes on to the smallest part that differs, which is called by its keys.
 * Layout, comments, and the order of keys and of elements that have a name are no difference. What a
 * file lacks is said of the parameters in it, and not of the keys around them. */
#include "emit/emission.h"

/* The keys on the way to where the walk is. */
typedef struct Step {
    const struct Step *parent; /* NULL at the root, which has no key */
    Segment segment;
} Step;

typedef struct Walk {
    Arena *arena;
    const Plan *plan;
    const Output *output;
    Differences *out;
} Walk;

static void compare(Walk *walk, const Step *step, const Place *place, const Node *there,
                    const Node *made);

/* --- What is found -------------------------------------------------------------------------- */

/* Bounded: the keys of a file that somebody else wrote may be of any length. */
static void write_path(Writer *out, const Step *step) {
    if (!step->parent) return;
    write_path(out, step->parent);
    if (step->parent->parent && step->segment.kind != SEGMENT_KEY) writer_char(out, '.');
    syntax_write_segment(out, &step->segment);
}

static Text path_of_step(const Walk *walk, const Step *step) {
    Writer writer;
    writer_open(&writer, walk->arena, LIMIT_SENTENCE_BYTES);
    write_path(&writer, step);
    return writer_done(&writer);
}

static bool looks_secret(const Difference *difference) {
    return (difference->there && value_has_credential(difference->there)) ||
           (difference->made && value_has_credential(difference->made));
}

/* A secret has a path where it should, and may have itself where it should not. */
static bool is_param_hidden(const Walk *walk, const Param *param) {
    uint32_t environment = walk->output->environment;
    const Matrix *matrix = walk->plan->matrix;
    return param->is_secret || matrix_is_secret(matrix, param, environment) ||
           (matrix_flags(matrix, param, environment) & CELL_IS_SENSITIVE) != 0;
}

static void add_param(Walk *walk, const Param *param, const Node *there, const Node *made) {
    Difference found = {.param = param, .path = param->path->text, .problem = TEXT("")};
    if (there) found.there = reading_value(walk->arena, walk->plan, param, there, &found.problem);
    if (made) found.made = matrix_value(walk->plan->matrix, param, walk->output->environment);
    found.is_hidden = is_param_hidden(walk, param) || looks_secret(&found);
    array_push(walk->arena, walk->out, found);
}

/* What nobody here has written may be anything, also what was sensitive once; and of any number. */
static void add_plain(Walk *walk, const Step *step, const Node *there, const Node *made) {
    if (walk->out->count >= LIMIT_FINDINGS) {
        walk->out->dropped++;
        return;
    }
    Difference found = {.path = path_of_step(walk, step), .problem = TEXT("")};
    if (there) found.there = reading_value(walk->arena, walk->plan, NULL, there, &found.problem);
    if (made) found.made = reading_value(walk->arena, walk->plan, NULL, made, &found.problem);
    found.is_hidden = !made || looks_secret(&found);
    array_push(walk->arena, walk->out, found);
}

/* A list of paths says that a parameter is there, and nothing of its value. */
static void add_listed(Walk *walk, const Step *step, const Param *param, const Node *there) {
    const Value *name = value_string(walk->arena, step->segment.text);
    Difference found = {.param = param, .path = step->segment.text, .problem = TEXT("")};
    *(there ? &found.there : &found.made) = name;
    array_push(walk->arena, walk->out, found);
}

static void compare_param(Walk *walk, const Step *step, const Param *param, const Node *there,
                          const Node *made) {
    if (there && made && node_same(there, made)) return;
    if (walk->output->format == FORMAT_PATHS)
        add_listed(walk, step, param, there);
    else
        add_param(walk, param, there, made);
}

/* --- Maps ----------------------------------------------------------------------------------- */

static const Place *place_below(const Place *place, Text key) {
    return place ? map_get(&place->members, key) : NULL;
}

/* One key. The member that an element is known by is in its path. */
static void compare_member(Walk *walk, const Step *step, const Place *place, Text key,
                           const Node *there, const Node *made) {
    if (place && place->id.length && text_equal(place->id, key)) return;
    Step next = {step, {.kind = SEGMENT_STRING, .text = key}};
    compare(walk, &next, place_below(place, key), there, made);
}

/* What is made comes first, in its order; then what only the file has. Where the file has nothing of
 * the map, only parameters are missing. */
static void compare_maps(Walk *walk, const Step *step, const Place *place, const Node *there,
                         const Node *made) {
    for (uint32_t i = 0; made && i < made->count; i++) {
        const NodePair *pair = &made->as.pairs[i];
        if (there || place_below(place, pair->key))
            compare_member(walk, step, place, pair->key, node_member(there, pair->key),
                           pair->value);
    }
    for (uint32_t i = 0; there && i < there->count; i++) {
        const NodePair *pair = &there->as.pairs[i];
        if (!node_member(made, pair->key))
            compare_member(walk, step, place, pair->key, pair->value, NULL);
    }
}

/* --- Lists of elements that have a name ----------------------------------------------------- */

/* An element of a list, and the name that it is known by. */
typedef struct Element {
    const Node *node;
    const PlaceList *list; /* NULL: it has no name */
    Text key;
    Text name; /* the key, and of what: lists may tell their elements apart in several ways */
} Element;

typedef struct Elements {
    Element *items;
    uint32_t count;
    Map by_name; /* to the first Element of a name */
} Elements;

static void find_name(Arena *arena, const Place *place, Element *element) {
    for (uint32_t i = 0; i < place->lists.count && !element->list; i++) {
        const PlaceList *list = &place->lists.items[i];
        const Node *name = node_member(element->node, list->id);
        if (!name || (name->kind != NODE_STRING && name->kind != NODE_NUMBER)) continue;
        const Text parts[] = {list->id, name->text};
        element->list = list;
        element->key = name->text;
        element->name = text_join(arena, parts, 2, TEXT("="));
    }
}

static Elements elements_of(Arena *arena, const Place *place, const Node *list) {
    Elements elements = {.count = list ? list->count : 0};
    elements.items = arena_array(arena, Element, elements.count);
    map_open(&elements.by_name, arena);
    for (uint32_t i = 0; i < elements.count; i++) {
        Element *element = &elements.items[i];
        element->node = list->as.items[i];
        find_name(arena, place, element);
        if (element->list && !map_get(&elements.by_name, element->name))
            map_put(&elements.by_name, element->name, element);
    }
    return elements;
}

/* An element that both have, or one of the two. */
static void compare_element(Walk *walk, const Step *step, const Element *element, const Node *there,
                            const Node *made) {
    Step next = {step, {.kind = SEGMENT_KEY, .text = element->key, .id = element->list->id}};
    compare(walk, &next, map_get(&element->list->by_key, element->key), there, made);
}

/* An element without a name, or with that of one before it. */
static void add_unnamed(Walk *walk, const Step *step, uint32_t index, const Node *there) {
    Text number = text_of_integer(walk->arena, index);
    Step next = {step, {.kind = SEGMENT_KEY, .text = number, .is_number = true}};
    add_plain(walk, &next, there, NULL);
}

static void compare_lists(Walk *walk, const Step *step, const Place *place, const Node *there,
                          const Node *made) {
    Elements theirs = elements_of(walk->arena, place, there),
             ours = elements_of(walk->arena, place, made);
    for (uint32_t i = 0; i < ours.count; i++) {
        const Element *element = &ours.items[i], *other = map_get(&theirs.by_name, element->name);
        ensure(element->list); /* what we write has a name */
        compare_element(walk, step, element, other ? other->node : NULL, element->node);
    }
    for (uint32_t i = 0; i < theirs.count; i++) {
        const Element *element = &theirs.items[i];
        bool is_known = element->list && map_get(&theirs.by_name, element->name) == element;
        if (!is_known)
            add_unnamed(walk, step, i, element->node);
        else if (!map_get(&ours.by_name, element->name))
            compare_element(walk, step, element, element->node, NULL);
    }
}

/* --- Both ----------------------------------------------------------------------------------- */

/* What a place has below it decides how it is walked; without one, what both sides are. */
static bool is_walked_as(const Place *place, const Node *there, const Node *made, NodeKind kind) {
    bool has_lists = place && place->lists.count;
    bool has_members = place && place->members.entries.count;
    if (has_lists || has_members) return kind == (has_lists ? NODE_LIST : NODE_MAP);
    return kind == NODE_MAP && there && made && there->kind == kind && made->kind == kind;
}

static const Node *as_kind(const Node *node, NodeKind kind) {
    return node && node->kind == kind ? node : NULL;
}

/* Where a map or list of parameters should be, the file may have something else. */
static void compare(Walk *walk, const Step *step, const Place *place, const Node *there,
                    const Node *made) {
    NodeKind kind = is_walked_as(place, there, made, NODE_LIST) ? NODE_LIST : NODE_MAP;
    const Node *their_part = as_kind(there, kind), *our_part = as_kind(made, kind);
    if (place && place->param) {
        compare_param(walk, step, place->param, there, made);
    } else if (!is_walked_as(place, there, made, kind)) {
        if (!there || !made || !node_same(there, made)) add_plain(walk, step, there, made);
    } else {
        if (kind == NODE_LIST)
            compare_lists(walk, step, place, their_part, our_part);
        else
            compare_maps(walk, step, place, their_part, our_part);
        if (there && !their_part) add_plain(walk, step, there, NULL);
    }
}

/* What the build makes is written and read: what two files of one format say is compared, and not
 * what could have been written. */
static const Node *read_made(Arena *arena, const Plan *plan, const Output *output) {
    Problem problem;
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    if (!emit_output(plan, output, &writer)) return NULL;
    return emit_read(arena, output, writer_done(&writer), &problem);
}

/* What a file is as a whole where it is not what its format begins with. */
static const char *root_problem(NodeKind kind) {
    switch (kind) {
    case NODE_NULL: return "the file holds nothing";
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_STRING: return "the file holds one text, and no keys";
    case NODE_LIST: return "the file holds a list, and no keys";
    case NODE_MAP: return "the file holds keys, and no list";
    }
    unreachable("NodeKind");
}

bool emit_differences(Arena *arena, const Plan *plan, const Output *output, Text there,
                      Differences *out, Problem *problem) {
    const Node *theirs = emit_read(arena, output, there, problem);
    const Node *ours = theirs ? read_made(arena, plan, output) : NULL;
    if (!theirs) return false;
    if (!ours) {
        *problem = (Problem){.what = TEXT("it is too large to be compared")};
        return false;
    }
    if (theirs->kind != ours->kind) {
        *problem = (Problem){.what = text_of(root_problem(theirs->kind))};
        return false;
    }
    Walk walk = {arena, plan, output, out};
    compare(&walk, &(Step){0}, place_root(arena, plan, output), theirs, ours);
    return true;
}
