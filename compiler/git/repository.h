/* repository.h - what the files of this layer know of the repository; private to this layer. */
#ifndef RUNG_GIT_REPOSITORY_H
#define RUNG_GIT_REPOSITORY_H

#include "git/question.h"

/* A line of a listing takes twice as much again once it is a file: half a million files are 256 MiB. */
enum { LISTING_BYTES = 32 * 1024 * 1024 };

struct Git {
    Arena *arena;
    const char *root;
    Text prefix; /* of the root below the top of the repository: "" or `sub/dir/` */
    Text complaint;
    bool is_bare;
    bool is_shallow;
    Files tree;              /* what is below the root on disk, where anything is */
    size_t ahead;            /* bytes that were read together with what was asked for */
    const Catalogue *staged; /* what the index has, once it was listed; NULL */
    Process index;           /* that lists the index, where it was started before it is asked for */
    Process blobs;           /* `git cat-file --batch`; started when the first blob is asked for */
};

/* Runs git in the root: `arguments` are those behind `git -C ROOT`, the last NULL. The exit status
 * as process_run gives it. */
int repository_ask(Git *git, const char *const *arguments, Text *out);
/* What such a status means: GIT_OK, GIT_NOT_INSTALLED, GIT_ENDED, or `otherwise` where git had an answer
 * that was no. */
GitAnswer repository_answer(int status, GitAnswer otherwise);
/* The same for a question whose failure is worth a word: it is asked once more for what git says,
 * which becomes the complaint. */
GitAnswer repository_need(Git *git, const char *const *arguments, GitAnswer otherwise, Text *out);

/* listing.c: begins to list the index. */
void listing_begin(Git *git);

/* filters.c: the arguments, and before them what turns every filter of the configuration off; false where
 * that cannot be said. */
bool filters_off(Git *git, const char *const *arguments, const char *const **out);

/* A blob of a listing. */
typedef struct Blob {
    Text id;   /* in hexadecimal */
    Text text; /* once it was read */
    bool is_read;
    bool is_too_large; /* for the limit with which it was read */
    bool is_missing;   /* listed, and not in this clone */
    bool is_executable;
    bool is_skipped; /* in the index: not wanted on disk */
    bool is_assumed; /* in the index: taken for unchanged on disk */
} Blob;

/* How much is read before it is asked for: what one question gives could be the whole repository. */
enum { AHEAD_BYTES = 32 * 1024 * 1024 };

/* Would these bytes be the blob? */
bool blob_is(const Blob *blob, Text bytes);
/* What git calls a blob of these bytes where its ids have that length. */
Text object_id(Arena *arena, size_t length, Text bytes);

/* Reads blobs that were not read yet, all with one trip for a hundred or so, and after the first as
 * many as there is room for; false when git fails. */
bool blobs_read(Git *git, Blob *const *blobs, size_t count, size_t limit);

#endif
