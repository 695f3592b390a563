/* opening.c - opening a project: where it is, and where its files come from.
 *
 * The files are those of a directory, of memory, of git's index or of a revision; nothing behind
 * this file knows which. A project that cannot be opened is a project all the same, whose report
 * says why and whose every request fails. */
#include "library/build.h"

const char *rung_version(void) {
    return RUNG_VERSION;
}

/* Everything of a project lives in the arena inside it; the arena's first object is the project. */
static RungProject *project_new(const Allocator *allocator, const RungOptions *options) {
    Arena arena;
    arena_open(&arena, allocator);
    RungProject *project = arena_new(&arena, RungProject);
    project->arena = arena;
    names_open(&project->names, arena_child(&project->arena));
    sources_open(&project->sources, &project->arena);
    report_open(&project->report, &project->arena, &project->sources);
    syntax_reserve(&project->names);
    if (options) project->options = *options;
    return project;
}

static void report_unread(RungProject *project, Text path, FileStatus status) {
    Text reason = text_of(file_status_describe(status));
    report_unreadable(&project->report, NO_SPAN, path, reason);
}

/* At the top of a repository of many, one of those below is meant; at that of the machine, none. */
static bool help_nearby(RungProject *project, Diagnostic *d, const Files *files, Text place) {
    Text *paths;
    Arena *arena = &project->arena;
    uint32_t count = text_equal(place, TEXT("/")) ? 0 : project_nearby(arena, files, &paths);
    if (count == 0) return false;
    Text *names = arena_array(arena, Text, count);
    for (uint32_t i = 0; i < count; i++) {
        const Text parts[] = {place, paths[i]};
        if (!text_equal(place, TEXT("."))) paths[i] = text_join(arena, parts, 2, TEXT("/"));
        names[i] = text_format(arena, "`%.*s`", TEXT_ARGS(paths[i]));
    }
    Text list = text_enumerate(arena, names, count, TEXT("and")),
         first = keep_quote(arena, paths[0]);
    report_help(d, "%.*s %s one: `--project %.*s`", TEXT_ARGS(list), count == 1 ? "has" : "have",
                TEXT_ARGS(first));
    return true;
}

/* Nothing there, or nothing there that is a project: two different mistakes. */
static void report_not_found(RungProject *project, Text path) {
    FileEntry *entries;
    uint32_t count;
    Arena *arena = &project->arena;
    Files files = files_of_directory(arena, path);
    FileStatus status = files.list(files.state, arena, TEXT(""), &entries, &count);
    if (status == FILE_MISSING) {
        report_unread(project, path, status);
        return;
    }
    Diagnostic *d = report_no_project(&project->report, NO_SPAN, path);
    if (!help_nearby(project, d, &files, path))
        report_help(d, "start one with `rung init`, or name one with `--project`");
}

/* --- From git ------------------------------------------------------------------------------- */

/* A clone has what was fetched; one that was made with a depth lacks what came before, which no
 * sentence of git says. */
static void help_fetch(const RungProject *project, GitAnswer answer, Diagnostic *d) {
    if (answer != GIT_NO_REVISION && answer != GIT_NO_BASE) return;
    if (!git_is_shallow(project->git)) {
        if (answer == GIT_NO_REVISION)
            report_help(d, "a clone knows what was fetched: `git fetch origin`, then for example "
                           "`origin/main`");
        return;
    }
    report_note(d, "this clone is shallow: it has only the newest commits");
    report_help(d, "fetch all of them (`fetch-depth: 0` for actions/checkout, `git fetch "
                   "--unshallow` by hand); a pull request that was checked out as GitHub's merge "
                   "commit needs `fetch-depth: 2` and `--base HEAD^1`");
}

/* The directory of a repository that git does not trust, by its own words; "" for every other answer. */
static Text refused_directory(Text said) {
    Text start = TEXT("detected dubious ownership in repository at '");
    if (!text_starts_with(said, start)) return TEXT("");
    size_t end = said.length;
    while (end > start.length && said.bytes[end - 1] != '\'')
        end--;
    return text_slice(said, start.length, end > start.length ? end - 1 : end);
}

/* There is one, and it belongs to somebody else, as in a container that mounts a checkout. */
static Diagnostic *report_refused(RungProject *project) {
    Text said = git_complaint(project->git), directory = refused_directory(said);
    if (directory.length == 0)
        return report_no_repository(&project->report, NO_SPAN, project->root);
    Diagnostic *d = report_repository_refused(&project->report, NO_SPAN, directory);
    report_help(d, "if you trust it: `git config --global --add safe.directory %.*s`",
                TEXT_ARGS(keep_quote(&project->arena, directory)));
    return d;
}

