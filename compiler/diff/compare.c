/* compare.c - two matrices, row by row.
 *
 * Environments, units and parameters are matched by name. A row is looked at in every environment of
 * either side; it is kept when something differs, so that a diff of two large programs that are
 * nearly the same is small. A value that was reported as a mistake is no difference: what it would
 * be nobody knows. */
#include "diff/compare.h"

/* --- Sides ---------------------------------------------------------------------------------- */

const Model *side_model(const DiffSide *side) {
    return side->matrix ? matrix_model(side->matrix) : NULL;
}

const Unit *side_unit(const DiffSide *side, Text name) {
    const Model *model = side_model(side);
    return model ? map_get(&model->unit_by_name, name) : NULL;
}

static bool has_text(const Text *items, uint32_t count, Text text) {
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(items[i], text)) return true;
    return false;
}

bool filter_has_unit(const DiffFilter *filter, Text name) {
    return !filter->units || has_text(filter->units, filter->unit_count, name);
}

static bool filter_has_environment(const DiffFilter *filter, Text name) {
    return !filter->environments || has_text(filter->environments, filter->environment_count, name);
}

/* --- Environments and units ----------------------------------------------------------------- */

static int32_t environment_of(const DiffSide *side, Text name) {
    const Model *model = side_model(side);
    return model ? model_environment(model, name) : -1;
}

/* Both sides' environments of a name that is looked at and was not added yet. */
static void add_environment(Comparison *comparison, Text name) {
    DiffNames *names = &comparison->diff->environments;
    int32_t old = environment_of(comparison->old, name),
            new = environment_of(comparison->new, name);
    if (!filter_has_environment(comparison->filter, name)) return;
    comparison->old_environments[names->count] = old < 0 ? NOWHERE : (uint32_t)old;
    comparison->new_environments[names->count] = new < 0 ? NOWHERE : (uint32_t) new;
    DiffName item = {name, old < 0 ? DIFF_ADDED : new < 0 ? DIFF_REMOVED : DIFF_CHANGED};
    array_push(comparison->arena, names, item);
}

static void list_environments(Comparison *comparison) {
    const Model *old = side_model(comparison->old), *new = side_model(comparison->new);
    uint32_t most = (old ? old->environment_count : 0) + (new ? new->environment_count : 0);
    comparison->old_environments = arena_array(comparison->arena, uint32_t, most);
    comparison->new_environments = arena_array(comparison->arena, uint32_t, most);
    for (uint32_t i = 0; new &&i < new->environment_count; i++)
        add_environment(comparison, new->environments[i].name->text);
    for (uint32_t i = 0; old && i < old->environment_count; i++)
        if (environment_of(comparison->new, old->environments[i].name->text) < 0)
            add_environment(comparison, old->environments[i].name->text);
    comparison->cells =
        arena_array(comparison->arena, DiffCell, comparison->diff->environments.count);
}

static const Name *name_at(const Model *model, uint32_t index) {
    return model && index < model->unit_count ? model->units[index]->name : NULL;
}

/* Of two names that come next in their lists, the first; NULL of a list that is at its end. */
static DiffName first_name(const Name *old, const Name *new) {
    int order = !old ? 1 : !new ? -1 : text_compare(old->text, new->text);
    if (old && order <= 0) return (DiffName){old->text, order == 0 ? DIFF_CHANGED : DIFF_REMOVED};
    return new ? (DiffName){new->text, DIFF_ADDED} : (DiffName){0};
}

/* Units of both sides are in order of their names already. */
static void list_units(Comparison *comparison) {
    const Model *old = side_model(comparison->old), *new = side_model(comparison->new);
    uint32_t o = 0, n = 0;
    for (DiffName item; (item = first_name(name_at(old, o), name_at(new, n))).text.length > 0;) {
        o += item.kind != DIFF_ADDED;
        n += item.kind != DIFF_REMOVED;
        if (filter_has_unit(comparison->filter, item.text))
            array_push(comparison->arena, &comparison->diff->units, item);
    }
}

/* --- Rows ----------------------------------------------------------------------------------- */

static bool is_unknown(const DiffValue *value) {
    return value->value && value->value->kind == VALUE_ERROR;
}

static bool differs(const DiffValue *old, const DiffValue *new) {
    if (is_unknown(old) || is_unknown(new)) return false;
    if (!old->value || !new->value) return old->value != new->value;
    return old->is_secret != new->is_secret || !value_same(old->value, new->value);
}

