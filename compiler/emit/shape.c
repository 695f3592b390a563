/* shape.c - a sink's parameters as one tree of keys, and that tree's values in an environment.
 *
 * The shape is made once a sink: parameters in the order they are emitted, each key under the first
 * place that mentions it. Filling it with an environment's values leaves out what is absent, and
 * the keys and elements that have nothing left below them. The same filling, made for its findings
 * alone, sees whether two paths become one key: no reader would say so, the last would win. */
#include "emit/emission.h"

enum { MANY_CHILDREN = 8 };

/* --- The tree ------------------------------------------------------------------------------- */

/* Keys of maps and elements of lists never share a branch. A text that interpolates is not the same
 * key as one that only looks so. */
static bool is_same(const Segment *a, const Segment *b) {
    return !a->string == !b->string && text_equal(a->text, b->text);
}

/* The last one added is tried first, because rows of one group stand together. */
static Branch *find_child(const Branch *branch, const Segment *segment) {
    uint32_t count = branch->children.count;
    if (count && is_same(branch->children.items[count - 1]->segment, segment))
        return branch->children.items[count - 1];
    if (count >= MANY_CHILDREN)
        return map_get(&branch->by_key[segment->string != NULL], segment->text);
    for (uint32_t i = 0; i < count; i++)
        if (is_same(branch->children.items[i]->segment, segment)) return branch->children.items[i];
    return NULL;
}

/* Keys that interpolate have a map of their own. */
static void index_child(Branch *branch, Branch *child) {
    map_put(&branch->by_key[child->segment->string != NULL], child->segment->text, child);
}

/* Small maps are searched, large ones indexed: from the eighth child on, all of them. */
static Branch *add_child(Arena *arena, Branch *branch, const Segment *segment) {
    Branch *child = arena_new(arena, Branch);
    child->segment = segment;
    child->depth = branch->depth + 1;
    array_push(arena, &branch->children, child);
    uint32_t count = branch->children.count;
    if (count > MANY_CHILDREN) index_child(branch, child);
    if (count != MANY_CHILDREN) return child;
    for (uint32_t i = 0; i < sizeof branch->by_key / sizeof *branch->by_key; i++)
        map_open(&branch->by_key[i], arena);
    for (uint32_t i = 0; i < count; i++)
        index_child(branch, branch->children.items[i]);
    return child;
}

/* Each segment finds its branch or makes it; the first that mentions a key decides where it stands.
 * */
static void add_param(Arena *arena, Shape *shape, const Param *param) {
    Branch *branch = &shape->root;
    for (uint32_t i = 0; i < param->path->count; i++) {
        const Segment *segment = &param->path->items[i];
        Branch *child = find_child(branch, segment);
        if (!child) child = add_child(arena, branch, segment);
        child->param = param;
        if (segment->kind == SEGMENT_KEY) branch->is_list = true;
        branch = child;
    }
    branch->is_leaf = true;
}

/* The sinks of a unit have their shapes side by side, in their order. */
static Shape *find_shape(const Plan *plan, const Sink *sink) {
    for (uint32_t i = 0; i < sink->unit->sink_count; i++)
        if (sink->unit->sinks[i] == sink)
            return &plan->shapes[plan->first_shape[sink->unit->index] + i];
    unreachable("a sink of another plan");
}

/* A check makes none at all, unless a path interpolates. */
const Shape *plan_shape(const Plan *plan, const Sink *sink) {
    Shape *shape = find_shape(plan, sink);
    if (shape->sink) return shape;
    shape->sink = sink;
    for (uint32_t i = 0; i < sink->count; i++)
        if (sink->params[i]->path->count <= LIMIT_NESTING)
            add_param(plan->arena, shape, sink->params[i]);
    return shape;
}

/* --- Filling -------------------------------------------------------------------------------- */

/* One filling of a shape. */
typedef struct Filling {
    Arena *arena;
    const Plan *plan;
    const Shape *shape;
    uint32_t environment;
    bool has_error;
    Plan *checked; /* where findings go; NULL: the filling is for a file */
    Headings headings;
    HeadingRun run; /* the headings of what was filled last, not written yet */
} Filling;

static const Value *fill(Filling *filling, const Branch *branch);

/* The name as it is written in this environment. */
static Text key_of(const Filling *filling, const Branch *branch) {
    return matrix_segment(filling->plan->matrix, branch->param, branch->segment,
                          filling->environment);
}

