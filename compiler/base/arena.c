/* arena.c - memory that is taken piece by piece and given back all at once.
 *
 * An arena is a chain of blocks, the newest first; allocating moves a pointer forward in the
 * newest. The fast path is inline in base.h; here is what happens when the block is full, how the
 * last allocation grows in place, and how an arena falls back to a mark.
 *
 * Under AddressSanitizer the unused rest of every block is poisoned and a gap is left behind each
 * allocation, so that reading past one is caught although it is inside a block that malloc knows.
 * There `limit` never lies beyond `next`: the fast path always fails and each request comes here.
 *
 * What this does not do: free single allocations, and reuse the rest of a block that was too small
 * for a request. */
#include "base/base.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_WATCHED 1
#endif
#endif

#ifdef IS_WATCHED
#include <sanitizer/asan_interface.h>

enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(start, size)   ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))

enum { GAP = 0 };
#endif

struct ArenaBlock {
    alignas(max_align_t) ArenaBlock *previous;
    char *end;
};

static size_t block_size(const ArenaBlock *block) {
    return (size_t)((uintptr_t)block->end - (uintptr_t)block);
}

/* Bytes between two places of one block; an arena without a block has both at NULL. */
static size_t distance(const char *from, const char *to) {
    return (size_t)((uintptr_t)to - (uintptr_t)from);
}

/* What has to be left out at `place` so that the next byte is aligned; `align` is a power of two,
 * so its multiples are found by looking at the low bits only. */
static size_t padding_at(const char *place, size_t align) {
    return (size_t)(-(uintptr_t)place & (align - 1));
}

/* Makes `next` the place where the arena goes on, and restores what the fast path relies on. */
static void move_to(Arena *arena, char *next) {
    arena->next = next;
    arena->limit = GAP > 0 || arena->block == NULL ? next : arena->block->end;
}

/* Ends the allocator's way, and makes sure that it kept its promise not to return. */
static noreturn void run_out(const Arena *arena) {
    arena->allocator->exhausted(arena->allocator->state);
    unreachable("an allocator's `exhausted` returned");
}

/* The spare block where it is large enough, else one of the allocator's. */
static ArenaBlock *take_block(Arena *arena, size_t needed) {
    ArenaBlock *block = arena->spare;
    if (block != NULL && block_size(block) >= needed) {
        arena->spare = NULL;
        return block;
    }
    const Allocator *allocator = arena->allocator;
    size_t usual = arena->total == 0 ? allocator->first_block : allocator->next_block;
    size_t size = needed > usual ? needed : usual;
    block = allocator->allocate(allocator->state, size);
    if (block == NULL) run_out(arena);
    block->end = (char *)block + size;
    arena->total += size;
    return block;
}

/* Takes a block that surely holds `size` bytes at any alignment. The rest of the block before it is
 * given up: looking for room in older blocks would cost every request what few would gain. */
static void push_block(Arena *arena, size_t size, size_t align) {
    if (size > SIZE_MAX / 2) run_out(arena);
    ArenaBlock *block = take_block(arena, sizeof(ArenaBlock) + size + align + GAP);
    block->previous = arena->block;
    arena->block = block;
    char *start = (char *)(block + 1);
    ASAN_POISON_MEMORY_REGION(start, distance(start, block->end));
    move_to(arena, start);
}

/* Gives a block back. It is unpoisoned first, because the allocator may look into it. */
static void release_block(Arena *arena, ArenaBlock *block) {
    size_t size = block_size(block);
    arena->total -= size;
    ASAN_UNPOISON_MEMORY_REGION(block, size);
    arena->allocator->release(arena->allocator->state, block);
}

/* The newest block becomes the spare one, so that a loop of marks and resets at the end of a block
 * does not go to the allocator in every turn. One that was made for a large request does not: it
 * would be kept for nothing. */
static void retire_block(Arena *arena) {
    ArenaBlock *block = arena->block;
    arena->block = block->previous;
    if (arena->spare == NULL && block_size(block) <= arena->allocator->next_block)
        arena->spare = block;
    else
        release_block(arena, block);
}

static void release_all(Arena *arena) {
    while (arena->block != NULL) {
        ArenaBlock *block = arena->block;
        arena->block = block->previous;
        release_block(arena, block);
    }
    if (arena->spare != NULL) release_block(arena, arena->spare);
    arena->spare = NULL;
}

/* An arena owns nothing until its first allocation, so opening one for a task that may need no
 * memory costs nothing. */
void arena_open(Arena *arena, const Allocator *allocator) {
    *arena = (Arena){.allocator = allocator};
}

/* Leaves the arena as it was after opening: it may be used again, and closing twice is harmless. Its
 * children go first, because they live in its blocks; it stays a child itself. */
void arena_close(Arena *arena) {
    Arena *sibling = arena->sibling;
    for (Arena *child = arena->children; child != NULL; child = child->sibling)
        release_all(child);
    release_all(arena);
    arena_open(arena, arena->allocator);
    arena->sibling = sibling;
}

Arena *arena_child(Arena *parent) {
    Arena *child = arena_new(parent, Arena);
    arena_open(child, parent->allocator);
    child->sibling = parent->children;
    parent->children = child;
    return child;
}

/* Whether `size` bytes and the gap behind them fit into the block at hand. */
static bool has_room(const Arena *arena, size_t size, size_t align) {
    if (arena->block == NULL) return false;
    size_t room = distance(arena->next, arena->block->end);
    size_t overhead = padding_at(arena->next, align) + GAP;
    return overhead <= room && size <= room - overhead;
}

/* Where the fast path ends up when the block is full, and every request under AddressSanitizer. The
 * gap behind the memory stays poisoned: whoever writes one byte too many is told at once. */
void *arena_refill(Arena *arena, size_t size, size_t align) {
    if (!has_room(arena, size, align)) push_block(arena, size, align);
    char *start = arena->next + padding_at(arena->next, align);
    ASAN_UNPOISON_MEMORY_REGION(start, size);
    move_to(arena, start + size + GAP);
    return start;
}

/* In place where nothing was allocated since and the block still has room: arrays that are filled
 * one after the other then never move. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size, size_t align) {
    if (old == NULL) return arena_raw(arena, new_size, align);
    if (new_size <= old_size) return old;
    size_t more = new_size - old_size;
    bool is_last = (char *)old + old_size + GAP == arena->next;
    if (is_last && more <= distance(arena->next, arena->block->end)) {
        ASAN_UNPOISON_MEMORY_REGION(old, new_size);
        move_to(arena, arena->next + more);
        return old;
    }
    void *grown = arena_raw(arena, new_size, align);
    return memcpy(grown, old, old_size);
}

/* A mark is a place, and not a promise: it is good until the arena is reset to an older one. */
ArenaMark arena_mark(const Arena *arena) {
    return (ArenaMark){arena->block, arena->next, arena->children};
}

/* Children that were made after the mark live in what goes. */
static void release_children(Arena *arena, const Arena *last) {
    while (arena->children != last) {
        Arena *child = arena->children;
        ensure(child != NULL);
        arena->children = child->sibling;
        release_all(child);
    }
}

/* Blocks that were begun after the mark go back to the allocator, but for a spare one; in the block
 * of the mark, what follows the mark is free again and must not be looked at. */
void arena_reset(Arena *arena, ArenaMark mark) {
    release_children(arena, mark.children);
    while (arena->block != mark.block) {
        ensure(arena->block != NULL);
        retire_block(arena);
    }
    move_to(arena, mark.next);
    if (arena->block != NULL)
        ASAN_POISON_MEMORY_REGION(arena->next, distance(arena->next, arena->block->end));
}
