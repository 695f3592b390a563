/* workplace.c - a directory in the place for temporary files, which nobody else may enter.
 *
 * Another program reads what stands in it, and may leave something beside. So it goes as a whole, by
 * the names that are in it then; symbolic links are removed and never followed. A run that is killed
 * leaves it behind, where the system clears away such things. */
#include "library/render.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRIVATE_DIRECTORY = 0700, PRIVATE_FILE = 0600, OPEN_MOST = 16 };

static Text machine_reason(const Workplace *workplace) {
    return text_copy(workplace->arena, text_of(strerror(errno)));
}

Text workplace_open(Arena *arena, Workplace *out) {
    const char *parent = getenv("TMPDIR");
    if (parent == NULL || *parent != '/') parent = "/tmp";
    Text name = text_format(arena, "%s/rung-XXXXXX", parent);
    char *root = arena_raw(arena, name.length + 1, 1);
    memcpy(root, name.bytes, name.length);
    root[name.length] = '\0';
    *out = (Workplace){.arena = arena};
    if (mkdtemp(root) == NULL) return machine_reason(out);
    out->root = root;
    return TEXT("");
}

static const char *full_path(const Workplace *workplace, Text path) {
    return text_format(workplace->arena, "%s/%.*s", workplace->root, TEXT_ARGS(path)).bytes;
}

/* The directories on the way to a file below the root. */
static bool make_parents(const Workplace *workplace, Text path) {
    for (size_t i = 0; i < path.length; i++) {
        if (path.bytes[i] != '/') continue;
        const char *directory = full_path(workplace, text_slice(path, 0, i));
        if (mkdir(directory, PRIVATE_DIRECTORY) != 0 && errno != EEXIST) return false;
    }
    return true;
}

/* A tree of git may hold any name: none leads out of here. */
static bool climbs(Text path) {
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        Text segment = text_slice(path, start, end);
        if (!segment.length || text_equal(segment, TEXT(".")) || text_equal(segment, TEXT("..")))
            return true;
    }
    return false;
}

static Text write_file(Workplace *workplace, Text path, Text bytes) {
    if (!make_parents(workplace, path)) return machine_reason(workplace);
    int file = open(full_path(workplace, path),
                    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, PRIVATE_FILE);
    if (file < 0) return machine_reason(workplace);
    errno = 0;
    bool is_written = file_write_all(file, bytes);
    int reason = errno;
    if (close(file) != 0 && is_written) return machine_reason(workplace);
    errno = reason;
    return is_written ? TEXT("") : machine_reason(workplace);
}

Text workplace_write(Workplace *workplace, Text path, Text bytes) {
    if (climbs(path)) return TEXT("it is no path below a directory");
    return write_file(workplace, path, bytes);
}

void workplace_remove(Workplace *workplace, Text path) {
    (void)unlink(full_path(workplace, path));
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

void workplace_close(Workplace *workplace) {
    if (workplace->root != NULL)
        (void)nftw(workplace->root, remove_one, OPEN_MOST, FTW_DEPTH | FTW_PHYS);
    workplace->root = NULL;
}
