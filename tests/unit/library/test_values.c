/* test_values.c - the matrix as JSON, CSV and table, byte for byte, and what a REF means. */
#include "library_unit.h"

static const char *const program =
    SHOP ORDERS "stack kinds {\n  json {\n    list = [1, \"a,b\"]\n"
                "    feature only: string? { dev = \"x\", prod = none }\n"
                "    @sensitive\n    endpoint hidden = \"h-${env}\"\n"
                "    reference = yaml.password\n  }\n"
                "  yaml {\n    secret password = \"/shop/${env}/password\"\n  }\n}\n";

/* What `rung_values` gives for a request; the status must be `status`. */
static const char *values_of(Arena *arena, const char *text, RungValues request,
                             RungStatus status) {
    RungProject *project = open_text(text, NULL);
    RungText out;
    assert_int_equal(rung_values(project, &request, &out), status);
    assert_int_equal(strlen(out.bytes), out.length);
    const char *copy = text_c(arena, text_from(out));
    rung_close(project);
    return copy;
}

static const char *const prod[] = {"prod"}, *const all[] = {"preview", "prod", "dev"};

static void the_json_form(void **state) {
    Arena *arena = *state;
    const char *json =
        values_of(arena, SHOP ORDERS, (RungValues){.format = RUNG_VALUES_JSON}, RUNG_OK);
    assert_string_equal(
        json,
        "{ \"version\": 1,\n  \"environments\": [\"dev\", \"prod\", \"preview\"],\n"
        "  \"params\": [\n"
        "    { \"unit\": \"orders\", \"sink\": \"yaml\", \"path\": \"replicas\", \"type\": "
        "\"int\", "
        "\"category\": \"scale\", \"values\": {\"dev\": 1, \"prod\": 6, \"preview\": 1} },\n"
        "    { \"unit\": \"orders\", \"sink\": \"yaml\", \"path\": \"host\", \"type\": \"string\", "
        "\"category\": \"endpoint\", \"values\": {\"dev\": \"dev.shop.example\", \"prod\": "
        "\"prod.shop.example\", \"preview\": \"preview-1.shop.example\"} },\n"
        "    { \"unit\": \"orders\", \"sink\": \"yaml\", \"path\": \"port\", \"type\": \"int\", "
        "\"values\": {\"dev\": 8080, \"prod\": 8080, \"preview\": 8080} }\n  ] }\n");
}

/* A secret is its path, a sensitive value is hidden, what is left out is absent. */
static void what_json_does_not_say(void **state) {
    Arena *arena = *state;
    RungValues request = {.format = RUNG_VALUES_JSON, .environments = prod, .environment_count = 1};
    const char *head = "{ \"version\": 1,\n  \"environments\": [\"prod\"],\n  \"params\": [\n";

    static const char *const rows[][2] = {
        {"kinds.json.only", "    { \"unit\": \"kinds\", \"sink\": \"json\", \"path\": \"only\", "
                            "\"type\": \"string?\", \"category\": \"feature\", \"values\": {} }"},
        {"hidden", "    { \"unit\": \"kinds\", \"sink\": \"json\", \"path\": \"hidden\", \"type\": "
                   "\"string\", \"category\": \"endpoint\", \"values\": {\"prod\": {\"hidden\": "
                   "true}} }"},
        {"yaml.password", "    { \"unit\": \"kinds\", \"sink\": \"yaml\", \"path\": \"password\", "
                          "\"type\": \"secret\", \"values\": {\"prod\": {\"secret\": "
                          "\"/shop/prod/password\"}} }"},
    };

    const char *text =
        SHOP "stack kinds {\n  json {\n"
             "    feature only: string? { dev = \"x\", prod = none }\n"
             "    @sensitive\n    endpoint hidden = \"h-${env}\"\n  }\n"
             "  yaml in prod {\n    secret password = \"/shop/${env}/password\"\n  }\n}\n";
    for (size_t i = 0; i < COUNT(rows); i++) {
        request.reference = rows[i][0];
        assert_string_equal(values_of(arena, text, request, RUNG_OK),
                            text_format(arena, "%s%s\n  ] }\n", head, rows[i][1]).bytes);
    }
}

