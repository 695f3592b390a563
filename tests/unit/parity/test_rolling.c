/* test_rolling.c - P0013 and P0015: journeys, waivers and their dates. */
#include "parity_unit.h"

/* 2026-01-01; what is undated here ends in 2030. */
static const ParityOptions some_day = {
    .has_today = true, .today = 1767225600, .dates_are_errors = true};
static const ParityOptions no_day = {.dates_are_errors = true};

static ParityOptions on(const char *date) {
    ParityOptions options = {.has_today = true, .dates_are_errors = true};
    assert_true(moment_parse(text_of(date), &options.today));
    return options;
}

static void journeys_climb_rung_by_rung(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 1 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 2, prod = 1 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 2 }", "P0013"},
        {"@rolling(until = 2030-01-01)\na { dev = 1, staging = 2, prod = 2 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 3, staging = 2, prod = 1 }", "P0013"},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 2, prod = 2 }", "P0013."},
        /* Absent is a state whatever the type. */
        {"@rolling(until = 2030-01-01)\na: int { dev = 2, staging = 2 }", ""},
        {"@rolling(until = 2030-01-01)\na: int { dev = 2, prod = 2 }", "P0013"},
        {"@rolling(until = 2030-01-01)\na: int { dev = none, staging = 2, prod = 2 }", ""},
        {"@rolling(until = 2030-01-01)\na: int { dev = 1, staging = 2 }", "P0013"},
        /* An image may be on its way like everything else. */
        {"@rolling(until = 2030-01-01)\nimage.tag { dev = \"2\", staging = \"1\", prod = \"1\" }",
         ""},
        {"@rolling(until = 2030-01-01)\nimage.tag { dev = \"2\", staging = \"1\", prod = \"2\" }",
         "P0013"},
        /* Laws are for those who have arrived. */
        {"@rolling(until = 2030-01-01)\nscale a: int { dev = 1, staging = 2, prod = 2 }", ""},
        {"@rolling(until = 2030-01-01)\nendpoint a { dev = \"x\", staging = \"y\", prod = \"y\" }",
         ""},
        /* One annotation over several rows. */
        {"@rolling(until = 2030-01-01)\n| dev | staging | prod {\na | 2 | 1 | 1\nb | 2 | 2 | 2\n}",
         ""},
        {"@rolling(until = 2030-01-01)\n| dev | staging | prod {\na | 2 | 2 | 2\nb | 2 | 2 | 2\n}",
         "P0013."},
        {"@rolling(until = 2030-01-01)\n| dev | staging | prod {\na | 2 | 1 | 2\nb | 3 | 2 | 1\n}",
         "P0013 P0013"},
        {"@waive(P0013, \"a detour\")\n@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, "
         "prod = 2 }",
         ""},
        {"@waive(P0013, \"a detour\", in = prod)\n@rolling(until = 2030-01-01)\na { dev = 2, "
         "staging = 1, prod = 2 }",
         ""},
        {"@waive(P0013, \"a detour\", in = dev)\n@rolling(until = 2030-01-01)\na { dev = 2, "
         "staging = 2, prod = 1 }",
         "P0015?"},
    };
    check_rows(LADDER, rows, COUNT(rows), &some_day);
}

/* A standby stands where its model does; what has no rung may have either state. */
static void likeness_gives_a_rung(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 1 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 1, dr = 2 }", "P0013"},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 2, prod = 1, dr = 2 }", ""},
    };
    check_rows(LADDER STANDBY, rows, COUNT(rows), &some_day);
    static const BodyRow lab[] = {
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 1, lab = 2 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 1, lab = 1 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 2, staging = 1, prod = 1, lab = 3 }", "P0013"},
    };
    check_rows(LADDER "environment lab {\n class = nonproduction\n}\n", lab, COUNT(lab), &some_day);
}

