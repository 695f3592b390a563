/* foreign.h - reading what others wrote: YAML and JSON (libyaml), Terraform's HCL, dotenv files, Helm
 * charts.
 *
 * Nothing here does I/O or knows the language: bytes come in, facts go out. What is read is hostile
 * until proven otherwise: nesting, node counts and aliases are bounded (LIMIT_FOREIGN_*), and a
 * file that cannot be understood gives a Problem with its place, never a guess. */
#ifndef RUNG_FOREIGN_H
#define RUNG_FOREIGN_H

#include "base/base.h"
#include "value/value.h"

/* Why a file could not be read. `offset` is in bytes from its start. */
typedef struct Problem {
    Text what; /* one sentence, lower-case, no full stop; "" when there is none */
    uint32_t offset;
} Problem;

/* --- YAML and JSON -------------------------------------------------------------------------- */

typedef enum NodeKind {
    NODE_NULL,
    NODE_BOOL,
    NODE_NUMBER,
    NODE_STRING,
    NODE_LIST,
    NODE_MAP
} NodeKind;

typedef struct Node Node;

typedef struct NodePair {
    Text key;
    const Node *value;
    uint32_t offset; /* of the key */
} NodePair;

/* A node as Helm sees it: plain scalars are resolved by YAML 1.1's booleans and nulls as sigs.k8s.io/yaml
 * does, merge keys (`<<`) are merged, aliases expanded. JSON is read by the same reader. */
struct Node {
    NodeKind kind;
    uint32_t count;
    uint32_t offset;
    Text text; /* the scalar as written (decoded) */

    union {
        const Node *const *items;
        const NodePair *pairs; /* in the order written; a duplicate key is a Problem */
    } as;

    const NodePair *const *sorted; /* of a map with many pairs, by key: for node_member */
};

/* Reads the one document of `bytes` (an empty one is NODE_NULL). NULL with a problem otherwise.
 * What is strict JSON is read as JSON. Texts of nodes may be slices of `bytes`, which must live as
 * long. */
const Node *yaml_read(Arena *arena, Text bytes, Problem *problem);
/* The same, with every number in decimal digits as Helm reads it: `0440` is 288. Other readers take such
 * a spelling for another number, or for text. */
const Node *helm_read(Arena *arena, Text bytes, Problem *problem);

/* The documents of a stream. */
typedef struct Documents {
    const Node **items;
    uint32_t count, capacity;
    uint32_t repeated;        /* keys that stand in their map a second time, */
    uint32_t repeated_offset; /* and the first of them */
} Documents;

/* Reads every document of `bytes`, as Helm prints them: none of an empty text, NODE_NULL for one that
 * holds nothing. A key that stands twice has its last value, as it has for Helm. The limits are of all of
 * them together, that of nodes is `most`. False with a problem: then no document counts. */
bool yaml_read_all(Arena *arena, Text bytes, uint32_t most, Documents *out, Problem *problem);
/* Reads JSON (RFC 8259) and nothing else, so that the problem of a broken file speaks of JSON. */
const Node *json_read(Arena *arena, Text bytes, Problem *problem);
/* Reads a `.tfvars` file of literals: a map of its variables. Duplicate keys are problems, and so is
 * whatever Terraform would have to evaluate. */
const Node *tfvars_read(Arena *arena, Text bytes, Problem *problem);
/* Reads a dotenv file: a map of its keys to strings. What its readers read differently is a problem. */
const Node *dotenv_read(Arena *arena, Text bytes, Problem *problem);
/* Reads a file of one name a line: a map of its lines to null. Empty lines are passed over. */
const Node *lines_read(Arena *arena, Text bytes, Problem *problem);

const Node *node_member(const Node *map, Text key); /* NULL when it is not there or no map */
bool node_is_true(const Node *node);                /* of a NODE_BOOL, however it is spelled */
/* The same value: scalars of one kind and text (booleans by what they mean), lists by item, maps by
 * key in any order. */
bool node_same(const Node *a, const Node *b);

/* What values a tree holds, where its readers differ. */
typedef struct NodeReading {
    const Value *(*number)(Arena *arena, Text text);
    bool has_null; /* a member that is null is there and has no value; else it is none */
} NodeReading;

