/* test_annotation.c - annotations: scopes, waivers, and the mistakes in them. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* Annotations that say too little, too much, or nothing that is known. */
static const Case faults[] = {
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", in = prod, until = 2026-12-31)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     ""},
    {"stack s {\n"
     "  json {\n"
     "    @waive\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:5 `@waive` the waiver does not say what it waives\n"
     "  about s json.x\n"
     "  help: name the code or the policy first: `@waive(P0003, \"why\")`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive()\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "S0001 8:12 `)` found `)` where an argument of the annotation is expected\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:5 `@waive(P0003)` the waiver states no reason\n"
     "  about s json.x\n"
     "  help: say why it may be so: `@waive(P0003, \"why\")`; the reason is read in a review\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \" \")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:5 `@waive(P0003, \" \")` the waiver states no reason\n"
     "  about s json.x\n"
     "  help: say why it may be so: `@waive(P0003, \"why\")`; the reason is read in a review\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(\"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:5 `@waive(\"why\")` the waiver does not say what it waives\n"
     "  about s json.x\n"
     "  help: name the code or the policy first: `@waive(P0003, \"why\")`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P9999, \"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:12 `P9999` `P9999` is neither a code nor a policy\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(S0001, \"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:12 `S0001` `S0001` cannot be waived\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(p0003, \"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     ""},
    {"stack s {\n"
     "  json {\n"
     "    @waive(varies-without-reasn, \"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:12 `varies-without-reasn` `varies-without-reasn` is neither a code nor a policy\n"
     "  about s json.x\n"
     "  help: a similar name exists: `varies-without-reason`\n"
     "  maybe: varies-without-reason\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(varies-without-reason, \"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     ""},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", until = \"soon\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:34 `\"soon\"` `until` is not a date\n"
     "  about s json.x\n"
     "  help: write a date such as `2026-12-31`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", until = 2026-02-30)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "S0012 8:34 `2026-02-30` `2026-02-30` is no date or UTC time\n"
     "  help: write a day as `2026-11-20`, a time in UTC as `2026-11-20T10:00:00Z`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", until = 2026-02-03, until = 2026-02-04)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:46 `until = 2026-02-04` `until` is stated twice\n"
     "  about s json.x\n"
     "  at 8:26 `until = 2026-02-03` first here\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", for = dev)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:26 `for = dev` `@waive` does not take `for = dev`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, P0004, \"why\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:19 `P0004` `@waive` does not take `P0004`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", \"more\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:26 `\"more\"` `@waive` does not take `\"more\"`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", in = prdo)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0010 8:31 `prdo` `prdo` is not a declared environment\n"
     "  about s json.x\n"
     "  help: a similar name exists: `prod`\n"
     "  maybe: prod\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", in = [dev, 3])\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:37 `3` `in` holds something that is not an environment\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @waive(P0003, \"why\", in = [dev, dev])\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0011 8:37 `dev` `dev` is named twice\n"
     "  about s json.x\n"
     "  at 8:32 `dev` first here\n"},
    {"stack s {\n"
     "  json {\n"
     "    @rolling\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:5 `@rolling` `@rolling` does not say until when\n"
     "  about s json.x\n"
     "  help: say when it has to be at the top: `@rolling(until = 2026-12-31)`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @rolling(until = 3)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:22 `3` `until` is not a date\n"
     "  about s json.x\n"
     "  help: write a date such as `2026-12-31`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @rolling(until = 2026-12-31)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     ""},
    {"stack s {\n"
     "  json {\n"
     "    @rolling(until = 2026-12-31, x)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:34 `x` `@rolling` does not take `x`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @sensitive\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     ""},
    {"stack s {\n"
     "  json {\n"
     "    @sensitive(\"x\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:16 `\"x\"` `@sensitive` does not take `\"x\"`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @deprecated\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:5 `@deprecated` `@deprecated` does not say what takes its place\n"
     "  about s json.x\n"
     "  help: say what to use: `@deprecated(\"use x\")`\n"},
    {"stack s {\n"
     "  json {\n"
     "    @deprecated(\"use y\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     ""},
    {"stack s {\n"
     "  json {\n"
     "    @deprecated(y)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:17 `y` `@deprecated` does not take `y`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @deprecated(\"a\", \"b\")\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0034 8:22 `\"b\"` `@deprecated` does not take `\"b\"`\n"
     "  about s json.x\n"},
    {"stack s {\n"
     "  json {\n"
     "    @rollin(until = 2026-12-31)\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0033 8:6 `rollin` `@rollin` is not an annotation\n"
     "  about s json.x\n"
     "  help: a similar name exists: `rolling`\n"
     "  maybe: rolling\n"},
    {"policy kept {\n"
     "  require true\n"
     "}\n"
     "@waive(kept, \"why\")\n"
     "stack s {\n"
     "}\n",
     "N0036 6:1 `policy kept` policies are not yet checked by this version\n"},
};

/* clang-format on */

static void test_found_faults(void **state) {
    (void)state;
    RUN(faults);
}

static const char program[] =
    PRELUDE "environment dr like prod\n"
            "@waive(P0003, \"all of it\")\nprofile p {\n  json {\n    x = 1\n"
            "    @sensitive\n    y = 1\n  }\n}\n"
            "@deprecated(\"use b\")\nstack a uses p {\n"
            "  @rolling(until = 2026-12-31)\n  json {\n"
            "    @waive(P0003, \"only here\", in = prod, until = 2026-01-02)\n"
            "    at g {\n      z = 1\n      @sensitive\n      w = 1\n    }\n"
            "    v = 1\n  }\n  yaml {\n    u = 1\n  }\n}\n";

static EnvironmentSet waived(const Model *model, const Param *param, Code code) {
    return waiver_environments(model, param->own, param->inherited, param->unit->scope, code);
}

static void test_waivers(void **state) {
    const Model *model = check_clean(*state, program);
    assert_int_equal(model->waiver_count, 2);
    const Waiver *all = model->waivers[0];
    const Waiver *some = model->waivers[1];
    assert_text(all->reason, "all of it");
    assert_false(all->has_environments);
    assert_false(all->has_until);
    assert_true(some->has_until);
    assert_int_equal(some->until, 1767312000);
    EnvironmentSet everywhere = waived(model, param_of(model, "a", SINK_JSON, "x"), CODE_P0003);
    EnvironmentSet above = waived(model, param_of(model, "a", SINK_JSON, "g.z"), CODE_P0003);
    EnvironmentSet nowhere = waived(model, param_of(model, "a", SINK_JSON, "v"), CODE_P0003);
    assert_int_equal(set_count(&everywhere), 3);
    assert_int_equal(set_count(&above), 2);
    assert_true(set_has(&above, environment_of(model, "dr")));
    assert_false(set_has(&above, environment_of(model, "dev")));
    assert_true(set_is_empty(&nowhere));
    EnvironmentSet other = waived(model, param_of(model, "a", SINK_JSON, "x"), CODE_P0004);
    assert_true(set_is_empty(&other));
}

static void test_use(void **state) {
    const Model *model = check_clean(*state, program);
    const Param *param = param_of(model, "a", SINK_JSON, "g.z");
    waiver_use(param->own, param->inherited, param->unit->scope, CODE_P0004);
    assert_false(model->waivers[1]->is_used);
    waiver_use(param->own, param->inherited, param->unit->scope, CODE_P0003);
    assert_true(model->waivers[1]->is_used);
    assert_false(model->waivers[0]->is_used);
}

static void test_marks(void **state) {
    const Model *model = check_clean(*state, program);

    static const struct {
        SinkKind kind;
        const char *path;
        bool is_sensitive, is_rolling;
    } rows[] = {
        {SINK_JSON, "x", false, true},   {SINK_JSON, "y", true, true},
        {SINK_JSON, "g.z", false, true}, {SINK_JSON, "g.w", true, true},
        {SINK_YAML, "u", false, false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const Param *param = param_of(model, "a", rows[i].kind, rows[i].path);
        assert_row(param->is_sensitive == rows[i].is_sensitive, rows[i].path);
        assert_row((param_rolling(param) != NULL) == rows[i].is_rolling, rows[i].path);
    }
    assert_int_equal(model->rolling_count, 1);
    assert_true(model->rolling[0]->has_rolling_until);
    assert_int_equal(model->rolling[0]->rolling_until, 1798675200);
    assert_text(model->units[0]->scope->deprecated, "use b");
    assert_null(scope_rolling(NULL));
    assert_false(scope_is_sensitive(NULL));
}

/* A waiver with a mistake in it still waives, and is not called unused on top of that. */
static void test_faulty(void **state) {
    Fixture *fixture = *state;
    const Model *model =
        check(fixture, PRELUDE "@waive(P0003)\nstack a {\n}\n@waive(P9999, \"x\")\nstack b {\n}\n");
    assert_int_equal(fixture->report.items.count, 2);
    assert_int_equal(model->waiver_count, 1);
    assert_true(model->waivers[0]->is_used);
    EnvironmentSet set = waiver_environments(model, NULL, NULL, model->units[0]->scope, CODE_P0003);
    assert_int_equal(set_count(&set), 2);
}

/* Annotations may stand on every declaration; a policy is waived by its name. */
static void test_policy(void **state) {
    Fixture *fixture = *state;
    const Model *model = check(fixture, PRELUDE "policy kept {\n  require true\n}\n"
                                                "@waive(kept, \"why\")\nenvironment dr like prod\n"
                                                "@sensitive\ntype secretive = string\n");
    assert_int_equal(fixture->report.items.count, 1);
    assert_int_equal(model->waivers[0]->code, CODE_END);
    assert_text(model->waivers[0]->policy->text, "kept");
    assert_non_null(model->environments[2].scope);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_faults),
        fixture_test(test_waivers),
        fixture_test(test_use),
        fixture_test(test_marks),
        fixture_test(test_faulty),
        fixture_test(test_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
