/* paths.c - the paths of one name space, and how two of them can disagree.
 *
 * Paths are numbered, and a path knows the one above it. So what a unit has stated stands in a table
 * by number, and entering a path finds every disagreement on the way up: a value above it, something
 * below it, elements beside names, elements known by another key. The way ends at the first path that
 * something was entered below before, which for most rows is the next. The table is used again for
 * the next unit, and nothing of it is cleared: an entry of another unit counts as empty.
 *
 * A path that interpolates is known by its written text: `"a-${env}"` is one path, whatever it
 * becomes. That two paths become one key in some environment is found when outputs are made. */
#include "check/builder.h"

struct PathState {
    uint32_t space; /* the name space that it was entered for */
    Param *value;   /* whose path ends here */
    Param *below;   /* the first whose path leads further; `child` is its next segment */
    const Segment *child;
};

/* --- The table ------------------------------------------------------------------------------ */

/* Begins a name space: what was entered before is no longer there. */
void paths_open(PathTable *table) {
    table->space++;
}

/* Paths of groups are made while units are read, so the table grows with their number. */
static void make_room(PathTable *table, SinkKind kind, uint32_t number) {
    uint32_t wanted = number < table->counts[kind] * 2 ? table->counts[kind] * 2 : number + 64;
    PathState *states = arena_array(table->arena, PathState, wanted);
    if (table->counts[kind] > 0)
        memcpy(states, table->states[kind], sizeof(PathState) * table->counts[kind]);
    table->states[kind] = states;
    table->counts[kind] = wanted;
}

/* What has been entered for a path in this name space. */
static PathState *state_of(PathTable *table, SinkKind kind, const Path *path) {
    if (path->number >= table->counts[kind]) make_room(table, kind, path->number);
    PathState *state = &table->states[kind][path->number];
    if (state->space != table->space) *state = (PathState){.space = table->space};
    return state;
}

/* --- Disagreement --------------------------------------------------------------------------- */

/* What speaks against going on from a path to a segment below it. */
static Clash step_clash(const PathState *state, const Segment *segment) {
    if (state->value != NULL)
        return segment->kind == SEGMENT_KEY ? CLASH_WHOLE_LIST : CLASH_BELOW_VALUE;
    if (state->child == NULL) return CLASH_NONE;
    bool is_key = segment->kind == SEGMENT_KEY;
    if (is_key != (state->child->kind == SEGMENT_KEY)) return CLASH_LIST_AND_MAP;
    return is_key && !text_equal(segment->id, state->child->id) ? CLASH_KEYS : CLASH_NONE;
}

/* What speaks against a value at a path. */
static Clash end_clash(const PathState *state) {
    if (state->value != NULL) return CLASH_SAME;
    if (state->below == NULL) return CLASH_NONE;
    return state->child->kind == SEGMENT_KEY ? CLASH_WHOLE_LIST : CLASH_ABOVE;
}

/* The first that is in the way, at a path where something is. */
static Param *holder(const PathState *state) {
    return state->value != NULL ? state->value : state->below;
}

/* Takes back what was entered for the paths above one, up to where it failed. */
static void take_back(PathTable *table, SinkKind kind, const Path *path, const Path *end) {
    for (const Path *above = path->parent; above != end; above = above->parent)
        *state_of(table, kind, above) = (PathState){.space = table->space};
}

/* Enters that something lies below every path above this one. */
static Clash enter_above(PathTable *table, SinkKind kind, Param *param, Param **other) {
    const Path *path = param->path;
    for (const Path *above = path->parent; above != NULL; path = above, above = above->parent) {
        PathState *state = state_of(table, kind, above);
        const Segment *segment = &path->items[path->count - 1];
        Clash clash = step_clash(state, segment);
        if (clash != CLASH_NONE) {
            *other = holder(state);
            take_back(table, kind, param->path, above);
            return clash;
        }
        if (state->below != NULL) break;
        state->child = segment;
        state->below = param;
    }
    return CLASH_NONE;
}

Clash paths_add(PathTable *table, SinkKind kind, Param *param, Param **other) {
    Clash clash = enter_above(table, kind, param, other);
    if (clash != CLASH_NONE) return clash;
    PathState *state = state_of(table, kind, param->path);
    clash = end_clash(state);
    if (clash == CLASH_NONE)
        state->value = param;
    else
        *other = holder(state);
    return clash;
}
