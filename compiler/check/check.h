/* check.h - what the program says: environments, types, categories, units, and every parameter with
 * the statements that may give it a value.
 *
 * This layer resolves names and builds the model; it evaluates nothing but the literals in types.
 * The model is what all later layers read, and nothing in it changes once it is built except the
 * marks that say a waiver was used. A mistake is reported once, where it was made, and leaves a
 * model that later layers can use without a second message about it: unknown categories get a
 * stand-in without laws, unknown types BASE_ERROR, unknown environments are left out. Every
 * diagnostic that is about a unit carries its name (`report_about`). */
#ifndef RUNG_CHECK_H
#define RUNG_CHECK_H

#include "base/base.h"
#include "value/value.h"
#include "report/report.h"
#include "syntax/syntax.h"
#include "project/project.h"

/* --- Sets of environments ------------------------------------------------------------------- */

/* A set of environments by index. */
typedef struct EnvironmentSet {
    uint64_t words[LIMIT_ENVIRONMENTS / 64];
} EnvironmentSet;

static inline bool set_has(const EnvironmentSet *set, uint32_t index) {
    return (set->words[index / 64] >> (index % 64) & 1) != 0;
}

void set_add(EnvironmentSet *set, uint32_t index);
void set_remove(EnvironmentSet *set, uint32_t index);
bool set_is_empty(const EnvironmentSet *set);
EnvironmentSet set_and(EnvironmentSet a, EnvironmentSet b);
EnvironmentSet set_or(EnvironmentSet a, EnvironmentSet b);
EnvironmentSet set_without(EnvironmentSet a, EnvironmentSet b);
uint32_t set_count(const EnvironmentSet *set);

/* --- Types ---------------------------------------------------------------------------------- */

typedef enum BaseKind {
    BASE_ERROR, /* a mistake that was reported; accepts everything */
    BASE_ANY,

#define TYPE(kind, name, is_text, documentation) BASE_##kind,
#include "types.def"
#undef TYPE
    BASE_ENUM,
    BASE_LIST,
    BASE_MAP,
    BASE_OBJECT,
    BASE_SECRET /* of a parameter that is a secret; has no spelling in the language */
} BaseKind;

/* Are values of the type written as text in files? */
bool base_is_text(BaseKind base);

typedef struct Type Type;

/* One bound, its operands evaluated: a range has low and maybe high, a comparison has low. Types
 * are shared by all that spell them alike: `span` is where this bound was read first. What a
 * message about a parameter points at is `param_type_span`. */
typedef struct Constraint {
    BoundKind kind;
    const Value *low;
    const Value *high;
    void *pattern; /* BOUND_MATCHES: a Pattern, see pattern_search */
    Span span;
} Constraint;

typedef struct Field {
    Text name;
    const Type *type;
    const Expression *fallback; /* NULL */
} Field;

struct Type {
    BaseKind base;
    bool is_optional;
    Text text;           /* its spelling: `int(1..50)`, `list(string)`; as written where it was */
    const Type *element; /* BASE_LIST, BASE_MAP */
    const Text *values;  /* BASE_ENUM, in the order declared */
    uint32_t value_count;
    const Field *fields; /* BASE_OBJECT */
    uint32_t field_count;
    const Map *word_by_text;  /* Text -> const Text *: its values, where these are many; NULL */
    const Map *field_by_name; /* Text -> const Field *: likewise */
    const Constraint *constraints; /* those of a named type come first */
    uint32_t constraint_count;
    uint32_t depth; /* of lists, maps and objects inside one another */
};

/* A word of an enum by its text, and a field of an object by its name; NULL where there is none, as in
 * any other type. */
const Text *type_word(const Type *type, Text text);
const Field *type_field(const Type *type, Text name);
/* The type of a member of a map or of a field of an object; NULL where the type does not say. */
const Type *type_member(const Type *type, Text key);

