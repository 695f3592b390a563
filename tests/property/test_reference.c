/* test_reference.c - the documents tell the truth: every program in them compiles as they say, is in
 * the one layout, and every file, place and link that they name is there. Limits are those of base.h.
 *
 * A block of code marked `rung` is a whole program without findings. A comment on the line before it
 * may say otherwise: `<!-- gives: P0003 -->` for exactly that code, `<!-- fragment -->` for
 * declarations that only have to parse. Other blocks may say that they show what the last program
 * writes (`<!-- output: PATH -->`), its matrix (`<!-- values: UNIT -->`) or a file of the project
 * (`<!-- file: PATH -->`) or lines of one (`<!-- part: PATH -->`). What a reader is to write into a file
 * (`<!-- write: PATH -->`) is for tests/golden/guide.sh, which follows the document. */
#include "unit/unit.h"

#include <ctype.h>
#include <sys/stat.h>

#include "grammar/corpus.h"
#include "rung.h"

/* A document, read line by line. */
typedef struct Document {
    Arena *arena;
    const char *path;
    Text text;
    size_t offset; /* of the next line */
    int line;      /* number of the last one */
} Document;

static Document open_document(Arena *arena, const char *path) {
    Document document = {.arena = arena, .path = path};
    if (!corpus_read(arena, path, &document.text)) fail_msg("%s cannot be read", path);
    return document;
}

static bool next_line(Document *document, Text *line) {
    if (document->offset >= document->text.length) return false;
    size_t end = text_find(document->text, TEXT("\n"), document->offset);
    *line = text_slice(document->text, document->offset, end);
    document->offset = end == SIZE_MAX ? document->text.length : end + 1;
    document->line++;
    return true;
}

/* --- Blocks of code ------------------------------------------------------------------------- */

typedef struct Block {
    Text text;
    Text language;
    Text marker; /* what the comment on the line before it says; "" when there is none */
    int line;
} Block;

/* The inside of `<!-- gives: P0003 -->`. */
static Text read_marker(Text line) {
    Text before = TEXT("<!-- "), after = TEXT(" -->");
    if (!text_starts_with(line, before) || !text_ends_with(line, after)) return TEXT("");
    return text_slice(line, before.length, line.length - after.length);
}

/* What stands behind a word of a marker: "P0003" for `gives: `; "" when it says something else. */
static Text marker_value(const Block *block, Text word) {
    if (!text_starts_with(block->marker, word)) return TEXT("");
    return text_slice(block->marker, word.length, block->marker.length);
}

static bool next_block(Document *document, Block *block) {
    Text line, before = TEXT("");
    bool is_found = false;
    while (!is_found && next_line(document, &line)) {
        is_found = text_starts_with(line, TEXT("```"));
        if (!is_found) before = line;
    }
    if (!is_found) return false;
    size_t start = document->offset, end = start;
    *block = (Block){.line = document->line + 1, .marker = read_marker(before)};
    block->language = text_slice(line, strlen("```"), line.length);
    while (next_line(document, &line) && !text_equal(line, TEXT("```")))
        end = document->offset;
    block->text = text_slice(document->text, start, end);
    return true;
}

static void check_same(const Document *document, const Block *block, Text actual) {
    if (text_equal(block->text, actual)) return;
    print_error("%s:%d: this is not what the program prints:\n%.*s", document->path, block->line,
                TEXT_ARGS(actual));
    fail();
}

/* --- Programs ------------------------------------------------------------------------------- */

/* The day on which the examples are looked at, so that their dates never pass. */
static const char *today(void *state, const char *root) {
    (void)state;
    (void)root;
    return "2026-06-01";
}

/* A program beside the chart and the module that examples may use. */
static RungProject *open_program(Text text) {
    static const char chart[] = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
    static const char module[] = "variable \"name\" {}\nvariable \"vpc_cidr\" {}\n";
    const RungFile files[] = {{"strategy.rung", text.bytes, text.length},
                              {"charts/web/Chart.yaml", chart, strlen(chart)},
                              {"modules/network/variables.tf", module, strlen(module)}};
    const RungOptions options = {.today = today, .dates_are_errors = true};
    return rung_open_memory(files, COUNT(files), &options);
}

static void fail_block(const Document *document, const Block *block, RungProject *project,
                       const char *what) {
    print_error("%s:%d: %s\n%s\n", document->path, block->line, what,
                rung_report(project, RUNG_REPORT_TEXT, NULL).bytes);
    fail();
}

