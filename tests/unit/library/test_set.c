/* test_set.c - one value set through the interface: what comes back, what is refused, and that the
 * program says exactly one thing else afterwards. */
#include "library_unit.h"

#define UNIT(body) "stack app {\n  yaml {\n" body "  }\n}\n"

typedef struct Asked {
    RungProject *project;
    RungEdit edit;
    RungStatus status;
    Text report;
} Asked;

static Asked ask(const char *source, const char *reference, const char *value) {
    Asked asked = {.project = open_text(source, NULL)};
    asked.status = rung_set(asked.project, reference, value, &asked.edit);
    asked.report = text_from(rung_report(asked.project, RUNG_REPORT_TEXT, NULL));
    return asked;
}

/* --- The answer ----------------------------------------------------------------------------- */

static void the_answer_says_what_changes_and_where(void **state) {
    (void)state;
    Asked asked =
        ask(SHOP UNIT("    scale replicas: int { dev = 1, prod = 6 }\n"), "replicas@prod", "8");
    assert_int_equal(asked.status, RUNG_OK);
    assert_string_equal(asked.edit.source, "strategy.rung");
    assert_string_equal(asked.edit.path, "strategy.rung");
    assert_string_equal(asked.edit.reference, "app.yaml.replicas@prod");
    assert_string_equal(asked.edit.old_value, "6");
    assert_string_equal(asked.edit.new_value, "8");
    assert_int_equal(asked.edit.line, 12);
    assert_int_equal(asked.edit.column, 43);
    assert_string_equal(asked.edit.before.bytes,
                        SHOP UNIT("    scale replicas: int { dev = 1, prod = 6 }\n"));
    assert_string_equal(asked.edit.after.bytes,
                        SHOP UNIT("    scale replicas: int { dev = 1, prod = 8 }\n"));
    assert_int_equal(asked.edit.after.length, strlen(asked.edit.after.bytes));
    assert_false(asked.edit.is_hidden);
    assert_text(asked.report, "");
    rung_close(asked.project);
}

/* What a value is shown as, before and after. */
typedef struct ShownRow {
    const char *body, *reference, *value, *old_value, *new_value;
} ShownRow;

static const ShownRow shown[] = {
    {"    tuning x { dev = \"a\", prod = \"b\" }\n", "x@prod", "c", "\"b\"", "\"c\""},
    {"    tuning x { dev = \"a\", prod = none }\n", "x@prod", "c", "none", "\"c\""},
    {"    tuning x: string? { dev = \"a\" }\n", "x@prod", "c", "(no value)", "\"c\""},
    {"    x = 1\n", "x", "2", "1", "2"},
    {"    tuning x: int { dev = 1, prod = y }\n", "x@prod", "2", "(could not be computed)", "2"},
    {"    tuning x: int { dev = 1 }\n", "x", "2", "(no default)", "2"},
    {"    tuning x = yaml.y + 1 { dev = 1 }\n    y = 1\n", "x", "yaml.y + 2", "yaml.y + 1",
     "yaml.y + 2"},
    {"    tuning x = 1 { dev = 3, prod = 2 }\n", "x@prod", "_", "2", "1"},
    {"    @sensitive\n    tuning x { dev = 1, prod = 2 }\n", "x@prod", "3", "(hidden)", "(hidden)"},
    {"    @sensitive\n    x = 1\n", "x", "3", "(hidden)", "(hidden)"},
};

static void values_are_shown(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(shown); i++) {
        const ShownRow *row = &shown[i];
        Text source = text_format(arena, SHOP "stack app {\n  yaml {\n%s  }\n}\n", row->body);
        Asked asked = ask(text_c(arena, source), row->reference, row->value);
        if (asked.status != RUNG_OK) print_error("%.*s\n", TEXT_ARGS(asked.report));
        assert_row(asked.status == RUNG_OK, row->body);
        assert_string_equal(asked.edit.old_value, row->old_value);
        assert_string_equal(asked.edit.new_value, row->new_value);
        rung_close(asked.project);
    }
}

