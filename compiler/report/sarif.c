/* sarif.c - a report as SARIF 2.1.0, for GitHub's code scanning and whatever else reads it.
 *
 * Source: the OASIS standard, and what GitHub documents of its reading of it: a rule has a short and a
 * full description and help, a result a place in a file below the repository's top, and a
 * `primaryLocationLineHash` by which it is known again when lines move. Columns count code points. Only
 * codes that occur have a rule. */
#include "report/finding.h"

typedef struct Sarif {
    const Report *report;
    Text prefix;
    Code *rules; /* those that occur, in the order of their codes' first findings */
    uint32_t rule_count;
    Writer *out;
} Sarif;

static void write_text(Sarif *sarif, const char *key, Text text) {
    writer_format(sarif->out, "\"%s\": {\"text\": ", key);
    writer_json(sarif->out, text);
    writer_char(sarif->out, '}');
}

/* A sentence, in which values of the program stand. SARIF takes `[text](target)` for a link wherever it is,
 * so a value could lead readers of an alert anywhere: `](` is parted. */
static void write_sentence(Sarif *sarif, const char *key, Text text) {
    Writer writer;
    writer_open(&writer, sarif->report->arena, SIZE_MAX);
    for (size_t i = 0; i < text.length; i++) {
        writer_char(&writer, text.bytes[i]);
        if (text.bytes[i] == ']' && i + 1 < text.length && text.bytes[i + 1] == '(')
            writer_char(&writer, ' ');
    }
    write_text(sarif, key, writer_done(&writer));
}

static const char *level_name(Severity severity) {
    switch (severity) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_INFO: return "note";
    }
    unreachable("Severity");
}

/* --- Rules ---------------------------------------------------------------------------------- */

static uint32_t rule_of(const Sarif *sarif, Code code) {
    uint32_t index = 0;
    while (index < sarif->rule_count && sarif->rules[index] != code)
        index++;
    return index;
}

static void find_rules(Sarif *sarif) {
    const Report *report = sarif->report;
    sarif->rules = arena_array(report->arena, Code, report->items.count);
    for (uint32_t i = 0; i < report->items.count; i++) {
        Code code = report->items.items[i]->code;
        if (rule_of(sarif, code) == sarif->rule_count) sarif->rules[sarif->rule_count++] = code;
    }
}

/* The first paragraph of an explanation, below its title, as one line. */
static Text first_paragraph(Arena *arena, Text explanation) {
    size_t start = text_find(explanation, TEXT("\n\n"), 0);
    if (start == SIZE_MAX) return explanation;
    size_t end = text_find(explanation, TEXT("\n\n"), start + 2);
    Text paragraph = text_copy(arena, text_slice(explanation, start + 2, end));
    char *bytes = arena_raw(arena, paragraph.length + 1, 1);
    for (size_t i = 0; i < paragraph.length; i++)
        bytes[i] = paragraph.bytes[i] == '\n' ? ' ' : paragraph.bytes[i];
    return (Text){bytes, paragraph.length};
}

static void write_rule(Sarif *sarif, Code code) {
    const CodeFact *fact = code_fact(code);
    Text explanation = explain_text(code);
    writer_format(sarif->out, "\n        {\"id\": \"%s\", \"name\": \"%s\", ", fact->code,
                  fact->name);
    write_text(sarif, "shortDescription", text_of(fact->summary));
    writer_string(sarif->out, ", ");
    write_text(sarif, "fullDescription", first_paragraph(sarif->report->arena, explanation));
    writer_string(sarif->out, ", \"help\": {\"text\": ");
    writer_json(sarif->out, explanation);
    writer_string(sarif->out, ", \"markdown\": ");
    writer_json(sarif->out, explanation);
    writer_string(sarif->out, "}}");
}

static void write_rules(Sarif *sarif) {
    writer_string(sarif->out, "\"rules\": [");
    for (uint32_t i = 0; i < sarif->rule_count; i++) {
        if (i > 0) writer_char(sarif->out, ',');
        write_rule(sarif, sarif->rules[i]);
    }
    writer_char(sarif->out, ']');
}

/* --- Places --------------------------------------------------------------------------------- */

/* A path as a relative URI. */
static void write_uri(Sarif *sarif, uint32_t file) {
    Text path = finding_path(sarif->report, file, sarif->prefix);
    writer_string(sarif->out, "\"artifactLocation\": {\"uri\": \"");
    for (size_t i = 0; i < path.length; i++) {
        char byte = path.bytes[i];
        bool is_plain = byte_is_letter(byte) || byte_is_digit(byte) ||
                        (byte != '\0' && strchr("-._~/", byte) != NULL);
        if (is_plain)
            writer_char(sarif->out, byte);
        else
            writer_format(sarif->out, "%%%02X", (unsigned)(unsigned char)byte);
    }
    writer_string(sarif->out, "\"}");
}

