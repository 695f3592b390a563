/* test_accept.c - types by themselves: what `type_accepts` takes and makes of it, and what is typed
 * on a command line. */
#include "unit/evaluate/evaluate_unit.h"

/* So many words that they are looked up in a map. */
#define LONG_ENUM "enum(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)"

typedef struct TypedRow {
    const char *type;
    const char *text;     /* as typed */
    const char *expected; /* the value as messages show it, or the problem after `!` */
} TypedRow;

/* The type of a parameter that is declared with it. */
static const Type *make_type(Fixture *fixture, const char *type) {
    Text source =
        text_format(&fixture->arena, PRELUDE "stack app {\n  yaml {\n    x: %s\n  }\n}\n", type);
    load(fixture, source.bytes);
    assert_int_equal(fixture->report.items.count, 0);
    return find_param(fixture, "app", SINK_YAML, "x")->type;
}

static void reads_what_is_typed(void **state) {
    (void)state;
    static const TypedRow rows[] = {
        {"int", "5", "5"},
        {"int", "a", "!a bare name is no value of this type"},
        {"int", "a:b", "!`a:b` is text without quotes"},
        {"int", ":", "!found `:` where a value is expected"},
        {"int", "|", "!found `|` where a value is expected"},
        {"int", "-", "!found `-` where a value is expected"},
        {"int", "a|1", "!found `|` where the end of the line is expected"},
        {"int", "a-", "!found the end of the file where a value is expected"},
        {"int(1..3)", "4", "!4 is not in 1..3"},
        {"int?", "none", "none"},
        {"int", "none", "!only a type that ends in `?` takes none"},
        {"any", "none", "none"},
        {"int", "1 +", "!found the end of the file where a value is expected"},
        {"int", "1 + 1", "!it is no constant"},
        {"string", "eu-west-1", "\"eu-west-1\""},
        {"string", "\"eu\"", "\"eu\""},
        {"string", "007", "\"007\""},
        {"duration", "7d", "168h"},
        {"duration", "7", "!\"7\" is no duration such as 30s"},
        {"quantity", "100m", "100m"},
        {"percent", "50%", "50%"},
        {"enum(a, b)", "b", "b"},
        {"enum(a, b)", "c", "!\"c\" is none of a and b"},
        {LONG_ENUM, "q", "q"},
        {"object { w: " LONG_ENUM " }", "{ w = { a = { b = [[1]] } } }",
         "!`w`: {a = {b = [[1]]}} is a map"},
        {"object { w: " LONG_ENUM " = { a = { b = [[1]] } } }", "{}",
         "!the default of `w`: {a = {b = [[1]]}} is a map"},
        {"bool", "true", "true"},
        {"bool", "yes", "!a bare name is no value of this type"},
        {"list(duration)", "[1m, 2d]", "[1m, 48h]"},
        {"map(int)", "{ a = 1 }", "{a = 1}"},
        {"any", "5m", "!5m: minutes or thousandths"},
        {"number", "0.50", "0.50"},
        {"object { a: int = 3, b: list(string)? }", "{}", "{a = 3, b = none}"},
        {"object { a: duration = \"k\" }", "{}",
         "!the default of `a`: \"k\" is no duration such as 30s"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        void *fresh;
        open_fixture(&fresh);
        Fixture *fixture = fresh;
        const Type *type = make_type(fixture, rows[i].type);
        const Value *value;
        Text problem;
        bool is_read = type_read(&fixture->arena, type, text_of(rows[i].text), &value, &problem);
        Text shown = is_read ? value_show(&fixture->arena, value, 80)
                             : text_format(&fixture->arena, "!%.*s", TEXT_ARGS(problem));
        assert_text(shown, rows[i].expected);
        close_fixture(&fresh);
    }
}

/* Whether a text is one of a type that is written as text. */
static const struct {
    const char *type;
    const char *text;
    bool fits;
} form_rows[] = {
    {"host", "orders.example", true},
    {"host", "orders", true},
    {"host", "10.0.0.1", true},
    {"host", "::1", true},
    {"host", "*.example.com", true},
    {"host", "example.com.", true},
    {"host", "", false},
    {"host", "-a.example", false},
    {"host", "a..b", false},
    {"host", "a b", false},
    {"host", "10.0.0", false},
    {"host", "10.0.0.256", false},
    {"host", "https://a", false},
    {"host", "a:80", false},
    {"url", "https://a.example/x?y#z", true},
    {"url", "postgres://u:p@h:5432/db", true},
    {"url", "http://[::1]:80/", true},
    {"url", "mongodb://a:1,b:2/x", true},
    {"url", "http://localhost", true},
    {"url", "//a.example", false},
    {"url", "https://", false},
    {"url", "https:///x", false},
    {"url", "https://a:0/", false},
    {"url", "https://a:70000", false},
    {"url", "https://a b", false},
    {"url", "1http://a", false},
    {"url", "mailto:a@b", false},
    {"ip", "10.0.0.1", true},
    {"ip", "010.0.0.1", false},
    {"ip", "::ffff:1.2.3.4", true},
    {"cidr", "2001:db8::/32", true},
    {"cidr", "10.0.0.0/33", false},
    {"semver", "v1.2.3-rc.1+b", true},
    {"semver", "1.2", false},
    {"timestamp", "2026-11-20T10:00:00Z", true},
    {"timestamp", "2026-02-30", false},
    {"string(len 1..3)", "\xc3\xa9\xc3\xa9\xc3\xa9", true},
    {"string(len 1..3)", "", false},
    {"string(matches '^a')(matches 'b$')", "a-b", true},
    {"string(matches '^a')(matches 'b$')", "a-c", false},
    {"duration(>= 1s)", "1000ms", true},
    {"duration(>= 1s)", "999ms", false},
};

static void knows_the_forms_of_text(void **state) {
    (void)state;

    for (size_t i = 0; i < COUNT(form_rows); i++) {
        void *fresh;
        open_fixture(&fresh);
        Fixture *fixture = fresh;
        const Type *type = make_type(fixture, form_rows[i].type);
        const Value *value = value_string(&fixture->arena, text_of(form_rows[i].text));
        Text problem;
        bool fits = type_accepts(&fixture->arena, type, value, &value, &problem);
        assert_row(fits == form_rows[i].fits, form_rows[i].text);
        assert_row(fits == (problem.length == 0), form_rows[i].text);
        close_fixture(&fresh);
    }
}

/* What fits as it is, is what comes out. */
static void changes_nothing_that_fits(void **state) {
    Fixture *fixture = *state;
    const Type *type = make_type(fixture, "map(list(int))");
    const Value *item = value_int(&fixture->arena, 3);
    const Value *list = value_list(&fixture->arena, &item, 1);
    const Pair pair = {.key = TEXT("a"), .value = list};
    const Value *map = value_map(&fixture->arena, &pair, 1);
    const Value *out;
    Text problem;
    assert_true(type_accepts(&fixture->arena, type, map, &out, &problem));
    assert_ptr_equal(out, map);
    assert_true(type_accepts(&fixture->arena, type, &value_absent, &out, &problem));
    assert_ptr_equal(out, &value_absent);
    assert_true(type_accepts(&fixture->arena, type, &value_error, &out, &problem));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_typed),
        cmocka_unit_test(knows_the_forms_of_text),
        fixture_test(changes_nothing_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
