/* render.c - manifests: what `helm template` makes of every unit and environment, kept on disk.
 *
 * Most of them are as they were, and Helm is slow: so what each is made from is hashed first, and Helm is
 * run only where `.rung/rendered` does not know the hash, or knows another one of the file. A manifest is
 * written as soon as it is made. Before the first the list gets a line for each file that will be new: a
 * run that is killed leaves files that are known to be ours, and the next makes them again. */
#include "library/render.h"

#include <stdlib.h>

/* --- What is asked for ---------------------------------------------------------------------- */

static const char *directory_of(RungProject *project, const RungRender *request) {
    const Text parts[] = {project->root, RENDERED_DIRECTORY};
    if (request->out) return request->out;
    if (!project->root.length) return NULL;
    return text_join(&project->arena, parts, 2, TEXT("/")).bytes;
}

/* A build of the same part into the directory of manifests. */
static RungBuild *build_of(RungProject *project, const RungRender *request) {
    RungBuild *build = arena_new(&project->arena, RungBuild);
    *build = (RungBuild){.out = directory_of(project, request),
                         .environments = request->environments,
                         .environment_count = request->environment_count,
                         .units = request->units,
                         .unit_count = request->unit_count,
                         .is_check = request->is_check,
                         .prune = request->prune,
                         .overwrite = request->overwrite};
    return build;
}

static bool add_manifest(Rendering *rendering, const Unit *unit, uint32_t environment) {
    const RungRender *request = rendering->request;
    Arena *arena = &rendering->build->project->arena;
    if (!manifest_is_there(&rendering->side, unit, environment)) return true;
    Manifest *manifest = manifest_make(arena, &rendering->side, unit, environment,
                                       request->arguments, request->argument_count);
    if (!manifest) return false;
    array_push(arena, &rendering->items,
               ((RenderItem){.manifest = manifest, .path = manifest->path}));
    return true;
}

static int compare_items(const void *a, const void *b) {
    return text_compare(((const RenderItem *)a)->path, ((const RenderItem *)b)->path);
}

static void sort_items(Rendering *rendering) {
    uint32_t count = rendering->items.count;
    RenderItem *items = rendering->items.items;
    if (count) qsort(items, count, sizeof *items, compare_items);
    map_open(&rendering->by_path, &rendering->build->project->arena);
    for (uint32_t i = 0; i < count; i++) {
        map_put(&rendering->by_path, items[i].path, &items[i]);
        if (items[i].manifest) items[i].manifest->number = i;
    }
}

/* Every manifest of the request. */
static RungStatus add_manifests(Rendering *rendering) {
    Build *build = rendering->build;
    const Model *model = build->project->model;
    bool is_whole = true;
    for (uint32_t u = 0; u < model->unit_count; u++)
        for (uint32_t e = 0; e < model->environment_count; e++)
            if ((!build->asked || build->asked[u]) && set_has(&build->environments, e))
                is_whole = add_manifest(rendering, model->units[u], e) && is_whole;
    if (watch_has_failed(build->project)) return watch_report(build->project);
    if (!is_whole) build->project->concern = CONCERN_PROGRAM;
    sort_items(rendering);
    return is_whole ? RUNG_OK : RUNG_FINDINGS;
}

static RungStatus begin(RungProject *project, const RungRender *request, Rendering *out) {
    *out = (Rendering){.request = request};
    if (project->git) {
        report_no_git_directory(&project->report, NO_SPAN);
        (void)session_refuse(project);
        return RUNG_USAGE;
    }
    RungStatus status = build_begin(project, build_of(project, request), &out->build);
    if (status != RUNG_OK) return status;
    helm_side_open(project, out->build->plan, RENDERED_DIRECTORY, &out->side);
    return add_manifests(out);
}

/* --- What is there -------------------------------------------------------------------------- */

