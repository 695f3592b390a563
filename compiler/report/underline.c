/* underline.c - one source line and the marks below it.
 *
 *     12 |   name | 1 | 2
 *        |   ^^^^   -   - last in dev
 *        |   |      |
 *        |   |      first in dev
 *        |   differs
 *
 * The line is read glyph by glyph (glyph.c), which says in what columns a mark begins and ends. Of
 * a line wider than the terminal only a *window* around the marks is shown, between ellipses. Then
 * come the carets, and below them the labels, each hanging from its mark by a `|`. Nothing here
 * knows what a diagnostic is. */
#include "report/render.h"

enum {
    NARROWEST = 20,         /* columns for source, however narrow the terminal is */
    NARROWEST_LABEL = 24,   /* for a label: rather too long a line than a word on each */
    COMFORTABLE_LABEL = 40, /* so much room is enough for any */
    ELLIPSIS_WIDTH = 3
};

/* --- The window ----------------------------------------------------------------------------- */

/* Gives a mark its columns: from the glyph in which it begins to the one in which it ends, at least
 * one column, so that an empty span and a lone combining mark have a caret too. */
static void place_mark(const SourceLine *line, Mark *mark) {
    mark->column = glyph_at(line, mark->start).column;
    mark->limit = mark->column + 1; /* an empty span has one caret */
    if (mark->end <= mark->start) return;
    Glyph last = glyph_at(line, mark->end - 1);
    if (last.column + last.width > mark->limit) mark->limit = last.column + last.width;
}

/* The first column of a window around the mark: some of what stands before it, and no empty space
 * behind the end of the line. */
static size_t first_column(const SourceLine *line, const Mark *mark, size_t total, size_t room) {
    /* A third of the window shows what leads to the mark; less when the mark itself is long. */
    size_t inner = room - 2 * ELLIPSIS_WIDTH;
    size_t before = mark->limit - mark->column < inner / 2 ? inner / 3 : inner / 8;
    size_t first = mark->column > before ? mark->column - before : 0;
    size_t to_the_end = room - ELLIPSIS_WIDTH; /* with a place for a caret behind the line */
    if (line->is_cut_after || first + to_the_end <= total + 1) return first;
    return total + 1 > to_the_end ? total + 1 - to_the_end : 0;
}

/* Chooses the columns to show, so that those of `mark` are among them; `room` is what fits. */
static void choose_window(SourceLine *line, const Mark *mark, size_t room) {
    size_t total = glyph_at(line, line->base + (uint32_t)line->text.length).column;
    line->last = total; /* the whole line, unless it turns out too long */
    if (total <= room && !line->is_cut_before && !line->is_cut_after) return;
    if (line->is_cut_before || mark->limit > room - ELLIPSIS_WIDTH) {
        line->first = first_column(line, mark, total, room);
        line->is_cut_before = line->is_cut_before || line->first > 0;
    }
    /* What is left for source once the ellipses are counted; the one on the right is needed only
     * where more than its own width would be left out. */
    size_t shown = room - (line->is_cut_before ? 2 * ELLIPSIS_WIDTH : ELLIPSIS_WIDTH);
    if (total > line->first + shown + ELLIPSIS_WIDTH) line->is_cut_after = true;
    if (line->is_cut_after && total > line->first + shown) line->last = line->first + shown;
    line->shift = line->is_cut_before ? line->first - ELLIPSIS_WIDTH : 0;
}

/* The column on the screen, within the window. `shift` may have wrapped below zero; the sum is
 * right all the same. */
static size_t on_screen(const SourceLine *line, size_t column) {
    if (column < line->first) column = line->first;
    if (column > line->last) column = line->last;
    return column - line->shift;
}

/* Writes the glyphs of the window. A wide character that the window's edge cuts through leaves
 * blanks, and a combining mark whose letter is out of sight goes with it. */
static void write_glyphs(const SourceLine *line) {
    Writer *out = line->painter->out;
    Glyph glyph = {0};
    while (glyph_next(line, &glyph) && glyph.column + glyph.width <= line->last) {
        bool is_stray = glyph.width == 0 && line->first > 0 && glyph.column == line->first;
        if (glyph.column >= line->first && !is_stray)
            writer_text(out, glyph.text);
        else if (glyph.column + glyph.width > line->first)
            writer_repeat(out, ' ', glyph.column + glyph.width - line->first);
    }
    if (line->is_cut_after && glyph.column < line->last)
        writer_repeat(out, ' ', line->last - glyph.column);
}

/* The source as it is, between ellipses where it is cut. */
static void write_source(const SourceLine *line, uint32_t number) {
    Writer *out = line->painter->out;
    paint_gutter(line->painter, number);
    if (line->text.length > 0) writer_char(out, ' ');
    if (line->is_cut_before) writer_string(out, "...");
    write_glyphs(line);
    if (line->is_cut_after) writer_string(out, "...");
    writer_char(out, '\n');
}

/* --- Below the line ------------------------------------------------------------------------- */

/* Primary marks have the colour of the severity, the others that of the gutter. */
static Style mark_style(const Painter *painter, bool is_primary) {
    return is_primary ? painter->style : STYLE_MARGIN;
}

/* Writes `-` below secondary marks and `^` below primary ones, which cover the others, and gives
 * the width of the row. The row is drawn as bytes first and then written in runs of one colour. */
