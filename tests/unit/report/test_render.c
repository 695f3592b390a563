/* test_render.c - the text form: where the carets stand, which lines are shown, what never gets
 * through. Expected texts are whole, so that any change of the form shows here. */
#include "unit/report/report_unit.h"

/* --- The frame ------------------------------------------------------------------------------ */

static void shows_the_sample_of_the_manual(void **state) {
    Fixture *fixture = *state;
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    writer_repeat(&writer, '\n', 30);
    writer_string(&writer, "      replicas: int(1..50) = env.size * 2\n");
    uint32_t file = sources_add(&fixture->sources, TEXT("strategy.rung"), writer_done(&writer));
    Span span = span_of(fixture, file, "replicas", 0);
    Diagnostic *diagnostic = report_varies_without_reason(&fixture->report, span, TEXT("replicas"));
    report_label(diagnostic, span, "2 in dev and staging, 6 in prod");
    report_help(diagnostic, "put a category in front of it, such as `scale replicas: ...`");
    assert_text(render_plain(fixture),
                "strategy.rung:31:7: error[P0003]: `replicas` differs between environments but "
                "states no reason\n"
                "   |\n"
                "31 |       replicas: int(1..50) = env.size * 2\n"
                "   |       ^^^^^^^^ 2 in dev and staging, 6 in prod\n"
                "   = help: put a category in front of it, such as `scale replicas: ...`\n"
                "\n"
                "1 error\n");
}

static void shows_nothing_for_a_clean_report(void **state) {
    assert_text(render_plain(*state), "");
}

static void shows_a_finding_without_a_place(void **state) {
    Diagnostic *diagnostic = add_error(*state, NO_SPAN, "no project");
    report_note(diagnostic, "a note");
    report_label(diagnostic, NO_SPAN, "a label");
    assert_text(render_plain(*state), "error[P0003]: no project\n"
                                      "  = note: a label\n"
                                      "  = note: a note\n"
                                      "\n"
                                      "1 error\n");
}

static void shows_a_place_in_a_file_without_text(void **state) {
    Fixture *fixture = *state;
    uint32_t output = add_file(fixture, "deploy/prod/orders.yaml", "");
    uint32_t other = add_file(fixture, "other.yaml", "");
    Diagnostic *diagnostic = add_error(fixture, (Span){output, 0, 0}, "edited by hand");
    report_label(diagnostic, (Span){output, 0, 0}, "this file");
    report_label(diagnostic, (Span){other, 0, 0}, "and this");
    assert_text(render_plain(fixture), "deploy/prod/orders.yaml:1: error[P0003]: edited by hand\n"
                                       "  = note: this file\n"
                                       "  = note: other.yaml:1: and this\n"
                                       "\n"
                                       "1 error\n");
}

static void counts_each_severity(void **state) {
    Fixture *fixture = *state;
    add_error(fixture, NO_SPAN, "a");
    add_error(fixture, NO_SPAN, "b");
    report_severity(add_error(fixture, NO_SPAN, "c"), SEVERITY_WARNING);
    report_severity(add_error(fixture, NO_SPAN, "d"), SEVERITY_INFO);
    assert_text(render_plain(fixture), "error[P0003]: a\n\nerror[P0003]: b\n\n"
                                       "warning[P0003]: c\n\ninfo[P0003]: d\n\n"
                                       "2 errors, 1 warning, 1 info\n");
}

static void caps_and_lets_the_worst_through(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "abcdef\n");
    for (uint32_t i = 0; i < 4; i++)
        report_severity(add_error(fixture, (Span){file, i, i + 1}, "w"), SEVERITY_WARNING);
    add_error(fixture, (Span){file, 5, 6}, "e");
    Text text = render_worst(fixture, 2);
    assert_text(text, "a.rung:1:1: warning[P0003]: w\n"
                      "  |\n"
                      "1 | abcdef\n"
                      "  | ^\n"
                      "\n"
                      "a.rung:1:6: error[P0003]: e\n"
                      "  |\n"
                      "1 | abcdef\n"
                      "  |      ^\n"
                      "\n"
                      "and 3 more findings\n"
                      "\n"
                      "1 error, 4 warnings\n");
}

