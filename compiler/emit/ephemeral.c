/* ephemeral.c - does a path tell the values of an ephemeral environment's parameter apart?
 *
 * Only one value of the parameter is known when a program is checked, so the path's text cannot say
 * it: `v1` holds the sample 1 too. What decides is whether the expression reads `env` itself or its
 * parameter, also by way of attributes. */
#include "emit/emission.h"

/* Attributes may read one another; whoever takes this long goes round in a cycle, and that was
 * reported. */
enum { STEPS_MOST = 4096 };

typedef struct Search {
    const Plan *plan;
    const Unit *unit;
    const Environment *environment;
    uint32_t steps;
} Search;

static bool depends(Search *search, const Expression *expression);

/* What the environment states, else the one it is like, else the attribute's default. */
static const Expression *attribute_expression(const Search *search, uint32_t attribute) {
    const Model *model = search->plan->model;
    for (int32_t at = (int32_t)search->environment->index; at >= 0;
         at = model->environments[at].like) {
        const AttributeCell *cell = &model->environments[at].attributes[attribute];
        if (cell->value) return cell->value;
    }
    return model->attributes[attribute].fallback;
}

/* The parameter itself, or an attribute whose expression reads it. */
static bool attribute_depends(Search *search, Text name) {
    const Model *model = search->plan->model;
    if (text_equal(name, search->environment->parameter->text)) return true;
    const AttributeFact *fact = map_get(&model->attribute_by_name, name);
    if (!fact) return false;
    return depends(search, attribute_expression(search, (uint32_t)(fact - model->attributes)));
}

/* Attributes of a unit may use `env`; a namespace that it does not state is the environment's. */
static bool unit_attribute_depends(Search *search, Text name) {
    UnitAttributeKind kind;
    if (!unit_attribute_find(name, &kind)) return false;
    const Expression *own = search->unit->attributes[kind].value;
    if (!own && kind == UNIT_NAMESPACE) return attribute_depends(search, name);
    return depends(search, own);
}

/* The root of a chain, such as `env` in `env.region`. */
static bool is_name(const Expression *expression, Text name) {
    return expression->kind == EXPRESSION_NAME && expression->as.name &&
           text_equal(expression->as.name->text, name);
}

/* `env.pr`, `env.region`, `unit.owner`; any other member is judged by what it is a member of. */
static bool member_depends(Search *search, const Expression *expression) {
    const Expression *left = expression->as.member.left;
    Text name = expression->as.member.segment->text;
    if (is_name(left, TEXT("env"))) return attribute_depends(search, name);
    if (is_name(left, TEXT("unit"))) return unit_attribute_depends(search, name);
    return depends(search, left);
}

/* The parts of a template, the arguments of a call, the items of a list. */
static bool any_depends(Search *search, const Expressions *list) {
    for (uint32_t i = 0; i < list->count; i++)
        if (depends(search, list->items[i])) return true;
    return false;
}

/* Values, and keys that interpolate. */
static bool pairs_depend(Search *search, const Expression *map) {
    for (uint32_t i = 0; i < map->as.map.count; i++)
        if (depends(search, map->as.map.items[i].key.string) ||
            depends(search, map->as.map.items[i].value))
            return true;
    return false;
}

/* `${env}` stands for the whole of it: `preview-1` holds the parameter. */
static bool find(Search *search, const Expression *expression) {
    switch (expression->kind) {
    case EXPRESSION_NAME: return is_name(expression, TEXT("env"));
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX: return member_depends(search, expression);
    case EXPRESSION_CALL: return any_depends(search, &expression->as.call->arguments);
    case EXPRESSION_TEMPLATE:
    case EXPRESSION_LIST: return any_depends(search, &expression->as.list);
    case EXPRESSION_MAP: return pairs_depend(search, expression);
    case EXPRESSION_NOT:
    case EXPRESSION_BINARY:
        return depends(search, expression->as.sides.left) ||
               depends(search, expression->as.sides.right);
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
        return depends(search, expression->as.loop->in) ||
               depends(search, expression->as.loop->where) ||
               depends(search, expression->as.loop->body);
    case EXPRESSION_MISSING: return true; /* a mistake that was reported */
    case EXPRESSION_AT:                   /* of another environment */
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_STRING: return false;
    }
    unreachable("ExpressionKind");
}

/* Who has looked for too long gets the benefit of the doubt. */
static bool depends(Search *search, const Expression *expression) {
    if (!expression) return false;
    return search->steps++ >= STEPS_MOST || find(search, expression);
}

/* A path that depends on the parameter may still be one file for two values of it, `${env.pr % 2}`:
 * whoever writes that means it. */
bool ephemeral_depends(const Plan *plan, const Unit *unit, uint32_t environment,
                       const Expression *expression) {
    Search search = {plan, unit, &plan->model->environments[environment], 0};
    return depends(&search, expression);
}
