/* corpus.h - sources for tests: the files of the project, and one step from text to tree. */
#ifndef RUNG_TESTS_CORPUS_H
#define RUNG_TESTS_CORPUS_H

#include "syntax/syntax.h"

typedef struct CorpusFile {
    Text path;
    Text text;
} CorpusFile;

typedef struct Corpus {
    Arena *arena;
    ARRAY(CorpusFile) files;
} Corpus;

/* The whole file; false when it cannot be read. */
bool corpus_read(Arena *arena, const char *path, Text *text);
/* Adds every file below the folder whose name ends so, in byte order of the paths. */
void corpus_add(Corpus *corpus, const char *folder, Text ending);
bool corpus_write(const char *path, Text text);

/* A parsed text and everything it needed. */
typedef struct Parsed {
    Names names;
    Sources sources;
    Report report;
    Tree *tree;
} Parsed;

void corpus_parse(Arena *arena, Text text, Parsed *parsed);
Text corpus_dump(Arena *arena, const Tree *tree);
Text corpus_format(Arena *arena, const Tree *tree);
/* The comments, one a line, with their spaces made single. */
Text corpus_comments(Arena *arena, const Tree *tree);

/* What is wrong with the layout of a tree without errors: it must keep the tree and the comments,
 * and be its own layout; "" when nothing is. */
Text corpus_check_layout(Arena *arena, const Tree *tree);

#endif
