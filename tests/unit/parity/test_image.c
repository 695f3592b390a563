/* test_image.c - P0001, P0002, P0007, P0009 and R0001: images, templates, secrets, releases. */
#include "parity_unit.h"

static const ParityOptions no_options = {.dates_are_errors = true};

#define DIGEST "sha256:3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f3b6f"

typedef struct UnitRow {
    const char *units;
    const char *expected;
} UnitRow;

/* Each program has a chart and a module at hand. */
static void check_units(const char *prelude, const UnitRow *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Proof proof;
        arena_open(&proof.arena, &memory_standard);
        MemoryFile files[] = {
            {TEXT("charts/web/Chart.yaml"), TEXT("name: web\n")},
            {TEXT("modules/net/main.tf"), TEXT("variable \"a\" {}\n")},
            {TEXT("strategy.rung"), text_format(&proof.arena, "%s%s", prelude, rows[i].units)},
        };
        prove_files(&proof, files_of_memory(&proof.arena, files, COUNT(files)), &no_options);
        if (!text_equal(codes(&proof), text_of(rows[i].expected)))
            print_error("%s\n%.*s\n", rows[i].units, TEXT_ARGS(rendered(&proof)));
        assert_row(text_equal(codes(&proof), text_of(rows[i].expected)), rows[i].units);
        arena_close(&proof.arena);
    }
}

static void images_refer_to_little(void **state) {
    (void)state;
    static const UnitRow rows[] = {
        {"service a {\n image = \"r/a@" DIGEST "\"\n}\n", ""},
        {"service a {\n image = \"${env.registry}/a@" DIGEST "\"\n}\n", ""},
        {"service a {\n image = \"${strategy.repository}/a@" DIGEST "\"\n}\n", ""},
        {"service a {\n image = env.registry + \"/a@" DIGEST "\"\n}\n", ""},
        {"service a {\n image = lower(\"R/a@" DIGEST "\")\n}\n", ""},
        {"service a {\n image = \"${env}/a@" DIGEST "\"\n}\n", "P0001"},
        {"service a {\n image = \"${env.class}/a@" DIGEST "\"\n}\n", "P0001"},
        {"service a {\n image = \"r/${unit}@" DIGEST "\"\n}\n", "P0001"},
        {"service a {\n image = lower(\"${env}/a@" DIGEST "\")\n}\n", "P0001"},
    };
    check_units("strategy shop {\n rung = \"0.1\"\n repository = \"registry.example\"\n}\n"
                "ladder dev -> prod\nenvironments | dev | prod {\n"
                " class | nonproduction | production\n registry | \"r-one\" | \"r-two\"\n}\n",
                rows, COUNT(rows));
}

static void images_are_no_values(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"image = \"a\"", ""},
        {"image { dev = \"a\", staging = \"a\", prod = \"b\" }", "P0001"},
        {"web.imageTag { dev = \"a\", staging = \"a\", prod = \"b\" }", "P0001"},
        {"image_tag { dev = \"a\", staging = \"a\", prod = \"b\" }", "P0001"},
        {"imageDigest { dev = \"a\", staging = \"a\", prod = \"b\" }", "P0001"},
        {"a.image.registry = \"r-${env}\"", "P0001"},
        {"a.image.name { dev = \"a\", staging = \"a\", prod = \"b\" }", "P0001"},
        /* A category is one finding, whether the values differ or not. */
        {"tuning image.tag { dev = \"a\", staging = \"a\", prod = \"b\" }", "P0001"},
        {"tuning image.tag = \"a\"", "P0001"},
        {"tuning image.pullPolicy { dev = \"a\", staging = \"a\", prod = \"b\" }", ""},
        {"tuning tag { dev = \"a\", staging = \"a\", prod = \"b\" }", ""},
        {"tuning images.tag { dev = \"a\", staging = \"a\", prod = \"b\" }", ""},
        {"tuning imagePullSecret { dev = \"a\", staging = \"a\", prod = \"b\" }", ""},
        {"at env as list {\n tuning image { dev = \"a\", staging = \"a\", prod = \"b\" }\n}", ""},
        /* Not waived: the waiver is refused where it stands. */
        {"@waive(P0001, \"why\")\nimage { dev = \"a\", staging = \"a\", prod = \"b\" }",
         "N0034 P0001"},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

#define SERVICE "service a {\n image = \"r/a@" DIGEST "\"\n chart = \"charts/web\"\n"

