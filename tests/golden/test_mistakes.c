/* test_mistakes.c - what the compiler says of the projects in examples/mistakes, each of which is
 * named after the rule that it breaks: `expected.txt` beside it holds every word. BLESS (`make bless
 * CASE=mistakes/P0003`) writes it anew; look at the difference before you keep it. */
#include "unit/unit.h"

#include <dirent.h>

#include "grammar/corpus.h"
#include "rung.h"

static const char *const folder = "examples/mistakes";

/* The rules that have an example; P0012 is judged by a later version. */
static const char *const rules[] = {"P0001", "P0002", "P0003", "P0004", "P0005", "P0006", "P0007",
                                    "P0008", "P0009", "P0010", "P0011", "P0013", "P0014", "P0015"};

static const char *today(void *state, const char *root) {
    (void)state;
    (void)root;
    return "2026-06-01";
}

/* The project that is named after a rule; NULL when there is none. */
static const char *find_project(Arena *arena, const char *rule) {
    const char *found = NULL;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strncmp(entry->d_name, rule, strlen(rule)) == 0)
            found = text_format(arena, "%s/%s", folder, entry->d_name).bytes;
    closedir(directory);
    return found;
}

/* `BLESS=1`, or `BLESS=` with a part of the project's path. */
static bool is_blessed(const char *path) {
    const char *chosen = getenv("BLESS");
    return chosen != NULL && (strcmp(chosen, "1") == 0 || strstr(path, chosen) != NULL);
}

static void check_report(Arena *arena, const char *path, Text report) {
    const char *file = text_format(arena, "%s/expected.txt", path).bytes;
    Text expected = TEXT("");
    if (is_blessed(path)) assert_true(corpus_write(file, report));
    if (!corpus_read(arena, file, &expected)) fail_msg("%s cannot be read", file);
    if (text_equal(report, expected)) return;
    print_error("%s\n--- expected:\n%.*s\n--- found:\n%.*s\n", file, TEXT_ARGS(expected),
                TEXT_ARGS(report));
    fail();
}

/* Each mistake gives findings of its own rule and of no other. */
static void check_codes(const char *path, const char *rule, RungProject *project) {
    RungText json = rung_report(project, RUNG_REPORT_JSON, NULL);
    int count = 0;
    for (const char *at = json.bytes; (at = strstr(at, "\"code\": \"")) != NULL; count++) {
        at += strlen("\"code\": \"");
        if (strncmp(at, rule, strlen(rule)) != 0) fail_msg("%s gives %.5s", path, at);
    }
    if (count == 0) fail_msg("%s gives no finding", path);
}

static void check_rule(Arena *arena, const char *rule) {
    const char *path = find_project(arena, rule);
    if (path == NULL) fail_msg("no example for %s", rule);
    const RungOptions options = {.today = today, .dates_are_errors = true};
    RungProject *project = rung_open(path, &options);
    rung_check(project);
    check_codes(path, rule, project);
    RungText report = rung_report(project, RUNG_REPORT_TEXT, NULL);
    check_report(arena, path, (Text){report.bytes, report.length});
    rung_close(project);
}

static void test_mistakes(void **state) {
    for (size_t i = 0; i < COUNT(rules); i++)
        check_rule(*state, rules[i]);
}

/* The sources are in the one layout, and short enough to be read at a glance. */
static void test_sources(void **state) {
    Corpus corpus = {.arena = *state};
    corpus_add(&corpus, folder, TEXT(".rung"));
    assert_int_equal(corpus.files.count, COUNT(rules));
    for (uint32_t i = 0; i < corpus.files.count; i++) {
        const CorpusFile *file = &corpus.files.items[i];
        Parsed parsed;
        corpus_parse(*state, file->text, &parsed);
        assert_row(!parsed.tree->has_errors, file->path.bytes);
        assert_row(text_equal(corpus_format(*state, parsed.tree), file->text), file->path.bytes);
        uint32_t lines = 0;
        for (size_t at = 0; at < file->text.length; at++)
            lines += file->text.bytes[at] == '\n';
        assert_row(lines <= 25, file->path.bytes);
    }
}

/* The list beside the projects names each of them. */
static void test_list(void **state) {
    Text list;
    assert_true(corpus_read(*state, "examples/mistakes/README.md", &list));
    for (size_t i = 0; i < COUNT(rules); i++) {
        const char *path = find_project(*state, rules[i]);
        assert_row(text_contains(list, text_of(path + strlen(folder) + 1)), rules[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_list),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
