/* edit.h - one value of a source written anew, and every other byte left as it is.
 *
 * What a person types becomes a spelling (reading.c), and a spelling takes the place of a cell, an
 * entry or a default in the text of the file that states the parameter (setting.c). Nothing here
 * compiles, judges or touches files: texts go in and come out, and whether the new one is a good
 * program is for the caller to find out. The spans of the tree say where things are; what no node
 * stands for (braces, commas) is read from the tokens of the same text. */
#ifndef RUNG_EDIT_H
#define RUNG_EDIT_H

#include "base/base.h"
#include "syntax/syntax.h"
#include "check/check.h"
#include "evaluate/evaluate.h"

/* A value as it is written. */
typedef struct Spelling {
    Text line;        /* on one line */
    Text block;       /* what a text block would hold, for text of whole lines; "" */
    bool is_computed; /* it holds more than literals */
} Spelling;

/* What a person typed, as the language may mean it. Where there are two, the first is an expression
 * that counts if it comes to a value of the type, and the second the text as it was typed. */
typedef struct Reading {
    Spelling items[2];
    uint32_t count;
    bool is_removal; /* `_`: what is there is taken away */
} Reading;

/* Reads what was typed for a parameter of that type. False with a problem, a sentence of the parser,
 * when it is no value at all. */
bool reading_make(Arena *arena, const Param *param, const Type *type, Text typed, Reading *out,
                  Text *problem);

/* One value to be set. */
typedef struct Setting {
    const Model *model;
    const Param *param;       /* no secret */
    int32_t environment;      /* whose cell; -1: the default */
    const Spelling *spelling; /* NULL: what is there is taken away */
} Setting;

/* The source in which the value is set: that of the unit, which restates what a profile says. It must
 * be free of syntax errors. */
uint32_t setting_file(const Setting *setting);

/* The text of that source afterwards. It is in the one layout if it was so before; else only what is
 * set is new. The same bytes where there is nothing to take away. */
Text setting_apply(Arena *arena, const Setting *setting);

#endif
