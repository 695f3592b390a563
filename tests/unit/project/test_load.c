/* test_load.c - which files belong to a project, and what is gathered from them. */
#include "unit/project/loaded.h"

#define STRATEGY "strategy shop {\n  rung = \"0.1\"\n}\n"

static void check_findings(const char *const *files, const char *expected) {
    Loaded loaded;
    load(&loaded, files);
    assert_text(findings(&loaded), expected);
    unload(&loaded);
}

static void gathers_all_files(void **state) {
    (void)state;
    static const char *const files[] = {
        "strategy.rung",
        STRATEGY "ladder dev -> prod\n",
        "b.rung",
        "environment prod { class = production }\n",
        "a/x.rung",
        "environment dev { class = nonproduction }\ntype size = int\n",
        "a-b/y.rung",
        "environment test { class = nonproduction }\n",
        "environments.rung",
        "environments | dev {\n  a: int | 1\n}\nenvironments {\n  b: int = 2\n}\n",
        "units.rung",
        "service orders {}\nstack network {}\nprofile web {}\n",
        "rules.rung",
        "category own {}\npolicy p {\n  require true\n}\n",
        "releases.rung",
        "ledger orders in dev {\n}\nledger orders in prod {\n}\n",
        NULL,
    };
    Loaded loaded;
    load(&loaded, files);
    const Program *program = loaded.program;
    assert_text(findings(&loaded), "");
    assert_text(program->strategy->name.name->text, "shop");
    assert_text(names_of(&loaded, &program->environments), "test dev prod");
    assert_int_equal(program->environments.count, 3);
    assert_text(program->environments.items[0]->name.name->text, "test");
    assert_text(names_of(&loaded, &program->types), "size");
    assert_text(names_of(&loaded, &program->categories), "own");
    assert_text(names_of(&loaded, &program->profiles), "web");
    assert_text(names_of(&loaded, &program->units), "orders network");
    assert_text(names_of(&loaded, &program->policies), "p");
    assert_text(names_of(&loaded, &program->ledgers), "orders in dev orders in prod");
    assert_int_equal(program->ladders.count, 1);
    assert_int_equal(program->matrices.count, 2);
    assert_int_equal(program->tree_count, 8);
    assert_ptr_equal(map_get(&program->environments.by_name, TEXT("dev")),
                     program->environments.items[1]);
    assert_false(program->has_syntax_errors);
    unload(&loaded);
}

static void skips_what_is_no_part(void **state) {
    (void)state;
    static const char *const files[] = {
        "strategy.rung",
        STRATEGY,
        "a.rung",
        "type a = int\n",
        ".hidden.rung",
        "type b = int\n",
        ".git/c.rung",
        "type c = int\n",
        "d/.e/f.rung",
        "type d = int\n",
        "other/strategy.rung",
        "strategy other {}\n",
        "other/e.rung",
        "type e = int\n",
        "other/deep/e.rung",
        "type f = int\n",
        "readme.md",
        "type g = int\n",
        "arung",
        "type h = int\n",
        "x.rung/readme.md",
        "type i = int\n",
        "x.rung/y.rung",
        "type y = int\n",
        "fake/strategy.rung/z.rung",
        "type z = int\n",
        NULL,
    };
    Loaded loaded;
    load(&loaded, files);
    assert_text(findings(&loaded), "");
    assert_text(names_of(&loaded, &loaded.program->types), "a z y");
    Text *paths;
    assert_int_equal(project_sources(&loaded.arena, &loaded.files, &paths), 4);
    Text list = text_join(&loaded.arena, paths, 4, TEXT(" "));
    assert_text(list, "a.rung fake/strategy.rung/z.rung strategy.rung x.rung/y.rung");
    unload(&loaded);
}

