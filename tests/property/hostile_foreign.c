/* hostile_foreign.c - charts and modules that were written to hurt whoever reads them. */
#include "property/hostile.h"

/* clang-format off */
const Hostile hostile_foreign[] = {
    {"yaml-alias-bomb", HOSTILE_VALUES, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n", "a{j}: &a{j} [*a{i}, *a{i}, *a{i}, *a{i}, *a{i}, *a{i}, *a{i}, *a{i}, *a{i}]\n", 9, "", "nodes when its aliases are written out", 0, NULL},
    {"yaml-merge-bomb", HOSTILE_VALUES, "a0: &a0 {k: 1}\n", "a{j}: &a{j} {<<: [*a{i}, *a{i}, *a{i}, *a{i}], k{i}: *a{i}}\n", 30, "", "nodes when its aliases are written out", 0, NULL},
    {"yaml-circle-list", HOSTILE_VALUES, "a: &a [*a]\n", "", 0, "", "stands inside of what it names", 0, NULL},
    {"yaml-circle-map", HOSTILE_VALUES, "a: &a {b: *a}\n", "", 0, "", "stands inside of what it names", 0, NULL},
    {"yaml-nesting-flow", HOSTILE_VALUES, "a: ", "[", 100000, "", "the nesting is deeper than 128", 0, NULL},
    {"yaml-nesting-flow-maps", HOSTILE_VALUES, "a: ", "{a: ", 100000, "", "the nesting is deeper than 128", 0, NULL},
    {"yaml-nesting-dashes", HOSTILE_VALUES, "", "- ", 100000, "a\n", "the nesting is deeper than 128", 0, NULL},
    {"yaml-nesting-questions", HOSTILE_VALUES, "", "? ", 50000, "a\n", "the nesting is deeper than 128", 0, NULL},
    {"yaml-nodes", HOSTILE_VALUES, "a:\n", " - 1\n", 1200000, "", "nodes when its aliases are written out", 0, NULL},
    {"yaml-keys-many", HOSTILE_VALUES, "a: 1\n", "k{i}: 1\n", 330000, "", "", 0, NULL},
    {"yaml-keys-twice", HOSTILE_VALUES, "a: 1\n", "k: 1\n", 300000, "", "stands here twice", 0, NULL},
    {"yaml-documents", HOSTILE_VALUES, "a: 1\n", "---\n", 1000000, "", "a second document begins here", 0, NULL},
    {"yaml-16-mib-and-1", HOSTILE_VALUES, "a: 1\n", "", 0, "", "F0051", (size_t)16 * 1024 * 1024 + 1, NULL},
    {"yaml-quote-unclosed", HOSTILE_VALUES, "a: \"", "x", 8000000, "", "F0051", 0, NULL},
    {"yaml-not-utf8", HOSTILE_VALUES, "a: \xff\xfe\n", "", 0, "", "the file is not UTF-8 here", 0, NULL},
    {"yaml-escapes", HOSTILE_VALUES, "\"\\e[31m\\u202e\": 1\n", "", 0, "", "F0045", 0, NULL},
    {"json-nesting", HOSTILE_SCHEMA, "", "[", 1000000, "", "the nesting is deeper than 128", 0, NULL},
    {"json-references", HOSTILE_SCHEMA, "{\"allOf\": [", "{\"$ref\": \"#/allOf/{j}\"}, ", 10000, "{\"$ref\": \"#\"}]}", "", 0, NULL},
    {"json-keys-many", HOSTILE_SCHEMA, "{\"additionalProperties\": false, \"properties\": {\"b\": {}", ", \"k{i}\": {}", 100000, "}}", "F0045", 0, NULL},
    {"chart-dependencies", HOSTILE_CHART, "dependencies:\n", "- {name: d{i}}\n", 200000, "", "", 0, NULL},
    {"template-branches", HOSTILE_TEMPLATE, "", "{{ if eq . \"prod\" }}\n", 300000, "", "P0009", 0, NULL},
    {"template-unclosed-actions", HOSTILE_TEMPLATE, "", "{{ if eq \"", 1000000, "", "", 0, NULL},
    {"template-unclosed-comments", HOSTILE_TEMPLATE, "", "{{/* ", 1000000, "", "", 0, NULL},
    {"hcl-nesting", HOSTILE_MODULE, "variable \"a\" {\n", "x {\n", 1000000, "", "the nesting is deeper than 128", 0, NULL},
    {"hcl-nesting-templates", HOSTILE_MODULE, "variable \"a\" {\n default = ", "\"${", 1000000, "", "the nesting is deeper than 128", 0, NULL},
    {"hcl-heredocs-unclosed", HOSTILE_MODULE, "", "x = <<E{i}\n", 300000, "", "the heredoc does not end", 0, NULL},
    {"hcl-comments-unclosed", HOSTILE_MODULE, "", "/*", 4000000, "", "F0051", 0, NULL},
    {"hcl-variables-many", HOSTILE_MODULE, "variable \"a\" {}\n", "variable \"v{i}\" {}\n", 100000, "", "F0049", 0, NULL},
};

const size_t hostile_foreign_count = sizeof hostile_foreign / sizeof hostile_foreign[0];
