/* test_diff.c - what a diff says is all that changed, and nothing else.
 *
 * Pairs of projects are made from the generator: two seeds, whose units have the same names and
 * other values, and mixtures of both, in which some declarations are as they were, some are others,
 * and some are missing. The JSON form is applied to the values of the old side and must give those
 * of the new one; turned round it is the diff the other way; a project and itself have none, whatever
 * the order of its declarations. */
#include "unit/unit.h"

#include "foreign/foreign.h"
#include "library/library.h"
#include "property/generate.h"
#include "unit/place.h"

enum { PAIRS = 40, MIXTURES = 4 };

/* --- Values of a project -------------------------------------------------------------------- */

/* `unit|sink|path|environment` -> the value as text; a parameter without values is there too, with
 * no environment. */
typedef struct Facts {
    Arena *arena;
    Map values;
} Facts;

static void write_node(Writer *out, const Node *node) {
    static const char marks[] = {[NODE_NULL] = '0',   [NODE_BOOL] = 'b', [NODE_NUMBER] = 'n',
                                 [NODE_STRING] = 's', [NODE_LIST] = '[', [NODE_MAP] = '{'};
    writer_char(out, marks[node->kind]);
    switch (node->kind) {
    case NODE_NULL:
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_STRING: writer_json(out, node->text); return;
    case NODE_LIST:
        for (uint32_t i = 0; i < node->count; i++)
            write_node(out, node->as.items[i]);
        writer_char(out, ']');
        return;
    case NODE_MAP:
        for (uint32_t i = 0; i < node->count; i++) {
            writer_json(out, node->as.pairs[i].key);
            write_node(out, node->as.pairs[i].value);
        }
        writer_char(out, '}');
        return;
    }
}

static Text node_text(Arena *arena, const Node *node) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    write_node(&writer, node);
    return writer_done(&writer);
}

static Text member(const Node *map, const char *key) {
    const Node *node = node_member(map, text_of(key));
    assert_non_null(node);
    return node->text;
}

static Text key_of(Arena *arena, const Node *row, Text environment) {
    return text_format(arena, "%.*s|%.*s|%.*s|%.*s", TEXT_ARGS(member(row, "unit")),
                       TEXT_ARGS(member(row, "sink")), TEXT_ARGS(member(row, "path")),
                       TEXT_ARGS(environment));
}

static void put(Facts *facts, Text key, Text value) {
    Text *copy = arena_new(facts->arena, Text);
    *copy = value;
    map_put(&facts->values, key, copy);
}

static const Text *get(const Facts *facts, Text key) {
    return map_get(&facts->values, key);
}

static void put_row(Facts *facts, const Node *row, const Node *values) {
    put(facts, key_of(facts->arena, row, TEXT("")), TEXT("there"));
    for (uint32_t i = 0; i < values->count; i++)
        put(facts, key_of(facts->arena, row, values->as.pairs[i].key),
            node_text(facts->arena, values->as.pairs[i].value));
}

static const Node *read_json(Arena *arena, RungText text) {
    Problem problem;
    const Node *node = json_read(arena, (Text){text.bytes, text.length}, &problem);
    if (!node) fail_msg("%.*s", TEXT_ARGS(problem.what));
    return node;
}

static Facts values_of(Arena *arena, RungProject *project) {
    RungText text;
    Facts facts = {.arena = arena};
    map_open(&facts.values, arena);
    RungStatus status = rung_values(project, &(RungValues){.format = RUNG_VALUES_JSON}, &text);
    if (status != RUNG_OK) fail_msg("%s", rung_report(project, RUNG_REPORT_TEXT, NULL).bytes);
    const Node *rows = node_member(read_json(arena, text), TEXT("params"));
    for (uint32_t i = 0; i < rows->count; i++)
        put_row(&facts, rows->as.items[i], node_member(rows->as.items[i], TEXT("values")));
    return facts;
}

/* --- The diff ------------------------------------------------------------------------------- */

