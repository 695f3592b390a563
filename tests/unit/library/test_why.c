/* test_why.c - where a value comes from: the whole lookup in its order, and who won. */
#include "library_unit.h"

static const char *const program =
    SHOP "environment dr like prod\n"
         "profile base {\n  json {\n    scale size: int = 1 { prod = 5 }\n  }\n}\n"
         "stack more uses base {\n  json {\n    scale size { prod = 4 }\n"
         "    scale twice = json.size * 2\n    @sensitive\n    hidden = \"h\"\n"
         "    long = \"\"\"\n      one\n      two\n      \"\"\"\n  }\n"
         "  yaml in dev {\n    secret password = \"/shop/${env}/password\"\n  }\n}\n";

static RungStatus why(Arena *arena, const char *reference, const char **out) {
    static const char *const arguments[] = {"preview(pr=7)"};
    RungOptions options = {.arguments = arguments, .argument_count = 1};
    RungProject *project = open_text(program, &options);
    RungText text;
    RungStatus status = rung_why(project, reference, &text);
    *out =
        text_c(arena, status == RUNG_USAGE ? text_from(rung_report(project, RUNG_REPORT_TEXT, NULL))
                                           : text_from(text));
    rung_close(project);
    return status;
}

static void the_whole_lookup_is_shown(void **state) {
    Arena *arena = *state;
    const char *out;
    assert_int_equal(why(arena, "more.json.size@dr", &out), RUNG_OK);
    assert_string_equal(out, "more.json.size@dr = 4\n"
                             "type int, category scale\n"
                             "looked at, the first that is there wins\n"
                             "    stack more, cell for dr: -  (strategy.rung:18:11)\n"
                             "  * stack more, cell for prod, which it is like: 4  "
                             "(strategy.rung:18:25)\n"
                             "    stack more, default: -  (strategy.rung:18:11)\n"
                             "    profile base, cell for dr: -  (strategy.rung:13:11)\n"
                             "    profile base, cell for prod, which it is like: 5  "
                             "(strategy.rung:13:34)\n"
                             "    profile base, default: 1  (strategy.rung:13:23)\n");
}

typedef struct Row {
    const char *reference;
    const char *part; /* of the answer */
} Row;

static const Row rows[] = {
    {"size@dev", "more.json.size@dev = 1\n"},
    {"size@preview(pr=7)", "more.json.size@preview = 1\n"},
    {"twice@prod", "computed from\n    more.json.size@prod = 4\n"},
    {"twice@prod", "type int (inferred), category scale\n"},
    {"twice@prod", "default: json.size * 2  ("},
    {"hidden@dev", "more.json.hidden@dev = (hidden)\n"},
    {"hidden@dev", "default: (hidden)  ("},
    {"long@dev", "default: \"\"\" one two \"\"\"  ("},
    {"more.yaml.password@dev", "= \"/shop/dev/password\"\na secret: a path, never a value\n"},
    {"more.yaml.password@dev", "default: \"/shop/${env}/password\"  ("},
    {"more.yaml.password@prod", "= (not in this environment)\n"},
};

static void parts_of_answers(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *out;
        assert_row(why(arena, rows[i].reference, &out) == RUNG_OK, rows[i].reference);
        if (!strstr(out, rows[i].part)) print_error("%s\n", out);
        assert_row(strstr(out, rows[i].part) != NULL, rows[i].reference);
    }
    const char *out;
    why(arena, "more.yaml.password@prod", &out);
    assert_null(strstr(out, "looked at"));
}

static const Row refusals[] = {
    {"size", "error[N0083]: `size` names no environment\n  = help: add the environment, such as "
             "`size@prod`\n"},
    {"size@", "error[N0083]: `size` names no environment\n"},
    {"@dev", "error[N0083]: nothing is named ``\n"},
    {"size@prd", "error[N0080]: there is no environment `prd`\n  = help: a similar name exists: "
                 "`prod`\n"},
    {"size@preview(pr=8)", "error[N0081]: the project was not opened with `preview(pr=8)`\n"},
    {"size@preview(7)", "error[N0081]: `preview(7)` is not of the form `preview(pr=123)`\n"},
    {"sizes@dev", "error[N0083]: nothing is named `sizes`\n  = help: a similar name exists: "
                  "`size`\n"},
    {"more.json@dev",
     "error[N0083]: `more.json` names 4 parameters\n  = help: name one of "
     "`more.json.size`, `more.json.twice`, `more.json.hidden` and `more.json.long`\n"},
};

static void what_is_no_question(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const char *out;
        assert_row(why(arena, refusals[i].reference, &out) == RUNG_USAGE, refusals[i].reference);
        if (strncmp(out, refusals[i].part, strlen(refusals[i].part)) != 0) print_error("%s\n", out);
        assert_row(strncmp(out, refusals[i].part, strlen(refusals[i].part)) == 0,
                   refusals[i].reference);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_lookup_is_shown),
        cmocka_unit_test(parts_of_answers),
        cmocka_unit_test(what_is_no_question),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
