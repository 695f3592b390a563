/* golden.h - what every test of goldens stands on: finding cases, running each as a subtest,
 * comparing what came out with what is committed, and directories to work in.
 *
 * Tests run in the root of the project. BLESS=NAME in the environment (`make bless CASE=NAME`)
 * rewrites the expectation of that case, or of all below a folder, instead of comparing it; then
 * nothing else is run. */
#ifndef RUNG_TESTS_GOLDEN_H
#define RUNG_TESTS_GOLDEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base.h"
#include "rung.h"

/* --- Cases (golden.c) ----------------------------------------------------------------------- */

typedef struct Case Case;
typedef void CaseRun(Arena *arena, const Case *item);

struct Case {
    const char *name; /* "report/P0003-computed": what `make bless` is told */
    const char *path; /* of its source, from the root of the project */
    CaseRun *run;
    Arena arena; /* what `run` is given */
};

typedef struct Cases {
    Arena *arena;
    ARRAY(Case) items;
} Cases;

/* Adds what lies directly in `folder` and ends in `suffix`; "" stands for directories. The name of
 * a case is the last part of the folder, and its own without the suffix. */
void cases_add(Cases *cases, const char *folder, const char *suffix, CaseRun *run);
void cases_add_one(Cases *cases, const char *name, const char *path, CaseRun *run);
/* Runs each as a subtest; what main returns. */
int cases_run(const char *group, Cases *cases);

/* The path of a case without the suffix of its source, and another in its place. */
const char *case_beside(Arena *arena, const Case *item, const char *suffix);
/* The test fails, with a unified diff, unless the file at `path` has these bytes. */
void case_compare(Arena *arena, const Case *item, const char *path, Text actual);
/* The test fails and says why. */
noreturn void case_fail(const Case *item, const char *format, ...) PRINTF_LIKE(2, 3);
bool case_is_blessed(const Case *item);

/* --- Directories (tree.c) ------------------------------------------------------------------- */

typedef ARRAY(Text) Paths;

/* The files below a directory, hidden ones too, relative to it, in byte order. */
void tree_list(Arena *arena, const char *root, Paths *out);
/* The whole file; false when it cannot be read. */
bool tree_read(Arena *arena, const char *path, Text *out);
/* Makes the directories that it needs. */
void tree_write(Arena *arena, const char *path, Text bytes);
void tree_copy(Arena *arena, const char *from, const char *to);
void tree_remove(Arena *arena, const char *root);
/* A new directory of our own, below TMPDIR. */
const char *tree_scratch(Arena *arena);
/* A new directory in that one, for a script that also has what is beside it. */
const char *tree_inside(Arena *arena, const char *scratch);
const char *tree_join(Arena *arena, const char *root, const char *path);

/* --- Programs (program.c) ------------------------------------------------------------------- */

/* Runs a script with `sh` in a directory, without this process's environment. Gives all that it
 * printed, with the directory's name written as `SCRATCH`. In the script `rung` is the program that
 * is tested: it shows its arguments, its output and its exit status. */
Text program_run(Arena *arena, const char *directory, Text script);
/* `diff -u`. */
Text program_diff(Arena *arena, const char *expected, const char *actual);

/* --- Reports (finding.c) -------------------------------------------------------------------- */

typedef struct Finding {
    Text code;
    Text severity;
    Text file;
    uint32_t line;
} Finding;

typedef struct SafeEdit {
    Text file;
    uint32_t start;
    uint32_t end;
    Text text;
} SafeEdit;

/* What a project says of itself, from its JSON report. */
typedef struct Findings {
    ARRAY(Finding) items;
    ARRAY(SafeEdit) edits; /* of the fixes that are marked safe */
    Text text;             /* the report as people read it */
} Findings;

/* Of a project that was checked; it stays open. */
void findings_of_project(Arena *arena, RungProject *project, Findings *out);
/* Checks the files as `rung check` does; `today` may be NULL. */
void findings_of_files(Arena *arena, const RungFile *files, size_t count, const char *today,
                       Findings *out);
/* Builds the files, which have no directory to be written to. */
void findings_of_build(Arena *arena, const RungFile *files, size_t count, Findings *out);
void findings_of_directory(Arena *arena, const char *path, const char *today, Findings *out);
/* A text of the project with every safe edit of its file applied. */
Text findings_fix(Arena *arena, const Findings *findings, Text file, Text text);
/* What stands on the first line as `# today: 2026-11-20`; NULL when nothing does. */
const char *findings_today(Arena *arena, Text source);

#endif
