/* test_values.c - what is written is what is read: 24,000 generated strings and numbers, every trap that is
 * known among them, through each sink and each reader that is installed.
 *
 * A value that a sink refuses is not misread; but none is refused that could have been written (refusal.c).
 * SEED=N and VALUES=N in the environment make other values and more of them: `make read-back`. */
#include "property/readers.h"

#include "golden/golden.h"
#include "property/shrink.h"
#include "property/trap.h"

enum {
    VALUES = 24000,
    ROUND = 24000,
    TOGETHER = 500,
    SERVICES = 9,
    SHRUNK_MOST = 3,
    READERS_MOST = 32,
    LONG_KEY = 500
};

/* What one reader came to, over all rounds. */
typedef struct Result {
    const Reader *reader;
    bool is_there;
    uint32_t files, wrong;
    ARRAY(Text) shown;
} Result;

/* Everything that the tests share. */
typedef struct Run {
    Arena arena;
    uint64_t seed;
    uint32_t values;
    Result results[READERS_MOST];
    Tally tally;
    Text problem; /* what was refused without need; "" */
} Run;

/* One round: its specimens, their batches and files. */
typedef struct Round {
    Arena arena;
    const char *directory;
    Readables files;
    ARRAY(Batch) batches;
    ARRAY(uint32_t) owners; /* the batch of each file */
} Round;

static uint64_t asked_for(const char *name, uint64_t usual) {
    const char *value = getenv(name);
    return value ? strtoul(value, NULL, 10) : usual;
}

/* --- Making ------------------------------------------------------------------------------------ */

/* Kustomize cannot print some characters, nor read long keys, and passes over files that hold one: they are kept
 * together. */
static bool is_odd(const Specimen *specimen) {
    for (size_t i = 0; i < specimen->text.length;) {
        int32_t point = utf8_next(specimen->text, &i);
        if (point == 0x7F || (point > 0x7F && utf8_is_unsafe(point))) return true;
    }
    return specimen->text.length > LONG_KEY || text_equal(specimen->text, TEXT("<<"));
}

/* The specimens of a round, the odd ones behind the others. */
static Specimen *make_specimens(Round *round, uint64_t seed, uint32_t first, uint32_t count) {
    Specimen *specimens = arena_array(&round->arena, Specimen, count);
    uint32_t front = 0, back = count;
    for (uint32_t i = 0; i < count; i++) {
        Specimen made = specimen_make(&round->arena, seed, first + i);
        specimens[is_odd(&made) ? --back : front++] = made;
    }
    return specimens;
}

static void add_batch(Run *run, Round *round, const Specimen *items, uint32_t count,
                      uint32_t services) {
    Batch batch = {items, count, BATCH_BIT(SINK_END) - 1, services};
    Text name = text_format(&round->arena, "batch-%u", round->batches.count);
    Text problem;
    if (!batch_add(&round->arena, round->directory, &batch, name, &round->files, &run->tally,
                   &problem))
        run->problem = text_copy(&run->arena, problem);
    while (round->owners.count < round->files.items.count)
        array_push(&round->arena, &round->owners, round->batches.count);
    array_push(&round->arena, &round->batches, batch);
}

/* Files of which a buffer of 4,096 bytes ends at each place near their end: some readers begin to guess there.
 * What stands around a text is never longer than SPREAD. */
static void add_boundaries(Run *run, Round *round) {
    enum { BUFFER = 4096, SPREAD = 300 };

    for (uint32_t i = 0; i < SPREAD; i++) {
        Specimen *specimen = arena_new(&round->arena, Specimen);
        Writer text;
        writer_open(&text, &round->arena, SIZE_MAX);
        writer_repeat(&text, 'a', BUFFER - SPREAD + i);
        writer_string(&text, traps[i % trap_count]);
        *specimen = (Specimen){.number = i, .text = writer_done(&text), .shape = i};
        add_batch(run, round, specimen, 1, 0);
    }
}

/* --- Reading ----------------------------------------------------------------------------------- */