/* PCRE2, compiled once, with a match limit. NULL and a message when the pattern is refused.
 * pattern.c is the only file that includes pcre2.h. */
typedef struct Pattern Pattern;

/* What is left for all patterns of a compilation together; each keeps a pointer to it. */
typedef struct PatternBudget {
    uint64_t steps; /* of LIMIT_ALL_MATCH_STEPS */
    size_t bytes;   /* of LIMIT_PATTERN_BYTES */
} PatternBudget;

Pattern *pattern_compile(Arena *arena, PatternBudget *budget, Text source, Text *problem);
/* 1 found, 0 not found, -1 when the match needed more than LIMIT_MATCH_STEPS, or than is left. */
int pattern_search(Pattern *pattern, Text text);
/* One of the standard library, which is right: it is compiled when it is first searched, and most
 * programs search few of them. */
Pattern *pattern_known(Arena *arena, PatternBudget *budget, Text source);

/* Does a law fit a type? `any` takes every law; lists are looked into. */
bool law_fits(Law law, const Type *type);

/* --- Environments --------------------------------------------------------------------------- */

typedef enum EnvironmentAttributeKind {

#define UNIT_ATTRIBUTE(kind, name, type, may_vary, in_profile, documentation)
#define ENVIRONMENT_ATTRIBUTE(kind, name, type, fallback, documentation) ENVIRONMENT_##kind,
#include "attributes.def"
#undef UNIT_ATTRIBUTE
#undef ENVIRONMENT_ATTRIBUTE
    ENVIRONMENT_OWN /* the first that the project declares itself */
} EnvironmentAttributeKind;

/* What the annotations around a place say: see below. */
typedef struct Scope Scope;

/* An attribute of environments: built in, or declared by a row of an `environments` table. */
typedef struct AttributeFact {
    Text name;
    Text doc;
    const Type *type;           /* NULL: that of the first value */
    const Expression *fallback; /* NULL: none */
    Span span;                  /* NO_SPAN for a built-in that no row restates */
    const Scope *scope;         /* of its row; NULL */
} AttributeFact;

typedef struct AttributeCell {
    const Expression *value; /* NULL: not stated */
    Span span;
} AttributeCell;

typedef struct Environment {
    const Name *name;
    uint32_t index; /* in Model.environments */
    Span span;      /* where it is declared */
    Text doc;
    int32_t like;      /* index of the environment it is like, -1 */
    bool is_like_lost; /* it says what it is like, and that was reported */
    uint32_t rung;     /* from 1, the lowest; 0: off the ladder */
    bool is_ephemeral;
    const Name *parameter; /* of an ephemeral one: `pr` */
    const Type *parameter_type;
    const Expression *sample;
    const Name **differs; /* categories that `differs` adds */
    uint32_t differs_count;
    AttributeCell *attributes;      /* by index into Model.attributes */
    const Declaration *declaration; /* its `environment`; NULL when it is only a column */
    const Scope *scope;             /* of that declaration; NULL */
} Environment;

/* --- Categories, annotations ---------------------------------------------------------------- */

typedef uint32_t LawSet; /* bits 1 << LAW_... */

typedef struct Category {
    const Name *name;
    LawSet laws;
    Text doc;
    bool is_builtin;
    bool is_unknown; /* stands in for a name that was reported: nothing is to be said about it */
} Category;

/* `@waive(CODE, "reason", in = ENV, until = DATE)`. `is_used` is set by whoever passes over a
 * finding because of it. */
typedef struct Waiver {
    Code code; /* CODE_END: a policy */
    const Name *policy;
    Text reason;
    bool has_environments;
    EnvironmentSet environments; /* those that are judged as if they were not there */
    bool has_until;
    int64_t until; /* seconds */
    Span span;
    const Scope *scope; /* where it stands */
    bool is_used;
} Waiver;

