/* infer.c - the type of values that have none written.
 *
 * The first value says the type and every other must agree with it. The type gives way only where
 * nothing is lost: whole numbers widen to `number`, a string is read as the text type that the
 * others have, the empty `[]` and `{}` agree with every list and map, and `none` makes a type
 * optional. Inside of one value that is the same among its parts: a list of what does not agree is a
 * `list(any)`, and a map of what does not agree an object. Types of scalars are the built-in ones,
 * so that two equal types are nearly always one pointer. */
#include "evaluate/infer.h"

#define SPELLED(name)                                                                              \
    { (name), sizeof(name) - 1 }

/* The type of the items of `[]`: it gives way to every other. */
static const Type unknown = {.base = BASE_ERROR, .text = SPELLED("any")};
/* The type of a `none`: it gives way too, and makes the other optional. */
static const Type absent = {.base = BASE_ERROR, .is_optional = true, .text = SPELLED("any?")};
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

static const Type *join(Matrix *matrix, const Type *a, const Type *b, bool *agree);

/* The type that all items have in common; `any` as soon as two have none. */
static const Type *of_items(Matrix *matrix, const Value *list) {
    const Type *element = &unknown;
    bool agree = true;
    for (uint32_t i = 0; i < list->count && agree; i++)
        element = join(matrix, element, infer_type(matrix, list->as.items[i]), &agree);
    if (!agree) element = matrix->builtin[BASE_ANY];
    return element->base == BASE_ERROR ? &empty_list : type_list_of(matrix->model, element);
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

/* A map where all members have a type in common, else an object. A member that is `none` could be
 * of any type elsewhere, and the others say nothing of it. */
static const Type *of_members(Matrix *matrix, const Value *map) {
    const Type *element = &unknown;
    bool agree = true;
    for (uint32_t i = 0; i < map->count && agree; i++) {
        const Type *member = infer_type(matrix, map->as.pairs[i].value);
        element = join(matrix, element, member, &agree);
        agree &= member != &absent;
    }
    if (!agree) return of_object(matrix, map);
    return element->base == BASE_ERROR ? &empty_map : type_map_of(matrix->model, element);
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
    case VALUE_ABSENT: return &absent;
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

/* --- What two types have in common ----------------------------------------------------------
 * The first, widened as far as the second needs and may. *agree is false from then on where that is
 * not far enough. */

/* What whole numbers can widen to or from. */
static bool is_numeric(const Type *type) {
    return type->base == BASE_INT || type->base == BASE_NUMBER || type->base == BASE_PORT;
}

/* Whole numbers widen; a port among ints is an int. */
static const Type *join_numbers(const Matrix *matrix, const Type *a, const Type *b) {
    bool has_number = a->base == BASE_NUMBER || b->base == BASE_NUMBER;
    return matrix->builtin[has_number ? BASE_NUMBER : BASE_INT];
}

/* A list or map with other elements; the same type where nothing changes, so that comparing
 * pointers stays enough. */
static const Type *with_element(Matrix *matrix, const Type *type, const Type *element) {
    if (element == type->element) return type;
    return type->base == BASE_LIST ? type_list_of(matrix->model, element)
                                   : type_map_of(matrix->model, element);
}

/* Field by field with those of another object, or with the element of a map, of which no type says
 * what members it has: whoever has the value can tell. */
static const Type *join_fields(Matrix *matrix, const Type *a, const Type *b, bool *agree) {
    Field *fields = arena_array(matrix->arena, Field, a->field_count);
    bool is_changed = false;
    *agree &= a->field_count == b->field_count;
    for (uint32_t i = 0; i < a->field_count; i++) {
        fields[i] = a->fields[i];
        const Field *other = type_field(b, fields[i].name);
        *agree &= other != NULL;
        const Type *type = b->base == BASE_MAP ? b->element : other != NULL ? other->type : NULL;
        if (type != NULL) fields[i].type = join(matrix, fields[i].type, type, agree);
        is_changed |= fields[i].type != a->fields[i].type;
    }
    return is_changed ? type_object_of(matrix->model, fields, a->field_count) : a;
}

/* Every field of an object as a member of a map. */
static const Type *join_members(Matrix *matrix, const Type *map, const Type *object, bool *agree) {
    const Type *element = map->element;
    for (uint32_t i = 0; i < object->field_count; i++)
        element = join(matrix, element, object->fields[i].type, agree);
    return with_element(matrix, map, element);
}

/* What is written in braces. */
static bool is_keyed(const Type *type) {
    return type->base == BASE_MAP || type->base == BASE_OBJECT;
}

/* Two types of one base, neither of them bound, are the same for our purpose. */
static const Type *join_bases(Matrix *matrix, const Type *a, const Type *b, bool *agree) {
    if (a == &empty_map && is_keyed(b)) return b;
    if (a == &empty_list && b->base == BASE_LIST) return b;
    if (b == &empty_map && is_keyed(a)) return a;
    if (is_numeric(a) && is_numeric(b) && a->base != b->base) return join_numbers(matrix, a, b);
    if (a->base == BASE_OBJECT && is_keyed(b)) return join_fields(matrix, a, b, agree);
    if (a->base == BASE_MAP && b->base == BASE_OBJECT) return join_members(matrix, a, b, agree);
    if (a->base != b->base) *agree = false;
    if (a->base != b->base || a->element == NULL) return a;
    return with_element(matrix, a, join(matrix, a->element, b->element, agree));
}

/* `any` takes everything, and is taken by nothing else. */
static const Type *join(Matrix *matrix, const Type *a, const Type *b, bool *agree) {
    if (a == b || a->base == BASE_ANY) return a;
    const Type *joined = a;
    if (a->base == BASE_ERROR)
        joined = b;
    else if (b->base != BASE_ERROR)
        joined = join_bases(matrix, a, b, agree);
    if (!a->is_optional && !b->is_optional) return joined;
    return joined == &unknown ? &absent : type_optional(matrix->model, joined);
}

/* Is a part of it still to be said by the values to come? */
static bool is_open(const Type *type) {
    if (type->element != NULL) return is_open(type->element);
    for (uint32_t i = 0; i < type->field_count; i++)
        if (is_open(type->fields[i].type)) return true;
    return type->base == BASE_ERROR;
}

const Type *infer_widened(Matrix *matrix, const Type *type, const Value *value) {
    bool agree = true;
    return join(matrix, type, infer_type(matrix, value), &agree);
}

/* Also deep inside: a list of ports between 1 and 10 must not become a list of ints. */
bool infer_is_bound(const Type *type) {
    if (type->constraint_count > 0 || type->base == BASE_ENUM) return true;
    if (type->element != NULL) return infer_is_bound(type->element);
    for (uint32_t i = 0; i < type->field_count; i++)
        if (infer_is_bound(type->fields[i].type)) return true;
    return false;
}

/* `{}` has none of the fields that an object needs, and agrees all the same. Reading comes first,
 * because it may change the value: a string among durations is one. What is widened then
 * is read again: only the value itself says which members it has. */
bool infer_agree(Matrix *matrix, const Type **type, const Value **value) {
    Text problem;
    if (*type == NULL) {
        *type = infer_type(matrix, *value);
        return true;
    }
    if (is_keyed(*type) && (*value)->kind == VALUE_MAP && (*value)->count == 0) return true;
    if (!is_open(*type) && type_accepts(matrix->arena, *type, *value, value, &problem)) return true;
    if (infer_is_bound(*type)) return false;
    const Type *widened = infer_widened(matrix, *type, *value);
    if (!type_accepts(matrix->arena, widened, *value, value, &problem)) return false;
    *type = widened;
    return true;
}
