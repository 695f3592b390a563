/* report.c - opening projects and printing their findings, for every command that compiles. */
#include "command/command.h"

#include "git/git.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Asked by the library only where a date stands in the program: the day that HEAD was committed,
 * so that the same commit gives the same verdict on every machine and on every day. */
static const char *today(void *state, const char *root) {
    int64_t seconds;
    Options *options = state;
    const char *date = options_value(options, OPTION_TODAY);
    if (date || !*root) return date;
    GitAnswer answer = git_head_time(options->arena, text_of(root), &seconds);
    bool is_failure = answer == GIT_ENDED || answer == GIT_FAILED;
    if (is_failure && !options->has_failed) {
        usage_error("`git` did not say when the head was committed, so dates were not judged");
        options->has_failed = true;
    }
    if (answer != GIT_OK) return NULL;
    return moment_date(options->arena, seconds).bytes;
}

/* The options with which every project is opened. */
static RungOptions opening_options(Options *options, const char *argument, bool dates_are_errors) {
    ARRAY(const char *) arguments = {0};
    if (argument) array_push(options->arena, &arguments, argument);
    for (uint32_t i = 0; i < options->values[OPTION_ENV].count; i++)
        if (strchr(options->values[OPTION_ENV].items[i], '('))
            array_push(options->arena, &arguments, options->values[OPTION_ENV].items[i]);
    return (RungOptions){.today = today,
                         .state = options,
                         .arguments = arguments.items,
                         .argument_count = arguments.count,
                         .is_staged = options_has(options, OPTION_STAGED),
                         .revision = options_value(options, OPTION_HEAD),
                         .dates_are_errors = dates_are_errors};
}

const char *project_place(const Options *options) {
    const char *place = options_value(options, OPTION_PROJECT);
    return place ? place : ".";
}

/* Of a command whose one operand may be a file of the project. */
static const char *change_place(const Options *options) {
    return options->operands.count == 1 ? options->operands.items[0] : project_place(options);
}

RungProject *open_project(Options *options, const char *path, const char *argument,
                          bool dates_are_errors) {
    RungOptions open = opening_options(options, argument, dates_are_errors);
    return rung_open(path ? path : project_place(options), &open);
}

/* --- Changes -------------------------------------------------------------------------------- */

/* In a bare repository there is nothing on disk to compare with. */
static RungProject *open_head(Options *options, const RungOptions *how) {
    RungOptions open = *how;
    RungProject *project = rung_open(change_place(options), &open);
    if (open.revision || open.is_staged || rung_is_there(project)) return project;
    open.revision = "HEAD";
    RungProject *head = rung_open(change_place(options), &open);
    bool is_better = rung_is_there(head);
    rung_close(is_better ? project : head);
    return is_better ? head : project;
}

static RungProject *open_base(Options *options, const char *revision) {
    RungOptions open = opening_options(options, NULL, false);
    open.today = NULL; /* its dates are nobody's concern any more */
    open.is_staged = false;
    open.base_of = open.revision ? open.revision : "HEAD";
    open.revision = revision;
    RungProject *base = rung_open(change_place(options), &open);
    rung_begin(base);
    return base;
}

RungStatus open_change(Options *options, bool dates_are_errors, Change *out) {
    const char *base = options_value(options, OPTION_BASE);
    RungOptions open = opening_options(options, NULL, dates_are_errors);
    *out = (Change){.base = base ? open_base(options, base) : NULL};
    open.base = out->base;
    out->project = open_head(options, &open);
    if (!base || rung_is_open(out->base)) return RUNG_OK;
    return print_report(options, out->base, RUNG_FAILED);
}

RungProject *failed_side(const Change *change, RungStatus status) {
    bool is_base = status == RUNG_FAILED && change->base && rung_check(change->base) == RUNG_FAILED;
    return is_base ? change->base : change->project;
}

void close_change(Change *change) {
    rung_close(change->base);
    rung_close(change->project);
}

RungStatus worse_status(RungStatus a, RungStatus b) {
    return a > b ? a : b;
}

/* --- Each project --------------------------------------------------------------------------- */

typedef ARRAY(RungProject *) Projects;

/* A project is worked on once, however many of its files are named. */
static bool is_known(const Projects *projects, RungProject *project) {
    const char *root = rung_root(project);
    for (uint32_t i = 0; i < projects->count && *root; i++)
        if (strcmp(rung_root(projects->items[i]), root) == 0) return true;
    return false;
}

static void add_project(Options *options, Projects *projects, RungProject *project) {
    if (is_known(projects, project))
        rung_close(project);
    else
        array_push(options->arena, projects, project);
}

/* One report, one output directory: neither can be shared by several projects. */
static RungStatus refuse_several(const Options *options) {
    if (options_value(options, OPTION_OUT))
        return usage_error("`--out` goes with one project, and the files belong to several");
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++)
        if (strcmp(options->values[OPTION_FORMAT].items[i], "text") != 0)
            return usage_error("a report in `%s` is about one project, and the files belong to "
                               "several",
                               options->values[OPTION_FORMAT].items[i]);
    return RUNG_OK;
}

