/* waiver.c - questions about annotations: is this waived, sensitive, rolling?
 *
 * A parameter may be stated in a unit and in its profile, and its sink and its unit have
 * annotations of their own, so every question looks through several chains of scopes. Most chains
 * are empty. */
#include "check/check.h"

static const Scope *scope_of(const Statement *statement) {
    return statement == NULL ? NULL : statement->scope;
}

/* There are as many as codes at most. */
WaiverGroup *scope_group(const Scope *scope, Code code) {
    for (uint32_t i = 0; i < scope->group_count; i++)
        if (scope->groups[i].code == code) return &scope->groups[i];
    return NULL;
}

void group_wait(WaiverGroup *group, const Waiver *waiver) {
    if (!waiver->has_environments) group->waits_everywhere = true;
    group->waiting = set_or(group->waiting, waiver->environments);
}

/* Adds the environments that one chain of scopes waives. */
static void gather(const Model *model, const Scope *scope, Code code, EnvironmentSet *set) {
    for (; scope != NULL; scope = scope->parent) {
        const WaiverGroup *group = scope_group(scope, code);
        if (group != NULL)
            *set = set_or(*set, group->is_everywhere ? model->all : group->environments);
    }
}

EnvironmentSet waiver_environments(const Model *model, const Statement *own,
                                   const Statement *inherited, const Scope *unit_scope, Code code) {
    EnvironmentSet set = {0};
    gather(model, scope_of(own), code, &set);
    gather(model, scope_of(inherited), code, &set);
    gather(model, unit_scope, code, &set);
    return set;
}

/* A scope is constant to all but this mark. */
static void mark(const Scope *scope, Code code) {
    for (; scope != NULL; scope = scope->parent)
        for (uint32_t i = 0; i < scope->waiver_count; i++)
            if (scope->waivers[i].code == code) scope->waivers[i].is_used = true;
}

void waiver_use(const Statement *own, const Statement *inherited, const Scope *unit_scope,
                Code code) {
    mark(scope_of(own), code);
    mark(scope_of(inherited), code);
    mark(unit_scope, code);
}

bool scope_is_sensitive(const Scope *scope) {
    while (scope != NULL && !scope->is_sensitive)
        scope = scope->parent;
    return scope != NULL;
}

const Scope *scope_rolling(const Scope *scope) {
    while (scope != NULL && !scope->is_rolling)
        scope = scope->parent;
    return scope;
}

/* The nearest statement counts first: the unit's, then the profile's, then what is around both. */
const Scope *param_rolling(const Param *param) {
    const Scope *const chains[] = {scope_of(param->own), scope_of(param->inherited),
                                   param->sink->scope, param->unit->scope};
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        const Scope *rolling = scope_rolling(chains[i]);
        if (rolling != NULL) return rolling;
    }
    return NULL;
}
