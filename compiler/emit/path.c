/* path.c - where outputs go: the nearest `emit` decides, and some places are nobody's.
 *
 * A path is relative to the output directory and stays in it. Nothing is ever written into `.git`,
 * `.rung` or over a source, whatever a program says, and whatever the parameter of an ephemeral
 * environment is: a build runs on pull requests of strangers. */
#include "emit/emission.h"

enum { SEGMENT_MOST = 255, PATH_MOST = 1024 };

/* --- Which lines decide --------------------------------------------------------------------- */

/* The lines of one place that count for a sink in an environment. */
typedef struct Decision {
    const Emits *emits; /* NULL: no line does */
    SinkKind kind;
    uint32_t environment;
    bool by_name; /* those whose `in` names the environment; else those without `in` */
    bool is_own;  /* the place is the unit itself */
} Decision;

/* A line is about one sink, and about the environments of its `in` where it has one. */
static bool counts(const Decision *decision, uint32_t index) {
    const Emit *emit = decision->emits->items[index];
    const EnvironmentSet *environments = &decision->emits->environments[index];
    bool has_in = emit->environments.count > 0;
    if (has_in != decision->by_name) return false;
    if (has_in && !set_has(environments, decision->environment)) return false;
    return emit->sink.name &&
           text_equal(emit->sink.name->text, text_of(sink_fact(decision->kind)->name));
}

/* Several lines of one place may count: then several files are written. */
static bool decides(Decision *decision, const Emits *emits, bool by_name) {
    decision->emits = emits;
    decision->by_name = by_name;
    for (uint32_t i = 0; i < emits->count; i++)
        if (counts(decision, i)) return true;
    return false;
}

/* The nearest place first; in one place the lines that name the environment. */
static void decide(const Plan *plan, const Unit *unit, Decision *decision) {
    const Emits *places[] = {&unit->emits, &unit->profile_emits, &plan->model->emits};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        decision->is_own = i == 0;
        if (decides(decision, places[i], true) || decides(decision, places[i], false)) return;
    }
    decision->emits = NULL;
}

/* --- What a path may be --------------------------------------------------------------------- */

/* The names that are refused as a segment, in any case (some file systems do not tell cases apart). */
static bool is_reserved(Text segment) {
    static const char *const names[] = {".git", ".rung", ".", ".."};
    if (segment.bytes[0] != '.') return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Text name = text_of(names[i]);
        bool is_same = name.length == segment.length;
        for (size_t b = 0; is_same && b < name.length; b++)
            is_same = (segment.bytes[b] | ('A' ^ 'a')) == (name.bytes[b] | ('A' ^ 'a'));
        if (is_same) return true;
    }
    return false;
}

/* Most file systems take 255 bytes for a name. */
static const char *segment_problem(Text segment) {
    if (!segment.length) return "a part of it is empty";
    if (segment.length > SEGMENT_MOST) return "a part of it is longer than 255 bytes";
    return is_reserved(segment) ? "it leaves the output directory, or enters `.git` or `.rung`"
                                : "";
}

/* The first that is wrong is enough to refuse the whole. */
static const char *segments_problem(Text path) {
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = start;
        while (end < path.length && path.bytes[end] != '/')
            end++;
        const char *problem = segment_problem((Text){path.bytes + start, end - start});
        if (*problem) return problem;
    }
    return "";
}

/* Holds it nothing but ASCII that is fine in every path? Nearly all do, and it is asked of every
 * output. */
static bool is_plain(Text path) {
    bool is_fine = true;
    for (size_t i = 0; i < path.length; i++)
        is_fine &= path.bytes[i] >= ' ' && path.bytes[i] <= '~' && path.bytes[i] != '\\';
    return is_fine;
}

/* A backslash parts segments on some systems. */
static bool has_unsafe(Text path) {
    for (size_t i = 0; i < path.length;) {
        int32_t point = utf8_next(path, &i);
        if (point == '\\' || utf8_is_unsafe(point)) return true;
    }
    return false;
}

/* What is wrong with a path, "" when nothing is. */
static const char *path_problem(Text path) {
    if (!path.length) return "it is empty";
    if (path.length > PATH_MOST) return "it is longer than 1,024 bytes";
    if (path.bytes[0] == '/') return "it is absolute";
    if (text_ends_with(path, TEXT(".rung"))) return "it would replace a source";
    if (!is_plain(path) && has_unsafe(path)) return "it holds a character that no path has";
    return segments_problem(path);
}

