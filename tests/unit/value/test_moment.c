/* test_moment.c - dates and times, digests and versions. */
#include "unit/unit.h"

#include "value/value.h"

static void reads_moments(void **state) {
    (void)state;

    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {
        {"1970-01-01", 0},
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T00:00:01Z", 1},
        {"1969-12-31T23:59:59Z", -1},
        {"1970-01-02", 86400},
        {"2000-02-29", INT64_C(951782400)},
        {"2000-03-01", INT64_C(951868800)},
        {"2026-11-20T10:00:00Z", INT64_C(1795168800)},
        {"2038-01-19T03:14:08Z", INT64_C(2147483648)},
        {"1600-02-29", INT64_C(-11670998400)},
        {"0001-01-01", INT64_C(-62135596800)},
        {"9999-12-31T23:59:59Z", INT64_C(253402300799)},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t seconds = 42;
        assert_row(moment_parse(text_of(rows[i].text), &seconds), rows[i].text);
        assert_row(seconds == rows[i].seconds, rows[i].text);
    }
}

static void refuses_what_is_no_moment(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        "2026",
        "2026-11",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "2026-01-32",
        "2026-04-31",
        "2026-02-29",
        "1900-02-29",
        "2100-02-29",
        "0000-01-01",
        "2026-1-1",
        "2026/01/01",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T23:59:60Z",
        "2026-01-01T00:00:00",
        "2026-01-01t00:00:00Z",
        "2026-01-01T00:00:00z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00+00:00",
        "2026-01-01T00:00:00.5Z",
        "2026-01-01T00:00Z",
        "2026-01-01 ",
        "-026-01-01",
        "2O26-01-01",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t seconds;
        assert_row(!moment_parse(text_of(rows[i]), &seconds), rows[i]);
    }
}

/* Days all over the calendar, and every one of a hundred and thirty years: each reads as it is
 * written, from its first second to its last. */
static void writes_dates(void **state) {
    int64_t first, last, dense, seconds;
    assert_true(moment_parse(TEXT("0001-01-01"), &first));
    assert_true(moment_parse(TEXT("9999-12-31"), &last));
    assert_true(moment_parse(TEXT("2101-01-01"), &dense));
    int64_t step = 86400;
    for (int64_t at = first; at <= last; at += step) {
        ArenaMark mark = arena_mark(*state);
        Text date = moment_date(*state, at);
        assert_true(moment_parse(date, &seconds) && seconds == at);
        assert_true(text_equal(moment_date(*state, at + 86399), date));
        arena_reset(*state, mark);
        step = at >= 0 && at < dense ? 86400 : 86400 * 97;
    }
    assert_text(moment_date(*state, last), "9999-12-31");
    assert_text(moment_date(*state, 0), "1970-01-01");
    assert_text(moment_date(*state, -1), "1969-12-31");
}

static Text digest(Arena *arena, const char *algorithm, size_t digits, char digit) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_string(&writer, algorithm);
    writer_repeat(&writer, digit, digits);
    return writer_done(&writer);
}

static void knows_digests(void **state) {
    static const struct {
        const char *algorithm;
        size_t digits;
    } rows[] = {{"sha256:", 64}, {"sha512:", 128}, {"blake3:", 64}, {"xxh3:", 32}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *name = rows[i].algorithm;
        assert_row(digest_is_valid(digest(*state, name, rows[i].digits, 'f')), name);
        assert_row(digest_is_valid(digest(*state, name, rows[i].digits, '0')), name);
        assert_row(!digest_is_valid(digest(*state, name, rows[i].digits, 'F')), name);
        assert_row(!digest_is_valid(digest(*state, name, rows[i].digits, 'g')), name);
        assert_row(!digest_is_valid(digest(*state, name, rows[i].digits - 1, 'a')), name);
        assert_row(!digest_is_valid(digest(*state, name, rows[i].digits + 1, 'a')), name);
        assert_row(!digest_is_valid(text_of(name)), name);
    }
    assert_false(digest_is_valid(digest(*state, "md5:", 32, 'a')));
    assert_false(digest_is_valid(digest(*state, "", 64, 'a')));
    assert_false(digest_is_valid(digest(*state, "SHA256:", 64, 'a')));
    assert_false(digest_is_valid(TEXT("")));
}

/* The examples of semver.org's own regular expression. */
static void knows_versions(void **state) {
    (void)state;
    static const char *const valid[] = {
        "0.0.4",
        "1.2.3",
        "10.20.30",
        "1.1.2-prerelease+meta",
        "1.1.2+meta",
        "1.0.0-alpha",
        "1.0.0-alpha.beta.1",
        "1.0.0-alpha0.valid",
        "1.0.0-rc.1+build.123",
        "1.2.3----RC-SNAPSHOT.12.9.1--.12",
        "1.2.3+0.build.1-rc.10000aaa-kk-0.1",
        "99999999999999999999999.999999999999999999.99999999999999999",
        "1.0.0-0A.is.legal",
        "v1.2.3",
        "v1.2.3-rc.1",
    };
    static const char *const invalid[] = {
        "",
        "1",
        "1.2",
        "1.2.3-0123",
        "1.2.3-0123.0123",
        "1.1.2+.123",
        "+invalid",
        "-invalid",
        "alpha",
        "alpha.beta",
        "1.2.3.DEV",
        "1.2-SNAPSHOT",
        "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
        "01.1.1",
        "1.01.1",
        "1.1.01",
        "1.0.0-alpha_beta",
        "1.0.0-alpha..1",
        "1.2.3-",
        "1.2.3+",
        "1.2.3+meta+meta",
        "vv1.2.3",
        "V1.2.3",
        "1.2.3 ",
        "v",
        "1..3",
    };
    for (size_t i = 0; i < COUNT(valid); i++) {
        assert_row(version_is_valid(text_of(valid[i])), valid[i]);
    }
    for (size_t i = 0; i < COUNT(invalid); i++) {
        assert_row(!version_is_valid(text_of(invalid[i])), invalid[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_moments),  cmocka_unit_test(refuses_what_is_no_moment),
        cmocka_unit_test(writes_dates),   cmocka_unit_test(knows_digests),
        cmocka_unit_test(knows_versions),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
