/* test_terraform.c - names that Terraform and a module have or have not, variables that are missing,
 * and text in another normal form. */
#include "emit_unit.h"

#define STACK(body) "stack app {\n  terraform {\n" body "  }\n}\n"

static void names(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {STACK("a-b = 1\n_c = 2\nfor = 3\nnull = 4\n"), ""},
        {STACK("count = 1\n"), "F0070 `count` cannot be a variable of Terraform\n"
                               "  Terraform keeps this name for itself\n"
                               "  in dev prod: app terraform.count"},
        {STACK("depends_on.a = 1\n"), "F0070 `depends_on` cannot be a variable of Terraform\n"
                                      "  Terraform keeps this name for itself\n"
                                      "  in dev prod: app terraform.depends_on.a"},
        {STACK("\"a b\" = 1\n"), "F0070 `a b` cannot be a variable of Terraform\n"
                                 "  a name has letters, digits, `_` and `-` only\n"
                                 "  in dev prod: app terraform.\"a b\""},
        {STACK("\"1a\" = 1\n"), "F0070 `1a` cannot be a variable of Terraform\n"
                                "  a name has letters, digits, `_` and `-` only\n"
                                "  in dev prod: app terraform.\"1a\""},
        {STACK("a.\"1 b\".count = 1\n"), ""},
        {STACK("\"${env == prod}\" = 1\n\"x${env}\" = 1\n"), ""},
        {STACK("\"${env.class} x\" = 1\n"),
         "F0070 `nonproduction x` cannot be a variable of Terraform\n"
         "  a name has letters, digits, `_` and `-` only\n"
         "  in dev prod: app terraform.\"${env.class} x\""},
    };
    check_findings(rows, COUNT(rows));
}

#define NORMAL(path, where, in)                                                                    \
    "F0071? `" path "` is not in Unicode normal form C\n  Terraform reads other characters" where  \
    "\n  = write it in Unicode normal form C\n  in " in ": app terraform." path

static void normal_forms(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {STACK("a = \"\xc3\xbc\"\n"), ""},
        {STACK("a = \"u\\u{308}\"\n"), NORMAL("a", "", "dev prod")},
        {STACK("a = [[\"x\", \"u\\u{308}\"]]\n"), NORMAL("a", "", "dev prod")},
        {STACK("a = { \"u\\u{308}\" = 1 }\n"), NORMAL("a", "", "dev prod")},
        {STACK("a.b = { c = \"u\\u{308}\" }\n"), NORMAL("a.b", "", "dev prod")},
        {STACK("rollout a = \"u\\u{308}\" { dev = \"x\" }\n"), NORMAL("a", ", in prod", "prod")},
        {STACK("a.\"u\\u{308}\" = 1\n"), NORMAL("a.\"u\xcc\x88\"", "", "dev prod")},
        {"stack app {\n  yaml {\n    a = \"u\\u{308}\"\n  }\n}\n", ""},
    };
    check_findings(rows, COUNT(rows));
}

/* --- Modules --------------------------------------------------------------------------------- */

#define VARIABLES "variable \"a\" {}\nvariable \"bb\" {}\nvariable \"c\" {\n  default = 1\n}\n"

static void check_module(Arena *arena, const char *unit, const char *expected) {
    Emission emission;
    arena_open(&emission.arena, &memory_standard);
    Text program = text_format(arena, "%s%s", LADDER, unit);
    MemoryFile files[] = {{TEXT("m/main.tf"), TEXT(VARIABLES)}, {TEXT("strategy.rung"), program}};
    emit_files(&emission, files, 2, &(Request){0});
    assert_text(found(&emission), expected);
    emission_close(&emission);
}

#define MODULE(attributes, body)                                                                   \
    "stack app {\n  module = \"m\"\n" attributes "  terraform {\n" body "  }\n}\n"
#define MISSING(name, where, in)                                                                   \
    "F0049 `" name "` of `m` has no value\n  no value in " where                                   \
    "\n  = add it, or list it in `provided` when it comes from elsewhere\n  in " in ": app "

static void variables_of_a_module(void **state) {
    check_module(*state, MODULE("", "a = 1\nbb.x = 2\n"), "");
    check_module(*state, MODULE("", "a = 1\nbb = 2\nb = 3\n"),
                 "F0048 `b` is no variable of `m`\n  = a similar name exists: `bb`\n"
                 "  in dev prod: app terraform.b");
    check_module(*state, MODULE("", "a = 1\n"), MISSING("bb", "dev and prod", "dev prod"));
    check_module(*state, MODULE("", "a = 1\nrollout bb: int? = none { prod = 1 }\n"),
                 MISSING("bb", "dev", "dev"));
    check_module(*state, MODULE("provided = [\"bb\"]\n", "a = 1\n"), "");
    check_module(*state, MODULE("provided = [\"${[\"bb\", \"c\"][0]}\"]\n", "a = 1\n"), "");
    check_module(*state, MODULE("", "a = 1\n\"b${\"b\"}\" = 2\n"), "");
    check_module(*state, "stack app {\n  module = \"m\"\n  yaml {\n    x = 1\n  }\n}\n", "");
    check_module(*state,
                 "stack app {\n  module = \"m\"\n  terraform in prod {\n    a = 1\n  }\n}\n",
                 MISSING("bb", "prod", "prod"));
}

#define IMAGE "image = \"r.example/app@sha256:" ONES "\"\n"
#define ONES  "1111111111111111111111111111111111111111111111111111111111111111"
#define RELEASED(attributes)                                                                       \
    "service app {\n" IMAGE "module = \"m\"\n" attributes "\nterraform {\na = 1\n}\n}\n"

/* The keys of a release count as given only where it is written as variables, and then they have to
 * be variables too. */
static void a_release_gives_variables(void **state) {
    check_module(*state,
                 RELEASED("emit release to \"${env}.r.tfvars\"\n"
                          "image_keys = { reference = \"bb\" }"),
                 "");
    check_module(*state,
                 RELEASED("emit release to \"${env}.r.tfvars.json\" in prod\n"
                          "image_keys = { reference = \"bb.image\" }"),
                 MISSING("bb", "dev", "dev"));
    check_module(*state, RELEASED("image_keys = { reference = \"bb\" }"),
                 MISSING("bb", "dev and prod", "dev prod"));
    check_module(*state,
                 RELEASED("provided = [\"bb\"]\nemit release to \"${env}.r.tfvars\"\n"
                          "image_keys = { reference = \"img\" }"),
                 "F0048 `img` is no variable of `m`\n  in: app ");
    check_module(*state,
                 RELEASED("provided = [\"bb\"]\nemit release to \"${env}.r.tfvars\"\n"
                          "image_keys = { reference = \"count\" }"),
                 "F0070 `count` cannot be a variable of Terraform\n"
                 "  Terraform keeps this name for itself\n  in: app ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(normal_forms),
        cmocka_unit_test(variables_of_a_module),
        cmocka_unit_test(a_release_gives_variables),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
