/* test_type.c - types: spelling, interning, bounds, circles. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* Types that cannot be meant. */
static const Case mistakes[] = {
    {"type t = strng\n",
     "N0030 6:10 `strng` `strng` is not a type\n"
     "  help: a similar name exists: `string`\n"
     "  maybe: string\n"},
    {"type t = integer\n",
     "N0030 6:10 `integer` `integer` is not a type\n"
     "  help: it is called `int` here\n"
     "  maybe: int\n"},
    {"type t = list(integer)\n",
     "N0030 6:15 `integer` `integer` is not a type\n"
     "  help: it is called `int` here\n"
     "  maybe: int\n"},
    {"type t = int(5..1)\n",
     "T0002 6:14 `5..1` `5..1` holds no value: it begins above its end\n"
     "  help: write the lower end first\n"},
    {"type t = int(len 1..2)\n",
     "T0001 6:14 `len 1..2` `len 1..2` does not fit the type `int`\n"
     "  help: it takes a range such as `1..50`, or a comparison such as `>= 1`\n"},
    {"type t = string(1..2)\n",
     "T0001 6:17 `1..2` `1..2` does not fit the type `string`\n"
     "  help: it takes a length such as `len 1..63`, or `matches '^[a-z]+$'`\n"},
    {"type t = bool(1..2)\n",
     "T0001 6:15 `1..2` `1..2` does not fit the type `bool`\n"
     "  help: it takes `==` and `!=` only\n"},
    {"type t = list(int)(matches 'x')\n",
     "T0001 6:20 `matches 'x'` `matches 'x'` does not fit the type `list(int)`\n"
     "  help: it takes a length such as `len 1..5`\n"},
    {"type t = any(len 1..2)\n",
     "T0001 6:14 `len 1..2` `len 1..2` does not fit the type `any`\n"
     "  help: it takes no bounds\n"},
    {"type t = object { a: int }(len 1..2)\n",
     "T0001 6:28 `len 1..2` `len 1..2` does not fit the type `object { a: int }`\n"
     "  help: it takes no bounds\n"},
    {"type t = int(1.5..2)\n",
     "T0001 6:14 `1.5` `1.5` is not a value of the type `int`\n"},
    {"type t = duration(30..60)\n",
     "T0001 6:19 `30` `30` is not a value of the type `duration`\n"},
    {"type t = duration(30s..1h, <= 2h)\n",
     ""},
    {"type t = quantity(100m..2)\n",
     ""},
    {"type t = percent(0%..50%)\n",
     ""},
    {"type t = port(0..10)\n",
     "T0001 6:15 `0` `0` is not a value of the type `port`\n"},
    {"type t = timestamp(>= 2026-01-01)\n",
     ""},
    {"type t = timestamp(1..2)\n",
     "T0001 6:20 `1` `1` is not a value of the type `timestamp`\n"},
    {"type t = string(len 1..2, len -1..2)\n",
     "T0001 6:31 `-1` `-1` is not a length\n"},
    {"type t = string(len 3..1)\n",
     "T0002 6:17 `len 3..1` `len 3..1` holds no value: it begins above its end\n"
     "  help: write the lower end first\n"},
    {"type t = string(matches '(')\n",
     "T0003 6:25 `'('` the pattern cannot be read: missing closing parenthesis at offset 1\n"},
    {"type t = string(matches 'a', matches '[')\n",
     "T0003 6:38 `'['` the pattern cannot be read: missing terminating ] for character class at "
     "offset 1\n"},
    {"type t = enum(a, b, a, \"a\")\n",
     "T0004 6:21 `a` the value `a` stands twice in one enum\n"
     "  at 6:15 `a` first here\n"
     "T0004 6:24 `\"a\"` the value `a` stands twice in one enum\n"
     "  at 6:15 `a` first here\n"},
    {"type t = object { a: int, a: bool }\n",
     "T0004 6:27 `a` the field `a` stands twice in one object\n"
     "  at 6:19 `a` first here\n"},
    {"type t = string(== \"x\")\n",
     ""},
    {"type t = bool(!= false)\n",
     ""},
    {"type t = int(>= 9223372036854775808)\n",
     "T0001 6:17 `9223372036854775808` `9223372036854775808` is not a value of the type `int`\n"},
    {"type t = number(0.5..1)\n",
     ""},
    {"type t = ip(== 10.0.0.1)\n",
     ""},
    {"type t = digest(== 10.0.0.1)\n",
     "T0001 6:20 `10.0.0.1` `10.0.0.1` is not a value of the type `digest`\n"},
};

