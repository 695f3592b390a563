/* manifest.c - what Helm makes of two programs, as rows of objects and their fields.
 *
 * A unit at a time: where the manifests of an environment differ both are read, and what differs becomes
 * cells of rows; then the rows look into the environments in which they do not differ, because a value
 * says more beside others. The trees of a manifest live only while it is looked at, so what is kept is
 * what is shown, and of one manifest not more than a value may have. */
#include "diff/rendering.h"

/* --- Reading -------------------------------------------------------------------------------- */

static bool is_same_manifest(const DiffManifest *old, const DiffManifest *new) {
    return old && new &&text_equal(old->text, new->text) &&
           text_equal(old->namespace, new->namespace);
}

/* A side that has no manifest has no objects. False with the reason. */
static bool read_side(Arena *scratch, const DiffManifest *manifest, Objects *out, Text *reason) {
    const DiffManifest nothing = {.text = TEXT("")};
    return objects_read(scratch, manifest ? manifest : &nothing, out, reason);
}

/* False where one of the two cannot be read, which is noted if that is asked for. */
static bool read_both(Rendering *rendering, uint32_t environment, bool has_notes, Both *out) {
    const RenderedColumn *column = &rendering->columns[environment];
    Text reason;
    ArenaMark mark = arena_mark(out->scratch);
    out->hiding = (Hiding){column->old, column->new};
    bool has_new = read_side(out->scratch, column->new, &out->new, &reason);
    if (!has_new && has_notes) remark_unread(rendering, environment, "new", reason);
    if (!has_new) arena_reset(out->scratch, mark); /* a part of a tree may be large, too */
    if (has_new && is_same_manifest(column->old, column->new)) {
        out->old = out->new;
        return true;
    }
    bool has_old = read_side(out->scratch, column->old, &out->old, &reason);
    if (!has_old && has_notes) remark_unread(rendering, environment, "old", reason);
    return has_old && has_new;
}

/* --- An environment ------------------------------------------------------------------------- */

/* How many differences were not kept. */
static uint32_t compare_object(Rendering *rendering, uint32_t environment, const Both *both,
                               const Object *old, const Object *new) {
    ObjectFields fields = {0};
    if (!old || !new) return !rendering_add_object(rendering, environment, old, new);
    fields_compare(both->scratch, &both->hiding, old, new, &fields);
    for (uint32_t i = 0; i < fields.count; i++)
        fields.dropped += !rendering_add_field(rendering, environment, new, &fields.items[i]);
    return fields.dropped;
}

/* Objects of the new side, then those that are gone. */
static uint32_t compare_objects(Rendering *rendering, uint32_t environment, const Both *both) {
    uint32_t dropped = 0;
    for (uint32_t i = 0; i < both->new.all.count; i++) {
        const Object *new = both->new.all.items[i];
        dropped += compare_object(rendering, environment, both,
                                  map_get(&both->old.by_identity, new->identity), new);
    }
    for (uint32_t i = 0; i < both->old.all.count; i++) {
        const Object *old = both->old.all.items[i];
        if (!map_get(&both->new.by_identity, old->identity))
            dropped += compare_object(rendering, environment, both, old, NULL);
    }
    return dropped;
}

static void compare_column(Rendering *rendering, uint32_t environment) {
    RenderedColumn *column = &rendering->columns[environment];
    Both both = {.scratch = arena_child(rendering->arena)};
    column->is_known = read_both(rendering, environment, true, &both);
    if (column->is_known)
        remark_rest(rendering, environment, &both, compare_objects(rendering, environment, &both));
    arena_close(both.scratch);
}

static void look_at_column(Rendering *rendering, uint32_t environment) {
    RenderedColumn *column = &rendering->columns[environment];
    bool lacks_old = remark_problem(rendering, environment, "old", column->old);
    bool lacks_new = remark_problem(rendering, environment, "new", column->new);
    bool is_unread = column->new && column->new->is_unread;
    column->is_known = !lacks_old && !lacks_new && !is_unread;
    if (column->is_known && (column->old || column->new) &&
        !is_same_manifest(column->old, column->new))
        compare_column(rendering, environment);
}

