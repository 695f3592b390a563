/* rendered.c - what a line of `.rung/rendered` says: from what a manifest was made, and by which Helm.
 *
 * `INPUTS VERSION`, and for an ephemeral environment its name, with a tab between two of them. Where the
 * manifests come from is told apart from who made them, because who only checks them need not have the
 * Helm that made them, or any. */
#include "library/render.h"

Text origin_write(Arena *arena, const ManifestOrigin *origin) {
    const Text parts[] = {origin->inputs, origin->helm, origin->environment};
    return text_join(arena, parts, origin->environment.length ? 3 : 2, TEXT("\t"));
}

ManifestOrigin origin_read(Text text) {
    size_t first = text_find(text, TEXT("\t"), 0);
    if (first == SIZE_MAX) return (ManifestOrigin){text, TEXT(""), TEXT("")};
    size_t second = text_find(text, TEXT("\t"), first + 1);
    Text helm = text_slice(text, first + 1, second);
    if (second == SIZE_MAX) return (ManifestOrigin){text_slice(text, 0, first), helm, TEXT("")};
    return (ManifestOrigin){text_slice(text, 0, first), helm,
                            text_slice(text, second + 1, text.length)};
}

/* --- What is there -------------------------------------------------------------------------- */

/* Of a manifest that a killed run was about to write, in the place of its hash and of its inputs. */
#define NOT_YET TEXT("0000000000000000")

bool rendered_is_announced(const Rendering *rendering, Text path) {
    return listing_has(&rendering->build->before, path, NOT_YET);
}

static bool report_list(Rendering *rendering, FileStatus status) {
    Text reason = text_of(file_status_describe(status));
    report_unreadable(&rendering->build->project->report, NO_SPAN, RENDERED_PATH, reason);
    return false;
}

/* A list that is there and cannot be read would make every file somebody else's. */
static bool read_list(Rendering *rendering) {
    Build *build = rendering->build;
    Arena *arena = &build->project->arena;
    FileStatus status = compare_read(build, RENDERED_PATH, arena, &build->listed);
    if (status == FILE_MISSING) build->listed = TEXT("");
    listing_read(arena, build->listed, &build->before);
    return status == FILE_OK || status == FILE_MISSING || report_list(rendering, status);
}

/* The hash of what is there. */
static void look(Rendering *rendering, RenderItem *item) {
    Text there;
    Arena *arena = &rendering->build->project->arena, *scratch = arena_child(arena);
    item->status = compare_read(rendering->build, item->path, scratch, &there);
    item->there = item->status == FILE_OK ? listing_hash(arena, there) : TEXT("");
    arena_close(scratch);
}

/* Would it be rendered to what it is? Who checks does not ask which Helm has made it. */
static bool is_fresh(const Rendering *rendering, const RenderItem *item, const Listed *line) {
    ManifestOrigin origin = origin_read(line->origin);
    return text_equal(line->hash, item->there) &&
           text_equal(origin.inputs, item->manifest->inputs) &&
           (rendering->request->is_check || text_equal(origin.helm, rendering->helm));
}

/* Any of a path's lines counts: two branches may have been merged. */
static const Listed *fresh_line(const Rendering *rendering, const RenderItem *item) {
    const Listing *before = &rendering->build->before;
    for (uint32_t i = listing_first(before, item->path); i; i = before->items.items[i - 1].next)
        if (is_fresh(rendering, item, &before->items.items[i - 1]))
            return &before->items.items[i - 1];
    return NULL;
}

static void compare_item(Rendering *rendering, RenderItem *item) {
    look(rendering, item);
    const Listed *line = fresh_line(rendering, item);
    item->change = item->status == FILE_MISSING ? RUNG_MISSING : RUNG_UNCHANGED;
    item->is_needed = !line && !(rendering->request->is_check && item->status == FILE_MISSING);
    item->is_left = item->is_needed;
    if (line) item->listed = *line;
}

/* --- What is left over ---------------------------------------------------------------------- */

/* Is the line of a manifest that this run would make, if anybody did? */
static bool is_judged(const Rendering *rendering, const Listed *line) {
    const Listed output = {.path = line->path, .origin = origin_read(line->origin).environment};
    return compare_is_judged(rendering->build, &output);
}

/* One that is not as it was written is only removed where that is asked for. */
static void add_left_over(Rendering *rendering, const Listed *line) {
    RenderItem item = {.path = line->path};
    const RungRender *request = rendering->request;
    look(rendering, &item);
    if (item.status == FILE_MISSING) return;
    bool is_ours = listing_has(&rendering->build->before, line->path, item.there);
    bool is_refused = request->prune && !is_ours && !request->overwrite;
    item.change = is_refused ? RUNG_EDITED : RUNG_LEFT_OVER;
    array_push(&rendering->build->project->arena, &rendering->items, item);
}

static void add_left_overs(Rendering *rendering) {
    const Listing *before = &rendering->build->before;
    for (uint32_t i = 0; i < before->items.count; i++) {
        const Listed *line = &before->items.items[i];
        bool is_first = listing_first(before, line->path) == i + 1;
        if (is_first && is_judged(rendering, line) && !map_get(&rendering->by_path, line->path))
            add_left_over(rendering, line);
    }
}

bool rendered_compare(Rendering *rendering) {
    if (!read_list(rendering)) return false;
    for (uint32_t i = 0; i < rendering->items.count; i++)
        compare_item(rendering, &rendering->items.items[i]);
    add_left_overs(rendering);
    return !watch_has_failed(rendering->build->project);
}

/* --- The list as it will be ----------------------------------------------------------------- */

static bool is_line_kept(const Rendering *rendering, const Listed *line) {
    const RenderItem *item = map_get(&rendering->by_path, line->path);
    if (!item) return !is_judged(rendering, line);
    if (!item->manifest) return item->change != RUNG_REMOVED;
    return item->is_left && item->status != FILE_MISSING;
}

/* One that is there and not listed is somebody else's; all others that are made will be ours, whatever they
 * are. */
static bool is_announced(const Rendering *rendering, const RenderItem *item) {
    return item->is_needed &&
           (item->status == FILE_MISSING || listing_first(&rendering->build->before, item->path));
}

static void add_lines(Rendering *rendering, bool is_before, Listing *out) {
    Arena *arena = &rendering->build->project->arena;
    const ManifestOrigin origin = {NOT_YET, rendering->helm, TEXT("")};
    for (uint32_t i = 0; i < rendering->items.count; i++) {
        const RenderItem *item = &rendering->items.items[i];
        if (!is_before && item->listed.path.length) listing_add(arena, out, item->listed);
        if (is_before && is_announced(rendering, item))
            listing_add(arena, out, (Listed){item->path, NOT_YET, origin_write(arena, &origin), 0});
    }
}

Text rendered_list(Rendering *rendering, bool is_before) {
    Listing listing;
    const Listing *before = &rendering->build->before;
    Arena *arena = &rendering->build->project->arena;
    listing_open(arena, &listing);
    add_lines(rendering, is_before, &listing);
    for (uint32_t i = 0; i < before->items.count; i++)
        if (is_before || is_line_kept(rendering, &before->items.items[i]))
            listing_add(arena, &listing, before->items.items[i]);
    return listing_write(arena, &listing);
}
