/* syntax.h - from the bytes of one file to its tree, and from the tree to the one layout.
 *
 * Parsing never fails: there is always a tree, with diagnostics beside it. The tree is immutable
 * once parsed and holds no meaning: what a name refers to, the type of an expression and every
 * other fact live in later layers. One struct a rule of grammar/rung.ebnf; a comment above each
 * shows the source it stands for. Lists are `items` and `count`; a part that was not written is an
 * empty list, a NULL pointer or a Word whose `name` is NULL; a part that was *expected* and is
 * missing was reported, and stands in the tree as EXPRESSION_MISSING, TYPE_MISSING or a NULL name,
 * which later layers pass over without a word. */
#ifndef RUNG_SYNTAX_H
#define RUNG_SYNTAX_H

#include "base/base.h"
#include "report/report.h"

/* --- Tokens --------------------------------------------------------------------------------- */

/* From grammar/tokens.def: TOKEN_END, TOKEN_NEWLINE, TOKEN_COMMENT, TOKEN_NAME, TOKEN_NUMBER,
 * TOKEN_STRING ..., TOKEN_BRACE_OPEN ..., TOKEN_TRUE ... Keywords that are reserved only by
 * position (`strategy`, `service`) are TOKEN_NAME; the parser knows them by their interned name. */
typedef enum TokenKind {

#define KEYWORD(kind, spelling, class, documentation)     TOKEN_##kind,
#define PUNCTUATION(kind, spelling, class, documentation) TOKEN_##kind,
#define CLASS(kind, description, class, documentation)    TOKEN_##kind,
#include "tokens.def"
#undef KEYWORD
#undef PUNCTUATION
#undef CLASS
} TokenKind;

/* Where a token stands, and what it is: 8 bytes. Whitespace is what is between two tokens; comments and newlines
 * are tokens, so nothing of the file is lost. Every line end is a NEWLINE, also inside ( ) and [ ]
 * and behind a comma or operator, where the grammar passes over it. */
typedef struct Token {
    uint32_t start;
    uint32_t length : 25;
    uint32_t kind : 6;
    bool is_plain : 1; /* a string that says what stands between its quotes */
} Token;

const char *
token_describe(TokenKind kind); /* for messages: "a name", "`{`", "the end of the line" */

/* --- Words, documentation, annotations ------------------------------------------------------ */

/* A NAME or WORD as written. */
typedef struct Word {
    const Name *name;
    Span span;
} Word;

typedef struct Words {
    Word *items;
    uint32_t count;
} Words;

typedef struct Expression Expression;

/* `WORD [= EXPR]` or a STRING between the parentheses of an annotation. */
typedef struct AnnotationArgument {
    Word word;
    const Expression *value; /* after `=`, or the string; NULL for a bare word */
    Span span;
} AnnotationArgument;

/* `@waive(P0005, "reason", in = dr, until = 2026-12-01)` */
typedef struct Annotation {
    Word word;
    AnnotationArgument *arguments;
    uint32_t count;
    Span span;
    Span below; /* from its end to the next annotation, or to what it is about */
} Annotation;

typedef struct Annotations {
    Annotation *items;
    uint32_t count;
} Annotations;

/* --- Types ---------------------------------------------------------------------------------- */

typedef enum TypeKind {
    TYPE_MISSING,
    TYPE_NAMED,  /* `int`, `port`, a declared type */
    TYPE_LIST,   /* `list(T)` */
    TYPE_MAP,    /* `map(T)` */
    TYPE_ENUM,   /* `enum(a, b, "c d")` */
    TYPE_OBJECT, /* `object { a: T, b: T? = 1 }` */
    TYPE_ANY
} TypeKind;

typedef enum BoundKind {
    BOUND_RANGE, /* `1..50`, `1..` */
    BOUND_EQUAL,
    BOUND_NOT_EQUAL,
    BOUND_LESS,
    BOUND_LESS_EQUAL,
    BOUND_GREATER,
    BOUND_GREATER_EQUAL,
    BOUND_LENGTH, /* `len 1..63` */
    BOUND_MATCHES /* `matches '^[a-z]+$'` */
} BoundKind;

