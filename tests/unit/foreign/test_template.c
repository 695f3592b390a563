/* test_template.c - templates that branch on the name of an environment. */
#include "unit/unit.h"

#include "foreign/foreign.h"

static const Text environments[] = {{"dev", 3}, {"prod", 4}, {"staging", 7}};

/* The finds as `START-END environment`, joined by commas. */
static void check(const char *template, const char *expected) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    TemplateBranches branches;
    template_scan(&arena, text_of(template), environments, COUNT(environments), &branches);
    Writer writer;
    writer_open(&writer, &arena, SIZE_MAX);
    for (uint32_t i = 0; i < branches.count; i++) {
        const TemplateBranch *branch = &branches.items[i];
        writer_format(&writer, "%s%u-%u %.*s", i == 0 ? "" : ", ", branch->start, branch->end,
                      TEXT_ARGS(branch->environment));
    }
    if (!text_equal(writer_done(&writer), text_of(expected))) print_error("in: %s\n", template);
    assert_text(writer_done(&writer), expected);
    arena_close(&arena);
}

static void finds_comparisons(void **state) {
    (void)state;
    check("{{ if eq .Values.env \"prod\" }}x{{ end }}", "21-27 prod");
    check("a\n{{- if ne .env `dev` -}}", "17-22 dev");
    check("{{ else if eq $env \"dev\" }}", "19-24 dev");
    check("{{ if .x }}{{ has \"prod\" .list }}", "18-24 prod");
    check("{{ ternary 1 2 (eq .e \"staging\") }}", "22-31 staging");
    check("{{ contains \"dev\" .e }}{{ hasPrefix \"prod\" .e }}", "12-17 dev, 36-42 prod");
    check("{{if (or (eq .e \"dev\") (eq .e \"prod\"))}}", "16-21 dev, 30-36 prod");
    check("{{\n  if\n  eq .e\n  \"prod\"\n}}", "18-24 prod");
}

static void passes_over_the_rest(void **state) {
    (void)state;
    check("", "");
    check("name: \"prod\"\n", "");
    check("{{ .Values.prod }}{{ \"prod\" }}", "");
    check("{{ default \"prod\" .e }}", "");
    check("{{ if eq .e \"production\" }}{{ if eq .e \"pro\" }}", "");
    check("{{ .Values.if \"prod\" }}{{ $eq \"prod\" }}{{ .has \"dev\" }}", "");
    check("{{ iff \"prod\" }}{{ required_if \"prod\" }}", "");
    check("{{/* if eq .e \"prod\" */}}{{- /* eq \"dev\" */ -}}", "");
    check("{{ if eq .e 'prod' }}", "");
    check("{{ if .x }} \"prod\" {{ end }}", "");
    check("{{ \"}} if eq\" }} \"prod\" {{ printf \"dev\" }}", "");
}

static void survives_what_does_not_end(void **state) {
    (void)state;
    check("{{", "");
    check("{{ if eq .e \"prod\"", "12-18 prod");
    check("{{ if eq .e \"prod", "");
    check("{{ if eq .e \"prod\\", "");
    check("{{ if eq .e `", "");
    check("{{ /* if eq \"prod\" }}", "");
    check("{{ if eq .e \"a\\\"prod\" \"prod\" }}", "22-28 prod");
    check("{{{{ if eq \"prod\" }}", "11-17 prod");
    check("{{if}}", "");
    check("{{if", "");
}

static void works_without_environments(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    TemplateBranches branches;
    template_scan(&arena, TEXT("{{ if eq .e \"prod\" }}"), NULL, 0, &branches);
    assert_int_equal(branches.count, 0);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_comparisons),
        cmocka_unit_test(passes_over_the_rest),
        cmocka_unit_test(survives_what_does_not_end),
        cmocka_unit_test(works_without_environments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