/* Below `templates` and `crds` of the chart, and of the charts in its `charts`. */
static bool is_rendered(Text inside) {
    Text charts = TEXT("/charts/");
    while (text_starts_with(inside, charts)) {
        size_t end = text_find(inside, TEXT("/"), charts.length);
        if (end == SIZE_MAX) return false;
        inside = text_slice(inside, end, inside.length);
    }
    return text_starts_with(inside, TEXT("/templates/")) ||
           text_starts_with(inside, TEXT("/crds/"));
}

/* Templates and custom resources of a chart are Helm's: a value file there would be rendered. */
static bool is_in_chart(const Plan *plan, Text path) {
    for (uint32_t i = 0; i < plan->artifacts->charts.entries.count; i++) {
        const Chart *chart = plan->artifacts->charts.entries.items[i].value;
        if (text_starts_with(path, chart->path) &&
            is_rendered(text_slice(path, chart->path.length, path.length)))
            return true;
    }
    return false;
}

/* One finding a path template, for all environments; of its unit where that wrote the template. */
static void blame(Plan *plan, Diagnostic *d, const PlannedPath *planned, uint32_t environment) {
    if (planned->owner) report_about(d, planned->owner->name->text, TEXT(""));
    emission_environment(d, plan, environment);
}

/* Asked for every path, also for one that no `emit` wrote; its environment may be named by a
 * stranger. */
static bool path_is_allowed(Plan *plan, uint32_t environment, const PlannedPath *planned) {
    const char *problem = path_problem(planned->path);
    if (!*problem && is_in_chart(plan, planned->path))
        problem = "it is in a chart's `templates` or `crds`, which Helm renders";
    if (!*problem) return true;
    Diagnostic **place = plan_finding(plan, CODE_F0040, planned->span);
    if (!*place) {
        *place = report_output_path(plan->report, planned->span, planned->path);
        report_label(*place, planned->span, "%s", problem);
    }
    blame(plan, *place, planned, environment);
    return false;
}

/* No two pull requests may share a file: the path says which it is. */
static void check_ephemeral(Plan *plan, const Unit *unit, uint32_t environment,
                            const Expression *template, const PlannedPath *planned) {
    const Environment *ephemeral = &plan->model->environments[environment];
    if (!ephemeral->is_ephemeral || ephemeral_depends(plan, unit, environment, template)) return;
    Text name = ephemeral->name->text, parameter = ephemeral->parameter->text;
    Diagnostic **place = plan_finding(plan, CODE_F0044, planned->span);
    if (!*place) {
        *place = report_output_shared(plan->report, planned->span, planned->path, name);
        report_help(*place, "put `${env}` or `${env.%.*s}` into the path", TEXT_ARGS(parameter));
    }
    blame(plan, *place, planned, environment);
}

/* --- Paths ------------------------------------------------------------------------------------ */

/* What stands for a name of sinks.def in a path. */
static Text fill_in(const Plan *plan, const Unit *unit, uint32_t environment, Text name) {
    if (text_equal(name, TEXT("env"))) return matrix_environment_text(plan->matrix, environment);
    ensure(text_equal(name, TEXT("unit")));
    return unit->name->text;
}

/* `deploy/${env}/${unit}.yaml`, with the two names filled in. */
static Text default_path(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    enum { MOST_PARTS = 8 };

    Text parts[MOST_PARTS], rest = text_of(sink_fact(kind)->path);
    size_t count = 0;
    for (size_t at; (at = text_find(rest, TEXT("$"), 0)) != SIZE_MAX;) {
        size_t end = text_find(rest, TEXT("}"), at);
        ensure(end != SIZE_MAX && count + 2 < MOST_PARTS);
        parts[count++] = text_slice(rest, 0, at);
        parts[count++] = fill_in(plan, unit, environment, text_slice(rest, at + 2, end));
        rest = text_slice(rest, end + 1, rest.length);
    }
    parts[count++] = rest;
    return text_join(plan->arena, parts, count, TEXT(""));
}

/* The place of a default is the sink, or for a release the unit, since nothing else asked for it.
 * */
static uint32_t plan_default(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment,
                             PlannedPath **out) {
    if (!*sink_fact(kind)->path) return 0;
    const Sink *sink = unit_sink(unit, kind);
    *out = arena_new(plan->arena, PlannedPath);
    **out = (PlannedPath){.path = default_path(plan, unit, kind, environment),
                          .span = sink ? sink->span : unit->declaration->span,
                          .owner = unit};
    return path_is_allowed(plan, environment, *out);
}

