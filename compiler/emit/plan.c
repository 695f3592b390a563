/* plan.c - every output of the program, before a byte of any is made.
 *
 * For each unit, sink and environment the paths are decided and entered into one map; whatever two
 * outputs would write to one place is an error here. What the sinks' formats cannot say is checked
 * once a parameter, over all its environments. */
#include "emit/emission.h"

#include <stdlib.h>

const Shape *plan_shape(const Plan *plan, const Sink *sink) {
    for (uint32_t i = 0; i < sink->unit->sink_count; i++)
        if (sink->unit->sinks[i] == sink)
            return &plan->shapes[plan->first_shape[sink->unit->index] + i];
    unreachable("a sink of another plan");
}

static void make_shapes(Plan *plan) {
    uint32_t count = 0;
    plan->first_shape = arena_array(plan->arena, uint32_t, plan->model->unit_count + 1);
    for (uint32_t u = 0; u < plan->model->unit_count; u++) {
        plan->first_shape[u] = count;
        count += plan->model->units[u]->sink_count;
    }
    plan->shapes = arena_array(plan->arena, Shape, count + 1);
    for (uint32_t u = 0; u < plan->model->unit_count; u++)
        for (uint32_t s = 0; s < plan->model->units[u]->sink_count; s++)
            shape_make(plan->arena, plan->model->units[u]->sinks[s],
                       &plan->shapes[plan->first_shape[u] + s]);
}

/* --- Collisions ------------------------------------------------------------------------------ */

static Text unit_and_environment(const Plan *plan, const Output *output) {
    Text environment = plan->model->environments[output->environment].name->text;
    return text_format(plan->arena, "%s of %.*s in %.*s", sink_fact(output->sink)->name,
                       TEXT_ARGS(output->units[0]->name->text), TEXT_ARGS(environment));
}

static void report_collision(Plan *plan, const Output *first, const Output *second) {
    Diagnostic *d = report_output_collision(plan->report, second->span, second->path);
    Text a = unit_and_environment(plan, second), b = unit_and_environment(plan, first);
    report_label(d, second->span, "%.*s", TEXT_ARGS(a));
    report_label(d, first->span, "%.*s", TEXT_ARGS(b));
    report_help(d, "make the path depend on what differs, such as `${env}` or `${unit}`");
    report_environment(d, plan->model->environments[first->environment].name->text);
    if (second->environment != first->environment)
        report_environment(d, plan->model->environments[second->environment].name->text);
}

/* In `ssm` units whose paths meet share the file of an environment. */
static bool share(Plan *plan, Output *first, const Output *second) {
    if (first->sink != SINK_SSM || second->sink != SINK_SSM ||
        first->environment != second->environment || first->format != second->format)
        return false;
    const Unit **units = arena_array(plan->arena, const Unit *, first->unit_count + 1);
    memcpy(units, first->units, first->unit_count * sizeof *units);
    if (units[first->unit_count - 1] != second->units[0])
        units[first->unit_count++] = second->units[0];
    first->units = units;
    return true;
}

/* --- Outputs --------------------------------------------------------------------------------- */

/* No two pull requests may share a file: the path of an ephemeral environment says which it is. */
static void check_ephemeral(Plan *plan, const Output *output) {
    const Environment *environment = &plan->model->environments[output->environment];
    if (!environment->is_ephemeral) return;
    Text own = matrix_environment_text(plan->matrix, output->environment);
    Text argument = text_slice(own, environment->name->text.length + 1, own.length);
    if (text_contains(output->path, own) || (argument.length && text_contains(output->path, argument)))
        return;
    Diagnostic *d = report_output_shared(plan->report, output->span, output->path,
                                         environment->name->text);
    report_help(d, "put `${env}` or `${env.%.*s}` into the path",
                TEXT_ARGS(environment->parameter->text));
    report_environment(d, environment->name->text);
}

static void add_output(Plan *plan, const Output *output) {
    Output *first = map_get(&plan->by_path, output->path);
    if (first) {
        if (!share(plan, first, output)) report_collision(plan, first, output);
        return;
    }
    check_ephemeral(plan, output);
    Output *copy = arena_new(plan->arena, Output);
    *copy = *output;
    map_put(&plan->by_path, copy->path, copy);
}

static bool has_sink(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    Image image;
    switch (kind) {
    case SINK_INDEX: return set_has(&unit->environments, environment);
    case SINK_RELEASE:
        return set_has(&unit->environments, environment) &&
               release_image(plan, unit, environment, &image);
    case SINK_HELM:
    case SINK_TERRAFORM:
    case SINK_SSM:
    case SINK_YAML:
    case SINK_JSON:
    case SINK_CONFIGMAP:
    case SINK_DOTENV: break;
    case SINK_END: unreachable("SinkKind");
    }
    for (uint32_t i = 0; i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == kind && set_has(&unit->sinks[i]->environments, environment))
            return true;
    return false;
}

