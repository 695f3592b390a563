/* test_value.c - what values are: literals by the expected type, operators, references, loops,
 * inference, lookup. */
#include "unit/evaluate/evaluate_unit.h"

static void reads_literals_by_the_type(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x = 5", "5"},
        {"x = -5", "-5"},
        {"x = 1_000", "1000"},
        {"x = 9223372036854775807", "9223372036854775807"},
        {"x: number = 0.50", "0.50"},
        {"x: number = 1", "1"},
        {"x: number = 99999999999999999999", "99999999999999999999"},
        {"x = 0.5", "0.5"},
        {"x = 30s", "\"30s\""},
        {"x = 7d", "\"168h\""},
        {"x = -2d", "\"-48h\""},
        {"x = 1d12h", "\"36h\""},
        {"x = 1h30m", "\"1h30m\""},
        {"x: duration = 100m", "\"100m\""},
        {"x: quantity = 100m", "\"100m\""},
        {"x: quantity = 1_000Mi", "\"1000Mi\""},
        {"x: quantity = 2", "\"2\""},
        {"x: quantity = 1.50", "\"1.50\""},
        {"x: quantity = 1e3", "\"1e3\""},
        {"x = 512Mi", "\"512Mi\""},
        {"x = 99.9%", "\"99.9%\""},
        {"x = 1e3", "1000"},
        {"x = 10.0.0.0/16", "\"10.0.0.0/16\""},
        {"x = 2026-11-20", "\"2026-11-20\""},
        {"x = true", "true"},
        {"x = 'a\\n'", "\"a\\\\n\""},
        {"x: duration = \"7d\"", "\"168h\""},
        {"x: ip = \"::1\"", "\"::1\""},
        {"x: enum(debug, \"x y\") = debug", "\"debug\""},
        {"x: enum(debug, \"x y\") = \"x y\"", "\"x y\""},
        {"x: string = 10.0.0.1", "\"10.0.0.1\""},
        {"x: list(duration) = [1m, 2d]", "[\"1m\",\"48h\"]"},
        {"x: map(quantity) = { a = 1m, \"b c\" = 2 }", "{\"a\":\"1m\",\"b c\":\"2\"}"},
        {"x = none", "none"},
        {"x: any = [1, \"a\"]", "[1,\"a\"]"},
    };
    assert_values(rows);
}

static void computes(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x = 1 + 2 * 3", "7"},
        {"x = 7 % 3", "1"},
        {"x = -7 % 3", "-1"},
        {"x = 6 / 3", "2"},
        {"x: number = 1 / 2", "0.5"},
        {"x = 0.5 + 0.5", "1"},
        {"x = 1.5 * 2", "3"},
        {"x = 30s * 3", "\"1m30s\""},
        {"x = 1h + 30s", "\"1h30s\""},
        {"x = 90s / 60s", "1.5"},
        {"x = 1h / 4", "\"15m\""},
        {"x: quantity = 100m * 3", "\"300m\""},
        {"x: quantity = 1 + 500m", "\"1500m\""},
        {"x = 1Gi + 512Mi", "\"1.5Gi\""},
        {"x = 10% + 5%", "\"15%\""},
        {"x = 10% * 2", "\"20%\""},
        {"x = \"a\" + \"b\"", "\"ab\""},
        {"x = [1] + [2, 3]", "[1,2,3]"},
        {"x = \"${1 + 1}-${true}\"", "\"2-true\""},
        {"x = \"$${a}\"", "\"${a}\""},
        {"x = not (1 == 2)", "true"},
        {"y: number = 1.0\nx = yaml.y == 1", "true"},
        {"y: quantity = 1000m\nx = yaml.y == 1", "true"},
        {"y: quantity = 100m\nx = yaml.y < 200m", "true"},
        {"y: duration = 5m\nx = 1m < yaml.y", "true"},
        {"y: duration = 5m\nx = yaml.y == \"300s\"", "true"},
        {"x = \"a\" in [\"b\", \"a\"]", "true"},
        {"x = 3 not in [1, 2]", "true"},
        {"x = \"a\" in { a = 1 }", "true"},
        {"x = \"team-a\" matches '^team-'", "true"},
        {"x = true or 1 / 0 == 1", "true"},
        {"x = false and 1 / 0 == 1", "false"},
        {"y: int? = none\nx = yaml.y == none", "true"},
        {"y: enum(low, high) = high\nx = yaml.y > low", "true"},
        {"y: enum(low, high) = high\nx = yaml.y in [low]", "false"},
        {"x = 2026-11-20 < 2026-11-20T00:00:01Z", "true"},
        {"x = [for i in [1, 2, 3] where i != 2: i * 10]", "[10,30]"},
        {"x = [for i in [1, 2]: [for j in [1, 2]: i * j]]", "[[1,2],[2,4]]"},
        {"x = all i in [1, 2]: i > 0", "true"},
        {"x = any i in [1, 2]: i > 2", "false"},
        {"x = all i in []: false", "true"},
        {"y: number = 2\nx = yaml.y / 4", "0.5"},
        {"x = min(3, 0.5)", "0.5"},
        {"x: quantity = max(100m, 1)", "\"1\""},
    };
    assert_values(rows);
}

