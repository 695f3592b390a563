/* test_report.c - collecting: builders, the one order, duplicates, the cap, and the codes. */
#include "unit/report/report_unit.h"

static void check_order(Fixture *fixture, const char *const *messages, uint32_t count) {
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_text(fixture->report.items.items[i]->message, messages[i]);
}

static void sorts_by_path_offset_and_code(void **state) {
    Fixture *fixture = *state;
    uint32_t late = add_file(fixture, "b.rung", "0123456789");
    uint32_t early = add_file(fixture, "a.rung", "0123456789");
    report_add(&fixture->report, CODE_S0001, SEVERITY_WARNING, (Span){late, 5, 6}, "fifth");
    report_add(&fixture->report, CODE_P0003, SEVERITY_WARNING, (Span){late, 5, 6}, "fourth");
    report_add(&fixture->report, CODE_P0003, SEVERITY_ERROR, (Span){late, 5, 9}, "sixth");
    report_add(&fixture->report, CODE_P0003, SEVERITY_ERROR, (Span){early, 9, 10}, "third");
    report_add(&fixture->report, CODE_S0001, SEVERITY_ERROR, (Span){early, 2, 3}, "second");
    report_add(&fixture->report, CODE_S0001, SEVERITY_ERROR, NO_SPAN, "first");
    static const char *const expected[] = {"first", "second", "third", "fourth", "sixth", "fifth"};
    check_order(fixture, expected, COUNT(expected));
}

/* The order of what is added must not show: every rotation of the same findings gives one list. */
static void forgets_the_order_of_adding(void **state) {
    static const char *const expected[] = {"a", "b", "c", "d", "e", "f", "g"};
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "0123456789");
    for (uint32_t shift = 0; shift < COUNT(expected); shift++) {
        report_open(&fixture->report, &fixture->arena, &fixture->sources);
        for (uint32_t i = 0; i < COUNT(expected); i++) {
            const char *message = expected[(i * 3 + shift) % COUNT(expected)];
            add_error(fixture, (Span){file, 1, 2}, message);
        }
        check_order(fixture, expected, COUNT(expected));
    }
}

static void drops_exact_duplicates(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "0123456789");
    Span span = {file, 1, 2};
    for (int i = 0; i < 3; i++) {
        add_error(fixture, span, "same");
        report_note(add_error(fixture, span, "same"), "with a note");
        report_label(add_error(fixture, span, "same"), span, "with a label");
        report_about(add_error(fixture, span, "same"), TEXT("orders"), TEXT("helm.x"));
        report_environment(add_error(fixture, span, "same"), TEXT("prod"));
        report_help(add_error(fixture, span, "same"), "with help");
        report_severity(add_error(fixture, span, "same"), SEVERITY_WARNING);
    }
    assert_int_equal(report_count(&fixture->report, SEVERITY_ERROR), 18);
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, 7);
    assert_int_equal(report_count(&fixture->report, SEVERITY_ERROR), 6);
    assert_int_equal(report_count(&fixture->report, SEVERITY_WARNING), 1);
}

static Diagnostic *add_about(Fixture *fixture, Span span, const char *unit,
                             const char *environment) {
    Diagnostic *diagnostic = add_error(fixture, span, "same");
    report_environment(diagnostic, text_of(environment));
    return report_about(diagnostic, text_of(unit), TEXT("helm.x"));
}

/* A mistake in a profile shows in every unit that takes it. */
static void merges_one_mistake_of_several_units(void **state) {
    Fixture *fixture = *state;
    Span span = {add_file(fixture, "a.rung", "0123456789"), 1, 2};
    static const char *const units[] = {"g", "b", "f", "a", "e", "c", "d", "h"};
    for (uint32_t i = 0; i < COUNT(units); i++)
        add_about(fixture, span, units[i], i % 2 ? "dev" : "prod");
    add_about(fixture, span, "b", "staging");
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, 1);
    assert_int_equal(report_count(&fixture->report, SEVERITY_ERROR), 1);
    const Diagnostic *one = fixture->report.items.items[0];
    assert_int_equal(one->notes.count, 1);
    assert_text(one->notes.items[0],
                "shown as in `a`; the same in `b`, `c`, `d`, `e`, `f` and 2 more");
    assert_text(one->unit, "a");
    assert_int_equal(one->units.count, 8);
    assert_text(one->units.items[7], "h");
    report_finish(&fixture->report);
    assert_int_equal(one->notes.count, 1);
    assert_int_equal(one->environments.count, 3);
}