typedef struct Bound {
    BoundKind kind;
    const Expression *low;  /* of a range or length; the operand of a comparison; the pattern */
    const Expression *high; /* of a range or length; NULL when it is open */
    Span span;
} Bound;

typedef struct TypeNode TypeNode;

typedef struct EnumValue {
    Text text;
    Span span;
} EnumValue;

typedef struct FieldNode {
    Text name;
    const TypeNode *type;
    const Expression *fallback; /* after `=`; NULL */
    Span span;
} FieldNode;

struct TypeNode {
    TypeKind kind;
    bool is_optional; /* `?` */
    Span span;
    Word name;               /* TYPE_NAMED */
    const TypeNode *element; /* TYPE_LIST, TYPE_MAP */
    EnumValue *values;       /* TYPE_ENUM */
    uint32_t value_count;
    FieldNode *fields; /* TYPE_OBJECT */
    uint32_t field_count;
    Bound *bounds; /* of every kind */
    uint32_t bound_count;
};

/* From grammar/laws.def: LAW_ASCENDING, LAW_DESCENDING, ... */
typedef enum Law {

#define LAW(kind, name, meaning, fits) LAW_##kind,
#include "laws.def"
#undef LAW
} Law;

/* The law that is spelled so. */
bool law_find(Text word, Law *out);
Text law_name(Law law);           /* its spelling */
const char *law_purpose(Law law); /* the types that it is for, in words */

typedef struct LawNode {
    Law law;
    Span span;
} LawNode;

typedef struct Laws {
    LawNode *items;
    uint32_t count;
} Laws;

/* --- Expressions ---------------------------------------------------------------------------- */

typedef enum ExpressionKind {
    EXPRESSION_MISSING, /* a mistake that was reported */
    EXPRESSION_TRUE,
    EXPRESSION_FALSE,
    EXPRESSION_NONE,
    EXPRESSION_NUMBER,        /* text: `30s`, `1_000`, `99.9%` as written */
    EXPRESSION_TIME,          /* text */
    EXPRESSION_DIGEST,        /* text */
    EXPRESSION_NETWORK,       /* text: an IPv4 address or CIDR */
    EXPRESSION_STRING,        /* text: decoded; no interpolation */
    EXPRESSION_TEMPLATE,      /* parts: a string with `${ }` */
    EXPRESSION_NAME,          /* name */
    EXPRESSION_CALL,          /* name(arguments) */
    EXPRESSION_LIST,          /* [arguments] */
    EXPRESSION_MAP,           /* { pairs } */
    EXPRESSION_COMPREHENSION, /* [for name in left where right: body] */
    EXPRESSION_ALL,           /* all name in left: body */
    EXPRESSION_ANY,           /* any name in left: body */
    EXPRESSION_MEMBER,        /* left.text */
    EXPRESSION_INDEX,         /* left[number], left[key], left[id=key]: segment */
    EXPRESSION_AT,            /* left@name */
    EXPRESSION_NOT,           /* not left */
    EXPRESSION_BINARY         /* left operator right */
} ExpressionKind;

/* From grammar/operators.def: OPERATOR_OR, OPERATOR_AND, OPERATOR_EQUAL, ... */
typedef enum Operator {

#define OPERATOR(kind, spelling, precedence, operands, result, documentation) OPERATOR_##kind,
#include "operators.def"
#undef OPERATOR
} Operator;

const char *operator_spelling(Operator operator);

/* What follows a postfix `.` or stands in a path: see Segment. */
typedef enum SegmentKind {
    SEGMENT_WORD,   /* `requests` */
    SEGMENT_STRING, /* `"kubernetes.io/arch"` */
    SEGMENT_KEY     /* `[LOG_LEVEL]`, `[id=KEY]`, and in an index also `[0]` (is_number) */
} SegmentKind;

/* `text` identifies it: the word, the decoded string, or the key. When the string interpolates,
 * `text` is what is written between the quotes and `string` is the template to evaluate. Of a path
 * that is written in many places, `span` is the first of them: see Path. */
