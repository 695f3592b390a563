/* test_difference.c - what a file on disk says otherwise than the build, as values: by format, by where
 * it stands, and of whom it is. */
#include "unit/emit/emit_unit.h"

static void show_side(Writer *out, const Value *value) {
    Text text = value ? value_show(out->arena, value, SIZE_MAX) : TEXT("-");
    writer_text(out, text);
}

/* "PATH: HERE, not MADE [PARAM] (hidden) !PROBLEM", a line for each. */
static Text shown(Arena *arena, const Differences *differences) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (uint32_t i = 0; i < differences->count; i++) {
        const Difference *item = &differences->items[i];
        writer_format(&out, "%s%.*s: ", i ? "\n" : "", TEXT_ARGS(item->path));
        show_side(&out, item->there);
        writer_string(&out, ", not ");
        show_side(&out, item->made);
        if (!item->param) writer_string(&out, " [plain]");
        if (item->param && !text_equal(item->path, item->param->path->text))
            writer_format(&out, " [%.*s]", TEXT_ARGS(item->param->path->text));
        if (item->is_hidden) writer_string(&out, " (hidden)");
        if (item->problem.length) writer_format(&out, " !%.*s", TEXT_ARGS(item->problem));
    }
    return writer_done(&out);
}

static const Output *output_of(Emission *emission, const char *path) {
    uint32_t count;
    const Output *outputs = plan_outputs(emission->plan, &count);
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(outputs[i].path, text_of(path))) return &outputs[i];
    print_error("no output %s\n", path);
    fail();
    return NULL;
}

/* The differences, or the problem and where it is. */
static Text differences_of(Emission *emission, const char *path, Text there) {
    Problem problem;
    Differences found = {0};
    if (emit_differences(&emission->arena, emission->plan, output_of(emission, path), there, &found,
                         &problem))
        return shown(&emission->arena, &found);
    return text_format(&emission->arena, "%u: %.*s", problem.offset, TEXT_ARGS(problem.what));
}

/* An edit of one file: the first place of a text, replaced. */
typedef struct Row {
    const char *from, *to;
    const char *expected;
} Row;

static Text edit(Arena *arena, Text text, const Row *row) {
    Text from = text_of(row->from);
    size_t at = text_find(text, from, 0);
    if (at == SIZE_MAX) {
        print_error("`%s` does not stand in\n%.*s\n", row->from, TEXT_ARGS(text));
        fail();
    }
    const Text parts[] = {text_slice(text, 0, at), text_of(row->to),
                          text_slice(text, at + from.length, text.length)};
    return text_join(arena, parts, COUNT(parts), TEXT(""));
}

static void check_rows(const char *program, const char *path, const Row *rows, size_t count) {
    Emission emission;
    emit_text(&emission, program);
    assert_text(found(&emission), "");
    Text made = emitted(&emission, path);
    assert_text(differences_of(&emission, path, made), "");
    for (size_t i = 0; i < count; i++) {
        Text there = edit(&emission.arena, made, &rows[i]);
        Text actual = differences_of(&emission, path, there);
        if (text_equal(actual, text_of(rows[i].expected))) continue;
        print_error("`%s` -> `%s` in\n%.*s\n", rows[i].from, rows[i].to, TEXT_ARGS(made));
        check_text(actual, rows[i].expected, __FILE__, __LINE__);
    }
    emission_close(&emission);
}

#define CHECK_ROWS(program, path, rows) check_rows((program), (path), (rows), COUNT(rows))

/* --- Formats -------------------------------------------------------------------------------- */

#define TREE                                                                                       \
    "| dev | prod {\n"                                                                             \
    "scale replicas: int(1..50) | 5 | 7\n"                                                         \
    "scale resources.requests.cpu: quantity | 100m | 2\n"                                          \
    "}\n"                                                                                          \
    "timeout: duration = 30s\n"                                                                    \
    "title = \"web\"\n"                                                                            \
    "ratio: number = 0.50\n"                                                                       \
    "on: bool = true\n"                                                                            \
    "tags: map(string) = { a = \"x\", b = \"z\" }\n"                                               \
    "hosts = [\"h1\", \"h2\"]\n"                                                                   \
    "rollout debug: string? = none { prod = \"p\" }\n"

