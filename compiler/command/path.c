/* path.c - paths as people read and write them. */
#include "command/command.h"

#include <string.h>
#include <unistd.h>

const char *join_path(Arena *arena, const char *directory, const char *name) {
    if (!*directory || strcmp(directory, ".") == 0) return name;
    bool ends_in_slash = text_ends_with(text_of(directory), TEXT("/"));
    const Text parts[] = {text_of(directory), text_of(name)};
    return text_join(arena, parts, 2, ends_in_slash ? TEXT("") : TEXT("/")).bytes;
}

const char *visible_path(Arena *arena, const char *path) {
    return text_c(arena, utf8_visible(arena, text_of(path)));
}

const char *show_path(Arena *arena, const char *directory, const char *name) {
    enum { PATH_MOST = 4096 };

    char *here = arena_raw(arena, PATH_MOST, 1);
    Text path = text_of(join_path(arena, directory, name));
    if (getcwd(here, PATH_MOST)) {
        Text prefix = text_of(join_path(arena, here, ""));
        if (text_starts_with(path, prefix)) path = text_slice(path, prefix.length, path.length);
    }
    return visible_path(arena, path.bytes);
}