static bool is_complete(const Rendering *rendering, uint32_t environment) {
    for (uint32_t i = 0; i < rendering->rows.count; i++)
        if (!rendering->rows.items[i]->row.cells[environment].has_changed) return false;
    return true;
}

static void fill_column(Rendering *rendering, uint32_t environment) {
    RenderedColumn *column = &rendering->columns[environment];
    if (is_complete(rendering, environment)) return;
    Both both = {.scratch = arena_child(rendering->arena)};
    bool is_known = column->is_known && read_both(rendering, environment, false, &both);
    for (uint32_t i = 0; i < rendering->rows.count; i++) {
        ManifestRow *row = rendering->rows.items[i];
        DiffCell *cell = &row->row.cells[environment];
        if (cell->has_changed) continue;
        *cell = is_known ? rendering_unchanged(rendering, column, &both, row)
                         : (DiffCell){.is_unknown = true};
    }
    arena_close(both.scratch);
}

/* --- A unit --------------------------------------------------------------------------------- */

static Text key_of(Arena *arena, Text unit, Text environment) {
    const Text parts[] = {unit, environment};
    return text_join(arena, parts, 2, TEXT("\n"));
}

static void find_manifests(Rendering *rendering) {
    const DiffNames *environments = &rendering->diff->environments;
    for (uint32_t i = 0; i < environments->count; i++) {
        Text key = key_of(rendering->arena, rendering->unit, environments->items[i].text);
        rendering->columns[i] = (RenderedColumn){.old = map_get(&rendering->old, key),
                                                 .new = map_get(&rendering->new, key)};
    }
}

static void compare_unit(Rendering *rendering, Text unit) {
    uint32_t count = rendering->diff->environments.count;
    rendering->unit = unit;
    rendering->rows.count = 0;
    map_open(&rendering->by_name, rendering->arena);
    map_open(&rendering->names, rendering->arena);
    rendering->hidden_names = 0;
    find_manifests(rendering);
    for (uint32_t i = 0; i < count; i++)
        look_at_column(rendering, i);
    for (uint32_t i = 0; i < count; i++)
        fill_column(rendering, i);
    rendering_keep_rows(rendering);
}

/* --- The whole ------------------------------------------------------------------------------ */

static void list_manifests(Arena *arena, const DiffManifests *manifests, Map *out) {
    map_open(out, arena);
    for (uint32_t i = 0; i < manifests->count; i++) {
        DiffManifest *manifest = &manifests->items[i];
        map_put(out, key_of(arena, manifest->unit, manifest->environment), manifest);
    }
}

Diff *diff_manifests(Arena *arena, const Diff *programs, const DiffManifests *old,
                     const DiffManifests *new) {
    Rendering rendering = {.arena = arena, .diff = arena_new(arena, Diff)};
    Diff *diff = rendering.diff;
    diff->is_rendered = true;
    diff->environments = programs->environments;
    diff->units = programs->units;
    rendering.columns = arena_array(arena, RenderedColumn, diff->environments.count);
    list_manifests(arena, old, &rendering.old);
    list_manifests(arena, new, &rendering.new);
    for (uint32_t i = 0; i < diff->units.count; i++)
        compare_unit(&rendering, diff->units.items[i].text);
    return diff;
}

Diff *diff_joined(Arena *arena, const Diff *programs, const Diff *const *parts, uint32_t count) {
    Diff *diff = arena_new(arena, Diff);
    diff->is_rendered = true;
    diff->environments = programs->environments;
    diff->units = programs->units;
    for (uint32_t p = 0; p < count; p++) {
        for (uint32_t i = 0; i < parts[p]->notes.count; i++)
            array_push(arena, &diff->notes, parts[p]->notes.items[i]);
        for (uint32_t i = 0; i < parts[p]->params.count; i++)
            array_push(arena, &diff->params, parts[p]->params.items[i]);
    }
    return diff;
}
