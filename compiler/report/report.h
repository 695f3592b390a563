/* report.h - diagnostics: what is wrong, where, what the evidence is, and the edit that mends it.
 *
 * The house rule of every message: *the sentence says what, the label says the evidence, help says
 * the edit.* All sentences are in codes.def (one file a family), one row each, and every row is a
 * function with typed parameters, so that a call with a wrong argument does not compile:
 *
 *     Diagnostic *d = report_varies_without_reason(report, span, name);
 *     report_label(d, span, "2 in %.*s", TEXT_ARGS(list));
 *     report_help(d, "put a category in front of it, such as `scale %.*s`", TEXT_ARGS(name));
 *     report_fix(d, true, "insert `scale`", span_before(span), TEXT("scale "));
 *
 * The call returns a builder that is never NULL. A report collects; nothing here prints. Text in
 * messages may hold any bytes: the renderers escape what must not reach a terminal. */
#ifndef RUNG_REPORT_H
#define RUNG_REPORT_H

#include "base/base.h"

/* --- Sources and spans ---------------------------------------------------------------------- */

/* Bytes `start` to `end` (exclusive) of a file of a Sources table. Lines and columns are computed
 * only when something is rendered. */
typedef struct Span {
    uint32_t file; /* index into Sources; 0 is "no place": a finding about the whole project */
    uint32_t start;
    uint32_t end;
} Span;

#define NO_SPAN ((Span){0, 0, 0})

Span span_join(Span a, Span b); /* from the start of the one to the end of the other, any order */
Span span_before(Span span);    /* the empty span where it begins: to insert */
Span span_after(Span span);     /* the empty span where it ends */

typedef struct Source {
    Text path;       /* as messages show it: relative to the project, `/` between segments */
    Text text;       /* the bytes; the caller keeps them alive */
    uint32_t *lines; /* offset of each line's start; built on first use */
    uint32_t line_count;
} Source;

typedef struct Sources {
    Arena *arena;
    ARRAY(Source) files; /* files.items[0] is the empty source of NO_SPAN */
} Sources;

void sources_open(Sources *sources, Arena *arena);
/* Returns the file's number for spans. `path` and `text` are not copied. */
uint32_t sources_add(Sources *sources, Text path, Text text);
/* Makes room, so that adding so many more moves none of those that are there. */
void sources_reserve(Sources *sources, uint32_t count);

typedef struct Position {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in code points; a tab is one */
    uint32_t offset; /* bytes from 0 */
} Position;

Position sources_position(Sources *sources, uint32_t file, uint32_t offset);
Text sources_line(Sources *sources, uint32_t file, uint32_t line); /* without its line end */
/* The same as a span; an empty one at the end of the file where there is no such line. */
Span sources_line_span(Sources *sources, uint32_t file, uint32_t line);
Text sources_text(const Sources *sources, Span span);

/* --- Diagnostics ---------------------------------------------------------------------------- */

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO } Severity;

enum { SEVERITY_COUNT = SEVERITY_INFO + 1 };

const char *report_severity_name(Severity severity); /* "error", "warning", "info" */

/* One enumerator a CODE row: CODE_S0001, ... */
typedef enum Code {

#define CODE(code, name, waivable, summary) CODE_##code,
#define SAYS(code, severity, function, parameters, ...)
#include "report/codes.def"
#undef CODE
#undef SAYS
    CODE_END /* one past the last */
} Code;

typedef struct CodeFact {
    const char *code;    /* "P0003" */
    const char *name;    /* "varies-without-reason" */
    const char *summary; /* one sentence: what the rule is for */
    bool is_waivable;
} CodeFact;

const CodeFact *code_fact(Code code);
bool code_find(Text text, Code *out); /* "P0003" (any case) or "varies-without-reason" */

typedef struct Label {
    Span span;
    Text text;
} Label;

typedef struct Edit {
    Span span;
    Text text; /* replaces the span */
} Edit;

typedef struct Fix {
    Text title;
    bool
        is_safe; /* may be applied without a look: never changes what is emitted, adds no finding */
    ARRAY(Edit) edits;
} Fix;

