/* artifacts.c - the charts and modules that units name: read once, for rules and for outputs.
 *
 * They are directories of the project, read through its Files, so a project in memory has them as
 * well. Everything is bounded: how deep, how many files, how many bytes; a directory beyond that is
 * no chart, and says so. Hidden files are no part of a chart (but `.helmignore`, which is not
 * interpreted). Remote charts and modules are named and never fetched. */
#include "parity/artifacts.h"

typedef struct Reader {
    Arena *arena;
    Matrix *matrix;
    const Model *model;
    const Files *files;
    Artifacts *artifacts;
    const Unit *unit; /* whose attribute is read, and where it stands */
    Span span;
    size_t bytes; /* of all charts and modules so far */
    bool is_full; /* what comes after is not read, which was reported */
} Reader;

/* --- Remote or local ------------------------------------------------------------------------ */

/* Only these two forms reach a registry; everything else is a directory. */
bool chart_is_remote(Text chart) {
    return text_starts_with(chart, TEXT("oci://")) || text_starts_with(chart, TEXT("https://"));
}

/* A registry address begins with its host: what has a dot before the first slash, as in
 * `app.terraform.io/acme/network/aws`, and does not begin with one. */
static bool begins_with_host(Text module) {
    size_t slash = text_find(module, TEXT("/"), 0);
    if (slash == SIZE_MAX || slash == 0 || module.bytes[0] == '.') return false;
    return text_contains(text_slice(module, 0, slash), TEXT("."));
}

/* Terraform's forms of a source that is fetched: with a scheme, a forced getter (`git::`), a known
 * host, or the address of a registry. */
bool module_is_remote(Text module) {
    static const char *const forms[] = {"git@", "github.com/", "bitbucket.org/"};
    if (text_contains(module, TEXT("::")) || text_contains(module, TEXT("://"))) return true;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (text_starts_with(module, text_of(forms[i]))) return true;
    return begins_with_host(module);
}

/* `./charts/web/` is `charts/web`. */
static Text normalize(Text path) {
    while (text_starts_with(path, TEXT("./")))
        path = text_slice(path, 2, path.length);
    while (path.length > 0 && path.bytes[path.length - 1] == '/')
        path.length--;
    return text_equal(path, TEXT(".")) ? TEXT("") : path;
}

/* No path of a project begins at the root of the machine or climbs above that of the project. */
static bool leaves_project(Text path) {
    if (text_starts_with(path, TEXT("/"))) return true;
    size_t start = 0;
    while (start <= path.length) {
        size_t end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        if (text_equal(text_slice(path, start, end), TEXT(".."))) return true;
        start = end + 1;
    }
    return false;
}

/* --- Reports -------------------------------------------------------------------------------- */

/* The directory that a path lies in; "" where it has none. */
static Text directory_of(Text path) {
    size_t length = path.length;
    while (length > 0 && path.bytes[length - 1] != '/')
        length--;
    return text_slice(path, 0, length > 0 ? length - 1 : 0);
}

/* A file is mostly one of the directory that is meant. */
static void help_directory(Diagnostic *diagnostic, Text path, FileStatus status) {
    Text directory = directory_of(path);
    if (status == FILE_NOT_A_FILE && directory.length > 0)
        report_help(diagnostic, "write the directory that it is in: `%.*s`", TEXT_ARGS(directory));
    else
        report_help(diagnostic, "write its directory as it is seen from `strategy.rung`");
}

/* A directory that cannot be read: the file system says why. */
static void report_status(const Reader *reader, const char *what, Text path, FileStatus status) {
    if (status == FILE_OK) return;
    const char *reason =
        status == FILE_NOT_A_FILE ? "is no directory" : file_status_describe(status);
    Diagnostic *diagnostic =
        report_artifact_not_there(reader->model->report, reader->span, what, path, reason);
    report_about(diagnostic, reader->unit->name->text, TEXT(""));
    help_directory(diagnostic, path, status);
}

/* A file that does not read as what it is: shown at its own place. */
static void report_problem(const Reader *reader, const ChartFile *file, const Problem *problem) {
    uint32_t source = sources_add(reader->model->report->sources, file->place, file->text);
    uint32_t length = (uint32_t)file->text.length;
    uint32_t start = problem->offset < length ? problem->offset : length;
    Span span = {source, start, start < length ? start + 1 : start};
    report_artifact_unreadable(reader->model->report, span, file->place, problem->what);
}

