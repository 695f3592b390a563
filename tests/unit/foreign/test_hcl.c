/* test_hcl.c - the variables of Terraform modules, and everything that stands around them. */
#include "unit/unit.h"

#include "foreign/foreign.h"

typedef void Reading(Arena *arena, Text bytes, Variables *variables, Problem *problem);

/* One line a variable: `name: type = [sensitive] "description"`, then the problem if any. */
static Text listed(Arena *arena, Reading *reading, Text bytes) {
    Variables variables = {0};
    Problem problem;
    reading(arena, bytes, &variables, &problem);
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < variables.count; i++) {
        const Variable *variable = &variables.items[i];
        if (i > 0) writer_char(&writer, '\n');
        writer_text(&writer, variable->name);
        if (variable->type.length > 0) {
            writer_format(&writer, ": %.*s", TEXT_ARGS(variable->type));
        }
        if (variable->has_default) writer_string(&writer, " =");
        if (variable->is_sensitive) writer_string(&writer, " sensitive");
        if (variable->description.length > 0) {
            writer_char(&writer, ' ');
            writer_json(&writer, variable->description);
        }
    }
    if (problem.what.length > 0) {
        writer_format(&writer, "!%u: %.*s", problem.offset, TEXT_ARGS(problem.what));
    }
    return writer_done(&writer);
}

static void check(Reading *reading, const char *bytes, const char *expected) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text actual = listed(&arena, reading, text_of(bytes));
    if (!text_equal(actual, text_of(expected))) print_error("read: %s\n", bytes);
    assert_text(actual, expected);
    arena_close(&arena);
}

static void reads_blocks(void **state) {
    (void)state;
    check(variables_read, "", "");
    check(variables_read, "variable \"a\" {}", "a");
    check(variables_read, "variable \"a\" { type = string }\nvariable b {\n}\n", "a: string\nb");
    check(variables_read,
          "variable \"size\" {\n  description = \"How \\\"big\\\"\\n\\u00e4 $${x} %%{y}\"\n"
          "  type        = number\n  default     = 3\n  sensitive   = true\n}\n",
          "size: number = sensitive \"How \\\"big\\\"\\n\xC3\xA4 ${x} %{y}\"");
    check(variables_read, "variable \"a\" {\n  sensitive = false\n  nullable = false\n}", "a");
    check(variables_read, "\xEF\xBB\xBFvariable \"a\" {\r\n  type = string\r\n}\r\n", "a: string");
    check(variables_read, "variable \"a\" {\n  default = null\n}", "a =");
    check(variables_read, "variable \"a\" {\n  type = \"string\"\n}", "a: \"string\"");
}

static void keeps_types_as_written(void **state) {
    (void)state;
    check(variables_read,
          "variable \"a\" {\n  type = object({\n    x = string # one }\n    y = "
          "optional(list(number), "
          "[1])\n  })\n  default = { x = \"}\", y = [1,\n 2] }\n}\nvariable \"b\" {}",
          "a: object({\n    x = string # one }\n    y = optional(list(number), [1])\n  }) =\nb");
    check(variables_read, "variable \"a\" { type = map(string) // {\n}", "a: map(string)");
}

static void skips_everything_else(void **state) {
    (void)state;
    check(
        variables_read,
        "terraform {\n  required_version = \">= 1.5\"\n}\n"
        "locals { a = [for k, v in var.m : \"${k}=${v}\" if v != \"\"] }\n"
        "resource \"x_y\" \"z\" {\n  count = var.a ? 1 : 0\n  dynamic \"b\" {\n    for_each = {}\n"
        "    content { variable = 1 }\n  }\n}\n"
        "/* variable \"no\" {} */ # variable \"no\" {}\n// variable \"no\" {}\n"
        "variable \"yes\" {\n  validation {\n    condition = length(var.yes) >= 1 && var.yes == "
        "\"a\"\n    error_message = \"default = 1\"\n  }\n}\n"
        "output \"o\" { value = { for k in a : k => k... } }\n",
        "yes");
}

static void follows_interpolations(void **state) {
    (void)state;
    check(variables_read,
          "variable \"a\" {\n  default = \"${foo(\"}\")}\"\n  type = string\n}\n"
          "variable \"b\" { default = \"x$${ \\\"\" }\n"
          "variable \"c\" { default = \"%{ if \"${\"}\"}\" == \"{\" }x%{ endif }\" }\n"
          "variable \"d\" { default = \"${\n {a = \"}\"} # }\n}\" }\n",
          "a: string =\nb =\nc =\nd =");
}

