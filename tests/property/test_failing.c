/* test_failing.c - every call by which the program reads and writes fails in turn, once and for good,
 * the device is full from there on, and the program is killed there.
 *
 * Whatever happens, every file holds what it held before or what it would hold after; the list of
 * outputs is true; a run that ends by itself says what could not be done, naming the file, or has done
 * everything; and the next run, on a machine that works again, ends where a run without a failure
 * would have. */
#include "property/machine.h"

#include "unit/unit.h"

#include <signal.h>
#include <sys/stat.h>

#define STRATEGY                                                                                   \
    "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"                               \
    "environments | dev           | prod {\n  class      | nonproduction | production\n}\n"
#define ORDERS(replicas)                                                                           \
    "service orders {\n  image = \"registry.example/orders@sha256:"                                \
    "74d810ffff45d3425b17623cf0ee737605c248b4258c50541813403768ac2f22\"\n"                         \
    "  chart = \"charts/web\"\n\n  helm {\n    scale replicas: int { dev = 1, prod = " replicas    \
    " }\n    port = 8080\n  }\n}\n"
#define TITLED(name, title) "\nstack " name " {\n  json {\n    title = \"" title "\"\n  }\n}\n"
#define STACK(name)         TITLED(name, "Shop")

/* clang-format off */
#define FIVE(a, b, c, d, e, title) TITLED(a, title) TITLED(b, title) TITLED(c, title) TITLED(d, title) TITLED(e, title)
#define TEN(name, title) \
    FIVE(name "0", name "1", name "2", name "3", name "4", title) \
    FIVE(name "5", name "6", name "7", name "8", name "9", title)
#define FORTY(name, title) TEN(name "0", title) TEN(name "1", title) TEN(name "2", title) TEN(name "3", title)

/* clang-format on */

/* A file of a project; NULL ends a list. */
typedef struct Source {
    const char *path, *text;
} Source;

static const Source project[] = {
    {"strategy.rung", STRATEGY},
    {"services/orders.rung", ORDERS("6") STACK("site")},
    {"charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.0.0\n"},
    {"charts/web/values.yaml", "replicas: 1\nport: 80\n"},
    {NULL, NULL},
};

/* What a person changes then: a value, a unit that goes and one that comes, a file that was built, and
 * one that is in the way of another. */
static const Source change[] = {
    {"services/orders.rung", ORDERS("7") STACK("mail")},
    {"config/dev/site.json", "{}\n"},
    {"config/prod/mail.json", "{}\n"},
    {"deploy/prod/orders.yaml", "{}\n"},
    {NULL, NULL},
};

/* Without what is in the way of it. */
static const Source replacement[] = {
    {"services/orders.rung", ORDERS("7") STACK("mail")},
    {NULL, NULL},
};

/* What reaches the manifest of one environment, and one that was edited by hand. */
static const Source chart[] = {
    {"services/orders.rung", ORDERS("7") STACK("site")},
    {"rendered/dev/orders.yaml", "{}\n"},
    {NULL, NULL},
};

static const Source untidy[] = {
    {"strategy.rung", "\n" STRATEGY},
    {"services/orders.rung", "\n" ORDERS("6")},
    {NULL, NULL},
};

#define WAIVED "@waive(P0003, \"not needed\")\n"

static const Source waived[] = {
    {"services/orders.rung", WAIVED ORDERS("6")},
    {"services/site.rung", WAIVED STACK("site")},
    {NULL, NULL},
};

/* So many outputs that they are written by two threads. */
static const Source many[] = {
    {"strategy.rung", STRATEGY},
    {"services/a.rung", FORTY("a", "Shop")},
    {"services/b.rung", FORTY("b", "Shop")},
    {"services/c.rung", FORTY("c", "Shop")},
    {"services/d.rung", FORTY("d", "Shop")},
    {NULL, NULL},
};

/* So many are other ones then. */
static const Source many_changed[] = {
    {"services/a.rung", FORTY("a", "Store")},
    {"services/b.rung", FORTY("b", "Store")},
    {"services/c.rung", FORTY("c", "Store")},
    {"services/d.rung", FORTY("d", "Store")},
    {NULL, NULL},
};

static const Source repository[] = {
    {".gitattributes", "*.yaml text\n"},
    {NULL, NULL},
};

static const Source nothing[] = {{NULL, NULL}};

/* What is there, what was run of it, what was changed since, and what is run. */
typedef struct Scenario {
    const char *name;
    const Source *files;
    const char *prior; /* a command; NULL */
    const Source *changes;
    const char *arguments[6];
    int status;          /* that it ends with */
    bool is_read_before; /* by another row: only calls from the lock on are made to fail */
    uint32_t step;       /* only every so manieth call; 0: every one */
} Scenario;

