/* test_path.c - which `emit` line decides, where nothing may be written, and what endings mean. */
#include "emit_unit.h"

static void check_planned(const char *program, const char *expected) {
    Emission emission;
    emit_text(&emission, program);
    assert_text(found(&emission), "");
    assert_text(planned(&emission), expected);
    emission_close(&emission);
}

#define IMAGE "image = \"r.example/app@sha256:" ONES "\"\n"
#define ONES  "1111111111111111111111111111111111111111111111111111111111111111"

static void defaults(void **state) {
    (void)state;
    check_planned("service app in prod {\n" IMAGE "chart = \"oci://r.example/c\"\n"
                  "helm { a = 1 }\nterraform { a = 1 }\nssm \"/${env}/${name}\" { a = 1 }\n"
                  "yaml { a = 1 }\njson { a = 1 }\nconfigmap { a = 1 }\ndotenv { A = 1 }\n}\n",
                  "config/prod/app.json\n"
                  "config/prod/app.yaml\n"
                  "deploy/prod/app.release.yaml\n"
                  "deploy/prod/app.yaml\n"
                  "env/app.prod.env\n"
                  "manifests/prod/app-config.yaml\n"
                  "parameters/prod/app.json\n"
                  "terraform/app/prod.tfvars\n");
}

/* The strategy of the ladder is closed, so it is written anew here. */
static void the_nearest_line_decides(void **state) {
    static const struct {
        const char *strategy, *profile, *unit, *expected;
    } rows[] = {
        {"", "", "", "config/dev/app.yaml\nconfig/prod/app.yaml\n"},
        {"emit yaml to \"s/${env}\"", "", "", "s/dev\ns/prod\n"},
        {"emit yaml to \"s/${env}\"", "emit yaml to \"p/${env}\"", "", "p/dev\np/prod\n"},
        {"emit yaml to \"s/${env}\"", "emit yaml to \"p/${env}\"", "emit yaml to \"u/${env}\"",
         "u/dev\nu/prod\n"},
        {"emit yaml to \"s/${env}\"", "", "emit yaml to \"u/${env}\" in prod", "s/dev\nu/prod\n"},
        {"emit yaml to \"s/${env}\"\nemit yaml to \"t/${env}\" in dev", "", "", "s/prod\nt/dev\n"},
        {"emit yaml to \"s/${env}\"\nemit yaml to \"t/${env}\"", "", "",
         "s/dev\ns/prod\nt/dev\nt/prod\n"},
        {"emit yaml to none", "", "emit yaml to \"u\" in prod", "u\n"},
        {"emit yaml to \"s/${env}\"", "", "emit yaml to none in dev", "s/prod\n"},
        {"emit json to \"s/${env}\"", "", "", "config/dev/app.yaml\nconfig/prod/app.yaml\n"},
        {"emit yaml to \"${unit}/${env.class}/${unit.owner}/${strategy.team}\"\nteam = \"core\"",
         "", "owner = \"me\"", "app/nonproduction/me/core\napp/production/me/core\n"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Emission emission;
        arena_open(&emission.arena, &memory_standard);
        Text text =
            text_format(*state,
                        "strategy shop {\nrung = \"0.1\"\n%s\n}\nladder dev -> prod\n"
                        "environments | dev | prod {\nclass | nonproduction | production\n}\n"
                        "profile web {\n%s\n}\n"
                        "stack app uses web {\n%s\nyaml { a = 1 }\n}\n",
                        rows[i].strategy, rows[i].profile, rows[i].unit);
        MemoryFile file = {TEXT("strategy.rung"), text};
        emit_files(&emission, &file, 1, &(Request){0});
        assert_text(found(&emission), "");
        assert_text(planned(&emission), rows[i].expected);
        emission_close(&emission);
    }
}

/* --- Places ---------------------------------------------------------------------------------- */

static void check_place(Arena *arena, const char *path, const char *problem) {
    Text program =
        text_format(arena, "stack app in dev {\nemit yaml to \"%s\"\nyaml { a = 1 }\n}\n", path);
    Text expected = text_format(arena, "F0040 `%s` is no place for an output\n  %s\n  in dev: app ",
                                path, problem);
    check_findings(&(FindingRow){program.bytes, *problem ? expected.bytes : ""}, 1);
}

static void places_that_are_refused(void **state) {
    static const char leaves[] = "it leaves the output directory, or enters `.git` or `.rung`";
    check_place(*state, "", "it is empty");
    check_place(*state, "/etc/x", "it is absolute");
    check_place(*state, "a//b", "a part of it is empty");
    check_place(*state, "a/", "a part of it is empty");
    check_place(*state, "../x", leaves);
    check_place(*state, "a/../x", leaves);
    check_place(*state, "a/./x", leaves);
    check_place(*state, "..", leaves);
    check_place(*state, ".git/config", leaves);
    check_place(*state, "a/.GIT/config", leaves);
    check_place(*state, ".Rung/outputs", leaves);
    check_place(*state, "strategy.rung", "it would replace a source");
    check_place(*state, "x.rung", "it would replace a source");
    check_place(*state, ".gitignore", "");
    check_place(*state, "a..b/...", "");
    check_place(*state, "with space/\xc3\xbc", "");
}

static void characters_that_no_path_has(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack app in dev {\nemit yaml to \"a\\\\b\"\nyaml { a = 1 }\n}\n",
         "F0040 `a\\b` is no place for an output\n"
         "  it holds a character that no path has\n  in dev: app "},
        {"stack app in dev {\nemit yaml to \"a\\u{1b}b\"\nyaml { a = 1 }\n}\n",
         "F0040 `a\x1b"
         "b` is no place for an output\n"
         "  it holds a character that no path has\n  in dev: app "},
    };
    check_findings(rows, COUNT(rows));
}

