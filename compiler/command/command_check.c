/* command_check.c - `rung check`: every mistake of one run; nothing is written but, with `--fix`, what
 * mends itself.
 *
 * Fixes come first, and then everything is read and checked as it is without them, so that the report
 * is about what stands on disk. Where something could not be read or written, that is the report. */
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

/* --- Fixes ---------------------------------------------------------------------------------- */

static void show_patch(const Options *options, const char *shown, const RungFixed *source) {
    if (source->is_hidden)
        fprintf(stderr, "rung: no patch is shown of %s, which would show what is hidden\n", shown);
    else
        print_difference(options->arena, shown, (Text){source->before.bytes, source->before.length},
                         (Text){source->after.bytes, source->after.length},
                         options->output.has_color);
}

static RungStatus settle(const Options *options, RungProject *project, const RungFixed *source) {
    const char *shown = show_path(options->arena, rung_root(project), source->path);
    if (options_has(options, OPTION_DIFF)) {
        show_patch(options, shown, source);
        return RUNG_OK;
    }
    RungStatus status = rung_replace(project, source->path, source->after);
    if (status == RUNG_OK) fprintf(stderr, "fixed %s\n", shown);
    return status;
}

static RungStatus fix_project(Options *options, RungProject *project) {
    size_t count;
    const RungFixed *sources;
    RungStatus status = rung_fix(project, options_has(options, OPTION_DRIFT), &sources, &count);
    for (size_t i = 0; i < count; i++)
        status = worse_status(status, settle(options, project, &sources[i]));
    return status == RUNG_OK ? RUNG_OK : print_report(options, project, status);
}

/* Fixes are made in what is on disk, and the patch has standard output to itself. */
static RungStatus refuse_fixes(const Options *options) {
    const char *name = options_has(options, OPTION_FIX) ? "fix" : "diff";
    if (options_has(options, OPTION_FIX) && options_has(options, OPTION_DIFF))
        return usage_error("`--diff` shows what `--fix` would write: give one of them");
    if (options_has(options, OPTION_STAGED))
        return usage_error("`--%s` is about the sources on disk, and `--staged` reads the index",
                           name);
    if (options_value(options, OPTION_HEAD))
        return usage_error("`--%s` is about the sources on disk, and `--head` reads a revision",
                           name);
    if (options_has(options, OPTION_DIFF) && report_takes_output(options))
        return usage_error("`--diff` prints to standard output: write the report to a file, as in "
                           "`--format json=report.json`");
    return RUNG_OK;
}

static RungStatus fix_sources(Options *options) {
    if (!options_has(options, OPTION_FIX) && !options_has(options, OPTION_DIFF)) return RUNG_OK;
    RungStatus status = refuse_fixes(options);
    return status == RUNG_OK ? each_project(options, true, fix_project) : status;
}

static RungStatus check(Options *options) {
    if (options_value(options, OPTION_BASE)) return check_change(options);
    return each_project(options, true, check_project);
}

RungStatus command_check(Options *options) {
    if (options_value(options, OPTION_HEAD) && !options_value(options, OPTION_BASE))
        return usage_error("`--head` goes with `--base`");
    RungStatus status = fix_sources(options);
    return status == RUNG_OK ? check(options) : status;
}
