/* infer.c - the type of values that have none written.
 *
 * The first value says the type and every other must agree with it. Agreeing is lenient where
 * nothing is lost: whole numbers widen to `number`, a string is read as the text type that the
 * others have, the empty `[]` and `{}` agree with every list and map, a list of what does not agree
 * is a `list(any)`, and a map of what does not agree an object. Types of scalars are the built-in
 * ones, so that two equal types are nearly always one pointer. */
#include "evaluate/infer.h"

#define SPELLED(name)                                                                              \
    { (name), sizeof(name) - 1 }

/* The type of the items of `[]`: it gives way to every other. */
static const Type unknown = {.base = BASE_ERROR, .text = SPELLED("any")};
static const Type empty_list = {
    .base = BASE_LIST, .text = SPELLED("list(any)"), .element = &unknown};
static const Type empty_map = {.base = BASE_MAP, .text = SPELLED("map(any)"), .element = &unknown};

/* Such a value agrees with all that come after it. */
bool infer_says_nothing(const Expression *expression) {
    if (expression->kind == EXPRESSION_LIST) return expression->as.list.count == 0;
    if (expression->kind == EXPRESSION_MAP) return expression->as.map.count == 0;
    return expression->kind == EXPRESSION_NONE || expression->kind == EXPRESSION_MISSING;
}

/* --- The type of a value -------------------------------------------------------------------- */

/* The type that all items have in common; `any` as soon as two have none. */
static const Type *of_items(Matrix *matrix, const Value *list) {
    const Type *element = &unknown;
    for (uint32_t i = 0; i < list->count; i++) {
        const Type *item = infer_type(matrix, list->as.items[i]);
        element = infer_join(matrix, element, item);
        if (element == NULL) return type_list_of(matrix->model, matrix->builtin[BASE_ANY]);
    }
    return element == &unknown ? &empty_list : type_list_of(matrix->model, element);
}

/* A field for each member, with the type of its value. */
static const Type *of_object(Matrix *matrix, const Value *map) {
    Field *fields = arena_array(matrix->arena, Field, map->count);
    for (uint32_t i = 0; i < map->count; i++) {
        const Pair *pair = &map->as.pairs[i];
        fields[i] = (Field){pair->key, infer_type(matrix, pair->value), NULL};
    }
    return type_object_of(matrix->model, fields, map->count);
}

/* A map where all members have a type in common, else an object. */
static const Type *of_members(Matrix *matrix, const Value *map) {
    const Type *element = &unknown;
    for (uint32_t i = 0; i < map->count && element != NULL; i++)
        element = infer_join(matrix, element, infer_type(matrix, map->as.pairs[i].value));
    if (element == NULL) return of_object(matrix, map);
    return element == &unknown ? &empty_map : type_map_of(matrix->model, element);
}

/* The prefix tells a network from an address. */
static const Type *of_network(const Matrix *matrix, Text text) {
    bool is_network = text_find(text, TEXT("/"), 0) != SIZE_MAX;
    return matrix->builtin[is_network ? BASE_CIDR : BASE_IP];
}

/* Words of an enum are text here: which enum it was is known by the reference that gave them. */
const Type *infer_type(Matrix *matrix, const Value *value) {
    switch (value->kind) {
    case VALUE_ERROR: return &unknown;
    case VALUE_ABSENT: return type_optional(matrix->model, matrix->builtin[BASE_ANY]);
    case VALUE_BOOL: return matrix->builtin[BASE_BOOL];
    case VALUE_INT: return matrix->builtin[BASE_INT];
    case VALUE_NUMBER: return matrix->builtin[BASE_NUMBER];
    case VALUE_PERCENT: return matrix->builtin[BASE_PERCENT];
    case VALUE_DURATION: return matrix->builtin[BASE_DURATION];
    case VALUE_QUANTITY: return matrix->builtin[BASE_QUANTITY];
    case VALUE_STRING:
    case VALUE_ENUM: return matrix->builtin[BASE_STRING];
    case VALUE_NETWORK: return of_network(matrix, value->text);
    case VALUE_TIME: return matrix->builtin[BASE_TIMESTAMP];
    case VALUE_DIGEST: return matrix->builtin[BASE_DIGEST];
    case VALUE_SECRET: return type_builtin(matrix->model, BASE_SECRET);
    case VALUE_LIST: return of_items(matrix, value);
    case VALUE_MAP: return of_members(matrix, value);
    }
    unreachable("ValueKind");
}

/* --- What two types have in common ---------------------------------------------------------- */

/* What whole numbers can widen to or from. */
static bool is_numeric(const Type *type) {
    return type->base == BASE_INT || type->base == BASE_NUMBER || type->base == BASE_PORT;
}

