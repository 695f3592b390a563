/* test_golden_syntax.c - the golden files of this layer: tokens of tests/golden/lex, trees of
 * tests/golden/syntax and the rendered report of every tests/golden/report/S*.rung. Each source is
 * compared with the file beside it; BLESS=1 in the environment writes these files anew, and a file
 * so written is to be read before it is kept. Every code of the family has at least one report. */
#include "../unit.h"

#include <dirent.h>

#include "syntax/syntax.h"

enum { MOST = 1024, READ_LIMIT = 1 << 20 };

typedef struct Golden {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    uint32_t file;
} Golden;

typedef void Render(Golden *golden, Writer *out);

static Text read_file(Arena *arena, Text path) {
    FILE *in = fopen(text_c(arena, path), "rb");
    if (in == NULL) return (Text){NULL, 0};
    char *bytes = arena_raw(arena, READ_LIMIT, 1);
    size_t length = fread(bytes, 1, READ_LIMIT, in);
    fclose(in);
    return (Text){bytes, length};
}

static void write_file(Arena *arena, Text path, Text text) {
    FILE *out = fopen(text_c(arena, path), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text.bytes, 1, text.length, out), text.length);
    fclose(out);
}

static void golden_open(Golden *golden, Text name, Text path) {
    arena_open(&golden->arena, &memory_standard);
    names_open(&golden->names, &golden->arena);
    syntax_reserve(&golden->names);
    sources_open(&golden->sources, &golden->arena);
    report_open(&golden->report, &golden->arena, &golden->sources);
    Text text = read_file(&golden->arena, path);
    golden->file = sources_add(&golden->sources, name, text);
}

/* --- What is compared ----------------------------------------------------------------------- */

static void render_report_text(Golden *golden, Writer *out) {
    const RenderOptions options = {0};
    if (golden->report.items.count == 0) return;
    report_finish(&golden->report);
    render_report(&golden->report, &options, out);
}

static void render_tokens(Golden *golden, Writer *out) {
    Token *tokens = NULL;
    uint32_t count = 0;
    syntax_lex(&golden->arena, &golden->report, golden->file, &tokens, &count);
    Text source = golden->sources.files.items[golden->file].text;
    for (uint32_t i = 0; i < count; i++) {
        Text text = text_slice(source, tokens[i].start, tokens[i].start + tokens[i].length);
        writer_format(out, "%-24s", token_describe(tokens[i].kind));
        writer_json(out, text);
        writer_char(out, '\n');
    }
    render_report_text(golden, out);
}

static void render_tree(Golden *golden, Writer *out) {
    Tree *tree = syntax_parse(&golden->arena, &golden->names, &golden->report, golden->file);
    syntax_dump(tree, out);
    render_report_text(golden, out);
}

static void render_findings(Golden *golden, Writer *out) {
    Tree *tree = syntax_parse(&golden->arena, &golden->names, &golden->report, golden->file);
    assert_true(tree->has_errors);
    render_report_text(golden, out);
}

/* --- The walk ------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the sources in a folder, in byte order. */
static size_t list_sources(Arena *arena, const char *folder, const char *prefix, char **names) {
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    size_t count = 0;
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        Text name = text_of(entry->d_name);
        if (!text_ends_with(name, TEXT(".rung")) || !text_starts_with(name, text_of(prefix)))
            continue;
        assert_true(count < MOST);
        Text copy = text_copy(arena, name);
        names[count++] = memcpy(arena_raw(arena, copy.length + 1, 1), copy.bytes, copy.length + 1);
    }
    closedir(directory);
    qsort(names, count, sizeof *names, compare_names);
    return count;
}

static int compare_golden(const char *folder, const char *name, const char *suffix,
                          Render *render) {
    Golden golden;
    Arena paths;
    arena_open(&paths, &memory_standard);
    Text path = text_format(&paths, "%s/%s", folder, name);
    Text stem = text_slice(path, 0, path.length - strlen(".rung"));
    Text beside = text_format(&paths, "%.*s%s", TEXT_ARGS(stem), suffix);
    golden_open(&golden, text_of(name), path);
    Writer writer;
    writer_open(&writer, &golden.arena, READ_LIMIT);
    render(&golden, &writer);
    Text actual = writer_done(&writer);
    if (getenv("BLESS") != NULL) write_file(&paths, beside, actual);
    Text expected = read_file(&paths, beside);
    bool is_same = text_equal(actual, expected);
    if (!is_same)
        print_error("%.*s: expected\n%.*sactual\n%.*s\n", TEXT_ARGS(beside), TEXT_ARGS(expected),
                    TEXT_ARGS(actual));
    arena_close(&golden.arena);
    arena_close(&paths);
    return is_same ? 0 : 1;
}

static void walk(const char *folder, const char *prefix, const char *suffix, Render *render) {
    Arena arena;
    char *names[MOST];
    int failures = 0;
    arena_open(&arena, &memory_standard);
    size_t count = list_sources(&arena, folder, prefix, names);
    for (size_t i = 0; i < count; i++)
        failures += compare_golden(folder, names[i], suffix, render);
    arena_close(&arena);
    assert_int_not_equal(count, 0);
    assert_int_equal(failures, 0);
}

static void tokens_are_as_blessed(void **state) {
    (void)state;
    walk("tests/golden/lex", "", ".tokens", render_tokens);
}

static void trees_are_as_blessed(void **state) {
    (void)state;
    walk("tests/golden/syntax", "", ".tree", render_tree);
}

static void reports_are_as_blessed(void **state) {
    (void)state;
    walk("tests/golden/report", "S", ".report", render_findings);
}

/* A report's name begins with its code, and a finding of it has that code. */
static void every_code_has_a_report(void **state) {
    (void)state;
    Arena arena;
    char *names[MOST];
    arena_open(&arena, &memory_standard);
    size_t count = list_sources(&arena, "tests/golden/report", "S", names);
    for (int code = 0; code < CODE_END; code++) {
        const char *text = code_fact((Code)code)->code;
        bool is_shown = text[0] != 'S' || code == CODE_S0002; /* sixteen megabytes are no golden */
        for (size_t i = 0; i < count; i++)
            is_shown = is_shown || strncmp(names[i], text, 5) == 0;
        assert_row(is_shown, text);
    }
    for (size_t i = 0; i < count; i++) {
        Golden golden;
        golden_open(&golden, text_of(names[i]),
                    text_format(&arena, "tests/golden/report/%s", names[i]));
        syntax_parse(&golden.arena, &golden.names, &golden.report, golden.file);
        bool is_found = false;
        for (uint32_t k = 0; k < golden.report.items.count; k++)
            is_found =
                is_found ||
                strncmp(names[i], code_fact(golden.report.items.items[k]->code)->code, 5) == 0;
        assert_row(is_found, names[i]);
        arena_close(&golden.arena);
    }
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_as_blessed),
        cmocka_unit_test(trees_are_as_blessed),
        cmocka_unit_test(reports_are_as_blessed),
        cmocka_unit_test(every_code_has_a_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
