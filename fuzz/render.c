/* render.c - the harness of reports: nothing that could move a terminal gets out of one.
 *
 * The lines of the input are a path, a sentence, a label, a note and then the source itself, all of
 * it any bytes; numbers made of the input say what the finding points at. The text form must be
 * printable and the JSON form must be JSON. Colours are the renderer's own and nothing else is. */
#include "foreign/foreign.h"
#include "harness.h"
#include "report/report.h"

static Text take_line(Text *rest) {
    size_t end = text_find(*rest, TEXT("\n"), 0);
    Text line = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end == SIZE_MAX ? rest->length : end + 1, rest->length);
    return line;
}

/* A span in the file that depends on nothing but the input. */
static Span pick_span(uint32_t file, Text text, uint64_t seed) {
    uint32_t size = (uint32_t)text.length + 1;
    uint32_t start = (uint32_t)(seed % size), length = (uint32_t)((seed >> 32) % (size - start));
    return (Span){file, start, start + length};
}

static void add_finding(Report *report, uint32_t file, Text *rest, uint64_t seed) {
    Text sentence = take_line(rest), label = take_line(rest), note = take_line(rest);
    Text source = report->sources->files.items[file].text;
    Span span = pick_span(file, source, seed), other = pick_span(file, source, seed * 31 + 7);
    Diagnostic *finding =
        report_add(report, CODE_S0001, SEVERITY_ERROR, span, "%.*s", TEXT_ARGS(sentence));
    report_label(finding, span, "%.*s", TEXT_ARGS(label));
    report_label(finding, other, "%.*s", TEXT_ARGS(note));
    report_note(finding, "%.*s", TEXT_ARGS(note));
    report_help(finding, "%.*s", TEXT_ARGS(sentence));
    report_fix(finding, true, "change it", other, label);
    report_environment(finding, label);
    report_about(finding, note, sentence);
}

/* What is left of a rendering when the colours are taken out: each is ESC, `[`, digits, `m`. */
static Text without_colors(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '\x1b') {
            writer_char(&writer, text.bytes[i]);
            continue;
        }
        size_t end = text_find(text, TEXT("m"), i);
        property(end != SIZE_MAX && end - i <= 7 && text.bytes[i + 1] == '[');
        i = end;
    }
    return writer_done(&writer);
}

static Text render(Arena *arena, const Report *report, bool has_color, uint32_t width) {
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    render_report(report, &(RenderOptions){.has_color = has_color, .width = width}, &writer);
    return writer_done(&writer);
}

static void check_json(Arena *arena, const Report *report) {
    Writer writer;
    Problem problem;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    export_json(report, &writer);
    property(harness_is_printable(writer_done(&writer)));
    property(json_read(arena, writer_done(&writer), &problem) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Sources sources;
    Report report;
    arena_open(&arena, &memory_standard);
    Text rest = harness_text(&arena, data, size);
    uint64_t seed = hash_text(rest);
    sources_open(&sources, &arena);
    report_open(&report, &arena, &sources);
    Text path = take_line(&rest);
    uint32_t file = sources_add(&sources, path, rest);
    for (uint64_t i = 0; i < 3; i++)
        add_finding(&report, file, &rest, seed + i);
    report_finish(&report);
    uint32_t width = (uint32_t)(seed % 160);
    Text plain = render(&arena, &report, false, width);
    property(harness_is_printable(plain));
    property(text_equal(plain, without_colors(&arena, render(&arena, &report, true, width))));
    check_json(&arena, &report);
    arena_close(&arena);
    return 0;
}