/* Every code of the JSON report is the one that was announced, and it is there. */
static bool has_only(RungProject *project, Text code) {
    RungText json = rung_report(project, RUNG_REPORT_JSON, NULL);
    Text report = {json.bytes, json.length}, key = TEXT("\"code\": \"");
    uint32_t found = 0;
    for (size_t at = 0; (at = text_find(report, key, at)) != SIZE_MAX; found++) {
        at += key.length;
        if (!text_starts_with(text_slice(report, at, report.length), code)) return false;
    }
    return (found > 0) == (code.length > 0);
}

/* Documents show the layout that `rung fmt` gives; what does not parse has none. */
static void check_layout(const Document *document, const Block *block, RungProject *project) {
    RungText layout;
    RungStatus status = rung_format(project, "strategy.rung", &layout);
    bool is_broken = text_starts_with(block->marker, TEXT("gives: S"));
    if ((status != RUNG_OK) != is_broken)
        fail_block(document, block, project, "it parses other than announced");
    if (status == RUNG_OK) check_same(document, block, (Text){layout.bytes, layout.length});
}

static void check_program(const Document *document, const Block *block) {
    RungProject *project = open_program(block->text);
    check_layout(document, block, project);
    if (!text_equal(block->marker, TEXT("fragment"))) {
        rung_check(project);
        if (!has_only(project, marker_value(block, TEXT("gives: "))))
            fail_block(document, block, project, "it gives other findings than announced");
    }
    rung_close(project);
}

/* What the last program of the document writes to a path. */
static void check_output(const Document *document, const Block *block, Text program, Text path) {
    RungProject *project = open_program(program);
    RungText output;
    if (rung_output(project, text_c(document->arena, path), &output) != RUNG_OK)
        fail_block(document, block, project, "there is no such output");
    check_same(document, block, (Text){output.bytes, output.length});
    rung_close(project);
}

/* What `rung values` says of a unit of the last program. */
static void check_values(const Document *document, const Block *block, Text program, Text unit) {
    RungProject *project = open_program(program);
    const RungValues request = {.reference = text_c(document->arena, unit)};
    RungText table;
    if (rung_values(project, &request, &table) != RUNG_OK)
        fail_block(document, block, project, "there are no such values");
    check_same(document, block, (Text){table.bytes, table.length});
    rung_close(project);
}

/* A file of the project, whole, or some lines of it. */
static void check_file(const Document *document, const Block *block, Text path, bool is_part) {
    Text text;
    if (!corpus_read(document->arena, text_c(document->arena, path), &text))
        fail_msg("%s:%d: %.*s cannot be read", document->path, block->line, TEXT_ARGS(path));
    bool is_shown = is_part && block->text.length > 0 && text_contains(text, block->text);
    if (!is_shown) check_same(document, block, text);
}

static int check_blocks(Arena *arena, const char *path) {
    Document document = open_document(arena, path);
    Text program = TEXT("");
    int count = 0;
    for (Block block; next_block(&document, &block); count++) {
        Text output = marker_value(&block, TEXT("output: "));
        Text unit = marker_value(&block, TEXT("values: "));
        Text file = marker_value(&block, TEXT("file: "));
        Text part = marker_value(&block, TEXT("part: "));
        bool is_step = marker_value(&block, TEXT("write: ")).length > 0;
        if (text_equal(block.language, TEXT("rung")) && !is_step) {
            check_program(&document, &block);
            program = block.text;
        }
        if (output.length > 0) check_output(&document, &block, program, output);
        if (unit.length > 0) check_values(&document, &block, program, unit);
        if (file.length > 0) check_file(&document, &block, file, false);
        if (part.length > 0) check_file(&document, &block, part, true);
    }
    return count;
}

/* --- Documents ------------------------------------------------------------------------------ */

/* Looks at every document; how many things of its kind the check has seen in all. */
static int check_documents(Arena *arena, int (*check)(Arena *arena, const char *path)) {
    static const char *const documents[] = {"README.md", "grammar/reference.md",
                                            "grammar/README.md", "compiler/README.md",
                                            "examples/mistakes/README.md"};
    Corpus pages = {.arena = arena};
    int count = 0;
    for (size_t i = 0; i < COUNT(documents); i++)
        count += check(arena, documents[i]);
    corpus_add(&pages, "docs", TEXT(".md"));
    assert_true(pages.files.count > 0);
    for (uint32_t i = 0; i < pages.files.count; i++)
        count += check(arena, text_c(arena, pages.files.items[i].path));
    return count;
}

static void test_blocks(void **state) {
    assert_true(check_blocks(*state, "grammar/reference.md") >= 25);
    assert_true(check_blocks(*state, "README.md") >= 3);
    check_documents(*state, check_blocks);
}

