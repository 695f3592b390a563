/* test_variation.c - P0003, P0004, P0011 and P0014: what may differ, and what has to be there. */
#include "parity_unit.h"

static const ParityOptions no_options = {.dates_are_errors = true};

/* Only stated values vary, however they are computed; an absent one is a value too. */
static void only_stated_values_vary(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"a = 1", ""},
        {"a { dev = 1, staging = 1, prod = 1 }", ""},
        {"a { dev = 1, staging = 1, prod = 2 }", "P0003"},
        {"a = 1 { prod = 2 }", "P0003"},
        {"a = \"x-${env}\"", "P0003"},
        {"a = \"${env.class}\"", "P0003"},
        {"tuning a { dev = 1, staging = 1, prod = 2 }", ""},
        {"tuning a = \"x-${env}\"", ""},
        {"a: int? { dev = 1, staging = 1, prod = none }", "P0003"},
        {"a: int? { dev = none, staging = none, prod = none }", ""},
        /* What is emitted is compared, not what it means. */
        {"a: quantity { dev = 1000m, staging = 1000m, prod = 1 }", "P0003"},
        {"a { dev = [1, 2], staging = [1, 2], prod = [2, 1] }", "P0003"},
        {"a { dev = { x = 1 }, staging = { x = 1 }, prod = { x = 1 } }", ""},
        /* A row that is nothing but a reference takes the category of its target. */
        {"tuning a { dev = 1, staging = 1, prod = 2 }\n b = yaml.a", ""},
        {"tuning a { dev = 1, staging = 1, prod = 2 }\n b = yaml.a + 1", "P0003"},
        {"tuning a { dev = 1, staging = 1, prod = 2 }\n b = yaml.a@prod", ""},
        /* A reference to a secret varies as the secret does. */
        {"secret a = \"/x/${env}/a\"\n b = yaml.a", ""},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* Ephemeral environments and those off the ladder are compared too. */
static void every_environment_is_compared(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"a = 1 { dr = 2 }", "P0003"},
        {"a = 1 { preview = 2 }", "P0003"},
        {"a { dev = 1, staging = 1, prod = 1 }", ""},
    };
    check_rows(LADDER STANDBY PREVIEW, rows, COUNT(rows), &no_options);
}

static void everything_has_a_value(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"tuning a: int { dev = 1, staging = 2 }", "P0004"},
        {"a: int { dev = 1, staging = 1 }", "P0004"},
        {"a: int? { dev = 1, staging = 1 }", "P0004"},
        {"tuning a: int? { dev = 1, staging = 2, prod = none }", ""},
        {"tuning a { dev = 1, staging = 2, prod = none }", ""},
        {"tuning a: int { dev = 1, staging = 2, prod = none }", "P0004"},
        {"tuning a: int { dev = none, staging = 2, prod = none }", "P0004"},
        {"tuning a: int = 1 { staging = 2 }", ""},
        /* A law does not speak of a value that is not there. */
        {"scale a: int { dev = 1, staging = 2 }", "P0004"},
        {"tuning | dev | staging | prod {\n a: int | 1 | 2 | _\n }", "P0004"},
        {"tuning | dev | staging {\n a: int | 1 | 2\n }", "P0004"},
        {"tuning | dev | staging {\n a: int = 5 | 1 | 2\n }", ""},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* The cell of the environment that another is like is its value as well. */
static void likeness_gives_values(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"tuning a: int { dev = 1, staging = 2, prod = 3 }", ""},
        {"tuning a: int { dev = 1, staging = 2, dr = 3 }", "P0004"},
    };
    check_rows(LADDER STANDBY, rows, COUNT(rows), &no_options);
}

static void categories_are_for_differences(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"tuning a = 1", "P0011?"},
        {"tuning a { dev = 1, staging = 1, prod = 1 }", "P0011?"},
        {"tuning a = \"x-${env}\"", ""},
        {"tuning a { dev = 1, staging = 1, prod = 2 }\n b = yaml.a@dev", ""},
        {"tuning | dev | staging | prod {\n a | 1 | 1 | 1\n b | 1 | 2 | 3\n }", "P0011?"},
        /* What breaks a law by being the same is told so, and nothing else. */
        {"endpoint a = \"db.internal\"", "P0005"},
        {"@waive(P0011, \"for next week\")\n tuning a = 1", ""},
        /* Without dev and staging there is nothing left to compare. */
        {"@waive(P0011, \"for now\", in = [dev, staging])\n tuning a = 1", ""},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* A profile's row is judged over all units that take it. */