/* The path that one `emit` line gives; false for `to none`, and for what was reported. */
static bool plan_line(Plan *plan, const Unit *unit, const Decision *decision, const Emit *emit,
                      PlannedPath *out) {
    uint32_t e = decision->environment;
    if (!emit->path || emit->path->kind == EXPRESSION_NONE) return false;
    *out = (PlannedPath){.span = emit->path->span, .owner = decision->is_own ? unit : NULL};
    if (!matrix_template(plan->matrix, unit, e, emit->path, TEXT(""), &out->path)) return false;
    if (!path_is_allowed(plan, e, out)) return false;
    check_ephemeral(plan, unit, e, emit->path, out);
    return true;
}

/* A line whose path could not be read was reported, and counts as one that says where. */
bool path_is_wanted(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    Decision decision = {.kind = kind, .environment = environment};
    decide(plan, unit, &decision);
    if (!decision.emits) return true;
    for (uint32_t i = 0; i < decision.emits->count; i++) {
        const Expression *path = decision.emits->items[i]->path;
        if (counts(&decision, i) && path && path->kind != EXPRESSION_NONE) return true;
    }
    return false;
}

/* Room for every line of the place; those that do not count leave it unused. */
uint32_t path_plan(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment,
                   PlannedPath **out) {
    Decision decision = {.kind = kind, .environment = environment};
    decide(plan, unit, &decision);
    if (!decision.emits) return plan_default(plan, unit, kind, environment, out);
    uint32_t count = 0;
    *out = arena_array(plan->arena, PlannedPath, decision.emits->count);
    for (uint32_t i = 0; i < decision.emits->count; i++)
        if (counts(&decision, i) &&
            plan_line(plan, unit, &decision, decision.emits->items[i], &(*out)[count]))
            count++;
    return count;
}

/* --- Formats --------------------------------------------------------------------------------- */

/* The two forms of variables by the ending, else `other`. */
static Format tfvars_format(Text path, Format other) {
    if (text_ends_with(path, TEXT(".tfvars"))) return FORMAT_TFVARS;
    return text_ends_with(path, TEXT(".tfvars.json")) ? FORMAT_TFVARS_JSON : other;
}

/* `.tfvars.json` is looked at before `.json`, which it ends in too. */
static Format ssm_format(Text path, Format other) {
    if (text_ends_with(path, TEXT(".txt"))) return FORMAT_PATHS;
    if (text_ends_with(path, TEXT(".tfvars.json"))) return FORMAT_TFVARS_JSON;
    return text_ends_with(path, TEXT(".json")) ? FORMAT_JSON : other;
}

/* Where a sink has one format only, the path's ending says nothing. */
static Format find_format(SinkKind kind, Text path) {
    switch (kind) {
    case SINK_HELM:
    case SINK_YAML:
    case SINK_CONFIGMAP: return FORMAT_YAML;
    case SINK_JSON:
    case SINK_INDEX: return FORMAT_JSON;
    case SINK_DOTENV: return FORMAT_DOTENV;
    case SINK_RELEASE:
    case SINK_TERRAFORM: return tfvars_format(path, FORMAT_YAML);
    case SINK_SSM: return ssm_format(path, FORMAT_YAML);
    case SINK_END: break;
    }
    unreachable("SinkKind");
}

/* YAML stands for an ending that says nothing, which is right for a release and nothing else. */
bool path_format(Plan *plan, SinkKind kind, uint32_t environment, const PlannedPath *path,
                 Format *out) {
    bool has_endings = kind == SINK_TERRAFORM || kind == SINK_SSM;
    *out = find_format(kind, path->path);
    if (!has_endings || *out != FORMAT_YAML) return true;
    Diagnostic **place = plan_finding(plan, CODE_F0042, path->span);
    if (!*place) {
        Text sink = text_of(sink_fact(kind)->name);
        *place = report_output_ending(plan->report, path->span, sink, path->path);
        report_label(*place, path->span, "it ends in none of %s",
                     kind == SINK_SSM ? "`.json`, `.txt` and `.tfvars.json`"
                                      : "`.tfvars` and `.tfvars.json`");
    }
    blame(plan, *place, path, environment);
    return false;
}