/* --- Nothing to do -------------------------------------------------------------------------- */

static const char *const same[][2] = {
    {"size@dev", "1"},   /* the cell */
    {"size@prod", "4"},  /* the default */
    {"size@dr", "4"},    /* of what it is like */
    {"wait@dev", "30s"}, /* computed */
    {"size", "4"},
};

static void what_is_so_already_is_no_change(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(same); i++) {
        Asked asked =
            ask(SHOP "environment dr like prod\n" UNIT(
                    "    scale size: int = 4 { dev = 1 }\n    at x {\n      tuning y = 15s\n    }\n"
                    "    tuning wait: duration = yaml.x.y * 2 { prod = 1m }\n"
                    "    broken = nothing\n"),
                same[i][0], same[i][1]);
        assert_row(asked.status == RUNG_OK, same[i][0]);
        assert_string_equal(asked.edit.before.bytes, asked.edit.after.bytes);
        assert_string_equal(asked.edit.old_value, asked.edit.new_value);
        assert_true(asked.edit.line >= 12);
        assert_text(asked.report, "");
        assert_int_equal(rung_counts(asked.project).elsewhere, 1);
        rung_close(asked.project);
    }
}

/* An expression is wanted for itself, and another spelling for what is emitted. */
static void another_way_to_say_it_is_a_change(void **state) {
    (void)state;
    const char *source = SHOP UNIT("    tuning x: int { dev = 1, prod = 2 }\n"
                                   "    tuning cpu: quantity { dev = 1, prod = 2 }\n");
    Asked asked = ask(source, "x@prod", "1 + 1");
    assert_int_equal(asked.status, RUNG_OK);
    assert_non_null(strstr(asked.edit.after.bytes, "prod = 1 + 1 }"));
    rung_close(asked.project);
    asked = ask(source, "cpu@prod", "2000m");
    assert_non_null(strstr(asked.edit.after.bytes, "prod = 2000m }"));
    rung_close(asked.project);
}

/* --- Expressions and text ------------------------------------------------------------------- */

typedef struct WrittenRow {
    const char *reference, *value, *written; /* NULL: refused */
} WrittenRow;

static const WrittenRow written[] = {
    {"text@prod", "yaml.host", "prod = yaml.host"},
    {"text@prod", "yaml.hots", "prod = \"yaml.hots\""},
    {"text@prod", "yaml.port", "prod = \"yaml.port\""}, /* an int is no text */
    {"text@prod", "\"yaml.host\"", "prod = \"yaml.host\""},
    {"text@prod", "env", "prod = env"},
    {"text@prod", "env.region", NULL}, /* it is one, and absent here */
    {"text@prod", "env.regoin", "prod = \"env.regoin\""},
    {"text@prod", "strategy.domain", "prod = strategy.domain"},
    {"text@prod", "t3.micro", "prod = \"t3.micro\""},
    {"text@prod", "lower(\"A\")", "prod = lower(\"A\")"},
    {"text@prod", "a or b", "prod = \"a or b\""},
    {"text@prod", "\"x-${yaml.hots}\"", NULL},
    {"text@prod", "${env}", "prod = \"$${env}\""},
    {"text@prod", "none", "prod = \"none\""},
    {"word@prod", "b", "prod = b"},
    {"word@prod", "yaml.host", NULL},
    {"size@prod", "yaml.port / 8", "prod = yaml.port / 8"},
    {"size@prod", "yaml.prt", NULL},
    {"size@prod", "x", NULL},
    {"size@prod", "none", NULL},
    {"size@prod", "51", NULL},
    {"text", "unit.owner", "text: string = unit.owner"},
    {"text", "unit.chart", NULL}, /* absent too */
    {"text", "unit.prot", "text: string = \"unit.prot\""},
    {"names@prod", "[yaml.host, \"b\"]", "prod = [yaml.host, \"b\"]"},
    {"names@prod", "[b]", NULL},
};

