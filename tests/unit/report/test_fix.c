/* test_fix.c - edits of several diagnostics on one text. */
#include "unit/unit.h"

#include "report/report.h"

static Edit edit(uint32_t start, uint32_t end, const char *text) {
    return (Edit){{1, start, end}, text_of(text)};
}

static void check(Arena *arena, const Edit *edits, size_t count, const char *expected) {
    assert_text(fix_apply(arena, TEXT("0123456789"), edits, count), expected);
}

static void applies_in_any_order(void **state) {
    const Edit edits[] = {edit(8, 10, "END"), edit(0, 0, "start "), edit(3, 5, "")};
    check(*state, edits, 3, "start 012567END");
    check(*state, edits, 0, "0123456789");
}

static void inserts_at_both_ends(void **state) {
    const Edit edits[] = {edit(10, 10, ">"), edit(0, 0, "<")};
    check(*state, edits, 2, "<0123456789>");
}

static void skips_what_overlaps(void **state) {
    const Edit crossing[] = {edit(2, 6, "A"), edit(4, 8, "B"), edit(6, 7, "C")};
    check(*state, crossing, 3, "01AC789");
    const Edit inside[] = {edit(2, 6, "A"), edit(3, 3, "B")};
    check(*state, inside, 2, "01A6789");
}

static void inserts_before_a_replacement_at_one_place(void **state) {
    const Edit edits[] = {edit(2, 4, "A"), edit(2, 2, "+"), edit(4, 4, "-")};
    check(*state, edits, 3, "01+A-456789");
}

static void applies_one_edit_once(void **state) {
    const Edit same[] = {edit(2, 2, "scale "), edit(2, 2, "scale "), edit(5, 6, "x"),
                         edit(5, 6, "x")};
    check(*state, same, 4, "01scale 234x6789");
    const Edit different[] = {edit(2, 2, "a"), edit(2, 2, "b")};
    check(*state, different, 2, "01ab23456789");
}

static void ignores_what_lies_outside(void **state) {
    const Edit edits[] = {edit(9, 11, "A"), edit(20, 20, "B"), edit(5, 4, "C"), edit(9, 10, "D")};
    check(*state, edits, 4, "012345678D");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applies_in_any_order),
        cmocka_unit_test(inserts_at_both_ends),
        cmocka_unit_test(skips_what_overlaps),
        cmocka_unit_test(inserts_before_a_replacement_at_one_place),
        cmocka_unit_test(applies_one_edit_once),
        cmocka_unit_test(ignores_what_lies_outside),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
