/* memory.c - a project that is no directory: files held in memory.
 *
 * Tests, editors and fuzzers hand in parallel texts. There are no directories among them, only
 * paths with slashes, so a directory is what is a prefix of some path. The files are sorted once:
 * those of a directory then stand side by side, and each question is a binary search. */
#include "project/project.h"

#include <stdlib.h>

typedef struct Memory {
    const MemoryFile **files; /* in byte order of their paths */
    size_t count;
} Memory;

/* Of two files with one path the first one handed in counts. */
static int compare_files(const void *left, const void *right) {
    const MemoryFile *const *a = left;
    const MemoryFile *const *b = right;
    int order = text_compare((*a)->path, (*b)->path);
    if (order != 0) return order;
    return *a < *b ? -1 : 1;
}

/* The first file whose path is not before `path`. */
static size_t find_place(const Memory *memory, Text path) {
    size_t low = 0, high = memory->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(memory->files[middle]->path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The file with exactly this path, NULL when there is none. */
static const MemoryFile *find_file(const Memory *memory, Text path) {
    size_t place = find_place(memory, path);
    if (place == memory->count) return NULL;
    const MemoryFile *file = memory->files[place];
    return text_equal(file->path, path) ? file : NULL;
}

/* `a/b` gives `a/b/`, the root the empty text. */
static Text prefix_of(Arena *arena, Text path) {
    return path.length == 0 ? path : text_format(arena, "%.*s/", TEXT_ARGS(path));
}

/* Whether the file at a place is in the directory of the prefix. */
static bool has_prefix_at(const Memory *memory, size_t place, Text prefix) {
    return place < memory->count && text_starts_with(memory->files[place]->path, prefix);
}

/* `read` of the interface; the copy ends in NUL, as one from disk does. */
static FileStatus read_file(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    const Memory *memory = state;
    const MemoryFile *file = find_file(memory, path);
    *out = TEXT("");
    if (file == NULL) {
        Text prefix = prefix_of(arena, path);
        bool is_directory = has_prefix_at(memory, find_place(memory, prefix), prefix);
        return is_directory ? FILE_NOT_A_FILE : FILE_MISSING;
    }
    if (file->text.length > limit) return FILE_TOO_LARGE;
    *out = text_copy(arena, file->text);
    return FILE_OK;
}

/* The entry that a path makes in the directory whose prefix it has. */
static FileEntry entry_of(Text path, Text prefix) {
    Text rest = text_slice(path, prefix.length, path.length);
    size_t slash = text_find(rest, TEXT("/"), 0);
    if (slash == SIZE_MAX) return (FileEntry){rest, FILE_REGULAR};
    return (FileEntry){text_slice(rest, 0, slash), FILE_DIRECTORY};
}

static int compare_entries(const void *left, const void *right) {
    const FileEntry *a = left;
    const FileEntry *b = right;
    return text_compare(a->name, b->name);
}

/* The files of one directory stand side by side, so an entry that comes twice comes in a row. */
static FileStatus list_directory(void *state, Arena *arena, Text path, FileEntry **entries,
                                 uint32_t *count) {
    const Memory *memory = state;
    Text prefix = prefix_of(arena, path);
    ARRAY(FileEntry) found = {0};
    for (size_t i = find_place(memory, prefix); has_prefix_at(memory, i, prefix); i++) {
        FileEntry entry = entry_of(memory->files[i]->path, prefix);
        bool is_known =
            found.count > 0 && text_equal(found.items[found.count - 1].name, entry.name);
        if (!is_known) array_push(arena, &found, entry);
    }
    *entries = found.items;
    *count = found.count;
    if (found.count > 1) qsort(found.items, found.count, sizeof *found.items, compare_entries);
    if (found.count > 0 || path.length == 0) return FILE_OK;
    return find_file(memory, path) != NULL ? FILE_NOT_A_FILE : FILE_MISSING;
}

Files files_of_memory(Arena *arena, const MemoryFile *items, size_t count) {
    Memory *memory = arena_new(arena, Memory);
    memory->files = arena_array(arena, const MemoryFile *, count);
    memory->count = count;
    for (size_t i = 0; i < count; i++) {
        memory->files[i] = &items[i];
    }
    if (count > 1) qsort(memory->files, count, sizeof *memory->files, compare_files);
    return (Files){.state = memory, .read = read_file, .list = list_directory};
}
