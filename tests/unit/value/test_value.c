/* test_value.c - values: what they are, how they compare, and how they are written and shown. */
#include "unit/unit.h"

#include "value/value.h"

static const Value *text_value(Arena *arena, ValueKind kind, const char *text) {
    return value_text(arena, kind, text_of(text));
}

static const Value *list_of(Arena *arena, const Value *a, const Value *b) {
    const Value **items = arena_array(arena, const Value *, 2);
    items[0] = a;
    items[1] = b;
    return value_list(arena, items, b == NULL ? 1 : 2);
}

static const Value *map_of(Arena *arena, const char *key, const Value *a, const char *other,
                           const Value *b) {
    Pair *pairs = arena_array(arena, Pair, 2);
    pairs[0] = (Pair){.key = text_of(key), .value = a};
    pairs[1] = (Pair){.key = text_of(other), .value = b};
    return value_map(arena, pairs, other == NULL ? 1 : 2);
}

/* One value of every kind, in the order of the kinds. */
static const Value *value_of_kind(Arena *arena, ValueKind kind) {
    switch (kind) {
    case VALUE_ERROR: return &value_error;
    case VALUE_ABSENT: return &value_absent;
    case VALUE_BOOL: return value_bool(true);
    case VALUE_INT: return value_int(arena, -42);
    case VALUE_NUMBER: return text_value(arena, kind, "0.50");
    case VALUE_PERCENT: return text_value(arena, kind, "50%");
    case VALUE_DURATION: return text_value(arena, kind, "168h");
    case VALUE_QUANTITY: return text_value(arena, kind, "512Mi");
    case VALUE_STRING: return value_string(arena, TEXT("a \"b\""));
    case VALUE_ENUM: return value_enum(arena, TEXT("warn"), 2);
    case VALUE_NETWORK: return text_value(arena, kind, "10.0.0.0/8");
    case VALUE_TIME: return text_value(arena, kind, "1970-01-02");
    case VALUE_DIGEST: return text_value(arena, kind, "xxh3:00");
    case VALUE_SECRET: return text_value(arena, kind, "db/password");
    case VALUE_LIST: return list_of(arena, value_int(arena, 1), value_bool(false));
    case VALUE_MAP: return map_of(arena, "a", value_int(arena, 1), "b c", &value_absent);
    }
    unreachable("ValueKind");
}

static const struct {
    ValueKind kind;
    bool is_text;
    const char *plain;  /* NULL: no scalar */
    const char *number; /* NULL: has none */
    const char *json, *shown;
} kinds[] = {
    {VALUE_ERROR, false, NULL, NULL, "null", "an error"},
    {VALUE_ABSENT, false, NULL, NULL, "null", "none"},
    {VALUE_BOOL, false, "true", "1", "true", "true"},
    {VALUE_INT, false, "-42", "-42", "-42", "-42"},
    {VALUE_NUMBER, false, "0.50", "0.5", "0.50", "0.50"},
    {VALUE_PERCENT, true, "50%", "50", "\"50%\"", "50%"},
    {VALUE_DURATION, true, "168h", "604800000000000", "\"168h\"", "168h"},
    {VALUE_QUANTITY, true, "512Mi", "536870912", "\"512Mi\"", "512Mi"},
    {VALUE_STRING, true, "a \"b\"", NULL, "\"a \\\"b\\\"\"", "\"a \\\"b\\\"\""},
    {VALUE_ENUM, true, "warn", "2", "\"warn\"", "warn"},
    {VALUE_NETWORK, true, "10.0.0.0/8", NULL, "\"10.0.0.0/8\"", "10.0.0.0/8"},
    {VALUE_TIME, true, "1970-01-02", "86400", "\"1970-01-02\"", "1970-01-02"},
    {VALUE_DIGEST, true, "xxh3:00", NULL, "\"xxh3:00\"", "xxh3:00"},
    {VALUE_SECRET, true, "db/password", NULL, "\"db/password\"", "\"db/password\""},
    {VALUE_LIST, false, NULL, NULL, "[1,false]", "[1, false]"},
    {VALUE_MAP, false, NULL, NULL, "{\"a\":1}", "{a = 1, \"b c\" = none}"},
};

static Text json(Arena *arena, const Value *value) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    value_json(&writer, value);
    return writer_done(&writer);
}

