/* test_function.c - every row of functions.def: its example gives its result. */
#include "unit/evaluate/evaluate_unit.h"

static void examples_give_their_results(void **state) {
    (void)state;
    size_t count;
    const FunctionFact *facts = function_facts(&count);
    assert_int_equal(count, 27);
    for (size_t i = 0; i < count; i++) {
        void *fresh;
        open_fixture(&fresh);
        Fixture *fixture = fresh;
        Text body = text_format(&fixture->arena, "x = %s", facts[i].example);
        evaluate_body(fixture, body.bytes);
        assert_text(findings(fixture), "");
        const Value *value =
            matrix_value(fixture->matrix, find_param(fixture, "app", SINK_YAML, "x"), 0);
        assert_text(value_show(&fixture->arena, value, 100), facts[i].result);
        assert_true(strlen(facts[i].documentation) > 10);
        assert_true(strncmp(facts[i].signature, facts[i].name, strlen(facts[i].name)) == 0);
        close_fixture(&fresh);
    }
}

static void give_values(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"x = len(\"\\u{e9}\\u{1f600}\")", "2"},
        {"x = len({ a = 1, b = none })", "2"},
        {"x = min(2h, 30s, 1d)", "\"30s\""},
        {"x = max([])", "T0043 `max` has no result here; `max([])`: the list is empty [dev staging "
                        "prod]"},
        {"x = min(1, 1s)", "T0043 `min` has no result here; `min(1, 1s)`: these values have no "
                           "order among them [dev staging prod]"},
        {"x = ceil(-1.5)", "-1"},
        {"x = floor(-1.5)", "-2"},
        {"x = round(-2.5)", "-3"},
        {"x = ceil(1.0)", "1"},
        {"x = trim(\"  a b\\n\")", "\"a b\""},
        {"x = trim(\"\\u{e9}a\\u{e9}\", \"\\u{e9}\")", "\"a\""},
        {"x = trim(\"aaa\", \"a\")", "\"\""},
        {"x = replace(\"aaa\", \"aa\", \"b\")", "\"ba\""},
        {"x = replace(\"\", \"a\", \"b\")", "\"\""},
        {"x = split(\"\", \",\")", "[\"\"]"},
        {"x = split(\",a,\", \",\")", "[\"\",\"a\",\"\"]"},
        {"x = join([], \",\")", "\"\""},
        {"x = join([true, 30s, \"a\"], \" \")", "\"true 30s a\""},
        {"x = contains([1, 2], 2)", "true"},
        {"x = contains([1000m == 1], true)",
         "T0022 `1000m` is a duration or a quantity, and no type says which; `1000m`: minutes or "
         "thousandths; help: write the type, `: duration` or `: quantity`, or put it in quotes if "
         "it is text [dev staging prod]"},
        {"x = keys({ b = 1, a = none })", "[\"b\"]"},
        {"x = values({ b = 1, a = none })", "[1]"},
        {"x = minutes(5m)", "5"},
        {"x = seconds(\"5m\")", "300"},
        {"x = bytes(\"1Ki\")", "1024"},
        {"x = bytes(500m)", "T0043 `bytes` has no result here; `bytes(500m)`: 500m is no whole "
                            "number of 64 bits [dev staging prod]"},
        {"x = subnet(\"2001:db8::/32\", 16, 1)", "\"2001:db8:1::/48\""},
        {"x = overlaps(10.0.0.0/24, 10.0.1.0/24)", "false"},
        {"x = cidr_contains(10.0.0.0/24, 10.0.0.0/8)", "false"},
        {"x = overlaps(10.0.0.1, 10.0.0.0/8)", "T0038 argument 1 of `overlaps` is not a network "
                                               "such as 10.0.0.0/16; `10.0.0.1`: 10.0.0.1 "
                                               "is an address or network [dev staging prod]"},
        {"x = json([1.50, \"a\\\"b\", none == none])",
         "T0023 `1.50` ends in a zero, and no type says that it is a number; `1.50`: a number does "
         "not keep its last zero; help: put it in quotes if it is a version or a name; else write "
         "the type `: number`, or leave out the zero [dev staging prod]"},
        {"x = json({ b = [1, { c = none }], a = 7d })",
         "\"{\\\"b\\\":[1,{}],\\\"a\\\":\\\"168h\\\"}\""},
        {"x = upper(env)", "\"DEV\", \"STAGING\", \"PROD\""},
        {"x = starts_with(\"a\", \"ab\")", "false"},
    };
    assert_values(rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_give_their_results),
        cmocka_unit_test(give_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
