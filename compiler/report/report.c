/* report.c - collects diagnostics.
 *
 * A report keeps at most LIMIT_FINDINGS of each severity: what comes later is counted and its
 * builder calls land in `spare`, which the next one overwrites. So a broken program of any size
 * costs a bounded amount of memory, and warnings never crowd out an error. Nothing here prints. */
#include "report/report.h"

void report_open(Report *report, Arena *arena, Sources *sources) {
    *report = (Report){.arena = arena, .sources = sources};
}

void report_hide(Report *report, Span span) {
    array_push(report->arena, &report->hidden, span);
}

/* As every format writes it. */
const char *report_severity_name(Severity severity) {
    switch (severity) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_INFO: return "info";
    }
    unreachable("Severity");
}

bool report_is_dropped(const Diagnostic *diagnostic) {
    return diagnostic == &diagnostic->report->spare;
}

/* The place of a new diagnostic: in the report, or the spare one when there are enough. */
static Diagnostic *place(Report *report, Severity severity) {
    /* Counted whether or not it is kept: the summary and the exit status depend on the count. */
    if (report->counts[severity]++ >= LIMIT_FINDINGS) {
        report->dropped++;
        report->spare = (Diagnostic){.report = report};
        return &report->spare;
    }
    Diagnostic *diagnostic = arena_new(report->arena, Diagnostic);
    diagnostic->report = report;
    array_push(report->arena, &report->items, diagnostic);
    return diagnostic;
}

/* A sentence, cut where it is longer than anybody reads: a name may have a million letters, and a
 * circle as many members. */
PRINTF_LIKE(2, 0)

static Text sentence(Arena *arena, const char *format, va_list arguments) {
    Text text = text_format_list(arena, format, arguments);
    if (text.length <= LIMIT_SENTENCE_BYTES) return text;
    size_t end = LIMIT_SENTENCE_BYTES;
    while (end > 0 && ((unsigned char)text.bytes[end] & 0xc0) == 0x80)
        end--;
    return text_format(arena, "%.*s ...", TEXT_ARGS(text_slice(text, 0, end)));
}

/* A dropped diagnostic gets no text: formatting is what costs. It has code, severity and span, so
 * that its caller may go on with it like with any other. */
Diagnostic *report_add(Report *report, Code code, Severity severity, Span span, const char *format,
                       ...) {
    Diagnostic *diagnostic = place(report, severity);
    diagnostic->code = code;
    diagnostic->severity = severity;
    diagnostic->span = span;
    if (report_is_dropped(diagnostic)) return diagnostic;
    va_list arguments;
    va_start(arguments, format);
    diagnostic->message = sentence(report->arena, format, arguments);
    va_end(arguments);
    return diagnostic;
}

/* --- Builders ------------------------------------------------------------------------------- */

/* Each of them returns at once for a dropped diagnostic, else formats or copies into the arena
 * of the report, so callers may build their arguments in scratch memory. */

Diagnostic *report_label(Diagnostic *diagnostic, Span span, const char *format, ...) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    va_list arguments;
    va_start(arguments, format);
    Label label = {span, sentence(diagnostic->report->arena, format, arguments)};
    va_end(arguments);
    array_push(diagnostic->report->arena, &diagnostic->labels, label);
    return diagnostic;
}

Diagnostic *report_note(Diagnostic *diagnostic, const char *format, ...) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    va_list arguments;
    va_start(arguments, format);
    Text text = sentence(diagnostic->report->arena, format, arguments);
    va_end(arguments);
    array_push(diagnostic->report->arena, &diagnostic->notes, text);
    return diagnostic;
}

Diagnostic *report_help(Diagnostic *diagnostic, const char *format, ...) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    va_list arguments;
    va_start(arguments, format);
    Text text = sentence(diagnostic->report->arena, format, arguments);
    va_end(arguments);
    array_push(diagnostic->report->arena, &diagnostic->help, text);
    return diagnostic;
}

