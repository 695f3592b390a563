/* layout.c - the sources of a project as files: reading them, their one layout, replacing them.
 *
 * Nothing here compiles: a file that belongs to no project, or to one that is broken elsewhere, is
 * formatted all the same. */
#include "library/library.h"

RungStatus rung_sources(RungProject *project, const char *const **paths, size_t *count) {
    *paths = NULL;
    *count = 0;
    project->concern = CONCERN_PROGRAM;
    if (!project->is_found) return RUNG_FAILED;
    Text *found;
    uint32_t found_count = project_sources(&project->arena, &project->files, &found);
    const char **list = arena_array(&project->arena, const char *, found_count + 1);
    for (uint32_t i = 0; i < found_count; i++) list[i] = text_c(&project->arena, found[i]);
    *paths = list;
    *count = found_count;
    return RUNG_OK;
}

/* Reads a source into the arena; what is wrong is reported. */
static bool read_source(RungProject *project, Text path, Text *out) {
    *out = TEXT("");
    if (!project->is_found) return false;
    FileStatus status = project->files.read(project->files.state, &project->arena, path,
                                            LIMIT_SOURCE_BYTES, out);
    if (status == FILE_OK) return true;
    Text reason = text_of(file_status_describe(status));
    report_unreadable(&project->report, NO_SPAN, path, reason);
    return false;
}

RungStatus rung_source(RungProject *project, const char *path, RungText *out) {
    Text text;
    bool is_read = read_source(project, session_copy(project, path), &text);
    *out = (RungText){text.bytes, text.length};
    return is_read ? RUNG_OK : RUNG_FAILED;
}

RungStatus rung_format(RungProject *project, const char *path, RungText *out) {
    *out = (RungText){"", 0};
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

RungStatus rung_replace(RungProject *project, const char *path, RungText text) {
    Directory directory;
    Text name = session_copy(project, path);
    if (!project->root.length) {
        report_no_output_directory(&project->report, NO_SPAN);
        return session_refuse(project);
    }
    Text problem = directory_open(&project->arena, project->root, &directory);
    if (!problem.length)
        problem = directory_write(&directory, directory_follow(&directory, name),
                                  (Text){text.bytes, text.length});
    directory_close(&directory);
    if (!problem.length) return RUNG_OK;
    report_not_written(&project->report, NO_SPAN, name, problem);
    return RUNG_FAILED;
}
