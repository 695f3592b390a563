/* glyph.c - reads a source line as what stands on the screen.
 *
 * A *glyph* is a code point, a tab (blanks up to the next stop), an escaped character, or a whole
 * credential shown as `(hidden)`. Each has a display column and a width. Because the line is
 * written and the marks are placed by the same walk, carets stand right under tabs, wide and
 * combining characters and masks, whatever these are. Lines of absurd length are looked at only
 * around the place that matters, so a minified file with a thousand findings is no quadratic
 * affair. */
#include "report/credential.h"
#include "report/render.h"

enum {
    TAB_STOP = 4,
    LONG_LINE = 4096 /* bytes; of a longer line only so many are looked at */
};

/* The hidden range that contains the offset, NULL when there is none. */
static const Hidden *hidden_at(const HiddenList *hidden, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = hidden->ranges.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const Hidden *range = &hidden->ranges.items[middle];
        if (offset >= range->start && offset < range->end) return range;
        if (range->end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Reads the code point at `offset` of the line. */
static void read_character(const SourceLine *line, size_t *offset, Glyph *glyph) {
    size_t start = *offset;
    int32_t code_point = utf8_next(line->text, offset);
    if (code_point == '\t') {
        static const Text spaces = {"    ", TAB_STOP};
        glyph->text = text_slice(spaces, 0, TAB_STOP - glyph->column % TAB_STOP);
    } else if (code_point == UTF8_INVALID || utf8_is_unsafe(code_point)) {
        glyph->text = utf8_escape(line->painter->arena, code_point, line->text.bytes[start]);
    } else {
        glyph->text = text_slice(line->text, start, *offset);
    }
}

/* What is hidden is one glyph, however long, and one on each of its lines where it has several. What
 * is a single byte once shown is ASCII and needs no look into the width tables. */
bool glyph_next(const SourceLine *line, Glyph *glyph) {
    glyph->column += glyph->width;
    glyph->start = glyph->end == 0 ? line->base : glyph->end;
    glyph->end = glyph->start;
    glyph->width = 0;
    glyph->text = TEXT("");
    size_t offset = glyph->start - line->base;
    if (offset >= line->text.length) return false;
    const Hidden *range = hidden_at(line->hidden, glyph->start);
    if (range != NULL) {
        size_t end = range->end - line->base;
        offset = end < line->text.length ? end : line->text.length;
        glyph->text = TEXT(CREDENTIAL_MASK);
    } else {
        read_character(line, &offset, glyph);
    }
    glyph->end = line->base + (uint32_t)offset;
    bool is_ascii = glyph->text.length == 1;
    glyph->width = is_ascii ? 1 : utf8_width(glyph->text);
    return true;
}

/* From the front, since a column is the sum of all widths before it. */
Glyph glyph_at(const SourceLine *line, uint32_t offset) {
    Glyph glyph = {0};
    while (glyph_next(line, &glyph) && glyph.end <= offset)
        continue;
    return glyph;
}

/* Whether a cut at `at` would tear a code point apart. */
static bool is_inside_character(Text text, size_t at) {
    return at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80;
}

/* A line that is too long is reduced to LONG_LINE bytes around `focus`, cut between characters. */
SourceLine glyph_open_line(Painter *painter, uint32_t file, uint32_t number, uint32_t focus) {
    Text whole = sources_line(painter->sources, file, number);
    uint32_t base = sources_line_span(painter->sources, file, number).start;
    SourceLine line = {.painter = painter, .text = whole, .base = base};
    line.hidden = paint_hidden(painter, file);
    if (whole.length <= LONG_LINE) return line;
    size_t at = focus > base ? focus - base : 0;
    size_t start = at > LONG_LINE / 2 ? at - LONG_LINE / 2 : 0;
    size_t end = start + LONG_LINE < whole.length ? start + LONG_LINE : whole.length;
    while (is_inside_character(whole, start))
        start++;
    while (is_inside_character(whole, end))
        end++;
    line.text = text_slice(whole, start, end);
    line.base = base + (uint32_t)start;
    line.is_cut_before = start > 0;
    line.is_cut_after = end < whole.length;
    return line;
}
