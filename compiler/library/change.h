/* change.h - one value that is to be set, and the program as it would be. */
#ifndef RUNG_LIBRARY_CHANGE_H
#define RUNG_LIBRARY_CHANGE_H

#include "edit/edit.h"
#include "library/library.h"

/* What was asked for. */
typedef struct Change {
    RungProject *project;
    const Param *param;
    int32_t environment; /* -1: the default */
    Text name;           /* `orders.helm.replicas@prod`, for messages */
    Reading reading;
    uint32_t file; /* the source that is edited */
} Change;

/* request of a change (change.c): RUNG_OK, or what is wrong with it, which was reported. */
RungStatus change_read(RungProject *project, Text reference, Text value, Change *out);

/* The program with the value written in one way. */
typedef struct Trial {
    RungProject *changed; /* compiled; that of `project->changed` */
    const Param *param;   /* as it is there; NULL where it is not */
    const Spelling *spelling;
    Text after; /* the source */
} Trial;

/* The same parameter in another compilation; NULL where there is none. */
const Param *trial_param(const RungProject *changed, const Param *param);
/* Tries the ways to write the value (trial.c) until one comes to a value of the type, at the latest
 * the last. */
Trial trial_run(const Change *change);
/* What a report of the program with other sources has and that of the project has not. */
Report trial_new_findings(RungProject *project, const Report *after);
/* Makes the report of the project that of the errors which were not there before, and says that
 * nothing was written; false when there are none. What else is new is reported then. */
bool trial_is_refused(const Change *change, const Trial *trial);
/* Has the changed source no syntax error? */
bool trial_is_readable(const Change *change, const Trial *trial);
/* Nothing is to be done, and so nothing is to be reported; the trial is gone. */
void trial_forget(const Change *change);
/* Does the value fit the type that the parameter had, where none is written? Reports. */
bool trial_keeps_type(const Change *change, const Trial *trial);
/* Of a value that must not be shown: does what was typed come to one at all? The findings that say why
 * not would show it. Reports. */
bool trial_is_known(const Change *change, const Trial *trial);
/* An environment in which the value is what was set; false where none takes it. */
bool trial_environment(const Change *change, const Trial *trial, uint32_t *out);

#endif
