/* test_artifacts.c - charts and modules: which are remote, how they are read, what is wrong with
 * them, and the fingerprint that tells two states of a chart apart. */
#include "parity_unit.h"

static const ParityOptions no_options = {.dates_are_errors = true};

static void addresses_are_remote(void **state) {
    (void)state;

    static const struct {
        const char *text;
        bool is_chart, is_module; /* remote as such */
    } rows[] = {
        {"charts/web", false, false},
        {"./charts/web", false, false},
        {"../web", false, false},
        {".", false, false},
        {"oci://r/charts/web", true, true},
        {"https://charts.example/web", true, true},
        {"http://charts.example/web", false, true},
        {"git::ssh://git@example.com/x.git", false, true},
        {"git@github.com:acme/net.git", false, true},
        {"github.com/acme/net", false, true},
        {"app.terraform.io/acme/net/aws", false, true},
        {"s3::https://s3.example/net.zip", false, true},
        {"modules/net.v2/x", false, false},
        {"modules", false, false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(chart_is_remote(text_of(rows[i].text)) == rows[i].is_chart, rows[i].text);
        assert_row(module_is_remote(text_of(rows[i].text)) == rows[i].is_module, rows[i].text);
    }
}

#define PROGRAM                                                                                    \
    LADDER "stack a {\n chart = \"./charts/web/\"\n}\nstack b {\n chart = \"charts/web\"\n}\n"     \
           "stack c {\n module = \"modules/net\"\n}\n"

static void directories_are_read_once(void **state) {
    (void)state;
    static const MemoryFile files[] = {
        {{"charts/web/values.yaml", 22}, {"replicas: 1\n", 12}},
        {{"charts/web/Chart.yaml", 21}, {"name: web\n", 10}},
        {{"charts/web/templates/b.yaml", 27}, {"b\n", 2}},
        {{"charts/web/templates-a.yaml", 27}, {"a\n", 2}},
        {{"charts/web/.git/config", 22}, {"x\n", 2}},
        {{"charts/web/.helmignore", 22}, {"y\n", 2}},
        {{"modules/net/main.tf", 19}, {"variable \"a\" {}\n", 16}},
        {{"modules/net/more.tf.json", 24}, {"{\"variable\": {\"b\": {}}}\n", 24}},
        {{"modules/net/README.md", 21}, {"variable \"c\" {}\n", 16}},
        {{"modules/net/inner/main.tf", 25}, {"variable \"d\" {}\n", 16}},
        {{"strategy.rung", 13}, {PROGRAM, sizeof PROGRAM - 1}},
    };
    Proof proof;
    prove(&proof, files, COUNT(files), &no_options);
    assert_text(codes(&proof), "");
    assert_int_equal(proof.artifacts->charts.entries.count, 1);
    const Chart *chart = map_get(&proof.artifacts->charts, TEXT("charts/web"));
    assert_non_null(chart);
    assert_true(chart->is_there);
    assert_int_equal(chart->file_count, 5);
    /* In byte order of whole paths, where `-` stands before `/`. */
    assert_text(chart->files[0].path, ".helmignore");
    assert_text(chart->files[1].path, "Chart.yaml");
    assert_text(chart->files[2].path, "templates-a.yaml");
    assert_text(chart->files[3].path, "templates/b.yaml");
    assert_text(chart->files[3].place, "charts/web/templates/b.yaml");
    assert_text(chart->files[4].path, "values.yaml");
    assert_false(chart->keys.is_open);
    const Model *model = matrix_model(proof.matrix);
    assert_ptr_equal(artifacts_chart(proof.artifacts, proof.matrix, model->units[0]), chart);
    assert_ptr_equal(artifacts_chart(proof.artifacts, proof.matrix, model->units[1]), chart);
    assert_null(artifacts_chart(proof.artifacts, proof.matrix, model->units[2]));
    const Module *module = artifacts_module(proof.artifacts, proof.matrix, model->units[2]);
    assert_non_null(module);
    assert_int_equal(module->variables.count, 2);
    arena_close(&proof.arena);
}

static void what_is_wrong_is_said_once(void **state) {
    static const struct {
        const char *attribute;
        const char *expected;
    } rows[] = {
        {"chart = \"charts/none\"", "error[F0050]: the chart `charts/none` is not there"},
        {"chart = \"../charts\"",
         "error[F0050]: the chart `../charts` lies outside of the project"},
        {"chart = \"/charts\"", "error[F0050]: the chart `/charts` lies outside of the project"},
        {"chart = \"a/../../b\"",
         "error[F0050]: the chart `a/../../b` lies outside of the project"},
        {"module = \"modules/none\"", "error[F0050]: the module `modules/none` is not there"},
        {"chart = \"charts/bad\"", "warning[F0051]: `charts/bad/values.yaml` cannot be read: "},
        {"module = \"modules/bad\"", "warning[F0051]: `modules/bad/main.tf` cannot be read: "},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Text program = text_format(*state, "%sstack a {\n %s\n}\nstack b {\n %s\n}\n", LADDER,
                                   rows[i].attribute, rows[i].attribute);
        MemoryFile files[] = {
            {TEXT("charts/bad/values.yaml"), TEXT("a: [1\n")},
            {TEXT("modules/bad/main.tf"), TEXT("variable \"a\" {\n")},
            {TEXT("strategy.rung"), program},
        };
        Proof proof;
        prove(&proof, files, COUNT(files), &no_options);
        Text text = rendered(&proof);
        size_t first = text_find(text, text_of(rows[i].expected), 0);
        if (first == SIZE_MAX) print_error("%.*s\n", TEXT_ARGS(text));
        assert_row(first != SIZE_MAX, rows[i].attribute);
        arena_close(&proof.arena);
    }
}

/* A directory that is named by mistake is not read for ever. */
static void size_is_bounded(void **state) {
    enum { MANY = 10001, DEEP = 40 };

    static const char *const expected[] = {"F0052", "", "F0052"};
    MemoryFile *files = arena_array(*state, MemoryFile, MANY + 1);
    for (uint32_t i = 0; i < MANY; i++)
        files[i + 1] = (MemoryFile){text_format(*state, "charts/web/f%05u", i), TEXT("")};
    files[1].path = TEXT("charts/web/Chart.yaml");
    files[0] =
        (MemoryFile){TEXT("strategy.rung"), TEXT(LADDER "stack a {\n chart = \"charts/web\"\n}\n")};
    Proof proof;
    prove(&proof, files, MANY + 1, &no_options);
    assert_text(codes(&proof), expected[0]);
    assert_false(
        artifacts_chart(proof.artifacts, proof.matrix, matrix_model(proof.matrix)->units[0])
            ->is_there);
    arena_close(&proof.arena);
    prove(&proof, files, MANY, &no_options);
    assert_text(codes(&proof), expected[1]);
    arena_close(&proof.arena);
    Text path = TEXT("charts/web");
    for (int i = 0; i < DEEP; i++)
        path = text_format(*state, "%.*s/d", TEXT_ARGS(path));
    files[1].path = path;
    prove(&proof, files, 2, &no_options);
    assert_text(codes(&proof), expected[2]);
    arena_close(&proof.arena);
}

static Hash128 fingerprint_of(const MemoryFile *files, size_t count,
                              bool (*is_output)(void *, Text)) {
    Proof proof;
    prove(&proof, files, count, &no_options);
    const Chart *chart = map_get(&proof.artifacts->charts, TEXT("charts/web"));
    Hash128 hash = chart_fingerprint(chart, is_output, NULL);
    arena_close(&proof.arena);
    return hash;
}

static bool is_same_hash(Hash128 a, Hash128 b) {
    return a.high == b.high && a.low == b.low;
}

static bool is_generated(void *state, Text place) {
    (void)state;
    return text_equal(place, TEXT("charts/web/values-prod.yaml"));
}

/* Every byte of a path or a text counts, the files that are outputs do not. */
static void fingerprints_tell_states_apart(void **state) {
    (void)state;
    Text program = TEXT(LADDER "stack a {\n chart = \"charts/web\"\n}\n");
    MemoryFile files[] = {
        {TEXT("charts/web/a.yaml"), TEXT("x\n")},
        {TEXT("charts/web/b.yaml"), TEXT("y\n")},
        {TEXT("strategy.rung"), program},
    };
    Hash128 before = fingerprint_of(files, COUNT(files), NULL);
    assert_true(is_same_hash(before, fingerprint_of(files, COUNT(files), NULL)));
    MemoryFile swapped[] = {files[1], files[0], files[2]};
    assert_true(is_same_hash(before, fingerprint_of(swapped, COUNT(swapped), NULL)));
    MemoryFile changed[] = {files[0], {TEXT("charts/web/b.yaml"), TEXT("z\n")}, files[2]};
    assert_false(is_same_hash(before, fingerprint_of(changed, COUNT(changed), NULL)));
    MemoryFile renamed[] = {files[0], {TEXT("charts/web/c.yaml"), TEXT("y\n")}, files[2]};
    assert_false(is_same_hash(before, fingerprint_of(renamed, COUNT(renamed), NULL)));
    MemoryFile more[] = {
        files[0], files[1], files[2], {TEXT("charts/web/values-prod.yaml"), TEXT("y\n")}};
    assert_false(is_same_hash(before, fingerprint_of(more, COUNT(more), NULL)));
    assert_true(is_same_hash(before, fingerprint_of(more, COUNT(more), is_generated)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_remote),
        cmocka_unit_test(directories_are_read_once),
        cmocka_unit_test(what_is_wrong_is_said_once),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(fingerprints_tell_states_apart),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
