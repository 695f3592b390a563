/* accept.c - does a value fit a type, and what does the type make of it?
 *
 * A type that is written as text reads strings; `number` takes whole numbers; an object fills
 * in the defaults of its fields. What comes out is the value that goes in wherever nothing
 * changes, so that the common case allocates nothing. Problems are evidence for a label, "51 is
 * not in 1..50": the sentence around them is the caller's, who knows the place. */
#include "evaluate/accept.h"

/* The form that problems have: the value, and what is wrong with it. */
bool accept_refuse(Arena *arena, const Value *value, const char *what, Text *problem) {
    Text shown = value_show(arena, value, PROBLEM_COLUMNS);
    *problem = text_format(arena, "%.*s %s", TEXT_ARGS(shown), what);
    return false;
}

/* What a value is, as a predicate behind its text: "30s is a duration". */
static const char *describe(const Value *value) {
    switch (value->kind) {
    case VALUE_ERROR:
    case VALUE_ABSENT: return "is absent";
    case VALUE_BOOL: return "is a bool";
    case VALUE_INT: return "is an int";
    case VALUE_NUMBER: return "is a number with a fraction";
    case VALUE_PERCENT: return "is a percent";
    case VALUE_DURATION: return "is a duration";
    case VALUE_QUANTITY: return "is a quantity";
    case VALUE_STRING:
    case VALUE_ENUM: return "is a string";
    case VALUE_NETWORK: return "is an address or network";
    case VALUE_TIME: return "is a time";
    case VALUE_DIGEST: return "is a digest";
    case VALUE_SECRET: return "is a secret";
    case VALUE_LIST: return "is a list";
    case VALUE_MAP: return "is a map";
    }
    unreachable("ValueKind");
}

/* --- Scalars -------------------------------------------------------------------------------- */

/* For types that have exactly one kind of value. */
static bool accept_kind(Arena *arena, const Value *value, ValueKind kind, Text *problem) {
    return value->kind == kind || accept_refuse(arena, value, describe(value), problem);
}

/* A whole number is a number as it stands: its spelling is kept. */
static bool accept_number(Arena *arena, const Value *value, Text *problem) {
    return value->kind == VALUE_INT || accept_kind(arena, value, VALUE_NUMBER, problem);
}

/* Ports have a range of their own, which no type has to write. */
static bool accept_port(Arena *arena, const Value *value, Text *problem) {
    enum { HIGHEST_PORT = 65535 };

    if (!accept_kind(arena, value, VALUE_INT, problem)) return false;
    if (value->as.integer >= 1 && value->as.integer <= HIGHEST_PORT) return true;
    return accept_refuse(arena, value, "is not in 1..65535", problem);
}

/* Says which words there are, as long as they are few. */
static bool refuse_word(Arena *arena, const Type *type, const Value *value, Text *problem) {
    enum { MOST_WORDS = 8 };

    Text shown = value_show(arena, value, PROBLEM_COLUMNS);
    Text words = text_enumerate_some(arena, type->values, type->value_count, MOST_WORDS);
    *problem = text_format(arena, "%.*s is none of %.*s", TEXT_ARGS(shown), TEXT_ARGS(words));
    return false;
}

/* A word of an enum by its text. One that comes from another enum has another place in the
 * order, so it is made anew. */
static bool accept_word(Arena *arena, const Type *type, const Value **value, Text *problem) {
    const Value *word = *value;
    if (word->kind != VALUE_STRING && word->kind != VALUE_ENUM)
        return accept_refuse(arena, word, describe(word), problem);
    const Text *known = type_word(type, word->text);
    if (known == NULL) return refuse_word(arena, type, word, problem);
    uint32_t order = (uint32_t)(known - type->values);
    if (word->kind != VALUE_ENUM || word->as.order != order)
        *value = value_enum(arena, *known, order);
    return true;
}

/* --- Lists and maps ------------------------------------------------------------------------- */

