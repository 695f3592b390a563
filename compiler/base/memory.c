/* memory.c - the only caller of malloc and free.
 *
 * Everything else takes memory from arenas, and arenas take theirs from an Allocator. The standard
 * one is here; tests bring their own, which fails when they say so. Running out of memory is final:
 * a compiler that has none left can do nothing better than say it in one line, and no caller
 * anywhere has to carry a branch for it. */
#define _DEFAULT_SOURCE /* madvise, where there is one */

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* The first block of an arena is enough for a small program, which touches little of it. Any other is
 * what processors with pages of 4 KiB call a huge one. */
enum { FIRST_BLOCK = 256 * 1024, HUGE_PAGE = 2 * 1024 * 1024 };

/* A large block is asked for in huge pages: one fault in place of 512. A program of a few hundred rows
 * spends more time in faults than in its parser otherwise. */
static void *allocate(void *state, size_t size) {
    (void)state;
#ifdef MADV_HUGEPAGE
    void *block;
    if (size >= HUGE_PAGE) {
        if (posix_memalign(&block, HUGE_PAGE, size) != 0) return NULL;
        (void)madvise(block, size / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
        return block;
    }
#endif
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

const Allocator memory_standard = {allocate, release, exhausted, NULL, FIRST_BLOCK, HUGE_PAGE};
