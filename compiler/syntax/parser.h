/* parser.h - private to syntax: the cursor over the tokens, and the functions of the grammar.
 *
 * Three habits keep every `parse_x` short. Tokens are looked at through `kind`, the kind of the
 * current one, and consumed by `parser_accept` and `parser_expect`; newlines are passed over where
 * `is_flat` says so. A miss is reported once and consumes nothing; then the parser is silent until
 * a token has been consumed normally. And brackets always pair (balance.c), so whoever opened one
 * can find its end whatever went wrong inside. */
#ifndef RUNG_SYNTAX_PARSER_H
#define RUNG_SYNTAX_PARSER_H

#include "syntax/lexer.h"

typedef uint64_t TokenSet;

#define SET(kind) ((TokenSet)1 << TOKEN_##kind)

typedef struct Parser {
    Arena *arena;   /* for the tree */
    Arena *scratch; /* for what parsing itself needs */
    Names *names;
    Report *report;
    const char *bytes; /* of the whole file */
    const Token *tokens;
    uint32_t length; /* of the file */
    uint32_t file;
    uint32_t at;       /* index of the current token */
    TokenKind kind;    /* of the current token */
    uint32_t end;      /* where the last consumed token ended */
    uint32_t depth;    /* of constructs that hold themselves */
    uint32_t height;   /* of the expression that was parsed last */
    bool is_flat;      /* inside ( ) or [ ]: newlines are no tokens */
    bool is_silent;    /* something was reported and nothing consumed since */
    uint32_t text_end; /* up to where text without quotes goes that was reported */
    bool has_border;   /* the `|` before a row was reported, so the one behind it is not */
    char *stack;       /* children that are still being collected */
    size_t stack_used;
    size_t stack_size;
} Parser;

/* --- Cursor --------------------------------------------------------------------------------- */

void parser_open(Parser *parser, Arena *arena, Names *names, Report *report, uint32_t file);
/* Goes to the first token of another list; the caller keeps a copy to come back to. */
void parser_enter(Parser *parser, Tokens tokens, bool is_flat);

/* Passes over what the grammar does not see, from the current index on. */
void parser_settle(Parser *parser);

/* What `parser_settle` may have something to do about. */
static const TokenSet unsettled =
    SET(COMMENT) | SET(NEWLINE) | SET(PAREN_CLOSE) | SET(BRACKET_CLOSE);

/* The end of the file is never consumed, so looking at the current token is always safe. */
static inline void parser_advance(Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    if (parser->kind == TOKEN_END) return;
    parser->end = token->start + token->length;
    parser->is_silent = false;
    parser->at++;
    parser->kind = token[1].kind;
    if ((unsettled >> parser->kind & 1u) != 0) parser_settle(parser);
}

static inline bool parser_accept(Parser *parser, TokenKind kind) {
    if (parser->kind != kind) return false;
    parser_advance(parser);
    return true;
}

bool parser_accept_comma(Parser *parser); /* and the newlines after it */
/* Consumes a token of the kind, or reports that `expected` was. */
bool parser_expect(Parser *parser, TokenKind kind, const char *expected);
void parser_skip_newlines(Parser *parser);
TokenKind parser_peek(const Parser *parser);      /* the kind of the token after the current one */
TokenKind parser_peek_line(const Parser *parser); /* the same behind newlines */

/* Where the current token begins. */
static inline uint32_t parser_start(const Parser *parser) {
    return parser->tokens[parser->at].start;
}

/* Of the current token. */
static inline Span parser_span(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    return (Span){parser->file, token->start, token->start + token->length};
}

/* The same. */
static inline Text parser_text(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    return (Text){parser->bytes + token->start, token->length};
}

static inline Text parser_slice(const Parser *parser, Span span) {
    return (Text){parser->bytes + span.start, span.end - span.start};
}

/* Up to the last consumed token. */
static inline Span parser_since(const Parser *parser, uint32_t start) {
    return (Span){parser->file, start, parser->end > start ? parser->end : start};
}

/* The same from the first byte of the current line that is no blank. */
Span parser_line_so_far(const Parser *parser);

/* --- Words ---------------------------------------------------------------------------------- */

/* The set of words: names and every keyword of tokens.def. */
#define KEYWORD(kind, spelling, class, documentation) | SET(kind)
#define PUNCTUATION(kind, spelling, class, documentation)
#define CLASS(kind, description, class, documentation)

/* A name or a reserved word: a segment of a path. */
static inline bool token_is_word(TokenKind kind) {
    const TokenSet words = SET(NAME)
#include "tokens.def"
        ;
    return (words >> kind & 1u) != 0;
}

