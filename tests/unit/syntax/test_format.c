/* test_format.c - the one layout: what it makes of the files in tests/golden/format, and that on
 * every source of the project it keeps the tree and the comments and is its own layout. With
 * BLESS=format/NAME, or BLESS=format for all, the expected layouts are written anew; look at the
 * difference before you keep it. */
#include "grammar/corpus.h"
#include "unit/unit.h"

/* The first line in which two texts differ, for a message that can be read. */
static void fail_difference(const char *path, Text expected, Text found) {
    size_t start = 0, i = 0;
    while (i < expected.length && i < found.length && expected.bytes[i] == found.bytes[i])
        if (expected.bytes[i++] == '\n') start = i;
    size_t wanted = text_find(expected, TEXT("\n"), i), got = text_find(found, TEXT("\n"), i);
    print_error("%s\n  expected: %.*s\n  found:    %.*s\n", path,
                TEXT_ARGS(text_slice(expected, start, wanted)),
                TEXT_ARGS(text_slice(found, start, got)));
    fail();
}

/* True where BLESS names the golden of this path or the folder it is in. */
static bool is_blessed(Text stem) {
    Text wanted = text_of(getenv("BLESS"));
    Text name = text_slice(stem, strlen("tests/golden/"), stem.length);
    if (wanted.length == 0 || !text_starts_with(name, wanted)) return false;
    return name.length == wanted.length || name.bytes[wanted.length] == '/';
}

static void check_golden(Arena *arena, const CorpusFile *file) {
    Text stem = text_slice(file->path, 0, file->path.length - strlen(".rung"));
    const char *path = text_format(arena, "%.*s.formatted", TEXT_ARGS(stem)).bytes;
    Parsed parsed;
    corpus_parse(arena, file->text, &parsed);
    if (parsed.tree->has_errors) fail_msg("%.*s has errors", TEXT_ARGS(file->path));
    Text found = corpus_format(arena, parsed.tree), expected = TEXT("");
    if (is_blessed(stem)) assert_true(corpus_write(path, found));
    if (!corpus_read(arena, path, &expected)) fail_msg("%s cannot be read", path);
    if (!text_equal(expected, found)) fail_difference(path, expected, found);
}

static void test_goldens(void **state) {
    Arena *arena = *state;
    Corpus corpus = {.arena = arena};
    corpus_add(&corpus, "tests/golden/format", TEXT(".rung"));
    assert_true(corpus.files.count >= 15);
    for (uint32_t i = 0; i < corpus.files.count; i++)
        check_golden(arena, &corpus.files.items[i]);
}

/* Every source of the project that parses, the expected layouts among them. */
static void test_layout_keeps(void **state) {
    Arena *arena = *state;
    Corpus corpus = {.arena = arena};
    corpus_add(&corpus, "tests/golden", TEXT(".rung"));
    corpus_add(&corpus, "tests/golden/format", TEXT(".formatted"));
    corpus_add(&corpus, "examples", TEXT(".rung"));
    corpus_add(&corpus, "stdlib", TEXT(".rung"));
    uint32_t checked = 0;
    for (uint32_t i = 0; i < corpus.files.count; i++) {
        const CorpusFile *file = &corpus.files.items[i];
        Parsed parsed;
        corpus_parse(arena, file->text, &parsed);
        if (parsed.tree->has_errors) continue;
        Text message = corpus_check_layout(arena, parsed.tree);
        if (message.length > 0) fail_msg("%.*s: %.*s", TEXT_ARGS(file->path), TEXT_ARGS(message));
        checked++;
    }
    assert_true(checked >= 30);
}

static void test_errors_are_refused(void **state) {
    Arena *arena = *state;
    Parsed parsed;
    corpus_parse(arena, TEXT("service {\n"), &parsed);
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    assert_false(syntax_format(parsed.tree, &writer));
    assert_int_equal(writer.length, 0);
}

static void check(Arena *arena, const char *source, const char *expected) {
    Parsed parsed;
    corpus_parse(arena, text_of(source), &parsed);
    assert_false(parsed.tree->has_errors);
    Text found = corpus_format(arena, parsed.tree);
    if (!text_equal(found, text_of(expected))) fail_difference(source, text_of(expected), found);
}

static void test_edges(void **state) {
    Arena *arena = *state;
    check(arena, "", "");
    check(arena, "\n \n\t\n", "");
    check(arena, "\xEF\xBB\xBF\r\n", "");
    check(arena, "# only a comment", "# only a comment\n");
    check(arena, "\n\n#one\r\n\r\n\r\n\r\n#two\r\n\r\n", "# one\n\n# two\n");
    check(arena, "ladder a->b", "ladder a -> b\n");
}

/* A row beside an endless cell: the others stay where they were, and the output stays small. */
static void test_wide_cell(void **state) {
    Arena *arena = *state;
    Writer source;
    writer_open(&source, arena, LIMIT_SOURCE_BYTES);
    writer_string(&source, "environments | a | b {\nx | \"");
    writer_repeat(&source, 'w', 1000);
    writer_string(&source, "\" | 1\ny | 2 | 3\n}\n");
    Parsed parsed;
    corpus_parse(arena, writer_done(&source), &parsed);
    assert_false(parsed.tree->has_errors);
    Text found = corpus_format(arena, parsed.tree);
    assert_true(text_ends_with(found, TEXT("\" | 1\n  y          | 2 | 3\n}\n")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goldens),
        cmocka_unit_test(test_layout_keeps),
        cmocka_unit_test(test_errors_are_refused),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_wide_cell),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
