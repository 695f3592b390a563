/* test_environment.c - environments: their order, what they are like, who they are for, and the mistakes about names. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* Names of environments that are not declared, and names that stand twice. */
static const Case strangers[] = {
    {"stack a {\n"
     "  json {\n"
     "    | dev | prdo {\n"
     "      scale x: int | 1 | 2\n"
     "    }\n"
     "  }\n"
     "}\n",
     "N0010 8:13 `prdo` `prdo` is not a declared environment\n"
     "  about a \n"
     "  help: a similar name exists: `prod`\n"
     "  maybe: prod\n"},
    {"stack a {\n"
     "  json {\n"
     "    scale x: int = 1 { prdo = 2 }\n"
     "  }\n"
     "}\n",
     "N0010 8:24 `prdo` `prdo` is not a declared environment\n"
     "  about a json.x\n"
     "  help: a similar name exists: `prod`\n"
     "  maybe: prod\n"},
    {"stack a in tset {\n"
     "}\n",
     "N0010 6:12 `tset` `tset` is not a declared environment\n"
     "  about a \n"
     "  note: there are these environments: `dev` and `prod`\n"},
    {"stack a in dev, dev {\n"
     "}\n",
     "N0011 6:17 `dev` `dev` is named twice\n"
     "  about a \n"
     "  at 6:12 `dev` first here\n"},
    {"stack a {\n"
     "  json {\n"
     "    | dev | dev, prod {\n"
     "      scale x: int | 1 | 2\n"
     "    }\n"
     "  }\n"
     "}\n",
     "N0011 8:13 `dev` `dev` is named twice\n"
     "  about a \n"
     "  at 8:7 `dev` first here\n"},
    {"stack a {\n"
     "  json {\n"
     "    scale x: int { dev = 1, prod = 2, dev = 3 }\n"
     "  }\n"
     "}\n",
     "N0011 8:39 `dev` `dev` is named twice\n"
     "  about a json.x\n"
     "  at 8:20 `dev` first here\n"},
    {"environment dr like prdo\n",
     "N0010 6:21 `prdo` `prdo` is not a declared environment\n"
     "  help: a similar name exists: `prod`\n"
     "  maybe: prod\n"},
    {"environment dr like prod differs scael\n",
     "N0024 6:34 `scael` `scael` is not a category\n"
     "  help: a similar name exists: `scale`\n"
     "  maybe: scale\n"},
};

/* A ladder names declared environments, each once; a stranger is blamed on the ladder and nowhere else. */
static const Case ladders[] = {
    {"~strategy s { rung = \"0.1\" }\n"
     "ladder dev -> prod\n"
     "stack a {\n"
     "  json {\n"
     "    x = 1 { dev = 2 }\n"
     "  }\n"
     "}\n",
     "N0010 2:8 `dev` `dev` is not a declared environment\n"
     "  help: declare it: `environment dev { class = nonproduction }`, or a column of an "
     "`environments` table\n"
     "N0010 2:15 `prod` `prod` is not a declared environment\n"
     "  help: declare it: `environment prod { class = production }`, or a column of an "
     "`environments` table\n"},
    {"~strategy s { rung = \"0.1\" }\n"
     "ladder dev -> prod -> dev\n"
     "environments | dev | prod {\n"
     "  class | nonproduction | production\n"
     "}\n",
     "N0011 2:23 `dev` `dev` is named twice\n"
     "  at 2:8 `dev` first here\n"},
    {"~strategy s { rung = \"0.1\" }\n"
     "ladder dev -> staging -> prod\n"
     "environments | dev | prod | stagng {\n"
     "  class | nonproduction | production | production\n"
     "}\n",
     "N0010 2:15 `staging` `staging` is not a declared environment\n"
     "  help: a similar name exists: `stagng`\n"
     "  maybe: stagng\n"},
};

