/* builder.h - what the files of this layer share while a model is built; private to check/.
 *
 * A Builder carries the model under construction and what only its construction needs. The order of
 * the steps is in model.c; each step reads what earlier ones have made and is in a file of its
 * own. */
#ifndef RUNG_CHECK_BUILDER_H
#define RUNG_CHECK_BUILDER_H

#include "check/check.h"

/* --- Paths of a body ------------------------------------------------------------------------ */

/* How a path disagrees with one that was stated before it. */
typedef enum Clash {
    CLASH_NONE,
    CLASH_SAME,         /* the same path */
    CLASH_BELOW_VALUE,  /* it lies below a value */
    CLASH_ABOVE,        /* something lies below it */
    CLASH_WHOLE_LIST,   /* elements of a list that is also written whole, either way round */
    CLASH_LIST_AND_MAP, /* `a[x]` beside `a.x` */
    CLASH_KEYS          /* `a[x]` beside `a[id=x]` */
} Clash;

typedef struct PathState PathState;

/* What is stated in one name space, by the number of its path, for each kind of sink. Used for one
 * body or unit after the other. */
typedef struct PathTable {
    Arena *arena;
    uint32_t space;
    PathState *states[SINK_END];
    uint32_t counts[SINK_END];
} PathTable;

void paths_open(PathTable *table); /* empties it */
/* Enters a parameter of a sink kind. On a clash nothing is entered and *other is the parameter that
 * was there first. */
Clash paths_add(PathTable *table, SinkKind kind, Param *param, Param **other);

/* --- Sheets: what a unit or profile says ---------------------------------------------------- */

/* A sink block. Its parameters have their `own` statement and neither unit nor sink yet. */
typedef struct Block {
    const SinkNode *node;
    Text doc;
    SinkKind kind;
    Text template; /* ssm's name template as written, "" for none */
    EnvironmentSet environments;
    const Scope *scope;
    Param *params;
    uint32_t count;
} Block;

/* All that stands between the braces of a unit or profile. A profile's is made once and shared. */
typedef struct Sheet {
    const Declaration *declaration;
    const Scope *scope;
    UnitAttribute attributes[UNIT_ATTRIBUTE_END];
    Emits emits;
    Block *blocks;
    uint32_t block_count;
} Sheet;

/* --- The builder ---------------------------------------------------------------------------- */

typedef struct Builder {
    Model *model;
    Arena *arena;
    Report *report;
    const Program *program;
    const Text *environment_names; /* of all environments, for suggestions */
    Map strangers; /* names on the ladder, or beyond the limit, that were reported: said once */
    Map sheets;    /* Text -> Sheet *: of profiles */
    bool has_sensitive;     /* a scope with @sensitive was opened */
    uint32_t inherited;     /* parameters that units have from profiles so far */
    const Cell *last_cells; /* the `{ ENV = CELL }` that `last_columns` was made from */
    uint32_t last_cell_count;
    const uint16_t *last_columns;
    PathTable paths;
    ARRAY(Waiver *) waivers;
    ARRAY(const Scope *) rolling;
} Builder;

/* Types (named.c, type.c, constraint.c, narrow.c). */
void types_build(Builder *builder);
const Type *type_of_spelling(Model *model,
                             Text spelling); /* of the .def files: `enum(a, b)`, `string?` */
/* Adds the bounds of `node` to `type`, which has its base's constraints already. */
void constraints_resolve(Model *model, Type *type, const TypeNode *node);
/* The value of a literal as a scalar type has it; NULL when it does not fit. */
const Value *literal_fold(Arena *arena, const Type *type, const Expression *literal);
/* Both types at once: `narrow` with the constraints of `wide` before its own. */
const Type *type_both(Arena *arena, const Type *narrow, const Type *wide);
bool type_narrows(const Type *narrow, const Type *wide);

/* What values of a type have in common as far as bounds and laws go. */
typedef enum BaseClass {
    CLASS_MEASURE, /* they have a size: numbers, durations, times */
    CLASS_TEXT,    /* characters */
    CLASS_TRUTH,
    CLASS_CHOICE,     /* enums */
    CLASS_COLLECTION, /* lists and maps */
    CLASS_OTHER
} BaseClass;

BaseClass base_class(BaseKind base);

/* Categories and laws (category.c). */
void categories_build(Builder *builder);
/* The category of that name. An unknown one is reported and gets a stand-in without laws, so that
 * nothing is said about its rows for want of a reason. NULL for no name. */
const Category *category_find(Builder *builder, Word word);
LawSet laws_resolve(Builder *builder, const Laws *laws); /* reports contradictions */
LawSet laws_add(LawSet laws, LawSet more); /* ascending and descending replace each other */

/* Environments (environment.c, attribute.c). */
void environments_build(Builder *builder);
void attributes_build(Builder *builder);
/* The index of an environment; -1, reported, when there is none. */
int32_t environment_find(Builder *builder, Word word);
/* The environments that `in A, B` names; with `is_covering`, also those like them. */
EnvironmentSet environments_named(Builder *builder, const Words *words);
EnvironmentSet environments_covered(const Model *model, EnvironmentSet named);
/* For each environment 1 + the index of its column; unknown and repeated ones are reported. */
const uint16_t *columns_resolve(Builder *builder, const Column *columns, uint32_t count);
const uint16_t *cells_resolve(Builder *builder, const Parameter *node);

/* Annotations (annotation.c): the scope that they open inside `parent`, which is `parent` itself
 * where there are none. */
const Scope *scope_open(Builder *builder, const Scope *parent, const Annotations *annotations);

/* Refuses empty lines between an annotation and what it is about (apart.c). */
void annotation_check_place(Builder *builder, const Annotation *annotation);

/* Keeps the values below `@sensitive` out of the excerpts of reports (sensitive.c). */
void sensitive_hide(const Builder *builder);

/* The strategy block, `emit` lines, units. */
void strategy_build(Builder *builder);
Emits emits_resolve(Builder *builder, const Members *members);
Sheet *sheet_make(Builder *builder, const Declaration *declaration);
void units_build(Builder *builder);
void sinks_build(Builder *builder, Unit *unit, const Sheet *const *sheets, const Words *uses);
/* Reports what is wrong with the paths of one profile by itself. */
void profile_check_paths(Builder *builder, const Sheet *sheet);
/* Flattens the entries of a sink block into `block->params`. */
void body_flatten(Builder *builder, Block *block, const Declaration *owner);
/* Makes what finds its parameters by their paths. */
void sink_index(Arena *arena, Sink *sink);

/* What could not be read, or cannot be known because of a mistake that was reported. */
extern const Expression lookup_missing;

/* --- Small things --------------------------------------------------------------------------- */

static inline Text word_text(Word word) {
    return word.name == NULL ? (Text){"", 0} : word.name->text;
}

/* True when `declaration` is the one that counts among those of its name. */
static inline bool is_first(const Declarations *declarations, const Declaration *declaration) {
    return declaration->name.name != NULL &&
           map_get(&declarations->by_name, declaration->name.name->text) == declaration;
}

/* "`a` -> `b` -> `a`". */
Text cycle_show(Arena *arena, const Text *names, size_t count);

#endif
