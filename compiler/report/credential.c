/* credential.c - finds what has the published shape of a credential.
 *
 * It runs over every source file and every computed text, so the common case is one table look-up
 * a byte: only at two bytes that begin a row of credential.def (or one of the forms in
 * credential_form.c) anything else is done. It knows shapes and nothing else:
 * no entropy, no guessing by the name of a key, because one false alarm in a hundred files teaches
 * people to switch a rule off. */
#include "report/credential.h"
#include "report/report.h"

enum { PARTS = 3 };

/* A literal and what follows it; rows of credential.def are made of these. */
typedef struct Part {
    const char *literal;
    ByteClass byte_class;
    uint16_t min, max;
    bool must_mix;
} Part;

typedef struct Token {
    const char *what;
    Part parts[PARTS]; /* up to the first without a literal */
} Token;

#define PART(literal, byte_class, min, max)                                                        \
    { literal, CLASS_##byte_class, min, max, false }
#define SECRET(literal, byte_class, min, max)                                                      \
    { literal, CLASS_##byte_class, min, max, true }

/* All rows of credential.def. The last one is empty: its literal begins with NUL, which is no byte
 * that starts a row, so the walk over the last group ends there. */
static const Token tokens[] = {
#define FIRST(letter, byte, next)
#define TOKEN(what, ...) {what, {__VA_ARGS__}},
#include "report/credential.def"
#undef FIRST
#undef TOKEN
    {"", {{"", CLASS_NOTHING, 0, 0, false}}}};

/* The number of the first row of each group. A group has no row of its own: the enumerator behind
 * it steps back by one. Rows are told apart by their line in the .def file. */
#define ROW_OF(line) ROW_ON(line)
#define ROW_ON(line) ROW_##line

enum {
    ROW_BEFORE = -1,

#define FIRST(letter, byte, next) GROUP_##letter, BEFORE_##letter = GROUP_##letter - 1,
#define TOKEN(what, ...)          ROW_OF(__LINE__),
#include "report/credential.def"
#undef FIRST
#undef TOKEN
    ROW_END
};

static_assert(ROW_END + 1 == sizeof tokens / sizeof *tokens, "a group counts its rows wrongly");

/* By first byte: 0 where nothing can begin, else 1 + the row to begin with. */
static const uint8_t first_rows[256] = {
#define FIRST(letter, byte, next) [byte] = GROUP_##letter + 1,
#define TOKEN(what, ...)
#include "report/credential.def"
#undef FIRST
#undef TOKEN
    [':'] = ROW_END + 1, ['-'] = ROW_END + 1};

/* By first byte: which may stand behind it, by their low six bits. Nothing of what we look for
 * shares them, and most text is passed over by these two look-ups. */
#define NEXT(byte) ((uint64_t)1 << ((byte)&63))

static const uint64_t second_bytes[256] = {
#define FIRST(letter, byte, next) [byte] = next,
#define TOKEN(what, ...)
#include "report/credential.def"
#undef FIRST
#undef TOKEN
    [':'] = UINT64_MAX /* a password may begin with anything */, ['-'] = NEXT('-')};

/* ASCII by hand: isalnum would ask the locale. */
bool credential_is_in(char byte, ByteClass byte_class) {
    bool is_digit = byte >= '0' && byte <= '9';
    bool is_capital = byte >= 'A' && byte <= 'Z';
    bool is_small = byte >= 'a' && byte <= 'z';
    bool is_letter = is_digit || is_capital || is_small;
    switch (byte_class) {
    case CLASS_NOTHING: return false;
    case CLASS_DIGIT: return is_digit;
    case CLASS_CAPITAL: return is_digit || is_capital;
    case CLASS_HEX: return is_digit || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
    case CLASS_LETTER: return is_letter;
    case CLASS_NAME: return is_letter || byte == '_';
    case CLASS_WORD: return is_letter || byte == '_' || byte == '-';
    case CLASS_BASE64: return is_letter || byte == '+' || byte == '/';
    }
    unreachable("ByteClass");
}

/* A run that is longer than `most` is told from one that ends there by asking for one more. */
size_t credential_run(Text text, size_t from, ByteClass byte_class, size_t most) {
    size_t length = 0;
    while (length < most && from + length < text.length &&
           credential_is_in(text.bytes[from + length], byte_class))
        length++;
    return length;
}

/* Twenty characters made by a machine fail this less than once in ten million; words in one case,
 * `xxxx` and `0000` always do. */
bool credential_is_mixed(Text text) {
    bool has_digit = false;
    bool has_capital = false;
    bool has_small = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        has_digit |= byte >= '0' && byte <= '9';
        has_capital |= byte >= 'A' && byte <= 'Z';
        has_small |= byte >= 'a' && byte <= 'z';
    }
    return has_digit + has_capital + has_small >= 2;
}

/* Whether the literal stands at `at`. */
static bool has_literal(Text text, size_t at, Text literal) {
    return text.length - at >= literal.length &&
           memcmp(text.bytes + at, literal.bytes, literal.length) == 0;
}

/* Matches one part at *at and moves behind it. */
static bool match_part(Text text, const Part *part, size_t *at) {
    Text literal = text_of(part->literal);
    if (!has_literal(text, *at, literal)) return false;
    size_t start = *at + literal.length;
    size_t length = credential_run(text, start, part->byte_class, (size_t)part->max + 1);
    if (length < part->min || length > part->max) return false;
    if (part->must_mix && !credential_is_mixed(text_slice(text, start, start + length)))
        return false;
    *at = start + length;
    return true;
}

/* Matches all parts of a row, and nothing that would make it a part of something longer. */
static bool match_token(Text text, const Token *token, size_t start, size_t *end) {
    if (start > 0 && credential_is_in(text.bytes[start - 1], token->parts[0].byte_class))
        return false;
    *end = start;
    for (size_t i = 0; i < PARTS && token->parts[i].literal != NULL; i++)
        if (!match_part(text, &token->parts[i], end)) return false;
    return *end == text.length || !credential_is_in(text.bytes[*end], CLASS_NAME);
}

/* Whether the second and third byte are those of the row, which tells nearly all places apart. No
 * literal is shorter. */
static bool goes_on_like(const char *bytes, const Token *token) {
    const char *literal = token->parts[0].literal;
    return bytes[1] == literal[1] && bytes[2] == literal[2];
}

/* Tries the rows that begin with the byte at `start`. */
static bool match_tokens(Text text, size_t start, Credential *out) {
    if (text.length - start < 3) return false;
    if (start > 0 && credential_is_in(text.bytes[start - 1], CLASS_NAME)) return false;
    const char *bytes = text.bytes + start;
    const Token *token = &tokens[first_rows[(unsigned char)*bytes] - 1];
    for (; token->parts[0].literal[0] == *bytes; token++) {
        size_t end;
        if (!goes_on_like(bytes, token) || !match_token(text, token, start, &end)) continue;
        *out = (Credential){start, end, token->what};
        return true;
    }
    return false;
}

/* Tries what can begin with this byte. `s` begins words of both kinds. */
static bool match(Text text, size_t at, Credential *out) {
    char byte = text.bytes[at];
    if (byte == ':') return credential_url_password(text, at, out);
    if (byte == '-') return credential_private_key(text, at, out);
    if ((byte == 's' || byte == 'S') && credential_aws_secret(text, at, out)) return true;
    return match_tokens(text, at, out);
}

/* 1 where the two bytes may begin something, else 0. */
static uint64_t may_begin(unsigned char first, unsigned char second) {
    return second_bytes[first] >> (second & 63) & 1;
}

/* The first place from `at` on where something may begin; `end` when there is none. This loop runs
 * over everything, four bytes in a turn. */
static size_t next_place(const unsigned char *bytes, size_t at, size_t end) {
    for (; end - at >= 4; at += 4) {
        const unsigned char *next = bytes + at;
        if ((may_begin(next[0], next[1]) | may_begin(next[1], next[2]) |
             may_begin(next[2], next[3]) | may_begin(next[3], next[4])) != 0)
            break;
    }
    while (at < end && may_begin(bytes[at], bytes[at + 1]) == 0)
        at++;
    return at;
}

/* No shape is a single byte, so the last one begins nothing. */
bool credential_next(Text text, size_t from, Credential *out) {
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    size_t end = text.length > from ? text.length - 1 : from;
    for (size_t i = next_place(bytes, from, end); i < end; i = next_place(bytes, i + 1, end))
        if (match(text, i, out)) return true;
    return false;
}

/* The public form, for those who want to know the first one only. */
bool credential_find(Text text, size_t *start, size_t *end, const char **what) {
    Credential found;
    if (!credential_next(text, 0, &found)) return false;
    *start = found.start;
    *end = found.end;
    *what = found.what;
    return true;
}

/* The usual text has nothing to hide and is given back without a copy. */
Text credential_mask(Arena *arena, Text text) {
    Credential found;
    if (!credential_next(text, 0, &found)) return text;
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    size_t copied = 0;
    do {
        writer_text(&writer, text_slice(text, copied, found.start));
        writer_string(&writer, CREDENTIAL_MASK);
        copied = found.end;
    } while (credential_next(text, copied, &found));
    writer_text(&writer, text_slice(text, copied, text.length));
    return writer_done(&writer);
}
