/* test_scoping.c - which mistakes stop a build of a part: those of what was asked for and of what
 * it uses, and no others. */
#include "library_unit.h"

#define NEEDS "stack needs {\n  json {\n    a = stack.bad.json.size\n  }\n}\n"
#define BAD   "stack bad {\n  json {\n    scale size: int(1..3) { dev = 1, prod = 9 }\n  }\n}\n"

/* A second source beside a shop of `site`, what is asked for, and whether it is built. */
typedef struct Row {
    const char *other;
    const char *unit;        /* NULL: all */
    const char *environment; /* NULL: all */
    const char *codes;       /* what is reported; "": it is built */
} Row;

static const Row rows[] = {
    /* The unit. */
    {BAD, NULL, NULL, "T0020 "},
    {BAD, "site", NULL, ""},
    {BAD, "site", "prod", ""},
    {BAD, "bad", NULL, "T0020 "},
    /* The environment. */
    {BAD, "bad", "dev", ""},
    {BAD, "bad", "prod", "T0020 "},
    {BAD, NULL, "dev", ""},
    {BAD, NULL, "prod", "T0020 "},
    /* What it uses. */
    {BAD NEEDS, "needs", "prod", "T0020 "},
    {BAD NEEDS, "needs", "dev", ""},
    {"profile common {\n  json {\n    a = nothing\n  }\n}\nstack user uses common {\n}\n", "user",
     "dev", "N0050 "},
    {"profile common {\n  json {\n    a = nothing\n  }\n}\nstack user uses common {\n}\n", "site",
     "dev", ""},
    {"profile common {\n  json {\n    a = nothing\n  }\n}\n", "site", "dev", ""},
    /* What is everybody's. */
    {"environment other like nobody\n", "site", "dev", "N0010 "},
    {"type size = int(9..1)\n", "site", "dev", "T0002 "},
    /* Names of a unit that is there twice. */
    {"stack twice {\n}\nstack twice {\n}\n", "site", "dev", ""},
    {"stack site {\n}\n", "site", "dev", "N0002 "},
    /* Syntax, by file. */
    {"stack torn {\n  json {\n    a = = 1\n  }\n}\n", "site", "dev", ""},
    {"stack torn {\n  json {\n    a = = 1\n  }\n}\n", "torn", "dev", "S0001 "},
    {"stack torn {\n  json {\n    a = = 1\n  }\n}\nstack whole {\n}\n", "whole", "dev", "S0001 "},
    {"stack torn {\n  json {\n    a = = 1\n  }\n}\ncategory own {\n}\n", "site", "dev", "S0001 "},
    {"policy torn {\n  require = 1\n}\n", "site", "dev", ""},
    {"policy torn {\n  require = 1\n}\nladder prod -> preview\n", "site", "dev", "S0001 N0002 "},
    {"profile torn {\n  json {\n    a = = 1\n  }\n}\n" BAD, "bad", "prod", "S0001 T0020 "},
    {"profile torn {\n  json {\n    a = = 1\n  }\n}\nstack user uses torn {\n}\n", "user", "dev",
     "S0001 "},
};

static RungProject *open_row(const Row *row) {
    RungFile files[] = {{"strategy.rung", SHOP SITE, strlen(SHOP SITE)},
                        {"other.rung", row->other, strlen(row->other)}};
    return rung_open_memory(files, COUNT(files), NULL);
}

static RungStatus build(RungProject *project, const Row *row, const char *out) {
    RungBuild request = {.out = out};
    const RungOutput *outputs;
    size_t count;
    if (row->unit) {
        request.units = &row->unit;
        request.unit_count = 1;
    }
    if (row->environment) {
        request.environments = &row->environment;
        request.environment_count = 1;
    }
    return rung_build(project, &request, &outputs, &count);
}

static void only_what_concerns_it_stops_a_build(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *root = tree_scratch(arena);
        RungProject *project = open_row(&rows[i]);
        RungStatus status = build(project, &rows[i], root);
        const char *codes = codes_of(arena, project);
        if (strcmp(codes, rows[i].codes) != 0)
            print_error("row %zu: %s, not %s\n", i, codes, rows[i].codes);
        assert_string_equal(codes, rows[i].codes);
        assert_int_equal(status, *codes ? RUNG_FINDINGS : RUNG_OK);
        assert_int_equal(list_files(arena, root).length == 0, *codes != '\0');
        rung_close(project);
        tree_remove(arena, root);
    }
}

