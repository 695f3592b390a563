/* test_cells.c - `{ ENV = CELL }` and `= DEFAULT`: written, written anew, taken away, in every way in
 * which a block can be laid out. */
#include "edit_unit.h"

#define APP(body) "stack app {\n  yaml {\n" body "  }\n}\n"

/* --- Entries -------------------------------------------------------------------------------- */

static const Row entries[] = {
    {"an entry", "size", "prod", "8", APP("    scale size: int { dev = 1, prod = 6 }\n"),
     APP("    scale size: int { dev = 1, prod = 8 }\n")},
    {"an expression as the old value", "size", "prod", "8",
     APP("    a = 1\n    scale size: int { dev = 1, prod = yaml.a * (2 + 3) }\n"),
     APP("    a = 1\n    scale size: int { dev = 1, prod = 8 }\n")},
    {"one in brackets", "size", "prod", "8",
     APP("    scale size: int { dev = 1, prod = (2 + 3) }\n"),
     APP("    scale size: int { dev = 1, prod = 8 }\n")},
    {"a hole", "size", "prod", "8", APP("    scale size: int = 1 { dev = 2, prod = _ }\n"),
     APP("    scale size: int = 1 { dev = 2, prod = 8 }\n")},
    {"none", "size", "prod", "8", APP("    scale size: int? { dev = 2, prod = none }\n"),
     APP("    scale size: int? { dev = 2, prod = 8 }\n")},
    {"none instead", "size", "prod", "none", APP("    scale size: int? { dev = 2, prod = 8 }\n"),
     APP("    scale size: int? { dev = 2, prod = none }\n")},
    {"a text block", "motd", "prod", "short",
     APP("    tuning motd {\n      dev = \"\"\"\n        long\n        \"\"\"\n"
         "      prod = \"\"\"\n        longer\n        \"\"\"\n    }\n"),
     APP("    tuning motd {\n      dev = \"\"\"\n        long\n        \"\"\"\n"
         "      prod = \"short\"\n    }\n")},
    {"an entry behind the others", "size", "prod", "8", APP("    scale size: int { dev = 1 }\n"),
     APP("    scale size: int { dev = 1, prod = 8 }\n")},
    {"an entry between others", "size", "staging", "2",
     APP("    scale size: int { dev = 1, prod = 8 }\n"),
     APP("    scale size: int { dev = 1, staging = 2, prod = 8 }\n")},
    {"an entry before the others", "size", "dev", "1",
     APP("    scale size: int { staging = 2, prod = 8 }\n"),
     APP("    scale size: int { dev = 1, staging = 2, prod = 8 }\n")},
    {"for one that is like another", "size", "dr", "5",
     APP("    scale size: int = 1 { prod = 8 }\n"),
     APP("    scale size: int = 1 { prod = 8, dr = 5 }\n")},
    {"for an ephemeral one", "size", "preview", "3",
     APP("    scale size: int { dev = 1, prod = 8 }\n"),
     APP("    scale size: int { dev = 1, prod = 8, preview = 3 }\n")},
    {"only a default", "size", "prod", "8", APP("    scale size: int = 1\n"),
     APP("    scale size: int = 1 { prod = 8 }\n")},
    {"only a type", "size", "prod", "8", APP("    scale size: int(1..9)? ascending\n"),
     APP("    scale size: int(1..9)? ascending { prod = 8 }\n")},
    {"a map as the default", "limits", "prod", "{ cpu = 2 }",
     APP("    scale limits: map(int) = { cpu = 1 }\n"),
     APP("    scale limits: map(int) = { cpu = 1 } { prod = { cpu = 2 } }\n")},
    {"a comment beside it", "size", "prod", "8", APP("    scale size: int = 1 # one\n"),
     APP("    scale size: int = 1 { prod = 8 } # one\n")},
    {"an empty block", "size", "prod", "8", APP("    scale size: int = 1 {}\n"),
     APP("    scale size: int = 1 { prod = 8 }\n")},
    {"the last comma stays the last", "size", "prod", "8",
     APP("    scale size: int { dev = 1, }\n"),
     APP("    scale size: int { dev = 1, prod = 8, }\n")},
    {"nested groups", "a.b.size", "prod", "8",
     APP("    at a {\n      at b {\n        scale size: int = 1\n      }\n    }\n"),
     APP("    at a {\n      at b {\n        scale size: int = 1 { prod = 8 }\n      }\n    }\n")},
    {"an element of a list", "env[LEVEL].value", "prod", "info",
     APP("    tuning env[LEVEL].value = \"debug\"\n"),
     APP("    tuning env[LEVEL].value = \"debug\" { prod = \"info\" }\n")},
    {"a list for one", "names", "prod", "[\"c\"]",
     APP("    tuning names: list(string) {\n      dev = [\n        # The first.\n        \"a\",\n"
         "      ]\n    }\n"),
     APP("    tuning names: list(string) {\n      dev = [\n        # The first.\n        \"a\",\n"
         "      ]\n      prod = [\"c\"]\n    }\n")},
    {"a list of lines, with what stands in it", "names", NULL, "[\"c\"]",
     APP("    names = [\n      # The first.\n      \"a\",\n    ] # all\n"),
     APP("    names = [\"c\"] # all\n")},
    {"a map of lines", "tags", "dev", "{\n  c = 3\n  d = 4\n}",
     APP("    tuning tags: map(int) = {} {\n      dev = {\n        a = 1\n        b = 2\n      }\n"
         "    }\n"),
     APP("    tuning tags: map(int) = {} {\n      dev = { c = 3, d = 4 }\n    }\n")},
    {"an entry of a list of names", "env[LEVEL].value", "prod", "info",
     APP("    at env as list {\n      # How much.\n      @deprecated(\"x\")\n"
         "      tuning LEVEL = \"debug\"\n    }\n"),
     APP("    at env as list {\n      # How much.\n      @deprecated(\"x\")\n"
         "      tuning LEVEL = \"debug\" { prod = \"info\" }\n    }\n")},
    {"quoted segments", "selector.\"example.org/zone\"", "prod", "b",
     APP("    tuning selector.\"example.org/zone\" = \"a\"\n"),
     APP("    tuning selector.\"example.org/zone\" = \"a\" { prod = \"b\" }\n")},
};

