/* failing.c - a machine that fails: loaded before the C library (LD_PRELOAD), it stands between the real
 * program and the calls by which files are read and written.
 *
 * Calls about the directory FAILING_BELOW are counted from 1, and each is a line in FAILING_LOG: its
 * name and its path. FAILING_FAULT says what happens at call number FAILING_AT: see `faults`. With
 * `memory` requests for memory are counted instead, those of libraries too. Calls about other places,
 * the three streams among them, are none of its business, and programs that are started from here run
 * without it.
 *
 * It is a library of its own, and never linked into a program: it would take the place of the C
 * library's calls there. */
#define _GNU_SOURCE 1 /* RTLD_NEXT */
#undef _FORTIFY_SOURCE

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 256, PATH_BYTES = 1024, LOG_BYTES = 1 << 20, PIECE = 7 };

typedef enum Fault {
    FAULT_NONE,
    FAULT_ONCE,      /* EIO, and the next call works again */
    FAULT_LASTING,   /* EIO, and so does every call after it */
    FAULT_FULL,      /* ENOSPC for whatever needs room, from this call on */
    FAULT_KILL,      /* the process ends before the call */
    FAULT_TORN,      /* the process ends when half of it is written */
    FAULT_SHORT,     /* all reads and writes: only a few bytes at a time */
    FAULT_INTERRUPT, /* all that can wait: EINTR every other time */
    FAULT_UNLOCKED,  /* the file system has no locks */
    FAULT_MEMORY     /* the request gets none, and neither does any after it */
} Fault;

static const char *const faults[] = {"none", "once",  "lasting",   "full",     "kill",
                                     "torn", "short", "interrupt", "unlocked", "memory"};

/* What a call needs: room on the device, patience (signals may interrupt it), both or neither. */
enum { PLAIN = 0, NEEDS_ROOM = 1, CAN_WAIT = 2 };

static Fault fault;
static long fault_at;
static atomic_long count;
static atomic_flag is_counting = ATOMIC_FLAG_INIT;
static _Thread_local long number; /* of the last call of this thread */
static atomic_bool is_interrupted;
static char below[PATH_BYTES];
static char *log_start; /* a shared mapping of the file, which outlives a killed process */
static atomic_size_t log_length;
static char names[FILES][PATH_BYTES]; /* of open files below the directory, "" for others */

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

/* --- Setting up ----------------------------------------------------------------------------- */

static void copy(char *out, const char *text) {
    size_t length = strnlen(text, PATH_BYTES - 1);
    memcpy(out, text, length);
    out[length] = '\0';
}

/* The program sees an environment without us, and so do those that it starts. */
__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("FAILING_FAULT"), *place = getenv("FAILING_BELOW");
    const char *at = getenv("FAILING_AT"), *log = getenv("FAILING_LOG");
    if (!name || !place || !at || !log) return;
    copy(below, place);
    fault_at = strtol(at, NULL, 10);
    int file = REAL(open)(log, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, LOG_BYTES) != 0) return;
    log_start = mmap(NULL, LOG_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (log_start == MAP_FAILED) log_start = NULL;
    REAL(close)(file);
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        if (strcmp(name, faults[i]) == 0) fault = (Fault)i;
    unsetenv("LD_PRELOAD");
    unsetenv("FAILING_FAULT");
}

/* --- Counting ------------------------------------------------------------------------------- */

