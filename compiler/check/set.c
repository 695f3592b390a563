/* set.c - sets of environments as bits: four words, copied and returned by value.
 *
 * There are at most LIMIT_ENVIRONMENTS environments, so a set never allocates and every operation
 * is a handful of instructions. */
#include "check/check.h"

enum { WORD_BITS = 64, WORDS = LIMIT_ENVIRONMENTS / WORD_BITS };

static uint64_t bit(uint32_t index) {
    return UINT64_C(1) << (index % WORD_BITS);
}

void set_add(EnvironmentSet *set, uint32_t index) {
    set->words[index / WORD_BITS] |= bit(index);
}

void set_remove(EnvironmentSet *set, uint32_t index) {
    set->words[index / WORD_BITS] &= ~bit(index);
}

bool set_is_empty(const EnvironmentSet *set) {
    uint64_t any = 0;
    for (size_t i = 0; i < WORDS; i++)
        any |= set->words[i];
    return any == 0;
}

EnvironmentSet set_and(EnvironmentSet a, EnvironmentSet b) {
    for (size_t i = 0; i < WORDS; i++)
        a.words[i] &= b.words[i];
    return a;
}

EnvironmentSet set_or(EnvironmentSet a, EnvironmentSet b) {
    for (size_t i = 0; i < WORDS; i++)
        a.words[i] |= b.words[i];
    return a;
}

EnvironmentSet set_without(EnvironmentSet a, EnvironmentSet b) {
    for (size_t i = 0; i < WORDS; i++)
        a.words[i] &= ~b.words[i];
    return a;
}

/* One step a member: each takes the lowest bit away. */
uint32_t set_count(const EnvironmentSet *set) {
    uint32_t count = 0;
    for (size_t i = 0; i < WORDS; i++)
        for (uint64_t word = set->words[i]; word != 0; word &= word - 1)
            count++;
    return count;
}