static const Scenario scenarios[] = {
    {"a first build", project, NULL, nothing, {"build", "--out", "deep/out"}, 0, false, 0},
    {"a build of a change",
     project,
     "build",
     change,
     {"build", "--prune", "--overwrite"},
     0,
     true,
     0},
    {"fmt", project, NULL, untidy, {"fmt"}, 0, false, 0},
    {"set", project, NULL, nothing, {"set", "orders.helm.replicas@prod", "7"}, 0, false, 0},
    {"init", repository, NULL, nothing, {"init"}, 0, false, 0},
    {"build --check", project, "build", nothing, {"build", "--check"}, 0, false, 0},
    {"diff", project, "build", change, {"diff"}, 0, false, 0},
    {"check --drift", project, "build", change, {"check", "--drift"}, 1, false, 0},
    {"check --fix", project, NULL, waived, {"check", "--fix"}, 0, false, 0},
    {"a first render", project, NULL, nothing, {"render", "--jobs", "1"}, 0, false, 0},
    {"a render of a change", project, "render", chart, {"render", "--jobs", "1"}, 0, false, 0},
    {"render --check", project, "render", nothing, {"render", "--check"}, 0, false, 0},
    {"a first build of many", many, NULL, nothing, {"build"}, 0, false, 277},
    {"a build of many changes", many, "build", many_changed, {"build"}, 0, true, 277},
};

/* A scenario that was run without a failure. */
typedef struct Proof {
    Arena *arena;
    const Scenario *scenario;
    const char *folder;
    Snapshot built, before, after; /* before the change, before the run, after it */
    RunEnd clean;
    bool is_dirty; /* the directory may not hold what it held before */
    uint32_t failures;
} Proof;

/* What is made to fail. */
typedef struct Strike {
    const char *fault;
    uint32_t at;
    Text call;
} Strike;

/* --- Setting up ----------------------------------------------------------------------------- */

static void put(Arena *arena, const char *folder, const Source *files) {
    for (; files->path; files++)
        tree_write(arena, tree_join(arena, folder, files->path), text_of(files->text));
}

static RunEnd run(Proof *proof, const char *fault, uint32_t at) {
    return machine_run(proof->arena,
                       &(Run){proof->folder, proof->scenario->arguments, fault, at, NULL});
}

/* One file is for few eyes only, which it must stay. */
static void prepare(Proof *proof) {
    const Scenario *scenario = proof->scenario;
    const char *const prior[] = {scenario->prior, NULL};
    put(proof->arena, proof->folder, scenario->files);
    if (scenario->prior)
        assert_int_equal(
            machine_run(proof->arena, &(Run){proof->folder, prior, "none", 0, NULL}).status, 0);
    chmod(tree_join(proof->arena, proof->folder, "deploy/prod/orders.yaml"), 0600);
    snapshot_take(proof->arena, proof->folder, &proof->built);
    put(proof->arena, proof->folder, scenario->changes);
    snapshot_take(proof->arena, proof->folder, &proof->before);
    proof->clean = run(proof, "none", 0);
    assert_int_equal(proof->clean.status, scenario->status);
    assert_true(proof->clean.calls.count > 0);
    snapshot_take(proof->arena, proof->folder, &proof->after);
    proof->is_dirty = true;
}

static bool is_call(Text call, const char *name) {
    return text_starts_with(call, text_of(name)) && call.bytes[strlen(name)] == ' ';
}

static bool needs_room(Text call) {
    return is_call(call, "write") || is_call(call, "create") || is_call(call, "mkdir");
}

/* What a killed run leaves is what the last call before that changed. */
static bool changes(Text call) {
    return needs_room(call) || is_call(call, "rename") || is_call(call, "unlink") ||
           is_call(call, "rmdir") || is_call(call, "fchmod") || is_call(call, "fsync");
}

/* --- What must hold ------------------------------------------------------------------------- */

static bool is_temporary(Text path) {
    return text_contains(path, TEXT(".rung-new"));
}

static bool is_list(Text path) {
    return text_ends_with(path, TEXT(".rung/outputs")) ||
           text_ends_with(path, TEXT(".rung/rendered"));
}

