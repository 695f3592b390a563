/* chart.c - what keys a local Helm chart knows.
 *
 * Helm ignores a key that a chart does not use, so a misspelt one silently configures nothing. What
 * a chart uses is written in its values.schema.json, else in its values.yaml; both are walked at
 * once, step by step, because a schema need not name what values.yaml has. The values leave open
 * what is empty there: below an empty map, a list or a null every key is known, as it is below the
 * keys that belong to somebody else (`global`, `tags`, a dependency).
 *
 * A schema that is broken counts as not there, and so do the other files. */
#include "foreign/reading.h"
#include "foreign/schema.h"

#include <stdlib.h>

/* Where a walk has come to. Without a schema for the place `schemas` is empty; `values` is NULL
 * where values.yaml has nothing. */
typedef struct Place {
    SchemaSet schemas;
    const Node *values;
} Place;

/* --- Reading -------------------------------------------------------------------------------- */

typedef const Node *Reading(Arena *arena, Text bytes, Problem *problem);

/* Reads one of the chart's files; only the first problem of all is kept. */
static const Node *read_part(Arena *arena, Reading *reading, Text bytes, const char *name,
                             Problem *problem, Text *problem_file) {
    if (bytes.bytes == NULL) return NULL;
    Problem found;
    const Node *node = reading(arena, bytes, &found);
    if (node == NULL && problem->what.length == 0) {
        *problem = found;
        *problem_file = text_of(name);
    }
    return node;
}

/* A dependency's values stand below its alias, else below its name. */
static void take_dependencies(Arena *arena, const Node *chart, ChartKeys *out) {
    const Node *list = node_member(chart, TEXT("dependencies"));
    if (list == NULL || list->kind != NODE_LIST) return;
    ARRAY(Text) names = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        const Node *name = node_member(list->as.items[i], TEXT("alias"));
        if (name == NULL) name = node_member(list->as.items[i], TEXT("name"));
        if (name != NULL && name->text.length > 0) array_push(arena, &names, name->text);
    }
    if (names.count > 1) qsort(names.items, names.count, sizeof *names.items, text_order);
    out->dependencies = names.items;
    out->dependency_count = names.count;
}

void chart_keys_read(Arena *arena, const ChartTexts *texts, ChartKeys *out, Problem *problem,
                     Text *problem_file) {
    *problem = (Problem){.what = TEXT("")};
    *problem_file = TEXT("");
    *out = (ChartKeys){0};
    out->schema =
        read_part(arena, json_read, texts->schema, "values.schema.json", problem, problem_file);
    out->values = read_part(arena, yaml_read, texts->values, "values.yaml", problem, problem_file);
    const Node *facts =
        read_part(arena, yaml_read, texts->chart, "Chart.yaml", problem, problem_file);
    take_dependencies(arena, facts, out);
    out->is_open = out->schema == NULL && out->values == NULL;
}

/* --- Asking --------------------------------------------------------------------------------- */

/* Whether the first key of a path leads out of the chart's own values. */
static bool is_foreign(const ChartKeys *keys, Text key) {
    if (text_equal(key, TEXT("global"))) return true;
    if (keys->dependency_count > 0 && text_equal(key, TEXT("tags"))) return true;
    return keys->dependency_count > 0 && bsearch(&key, keys->dependencies, keys->dependency_count,
                                                 sizeof key, text_order) != NULL;
}

/* Whether values.yaml leaves open what may stand below. */
static bool leaves_open(const Node *values) {
    if (values == NULL) return false;
    if (values->kind == NODE_MAP) return values->count == 0;
    return values->kind == NODE_NULL || values->kind == NODE_LIST;
}

typedef enum Answer { ANSWER_UNKNOWN, ANSWER_GO_ON, ANSWER_ALL } Answer;

/* One step down. What the schema does not name may still be in values.yaml by name; that an empty
 * map there leaves everything open counts only where no schema speaks. */
static Answer take_step(Place *place, const ChartStep *step) {
    bool has_schema = place->schemas.count > 0 || place->schemas.knows_all;
    if (!has_schema && leaves_open(place->values)) return ANSWER_ALL;
    schema_set_step(&place->schemas, step);
    if (place->schemas.knows_all) return ANSWER_ALL;
    place->values = step->is_item ? NULL : node_member(place->values, step->key);
    bool is_known = place->schemas.count > 0 || place->values != NULL;
    return is_known ? ANSWER_GO_ON : ANSWER_UNKNOWN;
}

/* The keys known where the unknown step was taken, each once, in the order of the files. */
static void list_candidates(Arena *arena, const ChartKeys *keys, const Place *place, bool is_top,
                            KeyList *unique) {
    KeyList all = {0};
    schema_set_keys(&place->schemas, &all);
    bool is_map = place->values != NULL && place->values->kind == NODE_MAP;
    for (uint32_t i = 0; is_map && i < place->values->count && i < MOST_CANDIDATES; i++) {
        array_push(arena, &all, place->values->as.pairs[i].key);
    }
    for (uint32_t i = 0; is_top && i < keys->dependency_count && i < MOST_CANDIDATES; i++) {
        array_push(arena, &all, keys->dependencies[i]);
    }
    Map seen;
    map_open(&seen, arena);
    for (uint32_t i = 0; i < all.count; i++) {
        void **known = map_at(&seen, all.items[i]);
        if (*known != NULL) continue;
        *known = &all.items[i];
        array_push(arena, unique, all.items[i]);
    }
}

/* Goes down step by step; the first step that is unknown ends the walk. */
bool chart_knows(Arena *arena, const ChartKeys *keys, const ChartStep *steps, size_t count,
                 size_t *unknown, KeyList *candidates) {
    if (keys->is_open || count == 0 || is_foreign(keys, steps[0].key)) return true;
    Place place = {.values = keys->values};
    schema_set_open(&place.schemas, arena, keys->schema);
    for (size_t i = 0; i < count; i++) {
        Place before = place;
        Answer answer = take_step(&place, &steps[i]);
        if (answer == ANSWER_ALL) return true;
        if (answer == ANSWER_GO_ON) continue;
        *unknown = i;
        if (candidates == NULL) return false;
        *candidates = (KeyList){0};
        if (!steps[i].is_item) list_candidates(arena, keys, &before, i == 0, candidates);
        return false;
    }
    return true;
}

const Node *chart_default(const ChartKeys *keys, const ChartStep *steps, size_t count,
                          size_t *reached) {
    const Node *node = keys->values;
    if (keys->schema != NULL || node == NULL || count == 0) return NULL;
    if (is_foreign(keys, steps[0].key)) return NULL;
    for (*reached = 0; *reached < count; (*reached)++) {
        const ChartStep *step = &steps[*reached];
        if (step->is_item || node->kind != NODE_MAP) return node;
        node = node_member(node, step->key);
        if (node == NULL) return NULL;
    }
    return node;
}
