/* test_mutants.c - parity holds under mutation: every rule is broken in every place of the examples
 * where it can be broken, and each broken program is reported with the right code in the right line,
 * with no other error. The examples themselves have no finding at all.
 *
 * The generator is deterministic; the few random characters (of tokens) have a fixed seed. */
#include "property/mutants.h"

/* The rules, and the fewest mutants that the examples have to give: an operator that finds no place
 * any more is a test that cannot fail. P0012 is judged by a later version. */
static const struct {
    int rule;
    MutantOperator *mutate;
    uint32_t least;
} operators[] = {
    {1, mutate_images, 1},  {2, mutate_templates, 1},   {3, mutate_reasons, 1},
    {4, mutate_shape, 1},   {5, mutate_laws, 1},        {6, mutate_likeness, 1},
    {7, mutate_secrets, 1}, {8, mutate_credentials, 1}, {9, mutate_branches, 1},
    {10, mutate_names, 1},  {11, mutate_need, 1},       {13, mutate_journeys, 1},
    {14, mutate_leaves, 1}, {15, mutate_waivers, 1},
};

enum { MUTANTS_LEAST = 1000 };

static void print_table(const Campaign *campaign) {
    uint32_t places = 0, mutants = 0;
    printf("%-6s %8s %8s\n", "code", "places", "mutants");
    for (size_t i = 0; i < COUNT(operators); i++) {
        const Tally *tally = &campaign->tallies[operators[i].rule];
        printf("P%04d  %8u %8u\n", operators[i].rule, tally->places, tally->mutants);
        places += tally->places;
        mutants += tally->mutants;
    }
    printf("%-6s %8u %8u\n", "all", places, mutants);
    printf("%u programs more break no rule or several\n", campaign->controls);
}

/* One example after the other, every rule in each. */
static void mutate(Campaign *campaign, const char *name) {
    Example example;
    example_open(campaign->arena, name, &example);
    campaign->example = &example;
    for (size_t i = 0; i < COUNT(operators); i++) {
        ArenaMark mark = arena_mark(&campaign->scratch);
        operators[i].mutate(campaign);
        arena_reset(&campaign->scratch, mark);
    }
    example_close(&example);
}

static void test_mutants(void **state) {
    Campaign campaign = {.arena = *state, .random = UINT64_C(0x9E3779B97F4A7C15)};
    arena_open(&campaign.scratch, &memory_standard);
    map_open(&campaign.places, campaign.arena);
    mutate(&campaign, "flowmart");
    mutate(&campaign, "ladder");
    arena_close(&campaign.scratch);
    print_table(&campaign);
    uint32_t mutants = 0;
    for (size_t i = 0; i < COUNT(operators); i++) {
        const Tally *tally = &campaign.tallies[operators[i].rule];
        if (tally->mutants < operators[i].least)
            fail_msg("P%04d has %u mutants only", operators[i].rule, tally->mutants);
        mutants += tally->mutants;
    }
    assert_true(mutants >= MUTANTS_LEAST);
    assert_int_equal(campaign_idle(&campaign), 0);
    if (campaign.failures > 0)
        fail_msg("%u mutants are not reported as they should", campaign.failures);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_mutants, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
