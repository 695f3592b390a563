/* files.h - what a Files answers, for tests of the disk, of memory and of git. */
#ifndef RUNG_TEST_FILES_H
#define RUNG_TEST_FILES_H

#include "unit/unit.h"

#include "project/project.h"

static inline void assert_file(Arena *arena, const Files *files, const char *path,
                               FileStatus expected, const char *text) {
    Text out;
    FileStatus status = files->read(files->state, arena, text_of(path), 1000, &out);
    if (status != expected) print_error("read: %s\n", path);
    assert_int_equal(status, expected);
    assert_text(out, text);
}

/* The entries of a directory: `a b/ c?` for a file, a directory, and what is neither. */
static inline void assert_entries(Arena *arena, const Files *files, const char *path,
                                  const char *expected) {
    static const char *const marks[] = {
        [FILE_REGULAR] = "", [FILE_DIRECTORY] = "/", [FILE_OTHER] = "?"};
    FileEntry *entries;
    uint32_t count;
    Writer writer;
    assert_int_equal(files->list(files->state, arena, text_of(path), &entries, &count), FILE_OK);
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++)
        writer_format(&writer, "%s%.*s%s", i == 0 ? "" : " ", TEXT_ARGS(entries[i].name),
                      marks[entries[i].kind]);
    assert_text(writer_done(&writer), expected);
}

#endif
