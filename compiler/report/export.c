/* export.c - the JSON form of a report, as commands.md defines it.
 *
 * Every key is always there; a finding about the whole project has "" as its file and 0 as its line
 * and column, which no real place has. One diagnostic a line, so that two reports can be compared
 * with `diff`. Sentences are masked as in the text form; a fix whose edit would carry a credential
 * is left out, because masked it would break the file. */
#include "report/report.h"

/* What every function here needs. */
typedef struct Exporter {
    const Report *report;
    Writer *out;
} Exporter;

/* Keys are ours and need no escapes. */
static void write_key(Exporter *exporter, const char *key) {
    writer_format(exporter->out, "\"%s\": ", key);
}

/* Every text that comes from a program goes through here. */
static void write_masked(Exporter *exporter, Text text) {
    writer_json(exporter->out, credential_mask(exporter->report->arena, text));
}

static void write_list(Exporter *exporter, const char *key, const Text *texts, uint32_t count) {
    write_key(exporter, key);
    writer_char(exporter->out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) writer_string(exporter->out, ", ");
        write_masked(exporter, texts[i]);
    }
    writer_char(exporter->out, ']');
}

/* Columns count code points, offsets bytes: a consumer takes what its editor counts in. */
static void write_position(Exporter *exporter, const char *key, uint32_t file, uint32_t offset) {
    Position at = {0, 0, 0};
    if (file != 0) at = sources_position(exporter->report->sources, file, offset);
    write_key(exporter, key);
    writer_format(exporter->out, "{\"line\": %u, \"column\": %u, \"offset\": %u}", at.line,
                  at.column, at.offset);
}

/* A key and a comma behind it, as each of the functions that write several keys does. */
static void write_file(Exporter *exporter, uint32_t file) {
    write_key(exporter, "file");
    writer_json(exporter->out, exporter->report->sources->files.items[file].path);
    writer_string(exporter->out, ", ");
}

static void write_span(Exporter *exporter, Span span) {
    write_file(exporter, span.file);
    write_position(exporter, "start", span.file, span.start);
    writer_string(exporter->out, ", ");
    write_position(exporter, "end", span.file, span.end);
    writer_string(exporter->out, ", ");
}

/* The primary label is one of them: it has the span of its diagnostic. */
static void write_labels(Exporter *exporter, const Diagnostic *diagnostic) {
    write_key(exporter, "labels");
    writer_char(exporter->out, '[');
    for (uint32_t i = 0; i < diagnostic->labels.count; i++) {
        writer_string(exporter->out, i > 0 ? ", {" : "{");
        write_span(exporter, diagnostic->labels.items[i].span);
        write_key(exporter, "text");
        write_masked(exporter, diagnostic->labels.items[i].text);
        writer_char(exporter->out, '}');
    }
    writer_char(exporter->out, ']');
}

/* Offsets only: an edit is for programs. */
static void write_edit(Exporter *exporter, const Edit *edit) {
    writer_char(exporter->out, '{');
    write_file(exporter, edit->span.file);
    writer_format(exporter->out, "\"start\": %u, \"end\": %u, ", edit->span.start, edit->span.end);
    write_key(exporter, "text");
    writer_json(exporter->out, edit->text);
    writer_char(exporter->out, '}');
}

static void write_fix(Exporter *exporter, const Fix *fix) {
    writer_char(exporter->out, '{');
    write_key(exporter, "title");
    write_masked(exporter, fix->title);
    writer_format(exporter->out, ", \"safe\": %s, \"edits\": [", fix->is_safe ? "true" : "false");
    for (uint32_t i = 0; i < fix->edits.count; i++) {
        if (i > 0) writer_string(exporter->out, ", ");
        write_edit(exporter, &fix->edits.items[i]);
    }
    writer_string(exporter->out, "]}");
}

static void write_fixes(Exporter *exporter, const Diagnostic *diagnostic) {
    write_key(exporter, "fixes");
    writer_char(exporter->out, '[');
    bool is_first = true;
    for (uint32_t i = 0; i < diagnostic->fixes.count; i++) {
        const Fix *fix = &diagnostic->fixes.items[i];
        if (fix_carries_credential(fix)) continue;
        if (!is_first) writer_string(exporter->out, ", ");
        write_fix(exporter, fix);
        is_first = false;
    }
    writer_char(exporter->out, ']');
}

/* One mistake in a profile is in several. */
static void write_units(Exporter *exporter, const Diagnostic *diagnostic) {
    if (diagnostic->units.count)
        write_list(exporter, "units", diagnostic->units.items, diagnostic->units.count);
    else
        write_list(exporter, "units", &diagnostic->unit, diagnostic->unit.length > 0);
}

/* Unit, parameter and environments: what a consumer groups by. */
static void write_subject(Exporter *exporter, const Diagnostic *diagnostic) {
    write_list(exporter, "environments", diagnostic->environments.items,
               diagnostic->environments.count);
    writer_string(exporter->out, ", ");
    write_key(exporter, "unit");
    writer_json(exporter->out, diagnostic->unit);
    writer_string(exporter->out, ", ");
    write_units(exporter, diagnostic);
    writer_string(exporter->out, ", ");
    write_key(exporter, "param");
    writer_json(exporter->out, diagnostic->param);
    /* The one key that is not always there: only findings about outputs drift. */
    if (diagnostic->drift.length == 0) return;
    writer_string(exporter->out, ", ");
    write_key(exporter, "drift");
    writer_json(exporter->out, diagnostic->drift);
}

/* The keys in the order in which commands.md lists them. */
static void write_diagnostic(Exporter *exporter, const Diagnostic *diagnostic) {
    const CodeFact *fact = code_fact(diagnostic->code);
    Writer *out = exporter->out;
    writer_format(out, "{\"code\": \"%s\", \"name\": \"%s\", \"severity\": \"%s\", ", fact->code,
                  fact->name, report_severity_name(diagnostic->severity));
    write_key(exporter, "message");
    write_masked(exporter, diagnostic->message);
    writer_string(out, ", ");
    write_span(exporter, diagnostic->span);
    write_labels(exporter, diagnostic);
    writer_string(out, ", ");
    write_list(exporter, "notes", diagnostic->notes.items, diagnostic->notes.count);
    writer_string(out, ", ");
    write_list(exporter, "help", diagnostic->help.items, diagnostic->help.count);
    writer_string(out, ", ");
    write_fixes(exporter, diagnostic);
    writer_string(out, ", ");
    write_subject(exporter, diagnostic);
    writer_char(out, '}');
}

/* The summary counts what was dropped too, so the numbers are those of the text form. */
void export_json(const Report *report, Writer *out) {
    Exporter exporter = {report, out};
    writer_string(out, "{\"version\": 1,\n \"diagnostics\": [");
    for (uint32_t i = 0; i < report->items.count; i++) {
        writer_string(out, i > 0 ? ",\n  " : "\n  ");
        write_diagnostic(&exporter, report->items.items[i]);
    }
    writer_format(out, "],\n \"summary\": {\"errors\": %u, \"warnings\": %u, \"infos\": %u}}\n",
                  report->counts[SEVERITY_ERROR], report->counts[SEVERITY_WARNING],
                  report->counts[SEVERITY_INFO]);
}
