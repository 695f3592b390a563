/* tree.c - whole directories: listed, copied, written and removed, in byte order of the paths.
 *
 * A failure here is one of the machine and ends the program with what the machine said: no test
 * can go on without its files. */
#include "golden/golden.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static noreturn void give_up(const char *what, const char *path) {
    fprintf(stderr, "%s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

const char *tree_join(Arena *arena, const char *root, const char *path) {
    return text_format(arena, "%s/%s", root, path).bytes;
}

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

/* What the directory itself holds, sorted. */
static void list_entries(Arena *arena, const char *path, Paths *out) {
    DIR *directory = opendir(path);
    if (directory == NULL) return;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            array_push(arena, out, text_copy(arena, text_of(entry->d_name)));
    closedir(directory);
    if (out->count > 0) qsort(out->items, out->count, sizeof(Text), compare_texts);
}

static bool is_directory(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void walk(Arena *arena, const char *root, const char *prefix, Paths *out) {
    Paths entries = {0};
    list_entries(arena, root, &entries);
    for (uint32_t i = 0; i < entries.count; i++) {
        const char *path = tree_join(arena, root, entries.items[i].bytes);
        Text name = text_format(arena, "%s%.*s", prefix, TEXT_ARGS(entries.items[i]));
        if (is_directory(path))
            walk(arena, path, text_format(arena, "%s/", name.bytes).bytes, out);
        else
            array_push(arena, out, name);
    }
}

void tree_list(Arena *arena, const char *root, Paths *out) {
    walk(arena, root, "", out);
    if (out->count > 0) qsort(out->items, out->count, sizeof(Text), compare_texts);
}

bool tree_read(Arena *arena, const char *path, Text *out) {
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (file == NULL) return false;
    if (fstat(fileno(file), &status) != 0 || S_ISDIR(status.st_mode)) {
        fclose(file);
        return false;
    }
    Writer writer;
    char buffer[4096];
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, file)) > 0;)
        writer_text(&writer, (Text){buffer, size});
    fclose(file);
    *out = writer_done(&writer);
    return true;
}

/* Every directory on the way to the file. */
static void make_directories(Arena *arena, const char *path) {
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *parent = text_c(arena, (Text){path, (size_t)(slash - path)});
        if (mkdir(parent, 0777) != 0 && errno != EEXIST) give_up("cannot make", parent);
    }
}

void tree_write(Arena *arena, const char *path, Text bytes) {
    make_directories(arena, path);
    FILE *file = fopen(path, "wb");
    if (file == NULL) give_up("cannot write", path);
    bool is_whole = fwrite(bytes.bytes, 1, bytes.length, file) == bytes.length;
    if (fclose(file) != 0 || !is_whole) give_up("cannot write", path);
}

void tree_copy(Arena *arena, const char *from, const char *to) {
    Paths paths = {0};
    tree_list(arena, from, &paths);
    for (uint32_t i = 0; i < paths.count; i++) {
        Text bytes;
        const char *path = tree_join(arena, from, paths.items[i].bytes);
        if (!tree_read(arena, path, &bytes)) give_up("cannot read", path);
        tree_write(arena, tree_join(arena, to, paths.items[i].bytes), bytes);
    }
}

void tree_remove(Arena *arena, const char *root) {
    Paths entries = {0};
    list_entries(arena, root, &entries);
    for (uint32_t i = 0; i < entries.count; i++) {
        const char *path = tree_join(arena, root, entries.items[i].bytes);
        if (is_directory(path))
            tree_remove(arena, path);
        else
            unlink(path);
    }
    rmdir(root);
}

/* Its real name, because messages of the program show that one. */
const char *tree_scratch(Arena *arena) {
    const char *parent = getenv("TMPDIR");
    Text name = text_format(arena, "%s/rung-test-XXXXXX", parent && *parent ? parent : "/tmp");
    char *path = arena_array(arena, char, name.length + 1);
    memcpy(path, name.bytes, name.length + 1);
    if (mkdtemp(path) == NULL) give_up("cannot make", path);
    char *real = realpath(path, NULL);
    if (real == NULL) give_up("cannot find", path);
    const char *copy = text_c(arena, text_of(real));
    free(real);
    return copy;
}

const char *tree_inside(Arena *arena, const char *scratch) {
    const char *path = tree_join(arena, scratch, "work");
    if (mkdir(path, 0777) != 0) give_up("cannot make", path);
    return path;
}
