/* map.c - hashes, and maps from text to anything.
 *
 * The only file that knows xxHash. A map is an array of entries in order of insertion and, once it
 * has outgrown a glance, a table of indices into it with open addressing: iteration follows the
 * array, so nothing that is printed can depend on a hash. Entries are never removed.
 *
 * XXH3 gives the same values on every machine, which the fingerprints of charts need. */
#include "base/base.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Up to this many entries are simply looked through; most objects and rows are that small. */
enum { GLANCE = 8, FIRST_SLOTS = 32 };

/* The same function behind maps and names; the empty text may have no pointer. */
uint64_t hash_text(Text text) {
    return XXH3_64bits(text.length == 0 ? "" : text.bytes, text.length);
}

/* Wide enough to tell contents apart by: fingerprints of charts and modules. */
Hash128 hash_128(Text text) {
    XXH128_hash_t hash = XXH3_128bits(text.length == 0 ? "" : text.bytes, text.length);
    return (Hash128){.high = hash.high64, .low = hash.low64};
}

/* Sixteen digits of a half. */
static void write_hex(uint64_t hash, char *out) {
    for (int i = 0; i < 16; i++)
        out[i] = "0123456789abcdef"[(hash >> (60 - 4 * i)) & 15];
}

Text hash_hex64(Arena *arena, uint64_t hash) {
    char *bytes = arena_raw(arena, 17, 1);
    write_hex(hash, bytes);
    bytes[16] = '\0';
    return (Text){bytes, 16};
}

/* The high half first, as xxhsum prints it. */
Text hash_hex(Arena *arena, Hash128 hash) {
    char *bytes = arena_raw(arena, 33, 1);
    write_hex(hash.high, bytes);
    write_hex(hash.low, bytes + 16);
    bytes[32] = '\0';
    return (Text){bytes, 32};
}

/* A map takes memory when it first gets an entry. */
void map_open(Map *map, Arena *arena) {
    *map = (Map){.arena = arena};
}

/* Hashes are compared first: they differ nearly always where keys do, and cost no look at the
 * key. */
static bool is_entry(const MapEntry *entry, Text key, uint64_t hash) {
    return entry->hash == hash && text_equal(entry->key, key);
}

/* The entry of `key`, NULL when there is none; *slot is then where its index belongs (of no meaning
 * in a map without slots). */
static MapEntry *find(const Map *map, Text key, uint64_t hash, uint32_t *slot) {
    *slot = 0;
    if (map->slot_count == 0) {
        for (uint32_t i = 0; i < map->entries.count; i++) {
            if (is_entry(&map->entries.items[i], key, hash)) return &map->entries.items[i];
        }
        return NULL;
    }
    uint32_t mask = map->slot_count - 1;
    for (*slot = (uint32_t)hash & mask; map->slots[*slot] != 0; *slot = (*slot + 1) & mask) {
        MapEntry *entry = &map->entries.items[map->slots[*slot] - 1];
        if (is_entry(entry, key, hash)) return entry;
    }
    return NULL;
}

/* Makes a table of `slot_count` slots (a power of two) and enters what is there. */
static void rehash(Map *map, uint32_t slot_count) {
    map->slots = arena_array(map->arena, uint32_t, slot_count);
    map->slot_count = slot_count;
    uint32_t mask = slot_count - 1;
    for (uint32_t i = 0; i < map->entries.count; i++) {
        uint32_t slot = (uint32_t)map->entries.items[i].hash & mask;
        while (map->slots[slot] != 0)
            slot = (slot + 1) & mask;
        map->slots[slot] = i + 1;
    }
}

/* At most half of the slots are taken, so a search ends after two or three. */
static bool is_crowded(const Map *map) {
    if (map->slot_count == 0) return map->entries.count >= GLANCE;
    return map->entries.count >= map->slot_count / 2;
}

/* Nothing is hashed for a map without entries, which many are. */
void *map_get(const Map *map, Text key) {
    if (map->entries.count == 0) return NULL;
    uint32_t slot;
    const MapEntry *entry = find(map, key, hash_text(key), &slot);
    return entry == NULL ? NULL : entry->value;
}

/* An entry is appended and never moves within the order; the place returned is good until the next
 * key is added. */
void **map_at(Map *map, Text key) {
    uint64_t hash = hash_text(key);
    uint32_t slot;
    MapEntry *entry = find(map, key, hash, &slot);
    if (entry != NULL) return &entry->value;
    if (is_crowded(map)) {
        rehash(map, map->slot_count == 0 ? FIRST_SLOTS : map->slot_count * 2);
        find(map, key, hash, &slot);
    }
    array_push(map->arena, &map->entries, ((MapEntry){.key = key, .hash = hash}));
    if (map->slot_count > 0) map->slots[slot] = map->entries.count;
    return &map->entries.items[map->entries.count - 1].value;
}

/* A key that is there already keeps its place in the order. */
void map_put(Map *map, Text key, void *value) {
    *map_at(map, key) = value;
}