static void names_a_fix_only_without_help(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "x\n");
    report_fix(add_error(fixture, (Span){file, 0, 1}, "m"), true, "insert `scale`",
               (Span){file, 0, 0}, TEXT("scale "));
    assert_text(render_plain(fixture), "a.rung:1:1: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | x\n"
                                       "  | ^\n"
                                       "  = fix: insert `scale`\n"
                                       "\n"
                                       "1 error\n");
    report_help(fixture->report.items.items[0], "say why");
    assert_text(render_plain(fixture), "a.rung:1:1: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | x\n"
                                       "  | ^\n"
                                       "  = help: say why\n"
                                       "\n"
                                       "1 error\n");
}

static void folds_long_texts(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "x = 1\n");
    Span span = {file, 0, 1};
    Diagnostic *diagnostic = add_error(
        fixture, span, "this sentence is longer than the terminal is wide, by a good deal");
    report_label(diagnostic, span, "a label that does not fit on one line of a narrow terminal");
    report_note(diagnostic, "a note with `code that must not be torn` apart, however it ends up");
    assert_text(render(fixture, (RenderOptions){.width = 60}),
                "a.rung:1:1: error[P0003]: this sentence is longer than the\n"
                "    terminal is wide, by a good deal\n"
                "  |\n"
                "1 | x = 1\n"
                "  | ^ a label that does not fit on one line of a narrow\n"
                "  |   terminal\n"
                "  = note: a note with `code that must not be torn` apart,\n"
                "          however it ends up\n"
                "\n"
                "1 error\n");
}

static void colours_without_changing_the_text(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "x = y\n");
    Diagnostic *diagnostic = add_error(fixture, (Span){file, 0, 1}, "m");
    report_label(diagnostic, (Span){file, 4, 5}, "l");
    Text plain = render_plain(fixture);
    Text colored = render(fixture, (RenderOptions){.has_color = true});
    assert_true(text_contains(colored, TEXT("\x1b[1;31merror[P0003]\x1b[0m")));
    assert_true(text_contains(colored, TEXT("\x1b[1;31m^\x1b[0m   \x1b[34m-\x1b[0m")));
    Writer stripped;
    writer_open(&stripped, &fixture->arena, SIZE_MAX);
    for (size_t i = 0; i < colored.length; i++) {
        if (colored.bytes[i] == '\x1b')
            while (colored.bytes[i] != 'm')
                i++;
        else
            writer_char(&stripped, colored.bytes[i]);
    }
    assert_text(writer_done(&stripped), text_c(&fixture->arena, plain));
}

/* --- Carets --------------------------------------------------------------------------------- */

/* Renders one error at `part` of a one-line file and compares the excerpt only. */
static void check_excerpt(Fixture *fixture, const char *line, const char *part,
                          const char *expected) {
    uint32_t file = add_file(fixture, "a.rung", line);
    Span span = span_of(fixture, file, part, 0);
    report_label(add_error(fixture, span, "m"), span, "here");
    Text text = render_plain(fixture);
    size_t start = text_find(text, TEXT("  |\n"), 0) + 4;
    size_t end = text_find(text, TEXT("\n\n"), start) + 1;
    assert_text(text_slice(text, start, end), expected);
    report_open(&fixture->report, &fixture->arena, &fixture->sources);
}

