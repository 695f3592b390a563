/* command_build.c - `rung build`: the files that deployment tools read. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

static const char *describe(RungChange change) {
    switch (change) {
    case RUNG_UNCHANGED: return "unchanged";
    case RUNG_WRITTEN: return "wrote";
    case RUNG_REMOVED: return "removed";
    case RUNG_EDITED: return "edited by hand";
    case RUNG_STALE: return "stale";
    case RUNG_MISSING: return "missing";
    case RUNG_LEFT_OVER: return "left over";
    case RUNG_FOREIGN: return "not ours";
    }
    unreachable("RungChange");
}

static unsigned count_of(const RungOutput *outputs, size_t count, RungChange change) {
    unsigned found = 0;
    for (size_t i = 0; i < count; i++) found += outputs[i].change == change;
    return found;
}

/* A line a file that changed, and one that sums up. */
static void print_outputs(const RungOutput *outputs, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (outputs[i].change == RUNG_WRITTEN || outputs[i].change == RUNG_REMOVED ||
            outputs[i].change == RUNG_LEFT_OVER)
            printf("%-9s %s\n", describe(outputs[i].change), outputs[i].path);
    unsigned written = count_of(outputs, count, RUNG_WRITTEN);
    unsigned removed = count_of(outputs, count, RUNG_REMOVED);
    unsigned left = count_of(outputs, count, RUNG_LEFT_OVER);
    printf("%zu file%s: %u written, %u unchanged", count - removed - left,
           count - removed - left == 1 ? "" : "s", written,
           count_of(outputs, count, RUNG_UNCHANGED));
    if (removed) printf(", %u removed", removed);
    if (left) printf(", %u left over (`rung build --prune` removes them)", left);
    printf("\n");
}

static RungBuild build_request(const Options *options) {
    return (RungBuild){.out = options_value(options, OPTION_OUT),
                       .environments = options->values[OPTION_ENV].items,
                       .environment_count = options->values[OPTION_ENV].count,
                       .units = options->values[OPTION_UNIT].items,
                       .unit_count = options->values[OPTION_UNIT].count,
                       .images = options->values[OPTION_IMAGE].items,
                       .image_count = options->values[OPTION_IMAGE].count,
                       .is_check = options_has(options, OPTION_CHECK),
                       .prune = options_has(options, OPTION_PRUNE),
                       .overwrite = options_has(options, OPTION_OVERWRITE)};
}

static bool is_quiet(const Options *options) {
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++)
        if (strcmp(options->values[OPTION_FORMAT].items[i], "text") != 0 &&
            !strchr(options->values[OPTION_FORMAT].items[i], '='))
            return true;
    return false;
}

static int build_one(Options *options, RungProject *project) {
    RungBuild request = build_request(options);
    const RungOutput *outputs;
    size_t count;
    int status = rung_build(project, &request, &outputs, &count);
    bool is_done = status == RUNG_OK && !request.is_check;
    status = print_report(options, project, status);
    if (is_done && !is_quiet(options)) print_outputs(outputs, count);
    if (request.is_check && status == RUNG_OK && !is_quiet(options))
        printf("%zu file%s: all as the source says\n", count, count == 1 ? "" : "s");
    bool has_written = count_of(outputs, count, RUNG_WRITTEN) + count_of(outputs, count, RUNG_REMOVED);
    if (status == RUNG_OK && has_written && options_has(options, OPTION_EXIT_CODE))
        return RUNG_FINDINGS;
    return status;
}

int command_build(Options *options) {
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++)
        if (!report_format_is_known(options->values[OPTION_FORMAT].items[i])) return RUNG_USAGE;
    if (options->values[OPTION_FORMAT].count && !options_has(options, OPTION_CHECK))
        return usage_error("`--format` goes with `--check`");
    const char *path = options->operands.count ? options->operands.items[0] : NULL;
    if (options->operands.count > 1)
        return usage_error("`rung build` works on one project: it was given %u paths",
                           options->operands.count);
    RungProject *project = open_project(options, path, false);
    int status = build_one(options, project);
    rung_close(project);
    return status;
}
