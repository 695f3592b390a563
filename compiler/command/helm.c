/* helm.c - what commands that run Helm have in common: how far it is, and how it is interrupted.
 *
 * While Helm runs, signals that end a program wait: the library is asked to stop instead, so that what it
 * has laid out for Helm is cleared away, and then they do what they always do. */
#include "command/command.h"

#include <stdio.h>

static void ending_signals(sigset_t *out) {
    sigemptyset(out);
    sigaddset(out, SIGINT);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGHUP);
}

static bool is_asked_to_end(void) {
    sigset_t pending;
    if (sigpending(&pending) != 0) return false;
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1 ||
           sigismember(&pending, SIGHUP) == 1;
}

/* One line on a terminal, written over and over. */
static bool show_progress(void *state, size_t done, size_t total) {
    HelmWatch *watch = state;
    if (watch->options->messages.is_terminal) {
        fprintf(stderr, "\rrendered %zu of %zu", done, total);
        watch->is_shown = true;
    }
    return !is_asked_to_end();
}

void helm_watch_begin(const Options *options, HelmWatch *watch, RungRender *request) {
    sigset_t ending;
    *watch = (HelmWatch){.options = options};
    ending_signals(&ending);
    (void)sigprocmask(SIG_BLOCK, &ending, &watch->before);
    request->arguments = options->passed_on.items;
    request->argument_count = options->passed_on.count;
    request->jobs = options_number(options, OPTION_JOBS);
    request->progress = show_progress;
    request->state = watch;
}

void helm_watch_end(HelmWatch *watch) {
    if (watch->is_shown) fprintf(stderr, "\r\033[K");
    (void)sigprocmask(SIG_SETMASK, &watch->before, NULL);
}
