/* test_reading.c - what a person types for a value, as it is written: by the type, and where it could be
 * two things, both. */
#include "edit_unit.h"

/* --- Readings ------------------------------------------------------------------------------- */

typedef struct ReadingRow {
    const char *statement; /* of the parameter `x` */
    const char *typed;
    const char *written;     /* what it is read as, in the order in which it is tried; a problem */
    const char *alternative; /* NULL: there is none */
} ReadingRow;

static const ReadingRow readings[] = {
    {"x: int = 1", "8", "8", NULL},
    {"x: int = 1", "-1", "-1", NULL},
    {"x: int = 1", " 8 ", "8", NULL},
    {"x: int = 1", "yaml.y + 1", "yaml.y + 1", NULL},
    {"x: int? = 1", "none", "none", NULL},
    {"x: bool = true", "false", "false", NULL},
    {"x: number = 1", "0.50", "0.50", NULL},
    {"x: duration = 1s", "30s", "30s", NULL},
    {"x: duration = 1s", "5m", "5m", NULL},
    {"x: duration = 1s", "30", "30", NULL},
    {"x: duration = 1s", "soon", "soon", "\"soon\""},
    {"x = 30s", "10s", "10s", NULL},
    {"x: quantity = 1", "1_000Mi", "1_000Mi", NULL},
    {"x: percent = 1%", "99.9%", "99.9%", NULL},
    {"x: cidr = 10.0.0.0/8", "10.1.0.0/16", "10.1.0.0/16", NULL},
    {"x: ip = 10.0.0.1", "fe80::1", "\"fe80::1\"", NULL},
    {"x: timestamp = 2026-01-01", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z", NULL},
    {"x: enum(a, b, \"c d\", \"none\") = a", "b", "b", NULL},
    {"x: enum(a, b, \"c d\", \"none\") = a", "c d", "\"c d\"", NULL},
    {"x: enum(a, b, \"c d\", \"none\") = a", "none", "\"none\"", NULL},
    {"x: enum(a, b)? = a", "none", "none", NULL},
    {"x: string = \"a\"", "db.shop.example", "db.shop.example", "\"db.shop.example\""},
    {"x: string = \"a\"", "eu-west-1", "eu-west-1", "\"eu-west-1\""},
    {"x: string = \"a\"", "a b", "\"a b\"", NULL},
    {"x: string = \"a\"", " a ", "a", "\" a \""},
    {"x: string = \"a\"", "8", "\"8\"", NULL},
    {"x: string = \"a\"", "true", "\"true\"", NULL},
    {"x: string = \"a\"", "none", "\"none\"", NULL},
    {"x = \"a\"", "none", "none", NULL},
    {"x: string? = \"a\"", "none", "none", NULL},
    {"x: string = \"a\"", "10.0.0.1", "\"10.0.0.1\"", NULL},
    {"x: string = \"a\"", "https://a.example/?b=${c}", "\"https://a.example/?b=$${c}\"", NULL},
    {"x: string = \"a\"", "say \"hi\"", "\"say \\\"hi\\\"\"", NULL},
    {"x: string = \"a\"", "C:\\new", "\"C:\\\\new\"", NULL},
    {"x: string = \"a\"", "a # b", "\"a # b\"", NULL},
    {"x: string = \"a\"", "[a-z]+", "\"[a-z]+\"", NULL},
    {"x: string = \"a\"", "[a, b]", "\"[a, b]\"", NULL},
    {"x: string = \"a\"", "{\"a\": 1}", "\"{\\\"a\\\": 1}\"", NULL},
    {"x: string = \"a\"", "one\ntwo", "\"one\\ntwo\"", NULL},
    {"x: string = \"a\"", "\"b\"", "\"b\"", NULL},
    {"x: string = \"a\"", "'b'", "'b'", NULL},
    {"x: string = \"a\"", "\"x-${env}\"", "\"x-${env}\"", NULL},
    {"x: string = \"a\"", "\"a\" + yaml.y", "\"a\" + yaml.y", NULL},
    {"x: string = \"a\"", "lower(\"A\")", "lower(\"A\")", "\"lower(\\\"A\\\")\""},
    {"x: string = \"a\"", "env", "env", "\"env\""},
    {"x: host = \"a\"", "db-1", "db-1", "\"db-1\""},
    {"x: list(string) = []", "[\"a\", \"b\"]", "[\"a\", \"b\"]", NULL},
    {"x: map(int) = {}", "{ a = 1 }", "{ a = 1 }", NULL},
    {"x: any = 1", "\"a\"", "\"a\"", NULL},
    /* on one line, where that is possible */
    {"x: int = 1", "(1\n  + 2)", "(1 + 2)", NULL},
    {"x: int = 1", "1 +\r\n\t2", "1 + 2", NULL},
    {"x: list(int) = []", "[\n  1,\n  2,\n]\n", "[ 1, 2, ]", NULL},
    {"x: map(int) = {}", "{\n  a = 1\n\n  b = 2,\n  c = 3\n}", "{ a = 1, b = 2, c = 3 }", NULL},
    {"x: any = 1", "[{\n a = [\n1,\n2]\n b = (3\n+ 4)\n}]", "[{ a = [ 1, 2], b = (3 + 4) }]", NULL},
    {"x: string = \"a\"", "\"\"\"\n  one\n    \\ttwo\n  \"\"\"", "\"one\\n  \\ttwo\\n\"", NULL},
    {"x: string = \"a\"", "'''\n\\t\n'''", "\"\\\\t\\n\"", NULL},
    {"x: string = \"a\"", "\"\"\"\n${env}\n\"\"\"", "\"\"\"\n${env}\n\"\"\"", NULL},
    {"x: string = \"a\"", "a\x1b[31m", "\"a\\u{1B}[31m\"", NULL},
    {"x: string = \"a\"",
     "\xe2\x80\xae"
     "b",
     "\"\\u{202E}b\"", NULL},
};

static void read_typed(Fixture *fixture, const ReadingRow *row, Reading *out, Text *problem) {
    Text body = text_format(&fixture->arena, HEAD "stack app {\n  yaml {\n    %s\n  }\n}\n",
                            row->statement);
    compile(fixture, body);
    const Param *param = find_param(fixture, "x");
    *problem = TEXT("");
    bool is_read = reading_make(&fixture->arena, param, matrix_type(fixture->matrix, param),
                                text_of(row->typed), out, problem);
    if (!is_read) out->count = 0;
}

static void typed_values_are_read(void **state) {
    for (size_t i = 0; i < COUNT(readings); i++) {
        const ReadingRow *row = &readings[i];
        Reading reading;
        Text problem;
        read_typed(*state, row, &reading, &problem);
        assert_row(reading.count == (row->alternative ? 2u : 1u), row->typed);
        assert_text(reading.items[0].line, row->written);
        if (row->alternative) assert_text(reading.items[1].line, row->alternative);
        assert_row(!row->alternative || reading.items[0].is_computed, row->typed);
        assert_false(reading.is_removal);
    }
}

static const ReadingRow refusals[] = {
    {"x: int = 1", "6 }", "`}` closes nothing", NULL},
    {"x: int = 1", "6 # six", "a comment stands in it", NULL},
    {"x: int = 1", "6\n    y = 7", "found `y` where the end of the expression is expected", NULL},
    {"x: int = 1", "", "found the end of the file where a value is expected", NULL},
    {"x: string = \"a\"", "\"b", "the string is not closed on its line", NULL},
    {"x: string = \"a\"", "a\xff", "it is no UTF-8", NULL},
    {"x: string = \"a\"", "\"a\xff\"", "it is no UTF-8", NULL},
    {"x: int = 1", "1\x1b", "the character U+001B is no part of the language", NULL},
    {"x: string = \"a\"", "\"b\" c", "found `c` where the end of the expression is expected", NULL},
};

static void what_is_no_value_is_refused(void **state) {
    for (size_t i = 0; i < COUNT(refusals); i++) {
        Reading reading;
        Text problem;
        read_typed(*state, &refusals[i], &reading, &problem);
        assert_row(reading.count == 0, refusals[i].typed);
        assert_text(problem, refusals[i].written);
    }
}

/* A hole is a text only in quotes. */
static void a_hole_takes_away(void **state) {
    static const ReadingRow hole = {"x: string = \"a\"", "_", "", NULL},
                            text = {"x: string = \"a\"", "\"_\"", "", NULL};
    Reading reading;
    Text problem;
    read_typed(*state, &hole, &reading, &problem);
    assert_true(reading.is_removal);
    read_typed(*state, &text, &reading, &problem);
    assert_false(reading.is_removal);
}

/* --- Spelling ------------------------------------------------------------------------------- */

/* What the language reads in a spelling. */
static Text decoded(Fixture *fixture, Text source) {
    Names names;
    Sources sources;
    Report report;
    Arena *arena = &fixture->arena;
    names_open(&names, arena);
    syntax_reserve(&names);
    sources_open(&sources, arena);
    report_open(&report, arena, &sources);
    uint32_t file = sources_add(&sources, TEXT(""), source);
    const Expression *expression = syntax_parse_expression(arena, &names, &report, file);
    if (report.items.count > 0) print_error("%.*s\n", TEXT_ARGS(source));
    assert_int_equal(report.items.count, 0);
    assert_int_equal(expression->kind, EXPRESSION_STRING);
    return expression->as.text;
}

static Text random_text(Arena *arena, uint64_t *state) {
    static const char *const pieces[] = {
        "$",  "{", "}", "\"",           "\"\"\"", "\\", "\n", "\n\n", " ",    "  ", "\t",
        "\r", "a", "é", "\xE2\x80\xAE", "'",      "${", "$$", "#",    "\x1b", "_"};
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (uint64_t i = random_next(state) % 12; i > 0; i--)
        writer_string(&out, pieces[random_next(state) % COUNT(pieces)]);
    return writer_done(&out);
}

/* Whatever the text, what is written for it is read as the same text, on one line and as a block. */
static void every_text_is_read_back(void **state) {
    Fixture *fixture = *state;
    uint64_t random = 7;
    Page page;
    page_open(&page, &fixture->arena, TEXT(""));
    for (int i = 0; i < 20000; i++) {
        Text text = random_text(&fixture->arena, &random);
        Text line = spelling_string(&fixture->arena, text);
        assert_true(memchr(line.bytes, '\n', line.length) == NULL);
        assert_true(text_equal(decoded(fixture, line), text));
        if (!text_ends_with(text, TEXT("\n"))) continue;
        const Spelling spelling = {.line = line, .block = text};
        Text block = spelling_text(&page, &spelling, TEXT("    "));
        assert_true(text_starts_with(block, TEXT("\"\"\"\n")));
        if (!text_equal(decoded(fixture, block), text)) print_error("%.*s\n", TEXT_ARGS(block));
        assert_true(text_equal(decoded(fixture, block), text));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(typed_values_are_read),
        fixture_test(what_is_no_value_is_refused),
        fixture_test(a_hole_takes_away),
        fixture_test(every_text_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
