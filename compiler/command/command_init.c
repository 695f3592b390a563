/* command_init.c - `rung init`: a project to start from, that checks and builds as it stands.
 *
 * Nothing that is there is replaced. Where a .gitattributes is there already, the one line about the
 * list of outputs is added to it. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char strategy[] =
    "strategy example {\n"
    "  rung = \"0.1\"\n"
    "  domain = \"example.com\"\n"
    "}\n"
    "\n"
    "ladder dev -> staging -> prod\n"
    "\n"
    "environments | dev           | staging       | prod {\n"
    "  class      | nonproduction | nonproduction | production\n"
    "}\n"
    "\n"
    "# What is the same everywhere is written once; what differs says why.\n"
    "stack app {\n"
    "  yaml {\n"
    "                                   | dev  | staging | prod {\n"
    "      scale   replicas: int(1..50) | 1    | 2       | 6\n"
    "      feature newCheckout: bool    | true | true    | false\n"
    "    }\n"
    "    endpoint host = \"${env}.${strategy.domain}\"\n"
    "    port = 8080\n"
    "  }\n"
    "}\n";

static const char attributes[] =
    "# The list that `rung build` keeps: two branches may both add lines.\n"
    ".rung/outputs merge=union linguist-generated\n";

static RungStatus fail(const char *path) {
    fprintf(stderr, "rung: `%s` could not be written: %s\n", path, strerror(errno));
    return RUNG_FAILED;
}

/* Makes a directory and those above it; one that is there already is fine. */
static bool make_directories(Arena *arena, const char *path) {
    Text whole = text_of(path);
    for (size_t i = 1; i <= whole.length; i++) {
        if (i < whole.length && path[i] != '/') continue;
        const char *part = text_c(arena, text_slice(whole, 0, i));
        if (mkdir(part, 0777) != 0 && errno != EEXIST && errno != EISDIR) return false;
    }
    return true;
}

/* Opens a file of ours with `mode`, writes, and says so in a word. */
static RungStatus put(const char *path, const char *mode, const char *text, const char *word) {
    FILE *file = fopen(path, mode);
    if (!file) return fail(path);
    bool is_written = fputs(text, file) >= 0;
    if (fclose(file) != 0 || !is_written) return fail(path);
    printf("%-8s %s\n", word, path);
    return RUNG_OK;
}

static RungStatus keep(const char *path) {
    printf("kept     %s\n", path);
    return RUNG_OK;
}

static RungStatus write_strategy(Options *options, const char *directory) {
    const char *path = join_path(options->arena, directory, "strategy.rung");
    if (access(path, F_OK) == 0) return keep(path);
    return put(path, "wbx", strategy, "wrote");
}

/* Does a file have a line about the list of outputs? -1 when there is no such file. */
static int mentions_outputs(const char *path) {
    char line[1024];
    FILE *file = fopen(path, "rb");
    if (!file) return -1;
    bool has = false;
    while (!has && fgets(line, sizeof line, file))
        has = strncmp(line, ".rung/outputs", strlen(".rung/outputs")) == 0;
    fclose(file);
    return has;
}

static RungStatus write_attributes(Options *options, const char *directory) {
    const char *path = join_path(options->arena, directory, ".gitattributes");
    int mentions = mentions_outputs(path);
    if (mentions < 0) return put(path, "wbx", attributes, "wrote");
    if (mentions) return keep(path);
    return put(path, "ab", text_format(options->arena, "\n%s", attributes).bytes, "added to");
}

RungStatus command_init(Options *options) {
    const char *directory = options->operands.count ? options->operands.items[0] : ".";
    if (!make_directories(options->arena, directory)) return fail(directory);
    RungStatus status = write_strategy(options, directory);
    if (status == RUNG_OK) status = write_attributes(options, directory);
    if (status == RUNG_OK) printf("\nnext: `rung check`, `rung values`, `rung build`\n");
    return status;
}
