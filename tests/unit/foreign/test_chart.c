/* test_chart.c - which keys a chart knows, by its schema, its values and its dependencies. */
#include "unit/unit.h"

#include "foreign/foreign.h"

typedef struct Chart {
    Arena arena;
    ChartKeys keys;
    Problem problem;
    Text problem_file;
} Chart;

/* NULL stands for a file that is not there. */
static Text file_of(const char *text) {
    return text == NULL ? (Text){NULL, 0} : text_of(text);
}

static void open_chart(Chart *chart, const char *schema, const char *values, const char *facts) {
    arena_open(&chart->arena, &memory_standard);
    ChartTexts texts = {file_of(schema), file_of(values), file_of(facts)};
    chart_keys_read(&chart->arena, &texts, &chart->keys, &chart->problem, &chart->problem_file);
}

/* Steps from a text: `a.b` are keys, `a.#.b` goes through an item. */
static size_t steps_of(const char *path, ChartStep steps[16]) {
    Text text = text_of(path);
    size_t count = 0;
    for (size_t start = 0; start <= text.length; count++) {
        size_t end = text_find(text, TEXT("."), start);
        if (end == SIZE_MAX) end = text.length;
        Text key = text_slice(text, start, end);
        steps[count] = (ChartStep){.key = key, .is_item = text_equal(key, TEXT("#"))};
        start = end + 1;
    }
    return count;
}

/* "known", or the step that is not and the keys beside it: `1: a, b`. */
static Text answer(Chart *chart, const char *path) {
    ChartStep steps[16];
    size_t count = steps_of(path, steps), unknown = 99;
    KeyList candidates = {0};
    if (chart_knows(&chart->arena, &chart->keys, steps, count, &unknown, &candidates)) {
        return TEXT("known");
    }
    Text list = text_join(&chart->arena, candidates.items, candidates.count, TEXT(", "));
    return text_format(&chart->arena, "%zu: %.*s", unknown, TEXT_ARGS(list));
}

typedef struct Question {
    const char *path;
    const char *answer;
} Question;

static void ask(Chart *chart, const Question *questions, size_t count) {
    assert_text(chart->problem.what, "");
    for (size_t i = 0; i < count; i++) {
        Text actual = answer(chart, questions[i].path);
        if (!text_equal(actual, text_of(questions[i].answer))) {
            print_error("asked: %s\n", questions[i].path);
        }
        assert_text(actual, questions[i].answer);
    }
    arena_close(&chart->arena);
}

static void knows_what_the_values_have(void **state) {
    (void)state;
    Chart chart;
    open_chart(
        &chart, NULL,
        "replicas: 1\nimage:\n  tag: x\nannotations: {}\nenv: []\naffinity: null\nlist: [1]\n"
        "text: ''\n",
        NULL);
    static const Question questions[] = {
        {"replicas", "known"},
        {"replica", "0: replicas, image, annotations, env, affinity, list, text"},
        {"image.tag", "known"},
        {"image.tagg", "1: tag"},
        {"image.tag.x", "2: "},
        {"image.#", "1: "},
        {"replicas.x", "1: "},
        {"text.x", "1: "},
        {"annotations.a.b", "known"},
        {"env.#.value", "known"},
        {"affinity.x", "known"},
        {"list.#.x", "known"},
        {"global.x", "known"},
        {"tags", "0: replicas, image, annotations, env, affinity, list, text"},
    };
    ask(&chart, questions, COUNT(questions));
}

static void knows_all_without_files(void **state) {
    (void)state;
    Chart chart;
    open_chart(&chart, NULL, NULL, "name: x\n");
    assert_true(chart.keys.is_open);
    static const Question questions[] = {{"a.b", "known"}};
    ask(&chart, questions, COUNT(questions));
    open_chart(&chart, NULL, "", NULL);
    assert_false(chart.keys.is_open);
    ask(&chart, questions, COUNT(questions));
    open_chart(&chart, NULL, "{}", NULL);
    ask(&chart, questions, COUNT(questions));
}

static void knows_dependencies(void **state) {
    (void)state;
    Chart chart;
    open_chart(&chart, NULL, "a: 1\n",
               "dependencies:\n- name: redis\n  alias: cache\n- name: common\n- {}\n- 3\n");
    assert_int_equal(chart.keys.dependency_count, 2);
    static const Question questions[] = {
        {"cache.x", "known"}, {"common.y.z", "known"}, {"redis.x", "0: a, cache, common"},
        {"tags.x", "known"},  {"global", "known"},
    };
    ask(&chart, questions, COUNT(questions));
}

