/* compare.c - the three ways in which values are compared.
 *
 * `value_same` compares what will be emitted, byte for byte: parity asks it. `value_equal` compares
 * what is meant, where `1000m` is 1 and a map has no order: `==` and the laws ask it.
 * `value_compare` says which of two numbers is less. An error has been reported already, and agrees
 * with everything, so that it is not reported again. */
#include "value/value.h"

/* Kinds that are one in what is emitted, or in what is meant, have the same group. */
typedef enum Group {
    GROUP_POISON,
    GROUP_ABSENT,
    GROUP_BOOL,
    GROUP_DIGITS,
    GROUP_TEXT,
    GROUP_LIST,
    GROUP_MAP
} Group;

static Group group_of(const Value *value) {
    switch (value->kind) {
    case VALUE_ERROR: return GROUP_POISON;
    case VALUE_ABSENT: return GROUP_ABSENT;
    case VALUE_BOOL: return GROUP_BOOL;
    case VALUE_INT:
    case VALUE_NUMBER: return GROUP_DIGITS;
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET: return GROUP_TEXT;
    case VALUE_LIST: return GROUP_LIST;
    case VALUE_MAP: return GROUP_MAP;
    }
    unreachable("ValueKind");
}

typedef bool Comparison(const Value *a, const Value *b);

/* Lists are compared by place in both senses. */
static bool agree_on_items(const Value *a, const Value *b, Comparison *agrees) {
    if (a->count != b->count) return false;
    for (uint32_t i = 0; i < a->count; i++) {
        if (!agrees(a->as.items[i], b->as.items[i])) return false;
    }
    return true;
}

/* The index of the first member from `at` on that is not absent. */
static uint32_t skip_absent(const Value *map, uint32_t at) {
    while (at < map->count && map->as.pairs[at].value->kind == VALUE_ABSENT)
        at++;
    return at;
}

/* --- What is emitted ------------------------------------------------------------------------ */

/* An int is spelled in one way only, so a number that was spelled by hand is the same exactly when
 * it reads as that int and has neither point nor exponent. */
static bool same_digits(const Value *a, const Value *b) {
    if (a->kind == VALUE_INT && b->kind == VALUE_INT) return a->as.integer == b->as.integer;
    if (a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER) return text_equal(a->text, b->text);
    const Value *spelled = a->kind == VALUE_NUMBER ? a : b;
    const Value *integer = a->kind == VALUE_NUMBER ? b : a;
    Number number;
    int64_t whole;
    for (size_t i = 0; i < spelled->text.length; i++) {
        char byte = spelled->text.bytes[i];
        if (byte != '-' && !byte_is_digit(byte)) return false;
    }
    return number_parse(spelled->text, &number) && number_to_int(number, &whole) &&
           whole == integer->as.integer;
}

/* Members in the order in which they are written; absent ones are not written. */
static bool same_members(const Value *a, const Value *b) {
    uint32_t i = skip_absent(a, 0), j = skip_absent(b, 0);
    while (i < a->count && j < b->count) {
        const Pair *left = &a->as.pairs[i], *right = &b->as.pairs[j];
        if (!text_equal(left->key, right->key)) return false;
        if (!value_same(left->value, right->value)) return false;
        i = skip_absent(a, i + 1);
        j = skip_absent(b, j + 1);
    }
    return i == a->count && j == b->count;
}

/* The groups are those of the output: an enum, a duration and a string that hold the same text are
 * emitted as the same bytes. */
bool value_same(const Value *a, const Value *b) {
    Group group = group_of(a);
    if (a == b || group == GROUP_POISON || group_of(b) == GROUP_POISON) return true;
    if (group != group_of(b)) return false;
    switch (group) {
    case GROUP_POISON:
    case GROUP_ABSENT: return true;
    case GROUP_BOOL: return a->as.truth == b->as.truth;
    case GROUP_DIGITS: return same_digits(a, b);
    case GROUP_TEXT: return text_equal(a->text, b->text);
    case GROUP_LIST: return agree_on_items(a, b, value_same);
    case GROUP_MAP: return same_members(a, b);
    }
    unreachable("Group");
}

