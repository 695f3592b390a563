/* command_set.c - `rung set`: one value of the source. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

static bool is_same(const RungEdit *edit) {
    return edit->before.length == edit->after.length &&
           memcmp(edit->before.bytes, edit->after.bytes, edit->after.length) == 0;
}

static void print_place(const Options *options, RungProject *project, const RungEdit *edit) {
    printf(" (%s:%u:%u)\n", show_path(options->arena, rung_root(project), edit->path), edit->line,
           edit->column);
}

/* A patch of a sensitive value would show it. */
static bool shows_patch(const Options *options, const RungEdit *edit) {
    if (!options_has(options, OPTION_DIFF)) return false;
    if (edit->is_hidden) fprintf(stderr, "rung: no patch is shown of a value that is @sensitive\n");
    return !edit->is_hidden;
}

/* The patch, or the change in a line, made unless only the difference was asked for. */
static RungStatus settle(const Options *options, RungProject *project, const RungEdit *edit) {
    RungStatus status = RUNG_OK;
    if (shows_patch(options, edit)) {
        print_difference(options->arena,
                         show_path(options->arena, rung_root(project), edit->source),
                         (Text){edit->before.bytes, edit->before.length},
                         (Text){edit->after.bytes, edit->after.length}, options->output.has_color);
        return RUNG_OK;
    }
    if (!options_has(options, OPTION_DIFF))
        status = rung_replace(project, edit->source, edit->after);
    if (status != RUNG_OK) return status;
    printf("%s: %s -> %s", edit->reference, edit->old_value, edit->new_value);
    print_place(options, project, edit);
    return RUNG_OK;
}

RungStatus command_set(Options *options) {
    if (options->operands.count != 2)
        return usage_error("`rung set` takes a REF and a VALUE, such as "
                           "orders.helm.replicas@prod 8");
    RungProject *project = open_project(options, NULL, NULL, false);
    RungEdit edit;
    RungStatus status =
        rung_set(project, options->operands.items[0], options->operands.items[1], &edit);
    if (status == RUNG_OK && is_same(&edit)) {
        printf("%s is %s already", edit.reference, edit.new_value);
        print_place(options, project, &edit);
    } else if (status == RUNG_OK) {
        status = settle(options, project, &edit);
    }
    status = print_report(options, project, status);
    rung_close(project);
    return status;
}
