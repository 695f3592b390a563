/* test_mistakes.c - what the compiler says of the projects in examples/mistakes, each of which is
 * named after the rule that it breaks: `expected.txt` beside it holds every word. They are looked at
 * on one fixed day, so that their dates never pass. */
#include "golden/golden.h"

#include "grammar/corpus.h"

static const char *const folder = "examples/mistakes";

enum { LINES_MOST = 25 }; /* an example is read at a glance */

/* Each mistake gives findings of its own rule and of no other. */
static void check_codes(Arena *arena, const Case *item, const Findings *findings) {
    Text name = text_of(item->name),
         code = text_slice(name, text_find(name, TEXT("/"), 0) + 1, SIZE_MAX);
    code = text_slice(code, 0, text_find(code, TEXT("-"), 0));
    if (findings->items.count == 0) case_fail(item, "there is no finding");
    for (uint32_t i = 0; i < findings->items.count; i++)
        if (!text_equal(findings->items.items[i].code, code))
            case_fail(item, "there is another finding\n%s", text_c(arena, findings->text));
}

static void run_mistake(Arena *arena, const Case *item) {
    Findings findings;
    findings_of_directory(arena, item->path, "2026-06-01", &findings);
    check_codes(arena, item, &findings);
    case_compare(arena, item, tree_join(arena, item->path, "expected.txt"), findings.text);
}

/* The source is in the one layout, and short. */
static void check_source(Arena *arena, const Case *item, Text source) {
    Parsed parsed;
    corpus_parse(arena, source, &parsed);
    if (!text_equal(corpus_format(arena, parsed.tree), source))
        case_fail(item, "`rung fmt` would change it");
    int lines = 0;
    for (size_t i = 0; i < source.length; i++)
        lines += source.bytes[i] == '\n';
    if (lines > LINES_MOST) case_fail(item, "it has %d lines", lines);
}

/* One source, or two of which the first is that of the base. */
static void run_source(Arena *arena, const Case *item) {
    Corpus corpus = {.arena = arena};
    corpus_add(&corpus, item->path, TEXT(".rung"));
    bool has_base = corpus.files.count == 2 &&
                    text_ends_with(corpus.files.items[0].path, TEXT("/base/strategy.rung"));
    if (corpus.files.count != 1 && !has_base)
        case_fail(item, "there are %u sources", corpus.files.count);
    for (uint32_t i = 0; i < corpus.files.count; i++)
        check_source(arena, item, corpus.files.items[i].text);
}

/* Every rule has an example, and the list beside them names it. */
static void run_list(Arena *arena, const Case *item) {
    Text list, places = TEXT("");
    Paths paths = {0};
    tree_list(arena, folder, &paths);
    if (!tree_read(arena, item->path, &list)) case_fail(item, "it cannot be read");
    for (uint32_t i = 0; i < paths.count; i++)
        places = text_format(arena, "%.*s\n%.*s", TEXT_ARGS(places), TEXT_ARGS(paths.items[i]));
    for (int number = 1; number <= 15; number++) {
        Text start = text_format(arena, "\nP%04d-", number),
             link = text_format(arena, "(P%04d-", number);
        if (!text_contains(places, start) || !text_contains(list, link))
            case_fail(item, "there is no example for P%04d", number);
    }
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases cases = {.arena = &arena};
    cases_add(&cases, folder, "", run_mistake);
    uint32_t count = cases.items.count;
    for (uint32_t i = 0; i < count; i++) {
        const char *path = cases.items.items[i].path;
        cases_add_one(&cases, text_format(&arena, "layout/%s", path).bytes, path, run_source);
    }
    cases_add_one(&cases, "mistakes/README", "examples/mistakes/README.md", run_list);
    int status = cases_run("mistakes", &cases);
    arena_close(&arena);
    return status;
}
