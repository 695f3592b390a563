/* words.h - what the generators of this folder share: lists made of the .def files. Each generator
 * includes it once and prints to standard output; none reads a file. */
#ifndef RUNG_GRAMMAR_WORDS_H
#define RUNG_GRAMMAR_WORDS_H

#include <stdio.h>
#include <string.h>

typedef struct Word {
    const char *spelling;
    const char *class; /* of highlighting; "declaration" and "context" for declarations.def,
                          "type" for types.def */
} Word;

static const Word words[] = {
#define KEYWORD(kind, spelling, class, documentation) {spelling, #class},
#define PUNCTUATION(kind, spelling, class, documentation)
#define CLASS(kind, description, class, documentation)
#include "tokens.def"
#undef KEYWORD
#undef PUNCTUATION
#undef CLASS
#define DECLARATION(keyword, where, documentation) {keyword, "declaration"},
#define CONTEXT(word, where, documentation)        {word, "context"},
#include "declarations.def"
#undef DECLARATION
#undef CONTEXT
#define TYPE(kind, name, ...) {name, "type"},
#include "types.def"
#undef TYPE
};

enum { WORD_COUNT = sizeof words / sizeof words[0] };

static inline int word_is(const Word *word, const char *class) {
    return strcmp(word->class, class) == 0;
}

/* Prints the words of a class with `separator` between them. */
static inline void words_print(const char *class, const char *separator) {
    const char *before = "";
    for (int i = 0; i < WORD_COUNT; i++) {
        if (!word_is(&words[i], class)) continue;
        printf("%s%s", before, words[i].spelling);
        before = separator;
    }
}

#endif
