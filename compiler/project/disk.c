/* disk.c - a directory on disk as Files: the only place of the compiler that reads from it.
 *
 * Two things are not taken on trust. A path is resolved before it is used, and what lies outside of
 * the root is refused, so that a symbolic link in somebody's repository cannot bring another file
 * into the output. And what is opened is looked at before it is read: a pipe or a device is no
 * file (opening never waits), and the size is asked of the open file, so that it cannot change in
 * between; a file that grows while it is read is still held to the limit.
 *
 * All system calls go through a const table, which tests replace to see every failure. This file
 * does not write: whoever writes outputs has other worries. */
#define _DEFAULT_SOURCE 1 /* d_type, where there is one */

#include "project/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Disk {
    const DiskCalls *calls;
    const char *root;
    char real_root[DISK_PATH_SIZE];
    bool is_resolved; /* the root may come into being after the first question */
    Arena *arena;     /* of the next; whoever reads may have marked a place in another */
    Map directories;  /* that were looked into, as they were named -> where they really are */
} Disk;

/* `open` takes any number of arguments, which a pointer to it could not say. */
static int open_plainly(const char *path, int flags) {
    return open(path, flags);
}

const DiskCalls disk_standard = {
    .open = open_plainly,
    .status = fstat,
    .link_status = lstat,
    .read = read,
    .close = close,
    .resolve = realpath,
    .open_directory = opendir,
    .read_directory = readdir,
    .close_directory = closedir,
    .has_entry_types = true,
};

/* What the system says, in our few words. */
static FileStatus status_of_error(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG: return FILE_MISSING;
    case EACCES:
    case EPERM:
    case ELOOP: return FILE_DENIED;
    case EISDIR:
    case ENXIO:
    case ENODEV: return FILE_NOT_A_FILE;
    default: return FILE_FAILED; /* open: the system's numbers, not an enum of ours */
    }
}

/* --- Paths ---------------------------------------------------------------------------------- */

/* Whether a path is relative and never goes up. Resolving would catch what leaves the root, but a
 * way out and in again is not one of our paths either. */
static bool is_proper(Text path) {
    if (text_starts_with(path, TEXT("/")) || memchr(path.bytes, '\0', path.length) != NULL) {
        return false;
    }
    for (size_t start = 0; start <= path.length;) {
        size_t end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        if (text_equal(text_slice(path, start, end), TEXT(".."))) return false;
        start = end + 1;
    }
    return true;
}

/* `directory` and `name` with a slash between; false where that is longer than paths can be. */
static bool join(const char *directory, Text name, char out[DISK_PATH_SIZE]) {
    size_t length = strlen(directory);
    if (length + name.length + 2 > DISK_PATH_SIZE) return false;
    memcpy(out, directory, length);
    if (name.length > 0) {
        out[length++] = '/';
        memcpy(out + length, name.bytes, name.length);
    }
    out[length + name.length] = '\0';
    return true;
}

/* Whether a resolved path is the resolved root or below it; `/srv/ab` is not in `/srv/a`. */
static bool is_within(const char *root, const char *path) {
    size_t length = strlen(root);
    if (strncmp(root, path, length) != 0) return false;
    return path[length] == '\0' || path[length] == '/' || root[length - 1] == '/';
}

/* The root is resolved when it is first needed, and again as long as it is not there. */
static FileStatus resolve_root(Disk *disk) {
    if (disk->is_resolved) return FILE_OK;
    if (disk->calls->resolve(disk->root, disk->real_root) == NULL) return status_of_error(errno);
    disk->is_resolved = true;
    return FILE_OK;
}

/* Where a path below the root really is; refused when that is outside. */
static FileStatus resolve(Disk *disk, Text path, char resolved[DISK_PATH_SIZE]) {
    char joined[DISK_PATH_SIZE];
    if (path.length > 0 && !is_proper(path)) return FILE_DENIED;
    FileStatus status = resolve_root(disk);
    if (status != FILE_OK) return status;
    if (!join(disk->real_root, path, joined)) return FILE_FAILED;
    if (disk->calls->resolve(joined, resolved) == NULL) return status_of_error(errno);
    return is_within(disk->real_root, resolved) ? FILE_OK : FILE_DENIED;
}

/* Where the last segment of a path begins. */
static size_t name_start(Text path) {
    size_t start = path.length;
    while (start > 0 && path.bytes[start - 1] != '/')
        start--;
    return start;
}

/* Keeps where a directory is. */
static const char *keep_directory(Disk *disk, Text path, const char *real) {
    size_t size = strlen(real) + 1;
    char *kept = memcpy(arena_raw(disk->arena, size, 1), real, size);
    map_put(&disk->directories, text_copy(disk->arena, path), kept);
    return kept;
}

/* From a real directory to one in it: `path`, whose last segment is its name. NULL where that is a
 * symbolic link. */
