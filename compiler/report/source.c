/* source.c - the files that spans point into, and the way from a byte offset to a line and column.
 *
 * Everything before rendering speaks of byte offsets only. The index of line starts is built when
 * the first position of a file is asked for, so a program without findings never pays for it; a
 * position is then a binary search and a count of code points on one line. A byte order mark
 * belongs to no column: the first line starts behind it. */
#include "report/report.h"

/* A span without a place adds nothing; of two files the first one is kept, because a span cannot
 * reach from one into another. */
Span span_join(Span a, Span b) {
    if (a.file == 0) return b;
    if (b.file != a.file) return a;
    return (Span){a.file, a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

Span span_before(Span span) {
    return (Span){span.file, span.start, span.start};
}

Span span_after(Span span) {
    return (Span){span.file, span.end, span.end};
}

/* File 0 is there from the start, so that a span of zeros is valid and means no place. */
void sources_open(Sources *sources, Arena *arena) {
    *sources = (Sources){.arena = arena};
    sources_add(sources, TEXT(""), TEXT(""));
}

uint32_t sources_add(Sources *sources, Text path, Text text) {
    Source source = {.path = path, .text = text};
    ensure(text.length < UINT32_MAX);
    array_push(sources->arena, &sources->files, source);
    return sources->files.count - 1;
}

void sources_reserve(Sources *sources, uint32_t count) {
    uint32_t capacity = sources->files.count + count;
    if (capacity <= sources->files.capacity) return;
    sources->files.items =
        arena_grow(sources->arena, sources->files.items, sources->files.capacity * sizeof(Source),
                   capacity * sizeof(Source), alignof(Source));
    sources->files.capacity = capacity;
}

/* The length of the byte order mark, which some editors put before the first character. */
static uint32_t mark_length(Text text) {
    return text_starts_with(text, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
}

/* The offset behind the next line feed, SIZE_MAX when there is none. */
static size_t next_line(Text text, size_t from) {
    const char *feed =
        from < text.length ? memchr(text.bytes + from, '\n', text.length - from) : NULL;
    return feed == NULL ? SIZE_MAX : (size_t)(feed - text.bytes) + 1;
}

/* The source with its line index, which the first call makes. A text that ends with a line feed has
 * an empty last line: that is where the end of the file is. */
static Source *indexed(Sources *sources, uint32_t file) {
    ensure(file < sources->files.count);
    Source *source = &sources->files.items[file];
    if (source->lines != NULL) return source;
    /* Counted first and filled then: one allocation of the right size, and memchr is fast. */
    uint32_t count = 1;
    for (size_t at = next_line(source->text, 0); at != SIZE_MAX; at = next_line(source->text, at))
        count++;
    source->lines = arena_array(sources->arena, uint32_t, count);
    source->lines[source->line_count++] = mark_length(source->text);
    for (size_t at = next_line(source->text, 0); at != SIZE_MAX; at = next_line(source->text, at))
        source->lines[source->line_count++] = (uint32_t)at;
    return source;
}

/* The index of the last line that starts at or before the offset. */
static uint32_t line_index(const Source *source, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The line without its `\n` or `\r\n`. A lone CR ends no line: it is shown as what it is. */
static Span line_span(const Source *source, uint32_t file, uint32_t index) {
    uint32_t start = source->lines[index];
    if (index + 1 == source->line_count) return (Span){file, start, (uint32_t)source->text.length};
    uint32_t end = source->lines[index + 1] - 1;
    if (end > start && source->text.bytes[end - 1] == '\r') end--;
    return (Span){file, start, end};
}

/* UTF-8 has one byte a code point that is no continuation (10xxxxxx); counting those is a loop that
 * compilers turn into vector code. */
static uint32_t count_code_points(Text text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

/* An offset in a line end counts as the end of the line, one inside a code point as its start. */
Position sources_position(Sources *sources, uint32_t file, uint32_t offset) {
    const Source *source = indexed(sources, file);
    Text text = source->text;
    if (offset > text.length) offset = (uint32_t)text.length;
    uint32_t index = line_index(source, offset);
    Span line = line_span(source, file, index);
    uint32_t at = offset < line.end ? offset : line.end;
    while (at > line.start && at < line.end && ((unsigned char)text.bytes[at] & 0xC0) == 0x80)
        at--;
    uint32_t column = count_code_points(text_slice(text, line.start, at)) + 1;
    return (Position){index + 1, column, offset};
}

Span sources_line_span(Sources *sources, uint32_t file, uint32_t line) {
    const Source *source = indexed(sources, file);
    uint32_t end = (uint32_t)source->text.length;
    if (line == 0 || line > source->line_count) return (Span){file, end, end};
    return line_span(source, file, line - 1);
}

Text sources_line(Sources *sources, uint32_t file, uint32_t line) {
    return sources_text(sources, sources_line_span(sources, file, line));
}

Text sources_text(const Sources *sources, Span span) {
    ensure(span.file < sources->files.count);
    return text_slice(sources->files.items[span.file].text, span.start, span.end);
}
