/* test_unit.c - services and stacks: profiles, sinks, outputs, attributes, and where they are. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* Attributes of units, profiles, sinks and outputs. */
static const Case units[] = {
    {"service a {\n"
     "}\n",
     "N0021 6:9 `a` service `a` states no image\n"
     "  about a \n"
     "  help: write `image = \"registry.example/a\"`; what runs no image of its own is a "
     "`stack`\n"},
    {"service a {\n"
     "  imgae = \"x\"\n"
     "}\n",
     "N0013 7:3 `imgae` `imgae` is not an attribute of services and stacks\n"
     "  about a \n"
     "  help: a similar name exists: `image`\n"
     "  maybe: image\n"},
    {"stack a {\n"
     "  image = \"x\"\n"
     "}\n",
     "N0021 7:3 `image` stack `a` states an image\n"
     "  about a \n"
     "  help: what runs an image is a `service`\n"},
    {"profile p {\n"
     "  image = \"x\"\n"
     "}\n",
     "N0021 7:3 `image` profile `p` states an image\n"
     "  help: write the image in each service: it is what makes one a service\n"},
    {"stack a {\n"
     "  owner = \"x\"\n"
     "  owner = \"y\"\n"
     "}\n",
     "N0014 8:3 `owner` `owner` is stated twice\n"
     "  about a \n"
     "  at 7:3 `owner` first here\n"},
    {"stack a uses p {\n"
     "}\n",
     "N0022 6:14 `p` `p` is not a declared profile\n"
     "  about a \n"},
    {"profile p {\n"
     "}\n"
     "stack a uses p, p {\n"
     "}\n",
     "N0023 8:17 `p` profile `p` is named twice\n"
     "  about a \n"
     "  at 8:14 `p` first here\n"},
    {"profile p {\n"
     "  owner = \"x\"\n"
     "}\n"
     "profile q {\n"
     "  owner = \"y\"\n"
     "}\n"
     "stack a uses p, q {\n"
     "}\n"
     "stack b uses p, q {\n"
     "  owner = \"z\"\n"
     "}\n",
     "N0023 12:17 `q` `owner` is stated by two profiles, `p` and `q`\n"
     "  about a \n"
     "  at 7:3 `owner` in `p`\n"
     "  at 10:3 `owner` in `q`\n"},
    {"stack a {\n"
     "  jsn {\n"
     "    x = 1\n"
     "  }\n"
     "}\n",
     "N0018 7:3 `jsn` `jsn` is not a sink\n"
     "  about a \n"
     "  help: a similar name exists: `json`\n"
     "  maybe: json\n"},
    {"stack a {\n"
     "  release {\n"
     "    x = 1\n"
     "  }\n"
     "}\n",
     "N0018 7:3 `release` `release` has no block\n"
     "  about a \n"
     "  help: its contents are decided by the compiler; `emit release to \"...\"` says where it "
     "goes\n"},
    {"stack a {\n"
     "  json \"x\" {\n"
     "    x = 1\n"
     "  }\n"
     "}\n",
     "N0019 7:8 `\"x\"` `json` takes no name template\n"
     "  about a \n"
     "  help: `emit json to \"...\"` says where it goes\n"},
    {"stack a {\n"
     "  ssm {\n"
     "    x = 1\n"
     "  }\n"
     "}\n",
     "N0019 7:3 `ssm` the `ssm` block has no name template\n"
     "  about a \n"
     "  help: say how its parameters are named: `ssm \"/${strategy}/${env}/${unit}/${name}\" { "
     "... }`\n"},
    {"stack a {\n"
     "  json {\n"
     "    x = 1\n"
     "  }\n"
     "  json {\n"
     "    y = 1\n"
     "  }\n"
     "}\n",
     "N0020 10:3 `json` a second `json` block stands in one body\n"
     "  about a \n"
     "  at 7:3 `json` first here\n"
     "  help: put both into one block\n"},
    {"stack a {\n"
     "  ssm \"/a/${name}\" {\n"
     "    x = 1\n"
     "  }\n"
     "  ssm \"/b/${name}\" {\n"
     "    y = 1\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    z = 1\n"
     "  }\n"
     "}\n",
     "N0020 13:3 `ssm` a second `ssm` block stands in one body\n"
     "  about a \n"
     "  at 7:3 `ssm` first here\n"
     "  help: put both into one block, or give them different name templates\n"},
    {"stack a in dev {\n"
     "  json in prod {\n"
     "    x = 1\n"
     "  }\n"
     "  emit json to \"x\" in prod\n"
     "}\n",
     "N0032 7:11 `prod` `a` is not in `prod`\n"
     "  about a \n"
     "  at 6:12 `dev` it is here only\n"
     "N0032 10:23 `prod` `a` is not in `prod`\n"
     "  about a \n"
     "  at 6:12 `dev` it is here only\n"},
    {"environment dr like prod\n"
     "stack a in dr {\n"
     "  json in prod {\n"
     "    x = 1\n"
     "  }\n"
     "}\n",
     ""},
    {"stack a {\n"
     "  emit jsn to \"x\"\n"
     "  @waive\n"
     "  emit json to \"x\"\n"
     "}\n",
     "N0018 7:8 `jsn` `jsn` is not a sink\n"
     "  about a \n"
     "  help: a similar name exists: `json`\n"
     "  maybe: json\n"
     "N0034 8:3 `@waive` the waiver does not say what it waives\n"
     "  about a \n"
     "  help: name the code or the policy first: `@waive(P0003, \"why\")`\n"},
};

