/* emit_unit.h - compiles a program in memory up to its plan, and gives the bytes of its files and
 * what was found as texts. */
#ifndef RUNG_TEST_EMIT_UNIT_H
#define RUNG_TEST_EMIT_UNIT_H

#include "unit/unit.h"

#include "emit/emit.h"

/* Everything of one compilation, on an arena of its own. */
typedef struct Emission {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
    Matrix *matrix;
    Plan *plan;
} Emission;

/* What a test asks of the build of an ephemeral environment. */
typedef struct Request {
    const char *environment; /* also planned; NULL: those that last */
    const char *argument;    /* of its parameter; NULL: the sample */
    const char *unit, *digest;
} Request;

static inline uint32_t environment_index(const Model *model, const char *name) {
    int32_t index = model_environment(model, text_of(name));
    assert_true(index >= 0);
    return (uint32_t)index;
}

static inline void plan_outputs_of(Emission *emission, const Request *request,
                                   const Artifacts *artifacts) {
    const Model *model = matrix_model(emission->matrix);
    ImageOverride *image = arena_new(&emission->arena, ImageOverride);
    EmitOptions options = {.environments = model->all};
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (model->environments[i].is_ephemeral) set_remove(&options.environments, i);
    if (request->environment)
        set_add(&options.environments, environment_index(model, request->environment));
    if (request->unit) {
        *image = (ImageOverride){map_get(&model->unit_by_name, text_of(request->unit)),
                                 text_of(request->digest)};
        options.images = image;
        options.image_count = 1;
    }
    emission->plan = emit_plan(&emission->arena, emission->matrix, artifacts, &options);
}

static inline void emit_files(Emission *emission, const MemoryFile *files, size_t count,
                              const Request *request) {
    Arena *arena = &emission->arena;
    names_open(&emission->names, arena);
    sources_open(&emission->sources, arena);
    report_open(&emission->report, arena, &emission->sources);
    syntax_reserve(&emission->names);
    emission->files = files_of_memory(arena, files, count);
    Program *program =
        project_load(arena, &emission->names, &emission->report, &emission->files, false);
    Model *model = check_program(arena, program);
    Argument argument = {0};
    EvaluateOptions arguments = {&argument, request->argument != NULL};
    if (request->argument)
        argument =
            (Argument){environment_index(model, request->environment), text_of(request->argument)};
    emission->matrix = evaluate_program(arena, model, &arguments);
    Artifacts *artifacts = artifacts_read(arena, emission->matrix, &emission->files);
    plan_outputs_of(emission, request, artifacts);
    report_finish(&emission->report);
}

/* Two environments with a preview beside them. */
#define LADDER                                                                                     \
    "strategy shop {\n  rung = \"0.1\"\n}\n"                                                       \
    "ladder dev -> prod\n"                                                                         \
    "environments | dev | prod {\n  class | nonproduction | production\n}\n"

#define PREVIEW "environment preview(pr: int = 1) like dev\n"

/* A project of one file, behind the ladder. */
static inline void emit_text(Emission *emission, const char *program) {
    arena_open(&emission->arena, &memory_standard);
    Text text = text_format(&emission->arena, "%s%s", LADDER, program);
    MemoryFile file = {TEXT("strategy.rung"), text};
    emit_files(emission, &file, 1, &(Request){0});
}

static inline void emission_close(Emission *emission) {
    arena_close(&emission->arena);
}

/* The paths of what is planned, a line each. */
static inline Text planned(Emission *emission) {
    Writer writer;
    uint32_t count;
    const Output *outputs = plan_outputs(emission->plan, &count);
    writer_open(&writer, &emission->arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++) {
        writer_text(&writer, outputs[i].path);
        writer_char(&writer, '\n');
    }
    return writer_done(&writer);
}

/* The bytes of an output, which has to be there. */
static inline Text emitted(Emission *emission, const char *path) {
    uint32_t count;
    const Output *outputs = plan_outputs(emission->plan, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!text_equal(outputs[i].path, text_of(path))) continue;
        Writer writer;
        writer_open(&writer, &emission->arena, LIMIT_OUTPUT_BYTES);
        assert_true(emit_output(emission->plan, &outputs[i], &writer));
        return writer_done(&writer);
    }
    print_error("no output %s in\n%.*s", path, TEXT_ARGS(planned(emission)));
    fail();
    return TEXT("");
}

/* The same without the line that says where it comes from. */
static inline Text emitted_body(Emission *emission, const char *path) {
    Text text = emitted(emission, path);
    assert_true(text_starts_with(text, TEXT("# Generated by rung from ")));
    return text_slice(text, text_find(text, TEXT("\n"), 0) + 1, text.length);
}

static inline void write_parts(Writer *out, const char *mark, const Text *parts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        writer_format(out, "\n  %s%.*s", mark, TEXT_ARGS(parts[i]));
}

/* All that was found of the codes F and S: a line for the sentence, one for each label and help,
 * and one for what it is about: "F0040 `../x` is no place...\n  it leaves...\n  in dev, prod: app". */
static inline Text found(Emission *emission) {
    Writer out;
    writer_open(&out, &emission->arena, SIZE_MAX);
    for (uint32_t i = 0; i < emission->report.items.count; i++) {
        const Diagnostic *d = emission->report.items.items[i];
        const char *code = code_fact(d->code)->code;
        if (d->severity == SEVERITY_INFO) continue;
        writer_format(&out, "%s%s%s %.*s", out.length ? "\n" : "", code,
                      d->severity == SEVERITY_WARNING ? "?" : "", TEXT_ARGS(d->message));
        for (uint32_t l = 0; l < d->labels.count; l++)
            writer_format(&out, "\n  %.*s", TEXT_ARGS(d->labels.items[l].text));
        write_parts(&out, "= ", d->help.items, d->help.count);
        writer_string(&out, "\n  in");
        for (uint32_t e = 0; e < d->environments.count; e++)
            writer_format(&out, " %.*s", TEXT_ARGS(d->environments.items[e]));
        writer_format(&out, ": %.*s %.*s", TEXT_ARGS(d->unit), TEXT_ARGS(d->param));
    }
    return writer_done(&out);
}

/* A program, and what is found in it. */
typedef struct FindingRow {
    const char *program;
    const char *expected;
} FindingRow;

static inline void check_findings(const FindingRow *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Emission emission;
        emit_text(&emission, rows[i].program);
        if (!text_equal(found(&emission), text_of(rows[i].expected))) {
            print_error("in\n%s", rows[i].program);
            check_text(found(&emission), rows[i].expected, __FILE__, __LINE__);
        }
        emission_close(&emission);
    }
}

/* A program, and the bytes of one of its files behind the first comment. */
static inline void check_body(const char *program, const char *path, const char *expected) {
    Emission emission;
    emit_text(&emission, program);
    assert_text(found(&emission), "");
    assert_text(emitted_body(&emission, path), expected);
    emission_close(&emission);
}

/* The same with the first comment, for formats that have none, and for what the comment says. */
static inline void check_file(const char *program, const char *path, const char *expected) {
    Emission emission;
    emit_text(&emission, program);
    assert_text(found(&emission), "");
    assert_text(emitted(&emission, path), expected);
    emission_close(&emission);
}

#endif
