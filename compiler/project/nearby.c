/* nearby.c - projects that lie a little below a directory that is none: whoever stands at the top of
 * a repository means one of them. Only a few directories are looked at, because nobody asked for a walk
 * through a large tree. */
#include "project/project.h"

enum { MOST_FOUND = 3, MOST_LISTED = 64, MOST_ENTRIES = 400, DEEPEST = 2 };

typedef struct Look {
    Arena *arena;
    const Files *files;
    uint32_t listed, seen;
    ARRAY(Text) found;
} Look;

/* What tools keep is nobody's project. */
static bool is_passed_over(Text name) {
    return text_starts_with(name, TEXT(".")) || text_equal(name, TEXT("node_modules"));
}

static void look_into(Look *look, Text path, uint32_t depth);

static void look_below(Look *look, Text path, const FileEntry *entries, uint32_t count,
                       uint32_t depth) {
    for (uint32_t i = 0; i < count && look->found.count < MOST_FOUND; i++) {
        if (entries[i].kind != FILE_DIRECTORY || is_passed_over(entries[i].name)) continue;
        Text parts[] = {path, entries[i].name};
        look_into(look, path.length ? text_join(look->arena, parts, 2, TEXT("/")) : parts[1],
                  depth + 1);
    }
}

/* The directory itself first: what lies in a project is part of it. */
static void look_into(Look *look, Text path, uint32_t depth) {
    FileEntry *entries;
    uint32_t count;
    if (look->listed++ >= MOST_LISTED || look->seen >= MOST_ENTRIES) return;
    if (look->files->list(look->files->state, look->arena, path, &entries, &count) != FILE_OK)
        return;
    look->seen += count;
    for (uint32_t i = 0; i < count && depth > 0; i++) {
        if (!text_equal(entries[i].name, TEXT("strategy.rung"))) continue;
        array_push(look->arena, &look->found, path);
        return;
    }
    if (depth < DEEPEST) look_below(look, path, entries, count, depth);
}

uint32_t project_nearby(Arena *arena, const Files *files, Text **paths) {
    Look look = {.arena = arena, .files = files};
    look_into(&look, TEXT(""), 0);
    *paths = look.found.items;
    return look.found.count;
}
