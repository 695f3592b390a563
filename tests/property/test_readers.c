/* test_readers.c - what is written is what is read: every file of the examples and of a hundred generated
 * projects, by every real reader that is installed, against the values that `rung values` gives.
 *
 * A release and an index hold what no parameter says; of these the readers have to agree. SEED=N in
 * the environment reads the one project of that seed; KEEP=1 leaves the files where they are. */
#include "property/readers.h"

#include "golden/golden.h"
#include "property/generate.h"

enum { PROJECTS = 100, SHOWN_FAILURES = 5 };

/* --- Files ------------------------------------------------------------------------------------- */

/* Everything that the tests share. */
typedef struct Library {
    Arena arena;
    const char *directory;
    Readables files;
    Reading *readings;
} Library;

static noreturn void give_up(RungProject *project, Text name) {
    print_error("%.*s has errors\n%s\n", TEXT_ARGS(name),
                rung_report(project, RUNG_REPORT_TEXT, NULL).bytes);
    exit(1);
}

static const Node *values_of(RungProject *project, Text name) {
    RungText text;
    Problem problem = {0};
    RungStatus status = rung_values(project, &(RungValues){.format = RUNG_VALUES_JSON}, &text);
    if (status != RUNG_OK) give_up(project, name);
    const Node *values = json_read(&project->arena, (Text){text.bytes, text.length}, &problem);
    ensure(values != NULL);
    return values;
}

/* Writes one output, and what it must read as. */
static void add_output(Library *library, RungProject *project, const Node *values, Text name,
                       const Output *output) {
    Arena *arena = &library->arena;
    Readable file = {.project = text_copy(arena, name),
                     .path = text_copy(arena, output->path),
                     .format = output->format};
    Writer writer;
    writer_open(&writer, &project->arena, LIMIT_OUTPUT_BYTES);
    if (!emit_output(project->plan, output, &writer)) give_up(project, name);
    file.place = text_format(arena, "%s/%u-%.*s/%.*s", library->directory,
                             library->files.items.count, TEXT_ARGS(name), TEXT_ARGS(output->path))
                     .bytes;
    tree_write(arena, file.place, writer_done(&writer));
    for (NumberForm form = 0; form <= NUMBERS_FLOAT; form++) {
        Text line;
        file.is_known = expectation_of(project, values, output, form, &line);
        if (file.is_known) file.expected[form] = text_copy(arena, line);
    }
    array_push(arena, &library->files.items, file);
}

static void add_project(Library *library, RungProject *project, Text name) {
    const Node *values = values_of(project, name);
    if (rung_check(project) != RUNG_OK) give_up(project, name);
    uint32_t count;
    const Output *outputs = plan_outputs(project->plan, &count);
    for (uint32_t i = 0; i < count; i++)
        if (outputs[i].format != FORMAT_PATHS)
            add_output(library, project, values, name, &outputs[i]);
    rung_close(project);
}

static void add_generated(Library *library, uint64_t seed) {
    Arena arena;
    Generated generated;
    arena_open(&arena, &memory_standard);
    generate_project(&arena, seed, &generated);
    Text source = generated_source(&arena, &generated);
    RungFile file = {"strategy.rung", source.bytes, source.length};
    Text name = text_format(&arena, "seed-%u", (unsigned)seed);
    add_project(library, rung_open_memory(&file, 1, NULL), name);
    arena_close(&arena);
}

static void add_example(Arena *arena, const Case *item, Library *library) {
    if (!tree_read(arena, tree_join(arena, item->path, "strategy.rung"), &(Text){0})) return;
    const char *slash = strrchr(item->path, '/');
    add_project(library, rung_open(item->path, NULL), text_of(slash + 1));
}

static void nothing(Arena *arena, const Case *item) {
    (void)arena, (void)item;
}

static void add_all(Library *library) {
    const char *seed = getenv("SEED");
    Cases examples = {.arena = &library->arena};
    if (seed) {
        add_generated(library, strtoul(seed, NULL, 10));
        return;
    }
    cases_add(&examples, "examples", "", nothing);
    for (uint32_t i = 0; i < examples.items.count; i++)
        add_example(&library->arena, &examples.items.items[i], library);
    for (uint64_t i = 0; i < PROJECTS; i++)
        add_generated(library, i);
}

/* --- Readings ---------------------------------------------------------------------------------- */

/* What the first reader said of a file of which nothing is known but that all agree. */
static Text first_said(const Library *library, uint32_t file, NumberForm numbers) {
    for (size_t i = 0; i < reader_count; i++) {
        const Reading *reading = &library->readings[i];
        bool is_like = reading->reader->numbers == numbers && !reading->reader->says_nothing;
        Text said = reading->said ? reading->said[file] : TEXT("");
        if (is_like && said.length && !text_equal(said, TEXT("?"))) return said;
    }
    return TEXT("");
}

static Text expected_of(const Library *library, uint32_t index, const Reader *reader) {
    const Readable *file = &library->files.items.items[index];
    if (reader->says_nothing) return TEXT("");
    return file->is_known ? file->expected[reader->numbers]
                          : first_said(library, index, reader->numbers);
}

static void show(const Library *library, const Readable *file, const Reader *reader, Text expected,
                 Text said) {
    Arena arena;
    arena_open(&arena, library->arena.allocator);
    print_error("%s reads %.*s of %.*s otherwise\n%.*s\n", reader->name, TEXT_ARGS(file->path),
                TEXT_ARGS(file->project), TEXT_ARGS(canonical_difference(&arena, expected, said)));
    arena_close(&arena);
}

/* One reader as a test. */
typedef struct Test {
    const Library *library;
    const Reading *reading;
} Test;

static void check_reader(void **state) {
    const Test *test = *state;
    const Library *library = test->library;
    const Reader *reader = test->reading->reader;
    uint32_t wrong = 0;
    if (!test->reading->is_there) {
        printf("SKIP %s is not installed: nothing was read with it\n", reader->name);
        skip();
    }
    for (uint32_t i = 0; i < library->files.items.count; i++) {
        const Readable *file = &library->files.items.items[i];
        if (!(reader->formats & (1u << file->format))) continue;
        Text expected = expected_of(library, i, reader), said = test->reading->said[i];
        if (text_equal(expected, said) || text_equal(said, TEXT("?"))) continue;
        if (wrong++ < SHOWN_FAILURES) show(library, file, reader, expected, said);
    }
    if (wrong) fail_msg("%s read %u files otherwise", reader->name, wrong);
}

int main(void) {
    Library library = {0};
    Test tests[16];
    struct CMUnitTest units[16];
    arena_open(&library.arena, &memory_standard);
    library.directory = tree_scratch(&library.arena);
    add_all(&library);
    library.readings = readers_run(&library.arena, library.directory, &library.files);
    ensure(reader_count <= sizeof tests / sizeof tests[0]);
    for (size_t i = 0; i < reader_count; i++) {
        tests[i] = (Test){&library, &library.readings[i]};
        units[i] = (struct CMUnitTest){readers[i].name, check_reader, NULL, NULL, &tests[i]};
    }
    int status = _cmocka_run_group_tests("readers", units, reader_count, NULL, NULL);
    if (!getenv("KEEP"))
        tree_remove(&library.arena, library.directory);
    else
        printf("the files are in %s\n", library.directory);
    arena_close(&library.arena);
    return status;
}
