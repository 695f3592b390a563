/* memory.c - a project that is no directory: files held in memory. Tests, editors and fuzzers hand
 * in parallel texts. */
#include "project/project.h"

/* The copy ends in NUL, as one from disk does. */
static FileStatus read_file(void *state, Arena *arena, const CatalogueFile *file, size_t limit,
                            Text *out) {
    (void)state;
    const MemoryFile *memory = file->content;
    if (memory->text.length > limit) return FILE_TOO_LARGE;
    *out = text_copy(arena, memory->text);
    return FILE_OK;
}

Files files_of_memory(Arena *arena, const MemoryFile *items, size_t count) {
    Catalogue *catalogue = arena_new(arena, Catalogue);
    CatalogueFile *files = arena_array(arena, CatalogueFile, count);
    MemoryFile *contents = arena_array(arena, MemoryFile, count);
    for (size_t i = 0; i < count; i++) {
        contents[i] = items[i];
        files[i] = (CatalogueFile){items[i].path, FILE_REGULAR, &contents[i]};
    }
    catalogue->read = read_file;
    catalogue_open(arena, catalogue, files, count);
    return files_of_catalogue(catalogue);
}
