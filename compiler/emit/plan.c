/* plan.c - every output of the program, before a byte of any is made.
 *
 * For each unit, sink and environment the paths are decided and entered into one map, in which two
 * outputs that would be written to one place meet (collision.c). What the sinks' formats cannot say
 * is checked once a parameter, over all its environments. */
#include "emit/emission.h"

#include <stdlib.h>

/* --- Findings about places that outputs share ------------------------------------------------ */

/* Findings are few, so their keys are made of text. */
Diagnostic **plan_finding(Plan *plan, Code code, Span span) {
    Text key =
        text_format(plan->arena, "%u %u %u %u", (unsigned)code, span.file, span.start, span.end);
    return (Diagnostic **)map_at(&plan->findings, key);
}

/* --- Outputs --------------------------------------------------------------------------------- */

/* The list doubles whenever its length is a power of two. */
static void add_unit(Plan *plan, Output *output, const Unit *unit) {
    uint32_t count = output->unit_count;
    if (count && output->units[count - 1] == unit) return;
    if ((count & (count - 1)) == 0) {
        const Unit **units = arena_array(plan->arena, const Unit *, count ? count * 2 : 1);
        if (count) memcpy(units, output->units, count * sizeof *units);
        output->units = units;
    }
    output->units[output->unit_count++] = unit;
}

/* In `ssm` units whose paths meet share the file of an environment. */
static bool may_share(const Output *first, const Output *second) {
    return first->sink == SINK_SSM && second->sink == SINK_SSM &&
           first->environment == second->environment && first->format == second->format;
}

/* The first output of a path keeps it. The later ones are remembered as clashes and are no outputs:
 * there is an error, and nothing is written. */
static void add_output(Plan *plan, const Unit *unit, const Output *output) {
    void **place = map_at(&plan->by_path, output->path);
    Output *first = *place;
    if (first && may_share(first, output)) {
        add_unit(plan, first, unit);
        return;
    }
    Output *copy = arena_new(plan->arena, Output);
    *copy = *output;
    add_unit(plan, copy, unit);
    if (first)
        array_push(plan->arena, &plan->clashes, ((Clash){.first = first, .second = copy}));
    else
        *place = copy;
}

/* A sink may be limited to some of the unit's environments, so having one is not enough. */
static bool has_block(const Unit *unit, SinkKind kind, uint32_t environment) {
    for (uint32_t i = 0; i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == kind && set_has(&unit->sinks[i]->environments, environment))
            return true;
    return false;
}

/* A release is there where the image is pinned; an index wherever an `emit` asks for it. */
static bool has_sink(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    Image image;
    if (!set_has(&unit->environments, environment)) return false;
    if (kind == SINK_RELEASE) return release_image(plan, unit, environment, &image);
    return kind == SINK_INDEX || has_block(unit, kind, environment);
}

/* Units times environments times lines of `emit`: the number is bounded before it is a memory. */
static bool has_room(Plan *plan, const Unit *unit) {
    if (plan->by_path.entries.count + plan->clashes.count < LIMIT_OUTPUTS) return true;
    if (!plan->is_cut) report_too_many_outputs(plan->report, unit->declaration->span);
    plan->is_cut = true;
    return false;
}

/* One unit's sink in one environment: usually one file, none, or one for each `emit` line. */
static void add_outputs(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    if (plan->is_cut || !has_sink(plan, unit, kind, environment)) return;
    PlannedPath *paths;
    uint32_t count = path_plan(plan, unit, kind, environment, &paths);
    for (uint32_t i = 0; i < count; i++) {
        Output output = {
            .path = paths[i].path, .sink = kind, .environment = environment, .span = paths[i].span};
        if (!has_room(plan, unit)) return;
        if (path_format(plan, kind, environment, &paths[i], &output.format))
            add_output(plan, unit, &output);
    }
}

/* The outputs of a unit stand together in the map, so that its own are found without a search. */
static void plan_unit(Plan *plan, const Unit *unit) {
    plan->first_output[unit->index] = plan->by_path.entries.count;
    for (SinkKind kind = 0; kind < SINK_END; kind++)
        for (uint32_t e = 0; e < plan->model->environment_count; e++)
            add_outputs(plan, unit, kind, e);
    plan->first_output[unit->index + 1] = plan->by_path.entries.count;
}

/* An iterator: `index` is 0 at first, and NULL says that there are no more. */
const Output *plan_output_of(const Plan *plan, const Unit *unit, uint32_t *index) {
    uint32_t at = plan->first_output[unit->index] + (*index)++;
    return at < plan->first_output[unit->index + 1] ? plan->by_path.entries.items[at].value : NULL;
}

/* A release counts for a module only where Terraform will read it. */
bool plan_has_variables(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    uint32_t index = 0;
    for (const Output *output; (output = plan_output_of(plan, unit, &index));)
        if (output->sink == kind && output->environment == environment &&
            (output->format == FORMAT_TFVARS || output->format == FORMAT_TFVARS_JSON))
            return true;
    return false;
}

/* --- Checks ---------------------------------------------------------------------------------- */

