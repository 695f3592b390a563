/* memory.c - the only caller of malloc and free.
 *
 * Everything else takes memory from arenas, and arenas take theirs from an Allocator. The standard
 * one is here; tests bring their own, which fails when they say so. Running out of memory is final:
 * a compiler that has none left can do nothing better than say it in one line, and no caller
 * anywhere has to carry a branch for it. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

static void *allocate(void *state, size_t size) {
    (void)state;
    return malloc(size);
}

static void release(void *state, void *block) {
    (void)state;
    free(block);
}

static void exhausted(void *state) {
    (void)state;
    fputs("rung: out of memory\n", stderr);
    _Exit(STATUS_INTERNAL);
}

const Allocator memory_standard = {allocate, release, exhausted, NULL};