static const Node *changes_of(Arena *arena, RungProject *old, RungProject *new, const char *list,
                              bool *differs) {
    RungText text;
    RungDiff request = {.base = old, .format = RUNG_DIFF_JSON};
    assert_int_equal(rung_diff(new, &request, &text, differs), RUNG_OK);
    return node_member(read_json(arena, text), text_of(list));
}

/* What a side says: what is there in `facts` and what the diff says is taken away, or put there. */
static void take_side(Facts *facts, const Node *row, const Node *side) {
    for (uint32_t i = 0; i < side->count; i++) {
        Text key = key_of(facts->arena, row, side->as.pairs[i].key);
        const Text *was = get(facts, key);
        Text said = node_text(facts->arena, side->as.pairs[i].value);
        if (!was || !text_equal(*was, said)) fail_msg("%.*s was not so", TEXT_ARGS(key));
        map_put(&facts->values, key, NULL);
    }
}

static void apply(Facts *facts, const Node *row) {
    Text kind = member(row, "kind"), whole = key_of(facts->arena, row, TEXT(""));
    bool was_there = get(facts, whole) != NULL;
    if (was_there == text_equal(kind, TEXT("added"))) fail_msg("%.*s", TEXT_ARGS(whole));
    take_side(facts, row, node_member(row, TEXT("old")));
    put_row(facts, row, node_member(row, TEXT("new")));
    if (text_equal(kind, TEXT("removed"))) map_put(&facts->values, whole, NULL);
}

/* Everything of one is in the other. */
static void check_within(const Facts *a, const Facts *b, const char *name) {
    for (uint32_t i = 0; i < a->values.entries.count; i++) {
        Text key = a->values.entries.items[i].key;
        const Text *value = a->values.entries.items[i].value, *other = get(b, key);
        if (!value) continue;
        if (!other) fail_msg("%s: %.*s, %.*s, is missing", name, TEXT_ARGS(key), TEXT_ARGS(*value));
        if (!text_equal(*value, *other))
            fail_msg("%s: %.*s is %.*s, and elsewhere %.*s", name, TEXT_ARGS(key),
                     TEXT_ARGS(*value), TEXT_ARGS(*other));
    }
}

static void check_applied(Arena *arena, RungProject *old, RungProject *new, const char *name) {
    bool differs;
    Facts facts = values_of(arena, old), expected = values_of(arena, new);
    const Node *rows = changes_of(arena, old, new, "changes", &differs);
    for (uint32_t i = 0; i < rows->count; i++)
        apply(&facts, rows->as.items[i]);
    check_within(&facts, &expected, name);
    check_within(&expected, &facts, name);
}

/* --- Mirrors -------------------------------------------------------------------------------- */

/* A row as text, its sides exchanged where that is asked for. */
static Text row_text(Arena *arena, const Node *row, bool is_turned) {
    Text kind = member(row, "kind");
    const Node *old = node_member(row, TEXT("old")), *new = node_member(row, TEXT("new"));
    if (is_turned && text_equal(kind, TEXT("added")))
        kind = TEXT("removed");
    else if (is_turned && text_equal(kind, TEXT("removed")))
        kind = TEXT("added");
    Text key = key_of(arena, row, TEXT("")), left = node_text(arena, is_turned ? new : old),
         right = node_text(arena, is_turned ? old : new);
    return text_format(arena, "%.*s %.*s %.*s %.*s", TEXT_ARGS(key), TEXT_ARGS(kind),
                       TEXT_ARGS(left), TEXT_ARGS(right));
}

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

static Text *sorted_rows(Arena *arena, const Node *rows, bool is_turned) {
    Text *list = arena_array(arena, Text, rows->count + 1);
    for (uint32_t i = 0; i < rows->count; i++)
        list[i] = row_text(arena, rows->as.items[i], is_turned);
    qsort(list, rows->count, sizeof *list, compare_texts);
    return list;
}

/* The order of environments in a row is that of the side that is new, so rows are compared sorted
 * and environments by the same program twice. */