static void reads_heredocs(void **state) {
    (void)state;
    check(variables_read,
          "variable \"a\" {\n  description = <<EOF\nvariable \"no\" {\n  indented\n\nEOF\n}\n"
          "variable \"b\" {\n  description = <<-EOT\n    first\n      second\n\n  EOT\n}\n"
          "variable \"c\" {\n  default = <<-X\n    ${f(\"}\", <<Y\nX\nY\n)} XX\n    X y\n    X\n"
          "  type = string\n}\n",
          "a \"variable \\\"no\\\" {\\n  indented\\n\\n\"\nb \"first\\n  second\\n\\n\"\n"
          "c: string =");
    check(variables_read, "variable \"a\" {\n  default = [<<A, 1]\nx\nA\n]\n}",
          "!28: the heredoc does not end");
    check(variables_read, "variable \"a\" {\n  default = f(<<A\nx\nA\n, 1)\n}\n", "a =");
    check(variables_read, "locals {\n a = <<EOF\nnever\n}", "!14: the heredoc does not end");
    check(variables_read, "locals {\n a = << EOF\n EOF\n}\n", "");
}

static void names_the_place_of_a_mistake(void **state) {
    (void)state;
    check(variables_read, "variable \"a\" {}\nvariable \"b\" {\n",
          "a!31: a `}` is missing at the end of the file");
    check(variables_read, "variable {}\n", "!9: a variable needs a name");
    check(variables_read, "variable \"a\" = 1\n", "!13: `=` or `{` is expected here");
    check(variables_read, "variable \"a\" {\n  type =\n}\n", "!23: a value is missing");
    check(variables_read, "variable \"a\" {\n  \"type\" = x\n}\n",
          "!17: an argument or a block is expected here");
    check(variables_read, "variable \"a\" {\n  type string\n}\n",
          "!28: `=` or `{` is expected here");
    check(variables_read, "locals { a = (1] }", "!15: `]` closes nothing");
    check(variables_read, "}\n", "!0: `}` closes nothing");
    check(variables_read, "a = \"x\nb\"\n", "!4: the string does not end");
    check(variables_read, "a = \"${x\n", "!5: the interpolation does not end");
    check(variables_read, "a = 'x'\n", "!4: Terraform's language has no such character");
    check(variables_read, "/* x\n", "!0: the comment does not end");
    check(variables_read, "a: 1\n", "!1: `=` or `{` is expected here");
    check(variables_read, "{\"variable\": {}}", "!0: an argument or a block is expected here");
    check(variables_read, "a = \xFF", "!4: the file is not UTF-8 here");
    check(variables_read, "a = \"x\\", "!4: the string does not end");
}

static void check_nesting(const char *open) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Writer writer;
    writer_open(&writer, &arena, SIZE_MAX);
    writer_string(&writer, "a = ");
    for (int i = 0; i < 100000; i++) {
        writer_string(&writer, open);
    }
    Text actual = listed(&arena, variables_read, writer_done(&writer));
    assert_true(text_ends_with(actual, TEXT(": the nesting is deeper than 128")));
    arena_close(&arena);
}

static void limits_nesting(void **state) {
    (void)state;
    check_nesting("[");
    check_nesting("{(");
    check_nesting("\"${");
    check_nesting("\"%{[");
}

static void appends_file_after_file(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Variables variables = {0};
    Problem problem;
    variables_read(&arena, TEXT("variable \"a\" {}"), &variables, &problem);
    variables_read(&arena, TEXT("locals {}"), &variables, &problem);
    variables_read_json(&arena, TEXT("{\"variable\": {\"b\": {}}}"), &variables, &problem);
    variables_read(&arena, TEXT("variable \"c\" {} ]"), &variables, &problem);
    assert_int_equal(variables.count, 3);
    assert_text(variables.items[0].name, "a");
    assert_int_equal(variables.items[0].offset, 9);
    assert_text(variables.items[1].name, "b");
    assert_int_equal(variables.items[1].offset, 14);
    assert_text(variables.items[2].name, "c");
    assert_text(problem.what, "`]` closes nothing");
    arena_close(&arena);
}

static void reads_the_json_form(void **state) {
    (void)state;
    check(variables_read_json,
          "{\"//\": \"x\", \"variable\": {\"//\": \"x\", \"a\": {\"type\": \"string\", "
          "\"default\": null, "
          "\"sensitive\": true, \"description\": \"\\uD83D\\uDE00\"}, \"b\": {}}}",
          "a: string = sensitive \"\xF0\x9F\x98\x80\"\nb");
    check(variables_read_json,
          "[{\"variable\": [{\"a\": [{\"default\": 1}]}, {\"b\": []}]}, {\"locals\": {}}]",
          "a =\nb");
    check(variables_read_json, "{\"variable\": 1}", "");
    check(variables_read_json, "{}", "");
    check(variables_read_json, "{\"variable\": {\"a\": {}, }}",
          "!23: a key in double quotes is expected here");
    check(variables_read_json, "variable \"a\" {}", "!0: a value is expected here");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_blocks),          cmocka_unit_test(keeps_types_as_written),
        cmocka_unit_test(skips_everything_else), cmocka_unit_test(follows_interpolations),
        cmocka_unit_test(reads_heredocs),        cmocka_unit_test(names_the_place_of_a_mistake),
        cmocka_unit_test(limits_nesting),        cmocka_unit_test(appends_file_after_file),
        cmocka_unit_test(reads_the_json_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
