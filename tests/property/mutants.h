/* mutants.h - breaking the examples on purpose: what the generators of broken programs share.
 *
 * An Example is a project that has no findings. An operator walks over its syntax tree, and for
 * every place where a rule can be broken it makes a Mutant: some changes of the text, the code that
 * has to be found, and the lines where. A mutant is compiled from memory, and its report must hold
 * that code at those lines, at no other line, and nothing else that is not on the list of what the
 * break implies (mutants.c).
 *
 *     mutants.c            reads the examples, runs a mutant and judges its report
 *     mutants_site.c       the places: rows, sinks, secrets, what annotations stand above
 *     mutants_edit.c       text surgery: cells, columns, new rows
 *     mutants_oracle.c     the rules of values once more, as plainly as they can be written */
#ifndef RUNG_TEST_MUTANTS_H
#define RUNG_TEST_MUTANTS_H

#include "unit/unit.h"

#include "golden/golden.h"
#include "grammar/corpus.h"
#include "library/library.h"

/* --- Places (mutants_site.c) ---------------------------------------------------------------- */

/* A row or parameter, and the parameters of the model that it states something for: one in a unit,
 * one for each unit that uses it in a profile. */
typedef struct RowSite {
    const Tree *tree;
    const Declaration *owner;
    const Entry *table; /* NULL where it stands alone */
    const Parameter *row;
    Span span; /* from its category or path to its end */
    ARRAY(const Param *) params;
} RowSite;

/* A secret, likewise. */
typedef struct SecretSite {
    const Tree *tree;
    const Member *sink;
    const Entry *entry;
    Span span;
    ARRAY(const Param *) params;
} SecretSite;

/* A sink of a unit or profile; `sink` is that of the first unit that has it. */
typedef struct SinkSite {
    const Tree *tree;
    const Member *member;
    const Sink *sink;
} SinkSite;

/* What an annotation can stand above, whole: declarations, sinks, tables, groups, rows. */
typedef struct CoverSite {
    const Tree *tree;
    Span name;  /* what a finding about it points at */
    Span whole; /* everything that the annotation covers */
    bool is_row;
} CoverSite;

typedef struct Sites {
    ARRAY(RowSite) rows;
    ARRAY(SecretSite) secrets;
    ARRAY(SinkSite) sinks;
    ARRAY(CoverSite) covers;
} Sites;

typedef struct Example {
    const char *name;
    Arena *arena;
    ARRAY(RungFile) files;
    RungProject *project; /* compiled, without findings */
    const Model *model;
    const Matrix *matrix;
    ARRAY(Tree) trees; /* with their tokens, which the compiler has no need of */
    Sites sites;
} Example;

void sites_find(Example *example);

/* The offset behind the last token of the statement that begins at `start`. */
uint32_t site_end(const Tree *tree, uint32_t start);
/* The offset behind the first `{` at or after `from`. */
uint32_t site_brace(const Tree *tree, uint32_t from);
/* Where the line begins that `offset` is in. */
uint32_t site_line(const Tree *tree, uint32_t offset);
/* The column of a table for an environment; -1 where there is none, or one for several. */
int32_t site_column(const RowSite *site, Text environment);
/* The cell that a row writes for one environment; NULL. */
const Cell *site_cell(const RowSite *site, Text environment);
/* The row that names the category and type: all others restate it. */
bool site_is_first(const RowSite *site);
/* Is the value of the parameter one and the same everywhere? */
bool param_is_constant(const Example *example, const Param *param);
/* The parameters of the row that differ. */
bool site_varies(const Example *example, const RowSite *site);

/* --- Mutants (mutants.c) -------------------------------------------------------------------- */

typedef struct Tally {
    uint32_t places, mutants;
} Tally;

enum { MUTANT_RULES = 16 }; /* indexed by the number of the rule */

typedef struct Campaign {
    Arena *arena;  /* of the whole campaign */
    Arena scratch; /* of one mutant */
    const Example *example;
    Tally tallies[MUTANT_RULES];
    Map places;         /* what was counted */
    bool is_needed[16]; /* by allowance */
    uint64_t random;
    uint32_t controls; /* programs that broke no rule, or several, and were judged all the same */
    uint32_t failures;
} Campaign;

/* Texts of the example that are replaced; `file` is an index of Example.files. */
typedef struct Change {
    uint32_t file, start, end;
    Text text;
} Change;

