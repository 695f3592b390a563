/* test_parser.c - what goldens do not show: exact spans, that nothing of a file is lost, that any
 * bytes and any tokens give a tree, that one mistake gives one message, that a safe fix mends what
 * it was offered for, and that running out of memory leaves nothing behind. */
#include "../unit.h"

#include <dirent.h>

#include "syntax/syntax.h"

enum { READ_LIMIT = 1 << 20 };

typedef struct Session {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    uint32_t file;
} Session;

static void session_open(Session *session, const Allocator *allocator, Text text) {
    arena_open(&session->arena, allocator);
    names_open(&session->names, &session->arena);
    syntax_reserve(&session->names);
    sources_open(&session->sources, &session->arena);
    report_open(&session->report, &session->arena, &session->sources);
    session->file = sources_add(&session->sources, TEXT("strategy.rung"), text);
}

static Tree *session_parse(Session *session) {
    return syntax_parse(&session->arena, &session->names, &session->report, session->file);
}

static uint32_t count_findings(Text text) {
    Session session;
    session_open(&session, &memory_standard, text);
    Tree *tree = session_parse(&session);
    uint32_t count = session.report.items.count;
    assert_int_equal(tree->has_errors, count > 0);
    arena_close(&session.arena);
    return count;
}

/* --- Every golden source -------------------------------------------------------------------- */

typedef void Visit(Arena *arena, const char *path, Text text);

static void visit_folder(const char *folder, const char *prefix, Visit *visit) {
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    size_t count = 0;
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        Text name = text_of(entry->d_name);
        if (!text_ends_with(name, TEXT(".rung")) || !text_starts_with(name, text_of(prefix)))
            continue;
        Arena arena;
        arena_open(&arena, &memory_standard);
        Text path = text_format(&arena, "%s/%s", folder, entry->d_name);
        FILE *in = fopen(text_c(&arena, path), "rb");
        assert_non_null(in);
        char *bytes = arena_raw(&arena, READ_LIMIT, 1);
        size_t length = fread(bytes, 1, READ_LIMIT, in);
        fclose(in);
        visit(&arena, text_c(&arena, path), (Text){bytes, length});
        arena_close(&arena);
        count++;
    }
    closedir(directory);
    assert_true(count > 5);
}

