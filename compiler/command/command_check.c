/* command_check.c - `rung check`: every mistake of one run, nothing written. */
#include "command/command.h"

#include <stdio.h>

/* A person at a terminal is told that all is well; hooks and logs are not. */
static void print_success(const Options *options, const RungCounts *counts) {
    bool is_clean = !counts->errors && !counts->warnings && !counts->infos;
    if (is_clean && options->messages.is_terminal)
        fprintf(stderr, "%u values of %u units in %u environments: nothing to report\n",
                counts->values, counts->units, counts->environments);
}

static RungStatus check_project(Options *options, RungProject *project) {
    bool has_drift = options_has(options, OPTION_DRIFT);
    RungStatus status = has_drift ? rung_check_drift(project) : rung_check(project);
    RungCounts counts = rung_counts(project);
    if (status == RUNG_OK) print_success(options, &counts);
    if (status == RUNG_OK && counts.warnings && options_has(options, OPTION_STRICT))
        status = RUNG_FINDINGS;
    return print_report(options, project, status);
}

/* Against its base a project is checked by itself. */
static RungStatus check_change(Options *options) {
    Change change;
    if (options->operands.count > 1)
        return usage_error("`--base` goes with one project, and was given %u files",
                           (unsigned)options->operands.count);
    RungStatus status = open_change(options, true, &change);
    if (status == RUNG_OK) {
        RungProject *side = failed_side(&change, rung_check(change.project));
        status = side == change.base ? print_report(options, side, RUNG_FAILED)
                                     : check_project(options, side);
    }
    close_change(&change);
    return status;
}

RungStatus command_check(Options *options) {
    if (!report_formats_are_known(options)) return RUNG_USAGE;
    if (options_value(options, OPTION_HEAD) && !options_value(options, OPTION_BASE))
        return usage_error("`--head` goes with `--base`");
    if (options_value(options, OPTION_BASE)) return check_change(options);
    return each_project(options, true, check_project);
}
