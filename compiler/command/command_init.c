/* command_init.c - `rung init`: a project to start from, that checks and builds as it stands. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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
    "    | dev | staging | prod {\n"
    "      scale   replicas: int(1..50) | 1    | 2    | 6\n"
    "      feature newCheckout: bool    | true | true | false\n"
    "    }\n"
    "    endpoint host = \"${env}.${strategy.domain}\"\n"
    "    port = 8080\n"
    "  }\n"
    "}\n";

static const char attributes[] = "# Written by `rung build`: two branches may both add lines.\n"
                                 ".rung/outputs merge=union linguist-generated\n";

/* Writes a new file; one that is there already is left alone. False when that fails. */
static bool create(Options *options, const char *directory, const char *name, const char *text) {
    const char *path = join_path(options->arena, directory, name);
    FILE *file = fopen(path, "wbx");
    if (!file && errno == EEXIST) {
        printf("kept    %s\n", path);
        return true;
    }
    bool is_written = file && fputs(text, file) >= 0;
    if (file && fclose(file) != 0) is_written = false;
    if (is_written)
        printf("wrote   %s\n", path);
    else
        fprintf(stderr, "rung: `%s` could not be written: %s\n", path, strerror(errno));
    return is_written;
}

int command_init(Options *options) {
    const char *directory = options->operands.count ? options->operands.items[0] : ".";
    if (options->operands.count > 1) return usage_error("`rung init` takes one directory");
    if (mkdir(directory, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "rung: `%s` could not be made: %s\n", directory, strerror(errno));
        return RUNG_FAILED;
    }
    if (!create(options, directory, "strategy.rung", strategy) ||
        !create(options, directory, ".gitattributes", attributes))
        return RUNG_FAILED;
    printf("\nnext: `rung check`, `rung values`, `rung build`\n");
    return RUNG_OK;
}
