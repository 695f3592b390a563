/* rule.h - what the rules of parity share: the row they judge, the evidence they show, and how
 * waivers are honoured.
 *
 * A rule asks three things of this header. `Row` is a parameter across its environments, gathered
 * once for all rules, with the cheap facts that let almost every rule return at once. A rule that
 * finds something wrong goes through `waiver_judge`, which judges the row again without the
 * environments that are waived and keeps account of the waivers. And what is reported is worded
 * here, so that all rules group values and name environments in one way. */
#ifndef RUNG_PARITY_RULE_H
#define RUNG_PARITY_RULE_H

#include "parity/parity.h"

typedef struct Parity {
    Arena *arena;
    Matrix *matrix;
    const Model *model;
    Report *report;
    const Artifacts *artifacts;
    const ParityOptions *options;
    EnvironmentSet production; /* of class production */
    EnvironmentSet ephemeral;
    bool has_waivers;
    bool had_errors; /* of earlier layers: then nothing is said to be without effect */
    Map secrets;     /* P0007: account, region and path -> who claims it */
    ARRAY(const Param *) secret_rows; /* P0007: rows that have a secret somewhere */
    Map credentials;         /* P0008: those that stand in the sources; opened when it is needed */
    Map reasons;             /* P0011: a profile's row -> whether any unit makes it differ */
    Map journeys;            /* P0013: a scope -> what stands below its @rolling */
    Map seen;                /* code and place: what is said once however many units share it */
    bool first_letters[256]; /* P0010: with which the name of an environment begins */
} Parity;

/* A parameter in the environments that have its unit and its sink, in the model's order. */
typedef struct Row {
    const Param *param;
    uint32_t count;
    const uint32_t *environments;
    const Value *const *values; /* side by side with the environments; never NULL. Where P0004 is
                                 * broken: `value_unstated` or `value_refused` */
    const Category *category;   /* stated or inherited by reference; NULL */
    const Scope *rolling;       /* the nearest @rolling; NULL */
    LawSet laws;                /* the category's and the row's own */
    bool is_same;               /* one value everywhere, once emitted */
    bool is_image;              /* part of an image: P0001 alone speaks of it */
    bool is_secret;             /* nothing but secrets or references to them */
    bool has_secret;            /* somewhere */
    bool has_error;             /* somewhere something was reported before */
    bool *breaks_law;           /* set by P0005, waived or not */
} Row;

/* Is this the first time that the code is about to be reported at the place? */
bool parity_is_first(Parity *parity, Code code, Span span);
/* The place in a map that belongs to a node or scope: told apart by its address, kept in order of
 * first use. */
void **parity_slot(Parity *parity, Map *map, const void *key);

/* --- Rows (row.c) --------------------------------------------------------------------------- */

/* The rows of one sink: buffers that are filled again for each of its parameters. */
typedef struct Rows {
    Parity *parity;
    uint32_t count;
    uint32_t *environments;
    const Value **values;
    bool breaks_law;
} Rows;

/* Stand for "no value was found" and for a `none` that the type does not permit. They are error
 * values, so that only P0004 speaks of them. */
extern const Value value_unstated;
extern const Value value_refused;

void rows_open(Rows *rows, Parity *parity);
void rows_enter(Rows *rows, const Sink *sink);
Row rows_gather(Rows *rows, const Param *param);

/* The row as if the environments of `without` were not there. */
Row row_without(const Parity *parity, const Row *row, const EnvironmentSet *without);
EnvironmentSet row_environments(const Row *row);
const Value *row_value(const Row *row, uint32_t environment); /* NULL: takes no part */

/* The statement that names the row's type, category and laws: the profile's where there is one. */
const Statement *param_first(const Param *param);

/* --- Waivers (waiver.c) --------------------------------------------------------------------- */

/* Does the row break the rule? Sets the environments that are involved. */
typedef bool Judge(Parity *parity, const Row *row, EnvironmentSet *involved);

/* Judges the row, and if it breaks the rule judges it again as if the waived environments were not
 * there. True when a finding remains, which is then about *judged. */
bool waiver_judge(Parity *parity, const Row *row, Code code, Judge *judge, Row *judged);

