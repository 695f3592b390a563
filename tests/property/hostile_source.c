/* hostile_source.c - sources that are too large, too deep, or not text. */
#include "property/hostile.h"

/* clang-format off */
#define MEBIBYTES(count) ((size_t)(count) * 1024 * 1024)

const Hostile hostile_sources[] = {
    /* Size. */
    {"source-16-mib", HOSTILE_TOP, "", "", 0, "", "", MEBIBYTES(16), NULL},
    {"source-16-mib-and-1", HOSTILE_TOP, "", "", 0, "", "F0001", MEBIBYTES(16) + 1, NULL},
    {"tokens-5-million", HOSTILE_STACK, "a = [", "1,", 5000000, "1]", "S0002", 0, NULL},
    {"tokens-newlines", HOSTILE_TOP, "", "\n", 15000000, "", "S0002", 0, NULL},
    {"tokens-words", HOSTILE_TOP, "", "a ", 8000000, "", "S0002", 0, NULL},
    {"tokens-pipes", HOSTILE_TOP, "", "|\n", 4000000, "", "S0002", 0, NULL},
    {"rows-as-many-as-fit", HOSTILE_STACK, "", "a{i} = 1\n", 74000, "", "", 0, NULL},
    {"rows-too-many", HOSTILE_STACK, "", "a{i} = 1\n", 1000000, "", "S0002", 0, NULL},
    {"secrets-as-many-as-fit", HOSTILE_TOP, "stack s {\n ssm \"/${env}/${name}\" {\n", "secret a{i}\n", 99000, "} }\n", "", 0, NULL},
    {"units-thousands", HOSTILE_TOP, "", "stack s{i} { yaml { a = 1\n } }\n", 20000, "", "", 0, NULL},
    {"list-1-million", HOSTILE_STACK, "a = [", "1, ", 1000000, "]", "S0002", 0, NULL},
    {"list-100-thousand-and-1", HOSTILE_STACK, "a = [", "1, ", 100001, "]", "T0033", 0, NULL},
    {"map-large", HOSTILE_STACK, "a = {", "k{i} = 1, ", 70000, "}", "", 0, NULL},
    {"enum-large", HOSTILE_STACK, "a: enum(", "v{i}, ", 100000, "w) = w", "", 0, NULL},
    {"columns-many", HOSTILE_TOP, "environments ", "| e{i} ", 70000, "{\n}\n", "T0007", 0, NULL},
    {"cells-many", HOSTILE_STACK, "tuning a = 1 { ", "dev = {i}, ", 70000, "}", "N0011", 0, NULL},
    {"annotations-many", HOSTILE_TOP, "", "@waive(P0003, \"x\")\n", 35000, "stack s { yaml { a = 1\n } }\n", "P0015", 0, NULL},
    {"name-8-mib", HOSTILE_TOP, "stack ", "n", 8000000, " { yaml { a = 1\n } }\n", "F0040", 0, NULL},
    {"number-8-mib", HOSTILE_STACK, "a = ", "1", 8000000, "", "T0024", 0, NULL},
    {"string-15-mib", HOSTILE_STACK, "a = \"", "x", 15000000, "\"", "T0033", 0, NULL},
    {"line-with-mistake-at-the-end", HOSTILE_STACK, "a = \"", "x", 15000000, "\" = 1", "S0020", 0, NULL},
    {"path-long", HOSTILE_STACK, "a", ".a", 100000, " = 1", "S0034", 0, NULL},
    {"ladder-long", HOSTILE_ALONE, "strategy s {\n rung = \"0.1\"\n}\nladder a", " -> e{i}", 100000, "\n", "N0010", 0, NULL},

    /* Nesting. */
    {"nesting-parentheses", HOSTILE_STACK, "a = ", "(", 10000, "1", "S0034", 0, ")"},
    {"nesting-brackets", HOSTILE_STACK, "a = ", "[", 10000, "1", "S0034", 0, "]"},
    {"nesting-braces", HOSTILE_STACK, "a = ", "{ a = ", 10000, "1", "S0034", 0, "}"},
    {"nesting-groups", HOSTILE_STACK, "", "at a {\n", 10000, "b = 1\n", "S0034", 0, "}\n"},
    {"nesting-types", HOSTILE_STACK, "a: ", "list(", 10000, "int", "S0034", 0, ")"},
    {"nesting-objects", HOSTILE_STACK, "a: ", "object { a: ", 10000, "int", "S0034", 0, " }"},
    {"nesting-interpolation", HOSTILE_STACK, "a = ", "\"${", 10000, "1", "S0006", 0, "}\""},
    {"nesting-not", HOSTILE_STACK, "a = ", "not ", 10000, "true", "S0034", 0, NULL},
    {"nesting-comprehensions", HOSTILE_STACK, "a = ", "[for x in ", 10000, "[1]", "S0034", 0, ": x]"},
    {"nesting-sums", HOSTILE_STACK, "a = ", "1 + ", 100000, "1", "S0034", 0, NULL},
    {"nesting-members", HOSTILE_STACK, "a = b", ".c", 100000, "", "S0034", 0, NULL},
    {"nesting-indexes", HOSTILE_STACK, "a = b", "[0]", 90000, "", "S0034", 0, NULL},
    {"closing-brackets", HOSTILE_STACK, "", "}", 100000, "", "S0026", 0, NULL},
    {"types-in-a-circle", HOSTILE_TOP, "type t50000 = t0\n", "type t{i} = t{j}\n", 50000, "", "N0031", 0, NULL},
    {"types-that-double", HOSTILE_TOP, "type t60 = int\n", "type t{i} = object { a: t{j}, b: t{j} }\n", 60, "stack s { yaml { x: t0 = {}\n } }\n", "T0020", 0, NULL},

    /* Openers that nothing closes, and mistakes without number. */
    {"strings-unclosed", HOSTILE_STACK, "", "a = \"\n", 60000, "", "S0006", 0, NULL},
    {"blocks-unclosed", HOSTILE_STACK, "", "a = \"\"\"\n", 60000, "", "S0007", 0, NULL},
    {"comments-unclosed", HOSTILE_TOP, "", "/* ", 3000000, "", "S0015", 0, NULL},
    {"heredocs-unclosed", HOSTILE_STACK, "", "a = <<E{i}\n", 60000, "", "S0016", 0, NULL},
    {"conflict-markers", HOSTILE_TOP, "", "<<<<<<< a\n=======\n>>>>>>> b\n", 100000, "", "S0004", 0, NULL},
    {"mistakes-many", HOSTILE_STACK, "", "a = = 1\n", 50000, "", "more findings", 0, NULL},
    {"twice-many", HOSTILE_STACK, "", "a = 1\n", 70000, "", "N0025", 0, NULL},

    /* Text that is none. */
    {"text-not-utf8", HOSTILE_STACK, "a = \"\xff\xfe\"", "", 0, "", "S0003", 0, NULL},
    {"text-surrogate", HOSTILE_STACK, "a = \"\xed\xa0\x80\"", "", 0, "", "S0003", 0, NULL},
    {"text-overlong", HOSTILE_STACK, "a = \"\xc0\xaf\"", "", 0, "", "S0003", 0, NULL},
    {"text-control", HOSTILE_STACK, "", "\x01", 100000, "", "S0005", 0, NULL},
    {"text-escapes", HOSTILE_STACK, "\"\\u{1b}[2J\\u{202e}\" = 1\nb: int = \"\\u{1b}[31m\\u{9b}31m\\u{202e}\"\nd\u202e = 2\n"
     "e = \"\x1b[31m\u202e\"\n# \x1b]0;title\x07\n", "", 0, "", "S0005", 0, NULL},

    /* Names that do not exist, each of which could be one of many. */
    {"unknown-categories", HOSTILE_TOP, "", "category c{i} { ascending }\nprofile p{i} { yaml { d{i}x a = 1\n } }\n", 15000, "", "N0024", 0, NULL},
    {"unknown-types", HOSTILE_TOP, "", "type c{i} = int\nprofile p{i} { yaml { a: d{i}x = 1\n } }\n", 14000, "", "N0030", 0, NULL},
    {"unknown-references", HOSTILE_STACK, "", "a{i} = yaml.b{i}\n", 45000, "", "N0052", 0, NULL},
    {"unknown-units", HOSTILE_TOP, "", "stack s{i} { yaml { a = stack.t{i}.yaml.a\n } }\n", 14000, "", "N0051", 0, NULL},
};

const size_t hostile_source_count = sizeof hostile_sources / sizeof hostile_sources[0];