RungStatus each_project(Options *options, bool dates_are_errors,
                        RungStatus (*run)(Options *options, RungProject *project)) {
    Projects projects = {0};
    uint32_t count = options->operands.count;
    if (!count)
        add_project(options, &projects, open_project(options, NULL, NULL, dates_are_errors));
    for (uint32_t i = 0; i < count; i++)
        add_project(options, &projects,
                    open_project(options, options->operands.items[i], NULL, dates_are_errors));
    RungStatus status = projects.count > 1 ? refuse_several(options) : RUNG_OK;
    bool is_refused = status != RUNG_OK;
    for (uint32_t i = 0; i < projects.count; i++) {
        RungProject *project = projects.items[i];
        if (projects.count > 1 && *rung_root(project))
            options->heading = show_path(options->arena, rung_root(project), "");
        if (!is_refused) status = worse_status(status, run(options, project));
        options->heading = NULL;
        rung_close(project);
    }
    return status;
}

/* --- Reports -------------------------------------------------------------------------------- */

bool report_takes_output(const Options *options) {
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++) {
        const char *text = options->values[OPTION_FORMAT].items[i];
        if (format_value(options, text) != RUNG_REPORT_TEXT && !strchr(text, '=')) return true;
    }
    return false;
}

static RungStatus write_file(const char *path, RungText text) {
    FILE *file = fopen(path, "wb");
    bool is_written = file && fwrite(text.bytes, 1, text.length, file) == text.length;
    int reason = errno;
    if (file && fclose(file) != 0 && is_written) {
        is_written = false;
        reason = errno;
    }
    if (is_written) return RUNG_OK;
    usage_error("`%s` could not be written: %s", path, strerror(reason));
    return RUNG_FAILED;
}

/* The way from the top of the repository to the project: what others call files by. */
static const char *prefix_of(const Options *options, RungProject *project) {
    Git *git;
    Text root = text_of(rung_root(project));
    if (!root.length || git_open(options->arena, root, TEXT(""), false, &git) != GIT_OK)
        return NULL;
    return text_c(options->arena, git_prefix(git));
}

static bool needs_prefix(RungReportFormat format) {
    switch (format) {
    case RUNG_REPORT_TEXT:
    case RUNG_REPORT_JSON:
    case RUNG_REPORT_MARKDOWN: return false;
    case RUNG_REPORT_SARIF:
    case RUNG_REPORT_GITHUB:
    case RUNG_REPORT_GITLAB: return true;
    }
    unreachable("RungReportFormat");
}

static RungReportFormat format_of(const Options *options, const char *text) {
    return (RungReportFormat)format_value(options, text);
}

/* Git is asked once, and only where a format needs it. */
static const char *prefix_for(const Options *options, RungProject *project) {
    bool is_needed = false;
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++)
        is_needed |= needs_prefix(format_of(options, options->values[OPTION_FORMAT].items[i]));
    return is_needed ? prefix_of(options, project) : NULL;
}

/* A report to the file of that path, or where it is NULL to standard output, or as text to standard error. */
static RungStatus print_one(const Options *options, RungProject *project, RungReportFormat format,
                            const char *path, const char *prefix) {
    RungReportOptions how = {.prefix = prefix,
                             .has_color = options->messages.has_color && !path,
                             .width = options->messages.width,
                             .max_findings = options_number(options, OPTION_MAX_FINDINGS)};
    RungText report = rung_report(project, format, &how);
    if (path) return write_file(path, report);
    if (options->heading && report.length) fprintf(stderr, "in %s:\n", options->heading);
    fwrite(report.bytes, 1, report.length, format == RUNG_REPORT_TEXT ? stderr : stdout);
    return RUNG_OK;
}

/* Of a build of a part: there are mistakes that did not stop it. */
static void mention_elsewhere(RungProject *project) {
    unsigned count = rung_counts(project).elsewhere;
    if (count)
        fprintf(stderr, "%u error%s elsewhere: `rung check` shows %s\n", count,
                count == 1 ? "" : "s", count == 1 ? "it" : "them");
}

RungStatus print_report(Options *options, RungProject *project, RungStatus status) {
    uint32_t count = options->values[OPTION_FORMAT].count;
    const char *prefix = prefix_for(options, project);
    if (!count) print_one(options, project, RUNG_REPORT_TEXT, NULL, prefix);
    for (uint32_t i = 0; i < count; i++) {
        const char *text = options->values[OPTION_FORMAT].items[i], *path = strchr(text, '=');
        status = worse_status(status, print_one(options, project, format_of(options, text),
                                                path ? path + 1 : NULL, prefix));
    }
    if (status == RUNG_OK) mention_elsewhere(project);
    return status;
}

RungStatus print_findings(Options *options, RungProject *project, RungStatus status) {
    unsigned count = rung_counts(project).errors;
    options->values[OPTION_FORMAT].count = 0;
    if (status != RUNG_OK && status != RUNG_FINDINGS) return print_report(options, project, status);
    if (status == RUNG_FINDINGS)
        fprintf(stderr, "%u error%s: `rung check` shows %s\n", count, count == 1 ? "" : "s",
                count == 1 ? "it" : "them");
    return status;
}

void print_text(RungText text) {
    fwrite(text.bytes, 1, text.length, stdout);
}