static void refers(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x = env", "\"dev\", \"staging\", \"prod\""},
        {"x = env.size", "1, 2, 4"},
        {"x = \"h-${env}.${strategy.domain}.${strategy}\"",
         "\"h-dev.shop.example.shop\", \"h-staging.shop.example.shop\", "
         "\"h-prod.shop.example.shop\""},
        {"x = unit", "\"app\""},
        {"x = env == prod", "false, false, true"},
        {"x = prod == env", "false, false, true"},
        {"x = env in [dev, staging]", "true, true, false"},
        {"x = env.class == production", "false, false, true"},
        {"x = env@prod", "\"prod\""},
        {"x = env.size@prod - env.size", "3, 2, 0"},
        {"y { dev = 1, staging = 2, prod = 3 }\nx = yaml.y@prod", "3"},
        {"y { dev = 1, staging = 2, prod = 3 }\nx = (yaml.y + env.size)@prod", "7"},
        {"a.b = 1\nx = yaml.a.b", "1"},
        {"a = { b = { \"c d\" = 1 } }\nx = yaml.a.b.\"c d\"", "1"},
        {"a = { b = [1, 2] }\nx = yaml.a.b[1]", "2"},
        {"a = [{ name = \"p\", v = 1 }, { name = \"q\", v = 2 }]\nx = yaml.a[q].v", "2"},
        {"a = [{ id = \"p\", v = 1 }]\nx = yaml.a[id=p].v", "1"},
        {"l[K].value = 5\nx = yaml.l[K].value", "5"},
        {"l[K].value = 5\nx = [for k in [\"K\"]: yaml.l[k].value]", "[5]"},
        {"a = { p = 1, q = 2 }\nx = [for k in keys(yaml.a): yaml.a[k]]", "[1,2]"},
        {"a.\"b.c\" = 1\nx = yaml.a.\"b.c\"", "1"},
        {"x { dev = yaml.x@staging + 1, staging = yaml.x@prod + 1, prod = 1 }", "3, 2, 1"},
        {"x = yaml.y\ny = yaml.z\nz = 9", "9"},
        {"x = stack.app.yaml.y\ny = 4", "4"},
        {"x = [for env in [1]: env]", "[1]"},
    };
    assert_values(rows);
}

static void looks_up(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x = 1 { prod = 2 }", "1, 1, 2"},
        {"| dev | staging | prod {\nx: int? | 1 | none | _\n}", "1, none, none"},
        {"| dev, prod | staging {\nx | 1 | 2\n}", "1, 2, 1"},
        {"x: object { a: int, b: string? = \"k\", c: int? } = { a = 1 }", "{\"a\":1,\"b\":\"k\"}"},
        {"x: object { a: int? } = { a = none }", "{}"},
        {"x: list(object { a: duration = 1d }) = [{ }]", "[{\"a\":\"24h\"}]"},
        {"x = { a = none, b = 1 }", "{\"b\":1}"},
    };
    assert_values(rows);
}

