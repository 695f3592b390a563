/* default.c - the value of a head, `= VALUE`: written, written anew, taken away. */
#include "edit/page.h"

/* In a table it stands on one line, whatever it is. */
static Text written_text(const Page *page, const Setting *setting, const Parameter *node,
                         bool is_row) {
    if (is_row) return setting->spelling->line;
    return spelling_text(page, setting->spelling, page_indent(page, node->span.start));
}

void default_set(Page *page, const Setting *setting, const Parameter *node, bool is_row) {
    uint32_t before = place_type_end(node), end = place_head_end(node);
    if (!setting->spelling) {
        bool is_all = !is_row && !node->cell_count;
        if (!is_all || !place_remove(page, setting, node, end))
            page_put(page, before, end, TEXT(""));
        return;
    }
    Text value = written_text(page, setting, node, is_row);
    if (node->fallback)
        page_put(page, node->fallback->span.start, end, value);
    else
        page_put(page, before, before, text_format(page->arena, " = %.*s", TEXT_ARGS(value)));
}
