/* paint.c - the brush of the text form: colours, text made fit to be shown, folding, the gutter.
 *
 * Colour only adds: every byte that is no colour is written with and without it. Whatever comes
 * from a program or a file passes through paint_clean (or glyph by glyph through underline.c), so
 * that no escape sequence, no invisible or direction-changing character and no credential reaches a
 * terminal or a log. */
#include "report/credential.h"
#include "report/render.h"
#include "report/sort.h"

/* Bold and the eight basic colours: every terminal has them, in its own theme. */
static const char *style_code(Style style) {
    switch (style) {
    case STYLE_PLAIN: return "";
    case STYLE_STRONG: return "\x1b[1m";
    case STYLE_ERROR: return "\x1b[1;31m";
    case STYLE_WARNING: return "\x1b[1;33m";
    case STYLE_INFO: return "\x1b[1;36m";
    case STYLE_MARGIN: return "\x1b[34m";
    }
    unreachable("Style");
}

/* Each text is reset by itself, so a line that is cut off leaves no colour behind. */
void paint_text(Painter *painter, Style style, Text text) {
    bool is_colored = painter->has_color && style != STYLE_PLAIN && text.length > 0;
    if (is_colored) writer_string(painter->out, style_code(style));
    writer_text(painter->out, text);
    if (is_colored) writer_string(painter->out, "\x1b[0m");
}

/* --- Cleaning ------------------------------------------------------------------------------- */

/* Masks first: a credential must be recognised in its own bytes, not in escaped ones. */
Text paint_clean(Painter *painter, Text text) {
    return utf8_visible(painter->arena, credential_mask(painter->arena, text));
}

/* --- What is hidden ------------------------------------------------------------------------- */

typedef struct Ranges {
    ARRAY(void *) items; /* Hidden */
} Ranges;

static void add_range(Arena *arena, Ranges *ranges, size_t start, size_t end) {
    Hidden *range = arena_new(arena, Hidden);
    *range = (Hidden){(uint32_t)start, (uint32_t)end};
    array_push(arena, &ranges->items, range);
}

static int compare_ranges(const void *left, const void *right) {
    const Hidden *a = left;
    const Hidden *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

/* In order, and one of those that overlap: a row of a profile is hidden for each of its units. */
static HiddenList *merge_ranges(Arena *arena, const Ranges *ranges) {
    HiddenList *list = arena_new(arena, HiddenList);
    sort_items(arena, ranges->items.items, ranges->items.count, compare_ranges);
    for (uint32_t i = 0; i < ranges->items.count; i++) {
        const Hidden *range = ranges->items.items[i];
        uint32_t last = list->ranges.count - 1;
        if (list->ranges.count == 0 || range->start >= list->ranges.items[last].end)
            array_push(arena, &list->ranges, *range);
        else if (range->end > list->ranges.items[last].end)
            list->ranges.items[last].end = range->end;
    }
    return list;
}

/* The whole file is searched, not the line that is shown: a private key has many lines, and none
 * but the first looks like one. Each file is searched once. */
const HiddenList *paint_hidden(Painter *painter, uint32_t file) {
    if (painter->hidden[file] != NULL) return painter->hidden[file];
    Ranges ranges = {0};
    Text text = painter->sources->files.items[file].text;
    Credential found;
    for (size_t at = 0; credential_next(text, at, &found); at = found.end)
        add_range(painter->arena, &ranges, found.start, found.end);
    const Report *report = painter->report;
    for (uint32_t i = 0; i < report->hidden.count; i++) {
        Span span = report->hidden.items[i];
        if (span.file == file) add_range(painter->arena, &ranges, span.start, span.end);
    }
    painter->hidden[file] = merge_ranges(painter->arena, &ranges);
    return painter->hidden[file];
}

/* --- The gutter ----------------------------------------------------------------------------- */

void paint_gutter(Painter *painter, uint32_t line) {
    Text gutter = line == 0 ? text_format(painter->arena, "%*s |", (int)painter->digits, "")
                            : text_format(painter->arena, "%*u |", (int)painter->digits, line);
    paint_text(painter, STYLE_MARGIN, gutter);
}