static void entries_are_set(void **state) {
    check_rows(*state, entries, COUNT(entries));
}

/* --- Entries of a line each ----------------------------------------------------------------- */

#define LINES(lines) APP("    scale size: int {\n" lines "    }\n")

static const Row lines[] = {
    {"an entry", "size", "prod", "8", LINES("      dev = 1\n      prod = 6 # six\n"),
     LINES("      dev = 1\n      prod = 8 # six\n")},
    {"behind the others", "size", "prod", "8", LINES("      dev = 1 # one\n"),
     LINES("      dev = 1 # one\n      prod = 8\n")},
    {"between others", "size", "staging", "2",
     LINES("      dev = 1\n      # In pairs.\n      prod = 6\n"),
     LINES("      dev = 1\n      staging = 2\n      # In pairs.\n      prod = 6\n")},
    {"before the others", "size", "dev", "1", LINES("      # In pairs.\n      prod = 6\n"),
     LINES("      dev = 1\n      # In pairs.\n      prod = 6\n")},
    {"commas", "size", "staging", "2", LINES("      dev = 1,\n      prod = 6,\n"),
     LINES("      dev = 1,\n      staging = 2,\n      prod = 6,\n")},
    {"no comma at the end", "size", "prod", "6", LINES("      dev = 1,\n      staging = 2\n"),
     LINES("      dev = 1,\n      staging = 2\n      prod = 6\n")},
    {"several on a line", "size", "staging", "2",
     APP("    scale size: int { dev = 1\n      prod = 6 }\n"),
     APP("    scale size: int { dev = 1, staging = 2\n      prod = 6 }\n")},
    {"nothing but a comment", "size", "prod", "6", LINES("      # none yet\n"),
     LINES("      prod = 6\n      # none yet\n")},
    {"a text block", "motd", "prod", "a\nb\n", APP("    tuning motd {\n      dev = \"x\"\n    }\n"),
     APP("    tuning motd {\n      dev = \"x\"\n      prod = \"\"\"\n        a\n        b\n"
         "        \"\"\"\n    }\n")},
    {"a text block in one line", "motd", "prod", "a\n\nb\n", APP("    tuning motd = \"x\"\n"),
     APP("    tuning motd = \"x\" {\n      prod = \"\"\"\n        a\n\n        b\n"
         "        \"\"\"\n    }\n")},
};

