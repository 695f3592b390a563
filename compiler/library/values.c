/* values.c - the matrix of values by environment, as JSON and as comma-separated values.
 *
 * The JSON form is a contract (tests and other tools read it): a parameter a line, native JSON
 * types, a secret as its path, a hidden value as such, a key that is left out in an environment
 * absent. The table for people is in table.c. */
#include "library/values.h"

bool values_is_chosen(const ValuesScope *scope, uint32_t environment) {
    return set_has(&scope->environments, environment);
}

/* A value as reports may show it. */
static void write_value(Writer *out, const Matrix *matrix, const Param *param, uint32_t environment,
                        const Value *value) {
    DiffValue shown = {.value = value,
                       .is_hidden = matrix_is_hidden(matrix, param, environment),
                       .is_secret = matrix_is_secret(matrix, param, environment)};
    diff_value_json(&shown, out);
}

static bool is_shown(const Value *value) {
    return value && value->kind != VALUE_ABSENT && value->kind != VALUE_ERROR;
}

static Text type_text(const Matrix *matrix, const Param *param) {
    return param->is_secret ? TEXT("secret") : matrix_type(matrix, param)->text;
}

static void write_field(Writer *out, const char *key, Text text) {
    writer_format(out, "\"%s\": ", key);
    writer_json(out, text);
    writer_string(out, ", ");
}

static void write_param(Writer *out, const ValuesScope *scope, const Param *param) {
    const Matrix *matrix = scope->project->matrix;
    const Category *category = matrix_category(matrix, param);
    writer_string(out, "{ ");
    write_field(out, "unit", param->unit->name->text);
    write_field(out, "sink", text_of(sink_fact(param->sink->kind)->name));
    write_field(out, "path", param->path->text);
    write_field(out, "type", type_text(matrix, param));
    if (category) write_field(out, "category", category->name->text);
    writer_string(out, "\"values\": {");
    const char *separator = "";
    for (uint32_t i = 0; i < scope->project->model->environment_count; i++) {
        const Value *value = matrix_value(matrix, param, i);
        if (!values_is_chosen(scope, i) || !is_shown(value)) continue;
        writer_string(out, separator);
        writer_json(out, scope->project->model->environments[i].name->text);
        writer_string(out, ": ");
        write_value(out, matrix, param, i, value);
        separator = ", ";
    }
    writer_string(out, "} }");
}

static void write_json(Writer *out, const ValuesScope *scope) {
    const Model *model = scope->project->model;
    writer_string(out, "{ \"version\": 1,\n  \"environments\": [");
    const char *separator = "";
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (!values_is_chosen(scope, i)) continue;
        writer_string(out, separator);
        writer_json(out, model->environments[i].name->text);
        separator = ", ";
    }
    writer_string(out, "],\n  \"params\": [");
    for (uint32_t i = 0; i < scope->params.count; i++) {
        writer_string(out, i ? ",\n    " : "\n    ");
        write_param(out, scope, scope->params.items[i]);
    }
    writer_string(out, scope->params.count ? "\n  ] }\n" : "] }\n");
}

/* The value as plain text: "" where the key is left out. */
static Text plain_text(const ValuesScope *scope, const Param *param, uint32_t environment) {
    const Matrix *matrix = scope->project->matrix;
    Arena *arena = &scope->project->arena;
    const Value *value = matrix_value(matrix, param, environment);
    if (!is_shown(value)) return TEXT("");
    if (matrix_is_hidden(matrix, param, environment)) return TEXT("(hidden)");
    if (value_is_scalar(value)) return value_plain(arena, value);
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    value_json(&writer, value);
    return writer_done(&writer);
}

/* One line of a field: quotes doubled, and what a terminal would obey in its visible form. */
static void write_csv_line(Writer *out, Text line) {
    Text shown = utf8_visible(out->arena, line);
    for (size_t i = 0; i < shown.length; i++) {
        if (shown.bytes[i] == '"') writer_char(out, '"');
        writer_char(out, shown.bytes[i]);
    }
}

/* A field of RFC 4180: quoted where it has to be. Its line ends are its own. */
static void write_csv_field(Writer *out, Text text) {
    bool is_quoted = false;
    for (size_t i = 0; i < text.length; i++)
        is_quoted = is_quoted || memchr(",\"\n", text.bytes[i], 3) != NULL;
    if (is_quoted) writer_char(out, '"');
    for (size_t start = 0, end; start <= text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        if (start > 0) writer_char(out, '\n');
        write_csv_line(out, text_slice(text, start, end));
        if (end == SIZE_MAX) break;
    }
    if (is_quoted) writer_char(out, '"');
}

static void write_csv_row(Writer *out, const ValuesScope *scope, const Param *param) {
    const Matrix *matrix = scope->project->matrix;
    const Category *category = matrix_category(matrix, param);
    write_csv_field(out, param->unit->name->text);
    writer_format(out, ",%s,", sink_fact(param->sink->kind)->name);
    write_csv_field(out, param->path->text);
    writer_char(out, ',');
    if (category) writer_text(out, category->name->text);
    writer_char(out, ',');
    write_csv_field(out, type_text(matrix, param));
    for (uint32_t i = 0; i < scope->project->model->environment_count; i++) {
        if (!values_is_chosen(scope, i)) continue;
        writer_char(out, ',');
        write_csv_field(out, plain_text(scope, param, i));
    }
    writer_char(out, '\n');
}

static void write_csv(Writer *out, const ValuesScope *scope) {
    const Model *model = scope->project->model;
    writer_string(out, "unit,sink,path,category,type");
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (!values_is_chosen(scope, i)) continue;
        writer_char(out, ',');
        write_csv_field(out, model->environments[i].name->text);
    }
    writer_char(out, '\n');
    for (uint32_t i = 0; i < scope->params.count; i++)
        write_csv_row(out, scope, scope->params.items[i]);
}

/* The environments that were asked for; what does not exist was reported. */
static bool choose_environments(RungProject *project, const RungValues *request,
                                EnvironmentSet *out) {
    *out = project->model->all;
    if (!request->environments) return true;
    bool is_known = true;
    *out = (EnvironmentSet){0};
    for (size_t i = 0; i < request->environment_count; i++) {
        int32_t index =
            session_environment(project, session_copy(project, request->environments[i]));
        if (index < 0)
            is_known = false;
        else
            set_add(out, (uint32_t)index);
    }
    return is_known;
}

/* The parameters and environments that were asked for; false where some do not exist. */
static bool read_scope(RungProject *project, const RungValues *request, ValuesScope *out) {
    *out =
        (ValuesScope){.project = project, .width = request->width, .has_color = request->has_color};
    if (!choose_environments(project, request, &out->environments)) return false;
    if (request->reference)
        return selection_find(project, session_copy(project, request->reference), &out->params);
    selection_all(project, &out->params);
    return true;
}

RungStatus rung_values(RungProject *project, const RungValues *request, RungText *out) {
    *out = (RungText){"", 0};
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    bool has_errors = report_count(&project->report, SEVERITY_ERROR) > 0;
    ValuesScope scope;
    if (!read_scope(project, request, &scope)) return session_refuse(project);
    Writer writer;
    writer_open(&writer, &project->arena, SIZE_MAX);
    switch (request->format) {
    case RUNG_VALUES_TABLE: values_table(&writer, &scope); break;
    case RUNG_VALUES_JSON: write_json(&writer, &scope); break;
    case RUNG_VALUES_CSV: write_csv(&writer, &scope); break;
    }
    *out = session_text(&writer);
    return has_errors ? RUNG_FINDINGS : RUNG_OK;
}
