/* process.c - starting a program without a shell, and talking to it over a socket. */
#define _DEFAULT_SOURCE  1
#define _DARWIN_C_SOURCE 1

#include "process/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* All variables are nowhere else. NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables) */
extern char **environ;

/* --- The environment ------------------------------------------------------------------------ */

/* Do both begin with the same `NAME=`? */
static bool has_name_of(const char *variable, const char *other) {
    size_t length = strcspn(other, "=") + 1;
    return strncmp(variable, other, length) == 0;
}

static bool is_replaced(const char *variable, const char *const *replacements) {
    for (; *replacements != NULL; replacements++)
        if (has_name_of(variable, *replacements)) return true;
    return false;
}

/* Ours, but for what is said otherwise. */
static char **environment_of(Arena *arena, const ProcessCall *call) {
    ARRAY(const char *) list = {0};
    if (call->environment == NULL) return environ;
    for (char **variable = environ; *variable != NULL; variable++)
        if (!is_replaced(*variable, call->environment)) array_push(arena, &list, *variable);
    for (const char *const *variable = call->environment; *variable != NULL; variable++)
        array_push(arena, &list, *variable);
    array_push(arena, &list, NULL);
    return (char **)(void *)list.items;
}

/* --- Starting ------------------------------------------------------------------------------- */

/* A pair of sockets of which the program gets the second; neither stays open in it by accident. */
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

/* Its three streams: `end` for input and output, and where its errors go. */
static int set_streams(posix_spawn_file_actions_t *actions, int end, int errors) {
    int status = posix_spawn_file_actions_adddup2(actions, end, STDIN_FILENO);
    if (status == 0) status = posix_spawn_file_actions_adddup2(actions, end, STDOUT_FILENO);
    if (status != 0) return status;
    if (errors >= 0) return posix_spawn_file_actions_adddup2(actions, errors, STDERR_FILENO);
    return posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
}

static int set_signals(posix_spawnattr_t *attributes) {
    sigset_t none;
    sigemptyset(&none);
    int status = posix_spawnattr_setsigmask(attributes, &none);
    return status == 0 ? posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK) : status;
}

static int spawn(Arena *arena, const ProcessCall *call, int end, int errors, pid_t *id) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return -1;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -1;
    }
    int status = set_streams(&actions, end, errors);
    if (status == 0) status = set_signals(&attributes);
    if (status == 0)
        status =
            posix_spawnp(id, call->arguments[0], &actions, &attributes,
                         (char *const *)(const void *)call->arguments, environment_of(arena, call));
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}

static void close_both(const int ends[2]) {
    if (ends[0] >= 0) close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
}

bool process_start(Arena *arena, const ProcessCall *call, Process *out) {
    int ends[2], errors[2] = {-1, -1};
    *out = (Process){0, -1, -1};
    if (!open_sockets(ends)) return false;
    if (call->errors == PROCESS_ERRORS_APART && !open_sockets(errors)) {
        close_both(ends);
        return false;
    }
    ArenaMark mark = arena_mark(arena);
    int told = call->errors == PROCESS_ERRORS_WITH_OUTPUT ? ends[1] : errors[1];
    int status = spawn(arena, call, ends[1], told, &out->id);
    arena_reset(arena, mark);
    close_both((int[2]){ends[1], errors[1]});
    if (status == 0) {
        out->socket = ends[0];
        out->errors = errors[0];
        return true;
    }
    close_both((int[2]){ends[0], errors[0]});
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
    close_both((int[2]){process->socket, process->errors});
    do
        ended = waitpid(process->id, &status, 0);
    while (ended < 0 && errno == EINTR);
    *process = (Process){0, -1, -1};
    return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : PROCESS_ENDED;
}

void process_abandon(Process *process) {
    (void)kill(process->id, SIGKILL);
    (void)process_end(process);
}

/* --- One answer ----------------------------------------------------------------------------- */

/* Reads to the end or the limit: a few trees of a repository can list without end. */
static bool receive_all(Process *process, size_t limit, Writer *out) {
    char bytes[16384];
    ssize_t count = 0;
    writer_open(out, out->arena, limit);
    while (!out->is_full && (count = process_receive(process, bytes, sizeof bytes)) > 0)
        writer_text(out, (Text){bytes, (size_t)count});
    return count >= 0;
}

bool process_ask(Arena *arena, const ProcessCall *call, Process *out) {
    bool is_started = process_start(arena, call, out);
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

int process_run(Arena *arena, const ProcessCall *call, size_t limit, Text *out) {
    Process process;
    *out = TEXT("");
    if (!process_ask(arena, call, &process)) return PROCESS_NOT_RUN;
    return process_answer(&process, arena, limit, out);
}
