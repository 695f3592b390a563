/* array.c - what the array macros of base.h call when an array is full.
 *
 * Doubling keeps pushing linear, and the arena extends the last allocation in place, so an array
 * that is filled alone is rarely copied. The old items of an array that did move stay in the arena
 * as waste, at most as much as the array itself. */
#include "base/base.h"

enum { FIRST_CAPACITY = 8 };

static const uint32_t most_items = UINT32_C(1) << 31;

void *array_grow(Arena *arena, void *items, uint32_t *capacity, size_t item_size, size_t align) {
    uint32_t wanted = *capacity == 0 ? FIRST_CAPACITY : *capacity * 2;
    /* Too many items are treated as too much memory, which is what they will soon be: a request of
     * this size is one that no arena fulfils. */
    if (*capacity >= most_items) return arena_raw(arena, SIZE_MAX, align);
    size_t old_size = *capacity * item_size;
    void *grown = arena_grow(arena, items, old_size, wanted * item_size, align);
    *capacity = wanted;
    return grown;
}