/* Old or new, and nothing that is neither; its path, or NULL. */
static const char *find_torn(const Proof *proof, const Snapshot *now, bool allows_temporary) {
    for (uint32_t i = 0; i < now->items.count; i++) {
        const Shot *shot = &now->items.items[i];
        if (is_list(shot->path) || (allows_temporary && is_temporary(shot->path))) continue;
        if (!snapshot_has(&proof->before, shot) && !snapshot_has(&proof->after, shot))
            return shot->path.bytes;
    }
    for (uint32_t i = 0; i < proof->before.items.count; i++) {
        Text path = proof->before.items.items[i].path;
        if (!snapshot_find(now, path) && snapshot_find(&proof->after, path)) return path.bytes;
    }
    return NULL;
}

static Text list_of(const Snapshot *snapshot) {
    for (uint32_t i = 0; i < snapshot->items.count; i++)
        if (is_list(snapshot->items.items[i].path)) return snapshot->items.items[i].text;
    return TEXT("");
}

/* What the line in the list begins with for a file with that text; that of a manifest goes on with what it
 * was made from. */
static Text line_for(Arena *arena, Text path, Text text) {
    bool is_manifest = text_starts_with(path, TEXT("rendered/"));
    if (is_manifest || text_starts_with(path, TEXT("deep/out/")))
        path = text_slice(path, 9, path.length);
    return text_format(arena, "%016llx\t%.*s%c", (unsigned long long)hash_text(text),
                       TEXT_ARGS(path), is_manifest ? '\t' : '\n');
}

/* A manifest that is about to be written has a line that no text fits. */
static bool is_announced(Text line) {
    return text_starts_with(line, TEXT("0000000000000000\t"));
}

static bool is_announced_in(Arena *arena, Text list, Text path) {
    if (text_starts_with(path, TEXT("rendered/"))) path = text_slice(path, 9, path.length);
    return text_contains(list, text_format(arena, "0000000000000000\t%.*s\t", TEXT_ARGS(path)));
}

/* A file that some build has written has a line that says so, and no line says what none wrote. So
 * nobody is ever told that a file was edited by hand which was not. */
static const char *find_lie(Proof *proof, const Snapshot *now) {
    Text list = list_of(now), old = list_of(&proof->before), new = list_of(&proof->after);
    for (uint32_t i = 0; i < now->items.count; i++) {
        const Shot *shot = &now->items.items[i];
        Text line = line_for(proof->arena, shot->path, shot->text);
        bool is_ours = text_contains(old, line) || text_contains(new, line);
        if (is_ours && !text_contains(list, line) &&
            !is_announced_in(proof->arena, list, shot->path))
            return shot->path.bytes;
    }
    for (size_t start = 0, end; start < list.length; start = end) {
        end = text_find(list, TEXT("\n"), start) + 1;
        Text line = text_slice(list, start, end);
        if (!text_contains(old, line) && !text_contains(new, line) && !is_announced(line))
            return line.bytes;
    }
    return NULL;
}

/* The file that a call was about, as messages name it: a temporary one is never shown, and the
 * directory that it is in is. */
static Text named(const Proof *proof, Text call) {
    Text path = text_slice(call, text_find(call, TEXT(" "), 0) + 1, call.length);
    Text root = text_of(proof->folder);
    if (text_starts_with(path, root)) path = text_slice(path, root.length, path.length);
    if (text_starts_with(path, TEXT("/"))) path = text_slice(path, 1, path.length);
    if (text_starts_with(path, TEXT("deep/out/"))) path = text_slice(path, 9, path.length);
    if (text_starts_with(path, TEXT("rendered/"))) path = text_slice(path, 9, path.length);
    size_t temporary = text_find(path, TEXT(".rung-new"), 0);
    return text_slice(path, 0, temporary);
}

/* Does what is printed name the file of that call? Where the directory itself could not be found, it is
 * the file in it that was wanted. */
static bool is_named(const Proof *proof, Text output, Text call) {
    Text path = named(proof, call);
    if (path.length == 0 || text_equal(path, TEXT("deep/out")) ||
        text_equal(path, TEXT("rendered")))
        path = TEXT("`");
    return text_contains(output, path);
}

/* Where all calls fail from one on, the first may not matter and a later one does. */
static bool is_any_named(const Proof *proof, const Strike *strike, const RunEnd *end) {
    uint32_t last = strcmp(strike->fault, "once") == 0 ? strike->at : end->calls.count;
    for (uint32_t i = strike->at; i <= last; i++)
        if (is_named(proof, end->output, end->calls.items[i - 1])) return true;
    return false;
}