/* --- Files and links ------------------------------------------------------------------------ */

static bool exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

/* Code that names a file or folder: it begins with a folder of the project and holds nothing that
 * stands for something else. */
static bool is_path(Text code) {
    static const char *const folders[] = {"compiler/", "grammar/",  "stdlib/", "include/", "tests/",
                                          "fuzz/",     "examples/", ".ci/",    "docs/"};
    for (size_t i = 0; i < code.length; i++)
        if (memchr(" *$<(", code.bytes[i], 5) != NULL) return false;
    for (size_t i = 0; i < COUNT(folders); i++)
        if (text_starts_with(code, text_of(folders[i]))) return !text_contains(code, TEXT("NAME"));
    return false;
}

/* Every `path` in code is there. Returns how many were looked at. */
static int check_paths(Arena *arena, const char *path) {
    Document document = open_document(arena, path);
    int count = 0;
    for (Text line; next_line(&document, &line);) {
        for (size_t start = 0, end; (start = text_find(line, TEXT("`"), start)) != SIZE_MAX;
             start = end + 1) {
            end = text_find(line, TEXT("`"), start + 1);
            if (end == SIZE_MAX) break;
            Text code = text_slice(line, start + 1, end);
            if (!is_path(code)) continue;
            if (!exists(text_c(arena, code)))
                fail_msg("%s:%d: there is no `%.*s`", path, document.line, TEXT_ARGS(code));
            count++;
        }
    }
    return count;
}

static void test_paths(void **state) {
    assert_true(check_paths(*state, "compiler/README.md") >= 30);
    assert_true(check_paths(*state, "grammar/README.md") >= 8);
    check_documents(*state, check_paths);
}

/* What GitHub makes of a heading: small letters, digits, `-` and `_`, with `-` for spaces. */
static Text heading_anchor(Arena *arena, Text heading) {
    Writer out;
    writer_open(&out, arena, LIMIT_VALUE_BYTES);
    for (size_t i = 0; i < heading.length; i++) {
        unsigned char byte = (unsigned char)heading.bytes[i];
        if (isalnum(byte) || byte == '-' || byte == '_')
            writer_char(&out, (char)tolower(byte));
        else if (byte == ' ')
            writer_char(&out, '-');
    }
    return writer_done(&out);
}

static bool has_anchor(Arena *arena, const char *path, Text anchor) {
    Document document = open_document(arena, path);
    for (Text line; next_line(&document, &line);) {
        size_t level = 0;
        while (level < line.length && line.bytes[level] == '#')
            level++;
        Text heading = text_trim(text_slice(line, level, line.length));
        if (level > 0 && text_equal(heading_anchor(arena, heading), anchor)) return true;
    }
    return false;
}

/* A link leads to a file beside the document and to a heading in it; addresses are not followed. */
static void check_link(const Document *document, Text link) {
    if (text_contains(link, TEXT("://"))) return;
    size_t hash = text_find(link, TEXT("#"), 0), folder = strlen(document->path);
    while (folder > 0 && document->path[folder - 1] != '/')
        folder--;
    Text file = text_slice(link, 0, hash);
    const char *path = file.length == 0 ? document->path
                                        : text_format(document->arena, "%.*s%.*s", (int)folder,
                                                      document->path, TEXT_ARGS(file))
                                              .bytes;
    if (!exists(path)) fail_msg("%s:%d: there is no `%s`", document->path, document->line, path);
    if (hash == SIZE_MAX) return;
    Text anchor = text_slice(link, hash + 1, link.length);
    if (!has_anchor(document->arena, path, anchor))
        fail_msg("%s:%d: `%s` has no heading `%.*s`", document->path, document->line, path,
                 TEXT_ARGS(anchor));
}

static int check_links(Arena *arena, const char *path) {
    Document document = open_document(arena, path);
    int count = 0;
    for (Text line; next_line(&document, &line);) {
        for (size_t start = 0, end; (start = text_find(line, TEXT("]("), start)) != SIZE_MAX;
             start = end, count++) {
            end = text_find(line, TEXT(")"), start);
            check_link(&document, text_slice(line, start + 2, end));
        }
    }
    return count;
}

static void test_links(void **state) {
    assert_true(check_documents(*state, check_links) >= 20);
}

/* --- Laws ----------------------------------------------------------------------------------- */