/* The waivers of one code in one scope, taken together: rows ask often, and a scope may have many. */
typedef struct WaiverGroup {
    Code code;
    uint32_t count;
    bool is_everywhere;          /* one of them names no environments */
    EnvironmentSet environments; /* those that the others name */
    bool waits_everywhere;       /* the same of those that are not used yet */
    EnvironmentSet waiting;
} WaiverGroup;

/* What the annotations of one declaration, member, table, group, row or parameter say. Scopes nest;
 * `parent` is the enclosing one. */
struct Scope {
    const Scope *parent;
    Waiver *waivers;
    uint32_t waiver_count;
    WaiverGroup *groups; /* one for each code */
    uint32_t group_count;
    bool is_sensitive;
    bool is_rolling;
    int64_t rolling_until;
    bool has_rolling_until;
    Span rolling_span;
    Text deprecated; /* "" when it is not */
};

/* --- Units, sinks, parameters --------------------------------------------------------------- */

typedef enum SinkKind {

#define SINK(kind, name, has_block, is_text, path, documentation) SINK_##kind,
#include "sinks.def"
#undef SINK
    SINK_END
} SinkKind;

typedef struct SinkFact {
    const char *name;
    bool has_block;
    bool is_text;
    const char *path;
    const char *documentation;
} SinkFact;

const SinkFact *sink_fact(SinkKind kind);
bool sink_find(Text name, SinkKind *out);

typedef enum UnitAttributeKind {

#define UNIT_ATTRIBUTE(kind, name, type, may_vary, in_profile, documentation) UNIT_##kind,
#define ENVIRONMENT_ATTRIBUTE(kind, name, type, fallback, documentation)
#include "attributes.def"
#undef UNIT_ATTRIBUTE
#undef ENVIRONMENT_ATTRIBUTE
    UNIT_ATTRIBUTE_END
} UnitAttributeKind;

typedef struct UnitAttributeFact {
    const char *name;
    const char *type; /* its spelling */
    bool may_vary;    /* may use `env` */
    bool in_profile;  /* may stand in a profile */
    const char *documentation;
} UnitAttributeFact;

const UnitAttributeFact *unit_attribute_fact(UnitAttributeKind kind);
bool unit_attribute_find(Text name, UnitAttributeKind *out);

/* The comment above a table or a group. What is generated has it above the first of what they hold,
 * but for a group not above more than the key that it names. */
typedef struct Heading {
    const struct Heading *around; /* the next one outwards; NULL */
    Text doc;
    uint32_t depth; /* segments of a path that stand before it */
} Heading;

typedef struct Unit Unit;
typedef struct Sink Sink;
typedef struct Param Param;

/* One place that states a parameter: a row or parameter of the unit's body or of a profile's. */
typedef struct Statement {
    const Parameter *node;    /* NULL for a secret */
    const Entry *secret;      /* the secret entry, else NULL */
    const uint16_t *columns;  /* by environment, 1 + index of its cell, 0 for none; NULL: no cells.
                                  One more at the end: 1 where a name was reported */
    const Scope *scope;       /* innermost annotations */
    const Declaration *owner; /* the unit or profile it is written in */
} Statement;

/* There are as many as rows, so what few ask for is found where it is written: see `param_doc`. */
struct Param {
    Unit *unit;
    Sink *sink;
    const Path *path;           /* the whole of it, the `at`s before it included */
    const Type *type;           /* written type; NULL: that of the first value */
    const Category *category;   /* NULL: none stated */
    const Word *category_word;  /* where it is stated, on the row or its table; NULL */
    const Statement *own;       /* in the unit's body; NULL */
    const Statement *inherited; /* in a profile's; NULL. At least one of the two is there */
    const Heading *heading;     /* the innermost of the tables and groups around it; NULL */
    uint32_t index;             /* in Model.params, and the matrix's row */
    LawSet laws;                /* the category's, the rows' added */
    LawSet row_laws;            /* written on a row itself */
    Span span;                  /* of the path where it is stated first (own before inherited) */
    bool is_secret;
    bool is_text;              /* written as a string: `as map`, `as list`, text sinks */
    bool is_list_entry;        /* directly in `at ... as list`: `{name: NAME, value: "..."}` */
    bool category_is_of_table; /* its category is the table's */
    bool has_own_type;         /* the type was written */
    bool is_sensitive;         /* something around one of its statements says so */
};