static void the_csv_form(void **state) {
    Arena *arena = *state;
    RungValues request = {.format = RUNG_VALUES_CSV,
                          .reference = "kinds.json",
                          .environments = all,
                          .environment_count = 2};
    const char *text = SHOP "stack kinds {\n  json {\n    list = [1, \"a,b\"]\n"
                            "    text = \"say \\\"a\\\"\\nb\"\n    @sensitive\n    hidden = \"h\"\n"
                            "    feature only: string? { dev = \"x\", prod = none }\n  }\n}\n";
    assert_string_equal(values_of(arena, text, request, RUNG_OK),
                        "unit,sink,path,category,type,prod,preview\n"
                        "kinds,json,list,,list(any),\"[1,\"\"a,b\"\"]\",\"[1,\"\"a,b\"\"]\"\n"
                        "kinds,json,text,,string,\"say \"\"a\"\"\nb\",\"say \"\"a\"\"\nb\"\n"
                        "kinds,json,hidden,,string,(hidden),(hidden)\n"
                        "kinds,json,only,feature,string?,,x\n");
}

/* `=` repeats the column before, but never in the first column of a part; what is hidden is never
 * compared, and what is cut is compared whole. */
static void the_table(void **state) {
    Arena *arena = *state;
    const char *text =
        SHOP "stack t {\n  json {\n    a = 1\n    @sensitive\n    hidden = \"h\"\n"
             "    feature b: string? { dev = \"x\", prod = none }\n    endpoint long = "
             "\"aaaaaaaaaaaaaaaaaaaaaaaaaa-${env}-bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"\n  }\n}\n";
    assert_string_equal(
        values_of(arena, text, (RungValues){.width = 0}, RUNG_OK),
        "t.json              dev                                 prod                           "
        "     preview\n"
        "  a                 1                                   =                              "
        "     =\n"
        "  hidden            (hidden)                            (hidden)                       "
        "     (hidden)\n"
        "  b       feature   \"x\"                                 -                              "
        "     \"x\"\n"
        "  long    endpoint  \"aaaaaaaaaaaaaaaa\xe2\x80\xa6"
        "bbbbbbbbbbbbbbb\"  \"aaaaaaaaaaaaaaaa\xe2\x80\xa6"
        "bbbbbbbbbbbbbbb\"  \"aaaaaaaaaaaaaaaa\xe2\x80\xa6"
        "bbbbbbbbbbbbbbb\"\n");
    RungValues narrow = {.width = 20, .reference = "t.json.a"};
    assert_string_equal(values_of(arena, text, narrow, RUNG_OK),
                        "t.json  dev  prod\n  a     1    =\n"
                        "t.json  preview\n  a     1\n");
}

static void color_marks_what_repeats(void **state) {
    Arena *arena = *state;
    RungValues request = {.has_color = true, .reference = "orders.yaml.port"};
    assert_string_equal(values_of(arena, SHOP ORDERS, request, RUNG_OK),
                        "\x1b[1morders.yaml  dev   prod  preview\x1b[0m\n"
                        "  port       8080  \x1b[2m=\x1b[0m     \x1b[2m=\x1b[0m\n");
}

/* A REF, and the paths that it means, a space behind each; NULL: the code of the refusal. */
typedef struct Reference {
    const char *text;
    const char *paths;
    const char *help;
} Reference;

static const Reference references[] = {
    {"orders", "replicas host port ", NULL},
    {"orders.yaml", "replicas host port ", NULL},
    {"orders.yaml.port", "port ", NULL},
    {"yaml.port", "port ", NULL},
    {"port", "port ", NULL},
    {"kinds.json", "list only hidden reference ", NULL},
    {"yaml", "password replicas host port ", NULL},
    {"por", NULL, "a similar name exists: `port`"},
    {"orders.yaml.prot", NULL, "a similar name exists: `orders.yaml.port`"},
    {"order", NULL, "a similar name exists: `orders`"},
    {"orders.yam", NULL, "a similar name exists: `orders.yaml`"},
    {"orders.json.port", NULL, "`rung values orders` shows what it has"},
};

