/* test_suggest.c - which name is near, which is too far, and what a diagnostic says then. */
#include "unit/report/report_unit.h"

typedef struct Row {
    const char *text;
    const char *candidates[4];
    const char *nearest;
} Row;

static const Row rows[] = {
    {"replcias", {"replicas", "region"}, "replicas"}, /* swapped letters count one */
    {"replica", {"region", "replicas"}, "replicas"},  /* missing */
    {"regionn", {"replicas", "region"}, "region"},    /* too many */
    {"observabilty", {"observability"}, "observability"},
    {"Replicas", {"replicas"}, "replicas"},
    {"ca", {"abc"}, ""},              /* a third of three is one */
    {"abcdef", {"abxxef"}, "abxxef"}, /* two of six */
    {"abcdef", {"axxxef"}, ""},       /* three of six */
    {"x", {"y"}, ""},                 /* nothing in common */
    {"ab", {"ax"}, "ax"},
    {"prod", {"dev", "staging"}, ""},
    {"prod", {"prod"}, ""}, /* the same is no suggestion */
    {"", {"a", "b"}, ""},
    {"stage", {"stages", "staged"}, "stages"},              /* the first of equals */
    {"stagee", {"staxe", "stage"}, "stage"},                /* the nearer one, though later */
    {"gr\xC3\xBC\xC3\x9F", {"gr\xC3\xBCn"}, "gr\xC3\xBCn"}, /* code points, not bytes */
};

static size_t count_candidates(const Row *row, Text *candidates) {
    size_t count = 0;
    for (; count < COUNT(row->candidates) && row->candidates[count] != NULL; count++)
        candidates[count] = text_of(row->candidates[count]);
    return count;
}

static void finds_the_nearest(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Text candidates[4];
        size_t count = count_candidates(&rows[i], candidates);
        Text nearest = suggest_nearest(text_of(rows[i].text), candidates, count);
        assert_text(nearest, rows[i].nearest);
    }
    assert_int_equal(suggest_nearest(TEXT("a"), NULL, 0).length, 0);
}

/* The textbook's whole table, against which the three rows are checked. */
static size_t slow_distance(Text a, Text b) {
    static size_t table[16][16];
    for (size_t i = 0; i <= a.length; i++)
        for (size_t j = 0; j <= b.length; j++) {
            size_t best = i == 0 ? j : j == 0 ? i : SIZE_MAX;
            if (i > 0 && j > 0) {
                best = table[i - 1][j - 1] + (a.bytes[i - 1] != b.bytes[j - 1]);
                if (table[i - 1][j] + 1 < best) best = table[i - 1][j] + 1;
                if (table[i][j - 1] + 1 < best) best = table[i][j - 1] + 1;
                if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] &&
                    a.bytes[i - 2] == b.bytes[j - 1] && table[i - 2][j - 2] + 1 < best)
                    best = table[i - 2][j - 2] + 1;
            }
            table[i][j] = best;
        }
    return table[a.length][b.length];
}

static Text random_word(uint64_t *random, char *bytes) {
    size_t length = random_next(random) % 13;
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)('a' + random_next(random) % 3);
    return (Text){bytes, length};
}

static void agrees_with_the_whole_table(void **state) {
    (void)state;
    uint64_t random = 7;
    for (int round = 0; round < 20000; round++) {
        char a[13];
        char b[13];
        Text text = random_word(&random, a);
        Text candidate = random_word(&random, b);
        size_t longer = text.length > candidate.length ? text.length : candidate.length;
        size_t limit = longer / 3 > 1 ? longer / 3 : 1;
        size_t distance = slow_distance(text, candidate);
        bool is_near = distance > 0 && distance <= limit && limit < longer;
        bool is_found = suggest_nearest(text, &candidate, 1).length > 0;
        assert_int_equal(is_found, is_near);
    }
}

