/* matrix.h - the matrix under construction, and what one evaluation carries with it; private to
 * evaluate/.
 *
 * Everything that is evaluated once and remembered is a cell: a parameter in an environment, an
 * attribute of an environment, an attribute of a unit in an environment, an attribute of the
 * strategy. All are of one form, so that a cycle is found and shown in one way whatever it goes
 * through. A parameter that is one literal in all environments, as most are, has no cells: its value
 * stands in its Row. */
#ifndef RUNG_EVALUATE_MATRIX_H
#define RUNG_EVALUATE_MATRIX_H

#include "evaluate/evaluate.h"

/* How deep evaluations may stand in one another: expressions in expressions, and what references
 * read. It bounds the C stack. */
enum { DEPTH_LIMIT = 5 * LIMIT_NESTING };

enum { NO_ENVIRONMENT = UINT16_MAX };

/* The state of a cell: the flags of evaluate.h and these. */
enum {
    CELL_IS_STATED = 4, /* a statement was found, be it `none` */
    CELL_IS_DONE = 8,
    CELL_IS_BUSY = 16 /* it is being evaluated: to read it now is a cycle */
};

/* What is evaluated once. Named unlike the cells of a table in the source. */
typedef struct MatrixCell {
    const Value *value;
    uint8_t state;
} MatrixCell;

/* What a parameter has that is the same in all environments. Made when it is first asked for. */
typedef struct Row {
    const Type *type;          /* as written; else what its values have agreed on so far */
    const Category *category;  /* stated or inferred; settled by categories_infer */
    const Expression *shared;  /* an expression whose value does not depend on the environment */
    const Value *shared_value; /* that value, accepted by the type */
    MatrixCell *cells;         /* by environment; NULL where it needs none */
    uint8_t shared_state;      /* the flags of the shared value */
    bool is_open;              /* it was made */
    bool may_refer;            /* among its values are references */
    bool has_none;             /* a stated `none`, which makes an inferred type optional */
    bool is_typing;            /* its first value is being looked for */
    bool is_lost;              /* that is in error, so nobody knows what the others have to be */
    bool is_inferring;         /* its category is being looked for */
} Row;

struct Matrix {
    Arena *arena;
    Model *model;
    Report *report;
    uint32_t width;                 /* environments */
    Row *rows;                      /* by Param.index */
    MatrixCell *attributes;         /* of environments: by attribute, then environment */
    MatrixCell *units;              /* by unit, then attribute, then environment */
    MatrixCell *strategy;           /* by attribute */
    ARRAY(const Param *) referring; /* rows without a category whose values refer to others */
    const Type **attribute_types;   /* of environments' attributes: written or inferred so far */
    const Type *unit_types[UNIT_ATTRIBUTE_END];
    const Value **parameters;   /* of ephemeral environments, by environment; NULL for the others */
    const Value **environments; /* what `env` is in each */
    const Type *environment_type;         /* the enum of the environments' names */
    const Type *builtin[BASE_SECRET + 1]; /* of scalars, and `any` */
    Map findings;                         /* Finding by place, see finding.h */
    Map failures;                         /* Finding by cell: why a cell is an error */
    Map patterns;                         /* text -> Pattern, of `matches` in expressions */
    uint64_t steps;                       /* left of LIMIT_STEPS */
    uint32_t depth;
    bool is_unwinding;         /* an evaluation was too deep, and is on its way back */
    bool is_exhausted;         /* no steps were left; that was reported */
    struct Recorder *recorder; /* who wants to know what is read; usually nobody */
};

/* A value, and its type where that says more than the value does: the words of an enum, the fields
 * of an object, that a whole number is a `number`. NULL when it does not. */
typedef struct Result {
    const Value *value;
    const Type *type;
} Result;

/* A loop variable. They form a chain, the innermost first; policies will bind theirs here too. */
typedef struct Binding {
    const struct Binding *parent;
    const Name *name;
    Result result;
} Binding;

/* Steps that a value costs beside those that lead to it, and a member of a map beside its value: they
 * stand for their memory. */
enum { STEPS_OF_VALUE = 4, STEPS_OF_PAIR = 5 };

/* One evaluation: where it is and what it has touched. Frames stand on the C stack, each with the
 * one that reads it. */
typedef struct Frame {
    Matrix *matrix;
    struct Frame *caller;
    MatrixCell *cell;     /* what is evaluated; NULL for a template */
    const Unit *unit;     /* NULL: `unit` and sinks mean nothing here */
    const Param *param;   /* NULL for attributes */
    const char *owner;    /* of an attribute: "env", "unit", "strategy" */
    Text name;            /* of an attribute */
    uint32_t home;        /* the environment that is compiled; NO_ENVIRONMENT for none */
    uint32_t environment; /* the one that references are read in: `home`, or what `@` says */
    bool is_elsewhere;    /* `@` has said it */
    const Binding *bindings;
    Text path; /* what `name` is in ssm's name templates */
    bool has_path;
    bool varies;             /* it has read something that may differ between environments */
    bool is_sensitive;       /* it has read something that messages must not show */
    Span reading;            /* the reference that is being read, for cycles */
    struct Finding *finding; /* the last that was made, or met in what was read; NULL */
} Frame;