/* A run that was not killed has done everything, or says what it could not do. */
static const char *find_silence(const Proof *proof, const Strike *strike, const RunEnd *end,
                                const Snapshot *now) {
    int done = proof->clean.status;
    if (end->status == done && !snapshot_equal(now, &proof->after)) return "silent failure";
    if (end->status == done)
        return text_equal(end->output, proof->clean.output) ? NULL : "other output";
    if (end->status != RUNG_FAILED) return "wrong status";
    return is_any_named(proof, strike, end) ? NULL : "no name";
}

/* --- Each call in turn ---------------------------------------------------------------------- */

static void complain(Proof *proof, const Strike *strike, const char *what, const RunEnd *end) {
    proof->failures++;
    print_error("%s, %s at call %u (%.*s): %s\nstatus %d, signal %d:\n%.*s\n",
                proof->scenario->name, strike->fault, strike->at, TEXT_ARGS(strike->call), what,
                end->status, end->signal, TEXT_ARGS(end->output));
}

/* Like a run in which nothing ever failed. */
static void check_next(Proof *proof, const Strike *strike) {
    Snapshot now;
    RunEnd next = run(proof, "none", 0);
    proof->is_dirty = true;
    snapshot_take(proof->arena, proof->folder, &now);
    if (next.status != proof->clean.status || !snapshot_equal(&now, &proof->after))
        complain(proof, strike, "the next run did not finish the work", &next);
}

static void check_end(Proof *proof, const Strike *strike, const RunEnd *end) {
    Snapshot now;
    bool is_killed = end->signal == SIGKILL, is_lasting = strcmp(strike->fault, "lasting") == 0;
    snapshot_take(proof->arena, proof->folder, &now);
    const char *const problems[] = {
        find_torn(proof, &now, is_killed || is_lasting),
        find_lie(proof, &now),
        is_killed ? NULL : find_silence(proof, strike, end, &now),
    };
    for (size_t i = 0; i < COUNT(problems); i++)
        if (problems[i]) complain(proof, strike, problems[i], end);
    bool is_as_before = !is_killed && snapshot_equal(&now, &proof->before);
    if (!is_as_before && !snapshot_equal(&now, &proof->after)) check_next(proof, strike);
}

static void fail_at(Proof *proof, const char *fault, uint32_t at) {
    Strike strike = {fault, at, proof->clean.calls.items[at - 1]};
    ArenaMark mark = arena_mark(proof->arena);
    if (proof->is_dirty) snapshot_restore(proof->arena, proof->folder, &proof->before);
    RunEnd end = run(proof, fault, at);
    proof->is_dirty = false;
    for (uint32_t i = 0; i < end.calls.count; i++)
        proof->is_dirty |= changes(end.calls.items[i]);
    check_end(proof, &strike, &end);
    arena_reset(proof->arena, mark);
}

/* The change is taken back after a run that was killed: nothing of either remains. */
static void check_taken_back(Proof *proof, uint32_t at) {
    Snapshot now;
    Strike strike = {"kill", at, proof->clean.calls.items[at - 1]};
    ArenaMark mark = arena_mark(proof->arena);
    snapshot_restore(proof->arena, proof->folder, &proof->before);
    run(proof, "kill", at);
    put(proof->arena, proof->folder, proof->scenario->files);
    RunEnd end = run(proof, "none", 0);
    snapshot_take(proof->arena, proof->folder, &now);
    if (end.status != RUNG_OK || !snapshot_equal(&now, &proof->built))
        complain(proof, &strike, "taken back, there is more or less than was built", &end);
    arena_reset(proof->arena, mark);
}

static bool is_passed_over(const Proof *proof, uint32_t at) {
    if (!proof->scenario->is_read_before) return false;
    for (uint32_t i = 0; i < at; i++)
        if (is_call(proof->clean.calls.items[i], "flock")) return false;
    return true;
}

static uint32_t step_of(const Proof *proof) {
    return proof->scenario->step ? proof->scenario->step : 1;
}

/* Makes the directory and runs the scenario once without a failure. */
static void proof_open(Arena *arena, void **state, Proof *out) {
    arena_open(arena, &memory_standard);
    *out = (Proof){.arena = arena, .scenario = *state, .folder = tree_scratch(arena)};
    prepare(out);
}

static void proof_close(Proof *proof) {
    tree_remove(proof->arena, proof->folder);
    assert_int_equal(proof->failures, 0);
    arena_close(proof->arena);
}

static void every_call_fails(void **state) {
    Arena arena;
    Proof proof;
    proof_open(&arena, state, &proof);
    for (uint32_t at = 1; at <= proof.clean.calls.count; at += step_of(&proof)) {
        Text call = proof.clean.calls.items[at - 1];
        if (is_passed_over(&proof, at)) continue;
        fail_at(&proof, "once", at);
        fail_at(&proof, "lasting", at);
        if (changes(call) || is_call(call, "close")) fail_at(&proof, "kill", at);
        if (needs_room(call)) fail_at(&proof, "full", at);
        if (is_call(call, "write")) fail_at(&proof, "torn", at);
    }
    proof_close(&proof);
}