static void what_could_be_both_is_an_expression_where_it_is_one(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(written); i++) {
        const WrittenRow *row = &written[i];
        Asked asked = ask(SHOP "stack app {\n  owner = \"me\"\n  yaml {\n"
                               "    host = \"h.example\"\n    port = 80\n"
                               "    tuning text: string = \"a\" { dev = \"b\" }\n"
                               "    tuning word: enum(a, b) = a { dev = b }\n"
                               "    tuning size: int(1..50) = 1 { dev = 2 }\n"
                               "    tuning names: list(string) = [] { dev = [\"a\"] }\n"
                               "  }\n}\n",
                          row->reference, row->value);
        if (!row->written) {
            assert_row(asked.status == RUNG_FINDINGS, row->value);
        } else {
            if (asked.status != RUNG_OK) print_error("%.*s\n", TEXT_ARGS(asked.report));
            assert_row(asked.status == RUNG_OK, row->value);
            assert_row(strstr(asked.edit.after.bytes, row->written) != NULL, row->value);
        }
        rung_close(asked.project);
    }
}

/* --- Other environments --------------------------------------------------------------------- */

/* `dr` has a cell in the profile, which the unit's cell for prod would come before. */
static void a_cell_of_a_profile_is_kept_for_those_that_are_like_it(void **state) {
    (void)state;
    Asked asked =
        ask(SHOP "environment dr like prod\nenvironment warm like dr\n"
                 "profile web {\n  yaml {\n    scale size: int { dev = 1, prod = 6, dr = 7 - 2 }\n"
                 "  }\n}\nstack app uses web {}\n",
            "size@prod", "8");
    assert_int_equal(asked.status, RUNG_OK);
    const char *unit = strstr(asked.edit.after.bytes, "stack app");
    assert_string_equal(unit, "stack app uses web {\n  yaml {\n    size { prod = 8, dr = 7 - 2 }\n"
                              "  }\n}\n");
    rung_close(asked.project);
}

/* Of each environment that is like the one that is set, the cell that is nearest to it is kept, and none
 * that is further away than the one that is set. */
static void likeness_is_followed_to_the_nearest_cell(void **state) {
    static const char *const rows[][3] = {
        {"size@prod", "prod = 6, dr = 5, cold = 3", "size { prod = 8, cold = 3, dr = 5 }"},
        {"size@prod", "prod = 6, warm = 5, cold = 3", "size { prod = 8, cold = 3, warm = 5 }"},
        {"size@dr", "prod = 6, cold = 3", "size { cold = 3, dr = 8 }"},
        {"size@dr", "prod = 6", "size { dr = 8 }"},
        {"size@cold", "prod = 6, dr = 5", "size { cold = 8 }"},
        {"size@dev", "prod = 6, dr = 5", "size { dev = 8 }"},
    };
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Text source =
            text_format(arena,
                        SHOP "environment dr like prod differs rollout\n"
                             "environment warm like dr differs rollout\n"
                             "environment cold like warm differs rollout\n"
                             "profile web {\n  yaml {\n    rollout size: int = 1 { dev = 2, %s }\n"
                             "  }\n}\nstack app uses web {}\n",
                        rows[i][1]);
        Asked asked = ask(text_c(arena, source), rows[i][0], "8");
        if (asked.status != RUNG_OK) print_error("%.*s\n", TEXT_ARGS(asked.report));
        assert_row(asked.status == RUNG_OK, rows[i][1]);
        if (!strstr(asked.edit.after.bytes, rows[i][2])) print_error("%s", asked.edit.after.bytes);
        assert_row(strstr(asked.edit.after.bytes, rows[i][2]) != NULL, rows[i][1]);
        rung_close(asked.project);
    }
}

/* --- Names ---------------------------------------------------------------------------------- */

