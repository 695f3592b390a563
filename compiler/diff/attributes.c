/* attributes.c - what has a value in each environment and is no parameter: attributes of the
 * environments and of units.
 *
 * The image of a unit is its release (artifacts.c); here only its repository is compared, which says
 * where an image comes from and not which one it is. */
#include "diff/compare.h"

/* --- Environments --------------------------------------------------------------------------- */

/* An attribute by name, because the two sides may declare different ones. */
static const AttributeFact *find_attribute(const Model *model, Text name) {
    return model ? map_get(&model->attribute_by_name, name) : NULL;
}

static DiffValue look_at_environment(const Comparison *comparison, const DiffSide *side,
                                     const void *subject, uint32_t environment) {
    (void)comparison;
    const AttributeFact *fact = subject;
    const Model *model = side_model(side);
    const Value *value =
        matrix_attribute(side->matrix, environment, (uint32_t)(fact - model->attributes));
    bool is_hidden = scope_is_sensitive(fact->scope) || value_has_credential(value);
    return (DiffValue){.value = value, .is_hidden = is_hidden};
}

static void compare_environment(Comparison *comparison, Text name) {
    const Model *old = side_model(comparison->old), *new = side_model(comparison->new);
    DiffRow row = {.sink = TEXT("env"), .path = name};
    Subject subject = {.old = find_attribute(old, name),
                       .new = find_attribute(new, name),
                       .look = look_at_environment};
    compare_row(comparison, &comparison->diff->attributes, &row, &subject);
}

static void compare_environments(Comparison *comparison) {
    const Model *old = side_model(comparison->old), *new = side_model(comparison->new);
    for (uint32_t i = 0; new &&i < new->attribute_count; i++)
        compare_environment(comparison, new->attributes[i].name);
    for (uint32_t i = 0; old && i < old->attribute_count; i++)
        if (!find_attribute(new, old->attributes[i].name))
            compare_environment(comparison, old->attributes[i].name);
}

/* --- Units ---------------------------------------------------------------------------------- */

/* An attribute of a unit. */
typedef struct Attribution {
    const Unit *unit;
    UnitAttributeKind kind;
} Attribution;

/* `registry.example/orders:v1@sha256:...` without what names one image. */
static const Value *repository_of(const Comparison *comparison, const DiffSide *side,
                                  const Unit *unit, uint32_t environment, const Value *image) {
    Image parts;
    bool is_pinned = release_image(side->plan, unit, environment, &parts);
    return is_pinned ? value_string(comparison->arena, parts.repository) : image;
}

static DiffValue look_at_unit(const Comparison *comparison, const DiffSide *side,
                              const void *subject, uint32_t environment) {
    const Attribution *attribution = subject;
    const Unit *unit = attribution->unit;
    if (!set_has(&unit->environments, environment)) return (DiffValue){0};
    const Value *value = matrix_unit_attribute(side->matrix, unit, attribution->kind, environment);
    bool is_hidden = scope_is_sensitive(unit->attributes[attribution->kind].scope);
    if (attribution->kind == UNIT_IMAGE)
        value = repository_of(comparison, side, unit, environment, value);
    return (DiffValue){.value = value, .is_hidden = is_hidden || value_has_credential(value)};
}

static void compare_unit(Comparison *comparison, const Unit *old, const Unit *new) {
    for (UnitAttributeKind kind = 0; kind < UNIT_ATTRIBUTE_END; kind++) {
        Attribution before = {old, kind}, after = {new, kind};
        DiffRow row = {.unit = (new ? new : old)->name->text,
                       .sink = TEXT("unit"),
                       .path = text_of(unit_attribute_fact(kind)->name)};
        Subject subject = {old ? &before : NULL, new ? &after : NULL, look_at_unit, false};
        compare_row(comparison, &comparison->diff->attributes, &row, &subject);
    }
}

/* Two environments of one program have the same blocks, whose names differ as they should. */
void compare_attributes(Comparison *comparison) {
    compare_environments(comparison);
    for (uint32_t i = 0; i < comparison->diff->units.count; i++) {
        Text name = comparison->diff->units.items[i].text;
        const Unit *old = side_unit(comparison->old, name), *new = side_unit(comparison->new, name);
        compare_unit(comparison, old, new);
        if (comparison->old != comparison->new) compare_stores(comparison, old, new);
    }
}
