/* test_law.c - P0005 and P0006: laws, along the ladder and between environments. */
#include "parity_unit.h"

#include "parity/rule.h"

static const ParityOptions no_options = {.dates_are_errors = true};

static void order_holds_along_the_ladder(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"scale a: int { dev = 1, staging = 2, prod = 6 }", ""},
        {"scale a: int { dev = 2, staging = 2, prod = 6 }", ""},
        {"scale a: int { dev = 1, staging = 6, prod = 2 }", "P0005"},
        {"scale a: int { dev = 6, staging = 1, prod = 2 }", "P0005"},
        /* A rung that is passed over is compared with the one below it all the same. */
        {"scale a: int { dev = 3, staging = 1, prod = 2 }", "P0005"},
        {"scale a: quantity { dev = 100m, staging = 1, prod = 1000m }", ""},
        {"scale a: quantity { dev = 1Gi, staging = 1024Mi, prod = 1G }", "P0005"},
        {"scale a: duration { dev = 90s, staging = 1m30s, prod = 2m }", ""},
        {"scale a: percent { dev = 99.9%, staging = 50%, prod = 100% }", "P0005"},
        {"scale a: number { dev = 0.5, staging = 0.50, prod = 1 }", ""},
        {"scale a: enum(small, large) { dev = small, staging = small, prod = large }", ""},
        {"scale a: enum(small, large) { dev = large, staging = small, prod = large }", "P0005"},
        {"hardening a { dev = false, staging = true, prod = true }", ""},
        {"hardening a { dev = true, staging = false, prod = true }", "P0005"},
        {"feature a { dev = true, staging = true, prod = false }", ""},
        {"feature a { dev = false, staging = true, prod = true }", "P0005"},
        /* Absent is below everything. */
        {"scale a: int? { dev = none, staging = 1, prod = 2 }", ""},
        {"scale a: int? { dev = 1, staging = 1, prod = none }", "P0005"},
        {"feature a: bool? { dev = true, staging = false, prod = none }", ""},
        {"feature a: bool? { dev = none, staging = false, prod = false }", "P0005"},
        /* A law of the row replaces the contrary one of the category. */
        {"scale a: int descending { dev = 6, staging = 2, prod = 1 }", ""},
        {"scale a: int descending { dev = 1, staging = 2, prod = 6 }", "P0005"},
        {"tuning a: int ascending { dev = 6, staging = 2, prod = 1 }", "P0005"},
        /* A category's law that does not fit is passed over. */
        {"scale a { dev = \"t3.micro\", staging = \"t3.large\", prod = \"m5.large\" }", ""},
        {"scale a { dev = [1], staging = [2], prod = [0] }", ""},
        {"scale a { dev = \"10\", staging = \"4\", prod = \"2\" }", "P0005."},
        {"tuning a { dev = \"10\", staging = \"4\", prod = \"2\" }", ""},
        {"endpoint a: port { dev = 80, staging = 80, prod = 443 }", ""},
        /* Its category comes with a reference, and so do its laws. */
        {"scale a: int { dev = 1, staging = 2, prod = 6 }\n b = yaml.a", ""},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* Off the ladder nothing is compared; a rung of several is compared with the rungs beside it. */
static void only_rungs_have_an_order(void **state) {
    (void)state;
    static const char ladder[] = "strategy shop {\n rung = \"0.1\"\n}\n"
                                 "ladder dev -> { uat, perf } -> prod\n"
                                 "environments | dev, uat, perf, lab | prod {\n"
                                 " class | nonproduction | production\n}\n";
    static const BodyRow rows[] = {
        {"scale a: int { dev = 1, uat = 2, perf = 9, prod = 9, lab = 99 }", ""},
        {"scale a: int { dev = 1, uat = 9, perf = 2, prod = 9, lab = 0 }", ""},
        {"scale a: int { dev = 1, uat = 2, perf = 9, prod = 6, lab = 1 }", "P0005"},
        {"scale a: int { dev = 3, uat = 2, perf = 9, prod = 9, lab = 1 }", "P0005"},
    };
    check_rows(ladder, rows, COUNT(rows), &no_options);
}

