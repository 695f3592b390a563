/* command_values.c - `rung values` and `rung why`: reading the matrix. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

typedef struct FormatRow {
    const char *name;
    RungValuesFormat format;
} FormatRow;

static const FormatRow formats[] = {
    {"table", RUNG_VALUES_TABLE}, {"json", RUNG_VALUES_JSON}, {"csv", RUNG_VALUES_CSV}};

static bool read_format(const Options *options, RungValuesFormat *out) {
    const char *text = options_value(options, OPTION_FORMAT);
    *out = RUNG_VALUES_TABLE;
    if (!text) return true;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, text) != 0) continue;
        *out = formats[i].format;
        return true;
    }
    usage_error("there is no format `%s`", text);
    fprintf(stderr, "  there are table, json and csv\n");
    return false;
}

RungStatus command_values(Options *options) {
    RungValues request = {.environments = options->values[OPTION_ENV].items,
                          .environment_count = options->values[OPTION_ENV].count,
                          .width = options->output.width,
                          .has_color = options->output.has_color};
    if (!read_format(options, &request.format)) return RUNG_USAGE;
    if (options->operands.count) request.reference = options->operands.items[0];
    RungProject *project = open_project(options, NULL, NULL, false);
    RungText text;
    RungStatus status = rung_values(project, &request, &text);
    print_text(text);
    status = print_findings(options, project, status);
    rung_close(project);
    return status;
}

/* `preview(pr=123)` of `REF@preview(pr=123)`: the project is opened with it. */
static const char *argument_of(const char *reference) {
    const char *at = strrchr(reference, '@');
    return at && strchr(at, '(') ? at + 1 : NULL;
}

RungStatus command_why(Options *options) {
    if (options->operands.count != 1)
        return usage_error("`rung why` takes one REF@ENV, such as orders.helm.replicas@prod");
    const char *reference = options->operands.items[0];
    RungProject *project = open_project(options, NULL, argument_of(reference), false);
    RungText text;
    RungStatus status = rung_why(project, reference, &text);
    print_text(text);
    status = print_findings(options, project, status);
    rung_close(project);
    return status;
}
