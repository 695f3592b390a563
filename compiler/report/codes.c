/* codes.c - the table of codes and the typed functions, both made of codes.def.
 *
 * Every SAYS row becomes a function whose parameters are those of the row, so a call with a wrong
 * argument does not compile, and whose sentence the compiler checks against its arguments. There is
 * no wording in this file. */
#include "report/report.h"

static const CodeFact facts[] = {
#define CODE(code, name, waivable, summary) [CODE_##code] = {#code, name, summary, waivable},
#define SAYS(code, severity, function, parameters, ...)
#include "report/codes.def"
#undef CODE
#undef SAYS
};

/* `code` comes from an enumerator, but a number that was read from somewhere must not read beyond
 * the table. */
const CodeFact *code_fact(Code code) {
    ensure((size_t)code < sizeof facts / sizeof *facts);
    return &facts[code];
}

/* ASCII only: what a locale thinks of letters is no business of ours. */
static char upper(char byte) {
    return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
}

/* Codes are upper-case ASCII, people type them as they like. */
static bool is_code(Text text, const char *code) {
    if (text.length != strlen(code)) return false;
    for (size_t i = 0; i < text.length; i++)
        if (upper(text.bytes[i]) != code[i]) return false;
    return true;
}

/* A look through all rows is fast enough for what a person typed. */
bool code_find(Text text, Code *out) {
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!is_code(text, facts[i].code) && !text_equal(text, text_of(facts[i].name))) continue;
        *out = (Code)i;
        return true;
    }
    return false;
}

/* The functions themselves. The attribute on report_add checks each sentence against its row. */
#define CODE(code, name, waivable, summary)
#define SAYS(code, severity, function, parameters, ...)                                            \
    Diagnostic *report_##function(Report *report, Span span STRIP parameters) {                    \
        return report_add(report, CODE_##code, SEVERITY_##severity, span, __VA_ARGS__);            \
    }
#include "report/codes.def"
#undef CODE
#undef SAYS
