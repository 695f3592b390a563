/* store.c - files put into the index.
 *
 * Their bytes go in through one `git fast-import`, which needs no file on disk and no filter: what
 * is stored is what was built. Then one `git update-index`, without the filters that a configuration can
 * name (filters.c), names all of them, and git writes an index whole or not at all. Bytes that no index
 * names in the end are cleared away by git in time. Git takes the end of what it is told for the end of
 * it: of a run that is killed while it names thousands, some may be staged, as the next run finds. */
#include "git/repository.h"

#include <stdio.h>

/* --- Room ----------------------------------------------------------------------------------- */

static bool stays(const Map *removed, const CatalogueFile *file) {
    return file != NULL && map_get(removed, file->path) == NULL;
}

static Text obstacle_above(Git *git, const Map *removed, Text path) {
    for (size_t end = 0; (end = text_find(path, TEXT("/"), end)) != SIZE_MAX; end++) {
        const CatalogueFile *file = catalogue_find(git->staged, text_slice(path, 0, end));
        if (stays(removed, file)) return file->path;
    }
    return TEXT("");
}

static Text obstacle_below(Git *git, const Map *removed, Text path) {
    size_t first, end;
    Text directory = text_format(git->arena, "%.*s/", TEXT_ARGS(path));
    catalogue_below(git->staged, directory, &first, &end);
    for (size_t i = first; i < end; i++)
        if (stays(removed, git->staged->files[i])) return git->staged->files[i]->path;
    return TEXT("");
}

/* Left to itself git drops from its index what is in the way. */
Text git_obstacle(Git *git, const GitEntry *entries, size_t count, const GitEntry **entry) {
    Map removed;
    map_open(&removed, git->arena);
    for (size_t i = 0; i < count; i++)
        if (entries[i].is_removed) map_put(&removed, entries[i].path, (void *)(uintptr_t)1);
    for (*entry = entries; *entry < entries + count; ++*entry) {
        if ((*entry)->is_removed) continue;
        Text obstacle = obstacle_above(git, &removed, (*entry)->path);
        if (!obstacle.length) obstacle = obstacle_below(git, &removed, (*entry)->path);
        if (obstacle.length) return obstacle;
    }
    return TEXT("");
}

/* --- Bytes ---------------------------------------------------------------------------------- */

static bool send_blob(Process *process, const GitEntry *entry) {
    char head[64];
    int length = snprintf(head, sizeof head, "blob\ndata %zu\n", entry->bytes.length);
    return process_send(process, (Text){head, (size_t)length}) &&
           process_send(process, entry->bytes) && process_send(process, TEXT("\n"));
}

static bool store_blobs(Git *git, const GitEntry *entries, size_t count) {
    static const char *const arguments[] = {"fast-import", "--quiet", NULL};
    Process process;
    bool is_sent = question_start(git->arena, git->root, arguments, &process);
    if (!is_sent) return false;
    for (size_t i = 0; i < count && is_sent; i++)
        is_sent = entries[i].is_removed || send_blob(&process, &entries[i]);
    return process_end(&process) == 0 && is_sent;
}

/* --- Names ---------------------------------------------------------------------------------- */

/* `MODE ID`, a tab, the path from the top, a NUL; a mode of nothing takes the path away. */
static void write_entry(Git *git, Writer *out, const GitEntry *entry, size_t id_length) {
    const CatalogueFile *file = catalogue_find(git->staged, entry->path);
    const Blob *before = file != NULL ? file->content : NULL;
    bool is_executable = before != NULL && before->is_executable;
    writer_string(out, entry->is_removed ? "0 " : is_executable ? "100755 " : "100644 ");
    if (entry->is_removed)
        writer_repeat(out, '0', id_length);
    else
        writer_text(out, object_id(git->arena, id_length, entry->bytes));
    writer_char(out, '\t');
    writer_text(out, git->prefix);
    writer_text(out, entry->path);
    writer_char(out, '\0');
}

/* What goes away makes room for what comes. */
static Text write_entries(Git *git, const GitEntry *entries, size_t count) {
    Writer out;
    const Blob *any = git->staged->files[0]->content;
    writer_open(&out, git->arena, SIZE_MAX);
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < count; i++)
            if (entries[i].is_removed == (turn == 0))
                write_entry(git, &out, &entries[i], any->id.length);
    return writer_done(&out);
}

/* `git update-index` with a text for it to read. */
static bool update_index(Git *git, const char *const *arguments, Text text) {
    Process process;
    const char *const *unfiltered;
    if (!filters_off(git, arguments, &unfiltered)) return false;
    if (!question_start(git->arena, git->root, unfiltered, &process)) return false;
    bool is_sent = process_send(&process, text);
    return process_end(&process) == 0 && is_sent;
}

static bool name_entries(Git *git, const GitEntry *entries, size_t count) {
    static const char *const arguments[] = {"update-index", "--add", "-z", "--index-info", NULL};
    return update_index(git, arguments, write_entries(git, entries, count));
}

/* --- Marks ---------------------------------------------------------------------------------- */

static bool is_skipped(const Blob *blob) {
    return blob->is_skipped;
}

static bool is_assumed(const Blob *blob) {
    return blob->is_assumed;
}

/* What is named again loses its marks, and a file that a sparse checkout does not have on disk would be
 * one that was removed there. */
static bool mark_entries(Git *git, const GitEntry *entries, size_t count,
                         bool (*has_mark)(const Blob *blob), const char *mark) {
    const char *arguments[] = {"update-index", mark, "-z", "--stdin", NULL};
    Writer out;
    writer_open(&out, git->arena, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        const CatalogueFile *file = catalogue_find(git->staged, entries[i].path);
        if (entries[i].is_removed || file == NULL || !has_mark(file->content)) continue;
        writer_text(&out, entries[i].path);
        writer_char(&out, '\0');
    }
    Text paths = writer_done(&out);
    return paths.length == 0 || update_index(git, arguments, paths);
}

GitAnswer git_stage(Git *git, const GitEntry *entries, size_t count) {
    ensure(git->staged != NULL && git->staged->count > 0);
    bool is_stored = store_blobs(git, entries, count) && name_entries(git, entries, count) &&
                     mark_entries(git, entries, count, is_skipped, "--skip-worktree") &&
                     mark_entries(git, entries, count, is_assumed, "--assume-unchanged");
    return is_stored ? GIT_OK : GIT_FAILED;
}
