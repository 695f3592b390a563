/* emission.h - what the files of this layer share: the plan, the shape of a sink, helpers of writers. */
#ifndef RUNG_EMIT_EMISSION_H
#define RUNG_EMIT_EMISSION_H

#include "emit/emit.h"

/* --- Places (place.c) ----------------------------------------------------------------------- */

/* Where the values of parameters stand in a file: the keys and elements on the way to them, those of
 * parameters that are absent too. What is emitted has one place at most for each parameter. */
typedef struct Place Place;

/* The elements of a list that are told apart by one of their members. */
typedef struct PlaceList {
    Text id;    /* that member */
    Map by_key; /* its text -> Place * */
} PlaceList;

struct Place {
    const Param *param; /* whose value stands here; NULL */
    Text id;            /* of an element: the member that is no part of its value; "" */
    Map members;        /* key -> Place * */
    ARRAY(PlaceList) lists;
};

/* The places of an output. */
const Place *place_root(Arena *arena, const Plan *plan, const Output *output);
/* A place below another, made when it is first asked for. */
Place *place_member(Arena *arena, Place *place, Text key);
Place *place_element(Arena *arena, Place *place, Text id, Text key);
/* The parameter whose value stands at a place: of two that share it, the one that has a value. */
void place_settle(const Plan *plan, Place *place, const Param *param, uint32_t environment);

/* Each finds the places of one sink, beside what emits it. */
void values_places(Arena *arena, const Plan *plan, const Output *output, Place *root);
void configmap_places(Arena *arena, const Plan *plan, const Output *output, Place *root);
void dotenv_places(Arena *arena, const Plan *plan, const Output *output, Place *root);
void parameters_places(Arena *arena, const Plan *plan, const Output *output, Place *root);

/* --- Shapes (shape.c) ----------------------------------------------------------------------- */

/* A sink's parameters as a tree of keys, made once; which of them are there, and what keys that
 * interpolate are called, is decided for each environment. */
typedef struct Branch Branch;

struct Branch {
    const Segment *segment; /* NULL at the root */
    uint32_t depth;         /* segments from the root to here */
    const Param *param;     /* a leaf's; any one below for the others */
    bool is_leaf;
    bool is_list; /* its children are elements, each begins with its key */
    ARRAY(Branch *) children;
    Map by_key[2]; /* used from MANY_CHILDREN on; the second: of those that interpolate */
};

typedef struct Shape {
    const Sink *sink; /* NULL: not made yet */
    Branch root;
} Shape;

/* The shape of a sink, made when it is first asked for. */
const Shape *plan_shape(const Plan *plan, const Sink *sink);

/* The tree of values in an environment: a VALUE_MAP whose pairs carry documentation, made in
 * `arena`. Values of `is_text` parameters are strings. NULL when one of them is VALUE_ERROR. */
const Value *shape_values(Arena *arena, const Plan *plan, const Shape *shape, uint32_t environment);

/* The places of its parameters in an environment, below the root of a file. */
void shape_places(Arena *arena, const Plan *plan, const Shape *shape, uint32_t environment,
                  Place *root);

/* Reports elements that are no maps or state their key again, and paths that interpolate to one key. */
void shape_check(Plan *plan, const Sink *sink);

/* --- Headings (heading.c) ------------------------------------------------------------------- */

/* The headings that a file has had so far. */
typedef struct Headings {
    Arena *arena;
    Map shown;           /* by address */
    const Heading *last; /* of the parameter before */
} Headings;

/* Headings that still have to be written above something: from `inner` outwards to before `end`. */
typedef struct HeadingRun {
    const Heading *inner, *end;
} HeadingRun;

void headings_open(Headings *headings, Arena *arena);
/* The headings around a parameter that the file has not had yet. */
HeadingRun headings_enter(Headings *headings, const Param *param);
/* The documentation of what stands at a depth, with the headings of the run that go no further
 * outwards above it; those that do are left in the run. At depth 0 none does. */
Text headings_take(const Headings *headings, HeadingRun *run, uint32_t depth, Text doc);
/* The same for a parameter of a file that knows no nesting. */
Text headings_doc(Headings *headings, const Param *param);

/* --- The plan (plan.c) ---------------------------------------------------------------------- */

/* Two outputs that would be written to one place. */
typedef struct Clash {
    const Output *first, *second;
    bool is_alias; /* their paths differ, but not on every file system */
} Clash;

/* How large what a unit's sinks hold is at most, by their kind: see size.c. */
typedef struct SinkBounds {
    uint64_t of_kind[SINK_END];
} SinkBounds;

