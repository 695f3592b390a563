/* render.c - the text form of a report, as language.md shows it.
 *
 *     orders.rung:31:7: error[P0003]: `replicas` differs between environments but states no reason
 *        |
 *     31 |       replicas: int(1..50) = env.size * 2
 *        |       ^^^^^^^^ 2 in dev and staging, 6 in prod
 *        = help: put a category in front of it, such as `scale replicas: ...`
 *
 * This file has the frame: the findings in their order, the head line, what stands below the excerpt,
 * and the closing line. The excerpt is excerpt.c's. It writes to a Writer; who prints is not its
 * business. */
#include "report/render.h"

enum { DEFAULT_WIDTH = 100, LEAST_WIDTH = 40, LEAST_ROOM = 24, HEAD_INDENT = 4 };

/* Red, yellow, cyan. The word stands there too: colour is never the only carrier. */
static Style severity_style(Severity severity) {
    switch (severity) {
    case SEVERITY_ERROR: return STYLE_ERROR;
    case SEVERITY_WARNING: return STYLE_WARNING;
    case SEVERITY_INFO: return STYLE_INFO;
    }
    unreachable("Severity");
}

/* --- The head and the tail of a diagnostic -------------------------------------------------- */

/* Writes a text that begins at column `used`, folded, with its further lines indented. Where the
 * terminal leaves no room, the lines are too long rather than a word each. */
static void write_folded(Painter *painter, Style style, Text text, size_t used, size_t indent) {
    Text line;
    size_t offset = 0;
    size_t room = painter->width > used + LEAST_ROOM ? painter->width - used : LEAST_ROOM;
    bool is_first = true;
    while (text_fold(text, room, &offset, &line)) {
        if (!is_first) writer_repeat(painter->out, ' ', indent);
        paint_text(painter, style, line);
        writer_char(painter->out, '\n');
        is_first = false;
        room = painter->width > indent + LEAST_ROOM ? painter->width - indent : LEAST_ROOM;
    }
    /* An empty text still ends its line. */
    if (is_first) writer_char(painter->out, '\n');
}

/* `path:line:column: `; a file without text has lines that we do not know: `path:1: `; a finding
 * about the whole project has no place at all. */
static Text place_text(Painter *painter, Span span) {
    if (span.file == 0) return TEXT("");
    Text path = paint_clean(painter, painter->sources->files.items[span.file].path);
    Position at = sources_position(painter->sources, span.file, span.start);
    if (!excerpt_has_lines(painter->sources, span.file))
        return text_format(painter->arena, "%.*s:%u: ", TEXT_ARGS(path), at.line);
    return text_format(painter->arena, "%.*s:%u:%u: ", TEXT_ARGS(path), at.line, at.column);
}

/* The line that stands alone in an editor's list: place, severity, code, sentence. */
static void write_head(Painter *painter, const Diagnostic *diagnostic) {
    Text place = place_text(painter, diagnostic->span);
    Text kind = text_format(painter->arena, "%s[%s]", report_severity_name(diagnostic->severity),
                            code_fact(diagnostic->code)->code);
    paint_text(painter, STYLE_STRONG, place);
    paint_text(painter, painter->style, kind);
    paint_text(painter, STYLE_STRONG, TEXT(": "));
    size_t used = utf8_width(place) + kind.length + 2;
    Text message = paint_clean(painter, diagnostic->message);
    write_folded(painter, STYLE_STRONG, message, used, HEAD_INDENT);
}

/* `   = note: text` below the excerpt. */
static void write_tail(Painter *painter, const char *kind, Text text) {
    Text head = text_format(painter->arena, "%*s = ", (int)painter->digits, "");
    Text name = text_format(painter->arena, "%s: ", kind);
    paint_text(painter, STYLE_MARGIN, head);
    paint_text(painter, STYLE_STRONG, name);
    size_t used = head.length + name.length;
    write_folded(painter, STYLE_PLAIN, paint_clean(painter, text), used, used);
}

/* Labels that no excerpt shows become notes, with their file where it is another one. */
static void write_labels_as_notes(Painter *painter, const Diagnostic *diagnostic) {
    for (uint32_t i = 0; i < diagnostic->labels.count; i++) {
        const Label *label = &diagnostic->labels.items[i];
        if (excerpt_has_lines(painter->sources, label->span.file)) continue;
        Text text = label->text;
        if (label->span.file != diagnostic->span.file) {
            Text place = place_text(painter, label->span);
            text = text_format(painter->arena, "%.*s%.*s", TEXT_ARGS(place), TEXT_ARGS(text));
        }
        if (text.length > 0) write_tail(painter, "note", text);
    }
}

/* A fix is named only where no help says the edit in words already. */
static void write_fixes(Painter *painter, const Diagnostic *diagnostic) {
    if (diagnostic->help.count > 0) return;
    for (uint32_t i = 0; i < diagnostic->fixes.count; i++)
        if (diagnostic->fixes.items[i].title.length > 0)
            write_tail(painter, "fix", diagnostic->fixes.items[i].title);
}

/* Evidence first, then context, then what to do about it; an empty line ends it. */
static void write_diagnostic(Painter *painter, const Diagnostic *diagnostic) {
    painter->style = severity_style(diagnostic->severity);
    write_head(painter, diagnostic);
    excerpt_write(painter, diagnostic);
    write_labels_as_notes(painter, diagnostic);
    for (uint32_t i = 0; i < diagnostic->notes.count; i++)
        write_tail(painter, "note", diagnostic->notes.items[i]);
    for (uint32_t i = 0; i < diagnostic->help.count; i++)
        write_tail(painter, "help", diagnostic->help.items[i]);
    write_fixes(painter, diagnostic);
    writer_char(painter->out, '\n');
}

/* --- The report ----------------------------------------------------------------------------- */

static const char *plural(uint32_t count) {
    return count == 1 ? "" : "s";
}

void render_counts(const Report *report, Writer *out) {
    bool is_first = true;
    for (uint32_t severity = 0; severity < SEVERITY_COUNT; severity++) {
        uint32_t count = report->counts[severity];
        if (count == 0) continue;
        writer_format(out, "%s%u %s%s", is_first ? "" : ", ", count,
                      report_severity_name((Severity)severity), plural(count));
        is_first = false;
    }
}

/* Writes the findings, and how many there are beyond: those have no text any more. */
static void write_findings(Painter *painter, const Report *report) {
    for (uint32_t i = 0; i < report->items.count; i++)
        write_diagnostic(painter, report->items.items[i]);
    if (report->dropped > 0)
        writer_format(painter->out, "and %u more finding%s\n\n", report->dropped,
                      plural(report->dropped));
}

/* The painter is the state of one rendering and dies with it. */
void render_report(const Report *report, const RenderOptions *options, Writer *out) {
    uint32_t width = options->width == 0 ? DEFAULT_WIDTH : options->width;
    uint32_t files = report->sources->files.count;
    Painter painter = {.out = out,
                       .arena = report->arena,
                       .sources = report->sources,
                       .report = report,
                       .hidden = arena_array(report->arena, HiddenList *, files),
                       .width = width < LEAST_WIDTH ? LEAST_WIDTH : width,
                       .digits = 1,
                       .style = STYLE_PLAIN,
                       .has_color = options->has_color};
    write_findings(&painter, report);
    size_t before = out->length;
    render_counts(report, out);
    if (out->length > before) writer_char(out, '\n');
}