/* Whole numbers widen; a port among ints is an int. */
static const Type *join_numbers(const Matrix *matrix, const Type *a, const Type *b) {
    bool has_number = a->base == BASE_NUMBER || b->base == BASE_NUMBER;
    return matrix->builtin[has_number ? BASE_NUMBER : BASE_INT];
}

/* The same list type where nothing changes, so that comparing pointers stays enough. */
static const Type *join_elements(Matrix *matrix, const Type *a, const Type *b) {
    const Type *element = infer_join(matrix, a->element, b->element);
    if (a->element == &unknown) return b;
    if (b->element == &unknown) return a;
    if (element == NULL) element = matrix->builtin[BASE_ANY];
    if (element == a->element) return a;
    if (element == b->element) return b;
    return a->base == BASE_LIST ? type_list_of(matrix->model, element)
                                : type_map_of(matrix->model, element);
}

static const Field *find_field(const Type *type, Text name) {
    for (uint32_t i = 0; i < type->field_count; i++)
        if (text_equal(type->fields[i].name, name)) return &type->fields[i];
    return NULL;
}

/* Field by field; one that the other lacks becomes optional. NULL where two fields do not agree. */
static const Type *join_objects(Matrix *matrix, const Type *a, const Type *b) {
    Field *fields = arena_array(matrix->arena, Field, a->field_count + b->field_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->field_count; i++) {
        Field field = a->fields[i];
        const Field *other = find_field(b, field.name);
        field.type = other == NULL ? type_optional(matrix->model, field.type)
                                   : infer_join(matrix, field.type, other->type);
        if (field.type == NULL) return NULL;
        fields[count++] = field;
    }
    for (uint32_t i = 0; i < b->field_count; i++) {
        Field field = b->fields[i];
        if (find_field(a, field.name) != NULL) continue;
        field.type = type_optional(matrix->model, field.type);
        fields[count++] = field;
    }
    return type_object_of(matrix->model, fields, count);
}

/* Both are maps or objects, and not both the same of the two. */
static const Type *join_map_and_object(Matrix *matrix, const Type *a, const Type *b) {
    if (a == &empty_map) return b;
    if (b == &empty_map) return a;
    return type_map_of(matrix->model, matrix->builtin[BASE_ANY]);
}

/* What is written in braces. */
static bool is_keyed(const Type *type) {
    return type->base == BASE_MAP || type->base == BASE_OBJECT;
}

/* Two types of one base, neither of them bound, are the same for our purpose. */
static const Type *join_bases(Matrix *matrix, const Type *a, const Type *b) {
    if (is_numeric(a) && is_numeric(b) && a->base != b->base) return join_numbers(matrix, a, b);
    if (is_keyed(a) && is_keyed(b) && a->base != b->base) return join_map_and_object(matrix, a, b);
    if (a->base != b->base) return NULL;
    if (a->base == BASE_LIST || a->base == BASE_MAP) return join_elements(matrix, a, b);
    if (a->base == BASE_OBJECT) return join_objects(matrix, a, b);
    return a;
}

/* `any` has everything in common with everything. */
const Type *infer_join(Matrix *matrix, const Type *a, const Type *b) {
    if (a == b || b->base == BASE_ERROR || a->base == BASE_ANY) return a;
    if (a->base == BASE_ERROR || b->base == BASE_ANY) return b;
    const Type *joined = join_bases(matrix, a, b);
    if (joined == NULL) return NULL;
    bool is_optional = a->is_optional || b->is_optional;
    return is_optional ? type_optional(matrix->model, joined) : joined;
}

/* Also deep inside: a list of ports between 1 and 10 must not become a list of ints. */
bool infer_is_bound(const Type *type) {
    if (type->constraint_count > 0 || type->base == BASE_ENUM) return true;
    if (type->element != NULL) return infer_is_bound(type->element);
    for (uint32_t i = 0; i < type->field_count; i++)
        if (infer_is_bound(type->fields[i].type)) return true;
    return false;
}

/* Reading comes first, because it may change the value: a string among durations is one. */
bool infer_agree(Matrix *matrix, const Type **type, const Value **value) {
    Text problem;
    if (*type == NULL) {
        *type = infer_type(matrix, *value);
        return true;
    }
    bool is_open = *type == &empty_list || *type == &empty_map;
    if (!is_open && type_accepts(matrix->arena, *type, *value, value, &problem)) return true;
    if (infer_is_bound(*type)) return false;
    const Type *joined = infer_join(matrix, *type, infer_type(matrix, *value));
    if (joined != NULL) *type = joined;
    return joined != NULL;
}
