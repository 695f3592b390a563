/* main.c - where the program begins: finds the command, reads its options, runs it.
 *
 * The only place that decides the exit status of the process (RungStatus, documented in
 * `rung --help`). A result that could not be printed is never taken for a success. */
#include "command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A stream that the caller has closed would be the next file that is opened, and be written into.
 * Reading is all that its place is good for, so that printing fails. */
static void occupy_streams(void) {
    int file;
    do
        file = open("/dev/null", O_RDONLY);
    while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0) close(file);
}

/* The width of what is printed to: COLUMNS wins, and what is no terminal has none. */
static unsigned stream_width(int file) {
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (width >= 20 && width <= 1000) return (unsigned)width;
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
#endif
    return 0;
}

static Stream stream_of(int file) {
    return (Stream){.is_terminal = isatty(file) == 1, .width = stream_width(file)};
}

/* `--help` and `--version` in the place of a command, as everywhere. */
static const char *command_name(const char *text) {
    if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0) return "help";
    if (strcmp(text, "--version") == 0 || strcmp(text, "-V") == 0) return "version";
    return text;
}

static RungStatus run(Arena *arena, int count, char **arguments) {
    Options options = {
        .arena = arena, .output = stream_of(STDOUT_FILENO), .messages = stream_of(STDERR_FILENO)};
    if (count < 2) {
        help_program(&options);
        return RUNG_USAGE;
    }
    const char *name = command_name(arguments[1]);
    if (name[0] == '-')
        return usage_error("options stand after the command: `rung COMMAND %s`", name);
    const Command *command = command_find(arena, name);
    if (!command || !options_read(&options, command, count - 2, arguments + 2)) return RUNG_USAGE;
    if (options_has(&options, OPTION_HELP)) {
        help_command(command, &options);
        return RUNG_OK;
    }
    RungStatus status = command->run(&options);
    return options.has_failed ? worse_status(status, RUNG_FAILED) : status;
}

RungStatus command_version(Options *options) {
    (void)options;
    printf("rung %s\n", rung_version());
    return RUNG_OK;
}

int main(int count, char **arguments) {
    Arena arena;
    occupy_streams();
    arena_open(&arena, &memory_standard);
    RungStatus status = run(&arena, count, arguments);
    arena_close(&arena);
    if (fflush(stdout) == 0 && !ferror(stdout)) return (int)status;
    fprintf(stderr, "rung: standard output could not be written: %s\n", strerror(errno));
    return RUNG_FAILED;
}