/* The value of a leaf as the file has it; absent where the key is left out. */
static const Value *leaf_value(Filling *filling, const Param *param) {
    const Value *value = matrix_value(filling->plan->matrix, param, filling->environment);
    if (!value || value->kind == VALUE_ABSENT) return &value_absent;
    Text text;
    if (value->kind == VALUE_ERROR) {
        filling->has_error = true;
        return &value_absent;
    }
    if (!param->is_text || value_is_text(value)) return value;
    if (emission_text(filling->arena, value, &text)) return value_string(filling->arena, text);
    filling->has_error = true;
    return &value_absent;
}

/* The leaf, and the headings that it is the first below. */
static const Value *fill_leaf(Filling *filling, const Branch *branch) {
    const Value *value = leaf_value(filling, branch->param);
    bool is_there = value->kind != VALUE_ABSENT && !filling->checked;
    filling->run = (HeadingRun){NULL, NULL};
    if (is_there) filling->run = headings_enter(&filling->headings, branch->param);
    return value;
}

/* The documentation of a branch, with the headings that stand above it. Those of the first of its
 * siblings may stand further out. */
static Text take_doc(Filling *filling, const Branch *branch, bool is_first, Text doc) {
    uint32_t depth = is_first ? branch->depth : 0;
    return headings_take(&filling->headings, &filling->run, depth, doc);
}

/* --- Secrets of Kubernetes ------------------------------------------------------------------ */

/* `{secretKeyRef: {name, key}}`, as the API of Kubernetes has it. */
static const Value *secret_reference(Arena *arena, Text name, Text key) {
    Pair *inner = arena_array(arena, Pair, 2);
    inner[0] = (Pair){.key = TEXT("name"), .value = value_string(arena, name)};
    inner[1] = (Pair){.key = TEXT("key"), .value = value_string(arena, key)};
    Pair *outer = arena_new(arena, Pair);
    *outer = (Pair){.key = TEXT("secretKeyRef"), .value = value_map(arena, inner, 2)};
    return value_map(arena, outer, 1);
}

/* The value of an element of a list, or the element itself. */
static bool is_entry(const Branch *leaf) {
    return leaf->param->is_list_entry || leaf->segment->kind == SEGMENT_KEY;
}

/* A leaf of an element of a Helm list that is a secret of Kubernetes becomes `valueFrom`. */
static bool fill_secret(const Filling *filling, const Branch *leaf, const Value *value, Pair *out) {
    Text name, key;
    if (filling->shape->sink->kind != SINK_HELM) return false;
    if (!matrix_is_secret(filling->plan->matrix, leaf->param, filling->environment)) return false;
    if (!kubernetes_secret(value->text, &name, &key)) return false;
    *out = (Pair){.key = TEXT("valueFrom"), .value = secret_reference(filling->arena, name, key)};
    return true;
}

/* --- Findings ------------------------------------------------------------------------------- */

/* The later of the two is reported, as with paths that are the same without any environment. */
static void report_twice(const Filling *filling, const Branch *first, const Branch *second,
                         Text key) {
    Plan *plan = filling->checked;
    Diagnostic **place = plan_finding(plan, CODE_F0075, second->param->span);
    if (!*place) {
        *place = report_key_twice(plan->report, second->param->span, key);
        report_label(emission_about(*place, second->param), second->param->span, "the second");
        report_label(*place, first->param->span, "the first");
    }
    emission_environment(*place, plan, filling->environment);
}

/* Two branches of one parent that are there and have one key. */
static void check_twice(Filling *filling, Map *seen, Branch *child, Text key) {
    if (!seen->arena) map_open(seen, filling->arena);
    void **place = map_at(seen, key);
    if (*place)
        report_twice(filling, *place, child, key);
    else
        *place = child;
}

/* What an element that is written whole must be: a map without the key that it begins with. */
static const char *element_problem(const Value *value, Text id) {
    if (value->kind != VALUE_MAP) return "an element of a list is a map";
    return value_member(value, id) ? "the element begins with that key, which is in its path" : "";
}

/* Reported once a parameter, at the value of the first environment that has it wrong. */
static void check_element(const Filling *filling, const Branch *element, const Value *value) {
    Plan *plan = filling->checked;
    const Param *param = element->param;
    if (!plan) return;
    const char *problem = element_problem(value, element->segment->id);
    if (param->is_secret) problem = "a secret is written whole only as `NAME/KEY` in `helm`";
    if (!*problem) return;
    Diagnostic **place = plan_finding(plan, CODE_F0084, param->span);
    if (!*place) {
        Span span = emission_span(plan, param, filling->environment);
        *place = emission_about(report_element_form(plan->report, span, param->path->text), param);
        report_label(*place, span, "%s", problem);
        report_help(*place, "name a key of the element, such as `%.*s.value`",
                    TEXT_ARGS(param->path->text));
    }
    emission_environment(*place, plan, filling->environment);
}

