/* test_restate.c - a parameter that only a profile states is stated again by the unit: in its block,
 * in its group, and in those that have to be made. */
#include "edit_unit.h"

#define PROFILE                                                                                    \
    "profile web {\n"                                                                              \
    "  yaml {\n"                                                                                   \
    "    | dev | prod {\n"                                                                         \
    "      scale size: int | 1 | 6\n"                                                              \
    "    }\n"                                                                                      \
    "    port = 8080\n"                                                                            \
    "    motd = \"hello\"\n"                                                                       \
    "    at limits {\n"                                                                            \
    "      scale cpu = 1\n"                                                                        \
    "      at env as list {\n"                                                                     \
    "        tuning LEVEL: enum(debug, info) = info\n"                                             \
    "      }\n"                                                                                    \
    "    }\n"                                                                                      \
    "    at labels as map {\n"                                                                     \
    "      tuning \"example.org/team\" = \"a\"\n"                                                  \
    "    }\n"                                                                                      \
    "    tuning args[id=first].value = \"x\"\n"                                                    \
    "    tuning \"zone-${env}\" = \"y\"\n"                                                         \
    "  }\n"                                                                                        \
    "  ssm \"/${env}/${name}\" {\n"                                                                \
    "    wait = 30s\n"                                                                             \
    "  }\n"                                                                                        \
    "  ssm \"/shared/${name}\" {\n"                                                                \
    "    key = \"k\"\n"                                                                            \
    "  }\n"                                                                                        \
    "}\n"

#define UNIT(body) PROFILE "stack app uses web " body "\n"

#define YAML(body) UNIT("{\n  yaml {\n" body "  }\n}")

static const Row blocks[] = {
    {"at the end of the block", "size", "prod", "8", YAML("    own = 1\n"),
     YAML("    own = 1\n    size { prod = 8 }\n")},
    {"beside a comment", "size", "prod", "8", YAML("    own = 1  # one\n    # the end\n"),
     YAML("    own = 1  # one\n    size { prod = 8 }\n    # the end\n")},
    {"behind a group", "port", NULL, "9090", YAML("    at x {\n      own = 1\n    }\n"),
     YAML("    at x {\n      own = 1\n    }\n    port = 9090\n")},
    {"in an empty block", "size", "prod", "8", YAML(""), YAML("    size { prod = 8 }\n")},
    {"in a block of one line", "size", "prod", "8", UNIT("{\n  yaml { own = 1 }\n}"),
     YAML("    own = 1\n    size { prod = 8 }\n")},
    {"in an empty block of one line", "size", "prod", "8", UNIT("{\n  yaml {}\n}"),
     YAML("    size { prod = 8 }\n")},
    {"in a plain group", "limits.cpu", "prod", "2", YAML("    own = 1\n"),
     YAML("    own = 1\n    limits.cpu { prod = 2 }\n")},
    {"an element", "args[id=first].value", "prod", "z", YAML("    own = 1\n"),
     YAML("    own = 1\n    args[id=first].value { prod = \"z\" }\n")},
    {"a segment that interpolates", "\"zone-${env}\"", "prod", "z", YAML("    own = 1\n"),
     YAML("    own = 1\n    \"zone-${env}\" { prod = \"z\" }\n")},
    {"text of lines", "motd", NULL, "a\nb\n", YAML("    own = 1\n"),
     YAML("    own = 1\n    motd = \"\"\"\n      a\n      b\n      \"\"\"\n")},
    {"text of lines for one", "motd", "prod", "a\n", YAML("    own = 1\n"),
     YAML("    own = 1\n    motd {\n      prod = \"\"\"\n        a\n        \"\"\"\n    }\n")},
    {"a long line", "motd", "prod",
     "a text that is so long that with its path and braces it needs more than a hundred columns",
     YAML("    own = 1\n"),
     YAML("    own = 1\n    motd {\n      prod = \"a text that is so long that with its path and "
          "braces it needs more than a hundred columns\"\n    }\n")},
    {"nothing to take away", "size", "prod", "_", YAML("    own = 1\n"), NULL},
};

static void blocks_are_found(void **state) {
    check_layouts(*state, blocks, COUNT(blocks));
}