static void aligns_by_display_width(void **state) {
    /* A tab goes to the next stop of four columns. */
    check_excerpt(*state, "\tname\tvalue\n", "value",
                  "1 |     name    value\n"
                  "  |             ^^^^^ here\n");
    /* CJK letters and emoji are two columns wide, combining marks none. */
    check_excerpt(*state, "x = \"\xE4\xB8\xAD\xE6\x96\x87\" y\n", "y",
                  "1 | x = \"\xE4\xB8\xAD\xE6\x96\x87\" y\n"
                  "  |            ^ here\n");
    check_excerpt(*state, "\xE4\xB8\xAD\xE6\x96\x87 y\n", "\xE6\x96\x87",
                  "1 | \xE4\xB8\xAD\xE6\x96\x87 y\n"
                  "  |   ^^ here\n");
    check_excerpt(*state, "e\xCC\x81\xCC\x82 y\n", "y",
                  "1 | e\xCC\x81\xCC\x82 y\n"
                  "  |   ^ here\n");
    check_excerpt(*state, "e\xCC\x81 y\n", "\xCC\x81",
                  "1 | e\xCC\x81 y\n"
                  "  |  ^ here\n");
    check_excerpt(*state, "\xF0\x9F\x9A\x80 y\n", "y",
                  "1 | \xF0\x9F\x9A\x80 y\n"
                  "  |    ^ here\n");
}

static void marks_ends_of_lines_and_files(void **state) {
    Fixture *fixture = *state;
    check_excerpt(fixture, "a = 1\r\nb\r\n", "1",
                  "1 | a = 1\n"
                  "  |     ^ here\n");
    check_excerpt(fixture, "a = 1\nb\n", "\n",
                  "1 | a = 1\n"
                  "  |      ^ here\n");
    uint32_t file = add_file(fixture, "a.rung", "abc");
    add_error(fixture, (Span){file, 3, 3}, "m");
    assert_text(render_plain(fixture), "a.rung:1:4: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | abc\n"
                                       "  |    ^\n"
                                       "\n"
                                       "1 error\n");
}

static void shows_an_empty_last_line(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung",
                             "\xEF\xBB\xBF"
                             "abc\n");
    add_error(fixture, (Span){file, 7, 7}, "m");
    add_error(fixture, (Span){file, 0, 0}, "m");
    assert_text(render_plain(fixture), "a.rung:1:1: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | abc\n"
                                       "  | ^\n"
                                       "\n"
                                       "a.rung:2:1: error[P0003]: m\n"
                                       "  |\n"
                                       "2 |\n"
                                       "  | ^\n"
                                       "\n"
                                       "2 errors\n");
}

static void shows_what_cannot_be_printed(void **state) {
    check_excerpt(*state, "a\x1b[31m \xE2\x80\xAE z\n", "z",
                  "1 | a\\x1b[31m U+202E z\n"
                  "  |                  ^ here\n");
    check_excerpt(*state,
                  "a\xC2\xA0"
                  "b \xFF z\r\n",
                  "z",
                  "1 | aU+00A0b \\xff z\n"
                  "  |               ^ here\n");
    Fixture *fixture = *state;
    Diagnostic *diagnostic = add_error(fixture, NO_SPAN, "a\nb.rung:1:1: error\x1b[0m");
    report_note(diagnostic, "%s", "tab\there \xE2\x80\x8B");
    Text text = render_plain(fixture);
    assert_true(text_starts_with(text, TEXT("error[P0003]: a\\nb.rung:1:1: error\\x1b[0m\n"
                                            "  = note: tab\\there U+200B\n")));
}

static void never_shows_a_credential(void **state) {
    Fixture *fixture = *state;
    check_excerpt(fixture, "key = \"AKIAIOSFODNN7EXAMPLE\" z\n", "z",
                  "1 | key = \"(hidden)\" z\n"
                  "  |                  ^ here\n");
    check_excerpt(fixture, "key = \"AKIAIOSFODNN7EXAMPLE\" z\n", "AKIAIOSFODNN7EXAMPLE",
                  "1 | key = \"(hidden)\" z\n"
                  "  |        ^^^^^^^^ here\n");
    /* A line from the middle of a key shows nothing of it. */
    check_excerpt(fixture,
                  "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASCBKcwggSj\n"
                  "-----END PRIVATE KEY----- z\n",
                  "AQEF",
                  "3 | (hidden)\n"
                  "  | ^^^^^^^^ here\n");
    Diagnostic *diagnostic = add_error(fixture, NO_SPAN, "found AKIAIOSFODNN7EXAMPLE");
    report_note(diagnostic, "also postgres://app:hunter2@db/x");
    Text text = render_plain(fixture);
    assert_true(text_contains(text, TEXT("error[P0003]: found (hidden)\n")));
    assert_true(text_contains(text, TEXT("= note: also postgres://app:(hidden)@db/x\n")));
}

