/* place.c - where in the tree a parameter stands, and where the parts of a statement end.
 *
 * The model has flattened tables and groups; here they are found again by walking the declaration
 * that owns a statement. */
#include "edit/page.h"

/* The path of a group inside others. */
static Text join(Arena *arena, Text prefix, Text path) {
    if (!prefix.length) return path;
    return text_format(arena, "%.*s.%.*s", TEXT_ARGS(prefix), TEXT_ARGS(path));
}

bool place_is(const Parameter *a, const Parameter *b) {
    return a->span.start == b->span.start;
}

static bool is_row_of(const Entry *table, const Parameter *node) {
    for (uint32_t i = 0; i < table->as.table.row_count; i++)
        if (place_is(&table->as.table.rows[i], node)) return true;
    return false;
}

static bool find_in(Arena *arena, const Body *body, const Parameter *node, Place *place);

/* Does the entry hold the statement? */
static bool find_at(Arena *arena, const Entry *entry, const Parameter *node, Place *place) {
    Place inside = *place;
    switch (entry->kind) {
    case ENTRY_PARAMETER: return place_is(&entry->as.parameter, node);
    case ENTRY_SECRET: return false;
    case ENTRY_TABLE: inside.table = entry; break;
    case ENTRY_GROUP:
        inside.group = entry->group;
        inside.prefix = join(arena, place->prefix, entry->as.group.path->text);
        break;
    }
    bool is_here = entry->kind == ENTRY_TABLE
                       ? is_row_of(entry, node)
                       : find_in(arena, &entry->as.group.body, node, &inside);
    if (is_here) *place = inside;
    return is_here;
}

static bool find_in(Arena *arena, const Body *body, const Parameter *node, Place *place) {
    for (uint32_t i = 0; i < body->count; i++)
        if (find_at(arena, &body->items[i], node, place)) return true;
    return false;
}

Place place_of(Arena *arena, const Statement *statement) {
    const Members *members = &statement->owner->as.unit.members;
    Place place = {.group = GROUP_PLAIN};
    for (uint32_t i = 0; i < members->count; i++)
        if (members->items[i].kind == MEMBER_SINK &&
            find_in(arena, &members->items[i].as.sink.body, statement->node, &place))
            return place;
    unreachable("a statement stands in its declaration");
}

const Member *place_sink(const Model *model, const Sink *sink) {
    const Members *members = &sink->unit->declaration->as.unit.members;
    for (uint32_t i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        SinkKind kind;
        if (member->kind != MEMBER_SINK || member->as.sink.word.name == NULL) continue;
        if (!sink_find(member->as.sink.word.name->text, &kind) || kind != sink->kind) continue;
        const Expression *template = member->as.sink.template;
        Text text = template ? sources_text(model->program->sources, template->span) : TEXT("");
        if (text_equal(text, sink->template_text)) return member;
    }
    return NULL;
}

/* Looks into plain groups for the rest of the prefix. */
static const Entry *find_group(Arena *arena, const Body *body, Text above, GroupKind kind,
                               Text prefix) {
    for (uint32_t i = 0; i < body->count; i++) {
        const Entry *entry = &body->items[i];
        if (entry->kind != ENTRY_GROUP) continue;
        Text path = join(arena, above, entry->as.group.path->text);
        if (entry->group == kind && text_equal(path, prefix)) return entry;
        if (entry->group != GROUP_PLAIN) continue;
        const Entry *found = find_group(arena, &entry->as.group.body, path, kind, prefix);
        if (found) return found;
    }
    return NULL;
}

const Entry *place_group(Arena *arena, const Body *body, GroupKind kind, Text prefix) {
    return find_group(arena, body, TEXT(""), kind, prefix);
}

/* --- Parts of a statement ------------------------------------------------------------------- */

uint32_t place_type_end(const Parameter *node) {
    if (node->remarks->laws.count)
        return node->remarks->laws.items[node->remarks->laws.count - 1].span.end;
    return node->type ? node->type->span.end : node->span.end;
}

uint32_t place_head_end(const Parameter *node) {
    return node->fallback ? node->fallback->span.end : place_type_end(node);
}

/* Words that hold without any value. */
static bool has_words(const Parameter *node) {
    return node->type || node->remarks->laws.count || node->remarks->category.name ||
           node->remarks->doc.length || node->remarks->annotations.count;
}

bool place_remove(Page *page, const Setting *setting, const Parameter *node, uint32_t end) {
    if (has_words(node) || !setting->param->inherited) return false;
    bool is_alone = page_begins_line(page, node->span.start) && page_line_end(page, end) == end;
    if (!is_alone) return false;
    page_put(page, page_line_start(page, node->span.start), page_next_line(page, end), TEXT(""));
    return true;
}

int32_t place_environment(const Model *model, const Word *word) {
    return word->name ? model_environment(model, word->name->text) : -1;
}
