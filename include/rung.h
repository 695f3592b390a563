/* rung.h - the public interface of Rung: check an environment strategy, read its values, build its
 * files, format its sources.
 *
 * A RungProject is one compilation of one project: opened from a directory or from memory, compiled
 * when first asked, immutable afterwards. Everything a function returns belongs to the project and
 * lives until rung_close; nothing needs to be freed by the caller. Texts are UTF-8, NUL-terminated,
 * with the length beside them where they may be large. Functions never print and never exit (unless
 * memory runs out: then the process ends with status 70 after one line). A project may be used by
 * one thread at a time; different projects by different threads. Same input, same bytes.
 *
 *     RungProject *project = rung_open("path/to/project", NULL);
 *     if (rung_check(project) == RUNG_OK) rung_build(project, &(RungBuild){0}, NULL, NULL);
 *     fputs(rung_report(project, RUNG_REPORT_TEXT, NULL).bytes, stderr);
 *     rung_close(project); */
#ifndef RUNG_H
#define RUNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RUNG_API __attribute__((visibility("default")))
#else
#define RUNG_API
#endif

typedef struct RungProject RungProject;

/* Bytes that the project owns, NUL-terminated beyond `length`. */
typedef struct RungText {
    const char *bytes;
    size_t length;
} RungText;

/* What a call came to: the exit status of the command line. */
typedef enum RungStatus {
    RUNG_OK = 0,
    RUNG_FINDINGS = 1, /* errors in the program, or differences where they were asked for */
    RUNG_USAGE = 2,    /* a name, code or option that does not exist */
    RUNG_FAILED = 3,   /* something could not be read or written */
    RUNG_FAULT = 70    /* a fault of ours */
} RungStatus;

/* The version of the library: "0.1.0". */
RUNG_API const char *rung_version(void);

/* --- Opening -------------------------------------------------------------------------------- */

typedef struct RungOptions {
    /* Asked, once, only where a date stands in the program: "2026-11-20", or NULL when it is not
     * known; then dates are not judged. NULL: the same as not known. */
    const char *(*today)(void *state, const char *root);
    void *state;
    const char *const *arguments; /* ephemeral environments: "preview(pr=123)" */
    size_t argument_count;
    bool is_root;          /* the path is the root itself, whatever it holds: to format
                                       files that belong to no project, or to several */
    bool dates_are_errors; /* as in `rung check`: a past date is an error */
    /* Where the files come from, when it is not the disk. Git is asked, nothing is checked out, and
     * what fails (no repository, no such revision, a clone too shallow) is RUNG_FAILED. */
    bool is_staged;       /* git's index: what would be committed */
    const char *revision; /* a commit, as git calls it: "origin/main", "HEAD~1"; NULL */
    const char *base_of;  /* with `revision`: not that commit but the merge base of both; NULL */
    /* The program that this one changes, for the laws of change (P0012); it lives longer. NULL. */
    RungProject *base;
} RungOptions;

/* A file of a project in memory. */
typedef struct RungFile {
    const char *path; /* relative to the root, `/` between segments, none empty, `.` or `..` */
    const char *text;
    size_t length;
} RungFile;

/* Opens the project that `path` (a directory, or a file in one) belongs to: the nearest directory
 * upwards with a `strategy.rung`. `options` may be NULL. Never NULL; where no project was found
 * every call gives RUNG_FAILED and the report says so. A revision need not be the one on disk: where
 * there is no project on disk, as in a bare repository, `path` is its directory in the revision. */
RUNG_API RungProject *rung_open(const char *path, const RungOptions *options);
RUNG_API RungProject *rung_open_memory(const RungFile *files, size_t count,
                                       const RungOptions *options);
RUNG_API void rung_close(RungProject *project);

/* Whether its files can be read: false where every other call gives RUNG_FAILED. */
RUNG_API bool rung_is_open(const RungProject *project);

/* Begins to compile in a thread of its own, so that two projects that will be compared are compiled at
 * once. Every other call on the project waits until that is done; none has to follow. */
RUNG_API void rung_begin(RungProject *project);

/* Whether there is a project at all: false for a revision from before it was there, or where it could
 * not be opened. */
RUNG_API bool rung_is_there(RungProject *project);

/* The directory that holds strategy.rung, "" for a project in memory. */
RUNG_API const char *rung_root(const RungProject *project);

/* --- Checking ------------------------------------------------------------------------------- */

/* Compiles and checks everything that rung_build would check; writes nothing. */
RUNG_API RungStatus rung_check(RungProject *project);

/* The same, and also whether every source is in the one layout and every output as rung_build makes
 * it, where the program has no error: what a hook or CI asks for. Of a project that is read from git's
 * index or a revision the outputs are those there; one in memory has none, which is RUNG_USAGE. */