/* grammar/laws.def has a row for every law of the language, and no other. */
static void test_laws(void **state) {
    static const struct {
        Law law;
        const char *name;
    } laws[] = {

#define LAW(kind, name, meaning, fits) {LAW_##kind, name},
#include "laws.def"
#undef LAW
    };
    assert_int_equal(COUNT(laws), LAW_EQUAL + 1);
    for (size_t i = 0; i < COUNT(laws); i++) {
        assert_int_equal(laws[i].law, i);
        Text source = text_format(*state, "category x {\n  %s\n}\n", laws[i].name);
        Parsed parsed;
        corpus_parse(*state, source, &parsed);
        assert_row(!parsed.tree->has_errors, laws[i].name);
        assert_int_equal(parsed.tree->items[0].as.category.items[0].law, laws[i].law);
    }
}

/* --- Limits --------------------------------------------------------------------------------- */

/* `20,000,000`, or `16 MiB` of bytes. */
static const char *spell_limit(Arena *arena, long limit, bool is_bytes) {
    long million = limit / 1000000, thousand = limit / 1000 % 1000, rest = limit % 1000;
    if (is_bytes) return text_format(arena, "%ld MiB", limit / 1024 / 1024).bytes;
    if (million) return text_format(arena, "%ld,%03ld,%03ld", million, thousand, rest).bytes;
    if (thousand) return text_format(arena, "%ld,%03ld", thousand, rest).bytes;
    return text_format(arena, "%ld", limit).bytes;
}

/* What the documents say is what the compiler holds. `%s` is the constant. */
static void test_limits(void **state) {
    static const struct {
        const char *document, *row;
        long limit;
        bool is_bytes;
    } rows[] = {
        {"grammar/reference.md", "| size of a source file | %s |", LIMIT_SOURCE_BYTES, true},
        {"grammar/reference.md", "| source files of a project | %s |", LIMIT_SOURCE_FILES, false},
        {"grammar/reference.md", "| environments | %s |", LIMIT_ENVIRONMENTS, false},
        {"grammar/reference.md", "| nesting of expressions, groups and types | %s |", LIMIT_NESTING,
         false},
        {"grammar/reference.md", "| one value as text | %s |", LIMIT_VALUE_BYTES, true},
        {"grammar/reference.md", "| items of one list or map | %s |", LIMIT_LIST_ITEMS, false},
        {"grammar/reference.md", "| steps of evaluation in one compilation | %s |", LIMIT_STEPS,
         false},
        {"grammar/reference.md", "| steps of one `matches` | %s |", LIMIT_MATCH_STEPS, false},
        {"grammar/reference.md", "| steps of every `matches` in one compilation | %s |",
         LIMIT_ALL_MATCH_STEPS, false},
        {"grammar/reference.md", "| findings that are kept | %s of", LIMIT_FINDINGS, false},
        {"grammar/reference.md", "| one output | %s |", LIMIT_OUTPUT_BYTES, true},
        {"README.md", "| a source | %s |", LIMIT_SOURCE_BYTES, true},
        {"README.md", "| words, numbers and marks in a source | %s |", LIMIT_TOKENS, false},
        {"grammar/reference.md",
         "| bounds of one type, with those of the types that it narrows | %s |", LIMIT_BOUNDS,
         false},
        {"README.md",
         "| steps of one evaluation, and the memory of its values, for each row that has them | "
         "%s;",
         LIMIT_STEPS, false},
        {"README.md", "| bounds of a type, with those of the types that it narrows | %s |",
         LIMIT_BOUNDS, false},
        {"README.md", "| an output; all that are made to be measured | %s;", LIMIT_OUTPUT_BYTES,
         true},
        {"README.md", "made to be measured | 64 MiB; %s |", LIMIT_MEASURED_BYTES, true},
        {"README.md", " and %s in all | T0036, T0020 |", LIMIT_ALL_MATCH_STEPS, false},
        {"README.md", "| environments | %s |", LIMIT_ENVIRONMENTS, false},
        {"README.md", "| values | %s |", LIMIT_VALUES, false},
        {"README.md", "| outputs | %s |", LIMIT_OUTPUTS, false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Text text, mark = TEXT("%s"), row = text_of(rows[i].row);
        size_t at = text_find(row, mark, 0);
        const Text parts[] = {text_slice(row, 0, at),
                              text_of(spell_limit(*state, rows[i].limit, rows[i].is_bytes)),
                              text_slice(row, at + mark.length, row.length)};
        assert_true(corpus_read(*state, rows[i].document, &text));
        assert_row(text_contains(text, text_join(*state, parts, 3, TEXT(""))), rows[i].row);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks), cmocka_unit_test(test_paths),  cmocka_unit_test(test_links),
        cmocka_unit_test(test_laws),   cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
