/* scoping.c - which findings count for what was asked, and which only follow from another.
 *
 * A scoped build (`--unit U --env E`) needs only U in E, and what it uses, to be free of errors:
 * another team's mistake never stops a rollback. A finding belongs to the unit that it names, else
 * to the declaration it stands in; where that is a unit or a profile, it counts only if U is,
 * refers to, or uses it.
 *
 * A syntax error has consequences: names that nobody declares any more, values that are missing.
 * They are not reported, because they go away with it, but they are remembered: a build that would
 * run into one is stopped. */
#include "library/library.h"

/* The top-level declaration that a place stands in; NULL when it stands in none. */
static const Declaration *declaration_at(const Program *program, Span span) {
    for (uint32_t t = 0; t < program->tree_count; t++) {
        const Tree *tree = program->trees[t];
        if (tree->file != span.file) continue;
        for (uint32_t i = 0; i < tree->count; i++)
            if (span.start >= tree->items[i].whole.start && span.start < tree->items[i].whole.end)
                return &tree->items[i];
    }
    return NULL;
}

static bool is_unit(const Declaration *declaration) {
    return declaration->kind == DECLARATION_SERVICE || declaration->kind == DECLARATION_STACK;
}

/* Is it a unit that was asked for, or one that such a unit uses? */
static bool scope_has_unit(const Scoping *scoping, const Model *model, Text name) {
    const Unit *unit = map_get(&model->unit_by_name, name);
    return unit && scoping->units[unit->index];
}

static bool scope_has_profile(const Scoping *scoping, const Model *model,
                              const Declaration *profile) {
    for (uint32_t i = 0; i < model->unit_count; i++) {
        const Unit *unit = model->units[i];
        for (uint32_t p = 0; p < unit->profile_count && scoping->units[i]; p++)
            if (unit->profiles[p] == profile) return true;
    }
    return false;
}

/* Does what was asked for stand on this declaration? Environments, categories and types are
 * everybody's; a policy and a ledger are nobody's. */
static bool scope_has(const Scoping *scoping, const Model *model, const Declaration *item) {
    switch (item->kind) {
    case DECLARATION_SERVICE:
    case DECLARATION_STACK:
        return item->name.name && scope_has_unit(scoping, model, item->name.name->text);
    case DECLARATION_PROFILE: return scope_has_profile(scoping, model, item);
    case DECLARATION_POLICY:
    case DECLARATION_LEDGER: return false;
    case DECLARATION_STRATEGY:
    case DECLARATION_LADDER:
    case DECLARATION_MATRIX:
    case DECLARATION_ENVIRONMENT:
    case DECLARATION_TYPE:
    case DECLARATION_CATEGORY: return true;
    }
    unreachable("DeclarationKind");
}

/* Does the file declare something that what was asked for stands on? */
static bool file_counts(const RungProject *project, const Scoping *scoping, uint32_t file) {
    const Program *program = project->program;
    for (uint32_t t = 0; t < program->tree_count; t++) {
        const Tree *tree = program->trees[t];
        for (uint32_t i = 0; i < tree->count && tree->file == file; i++)
            if (scope_has(scoping, project->model, &tree->items[i])) return true;
    }
    return false;
}

static bool counts_by_place(const RungProject *project, const Scoping *scoping,
                            const Diagnostic *diagnostic) {
    if (!scoping->units) return true;
    for (uint32_t i = 0; i < diagnostic->units.count; i++)
        if (scope_has_unit(scoping, project->model, diagnostic->units.items[i])) return true;
    if (diagnostic->unit.length) return scope_has_unit(scoping, project->model, diagnostic->unit);
    if (code_fact(diagnostic->code)->code[0] == 'S')
        return file_counts(project, scoping, diagnostic->span.file);
    const Declaration *place = declaration_at(project->program, diagnostic->span);
    return !place || scope_has(scoping, project->model, place);
}