/* A part may be absent only where its type says so. */
static bool accept_part(Arena *arena, const Type *type, const Value **value, Text *problem) {
    if ((*value)->kind != VALUE_ABSENT) return type_accepts(arena, type, *value, value, problem);
    bool is_allowed = type->is_optional || type->base == BASE_ANY || type->base == BASE_ERROR;
    if (!is_allowed) *problem = TEXT("it is none");
    return is_allowed;
}

/* A list by its items. The copy is made when the first item changes: `["1d"]` as a list of
 * durations. */
static bool accept_list(Arena *arena, const Type *type, const Value **value, Text *problem) {
    const Value *list = *value;
    if (!accept_kind(arena, list, VALUE_LIST, problem)) return false;
    const Value **items = NULL;
    for (uint32_t i = 0; i < list->count; i++) {
        const Value *item = list->as.items[i];
        if (!accept_part(arena, type->element, &item, problem)) {
            *problem = text_format(arena, "item %u: %.*s", i, TEXT_ARGS(*problem));
            return false;
        }
        if (item == list->as.items[i]) continue;
        if (items == NULL) {
            items = arena_array(arena, const Value *, list->count);
            memcpy(items, list->as.items, list->count * sizeof *items);
        }
        items[i] = item;
    }
    if (items != NULL) *value = value_list(arena, items, list->count);
    return true;
}

/* A map under construction: the pairs it was given until one changes, then a copy. */
typedef struct Pairs {
    Arena *arena;
    const Value *given;
    Pair *changed; /* NULL while nothing has changed */
    uint32_t count;
} Pairs;

/* Makes the copy, with room for fields that are still to be filled in. */
static void own_pairs(Pairs *pairs, uint32_t room) {
    if (pairs->changed != NULL) return;
    pairs->changed = arena_array(pairs->arena, Pair, pairs->given->count + room);
    if (pairs->given->count > 0)
        memcpy(pairs->changed, pairs->given->as.pairs, pairs->given->count * sizeof(Pair));
}

/* The member at `index` as its type has it. */
static bool accept_member(Pairs *pairs, uint32_t index, const Type *type, uint32_t room,
                          Text *problem) {
    Pair pair = pairs->given->as.pairs[index];
    const Value *value = pair.value;
    if (!accept_part(pairs->arena, type, &value, problem)) {
        *problem =
            text_format(pairs->arena, "`%.*s`: %.*s", TEXT_ARGS(pair.key), TEXT_ARGS(*problem));
        return false;
    }
    if (value == pair.value) return true;
    own_pairs(pairs, room);
    pairs->changed[index].value = value;
    return true;
}

/* A map by its members, whose keys are free. */
static bool accept_map(Arena *arena, const Type *type, const Value **value, Text *problem) {
    Pairs pairs = {arena, *value, NULL, (*value)->count};
    if (!accept_kind(arena, *value, VALUE_MAP, problem)) return false;
    for (uint32_t i = 0; i < pairs.given->count; i++)
        if (!accept_member(&pairs, i, type->element, 0, problem)) return false;
    if (pairs.changed != NULL) *value = value_map(arena, pairs.changed, pairs.count);
    return true;
}

/* --- Objects -------------------------------------------------------------------------------- */

/* An unknown field is refused with those that are known: a misspelt one would silently do
 * nothing. */
static bool refuse_field(Arena *arena, const Type *type, Text name, Text *problem) {
    enum { MOST_FIELDS = 8 };

    Text *names = arena_array(arena, Text, type->field_count);
    for (uint32_t i = 0; i < type->field_count; i++)
        names[i] = type->fields[i].name;
    Text known = text_enumerate_some(arena, names, type->field_count, MOST_FIELDS);
    *problem = text_format(arena, "`%.*s` is no field of it: there are %.*s", TEXT_ARGS(name),
                           TEXT_ARGS(known));
    return false;
}