/* The environments for which a unit waives a code. */
EnvironmentSet waiver_unit(const Parity *parity, const Unit *unit, Code code);
EnvironmentSet waiver_row(const Parity *parity, const Param *param, Code code);
EnvironmentSet waiver_scope(const Parity *parity, const Scope *scope, Code code);
/* Marks the waivers that hold for one of `involved`: without them something would have come. */
void waiver_mark_unit(const Unit *unit, Code code, const EnvironmentSet *involved);
void waiver_mark_scope(const Scope *scope, Code code, const EnvironmentSet *involved);
void waiver_mark_row(const Param *param, Code code, const EnvironmentSet *involved);
/* Does today lie behind, or within two weeks before, the date? False when today is unknown. */
bool date_is_past(const Parity *parity, int64_t until);
bool date_is_near(const Parity *parity, int64_t until);
Severity date_severity(const Parity *parity); /* of a date that is past */
/* What to delete to take an annotation away: its whole line where nothing else stands in it. */
Span annotation_extent(const Parity *parity, Span annotation);
/* The name of what the annotation stands above: a row, a table, a sink, a declaration (target.c). */
Span annotation_target(const Parity *parity, Span annotation);

/* --- Evidence (evidence.c) ------------------------------------------------------------------ */

Text environment_name(const Parity *parity, uint32_t environment);
Text environment_list(const Parity *parity,
                      const EnvironmentSet *set); /* "dev, staging and prod" */
/* The value as a label shows it, `(hidden)` where it is sensitive, "nothing" where none is stated. */
Text evidence_value(const Parity *parity, const Row *row, uint32_t position);
/* "2 in dev and staging, 6 in prod" */
Text evidence_groups(const Parity *parity, const Row *row);
/* The groups as the label of the parameter, and of each place in another line that gives one. */
void evidence_label(const Parity *parity, Diagnostic *diagnostic, const Row *row);
/* Says which unit, parameter and environments a finding is about. */
Diagnostic *finding_about(const Parity *parity, Diagnostic *diagnostic, const Param *param);
Diagnostic *finding_environments(const Parity *parity, Diagnostic *diagnostic,
                                 const EnvironmentSet *set);
/* "a", "an": before the name of a category. */
const char *article(Text noun);

/* --- Laws (law.c, overlap.c) ---------------------------------------------------------------- */

bool law_is_in(LawSet laws, Law law);
/* Does every higher rung have at least (or at most) what each lower one has? */
bool law_climbs(const Parity *parity, const Row *row, Law law);
/* Is no value of production shared with another class? */
bool law_is_apart(const Parity *parity, const Row *row);

/* What two values share, as each of them spells it. */
typedef struct Meeting {
    Text left, right;
} Meeting;

/* Do two values share an element: a text, or addresses of a network? Absent, "" and [] share
 * nothing. */
bool values_meet(Arena *arena, const Value *a, const Value *b, Meeting *out);

/* Calls `found` with the positions of all values that share an element, once for each element. */
typedef void Found(void *state, const EnvironmentSet *positions);
void values_share(Arena *arena, const Value *const *values, uint32_t count, Found *found,
                  void *state);

/* A network and whose it is. */
typedef struct Claim {
    Network network;
    Text text;
    uint32_t owner;
} Claim;

/* Claims in an order in which every network follows those that contain it. `cover` walks along. */
typedef struct Claims {
    ARRAY(Claim) all;
    const Claim *cover;
    uint32_t next;
} Claims;

/* Adds the networks of a value: one, or those of a list. */
void claims_add(Arena *arena, Claims *claims, const Value *value, uint32_t owner);
void claims_sort(Claims *claims);
/* The next claim that overlaps one of another owner; false when there is none left. */
bool claims_next(Claims *claims, const Claim **outer, const Claim **inner);

/* --- Images (image.c) ----------------------------------------------------------------------- */

bool param_is_image(const Param *param);

/* --- The rules ------------------------------------------------------------------------------ */

#define ROW_RULE(code, function)     void function(Parity *parity, const Row *row);
#define UNIT_RULE(code, function)    void function(Parity *parity, const Unit *unit);
#define PROGRAM_RULE(code, function) void function(Parity *parity);
#include "parity/rules.def"
#undef ROW_RULE
#undef UNIT_RULE
#undef PROGRAM_RULE

#endif
