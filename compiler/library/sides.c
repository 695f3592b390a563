/* sides.c - both sides of a change as Helm renders them.
 *
 * The old side is a revision: its values come from its own plan and its charts from git, and nothing is
 * checked out. What is made from the same on both sides is made by neither, which is most of a change; so
 * Helm runs twice for each manifest that a change reaches. */
#include "library/render.h"

typedef struct Sides {
    RungProject *project;
    const RungDiff *request;
    HelmSide old_side, new_side;
    DiffManifests old, new;
    Manifests needed; /* each with the number of its place: see place_of */
} Sides;

/* --- What is rendered ----------------------------------------------------------------------- */

/* One unit and environment of one side. */
typedef struct Part {
    const Unit *unit; /* NULL: there is nothing to render */
    uint32_t environment;
    Manifest *manifest; /* NULL: its values have an error */
} Part;

static Part find_part(HelmSide *side, Text unit, Text environment) {
    const Model *model = side->project->model;
    Part part = {0};
    if (!side->project->matrix) return part;
    const Unit *found = map_get(&model->unit_by_name, unit);
    int32_t index = model_environment(model, environment);
    if (!found || index < 0 || !manifest_is_there(side, found, (uint32_t)index)) return part;
    part.unit = found;
    part.environment = (uint32_t)index;
    return part;
}

static Part make_part(Sides *sides, HelmSide *side, Text unit, Text environment) {
    const RungRender *how = sides->request->rendered;
    Part part = find_part(side, unit, environment);
    if (part.unit)
        part.manifest = manifest_make(&sides->project->arena, side, part.unit, part.environment,
                                      how->arguments, how->argument_count);
    return part;
}

/* Even numbers are places of the old side. */
static DiffManifest *place_of(Sides *sides, uint32_t number) {
    DiffManifests *list = number % 2 ? &sides->new : &sides->old;
    return &list->items[number / 2];
}

static DiffManifest describe(Sides *sides, HelmSide *side, const Part *part, Text environment) {
    const RungProject *project = side->project;
    const DiffSide of = {project->matrix, project->artifacts, project->plan, NULL};
    DiffManifest out = {.unit = part->unit->name->text, .environment = environment};
    out.namespace = part->manifest ? manifest_namespace(part->manifest) : TEXT("");
    out.text = TEXT("");
    out.problem = part->manifest ? TEXT("") : TEXT("its values have an error");
    diff_hide_sensitive(&sides->project->arena, &of, &out);
    return out;
}

/* One that is made from the same on both sides is listed, and not rendered. */
static void add_part(Sides *sides, HelmSide *side, const Part *part, Text environment,
                     bool is_same) {
    Arena *arena = &sides->project->arena;
    bool is_new = side == &sides->new_side;
    DiffManifests *list = is_new ? &sides->new : &sides->old;
    if (!part->unit) return;
    DiffManifest item = describe(sides, side, part, environment);
    item.is_unread = is_same;
    array_push(arena, list, item);
    if (is_same || !part->manifest) return;
    part->manifest->number = (list->count - 1) * 2 + is_new;
    array_push(arena, &sides->needed, part->manifest);
}

static void add_both(Sides *sides, Text unit, Text environment) {
    Part old = make_part(sides, &sides->old_side, unit, environment),
         new = make_part(sides, &sides->new_side, unit, environment);
    bool is_same =
        old.manifest && new.manifest &&text_equal(old.manifest->inputs, new.manifest->inputs);
    add_part(sides, &sides->old_side, &old, environment, is_same);
    add_part(sides, &sides->new_side, &new, environment, is_same);
}

/* --- Rendering ------------------------------------------------------------------------------ */

/* What Helm says, as one sentence. */
static Text problem_of(Arena *arena, Text complaint) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_string(&out, "Helm cannot render it: ");
    for (size_t i = 0; i < complaint.length; i++)
        if (complaint.bytes[i] == '\n')
            writer_string(&out, "; ");
        else
            writer_char(&out, complaint.bytes[i]);
    return writer_done(&out);
}

static bool take_manifest(void *state, Manifest *manifest) {
    Sides *sides = state;
    Arena *arena = &sides->project->arena;
    DiffManifest *item = place_of(sides, manifest->number);
    if (manifest->complaint.length)
        item->problem = problem_of(arena, manifest->complaint);
    else
        item->text = text_copy(arena, manifest->text);
    return true;
}

/* Where nothing has to be rendered Helm need not be there. */
static bool render(Sides *sides) {
    Text version;
    const HelmCall call = {sides->request->rendered, take_manifest, sides};
    if (!sides->needed.count) return true;
    return helm_version(sides->project, &version) &&
           helm_render(sides->project, &sides->needed, &call);
}

/* What does not render on the new side is a mistake of the change, or one that it leaves. */
static bool report_new(Sides *sides) {
    Manifests failed = {0};
    for (uint32_t i = 0; i < sides->needed.count; i++) {
        Manifest *manifest = sides->needed.items[i];
        if (manifest->side == &sides->new_side && manifest->complaint.length)
            array_push(&sides->project->arena, &failed, manifest);
    }
    manifests_report(&sides->project->report, &failed);
    return failed.count > 0;
}

/* --- The difference ------------------------------------------------------------------------- */

static void open_sides(RungProject *project, const RungDiff *request, Sides *out) {
    *out = (Sides){.project = project, .request = request};
    helm_side_open(request->base, request->base->plan, RENDERED_DIRECTORY, &out->old_side);
    helm_side_open(project, project->plan, RENDERED_DIRECTORY, &out->new_side);
}

const Diff *sides_diff(RungProject *project, const RungDiff *request, const Diff *programs,
                       RungStatus *status) {
    Sides sides;
    open_sides(project, request, &sides);
    for (uint32_t u = 0; u < programs->units.count; u++)
        for (uint32_t e = 0; e < programs->environments.count; e++)
            add_both(&sides, programs->units.items[u].text, programs->environments.items[e].text);
    /* A chart that git or the machine did not give was not understood. */
    bool is_known = watch_is_whole(request->base) && watch_is_whole(project) && render(&sides);
    *status = !is_known ? RUNG_FAILED : report_new(&sides) ? RUNG_FINDINGS : *status;
    return is_known ? diff_manifests(&project->arena, programs, &sides.old, &sides.new) : NULL;
}
