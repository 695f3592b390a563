/* trial.c - a change is tried before it is made: the program is compiled with the new source in the
 * place of the old, and what was right before must be so afterwards.
 *
 * Findings are compared by what they say and what they are about, not by place, since every line of a
 * table may have moved. A mistake that was there before stops nobody. */
#include "library/change.h"

#include "library/values.h"

/* --- One way to write it -------------------------------------------------------------------- */

const Param *trial_param(const RungProject *changed, const Param *param) {
    const Unit *unit = map_get(&changed->model->unit_by_name, param->unit->name->text);
    return unit ? model_param(changed->model, unit, param->sink->kind, param->path->text) : NULL;
}

/* Compiles the project with the edited source, in the place of an earlier trial. */
static void compile(RungProject *project, const Change *change, Trial *trial) {
    Text path = project->sources.files.items[change->file].path;
    RungProject *before = project->changed;
    project->changed = session_with(project, path, trial->after);
    session_begin(project->changed);
    rung_close(before);
    trial->changed = project->changed;
    trial->param = trial_param(trial->changed, change->param);
}

/* Is an environment like another, and does it come to `nearer` on the way? */
static bool passes(const Model *model, uint32_t from, uint32_t nearer, int32_t to) {
    bool has_passed = false;
    for (int32_t at = (int32_t)from; at >= 0; at = model->environments[at].like) {
        if (at == to) return has_passed;
        has_passed |= at == (int32_t)nearer;
    }
    return false;
}

/* An environment whose value a cell of the profile says, and that would now follow the one that is set,
 * because it is like it and the unit's cells come before the profile's. *out is that cell. */
static bool loses_cell(const Change *change, uint32_t environment, Origin *out) {
    const Param *param = change->param;
    const Model *model = change->project->model;
    if (!param_origin(model, param, environment, out)) return false;
    bool was_cell = out->statement == param->inherited && out->kind != ORIGIN_DEFAULT;
    return was_cell && passes(model, environment, out->environment, change->environment);
}

/* Does the unit state that cell already, for another environment that keeps it too? */
static bool is_kept(const Trial *trial, const Origin *origin) {
    Origin now;
    return param_origin(trial->changed->model, trial->param, origin->environment, &now) &&
           now.statement == trial->param->own && now.kind == ORIGIN_CELL;
}

/* Such an environment keeps its value: the unit restates that cell too. */
static void keep_cell(const Change *change, Trial *trial, const Origin *origin) {
    RungProject *project = change->project;
    Text line = sources_text(&project->sources, origin->value->span);
    const Spelling spelling = {.line = line};
    const Setting setting = {trial->changed->model, trial->param, (int32_t)origin->environment,
                             &spelling};
    trial->after = text_copy(&project->arena, setting_apply(&project->arena, &setting));
    compile(project, change, trial);
}

static void keep_cells(const Change *change, Trial *trial) {
    Origin origin;
    const Model *model = change->project->model;
    if (change->environment < 0 || !trial->spelling) return;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        bool is_there = trial->param && set_has(&change->param->sink->environments, i);
        if (is_there && loses_cell(change, i, &origin) && !is_kept(trial, &origin))
            keep_cell(change, trial, &origin);
    }
}

static Trial try_spelling(const Change *change, const Spelling *spelling) {
    RungProject *project = change->project;
    const Setting setting = {project->model, change->param, change->environment, spelling};
    Trial trial = {.spelling = spelling};
    trial.after = setting_apply(&project->arena, &setting);
    compile(project, change, &trial);
    keep_cells(change, &trial);
    return trial;
}

/* --- What it comes to ----------------------------------------------------------------------- */