static RungStatus compare(Rendering *rendering) {
    Build *build = rendering->build;
    RungProject *project = build->project;
    build->disk = watch_files(project, files_of_directory(&project->arena, build->out));
    bool is_read = rendered_compare(rendering);
    if (watch_has_failed(project)) return watch_report(project);
    if (!is_read) return RUNG_FAILED;
    sort_items(rendering);
    for (uint32_t i = 0; i < rendering->items.count; i++)
        if (rendering->items.items[i].is_needed)
            array_push(&project->arena, &rendering->needed, rendering->items.items[i].manifest);
    return RUNG_OK;
}

/* --- Making them ---------------------------------------------------------------------------- */

static bool report_problem(Rendering *rendering, Text path, Text problem) {
    if (!problem.length) return true;
    report_not_written(&rendering->build->project->report, NO_SPAN, path, problem);
    rendering->has_failed = true;
    return false;
}

static Listed line_of(const Rendering *rendering, const RenderItem *item, Text hash) {
    Arena *arena = &rendering->build->project->arena;
    const ManifestOrigin origin = {
        item->manifest->inputs, rendering->helm,
        compare_environment(rendering->build, item->manifest->environment)};
    return (Listed){item->path, hash, origin_write(arena, &origin), 0};
}

/* How what was made differs from what is there. */
static RungChange change_of(const Rendering *rendering, const RenderItem *item, Text hash) {
    const Listing *before = &rendering->build->before;
    if (item->status == FILE_MISSING) return RUNG_MISSING;
    if (text_equal(item->there, hash)) return RUNG_UNCHANGED;
    bool is_ours = item->status == FILE_OK && listing_first(before, item->path);
    if (!is_ours) return RUNG_FOREIGN;
    bool is_as_written = listing_has(before, item->path, item->there) ||
                         rendered_is_announced(rendering, item->path);
    return is_as_written ? RUNG_STALE : RUNG_EDITED;
}

static bool is_refused(const Rendering *rendering, const RenderItem *item) {
    return item->change == RUNG_FOREIGN && !rendering->request->overwrite;
}

/* A manifest that Helm has made, or has not. */
static bool take_manifest(void *state, Manifest *manifest) {
    Rendering *rendering = state;
    Arena *arena = &rendering->build->project->arena;
    RenderItem *item = &rendering->items.items[manifest->number];
    if (manifest->complaint.length) return true;
    Text hash = listing_hash(arena, manifest->text);
    item->is_rendered = true;
    item->change = change_of(rendering, item, hash);
    if (rendering->request->is_check || is_refused(rendering, item)) return true;
    bool is_written = item->change != RUNG_UNCHANGED;
    if (is_written &&
        !report_problem(rendering, item->path,
                        directory_write(&rendering->directory, item->path, manifest->text)))
        return false;
    if (is_written) item->change = RUNG_WRITTEN;
    item->listed = line_of(rendering, item, hash);
    item->is_left = false;
    return true;
}

static bool make_manifests(Rendering *rendering) {
    const HelmCall call = {rendering->request, take_manifest, rendering};
    RungProject *project = rendering->build->project;
    bool is_done = helm_render(project, &rendering->needed, &call);
    manifests_report(&project->report, &rendering->needed);
    return is_done;
}

static bool has_complaint(const Rendering *rendering) {
    for (uint32_t i = 0; i < rendering->needed.count; i++)
        if (rendering->needed.items[i]->complaint.length) return true;
    return false;
}

/* What all of it came to. */
static RungStatus finish(Rendering *rendering, bool is_done) {
    uint32_t count = rendering_report(rendering);
    if (!is_done || rendering->has_failed) return RUNG_FAILED;
    return count || has_complaint(rendering) ? RUNG_FINDINGS : RUNG_OK;
}

/* --- Checking and writing ------------------------------------------------------------------- */

static RungStatus check_manifests(Rendering *rendering) {
    RungStatus status = compare(rendering);
    if (status != RUNG_OK) return status;
    bool is_asked = rendering->needed.count > 0;
    if (is_asked && !helm_version(rendering->build->project, &rendering->helm)) return RUNG_FAILED;
    return finish(rendering, make_manifests(rendering));
}

