/* why.c - where a value comes from: every cell, default, profile and `like` that was looked at, in
 * order, with its place, and which one won.
 *
 * The list is the lookup itself (check/lookup.c), replayed; the parameters that the value was
 * computed from follow with their own values, so that a reader can go on asking. */
#include "library/library.h"
#include "library/selection.h"
#include "library/values.h"

enum { SHOWN_WIDTH = 60 };

/* One value as `why` may show it. */
static Text show(RungProject *project, const Param *param, uint32_t environment) {
    const Value *value = matrix_value(project->matrix, param, environment);
    if (!value) return TEXT("(not in this environment)");
    if (value->kind == VALUE_ERROR) return TEXT("(could not be computed)");
    if (matrix_is_hidden(project->matrix, param, environment)) return TEXT("(hidden)");
    if (value->kind == VALUE_ABSENT && !matrix_is_stated(project->matrix, param, environment))
        return TEXT("(no value)");
    return value_show(&project->arena, value, SHOWN_WIDTH);
}

/* A quoted segment of a path may hold anything. */
static Text visible_name(RungProject *project, const Param *param) {
    return utf8_visible(&project->arena, param_reference(&project->arena, param));
}

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

/* What is written in a cell, on one line: runs of white space become one space, and what a terminal
 * would obey is left out. */
static Text one_line(Arena *arena, Text source) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    size_t width = 0;
    for (size_t at = 0; at < source.length && width < SHOWN_WIDTH;) {
        size_t start = at;
        int32_t code_point = utf8_next(source, &at);
        bool is_space = code_point == ' ' || code_point == '\n' || code_point == '\t';
        if (is_space && width && writer.bytes[writer.length - 1] == ' ') continue;
        if (!is_space && (code_point == UTF8_INVALID || utf8_is_unsafe(code_point))) continue;
        writer_text(&writer, is_space ? TEXT(" ") : text_slice(source, start, at));
        width++;
        if (width == SHOWN_WIDTH && at < source.length) writer_string(&writer, "...");
    }
    return text_trim(writer_done(&writer));
}

/* The source of a cell, unless it is sensitive. */
static Text source_of(RungProject *project, const Param *param, const Visit *visit) {
    if (!visit->is_there) return TEXT("-");
    if (param->is_sensitive) return TEXT("(hidden)");
    const Expression *value = visit->origin.value ? visit->origin.value : param_store(param);
    if (!value) return TEXT("(secret)");
    Text source = sources_text(&project->sources, value->span);
    return one_line(&project->arena, credential_mask(&project->arena, source));
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
        Text name = visible_name(project, source);
        Text value = show(project, source, items[i].environment);
        Text in = project->model->environments[items[i].environment].name->text;
        writer_format(out, "    %.*s.%.*s@%.*s = %.*s\n", TEXT_ARGS(source->unit->name->text),
                      TEXT_ARGS(name), TEXT_ARGS(in), TEXT_ARGS(value));
    }
}

static void write_head(Writer *out, RungProject *project, const Param *param,
                       uint32_t environment) {
    Text name = visible_name(project, param), value = show(project, param, environment);
    Text in = project->model->environments[environment].name->text;
    const Category *category = matrix_category(project->matrix, param);
    writer_format(out, "%.*s.%.*s@%.*s = %.*s\n", TEXT_ARGS(param->unit->name->text),
                  TEXT_ARGS(name), TEXT_ARGS(in), TEXT_ARGS(value));
    if (param->is_secret) {
        writer_string(out, "a secret: a path, never a value\n");
        return;
    }
    Text type = matrix_type(project->matrix, param)->text;
    writer_format(out, "type %.*s%s", TEXT_ARGS(type), param->has_own_type ? "" : " (inferred)");
    if (category) writer_format(out, ", category %.*s", TEXT_ARGS(category->name->text));
    writer_char(out, '\n');
}

/* Splits `REF@ENV`; reports a form that is none. */
static bool split(RungProject *project, Text text, Text *reference, int32_t *environment) {
    size_t at = SIZE_MAX;
    for (size_t found = text_find(text, TEXT("@"), 0); found != SIZE_MAX;
         found = text_find(text, TEXT("@"), found + 1))
        at = found;
    if (at == SIZE_MAX || at + 1 == text.length) {
        text = text_slice(text, 0, at);
        Diagnostic *d = report_reference_without_environment(&project->report, NO_SPAN, text);
        report_help(d, "add the environment, such as `%.*s@prod`", TEXT_ARGS(text));
        return false;
    }
    *reference = text_slice(text, 0, at);
    *environment = session_environment(project, text_slice(text, at + 1, text.length));
    return *environment >= 0;
}

static void write_answer(Writer *out, RungProject *project, const Param *param,
                         uint32_t environment) {
    write_head(out, project, param, environment);
    if (!set_has(&param->sink->environments, environment)) return;
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
    if (!split(project, session_copy(project, reference), &name, &environment))
        return session_refuse(project);
    const Param *param = selection_one(project, name);
    if (!param) return session_refuse(project);
    Writer writer;
    writer_open(&writer, &project->arena, SIZE_MAX);
    write_answer(&writer, project, param, (uint32_t)environment);
    *out = session_text(&writer);
    return has_errors ? RUNG_FINDINGS : RUNG_OK;
}
