/* workflow.c - a report as workflow commands of GitHub Actions, which become annotations.
 *
 *     ::error file=strategy.rung,line=31,col=7,endColumn=15,title=P0003 varies-without-reason::...
 *
 * GitHub shows ten errors, ten warnings and ten notices of a step, so no more are made, the worst
 * first. A line end would end a command, and what follows it could begin another: everything that comes
 * from a program is escaped as GitHub's toolkit does it (`%25`, `%0D`, `%0A`; in properties also `%3A`
 * and `%2C`). Columns are left out where a span has several lines, since GitHub then ignores the lines. */
#include "report/finding.h"

enum { SHOWN = 10 };

typedef struct Commands {
    const Report *report;
    Text prefix;
    Writer *out;
} Commands;

static void write_escaped(Writer *out, Text text, bool is_property) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool is_special = byte == '%' || byte == '\r' || byte == '\n' ||
                          (is_property && (byte == ':' || byte == ','));
        if (is_special)
            writer_format(out, "%%%02X", (unsigned)byte);
        else
            writer_char(out, byte);
    }
}

static void write_place(const Commands *commands, Span span) {
    Sources *sources = commands->report->sources;
    Text path = utf8_visible(commands->report->arena,
                             finding_path(commands->report, span.file, commands->prefix));
    Position start = sources_position(sources, span.file, span.start),
             end = sources_position(sources, span.file, span.end);
    writer_string(commands->out, " file=");
    write_escaped(commands->out, path, true);
    if (span.file == 0) return;
    writer_format(commands->out, ",line=%u", (unsigned)start.line);
    if (finding_is_on_one_line(commands->report, span))
        writer_format(commands->out, ",col=%u,endColumn=%u", (unsigned)start.column,
                      (unsigned)end.column);
    else if (end.line > start.line)
        writer_format(commands->out, ",endLine=%u", (unsigned)end.line);
}

static void write_command(const Commands *commands, const Diagnostic *diagnostic) {
    static const char *const names[] = {
        [SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning", [SEVERITY_INFO] = "notice"};
    const CodeFact *fact = code_fact(diagnostic->code);
    writer_format(commands->out, "::%s", names[diagnostic->severity]);
    write_place(commands, diagnostic->span);
    writer_format(commands->out, ",title=%s %s::", fact->code, fact->name);
    write_escaped(commands->out, finding_text(commands->report, diagnostic), false);
    writer_char(commands->out, '\n');
}

static void write_severity(const Commands *commands, Severity severity) {
    const Report *report = commands->report;
    uint32_t shown = 0, count = report->counts[severity];
    for (uint32_t i = 0; i < report->items.count && shown < SHOWN; i++) {
        if (report->items.items[i]->severity != severity) continue;
        write_command(commands, report->items.items[i]);
        shown++;
    }
    if (count == shown) return;
    bool is_one = count - shown == 1;
    writer_format(commands->out, "%u more %s%s not annotated: `rung check` shows %s\n",
                  (unsigned)(count - shown), report_severity_name(severity),
                  is_one ? " is" : "s are", is_one ? "it" : "them");
}

void export_github(const Report *report, Text prefix, Writer *out) {
    Commands commands = {report, prefix, out};
    write_severity(&commands, SEVERITY_ERROR);
    write_severity(&commands, SEVERITY_WARNING);
    write_severity(&commands, SEVERITY_INFO);
}