static void values_of_yaml(void **state) {
    (void)state;
    static const Row rows[] = {
        {"replicas: 5", "replicas: 6", "replicas: 6, not 5"},
        {"replicas: 5", "replicas: 99", "replicas: 99, not 5 !99 is not in 1..50"},
        {"replicas: 5", "replicas: '6'", "replicas: \"6\", not 5 !\"6\" is a string"},
        {"replicas: 5", "replicas: 0x1F", "replicas: \"0x1F\", not 5 !\"0x1F\" is a string"},
        {"replicas: 5", "replicas: 5.0", "replicas: 5.0, not 5 !5.0 is a number with a fraction"},
        {"replicas: 5\n", "", "replicas: -, not 5"},
        {"replicas: 5",
         "replicas:", "replicas: none, not 5 !only a type that ends in `?` takes none"},
        {"replicas: 5", "replicas: [5]", "replicas: [5], not 5 ![5] is a list"},
        {"cpu: 100m", "cpu: 200m", "resources.requests.cpu: 200m, not 100m"},
        {"cpu: 100m", "cpu: 1", "resources.requests.cpu: 1, not 100m"},
        {"timeout: 30s", "timeout: soon",
         "timeout: \"soon\", not 30s !\"soon\" is no duration such as 30s"},
        {"title: web", "title: a${b}", "title: \"a$${b}\", not \"web\""},
        {"ratio: 0.50", "ratio: 0.5", "ratio: 0.5, not 0.50"},
        {"ratio: 0.50", "ratio: 5e-1", "ratio: 0.5, not 0.50"},
        {"\"on\": true", "\"on\": no", "on: false, not true"},
        {"a: x", "a: w", "tags: {a = \"w\", b = \"z\"}, not {a = \"x\", b = \"z\"}"},
        {"- h2", "- h2\n  - h3", "hosts: [\"h1\", \"h2\", \"h3\"], not [\"h1\", \"h2\"]"},
        {"replicas: 5", "replicas: 5\ndebug: d", "debug: \"d\", not -"},
    };
    CHECK_ROWS("stack app {\nyaml {\n" TREE "}\n}\n", "config/dev/app.yaml", rows);
}

static void values_of_json(void **state) {
    (void)state;
    static const Row rows[] = {
        {"\"replicas\": 5", "\"replicas\": 6", "replicas: 6, not 5"},
        {"\"cpu\": \"100m\"", "\"cpu\": 2", "resources.requests.cpu: 2, not 100m"},
        {"  \"replicas\": 5,\n", "", "replicas: -, not 5"},
        {"\"replicas\": 5", "\"replicas\": null",
         "replicas: none, not 5 !only a type that ends in `?` takes none"},
        {"\"on\": true", "\"on\": false", "on: false, not true"},
    };
    CHECK_ROWS("stack app {\njson {\n" TREE "}\n}\n", "config/dev/app.json", rows);
}

static void values_of_variables(void **state) {
    (void)state;
    static const Row rows[] = {
        {"= 5", "= 6", "replicas: 6, not 5"},
        {"= \"30s\"", "= \"31s\"", "timeout: 31s, not 30s"},
        {"= \"web\"", "= <<EOT\nx\nEOT\n", "title: \"x\\n\", not \"web\""},
        {"[\"h1\", \"h2\"]", "[\"h1\"]", "hosts: [\"h1\"], not [\"h1\", \"h2\"]"},
        {"cpu = \"100m\"", "\"cpu\" : \"1\"", "resources.requests.cpu: 1, not 100m"},
        {"= true", "= var.x", "217: an expression stands here, and only literal values are read"},
    };
    CHECK_ROWS("stack app {\nterraform {\n" TREE "}\n}\n", "terraform/app/dev.tfvars", rows);
    static const Row json[] = {
        {"\"replicas\": 5", "\"replicas\": 6", "replicas: 6, not 5"},
        {"\"30s\"", "\"31s\"", "timeout: 31s, not 30s"},
    };
    CHECK_ROWS("stack app {\nemit terraform to \"x/${env}.tfvars.json\"\nterraform {\n" TREE
               "}\n}\n",
               "x/dev.tfvars.json", json);
}

