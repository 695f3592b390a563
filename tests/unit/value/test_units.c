/* test_units.c - durations, quantities and percents. */
#include "unit/unit.h"

#include "value/value.h"

static void reads_durations(void **state) {
    static const struct {
        const char *text;
        int64_t nanoseconds;
        const char *spelling, *computed;
    } rows[] = {
        {"0s", 0, "0s", "0s"},
        {"30s", INT64_C(30000000000), "30s", "30s"},
        {"300s", INT64_C(300000000000), "300s", "5m"},
        {"1h30m", INT64_C(5400000000000), "1h30m", "1h30m"},
        {"1.5h", INT64_C(5400000000000), "1.5h", "1h30m"},
        {"90m", INT64_C(5400000000000), "90m", "1h30m"},
        {"7d", INT64_C(604800000000000), "168h", "168h"},
        {"1d12h", INT64_C(129600000000000), "36h", "36h"},
        {"1d12h30m", INT64_C(131400000000000), "36h30m", "36h30m"},
        {"1.5d", INT64_C(129600000000000), "36h", "36h"},
        {"0.1d", INT64_C(8640000000000), "2.4h", "2h24m"},
        {"1d30m2h", INT64_C(95400000000000), "26h30m", "26h30m"},
        {"-7d", INT64_C(-604800000000000), "-168h", "-168h"},
        {"-1h30m", INT64_C(-5400000000000), "-1h30m", "-1h30m"},
        {"1h1s", INT64_C(3601000000000), "1h1s", "1h1s"},
        {"1m1.5s", INT64_C(61500000000), "1m1.5s", "1m1.5s"},
        {"100ms", 100000000, "100ms", "100ms"},
        {"1500us", 1500000, "1500us", "1.5ms"},
        {"1500ns", 1500, "1500ns", "1.5us"},
        {"7ns", 7, "7ns", "7ns"},
        {"0.000001s", 1000, "0.000001s", "1us"},
        {"999999999ns", 999999999, "999999999ns", "999.999999ms"},
        {"1000000001ns", 1000000001, "1000000001ns", "1.000000001s"},
        {"9223372036854775807ns", INT64_MAX, "9223372036854775807ns", "2562047h47m16.854775807s"},
        {"-9223372036854775808ns", INT64_MIN, "-9223372036854775808ns",
         "-2562047h47m16.854775808s"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t nanoseconds = 0, again = 0;
        Text spelling;
        assert_row(duration_parse(text_of(rows[i].text), &nanoseconds), rows[i].text);
        assert_row(nanoseconds == rows[i].nanoseconds, rows[i].text);
        assert_row(duration_spelling(*state, text_of(rows[i].text), &spelling), rows[i].text);
        assert_text(spelling, rows[i].spelling);
        assert_row(duration_parse(spelling, &again) && again == nanoseconds, rows[i].text);
        Text computed = duration_text(*state, nanoseconds);
        assert_text(computed, rows[i].computed);
        assert_row(duration_parse(computed, &again) && again == nanoseconds, rows[i].text);
    }
}

static void refuses_what_is_no_duration(void **state) {
    static const char *const rows[] = {
        "",
        "-",
        "0",
        "30",
        "s",
        "1.s",
        ".5s",
        "1h30",
        "1 h",
        "1H",
        "1w",
        "1y",
        "1hour",
        "1_000s",
        "--1s",
        "1h-30m",
        "1e3s",
        "0.5ns",
        "9223372036854775808ns",
        "-9223372036854775809ns",
        "2562048h",
        "1.2.3s",
        "1µs",
        "+1s",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t nanoseconds;
        Text spelling;
        assert_row(!duration_parse(text_of(rows[i]), &nanoseconds), rows[i]);
        assert_row(!duration_spelling(*state, text_of(rows[i]), &spelling), rows[i]);
    }
}

static void reads_durations_that_it_wrote(void **state) {
    uint64_t random = 5;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(*state);
        int64_t nanoseconds = (int64_t)(random_next(&random) >> random_next(&random) % 63), again;
        if (random_next(&random) % 2 == 0 && nanoseconds != INT64_MIN) nanoseconds = -nanoseconds;
        Text text = duration_text(*state, nanoseconds);
        assert_true(duration_parse(text, &again));
        assert_true(again == nanoseconds);
        arena_reset(*state, mark);
    }
}

