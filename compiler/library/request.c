/* request.c - what a build was asked for: units, environments, images, the output directory.
 *
 * Names that do not exist are wrong usage and suggest the nearest; everything else about the
 * request is settled here, so that build.c deals with files only. */
#include "library/build.h"

/* Marks what a unit refers to, itself included: those must be free of errors too. What is marked has all
 * that it refers to marked. */
static void use_unit(Build *build, const Unit *unit) {
    uint32_t *closure;
    Arena *arena = &build->project->arena;
    if (build->used[unit->index]) return;
    ArenaMark mark = arena_mark(arena);
    uint32_t count = matrix_closure(arena, build->project->matrix, unit, &closure);
    for (uint32_t i = 0; i < count; i++)
        build->used[closure[i]] = true;
    arena_reset(arena, mark);
}

/* The units asked for; what does not exist is reported. */
static bool read_units(Build *build) {
    const RungBuild *request = build->request;
    RungProject *project = build->project;
    bool is_known = true;
    if (!request->units) return true;
    build->asked = arena_array(&project->arena, bool, project->model->unit_count);
    build->used = arena_array(&project->arena, bool, project->model->unit_count);
    for (size_t i = 0; i < request->unit_count; i++) {
        const Unit *unit = session_unit(project, session_copy(project, request->units[i]));
        is_known = is_known && unit;
        if (!unit) continue;
        build->asked[unit->index] = true;
        use_unit(build, unit);
    }
    return is_known;
}

/* Units whose parameters share a file with one that was asked for: the file is written whole. */
static void use_neighbours(Build *build) {
    uint32_t index = 0;
    if (!build->asked) return;
    for (const Output *output; (output = plan_next(build->plan, &index));)
        for (uint32_t u = 0; u < output->unit_count && request_has(build, output); u++)
            use_unit(build, output->units[u]);
}

bool request_has(const Build *build, const Output *output) {
    if (!set_has(&build->environments, output->environment)) return false;
    if (!build->asked) return true;
    for (uint32_t i = 0; i < output->unit_count; i++)
        if (build->asked[output->units[i]->index]) return true;
    return false;
}

/* The environments asked for; without a wish, all that are not ephemeral. */
static bool read_environments(Build *build) {
    const RungBuild *request = build->request;
    const Model *model = build->project->model;
    bool is_known = true;
    for (size_t i = 0; request->environments && i < request->environment_count; i++) {
        Text name = session_copy(build->project, request->environments[i]);
        int32_t index = session_environment(build->project, name);
        if (index >= 0)
            set_add(&build->environments, (uint32_t)index);
        else
            is_known = false;
    }
    for (uint32_t i = 0; i < model->environment_count && !request->environments; i++)
        if (!model->environments[i].is_ephemeral) set_add(&build->environments, i);
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
    Report *report = &build->project->report;
    size_t equal = text_find(text, TEXT("="), 0);
    out->digest = text_slice(text, equal == SIZE_MAX ? text.length : equal + 1, text.length);
    if (!digest_is_valid(out->digest) || text_starts_with(out->digest, TEXT("xxh3:"))) {
        report_image_form(report, NO_SPAN, text);
        return false;
    }
    out->unit = session_unit(build->project, text_trim(text_slice(text, 0, equal)));
    if (out->unit && !out->unit->is_service)
        report_image_of_stack(report, NO_SPAN, out->unit->name->text);
    return out->unit && out->unit->is_service;
}

static bool is_given(const ImageOverride *images, size_t count, const Unit *unit) {
    for (size_t i = 0; i < count; i++)
        if (images[i].unit == unit) return true;
    return false;
}

static bool read_images(Build *build, ImageOverride **out) {
    RungProject *project = build->project;
    const RungBuild *request = build->request;
    ImageOverride *images = arena_array(&project->arena, ImageOverride, request->image_count + 1);
    for (size_t i = 0; i < request->image_count; i++) {
        if (!read_image(build, session_copy(project, request->images[i]), &images[i])) return false;
        if (!is_given(images, i, images[i].unit)) continue;
        report_image_twice(&project->report, NO_SPAN, images[i].unit->name->text);
        return false;
    }
    *out = images;
    return true;
}

/* A plan of its own where that of the check does not have these outputs: it has no previews. */
static bool read_plan(Build *build) {
    RungProject *project = build->project;
    const RungBuild *request = build->request;
    bool only, has_ephemeral = builds_ephemeral(build, &only);
    build->plan = project->plan;
    if (request->image_count && !(has_ephemeral && only)) {
        report_image_not_ephemeral(&project->report, NO_SPAN);
        return false;
    }
    ImageOverride *images;
    if (!has_ephemeral) return true;
    if (!read_images(build, &images)) return false;
    EmitOptions options = {build->environments, images, (uint32_t)request->image_count};
    build->plan = emit_plan(&project->arena, project->matrix, project->artifacts, &options);
    scoping_drop_followers(project);
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
    const RungBuild *request = build->request;
    build->is_everything = !request->units && !request->environments;
    build->out = request->out ? session_copy(project, request->out) : project->root;
    bool is_read_only = project->git && !project->options.is_staged && !request->is_check;
    if (!build->out.length || is_read_only || (project->git && request->out)) {
        if (project->git)
            report_no_git_directory(&project->report, NO_SPAN);
        else
            report_no_output_directory(&project->report, NO_SPAN);
        return session_refuse(project);
    }
    bool has_environments = read_environments(build), has_units = read_units(build);
    if (!has_environments || !has_units || !prune_is_possible(build) || !read_plan(build))
        return session_refuse(project);
    use_neighbours(build);
    project->scoping = (Scoping){.units = build->used};
    if (request->environments) project->scoping.environments = &build->environments;
    if (!build->is_everything) project->concern = CONCERN_SCOPE;
    return RUNG_OK;
}

/* One of those that count, among those that are reported. */
static bool has_counting_error(const RungProject *project) {
    const Report *report = &project->report;
    for (uint32_t i = 0; i < report->items.count; i++) {
        const Diagnostic *item = report->items.items[i];
        if (item->severity == SEVERITY_ERROR && scoping_counts(project, &project->scoping, item))
            return true;
    }
    return false;
}

/* What was not reported, because it follows from a syntax error, or because there are too many: all
 * is shown then, for the cause may stand anywhere. */
static bool has_hidden_error(RungProject *project) {
    bool has = project->report.dropped > 0 && report_count(&project->report, SEVERITY_ERROR) > 0;
    for (uint32_t i = 0; i < project->followers.count && !has; i++)
        has = scoping_counts(project, &project->scoping, project->followers.items[i]);
    if (has) project->concern = CONCERN_PROGRAM;
    return has;
}

bool request_has_errors(Build *build) {
    return has_counting_error(build->project) || has_hidden_error(build->project);
}
