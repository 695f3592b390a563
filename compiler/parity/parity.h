/* parity.h - the proofs: only values differ between environments, and only for a stated reason.
 *
 * Each rule of language.md section 7 is a function over the matrix, in a file of its own; a table
 * (rules.def) lists them in order of their codes. A rule reports one finding a row (or declaration)
 * that names every environment's value and its place, honours waivers (a waiver with `in` judges
 * the rule as if those environments were not there, and is marked used only if the finding would
 * have come without it) and never speaks of a VALUE_ERROR. */
#ifndef RUNG_PARITY_H
#define RUNG_PARITY_H

#include "base/base.h"
#include "report/report.h"
#include "check/check.h"
#include "evaluate/evaluate.h"
#include "foreign/foreign.h"
#include "project/project.h"

/* A chart directory of the project, read once: shared by parity (P0002, P0009) and by outputs (key
 * checks). */
typedef struct ChartFile {
    Text path;  /* relative to the chart */
    Text place; /* relative to the project's root */
    Text text;
} ChartFile;

typedef struct Chart {
    Text path;        /* relative to the project's root */
    uint32_t number;  /* of the artifacts' charts, from 0 */
    bool is_there;    /* false: the directory does not exist (was reported once) */
    ChartFile *files; /* in byte order of paths; outputs are left out by chart_fingerprint */
    uint32_t file_count;
    ChartKeys keys;
    Span span; /* of the first `chart = ` that names it */
} Chart;

/* A Terraform module of the project. */
typedef struct Module {
    Text path;
    bool is_there;
    Variables variables;
    Map by_name;               /* the same: name -> Variable * */
    const Variable **required; /* those without a default */
    uint32_t required_count;
    Span span;
} Module;

/* The charts and modules that the units name, read through the program's Files. */
typedef struct Artifacts {
    Map charts;  /* path -> Chart * */
    Map modules; /* path -> Module * */
} Artifacts;

/* Reads them; what is missing or unreadable is reported (F). Remote ones (`oci://`, `https://`, a
 * registry address or other remote form for modules) are passed over. */
Artifacts *artifacts_read(Arena *arena, Matrix *matrix, const Files *files);
/* The local chart or module of a unit; NULL when it has none or it is remote. */
const Chart *artifacts_chart(const Artifacts *artifacts, const Matrix *matrix, const Unit *unit);
const Module *artifacts_module(const Artifacts *artifacts, const Matrix *matrix, const Unit *unit);
bool chart_is_remote(Text chart);
/* The files of a local chart as Helm reads them: hidden ones too, which are no part of a Chart, and none
 * for which `is_output` says true of its place. FILE_TOO_LARGE where they are too many or too much. */
FileStatus chart_files(Arena *arena, const Files *files, const Chart *chart,
                       bool (*is_output)(void *state, Text place), void *state, Chart *out);
bool module_is_remote(Text module);
/* All files of a module, those of the modules below it among them, and what its templates are made of:
 * what may alter what Terraform does. `read` counts the bytes of all modules that were read like this, 0
 * at first. FILE_TOO_LARGE where they are too many or too much. */
FileStatus module_files(Arena *arena, const Files *files, const Module *module, size_t *read,
                        Chart *out);
/* XXH3-128 over the sorted paths and contents of a chart's files, those for which `is_output` says
 * true of their place left out. */
Hash128 chart_fingerprint(const Chart *chart, bool (*is_output)(void *state, Text place),
                          void *state);

typedef struct ParityOptions {
    bool has_today;
    int64_t today;         /* seconds; what dates are compared with */
    bool dates_are_errors; /* `check`: past dates are errors; elsewhere warnings */
    const Matrix *base;    /* what the program is compared with by the laws of change; NULL */
} ParityOptions;

/* Runs every rule, P0001 to P0015 (P0012 only with a base), and R0001. */
void parity_check(Arena *arena, Matrix *matrix, const Artifacts *artifacts,
                  const ParityOptions *options);

/* Does any annotation state a date? Then the caller finds out what today is. */
bool parity_needs_today(const Model *model);

#endif
