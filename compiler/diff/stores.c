/* stores.c - under which names parameters lie in the store.
 *
 * A name is made by the template of an ssm block, and another template renames all parameters of the
 * block: that is one row, with `*` where their own paths stand. Blocks have no names by which
 * they could be matched. One whose template is as it was is the same block; the others are taken for
 * one another in their order. A parameter that went from one block to another has a row of its own. */
#include "diff/compare.h"

/* --- Blocks --------------------------------------------------------------------------------- */

static const Sink *find_template(const Unit *unit, Text template) {
    for (uint32_t i = 0; unit && i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == SINK_SSM && text_equal(unit->sinks[i]->template_text, template))
            return unit->sinks[i];
    return NULL;
}

/* The n-th block of a unit whose template the other unit does not have. */
static const Sink *nth_changed(const Unit *unit, const Unit *other, uint32_t n) {
    for (uint32_t i = 0; unit && i < unit->sink_count; i++) {
        const Sink *sink = unit->sinks[i];
        if (sink->kind == SINK_SSM && !find_template(other, sink->template_text) && n-- == 0)
            return sink;
    }
    return NULL;
}

/* What a block of `unit` was in `other`; NULL. */
static const Sink *partner_of(const Sink *sink, const Unit *unit, const Unit *other) {
    const Sink *same = find_template(other, sink->template_text), *changed;
    for (uint32_t n = 0; !same && (changed = nth_changed(unit, other, n)) != NULL; n++)
        if (changed == sink) return nth_changed(other, unit, n);
    return same;
}

static DiffValue look_at_block(const Comparison *comparison, const DiffSide *side,
                               const void *subject, uint32_t environment) {
    const Sink *sink = subject;
    Text name;
    if (!set_has(&sink->environments, environment) ||
        !emit_store_name(side->plan, sink, environment, TEXT("*"), &name))
        return (DiffValue){0};
    return (DiffValue){.value = value_string(comparison->arena, name)};
}

/* --- Parameters ----------------------------------------------------------------------------- */

static DiffValue look_at_name(const Comparison *comparison, const DiffSide *side,
                              const void *subject, uint32_t environment) {
    const Param *param = subject;
    Text name;
    const Value *value = matrix_value(side->matrix, param, environment);
    if (!value || value->kind == VALUE_ABSENT || value->kind == VALUE_ERROR ||
        !emit_store_param(side->plan, param, environment, &name))
        return (DiffValue){0};
    return (DiffValue){.value = value_string(comparison->arena, name)};
}

static void compare_moved(Comparison *comparison, const Unit *old, const Unit *new,
                          const Sink *sink) {
    const Sink *partner = partner_of(sink, new, old);
    for (uint32_t i = 0; i < sink->count; i++) {
        const Param *param = sink->params[i],
                    *before =
                        model_param(side_model(comparison->old), old, SINK_SSM, param->path->text);
        if (!before || before->sink == partner) continue;
        DiffRow row = {.unit = new->name->text, .sink = TEXT("ssm"), .path = param->path->text};
        Subject subject = {before, param, look_at_name, false};
        compare_row(comparison, &comparison->diff->attributes, &row, &subject);
    }
}

/* Only where a block is on both sides: what came or went is seen by its parameters. */
void compare_stores(Comparison *comparison, const Unit *old, const Unit *new) {
    for (uint32_t i = 0; old && new &&i < new->sink_count; i++) {
        const Sink *sink = new->sinks[i];
        if (sink->kind != SINK_SSM) continue;
        const Sink *partner = partner_of(sink, new, old);
        DiffRow row = {.unit = new->name->text, .sink = TEXT("ssm"), .path = TEXT("*")};
        Subject subject = {partner, sink, look_at_block, false};
        if (partner) compare_row(comparison, &comparison->diff->attributes, &row, &subject);
        compare_moved(comparison, old, new, sink);
    }
}
