/* contest.h - commands that are compared: interleaved, timed, and their memory asked for.
 *
 * Shared by the programs of `make bench`. Repetition by repetition each contestant has its turn, after
 * a round that does not count, and medians are compared: a machine that slows down slows all. Peak
 * memory is what the kernel says of the child. Commands that write do so into a new directory each
 * time, because ext4 is slow to make files where others were deleted a moment ago. */
#ifndef RUNG_BENCH_CONTEST_H
#define RUNG_BENCH_CONTEST_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_MOST = 4096, REPETITIONS = 15, ARGUMENTS = 20 };

typedef const char *Command[ARGUMENTS]; /* ends in NULL */

/* One of the commands that are compared, and how it did. */
typedef struct Contestant {
    Command command;
    int fresh;                 /* the argument that is another directory each time; 0: none */
    double times[REPETITIONS]; /* milliseconds */
    int count;
    long memory; /* KiB, the most seen */
} Contestant;

/* --- Running ----------------------------------------------------------------------------------- */

static inline double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* What a child does: its output goes nowhere. */
static inline _Noreturn void become(const Command command) {
    char *arguments[ARGUMENTS] = {NULL};
    for (int i = 0; command[i]; i++)
        arguments[i] = strdup(command[i]);
    dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
    execv(arguments[0], arguments);
    _exit(127);
}

/* Runs a command to its end; its wall time. */
static inline double run(const Command command, struct rusage *usage) {
    int status;
    double start = now();
    pid_t child = fork();
    if (child == 0) become(command);
    if (child < 0 || wait4(child, &status, 0, usage) != child || status != 0) {
        fprintf(stderr, "bench: %s failed (%d)\n", command[0], status);
        exit(3);
    }
    return now() - start;
}

static inline void run_once(const Command command) {
    struct rusage usage;
    run(command, &usage);
}

/* One repetition of one contestant; the round of number -1 does not count. */
static inline void take_turn(Contestant *contestant, int number) {
    Command command;
    struct rusage usage;
    char directory[PATH_MOST];
    memcpy(command, contestant->command, sizeof command);
    if (contestant->fresh) {
        snprintf(directory, sizeof directory, "%s-%d", command[contestant->fresh], number + 1);
        command[contestant->fresh] = directory;
    }
    double time = run(command, &usage);
    if (number < 0) return;
    contestant->times[contestant->count++] = time;
    if (usage.ru_maxrss > contestant->memory) contestant->memory = usage.ru_maxrss;
}

static inline void compare(Contestant *first, Contestant *second, int repetitions) {
    for (int i = -1; i < repetitions; i++) {
        take_turn(first, i);
        take_turn(second, i);
    }
}

static inline int compare_doubles(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static inline double median(Contestant *contestant) {
    qsort(contestant->times, (size_t)contestant->count, sizeof(double), compare_doubles);
    return contestant->times[contestant->count / 2];
}

/* --- Files ------------------------------------------------------------------------------------- */

static inline char *join(const char *a, const char *b) {
    char *path = malloc(PATH_MOST);
    snprintf(path, PATH_MOST, "%s/%s", a, b);
    return path;
}

/* Where the program is; NULL where it is not installed. */
static inline char *find_program(const char *name) {
    const char *path = getenv("PATH");
    while (path && *path) {
        char place[PATH_MOST];
        size_t length = strcspn(path, ":");
        snprintf(place, sizeof place, "%.*s/%s", (int)length, path, name);
        if (access(place, X_OK) == 0) return strdup(place);
        path += length + (path[length] == ':');
    }
    return NULL;
}

static inline void remove_tree(const char *path) {
    run_once((Command){"/bin/rm", "-rf", path});
}

static inline long file_size(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (long)status.st_size : 0;
}

#endif
