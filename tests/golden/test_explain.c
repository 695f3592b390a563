/* test_explain.c - what `rung explain` shows is true: the program under `## Breaks` gives its code
 * and no other, the one under `## Keeps` gives nothing at all.
 *
 * What the compiler says of the first is a golden too, tests/golden/explain/CODE.report, so every
 * code has one. Explanations whose programs are shell commands cannot be tried here and are named
 * as skipped; their codes have goldens in tests/golden/command. */
#include "golden/golden.h"
#include "golden/markdown.h"

/* `edit` and the others are steps that a program cannot take by itself; any other is a command line
 * of ours. `library build` alone builds the files in memory, which no command does. */
static const char steps[] =
    "edit() { echo '# by hand' >> \"$1\"; }\n"
    "write() { mkdir -p \"$(dirname \"$1\")\"; echo \"$2\" > \"$1\"; }\n"
    "source() { sed \"s|$1|$2|\" strategy.rung > changed && mv changed strategy.rung; }\n"
    "remove() { rm \"$1\"; }\n"
    "commit() {\n"
    "    [ -d .git ] || git init -q -b main\n"
    "    git add -A && git -c user.name=rung -c user.email=rung@example.org commit -qm \"$1\"\n"
    "}\n"
    "merge() {\n"
    "    git -c user.name=rung -c user.email=rung@example.org merge \"$1\" > /dev/null\n"
    "}\n"
    "step() {\n"
    "    case $1 in\n"
    "    edit | write | source | remove | commit | merge | git) \"$@\" ;;\n"
    "    *) command rung \"$@\" ;;\n"
    "    esac\n"
    "}\n";

/* Each step on a line of its own, with `step` in front of it. */
static Text script_of(Arena *arena, Text run) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_string(&writer, steps);
    for (size_t from = 0; from < run.length;) {
        size_t end = text_find(run, TEXT(";"), from);
        if (end == SIZE_MAX) end = run.length;
        Text step = text_trim(text_slice(run, from, end));
        writer_format(&writer, "step %.*s\n", TEXT_ARGS(step));
        from = end + 1;
    }
    return writer_done(&writer);
}

/* The findings in a text: only their severities and codes, which stand before the sentence. */
static void read_printed(Arena *arena, Findings *out) {
    static const char *const severities[] = {"error", "warning", "info"};
    for (size_t i = 0; i < sizeof severities / sizeof severities[0]; i++) {
        Text mark = text_format(arena, "%s[", severities[i]);
        for (size_t at = 0; (at = text_find(out->text, mark, at)) != SIZE_MAX;) {
            at += mark.length;
            Text code = text_slice(out->text, at, at + strlen("P0003"));
            array_push(arena, &out->items, ((Finding){.code = code}));
        }
    }
}

static void run_steps(Arena *arena, const Program *program, Findings *out) {
    const char *directory = tree_scratch(arena);
    for (uint32_t i = 0; i < program->files.count; i++) {
        const RungFile *file = &program->files.items[i];
        tree_write(arena, tree_join(arena, directory, file->path),
                   (Text){file->text, file->length});
    }
    *out = (Findings){.text = program_run(arena, directory, script_of(arena, program->steps))};
    read_printed(arena, out);
    tree_remove(arena, directory);
}

/* False when a text cannot show the program. */
static bool run_section(Arena *arena, const Case *item, Text page, Text heading, Findings *out) {
    Program program;
    if (!markdown_program(arena, page, heading, &program))
        case_fail(item, "there is no section `%.*s`", TEXT_ARGS(heading));
    if (program.files.count == 0) return false;
    if (text_equal(program.steps, TEXT("library build")))
        findings_of_build(arena, program.files.items, program.files.count, out);
    else if (program.steps.length > 0)
        run_steps(arena, &program, out);
    else
        findings_of_files(arena, program.files.items, program.files.count, program.today, out);
    return true;
}

/* Of a ledger or a policy: that this version does not judge it yet says nothing of the page. */
static bool is_passed_over(Text code, const Finding *finding) {
    Text unjudged = TEXT("N0036");
    return text_equal(finding->code, unjudged) && !text_equal(code, unjudged);
}

static void check_breaking(const Case *item, Text code, const Findings *findings) {
    if (findings->items.count == 0)
        case_fail(item, "what should break it has no finding\n%.*s", TEXT_ARGS(findings->text));
    for (uint32_t i = 0; i < findings->items.count; i++)
        if (!text_equal(findings->items.items[i].code, code) &&
            !is_passed_over(code, &findings->items.items[i]))
            case_fail(item, "what should break it breaks another\n%.*s", TEXT_ARGS(findings->text));
}

static void check_keeping(const Case *item, Text code, const Findings *findings) {
    for (uint32_t i = 0; i < findings->items.count; i++)
        if (!is_passed_over(code, &findings->items.items[i]))
            case_fail(item, "what should keep it has a finding\n%.*s", TEXT_ARGS(findings->text));
}

static void check_page(Arena *arena, const Case *item) {
    Text page = TEXT("");
    Findings broken, kept;
    if (!tree_read(arena, item->path, &page)) case_fail(item, "it cannot be read");
    Text code = text_of(strrchr(item->name, '/') + 1);
    if (!text_starts_with(page, text_format(arena, "# %.*s: ", TEXT_ARGS(code))))
        case_fail(item, "its title does not begin with its code");
    if (!run_section(arena, item, page, TEXT("## Breaks"), &broken)) {
        printf("SKIP explain/%.*s: files break it, not a program\n", TEXT_ARGS(code));
        skip();
    }
    check_breaking(item, code, &broken);
    const char *golden =
        text_format(arena, "tests/golden/explain/%.*s.report", TEXT_ARGS(code)).bytes;
    case_compare(arena, item, golden, broken.text);
    if (run_section(arena, item, page, TEXT("## Keeps"), &kept)) check_keeping(item, code, &kept);
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases cases = {.arena = &arena};
    cases_add(&cases, "compiler/report/explain", ".md", check_page);
    return cases_run("explain", &cases);
}