extern const Result result_error;

static inline Result result_of(const Value *value) {
    return (Result){value, NULL};
}

static inline bool result_is_error(Result result) {
    return result.value->kind == VALUE_ERROR;
}

/* --- Cells (matrix.c) ----------------------------------------------------------------------- */

Matrix *matrix_open(Arena *arena, Model *model);
MatrixCell *cell_of_attribute(const Matrix *matrix, uint32_t environment, uint32_t attribute);
MatrixCell *cell_of_unit(const Matrix *matrix, const Unit *unit, UnitAttributeKind kind,
                         uint32_t environment);

/* True when there is nothing left to do: the cell is done, or it is busy and `caller` closes a
 * cycle, which is reported. */
bool cell_is_settled(const MatrixCell *cell, Frame *caller);
/* A frame for a cell, which becomes busy. */
Frame cell_begin(Matrix *matrix, MatrixCell *cell, Frame *caller, uint32_t environment);
const Value *cell_finish(Frame *frame, const Value *value, uint8_t flags);

/* To be called when a frame has read a cell: what is sensitive or in error there is so here. */
void cell_inherit(Frame *frame, const MatrixCell *cell);

/* What messages call that which a frame evaluates: `replicas`, `env.region`. */
Text frame_name(const Frame *frame);
/* A value as messages show it: `(hidden)` where it must not be seen. */
Text frame_show(const Frame *frame, const Value *value);

/* --- Parameters (row.c) --------------------------------------------------------------------- */

/* The value of a parameter in an environment that its sink has, evaluated if need be. */
const Value *param_read(Matrix *matrix, const Param *param, uint32_t environment, Frame *caller);
/* To be called when a frame has read one: see cell_inherit. */
void param_inherit(Frame *frame, const Param *param, uint32_t environment);
/* The row of a parameter, made if need be. */
Row *row_open(Matrix *matrix, const Param *param);
/* True when it has one value in all environments, and that has been evaluated. */
bool row_is_constant(Matrix *matrix, const Param *param);
/* Evaluates a row in all its environments, and checks what no environment uses. */
void row_evaluate(Matrix *matrix, const Param *param);
/* A frame in which a parameter's expressions are evaluated without a cell of its own. */
Frame param_frame(Matrix *matrix, const Param *param, uint32_t environment);
/* The path of a parameter as ssm's `name`: its keys joined by `/`. */
Text param_name(Frame *frame, const Param *param);

/* --- Literals (plain.c) --------------------------------------------------------------------- */

/* A scalar as it is written; nothing but such. */
bool plain_is(const Expression *expression);
bool plain_are(KindSet kinds);
/* The value of one, as the written type has it, else in agreement with *agreed, which is NULL before
 * the first. NULL where something has to be said about it, or converted. */
const Value *plain_read(Matrix *matrix, const Expression *literal, const Type *written,
                        const Type **agreed);

/* --- Types of parameters (row_type.c) ------------------------------------------------------- */

/* The type of a parameter as far as it is known: NULL before any value was. */
const Type *row_type_so_far(Matrix *matrix, const Param *param);
/* Finds the type by which the values of a row are directed, before any of them is evaluated. */
void row_find_type(Matrix *matrix, const Param *param);
/* What the values of a row without a type have agreed on in the end. */
void row_settle_type(Matrix *matrix, const Param *param);
/* The value that says the type of a row: NULL when none does. */
const Expression *row_first_value(const Matrix *matrix, const Param *param);
/* The environment in which an expression is the value that counts; NO_ENVIRONMENT when in none. */
uint32_t row_environment_of(const Matrix *matrix, const Param *param, const Expression *value);

/* --- Values and their types (fit.c) --------------------------------------------------------- */

/* The value of an expression as the type has it; what does not fit is reported at the smallest part
 * of the expression that is to blame, and is then an error. Absent and erroneous values pass. */
const Value *frame_accept(Frame *frame, const Type *type, Result result,
                          const Expression *expression);
/* The same without a written type: *type is what the values so far have agreed on. */
const Value *frame_agree(Frame *frame, const Type **type, Result result,
                         const Expression *expression);

/* --- Attributes (attribute.c) --------------------------------------------------------------- */

void environments_evaluate(Matrix *matrix, const EvaluateOptions *options);
void units_evaluate(Matrix *matrix);
void strategy_evaluate(Matrix *matrix);
const Value *attribute_read(Matrix *matrix, uint32_t environment, uint32_t attribute,
                            Frame *caller);
const Value *unit_attribute_read(Matrix *matrix, const Unit *unit, UnitAttributeKind kind,
                                 uint32_t environment, Frame *caller);
const Value *strategy_read(Matrix *matrix, uint32_t index, Frame *caller);

/* --- Categories (category.c) ---------------------------------------------------------------- */

void categories_infer(Matrix *matrix);

/* --- Dependencies (dependency.c) ------------------------------------------------------------ */

/* Notes that a parameter was read, where somebody listens. */
void recorder_note(Matrix *matrix, const Param *param, uint32_t environment);

#endif
