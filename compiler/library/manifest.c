/* manifest.c - which units are rendered in which environments, and from what.
 *
 * What a manifest is made from is known before Helm is run: the bytes of the values, which are made here
 * and not read from disk, every file of the chart, and what Helm is told besides. Their hash says whether
 * it has to be run at all. Files that the build writes into a chart are no part of it, nor are the lists
 * of what was written: else a value of one environment would reach the manifests of all. */
#include "library/render.h"

void helm_side_open(RungProject *project, const Plan *plan, Text out, HelmSide *side) {
    *side = (HelmSide){.project = project, .plan = plan, .out = out};
    map_open(&side->charts, &project->arena);
}

/* --- Charts --------------------------------------------------------------------------------- */

/* Is it in a directory of that name, wherever that is? */
static bool is_in(Text place, Text directory) {
    size_t length = directory.length;
    return length > 0 && place.length > length && text_starts_with(place, directory) &&
           place.bytes[length] == '/';
}

static bool is_made(void *state, Text place) {
    const HelmSide *side = state;
    return plan_is_output(side->plan, place) || is_in(place, TEXT(".rung")) ||
           is_in(place, side->out);
}

static bool is_nothing(void *state, Text place) {
    (void)state, (void)place;
    return false;
}

static HelmChart *read_chart(HelmSide *side, const Chart *chart) {
    RungProject *project = side->project;
    HelmChart *copy = arena_new(&project->arena, HelmChart);
    FileStatus status =
        chart_files(&project->arena, &project->files, chart, is_made, side, &copy->chart);
    copy->problem = TEXT("");
    if (status != FILE_OK)
        copy->problem = text_format(&project->arena, "the chart `%.*s` %s", TEXT_ARGS(chart->path),
                                    file_status_describe(status));
    copy->hash = hash_hex(&project->arena, chart_fingerprint(&copy->chart, is_nothing, NULL));
    copy->place = TEXT("");
    return copy;
}

/* NULL for a remote one. */
static HelmChart *chart_of(HelmSide *side, const Unit *unit) {
    const RungProject *project = side->project;
    const Chart *chart = artifacts_chart(project->artifacts, project->matrix, unit);
    if (!chart) return NULL;
    void **place = map_at(&side->charts, chart->path);
    if (!*place) *place = read_chart(side, chart);
    return *place;
}

/* --- Inputs --------------------------------------------------------------------------------- */

/* A text and its end: no two lists of texts are written alike. */
static void add_text(Writer *writer, Text text) {
    writer_format(writer, "%zu:", text.length);
    writer_text(writer, text);
}

/* The bytes stay only as their hash: they are made once more where Helm wants them. */
static bool add_values(Writer *writer, const Manifest *manifest) {
    bool is_whole = true;
    Arena *scratch = arena_child(writer->arena);
    for (uint32_t i = 0; i < manifest->deployment.value_count && is_whole; i++) {
        Writer bytes;
        writer_open(&bytes, scratch, LIMIT_OUTPUT_BYTES);
        is_whole = emit_output(manifest->side->plan, manifest->deployment.values[i], &bytes);
        if (is_whole) add_text(writer, hash_hex(scratch, hash_128(writer_done(&bytes))));
    }
    arena_close(scratch);
    return is_whole;
}

static bool add_inputs(Writer *writer, const Manifest *manifest, const char *const *arguments,
                       size_t argument_count) {
    const Deployment *deployment = &manifest->deployment;
    add_text(writer, manifest->unit->name->text);
    add_text(writer, deployment->namespace);
    add_text(writer, manifest->chart ? manifest->chart->hash : deployment->chart);
    add_text(writer, deployment->version);
    for (size_t i = 0; i < argument_count; i++)
        add_text(writer, text_of(arguments[i]));
    writer_char(writer, '\n');
    return add_values(writer, manifest);
}

static bool find_inputs(Arena *arena, Manifest *manifest, const char *const *arguments,
                        size_t argument_count) {
    Writer writer;
    Arena *scratch = arena_child(arena);
    writer_open(&writer, scratch, SIZE_MAX);
    bool is_whole = add_inputs(&writer, manifest, arguments, argument_count);
    if (is_whole) manifest->inputs = hash_hex64(arena, hash_text(writer_done(&writer)));
    arena_close(scratch);
    return is_whole;
}

/* --- Manifests ------------------------------------------------------------------------------ */

