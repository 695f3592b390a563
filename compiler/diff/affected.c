/* affected.c - the outputs, units and environments that a change touches, for CI's choice of what to
 * deploy and test.
 *
 * The bytes of the outputs decide, because they are what is deployed: a comment that travels into a
 * file touches it, a change of a value that no output holds does not. What a chart renders
 * and a module applies is no output of ours, so one whose files changed touches the units that name it. */
#include "diff/compare.h"

#include <stdlib.h>

/* What was found, by name; the lists are made of it in the order of the sides. */
typedef struct Touched {
    Arena *arena, *scratch;
    const DiffSide *old, *new;
    Map outputs, units, environments;
} Touched;

static void touch(Map *map, Text name) {
    if (!map_get(map, name)) map_put(map, name, map);
}

static void touch_output(Touched *touched, const DiffSide *side, const Output *output) {
    const Model *model = matrix_model(side->matrix);
    touch(&touched->outputs, output->path);
    touch(&touched->environments, model->environments[output->environment].name->text);
    for (uint32_t i = 0; i < output->unit_count; i++)
        touch(&touched->units, output->units[i]->name->text);
}

/* --- Outputs -------------------------------------------------------------------------------- */

/* An output that holds an error has no bytes, and is taken for another one than any other. */
static bool emits(Arena *scratch, const DiffSide *side, const Output *output, Text *out) {
    Writer writer;
    writer_open(&writer, scratch, SIZE_MAX);
    bool is_written = emit_output(side->plan, output, &writer);
    *out = writer_done(&writer);
    return is_written;
}

static bool is_same(const Touched *touched, const Output *old, const Output *new) {
    Text before, after;
    ArenaMark mark = arena_mark(touched->scratch);
    bool is_same = emits(touched->scratch, touched->old, old, &before) &&
                   emits(touched->scratch, touched->new, new, &after) && text_equal(before, after);
    arena_reset(touched->scratch, mark);
    return is_same;
}

static void touch_outputs(Touched *touched) {
    OutputPairs pairs = output_pairs(touched->old, touched->new);
    for (const Output *old, *new; output_pairs_next(&pairs, &old, &new);) {
        if (old && new &&is_same(touched, old, new)) continue;
        if (old) touch_output(touched, touched->old, old);
        if (new) touch_output(touched, touched->new, new);
    }
}

/* --- Charts and modules --------------------------------------------------------------------- */

static void touch_artifacts(Touched *touched, const Diff *diff, const DiffArtifacts *artifacts) {
    for (uint32_t i = 0; i < artifacts->count; i++) {
        const DiffArtifact *artifact = &artifacts->items[i];
        for (uint32_t u = 0; u < artifact->unit_count; u++)
            touch(&touched->units, artifact->units[u]);
        for (uint32_t e = 0; e < diff->environments.count; e++)
            if (artifact->environments[e])
                touch(&touched->environments, diff->environments.items[e].text);
    }
}

static void touch_reached(Touched *touched) {
    const Diff *diff = diff_compare(touched->arena, touched->old, touched->new, NULL);
    touch_artifacts(touched, diff, &diff->charts);
    touch_artifacts(touched, diff, &diff->modules);
}

/* --- Lists ---------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

static Text *list_sorted(Arena *arena, const Map *map, uint32_t *count) {
    *count = map->entries.count;
    Text *list = arena_array(arena, Text, *count);
    for (uint32_t i = 0; i < *count; i++)
        list[i] = map->entries.items[i].key;
    if (*count) qsort(list, *count, sizeof *list, compare_texts);
    return list;
}

/* In the order of reports: the new side's, then those that are gone. */
static Text *list_environments(const Touched *touched, uint32_t *count) {
    const DiffSide *sides[] = {touched->new, touched->old};
    Text *list = arena_array(touched->arena, Text, touched->environments.entries.count);
    Map listed;
    map_open(&listed, touched->arena);
    *count = 0;
    for (int s = 0; s < 2; s++) {
        const Model *model = sides[s]->matrix ? matrix_model(sides[s]->matrix) : NULL;
        for (uint32_t i = 0; model && i < model->environment_count; i++) {
            Text name = model->environments[i].name->text;
            if (!map_get(&touched->environments, name) || map_get(&listed, name)) continue;
            map_put(&listed, name, &listed);
            list[(*count)++] = name;
        }
    }
    return list;
}

Affected *diff_affected(Arena *arena, const DiffSide *old, const DiffSide *new) {
    Touched touched = {.arena = arena, .scratch = arena_child(arena), .old = old, .new = new};
    Affected *affected = arena_new(arena, Affected);
    map_open(&touched.outputs, arena);
    map_open(&touched.units, arena);
    map_open(&touched.environments, arena);
    touch_outputs(&touched);
    touch_reached(&touched);
    affected->outputs = list_sorted(arena, &touched.outputs, &affected->output_count);
    affected->units = list_sorted(arena, &touched.units, &affected->unit_count);
    affected->environments = list_environments(&touched, &affected->environment_count);
    arena_close(touched.scratch);
    return affected;
}