static void add_misreading(Run *run, Round *round, Result *result, uint32_t file, Text said) {
    const Readable *readable = &round->files.items.items[file];
    Misreading about = {.reader = result->reader,
                        .sink = readable->sink,
                        .format = readable->format,
                        .batch = round->batches.items[round->owners.items[file]],
                        .expected = readable->expected[result->reader->numbers],
                        .said = said};
    if (result->wrong++ >= SHRUNK_MOST) return;
    shrink(&round->arena, round->directory, &about);
    Text text = misreading_text(&round->arena, &about);
    array_push(&run->arena, &result->shown, text_copy(&run->arena, text));
}

static void judge(Run *run, Round *round, Result *result, const Reading *reading) {
    result->reader = reading->reader;
    result->is_there = reading->is_there;
    for (uint32_t i = 0; reading->is_there && i < round->files.items.count; i++) {
        const Readable *file = &round->files.items.items[i];
        if (!(reading->reader->formats & (1u << file->format))) continue;
        Text expected = file->expected[reading->reader->numbers], said = reading->said[i];
        if (reading->reader->says_nothing) expected = TEXT("");
        result->files += !text_equal(said, TEXT("?"));
        if (!reading_is_right(expected, said)) add_misreading(run, round, result, i, said);
    }
}

static void run_round(Run *run, uint32_t first, uint32_t count) {
    Round round = {0};
    arena_open(&round.arena, &memory_standard);
    round.directory = tree_scratch(&round.arena);
    Specimen *specimens = make_specimens(&round, run->seed, first, count);
    for (uint32_t i = 0; i < count; i += TOGETHER)
        add_batch(run, &round, specimens + i, count - i < TOGETHER ? count - i : TOGETHER,
                  SERVICES);
    if (!first) add_boundaries(run, &round);
    Reading *readings = readers_run(&round.arena, round.directory, &round.files);
    for (size_t i = 0; i < reader_count; i++)
        judge(run, &round, &run->results[i], &readings[i]);
    tree_remove(&round.arena, round.directory);
    arena_close(&round.arena);
}

/* --- Tests ------------------------------------------------------------------------------------- */

static void check_reader(void **state) {
    const Result *result = *state;
    if (!result->is_there) {
        printf("SKIP %s is not installed: nothing was read with it\n", result->reader->name);
        skip();
    }
    for (uint32_t i = 0; i < result->shown.count; i++)
        print_error("%.*s\n", TEXT_ARGS(result->shown.items[i]));
    if (result->wrong) fail_msg("%s misread %u files", result->reader->name, result->wrong);
    assert_true(result->files > 0);
}

/* Nothing harmless is refused, and nothing else is taken. */
static void check_refusals(void **state) {
    const Run *run = *state;
    if (run->problem.length) fail_msg("%.*s", TEXT_ARGS(run->problem));
    for (SinkKind sink = 0; sink < SINK_END; sink++) {
        printf("%s: %u values written, %u refused as they must be\n", sink_fact(sink)->name,
               run->tally.taken[sink], run->tally.refused[sink]);
        assert_true(run->tally.taken[sink] > 0);
    }
}

int main(void) {
    Run run = {.seed = asked_for("SEED", 1), .values = (uint32_t)asked_for("VALUES", VALUES)};
    struct CMUnitTest tests[READERS_MOST + 1];
    arena_open(&run.arena, &memory_standard);
    ensure(reader_count < READERS_MOST);
    for (uint32_t first = 0; first < run.values; first += ROUND)
        run_round(&run, first, run.values - first < ROUND ? run.values - first : ROUND);
    tests[0] = (struct CMUnitTest){"what is refused", check_refusals, NULL, NULL, &run};
    for (size_t i = 0; i < reader_count; i++)
        tests[i + 1] =
            (struct CMUnitTest){readers[i].name, check_reader, NULL, NULL, &run.results[i]};
    int status = _cmocka_run_group_tests("values", tests, reader_count + 1, NULL, NULL);
    arena_close(&run.arena);
    return status;
}