/* Types that are made of themselves, and what is made of them. */
static const Case circles[] = {
    {"type b = list(a)\n"
     "type a = map(b)\n"
     "type c = object { x: a }\n",
     "N0031 7:6 `a` a type is made of itself: `a` -> `b` -> `a`\n"
     "  at 7:14 `b` made of `b`\n"
     "  at 6:15 `a` made of `a`\n"},
    {"type a = a\n",
     "N0031 6:6 `a` a type is made of itself: `a` -> `a`\n"
     "  at 6:10 `a` made of `a`\n"},
    {"type a = object { x: b, y: c }\n"
     "type b = list(a)\n"
     "type c = list(a)\n",
     "N0031 6:6 `a` a type is made of itself: `a` -> `b` -> `a`\n"
     "  at 6:22 `b` made of `b`\n"
     "  at 7:15 `a` made of `a`\n"
     "N0031 6:6 `a` a type is made of itself: `a` -> `c` -> `a`\n"
     "  at 6:28 `c` made of `c`\n"
     "  at 8:15 `a` made of `a`\n"},
    {"type int = string\n"
     "stack s {\n"
     "  json {\n"
     "    x: int(len 1..2) = \"a\"\n"
     "  }\n"
     "}\n",
     ""},
};

/* clang-format on */

static void test_found_mistakes(void **state) {
    (void)state;
    RUN(mistakes);
}

static void test_found_circles(void **state) {
    (void)state;
    RUN(circles);
}

/* The type that `type t = TEXT` declares; its own spelling is in `text` of the row `x: TEXT`. */
static const Type *type_of(Fixture *fixture, const char *text) {
    Text source =
        text_format(&fixture->arena, PRELUDE "stack a {\n  json {\n    x: %s = 1\n  }\n}\n", text);
    const Model *model = check_text_of(fixture, source);
    assert_text(findings(fixture), "");
    return model->params[0]->type;
}

