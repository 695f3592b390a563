/* test_attribute.c - attributes of environments: which there are, who states them, who misses them. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* Attributes that nobody knows, that are stated twice, or not at all. */
static const Case attributes[] = {
    {"environment dr like prod { regoin = \"x\" }\n",
     "N0013 6:28 `regoin` `regoin` is not an attribute of environments\n"
     "  help: a similar name exists: `region`\n"
     "  help: a row of an `environments` table declares an attribute\n"
     "  maybe: region\n"},
    {"environment dr like prod {\n"
     "  region = \"x\"\n"
     "  region = \"y\"\n"
     "}\n",
     "N0014 8:3 `region` `region` is stated twice for `dr`\n"
     "  at 7:3 `region` first here\n"},
    {"environments | dev {\n"
     "  class | production\n"
     "}\n",
     "N0014 7:11 `production` `class` is stated twice for `dev`\n"
     "  at 4:11 `nonproduction` first here\n"},
    {"environments {\n"
     "  size: int = 1\n"
     "}\n"
     "environments {\n"
     "  size: int = 2\n"
     "}\n",
     "N0014 10:9 `int` the type or default of `size` is stated twice\n"
     "  at 7:9 `int` first here\n"},
    {"environments | dev | prod {\n"
     "  size: int | 1 | _\n"
     "}\n",
     "N0015 3:22 `prod` `size` is not stated for `prod`\n"
     "  at 3:22 `prod` states no `size`\n"
     "  at 7:3 `size` declared here\n"
     "  help: state it, or give its row a default, or a type that ends in `?`\n"},
    {"environments | dev | prod {\n"
     "  size: int? | 1 | _\n"
     "}\n",
     ""},
    {"environments | dev | prod {\n"
     "  size | 1 | _\n"
     "}\n",
     "N0015 3:22 `prod` `size` is not stated for `prod`\n"
     "  at 3:22 `prod` states no `size`\n"
     "  at 7:3 `size` declared here\n"
     "  help: state it, or give its row a default, or a type that ends in `?`\n"},
    {"environments | dev | prod {\n"
     "  size = 3 | 1 | _\n"
     "}\n",
     ""},
    {"environments | test {\n"
     "  size: int? | 1\n"
     "}\n"
     "environment other\n",
     "N0015 9:13 `other` `class` is not stated for `other` and `test`\n"
     "  at 9:13 `other` states no `class`\n"
     "  at 6:16 `test` states no `class`\n"
     "  at 4:3 `class` declared here\n"
     "  help: write `class = nonproduction` or `class = production`\n"},
    {"environments {\n"
     "  region: list(string) = []\n"
     "}\n",
     "T0005 7:11 `list(string)` `list(string)` is not narrower than `string?`\n"
     "  note: `region` is an attribute that the compiler knows\n"},
    {"environments {\n"
     "  class: enum(production)\n"
     "}\n",
     ""},
    {"environments {\n"
     "  @waive(P0003)\n"
     "  size: int = 1\n"
     "}\n",
     "N0034 7:3 `@waive(P0003)` the waiver states no reason\n"
     "  help: say why it may be so: `@waive(P0003, \"why\")`; the reason is read in a review\n"},
};

/* clang-format on */

static void test_found_attributes(void **state) {
    (void)state;
    RUN(attributes);
}

static const AttributeFact *fact_of(const Model *model, const char *name, uint32_t *index) {
    for (*index = 0; *index < model->attribute_count; ++*index)
        if (text_equal(model->attributes[*index].name, text_of(name)))
            return &model->attributes[*index];
    fail_msg("there is no attribute `%s`", name);
    return NULL;
}

static void test_facts(void **state) {
    const Model *model = check_clean(
        *state, PRELUDE "environments | dev | prod {\n"
                        "  # How long logs are kept.\n"
                        "  retention: duration? = 7d | _ | 90d\n"
                        "  suffix | \"-dev\" | \"\"\n"
                        "  # Where it is.\n  region: enum(\"eu\", \"us\") = \"eu\" | _ | _\n"
                        "}\n");
    uint32_t index;
    const AttributeFact *class = fact_of(model, "class", &index);
    assert_int_equal(index, ENVIRONMENT_CLASS);
    assert_text(class->type->text, "enum(nonproduction, production)");
    assert_int_equal(class->type->value_count, 2);
    assert_text(class->type->values[1], "production");
    const AttributeFact *upstream = fact_of(model, "upstream", &index);
    assert_int_equal(upstream->fallback->kind, EXPRESSION_NAME);
    assert_text(upstream->fallback->as.name->text, "any");
    assert_int_equal(upstream->span.file, 0);
    const AttributeFact *soak = fact_of(model, "soak", &index);
    assert_int_equal(soak->type->base, BASE_DURATION);
    assert_true(soak->type->is_optional);
    const AttributeFact *retention = fact_of(model, "retention", &index);
    assert_int_equal(index, ENVIRONMENT_OWN);
    assert_text(retention->type->text, "duration?");
    assert_text(retention->doc, "How long logs are kept.");
    assert_text(retention->fallback->as.text, "7d");
    assert_null(model->environments[0].attributes[index].value);
    assert_text(model->environments[1].attributes[index].value->as.text, "90d");
    const AttributeFact *suffix = fact_of(model, "suffix", &index);
    assert_null(suffix->type);
    assert_text(model->environments[0].attributes[index].value->as.text, "-dev");
    const AttributeFact *region = fact_of(model, "region", &index);
    assert_int_equal(index, ENVIRONMENT_REGION);
    assert_text(region->type->text, "enum(\"eu\", \"us\")");
    assert_text(region->doc, "Where it is.");
}

/* Several tables are one, and a block of an environment adds to them. */
static void test_tables(void **state) {
    const Model *model = check_clean(*state, PRELUDE "environments | dev {\n  size: int? | 1\n}\n"
                                                     "environments | prod {\n  size | 2\n}\n"
                                                     "environment dr like prod { size = 3 }\n"
                                                     "environment dr2 like prod\n");
    static const char *const sizes[] = {"1", "2", "3"};
    for (uint32_t i = 0; i < COUNT(sizes); i++)
        assert_text(model->environments[i].attributes[ENVIRONMENT_OWN].value->as.text, sizes[i]);
    assert_null(model->environments[3].attributes[ENVIRONMENT_OWN].value);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_attributes),
        fixture_test(test_facts),
        fixture_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