static void check_mirror(Arena *arena, RungProject *old, RungProject *new, const char *list) {
    bool there, back;
    const Node *one = changes_of(arena, old, new, list, &there),
               *two = changes_of(arena, new, old, list, &back);
    assert_int_equal(there, back);
    assert_int_equal(one->count, two->count);
    Text *left = sorted_rows(arena, one, false), *right = sorted_rows(arena, two, true);
    for (uint32_t i = 0; i < one->count; i++)
        if (!text_equal(left[i], right[i]))
            fail_msg("%.*s\n%.*s", TEXT_ARGS(left[i]), TEXT_ARGS(right[i]));
}

/* --- Pairs ---------------------------------------------------------------------------------- */

static RungProject *open_source(Text source) {
    RungFile file = {"strategy.rung", source.bytes, source.length};
    return rung_open_memory(&file, 1, NULL);
}

/* Of each declaration after the environments' the one of this seed, of the other, or none. */
static Text mix(Arena *arena, const Generated *one, const Generated *other, uint64_t *state) {
    Generated mixed = {{0}};
    for (uint32_t i = 0; i < one->declarations.count; i++) {
        Text item = one->declarations.items[i];
        bool is_unit = text_contains(item, TEXT("\nstack ")) ||
                       text_starts_with(item, TEXT("stack ")) ||
                       text_starts_with(item, TEXT("service "));
        uint32_t choice = is_unit ? generate_below(state, 4) : 3;
        if (choice == 0) continue;
        if (choice == 1 && i < other->declarations.count) item = other->declarations.items[i];
        array_push(arena, &mixed.declarations, item);
    }
    return generated_source(arena, &mixed);
}

static void check_pair(Text old, Text new, const char *name) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    RungProject *before = open_source(old), *after = open_source(new);
    check_applied(&arena, before, after, name);
    check_mirror(&arena, before, after, "changes");
    check_mirror(&arena, before, after, "attributes");
    rung_close(before);
    rung_close(after);
    arena_close(&arena);
}

static void applied_it_gives_the_new_side(void **state) {
    Arena *arena = *state;
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Generated one, other;
        uint64_t random = seed + 1;
        const char *name = text_format(arena, "seed %u", (unsigned)seed).bytes;
        generate_project(arena, seed, &one);
        generate_project(arena, seed + 1000, &other);
        Text old = generated_source(arena, &one);
        check_pair(old, generated_source(arena, &other), name);
        for (int i = 0; i < MIXTURES; i++)
            check_pair(old, mix(arena, &one, &other, &random), name);
    }
}

static void nothing_differs_from_itself(void **state) {
    Arena *arena = *state;
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Generated one;
        bool differs;
        RungText text;
        generate_project(arena, seed, &one);
        Text source = generated_source(arena, &one);
        for (uint32_t i = 1; i < one.declarations.count / 2 + 1; i++) {
            uint32_t last = one.declarations.count - i;
            Text swapped = one.declarations.items[i];
            one.declarations.items[i] = one.declarations.items[last];
            one.declarations.items[last] = swapped;
        }
        RungProject *before = open_source(source),
                    *after = open_source(generated_source(arena, &one));
        RungDiff request = {.base = before};
        assert_int_equal(rung_diff(after, &request, &text, &differs), RUNG_OK);
        assert_false(differs);
        assert_int_equal(text.length, 0);
        rung_close(before);
        rung_close(after);
    }
}

/* --- Two environments ----------------------------------------------------------------------- */

static const Node *between(Arena *arena, RungProject *project, const char *from, const char *to) {
    RungText text;
    bool differs;
    RungDiff request = {.from = from, .to = to, .format = RUNG_DIFF_JSON};
    assert_int_equal(rung_diff(project, &request, &text, &differs), RUNG_OK);
    return node_member(read_json(arena, text), TEXT("changes"));
}

