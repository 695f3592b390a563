/* stream.c - from the tokens of a file to what the grammar sees of them.
 *
 * The grammar says in its opening comment where a newline is a token and which words are reserved;
 * this file is that comment as code, but for newlines behind commas, arrows and operators, which
 * earley.c reads as part of these. Besides the lexer it has nothing in common with the parser. */
#include "grammar.h"

typedef struct Stream {
    Arena *arena;
    const Grammar *grammar;
    Text source;
    ARRAY(TerminalSet) sets;
    ARRAY(TokenKind) open; /* the brackets around the token */
    bool has_newline;      /* newlines are waiting for something to end them */
} Stream;

static bool is_word(TokenKind kind) {
    return kind == TOKEN_NAME || (kind >= TOKEN_TRUE && kind <= TOKEN_AT);
}

/* The class of a token in the grammar; "" for those that are only themselves. */
static Text class_of(TokenKind kind) {
    if (kind == TOKEN_NUMBER) return TEXT("NUMBER");
    if (kind == TOKEN_STRING) return TEXT("STRING");
    if (kind == TOKEN_BLOCK) return TEXT("TEXT");
    if (kind == TOKEN_TIME) return TEXT("TIME");
    if (kind == TOKEN_DIGEST) return TEXT("DIGEST");
    return kind == TOKEN_NETWORK ? TEXT("CIDR") : TEXT("");
}

static void allow(const Stream *stream, TerminalSet *set, Text text, bool is_literal) {
    uint32_t terminal = ebnf_terminal(stream->grammar, text, is_literal);
    if (terminal != UINT32_MAX) set->bits[terminal / 64] |= (uint64_t)1 << terminal % 64;
}

static bool is_any_of(Text text, const char *const *words) {
    while (*words != NULL && !text_equal(text, text_of(*words)))
        words++;
    return *words != NULL;
}

static void allow_word(const Stream *stream, TerminalSet *set, TokenKind kind, Text text) {
    static const char *const laws[] = {"ascending", "descending", "distinct", "apart",
                                       "disjoint",  "equal",      NULL};
    static const char *const types[] = {"list", "map", "enum", "object", NULL};
    allow(stream, set, TEXT("WORD"), false);
    if (kind != TOKEN_NAME) return;
    allow(stream, set, TEXT("NAME"), false);
    if (!is_any_of(text, types)) allow(stream, set, TEXT("TYPE"), false);
    if (is_any_of(text, laws)) allow(stream, set, TEXT("LAW"), false);
}

static void add_token(Stream *stream, TokenKind kind, Text text) {
    TerminalSet set = {{0}};
    Text class = class_of(kind);
    allow(stream, &set, class.length > 0 ? class : text, class.length == 0);
    if (is_word(kind)) allow_word(stream, &set, kind, text);
    array_push(stream->arena, &stream->sets, set);
}

/* A newline is a token directly between braces and outside of all brackets. Those at the beginning
 * and the end of the file are none. */
static bool is_newline_token(const Stream *stream) {
    uint32_t depth = stream->open.count;
    bool is_loose = depth == 0 || stream->open.items[depth - 1] == TOKEN_BRACE_OPEN;
    return stream->has_newline && stream->sets.count > 0 && is_loose;
}

static void follow_bracket(Stream *stream, TokenKind kind) {
    if (kind == TOKEN_BRACE_OPEN || kind == TOKEN_PAREN_OPEN || kind == TOKEN_BRACKET_OPEN)
        array_push(stream->arena, &stream->open, kind);
    bool closes =
        kind == TOKEN_BRACE_CLOSE || kind == TOKEN_PAREN_CLOSE || kind == TOKEN_BRACKET_CLOSE;
    if (closes && stream->open.count > 0) stream->open.count--;
}

static void read_token(Stream *stream, const Token *token) {
    TokenKind kind = (TokenKind)token->kind;
    if (is_newline_token(stream)) {
        TerminalSet set = {{0}};
        allow(stream, &set, TEXT("NL"), false);
        array_push(stream->arena, &stream->sets, set);
    }
    add_token(stream, kind, text_slice(stream->source, token->start, token->start + token->length));
    follow_bracket(stream, kind);
    stream->has_newline = false;
}

TerminalSet *earley_tokens(Arena *arena, const Grammar *grammar, Text source, const Token *tokens,
                           uint32_t *count) {
    Stream stream = {.arena = arena, .grammar = grammar, .source = source};
    for (uint32_t i = 0; i < *count; i++) {
        if (tokens[i].kind == TOKEN_NEWLINE)
            stream.has_newline = true;
        else if (tokens[i].kind != TOKEN_COMMENT && tokens[i].kind != TOKEN_END)
            read_token(&stream, &tokens[i]);
    }
    *count = stream.sets.count;
    return stream.sets.items;
}
