/* test_param.c - parameters: how tables, groups and profiles become one list, and the mistakes about paths. */
#include "unit/check/check_unit.h"

/* clang-format off */
/* Paths that are stated twice or disagree. */
static const Case paths[] = {
    {"stack a {\n"
     "  json {\n"
     "    x = 1\n"
     "    x = 2\n"
     "  }\n"
     "}\n",
     "N0025 9:5 `x` `x` is stated twice\n"
     "  about a json.x\n"
     "  at 8:5 `x` first here\n"},
    {"stack a {\n"
     "  json {\n"
     "    at x {\n"
     "      y = 1\n"
     "    }\n"
     "    x.\"y\" = 2\n"
     "  }\n"
     "}\n",
     "N0025 11:5 `x.\"y\"` `x.y` is stated twice\n"
     "  about a json.x.y\n"
     "  at 9:7 `y` first here\n"},
    {"stack a {\n"
     "  json {\n"
     "    at env as list {\n"
     "      A = 1\n"
     "    }\n"
     "    env[A].value = 2\n"
     "  }\n"
     "}\n",
     "N0025 11:5 `env[A].value` `env[A].value` is stated twice\n"
     "  about a json.env[A].value\n"
     "  at 9:7 `A` first here\n"},
    {"stack a {\n"
     "  json {\n"
     "    x = 1\n"
     "    x.y = 2\n"
     "  }\n"
     "}\n",
     "N0026 9:5 `x.y` `x.y` lies below `x`, which is a value\n"
     "  about a json.x.y\n"
     "  at 8:5 `x` `x` is stated here\n"},
    {"stack a {\n"
     "  json {\n"
     "    x.y.z = 1\n"
     "    x = 2\n"
     "    x.y = 2\n"
     "  }\n"
     "}\n",
     "N0026 9:5 `x` `x` is a value, and `x.y.z` lies below it\n"
     "  about a json.x\n"
     "  at 8:5 `x.y.z` `x.y.z` is stated here\n"
     "N0026 10:5 `x.y` `x.y` is a value, and `x.y.z` lies below it\n"
     "  about a json.x.y\n"
     "  at 8:5 `x.y.z` `x.y.z` is stated here\n"},
    {"stack a {\n"
     "  json {\n"
     "    x = []\n"
     "    x[a].b = 2\n"
     "  }\n"
     "}\n",
     "N0026 9:5 `x[a].b` the list `x` is written by its elements and whole\n"
     "  about a json.x[a].b\n"
     "  at 8:5 `x` `x` is stated here\n"},
    {"stack a {\n"
     "  json {\n"
     "    x[a].b = 2\n"
     "    x = []\n"
     "  }\n"
     "}\n",
     "N0026 9:5 `x` the list `x` is written by its elements and whole\n"
     "  about a json.x\n"
     "  at 8:5 `x[a].b` `x[a].b` is stated here\n"},
    {"stack a {\n"
     "  json {\n"
     "    r.x[a].b = 2\n"
     "    r.x.a = 1\n"
     "  }\n"
     "}\n",
     "N0026 9:5 `r.x.a` `r.x` is written as a list and as a map\n"
     "  about a json.r.x.a\n"
     "  at 8:5 `r.x[a].b` `r.x[a].b` is stated here\n"},
    {"stack a {\n"
     "  json {\n"
     "    x[a].b = 2\n"
     "    x[id=b].b = 1\n"
     "    x[b].b = 1\n"
     "  }\n"
     "}\n",
     "N0026 9:5 `x[id=b].b` the elements of `x` are known by different keys\n"
     "  about a json.x[id=b].b\n"
     "  at 8:5 `x[a].b` `x[a].b` is stated here\n"},
    {"stack a {\n"
     "  json {\n"
     "    at x as map {\n"
     "      A.B = 1\n"
     "    }\n"
     "    at y as list {\n"
     "      at z {\n"
     "        A = 1\n"
     "      }\n"
     "    }\n"
     "  }\n"
     "}\n",
     "N0027 9:7 `A.B` `A.B` is not one name, as an entry of `as map` is\n"
     "  about a \n"
     "  help: put a name that has dots in quotes, or write the path outside\n"
     "N0027 12:10 `z` a group stands inside `as list`\n"
     "  about a \n"},
    {"stack a {\n"
     "  json {\n"
     "    \"a-${env}\".b = 1\n"
     "    \"a-${env}\".c = 1\n"
     "    \"a-${env}\".b = 2\n"
     "  }\n"
     "  yaml {\n"
     "    \"a-${env}\".b = 1\n"
     "  }\n"
     "}\n",
     "N0025 10:5 `\"a-${env}\".b` `\"a-${env}\".b` is stated twice\n"
     "  about a json.\"a-${env}\".b\n"
     "  at 8:5 `\"a-${env}\".b` first here\n"},
    {"stack a {\n"
     "  ssm \"/a/${name}\" {\n"
     "    x = 1\n"
     "  }\n"
     "  ssm \"/b/${name}\" {\n"
     "    x = 1\n"
     "  }\n"
     "}\n",
     "N0025 11:5 `x` `x` is stated twice\n"
     "  about a ssm.x\n"
     "  at 8:5 `x` first here\n"},
    {"profile p {\n"
     "  json {\n"
     "    x = 1\n"
     "    x = 2\n"
     "    y = 1\n"
     "    y.z = 2\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "}\n"
     "stack b uses p {\n"
     "}\n",
     "N0025 9:5 `x` `x` is stated twice\n"
     "  about  json.x\n"
     "  at 8:5 `x` first here\n"
     "N0026 11:5 `y.z` `y.z` lies below `y`, which is a value\n"
     "  about  json.y.z\n"
     "  at 10:5 `y` `y` is stated here\n"},
};

