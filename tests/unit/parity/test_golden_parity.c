/* test_golden_parity.c - whole programs and the reports of their proofs, compared byte for byte.
 *
 * A case is tests/golden/report/CODE-slug.rung, or a directory CODE-slug/ where it needs a chart,
 * for the codes of this layer; CODE-slug.report beside it is what is expected. A first line
 * `# today: 2026-11-20` says what day it is. BLESS=1 in the environment writes the reports instead
 * of comparing them: what is blessed has to be read. */
#include "parity_unit.h"

#include <dirent.h>

enum { MOST_CASES = 500, MOST_BYTES = 1 << 20 };

static const char folder[] = "tests/golden/report";

/* P codes, and the R codes of this layer. */
static bool is_ours(Text name) {
    bool is_case = text_ends_with(name, TEXT(".rung")) || !text_contains(name, TEXT("."));
    return is_case && (text_starts_with(name, TEXT("P0")) || text_starts_with(name, TEXT("R0001")));
}

static int compare_names(const void *left, const void *right) {
    return text_compare(*(const Text *)left, *(const Text *)right);
}

static uint32_t list_cases(Arena *arena, Text *names) {
    uint32_t count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        Text name = text_copy(arena, text_of(entry->d_name));
        if (is_ours(name) && count < MOST_CASES) names[count++] = name;
    }
    closedir(directory);
    qsort(names, count, sizeof *names, compare_names);
    return count;
}

static Text read_file(Arena *arena, Text path) {
    FILE *file = fopen(text_c(arena, path), "rb");
    if (file == NULL) return TEXT("");
    char *bytes = arena_array(arena, char, MOST_BYTES);
    size_t length = fread(bytes, 1, MOST_BYTES, file);
    fclose(file);
    return (Text){bytes, length};
}

static void write_file(Arena *arena, Text path, Text text) {
    FILE *file = fopen(text_c(arena, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.bytes, 1, text.length, file), text.length);
    assert_int_equal(fclose(file), 0);
}

/* What `# today: DATE` on the first line says. */
static ParityOptions options_of(Text source) {
    ParityOptions options = {.dates_are_errors = true};
    Text mark = TEXT("# today: ");
    if (text_starts_with(source, mark))
        options.has_today =
            moment_parse(text_slice(source, mark.length, mark.length + 10), &options.today);
    return options;
}

static Text report_of(Proof *proof, Text name) {
    Arena *arena = &proof->arena;
    Text path = text_format(arena, "%s/%.*s", folder, TEXT_ARGS(name));
    Files files;
    Text source;
    if (text_ends_with(name, TEXT(".rung"))) {
        source = read_file(arena, path);
        MemoryFile *file = arena_new(arena, MemoryFile);
        *file = (MemoryFile){TEXT("strategy.rung"), source};
        files = files_of_memory(arena, file, 1);
    } else {
        source = read_file(arena, text_format(arena, "%.*s/strategy.rung", TEXT_ARGS(path)));
        files = files_of_directory(arena, path);
    }
    ParityOptions options = options_of(source);
    prove_files(proof, files, &options);
    return rendered(proof);
}

static void check_case(Text name) {
    Proof proof;
    arena_open(&proof.arena, &memory_standard);
    Text report = report_of(&proof, name);
    Text stem = text_slice(name, 0, text_find(name, TEXT("."), 0));
    Text path = text_format(&proof.arena, "%s/%.*s.report", folder, TEXT_ARGS(stem));
    if (getenv("BLESS") != NULL) write_file(&proof.arena, path, report);
    Text expected = read_file(&proof.arena, path);
    if (!text_equal(report, expected)) {
        print_error("%.*s gives\n%.*s\n", TEXT_ARGS(name), TEXT_ARGS(report));
        fail();
    }
    /* The file says in its name which rule it is about. */
    Text code = text_format(&proof.arena, "[%.*s]", TEXT_ARGS(text_slice(name, 0, 5)));
    assert_row(text_contains(report, code), text_c(&proof.arena, name));
    arena_close(&proof.arena);
}

static void every_report_is_as_expected(void **state) {
    Text *names = arena_array(*state, Text, MOST_CASES);
    uint32_t count = list_cases(*state, names);
    assert_true(count > 0);
    for (uint32_t i = 0; i < count; i++)
        check_case(names[i]);
}

/* The proofs and their goldens belong together: two programs at least for each code. */
static void every_code_has_two(void **state) {
    Text *names = arena_array(*state, Text, MOST_CASES);
    uint32_t count = list_cases(*state, names);
    for (Code code = 0; code < CODE_END; code++) {
        const char *text = code_fact(code)->code;
        uint32_t found = 0;
        if (text[0] != 'P') continue;
        for (uint32_t i = 0; i < count; i++)
            found += text_starts_with(names[i], text_of(text));
        assert_row(found >= 2, text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_is_as_expected),
        cmocka_unit_test(every_code_has_two),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
