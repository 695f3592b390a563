/* evaluate_unit.h - a program in memory, its matrix, and both its values and what was found in
 * it as texts that a test compares.
 *
 * A table of tests is a list of rows `SINK BODY -> values`: the body stands in a stack `app`
 * with a `yaml` sink, in the environments dev, staging and prod of PRELUDE. */
#ifndef RUNG_TEST_EVALUATE_UNIT_H
#define RUNG_TEST_EVALUATE_UNIT_H

#include "unit/unit.h"

#include "evaluate/evaluate.h"

#define PRELUDE                                                                                    \
    "strategy shop {\n  rung = \"0.1\"\n  domain = \"shop.example\"\n}\n"                          \
    "ladder dev -> staging -> prod\n"                                                              \
    "environments | dev | staging | prod {\n"                                                      \
    "  class | nonproduction | nonproduction | production\n"                                       \
    "  size: int | 1 | 2 | 4\n"                                                                    \
    "}\n"

typedef struct Fixture {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
    Model *model;
    Matrix *matrix;
} Fixture;

static inline int open_fixture(void **state) {
    Fixture *fixture = malloc(sizeof *fixture);
    memset(fixture, 0, sizeof *fixture);
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

/* Loads and checks a program of one file; what stands in PRELUDE comes first. */
static inline Model *load(Fixture *fixture, const char *source) {
    MemoryFile *file = arena_new(&fixture->arena, MemoryFile);
    *file = (MemoryFile){TEXT("strategy.rung"), text_of(source)};
    fixture->files = files_of_memory(&fixture->arena, file, 1);
    Program *program =
        project_load(&fixture->arena, &fixture->names, &fixture->report, &fixture->files, false);
    fixture->model = check_program(&fixture->arena, program);
    return fixture->model;
}

static inline Matrix *evaluate(Fixture *fixture, const char *source) {
    Model *model = load(fixture, source);
    fixture->matrix = evaluate_program(&fixture->arena, model, NULL);
    return fixture->matrix;
}

/* The program whose stack `app` has a `yaml` sink with this body. */
static inline Matrix *evaluate_body(Fixture *fixture, const char *body) {
    Text source = text_format(&fixture->arena, PRELUDE "stack app {\n  yaml {\n%s\n  }\n}\n", body);
    return evaluate(fixture, source.bytes);
}

/* --- Values --------------------------------------------------------------------------------- */

static inline const Param *find_param(const Fixture *fixture, const char *unit, SinkKind sink,
                                      const char *path) {
    const Unit *owner = map_get(&fixture->model->unit_by_name, text_of(unit));
    assert_non_null(owner);
    const Param *param = model_param(fixture->model, owner, sink, text_of(path));
    if (param == NULL) print_error("no parameter %s\n", path);
    assert_non_null(param);
    return param;
}

static inline void write_value(Writer *out, const Value *value) {
    if (value == NULL) {
        writer_char(out, '-');
    } else if (value->kind == VALUE_ABSENT) {
        writer_string(out, "none");
    } else if (value->kind == VALUE_ERROR) {
        writer_string(out, "error");
    } else {
        value_json(out, value);
    }
}

/* "1, 2, 4": the values in the order of the environments; one alone where all are the same. */
static inline Text values_of(Fixture *fixture, const Param *param) {
    Writer out;
    writer_open(&out, &fixture->arena, SIZE_MAX);
    const Value *first = matrix_value(fixture->matrix, param, 0);
    bool is_one = true;
    for (uint32_t i = 1; i < fixture->model->environment_count; i++)
        is_one = is_one && matrix_value(fixture->matrix, param, i) == first;
    for (uint32_t i = 0; i < (is_one ? 1 : fixture->model->environment_count); i++) {
        if (i > 0) writer_string(&out, ", ");
        write_value(&out, matrix_value(fixture->matrix, param, i));
    }
    return writer_done(&out);
}

static inline Text values(Fixture *fixture, const char *path) {
    return values_of(fixture, find_param(fixture, "app", SINK_YAML, path));
}

static inline Text type_text(Fixture *fixture, const char *path) {
    return matrix_type(fixture->matrix, find_param(fixture, "app", SINK_YAML, path))->text;
}

/* --- Findings ------------------------------------------------------------------------------- */

static inline void write_finding(Fixture *fixture, Writer *out, const Diagnostic *d) {
    writer_format(out, "%s %.*s", code_fact(d->code)->code, TEXT_ARGS(d->message));
    for (uint32_t i = 0; i < d->labels.count; i++) {
        const Label *label = &d->labels.items[i];
        Text source = sources_text(&fixture->sources, label->span);
        writer_format(out, "; `%.*s`: %.*s", TEXT_ARGS(source), TEXT_ARGS(label->text));
    }
    for (uint32_t i = 0; i < d->notes.count; i++)
        writer_format(out, "; note: %.*s", TEXT_ARGS(d->notes.items[i]));
    for (uint32_t i = 0; i < d->help.count; i++)
        writer_format(out, "; help: %.*s", TEXT_ARGS(d->help.items[i]));
    if (d->environments.count == 0) return;
    Text list = text_join(&fixture->arena, d->environments.items, d->environments.count, TEXT(" "));
    writer_format(out, " [%.*s]", TEXT_ARGS(list));
}

/* Everything that was found, a line each: code, sentence, labels with their source, notes, help,
 * and in brackets the environments. */
static inline Text findings(Fixture *fixture) {
    report_finish(&fixture->report);
    Writer out;
    writer_open(&out, &fixture->arena, SIZE_MAX);
    for (uint32_t i = 0; i < fixture->report.items.count; i++) {
        if (i > 0) writer_char(&out, '\n');
        write_finding(fixture, &out, fixture->report.items.items[i]);
    }
    return writer_done(&out);
}

/* --- Tables --------------------------------------------------------------------------------- */

/* A body, and either the values of its `x` or what is found in it. */
typedef struct BodyRow {
    const char *body;
    const char *expected;
} BodyRow;

static inline void check_rows(const BodyRow *rows, size_t count, bool wants_findings) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        void *state;
        open_fixture(&state);
        Fixture *fixture = state;
        evaluate_body(fixture, rows[i].body);
        Text actual = findings(fixture);
        if (!wants_findings && actual.length == 0) actual = values(fixture, "x");
        if (!text_equal(actual, text_of(rows[i].expected))) {
            print_error("in:       %s\nexpected: %s\nactual:   %.*s\n", rows[i].body,
                        rows[i].expected, TEXT_ARGS(actual));
            wrong++;
        }
        close_fixture(&state);
    }
    assert_int_equal(wrong, 0);
}

#define assert_values(rows)   check_rows((rows), COUNT(rows), false)
#define assert_findings(rows) check_rows((rows), COUNT(rows), true)

#endif
