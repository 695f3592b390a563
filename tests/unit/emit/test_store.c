/* test_store.c - the parameter store: the three files, and the names and values that it refuses. */
#include "emit_unit.h"

#define STACK(attributes, name, body)                                                              \
    "stack app {\n" attributes "  ssm \"" name "\" {\n" body "  }\n}\n"

/* Three files of one sink. */
#define THREE                                                                                      \
    "emit ssm to \"${env}.json\"\nemit ssm to \"${env}.txt\"\nemit ssm to "                        \
    "\"${env}.tfvars.json\"\n"
#define BODY                                                                                       \
    "# The timeout,\n# in all.\nb.timeout: duration = 7d\na = [\"x\", \"y\"]\n"                    \
    "secret c\nd: bool = true\nref = ssm.c\nrollout e: int? = none { prod = 1 }\n"

static void requests(void **state) {
    (void)state;
    check_file(STACK(THREE, "/${env}/${unit}/${name}", BODY), "dev.json",
               "[\n"
               "  {\n"
               "    \"Name\": \"/dev/app/a\",\n"
               "    \"Type\": \"StringList\",\n"
               "    \"Value\": \"x,y\",\n"
               "    \"Tier\": \"Standard\",\n"
               "    \"Overwrite\": true\n"
               "  },\n"
               "  {\n"
               "    \"Name\": \"/dev/app/b/timeout\",\n"
               "    \"Type\": \"String\",\n"
               "    \"Value\": \"168h\",\n"
               "    \"Tier\": \"Standard\",\n"
               "    \"Description\": \"The timeout,\\nin all.\",\n"
               "    \"Overwrite\": true\n"
               "  },\n"
               "  {\n"
               "    \"Name\": \"/dev/app/d\",\n"
               "    \"Type\": \"String\",\n"
               "    \"Value\": \"true\",\n"
               "    \"Tier\": \"Standard\",\n"
               "    \"Overwrite\": true\n"
               "  },\n"
               "  {\n"
               "    \"Name\": \"/dev/app/ref\",\n"
               "    \"Type\": \"String\",\n"
               "    \"Value\": \"/dev/app/c\",\n"
               "    \"Tier\": \"Standard\",\n"
               "    \"Overwrite\": true\n"
               "  }\n"
               "]\n");
}

static void paths_have_the_secrets_too(void **state) {
    (void)state;
    check_file(STACK(THREE, "/${env}/${unit}/${name}", BODY), "prod.txt",
               "/prod/app/a\n/prod/app/b/timeout\n/prod/app/c\n/prod/app/d\n/prod/app/e\n"
               "/prod/app/ref\n");
}

static void variables_for_each(void **state) {
    (void)state;
    check_file(STACK(THREE, "/${env}/${name}", "# A.\na = 1\nb = \"x\"\nsecret c\n"),
               "dev.tfvars.json",
               "{\n"
               "  \"ssm_parameters\": {\n"
               "    \"/dev/a\": {\n"
               "      \"type\": \"String\",\n"
               "      \"value\": \"1\",\n"
               "      \"tier\": \"Standard\",\n"
               "      \"description\": \"A.\"\n"
               "    },\n"
               "    \"/dev/b\": {\n"
               "      \"type\": \"String\",\n"
               "      \"value\": \"x\",\n"
               "      \"tier\": \"Standard\",\n"
               "      \"description\": \"\"\n"
               "    }\n"
               "  }\n"
               "}\n");
    check_file(STACK(THREE, "/${env}/${name}", "secret c\n"), "dev.tfvars.json",
               "{\n  \"ssm_parameters\": {}\n}\n");
    check_file(STACK(THREE, "/${env}/${name}", "secret c\n"), "dev.json", "[]\n");
}

/* 4,096 bytes and the one after them; a description of 1,024 bytes that ends inside a character. */
static void tiers_and_descriptions(void **state) {
    Text doc = TEXT("# x");
    for (int i = 0; i < 512; i++)
        doc = text_format(*state, "%.*s\xc3\xbc", TEXT_ARGS(doc));
    Text program =
        text_format(*state,
                    STACK("", "/${env}/${name}",
                          "%.*s\na = \"xxxxxxxxxxxxxxxx\"\nb = replace(ssm.a, \"x\", ssm.a)\n"
                          "c = replace(ssm.b, \"x\", ssm.a)\nd = ssm.c + \"y\"\n"),
                    TEXT_ARGS(doc));
    Emission emission;
    emit_text(&emission, program.bytes);
    assert_text(found(&emission), "");
    Text text = emitted(&emission, "parameters/dev/app.json");
    size_t advanced = text_find(text, TEXT("Advanced"), 0);
    assert_true(advanced != SIZE_MAX && advanced > text_find(text, TEXT("\"/dev/d\""), 0));
    assert_int_equal(text_find(text, TEXT("Advanced"), advanced + 1), SIZE_MAX);
    size_t start = text_find(text, TEXT("\"Description\": \""), 0) + 16;
    assert_int_equal(text_find(text, TEXT("\""), start) - start, 1023);
    emission_close(&emission);
}

