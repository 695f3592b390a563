/* path.c - where outputs go: the nearest `emit` decides, and some places are nobody's.
 *
 * A path is relative to the output directory and stays in it. Nothing is ever written into `.git`,
 * `.rung` or over a source, whatever a program says: a build runs on pull requests of strangers. */
#include "emit/emission.h"

enum { SEGMENT_MOST = 255, PATH_MOST = 1024 };

/* --- Which lines decide --------------------------------------------------------------------- */

typedef struct Decision {
    const Emit **lines;
    uint32_t count;
} Decision;

static bool is_about(const Emit *emit, SinkKind kind) {
    return emit->sink.name && text_equal(emit->sink.name->text, text_of(sink_fact(kind)->name));
}

/* Of one place: the lines whose `in` names the environment, and only where none does, those without
 * `in`. */
static bool decide_in(Plan *plan, const Emits *emits, SinkKind kind, uint32_t environment,
                      Decision *out) {
    const Emit **named = arena_array(plan->arena, const Emit *, emits->count + 1);
    for (int pass = 0; pass < 2; pass++) {
        uint32_t count = 0;
        for (uint32_t i = 0; i < emits->count; i++) {
            const Emit *emit = emits->items[i];
            bool has_in = emit->environments.count > 0;
            bool is_chosen = pass ? !has_in : has_in && set_has(&emits->environments[i], environment);
            if (is_chosen && is_about(emit, kind)) named[count++] = emit;
        }
        *out = (Decision){named, count};
        if (count) return true;
    }
    return false;
}

static bool decide(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment,
                   Decision *out) {
    const Model *model = plan->model;
    return decide_in(plan, &unit->emits, kind, environment, out) ||
           decide_in(plan, &unit->profile_emits, kind, environment, out) ||
           decide_in(plan, &model->emits, kind, environment, out);
}

/* --- What a path may be --------------------------------------------------------------------- */

/* The names that are refused as a segment, in any case (some file systems do not tell cases apart). */
static bool is_reserved(Text segment) {
    static const char *const names[] = {".git", ".rung", ".", ".."};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Text name = text_of(names[i]);
        bool is_same = name.length == segment.length;
        for (size_t b = 0; is_same && b < name.length; b++)
            is_same = (segment.bytes[b] | ('A' ^ 'a')) == (name.bytes[b] | ('A' ^ 'a'));
        if (is_same) return true;
    }
    return false;
}

/* What is wrong with a path, "" when nothing is. */
static const char *path_problem(Text path) {
    if (!path.length) return "it is empty";
    if (path.length > PATH_MOST) return "it is longer than 1,024 bytes";
    if (path.bytes[0] == '/') return "it is absolute";
    if (text_ends_with(path, TEXT(".rung"))) return "it would replace a source";
    for (size_t i = 0; i < path.length;)
        if (utf8_is_unsafe(utf8_next(path, &i))) return "it holds a control character";
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        Text segment = text_slice(path, start, end);
        if (!segment.length) return "a part of it is empty";
        if (segment.length > SEGMENT_MOST) return "a part of it is longer than 255 bytes";
        if (is_reserved(segment)) return "it leaves the output directory, or enters `.git` or `.rung`";
    }
    return "";
}

/* Templates and custom resources of a chart are Helm's: a value file there would be rendered. */
static bool is_in_chart(const Plan *plan, Text path) {
    for (uint32_t i = 0; i < plan->artifacts->charts.entries.count; i++) {
        const Chart *chart = plan->artifacts->charts.entries.items[i].value;
        if (!text_starts_with(path, chart->path) || path.length <= chart->path.length) continue;
        Text rest = text_slice(path, chart->path.length, path.length);
        if (text_starts_with(rest, TEXT("/templates/")) || text_starts_with(rest, TEXT("/crds/")))
            return true;
    }
    return false;
}

static bool path_is_allowed(Plan *plan, const Unit *unit, uint32_t environment,
                            const PlannedPath *planned) {
    const char *problem = path_problem(planned->path);
    if (!*problem && is_in_chart(plan, planned->path))
        problem = "it is in a chart's `templates` or `crds`, which Helm renders";
    if (!*problem) return true;
    Diagnostic *d = report_output_path(plan->report, planned->span, planned->path);
    report_label(d, planned->span, "%s", problem);
    report_environment(d, plan->model->environments[environment].name->text);
    report_about(d, unit->name->text, TEXT(""));
    return false;
}