/* Calls that do less than was asked, or are interrupted, are made again. */
static void every_call_is_short(void **state) {
    static const char *const kinds[] = {"short", "interrupt", "unlocked"};
    Arena arena;
    Proof proof;
    proof_open(&arena, state, &proof);
    for (size_t i = 0; i < COUNT(kinds); i++) {
        Snapshot now;
        snapshot_restore(&arena, proof.folder, &proof.before);
        RunEnd end = run(&proof, kinds[i], 0);
        snapshot_take(&arena, proof.folder, &now);
        assert_row(end.status == proof.clean.status, kinds[i]);
        assert_row(text_equal(end.output, proof.clean.output), kinds[i]);
        assert_row(snapshot_equal(&now, &proof.after), kinds[i]);
    }
    proof_close(&proof);
}

/* The last words of a program that has no memory left; or it could do without. */
static const char *find_memory_problem(const Proof *proof, const RunEnd *end, const Snapshot *now) {
    if (end->status == proof->clean.status && snapshot_equal(now, &proof->after) &&
        text_equal(end->output, proof->clean.output))
        return NULL;
    if (end->status == RUNG_FAULT && text_contains(end->output, TEXT("rung: out of memory\n")))
        return NULL;
    return end->status == RUNG_FAILED && text_contains(end->output, TEXT("`"))
               ? NULL
               : "neither done nor out of memory";
}

static void check_without_memory(Proof *proof, uint32_t at, Text call) {
    Snapshot now;
    Strike strike = {"memory", at, call};
    ArenaMark mark = arena_mark(proof->arena);
    snapshot_restore(proof->arena, proof->folder, &proof->before);
    RunEnd end = run(proof, "memory", at);
    snapshot_take(proof->arena, proof->folder, &now);
    const char *const problems[] = {find_torn(proof, &now, true), find_lie(proof, &now),
                                    find_memory_problem(proof, &end, &now)};
    for (size_t i = 0; i < COUNT(problems); i++)
        if (problems[i]) complain(proof, &strike, problems[i], &end);
    if (!snapshot_equal(&now, &proof->after)) check_next(proof, &strike);
    arena_reset(proof->arena, mark);
}

/* Every request for memory, of the program and of the libraries that it uses. */
static void every_allocation_fails(void **state) {
    Arena arena;
    Proof proof;
    uint32_t count = 0;
    proof_open(&arena, state, &proof);
    snapshot_restore(&arena, proof.folder, &proof.before);
    RunEnd counted = run(&proof, "memory", 0);
    for (uint32_t at = 1; at <= counted.calls.count; at += step_of(&proof)) {
        if (!is_call(counted.calls.items[at - 1], "memory")) continue;
        check_without_memory(&proof, at, counted.calls.items[at - 1]);
        count++;
    }
    if (count == 0) print_message("SKIP test_failing: requests for memory cannot be counted\n");
    proof_close(&proof);
}

static void a_killed_change_is_taken_back(void **state) {
    Arena arena;
    Proof proof;
    proof_open(&arena, state, &proof);
    for (uint32_t at = 1; at <= proof.clean.calls.count; at++)
        if (changes(proof.clean.calls.items[at - 1])) check_taken_back(&proof, at);
    proof_close(&proof);
}

int main(void) {
    static const Scenario taken_back = {
        "a change that is taken back", project, "build", replacement,
        {"build", "--prune"},          0,       true,    0};
    struct CMUnitTest tests[3 * COUNT(scenarios) + 1] = {0};
    size_t count = 0;
    for (size_t i = 0; i < COUNT(scenarios); i++) {
        void *scenario = (void *)(uintptr_t)&scenarios[i];
        tests[count++] =
            (struct CMUnitTest){scenarios[i].name, every_call_fails, NULL, NULL, scenario};
        tests[count++] =
            (struct CMUnitTest){scenarios[i].name, every_call_is_short, NULL, NULL, scenario};
        tests[count++] =
            (struct CMUnitTest){scenarios[i].name, every_allocation_fails, NULL, NULL, scenario};
    }
    tests[count++] = (struct CMUnitTest){taken_back.name, a_killed_change_is_taken_back, NULL, NULL,
                                         (void *)(uintptr_t)&taken_back};
    return machine_tests("failing", tests, count);
}