typedef struct Diagnostic {
    Code code;
    Severity severity;
    Span span;
    Text message;
    ARRAY(Label) labels; /* the first with the diagnostic's own span is the primary's label */
    ARRAY(Text) notes;
    ARRAY(Text) help;
    ARRAY(Fix) fixes;
    ARRAY(Text) environments; /* what it is about; "" and empty where it is about none */
    Text unit;
    ARRAY(Text)
    units; /* of one mistake that shows in several: all of them, that one first; else empty */
    bool is_grouped; /* a note says so */
    Text param;      /* as in a REF: "helm.replicas" */
    Text drift;      /* of a finding about an output on disk: "edited", "stale", ...; else "" */
    struct Report *report;
} Diagnostic;

typedef struct Report {
    Arena *arena;
    Sources *sources;
    ARRAY(Diagnostic *) items;
    ARRAY(Span) hidden;              /* what excerpts never show; in no order, may overlap */
    uint32_t counts[SEVERITY_COUNT]; /* by severity, with what was dropped */
    uint32_t dropped;                /* beyond LIMIT_FINDINGS of one severity */
    Diagnostic spare;                /* what builders get, and lose, for one that is dropped */
    uint64_t compared;               /* what suggestions have cost, see suggest_is_wanted */
} Report;

void report_open(Report *report, Arena *arena, Sources *sources);
/* Excerpts show `(hidden)` instead of this part of a source. */
void report_hide(Report *report, Span span);

/* Whether what a builder adds would never be seen. */
bool report_is_dropped(const Diagnostic *diagnostic);

/* The generic constructor; code elsewhere calls the typed functions below. */
Diagnostic *report_add(Report *report, Code code, Severity severity, Span span, const char *format,
                       ...) PRINTF_LIKE(5, 6);

/* Builders: each returns its diagnostic. Texts are copied or formatted into the report's arena. */
Diagnostic *report_label(Diagnostic *diagnostic, Span span, const char *format, ...)
    PRINTF_LIKE(3, 4);
Diagnostic *report_note(Diagnostic *diagnostic, const char *format, ...) PRINTF_LIKE(2, 3);
Diagnostic *report_help(Diagnostic *diagnostic, const char *format, ...) PRINTF_LIKE(2, 3);
/* A fix of one edit; `report_fix_edit` adds further edits to the last fix. */
Diagnostic *report_fix(Diagnostic *diagnostic, bool is_safe, const char *title, Span span,
                       Text replacement);
Diagnostic *report_fix_edit(Diagnostic *diagnostic, Span span, Text replacement);
Diagnostic *report_severity(Diagnostic *diagnostic, Severity severity);
Diagnostic *report_environment(Diagnostic *diagnostic, Text environment); /* one more */
Diagnostic *report_about(Diagnostic *diagnostic, Text unit, Text param);  /* "" for none */
/* The same mistake shows in all of these; the first is the one of `report_about`. The list is not copied. */
Diagnostic *report_units(Diagnostic *diagnostic, Text *units, uint32_t count);
Diagnostic *report_drift(Diagnostic *diagnostic, Text drift);

/* One function a SAYS row: Diagnostic *report_NAME(Report *, Span, parameters...). */
#define STRIP(...) __VA_ARGS__
#define CODE(code, name, waivable, summary)
#define SAYS(code, severity, function, parameters, ...)                                            \
    Diagnostic *report_##function(Report *report, Span span STRIP parameters);
#include "report/codes.def"
#undef CODE
#undef SAYS

/* --- Suggestions ---------------------------------------------------------------------------- */

/* The candidate nearest to `text` by edit distance (transpositions count one), only if the distance
 * is at most a third of the longer one's length (at least 1); "" when none is that near. */
Text suggest_nearest(Text text, const Text *candidates, size_t count);

/* The same, or else the only one that is short for the other: `prod` and `production`. For environments
 * and words of enums, which people abbreviate. */
Text suggest_word(Text text, const Text *candidates, size_t count);

/* Whether a suggestion would be seen and can be afforded: all of them together cost a bounded time.
 * Where it says no, `suggest_name` does nothing, and candidates need not be gathered. */
bool suggest_is_wanted(const Diagnostic *diagnostic);

/* Adds "a similar name exists: `x`" (with a maybe-fix replacing `span`) or, where none is near and
 * at most 8 exist, "there are ...: a, b and c". */
Diagnostic *suggest_name(Diagnostic *diagnostic, Span span, Text text, const Text *candidates,
                         size_t count, const char *what);
