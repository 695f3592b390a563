/* sensitive.h - the texts that must not be shown; private to this layer. */
#ifndef RUNG_DIFF_SENSITIVE_H
#define RUNG_DIFF_SENSITIVE_H

#include "base/base.h"

typedef struct SensitiveTexts {
    Text *items;
    uint32_t count, capacity;
} SensitiveTexts;

/* Adds the spellings in base64 by which the text can be told. */
void encoded_add(Arena *arena, Text text, SensitiveTexts *out);

#endif