static void keys_of_the_release_are_its_own(void **state) {
    (void)state;
    static const UnitRow rows[] = {
        {SERVICE " helm {\n  image.digest = \"x\"\n }\n}\n", "P0001"},
        {SERVICE " helm {\n  image.repository = \"x\"\n }\n}\n", "P0001"},
        {SERVICE " helm {\n  image.tag = \"x\"\n }\n}\n", ""},
        {SERVICE " helm {\n  image.pullPolicy = \"x\"\n }\n}\n", ""},
        {SERVICE " helm {\n  image = \"x\"\n }\n}\n", "P0001"},
        {SERVICE " helm {\n  images.digest = \"x\"\n }\n}\n", ""},
        {SERVICE " image_keys = { tag = \"app.version\" }\n helm {\n  app.version = \"x\"\n }\n}\n",
         "P0001"},
        {SERVICE " image_keys = { tag = \"app.version\" }\n"
                 " helm {\n  image.digest = \"x\"\n }\n}\n",
         ""},
        {SERVICE " image_keys = { reference = \"app\" }\n helm {\n  app.port = 80\n }\n}\n",
         "P0001"},
        /* Plain configuration has keys of its own. */
        {SERVICE " yaml {\n  image.digest = \"x\"\n }\n}\n", ""},
        {SERVICE " emit release to \"x/${env}.tfvars\"\n module = \"modules/net\"\n"
                 " terraform {\n  image.digest = \"x\"\n }\n}\n",
         "P0001"},
        {SERVICE " module = \"modules/net\"\n terraform {\n  image.digest = \"x\"\n }\n}\n", ""},
        {"stack a {\n chart = \"charts/web\"\n helm {\n  image.digest = \"x\"\n }\n}\n", ""},
    };
    check_units(LADDER, rows, COUNT(rows));
}

static void services_run_releases(void **state) {
    (void)state;
    static const UnitRow rows[] = {
        {"service a {\n image = \"r/a\"\n}\n", "R0001"},
        {"service a {\n image = \"r/a:1.0\"\n}\n", "R0001"},
        {"service a {\n image = \"r/a@sha256:12\"\n}\n", "R0001"},
        /* Without an image it is no service, and that is said already. */
        {"service a {\n}\n", "N0021"},
        {"@waive(R0001, \"not yet\")\nservice a {\n image = \"r/a\"\n}\n", ""},
        {"@waive(R0001, \"not yet\", in = prod)\nservice a {\n image = \"r/a\"\n}\n", "R0001"},
        {"@waive(R0001, \"not yet\", in = prod)\nservice a in prod {\n image = \"r/a\"\n}\n", ""},
        {"service a {\n image = \"r/a:1.0@" DIGEST "\"\n}\n", ""},
        {"stack a {\n yaml {\n  a = 1\n }\n}\n", ""},
    };
    check_units(LADDER, rows, COUNT(rows));
}

/* A preview runs what the environment it is like runs. */
static void previews_need_no_release(void **state) {
    (void)state;
    Proof proof;
    prove_text(&proof, TEXT(LADDER PREVIEW "service a {\n image = \"r/a\"\n}\n"), &no_options);
    assert_text(codes(&proof), "R0001");
    assert_int_equal(proof.report.items.items[0]->environments.count, 3);
    arena_close(&proof.arena);
    prove_text(&proof, TEXT(LADDER PREVIEW "service a in preview {\n image = \"r/a\"\n}\n"),
               &no_options);
    assert_text(codes(&proof), "R0001");
    assert_text(proof.report.items.items[0]->environments.items[0], "preview");
    arena_close(&proof.arena);
}

static void remote_charts_have_no_version(void **state) {
    (void)state;
    static const UnitRow rows[] = {
        {"stack a {\n chart = \"oci://r/charts/redis\"\n}\n", "R0001."},
        {"stack a {\n chart = \"oci://r:5000/charts/redis\"\n}\n", "R0001."},
        {"stack a {\n chart = \"https://charts.example/redis\"\n}\n", "R0001."},
        {"stack a {\n chart = \"oci://r/charts/redis:1.2.3\"\n}\n", "P0002"},
        {"stack a {\n chart = \"oci://r/charts/redis@" DIGEST "\"\n}\n", "P0002"},
        {"stack a {\n chart = \"https://charts.example/redis-1.2.3.tgz\"\n}\n", "P0002"},
        {"stack a {\n chart = \"charts/web\"\n}\n", ""},
        /* For a profile it is said once. */
        {"profile p {\n chart = \"oci://r/c:1\"\n}\nstack a uses p {\n}\nstack b uses p {\n}\n",
         "P0002"},
        {"stack a {\n chart = \"charts/${env}\"\n}\n", "P0002"},
        {"stack a {\n chart = \"./charts/web/\"\n}\n", ""},
    };
    check_units(LADDER, rows, COUNT(rows));
}

