/* finding.h - a finding as programs of others take it: one text, one path, one fingerprint; private to
 * this layer. */
#ifndef RUNG_REPORT_FINDING_H
#define RUNG_REPORT_FINDING_H

#include "report/report.h"

/* Where it is, from the top of the repository: `prefix` is the way from there to the project. A finding
 * about the whole project is about its first source, because every reader wants a file. */
Text finding_path(const Report *report, uint32_t file, Text prefix);

/* A sentence of a finding: without credentials, and without anything that a terminal would obey. */
Text finding_clean(const Report *report, Text text);

/* Sentence, labels, notes and help, a line each. */
Text finding_text(const Report *report, const Diagnostic *diagnostic);

/* By the index of the finding: 16 hex digits that stay as they are when lines move, and `:` with the
 * number of the finding among those of the same digits. */
Text *finding_prints(const Report *report);

/* Does its span begin and end in a line that is known? */
bool finding_is_on_one_line(const Report *report, Span span);

#endif