bool trial_environment(const Change *change, const Trial *trial, uint32_t *out) {
    Origin origin;
    *out = (uint32_t)change->environment;
    if (!trial->param) return false;
    if (change->environment >= 0) return true;
    const Model *model = trial->changed->model;
    for (*out = 0; *out < model->environment_count; ++*out)
        if (set_has(&trial->param->sink->environments, *out) &&
            param_origin(model, trial->param, *out, &origin) && origin.kind == ORIGIN_DEFAULT)
            return true;
    return false;
}

/* What was set, as a value; NULL where it is none. */
static const Value *find_value(const Change *change, const Trial *trial) {
    uint32_t environment;
    if (!trial_environment(change, trial, &environment)) return NULL;
    const Value *value = matrix_value(trial->changed->matrix, trial->param, environment);
    return value && value->kind != VALUE_ERROR ? value : NULL;
}

/* Did the expression come to a value of the type? */
static bool is_value(const Change *change, const Trial *trial) {
    const Value *value = find_value(change, trial);
    if (!value) return false;
    Text problem;
    RungProject *project = change->project;
    const Type *type = matrix_type(project->matrix, change->param);
    return type_accepts(&project->arena, type, value, &value, &problem);
}

Trial trial_run(const Change *change) {
    const Reading *reading = &change->reading;
    if (reading->is_removal) return try_spelling(change, NULL);
    Trial trial = try_spelling(change, &reading->items[0]);
    if (reading->count == 1 || is_value(change, &trial)) return trial;
    return try_spelling(change, &reading->items[1]);
}

/* --- Its findings --------------------------------------------------------------------------- */

/* How often each finding was there before and was not seen again yet. */
typedef struct Known {
    Arena *arena;
    Map counts; /* what a finding says and is about -> its count, as a pointer */
} Known;

static Text key_of(Arena *arena, const Diagnostic *diagnostic, Text unit) {
    const Text parts[] = {text_of(code_fact(diagnostic->code)->code), unit, diagnostic->param,
                          diagnostic->message};
    return text_join(arena, parts, 4, TEXT("\n"));
}

static void **count_of(Known *known, const Diagnostic *diagnostic, Text unit) {
    return map_at(&known->counts, key_of(known->arena, diagnostic, unit));
}

/* The units of a finding; one that is about none has one without a name. */
static const Text *units_of(const Diagnostic *diagnostic, uint32_t *count) {
    bool is_several = diagnostic->units.count > 0;
    *count = is_several ? diagnostic->units.count : 1;
    return is_several ? diagnostic->units.items : &diagnostic->unit;
}

static void know(Known *known, const Diagnostic *diagnostic) {
    uint32_t unit_count;
    const Text *units = units_of(diagnostic, &unit_count);
    for (uint32_t i = 0; i < unit_count; i++) {
        void **count = count_of(known, diagnostic, units[i]);
        *count = (void *)((uintptr_t)*count + 1);
    }
}

/* One mistake in several units is new where one of them had it not. */
static bool is_new(void *state, const Diagnostic *diagnostic) {
    uint32_t unit_count;
    bool is_one = false;
    const Text *units = units_of(diagnostic, &unit_count);
    for (uint32_t i = 0; i < unit_count; i++) {
        void **count = count_of(state, diagnostic, units[i]);
        is_one |= !*count;
        if (*count) *count = (void *)((uintptr_t)*count - 1);
    }
    return is_one;
}

static bool is_error(void *state, const Diagnostic *diagnostic) {
    (void)state;
    return diagnostic->severity == SEVERITY_ERROR;
}

/* What a report counts and does not keep is beyond its limit, before as well as afterwards. */
static void count_kept(Report *report) {
    memset(report->counts, 0, sizeof report->counts);
    report->dropped = 0;
    for (uint32_t i = 0; i < report->items.count; i++)
        report->counts[report->items.items[i]->severity]++;
}

/* A copy of the report of the changed program, with nothing that was there before. Where the report is
 * full, there are more errors than before, and none of those that it keeps is new, with all of it: the new
 * one is among those that it dropped. */
