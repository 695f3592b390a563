/* command_render.c - `rung render`: the manifests that Helm makes of charts and values. */
#include "command/command.h"

#include <stdio.h>

/* --- What it came to ------------------------------------------------------------------------ */

typedef struct Tally {
    size_t rendered, unchanged, failed, foreign, removed, left_over;
} Tally;

static Tally tally(const RungManifest *manifests, size_t count) {
    Tally out = {0};
    for (size_t i = 0; i < count; i++) {
        const RungManifest *manifest = &manifests[i];
        bool is_foreign = manifest->change == RUNG_FOREIGN;
        out.rendered += manifest->is_rendered && !is_foreign;
        out.foreign += is_foreign;
        out.failed += manifest->has_failed;
        out.unchanged +=
            manifest->change == RUNG_UNCHANGED && !manifest->is_rendered && !manifest->has_failed;
        out.removed += manifest->change == RUNG_REMOVED;
        out.left_over += manifest->change == RUNG_LEFT_OVER;
    }
    return out;
}

static const char *directory_of(const Options *options) {
    const char *out = options_value(options, OPTION_OUT);
    return out ? out : "rendered";
}

static void print_changes(const Options *options, const RungManifest *manifests, size_t count) {
    for (size_t i = 0; i < count; i++) {
        bool is_written = manifests[i].change == RUNG_WRITTEN;
        if (is_written || manifests[i].change == RUNG_REMOVED)
            printf("%-9s %s\n", is_written ? "wrote" : "removed",
                   visible_path(options->arena, join_path(options->arena, directory_of(options),
                                                          manifests[i].path)));
    }
}

/* Nothing where there is nothing to tell, but to a person. */
static void print_summary(const Options *options, const Tally *sum) {
    bool is_news = sum->rendered || sum->failed || sum->foreign || sum->removed || sum->left_over;
    size_t count = sum->rendered + sum->unchanged + sum->failed + sum->foreign;
    fflush(stdout);
    if (!is_news && !options->messages.is_terminal) return;
    fprintf(stderr, "%zu manifest%s: %zu rendered, %zu unchanged", count, count == 1 ? "" : "s",
            sum->rendered, sum->unchanged);
    if (sum->failed) fprintf(stderr, ", %zu failed", sum->failed);
    if (sum->foreign) fprintf(stderr, ", %zu not ours", sum->foreign);
    if (sum->removed) fprintf(stderr, ", %zu removed", sum->removed);
    if (sum->left_over)
        fprintf(stderr, ", %zu left over (`--prune` removes %s)", sum->left_over,
                sum->left_over == 1 ? "it" : "them");
    fprintf(stderr, "\n");
}

static void print_manifests(const Options *options, const RungManifest *manifests, size_t count,
                            bool is_good) {
    Tally sum = tally(manifests, count);
    if (!options_has(options, OPTION_CHECK)) {
        if (!report_takes_output(options)) print_changes(options, manifests, count);
        print_summary(options, &sum);
    } else if (is_good && !report_takes_output(options)) {
        printf("%zu manifest%s: all as the source says\n", count, count == 1 ? "" : "s");
    }
}

static RungRender request_of(Options *options) {
    return (RungRender){.out = options_value(options, OPTION_OUT),
                        .environments = options->values[OPTION_ENV].items,
                        .environment_count = options->values[OPTION_ENV].count,
                        .units = options->values[OPTION_UNIT].items,
                        .unit_count = options->values[OPTION_UNIT].count,
                        .is_check = options_has(options, OPTION_CHECK),
                        .prune = options_has(options, OPTION_PRUNE),
                        .overwrite = options_has(options, OPTION_OVERWRITE)};
}

RungStatus command_render(Options *options) {
    if (options_has(options, OPTION_CHECK) &&
        (options_has(options, OPTION_PRUNE) || options_has(options, OPTION_OVERWRITE)))
        return usage_error("`--check` writes nothing, and goes without `--prune` and "
                           "`--overwrite`");
    const RungManifest *manifests;
    size_t count;
    HelmWatch watch;
    RungRender request = request_of(options);
    RungProject *project = open_project(options, NULL, NULL, false);
    helm_watch_begin(options, &watch, &request);
    RungStatus status = rung_render(project, &request, &manifests, &count);
    helm_watch_end(&watch);
    bool is_good = status == RUNG_OK;
    status = print_report(options, project, status);
    if (manifests) print_manifests(options, manifests, count, is_good);
    rung_close(project);
    return status;
}