RUNG_API RungStatus rung_check_drift(RungProject *project);

typedef enum RungReportFormat {
    RUNG_REPORT_TEXT,
    RUNG_REPORT_JSON,
    RUNG_REPORT_SARIF,   /* 2.1.0, as GitHub's code scanning takes it */
    RUNG_REPORT_GITHUB,  /* workflow commands: ten of each severity, the worst first */
    RUNG_REPORT_GITLAB,  /* Code Quality */
    RUNG_REPORT_MARKDOWN /* the text form in a block of code, of at most 65,536 characters */
} RungReportFormat;

typedef struct RungReportOptions {
    bool has_color;
    unsigned width; /* columns, 0: 100 */
    unsigned
        max_findings; /* the worst ones, in their order; what there is beyond is counted. 0: all */
    const char *prefix; /* before paths in SARIF and for GitHub and GitLab: the way from the top of
                              the repository to the project, with a `/` at its end; NULL */
} RungReportOptions;

/* The findings of the program and of the last call; after a build of a part those that concern the
 * part, and after a call that gave RUNG_USAGE what is wrong with it. `options` may be NULL. */
RUNG_API RungText rung_report(RungProject *project, RungReportFormat format,
                              const RungReportOptions *options);

typedef struct RungCounts {
    unsigned errors, warnings, infos;
    unsigned elsewhere; /* further errors, which do not concern the last request */
    unsigned units, environments, values; /* of the program; a value is a parameter somewhere */
} RungCounts;

/* What the report holds, and what there is so far: nothing of the program before it was compiled. */
RUNG_API RungCounts rung_counts(RungProject *project);

/* What `rung explain CODE` prints; NULL when there is no such code. */
RUNG_API const char *rung_explain(const char *code);

/* --- Reading the matrix --------------------------------------------------------------------- */

typedef enum RungValuesFormat {
    RUNG_VALUES_TABLE,
    RUNG_VALUES_JSON,
    RUNG_VALUES_CSV
} RungValuesFormat;

typedef struct RungValues {
    const char *reference;           /* `UNIT.SINK.PATH` or a part of it; NULL: everything */
    const char *const *environments; /* NULL: all */
    size_t environment_count;
    RungValuesFormat format;
    unsigned width; /* of a table; 0: not folded */
    bool has_color;
} RungValues;

/* The matrix of values by environment, as commands.md describes it. RUNG_USAGE (with a diagnostic)
 * when the reference names nothing; RUNG_FINDINGS when the program has errors: then what could be
 * computed is given. */
RUNG_API RungStatus rung_values(RungProject *project, const RungValues *request, RungText *out);

/* Where a value comes from: `REF@ENV`. */
RUNG_API RungStatus rung_why(RungProject *project, const char *reference, RungText *out);

typedef enum RungNameKind {
    RUNG_NAME_ENVIRONMENT, /* `prod`, or as far as it is known of an ephemeral one `preview(pr=` */
    RUNG_NAME_UNIT,
    RUNG_NAME_SERVICE,
    RUNG_NAME_REFERENCE, /* a step of a REF: `orders.`, `orders.helm.`, `orders.helm.replicas`; of what
                            holds an `@` behind it, `orders.helm.replicas@prod` */
    RUNG_NAME_VALUE      /* what the parameter that `beginning` names, a REF or REF@ENV, can be */
} RungNameKind;

typedef struct RungName {
    const char
        *name; /* without anything that a terminal would obey; a REF that goes on ends in `.` */
    const char *about; /* one line for people: the type of a parameter, or its value; or "" */
} RungName;

/* What begins with `beginning` and may be meant by somebody who is typing it, for completion. Of a program
 * with errors it is what there is; RUNG_FAILED where there is none. */
RUNG_API RungStatus rung_names(RungProject *project, RungNameKind kind, const char *beginning,
                               const RungName **names, size_t *count);

/* The ladder as a flowchart of Mermaid, as Markdown draws it: what is above what, what each is like, and
 * which are production. RUNG_FINDINGS when the program has errors: then what is known is drawn. */
RUNG_API RungStatus rung_graph(RungProject *project, RungText *out);

/* --- Building ------------------------------------------------------------------------------- */

typedef struct RungBuild {
    const char *out;                 /* the output directory; NULL: the project's root. Of a project
                                        that is read from git it is NULL: its outputs are those of the
                                        index, where they are also written, and to disk where the file
                                        there is as the index had it; or those of the revision, and
                                        `is_check` is set */
    const char *const *environments; /* NULL: all that are not ephemeral; an ephemeral one by its
                                        name or as in RungOptions.arguments */
    size_t environment_count;
    const char *const *units; /* NULL: all */
    size_t unit_count;
    const char *const *images; /* "UNIT=DIGEST"; only with ephemeral environments */
    size_t image_count;
    bool is_check;  /* write nothing; say what differs */
    bool prune;     /* remove what is no longer produced */
    bool overwrite; /* replace files that are not ours or were edited by hand */
} RungBuild;