/* Relative paths count: programs are started in the directory. */
static bool is_ours(const char *path) {
    size_t length = strlen(below);
    if (!log_start) return false;
    if (path[0] != '/') return true;
    return strncmp(path, below, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static const char *name_of(int file) {
    return file >= 0 && file < FILES ? names[file] : "";
}

static void note(const char *call, const char *path) {
    size_t name = strlen(call), length = name + strlen(path) + 2;
    size_t start = atomic_fetch_add(&log_length, length);
    if (start + length > LOG_BYTES) abort();
    memcpy(log_start + start, call, name);
    log_start[start + name] = ' ';
    memcpy(log_start + start + name + 1, path, length - name - 2);
    log_start[start + length - 1] = '\n';
}

static _Noreturn void die(void) {
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* The lines stand in the order of their numbers, whichever threads the calls are of. */
static void count_call(const char *call, const char *path) {
    while (atomic_flag_test_and_set(&is_counting))
        continue;
    number = atomic_fetch_add(&count, 1) + 1;
    note(call, path);
    atomic_flag_clear(&is_counting);
}

/* Counts a call. Gives the error that it ends with, 0 where it is to be made. */
static int strike(int kind, const char *call, const char *path) {
    count_call(call, path);
    switch (fault) {
    case FAULT_NONE:
    case FAULT_TORN:
    case FAULT_SHORT:
    case FAULT_UNLOCKED:
    case FAULT_MEMORY: return 0;
    case FAULT_ONCE: return number == fault_at ? EIO : 0;
    case FAULT_LASTING: return number >= fault_at ? EIO : 0;
    case FAULT_FULL: return number >= fault_at && (kind & NEEDS_ROOM) ? ENOSPC : 0;
    case FAULT_KILL:
        if (number == fault_at) die();
        return 0;
    case FAULT_INTERRUPT:
        if (!(kind & CAN_WAIT)) return 0;
        return atomic_exchange(&is_interrupted, !atomic_load(&is_interrupted)) ? 0 : EINTR;
    }
    return 0;
}

/* For a call about a path, or about an open file: does it fail? */
static bool fails(int kind, const char *call, const char *path) {
    int error = path[0] != '\0' && is_ours(path) ? strike(kind, call, path) : 0;
    if (error != 0) errno = error;
    return error != 0;
}

/* --- Files ---------------------------------------------------------------------------------- */

static int open_real(const char *path, int flags, mode_t mode) {
    bool is_new = (flags & O_CREAT) != 0;
    int kind = is_new ? NEEDS_ROOM | CAN_WAIT : CAN_WAIT;
    if (fails(kind, is_new ? "create" : "open", path)) return -1;
    int file = REAL(open)(path, flags, mode);
    if (file >= 0 && file < FILES) copy(names[file], is_ours(path) ? path : "");
    return file;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...);                                                    \
    int name(const char *path, int flags, ...) {                                                   \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, unsigned) : 0;                        \
        va_end(rest);                                                                              \
        return open_real(path, flags, mode);                                                       \
    }

OPEN(open)
OPEN(open64)

int __open_2(const char *path, int flags);

int __open_2(const char *path, int flags) {
    return open_real(path, flags, 0);
}

ssize_t read(int file, void *buffer, size_t size) {
    if (fails(CAN_WAIT, "read", name_of(file))) return -1;
    if (fault == FAULT_SHORT && *name_of(file) && size > PIECE) size = PIECE;
    return REAL(read)(file, buffer, size);
}

/* When it is torn the file keeps the first half. */
ssize_t write(int file, const void *buffer, size_t size) {
    if (fails(NEEDS_ROOM | CAN_WAIT, "write", name_of(file))) return -1;
    bool is_torn = fault == FAULT_TORN && *name_of(file) && number == fault_at;
    if (is_torn) size /= 2;
    if (fault == FAULT_SHORT && *name_of(file) && size > PIECE) size = PIECE;
    ssize_t done = REAL(write)(file, buffer, size);
    if (is_torn) die();
    return done;
}

/* A file is closed also when that fails. */
int close(int file) {
    bool has_failed = fails(PLAIN, "close", name_of(file));
    if (file >= 0 && file < FILES) names[file][0] = '\0';
    int status = REAL(close)(file);
    if (has_failed) errno = EIO;
    return has_failed ? -1 : status;
}

int fsync(int file) {
    return fails(CAN_WAIT, "fsync", name_of(file)) ? -1 : REAL(fsync)(file);
}

int fstat(int file, struct stat *out) {
    return fails(PLAIN, "fstat", name_of(file)) ? -1 : REAL(fstat)(file, out);
}

int fchmod(int file, mode_t mode) {
    return fails(PLAIN, "fchmod", name_of(file)) ? -1 : REAL(fchmod)(file, mode);
}

int flock(int file, int operation) {
    if (fails(CAN_WAIT, "flock", name_of(file))) return -1;
    if (fault != FAULT_UNLOCKED) return REAL(flock)(file, operation);
    errno = ENOLCK;
    return -1;
}

/* --- Paths ---------------------------------------------------------------------------------- */

int stat(const char *path, struct stat *out) {
    return fails(PLAIN, "stat", path) ? -1 : REAL(stat)(path, out);
}

int lstat(const char *path, struct stat *out) {
    return fails(PLAIN, "lstat", path) ? -1 : REAL(lstat)(path, out);
}

int access(const char *path, int mode) {
    return fails(PLAIN, "access", path) ? -1 : REAL(access)(path, mode);
}

int faccessat(int directory, const char *path, int mode, int flags) {
    return fails(PLAIN, "faccessat", path) ? -1 : REAL(faccessat)(directory, path, mode, flags);
}

char *realpath(const char *path, char *resolved) {
    return fails(PLAIN, "realpath", path) ? NULL : REAL(realpath)(path, resolved);
}

int mkdir(const char *path, mode_t mode) {
    return fails(NEEDS_ROOM, "mkdir", path) ? -1 : REAL(mkdir)(path, mode);
}

int rename(const char *from, const char *to) {
    return fails(PLAIN, "rename", to) ? -1 : REAL(rename)(from, to);
}

int unlink(const char *path) {
    return fails(PLAIN, "unlink", path) ? -1 : REAL(unlink)(path);
}

int rmdir(const char *path) {
    return fails(PLAIN, "rmdir", path) ? -1 : REAL(rmdir)(path);
}

/* --- Directories ---------------------------------------------------------------------------- */

DIR *opendir(const char *path) {
    if (fails(PLAIN, "opendir", path)) return NULL;
    DIR *directory = REAL(opendir)(path);
    int file = directory ? dirfd(directory) : -1;
    if (file >= 0 && file < FILES) copy(names[file], is_ours(path) ? path : "");
    return directory;
}

#define READ_DIRECTORY(name, type)                                                                 \
    type *name(DIR *directory) {                                                                   \
        return fails(PLAIN, "readdir", name_of(dirfd(directory))) ? NULL : REAL(name)(directory);  \
    }

READ_DIRECTORY(readdir, struct dirent)
READ_DIRECTORY(readdir64, struct dirent64)

int closedir(DIR *directory) {
    int file = dirfd(directory);
    bool has_failed = fails(PLAIN, "closedir", name_of(file));
    if (file >= 0 && file < FILES) names[file][0] = '\0';
    int status = REAL(closedir)(directory);
    if (has_failed) errno = EIO;
    return has_failed ? -1 : status;
}

/* --- Memory --------------------------------------------------------------------------------- */

#ifdef __GLIBC__
/* The C library's own names: to ask for them would take memory. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static bool has_memory(void) {
    if (fault != FAULT_MEMORY) return true;
    long request = atomic_fetch_add(&count, 1) + 1;
    if (log_start) note("memory", "");
    if (fault_at == 0 || request < fault_at) return true;
    errno = ENOMEM;
    return false;
}

void *malloc(size_t size) {
    return has_memory() ? __libc_malloc(size) : NULL;
}

void *calloc(size_t number, size_t size) {
    return has_memory() ? __libc_calloc(number, size) : NULL;
}

void *realloc(void *block, size_t size) {
    return has_memory() ? __libc_realloc(block, size) : NULL;
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    *out = has_memory() ? __libc_memalign(alignment, size) : NULL;
    return *out ? 0 : ENOMEM;
}
#endif
