/* apart.c - N0037: nothing stands between an annotation and what it is about.
 *
 * The grammar does not see empty lines. But a waiver with space below it reads like a heading of
 * everything that follows, and holds for one row; and the row that is written into the space later
 * inherits it without anybody having said so. Comments may stand there: they belong to the same
 * thing. */
#include "check/builder.h"

/* The next line of `text` from *at on with its end; false when there is none that ends. */
static bool next_line(Text text, size_t *at, Text *line) {
    size_t end = text_find(text, TEXT("\n"), *at);
    if (end == SIZE_MAX) return false;
    *line = text_slice(text, *at, end + 1);
    *at = end + 1;
    return true;
}

static bool is_empty(Text line) {
    return text_trim(line).length == 0;
}

/* Where a line of the text below the annotation stands in the source. */
static Span place_of(const Annotation *annotation, Text text, Text line) {
    uint32_t start = annotation->below.start + (uint32_t)(line.bytes - text.bytes);
    return (Span){annotation->below.file, start, start + (uint32_t)line.length};
}

/* Takes every empty line away, with one fix. */
static void offer_fix(Diagnostic *diagnostic, const Annotation *annotation, Text text, size_t at) {
    Text line;
    bool is_first = true;
    while (next_line(text, &at, &line)) {
        if (!is_empty(line)) continue;
        Span place = place_of(annotation, text, line);
        if (is_first)
            report_fix(diagnostic, true, "take the empty lines away", place, TEXT(""));
        else
            report_fix_edit(diagnostic, place, TEXT(""));
        is_first = false;
    }
}

/* What stands on the annotation's own line behind it is a comment at most. */
void annotation_check_place(Builder *builder, const Annotation *annotation) {
    Text text = sources_text(builder->program->sources, annotation->below);
    Text line;
    size_t first = 0;
    if (!next_line(text, &first, &line)) return;
    size_t at = first;
    while (next_line(text, &at, &line)) {
        if (!is_empty(line)) continue;
        Span span = annotation->word.span;
        Diagnostic *diagnostic =
            report_annotation_apart(builder->report, span, word_text(annotation->word));
        report_label(diagnostic, span_after(annotation->below), "what it is about begins here");
        report_help(diagnostic, "write it on the line directly above");
        offer_fix(diagnostic, annotation, text, first);
        return;
    }
}
