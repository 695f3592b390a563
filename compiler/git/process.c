/* process.c - git as a process: started without a shell, spoken to over one socket.
 *
 * A socket is used because what is sent into one whose other end has gone is an error and no
 * signal: a library must not change how the program that uses it handles signals.
 *
 * Git finds its repository by variables of the environment before it looks around, and its hooks
 * set them relative to the directory they run in, which for us is not always the directory that git
 * is sent to. So the two that say where things are get absolute here.
 *
 * A repository may be a stranger's, and its configuration can name programs. None of the questions
 * needs one: what would fetch, watch files or write is turned off here, for every run. */
#define _DEFAULT_SOURCE  1
#define _DARWIN_C_SOURCE 1

#include "git/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* All variables are nowhere else. NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables) */
extern char **environ;

/* --- The environment ------------------------------------------------------------------------ */

/* `NAME=/current/directory/VALUE`, or the directory alone where the value is empty. */
static const char *absolute(Arena *arena, const char *name, const char *value) {
    char here[PATH_MAX];
    if (value[0] == '/' || getcwd(here, sizeof here) == NULL) return NULL;
    const char *slash = value[0] != '\0' ? "/" : "";
    return text_format(arena, "%s=%s%s%s", name, here, slash, value).bytes;
}

/* Do both begin with the same `NAME=`? */
static bool has_name_of(const char *variable, const char *other) {
    size_t length = strcspn(other, "=") + 1;
    return strncmp(variable, other, length) == 0;
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

/* The environment of git: ours, but for what is said here. */
static char **environment_of(Arena *arena) {
    const char *ours[SETTING_COUNT + DIRECTORY_COUNT];
    ARRAY(const char *) list = {0};
    memcpy(ours, settings, sizeof settings);
    size_t count = SETTING_COUNT + add_directories(arena, ours + SETTING_COUNT);
    for (char **variable = environ; *variable != NULL; variable++) {
        bool is_replaced = false;
        for (size_t i = 0; i < count; i++)
            is_replaced = is_replaced || has_name_of(*variable, ours[i]);
        if (!is_replaced) array_push(arena, &list, *variable);
    }
    for (size_t i = 0; i < count; i++)
        array_push(arena, &list, ours[i]);
    array_push(arena, &list, NULL);
    return (char **)(void *)list.items;
}

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

/* --- Starting ------------------------------------------------------------------------------- */

/* A pair of sockets of which git gets the second; neither stays open in it by accident. */
static bool open_sockets(int ends[2]) {
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return false;
    for (int i = 0; i < 2; i++)
        (void)fcntl(ends[i], F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
    int yes = 1;
    (void)setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
    return true;
}

/* What git's three streams are. */
static int spawn(const char *const *arguments, char **environment, int end, bool has_errors,
                 pid_t *id) {
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) return -1;
    int status = posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO);
    if (status == 0) status = posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO);
    if (status == 0 && has_errors)
        status = posix_spawn_file_actions_adddup2(&actions, end, STDERR_FILENO);
    if (status == 0 && !has_errors)
        status =
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (status == 0)
        status = posix_spawnp(id, "git", &actions, NULL, (char *const *)(const void *)arguments,
                              environment);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}

bool process_start(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                   Process *out) {
    int ends[2];
    *out = (Process){0, -1};
    if (!open_sockets(ends)) return false;
    ArenaMark mark = arena_mark(arena);
    int status = spawn(command_of(arena, root, arguments), environment_of(arena), ends[1],
                       has_errors, &out->id);
    arena_reset(arena, mark);
    close(ends[1]);
    if (status == 0) {
        out->socket = ends[0];
        return true;
    }
    close(ends[0]);
    out->id = 0;
    return false;
}

/* --- Talking -------------------------------------------------------------------------------- */

bool process_send(Process *process, Text bytes) {
#ifdef MSG_NOSIGNAL
    const int flags = MSG_NOSIGNAL;
#else
    const int flags = 0;
#endif
    for (size_t done = 0; done < bytes.length;) {
        ssize_t count = send(process->socket, bytes.bytes + done, bytes.length - done, flags);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        done += (size_t)count;
    }
    return true;
}

/* A process that ended without reading all of its input resets the socket: that is its end too. */
ssize_t process_receive(Process *process, char *bytes, size_t size) {
    ssize_t count;
    do
        count = recv(process->socket, bytes, size, 0);
    while (count < 0 && errno == EINTR);
    return count < 0 && errno == ECONNRESET ? 0 : count;
}

int process_end(Process *process) {
    int status = 0;
    pid_t ended;
    close(process->socket);
    do
        ended = waitpid(process->id, &status, 0);
    while (ended < 0 && errno == EINTR);
    *process = (Process){0, -1};
    return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : PROCESS_ENDED;
}

void process_abandon(Process *process) {
    (void)kill(process->id, SIGKILL);
    (void)process_end(process);
}

/* --- One question --------------------------------------------------------------------------- */

/* Reads to the end or the limit: a few trees of a repository can list without end. */
static bool receive_all(Process *process, size_t limit, Writer *out) {
    char bytes[16384];
    ssize_t count = 0;
    writer_open(out, out->arena, limit);
    while (!out->is_full && (count = process_receive(process, bytes, sizeof bytes)) > 0)
        writer_text(out, (Text){bytes, (size_t)count});
    return count >= 0;
}

/* It has no input. */
bool process_ask(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                 Process *out) {
    bool is_started = process_start(arena, root, arguments, has_errors, out);
    if (is_started) shutdown(out->socket, SHUT_WR);
    return is_started;
}

int process_answer(Process *process, Arena *arena, size_t limit, Text *out) {
    Writer writer = {.arena = arena};
    *out = TEXT("");
    bool is_read = receive_all(process, limit, &writer);
    if (writer.is_full) {
        process_abandon(process);
        return PROCESS_TOO_MUCH;
    }
    int status = process_end(process);
    if (!is_read) return PROCESS_ENDED;
    *out = writer_done(&writer);
    return status;
}

int process_run(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                size_t limit, Text *out) {
    Process process;
    *out = TEXT("");
    if (!process_ask(arena, root, arguments, has_errors, &process)) return PROCESS_NOT_RUN;
    return process_answer(&process, arena, limit, out);
}
