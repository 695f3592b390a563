/* changes.c - two programs compared, or two environments of one.
 *
 * Both sides are projects like any other, wherever their files came from. Either may have errors: values
 * that are not known are not compared. One that could not be read as a whole is not compared at all,
 * because what it lacks may stand where it could not be read; an old side that is not there is empty. */
#include "library/render.h"

static DiffSide side_of(const RungProject *project) {
    if (!project->matrix) return (DiffSide){0};
    return (DiffSide){project->matrix, project->artifacts, project->plan, &project->files};
}

/* An old side from before there was a project has no values, and errors that nobody asks for; one that
 * could not be opened is a failure. */
static bool base_is_ready(RungProject *base) {
    return session_begin(base) != RUNG_FAILED;
}

/* --- What is asked for ---------------------------------------------------------------------- */

/* A name counts that one of the sides has; where neither has it, the new side says what there is. */
static bool has_environment(const RungProject *project, Text name) {
    return project && project->model && model_environment(project->model, name) >= 0;
}

static bool has_unit(const RungProject *project, Text name) {
    return project && project->model && map_get(&project->model->unit_by_name, name) != NULL;
}

static Text *copy_names(RungProject *project, const char *const *names, size_t count) {
    Text *copies = arena_array(&project->arena, Text, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = session_copy(project, names[i]);
    return copies;
}

static bool read_filter(RungProject *project, const RungDiff *request, DiffFilter *out) {
    bool is_known = true;
    *out = (DiffFilter){0};
    if (request->environments) {
        out->environments = copy_names(project, request->environments, request->environment_count);
        out->environment_count = (uint32_t)request->environment_count;
    }
    if (request->units) {
        out->units = copy_names(project, request->units, request->unit_count);
        out->unit_count = (uint32_t)request->unit_count;
    }
    for (uint32_t i = 0; i < out->environment_count; i++)
        is_known = (has_environment(project, out->environments[i]) ||
                    has_environment(request->base, out->environments[i]) ||
                    session_environment(project, out->environments[i]) >= 0) &&
                   is_known;
    for (uint32_t i = 0; i < out->unit_count; i++)
        is_known = (has_unit(project, out->units[i]) || has_unit(request->base, out->units[i]) ||
                    session_unit(project, out->units[i]) != NULL) &&
                   is_known;
    return is_known;
}

/* --- The difference ------------------------------------------------------------------------- */

/* NULL where an environment does not exist, which was reported. */
static const Diff *compare(RungProject *project, const RungDiff *request,
                           const DiffFilter *filter) {
    DiffSide new = side_of(project);
    if (request->base) {
        DiffSide old = side_of(request->base);
        return diff_compare(&project->arena, &old, &new, filter);
    }
    int32_t from = session_environment(project, session_copy(project, request->from)),
            to = session_environment(project, session_copy(project, request->to));
    if (from < 0 || to < 0) return NULL;
    return diff_between(&project->arena, &new, (uint32_t)from, (uint32_t)to, filter);
}

static bool has_error(const RungProject *project, bool (*is_one)(const Diagnostic *diagnostic)) {
    const Report *report = &project->compiled;
    for (uint32_t i = 0; i < report->items.count; i++) {
        const Diagnostic *diagnostic = report->items.items[i];
        if (diagnostic->severity == SEVERITY_ERROR && is_one(diagnostic)) return true;
    }
    return false;
}

/* An error of syntax, of names or of types leaves values unknown; what breaks a law is known. */
static bool leaves_unknown(const Diagnostic *diagnostic) {
    return strchr("SNT", code_fact(diagnostic->code)->code[0]) != NULL;
}

/* A source that is not there for the compiler. */
static bool leaves_unread(const Diagnostic *diagnostic) {
    return diagnostic->code == CODE_F0001 || diagnostic->code == CODE_F0003;
}

static bool is_unread(const RungProject *project) {
    return (project->program && project->program->has_syntax_errors) ||
           has_error(project, leaves_unread);
}

/* NULL where all was read. */
static const char *find_unread(const RungProject *project, const RungProject *base) {
    if (is_unread(project)) return base ? "the new side" : "the program";
    return base && is_unread(base) ? "the old side" : NULL;
}

/* The verdict is that of the program, before anything is said of what was asked. */
static DiffLook look_of(RungProject *project, const RungDiff *request) {
    enum { COMMENT_SIZE = 65536 };

    return (DiffLook){.verdict = {report_count(&project->report, SEVERITY_ERROR),
                                  report_count(&project->report, SEVERITY_WARNING),
                                  has_error(project, leaves_unknown)},
                      .width = request->width,
                      .has_color = request->has_color,
                      .max_size = request->max_size ? request->max_size : COMMENT_SIZE};
}

static RungText write_diff(RungProject *project, const RungDiff *request, const DiffLook *look,
                           const Diff *diff) {
    Writer writer;
    writer_open(&writer, &project->arena, SIZE_MAX);
    switch (request->format) {
    case RUNG_DIFF_TEXT: diff_text(diff, look, &writer); break;
    case RUNG_DIFF_MARKDOWN: diff_markdown(diff, look, &writer); break;
    case RUNG_DIFF_JSON: diff_json(diff, look, &writer); break;
    case RUNG_DIFF_NAMES: diff_names(diff, &writer); break;
    }
    return session_text(&writer);
}

/* Files that are looked at by a comparison alone (modules) may be what the machine does not give. */
static bool is_whole(RungProject *project, RungProject *base) {
    return (!base || watch_is_whole(base)) && watch_is_whole(project);
}

/* With a program, or between two environments. NULL where that cannot be said. */
static const Diff *diff_of_programs(RungProject *project, const RungDiff *request,
                                    RungStatus *status) {
    DiffFilter filter;
    *status = RUNG_FAILED;
    if (request->base && !base_is_ready(request->base)) return NULL;
    bool has_errors = report_count(&project->report, SEVERITY_ERROR) > 0;
    const char *unread = find_unread(project, request->base);
    *status = has_errors ? RUNG_FINDINGS : RUNG_OK;
    if (unread) return diff_unread(&project->arena, unread);
    const Diff *diff =
        read_filter(project, request, &filter) ? compare(project, request, &filter) : NULL;
    *status = RUNG_FAILED;
    if (diff && !is_whole(project, request->base)) return NULL;
    *status = has_errors ? RUNG_FINDINGS : RUNG_OK;
    if (!diff) *status = session_refuse(project);
    return diff && request->base && request->rendered ? sides_diff(project, request, diff, status)
                                                      : diff;
}

static const Diff *diff_of_disk(RungProject *project, const RungDiff *request, RungStatus *status) {
    RungBuild build = {.out = request->out,
                       .environments = request->environments,
                       .environment_count = request->environment_count,
                       .units = request->units,
                       .unit_count = request->unit_count,
                       .is_check = true};
    return ondisk_diff(project, &build, status);
}

RungStatus rung_diff(RungProject *project, const RungDiff *request, RungText *out, bool *differs) {
    *out = (RungText){"", 0};
    *differs = false;
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    DiffLook look = look_of(project, request);
    const Diff *diff = request->base || request->from ? diff_of_programs(project, request, &status)
                                                      : diff_of_disk(project, request, &status);
    if (!diff) return status;
    *out = write_diff(project, request, &look, diff);
    *differs = !diff_is_empty(diff);
    return status;
}

/* --- What it touches ------------------------------------------------------------------------ */

/* A line for each thing, its kind first: `unit orders`. */
static void write_lines(Writer *out, const char *kind, const Text *items, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Text shown = utf8_visible(out->arena, items[i]);
        writer_format(out, "%s %.*s\n", kind, TEXT_ARGS(shown));
    }
}