#undef KEYWORD
#undef PUNCTUATION
#undef CLASS

/* True when the current token is this name, which is a keyword in this place only. */
bool parser_at_name(const Parser *parser, Text name);
bool parser_accept_name(Parser *parser, Text name);
Word parser_word(Parser *parser);                     /* consumes the current word */
Word parser_name(Parser *parser, const char *what);   /* a name that is not reserved */
Words parser_names(Parser *parser, const char *what); /* one or more, between commas */
Words parser_in_names(Parser *parser);                /* `[ "in" NAME { "," NAME } ]` */

/* --- Mistakes ------------------------------------------------------------------------------- */

/* True when a mistake at the current token may be reported; from then on the parser is silent. */
bool parser_blames(Parser *parser);
/* "found X where EXPECTED is expected", or NULL in silence. */
Diagnostic *parser_unexpected(Parser *parser, const char *expected);
Text parser_found(const Parser *parser); /* the current token as messages call it */
/* Skips to a token of the set, over brackets as a whole; stops before a bracket that closes what is
 * around, and at the end. */
void parser_recover(Parser *parser, TokenSet stops);

/* --- Brackets and blocks -------------------------------------------------------------------- */

/* A `(` or `[` that was opened. Inside of it newlines are no tokens. */
typedef struct Bracket {
    TokenKind closer;
    bool was_flat;  /* what is around it */
    bool is_forced; /* it is closed nowhere, which was reported: it ends where its items do */
} Bracket;

Bracket parser_open_bracket(Parser *parser); /* consumes the current token, which opens it */
/* After an item between brackets: true when another follows. Reports a missing comma. */
bool parser_next_element(Parser *parser, Bracket bracket, const char *items);
/* Consumes the closing bracket, or reports that `expected` was and goes on behind it. */
void parser_close_bracket(Parser *parser, Bracket bracket, const char *expected);

typedef enum BlockKind {
    BLOCK_LINES,    /* items end with their line; one may stand on the line of the braces */
    BLOCK_STRICT,   /* items and braces each have a line */
    BLOCK_SEPARATED /* a newline or a comma between items */
} BlockKind;

typedef struct Block {
    BlockKind kind;
    bool was_flat;
    bool is_first;
    uint32_t at; /* the token at which the last item began: every turn makes progress */
} Block;

/* Consumes `{`, also where it stands on the next line (which is reported); false when it is not
 * there. Then `while (parser_next_item(...))` parses each item; the last call consumes `}`. */
bool parser_open_block(Parser *parser, Block *block, BlockKind kind, const char *expected);
bool parser_next_item(Parser *parser, Block *block);
bool parser_has_block(const Parser *parser); /* `{` follows, perhaps on the next line */

/* One level deeper; false, after a report, when that is too deep. `parser_ascend` goes back. */
bool parser_descend(Parser *parser);
void parser_ascend(Parser *parser);

/* --- Children ------------------------------------------------------------------------------- */

/* Children are collected on a stack, since lists nest, and copied to the arena when all are known:
 * `mark = list_begin(p); list_push(p, &x, sizeof x); ... items = list_end(p, mark, sizeof x, &n)` */
size_t list_begin(const Parser *parser);
void list_push(Parser *parser, const void *item, size_t size);
void *list_end(Parser *parser, size_t mark, size_t size, uint32_t *count);
/* The same where they are on the stack, which is good until the next one is pushed. */
const void *list_take(Parser *parser, size_t mark, size_t size, uint32_t *count);

/* --- The grammar ---------------------------------------------------------------------------- */

/* What stands above a declaration, entry or member. */
typedef struct Preface {
    Text doc;
    Annotations annotations;
    bool is_dangling; /* annotations with nothing below them, which was reported */
} Preface;

Preface parse_preface(Parser *parser, const char *what);
/* What stands above an entry, and in a parameter's head: one and the same where there is nothing. */
const Remarks *remarks_of(Parser *parser, const Preface *preface, Word category, Laws laws);

void parse_file(Parser *parser, Tree *tree);
/* The words that begin a declaration, for messages. */
Text *declaration_keywords(Arena *arena, uint32_t *count);
void parse_environment(Parser *parser, Declaration *declaration);
void parse_matrix(Parser *parser, Declaration *declaration);
void parse_profile(Parser *parser, Declaration *declaration);
void parse_unit(Parser *parser, Declaration *declaration);
void parse_policy(Parser *parser, Declaration *declaration);
void parse_ledger(Parser *parser, Declaration *declaration);

Emit parse_emit(Parser *parser);
Attributes parse_attrs(Parser *parser);

