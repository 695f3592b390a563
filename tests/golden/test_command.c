/* test_command.c - the command line: scripts and all that they print.
 *
 * A case is tests/golden/command/NAME.sh, and what it prints is in NAME.out: each `rung` shows its
 * arguments, its output and its exit status. A script runs in a directory of its own, which is
 * empty, or a copy of the project that its first line names: `# project: examples/flowmart`. The
 * root of this project is in $PROJECT. Where a program of lines like `# needs: pre-commit` is not installed,
 * the case is skipped by its name. */
#include "golden/golden.h"

static void copy_project(Arena *arena, Text script, const char *directory) {
    Text mark = TEXT("# project: ");
    if (!text_starts_with(script, mark)) return;
    Text path = text_slice(script, mark.length, text_find(script, TEXT("\n"), 0));
    tree_copy(arena, text_c(arena, text_trim(path)), directory);
}

/* Is a program that the script is about not here? */
static bool lacks_program(Arena *arena, Text script, Text *name) {
    Text mark = TEXT("# needs: ");
    for (size_t at = 0; (at = text_find(script, mark, at)) != SIZE_MAX; at += mark.length) {
        *name = text_slice(script, at + mark.length, text_find(script, TEXT("\n"), at));
        const char *question =
            text_format(arena, "command -v %.*s > /dev/null 2>&1", TEXT_ARGS(*name)).bytes;
        if (system(question) != 0) return true;
    }
    return false;
}

static void check_script(Arena *arena, const Case *item) {
    Text script = TEXT(""), program;
    if (!tree_read(arena, item->path, &script)) case_fail(item, "the script cannot be read");
    if (lacks_program(arena, script, &program)) {
        print_message("SKIP %s: %.*s is not installed\n", item->path, TEXT_ARGS(program));
        skip();
    }
    const char *directory = tree_scratch(arena);
    copy_project(arena, script, directory);
    Text printed = program_run(arena, directory, script);
    case_compare(arena, item, case_beside(arena, item, ".out"), printed);
    if (!text_contains(printed, TEXT("[exit "))) case_fail(item, "the script runs no `rung`");
    tree_remove(arena, directory);
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases cases = {.arena = &arena};
    cases_add(&cases, "tests/golden/command", ".sh", check_script);
    return cases_run("command", &cases);
}