/* The same by suggest_word. */
Diagnostic *suggest_one_of(Diagnostic *diagnostic, Span span, Text text, const Text *candidates,
                           size_t count, const char *what);
/* suggest_name with the keys of a map as candidates. */
Diagnostic *suggest_key(Diagnostic *diagnostic, Span span, Text text, const Map *map,
                        const char *what);

/* --- Out ------------------------------------------------------------------------------------ */

/* Sorts by file path, offset, code; drops exact duplicates; makes one finding of one mistake that
 * shows in several units, as a profile's row does. Called before rendering. */
void report_finish(Report *report);
/* Drops the findings for which `is_kept` says no, as if they had never been made. */
void report_retain(Report *report, bool (*is_kept)(void *state, const Diagnostic *), void *state);
/* The same report with only the `most` worst findings, in their order; the others are counted as those
 * that were dropped. 0 is all. */
Report report_worst(const Report *report, uint32_t most);
/* How many there are, with the ones that were dropped; may be asked at any time. */
uint32_t report_count(const Report *report, Severity severity);

typedef struct RenderOptions {
    bool has_color;
    uint32_t width; /* of the terminal in columns; 0 is 100 */
} RenderOptions;

/* The text form of language.md section 10, and its closing line ("3 errors, 1 warning"). Source
 * lines are shown exactly as written, cut around the span when longer than the width; control
 * characters and what `credential_mask` finds never come through. */
void render_report(const Report *report, const RenderOptions *options, Writer *out);

/* `3 errors, 1 warning`; nothing at all for a report without findings. */
void render_counts(const Report *report, Writer *out);

/* The JSON form of commands.md. */
void export_json(const Report *report, Writer *out);
/* The forms that others read. Paths begin with `prefix`: the way from the top of the repository to the
 * project, "" or with a `/` at its end. */
void export_sarif(const Report *report, Text prefix, Writer *out);
void export_github(const Report *report, Text prefix, Writer *out);
void export_gitlab(const Report *report, Text prefix, Writer *out);
void export_markdown(const Report *report, Writer *out);

/* Would it write a credential? Masked it would break the file, so it is not shown at all. */
bool fix_carries_credential(const Fix *fix);

/* Applies edits (of one file, any order, not overlapping: later ones that overlap are skipped) to
 * its text. */
Text fix_apply(Arena *arena, Text text, const Edit *edits, size_t count);

/* What `rung explain CODE` prints, "" when there is none: the embedded explain/CODE.md. */
Text explain_text(Code code);

/* --- Grids ---------------------------------------------------------------------------------- */

typedef enum GridInk { GRID_PLAIN, GRID_DIM, GRID_OLD, GRID_NEW } GridInk;

/* A piece of a cell in one ink; what a cell holds is one line without controls. */
typedef struct GridPiece {
    Text text;
    GridInk ink;
} GridPiece;

enum { GRID_PIECES = 3 };

/* Pieces side by side. A cell that `repeats` the one before it is shown as `=`, unless it comes
 * first in its part. */
typedef struct GridCell {
    GridPiece pieces[GRID_PIECES];
    bool repeats;
} GridCell;

typedef struct GridRow {
    Text label;
    Text remark;     /* a second column of words; "" */
    GridCell *cells; /* as many as the grid has columns */
} GridRow;

/* A block of rows with a title before its columns' names, for a terminal or a log. */
typedef struct Grid {
    Text title;
    const Text *columns;
    uint32_t column_count;
    const GridRow *rows;
    uint32_t row_count;
    unsigned width; /* where all columns do not fit, it is written in parts; 0: they do */
    bool has_color;
    bool is_pair; /* two columns that say something only side by side */
} Grid;

void grid_write(const Grid *grid, Writer *out);
/* The columns that it takes in one part. */
size_t grid_width(Arena *arena, const Grid *grid);

/* --- Credentials ---------------------------------------------------------------------------- */

/* Where a known pattern of a credential (an access key, a private key, a token; never entropy)
 * stands in `text`: false when there is none. References such as `$(NAME)` are none. */
bool credential_find(Text text, size_t *start, size_t *end, const char **what);
/* The text with every credential replaced by `(hidden)`; the text itself when there is none. */
Text credential_mask(Arena *arena, Text text);

#endif
