/* diff.h - what a change does: two matrices compared, or what Helm makes of them, and how that is shown.
 *
 * Values are compared and never texts, so that formatting, comments, and the order of rows and files
 * are no difference. What is compared is what is emitted: a spelling counts, a category does not.
 * The result holds nothing that may not be shown: where a value is sensitive or looks like a
 * credential on either side, both sides are hidden, and that they differ is still said. */
#ifndef RUNG_DIFF_H
#define RUNG_DIFF_H

#include "base/base.h"
#include "value/value.h"
#include "report/report.h"
#include "check/check.h"
#include "evaluate/evaluate.h"
#include "parity/parity.h"
#include "emit/emit.h"

/* A compiled program; all NULL where there was none yet. */
typedef struct DiffSide {
    const Matrix *matrix;
    const Artifacts *artifacts;
    Plan *plan;
    const Files *files; /* of which modules are read as a whole; of no use to the other diffs */
} DiffSide;

typedef enum DiffKind { DIFF_CHANGED, DIFF_ADDED, DIFF_REMOVED } DiffKind;

/* One side of a cell. */
typedef struct DiffValue {
    const Value *value; /* NULL: not there on this side */
    bool is_hidden;
    bool is_secret; /* a path in a store */
} DiffValue;

typedef struct DiffCell {
    DiffValue old, new;
    bool has_changed;
    bool is_unknown; /* nothing is said of it: not that nothing is there */
} DiffCell;

/* An object of Kubernetes. */
typedef struct DiffObject {
    Text api_version, kind;
    Text namespace; /* that of its release where it names none; "" for kinds that are in none */
    Text name;
    Text title; /* what forms for people call it, in one line: `Deployment orders-ns/orders` */
} DiffObject;

/* A parameter, or something else that has a value in each environment: an attribute of a unit (sink
 * `unit`), of the environments (sink `env`, no unit), or a name in the store (sink `ssm`, and for all
 * parameters of a block the path `*`). Where there is an object, a field of it, or with an empty path the
 * object as a whole, which has the value `there` where it is. */
typedef struct DiffRow {
    DiffKind kind; /* of the row as a whole: on both sides, or on one */
    Text unit, sink, path;
    Text category;  /* "" for none; the new side's where it is there */
    bool is_secret; /* it has a path and no category */
    const DiffObject
        *object;     /* NULL: a parameter or attribute. The sink is what a title says of it */
    uint32_t line;   /* of a text of several lines: the first that differs; 0: all of it */
    DiffCell *cells; /* by environment of the Diff */
} DiffRow;

typedef struct DiffRows {
    DiffRow *items;
    uint32_t count, capacity;
} DiffRows;

/* An environment or unit of either side. */
typedef struct DiffName {
    Text text;
    DiffKind kind; /* DIFF_CHANGED: it is on both sides */
} DiffName;

typedef struct DiffNames {
    DiffName *items;
    uint32_t count, capacity;
} DiffNames;

/* A local chart or module of which files differ, and what they reach. */
typedef struct DiffArtifact {
    Text path;
    DiffNames files; /* DIFF_CHANGED: another content; `.` where a module is too large to look at */
    Text *units;
    uint32_t unit_count;
    bool *environments; /* by environment of the Diff */
} DiffArtifact;

typedef struct DiffArtifacts {
    DiffArtifact *items;
    uint32_t count, capacity;
} DiffArtifacts;

/* What an environment runs; empty texts where there is nothing. */
typedef struct DiffImage {
    Text tag, digest, chart;
} DiffImage;

typedef struct DiffRelease {
    Text unit;
    uint32_t environment;
    DiffImage old, new;
} DiffRelease;

/* An output that one side has and the other has not; on disk also one with other bytes. */
typedef struct DiffOutput {
    Text path;
    DiffKind kind;
    bool is_said; /* in forms for people: where nothing else says as much */
    Text note;    /* what else there is to know of it; "" */
    Text reason;  /* why it cannot be read, which may hold anything that the file does; "" */
} DiffOutput;

/* What there is to know of a unit in an environment, beside its rows. */
typedef struct DiffNote {
    Text unit;
    uint32_t environment;
    Text text; /* a sentence that may hold anything, and is shown in one line */
} DiffNote;

typedef struct DiffNotes {
    DiffNote *items;
    uint32_t count, capacity;
} DiffNotes;

typedef struct Diff {
    bool is_between;    /* of two environments of one program, the first and the second */
    bool is_disk;       /* of what is on disk and what a build makes */
    bool is_rendered;   /* of what Helm makes: rows are objects and their fields */
    const char *unread; /* "the new side": not all of it could be read, so nothing is said; NULL */
    DiffNames environments; /* the new side's in its order, then those that are gone */
    DiffNames units;        /* of both sides, by name */
    DiffArtifacts charts, modules;
    ARRAY(DiffRelease) releases;
    DiffRows attributes;
    ARRAY(DiffOutput) outputs; /* by path */
    DiffNotes notes;           /* by unit and environment */
    DiffRows params;           /* units by name; parameters as written, those that are gone last */
} Diff;

/* What is looked at: NULL is everything. */
typedef struct DiffFilter {
    const Text *environments;
    uint32_t environment_count;
    const Text *units;
    uint32_t unit_count;
} DiffFilter;

/* What changed from one program to another. */
Diff *diff_compare(Arena *arena, const DiffSide *old, const DiffSide *new,
                   const DiffFilter *filter);
