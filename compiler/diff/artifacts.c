/* artifacts.c - what a change does to charts, modules, releases and the paths of outputs. */
#include "diff/compare.h"

/* --- Files ---------------------------------------------------------------------------------- */

static bool is_output(void *state, Text place) {
    return plan_is_output(state, place);
}

static Hash128 fingerprint(const DiffSide *side, const Chart *chart) {
    return chart_fingerprint(chart, is_output, (void *)(uintptr_t)side->plan);
}

/* A file of a chart or module, in a few bytes: modules may be many, and large. */
typedef struct FileState {
    Text path;
    Hash128 hash;
} FileState;

typedef struct FileStates {
    FileState *items;
    uint32_t count, capacity;
} FileStates;

/* Outputs are no part of what they stand in. */
static FileStates list_files(Arena *arena, const DiffSide *side, const Chart *chart) {
    FileStates states = {0};
    for (uint32_t i = 0; i < chart->file_count; i++) {
        const ChartFile *file = &chart->files[i];
        if (plan_is_output(side->plan, file->place)) continue;
        FileState state = {text_copy(arena, file->path), hash_128(file->text)};
        array_push(arena, &states, state);
    }
    return states;
}

static bool is_same_hash(Hash128 a, Hash128 b) {
    return a.high == b.high && a.low == b.low;
}

/* Files of both sides are in order of their paths. */
static void compare_files(Comparison *comparison, const FileStates *old, const FileStates *new,
                          DiffNames *out) {
    for (uint32_t o = 0, n = 0; o < old->count || n < new->count;) {
        const FileState *before = o < old->count ? &old->items[o] : NULL,
                        *after = n < new->count ? &new->items[n] : NULL;
        ensure(before || after);
        int order = !before ? 1 : !after ? -1 : text_compare(before->path, after->path);
        o += order <= 0;
        n += order >= 0;
        if (order == 0 && is_same_hash(before->hash, after->hash)) continue;
        DiffName item = {order < 0 ? before->path : after->path, order == 0  ? DIFF_CHANGED
                                                                 : order < 0 ? DIFF_REMOVED
                                                                             : DIFF_ADDED};
        array_push(comparison->arena, out, item);
    }
}

/* --- Reach ---------------------------------------------------------------------------------- */

typedef const void *ArtifactOf(const DiffSide *side, const Unit *unit);

static const void *chart_of(const DiffSide *side, const Unit *unit) {
    return artifacts_chart(side->artifacts, side->matrix, unit);
}

static const void *module_of(const DiffSide *side, const Unit *unit) {
    return artifacts_module(side->artifacts, side->matrix, unit);
}

/* What units are looked at for, on the new side. */
typedef struct Reach {
    ArtifactOf *of;
    const EnvironmentSet
        *written; /* by index of a unit: where it has outputs; NULL: of no interest */
} Reach;

/* A module is applied with the variables that are written for it; of a unit that writes nothing nobody
 * can tell. */
static const EnvironmentSet *places_of(const Reach *reach, const Unit *unit) {
    const EnvironmentSet *written = reach->written ? &reach->written[unit->index] : NULL;
    return written && !set_is_empty(written) ? written : &unit->environments;
}

static void add_unit(const Comparison *comparison, const EnvironmentSet *places, const Unit *unit,
                     DiffArtifact *out) {
    out->units[out->unit_count++] = unit->name->text;
    for (uint32_t e = 0; e < comparison->diff->environments.count; e++) {
        uint32_t environment = comparison->new_environments[e];
        bool is_there = environment != NOWHERE && set_has(places, environment);
        out->environments[e] = out->environments[e] || is_there;
    }
}