typedef struct Segment {
    SegmentKind kind;
    bool is_number; /* an index such as [0] */
    bool is_bare;   /* a key without quotes: in an expression it may be a loop variable */
    Text text;
    Text id;                  /* SEGMENT_KEY: `name`, or what is written before `=` */
    const Expression *string; /* EXPRESSION_TEMPLATE, else NULL */
    Span span;
} Segment;

typedef struct PairNode {
    Segment key;
    const Expression *value;
} PairNode;

typedef struct Expressions {
    const Expression **items;
    uint32_t count;
} Expressions;

typedef struct CallNode {
    Word name;
    Expressions arguments;
} CallNode;

typedef struct LoopNode {
    Word name;
    const Expression *in, *where, *body;
} LoopNode;

/* 32 bytes, because nearly all of a program's are literals. */
struct Expression {
    ExpressionKind kind : 8;
    Operator operator: 8; /* EXPRESSION_BINARY */
    Span span;

    union {
        Text text;            /* the kinds that say "text" above */
        const Name *name;     /* NAME */
        Expressions list;     /* LIST, TEMPLATE (its parts in order: EXPRESSION_STRING or other) */
        const CallNode *call; /* CALL */
        const LoopNode *loop; /* COMPREHENSION, ALL, ANY */

        struct {
            PairNode *items;
            uint32_t count;
        } map; /* MAP */

        struct {
            const Expression *left, *right;
        } sides; /* BINARY, NOT (left) */

        struct {
            const Expression *left;
            const Segment *segment;
        } member; /* MEMBER, INDEX */

        struct {
            const Expression *left;
            const Word *environment;
        } at; /* AT */
    } as;
};

/* --- Bodies: what sinks hold ---------------------------------------------------------------- */

/* `a.b`, `extraEnv[LOG_LEVEL].value`. `text` is the canonical spelling that references, reports and
 * JSON use: segments joined by dots, quoted where they are no word. Services that share a chart write
 * the same paths, so there is one Path for all places that spell it alike, and `number` counts them
 * from 0: what is known of a path is known once, in a table beside them. One that interpolates is
 * read where it stands, and each place has its own; those too have one number. */
typedef struct Path Path;

struct Path {
    const Segment *items;
    uint32_t count;
    uint32_t number;
    Text text;
    const Path *parent; /* without the last segment; NULL where that is all */
    bool interpolates;
};

/* The path of these segments: the one there is already, else a new one in the arena of `names`. Of these
 * functions only this one may be called while another thread uses the names. */
const Path *path_of(Names *names, const Segment *items, uint32_t count);
/* The segments of the one, then those of the other. */
const Path *path_join(Names *names, const Path *left, const Path *right);
/* Where the segment of that number stands in a path that is written at `path` and does not
 * interpolate. */
Span path_segment_span(const Sources *sources, Span path, uint32_t index);
/* What an entry of `at LEFT as list` is, whose path is one name: `LEFT[NAME].value`. */
const Path *path_of_entry(Names *names, const Path *left, const Path *name);

typedef enum CellKind {
    CELL_VALUE,
    CELL_HOLE,   /* `_` */
    CELL_MISSING /* the row was too short, or the cell is empty; it was reported */
} CellKind;

typedef struct Cell {
    const Expression *value; /* CELL_VALUE */
    const Word
        *environment; /* in `{ ENV = EXPR }`; NULL in a row, where the table's column says it */
    CellKind kind;
    Span span;
} Cell;

/* Kinds of expressions, a bit for each: what the values of a parameter are, so that whoever asks
 * need not look at every one of them. */
typedef uint32_t KindSet;

#define KIND(kind) ((KindSet)1 << EXPRESSION_##kind)

/* What few parameters and other entries have. */
typedef struct Remarks {
    Text doc;
    Annotations annotations;
    Word category; /* of a parameter, like its laws */
    Laws laws;
} Remarks;

/* A parameter `[CATEGORY] PATH [: TYPE LAW...] [= EXPR] [{ ENV = CELL ... }]` or a row
 * `... | CELL | CELL`. 64 bytes, because they are what most of a program is. */