static DiffValue look_at(const Comparison *comparison, const DiffSide *side, const void *subject,
                         uint32_t environment, Look *look) {
    if (!subject || environment == NOWHERE) return (DiffValue){0};
    DiffValue value = look(comparison, side, subject, environment);
    if (value.value && value.value->kind == VALUE_ABSENT) value.value = NULL;
    return value;
}

/* What must not be shown on one side is not shown on the other: `@sensitive` may be what changed.
 * *is_known becomes false where a side has a mistake. */
static bool fill_cell(const Comparison *comparison, uint32_t environment, const Subject *subject,
                      bool *is_known) {
    DiffCell *cell = &comparison->cells[environment];
    cell->old = look_at(comparison, comparison->old, subject->old,
                        comparison->old_environments[environment], subject->look);
    cell->new = look_at(comparison, comparison->new, subject->new,
                        comparison->new_environments[environment], subject->look);
    cell->has_changed = differs(&cell->old, &cell->new);
    *is_known = *is_known && !is_unknown(&cell->old) && !is_unknown(&cell->new);
    if (is_unknown(&cell->old)) cell->old.value = NULL;
    if (is_unknown(&cell->new)) cell->new.value = NULL;
    cell->old.is_hidden = cell->new.is_hidden = cell->old.is_hidden || cell->new.is_hidden;
    return cell->has_changed;
}

void compare_row(Comparison *comparison, DiffRows *rows, const DiffRow *row,
                 const Subject *subject) {
    uint32_t count = comparison->diff->environments.count;
    bool has_changed = false, is_known = true;
    for (uint32_t i = 0; i < count; i++)
        has_changed = fill_cell(comparison, i, subject, &is_known) || has_changed;
    bool is_everywhere = subject->old && subject->new;
    if (!has_changed && !(subject->keeps_all && is_known && !is_everywhere)) return;
    DiffRow kept = *row;
    kept.kind = !subject->old ? DIFF_ADDED : !subject->new ? DIFF_REMOVED : DIFF_CHANGED;
    kept.cells = arena_array(comparison->arena, DiffCell, count);
    if (count) memcpy(kept.cells, comparison->cells, count * sizeof *kept.cells);
    array_push(comparison->arena, rows, kept);
}

/* --- Parameters ----------------------------------------------------------------------------- */

DiffValue side_value(const DiffSide *side, const Param *param, uint32_t environment) {
    const Value *value = matrix_value(side->matrix, param, environment);
    if (!value || value->kind == VALUE_ERROR || value->kind == VALUE_ABSENT)
        return (DiffValue){.value = value};
    return (DiffValue){.value = value,
                       .is_hidden = matrix_is_hidden(side->matrix, param, environment),
                       .is_secret = matrix_is_secret(side->matrix, param, environment)};
}

static DiffValue look_at_param(const Comparison *comparison, const DiffSide *side,
                               const void *subject, uint32_t environment) {
    (void)comparison;
    return side_value(side, subject, environment);
}

static const Param *find_param(const DiffSide *side, const Unit *unit, const Param *like) {
    return unit ? model_param(side_model(side), unit, like->sink->kind, like->path->text) : NULL;
}

/* A path that stands twice in a body is a mistake, which was reported: its first statement speaks. */
static bool is_repeat(const DiffSide *side, const Unit *unit, const Param *param) {
    const Param *first = find_param(side, unit, param);
    return first && first != param && first->sink == param->sink;
}

static Text category_of(const DiffSide *side, const Param *param) {
    const Category *category = matrix_category(side->matrix, param);
    return category && !param->is_secret ? category->name->text : TEXT("");
}

DiffRow side_row(const DiffSide *side, const Param *param) {
    return (DiffRow){.unit = param->unit->name->text,
                     .sink = text_of(sink_fact(param->sink->kind)->name),
                     .path = param->path->text,
                     .category = category_of(side, param),
                     .is_secret = param->is_secret};
}

static void compare_param(Comparison *comparison, DiffRow row, const Param *old, const Param *new) {
    Subject subject = {old, new, look_at_param, .keeps_all = true};
    compare_row(comparison, &comparison->diff->params, &row, &subject);
}