static void knows_every_kind(void **state) {
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const Value *value = value_of_kind(*state, kinds[i].kind);
        Number number;
        assert_int_equal(value->kind, i);
        assert_int_equal(value_is_text(value), kinds[i].is_text);
        assert_int_equal(value_is_scalar(value), kinds[i].plain != NULL);
        if (kinds[i].plain != NULL) assert_text(value_plain(*state, value), kinds[i].plain);
        bool has_number = value_number(value, &number);
        assert_row(has_number == (kinds[i].number != NULL), kinds[i].shown);
        if (has_number) assert_text(number_text(*state, number), kinds[i].number);
        assert_text(json(*state, value), kinds[i].json);
        assert_text(value_show(*state, value, SIZE_MAX), kinds[i].shown);
    }
}

/* Of every two kinds: equal only to itself, poison to all, and what has a number compares. */
static void compares_every_pair_of_kinds(void **state) {
    for (size_t i = 0; i < COUNT(kinds); i++) {
        for (size_t j = 0; j < COUNT(kinds); j++) {
            const Value *a = value_of_kind(*state, kinds[i].kind);
            const Value *b = value_of_kind(*state, kinds[j].kind);
            bool is_poison = a->kind == VALUE_ERROR || b->kind == VALUE_ERROR;
            assert_int_equal(value_same(a, b), i == j || is_poison);
            assert_int_equal(value_equal(a, b), i == j || is_poison);
            int order = 42;
            bool mixes =
                (a->kind == VALUE_INT || a->kind == VALUE_NUMBER || a->kind == VALUE_QUANTITY) &&
                (b->kind == VALUE_INT || b->kind == VALUE_NUMBER || b->kind == VALUE_QUANTITY);
            bool has_order = is_poison || mixes || (i == j && kinds[i].number != NULL);
            assert_int_equal(value_compare(a, b, &order), has_order);
            if (i == j || is_poison) assert_int_equal(order, 0);
            if (mixes) assert_int_equal(order, (i > j) - (i < j));
        }
    }
}

static void makes_values(void **state) {
    Number number;
    assert_ptr_equal(value_bool(true), &value_true);
    assert_ptr_equal(value_bool(false), &value_false);
    assert_true(value_true.as.truth && !value_false.as.truth);
    assert_true(number_parse(TEXT("1e3"), &number));
    assert_int_equal(value_of_number(*state, number)->kind, VALUE_INT);
    assert_int_equal(value_of_number(*state, number)->as.integer, 1000);
    assert_true(number_parse(TEXT("0.25"), &number));
    assert_int_equal(value_of_number(*state, number)->kind, VALUE_NUMBER);
    assert_text(value_of_number(*state, number)->text, "0.25");
    assert_true(number_parse(TEXT("1e20"), &number));
    assert_text(value_of_number(*state, number)->text, "100000000000000000000");
    assert_text(value_plain(*state, &value_false), "false");
    const Value *least = value_int(*state, INT64_MIN);
    assert_text(json(*state, least), "-9223372036854775808");
}

static void finds_members(void **state) {
    const Value *one = value_int(*state, 1), *two = value_int(*state, 2);
    const Value *map = map_of(*state, "a", one, "b", two);
    assert_ptr_equal(value_member(map, TEXT("a")), one);
    assert_ptr_equal(value_member(map, TEXT("b")), two);
    assert_null(value_member(map, TEXT("c")));
    assert_null(value_member(one, TEXT("a")));
}

/* Two spellings, whether the same bytes are emitted, whether the same is meant, and which is
 * less; 9 where they have no order. */
