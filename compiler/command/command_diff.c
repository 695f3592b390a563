/* command_diff.c - `rung diff` and `rung affected`: what a change does to every environment. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>

static bool read_format(const Options *options, RungDiffFormat *out) {
    bool is_names = options_has(options, OPTION_NAMES_ONLY);
    *out = is_names ? RUNG_DIFF_NAMES : (RungDiffFormat)options_format(options);
    return !is_names || !options_has(options, OPTION_FORMAT) ||
           usage_error("`--names-only` is a format of its own") == RUNG_OK;
}

/* Two environments, or none. */
static bool read_operands(const Options *options, RungDiff *request) {
    uint32_t count = options->operands.count;
    bool has_base = options_value(options, OPTION_BASE) != NULL;
    if (count == 1)
        return usage_error("`rung diff` compares two environments, and was given only `%s`",
                           options->operands.items[0]) == RUNG_OK;
    if (count == 2 && has_base)
        return usage_error("`rung diff` compares two environments or two revisions, not both") ==
               RUNG_OK;
    if (options_value(options, OPTION_HEAD) && !has_base)
        return usage_error("`--head` goes with `--base`") == RUNG_OK;
    if (options_value(options, OPTION_OUT) && (count || has_base))
        return usage_error(
                   "`--out` is the directory that is compared with what a build writes, and "
                   "goes without environments and `--base`") == RUNG_OK;
    request->from = count ? options->operands.items[0] : NULL;
    request->to = count ? options->operands.items[1] : NULL;
    return true;
}

/* What Helm makes is compared between two revisions. */
static bool rendered_fits(const Options *options) {
    bool is_rendered = options_has(options, OPTION_RENDERED);
    if (is_rendered && !options_value(options, OPTION_BASE))
        return usage_error("`--rendered` goes with `--base`") == RUNG_OK;
    if (!is_rendered && options_value(options, OPTION_JOBS))
        return usage_error("`--jobs` goes with `--rendered`") == RUNG_OK;
    return true;
}

static RungStatus diff(Options *options, RungProject *project, RungDiff *request, RungText *text,
                       bool *differs) {
    HelmWatch watch;
    RungRender how = {0};
    if (!options_has(options, OPTION_RENDERED)) return rung_diff(project, request, text, differs);
    request->rendered = &how;
    helm_watch_begin(options, &watch, &how);
    RungStatus status = rung_diff(project, request, text, differs);
    helm_watch_end(&watch);
    request->rendered = NULL;
    return status;
}

/* The formats are those of a result: what failed has none, and is text on standard error. */
static RungStatus open_sides(Options *options, Change *out) {
    options->values[OPTION_FORMAT].count = 0;
    return open_change(options, false, out);
}

/* `rung check` shows the errors of the program, and none of Helm. */
static RungStatus print_errors(Options *options, RungProject *project, RungStatus status) {
    if (status != RUNG_FINDINGS || !options_has(options, OPTION_RENDERED))
        return print_findings(options, project, status);
    return print_report(options, project, status);
}

static RungStatus print_diff(Options *options, const Change *change, RungDiff *request) {
    RungText text;
    bool differs;
    RungStatus status = diff(options, change->project, request, &text, &differs);
    print_text(text);
    status = print_errors(options, failed_side(change, status), status);
    if (differs && options_has(options, OPTION_EXIT_CODE))
        status = worse_status(status, RUNG_FINDINGS);
    return status;
}

RungStatus command_diff(Options *options) {
    const char *size = options_value(options, OPTION_MAX_SIZE);
    RungDiff request = {.environments = options->values[OPTION_ENV].items,
                        .environment_count = options->values[OPTION_ENV].count,
                        .units = options->values[OPTION_UNIT].items,
                        .unit_count = options->values[OPTION_UNIT].count,
                        .out = options_value(options, OPTION_OUT),
                        .max_size = size ? (size_t)strtoul(size, NULL, 10) : 0,
                        .width = options->output.width,
                        .has_color = options->output.has_color};
    if (!read_format(options, &request.format) || !read_operands(options, &request) ||
        !rendered_fits(options))
        return RUNG_USAGE;
    Change change;
    RungStatus status = open_sides(options, &change);
    request.base = change.base;
    if (status == RUNG_OK) status = print_diff(options, &change, &request);
    close_change(&change);
    return status;
}

RungStatus command_affected(Options *options) {
    Change change;
    RungText text = {"", 0};
    RungAffectedFormat format = (RungAffectedFormat)options_format(options);
    if (!options_value(options, OPTION_BASE))
        return usage_error("`rung affected` needs `--base REV`: what the change came after");
    RungStatus status = open_sides(options, &change);
    if (status == RUNG_OK) {
        status = rung_affected(change.project, change.base, format, &text);
        print_text(text);
        status = print_findings(options, failed_side(&change, status), status);
    }
    close_change(&change);
    return status;
}