static void knows_what_the_schema_names(void **state) {
    (void)state;
    Chart chart;
    open_chart(
        &chart,
        "{\"type\": \"object\", \"properties\": {"
        "\"closed\": {\"properties\": {\"a\": {}}, \"additionalProperties\": false},"
        "\"lax\": {\"properties\": {\"a\": {}}, \"additionalProperties\": true},"
        "\"typed\": {\"properties\": {\"a\": {\"properties\": {\"b\": {}}}}, "
        "\"additionalProperties\": {\"type\": \"string\"}},"
        "\"pattern\": {\"patternProperties\": {\"^x\": {}}},"
        "\"any\": {}, \"yes\": true, \"no\": false, \"object\": {\"type\": \"object\"},"
        "\"empty\": {\"additionalProperties\": false},"
        "\"maybe\": {\"type\": [\"object\", \"null\"]},"
        "\"text\": {\"type\": \"string\"}, \"texts\": {\"type\": [\"string\", \"null\"]},"
        "\"list\": {\"type\": \"array\", \"items\": {\"properties\": {\"v\": {}}}},"
        "\"tuple\": {\"items\": [{\"properties\": {\"v\": {}}}, {\"properties\": {\"w\": {}}}]},"
        "\"bare\": {\"type\": \"array\"}}}",
        "own: {x: {}}\n", NULL);
    static const Question questions[] = {
        {"closed.a", "known"},
        {"closed.b", "1: a"},
        {"lax.b", "1: a"},
        {"typed.z.y", "known"},
        {"typed.a.b", "known"},
        {"typed.a.c", "2: b"},
        {"pattern.y", "known"},
        {"any.x.y", "known"},
        {"yes.x", "known"},
        {"object.x.y", "known"},
        {"empty.x", "1: "},
        {"maybe.x", "known"},
        {"text.x", "1: "},
        {"texts.x", "1: "},
        {"list.#.v", "known"},
        {"list.#.u", "2: v"},
        {"tuple.#.w", "known"},
        {"tuple.#.u", "2: v, w"},
        {"bare.#.x", "known"},
        {"text.#", "1: "},
        {"any.#.x", "known"},
        {"own.x.anything", "known"},
        {"own.y", "1: x"},
        {"nothing", "0: closed, lax, typed, pattern, any, yes, no, object, empty, maybe, text, "
                    "texts, list, tuple, bare, own"},
    };
    ask(&chart, questions, COUNT(questions));
}

static void knows_by_name_what_only_the_values_have(void **state) {
    (void)state;
    Chart chart;
    open_chart(
        &chart,
        "{\"properties\": {\"a\": {\"properties\": {\"b\": {}}}, \"r\": {\"properties\": {\"l\": "
        "{}}}}}",
        "a: {c: {d: 1}}\nr: {}\n", NULL);
    static const Question questions[] = {
        {"a.b", "known"},   {"a.c.d", "known"}, {"a.c.e", "2: d"},
        {"a.e", "1: b, c"}, {"r.l", "known"},   {"r.m", "1: l"},
    };
    ask(&chart, questions, COUNT(questions));
}

static void follows_references(void **state) {
    (void)state;
    Chart chart;
    open_chart(&chart,
               "{\"$defs\": {\"image\": {\"properties\": {\"tag\": {}, \"more\": {\"$ref\": "
               "\"#/$defs/image\"}}}, \"a/b c\": {\"properties\": {\"odd\": {}}},"
               "\"loop\": {\"$ref\": \"#/$defs/pool\"}, \"pool\": {\"$ref\": \"#/$defs/loop\", "
               "\"properties\": {\"p\": {}}}},"
               "\"properties\": {\"image\": {\"$ref\": \"#/$defs/image\"},"
               "\"odd\": {\"$ref\": \"#/$defs/a~1b%20c\"}, \"root\": {\"$ref\": \"#\"},"
               "\"loop\": {\"$ref\": \"#/$defs/loop\"}, \"all\": {\"allOf\": [{\"$ref\": "
               "\"#/$defs/image\"}, {\"properties\": {\"x\": {}}}]},"
               "\"item\": {\"$ref\": \"#/properties/all/allOf/1\"},"
               "\"remote\": {\"$ref\": \"https://example.com/s.json\"},"
               "\"lost\": {\"$ref\": \"#/$defs/nothing\"}, \"anchor\": {\"$ref\": \"#x\"}}}",
               NULL, NULL);
    static const Question questions[] = {
        {"image.tag", "known"},
        {"image.tog", "1: tag, more"},
        {"image.more.more.tag", "known"},
        {"image.more.x", "2: tag, more"},
        {"odd.odd", "known"},
        {"odd.even", "1: odd"},
        {"root.root.image.x", "3: tag, more"},
        {"loop.p", "known"},
        {"loop.q", "1: p"},
        {"all.tag", "known"},
        {"all.x", "known"},
        {"all.y", "1: tag, more, x"},
        {"item.x", "known"},
        {"item.y", "1: x"},
        {"remote.x.y", "known"},
        {"lost.x", "known"},
        {"anchor.x", "known"},
    };
    ask(&chart, questions, COUNT(questions));
}

