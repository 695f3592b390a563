/* check_unit.h - a program in memory, its model, and what was found in it as comparable text.
 *
 * Most programs of these tests stand in two environments that they do not care about; PRELUDE is
 * those, on the first lines, so that places in a program of a test begin at line 5. */
#ifndef RUNG_TEST_CHECK_UNIT_H
#define RUNG_TEST_CHECK_UNIT_H

#include "unit/unit.h"

#include "check/check.h"

#define PRELUDE                                                                                    \
    "strategy shop { rung = \"0.1\" }\n"                                                           \
    "ladder dev -> prod\n"                                                                         \
    "environments | dev | prod {\n"                                                                \
    "  class | nonproduction | production\n}\n"

typedef struct Fixture {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
} Fixture;

static inline int open_fixture(void **state) {
    Fixture *fixture = malloc(sizeof *fixture);
    arena_open(&fixture->arena, &memory_standard);
    names_open(&fixture->names, &fixture->arena);
    syntax_reserve(&fixture->names);
    sources_open(&fixture->sources, &fixture->arena);
    report_open(&fixture->report, &fixture->arena, &fixture->sources);
    *state = fixture;
    return 0;
}

static inline int close_fixture(void **state) {
    arena_close(&((Fixture *)*state)->arena);
    free(*state);
    return 0;
}

#define fixture_test(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, open_fixture, close_fixture)

/* The model of a program of several files. */
static inline Model *check_files(Fixture *fixture, const MemoryFile *items, size_t count) {
    fixture->files = files_of_memory(&fixture->arena, items, count);
    Program *program =
        project_load(&fixture->arena, &fixture->names, &fixture->report, &fixture->files, false);
    Model *model = check_program(&fixture->arena, program);
    report_finish(&fixture->report);
    return model;
}

static inline Model *check_text_of(Fixture *fixture, Text text) {
    MemoryFile *file = arena_new(&fixture->arena, MemoryFile);
    *file = (MemoryFile){TEXT("strategy.rung"), text};
    return check_files(fixture, file, 1);
}

static inline Model *check(Fixture *fixture, const char *program) {
    return check_text_of(fixture, text_of(program));
}

/* The model of a program in which nothing may be found. */
static inline Model *check_clean(Fixture *fixture, const char *program) {
    Model *model = check(fixture, program);
    for (uint32_t i = 0; i < fixture->report.items.count; i++)
        print_error("%.*s\n", TEXT_ARGS(fixture->report.items.items[i]->message));
    assert_int_equal(fixture->report.items.count, 0);
    return model;
}

static inline void write_place(Fixture *fixture, Writer *out, Span span) {
    Position position = sources_position(&fixture->sources, span.file, span.start);
    Text text = sources_text(&fixture->sources, span);
    writer_format(out, "%u:%u `%.*s`", position.line, position.column, TEXT_ARGS(text));
}

static inline void write_finding(Fixture *fixture, Writer *out, const Diagnostic *found) {
    writer_format(out, "%s ", code_fact(found->code)->code);
    write_place(fixture, out, found->span);
    writer_format(out, " %.*s\n", TEXT_ARGS(found->message));
    if (found->unit.length + found->param.length > 0)
        writer_format(out, "  about %.*s %.*s\n", TEXT_ARGS(found->unit), TEXT_ARGS(found->param));
    for (uint32_t i = 0; i < found->labels.count; i++) {
        writer_string(out, "  at ");
        write_place(fixture, out, found->labels.items[i].span);
        writer_format(out, " %.*s\n", TEXT_ARGS(found->labels.items[i].text));
    }
    for (uint32_t i = 0; i < found->notes.count; i++)
        writer_format(out, "  note: %.*s\n", TEXT_ARGS(found->notes.items[i]));
    for (uint32_t i = 0; i < found->help.count; i++)
        writer_format(out, "  help: %.*s\n", TEXT_ARGS(found->help.items[i]));
    for (uint32_t i = 0; i < found->fixes.count; i++) {
        const Fix *fix = &found->fixes.items[i];
        writer_format(out, "  %s: %.*s\n", fix->is_safe ? "fix" : "maybe",
                      TEXT_ARGS(fix->edits.items[0].text));
    }
}

/* Everything that was found: the code, the place with its source text, the sentence, labels, help
 * and fixes. */
static inline Text findings(Fixture *fixture) {
    Writer out;
    writer_open(&out, &fixture->arena, SIZE_MAX);
    for (uint32_t i = 0; i < fixture->report.items.count; i++)
        write_finding(fixture, &out, fixture->report.items.items[i]);
    return writer_done(&out);
}

/* A program behind PRELUDE, and all that is found in it. */
typedef struct Case {
    const char *program;
    const char *findings;
} Case;

static inline void run_case(const Case *row) {
    void *state;
    open_fixture(&state);
    Fixture *fixture = state;
    Text program = text_format(&fixture->arena, "%s%s", row->program[0] == '~' ? "" : PRELUDE,
                               row->program[0] == '~' ? row->program + 1 : row->program);
    check_text_of(fixture, program);
    Text found = findings(fixture);
    if (!text_equal(found, text_of(row->findings)))
        print_error("in this program:\n%s\n", row->program);
    assert_text(found, row->findings);
    close_fixture(&state);
}

static inline void run_cases(const Case *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        run_case(&rows[i]);
}

#define RUN(cases) run_cases((cases), COUNT(cases))

/* The parameter of a unit by its path; fails when it is not there. */
static inline Param *param_of(const Model *model, const char *unit, SinkKind kind,
                              const char *path) {
    const Unit *found = map_get(&model->unit_by_name, text_of(unit));
    assert_non_null(found);
    Param *param = model_param(model, found, kind, text_of(path));
    assert_non_null(param);
    return param;
}

static inline uint32_t environment_of(const Model *model, const char *name) {
    int32_t index = model_environment(model, text_of(name));
    assert_true(index >= 0);
    return (uint32_t)index;
}

#endif
