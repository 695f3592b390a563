/* render.c - `make bench`: `rung render` after one value has changed, against the loop that teams have.
 *
 *     render RUNG TOOLS-DIRECTORY SCRATCH-DIRECTORY [REPETITIONS]
 *
 * A project of 40 services in 3 environments. The loop renders all 120 manifests with `helm template`
 * from values that are built already. Rung is given another value of one service each time, by `rung set`,
 * which counts; it checks the project, finds the three manifests that the value reaches, and has Helm
 * render those. A row that is not about Helm has no place here, so without Helm there is none. */
#define _DEFAULT_SOURCE /* wait4 */

#include "contest.h"

enum { RENDER_REPETITIONS = 5, TIMES_FASTER = 5 };

/* The project; where each of them writes, "" for the usual place. */
static const char loop[] =
    "cd \"$0\" && for file in deploy/*/*.yaml; do case $file in *.release.yaml) continue ;; esac;"
    " environment=${file#deploy/} && environment=${environment%/*} && unit=${file##*/}"
    " && unit=${unit%.yaml} && mkdir -p \"loop/$environment\" &&"
    " helm template \"$unit\" charts/web --namespace default -f \"$file\""
    " -f \"deploy/$environment/$unit.release.yaml\" > \"loop/$environment/$unit.yaml\""
    " || exit 1; done";

/* A value that it has not now, then what that reaches. */
static const char change[] =
    "cd \"$0\" && value=$(cat value 2> /dev/null || echo 7) && echo $((15 - value)) > value &&"
    " \"$1\" set service0000.helm.server.setting0 \"$value\" && \"$1\" render";

/* Both have made the same, but for the value that changes. */
static const char same[] = "cd \"$0\" && diff -r -x .rung -x service0000.yaml loop rendered";

int main(int count, char **arguments) {
    if (count < 4) return 2;
    const char *rung = arguments[1], *project = join(arguments[3], "render");
    int wanted = count > 4 ? atoi(arguments[4]) : RENDER_REPETITIONS;
    int repetitions = wanted < 1 || wanted > RENDER_REPETITIONS ? RENDER_REPETITIONS : wanted;
    if (!find_program("helm")) {
        printf("SKIP render: helm is not installed\n\n");
        return 0;
    }
    mkdir(arguments[3], 0777);
    remove_tree(project);
    run_once((Command){join(arguments[2], "generate"), "40", "3", "40", project});
    run_once((Command){rung, "build", "--project", project});
    run_once((Command){rung, "render", "--project", project});
    Contestant own = {.command = {"/bin/sh", "-c", change, project, rung}};
    Contestant other = {.command = {"/bin/sh", "-c", loop, project}};
    compare(&own, &other, repetitions);
    run_once((Command){"/bin/sh", "-c", same, project});
    double a = median(&own), b = median(&other);
    printf("%-32s %9s %9s %7s  %s\n", "one value of 40x3x40, rendered", "ms", "loop", "times",
           "goal");
    printf("%-32s %9.1f %9.1f %7.1f  %d or more\n\n", "render", a, b, b / a, TIMES_FASTER);
    remove_tree(project);
    return 0;
}