Report trial_new_findings(RungProject *project, const Report *after) {
    Known known = {.arena = &project->arena};
    map_open(&known.counts, &project->arena);
    for (uint32_t i = 0; i < project->compiled.items.count; i++)
        know(&known, project->compiled.items.items[i]);
    Report found = *after;
    found.items.items = arena_array(&project->arena, Diagnostic *, after->items.count + 1);
    if (after->items.count)
        memcpy(found.items.items, after->items.items,
               after->items.count * sizeof *found.items.items);
    uint32_t all = found.items.count;
    report_retain(&found, is_new, &known);
    count_kept(&found);
    bool has_more = after->dropped && report_count(after, SEVERITY_ERROR) >
                                          report_count(&project->compiled, SEVERITY_ERROR);
    if (report_count(&found, SEVERITY_ERROR) || !has_more) return found;
    found.items.count = all;
    memcpy(found.items.items, after->items.items, all * sizeof *found.items.items);
    count_kept(&found);
    return found;
}

bool trial_is_refused(const Change *change, const Trial *trial) {
    RungProject *project = change->project;
    project->brought = trial_new_findings(project, &trial->changed->report);
    project->concern = CONCERN_CHANGE;
    if (!report_count(&project->brought, SEVERITY_ERROR)) return false;
    report_retain(&project->brought, is_error, NULL);
    Diagnostic *last = project->brought.items.items[project->brought.items.count - 1];
    report_note(last, "`%.*s` was not set, and nothing was written", TEXT_ARGS(change->name));
    return true;
}

void trial_forget(const Change *change) {
    RungProject *project = change->project;
    report_open(&project->brought, &project->arena, &project->sources);
    project->concern = CONCERN_CHANGE;
    rung_close(project->changed);
    project->changed = NULL;
}

bool trial_is_readable(const Change *change, const Trial *trial) {
    Text path = change->project->sources.files.items[change->file].path;
    const Sources *sources = &trial->changed->sources;
    for (uint32_t i = 0; i < sources->files.count; i++)
        if (text_equal(sources->files.items[i].path, path))
            return !program_file_has_errors(trial->changed->program, i);
    return false;
}

bool trial_is_known(const Change *change, const Trial *trial) {
    RungProject *project = change->project;
    bool is_hidden = change->param->is_sensitive && trial->spelling && trial->spelling->is_computed;
    if (!is_hidden || find_value(change, trial)) return true;
    Diagnostic *d =
        report_value_not_read(&project->report, NO_SPAN, TEXT("(hidden)"), change->name);
    report_note(d, "nothing can be computed from it, and more would show it");
    return false;
}

/* A whole number may become one with a fraction. What a list or map holds is free. */
static bool is_like(Arena *arena, const Type *type, const Value *value, Text *problem) {
    if (value->kind == VALUE_ABSENT || value->kind == VALUE_ERROR) return true;
    if (type->base == BASE_INT && value->kind == VALUE_NUMBER) return true;
    if (type->base == BASE_LIST) return value->kind == VALUE_LIST;
    if (type->base == BASE_MAP || type->base == BASE_OBJECT) return value->kind == VALUE_MAP;
    return type_accepts(arena, type, value, &value, problem);
}

bool trial_keeps_type(const Change *change, const Trial *trial) {
    uint32_t environment;
    Text problem = TEXT("");
    RungProject *project = change->project;
    const Type *type = matrix_type(project->matrix, change->param);
    if (change->param->has_own_type || !trial_environment(change, trial, &environment)) return true;
    const Value *value = matrix_value(trial->changed->matrix, trial->param, environment);
    if (!value || is_like(&project->arena, type, value, &problem)) return true;
    Text shown = values_typed(project, change->param, trial->spelling->line);
    Diagnostic *d =
        report_value_of_other_type(&project->report, NO_SPAN, shown, type->text, change->name);
    report_label(d, change->param->span, "no type is written here");
    report_help(d, "write a type there if it is to become another");
    return false;
}