static void wants_one_strategy(void **state) {
    (void)state;
    check_findings((const char *const[]){"strategy.rung", "type a = int\n", NULL},
                   "strategy.rung:1:1 N0001: the project has no `strategy` block");
    check_findings((const char *const[]){"strategy.rung", "", NULL},
                   "strategy.rung:1:1 N0001: the project has no `strategy` block");
    check_findings((const char *const[]){"a.rung", "type a = int\n", NULL},
                   "- N0001: the project has no `strategy` block");
    check_findings((const char *const[]){NULL}, "- N0001: the project has no `strategy` block");
    check_findings((const char *const[]){"strategy.rung", STRATEGY "strategy two {}\n", NULL},
                   "strategy.rung:4:1 N0002: the strategy `two` is declared twice "
                   "[strategy.rung:1:1 first declared here]");
}

static void wants_the_strategy_in_its_file(void **state) {
    (void)state;
    static const char *const files[] = {"strategy.rung", "type a = int\n",     "a.rung", STRATEGY,
                                        "b.rung",        "strategy late {}\n", NULL};
    Loaded loaded;
    load(&loaded, files);
    assert_text(findings(&loaded), "a.rung:1:1 N0003: a `strategy` block stands in `a.rung`\n"
                                   "b.rung:1:1 N0003: a `strategy` block stands in `b.rung` "
                                   "[a.rung:1:1 the project's strategy is here]");
    assert_text(loaded.program->strategy->name.name->text, "shop");
    unload(&loaded);
    check_findings((const char *const[]){"strategy.rung", STRATEGY, "a.rung", STRATEGY, NULL},
                   "a.rung:1:1 N0003: a `strategy` block stands in `a.rung` "
                   "[strategy.rung:1:1 the project's strategy is here]");
}

static void refuses_a_second_declaration(void **state) {
    (void)state;
    check_findings((const char *const[]){"strategy.rung", STRATEGY "type t = int\n", "a.rung",
                                         "type t = bool\n", NULL},
                   "strategy.rung:4:1 N0002: the type `t` is declared twice "
                   "[a.rung:1:1 first declared here]");
    check_findings((const char *const[]){"strategy.rung",
                                         STRATEGY "service a {}\n\nstack a {}\nprofile a {}\n",
                                         NULL},
                   "strategy.rung:6:1 N0002: the stack `a` is declared twice "
                   "[strategy.rung:4:1 first declared here, as a service]");
    check_findings((const char *const[]){"strategy.rung",
                                         STRATEGY "ladder a -> b\nladder b -> c\nladder d\n", NULL},
                   "strategy.rung:5:1 N0002: a second ladder is declared "
                   "[strategy.rung:4:1 first declared here]\n"
                   "strategy.rung:6:1 N0002: a second ladder is declared "
                   "[strategy.rung:4:1 first declared here]");
    check_findings((const char *const[]){"strategy.rung",
                                         STRATEGY
                                         "ledger a in b {\n}\nledger a in c {\n}\nledger a in b "
                                         "{\n}\n",
                                         NULL},
                   "strategy.rung:8:1 N0002: the ledger `a in b` is declared twice "
                   "[strategy.rung:4:1 first declared here]");
}

static void keeps_the_first_only(void **state) {
    (void)state;
    static const char *const files[] = {"strategy.rung",
                                        STRATEGY "type t = int\ntype t = bool\ntype u = t\n"
                                                 "ladder a\nladder b\n",
                                        NULL};
    Loaded loaded;
    load(&loaded, files);
    assert_int_equal(loaded.program->types.count, 2);
    assert_int_equal(loaded.program->types.items[0]->span.start, sizeof STRATEGY - 1);
    assert_int_equal(loaded.program->ladders.count, 1);
    unload(&loaded);
}