static const Row groups[] = {
    {"a group that is there", "limits.env[LEVEL].value", "prod", "debug",
     YAML("    at limits.env as list {\n      OTHER = 1\n    }\n    last = 1\n"),
     YAML("    at limits.env as list {\n      OTHER = 1\n      LEVEL { prod = debug }\n    }\n"
          "    last = 1\n")},
    {"one inside another", "limits.env[LEVEL].value", "prod", "debug",
     YAML("    at limits {\n      at env as list {\n        OTHER = 1\n      }\n    }\n"),
     YAML("    at limits {\n      at env as list {\n        OTHER = 1\n"
          "        LEVEL { prod = debug }\n      }\n    }\n")},
    {"one that is made", "limits.env[LEVEL].value", NULL, "debug",
     YAML("    at env as list {\n      OTHER = 1\n    }\n"),
     YAML("    at env as list {\n      OTHER = 1\n    }\n    at limits.env as list {\n"
          "      LEVEL = debug\n    }\n")},
    {"a map", "labels.\"example.org/team\"", "prod", "b", YAML("    own = 1\n"),
     YAML("    own = 1\n    at labels as map {\n      \"example.org/team\" { prod = \"b\" }\n"
          "    }\n")},
};

static void groups_are_found(void **state) {
    check_layouts(*state, groups, COUNT(groups));
}

#define MADE "  yaml {\n    size { prod = 8 }\n  }\n"

static const Row sinks[] = {
    {"a block that is made", "size", "prod", "8", UNIT("{\n  owner = \"me\"\n}"),
     UNIT("{\n  owner = \"me\"\n\n" MADE "}")},
    {"in an empty unit", "size", "prod", "8", UNIT("{}"), UNIT("{\n" MADE "}")},
    {"in a unit of one line", "size", "prod", "8", UNIT("{ owner = \"me\" }"),
     UNIT("{\n  owner = \"me\"\n\n" MADE "}")},
    {"with a group", "limits.env[LEVEL].value", "prod", "debug", UNIT("{}"),
     UNIT("{\n  yaml {\n    at limits.env as list {\n      LEVEL { prod = debug }\n    }\n  }\n}")},
    {"with a name template", "key", NULL, "z",
     UNIT("{\n  ssm \"/${env}/${name}\" {\n    own = 1\n  }\n}"),
     UNIT("{\n  ssm \"/${env}/${name}\" {\n    own = 1\n  }\n\n"
          "  ssm \"/shared/${name}\" {\n    key = \"z\"\n  }\n}")},
    {"with the same name template", "wait", NULL, "10s",
     UNIT("{\n  ssm \"/${env}/${name}\" {\n    own = 1\n  }\n}"),
     UNIT("{\n  ssm \"/${env}/${name}\" {\n    own = 1\n    wait = 10s\n  }\n}")},
};

/* The last line of a file need not end. */
static const Row ends[] = {
    {"an empty unit", "size", "prod", "8", PROFILE "stack app uses web {}",
     PROFILE "stack app uses web {\n" MADE "}"},
    {"a unit of one line", "size", "prod", "8", PROFILE "stack app uses web { yaml { own = 1 } }",
     PROFILE "stack app uses web { yaml {\n  own = 1\n  size { prod = 8 }\n} }"},
    {"a comment", "size", "prod", "8", PROFILE "stack app uses web {} # end",
     PROFILE "stack app uses web {\n" MADE "} # end"},
};

static void blocks_are_made(void **state) {
    check_layouts(*state, sinks, COUNT(sinks));
    check_rows(*state, ends, COUNT(ends));
}

/* What the unit restates already is edited where it stands, and goes when it says nothing any more. */
static const Row restated[] = {
    {"one more cell", "size", "dev", "2", YAML("    size { prod = 8 }\n"),
     YAML("    size { dev = 2, prod = 8 }\n")},
    {"a cell of a profile", "size", "staging", "2", YAML("    size { prod = 8 }\n"),
     YAML("    size { staging = 2, prod = 8 }\n")},
    {"the last cell", "size", "prod", "_",
     YAML("    own = 1\n    size { prod = 8 }\n    more = 2\n"),
     YAML("    own = 1\n    more = 2\n")},
    {"the last cell of several lines", "size", "prod", "_",
     YAML("    own = 1\n    size {\n      prod = 8\n    }\n"), YAML("    own = 1\n")},
    {"the default", "port", NULL, "_", YAML("    own = 1\n    port = 9090\n"),
     YAML("    own = 1\n")},
    {"beside a comment it stays", "port", NULL, "_", YAML("    port = 9090  # ours\n"),
     YAML("    port  # ours\n")},
    {"with a type it stays", "size", "prod", "_", YAML("    size: int(1..9) { prod = 8 }\n"),
     YAML("    size: int(1..9)\n")},
    {"documented it stays", "size", "prod", "_", YAML("    # More.\n    size { prod = 8 }\n"),
     YAML("    # More.\n    size\n")},
};

static void what_is_restated_is_edited(void **state) {
    check_layouts(*state, restated, COUNT(restated));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(blocks_are_found),
        fixture_test(groups_are_found),
        fixture_test(blocks_are_made),
        fixture_test(what_is_restated_is_edited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
