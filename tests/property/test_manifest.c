/* test_manifest.c - laws of the diff of rendered manifests, over objects that are made at random.
 *
 * Objects of few kinds and names hold trees of few keys, so that two of them share much: maps, lists of
 * elements with and without names, scalars of every type, texts of several lines. The diff the other way
 * is the same with its sides exchanged; neither the order of objects, keys and named elements nor the way
 * in which the YAML is written is a difference; and what differs in one place is one row of that place. */
#include "unit/diff/diff_unit.h"

#include "property/generate.h"

enum { PAIRS = 400, DEPTH = 4 };

/* What is written, and how. */
typedef struct Maker {
    Writer *out;
    uint64_t *random; /* what */
    uint64_t *order;  /* in which order; NULL: as it is made */
} Maker;

static void write_tree(Maker *maker, int depth);

static void write_scalar(Maker *maker) {
    static const char *const scalars[] = {"1",  "\"1\"", "true",  "\"true\"",      "~",
                                          "a",  "'b'",   "1.5",   "\"x\\ny\\nz\"", "\"x\\nw\\nz\"",
                                          "[]", "{}",    "[a, b]"};
    writer_string(maker->out, scalars[generate_below(maker->random, COUNT(scalars))]);
}

/* The numbers below `count`, from another beginning on where another order is asked for. */
static uint32_t place_of(const Maker *maker, uint32_t turn, uint32_t i, uint32_t count) {
    return maker->order ? (i + turn) % count : i;
}

static uint32_t turn_of(Maker *maker) {
    return maker->order ? (uint32_t)generate_below(maker->order, 7) : 0;
}

/* Each member is written into a text of its own, so that any order takes the same random numbers. */
static void write_parts(Maker *maker, int depth, bool is_list) {
    static const char *const names[] = {"a", "b/c", "d.e", "spec"};
    Writer *out = maker->out;
    Text parts[COUNT(names)];
    uint32_t count = 0, turn = turn_of(maker);
    for (size_t i = 0; i < COUNT(names); i++) {
        Writer part;
        if (generate_below(maker->random, 3) == 0) continue;
        writer_open(&part, out->arena, SIZE_MAX);
        writer_format(&part, is_list ? "{name: %s, v: " : "%s: ", names[i]);
        maker->out = &part;
        write_tree(maker, depth - 1);
        if (is_list) writer_char(&part, '}');
        parts[count++] = writer_done(&part);
    }
    maker->out = out;
    for (uint32_t i = 0; i < count; i++)
        writer_format(out, "%s%.*s", i ? ", " : "",
                      TEXT_ARGS(parts[place_of(maker, turn, i, count)]));
}

/* Elements without a name have their order. */
static void write_unnamed(Maker *maker, int depth) {
    uint32_t count = (uint32_t)generate_below(maker->random, 3);
    for (uint32_t i = 0; i < count; i++) {
        writer_string(maker->out, i ? ", {v: " : "{v: ");
        write_tree(maker, depth - 1);
        writer_char(maker->out, '}');
    }
}

static void write_tree(Maker *maker, int depth) {
    uint64_t choice = depth == DEPTH ? 3 : depth ? generate_below(maker->random, 6) : 0;
    if (choice < 3) {
        write_scalar(maker);
        return;
    }
    writer_char(maker->out, choice == 3 ? '{' : '[');
    if (choice == 5)
        write_unnamed(maker, depth);
    else
        write_parts(maker, depth, choice == 4);
    writer_char(maker->out, choice == 3 ? '}' : ']');
}

static Text object_of(Maker *maker, const char *kind, const char *name) {
    Writer *all = maker->out, own;
    writer_open(&own, all->arena, SIZE_MAX);
    writer_format(&own, "---\napiVersion: v1\nkind: %s\nmetadata: {name: %s}\nspec: ", kind, name);
    maker->out = &own;
    write_tree(maker, DEPTH);
    writer_char(&own, '\n');
    maker->out = all;
    return writer_done(&own);
}