#define TEXTS                                                                                      \
    "| dev | prod {\n"                                                                             \
    "scale pool.size: int(1..50) | 5 | 7\n"                                                        \
    "}\n"                                                                                          \
    "timeout: duration = 30s\n"                                                                    \
    "title = \"web\"\n"                                                                            \
    "on: bool = true\n"                                                                            \
    "level: enum(info, warn) = info\n"                                                             \
    "rollout debug: string? = none { prod = \"p\" }\n"

static void values_that_are_text(void **state) {
    (void)state;
    static const Row configmap[] = {
        {"pool.size: \"5\"", "pool.size: \"6\"", "pool.size: 6, not 5"},
        {"pool.size: \"5\"", "pool.size: \"99\"", "pool.size: 99, not 5 !99 is not in 1..50"},
        {"pool.size: \"5\"", "pool.size: \"x\"", "pool.size: \"x\", not 5 !\"x\" is a string"},
        {"pool.size: \"5\"", "pool.size: 6", "pool.size: 6, not 5"},
        {"\"web\"", "\"5\"", "title: \"5\", not \"web\""},
        {"\"true\"", "\"false\"", "on: false, not true"},
        {"\"info\"", "\"warn\"", "level: warn, not info"},
        {"\"info\"", "\"loud\"", "level: \"loud\", not info !\"loud\" is none of info and warn"},
        {"\"info\"", "\"info\"\n  debug: \"d\"", "debug: \"d\", not -"},
        {"\"info\"", "\"info\"\n  more: \"d\"", "data.more: \"d\", not - [plain] (hidden)"},
        {"name: app", "name: other", "metadata.name: \"other\", not \"app\" [plain]"},
        {"\ndata:", "\ndat:",
         "pool.size: -, not 5\ntimeout: -, not 30s\ntitle: -, not \"web\"\n"
         "on: -, not true\nlevel: -, not info\n"
         "dat: {\"pool.size\" = \"5\", timeout = \"30s\", title = \"web\", on = "
         "\"true\", level = \"info\"}, not - [plain] (hidden)"},
    };
    CHECK_ROWS("stack app {\nconfigmap {\n" TEXTS "}\n}\n", "manifests/dev/app-config.yaml",
               configmap);
    static const Row dotenv[] = {
        {"pool_size=5", "pool_size='6'", "pool.size: 6, not 5"},
        {"title=web", "export title=\"a b\"", "title: \"a b\", not \"web\""},
        {"title=web", "title=", "title: \"\", not \"web\""},
        {"title=web", "title=web\nMORE=1", "MORE: \"1\", not - [plain] (hidden)"},
        {"title=web", "title=$x", "125: readers disagree about what stands here without quotes"},
    };
    CHECK_ROWS("stack app {\ndotenv {\n" TEXTS "}\n}\n", "env/app.dev.env", dotenv);
}

#define STORE                                                                                      \
    "stack app {\nemit ssm to \"${env}.json\"\nemit ssm to \"${env}.txt\"\n"                       \
    "emit ssm to \"${env}.tfvars.json\"\nssm \"/${env}/${name}\" {\n" TEXTS                        \
    "zones = [\"a\", \"b\"]\nsecret token\n}\n}\n"

