/* walk.c - finds the sources of a project.
 *
 * Directories wait in a list instead of on the stack, so depth costs nothing. Symbolic links to
 * directories are no directories here, so the walk cannot go in circles. The order of the walk has
 * no meaning: the paths are sorted at the end, as a whole, so that `a-b/x` and `a/x` stand as they
 * do for everybody who sorts paths. */
#include "project/walk.h"

#include <stdlib.h>

/* The path of an entry; those of the root are their names. */
static Text join(Arena *arena, Text directory, Text name) {
    if (directory.length == 0) return name;
    return text_join(arena, (Text[]){directory, name}, 2, TEXT("/"));
}

/* A project below is another project. The root itself is this one. */
static bool is_other_project(Text directory, const FileEntry *entries, uint32_t count) {
    for (uint32_t i = 0; directory.length > 0 && i < count; i++) {
        bool is_file = entries[i].kind != FILE_DIRECTORY;
        if (is_file && text_equal(entries[i].name, TEXT("strategy.rung"))) return true;
    }
    return false;
}

/* Anything but a directory: a pipe of this name, or a link that leads out, is then reported as
 * unreadable, which is better than a declaration that silently does not count. */
static bool is_source(const FileEntry *entry) {
    return entry->kind != FILE_DIRECTORY && text_ends_with(entry->name, TEXT(".rung"));
}

static int compare_paths(const void *left, const void *right) {
    const Text *a = left;
    const Text *b = right;
    return text_compare(*a, *b);
}

typedef ARRAY(Text) Pending;

/* Looks through one directory: sources are kept, directories wait for their turn. */
static void visit(Arena *arena, const Files *files, Text directory, Pending *pending, Walk *walk) {
    FileEntry *entries;
    uint32_t count;
    FileStatus status = files->list(files->state, arena, directory, &entries, &count);
    if (status != FILE_OK) {
        array_push(arena, &walk->unlisted, ((Unlisted){directory, status}));
        return;
    }
    if (is_other_project(directory, entries, count)) {
        array_push(arena, &walk->nested, directory);
        return;
    }
    for (uint32_t i = 0; i < count && !walk->is_cut; i++) {
        if (text_starts_with(entries[i].name, TEXT("."))) continue;
        if (entries[i].kind == FILE_DIRECTORY) {
            array_push(arena, pending, join(arena, directory, entries[i].name));
        } else if (is_source(&entries[i])) {
            walk->is_cut = walk->paths.count == LIMIT_SOURCE_FILES;
            if (!walk->is_cut) {
                array_push(arena, &walk->paths, join(arena, directory, entries[i].name));
            }
        }
    }
}

void walk_sources(Arena *arena, const Files *files, Walk *walk) {
    *walk = (Walk){0};
    Pending pending = {0};
    array_push(arena, &pending, TEXT(""));
    while (pending.count > 0 && !walk->is_cut) {
        visit(arena, files, pending.items[--pending.count], &pending, walk);
    }
    if (walk->paths.count > 1) {
        qsort(walk->paths.items, walk->paths.count, sizeof *walk->paths.items, compare_paths);
    }
    if (walk->nested.count > 1) {
        qsort(walk->nested.items, walk->nested.count, sizeof *walk->nested.items, compare_paths);
    }
}

uint32_t project_sources(Arena *arena, const Files *files, Text **paths) {
    Walk walk;
    walk_sources(arena, files, &walk);
    *paths = walk.paths.items;
    return walk.paths.count;
}

uint32_t project_nested(Arena *arena, const Files *files, Text **paths) {
    Walk walk;
    walk_sources(arena, files, &walk);
    *paths = walk.nested.items;
    return walk.nested.count;
}