typedef enum RungChange {
    RUNG_UNCHANGED,
    RUNG_WRITTEN,
    RUNG_REMOVED,
    RUNG_EDITED, /* by hand, since the last build */
    RUNG_STALE,  /* the source changed */
    RUNG_MISSING,
    RUNG_LEFT_OVER,
    RUNG_FOREIGN /* there, and not ours */
} RungChange;

typedef struct RungOutput {
    const char *path;
    const char *unit; /* the first, where several share a file */
    const char *environment;
    RungChange change;
} RungOutput;

/* Checks, then writes the outputs that changed; `outputs` lists all of them by path, and may be NULL
 * with `count`. Nothing is written when there is an error that counts for what is asked
 * (commands.md, "Writing files"). */
RUNG_API RungStatus rung_build(RungProject *project, const RungBuild *request,
                               const RungOutput **outputs, size_t *count);

/* The bytes of one output, without writing. RUNG_USAGE when there is no such path. */
RUNG_API RungStatus rung_output(RungProject *project, const char *path, RungText *out);

/* --- Rendering ------------------------------------------------------------------------------ */

enum { RUNG_JOBS_MOST = 64 };

/* What the user's own `helm template` makes of every service and environment: the manifests, from the
 * values, the release and the namespace that belong together, as a build would write them now. */
typedef struct RungRender {
    const char *out; /* the directory of the manifests; NULL: `rendered` in the project's root */
    const char *const *environments; /* as in RungBuild; NULL: all that are not ephemeral */
    size_t environment_count;
    const char *const *units; /* NULL: all */
    size_t unit_count;
    const char *const *arguments; /* of every `helm template`, behind ours */
    size_t argument_count;
    unsigned
        jobs; /* Helms that run at once, at most RUNG_JOBS_MOST; 0: one a processor, at most eight */
    bool is_check;  /* write nothing; say what differs */
    bool prune;     /* remove manifests that are no longer made */
    bool overwrite; /* replace files that are not ours */
    /* Told before the first manifest and then at least ten times a second, how many of those that have
     * to be rendered are done; false stops: what is done stays. NULL. */
    bool (*progress)(void *state, size_t done, size_t total);
    void *state;
} RungRender;

typedef struct RungManifest {
    const char *path;               /* `ENV/UNIT.yaml`, below `out` */
    const char *unit, *environment; /* "" of one that is no longer made */
    RungChange change;
    bool is_rendered; /* Helm made it in this call, and not an earlier one */
    bool has_failed;  /* Helm made none, which was reported; what was there is as it was */
} RungManifest;

/* Checks, then renders the manifests of services with a chart whose values, chart, namespace or
 * arguments are other ones, or that another Helm made; what is on disk otherwise than it was made is
 * made again. `.rung/rendered` in the directory says what that was. `manifests` lists all of them by
 * path, and may be NULL with `count`. A chart that fails is reported and stops no other; RUNG_FINDINGS,
 * also where the program has errors, which renders nothing, and where a file is not ours. RUNG_FAILED
 * where Helm cannot be run or something could not be written. With `is_check` Helm is needed only where
 * the list does not know the inputs or the file. */
RUNG_API RungStatus rung_render(RungProject *project, const RungRender *request,
                                const RungManifest **manifests, size_t *count);

/* --- Changes -------------------------------------------------------------------------------- */

typedef enum RungDiffFormat {
    RUNG_DIFF_TEXT,     /* for a terminal or a log; empty where nothing differs */
    RUNG_DIFF_MARKDOWN, /* for a comment on a pull request */
    RUNG_DIFF_JSON,     /* commands.md, "Diffs" */
    RUNG_DIFF_NAMES     /* the REFs of the parameters that differ, one a line */
} RungDiffFormat;

/* What is compared with what: `base` with the project, or two environments of the project. Where
 * both are NULL, what is on disk with what a build would write. */
typedef struct RungDiff {
    RungProject *base;          /* the old side; one that is not there has no values */
    const char *from, *to;      /* environments */
    const RungRender *rendered; /* with `base`: not values, but the manifests that Helm makes of
                                        both sides, where they are made from something else; of it the
                                        arguments, jobs and progress count. NULL */
    const char *out;            /* with neither: the output directory, as in RungBuild */
    const char *const *environments; /* only these; NULL: all */
    size_t environment_count;
    const char *const *units; /* only these; NULL: all */
    size_t unit_count;
    RungDiffFormat format;
    unsigned width;  /* of a terminal, 0: not folded */
    size_t max_size; /* of markdown, in characters; 0: 65,536, which is what GitHub takes */
    bool has_color;
} RungDiff;