static void production_keeps_apart(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"endpoint a { dev = \"x\", staging = \"x\", prod = \"y\" }", ""},
        {"endpoint a { dev = \"x\", staging = \"y\", prod = \"x\" }", "P0005"},
        {"endpoint a { dev = \"\", staging = \"y\", prod = \"\" }", ""},
        {"endpoint a { dev = none, staging = \"y\", prod = none }", ""},
        {"endpoint a: list(string) { dev = [], staging = [\"y\"], prod = [] }", ""},
        {"endpoint a { dev = [\"x\", \"y\"], staging = [\"y\"], prod = [\"z\", \"x\"] }", "P0005"},
        {"endpoint a { dev = [\"x\"], staging = [\"y\"], prod = [\"z\"] }", ""},
        {"identity a { dev = 10.0.0.0/16, staging = 10.1.0.0/16, prod = 10.0.7.0/24 }", "P0005"},
        {"identity a { dev = 10.0.0.0/16, staging = 10.0.0.0/17, prod = 10.2.0.0/16 }", ""},
        {"identity a { dev = [10.0.0.0/24], staging = [10.1.0.0/24], prod = [10.0.0.0/8] }",
         "P0005"},
        {"identity a: cidr { dev = \"fd00::/16\", staging = \"fd01::/16\", prod = \"fd00:1::/32\" "
         "}",
         "P0005"},
        {"identity a: ip { dev = 10.0.0.1, staging = 10.0.0.2, prod = 10.0.0.3 }", ""},
        /* An enum has few values, and sharing one says nothing. */
        {"endpoint a: enum(x, y) { dev = x, staging = y, prod = x }", ""},
        {"tuning a: string distinct { dev = \"x\", staging = \"x\", prod = \"y\" }", "P0005"},
        {"tuning a: string apart { dev = \"x\", staging = \"x\", prod = \"y\" }", ""},
        {"tuning a: string equal { dev = \"x\", staging = \"x\", prod = \"y\" }", "P0005"},
        {"a: string equal { dev = \"x\", staging = \"x\", prod = \"y\" }", "P0003"},
        {"tuning a: quantity equal { dev = 1000m, staging = 1, prod = 1 }", ""},
    };
    check_rows(LADDER, rows, COUNT(rows), &no_options);
}

/* `apart` sees previews, `distinct` does not. */
static void previews_share_with_their_kind(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"endpoint a { dev = \"x\", staging = \"y\", prod = \"z\" }", ""},
        {"endpoint a { dev = \"x\", staging = \"y\", prod = \"z\", preview = \"z\" }", "P0005"},
        {"tuning a: string distinct { dev = \"x\", staging = \"y\", prod = \"z\" }", ""},
    };
    check_rows(LADDER PREVIEW, rows, COUNT(rows), &no_options);
}