/* Each finding compares a long name with a thousand others: after some of them it is enough. */
static void costs_a_bounded_time(void **state) {
    enum { CANDIDATES = 1000, ROUNDS = 20 };

    Fixture *fixture = *state;
    char name[180];
    memset(name, 'x', sizeof name);
    Text text = {name, sizeof name}, candidates[CANDIDATES];
    for (size_t i = 0; i < CANDIDATES; i++)
        candidates[i] = (Text){name, sizeof name - 1};
    for (int i = 0; i < ROUNDS; i++) {
        Diagnostic *diagnostic = add_error(fixture, NO_SPAN, "m");
        bool is_wanted = suggest_is_wanted(diagnostic);
        assert_int_equal(is_wanted, i < 4);
        suggest_name(diagnostic, NO_SPAN, text, candidates, CANDIDATES, "names");
        assert_int_equal(diagnostic->help.count, is_wanted ? 1 : 0);
    }
}

static void takes_the_keys_of_a_map(void **state) {
    Fixture *fixture = *state;
    Map map;
    map_open(&map, &fixture->arena);
    map_put(&map, TEXT("region"), fixture);
    map_put(&map, TEXT("replicas"), fixture);
    Diagnostic *diagnostic = add_error(fixture, NO_SPAN, "m");
    suggest_key(diagnostic, NO_SPAN, TEXT("regoin"), &map, "attributes");
    assert_text(diagnostic->help.items[0], "a similar name exists: `region`");
}

static void tells_the_similar_name(void **state) {
    Fixture *fixture = *state;
    uint32_t file = add_file(fixture, "a.rung", "replcias = 1\n");
    Text candidates[] = {TEXT("region"), TEXT("replicas")};
    Diagnostic *diagnostic = add_error(fixture, (Span){file, 0, 8}, "m");
    suggest_name(diagnostic, (Span){file, 0, 8}, TEXT("replcias"), candidates, 2, "attributes");
    assert_int_equal(diagnostic->help.count, 1);
    assert_text(diagnostic->help.items[0], "a similar name exists: `replicas`");
    assert_int_equal(diagnostic->fixes.count, 1);
    assert_false(diagnostic->fixes.items[0].is_safe);
    assert_text(diagnostic->fixes.items[0].title, "write `replicas`");
    assert_text(diagnostic->fixes.items[0].edits.items[0].text, "replicas");
    assert_int_equal(diagnostic->fixes.items[0].edits.items[0].span.end, 8);
}

static void lists_what_exists(void **state) {
    Fixture *fixture = *state;
    Text candidates[13];
    for (size_t i = 0; i < COUNT(candidates); i++)
        candidates[i] = text_format(&fixture->arena, "name%zu", i);
    Diagnostic *few = add_error(fixture, NO_SPAN, "m");
    suggest_name(few, NO_SPAN, TEXT("zzzz"), candidates, 3, "environments");
    assert_text(few->notes.items[0], "there are these environments: `name0`, `name1` and `name2`");
    assert_int_equal(few->fixes.count, 0);
    Diagnostic *one = suggest_name(add_error(fixture, NO_SPAN, "m"), NO_SPAN, TEXT("zzzz"),
                                   candidates, 1, "environments");
    assert_text(one->notes.items[0], "there is only `name0`");
    Diagnostic *many = suggest_name(add_error(fixture, NO_SPAN, "m"), NO_SPAN, TEXT("zzzz"),
                                    candidates, COUNT(candidates), "environments");
    assert_int_equal(many->notes.count + many->help.count, 0);
    Diagnostic *none = suggest_name(add_error(fixture, NO_SPAN, "m"), NO_SPAN, TEXT("zzzz"),
                                    candidates, 0, "environments");
    assert_int_equal(none->notes.count + none->help.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_nearest),  cmocka_unit_test(agrees_with_the_whole_table),
        fixture_test(costs_a_bounded_time),   fixture_test(takes_the_keys_of_a_map),
        fixture_test(tells_the_similar_name), fixture_test(lists_what_exists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
