/* report_unit.h - a report with sources on an arena, and the short way to spans and to renderings
 * that the tests of this layer share. */
#ifndef RUNG_TEST_REPORT_UNIT_H
#define RUNG_TEST_REPORT_UNIT_H

#include "unit/unit.h"

#include "report/report.h"

typedef struct Fixture {
    Arena arena;
    Sources sources;
    Report report;
} Fixture;

static inline int open_fixture(void **state) {
    Fixture *fixture = malloc(sizeof *fixture);
    arena_open(&fixture->arena, &memory_standard);
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

static inline uint32_t add_file(Fixture *fixture, const char *path, const char *text) {
    return sources_add(&fixture->sources, text_of(path), text_of(text));
}

/* The span of the n-th occurrence (from 0) of `part` in a file. */
static inline Span span_of(const Fixture *fixture, uint32_t file, const char *part, int n) {
    Text text = fixture->sources.files.items[file].text;
    size_t at = text_find(text, text_of(part), 0);
    while (n-- > 0)
        at = text_find(text, text_of(part), at + 1);
    assert_true(at != SIZE_MAX);
    return (Span){file, (uint32_t)at, (uint32_t)(at + strlen(part))};
}

static inline Diagnostic *add_error(Fixture *fixture, Span span, const char *message) {
    return report_add(&fixture->report, CODE_P0003, SEVERITY_ERROR, span, "%s", message);
}

static inline Text render(Fixture *fixture, RenderOptions options) {
    report_finish(&fixture->report);
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    render_report(&fixture->report, &options, &writer);
    return writer_done(&writer);
}

static inline Text render_worst(Fixture *fixture, uint32_t most) {
    Writer writer;
    RenderOptions options = {0};
    report_finish(&fixture->report);
    Report worst = report_worst(&fixture->report, most);
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    render_report(&worst, &options, &writer);
    return writer_done(&writer);
}

static inline Text render_plain(Fixture *fixture) {
    return render(fixture, (RenderOptions){0});
}

#define fixture_test(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, open_fixture, close_fixture)

#endif
