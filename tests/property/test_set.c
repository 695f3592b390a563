/* test_set.c - a value that is set is all that changes.
 *
 * In the examples, in generated projects that hold every trap of the formats, and in some that hold
 * every form in which a value can be written, each as it is and with other line ends, blanks and
 * comments: other values of its type are set for a parameter in an environment, or as its default,
 * taken away, set again, and set back. What must hold is in attempt.c. What is refused must be what a
 * check of the changed source refuses, and nothing else.
 *
 * A run takes a share of all cells, the same each time. `SHARE=1 build/release/tests/property/test_set`
 * takes every one. */
#include "unit/unit.h"

#include "property/attempt.h"
#include "property/generate.h"
#include "property/generate_forms.h"

enum { TRAPS = 2, FORMS = 14, VALUES_MOST = 2 };

/* What was tried. */
typedef struct Outcomes {
    uint32_t set, refused, removed, same, defaults, rejected;
} Outcomes;

typedef struct Tries {
    Arena *arena;
    Arena scratch; /* of one attempt */
    uint64_t state;
    uint32_t share; /* one of so many is tried */
    Outcomes outcomes;
} Tries;

static bool is_chosen(Tries *tries) {
    return generate_below(&tries->state, tries->share) == 0;
}

/* --- One attempt ---------------------------------------------------------------------------- */

static void count(Tries *tries, const Attempt *attempt) {
    Outcomes *outcomes = &tries->outcomes;
    bool is_same = attempt->edit.before.length == attempt->edit.after.length &&
                   memcmp(attempt->edit.before.bytes, attempt->edit.after.bytes,
                          attempt->edit.after.length) == 0;
    if (attempt->status == RUNG_FINDINGS)
        outcomes->refused++;
    else if (attempt->status == RUNG_USAGE)
        outcomes->rejected++;
    else if (is_same)
        outcomes->same++;
    else if (text_equal(attempt->typed, TEXT("_")))
        outcomes->removed++;
    else
        outcomes->set++;
    outcomes->defaults += attempt->environment < 0;
}

/* A cell of a value that fits can be set or refused; a default may have nobody who takes it. */
static void check_usage(const Attempt *attempt) {
    if (attempt->environment >= 0 && attempt->value)
        attempt_fail(attempt, "it cannot be set:\n%s",
                     rung_report(attempt->before->project, RUNG_REPORT_TEXT, NULL).bytes);
}

static void attempt_all(const Attempt *attempt) {
    bool is_removal = text_equal(attempt->typed, TEXT("_"));
    if (attempt->status == RUNG_USAGE) {
        check_usage(attempt);
        return;
    }
    bool is_same = attempt->status == RUNG_OK && attempt->edit.before.length &&
                   strcmp(attempt->edit.before.bytes, attempt->edit.after.bytes) == 0;
    if (is_same) return;
    attempt_judge(attempt);
    if (attempt->status != RUNG_OK) return;
    attempt_undo(attempt);
    if (!is_removal) attempt_repeat(attempt);
}

static void try_text(Tries *tries, const Example *example, const Param *param, int32_t environment,
                     Text typed, const Value *value) {
    Attempt attempt;
    ArenaMark mark = arena_mark(&tries->scratch);
    attempt_make(&tries->scratch, example, param, environment, typed, value, &attempt);
    attempt_all(&attempt);
    count(tries, &attempt);
    attempt_close(&attempt);
    arena_reset(&tries->scratch, mark);
}

/* --- All of a project ----------------------------------------------------------------------- */

/* Values that few types take; where one is taken, it is set like any other. */
static void try_wrong(Tries *tries, const Example *example, const Param *param,
                      uint32_t environment) {
    static const char *const texts[] = {
        "\"neither this nor that\"", "true", "-3",   "[[1]]", "{ z = [none] }", "1e3",       "none",
        "9223372036854775807",       "0s",   "helm", "6 }",   "\"${nobody}\"",  "10.0.0.0/8"};
    if (!is_chosen(tries)) return;
    const char *text = texts[generate_below(&tries->state, COUNT(texts))];
    try_text(tries, example, param, (int32_t)environment, text_of(text), NULL);
}

static void try_cell(Tries *tries, const Example *example, const Param *param,
                     uint32_t environment) {
    Values values;
    Arena *arena = tries->arena;
    edit_values(example, arena, param, environment, &values);
    uint32_t first = values.count ? generate_below(&tries->state, values.count) : 0;
    for (uint32_t i = 0; i < values.count && i < VALUES_MOST; i++) {
        const Value *value = values.items[(first + i) % values.count];
        if (value->kind == VALUE_ERROR || !is_chosen(tries)) continue;
        Text typed = edit_spell(arena, value);
        try_text(tries, example, param, (int32_t)environment, typed, value);
        if (generate_below(&tries->state, 4) == 0)
            try_text(tries, example, param, -1, typed, value);
    }
    try_wrong(tries, example, param, environment);
    if (param->own && is_chosen(tries))
        try_text(tries, example, param, (int32_t)environment, TEXT("_"), NULL);
}

