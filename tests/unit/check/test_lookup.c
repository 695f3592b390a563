/* test_lookup.c - lookup: which cell, default or profile gives a value, and every place that is looked at. */
#include "unit/check/check_unit.h"

static const char program[] = PRELUDE "environment dr like prod\nenvironment dr2 like dr\n"
                                      "profile p {\n  json {\n"
                                      "    scale x: int = 1 { dev = 2, prod = 3 }\n"
                                      "    scale y: int? { dev = 2, dr = _, prod = none }\n"
                                      "    scale | dev, prod {\n      z: int | 7\n    }\n"
                                      "  }\n}\n"
                                      "stack a uses p {\n  json {\n"
                                      "    x { prod = 4 }\n"
                                      "    y = 9\n"
                                      "    w { dev = 1 }\n"
                                      "  }\n}\n";

/* Whose cell or default it is, and how it is written. */
static const struct {
    const char *path;
    const char *environment;
    OriginKind kind;
    const char *of;
    const char *value; /* NULL: nothing is found */
    bool is_own;
} origins[] = {
    {"x", "dev", ORIGIN_CELL, "dev", "2", false},   {"x", "prod", ORIGIN_CELL, "prod", "4", true},
    {"x", "dr", ORIGIN_LIKE, "prod", "4", true},    {"x", "dr2", ORIGIN_LIKE, "prod", "4", true},
    {"y", "dev", ORIGIN_DEFAULT, "dev", "9", true}, {"y", "dr", ORIGIN_DEFAULT, "dr", "9", true},
    {"z", "prod", ORIGIN_CELL, "prod", "7", false}, {"z", "dr2", ORIGIN_LIKE, "prod", "7", false},
    {"w", "dev", ORIGIN_CELL, "dev", "1", true},    {"w", "prod", ORIGIN_CELL, "", NULL, true},
    {"w", "dr", ORIGIN_CELL, "", NULL, true},
};

static void test_origins(void **state) {
    Fixture *fixture = *state;
    const Model *model = check_clean(fixture, program);
    for (size_t i = 0; i < COUNT(origins); i++) {
        const Param *param = param_of(model, "a", SINK_JSON, origins[i].path);
        Origin origin;
        bool is_found =
            param_origin(model, param, environment_of(model, origins[i].environment), &origin);
        assert_int_equal(is_found, origins[i].value != NULL);
        if (!is_found) continue;
        assert_int_equal(origin.kind, origins[i].kind);
        assert_int_equal(origin.environment, environment_of(model, origins[i].of));
        assert_text(origin.value->as.text, origins[i].value);
        assert_text(sources_text(&fixture->sources, origin.span), origins[i].value);
        assert_ptr_equal(origin.statement, origins[i].is_own ? param->own : param->inherited);
    }
}

/* `none` is found, a hole is not. */
static void test_none(void **state) {
    const Model *model = check_clean(
        *state, PRELUDE "stack a {\n  json {\n    x: int? = 1 { dev = none, prod = _ }\n  }\n}\n");
    Origin origin;
    assert_true(param_origin(model, model->params[0], 0, &origin));
    assert_int_equal(origin.value->kind, EXPRESSION_NONE);
    assert_true(param_origin(model, model->params[0], 1, &origin));
    assert_int_equal(origin.kind, ORIGIN_DEFAULT);
    assert_text(origin.value->as.text, "1");
}

/* Every place in the order of lookup, also those behind the winner. */
static void test_visits(void **state) {
    Fixture *fixture = *state;
    const Model *model = check_clean(fixture, program);

    static const struct {
        OriginKind kind;
        const char *environment;
        bool is_there, is_own;
    } expected[] = {
        {ORIGIN_CELL, "dr", false, true},    {ORIGIN_LIKE, "prod", true, true},
        {ORIGIN_DEFAULT, "dr", false, true}, {ORIGIN_CELL, "dr", false, false},
        {ORIGIN_LIKE, "prod", true, false},  {ORIGIN_DEFAULT, "dr", true, false},
    };

    const Param *param = param_of(model, "a", SINK_JSON, "x");
    Visit *visits;
    uint32_t count =
        param_visits(&fixture->arena, model, param, environment_of(model, "dr"), &visits);
    assert_int_equal(count, COUNT(expected));
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(visits[i].origin.kind, expected[i].kind);
        assert_int_equal(visits[i].origin.environment,
                         environment_of(model, expected[i].environment));
        assert_int_equal(visits[i].is_there, expected[i].is_there);
        assert_ptr_equal(visits[i].origin.statement,
                         expected[i].is_own ? param->own : param->inherited);
    }
}

/* The first visit that is there is what `param_origin` finds. */
static void test_agreement(void **state) {
    Fixture *fixture = *state;
    const Model *model = check_clean(fixture, program);
    for (uint32_t p = 0; p < model->param_count; p++) {
        for (uint32_t e = 0; e < model->environment_count; e++) {
            Origin origin;
            Visit *visits;
            bool is_found = param_origin(model, model->params[p], e, &origin);
            uint32_t count = param_visits(&fixture->arena, model, model->params[p], e, &visits);
            uint32_t first = 0;
            while (first < count && !visits[first].is_there)
                first++;
            assert_int_equal(is_found, first < count);
            if (is_found) assert_ptr_equal(visits[first].origin.value, origin.value);
        }
    }
}

/* What may be missing because of a reported mistake counts as found. */
static void test_lost(void **state) {
    (void)state;
    static const char *const programs[] = {
        "stack a {\n  json {\n    x { dev = 1, prdo = 2 }\n  }\n}\n",
        "stack a {\n  json {\n    | dev | dev {\n      x | 1 | 2\n    }\n  }\n}\n",
        "stack a uses nothing {\n  json {\n    x { dev = 1 }\n  }\n}\n",
        "environment dr like nowhere {\n}\nstack a in dr {\n  json {\n    x = 1 { dev = 1 }\n  "
        "}\n}\n",
    };
    for (size_t i = 0; i < COUNT(programs); i++) {
        void *opened;
        open_fixture(&opened);
        Fixture *fixture = opened;
        Text text = text_format(&fixture->arena, "%s%s", PRELUDE, programs[i]);
        const Model *model = check_text_of(fixture, text);
        assert_int_equal(fixture->report.items.count, 1);
        Origin origin;
        uint32_t last = model->environment_count - 1;
        assert_true(param_origin(model, model->params[0], last, &origin));
        assert_int_equal(origin.value->kind, EXPRESSION_MISSING);
        close_fixture(&opened);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(test_origins),   fixture_test(test_none),     fixture_test(test_visits),
        fixture_test(test_agreement), cmocka_unit_test(test_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