/* The new side's parameters in their order, then those that the old side alone has. */
static void compare_unit(Comparison *comparison, const Unit *old, const Unit *new) {
    for (uint32_t s = 0; new &&s < new->sink_count; s++)
        for (uint32_t i = 0; i < new->sinks[s]->count; i++) {
            const Param *param = new->sinks[s]->params[i];
            if (is_repeat(comparison->new, new, param)) continue;
            compare_param(comparison, side_row(comparison->new, param),
                          find_param(comparison->old, old, param), param);
        }
    for (uint32_t s = 0; old && s < old->sink_count; s++)
        for (uint32_t i = 0; i < old->sinks[s]->count; i++) {
            const Param *param = old->sinks[s]->params[i];
            if (!find_param(comparison->new, new, param))
                compare_param(comparison, side_row(comparison->old, param), param, NULL);
        }
}

static void compare_params(Comparison *comparison) {
    for (uint32_t i = 0; i < comparison->diff->units.count; i++) {
        Text name = comparison->diff->units.items[i].text;
        compare_unit(comparison, side_unit(comparison->old, name),
                     side_unit(comparison->new, name));
    }
}

/* --- Both forms ----------------------------------------------------------------------------- */

static const DiffFilter everything;

static Comparison open_comparison(Arena *arena, const DiffSide *old, const DiffSide *new,
                                  const DiffFilter *filter) {
    return (Comparison){.arena = arena,
                        .old = old,
                        .new = new,
                        .filter = filter ? filter : &everything,
                        .diff = arena_new(arena, Diff)};
}

Diff *diff_compare(Arena *arena, const DiffSide *old, const DiffSide *new,
                   const DiffFilter *filter) {
    Comparison comparison = open_comparison(arena, old, new, filter);
    list_environments(&comparison);
    list_units(&comparison);
    compare_artifacts(&comparison);
    compare_releases(&comparison);
    compare_attributes(&comparison);
    compare_outputs(&comparison);
    compare_params(&comparison);
    return comparison.diff;
}

Diff *diff_unread(Arena *arena, const char *what) {
    Diff *diff = arena_new(arena, Diff);
    diff->unread = what;
    return diff;
}

/* The same comparison with one column, whose cells are then taken apart: the old half belongs to the
 * first environment, the new one to the second. */
static void spread(Arena *arena, DiffRows *rows) {
    for (uint32_t i = 0; i < rows->count; i++) {
        DiffRow *row = &rows->items[i];
        DiffCell *cells = arena_array(arena, DiffCell, 2), *joined = &row->cells[0];
        cells[0] = (DiffCell){.old = joined->old, .has_changed = joined->has_changed};
        cells[1] = (DiffCell){.new = joined->new, .has_changed = joined->has_changed};
        row->cells = cells;
        if (!joined->old.value) row->kind = DIFF_ADDED;
        if (!joined->new.value) row->kind = DIFF_REMOVED;
    }
}

static void add_column(Comparison *comparison, const Model *model, uint32_t environment) {
    DiffName item = {model->environments[environment].name->text, DIFF_CHANGED};
    array_push(comparison->arena, &comparison->diff->environments, item);
}

/* The column under which both halves are compared is then the one of the second environment. */
Diff *diff_between(Arena *arena, const DiffSide *side, uint32_t from, uint32_t to,
                   const DiffFilter *filter) {
    Comparison comparison = open_comparison(arena, side, side, filter);
    const Model *model = matrix_model(side->matrix);
    Diff *diff = comparison.diff;
    DiffCell cell;
    comparison.old_environments = &from;
    comparison.new_environments = &to;
    comparison.cells = &cell;
    add_column(&comparison, model, to);
    list_units(&comparison);
    compare_attributes(&comparison);
    compare_releases(&comparison);
    compare_params(&comparison);
    diff->environments.count = 0;
    add_column(&comparison, model, from);
    add_column(&comparison, model, to);
    spread(arena, &diff->attributes);
    spread(arena, &diff->params);
    for (uint32_t i = 0; i < diff->releases.count; i++)
        diff->releases.items[i].environment = 1;
    diff->is_between = true;
    return diff;
}

static bool has_gone_or_come(const DiffNames *names) {
    for (uint32_t i = 0; i < names->count; i++)
        if (names->items[i].kind != DIFF_CHANGED) return true;
    return false;
}

bool diff_is_empty(const Diff *diff) {
    return !diff->unread && !diff->charts.count && !diff->modules.count && !diff->releases.count &&
           !diff->attributes.count && !diff->outputs.count && !diff->notes.count &&
           !diff->params.count && !has_gone_or_come(&diff->environments) &&
           !has_gone_or_come(&diff->units);
}