/* `like` goes round in a circle: told once, from the environment that comes first. */
static const Case circles[] = {
    {"environment b like a { class = production }\n"
     "environment a like b { class = production }\n"
     "environment c like a\n",
     "N0012 7:20 `b` `like` goes round in a circle: `a` -> `b` -> `a`\n"
     "  at 7:20 `b` `a` is like `b`\n"
     "  at 6:20 `a` `b` is like `a`\n"},
    {"environment b like b { class = production }\n",
     "N0012 6:20 `b` `like` goes round in a circle: `b` -> `b`\n"
     "  at 6:20 `b` `b` is like `b`\n"},
};

/* The parameter of an ephemeral environment and its sample. */
static const Case ephemerals[] = {
    {"environment preview(pr: map(int) = 1) like dev\n",
     "T0008 6:25 `map(int)` a value of the type `map(int)` cannot be part of an environment's "
     "name\n"
     "  help: a parameter is an `int`, a `string` or an `enum`\n"},
    {"environment preview(pr: int? = 1) like dev\n",
     "T0008 6:25 `int?` a value of the type `int?` cannot be part of an environment's name\n"
     "  help: a parameter is an `int`, a `string` or an `enum`\n"},
    {"environment preview(pr: int = \"x\") like dev\n",
     "T0008 6:31 `\"x\"` the sample is no literal of the type `int`\n"},
    {"environment preview(pr: int(>= 1) = 1.5) like dev\n",
     "T0008 6:37 `1.5` the sample is no literal of the type `int(>= 1)`\n"},
    {"environment preview(pr: enum(a, b) = c) like dev\n",
     "T0008 6:38 `c` the sample is no literal of the type `enum(a, b)`\n"},
    {"environment preview(pr: enum(a, b) = b) like dev\n",
     ""},
    {"environment preview(pr: intt = 1) like dev\n",
     "N0030 6:25 `intt` `intt` is not a type\n"
     "  help: a similar name exists: `int`\n"
     "  maybe: int\n"},
};

/* clang-format on */

static void test_found_strangers(void **state) {
    (void)state;
    RUN(strangers);
}

static void test_found_ladders(void **state) {
    (void)state;
    RUN(ladders);
}

static void test_found_circles(void **state) {
    (void)state;
    RUN(circles);
}

static void test_found_ephemerals(void **state) {
    (void)state;
    RUN(ephemerals);
}

static const char *name_at(const Model *model, uint32_t index) {
    return model->environments[index].name->text.bytes;
}

/* Ladder order, a rung's as written, then the others by name. */
static void test_order(void **state) {
    const Model *model =
        check_clean(*state, "strategy s { rung = \"0.1\" }\n"
                            "environments | prod | b | uat, perf | dev {\n"
                            "  class | production | nonproduction | nonproduction | production\n}\n"
                            "environment a like b\n"
                            "ladder dev -> { uat, perf } -> prod\n");
    static const char *const names[] = {"dev", "uat", "perf", "prod", "a", "b"};
    static const uint32_t rungs[] = {1, 2, 2, 3, 0, 0};
    assert_int_equal(model->environment_count, COUNT(names));
    assert_int_equal(model->rung_count, 3);
    assert_int_equal(set_count(&model->all), COUNT(names));
    for (uint32_t i = 0; i < COUNT(names); i++) {
        assert_string_equal(name_at(model, i), names[i]);
        assert_int_equal(model->environments[i].index, i);
        assert_int_equal(model->environments[i].rung, rungs[i]);
        assert_int_equal(environment_of(model, names[i]), i);
    }
    assert_int_equal(model_environment(model, TEXT("nowhere")), -1);
}

/* The order of files and declarations has no meaning. */
static void test_files(void **state) {
    const MemoryFile files[] = {
        {TEXT("a.rung"), TEXT("environment dr like prod differs scale\n")},
        {TEXT("strategy.rung"), TEXT("strategy s { rung = \"0.1\" }\n")},
        {TEXT("z/z.rung"), TEXT("ladder prod\n# The real one.\nenvironment prod {\n"
                                "  class = production\n}\n")},
    };
    Fixture *fixture = *state;
    const Model *model = check_files(fixture, files, COUNT(files));
    assert_text(findings(fixture), "");
    const Environment *dr = &model->environments[environment_of(model, "dr")];
    const Environment *prod = &model->environments[environment_of(model, "prod")];
    assert_int_equal(dr->like, prod->index);
    assert_int_equal(prod->like, -1);
    assert_int_equal(dr->differs_count, 1);
    assert_text(dr->differs[0]->text, "scale");
    assert_text(prod->doc, "The real one.");
    assert_text(model->strategy->text, "s");
}