/* Between two tokens is whitespace and nothing else; only a mark may stand before the first. */
static void check_tokens(Arena *arena, const char *path, Text text) {
    Session session;
    (void)arena;
    if (utf8_check(text) != SIZE_MAX || memchr(text.bytes, 0, text.length) != NULL) return;
    session_open(&session, &memory_standard, text);
    Token *tokens = NULL;
    uint32_t count = 0;
    syntax_lex(&session.arena, &session.report, session.file, &tokens, &count);
    uint32_t at = text_starts_with(text, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    for (uint32_t i = 0; i < count; i++) {
        for (; at < tokens[i].start; at++)
            assert_row(strchr(" \t\xC2\xA0\xE2\x80\x8B", text.bytes[at]) != NULL, path);
        assert_row(at == tokens[i].start, path);
        at += tokens[i].length;
    }
    assert_int_equal(at, text.length);
    assert_int_equal(tokens[count - 1].kind, TOKEN_END);
    arena_close(&session.arena);
}

static void nothing_of_a_file_is_lost(void **state) {
    (void)state;
    visit_folder("tests/golden/lex", "", check_tokens);
    visit_folder("tests/golden/syntax", "", check_tokens);
    visit_folder("tests/golden/report", "S", check_tokens);
}

/* Each safe fix on its own: the finding goes and none comes. */
static void check_fixes(Arena *arena, const char *path, Text text) {
    Session session;
    session_open(&session, &memory_standard, text);
    (void)session_parse(&session);
    uint32_t before = session.report.items.count;
    for (uint32_t i = 0; i < before; i++) {
        const Diagnostic *diagnostic = session.report.items.items[i];
        for (uint32_t k = 0; k < diagnostic->fixes.count; k++) {
            const Fix *fix = &diagnostic->fixes.items[k];
            Text mended = fix_apply(arena, text, fix->edits.items, fix->edits.count);
            uint32_t after = count_findings(mended);
            if (fix->is_safe ? after == before - 1 : after <= before) continue;
            print_error("fix `%.*s` of `%.*s` leaves %u of %u in:\n%.*s\n", TEXT_ARGS(fix->title),
                        TEXT_ARGS(diagnostic->message), after, before, TEXT_ARGS(mended));
            assert_row(false, path);
        }
    }
    arena_close(&session.arena);
}

static void fixes_mend_what_they_are_offered_for(void **state) {
    (void)state;
    visit_folder("tests/golden/report", "S", check_fixes);
}

typedef struct Counts {
    uint32_t by_findings[64];
    uint32_t total;
} Counts;

/* The source without its token `index`. */
static uint32_t findings_without(Arena *arena, Text text, Token token) {
    ArenaMark mark = arena_mark(arena);
    Text parts[] = {text_slice(text, 0, token.start),
                    text_slice(text, token.start + token.length, text.length)};
    uint32_t count = count_findings(text_join(arena, parts, 2, TEXT("")));
    arena_reset(arena, mark);
    return count;
}

/* Deletes each token of a clean source in turn. */
static void count_deletions(Arena *arena, Text text, Counts *counts) {
    Session session;
    session_open(&session, &memory_standard, text);
    Tree *tree = session_parse(&session);
    assert_false(tree->has_errors);
    for (uint32_t i = 0; i + 1 < tree->token_count; i++) {
        uint32_t found = findings_without(arena, text, tree->tokens[i]);
        counts->by_findings[found < 63 ? found : 63]++;
        counts->total++;
    }
    arena_close(&session.arena);
}

static const char sample[] = "# The shop.\n"
                             "strategy shop {\n"
                             "  rung = \"0.1\"\n"
                             "  emit helm to \"deploy/${env}/${unit}.yaml\" in dev, prod\n"
                             "}\n"
                             "\n"
                             "ladder dev -> { uat, perf } -> prod\n"
                             "\n"
                             "environments | dev | prod {\n"
                             "  class | nonproduction | production\n"
                             "  keep: duration = 7d | _ | 90d\n"
                             "}\n"
                             "\n"
                             "environment dr like prod differs scale { region = \"eu\" }\n"
                             "\n"
                             "@waive(P0005, \"why\", until = 2026-12-01)\n"
                             "service orders uses web in dev, prod {\n"
                             "  image = \"r/orders\"\n"
                             "  helm {\n"
                             "    # How many.\n"
                             "    scale replicas: int(1..50) ascending { dev = 1, prod = 6 }\n"
                             "    scale | dev | prod {\n"
                             "      cpu: quantity | 100m | 2\n"
                             "      tier a.b[C] = 3 | env.size * 2 | (1 + 2) * 3\n"
                             "    }\n"
                             "    at extraEnv as list {\n"
                             "      LEVEL: enum(debug, info) = info\n"
                             "      secret PASSWORD = \"db/password\" { rotate = 30d }\n"
                             "    }\n"
                             "    list = [for x in xs where x > 1: { a = x, b = f(x, 1) }]\n"
                             "  }\n"
                             "}\n"
                             "\n"
                             "policy kept {\n"
                             "  severity error\n"
                             "  for e in environments where e.class == production\n"
                             "  require e.keep >= 30d\n"
                             "}\n";

/* Architecture's measure of cascades: the median is one message, and 95 of 100 have at most two. */
static void one_mistake_gives_one_message(void **state) {
    (void)state;
    Arena arena;
    Counts counts = {{0}, 0};
    arena_open(&arena, &memory_standard);
    count_deletions(&arena, TEXT(sample), &counts);
    uint32_t at_most_one = counts.by_findings[0] + counts.by_findings[1];
    uint32_t at_most_two = at_most_one + counts.by_findings[2];
    assert_true(counts.total > 200);
    assert_true(at_most_one * 100 >= counts.total * 97);
    assert_true(at_most_two * 1000 >= counts.total * 995);
    for (uint32_t i = 4; i < COUNT(counts.by_findings); i++)
        assert_int_equal(counts.by_findings[i], 0);
    arena_close(&arena);
}

/* --- Spans ---------------------------------------------------------------------------------- */

#define assert_span(session, span, expected)                                                       \
    assert_text(sources_text(&(session)->sources, (span)), (expected))

static const Entry *entry_of(const Tree *tree, uint32_t declaration, uint32_t member,
                             uint32_t entry) {
    return &tree->items[declaration].as.unit.members.items[member].as.sink.body.items[entry];
}

static void spans_are_exact(void **state) {
    (void)state;
    Session session;
    session_open(&session, &memory_standard, TEXT(sample));
    Tree *tree = session_parse(&session);
    const Declaration *orders = &tree->items[4];
    const Entry *replicas = entry_of(tree, 4, 1, 0);
    const Entry *table = entry_of(tree, 4, 1, 1);
    const Entry *group = entry_of(tree, 4, 1, 2);
    const Parameter *row = &table->as.table.rows[1];
    assert_span(&session, orders->span, "service orders");
    assert_span(&session, tree->items[1].span, "ladder");
    assert_span(&session, tree->items[1].whole, "ladder dev -> { uat, perf } -> prod");
    assert_span(&session, tree->items[2].as.matrix.header, "environments | dev | prod");
    assert_span(&session, orders->annotations.items[0].span,
                "@waive(P0005, \"why\", until = 2026-12-01)");
    assert_span(&session, orders->annotations.items[0].arguments[2].span, "until = 2026-12-01");
    assert_span(&session, replicas->span, "replicas");
    assert_span(&session, replicas->as.parameter.type->span, "int(1..50)");
    assert_span(&session, replicas->as.parameter.type->bounds[0].span, "1..50");
    assert_span(&session, replicas->as.parameter.remarks->laws.items[0].span, "ascending");
    assert_span(&session, replicas->as.parameter.cells[1].span, "6");
    assert_span(&session, replicas->as.parameter.cells[1].environment->span, "prod");
    assert_span(&session, table->span, "scale | dev | prod");
    assert_span(&session, row->span, "a.b[C]");
    assert_span(&session, row->path->items[2].span, "[C]");
    assert_span(&session, row->cells[0].value->span, "env.size * 2");
    assert_span(&session, row->cells[1].value->span, "(1 + 2) * 3");
    assert_span(&session, row->cells[1].value->as.sides.left->span, "(1 + 2)");
    assert_span(&session, group->span, "at extraEnv");
    assert_span(&session, group->as.group.body.items[1].span, "secret PASSWORD");
    assert_text(replicas->as.parameter.remarks->doc, "How many.");
    assert_text(tree->items[0].doc, "The shop.");
    const Expression *path = tree->items[0].as.strategy.items[1].as.emit.path;
    assert_span(&session, path->as.list.items[1]->span, "env");
    assert_span(&session, path->as.list.items[2]->span, "/");
    arena_close(&session.arena);
}

/* A row of the wrong length is a whole row in the tree. */
static void rows_are_as_long_as_their_table(void **state) {
    (void)state;
    Session session;
    session_open(&session, &memory_standard,
                 TEXT("stack s {\n yaml {\n  | a | b | c {\n   x | 1\n   y | 1 | 2 | 3 | 4\n"
                      "   z\n  }\n }\n}\n"));
    Tree *tree = session_parse(&session);
    const Entry *table = entry_of(tree, 0, 0, 0);
    assert_int_equal(session.report.items.count, 3);
    assert_int_equal(table->as.table.row_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(table->as.table.rows[i].cell_count, 3);
    assert_int_equal(table->as.table.rows[0].cells[0].kind, CELL_VALUE);
    assert_int_equal(table->as.table.rows[0].cells[1].kind, CELL_MISSING);
    assert_int_equal(table->as.table.rows[1].cells[2].kind, CELL_VALUE);
    assert_int_equal(table->as.table.rows[2].cells[0].kind, CELL_MISSING);
    arena_close(&session.arena);
}

/* --- Anything gives a tree ------------------------------------------------------------------ */

static const char *const pieces[] = {"{",
                                     "}",
                                     "(",
                                     ")",
                                     "[",
                                     "]",
                                     "|",
                                     ",",
                                     ":",
                                     "?",
                                     "=",
                                     "->",
                                     "..",
                                     ".",
                                     "@",
                                     "==",
                                     "+",
                                     "-",
                                     "*",
                                     "\n",
                                     "\n",
                                     "\n  ",
                                     "a",
                                     "b-c",
                                     "_",
                                     "1",
                                     "-2",
                                     "30s",
                                     "\"s\"",
                                     "'r'",
                                     "\"${",
                                     "}\"",
                                     "\"",
                                     "'",
                                     "\"\"\"",
                                     "true",
                                     "none",
                                     "not",
                                     "in",
                                     "for",
                                     "where",
                                     "at",
                                     "secret",
                                     "service s",
                                     "strategy s",
                                     "environments",
                                     "type t",
                                     "policy p",
                                     "ledger a in b",
                                     "ladder",
                                     "# c\n",
                                     "//",
                                     "/*",
                                     "<<EOF",
                                     "<<<<<<<",
                                     "&&",
                                     "||",
                                     "!",
                                     ";",
                                     "\\",
                                     "\xC3\xA9",
                                     "10.0.0.1",
                                     "2026-11-20",
                                     "sha256:ab1",
                                     "enum",
                                     "list",
                                     "all",
                                     "any",
                                     "if",
                                     "null",
                                     "as map",
                                     "doc",
                                     "require",
                                     "1.2.3",
                                     "t.1",
                                     "${"};

static void any_tokens_give_a_tree(void **state) {
    (void)state;
    uint64_t seed = 20261120;
    for (int round = 0; round < 20000; round++) {
        Arena arena;
        Writer writer;
        arena_open(&arena, &memory_standard);
        writer_open(&writer, &arena, READ_LIMIT);
        uint64_t length = 1 + random_next(&seed) % 60;
        for (uint64_t i = 0; i < length; i++) {
            writer_string(&writer, pieces[random_next(&seed) % COUNT(pieces)]);
            if (random_next(&seed) % 4 != 0) writer_char(&writer, ' ');
        }
        (void)count_findings(writer_done(&writer));
        arena_close(&arena);
    }
}

static void any_bytes_give_a_tree(void **state) {
    (void)state;
    uint64_t seed = 4711;
    char bytes[256];
    for (int round = 0; round < 5000; round++) {
        size_t length = random_next(&seed) % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            uint64_t value = random_next(&seed);
            bytes[i] = (char)(value % 8 == 0 ? value >> 8 & 0xFF : ' ' + (value >> 8) % 95);
        }
        (void)count_findings((Text){bytes, length});
    }
}

/* Each prefix of a source is a file somebody saved while writing it. */
static void any_prefix_gives_a_tree(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof sample; i++)
        (void)count_findings((Text){sample, i});
}