static void reads_quantities(void **state) {
    static const struct {
        const char *text, *number, *unit;
    } rows[] = {
        {"0", "0", ""},
        {"2", "2", ""},
        {"-1.5", "-1.5", ""},
        {"+3", "3", ""},
        {"100m", "0.1", "m"},
        {"1000m", "1", "m"},
        {"5n", "0.000000005", "n"},
        {"5u", "0.000005", "u"},
        {"1k", "1000", "k"},
        {"1M", "1000000", "M"},
        {"1G", "1000000000", "G"},
        {"1T", "1000000000000", "T"},
        {"1P", "1000000000000000", "P"},
        {"1E", "1000000000000000000", "E"},
        {"1Ki", "1024", "Ki"},
        {"512Mi", "536870912", "Mi"},
        {"1.5Gi", "1610612736", "Gi"},
        {"1Ti", "1099511627776", "Ti"},
        {"1Pi", "1125899906842624", "Pi"},
        {"1Ei", "1152921504606846976", "Ei"},
        {"1e3", "1000", ""},
        {"1E3", "1000", ""},
        {"1.5e-3", "0.0015", ""},
        {"12e+2", "1200", ""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Number number;
        assert_row(quantity_parse(text_of(rows[i].text), &number), rows[i].text);
        assert_text(number_text(*state, number), rows[i].number);
        assert_text(quantity_unit(text_of(rows[i].text)), rows[i].unit);
    }
}

static void refuses_what_is_no_quantity(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",    "Gi", "m",  "1K",   "1GB", "1gi",   "1 Gi", "1Gi ", "1kk",   "1e",      "1e+", "e3",
        "-Gi", "1.", ".5", "1..2", "1_0", "1e1_0", "--1",  "1-",   "1e3Gi", "1.5.5Gi", "1%",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        Number number;
        assert_row(!quantity_parse(text_of(rows[i]), &number), rows[i]);
    }
    assert_text(quantity_unit(TEXT("1K")), "");
    assert_text(quantity_unit(TEXT("")), "");
}

static void writes_quantities_in_their_unit(void **state) {
    static const struct {
        const char *amount, *unit, *text;
    } rows[] = {
        {"0.1", "m", "100m"},
        {"1", "m", "1000m"},
        {"1", "", "1"},
        {"0.25", "", "0.25"},
        {"536870912", "Mi", "512Mi"},
        {"536870912", "Gi", "0.5Gi"},
        {"1610612736", "Gi", "1.5Gi"},
        {"-1024", "Ki", "-1Ki"},
        {"0", "Gi", "0Gi"},
        {"123456789012345678901234567890123", "Ki", "123456789012345678901234567890123"},
        {"5", "x", "5"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Number amount;
        assert_row(number_parse(text_of(rows[i].amount), &amount), rows[i].amount);
        Text text = quantity_text(*state, amount, text_of(rows[i].unit));
        assert_text(text, rows[i].text);
    }
}

static void reads_percents(void **state) {
    static const char *const invalid[] = {"",     "%",   "5",   "5%%", "5 %", "1e2%",
                                          "1_0%", ".5%", "1.%", "%5",  "5Gi"};
    Number number;
    assert_true(percent_parse(TEXT("99.9%"), &number));
    assert_text(number_text(*state, number), "99.9");
    assert_true(percent_parse(TEXT("-5%"), &number));
    assert_text(number_text(*state, number), "-5");
    for (size_t i = 0; i < COUNT(invalid); i++) {
        assert_row(!percent_parse(text_of(invalid[i]), &number), invalid[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_durations),
        cmocka_unit_test(refuses_what_is_no_duration),
        cmocka_unit_test(reads_durations_that_it_wrote),
        cmocka_unit_test(reads_quantities),
        cmocka_unit_test(refuses_what_is_no_quantity),
        cmocka_unit_test(writes_quantities_in_their_unit),
        cmocka_unit_test(reads_percents),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
