/* write_plain.c - writes files by the calls that `rung build` uses, and does nothing else.
 *
 *     write_plain PACK DIRECTORY           writes the files of a pack below a directory
 *     write_plain --pack DIRECTORY PACK    makes a pack: LENGTH PATH newline BYTES, for each file
 *
 * The floor of a cold build: the bytes are there already, only the files are to be made. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_MOST = 4096 };

static char *read_whole(const char *path, size_t *length) {
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status) != 0) exit(3);
    char *bytes = malloc((size_t)status.st_size + 1);
    *length = 0;
    while (bytes && *length < (size_t)status.st_size) {
        ssize_t count = read(file, bytes + *length, (size_t)status.st_size - *length);
        if (count <= 0) exit(3);
        *length += (size_t)count;
    }
    close(file);
    return bytes;
}

static void pack(FILE *out, const char *root, const char *below) {
    char path[PATH_MOST];
    snprintf(path, sizeof path, "%s/%s", root, below);
    DIR *directory = opendir(path);
    if (!directory) exit(3);
    for (struct dirent *entry; (entry = readdir(directory));) {
        char name[PATH_MOST], full[2 * PATH_MOST];
        struct stat status;
        if (entry->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "%s%s%s", below, *below ? "/" : "", entry->d_name);
        snprintf(full, sizeof full, "%s/%s", root, name);
        if (stat(full, &status) != 0) exit(3);
        if (S_ISDIR(status.st_mode)) {
            pack(out, root, name);
            continue;
        }
        size_t length;
        char *bytes = read_whole(full, &length);
        fprintf(out, "%zu %s\n", length, name);
        fwrite(bytes, 1, length, out);
        free(bytes);
    }
    closedir(directory);
}

static void make_parents(char *path) {
    for (char *slash = path + 1; *slash; slash++) {
        if (*slash != '/') continue;
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
}

static void write_one(const char *root, const char *name, const char *bytes, size_t length,
                      char *parent) {
    char path[2 * PATH_MOST], temporary[2 * PATH_MOST + 32];
    snprintf(path, sizeof path, "%s/%s", root, name);
    char *slash = strrchr(path, '/');
    if (strncmp(parent, path, (size_t)(slash - path)) != 0 || parent[slash - path]) {
        make_parents(path);
        snprintf(parent, PATH_MOST, "%.*s", (int)(slash - path), path);
    }
    snprintf(temporary, sizeof temporary, "%s/.rung-%ld", parent, (long)getpid());
    int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length || close(file) != 0 ||
        rename(temporary, path) != 0)
        exit(3);
}

int main(int count, char **arguments) {
    if (count == 4 && strcmp(arguments[1], "--pack") == 0) {
        FILE *out = fopen(arguments[3], "wb");
        if (!out) return 3;
        pack(out, arguments[2], "");
        return fclose(out) == 0 ? 0 : 3;
    }
    if (count != 3) return 2;
    size_t length;
    char parent[PATH_MOST] = "", *bytes = read_whole(arguments[1], &length);
    for (char *next = bytes, *end = bytes + length; next < end;) {
        char *name;
        size_t size = strtoul(next, &name, 10);
        char *newline = memchr(name, '\n', (size_t)(end - name));
        *newline = '\0';
        write_one(arguments[2], name + 1, newline + 1, size, parent);
        next = newline + 1 + size;
    }
    free(bytes);
    return 0;
}
