/* test_unit.c - values across units: profiles, references from one unit to another, units that are
 * not everywhere, what depends on what. */
#include "unit/evaluate/evaluate_unit.h"

#define NETWORK                                                                                    \
    "stack network in staging, prod {\n  terraform {\n"                                            \
    "    identity cidr: cidr { staging = 10.1.0.0/16, prod = 10.2.0.0/16 }\n"                      \
    "    tags = { team = \"net\" }\n  }\n}\n"

static const Param *yaml_of(const Fixture *fixture, const char *unit, const char *path) {
    return find_param(fixture, unit, SINK_YAML, path);
}

static void reads_other_units(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE NETWORK "stack app in staging, prod {\n  yaml {\n"
                                      "    a = stack.network.terraform.cidr\n"
                                      "    b = subnet(stack.network.terraform.cidr, 8, env.size)\n"
                                      "    c = stack.network.terraform.tags.team\n"
                                      "  }\n}\n"
                                      "stack late {\n  yaml {\n"
                                      "    a = stack.network.terraform.cidr@prod\n  }\n}\n");
    assert_text(findings(fixture), "");
    assert_text(values(fixture, "a"), "-, \"10.1.0.0/16\", \"10.2.0.0/16\"");
    assert_text(values(fixture, "b"), "-, \"10.1.2.0/24\", \"10.2.4.0/24\"");
    assert_text(values(fixture, "c"), "-, \"net\", \"net\"");
    assert_text(values_of(fixture, yaml_of(fixture, "late", "a")), "\"10.2.0.0/16\"");
    const Category *category = matrix_category(fixture->matrix, yaml_of(fixture, "late", "a"));
    assert_text(category->name->text, "identity");
}

static void says_where_a_unit_is_not(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE NETWORK "stack app {\n  yaml in dev, prod {\n"
                                      "    a = stack.network.terraform.cidr\n"
                                      "    b = stack.network.terraform.cidr@dev\n"
                                      "    c = stack.other.yaml.k\n  }\n}\n"
                                      "stack other {\n  yaml in staging {\n    k = 1\n  }\n}\n");
    assert_text(
        findings(fixture),
        "N0054 the stack `network` is not there in every environment that reads it; `network`: "
        "declared here; `stack.network.terraform.cidr`: `network` is not there in dev; help: read "
        "it where it is, as in `...@ENV`, or let this value stand only where the stack does [dev]\n"
        "N0054 the stack `network` is not there in every environment that reads it; `network`: "
        "declared here; `stack.network.terraform.cidr`: `network` is not in dev; help: read it "
        "where it is, as in `...@ENV`, or let this value stand only where the stack does [dev "
        "prod]\n"
        "N0054 the stack `other` is not there in every environment that reads it; `other`: "
        "declared here; `stack.other.yaml.k`: `yaml` is not there in dev and prod; help: read it "
        "where it is, as in `...@ENV`, or let this value stand only where the stack does [dev "
        "prod]");
}

static const Diagnostic *only_finding(Fixture *fixture) {
    report_finish(&fixture->report);
    assert_int_equal(fixture->report.items.count, 1);
    return fixture->report.items.items[0];
}

static void findings_are_about_their_parameter(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE "stack app {\n  yaml {\n    at g {\n      a: int = \"k\"\n    }\n"
                              "  }\n}\n");
    const Diagnostic *d = only_finding(fixture);
    assert_text(d->unit, "app");
    assert_text(d->param, "yaml.g.a");
    assert_int_equal(d->environments.count, 3);
}

/* A mistake in a profile is one finding, about none of the units that use it. */
static void findings_in_profiles_are_about_no_unit(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE "profile web {\n  yaml {\n    a: int(1..5) = env.size + 3\n  }\n}\n"
                              "stack one uses web in dev {\n}\n"
                              "stack two uses web in prod {\n}\n"
                              "stack three uses web in prod {\n  yaml {\n    a = 3\n  }\n}\n");
    const Diagnostic *d = only_finding(fixture);
    assert_text(d->unit, "two");
    evaluate(fixture, PRELUDE "profile web {\n  yaml {\n    a: int(1..3) = env.size + 3\n  }\n}\n"
                              "stack one uses web in dev {\n}\n"
                              "stack two uses web in prod {\n}\n");
    report_finish(&fixture->report);
    d = fixture->report.items.items[fixture->report.items.count - 1];
    assert_text(d->unit, "");
    assert_text(d->param, "");
    assert_int_equal(d->environments.count, 2);
}