/* The type of `x` without one written. */
static void infers_types(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x = 5", "int"},
        {"x = 0.5 { dev = 1 }", "number"},
        {"x = 1 { dev = 0.5 }", "number"},
        {"x = \"a\"", "string"},
        {"x = env", "string"},
        {"x = env.class", "enum(nonproduction, production)"},
        {"x = none { dev = 5 }", "int?"},
        {"x { dev = 5, staging = none, prod = 6 }", "int?"},
        {"x = []", "list(any)"},
        {"x = [] { dev = [1] }", "list(int)"},
        {"x { dev = [], staging = [1.5], prod = [2] }", "list(number)"},
        {"x = [1, \"a\"]", "list(any)"},
        {"x = [[], [1]]", "list(list(int))"},
        {"x = {}", "map(any)"},
        {"x = { a = 1, b = 2 }", "map(int)"},
        {"x = { a = 1, b = \"k\" }", "object { a: int, b: string }"},
        {"x { dev = {}, staging = { a = true }, prod = {} }", "map(bool)"},
        {"y: int(1..5) = 3\nx = yaml.y", "int(1..5)"},
        {"y: int(1..5) = 3\nx = yaml.y + 1", "int"},
        {"y = { a = 30s }\nx = yaml.y.a", "duration"},
        {"x = 30s { dev = \"1h\" }", "duration"},
        {"x = 10.0.0.1", "ip"},
        {"x = 10.0.0.0/8", "cidr"},
        {"secret y = \"p/q\"\nx = yaml.y", "secret"},
        {"x: int(1..5)? = 3", "int(1..5)?"},
        {"x = none", "any?"},
        {"x { dev = [1], staging = [1.5], prod = [2] }", "list(number)"},
        {"x { dev = [1, \"a\"], staging = [1], prod = [\"a\"] }", "list(any)"},
        {"x = [{ a = 1 }, { a = 1, b = \"k\" }]", "list(any)"},
        {"x = [{ a = 1 }, { a = 2 }]", "list(map(int))"},
        {"x = [1, 2.5]", "list(number)"},
        {"x { dev = { a = 1 }, staging = { b = 2.5 }, prod = {} }", "map(number)"},
        {"x { dev = { a = 1, b = \"k\" }, staging = { a = 2.5, b = \"l\" }, prod = { a = 1, b = "
         "\"\" } }",
         "object { a: number, b: string }"},
        {"x { dev = { a = 1, b = 1.5, c = \"k\" }, staging = { a = 1.5, b = 1, c = \"\" }, prod = "
         "{} }",
         "object { a: number, b: number, c: string }"},
        {"x { dev = { a = 1, b = none }, staging = { a = 2, b = \"k\" }, prod = { a = 3 } }",
         "object { a: int, b: string? }"},
        {"x { dev = { a = 1, b = \"k\" }, staging = { a = 2, b = none }, prod = { a = 3 } }",
         "object { a: int, b: string? }"},
        {"x { dev = [], staging = [[]], prod = [[1]] }", "list(list(int))"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        void *fresh;
        open_fixture(&fresh);
        Fixture *fixture = fresh;
        evaluate_body(fixture, rows[i].body);
        assert_text(findings(fixture), "");
        assert_text(type_text(fixture, "x"), rows[i].expected);
        close_fixture(&fresh);
    }
}

/* A number in hours in the first cell says what `m` means in the others. */
static void directs_later_values_by_the_first(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x { dev = 1h, staging = 5m, prod = 10m }", "\"1h\", \"5m\", \"10m\""},
        {"x = 1Gi { prod = 100m }", "\"1Gi\", \"1Gi\", \"100m\""},
        {"y: duration = 1s\nx = yaml.y { prod = 5m }", "\"1s\", \"1s\", \"5m\""},
    };
    assert_values(rows);
}

/* --- Sharing, flags ------------------------------------------------------------------------- */

static void shares_what_does_not_vary(void **state) {
    Fixture *fixture = *state;
    evaluate_body(fixture, "x = [1, 2]\ny = 1 { prod = 2 }\nz = \"${env}\"");
    const Param *x = find_param(fixture, "app", SINK_YAML, "x");
    const Param *y = find_param(fixture, "app", SINK_YAML, "y");
    const Param *z = find_param(fixture, "app", SINK_YAML, "z");
    assert_ptr_equal(matrix_value(fixture->matrix, x, 0), matrix_value(fixture->matrix, x, 2));
    assert_ptr_equal(matrix_value(fixture->matrix, y, 0), matrix_value(fixture->matrix, y, 1));
    assert_ptr_not_equal(matrix_value(fixture->matrix, z, 0), matrix_value(fixture->matrix, z, 1));
}