static void networks_of_a_unit_are_disjoint(void **state) {
    (void)state;
    static const char ladder[] = LADDER "category subnet {\n disjoint\n}\n";
    static const BodyRow rows[] = {
        {"subnet a { dev = 10.0.0.0/24, staging = 10.1.0.0/24, prod = 10.2.0.0/24 }\n"
         "subnet b { dev = 10.0.1.0/24, staging = 10.1.1.0/24, prod = 10.2.1.0/24 }",
         ""},
        {"subnet a { dev = 10.0.0.0/24, staging = 10.1.0.0/24, prod = 10.2.0.0/24 }\n"
         "subnet b { dev = 10.0.1.0/24, staging = 10.1.0.0/25, prod = 10.2.0.0/16 }",
         "P0005"},
        /* Two rows that overlap an earlier one are two mistakes. */
        {"subnet a { dev = 10.0.0.0/16, staging = 10.1.0.0/16, prod = 10.2.0.0/16 }\n"
         "subnet b { dev = 10.0.1.0/24, staging = 10.1.0.0/25, prod = 10.2.0.0/24 }\n"
         "subnet c { dev = 10.0.2.0/24, staging = 10.3.0.0/25, prod = 10.4.0.0/24 }",
         "P0005 P0005"},
        {"subnet a { dev = [10.0.0.0/24, 10.0.1.0/24], staging = [], prod = [10.2.0.0/24] }\n"
         "subnet b { dev = [10.0.1.128/25], staging = [], prod = [] }",
         "P0005"},
        /* Overlapping within one row, and without the law, is not its business. */
        {"subnet a { dev = [10.0.0.0/24, 10.0.0.0/25], staging = [], prod = [10.2.0.0/24] }", ""},
        {"subnet a { dev = 10.0.0.0/24, staging = 10.1.0.0/24, prod = 10.2.0.0/24 }\n"
         "tuning b { dev = 10.0.0.0/24, staging = 10.1.0.0/24, prod = 10.9.0.0/24 }",
         ""},
        /* A reference repeats its target on purpose. */
        {"subnet a { dev = 10.0.0.0/24, staging = 10.1.0.0/24, prod = 10.2.0.0/24 }\n"
         "b = yaml.a",
         ""},
        {"subnet a { dev = 10.0.0.0/24, staging = 10.1.0.0/24, prod = 10.2.0.0/24 }\n"
         "@waive(P0005, \"peered\", in = dev)\n"
         "subnet b { dev = 10.0.0.0/24, staging = 10.1.1.0/24, prod = 10.2.1.0/24 }",
         ""},
    };
    check_rows(ladder, rows, COUNT(rows), &no_options);
}

/* Long lists are compared by sorting and hashing; the answer is that of comparing items. */
static void long_lists_meet_like_short_ones(void **state) {
    Arena *arena = *state;
    uint64_t seed = 7;
    for (int round = 0; round < 300; round++) {
        const Value *items[2][40];
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < 40; i++) {
                unsigned block = (unsigned)(random_next(&seed) % 4096);
                unsigned prefix = 24 + (unsigned)(random_next(&seed) % 9);
                unsigned host = (unsigned)(random_next(&seed) % 256) & (255u << (32 - prefix));
                Text text = text_format(arena, "10.%u.%u.%u/%u", block / 256, block % 256,
                                        host & 255, prefix);
                items[side][i] = value_text(arena, VALUE_NETWORK, text);
            }
        }
        bool expected = false;
        Meeting meeting;
        for (int i = 0; i < 40; i++)
            for (int j = 0; j < 40; j++)
                expected |= values_meet(arena, items[0][i], items[1][j], &meeting);
        const Value *left = value_list(arena, items[0], 40);
        const Value *right = value_list(arena, items[1], 40);
        assert_int_equal(values_meet(arena, left, right, &meeting), expected);
    }
}

enum { MANY = 24 };

/* Texts and networks, some of them with host bits, near enough to one another to meet at times. */
static const Value *random_value(Arena *arena, uint64_t *seed) {
    enum { ITEMS = 3 };

    const Value **items = arena_array(arena, const Value *, ITEMS);
    for (size_t i = 0; i < ITEMS; i++) {
        unsigned number = (unsigned)(random_next(seed) % 2000);
        if (number % 2 == 0)
            items[i] = value_string(arena, text_format(arena, "%u", number));
        else
            items[i] = value_text(arena, VALUE_NETWORK,
                                  text_format(arena, "10.%u.%u.1/%u", number / 200, number % 200,
                                              16 + (unsigned)(random_next(seed) % 17)));
    }
    return random_next(seed) % 3 == 0 ? items[0] : value_list(arena, items, ITEMS);
}

/* Notes which positions were found together. */
static void note_together(void *state, const EnvironmentSet *positions) {
    EnvironmentSet *together = state;
    for (uint32_t i = 0; i < MANY; i++)
        if (set_has(positions, i)) together[i] = set_or(together[i], *positions);
}

