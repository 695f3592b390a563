/* lexer.h - private to syntax: bytes to tokens. The lexer is one loop over a table of byte classes;
 * numbers, strings and what does not belong into a file have a file each. A lexer works on a range
 * of a file, so that what stands between `${` and `}` is lexed by the same code, with offsets that
 * are the file's own. */
#ifndef RUNG_SYNTAX_LEXER_H
#define RUNG_SYNTAX_LEXER_H

#include "syntax/syntax.h"

/* --- Byte classes --------------------------------------------------------------------------- */

enum {
    BYTE_LETTER = 1, /* begins a name: A-Z a-z _ */
    BYTE_DIGIT = 2,
    BYTE_DASH = 4,    /* `-`, inside a name */
    BYTE_BLANK = 8,   /* space and tab */
    BYTE_LINE = 16,   /* line feed and carriage return */
    BYTE_STRING = 32, /* has a meaning inside a string: a quote, `\`, `$`, the end of the line */
    BYTE_OPAQUE = 64, /* belongs to text that someone forgot to quote: `/ . : + ~ % & = ?` */
    BYTE_NAME = 128,  /* inside a name: all of the first three, in one bit */
    BYTE_WORD = BYTE_LETTER | BYTE_DIGIT | BYTE_DASH
};

extern const uint8_t byte_classes[256];

static inline bool byte_is(char byte, unsigned classes) {
    return (byte_classes[(unsigned char)byte] & classes) != 0;
}

/* --- The lexer ------------------------------------------------------------------------------ */

typedef struct Lexer {
    Arena *arena;
    Report *report;
    const char *bytes; /* of the whole file */
    uint32_t file;
    uint32_t at;  /* the next byte */
    uint32_t end; /* of the range */
    uint32_t count;
    uint32_t capacity;
    Token *tokens;
    bool has_conflict; /* conflict markers are reported once a file */
    /* Searched for once in vain, and not again: a file of openers stays linear. */
    bool has_no_comment_end;
    bool has_no_heredoc_end;
    bool has_no_block_end[2]; /* of `"""` and of `'''` */
} Lexer;

typedef struct Tokens {
    Token *items; /* the last is TOKEN_END */
    uint32_t count;
} Tokens;

/* The tokens of a range of a file that was found to be text (`source_is_text`). */
Tokens lexer_run(Arena *arena, Report *report, Span range);

/* False, with a finding, when the file is too large, is no UTF-8 or holds NUL: then it has no
 * tokens but the end. */
bool lexer_accepts(Report *report, uint32_t file);

void lexer_grow(Lexer *lexer); /* makes room for more tokens */

/* Makes the bytes from `start` up to `end` a token and goes on behind it. */
static inline void lexer_push(Lexer *lexer, TokenKind kind, uint32_t start, uint32_t end) {
    if (lexer->count == lexer->capacity) lexer_grow(lexer);
    lexer->tokens[lexer->count++] =
        (Token){.start = start, .length = (end - start) & 0x1FFFFFF, .kind = (unsigned)kind & 0x3F};
    lexer->at = end;
}

/* The byte at `offset`, or a line feed beyond the range, where every token ends. */
static inline char lexer_byte(const Lexer *lexer, uint32_t offset) {
    return offset < lexer->end ? lexer->bytes[offset] : '\n';
}

static inline Span lexer_span(const Lexer *lexer, uint32_t start, uint32_t end) {
    return (Span){lexer->file, start, end};
}

static inline Text lexer_text(const Lexer *lexer, uint32_t start, uint32_t end) {
    return (Text){lexer->bytes + start, end - start};
}

/* The first offset from `offset` on whose byte is in none of the classes. */
uint32_t lexer_skip(const Lexer *lexer, uint32_t offset, unsigned classes);
/* The first offset from `offset` on whose byte is in one of them. Made for strings and comments: it
 * looks at four bytes in a turn. */
uint32_t lexer_find(const Lexer *lexer, uint32_t offset, unsigned classes);
/* Where the line of `offset` ends, before its line feed and carriage return. */
uint32_t lexer_line_end(const Lexer *lexer, uint32_t offset);
/* Where the line of `offset` begins. */
uint32_t lexer_line_start(const Lexer *lexer, uint32_t offset);

void lexer_number(Lexer *lexer);                    /* at a digit, or `-` before one */
bool lexer_digest(Lexer *lexer, uint32_t name_end); /* at a name before `:` */
void lexer_string(Lexer *lexer);                    /* at a quote */

/* The mistakes: each returns false when there is none at this place. */
bool lexer_foreign_comment(Lexer *lexer); /* at `/` */
bool lexer_foreign_text(Lexer *lexer);    /* at `<`, `=`, `>`, `|`: conflict markers and heredocs */
bool lexer_heredoc(Lexer *lexer);         /* at `<<` */
bool lexer_block_scalar(Lexer *lexer);    /* at `|` or `>` */
bool lexer_template(Lexer *lexer);        /* at `{` */
bool lexer_loose_point(Lexer *lexer);     /* at `.` before a digit */
void lexer_strange(Lexer *lexer);         /* at any byte that begins no token */
/* Reports text without quotes from `start` on, which replaces the tokens that it covers. */
void lexer_unquoted(Lexer *lexer, uint32_t start);

/* The kind of a word: TOKEN_NAME, or that of the keyword it is. */
TokenKind token_of_word(Text word);

/* Where a string that begins at `start` (at its quote) ends, behind its closing quote; 0 when it is
 * not closed on its line, with the offset of the `${` that is to blame, or 0. */
uint32_t string_end(const Lexer *lexer, uint32_t start, uint32_t *interpolation);
/* Where the `${` at `start` ends, behind its `}`; 0 when it does not end on its line. */
uint32_t interpolation_end(const Lexer *lexer, uint32_t start, uint32_t depth);

/* --- Balance -------------------------------------------------------------------------------- */

/* The same tokens with every bracket closed in order. Where the source's are not, the indentation
 * tells which one is to blame; that is reported, and the tokens returned are mended: brackets that
 * are missing stand in them with no length, those that close nothing are gone. */
Tokens balance_tokens(Arena *arena, Report *report, uint32_t file, Tokens tokens);

#endif
