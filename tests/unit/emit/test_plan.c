/* test_plan.c - which outputs there are, where two of them meet, which are shared, and which every
 * preview would write. */
#include "emit_unit.h"

#define IMAGE     "image = \"r.example/app@sha256:" ONES "\"\n"
#define ONES      "1111111111111111111111111111111111111111111111111111111111111111"
#define MEET_HELP "\n  = make the path depend on what differs, such as `${env}` or `${unit}`\n"

static void outputs_that_meet(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack app {\nemit yaml to \"x\"\nyaml { a = 1 }\n}\n",
         "F0041 two outputs meet at `x`\n  `yaml` of app in dev and prod" MEET_HELP
         "  in dev prod: app "},
        {"stack app {\nemit yaml to \"${env}\"\nemit json to \"${env}\"\nyaml { a = 1 }\n"
         "json { a = 1 }\n}\n",
         "F0041 two outputs meet at `dev`\n  `json` of app in dev and prod\n"
         "  `yaml` of app in dev and prod" MEET_HELP "  in dev prod: app "},
        {"profile p {\nemit yaml to \"${env}\"\n}\nstack a uses p {\nyaml { a = 1 }\n}\n"
         "stack b uses p {\nyaml { a = 1 }\n}\nstack c uses p in prod {\nyaml { a = 1 }\n}\n",
         "F0041 two outputs meet at `dev`\n  `yaml` of a, b and c in dev and prod" MEET_HELP
         "  in dev prod:  "},
        {"stack a in dev {\nemit yaml to \"x\"\nyaml { a = 1 }\n}\n"
         "stack b in prod {\nemit yaml to \"x/y\"\nyaml { a = 1 }\n}\n",
         "F0041 two outputs meet at `x/y`\n  `yaml` of b in prod\n  `yaml` of a in dev" MEET_HELP
         "  in prod dev:  "},
        {"stack a in dev {\nemit yaml to \"x/y\"\nyaml { a = 1 }\n}\n"
         "stack b in dev {\nemit yaml to \"x-y\"\nyaml { a = 1 }\n}\n",
         ""},
        {"stack a {\nemit ssm to \"${env}.json\"\nssm \"/${env}/a/${name}\" { a = 1 }\n}\n"
         "stack b {\nemit ssm to \"x.json\"\nssm \"/${env}/b/${name}\" { a = 1 }\n}\n",
         "F0041 two outputs meet at `x.json`\n  `ssm` of b in dev and prod" MEET_HELP
         "  in dev prod: b "},
    };
    check_findings(rows, COUNT(rows));
}

#define ALIAS_HELP                                                                                 \
    "\n  = let the paths differ in more than case and Unicode normal form, which file systems of " \
    "macOS and Windows do not tell apart\n"

static void outputs_that_meet_where_names_fold(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"environment Prod { class = production }\nstack app {\nyaml { a = 1 }\n}\n",
         "F0041 `config/Prod/app.yaml` and `config/prod/app.yaml` are one file on some systems\n"
         "  `yaml` of app in prod and Prod" ALIAS_HELP "  in prod Prod: app "},
        {"stack app {\nemit yaml to \"Config/${env}\"\nemit json to \"config/${env}\"\n"
         "yaml { a = 1 }\njson { a = 1 }\n}\n",
         "F0041 `config/dev` and `Config/dev` are one file on some systems\n"
         "  `json` of app in dev and prod\n  `yaml` of app in dev and prod" ALIAS_HELP
         "  in dev prod: app "},
        {"stack app in dev {\nemit yaml to \"caf\xc3\xa9\"\nemit json to \"cafe\xcc\x81\"\n"
         "yaml { a = 1 }\njson { a = 1 }\n}\n",
         "F0041 `cafe\xcc\x81` and `caf\xc3\xa9` are one file on some systems\n"
         "  `json` of app in dev\n  `yaml` of app in dev" ALIAS_HELP "  in dev: app "},
        {"stack a in dev {\nemit yaml to \"X\"\nyaml { a = 1 }\n}\n"
         "stack b in dev {\nemit yaml to \"x/Y\"\nyaml { a = 1 }\n}\n",
         "F0041 `x/Y` and `X` are one file on some systems\n  `yaml` of b in dev\n"
         "  `yaml` of a in dev" ALIAS_HELP "  in dev:  "},
        {"stack a in dev {\nemit yaml to \"X\"\nyaml { a = 1 }\n}\n"
         "stack b in dev {\nemit yaml to \"X/Y\"\nyaml { a = 1 }\n}\n",
         "F0041 two outputs meet at `X/Y`\n  `yaml` of b in dev\n  `yaml` of a in dev" MEET_HELP
         "  in dev:  "},
        {"stack a in dev {\nemit yaml to \"Deploy/a\"\nyaml { a = 1 }\n}\n"
         "stack b in dev {\nemit yaml to \"deploy/b\"\nyaml { a = 1 }\n}\n",
         ""},
    };
    check_findings(rows, COUNT(rows));
}

