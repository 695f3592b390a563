/* evaluate.h - what every parameter is in every environment: the matrix, the one intermediate form
 * that parity, outputs and reports read.
 *
 * Evaluation is directed by the expected type: it says what `100m` means, turns a bare name into
 * an enum's value and accepts a string for a type that is written as text. A value that does not
 * depend on the environment is evaluated once and shared. Every mistake is reported once at its
 * place, with the environments in which it happens, and leaves VALUE_ERROR, which nothing
 * downstream mentions again. A program always ends: references are memoised and a cycle of
 * (parameter, environment) pairs is an error that shows the whole cycle; steps, value sizes and
 * nesting are bounded. */
#ifndef RUNG_EVALUATE_H
#define RUNG_EVALUATE_H

#include "base/base.h"
#include "value/value.h"
#include "report/report.h"
#include "check/check.h"

/* An ephemeral environment with an argument of the user's: `preview(pr=123)`. Without it the
 * sample is used. */
typedef struct Argument {
    uint32_t environment; /* index */
    Text value;           /* as typed; parsed by the parameter's type */
} Argument;

typedef struct EvaluateOptions {
    const Argument *arguments;
    uint32_t argument_count;
} EvaluateOptions;

enum {
    CELL_IS_SENSITIVE = 1, /* the parameter is, or the value was made from one that is */
    CELL_IS_SECRET = 2     /* it is a secret, or nothing but a reference to one */
};

typedef struct Matrix Matrix;

/* Evaluates everything: environment attributes, unit attributes, every parameter in every
 * environment of its sink. `arena` holds the values; the report is the model's. `options` may be
 * NULL. The model is not changed, but interns the types that are inferred. */
Matrix *evaluate_program(Arena *arena, Model *model, const EvaluateOptions *options);

const Model *matrix_model(const Matrix *matrix);

/* --- Parameters ----------------------------------------------------------------------------- */

/* The value of a parameter in an environment: VALUE_ABSENT where it is `none` or nothing was found
 * (`matrix_is_stated` tells those apart), VALUE_ERROR where something was reported, NULL where its
 * unit or sink is not in that environment. The same pointer in several environments means the same
 * value. */
const Value *matrix_value(const Matrix *matrix, const Param *param, uint32_t environment);
/* The value where it is one literal in all environments; NULL where it may differ. */
const Value *matrix_constant(const Matrix *matrix, const Param *param);
bool matrix_is_stated(const Matrix *matrix, const Param *param, uint32_t environment);
uint8_t matrix_flags(const Matrix *matrix, const Param *param, uint32_t environment);

/* What is wrong with a value that is absent, which is P0004. */
typedef enum Lack {
    LACK_NONE,     /* nothing: it is there, or it may be left out */
    LACK_UNSTATED, /* neither a cell, nor one by likeness, nor a default was found */
    LACK_REFUSED   /* it is `none`, which the written type does not permit */
} Lack;

Lack matrix_lack(const Matrix *matrix, const Param *param, uint32_t environment);
/* True where a value is lacking and no waiver covers that: P0004 speaks of it, so whatever takes
 * its value from there has nothing to say. */
bool matrix_is_lacking(const Matrix *matrix, const Param *param, uint32_t environment);

/* The type of a parameter: as written, else inferred from its first value (optional when a `none`
 * makes it so). Never NULL. BASE_SECRET for secrets. */
const Type *matrix_type(const Matrix *matrix, const Param *param);
/* Its category: as stated, else that of the parameter its value is nothing but a reference to;
 * NULL when there is none. */
const Category *matrix_category(const Matrix *matrix, const Param *param);
/* True where in `environment` its value is nothing but a reference to a secret. */
bool matrix_is_secret(const Matrix *matrix, const Param *param, uint32_t environment);

/* Must no report show its value? It is sensitive, or holds what looks like a credential (P0008). */
bool matrix_is_hidden(const Matrix *matrix, const Param *param, uint32_t environment);
/* Does a string in it look like a credential? */
bool value_has_credential(const Value *value);

/* The parameters that the value of `param` in `environment` reads, each once, with the environment
 * it is read in: for `rung why` and for the units that a scoped build needs. */
typedef struct Dependency {
    const Param *param;
    uint32_t environment;
} Dependency;

uint32_t matrix_dependencies(Arena *arena, Matrix *matrix, const Param *param, uint32_t environment,
                             Dependency **out);
/* Units that `unit` refers to, directly or not, itself included, as indexes in order. */
uint32_t matrix_closure(Arena *arena, Matrix *matrix, const Unit *unit, uint32_t **out);

/* The key that a segment is emitted as in an environment: its text, or the template evaluated. */
Text matrix_segment(Matrix *matrix, const Param *param, const Segment *segment,
                    uint32_t environment);

/* --- Environments and units ----------------------------------------------------------------- */

/* The text of an environment: its name; `preview-1` for an ephemeral one. */
Text matrix_environment_text(const Matrix *matrix, uint32_t environment);
/* An attribute of an environment; VALUE_ABSENT when it is not stated. */
const Value *matrix_attribute(const Matrix *matrix, uint32_t environment, uint32_t attribute);
/* `class` is production. */
bool matrix_is_production(const Matrix *matrix, uint32_t environment);
/* An attribute of a unit in an environment; VALUE_ABSENT when it is not stated. UNIT_NAMESPACE
 * falls back to the environment's. */
const Value *matrix_unit_attribute(const Matrix *matrix, const Unit *unit, UnitAttributeKind kind,
                                   uint32_t environment);

/* Evaluates a string over `strategy`, `env` and `unit` (paths of `emit`, ssm's name templates,
 * default outputs), with `name` bound to `name` unless that is empty. False when something was
 * reported. `path` may be an expression of a source (reported at its place). */
bool matrix_template(Matrix *matrix, const Unit *unit, uint32_t environment,
                     const Expression *expression, Text name, Text *out);

/* --- Types and values ----------------------------------------------------------------------- */

/* Does `value` fit `type`? Strings are read as the types that are written as text. On success *out
 * is the value as that type has it (a new one only where it changes); otherwise *problem is the
 * evidence: "51 is not in 1..50". Reports nothing. */
bool type_accepts(Arena *arena, const Type *type, const Value *value, const Value **out,
                  Text *problem);

/* Does the type take a text as it stands, as durations, hosts and enums do? */
bool type_takes_text(const Type *type);

/* Parses the text of a value as the language would in a cell of that type (for ephemeral
 * arguments): false with a problem. */
bool type_read(Arena *arena, const Type *type, Text text, const Value **out, Text *problem);

/* Every function of the language, for the manual and for suggestions. */
typedef struct FunctionFact {
    const char *name;
    const char *signature;
    const char *documentation;
    const char *example; /* an expression */
    const char *result;  /* what it gives, as value_show prints it */
} FunctionFact;

const FunctionFact *function_facts(size_t *count);

#endif
