/* readers.h - the real readers of what is written, each run once for all files. */
#ifndef RUNG_TESTS_READERS_H
#define RUNG_TESTS_READERS_H

#include "property/expectation.h"

/* A file on disk, and what it must read as. */
typedef struct Readable {
    Text project; /* "seed 12", "examples/flowmart" */
    Text path;    /* of the output */
    const char *place;
    Format format;
    SinkKind sink;
    bool is_known;                    /* `expected` says it; else the readers have to agree */
    Text expected[NUMBERS_FLOAT + 1]; /* canonical, by NumberForm */
} Readable;

typedef struct Readables {
    ARRAY(Readable) items;
} Readables;

typedef struct Reader {
    const char *name;
    const char *needs;   /* a shell command that succeeds where the reader is at hand */
    const char *command; /* with `LIST` for the list of files */
    uint32_t formats;    /* bits 1 << FORMAT_... */
    NumberForm numbers;
    bool says_nothing;   /* of a good file: it only judges */
    bool is_environment; /* its output is what `env -0` prints */
} Reader;

extern const Reader readers[];
extern const size_t reader_count;

/* What a reader said of each file, by index; empty texts where it was not asked. */
typedef struct Reading {
    const Reader *reader;
    bool is_there;
    Text *said;
} Reading;

/* Runs all readers that are there, side by side, in a directory for what they need. */
Reading *readers_run(Arena *arena, const char *directory, const Readables *files);
/* Runs one that is there; the same as in all of them, or one of a test's own. */
Reading reader_run(Arena *arena, const char *directory, const Reader *reader,
                   const Readables *files);

#endif