/* clang-format on */

static void test_found_units(void **state) {
    (void)state;
    RUN(units);
}

static void test_order(void **state) {
    const Model *model = check_clean(*state, PRELUDE "stack b {\n}\n# First.\nservice a {\n"
                                                     "  image = \"x\"\n}\nstack A {\n}\n");
    static const char *const names[] = {"A", "a", "b"};
    assert_int_equal(model->unit_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_text(model->units[i]->name->text, names[i]);
        assert_int_equal(model->units[i]->index, i);
    }
    assert_true(model->units[1]->is_service);
    assert_false(model->units[2]->is_service);
    assert_text(model->units[1]->doc, "First.");
}

/* The unit's own attribute, else that of the profile that states it; outputs of both are kept apart. */
static void test_attributes(void **state) {
    const Model *model = check_clean(
        *state, PRELUDE "profile p {\n  owner = \"p\"\n  emit json to \"p\"\n}\n"
                        "profile q {\n  chart = \"q\"\n  emit json to \"q\" in prod\n}\n"
                        "stack a uses p, q {\n  owner = \"a\"\n  emit json to \"a\"\n}\n"
                        "stack b uses q {\n}\n");
    const Unit *a = model->units[0];
    assert_int_equal(a->profile_count, 2);
    assert_text(a->profiles[1]->name.name->text, "q");
    assert_text(a->attributes[UNIT_OWNER].value->as.text, "a");
    assert_ptr_equal(a->attributes[UNIT_OWNER].owner, a->declaration);
    assert_text(a->attributes[UNIT_CHART].value->as.text, "q");
    assert_ptr_equal(a->attributes[UNIT_CHART].owner, a->profiles[1]);
    assert_null(a->attributes[UNIT_MODULE].value);
    assert_int_equal(a->emits.count, 1);
    assert_int_equal(a->profile_emits.count, 2);
    assert_text(a->profile_emits.items[1]->path->as.text, "q");
    assert_true(set_has(&a->profile_emits.environments[1], 1));
    assert_null(model->units[1]->attributes[UNIT_OWNER].value);
}

/* A sink is where the unit's block says, else where the profiles' do, and only where the unit is. */
static void test_sink_reach(void **state) {
    const Model *model = check_clean(
        *state,
        PRELUDE "environment qa like dev\n"
                "profile p {\n  json in dev {\n    x = 1\n  }\n  yaml in prod {\n    x = 1\n  }\n"
                "  dotenv {\n    x = 1\n  }\n}\n"
                "stack a uses p {\n  yaml in dev {\n    y = 1\n  }\n  json {\n    y = 1\n  }\n"
                "  configmap {\n    x = 1\n  }\n}\n"
                "stack b uses p in prod, qa {\n}\n");

    static const struct {
        uint32_t unit;
        SinkKind kind;
        bool in_dev, in_prod, in_qa;
    } rows[] = {
        {0, SINK_JSON, true, false, true},   {0, SINK_YAML, true, false, true},
        {0, SINK_DOTENV, true, true, true},  {0, SINK_CONFIGMAP, true, true, true},
        {1, SINK_JSON, false, false, true},  {1, SINK_YAML, false, true, false},
        {1, SINK_DOTENV, false, true, true},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const Sink *sink = unit_sink(model->units[rows[i].unit], rows[i].kind);
        assert_non_null(sink);
        assert_int_equal(set_has(&sink->environments, 0), rows[i].in_dev);
        assert_int_equal(set_has(&sink->environments, 1), rows[i].in_prod);
        assert_int_equal(set_has(&sink->environments, 2), rows[i].in_qa);
    }
    assert_null(unit_sink(model->units[1], SINK_CONFIGMAP));
}

static void test_facts(void **state) {
    (void)state;
    SinkKind kind;
    UnitAttributeKind attribute;
    assert_true(sink_find(TEXT("ssm"), &kind));
    assert_int_equal(kind, SINK_SSM);
    assert_true(sink_fact(kind)->is_text);
    assert_true(sink_fact(SINK_HELM)->has_block);
    assert_false(sink_fact(SINK_INDEX)->has_block);
    assert_false(sink_find(TEXT("SSM"), &kind));
    assert_true(unit_attribute_find(TEXT("image_keys"), &attribute));
    assert_int_equal(attribute, UNIT_IMAGE_KEYS);
    assert_string_equal(unit_attribute_fact(attribute)->type, "map(string)");
    assert_false(unit_attribute_fact(UNIT_CHART)->may_vary);
    assert_false(unit_attribute_find(TEXT(""), &attribute));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_units), fixture_test(test_order),
        fixture_test(test_attributes),      fixture_test(test_sink_reach),
        cmocka_unit_test(test_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