static void values_of_the_store(void **state) {
    (void)state;
    static const Row requests[] = {
        {"\"Value\": \"5\"", "\"Value\": \"6\"", "pool.size: 6, not 5"},
        {"\"Value\": \"a,b\"", "\"Value\": \"a,c\"", "zones: [\"a\", \"c\"], not [\"a\", \"b\"]"},
        {"\"Name\": \"/dev/title\"", "\"Name\": \"/dev/name\"",
         "title: -, not \"web\"\n[Name=\"/dev/name\"]: {Name = \"/dev/name\", Type = \"String\", "
         "Value = \"web\", Tier = \"Standard\", Overwrite = true}, not - [plain] (hidden)"},
        {"\"Type\": \"StringList\"", "\"Type\": \"String\"",
         "[Name=\"/dev/zones\"].Type: \"String\", not \"StringList\" [plain]"},
        {"\"Name\": \"/dev/title\"", "\"Name\": \"/dev/debug\"",
         "title: -, not \"web\"\n"
         "[Name=\"/dev/debug\"].Type: \"String\", not - [plain] (hidden)\n"
         "debug: \"web\", not -\n"
         "[Name=\"/dev/debug\"].Tier: \"Standard\", not - [plain] (hidden)\n"
         "[Name=\"/dev/debug\"].Overwrite: true, not - [plain] (hidden)"},
    };
    CHECK_ROWS(STORE, "dev.json", requests);
    static const Row variables[] = {
        {"\"value\": \"5\"", "\"value\": \"6\"", "pool.size: 6, not 5"},
        {"\"type\": \"StringList\"", "\"type\": \"String\"",
         "ssm_parameters.\"/dev/zones\".type: \"String\", not \"StringList\" [plain]"},
    };
    CHECK_ROWS(STORE, "dev.tfvars.json", variables);
    static const Row paths[] = {
        {"/dev/token\n", "", "/dev/token: -, not \"/dev/token\" [token]"},
        {"/dev/token\n", "/dev/token\n/dev/debug\n/x\n",
         "/dev/debug: \"/dev/debug\", not - [debug]\n\"/x\": none, not - [plain] (hidden)"},
    };
    CHECK_ROWS(STORE, "dev.txt", paths);
}

/* --- Lists of elements ---------------------------------------------------------------------- */

#define CHART(body) "stack app {\n  chart = \"oci://r.example/c\"\n  helm {\n" body "  }\n}\n"

#define ELEMENTS                                                                                   \
    "at extraEnv as list {\n"                                                                      \
    "LEVEL: enum(info, warn) = info\n"                                                             \
    "SIZE: int = 5\n"                                                                              \
    "rollout DEBUG: string? = none { prod = \"p\" }\n"                                             \
    "secret PASSWORD = \"app/password\"\n"                                                         \
    "secret TOKEN = \"/store/token\"\n"                                                            \
    "}\n"                                                                                          \
    "ports[id=http].port = 80\n"                                                                   \
    "ports[id=http].open = true\n"                                                                 \
    "volumes[data] = { size = 1 }\n"

static void elements_by_their_names(void **state) {
    (void)state;
    static const Row rows[] = {
        {"value: info", "value: warn", "extraEnv[LEVEL].value: warn, not info"},
        {"value: \"5\"", "value: \"6\"", "extraEnv[SIZE].value: 6, not 5"},
        {"value: \"5\"", "value: 6", "extraEnv[SIZE].value: 6, not 5"},
        {"    value: \"5\"\n", "", "extraEnv[SIZE].value: -, not 5"},
        {"  - name: SIZE\n    value: \"5\"\n", "", "extraEnv[SIZE].value: -, not 5"},
        {"- name: SIZE", "- name: WIDTH",
         "extraEnv[SIZE].value: -, not 5\n"
         "extraEnv[WIDTH]: {name = \"WIDTH\", value = \"5\"}, not - [plain] (hidden)"},
        {"- name: SIZE", "- name: DEBUG\n    value: d\n  - name: SIZE",
         "extraEnv[DEBUG].value: \"d\", not -"},
        {"- name: SIZE", "- name: LEVEL\n    value: warn\n  - name: SIZE",
         "extraEnv[1]: {name = \"LEVEL\", value = \"warn\"}, not - [plain] (hidden)"},
        {"- name: SIZE", "- value: warn\n  - 7\n  - name: SIZE",
         "extraEnv[1]: {value = \"warn\"}, not - [plain] (hidden)\n"
         "extraEnv[2]: 7, not - [plain] (hidden)"},
        {"  - name: LEVEL\n    value: info\n  - name: SIZE\n    value: \"5\"\n",
         "  - {value: '5', name: SIZE}\n  - {name: LEVEL, value: info}\n", ""},
        {"port: 80", "port: 81", "ports[id=http].port: 81, not 80"},
        {"port: 80", "port: 80\n    kind: x", "ports[id=http].kind: \"x\", not - [plain] (hidden)"},
        {"size: 1", "size: 2", "volumes[data]: {size = 2}, not {size = 1}"},
        {"- id: http", "- id: https",
         "ports[id=http].port: -, not 80\nports[id=http].open: -, not true\n"
         "ports[id=https]: {id = \"https\", port = 80, open = true}, not - [plain] (hidden)"},
    };
    CHECK_ROWS(CHART(ELEMENTS), "deploy/dev/app.yaml", rows);
}

