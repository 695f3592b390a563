/* process.h - running git and talking to it; private to this layer. */
#ifndef RUNG_GIT_PROCESS_H
#define RUNG_GIT_PROCESS_H

#include "git/git.h"

#include <sys/types.h>

/* A git that runs, and the one socket that is its standard input and output. */
typedef struct Process {
    pid_t id; /* 0: none */
    int socket;
} Process;

/* Starts `git -C root` with arguments of which the last is NULL. Its standard error is
 * nowhere, or goes where its output goes. False where there is no git, or no room for a process.
 * What is taken from the arena is given back. */
bool process_start(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                   Process *out);
/* Sends all bytes; false when the process has gone. */
bool process_send(Process *process, Text bytes);
/* At most `size` bytes of output, at least one; 0 at its end, -1 when the machine failed. */
ssize_t process_receive(Process *process, char *bytes, size_t size);
/* Says that there is no more input, waits for the end, and gives the exit status, or PROCESS_ENDED. */
int process_end(Process *process);
/* Ends it where it is: what it would still say is of no use. */
void process_abandon(Process *process);

/* Starts a git whose answer is read later, by process_answer: all of its output, at most `limit` bytes.
 * The exit status, or one of those below. */
bool process_ask(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                 Process *out);
int process_answer(Process *process, Arena *arena, size_t limit, Text *out);
/* Both, one after the other. */
int process_run(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                size_t limit, Text *out);

enum {
    PROCESS_NOT_RUN = -1,  /* it could not be started */
    PROCESS_TOO_MUCH = -2, /* it said more than that */
    PROCESS_ENDED = -3     /* a signal ended it, or what it said could not be received */
};

#endif
