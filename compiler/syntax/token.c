/* token.c - what is known of tokens without their text around them: how messages call a kind, which
 * words are reserved, how an operator is spelled. Everything here is a row of grammar/tokens.def or
 * grammar/operators.def; the words themselves stand nowhere in the code. */
#include "syntax/lexer.h"

/* Words of punctuation and keywords are shown in backticks, classes by their description. */
const char *token_describe(TokenKind kind) {
    switch (kind) {
#define KEYWORD(kind, spelling, class, documentation)                                              \
    case TOKEN_##kind:                                                                             \
        return "`" spelling "`";
#define PUNCTUATION(kind, spelling, class, documentation)                                          \
    case TOKEN_##kind:                                                                             \
        return "`" spelling "`";
#define CLASS(kind, description, class, documentation)                                             \
    case TOKEN_##kind:                                                                             \
        return description;
#include "tokens.def"
#undef KEYWORD
#undef PUNCTUATION
#undef CLASS
    }
    unreachable("token kind");
}

const char *operator_spelling(Operator operator) {
    switch (operator) {
#define OPERATOR(kind, spelling, precedence, operands, result, documentation)                      \
    case OPERATOR_##kind:                                                                          \
        return spelling;
#include "operators.def"
#undef OPERATOR
    }
    unreachable("operator");
}

typedef struct Keyword {
    char spelling[8];
    uint8_t length;
    uint8_t kind;
} Keyword;

static const Keyword keywords[] = {
#define KEYWORD(kind, spelling, class, documentation)                                              \
    {spelling, sizeof(spelling) - 1, TOKEN_##kind},
#define PUNCTUATION(kind, spelling, class, documentation)
#define CLASS(kind, description, class, documentation)
#include "tokens.def"
#undef KEYWORD
#undef PUNCTUATION
#undef CLASS
};

enum { KEYWORD_COUNT = sizeof keywords / sizeof keywords[0], KEYWORD_LONGEST = 7 };

/* The bit of a keyword's first letter: most names are told apart by it alone. */
#define KEYWORD(kind, spelling, class, documentation) | 1u << (spelling[0] - 'a')
#define PUNCTUATION(kind, spelling, class, documentation)
#define CLASS(kind, description, class, documentation)

/* True for the first letters of keywords, which no other name needs to be compared for. */
static bool begins_keyword(char byte) {
    const uint32_t letters = 0
#include "tokens.def"
        ;
    return byte >= 'a' && byte <= 'z' && (letters >> (byte - 'a') & 1u) != 0;
}

#undef KEYWORD
#undef PUNCTUATION
#undef CLASS

TokenKind token_of_word(Text word) {
    if (word.length > KEYWORD_LONGEST || !begins_keyword(word.bytes[0])) return TOKEN_NAME;
    for (size_t i = 0; i < KEYWORD_COUNT; i++)
        if (keywords[i].length == word.length &&
            memcmp(keywords[i].spelling, word.bytes, word.length) == 0)
            return (TokenKind)keywords[i].kind;
    return TOKEN_NAME;
}

void syntax_reserve(Names *names) {
    for (size_t i = 0; i < KEYWORD_COUNT; i++)
        name_reserve(names, (Text){keywords[i].spelling, keywords[i].length}, keywords[i].kind);
}

/* The same bytes that the lexer takes for a name, so that what is written unquoted reads back. */
bool syntax_is_word(Text text) {
    if (text.length == 0 || !byte_is(text.bytes[0], BYTE_LETTER)) return false;
    if (text.bytes[text.length - 1] == '-') return false;
    for (size_t i = 1; i < text.length; i++)
        if (!byte_is(text.bytes[i], BYTE_WORD)) return false;
    return text.length > 1 || text.bytes[0] != '_';
}