/* What is read with `@` in an environment that is in error is in error here too, and the finding
 * says so: a scoped build of prod must stop. */
static void errors_spread_to_the_environments_that_read_them(void **state) {
    Fixture *fixture = *state;
    evaluate_body(fixture, "y: int(1..3) { dev = 9, staging = 1, prod = 2 }\n"
                           "z = yaml.y@dev { dev = 1, staging = 2 }");
    const Diagnostic *d = only_finding(fixture);
    assert_int_equal(d->environments.count, 2);
    assert_text(d->environments.items[0], "dev");
    assert_text(d->environments.items[1], "prod");
    assert_text(values(fixture, "z"), "1, 2, error");
}

static void units_restate_profiles(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE "profile web {\n  yaml {\n"
                              "    scale a: int(1..50) { dev = 1, staging = 2, prod = 3 }\n"
                              "    b = 5m\n"
                              "    c = 1h { prod = 2h }\n"
                              "    d = \"x\"\n"
                              "  }\n}\n"
                              "stack app uses web {\n  yaml {\n"
                              "    a { prod = 10 }\n"
                              "    b: duration = 7m\n"
                              "    c = 5m\n"
                              "    d = 4\n"
                              "  }\n}\n");
    assert_text(values(fixture, "a"), "1, 2, 10");
    assert_text(values(fixture, "b"), "\"7m\"");
    assert_text(values(fixture, "c"), "\"5m\"");
    assert_text(findings(fixture),
                "T0021 the values of `d` are of different types; `\"x\"`: the first value is of "
                "type `string`; `4`: 4 is an int; help: write the type that all of them have [dev "
                "staging prod]");
}

/* --- Dependencies --------------------------------------------------------------------------- */

static Text dependencies(Fixture *fixture, const char *path, uint32_t environment) {
    Dependency *items;
    const Param *param = yaml_of(fixture, "app", path);
    uint32_t count =
        matrix_dependencies(&fixture->arena, fixture->matrix, param, environment, &items);
    Writer out;
    writer_open(&out, &fixture->arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++)
        writer_format(&out, "%s%.*s@%u", i > 0 ? " " : "", TEXT_ARGS(items[i].param->path->text),
                      items[i].environment);
    return writer_done(&out);
}

static void knows_what_a_value_reads(void **state) {
    Fixture *fixture = *state;
    evaluate_body(fixture, "a = 1\nb = 2\n"
                           "x = yaml.a + yaml.a + yaml.b@prod { staging = 5 }\n"
                           "y = true or yaml.a == 1\n"
                           "secret s = \"p/${yaml.a}\"\n"
                           "e: int(1..2) = yaml.b + yaml.b");
    assert_text(dependencies(fixture, "x", 0), "a@0 b@2");
    assert_text(dependencies(fixture, "x", 1), "");
    assert_text(dependencies(fixture, "y", 0), "");
    assert_text(dependencies(fixture, "s", 1), "a@1");
    assert_text(dependencies(fixture, "e", 2), "b@2");
    assert_int_equal(only_finding(fixture)->environments.count, 3);
}

static void knows_which_units_a_unit_needs(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture,
             PRELUDE "stack a {\n  yaml {\n    x = stack.b.yaml.x\n  }\n}\n"
                     "stack b {\n  yaml {\n    x = [for i in [1]: stack.d.yaml.x]\n  }\n}\n"
                     "stack c {\n  owner = \"${stack.a.yaml.x}\"\n  yaml {\n    x = 1\n"
                     "  }\n}\n"
                     "stack d {\n  yaml {\n    x = 1\n  }\n}\n");

    static const struct {
        const char *unit;
        uint32_t count, units[4];
    } rows[] = {{"a", 3, {0, 1, 3}}, {"b", 2, {1, 3}}, {"c", 4, {0, 1, 2, 3}}, {"d", 1, {3}}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t *units;
        const Unit *unit = map_get(&fixture->model->unit_by_name, text_of(rows[i].unit));
        uint32_t count = matrix_closure(&fixture->arena, fixture->matrix, unit, &units);
        assert_int_equal(count, rows[i].count);
        assert_memory_equal(units, rows[i].units, count * sizeof *units);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(reads_other_units),
        fixture_test(says_where_a_unit_is_not),
        fixture_test(findings_are_about_their_parameter),
        fixture_test(findings_in_profiles_are_about_no_unit),
        fixture_test(errors_spread_to_the_environments_that_read_them),
        fixture_test(units_restate_profiles),
        fixture_test(knows_what_a_value_reads),
        fixture_test(knows_which_units_a_unit_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