/* --- What may not be shown ------------------------------------------------------------------ */

static void secrets_are_hidden(void **state) {
    (void)state;
    static const Row rows[] = {
        {"key: password", "key: other",
         "extraEnv[PASSWORD].value: {secretKeyRef = {name = \"app\", key = \"other\"}}, not "
         "\"app/password\" (hidden)"},
        {"    valueFrom:\n      secretKeyRef:\n        name: app\n        key: password\n",
         "    value: hunter2\n",
         "extraEnv[PASSWORD].value: -, not \"app/password\" (hidden)\n"
         "extraEnv[PASSWORD].value: \"hunter2\", not - [plain] (hidden)"},
        {"value: /store/token", "value: hunter2",
         "extraEnv[TOKEN].value: \"hunter2\", not \"/store/token\" (hidden)"},
    };
    CHECK_ROWS(CHART(ELEMENTS), "deploy/dev/app.yaml", rows);
    static const Row sensitive[] = {
        {"key: k1", "key: k2", "key: \"k2\", not \"k1\" (hidden)"},
        {"copy: k1", "copy: k2", "copy: \"k2\", not \"k1\" (hidden)"},
        {"free: f", "free: AKIAIOSFODNN7EXAMPLE",
         "free: \"AKIAIOSFODNN7EXAMPLE\", not \"f\" (hidden)"},
        {"free: f", "free: f\nfreer: g", "freer: \"g\", not - [plain] (hidden)"},
    };
    CHECK_ROWS(
        "stack app {\nyaml {\n@sensitive\nkey = \"k1\"\ncopy = yaml.key\nfree = \"f\"\n}\n}\n",
        "config/dev/app.yaml", sensitive);
}

/* --- What no parameter says ----------------------------------------------------------------- */

static void releases_and_indexes(void **state) {
    (void)state;
    static const char program[] =
        "service app {\n  image = \"r.example/app:v1@sha256:"
        "1111111111111111111111111111111111111111111111111111111111111111\"\n"
        "  emit index to \"${env}.app.json\"\n}\n";
    static const Row release[] = {
        {"sha256:1111", "sha256:2222",
         "image.digest: \"sha256:2222111111111111111111111111111111111111111111111111111111111111\""
         ", not \"sha256:1111111111111111111111111111111111111111111111111111111111111111\" "
         "[plain]"},
        {"image:", "replicas: 3\nimage:", "replicas: 3, not - [plain] (hidden)"},
        {"image:", "images:",
         "image: -, not {repository = \"r.example/app\", digest = "
         "\"sha256:1111111111111111111111111111111111111111111111111111111111111111\"} [plain]\n"
         "images: {repository = \"r.example/app\", digest = "
         "\"sha256:1111111111111111111111111111111111111111111111111111111111111111\"}, not - "
         "[plain] (hidden)"},
    };
    CHECK_ROWS(program, "deploy/dev/app.release.yaml", release);
    static const Row index[] = {
        {"\"class\": \"nonproduction\"", "\"class\": \"production\"",
         "environment.class: \"production\", not \"nonproduction\" [plain]"},
        {"\"kind\": \"service\"", "\"kind\": null", "kind: none, not \"service\" [plain]"},
        {"\"deploy/dev/app.release.yaml\"", "\"x\"",
         "values: [\"x\"], not [\"deploy/dev/app.release.yaml\"] [plain]"},
    };
    CHECK_ROWS(program, "dev.app.json", index);
}

