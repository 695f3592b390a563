/* test_strategy.c - the strategy block, and the declarations that are not yet judged. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* The version of the language. */
static const Case versions[] = {
    {"~strategy s {\n"
     "}\n",
     "N0016 1:10 `s` the strategy does not say for which version of the language it is written\n"
     "  fix: \n"
     "  rung = \"0.1\"\n"},
    {"~strategy s { owner = \"x\" }\n",
     "N0016 1:10 `s` the strategy does not say for which version of the language it is written\n"
     "  fix: \n"
     "  rung = \"0.1\"\n"
     "\n"},
    {"~strategy s {\n"
     "  owner = \"x\"\n"
     "}\n",
     "N0016 1:10 `s` the strategy does not say for which version of the language it is written\n"
     "  fix: \n"
     "  rung = \"0.1\"\n"},
    {"~strategy s {\n"
     "  rung = 0.1\n"
     "}\n",
     "N0016 2:10 `0.1` the version of the language is not a string\n"
     "  fix: \"0.1\"\n"},
    {"~strategy s {\n"
     "  rung = 1\n"
     "}\n",
     "N0016 2:10 `1` the version of the language is not a string\n"
     "  help: write `rung = \"0.1\"`\n"},
    {"~strategy s {\n"
     "  rung = \"0.2\"\n"
     "}\n",
     "N0016 2:10 `\"0.2\"` the program is written for Rung 0.2, and this compiler is for Rung "
     "0.1\n"
     "  help: use the compiler that the program was written for, or read what changed and write "
     "`rung = \"0.1\"`\n"},
    {"~strategy s {\n"
     "  rung = \"0.1\"\n"
     "  rung = \"0.1\"\n"
     "}\n",
     "N0014 3:3 `rung` `rung` is stated twice\n"
     "  at 2:3 `rung` first here\n"},
};

/* Packs, outputs, and what is not yet checked. */
static const Case strategies[] = {
    {"~strategy s {\n"
     "  rung = \"0.1\"\n"
     "  use cloud\n"
     "  emit hlem to \"x\"\n"
     "  emit helm to none in moon\n"
     "}\n"
     "environment sun { class = production }\n",
     "N0017 3:7 `cloud` there is no pack `cloud`\n"
     "  note: this version of the compiler has no packs; the built-in categories and types need "
     "no `use`\n"
     "N0018 4:8 `hlem` `hlem` is not a sink\n"
     "  help: a similar name exists: `helm`\n"
     "  maybe: helm\n"
     "N0010 5:24 `moon` `moon` is not a declared environment\n"
     "  note: there is only `sun`\n"},
    {"policy p {\n"
     "  require true\n"
     "}\n"
     "policy q {\n"
     "  require true\n"
     "}\n"
     "ledger a in dev {\n"
     "}\n",
     "N0036 6:1 `policy p` policies are not yet checked by this version\n"
     "N0036 12:1 `ledger a` ledgers are not yet checked by this version\n"},
    {"@sensitve\n"
     "category c {\n"
     "  equal\n"
     "}\n",
     "N0033 6:2 `sensitve` `@sensitve` is not an annotation\n"
     "  help: a similar name exists: `sensitive`\n"
     "  maybe: sensitive\n"},
    {"category c {\n"
     "  ascending, descending\n"
     "}\n",
     "N0035 7:14 `descending` `ascending` and `descending` are stated together\n"
     "  help: keep one of them\n"},
    {"category c {\n"
     "  equal\n"
     "  equal\n"
     "}\n",
     "N0035 8:3 `equal` the law `equal` is stated twice\n"},
};

/* clang-format on */

static void test_found_versions(void **state) {
    (void)state;
    RUN(versions);
}

static void test_found_strategies(void **state) {
    (void)state;
    RUN(strategies);
}

static void test_strategy(void **state) {
    const Model *model = check_clean(*state, "strategy shop {\n  rung = \"0.1\"\n  owner = \"x\"\n"
                                             "  emit helm to \"a\"\n  emit json to none\n}\n");
    assert_text(model->strategy->text, "shop");
    assert_int_equal(model->strategy_attributes.count, 2);
    assert_text(model->strategy_attributes.items[1].name.name->text, "owner");
    assert_int_equal(model->emits.count, 2);
    assert_text(model->emits.items[0]->path->as.text, "a");
    assert_int_equal(model->emits.items[1]->path->kind, EXPRESSION_NONE);
    assert_true(set_is_empty(&model->emits.environments[0]));
}

/* The fix of a missing version leaves a program in which nothing is found. */
static void test_version_fix(void **state) {
    (void)state;
    static const char *const programs[] = {"strategy s {\n}\n", "strategy s { }\n",
                                           "strategy s { # why\n  owner = \"x\"\n}\n",
                                           "strategy s {\n\n  owner = \"x\"\n}\n"};
    for (size_t i = 0; i < COUNT(programs); i++) {
        void *first;
        void *second;
        open_fixture(&first);
        open_fixture(&second);
        Fixture *fixture = first;
        check(fixture, programs[i]);
        const Fix *fix = &fixture->report.items.items[0]->fixes.items[0];
        assert_true(fix->is_safe);
        Text fixed = fix_apply(&fixture->arena, text_of(programs[i]), fix->edits.items, 1);
        check_text_of(second, fixed);
        assert_text(findings(second), "");
        close_fixture(&second);
        close_fixture(&first);
    }
}

/* The nearest environment that a line names is the one that counts. */
static void test_emits(void **state) {
    const Model *model = check_clean(
        *state, PRELUDE "environment dr like prod\nenvironment dr2 like dr\n"
                        "environment preview(pr: int = 1) like prod\n"
                        "stack a {\n  emit json to \"p\" in prod\n  emit json to \"d\" in dr\n"
                        "  emit json to \"d2\" in dr\n  emit yaml to \"y\" in prod\n}\n");
    const Emits *emits = &model->units[0]->emits;
    static const char *const expected[4][5] = {
        /* dev, prod, dr, dr2, preview */
        {"", "p", "", "", ""},
        {"", "", "d", "d", ""},
        {"", "", "d", "d", ""},
        {"", "y", "y", "y", ""},
    };
    assert_int_equal(emits->count, 4);
    for (uint32_t line = 0; line < 4; line++)
        for (uint32_t e = 0; e < 5; e++)
            assert_int_equal(set_has(&emits->environments[line], e), expected[line][e][0] != '\0');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_versions),
        cmocka_unit_test(test_found_strategies),
        fixture_test(test_strategy),
        cmocka_unit_test(test_version_fix),
        fixture_test(test_emits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
