/* unit.c - services and stacks: their profiles, environments, attributes and what they must have.
 *
 * Units are in order of their names. What is reported while one is built is about it and says so,
 * so that a build of another unit can pass over it. */
#include "check/builder.h"

#include <stdlib.h>

/* A unit and what it is made from. */
typedef struct Making {
    Builder *builder;
    Unit *unit;
    const Sheet **sheets; /* of its profiles, then its own */
    Words uses;           /* of the profiles that exist, each once */
} Making;

/* --- Profiles ------------------------------------------------------------------------------- */

/* Every profile is read, also one that no unit uses. */
static void make_profiles(Builder *builder) {
    const Declarations *profiles = &builder->program->profiles;
    for (uint32_t i = 0; i < profiles->count; i++) {
        const Declaration *declaration = profiles->items[i];
        if (!is_first(profiles, declaration)) continue;
        Sheet *sheet = sheet_make(builder, declaration);
        profile_check_paths(builder, sheet);
        map_put(&builder->sheets, declaration->name.name->text, sheet);
    }
}

static bool is_used_already(const Making *making, Word word, Span *first) {
    for (uint32_t i = 0; i < making->uses.count; i++) {
        *first = making->uses.items[i].span;
        if (making->uses.items[i].name == word.name) return true;
    }
    return false;
}

/* A few lines of profiles and units can mean more parameters than any machine holds: what they mean
 * is counted before it is made. */
static bool has_room(Making *making, const Sheet *sheet) {
    uint64_t params = making->builder->inherited;
    uint32_t blocks = sheet->block_count;
    for (uint32_t i = 0; i < sheet->block_count; i++)
        params += sheet->blocks[i].count;
    for (uint32_t i = 0; i < making->uses.count; i++)
        blocks += making->sheets[i]->block_count;
    bool fits =
        making->uses.count < LIMIT_PROFILES && blocks <= LIMIT_BLOCKS && params <= LIMIT_INHERITED;
    if (fits) making->builder->inherited = (uint32_t)params;
    return fits;
}

static void refuse_profile(Making *making, Word word) {
    making->unit->is_profile_lost = true;
    Diagnostic *d =
        report_too_many_profiles(making->builder->report, word.span, making->unit->name->text);
    report_label(d, word.span, "this one is too much");
    report_note(d,
                "a unit uses at most %d profiles with at most %d blocks, and units have at most "
                "%d parameters from profiles",
                (int)LIMIT_PROFILES, (int)LIMIT_BLOCKS, (int)LIMIT_INHERITED);
}

/* A profile that does not exist may hold what the unit then seems to lack. */
static void use_profile(Making *making, Word word) {
    Builder *builder = making->builder;
    Span first;
    if (word.name == NULL) return;
    const Sheet *sheet = map_get(&builder->sheets, word.name->text);
    if (sheet == NULL) {
        making->unit->is_profile_lost = true;
        Diagnostic *diagnostic =
            report_unknown_profile(builder->report, word.span, word.name->text);
        suggest_key(diagnostic, word.span, word.name->text, &builder->sheets, "profiles");
    } else if (is_used_already(making, word, &first)) {
        Diagnostic *twice = report_profile_twice(builder->report, word.span, word.name->text);
        report_label(twice, first, "first here");
    } else if (!has_room(making, sheet)) {
        refuse_profile(making, word);
    } else {
        making->sheets[making->uses.count] = sheet;
        making->uses.items[making->uses.count++] = word;
    }
}

/* Collects the sheets in the order of `uses`, with room for the unit's own behind them. */
static void use_profiles(Making *making) {
    const Words *words = &making->unit->declaration->as.unit.uses;
    Unit *unit = making->unit;
    Arena *arena = making->builder->arena;
    making->sheets = arena_array(arena, const Sheet *, words->count + 1);
    making->uses.items = arena_array(arena, Word, words->count);
    for (uint32_t i = 0; i < words->count; i++)
        use_profile(making, words->items[i]);
    unit->profile_count = making->uses.count;
    unit->profiles = arena_array(arena, const Declaration *, unit->profile_count);
    for (uint32_t i = 0; i < unit->profile_count; i++)
        unit->profiles[i] = making->sheets[i]->declaration;
}

