/* compile.c - the harness of everything: from the files of a project to reports and outputs.
 *
 * The input is one or several files (harness.h); the first without a name is strategy.rung. Any
 * project has errors or outputs: where there is no error every value is known and every planned
 * output has bytes, which are read back without a problem and say what the build says. Whatever is
 * meant for people is printable. And the same files give the same bytes a second time. */
#include "foreign/foreign.h"
#include "harness.h"
#include "library/library.h"

/* What one compilation came to. */
typedef struct Outcome {
    Arena *arena;
    RungProject *project;
    Writer all; /* every byte that it gave */
    bool is_clean;
} Outcome;

enum { MOST_WHYS = 20, MOST_LOOKED_AT = 4 << 20, MOST_BYTES = 1 << 30 };

static Text text_in(RungText text) {
    return (Text){text.bytes, text.length};
}

/* What we wrote as YAML or JSON is read again; only its size may be too much for our reader. */
static bool is_readable(Outcome *outcome, Text text) {
    Problem problem;
    return yaml_read(outcome->arena, text, &problem) != NULL ||
           text_starts_with(problem.what, TEXT("the file has more than"));
}

/* Keeps what is meant for people. Values at their limit make a hundred MiB, which are of one kind. */
static void keep_shown(Outcome *outcome, RungText text) {
    property(text.length > MOST_LOOKED_AT || harness_is_printable(text_in(text)));
    writer_text(&outcome->all, text_in(text));
}

/* --- Reports -------------------------------------------------------------------------------- */

static void take_reports(Outcome *outcome) {
    RungText text = rung_report(outcome->project, RUNG_REPORT_TEXT, NULL);
    keep_shown(outcome, text);
    RungText json = rung_report(outcome->project, RUNG_REPORT_JSON, NULL);
    keep_shown(outcome, json);
    property(is_readable(outcome, text_in(json)));
    RungCounts counts = rung_counts(outcome->project);
    property(outcome->is_clean == (counts.errors == 0));
    property(counts.errors + counts.warnings + counts.infos == 0 || text.length > 0);
}

/* --- Values --------------------------------------------------------------------------------- */

static void take_values(Outcome *outcome, RungValuesFormat format, unsigned width) {
    RungValues request = {.format = format, .width = width};
    RungText text;
    RungStatus status = rung_values(outcome->project, &request, &text);
    property(status == (outcome->is_clean ? RUNG_OK : RUNG_FINDINGS));
    keep_shown(outcome, text);
    property(format != RUNG_VALUES_JSON || is_readable(outcome, text_in(text)));
}

/* A mistake leaves a value that is an error; without a mistake there is none. */
static void take_whys(Outcome *outcome) {
    const Model *model = outcome->project->model;
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        for (uint32_t k = 0; k < model->environment_count; k++) {
            if (!set_has(&param->sink->environments, k)) continue;
            const Value *value = matrix_value(outcome->project->matrix, param, k);
            property(!outcome->is_clean || (value != NULL && value->kind != VALUE_ERROR));
            if (i >= MOST_WHYS || k > 0) continue;
            Text name = param_reference(outcome->arena, param);
            Text reference =
                text_format(outcome->arena, "%.*s.%.*s@%.*s", TEXT_ARGS(param->unit->name->text),
                            TEXT_ARGS(name), TEXT_ARGS(model->environments[k].name->text));
            RungText text;
            (void)rung_why(outcome->project, text_c(outcome->arena, reference), &text);
            keep_shown(outcome, text);
        }
    }
}

/* --- Names ---------------------------------------------------------------------------------- */

/* The steps to the first parameter, each of which says more than the one before. */
static void take_names(Outcome *outcome, RungNameKind kind, const char *beginning) {
    size_t count;
    const RungName *names;
    property(rung_names(outcome->project, kind, beginning, &names, &count) == RUNG_OK);
    for (size_t i = 0; i < count; i++) {
        Text name = text_of(names[i].name), about = text_of(names[i].about);
        property(kind == RUNG_NAME_VALUE || text_starts_with(name, text_of(beginning)));
        property(harness_is_printable(name) && harness_is_printable(about));
        property(!text_contains(name, TEXT("\n")) && !text_contains(about, TEXT("\n")));
        writer_text(&outcome->all, name);
    }
    if (kind != RUNG_NAME_REFERENCE || count == 0) return;
    const char *first = names[0].name;
    take_names(outcome, RUNG_NAME_VALUE, first);
    if (strlen(first) > strlen(beginning) && strchr(beginning, '@') == NULL)
        take_names(
            outcome, kind,
            text_format(outcome->arena, "%s%s", first, first[strlen(first) - 1] == '.' ? "" : "@")
                .bytes);
}

/* --- Outputs -------------------------------------------------------------------------------- */

/* What is written is read back as what it is; only its size may be too much for our readers. */
static void check_read(Outcome *outcome, const Output *output, Text text) {
    Problem problem;
    Differences found = {0};
    bool is_read =
        emit_differences(outcome->arena, outcome->project->plan, output, text, &found, &problem);
    property(found.count == 0);
    property(is_read || text_starts_with(problem.what, TEXT("the file has more than")) ||
             text_starts_with(problem.what, TEXT("the nesting is deeper than")));
}

static bool leaves_directory(Text path) {
    return path.length == 0 || path.bytes[0] == '/' || text_starts_with(path, TEXT("../")) ||
           text_contains(path, TEXT("/../")) || text_ends_with(path, TEXT("/.."));
}

static void take_outputs(Outcome *outcome) {
    uint32_t count;
    const Output *outputs = plan_outputs(outcome->project->plan, &count);
    for (uint32_t i = 0; i < count && outcome->is_clean; i++) {
        RungText text;
        property(!leaves_directory(outputs[i].path));
        const char *path = text_c(outcome->arena, outputs[i].path);
        property(rung_output(outcome->project, path, &text) == RUNG_OK);
        property(utf8_check(text_in(text)) == SIZE_MAX);
        check_read(outcome, &outputs[i], text_in(text));
        writer_text(&outcome->all, outputs[i].path);
        writer_text(&outcome->all, text_in(text));
    }
}

/* --- One compilation ------------------------------------------------------------------------ */

static const char *some_day(void *state, const char *root) {
    (void)state;
    (void)root;
    return "2026-11-20";
}

static void compile(Outcome *outcome, const HarnessFiles *files) {
    const RungOptions options = {.today = some_day, .dates_are_errors = true};
    writer_open(&outcome->all, outcome->arena, MOST_BYTES);
    outcome->project = rung_open_memory(files->items, files->count, &options);
    outcome->is_clean = rung_check(outcome->project) == RUNG_OK;
    take_whys(outcome);
    take_values(outcome, RUNG_VALUES_TABLE, 80);
    take_values(outcome, RUNG_VALUES_JSON, 0);
    take_values(outcome, RUNG_VALUES_CSV, 0);
    take_names(outcome, RUNG_NAME_ENVIRONMENT, "");
    take_names(outcome, RUNG_NAME_UNIT, "");
    take_names(outcome, RUNG_NAME_REFERENCE, "");
    take_outputs(outcome);
    take_reports(outcome);
    rung_close(outcome->project);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    HarnessFiles files = harness_files(&arena, harness_text(&arena, data, size), "strategy.rung");
    Outcome first = {.arena = &arena}, second = {.arena = &arena};
    compile(&first, &files);
    compile(&second, &files);
    property(first.is_clean == second.is_clean);
    property(text_equal(writer_done(&first.all), writer_done(&second.all)));
    arena_close(&arena);
    return 0;
}