struct Sink {
    SinkKind kind;
    Unit *unit;
    const Expression *template;  /* ssm's name template */
    Text template_text;          /* as written, by which blocks are told apart; "" for none */
    EnvironmentSet environments; /* where it is: the unit's and the sink's `in` */
    Param **params;              /* in the order they are emitted: a profile's first */
    uint32_t count;
    Text doc;            /* of the unit's block, else of the first profile's that has any */
    uint32_t slot_count; /* for `model_param`, private to lookup.c; 0: it has few parameters */
    uint32_t *slots;
    Span span;
    const Scope *scope;
};

/* An attribute and where it is stated. */
typedef struct UnitAttribute {
    const Expression *value;  /* NULL: not stated */
    const Declaration *owner; /* the unit or a profile */
    Span span;                /* of its name */
    const Scope *scope;       /* innermost annotations */
} UnitAttribute;

/* `emit` lines of one place, in order. The environments are those for which a line counts: named by
 * its `in`, or like one that is, where no other line of that sink is nearer. */
typedef struct Emits {
    const Emit **items;
    const EnvironmentSet *environments; /* resolved `in`; empty set where there is none */
    uint32_t count;
} Emits;

struct Unit {
    const Name *name;
    bool is_service;
    uint32_t index; /* in Model.units, which are in order of name */
    const Declaration *declaration;
    const Declaration **profiles;
    uint32_t profile_count;
    bool is_profile_lost; /* one that it uses was reported: what it lacks may be there */
    Text doc;
    EnvironmentSet environments;
    UnitAttribute attributes[UNIT_ATTRIBUTE_END];
    Emits emits;         /* its own */
    Emits profile_emits; /* of its profiles, in order */
    Sink **sinks;
    uint32_t sink_count;
    const Scope *scope;
};

/* --- The model ------------------------------------------------------------------------------ */

typedef struct Model {
    Arena *arena;
    Report *report;
    const Program *program;
    const Name *strategy;      /* its name; NULL was reported */
    Environment *environments; /* ladder order (a rung's as written), then by name */
    uint32_t environment_count;
    EnvironmentSet all;      /* of them */
    Map environment_by_name; /* Text -> Environment * */
    uint32_t rung_count;
    AttributeFact *attributes; /* of environments: EnvironmentAttributeKind, then own */
    uint32_t attribute_count;
    Map attribute_by_name;          /* Text -> AttributeFact * */
    Attributes strategy_attributes; /* free attributes and `rung` */
    Map strategy_by_name;           /* the same: Text -> Attribute * */
    Emits emits;                    /* of the strategy */
    Map categories;                 /* Text -> Category * */
    Map types;                      /* Text -> Type *: declared and built in */
    Map spellings;                  /* Text -> Type *: every type by its spelling, for interning */
    PatternBudget *patterns;        /* what is left for them */
    bool is_library;                /* while the types of the standard library are resolved */
    Unit **units;                   /* by name */
    uint32_t unit_count;
    Map unit_by_name; /* Text -> Unit * */
    Param **params;
    uint32_t param_count;
    Waiver **waivers; /* all of them, for P0015 */
    uint32_t waiver_count;
    const Scope **rolling; /* scopes with @rolling */
    uint32_t rolling_count;
} Model;

/* Builds the model. Always gives one. */
Model *check_program(Arena *arena, const Program *program);

