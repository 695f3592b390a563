/* process.h - programs of the user's that are started: git and Helm.
 *
 * A program is found along PATH and started with a list of arguments, never through a shell. What it
 * says comes back over sockets, because what is sent into one whose other end has gone is an error and
 * no signal: a library must not change how the program that uses it handles signals. What programs are
 * good for, and what their answers mean, is for the caller to know. */
#ifndef RUNG_PROCESS_H
#define RUNG_PROCESS_H

#include "base/base.h"

#include <sys/types.h>

/* Where the standard error of a program goes. */
typedef enum ProcessErrors {
    PROCESS_ERRORS_NOWHERE,
    PROCESS_ERRORS_WITH_OUTPUT, /* as a person at a terminal would see both */
    PROCESS_ERRORS_APART        /* to be read beside the output: see Hearing */
} ProcessErrors;

typedef struct ProcessCall {
    const char *const *arguments;   /* the program's name first; the last is NULL */
    const char *const *environment; /* `NAME=VALUE`, instead of what we have; the last is NULL.
                                       NULL: the same as ours */
    ProcessErrors errors;
} ProcessCall;

/* A program that runs, and the one socket that is its standard input and output. */
typedef struct Process {
    pid_t id; /* 0: none */
    int socket;
    int errors; /* a socket for its standard error where that is apart, else -1 */
} Process;

enum {
    PROCESS_NOT_RUN = -1,  /* it could not be started */
    PROCESS_TOO_MUCH = -2, /* it said more than that */
    PROCESS_ENDED = -3     /* a signal ended it, or what it said could not be received */
};

/* Its exit status where a program along PATH could not be executed after all. */
enum { PROCESS_STATUS_NOT_FOUND = 127 };

/* Starts a program. False where there is none of that name, or no room for a process. What is taken from
 * the arena is given back. It begins with no signal blocked, whatever its caller has blocked. */
bool process_start(Arena *arena, const ProcessCall *call, Process *out);
/* Sends all bytes; false when the process has gone. */
bool process_send(Process *process, Text bytes);
/* At most `size` bytes of output, at least one; 0 at its end, -1 when the machine failed. */
ssize_t process_receive(Process *process, char *bytes, size_t size);
/* Says that there is no more input, waits for the end, and gives the exit status, or PROCESS_ENDED. */
int process_end(Process *process);
/* Ends it where it is: what it would still say is of no use. */
void process_abandon(Process *process);

/* --- One answer ----------------------------------------------------------------------------- */

/* Starts a program without input whose answer is read later, by process_answer: all of its output, at
 * most `limit` bytes. The exit status, or one of those above. */
bool process_ask(Arena *arena, const ProcessCall *call, Process *out);
int process_answer(Process *process, Arena *arena, size_t limit, Text *out);
/* Both, one after the other. */
int process_run(Arena *arena, const ProcessCall *call, size_t limit, Text *out);

/* --- Several at once (hearing.c) ------------------------------------------------------------ */

/* A program without input that is listened to together with others. */
typedef struct Hearing {
    Process process;
    Writer output;
    Writer errors;        /* what comes beyond its limit is read and forgotten */
    bool has_output_more; /* the output has not ended yet */
    bool has_errors_more;
    bool is_over; /* then `status` is as process_answer gives it */
    int status;
} Hearing;

/* Starts one; where that fails it is over at once, with PROCESS_NOT_RUN. What it says is kept in the
 * arena: one of its own, for it grows while others do. */
void hearing_open(Arena *arena, const ProcessCall *call, size_t output_most, size_t errors_most,
                  Hearing *out);
/* Takes what they say until one of them is over, or for that long. Those that are over, and NULL, are
 * passed over. */
void hearing_wait(Hearing *const *hearings, size_t count, int milliseconds);
/* Ends one that is not over, where it is. */
void hearing_abandon(Hearing *hearing);

#endif