/* What a field has that was not given: its default, absence where that is allowed. */
static bool fill_field(Pairs *pairs, const Type *type, const Field *field, Text *problem) {
    const Value *value = &value_absent;
    if (field->fallback != NULL) {
        if (!constant_read(pairs->arena, field->type, field->fallback, &value, problem)) {
            *problem = text_format(pairs->arena, "the default of `%.*s`: %.*s",
                                   TEXT_ARGS(field->name), TEXT_ARGS(*problem));
            return false;
        }
    } else if (!field->type->is_optional) {
        *problem =
            text_format(pairs->arena, "the field `%.*s` is not there", TEXT_ARGS(field->name));
        return false;
    }
    own_pairs(pairs, type->field_count);
    pairs->changed[pairs->count++] = (Pair){.key = field->name, .value = value};
    return true;
}

/* An object by its fields: every member is one, and every field is a member, has a default, or
 * may be absent. What is filled in stands behind what was written. */
static bool accept_object(Arena *arena, const Type *type, const Value **value, Text *problem) {
    Pairs pairs = {arena, *value, NULL, (*value)->count};
    if (!accept_kind(arena, *value, VALUE_MAP, problem)) return false;
    bool *is_given = arena_array(arena, bool, type->field_count);
    for (uint32_t i = 0; i < pairs.given->count; i++) {
        const Field *field = type_field(type, pairs.given->as.pairs[i].key);
        if (field == NULL) return refuse_field(arena, type, pairs.given->as.pairs[i].key, problem);
        is_given[field - type->fields] = true;
        if (!accept_member(&pairs, i, field->type, type->field_count, problem)) return false;
    }
    for (uint32_t i = 0; i < type->field_count; i++) {
        const Field *field = &type->fields[i];
        if (is_given[i]) continue;
        if (!fill_field(&pairs, type, field, problem)) return false;
    }
    if (pairs.changed != NULL) *value = value_map(arena, pairs.changed, pairs.count);
    return true;
}

/* --- Text ----------------------------------------------------------------------------------- */

/* A text by its form. An empty problem means that the value is of a kind that is no text at all. */
static bool accept_written(Arena *arena, BaseKind base, const Value **value, Text *problem) {
    const Value *given = *value;
    if (accept_text(arena, base, given, value, problem)) return true;
    return problem->length == 0 && accept_refuse(arena, given, describe(given), problem);
}

/* --- All of them ---------------------------------------------------------------------------- */

/* The value before its bounds, by what the type is made of. */
static bool accept_base(Arena *arena, const Type *type, const Value **value, Text *problem) {
    switch (type->base) {
    case BASE_ERROR:
    case BASE_ANY: return true;
    case BASE_BOOL: return accept_kind(arena, *value, VALUE_BOOL, problem);
    case BASE_INT: return accept_kind(arena, *value, VALUE_INT, problem);
    case BASE_NUMBER: return accept_number(arena, *value, problem);
    case BASE_PORT: return accept_port(arena, *value, problem);
    case BASE_STRING:
    case BASE_DURATION:
    case BASE_QUANTITY:
    case BASE_PERCENT:
    case BASE_IP:
    case BASE_CIDR:
    case BASE_HOST:
    case BASE_URL:
    case BASE_SEMVER:
    case BASE_DIGEST:
    case BASE_TIMESTAMP: return accept_written(arena, type->base, value, problem);
    case BASE_ENUM: return accept_word(arena, type, value, problem);
    case BASE_LIST: return accept_list(arena, type, value, problem);
    case BASE_MAP: return accept_map(arena, type, value, problem);
    case BASE_OBJECT: return accept_object(arena, type, value, problem);
    case BASE_SECRET: return accept_kind(arena, *value, VALUE_SECRET, problem);
    }
    unreachable("BaseKind");
}

/* The base first, which may change the value, and then the bounds of what has come out. An error
 * passes, because it was reported; an absent value passes, because whether it may be is for the
 * caller to say. */
bool type_accepts(Arena *arena, const Type *type, const Value *value, const Value **out,
                  Text *problem) {
    *problem = (Text){"", 0};
    *out = value;
    if (value->kind == VALUE_ERROR || value->kind == VALUE_ABSENT) return true;
    if (!accept_base(arena, type, out, problem)) {
        *out = value;
        return false;
    }
    return type->constraint_count == 0 || accept_bounds(arena, type, *out, problem);
}