static void lines_are_set(void **state) {
    check_rows(*state, lines, COUNT(lines));
}

/* --- Taking away ---------------------------------------------------------------------------- */

static const Row removals[] = {
    {"the last", "size", "prod", "_", APP("    scale size: int = 1 { dev = 2, prod = 6 }\n"),
     APP("    scale size: int = 1 { dev = 2 }\n")},
    {"the first", "size", "dev", "_", APP("    scale size: int = 1 { dev = 2, prod = 6 }\n"),
     APP("    scale size: int = 1 { prod = 6 }\n")},
    {"the only one", "size", "prod", "_", APP("    scale size: int = 1 { prod = 6 } # one\n"),
     APP("    scale size: int = 1 # one\n")},
    {"the only one, beside a comment", "size", "prod", "_",
     APP("    scale size: int = 1 {\n      # six\n      prod = 6\n    }\n"),
     APP("    scale size: int = 1 {\n      # six\n    }\n")},
    {"a line", "size", "staging", "_", LINES("      dev = 1\n      staging = 2\n      prod = 6\n"),
     LINES("      dev = 1\n      prod = 6\n")},
    {"a line with a comma", "size", "staging", "_",
     LINES("      dev = 1,\n      staging = 2,\n      prod = 6,\n"),
     LINES("      dev = 1,\n      prod = 6,\n")},
    {"a line with a comment", "size", "prod", "_", LINES("      dev = 1\n      prod = 6 # six\n"),
     LINES("      dev = 1\n      # six\n")},
    {"what is not there", "size", "prod", "_", APP("    scale size: int = 1 { dev = 2 }\n"), NULL},
    {"what only has the value of another", "size", "dr", "_",
     APP("    scale size: int { dev = 1, prod = 8 }\n"), NULL},
    {"a default", "size", NULL, "_", APP("    scale size: int = 1 { dev = 2 }\n"),
     APP("    scale size: int { dev = 2 }\n")},
    {"a default that is all", "size", NULL, "_", APP("    scale size: int = 1\n"),
     APP("    scale size: int\n")},
};

static void cells_are_taken_away(void **state) {
    check_rows(*state, removals, COUNT(removals));
}

/* --- Defaults ------------------------------------------------------------------------------- */

static const Row defaults[] = {
    {"a constant", "port", NULL, "9090", APP("    port = 8080 # as everywhere\n"),
     APP("    port = 9090 # as everywhere\n")},
    {"a default before cells", "size", NULL, "2", APP("    scale size: int = 1 { prod = 8 }\n"),
     APP("    scale size: int = 2 { prod = 8 }\n")},
    {"a default that is new", "size", NULL, "2",
     APP("    scale size: int ascending { prod = 8 }\n"),
     APP("    scale size: int ascending = 2 { prod = 8 }\n")},
    {"a default without a type", "size", NULL, "2", APP("    scale size { prod = 8 }\n"),
     APP("    scale size = 2 { prod = 8 }\n")},
    {"in the place of a text block", "motd", NULL, "b",
     APP("    motd = \"\"\"\n      a\n      \"\"\"\n"), APP("    motd = \"b\"\n")},
    {"a text block", "motd", NULL, "a ${b}\n  \"\"\"c\\\n", APP("    motd = \"x\"\n"),
     APP("    motd = \"\"\"\n      a $${b}\n        \\\"\"\"c\\\\\n      \"\"\"\n")},
    {"in brackets", "size", NULL, "2", APP("    size: int = (1 + 1) * (1)\n"),
     APP("    size: int = 2\n")},
};