/* The value of a tree, which lives in the arena with all its texts. The member `without` of a map is left
 * out; "" leaves out none. */
const Value *node_value(Arena *arena, const Node *node, const NodeReading *reading, Text without);

/* --- Terraform ------------------------------------------------------------------------------ */

typedef struct Variable {
    Text name;
    Text type;        /* its source text, "" when not stated */
    Text description; /* decoded, "" when not stated */
    bool has_default;
    bool is_sensitive;
    uint32_t offset;
} Variable;

typedef ARRAY(Variable) Variables;

/* The `variable "NAME" { }` blocks of one .tf file, appended to `variables` (call it for each file
 * of a module). Strings, heredocs, comments and nested blocks are skipped correctly; a file that is
 * no HCL gives a problem and what was found before it. .tf.json files are read by
 * `variables_read_json`. */
void variables_read(Arena *arena, Text bytes, Variables *variables, Problem *problem);
void variables_read_json(Arena *arena, Text bytes, Variables *variables, Problem *problem);

/* --- Helm charts ---------------------------------------------------------------------------- */

/* What keys a local chart knows. Made from values.schema.json, else values.yaml, and Chart.yaml's
 * dependencies (name or alias). */
typedef struct ChartKeys {
    const Node *schema;       /* NULL when there is none */
    const Node *values;       /* NULL when there is none */
    const Text *dependencies; /* sorted */
    uint32_t dependency_count;
    bool is_open; /* neither schema nor values: nothing is checked */
} ChartKeys;

/* The files of a chart that name keys; `bytes` is NULL where one is not there. */
typedef struct ChartTexts {
    Text schema, values, chart;
} ChartTexts;

/* An unreadable file gives a problem and is treated as not there; `problem_file` names it. */
void chart_keys_read(Arena *arena, const ChartTexts *texts, ChartKeys *out, Problem *problem,
                     Text *problem_file);

/* A path of keys; an element of a keyed list is `is_item` and has no key of its own here. */
typedef struct ChartStep {
    Text key;
    bool is_item;
} ChartStep;

typedef ARRAY(Text) KeyList;

/* True when the chart knows the path. `candidates` may be NULL where nobody asks for them. Everything is known below an empty map, a list, a null,
 * `global`, a dependency's name or alias, and where the schema has `patternProperties` or an
 * `additionalProperties` that is a schema; local `$ref`s (#/definitions, #/$defs) are followed,
 * bounded, allOf/anyOf/oneOf are all looked at; a remote `$ref` knows everything. Otherwise false,
 * with the step that is unknown and the keys known beside it (for a suggestion). */
bool chart_knows(Arena *arena, const ChartKeys *keys, const ChartStep *steps, size_t count,
                 size_t *unknown, KeyList *candidates);

/* What a chart's own values have on the way of a path: the last that is there before a step that leads out
 * of them, and how many steps lead to it. NULL where they have nothing, where the path belongs to somebody
 * else, or where a schema says what is taken. */
const Node *chart_default(const ChartKeys *keys, const ChartStep *steps, size_t count,
                          size_t *reached);

/* Where a chart's values.yaml holds its image. */
typedef struct ChartImage {
    Text place;        /* "image", "controller.image" */
    bool is_reference; /* the whole of it is one text; else it has a repository */
    bool has_registry;
    bool has_tag;
    bool has_digest;
} ChartImage;

/* False where no place is found that is certain. */
bool chart_image(Arena *arena, const ChartKeys *keys, ChartImage *out);

/* A template that branches on an environment's name (P0009). */
typedef struct TemplateBranch {
    uint32_t start, end; /* the literal with its quotes */
    Text environment;
} TemplateBranch;

typedef struct TemplateBranches {
    TemplateBranch *items;
    uint32_t count;
} TemplateBranches;

/* Finds in a Helm template the literals that are one of `environments` (sorted by text) inside a
 * `{{ }}` action that has `if`, `eq`, `ne`, `has`, `contains` or `hasPrefix`; comments
 * (`{{/ * ... * /}}`) are skipped. At most one a literal, in order. */
void template_scan(Arena *arena, Text bytes, const Text *environments, size_t count,
                   TemplateBranches *out);

#endif
