/* question.h - running git; private to this layer. */
#ifndef RUNG_GIT_QUESTION_H
#define RUNG_GIT_QUESTION_H

#include "git/git.h"
#include "process/process.h"

/* Each is what process.h has of that name, for `git -C root` with arguments of which the last is NULL. Its
 * standard error is nowhere, or goes where its output goes. */
bool question_start(Arena *arena, const char *root, const char *const *arguments, Process *out);
bool question_ask(Arena *arena, const char *root, const char *const *arguments, Process *out);
int question_run(Arena *arena, const char *root, const char *const *arguments, bool has_errors,
                 size_t limit, Text *out);

#endif