/* What differs between two environments of one program: each cell of the first column is an old
 * value, each of the second a new one. */
Diff *diff_between(Arena *arena, const DiffSide *side, uint32_t from, uint32_t to,
                   const DiffFilter *filter);

/* No difference, and no claim that there is none: of a side that could not be read as a whole, whatever
 * is missing may stand where it could not. `what` is "the old side", "the new side" or "the program". */
Diff *diff_unread(Arena *arena, const char *what);

/* A file on disk that is not what the build makes. */
typedef struct DiffFile {
    Text path;
    const Output *output; /* whose place it is in; NULL where nothing is made any longer */
    bool is_there;
    bool is_readable; /* false: `there` is "" */
    Text there;       /* its bytes */
    Text note;        /* why it is not simply replaced: "edited by hand"; "" */
} DiffFile;

/* What a build would change on disk: the old side is what the files say, the new one what the program
 * says, in the environments given. A file that is missing, or not produced any longer, is said as a
 * whole. `files` are in order of their paths; their bytes live as long as the diff. */
Diff *diff_disk(Arena *arena, const DiffSide *side, const EnvironmentSet *environments,
                const DiffFile *files, uint32_t count);

/* --- What Helm makes of it ------------------------------------------------------------------ */

/* What Helm made of a unit in an environment, on one side. A unit that Helm does not render there has
 * none. */
typedef struct DiffManifest {
    Text unit, environment; /* names */
    Text namespace;         /* of the release: where objects are that name none */
    Text text;              /* a stream of YAML documents, as `helm template` prints it */
    Text problem; /* why there is no text though there should be, as a sentence goes on: "Helm
                               cannot render it: ..."; "" */
    bool
        is_unread; /* it is made from the same on both sides: nothing differs, and without a text rows
                       say nothing of it */
    const Text *hidden; /* texts that must not be shown: see diff_hide_sensitive */
    uint32_t hidden_count;
} DiffManifest;

typedef struct DiffManifests {
    DiffManifest *items; /* in any order, one a unit and environment */
    uint32_t count, capacity;
} DiffManifests;

/* Sets what must not be shown of a manifest: the values of its unit in its environment that are
 * sensitive. */
void diff_hide_sensitive(Arena *arena, const DiffSide *side, DiffManifest *manifest);

/* What differs in the objects that Helm makes. `programs` is the diff of the same two programs
 * (diff_compare): its environments and units, and no others, are those of the result.
 *
 * Objects are matched by the group of their apiVersion, kind, namespace and name. One that came or
 * went is one row; of one that is on both sides each field that differs is a row, whose path is
 * written as ours are: `spec.template.spec.containers[web].image`. Elements of lists are matched by
 * the keys by which Kubernetes merges them, and where they have none, by what they are. Of a text of
 * several lines the lines that differ are rows. Values of a Secret are hidden, and so is what is in
 * `hidden` or looks like a credential on either side. What cannot be read as Kubernetes objects is a note. Where both texts of a unit and an
 * environment are the same bytes nothing differs, and they are not read unless their values are shown
 * beside others. The manifests need not live as long as the result. */
Diff *diff_manifests(Arena *arena, const Diff *programs, const DiffManifests *old,
                     const DiffManifests *new);
/* The same of all units of `programs`, from the diffs of some of them each, in their order: so that a unit
 * can be compared as soon as it is rendered, and its manifests forgotten. */
Diff *diff_joined(Arena *arena, const Diff *programs, const Diff *const *parts, uint32_t count);

/* Nothing differs, as far as both sides are known. */
bool diff_is_empty(const Diff *diff);

/* --- Out ------------------------------------------------------------------------------------ */

/* The new side's findings, which come first. */
typedef struct DiffVerdict {
    unsigned errors, warnings;
    bool is_partial; /* with its errors not all values are known */
} DiffVerdict;

typedef struct DiffLook {
    DiffVerdict verdict;
    unsigned width; /* of a terminal; 0: as wide as it needs */
    bool has_color;
    size_t max_size; /* of markdown, in characters; what does not fit is named and left out */
} DiffLook;

/* A value that is there, as JSON: `{"hidden": true}`, `{"secret": "/path"}`, or the value itself. */
void diff_value_json(const DiffValue *value, Writer *out);

/* The JSON form of commands.md, "Diffs". A row of an object has in place of the sink
 * `"object": {"apiVersion": ..., "kind": ..., "namespace": ..., "name": ...}`, and where it is of some
 * lines of a text `"line": N`; a diff that is rendered has `"notes": [{"unit": ..., "environment": ...,
 * "text": ...}]`. */
void diff_json(const Diff *diff, const DiffLook *look, Writer *out);
/* For a terminal or a log. */
void diff_text(const Diff *diff, const DiffLook *look, Writer *out);
/* For a comment on a pull request. */
void diff_markdown(const Diff *diff, const DiffLook *look, Writer *out);
/* The REFs of the parameters that differ, one a line; of objects the unit, the object and the path. */
void diff_names(const Diff *diff, Writer *out);

/* --- What a change touches ------------------------------------------------------------------ */

/* Each in order and once. An output is touched when its bytes are others, or when it came or went;
 * a unit and an environment when one of its outputs is, or the chart or module of the unit. */
typedef struct Affected {
    Text *outputs, *units, *environments;
    uint32_t output_count, unit_count, environment_count;
} Affected;

Affected *diff_affected(Arena *arena, const DiffSide *old, const DiffSide *new);

#endif