/* A sentence may name its unit, and one that names another's is another. */
static void merges_sentences_about_their_units(void **state) {
    Fixture *fixture = *state;
    Span span = {add_file(fixture, "a.rung", "0123456789"), 1, 2};
    static const char *const units[] = {"a", "ab", "b"};
    for (uint32_t i = 0; i < COUNT(units); i++) {
        const char *unit = units[i];
        for (uint32_t f = 0; f < 3; f++) {
            Text message = f == 0   ? text_format(&fixture->arena, "the chart of `%s` varies", unit)
                           : f == 1 ? text_format(&fixture->arena, "`%s.helm.x` and `ab`", unit)
                                    : text_format(&fixture->arena, "%s is", unit);
            Diagnostic *d = report_add(&fixture->report, CODE_P0002, SEVERITY_ERROR, span, "%.*s",
                                       TEXT_ARGS(message));
            report_about(d, text_of(unit), TEXT(""));
        }
    }
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, 5);
}

/* Of one unit there is nothing to say but its environments; what is about no unit, or another
 * parameter, place, severity or code, is another mistake. */
static void merges_nothing_else(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "0123456789");
    Span span = {file, 1, 2};
    add_about(fixture, span, "a", "dev");
    add_about(fixture, span, "a", "prod");
    report_about(add_about(fixture, span, "b", "dev"), TEXT("b"), TEXT("helm.y"));
    report_severity(add_about(fixture, span, "b", "dev"), SEVERITY_WARNING);
    add_about(fixture, (Span){file, 1, 3}, "b", "dev");
    add_about(fixture, (Span){file, 0, 2}, "b", "dev");
    add_about(fixture, NO_SPAN, "a", "dev");
    add_about(fixture, NO_SPAN, "b", "dev");
    report_about(report_add(&fixture->report, CODE_P0004, SEVERITY_ERROR, span, "same"), TEXT("b"),
                 TEXT("helm.x"));
    report_about(add_error(fixture, span, "same"), TEXT(""), TEXT("helm.x"));
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, 9);
    for (uint32_t i = 0; i < fixture->report.items.count; i++)
        assert_int_equal(fixture->report.items.items[i]->notes.count, 0);
}

static void keeps_a_thousand_of_each_severity(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "x");
    for (uint32_t i = 0; i < LIMIT_FINDINGS + 5; i++) {
        Diagnostic *diagnostic = report_add(&fixture->report, CODE_P0003, SEVERITY_WARNING,
                                            (Span){file, 0, 1}, "warning %u", i);
        report_label(diagnostic, (Span){file, 0, 1}, "label");
        report_fix(diagnostic, true, "title", (Span){file, 0, 1}, TEXT("y"));
        report_fix_edit(diagnostic, (Span){file, 0, 1}, TEXT("z"));
        report_about(report_environment(diagnostic, TEXT("prod")), TEXT("u"), TEXT("p"));
        report_help(report_note(report_drift(diagnostic, TEXT("stale")), "note"), "help");
    }
    add_error(fixture, (Span){file, 0, 1}, "the one that counts");
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, LIMIT_FINDINGS + 1);
    assert_int_equal(fixture->report.dropped, 5);
    assert_int_equal(report_count(&fixture->report, SEVERITY_WARNING), LIMIT_FINDINGS + 5);
    assert_int_equal(report_count(&fixture->report, SEVERITY_ERROR), 1);
    Text text = render_worst(fixture, 1);
    assert_true(text_ends_with(text, TEXT("\nand 1005 more findings\n\n1 error, 1005 warnings\n")));
}

static void counts_what_becomes_another_severity(void **state) {
    Fixture *fixture = *state;
    for (uint32_t i = 0; i < LIMIT_FINDINGS; i++)
        report_add(&fixture->report, CODE_P0003, SEVERITY_WARNING, NO_SPAN, "%u", i);
    Diagnostic *dropped = report_add(&fixture->report, CODE_P0003, SEVERITY_WARNING, NO_SPAN, "x");
    report_severity(dropped, SEVERITY_ERROR);
    assert_int_equal(report_count(&fixture->report, SEVERITY_ERROR), 1);
    assert_int_equal(report_count(&fixture->report, SEVERITY_WARNING), LIMIT_FINDINGS);
}

