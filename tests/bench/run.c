/* run.c - `make bench`: one table of ratios, each measured in this run.
 *
 *     run RUNG TOOLS-DIRECTORY SCRATCH-DIRECTORY [REPETITIONS]
 *
 * How is measured is in contest.h. */
#define _DEFAULT_SOURCE /* wait4 */

#include "contest.h"

enum { FEW_REPETITIONS = 5, VALUE_GOAL = 200 };

typedef struct Bench {
    const char *rung, *tools, *scratch;
    int repetitions;
} Bench;

/* --- Projects ---------------------------------------------------------------------------------- */

typedef struct Project {
    int services, environments, values;
    char name[64];
    char *directory, *matrix;
} Project;

static void generate(const Bench *bench, Project *project) {
    char numbers[3][16];
    snprintf(numbers[0], 16, "%d", project->services);
    snprintf(numbers[1], 16, "%d", project->environments);
    snprintf(numbers[2], 16, "%d", project->values);
    snprintf(project->name, sizeof project->name, "%dx%dx%d", project->services,
             project->environments, project->values);
    project->directory = join(bench->scratch, project->name);
    project->matrix = join(project->directory, "matrix.yaml");
    remove_tree(project->directory);
    run_once((Command){join(bench->tools, "generate"), numbers[0], numbers[1], numbers[2],
                       project->directory});
}

static Contestant check_of(const Bench *bench, const Project *project) {
    return (Contestant){.command = {bench->rung, "check", "--project", project->directory}};
}

/* --- The rows of the table --------------------------------------------------------------------- */

static void print_head(const Bench *bench) {
    printf("medians of %d interleaved runs (cold builds: %d)\n\n", bench->repetitions,
           bench->repetitions < FEW_REPETITIONS ? bench->repetitions : FEW_REPETITIONS);
    printf("%-32s %9s %9s %7s  %-27s %5s %7s\n", "what", "ms", "against", "ratio", "which is",
           "goal", "MiB");
}

static void print_row(const char *what, const char *name, Contestant *own, Contestant *other,
                      const char *which, const char *goal) {
    char title[128];
    double a = median(own), b = median(other);
    snprintf(title, sizeof title, "%s %s", what, name);
    printf("%-32s %9.1f %9.1f %7.2f  %-27s %5s %7.1f\n", title, a, b, a / b, which, goal,
           (double)own->memory / 1024);
    fflush(stdout);
}

static void bench_small(const Bench *bench, const Project *project) {
    Contestant own = check_of(bench, project);
    Contestant nothing = {.command = {join(bench->tools, "nothing")}};
    compare(&own, &nothing, bench->repetitions);
    print_row("check", project->name, &own, &nothing, "a process that does nothing", "4");
}

static void bench_check(const Bench *bench, const Project *project) {
    Contestant own = check_of(bench, project);
    Contestant yaml = {.command = {join(bench->tools, "read_yaml"), project->matrix}};
    long values = (long)project->services * project->environments * project->values;
    compare(&own, &yaml, bench->repetitions);
    print_row("check", project->name, &own, &yaml, "libyaml reading the matrix", "1.0");
    printf("%-32s %ld values, %.1f MiB of YAML, %.0f bytes a value (goal %d)\n", "", values,
           (double)file_size(project->matrix) / 1048576, (double)own.memory * 1024 / (double)values,
           VALUE_GOAL);
}

static void bench_growth(const Bench *bench, const Project *large, const Project *tenth) {
    Contestant own = check_of(bench, large), other = check_of(bench, tenth);
    compare(&own, &other, bench->repetitions);
    print_row("check", large->name, &own, &other, tenth->name, "11");
}

