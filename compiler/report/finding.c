/* finding.c - what the formats for programs of others share. */
#include "report/finding.h"

Text finding_path(const Report *report, uint32_t file, Text prefix) {
    Text path = report->sources->files.items[file].path;
    const Text parts[] = {prefix, path.length ? path : TEXT("strategy.rung")};
    return text_join(report->arena, parts, 2, TEXT(""));
}

Text finding_clean(const Report *report, Text text) {
    return utf8_visible(report->arena, credential_mask(report->arena, text));
}

/* --- One text ------------------------------------------------------------------------------- */

static void write_line(const Report *report, const char *kind, Text text, Writer *out) {
    writer_format(out, "\n%s: ", kind);
    writer_text(out, finding_clean(report, text));
}

/* A label of another place says which. */
static void write_label(const Report *report, const Diagnostic *diagnostic, const Label *label,
                        Writer *out) {
    bool is_here = label->span.file == diagnostic->span.file;
    Position at = sources_position(report->sources, label->span.file, label->span.start);
    Text path = finding_clean(report, report->sources->files.items[label->span.file].path);
    if (!label->text.length) return;
    if (is_here)
        writer_format(out, "\nline %u: ", (unsigned)at.line);
    else
        writer_format(out, "\n%.*s:%u: ", TEXT_ARGS(path), (unsigned)at.line);
    writer_text(out, finding_clean(report, label->text));
}

Text finding_text(const Report *report, const Diagnostic *diagnostic) {
    Writer writer;
    writer_open(&writer, report->arena, SIZE_MAX);
    writer_text(&writer, finding_clean(report, diagnostic->message));
    for (uint32_t i = 0; i < diagnostic->labels.count; i++)
        if (diagnostic->labels.items[i].span.file != 0)
            write_label(report, diagnostic, &diagnostic->labels.items[i], &writer);
    for (uint32_t i = 0; i < diagnostic->notes.count; i++)
        write_line(report, "note", diagnostic->notes.items[i], &writer);
    for (uint32_t i = 0; i < diagnostic->help.count; i++)
        write_line(report, "help", diagnostic->help.items[i], &writer);
    return writer_done(&writer);
}

/* --- Fingerprints --------------------------------------------------------------------------- */

/* What it is about, and nothing of where in the file that stands. */
static Text print_of(const Report *report, const Diagnostic *diagnostic) {
    Text unit = diagnostic->units.count > 1 ? TEXT("") : diagnostic->unit;
    const Text parts[] = {text_of(code_fact(diagnostic->code)->code),
                          report->sources->files.items[diagnostic->span.file].path, unit,
                          diagnostic->param, diagnostic->message};
    Text all = text_join(report->arena, parts, sizeof parts / sizeof parts[0], (Text){"", 1});
    return hash_hex64(report->arena, hash_text(all));
}

Text *finding_prints(const Report *report) {
    Map counts;
    Text *prints = arena_array(report->arena, Text, report->items.count);
    map_open(&counts, report->arena);
    for (uint32_t i = 0; i < report->items.count; i++) {
        Text print = print_of(report, report->items.items[i]);
        uint32_t **count = (uint32_t **)map_at(&counts, print);
        if (!*count) *count = arena_new(report->arena, uint32_t);
        prints[i] = text_format(report->arena, "%.*s:%u", TEXT_ARGS(print), (unsigned)++**count);
    }
    return prints;
}

bool finding_is_on_one_line(const Report *report, Span span) {
    if (span.file == 0 || !report->sources->files.items[span.file].text.length) return false;
    return sources_position(report->sources, span.file, span.start).line ==
           sources_position(report->sources, span.file, span.end).line;
}