/* The values of one environment, and what the diff says, are those of the other. */
static void check_between(Arena *arena, RungProject *project, const char *from, const char *to) {
    Facts facts = values_of(arena, project);
    const Node *rows = between(arena, project, from, to);
    uint32_t different = 0;
    for (uint32_t i = 0; i < facts.values.entries.count; i++) {
        Text key = facts.values.entries.items[i].key;
        if (!text_ends_with(key, text_format(arena, "|%s", from))) continue;
        Text other = text_format(arena, "%.*s%s", (int)(key.length - strlen(from)), key.bytes, to);
        const Text *a = get(&facts, key), *b = get(&facts, other);
        different += !b || !text_equal(*a, *b);
    }
    for (uint32_t i = 0; i < rows->count; i++)
        different -= node_member(rows->as.items[i], TEXT("old"))->count == 1;
    assert_int_equal(different, 0);
    const Node *back = between(arena, project, to, from);
    assert_int_equal(rows->count, back->count);
    Text *left = sorted_rows(arena, rows, false), *right = sorted_rows(arena, back, true);
    for (uint32_t i = 0; i < rows->count; i++)
        assert_true(text_equal(left[i], right[i]));
}

static void environments_are_compared_both_ways(void **state) {
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Arena arena;
        Generated one;
        arena_open(&arena, &memory_standard);
        generate_project(&arena, seed, &one);
        RungProject *project = open_source(generated_source(&arena, &one));
        assert_int_equal(rung_check(project), RUNG_OK);
        const Model *model = project->model;
        for (uint32_t i = 1; i < model->environment_count; i++)
            check_between(&arena, project, model->environments[0].name->text.bytes,
                          model->environments[i].name->text.bytes);
        rung_close(project);
        arena_close(&arena);
    }
    (void)state;
}

/* --- The disk ------------------------------------------------------------------------------- */

/* Where the kind of a value changes, its text in a file is read as the new kind. */
static void put_changes(Facts *facts, const Node *rows) {
    map_open(&facts->values, facts->arena);
    for (uint32_t i = 0; i < rows->count; i++) {
        const Node *row = rows->as.items[i], *old = node_member(row, TEXT("old")),
                   *new = node_member(row, TEXT("new"));
        for (uint32_t e = 0; e < old->count; e++) {
            const Node *other = node_member(new, old->as.pairs[e].key);
            if (!other) continue;
            Text from = node_text(facts->arena, old->as.pairs[e].value),
                 to = node_text(facts->arena, other);
            if (from.bytes[0] != to.bytes[0]) continue;
            put(facts, key_of(facts->arena, row, old->as.pairs[e].key),
                text_format(facts->arena, "%.*s -> %.*s", TEXT_ARGS(from), TEXT_ARGS(to)));
        }
    }
}

/* What was built from the old side, read back, is the old side: every value that both programs have
 * changes on disk as it does in the program. */
static void check_disk(Arena *arena, Text old, Text new, const char *name) {
    void *state;
    bool differs;
    size_t count;
    const RungOutput *outputs;
    RungText text;
    Facts programs = {.arena = arena}, disk = {.arena = arena};
    assert_int_equal(place_open(&state), 0);
    Place *place = state;
    RungProject *before = open_source(old), *after = open_source(new);
    RungBuild build = {.out = place->root};
    RungDiff request = {.out = place->root, .format = RUNG_DIFF_JSON};
    assert_int_equal(rung_build(before, &build, &outputs, &count), RUNG_OK);
    put_changes(&programs, changes_of(arena, before, after, "changes", &differs));
    assert_int_equal(rung_diff(after, &request, &text, &differs), RUNG_OK);
    put_changes(&disk, node_member(read_json(arena, text), TEXT("changes")));
    check_within(&programs, &disk, name);
    rung_close(before);
    rung_close(after);
    place_close(&state);
}

static void files_change_as_their_values_do(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Arena arena;
        Generated one, other;
        uint64_t random = seed + 1;
        arena_open(&arena, &memory_standard);
        generate_project(&arena, seed, &one);
        generate_project(&arena, seed + 1000, &other);
        check_disk(&arena, generated_source(&arena, &one), mix(&arena, &one, &other, &random),
                   text_format(&arena, "seed %u", (unsigned)seed).bytes);
        arena_close(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applied_it_gives_the_new_side),
        cmocka_unit_test(nothing_differs_from_itself),
        cmocka_unit_test(environments_are_compared_both_ways),
        cmocka_unit_test(files_change_as_their_values_do),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