static void add_outputs(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment) {
    if (!has_sink(plan, unit, kind, environment)) return;
    PlannedPath *paths;
    uint32_t count = path_plan(plan, unit, kind, environment, &paths);
    for (uint32_t i = 0; i < count; i++) {
        const Unit **units = arena_new(plan->arena, const Unit *);
        units[0] = unit;
        Output output = {.path = paths[i].path, .sink = kind, .environment = environment,
                         .units = units, .unit_count = 1, .span = paths[i].span};
        if (path_format(plan, unit, kind, &paths[i], &output.format)) add_output(plan, &output);
    }
}

/* Terraform loads these for every environment of the directory. */
static void check_autoloaded(Plan *plan) {
    Map seen;
    map_open(&seen, plan->arena);
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        Text path = output->path;
        size_t last = path.length;
        while (last > 0 && path.bytes[last - 1] != '/') last--;
        Text name = text_slice(path, last, path.length), directory = text_slice(path, 0, last);
        if (!text_equal(name, TEXT("terraform.tfvars")) &&
            !text_equal(name, TEXT("terraform.tfvars.json")) &&
            !text_ends_with(name, TEXT(".auto.tfvars")) &&
            !text_ends_with(name, TEXT(".auto.tfvars.json")))
            continue;
        const Output *other = map_get(&seen, directory);
        map_put(&seen, directory, plan->by_path.entries.items[i].value);
        if (!other || other->environment == output->environment) continue;
        Diagnostic *d = report_output_autoloaded(plan->report, output->span, path);
        report_label(d, output->span, "`%.*s` is beside it, of another environment",
                     TEXT_ARGS(other->path));
        report_help(d, "name it after the environment, such as `%.*s${env}.tfvars`",
                    TEXT_ARGS(directory));
    }
}

/* `a` and `a/b` cannot both be files. */
static void check_directories(Plan *plan) {
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        for (size_t end = 0; end < output->path.length; end++) {
            if (output->path.bytes[end] != '/') continue;
            const Output *file = map_get(&plan->by_path, text_slice(output->path, 0, end));
            if (file) report_collision(plan, file, output);
        }
    }
}

static int compare_outputs(const void *a, const void *b) {
    return text_compare(((const Output *)a)->path, ((const Output *)b)->path);
}

static void choose_outputs(Plan *plan) {
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        if (set_has(&plan->options.environments, output->environment))
            array_push(plan->arena, &plan->outputs, *output);
    }
    if (plan->outputs.count)
        qsort(plan->outputs.items, plan->outputs.count, sizeof(Output), compare_outputs);
}

/* --- The plan -------------------------------------------------------------------------------- */

static void check_sink(Plan *plan, const Unit *unit, const Sink *sink) {
    text_check(plan, sink);
    switch (sink->kind) {
    case SINK_HELM: helm_check(plan, unit, sink); return;
    case SINK_TERRAFORM: terraform_check(plan, unit, sink); return;
    case SINK_CONFIGMAP: configmap_check(plan, unit, sink); return;
    case SINK_DOTENV: dotenv_check(plan, unit, sink); return;
    case SINK_SSM:  /* all units together: parameters_check */
    case SINK_YAML: /* what they hold has a spelling always */
    case SINK_JSON:
    case SINK_RELEASE:
    case SINK_INDEX: return;
    case SINK_END: break;
    }
    unreachable("SinkKind");
}

static void plan_unit(Plan *plan, const Unit *unit) {
    release_check(plan, unit);
    for (uint32_t i = 0; i < unit->sink_count; i++) check_sink(plan, unit, unit->sinks[i]);
    for (SinkKind kind = 0; kind < SINK_END; kind++)
        for (uint32_t e = 0; e < plan->model->environment_count; e++)
            add_outputs(plan, unit, kind, e);
}

Plan *emit_plan(Arena *arena, Matrix *matrix, const Artifacts *artifacts,
                const EmitOptions *options) {
    Plan *plan = arena_new(arena, Plan);
    const Model *model = matrix_model(matrix);
    *plan = (Plan){.arena = arena, .matrix = matrix, .model = model, .report = model->report,
                   .artifacts = artifacts, .options = *options};
    map_open(&plan->by_path, arena);
    make_shapes(plan);
    for (uint32_t i = 0; i < model->unit_count; i++) plan_unit(plan, model->units[i]);
    parameters_check(plan);
    check_autoloaded(plan);
    check_directories(plan);
    choose_outputs(plan);
    return plan;
}

const Output *plan_outputs(const Plan *plan, uint32_t *count) {
    *count = plan->outputs.count;
    return plan->outputs.items;
}

bool plan_is_output(const Plan *plan, Text path) {
    const Output *output = map_get(&plan->by_path, path);
    return output && set_has(&plan->options.environments, output->environment);
}

bool emit_output(const Plan *plan, const Output *output, Writer *out) {
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
