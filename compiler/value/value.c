/* value.c - making values, and asking what they are.
 *
 * Values are made once and never changed, so they share freely: the same list may be the value of
 * ten environments. Comparing them is in compare.c, writing them in json.c and show.c. */
#include "value/value.h"

const Value value_error = {.kind = VALUE_ERROR};
const Value value_absent = {.kind = VALUE_ABSENT};
const Value value_true = {.kind = VALUE_BOOL, .as.truth = true};
const Value value_false = {.kind = VALUE_BOOL, .as.truth = false};

/* There are only two, and they need no arena. */
const Value *value_bool(bool truth) {
    return truth ? &value_true : &value_false;
}

/* Zeroed, so that what a kind does not use is the same in all its values. */
static Value *make(Arena *arena, ValueKind kind) {
    Value *value = arena_new(arena, Value);
    value->kind = kind;
    return value;
}

const Value *value_int(Arena *arena, int64_t integer) {
    Value *value = make(arena, VALUE_INT);
    value->as.integer = integer;
    return value;
}

/* The text is not copied: it lives in the source, or in the arena that the caller used. */
const Value *value_text(Arena *arena, ValueKind kind, Text text) {
    Value *value = make(arena, kind);
    value->text = text;
    return value;
}

const Value *value_string(Arena *arena, Text text) {
    return value_text(arena, VALUE_STRING, text);
}

/* The order is the place in the declaration; laws compare it, and nothing emits it. */
const Value *value_enum(Arena *arena, Text text, uint32_t order) {
    Value *value = make(arena, VALUE_ENUM);
    value->text = text;
    value->as.order = order;
    return value;
}

/* The items are not copied. */
const Value *value_list(Arena *arena, const Value *const *items, uint32_t count) {
    Value *value = make(arena, VALUE_LIST);
    value->as.items = items;
    value->count = count;
    return value;
}

const Value *value_map(Arena *arena, const Pair *pairs, uint32_t count) {
    Value *value = make(arena, VALUE_MAP);
    value->as.pairs = pairs;
    value->count = count;
    return value;
}

/* The result of an operator has no spelling: a whole number becomes an int where it fits. */
const Value *value_of_number(Arena *arena, Number number) {
    int64_t integer;
    if (number_to_int(number, &integer)) return value_int(arena, integer);
    return value_text(arena, VALUE_NUMBER, number_text(arena, number));
}

/* Also the kinds with a unit: every reader wants `"30s"` in quotes, and a percent too. */
bool value_is_text(const Value *value) {
    switch (value->kind) {
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET: return true;
    case VALUE_ERROR:
    case VALUE_ABSENT:
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_NUMBER:
    case VALUE_LIST:
    case VALUE_MAP: return false;
    }
    unreachable("ValueKind");
}

/* What may stand where a format knows nothing but strings. */
bool value_is_scalar(const Value *value) {
    return value->kind == VALUE_BOOL || value->kind == VALUE_INT || value->kind == VALUE_NUMBER ||
           value_is_text(value);
}

/* Objects are small, so they are looked through. Absent members are found, with an absent value. */
const Value *value_member(const Value *map, Text key) {
    if (map->kind != VALUE_MAP) return NULL;
    for (uint32_t i = 0; i < map->count; i++) {
        if (text_equal(map->as.pairs[i].key, key)) return map->as.pairs[i].value;
    }
    return NULL;
}

/* An integer is always a number; this only gives the cases below one form. */
static bool number_from(int64_t integer, Number *out) {
    *out = number_of(integer);
    return true;
}

typedef bool Reader(Text text, int64_t *out);

/* The number of a spelling that stands for an integer: of nanoseconds or of seconds. */
static bool number_read(Text text, Reader *read, Number *out) {
    int64_t integer;
    return read(text, &integer) && number_from(integer, out);
}

/* Computed when it is asked for: most values are only ever written as they were spelled. */
bool value_number(const Value *value, Number *out) {
    switch (value->kind) {
    case VALUE_BOOL: return number_from(value->as.truth, out);
    case VALUE_INT: return number_from(value->as.integer, out);
    case VALUE_ENUM: return number_from(value->as.order, out);
    case VALUE_DURATION: return number_read(value->text, duration_parse, out);
    case VALUE_TIME: return number_read(value->text, moment_parse, out);
    case VALUE_NUMBER: return number_parse(value->text, out);
    case VALUE_PERCENT: return percent_parse(value->text, out);
    case VALUE_QUANTITY: return quantity_parse(value->text, out);
    case VALUE_ERROR:
    case VALUE_ABSENT:
    case VALUE_STRING:
    case VALUE_NETWORK:
    case VALUE_DIGEST:
    case VALUE_SECRET:
    case VALUE_LIST:
    case VALUE_MAP: return false;
    }
    unreachable("ValueKind");
}

/* Asking this of a list is a mistake of ours, not of the user. */
Text value_plain(Arena *arena, const Value *value) {
    ensure(value_is_scalar(value));
    if (value->kind == VALUE_BOOL) return value->as.truth ? TEXT("true") : TEXT("false");
    if (value->kind == VALUE_INT) return text_of_integer(arena, value->as.integer);
    return value->text;
}