bool manifest_is_there(const HelmSide *side, const Unit *unit, uint32_t environment) {
    const Matrix *matrix = side->project->matrix;
    if (!unit->is_service || !set_has(&unit->environments, environment)) return false;
    const Value *chart = matrix_unit_attribute(matrix, unit, UNIT_CHART, environment);
    return value_is_text(chart) && chart->text.length > 0;
}

Manifest *manifest_make(Arena *arena, HelmSide *side, const Unit *unit, uint32_t environment,
                        const char *const *arguments, size_t argument_count) {
    Manifest *manifest = arena_new(arena, Manifest);
    *manifest = (Manifest){.side = side, .unit = unit, .environment = environment};
    Text name = matrix_environment_text(side->project->matrix, environment);
    manifest->path =
        text_format(arena, "%.*s/%.*s.yaml", TEXT_ARGS(name), TEXT_ARGS(unit->name->text));
    manifest->chart = chart_of(side, unit);
    emit_deployment(arena, side->plan, unit, environment, &manifest->deployment);
    return find_inputs(arena, manifest, arguments, argument_count) ? manifest : NULL;
}

/* Without a namespace Helm would take that of whatever cluster its user has been at last. */
Text manifest_namespace(const Manifest *manifest) {
    Text stated = manifest->deployment.namespace;
    return stated.length ? stated : TEXT("default");
}

/* --- Findings ------------------------------------------------------------------------------- */

enum { LINES_MOST = 20, NAMED_MOST = 5 };

static bool is_same_complaint(const Manifest *a, const Manifest *b) {
    return text_equal(a->deployment.chart, b->deployment.chart) &&
           text_equal(a->complaint, b->complaint);
}

/* Has an earlier one the same to say? */
static bool is_first(const Manifests *manifests, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (is_same_complaint(manifests->items[i], manifests->items[index])) return false;
    return true;
}

/* A note a line, as Helm has them. */
static void note_complaint(Diagnostic *d, Text complaint) {
    unsigned lines = 0;
    for (size_t start = 0, end; start < complaint.length; start = end + 1) {
        end = text_find(complaint, TEXT("\n"), start);
        if (end == SIZE_MAX) end = complaint.length;
        Text line = text_slice(complaint, start, end);
        if (lines++ == LINES_MOST) report_note(d, "and more");
        if (lines > LINES_MOST) return;
        if (line.length) report_note(d, "%.*s", TEXT_ARGS(line));
    }
}

static Text environment_of(const Manifest *manifest) {
    return manifest->side->project->model->environments[manifest->environment].name->text;
}

static void note_others(Diagnostic *d, const Manifests *manifests, uint32_t first) {
    ARRAY(Text) others = {0};
    Arena *arena = d->report->arena;
    Text last = environment_of(manifests->items[first]);
    report_environment(d, last);
    for (uint32_t i = first + 1; i < manifests->count; i++) {
        const Manifest *manifest = manifests->items[i];
        if (!is_same_complaint(manifest, manifests->items[first])) continue;
        Text name = text_format(arena, "`%.*s` in %.*s", TEXT_ARGS(manifest->unit->name->text),
                                TEXT_ARGS(environment_of(manifest)));
        array_push(arena, &others, name);
        if (!text_equal(last, environment_of(manifest)))
            report_environment(d, environment_of(manifest));
        last = environment_of(manifest);
    }
    if (!others.count) return;
    Text list = text_enumerate_some(arena, others.items, others.count, NAMED_MOST);
    report_note(d, "Helm says the same of %.*s", TEXT_ARGS(list));
}

static void report_one(Report *report, const Manifests *manifests, uint32_t index) {
    const Manifest *manifest = manifests->items[index];
    const UnitAttribute *chart = &manifest->unit->attributes[UNIT_CHART];
    Diagnostic *d = report_not_rendered(report, chart->value ? chart->value->span : NO_SPAN,
                                        manifest->unit->name->text, environment_of(manifest));
    note_complaint(d, manifest->complaint);
    note_others(d, manifests, index);
    report_about(d, manifest->unit->name->text, TEXT(""));
}

void manifests_report(Report *report, const Manifests *manifests) {
    for (uint32_t i = 0; i < manifests->count; i++)
        if (manifests->items[i]->complaint.length && is_first(manifests, i))
            report_one(report, manifests, i);
}