static void write_member(Writer *out, const char *key, const Text *items, uint32_t count) {
    writer_format(out, ", \"%s\": [", key);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) writer_string(out, ", ");
        writer_json(out, items[i]);
    }
    writer_char(out, ']');
}

static void write_affected(const Affected *affected, RungAffectedFormat format, Writer *out) {
    void (*write)(Writer *, const char *, const Text *, uint32_t) =
        format == RUNG_AFFECTED_JSON ? write_member : write_lines;
    bool is_json = format == RUNG_AFFECTED_JSON;
    if (is_json) writer_string(out, "{\"version\": 1");
    write(out, is_json ? "outputs" : "output", affected->outputs, affected->output_count);
    write(out, is_json ? "units" : "unit", affected->units, affected->unit_count);
    write(out, is_json ? "environments" : "environment", affected->environments,
          affected->environment_count);
    if (is_json) writer_string(out, "}\n");
}

RungStatus rung_affected(RungProject *project, RungProject *base, RungAffectedFormat format,
                         RungText *out) {
    Writer writer;
    *out = (RungText){"", 0};
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    if (!base_is_ready(base)) return RUNG_FAILED;
    DiffSide old = side_of(base), new = side_of(project);
    writer_open(&writer, &project->arena, SIZE_MAX);
    const Affected *affected = diff_affected(&project->arena, &old, &new);
    if (!is_whole(project, base)) return RUNG_FAILED;
    write_affected(affected, format, &writer);
    *out = session_text(&writer);
    return report_count(&project->report, SEVERITY_ERROR) ? RUNG_FINDINGS : RUNG_OK;
}