static void looks_at_all_alternatives(void **state) {
    (void)state;
    Chart chart;
    open_chart(&chart,
               "{\"properties\": {"
               "\"one\": {\"oneOf\": [{\"type\": \"null\"}, {\"properties\": {\"a\": {}}}]},"
               "\"any\": {\"anyOf\": [{\"properties\": {\"a\": {\"properties\": {\"x\": {}}}}}, "
               "{\"properties\": {\"a\": {\"properties\": {\"y\": {}}}}}]},"
               "\"when\": {\"if\": {\"properties\": {\"i\": {}}}, \"then\": {\"properties\": "
               "{\"t\": {}}}, "
               "\"else\": {\"properties\": {\"e\": {}}}},"
               "\"required\": {\"properties\": {\"a\": {}}, \"anyOf\": [{\"required\": [\"a\"]}, "
               "{\"required\": [\"b\"]}]},"
               "\"free\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\"}]},"
               "\"flat\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}]},"
               "\"all\": {\"anyOf\": [{\"properties\": {\"a\": {}}}, true]}}}",
               NULL, NULL);
    static const Question questions[] = {
        {"one.a", "known"},     {"one.b", "1: a"},   {"any.a.x", "known"}, {"any.a.y", "known"},
        {"any.a.z", "2: x, y"}, {"when.t", "known"}, {"when.e", "known"},  {"when.i", "1: t, e"},
        {"required.b", "1: a"}, {"free.x", "known"}, {"flat.x", "1: "},    {"all.b", "known"},
    };
    ask(&chart, questions, COUNT(questions));
}

/* Each of 200 definitions names the next two: the set is bounded, the answer is yes. */
static void bounds_what_a_schema_can_mean(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    Writer writer;
    writer_open(&writer, &arena, SIZE_MAX);
    writer_string(&writer, "{\"$ref\": \"#/$defs/d0\", \"$defs\": {");
    for (int i = 0; i < 200; i++) {
        writer_format(&writer,
                      "%s\"d%d\": {\"anyOf\": [{\"$ref\": \"#/$defs/d%d\"}, {\"$ref\": "
                      "\"#/$defs/d%d\"}]}",
                      i == 0 ? "" : ",", i, (i + 1) % 200, (i + 2) % 200);
    }
    writer_string(&writer, "}}");
    Chart chart;
    open_chart(&chart, text_c(&arena, writer_done(&writer)), NULL, NULL);
    static const Question questions[] = {{"a", "known"}};
    ask(&chart, questions, COUNT(questions));
    arena_close(&arena);
}

static void names_the_file_that_is_broken(void **state) {
    (void)state;
    Chart chart;
    open_chart(&chart, "{,}", "a: 1\n", "x: [");
    assert_text(chart.problem.what, "a key in double quotes is expected here");
    assert_text(chart.problem_file, "values.schema.json");
    assert_int_equal(chart.problem.offset, 1);
    assert_null(chart.keys.schema);
    assert_text(answer(&chart, "b"), "0: a");
    arena_close(&chart.arena);
    open_chart(&chart, NULL, "a: 1\na: 2\n", NULL);
    assert_text(chart.problem.what, "the key `a` stands here twice");
    assert_text(chart.problem_file, "values.yaml");
    assert_true(chart.keys.is_open);
    arena_close(&chart.arena);
    open_chart(&chart, "{}", NULL, "- [");
    assert_text(chart.problem_file, "Chart.yaml");
    arena_close(&chart.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_the_values_have),
        cmocka_unit_test(knows_all_without_files),
        cmocka_unit_test(knows_dependencies),
        cmocka_unit_test(knows_what_the_schema_names),
        cmocka_unit_test(knows_by_name_what_only_the_values_have),
        cmocka_unit_test(follows_references),
        cmocka_unit_test(looks_at_all_alternatives),
        cmocka_unit_test(bounds_what_a_schema_can_mean),
        cmocka_unit_test(names_the_file_that_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
