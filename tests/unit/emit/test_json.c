/* test_json.c - the bytes of JSON, and of Terraform's JSON, in which absent members are null. */
#include "emit_unit.h"

static void check_value(Arena *arena, const Value *value, const char *expected) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    json_write(&writer, value, 0);
    assert_text(writer_done(&writer), expected);
}

static void a_value_a_line(void **state) {
    Arena *arena = *state;
    const Value *items[] = {value_int(arena, 1), &value_absent,
                            value_string(arena, TEXT("a\"\n\x7f\xe2\x80\xa8"))};
    Pair pairs[] = {{.key = TEXT("l\n"), .value = value_list(arena, items, 3)},
                    {.key = TEXT("x"), .value = &value_absent},
                    {.key = TEXT("e"), .value = value_list(arena, NULL, 0)},
                    {.key = TEXT("m"), .value = value_map(arena, NULL, 0)},
                    {.key = TEXT("n"), .value = value_text(arena, VALUE_NUMBER, TEXT("0.50"))}};
    check_value(arena, value_map(arena, pairs, 5),
                "{\n"
                "  \"l\\n\": [\n"
                "    1,\n"
                "    \"a\\\"\\n\\u007f\\u2028\"\n"
                "  ],\n"
                "  \"e\": [],\n"
                "  \"m\": {},\n"
                "  \"n\": 0.50\n"
                "}");
}

static void absent_is_left_out(void **state) {
    const Value *items[] = {&value_absent};
    Pair pair = {.key = TEXT("x"), .value = &value_absent};
    check_value(*state, value_list(*state, items, 1), "[]");
    check_value(*state, value_map(*state, &pair, 1), "{}");
    check_value(*state, value_string(*state, TEXT("x")), "\"x\"");
}

#define OBJECTS                                                                                    \
    "stack app {\n"                                                                                \
    "  emit terraform to \"${env}.tfvars.json\"\n"                                                 \
    "  emit terraform to \"${env}.tfvars\"\n"                                                      \
    "  terraform {\n"                                                                              \
    "    o: object { a: string?, b: int } = { a = none, b = 1 }\n"                                 \
    "    p: object { a: string? } = { a = none }\n"                                                \
    "    q: string? = none\n"                                                                      \
    "    t = '${x} %{y} $${z}'\n"                                                                  \
    "  }\n"                                                                                        \
    "  json {\n    p: object { a: string? } = { a = none }\n  }\n"                                 \
    "}\n"

static void objects_of_terraform_are_whole(void **state) {
    (void)state;
    check_file(OBJECTS, "dev.tfvars.json",
               "{\n"
               "  \"o\": {\n"
               "    \"a\": null,\n"
               "    \"b\": 1\n"
               "  },\n"
               "  \"p\": {\n"
               "    \"a\": null\n"
               "  },\n"
               "  \"t\": \"${x} %{y} $${z}\"\n"
               "}\n");
    check_body(OBJECTS, "dev.tfvars",
               "o = {\n"
               "  a = null\n"
               "  b = 1\n"
               "}\n"
               "p = {\n"
               "  a = null\n"
               "}\n"
               "t = \"$${x} %%{y} $$${z}\"\n");
    check_file(OBJECTS, "config/dev/app.json", "{\n  \"p\": {}\n}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_a_line),
        cmocka_unit_test(absent_is_left_out),
        cmocka_unit_test(objects_of_terraform_are_whole),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
