/* golden.c - cases become subtests, and what came out is compared with what is committed.
 *
 * A failing comparison shows a unified diff and leaves the bytes that came out below the build's
 * folder, where they can be looked at. */
#include "golden/golden.h"

#include <dirent.h>
#include <sys/stat.h>

static int compare_cases(const void *a, const void *b) {
    return strcmp(((const Case *)a)->name, ((const Case *)b)->name);
}

static bool is_directory(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The last segment of a path. */
static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

void cases_add_one(Cases *cases, const char *name, const char *path, CaseRun *run) {
    array_push(cases->arena, &cases->items, ((Case){.name = name, .path = path, .run = run}));
}

void cases_add(Cases *cases, const char *folder, const char *suffix, CaseRun *run) {
    DIR *directory = opendir(folder);
    if (directory == NULL) return;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        Text name = text_of(entry->d_name);
        const char *path = tree_join(cases->arena, folder, entry->d_name);
        if (name.bytes[0] == '.' || !text_ends_with(name, text_of(suffix))) continue;
        if (is_directory(path) != (suffix[0] == '\0')) continue;
        name.length -= strlen(suffix);
        Text full = text_format(cases->arena, "%s/%.*s", last_part(folder), TEXT_ARGS(name));
        cases_add_one(cases, full.bytes, path, run);
    }
    closedir(directory);
    if (cases->items.count > 0)
        qsort(cases->items.items, cases->items.count, sizeof(Case), compare_cases);
}

/* BLESS names the case, or a folder of them. */
bool case_is_blessed(const Case *item) {
    const char *blessed = getenv("BLESS");
    if (blessed == NULL) return false;
    Text name = text_of(item->name), wanted = text_of(blessed);
    if (text_ends_with(wanted, TEXT("/"))) wanted.length--;
    bool is_whole = name.length == wanted.length || name.bytes[wanted.length] == '/';
    return text_starts_with(name, wanted) && is_whole;
}

/* The arena is closed by the teardown, which a failing test does not jump over. */
static int open_case(void **state) {
    arena_open(&((Case *)*state)->arena, &memory_standard);
    return 0;
}

static int close_case(void **state) {
    arena_close(&((Case *)*state)->arena);
    return 0;
}

static void run_case(void **state) {
    Case *item = *state;
    item->run(&item->arena, item);
}

static uint32_t select_cases(const Cases *cases, struct CMUnitTest *tests) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < cases->items.count; i++) {
        Case *item = &cases->items.items[i];
        if (getenv("BLESS") != NULL && !case_is_blessed(item)) continue;
        tests[count++] = (struct CMUnitTest){item->name, run_case, open_case, close_case, item};
    }
    return count;
}

int cases_run(const char *group, Cases *cases) {
    struct CMUnitTest *tests = arena_array(cases->arena, struct CMUnitTest, cases->items.count + 1);
    uint32_t count = select_cases(cases, tests);
    int failed = 0;
    if (count > 0)
        failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    else if (getenv("BLESS") == NULL)
        printf("SKIP %s: there is no case\n[==========] 0 test(s) run.\n", group);
    arena_close(cases->arena);
    return failed;
}

const char *case_beside(Arena *arena, const Case *item, const char *suffix) {
    Text path = text_of(item->path), name = text_of(last_part(item->path));
    size_t dot = text_find(name, TEXT("."), 0);
    if (dot != SIZE_MAX) path.length -= name.length - dot;
    return text_format(arena, "%.*s%s", TEXT_ARGS(path), suffix).bytes;
}

/* cmocka's own functions cut what is longer than a kilobyte. */
noreturn void case_fail(const Case *item, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "%s: ", item->name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    fail();
    abort();
}

/* Shows the difference; `name` has slashes, which the copy keeps as folders. */
static noreturn void fail_difference(Arena *arena, const Case *item, const char *path,
                                     bool is_there, Text actual) {
    const char *out = getenv("OUT");
    const char *copy = text_format(arena, "%s/tests/actual/%s", out ? out : "build", path).bytes;
    tree_write(arena, copy, actual);
    Text difference = program_diff(arena, is_there ? path : "/dev/null", copy);
    case_fail(item, "not as expected (if it should be so: make bless CASE=%s)\n%.*s", item->name,
              TEXT_ARGS(difference));
}

void case_compare(Arena *arena, const Case *item, const char *path, Text actual) {
    Text expected = TEXT("");
    bool is_there = tree_read(arena, path, &expected);
    if (is_there && text_equal(expected, actual)) return;
    if (case_is_blessed(item))
        tree_write(arena, path, actual);
    else
        fail_difference(arena, item, path, is_there, actual);
}