/* The units of the new side that name it, and their environments. */
static void find_reach(const Comparison *comparison, const Reach *reach, const void *artifact,
                       DiffArtifact *out) {
    const Diff *diff = comparison->diff;
    out->units = arena_array(comparison->arena, Text, diff->units.count);
    out->environments = arena_array(comparison->arena, bool, diff->environments.count);
    for (uint32_t i = 0; i < diff->units.count; i++) {
        const Unit *unit = side_unit(comparison->new, diff->units.items[i].text);
        if (unit && reach->of(comparison->new, unit) == artifact)
            add_unit(comparison, places_of(reach, unit), unit, out);
    }
}

/* --- Charts --------------------------------------------------------------------------------- */

static void compare_chart(Comparison *comparison, const Chart *old, const Chart *new) {
    Arena *arena = comparison->arena;
    if (!old || !old->is_there || !new->is_there) return;
    if (is_same_hash(fingerprint(comparison->old, old), fingerprint(comparison->new, new))) return;
    DiffArtifact chart = {.path = new->path};
    find_reach(comparison, &(Reach){chart_of, NULL}, new, &chart);
    if (!chart.unit_count) return;
    FileStates before = list_files(arena, comparison->old, old),
               after = list_files(arena, comparison->new, new);
    compare_files(comparison, &before, &after, &chart.files);
    array_push(arena, &comparison->diff->charts, chart);
}

/* Charts are in order of the units that name them first. One that is on one side only is seen by the
 * attribute of its units. */
static void compare_charts(Comparison *comparison) {
    const Map *old = &comparison->old->artifacts->charts,
              *new = &comparison->new->artifacts->charts;
    for (uint32_t i = 0; i < new->entries.count; i++)
        compare_chart(comparison, map_get(old, new->entries.items[i].key),
                      new->entries.items[i].value);
}

/* --- Modules -------------------------------------------------------------------------------- */

/* False where the files are too many or too much. */
static bool list_all(Comparison *comparison, const DiffSide *side, const Module *module,
                     FileStates *out) {
    Chart all;
    Arena *arena = comparison->arena, *scratch = arena_child(arena);
    FileStatus status = module_files(scratch, side->files, module, &comparison->read, &all);
    if (status == FILE_OK) *out = list_files(arena, side, &all);
    arena_close(scratch);
    return status == FILE_OK;
}

/* Of what is too much to look at nobody can say that it is the same: it counts as another as a whole. */
static void compare_module_files(Comparison *comparison, const Module *old, const Module *new,
                                 DiffNames *out) {
    FileStates before, after;
    const DiffName whole = {TEXT("."), DIFF_CHANGED};
    if (list_all(comparison, comparison->old, old, &before) &&
        list_all(comparison, comparison->new, new, &after))
        compare_files(comparison, &before, &after, out);
    else
        array_push(comparison->arena, out, whole);
}

static void compare_module(Comparison *comparison, const Reach *reach, const Module *old,
                           const Module *new) {
    DiffArtifact module = {.path = new->path};
    if (!old || !old->is_there || !new->is_there) return;
    find_reach(comparison, reach, new, &module);
    if (module.unit_count) compare_module_files(comparison, old, new, &module.files);
    if (module.files.count) array_push(comparison->arena, &comparison->diff->modules, module);
}

static const EnvironmentSet *find_written(const Comparison *comparison) {
    uint32_t count;
    const Output *outputs = plan_outputs(comparison->new->plan, &count);
    EnvironmentSet *written =
        arena_array(comparison->arena, EnvironmentSet, side_model(comparison->new)->unit_count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t u = 0; u < outputs[i].unit_count; u++)
            set_add(&written[outputs[i].units[u]->index], outputs[i].environment);
    return written;
}

static void compare_modules(Comparison *comparison) {
    const Map *old = &comparison->old->artifacts->modules,
              *new = &comparison->new->artifacts->modules;
    if (!new->entries.count || !old->entries.count) return;
    const Reach reach = {module_of, find_written(comparison)};
    for (uint32_t i = 0; i < new->entries.count; i++)
        compare_module(comparison, &reach, map_get(old, new->entries.items[i].key),
                       new->entries.items[i].value);
}

