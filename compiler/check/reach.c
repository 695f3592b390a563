/* reach.c - names of environments where they are used: in columns, cells and `in`.
 *
 * `in prod` also covers what is like prod, ephemeral environments excepted: those are named.
 * Columns and cells become an array by environment, so that a lookup is one step; the array of a
 * table is shared by its rows, and cells in braces share the last one made where they name the same
 * environments in the same order, as neighbours mostly do. */
#include "check/builder.h"

int32_t model_environment(const Model *model, Text name) {
    const Environment *environment = map_get(&model->environment_by_name, name);
    return environment == NULL ? -1 : (int32_t)environment->index;
}

/* A name the ladder was already blamed for is the same mistake. */
static void refuse(Builder *builder, Word word) {
    if (map_get(&builder->strangers, word.name->text) != NULL) return;
    Diagnostic *diagnostic =
        report_unknown_environment(builder->report, word.span, word.name->text);
    suggest_one_of(diagnostic, word.span, word.name->text, builder->environment_names,
                   builder->model->environment_count, "environments");
}

/* Names are interned, so a few environments are found by looking at pointers. */
int32_t environment_find(Builder *builder, Word word) {
    enum { FEW = 8 };

    const Model *model = builder->model;
    if (word.name == NULL) return -1;
    for (uint32_t i = 0; i < model->environment_count && i < FEW; i++)
        if (model->environments[i].name == word.name) return (int32_t)i;
    int32_t index = model_environment(model, word.name->text);
    if (index < 0) refuse(builder, word);
    return index;
}

static void blame_twice(Builder *builder, Word word, Span first) {
    Diagnostic *twice = report_environment_twice(builder->report, word.span, word.name->text);
    report_label(twice, first, "first here");
}

/* A list behind `in`: each name once. */
EnvironmentSet environments_named(Builder *builder, const Words *words) {
    EnvironmentSet set = {0};
    for (uint32_t i = 0; i < words->count; i++) {
        int32_t index = environment_find(builder, words->items[i]);
        if (index < 0) continue;
        if (!set_has(&set, (uint32_t)index)) {
            set_add(&set, (uint32_t)index);
            continue;
        }
        uint32_t first = 0;
        while (words->items[first].name != words->items[i].name)
            first++;
        blame_twice(builder, words->items[i], words->items[first].span);
    }
    return set;
}

/* Is the environment, or one that it is like, in the set? */
static bool is_covered(const Model *model, uint32_t environment, const EnvironmentSet *named) {
    if (set_has(named, environment)) return true;
    if (model->environments[environment].is_ephemeral) return false;
    int32_t at = model->environments[environment].like;
    while (at >= 0 && !set_has(named, (uint32_t)at))
        at = model->environments[at].like;
    return at >= 0;
}

EnvironmentSet environments_covered(const Model *model, EnvironmentSet named) {
    EnvironmentSet covered = named;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (is_covered(model, i, &named)) set_add(&covered, i);
    return covered;
}

/* --- Columns -------------------------------------------------------------------------------- */

/* A map from environments to columns, and behind it whether a name was refused. */
typedef struct ColumnMap {
    Builder *builder;
    uint16_t *columns;
} ColumnMap;

static ColumnMap open_map(Builder *builder) {
    uint32_t count = builder->model->environment_count;
    return (ColumnMap){builder, arena_array(builder->arena, uint16_t, count + 1)};
}

static bool is_faulty(const ColumnMap *map) {
    return map->columns[map->builder->model->environment_count] != 0;
}

/* `{ default = 1, prod = 2 }`, if the finding about it is new. */
static void help_default(const Builder *builder, Word word, uint32_t reported) {
    const Report *report = builder->report;
    bool is_default = word.name != NULL && text_equal(word.name->text, TEXT("default"));
    if (!is_default || report->items.count == reported) return;
    report_help(report->items.items[report->items.count - 1],
                "a default stands before the braces: `= VALUE { ENV = VALUE }`");
}