/* --- Long lines ----------------------------------------------------------------------------- */

/* Fifty numbered words of ten columns on one line. */
static uint32_t add_long_line(Fixture *fixture) {
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    for (int i = 0; i < 50; i++)
        writer_format(&writer, "word%03d + ", i);
    return sources_add(&fixture->sources, TEXT("a.rung"), writer_done(&writer));
}

/* The excerpt of one error, on a terminal of 50 columns. */
static Text narrow_excerpt(Fixture *fixture, Span span) {
    report_open(&fixture->report, &fixture->arena, &fixture->sources);
    report_label(add_error(fixture, span, "m"), span, "here");
    Text text = render(fixture, (RenderOptions){.width = 50});
    size_t start = text_find(text, TEXT("  |\n"), 0) + 4;
    return text_slice(text, start, text_find(text, TEXT("\n\n"), start) + 1);
}

static void cuts_a_long_line_around_the_span(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_long_line(fixture);
    assert_text(narrow_excerpt(fixture, span_of(fixture, file, "word000", 0)),
                "1 | word000 + word001 + word002 + word003 + wor...\n"
                "  | ^^^^^^^ here\n");
    assert_text(narrow_excerpt(fixture, span_of(fixture, file, "word025", 0)),
                "1 | ... + word024 + word025 + word026 + word027...\n"
                "  |                 ^^^^^^^ here\n");
    assert_text(narrow_excerpt(fixture, span_of(fixture, file, "word049 +", 0)),
                "1 | ...+ word046 + word047 + word048 + word049 + \n"
                "  |                                    ^^^^^^^^^\n"
                "  |                                    here\n");
    assert_text(narrow_excerpt(fixture, (Span){file, 500, 500}),
                "1 | ...+ word046 + word047 + word048 + word049 + \n"
                "  |                                              ^\n"
                "  |                                           here\n");
    /* A span wider than the terminal begins near the left edge. */
    assert_text(narrow_excerpt(fixture, (Span){file, 200, 400}),
                "1 | ...19 + word020 + word021 + word022 + word0...\n"
                "  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
                "  |         here\n");
}

static void cuts_wide_characters_whole(void **state) {
    Fixture *fixture = *state;
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    for (int i = 0; i < 60; i++)
        writer_string(&writer, "\xE4\xB8\xAD");
    writer_string(&writer, "xy");
    for (int i = 0; i < 60; i++)
        writer_string(&writer, "\xE4\xB8\xAD");
    uint32_t file = sources_add(&fixture->sources, TEXT("a.rung"), writer_done(&writer));
    Text text = narrow_excerpt(fixture, span_of(fixture, file, "xy", 0));
    assert_int_equal(utf8_check(text), SIZE_MAX);
    Text source = text_slice(text, 0, text_find(text, TEXT("\n"), 0));
    assert_int_equal(utf8_width(source), 50);
    Text carets = text_slice(text, source.length + 1, text_find(text, TEXT("^"), 0));
    size_t at = text_find(source, TEXT("xy"), 0);
    assert_int_equal(utf8_width(text_slice(source, 0, at)), carets.length);
}

