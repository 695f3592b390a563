/* place.c - where a segment of a parameter's path is written.
 *
 * A path is one for all places that write it alike, so it does not know its own. A finding about a
 * part of it searches the body that states the parameter: the segment stands in the row, or in one of
 * the groups around it. That is paid only for what is reported. */
#include "check/builder.h"

/* What is looked for: the segment of that number in the path that ends at a row. */
typedef struct Search {
    const Sources *sources;
    Span row;
    Span found;
} Search;

static bool is_same_place(Span a, Span b) {
    return a.file == b.file && a.start == b.start;
}

/* Takes the segment where it is one of this path; those behind it have places of their own. */
static void take(Search *search, Span path, const Path *written, int64_t index) {
    if (index < 0) return;
    search->found = path;
    if (index < written->count)
        search->found = path_segment_span(search->sources, path, (uint32_t)index);
}

static bool find_in_body(Search *search, const Body *body, int64_t index);

static bool find_in_rows(Search *search, const Parameter *rows, uint32_t count, int64_t index) {
    for (uint32_t i = 0; i < count; i++) {
        if (!is_same_place(rows[i].span, search->row)) continue;
        take(search, rows[i].span, rows[i].path, index);
        return true;
    }
    return false;
}

static bool find_in_entry(Search *search, const Entry *entry, int64_t index) {
    switch (entry->kind) {
    case ENTRY_PARAMETER: return find_in_rows(search, &entry->as.parameter, 1, index);
    case ENTRY_TABLE:
        return find_in_rows(search, entry->as.table.rows, entry->as.table.row_count, index);
    case ENTRY_SECRET:
        if (!is_same_place(entry->as.secret.span, search->row)) return false;
        take(search, entry->as.secret.span, entry->as.secret.path, index);
        return true;
    case ENTRY_GROUP:
        if (!find_in_body(search, &entry->as.group.body, index - entry->as.group.path->count))
            return false;
        if (index < entry->as.group.path->count)
            take(search, entry->as.group.span, entry->as.group.path, index);
        return true;
    }
    unreachable("EntryKind");
}

/* True when the row is there, whose segments before `index` stand in groups around the body. */
static bool find_in_body(Search *search, const Body *body, int64_t index) {
    for (uint32_t i = 0; i < body->count; i++)
        if (find_in_entry(search, &body->items[i], index)) return true;
    return false;
}

Span param_segment_span(const Model *model, const Param *param, uint32_t index) {
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    const Members *members = &statement->owner->as.unit.members;
    Search search = {model->program->sources, statement_span(statement), statement_span(statement)};
    for (uint32_t i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        if (member->kind == MEMBER_SINK && find_in_body(&search, &member->as.sink.body, index))
            break;
    }
    return search.found;
}