/* --- What is meant -------------------------------------------------------------------------- */

/* Ints, numbers and quantities are all just numbers; the other kinds that have one do not mix. */
static bool is_plain_number(const Value *value) {
    return value->kind == VALUE_INT || value->kind == VALUE_NUMBER || value->kind == VALUE_QUANTITY;
}

/* Whether there is an order at all, and the two numbers that decide it. */
static bool have_numbers_of_one_kind(const Value *a, const Value *b, Number *left, Number *right) {
    bool is_one_kind = a->kind == b->kind || (is_plain_number(a) && is_plain_number(b));
    return is_one_kind && value_number(a, left) && value_number(b, right);
}

/* Poison is neither less nor greater, so that a law that sees it stays silent. */
bool value_compare(const Value *a, const Value *b, int *order) {
    Number left, right;
    *order = 0;
    if (a->kind == VALUE_ERROR || b->kind == VALUE_ERROR) return true;
    if (!have_numbers_of_one_kind(a, b, &left, &right)) return false;
    *order = number_compare(left, right);
    return true;
}

/* How many members are emitted; the array also holds those that are absent. */
static uint32_t count_members(const Value *map) {
    uint32_t count = 0;
    for (uint32_t i = skip_absent(map, 0); i < map->count; i = skip_absent(map, i + 1))
        count++;
    return count;
}

/* The index of `key`, looked for from `hint` on and around; `count` of the map when it is not
 * there. Maps that are compared nearly always have one order, so the hint is nearly always
 * right. */
static uint32_t find_member(const Value *map, Text key, uint32_t hint) {
    for (uint32_t step = 0; step < map->count; step++) {
        uint32_t at = (hint + step) % map->count;
        if (text_equal(map->as.pairs[at].key, key)) return at;
    }
    return map->count;
}

/* Keys are unique, so two maps with as many members are equal when one's members are the
 * other's. */
static bool equal_members(const Value *a, const Value *b) {
    if (count_members(a) != count_members(b)) return false;
    uint32_t hint = 0;
    for (uint32_t i = skip_absent(a, 0); i < a->count; i = skip_absent(a, i + 1)) {
        uint32_t at = find_member(b, a->as.pairs[i].key, hint);
        if (at == b->count || b->as.pairs[at].value->kind == VALUE_ABSENT) return false;
        if (!value_equal(a->as.pairs[i].value, b->as.pairs[at].value)) return false;
        hint = at + 1;
    }
    return true;
}

/* Two enum values are compared as text: the same word is the same value whatever its place. */
static bool equal_scalars(const Value *a, const Value *b) {
    Number left, right;
    if (a->kind != VALUE_ENUM && have_numbers_of_one_kind(a, b, &left, &right)) {
        return number_compare(left, right) == 0;
    }
    return group_of(a) == GROUP_TEXT && group_of(b) == GROUP_TEXT && text_equal(a->text, b->text);
}

/* Here the two groups may differ: a quantity is text in the output, and yet equals a number. */
bool value_equal(const Value *a, const Value *b) {
    Group group = group_of(a);
    if (a == b || group == GROUP_POISON || group_of(b) == GROUP_POISON) return true;
    switch (group) {
    case GROUP_POISON: return true;
    case GROUP_ABSENT: return group_of(b) == GROUP_ABSENT;
    case GROUP_BOOL:
    case GROUP_DIGITS:
    case GROUP_TEXT: return equal_scalars(a, b);
    case GROUP_LIST: return group_of(b) == GROUP_LIST && agree_on_items(a, b, value_equal);
    case GROUP_MAP: return group_of(b) == GROUP_MAP && equal_members(a, b);
    }
    unreachable("Group");
}