typedef struct Mutant {
    Campaign *campaign;
    const Example *example;
    Arena *arena;
    int rule; /* 3 is P0003 */
    Severity severity;
    Span at; /* the place that is broken; its line has a finding of a judged mutant */
    const char *today;
    ARRAY(Change) changes;
    ARRAY(Change) expected; /* places of the example where the code is found */
    Text marker;            /* new text in whose line the code is found; "" */
    Text hidden;            /* what no report may show; "" */
    bool is_judged;         /* the places are those that mutants_oracle.c finds */
    bool is_indirect;       /* and `at` is not one of them: it is what they are computed from */
    bool is_waived;         /* other rules are broken on purpose, and waived */
    ArenaMark mark;
} Mutant;

extern const char *const mutants_today;

/* Reads and compiles the example in examples/NAME; fails the test unless it is clean. */
void example_open(Arena *arena, const char *name, Example *out);
void example_close(Example *example);
/* The index in Example.files of a source's file, or of a path; -1 for what is built in. */
int32_t example_file(const Example *example, uint32_t source);
int32_t example_path(const Example *example, Text path);

/* A mutant that breaks a rule at a place of the example. */
Mutant mutant_open(Campaign *campaign, int rule, Severity severity, Span at);
void mutant_replace(Mutant *mutant, Span span, Text text);
void mutant_insert(Mutant *mutant, uint32_t source, uint32_t offset, Text text);
void mutant_change(Mutant *mutant, Change change);
/* The finding stands in the line of this span. */
void mutant_expect(Mutant *mutant, Span span);
/* Compiles it and judges the report. False where the changes break another rule of values too, so
 * that it is no mutant of one rule: then nothing is counted. Frees what it took. */
bool mutant_run(Mutant *mutant);
/* The rule is not broken by the changes, whatever else is: its code must not be found. */
void mutant_refute(Mutant *mutant);
/* Does the changed program have no finding? For control of a mutant that differs by a letter. */
bool mutant_is_clean(const Mutant *mutant);
/* Which allowances nothing needed: there should be none. */
uint32_t campaign_idle(const Campaign *campaign);

/* --- Text surgery (mutants_edit.c) ---------------------------------------------------------- */

/* A value as a program would write it. */
Text edit_spell(Arena *arena, const Value *value);
/* The text of a span of the example. */
Text edit_source(const Example *example, Span span);
/* Gives the row a cell for one environment, in whatever form it is written. False where it cannot
 * have one: its column is shared with others. */
bool edit_cell(Mutant *mutant, const RowSite *site, Text environment, Text value);
/* A new first line in the braces of a sink. */
void edit_plant(Mutant *mutant, const SinkSite *site, Text line);
/* The same where a Terraform module has to know it: declares a variable of that name. */
void edit_declare(Mutant *mutant, const SinkSite *site, Text name);
/* Gives the Terraform variable that a row is for, if it is for one, a default of its own: a row
 * without a value breaks no second rule then. */
void edit_optional(Mutant *mutant, const RowSite *site);
/* A line above. */
void edit_above(Mutant *mutant, const Tree *tree, uint32_t offset, Text line);

typedef ARRAY(const Value *) Values;

/* Values of the parameter's type other than the one it has in an environment: those of its other
 * environments first, then some that are made up. */
void edit_values(const Example *example, Arena *arena, const Param *param, uint32_t environment,
                 Values *out);

/* --- The rules once more (mutants_oracle.c) ------------------------------------------------- */

/* Does a parameter break one of P0003 to P0006 or P0013, on a day? */
bool oracle_finds(const RungProject *project, const Param *param, int rule, int64_t today);

/* --- The operators, by rule ----------------------------------------------------------------- */

typedef void MutantOperator(Campaign *campaign);

MutantOperator mutate_images;      /* P0001 */
MutantOperator mutate_templates;   /* P0002 */
MutantOperator mutate_reasons;     /* P0003 */
MutantOperator mutate_shape;       /* P0004 */
MutantOperator mutate_laws;        /* P0005 */
MutantOperator mutate_likeness;    /* P0006 */
MutantOperator mutate_secrets;     /* P0007 */
MutantOperator mutate_credentials; /* P0008 */
MutantOperator mutate_branches;    /* P0009 */
MutantOperator mutate_names;       /* P0010 */
MutantOperator mutate_need;        /* P0011 */
MutantOperator mutate_journeys;    /* P0013 */
MutantOperator mutate_leaves;      /* P0014 */
MutantOperator mutate_waivers;     /* P0015 */

#endif
