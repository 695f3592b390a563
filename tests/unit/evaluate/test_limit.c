/* test_limit.c - everything ends: steps, memory, sizes and nesting have limits with messages of
 * their own, and nothing is said twice about what they stop. */
#include "unit/evaluate/evaluate_unit.h"

static Text found(Fixture *fixture, const char *body) {
    evaluate_body(fixture, body);
    Text all = findings(fixture);
    return text_slice(all, 0, text_find(all, TEXT(";"), 0));
}

/* Lists of ten, looped over one inside of the other. */
static void stops_after_so_many_steps(void **state) {
    Fixture *fixture = *state;
    Text text = found(fixture, "t = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n"
                               "x = all a in yaml.t: all b in yaml.t: all c in yaml.t: "
                               "all d in yaml.t: all e in yaml.t: all f in yaml.t: "
                               "all g in yaml.t: all h in yaml.t: a == b or a != b\n"
                               "y = 1 + 1");
    assert_text(text, "T0032 the evaluation takes more than 20000000 steps");
    assert_int_equal(fixture->report.items.count, 1);
    assert_text(values(fixture, "y"), "error");
}

/* Few expressions and much memory: lists of thousands, made thousands of times. */
static void counts_what_values_take(void **state) {
    Fixture *fixture = *state;
    Text text =
        found(fixture,
              "a = \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab\"\n"
              "b = join([yaml.a, yaml.a, yaml.a, yaml.a, yaml.a, yaml.a], \"\")\n"
              "c = join([yaml.b, yaml.b, yaml.b, yaml.b, yaml.b, yaml.b], \"\")\n"
              "d = join([yaml.c, yaml.c, yaml.c, yaml.c, yaml.c, yaml.c], \"\")\n"
              "e = join([yaml.d, yaml.d, yaml.d, yaml.d, yaml.d, yaml.d], \"\")\n"
              "t = [for i in split(yaml.e, \"0\"): 1]\n"
              "x = any a in yaml.t: len([for b in yaml.t: a]) == 0 or [for b in yaml.t: 1] == []");
    assert_text(text, "T0032 the evaluation takes more than 20000000 steps");
}

static void bounds_the_size_of_values(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "a = \"0123456789abcdef\"\nb = \"${yaml.a}${yaml.a}${yaml.a}${yaml.a}${yaml.a}${yaml.a}\"\n"
        "c = yaml.b + yaml.b + yaml.b + yaml.b + yaml.b + yaml.b + yaml.b + yaml.b\n"
        "d = yaml.c + yaml.c + yaml.c + yaml.c + yaml.c + yaml.c + yaml.c + yaml.c\n"
        "e = yaml.d + yaml.d + yaml.d + yaml.d + yaml.d + yaml.d + yaml.d + yaml.d\n"
        "x = [for i in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, "
        "22]: yaml.e]",
        "a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nb = [for i in yaml.a: yaml.a]\n"
        "c = [for i in yaml.a: yaml.b]\nd = [for i in yaml.a: yaml.c]\n"
        "e = [for i in yaml.a: yaml.d]\nf = [for i in yaml.a: yaml.e]\n"
        "x = [for i in yaml.a: yaml.f]",
        "a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]"
        "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
        "x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[yaml.a]"
        "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    };
    static const char *const problems[] = {"it is longer than 1 MiB", "it is longer than 1 MiB",
                                           "it is nested too deep"};
    for (size_t i = 0; i < COUNT(bodies); i++) {
        void *fresh;
        open_fixture(&fresh);
        Fixture *fixture = fresh;
        assert_text(found(fixture, bodies[i]), "T0033 the value is too large");
        assert_int_equal(fixture->report.items.count, 1);
        assert_text(fixture->report.items.items[0]->labels.items[0].text, problems[i]);
        close_fixture(&fresh);
    }
}

/* A chain of parameters each of which reads the next: too long a one is an error, and a long one
 * that is written the other way round is not. */
static Text chain(Arena *arena, uint32_t count, bool is_forward) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_format(&out, "x = yaml.a%u\n", is_forward ? 0 : count);
    for (uint32_t i = 0; i < count; i++)
        writer_format(&out, "a%u = yaml.a%u\n", is_forward ? i : i + 1, is_forward ? i + 1 : i);
    writer_format(&out, "a%u = 1", is_forward ? count : 0);
    writer_char(&out, '\0');
    return writer_done(&out);
}

static void bounds_the_depth_of_references(void **state) {
    Fixture *fixture = *state;
    Text text = found(fixture, chain(&fixture->arena, 400, true).bytes);
    assert_text(text, "");
    assert_text(values(fixture, "x"), "1");
    text = found(fixture, chain(&fixture->arena, 600, true).bytes);
    assert_text(text, "T0034 the evaluation is nested too deep here");
    assert_int_equal(fixture->report.items.count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(stops_after_so_many_steps),
        fixture_test(counts_what_values_take),
        cmocka_unit_test(bounds_the_size_of_values),
        fixture_test(bounds_the_depth_of_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