static void try_project(Tries *tries, const Example *example) {
    const Model *model = example->model;
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        if (param->is_secret) continue;
        if (param->own && is_chosen(tries)) try_text(tries, example, param, -1, TEXT("_"), NULL);
        for (uint32_t e = 0; e < model->environment_count; e++)
            if (set_has(&param->sink->environments, e)) try_cell(tries, example, param, e);
    }
}

static noreturn void fail_with_report(const char *name, RungProject *project) {
    print_error("%s\n", name);
    const RungReportOptions options = {.max_findings = 3};
    fail_msg("%s", rung_report(project, RUNG_REPORT_TEXT, &options).bytes);
    abort();
}

/* The same files, each source written otherwise. */
static void try_variant(Tries *tries, const Example *example, Variant variant) {
    Example other;
    static const char *const names[] = {"", " with returns", " without an end", " ragged",
                                        " with comments"};
    RungFile *files = arena_array(tries->arena, RungFile, example->files.count);
    for (uint32_t i = 0; i < example->files.count; i++) {
        files[i] = example->files.items[i];
        if (!text_ends_with(text_of(files[i].path), TEXT(".rung"))) continue;
        Text text = variant_write(tries->arena, (Text){files[i].text, files[i].length}, variant);
        files[i].text = text_copy(tries->arena, text).bytes;
        files[i].length = text.length;
    }
    const char *name = text_format(tries->arena, "%s%s", example->name, names[variant]).bytes;
    attempt_project(tries->arena, name, files, example->files.count, &other);
    if (rung_check(other.project) != RUNG_OK) fail_with_report(name, other.project);
    try_project(tries, &other);
    rung_close(other.project);
}

static void try_variants(Tries *tries, const Example *example) {
    for (Variant variant = VARIANT_PLAIN; variant < VARIANT_COUNT; variant++)
        try_variant(tries, example, variant);
}

static void try_source(Tries *tries, const char *name, Text source) {
    Example example = {.name = name, .arena = tries->arena};
    RungFile file = {"strategy.rung", source.bytes, source.length};
    array_push(tries->arena, &example.files, file);
    try_variants(tries, &example);
}

/* --- Tests ---------------------------------------------------------------------------------- */

static Tries open_tries(Arena *arena, uint32_t share) {
    const char *text = getenv("SHARE");
    Tries tries = {.arena = arena, .state = UINT64_C(0x9E3779B97F4A7C15), .share = share};
    if (text) tries.share = (uint32_t)strtoul(text, NULL, 10);
    arena_open(&tries.scratch, &memory_standard);
    return tries;
}

static void close_tries(Tries *tries, uint32_t removed) {
    const Outcomes *outcomes = &tries->outcomes;
    printf(
        "%u set, %u taken away, %u so already, %u refused, %u with nothing to set; %u defaults\n",
        outcomes->set, outcomes->removed, outcomes->same, outcomes->refused, outcomes->rejected,
        outcomes->defaults);
    assert_true(outcomes->set > 50 && outcomes->refused > 5 && outcomes->removed >= removed);
    arena_close(&tries->scratch);
}

static void examples_change_by_one_value(void **state) {
    static const char *const names[] = {"flowmart", "ladder"};
    Tries tries = open_tries(*state, 14);
    for (size_t i = 0; i < COUNT(names); i++) {
        Example example;
        example_open(*state, names[i], &example);
        try_variants(&tries, &example);
        example_close(&example);
    }
    close_tries(&tries, 0);
}

static void forms_change_by_one_value(void **state) {
    Tries tries = open_tries(*state, 260);
    for (uint64_t seed = 0; seed < FORMS; seed++)
        try_source(&tries, text_format(*state, "form %u", (unsigned)seed).bytes,
                   generate_forms(*state, seed));
    close_tries(&tries, 20);
}

static void traps_change_by_one_value(void **state) {
    Tries tries = open_tries(*state, 40);
    for (uint64_t seed = 0; seed < TRAPS; seed++) {
        Generated generated;
        generate_project(*state, seed, &generated);
        try_source(&tries, text_format(*state, "trap %u", (unsigned)seed).bytes,
                   generated_source(*state, &generated));
    }
    close_tries(&tries, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_change_by_one_value),
        cmocka_unit_test(examples_change_by_one_value),
        cmocka_unit_test(traps_change_by_one_value),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