static void depth_never_exhausts_the_stack(void **state) {
    (void)state;
    static const char *const openers[] = {"(",    "[",  "{ a = ", "not ",       "f(",       "\"${",
                                          "a + ", "a.", "-",      "[for x in ", "all x in "};
    for (size_t i = 0; i < COUNT(openers); i++) {
        Arena arena;
        Writer writer;
        arena_open(&arena, &memory_standard);
        writer_open(&writer, &arena, 16u << 20);
        writer_string(&writer, "type t = object { a: any = ");
        for (int k = 0; k < 100000; k++)
            writer_string(&writer, openers[i]);
        assert_true(count_findings(writer_done(&writer)) > 0);
        arena_close(&arena);
    }
}

static void a_large_file_is_refused(void **state) {
    (void)state;
    size_t length = (size_t)LIMIT_SOURCE_BYTES + 1;
    char *bytes = malloc(length);
    memset(bytes, ' ', length);
    Session session;
    session_open(&session, &memory_standard, (Text){bytes, length});
    Tree *tree = session_parse(&session);
    assert_int_equal(session.report.items.count, 1);
    assert_int_equal(session.report.items.items[0]->code, CODE_S0002);
    assert_int_equal(tree->token_count, 1);
    assert_int_equal(count_findings((Text){bytes, length - 1}), 0);
    arena_close(&session.arena);
    free(bytes);
}

