/* grammar.h - the grammar as data, for tests: read from rung.ebnf, asked whether it accepts a file,
 * and made to speak. Nothing here knows the parser; that the two agree is what is tested. */
#ifndef RUNG_TESTS_GRAMMAR_H
#define RUNG_TESTS_GRAMMAR_H

#include "syntax/syntax.h"

/* --- ebnf.c: the grammar -------------------------------------------------------------------- */

typedef enum NodeKind {
    NODE_TERMINAL, /* `"service"`, `NAME` */
    NODE_RULE,     /* `expr` */
    NODE_SEQUENCE, /* `a b` */
    NODE_CHOICE,   /* `a | b` */
    NODE_OPTION,   /* `[ a ]` */
    NODE_REPEAT    /* `{ a }` */
} NodeKind;

typedef struct Node {
    NodeKind kind;
    uint32_t symbol; /* of a terminal or rule: its index */
    ARRAY(struct Node *) items;
} Node;

typedef struct Rule {
    Text name;
    Text text; /* as it is written, from its name to its `;`, white space made single spaces */
    Node *node;
} Rule;

/* A literal, or a class such as NAME; names of types are a class of their own, because four more
 * words are reserved there. */
typedef struct Terminal {
    Text text;
    bool is_literal;
} Terminal;

enum { TERMINALS_MAX = 128 };

typedef struct Grammar {
    Arena *arena;
    ARRAY(Rule) rules; /* the first is where every file begins */
    ARRAY(Terminal) terminals;
} Grammar;

/* Reads a grammar; the message says what is wrong with it, "" when nothing is. */
Grammar *ebnf_read(Arena *arena, Text source, Text *message);
/* The index of a terminal or rule; UINT32_MAX when the grammar has none of that name. */
uint32_t ebnf_terminal(const Grammar *grammar, Text text, bool is_literal);
uint32_t ebnf_rule(const Grammar *grammar, Text name);
/* The text with every run of white space made one space, as rules have it. */
Text ebnf_squeeze(Arena *arena, Text text);

/* --- earley.c: whether the grammar accepts -------------------------------------------------- */

/* The terminals that one token can be: `service` is itself, a NAME and a WORD. */
typedef struct TerminalSet {
    uint64_t bits[TERMINALS_MAX / 64];
} TerminalSet;

typedef struct Earley Earley;

Earley *earley_open(Arena *arena, const Grammar *grammar);
bool earley_accepts(Earley *earley, const TerminalSet *tokens, uint32_t count);

/* What the grammar sees of the tokens of a file: comments are gone, and newlines where its opening
 * comment says that there is none. */
TerminalSet *earley_tokens(Arena *arena, const Grammar *grammar, Text source, const Token *tokens,
                           uint32_t *count);

/* --- sentences.c: what the grammar says ------------------------------------------------------ */

/* 0 up to limit - 1; the state is that of `random_next` in unit.h. */
uint32_t random_below(uint64_t *random, uint32_t limit);

typedef struct Speaker Speaker;

Speaker *sentence_open(Arena *arena, const Grammar *grammar);
/* A random file of the grammar: nested at most about `depth` rules deep. Comments, spaces and line
 * breaks stand wherever they may. */
Text sentence_write(Speaker *speaker, uint64_t *random, Arena *arena, uint32_t depth);

#endif
