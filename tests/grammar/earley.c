/* earley.c - a recogniser for any context-free grammar, after Earley (1970) with the treatment of
 * empty rules of Aycock and Horspool (2002).
 *
 * The rules are turned into states: one that wants a terminal, one that wants a rule, one that
 * forks, one that ends its rule. An item is a state and the position where its rule began. The set
 * of items at a position holds everything that can be going on there; a token carries items into
 * the next set. One token of look-ahead keeps the sets small: nothing is predicted that cannot
 * begin with the token that is there. So a file of some hundred tokens takes a fraction of a
 * millisecond, and tens of thousands of mutants can be asked about. */
#include "grammar.h"

typedef enum StateKind { STATE_TERMINAL, STATE_RULE, STATE_FORK, STATE_END } StateKind;

#define NO_ITEM UINT32_MAX

typedef struct State {
    StateKind kind;
    uint32_t symbol; /* the terminal, or the rule that is wanted or ended */
    uint32_t next;
    uint32_t other; /* of a fork */
} State;

typedef struct Item {
    uint32_t state;
    uint32_t origin; /* the position where its rule began */
    uint32_t before; /* an earlier item of this set in the same state */
} Item;

typedef struct Start {
    uint32_t state;
    TerminalSet first; /* the terminals it may begin with */
    bool is_empty;     /* it may be nothing at all */
} Start;

struct Earley {
    Arena *arena;
    const Grammar *grammar;
    ARRAY(State) states;
    Start *starts; /* of the rules */
    ARRAY(Item) items;
    ARRAY(uint32_t) sets; /* where the set of each position begins among the items */
    uint32_t *latest;     /* of each state: its newest item, which may be of an older set */
    const TerminalSet *tokens;
    uint32_t count;
    uint32_t rule; /* that is being built */
};

/* --- Sets of terminals ---------------------------------------------------------------------- */

static void set_add(TerminalSet *set, uint32_t terminal) {
    if (terminal < TERMINALS_MAX) set->bits[terminal / 64] |= (uint64_t)1 << terminal % 64;
}

static bool set_has(const TerminalSet *set, uint32_t terminal) {
    return (set->bits[terminal / 64] >> terminal % 64 & 1) != 0;
}

static bool sets_meet(const TerminalSet *a, const TerminalSet *b) {
    return ((a->bits[0] & b->bits[0]) | (a->bits[1] & b->bits[1])) != 0;
}

/* Adds one set to another; true when that made a difference. */
static bool set_join(TerminalSet *set, const TerminalSet *other) {
    TerminalSet old = *set;
    set->bits[0] |= other->bits[0];
    set->bits[1] |= other->bits[1];
    return set->bits[0] != old.bits[0] || set->bits[1] != old.bits[1];
}

/* --- From nodes to states ------------------------------------------------------------------- */

static uint32_t add_state(Earley *earley, StateKind kind, uint32_t symbol, uint32_t next) {
    array_push(earley->arena, &earley->states, ((State){kind, symbol, next, next}));
    return earley->states.count - 1;
}

/* True for a terminal behind which a newline does not count: a comma, an arrow or an operator. In
 * `emit helm to "x" in dev` the `in` is none, so the rule decides, not the token. */
static bool is_unended(const Earley *earley, uint32_t symbol) {
    static const char *const operations[] = {"disjunction", "conjunction", "comparison",
                                             "relop",       "sum",         "product"};
    const Terminal *terminal = &earley->grammar->terminals.items[symbol];
    if (!terminal->is_literal || text_equal(terminal->text, TEXT("not"))) return false;
    if (text_equal(terminal->text, TEXT(",")) || text_equal(terminal->text, TEXT("->")))
        return true;
    Text rule = earley->grammar->rules.items[earley->rule].name;
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
        if (text_equal(rule, text_of(operations[i]))) return true;
    return false;
}

/* The state that reads a terminal, and the newline that may follow it and does not count. */
static uint32_t build_terminal(Earley *earley, uint32_t symbol, uint32_t next) {
    uint32_t newline = ebnf_terminal(earley->grammar, TEXT("NL"), false);
    if (is_unended(earley, symbol)) {
        uint32_t skip = add_state(earley, STATE_TERMINAL, newline, next);
        uint32_t fork = add_state(earley, STATE_FORK, 0, next);
        earley->states.items[fork].other = skip;
        next = fork;
    }
    return add_state(earley, STATE_TERMINAL, symbol, next);
}

