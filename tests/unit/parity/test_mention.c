/* test_mention.c - P0010 and P0008: words and shapes in values. Most rows are negative: a warning
 * that is wrong once is not read again. */
#include "parity_unit.h"

static const ParityOptions no_options = {.dates_are_errors = true};

/* The row's text stands in the cell of prod. */
static void check_words(const char *prelude, const char *const *texts, size_t count,
                        const char *expected) {
    for (size_t i = 0; i < count; i++) {
        Arena arena;
        arena_open(&arena, &memory_standard);
        Text body = text_format(
            &arena, "tuning a: any = \"0\" { dev = \"1\", staging = \"2\", prod = %s }", texts[i]);
        BodyRow row = {text_c(&arena, body), expected};
        check_rows(prelude, &row, 1, &no_options);
        arena_close(&arena);
    }
}

static const char words[] = "strategy shop {\n rung = \"0.1\"\n}\n"
                            "ladder dev -> staging -> prod\n"
                            "environments | dev, test, local, prod-eu | staging | prod {\n"
                            " class | nonproduction | nonproduction | production\n"
                            " region | \"one\" | \"one\" | \"one\"\n}\n"
                            "environment live like prod\n";

static void other_environments_are_named(void **state) {
    (void)state;
    static const char *const texts[] = {
        "\"staging\"",
        "\"orders-staging\"",
        "\"staging-orders\"",
        "\"orders.staging.internal\"",
        "\"orders_staging_db\"",
        "\"https://staging.example/x\"",
        "\"arn:aws:s3:::files-staging/x\"",
        "\"db.dev.svc.cluster.local\"",
        "\"dev@example.org\"",
        "\"config.dev.yaml\"",
        "\"/shop/dev/orders\"",
        "\"x-prod-eu\"",
        "\"nonstop-staging\"",
        "\"orders-staging.dev.azure.com\"",
        "[\"a\", \"b-staging\"]",
        "{ k = \"b-staging\" }",
        "\"${env.region}-staging\"",
        "\"a-\" + \"staging\"",
    };
    check_words(words, texts, COUNT(texts), "P0010?");
}

static void innocent_words_pass(void **state) {
    (void)state;
    static const char *const texts[] = {
        "\"prod\"",
        "\"orders-prod\"",
        "\"device\"",
        "\"developer\"",
        "\"/dev2/null\"",
        "\"mydev\"",
        "\"latest\"",
        "\"testing\"",
        "\"contest-winners\"",
        "\"stagingarea\"",
        "\"Staging\"",
        "\"localhost\"",
        "\"localhost:8080\"",
        "\"non-staging\"",
        "\"pre-staging\"",
        "\"x-non-dev\"",
        "\"https://web.example.dev\"",
        "\"https://web.example.dev/path\"",
        "\"https://web.example.dev:443/x\"",
        "\"web.example.dev.\"",
        "\"orders.svc.cluster.local\"",
        "\"orders.svc.cluster.local:80\"",
        "\"https://dev.azure.com/acme/_git/x\"",
        "\"https://acme.dev.azure.com\"",
        "\"login.live.com\"",
        "\"https://dev.to/x\"",
        "\"${env.region}staging\"",
        "\"staging${env.region}\"",
        "\"\"",
        "\"d\"",
        "\"e-v\"",
        "12",
        "true",
        "[]",
        "[\"prod-a\", \"prod-b\"]",
    };
    check_words(words, texts, COUNT(texts), "");
}

/* Only text that is written for exactly one environment counts. */
static void only_cells_of_one_environment_count(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"a = \"staging\"", ""},
        {"tuning a = \"staging\" { prod = \"x\" }", ""},
        {"tuning | dev, staging | prod {\n a | \"prod-copy\" | \"x\"\n }", ""},
        {"tuning | dev | staging | prod {\n a | \"x\" | \"y\" | \"staging\"\n }", "P0010?"},
        {"tuning | dev | staging | prod {\n a | \"prod\" | \"dev\" | \"x\"\n }", "P0010?"},
        /* An enum is a closed set that somebody declared. */
        {"tuning a: enum(dev, staging) { dev = dev, staging = staging, prod = staging }", ""},
        /* A reference says what it means. */
        {"tuning a { dev = \"x\", staging = \"y\", prod = yaml.a@staging + \"z\" }", ""},
        {"@waive(P0010, \"the copy\", in = prod)\n"
         "tuning a { dev = \"x\", staging = \"y\", prod = \"staging\" }",
         ""},
        {"@waive(P0010, \"the copy\", in = dev)\n"
         "tuning a { dev = \"x\", staging = \"y\", prod = \"staging\" }",
         "P0015? P0010?"},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* A profile's cell is reported once, however many units take it. */