/* --- Maps and lists ------------------------------------------------------------------------- */

/* What a comment is about stands below it: of an environment variable that is its element. */
static Pair fill_pair(Filling *filling, const Branch *child, bool is_first) {
    const Value *value = fill(filling, child);
    Pair pair = {.value = value};
    if (value->kind == VALUE_ABSENT) return pair;
    if (is_entry(child) && fill_secret(filling, child, value, &pair)) return pair;
    bool has_doc = child->is_leaf && !child->param->is_list_entry;
    pair.key = key_of(filling, child);
    pair.doc = take_doc(filling, child, is_first, has_doc ? param_doc(child->param) : TEXT(""));
    return pair;
}

/* The members of a branch in `pairs` from `count` on: how many there are then. The headings of the
 * first are handed on. */
static uint32_t fill_members(Filling *filling, const Branch *branch, Pair *pairs, uint32_t count) {
    Map seen = {0};
    uint32_t before = count;
    HeadingRun run = {NULL, NULL};
    for (uint32_t i = 0; i < branch->children.count; i++) {
        Pair pair = fill_pair(filling, branch->children.items[i], count == before);
        if (pair.value->kind == VALUE_ABSENT) continue;
        if (filling->checked) check_twice(filling, &seen, branch->children.items[i], pair.key);
        if (count == before) run = filling->run;
        pairs[count++] = pair;
    }
    filling->run = run;
    return count;
}

/* Absent when nothing is left. */
static const Value *fill_map(Filling *filling, const Branch *branch) {
    Pair *pairs = arena_array(filling->arena, Pair, branch->children.count);
    uint32_t count = fill_members(filling, branch, pairs, 0);
    return count == 0 ? &value_absent : value_map(filling->arena, pairs, count);
}

/* The documentation of an element: that of the environment variable it is, or of it as a whole. */
static Text element_doc(const Branch *element) {
    if (element->is_leaf) return param_doc(element->param);
    for (uint32_t i = 0; i < element->children.count; i++) {
        const Branch *child = element->children.items[i];
        if (child->is_leaf && child->param->is_list_entry) return param_doc(child->param);
    }
    return TEXT("");
}

/* An element whose value is one map, or one secret: behind its key, what the value says. The count
 * is 0 where the value is absent. */
static uint32_t fill_whole_element(Filling *filling, const Branch *element, Pair **pairs) {
    const Value *value = fill_leaf(filling, element);
    uint32_t count = value->kind == VALUE_MAP ? value->count : 1;
    *pairs = arena_array(filling->arena, Pair, count + 1);
    if (value->kind == VALUE_ABSENT) return 0;
    if (fill_secret(filling, element, value, *pairs + 1)) return 2;
    check_element(filling, element, value);
    if (value->kind == VALUE_MAP && count > 0)
        memcpy(*pairs + 1, value->as.pairs, count * sizeof **pairs);
    else if (value->kind != VALUE_MAP)
        (*pairs)[1] = (Pair){.key = TEXT("value"), .value = value};
    return count + 1;
}

/* An element begins with its key, which is evaluated too (`extraEnv["${env}_URL"]`), and is left out
 * where nothing stands behind it. Its comment is that of the key. */
static const Value *fill_element(Filling *filling, const Branch *element, bool is_first) {
    Pair *pairs = NULL;
    uint32_t count;
    if (element->is_leaf) {
        count = fill_whole_element(filling, element, &pairs);
    } else {
        pairs = arena_array(filling->arena, Pair, element->children.count + 1);
        count = fill_members(filling, element, pairs, 1);
        if (count == 1) count = 0;
    }
    const Value *key = value_string(filling->arena, key_of(filling, element));
    pairs[0] = (Pair){element->segment->id, key,
                      take_doc(filling, element, is_first, element_doc(element))};
    return count > 0 ? value_map(filling->arena, pairs, count) : &value_absent;
}

