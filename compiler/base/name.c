/* name.c - words that are compared by their pointers.
 *
 * Every name of a program is interned here once; after that two names are the same word exactly
 * when they are the same pointer, and a reserved word knows its token. The table uses open
 * addressing with at most half of the slots taken. Names are never removed and never move, so a
 * pointer to one is good for as long as the arena. */
#include "base/base.h"

enum { FIRST_SLOTS = 512 };

/* Starts with room for the reserved words and the names of a small project. */
void names_open(Names *names, Arena *arena) {
    *names = (Names){.arena = arena, .slot_count = FIRST_SLOTS};
    names->slots = arena_array(arena, Name *, FIRST_SLOTS);
}

/* The slot that holds the word, or the free one where it belongs. */
static Name **slot_of(const Names *names, Text text, uint64_t hash) {
    uint32_t mask = names->slot_count - 1;
    uint32_t slot = (uint32_t)hash & mask;
    while (names->slots[slot] != NULL) {
        const Name *name = names->slots[slot];
        if (name->hash == hash && text_equal(name->text, text)) break;
        slot = (slot + 1) & mask;
    }
    return &names->slots[slot];
}

/* Doubles the table and enters every name again; the names themselves stay where they are. */
static void double_slots(Names *names) {
    Name **old = names->slots;
    uint32_t old_count = names->slot_count;
    names->slot_count = old_count * 2;
    names->slots = arena_array(names->arena, Name *, names->slot_count);
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i] != NULL) *slot_of(names, old[i]->text, old[i]->hash) = old[i];
    }
}

/* Finds a word or makes a name of it. The text is copied only the first time, if at all, so the words
 * of a source file cost no memory when they are already known. */
static Name *intern(Names *names, Text text, bool is_kept) {
    uint64_t hash = hash_text(text);
    Name **slot = slot_of(names, text, hash);
    if (*slot != NULL) return *slot;
    if (names->count >= names->slot_count / 2) {
        double_slots(names);
        slot = slot_of(names, text, hash);
    }
    Name *name = arena_new(names->arena, Name);
    name->text = is_kept ? text : text_copy(names->arena, text);
    name->hash = hash;
    *slot = name;
    names->count++;
    return name;
}

const Name *name_of(Names *names, Text text) {
    return intern(names, text, false);
}

/* For questions, such as whether anything is called so, that must not make the word known. */
const Name *name_find(const Names *names, Text text) {
    return *slot_of(names, text, hash_text(text));
}

/* The lexer then sees from the name alone, without a second look-up, that it is a keyword. */
void name_reserve(Names *names, Text text, uint32_t keyword) {
    intern(names, text, false)->keyword = keyword;
}

/* Whoever reads the same spelling again finds what it means with the word. */
void name_spell(Names *names, Text text, const struct Path *path) {
    intern(names, text, true)->path = path;
}
