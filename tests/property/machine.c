/* machine.c - runs the program with tests/machine/failing.c in front of the C library, and keeps what
 * a directory holds in memory, so that every run begins with the same files. */
#include "property/machine.h"

#include "unit/sanitizer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- Snapshots ------------------------------------------------------------------------------ */

void snapshot_take(Arena *arena, const char *folder, Snapshot *out) {
    Paths paths = {0};
    *out = (Snapshot){0};
    tree_list(arena, folder, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        struct stat status;
        Shot shot = {.path = paths.items[i], .text = TEXT("")};
        const char *path = tree_join(arena, folder, shot.path.bytes);
        tree_read(arena, path, &shot.text);
        if (lstat(path, &status) == 0) shot.mode = status.st_mode;
        array_push(arena, &out->items, shot);
    }
}

void snapshot_restore(Arena *arena, const char *folder, const Snapshot *snapshot) {
    tree_remove(arena, folder);
    mkdir(folder, 0777);
    for (uint32_t i = 0; i < snapshot->items.count; i++) {
        const Shot *shot = &snapshot->items.items[i];
        const char *path = tree_join(arena, folder, shot->path.bytes);
        tree_write(arena, path, shot->text);
        chmod(path, shot->mode & 07777);
    }
}

const Shot *snapshot_find(const Snapshot *snapshot, Text path) {
    for (uint32_t i = 0; i < snapshot->items.count; i++)
        if (text_equal(snapshot->items.items[i].path, path)) return &snapshot->items.items[i];
    return NULL;
}

bool snapshot_has(const Snapshot *snapshot, const Shot *shot) {
    const Shot *there = snapshot_find(snapshot, shot->path);
    return there && text_equal(there->text, shot->text) && there->mode == shot->mode;
}

bool snapshot_equal(const Snapshot *one, const Snapshot *other) {
    if (one->items.count != other->items.count) return false;
    for (uint32_t i = 0; i < one->items.count; i++)
        if (!snapshot_has(other, &one->items.items[i])) return false;
    return true;
}

/* --- Runs ----------------------------------------------------------------------------------- */

/* Beside the directory and not in it. */
static const char *beside(Arena *arena, const Run *run, const char *ending) {
    return text_format(arena, "%s.%s%s", run->folder, run->label ? run->label : "", ending).bytes;
}

static const char *failing_library(Arena *arena) {
    const char *out = getenv("OUT");
    char *real = realpath(
        text_format(arena, "%s/tests/failing.so", out ? out : "build/release").bytes, NULL);
    const char *path = real ? text_c(arena, text_of(real)) : NULL;
    free(real);
    return path;
}

/* What renders finds the Helm of the goldens, which is not made to fail. */
static const char *with_helm(Arena *arena, const char *helm) {
    const char *path = getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin";
    return text_format(arena, "%s:%s", helm, path).bytes;
}

/* In the child. */
static noreturn void become(const Run *run) {
    enum { ARGUMENTS = 16 };

    Arena arena;
    arena_open(&arena, &memory_standard);
    const char *program = getenv("RUNG") ? getenv("RUNG") : "build/rung";
    char *list[ARGUMENTS] = {(char *)(uintptr_t) "rung"};
    for (size_t i = 0; run->arguments[i] != NULL && i + 2 < ARGUMENTS; i++)
        list[i + 1] = (char *)(uintptr_t)run->arguments[i];
    int out = open(beside(&arena, run, "output"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    char *real = realpath(program, NULL);
    char *helm = realpath("tests/golden/command/charted/bin", NULL);
    const char *library = failing_library(&arena);
    if (out < 0 || !real || !helm || !library || dup2(out, 1) < 0 || dup2(out, 2) < 0) _exit(126);
    close(out);
    setenv("LD_PRELOAD", library, 1);
    setenv("FAILING_BELOW", run->folder, 1);
    setenv("FAILING_LOG", beside(&arena, run, "calls"), 1);
    setenv("FAILING_FAULT", run->fault, 1);
    setenv("FAILING_AT", text_format(&arena, "%u", run->at).bytes, 1);
    setenv("PATH", with_helm(&arena, helm), 1);
    if (chdir(run->folder) == 0) execv(real, list);
    _exit(127);
}

pid_t machine_start(const Run *run) {
    pid_t process = fork();
    if (process == 0) become(run);
    return process;
}

int machine_wait(pid_t process) {
    int status = -1;
    return process > 0 && waitpid(process, &status, 0) == process ? status : -1;
}

static void read_lines(Arena *arena, const char *path, Paths *out) {
    Text text = TEXT("");
    if (!tree_read(arena, path, &text)) return;
    text = text_slice(text, 0, text_find(text, (Text){"", 1}, 0)); /* the log is a mapping */
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        if (end == SIZE_MAX) end = text.length;
        array_push(arena, out, text_slice(text, start, end));
    }
}

RunEnd machine_run(Arena *arena, const Run *run) {
    RunEnd end = {.status = -1, .output = TEXT("")};
    const char *calls = beside(arena, run, "calls");
    const char *output = beside(arena, run, "output");
    unlink(calls);
    int status = machine_wait(machine_start(run));
    if (WIFEXITED(status)) end.status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    read_lines(arena, calls, &end.calls);
    tree_read(arena, output, &end.output);
    unlink(calls);
    unlink(output);
    return end;
}

/* NULL, or why calls cannot be made to fail here. */
static const char *find_obstacle(Arena *arena) {
    static const char *const arguments[] = {"check", NULL};
    if (IS_SANITIZED) return "the sanitizer stands between the program and its calls itself";
    if (!failing_library(arena)) return "tests/failing.so was not built";
    const char *folder = tree_scratch(arena);
    RunEnd end = machine_run(arena, &(Run){folder, arguments, "none", 0, NULL});
    tree_remove(arena, folder);
    return end.calls.count > 0 ? NULL : "the program does not load it (LD_PRELOAD)";
}

static void say_why(void **state) {
    print_message("SKIP %s\n", (const char *)*state);
}

int machine_tests(const char *name, const struct CMUnitTest *tests, size_t count) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    const char *obstacle = find_obstacle(&arena);
    const char *why = obstacle ? text_format(&arena, "test_%s: %s", name, obstacle).bytes : "";
    const struct CMUnitTest skipped = {"skipped", say_why, NULL, NULL, (void *)(uintptr_t)why};
    int status = obstacle ? _cmocka_run_group_tests(name, &skipped, 1, NULL, NULL)
                          : _cmocka_run_group_tests(name, tests, count, NULL, NULL);
    arena_close(&arena);
    return status;
}
