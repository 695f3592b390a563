/* staged.c - a build of what git's index holds: what differs is put into the index.
 *
 * Git takes it first (store.c says what of it at once). Then the disk follows where it was as the index had it: a file
 * that is another there was built from sources that are not staged, or is somebody's work, and stays. The
 * list on disk gets the lines of the files that followed, before them and after them, as in any build. */
#include "library/build.h"

typedef struct Stage {
    Build *build;
    ARRAY(GitEntry) entries;
    bool *follows; /* by item: its file on disk does */
} Stage;

static void add_entry(Stage *stage, GitEntry entry) {
    array_push(&stage->build->project->arena, &stage->entries, entry);
}

/* Is it on disk as it was in the index? */
static bool is_as_staged(Build *build, const Item *item) {
    Text there;
    const Files *index = &build->disk, *disk = &build->worktree;
    Arena *scratch = arena_child(&build->project->arena);
    FileStatus status = disk->read(disk->state, scratch, item->path, LIMIT_OUTPUT_BYTES, &there);
    bool is_same = item->status == FILE_MISSING
                       ? status == FILE_MISSING
                       : status == FILE_OK && index->holds(index->state, item->path, there);
    arena_close(scratch);
    return is_same;
}

static void find_entries(Stage *stage) {
    Build *build = stage->build;
    for (uint32_t i = 0; i < build->items.count; i++) {
        Item *item = &build->items.items[i];
        bool is_removed = build_removes(build, item);
        if (!is_removed && !writers_take(item)) continue;
        add_entry(stage, (GitEntry){item->path, item->bytes, is_removed});
    }
    Text list = build_list(build, false);
    if (!text_equal(list, build->listed)) add_entry(stage, (GitEntry){LISTING_PATH, list, false});
}

/* As on disk: nothing that is in the way is replaced, whatever is asked for. */
static bool has_room(Stage *stage) {
    const GitEntry *entry;
    RungProject *project = stage->build->project;
    Text obstacle = git_obstacle(project->git, stage->entries.items, stage->entries.count, &entry);
    if (!obstacle.length) return true;
    Text reason = text_format(&project->arena, "`%.*s` is in its way", TEXT_ARGS(obstacle));
    Diagnostic *d = report_not_written(&project->report, NO_SPAN, entry->path, reason);
    report_help(d,
                "nothing was changed; what is staged there can be moved, or taken out of the index "
                "with `git rm --cached`");
    return false;
}

static bool put(Stage *stage) {
    RungProject *project = stage->build->project;
    if (!has_room(stage)) return false;
    if (git_stage(project->git, stage->entries.items, stage->entries.count) == GIT_OK) return true;
    Diagnostic *d = report_git_not_staged(&project->report, NO_SPAN);
    report_help(d,
                "`git status` says what the index has now, and `.git/index.lock` whether another "
                "git holds it; on disk nothing was changed");
    return false;
}

/* --- The disk ------------------------------------------------------------------------------- */

/* Does the file of a line follow? */
static bool is_followed(const Stage *stage, Text path) {
    const Item *item = map_get(&stage->build->by_path, path);
    return item && stage->follows[item - stage->build->items.items];
}

/* The list of the disk, with the lines of what follows. */
static Text list_on_disk(const Stage *stage, const Listing *before, bool keeps_before) {
    Listing after;
    const Build *build = stage->build;
    Arena *arena = &build->project->arena;
    listing_open(arena, &after);
    for (uint32_t i = 0; i < before->items.count; i++)
        if (keeps_before || !is_followed(stage, before->items.items[i].path))
            listing_add(arena, &after, before->items.items[i]);
    for (uint32_t i = 0; i < build->items.count; i++)
        if (stage->follows[i] && build->items.items[i].output)
            listing_add(arena, &after, build->items.items[i].listed);
    return listing_write(arena, &after);
}

static bool is_written(Stage *stage, Text path, Text problem) {
    if (!problem.length) return true;
    Diagnostic *d = report_not_written(&stage->build->project->report, NO_SPAN, path, problem);
    report_note(d, "the index has it: `git restore` brings it to disk");
    return false;
}

