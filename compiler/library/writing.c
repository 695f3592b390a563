/* writing.c - writing outputs so that a killed run leaves every one of them whole.
 *
 * A file is written under a temporary name beside its place and renamed onto it, which POSIX makes
 * atomic; the temporary file is removed when anything fails. Outputs are not synced to the device: a
 * build can be repeated, and a sync for each file would cost seven times the rest. Sources are, because
 * nobody can make them again. Parents are made one by one, and one that is a symbolic link must lead to
 * a place below the root.
 *
 * Runs that write below one directory wait for one another: each holds a lock on the directory,
 * which the system takes back when a run ends in whatever way. So a temporary file that is found is
 * one that a killed run has left, and is used again or cleared away. Where there are no such locks
 * (some network file systems) runs do not wait, and each takes names that nobody has. A run that writes
 * with two threads has two such names. */
#define _DEFAULT_SOURCE  1 /* flock, which POSIX does not have */
#define _DARWIN_C_SOURCE 1

#include "library/library.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    DIRECTORY_MODE = 0777,
    FILE_MODE = 0666,
    PERMISSIONS = 07777,
    THREADS = 2, /* that write at a time */
    TEMPORARY_TRIES = 100,
    REASON_BYTES = 256
};

/* --- The directory -------------------------------------------------------------------------- */

static Text machine_reason(const Directory *directory) {
    char reason[REASON_BYTES];
    if (strerror_r(errno, reason, sizeof reason) != 0) return TEXT("Unknown error");
    return text_copy(directory->arena, text_of(reason));
}

static bool real_path(Arena *arena, const char *path, Text *out) {
    char *real = realpath(path, NULL);
    if (!real) return false;
    *out = text_copy(arena, text_of(real));
    free(real);
    return true;
}

/* Makes a directory and those above it; one that is there already is fine. */
static bool make_directories(char *path) {
    for (char *slash = path + 1; *slash; slash++) {
        if (*slash != '/') continue;
        *slash = '\0';
        bool is_made = mkdir(path, DIRECTORY_MODE) == 0 || errno == EEXIST;
        *slash = '/';
        if (!is_made) return false;
    }
    return mkdir(path, DIRECTORY_MODE) == 0 || errno == EEXIST;
}

/* Waits for its turn. Without locks everybody has a turn at once. */
static void take_lock(Directory *directory, int file) {
#ifdef LOCK_EX
    int status;
    do
        status = flock(file, LOCK_EX);
    while (status != 0 && errno == EINTR);
    if (status == 0) {
        directory->lock = file;
        return;
    }
#endif
    (void)directory;
    close(file);
}

static int open_patiently(const char *path, int flags) {
    int file;
    do
        file = open(path, flags | O_CLOEXEC, FILE_MODE);
    while (file < 0 && errno == EINTR);
    return file;
}

Text directory_open(Arena *arena, Text root, Directory *out) {
    *out = (Directory){.arena = arena, .lock = -1};
    char *path = arena_raw(arena, root.length + 1, 1);
    memcpy(path, root.bytes, root.length);
    path[root.length] = '\0';
    if (!make_directories(path) || !real_path(arena, path, &out->real)) return machine_reason(out);
    int file = open_patiently(path, O_RDONLY | O_DIRECTORY);
    if (file < 0) return errno == EACCES ? TEXT("") : machine_reason(out);
    take_lock(out, file);
    return TEXT("");
}

void directory_close(Directory *directory) {
    if (directory->lock >= 0) close(directory->lock);
    directory->lock = -1;
}

Directory directory_beside(const Directory *directory, Arena *arena) {
    return (Directory){.arena = arena,
                       .real = directory->real,
                       .lock = directory->lock,
                       .number = directory->number + 1};
}

static const char *full_path(const Directory *directory, Text path) {
    const Text parts[] = {directory->real, TEXT("/"), path};
    return text_join(directory->arena, parts, 3, TEXT("")).bytes;
}

/* --- The way to a file ---------------------------------------------------------------------- */

static bool is_inside(const Directory *directory, Text real) {
    if (!text_starts_with(real, directory->real)) return false;
    return real.length == directory->real.length || real.bytes[directory->real.length] == '/' ||
           text_equal(directory->real, TEXT("/"));
}

/* One directory of the way: made when it is missing, followed only inside the root. */
static Text enter(Directory *directory, Text path, bool makes) {
    const char *name = full_path(directory, path);
    struct stat status;
    directory->is_new = makes && mkdir(name, DIRECTORY_MODE) == 0;
    if (directory->is_new) return TEXT("");
    if (makes && errno != EEXIST) return machine_reason(directory);
    if (lstat(name, &status) != 0) return machine_reason(directory);
    if (S_ISDIR(status.st_mode)) return TEXT("");
    Text real;
    if (!S_ISLNK(status.st_mode)) return TEXT("a part of its path is a file");
    if (!real_path(directory->arena, name, &real)) return machine_reason(directory);
    if (is_inside(directory, real)) return TEXT("");
    return TEXT("a symbolic link of its path leaves the output directory");
}

/* `a/b/` of `a/b/c`, "" of `c`. */
static Text parent_of(Text path) {
    size_t last = path.length;
    while (last > 0 && path.bytes[last - 1] != '/')
        last--;
    return text_slice(path, 0, last);
}