/* A directory that is no chart of anybody: what was read of it is not used. */
static bool is_too_much(const Reader *reader, const Folder *folder) {
    if (!folder->is_too_large) return false;
    Report *report = reader->model->report;
    Diagnostic *diagnostic = reader->is_full
                                 ? report_artifacts_too_large(report, reader->span, folder->path)
                                 : report_artifact_too_large(report, reader->span, folder->path);
    report_about(diagnostic, reader->unit->name->text, TEXT(""));
    return true;
}

/* All files of a directory, within what it and all of them together may have. False, reported, where they
 * are none that can be used. */
static bool read_folder(Reader *reader, const char *what, Folder *folder) {
    if (reader->is_full) return false;
    size_t rest = LIMIT_ALL_ARTIFACT_BYTES - reader->bytes;
    folder->room = rest < LIMIT_ARTIFACT_BYTES ? rest : LIMIT_ARTIFACT_BYTES;
    FileStatus status = folder_read(reader->arena, folder);
    report_status(reader, what, folder->path, status);
    reader->bytes += folder->bytes;
    reader->is_full = folder->is_out_of_room && folder->room == rest;
    return status == FILE_OK && !is_too_much(reader, folder);
}

/* --- Charts --------------------------------------------------------------------------------- */

/* Charts have few files at their top, and few are asked for. */
static const ChartFile *find_file(const Chart *chart, Text path) {
    for (uint32_t i = 0; i < chart->file_count; i++)
        if (text_equal(chart->files[i].path, path)) return &chart->files[i];
    return NULL;
}

/* The text of a file of the chart; no bytes at all where the file is not there. */
static Text text_in(const Chart *chart, Text path) {
    const ChartFile *file = find_file(chart, path);
    return file != NULL ? file->text : (Text){NULL, 0};
}

/* What the chart knows, for the check of keys; a file that is broken is shown and passed over. */
static void read_keys(const Reader *reader, Chart *chart) {
    Problem problem = {0};
    Text problem_file = {NULL, 0};
    ChartTexts texts = {.schema = text_in(chart, TEXT("values.schema.json")),
                        .values = text_in(chart, TEXT("values.yaml")),
                        .chart = text_in(chart, TEXT("Chart.yaml"))};
    chart_keys_read(reader->arena, &texts, &chart->keys, &problem, &problem_file);
    const ChartFile *file = find_file(chart, problem_file);
    if (problem.what.length > 0 && file != NULL) report_problem(reader, file, &problem);
}

/* Helm takes no directory for a chart without this file. One that is below it may be meant. */
static void require_chart_file(const Reader *reader, const Chart *chart) {
    Text name = TEXT("Chart.yaml");
    if (find_file(chart, name) != NULL) return;
    Diagnostic *diagnostic = report_artifact_not_there(reader->model->report, reader->span, "chart",
                                                       chart->path, "has no `Chart.yaml`");
    report_about(diagnostic, reader->unit->name->text, TEXT(""));
    for (uint32_t i = 0; i < chart->file_count; i++) {
        const ChartFile *file = &chart->files[i];
        if (!text_ends_with(file->path, TEXT("/Chart.yaml"))) continue;
        Text directory = directory_of(file->place);
        report_help(diagnostic, "`%.*s` has one", TEXT_ARGS(directory));
        return;
    }
    report_help(diagnostic, "Helm reads the name and the version of a chart there");
}

/* A chart is in the map from its first mention on, so that what is wrong with it is said once. */
static void read_chart(Reader *reader, Text path) {
    Chart *chart = arena_new(reader->arena, Chart);
    chart->number = reader->artifacts->charts.entries.count;
    map_put(&reader->artifacts->charts, path, chart);
    chart->path = path;
    chart->span = reader->span;
    chart->keys.is_open = true;
    Folder folder = {
        .files = reader->files, .path = path, .is_deep = true, .hidden = TEXT(".helmignore")};
    if (!read_folder(reader, "chart", &folder)) return;
    chart->is_there = true;
    chart->files = folder.items.items;
    chart->file_count = folder.items.count;
    require_chart_file(reader, chart);
    read_keys(reader, chart);
}

/* --- Modules -------------------------------------------------------------------------------- */

