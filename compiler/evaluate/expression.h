/* expression.h - the value of an expression; private to evaluate/.
 *
 * `expected` is the type that the place wants, NULL when it wants none. It directs what a
 * literal or a bare name means and is not checked here: whoever needs a value of a type passes
 * the result to `type_accepts`. A result whose value is VALUE_ERROR was reported. */
#ifndef RUNG_EVALUATE_EXPRESSION_H
#define RUNG_EVALUATE_EXPRESSION_H

#include "evaluate/matrix.h"

Result expression_evaluate(Frame *frame, const Expression *expression, const Type *expected);

/* Takes steps from what is left of LIMIT_STEPS; false, and reported once, when there are none. */
bool expression_spend(Frame *frame, Span span, uint64_t steps);

/* True when the meaning of an expression depends on the type that its place expects. */
bool expression_is_bare(const Frame *frame, const Expression *expression);
/* True for what needs no environment to be evaluated: literals, lists and maps of them. */
bool expression_is_constant(const Expression *expression);

/* Both sides of an operator, each with the other's type as what is expected where it needs one. */
typedef struct Sides {
    Result left, right;
} Sides;

Sides expression_sides(Frame *frame, const Expression *expression, const Type *expected);
/* The type that a value suggests to what is compared with it; NULL for none. */
const Type *expression_hint(const Matrix *matrix, Result result);

Result list_evaluate(Frame *frame, const Expression *expression, const Type *element);
Result map_evaluate(Frame *frame, const Expression *expression, const Type *expected);
Result template_evaluate(Frame *frame, const Expression *expression);
Result loop_evaluate(Frame *frame, const Expression *expression, const Type *expected);
Result call_evaluate(Frame *frame, const Expression *expression, const Type *expected);

Result logic_evaluate(Frame *frame, const Expression *expression);
Result not_evaluate(Frame *frame, const Expression *expression);
Result comparison_evaluate(Frame *frame, const Expression *expression);
Result arithmetic_evaluate(Frame *frame, const Expression *expression, const Type *expected);
/* A condition: its truth in *truth, false when it was no bool, which was reported. */
bool condition_evaluate(Frame *frame, const Expression *expression, bool *truth);

Result number_literal(Frame *frame, const Expression *expression, const Type *expected);

/* --- Mistakes that several of them find (mistake.c); each returns the error ----------------- */

/* Operands that an operator does not take. */
Result mistake_operands(Frame *frame, const Expression *expression, Sides sides);
/* An absent value where one is needed. `operand` is the expression that gave it. */
Result mistake_absent(Frame *frame, Span span, const Expression *operand);
/* "a string", "an int": the kind of a value in words. */
Text mistake_kind(const Value *value);
/* A value beyond one of the limits on size; `value` itself when it is within them. */
Result mistake_or_fitting(Frame *frame, Span span, const Value *value);
/* Takes the steps of a walk through a value, where that is long; false as `expression_spend`. */
bool expression_spend_walk(Frame *frame, Span span, const Value *value);

#endif