/* Walks to the parent of `path`, which stays verified for the next file in it. */
static Text enter_parents(Directory *directory, Text path, bool makes) {
    Text parent = parent_of(path);
    if (text_equal(parent, directory->verified)) return TEXT("");
    directory->is_new = false;
    for (size_t i = 0; i < parent.length; i++) {
        if (parent.bytes[i] != '/') continue;
        Text problem = enter(directory, text_slice(parent, 0, i), makes);
        if (problem.length) return problem;
    }
    directory->verified = parent;
    return TEXT("");
}

Text directory_follow(const Directory *directory, Text path) {
    struct stat status;
    Text real;
    const char *name = full_path(directory, path);
    if (lstat(name, &status) != 0 || !S_ISLNK(status.st_mode)) return path;
    if (!real_path(directory->arena, name, &real) || !is_inside(directory, real)) return path;
    size_t start = directory->real.length;
    while (start < real.length && real.bytes[start] == '/')
        start++;
    return text_slice(real, start, real.length);
}

/* --- Writing -------------------------------------------------------------------------------- */

/* Hidden, so that what reads a directory of outputs does not take it for one. */
static const char *temporary_name(const Directory *directory, Text path, int number) {
    Arena *arena = directory->arena;
    Text suffix = number ? text_format(arena, "-%d", number) : TEXT("");
    const Text parts[] = {directory->real, TEXT("/"), parent_of(path), TEXT(".rung-new"), suffix};
    return text_join(arena, parts, 5, TEXT("")).bytes;
}

static int open_new(const char *name) {
    return open_patiently(name, O_WRONLY | O_CREAT | O_EXCL);
}

/* A new file beside `path` that nobody else has; its descriptor, or -1. What is there already was left by
 * a run that was killed, where nobody else may write here now. Each thread has every second name, so that
 * none takes away what the other is at. */
static int open_temporary(const Directory *directory, Text path, const char **name) {
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        *name = temporary_name(directory, path, directory->number + i * THREADS);
        int file = open_new(*name);
        if (file >= 0 || errno != EEXIST) return file;
        if (directory->lock >= 0 && unlink(*name) == 0) return open_new(*name);
    }
    return -1;
}

bool file_write_all(int file, Text bytes) {
    for (size_t done = 0; done < bytes.length;) {
        ssize_t count = write(file, bytes.bytes + done, bytes.length - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        done += (size_t)count;
    }
    return true;
}

/* A file that was readable by few stays so. In a directory that we made there was none. */
static bool keep_permissions(const Directory *directory, int file, const char *old) {
    struct stat status;
    if (directory->is_new) return true;
    if (lstat(old, &status) != 0) return errno == ENOENT;
    if (!S_ISREG(status.st_mode)) return true;
    return fchmod(file, status.st_mode & PERMISSIONS) == 0;
}

/* A file system that does not know how to is no failure. */
static bool sync_source(int file) {
    int status;
    do
        status = fsync(file);
    while (status != 0 && errno == EINTR);
    return status == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

/* Fills the temporary file and gives it its name; 0, or the number of what went wrong. */
static int finish_temporary(const Directory *directory, int file, const char *temporary,
                            const char *target, Text bytes, bool is_source) {
    errno = 0;
    bool is_written = keep_permissions(directory, file, target) && file_write_all(file, bytes) &&
                      (!is_source || sync_source(file));
    int reason = errno;
    if (close(file) != 0 && is_written) {
        is_written = false;
        reason = errno;
    }
    if (is_written && rename(temporary, target) == 0) return 0;
    if (is_written) reason = errno;
    unlink(temporary);
    return reason;
}

Text directory_permits(const Directory *directory, Text path) {
    bool is_denied = faccessat(AT_FDCWD, full_path(directory, path), W_OK, AT_EACCESS) != 0;
    return is_denied && errno == EACCES ? machine_reason(directory) : TEXT("");
}

static Text write_file(Directory *directory, Text path, Text bytes, bool is_source) {
    Text problem = enter_parents(directory, path, true);
    if (problem.length) return problem;
    ArenaMark mark = arena_mark(directory->arena);
    const char *temporary;
    int file = open_temporary(directory, path, &temporary);
    if (file < 0) return machine_reason(directory);
    int reason =
        finish_temporary(directory, file, temporary, full_path(directory, path), bytes, is_source);
    arena_reset(directory->arena, mark);
    errno = reason;
    return reason ? machine_reason(directory) : TEXT("");
}

Text directory_write(Directory *directory, Text path, Text bytes) {
    return write_file(directory, path, bytes, false);
}

Text directory_write_source(Directory *directory, Text path, Text bytes) {
    return write_file(directory, path, bytes, true);
}

/* --- Removing ------------------------------------------------------------------------------- */

/* Directories on the way to `path` that hold nothing, from the last on. */
static void remove_empty(const Directory *directory, Text path) {
    for (size_t i = path.length; i > 0; i--)
        if (path.bytes[i - 1] == '/' &&
            rmdir(full_path(directory, text_slice(path, 0, i - 1))) != 0)
            return;
}

Text directory_remove(Directory *directory, Text path) {
    directory->verified = (Text){0};
    Text problem = enter_parents(directory, path, false);
    if (problem.length) return problem;
    if (unlink(full_path(directory, path)) != 0 && errno != ENOENT)
        return machine_reason(directory);
    directory->verified = (Text){0};
    remove_empty(directory, path);
    return TEXT("");
}

void directory_clear(Directory *directory, Text path, bool is_gone) {
    directory->verified = (Text){0};
    if (directory->lock < 0 || enter_parents(directory, path, false).length) return;
    for (int i = 0; i < THREADS; i++)
        unlink(temporary_name(directory, path, i));
    if (!is_gone) return;
    directory->verified = (Text){0};
    remove_empty(directory, path);
}