/* What a unit may not change of its profile, and two profiles that state one thing. */
static const Case restated[] = {
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    tuning x = 2\n"
     "  }\n"
     "}\n",
     "N0028 18:5 `tuning` `x` is restated with the category `tuning`\n"
     "  about a json.x\n"
     "  at 8:5 `scale` `scale` in the profile\n"
     "  help: leave the category out: the profile's holds\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    scale y = 2\n"
     "  }\n"
     "}\n",
     "N0028 18:5 `scale` `y` is restated with the category `scale`\n"
     "  about a json.y\n"
     "  at 9:5 `y` stated in the profile without a category\n"
     "  help: put the category in the profile\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    tuning | dev {\n"
     "      x | 3\n"
     "    }\n"
     "  }\n"
     "}\n",
     "N0028 18:5 `tuning` `x` is restated with the category `tuning`\n"
     "  about a json.x\n"
     "  at 8:5 `scale` `scale` in the profile\n"
     "  help: leave the category out: the profile's holds\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    s = 2\n"
     "    secret y = \"/y\"\n"
     "  }\n"
     "}\n",
     "N0028 18:5 `s` the secret `s` is restated as a value\n"
     "  about a json.s\n"
     "  at 10:12 `s` stated in the profile here\n"
     "N0028 19:12 `y` the value `y` is restated as a secret\n"
     "  about a json.y\n"
     "  at 9:5 `y` stated in the profile here\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    x: int(1..20) = 2\n"
     "  }\n"
     "}\n",
     "T0005 18:8 `int(1..20)` `int(1..20)` is not narrower than `int(1..9)`\n"
     "  about a json.x\n"
     "  at 8:14 `int(1..9)` the type in the profile\n"
     "  help: leave the type out: the profile's holds\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  ssm \"/b/${name}\" {\n"
     "    k = 2\n"
     "  }\n"
     "}\n",
     "N0028 18:5 `k` `k` is restated under another name template\n"
     "  about a ssm.k\n"
     "  at 13:5 `k` stated in the profile here\n"
     "  help: restate it in an `ssm` block with the profile's name template\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    y.z = 2\n"
     "  }\n"
     "}\n",
     "N0026 18:5 `y.z` `y.z` lies below `y`, which is a value\n"
     "  about a json.y.z\n"
     "  at 9:5 `y` `y` is stated here\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    x = 2\n"
     "    x = 3\n"
     "  }\n"
     "}\n",
     "N0025 19:5 `x` `x` is stated twice\n"
     "  about a json.x\n"
     "  at 18:5 `x` first here\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "profile q {\n"
     "  json {\n"
     "    y = 1\n"
     "    x.z = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p, q {\n"
     "}\n",
     "N0023 22:17 `q` `y` is stated by two profiles, `p` and `q`\n"
     "  about a json.y\n"
     "  at 9:5 `y` in `p`\n"
     "  at 18:5 `y` in `q`\n"
     "N0026 22:17 `q` `x.z` lies below `x`, which is a value\n"
     "  about a json.x.z\n"
     "  at 8:11 `x` `x` is stated here\n"
     "  at 19:5 `x.z` `x.z` is stated here\n"},
    {"profile p {\n"
     "  json {\n"
     "    scale x: int(1..9) = 1 { dev = 2 }\n"
     "    y = 1\n"
     "    secret s = \"/x\"\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 1\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    scale x: int(2..3) ascending = 2 { prod = 3 }\n"
     "    secret s { rotate = 30d }\n"
     "  }\n"
     "  ssm \"/a/${name}\" {\n"
     "    k = 2\n"
     "  }\n"
     "}\n",
     ""},
};