/* One that does not get there stays as it was, and its line with it. */
static bool follow_item(Stage *stage, Directory *directory, const Item *item) {
    Text problem = item->output ? directory_write(directory, item->path, item->bytes)
                                : directory_remove(directory, item->path);
    stage->follows[item - stage->build->items.items] = problem.length == 0;
    return is_written(stage, item->path, problem);
}

/* One that fails stops no other. */
static bool follow_items(Stage *stage, Directory *directory) {
    bool is_done = true;
    const Build *build = stage->build;
    for (uint32_t i = 0; i < build->items.count; i++)
        if (stage->follows[i])
            is_done = follow_item(stage, directory, &build->items.items[i]) && is_done;
    return is_done;
}

static bool write_list(Stage *stage, Directory *directory, Text *listed, Text list) {
    if (text_equal(list, *listed)) return true;
    *listed = list;
    return is_written(stage, LISTING_PATH, directory_write(directory, LISTING_PATH, list));
}

/* A list that is there and cannot be read is not replaced: the files of all other lines would be somebody
 * else's. */
static bool read_list(Stage *stage, Text *listed, Listing *out) {
    Build *build = stage->build;
    Arena *arena = &build->project->arena;
    FileStatus status = build->worktree.read(build->worktree.state, arena, LISTING_PATH,
                                             LIMIT_OUTPUT_BYTES, listed);
    if (status != FILE_OK) *listed = TEXT("");
    listing_read(arena, *listed, out);
    if (status == FILE_OK || status == FILE_MISSING) return true;
    Diagnostic *d = report_unreadable(&build->project->report, NO_SPAN, LISTING_PATH,
                                      text_of(file_status_describe(status)));
    report_note(d, "the index has all, and no file on disk was changed");
    return false;
}

static bool follow_each(Stage *stage, Directory *directory) {
    Text listed;
    Listing before;
    if (!read_list(stage, &listed, &before) ||
        !write_list(stage, directory, &listed, list_on_disk(stage, &before, true)))
        return false;
    bool is_done = follow_items(stage, directory);
    return write_list(stage, directory, &listed, list_on_disk(stage, &before, false)) && is_done;
}

static void find_followers(Stage *stage) {
    Build *build = stage->build;
    Arena *arena = &build->project->arena;
    build->worktree = files_of_directory(arena, build->project->root);
    stage->follows = arena_array(arena, bool, build->items.count);
    for (uint32_t i = 0; i < build->items.count; i++) {
        Item *item = &build->items.items[i];
        stage->follows[i] =
            (build_removes(build, item) || writers_take(item)) && is_as_staged(build, item);
    }
}

/* From the look at the disk to the last write no other build writes there. */
static bool follow(Stage *stage) {
    Directory directory;
    Build *build = stage->build;
    Text problem = directory_open(&build->project->arena, build->project->root, &directory);
    bool is_open = is_written(stage, build->project->root, problem);
    if (is_open) find_followers(stage);
    bool is_done = is_open && follow_each(stage, &directory);
    directory_close(&directory);
    return is_done;
}

/* --- Both ----------------------------------------------------------------------------------- */

static void mark_items(Build *build) {
    for (uint32_t i = 0; i < build->items.count; i++) {
        Item *item = &build->items.items[i];
        if (build_removes(build, item))
            item->change = RUNG_REMOVED;
        else if (writers_take(item))
            item->change = RUNG_WRITTEN;
    }
}

RungStatus staged_write(Build *build) {
    Stage stage = {.build = build};
    RungStatus status = compare_files(build);
    if (status != RUNG_OK) return status;
    if (drift_refuse(build)) return RUNG_FINDINGS;
    find_entries(&stage);
    if (!stage.entries.count) return RUNG_OK;
    if (!put(&stage)) return RUNG_FAILED;
    bool is_done = follow(&stage);
    mark_items(build);
    return is_done ? RUNG_OK : RUNG_FAILED;
}
