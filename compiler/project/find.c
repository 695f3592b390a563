/* find.c - the project that a path belongs to: the nearest directory upwards that holds a
 * `strategy.rung`. Symbolic links are resolved first, so "upwards" means the same for everybody. */
#include "project/disk.h"

/* Cuts the last segment off an absolute path; false at the root. */
static bool go_up(char path[DISK_PATH_SIZE]) {
    char *slash = strrchr(path, '/');
    if (slash == NULL || path[1] == '\0') return false;
    slash[slash == path ? 1 : 0] = '\0';
    return true;
}

/* Whether there is a file of that name; a directory of that name makes no project. */
static bool holds_strategy(Arena *arena, const char *directory) {
    ArenaMark mark = arena_mark(arena);
    bool is_root = directory[1] == '\0';
    Text path = text_format(arena, "%s/strategy.rung", is_root ? "" : directory);
    bool is_there = disk_has_file(text_c(arena, path));
    arena_reset(arena, mark);
    return is_there;
}

/* A file is asked like a directory: nothing is below it, so the search goes on above. */
bool project_find(Arena *arena, Text start, Text *root) {
    char path[DISK_PATH_SIZE];
    *root = TEXT("");
    if (!disk_resolve(text_c(arena, start.length == 0 ? TEXT(".") : start), path)) return false;
    do {
        if (!holds_strategy(arena, path)) continue;
        *root = text_copy(arena, text_of(path));
        return true;
    } while (go_up(path));
    return false;
}