/* The state that reads the node and then goes on at `next`: built from the end to the beginning. */
static uint32_t build(Earley *earley, const Node *node, uint32_t next) {
    uint32_t state = next;
    switch (node->kind) {
    case NODE_TERMINAL: return build_terminal(earley, node->symbol, next);
    case NODE_RULE: return add_state(earley, STATE_RULE, node->symbol, next);
    case NODE_SEQUENCE:
        for (uint32_t i = node->items.count; i > 0; i--)
            state = build(earley, node->items.items[i - 1], state);
        return state;
    case NODE_CHOICE:
        state = build(earley, node->items.items[0], next);
        for (uint32_t i = 1; i < node->items.count; i++) {
            uint32_t other = build(earley, node->items.items[i], next);
            state = add_state(earley, STATE_FORK, 0, state);
            earley->states.items[state].other = other;
        }
        return state;
    case NODE_OPTION:
        state = build(earley, node->items.items[0], next);
        state = add_state(earley, STATE_FORK, 0, state);
        earley->states.items[state].other = next;
        return state;
    case NODE_REPEAT:
        state = add_state(earley, STATE_FORK, 0, next);
        next = build(earley, node->items.items[0], state);
        earley->states.items[state].other = next;
        return state;
    }
    unreachable("node kind");
}

/* What a node may begin with, as far as is known yet; true when it may be empty. */
static bool first_of(const Earley *earley, const Node *node, TerminalSet *first) {
    const Start *start;
    bool is_empty = node->kind != NODE_CHOICE;
    switch (node->kind) {
    case NODE_TERMINAL: set_add(first, node->symbol); return false;
    case NODE_RULE:
        start = &earley->starts[node->symbol];
        set_join(first, &start->first);
        return start->is_empty;
    case NODE_SEQUENCE:
        for (uint32_t i = 0; i < node->items.count && is_empty; i++)
            is_empty = first_of(earley, node->items.items[i], first);
        return is_empty;
    case NODE_CHOICE:
        for (uint32_t i = 0; i < node->items.count; i++)
            is_empty |= first_of(earley, node->items.items[i], first);
        return is_empty;
    case NODE_OPTION:
    case NODE_REPEAT: first_of(earley, node->items.items[0], first); return true;
    }
    unreachable("node kind");
}

/* Computes the beginnings of all rules: repeated until nothing is new. */
static void find_starts(Earley *earley) {
    bool is_changed = true;
    while (is_changed) {
        is_changed = false;
        for (uint32_t i = 0; i < earley->grammar->rules.count; i++) {
            TerminalSet first = {{0}};
            Start *start = &earley->starts[i];
            bool is_empty = first_of(earley, earley->grammar->rules.items[i].node, &first);
            is_changed |= set_join(&start->first, &first) || is_empty != start->is_empty;
            start->is_empty = is_empty;
        }
    }
}

/* The states are built once and shared by all questions. */
Earley *earley_open(Arena *arena, const Grammar *grammar) {
    Earley *earley = arena_new(arena, Earley);
    earley->arena = arena;
    earley->grammar = grammar;
    earley->starts = arena_array(arena, Start, grammar->rules.count);
    for (uint32_t i = 0; i < grammar->rules.count; i++) {
        earley->rule = i;
        uint32_t end = add_state(earley, STATE_END, i, NO_ITEM);
        earley->starts[i].state = build(earley, grammar->rules.items[i].node, end);
    }
    find_starts(earley);
    earley->latest = arena_array(arena, uint32_t, earley->states.count);
    return earley;
}

/* --- Recognising ---------------------------------------------------------------------------- */

static uint32_t position_of(const Earley *earley) {
    return earley->sets.count - 1;
}

static bool can_begin(const Earley *earley, uint32_t rule) {
    uint32_t position = position_of(earley);
    return position < earley->count &&
           sets_meet(&earley->starts[rule].first, &earley->tokens[position]);
}