static void compares_spellings(void **state) {
    static const struct {
        ValueKind kind;
        const char *a;
        ValueKind other;
        const char *b;
        bool is_same, is_equal;
        int order;
    } rows[] = {
        {VALUE_NUMBER, "0.5", VALUE_NUMBER, "0.50", false, true, 0},
        {VALUE_NUMBER, "0.5", VALUE_NUMBER, "0.5", true, true, 0},
        {VALUE_NUMBER, "0.5", VALUE_NUMBER, "0.6", false, false, -1},
        {VALUE_QUANTITY, "1000m", VALUE_QUANTITY, "1", false, true, 0},
        {VALUE_QUANTITY, "1Gi", VALUE_QUANTITY, "1G", false, false, 1},
        {VALUE_QUANTITY, "1500m", VALUE_NUMBER, "1.5", false, true, 0},
        {VALUE_DURATION, "60s", VALUE_DURATION, "1m", false, true, 0},
        {VALUE_DURATION, "60s", VALUE_DURATION, "2m", false, false, -1},
        {VALUE_PERCENT, "50%", VALUE_PERCENT, "50.0%", false, true, 0},
        {VALUE_PERCENT, "9%", VALUE_PERCENT, "10%", false, false, -1},
        {VALUE_TIME, "2026-01-01", VALUE_TIME, "2026-01-01T00:00:00Z", false, true, 0},
        {VALUE_TIME, "2026-01-02", VALUE_TIME, "2026-01-01", false, false, 1},
        {VALUE_STRING, "a", VALUE_ENUM, "a", true, true, 9},
        {VALUE_STRING, "a", VALUE_STRING, "b", false, false, 9},
        {VALUE_STRING, "60s", VALUE_DURATION, "1m", false, false, 9},
        {VALUE_STRING, "60s", VALUE_DURATION, "60s", true, true, 9},
        {VALUE_STRING, "1", VALUE_NUMBER, "1", false, false, 9},
        {VALUE_STRING, "10.0.0.0/8", VALUE_NETWORK, "10.0.0.0/8", true, true, 9},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const Value *a = text_value(*state, rows[i].kind, rows[i].a);
        const Value *b = text_value(*state, rows[i].other, rows[i].b);
        int order = 42, back = 42;
        assert_row(value_same(a, b) == rows[i].is_same, rows[i].a);
        assert_row(value_same(b, a) == rows[i].is_same, rows[i].a);
        assert_row(value_equal(a, b) == rows[i].is_equal, rows[i].a);
        assert_row(value_equal(b, a) == rows[i].is_equal, rows[i].a);
        assert_row(value_compare(a, b, &order) == (rows[i].order != 9), rows[i].a);
        assert_row(value_compare(b, a, &back) == (rows[i].order != 9), rows[i].a);
        if (rows[i].order != 9) assert_row(order == rows[i].order && back == -order, rows[i].a);
    }
}

static void compares_ints_with_numbers(void **state) {
    const Value *one = value_int(*state, 1);
    assert_false(value_same(one, text_value(*state, VALUE_NUMBER, "1.0")));
    assert_true(value_equal(one, text_value(*state, VALUE_NUMBER, "1.0")));
    assert_true(value_same(one, text_value(*state, VALUE_NUMBER, "1")));
    assert_true(value_same(text_value(*state, VALUE_NUMBER, "1"), one));
    assert_false(value_same(one, text_value(*state, VALUE_NUMBER, "2")));
    assert_false(value_same(one, value_int(*state, 2)));
    assert_true(value_same(one, value_int(*state, 1)));
    assert_false(value_equal(one, value_bool(true)));
    assert_true(value_equal(one, text_value(*state, VALUE_QUANTITY, "1000m")));
}

static void compares_enums_and_bools(void **state) {
    const Value *low = value_enum(*state, TEXT("a"), 0), *high = value_enum(*state, TEXT("b"), 1);
    int order;
    assert_true(value_compare(low, high, &order) && order == -1);
    assert_false(value_equal(low, high));
    assert_true(value_equal(low, value_enum(*state, TEXT("a"), 1)));
    assert_false(value_equal(low, value_enum(*state, TEXT("b"), 0)));
    assert_true(value_compare(&value_false, &value_true, &order) && order == -1);
    const Value again = value_true;
    assert_true(value_same(&value_true, &again) && value_equal(&value_true, &again));
    assert_false(value_same(&value_true, &value_false));
    assert_false(value_equal(&value_true, &value_false));
}

static void compares_lists_and_maps(void **state) {
    const Value *one = value_int(*state, 1), *two = value_int(*state, 2);
    const Value *unit = text_value(*state, VALUE_NUMBER, "1.0");
    assert_true(value_same(list_of(*state, one, two), list_of(*state, one, two)));
    assert_false(value_same(list_of(*state, one, two), list_of(*state, two, one)));
    assert_false(value_equal(list_of(*state, one, two), list_of(*state, two, one)));
    assert_false(value_equal(list_of(*state, one, two), list_of(*state, one, NULL)));
    assert_true(value_equal(list_of(*state, one, two), list_of(*state, unit, two)));
    assert_false(value_same(list_of(*state, one, two), list_of(*state, unit, two)));
    assert_true(value_same(list_of(*state, one, two), list_of(*state, &value_error, two)));

    const Value *map = map_of(*state, "a", one, "b", two);
    const Value *turned = map_of(*state, "b", two, "a", one);
    const Value *shorter = map_of(*state, "a", one, NULL, NULL);
    const Value *with_absent = map_of(*state, "a", one, "c", &value_absent);
    assert_true(value_same(map, map_of(*state, "a", one, "b", two)));
    assert_false(value_same(map, turned));
    assert_true(value_equal(map, turned));
    assert_false(value_equal(map, map_of(*state, "a", one, "b", one)));
    assert_false(value_equal(map, map_of(*state, "a", one, "c", two)));
    assert_false(value_equal(map, shorter) || value_same(map, shorter));
    assert_true(value_same(shorter, with_absent) && value_same(with_absent, shorter));
    assert_true(value_equal(shorter, with_absent) && value_equal(with_absent, shorter));
    assert_false(value_equal(map, with_absent) || value_same(map, with_absent));
    assert_false(value_equal(map, list_of(*state, one, two)));
    assert_text(json(*state, with_absent), "{\"a\":1}");
    assert_text(json(*state, list_of(*state, &value_absent, one)), "[1]");
}