/* --- Shapes that are others ----------------------------------------------------------------- */

static void other_shapes(void **state) {
    (void)state;
    static const Row rows[] = {
        {"a:\n  b: 1\n  c: 2\n", "a: x\n",
         "a.b: -, not 1\na.c: -, not 2\na: \"x\", not - [plain] (hidden)"},
        {"a:\n  b: 1\n  c: 2\n", "", "a.b: -, not 1\na.c: -, not 2"},
        {"a:\n  b: 1\n  c: 2\n", "a:\n",
         "a.b: -, not 1\na.c: -, not 2\na: none, not - [plain] (hidden)"},
        {"a:\n  b: 1\n", "a:\n  b: 1\n  \"d e\\\".f\":\n    g: 1\n",
         "a.\"d e\\\".f\": {g = 1}, not - [plain] (hidden)"},
        {"l:\n  - name: x\n    v: 1\n", "l: {name: x}\n",
         "l[x].v: -, not 1\nl: {name = \"x\"}, not - [plain] (hidden)"},
        {"a:\n  b: 1\n  c: 2\n", "x: 1\nx: 2\n", "100: the key `x` stands here twice"},
    };
    CHECK_ROWS("stack app {\nyaml {\na.b = 1\na.c = 2\nl[x].v = 1\n}\n}\n", "config/dev/app.yaml",
               rows);
}

static void files_that_hold_something_else(void **state) {
    (void)state;

    static const struct {
        const char *there, *expected;
    } rows[] = {
        {"", "0: the file holds nothing"},
        {"# nothing\n", "0: the file holds nothing"},
        {"x\n", "0: the file holds one text, and no keys"},
        {"- 1\n", "0: the file holds a list, and no keys"},
        {"a: [\n", "5: did not find expected node content while parsing a flow node"},
        {"a: \xFF\n", "3: the file is not UTF-8 here"},
        {"{}\n", "a: -, not 1"},
    };

    Emission emission;
    emit_text(&emission,
              "stack app {\nyaml {\na = 1\n}\nemit json to \"${env}.json\"\njson {\na = 1\n}\n}\n");
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_text(differences_of(&emission, "config/dev/app.yaml", text_of(rows[i].there)),
                    rows[i].expected);
    assert_text(differences_of(&emission, "dev.json", TEXT("")), "0: a value is expected here");
    assert_text(differences_of(&emission, "dev.json", TEXT("[]")),
                "0: the file holds a list, and no keys");
    emission_close(&emission);
}

/* Keys that somebody else wrote may be of any number and length. */
static void many_keys_are_counted(void **state) {
    (void)state;
    Emission emission;
    Problem problem;
    Differences found = {0};
    Writer there;
    emit_text(&emission, "stack app {\njson {\na = 1\n}\n}\n");
    writer_open(&there, &emission.arena, SIZE_MAX);
    writer_string(&there, "{\"a\": 2");
    for (int i = 0; i < 5000; i++)
        writer_format(&there, ", \"key-%d\": {}", i);
    writer_format(&there, ", \"%0100000d\": 1}", 7);
    assert_true(emit_differences(&emission.arena, emission.plan,
                                 output_of(&emission, "config/dev/app.json"), writer_done(&there),
                                 &found, &problem));
    assert_int_equal(found.count, LIMIT_FINDINGS);
    assert_int_equal(found.dropped, 5002 - LIMIT_FINDINGS);
    assert_ptr_equal(found.items[0].param, matrix_model(emission.matrix)->params[0]);
    emission_close(&emission);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_yaml),        cmocka_unit_test(values_of_json),
        cmocka_unit_test(values_of_variables),   cmocka_unit_test(values_that_are_text),
        cmocka_unit_test(values_of_the_store),   cmocka_unit_test(elements_by_their_names),
        cmocka_unit_test(secrets_are_hidden),    cmocka_unit_test(releases_and_indexes),
        cmocka_unit_test(other_shapes),          cmocka_unit_test(files_that_hold_something_else),
        cmocka_unit_test(many_keys_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
