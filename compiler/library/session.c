/* session.c - compiling a project, and what every request begins with.
 *
 * `compile` is the whole compiler on one screen: load, check, evaluate, parity, plan. Every stage
 * takes what the one before made and adds to one report; no stage stops the next, because one run
 * reports every independent mistake. What only follows from a syntax error is dropped at the end
 * (scoping.c). Which findings a caller is shown is decided in findings.c. */
#include "library/library.h"

/* --- Ephemeral environments ----------------------------------------------------------------- */

/* Splits "preview(pr=123)" into its three parts; false when that is not its form. What is between
 * the parentheses goes into paths and lists, so it holds no control characters. */
static bool split_argument(Text text, Text *name, Text *parameter, Text *value) {
    text = text_trim(text);
    size_t open = text_find(text, TEXT("("), 0), equal = text_find(text, TEXT("="), 0);
    if (open == SIZE_MAX || equal == SIZE_MAX || equal < open || !text_ends_with(text, TEXT(")")))
        return false;
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < ' ') return false;
    *name = text_trim(text_slice(text, 0, open));
    *parameter = text_trim(text_slice(text, open + 1, equal));
    *value = text_trim(text_slice(text, equal + 1, text.length - 1));
    return name->length && parameter->length && value->length;
}

/* The environment with that name; what does not exist is reported, and gives -1. */
static int32_t find_environment(RungProject *project, Text name) {
    const Model *model = project->model;
    int32_t index = model_environment(model, name);
    if (index >= 0) return index;
    Text *names = arena_array(&project->arena, Text, model->environment_count + 1);
    for (uint32_t i = 0; i < model->environment_count; i++)
        names[i] = model->environments[i].name->text;
    Diagnostic *d = report_no_such_environment(&project->report, NO_SPAN, name);
    suggest_one_of(d, NO_SPAN, name, names, model->environment_count, "environments");
    return -1;
}

/* Does the value fit the type of the parameter? `none` is no value of one. */
static bool check_value(RungProject *project, const Environment *environment, Text value) {
    const Value *read = &value_error;
    Text problem = TEXT("");
    const Type *type = environment->parameter_type;
    if (!type) return true;
    bool is_read = type_read(&project->arena, type, value, &read, &problem);
    if (is_read && read->kind != VALUE_ABSENT) return true;
    Diagnostic *d = report_argument_value(&project->report, NO_SPAN, value,
                                          environment->parameter->text, type->text);
    if (!is_read) report_note(d, "%.*s", TEXT_ARGS(problem));
    return false;
}

static const Argument *find_argument(const RungProject *project, uint32_t environment) {
    for (uint32_t i = 0; i < project->arguments.argument_count; i++)
        if (project->arguments.arguments[i].environment == environment)
            return &project->arguments.arguments[i];
    return NULL;
}

/* An ephemeral environment and its argument, as `preview(pr=123)`; what is wrong is reported. */
static bool read_argument(RungProject *project, Text text, Argument *out) {
    Text name, parameter;
    if (!split_argument(text, &name, &parameter, &out->value)) {
        report_argument_form(&project->report, NO_SPAN, text);
        return false;
    }
    int32_t index = find_environment(project, name);
    if (index < 0) return false;
    const Environment *environment = &project->model->environments[index];
    out->environment = (uint32_t)index;
    if (!environment->is_ephemeral || !text_equal(environment->parameter->text, parameter)) {
        report_argument_unknown(&project->report, NO_SPAN, name, parameter);
        return false;
    }
    const Argument *before = find_argument(project, out->environment);
    if (!before || text_equal(before->value, out->value))
        return check_value(project, environment, out->value);
    report_argument_twice(&project->report, NO_SPAN, name);
    return false;
}

static void read_arguments(RungProject *project) {
    Argument *items = arena_array(&project->arena, Argument, project->options.argument_count + 1);
    project->arguments.arguments = items;
    for (size_t i = 0; i < project->options.argument_count; i++) {
        Text text = session_copy(project, project->options.arguments[i]);
        if (read_argument(project, text, &items[project->arguments.argument_count]))
            project->arguments.argument_count++;
        else
            project->has_wrong_arguments = true;
    }
}

