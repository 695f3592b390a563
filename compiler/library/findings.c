/* findings.c - what was found, as callers see it: counts, reports, explanations.
 *
 * A report is about what was asked for. After a build of a part it holds what counts for that part,
 * so that another team's mistake stands in nobody's way; after a request that was itself wrong it
 * holds what is wrong with the request. The project's own report keeps everything. */
#include "library/library.h"

/* Is the finding about the names in a request, and not about the program? */
static bool is_about_request(const Diagnostic *diagnostic) {
    Text code = text_of(code_fact(diagnostic->code)->code);
    return text_starts_with(code, TEXT("N008")) || diagnostic->code == CODE_F0023;
}

static bool is_shown(void *state, const Diagnostic *diagnostic) {
    const RungProject *project = state;
    switch (project->concern) {
    case CONCERN_PROGRAM: return true;
    case CONCERN_SCOPE: return scoping_counts(project, &project->scoping, diagnostic);
    case CONCERN_REQUEST: return is_about_request(diagnostic);
    case CONCERN_CHANGE: return true;
    }
    unreachable("Concern");
}

/* The report as it is shown: what does not concern the last request is left out of a copy. */
static Report shown_report(RungProject *project) {
    session_wait(project);
    if (project->concern == CONCERN_CHANGE) return project->brought;
    report_finish(&project->report);
    Report shown = project->report;
    if (project->concern == CONCERN_PROGRAM || !shown.items.count) return shown;
    size_t count = shown.items.count;
    shown.items.items = arena_array(&project->arena, Diagnostic *, count);
    memcpy(shown.items.items, project->report.items.items, count * sizeof *shown.items.items);
    report_retain(&shown, is_shown, project);
    return shown;
}

RungStatus rung_check(RungProject *project) {
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    return report_count(&project->report, SEVERITY_ERROR) ? RUNG_FINDINGS : RUNG_OK;
}

static unsigned count_values(const Model *model) {
    unsigned count = 0;
    for (uint32_t u = 0; u < model->unit_count; u++)
        for (uint32_t i = 0; i < model->units[u]->sink_count; i++) {
            const Sink *sink = model->units[u]->sinks[i];
            count += sink->count * set_count(&sink->environments);
        }
    return count;
}

RungCounts rung_counts(RungProject *project) {
    Report shown = shown_report(project);
    RungCounts counts = {.errors = report_count(&shown, SEVERITY_ERROR),
                         .warnings = report_count(&shown, SEVERITY_WARNING),
                         .infos = report_count(&shown, SEVERITY_INFO)};
    bool is_changed = project->concern == CONCERN_CHANGE && project->changed;
    const Report *all = is_changed ? &project->changed->report : &project->report;
    counts.elsewhere = report_count(all, SEVERITY_ERROR) - counts.errors;
    if (!project->model) return counts;
    counts.units = project->model->unit_count;
    counts.environments = project->model->environment_count;
    counts.values = count_values(project->model);
    return counts;
}

RungText rung_report(RungProject *project, RungReportFormat format,
                     const RungReportOptions *options) {
    Report all = shown_report(project);
    Report shown = report_worst(&all, options ? options->max_findings : 0);
    RenderOptions render = {0};
    if (options) render = (RenderOptions){options->has_color, options->width};
    Text prefix = options && options->prefix ? session_copy(project, options->prefix) : TEXT("");
    Writer writer;
    writer_open(&writer, &project->arena, LIMIT_OUTPUT_BYTES);
    switch (format) {
    case RUNG_REPORT_TEXT: render_report(&shown, &render, &writer); break;
    case RUNG_REPORT_JSON: export_json(&shown, &writer); break;
    case RUNG_REPORT_SARIF: export_sarif(&shown, prefix, &writer); break;
    case RUNG_REPORT_GITHUB: export_github(&shown, prefix, &writer); break;
    case RUNG_REPORT_GITLAB: export_gitlab(&shown, prefix, &writer); break;
    case RUNG_REPORT_MARKDOWN: export_markdown(&shown, &writer); break;
    }
    return session_text(&writer);
}

const char *rung_explain(const char *code) {
    Code found;
    if (!code || !code_find(text_of(code), &found)) return NULL;
    return explain_text(found).bytes;
}