bool scoping_counts(const RungProject *project, const Scoping *scoping,
                    const Diagnostic *diagnostic) {
    if (!counts_by_place(project, scoping, diagnostic)) return false;
    if (!scoping->environments || !diagnostic->environments.count) return true;
    for (uint32_t i = 0; i < diagnostic->environments.count; i++) {
        int32_t index = model_environment(project->model, diagnostic->environments.items[i]);
        if (index < 0 || set_has(scoping->environments, (uint32_t)index)) return true;
    }
    return false;
}

/* --- What follows from a syntax error ---------------------------------------------------------- */

static bool is_syntax(const Diagnostic *diagnostic) {
    return code_fact(diagnostic->code)->code[0] == 'S' && diagnostic->severity == SEVERITY_ERROR;
}

/* Does everything stand on this one, so that a hole in it shows anywhere? What stands outside of all
 * declarations may have been meant as one, and one without a name may be any that is looked for. */
static bool is_shared(const Declaration *declaration) {
    if (!declaration) return true;
    bool is_nobodys =
        declaration->kind == DECLARATION_POLICY || declaration->kind == DECLARATION_LEDGER;
    bool has_users = is_unit(declaration) || declaration->kind == DECLARATION_PROFILE;
    return !is_nobodys && !(has_users && declaration->name.name);
}

/* What syntax errors have damaged. */
typedef struct Damage {
    RungProject *project;
    ARRAY(const Declaration *) items;
    bool is_shared; /* something that all others stand on */
    bool is_any;
} Damage;

static bool is_damaged(const Damage *damage, const Declaration *declaration) {
    for (uint32_t i = 0; i < damage->items.count; i++)
        if (damage->items.items[i] == declaration) return true;
    return false;
}

/* A unit or profile with a hole in it, or one that shares parameters with one that has. */
static bool is_touched(const Damage *damage, const Declaration *declaration) {
    const Model *model = damage->project->model;
    bool is_touched = is_damaged(damage, declaration);
    for (uint32_t i = 0; i < model->unit_count && !is_touched; i++) {
        const Unit *unit = model->units[i];
        bool is_one = unit->declaration == declaration;
        for (uint32_t p = 0; p < unit->profile_count && !is_touched; p++)
            is_touched =
                (is_one && is_damaged(damage, unit->profiles[p])) ||
                (unit->profiles[p] == declaration && is_damaged(damage, unit->declaration));
    }
    return is_touched;
}

/* Keeps what is no consequence: a finding of the syntax, or one that stands in a whole declaration
 * and is about no unit with a hole. Names that a damaged unit may have had are not looked for there
 * (evaluate/unknown.c). */
static bool is_independent(const Damage *damage, const Diagnostic *diagnostic) {
    if (code_fact(diagnostic->code)->code[0] == 'S') return true;
    if (damage->is_shared) return false;
    const RungProject *project = damage->project;
    const Declaration *place = declaration_at(project->program, diagnostic->span);
    const Unit *unit = map_get(&project->model->unit_by_name, diagnostic->unit);
    return place && !is_touched(damage, place) && !(unit && is_touched(damage, unit->declaration));
}

/* The same, remembering the errors that are dropped. */
static bool is_kept(void *state, const Diagnostic *diagnostic) {
    Damage *damage = state;
    if (is_independent(damage, diagnostic)) return true;
    if (diagnostic->severity == SEVERITY_ERROR)
        array_push(&damage->project->arena, &damage->project->followers, diagnostic);
    return false;
}

void scoping_drop_followers(RungProject *project) {
    Report *report = &project->report;
    Damage damage = {.project = project};
    for (uint32_t i = 0; i < report->items.count; i++) {
        if (!is_syntax(report->items.items[i])) continue;
        const Declaration *place = declaration_at(project->program, report->items.items[i]->span);
        damage.is_any = true;
        damage.is_shared = damage.is_shared || is_shared(place);
        if (place && !is_damaged(&damage, place)) array_push(&project->arena, &damage.items, place);
    }
    if (damage.is_any) report_retain(report, is_kept, &damage);
}
