/* overlap.c - what two values share: the same text, or addresses of a network.
 *
 * Networks either contain one another or have nothing in common, so in the order of their first
 * addresses, the wider first, every network follows those that contain it, and one sweep that
 * remembers the widest so far finds every overlap. Short lists are compared item by item; long ones
 * go through that sweep, or through a map of their texts, so that no list costs more than its
 * length. Many values are not compared two by two: one map and one sweep take all of them. */
#include "parity/rule.h"
#include <stdlib.h>

enum { SMALL_PRODUCT = 256 }; /* of two lengths: up to here a map does not pay */

/* --- Networks ------------------------------------------------------------------------------- */

/* What is no network, such as an error value, claims nothing. Where the type is `any`, a network may have
 * host bits, which would spoil the order. */
static void add_one(Arena *arena, Claims *claims, const Value *value, uint32_t owner) {
    Claim claim = {.text = value->text, .owner = owner};
    if (value->kind != VALUE_NETWORK || !network_parse(value->text, &claim.network)) return;
    network_clear_host_bits(&claim.network);
    array_push(arena, &claims->all, claim);
}

/* The owner is whatever the caller tells claims apart by. */
void claims_add(Arena *arena, Claims *claims, const Value *value, uint32_t owner) {
    if (value->kind != VALUE_LIST) {
        add_one(arena, claims, value, owner);
        return;
    }
    for (uint32_t i = 0; i < value->count; i++)
        add_one(arena, claims, value->as.items[i], owner);
}

/* IPv4 before IPv6, then by first address, the wider first; the owner makes the order total. */
static int compare_claims(const void *left, const void *right) {
    const Claim *a = left;
    const Claim *b = right;
    int order = (int)a->network.family - (int)b->network.family;
    if (order == 0)
        order = memcmp(a->network.address, b->network.address, sizeof a->network.address);
    if (order == 0) order = (int)a->network.prefix - (int)b->network.prefix;
    if (order == 0) order = (a->owner > b->owner) - (a->owner < b->owner);
    return order;
}

/* After this the sweep begins anew. */
void claims_sort(Claims *claims) {
    if (claims->all.count > 1)
        qsort(claims->all.items, claims->all.count, sizeof(Claim), compare_claims);
    claims->cover = claims->all.items;
    claims->next = 1;
}

/* A network that does not lie in the cover lies behind it, and becomes the cover. */
bool claims_next(Claims *claims, const Claim **outer, const Claim **inner) {
    while (claims->next < claims->all.count) {
        const Claim *claim = &claims->all.items[claims->next++];
        if (!network_overlaps(&claims->cover->network, &claim->network)) {
            claims->cover = claim;
        } else if (claims->cover->owner != claim->owner) {
            *outer = claims->cover;
            *inner = claim;
            return true;
        }
    }
    return false;
}

/* --- Two values ----------------------------------------------------------------------------- */

/* An empty text says that there is nothing, which many may share. */
static bool is_text_kind(const Value *value) {
    return (value->kind == VALUE_STRING || value->kind == VALUE_DIGEST) && value->text.length > 0;
}

/* Texts by their bytes, networks and addresses by what they contain. */
static bool scalars_meet(const Value *a, const Value *b, Meeting *out) {
    *out = (Meeting){a->text, b->text};
    if (is_text_kind(a) && is_text_kind(b)) return text_equal(a->text, b->text);
    if (a->kind != VALUE_NETWORK || b->kind != VALUE_NETWORK) return false;
    Network left, right;
    return network_parse(a->text, &left) && network_parse(b->text, &right) &&
           network_overlaps(&left, &right);
}

/* Item by item, without any memory. */
static bool short_lists_meet(const Value *a, const Value *b, Meeting *out) {
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t j = 0; j < b->count; j++)
            if (scalars_meet(a->as.items[i], b->as.items[j], out)) return true;
    return false;
}

/* One side becomes a map in which the other is looked up. */
static bool texts_meet(Arena *arena, const Value *a, const Value *b, Meeting *out) {
    Map texts;
    map_open(&texts, arena);
    for (uint32_t i = 0; i < a->count; i++)
        if (is_text_kind(a->as.items[i])) map_put(&texts, a->as.items[i]->text, &texts);
    for (uint32_t i = 0; i < b->count; i++) {
        if (!is_text_kind(b->as.items[i])) continue;
        *out = (Meeting){b->as.items[i]->text, b->as.items[i]->text};
        if (map_get(&texts, out->left) != NULL) return true;
    }
    return false;
}