Body parse_sinkbody(Parser *parser, const char *expected);
Parameter parse_head(Parser *parser, const Preface *preface, const char *what);
KindSet parameter_kinds(const Parameter *parameter);

typedef struct Header {
    Word category;
    Column *columns;
    uint32_t count;
    Span span;
    bool is_doubtful; /* it has a mistake, so no row can be said to be too short or long */
} Header;

void parse_columns(Parser *parser, Header *header);
/* The cells of a row, as many as its table has columns, whatever is written. */
Cell *parse_cells(Parser *parser, Header *header, uint32_t *count);
void parse_table(Parser *parser, Entry *entry);
Cell parse_cell(Parser *parser);

const Path *parse_path(Parser *parser, const char *what, Span *span);
Segment parse_segment(Parser *parser, const char *what);
Segment parse_key(Parser *parser);

const TypeNode *parse_type(Parser *parser);
Laws parse_laws(Parser *parser); /* those that follow a type */

const Expression *parse_expr(Parser *parser);
const Expression *parse_disjunction(Parser *parser);
const Expression *parse_literal(Parser *parser);
/* `=` and an expression; EXPRESSION_MISSING, after a report, where there is no `=`. */
const Expression *parse_assigned(Parser *parser, const char *expected);
Expression *expression_new(Parser *parser, ExpressionKind kind, uint32_t start);
const Expression *expression_missing(Parser *parser);

const Expression *parse_string(Parser *parser);
/* A string that cannot interpolate, as a text. */
Text parse_fixed_string(Parser *parser, const char *what);
/* A STRING as an expression, or a report and EXPRESSION_MISSING. */
const Expression *parse_text(Parser *parser, const char *expected, bool takes_blocks);

/* --- First days (mistakes.c) ---------------------------------------------------------------- */

/* Each looks whether the current token is a mistake with a message of its own; true when it was
 * reported. */
bool mistake_after_statement(Parser *parser);
bool mistake_at_operand(Parser *parser, const Expression **out);
bool mistake_colon(Parser *parser);            /* `:` where `=` is meant: consumes it */
bool mistake_reserved_value(Parser *parser);   /* `all` as a value: consumes it */
bool mistake_brackets_as_type(Parser *parser); /* `: [int] =`: passes over the brackets */
bool mistake_value_as_type(Parser *parser);    /* `port: 8080`: the current token is no type */
/* `3` directly behind a path: reads it as if `=` stood between the two. */
bool mistake_no_equals(Parser *parser);
void mistake_operator_spacing(Parser *parser, uint32_t index);
bool mistake_nested_block(Parser *parser, const Parameter *head);
bool mistake_condition(Parser *parser);         /* `if env == prod {`: passes over it all */
bool mistake_is_lone_row(const Parser *parser); /* `x | 1 | 2`, where a table may begin */
bool mistake_border(Parser *parser);            /* `|` begins a row: consumes it or the row */
void mistake_unknown_declaration(Parser *parser);

/* --- YAML (mistakes_yaml.c) ----------------------------------------------------------------- */

/* `key:` at the end of a line with lines below that belong to it: passes over them all. `opener` is
 * what would stand before the key: "at " or nothing. */
bool mistake_yaml_block(Parser *parser, Span key, const char *opener);
bool mistake_yaml_dash(Parser *parser);  /* `- item`, `---` */
bool mistake_yaml_merge(Parser *parser); /* `<<: *defaults`: passes over the line */
bool mistake_yaml_alias(Parser *parser); /* `*defaults` as a value: passes over it */

/* --- Text without quotes (mistakes_text.c) -------------------------------------------------- */

/* `schedule: 0 2 * * *`, at its colon: reports all that stands behind it. */
void mistake_text_behind_colon(Parser *parser);
/* `image: nginx:1.25` and `description: Takes orders`, of which a type was parsed: passes over the
 * line. */
bool mistake_text_as_type(Parser *parser, Span colon, const TypeNode *type);
/* `charts/web`, at whose `/` with this index two names meet: the whole of it is text. */
bool mistake_path_as_value(Parser *parser, uint32_t index);
/* `kubernetes.io/arch`, of which a path was parsed: passes over the rest of it. */
void mistake_text_in_path(Parser *parser, Span path);
/* `prometheus.io/scrape` in a map and `a.example.com` in brackets, of which a segment was parsed: reads
 * all of it as the key. */
void mistake_text_as_key(Parser *parser, Segment *key, bool is_in_map);
/* `fe80::1`, at its first colon: passes over it. */
bool mistake_text_with_colon(Parser *parser);
bool mistake_path_at_operand(Parser *parser); /* `./charts/web`: passes over it */

#endif
