/* test_helm.c - what Helm and a chart cannot take: whole numbers that become floats, keys that the
 * chart does not know, and values without a chart. */
#include "emit_unit.h"

#define CHART(body) "stack app {\n  chart = \"oci://r.example/c\"\n  helm {\n" body "  }\n}\n"
#define HELP        "\n  = write it as a string: in quotes, and of the type `string`\n"
#define IS_FLOAT(path)                                                                             \
    "F0047? `" path "` would print with an exponent in Helm's templates\n"                         \
    "  a whole number of a million or more"
#define IS_LOST(path) "F0047 `" path "` would lose digits in Helm\n  a whole number beyond 2^53"

static void whole_numbers(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {CHART("a = 999999\n"), ""},
        {CHART("a = -999999\n"), ""},
        {CHART("a = 1000000\n"), IS_FLOAT("a") HELP "  in dev prod: app helm.a"},
        {CHART("a = -1000000\n"), IS_FLOAT("a") HELP "  in dev prod: app helm.a"},
        {CHART("a = 9007199254740992\n"), IS_FLOAT("a") HELP "  in dev prod: app helm.a"},
        {CHART("a = 9007199254740993\n"), IS_LOST("a") HELP "  in dev prod: app helm.a"},
        {CHART("a = -9223372036854775808\n"), IS_LOST("a") HELP "  in dev prod: app helm.a"},
        {CHART("a: number = 12345678901234567890123\n"),
         IS_LOST("a") HELP "  in dev prod: app helm.a"},
        {CHART("a: number = 1234567.5\n"), ""},
        {CHART("a = \"1000000\"\n"), ""},
        {CHART("a: string = \"9007199254740993\"\n"), ""},
        {CHART("a = [1, 1000000]\n"), IS_FLOAT("a") HELP "  in dev prod: app helm.a"},
        {CHART("a = [{ b = { c = 1000000 } }]\n"), IS_FLOAT("a") HELP "  in dev prod: app helm.a"},
        {CHART("at a as list {\nB = 1000000\n}\n"), ""},
        {CHART("at a as map {\nB = 9007199254740993\n}\n"), ""},
        {CHART("scale a: int { dev = 1, prod = 2000000 }\n"),
         IS_FLOAT("a") ", in prod" HELP "  in prod: app helm.a"},
        {CHART("scale a: int { dev = 2000000, prod = 9007199254740993 }\n"),
         IS_FLOAT("a") ", in dev" HELP "  in dev: app helm.a\n" IS_LOST(
             "a") ", in prod" HELP "  in prod: app helm.a"},
        {"stack app {\n  yaml {\n    a = 9007199254740993\n  }\n}\n", ""},
    };
    check_findings(rows, COUNT(rows));
}

static void a_chart_is_needed(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack app {\n  helm {\n    a = 1\n  }\n}\n",
         "F0085 `app` has Helm values and no chart\n"
         "  = write `chart = ` and its directory, or its address\n"
         "  in: app "},
        {"profile p {\n  chart = \"oci://r.example/c\"\n}\n"
         "stack app uses p {\n  helm {\n    a = 1\n  }\n}\n",
         ""},
    };
    check_findings(rows, COUNT(rows));
}

/* --- Keys ------------------------------------------------------------------------------------ */

/* A stack with a local chart whose values are given, and what is found. */
static void check_keys(Arena *arena, const char *values, const char *entries,
                       const char *expected) {
    Emission emission;
    arena_open(&emission.arena, &memory_standard);
    Text program = text_format(
        arena, LADDER "stack app {\nchart = \"charts/web\"\nhelm {\n%s\n}\n}\n", entries);
    MemoryFile files[] = {{TEXT("charts/web/Chart.yaml"), TEXT("name: web\n")},
                          {TEXT("charts/web/values.yaml"), text_of(values)},
                          {TEXT("strategy.rung"), program}};
    emit_files(&emission, files, 3, &(Request){0});
    assert_text(found(&emission), expected);
    emission_close(&emission);
}

#define VALUES       "replicas: 1\nservice:\n  port: 80\n  type: x\nenv: []\nfree: {}\nnode: null\n"
#define UNKNOWN(key) "F0045? `" key "` is no key of `charts/web`\n"

static void keys_that_a_chart_does_not_know(void **state) {
    check_keys(*state, VALUES, "replicas = 2\nservice.port = 1", "");
    check_keys(*state, VALUES, "env[A].value = \"x\"\nfree.x.y = 1\nnode.a = 1\nglobal.z = 1", "");
    check_keys(*state, VALUES, "replica = 2",
               UNKNOWN("replica") "  = a similar name exists: `replicas`\n  in: app helm.replica");
    check_keys(*state, VALUES, "service.prot = 1",
               UNKNOWN("prot") "  = a similar name exists: `port`\n  in: app helm.service.prot");
    check_keys(*state, VALUES, "\"${env}\".x = 1", "");
}

/* Keys inside a value are keys too, in every environment, and each is reported once. */
static void keys_inside_values(void **state) {
    check_keys(*state, VALUES, "service = { port = 1, type = \"y\" }\nfree = { a = { b = 1 } }",
               "");
    check_keys(*state, VALUES, "rollout service = { port = 1 } { prod = { tpye = 1 } }",
               UNKNOWN("tpye") "  = a similar name exists: `type`\n  in: app helm.service");
}

#define IMAGE "image = \"r.example/app@sha256:" ONES "\"\n"
#define ONES  "1111111111111111111111111111111111111111111111111111111111111111"

static void keys_of_the_release(void **state) {
    static const struct {
        const char *keys, *expected;
    } rows[] = {
        {"", UNKNOWN("image.digest") "  in: app "},
        {"image_keys = { reference = \"image.repository\" }", ""},
        {"image_keys = { reference = \"app.image\" }", UNKNOWN("app") "  in: app "},
        {"emit release to \"${env}.tfvars\"", ""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Emission emission;
        arena_open(&emission.arena, &memory_standard);
        Text program = text_format(
            *state, LADDER "service app {\n" IMAGE "chart = \"charts/web\"\n%s\n}\n", rows[i].keys);
        MemoryFile files[] = {{TEXT("charts/web/Chart.yaml"), TEXT("name: web\n")},
                              {TEXT("charts/web/values.yaml"), TEXT("image:\n  repository: x\n")},
                              {TEXT("strategy.rung"), program}};
        emit_files(&emission, files, 3, &(Request){0});
        assert_text(found(&emission), rows[i].expected);
        emission_close(&emission);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(a_chart_is_needed),
        cmocka_unit_test(keys_that_a_chart_does_not_know),
        cmocka_unit_test(keys_inside_values),
        cmocka_unit_test(keys_of_the_release),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