static void profiles_are_reported_once(void **state) {
    (void)state;
    Proof proof;
    prove_text(&proof,
               TEXT(LADDER "profile p {\n yaml {\n"
                           "  tuning a { dev = \"x\", staging = \"y\", prod = \"staging\" }\n"
                           "  tuning b = \"z\" { prod = \"https://u:hunter-22@h/x\" }\n }\n}\n"
                           "stack one uses p {\n}\nstack two uses p {\n}\n"),
               &no_options);
    assert_text(codes(&proof), "P0010? P0008");
    arena_close(&proof.arena);
}

static void attributes_are_read_too(void **state) {
    static const struct {
        const char *attributes;
        const char *expected;
    } rows[] = {
        {"environments | dev | staging | prod {\n account | \"a\" | \"b\" | \"c-dev\"\n}\n",
         "P0010?"},
        {"environments | dev, staging | prod {\n account | \"prod-copy\" | \"c\"\n}\n", ""},
        {"environments | dev | staging | prod {\n @waive(P0010, \"one account\")\n"
         " account | \"a\" | \"b\" | \"c-dev\"\n}\n",
         ""},
        {"environment dr like prod {\n account = \"prod-copy\"\n}\n", "P0010?"},
        {"@waive(P0010, \"one account\")\nenvironment dr like prod {\n account = "
         "\"prod-copy\"\n}\n",
         ""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Proof proof;
        prove_text(&proof, text_format(*state, "%s%s", LADDER, rows[i].attributes), &no_options);
        if (!text_equal(codes(&proof), text_of(rows[i].expected)))
            print_error("%.*s", TEXT_ARGS(rendered(&proof)));
        assert_row(text_equal(codes(&proof), text_of(rows[i].expected)), rows[i].attributes);
        arena_close(&proof.arena);
    }
}

/* Shapes are the report layer's (test_credential.c); here is where they are looked for. */
static void credentials_are_found_everywhere(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"a = \"https://u:hunter-22@h/x\"", "P0008"},
        {"a = [\"x\", \"https://u:hunter-22@h/x\"]", "P0008"},
        {"# see https://u:hunter-22@h/x\na = 1", "P0008"},
        {"a = 1 # see https://u:hunter-22@h/x", "P0008"},
        {"secret a = \"https://u:hunter-22@h/${env}\"", "P0008"},
        {"@waive(P0003, \"https://u:hunter-22@h/x\")\ntuning a = \"x-${env}\"", "P0015? P0008"},
        {"p = \"hunter-22\"\na = \"https://u:${yaml.p}@h/x\"", "P0008"},
        {"p = \"hunter-22\"\na = \"https://u:\" + yaml.p + \"@h/x\"\nb = yaml.a", "P0008"},
        {"a = \"https://u:$(PASSWORD)@h/x\"", ""},
        {"a = \"https://u:hunter-22@h/x\"\nb = \"https://u:hunter-23@h/x\"", "P0008 P0008"},
        {"@waive(P0008, \"a fixture\")\na = \"https://u:hunter-22@h/x\"", ""},
        {"@waive(P0008, \"a fixture\", in = dev)\na = \"https://u:hunter-22@h/x\"", "P0008"},
        {"@waive(P0008, \"a fixture\", in = dev)\n"
         "tuning a { dev = \"https://u:hunter-22@h/x\", staging = \"y\", prod = \"z\" }",
         ""},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* No report repeats what it found. */
static void credentials_are_not_repeated(void **state) {
    (void)state;
    Proof proof;
    prove_text(&proof,
               TEXT(LADDER "stack a {\n yaml {\n  url { dev = \"https://u:hunter-22@h\", "
                           "staging = \"https://u:hunter-22@h\", prod = \"x\" }\n }\n}\n"),
               &no_options);
    assert_text(codes(&proof), "P0003 P0008 P0008");
    assert_false(text_contains(rendered(&proof), TEXT("hunter-22")));
    arena_close(&proof.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_environments_are_named),
        cmocka_unit_test(innocent_words_pass),
        cmocka_unit_test(only_cells_of_one_environment_count),
        cmocka_unit_test(profiles_are_reported_once),
        cmocka_unit_test(attributes_are_read_too),
        cmocka_unit_test(credentials_are_found_everywhere),
        cmocka_unit_test(credentials_are_not_repeated),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
