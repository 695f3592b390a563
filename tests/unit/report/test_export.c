/* test_export.c - the JSON form, byte for byte. */
#include "unit/report/report_unit.h"

static Text export(Fixture *fixture) {
    report_finish(&fixture->report);
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    export_json(&fixture->report, &writer);
    return writer_done(&writer);
}

static void writes_an_empty_report(void **state) {
    assert_text(export(*state), "{\"version\": 1,\n"
                                " \"diagnostics\": [],\n"
                                " \"summary\": {\"errors\": 0, \"warnings\": 0, \"infos\": 0}}\n");
}

static void writes_every_field(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "strategy.rung", "a\n  \xC3\xA9 replicas = 1\n");
    uint32_t other = add_file(fixture, "b.rung", "x");
    Span span = span_of(fixture, file, "replicas", 0);
    Diagnostic *diagnostic = report_varies_without_reason(&fixture->report, span, TEXT("replicas"));
    report_label(diagnostic, span, "2 in \"dev\"");
    report_label(diagnostic, (Span){other, 0, 1}, "here");
    report_note(report_note(diagnostic, "one"), "two");
    report_help(diagnostic, "put a category in front of it");
    report_fix(diagnostic, true, "insert `scale`", span_before(span), TEXT("scale "));
    report_fix_edit(diagnostic, (Span){other, 0, 1}, TEXT("y\n"));
    report_fix(diagnostic, false, "remove it", span, TEXT(""));
    report_environment(report_environment(diagnostic, TEXT("dev")), TEXT("prod"));
    report_about(diagnostic, TEXT("orders"), TEXT("helm.replicas"));
    assert_text(
        export(fixture),
        "{\"version\": 1,\n"
        " \"diagnostics\": [\n"
        "  {\"code\": \"P0003\", \"name\": \"varies-without-reason\", \"severity\": \"error\", "
        "\"message\": \"`replicas` differs between environments but states no reason\", "
        "\"file\": \"strategy.rung\", "
        "\"start\": {\"line\": 2, \"column\": 5, \"offset\": 7}, "
        "\"end\": {\"line\": 2, \"column\": 13, \"offset\": 15}, "
        "\"labels\": [{\"file\": \"strategy.rung\", "
        "\"start\": {\"line\": 2, \"column\": 5, \"offset\": 7}, "
        "\"end\": {\"line\": 2, \"column\": 13, \"offset\": 15}, \"text\": \"2 in \\\"dev\\\"\"}, "
        "{\"file\": \"b.rung\", \"start\": {\"line\": 1, \"column\": 1, \"offset\": 0}, "
        "\"end\": {\"line\": 1, \"column\": 2, \"offset\": 1}, \"text\": \"here\"}], "
        "\"notes\": [\"one\", \"two\"], \"help\": [\"put a category in front of it\"], "
        "\"fixes\": [{\"title\": \"insert `scale`\", \"safe\": true, \"edits\": ["
        "{\"file\": \"strategy.rung\", \"start\": 7, \"end\": 7, \"text\": \"scale \"}, "
        "{\"file\": \"b.rung\", \"start\": 0, \"end\": 1, \"text\": \"y\\n\"}]}, "
        "{\"title\": \"remove it\", \"safe\": false, \"edits\": ["
        "{\"file\": \"strategy.rung\", \"start\": 7, \"end\": 15, \"text\": \"\"}]}], "
        "\"environments\": [\"dev\", \"prod\"], \"unit\": \"orders\", \"units\": [\"orders\"], "
        "\"param\": \"helm.replicas\"}],\n"
        " \"summary\": {\"errors\": 1, \"warnings\": 0, \"infos\": 0}}\n");
}

static void writes_a_finding_without_a_place(void **state) {
    Fixture *fixture = *state;
    report_severity(add_error(fixture, NO_SPAN, "m"), SEVERITY_INFO);
    report_drift(report_severity(add_error(fixture, NO_SPAN, "n"), SEVERITY_WARNING),
                 TEXT("stale"));
    assert_text(
        export(fixture),
        "{\"version\": 1,\n"
        " \"diagnostics\": [\n"
        "  {\"code\": \"P0003\", \"name\": \"varies-without-reason\", \"severity\": \"warning\", "
        "\"message\": \"n\", \"file\": \"\", \"start\": {\"line\": 0, \"column\": 0, \"offset\": "
        "0}, "
        "\"end\": {\"line\": 0, \"column\": 0, \"offset\": 0}, \"labels\": [], \"notes\": [], "
        "\"help\": [], \"fixes\": [], \"environments\": [], \"unit\": \"\", \"units\": [], "
        "\"param\": \"\", "
        "\"drift\": \"stale\"},\n"
        "  {\"code\": \"P0003\", \"name\": \"varies-without-reason\", \"severity\": \"info\", "
        "\"message\": \"m\", \"file\": \"\", \"start\": {\"line\": 0, \"column\": 0, \"offset\": "
        "0}, "
        "\"end\": {\"line\": 0, \"column\": 0, \"offset\": 0}, \"labels\": [], \"notes\": [], "
        "\"help\": [], \"fixes\": [], \"environments\": [], \"unit\": \"\", \"units\": [], "
        "\"param\": \"\"}],\n"
        " \"summary\": {\"errors\": 0, \"warnings\": 1, \"infos\": 1}}\n");
}

static void never_writes_a_credential(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "x");
    Span span = {file, 0, 1};
    Diagnostic *diagnostic = add_error(fixture, span,
                                       "a AKIA"
                                       "IOSFODNN7EXAMPLE");
    report_label(diagnostic, span,
                 "b AKIA"
                 "IOSFODNN7EXAMPLE");
    report_note(diagnostic, "c AKIA"
                            "IOSFODNN7EXAMPLE");
    report_help(diagnostic, "d AKIA"
                            "IOSFODNN7EXAMPLE");
    report_fix(diagnostic, true, "move it", span,
               TEXT("AKIA"
                    "IOSFODNN7EXAMPLE"));
    report_fix(diagnostic, true,
               "f AKIA"
               "IOSFODNN7EXAMPLE",
               span, TEXT(""));
    Text text = export(fixture);
    assert_false(text_contains(text, TEXT("AKIA")));
    static const char *const kept[] = {"\"a (hidden)\"", "\"b (hidden)\"", "\"c (hidden)\"",
                                       "\"d (hidden)\"", "\"f (hidden)\""};
    for (size_t i = 0; i < COUNT(kept); i++)
        assert_row(text_contains(text, text_of(kept[i])), kept[i]);
    assert_false(text_contains(text, TEXT("move it")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(writes_an_empty_report),
        fixture_test(writes_every_field),
        fixture_test(writes_a_finding_without_a_place),
        fixture_test(never_writes_a_credential),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
