/* listing.c - the index and revisions as Files.
 *
 * Git lists what is below the root with the object id of every blob, and contents are read when
 * they are asked for: all sources at once with the first of them, and the files of a directory with
 * the first of that. Most files of a change are on disk as they are in the repository: a file whose
 * bytes have the object id is the blob, and git is asked for the others. What is no regular file is listed and cannot be read, so a symbolic link in a
 * repository leads nowhere. */
#include "git/repository.h"

/* A listing and how its blobs are read. */
typedef struct Listing {
    Git *git;
    Catalogue catalogue;
} Listing;

enum { AHEAD_MOST = 256 }; /* files of a directory that are read with one of them */

/* --- Reading -------------------------------------------------------------------------------- */

static bool is_source(Text path) {
    return text_ends_with(path, TEXT(".rung"));
}

/* `a/b/` of `a/b/c`. */
static Text parent_of(Text path) {
    size_t end = path.length;
    while (end > 0 && path.bytes[end - 1] != '/')
        end--;
    return text_slice(path, 0, end);
}

/* Will the second be asked for soon after the first? */
static bool is_companion(Text first, Text second) {
    if (is_source(first)) return is_source(second);
    return !is_source(second) && text_equal(parent_of(first), parent_of(second));
}

/* Is the file on disk the blob? Reading and hashing it is a tenth of asking git. */
static bool read_on_disk(Git *git, const CatalogueFile *file, size_t limit) {
    Blob *blob = file->content;
    ArenaMark mark = arena_mark(git->arena);
    blob->is_read =
        git->tree.read(git->tree.state, git->arena, file->path, limit, &blob->text) == FILE_OK &&
        blob_is(blob, blob->text);
    if (!blob->is_read) arena_reset(git->arena, mark);
    blob->is_too_large = blob->is_too_large && !blob->is_read;
    git->ahead += blob->is_read ? blob->text.length : 0;
    return blob->is_read;
}

/* The file first, so that it is there even where there are too many others. */
static bool read_ahead(Listing *listing, const CatalogueFile *file, size_t limit) {
    size_t first, end;
    ARRAY(Blob *) wanted = {0};
    Arena *arena = listing->git->arena;
    size_t most = is_source(file->path) ? LIMIT_SOURCE_FILES : AHEAD_MOST;
    Text below = is_source(file->path) ? TEXT("") : parent_of(file->path);
    catalogue_below(&listing->catalogue, below, &first, &end);
    if (!read_on_disk(listing->git, file, limit)) array_push(arena, &wanted, file->content);
    for (size_t i = first; i < end && wanted.count < most && listing->git->ahead < AHEAD_BYTES;
         i++) {
        const CatalogueFile *other = listing->catalogue.files[i];
        Blob *blob = other->content;
        if (other != file && other->kind == FILE_REGULAR && !blob->is_read &&
            is_companion(file->path, other->path) && !read_on_disk(listing->git, other, limit))
            array_push(arena, &wanted, blob);
    }
    return wanted.count == 0 || blobs_read(listing->git, wanted.items, wanted.count, limit);
}

/* The first failure is the one that is told. */
static FileStatus fail(Git *git, Text complaint) {
    if (!git->complaint.length) git->complaint = complaint;
    return FILE_FAILED;
}

/* `read` of a catalogue. A blob that was too large for a smaller limit is read again. */
static FileStatus read_file(void *state, Arena *arena, const CatalogueFile *file, size_t limit,
                            Text *out) {
    Listing *listing = state;
    Blob *blob = file->content;
    (void)arena; /* the blob is the repository's, which lives as long */
    if (!blob->is_read && !read_ahead(listing, file, limit)) return fail(listing->git, TEXT(""));
    if (blob->is_missing)
        return fail(listing->git,
                    text_format(listing->git->arena, "%.*s missing", TEXT_ARGS(blob->id)));
    if (blob->is_too_large || blob->text.length > limit) return FILE_TOO_LARGE;
    *out = blob->text;
    return FILE_OK;
}

/* `holds` of the interface: an object id says it all. */
static bool holds(void *state, Text path, Text bytes) {
    const Catalogue *catalogue = state;
    const CatalogueFile *file = catalogue_find(catalogue, path);
    return file != NULL && file->kind == FILE_REGULAR && blob_is(file->content, bytes);
}

/* --- Listing -------------------------------------------------------------------------------- */

/* One line of git's listing, up to its NUL: the words before the tab, then the path. */
typedef struct Line {
    Text words[4];
    uint32_t count;
    Text path;
} Line;

