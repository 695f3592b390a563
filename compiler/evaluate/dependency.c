/* dependency.c - what a value was made from: the parameters it reads, and the units it needs.
 *
 * The parameters are found by evaluating the value once more while somebody listens; what is read
 * then is what was read. The units are found in the tree, whichever way conditions go, because a
 * scoped build must not depend on values. */
#include "evaluate/expression.h"
#include "evaluate/reference.h"

/* --- Parameters ----------------------------------------------------------------------------- */

typedef struct Recorder {
    const Param *reader;
    uint32_t environment;
    ARRAY(Dependency) items;
} Recorder;

/* Each pair once. Values read few others, so looking through all is no cost. */
void recorder_note(Matrix *matrix, const Param *param, uint32_t environment) {
    Recorder *recorder = matrix->recorder;
    if (recorder == NULL) return;
    for (uint32_t i = 0; i < recorder->items.count; i++) {
        const Dependency *known = &recorder->items.items[i];
        if (known->param == param && known->environment == environment) return;
    }
    Dependency dependency = {param, environment};
    array_push(matrix->arena, &recorder->items, dependency);
}

/* The expressions whose value a parameter has in an environment. */
static void read_again(Matrix *matrix, const Param *param, uint32_t environment) {
    Origin origin;
    if (!param_origin(matrix->model, param, environment, &origin)) return;
    Frame frame = param_frame(matrix, param, environment);
    const Expression *expression = origin.value;
    if (param->is_secret) {
        expression = param_store(param);
        if (expression == NULL) expression = param->sink->template;
        frame.path = param_name(&frame, param);
        frame.has_path = true;
    }
    if (expression != NULL) expression_evaluate(&frame, expression, row_type_so_far(matrix, param));
}

/* The steps of a second evaluation are not those of the program: the supply is what it was
 * before. */
uint32_t matrix_dependencies(Arena *arena, Matrix *matrix, const Param *param, uint32_t environment,
                             Dependency **out) {
    Recorder recorder = {.reader = param, .environment = environment};
    uint64_t steps = matrix->steps;
    matrix->steps = LIMIT_STEPS;
    matrix->recorder = &recorder;
    read_again(matrix, param, environment);
    matrix->recorder = NULL;
    matrix->steps = steps;
    *out = arena_array(arena, Dependency, recorder.items.count);
    if (recorder.items.count > 0)
        memcpy(*out, recorder.items.items, recorder.items.count * sizeof **out);
    return recorder.items.count;
}

/* --- Units ---------------------------------------------------------------------------------- */

typedef struct Closure {
    const Model *model;
    bool *is_in; /* by unit */
    const Unit **queue;
    uint32_t count;
} Closure;

/* Enters a unit once; what is in the queue is walked in turn. */
static void add_unit(Closure *closure, const Unit *unit) {
    if (unit == NULL || closure->is_in[unit->index]) return;
    closure->is_in[unit->index] = true;
    closure->queue[closure->count++] = unit;
}

static void walk(Closure *closure, const Expression *expression);

/* Items of a list, arguments of a call, parts of a template. */
static void walk_list(Closure *closure, const Expressions *list) {
    for (uint32_t i = 0; i < list->count; i++)
        walk(closure, list->items[i]);
}

/* Values, and keys that interpolate. */
static void walk_map(Closure *closure, const Expression *map) {
    for (uint32_t i = 0; i < map->as.map.count; i++) {
        walk(closure, map->as.map.items[i].key.string);
        walk(closure, map->as.map.items[i].value);
    }
}

/* `service.NAME` and `stack.NAME`, whatever follows. */
static void walk_member(Closure *closure, const Expression *member) {
    const Expression *left = member->as.member.left;
    walk(closure, member->as.member.segment->string);
    walk(closure, left);
    if (left->kind != EXPRESSION_NAME || left->as.name == NULL) return;
    Text root = left->as.name->text;
    if (text_equal(root, TEXT("service")) || text_equal(root, TEXT("stack")))
        add_unit(closure, map_get(&closure->model->unit_by_name, member->as.member.segment->text));
}

/* The whole tree of an expression: what stands in a branch that is never taken counts too. */
static void walk(Closure *closure, const Expression *expression) {
    if (expression == NULL) return;
    switch (expression->kind) {
    case EXPRESSION_MISSING:
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_STRING:
    case EXPRESSION_NAME: return;
    case EXPRESSION_CALL: walk_list(closure, &expression->as.call->arguments); return;
    case EXPRESSION_TEMPLATE:
    case EXPRESSION_LIST: walk_list(closure, &expression->as.list); return;
    case EXPRESSION_MAP: walk_map(closure, expression); return;
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
        walk(closure, expression->as.loop->in);
        walk(closure, expression->as.loop->where);
        walk(closure, expression->as.loop->body);
        return;
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX: walk_member(closure, expression); return;
    case EXPRESSION_AT: walk(closure, expression->as.at.left); return;
    case EXPRESSION_NOT: walk(closure, expression->as.sides.left); return;
    case EXPRESSION_BINARY:
        walk(closure, expression->as.sides.left);
        walk(closure, expression->as.sides.right);
        return;
    }
    unreachable("ExpressionKind");
}

/* Every expression of a statement, whichever environment it is for. */
static void walk_statement(Closure *closure, const Statement *statement) {
    if (statement == NULL) return;
    if (statement->secret != NULL) walk(closure, statement->secret->as.secret.store);
    const Parameter *node = statement->node;
    if (node == NULL) return;
    walk(closure, node->fallback);
    for (uint32_t i = 0; i < node->cell_count; i++)
        if (node->cells[i].kind == CELL_VALUE) walk(closure, node->cells[i].value);
}

/* What gives its value, and what gives the keys of its path. */
static void walk_param(Closure *closure, const Param *param) {
    for (uint32_t i = 0; i < param->path->count; i++)
        walk(closure, param->path->items[i].string);
    walk_statement(closure, param->own);
    walk_statement(closure, param->inherited);
}

/* Attributes and parameters. The paths of its outputs refer to nothing but itself. */
static void walk_unit(Closure *closure, const Unit *unit) {
    for (uint32_t i = 0; i < UNIT_ATTRIBUTE_END; i++)
        walk(closure, unit->attributes[i].value);
    for (uint32_t s = 0; s < unit->sink_count; s++) {
        walk(closure, unit->sinks[s]->template);
        for (uint32_t p = 0; p < unit->sinks[s]->count; p++)
            walk_param(closure, unit->sinks[s]->params[p]);
    }
}

/* A queue of units that grows while it is walked. The result is in the order of the model, so it
 * does not depend on who refers to whom first. */
uint32_t matrix_closure(Arena *arena, Matrix *matrix, const Unit *unit, uint32_t **out) {
    const Model *model = matrix->model;
    Closure closure = {.model = model};
    closure.is_in = arena_array(arena, bool, model->unit_count);
    closure.queue = arena_array(arena, const Unit *, model->unit_count);
    add_unit(&closure, unit);
    for (uint32_t i = 0; i < closure.count; i++)
        walk_unit(&closure, closure.queue[i]);
    *out = arena_array(arena, uint32_t, closure.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->unit_count; i++)
        if (closure.is_in[i]) (*out)[count++] = i;
    return count;
}
