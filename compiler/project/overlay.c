/* overlay.c - Files with other texts in some places: what a program would be if those were written. */
#include "project/project.h"

typedef struct Overlay {
    Files below;
    const Map *texts;
} Overlay;

/* The copy ends in NUL, as one from disk does. */
static FileStatus read_file(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    const Overlay *overlay = state;
    const Text *text = map_get(overlay->texts, path);
    if (!text) return overlay->below.read(overlay->below.state, arena, path, limit, out);
    *out = TEXT("");
    if (text->length > limit) return FILE_TOO_LARGE;
    *out = text_copy(arena, *text);
    return FILE_OK;
}

static FileStatus list_directory(void *state, Arena *arena, Text path, FileEntry **entries,
                                 uint32_t *count) {
    const Overlay *overlay = state;
    return overlay->below.list(overlay->below.state, arena, path, entries, count);
}

Files files_of_overlay(Arena *arena, Files below, const Map *texts) {
    Overlay *overlay = arena_new(arena, Overlay);
    *overlay = (Overlay){below, texts};
    return (Files){.state = overlay, .read = read_file, .list = list_directory};
}