static void parameters_share_a_file(void **state) {
    (void)state;
    Emission emission;
    emit_text(&emission, "profile p {\nemit ssm to \"${env}.txt\"\n}\n"
                         "stack d uses p {\nssm \"/${env}/d/${name}\" { a = 1 }\n}\n"
                         "stack c uses p in prod {\nssm \"/${env}/c/${name}\" { a = 1 }\n}\n"
                         "stack b uses p {\nssm \"/${env}/b/${name}\" { a = 1 }\n"
                         "ssm \"/${env}/b2/${name}\" { b = 1 }\n}\n"
                         "stack a uses p {\nssm \"/${env}/a/${name}\" { a = 1 }\n}\n");
    assert_text(found(&emission), "");
    assert_text(planned(&emission), "dev.txt\nprod.txt\n");
    assert_text(emitted(&emission, "dev.txt"), "/dev/a/a\n/dev/b/a\n/dev/b2/b\n/dev/d/a\n");
    assert_text(emitted(&emission, "prod.txt"),
                "/prod/a/a\n/prod/b/a\n/prod/b2/b\n/prod/c/a\n/prod/d/a\n");
    uint32_t count;
    const Output *outputs = plan_outputs(emission.plan, &count);
    assert_int_equal(outputs[1].unit_count, 4);
    assert_text(outputs[1].units[3]->name->text, "d");
    emission_close(&emission);
}

static void files_that_terraform_loads(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack app {\nemit terraform to \"t/${env}.auto.tfvars\"\nterraform { a = 1 }\n}\n",
         "F0043 Terraform would load `t/prod.auto.tfvars` in every environment\n"
         "  `t/dev.auto.tfvars`, of dev, lies beside it\n"
         "  = name the file after the environment, such as `${env}.tfvars`, or give each "
         "environment "
         "a directory\n"
         "  in dev prod: app "},
        {"stack app {\nemit terraform to \"t/${env}/terraform.tfvars\"\nterraform { a = 1 }\n}\n",
         ""},
        {"stack app in dev {\nemit terraform to \"t/a.auto.tfvars.json\"\nterraform { a = 1 }\n}\n"
         "stack b in prod {\nemit terraform to \"t/terraform.tfvars.json\"\nterraform { a = 1 "
         "}\n}\n",
         "F0043 Terraform would load `t/terraform.tfvars.json` in every environment\n"
         "  `t/a.auto.tfvars.json`, of dev, lies beside it\n"
         "  = name the file after the environment, such as `${env}.tfvars`, or give each "
         "environment "
         "a directory\n"
         "  in dev prod:  "},
        {"stack app in dev {\nemit terraform to \"t/a.auto.tfvars\"\nterraform { a = 1 }\n}\n"
         "stack b in dev {\nemit terraform to \"t/b.auto.tfvars\"\nterraform { a = 1 }\n}\n",
         ""},
        {"stack app {\nemit terraform to \"t/${env}.tfvars\"\nterraform { a = 1 }\n}\n", ""},
    };
    check_findings(rows, COUNT(rows));
}

/* --- Ephemeral environments ------------------------------------------------------------------ */

#define SHARED(path)                                                                               \
    "F0044 every `preview` would write `" path "`\n"                                               \
    "  = put `${env}` or `${env.pr}` into the path\n"                                              \
    "  in preview: app "

/* `stated` is what the preview says of itself. */
static void check_shared(Arena *arena, const char *path, const char *stated, const char *expected) {
    Text program = text_format(arena,
                               "environments {\na = \"x\"\nb = \"y\"\n}\n"
                               "environment preview(pr: int = 1) like dev {\n%s\n}\n"
                               "stack app in preview {\nemit yaml to \"%s\"\n"
                               "owner = \"o-${env}\"\nnamespace = \"n\"\nyaml { a = 1 }\n}\n",
                               stated, path);
    check_findings(&(FindingRow){program.bytes, expected}, 1);
}