static void rungs_of_several_follow_upstream(void **state) {
    (void)state;
    static const char any[] = "strategy shop {\n rung = \"0.1\"\n}\n"
                              "ladder dev -> { uat, perf } -> prod\n"
                              "environments | dev, uat, perf | prod {\n"
                              " class | nonproduction | production\n}\n";
    static const char all[] =
        "strategy shop {\n rung = \"0.1\"\n}\n"
        "ladder dev -> { uat, perf } -> prod\n"
        "environments | dev, uat, perf | prod {\n"
        " class | nonproduction | production\n upstream | \"any\" | \"all\"\n}\n";
    static const char low[] = "strategy shop {\n rung = \"0.1\"\n}\n"
                              "ladder { one, two } -> prod\n"
                              "environments | one, two | prod {\n"
                              " class | nonproduction | production\n}\n";
    static const BodyRow some[] = {
        {"@rolling(until = 2030-01-01)\na { dev = 2, uat = 2, perf = 1, prod = 2 }", ""},
        {"@rolling(until = 2030-01-01)\na { dev = 2, uat = 1, perf = 1, prod = 2 }", "P0013"},
    };
    static const BodyRow every[] = {
        {"@rolling(until = 2030-01-01)\na { dev = 2, uat = 2, perf = 1, prod = 2 }", "P0013"},
        {"@rolling(until = 2030-01-01)\na { dev = 2, uat = 2, perf = 2, prod = 2 }", "P0013."},
        {"@rolling(until = 2030-01-01)\na { dev = 2, uat = 2, perf = 1, prod = 1 }", ""},
    };
    static const BodyRow lowest[] = {
        {"@rolling(until = 2030-01-01)\na { one = 2, two = 1, prod = 1 }", ""},
        {"@rolling(until = 2030-01-01)\na { one = 1, two = 2, prod = 1 }", ""},
    };
    check_rows(any, some, COUNT(some), &some_day);
    check_rows(all, every, COUNT(every), &some_day);
    check_rows(low, lowest, COUNT(lowest), &some_day);
}

