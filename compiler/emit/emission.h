/* emission.h - what the files of this layer share: the plan, the shape of a sink, helpers of writers. */
#ifndef RUNG_EMIT_EMISSION_H
#define RUNG_EMIT_EMISSION_H

#include "emit/emit.h"

/* --- Shapes (shape.c) ----------------------------------------------------------------------- */

/* A sink's parameters as a tree of keys, made once; which of them are there, and what keys that
 * interpolate are called, is decided for each environment. */
typedef struct Branch Branch;
struct Branch {
    const Segment *segment;  /* NULL at the root */
    const Param *param;      /* a leaf's; any one below for the others */
    bool is_leaf;
    bool is_list;            /* its children are elements, each begins with its key */
    ARRAY(Branch *) children;
    Map by_key;              /* used from MANY_CHILDREN on */
};

typedef struct Shape {
    const Sink *sink;
    Branch root;
    bool interpolates; /* some key is not the same in every environment */
} Shape;

void shape_make(Arena *arena, const Sink *sink, Shape *out);

/* The tree of values in an environment: a VALUE_MAP whose pairs carry documentation. Values of
 * `is_text` parameters are strings. NULL when one of them is VALUE_ERROR. */
const Value *shape_values(const Plan *plan, const Shape *shape, uint32_t environment);

/* --- The plan (plan.c) ---------------------------------------------------------------------- */

struct Plan {
    Arena *arena;
    Matrix *matrix;
    const Model *model;
    Report *report;
    const Artifacts *artifacts;
    EmitOptions options;
    Shape *shapes;         /* a unit's from `first_shape` on, in the order of its sinks */
    uint32_t *first_shape; /* by unit index */
    Map by_path;           /* path -> Output *, of every environment: what is checked */
    ARRAY(Output) outputs; /* those of the options' environments, sorted by path */
};

const Shape *plan_shape(const Plan *plan, const Sink *sink);

/* --- Paths (path.c) ------------------------------------------------------------------------- */

/* The paths of a unit's sink in an environment: the nearest `emit` lines, else the default; "" paths
 * never. Reports paths that must not be written to. */
typedef struct PlannedPath {
    Text path;
    Span span;
} PlannedPath;

uint32_t path_plan(Plan *plan, const Unit *unit, SinkKind kind, uint32_t environment,
                   PlannedPath **out);
/* The format that a path and a sink decide; reports a path whose ending says none. */
bool path_format(Plan *plan, const Unit *unit, SinkKind kind, const PlannedPath *path,
                 Format *out);

/* --- Rules of the sinks --------------------------------------------------------------------- */

/* Each reports what the sink's format or reader cannot take, once a parameter. */
void helm_check(Plan *plan, const Unit *unit, const Sink *sink);
void terraform_check(Plan *plan, const Unit *unit, const Sink *sink);
void text_check(Plan *plan, const Sink *sink); /* is_text places: scalars only */
void parameters_check(Plan *plan);             /* all ssm sinks together */
void configmap_check(Plan *plan, const Unit *unit, const Sink *sink);
void dotenv_check(Plan *plan, const Unit *unit, const Sink *sink);
void release_check(Plan *plan, const Unit *unit);

/* --- Files ---------------------------------------------------------------------------------- */

/* Each writes one whole file; false when it holds an error that was reported. */
bool values_emit(const Plan *plan, const Output *output, Writer *out); /* helm, terraform, yaml, json */
bool configmap_emit(const Plan *plan, const Output *output, Writer *out);
bool dotenv_emit(const Plan *plan, const Output *output, Writer *out);
bool parameters_emit(const Plan *plan, const Output *output, Writer *out);
bool release_emit(const Plan *plan, const Output *output, Writer *out);
bool index_emit(const Plan *plan, const Output *output, Writer *out);

/* The keys of a unit's image in an environment as a tree; NULL when there is no release. */
const Value *release_values(const Plan *plan, const Unit *unit, uint32_t environment);
/* The parts of a pinned image; false when it is not pinned by a digest. */
typedef struct Image {
    Text reference, registry, repository, path, tag, digest; /* path: the repository without registry */
} Image;
bool release_image(const Plan *plan, const Unit *unit, uint32_t environment, Image *out);

/* The sink of an output's kind that is in its environment (not for ssm, which may have several). */
const Sink *emission_sink(const Output *output);
/* Writes a tree in the output's format, with the header where that has comments. */
void emission_write(const Plan *plan, const Output *output, const Value *value, Writer *out);

/* --- Helpers of the writers ----------------------------------------------------------------- */

uint32_t emission_count(const Value *value); /* items, or members that are there */
/* A documentation comment, `# ` before each line. */
void emission_comment(Writer *out, Text doc, uint32_t indent);
/* A line of text that cannot end or break the line it stands in. */
void emission_plain_line(Writer *out, Text text);
/* "# Generated by rung from service orders of flowmart. ..." */
void emission_header(const Plan *plan, const Output *output, Writer *out);
/* The text of a value in an `is_text` place; false when it has none (a list or map). */
bool emission_text(Arena *arena, const Value *value, Text *out);
void yaml_write_quoted(Writer *out, Text text);
void hcl_write_pairs(Writer *out, const Pair *pairs, uint32_t count, uint32_t indent);
/* A path of keys joined by `separator`: dotenv's and ConfigMap's keys, ssm's names. */
Text emission_key(const Plan *plan, const Param *param, uint32_t environment, char separator);

/* Calls for each distinct value of a parameter, with the first environment that has it. */
typedef void ValueVisit(void *state, const Param *param, uint32_t environment, const Value *value);
void emission_each_value(const Plan *plan, const Param *param, ValueVisit *visit, void *state);
/* A report about a parameter's value: unit, param and environment are filled in. */
Diagnostic *emission_about(Diagnostic *diagnostic, const Plan *plan, const Param *param,
                           uint32_t environment);
/* The place of the value of a parameter in an environment: its cell, else its path. */
Span emission_span(const Plan *plan, const Param *param, uint32_t environment);

#endif
