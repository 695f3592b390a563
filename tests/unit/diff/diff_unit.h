/* diff_unit.h - manifests of two sides compared, and the result in a few lines, so that a test says in
 * one text what it expects. */
#ifndef RUNG_TEST_DIFF_UNIT_H
#define RUNG_TEST_DIFF_UNIT_H

#include "unit/unit.h"

#include "diff/diff.h"

/* Two programs that both have the environments `dev` and `prod` and the unit `orders`. */
static inline Diff *same_programs(Arena *arena) {
    Diff *programs = arena_new(arena, Diff);
    array_push(arena, &programs->environments, ((DiffName){TEXT("dev"), DIFF_CHANGED}));
    array_push(arena, &programs->environments, ((DiffName){TEXT("prod"), DIFF_CHANGED}));
    array_push(arena, &programs->units, ((DiffName){TEXT("orders"), DIFF_CHANGED}));
    return programs;
}

static inline DiffManifest manifest_of(const char *environment, Text text) {
    return (DiffManifest){.unit = TEXT("orders"),
                          .environment = text_of(environment),
                          .namespace = TEXT("shop"),
                          .text = text};
}

static inline Diff *diff_one(Arena *arena, DiffManifest old, DiffManifest new) {
    const DiffManifests before = {&old, 1, 1}, after = {&new, 1, 1};
    return diff_manifests(arena, same_programs(arena), &before, &after);
}

/* What becomes of two manifests of `orders` in `prod`. */
static inline Diff *diff_texts(Arena *arena, Text old, Text new) {
    return diff_one(arena, manifest_of("prod", old), manifest_of("prod", new));
}

static inline void show_side(Writer *out, const DiffValue *value) {
    if (!value->value)
        writer_string(out, "-");
    else if (value->is_hidden)
        writer_string(out, "(hidden)");
    else
        writer_text(out, value_show(out->arena, value->value, SIZE_MAX));
}

static inline void show_row(Writer *out, const DiffRow *row, const DiffCell *cell) {
    writer_text(out, row->path.length ? row->sink : row->object->kind);
    if (row->path.length) writer_format(out, " %.*s", TEXT_ARGS(row->path));
    if (!row->path.length)
        writer_format(out, " %.*s/%.*s", TEXT_ARGS(row->object->namespace),
                      TEXT_ARGS(row->object->name));
    if (row->line) writer_format(out, " line %u", (unsigned)row->line);
    writer_string(out, ": ");
    show_side(out, &cell->old);
    writer_string(out, " -> ");
    show_side(out, &cell->new);
    writer_char(out, '\n');
}

/* "! NOTE", then "OBJECT PATH line N: OLD -> NEW", a line for each, of one environment. */
static inline Text shown(Arena *arena, const Diff *diff, uint32_t environment) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (uint32_t i = 0; i < diff->notes.count; i++)
        if (diff->notes.items[i].environment == environment)
            writer_format(&out, "! %.*s\n", TEXT_ARGS(diff->notes.items[i].text));
    for (uint32_t i = 0; i < diff->params.count; i++) {
        const DiffRow *row = &diff->params.items[i];
        if (row->cells[environment].has_changed) show_row(&out, row, &row->cells[environment]);
    }
    return writer_done(&out);
}

static inline void check_diff(Arena *arena, const char *old, const char *new, const char *expected,
                              const char *file, int line) {
    Diff *diff = diff_texts(arena, text_of(old), text_of(new));
    check_text(shown(arena, diff, 1), expected, file, line);
    if (diff_is_empty(diff) != (*expected == '\0')) _fail(file, line);
}

#define assert_diff(arena, old, new, expected)                                                     \
    check_diff((arena), (old), (new), (expected), __FILE__, __LINE__)

/* The form as it is printed: `text`, `markdown`, `json`. */
typedef void WriteDiff(const Diff *diff, const DiffLook *look, Writer *out);

static inline Text written(Arena *arena, const Diff *diff, WriteDiff *write) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    write(diff, &(DiffLook){.max_size = 65536}, &out);
    return writer_done(&out);
}

#endif