/* The bytes that a build writes are packed first, so that the plain writer has them ready. */
static void bench_cold(const Bench *bench, const Project *project) {
    char *fresh = join(bench->scratch, "fresh"), *pack = join(bench->scratch, "pack");
    char *out = join(fresh, "out"), *plain = join(fresh, "plain");
    Contestant own = {
        .command = {bench->rung, "build", "--project", project->directory, "--out", out},
        .fresh = 5};
    Contestant other = {.command = {join(bench->tools, "write_plain"), pack, plain}, .fresh = 2};
    int repetitions = bench->repetitions < FEW_REPETITIONS ? bench->repetitions : FEW_REPETITIONS;
    run_once(own.command);
    run_once((Command){join(bench->tools, "write_plain"), "--pack", out, pack});
    compare(&own, &other, repetitions);
    print_row("cold build", project->name, &own, &other, "the same files, plain C", "1.5");
    remove_tree(fresh);
}

static void bench_again(const Bench *bench, const Project *project) {
    char *out = join(bench->scratch, "out");
    Contestant own = {
        .command = {bench->rung, "build", "--project", project->directory, "--out", out}};
    Contestant check = check_of(bench, project);
    remove_tree(out);
    compare(&own, &check, bench->repetitions);
    print_row("build again", project->name, &own, &check, "check", "2");
    remove_tree(out);
}

/* What git has is everything that is there now. */
static void commit(const Project *project) {
    static const char *const script =
        "cd \"$0\" && git init -q && git add -A && git -c user.name=bench -c "
        "user.email=bench@example.com commit -q -m bench";
    run_once((Command){"/bin/sh", "-c", script, project->directory});
}

/* One value is another one than in the revision. */
static void bench_diff(const Bench *bench, const Project *project) {
    Contestant own = {
        .command = {bench->rung, "diff", "--project", project->directory, "--base", "HEAD"}};
    Contestant check = check_of(bench, project);
    commit(project);
    run_once((Command){bench->rung, "set", "--project", project->directory,
                       "service0000.helm.server.setting0", "7"});
    compare(&own, &check, bench->repetitions);
    print_row("diff --base", project->name, &own, &check, "check", "2.5");
}

/* The hook of a project whose outputs are committed, with nothing to say. */
static void bench_drift(const Bench *bench, const Project *project) {
    Contestant own = {
        .command = {bench->rung, "check", "--drift", "--staged", "--project", project->directory}};
    Contestant check = check_of(bench, project);
    run_once((Command){bench->rung, "fmt", project->directory});
    run_once((Command){bench->rung, "build", "--project", project->directory});
    commit(project);
    compare(&own, &check, bench->repetitions);
    print_row("check --drift --staged", project->name, &own, &check, "check", "2");
}

int main(int count, char **arguments) {
    if (count < 4) return 2;
    int wanted = count > 4 ? atoi(arguments[4]) : REPETITIONS;
    Bench bench = {arguments[1], arguments[2], arguments[3],
                   wanted < 1 || wanted > REPETITIONS ? REPETITIONS : wanted};
    Project small = {.services = 60, .environments = 3, .values = 40};
    Project tenth = {.services = 200, .environments = 5, .values = 40};
    Project wide = {.services = 100, .environments = 24, .values = 60};
    Project large = {.services = 2000, .environments = 5, .values = 40};
    Project half = {.services = 1000, .environments = 5, .values = 40};
    Project *all[] = {&small, &tenth, &wide, &large, &half};
    mkdir(bench.scratch, 0777);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        generate(&bench, all[i]);
    print_head(&bench);
    bench_small(&bench, &small);
    bench_check(&bench, &tenth);
    bench_check(&bench, &wide);
    bench_check(&bench, &large);
    bench_growth(&bench, &large, &tenth);
    bench_cold(&bench, &tenth);
    bench_cold(&bench, &large);
    bench_again(&bench, &tenth);
    bench_again(&bench, &large);
    bench_diff(&bench, &half);
    Project hook = {.services = 1000, .environments = 5, .values = 40};
    generate(&bench, &hook);
    bench_drift(&bench, &hook);
    return 0;
}
