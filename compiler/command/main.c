/* main.c - where the program begins: finds the command, reads its options, runs it.
 *
 * The only place that decides the exit status of the process (RungStatus, documented in
 * `rung --help`). A result that could not be printed is never taken for a success. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int usage_error(const char *format, ...) {
    va_list arguments;
    fputs("rung: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return RUNG_USAGE;
}

void usage_suggest(Arena *arena, const char *text, const Text *candidates, size_t count) {
    Text nearest = suggest_nearest(arena, text_of(text), candidates, count);
    if (nearest.length) {
        fprintf(stderr, "  a similar name exists: `%.*s`\n", TEXT_ARGS(nearest));
        return;
    }
    Text list = text_enumerate_some(arena, candidates, count, 12);
    fprintf(stderr, "  there are %.*s\n", TEXT_ARGS(list));
}

void print_text(RungText text) {
    fwrite(text.bytes, 1, text.length, stdout);
}

/* The terminal's width in columns, 0 when output goes elsewhere. COLUMNS wins. */
static unsigned terminal_width(void) {
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (width >= 20 && width <= 1000) return (unsigned)width;
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
#endif
    return 0;
}

static int unknown_command(Arena *arena, const char *name) {
    size_t count;
    const Command *table = command_table(&count);
    Text *names = arena_array(arena, Text, count);
    for (size_t i = 0; i < count; i++) names[i] = text_of(table[i].name);
    usage_error("there is no command `%s`", name);
    usage_suggest(arena, name, names, count);
    return RUNG_USAGE;
}

static int run_command(Options *options, const Command *command, int count, char **arguments) {
    if (!options_read(options, command, count, arguments)) return RUNG_USAGE;
    if (options_has(options, OPTION_HELP)) {
        help_command(command, options);
        return RUNG_OK;
    }
    return command->run(options);
}

/* `--help` and `--version` in the place of a command, as everywhere. */
static const char *command_name(const char *text) {
    if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0) return "help";
    if (strcmp(text, "--version") == 0 || strcmp(text, "-V") == 0) return "version";
    return text;
}

static int run(Arena *arena, int count, char **arguments) {
    Options options = {.arena = arena, .width = terminal_width()};
    options.has_color = isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
    if (count < 2) {
        help_program(&options);
        return RUNG_USAGE;
    }
    const char *name = command_name(arguments[1]);
    const Command *command = command_find(name);
    if (!command) return unknown_command(arena, name);
    return run_command(&options, command, count - 2, arguments + 2);
}

int command_version(Options *options) {
    (void)options;
    printf("rung %s\n", rung_version());
    return RUNG_OK;
}

int main(int count, char **arguments) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    int status = run(&arena, count, arguments);
    arena_close(&arena);
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    fprintf(stderr, "rung: standard output could not be written: %s\n", strerror(errno));
    return RUNG_FAILED;
}