/* Secrets. */
static const Case secrets[] = {
    {"stack a {\n"
     "  json {\n"
     "    secret x\n"
     "  }\n"
     "}\n",
     "N0029 8:12 `x` the secret `x` does not say where it is\n"
     "  about a json.x\n"
     "  help: say where it is: `secret x = \"/path/in/the/store\"`\n"},
    {"stack a {\n"
     "  dotenv {\n"
     "    secret x = \"/x\"\n"
     "  }\n"
     "  configmap {\n"
     "    secret x = \"/x\"\n"
     "  }\n"
     "}\n",
     "N0029 8:12 `x` a secret stands in `dotenv`\n"
     "  about a dotenv.x\n"
     "  help: keep it in `ssm`, or refer to it from `helm`\n"
     "N0029 11:12 `x` a secret stands in `configmap`\n"
     "  about a configmap.x\n"
     "  help: keep it in `ssm`, or refer to it from `helm`\n"},
    {"stack a {\n"
     "  ssm \"/a/${name}\" {\n"
     "    secret x = \"/x\"\n"
     "    secret y\n"
     "  }\n"
     "}\n",
     "N0029 8:16 `\"/x\"` the secret `x` states a path in `ssm`\n"
     "  about a ssm.x\n"
     "  help: leave it out: the name template of the block gives the path\n"},
    {"stack a {\n"
     "  json {\n"
     "    secret x = \"/x\" { rotat = 30d, owner = \"a\", owner = \"b\" }\n"
     "  }\n"
     "}\n",
     "N0013 8:23 `rotat` `rotat` is not an attribute of secrets\n"
     "  about a json.x\n"
     "  help: a similar name exists: `rotate`\n"
     "  maybe: rotate\n"
     "N0014 8:49 `owner` `owner` is stated twice\n"
     "  about a json.x\n"
     "  at 8:36 `owner` first here\n"},
    {"profile p {\n"
     "  json {\n"
     "    secret x\n"
     "  }\n"
     "}\n"
     "stack a uses p {\n"
     "  json {\n"
     "    secret x = \"/x\"\n"
     "  }\n"
     "}\n",
     "N0029 8:12 `x` the secret `x` does not say where it is\n"
     "  about  json.x\n"
     "  help: say where it is: `secret x = \"/path/in/the/store\"`\n"},
};