static void journeys_end(void **state) {
    (void)state;

    static const struct {
        const char *today;
        BodyRow row;
    } rows[] = {
        {"2026-11-05", {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 1, prod = 1 }", ""}},
        {"2026-11-06",
         {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 1, prod = 1 }", "P0013?"}},
        {"2026-11-20T23:59:59Z",
         {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 1, prod = 1 }", "P0013?"}},
        {"2026-11-21",
         {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 1, prod = 1 }", "P0013"}},
        /* All have arrived: nothing but the annotation is left to do. */
        {"2026-11-01",
         {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 2, prod = 2 }", "P0013."}},
        {"2026-11-21",
         {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 2, prod = 2 }", "P0013"}},
        {"2026-11-21",
         {"@waive(P0013, \"frozen\")\n@rolling(until = 2026-11-20)\n"
          "a { dev = 2, staging = 1, prod = 1 }",
          ""}},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        ParityOptions options = on(rows[i].today);
        check_rows(LADDER, &rows[i].row, 1, &options);
    }
}

static void waivers_waive_something(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"@waive(P0005, \"why\")\nscale a: int { dev = 1, staging = 6, prod = 2 }", ""},
        {"@waive(P0005, \"why\")\nscale a: int { dev = 1, staging = 2, prod = 6 }", "P0015?"},
        {"@waive(P0003, \"why\")\na { dev = 1, staging = 2, prod = 6 }", ""},
        {"@waive(P0003, \"why\")\na { dev = 1, staging = 1, prod = 1 }", "P0015?"},
        {"@waive(P0004, \"why\")\ntuning a: int { dev = 1, staging = 2 }", ""},
        {"@waive(P0004, \"why\", in = prod)\ntuning a: int { dev = 1, staging = 2 }", ""},
        {"@waive(P0004, \"why\", in = dev)\ntuning a: int { dev = 1, staging = 2 }",
         "P0015? P0004"},
        /* With `in`, the rule is judged as if those environments were not there. */
        {"@waive(P0003, \"why\", in = prod)\na { dev = 1, staging = 1, prod = 6 }", ""},
        {"@waive(P0003, \"why\", in = prod)\na { dev = 1, staging = 2, prod = 6 }", "P0003"},
        {"@waive(P0005, \"why\", in = staging)\nscale a: int { dev = 1, staging = 6, prod = 2 }",
         ""},
        {"@waive(P0005, \"why\", in = dev)\nscale a: int { dev = 1, staging = 6, prod = 2 }",
         "P0015? P0005"},
        {"@waive(P0005, \"why\", in = [staging, prod])\n"
         "scale a: int { dev = 1, staging = 6, prod = 2 }",
         ""},
        /* By name instead of code, and over a table. */
        {"@waive(law-broken, \"why\")\nscale a: int { dev = 1, staging = 6, prod = 2 }", ""},
        {"@waive(P0005, \"why\")\nscale | dev | staging | prod {\n a | 1 | 6 | 2\n b | 1 | 2 | "
         "3\n}",
         ""},
        {"@waive(P0015, \"kept for the audit\")\n@waive(P0005, \"why\")\n"
         "scale a: int { dev = 1, staging = 2, prod = 6 }",
         ""},
        /* In a broken program a finding may only be hidden. */
        {"@waive(P0005, \"why\")\nscale a: int { dev = 1, staging = \"x\", prod = 6 }", "T0020"},
    };
    check_rows(LADDER, rows, COUNT(rows), &some_day);
}

static void waivers_end(void **state) {
    (void)state;
    static const char body[] = "@waive(P0005, \"why\", until = 2026-11-20)\n"
                               "scale a: int { dev = 1, staging = 6, prod = 2 }";

    static const struct {
        const char *today;
        const char *expected;
    } rows[] = {
        {"2026-11-05", ""},
        {"2026-11-06", "P0015?"},
        {"2026-11-20", "P0015?"},
        {"2026-11-21", "P0015"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        ParityOptions options = on(rows[i].today);
        BodyRow row = {body, rows[i].expected};
        check_rows(LADDER, &row, 1, &options);
    }
    /* In every command but `check` a date never stops anything. */
    ParityOptions elsewhere = on("2026-12-24");
    elsewhere.dates_are_errors = false;
    BodyRow late = {body, "P0015?"};
    check_rows(LADDER, &late, 1, &elsewhere);
    BodyRow rolling = {"@rolling(until = 2026-11-20)\na { dev = 2, staging = 1, prod = 1 }",
                       "P0013?"};
    check_rows(LADDER, &rolling, 1, &elsewhere);
    BodyRow unknown = {body, "P0015."};
    check_rows(LADDER, &unknown, 1, &no_day);
}

/* A unit's waiver covers its rows and its profile's. */
static void units_waive_for_their_rows(void **state) {
    (void)state;
    Proof proof;
    prove_text(&proof,
               TEXT(LADDER "profile p {\n yaml {\n  x { dev = 1, staging = 2, prod = 3 }\n }\n}\n"
                           "@waive(P0003, \"why\")\nstack a uses p {\n}\n"
                           "stack b uses p {\n}\n"),
               &some_day);
    assert_text(codes(&proof), "P0003");
    assert_text(proof.report.items.items[0]->unit, "b");
    arena_close(&proof.arena);
}

static void today_is_asked_for_where_a_date_stands(void **state) {
    static const struct {
        const char *body;
        bool expected;
    } rows[] = {
        {"a = 1", false},
        {"@rolling(until = 2026-01-01)\na = 1", true},
        {"@waive(P0003, \"why\")\na = 1", false},
        {"@waive(P0003, \"why\", until = 2026-01-01)\na = 1", true},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Proof proof;
        Text text = text_format(*state, "%sstack s {\n yaml {\n%s\n }\n}\n", LADDER, rows[i].body);
        prove_text(&proof, text, &some_day);
        assert_row(parity_needs_today(matrix_model(proof.matrix)) == rows[i].expected,
                   rows[i].body);
        arena_close(&proof.arena);
    }
}

/* The fixes that are marked safe: applied, the finding is gone, none is new, the layout stays. */
static void annotations_are_taken_away(void **state) {
    static const struct {
        const char *body;
        const char *fixed;
        bool is_safe;
    } rows[] = {
        {"    @rolling(until = 2030-01-01)\n    a = 1\n", "    a = 1\n", true},
        {"    @rolling(until = 2030-01-01)  \n    a = 1\n", "    a = 1\n", true},
        {"    @rolling(until = 2030-01-01) # until summer\n    a = 1\n",
         "     # until summer\n    a = 1\n", true},
        {"    @waive(P0003, \"why\")\n    a = 1\n", "    a = 1\n", true},
        /* Without the annotation the category would have something to explain. */
        {"    @rolling(until = 2030-01-01)\n    tuning a = 1\n", "    tuning a = 1\n", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Proof proof;
        Text text = text_format(*state, "%sstack s {\n  yaml {\n%s  }\n}\n", LADDER, rows[i].body);
        prove_text(&proof, text, &some_day);
        assert_int_equal(proof.report.items.count, 1);
        const Diagnostic *diagnostic = proof.report.items.items[0];
        assert_int_equal(diagnostic->fixes.count, 1);
        assert_row(diagnostic->fixes.items[0].is_safe == rows[i].is_safe, rows[i].body);
        Text fixed = fix_apply(*state, text, diagnostic->fixes.items[0].edits.items, 1);
        Text expected =
            text_format(*state, "%sstack s {\n  yaml {\n%s  }\n}\n", LADDER, rows[i].fixed);
        assert_text(fixed, text_c(*state, expected));
        Proof again;
        prove_text(&again, fixed, &some_day);
        assert_row((again.report.items.count == 0) == rows[i].is_safe, rows[i].body);
        arena_close(&again.arena);
        arena_close(&proof.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(journeys_climb_rung_by_rung),
        cmocka_unit_test(likeness_gives_a_rung),
        cmocka_unit_test(rungs_of_several_follow_upstream),
        cmocka_unit_test(journeys_end),
        cmocka_unit_test(waivers_waive_something),
        cmocka_unit_test(waivers_end),
        cmocka_unit_test(units_waive_for_their_rows),
        cmocka_unit_test(today_is_asked_for_where_a_date_stands),
        cmocka_unit_test(annotations_are_taken_away),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
