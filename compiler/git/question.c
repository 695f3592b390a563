/* question.c - git as a program: what it is told before it is asked anything.
 *
 * Git finds its repository by variables of the environment before it looks around, and its hooks
 * set them relative to the directory they run in, which for us is not always the directory that git
 * is sent to. So the two that say where things are get absolute here.
 *
 * A repository may be a stranger's, and its configuration can name programs. None of the questions
 * needs one: what would fetch, watch files or write is turned off here, for every run. */
#include "git/question.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* --- The environment ------------------------------------------------------------------------ */

/* `NAME=/current/directory/VALUE`, or the directory alone where the value is empty. */
static const char *absolute(Arena *arena, const char *name, const char *value) {
    char here[PATH_MAX];
    if (value[0] == '/' || getcwd(here, sizeof here) == NULL) return NULL;
    const char *slash = value[0] != '\0' ? "/" : "";
    return text_format(arena, "%s=%s%s%s", name, here, slash, value).bytes;
}

/* What a partial clone lacks would be fetched by whatever program its configuration names, and over
 * any protocol; paths are no patterns; and what is only asked writes nothing. */
static const char *const settings[] = {"GIT_NO_LAZY_FETCH=1",
                                       "GIT_ALLOW_PROTOCOL=", "GIT_LITERAL_PATHSPECS=1",
                                       "GIT_OPTIONAL_LOCKS=0"};

enum { SETTING_COUNT = sizeof settings / sizeof settings[0], DIRECTORY_COUNT = 2 };

/* `GIT_DIR=` and `GIT_WORK_TREE=`, where they are given and not absolute. Where the first is given and
 * no working tree, the current directory is meant to be the top of it. */
static size_t add_directories(Arena *arena, const char **out) {
    const char *directory = getenv("GIT_DIR"), *tree = getenv("GIT_WORK_TREE");
    const char *first = directory != NULL ? absolute(arena, "GIT_DIR", directory) : NULL;
    const char *second = tree != NULL        ? absolute(arena, "GIT_WORK_TREE", tree)
                         : directory != NULL ? absolute(arena, "GIT_WORK_TREE", "")
                                             : NULL;
    size_t count = 0;
    if (first != NULL) out[count++] = first;
    if (second != NULL) out[count++] = second;
    return count;
}

/* What is said here instead of what we have. */
static const char *const *environment_of(Arena *arena) {
    const char **ours = arena_array(arena, const char *, SETTING_COUNT + DIRECTORY_COUNT + 1);
    memcpy(ours, settings, sizeof settings);
    ours[SETTING_COUNT + add_directories(arena, ours + SETTING_COUNT)] = NULL;
    return ours;
}

/* --- The command ---------------------------------------------------------------------------- */

/* `git -C ROOT` and what no configuration of a repository may say otherwise: a program that watches
 * the files, hooks, and one that judges signatures. Each of them is a setting that old versions know. */
static const char *const prefix[] = {"git",
                                     "-C",
                                     NULL,
                                     "-c",
                                     "core.fsmonitor=",
                                     "-c",
                                     "core.hooksPath=/dev/null",
                                     "-c",
                                     "log.showSignature=false"};

enum { PREFIX_COUNT = sizeof prefix / sizeof prefix[0], ROOT_AT = 2 };

static const char *const *command_of(Arena *arena, const char *root, const char *const *arguments) {
    size_t count = 0;
    while (arguments[count] != NULL)
        count++;
    const char **list = arena_array(arena, const char *, PREFIX_COUNT + count + 1);
    memcpy(list, prefix, sizeof prefix);
    memcpy(list + PREFIX_COUNT, arguments, (count + 1) * sizeof *arguments);
    list[ROOT_AT] = root;
    return list;
}

static ProcessCall call_of(Arena *arena, const char *root, const char *const *arguments,
                           bool has_errors) {
    return (ProcessCall){.arguments = command_of(arena, root, arguments),
                         .environment = environment_of(arena),
                         .errors =
                             has_errors ? PROCESS_ERRORS_WITH_OUTPUT : PROCESS_ERRORS_NOWHERE};
}

/* --- Running it ----------------------------------------------------------------------------- */

/* What is taken from the arena is given back. */
static bool begin(bool (*start)(Arena *arena, const ProcessCall *call, Process *out), Arena *arena,
                  const char *root, const char *const *arguments, Process *out) {
    ArenaMark mark = arena_mark(arena);
    ProcessCall call = call_of(arena, root, arguments, false);
    bool is_started = start(arena, &call, out);
    arena_reset(arena, mark);
    return is_started;
}

bool question_start(Arena *arena, const char *root, const char *const *arguments, Process *out) {
    return begin(process_start, arena, root, arguments, out);
}

bool question_ask(Arena *arena, const char *root, const char *const *arguments, Process *out) {
    return begin(process_ask, arena, root, arguments, out);
}

int question_run(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                 size_t limit, Text *out) {
    ProcessCall call = call_of(arena, root, arguments, has_errors);
    return process_run(arena, &call, limit, out);
}
