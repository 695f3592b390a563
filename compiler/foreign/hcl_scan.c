/* hcl_scan.c - cuts Terraform's language into tokens.
 *
 * Only so much is understood as is needed to skip an expression without fail. What makes that hard
 * is that strings and heredocs hold expressions, which hold strings: `"${foo("}")}"` is one token.
 * So scanning a string calls the scanner for what is between `${` and its `}`. Each such level is
 * an open bracket, and brackets are limited, which bounds the recursion. Operators are not told
 * apart, and numbers are words. */
#include "foreign/hcl_scan.h"
#include "foreign/reading.h"

/* The byte at an offset; NUL, which no token begins with, at the end. */
static char byte_at(const HclScanner *scanner, size_t at) {
    return at < scanner->bytes.length ? scanner->bytes.bytes[at] : '\0';
}

/* Whether the text stands at the offset, which may lie at or beyond the end. */
static bool stands_at(const HclScanner *scanner, size_t at, Text text) {
    return at <= scanner->bytes.length && scanner->bytes.length - at >= text.length &&
           memcmp(scanner->bytes.bytes + at, text.bytes, text.length) == 0;
}

/* Identifiers may hold letters of every script; which bytes beyond ASCII are letters is left to
 * Terraform. */
static bool is_word_start(char byte) {
    char lower = (char)(byte | 0x20);
    return (lower >= 'a' && lower <= 'z') || byte == '_' || ((unsigned char)byte & 0x80) != 0;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* What a word goes on with. A number is a word too: what is between its digits does not matter. */
static bool is_word_part(char byte) {
    return is_word_start(byte) || is_digit(byte) || byte == '-';
}

/* --- Brackets ------------------------------------------------------------------------------- */

/* Keeps an opening bracket until its partner comes; false beyond the limit. */
static bool open_bracket(HclScanner *scanner, size_t at, char byte) {
    if (scanner->depth == LIMIT_FOREIGN_NESTING) {
        return problem_raise(scanner->arena, scanner->problem, at, "the nesting is deeper than %d",
                             (int)LIMIT_FOREIGN_NESTING);
    }
    scanner->open[scanner->depth++] = byte;
    return true;
}

static char opener_of(char closer) {
    return closer == ')' ? '(' : closer == ']' ? '[' : '{';
}

/* Takes the innermost bracket away; false where the two are no pair. */
static bool close_bracket(HclScanner *scanner, size_t at, char byte) {
    if (scanner->depth > 0 && scanner->open[scanner->depth - 1] == opener_of(byte)) {
        scanner->depth--;
        return true;
    }
    return problem_raise(scanner->arena, scanner->problem, at, "`%c` closes nothing", byte);
}

/* --- Strings and heredocs ------------------------------------------------------------------- */

/* The length of what cannot begin an interpolation although it looks so (`$${`, `%%{`), else 0. */
static size_t escaped_marker(const HclScanner *scanner) {
    bool is_escaped = stands_at(scanner, scanner->at, TEXT("$${")) ||
                      stands_at(scanner, scanner->at, TEXT("%%{"));
    return is_escaped ? 3 : 0;
}

/* Whether an expression or a directive begins here, after escapes were looked for. */
static bool is_interpolation(const HclScanner *scanner) {
    return stands_at(scanner, scanner->at, TEXT("${")) ||
           stands_at(scanner, scanner->at, TEXT("%{"));
}

/* From `${` or `%{` behind its `}`. */
static bool skip_interpolation(HclScanner *scanner) {
    size_t start = scanner->at;
    uint32_t outside = scanner->depth;
    scanner->at += 2;
    if (!open_bracket(scanner, start, '{')) return false;
    while (scanner->depth > outside) {
        HclToken token = hcl_scan(scanner);
        if (token.kind == HCL_INVALID) return false;
        if (token.kind == HCL_END) {
            return problem_raise(scanner->arena, scanner->problem, start,
                                 "the interpolation does not end");
        }
    }
    return true;
}

/* From the opening quote behind the closing one, on one line except inside interpolations. */
static bool skip_string(HclScanner *scanner) {
    size_t start = scanner->at++;
    while (scanner->at < scanner->bytes.length) {
        char byte = scanner->bytes.bytes[scanner->at];
        if (byte == '\n') break;
        if (byte == '"') {
            scanner->at++;
            return true;
        }
        size_t escaped = byte == '\\' ? 2 : escaped_marker(scanner);
        if (escaped > 0) {
            scanner->at += escaped;
        } else if (!is_interpolation(scanner)) {
            scanner->at++;
        } else if (!skip_interpolation(scanner)) {
            return false;
        }
    }
    return problem_raise(scanner->arena, scanner->problem, start, "the string does not end");
}

/* The offset of the next line feed, or the end of the file. */
static size_t line_end(Text bytes, size_t from) {
    size_t end = text_find(bytes, TEXT("\n"), from);
    return end == SIZE_MAX ? bytes.length : end;
}

/* The rest of a heredoc's line with its newline; what is interpolated may hold newlines itself. */
static bool skip_heredoc_line(HclScanner *scanner) {
    while (scanner->at < scanner->bytes.length) {
        size_t escaped = escaped_marker(scanner);
        if (escaped > 0) {
            scanner->at += escaped;
        } else if (is_interpolation(scanner)) {
            if (!skip_interpolation(scanner)) return false;
        } else if (scanner->bytes.bytes[scanner->at++] == '\n') {
            return true;
        }
    }
    return true;
}

/* `<<WORD` or `<<-WORD`, lines, and a line that is nothing but WORD. */
static bool skip_heredoc(HclScanner *scanner) {
    size_t start = scanner->at;
    size_t word = start + (byte_at(scanner, start + 2) == '-' ? 3 : 2);
    size_t first_end = line_end(scanner->bytes, word);
    Text marker = text_trim(text_slice(scanner->bytes, word, first_end));
    if (marker.length == 0 || !is_word_start(marker.bytes[0])) {
        return problem_raise(scanner->arena, scanner->problem, start, "`<<` needs a word");
    }
    scanner->at = first_end + (first_end < scanner->bytes.length ? 1 : 0);
    while (scanner->at < scanner->bytes.length) {
        size_t end = line_end(scanner->bytes, scanner->at);
        if (text_equal(text_trim(text_slice(scanner->bytes, scanner->at, end)), marker)) {
            scanner->at = end; /* the newline is a token of its own */
            return true;
        }
        if (!skip_heredoc_line(scanner)) return false;
    }
    return problem_raise(scanner->arena, scanner->problem, start, "the heredoc does not end");
}

/* --- Tokens --------------------------------------------------------------------------------- */

/* From a slash and a star behind the star and slash that end the comment. */
static bool skip_block_comment(HclScanner *scanner) {
    size_t end = text_find(scanner->bytes, TEXT("*/"), scanner->at + 2);
    if (end == SIZE_MAX) {
        return problem_raise(scanner->arena, scanner->problem, scanner->at,
                             "the comment does not end");
    }
    scanner->at = end + 2;
    return true;
}

/* Moves to the next token: over blanks and comments. */
static bool skip_blanks(HclScanner *scanner) {
    while (scanner->at < scanner->bytes.length) {
        char byte = scanner->bytes.bytes[scanner->at];
        if (byte == ' ' || byte == '\t' || byte == '\r') {
            scanner->at++;
        } else if (byte == '#' || stands_at(scanner, scanner->at, TEXT("//"))) {
            scanner->at = line_end(scanner->bytes, scanner->at);
        } else if (stands_at(scanner, scanner->at, TEXT("/*"))) {
            if (!skip_block_comment(scanner)) return false;
        } else {
            return true;
        }
    }
    return true;
}

/* Moves over a word whose first byte was looked at. */
static HclKind scan_word(HclScanner *scanner) {
    while (is_word_part(byte_at(scanner, scanner->at))) {
        scanner->at++;
    }
    return HCL_WORD;
}

/* An operator, or what the language does not know. `=` alone is the one that is told apart. */
static HclKind scan_operator(HclScanner *scanner) {
    static const char known[] = "+-*/%<>=!&|?:,.~";
    size_t start = scanner->at;
    char byte = byte_at(scanner, start);
    if (byte == '\0' || strchr(known, byte) == NULL) {
        problem_raise(scanner->arena, scanner->problem, start,
                      "Terraform's language has no such character");
        return HCL_INVALID;
    }
    scanner->at++;
    char next = byte_at(scanner, scanner->at);
    bool is_pair = next == '=' || (byte == '=' && next == '>');
    if (strchr("=!<>", byte) != NULL && is_pair) {
        scanner->at++;
        return HCL_OTHER;
    }
    return byte == '=' ? HCL_ASSIGN : HCL_OTHER;
}

/* Moves over a bracket and keeps count of what is open. */
static HclKind scan_bracket(HclScanner *scanner, char byte) {
    size_t at = scanner->at++;
    bool is_opener = byte == '(' || byte == '[' || byte == '{';
    bool is_right = is_opener ? open_bracket(scanner, at, byte) : close_bracket(scanner, at, byte);
    if (!is_right) return HCL_INVALID;
    return is_opener ? HCL_OPEN : HCL_CLOSE;
}

/* Moves over the token at the cursor, where no blank and no comment stands. */
static HclKind scan_token(HclScanner *scanner) {
    char byte = byte_at(scanner, scanner->at);
    if (byte == '\n') {
        scanner->at++;
        return HCL_NEWLINE;
    }
    if (byte == '"') return skip_string(scanner) ? HCL_STRING : HCL_INVALID;
    if (stands_at(scanner, scanner->at, TEXT("<<"))) {
        return skip_heredoc(scanner) ? HCL_HEREDOC : HCL_INVALID;
    }
    if (is_word_start(byte) || is_digit(byte)) return scan_word(scanner);
    if (byte != '\0' && strchr("()[]{}", byte) != NULL) return scan_bracket(scanner, byte);
    return scan_operator(scanner);
}

/* An escape at the very end of the file moves the cursor beyond it: it is put back. */
HclToken hcl_scan(HclScanner *scanner) {
    HclToken token = {.kind = HCL_INVALID, .start = scanner->at, .end = scanner->at};
    if (!skip_blanks(scanner)) return token;
    token.start = scanner->at;
    token.kind = scanner->at >= scanner->bytes.length ? HCL_END : scan_token(scanner);
    if (scanner->at > scanner->bytes.length) scanner->at = scanner->bytes.length;
    token.end = scanner->at;
    return token;
}