/* The fix and its first edit in one call, because most fixes have only one. */
Diagnostic *report_fix(Diagnostic *diagnostic, bool is_safe, const char *title, Span span,
                       Text replacement) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    Arena *arena = diagnostic->report->arena;
    Fix fix = {.title = text_copy(arena, text_of(title)), .is_safe = is_safe};
    array_push(arena, &diagnostic->fixes, fix);
    return report_fix_edit(diagnostic, span, replacement);
}

Diagnostic *report_fix_edit(Diagnostic *diagnostic, Span span, Text replacement) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    ensure(diagnostic->fixes.count > 0);
    Arena *arena = diagnostic->report->arena;
    Fix *fix = &diagnostic->fixes.items[diagnostic->fixes.count - 1];
    Edit edit = {span, text_copy(arena, replacement)};
    array_push(arena, &fix->edits, edit);
    return diagnostic;
}

/* The count moves along, also that of a dropped one: a warning made an error must stop a build even
 * where nobody will read it. */
Diagnostic *report_severity(Diagnostic *diagnostic, Severity severity) {
    Report *report = diagnostic->report;
    report->counts[diagnostic->severity]--;
    report->counts[severity]++;
    diagnostic->severity = severity;
    return diagnostic;
}

Diagnostic *report_environment(Diagnostic *diagnostic, Text environment) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    Arena *arena = diagnostic->report->arena;
    array_push(arena, &diagnostic->environments, text_copy(arena, environment));
    return diagnostic;
}

Diagnostic *report_about(Diagnostic *diagnostic, Text unit, Text param) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    diagnostic->unit = text_copy(diagnostic->report->arena, unit);
    diagnostic->param = text_copy(diagnostic->report->arena, param);
    return diagnostic;
}

/* Of one unit there is no list. */
Diagnostic *report_units(Diagnostic *diagnostic, Text *units, uint32_t count) {
    if (report_is_dropped(diagnostic) || count < 2) return diagnostic;
    diagnostic->units.items = units;
    diagnostic->units.count = diagnostic->units.capacity = count;
    return diagnostic;
}

Diagnostic *report_drift(Diagnostic *diagnostic, Text drift) {
    if (report_is_dropped(diagnostic)) return diagnostic;
    diagnostic->drift = text_copy(diagnostic->report->arena, drift);
    return diagnostic;
}

/* --- Counting ------------------------------------------------------------------------------- */

void report_retain(Report *report, bool (*is_kept)(void *state, const Diagnostic *), void *state) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < report->items.count; i++) {
        Diagnostic *item = report->items.items[i];
        if (is_kept(state, item))
            report->items.items[kept++] = item;
        else
            report->counts[item->severity]--;
    }
    report->items.count = kept;
}

/* How many of each severity are among the worst. */
static void share_out(const Report *report, uint32_t most, uint32_t shares[SEVERITY_COUNT]) {
    for (uint32_t severity = 0; severity < SEVERITY_COUNT; severity++) {
        uint32_t count = report->counts[severity];
        shares[severity] = count < most ? count : most;
        most -= shares[severity];
    }
}

Report report_worst(const Report *report, uint32_t most) {
    Report worst = *report;
    uint32_t shares[SEVERITY_COUNT];
    if (most == 0 || most >= report->items.count) return worst;
    share_out(report, most, shares);
    worst.items.items = arena_array(report->arena, Diagnostic *, most);
    worst.items.count = 0;
    worst.items.capacity = most;
    for (uint32_t i = 0; i < report->items.count; i++) {
        Diagnostic *item = report->items.items[i];
        if (shares[item->severity] == 0) continue;
        shares[item->severity]--;
        worst.items.items[worst.items.count++] = item;
    }
    worst.dropped += report->items.count - worst.items.count;
    return worst;
}

uint32_t report_count(const Report *report, Severity severity) {
    return report->counts[severity];
}
