/* rendered.h - what Helm makes of a unit in an environment while it is compared: objects, the fields in
 * which two of them differ, what must not be shown of them; private to this layer. */
#ifndef RUNG_DIFF_RENDERED_H
#define RUNG_DIFF_RENDERED_H

#include "diff/diff.h"
#include "foreign/foreign.h"
#include "syntax/syntax.h"

/* --- Objects (objects.c) -------------------------------------------------------------------- */

typedef struct Object {
    DiffObject about;
    Text identity; /* the same for two objects exactly when they are one */
    const Node *node;
    bool is_secret;
} Object;

/* A document, or an item of a list, that is no object. */
typedef struct Stranger {
    const Node *node;
    const char *why; /* "has no kind" */
} Stranger;

typedef struct Objects {
    ARRAY(Object *) all; /* in the order of the manifest */
    Map by_identity;
    ARRAY(Stranger) strangers;
    ARRAY(const Object *) repeated; /* those of which another stands there before */
    uint32_t repeated_keys;         /* keys that stand twice, */
    uint32_t repeated_key;          /* and the place of the first */
} Objects;

/* False with the reason where the manifest is no YAML. */
bool objects_read(Arena *arena, const DiffManifest *manifest, Objects *out, Text *problem);
/* The line of an offset, counted from 1. */
unsigned manifest_line(const DiffManifest *manifest, uint32_t offset);
/* `Deployment orders-ns/orders`, in one line. */
Text object_title(Arena *arena, const DiffObject *object);

/* --- Steps (step.c) ------------------------------------------------------------------------- */

/* The keys on the way from an object to a field. */
typedef struct Step {
    const struct Step *parent; /* NULL: the object itself, which has no key */
    Segment segment;
    uint32_t index; /* of an element that has only its number */
    bool
        is_shifted; /* it has another number in the other list: in other environments it says nothing */
    bool is_gone; /* the number is that in the old list */
} Step;

/* The first step, which is a key of the object; NULL for the object itself. */
const Step *step_first(const Step *step);
uint32_t step_depth(const Step *step);
/* Leads the way through an element that is shifted, or gone from among such? */
bool step_is_shifted(const Step *step);
bool step_is_gone(const Step *step);
const Step *step_copy(Arena *arena, const Step *step);
/* What stands there in an object; NULL. */
const Node *step_find(const Node *root, const Step *step);

/* --- Values (nodes.c) ----------------------------------------------------------------------- */

/* What Kubernetes sees there: NULL for null, which it takes as nothing. */
const Node *node_seen(const Node *node);
/* The same to Kubernetes: numbers by value, and a null member is none. */
bool node_means(const Node *a, const Node *b);
/* Is it a number that is compared by its value, and not by its digits? */
bool node_is_decimal(Text text, Number *out);
/* The bytes of all its texts. */
size_t node_size(const Node *node);
/* A value that lives in the arena with all its texts. The member `without` of the node is left out. */
const Value *node_shown(Arena *arena, const Node *node, Text without);

/* --- What is not shown (hidden.c) ----------------------------------------------------------- */

/* Manifests whose hidden texts count for both sides. */
typedef struct Hiding {
    const DiffManifest *old, *new;
} Hiding;

/* Is the text, or does it hold, one that must not be shown? */
bool hides_text(const Hiding *hiding, Text text);
/* Has the object no part at this key that may be shown? Then what is below is not told apart. */
bool hides_all(const Object *object, const Step *step);
bool field_is_hidden(const Hiding *hiding, const Object *object, const Step *step, const Node *old,
                     const Node *new);
/* A sentence about YAML without what it quotes of it. */
Text problem_unquoted(Arena *arena, Text sentence);

/* --- Lists and texts (elements.c, lines.c) -------------------------------------------------- */

/* How the elements of two lists are told apart. */
typedef enum ElementKind {
    ELEMENTS_WHOLE,    /* not at all: the list is one value */
    ELEMENTS_BY_KEY,   /* each has a member of its own */
    ELEMENTS_BY_INDEX, /* maps without one: by what they are, then by their place */
    ELEMENTS_PLAIN     /* no maps: the same where most of them stay, else one value */
} ElementKind;

ElementKind elements_kind(Arena *arena, const Node *old, const Node *new, Text *key);

/* Elements of two lists that stand in one place and are not the same, or one that only one list has. */
typedef struct ElementPair {
    uint32_t old, new; /* its place in each, or that where it would stand */
    bool has_old, has_new;
    bool is_shifted; /* the two are not one place */
} ElementPair;

typedef struct ElementPairs {
    ElementPair *items;
    uint32_t count, capacity;
    uint32_t common; /* elements that are the same in both, and in one order */
} ElementPairs;

void elements_align(Arena *arena, const Node *old, const Node *new, ElementPairs *out);
/* The elements of a list that the key tells apart, by their names. */
void elements_by_name(Arena *arena, const Node *list, Text key, Map *out);
/* The element with that member; NULL. */
const Node *elements_find(const Node *list, Text key, Text name);

/* Lines of two texts that stand in one place and are not the same. */
typedef struct Hunk {
    Text old, new; /* without the last line end */
    bool has_old, has_new;
    uint32_t line; /* the first, of the new text, counted from 1 */
} Hunk;

typedef struct Hunks {
    Hunk *items;
    uint32_t count, capacity;
} Hunks;

bool lines_are_many(Text text);
/* At most a few: what comes after belongs to the last. */
void lines_compare(Arena *arena, Text old, Text new, Hunks *out);

/* --- Fields (fields.c) ------------------------------------------------------------------------ */

typedef struct ObjectField {
    const Step *step;
    const Node *old, *new; /* NULL: not there */
    uint32_t line;         /* the nodes are lines of a text; 0: they are not */
    bool is_order;         /* the nodes are the names of elements that stand in another order */
    bool is_hidden;
} ObjectField;

typedef struct ObjectFields {
    ObjectField *items;
    uint32_t count, capacity;
    uint32_t dropped; /* beyond LIMIT_FINDINGS */
} ObjectFields;

/* Adds the fields in which two objects of one identity differ, as the new one has them, those that are
 * gone last. */
void fields_compare(Arena *arena, const Hiding *hiding, const Object *old, const Object *new,
                    ObjectFields *out);

#endif
