/* test_table.c - the cells of rows: written anew, columns split and added, rows that leave a table that
 * would not fit. Every row of these tests is tried as it is written here and in the one layout. */
#include "edit_unit.h"

#define APP(body)            "stack app {\n  yaml {\n" body "  }\n}\n"

#define TABLE(columns, rows) APP("    " columns " {\n" rows "    }\n")

/* --- Cells ---------------------------------------------------------------------------------- */

static const Row cells[] = {
    {"a cell", "size", "prod", "8",
     TABLE("| dev | staging | prod", "      scale size: int | 1 | 2 | 6  # in pairs\n"
                                     "      # Zones.\n"
                                     "      @deprecated(\"x\")\n"
                                     "      tier wide: bool = true | false | _ | true\n"),
     TABLE("| dev | staging | prod", "      scale size: int | 1 | 2 | 8  # in pairs\n"
                                     "      # Zones.\n"
                                     "      @deprecated(\"x\")\n"
                                     "      tier wide: bool = true | false | _ | true\n")},
    {"a wider cell", "size", "staging", "100000",
     TABLE("scale | dev | staging | prod", "      size | 1 | 2 | 6\n      other | 1 | 2 | 3\n"),
     TABLE("scale | dev | staging | prod",
           "      size | 1 | 100000 | 6\n      other | 1 | 2 | 3\n")},
    {"under an annotation", "wide", "dev", "true",
     TABLE("| dev | staging | prod", "      @deprecated(\"x\")\n"
                                     "      tier wide: bool = true | false | _ | true\n"),
     TABLE("| dev | staging | prod", "      @deprecated(\"x\")\n"
                                     "      tier wide: bool = true | true | _ | true\n")},
    {"a hole", "wide", "staging", "false",
     TABLE("| dev | staging | prod", "      tier wide: bool = true | false | _ | true\n"),
     TABLE("| dev | staging | prod", "      tier wide: bool = true | false | false | true\n")},
    {"an expression", "size", "prod", "8",
     TABLE("| dev | prod", "      scale size: int | 1 | (1 + 2) * 3\n"),
     TABLE("| dev | prod", "      scale size: int | 1 | 8\n")},
    {"a text of lines stays on one", "motd", "prod", "a\nb\n",
     TABLE("| dev | prod", "      tuning motd | \"x\" | \"y\"\n"),
     TABLE("| dev | prod", "      tuning motd | \"x\" | \"a\\nb\\n\"\n")},
    {"the default of a row", "size", NULL, "3",
     TABLE("| dev | prod", "      scale size: int = 1 | _ | 2\n"),
     TABLE("| dev | prod", "      scale size: int = 3 | _ | 2\n")},
    {"a new default", "size", NULL, "3",
     TABLE("| dev | prod", "      scale size: int ascending | _ | 2\n"),
     TABLE("| dev | prod", "      scale size: int ascending = 3 | _ | 2\n")},
    {"a default of lines", "motd", NULL, "a\n",
     TABLE("| dev | prod", "      tuning motd = \"x\" | _ | \"y\"\n"),
     TABLE("| dev | prod", "      tuning motd = \"a\\n\" | _ | \"y\"\n")},
    {"a default taken away", "size", NULL, "_",
     TABLE("| dev | prod", "      scale size: int = 3 | 1 | 2\n"),
     TABLE("| dev | prod", "      scale size: int | 1 | 2\n")},
    {"a cell taken away", "size", "prod", "_",
     TABLE("| dev | prod", "      scale size: int = 3 | 1 | 2\n"),
     TABLE("| dev | prod", "      scale size: int = 3 | 1 | _\n")},
    {"no column to take away", "size", "staging", "_",
     TABLE("| dev | prod", "      scale size: int = 3 | 1 | 2\n"), NULL},
    {"in groups", "a.b[c].size", "prod", "8",
     APP("    at a {\n      at b[c] {\n        | dev | prod {\n          scale size | 1 | 2\n"
         "        }\n      }\n    }\n"),
     APP("    at a {\n      at b[c] {\n        | dev | prod {\n          scale size | 1 | 8\n"
         "        }\n      }\n    }\n")},
    {"in a map of names", "flags.beta", "prod", "true",
     APP("    at flags as map {\n      feature | dev | prod {\n        beta | true | false\n"
         "      }\n    }\n"),
     APP("    at flags as map {\n      feature | dev | prod {\n        beta | true | true\n"
         "      }\n    }\n")},
};

static void cells_are_set(void **state) {
    check_layouts(*state, cells, COUNT(cells));
}

/* --- Columns -------------------------------------------------------------------------------- */