static void test_spelling(void **state) {
    (void)state;

    static const struct {
        const char *written;
        const char *text;
    } rows[] = {
        {"int", "int"},
        {"int( 1..50 )?", "int(1..50)?"},
        {"int(1..50)(!= 7)", "int(1..50, != 7)"},
        {"list( string )(len 1..5)", "list(string)(len 1..5)"},
        {"enum( a,\"b c\" , d )", "enum(a, \"b c\", d)"},
        {"object {\n a: int, \"b c\": list(int)? = []\n}",
         "object { a: int, \"b c\": list(int)? = [] }"},
        {"map(any)", "map(any)"},
        {"port(1024..)", "port(1024..)"},
        {"string(matches '^a')", "string(matches '^a')"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        void *opened;
        open_fixture(&opened);
        assert_text(type_of(opened, rows[i].written)->text, rows[i].text);
        close_fixture(&opened);
    }
}

/* One spelling is one type, however it is laid out. */
static void test_interning(void **state) {
    const Model *model = check_clean(
        *state, PRELUDE "type size = int(1..9)\nstack a {\n  json {\n"
                        "    a: int(1..9) = 1\n    b: int( 1..9 ) = 1\n    c: size = 1\n"
                        "    d: size(>= 3)? = 3\n    e: int = 1\n  }\n}\n");
    Param *const *params = model->params;
    assert_ptr_equal(params[0]->type, params[1]->type);
    assert_ptr_not_equal(params[0]->type, params[2]->type);
    assert_text(params[2]->type->text, "size");
    assert_int_equal(params[2]->type->base, BASE_INT);
    assert_text(params[3]->type->text, "size(>= 3)?");
    assert_int_equal(params[3]->type->constraint_count, 2);
    assert_int_equal(params[3]->type->constraints[0].kind, BOUND_RANGE);
    assert_int_equal(params[3]->type->constraints[0].high->as.integer, 9);
    assert_int_equal(params[3]->type->constraints[1].kind, BOUND_GREATER_EQUAL);
    assert_int_equal(params[3]->type->constraints[1].low->as.integer, 3);
    assert_ptr_equal(params[4]->type, type_builtin(model, BASE_INT));
}

/* A project's type replaces a built-in one of the same name, in the project and nowhere else. */
static void test_replacing(void **state) {
    const Model *model =
        check_clean(*state, PRELUDE "type int = string(len 1..3)\nstack a {\n  json {\n"
                                    "    a: int = \"x\"\n    b: list(int) = []\n  }\n}\n");
    assert_int_equal(model->params[0]->type->base, BASE_STRING);
    assert_ptr_equal(model->params[1]->type->element, model->params[0]->type);
    Model *writable = (Model *)(uintptr_t)model;
    const Type *list = type_list_of(writable, type_builtin(model, BASE_INT));
    assert_text(list->text, "list(int)");
    assert_int_equal(list->element->base, BASE_INT);
}

static void test_making(void **state) {
    Model *model = (Model *)(uintptr_t)check_clean(*state, PRELUDE);
    const Type *integer = type_builtin(model, BASE_INT);
    const Type *optional = type_optional(model, integer);
    assert_text(optional->text, "int?");
    assert_true(optional->is_optional);
    assert_ptr_equal(type_optional(model, optional), optional);
    assert_ptr_equal(type_optional(model, integer), optional);
    assert_ptr_equal(type_list_of(model, integer), type_list_of(model, integer));
    assert_text(type_map_of(model, type_list_of(model, integer))->text, "map(list(int))");
    const Field fields[] = {{TEXT("a"), integer, NULL}, {TEXT("b c"), optional, NULL}};
    assert_text(type_object_of(model, fields, 2)->text, "object { a: int, \"b c\": int? }");
    assert_text(type_object_of(model, fields, 0)->text, "object { }");
    assert_ptr_equal(type_list_of(model, type_builtin(model, BASE_ERROR)),
                     type_builtin(model, BASE_ERROR));
}

/* What a unit may make of its profile's type. */
static const struct {
    const char *wide;
    const char *narrow;
    bool is_narrower;
} narrowings[] = {
    {"int", "int", true},
    {"int", "port", true},
    {"port", "int(1..80)", false},
    {"number", "int", true},
    {"int", "number", false},
    {"any", "list(int)", true},
    {"any", "int?", false},
    {"int?", "int", true},
    {"int", "int?", false},
    {"int(1..9)", "int", false},
    {"int(1..9)", "int(1..9)", true},
    {"int(1..9)", "int(2..8)", true},
    {"int(1..9)", "int(>= 2, < 9)", true},
    {"int(1..9)", "int(>= 2)", false},
    {"int(> 1)", "int(>= 1)", false},
    {"int(> 1)", "int(> 1, < 5)", true},
    {"int(1..9)", "int(== 5)", true},
    {"int(1..)", "port", true},
    {"quantity(100m..2)", "quantity(1..2000m)", true},
    {"duration(<= 1h)", "duration(<= 60m)", true},
    {"duration(<= 1h)", "duration(<= 61m)", false},
    {"string", "string(matches '^a')", true},
    {"string", "host", true},
    {"string", "enum(a, b)", true},
    {"string", "list(string)", false},
    {"host", "string", false},
    {"string(len 1..5)", "string(len 1..6)", false},
    {"enum(a, b, c)", "enum(a, c)", true},
    {"enum(a, b)", "enum(a, d)", false},
    {"enum(a, b, c)", "enum(c, a)",
     false}, /* another order would turn the laws of the profile round */
    {"list(int)", "list(port)", true},
    {"list(port)", "list(int)", false},
    {"list(int)(len 1..3)", "list(int)", false},
    {"map(int)", "list(int)", false},
    {"object { a: int }", "object { a: port }", true},
    {"object { a: int }", "object { b: int }", false},
    {"object { a: int }", "object { a: int, b: int }", false},
};

static void test_narrowing(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(narrowings); i++) {
        void *opened;
        open_fixture(&opened);
        Fixture *fixture = opened;
        check_text_of(fixture,
                      text_format(&fixture->arena,
                                  PRELUDE "profile p {\n  json {\n    x: %s = 1\n  }\n}\n"
                                          "stack a uses p {\n  json {\n    x: %s = 1\n  }\n}\n",
                                  narrowings[i].wide, narrowings[i].narrow));
        assert_row((fixture->report.items.count == 0) == narrowings[i].is_narrower,
                   narrowings[i].narrow);
        if (!narrowings[i].is_narrower)
            assert_int_equal(fixture->report.items.items[0]->code, CODE_T0005);
        close_fixture(&opened);
    }
}

