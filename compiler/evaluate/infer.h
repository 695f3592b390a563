/* infer.h - the type of a value that has none written; private to evaluate/. */
#ifndef RUNG_EVALUATE_INFER_H
#define RUNG_EVALUATE_INFER_H

#include "evaluate/matrix.h"

/* The type that a value suggests by itself. */
const Type *infer_type(Matrix *matrix, const Value *value);
/* The type of those before a value, widened as far as the value needs and may; where that is not far
 * enough, it tells what is wrong with the value. */
const Type *infer_widened(Matrix *matrix, const Type *type, const Value *value);
/* Makes a value agree with those before it: *type (NULL before the first) becomes what they have in
 * common, *value what that type makes of it. False when they do not agree. */
bool infer_agree(Matrix *matrix, const Type **type, const Value **value);
/* A type with bounds, which only a reference can have given: it does not widen. */
bool infer_is_bound(const Type *type);
/* A first value that says nothing of its type: `none`, `[]`, `{}`. */
bool infer_says_nothing(const Expression *expression);

#endif