static const Row columns[] = {
    {"a column between others", "size", "staging", "2",
     TABLE("| dev | prod",
           "      scale size | 1 | 6  # in pairs\n      tier wide | false | true\n"),
     TABLE("| dev | staging | prod",
           "      scale size | 1 | 2 | 6  # in pairs\n      tier wide | false | _ | true\n")},
    {"a column before the others", "size", "dev", "1",
     TABLE("| staging | prod", "      scale size | 2 | 6\n      tier wide | false | true\n"),
     TABLE("| dev | staging | prod",
           "      scale size | 1 | 2 | 6\n      tier wide | _ | false | true\n")},
    {"a column behind the others", "size", "preview", "1",
     TABLE("| dev | prod", "      scale size | 2 | 6\n      tier wide | false | true\n"),
     TABLE("| dev | prod | preview",
           "      scale size | 2 | 6 | 1\n      tier wide | false | true | _\n")},
    {"for one that is like another", "size", "dr", "5",
     TABLE("| dev | staging, prod | preview", "      scale size | 2 | 6 | 1\n"),
     TABLE("| dev | staging, prod | dr | preview", "      scale size | 2 | 6 | 5 | 1\n")},
    {"a column split behind", "size", "staging", "3",
     TABLE("| dev, staging | prod",
           "      scale size | 2 | 6\n      tier wide = true | _ | false\n"),
     TABLE("| dev | staging | prod",
           "      scale size | 2 | 3 | 6\n      tier wide = true | _ | _ | false\n")},
    {"a column split before", "size", "dev", "1",
     TABLE("| dev, staging | prod", "      scale size | 2 | 6\n      tier wide | false | true\n"),
     TABLE("| dev | staging | prod",
           "      scale size | 1 | 2 | 6\n      tier wide | false | false | true\n")},
    {"a column of three", "size", "staging", "3",
     TABLE("| dev, staging, prod", "      scale size | 2\n"),
     TABLE("| dev, prod | staging", "      scale size | 2 | 3\n")},
    {"a cell of a shared column taken away", "size", "staging", "_",
     TABLE("| dev, staging | prod", "      scale size = 1 | 2 | 6\n"),
     TABLE("| dev | staging | prod", "      scale size = 1 | 2 | _ | 6\n")},
};

static void columns_are_split_and_added(void **state) {
    check_layouts(*state, columns, COUNT(columns));
}

/* --- Leaving -------------------------------------------------------------------------------- */

#define NAME   "registry.example/a/name/that/is/so/long/that/it/fills"

#define HEADER "    tuning | dev | prod {\n"

static const Row leavings[] = {
    {"the only row", "name", "staging", NAME "/2",
     APP("    # Where it is.\n" HEADER "      name: string | \"x\" | \"" NAME "\"\n    }\n"),
     APP("    # Where it is.\n    tuning name: string {\n      dev = \"x\"\n      staging = \"" NAME
         "/2\"\n      prod = \"" NAME "\"\n    }\n")},
    {"the first row", "name", "staging", NAME "/2",
     APP("    port = 1\n    # All of it.\n" HEADER "      # Where it is.\n"
         "      @deprecated(\"x\")\n      identity name = \"y\" | _ | \"" NAME
         "\"  # for now\n      other | 1 | 2\n    }\n"),
     APP("    port = 1\n      # Where it is.\n      @deprecated(\"x\")\n"
         "    identity name = \"y\" {  # for now\n      staging = \"" NAME
         "/2\"\n      prod = \"" NAME "\"\n    }\n    # All of it.\n" HEADER
         "      other | 1 | 2\n    }\n")},
    {"the last row", "name", "prod", NAME "/and/then/some/more/that/makes/it/too/long",
     APP(HEADER "      other | 1 | 2\n      name | \"x\" | \"" NAME "\"\n    }  # end\n"
                "    port = 1\n"),
     APP(HEADER "      other | 1 | 2\n    }  # end\n    tuning name {\n      dev = \"x\"\n"
                "      prod = \"" NAME "/and/then/some/more/that/makes/it/too/long\"\n    }\n"
                "    port = 1\n")},
    {"a row in the middle", "name", "dr", NAME,
     APP(HEADER "      first | 1 | 2\n      # Where it is.\n      name | \"" NAME
                "\" | \"y\"\n      last | 1 | 2\n    }\n"),
     APP(HEADER
         "      first | 1 | 2\n    }\n      # Where it is.\n    tuning name {\n      dev = \"" NAME
         "\"\n      prod = \"y\"\n      dr = \"" NAME "\"\n    }\n" HEADER
         "      last | 1 | 2\n    }\n")},
    {"a shared column", "name", "staging", NAME,
     APP("    tuning | dev, staging | prod {\n      name | \"x\" | \"" NAME "\"\n    }\n"),
     APP("    tuning name {\n      dev = \"x\"\n      staging = \"" NAME "\"\n      prod = \"" NAME
         "\"\n    }\n")},
    {"the default of a row", "name", NULL, NAME,
     APP(HEADER "      name | \"x\" | \"" NAME "\"\n    }\n"),
     APP("    tuning name = \"" NAME "\" {\n      dev = \"x\"\n      prod = \"" NAME
         "\"\n    }\n")},
    {"a table that was too wide before", "name", "prod", NAME "/3",
     APP(HEADER "      name | \"" NAME "\" | \"" NAME "\"\n    }\n"),
     APP(HEADER "      name | \"" NAME "\" | \"" NAME "/3\"\n    }\n")},
    {"a table under an annotation", "name", "staging", NAME,
     APP("    @deprecated(\"x\")\n" HEADER "      name | \"x\" | \"" NAME
         "\"\n      a | 1 | 2\n    }\n"),
     APP("    @deprecated(\"x\")\n    tuning | dev | staging | prod {\n      name | \"x\" | \"" NAME
         "\" | \"" NAME "\"\n      a | 1 | _ | 2\n    }\n")},
    {"a comment does not count", "name", "prod", "z",
     APP(HEADER "      name | \"x\" | \"y\"  # " NAME NAME "\n    }\n"),
     APP(HEADER "      name | \"x\" | \"z\"  # " NAME NAME "\n    }\n")},
};

static void rows_leave_a_table_that_would_not_fit(void **state) {
    check_layouts(*state, leavings, COUNT(leavings));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(cells_are_set),
        fixture_test(columns_are_split_and_added),
        fixture_test(rows_leave_a_table_that_would_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