/* Sinks that hold text only know no nesting, so the shape of a tree is no concern of theirs. */
static void check_sink(Plan *plan, const Unit *unit, const Sink *sink) {
    switch (sink->kind) {
    case SINK_HELM: helm_check(plan, unit, sink); break;
    case SINK_TERRAFORM: terraform_check(plan, unit, sink); break;
    case SINK_YAML:
    case SINK_JSON: break;
    case SINK_CONFIGMAP:
        text_check(plan, sink);
        configmap_check(plan, unit, sink);
        return;
    case SINK_DOTENV:
        text_check(plan, sink);
        dotenv_check(plan, sink);
        return;
    case SINK_SSM: /* and all units together: parameters_check */
        text_check(plan, sink);
        terraform_check_store(plan, unit, sink);
        return;
    case SINK_RELEASE:
    case SINK_INDEX:
    case SINK_END: unreachable("a sink without a block");
    }
    text_check(plan, sink);
    shape_check(plan, sink);
}

/* After its paths are planned: what counts as given depends on where a release is written. */
static void check_unit(Plan *plan, const Unit *unit) {
    release_check(plan, unit);
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        check_sink(plan, unit, unit->sinks[i]);
        size_add(plan, unit->sinks[i]);
    }
}

/* --- The plan -------------------------------------------------------------------------------- */

/* Shapes are made when they are asked for; here is only where they will be. */
static void open_shapes(Plan *plan) {
    uint32_t count = 0;
    for (uint32_t u = 0; u < plan->model->unit_count; u++) {
        plan->first_shape[u] = count;
        count += plan->model->units[u]->sink_count;
    }
    plan->shapes = arena_array(plan->arena, Shape, count);
}

/* No two outputs have one path, so the order is total. */
static int compare_outputs(const void *a, const void *b) {
    return text_compare(((const Output *)a)->path, ((const Output *)b)->path);
}

/* Everything is empty; the environments that will be written are the options'. */
static Plan *open_plan(Arena *arena, Matrix *matrix, const Artifacts *artifacts,
                       const EmitOptions *options) {
    Plan *plan = arena_new(arena, Plan);
    const Model *model = matrix_model(matrix);
    plan->arena = arena;
    plan->matrix = matrix;
    plan->model = model;
    plan->report = model->report;
    plan->artifacts = artifacts;
    plan->options = *options;
    plan->first_shape = arena_array(arena, uint32_t, model->unit_count);
    plan->first_output = arena_array(arena, uint32_t, model->unit_count + 1);
    plan->bounds = arena_array(arena, SinkBounds, model->unit_count);
    plan->chart_paths = arena_array(arena, uint8_t *, artifacts->charts.entries.count);
    map_open(&plan->by_path, arena);
    map_open(&plan->findings, arena);
    open_shapes(plan);
    return plan;
}

Plan *emit_plan(Arena *arena, Matrix *matrix, const Artifacts *artifacts,
                const EmitOptions *options) {
    Plan *plan = open_plan(arena, matrix, artifacts, options);
    for (uint32_t i = 0; i < plan->model->unit_count; i++) {
        plan_unit(plan, plan->model->units[i]);
        check_unit(plan, plan->model->units[i]);
    }
    parameters_check(plan);
    collision_check(plan);
    size_check(plan);
    return plan;
}

/* All environments were checked; what is written is what was asked for. */
static void choose_outputs(Plan *plan) {
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        if (set_has(&plan->options.environments, output->environment))
            array_push(plan->arena, &plan->outputs, *output);
    }
    if (plan->outputs.count)
        qsort(plan->outputs.items, plan->outputs.count, sizeof(Output), compare_outputs);
}

/* They belong to the plan and stay as they are. A check asks for none. */
const Output *plan_outputs(Plan *plan, uint32_t *count) {
    if (!plan->has_outputs) choose_outputs(plan);
    plan->has_outputs = true;
    *count = plan->outputs.count;
    return plan->outputs.items;
}

/* `by_path` has them in the order in which they were planned. */
const Output *plan_next(const Plan *plan, uint32_t *index) {
    while (*index < plan->by_path.entries.count) {
        const Output *output = plan->by_path.entries.items[(*index)++].value;
        if (set_has(&plan->options.environments, output->environment)) return output;
    }
    return NULL;
}

/* Asked for files that an earlier build wrote. */
bool plan_is_output(const Plan *plan, Text path) {
    const Output *output = map_get(&plan->by_path, path);
    return output && set_has(&plan->options.environments, output->environment);
}

/* --- Bytes ----------------------------------------------------------------------------------- */

/* A sink knows its own file; what it returns is whether all values were there. */
static bool write_output(const Plan *plan, const Output *output, Writer *out) {
    switch (output->sink) {
    case SINK_HELM:
    case SINK_TERRAFORM:
    case SINK_YAML:
    case SINK_JSON: return values_emit(plan, output, out);
    case SINK_RELEASE: return release_emit(plan, output, out);
    case SINK_INDEX: return index_emit(plan, output, out);
    case SINK_SSM: return parameters_emit(plan, output, out);
    case SINK_CONFIGMAP: return configmap_emit(plan, output, out);
    case SINK_DOTENV: return dotenv_emit(plan, output, out);
    case SINK_END: break;
    }
    unreachable("SinkKind");
}

/* What is too large was reported when the plan was checked. */
bool emit_output(const Plan *plan, const Output *output, Writer *out) {
    return write_output(plan, output, out) && !out->is_full;
}
