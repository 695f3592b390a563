/* unit.h - what every unit test starts with: cmocka in the order that it wants, texts that can be
 * compared with literals, a random generator that gives the same numbers on every run, and an
 * allocator that fails when it is told to. */
#ifndef RUNG_TEST_UNIT_H
#define RUNG_TEST_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base.h"

/* Setup and teardown of a group of tests that share an arena: `*state` is it. */
static inline int open_arena(void **state) {
    Arena *arena = malloc(sizeof *arena);
    arena_open(arena, &memory_standard);
    *state = arena;
    return 0;
}

static inline int close_arena(void **state) {
    arena_close(*state);
    free(*state);
    return 0;
}

/* Fails with both texts where they differ. */
static inline void check_text(Text actual, const char *expected, const char *file, int line) {
    if (text_equal(actual, text_of(expected))) return;
    print_error("expected: %s\nactual:   %.*s\n", expected, TEXT_ARGS(actual));
    _fail(file, line);
}

#define assert_text(actual, expected) check_text((actual), (expected), __FILE__, __LINE__)

/* Names the row of a table whose check failed. */
#define assert_row(condition, row)                                                                 \
    do {                                                                                           \
        if (condition) break;                                                                      \
        print_error("in row `%s`: %s\n", (row), #condition);                                       \
        _fail(__FILE__, __LINE__);                                                                 \
    } while (0)

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* xorshift64*: seeded by the test, never by the clock. */
static inline uint64_t random_next(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

enum { FAILING_BLOCK = 64 * 1024 };

/* Fails the request that `before_failure` counts down to, and jumps to `escape`. Blocks are counted
 * so that a test sees whether all of them came back, and small so that there are many. */
typedef struct Failing {
    Allocator allocator;
    jmp_buf escape;
    int before_failure;
    int blocks;
} Failing;

static inline void *failing_allocate(void *state, size_t size) {
    Failing *failing = state;
    if (failing->before_failure-- == 0) return NULL;
    failing->blocks++;
    return malloc(size);
}

static inline void failing_release(void *state, void *block) {
    ((Failing *)state)->blocks--;
    free(block);
}

static inline void failing_exhausted(void *state) {
    longjmp(((Failing *)state)->escape, 1);
}

static inline void failing_open(Failing *failing, int before_failure) {
    failing->allocator = (Allocator){failing_allocate, failing_release, failing_exhausted,
                                     failing,          FAILING_BLOCK,   FAILING_BLOCK};
    failing->before_failure = before_failure;
    failing->blocks = 0;
}

#endif
