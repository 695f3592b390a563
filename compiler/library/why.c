/* why.c - where a value comes from: every cell, default, profile and `like` that was looked at, in
 * order, with its place, and which one won.
 *
 * The list is the lookup itself (check/lookup.c), replayed; the parameters that the value was
 * computed from follow with their own values, so that a reader can go on asking. */
#include "library/library.h"
#include "library/selection.h"
#include "library/values.h"

static Text place_of(RungProject *project, Span span) {
    Position position = sources_position(&project->sources, span.file, span.start);
    Text path = utf8_visible(&project->arena, project->sources.files.items[span.file].path);
    return text_format(&project->arena, "%.*s:%u:%u", TEXT_ARGS(path), position.line,
                       position.column);
}

/* "the unit's cell for prod", "profile web: its default" */
static Text describe(RungProject *project, const Origin *origin) {
    const Declaration *owner = origin->statement->owner;
    const Environment *environment = &project->model->environments[origin->environment];
    Text name = owner->name.name ? owner->name.name->text : TEXT("?");
    const char *kind = owner->kind == DECLARATION_PROFILE   ? "profile"
                       : owner->kind == DECLARATION_SERVICE ? "service"
                                                            : "stack";
    switch (origin->kind) {
    case ORIGIN_CELL:
        return text_format(&project->arena, "%s %.*s, cell for %.*s", kind, TEXT_ARGS(name),
                           TEXT_ARGS(environment->name->text));
    case ORIGIN_LIKE:
        return text_format(&project->arena, "%s %.*s, cell for %.*s, which it is like", kind,
                           TEXT_ARGS(name), TEXT_ARGS(environment->name->text));
    case ORIGIN_DEFAULT:
        return text_format(&project->arena, "%s %.*s, default", kind, TEXT_ARGS(name));
    }
    unreachable("OriginKind");
}

/* The source of a cell, unless it is sensitive. */
static Text source_of(RungProject *project, const Param *param, const Visit *visit) {
    if (!visit->is_there) return TEXT("-");
    const Expression *value = visit->origin.value ? visit->origin.value : param_store(param);
    return value ? values_source(project, param, value->span) : TEXT("(secret)");
}

/* One place of the lookup; the one that won is marked. */
static void write_visit(Writer *out, RungProject *project, const Param *param, const Visit *visit,
                        bool is_winner) {
    Text what = describe(project, &visit->origin), place = place_of(project, visit->origin.span);
    Text source = source_of(project, param, visit);
    writer_format(out, "  %c %.*s: %.*s  (%.*s)\n", is_winner ? '*' : ' ', TEXT_ARGS(what),
                  TEXT_ARGS(source), TEXT_ARGS(place));
}

static void write_visits(Writer *out, RungProject *project, const Param *param,
                         uint32_t environment) {
    Visit *visits;
    uint32_t count = param_visits(&project->arena, project->model, param, environment, &visits);
    bool is_found = false;
    for (uint32_t i = 0; i < count; i++) {
        write_visit(out, project, param, &visits[i], visits[i].is_there && !is_found);
        is_found = is_found || visits[i].is_there;
    }
}

static void write_dependencies(Writer *out, RungProject *project, const Param *param,
                               uint32_t environment) {
    Dependency *items;
    uint32_t count =
        matrix_dependencies(&project->arena, project->matrix, param, environment, &items);
    if (count) writer_string(out, "computed from\n");
    for (uint32_t i = 0; i < count; i++) {
        const Param *source = items[i].param;
        Text name = values_name(project, source);
        Text value = values_show(project, source, items[i].environment);
        Text in = project->model->environments[items[i].environment].name->text;
        writer_format(out, "    %.*s@%.*s = %.*s\n", TEXT_ARGS(name), TEXT_ARGS(in),
                      TEXT_ARGS(value));
    }
}

static void write_head(Writer *out, RungProject *project, const Param *param,
                       uint32_t environment) {
    Text name = values_name(project, param), value = values_show(project, param, environment);
    Text in = project->model->environments[environment].name->text;
    const Category *category = matrix_category(project->matrix, param);
    writer_format(out, "%.*s@%.*s = %.*s\n", TEXT_ARGS(name), TEXT_ARGS(in), TEXT_ARGS(value));
    if (param->is_secret) {
        writer_string(out, "a secret: a path, never a value\n");
        return;
    }
    Text type = matrix_type(project->matrix, param)->text;
    writer_format(out, "type %.*s%s", TEXT_ARGS(type), param->has_own_type ? "" : " (inferred)");
    if (category) writer_format(out, ", category %.*s", TEXT_ARGS(category->name->text));
    writer_char(out, '\n');
}

/* Reads `REF@ENV`; reports a form that is none. */
static bool read_reference(RungProject *project, Text text, Text *reference, int32_t *environment) {
    Text name;
    if (!selection_split(text, reference, &name) || !name.length) {
        selection_lacks_environment(project, *reference);
        return false;
    }
    *environment = session_environment(project, name);
    return *environment >= 0;
}

static Text names_of(RungProject *project, const EnvironmentSet *set) {
    const Model *model = project->model;
    Text *names = arena_array(&project->arena, Text, model->environment_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (set_has(set, i)) names[count++] = model->environments[i].name->text;
    if (!count) return TEXT("nowhere");
    Text list = text_enumerate(&project->arena, names, count, TEXT("and"));
    return text_format(&project->arena, "in %.*s", TEXT_ARGS(list));
}

/* Why there is nothing to look for: the unit, or its sink, exists elsewhere only. */
static void write_absence(Writer *out, RungProject *project, const Param *param,
                          uint32_t environment) {
    const Unit *unit = param->unit;
    bool has_unit = set_has(&unit->environments, environment);
    Text where = names_of(project, has_unit ? &param->sink->environments : &unit->environments);
    writer_format(out, "%s %.*s%s%s exists %.*s\n", unit->is_service ? "service" : "stack",
                  TEXT_ARGS(unit->name->text), has_unit ? " is there, and its " : "",
                  has_unit ? sink_fact(param->sink->kind)->name : "", TEXT_ARGS(where));
}

static void write_answer(Writer *out, RungProject *project, const Param *param,
                         uint32_t environment) {
    write_head(out, project, param, environment);
    if (!set_has(&param->sink->environments, environment)) {
        write_absence(out, project, param, environment);
        return;
    }
    writer_string(out, "looked at, the first that is there wins\n");
    write_visits(out, project, param, environment);
    write_dependencies(out, project, param, environment);
}

RungStatus rung_why(RungProject *project, const char *reference, RungText *out) {
    *out = (RungText){"", 0};
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    bool has_errors = report_count(&project->report, SEVERITY_ERROR) > 0;
    Text name;
    int32_t environment;
    if (!read_reference(project, session_copy(project, reference), &name, &environment))
        return session_refuse(project);
    const Param *param = selection_one(project, name);
    if (!param) return session_refuse(project);
    Writer writer;
    writer_open(&writer, &project->arena, SIZE_MAX);
    write_answer(&writer, project, param, (uint32_t)environment);
    *out = session_text(&writer);
    return has_errors ? RUNG_FINDINGS : RUNG_OK;
}
