/* change.c - the request to set a value, read: which parameter, which environment, which value, and
 * whether there is anything there that can be set. */
#include "library/change.h"

#include "library/selection.h"
#include "library/values.h"

/* --- The environment ------------------------------------------------------------------------ */

/* `preview(pr=1)` names one preview, and a cell is for all of them. */
static bool refuse_argument(RungProject *project, Text text) {
    Text name = text_slice(text, 0, text_find(text, TEXT("("), 0));
    if (name.length == text.length || model_environment(project->model, name) < 0) return false;
    Diagnostic *d = report_set_argument(&project->report, NO_SPAN, name, text);
    report_help(d, "name it `%.*s`", TEXT_ARGS(name));
    return true;
}

/* Whoever wants a key that the source does not have is at the wrong command; with a name that is like
 * theirs at hand, it was misspelt. */
static void help_new_key(RungProject *project, Text reference) {
    const Report *report = &project->report, *compiled = &project->compiled;
    if (!report->items.count || selection_names_any(project, reference)) return;
    for (uint32_t i = 0; i < compiled->items.count; i++)
        if (compiled->items.items[i]->code == CODE_F0001) return; /* it may be there */
    Diagnostic *d = report->items.items[report->items.count - 1];
    if (d->fixes.count == 0)
        report_help(d,
                    "`rung set` changes what is stated, and adds no key: write it in the source");
}

/* Reads `REF` or `REF@ENV`; an `@` with nothing behind it is a variable of a script that is empty. */
static bool read_reference(Change *change, Text text) {
    RungProject *project = change->project;
    Text reference, name;
    bool has_environment = selection_split(text, &reference, &name);
    if (has_environment && !name.length) {
        selection_lacks_environment(project, reference);
        return false;
    }
    change->environment = -1;
    if (has_environment) {
        if (refuse_argument(project, name)) return false;
        change->environment = session_environment(project, name);
        if (change->environment < 0) return false;
    }
    change->param = selection_one(project, reference);
    if (!change->param) {
        help_new_key(project, reference);
        return false;
    }
    change->name = values_name(project, change->param);
    if (has_environment)
        change->name =
            text_format(&project->arena, "%.*s@%.*s", TEXT_ARGS(change->name), TEXT_ARGS(name));
    return true;
}

/* --- What can be set ------------------------------------------------------------------------ */

static bool has_cells(const Statement *statement) {
    return statement && statement->node && statement->node->cell_count > 0;
}

/* Does the environment find a cell in the unit's own statement, its own or that of one it is like? */
static bool finds_cell(const Change *change, uint32_t environment) {
    Visit *visits;
    const Param *param = change->param;
    RungProject *project = change->project;
    uint32_t count = param_visits(&project->arena, project->model, param, environment, &visits);
    for (uint32_t i = 0; i < count; i++) {
        const Origin *origin = &visits[i].origin;
        if (visits[i].is_there && origin->statement == param->own && origin->kind != ORIGIN_DEFAULT)
            return true;
    }
    return false;
}

static bool is_taken(const Change *change) {
    const Model *model = change->project->model;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (set_has(&change->param->sink->environments, i) && !finds_cell(change, i)) return true;
    return false;
}

/* Shows how the value of one environment is named. */
static void help_environment(const Change *change, Diagnostic *d) {
    const Model *model = change->project->model;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (!set_has(&change->param->sink->environments, i)) continue;
        Text environment = model->environments[i].name->text;
        report_help(d, "name an environment, such as `%.*s@%.*s`", TEXT_ARGS(change->name),
                    TEXT_ARGS(environment));
        return;
    }
}

/* A default is for those that have no cell, and replaces all that a profile says. */
static bool can_set_default(const Change *change) {
    const Param *param = change->param;
    Report *report = &change->project->report;
    Diagnostic *d = NULL;
    bool has_default = param->own && param->own->node->fallback;
    if (set_is_empty(&param->sink->environments)) {
        d = report_set_nowhere(report, NO_SPAN, change->name);
        report_label(d, param->sink->span, "the block it stands in");
    } else if (!is_taken(change)) {
        d = report_set_no_default(report, NO_SPAN, change->name);
        report_label(d, statement_span(param->own), "stated here");
    } else if (!change->reading.is_removal && !has_default && has_cells(param->inherited)) {
        d = report_set_over_profile(report, NO_SPAN, change->name,
                                    param->inherited->owner->name.name->text);
        report_label(d, statement_span(param->inherited), "stated here");
    }
    if (d) help_environment(change, d);
    return !d;
}

/* Is there a cell, or a default, of the unit's own? */
static bool has_own(const Change *change) {
    const Statement *own = change->param->own;
    if (!own) return false;
    if (change->environment < 0) return own->node->fallback != NULL;
    Origin origin;
    return param_origin(change->project->model, change->param, (uint32_t)change->environment,
                        &origin) &&
           origin.statement == own && origin.kind == ORIGIN_CELL;
}

static bool can_set(const Change *change) {
    RungProject *project = change->project;
    const Param *param = change->param;
    Text name = values_name(project, param);
    if (param->is_secret) {
        Diagnostic *d = report_set_secret(&project->report, NO_SPAN, name);
        report_label(d, param->span, "stated here");
        return false;
    }
    if (change->environment >= 0 &&
        !set_has(&param->sink->environments, (uint32_t)change->environment)) {
        Text environment = project->model->environments[change->environment].name->text;
        Diagnostic *d = report_set_not_there(&project->report, NO_SPAN, name, environment);
        report_label(d, param->sink->span, "the block it stands in");
        return false;
    }
    if (change->environment < 0 && !can_set_default(change)) return false;
    if (!change->reading.is_removal || has_own(change)) return true;
    report_set_nothing(&project->report, NO_SPAN, change->name);
    return false;
}

/* --- The value ------------------------------------------------------------------------------ */

static bool read_value(Change *change, Text typed) {
    Text problem;
    RungProject *project = change->project;
    const Type *type = matrix_type(project->matrix, change->param);
    if (reading_make(&project->arena, change->param, type, typed, &change->reading, &problem))
        return true;
    Text shown = values_typed(project, change->param, typed);
    Diagnostic *d = report_value_not_read(&project->report, NO_SPAN, shown, change->name);
    if (!change->param->is_sensitive) report_note(d, "%.*s", TEXT_ARGS(problem));
    return false;
}

/* --- The file ------------------------------------------------------------------------------- */

typedef struct FileErrors {
    uint32_t file;
} FileErrors;

static bool is_in_file(void *state, const Diagnostic *diagnostic) {
    const FileErrors *errors = state;
    return diagnostic->severity == SEVERITY_ERROR && diagnostic->span.file == errors->file &&
           code_fact(diagnostic->code)->code[0] == 'S';
}

/* Where the parts of a statement are is certain only in a file that could be read whole. */
static RungStatus check_file(Change *change) {
    RungProject *project = change->project;
    const Setting setting = {.model = project->model, .param = change->param};
    change->file = setting_file(&setting);
    if (!program_file_has_errors(project->program, change->file)) return RUNG_OK;
    FileErrors errors = {change->file};
    report_retain(&project->report, is_in_file, &errors);
    return RUNG_FINDINGS;
}

RungStatus change_read(RungProject *project, Text reference, Text value, Change *out) {
    *out = (Change){.project = project};
    bool is_read = read_reference(out, reference);
    if (is_read && !out->param->is_secret) is_read = read_value(out, value);
    if (!is_read || !can_set(out)) return session_refuse(project);
    return check_file(out);
}