/* Enters a name that stands in a column (from 0); the column that has it already, 0 for none. */
static uint16_t enter(const ColumnMap *map, Word word, uint32_t column) {
    uint32_t reported = map->builder->report->items.count;
    int32_t index = environment_find(map->builder, word);
    uint16_t *fault = &map->columns[map->builder->model->environment_count];
    if (index < 0) {
        help_default(map->builder, word, reported);
        *fault = 1;
        return 0;
    }
    if (map->columns[index] == 0) {
        map->columns[index] = (uint16_t)(column + 1);
        return 0;
    }
    *fault = 1;
    return map->columns[index];
}

/* Columns beyond what the map can number name environments twice, or none, which was reported. */
static uint32_t most(uint32_t count) {
    return count < UINT16_MAX ? count : UINT16_MAX - 1;
}

/* Where a name stands in a column that is known to have it. */
static Span column_word(const Column *columns, uint16_t column, const Name *name) {
    const Words *words = &columns[column - 1].environments;
    uint32_t i = 0;
    while (words->items[i].name != name)
        i++;
    return words->items[i].span;
}

/* Made once a table and shared by its rows. */
const uint16_t *columns_resolve(Builder *builder, const Column *columns, uint32_t count) {
    ColumnMap map = open_map(builder);
    for (uint32_t c = 0; c < most(count); c++) {
        const Words *words = &columns[c].environments;
        for (uint32_t w = 0; w < words->count; w++) {
            Word word = words->items[w];
            uint16_t first = enter(&map, word, c);
            if (first != 0) blame_twice(builder, word, column_word(columns, first, word.name));
        }
    }
    return map.columns;
}

static bool is_same_as_last(const Builder *builder, const Cell *cells, uint32_t count) {
    if (builder->last_columns == NULL || builder->last_cell_count != count) return false;
    for (uint32_t i = 0; i < count; i++)
        if (cells[i].environment->name != builder->last_cells[i].environment->name) return false;
    return true;
}

/* `resources { cpu = 1 }`, as other languages nest: a block that names no environment at all, behind
 * a head that is nothing but a path. One message for all of its names. */
static bool is_nested(Builder *builder, const Parameter *node) {
    bool is_bare =
        node->type == NULL && node->fallback == NULL && node->remarks->category.name == NULL;
    if (!is_bare || node->cell_count == 0) return false;
    for (uint32_t i = 0; i < node->cell_count; i++) {
        const Name *name = node->cells[i].environment->name;
        if (name == NULL || model_environment(builder->model, name->text) >= 0) return false;
        if (map_get(&builder->strangers, name->text) != NULL) return false;
        Text near =
            suggest_word(name->text, builder->environment_names, builder->model->environment_count);
        if (near.length > 0) return false;
    }
    Diagnostic *d = report_nothing_in_block(builder->report, node->span, node->path->text);
    report_label(d, node->cells[0].environment->span, "not a declared environment");
    report_help(d, "write `at %.*s { ... }` for a group of parameters",
                TEXT_ARGS(node->path->text));
    report_fix(d, false, "insert `at`", span_before(node->span), TEXT("at "));
    return true;
}

/* Only a map in which nothing was refused is shared: the next mistake is one of its own. */
const uint16_t *cells_resolve(Builder *builder, const Parameter *node) {
    const Cell *cells = node->cells;
    uint32_t count = node->cell_count;
    if (is_same_as_last(builder, cells, count)) return builder->last_columns;
    ColumnMap map = open_map(builder);
    if (is_nested(builder, node)) {
        map.columns[builder->model->environment_count] = 1;
        return map.columns;
    }
    for (uint32_t i = 0; i < most(count); i++) {
        uint16_t first = enter(&map, *cells[i].environment, i);
        if (first != 0)
            blame_twice(builder, *cells[i].environment, cells[first - 1].environment->span);
    }
    if (is_faulty(&map)) return map.columns;
    builder->last_cells = cells;
    builder->last_cell_count = count;
    builder->last_columns = map.columns;
    return map.columns;
}