/* Categories and laws of rows. */
static const Case categories[] = {
    {"stack a {\n"
     "  json {\n"
     "    scael x: int = 1 { dev = 2 }\n"
     "    scael | dev | prod {\n"
     "      y: int | 1 | 2\n"
     "    }\n"
     "  }\n"
     "}\n",
     "N0024 8:5 `scael` `scael` is not a category\n"
     "  about a json.x\n"
     "  help: a similar name exists: `scale`\n"
     "  maybe: scale\n"
     "N0024 9:5 `scael` `scael` is not a category\n"
     "  about a \n"
     "  help: a similar name exists: `scale`\n"
     "  maybe: scale\n"},
    {"stack a {\n"
     "  json {\n"
     "    scale x: string ascending = \"a\"\n"
     "    scale y: int distinct = 1\n"
     "    scale z: string disjoint = \"a\"\n"
     "  }\n"
     "}\n",
     "T0006 8:21 `ascending` the law `ascending` does not fit the type `string`\n"
     "  about a json.x\n"
     "  help: it is for numbers, quantities, durations, percents, `bool` (`false` is less) and enums in their order\n"
     "T0006 9:18 `distinct` the law `distinct` does not fit the type `int`\n"
     "  about a json.y\n"
     "  help: it is for text but no enums, addresses and networks (by overlap) and lists of them (item by item)\n"
     "T0006 10:21 `disjoint` the law `disjoint` does not fit the type `string`\n"
     "  about a json.z\n"
     "  help: it is for `cidr` and lists of it\n"},
    {"stack a {\n"
     "  json {\n"
     "    scale x: int ascending ascending descending = 1\n"
     "  }\n"
     "}\n",
     "N0035 8:28 `ascending` the law `ascending` is stated twice\n"
     "  about a json.x\n"
     "N0035 8:38 `descending` `ascending` and `descending` are stated together\n"
     "  about a json.x\n"
     "  help: keep one of them\n"},
    {"stack a {\n"
     "  json {\n"
     "    identity x: list(cidr) disjoint apart distinct equal = []\n"
     "    scale y: any ascending = 1\n"
     "  }\n"
     "}\n",
     ""},
};

/* clang-format on */

static void test_found_paths(void **state) {
    (void)state;
    RUN(paths);
}

static void test_found_restated(void **state) {
    (void)state;
    RUN(restated);
}

static void test_found_secrets(void **state) {
    (void)state;
    RUN(secrets);
}

static void test_found_categories(void **state) {
    (void)state;
    RUN(categories);
}

/* One line a parameter: its path, then what is known about it. */
static Text list_params(Fixture *fixture, const Model *model) {
    Writer out;
    writer_open(&out, &fixture->arena, SIZE_MAX);
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        assert_int_equal(param->index, i);
        writer_format(&out, "%.*s.%.*s", TEXT_ARGS(param->unit->name->text),
                      TEXT_ARGS(param_reference(&fixture->arena, param)));
        if (param->type != NULL) writer_format(&out, ": %.*s", TEXT_ARGS(param->type->text));
        if (param->category != NULL)
            writer_format(&out, " %s%.*s", param->category_is_of_table ? "|" : "",
                          TEXT_ARGS(param->category->name->text));
        writer_format(&out, "%s%s%s%s\n", param->is_text ? " text" : "",
                      param->is_list_entry ? " entry" : "", param->own != NULL ? " own" : "",
                      param->inherited != NULL ? " inherited" : "");
        assert_ptr_equal(model_param(model, param->unit, param->sink->kind, param->path->text),
                         param);
    }
    return writer_done(&out);
}