/* --- Memory --------------------------------------------------------------------------------- */

/* The n-th request for memory fails, for every n until the parse succeeds. */
static void no_memory_leaves_nothing_behind(void **state) {
    (void)state;
    Arena text;
    Writer writer;
    arena_open(&text, &memory_standard);
    writer_open(&writer, &text, READ_LIMIT);
    for (int i = 0; i < 40; i++)
        writer_string(&writer, sample);
    static Failing failing; /* outlives the longjmp */
    static Session session;
    for (volatile int n = 0;; n++) {
        failing_open(&failing, n);
        arena_open(&session.arena, &failing.allocator);
        if (setjmp(failing.escape) == 0) {
            session_open(&session, &failing.allocator, writer_done(&writer));
            (void)session_parse(&session);
            arena_close(&session.arena);
            assert_int_equal(failing.blocks, 0);
            assert_true(n > 3);
            break;
        }
        arena_close(&session.arena);
        assert_int_equal(failing.blocks, 0);
    }
    arena_close(&text);
}

/* --- Small things --------------------------------------------------------------------------- */

static void words_are_known(void **state) {
    (void)state;

    static const struct {
        const char *text;
        bool is_word;
    } rows[] = {{"a", true},   {"a-b", true}, {"_a", true},   {"a_", true},   {"A1", true},
                {"in", true},  {"__", true},  {"_", false},   {"", false},    {"a-", false},
                {"-a", false}, {"1a", false}, {"a.b", false}, {"a b", false}, {"\xC3\xA9", false}};

    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(syntax_is_word(text_of(rows[i].text)) == rows[i].is_word, rows[i].text);
}

