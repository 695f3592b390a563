/* staging.c - git's index beside the disk, for what a report advises.
 *
 * What is checked with `--staged` is the index and nothing else. What is on disk only tells what is
 * still to be done: a file that was built needs `git add`, and `rung build`, which reads the disk,
 * builds something else while sources there are not those of the index. */
#include "library/build.h"

enum { SOURCES_SHOWN = 3 };

typedef ARRAY(Text) Paths;

static FileStatus read_disk(Build *build, Arena *scratch, Text path, Text *out) {
    return build->worktree.read(build->worktree.state, scratch, path, LIMIT_OUTPUT_BYTES, out);
}

/* Is the source on disk another one than in the index, or in one of the two only? */
static bool is_unstaged(Build *build, Arena *scratch, Text path) {
    Text there;
    const Files *index = &build->project->files;
    if (read_disk(build, scratch, path, &there) != FILE_OK) return true;
    return !index->holds || !index->holds(index->state, path, there);
}

/* Sources of the disk, then those of the index that the disk lacks. */
static void find_unstaged(Build *build, Arena *scratch, Paths *out) {
    Text *paths;
    Map on_disk;
    const Program *program = build->project->program;
    uint32_t count = project_sources(scratch, &build->worktree, &paths);
    map_open(&on_disk, scratch);
    for (uint32_t i = 0; i < count; i++) {
        map_put(&on_disk, paths[i], &paths[i]);
        if (is_unstaged(build, scratch, paths[i])) array_push(scratch, out, paths[i]);
    }
    for (uint32_t i = 0; i < program->tree_count; i++) {
        Text path = program->sources->files.items[program->trees[i]->file].path;
        if (!map_get(&on_disk, path)) array_push(scratch, out, path);
    }
}

static Text enumerate(Build *build, Arena *scratch, const Paths *paths) {
    Text *names = arena_array(scratch, Text, paths->count);
    for (uint32_t i = 0; i < paths->count; i++)
        names[i] = text_format(scratch, "`%.*s`", TEXT_ARGS(paths->items[i]));
    Text list = text_enumerate_some(scratch, names, paths->count, SOURCES_SHOWN);
    return text_copy(&build->project->arena, list);
}

void staging_open(Build *build) {
    Paths paths = {0};
    RungProject *project = build->project;
    if (build->unstaged.bytes) return;
    build->unstaged = TEXT("");
    if (!project->options.is_staged) return;
    Arena *scratch = arena_child(&project->arena);
    build->worktree = files_of_directory(&project->arena, project->root);
    find_unstaged(build, scratch, &paths);
    if (paths.count) build->unstaged = enumerate(build, scratch, &paths);
    arena_close(scratch);
}

static void write_word(Writer *out, Text word) {
    writer_char(out, ' ');
    writer_text(out, keep_quote(out->arena, word));
}

Text staging_command(Build *build, const Item *item, const Text *sources, uint32_t count) {
    Writer out;
    writer_open(&out, &build->project->arena, SIZE_MAX);
    writer_string(&out, "git add");
    if (text_starts_with(item->path, TEXT("-"))) writer_string(&out, " --");
    for (uint32_t i = 0; i < count; i++)
        write_word(&out, sources[i]);
    write_word(&out, item->path);
    if (!text_equal(item->path, LISTING_PATH)) write_word(&out, LISTING_PATH);
    return writer_done(&out);
}

bool staging_is_done(Build *build, const Item *item) {
    Text there;
    Arena *scratch = arena_child(&build->project->arena);
    FileStatus status = read_disk(build, scratch, item->path, &there);
    bool is_done =
        item->output ? status == FILE_OK && text_equal(there, item->bytes) : status == FILE_MISSING;
    arena_close(scratch);
    return is_done;
}

/* --- What was committed --------------------------------------------------------------------- */

/* The list of HEAD; empty where there is no commit yet. */
static Listing *read_committed(Build *build) {
    Text commit, list;
    Files files;
    RungProject *project = build->project;
    Listing *committed = arena_new(&project->arena, Listing);
    listing_open(&project->arena, committed);
    bool is_there = git_commit(project->git, TEXT("HEAD"), &commit) == GIT_OK &&
                    git_revision_files(project->git, commit, &files) == GIT_OK;
    if (is_there && files.read(files.state, &project->arena, LISTING_PATH, LIMIT_OUTPUT_BYTES,
                               &list) == FILE_OK)
        listing_read(&project->arena, list, committed);
    return committed;
}

bool staging_was_built(Build *build, Text path, Text hash) {
    if (!build->project->options.is_staged) return false;
    if (!build->committed) build->committed = read_committed(build);
    return listing_has(build->committed, path, hash);
}
