/* test_order.c - the same program gives the same bytes: whatever the order of its files and declarations,
 * their names, how many files there are, how often it is built, and where.
 *
 * Declarations are cut out of the examples and of generated projects with the comments above them, put
 * into files at random, and compiled from memory; every output and the values must stay as they were.
 * Then the program itself builds from other directories, in other languages and time zones. */
#include "unit/unit.h"

#include "golden/golden.h"
#include "grammar/corpus.h"
#include "library/library.h"
#include "property/generate.h"

enum { PROJECTS = 24, SHUFFLES = 6, FILES_MOST = 7 };

/* A project in pieces: declarations, and the files that are no sources. */
typedef struct Pieces {
    Arena *arena;
    Text strategy;
    ARRAY(Text) others;
    ARRAY(RungFile) files;
} Pieces;

/* --- Cutting ----------------------------------------------------------------------------------- */

/* The end of the line, so that a comment behind a declaration stays with it. */
static size_t line_end(Text text, size_t at) {
    size_t end = text_find(text, TEXT("\n"), at);
    return end == SIZE_MAX ? text.length : end + 1;
}

static void add_piece(Pieces *pieces, Text piece, bool is_strategy) {
    if (is_strategy)
        pieces->strategy = piece;
    else
        array_push(pieces->arena, &pieces->others, piece);
}

static void cut_source(Pieces *pieces, Text source) {
    Parsed parsed;
    size_t from = 0;
    corpus_parse(pieces->arena, source, &parsed);
    assert_false(parsed.tree->has_errors);
    for (uint32_t i = 0; i < parsed.tree->count; i++) {
        const Declaration *declaration = &parsed.tree->items[i];
        size_t end = line_end(source, declaration->whole.end);
        add_piece(pieces, text_slice(source, from, end), declaration->kind == DECLARATION_STRATEGY);
        from = end;
    }
}

static void cut_directory(Pieces *pieces, const char *root) {
    Paths paths = {0};
    tree_list(pieces->arena, root, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        Text text;
        bool is_expected = text_starts_with(paths.items[i], TEXT("expected/"));
        assert_true(
            tree_read(pieces->arena, tree_join(pieces->arena, root, paths.items[i].bytes), &text));
        if (text_ends_with(paths.items[i], TEXT(".rung")))
            cut_source(pieces, text);
        else if (!is_expected)
            array_push(pieces->arena, &pieces->files,
                       ((RungFile){paths.items[i].bytes, text.bytes, text.length}));
    }
}

/* --- Compiling --------------------------------------------------------------------------------- */

/* All outputs with their paths, and the values, as one text. */
static Text everything(Arena *arena, RungProject *project, const char *name) {
    Writer writer;
    uint32_t count;
    RungText values;
    writer_open(&writer, arena, SIZE_MAX);
    if (rung_check(project) != RUNG_OK)
        fail_msg("%s has errors\n%s", name, rung_report(project, RUNG_REPORT_TEXT, NULL).bytes);
    const Output *outputs = plan_outputs(project->plan, &count);
    assert_true(count > 0);
    for (uint32_t i = 0; i < count; i++) {
        writer_format(&writer, "--- %.*s\n", TEXT_ARGS(outputs[i].path));
        assert_true(emit_output(project->plan, &outputs[i], &writer));
    }
    rung_values(project, &(RungValues){.format = RUNG_VALUES_JSON}, &values);
    writer_text(&writer, (Text){values.bytes, values.length});
    return writer_done(&writer);
}

static Text compile(Arena *arena, const Pieces *pieces, const RungFile *sources, size_t count,
                    const char *name) {
    RungFile *files = arena_array(arena, RungFile, pieces->files.count + count);
    if (pieces->files.count)
        memcpy(files, pieces->files.items, pieces->files.count * sizeof *files);
    memcpy(files + pieces->files.count, sources, count * sizeof *files);
    RungProject *project = rung_open_memory(files, pieces->files.count + count, NULL);
    Text text = everything(arena, project, name);
    rung_close(project);
    return text;
}

/* --- Shuffling --------------------------------------------------------------------------------- */

static void shuffle(Text *items, uint32_t count, uint64_t *state) {
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = generate_below(state, i);
        Text swap = items[i - 1];
        items[i - 1] = items[other];
        items[other] = swap;
    }
}