static void expressions_parse_alone(void **state) {
    (void)state;

    static const struct {
        const char *text, *dump;
        uint32_t findings;
    } rows[] = {{"1 + 2 * 3", "(+ 1 (* 2 3))", 0},
                {"a.b@prod", "(at (member a b) prod)", 0},
                {"\n[1,\n2]\n", "(list 1 2)", 0},
                {"1 2", "1", 1},
                {"", "MISSING", 1},
                {"[1", "(list 1)", 1},
                {"a = 1", "(== a 1)", 1},
                {"1h30m", "1h30m", 0}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        Session session;
        Writer writer;
        session_open(&session, &memory_standard, text_of(rows[i].text));
        const Expression *expression =
            syntax_parse_expression(&session.arena, &session.names, &session.report, session.file);
        writer_open(&writer, &session.arena, READ_LIMIT);
        syntax_dump_expression(expression, &writer);
        assert_text(writer_done(&writer), rows[i].dump);
        assert_row(session.report.items.count == rows[i].findings, rows[i].text);
        arena_close(&session.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_file_is_lost),
        cmocka_unit_test(fixes_mend_what_they_are_offered_for),
        cmocka_unit_test(one_mistake_gives_one_message),
        cmocka_unit_test(spans_are_exact),
        cmocka_unit_test(rows_are_as_long_as_their_table),
        cmocka_unit_test(any_tokens_give_a_tree),
        cmocka_unit_test(any_bytes_give_a_tree),
        cmocka_unit_test(any_prefix_gives_a_tree),
        cmocka_unit_test(depth_never_exhausts_the_stack),
        cmocka_unit_test(a_large_file_is_refused),
        cmocka_unit_test(no_memory_leaves_nothing_behind),
        cmocka_unit_test(words_are_known),
        cmocka_unit_test(expressions_parse_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