static void test_laws(void **state) {
    (void)state;

    static const struct {
        const char *type;
        const char *fits; /* a letter a law that fits: ascending, distinct, disjoint */
    } rows[] = {
        {"int", "a"},      {"number", "a"},      {"port", "a"},
        {"bool", "a"},     {"duration", "a"},    {"percent", "a"},
        {"quantity", "a"}, {"enum(a, b)", "a"},  {"timestamp", ""},
        {"semver", ""},    {"string", "d"},      {"host", "d"},
        {"url", "d"},      {"ip", "d"},          {"digest", "d"},
        {"cidr", "do"},    {"list(cidr)", "do"}, {"list(string)", "d"},
        {"list(int)", ""}, {"map(string)", ""},  {"object { a: int }", ""},
        {"any", "ado"},    {"list(any)", "ado"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        void *opened;
        open_fixture(&opened);
        const Type *type = type_of(opened, rows[i].type);
        const char *fits = rows[i].fits;
        assert_row(law_fits(LAW_ASCENDING, type) == (strchr(fits, 'a') != NULL), rows[i].type);
        assert_row(law_fits(LAW_DESCENDING, type) == (strchr(fits, 'a') != NULL), rows[i].type);
        assert_row(law_fits(LAW_DISTINCT, type) == (strchr(fits, 'd') != NULL), rows[i].type);
        assert_row(law_fits(LAW_APART, type) == (strchr(fits, 'd') != NULL), rows[i].type);
        assert_row(law_fits(LAW_DISJOINT, type) == (strchr(fits, 'o') != NULL), rows[i].type);
        assert_row(law_fits(LAW_EQUAL, type), rows[i].type);
        close_fixture(&opened);
    }
}

/* A chain of declared types may be longer than the machine's stack is deep. */
static void test_long_chain(void **state) {
    enum { LINKS = 20000 };

    Fixture *fixture = *state;
    Writer program;
    writer_open(&program, &fixture->arena, SIZE_MAX);
    writer_string(&program, PRELUDE);
    for (int i = 0; i < LINKS; i++)
        writer_format(&program, "type t%d = t%d\n", i, i + 1);
    writer_format(&program, "type t%d = int(1..9)\n", LINKS);
    const Model *model = check_text_of(fixture, writer_done(&program));
    assert_text(findings(fixture), "");
    const Type *type = map_get(&model->types, TEXT("t0"));
    assert_text(type->text, "t0");
    assert_int_equal(type->base, BASE_INT);
    assert_int_equal(type->constraint_count, 1);
}

/* The patterns of the library are compiled when they are first searched: here, all of them. */
static void test_patterns_of_the_library(void **state) {
    const Model *model = check_clean(*state, PRELUDE);
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->types.entries.count; i++) {
        const Type *type = model->types.entries.items[i].value;
        for (uint32_t c = 0; c < type->constraint_count; c++) {
            if (type->constraints[c].kind != BOUND_MATCHES) continue;
            assert_true(pattern_search(type->constraints[c].pattern, TEXT("x")) >= 0);
            count++;
        }
    }
    assert_true(count > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_mistakes), cmocka_unit_test(test_found_circles),
        cmocka_unit_test(test_spelling),       fixture_test(test_interning),
        fixture_test(test_replacing),          fixture_test(test_making),
        cmocka_unit_test(test_narrowing),      cmocka_unit_test(test_laws),
        fixture_test(test_long_chain),         fixture_test(test_patterns_of_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
