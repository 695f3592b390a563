/* section.c - the rows of a diff in the order in which they are said.
 *
 * A unit is a section, with a group for its attributes and for each of its sinks. A change of a
 * profile changes many units alike: they share one section, so that a reader sees it once. Between
 * two environments there is one section, and its groups are the categories. */
#include "diff/show.h"

#include <stdlib.h>

/* --- Rows ----------------------------------------------------------------------------------- */

static ShowGroup *group_of(Arena *arena, ShowSection *section, Text sink) {
    uint32_t count = section->groups.count;
    if (count == 0 || !text_equal(section->groups.items[count - 1].sink, sink))
        array_push(arena, &section->groups, ((ShowGroup){.sink = sink}));
    return &section->groups.items[section->groups.count - 1];
}

static void add_row(Arena *arena, ShowSection *section, Text sink, const DiffRow *row,
                    DiffKind kind) {
    ShowGroup *group = group_of(arena, section, sink);
    array_push(arena, &group->rows[kind], row);
    section->rows[kind]++;
}

/* Those of one unit from *index on, which stand together; *index moves behind them. */
static void add_rows(Arena *arena, const Diff *diff, const DiffRows *rows, uint32_t *index,
                     Text unit, ShowSection *section) {
    while (*index < rows->count && text_equal(rows->items[*index].unit, unit)) {
        const DiffRow *row = &rows->items[(*index)++];
        if (show_has(diff, row)) add_row(arena, section, row->sink, row, row->kind);
    }
}

/* --- Alike ---------------------------------------------------------------------------------- */

/* What a section says, with a hash in the place of each value: a value may be long, and one for many
 * environments. */
typedef struct Description {
    Writer out;
    Arena *scratch;
    const Value *last; /* NULL */
    Text hash;         /* of the last one */
} Description;

static Text hash_of(Description *description, const Value *value) {
    Writer json;
    if (value == description->last) return description->hash;
    ArenaMark mark = arena_mark(description->scratch);
    writer_open(&json, description->scratch, SIZE_MAX);
    value_json(&json, value);
    Hash128 hash = hash_128(writer_done(&json));
    arena_reset(description->scratch, mark);
    description->last = value;
    description->hash = hash_hex(description->out.arena, hash);
    return description->hash;
}

static void describe_value(Description *description, const DiffValue *value) {
    Writer *out = &description->out;
    if (value->value) writer_text(out, hash_of(description, value->value));
    writer_format(out, "%d%d;", value->is_hidden, value->is_secret);
}

static void describe_row(const Diff *diff, const DiffRow *row, Description *description) {
    Writer *out = &description->out;
    if (row->object) writer_text(out, row->object->title);
    writer_format(out, "%d %.*s %.*s %u %.*s:", row->kind, TEXT_ARGS(row->sink),
                  TEXT_ARGS(row->path), (unsigned)row->line, TEXT_ARGS(row->category));
    for (uint32_t i = 0; i < diff->environments.count; i++) {
        const DiffCell *cell = &row->cells[i];
        writer_format(out, "%d", cell->has_changed);
        if (cell->has_changed) describe_value(description, &cell->old);
        describe_value(description, &cell->new);
    }
    writer_char(out, '\n');
}

/* The same for two units exactly when all that is said of them is the same. */
static Text describe(Arena *arena, const Diff *diff, const ShowSection *section) {
    Description description = {.scratch = arena_child(arena)};
    writer_open(&description.out, arena, SIZE_MAX);
    for (uint32_t g = 0; g < section->groups.count; g++)
        for (DiffKind kind = DIFF_CHANGED; kind <= DIFF_REMOVED; kind++)
            for (uint32_t i = 0; i < section->groups.items[g].rows[kind].count; i++)
                describe_row(diff, section->groups.items[g].rows[kind].items[i], &description);
    arena_close(description.scratch);
    return writer_done(&description.out);
}

static bool is_empty(const ShowSection *section) {
    return section->groups.count == 0;
}

/* Adds a unit's section, or its name to one that says the same. `known` has the index behind each
 * description. */
static void add_section(Arena *arena, const Diff *diff, Map *known, ShowSections *out,
                        const ShowSection *section, Text unit) {
    if (is_empty(section)) return;
    void **place = map_at(known, hash_hex(arena, hash_128(describe(arena, diff, section))));
    if (*place == NULL) {
        array_push(arena, out, *section);
        *place = (void *)(uintptr_t)out->count;
    }
    array_push(arena, &out->items[(uintptr_t)*place - 1].units, unit);
}

/* --- Both forms ----------------------------------------------------------------------------- */

/* By category, those without one last, and in one category as in the diff. */
static int compare_categories(const void *a, const void *b) {
    const DiffRow *const *left = a, *const *right = b;
    Text a_reason = show_reason(*left), b_reason = show_reason(*right);
    bool has_left = a_reason.length > 0, has_right = b_reason.length > 0;
    int order = text_compare(a_reason, b_reason);
    if (has_left != has_right) return has_left ? -1 : 1;
    return order ? order : *left < *right ? -1 : 1;
}

static void add_categories(Arena *arena, const Diff *diff, ShowSections *out) {
    ShowSection section = {0};
    const DiffRow **rows = arena_array(arena, const DiffRow *, diff->params.count);
    for (uint32_t i = 0; i < diff->params.count; i++)
        rows[i] = &diff->params.items[i];
    if (diff->params.count) qsort(rows, diff->params.count, sizeof *rows, compare_categories);
    for (uint32_t i = 0; i < diff->attributes.count; i++) {
        const DiffRow *row = &diff->attributes.items[i];
        add_row(arena, &section, row->sink, row, DIFF_CHANGED);
    }
    for (uint32_t i = 0; i < diff->params.count; i++)
        add_row(arena, &section, show_reason(rows[i]), rows[i], DIFF_CHANGED);
    if (!is_empty(&section)) array_push(arena, out, section);
}

void show_sections(Arena *arena, const Diff *diff, ShowSections *out) {
    uint32_t attribute = 0, param = 0;
    Map known;
    *out = (ShowSections){0};
    map_open(&known, arena);
    if (diff->is_between) {
        add_categories(arena, diff, out);
        return;
    }
    ShowSection environments = {0};
    add_rows(arena, diff, &diff->attributes, &attribute, TEXT(""), &environments);
    if (!is_empty(&environments)) array_push(arena, out, environments);
    for (uint32_t i = 0; i < diff->units.count; i++) {
        ShowSection section = {0};
        Text unit = diff->units.items[i].text;
        add_rows(arena, diff, &diff->attributes, &attribute, unit, &section);
        add_rows(arena, diff, &diff->params, &param, unit, &section);
        add_section(arena, diff, &known, out, &section, unit);
    }
}
