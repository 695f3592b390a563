/* name.c - words that are compared by their pointers.
 *
 * Every name of a program is interned here once; after that two names are the same word exactly
 * when they are the same pointer, and a reserved word knows its token. The table uses open
 * addressing with at most half of the slots taken. Names are never removed and never move, so a
 * pointer to one is good for as long as the arena.
 *
 * Nearly all questions are about words that are known, so looking takes no lock: a name is whole
 * before it stands in its slot, and a table before it is the table. Who finds nothing, perhaps because
 * another thread has just put it there, looks again under the lock before it adds the word. */
#include "base/base.h"

enum { FIRST_SLOTS = 512 };

struct NameSlots {
    uint32_t count;
    _Atomic(Name *) items[];
};

static NameSlots *make_slots(Arena *arena, uint32_t count) {
    size_t size = sizeof(NameSlots) + count * sizeof(_Atomic(Name *));
    NameSlots *slots = arena_raw(arena, size, alignof(NameSlots));
    memset(slots, 0, size);
    slots->count = count;
    return slots;
}

/* Starts with room for the reserved words and the names of a small project. */
void names_open(Names *names, Arena *arena) {
    *names = (Names){.arena = arena, .lock = PTHREAD_MUTEX_INITIALIZER};
    atomic_init(&names->slots, make_slots(arena, FIRST_SLOTS));
}

void names_lock(Names *names) {
    ensure(pthread_mutex_lock(&names->lock) == 0);
}

void names_unlock(Names *names) {
    ensure(pthread_mutex_unlock(&names->lock) == 0);
}

/* The slot that holds the word, or the free one where it belongs; *name is what it holds. */
static _Atomic(Name *) *slot_of(NameSlots *slots, Text text, uint64_t hash, Name **name) {
    uint32_t mask = slots->count - 1;
    uint32_t slot = (uint32_t)hash & mask;
    for (;; slot = (slot + 1) & mask) {
        *name = atomic_load_explicit(&slots->items[slot], memory_order_acquire);
        if (*name == NULL || ((*name)->hash == hash && text_equal((*name)->text, text)))
            return &slots->items[slot];
    }
}

static Name *find(const Names *names, Text text, uint64_t hash) {
    Name *name;
    slot_of(atomic_load_explicit(&names->slots, memory_order_acquire), text, hash, &name);
    return name;
}

/* A table of twice the size, with every name; the names themselves stay where they are. */
static NameSlots *double_slots(Names *names, const NameSlots *old) {
    NameSlots *slots = make_slots(names->arena, old->count * 2);
    for (uint32_t i = 0; i < old->count; i++) {
        Name *name = old->items[i], *none;
        if (name != NULL) *slot_of(slots, name->text, name->hash, &none) = name;
    }
    names->slots = slots;
    return slots;
}

/* Finds a word or makes a name of it, under the lock. The text is copied only the first time, if at
 * all, so the words of a source file cost no memory when they are already known. */
static Name *intern(Names *names, Text text, uint64_t hash, bool is_kept) {
    Name *name = find(names, text, hash), *none;
    if (name != NULL) return name;
    NameSlots *slots = names->slots;
    if (names->count >= slots->count / 2) slots = double_slots(names, slots);
    name = arena_new(names->arena, Name);
    name->text = is_kept ? text : text_copy(names->arena, text);
    name->hash = hash;
    atomic_store_explicit(slot_of(slots, text, hash, &none), name, memory_order_release);
    names->count++;
    return name;
}

const Name *name_of(Names *names, Text text) {
    uint64_t hash = hash_text(text);
    Name *name = find(names, text, hash);
    if (name != NULL) return name;
    names_lock(names);
    name = intern(names, text, hash, false);
    names_unlock(names);
    return name;
}

/* For questions, such as whether anything is called so, that must not make the word known. */
const Name *name_find(const Names *names, Text text) {
    return find(names, text, hash_text(text));
}

/* The lexer then sees from the name alone, without a second look-up, that it is a keyword. */
void name_reserve(Names *names, Text text, uint32_t keyword) {
    intern(names, text, hash_text(text), false)->keyword = keyword;
}

/* Whoever reads the same spelling again finds what it means with the word. */
void name_spell(Names *names, Text text, const struct Path *path) {
    intern(names, text, hash_text(text), true)->path = path;
}