static void lengths(void **state) {
    char name[257] = {0};
    memset(name, 'n', 255);
    Text wide = text_format(*state, "%s/%s/%s/%s", name, name, name, name);
    check_place(*state, name, "");
    check_place(*state, wide.bytes, "");
    check_place(*state, text_format(*state, "%.*s/x", TEXT_ARGS(wide)).bytes,
                "it is longer than 1,024 bytes");
    name[255] = 'n';
    check_place(*state, name, "a part of it is longer than 255 bytes");
}

/* One mistake, however many environments and units it is about; its unit is named where it wrote
 * the line. */
static void one_finding_a_template(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack app {\nemit yaml to \"../${env}\"\nyaml { a = 1 }\n}\n",
         "F0040 `../dev` is no place for an output\n"
         "  it leaves the output directory, or enters `.git` or `.rung`\n"
         "  in dev prod: app "},
        {"profile p {\nemit yaml to \"../${env}/${unit}\"\n}\n"
         "stack a uses p in dev {\nyaml { a = 1 }\n}\nstack b uses p {\nyaml { a = 1 }\n}\n",
         "F0040 `../dev/a` is no place for an output\n"
         "  it leaves the output directory, or enters `.git` or `.rung`\n"
         "  in dev prod:  "},
    };
    check_findings(rows, COUNT(rows));
}

/* The parameter of an ephemeral environment comes from whoever opened the pull request. */
static void arguments_cannot_leave(void **state) {
    (void)state;
    Emission emission;
    arena_open(&emission.arena, &memory_standard);
    MemoryFile file = {TEXT("strategy.rung"),
                       TEXT(LADDER "environment preview(branch: string = \"x\") like dev\n"
                                   "stack app {\nyaml { a = 1 }\n}\n")};
    emit_files(&emission, &file, 1, &(Request){.environment = "preview", .argument = "../../x"});
    assert_text(found(&emission),
                "F0040 `config/preview-../../x/app.yaml` is no place for an output\n"
                "  it leaves the output directory, or enters `.git` or `.rung`\n"
                "  in preview: app ");
    emission_close(&emission);
}

static void charts_are_no_place(void **state) {
    static const struct {
        const char *path;
        bool is_refused;
    } rows[] = {
        {"charts/web/templates/x.yaml", true},
        {"charts/web/crds/a/x.yaml", true},
        {"charts/web/charts/sub/templates/x.yaml", true},
        {"charts/web/charts/a/charts/b/crds/x.yaml", true},
        {"charts/web/values-dev.yaml", false},
        {"charts/web/charts/x.yaml", false},
        {"charts/web/templates", false},
        {"charts/web/docs/templates/x.yaml", false},
        {"charts/web2/templates/x.yaml", false},
        {"templates/x.yaml", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Emission emission;
        arena_open(&emission.arena, &memory_standard);
        Text program = text_format(*state,
                                   LADDER "stack app in dev {\nchart = \"./charts/web/\"\n"
                                          "emit helm to \"%s\"\nhelm { a = 1 }\n}\n",
                                   rows[i].path);
        MemoryFile files[] = {{TEXT("charts/web/Chart.yaml"), TEXT("name: web\n")},
                              {TEXT("strategy.rung"), program}};
        emit_files(&emission, files, 2, &(Request){0});
        Text expected =
            text_format(*state,
                        "F0040 `%s` is no place for an output\n"
                        "  it is in a chart's `templates` or `crds`, which Helm renders\n"
                        "  in dev: app ",
                        rows[i].path);
        assert_text(found(&emission), rows[i].is_refused ? expected.bytes : "");
        emission_close(&emission);
    }
}

/* --- Endings --------------------------------------------------------------------------------- */

static void endings(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack app {\nemit terraform to \"${env}.json\"\nterraform { a = 1 }\n}\n",
         "F0042 `terraform` cannot be written to `dev.json`\n"
         "  it ends in none of `.tfvars` and `.tfvars.json`\n"
         "  in dev prod: app "},
        {"stack app {\nemit ssm to \"${env}.yaml\"\nssm \"/${env}/${name}\" { a = 1 }\n}\n",
         "F0042 `ssm` cannot be written to `dev.yaml`\n"
         "  it ends in none of `.json`, `.txt` and `.tfvars.json`\n"
         "  in dev prod: app "},
        {"stack app {\nemit ssm to \"${env}.tfvars\"\nssm \"/${env}/${name}\" { a = 1 }\n}\n",
         "F0042 `ssm` cannot be written to `dev.tfvars`\n"
         "  it ends in none of `.json`, `.txt` and `.tfvars.json`\n"
         "  in dev prod: app "},
        {"stack app {\nemit json to \"${env}.yaml\"\njson { a = 1 }\n}\n", ""},
    };
    check_findings(rows, COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(the_nearest_line_decides),
        cmocka_unit_test(places_that_are_refused),
        cmocka_unit_test(characters_that_no_path_has),
        cmocka_unit_test(lengths),
        cmocka_unit_test(one_finding_a_template),
        cmocka_unit_test(arguments_cannot_leave),
        cmocka_unit_test(charts_are_no_place),
        cmocka_unit_test(endings),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
