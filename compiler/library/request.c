/* request.c - what a build was asked for: units, environments, images, the output directory.
 *
 * Names that do not exist are wrong usage and suggest the nearest; everything else about the
 * request is settled here, so that build.c deals with files only. */
#include "library/build.h"

#include <stdlib.h>

static int compare_indexes(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static const Unit *find_unit(RungProject *project, Text name) {
    const Model *model = project->model;
    const Unit *unit = map_get(&model->unit_by_name, name);
    if (unit) return unit;
    Text *names = arena_array(&project->arena, Text, model->unit_count + 1);
    for (uint32_t i = 0; i < model->unit_count; i++) names[i] = model->units[i]->name->text;
    Diagnostic *d = report_no_such_unit(&project->report, NO_SPAN, name);
    suggest_name(d, NO_SPAN, name, names, model->unit_count, "units");
    return NULL;
}

/* The units asked for, and for judging errors all that they refer to. */
static bool read_units(Build *build) {
    const RungBuild *request = build->request;
    RungProject *project = build->project;
    ARRAY(uint32_t) asked = {0}, used = {0};
    bool is_known = true;
    for (size_t i = 0; i < request->unit_count; i++) {
        const Unit *unit = find_unit(project, text_copy(&project->arena, text_of(request->units[i])));
        is_known = is_known && unit;
        if (!unit) continue;
        array_push(&project->arena, &asked, unit->index);
        uint32_t *closure;
        uint32_t count = matrix_closure(&project->arena, project->matrix, unit, &closure);
        for (uint32_t c = 0; c < count; c++) array_push(&project->arena, &used, closure[c]);
    }
    if (used.count) qsort(used.items, used.count, sizeof *used.items, compare_indexes);
    build->asked = asked.items;
    build->asked_count = asked.count;
    build->scoping.has_units = request->units != NULL;
    build->scoping.units = used.items;
    build->scoping.unit_count = used.count;
    return is_known;
}

static bool read_environments(Build *build) {
    const RungBuild *request = build->request;
    const Model *model = build->project->model;
    bool is_known = true;
    for (size_t i = 0; i < request->environment_count; i++) {
        int32_t index = session_environment(build->project, text_of(request->environments[i]));
        if (index >= 0)
            set_add(&build->environments, (uint32_t)index);
        else
            is_known = false;
    }
    for (uint32_t i = 0; i < model->environment_count && !request->environments; i++)
        if (!model->environments[i].is_ephemeral) set_add(&build->environments, i);
    build->scoping.has_environments = request->environments != NULL;
    build->scoping.environments = build->environments;
    return is_known;
}

static bool builds_ephemeral(const Build *build, bool *only) {
    const Model *model = build->project->model;
    bool has = false;
    *only = true;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (!set_has(&build->environments, i)) continue;
        has = has || model->environments[i].is_ephemeral;
        *only = *only && model->environments[i].is_ephemeral;
    }
    return has;
}

/* `UNIT=DIGEST`, for ephemeral environments only: everywhere else a release climbs the ladder. */
static bool read_image(Build *build, Text text, ImageOverride *out) {
    RungProject *project = build->project;
    size_t equal = text_find(text, TEXT("="), 0);
    out->digest = text_slice(text, equal == SIZE_MAX ? text.length : equal + 1, text.length);
    if (equal == SIZE_MAX || !digest_is_valid(out->digest)) {
        report_image_form(&project->report, NO_SPAN, text);
        return false;
    }
    out->unit = find_unit(project, text_slice(text, 0, equal));
    return out->unit != NULL;
}

/* A plan of its own where the one of the check does not have these outputs. */
static bool read_plan(Build *build) {
    RungProject *project = build->project;
    const RungBuild *request = build->request;
    bool only, has_ephemeral = builds_ephemeral(build, &only);
    build->plan = project->plan;
    if (request->image_count && !(has_ephemeral && only)) {
        report_image_not_ephemeral(&project->report, NO_SPAN);
        return false;
    }
    if (!has_ephemeral) return true;
    ImageOverride *images = arena_array(&project->arena, ImageOverride, request->image_count + 1);
    for (size_t i = 0; i < request->image_count; i++)
        if (!read_image(build, text_copy(&project->arena, text_of(request->images[i])), &images[i]))
            return false;
    EmitOptions options = {build->environments, images, (uint32_t)request->image_count};
    build->plan = emit_plan(&project->arena, project->matrix, project->artifacts, &options);
    return true;
}

/* `--prune` of a part would have to guess which files belong to it. */
static bool prune_is_possible(Build *build) {
    bool only;
    bool is_part = build->request->units ||
                   (build->request->environments && !(builds_ephemeral(build, &only) && only));
    if (!build->request->prune || !is_part) return true;
    report_prune_of_part(&build->project->report, NO_SPAN);
    return false;
}

RungStatus request_read(Build *build) {
    RungProject *project = build->project;
    build->is_everything = !build->request->units && !build->request->environments;
    build->out = build->request->out ? text_copy(&project->arena, text_of(build->request->out))
                                     : project->root;
    if (!build->out.length) {
        report_no_output_directory(&project->report, NO_SPAN);
        return RUNG_USAGE;
    }
    bool has_environments = read_environments(build), has_units = read_units(build);
    if (!has_environments || !has_units || !prune_is_possible(build)) return RUNG_USAGE;
    return read_plan(build) ? RUNG_OK : RUNG_USAGE;
}

bool request_has_errors(const Build *build) {
    const Report *report = &build->project->report;
    for (uint32_t i = 0; i < report->items.count; i++) {
        const Diagnostic *item = report->items.items[i];
        if (item->severity == SEVERITY_ERROR &&
            scoping_counts(build->project, &build->scoping, item))
            return true;
    }
    return false;
}