/* Elements of which nothing is there are left out with their key. */
static const Value *fill_list(Filling *filling, const Branch *branch) {
    const Value **items = arena_array(filling->arena, const Value *, branch->children.count);
    Map seen = {0};
    uint32_t count = 0;
    HeadingRun run = {NULL, NULL};
    for (uint32_t i = 0; i < branch->children.count; i++) {
        const Value *item = fill_element(filling, branch->children.items[i], count == 0);
        if (item->kind == VALUE_ABSENT) continue;
        if (filling->checked)
            check_twice(filling, &seen, branch->children.items[i], item->as.pairs[0].value->text);
        if (count == 0) run = filling->run;
        items[count++] = item;
    }
    filling->run = run;
    return count ? value_list(filling->arena, items, count) : &value_absent;
}

/* A leaf, a list of elements, or a map: a branch is one of the three in every environment. */
static const Value *fill(Filling *filling, const Branch *branch) {
    if (branch->is_leaf) return fill_leaf(filling, branch);
    return branch->is_list ? fill_list(filling, branch) : fill_map(filling, branch);
}

/* A file without any value is an empty map, which every format can write. */
const Value *shape_values(Arena *arena, const Plan *plan, const Shape *shape,
                          uint32_t environment) {
    Filling filling = {.arena = arena, .plan = plan, .shape = shape, .environment = environment};
    headings_open(&filling.headings, arena);
    const Value *value = fill(&filling, &shape->root);
    if (filling.has_error) return NULL;
    return value->kind == VALUE_ABSENT ? value_map(arena, NULL, 0) : value;
}

/* --- Places --------------------------------------------------------------------------------- */

/* A secret of Kubernetes goes by another key than its path has. */
static Text member_key(const Filling *filling, const Branch *child) {
    Pair pair;
    const Value *value = emission_value(filling->plan, child->param, filling->environment);
    bool is_secret =
        child->is_leaf && value && is_entry(child) && fill_secret(filling, child, value, &pair);
    return is_secret ? pair.key : key_of(filling, child);
}

/* As deep as the shape is, as `fill` goes. */
static void place_branch(const Filling *filling, const Branch *branch, Place *place) {
    if (branch->is_leaf) place_settle(filling->plan, place, branch->param, filling->environment);
    for (uint32_t i = 0; i < branch->children.count; i++) {
        const Branch *child = branch->children.items[i];
        Place *below =
            branch->is_list
                ? place_element(filling->arena, place, child->segment->id, key_of(filling, child))
                : place_member(filling->arena, place, member_key(filling, child));
        place_branch(filling, child, below);
    }
}

void shape_places(Arena *arena, const Plan *plan, const Shape *shape, uint32_t environment,
                  Place *root) {
    Filling filling = {.arena = arena, .plan = plan, .shape = shape, .environment = environment};
    place_branch(&filling, &shape->root, root);
}

/* --- The check ------------------------------------------------------------------------------ */

/* `extraEnv[LOG_LEVEL].name`: the element has that key from its path. */
static void check_restated(Plan *plan, const Param *param) {
    for (uint32_t i = 1; i < param->path->count; i++) {
        const Segment *element = &param->path->items[i - 1], *member = &param->path->items[i];
        if (element->kind != SEGMENT_KEY || member->string) continue;
        if (!text_equal(element->id, member->text)) continue;
        Diagnostic *d = report_element_form(plan->report, param->span, param->path->text);
        report_label(d, param->span, "the element begins with that key, which is in its path");
        emission_environments(emission_about(d, param), plan, &param->sink->environments);
    }
}

/* A file of that depth is read by nobody; the shape leaves it out. */
static void check_depth(Plan *plan, const Param *param) {
    if (param->path->count <= LIMIT_NESTING) return;
    Diagnostic *d = emission_about(report_too_deep(plan->report, param->span), param);
    emission_environments(d, plan, &param->sink->environments);
}

/* Only what interpolates, or is written as a whole element, can go wrong; most sinks hold neither. */
static bool needs_filling(const Param *param) {
    const Segment *last = &param->path->items[param->path->count - 1];
    return last->kind == SEGMENT_KEY || param->path->interpolates;
}

/* Filled for every environment, with the findings on; the values are thrown away. */
void shape_check(Plan *plan, const Sink *sink) {
    bool needed = false;
    for (uint32_t i = 0; i < sink->count; i++) {
        check_depth(plan, sink->params[i]);
        check_restated(plan, sink->params[i]);
        needed = needed || needs_filling(sink->params[i]);
    }
    if (!needed) return;
    const Shape *shape = plan_shape(plan, sink);
    Filling filling = {.arena = plan->arena, .plan = plan, .shape = shape, .checked = plan};
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        filling.environment = e;
        if (set_has(&sink->environments, e)) fill(&filling, &shape->root);
    }
}
