/* test_listing.c - the list of outputs: what a line is, what is passed over, and that it comes out
 * in one order whatever order it came in. */
#include "library_unit.h"

#define HASH "0123456789abcdef"

static void lines_are_read(void **state) {
    Arena *arena = *state;
    Listing listing;
    Text text = TEXT(HASH "\ta.yaml\n" HASH "\tb c.yaml\tpreview(pr=1)\r\n"
                          "fedcba9876543210\ta.yaml");
    listing_read(arena, text, &listing);
    assert_int_equal(listing.items.count, 3);
    const Listed *lines = listing.items.items;
    assert_text(lines[0].path, "a.yaml");
    assert_text(lines[0].hash, HASH);
    assert_text(lines[0].origin, "");
    assert_text(lines[1].path, "b c.yaml");
    assert_text(lines[1].origin, "preview(pr=1)");
    assert_text(lines[2].hash, "fedcba9876543210");
}

/* Any of a path's lines can be found from the newest. */
static void lines_of_one_path_hang_together(void **state) {
    Arena *arena = *state;
    Listing listing;
    listing_read(arena, TEXT(HASH "\ta\n" HASH "\tb\nfedcba9876543210\ta\n" HASH "\ta\n"),
                 &listing);
    assert_int_equal(listing.items.count, 3);
    uint32_t newest = listing_first(&listing, TEXT("a"));
    assert_int_equal(newest, 3);
    assert_int_equal(listing.items.items[newest - 1].next, 1);
    assert_int_equal(listing.items.items[0].next, 0);
    assert_int_equal(listing_first(&listing, TEXT("b")), 2);
    assert_int_equal(listing_first(&listing, TEXT("c")), 0);
}

/* What is no line, and what names a file that no build has written. */
static void other_lines_are_passed_over(void **state) {
    Arena *arena = *state;

    static const char *const rows[] = {
        "",
        "\n",
        "<<<<<<< ours",
        "=======",
        HASH,
        HASH " a.yaml",
        HASH "\t",
        "0123456789ABCDEF\ta.yaml",
        "0123456789abcde\ta.yaml",
        "0123456789abcdef0\ta.yaml",
        "a.yaml\t" HASH,
        HASH "\t/etc/passwd",
        HASH "\t../a.yaml",
        HASH "\ta/../b.yaml",
        HASH "\ta/..",
        HASH "\t./a.yaml",
        HASH "\ta//b.yaml",
        HASH "\ta/",
        HASH "\t.git/config",
        HASH "\tinner/.git/config",
        HASH "\tstrategy.rung",
        HASH "\tservices/orders.rung",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Listing listing;
        listing_read(arena, text_of(rows[i]), &listing);
        assert_row(listing.items.count == 0, rows[i]);
    }
    Listing listing;
    listing_read(arena, TEXT(HASH "\t..a/b..yaml\n" HASH "\t.hidden/.a\n" HASH "\ta.rung.yaml\n"),
                 &listing);
    assert_int_equal(listing.items.count, 3);
}

static void it_is_written_in_one_order(void **state) {
    Arena *arena = *state;
    Listing listing;
    listing_read(
        arena,
        TEXT("fedcba9876543210\tb\n" HASH "\tb\n" HASH "\ta/c\tpreview(pr=1)\n" HASH "\ta-b\n"),
        &listing);
    Text sorted =
        TEXT(HASH "\ta-b\n" HASH "\ta/c\tpreview(pr=1)\n" HASH "\tb\nfedcba9876543210\tb\n");
    assert_text(listing_write(arena, &listing), sorted.bytes);
    Listing again;
    listing_read(arena, sorted, &again);
    assert_text(listing_write(arena, &again), sorted.bytes);
    listing_open(arena, &again);
    assert_text(listing_write(arena, &again), "");
}

/* A line is added once, however often its path comes with its hash. */
static void lines_are_added_once(void **state) {
    Arena *arena = *state;
    Listing listing;
    listing_open(arena, &listing);
    Listed line = {TEXT("a"), TEXT(HASH), TEXT(""), 0};
    listing_add(arena, &listing, line);
    listing_add(arena, &listing, line);
    line.hash = TEXT("fedcba9876543210");
    listing_add(arena, &listing, line);
    assert_int_equal(listing.items.count, 2);
}

/* XXH3-64, in the form that every version of the program must write. */
static void hashes_never_change(void **state) {
    Arena *arena = *state;
    assert_text(listing_hash(arena, TEXT("")), "2d06800538d394c2");
    assert_text(listing_hash(arena, TEXT("abc")), "78af5f94892f3950");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_read),
        cmocka_unit_test(lines_of_one_path_hang_together),
        cmocka_unit_test(other_lines_are_passed_over),
        cmocka_unit_test(it_is_written_in_one_order),
        cmocka_unit_test(lines_are_added_once),
        cmocka_unit_test(hashes_never_change),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
