/* hook.c - `make bench`: what the recommended hook adds to a commit.
 *
 *     hook RUNG TOOLS-DIRECTORY SCRATCH-DIRECTORY [REPETITIONS]
 *
 * The real pre-commit runs in a repository that has a project of 60 x 3 x 40 with nothing wrong, its outputs, and
 * one source staged. Its one hook is once `rung`, out of a repository of hooks that holds what ours holds,
 * and once a program that does nothing. The difference is what a team waits for at each commit. */
#define _DEFAULT_SOURCE /* wait4 */

#include "contest.h"

/* $0 the scratch directory, $1 the tool that generates, $2 the repository of Rung. The last line is a first run,
 * which makes what pre-commit keeps. */
static const char setting[] =
    "set -e; rm -rf \"$0\"; mkdir -p \"$0/kit/.ci\"; kit=$(cd \"$0/kit\" && pwd);"
    "commit() { git init -q; git add -A; git -c user.name=a -c user.email=a@example.com commit -q "
    "-m a; };"
    "cp \"$2\"/.pre-commit-hooks.yaml \"$2\"/Makefile \"$0/kit\"; cp \"$2\"/.ci/hook "
    "\"$2\"/.ci/deps \"$0/kit/.ci\";"
    "(cd \"$0/kit\" && commit); revision=$(git -C \"$0/kit\" rev-parse HEAD);"
    "\"$1\" 60 3 40 \"$0/project\"; cd \"$0/project\"; rung fmt > ../log; rung build > ../log;"
    "printf 'repos:\\n- repo: %s\\n  rev: %s\\n  hooks:\\n  - id: rung\\n' \"$kit\" \"$revision\" "
    "> rung.yaml;"
    "printf 'repos:\\n- repo: local\\n  hooks:\\n  - {id: a, name: a, entry: \"true\", language: "
    "system, "
    "pass_filenames: false, require_serial: true}\\n' > true.yaml;"
    "commit; echo '# A note.' >> strategy.rung; git add -A;"
    "for c in rung true; do pre-commit run --config $c.yaml > ../log || { cat ../log >&2; exit 1; "
    "}; done";

static const char running[] = "cd \"$0/project\" && exec pre-commit run --config \"$1\"";

/* The program first on the path, and a home of its own for what pre-commit keeps. */
static void set_environment(const char *rung, const char *scratch) {
    char path[PATH_MOST];
    const char *slash = strrchr(rung, '/');
    snprintf(path, sizeof path, "%.*s:%s", (int)(slash - rung), rung, getenv("PATH"));
    setenv("PATH", path, 1);
    setenv("PRE_COMMIT_HOME", join(scratch, "home"), 1);
}

int main(int count, char **arguments) {
    if (count < 4) return 2;
    char *scratch = join(make_directory(arguments[3]), "hook");
    int wanted = count > 4 ? atoi(arguments[4]) : REPETITIONS_MOST;
    int repetitions = wanted < 1 || wanted > REPETITIONS_MOST ? REPETITIONS_MOST : wanted;
    Contestant own = {.command = {"/bin/sh", "-c", running, scratch, "rung.yaml"}};
    Contestant nothing = {.command = {"/bin/sh", "-c", running, scratch, "true.yaml"}};
    if (!find_program("pre-commit") || !find_program("git")) {
        printf("SKIP hook: pre-commit or git is not installed\n");
        return 0;
    }
    set_environment(arguments[1], scratch);
    run_once((Command){"/bin/sh", "-c", setting, scratch, join(arguments[2], "generate"), "."});
    compare(&own, &nothing, repetitions);
    double a = median(&own), b = median(&nothing);
    printf("\n`pre-commit run` with the hook `rung` and nothing wrong in 60x3x40, and with `entry: "
           "'true'`:\n");
    printf("medians of %d interleaved runs: %.1f ms and %.1f ms, %.1f ms more (goal 30), ratio "
           "%.2f (goal 1.3)\n",
           repetitions, a, b, a - b, a / b);
    remove_tree(scratch);
    return 0;
}
