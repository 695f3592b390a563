/* command_values.c - `rung values` and `rung why`: reading the matrix. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

RungStatus command_values(Options *options) {
    RungValues request = {.format = (RungValuesFormat)options_format(options),
                          .environments = options->values[OPTION_ENV].items,
                          .environment_count = options->values[OPTION_ENV].count,
                          .width = options->output.width,
                          .has_color = options->output.has_color};
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
