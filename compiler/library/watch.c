/* watch.c - what the machine could not read.
 *
 * A file that is missing, or that nobody may read, is a fact about the project, and findings speak of
 * it. A machine that fails to read one says nothing about the project: a program with a source less
 * would be another program, whose build removes what the other has built. So Files are watched, and
 * after a failure every request fails and says which file it was, instead of anything about what was
 * understood without it. */
#include "library/library.h"

/* Files that were there before, and the project that hears of failures. */
typedef struct Watch {
    RungProject *project;
    Files below;
} Watch;

/* Kept apart from the project's arena, in which the reader may have marked a place to go back to. */
static void note_failure(RungProject *project, Text path) {
    for (uint32_t i = 0; i < project->failed.count; i++)
        if (text_equal(project->failed.items[i], path)) return;
    array_push(project->failures, &project->failed, text_copy(project->failures, path));
}

static FileStatus read_file(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    const Watch *watch = state;
    FileStatus status = watch->below.read(watch->below.state, arena, path, limit, out);
    if (status == FILE_FAILED) note_failure(watch->project, path);
    return status;
}

static FileStatus list_directory(void *state, Arena *arena, Text path, FileEntry **entries,
                                 uint32_t *count) {
    const Watch *watch = state;
    FileStatus status = watch->below.list(watch->below.state, arena, path, entries, count);
    if (status == FILE_FAILED) note_failure(watch->project, path);
    return status;
}

static bool holds(void *state, Text path, Text bytes) {
    const Watch *watch = state;
    return watch->below.holds(watch->below.state, path, bytes);
}

Files watch_files(RungProject *project, Files below) {
    Watch *watch = arena_new(&project->arena, Watch);
    *watch = (Watch){project, below};
    if (!project->failures) project->failures = arena_child(&project->arena);
    return (Files){watch, read_file, list_directory, below.holds ? holds : NULL};
}

bool watch_has_failed(const RungProject *project) {
    return project->failed.count > 0;
}

/* Many files are asked for at once, so one stands for all. What is listed and not there was left out by
 * the clone, or was lost. */
static RungStatus report_git(RungProject *project) {
    Text said = git_complaint(project->git);
    Diagnostic *d = report_git_failed(&project->report, NO_SPAN);
    report_note(d, "it was asked for `%.*s`", TEXT_ARGS(project->failed.items[0]));
    if (said.length) report_note(d, "git says: %.*s", TEXT_ARGS(said));
    if (text_ends_with(said, TEXT(" missing")))
        report_help(d, "a clone that was made with `--filter` lacks what nobody asked for yet, and "
                       "nothing is fetched here: clone without a filter; otherwise `git fsck`");
    return RUNG_FAILED;
}

RungStatus watch_report(RungProject *project) {
    Text reason = text_of(file_status_describe(FILE_FAILED));
    project->concern = CONCERN_PROGRAM;
    report_open(&project->report, &project->arena, &project->sources);
    if (project->git) return report_git(project);
    for (uint32_t i = 0; i < project->failed.count; i++) {
        Text path = project->failed.items[i];
        report_unreadable(&project->report, NO_SPAN, path.length ? path : TEXT("."), reason);
    }
    return RUNG_FAILED;
}

bool watch_is_whole(RungProject *project) {
    if (watch_has_failed(project)) watch_report(project);
    return !watch_has_failed(project);
}