/* The two values are the two owners of one sweep. */
static bool networks_meet(Arena *arena, const Value *a, const Value *b, Meeting *out) {
    Claims claims = {0};
    claims_add(arena, &claims, a, 0);
    claims_add(arena, &claims, b, 1);
    claims_sort(&claims);
    const Claim *outer, *inner;
    if (!claims_next(&claims, &outer, &inner)) return false;
    bool is_left = outer->owner == 0;
    *out = (Meeting){is_left ? outer->text : inner->text, is_left ? inner->text : outer->text};
    return true;
}

/* The memory of the long way is given back: the texts that meet are those of the values. */
static bool lists_meet(Arena *arena, const Value *a, const Value *b, Meeting *out) {
    if ((uint64_t)a->count * b->count <= SMALL_PRODUCT) return short_lists_meet(a, b, out);
    ArenaMark mark = arena_mark(arena);
    bool is_met = texts_meet(arena, a, b, out) || networks_meet(arena, a, b, out);
    arena_reset(arena, mark);
    return is_met;
}

/* Types are one for all environments, so a list never meets a scalar. */
bool values_meet(Arena *arena, const Value *a, const Value *b, Meeting *out) {
    if (a->kind == VALUE_LIST && b->kind == VALUE_LIST) return lists_meet(arena, a, b, out);
    return scalars_meet(a, b, out);
}

/* --- Many values ---------------------------------------------------------------------------- */

/* Values side by side that are one have one set of positions. */
typedef struct Sharing {
    Arena *arena;
    EnvironmentSet *positions;
    Map texts; /* Text -> EnvironmentSet * */
    Claims claims;
} Sharing;

static void share_text(Sharing *sharing, const Value *value, uint32_t owner) {
    void **place = map_at(&sharing->texts, value->text);
    EnvironmentSet *set = *place;
    if (set == NULL) *place = set = arena_new(sharing->arena, EnvironmentSet);
    *set = set_or(*set, sharing->positions[owner]);
}

static void share_one(Sharing *sharing, const Value *value, uint32_t owner) {
    if (is_text_kind(value))
        share_text(sharing, value, owner);
    else
        add_one(sharing->arena, &sharing->claims, value, owner);
}

static void share_value(Sharing *sharing, const Value *value, uint32_t owner) {
    if (value->kind != VALUE_LIST) share_one(sharing, value, owner);
    for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        share_one(sharing, value->as.items[i], owner);
}

/* A network around the one at hand, with the positions of all that are around it, and its own. */
typedef struct Around {
    const Network *network;
    EnvironmentSet positions;
} Around;

/* Networks that contain one another nest, and all of a nest share the innermost. */
static void sweep(Sharing *sharing, Found *found, void *state) {
    enum { DEEPEST = 130 }; /* prefixes of IPv6, and one */

    Around around[DEEPEST];
    uint32_t depth = 0;
    claims_sort(&sharing->claims);
    for (uint32_t i = 0; i < sharing->claims.all.count; i++) {
        const Claim *claim = &sharing->claims.all.items[i];
        while (depth > 0 && !network_contains(around[depth - 1].network, &claim->network))
            depth--;
        bool is_again = depth > 0 && around[depth - 1].network->prefix == claim->network.prefix;
        EnvironmentSet outer = depth > 0 ? around[depth - 1].positions : (EnvironmentSet){0};
        if (!is_again) depth++;
        ensure(depth <= DEEPEST);
        around[depth - 1].network = &claim->network;
        around[depth - 1].positions = set_or(outer, sharing->positions[claim->owner]);
        found(state, &around[depth - 1].positions);
    }
}

void values_share(Arena *arena, const Value *const *values, uint32_t count, Found *found,
                  void *state) {
    ArenaMark mark = arena_mark(arena);
    Sharing sharing = {.arena = arena, .positions = arena_array(arena, EnvironmentSet, count)};
    map_open(&sharing.texts, arena);
    for (uint32_t i = 0, owner = 0; i < count; i++) {
        set_add(&sharing.positions[owner], i);
        if (i + 1 < count && values[i + 1] == values[i]) continue;
        share_value(&sharing, values[i], owner++);
    }
    for (uint32_t i = 0; i < sharing.texts.entries.count; i++)
        found(state, sharing.texts.entries.items[i].value);
    sweep(&sharing, found, state);
    arena_reset(arena, mark);
}
