/* library_unit.h - what the tests of the library share: a small shop, in memory and on disk, and a
 * directory to write to. */
#ifndef RUNG_TEST_LIBRARY_UNIT_H
#define RUNG_TEST_LIBRARY_UNIT_H

#include "golden/golden.h"
#include "library/library.h"
#include "unit/unit.h"

#define SHOP                                                                                       \
    "strategy shop {\n  rung = \"0.1\"\n  domain = \"shop.example\"\n}\n"                          \
    "ladder dev -> prod\n"                                                                         \
    "environments | dev | prod {\n  class | nonproduction | production\n}\n"                       \
    "environment preview(pr: int = 1) like dev\n"

#define ORDERS                                                                                     \
    "stack orders {\n  yaml {\n    scale replicas: int { dev = 1, prod = 6 }\n"                    \
    "    endpoint host = \"${env}.${strategy.domain}\"\n    port = 8080\n  }\n}\n"

#define SITE "stack site {\n  json {\n    title = \"Shop\"\n  }\n}\n"

/* A project of one source. */
static inline RungProject *open_text(const char *text, const RungOptions *options) {
    RungFile file = {"strategy.rung", text, strlen(text)};
    return rung_open_memory(&file, 1, options);
}

static inline Text text_from(RungText text) {
    return (Text){text.bytes, text.length};
}

/* Codes of the report in its order, a space behind each. */
static inline const char *codes_of(Arena *arena, RungProject *project) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    Text json = text_from(rung_report(project, RUNG_REPORT_JSON, NULL)),
         mark = TEXT("{\"code\": \"");
    for (size_t at = 0; (at = text_find(json, mark, at)) != SIZE_MAX; at += mark.length)
        writer_format(&writer, "%.5s ", json.bytes + at + mark.length);
    return text_c(arena, writer_done(&writer));
}

static inline void write_text(Arena *arena, const char *root, const char *path, const char *text) {
    tree_write(arena, tree_join(arena, root, path), text_of(text));
}

/* What a file holds, NUL-terminated; "(nothing)" where there is none. */
static inline Text read_text(Arena *arena, const char *root, const char *path) {
    Text text = TEXT("(nothing)");
    tree_read(arena, tree_join(arena, root, path), &text);
    return text_copy(arena, text);
}

/* The paths of all files below a directory, a space behind each. */
static inline Text list_files(Arena *arena, const char *root) {
    Paths paths = {0};
    Writer writer;
    tree_list(arena, root, &paths);
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < paths.count; i++)
        writer_format(&writer, "%.*s ", TEXT_ARGS(paths.items[i]));
    return writer_done(&writer);
}

#endif
