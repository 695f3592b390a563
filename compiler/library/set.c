/* set.c - `rung_set`: one value of the source, set.
 *
 * The request is read (change.c), the source edited (edit/) and the program tried as it would be
 * (trial.c). Nothing is written: the caller gets both texts and decides. */
#include "library/change.h"
#include "library/values.h"

/* --- The answer ----------------------------------------------------------------------------- */

/* The default that is taken: the unit's, else the profile's; NULL. */
static const Expression *default_of(const Param *param) {
    const Statement *places[] = {param->own, param->inherited};
    for (size_t i = 0; i < 2; i++)
        if (places[i] && places[i]->node->fallback) return places[i]->node->fallback;
    return NULL;
}

/* Where the value stands: its cell or default, else its path. */
static Span place_in(RungProject *project, const Param *param, int32_t environment) {
    Origin origin;
    const Expression *fallback = default_of(param);
    if (environment < 0) return fallback ? fallback->span : param->span;
    bool is_found = param_origin(project->model, param, (uint32_t)environment, &origin);
    return is_found ? origin.span : param->span;
}

/* The value in the environment, or what is written as the default. */
static const char *show(const Change *change, RungProject *project, const Param *param) {
    Arena *arena = &change->project->arena;
    const Expression *fallback = default_of(param);
    if (change->environment >= 0)
        return text_c(arena, values_show(project, param, (uint32_t)change->environment));
    return fallback ? text_c(arena, values_source(project, param, fallback->span)) : "(no default)";
}

static RungText give(const Change *change, Text text) {
    return (RungText){text_c(&change->project->arena, text), text.length};
}

/* Describes the program of `project`, before or after. */
static void fill_place(const Change *change, RungProject *project, const Param *param,
                       RungEdit *out) {
    Span span = place_in(project, param, change->environment);
    Position position = sources_position(&project->sources, span.file, span.start);
    out->path = text_c(&change->project->arena, project->sources.files.items[span.file].path);
    out->line = position.line;
    out->column = position.column;
}

static void fill(const Change *change, const Trial *trial, bool is_changed, RungEdit *out) {
    RungProject *project = change->project;
    Text before = project->sources.files.items[change->file].text;
    RungProject *shown = is_changed ? trial->changed : project;
    const Param *param = is_changed && trial->param ? trial->param : change->param;
    if (param == change->param) shown = project;
    out->reference = text_c(&project->arena, change->name);
    out->before = give(change, before);
    out->after = is_changed ? give(change, trial->after) : out->before;
    out->old_value = show(change, project, change->param);
    out->new_value = show(change, shown, param);
    out->is_hidden = change->param->is_sensitive;
    fill_place(change, shown, param, out);
    out->source = text_c(&project->arena, project->sources.files.items[change->file].path);
}

/* --- Nothing to do -------------------------------------------------------------------------- */

static bool is_same(const Change *change, const Trial *trial, uint32_t environment) {
    const Matrix *before = change->project->matrix, *after = trial->changed->matrix;
    const Value *old = matrix_value(before, change->param, environment),
                *new = matrix_value(after, trial->param, environment);
    bool is_known = old && new && old->kind != VALUE_ERROR &&new->kind != VALUE_ERROR;
    return is_known && value_same(old, new) &&
           matrix_is_stated(before, change->param, environment) ==
               matrix_is_stated(after, trial->param, environment);
}

/* Is the value there already, wherever it comes from? An expression is set even so: it is its text that
 * is wanted. */
static bool has_value(const Change *change, const Trial *trial) {
    if (!trial->param || !trial->spelling || trial->spelling->is_computed) return false;
    if (!trial_is_readable(change, trial)) return false;
    if (change->environment >= 0) return is_same(change, trial, (uint32_t)change->environment);
    const Model *model = change->project->model;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (set_has(&change->param->sink->environments, i) && !is_same(change, trial, i))
            return false;
    return true;
}

RungStatus rung_set(RungProject *project, const char *reference, const char *value, RungEdit *out) {
    Change change;
    *out = (RungEdit){.source = "", .path = "", .before = {"", 0}, .after = {"", 0}};
    out->reference = out->old_value = out->new_value = "";
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    status = change_read(project, session_copy(project, reference), session_copy(project, value),
                         &change);
    if (status != RUNG_OK) return status;
    Trial trial = trial_run(&change);
    if (watch_has_failed(project)) return watch_report(project);
    bool is_changed = !has_value(&change, &trial);
    if (is_changed && !(trial_is_known(&change, &trial) && trial_keeps_type(&change, &trial)))
        return session_refuse(project);
    if (!is_changed) trial_forget(&change);
    if (is_changed && trial_is_refused(&change, &trial)) return RUNG_FINDINGS;
    fill(&change, &trial, is_changed, out);
    return RUNG_OK;
}