static void test_ephemeral(void **state) {
    const Model *model = check_clean(*state, PRELUDE "environment preview(pr: int = 7) like dev\n");
    const Environment *preview = &model->environments[environment_of(model, "preview")];
    assert_true(preview->is_ephemeral);
    assert_text(preview->parameter->text, "pr");
    assert_int_equal(preview->parameter_type->base, BASE_INT);
    assert_text(preview->sample->as.text, "7");
    assert_false(model->environments[0].is_ephemeral);
}

/* `in prod` covers what is like prod, ephemeral environments excepted. */
static void test_coverage(void **state) {
    const Model *model = check_clean(*state, PRELUDE "environment dr like prod\n"
                                                     "environment dr2 like dr\n"
                                                     "environment preview(pr: int = 1) like prod\n"
                                                     "stack a in prod {\n}\n"
                                                     "stack b in dr, preview {\n}\n"
                                                     "stack c {\n}\n");
    const Unit *a = model->units[0];
    const Unit *b = model->units[1];
    assert_int_equal(set_count(&a->environments), 3);
    assert_true(set_has(&a->environments, environment_of(model, "dr2")));
    assert_false(set_has(&a->environments, environment_of(model, "preview")));
    assert_int_equal(set_count(&b->environments), 3);
    assert_false(set_has(&b->environments, environment_of(model, "prod")));
    assert_int_equal(set_count(&model->units[2]->environments), 5);
}

/* One too many is left out, and nothing more is said about it. */
static void test_limit(void **state) {
    Fixture *fixture = *state;
    Writer program;
    writer_open(&program, &fixture->arena, SIZE_MAX);
    writer_string(&program, "strategy s { rung = \"0.1\" }\nenvironments ");
    for (int i = 0; i <= LIMIT_ENVIRONMENTS; i++)
        writer_format(&program, "| e%03d ", i);
    writer_string(&program, "{\n  class = production");
    for (int i = 0; i <= LIMIT_ENVIRONMENTS; i++)
        writer_string(&program, " | _");
    writer_string(&program, "\n}\nstack a in e256 {\n}\nstack b in e255 {\n}\n");
    const Model *model = check_text_of(fixture, writer_done(&program));
    assert_int_equal(model->environment_count, LIMIT_ENVIRONMENTS);
    assert_int_equal(fixture->report.items.count, 1);
    assert_text(fixture->report.items.items[0]->message,
                "there are 257 environments; at most 256 are possible");
    assert_text(sources_text(&fixture->sources, fixture->report.items.items[0]->span), "e256");
    assert_true(set_has(&model->units[1]->environments, 255));
}

static void test_sets(void **state) {
    (void)state;
    EnvironmentSet a = {0};
    EnvironmentSet b = {0};
    assert_true(set_is_empty(&a));
    set_add(&a, 0);
    set_add(&a, 64);
    set_add(&a, 255);
    set_add(&b, 64);
    set_add(&b, 63);
    EnvironmentSet both = set_and(a, b);
    EnvironmentSet any = set_or(a, b);
    EnvironmentSet rest = set_without(a, b);
    assert_int_equal(set_count(&both), 1);
    assert_true(set_has(&both, 64));
    assert_int_equal(set_count(&any), 4);
    assert_int_equal(set_count(&rest), 2);
    assert_false(set_has(&rest, 64));
    assert_true(set_has(&rest, 255));
    set_remove(&rest, 255);
    set_remove(&rest, 0);
    assert_true(set_is_empty(&rest));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_strangers),
        cmocka_unit_test(test_found_ladders),
        cmocka_unit_test(test_found_circles),
        cmocka_unit_test(test_found_ephemerals),
        fixture_test(test_order),
        fixture_test(test_files),
        fixture_test(test_ephemeral),
        fixture_test(test_coverage),
        fixture_test(test_limit),
        cmocka_unit_test(test_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
