/* command_render.c - `rung render`: the manifests that Helm makes of charts and values.
 *
 * While it runs, signals that end a program wait: the library is asked to stop instead, so that what it
 * has laid out for Helm is cleared away, and then they do what they always do. */
#include "command/command.h"

#include <signal.h>
#include <stdio.h>

/* --- While it runs -------------------------------------------------------------------------- */

static void ending_signals(sigset_t *out) {
    sigemptyset(out);
    sigaddset(out, SIGINT);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGHUP);
}

static bool is_asked_to_end(void) {
    sigset_t pending, ending;
    ending_signals(&ending);
    if (sigpending(&pending) != 0) return false;
    return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
           sigismember(&pending, SIGHUP);
}

/* One line on a terminal, written over and over. */
typedef struct Progress {
    bool is_terminal;
    bool is_shown;
} Progress;

static bool show_progress(void *state, size_t done, size_t total) {
    Progress *progress = state;
    if (progress->is_terminal && total > 0) {
        fprintf(stderr, "\rrendered %zu of %zu", done, total);
        progress->is_shown = true;
    }
    return !is_asked_to_end();
}

static void clear_progress(const Progress *progress) {
    if (progress->is_shown) fprintf(stderr, "\r\033[K");
}

static RungStatus render(const Options *options, RungProject *project, RungRender *request,
                         const RungManifest **manifests, size_t *count) {
    sigset_t ending, before;
    Progress progress = {.is_terminal = options->messages.is_terminal};
    request->progress = show_progress;
    request->state = &progress;
    ending_signals(&ending);
    (void)sigprocmask(SIG_BLOCK, &ending, &before);
    RungStatus status = rung_render(project, request, manifests, count);
    clear_progress(&progress);
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

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
                        .arguments = options->passed_on.items,
                        .argument_count = options->passed_on.count,
                        .jobs = options_number(options, OPTION_JOBS),
                        .is_check = options_has(options, OPTION_CHECK),
                        .prune = options_has(options, OPTION_PRUNE),
                        .overwrite = options_has(options, OPTION_OVERWRITE)};
}

RungStatus command_render(Options *options) {
    if (!report_formats_are_known(options)) return RUNG_USAGE;
    if (options_has(options, OPTION_CHECK) &&
        (options_has(options, OPTION_PRUNE) || options_has(options, OPTION_OVERWRITE)))
        return usage_error("`--check` writes nothing, and goes without `--prune` and "
                           "`--overwrite`");
    const RungManifest *manifests;
    size_t count;
    RungRender request = request_of(options);
    RungProject *project = open_project(options, NULL, NULL, false);
    RungStatus status = render(options, project, &request, &manifests, &count);
    bool is_good = status == RUNG_OK;
    status = print_report(options, project, status);
    if (manifests) print_manifests(options, manifests, count, is_good);
    rung_close(project);
    return status;
}