/* --- Default paths --------------------------------------------------------------------------- */

/* `deploy/${env}/${unit}.yaml`, with the two names filled in. */
static Text default_path(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    Text template = text_of(sink_fact(kind)->path), env = TEXT("${env}"), name = TEXT("${unit}");
    Writer writer;
    writer_open(&writer, plan->arena, PATH_MOST);
    for (size_t i = 0; i < template.length;) {
        Text rest = text_slice(template, i, template.length);
        if (text_starts_with(rest, env)) {
            writer_text(&writer, matrix_environment_text(plan->matrix, environment));
            i += env.length;
        } else if (text_starts_with(rest, name)) {
            writer_text(&writer, unit->name->text);
            i += name.length;
        } else {
            writer_char(&writer, template.bytes[i++]);
        }
    }
    return writer_done(&writer);
}

static Span unit_span(const Unit *unit, SinkKind kind) {
    const Sink *sink = unit_sink(unit, kind);
    return sink ? sink->span : unit->declaration->span;
}

uint32_t path_plan(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment,
                   PlannedPath **out) {
    Decision decision;
    *out = NULL;
    if (!decide(plan, unit, kind, environment, &decision)) {
        if (!*sink_fact(kind)->path) return 0;
        *out = arena_new(plan->arena, PlannedPath);
        **out = (PlannedPath){default_path(plan, unit, kind, environment), unit_span(unit, kind)};
        return 1;
    }
    PlannedPath *paths = arena_array(plan->arena, PlannedPath, decision.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < decision.count; i++) {
        const Expression *expression = decision.lines[i]->path;
        PlannedPath planned = {.span = decision.lines[i]->span};
        if (!expression || expression->kind == EXPRESSION_NONE) continue;
        if (!matrix_template(plan->matrix, unit, environment, expression, TEXT(""), &planned.path))
            continue;
        planned.span = expression->span;
        if (path_is_allowed(plan, unit, environment, &planned)) paths[count++] = planned;
    }
    *out = paths;
    return count;
}

/* --- Formats --------------------------------------------------------------------------------- */

static Format tfvars_format(Text path, Format other) {
    if (text_ends_with(path, TEXT(".tfvars"))) return FORMAT_TFVARS;
    if (text_ends_with(path, TEXT(".tfvars.json"))) return FORMAT_TFVARS_JSON;
    return other;
}

static bool wrong_ending(Plan *plan, const Unit *unit, SinkKind kind, const PlannedPath *path,
                         const char *endings) {
    Diagnostic *d =
        report_output_ending(plan->report, path->span, text_of(sink_fact(kind)->name), path->path);
    report_label(d, path->span, "it ends in none of %s", endings);
    report_about(d, unit->name->text, TEXT(""));
    return false;
}

bool path_format(Plan *plan, const Unit *unit, SinkKind kind, const PlannedPath *path,
                 Format *out) {
    switch (kind) {
    case SINK_HELM:
    case SINK_YAML:
    case SINK_CONFIGMAP: *out = FORMAT_YAML; return true;
    case SINK_JSON:
    case SINK_INDEX: *out = FORMAT_JSON; return true;
    case SINK_DOTENV: *out = FORMAT_DOTENV; return true;
    case SINK_RELEASE: *out = tfvars_format(path->path, FORMAT_YAML); return true;
    case SINK_TERRAFORM:
        *out = tfvars_format(path->path, FORMAT_YAML);
        return *out != FORMAT_YAML ||
               wrong_ending(plan, unit, kind, path, "`.tfvars` and `.tfvars.json`");
    case SINK_SSM:
        *out = tfvars_format(path->path, FORMAT_YAML);
        if (*out == FORMAT_TFVARS_JSON) return true;
        *out = text_ends_with(path->path, TEXT(".txt")) ? FORMAT_PATHS : FORMAT_JSON;
        return *out == FORMAT_PATHS || text_ends_with(path->path, TEXT(".json")) ||
               wrong_ending(plan, unit, kind, path, "`.json`, `.txt` and `.tfvars.json`");
    case SINK_END: break;
    }
    unreachable("SinkKind");
}