/* True when the state could only lead nowhere at this position. */
static bool is_hopeless(const Earley *earley, const State *state) {
    uint32_t position = position_of(earley);
    if (state->kind == STATE_TERMINAL)
        return position >= earley->count || !set_has(&earley->tokens[position], state->symbol);
    return state->kind == STATE_RULE && !earley->starts[state->symbol].is_empty &&
           !can_begin(earley, state->symbol);
}

/* Adds an item to the newest set, once; a fork stands for the states behind it. */
static void add_item(Earley *earley, uint32_t index, uint32_t origin) {
    const State *state = &earley->states.items[index];
    if (is_hopeless(earley, state)) return;
    uint32_t start = earley->sets.items[position_of(earley)];
    uint32_t latest = earley->latest[index];
    bool is_here = latest < earley->items.count && latest >= start &&
                   earley->items.items[latest].state == index;
    uint32_t before = is_here ? latest : NO_ITEM;
    for (uint32_t i = before; i != NO_ITEM; i = earley->items.items[i].before)
        if (earley->items.items[i].origin == origin) return;
    earley->latest[index] = earley->items.count;
    array_push(earley->arena, &earley->items, ((Item){index, origin, before}));
}

/* What waited for the rule where it began goes on here. */
static void complete(Earley *earley, uint32_t rule, uint32_t origin) {
    if (origin == position_of(earley))
        return; /* an empty rule was passed over when it was predicted */
    uint32_t end = earley->sets.items[origin + 1];
    for (uint32_t i = earley->sets.items[origin]; i < end; i++) {
        const Item item = earley->items.items[i];
        const State *state = &earley->states.items[item.state];
        if (state->kind == STATE_RULE && state->symbol == rule)
            add_item(earley, state->next, item.origin);
    }
}

/* Begins the rule where its first token is there; one that may be empty is passed over at once. */
static void predict(Earley *earley, uint32_t rule, uint32_t next, uint32_t origin) {
    if (can_begin(earley, rule)) add_item(earley, earley->starts[rule].state, position_of(earley));
    if (earley->starts[rule].is_empty) add_item(earley, next, origin);
}

/* Follows everything in the newest set; the set grows on the way. */
static void close_set(Earley *earley) {
    for (uint32_t i = earley->sets.items[position_of(earley)]; i < earley->items.count; i++) {
        const Item item = earley->items.items[i];
        const State state = earley->states.items[item.state];
        if (state.kind == STATE_FORK) {
            add_item(earley, state.next, item.origin);
            add_item(earley, state.other, item.origin);
        } else if (state.kind == STATE_RULE) {
            predict(earley, state.symbol, state.next, item.origin);
        } else if (state.kind == STATE_END) {
            complete(earley, state.symbol, item.origin);
        }
    }
}

/* Opens the set behind the token: what wanted it goes on there. */
static void shift(Earley *earley) {
    uint32_t first = earley->sets.items[position_of(earley)], end = earley->items.count;
    array_push(earley->arena, &earley->sets, end);
    for (uint32_t i = first; i < end; i++) {
        const Item item = earley->items.items[i];
        const State *state = &earley->states.items[item.state];
        if (state->kind == STATE_TERMINAL) /* that the token is the wanted one is known already */
            add_item(earley, state->next, item.origin);
    }
}

/* Token by token; a set without items is the end of all hope. Accepted is what completes the first
 * rule from the beginning. The arrays keep their room for the next question. */
bool earley_accepts(Earley *earley, const TerminalSet *tokens, uint32_t count) {
    earley->tokens = tokens;
    earley->count = count;
    earley->items.count = earley->sets.count = 0;
    array_push(earley->arena, &earley->sets, 0);
    add_item(earley, earley->starts[0].state, 0);
    if (earley->starts[0].is_empty && count == 0) return true;
    close_set(earley);
    for (uint32_t i = 0; i < count; i++) {
        shift(earley);
        if (earley->sets.items[i + 1] == earley->items.count) return false;
        close_set(earley);
    }
    for (uint32_t i = earley->sets.items[count]; i < earley->items.count; i++) {
        const Item *item = &earley->items.items[i];
        const State *state = &earley->states.items[item->state];
        if (state->kind == STATE_END && state->symbol == 0 && item->origin == 0) return true;
    }
    return false;
}
