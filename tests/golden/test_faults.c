/* test_faults.c - faults that really happened, told again in tests/golden/faults: `before` is
 * refused, and `expected.txt` beside it holds every word of the report; `after` has no finding. The
 * code that a folder is named after is an error of `before`, and nothing stands there that is wrong
 * in another way than the fault: no mistake of syntax, names or files. */
#include "golden/golden.h"

#include "grammar/corpus.h"

static const char *const folder = "tests/golden/faults";

enum { LINES_MOST = 25 }; /* a fault is understood at a glance */

/* Parity, releases and types; what is not an error may be a hint. */
static bool is_of_values(const Finding *finding) {
    return strchr("PRT", finding->code.bytes[0]) != NULL;
}

/* "P0004" of "faults/P0004-address-missing-in-prod". */
static Text code_of(const Case *item) {
    Text name = text_of(item->name);
    size_t start = text_find(name, TEXT("/"), 0) + 1;
    return text_slice(name, start, text_find(name, TEXT("-"), start));
}

static void check_codes(Arena *arena, const Case *item, const Findings *findings) {
    bool is_found = false;
    for (uint32_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        bool is_error = text_equal(finding->severity, TEXT("error"));
        is_found |= is_error && text_equal(finding->code, code_of(item));
        if (!is_of_values(finding))
            case_fail(item, "there is another mistake\n%s", text_c(arena, findings->text));
    }
    if (!is_found) case_fail(item, "it is not refused\n%s", text_c(arena, findings->text));
}

/* The source is in the one layout, and short. */
static void check_source(Arena *arena, const Case *item, const char *project) {
    Text source;
    Parsed parsed;
    if (!tree_read(arena, tree_join(arena, project, "strategy.rung"), &source))
        case_fail(item, "there is no %s/strategy.rung", project);
    corpus_parse(arena, source, &parsed);
    if (!text_equal(corpus_format(arena, parsed.tree), source))
        case_fail(item, "`rung fmt` would change %s", project);
    uint32_t lines = 0;
    for (size_t i = 0; i < source.length; i++)
        lines += source.bytes[i] == '\n';
    if (lines > LINES_MOST) case_fail(item, "%s has %u lines", project, lines);
}

static void run_fault(Arena *arena, const Case *item) {
    const char *before = tree_join(arena, item->path, "before");
    const char *after = tree_join(arena, item->path, "after");
    Findings findings;
    check_source(arena, item, before);
    findings_of_directory(arena, before, NULL, &findings);
    check_codes(arena, item, &findings);
    case_compare(arena, item, tree_join(arena, item->path, "expected.txt"), findings.text);
    check_source(arena, item, after);
    findings_of_directory(arena, after, NULL, &findings);
    if (findings.items.count > 0)
        case_fail(item, "it is still refused\n%s", text_c(arena, findings.text));
}

/* The list beside them leads to every one of them. */
static void run_list(Arena *arena, const Case *item) {
    Cases faults = {.arena = arena};
    Text list;
    if (!tree_read(arena, item->path, &list)) case_fail(item, "it cannot be read");
    cases_add(&faults, folder, "", run_fault);
    for (uint32_t i = 0; i < faults.items.count; i++) {
        const char *name = strchr(faults.items.items[i].name, '/') + 1;
        if (!text_contains(list, text_format(arena, "(%s/)", name)))
            case_fail(item, "it does not name %s", name);
    }
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases cases = {.arena = &arena};
    cases_add(&cases, folder, "", run_fault);
    cases_add_one(&cases, "faults/README", "tests/golden/faults/README.md", run_list);
    int status = cases_run("faults", &cases);
    arena_close(&arena);
    return status;
}
