/* session.c - opening a project and compiling it.
 *
 * `session_compile` is the whole compiler on one screen: load, check, evaluate, parity, plan. Every
 * stage takes what the one before made and adds to one report; no stage stops the next, because one
 * run reports every independent mistake. What only follows from a syntax error is dropped at the
 * end (scoping.c). */
#include "library/library.h"

#include <stdlib.h>

const char *rung_version(void) {
    return RUNG_VERSION;
}

RungText text_public(Text text) {
    return (RungText){text.bytes ? text.bytes : "", text.length};
}

/* Everything of a project lives in the arena inside it; the arena's first object is the project. */
static RungProject *project_new(const RungOptions *options) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    RungProject *project = arena_new(&arena, RungProject);
    project->arena = arena;
    names_open(&project->names, &project->arena);
    sources_open(&project->sources, &project->arena);
    report_open(&project->report, &project->arena, &project->sources);
    syntax_reserve(&project->names);
    if (options) project->options = *options;
    return project;
}

RungProject *rung_open(const char *path, const RungOptions *options) {
    RungProject *project = project_new(options);
    if (options && options->is_root) {
        project->root = text_copy(&project->arena, text_of(path));
        project->is_found = true;
    } else {
        project->is_found = project_find(&project->arena, text_of(path), &project->root);
    }
    if (project->is_found) {
        project->files = files_of_directory(&project->arena, project->root);
    } else {
        report_no_project(&project->report, NO_SPAN, text_copy(&project->arena, text_of(path)));
        project->root = TEXT("");
    }
    return project;
}

RungProject *rung_open_memory(const RungFile *files, size_t count, const RungOptions *options) {
    RungProject *project = project_new(options);
    MemoryFile *items = arena_array(&project->arena, MemoryFile, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = (MemoryFile){text_copy(&project->arena, text_of(files[i].path)),
                                text_copy(&project->arena, (Text){files[i].text, files[i].length})};
    project->files = files_of_memory(&project->arena, items, count);
    project->root = TEXT("");
    project->is_found = true;
    return project;
}

void rung_close(RungProject *project) {
    Arena arena = project->arena;
    arena_close(&arena);
}

const char *rung_root(const RungProject *project) {
    return project->root.bytes;
}

bool session_split_argument(Text text, Text *name, Text *parameter, Text *value) {
    size_t open = text_find(text, TEXT("("), 0), equal = text_find(text, TEXT("="), 0);
    if (open == SIZE_MAX || equal == SIZE_MAX || equal < open || !text_ends_with(text, TEXT(")")))
        return false;
    *name = text_trim(text_slice(text, 0, open));
    *parameter = text_trim(text_slice(text, open + 1, equal));
    *value = text_trim(text_slice(text, equal + 1, text.length - 1));
    return true;
}

/* An ephemeral environment and its argument, as `preview(pr=123)`; what is wrong is reported. */
static bool read_argument(RungProject *project, Text text, Argument *out) {
    Text name, parameter;
    if (!session_split_argument(text, &name, &parameter, &out->value)) {
        report_argument_form(&project->report, NO_SPAN, text);
        return false;
    }
    int32_t index = session_environment(project, name);
    if (index < 0) return false;
    const Environment *environment = &project->model->environments[index];
    out->environment = (uint32_t)index;
    if (environment->is_ephemeral && text_equal(environment->parameter->text, parameter))
        return true;
    report_argument_unknown(&project->report, NO_SPAN, name, parameter);
    return false;
}

static EvaluateOptions read_arguments(RungProject *project) {
    Argument *items = arena_array(&project->arena, Argument, project->options.argument_count + 1);
    EvaluateOptions options = {items, 0};
    for (size_t i = 0; i < project->options.argument_count; i++) {
        Text text = text_copy(&project->arena, text_of(project->options.arguments[i]));
        if (read_argument(project, text, &items[options.argument_count])) options.argument_count++;
    }
    return options;
}

/* What dates are compared with; asked for only where a date stands in the program. */
static ParityOptions parity_options(RungProject *project) {
    ParityOptions options = {.dates_are_errors = project->options.dates_are_errors};
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

bool session_compile(RungProject *project) {
    if (!project->is_found) return false;
    if (project->is_compiled) return true;
    project->is_compiled = true;
    Arena *arena = &project->arena;
    project->program = project_load(arena, &project->names, &project->report, &project->files);
    project->model = check_program(arena, project->program);
    EvaluateOptions arguments = read_arguments(project);
    project->matrix = evaluate_program(arena, project->model, &arguments);
    project->artifacts = artifacts_read(arena, project->matrix, &project->files);
    ParityOptions parity = parity_options(project);
    parity_check(arena, project->matrix, project->artifacts, &parity);
    EmitOptions emit = {.environments = lasting_environments(project->model)};
    project->plan = emit_plan(arena, project->matrix, project->artifacts, &emit);
    scoping_drop_followers(project);
    return true;
}

void session_finish(RungProject *project) {
    report_finish(&project->report);
}

int32_t session_environment(RungProject *project, Text text) {
    const Model *model = project->model;
    size_t open = text_find(text, TEXT("("), 0);
    Text name = text_trim(text_slice(text, 0, open));
    int32_t index = model_environment(model, name);
    if (index >= 0) return index;
    Text *names = arena_array(&project->arena, Text, model->environment_count + 1);
    for (uint32_t i = 0; i < model->environment_count; i++)
        names[i] = model->environments[i].name->text;
    Diagnostic *d = report_no_such_environment(&project->report, NO_SPAN, name);
    suggest_name(d, NO_SPAN, name, names, model->environment_count, "environments");
    return -1;
}

/* --- Checking and reporting ------------------------------------------------------------------ */

RungStatus rung_check(RungProject *project) {
    if (!session_compile(project)) return RUNG_FAILED;
    return report_count(&project->report, SEVERITY_ERROR) ? RUNG_FINDINGS : RUNG_OK;
}

static unsigned count_values(const RungProject *project) {
    unsigned count = 0;
    for (uint32_t i = 0; i < project->model->param_count; i++)
        count += set_count(&project->model->params[i]->sink->environments);
    return count;
}

RungCounts rung_counts(RungProject *project) {
    RungCounts counts = {.errors = report_count(&project->report, SEVERITY_ERROR),
                         .warnings = report_count(&project->report, SEVERITY_WARNING),
                         .infos = report_count(&project->report, SEVERITY_INFO)};
    if (!project->model) return counts;
    counts.units = project->model->unit_count;
    counts.environments = project->model->environment_count;
    counts.values = count_values(project);
    return counts;
}

RungText rung_report(RungProject *project, RungReportFormat format,
                     const RungReportOptions *options) {
    RenderOptions render = {0};
    if (options)
        render = (RenderOptions){options->has_color, options->width, options->max_findings};
    Writer writer;
    writer_open(&writer, &project->arena, LIMIT_OUTPUT_BYTES);
    session_finish(project);
    switch (format) {
    case RUNG_REPORT_TEXT: render_report(&project->report, &render, &writer); break;
    case RUNG_REPORT_JSON: export_json(&project->report, &writer); break;
    }
    writer_char(&writer, '\0');
    Text text = writer_done(&writer);
    return (RungText){text.bytes, text.length - 1};
}

const char *rung_explain(const char *code) {
    Code found;
    if (!code_find(text_of(code), &found)) return NULL;
    return explain_text(found).bytes;
}