/* The project keeps every finding: a check after the build tells them all. */
static void nothing_is_forgotten(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    const Row row = {BAD, "site", "prod", ""};
    RungProject *project = open_row(&row);
    assert_int_equal(build(project, &row, root), RUNG_OK);
    RungCounts counts = rung_counts(project);
    assert_int_equal(counts.errors, 0);
    assert_int_equal(counts.elsewhere, 1);
    assert_int_equal(rung_check(project), RUNG_FINDINGS);
    counts = rung_counts(project);
    assert_int_equal(counts.errors, 1);
    assert_int_equal(counts.elsewhere, 0);
    assert_string_equal(codes_of(arena, project), "T0020 ");
    rung_close(project);
    tree_remove(arena, root);
}

/* A name that a syntax error has swallowed stops the unit that needs it; the cause is shown. */
static void a_hidden_consequence_stops_a_build(void **state) {
    Arena *arena = *state;
    const char *root = tree_scratch(arena);
    const char *other = "categry reason {\n}\n";
    const char *needs = SHOP SITE "stack needs {\n  json {\n    reason a = 1\n  }\n}\n";
    RungFile files[] = {{"other.rung", other, strlen(other)},
                        {"strategy.rung", needs, strlen(needs)}};
    RungProject *project = rung_open_memory(files, COUNT(files), NULL);
    Row row = {"", "needs", "dev", ""};
    assert_int_equal(build(project, &row, root), RUNG_FINDINGS);
    assert_string_equal(codes_of(arena, project), "S0033 ");
    row.unit = "site";
    assert_int_equal(build(project, &row, root), RUNG_OK);
    assert_string_equal(codes_of(arena, project), "");
    assert_int_equal(rung_counts(project).elsewhere, 1);
    rung_close(project);
    tree_remove(arena, root);
}

/* What only follows from a syntax error is not said beside it. */
static void consequences_are_not_reported(void **state) {
    Arena *arena = *state;

    static const struct {
        const char *text, *codes;
    } cases[] = {
        {SHOP "stack a {\n  json {\n    b = = 1\n    c = json.b\n  }\n}\n", "S0001 "},
        {SHOP "stack a {\n  json {\n    b = = 1\n  }\n}\n"
              "stack c {\n  json {\n    d { dev = 1, prod = 2 }\n  }\n}\n",
         "S0001 P0003 "},
        {SHOP "category own {\n  ascending ascending,,\n}\n"
              "stack c {\n  json {\n    d { dev = 1, prod = 2 }\n  }\n}\n",
         "S0022 S0001 "},
        {SHOP "stack a {\n  json {\n    b = = 1\n  }\n}\n"
              "stack c {\n  json {\n    odd d = nothing\n    e = stack.a.json.c\n  }\n}\n",
         "S0001 N0024 N0050 "},
        {SHOP "profile p {\n  json {\n    b = = 1\n    d\n  }\n}\n"
              "stack c uses p {\n  json {\n    d { dev = 1, prod = 2 }\n  }\n}\n",
         "S0001 "},
        {SHOP "profile p {\n  json {\n    scale d: int\n  }\n}\n"
              "stack c uses p {\n  json {\n    d = = 1\n  }\n}\n",
         "S0001 "},
        {SHOP "profile {\n  json {\n    d = 1\n  }\n}\nstack c uses p {\n}\n", "S0001 "},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        RungProject *project = open_text(cases[i].text, NULL);
        assert_int_equal(rung_check(project), RUNG_FINDINGS);
        assert_string_equal(codes_of(arena, project), cases[i].codes);
        rung_close(project);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_concerns_it_stops_a_build),
        cmocka_unit_test(nothing_is_forgotten),
        cmocka_unit_test(a_hidden_consequence_stops_a_build),
        cmocka_unit_test(consequences_are_not_reported),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