static void a_quoted_segment_may_hold_anything(void **state) {
    static const char *const rows[][2] = {
        {"app.yaml.a.\"x@y\"@prod", "\"x@y\" = 1 { prod = 2 }"},
        {"app.yaml.a.\"x\\\"@\"@prod", "\"x\\\"@\" = 1 { prod = 2 }"},
        {"app.yaml.a.\"x\\\\\"@prod", "\"x\\\\\" = 1 { prod = 2 }"},
        {"app.yaml.a.\"x@y\"", "\"x@y\" = 2"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Asked asked = ask(SHOP UNIT("    at a {\n      tuning \"x@y\" = 1\n"
                                    "      tuning \"x\\\"@\" = 1\n"
                                    "      tuning \"x\\\\\" = 1\n    }\n"),
                          rows[i][0], "2");
        if (asked.status != RUNG_OK) print_error("%.*s\n", TEXT_ARGS(asked.report));
        assert_row(asked.status == RUNG_OK, rows[i][0]);
        assert_row(strstr(asked.edit.after.bytes, rows[i][1]) != NULL, rows[i][0]);
        rung_close(asked.project);
    }
}

/* --- Sizes ---------------------------------------------------------------------------------- */

/* What is too much for a value, or for a source, has a message of its own. */
static void a_value_has_a_limit(void **state) {
    static const struct {
        size_t length;
        const char *codes; /* "": it is set */
    } rows[] = {{1000, ""},
                {LIMIT_VALUE_BYTES, ""},
                {LIMIT_VALUE_BYTES + 1, "T0033 "},
                {LIMIT_SOURCE_BYTES + 1, "F0001 "}};

    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Writer value;
        writer_open(&value, arena, SIZE_MAX);
        writer_repeat(&value, 'a', rows[i].length);
        Asked asked = ask(SHOP UNIT("    tuning x { dev = \"a\", prod = \"b\" }\n"), "x@prod",
                          text_c(arena, writer_done(&value)));
        assert_string_equal(codes_of(arena, asked.project), rows[i].codes);
        assert_true(asked.report.length < 2000);
        assert_true(strlen(asked.edit.new_value) < 200);
        rung_close(asked.project);
    }
}

/* --- Findings ------------------------------------------------------------------------------- */

/* A law that is broken elsewhere stops nobody, and one that would be stops. */
static void only_new_errors_stop(void **state) {
    (void)state;
    const char *source = SHOP UNIT("    scale a: int { dev = 2, prod = 1 }\n"
                                   "    scale b: int { dev = 1, prod = 2 }\n    c = nothing\n");
    Asked asked = ask(source, "b@prod", "3");
    assert_int_equal(asked.status, RUNG_OK);
    assert_text(asked.report, "");
    assert_int_equal(rung_counts(asked.project).errors, 0);
    assert_int_equal(rung_counts(asked.project).elsewhere, 2);
    rung_close(asked.project);
    asked = ask(source, "b@prod", "0");
    assert_int_equal(asked.status, RUNG_FINDINGS);
    assert_int_equal(rung_counts(asked.project).errors, 1);
    assert_true(text_contains(asked.report, TEXT("strategy.rung:13:")));
    assert_true(text_contains(asked.report, TEXT("{ dev = 1, prod = 0 }")));
    assert_true(text_contains(
        asked.report, TEXT("= note: `app.yaml.b@prod` was not set, and nothing was written")));
    rung_close(asked.project);
}

/* The next request is about the program as it is. */
static void the_project_itself_does_not_change(void **state) {
    (void)state;
    RungText values;
    Asked asked = ask(SHOP ORDERS, "replicas@prod", "0");
    assert_int_equal(asked.status, RUNG_FINDINGS);
    assert_int_equal(rung_check(asked.project), RUNG_OK);
    assert_int_equal(rung_counts(asked.project).errors, 0);
    RungValues request = {.reference = "replicas", .format = RUNG_VALUES_CSV};
    assert_int_equal(rung_values(asked.project, &request, &values), RUNG_OK);
    assert_non_null(strstr(values.bytes, "orders,yaml,replicas,"));
    assert_int_equal(rung_set(asked.project, "replicas@prod", "9", &asked.edit), RUNG_OK);
    assert_string_equal(asked.edit.old_value, "6");
    rung_close(asked.project);
}