static void test_flattening(void **state) {
    Fixture *fixture = *state;
    const Model *model = check_clean(
        fixture, PRELUDE
        "stack a {\n  json {\n    plain = 1\n    scale | dev | prod {\n"
        "      rows.one: int(1..5) | 1 | 2\n      tuning rows.two | 1 | 2\n    }\n"
        "    at group.inner {\n      x = 1\n      at deeper {\n        \"a.b\" = 1\n      }\n"
        "      | dev {\n        y | 1\n      }\n    }\n"
        "    at env as map {\n      NAME = 1\n    }\n"
        "    at list[k].env as list {\n      NAME: int = 1\n      \"odd.name\" = 1\n"
        "      secret PASSWORD = \"x/y\"\n    }\n  }\n"
        "  dotenv {\n    NAME = 1\n  }\n  ssm \"/a/${name}\" {\n    secret key\n  }\n}\n");
    assert_text(list_params(fixture, model),
                "a.json.plain own\n"
                "a.json.rows.one: int(1..5) |scale own\n"
                "a.json.rows.two tuning own\n"
                "a.json.group.inner.x own\n"
                "a.json.group.inner.deeper.\"a.b\" own\n"
                "a.json.group.inner.y own\n"
                "a.json.env.NAME text own\n"
                "a.json.list[k].env[NAME].value: int text entry own\n"
                "a.json.list[k].env[\"odd.name\"].value text entry own\n"
                "a.json.list[k].env[PASSWORD].value: secret text entry own\n"
                "a.dotenv.NAME text own\n"
                "a.ssm.key: secret text own\n");
}

static void test_segments(void **state) {
    const Model *model =
        check_clean(*state, PRELUDE "stack a {\n  json {\n    at x[k] {\n      at env as list {\n"
                                    "        \"N-${env}\" = 1\n      }\n    }\n  }\n}\n");
    const Param *param = model->params[0];

    static const struct {
        SegmentKind kind;
        const char *text;
        const char *id;
    } segments[] = {{SEGMENT_WORD, "x", ""},
                    {SEGMENT_KEY, "k", "name"},
                    {SEGMENT_WORD, "env", ""},
                    {SEGMENT_KEY, "N-${env}", "name"},
                    {SEGMENT_WORD, "value", ""}};

    assert_int_equal(param->path->count, COUNT(segments));
    for (size_t i = 0; i < COUNT(segments); i++) {
        assert_int_equal(param->path->items[i].kind, segments[i].kind);
        assert_text(param->path->items[i].text, segments[i].text);
        if (segments[i].kind == SEGMENT_KEY) assert_text(param->path->items[i].id, segments[i].id);
    }
    assert_non_null(param->path->items[3].string);
}

/* A profile's parameters come first; what the unit restates keeps its place and its documentation. */
static void test_merging(void **state) {
    Fixture *fixture = *state;
    const Model *model = check_clean(
        fixture, PRELUDE
        "profile p {\n  json {\n    # From the profile.\n    scale x: int(1..9) = 1 { dev = 2 }\n"
        "    y = 1\n  }\n}\nprofile q {\n  yaml {\n    z = 1\n  }\n  json {\n    z = 1\n  }\n}\n"
        "stack a uses p, q {\n  dotenv {\n    N = 1\n  }\n  json {\n    first = 1\n    y = 2\n"
        "    # Of the unit.\n    x: int(2..5) descending = 2 { prod = 3 }\n  }\n}\n"
        "stack b uses p {\n}\n");
    assert_text(list_params(fixture, model), "a.json.x: int(2..5) scale own inherited\n"
                                             "a.json.y own inherited\n"
                                             "a.json.z inherited\n"
                                             "a.json.first own\n"
                                             "a.yaml.z inherited\n"
                                             "a.dotenv.N text own\n"
                                             "b.json.x: int(1..9) scale inherited\n"
                                             "b.json.y inherited\n");
    const Param *x = param_of(model, "a", SINK_JSON, "x");
    assert_text(param_doc(x), "From the profile.");
    assert_int_equal(x->laws, 1u << LAW_DESCENDING);
    assert_int_equal(x->row_laws, 1u << LAW_DESCENDING);
    assert_text(sources_text(&fixture->sources, param_law_span(x)), "descending");
    assert_int_equal(x->type->constraint_count, 2);
    assert_text(sources_text(&fixture->sources, param_type_span(x)), "int(2..5)");
    assert_ptr_equal(x->own->owner, x->unit->declaration);
    assert_ptr_equal(x->inherited->owner, x->unit->profiles[0]);
    assert_int_equal(x->span.start, statement_span(x->own).start);
    const Param *inherited = param_of(model, "b", SINK_JSON, "x");
    assert_int_equal(inherited->laws, 1u << LAW_ASCENDING);
    assert_int_equal(inherited->row_laws, 0);
    assert_null(inherited->own);
    assert_ptr_equal(inherited->inherited, x->inherited);
}

