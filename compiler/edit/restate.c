/* restate.c - a parameter that only a profile states: the unit states it again, and nothing but what is
 * to be different.
 *
 * It stands in the unit's block of the same sink, which is made where there is none, at its end: a
 * restated parameter keeps the profile's place in what is emitted. What the profile has in an `at ...
 * as list` or `as map` is an entry of such a group here too. */
#include "edit/page.h"

/* `path = VALUE`, or `path { ENV = VALUE }` on one line if that fits. */
static Text statement_text(const Page *page, const Setting *setting, Text path, Text indent) {
    Arena *arena = page->arena;
    if (setting->environment < 0) {
        Text value = spelling_text(page, setting->spelling, indent);
        return text_format(arena, "%.*s = %.*s", TEXT_ARGS(path), TEXT_ARGS(value));
    }
    CellTexts cells = {0};
    Text inner = text_format(arena, "%.*s  ", TEXT_ARGS(indent));
    CellText cell = {setting_environment(setting), spelling_text(page, setting->spelling, inner)};
    array_push(arena, &cells, cell);
    Text block = spelling_cells(page, &cells);
    bool is_line = !setting->spelling->block.length &&
                   indent.length + utf8_width(path) + 1 + utf8_width(block) <= PAGE_COLUMNS;
    if (!is_line) block = spelling_cell_lines(page, &cells, indent);
    return text_format(arena, "%.*s %.*s", TEXT_ARGS(path), TEXT_ARGS(block));
}

/* `HEAD {`, a statement, `}`; `inner` is the indentation of the statement. */
static Text block_text(const Page *page, Text head, Text statement, Text inner) {
    Text outer = text_slice(inner, 0, inner.length - 2);
    const Text parts[] = {head,      TEXT(" {"),    page->newline, inner,
                          statement, page->newline, outer,         TEXT("}")};
    return text_join(page->arena, parts, 8, TEXT(""));
}

static Text deeper(const Page *page, Text indent) {
    return text_format(page->arena, "%.*s  ", TEXT_ARGS(indent));
}

/* What a block of the sink is to hold, at that indentation: the statement, in a group of its own where
 * it needs one. */
static Text entry_text(const Page *page, const Setting *setting, const Place *place, Text indent) {
    const Param *param = setting->param;
    if (place->group == GROUP_PLAIN)
        return statement_text(page, setting, param->path->text, indent);
    Text inner = deeper(page, indent);
    Text statement = statement_text(page, setting, param->inherited->node->path->text, inner);
    Text head = text_format(page->arena, "at %.*s as %s", TEXT_ARGS(place->prefix),
                            place->group == GROUP_LIST ? "list" : "map");
    return block_text(page, head, statement, inner);
}

/* The unit has a block of the sink, and perhaps the group in it. */
static void add_to_sink(Page *page, const Setting *setting, const Place *place,
                        const Member *member) {
    uint32_t open = page_brace(page, member->as.sink.word.span.end);
    const Entry *group = NULL;
    if (place->group != GROUP_PLAIN)
        group = place_group(page->arena, &member->as.sink.body, place->group, place->prefix);
    if (!group) {
        page_append(page, open, entry_text(page, setting, place, page_inner_indent(page, open)),
                    false);
        return;
    }
    open = page_brace(page, group->span.end);
    page_append(page, open,
                statement_text(page, setting, setting->param->inherited->node->path->text,
                               page_inner_indent(page, open)),
                false);
}

/* `helm {`, or `ssm "NAME TEMPLATE" {` as the profile writes it. */
static void add_sink(Page *page, const Setting *setting, const Place *place) {
    const Sink *sink = setting->param->sink;
    uint32_t open = page_brace(page, sink->unit->declaration->span.end);
    Text indent = deeper(page, page_inner_indent(page, open));
    Text entry = entry_text(page, setting, place, indent);
    Text head = text_format(page->arena, "%s%s%.*s", sink_fact(sink->kind)->name,
                            sink->template_text.length ? " " : "", TEXT_ARGS(sink->template_text));
    page_append(page, open, block_text(page, head, entry, indent), true);
}

void restate(Page *page, const Setting *setting) {
    if (!setting->spelling) return;
    Place place = place_of(page->arena, setting->param->inherited);
    const Member *member = place_sink(setting->model, setting->param->sink);
    if (member)
        add_to_sink(page, setting, &place, member);
    else
        add_sink(page, setting, &place);
}
