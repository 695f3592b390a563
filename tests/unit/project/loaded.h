/* loaded.h - a project of texts, loaded, with what was reported as lines of text. */
#ifndef RUNG_TEST_LOADED_H
#define RUNG_TEST_LOADED_H

#include "unit/unit.h"

#include "project/project.h"

typedef struct Loaded {
    Arena arena;
    Names names;
    Sources sources;
    Report report;
    Files files;
    Program *program;
} Loaded;

static inline void load_with(Loaded *loaded, const Files *files) {
    names_open(&loaded->names, &loaded->arena);
    sources_open(&loaded->sources, &loaded->arena);
    report_open(&loaded->report, &loaded->arena, &loaded->sources);
    syntax_reserve(&loaded->names);
    loaded->files = *files;
    loaded->program =
        project_load(&loaded->arena, &loaded->names, &loaded->report, &loaded->files, false);
    report_finish(&loaded->report);
}

/* `files` is path, text, path, text ..., NULL. */
static inline void load(Loaded *loaded, const char *const *files) {
    arena_open(&loaded->arena, &memory_standard);
    size_t count = 0;
    while (files[count] != NULL) {
        count++;
    }
    MemoryFile *items = arena_array(&loaded->arena, MemoryFile, count / 2 + 1);
    for (size_t i = 0; i < count / 2; i++) {
        items[i] = (MemoryFile){text_of(files[2 * i]), text_of(files[2 * i + 1])};
    }
    Files memory = files_of_memory(&loaded->arena, items, count / 2);
    load_with(loaded, &memory);
}

static inline void unload(Loaded *loaded) {
    arena_close(&loaded->arena);
}

static inline void write_place(Loaded *loaded, Span span, Writer *out) {
    if (span.file == 0) {
        writer_string(out, "-");
        return;
    }
    Position position = sources_position(&loaded->sources, span.file, span.start);
    writer_format(out, "%.*s:%u:%u", TEXT_ARGS(loaded->sources.files.items[span.file].path),
                  position.line, position.column);
}

/* One line a finding: `PLACE CODE: sentence [PLACE label]...`, a warning's code in lower case. */
static inline Text findings(Loaded *loaded) {
    Writer writer;
    writer_open(&writer, &loaded->arena, SIZE_MAX);
    for (uint32_t i = 0; i < loaded->report.items.count; i++) {
        const Diagnostic *diagnostic = loaded->report.items.items[i];
        const char *code = code_fact(diagnostic->code)->code;
        if (i > 0) writer_char(&writer, '\n');
        write_place(loaded, diagnostic->span, &writer);
        char family = diagnostic->severity == SEVERITY_ERROR ? code[0] : (char)(code[0] | 0x20);
        writer_format(&writer, " %c%s: %.*s", family, code + 1, TEXT_ARGS(diagnostic->message));
        for (uint32_t j = 0; j < diagnostic->labels.count; j++) {
            writer_string(&writer, " [");
            write_place(loaded, diagnostic->labels.items[j].span, &writer);
            writer_format(&writer, " %.*s]", TEXT_ARGS(diagnostic->labels.items[j].text));
        }
    }
    return writer_done(&writer);
}

/* The names of declarations, joined by spaces. */
static inline Text names_of(Loaded *loaded, const Declarations *declarations) {
    Writer writer;
    writer_open(&writer, &loaded->arena, SIZE_MAX);
    for (uint32_t i = 0; i < declarations->by_name.entries.count; i++) {
        if (i > 0) writer_char(&writer, ' ');
        writer_text(&writer, declarations->by_name.entries.items[i].key);
    }
    return writer_done(&writer);
}

#endif
