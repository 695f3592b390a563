/* test_environment.c - attributes of environments, units and the strategy, ephemeral environments,
 * templates of paths. */
#include "unit/evaluate/evaluate_unit.h"

#define LADDER                                                                                     \
    "strategy shop {\n  rung = \"0.1\"\n  a = \"${strategy.b}!\"\n  b = \"${strategy}\"\n}\n"      \
    "ladder dev -> prod\n"                                                                         \
    "environments | dev | prod {\n"                                                                \
    "  class | nonproduction | production\n"                                                       \
    "  region | \"eu-${env}\" | \"us-${env}\"\n"                                                   \
    "  logs: string = \"${env.region}-logs\"\n"                                                    \
    "  retention: duration = 7d | _ | 90d\n"                                                       \
    "  note: string?\n"                                                                            \
    "  weight = 1 | 0.5 | _\n"                                                                     \
    "}\n"                                                                                          \
    "environment dr like prod { weight = 3 }\n"                                                    \
    "environment preview(pr: int(1..999) = 1) like dev {\n  soak = 5m\n}\n"

static Text attribute(Fixture *fixture, const char *environment, const char *name) {
    const Model *model = fixture->model;
    int32_t index = model_environment(model, text_of(environment));
    assert_true(index >= 0);
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        if (!text_equal(model->attributes[i].name, text_of(name))) continue;
        const Value *value = matrix_attribute(fixture->matrix, (uint32_t)index, i);
        return value_show(&fixture->arena, value, 80);
    }
    fail_msg("no attribute %s", name);
    return TEXT("");
}

static void takes_attributes_from_what_it_is_like(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, LADDER);
    assert_text(findings(fixture), "");
    assert_text(attribute(fixture, "dev", "region"), "\"eu-dev\"");
    assert_text(attribute(fixture, "dr", "region"), "\"us-dr\"");
    assert_text(attribute(fixture, "dr", "logs"), "\"us-dr-logs\"");
    assert_text(attribute(fixture, "dr", "retention"), "2160h");
    assert_text(attribute(fixture, "dev", "retention"), "168h");
    assert_text(attribute(fixture, "dr", "note"), "none");
    assert_text(attribute(fixture, "dr", "class"), "production");
    assert_text(attribute(fixture, "preview", "region"), "\"eu-preview-1\"");
    assert_text(attribute(fixture, "preview", "soak"), "5m");
    assert_text(attribute(fixture, "dev", "soak"), "none");
    assert_text(attribute(fixture, "dev", "upstream"), "any");
    assert_text(attribute(fixture, "preview", "weight"), "0.5");
    const int32_t dr = model_environment(fixture->model, TEXT("dr"));
    assert_true(matrix_is_production(fixture->matrix, (uint32_t)dr));
    assert_false(matrix_is_production(fixture->matrix, 0));
}

#define UNITS                                                                                      \
    "stack app in dev, preview {\n"                                                                \
    "  owner = \"${unit}-${env}\"\n"                                                               \
    "  yaml {\n"                                                                                   \
    "    x = \"${env}/${strategy.a}/${unit.owner}\"\n"                                             \
    "    y = env == preview\n"                                                                     \
    "    z = env.weight\n"                                                                         \
    "    n: string? = unit.namespace\n"                                                            \
    "  }\n}\n"

static Text value_in(Fixture *fixture, const char *path, const char *environment) {
    int32_t index = model_environment(fixture->model, text_of(environment));
    const Param *param = find_param(fixture, "app", SINK_YAML, path);
    const Value *value = matrix_value(fixture->matrix, param, (uint32_t)index);
    assert_non_null(value);
    return value_show(&fixture->arena, value, 80);
}

static void evaluates_ephemeral_environments(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, LADDER UNITS);
    assert_text(findings(fixture), "");
    assert_text(value_in(fixture, "x", "preview"), "\"preview-1/shop!/app-preview-1\"");
    assert_text(value_in(fixture, "x", "dev"), "\"dev/shop!/app-dev\"");
    assert_text(value_in(fixture, "y", "preview"), "true");
    assert_text(value_in(fixture, "y", "dev"), "false");
    assert_text(value_in(fixture, "z", "dev"), "0.5");
    assert_text(value_in(fixture, "n", "dev"), "none");
    int32_t preview = model_environment(fixture->model, TEXT("preview"));
    assert_text(matrix_environment_text(fixture->matrix, (uint32_t)preview), "preview-1");
}

static void takes_arguments(void **state) {
    Fixture *fixture = *state;
    Model *model = load(fixture, LADDER UNITS);
    int32_t preview = model_environment(model, TEXT("preview"));
    const Argument argument = {(uint32_t)preview, TEXT("123")};
    const EvaluateOptions options = {&argument, 1};
    fixture->matrix = evaluate_program(&fixture->arena, model, &options);
    assert_text(findings(fixture), "");
    assert_text(value_in(fixture, "x", "preview"), "\"preview-123/shop!/app-preview-123\"");
}