void compare_artifacts(Comparison *comparison) {
    if (!comparison->old->artifacts || !comparison->new->artifacts) return;
    compare_charts(comparison);
    compare_modules(comparison);
}

/* --- Releases ------------------------------------------------------------------------------- */

/* False where the environment runs nothing of the unit. */
static bool find_image(const DiffSide *side, const Unit *unit, uint32_t environment,
                       DiffImage *out) {
    Image image;
    *out = (DiffImage){TEXT(""), TEXT(""), TEXT("")};
    if (!unit || environment == NOWHERE || !set_has(&unit->environments, environment) ||
        !release_image(side->plan, unit, environment, &image))
        return false;
    *out = (DiffImage){.tag = image.tag, .digest = image.digest, .chart = TEXT("")};
    return true;
}

static void compare_release(Comparison *comparison, Text name, uint32_t environment) {
    DiffRelease release = {.unit = name, .environment = environment};
    bool was = find_image(comparison->old, side_unit(comparison->old, name),
                          comparison->old_environments[environment], &release.old);
    bool is = find_image(comparison->new, side_unit(comparison->new, name),
                         comparison->new_environments[environment], &release.new);
    bool is_same = was == is && text_equal(release.old.tag, release.new.tag) &&
                   text_equal(release.old.digest, release.new.digest);
    if (!is_same) array_push(comparison->arena, &comparison->diff->releases, release);
}

void compare_releases(Comparison *comparison) {
    const Diff *diff = comparison->diff;
    for (uint32_t i = 0; i < diff->units.count; i++)
        for (uint32_t e = 0; e < diff->environments.count; e++)
            compare_release(comparison, diff->units.items[i].text, e);
}

/* --- Outputs -------------------------------------------------------------------------------- */

static bool has_environment(const Comparison *comparison, Text name) {
    const DiffNames *names = &comparison->diff->environments;
    for (uint32_t i = 0; i < names->count; i++)
        if (text_equal(names->items[i].text, name)) return true;
    return false;
}

/* Does the side have what the output of another is for: its unit with that sink in that environment? */
static bool has_counterpart(const DiffSide *side, const DiffSide *other, const Output *output) {
    const Model *model = side_model(other);
    const Unit *unit = side_unit(side, output->units[0]->name->text);
    Text name = model->environments[output->environment].name->text;
    int32_t environment = side_model(side) ? model_environment(side_model(side), name) : -1;
    if (!unit || environment < 0) return false;
    if (output->sink == SINK_RELEASE || output->sink == SINK_INDEX)
        return set_has(&unit->environments, (uint32_t)environment);
    for (uint32_t i = 0; i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == output->sink &&
            set_has(&unit->sinks[i]->environments, (uint32_t)environment))
            return true;
    return false;
}

static bool is_looked_at(const Comparison *comparison, const DiffSide *side, const Output *output) {
    Text name = side_model(side)->environments[output->environment].name->text;
    bool has_unit = false;
    for (uint32_t i = 0; i < output->unit_count; i++)
        has_unit = has_unit || filter_has_unit(comparison->filter, output->units[i]->name->text);
    return has_unit && has_environment(comparison, name);
}

static void add_output(Comparison *comparison, const DiffSide *side, const DiffSide *other,
                       const Output *output) {
    if (!is_looked_at(comparison, side, output)) return;
    DiffOutput item = {.path = output->path,
                       .kind = side == comparison->old ? DIFF_REMOVED : DIFF_ADDED,
                       .is_said = has_counterpart(other, side, output)};
    array_push(comparison->arena, &comparison->diff->outputs, item);
}

void compare_outputs(Comparison *comparison) {
    OutputPairs pairs = output_pairs(comparison->old, comparison->new);
    for (const Output *old, *new; output_pairs_next(&pairs, &old, &new);) {
        if (old && !new) add_output(comparison, comparison->old, comparison->new, old);
        if (new && !old) add_output(comparison, comparison->new, comparison->old, new);
    }
}