static void references_name_parameters(void **state) {
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(references); i++) {
        RungProject *project = open_text(program, NULL);
        RungValues request = {.format = RUNG_VALUES_CSV, .reference = references[i].text};
        RungText out;
        RungStatus status = rung_values(project, &request, &out);
        Text report = text_from(rung_report(project, RUNG_REPORT_TEXT, NULL));
        assert_row(status == (references[i].paths ? RUNG_OK : RUNG_USAGE), references[i].text);
        if (references[i].help)
            assert_row(text_contains(report, text_of(references[i].help)), references[i].text);
        Writer paths;
        writer_open(&paths, arena, SIZE_MAX);
        Text rest = text_from(out);
        for (size_t at = 0; (at = text_find(rest, TEXT("\n"), at)) != SIZE_MAX;) {
            size_t sink = text_find(rest, TEXT(","), ++at);
            size_t start = sink == SIZE_MAX ? sink : text_find(rest, TEXT(","), sink + 1);
            if (start == SIZE_MAX) break;
            writer_text(&paths, text_slice(rest, start + 1, text_find(rest, TEXT(","), start + 1)));
            writer_char(&paths, ' ');
        }
        if (references[i].paths) assert_text(writer_done(&paths), references[i].paths);
        rung_close(project);
    }
}

/* What can be computed is given; what cannot is absent, or `?`. */
static void programs_with_errors(void **state) {
    Arena *arena = *state;
    const char *text = SHOP "stack a {\n  json {\n    good = 1\n    bad = nothing\n  }\n}\n";
    assert_string_equal(values_of(arena, text,
                                  (RungValues){.environments = prod, .environment_count = 1},
                                  RUNG_FINDINGS),
                        "a.json  prod\n  good  1\n  bad   ?\n");
    RungValues json = {.format = RUNG_VALUES_JSON, .reference = "bad"};
    assert_non_null(strstr(values_of(arena, text, json, RUNG_FINDINGS), "\"values\": {} }"));
}

/* What looks like a credential is shown nowhere. */
static void credentials_are_hidden(void **state) {
    Arena *arena = *state;
    const char *text = SHOP "stack a {\n  json {\n    key = \"AKIAIOSFODNN7EXAMPLA\"\n"
                            "    keys = [{ a = \"AKIAIOSFODNN7EXAMPLA\" }]\n  }\n}\n";
    for (RungValuesFormat format = RUNG_VALUES_TABLE; format <= RUNG_VALUES_CSV; format++) {
        const char *out = values_of(arena, text, (RungValues){.format = format}, RUNG_FINDINGS);
        assert_null(strstr(out, "AKIA"));
        assert_non_null(strstr(out, "hidden"));
    }
}

static void environments_must_exist(void **state) {
    Arena *arena = *state;
    static const char *const wrong[] = {"dev", "prd"};
    RungValues request = {.environments = wrong, .environment_count = 2};
    assert_string_equal(values_of(arena, SHOP ORDERS, request, RUNG_USAGE), "");
    request.environments = all;
    request.environment_count = 3;
    request.reference = "port";
    assert_string_equal(values_of(arena, SHOP ORDERS, request, RUNG_OK),
                        "orders.yaml  dev   prod  preview\n  port       8080  =     =\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_json_form),
        cmocka_unit_test(what_json_does_not_say),
        cmocka_unit_test(the_csv_form),
        cmocka_unit_test(the_table),
        cmocka_unit_test(color_marks_what_repeats),
        cmocka_unit_test(references_name_parameters),
        cmocka_unit_test(programs_with_errors),
        cmocka_unit_test(credentials_are_hidden),
        cmocka_unit_test(environments_must_exist),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
