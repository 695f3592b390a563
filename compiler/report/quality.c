/* quality.c - a report as GitLab's Code Quality takes it: a list of findings, each with a fingerprint
 * of its own by which GitLab knows what is new. */
#include "report/finding.h"

static const char *severity_name(Severity severity) {
    switch (severity) {
    case SEVERITY_ERROR: return "major";
    case SEVERITY_WARNING: return "minor";
    case SEVERITY_INFO: return "info";
    }
    unreachable("Severity");
}

static void write_finding(const Report *report, const Diagnostic *diagnostic, Text prefix,
                          Text print, Writer *out) {
    const CodeFact *fact = code_fact(diagnostic->code);
    Position at = sources_position(report->sources, diagnostic->span.file, diagnostic->span.start);
    writer_string(out, "{\"description\": ");
    writer_json(out, text_format(report->arena, "%s: %.*s", fact->code,
                                 TEXT_ARGS(finding_text(report, diagnostic))));
    writer_format(out, ", \"check_name\": \"%s\", \"fingerprint\": \"%.*s\", \"severity\": \"%s\"",
                  fact->name, TEXT_ARGS(print), severity_name(diagnostic->severity));
    writer_string(out, ", \"location\": {\"path\": ");
    writer_json(out, finding_path(report, diagnostic->span.file, prefix));
    writer_format(out, ", \"lines\": {\"begin\": %u}}}", (unsigned)at.line);
}

void export_gitlab(const Report *report, Text prefix, Writer *out) {
    const Text *prints = finding_prints(report);
    writer_char(out, '[');
    for (uint32_t i = 0; i < report->items.count; i++) {
        writer_string(out, i ? ",\n " : "\n ");
        write_finding(report, report->items.items[i], prefix, prints[i], out);
    }
    writer_string(out, report->items.count ? "\n]\n" : "]\n");
}
