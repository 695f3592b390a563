/* test_shrink.c - a fault that is planted in a reader is found among hundreds of values, and shown by the one
 * value, and the fewest characters of it, that make it. */
#include "property/shrink.h"

#include "golden/golden.h"
#include "property/trap.h"

enum { COUNT = 100, FIRST = 900000, FAULTY = 77, FAULTY_TOO = 23 };

/* Reads JSON, and is wrong in one way. */
#define PLANTED(way)                                                                               \
    {                                                                                              \
        "planted", "python3 -c ''", "python3 -B tests/readers/planted.py LIST " way,               \
            1u << FORMAT_JSON, NUMBERS_EXACT, false, false                                         \
    }

static const Reader cuts = PLANTED("cut"), stops = PLANTED("stop"), forgets = PLANTED("pair");

typedef struct Hunt {
    Arena arena;
    const char *directory;
    Misreading about;
} Hunt;

/* In this shape a value stands alone. */
static Specimen alone(uint32_t number, Text text) {
    Specimen specimen = {.number = FIRST + number, .text = text};
    while (strcmp(specimen_shape(&specimen, SINK_JSON), "as a value") != 0)
        specimen.shape++;
    return specimen;
}

/* A value of many lines around the text that the reader cannot read. */
static Text hidden(Arena *arena, const char *fault) {
    uint64_t state = 5;
    const Text parts[] = {trap_letters(arena, &state, 60), text_of(fault),
                          trap_letters(arena, &state, 60)};
    return text_join(arena, parts, 3, TEXT(""));
}

static int open_hunt(void **state) {
    Hunt *hunt = calloc(1, sizeof *hunt);
    arena_open(&hunt->arena, &memory_standard);
    hunt->directory = tree_scratch(&hunt->arena);
    *state = hunt;
    return system("python3 -c '' > /dev/null 2>&1");
}

static int close_hunt(void **state) {
    Hunt *hunt = *state;
    tree_remove(&hunt->arena, hunt->directory);
    arena_close(&hunt->arena);
    free(hunt);
    return 0;
}

/* Hides the texts among others and searches; the report, in which only the name of the parameter is random. */
static Text hunted(Hunt *hunt, const Reader *reader, const char *fault, const char *second) {
    Arena *arena = &hunt->arena;
    Specimen *specimens = arena_array(arena, Specimen, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        specimens[i] = specimen_make(arena, 7, FIRST + i);
    specimens[FAULTY] = alone(FAULTY, hidden(arena, fault));
    if (second) specimens[FAULTY_TOO] = alone(FAULTY_TOO, text_of(second));
    hunt->about = (Misreading){.reader = reader,
                               .sink = SINK_JSON,
                               .format = FORMAT_JSON,
                               .batch = {specimens, COUNT, 0, 1}};
    assert_true(shrink(arena, hunt->directory, &hunt->about));
    return misreading_text(arena, &hunt->about);
}

static void check_report(Text report, const char *expected) {
    if (!text_equal(report, text_of(expected)))
        fail_msg("expected\n%s\nand got\n%.*s", expected, TEXT_ARGS(report));
}

static void a_value_that_is_misread(void **state) {
    Text report = hunted(*state, &cuts, "zz:", NULL);
    check_report(report, "planted misreads `json`: \"zz\" as a value\n"
                         "  expected ... {\"v900077\":s\"zz\",}\n"
                         "  read     ... {\"v900077\":s,}");
}

/* The other values of the file cannot be read either, and are not blamed. */
static void a_value_that_stops_the_reader(void **state) {
    Text report = hunted(*state, &stops, "zz\n\t", NULL);
    check_report(report, "planted misreads `json`: \"zz\\n\" as a value\n"
                         "  expected ... {\"v900077\":s\"zz\\n\",}\n"
                         "  read     ... !stopped");
}

static void values_that_are_only_misread_together(void **state) {
    Text report = hunted(*state, &forgets, "zz", "yy");
    assert_int_equal(((Hunt *)*state)->about.batch.count, 2);
    assert_true(text_contains(report, TEXT("\"yy\" as a value, \"")));
}

static void what_is_read_well_is_no_finding(void **state) {
    Hunt *hunt = *state;
    Specimen specimen = alone(0, TEXT("zz"));
    hunt->about = (Misreading){
        .reader = &stops, .sink = SINK_JSON, .format = FORMAT_JSON, .batch = {&specimen, 1, 0, 1}};
    assert_false(shrink(&hunt->arena, hunt->directory, &hunt->about));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_that_is_misread),
        cmocka_unit_test(a_value_that_stops_the_reader),
        cmocka_unit_test(values_that_are_only_misread_together),
        cmocka_unit_test(what_is_read_well_is_no_finding),
    };
    return cmocka_run_group_tests_name("shrink", tests, open_hunt, close_hunt);
}
