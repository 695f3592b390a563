/* parse_format.c - the harness of the parser and the formatter.
 *
 * Any bytes have a tree, and it has errors exactly where one was reported. A tree without errors
 * has a layout that keeps tree and comments and is its own layout. An expression by itself is
 * parsed too: that is what is typed on a command line. */
#include "grammar/corpus.h"
#include "harness.h"

/* What a finding points at is inside of the file. */
static void check_spans(const Report *report, Text text) {
    for (uint32_t i = 0; i < report->items.count; i++) {
        const Diagnostic *finding = report->items.items[i];
        property(finding->span.start <= finding->span.end && finding->span.end <= text.length);
        for (uint32_t k = 0; k < finding->labels.count; k++)
            property(finding->labels.items[k].span.end <= text.length);
    }
}

static void check_layout(Arena *arena, const Tree *tree) {
    Text problem = corpus_check_layout(arena, tree);
    if (problem.length > 0) fault_raise(__FILE__, __LINE__, text_c(arena, problem));
}

static void check_expression(Arena *arena, Text text) {
    Names names;
    Sources sources;
    Report report;
    names_open(&names, arena);
    syntax_reserve(&names);
    sources_open(&sources, arena);
    report_open(&report, arena, &sources);
    uint32_t file = sources_add(&sources, TEXT("value"), text);
    property(syntax_parse_expression(arena, &names, &report, file) != NULL);
    check_spans(&report, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Parsed parsed;
    arena_open(&arena, &memory_standard);
    Text text = harness_text(&arena, data, size);
    corpus_parse(&arena, text, &parsed);
    property(parsed.tree->has_errors == (report_count(&parsed.report, SEVERITY_ERROR) > 0));
    check_spans(&parsed.report, text);
    if (!parsed.tree->has_errors) check_layout(&arena, parsed.tree);
    if (size < 256) check_expression(&arena, text);
    arena_close(&arena);
    return 0;
}