/* Deals the pieces out to files of names that sort in any order; the first is strategy.rung. */
static Text compile_shuffled(Arena *arena, const Pieces *pieces, uint64_t *state,
                             const char *name) {
    static const char *const names[FILES_MOST] = {
        "strategy.rung", "z.rung", "a/b/c.rung", "A.rung", "a.rung", "zz/0.rung", "releases.rung"};
    uint32_t files = 1 + generate_below(state, FILES_MOST), count = pieces->others.count + 1;
    Text *order = arena_array(arena, Text, count);
    order[0] = pieces->strategy;
    memcpy(order + 1, pieces->others.items, pieces->others.count * sizeof *order);
    shuffle(order, count, state);
    RungFile sources[FILES_MOST];
    Writer writers[FILES_MOST];
    for (uint32_t i = 0; i < files; i++)
        writer_open(&writers[i], arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++) {
        bool is_strategy = order[i].bytes == pieces->strategy.bytes;
        Writer *writer = &writers[is_strategy ? 0 : generate_below(state, files)];
        writer_text(writer, order[i]);
        writer_char(writer, '\n');
    }
    for (uint32_t i = 0; i < files; i++)
        sources[i] = (RungFile){names[i], writer_done(&writers[i]).bytes, writers[i].length};
    return compile(arena, pieces, sources, files, name);
}

static void check_shuffles(Arena *arena, const Pieces *pieces, Text expected, const char *name) {
    uint64_t state = hash_text(text_of(name)) | 1;
    for (uint32_t i = 0; i < SHUFFLES; i++) {
        ArenaMark mark = arena_mark(arena);
        Text actual = compile_shuffled(arena, pieces, &state, name);
        if (!text_equal(actual, expected)) fail_msg("%s gives other bytes in order %u", name, i);
        arena_reset(arena, mark);
    }
}

static void order_of_examples(void **state) {
    static const char *const examples[] = {"examples/flowmart", "examples/ladder"};
    for (size_t i = 0; i < COUNT(examples); i++) {
        Pieces pieces = {.arena = *state};
        cut_directory(&pieces, examples[i]);
        assert_true(pieces.others.count > 5);
        RungProject *project = rung_open(examples[i], NULL);
        Text expected = everything(*state, project, examples[i]);
        rung_close(project);
        check_shuffles(*state, &pieces, expected, examples[i]);
    }
}

/* A project from a generator, in pieces and as the one file that it is by itself. */
static RungFile generated(Arena *arena, uint64_t seed, Pieces *pieces) {
    Generated project;
    generate_project(arena, seed, &project);
    *pieces = (Pieces){.arena = arena, .strategy = project.declarations.items[0]};
    for (uint32_t i = 1; i < project.declarations.count; i++)
        array_push(arena, &pieces->others, project.declarations.items[i]);
    Text source = generated_source(arena, &project);
    return (RungFile){"strategy.rung", source.bytes, source.length};
}

static void order_of_generated_projects(void **state) {
    for (uint64_t seed = 0; seed < PROJECTS; seed++) {
        Arena arena;
        Pieces pieces;
        arena_open(&arena, &memory_standard);
        const char *name = text_format(*state, "seed %u", (unsigned)seed).bytes;
        RungFile file = generated(&arena, seed, &pieces);
        Text expected = compile(&arena, &pieces, &file, 1, name);
        Text again = compile(&arena, &pieces, &file, 1, name);
        if (!text_equal(again, expected)) fail_msg("%s gives other bytes the second time", name);
        check_shuffles(&arena, &pieces, expected, name);
        arena_close(&arena);
    }
}

/* --- Places ------------------------------------------------------------------------------------ */

/* Everything below a directory as one text. */
static Text read_directory(Arena *arena, const char *root) {
    Paths paths = {0};
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    tree_list(arena, root, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        Text text;
        assert_true(tree_read(arena, tree_join(arena, root, paths.items[i].bytes), &text));
        writer_format(&writer, "--- %.*s\n", TEXT_ARGS(paths.items[i]));
        writer_text(&writer, text);
    }
    return writer_done(&writer);
}

static void the_machine_changes_nothing(void **state) {
    static const char *const ways[] = {
        "cd / && env LC_ALL=C TZ=UTC",
        "cd \"$PROJECT/examples/flowmart/services\" && env LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo",
        "cd \"$PROJECT\" && env LC_ALL=tr_TR.UTF-8 TZ=America/St_Johns COLUMNS=20",
    };
    const char *out = tree_scratch(*state);
    Text first = TEXT("");
    for (size_t i = 0; i < COUNT(ways); i++) {
        const char *folder = text_format(*state, "%s/%zu", out, i).bytes;
        Text script = text_format(*state,
                                  "%s rung build --project \"$PROJECT/examples/flowmart\" --out %s "
                                  "> /dev/null || echo failed",
                                  ways[i], folder);
        assert_text(program_run(*state, out, script), "");
        Text text = read_directory(*state, folder);
        assert_true(text.length > 1000);
        if (i == 0) first = text;
        if (!text_equal(text, first)) fail_msg("other bytes with: %s", ways[i]);
    }
    tree_remove(*state, out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_examples),
        cmocka_unit_test(order_of_generated_projects),
        cmocka_unit_test(the_machine_changes_nothing),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
