/* run.c - `make bench`: one table of ratios, each measured in this run.
 *
 *     run RUNG TOOLS-DIRECTORY SCRATCH-DIRECTORY [REPETITIONS]
 *
 * Commands that are compared are interleaved, repetition by repetition, and their medians compared:
 * a machine that slows down slows both. Peak memory is what the kernel says of the child. */
#include <errno.h>
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

enum { PATH_MOST = 4096, REPETITIONS = 15, ARGUMENTS = 8 };

typedef struct Measurement {
    double *times; /* milliseconds */
    int count;
    long memory; /* KiB, the most seen */
} Measurement;

typedef struct Bench {
    const char *rung, *tools, *scratch;
    int repetitions;
} Bench;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Runs a command with its output nowhere; its wall time. */
static double run(char *const *command, Measurement *out) {
    struct rusage usage;
    int status;
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execv(command[0], command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        fprintf(stderr, "bench: %s %s failed (%d)\n", command[0], command[1], status);
        exit(3);
    }
    double time = now() - start;
    if (out) {
        out->times[out->count++] = time;
        if (usage.ru_maxrss > out->memory) out->memory = usage.ru_maxrss;
    }
    return time;
}

static int compare_doubles(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(const Measurement *measurement) {
    qsort(measurement->times, (size_t)measurement->count, sizeof(double), compare_doubles);
    return measurement->times[measurement->count / 2];
}

static Measurement measurement_new(const Bench *bench) {
    return (Measurement){.times = calloc((size_t)bench->repetitions + 1, sizeof(double))};
}

static char *join(const char *a, const char *b) {
    char *path = malloc(PATH_MOST);
    snprintf(path, PATH_MOST, "%s/%s", a, b);
    return path;
}

static void remove_tree(const char *path) {
    run((char *[]){"/bin/rm", "-rf", (char *)(size_t)path, NULL}, NULL);
}

static long file_size(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (long)status.st_size : 0;
}

/* --- The rows of the table -------------------------------------------------------------------- */

static void print_head(void) {
    printf("%-34s %10s %10s %8s  %-28s %6s %8s\n", "what", "ms", "against", "ratio", "which is",
           "goal", "MiB");
}

static double print_row(const char *what, const Measurement *own, const Measurement *other,
                        const char *which, const char *goal) {
    double a = median(own), b = median(other);
    printf("%-34s %10.1f %10.1f %8.2f  %-28s %6s %8.1f\n", what, a, b, a / b, which, goal,
           (double)own->memory / 1024);
    fflush(stdout);
    return a;
}

/* Runs two commands in turn. `fresh` is removed before each run of the first and `other_fresh`
 * before each of the second, where they are not NULL. */
static void compare(const Bench *bench, char *const *command, const char *fresh, char *const *other,
                    const char *other_fresh, Measurement *own, Measurement *against) {
    *own = measurement_new(bench);
    *against = measurement_new(bench);
    for (int i = -1; i < bench->repetitions; i++) {
        if (fresh) remove_tree(fresh);
        run(command, i < 0 ? NULL : own);
        if (other_fresh) remove_tree(other_fresh);
        run(other, i < 0 ? NULL : against);
    }
}

typedef struct Project {
    int services, environments, values;
    char directory[PATH_MOST];
    char name[64];
} Project;

static void generate(const Bench *bench, Project *project) {
    char numbers[3][16];
    snprintf(numbers[0], 16, "%d", project->services);
    snprintf(numbers[1], 16, "%d", project->environments);
    snprintf(numbers[2], 16, "%d", project->values);
    snprintf(project->name, sizeof project->name, "%dx%dx%d", project->services,
             project->environments, project->values);
    snprintf(project->directory, sizeof project->directory, "%s/%s", bench->scratch, project->name);
    remove_tree(project->directory);
    run((char *[]){join(bench->tools, "generate"), numbers[0], numbers[1], numbers[2],
                   project->directory, NULL},
        NULL);
}

static double bench_check(const Bench *bench, Project *project, bool is_small) {
    Measurement own, other;
    char title[128];
    char *check[] = {(char *)(size_t)bench->rung, "check", "--project", project->directory, NULL};
    char *matrix = join(project->directory, "matrix.yaml");
    char *yaml[] = {join(bench->tools, "read_yaml"), matrix, NULL};
    char *nothing[] = {join(bench->tools, "nothing"), "", NULL};
    compare(bench, check, NULL, is_small ? nothing : yaml, NULL, &own, &other);
    snprintf(title, sizeof title, "check %s", project->name);
    double time = print_row(title, &own, &other,
                            is_small ? "a process that does nothing" : "libyaml reading the matrix",
                            is_small ? "4" : "1.0");
    long values = (long)project->services * project->environments * project->values;
    if (!is_small)
        printf("%-34s %ld values, %.1f MiB of YAML, %.0f bytes a value (goal 200)\n", "", values,
               (double)file_size(matrix) / 1048576, (double)own.memory * 1024 / (double)values);
    return time;
}

static void bench_build(const Bench *bench, Project *project) {
    Measurement own, other;
    char title[128];
    char *out = join(bench->scratch, "out"), *plain = join(bench->scratch, "plain");
    char *pack = join(bench->scratch, "pack");
    char *build[] = {
        (char *)(size_t)bench->rung, "build", "--project", project->directory, "--out", out, NULL};
    char *check[] = {(char *)(size_t)bench->rung, "check", "--project", project->directory, NULL};
    char *write[] = {join(bench->tools, "write_plain"), pack, plain, NULL};
    remove_tree(out);
    run(build, NULL);
    run((char *[]){join(bench->tools, "write_plain"), "--pack", out, pack, NULL}, NULL);
    compare(bench, build, out, write, plain, &own, &other);
    snprintf(title, sizeof title, "cold build %s", project->name);
    print_row(title, &own, &other, "the same files, plain C", "1.5");
    compare(bench, build, NULL, check, NULL, &own, &other);
    snprintf(title, sizeof title, "build %s, nothing to do", project->name);
    print_row(title, &own, &other, "check", "2");
}

int main(int count, char **arguments) {
    if (count < 4) return 2;
    Bench bench = {arguments[1], arguments[2], arguments[3],
                   count > 4 ? atoi(arguments[4]) : REPETITIONS};
    Project small = {.services = 60, .environments = 3, .values = 40};
    Project tenth = {.services = 200, .environments = 5, .values = 40};
    Project wide = {.services = 100, .environments = 24, .values = 60};
    Project large = {.services = 2000, .environments = 5, .values = 40};
    Project *all[] = {&small, &tenth, &wide, &large};
    mkdir(bench.scratch, 0777);
    for (size_t i = 0; i < 4; i++)
        generate(&bench, all[i]);
    printf("%s, medians of %d interleaved runs\n\n", "Rung", bench.repetitions);
    print_head();
    bench_check(&bench, &small, true);
    double one = bench_check(&bench, &tenth, false);
    bench_check(&bench, &wide, false);
    double ten = bench_check(&bench, &large, false);
    printf("%-34s %10.1f %10.1f %8.2f  %-28s %6s\n", "ten times the work", ten, one, ten / one,
           "200x5x40", "11");
    bench_build(&bench, &tenth);
    bench_build(&bench, &large);
    return 0;
}
