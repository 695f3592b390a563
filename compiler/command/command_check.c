/* command_check.c - `rung check`: every mistake of one run, nothing written. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

static bool formats_are_known(const Options *options) {
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++)
        if (!report_format_is_known(options->values[OPTION_FORMAT].items[i])) return false;
    return true;
}

/* The worse of two exit statuses is the larger one. */
static int worse(int a, int b) {
    return a > b ? a : b;
}

/* A person at a terminal is told that all is well; hooks and logs are not. */
static void print_success(const Options *options, const RungCounts *counts) {
    bool is_clean = !counts->errors && !counts->warnings && !counts->infos;
    if (is_clean && options->width)
        fprintf(stderr, "%u values of %u units in %u environments: nothing to report\n",
                counts->values, counts->units, counts->environments);
}

static int check_one(Options *options, RungProject *project) {
    int status = rung_check(project);
    RungCounts counts = rung_counts(project);
    print_success(options, &counts);
    if (status == RUNG_OK && counts.warnings && options_has(options, OPTION_STRICT))
        status = RUNG_FINDINGS;
    return print_report(options, project, status);
}

/* A project is checked once, however many of its files are named. */
static bool is_seen(const Roots *roots, const char *root) {
    for (uint32_t i = 0; i < roots->count; i++)
        if (strcmp(roots->items[i], root) == 0) return true;
    return false;
}

int command_check(Options *options) {
    if (!formats_are_known(options)) return RUNG_USAGE;
    Roots roots = {0};
    int status = RUNG_OK;
    uint32_t count = options->operands.count;
    for (uint32_t i = 0; i < count || (i == 0 && count == 0); i++) {
        RungProject *project =
            open_project(options, count ? options->operands.items[i] : NULL, true);
        const char *root = rung_root(project);
        if (!*root || !is_seen(&roots, root)) {
            array_push(options->arena, &roots, text_c(options->arena, text_of(root)));
            status = worse(status, check_one(options, project));
        }
        rung_close(project);
    }
    return status;
}
