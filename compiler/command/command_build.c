/* command_build.c - `rung build`: the files that deployment tools read. */
#include "command/command.h"

#include <stdio.h>

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
    for (size_t i = 0; i < count; i++)
        found += outputs[i].change == change;
    return found;
}

/* A line a file that changed, as a person here would name it. */
static void print_changes(Options *options, const RungOutput *outputs, size_t count) {
    const char *out = options_value(options, OPTION_OUT);
    for (size_t i = 0; i < count; i++)
        if (outputs[i].change != RUNG_UNCHANGED)
            printf("%-9s %s\n", describe(outputs[i].change),
                   out ? join_path(options->arena, out, outputs[i].path) : outputs[i].path);
}

/* A line that sums up. */
static void print_summary(const RungOutput *outputs, size_t count) {
    unsigned written = count_of(outputs, count, RUNG_WRITTEN);
    unsigned unchanged = count_of(outputs, count, RUNG_UNCHANGED);
    unsigned removed = count_of(outputs, count, RUNG_REMOVED);
    unsigned left = count_of(outputs, count, RUNG_LEFT_OVER);
    printf("%u file%s: %u written, %u unchanged", written + unchanged,
           written + unchanged == 1 ? "" : "s", written, unchanged);
    if (removed) printf(", %u removed", removed);
    if (left) printf(", %u left over (`--prune` removes %s)", left, left == 1 ? "it" : "them");
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

/* What was done, or that there was nothing to do. */
static void print_outputs(Options *options, const RungOutput *outputs, size_t count) {
    if (report_takes_output(options)) return;
    if (options->heading) printf("in %s:\n", options->heading);
    if (options_has(options, OPTION_CHECK)) {
        printf("%zu file%s: all as the source says\n", count, count == 1 ? "" : "s");
        return;
    }
    print_changes(options, outputs, count);
    print_summary(outputs, count);
}

static RungStatus build_project(Options *options, RungProject *project) {
    RungBuild request = build_request(options);
    const RungOutput *outputs;
    size_t count;
    RungStatus status = rung_build(project, &request, &outputs, &count);
    bool is_done = status == RUNG_OK;
    status = print_report(options, project, status);
    if (!is_done) return status;
    print_outputs(options, outputs, count);
    bool has_changed =
        count_of(outputs, count, RUNG_WRITTEN) + count_of(outputs, count, RUNG_REMOVED) > 0;
    if (has_changed && options_has(options, OPTION_EXIT_CODE))
        status = worse_status(status, RUNG_FINDINGS);
    return status;
}

RungStatus command_build(Options *options) {
    if (options->values[OPTION_FORMAT].count && !options_has(options, OPTION_CHECK))
        return usage_error("`--format` goes with `--check`");
    if (options_has(options, OPTION_STAGED) && options_value(options, OPTION_OUT))
        return usage_error(
            "`--staged` is about the outputs of the index, and goes without `--out`");
    return each_project(options, false, build_project);
}