/* The difference as values: neither layout nor order nor comments count. RUNG_USAGE (reported) for
 * names that neither side has; RUNG_FINDINGS where the project has errors: then what is known is
 * compared, and nothing with the disk. A side of which a source cannot be read or has errors of syntax is
 * not compared, which is said. RUNG_FAILED where one of the two could not be opened: its own report says
 * why; and where Helm is wanted and cannot be run. What does not render is said in the difference, and
 * is RUNG_FINDINGS (reported) on the new side.
 * `differs` says whether there is any difference, or may be. */
RUNG_API RungStatus rung_diff(RungProject *project, const RungDiff *request, RungText *out,
                              bool *differs);

typedef enum RungAffectedFormat { RUNG_AFFECTED_LINES, RUNG_AFFECTED_JSON } RungAffectedFormat;

/* The outputs, units and environments that the change from `base` touches. */
RUNG_API RungStatus rung_affected(RungProject *project, RungProject *base,
                                  RungAffectedFormat format, RungText *out);

/* --- Hooks ---------------------------------------------------------------------------------- */

/* The files of a repository whose change can alter what rung_check_drift says of the project, as a
 * regular expression of Python's (`re.search` on paths from the top of the repository), in the form
 * that passes over blanks, on several lines: what pre-commit takes as `files`. `prefix` is the way from
 * the top of the repository to the project, with a `/` at its end, or "". RUNG_FINDINGS where the
 * program has errors: then it is everything below the project's directory. */
RUNG_API RungStatus rung_hook_files(RungProject *project, const char *prefix, RungText *out);

/* --- Sources and their layout --------------------------------------------------------------- */

/* The sources of the project, in byte order of their paths: every *.rung file below the root,
 * hidden directories and nested projects left out. Opened with `is_root`: nested projects too. */
RUNG_API RungStatus rung_sources(RungProject *project, const char *const **paths, size_t *count);

/* The bytes of a source (`path` from the root). RUNG_FAILED (reported) when it cannot be read. */
RUNG_API RungStatus rung_source(RungProject *project, const char *path, RungText *out);

/* The one layout of a source. Nothing but that file is looked at. RUNG_FINDINGS when it has syntax
 * errors: they are in the report and *out is empty. */
RUNG_API RungStatus rung_format(RungProject *project, const char *path, RungText *out);

/* Replaces a source on disk, whole or not at all. What was compiled before does not change. RUNG_FAILED
 * (reported) where it cannot be written, and where it is not what the project has read: somebody else
 * has changed it meanwhile. */
RUNG_API RungStatus rung_replace(RungProject *project, const char *path, RungText text);

/* One value of the source as it would be set. */
typedef struct RungEdit {
    const char *source;     /* the path of the source that changes */
    RungText before, after; /* all of its text; the same bytes where nothing is to be done */
    const char *path;       /* where the value stands afterwards: a source, */
    unsigned line, column;  /* both from 1, the column in code points */
    const char *reference; /* what is set: "orders.helm.replicas@prod", or without an environment */
    const char *old_value; /* on one line; of a default what is written. "(hidden)" where it is */
    const char *new_value; /* @sensitive, and in brackets too why there is none to show */
    bool is_hidden;        /* the value is @sensitive: the texts must not be shown */
} RungEdit;

/* Sets one value in the source that says it: `REF@ENV`, a cell, or `REF`, the default. What `value`
 * may be is in grammar/reference.md; `_` takes away what is there. The program is compiled as it would
 * be, and nothing is written: pass `source` and `after` to rung_replace. RUNG_USAGE (reported) when
 * there is nothing of that name to set, or no such value; RUNG_FINDINGS when the program would have an
 * error that it has not now: the report holds those, in the changed source, and after RUNG_OK what
 * else is new. */
RUNG_API RungStatus rung_set(RungProject *project, const char *reference, const char *value,
                             RungEdit *out);

/* A source as its safe fixes would make it. */
typedef struct RungFixed {
    const char *path;
    RungText before, after; /* all of its text */
    bool is_hidden;         /* a patch would show a credential, or what is @sensitive */
} RungFixed;

/* Applies the fixes that are marked safe (commands.md, "Reports"), in memory and to all sources, again
 * and again until none is left: where two overlap, the first comes first, and the other when it is
 * offered once more. `has_layout`: then brings every source without syntax errors into the one layout.
 * `sources` lists those that become others, by path. Nothing is written: pass `path` and `after` of
 * each to rung_replace. Afterwards the report is empty, until rung_replace has something to say; what
 * remains to be mended is in the report of the project as it is then, opened anew. */
RUNG_API RungStatus rung_fix(RungProject *project, bool has_layout, const RungFixed **sources,
                             size_t *count);

#ifdef __cplusplus
}
#endif

#endif