static void nests_in_json(void **state) {
    const Value *inner = map_of(*state, "x\n", value_string(*state, TEXT("é")), "y",
                                list_of(*state, &value_true, &value_false));
    const Value *outer = list_of(*state, inner, value_list(*state, NULL, 0));
    assert_text(json(*state, outer), "[{\"x\\n\":\"é\",\"y\":[true,false]},[]]");
    assert_text(value_show(*state, outer, 80), "[{\"x\\n\" = \"é\", y = [true, false]}, []]");
    assert_text(json(*state, value_map(*state, NULL, 0)), "{}");
}

static void shows_text_as_a_literal(void **state) {
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"", "\"\""},
        {"a\n\t\r\"\\", "\"a\\n\\t\\r\\\"\\\\\""},
        {"${x} $y $", "\"$${x} $y $\""},
        {"\x1b[31m", "\"\\u{1B}[31m\""},
        {"\u00a0\u202e", "\"\\u{A0}\\u{202E}\""},
        {"漢字", "\"漢字\""},
        {"\xff", "\"\\u{FFFD}\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const Value *value = value_string(*state, text_of(rows[i].text));
        assert_text(value_show(*state, value, SIZE_MAX), rows[i].shown);
    }
    assert_text(value_show(*state, value_enum(*state, TEXT("c d"), 0), 80), "\"c d\"");
    assert_text(value_show(*state, value_enum(*state, TEXT(""), 0), 80), "\"\"");
    assert_text(value_show(*state, value_enum(*state, TEXT("\x1b"), 0), 80), "\"\\u{1B}\"");
}

static void quotes_keys_that_are_no_names(void **state) {
    static const struct {
        const char *key, *shown;
    } rows[] = {
        {"a", "{a = none}"},       {"a-b_C9", "{a-b_C9 = none}"}, {"_a", "{_a = none}"},
        {"_", "{\"_\" = none}"},   {"9a", "{\"9a\" = none}"},     {"a-", "{\"a-\" = none}"},
        {"-a", "{\"-a\" = none}"}, {"a.b", "{\"a.b\" = none}"},   {"a/b", "{\"a/b\" = none}"},
        {"", "{\"\" = none}"},     {"é", "{\"é\" = none}"},       {"a b", "{\"a b\" = none}"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const Value *map = map_of(*state, rows[i].key, &value_absent, NULL, NULL);
        assert_text(value_show(*state, map, 80), rows[i].shown);
    }
}

static void cuts_the_middle(void **state) {
    const Value *value = value_string(*state, TEXT("abcdefghij"));
    assert_text(value_show(*state, value, 12), "\"abcdefghij\"");
    assert_text(value_show(*state, value, 11), "\"abcd…ghij\"");
    assert_text(value_show(*state, value, 8), "\"abc…ij\"");
    assert_text(value_show(*state, value, 3), "\"…\"");
    assert_text(value_show(*state, value, 2), "\"…");
    assert_text(value_show(*state, value, 1), "…");
    const Value *wide = value_string(*state, TEXT("漢字漢字漢字"));
    for (size_t most = 1; most < 14; most++) {
        Text shown = value_show(*state, wide, most);
        assert_true(utf8_width(shown) <= most && utf8_width(shown) + 2 >= most);
        assert_true(utf8_check(shown) == SIZE_MAX);
    }
    assert_text(value_show(*state, wide, 14), "\"漢字漢字漢字\"");
    assert_text(value_show(*state, wide, 8), "\"漢…字\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_every_kind),
        cmocka_unit_test(compares_every_pair_of_kinds),
        cmocka_unit_test(makes_values),
        cmocka_unit_test(finds_members),
        cmocka_unit_test(compares_spellings),
        cmocka_unit_test(compares_ints_with_numbers),
        cmocka_unit_test(compares_enums_and_bools),
        cmocka_unit_test(compares_lists_and_maps),
        cmocka_unit_test(nests_in_json),
        cmocka_unit_test(shows_text_as_a_literal),
        cmocka_unit_test(quotes_keys_that_are_no_names),
        cmocka_unit_test(cuts_the_middle),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