/* Only what Terraform itself would read: other files of a module say nothing. */
static void read_variables(const Reader *reader, const ChartFile *file, Variables *out) {
    Problem problem = {0};
    if (text_ends_with(file->path, TEXT(".tf")))
        variables_read(reader->arena, file->text, out, &problem);
    else if (text_ends_with(file->path, TEXT(".tf.json")))
        variables_read_json(reader->arena, file->text, out, &problem);
    if (problem.what.length > 0) report_problem(reader, file, &problem);
}

/* A root module is one directory: those below it are modules of their own. */
static void read_module(Reader *reader, Text path) {
    Module *module = arena_new(reader->arena, Module);
    map_put(&reader->artifacts->modules, path, module);
    map_open(&module->by_name, reader->arena);
    module->path = path;
    module->span = reader->span;
    Folder folder = {.files = reader->files, .path = path, .only = TEXT(".tf")};
    if (!read_folder(reader, "module", &folder)) return;
    module->is_there = true;
    for (uint32_t i = 0; i < folder.items.count; i++)
        read_variables(reader, &folder.items.items[i], &module->variables);
    module->required = arena_array(reader->arena, const Variable *, module->variables.count);
    for (uint32_t i = 0; i < module->variables.count; i++) {
        Variable *variable = &module->variables.items[i];
        map_put(&module->by_name, variable->name, variable);
        if (!variable->has_default) module->required[module->required_count++] = variable;
    }
}

/* --- Units ---------------------------------------------------------------------------------- */

Text artifacts_attribute(const Matrix *matrix, const Unit *unit, UnitAttributeKind kind) {
    const Model *model = matrix_model(matrix);
    const Value *common = NULL;
    if (unit->attributes[kind].value == NULL) return TEXT("");
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (!set_has(&unit->environments, i)) continue;
        const Value *value = matrix_unit_attribute(matrix, unit, kind, i);
        if (value->kind != VALUE_STRING) return TEXT("");
        if (common != NULL && !value_same(common, value)) return TEXT("");
        common = value;
    }
    return common != NULL ? common->text : TEXT("");
}

typedef void ReadArtifact(Reader *reader, Text path);

/* Reads what a unit names, unless another unit named it before. */
static void read_attribute(Reader *reader, const Unit *unit, UnitAttributeKind kind,
                           const Map *known, ReadArtifact *read) {
    Text text = artifacts_attribute(reader->matrix, unit, kind);
    bool is_remote = kind == UNIT_CHART ? chart_is_remote(text) : module_is_remote(text);
    if (text.length == 0 || is_remote) return;
    reader->unit = unit;
    reader->span = unit->attributes[kind].value->span;
    Text path = normalize(text);
    if (map_get(known, path) != NULL) return;
    if (leaves_project(path)) {
        const char *what = kind == UNIT_CHART ? "chart" : "module";
        Diagnostic *diagnostic =
            report_artifact_outside(reader->model->report, reader->span, what, path);
        report_about(diagnostic, unit->name->text, TEXT(""));
        return;
    }
    read(reader, path);
}

/* Units come in order of their names, and so do the charts and modules that they name first. */
Artifacts *artifacts_read(Arena *arena, Matrix *matrix, const Files *files) {
    Artifacts *artifacts = arena_new(arena, Artifacts);
    map_open(&artifacts->charts, arena);
    map_open(&artifacts->modules, arena);
    const Model *model = matrix_model(matrix);
    Reader reader = {
        .arena = arena, .matrix = matrix, .model = model, .files = files, .artifacts = artifacts};
    for (uint32_t i = 0; i < model->unit_count; i++) {
        read_attribute(&reader, model->units[i], UNIT_CHART, &artifacts->charts, read_chart);
        read_attribute(&reader, model->units[i], UNIT_MODULE, &artifacts->modules, read_module);
    }
    return artifacts;
}

/* The attribute again, and the map: nothing is kept by unit. */
const Chart *artifacts_chart(const Artifacts *artifacts, const Matrix *matrix, const Unit *unit) {
    Text text = artifacts_attribute(matrix, unit, UNIT_CHART);
    if (text.length == 0 || chart_is_remote(text)) return NULL;
    return map_get(&artifacts->charts, normalize(text));
}

const Module *artifacts_module(const Artifacts *artifacts, const Matrix *matrix, const Unit *unit) {
    Text text = artifacts_attribute(matrix, unit, UNIT_MODULE);
    if (text.length == 0 || module_is_remote(text)) return NULL;
    return map_get(&artifacts->modules, normalize(text));
}
