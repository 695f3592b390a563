/* render.h - what the files of the text form share; private to this layer.
 *
 * render.c lays out a report, excerpt.c the source lines of one diagnostic, underline.c one line
 * with its marks, glyph.c reads that line, and paint.c is the brush of all: colour, cleaning,
 * folding, the gutter. */
#ifndef RUNG_REPORT_RENDER_H
#define RUNG_REPORT_RENDER_H

#include "report/report.h"

typedef enum Style {
    STYLE_PLAIN,
    STYLE_STRONG,
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_INFO,
    STYLE_MARGIN /* gutter, connectors, secondary labels */
} Style;

/* Bytes of a file that are never shown: a credential, or a value below `@sensitive`. */
typedef struct Hidden {
    uint32_t start, end;
} Hidden;

typedef struct HiddenList {
    ARRAY(Hidden) ranges; /* in order, and none overlaps another */
} HiddenList;

typedef struct Painter {
    Writer *out;
    Arena *arena; /* of the report: what a rendering needs is little and capped like the findings */
    Sources *sources;
    const Report *report;
    HiddenList **hidden; /* by file; NULL until the file is first quoted */
    uint32_t width;
    uint32_t digits; /* of the greatest line number in this diagnostic */
    Style style;     /* of this diagnostic's severity */
    bool has_color;
} Painter;

void paint_text(Painter *painter, Style style, Text text);
/* The text as it may be shown: credentials masked, what must not reach a terminal escaped. */
Text paint_clean(Painter *painter, Text text);
/* The gutter of a source line, `12 |`, or without a number where `line` is 0. */
void paint_gutter(Painter *painter, uint32_t line);
/* The hidden ranges of a file, in order. */
const HiddenList *paint_hidden(Painter *painter, uint32_t file);

/* A line, or the part of a very long one that is looked at, and the window of it that is shown. */
typedef struct SourceLine {
    Painter *painter;
    Text text;
    uint32_t base; /* the file's offset of its first byte */
    bool is_cut_before, is_cut_after;
    const HiddenList *hidden;
    size_t first, last; /* the display columns that are shown */
    size_t shift;       /* what to subtract from a column to have it on the screen */
} SourceLine;

typedef struct Glyph {
    uint32_t start, end; /* offsets in the file */
    size_t column, width;
    Text text; /* as shown */
} Glyph;

/* The line with the number; of a very long one the part around `focus`, an offset of the file. */
SourceLine glyph_open_line(Painter *painter, uint32_t file, uint32_t number, uint32_t focus);
/* Moves to the glyph behind `glyph`, which is zeroed for the first; false at the end of the line,
 * where it becomes the empty glyph behind the last one. */
bool glyph_next(const SourceLine *line, Glyph *glyph);
/* The glyph that contains the offset, or the empty one at the end of the line. */
Glyph glyph_at(const SourceLine *line, uint32_t offset);

/* A place on one line to be underlined. A span over several lines is two of them. */
typedef struct Mark {
    uint32_t file, line;
    uint32_t start, end; /* offsets in the file */
    uint32_t block;      /* files are shown in the order in which they are named */
    Text text;           /* clean; "" for none */
    bool is_primary;
    size_t column, limit; /* display columns, set by underline.c */
} Mark;

/* Writes the line of the marks and the marks below it. They are sorted by start. */
void underline_line(Painter *painter, uint32_t file, uint32_t line, Mark *const *marks,
                    size_t count);

/* Writes the excerpts of a diagnostic; sets painter->digits. Labels in files without text have no
 * excerpt: they are left for the notes. */
void excerpt_write(Painter *painter, const Diagnostic *diagnostic);
bool excerpt_has_lines(const Sources *sources, uint32_t file);
/* The label that belongs to the diagnostic's own span: the first with that span, NULL if none. */
const Label *excerpt_own_label(const Diagnostic *diagnostic);

#endif