static bool split_line(Text line, Line *out) {
    enum { WORDS = sizeof out->words / sizeof out->words[0] };

    size_t tab = text_find(line, TEXT("\t"), 0);
    *out = (Line){.path = text_slice(line, tab == SIZE_MAX ? line.length : tab + 1, line.length)};
    for (size_t start = 0, end; tab != SIZE_MAX && start < tab && out->count < WORDS;
         start = end + 1) {
        end = text_find(line, TEXT(" "), start);
        if (end > tab) end = tab;
        out->words[out->count++] = text_slice(line, start, end);
    }
    return out->count >= 3;
}

/* `100644` and `100755`; `120000` is a link and `160000` a submodule. */
static FileKind kind_of(Text mode) {
    return text_starts_with(mode, TEXT("100")) ? FILE_REGULAR : FILE_OTHER;
}

typedef struct Found {
    CatalogueFile *items;
    uint32_t count, capacity;
} Found;

static Blob *add_file(Git *git, Found *found, const Line *line, Text mode, Text id) {
    Blob *blob = arena_new(git->arena, Blob);
    blob->id = id;
    blob->is_executable = text_equal(mode, TEXT("100755"));
    CatalogueFile file = {line->path, kind_of(mode), blob};
    array_push(git->arena, found, file);
    return blob;
}

/* A path that is no UTF-8 cannot be named by a program and is passed over. */
static bool next_line(Text text, size_t *offset, Line *out) {
    while (*offset < text.length) {
        size_t end = text_find(text, (Text){"", 1}, *offset);
        Text line = text_slice(text, *offset, end);
        *offset = end == SIZE_MAX ? text.length : end + 1;
        if (split_line(line, out) && utf8_check(out->path) == SIZE_MAX) return true;
    }
    return false;
}

static void open_listing(Git *git, Found *found, Files *out) {
    Listing *listing = arena_new(git->arena, Listing);
    listing->git = git;
    listing->catalogue = (Catalogue){.state = listing, .read = read_file};
    catalogue_open(git->arena, &listing->catalogue, found->items, found->count);
    *out = files_of_catalogue(&listing->catalogue);
    out->holds = holds;
}

/* Of the commit what lies below the directory, whose name is cut off. Where the commit does not have
 * it there is nothing to list; where git lacks a tree on the way, it fails. */
GitAnswer git_revision_files(Git *git, Text commit, Files *out) {
    const char *below = git->prefix.length ? text_c(git->arena, git->prefix) : NULL;
    const char *list[] = {"ls-tree", "-r",  "-z", "--full-tree", text_c(git->arena, commit),
                          "--",      below, NULL};
    Text text;
    Line line;
    Found found = {0};
    GitAnswer answer = repository_need(git, list, GIT_FAILED, &text);
    for (size_t offset = 0; answer == GIT_OK && next_line(text, &offset, &line);) {
        if (!text_starts_with(line.path, git->prefix)) continue;
        line.path = text_slice(line.path, git->prefix.length, line.path.length);
        (void)add_file(git, &found, &line, line.words[0], line.words[2]);
    }
    open_listing(git, &found, out);
    return answer;
}

static const char *const list_index[] = {"ls-files", "-v", "-s", "-z", NULL};

/* Git takes a few milliseconds to start, and longer to list what is large: meanwhile it is asked for
 * other things. */
void listing_begin(Git *git) {
    (void)question_ask(git->arena, git->root, list_index, &git->index);
}

/* Where what was begun went wrong, git is asked once more, so that its failure is told as any other. */
static GitAnswer need_index(Git *git, Text *out) {
    bool is_begun = git->index.id != 0;
    if (is_begun && process_answer(&git->index, git->arena, LISTING_BYTES, out) == 0) return GIT_OK;
    return repository_need(git, list_index, GIT_FAILED, out);
}

/* `S`: the file is not wanted on disk; a small letter: it is taken for unchanged there. */
static void read_mark(Blob *blob, Text mark) {
    blob->is_skipped = text_equal(mark, TEXT("S")) || text_equal(mark, TEXT("s"));
    blob->is_assumed = mark.length && mark.bytes[0] >= 'a' && mark.bytes[0] <= 'z';
}

/* `MARK MODE ID STAGE`: the stages of a merge that is not finished are 1, 2 and 3. */
GitAnswer git_index_files(Git *git, Files *out) {
    Text text;
    Line line;
    Found found = {0};
    GitAnswer answer = git->is_bare ? GIT_NO_INDEX : need_index(git, &text);
    for (size_t offset = 0; answer == GIT_OK && next_line(text, &offset, &line);) {
        if (text_equal(line.words[3], TEXT("0"))) {
            read_mark(add_file(git, &found, &line, line.words[1], line.words[2]), line.words[0]);
            continue;
        }
        git->complaint = line.path;
        answer = GIT_CONFLICTS;
    }
    open_listing(git, &found, out);
    git->staged = out->state;
    return answer;
}
