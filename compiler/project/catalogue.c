/* catalogue.c - Files whose paths are known beforehand, as directories.
 *
 * There are no directories in memory, in an index or in a listing of a revision, only paths with
 * slashes, so a directory is what is a prefix of some path. The files are sorted once: those of a
 * directory then stand side by side, and each question is a binary search. */
#include "project/project.h"

#include <stdlib.h>

/* Of two files with one path the one that was given first comes first. */
static int compare_files(const void *left, const void *right) {
    const CatalogueFile *const *a = left;
    const CatalogueFile *const *b = right;
    int order = text_compare((*a)->path, (*b)->path);
    if (order != 0) return order;
    return *a < *b ? -1 : 1;
}

/* The first file whose path is not before `path`. */
static size_t find_place(const Catalogue *catalogue, Text path) {
    size_t low = 0, high = catalogue->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(catalogue->files[middle]->path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const CatalogueFile *catalogue_find(const Catalogue *catalogue, Text path) {
    size_t place = find_place(catalogue, path);
    if (place == catalogue->count) return NULL;
    const CatalogueFile *file = catalogue->files[place];
    return text_equal(file->path, path) ? file : NULL;
}

/* `a/b` gives `a/b/`, the root the empty text. */
static Text prefix_of(Arena *arena, Text path) {
    return path.length == 0 ? path : text_format(arena, "%.*s/", TEXT_ARGS(path));
}

void catalogue_below(const Catalogue *catalogue, Text prefix, size_t *first, size_t *end) {
    *first = *end = find_place(catalogue, prefix);
    while (*end < catalogue->count && text_starts_with(catalogue->files[*end]->path, prefix))
        ++*end;
}

/* `read` of the interface. */
static FileStatus read_file(void *state, Arena *arena, Text path, size_t limit, Text *out) {
    const Catalogue *catalogue = state;
    const CatalogueFile *file = catalogue_find(catalogue, path);
    *out = TEXT("");
    if (file == NULL) {
        size_t first, end;
        catalogue_below(catalogue, prefix_of(arena, path), &first, &end);
        return first < end ? FILE_NOT_A_FILE : FILE_MISSING;
    }
    if (file->kind != FILE_REGULAR) return FILE_NOT_A_FILE;
    return catalogue->read(catalogue->state, arena, file, limit, out);
}

/* The entry that a file makes in the directory whose prefix it has. */
static FileEntry entry_of(const CatalogueFile *file, Text prefix) {
    Text rest = text_slice(file->path, prefix.length, file->path.length);
    size_t slash = text_find(rest, TEXT("/"), 0);
    if (slash == SIZE_MAX) return (FileEntry){rest, file->kind};
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
    const Catalogue *catalogue = state;
    Text prefix = prefix_of(arena, path);
    size_t first, end;
    ARRAY(FileEntry) found = {0};
    catalogue_below(catalogue, prefix, &first, &end);
    for (size_t i = first; i < end; i++) {
        FileEntry entry = entry_of(catalogue->files[i], prefix);
        bool is_known =
            found.count > 0 && text_equal(found.items[found.count - 1].name, entry.name);
        if (!is_known) array_push(arena, &found, entry);
    }
    *entries = found.items;
    *count = found.count;
    if (found.count > 1) qsort(found.items, found.count, sizeof *found.items, compare_entries);
    if (found.count > 0 || path.length == 0) return FILE_OK;
    return catalogue_find(catalogue, path) != NULL ? FILE_NOT_A_FILE : FILE_MISSING;
}

/* Segments with names, and none that leads to another place: a directory without a name would be its
 * own parent. */
static bool is_path(Text path) {
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        Text segment = text_slice(path, start, end);
        if (segment.length == 0 || text_equal(segment, TEXT(".")) ||
            text_equal(segment, TEXT("..")))
            return false;
    }
    return true;
}

void catalogue_open(Arena *arena, Catalogue *catalogue, const CatalogueFile *items, size_t count) {
    catalogue->files = arena_array(arena, const CatalogueFile *, count);
    catalogue->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_path(items[i].path)) catalogue->files[catalogue->count++] = &items[i];
    }
    if (catalogue->count > 1)
        qsort(catalogue->files, catalogue->count, sizeof *catalogue->files, compare_files);
}

Files files_of_catalogue(Catalogue *catalogue) {
    return (Files){.state = catalogue, .read = read_file, .list = list_directory};
}
