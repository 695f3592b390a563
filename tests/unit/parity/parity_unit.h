/* parity_unit.h - compiles a program in memory up to its proofs, and gives what was found as one
 * text: rendered as people see it, or only its codes. */
#ifndef RUNG_TEST_PARITY_UNIT_H
#define RUNG_TEST_PARITY_UNIT_H

#include "unit/unit.h"

#include "parity/parity.h"

/* Everything of one compilation, on an arena of its own. */
typedef struct Proof {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
    Matrix *matrix;
    Artifacts *artifacts;
} Proof;

static inline void prove_files(Proof *proof, Files files, const ParityOptions *options) {
    names_open(&proof->names, &proof->arena);
    sources_open(&proof->sources, &proof->arena);
    report_open(&proof->report, &proof->arena, &proof->sources);
    proof->files = files;
    Program *program =
        project_load(&proof->arena, &proof->names, &proof->report, &proof->files, false);
    Model *model = check_program(&proof->arena, program);
    proof->matrix = evaluate_program(&proof->arena, model, &(EvaluateOptions){0});
    proof->artifacts = artifacts_read(&proof->arena, proof->matrix, &proof->files);
    parity_check(&proof->arena, proof->matrix, proof->artifacts, options);
    report_finish(&proof->report);
}

static inline void prove(Proof *proof, const MemoryFile *items, size_t count,
                         const ParityOptions *options) {
    arena_open(&proof->arena, &memory_standard);
    prove_files(proof, files_of_memory(&proof->arena, items, count), options);
}

/* A project of one file. */
static inline void prove_text(Proof *proof, Text text, const ParityOptions *options) {
    MemoryFile file = {TEXT("strategy.rung"), text};
    prove(proof, &file, 1, options);
}

static inline Text rendered(Proof *proof) {
    Writer writer;
    writer_open(&writer, &proof->arena, SIZE_MAX);
    render_report(&proof->report, &(RenderOptions){0}, &writer);
    return writer_done(&writer);
}

/* "P0003 P0005": the codes in order, warnings as `P0011?` and infos as `P0013.`. */
static inline Text codes(Proof *proof) {
    Writer writer;
    writer_open(&writer, &proof->arena, SIZE_MAX);
    for (uint32_t i = 0; i < proof->report.items.count; i++) {
        const Diagnostic *diagnostic = proof->report.items.items[i];
        if (i > 0) writer_char(&writer, ' ');
        writer_string(&writer, code_fact(diagnostic->code)->code);
        if (diagnostic->severity == SEVERITY_WARNING) writer_char(&writer, '?');
        if (diagnostic->severity == SEVERITY_INFO) writer_char(&writer, '.');
    }
    return writer_done(&writer);
}

/* --- Bodies --------------------------------------------------------------------------------- */

/* A ladder of three with a standby and a preview beside it. */
#define LADDER                                                                                     \
    "strategy shop {\n  rung = \"0.1\"\n}\n"                                                       \
    "ladder dev -> staging -> prod\n"                                                              \
    "environments | dev | staging | prod {\n"                                                      \
    "  class | nonproduction | nonproduction | production\n"                                       \
    "}\n"

#define STANDBY "environment dr like prod\n"
#define PREVIEW "environment preview(pr: int = 1) like dev\n"

/* What a row of a test is: the entries of a stack's plain YAML, and the codes they give. */
typedef struct BodyRow {
    const char *body;
    const char *expected;
} BodyRow;

static inline void check_rows(const char *prelude, const BodyRow *rows, size_t count,
                              const ParityOptions *options) {
    for (size_t i = 0; i < count; i++) {
        Proof proof;
        arena_open(&proof.arena, &memory_standard);
        Text text = text_format(&proof.arena, "%sstack shared {\n  yaml {\n%s\n  }\n}\n", prelude,
                                rows[i].body);
        MemoryFile file = {TEXT("strategy.rung"), text};
        prove_files(&proof, files_of_memory(&proof.arena, &file, 1), options);
        if (!text_equal(codes(&proof), text_of(rows[i].expected))) {
            print_error("in row\n%s\n", rows[i].body);
            print_error("%.*s\n", TEXT_ARGS(rendered(&proof)));
            check_text(codes(&proof), rows[i].expected, __FILE__, __LINE__);
        }
        arena_close(&proof.arena);
    }
}

#endif
