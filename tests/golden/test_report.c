/* test_report.c - programs with mistakes and the report that people read.
 *
 * A case is CODE-slug.rung, or a directory CODE-slug/ where it needs more files, in
 * tests/golden/report; CODE-slug.report beside it is what is expected. Its name says which code must
 * be there. A first line `# today: 2026-11-20` says what day it is. A
 * comment `# error[P0003]` says that a finding of this kind stands in its line; where there is one
 * such comment there is one for every finding of that file. The codes S are tested below the whole
 * compiler, in tests/unit/syntax, because other layers have more to say about broken programs.
 *
 * Where fixes are marked safe, they are applied: then none of them is offered any more, and no new
 * finding came. */
#include "golden/golden.h"

static bool is_directory(const Case *item) {
    return !text_ends_with(text_of(item->path), TEXT(".rung"));
}

static const char *source_path(Arena *arena, const Case *item) {
    return is_directory(item) ? tree_join(arena, item->path, "strategy.rung") : item->path;
}

/* A single file is a project in memory. */
static void check(Arena *arena, const Case *item, Text source, Findings *out) {
    const char *today = findings_today(arena, source);
    RungFile file = {"strategy.rung", source.bytes, source.length};
    if (is_directory(item))
        findings_of_directory(arena, item->path, today, out);
    else
        findings_of_files(arena, &file, 1, today, out);
}

/* --- Comments that name findings ------------------------------------------------------------ */

static uint32_t line_of(Text source, size_t offset) {
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += source.bytes[i] == '\n';
    return line;
}

/* How often `# SEVERITY[CODE]` stands in this line, or in the whole file for line 0. */
static uint32_t count_comments(Text source, Text mark, uint32_t line) {
    uint32_t count = 0;
    for (size_t at = 0; (at = text_find(source, mark, at)) != SIZE_MAX; at += mark.length)
        count += line == 0 || line_of(source, at) == line;
    return count;
}

static void check_comments(Arena *arena, const Case *item, Text source, const Findings *findings) {
    uint32_t stated = count_comments(source, TEXT("# error["), 0) +
                      count_comments(source, TEXT("# warning["), 0) +
                      count_comments(source, TEXT("# info["), 0);
    uint32_t found = 0;
    for (uint32_t i = 0; i < findings->items.count && stated > 0; i++) {
        const Finding *finding = &findings->items.items[i];
        Text mark = text_format(arena, "# %.*s[%.*s]", TEXT_ARGS(finding->severity),
                                TEXT_ARGS(finding->code));
        if (!text_equal(finding->file, TEXT("strategy.rung"))) continue;
        found++;
        if (count_comments(source, mark, finding->line) == 0)
            case_fail(item, "line %u has a finding without the comment `%.*s`", finding->line,
                      TEXT_ARGS(mark));
    }
    if (stated != found) case_fail(item, "%u comments name findings, %u were found", stated, found);
}

/* --- Safe fixes ----------------------------------------------------------------------------- */

static uint32_t count_code(const Findings *findings, Text code) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < findings->items.count; i++)
        count += text_equal(findings->items.items[i].code, code);
    return count;
}

/* Directories are left out: their files would have to be copied, and nothing new is seen. */
static void check_fixes(Arena *arena, const Case *item, Text source, const Findings *before) {
    if (before->edits.count == 0 || is_directory(item)) return;
    Text fixed = findings_fix(arena, before, TEXT("strategy.rung"), source);
    case_compare(arena, item, case_beside(arena, item, ".fixed"), fixed);
    Findings after;
    check(arena, item, fixed, &after);
    if (after.edits.count > 0) case_fail(item, "a safe fix is offered again\n%s", after.text.bytes);
    for (uint32_t i = 0; i < after.items.count; i++) {
        Text code = after.items.items[i].code;
        if (count_code(&after, code) > count_code(before, code))
            case_fail(item, "a safe fix brought a finding\n%s", after.text.bytes);
    }
    if (after.items.count >= before->items.count) case_fail(item, "a safe fix mends nothing");
}

static void check_report(Arena *arena, const Case *item) {
    Text source = TEXT("");
    if (!tree_read(arena, source_path(arena, item), &source)) case_fail(item, "there is no source");
    Findings findings;
    check(arena, item, source, &findings);
    case_compare(arena, item, case_beside(arena, item, ".report"), findings.text);
    const char *name = strrchr(item->name, '/') + 1;
    Text code = text_slice(text_of(name), 0, strlen("P0003"));
    if (count_code(&findings, code) == 0)
        case_fail(item, "no finding is %.*s\n%s", TEXT_ARGS(code), findings.text.bytes);
    check_comments(arena, item, source, &findings);
    check_fixes(arena, item, source, &findings);
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases all = {.arena = &arena}, cases = {.arena = &arena};
    cases_add(&all, "tests/golden/report", ".rung", check_report);
    cases_add(&all, "tests/golden/report", "", check_report);
    for (uint32_t i = 0; i < all.items.count; i++)
        if (strchr(all.items.items[i].name, '/')[1] != 'S')
            array_push(&arena, &cases.items, all.items.items[i]);
    return cases_run("report", &cases);
}