/* --- Names ----------------------------------------------------------------------------------- */

static void check_name(Arena *arena, const char *name, const char *problem) {
    Text program =
        text_format(arena, "stack app in dev {\n  ssm \"%s\" {\n    a = 1\n  }\n}\n", name);
    Text expected = text_format(arena,
                                "F0079 the parameter store refuses the name `%s`\n  %s\n"
                                "  in dev: app ssm.a",
                                name, problem);
    check_findings(&(FindingRow){program.bytes, *problem ? expected.bytes : ""}, 1);
}

static void names(void **state) {
    static const char reserved[] = "it begins with `aws` or `ssm`, which are the service's own";
    static const char characters[] = "it holds more than letters, digits, `_`, `.`, `-` and `/`";
    check_name(*state, "/a/B_c.d-e/1", "");
    check_name(*state, "plain", "");
    check_name(*state, "/", "it is empty");
    check_name(*state, "/aws/x", reserved);
    check_name(*state, "AWSx", reserved);
    check_name(*state, "/SsM-x/y", reserved);
    check_name(*state, "/x/aws/ssm", "");
    check_name(*state, "/a b", characters);
    check_name(*state, "/\xc3\xbc", characters);
    check_name(*state, "//a", "a segment of it is empty");
    check_name(*state, "/a//b", "a segment of it is empty");
    check_name(*state, "/a/", "a segment of it is empty");
    check_name(*state, "a/b", "it has segments and does not begin with `/`");
    check_name(*state, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15", "");
    check_name(*state, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "it has more than 15 segments");
}

static void long_names(void **state) {
    char name[957] = "/";
    memset(name + 1, 'n', 954);
    check_name(*state, name, "");
    name[955] = 'n';
    check_name(*state, name, "it is longer than 955 bytes, to which the ARN is added");
}

/* --- Values ---------------------------------------------------------------------------------- */

#define NO_VALUE(path, problem)                                                                    \
    "F0080 the parameter store refuses the value of `" path "`\n  " problem                        \
    "\n  in dev prod: app ssm." path

static void values(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {STACK("", "/${env}/${name}", "a = \"\"\n"), NO_VALUE("a", "it is empty")},
        {STACK("", "/${env}/${name}", "a: list(string) = []\n"), NO_VALUE("a", "it is empty")},
        {STACK("", "/${env}/${name}", "a = \"x{{y\"\n"), NO_VALUE("a", "it holds `{{`")},
        {STACK("", "/${env}/${name}", "a = [\"x,y\"]\n"),
         NO_VALUE("a", "an item holds a comma, which separates the items")},
        {STACK("", "/${env}/${name}",
               "a = \"xxxxxxxxxxxxxxxx\"\nb = replace(ssm.a, \"x\", ssm.a)\n"
               "c = replace(ssm.b, \"x\", ssm.a)\nd = ssm.c + ssm.c\ne = ssm.d + \"x\"\n"),
         NO_VALUE("e", "it is longer than 8,192 bytes")},
        {STACK("", "/${env}/${name}", "rollout a = \"x\" { prod = \"\" }\n"),
         "F0080 the parameter store refuses the value of `a`\n  it is empty, in prod\n"
         "  in prod: app ssm.a"},
    };
    check_findings(rows, COUNT(rows));
}

/* --- Two of one name ------------------------------------------------------------------------- */

#define TWICE(name, labels, in, about)                                                             \
    "F0081 `" name "` is the name of two parameters in the store\n" labels                         \
    "  = put `${env}` and `${unit}` into the name, or give the environments accounts or regions "  \
    "of "                                                                                          \
    "their own\n  in " in ": " about

static void names_that_meet(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {STACK("", "/x/${name}", "a = 1\n"),
         TWICE("/x/a", "  in dev and prod\n", "dev prod", "app ssm.a")},
        {STACK("", "/x/${name}", "secret a\n"), ""}, /* P0007 */
        {"stack a in dev {\n  ssm \"/${env}/x\" {\n    a = 1\n  }\n}\n"
         "stack b in dev {\n  ssm \"/${env}/x\" {\n    b = 1\n  }\n}\n",
         TWICE("/dev/x", "  in dev\n  the same name\n", "dev", "b ssm.b")},
        {"stack a in dev {\n  ssm \"x\" {\n    a = 1\n  }\n}\n"
         "stack b in dev {\n  ssm \"/x\" {\n    secret b\n  }\n}\n",
         TWICE("/x", "  in dev\n  the same name\n", "dev", "b ssm.b")},
        {"environments {\n  region = env\n}\n" STACK("", "/x/${name}", "a = 1\n"), ""},
        {"environments {\n  account = \"${env}\"\n}\n" STACK("", "/x/${name}", "a = 1\n"), ""},
    };
    check_findings(rows, COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests),
        cmocka_unit_test(paths_have_the_secrets_too),
        cmocka_unit_test(variables_for_each),
        cmocka_unit_test(tiers_and_descriptions),
        cmocka_unit_test(names),
        cmocka_unit_test(long_names),
        cmocka_unit_test(values),
        cmocka_unit_test(names_that_meet),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