/* --- Environments --------------------------------------------------------------------------- */

/* Names behind an `in` inside a unit that reach nothing of it. */
static void check_within(const Making *making, const Words *words) {
    Builder *builder = making->builder;
    const Unit *unit = making->unit;
    const Words *limits = &unit->declaration->as.unit.environments;
    for (uint32_t i = 0; i < words->count; i++) {
        if (words->items[i].name == NULL) continue;
        int32_t index = model_environment(builder->model, words->items[i].name->text);
        if (index < 0) continue;
        EnvironmentSet named = {0};
        set_add(&named, (uint32_t)index);
        EnvironmentSet met =
            set_and(environments_covered(builder->model, named), unit->environments);
        if (!set_is_empty(&met)) continue;
        Diagnostic *diagnostic = report_environment_not_of_unit(
            builder->report, words->items[i].span, unit->name->text, words->items[i].name->text);
        if (limits->count > 0)
            report_label(diagnostic,
                         span_join(limits->items[0].span, limits->items[limits->count - 1].span),
                         "it is here only");
    }
}

/* A unit that is everywhere, or whose own list is a mistake, has nothing to compare with. */
static void check_members_within(const Making *making) {
    const Members *members = &making->unit->declaration->as.unit.members;
    if (!making->unit->declaration->as.unit.has_environments) return;
    if (set_is_empty(&making->unit->environments)) return;
    for (uint32_t i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        if (member->kind == MEMBER_SINK) check_within(making, &member->as.sink.environments);
        if (member->kind == MEMBER_EMIT) check_within(making, &member->as.emit.environments);
    }
}

static EnvironmentSet reach_of(Builder *builder, const Declaration *declaration) {
    if (!declaration->as.unit.has_environments) return builder->model->all;
    EnvironmentSet named = environments_named(builder, &declaration->as.unit.environments);
    return environments_covered(builder->model, named);
}

/* --- Attributes ----------------------------------------------------------------------------- */

/* Said at the unit's `uses`, where one of the profiles can be taken away. */
static void blame_overlap(const Making *making, uint32_t sheet, UnitAttributeKind kind,
                          const UnitAttribute *first) {
    const UnitAttribute *second = &making->sheets[sheet]->attributes[kind];
    Diagnostic *diagnostic =
        report_profiles_overlap(making->builder->report, making->uses.items[sheet].span,
                                text_of(unit_attribute_fact(kind)->name),
                                word_text(first->owner->name), word_text(second->owner->name));
    report_label(diagnostic, first->span, "in `%.*s`", TEXT_ARGS(word_text(first->owner->name)));
    report_label(diagnostic, second->span, "in `%.*s`", TEXT_ARGS(word_text(second->owner->name)));
}

/* The unit's own, else that of the one profile that states it. */
static void take_attribute(const Making *making, UnitAttributeKind kind) {
    UnitAttribute *place = &making->unit->attributes[kind];
    *place = making->sheets[making->uses.count]->attributes[kind];
    if (place->value != NULL) return;
    for (uint32_t i = 0; i < making->uses.count; i++) {
        const UnitAttribute *stated = &making->sheets[i]->attributes[kind];
        if (stated->value == NULL) continue;
        if (place->value == NULL)
            *place = *stated;
        else
            blame_overlap(making, i, kind, place);
    }
}

/* A service that states an attribute which could be a misspelt `image` has one mistake, not two. */
static bool states_unknown_attribute(const Members *members) {
    UnitAttributeKind kind;
    for (uint32_t i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        if (member->kind != MEMBER_ATTRIBUTE || member->as.attribute.name.name == NULL) continue;
        if (!unit_attribute_find(member->as.attribute.name.name->text, &kind)) return true;
    }
    return false;
}