/* What is worth knowing is said, and stops nothing. */
static void new_warnings_are_reported(void **state) {
    Arena *arena = *state;
    Asked asked = ask(SHOP UNIT("    tuning x { dev = 1, prod = 2 }\n"), "x@prod", "1");
    assert_int_equal(asked.status, RUNG_OK);
    assert_string_equal(codes_of(arena, asked.project), "P0011 ");
    rung_close(asked.project);
}

static void a_file_with_syntax_errors_is_not_edited(void **state) {
    Arena *arena = *state;
    Asked asked = ask(SHOP UNIT("    x = 1\n    y = = 2\n    z = nothing\n"), "app.yaml.x", "3");
    assert_int_equal(asked.status, RUNG_FINDINGS);
    assert_string_equal(codes_of(arena, asked.project), "S0001 ");
    rung_close(asked.project);
}

/* --- Refusals ------------------------------------------------------------------------------- */

typedef struct RefusalRow {
    const char *reference, *value, *report; /* how it begins */
} RefusalRow;

static const RefusalRow refusals[] = {
    {"app.yaml.nothing@dev", "1", "error[N0083]: nothing is named `app.yaml.nothing`\n"},
    {"region@dev", "eu-west-1",
     "error[N0083]: nothing is named `region`\n  = help: `region` is an attribute of environments, "
     "and no parameter\n"},
    {"app.yaml@dev", "1", "error[N0083]: `app.yaml` names 7 parameters\n"},
    {"x@", "1", "error[N0083]: `x` names no environment\n"},
    {"x@prd", "1", "error[N0080]: there is no environment `prd`\n"},
    {"x@preview(pr=1)", "1",
     "error[N0086]: a cell is for every `preview`, not for "
     "`preview(pr=1)` alone\n  = help: name it `preview`\n"},
    {"password@dev", "1",
     "error[N0086]: `app.yaml.password` is a secret, which has no value to "
     "set\n"},
    {"only@prod", "1", "error[N0086]: `app.json.only` is not there in `prod`\n"},
    {"every", "1",
     "error[N0086]: no environment takes a default of `app.yaml.every`: each has a "
     "cell\n"},
    {"shared", "1",
     "error[N0086]: profile `web` says `app.yaml.shared` by environment, and a "
     "default of the unit would\n    replace all of that\n"},
    {"shared@dev", "_",
     "error[N0086]: `app.yaml.shared@dev` has nothing of its own to take "
     "away\n"},
    {"x@prod", "_", "error[N0086]: `app.yaml.x@prod` has nothing of its own to take away\n"},
    {"every", "_", "error[N0086]: no environment takes a default of `app.yaml.every`"},
    {"x", "6 }",
     "error[N0087]: `6 }` is no value for `app.yaml.x`\n  = note: `}` closes "
     "nothing\n"},
    {"x", "true", "error[N0087]: `true` is no `int`, which `app.yaml.x` has been so far\n"},
    {"wait", "soon",
     "error[N0087]: `\"soon\"` is no `duration`, which `app.yaml.wait` has been "
     "so far\n"},
    {"hidden", "6 }", "error[N0087]: `(hidden)` is no value for `app.yaml.hidden`\n"},
};