typedef struct Parameter {
    const Path *path;
    const TypeNode *type;
    const Expression *fallback; /* the default after `=` */
    Cell *cells;                /* a row: exactly as many as its table has columns */
    const Remarks *remarks;     /* never NULL */
    uint32_t cell_count;
    KindSet kinds; /* of its default and the values of its cells */
    Span span;     /* of the path */
} Parameter;

typedef struct Column {
    Words environments; /* `dev, staging` share a column */
    Span span;
} Column;

typedef struct Attribute {
    Text doc;
    Word name;
    const Expression *value;
    Span span;
} Attribute;

typedef struct Attributes {
    Attribute *items;
    uint32_t count;
} Attributes;

typedef enum EntryKind { ENTRY_PARAMETER, ENTRY_TABLE, ENTRY_GROUP, ENTRY_SECRET } EntryKind;

typedef enum GroupKind { GROUP_PLAIN, GROUP_MAP, GROUP_LIST } GroupKind;

typedef struct Entry Entry;

typedef struct Body {
    Entry *items;
    uint32_t count;
} Body;

struct Entry {
    EntryKind kind : 8;
    GroupKind group : 8;    /* ENTRY_GROUP: `at PATH`, `as map`, `as list` */
    Span span;              /* its first line's part that names it, for messages */
    const Remarks *remarks; /* of a table, group or secret: a parameter has its own */

    union {
        Parameter parameter;

        struct {
            Word category;
            Column *columns;
            uint32_t column_count;
            Parameter *rows;
            uint32_t row_count;
            Span header;
        } table;

        struct {
            const Path *path;
            Span span; /* of the path */
            Body body;
        } group;

        struct {
            const Path *path;
            Span span; /* of the path */
            const Expression *store;
            Attributes attributes;
        } secret;
    } as;
};

/* --- Declarations --------------------------------------------------------------------------- */

typedef enum MemberKind { MEMBER_EMIT, MEMBER_ATTRIBUTE, MEMBER_SINK, MEMBER_USE } MemberKind;

/* `emit SINK to "..." [in ENV, ...]`; `to none`: path is EXPRESSION_NONE */
typedef struct Emit {
    Word sink;
    const Expression *path;
    Words environments;
    Span span;
} Emit;

typedef struct SinkNode {
    Word word;                  /* `helm` */
    const Expression *template; /* ssm's name template, NULL */
    Words environments;         /* `in ENV, ...` */
    Body body;
} SinkNode;

/* A line of a strategy, unit or profile. */
typedef struct Member {
    MemberKind kind;
    Text doc;
    Annotations annotations;
    Span span;

    union {
        Emit emit;
        Attribute attribute;
        SinkNode sink;
        Words use; /* `use a.b`: the dotted names */
    } as;
} Member;

typedef struct Members {
    Member *items;
    uint32_t count;
} Members;

typedef struct Rung {
    Words environments; /* one, or several in braces */
} Rung;

typedef struct AttributeRow {
    Text doc;
    Annotations annotations;
    Word name;
    const TypeNode *type;
    const Expression *fallback;
    Cell *cells;
    uint32_t cell_count;
    Span span;
} AttributeRow;

typedef enum ClauseKind {
    CLAUSE_DOC,
    CLAUSE_SEVERITY,
    CLAUSE_FOR,
    CLAUSE_REQUIRE,
    CLAUSE_ELSE
} ClauseKind;

typedef struct Clause {
    ClauseKind kind;
    Word first, second;      /* SEVERITY's word; the variables of FOR */
    const Expression *in;    /* FOR */
    const Expression *where; /* FOR, may be NULL */
    const Expression *value; /* DOC, REQUIRE, ELSE */
    Span span;
} Clause;

/* `2026-11-20T10:00:00Z "v1.5.1" sha256:... chart "2.3.1" hotfix "why" until 2026-11-27` */
typedef struct Release {
    const Expression *time, *tag, *digest, *chart, *chart_digest, *reason,
        *until; /* NULL: absent */
    bool is_hotfix, is_rollback;
    Span span;
} Release;