static void refuses_arguments_that_do_not_fit(void **state) {
    Fixture *fixture = *state;
    Model *model = load(fixture, LADDER UNITS);
    int32_t preview = model_environment(model, TEXT("preview"));
    const Argument argument = {(uint32_t)preview, TEXT("1000")};
    const EvaluateOptions options = {&argument, 1};
    fixture->matrix = evaluate_program(&fixture->arena, model, &options);
    assert_text(findings(fixture),
                "T0020 the value of `env.pr` does not fit its type `int(1..999)`; "
                "`preview`: 1000 is not in 1..999 [preview]");
}

static void finds_cycles_among_attributes(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, "strategy shop {\n  rung = \"0.1\"\n  a = strategy.b\n  b = strategy.a\n}\n"
                      "ladder dev\n"
                      "environments | dev {\n  class | nonproduction\n"
                      "  region | env.account\n  account | \"${env.region}\"\n}\n");
    assert_text(findings(fixture),
                "T0031 `strategy.a` depends on itself; `strategy.b`: reads `strategy.b`; "
                "`strategy.a`: reads `strategy.a` again\n"
                "T0031 `env.region` depends on itself; `account`: reads `env.account`; `region`: "
                "reads `env.region` again [dev]");
}

static void knows_where_there_is_no_environment(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, "strategy shop {\n  rung = \"0.1\"\n  a = env\n}\n"
                      "ladder dev\n"
                      "environments | dev {\n  class | nonproduction\n"
                      "  region | unit\n  account | helm.a\n}\n");
    assert_text(findings(fixture),
                "N0059 `env` means nothing here; `env`: there is no environment here\n"
                "N0059 `unit` means nothing here; `unit`: there is no unit here [dev]\n"
                "N0059 `helm` means nothing here; `helm`: there is no unit here [dev]");
}

/* What is sensitive about an environment or is made of that stays hidden. */
static void hides_sensitive_attributes(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, "strategy shop {\n  rung = \"0.1\"\n}\nladder dev\n"
                      "environments | dev {\n  class | nonproduction\n  @sensitive\n"
                      "  account | \"12\"\n  namespace | env.account\n}\n"
                      "stack app {\n  owner = env.account\n  yaml {\n    x = env.account\n"
                      "    y = unit.owner\n    z = unit.namespace\n    w = env.region\n"
                      "    v: port = yaml.x\n  }\n}\n");
    static const char *const paths[] = {"x", "y", "z", "v"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        const Param *param = find_param(fixture, "app", SINK_YAML, paths[i]);
        assert_int_equal(matrix_flags(fixture->matrix, param, 0), CELL_IS_SENSITIVE);
    }
    const Param *open = find_param(fixture, "app", SINK_YAML, "w");
    assert_int_equal(matrix_flags(fixture->matrix, open, 0), 0);
    assert_text(findings(fixture), "T0020 the value of `v` does not fit its type `port`; `yaml.x`: "
                                   "(hidden) is a string that does not fit in dev [dev]");
}

/* --- Templates ------------------------------------------------------------------------------ */

static const Expression *parse(Fixture *fixture, const char *text) {
    uint32_t file = sources_add(&fixture->sources, TEXT("template"), text_of(text));
    return syntax_parse_expression(&fixture->arena, &fixture->names, &fixture->report, file);
}

static void evaluates_paths(void **state) {
    Fixture *fixture = *state;
    evaluate(fixture, LADDER UNITS);
    const Unit *unit = map_get(&fixture->model->unit_by_name, TEXT("app"));
    const Expression *path = parse(fixture, "\"d/${env}/${unit}/${strategy.b}.yaml\"");
    Text out = TEXT("");
    assert_true(matrix_template(fixture->matrix, unit, 1, path, TEXT(""), &out));
    assert_text(out, "d/prod/app/shop.yaml");
    path = parse(fixture, "\"/x/${name}\"");
    assert_true(matrix_template(fixture->matrix, unit, 1, path, TEXT("a/b"), &out));
    assert_text(out, "/x/a/b");
    assert_text(findings(fixture), "");
    assert_false(matrix_template(fixture->matrix, unit, 1, path, TEXT(""), &out));
    assert_false(matrix_template(fixture->matrix, unit, 0, path, TEXT(""), &out));
    Text found = findings(fixture);
    assert_true(text_starts_with(found, TEXT("N0050 nothing is called `name` here")));
    assert_true(text_ends_with(found, TEXT("[dev prod]")));
}

static void evaluates_keys(void **state) {
    Fixture *fixture = *state;
    evaluate_body(fixture, "secrets.\"rds-${env}\".host = 1\nx = yaml.secrets.\"rds-${env}\".host");
    assert_text(findings(fixture), "");
    assert_text(values(fixture, "x"), "1");
    const Param *param = find_param(fixture, "app", SINK_YAML, "secrets.\"rds-${env}\".host");
    assert_text(matrix_segment(fixture->matrix, param, &param->path->items[1], 2), "rds-prod");
    assert_text(matrix_segment(fixture->matrix, param, &param->path->items[2], 2), "host");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(takes_attributes_from_what_it_is_like),
        fixture_test(evaluates_ephemeral_environments),
        fixture_test(takes_arguments),
        fixture_test(refuses_arguments_that_do_not_fit),
        fixture_test(finds_cycles_among_attributes),
        fixture_test(knows_where_there_is_no_environment),
        fixture_test(hides_sensitive_attributes),
        fixture_test(evaluates_paths),
        fixture_test(evaluates_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