/* A file of one line of a megabyte: only the part around the span may be looked at. */
static void survives_a_megabyte_on_one_line(void **state) {
    Fixture *fixture = *state;
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    writer_repeat(&writer, 'a', 1 << 20);
    writer_string(&writer, "XYZ");
    writer_repeat(&writer, 'b', 1 << 20);
    uint32_t file = sources_add(&fixture->sources, TEXT("a.rung"), writer_done(&writer));
    assert_text(narrow_excerpt(fixture, span_of(fixture, file, "XYZ", 0)),
                "1 | ...aaaaaaaaaaaaaXYZbbbbbbbbbbbbbbbbbbbbbbbb...\n"
                "  |                 ^^^ here\n");
}

/* --- Several labels ------------------------------------------------------------------------- */

static void hangs_labels_of_one_line(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "name | 1 | 2 | 3\n");
    Span span = span_of(fixture, file, "name", 0);
    Diagnostic *diagnostic = add_error(fixture, span, "m");
    report_label(diagnostic, span_of(fixture, file, "3", 0), "in prod");
    report_label(diagnostic, span_of(fixture, file, "1", 0), "in dev");
    report_label(diagnostic, span, "differs");
    report_label(diagnostic, span_of(fixture, file, "2", 0), "%s", "");
    assert_text(render_plain(fixture), "a.rung:1:1: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | name | 1 | 2 | 3\n"
                                       "  | ^^^^   -   -   - in prod\n"
                                       "  | |      |\n"
                                       "  | |      in dev\n"
                                       "  | differs\n"
                                       "\n"
                                       "1 error\n");
}

static void hangs_labels_that_overlap(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "alpha beta gamma\n");
    Span span = span_of(fixture, file, "beta", 0);
    Diagnostic *diagnostic = add_error(fixture, span, "m");
    report_label(diagnostic, (Span){file, 0, 16}, "the whole");
    report_label(diagnostic, span,
                 "the part, which is told at such length that it folds on a "
                 "terminal of sixty columns");
    assert_text(render(fixture, (RenderOptions){.width = 60}),
                "a.rung:1:7: error[P0003]: m\n"
                "  |\n"
                "1 | alpha beta gamma\n"
                "  | ------^^^^------\n"
                "  | |     |\n"
                "  | |     the part, which is told at such length that it\n"
                "  | |     folds on a terminal of sixty columns\n"
                "  | the whole\n"
                "\n"
                "1 error\n");
}

static void shows_two_labels_on_one_span(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "ab cd\n");
    Span span = span_of(fixture, file, "cd", 0);
    report_label(report_label(add_error(fixture, span, "m"), span, "one"), span, "two");
    assert_text(render_plain(fixture), "a.rung:1:4: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | ab cd\n"
                                       "  |    ^^ two\n"
                                       "  |    |\n"
                                       "  |    one\n"
                                       "\n"
                                       "1 error\n");
}

static void shows_lines_in_order_with_gaps(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "l1\nl2\nl3\nl4\nl5\nl6\nl7\nl8\nl9\nten\n");
    Diagnostic *diagnostic = add_error(fixture, span_of(fixture, file, "l5", 0), "m");
    report_label(diagnostic, span_of(fixture, file, "ten", 0), "last");
    report_label(diagnostic, span_of(fixture, file, "l1", 0), "first");
    report_label(diagnostic, span_of(fixture, file, "l7", 0), "later");
    report_label(diagnostic, span_of(fixture, file, "l4", 0), "before");
    assert_text(render_plain(fixture), "a.rung:5:1: error[P0003]: m\n"
                                       "   |\n"
                                       " 1 | l1\n"
                                       "   | -- first\n"
                                       "...\n"
                                       " 4 | l4\n"
                                       "   | -- before\n"
                                       " 5 | l5\n"
                                       "   | ^^\n"
                                       " 6 | l6\n"
                                       " 7 | l7\n"
                                       "   | -- later\n"
                                       "...\n"
                                       "10 | ten\n"
                                       "   | --- last\n"
                                       "\n"
                                       "1 error\n");
}