typedef enum DeclarationKind {
    DECLARATION_STRATEGY,
    DECLARATION_LADDER,
    DECLARATION_ENVIRONMENT,
    DECLARATION_MATRIX, /* `environments ...` */
    DECLARATION_TYPE,
    DECLARATION_CATEGORY,
    DECLARATION_PROFILE,
    DECLARATION_SERVICE,
    DECLARATION_STACK,
    DECLARATION_POLICY,
    DECLARATION_LEDGER
} DeclarationKind;

typedef struct Declaration {
    DeclarationKind kind;
    Text doc;
    Annotations annotations;
    Word name;  /* of a ladder or matrix: none */
    Span span;  /* from its keyword to the end of its name: what a message points at */
    Span whole; /* all of it */

    union {
        Members strategy;

        struct {
            Rung *items;
            uint32_t count;
        } ladder;

        struct {
            Word parameter;
            const TypeNode *type;
            const Expression *sample;
            Word like;
            Words differs;
            Attributes attributes;
        } environment;

        struct {
            Column *columns;
            uint32_t column_count;
            AttributeRow *rows;
            uint32_t row_count;
            Span header;
        } matrix;

        const TypeNode *type;
        Laws category;

        struct {
            Words uses;
            Words environments;
            bool has_environments;
            Members members;
        } unit;

        /* PROFILE (members only), SERVICE, STACK */
        struct {
            Clause *items;
            uint32_t count;
        } policy;

        struct {
            Word environment;
            Release *items;
            uint32_t count;
        } ledger;
    } as;
} Declaration;

/* --- The tree of a file --------------------------------------------------------------------- */

typedef struct Tree {
    uint32_t file; /* in Sources */
    Text source;   /* as in Sources: a BOM is whitespace before the first token */
    Token *tokens; /* all of them, comments too; the last is TOKEN_END */
    uint32_t token_count;
    Declaration *items;
    uint32_t count;
    bool has_errors;
    bool has_credential; /* something in the source looks like one; found by who loads it */
} Tree;

/* Parses one file. `names` must have been prepared by syntax_reserve. Every mistake goes to
 * `report`; the tree lives in `arena`, and so must the source's text. */
Tree *syntax_parse(Arena *arena, Names *names, Report *report, uint32_t file);

/* The same for who only wants the meaning: the tree has no tokens, and what parsing needs for itself
 * is taken from `scratch` and given back. */
Tree *syntax_parse_only(Arena *arena, Arena *scratch, Names *names, Report *report, uint32_t file);

/* Interns the reserved words (once, before the first parse). */
void syntax_reserve(Names *names);

/* The tokens alone: concatenated with the whitespace between them they are the file. */
void syntax_lex(Arena *arena, Report *report, uint32_t file, Token **tokens, uint32_t *count);

/* Parses a file that is one expression or cell. */
const Expression *syntax_parse_expression(Arena *arena, Names *names, Report *report,
                                          uint32_t file);
/* The same of a text that stands for itself, which lives as long as the arena (`rung set`, an argument
 * of an environment); NULL with the parser's first sentence. */
const Expression *syntax_read_expression(Arena *arena, Text text, Text *problem);

/* The file in the one layout (idempotent, keeps the tree and every comment). A file with syntax
 * errors cannot be formatted: false, and nothing is written. */
bool syntax_format(const Tree *tree, Writer *out);
/* The same of a text that stands for itself. */
bool syntax_lay_out(Arena *arena, Text text, Text *out);

/* The tree as S-expressions, for tests and `rung dump`. */
void syntax_dump(const Tree *tree, Writer *out);
void syntax_dump_expression(const Expression *expression, Writer *out);

/* The name of a path as it is written: quoted where it is no word. */
void syntax_write_segment(Writer *out, const Segment *segment);

/* True for `[A-Za-z_][A-Za-z0-9_-]*`, not ending in `-`, not `_` alone. */
bool syntax_is_word(Text text);

#endif
