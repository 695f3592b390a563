/* function_list.c - the functions on lists and maps. */
#include "evaluate/function.h"

/* Characters, not bytes. */
const Value *function_LEN(Call *call, Text *problem) {
    (void)problem;
    const Value *value = call->arguments[0];
    bool is_text = value_is_text(value);
    size_t length = is_text ? utf8_length(value->text) : value->count;
    return value_int(call->arena, (int64_t)length);
}

/* A text holds texts only; a list whatever equals an item. */
const Value *function_CONTAINS(Call *call, Text *problem) {
    const Value *holder = call->arguments[0];
    const Value *wanted = call->arguments[1];
    if (holder->kind == VALUE_LIST) {
        for (uint32_t i = 0; i < holder->count; i++)
            if (value_equal(holder->as.items[i], wanted)) return &value_true;
        return &value_false;
    }
    if (value_is_text(wanted)) return value_bool(text_contains(holder->text, wanted->text));
    *problem = TEXT("what a text contains is a text");
    return NULL;
}

/* What is absent is left out of every output, so it is no member here either. */
const Value *function_KEYS(Call *call, Text *problem) {
    (void)problem;
    const Value *map = call->arguments[0];
    const Value **items = arena_array(call->arena, const Value *, map->count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < map->count; i++)
        if (map->as.pairs[i].value->kind != VALUE_ABSENT)
            items[count++] = value_string(call->arena, map->as.pairs[i].key);
    return value_list(call->arena, items, count);
}

/* In the order of the keys. */
const Value *function_VALUES(Call *call, Text *problem) {
    (void)problem;
    const Value *map = call->arguments[0];
    const Value **items = arena_array(call->arena, const Value *, map->count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < map->count; i++)
        if (map->as.pairs[i].value->kind != VALUE_ABSENT) items[count++] = map->as.pairs[i].value;
    return value_list(call->arena, items, count);
}