static void write_region(Sarif *sarif, const char *key, Span span) {
    Sources *sources = sarif->report->sources;
    Position start = sources_position(sources, span.file, span.start),
             end = sources_position(sources, span.file, span.end);
    writer_format(sarif->out,
                  "\"%s\": {\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, "
                  "\"endColumn\": %u}",
                  key, (unsigned)start.line, (unsigned)start.column, (unsigned)end.line,
                  (unsigned)end.column);
}

/* A finding about the whole project is about its file as a whole. */
static void write_place(Sarif *sarif, Span span) {
    writer_string(sarif->out, "\"physicalLocation\": {");
    write_uri(sarif, span.file);
    if (span.file != 0) {
        writer_string(sarif->out, ", ");
        write_region(sarif, "region", span);
    }
    writer_char(sarif->out, '}');
}

static bool is_elsewhere(const Diagnostic *diagnostic, const Label *label) {
    return label->span.file != 0 &&
           (label->span.file != diagnostic->span.file ||
            label->span.start != diagnostic->span.start || label->span.end != diagnostic->span.end);
}

static void write_related(Sarif *sarif, const Diagnostic *diagnostic) {
    uint32_t count = 0;
    writer_string(sarif->out, "\"relatedLocations\": [");
    for (uint32_t i = 0; i < diagnostic->labels.count; i++) {
        const Label *label = &diagnostic->labels.items[i];
        if (!is_elsewhere(diagnostic, label)) continue;
        writer_format(sarif->out, "%s{\"id\": %u, ", count ? ", " : "", (unsigned)count);
        count++;
        write_place(sarif, label->span);
        writer_string(sarif->out, ", ");
        write_sentence(sarif, "message", finding_clean(sarif->report, label->text));
        writer_char(sarif->out, '}');
    }
    writer_char(sarif->out, ']');
}

/* --- Fixes ---------------------------------------------------------------------------------- */

static void write_edit(Sarif *sarif, const Edit *edit) {
    writer_char(sarif->out, '{');
    write_uri(sarif, edit->span.file);
    writer_string(sarif->out, ", \"replacements\": [{");
    write_region(sarif, "deletedRegion", edit->span);
    writer_string(sarif->out, ", ");
    write_text(sarif, "insertedContent", edit->text);
    writer_string(sarif->out, "}]}");
}

static void write_fix(Sarif *sarif, const Fix *fix) {
    writer_char(sarif->out, '{');
    write_sentence(sarif, "description", finding_clean(sarif->report, fix->title));
    writer_string(sarif->out, ", \"artifactChanges\": [");
    for (uint32_t i = 0; i < fix->edits.count; i++) {
        if (i > 0) writer_string(sarif->out, ", ");
        write_edit(sarif, &fix->edits.items[i]);
    }
    writer_string(sarif->out, "]}");
}

static void write_fixes(Sarif *sarif, const Diagnostic *diagnostic) {
    bool is_first = true;
    writer_string(sarif->out, "\"fixes\": [");
    for (uint32_t i = 0; i < diagnostic->fixes.count; i++) {
        if (fix_carries_credential(&diagnostic->fixes.items[i])) continue;
        if (!is_first) writer_string(sarif->out, ", ");
        is_first = false;
        write_fix(sarif, &diagnostic->fixes.items[i]);
    }
    writer_char(sarif->out, ']');
}

/* --- Results -------------------------------------------------------------------------------- */

static void write_result(Sarif *sarif, const Diagnostic *diagnostic, Text print) {
    Writer *out = sarif->out;
    writer_format(out, "\n      {\"ruleId\": \"%s\", \"ruleIndex\": %u, \"level\": \"%s\", ",
                  code_fact(diagnostic->code)->code, (unsigned)rule_of(sarif, diagnostic->code),
                  level_name(diagnostic->severity));
    write_sentence(sarif, "message", finding_text(sarif->report, diagnostic));
    writer_string(out, ", \"locations\": [{");
    write_place(sarif, diagnostic->span);
    writer_string(out, "}], ");
    write_related(sarif, diagnostic);
    writer_format(out, ", \"partialFingerprints\": {\"primaryLocationLineHash\": \"%.*s\"}, ",
                  TEXT_ARGS(print));
    write_fixes(sarif, diagnostic);
    writer_char(out, '}');
}

void export_sarif(const Report *report, Text prefix, Writer *out) {
    Sarif sarif = {.report = report, .prefix = prefix, .out = out};
    const Text *prints = finding_prints(report);
    find_rules(&sarif);
    writer_string(out,
                  "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                  "  \"version\": \"2.1.0\",\n"
                  "  \"runs\": [{\n    \"columnKind\": \"unicodeCodePoints\",\n"
                  "    \"tool\": {\"driver\": {\"name\": \"rung\", \"version\": \"" RUNG_VERSION
                  "\",\n      ");
    write_rules(&sarif);
    writer_string(out, "}},\n    \"results\": [");
    for (uint32_t i = 0; i < report->items.count; i++) {
        if (i > 0) writer_char(out, ',');
        write_result(&sarif, report->items.items[i], prints[i]);
    }
    writer_string(out, "]}]}\n");
}