static void marks_what_is_sensitive(void **state) {
    Fixture *fixture = *state;
    evaluate_body(fixture, "@sensitive\nx = \"abc\"\ny = \"${yaml.x}!\"\nz = 1\n"
                           "@sensitive\nw: int(1..5) = 70\nv: int(1..3) = len(yaml.y)");
    Matrix *matrix = fixture->matrix;
    assert_int_equal(matrix_flags(matrix, find_param(fixture, "app", SINK_YAML, "x"), 0),
                     CELL_IS_SENSITIVE);
    assert_int_equal(matrix_flags(matrix, find_param(fixture, "app", SINK_YAML, "y"), 2),
                     CELL_IS_SENSITIVE);
    assert_int_equal(matrix_flags(matrix, find_param(fixture, "app", SINK_YAML, "z"), 0), 0);
    assert_text(findings(fixture),
                "T0020 the value of `w` does not fit its type `int(1..5)`; `70`: (hidden) is an "
                "int that does not fit [dev staging prod]\n"
                "T0020 the value of `v` does not fit its type `int(1..3)`; `len(yaml.y)`: (hidden) "
                "is an int that does not fit [dev staging prod]");
}

static void follows_secrets(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE "stack app {\n"
                              "  ssm \"/shop/${env}/${name}\" {\n"
                              "    secret db.password\n"
                              "    host = \"h\"\n"
                              "  }\n"
                              "  yaml {\n"
                              "    secret a = ssm.db.password\n"
                              "    b = ssm.db.password\n"
                              "    c = yaml.b\n"
                              "    d = \"${ssm.db.password}?\"\n"
                              "  }\n}\n");
    assert_text(findings(fixture), "");
    assert_text(values_of(fixture, find_param(fixture, "app", SINK_SSM, "db.password")),
                "\"/shop/dev/db/password\", \"/shop/staging/db/password\", "
                "\"/shop/prod/db/password\"");
    const char *const paths[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        const Param *param = find_param(fixture, "app", SINK_YAML, paths[i]);
        assert_int_equal(matrix_is_secret(fixture->matrix, param, 1), i < 3);
    }
    assert_text(values(fixture, "d"), "\"/shop/dev/db/password?\", \"/shop/staging/db/password?\", "
                                      "\"/shop/prod/db/password?\"");
}

static void knows_what_is_not_there(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, PRELUDE "stack app in dev, prod {\n  yaml in prod {\n    x: int\n  }\n}\n");
    const Param *x = find_param(fixture, "app", SINK_YAML, "x");
    assert_null(matrix_value(fixture->matrix, x, 0));
    assert_null(matrix_value(fixture->matrix, x, 1));
    assert_ptr_equal(matrix_value(fixture->matrix, x, 2), &value_absent);
    assert_false(matrix_is_stated(fixture->matrix, x, 2));
}

/* --- Categories ----------------------------------------------------------------------------- */

static const char *category_of(const Fixture *fixture, const char *path) {
    const Category *category =
        matrix_category(fixture->matrix, find_param(fixture, "app", SINK_YAML, path));
    return category == NULL ? "" : category->name->text.bytes;
}

static void takes_the_category_of_what_it_refers_to(void **state) {
    Fixture *fixture = *state;
    evaluate_body(fixture, "scale a { dev = 1, staging = 2, prod = 3 }\n"
                           "b = yaml.a\nc = yaml.b@prod\nd = yaml.a + 1\n"
                           "e { dev = yaml.a, staging = 1, prod = yaml.a }\n"
                           "f = yaml.g\ng = yaml.f@dev { dev = yaml.a }\n"
                           "tier h = yaml.a\ni = { k = yaml.a }\nj = yaml.i.k");
    assert_text(findings(fixture), "");
    assert_string_equal(category_of(fixture, "b"), "scale");
    assert_string_equal(category_of(fixture, "c"), "scale");
    assert_string_equal(category_of(fixture, "d"), "");
    assert_string_equal(category_of(fixture, "e"), "");
    assert_string_equal(category_of(fixture, "f"), "scale");
    assert_string_equal(category_of(fixture, "h"), "tier");
    assert_string_equal(category_of(fixture, "j"), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_literals_by_the_type),
        cmocka_unit_test(computes),
        cmocka_unit_test(refers),
        cmocka_unit_test(looks_up),
        cmocka_unit_test(infers_types),
        cmocka_unit_test(directs_later_values_by_the_first),
        fixture_test(shares_what_does_not_vary),
        fixture_test(marks_what_is_sensitive),
        fixture_test(follows_secrets),
        fixture_test(knows_what_is_not_there),
        fixture_test(takes_the_category_of_what_it_refers_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