static FileStatus enter(Disk *disk, Text path, const char **directory) {
    char place[DISK_PATH_SIZE];
    struct stat status;
    const char *known = map_get(&disk->directories, path);
    if (known == NULL) {
        Text name = text_slice(path, name_start(path), path.length);
        if (!join(*directory, name, place)) return FILE_FAILED;
        if (disk->calls->link_status(place, &status) != 0) return status_of_error(errno);
        if (!S_ISLNK(status.st_mode)) known = keep_directory(disk, path, place);
    }
    *directory = known;
    return FILE_OK;
}

/* With links on the way, which costs a call for each of the segments of where it leads. */
static FileStatus resolve_links(Disk *disk, Text path, const char **real) {
    char resolved[DISK_PATH_SIZE];
    FileStatus status = resolve(disk, path, resolved);
    if (status == FILE_OK) *real = keep_directory(disk, path, resolved);
    return status;
}

/* The real place of a directory, or of what is there instead. The way to it is kept: many files are
 * read from few directories. */
static FileStatus resolve_directory(Disk *disk, Text path, const char **real) {
    if (path.length > 0 && !is_proper(path)) return FILE_DENIED;
    *real = map_get(&disk->directories, path);
    if (*real != NULL) return FILE_OK;
    FileStatus status = resolve_root(disk);
    *real = disk->real_root;
    for (size_t end = 0; status == FILE_OK && *real != NULL && end < path.length; end++) {
        end = text_find(path, TEXT("/"), end);
        if (end == SIZE_MAX) end = path.length;
        status = enter(disk, text_slice(path, 0, end), real);
    }
    return status == FILE_OK && *real == NULL ? resolve_links(disk, path, real) : status;
}

/* --- Reading a file ------------------------------------------------------------------------- */

/* Without waiting for the other end of a pipe, and not for children. */
static int open_file(const DiskCalls *calls, const char *path, int flags) {
    int file;
    do {
        file = calls->open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
    } while (file < 0 && errno == EINTR);
    return file;
}

/* Opens a file in a directory that has been resolved. Only where its name turns out to be a
 * symbolic link is the whole path resolved, which costs a call for each of its segments. */
static FileStatus open_below(Disk *disk, Text path, int *file) {
    char place[DISK_PATH_SIZE];
    const char *parent;
    if (!is_proper(path)) return FILE_DENIED;
    size_t name = name_start(path);
    FileStatus status =
        resolve_directory(disk, text_slice(path, 0, name > 0 ? name - 1 : 0), &parent);
    if (status != FILE_OK) return status;
    if (!join(parent, text_slice(path, name, path.length), place)) return FILE_FAILED;
    *file = open_file(disk->calls, place, O_NOFOLLOW);
    if (*file >= 0) return FILE_OK;
    if (errno != ELOOP && errno != EMLINK) return status_of_error(errno); /* EMLINK: FreeBSD */
    status = resolve(disk, path, place);
    if (status != FILE_OK) return status;
    *file = open_file(disk->calls, place, 0);
    return *file >= 0 ? FILE_OK : status_of_error(errno);
}

/* Reads until the end or until `size` bytes are there; -1 on failure. Where one call gives the `whole`
 * of the file, though more was asked for, that was the end. */
static ssize_t read_bytes(const DiskCalls *calls, int file, char *bytes, size_t size,
                          size_t whole) {
    size_t length = 0;
    while (length < size) {
        ssize_t got = calls->read(file, bytes + length, size - length);
        if (got == 0) break;
        if (got > 0) length += (size_t)got;
        if (got < 0 && errno != EINTR) return -1;
        if (got > 0 && (size_t)got == whole) break;
    }
    return (ssize_t)length;
}

/* The whole of an open file. The buffer has room for one byte more than the file should have: when
 * that is used the file has grown, and the buffer grows too, up to the limit. */
static FileStatus read_open(const DiskCalls *calls, int file, Arena *arena, size_t limit,
                            Text *out) {
    struct stat status;
    if (calls->status(file, &status) != 0) return status_of_error(errno);
    if (!S_ISREG(status.st_mode)) return FILE_NOT_A_FILE;
    if (status.st_size < 0 || (uintmax_t)status.st_size > limit) return FILE_TOO_LARGE;
    size_t whole = (size_t)status.st_size, size = whole + 1, length = 0;
    char *bytes = arena_raw(arena, size, 1);
    for (;;) {
        ssize_t got = read_bytes(calls, file, bytes + length, size - length, whole);
        if (got < 0) return status_of_error(errno);
        length += (size_t)got;
        if (length < size) break;
        if (length > limit) return FILE_TOO_LARGE;
        size_t larger = size * 2 <= limit ? size * 2 : limit + 1;
        bytes = arena_grow(arena, bytes, size, larger, 1);
        size = larger;
    }
    bytes[length] = '\0';
    *out = (Text){bytes, length};
    return FILE_OK;
}

/* `read` of the interface. What a failure has taken from the arena is given back. */
static FileStatus read_file(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    Disk *disk = state;
    int file;
    *out = TEXT("");
    FileStatus status = open_below(disk, path, &file);
    if (status != FILE_OK) return status;
    ArenaMark mark = arena_mark(arena);
    status = read_open(disk->calls, file, arena, limit, out);
    disk->calls->close(file);
    if (status != FILE_OK) arena_reset(arena, mark);
    return status;
}