static bool write_list(Rendering *rendering, bool is_before) {
    Build *build = rendering->build;
    Text bytes = rendered_list(rendering, is_before);
    if (text_equal(bytes, build->listed)) return true;
    build->listed = bytes;
    return report_problem(rendering, RENDERED_PATH,
                          directory_write(&rendering->directory, RENDERED_PATH, bytes));
}

static bool remove_items(Rendering *rendering) {
    for (uint32_t i = 0; i < rendering->items.count && rendering->request->prune; i++) {
        RenderItem *item = &rendering->items.items[i];
        if (item->change != RUNG_LEFT_OVER) continue;
        Text problem = directory_remove(&rendering->directory, item->path);
        if (!report_problem(rendering, item->path, problem)) return false;
        item->change = RUNG_REMOVED;
    }
    return true;
}

/* What goes away makes room for what comes. The list is written also after a failure. */
static bool write_items(Rendering *rendering) {
    directory_clear(&rendering->directory, RENDERED_PATH, false);
    bool has_work = rendering->needed.count > 0;
    bool is_done = !has_work || write_list(rendering, true);
    is_done = is_done && remove_items(rendering) && make_manifests(rendering);
    return write_list(rendering, false) && is_done;
}

/* Nothing to render and nothing to remove: then no directory is made for it. */
static bool has_nothing(const Rendering *rendering) {
    Text listed;
    Build *build = rendering->build;
    Arena *arena = &build->project->arena;
    const Files disk = files_of_directory(arena, build->out);
    return rendering->items.count == 0 &&
           disk.read(disk.state, arena, RENDERED_PATH, LIMIT_OUTPUT_BYTES, &listed) == FILE_MISSING;
}

/* From the comparison to the last write nobody else writes here. */
static RungStatus write_manifests(Rendering *rendering) {
    Build *build = rendering->build;
    RungProject *project = build->project;
    if (has_nothing(rendering)) return RUNG_OK;
    if (rendering->items.count && !helm_version(project, &rendering->helm)) return RUNG_FAILED;
    Text problem = directory_open(&project->arena, build->out, &rendering->directory);
    RungStatus status = RUNG_FAILED;
    if (report_problem(rendering, build->out, problem)) status = compare(rendering);
    if (status == RUNG_OK) status = finish(rendering, write_items(rendering));
    directory_close(&rendering->directory);
    return status;
}

/* --- The interface -------------------------------------------------------------------------- */

static RungManifest published(Rendering *rendering, const RenderItem *item) {
    RungProject *project = rendering->build->project;
    RungManifest out = {
        text_c(&project->arena, item->path), "", "", item->change, item->is_rendered, false};
    if (!item->manifest) return out;
    out.unit = text_c(&project->arena, item->manifest->unit->name->text);
    out.environment = text_c(&project->arena,
                             project->model->environments[item->manifest->environment].name->text);
    out.has_failed = item->manifest->complaint.length > 0;
    return out;
}

static void publish(Rendering *rendering, const RungManifest **manifests, size_t *count) {
    Arena *arena = &rendering->build->project->arena;
    RungManifest *list = arena_array(arena, RungManifest, rendering->items.count + 1);
    for (uint32_t i = 0; i < rendering->items.count; i++)
        list[i] = published(rendering, &rendering->items.items[i]);
    if (manifests) *manifests = list;
    if (count) *count = rendering->items.count;
}

RungStatus rung_render(RungProject *project, const RungRender *request,
                       const RungManifest **manifests, size_t *count) {
    Rendering rendering;
    if (manifests) *manifests = NULL;
    if (count) *count = 0;
    RungStatus status = session_begin(project);
    if (status == RUNG_OK) status = begin(project, request, &rendering);
    if (status != RUNG_OK) return status;
    status = request->is_check ? check_manifests(&rendering) : write_manifests(&rendering);
    publish(&rendering, manifests, count);
    return status;
}
