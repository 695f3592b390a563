/* excerpt.c - which source lines a diagnostic shows, and in what order.
 *
 * The span and the labels become marks, each on one line: a span over several lines has one where
 * it begins and one where it ends. Marks are grouped by file, the diagnostic's own file first, and
 * within a file by line; lines in between are left out behind `...`. Each line with its carets is
 * underline.c's work. */
#include "report/render.h"
#include "report/sort.h"

typedef ARRAY(Mark) MarkArray;

/* A file that a finding names but nobody read, such as an output, has nothing to show. */
bool excerpt_has_lines(const Sources *sources, uint32_t file) {
    return sources->files.items[file].text.length > 0;
}

/* Further labels with the same span are labels like any other. */
const Label *excerpt_own_label(const Diagnostic *diagnostic) {
    for (uint32_t i = 0; i < diagnostic->labels.count; i++) {
        const Label *label = &diagnostic->labels.items[i];
        if (label->span.file == diagnostic->span.file &&
            label->span.start == diagnostic->span.start && label->span.end == diagnostic->span.end)
            return label;
    }
    return NULL;
}

/* --- Marks ---------------------------------------------------------------------------------- */

/* The block of a file: that of an earlier mark, else a new one. */
static uint32_t block_of(const MarkArray *marks, uint32_t file) {
    uint32_t blocks = 0;
    for (uint32_t i = 0; i < marks->count; i++) {
        if (marks->items[i].file == file) return marks->items[i].block;
        if (marks->items[i].block >= blocks) blocks = marks->items[i].block + 1;
    }
    return blocks;
}

/* The mark where a span over several lines ends, from the first character of that line. */
static Mark end_mark(Painter *painter, const Mark *start, Span span, uint32_t line) {
    Text text = sources_line(painter->sources, span.file, line);
    uint32_t indent = 0;
    while (indent < text.length && (text.bytes[indent] == ' ' || text.bytes[indent] == '\t'))
        indent++;
    Mark mark = *start;
    mark.line = line;
    mark.start = sources_line_span(painter->sources, span.file, line).start + indent;
    mark.end = span.end;
    mark.text = TEXT("");
    return mark;
}

/* Adds the one mark of a span on a line, or the two of a longer one. The text stands at the first:
 * it is where people begin to read. The last byte decides on which line a span ends, so that one
 * which takes its line feed along does not reach into the next line. */
static void add_marks(Painter *painter, MarkArray *marks, Span span, Text text, bool is_primary) {
    Sources *sources = painter->sources;
    if (!excerpt_has_lines(sources, span.file)) return;
    Position start = sources_position(sources, span.file, span.start);
    uint32_t last = span.end > span.start ? span.end - 1 : span.start;
    uint32_t end_line = sources_position(sources, span.file, last).line;
    Mark mark = {.file = span.file,
                 .line = start.line,
                 .start = span.start,
                 .end = span.end,
                 .block = block_of(marks, span.file),
                 .text = paint_clean(painter, text),
                 .is_primary = is_primary};
    if (end_line > start.line) mark.end = sources_line_span(sources, span.file, start.line).end;
    array_push(painter->arena, marks, mark);
    if (end_line == start.line) return;
    Mark end = end_mark(painter, &mark, span, end_line);
    array_push(painter->arena, marks, end);
}

/* The primary mark comes first, so its file is the first block. */
static MarkArray collect_marks(Painter *painter, const Diagnostic *diagnostic) {
    MarkArray marks = {0};
    const Label *own = excerpt_own_label(diagnostic);
    add_marks(painter, &marks, diagnostic->span, own == NULL ? TEXT("") : own->text, true);
    for (uint32_t i = 0; i < diagnostic->labels.count; i++) {
        const Label *label = &diagnostic->labels.items[i];
        if (label != own) add_marks(painter, &marks, label->span, label->text, false);
    }
    return marks;
}

/* By block, line, place. The sort is stable, so labels at one place stay in order. */
static int compare_marks(const void *left, const void *right) {
    const Mark *a = left;
    const Mark *b = right;
    if (a->block != b->block) return a->block < b->block ? -1 : 1;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

/* Pointers, because underline.c writes columns into the marks and every line wants a run of
 * them. */
static Mark **sort_marks(Painter *painter, const MarkArray *marks) {
    void **sorted = arena_array(painter->arena, void *, marks->count);
    for (uint32_t i = 0; i < marks->count; i++)
        sorted[i] = &marks->items[i];
    sort_items(painter->arena, sorted, marks->count, compare_marks);
    Mark **result = arena_array(painter->arena, Mark *, marks->count);
    for (uint32_t i = 0; i < marks->count; i++)
        result[i] = sorted[i];
    return result;
}

/* One gutter for all excerpts of a diagnostic: the `|` stand in one column. */
static uint32_t greatest_digits(const MarkArray *marks) {
    uint32_t greatest = 0;
    for (uint32_t i = 0; i < marks->count; i++)
        if (marks->items[i].line > greatest) greatest = marks->items[i].line;
    uint32_t digits = 1;
    for (; greatest > 9; greatest /= 10)
        digits++;
    return digits;
}

/* --- Blocks --------------------------------------------------------------------------------- */

/* An empty line of the gutter sets the excerpt off from what stands above. */
static void write_margin(Painter *painter) {
    paint_gutter(painter, 0);
    writer_char(painter->out, '\n');
}

/* What stands between two lines that are shown: nothing, the one line, or `...`. */
static void write_gap(Painter *painter, uint32_t file, uint32_t before, uint32_t line) {
    if (line == before + 2) {
        underline_line(painter, file, before + 1, NULL, 0);
    } else if (line > before + 2) {
        paint_text(painter, STYLE_MARGIN, TEXT("..."));
        writer_char(painter->out, '\n');
    }
}

/* The lines of one file. */
static void write_lines(Painter *painter, Mark *const *marks, size_t count) {
    uint32_t before = 0;
    for (size_t start = 0, end; start < count; start = end) {
        uint32_t line = marks[start]->line;
        for (end = start; end < count && marks[end]->line == line;)
            end++;
        if (before > 0) write_gap(painter, marks[start]->file, before, line);
        underline_line(painter, marks[start]->file, line, marks + start, end - start);
        before = line;
    }
}

/* `  ::: path:line:column` above the lines of another file. */
static void write_place(Painter *painter, const Mark *mark) {
    Position at = sources_position(painter->sources, mark->file, mark->start);
    Text path = paint_clean(painter, painter->sources->files.items[mark->file].path);
    writer_repeat(painter->out, ' ', painter->digits);
    paint_text(painter, STYLE_MARGIN, TEXT("::: "));
    writer_format(painter->out, "%.*s:%u:%u\n", TEXT_ARGS(path), at.line, at.column);
}

/* Block by block; the head line has named the first file unless the finding has no place. */
void excerpt_write(Painter *painter, const Diagnostic *diagnostic) {
    MarkArray marks = collect_marks(painter, diagnostic);
    painter->digits = greatest_digits(&marks);
    Mark **sorted = sort_marks(painter, &marks);
    for (size_t start = 0, end; start < marks.count; start = end) {
        for (end = start; end < marks.count && sorted[end]->block == sorted[start]->block;)
            end++;
        if (start > 0) write_margin(painter);
        if (sorted[start]->file != diagnostic->span.file) write_place(painter, sorted[start]);
        write_margin(painter);
        write_lines(painter, sorted + start, end - start);
    }
}