/* --- Listing a directory -------------------------------------------------------------------- */

/* What cannot be looked at is nothing of ours, unless it is the machine that fails: then nobody
 * knows, and it must not be passed over. */
static bool is_passed_over(FileKind *out) {
    *out = FILE_OTHER;
    return status_of_error(errno) != FILE_FAILED;
}

/* A symbolic link counts as what it leads to when that is a file inside of the root. */
static bool find_kind_of_link(const Disk *disk, const char *path, FileKind *out) {
    char resolved[DISK_PATH_SIZE];
    struct stat status;
    *out = FILE_OTHER;
    if (disk->calls->resolve(path, resolved) == NULL) return is_passed_over(out);
    if (!is_within(disk->real_root, resolved)) return true;
    if (disk->calls->link_status(resolved, &status) != 0) return is_passed_over(out);
    if (S_ISREG(status.st_mode)) *out = FILE_REGULAR;
    return true;
}

/* What is at the path itself. */
static bool find_kind_of_path(const Disk *disk, const char *path, FileKind *out) {
    struct stat status;
    if (disk->calls->link_status(path, &status) != 0) return is_passed_over(out);
    if (S_ISLNK(status.st_mode)) return find_kind_of_link(disk, path, out);
    *out = S_ISDIR(status.st_mode)   ? FILE_DIRECTORY
           : S_ISREG(status.st_mode) ? FILE_REGULAR
                                     : FILE_OTHER;
    return true;
}

/* False where the machine fails. Most systems say the kind with the name, which saves a call for each
 * of the many files of a repository that are none of ours. */
static bool find_kind(const Disk *disk, const char *directory, const struct dirent *entry,
                      FileKind *out) {
    char path[DISK_PATH_SIZE];
#ifdef DT_DIR
    bool is_known = disk->calls->has_entry_types;
    *out = entry->d_type == DT_DIR ? FILE_DIRECTORY : FILE_REGULAR;
    if (is_known && (entry->d_type == DT_DIR || entry->d_type == DT_REG)) return true;
#endif
    *out = FILE_OTHER;
    if (!join(directory, text_of(entry->d_name), path)) return true;
    return find_kind_of_path(disk, path, out);
}

static int compare_entries(const void *left, const void *right) {
    const FileEntry *a = left;
    const FileEntry *b = right;
    return text_compare(a->name, b->name);
}

/* The entries of an open directory in the order of their names. `errno` alone tells the end from
 * a failure. */
static FileStatus list_open(const Disk *disk, Arena *arena, DIR *directory, const char *path,
                            FileEntry **entries, uint32_t *count) {
    ARRAY(FileEntry) found = {0};
    const struct dirent *entry;
    while (errno = 0, (entry = disk->calls->read_directory(directory)) != NULL) {
        Text name = text_of(entry->d_name);
        if (text_equal(name, TEXT(".")) || text_equal(name, TEXT(".."))) continue;
        FileEntry one = {.name = text_copy(arena, name)};
        if (!find_kind(disk, path, entry, &one.kind)) return FILE_FAILED;
        array_push(arena, &found, one);
    }
    if (errno != 0) return status_of_error(errno);
    if (found.count > 1) qsort(found.items, found.count, sizeof *found.items, compare_entries);
    *entries = found.items;
    *count = found.count;
    return FILE_OK;
}

/* `list` of the interface. */
static FileStatus list_directory(void *state, Arena *arena, Text path, FileEntry **entries,
                                 uint32_t *count) {
    Disk *disk = state;
    const char *resolved;
    *entries = NULL;
    *count = 0;
    FileStatus status = resolve_directory(disk, path, &resolved);
    if (status != FILE_OK) return status;
    DIR *directory = disk->calls->open_directory(resolved);
    if (directory == NULL) return errno == ENOTDIR ? FILE_NOT_A_FILE : status_of_error(errno);
    status = list_open(disk, arena, directory, resolved, entries, count);
    disk->calls->close_directory(directory);
    return status;
}

/* --- The interface -------------------------------------------------------------------------- */

Files disk_files(Arena *arena, Text root, const DiskCalls *calls) {
    Disk *disk = arena_new(arena, Disk);
    disk->calls = calls;
    disk->root = text_c(arena, root.length == 0 ? TEXT(".") : root);
    disk->arena = arena_child(arena);
    map_open(&disk->directories, disk->arena);
    return (Files){.state = disk, .read = read_file, .list = list_directory};
}

Files files_of_directory(Arena *arena, Text root) {
    return disk_files(arena, root, &disk_standard);
}

FileStatus disk_resolve(const char *path, char resolved[DISK_PATH_SIZE]) {
    return realpath(path, resolved) != NULL ? FILE_OK : status_of_error(errno);
}

FileStatus disk_find_file(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) return status_of_error(errno);
    return S_ISREG(status.st_mode) ? FILE_OK : FILE_NOT_A_FILE;
}