static void may_replace_what_is_built_in(void **state) {
    (void)state;
    static const char *const files[] = {"strategy.rung",
                                        STRATEGY "type email = string\ncategory scale {}\n", NULL};
    Loaded loaded;
    load(&loaded, files);
    assert_text(findings(&loaded), "");
    assert_ptr_not_equal(map_get(&loaded.program->types.by_name, TEXT("email")),
                         map_get(&loaded.program->builtin_types.by_name, TEXT("email")));
    assert_non_null(map_get(&loaded.program->categories.by_name, TEXT("scale")));
    assert_non_null(map_get(&loaded.program->builtin_categories.by_name, TEXT("scale")));
    unload(&loaded);
}

static void says_where_syntax_errors_are(void **state) {
    (void)state;
    static const char *const files[] = {"strategy.rung",
                                        "strategy shop\n",
                                        "a.rung",
                                        "type = int\nservice {}\ntype b = int\nledger a in {\n}\n",
                                        "b.rung",
                                        "type a = int\n",
                                        NULL};
    Loaded loaded;
    load(&loaded, files);
    const Program *program = loaded.program;
    assert_true(program->has_syntax_errors);
    assert_true(report_count(&loaded.report, SEVERITY_ERROR) >= 3);
    for (uint32_t i = 0; i < loaded.report.items.count; i++) {
        assert_int_equal(code_fact(loaded.report.items.items[i]->code)->code[0], 'S');
    }
    assert_text(names_of(&loaded, &program->types), "b a");
    assert_int_equal(program->units.count, 0);
    assert_int_equal(program->ledgers.count, 0);
    assert_true(program_file_has_errors(program, program->trees[0]->file));
    assert_false(program_file_has_errors(program, program->trees[1]->file));
    assert_true(program_file_has_errors(program, program->trees[2]->file));
    assert_false(program_file_has_errors(program, 0));
    unload(&loaded);
}

/* --- Files that cannot be read -------------------------------------------------------------- */

typedef struct Broken {
    Files files;
    const char *path;      /* cannot be read */
    const char *directory; /* cannot be listed */
    FileStatus status;
} Broken;

static FileStatus read_broken(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    const Broken *broken = state;
    if (text_equal(path, text_of(broken->path))) return broken->status;
    return broken->files.read(broken->files.state, arena, path, limit, out);
}

static FileStatus list_broken(void *state, Arena *arena, Text path, FileEntry **entries,
                              uint32_t *count) {
    const Broken *broken = state;
    if (broken->directory != NULL && text_equal(path, text_of(broken->directory))) {
        return broken->status;
    }
    return broken->files.list(broken->files.state, arena, path, entries, count);
}

static void check_broken(const char *path, const char *directory, FileStatus status,
                         const char *expected) {
    static const MemoryFile items[] = {
        {{"strategy.rung", 13}, {STRATEGY, sizeof STRATEGY - 1}},
        {{"a.rung", 6}, {"type a = int\n", 13}},
        {{"data/b.rung", 11}, {"type b = int\n", 13}},
    };
    Loaded loaded;
    arena_open(&loaded.arena, &memory_standard);
    Broken broken = {files_of_memory(&loaded.arena, items, COUNT(items)), path, directory, status};
    Files files = {.state = &broken, .read = read_broken, .list = list_broken};
    load_with(&loaded, &files);
    assert_text(findings(&loaded), expected);
    unload(&loaded);
}

static void reports_what_cannot_be_read(void **state) {
    (void)state;
    check_broken("a.rung", NULL, FILE_TOO_LARGE, "- F0001: `a.rung` is too large");
    check_broken("data/b.rung", NULL, FILE_MISSING, "- F0001: `data/b.rung` is not there");
    check_broken("strategy.rung", NULL, FILE_NOT_A_FILE, "- F0001: `strategy.rung` is no file");
    check_broken("", "data", FILE_FAILED,
                 "- f0002: the directory `data` cannot be read: the system reports a failure");
    check_broken("", "", FILE_MISSING, "- F0002: the directory `.` is not there");
}

