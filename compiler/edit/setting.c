/* setting.c - one value set in the text of its source.
 *
 * The smallest edit comes first. Where it makes lines too wide that were not, the statement is written
 * the other way: a row leaves its table, a block gets an entry a line. What was in the one layout is
 * in it afterwards; what was not keeps every byte that is not set. */
#include "edit/page.h"

Text setting_environment(const Setting *setting) {
    if (setting->environment < 0) return TEXT("");
    return setting->model->environments[setting->environment].name->text;
}

static const Statement *own_of(const Setting *setting) {
    return setting->param->own;
}

uint32_t setting_file(const Setting *setting) {
    if (own_of(setting)) return statement_span(own_of(setting)).file;
    return setting->param->unit->declaration->span.file;
}

/* --- The one layout ------------------------------------------------------------------------- */

/* The edited text, laid out if the text before was. */
static Text finish(const Page *page) {
    Text after = page_done(page), formatted;
    bool was_laid_out =
        syntax_lay_out(page->arena, page->text, &formatted) && text_equal(formatted, page->text);
    return was_laid_out && syntax_lay_out(page->arena, after, &formatted) ? formatted : after;
}

/* --- Lines that are too wide ---------------------------------------------------------------- */

/* The lines that are to fit: those of the table, or the one line of a statement with its block. */
static bool find_lines(const Page *page, const Parameter *node, const Entry *table, uint32_t *start,
                       uint32_t *end) {
    uint32_t next = page_token(page, place_head_end(node));
    *start = node->span.start;
    if (table) {
        *start = table->as.table.header.start;
        next = page_brace(page, table->as.table.header.end);
    }
    bool has_block = page->tokens[next].kind == TOKEN_BRACE_OPEN;
    *end = has_block ? page_end_of(page, page_partner(page, next)) : place_head_end(node);
    return table ? table->remarks->annotations.count == 0
                 : page_line_start(page, *start) == page_line_start(page, *end);
}

/* Did the lines fit, and do they no longer? A table that was too wide before is so because its author
 * wants it, and one with annotations keeps its rows, which stand under them. */
static bool is_widened(const Page *page, const Parameter *node, const Entry *table, Text after) {
    Page other;
    uint32_t start, end;
    if (!find_lines(page, node, table, &start, &end)) return false;
    if (page_width(page, start, end) > PAGE_COLUMNS) return false;
    page_open(&other, page->arena, after);
    return page_width(&other, page_same_line(&other, page, start),
                      page_same_line(&other, page, end)) > PAGE_COLUMNS;
}

/* --- Setting -------------------------------------------------------------------------------- */

static void set_own(Page *page, const Setting *setting, const Entry *table) {
    const Statement *own = own_of(setting);
    if (setting->environment < 0)
        default_set(page, setting, own->node, table != NULL);
    else if (table)
        table_set(page, setting, own, table);
    else
        cells_set(page, setting, own);
}

/* The other way to write it; false where there is none. */
static bool set_wide(Page *page, const Setting *setting, const Entry *table) {
    page->edits.count = 0;
    if (table)
        table_leave(page, setting, own_of(setting), table);
    else if (setting->environment >= 0 && setting->spelling)
        cells_break(page, setting, own_of(setting));
    else
        return false;
    return true;
}

static Text apply(Arena *arena, const Setting *setting) {
    Page page;
    const Sources *sources = setting->model->program->sources;
    page_open(&page, arena, sources->files.items[setting_file(setting)].text);
    if (!own_of(setting)) {
        restate(&page, setting);
        return finish(&page);
    }
    const Entry *table = place_of(arena, own_of(setting)).table;
    set_own(&page, setting, table);
    Text after = finish(&page);
    bool is_wide = is_widened(&page, own_of(setting)->node, table, after);
    return is_wide && set_wide(&page, setting, table) ? finish(&page) : after;
}

/* The file is laid out twice to see whether it was, and only its new text is kept. */
Text setting_apply(Arena *arena, const Setting *setting) {
    Arena *scratch = arena_child(arena);
    Text after = text_copy(arena, apply(scratch, setting));
    arena_close(scratch);
    return after;
}
