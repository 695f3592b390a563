/* program.c - other programs: scripts that use `rung`, and `diff`.
 *
 * Scripts see nothing of the machine but where programs are, so that they say the same everywhere:
 * no colour, no width of a terminal, no configuration of the user's git. */
#include "golden/golden.h"

#include <unistd.h>

/* What scripts find in front of themselves. `command rung` is the bare program. */
static const char prelude[] = "rung() {\n"
                              "    printf '$ rung'\n"
                              "    [ $# -eq 0 ] || printf ' %s' \"$@\"\n"
                              "    printf '\\n'\n"
                              "    command rung \"$@\"\n"
                              "    rung_status=$?\n"
                              "    printf '[exit %d]\\n' \"$rung_status\"\n"
                              "    return \"$rung_status\"\n"
                              "}\n";

/* One word for the shell. */
static Text quote(Arena *arena, const char *text) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_char(&writer, '\'');
    for (const char *at = text; *at != '\0'; at++)
        if (*at == '\'')
            writer_string(&writer, "'\\''");
        else
            writer_char(&writer, *at);
    writer_char(&writer, '\'');
    return text_copy(arena, writer_done(&writer));
}

/* Everything that a command of the shell prints. */
static Text capture(Arena *arena, const char *command) {
    FILE *pipe = popen(command, "r");
    if (pipe == NULL) return TEXT("the shell cannot be run\n");
    Writer writer;
    char buffer[4096];
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        writer_text(&writer, (Text){buffer, size});
    pclose(pipe);
    return writer_done(&writer);
}

static Text replace_all(Arena *arena, Text text, Text old, Text new) {
    Writer writer;
    size_t from = 0, at;
    writer_open(&writer, arena, SIZE_MAX);
    while ((at = text_find(text, old, from)) != SIZE_MAX) {
        writer_text(&writer, text_slice(text, from, at));
        writer_text(&writer, new);
        from = at + old.length;
    }
    writer_text(&writer, text_slice(text, from, text.length));
    return writer_done(&writer);
}

/* The folder of the program under test, which `make` names in RUNG. */
static Text program_folder(Arena *arena) {
    const char *program = getenv("RUNG");
    Text path = text_copy(arena, text_of(program ? program : "build/rung"));
    while (path.length > 0 && path.bytes[path.length - 1] != '/')
        path.length--;
    return path;
}

Text program_run(Arena *arena, const char *directory, Text script) {
    char root[4096];
    const char *path = getenv("PATH");
    if (getcwd(root, sizeof root) == NULL) return TEXT("the project's folder cannot be found\n");
    Text places = text_format(arena, "PATH=%.*s:%s", TEXT_ARGS(program_folder(arena)), path);
    Text whole = text_format(arena, "%s%.*s", prelude, TEXT_ARGS(script));
    Text command = text_format(
        arena,
        "cd %s && exec env -i %s HOME=%s PROJECT=%s TERM=dumb LC_ALL=C GIT_CONFIG_NOSYSTEM=1"
        " sh -c %s 2>&1 < /dev/null",
        quote(arena, directory).bytes, quote(arena, places.bytes).bytes,
        quote(arena, directory).bytes, quote(arena, root).bytes, quote(arena, whole.bytes).bytes);
    return replace_all(arena, capture(arena, command.bytes), text_of(directory), TEXT("SCRATCH"));
}

Text program_diff(Arena *arena, const char *expected, const char *actual) {
    Text command = text_format(arena, "diff -u --label expected --label actual %s %s 2>&1",
                               quote(arena, expected).bytes, quote(arena, actual).bytes);
    return capture(arena, command.bytes);
}