static void builds_with_typed_functions(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "replicas");
    Diagnostic *diagnostic =
        report_varies_without_reason(&fixture->report, (Span){file, 0, 8}, TEXT("replicas"));
    assert_int_equal(diagnostic->code, CODE_P0003);
    assert_int_equal(diagnostic->severity, SEVERITY_ERROR);
    assert_text(diagnostic->message,
                "`replicas` differs between environments but states no reason");
    char title[] = "insert `scale`";
    char replacement[] = "scale ";
    report_fix(diagnostic, true, title, (Span){file, 0, 0}, text_of(replacement));
    report_fix_edit(diagnostic, (Span){file, 8, 8}, TEXT("!"));
    title[0] = replacement[0] = '?'; /* texts are copied */
    const Fix *fix = &diagnostic->fixes.items[0];
    assert_text(fix->title, "insert `scale`");
    assert_true(fix->is_safe);
    assert_int_equal(fix->edits.count, 2);
    assert_text(fix->edits.items[0].text, "scale ");
    assert_text(fix->edits.items[1].text, "!");
}

static void finds_codes(void **state) {
    (void)state;
    Code code;
    assert_true(code_find(TEXT("P0003"), &code));
    assert_int_equal(code, CODE_P0003);
    assert_true(code_find(TEXT("s0001"), &code));
    assert_int_equal(code, CODE_S0001);
    assert_true(code_find(TEXT("varies-without-reason"), &code));
    assert_int_equal(code, CODE_P0003);
    assert_false(code_find(TEXT("P003"), &code));
    assert_false(code_find(TEXT("P00030"), &code));
    assert_false(code_find(TEXT(""), &code));
    assert_string_equal(code_fact(CODE_S0001)->name, "unexpected-token");
    assert_true(code_fact(CODE_P0003)->is_waivable);
    assert_false(code_fact(CODE_S0001)->is_waivable);
}

/* What codes.def must keep, whoever adds a row: every code and every name once, codes of a letter
 * and four digits, names of small letters, a sentence for each. */
static void has_a_sound_table_of_codes(void **state) {
    (void)state;
    for (uint32_t i = 0; i < CODE_END; i++) {
        const CodeFact *fact = code_fact((Code)i);
        Code found = CODE_END;
        assert_row(code_find(text_of(fact->code), &found) && found == i, fact->code);
        assert_row(code_find(text_of(fact->name), &found) && found == i, fact->name);
        assert_row(strlen(fact->code) == 5 && strspn(fact->code + 1, "0123456789") == 4,
                   fact->code);
        assert_row(strspn(fact->name, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                       strlen(fact->name),
                   fact->name);
        assert_row(text_ends_with(text_of(fact->summary), TEXT(".")), fact->code);
    }
}

/* Whether or not an explanation is written yet, it has no byte that is no text. */
static void explains(void **state) {
    (void)state;
    for (uint32_t i = 0; i < CODE_END; i++) {
        Text text = explain_text((Code)i);
        assert_false(text_contains(text, TEXT("<!--"))); /* what tests are told, not people */
        assert_row(utf8_check(text) == SIZE_MAX, code_fact((Code)i)->code);
        assert_row(text.length == 0 || text_ends_with(text, TEXT("\n")), code_fact((Code)i)->code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(sorts_by_path_offset_and_code),
        fixture_test(forgets_the_order_of_adding),
        fixture_test(drops_exact_duplicates),
        fixture_test(merges_one_mistake_of_several_units),
        fixture_test(merges_sentences_about_their_units),
        fixture_test(merges_nothing_else),
        fixture_test(keeps_a_thousand_of_each_severity),
        fixture_test(counts_what_becomes_another_severity),
        fixture_test(builds_with_typed_functions),
        cmocka_unit_test(finds_codes),
        cmocka_unit_test(has_a_sound_table_of_codes),
        cmocka_unit_test(explains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
