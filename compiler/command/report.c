/* report.c - opening projects and printing their findings, for every command that compiles. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Asked by the library only where a date stands in the program. */
static const char *today(void *state, const char *root) {
    const Options *options = state;
    const char *date = options_value(options, OPTION_TODAY);
    return date ? date : git_today(options->arena, root);
}

RungProject *open_project(Options *options, const char *path, bool dates_are_errors) {
    const char *place = options_value(options, OPTION_PROJECT);
    ARRAY(const char *) arguments = {0};
    for (uint32_t i = 0; i < options->values[OPTION_ENV].count; i++)
        if (strchr(options->values[OPTION_ENV].items[i], '('))
            array_push(options->arena, &arguments, options->values[OPTION_ENV].items[i]);
    RungOptions open = {.today = today,
                        .state = options,
                        .arguments = arguments.items,
                        .argument_count = arguments.count,
                        .dates_are_errors = dates_are_errors};
    return rung_open(path ? path : place ? place : ".", &open);
}

typedef struct FormatRow {
    const char *name;
    RungReportFormat format;
} FormatRow;

static const FormatRow formats[] = {{"text", RUNG_REPORT_TEXT}, {"json", RUNG_REPORT_JSON}};

/* `json`, or `json=FILE`. */
static const FormatRow *find_format(const char *text) {
    size_t length = strcspn(text, "=");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strlen(formats[i].name) == length && strncmp(formats[i].name, text, length) == 0)
            return &formats[i];
    return NULL;
}

bool report_format_is_known(const char *text) {
    if (find_format(text)) return true;
    usage_error("there is no report format `%s`", text);
    fprintf(stderr, "  there are text and json\n");
    return false;
}

/* A report to a file, standard output, or as text to standard error. */
static int print_one(RungProject *project, const char *text, const RungReportOptions *how) {
    const FormatRow *row = find_format(text);
    const char *path = strchr(text, '=');
    RungReportOptions plain = *how;
    if (path) plain.has_color = false;
    RungText report = rung_report(project, row->format, &plain);
    if (!path) {
        fwrite(report.bytes, 1, report.length, row->format == RUNG_REPORT_TEXT ? stderr : stdout);
        return RUNG_OK;
    }
    FILE *file = fopen(path + 1, "wb");
    bool is_written = file && fwrite(report.bytes, 1, report.length, file) == report.length;
    if (file && fclose(file) != 0) is_written = false;
    if (is_written) return RUNG_OK;
    fprintf(stderr, "rung: `%s` could not be written: %s\n", path + 1, strerror(errno));
    return RUNG_FAILED;
}

int print_report(Options *options, RungProject *project, int status) {
    const char *most = options_value(options, OPTION_MAX_FINDINGS);
    RungReportOptions how = {.has_color = options->has_color,
                             .width = options->width,
                             .max_findings = most ? (unsigned)strtoul(most, NULL, 10) : 0};
    uint32_t count = options->values[OPTION_FORMAT].count;
    if (!count) return print_one(project, "text", &how), status;
    for (uint32_t i = 0; i < count; i++) {
        int printed = print_one(project, options->values[OPTION_FORMAT].items[i], &how);
        if (printed > status) status = printed;
    }
    return status;
}
