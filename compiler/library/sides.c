/* sides.c - both sides of a change as Helm renders them.
 *
 * The old side is a revision: its values come from its own plan and its charts from git, and nothing is
 * checked out. What is made from the same on both sides is made by neither, which is most of a change; so
 * Helm runs twice for each manifest that a change reaches. A unit is compared as soon as all of it is
 * there, and its manifests are forgotten, so that there is never more in memory than of a few units. */
#include "library/render.h"

/* A unit of either side. */
typedef struct SidesUnit {
    DiffName name;
    uint32_t old_first, new_first; /* of its manifests in the lists */
    uint32_t old_end, new_end;
    uint32_t waiting; /* for so many to be rendered */
    Arena *texts;     /* those that are; NULL before the first */
    size_t size;      /* of them */
} SidesUnit;

typedef struct Sides {
    RungProject *project;
    const RungDiff *request;
    const Diff *programs;
    HelmSide old_side, new_side;
    SidesUnit *units;   /* by unit of `programs` */
    const Diff **parts; /* and what differs in it */
    Map by_name;        /* SidesUnit * */
    size_t size;        /* of all texts that are in memory */
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
    ((SidesUnit *)map_get(&sides->by_name, item.unit))->waiting++;
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

/* What Helm says, as one sentence, of which the first lines are enough. */
static Text problem_of(Arena *arena, Text complaint) {
    enum { LINES_MOST = 20 };

    Writer out;
    uint32_t lines = 0;
    writer_open(&out, arena, SIZE_MAX);
    writer_string(&out, "Helm cannot render it: ");
    for (size_t i = 0; i < complaint.length && lines < LINES_MOST; i++) {
        bool is_end = complaint.bytes[i] == '\n';
        if (is_end)
            writer_string(&out, ++lines < LINES_MOST ? "; " : "; and more");
        else
            writer_char(&out, complaint.bytes[i]);
    }
    return writer_done(&out);
}

static DiffManifests slice(const DiffManifests *list, uint32_t first, uint32_t end) {
    if (first == end) return (DiffManifests){0};
    return (DiffManifests){list->items + first, end - first, end - first};
}

/* What differs in a unit, of which all is there that will be. */
static void compare_unit(Sides *sides, SidesUnit *unit) {
    DiffNames names = {&unit->name, 1, 1};
    const Diff one = {.environments = sides->programs->environments, .units = names};
    const DiffManifests old = slice(&sides->old, unit->old_first, unit->old_end),
                        new = slice(&sides->new, unit->new_first, unit->new_end);
    sides->parts[unit - sides->units] = diff_manifests(&sides->project->arena, &one, &old, &new);
    if (unit->texts) arena_close(unit->texts);
    sides->size -= unit->size;
}

/* What is too much is not compared: the rest of it has to be. */
static void keep_text(Sides *sides, SidesUnit *unit, Text text, DiffManifest *item) {
    if (text.length > LIMIT_ALL_MANIFEST_BYTES - sides->size) {
        item->problem = TEXT("with those that are rendered beside it, it has more than 64 MiB");
        return;
    }
    if (!unit->texts) unit->texts = arena_child(&sides->project->arena);
    item->text = text_copy(unit->texts, text);
    unit->size += text.length;
    sides->size += text.length;
}

static bool take_manifest(void *state, Manifest *manifest) {
    Sides *sides = state;
    DiffManifest *item = place_of(sides, manifest->number);
    SidesUnit *unit = map_get(&sides->by_name, item->unit);
    if (manifest->complaint.length)
        item->problem = problem_of(&sides->project->arena, manifest->complaint);
    else
        keep_text(sides, unit, manifest->text, item);
    if (--unit->waiting == 0) compare_unit(sides, unit);
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

/* All of one unit, side by side in both lists. */
static void add_unit(Sides *sides, uint32_t index) {
    SidesUnit *unit = &sides->units[index];
    const DiffNames *environments = &sides->programs->environments;
    unit->name = sides->programs->units.items[index];
    unit->old_first = sides->old.count;
    unit->new_first = sides->new.count;
    map_put(&sides->by_name, unit->name.text, unit);
    for (uint32_t e = 0; e < environments->count; e++)
        add_both(sides, unit->name.text, environments->items[e].text);
    unit->old_end = sides->old.count;
    unit->new_end = sides->new.count;
}

/* Of which nothing had to be rendered. */
static void compare_rest(Sides *sides) {
    for (uint32_t i = 0; i < sides->programs->units.count; i++)
        if (!sides->parts[i]) compare_unit(sides, &sides->units[i]);
}

static void open_sides(RungProject *project, const RungDiff *request, const Diff *programs,
                       Sides *out) {
    *out = (Sides){.project = project, .request = request, .programs = programs};
    out->units = arena_array(&project->arena, SidesUnit, programs->units.count);
    out->parts = arena_array(&project->arena, const Diff *, programs->units.count);
    map_open(&out->by_name, &project->arena);
    helm_side_open(request->base, request->base->plan, RENDERED_DIRECTORY, &out->old_side);
    helm_side_open(project, project->plan, RENDERED_DIRECTORY, &out->new_side);
}

const Diff *sides_diff(RungProject *project, const RungDiff *request, const Diff *programs,
                       RungStatus *status) {
    Sides sides;
    open_sides(project, request, programs, &sides);
    for (uint32_t u = 0; u < programs->units.count; u++)
        add_unit(&sides, u);
    /* A chart that git or the machine did not give was not understood. */
    bool is_known = watch_is_whole(request->base) && watch_is_whole(project) && render(&sides);
    *status = !is_known ? RUNG_FAILED : report_new(&sides) ? RUNG_FINDINGS : *status;
    if (!is_known) return NULL;
    compare_rest(&sides);
    return diff_joined(&project->arena, programs, sides.parts, programs->units.count);
}