/* The index of an environment by name, -1 when there is none. */
int32_t model_environment(const Model *model, Text name);
Sink *unit_sink(const Unit *unit, SinkKind kind); /* the first of that kind; NULL */
/* The parameter with that canonical path in a unit's sinks of one kind; NULL. Hashed. */
Param *model_param(const Model *model, const Unit *unit, SinkKind kind, Text path);
/* "helm.replicas": as messages, JSON and REFs name it within its unit. */
Text param_reference(Arena *arena, const Param *param);
/* Where a secret's path in the store is written: the unit's `= "..."`, else the profile's; NULL. */
const Expression *param_store(const Param *param);
/* Its documentation: the profile's, else the unit's; "" for none. */
Text param_doc(const Param *param);
/* Where a law stands that is written on the row itself: there is one. */
Span param_law_span(const Param *param);
/* Of the path. */
Span statement_span(const Statement *statement);
/* Where the segment of that number in its path is written. Not for what interpolates. */
Span param_segment_span(const Model *model, const Param *param, uint32_t index);
/* The type as it is written for this parameter, for labels; its path where none is. */
Span param_type_span(const Param *param);

/* Resolves a type node (declared names, built-ins, constraints); reports what is wrong. */
const Type *type_resolve(Model *model, const TypeNode *node);
/* The type of values that a literal shape suggests, made for inference: `type_make` interns by
 * spelling. */
const Type *type_builtin(const Model *model, BaseKind base);
const Type *type_list_of(Model *model, const Type *element);
const Type *type_map_of(Model *model, const Type *element);
const Type *type_optional(Model *model, const Type *type);
const Type *type_object_of(Model *model, const Field *fields, uint32_t count);

/* --- Lookup --------------------------------------------------------------------------------- */

typedef enum OriginKind { ORIGIN_CELL, ORIGIN_LIKE, ORIGIN_DEFAULT } OriginKind;

/* Where the value of a parameter in an environment comes from. */
typedef struct Origin {
    OriginKind kind;
    const Statement *statement; /* the unit's or the profile's */
    uint32_t environment;       /* whose cell it is (ORIGIN_LIKE: the one it is like) */
    const Expression *value;    /* EXPRESSION_NONE is a value here; NULL for a secret */
    Span span;
} Origin;

/* The first that is there: in the unit's body, then in its profile: the cell for the environment,
 * for the one it is like, and so on, then the default (language.md 4.2, "Lookup"). A CELL_MISSING
 * counts as found with EXPRESSION_MISSING, and so does what may be missing because of a mistake
 * that was reported. False when nothing is found (P0004). */
bool param_origin(const Model *model, const Param *param, uint32_t environment, Origin *out);

/* May a value be missing or another one because of a mistake that was reported, in the name of a
 * column or of a profile? */
bool param_is_lost(const Model *model, const Param *param);

/* Every place where a value could be, in the order of lookup, for `rung why`; `is_there` says
 * whether it has one. The first that is there is the one that wins; those after it are listed
 * too. */
typedef struct Visit {
    Origin origin;
    bool is_there;
} Visit;

uint32_t param_visits(Arena *arena, const Model *model, const Param *param, uint32_t environment,
                      Visit **out);

/* --- Waivers -------------------------------------------------------------------------------- */

/* The environments for which `code` is waived at a parameter, a sink or a unit (pass what there is;
 * a waiver with no `in` covers all). Waivers past their date still hold. Marks nothing. */
EnvironmentSet waiver_environments(const Model *model, const Statement *own,
                                   const Statement *inherited, const Scope *unit_scope, Code code);
/* Marks those waivers as used: the finding would have been reported without them. */
void waiver_use(const Statement *own, const Statement *inherited, const Scope *unit_scope,
                Code code);

/* The waivers of a code that stand in the scope itself; NULL where there is none. */
WaiverGroup *scope_group(const Scope *scope, Code code);
/* One of the group is still to be needed. */
void group_wait(WaiverGroup *group, const Waiver *waiver);

bool scope_is_sensitive(const Scope *scope);    /* or any that encloses it */
const Scope *scope_rolling(const Scope *scope); /* the nearest with @rolling; NULL */
const Scope *param_rolling(const Param *param);

#endif