int32_t session_environment(RungProject *project, Text text) {
    Text name, parameter, value;
    if (!text_contains(text, TEXT("("))) return find_environment(project, text_trim(text));
    if (!split_argument(text, &name, &parameter, &value)) {
        report_argument_form(&project->report, NO_SPAN, text);
        return -1;
    }
    int32_t index = find_environment(project, name);
    if (index < 0) return -1;
    const Argument *argument = find_argument(project, (uint32_t)index);
    if (argument && text_equal(argument->value, value)) return index;
    report_argument_unopened(&project->report, NO_SPAN, text);
    return -1;
}

/* --- Units ---------------------------------------------------------------------------------- */

const Unit *session_unit(RungProject *project, Text name) {
    const Model *model = project->model;
    const Unit *unit = map_get(&model->unit_by_name, name);
    if (unit) return unit;
    Diagnostic *d = report_no_such_unit(&project->report, NO_SPAN, name);
    if (!suggest_is_wanted(d)) return NULL;
    Text *names = arena_array(&project->arena, Text, model->unit_count + 1);
    for (uint32_t i = 0; i < model->unit_count; i++)
        names[i] = model->units[i]->name->text;
    suggest_name(d, NO_SPAN, name, names, model->unit_count, "units");
    return NULL;
}

/* --- Compiling ------------------------------------------------------------------------------ */

/* A base without a program says nothing. */
static const Matrix *base_matrix(RungProject *base) {
    if (base == NULL || session_begin(base) == RUNG_FAILED) return NULL;
    return base->matrix;
}

/* What dates are compared with is asked for only where a date stands in the program. */
static ParityOptions parity_options(RungProject *project) {
    ParityOptions options = {.dates_are_errors = project->options.dates_are_errors,
                             .base = base_matrix(project->options.base)};
    if (project->options.today && parity_needs_today(project->model)) {
        Text today = text_of(project->options.today(project->options.state, project->root.bytes));
        options.has_today = moment_parse(today, &options.today);
    }
    return options;
}

static EnvironmentSet lasting_environments(const Model *model) {
    EnvironmentSet set = model->all;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (model->environments[i].is_ephemeral) set_remove(&set, i);
    return set;
}

/* The compiler. */
static void compile(RungProject *project) {
    Arena *arena = &project->arena;
    project->program = project_load(arena, &project->names, &project->report, &project->files,
                                    project->is_beside || project->options.base);
    if (project->wants_layouts) layouts_begin(project);
    project->model = check_program(arena, project->program);
    read_arguments(project);
    project->matrix = evaluate_program(arena, project->model, &project->arguments);
    project->artifacts = artifacts_read(arena, project->matrix, &project->files);
    ParityOptions parity = parity_options(project);
    parity_check(arena, project->matrix, project->artifacts, &parity);
    EmitOptions emit = {.environments = lasting_environments(project->model)};
    project->plan = emit_plan(arena, project->matrix, project->artifacts, &emit);
    scoping_drop_followers(project);
}

/* A report of the same findings, which can be added to without changing the other. */
static void copy_report(RungProject *project, const Report *from, Report *to) {
    uint32_t count = from->items.count;
    Diagnostic **items = arena_array(&project->arena, Diagnostic *, count);
    if (count) memcpy(items, from->items.items, count * sizeof *items);
    *to = *from;
    to->items.items = items;
    to->items.capacity = count;
}

void session_compile(RungProject *project) {
    if (project->is_compiled) return;
    compile(project);
    report_finish(&project->report);
    copy_report(project, &project->report, &project->compiled);
    project->is_compiled = true;
}

/* What could not be read was not understood, here or in what it is compared with. */
RungStatus session_begin(RungProject *project) {
    const RungProject *base = project->options.base;
    session_wait(project);
    project->concern = CONCERN_PROGRAM;
    if (!project->is_found) return RUNG_FAILED;
    session_compile(project);
    if (watch_has_failed(project)) return watch_report(project);
    copy_report(project, &project->compiled, &project->report);
    if (base != NULL && watch_has_failed(base)) return RUNG_FAILED;
    return project->has_wrong_arguments ? session_refuse(project) : RUNG_OK;
}

RungStatus session_refuse(RungProject *project) {
    project->concern = CONCERN_REQUEST;
    return RUNG_USAGE;
}