struct Plan {
    Arena *arena;
    Matrix *matrix;
    const Model *model;
    Report *report;
    const Artifacts *artifacts;
    EmitOptions options;
    Shape *shapes;          /* a unit's from `first_shape` on, in the order of its sinks */
    uint32_t *first_shape;  /* by unit index */
    Map by_path;            /* path -> Output *, of every environment: what is checked */
    bool is_cut;            /* there are more outputs than LIMIT_OUTPUTS, which was reported */
    uint32_t *first_output; /* by unit index, in `by_path`; one more at the end */
    SinkBounds *bounds;     /* by unit index */
    uint64_t measured;      /* bytes of outputs that were made to see how large they are */
    Map findings;           /* code and place -> Diagnostic *, see plan_finding */
    ARRAY(Clash) clashes;
    bool has_outputs;      /* they were asked for */
    ARRAY(Output) outputs; /* then: those of the options' environments, sorted by path */
    uint8_t **chart_paths; /* by number of the chart, by number of the path: see helm.c */
    ChartStep *steps;      /* scratch of helm.c */
    uint32_t step_count;   /* for which there is room in it */
};

/* The finding about a place that several outputs share, such as the path template of an `emit`:
 * NULL until the first that meets it has put it there. One finding names all environments. */
Diagnostic **plan_finding(Plan *plan, Code code, Span span);

/* The outputs of one unit, as `by_path` has them. */
const Output *plan_output_of(const Plan *plan, const Unit *unit, uint32_t *index);
/* Is one of them a file of Terraform variables? */
bool plan_has_variables(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment);

/* Adds the clashes of outputs whose paths differ in case or normal form only (alias.c). */
void alias_find(Plan *plan);
/* Reports outputs that meet, and those that Terraform would load everywhere (collision.c). */
void collision_check(Plan *plan);
/* Takes account of what a sink holds, and reports outputs that are larger than a writer takes
 * (size.c). */
void size_add(Plan *plan, const Sink *sink);
void size_check(Plan *plan);

/* --- Paths (path.c) ------------------------------------------------------------------------- */

typedef struct PlannedPath {
    Text path;
    Span span;
    const Unit *owner; /* NULL where the line stands in a profile or the strategy */
} PlannedPath;

/* The paths of a unit's sink in an environment: the nearest `emit` lines, else the default. Reports,
 * and leaves out, paths that must not be written to. */
uint32_t path_plan(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment,
                   PlannedPath **out);
/* False where `emit SINK to none` says that nothing is written. */
bool path_is_wanted(const Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment);
/* The format that a path and a sink decide; reports a path whose ending says none. */
bool path_format(Plan *plan, SinkKind kind, uint32_t environment, const PlannedPath *path,
                 Format *out);
/* Does the expression depend on the parameter of an ephemeral environment (ephemeral.c)? */
bool ephemeral_depends(const Plan *plan, const Unit *unit, uint32_t environment,
                       const Expression *expression);

/* --- Rules of the sinks --------------------------------------------------------------------- */

/* Each reports what the sink's format or reader cannot take, once a parameter. */
void helm_check(Plan *plan, const Unit *unit, const Sink *sink);
void terraform_check(Plan *plan, const Unit *unit, const Sink *sink);
void terraform_check_store(Plan *plan, const Unit *unit, const Sink *sink);
void text_check(Plan *plan, const Sink *sink); /* is_text places: scalars only */
void parameters_check(Plan *plan);             /* all ssm sinks together */
void configmap_check(Plan *plan, const Unit *unit, const Sink *sink);
void dotenv_check(Plan *plan, const Sink *sink);
void release_check(Plan *plan, const Unit *unit);
/* Every key of a Helm values file, in the release too. */
void chart_check_release(Plan *plan, const Unit *unit, uint32_t environment, const Value *release,
                         Span span);

/* A parameter whose values are compared with what its chart has in their place (chart_kind.c). */
typedef struct ChartKindCheck {
    Plan *plan;
    const Chart *chart;
    const Param *param;
} ChartKindCheck;

/* Reports a value that is certainly of another kind than the chart's own; `steps` are those of the path.
 * False where there is none. */
bool chart_kind_check(const ChartKindCheck *check, const ChartStep *steps);

/* Says which `image_keys` fit a chart; false where its values do not tell. */
bool image_keys_help(const Chart *chart, const Image *pinned, Diagnostic *d);
/* Is it certain that a chart takes the tag of the usual keys and no digest? */
bool image_digest_is_lost(const Plan *plan, const Chart *chart, const Unit *unit);
/* Every variable of a tfvars file, in the release too. */
void terraform_check_release(Plan *plan, const Unit *unit, const Value *release, Span span);