/* What runs is what makes a service one. */
static void require_image(const Making *making) {
    const Unit *unit = making->unit;
    if (!unit->is_service || unit->attributes[UNIT_IMAGE].value != NULL) return;
    if (states_unknown_attribute(&unit->declaration->as.unit.members)) return;
    Diagnostic *diagnostic = report_service_without_image(
        making->builder->report, unit->declaration->name.span, unit->name->text);
    report_help(diagnostic,
                "write `image = \"registry.example/%.*s\"`; what runs no image of its "
                "own is a `stack`",
                TEXT_ARGS(unit->name->text));
}

/* --- Emits ---------------------------------------------------------------------------------- */

/* The lines of all profiles as one place, in the order of `uses`. */
static Emits profile_emits(const Making *making) {
    Arena *arena = making->builder->arena;
    uint32_t count = 0;
    for (uint32_t i = 0; i < making->uses.count; i++)
        count += making->sheets[i]->emits.count;
    if (count == 0) return (Emits){0};
    const Emit **items = arena_array(arena, const Emit *, count);
    EnvironmentSet *environments = arena_array(arena, EnvironmentSet, count);
    count = 0;
    for (uint32_t i = 0; i < making->uses.count; i++) {
        const Emits *emits = &making->sheets[i]->emits;
        for (uint32_t e = 0; e < emits->count; e++, count++) {
            items[count] = emits->items[e];
            environments[count] = emits->environments[e];
        }
    }
    return (Emits){items, environments, count};
}

/* --- Units ---------------------------------------------------------------------------------- */

/* Reports that were made about this unit say so; what a parameter said about itself stays. */
static void blame(const Making *making, uint32_t reported) {
    Report *report = making->builder->report;
    for (uint32_t i = reported; i < report->items.count; i++)
        report_about(report->items.items[i], making->unit->name->text,
                     report->items.items[i]->param);
}

/* Everything about one unit, in the order in which its parts need one another. */
static void build(Builder *builder, Unit *unit) {
    const Declaration *declaration = unit->declaration;
    uint32_t reported = builder->report->items.count;
    Making making = {.builder = builder, .unit = unit};
    unit->is_service = declaration->kind == DECLARATION_SERVICE;
    unit->doc = declaration->doc;
    unit->environments = reach_of(builder, declaration);
    use_profiles(&making);
    const Sheet *own = sheet_make(builder, declaration);
    making.sheets[making.uses.count] = own;
    unit->scope = own->scope;
    unit->emits = own->emits;
    unit->profile_emits = profile_emits(&making);
    for (UnitAttributeKind kind = UNIT_IMAGE; kind < UNIT_ATTRIBUTE_END; kind++)
        take_attribute(&making, kind);
    sinks_build(builder, unit, making.sheets, &making.uses);
    check_members_within(&making);
    require_image(&making);
    blame(&making, reported);
}

static int compare_units(const void *left, const void *right) {
    const Unit *const *a = left;
    const Unit *const *b = right;
    return text_compare((*a)->name->text, (*b)->name->text);
}

/* Units are numbered by name, so that nothing depends on the order of files. */
static void enter(Builder *builder) {
    Model *model = builder->model;
    const Declarations *units = &builder->program->units;
    model->units = arena_array(builder->arena, Unit *, units->count);
    for (uint32_t i = 0; i < units->count; i++) {
        if (!is_first(units, units->items[i])) continue;
        Unit *unit = arena_new(builder->arena, Unit);
        unit->declaration = units->items[i];
        unit->name = unit->declaration->name.name;
        model->units[model->unit_count++] = unit;
        map_put(&model->unit_by_name, unit->name->text, unit);
    }
    if (model->unit_count > 1)
        qsort(model->units, model->unit_count, sizeof(Unit *), compare_units);
    for (uint32_t i = 0; i < model->unit_count; i++)
        model->units[i]->index = i;
}

void units_build(Builder *builder) {
    make_profiles(builder);
    enter(builder);
    for (uint32_t i = 0; i < builder->model->unit_count; i++)
        build(builder, builder->model->units[i]);
}
