/* layout.c - the sources of a project as files: finding and reading them, their one layout,
 * replacing them.
 *
 * Nothing here compiles: a file that belongs to no project, or to one that is broken elsewhere, is
 * formatted all the same. */
#include "library/library.h"

#include <stdlib.h>

typedef ARRAY(Text) Paths;

static Text path_below(Arena *arena, Text directory, Text name) {
    if (!directory.length) return name;
    return text_format(arena, "%.*s/%.*s", TEXT_ARGS(directory), TEXT_ARGS(name));
}

/* The sources in one directory; directories in it wait for their turn. */
static void collect_sources(RungProject *project, Text directory, Paths *pending, Paths *out) {
    FileEntry *entries;
    uint32_t count;
    Arena *arena = &project->arena;
    if (project->files.list(project->files.state, arena, directory, &entries, &count) != FILE_OK)
        return;
    for (uint32_t i = 0; i < count; i++) {
        if (text_starts_with(entries[i].name, TEXT("."))) continue;
        Text path = path_below(arena, directory, entries[i].name);
        if (entries[i].kind == FILE_DIRECTORY)
            array_push(arena, pending, path);
        else if (text_ends_with(path, TEXT(".rung")))
            array_push(arena, out, path);
    }
}

static int compare_paths(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

/* The sources of the project, or all that lie below a root that need not be one: those of projects
 * inside it too. */
static Paths find_sources(RungProject *project) {
    Paths paths = {0}, pending = {0};
    if (!project->options.is_root) {
        paths.count = project_sources(&project->arena, &project->files, &paths.items);
        return paths;
    }
    collect_sources(project, TEXT(""), &pending, &paths);
    while (pending.count)
        collect_sources(project, pending.items[--pending.count], &pending, &paths);
    if (paths.count) qsort(paths.items, paths.count, sizeof *paths.items, compare_paths);
    return paths;
}

RungStatus rung_sources(RungProject *project, const char *const **paths, size_t *count) {
    session_wait(project);
    *paths = NULL;
    *count = 0;
    project->concern = CONCERN_PROGRAM;
    if (!project->is_found) return RUNG_FAILED;
    Paths found = find_sources(project);
    if (watch_has_failed(project)) return watch_report(project);
    const char **list = arena_array(&project->arena, const char *, found.count + 1);
    for (uint32_t i = 0; i < found.count; i++)
        list[i] = text_c(&project->arena, found.items[i]);
    *paths = list;
    *count = found.count;
    return RUNG_OK;
}

/* Reads a source into the arena; what is wrong is reported. */
static bool read_source(RungProject *project, Text path, Text *out) {
    *out = TEXT("");
    if (!project->is_found) return false;
    FileStatus status =
        project->files.read(project->files.state, &project->arena, path, LIMIT_SOURCE_BYTES, out);
    if (status == FILE_OK) return true;
    Text reason = text_of(file_status_describe(status));
    report_unreadable(&project->report, NO_SPAN, path, reason);
    return false;
}

RungStatus rung_source(RungProject *project, const char *path, RungText *out) {
    Text text;
    session_wait(project);
    bool is_read = read_source(project, session_copy(project, path), &text);
    *out = (RungText){text.bytes, text.length};
    return is_read ? RUNG_OK : RUNG_FAILED;
}

RungStatus rung_format(RungProject *project, const char *path, RungText *out) {
    *out = (RungText){"", 0};
    session_wait(project);
    Text name = session_copy(project, path), text;
    if (!read_source(project, name, &text)) return RUNG_FAILED;
    uint32_t file = sources_add(&project->sources, name, text);
    Tree *tree = syntax_parse(&project->arena, &project->names, &project->report, file);
    Writer writer;
    writer_open(&writer, &project->arena, LIMIT_OUTPUT_BYTES);
    if (!syntax_format(tree, &writer)) return RUNG_FINDINGS;
    *out = session_text(&writer);
    return RUNG_OK;
}

/* The text of a source as it was read last; false where it was not. */
static bool known_text(const RungProject *project, Text path, Text *out) {
    for (uint32_t i = project->sources.files.count; i > 0; i--) {
        const Source *source = &project->sources.files.items[i - 1];
        if (!text_equal(source->path, path)) continue;
        *out = source->text;
        return true;
    }
    return false;
}

static const char changed_meanwhile[] = "it has changed since it was read";

/* What was made from a text that is no longer there would undo what somebody else has done meanwhile.
 * "" where it is there, or why that cannot be said. */
static Text find_change(RungProject *project, Text path) {
    Text known, now;
    if (project->git || !known_text(project, path, &known)) return TEXT("");
    FileStatus status =
        project->files.read(project->files.state, &project->arena, path, LIMIT_SOURCE_BYTES, &now);
    if (status == FILE_FAILED)
        return text_format(&project->arena, "it %s", file_status_describe(status));
    bool is_same = status == FILE_OK && text_equal(known, now);
    return is_same ? TEXT("") : text_of(changed_meanwhile);
}

/* Writes it while nobody else of us does; what is wrong, "" when all went well. */
static Text replace(RungProject *project, Directory *directory, Text path, Text text) {
    Text problem = find_change(project, path);
    if (problem.length) return problem;
    Text place = directory_follow(directory, path);
    problem = directory_permits(directory, place);
    return problem.length ? problem : directory_write_source(directory, place, text);
}

RungStatus rung_replace(RungProject *project, const char *path, RungText text) {
    Directory directory;
    session_wait(project);
    Text name = session_copy(project, path);
    if (!project->root.length) {
        report_no_output_directory(&project->report, NO_SPAN);
        return session_refuse(project);
    }
    Text bytes = text_copy(&project->arena, (Text){text.bytes, text.length});
    Text problem = directory_open(&project->arena, project->root, &directory);
    if (!problem.length) problem = replace(project, &directory, name, bytes);
    directory_close(&directory);
    if (!problem.length) {
        sources_add(&project->sources, name, bytes);
        return RUNG_OK;
    }
    bool is_change = project->concern == CONCERN_CHANGE;
    Diagnostic *d = report_not_written(is_change ? &project->brought : &project->report, NO_SPAN,
                                       name, problem);
    if (problem.bytes == changed_meanwhile)
        report_help(d, "read it again, and do the same to what is there now");
    return RUNG_FAILED;
}