static void what_cannot_be_set_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const RefusalRow *row = &refusals[i];
        Asked asked =
            ask(SHOP "profile web {\n  yaml {\n    tuning shared: int = 1 { prod = 6 }\n  }\n}\n"
                     "stack app uses web {\n  yaml {\n    x = 1\n    wait = 30s\n"
                     "    secret password = \"/app/${env}/password\"\n"
                     "    tuning every: int { dev = 1, prod = 2 }\n"
                     "    @sensitive\n    hidden = 1\n    tags = { a = 1 }\n  }\n"
                     "  json in dev {\n    only = 1\n  }\n}\n",
                row->reference, row->value);
        assert_row(asked.status == RUNG_USAGE, row->report);
        if (!text_starts_with(asked.report, text_of(row->report)))
            print_error("%.*s\n", TEXT_ARGS(asked.report));
        assert_row(text_starts_with(asked.report, text_of(row->report)), row->report);
        assert_string_equal(asked.edit.after.bytes, "");
        rung_close(asked.project);
    }
}

/* A block can be for environments that its unit is not in. */
static void what_is_nowhere_is_refused(void **state) {
    (void)state;
    const char *source = SHOP "stack app in dev {\n  yaml in prod {\n    x = 1\n  }\n}\n";
    Asked asked = ask(source, "x", "2");
    assert_int_equal(asked.status, RUNG_USAGE);
    assert_true(text_starts_with(asked.report, TEXT("error[N0086]: `app.yaml.x` is in no ")));
    rung_close(asked.project);
    asked = ask(source, "x@prod", "2");
    assert_int_equal(asked.status, RUNG_USAGE);
    rung_close(asked.project);
}

/* More errors than a report keeps stop nobody, and one more stops. */
static void errors_beyond_the_limit_count(void **state) {
    Arena *arena = *state;
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_string(&out, SHOP "stack app {\n  yaml {\n    scale size: int { dev = 1, prod = 2 }\n");
    for (uint32_t i = 0; i < LIMIT_FINDINGS + 10; i++)
        writer_format(&out, "    x%u = nothing\n", i);
    writer_string(&out, "  }\n}\n");
    const char *source = text_c(arena, writer_done(&out));
    Asked asked = ask(source, "size@prod", "3");
    assert_int_equal(asked.status, RUNG_OK);
    rung_close(asked.project);
    asked = ask(source, "size@prod", "0");
    assert_int_equal(asked.status, RUNG_FINDINGS);
    assert_true(text_contains(asked.report, TEXT("was not set, and")));
    rung_close(asked.project);
}

/* A list or map without a type may hold other things. */
static void what_a_map_holds_is_free(void **state) {
    (void)state;
    Asked asked = ask(SHOP UNIT("    tags = { a = 1 }\n    ratio = 1\n"), "tags", "{ b = \"x\" }");
    assert_int_equal(asked.status, RUNG_OK);
    rung_close(asked.project);
    asked = ask(SHOP UNIT("    tags = { a = 1 }\n    ratio = 1\n"), "ratio", "0.5");
    assert_int_equal(asked.status, RUNG_OK);
    rung_close(asked.project);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_says_what_changes_and_where),
        cmocka_unit_test(values_are_shown),
        cmocka_unit_test(what_is_so_already_is_no_change),
        cmocka_unit_test(another_way_to_say_it_is_a_change),
        cmocka_unit_test(what_could_be_both_is_an_expression_where_it_is_one),
        cmocka_unit_test(a_cell_of_a_profile_is_kept_for_those_that_are_like_it),
        cmocka_unit_test(likeness_is_followed_to_the_nearest_cell),
        cmocka_unit_test(a_quoted_segment_may_hold_anything),
        cmocka_unit_test(a_value_has_a_limit),
        cmocka_unit_test(only_new_errors_stop),
        cmocka_unit_test(the_project_itself_does_not_change),
        cmocka_unit_test(new_warnings_are_reported),
        cmocka_unit_test(a_file_with_syntax_errors_is_not_edited),
        cmocka_unit_test(what_cannot_be_set_is_refused),
        cmocka_unit_test(what_is_nowhere_is_refused),
        cmocka_unit_test(errors_beyond_the_limit_count),
        cmocka_unit_test(what_a_map_holds_is_free),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