static Diagnostic *report_answer(RungProject *project, GitAnswer answer) {
    Report *report = &project->report;
    Text revision = text_of(project->options.revision), other = text_of(project->options.base_of);
    switch (answer) {
    case GIT_OK: break;
    case GIT_NOT_INSTALLED: return report_no_git(report, NO_SPAN);
    case GIT_NO_REPOSITORY: return report_refused(project);
    case GIT_NO_INDEX: return report_no_index(report, NO_SPAN, project->root);
    case GIT_NO_REVISION: return report_no_revision(report, NO_SPAN, project->missing);
    case GIT_NO_BASE: return report_no_merge_base(report, NO_SPAN, revision, other);
    case GIT_CONFLICTS:
        return report_unfinished_merge(report, NO_SPAN, git_complaint(project->git));
    case GIT_ENDED: return report_git_ended(report, NO_SPAN);
    case GIT_FAILED: return report_git_failed(report, NO_SPAN);
    }
    unreachable("GitAnswer");
}

/* What git said is a note, where it said more than the finding. */
static bool is_answered(RungProject *project, GitAnswer answer) {
    if (answer == GIT_OK) return true;
    Diagnostic *d = report_answer(project, answer);
    Text said = git_complaint(project->git);
    bool is_ours = answer == GIT_CONFLICTS || answer == GIT_NO_REVISION;
    if (said.length > 0 && !is_ours) report_note(d, "git says: %.*s", TEXT_ARGS(said));
    if (answer == GIT_CONFLICTS) report_help(d, "finish the merge and `git add` its files");
    help_fetch(project, answer, d);
    return false;
}

static bool find_commit(RungProject *project, const char *revision, Text *id) {
    project->missing = text_of(revision);
    return is_answered(project, git_commit(project->git, project->missing, id));
}

/* The commit that is meant: the revision, or its merge base with the other one. */
static bool choose_commit(RungProject *project, Text *id) {
    Text other;
    if (!find_commit(project, project->options.revision, id)) return false;
    if (!project->options.base_of) return true;
    if (!find_commit(project, project->options.base_of, &other)) return false;
    return is_answered(project, git_merge_base(project->git, *id, other, id));
}

/* `below` is the project's directory in a repository whose root is `directory`, "" where they are
 * the same. A revision from before the project was there has no files of it, which is no mistake. */
static bool open_git(RungProject *project, Text directory, Text below) {
    Text commit;
    Arena *arena = &project->arena;
    bool is_staged = project->options.is_staged;
    if (!is_answered(project, git_open(arena, directory, below, is_staged, &project->git)))
        return false;
    if (is_staged) return is_answered(project, git_index_files(project->git, &project->files));
    return choose_commit(project, &commit) &&
           is_answered(project, git_revision_files(project->git, commit, &project->files));
}

/* A machine that fails does not say that there is none. */
static bool has_strategy(RungProject *project) {
    FileEntry *entries;
    uint32_t count = 0;
    Files files = project->files;
    Arena *scratch = arena_child(&project->arena);
    FileStatus status = files.list(files.state, scratch, TEXT(""), &entries, &count);
    bool has = status == FILE_FAILED;
    for (uint32_t i = 0; i < count && !has; i++)
        has = text_equal(entries[i].name, TEXT("strategy.rung"));
    arena_close(scratch);
    return has;
}

/* Without its last segment; `.` of a relative path that has only one. */
static Text directory_above(Text path) {
    size_t end = path.length;
    while (end > 0 && path.bytes[end - 1] == '/')
        end--;
    while (end > 0 && path.bytes[end - 1] != '/')
        end--;
    return end > 0 ? text_slice(path, 0, end) : TEXT(".");
}

/* The nearest directory upwards that is there; what is cut off is `below`. */
static bool find_directory(RungProject *project, Text path, Text *directory, Text *below) {
    FileEntry *entries;
    uint32_t count;
    for (*directory = path;; *directory = directory_above(*directory)) {
        bool is_last = text_equal(*directory, TEXT(".")) || text_equal(*directory, TEXT("/"));
        Files files = files_of_directory(&project->arena, *directory);
        bool is_there =
            files.list(files.state, &project->arena, TEXT(""), &entries, &count) == FILE_OK;
        size_t cut = text_equal(*directory, TEXT(".")) ? 0 : directory->length;
        while (cut < path.length && path.bytes[cut] == '/')
            cut++;
        *below = text_slice(path, cut, path.length);
        if (is_there || is_last) return is_there;
    }
}

