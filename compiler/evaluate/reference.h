/* reference.h - what a name with dots behind it means; private to evaluate/. */
#ifndef RUNG_EVALUATE_REFERENCE_H
#define RUNG_EVALUATE_REFERENCE_H

#include "evaluate/matrix.h"

/* `a.b[c].d` from its beginning: the expression that stands before all steps, and the steps, each a
 * MEMBER or INDEX. */
enum { CHAIN_LOCAL = 12 };

typedef struct Chain {
    const Expression *base;
    const Segment **steps;
    uint32_t count;
    const Segment *local[CHAIN_LOCAL];
} Chain;

/* Takes a chain apart. Not copied: `steps` may point into it. */
void chain_open(Arena *arena, const Expression *expression, Chain *chain);
/* The source from step `from` on, to before step `to`. */
Span chain_span(const Chain *chain, uint32_t from, uint32_t to);

/* What a chain may name outside of its frame. */
typedef enum TargetKind {
    TARGET_OTHER, /* no parameter at all: `env.region`, a loop variable, a list */
    TARGET_PARAM,
    TARGET_NO_UNIT,    /* no unit has that name */
    TARGET_WRONG_KIND, /* `service` of a stack, or `stack` of a service */
    TARGET_NO_SINK,    /* what follows the unit is no sink */
    TARGET_INCOMPLETE, /* it ends before a parameter is named */
    TARGET_UNKNOWN,    /* no parameter has that path */
    TARGET_NOWHERE     /* a sink where there is no unit */
} TargetKind;

typedef struct Target {
    TargetKind kind;
    const Unit *unit;
    SinkKind sink;
    const Param *param;
    uint32_t start; /* the first step of the path */
    uint32_t used;  /* the steps up to the end of the path */
} Target;

/* Finds what a chain names by the longest path that is a parameter's. `bindings` are the loop
 * variables that may stand in keys. Reports nothing. */
Target reference_find(const Matrix *matrix, const Unit *unit, const Binding *bindings,
                      const Chain *chain);

/* The parameter that `expression` is nothing but a reference to, and in *environment the one it is
 * read in if `@` says so; NULL otherwise. */
const Param *reference_param(const Frame *frame, const Expression *expression,
                             uint32_t *environment);

const Binding *binding_find(const Binding *bindings, const Name *name);

/* The environment that the word after `@` means: a name, or a loop variable over environments. -1
 * when there is none. */
int32_t reference_environment(const Matrix *matrix, const Binding *bindings, Word word);

/* Evaluates a name, a member or an index. `expected` says which words a bare name may be. */
Result reference_evaluate(Frame *frame, const Expression *expression, const Type *expected);
/* Evaluates `EXPR@ENV`. */
Result reference_evaluate_at(Frame *frame, const Expression *expression, const Type *expected);

/* One step into a value: `value.key`, `value[0]`, `value[name=key]` (member.c). `source` is what
 * the value is of. */
Result member_read(Frame *frame, Result base, const Segment *step, const Expression *source);

/* --- What is wrong with a reference (unknown.c); each returns the error --------------------- */

Result unknown_name(Frame *frame, const Expression *name, const Type *expected);
Result unknown_target(Frame *frame, const Chain *chain, const Target *target);
/* NULL where no suggestion is wanted. */
Diagnostic *unknown_attribute(Frame *frame, const char *owner, const Segment *step);
Result unknown_environment(Frame *frame, Word word);
Result unknown_here(Frame *frame, Span span, Text name, const char *why);
/* A unit or sink that is not there in the environment. */
Result target_is_absent(Frame *frame, const Chain *chain, const Target *target);

#endif
