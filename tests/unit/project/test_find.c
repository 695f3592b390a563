/* test_find.c - from a path on disk to the project that it belongs to. */
#include "unit/place.h"

#include "project/project.h"

static void check(Place *place, const char *start, const char *expected) {
    Text root;
    bool is_found =
        project_find(&place->arena, text_of(place_path(place, start)), &root) == FILE_OK;
    assert_int_equal(is_found, expected != NULL);
    if (!is_found) return;
    assert_text(root, place_path(place, expected));
    assert_int_equal(root.bytes[root.length], '\0');
}

static void build(Place *place) {
    place_directory(place, "outer");
    place_file(place, "outer/strategy.rung", "");
    place_directory(place, "outer/services");
    place_file(place, "outer/services/orders.rung", "");
    place_directory(place, "outer/inner");
    place_file(place, "outer/inner/strategy.rung", "");
    place_directory(place, "outer/inner/deep");
    place_directory(place, "outer/fake");
    place_directory(place, "outer/fake/strategy.rung");
    place_directory(place, "other");
    place_link(place, "../outer/services", "other/link");
}

static void goes_up_to_the_nearest(void **state) {
    Place *place = *state;
    build(place);
    check(place, "outer", "outer");
    check(place, "outer/", "outer");
    check(place, "outer/strategy.rung", "outer");
    check(place, "outer/services", "outer");
    check(place, "outer/services/orders.rung", "outer");
    check(place, "outer/inner/deep", "outer/inner");
    check(place, "outer/fake", "outer");
    check(place, "outer/fake/strategy.rung", "outer");
    check(place, "other/link", "outer");
    check(place, "outer/services/../inner", "outer/inner");
}

static void finds_nothing(void **state) {
    Place *place = *state;
    build(place);
    check(place, "other", NULL);
    check(place, "nowhere", NULL);
    check(place, "outer/nowhere", NULL);
    Text root = TEXT("x");
    assert_int_equal(project_find(&place->arena, TEXT("/"), &root), FILE_MISSING);
    assert_text(root, "");
}

static void begins_where_one_stands(void **state) {
    Place *place = *state;
    build(place);
    char before[PATH_MAX];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(place_path(place, "outer/services")), 0);
    Text here = TEXT(""), dot = TEXT(""), file = TEXT("");
    bool is_found = project_find(&place->arena, TEXT(""), &here) == FILE_OK &&
                    project_find(&place->arena, TEXT("."), &dot) == FILE_OK &&
                    project_find(&place->arena, TEXT("orders.rung"), &file) == FILE_OK;
    assert_int_equal(chdir(before), 0);
    assert_true(is_found);
    assert_text(here, place_path(place, "outer"));
    assert_text(dot, place_path(place, "outer"));
    assert_text(file, place_path(place, "outer"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(goes_up_to_the_nearest),
        TEST(finds_nothing),
        TEST(begins_where_one_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
