/* artifacts.c - what a change does to charts, releases and the paths of outputs. */
#include "diff/compare.h"

/* --- Charts --------------------------------------------------------------------------------- */

static bool is_output(void *state, Text place) {
    return plan_is_output(state, place);
}

static Hash128 fingerprint(const DiffSide *side, const Chart *chart) {
    return chart_fingerprint(chart, is_output, (void *)(uintptr_t)side->plan);
}

/* The file at *index if it is not an output, which is no part of a chart; NULL at the end. */
static const ChartFile *next_file(const DiffSide *side, const Chart *chart, uint32_t *index) {
    while (*index < chart->file_count && plan_is_output(side->plan, chart->files[*index].place))
        ++*index;
    return *index < chart->file_count ? &chart->files[*index] : NULL;
}

/* Files of both sides are in order of their paths. */
static void compare_files(Comparison *comparison, const Chart *old, const Chart *new,
                          DiffNames *out) {
    const ChartFile *before, *after;
    for (uint32_t o = 0, n = 0; before = next_file(comparison->old, old, &o),
                  after = next_file(comparison->new, new, &n), before || after;) {
        int order = !before ? 1 : !after ? -1 : text_compare(before->path, after->path);
        o += order <= 0;
        n += order >= 0;
        if (order == 0 && text_equal(before->text, after->text)) continue;
        DiffName item = {order < 0 ? before->path : after->path, order == 0  ? DIFF_CHANGED
                                                                 : order < 0 ? DIFF_REMOVED
                                                                             : DIFF_ADDED};
        array_push(comparison->arena, out, item);
    }
}

/* The units of the new side that render the chart, and their environments. */
static void find_reach(Comparison *comparison, const Chart *chart, DiffChart *out) {
    const DiffSide *side = comparison->new;
    const Diff *diff = comparison->diff;
    out->units = arena_array(comparison->arena, Text, diff->units.count);
    out->environments = arena_array(comparison->arena, bool, diff->environments.count);
    for (uint32_t i = 0; i < diff->units.count; i++) {
        const Unit *unit = side_unit(side, diff->units.items[i].text);
        if (!unit || artifacts_chart(side->artifacts, side->matrix, unit) != chart) continue;
        out->units[out->unit_count++] = unit->name->text;
        for (uint32_t e = 0; e < diff->environments.count; e++) {
            uint32_t environment = comparison->new_environments[e];
            out->environments[e] =
                out->environments[e] ||
                (environment != NOWHERE && set_has(&unit->environments, environment));
        }
    }
}

static void compare_chart(Comparison *comparison, const Chart *old, const Chart *new) {
    if (!old || !old->is_there || !new->is_there) return;
    Hash128 before = fingerprint(comparison->old, old), after = fingerprint(comparison->new, new);
    if (before.high == after.high && before.low == after.low) return;
    DiffChart chart = {.path = new->path};
    find_reach(comparison, new, &chart);
    if (!chart.unit_count) return;
    compare_files(comparison, old, new, &chart.files);
    array_push(comparison->arena, &comparison->diff->charts, chart);
}

/* Charts are in order of the units that name them first. One that is on one side only is seen by the
 * attribute of its units. */
void compare_charts(Comparison *comparison) {
    if (!comparison->old->artifacts || !comparison->new->artifacts) return;
    const Map *old = &comparison->old->artifacts->charts,
              *new = &comparison->new->artifacts->charts;
    for (uint32_t i = 0; i < new->entries.count; i++)
        compare_chart(comparison, map_get(old, new->entries.items[i].key),
                      new->entries.items[i].value);
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
