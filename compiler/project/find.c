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
static FileStatus find_strategy(Arena *arena, const char *directory, Text *path) {
    bool is_root = directory[1] == '\0';
    *path = text_format(arena, "%s/strategy.rung", is_root ? "" : directory);
    return disk_find_file(text_c(arena, *path));
}

/* A file is asked like a directory: nothing is below it, so the search goes on above. Where the machine
 * fails it does not: the project above may be another one. */
FileStatus project_find(Arena *arena, Text start, Text *root) {
    char path[DISK_PATH_SIZE];
    *root = TEXT("");
    if (start.length == 0) start = TEXT(".");
    FileStatus status = disk_resolve(text_c(arena, start), path);
    if (status == FILE_FAILED) *root = start;
    if (status != FILE_OK) return status;
    do {
        Text strategy;
        status = find_strategy(arena, path, &strategy);
        if (status == FILE_FAILED) {
            *root = strategy;
            return status;
        }
        if (status != FILE_OK) continue;
        *root = text_copy(arena, text_of(path));
        return FILE_OK;
    } while (go_up(path));
    return FILE_MISSING;
}