static void many_values_share_what_pairs_do(void **state) {
    Arena *arena = *state;
    uint64_t seed = 11;
    for (int round = 0; round < 300; round++) {
        const Value *values[MANY];
        EnvironmentSet together[MANY] = {0};
        for (size_t i = 0; i < MANY; i++)
            values[i] = i % 5 == 4 ? values[i - 1] : random_value(arena, &seed);
        values_share(arena, values, MANY, note_together, together);
        for (uint32_t i = 0; i < MANY; i++) {
            for (uint32_t j = 0; j < MANY; j++) {
                Meeting meeting;
                bool is_list = values[i]->kind == VALUE_LIST;
                if (is_list != (values[j]->kind == VALUE_LIST)) continue; /* never in one row */
                assert_int_equal(set_has(&together[i], j),
                                 values_meet(arena, values[i], values[j], &meeting));
            }
        }
    }
}

/* Of many environments the first pair is named, and all that share. */
static void many_environments_are_judged_like_few(void **state) {
    (void)state;
    static const char environments[] =
        "strategy shop {\n rung = \"0.1\"\n}\n"
        "environments | a, b, c, d, e, f | g, h, i, j {\n class | nonproduction | production\n}\n";
    static const BodyRow rows[] = {
        {"tuning x: string distinct = \"x${env}\"", ""},
        {"tuning x: string distinct = \"x${env}\" { j = \"xc\"\n}", "P0005"},
        {"tuning x: string apart = \"x${env}\" { d = \"xc\"\n}", ""},
        {"tuning x: string apart = \"x${env}\" { i = \"xc\"\n}", "P0005"},
        {"tuning x: string apart = \"u\" { g = \"v\", h = \"v\", i = \"v\", j = \"v\"\n}", ""},
        {"tuning x: string distinct = \"\"", "P0011?"},
        {"tuning x: any distinct = \"x${env}\" { a = 10.0.0.5/8, b = 10.0.0.1/16\n}", "P0005"},
        {"tuning x: list(cidr) apart = [10.0.0.0/9] { g = [10.128.0.0/9], h = [10.128.0.0/9], "
         "i = [10.128.0.0/9], j = [10.128.0.0/9]\n}",
         ""},
        {"tuning x: list(cidr) apart = [10.0.0.0/9] { g = [10.128.0.0/9], h = [10.128.0.0/9], "
         "i = [10.0.0.0/8], j = [10.128.0.0/9]\n}",
         "P0005"},
    };
    check_rows(environments, rows, COUNT(rows), &no_options);
}

static void standbys_are_like_their_models(void **state) {
    (void)state;
    static const BodyRow rows[] = {
        {"scale a: int { dev = 1, staging = 2, prod = 6 }", ""},
        {"scale a: int { dev = 1, staging = 2, prod = 6, dr = 2 }", "P0006"},
        {"scale a: int { dev = 1, staging = 2, prod = 6, dr = 6 }", ""},
        {"tuning a: int { dev = 1, staging = 2, prod = 6, dr = 2 }", ""},
        {"endpoint a { dev = \"x\", staging = \"x\", prod = \"y\", dr = \"z\" }", ""},
        {"observability a: string distinct { dev = \"x\", staging = \"y\", prod = \"z\", "
         "dr = \"w\" }",
         ""},
        {"observability a: string { dev = \"x\", staging = \"y\", prod = \"z\", dr = \"w\" }",
         "P0006"},
        /* Without a category it is P0003 alone. */
        {"a: int { dev = 1, staging = 1, prod = 1, dr = 2 }", "P0003"},
        {"secret a = \"/x/${env}\"", ""},
        {"@waive(P0006, \"smaller\", in = dr)\n"
         "scale a: int { dev = 1, staging = 2, prod = 6, dr = 2 }",
         ""},
    };
    check_rows(LADDER "environment dr like prod differs tuning\n", rows, COUNT(rows), &no_options);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_holds_along_the_ladder),
        cmocka_unit_test(only_rungs_have_an_order),
        cmocka_unit_test(production_keeps_apart),
        cmocka_unit_test(previews_share_with_their_kind),
        cmocka_unit_test(networks_of_a_unit_are_disjoint),
        cmocka_unit_test(long_lists_meet_like_short_ones),
        cmocka_unit_test(many_values_share_what_pairs_do),
        cmocka_unit_test(many_environments_are_judged_like_few),
        cmocka_unit_test(standbys_are_like_their_models),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
