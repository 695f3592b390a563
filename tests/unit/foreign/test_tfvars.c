/* test_tfvars.c - files of Terraform's variables: literals of every kind, and what is more than one. */
#include "unit/foreign/nodes.h"

static void reads_literals(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("", "{}"),
        ROW("\n# nothing\n/* but\n */ // comments", "{}"),
        ROW("a = 1\nb = \"x\" # c\nc=true", "{a: #1, b: \"x\", c: ?true}"),
        ROW("a = -1\nb = 1.50\nc = 1e3\nd = 1.5E-7\ne = 010\nf = -0.5e+2",
            "{a: #-1, b: #1.50, c: #1e3, d: #1.5E-7, e: #10, f: #-0.5e+2}"),
        ROW("a = null\nb = false", "{a: null, b: ?false}"),
        ROW("\xEF\xBB\xBF"
            "a-b = 1\r\n_c = 2\r\n\xC3\xA4 = 3",
            "{a-b: #1, _c: #2, \xC3\xA4: #3}"),
        ROW("true = false\nfor_each = 1", "{true: ?false, for_each: #1}"),
    };
    check_rows(tfvars_read, rows, COUNT(rows));
}

static void reads_strings(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a = \"\\n\\r\\t\\\"\\\\ \\u00e4 \\U0001F600\"",
            "{a: \"\\n\\r\\t\\\"\\\\ \xC3\xA4 \xF0\x9F\x98\x80\"}"),
        ROW("a = \"$${b} %%{c} $$ %% $ {\"", "{a: \"${b} %{c} $$ %% $ {\"}"),
        ROW("a = \"$$${b}\"", "{a: \"$${b}\"}"),
        ROW("a = <<EOT\none\n two $${x}\nEOT\nb = 1", "{a: \"one\\n two ${x}\\n\", b: #1}"),
        ROW("a = <<-EOT\n    one\n      two \\n\n    EOT\n", "{a: \"one\\n  two \\\\n\\n\"}"),
        ROW("a = [<<EOT\none\nEOT\n, 2]", "{a: [\"one\\n\", #2]}"),
    };
    check_rows(tfvars_read, rows, COUNT(rows));
}

static void reads_lists_and_objects(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a = []\nb = {}", "{a: [], b: {}}"),
        ROW("a = [1, \"x\", null, [true]]", "{a: [#1, \"x\", null, [?true]]}"),
        ROW("a = [\n  1, # one\n\n  2\n  ,\n]\n", "{a: [#1, #2]}"),
        ROW("a = { b = 1, c: 2 }", "{a: {b: #1, c: #2}}"),
        ROW("a = {\n  b = 1\n  \"c d\" = 2,\n\n  # e\n  3 = [{ f = {} }]\n}\nb = 1",
            "{a: {b: #1, c d: #2, 3: [{f: {}}]}, b: #1}"),
        ROW("a = { null = 1, \"for\" = 2 }", "{a: {null: #1, for: #2}}"),
    };
    check_rows(tfvars_read, rows, COUNT(rows));
}

static void refuses_what_has_to_be_evaluated(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a = var.b", "4: an expression stands here, and only literal values are read"),
        ROW("a = max(1, 2)", "4: an expression stands here, and only literal values are read"),
        ROW("a = (1)", "4: an expression stands here, and only literal values are read"),
        ROW("a = [for x in []: x]",
            "5: an expression stands here, and only literal values are read"),
        ROW("a = {for k in []: k => 1}",
            "5: an expression stands here, and only literal values are read"),
        ROW("a = { (b) = 1 }", "6: a key is expected here"),
        ROW("a = \"x ${b}\"", "7: a template begins here, and only literal values are read"),
        ROW("a = \"$${b} %{ if c }\"",
            "11: a template begins here, and only literal values are read"),
        ROW("a = <<EOT\n${b}\nEOT", "10: a template begins here, and only literal values are read"),
        ROW("a = { \"${b}\" = 1 }", "7: a template begins here, and only literal values are read"),
        ROW("a = 1 + 2", "6: a new line is expected here"),
        ROW("a = !true", "4: a value is expected here"),
        ROW("a = - 1", "4: this is no number"),
    };
    check_rows(tfvars_read, rows, COUNT(rows));
}

static void refuses_what_is_no_file_of_variables(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("a", "1: `=` is expected here"),
        ROW("a = ", "4: a value is expected here"),
        ROW("a = 1 b = 2", "6: a new line is expected here"),
        ROW("a: 1", "1: `=` is expected here"),
        ROW("\"a\" = 1", "0: the name of a variable is expected here"),
        ROW("1 = 1", "0: the name of a variable is expected here"),
        ROW("variable \"a\" {\n}", "9: `=` is expected here"),
        ROW("a = 1\nb = 2\na = 3", "12: the key `a` stands here twice"),
        ROW("a = { b = 1, \"b\" = 2 }", "13: the key `b` stands here twice"),
        ROW("a = [1 2]", "7: `,` or `]` is expected here"),
        ROW("a = { b = 1 c = 2 }", "12: `,`, `}` or a new line is expected here"),
        ROW("a = [1", "6: `,` or `]` is expected here"),
        ROW("a = [1}", "6: `}` closes nothing"),
        ROW("a = \"b", "4: the string does not end"),
        ROW("a = \"\\x\"", "5: Terraform's language has no such escape"),
        ROW("a = \"\\ud800\"", "5: Terraform's language has no such escape"),
        ROW("a = 1_000", "4: this is no number"),
        ROW("a = 0x1F", "4: this is no number"),
        ROW("a = .5", "4: a value is expected here"),
        ROW("a = 1.", "4: this is no number"),
        ROW("a = 1e", "4: this is no number"),
        ROW("a = 1.2.3", "4: this is no number"),
        ROW("a = <<EOT\nb", "4: the heredoc does not end"),
        ROW("a = \xFF", "4: the file is not UTF-8 here"),
        ROW("a = `", "4: Terraform's language has no such character"),
    };
    check_rows(tfvars_read, rows, COUNT(rows));
}

static void bounds_nesting_and_nodes(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text deep = text_format(&arena, "a = %.*s", TEXT_ARGS(repeated(&arena, "[", 100000, "")));
    assert_text(result_of(&arena, tfvars_read, deep), "132: the nesting is deeper than 128");
    Text many = text_format(&arena, "a = [%.*s]", TEXT_ARGS(repeated(&arena, "1,", 1000001, "")));
    assert_text(result_of(&arena, tfvars_read, many),
                "2000003: the file has more than 1000000 nodes");
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_literals),
        cmocka_unit_test(reads_strings),
        cmocka_unit_test(reads_lists_and_objects),
        cmocka_unit_test(refuses_what_has_to_be_evaluated),
        cmocka_unit_test(refuses_what_is_no_file_of_variables),
        cmocka_unit_test(bounds_nesting_and_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