/* What is wrong leaves a model in which nothing else is. */
static void test_leftovers(void **state) {
    Fixture *fixture = *state;
    const Model *model =
        check(fixture, PRELUDE
              "stack a {\n  json {\n    scael x: strng = 1\n    x = 2\n    y = 1\n    y.z = 1\n"
              "    scale | dev | prdo {\n      w | 1 | 2\n    }\n  }\n}\n");
    assert_int_equal(fixture->report.items.count, 5);
    const Param *x = param_of(model, "a", SINK_JSON, "x");
    assert_int_equal(x->type->base, BASE_ERROR);
    assert_true(x->category->is_unknown);
    assert_int_equal(x->laws, 0);
    assert_int_equal(model->param_count, 4);
    Origin origin;
    const Param *w = param_of(model, "a", SINK_JSON, "w");
    assert_true(param_origin(model, w, 1, &origin));
    assert_int_equal(origin.value->kind, EXPRESSION_MISSING);
}

static void test_secret(void **state) {
    const Model *model =
        check_clean(*state, PRELUDE
                    "profile p {\n  json {\n    secret s = \"/p\" { doc = \"The key.\" }\n  }\n}\n"
                    "stack a uses p {\n  json {\n    secret s { rotate = 30d }\n  }\n}\n"
                    "stack b uses p {\n  json {\n    secret s = \"/b\"\n  }\n}\n");
    const Param *a = param_of(model, "a", SINK_JSON, "s");
    const Param *b = param_of(model, "b", SINK_JSON, "s");
    assert_true(a->is_secret);
    assert_int_equal(a->type->base, BASE_SECRET);
    assert_text(param_doc(a), "The key.");
    assert_text(param_store(a)->as.text, "/p");
    assert_text(param_store(b)->as.text, "/b");
    Origin origin;
    assert_true(param_origin(model, a, 0, &origin));
    assert_null(origin.value);
    assert_ptr_equal(origin.statement, a->own);
}

/* Many paths in one sink, found by name, and none that is not there. */
static void test_many(void **state) {
    enum { MANY = 3000 };

    Fixture *fixture = *state;
    Writer program;
    writer_open(&program, &fixture->arena, SIZE_MAX);
    writer_string(&program, PRELUDE "stack a {\n  json {\n");
    for (int i = 0; i < MANY; i++)
        writer_format(&program, "    g%d.p%d = %d\n", i % 7, i, i);
    writer_string(&program, "  }\n}\n");
    const Model *model = check_text_of(fixture, writer_done(&program));
    assert_text(findings(fixture), "");
    assert_int_equal(model->param_count, MANY);
    for (int i = 0; i < MANY; i++) {
        Text path = text_format(&fixture->arena, "g%d.p%d", i % 7, i);
        const Param *param = model_param(model, model->units[0], SINK_JSON, path);
        assert_non_null(param);
        assert_int_equal(param->index, i);
    }
    assert_null(model_param(model, model->units[0], SINK_JSON, TEXT("g0.p1")));
    assert_null(model_param(model, model->units[0], SINK_YAML, TEXT("g0.p0")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_paths),
        cmocka_unit_test(test_found_restated),
        cmocka_unit_test(test_found_secrets),
        cmocka_unit_test(test_found_categories),
        fixture_test(test_flattening),
        fixture_test(test_segments),
        fixture_test(test_merging),
        fixture_test(test_leftovers),
        fixture_test(test_secret),
        fixture_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