/* Where the disk has no project, as in a bare repository, the path is one of the revision. */
static bool open_elsewhere(RungProject *project, Text place) {
    Text directory, below;
    project->root = place;
    if (find_directory(project, place, &directory, &below)) {
        if (!open_git(project, directory, below)) return false;
        if (has_strategy(project)) return true;
    }
    report_not_found(project, place);
    return false;
}

/* --- From anywhere -------------------------------------------------------------------------- */

/* False when there is no project, or none that can be opened; that was reported. */
static bool open_files(RungProject *project, Text place) {
    const RungOptions *options = &project->options;
    bool is_from_git = options->is_staged || options->revision != NULL;
    FileStatus found =
        options->is_root ? FILE_OK : project_find(&project->arena, place, &project->root);
    bool is_there = found == FILE_OK;
    if (found == FILE_FAILED) {
        report_unread(project, project->root, found);
        return false;
    }
    if (is_from_git && is_there) return open_git(project, project->root, TEXT(""));
    if (is_from_git) return open_elsewhere(project, place);
    if (is_there)
        project->files = files_of_directory(&project->arena, project->root);
    else
        report_not_found(project, place);
    return is_there;
}

RungProject *rung_open(const char *path, const RungOptions *options) {
    return session_open(&memory_standard, path, options);
}

RungProject *session_open(const Allocator *allocator, const char *path,
                          const RungOptions *options) {
    RungProject *project = project_new(allocator, options);
    Text place = session_copy(project, path && *path ? path : ".");
    project->root = place;
    project->is_found = open_files(project, place);
    if (project->is_found) project->files = watch_files(project, project->files);
    if (!project->is_found) project->root = TEXT("");
    return project;
}

RungProject *rung_open_memory(const RungFile *files, size_t count, const RungOptions *options) {
    RungProject *project = project_new(&memory_standard, options);
    MemoryFile *items = arena_array(&project->arena, MemoryFile, count + 1);
    for (size_t i = 0; i < count; i++) {
        Text text = {files[i].text, files[i].length};
        items[i].path = session_copy(project, files[i].path);
        items[i].text = text_copy(&project->arena, text);
    }
    project->files = files_of_memory(&project->arena, items, count);
    project->root = TEXT("");
    project->is_found = true;
    return project;
}

/* The files themselves stay those of the other project, wherever they come from. */
RungProject *session_with_all(RungProject *project, const Map *texts) {
    RungProject *changed = project_new(project->arena.allocator, &project->options);
    Map *copies = arena_new(&changed->arena, Map);
    map_open(copies, &changed->arena);
    for (uint32_t i = 0; i < texts->entries.count; i++) {
        Text *copy = arena_new(&changed->arena, Text);
        *copy = text_copy(&changed->arena, *(const Text *)texts->entries.items[i].value);
        map_put(copies, text_copy(&changed->arena, texts->entries.items[i].key), copy);
    }
    changed->files = files_of_overlay(&changed->arena, project->files, copies);
    changed->root = project->root;
    changed->is_found = true;
    return changed;
}

RungProject *session_with(RungProject *project, Text path, Text text) {
    Map texts;
    ArenaMark mark = arena_mark(&project->arena);
    map_open(&texts, &project->arena);
    map_put(&texts, path, &text);
    RungProject *changed = session_with_all(project, &texts);
    arena_reset(&project->arena, mark);
    return changed;
}

void rung_close(RungProject *project) {
    if (!project) return;
    session_wait(project);
    rung_close(project->changed);
    git_close(project->git);
    Arena arena = project->arena;
    arena_close(&arena);
}

bool rung_is_open(const RungProject *project) {
    return project->is_found;
}

bool rung_is_there(RungProject *project) {
    session_wait(project);
    return project->is_found && has_strategy(project);
}

const char *rung_root(const RungProject *project) {
    return project->root.bytes;
}

Text session_copy(RungProject *project, const char *text) {
    return text_copy(&project->arena, text_of(text));
}

RungText session_text(Writer *writer) {
    writer->limit = SIZE_MAX;
    writer_char(writer, '\0');
    return (RungText){writer->bytes, writer->length - 1};
}
