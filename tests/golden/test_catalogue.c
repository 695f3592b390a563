/* test_catalogue.c - every message of the compiler on one page, CATALOGUE.md, to be read through as
 * prose. It is made of the goldens that are reports, so it changes when they do; `make bless
 * CASE=catalogue` writes it anew. */
#include "golden/golden.h"
#include "report/report.h"

static const char page_path[] = "tests/golden/CATALOGUE.md";

/* One report, indented as a block. */
static void write_report(Arena *arena, Writer *out, const char *path, Text name) {
    Text report = TEXT("");
    if (!tree_read(arena, path, &report)) return;
    writer_format(out, "\n`%.*s`\n\n```\n", TEXT_ARGS(name));
    writer_text(out, text_trim(report));
    writer_string(out, "\n```\n");
}

/* The reports of a folder whose names begin with the code. */
static uint32_t write_reports(Arena *arena, Writer *out, const char *folder, Text code) {
    Paths paths = {0};
    uint32_t count = 0;
    tree_list(arena, folder, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        Text path = paths.items[i];
        if (!text_starts_with(path, code) || !text_ends_with(path, TEXT(".report"))) continue;
        Text name = text_slice(path, 0, path.length - strlen(".report"));
        write_report(arena, out, tree_join(arena, folder, path.bytes), name);
        count++;
    }
    return count;
}

/* One mistake is shown at least: by its explanation, or by a golden of its own. */
static void write_code(Arena *arena, const Case *item, Writer *out, Code code) {
    const CodeFact *fact = code_fact(code);
    Text text = text_of(fact->code);
    writer_format(out, "\n## %s %s\n\n%s\n", fact->code, fact->name, fact->summary);
    uint32_t count = write_reports(arena, out, "tests/golden/explain", text) +
                     write_reports(arena, out, "tests/golden/report", text);
    if (count == 0) writer_string(out, "\nIt is shown in tests/golden/command.\n");
    (void)item;
}

static void check_catalogue(Arena *arena, const Case *item) {
    Writer page;
    writer_open(&page, arena, SIZE_MAX);
    writer_string(&page, "# Every message\n\n"
                         "What the compiler says, code by code, as the tests see it. Written by\n"
                         "`make bless CASE=catalogue`.\n");
    for (Code code = 0; code < CODE_END; code++)
        write_code(arena, item, &page, code);
    case_compare(arena, item, page_path, writer_done(&page));
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases cases = {.arena = &arena};
    cases_add_one(&cases, "catalogue", page_path, check_catalogue);
    return cases_run("catalogue", &cases);
}
