/* test_pattern.c - patterns: what PCRE2 finds, refuses, and gives up on. */
#include "unit/unit.h"

#include "check/check.h"

static const PatternBudget whole_budget = {LIMIT_ALL_MATCH_STEPS, LIMIT_PATTERN_BYTES};

static void test_search(void **state) {
    static const struct {
        const char *pattern;
        const char *text;
        int found;
    } rows[] = {
        {"b", "abc", 1},        {"^b", "abc", 0},        {"^[a-z]+$", "abc", 1},
        {"^[a-z]+$", "aBc", 0}, {"^.$", "\xc3\xa9", 1},  {"", "", 1},
        {"^$", "", 1},          {"(a)(b)(c)", "abc", 1}, {"\\d{3}", "a123", 1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Text problem = TEXT("");
        PatternBudget budget = whole_budget;
        Pattern *pattern = pattern_compile(*state, &budget, text_of(rows[i].pattern), &problem);
        assert_non_null(pattern);
        assert_row(pattern_search(pattern, text_of(rows[i].text)) == rows[i].found,
                   rows[i].pattern);
    }
}

static void test_refused(void **state) {
    Text problem = TEXT("");
    PatternBudget budget = whole_budget;
    assert_null(pattern_compile(*state, &budget, TEXT("a(b"), &problem));
    assert_text(problem, "missing closing parenthesis at offset 3");
    assert_null(pattern_compile(*state, &budget, TEXT("\\C"), &problem));
    assert_true(problem.length > 0);
}

/* A pattern that backtracks without end is given up on, again and again, in bounded memory. */
static void test_catastrophe(void **state) {
    Arena *arena = *state;
    Text problem;
    PatternBudget budget = whole_budget;
    Pattern *pattern = pattern_compile(arena, &budget, TEXT("^(a+)+$"), &problem);
    static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
    assert_int_equal(pattern_search(pattern, text_of(text)), -1);
    size_t total = arena->total;
    for (int i = 0; i < 20; i++)
        assert_int_equal(pattern_search(pattern, text_of(text)), -1);
    assert_int_equal(arena->total, total);
    assert_int_equal(pattern_search(pattern, TEXT("aaaa")), 1);
}

/* All searches together have a limit; what takes few steps is found nevertheless. */
static void test_budget(void **state) {
    Text problem;
    PatternBudget budget = whole_budget;
    Pattern *slow = pattern_compile(*state, &budget, TEXT("^(a|a|a)+[^a]$"), &problem);
    Pattern *quick = pattern_compile(*state, &budget, TEXT("^a+b$"), &problem);
    int searches = 0;
    while (budget.steps > 0 && searches < 10000) {
        assert_int_equal(pattern_search(slow, TEXT("aaaaaaaaaaaaaaaa")), -1);
        searches++;
    }
    assert_in_range(searches, 300, 600);
    assert_int_equal(pattern_search(slow, TEXT("aaaaaaaaaaaaaaaa")), -1);
    assert_int_equal(pattern_search(quick, TEXT("aaaab")), 1);
    assert_int_equal(pattern_search(quick, TEXT("aaaa")), 0);
}

/* So has the memory that they are compiled to. */
static void test_memory(void **state) {
    Text problem = TEXT("");
    PatternBudget budget = whole_budget;
    int patterns = 0;
    while (pattern_compile(*state, &budget, TEXT("(?:abcdefgh){2000}"), &problem) != NULL)
        patterns++;
    assert_text(problem, "all patterns together take too much memory");
    assert_in_range(patterns, 100, 1000);
    assert_non_null(pattern_compile(*state, &budget, TEXT("^a$"), &problem));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search),      cmocka_unit_test(test_refused),
        cmocka_unit_test(test_catastrophe), cmocka_unit_test(test_budget),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
