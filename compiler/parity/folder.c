/* folder.c - reads a directory of the project into memory, and tells two states of it apart.
 *
 * The order of the files is that of the bytes of their paths, whatever the order in which a
 * directory lists them, so that a fingerprint is the same on every machine. */
#include "parity/artifacts.h"
#include <stdlib.h>

/* The root itself has no name. */
static Text join(Arena *arena, Text folder, Text name) {
    if (folder.length == 0) return text_copy(arena, name);
    Text parts[] = {folder, name};
    return text_join(arena, parts, 2, TEXT("/"));
}

/* Hidden files are an editor's or git's; Helm and Terraform read one of them each. */
static bool is_ours(const Folder *folder, const FileEntry *entry) {
    if (folder->has_hidden) return !text_equal(entry->name, TEXT(".git"));
    if (text_starts_with(entry->name, TEXT("."))) return text_equal(entry->name, folder->hidden);
    return entry->kind == FILE_DIRECTORY || text_contains(entry->name, folder->only);
}

/* A file that cannot be read is left out; one that is beyond the limit ends the reading. */
static void read_file(Arena *arena, Folder *folder, Text place) {
    size_t room = folder->room - folder->bytes;
    ChartFile file = {.place = place};
    FileStatus status = folder->files->read(folder->files->state, arena, place, room, &file.text);
    folder->is_out_of_room |= status == FILE_TOO_LARGE;
    folder->is_too_large |= folder->is_out_of_room;
    if (status != FILE_OK) return;
    size_t prefix = folder->path.length == 0 ? 0 : folder->path.length + 1;
    file.path = text_slice(place, prefix, place.length);
    folder->bytes += file.text.length;
    array_push(arena, &folder->items, file);
    folder->is_too_large |= folder->items.count > LIMIT_ARTIFACT_FILES;
}

/* Depth first; a directory below that cannot be listed is as if it were empty. */
static FileStatus walk(Arena *arena, Folder *folder, Text path, uint32_t depth) {
    FileEntry *entries;
    uint32_t count;
    FileStatus status = folder->files->list(folder->files->state, arena, path, &entries, &count);
    if (status != FILE_OK) return status;
    for (uint32_t i = 0; i < count && !folder->is_too_large; i++) {
        if (!is_ours(folder, &entries[i])) continue;
        Text place = join(arena, path, entries[i].name);
        if (entries[i].kind == FILE_REGULAR) read_file(arena, folder, place);
        if (entries[i].kind != FILE_DIRECTORY || !folder->is_deep) continue;
        if (depth == LIMIT_ARTIFACT_DEPTH)
            folder->is_too_large = true;
        else
            (void)walk(arena, folder, place, depth + 1);
    }
    return FILE_OK;
}

/* By bytes: no locale has a say in a fingerprint. */
static int compare_paths(const void *left, const void *right) {
    return text_compare(((const ChartFile *)left)->path, ((const ChartFile *)right)->path);
}

/* The order in which directories are listed is that of segments, so it is sorted once more. */
FileStatus folder_read(Arena *arena, Folder *folder) {
    FileStatus status = walk(arena, folder, folder->path, 0);
    if (folder->items.count > 1)
        qsort(folder->items.items, folder->items.count, sizeof(ChartFile), compare_paths);
    return status;
}

/* --- Fingerprints --------------------------------------------------------------------------- */

enum { WORDS = 6 }; /* of 64 bits: the fingerprint so far, a path and a text */

/* The high end first, on every machine. */
static void put_hash(uint8_t *bytes, Hash128 hash) {
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(hash.high >> (56 - 8 * i));
        bytes[8 + i] = (uint8_t)(hash.low >> (56 - 8 * i));
    }
}

/* Every file is folded into the hash of those before it, so nothing is copied. */
Hash128 chart_fingerprint(const Chart *chart, bool (*is_output)(void *state, Text place),
                          void *state) {
    Hash128 fingerprint = {0, 0};
    for (uint32_t i = 0; i < chart->file_count; i++) {
        const ChartFile *file = &chart->files[i];
        if (is_output != NULL && is_output(state, file->place)) continue;
        uint8_t bytes[WORDS * 8];
        put_hash(bytes, fingerprint);
        put_hash(bytes + 16, hash_128(file->path));
        put_hash(bytes + 32, hash_128(file->text));
        fingerprint = hash_128((Text){(const char *)bytes, sizeof bytes});
    }
    return fingerprint;
}

FileStatus chart_files(Arena *arena, const Files *files, const Chart *chart,
                       bool (*is_output)(void *state, Text place), void *state, Chart *out) {
    Folder folder = {.files = files,
                     .path = chart->path,
                     .is_deep = true,
                     .room = LIMIT_ARTIFACT_BYTES,
                     .has_hidden = true};
    FileStatus status = folder_read(arena, &folder);
    *out = *chart;
    out->files = folder.items.items;
    out->file_count = 0;
    for (uint32_t i = 0; i < folder.items.count; i++)
        if (!is_output(state, folder.items.items[i].place))
            out->files[out->file_count++] = folder.items.items[i];
    return folder.is_too_large ? FILE_TOO_LARGE : status;
}

/* --- Modules -------------------------------------------------------------------------------- */

/* What stands in the directory of a module and is none of it: a state, a source of ours. */
static bool is_of_module(Text path) {
    return !text_contains(path, TEXT(".tfstate")) && !text_ends_with(path, TEXT(".rung"));
}

FileStatus module_files(Arena *arena, const Files *files, const Module *module, size_t *read,
                        Chart *out) {
    size_t rest = LIMIT_ALL_ARTIFACT_BYTES - *read;
    Folder folder = {.files = files,
                     .path = module->path,
                     .is_deep = true,
                     .hidden = TEXT(".terraform.lock.hcl"),
                     .room = rest < LIMIT_ARTIFACT_BYTES ? rest : LIMIT_ARTIFACT_BYTES};
    FileStatus status = folder_read(arena, &folder);
    *read += folder.bytes;
    *out = (Chart){.path = module->path, .files = folder.items.items};
    for (uint32_t i = 0; i < folder.items.count; i++)
        if (is_of_module(folder.items.items[i].path))
            out->files[out->file_count++] = folder.items.items[i];
    return folder.is_too_large ? FILE_TOO_LARGE : status;
}