static void shows_both_ends_of_a_long_span(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "at x {\n  a\n  b\n  c\n  } z\n");
    Span whole = span_join(span_of(fixture, file, "x", 0), span_of(fixture, file, "}", 0));
    report_label(add_error(fixture, whole, "m"), whole, "this block");
    /* A span that ends with its line feed ends on its line. */
    add_error(fixture, span_of(fixture, file, "b\n", 0), "n");
    assert_text(render_plain(fixture), "a.rung:1:4: error[P0003]: m\n"
                                       "  |\n"
                                       "1 | at x {\n"
                                       "  |    ^^^ this block\n"
                                       "...\n"
                                       "5 |   } z\n"
                                       "  |   ^\n"
                                       "\n"
                                       "a.rung:3:3: error[P0003]: n\n"
                                       "  |\n"
                                       "3 |   b\n"
                                       "  |   ^\n"
                                       "\n"
                                       "2 errors\n");
}

static void shows_other_files(void **state) {
    Fixture *fixture = *state;
    uint32_t one = add_file(fixture, "a.rung", "one\n");
    uint32_t two = add_file(fixture, "b/two.rung", "\n\n\n\n\n\n\n\n\n  two 2\n");
    uint32_t three = add_file(fixture, "three.rung", "three");
    Diagnostic *diagnostic = add_error(fixture, span_of(fixture, one, "one", 0), "m");
    report_label(diagnostic, span_of(fixture, two, "two", 0), "declared here");
    report_label(diagnostic, span_of(fixture, three, "three", 0), "and here");
    report_label(diagnostic, span_of(fixture, two, "2", 0), "with this");
    assert_text(render_plain(fixture), "a.rung:1:1: error[P0003]: m\n"
                                       "   |\n"
                                       " 1 | one\n"
                                       "   | ^^^\n"
                                       "   |\n"
                                       "  ::: b/two.rung:10:3\n"
                                       "   |\n"
                                       "10 |   two 2\n"
                                       "   |   --- - with this\n"
                                       "   |   |\n"
                                       "   |   declared here\n"
                                       "   |\n"
                                       "  ::: three.rung:1:1\n"
                                       "   |\n"
                                       " 1 | three\n"
                                       "   | ----- and here\n"
                                       "\n"
                                       "1 error\n");
}

static void shows_excerpts_of_a_finding_without_a_place(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "one\n");
    report_label(add_error(fixture, NO_SPAN, "m"), (Span){file, 0, 3}, "see");
    assert_text(render_plain(fixture), "error[P0003]: m\n"
                                       " ::: a.rung:1:1\n"
                                       "  |\n"
                                       "1 | one\n"
                                       "  | --- see\n"
                                       "\n"
                                       "1 error\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(shows_the_sample_of_the_manual),
        fixture_test(shows_nothing_for_a_clean_report),
        fixture_test(shows_a_finding_without_a_place),
        fixture_test(shows_a_place_in_a_file_without_text),
        fixture_test(counts_each_severity),
        fixture_test(caps_and_lets_the_worst_through),
        fixture_test(names_a_fix_only_without_help),
        fixture_test(folds_long_texts),
        fixture_test(colours_without_changing_the_text),
        fixture_test(aligns_by_display_width),
        fixture_test(marks_ends_of_lines_and_files),
        fixture_test(shows_an_empty_last_line),
        fixture_test(shows_what_cannot_be_printed),
        fixture_test(never_shows_a_credential),
        fixture_test(cuts_a_long_line_around_the_span),
        fixture_test(cuts_wide_characters_whole),
        fixture_test(survives_a_megabyte_on_one_line),
        fixture_test(hangs_labels_of_one_line),
        fixture_test(hangs_labels_that_overlap),
        fixture_test(shows_two_labels_on_one_span),
        fixture_test(shows_lines_in_order_with_gaps),
        fixture_test(shows_both_ends_of_a_long_span),
        fixture_test(shows_other_files),
        fixture_test(shows_excerpts_of_a_finding_without_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
