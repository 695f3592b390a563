/* disk.h - the system calls that reading from disk needs, as a table that tests can replace. */
#ifndef RUNG_PROJECT_DISK_H
#define RUNG_PROJECT_DISK_H

#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "project/project.h"

#ifdef PATH_MAX
enum { DISK_PATH_SIZE = PATH_MAX };
#else
enum { DISK_PATH_SIZE = 4096 }; /* a system without a limit of its own */
#endif

/* Each is as POSIX has it, errno included. */
typedef struct DiskCalls {
    int (*open)(const char *path, int flags);
    int (*status)(int file, struct stat *out);              /* fstat */
    int (*link_status)(const char *path, struct stat *out); /* lstat */
    ssize_t (*read)(int file, void *buffer, size_t size);
    int (*close)(int file);
    char *(*resolve)(const char *path, char *resolved); /* realpath */
    DIR *(*open_directory)(const char *path);
    struct dirent *(*read_directory)(DIR *directory);
    int (*close_directory)(DIR *directory);
    bool has_entry_types; /* whether what read_directory says about kinds is believed */
} DiskCalls;

extern const DiskCalls disk_standard;

Files disk_files(Arena *arena, Text root, const DiskCalls *calls);

/* The absolute path without symbolic links. */
FileStatus disk_resolve(const char *path, char resolved[DISK_PATH_SIZE]);

/* Whether a file, by itself or through symbolic links, is at the path: FILE_OK. */
FileStatus disk_find_file(const char *path);

#endif
