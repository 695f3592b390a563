/* attempt.h - one value set, and everything that must hold afterwards.
 *
 * An attempt is made on an Example in memory. Whether the edit is right is judged by the model of the
 * program as it would be, also where it was refused: every parameter must find its value in every
 * environment where it did before, but for the cell that was set and for those that follow it by
 * likeness (attempt_origin.c); only the text of the statement may have changed; and the errors that
 * are new must be those that were reported (attempt.c). */
#ifndef RUNG_TESTS_ATTEMPT_H
#define RUNG_TESTS_ATTEMPT_H

#include "property/mutants.h"

typedef struct Attempt {
    Arena *arena;
    const Example *before;
    const Param *param;
    int32_t environment; /* -1: the default */
    Text typed;
    const Value *value; /* what was typed; NULL: taken away, or not known */
    Text reference;     /* as `rung set` is told */
    RungStatus status;
    RungEdit edit;
    Example after; /* as it would be, also where it was refused; closed with the attempt */
    uint32_t file; /* that changes, of Example.files */
} Attempt;

/* A project of files in memory, with errors or without; `attempt_project` takes an example's. */
void attempt_project(Arena *arena, const char *name, const RungFile *files, size_t count,
                     Example *out);

/* Sets a value. Fails the test where the answer breaks a promise of rung.h; the program is judged by
 * attempt_judge. */
void attempt_make(Arena *arena, const Example *before, const Param *param, int32_t environment,
                  Text typed, const Value *value, Attempt *out);
void attempt_close(Attempt *attempt);

/* All that must hold of an attempt that gave RUNG_OK or RUNG_FINDINGS. */
void attempt_judge(const Attempt *attempt);
/* Sets what was there before in the program that came out: its matrix must be the old one. */
void attempt_undo(const Attempt *attempt);
/* Sets the same again: nothing changes. */
void attempt_repeat(const Attempt *attempt);

/* Fails with the attempt, the place of the change and what is wrong. */
noreturn void attempt_fail(const Attempt *attempt, const char *format, ...) PRINTF_LIKE(2, 3);

/* --- Origins (attempt_origin.c) ------------------------------------------------------------- */

/* Where every value must come from afterwards. */
void attempt_check_origins(const Attempt *attempt);
/* May the value of a parameter have changed there, since it reads one that was set? */
bool attempt_may_change(const Attempt *attempt, const Param *param, uint32_t environment);

#endif
