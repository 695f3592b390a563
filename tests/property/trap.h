/* trap.h - texts and numbers that readers get wrong, and random ones like them. */
#ifndef RUNG_TESTS_TRAP_H
#define RUNG_TESTS_TRAP_H

#include "base/base.h"

/* The rows of traps.def. */
extern const char *const traps[], *const trap_numbers[];
extern const uint32_t trap_count, trap_number_count;

/* A number below `bound` from the state of a generator, which is seeded and never 0. */
uint32_t generate_below(uint64_t *state, uint32_t bound);

/* What traps are made of, put together at random. */
Text trap_letters(Arena *arena, uint64_t *state, uint32_t length);
/* The same, a trap that was changed, two of them, something like a number, lines, or any characters. */
Text trap_random(Arena *arena, uint64_t *state);
/* A number as Rung writes it. */
Text trap_random_number(Arena *arena, uint64_t *state);

/* The text as a string of Rung: in double quotes, and without interpolation. */
void trap_write_string(Writer *out, Text text);

#endif