static void secrets_are_not_shared(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"secret a = \"/x/${env}/a\"", ""},
        {"secret a = \"/x/a\"", "P0007"},
        {"secret a = \"x/a\"", "P0007"},
        /* A Kubernetes secret lies in a namespace of its own, and nothing else writes one. */
        {"}\nhelm {\nsecret env[A] = \"shop/a\"", ""},
        {"}\nhelm {\nsecret a.b = \"shop/a\"", ""},
        {"}\nhelm {\nsecret a.b = \"shop-/a\"", "P0007"},
        {"at env as list {\nsecret A = \"shop/a\"\n}", "P0007"},
        {"secret a = \"/x/${env}/a\"\nsecret b = \"/x/${env}/a\"", ""},
        {"secret a = \"/x/${env}/a\"\nsecret b = \"x/prod/a\"", "P0007"},
        {"secret a = \"/x/${env}/a\"\nb = yaml.a", ""},
        /* Reaching for another environment's is one finding, at the row that reaches. */
        {"secret a = \"/x/${env}/a\"\nb = yaml.a@prod", "P0007"},
        {"secret a = \"/x/a\"\nb = yaml.a", "P0007"},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
    static const BodyRow preview[] = {
        {"secret a = \"/x/a\" { owner = \"me\" }", "P0007"},
    };
    check_rows(LADDER PREVIEW, preview, COUNT(preview), &no_options);
}

/* An account or region of its own makes a place of its own. */
static void stores_are_of_an_account_and_region(void **state) {
    (void)state;
    static const BodyRow rows[] = {{"secret a = \"/x/a\"", ""}};
    check_rows(LADDER
               "environments | dev | staging | prod {\n account | \"1\" | \"2\" | \"3\"\n}\n",
               rows, 1, &no_options);
    check_rows(LADDER "environments | dev | staging | prod {\n region | \"a\" | \"b\" | none\n}\n",
               rows, 1, &no_options);
    static const BodyRow shared[] = {{"secret a = \"/x/a\"", "P0007"}};
    check_rows(LADDER
               "environments | dev | staging | prod {\n account | \"1\" | \"2\" | \"2\"\n}\n",
               shared, 1, &no_options);
}

/* A preview may share with dev and never with production. */
static void previews_share_below_production(void **state) {
    static const struct {
        const char *prod;
        const char *expected;
    } rows[] = {{"\"p\"", ""}, {"\"d\"", "P0007"}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        Proof proof;
        Text text = text_format(*state,
                                "strategy shop {\n rung = \"0.1\"\n}\nladder dev -> prod\n"
                                "environments | dev | prod {\n class | nonproduction | production\n"
                                " account | \"d\" | %s\n}\n"
                                "environment preview(pr: int = 1) like dev\n"
                                "stack s {\n yaml {\n secret a = \"/x/a\"\n }\n}\n",
                                rows[i].prod);
        prove_text(&proof, text, &no_options);
        assert_row(text_equal(codes(&proof), text_of(rows[i].expected)), rows[i].prod);
        arena_close(&proof.arena);
    }
}

static void check_template(const char *template, const char *annotation, const char *expected) {
    Proof proof;
    arena_open(&proof.arena, &memory_standard);
    MemoryFile files[] = {
        {TEXT("charts/web/Chart.yaml"), TEXT("name: web\n")},
        {TEXT("charts/web/templates/a.yaml"), text_of(template)},
        {TEXT("strategy.rung"),
         text_format(&proof.arena, "%s%sstack a {\n chart = \"charts/web\"\n}\n", LADDER,
                     annotation)},
    };
    prove_files(&proof, files_of_memory(&proof.arena, files, COUNT(files)), &no_options);
    assert_row(text_equal(codes(&proof), text_of(expected)), template);
    arena_close(&proof.arena);
}

static void templates_know_no_environments(void **state) {
    (void)state;
    check_template("{{ if eq .Values.env \"prod\" }}x{{ end }}", "", "P0009?");
    check_template("{{ if eq .Values.env \"dev\" \"staging\" }}x{{ end }}", "", "P0009? P0009?");
    check_template("{{ if eq .Values.env \"qa\" }}x{{ end }}", "", "");
    check_template("{{ .Values.prod }} prod \"prod\"", "", "");
    check_template("{{ if eq .Values.env \"prod\" }}x{{ end }}", "@waive(P0009, \"why\")\n", "");
    check_template("{{ if eq .Values.env \"prod\" }}x{{ end }}",
                   "@waive(P0009, \"why\", in = prod)\n", "");
    check_template("{{ if eq .Values.env \"prod\" }}x{{ end }}",
                   "@waive(P0009, \"why\", in = dev)\n", "P0009? P0015?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_refer_to_little),
        cmocka_unit_test(images_are_no_values),
        cmocka_unit_test(keys_of_the_release_are_its_own),
        cmocka_unit_test(services_run_releases),
        cmocka_unit_test(previews_need_no_release),
        cmocka_unit_test(remote_charts_have_no_version),
        cmocka_unit_test(secrets_are_not_shared),
        cmocka_unit_test(stores_are_of_an_account_and_region),
        cmocka_unit_test(previews_share_below_production),
        cmocka_unit_test(templates_know_no_environments),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