static void defaults_are_set(void **state) {
    check_rows(*state, defaults, COUNT(defaults));
}

/* --- Layout --------------------------------------------------------------------------------- */

#define NAME "registry.example/a/name/that/is/rather/long"

static const Row layouts[] = {
    {"what was not laid out keeps every other byte", "size", "prod", "8",
     "stack app {\n yaml   {\n\tscale size :int { dev=1 ,prod= 6 }   \n  b=1\n  }\n\n\n}",
     "stack app {\n yaml   {\n\tscale size :int { dev=1 ,prod= 8 }   \n  b=1\n  }\n\n\n}"},
    {"an entry in what was not laid out", "size", "staging", "2",
     "stack app {\nyaml {\nscale size: int {\n\t  dev=1\n prod=6\n}}}\n",
     "stack app {\nyaml {\nscale size: int {\n\t  dev=1\n\t  staging = 2\n prod=6\n}}}\n"},
    {"a line that becomes too long", "image.name", "prod", NAME "/2",
     APP("    tuning image.name: string { dev = \"" NAME "\" }\n"),
     APP("    tuning image.name: string {\n      dev = \"" NAME "\"\n      prod = \"" NAME
         "/2\"\n    }\n")},
    {"a line that was too long before", "image.name", "prod", NAME "/3",
     APP("    tuning image.name: string { dev = \"" NAME "\", prod = \"" NAME "\" }\n"),
     APP("    tuning image.name: string { dev = \"" NAME "\", prod = \"" NAME "/3\" }\n")},
    {"a new block that is too long", "image.name", "prod", NAME,
     APP("    tuning image.name: string = \"" NAME "\" # as it is\n"),
     APP("    tuning image.name: string = \"" NAME "\" {\n      prod = \"" NAME
         "\"\n    } # as it is\n")},
    {"an old value in a long line", "image.name", "staging", NAME "/and/more",
     APP("    tuning image.name: string { dev = \"a\", staging = \"b\", prod = \"c\" }\n"),
     APP("    tuning image.name: string {\n      dev = \"a\"\n      staging = \"" NAME
         "/and/more\"\n      prod = \"c\"\n    }\n")},
};

static void layouts_are_kept(void **state) {
    check_rows(*state, layouts, COUNT(layouts));
}

/* A mark of byte order and returns are no part of the one layout, so nothing is laid out. */
static void a_mark_of_byte_order_is_kept(void **state) {
    Fixture *fixture = *state;
    compile(fixture, TEXT("\xEF\xBB\xBF" HEAD APP("    size:int { dev=1 }\n")));
    assert_text(set_value(fixture, "size", "prod", "8"),
                "\xEF\xBB\xBF" HEAD APP("    size:int { dev=1, prod = 8 }\n"));
}

/* Every line of a text that ends with a return too. */
static Text with_returns(Arena *arena, Text text) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '\n') writer_char(&out, '\r');
        writer_char(&out, text.bytes[i]);
    }
    return writer_done(&out);
}

/* What is set in a text is the same, and so are the ends of all its lines. */
static void check_returns(Fixture *fixture, const Row *row) {
    Text before = join(fixture, row->before),
         after = row->after ? join(fixture, row->after) : before;
    check_row(fixture, row, with_returns(&fixture->arena, before),
              with_returns(&fixture->arena, after));
}

/* They are no part of the one layout, in which these rows are. */
static void returns_are_kept(void **state) {
    for (size_t i = 0; i < COUNT(entries); i++)
        check_returns(*state, &entries[i]);
    for (size_t i = 0; i < COUNT(removals); i++)
        check_returns(*state, &removals[i]);
    for (size_t i = 0; i < COUNT(lines) - 1; i++)
        check_returns(*state, &lines[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(entries_are_set),      fixture_test(lines_are_set),
        fixture_test(cells_are_taken_away), fixture_test(defaults_are_set),
        fixture_test(layouts_are_kept),     fixture_test(a_mark_of_byte_order_is_kept),
        fixture_test(returns_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
