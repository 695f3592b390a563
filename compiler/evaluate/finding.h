/* finding.h - one diagnostic a place, whatever the number of environments; private to evaluate/.
 *
 * An expression is evaluated for each environment, and a mistake in it comes up as often. All of
 * them are one finding, by code and span: its environments are those in which it happened, and its
 * labels say what was seen where. */
#ifndef RUNG_EVALUATE_FINDING_H
#define RUNG_EVALUATE_FINDING_H

#include "evaluate/matrix.h"

typedef struct Evidence {
    Span span;
    Text text;
    EnvironmentSet environments;
    bool varies;    /* then the label names the environments */
    uint32_t label; /* in the diagnostic */
    Writer words;   /* its text with the names of environments */
} Evidence;

typedef struct Finding {
    Diagnostic *diagnostic; /* NULL until finding_keep */
    const Unit *unit;
    const Param *param;
    EnvironmentSet environments;
    ARRAY(Evidence) evidence;
    bool has_units; /* several: it stands in what they share */
} Finding;

/* The finding of that code at that place, for this frame's environment. Where `diagnostic` of the
 * result is NULL it is new, and the caller makes one and passes it to `finding_keep`. */
Finding *finding_open(Frame *frame, Code code, Span span);
/* For what is found at one place more than once: `detail` tells them apart. */
Finding *finding_open_detail(Frame *frame, Code code, Span span, uint32_t detail);
Diagnostic *finding_keep(Frame *frame, Finding *finding, Diagnostic *diagnostic);
/* Adds a label that says what was seen, and where that depends on it, in which environments. */
void finding_show(Frame *frame, Finding *finding, Span span, Text text);

/* The environment of a frame that is in error because of a finding that was made for another. */
void finding_extend(Frame *frame, Finding *finding);
/* Notes why the frame's cell is an error, for those that read it in another environment. */
void finding_remember(Frame *frame);
/* To be called when a frame has read a cell that is an error. */
void finding_inherit(Frame *frame, const MatrixCell *cell);

/* Where the value of an operand was written, if the operand is a reference: a label there. */
void finding_show_source(Frame *frame, Finding *finding, const Expression *operand,
                         const Value *value);

#endif
