/* emit.h - from the matrix to the bytes of files.
 *
 * First a plan: every output with its path, decided for each environment by the nearest `emit`,
 * checked for collisions, for paths that leave the output directory, and for what its format cannot
 * say (formats.md). Then, only where bytes are wanted, each output is written into a Writer. A plan
 * is complete before the first byte is written, so that an error anywhere writes nothing anywhere.
 * The writers (yaml.c, json.c, hcl.c, dotenv.c) know values and formats and nothing else; the sinks
 * (helm.c, terraform.c, parameters.c ...) know how a sink's parameters become one tree. */
#ifndef RUNG_EMIT_H
#define RUNG_EMIT_H

#include "base/base.h"
#include "value/value.h"
#include "report/report.h"
#include "foreign/foreign.h"
#include "check/check.h"
#include "evaluate/evaluate.h"
#include "parity/parity.h"

typedef enum Format {
    FORMAT_YAML, /* Helm values, release, yaml, configmap */
    FORMAT_JSON, /* json, index, ssm requests */
    FORMAT_TFVARS,
    FORMAT_TFVARS_JSON,
    FORMAT_PATHS, /* ssm: one sorted path a line */
    FORMAT_DOTENV
} Format;

typedef struct Output {
    Text path; /* relative to the output directory */
    SinkKind sink;
    Format format;
    uint32_t environment;
    const Unit **units; /* one, or several that share an ssm file, in order of name */
    uint32_t unit_count;
    Span span; /* of what decided the path: the `emit`, or the sink */
} Output;

typedef struct Plan Plan;

/* A release that a caller chose for a unit in the ephemeral environments that are built. */
typedef struct ImageOverride {
    const Unit *unit;
    Text digest; /* `sha256:...` */
} ImageOverride;

typedef struct EmitOptions {
    EnvironmentSet environments; /* which outputs are planned */
    const ImageOverride *images;
    uint32_t image_count;
} EmitOptions;

/* Plans every output of the matrix, and reports (F, T) what is wrong with it: collisions, escapes
 * from the output directory, names Terraform would load everywhere, keys that a chart does not
 * know, variables that a module does not have or misses, values that a format cannot say. Only
 * environments in `options` are planned; ephemeral ones are checked always and planned only
 * when they are in it. */
Plan *emit_plan(Arena *arena, Matrix *matrix, const Artifacts *artifacts,
                const EmitOptions *options);

const Output *plan_outputs(Plan *plan, uint32_t *count); /* sorted by path */
/* The same ones unit by unit, for who makes them all: what a unit's values need is still at hand for its
 * next file. `index` is 0 at first, and NULL says that there are no more. */
const Output *plan_next(const Plan *plan, uint32_t *index);
bool plan_is_output(const Plan *plan, Text path);

/* The bytes of one output. False when something was reported about it (an error value in it). */
bool emit_output(const Plan *plan, const Output *output, Writer *out);

/* --- Outputs read back ---------------------------------------------------------------------- */

/* The tree that a file in the place of an output holds; NULL with a problem. A list of paths is a map of
 * its lines to null. */
const Node *emit_read(Arena *arena, const Output *output, Text bytes, Problem *problem);

/* One value that a file has otherwise than the build has it. */
typedef struct Difference {
    const Param *param; /* whose value stands there; NULL: what no parameter says */
    Text path;          /* of the parameter, else the keys of the file as a path is written */
    const Value *there; /* in the file; NULL: it has none. VALUE_ABSENT: null */
    const Value *made;  /* by the build, in the language's terms; NULL: it makes none */
    Text problem;       /* why the parameter's type refuses `there`; "" where it takes it */
    bool is_hidden;     /* neither value may be shown */
} Difference;

typedef struct Differences {
    Difference *items;
    uint32_t count, capacity;
    uint32_t dropped; /* beyond LIMIT_FINDINGS, of no parameter */
} Differences;

/* Appends what the bytes of a file in the place of an output say otherwise than the build: parameters
 * in the order of the file that is built, then what only `there` has. Nothing where both say the same,
 * whatever their layout. Hidden is what is sensitive or a secret, what looks like a credential, and
 * what only the file has and no parameter: nobody can say what that is. False with a problem where the
 * bytes are no file of the format. `there` lives as long as the arena. */
bool emit_differences(Arena *arena, const Plan *plan, const Output *output, Text there,
                      Differences *out, Problem *problem);

/* --- Releases ------------------------------------------------------------------------------- */

/* The parts of an image. */
typedef struct Image {
    Text repository; /* with its registry */
    Text registry;   /* "" when the reference has none */
    Text path;       /* the repository without its registry */
    Text tag;
    Text digest; /* "" where R0001 is waived */
} Image;

/* False when it has neither a digest nor a tag. */
bool release_image(const Plan *plan, const Unit *unit, uint32_t environment, Image *out);

/* --- What belongs together ------------------------------------------------------------------ */

/* A unit in an environment, as Helm is told of it. */
typedef struct Deployment {
    Text chart;            /* as it is written, "" where the unit states none */
    Text version;          /* of a remote chart; "" where nothing states it */
    Text namespace;        /* "" where none is stated */
    const Output **values; /* the files of its Helm values, in the order in which Helm takes them */
    uint32_t value_count;
} Deployment;

void emit_deployment(Arena *arena, const Plan *plan, const Unit *unit, uint32_t environment,
                     Deployment *out);

/* --- Names in the parameter store ----------------------------------------------------------- */

/* The name that a block's template gives in an environment to a parameter whose own path is `own`.
 * False where there is none, because of a mistake that was reported. */
bool emit_store_name(const Plan *plan, const Sink *sink, uint32_t environment, Text own, Text *out);
/* The name of one parameter. */
bool emit_store_param(const Plan *plan, const Param *param, uint32_t environment, Text *out);

/* --- The writers, also used by `values`, imports and tests ---------------------------------- */

/* Block-style YAML of a value at an indentation, for every reader named in formats.md. */
void yaml_write(Writer *out, const Value *value, uint32_t indent);
void yaml_write_scalar(Writer *out,
                       Text text); /* a string: plain where all readers agree, else quoted */
void json_write(Writer *out, const Value *value, uint32_t indent); /* indented by two */
/* An expression as `terraform fmt` would lay it out. */
void hcl_write(Writer *out, const Value *value, uint32_t indent);

#endif