static FileStatus list_many(void *state, Arena *arena, Text path, FileEntry **entries,
                            uint32_t *count) {
    (void)state;
    bool is_root = path.length == 0;
    *count = is_root ? 3 : LIMIT_SOURCE_FILES / 2;
    *entries = arena_array(arena, FileEntry, *count);
    for (uint32_t i = 0; i < *count; i++) {
        (*entries)[i].name = text_format(arena, is_root ? "%u" : "%u.rung", i);
        (*entries)[i].kind = is_root ? FILE_DIRECTORY : FILE_REGULAR;
    }
    return FILE_OK;
}

static FileStatus read_nothing(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    (void)state, (void)arena, (void)path, (void)limit;
    *out = TEXT("");
    return FILE_OK;
}

static void limits_the_sources(void **state) {
    (void)state;
    Loaded loaded;
    arena_open(&loaded.arena, &memory_standard);
    Files files = {.state = NULL, .read = read_nothing, .list = list_many};
    load_with(&loaded, &files);
    assert_text(findings(&loaded), "- F0003: the project has more than 20000 source files");
    assert_int_equal(loaded.program->tree_count, 0);
    unload(&loaded);
}

/* --- Order and memory ----------------------------------------------------------------------- */

static const char *const mixed_and_end[] = {
    "strategy.rung",
    STRATEGY "ladder dev -> prod\ntype t = int\n",
    "b.rung",
    "type t = bool\nservice orders {}\n",
    "a/x.rung",
    "stack orders {}\ntype = 1\n",
    "a-b/strategy.rung",
    "strategy other {}\n",
    "c.rung",
    "strategy late {}\nladder a\n",
    NULL,
};

enum { FILES = COUNT(mixed_and_end) / 2 };

/* The order in which files are handed in changes nothing of what is said. */
static void ignores_the_order_of_files(void **state) {
    (void)state;

    Loaded first;
    load(&first, mixed_and_end);
    assert_true(first.report.items.count >= 4);
    for (size_t shift = 1; shift < FILES; shift++) {
        const char *rotated[2 * FILES + 1] = {NULL};
        for (size_t i = 0; i < FILES; i++) {
            size_t from = (i + shift) % FILES;
            rotated[2 * i] = mixed_and_end[2 * from];
            rotated[2 * i + 1] = mixed_and_end[2 * from + 1];
        }
        Loaded loaded;
        load(&loaded, rotated);
        assert_true(text_equal(findings(&loaded), findings(&first)));
        unload(&loaded);
    }
    unload(&first);
}

/* Memory that ends at the n-th request ends the loading, and every block comes back. */
static void survives_every_failure_of_memory(void **state) {
    (void)state;
    MemoryFile items[FILES];
    for (size_t i = 0; i < COUNT(items); i++) {
        items[i] = (MemoryFile){text_of(mixed_and_end[2 * i]), text_of(mixed_and_end[2 * i + 1])};
    }
    Loaded loaded;
    volatile bool is_done = false;
    for (volatile int n = 0; !is_done; n++) {
        Failing failing;
        failing_open(&failing, n);
        arena_open(&loaded.arena, &failing.allocator);
        if (setjmp(failing.escape) == 0) {
            Files files = files_of_memory(&loaded.arena, items, COUNT(items));
            load_with(&loaded, &files);
            is_done = true;
        }
        assert_true(is_done || failing.before_failure < 0);
        arena_close(&loaded.arena);
        assert_int_equal(failing.blocks, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gathers_all_files),
        cmocka_unit_test(skips_what_is_no_part),
        cmocka_unit_test(wants_one_strategy),
        cmocka_unit_test(wants_the_strategy_in_its_file),
        cmocka_unit_test(refuses_a_second_declaration),
        cmocka_unit_test(keeps_the_first_only),
        cmocka_unit_test(may_replace_what_is_built_in),
        cmocka_unit_test(says_where_syntax_errors_are),
        cmocka_unit_test(reports_what_cannot_be_read),
        cmocka_unit_test(limits_the_sources),
        cmocka_unit_test(ignores_the_order_of_files),
        cmocka_unit_test(survives_every_failure_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
