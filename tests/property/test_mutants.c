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
    {1, mutate_images, 250},  {2, mutate_templates, 60},    {3, mutate_reasons, 90},
    {4, mutate_shape, 160},   {5, mutate_laws, 330},        {6, mutate_likeness, 180},
    {7, mutate_secrets, 50},  {8, mutate_credentials, 290}, {9, mutate_branches, 120},
    {10, mutate_names, 400},  {11, mutate_need, 90},        {13, mutate_journeys, 170},
    {14, mutate_leaves, 170}, {15, mutate_waivers, 600},
};

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
    for (size_t i = 0; i < COUNT(operators); i++) {
        uint32_t mutants = campaign.tallies[operators[i].rule].mutants;
        if (mutants < operators[i].least)
            fail_msg("P%04d has %u mutants only", operators[i].rule, mutants);
    }
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
