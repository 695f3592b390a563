/* ondisk.c - what a build would change on disk, as values: the comparison of `build --check`, read as a
 * diff. */
#include "library/build.h"

/* Why a build does not simply replace it. */
static const char *note_of(const Item *item) {
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED:
    case RUNG_STALE:
    case RUNG_MISSING: return "";
    case RUNG_EDITED: return "edited by hand";
    case RUNG_LEFT_OVER: return "no longer produced";
    case RUNG_FOREIGN: return "not ours";
    }
    unreachable("RungChange");
}

/* What is not read as values is not kept. */
static void read_back(Build *build, const Item *item, DiffFile *file) {
    Text there;
    Arena *arena = &build->project->arena, *scratch = arena_child(arena);
    bool is_read = compare_read(build, item->path, scratch, &there) == FILE_OK;
    file->is_readable = is_read && compare_takes(build, there);
    if (file->is_readable) file->there = text_copy(arena, there);
    arena_close(scratch);
    if (!is_read || file->is_readable) return;
    const char *separator = file->note.length ? "; " : "";
    file->note = text_format(arena, "%.*s%s%s", TEXT_ARGS(file->note), separator, NOT_READ_BACK);
}

static DiffFile file_of(Build *build, const Item *item) {
    DiffFile file = {.path = item->path, .output = item->output, .there = TEXT("")};
    file.is_there = item->change != RUNG_MISSING;
    file.note = text_of(note_of(item));
    if (file.is_there && file.output) read_back(build, item, &file);
    if (item->status != FILE_OK && file.is_there)
        file.note = text_format(&build->project->arena, "%s; it %s", note_of(item),
                                file_status_describe(item->status));
    return file;
}

static const Diff *read_files(Build *build) {
    RungProject *project = build->project;
    DiffSide side = {project->matrix, project->artifacts, build->plan, NULL};
    DiffFile *files = arena_array(&project->arena, DiffFile, build->items.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < build->items.count; i++)
        if (build->items.items[i].change != RUNG_UNCHANGED)
            files[count++] = file_of(build, &build->items.items[i]);
    return diff_disk(&project->arena, &side, &build->environments, files, count);
}

const Diff *ondisk_diff(RungProject *project, const RungBuild *request, RungStatus *status) {
    Build *build;
    *status = build_begin(project, request, &build);
    if (*status == RUNG_OK) *status = compare_files(build);
    const Diff *diff = *status == RUNG_OK ? read_files(build) : NULL;
    if (!watch_has_failed(project)) return diff;
    *status = watch_report(project);
    return NULL;
}