static Text make_manifest(Arena *arena, uint64_t seed, uint64_t *order) {
    static const char *const objects[][2] = {
        {"Service", "web"}, {"Service", "api"}, {"ConfigMap", "web"}, {"Job", "web"}};
    Writer out;
    uint64_t random = seed * 2 + 1;
    Text texts[COUNT(objects)];
    uint32_t count = 0;
    writer_open(&out, arena, SIZE_MAX);
    Maker maker = {&out, &random, order};
    for (size_t i = 0; i < COUNT(objects); i++)
        if (generate_below(&random, 5) != 0)
            texts[count++] = object_of(&maker, objects[i][0], objects[i][1]);
    uint32_t turn = turn_of(&maker);
    for (uint32_t i = 0; i < count; i++)
        writer_text(&out, texts[place_of(&maker, turn, i, count)]);
    return writer_done(&out);
}

/* --- Laws ----------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

/* A row as text; of the lines of a text only that they differ, because they are those of the new side. */
static Text row_text(Arena *arena, const DiffRow *row, bool is_turned) {
    Writer out;
    const DiffCell *cell = &row->cells[1];
    writer_open(&out, arena, SIZE_MAX);
    writer_format(&out, "%.*s|%.*s|", TEXT_ARGS(row->object->title), TEXT_ARGS(row->path));
    if (row->line) {
        writer_string(&out, "lines");
        return writer_done(&out);
    }
    DiffKind kind = row->kind;
    if (is_turned && kind != DIFF_CHANGED) kind = kind == DIFF_ADDED ? DIFF_REMOVED : DIFF_ADDED;
    writer_format(&out, "%d ", kind);
    show_side(&out, is_turned ? &cell->new : &cell->old);
    writer_string(&out, " -> ");
    show_side(&out, is_turned ? &cell->old : &cell->new);
    return writer_done(&out);
}

/* In order, each once. */
static Text rows_of(Arena *arena, const Diff *diff, bool is_turned) {
    uint32_t count = diff->params.count, kept = 0;
    Text *rows = arena_array(arena, Text, count + 1);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = row_text(arena, &diff->params.items[i], is_turned);
    qsort(rows, count, sizeof *rows, compare_texts);
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || !text_equal(rows[i], rows[kept - 1])) rows[kept++] = rows[i];
    return text_join(arena, rows, kept, TEXT("\n"));
}

static void the_other_way_is_the_mirror(void **state) {
    Arena *arena = *state;
    uint32_t rows = 0;
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Text old = make_manifest(arena, seed, NULL), new = make_manifest(arena, seed + PAIRS, NULL);
        Diff *there = diff_texts(arena, old, new), *back = diff_texts(arena, new, old);
        Text left = rows_of(arena, there, false), right = rows_of(arena, back, true);
        if (!text_equal(left, right))
            fail_msg("%.*s\n%.*s\n%.*s\n\n%.*s", TEXT_ARGS(old), TEXT_ARGS(new), TEXT_ARGS(left),
                     TEXT_ARGS(right));
        assert_int_equal(there->notes.count, 0);
        rows += there->params.count;
    }
    assert_true(rows > 5 * PAIRS); /* there was something to be seen */
}

static void order_is_no_difference(void **state) {
    Arena *arena = *state;
    uint64_t order = 1;
    uint32_t others = 0;
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Text one = make_manifest(arena, seed, NULL), other = make_manifest(arena, seed, &order);
        Diff *diff = diff_texts(arena, one, other);
        others += !text_equal(one, other);
        if (!diff_is_empty(diff))
            fail_msg("%.*s\n%.*s\n%.*s", TEXT_ARGS(one), TEXT_ARGS(other),
                     TEXT_ARGS(shown(arena, diff, 1)));
    }
    assert_true(others > PAIRS / 2);
}

/* A field beside all others that has another value. */
static void one_change_is_one_row(void **state) {
    Arena *arena = *state;
    for (uint64_t seed = 0; seed < PAIRS; seed++) {
        Text rest = make_manifest(arena, seed, NULL);
        static const char mark[] =
            "---\nkind: Job\nmetadata: {name: one}\nspec: {a: [{name: b, c: %d}]}\n%.*s";
        Diff *diff = diff_texts(arena, text_format(arena, mark, 1, TEXT_ARGS(rest)),
                                text_format(arena, mark, 2, TEXT_ARGS(rest)));
        assert_text(shown(arena, diff, 1), "Job shop/one spec.a[b].c: 1 -> 2\n");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_other_way_is_the_mirror),
        cmocka_unit_test(order_is_no_difference),
        cmocka_unit_test(one_change_is_one_row),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