static void previews_have_files_of_their_own(void **state) {
    check_shared(*state, "p/${env}/v1", "", "");
    check_shared(*state, "p/${env.pr}", "", "");
    check_shared(*state, "p/${upper(\"x\" + env)}", "", "");
    check_shared(*state, "p/${[env.pr + 1][0]}", "", "");
    check_shared(*state, "p/${unit.owner}", "", "");
    check_shared(*state, "p/${env.a}", "a = \"n-${env.pr}\"", "");
    check_shared(*state, "p/${env.a}", "a = \"n-${env.b}\", b = \"${env}\"", "");
    check_shared(*state, "p/${join([for x in [env.pr]: \"v${x}\"], \"-\")}", "", "");
    check_shared(*state, "p/v1", "", SHARED("p/v1"));
    check_shared(*state, "p/preview-1", "", SHARED("p/preview-1"));
    check_shared(*state, "p/${env.class}", "", SHARED("p/nonproduction"));
    check_shared(*state, "p/${env.a}", "", SHARED("p/x"));
    check_shared(*state, "p/${unit}/${unit.namespace}", "", SHARED("p/app/n"));
    check_shared(*state, "p/${strategy.rung}", "", SHARED("p/0.1"));
    check_shared(*state, "p/${env.a@dev}", "a = \"n-${env}\"", SHARED("p/x"));
}

/* It is planned only where it is asked for, and then with the argument. */
static void previews_are_planned_on_request(void **state) {
    (void)state;
    static const MemoryFile file = {
        {"strategy.rung", 13},
        {LADDER PREVIEW "service app in preview {\n" IMAGE "yaml { pr = env.pr }\n}\n",
         sizeof(LADDER PREVIEW "service app in preview {\n" IMAGE "yaml { pr = env.pr }\n}\n") -
             1}};
    Emission emission;
    arena_open(&emission.arena, &memory_standard);
    emit_files(&emission, &file, 1, &(Request){0});
    assert_text(found(&emission), "");
    assert_text(planned(&emission), "");
    assert_false(plan_is_output(emission.plan, TEXT("config/preview-1/app.yaml")));
    emission_close(&emission);
    arena_open(&emission.arena, &memory_standard);
    emit_files(&emission, &file, 1, &(Request){.environment = "preview", .argument = "7"});
    assert_text(planned(&emission),
                "config/preview-7/app.yaml\ndeploy/preview-7/app.release.yaml\n");
    assert_true(plan_is_output(emission.plan, TEXT("config/preview-7/app.yaml")));
    assert_text(emitted_body(&emission, "config/preview-7/app.yaml"), "pr: 7\n");
    emission_close(&emission);
}

/* --- Size ------------------------------------------------------------------------------------ */

/* 14 texts of a million characters, each written with six bytes a character. */
static void outputs_have_a_most(void **state) {
    Writer program;
    writer_open(&program, *state, SIZE_MAX);
    writer_string(&program,
                  "stack app in dev {\njson {\n"
                  "a = \"\\u{7f}\\u{7f}\\u{7f}\\u{7f}\\u{7f}\\u{7f}\\u{7f}\\u{7f}\\u{7f}\\u{7f}\"\n"
                  "b = replace(json.a, \"\\u{7f}\", json.a)\n"
                  "c = replace(json.b, \"\\u{7f}\", json.b)\n"
                  "d = replace(json.c, \"\\u{7f}\", json.b)\n");
    for (int i = 0; i < 13; i++)
        writer_format(&program, "r%d = json.d\n", i);
    writer_string(&program, "}\n}\n");
    writer_char(&program, '\0');
    static const char expected[] = "F0083 `config/dev/app.json` would have more than 64 MiB\n"
                                   "  in dev: app ";
    check_findings(&(FindingRow){writer_done(&program).bytes, expected}, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outputs_that_meet),
        cmocka_unit_test(outputs_that_meet_where_names_fold),
        cmocka_unit_test(parameters_share_a_file),
        cmocka_unit_test(files_that_terraform_loads),
        cmocka_unit_test(previews_have_files_of_their_own),
        cmocka_unit_test(previews_are_planned_on_request),
        cmocka_unit_test(outputs_have_a_most),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
