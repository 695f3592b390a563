/* edit_unit.h - a value set in a text: what stands there before, what is set, what stands there
 * afterwards.
 *
 * The text of a test stands behind HEAD: environments dev, staging and prod, `dr` like prod, and
 * previews like dev. What is set is a parameter of the unit `app`. */
#ifndef RUNG_TEST_EDIT_UNIT_H
#define RUNG_TEST_EDIT_UNIT_H

#include "edit/page.h"
#include "unit/unit.h"

#define HEAD                                                                                       \
    "strategy shop {\n  rung = \"0.1\"\n}\n\n"                                                     \
    "ladder dev -> staging -> prod\n\n"                                                            \
    "environments | dev           | staging       | prod {\n"                                      \
    "  class      | nonproduction | nonproduction | production\n}\n\n"                             \
    "environment dr like prod\n"                                                                   \
    "environment preview(pr: int = 1) like dev\n\n"

/* A row of a table of tests. */
typedef struct Row {
    const char *name;
    const char *path;        /* of a parameter of `app`, in its only sink that has it */
    const char *environment; /* NULL: the default */
    const char *value;       /* as it is typed */
    const char *before;      /* without HEAD */
    const char *after;       /* NULL: the same */
} Row;

typedef struct Fixture {
    Arena arena;   /* of the test */
    Arena program; /* of what was compiled last */
    Names names;
    Sources sources;
    Report report;
    Files files;
    Model *model;
    Matrix *matrix;
} Fixture;

static inline int open_fixture(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    arena_open(&fixture->arena, &memory_standard);
    arena_open(&fixture->program, &memory_standard);
    *state = fixture;
    return 0;
}

static inline int close_fixture(void **state) {
    arena_close(&((Fixture *)*state)->arena);
    arena_close(&((Fixture *)*state)->program);
    free(*state);
    return 0;
}

#define fixture_test(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, open_fixture, close_fixture)

static inline void compile(Fixture *fixture, Text source) {
    Arena *arena = &fixture->program;
    arena_close(arena);
    arena_open(arena, &memory_standard);
    names_open(&fixture->names, arena);
    syntax_reserve(&fixture->names);
    sources_open(&fixture->sources, arena);
    report_open(&fixture->report, arena, &fixture->sources);
    MemoryFile *file = arena_new(arena, MemoryFile);
    *file = (MemoryFile){TEXT("strategy.rung"), text_copy(arena, source)};
    fixture->files = files_of_memory(arena, file, 1);
    const Program *program =
        project_load(arena, &fixture->names, &fixture->report, &fixture->files, false);
    fixture->model = check_program(arena, program);
    fixture->matrix = evaluate_program(arena, fixture->model, NULL);
}

static inline const Param *find_param(const Fixture *fixture, const char *path) {
    const Unit *unit = map_get(&fixture->model->unit_by_name, TEXT("app"));
    assert_non_null(unit);
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        const Param *param = model_param(fixture->model, unit, unit->sinks[i]->kind, text_of(path));
        if (param) return param;
    }
    return NULL;
}

/* The text after setting; where what is typed could be two things, as text. */
static inline Text set_value(Fixture *fixture, const char *path, const char *environment,
                             const char *value) {
    Reading reading;
    Text problem;
    Setting setting = {.model = fixture->model, .param = find_param(fixture, path)};
    assert_non_null(setting.param);
    setting.environment =
        environment ? model_environment(fixture->model, text_of(environment)) : -1;
    assert_true(!environment || setting.environment >= 0);
    assert_true(reading_make(&fixture->arena, setting.param,
                             matrix_type(fixture->matrix, setting.param), text_of(value), &reading,
                             &problem));
    if (!reading.is_removal) setting.spelling = &reading.items[reading.count - 1];
    return setting_apply(&fixture->arena, &setting);
}

static inline Text join(Fixture *fixture, const char *text) {
    const Text parts[] = {TEXT(HEAD), text_of(text)};
    return text_join(&fixture->arena, parts, 2, TEXT(""));
}

/* The text in the one layout. */
static inline Text lay_out(Fixture *fixture, Text text) {
    Sources sources;
    Report report;
    Names names;
    Writer out;
    sources_open(&sources, &fixture->arena);
    report_open(&report, &fixture->arena, &sources);
    names_open(&names, &fixture->arena);
    syntax_reserve(&names);
    uint32_t file = sources_add(&sources, TEXT(""), text);
    writer_open(&out, &fixture->arena, SIZE_MAX);
    assert_true(syntax_format(syntax_parse(&fixture->arena, &names, &report, file), &out));
    return writer_done(&out);
}

/* The text was free of syntax errors, and what comes out is what is expected and free of them too. */
static inline void check_row(Fixture *fixture, const Row *row, Text before, Text expected) {
    compile(fixture, before);
    assert_row(!fixture->model->program->has_syntax_errors, row->name);
    Text after = set_value(fixture, row->path, row->environment, row->value);
    if (!text_equal(after, expected))
        print_error("expected:\n%.*s\nactual:\n%.*s\n", TEXT_ARGS(expected), TEXT_ARGS(after));
    assert_row(text_equal(after, expected), row->name);
    compile(fixture, after);
    assert_row(!fixture->model->program->has_syntax_errors, row->name);
}

/* Every row as it is written. */
static inline void check_rows(Fixture *fixture, const Row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Row *row = &rows[i];
        check_row(fixture, row, join(fixture, row->before),
                  join(fixture, row->after ? row->after : row->before));
    }
}

/* Every row as it is written, which need not be the one layout, and in the one layout. */
static inline void check_layouts(Fixture *fixture, const Row *rows, size_t count) {
    check_rows(fixture, rows, count);
    for (size_t i = 0; i < count; i++) {
        const Row *row = &rows[i];
        Text before = join(fixture, row->before),
             after = row->after ? join(fixture, row->after) : before;
        check_row(fixture, row, lay_out(fixture, before), lay_out(fixture, after));
    }
}

#endif
