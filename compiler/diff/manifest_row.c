/* manifest_row.c - the rows of a diff of manifests. A row is a field of an object, or an object as a
 * whole, and has a cell for each environment. What is kept of a manifest is bounded, because its aliases
 * may mean much more than its bytes. */
#include "diff/rendering.h"

#include <stdlib.h>

/* --- Rows ----------------------------------------------------------------------------------- */

static ManifestRow *add_row(Rendering *rendering, const Object *object, const ObjectField *field,
                            Text path) {
    Arena *arena = rendering->arena;
    ManifestRow *row = arena_new(arena, ManifestRow);
    row->about = naming_object(rendering, &object->about);
    row->identity = text_copy(arena, object->identity);
    row->step = step_copy(arena, field->step);
    row->is_local = field->line > 0 || field->is_order || step_is_shifted(field->step);
    row->number = rendering->rows.count;
    row->row = (DiffRow){
        .unit = rendering->unit, .path = path, .object = &row->about, .line = field->line};
    row->row.cells = arena_array(arena, DiffCell, rendering->diff->environments.count);
    array_push(arena, &rendering->rows, row);
    return row;
}

/* There is one row for all environments. */
static ManifestRow *row_of(Rendering *rendering, const Object *object, const ObjectField *field) {
    Text path = naming_path(rendering, field->step);
    Text name = text_format(rendering->arena, "%.*s\n%u %d %d\n%.*s", TEXT_ARGS(object->identity),
                            (unsigned)field->line, field->is_order, step_is_gone(field->step),
                            TEXT_ARGS(path));
    void **place = map_at(&rendering->by_name, name);
    if (!*place) *place = add_row(rendering, object, field, path);
    return *place;
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* What must not be shown is not kept. */
static DiffValue field_value(const Rendering *rendering, const Step *step, const Node *node,
                             bool is_hidden) {
    if (!node) return (DiffValue){.is_hidden = is_hidden};
    if (is_hidden) return (DiffValue){.value = &value_true, .is_hidden = true};
    return (DiffValue){.value = node_shown(rendering->arena, node, step->segment.id)};
}

/* May one more be kept of the manifest? */
static bool has_place(RenderedColumn *column) {
    return column->count < LIMIT_FINDINGS && ++column->count;
}

/* May so much more be kept of it? */
static bool has_room(RenderedColumn *column, const Node *old, const Node *new, bool is_hidden) {
    size_t size = is_hidden ? 0 : (old ? node_size(old) : 0) + (new ? node_size(new) : 0);
    if (size > LIMIT_VALUE_BYTES - column->size) return false;
    column->size += size;
    return true;
}

/* False where it is not kept. */
bool rendering_add_field(Rendering *rendering, uint32_t environment, const Object *object,
                         const ObjectField *field) {
    RenderedColumn *column = &rendering->columns[environment];
    if (!has_room(column, field->old, field->new, field->is_hidden) || !has_place(column))
        return false;
    ManifestRow *row = row_of(rendering, object, field);
    DiffCell *cell = &row->row.cells[environment];
    if (cell->has_changed) return false; /* its path is that of another, because it was cut */
    *cell = (DiffCell){field_value(rendering, field->step, field->old, field->is_hidden),
                       field_value(rendering, field->step, field->new, field->is_hidden),
                       .has_changed = true};
    return true;
}

static DiffValue whole_value(const Object *object) {
    static const Value there = {.kind = VALUE_ENUM, .text = {"there", 5}};
    return (DiffValue){.value = object ? &there : NULL};
}

bool rendering_add_object(Rendering *rendering, uint32_t environment, const Object *old,
                          const Object *new) {
    if (!has_place(&rendering->columns[environment])) return false;
    const Step whole = {0};
    ManifestRow *row = row_of(rendering, new ? new : old, &(ObjectField){.step = &whole});
    row->row.cells[environment] =
        (DiffCell){whole_value(old), whole_value(new), .has_changed = true};
    return true;
}

/* --- Where nothing differs ------------------------------------------------------------------ */

static DiffCell unknown_cell(void) {
    return (DiffCell){.is_unknown = true};
}

/* Where it came or went and that was not kept, nothing is said of it. */
static DiffCell unchanged_object(const Both *both, const ManifestRow *row) {
    DiffValue old = whole_value(map_get(&both->old.by_identity, row->identity)),
              new = whole_value(map_get(&both->new.by_identity, row->identity));
    return old.value == new.value ? (DiffCell){.old = old, .new = new} : unknown_cell();
}

static DiffCell unchanged_field(Rendering *rendering, RenderedColumn *column, const Both *both,
                                const ManifestRow *row) {
    const Object *old = map_get(&both->old.by_identity, row->identity),
                 *new = map_get(&both->new.by_identity, row->identity);
    const Node *before = old ? step_find(old->node, row->step) : NULL,
               *after = new ? step_find(new->node, row->step) : NULL;
    if (!after) return before ? unknown_cell() : (DiffCell){0};
    if (!before || !node_means(before, after)) return unknown_cell();
    bool is_hidden = field_is_hidden(&both->hiding, new, row->step, before, after);
    if (!has_room(column, NULL, after, is_hidden)) return unknown_cell();
    DiffValue value = field_value(rendering, row->step, after, is_hidden);
    return (DiffCell){value, value, .has_changed = false};
}

DiffCell rendering_unchanged(Rendering *rendering, RenderedColumn *column, const Both *both,
                             const ManifestRow *row) {
    if (row->is_local) return unknown_cell();
    if (!row->step->parent) return unchanged_object(both, row);
    return unchanged_field(rendering, column, both, row);
}

/* --- Order ---------------------------------------------------------------------------------- */

static DiffKind kind_of(const Rendering *rendering, const DiffRow *row) {
    bool has_old = false, has_new = false;
    for (uint32_t i = 0; i < rendering->diff->environments.count; i++) {
        has_old = has_old || row->cells[i].old.value;
        has_new = has_new || row->cells[i].new.value;
    }
    return has_old && has_new ? DIFF_CHANGED : has_new ? DIFF_ADDED : DIFF_REMOVED;
}

/* Objects that came or went first; then fields, by object, those that are gone last. */
static int compare_rows(const void *a, const void *b) {
    const ManifestRow *x = *(ManifestRow *const *)a, *y = *(ManifestRow *const *)b;
    bool is_x_whole = !x->step->parent, is_y_whole = !y->step->parent;
    if (is_x_whole != is_y_whole) return is_x_whole ? -1 : 1;
    int order = text_compare(x->identity, y->identity);
    if (order != 0) return order;
    if (x->is_gone != y->is_gone) return x->is_gone ? 1 : -1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Two objects of one kind and name, in two groups, are not called the same. `titles` has the row of the
 * first object of a title, or itself where there are several. */
static void tell_apart(Rendering *rendering) {
    Map titles;
    map_open(&titles, rendering->arena);
    for (uint32_t i = 0; i < rendering->rows.count; i++) {
        ManifestRow *row = rendering->rows.items[i];
        void **place = map_at(&titles, row->about.title);
        const ManifestRow *first = *place == &titles ? NULL : *place;
        bool is_other = first && !text_equal(first->identity, row->identity);
        if (!*place) *place = row;
        if (is_other) *place = &titles;
    }
    for (uint32_t i = 0; i < rendering->rows.count; i++) {
        DiffObject *about = &rendering->rows.items[i]->about;
        if (map_get(&titles, about->title) != &titles) continue;
        Text version = utf8_visible(rendering->arena, about->api_version);
        about->title = text_format(rendering->arena, "%.*s (%.*s)", TEXT_ARGS(about->title),
                                   TEXT_ARGS(version));
    }
}

/* Objects as a whole stand in one table. */
static void keep_row(Rendering *rendering, ManifestRow *row) {
    row->row.sink = row->step->parent ? row->about.title : TEXT("objects");
    array_push(rendering->arena, &rendering->diff->params, row->row);
}

void rendering_keep_rows(Rendering *rendering) {
    for (uint32_t i = 0; i < rendering->rows.count; i++) {
        ManifestRow *row = rendering->rows.items[i];
        row->row.kind = kind_of(rendering, &row->row);
        row->is_gone = row->row.kind == DIFF_REMOVED;
    }
    if (rendering->rows.count)
        qsort(rendering->rows.items, rendering->rows.count, sizeof(ManifestRow *), compare_rows);
    tell_apart(rendering);
    for (uint32_t i = 0; i < rendering->rows.count; i++)
        keep_row(rendering, rendering->rows.items[i]);
}
