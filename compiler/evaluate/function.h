/* function.h - what the functions of expressions are made of; private to evaluate/. */
#ifndef RUNG_EVALUATE_FUNCTION_H
#define RUNG_EVALUATE_FUNCTION_H

#include "evaluate/matrix.h"

/* What an argument may be. Checked before a function is called, so that the functions themselves
 * take what they are given. */
typedef enum ArgumentKind {
    ARGUMENT_NONE, /* the end of a list of kinds */
    ARGUMENT_ANY,
    ARGUMENT_TEXT, /* value->text */
    ARGUMENT_LIST,
    ARGUMENT_MAP,
    ARGUMENT_SIZED,  /* a text, list or map */
    ARGUMENT_HOLDER, /* a text or list */
    ARGUMENT_NUMBER, /* an int or number */
    ARGUMENT_WHOLE,  /* an int */
    ARGUMENT_AMOUNT, /* what has an order, or a list of it */
    ARGUMENT_DURATION,
    ARGUMENT_QUANTITY,
    ARGUMENT_NETWORK, /* a network with its prefix */
    ARGUMENT_ADDRESS  /* an address or network */
} ArgumentKind;

enum { ARGUMENTS_MAX = 16 };

/* A call with its arguments evaluated and of the right kinds. */
typedef struct Call {
    Frame *frame;
    Arena *arena;
    const Expression *expression;
    const Value *arguments[ARGUMENTS_MAX];
    uint32_t count;
} Call;

/* What a function gives: a value, or NULL with the reason why there is none. */
typedef const Value *Function(Call *call, Text *problem);

#define FUNCTION(kind, name, fewest, most, first, second, third, signature, documentation,         \
                 example, result)                                                                  \
    Function function_##kind;
#include "functions.def"
#undef FUNCTION

#endif