static size_t write_carets(Painter *painter, Mark *const *marks, size_t count) {
    size_t width = 0;
    for (size_t i = 0; i < count; i++)
        if (marks[i]->limit > width) width = marks[i]->limit;
    char *row = arena_array(painter->arena, char, width + 1);
    memset(row, ' ', width);
    for (int pass = 0; pass < 2; pass++) /* secondary marks, then primary ones over them */
        for (size_t i = 0; i < count; i++)
            if (marks[i]->is_primary == (pass == 1))
                memset(row + marks[i]->column, pass == 1 ? '^' : '-',
                       marks[i]->limit - marks[i]->column);
    paint_gutter(painter, 0);
    writer_char(painter->out, ' ');
    for (size_t start = 0, end; start < width; start = end) {
        for (end = start; end < width && row[end] == row[start];)
            end++;
        Style style = row[start] == ' ' ? STYLE_PLAIN : mark_style(painter, row[start] == '^');
        paint_text(painter, style, (Text){row + start, end - start});
    }
    return width;
}

/* Begins a row below the carets: a `|` for each mark left of `column`, and spaces up to there.
 * Marks that share a column share the `|`. SIZE_MAX is a row of connectors alone. */
static void write_connectors(Painter *painter, Mark *const *marks, size_t count, size_t column) {
    paint_gutter(painter, 0);
    writer_char(painter->out, ' ');
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (marks[i]->column < at || marks[i]->column >= column) continue;
        writer_repeat(painter->out, ' ', marks[i]->column - at);
        paint_text(painter, mark_style(painter, marks[i]->is_primary), TEXT("|"));
        at = marks[i]->column + 1;
    }
    if (column != SIZE_MAX && column > at) writer_repeat(painter->out, ' ', column - at);
}

/* Writes a label's text at `column`; `marks` are those whose labels come further below. The first
 * row has been begun by the caller. */
static void write_label(Painter *painter, const Mark *mark, Mark *const *marks, size_t count,
                        size_t column) {
    size_t used = column + painter->digits + 3;
    size_t room = painter->width > used + NARROWEST_LABEL ? painter->width - used : NARROWEST_LABEL;
    Style style = mark_style(painter, mark->is_primary);
    Text piece;
    size_t offset = 0;
    for (bool is_first = true; text_fold(mark->text, room, &offset, &piece); is_first = false) {
        if (!is_first) write_connectors(painter, marks, count, column);
        paint_text(painter, style, piece);
        writer_char(painter->out, '\n');
    }
}

/* The columns that there are for a label's row. */
static size_t label_room(const Painter *painter) {
    size_t used = painter->digits + 3;
    return painter->width > used + NARROWEST ? painter->width - used : NARROWEST;
}

static size_t comfortable_width(const Mark *mark) {
    size_t width = utf8_width(mark->text);
    return width < COMFORTABLE_LABEL ? width : COMFORTABLE_LABEL;
}

/* Where a label that stands below its mark begins: under it, or as far to the left as it needs,
 * right of `least`. */
static size_t label_column(const Painter *painter, const Mark *mark, size_t least) {
    size_t room = label_room(painter), width = comfortable_width(mark);
    size_t column = room > width ? room - width : 0;
    if (column < least) column = least;
    return column < mark->column ? column : mark->column;
}

/* The carets and the labels: the rightmost one beside its caret where nothing is in the way, the
 * others hanging below, from right to left. `marks` are sorted by column. */
static void write_marks(Painter *painter, Mark *const *marks, size_t count) {
    size_t width = write_carets(painter, marks, count);
    /* Those with something to say; `left` of them are still to be written. */
    Mark **labelled = arena_array(painter->arena, Mark *, count);
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (marks[i]->text.length > 0) labelled[left++] = marks[i];
    bool is_beside = left > 0 && labelled[left - 1]->limit == width &&
                     width + 1 + comfortable_width(labelled[left - 1]) <= label_room(painter);
    if (is_beside) {
        left--;
        writer_char(painter->out, ' ');
        write_label(painter, labelled[left], labelled, left, width + 1);
    } else {
        writer_char(painter->out, '\n');
    }
    if (left > 1 || (left == 1 && is_beside)) {
        write_connectors(painter, labelled, left, SIZE_MAX);
        writer_char(painter->out, '\n');
    }
    while (left > 0) {
        left--;
        size_t least = left > 0 ? labelled[left - 1]->column + 2 : 0;
        size_t column = label_column(painter, labelled[left], least);
        write_connectors(painter, labelled, left, column);
        write_label(painter, labelled[left], labelled, left, column);
    }
}

/* The mark that must be seen when the line is cut: the primary one, else the first. */
static Mark *focus_of(Mark *const *marks, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (marks[i]->is_primary) return marks[i];
    return marks[0];
}

/* Marks get their columns within the line first and on the screen afterwards: those outside of the
 * window end up at its edge, so that their labels are never lost. */
void underline_line(Painter *painter, uint32_t file, uint32_t line_number, Mark *const *marks,
                    size_t count) {
    static const Mark nothing = {0};
    size_t room = label_room(painter);
    const Mark *focus = count > 0 ? focus_of(marks, count) : &nothing;
    SourceLine line = glyph_open_line(painter, file, line_number, focus->start);
    for (size_t i = 0; i < count; i++)
        place_mark(&line, marks[i]);
    choose_window(&line, focus, room);
    write_source(&line, line_number);
    if (count == 0) return;
    for (size_t i = 0; i < count; i++) {
        marks[i]->column = on_screen(&line, marks[i]->column);
        marks[i]->limit = on_screen(&line, marks[i]->limit);
        if (marks[i]->limit <= marks[i]->column) marks[i]->limit = marks[i]->column + 1;
    }
    write_marks(painter, marks, count);
}