static void profiles_are_judged_together(void **state) {
    (void)state;

    static const struct {
        const char *units;
        const char *expected;
    } rows[] = {
        {"stack a uses p {\n}\nstack b uses p {\n}\n", "P0011?"},
        {"stack a uses p {\n yaml {\n x { prod = 2 }\n }\n}\nstack b uses p {\n}\n", ""},
        {"stack a uses p in prod {\n}\n", ""},
        {"stack a uses p in prod {\n}\nstack b uses p {\n}\n", "P0011?"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Proof proof;
        Text text = text_format(*state, "%sprofile p {\n  yaml {\n    tuning x = 1\n  }\n}\n%s",
                                LADDER, rows[i].units);
        prove_text(&proof, text, &no_options);
        assert_row(text_equal(codes(&proof), text_of(rows[i].expected)), rows[i].units);
        arena_close(&proof.arena);
    }
}

static void leaves_are_rows(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"tuning a { dev = { x = 1, y = 1 }, staging = { x = 1, y = 1 }, prod = { x = 2, y = 1 } }",
         "P0014?"},
        {"tuning a { dev = { x = 1 }, staging = { x = 1 }, prod = { x = 2 } }", ""},
        {"tuning a { dev = { x = 1, y = 1 }, staging = { x = 2, y = 2 }, prod = { x = 3, y = 3 } }",
         ""},
        {"tuning a: map(int) { dev = { x = 1 }, staging = { x = 1 }, prod = { x = 1, y = 2 } }",
         "P0014?"},
        /* The whole is switched on or off. */
        {"tuning a: map(int)? { dev = none, staging = { x = 1 }, prod = { x = 1, y = 2 } }", ""},
        {"tuning a: map(int) { dev = {}, staging = { x = 1 }, prod = { x = 1, y = 2 } }", ""},
        /* No row can name an item of a plain list. */
        {"tuning a { dev = [1, 2], staging = [1, 2], prod = [1, 3] }", ""},
        {"tuning a { dev = [{ name = \"n\", v = 1 }], staging = [{ name = \"n\", v = 1 }], "
         "prod = [{ name = \"n\", v = 2 }] }",
         "P0014?"},
        {"a { dev = { x = 1, y = 1 }, staging = { x = 1, y = 1 }, prod = { x = 2, y = 1 } }",
         "P0003"},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

static Text message_of(Proof *proof, const char *body) {
    Text text =
        text_format(&proof->arena, "%sstack shared {\n  yaml {\n    %s\n  }\n}\n", LADDER, body);
    MemoryFile *file = arena_new(&proof->arena, MemoryFile);
    *file = (MemoryFile){TEXT("strategy.rung"), text};
    prove_files(proof, files_of_memory(&proof->arena, file, 1), &no_options);
    return rendered(proof);
}

/* The category that is proposed keeps its laws with the values at hand. */
static void advice_fits(void **state) {
    (void)state;

    static const struct {
        const char *body;
        const char *advice;
    } rows[] = {
        {"replicas: int { dev = 1, staging = 2, prod = 6 }", "such as `scale replicas: ...`"},
        {"replicas: int { dev = 6, staging = 2, prod = 1 }", "such as `tuning replicas: ...`"},
        {"cpu: quantity { dev = 100m, staging = 1, prod = 2 }", "such as `scale cpu: ...`"},
        {"beta { dev = true, staging = true, prod = false }", "such as `feature beta: ...`"},
        {"waf { dev = false, staging = true, prod = true }", "such as `hardening waf: ...`"},
        {"odd { dev = false, staging = true, prod = false }", "such as `tuning odd: ...`"},
        {"a: host { dev = \"a.x\", staging = \"a.x\", prod = \"b.x\" }",
         "such as `endpoint a: ...`"},
        {"databaseHost { dev = \"a\", staging = \"a\", prod = \"b\" }",
         "such as `endpoint databaseHost: ...`"},
        {"a { dev = \"https://a\", staging = \"https://a\", prod = \"https://b\" }",
         "such as `endpoint a: ...`"},
        {"a: host { dev = \"a.x\", staging = \"b.x\", prod = \"a.x\" }", "such as `tuning a: ...`"},
        {"logLevel: enum(debug, info) { dev = debug, staging = info, prod = info }",
         "such as `observability logLevel: ...`"},
        {"net: cidr { dev = 10.0.0.0/16, staging = 10.1.0.0/16, prod = 10.2.0.0/16 }",
         "such as `identity net: ...`"},
        {"timeout: duration { dev = 30s, staging = 10s, prod = 5s }",
         "such as `tuning timeout: ...`"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Proof proof;
        arena_open(&proof.arena, &memory_standard);
        Text message = message_of(&proof, rows[i].body);
        assert_row(text_contains(message, text_of(rows[i].advice)), rows[i].body);
        arena_close(&proof.arena);
    }
}

/* What is advised, once done, leaves nothing to say. */
static void advice_can_be_followed(void **state) {
    (void)state;
    Proof proof;
    arena_open(&proof.arena, &memory_standard);
    (void)message_of(&proof, "replicas: int { dev = 1, staging = 2, prod = 6 }");
    assert_int_equal(proof.report.items.count, 1);
    const Diagnostic *diagnostic = proof.report.items.items[0];
    assert_int_equal(diagnostic->fixes.count, 1);
    assert_false(diagnostic->fixes.items[0].is_safe);
    Text fixed = fix_apply(&proof.arena, proof.sources.files.items[diagnostic->span.file].text,
                           diagnostic->fixes.items[0].edits.items, 1);
    assert_true(text_contains(fixed, TEXT("    scale replicas: int {")));
    Proof again;
    prove_text(&again, fixed, &no_options);
    assert_text(codes(&again), "");
    arena_close(&again.arena);
    arena_close(&proof.arena);
}

/* A finding says what it is about, for JSON and for scoped builds. */
static void findings_say_what_they_are_about(void **state) {
    (void)state;
    Proof proof;
    arena_open(&proof.arena, &memory_standard);
    (void)message_of(&proof, "replicas: int { dev = 1, staging = 2, prod = 6 }");
    const Diagnostic *diagnostic = proof.report.items.items[0];
    assert_text(diagnostic->unit, "shared");
    assert_text(diagnostic->param, "yaml.replicas");
    assert_int_equal(diagnostic->environments.count, 3);
    assert_text(diagnostic->environments.items[0], "dev");
    assert_text(diagnostic->environments.items[2], "prod");
    arena_close(&proof.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_stated_values_vary),
        cmocka_unit_test(every_environment_is_compared),
        cmocka_unit_test(everything_has_a_value),
        cmocka_unit_test(likeness_gives_values),
        cmocka_unit_test(categories_are_for_differences),
        cmocka_unit_test(profiles_are_judged_together),
        cmocka_unit_test(leaves_are_rows),
        cmocka_unit_test(advice_fits),
        cmocka_unit_test(advice_can_be_followed),
        cmocka_unit_test(findings_say_what_they_are_about),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