/* The keys of sinks whose paths are joined to one key: their form, and that no two are the same. */
typedef struct KeyRule {
    char separator;
    bool (*is_key)(Text key);
    const char *form; /* what a key is, in words */
} KeyRule;

void keys_check(Plan *plan, const Sink *sink, const KeyRule *rule);

/* A rule about the value of a parameter, judged in every environment and reported once. `judge`
 * gives the evidence for the label, "" when nothing is wrong; absent values are not judged. */
typedef struct ValueRule {
    const char *(*judge)(const Plan *plan, const Param *param, const Value *value);
    Diagnostic *(*report)(Report *report, Span span, Text path);
    const char *help; /* NULL: none */
} ValueRule;

void value_check(Plan *plan, const Param *param, const ValueRule *rule);

/* --- Files ---------------------------------------------------------------------------------- */

/* Each writes one whole file; false when it holds an error that was reported. */
bool values_emit(const Plan *plan, const Output *output,
                 Writer *out); /* helm, terraform, yaml, json */
bool configmap_emit(const Plan *plan, const Output *output, Writer *out);
bool dotenv_emit(const Plan *plan, const Output *output, Writer *out);
bool parameters_emit(const Plan *plan, const Output *output, Writer *out);
bool release_emit(const Plan *plan, const Output *output, Writer *out);
bool index_emit(const Plan *plan, const Output *output, Writer *out);

/* The keys of a unit's image in an environment as a tree; NULL when there is no release. */
const Value *release_values(Arena *arena, const Plan *plan, const Unit *unit, uint32_t environment);

/* The sink of an output's kind that is in its environment (not for ssm, which may have several). */
const Sink *emission_sink(const Output *output);
/* Writes a tree in the output's format, with the header where that has comments. */
void emission_write(const Plan *plan, const Output *output, const Value *value, Writer *out);

/* --- Reading outputs back (reading.c) ------------------------------------------------------- */

/* The value of the language that a node stands for at the place of a parameter (NULL: of none), and
 * whether its type takes it; else *problem says why, and the value is as it is written. */
const Value *reading_value(Arena *arena, const Plan *plan, const Param *param, const Node *node,
                           Text *problem);

/* --- Helpers of the writers ----------------------------------------------------------------- */

/* Is one of its items or members there? What is absent is left out of lists and maps alike. */
bool emission_has_parts(const Value *value);
/* A documentation comment, `# ` before each line. */
void emission_comment(Writer *out, Text doc, uint32_t indent);
/* "# Generated by rung from service orders of flowmart. ...", and the documentation of the units and
 * of the sink. */
void emission_header(const Plan *plan, const Output *output, Writer *out);
/* The text of a value in an `is_text` place; false when it has none (a list or map). */
bool emission_text(Arena *arena, const Value *value, Text *out);
/* Letters and digits of ASCII, and the marks. */
bool emission_is_made_of(Text text, const char *marks);
void yaml_write_quoted(Writer *out, Text text);
/* The variables of a file, or the members of an object; absent ones are `null`. */
void hcl_write_body(Writer *out, const Value *map);
/* A name that HCL reads as one, without quotes. */
bool hcl_is_identifier(Text text);
void json_write_nulls(Writer *out, const Value *value, uint32_t indent);
/* A path of keys joined by `separator`: dotenv's and ConfigMap's keys, ssm's names. */
Text emission_key(Arena *arena, const Plan *plan, const Param *param, uint32_t environment,
                  char separator);

/* --- Helpers of the rules ------------------------------------------------------------------- */

/* A report about a parameter: unit and param are filled in. */
Diagnostic *emission_about(Diagnostic *diagnostic, const Param *param);
/* The environments that a report is about, each once; their names as a sentence has them. */
void emission_environment(Diagnostic *diagnostic, const Plan *plan, uint32_t environment);
void emission_environments(Diagnostic *diagnostic, const Plan *plan, const EnvironmentSet *set);
Text emission_list(const Plan *plan, const EnvironmentSet *set);
/* The place of the value of a parameter in an environment: its cell, else its path. */
Span emission_span(const Plan *plan, const Param *param, uint32_t environment);
/* The value of a parameter where it is there; NULL where it is absent, an error or not in the
 * environment. */
const Value *emission_value(const Plan *plan, const Param *param, uint32_t environment);

#endif
