/* hcl_scan.h - the tokens of Terraform's language, as coarse as skipping needs them. */
#ifndef RUNG_FOREIGN_HCL_SCAN_H
#define RUNG_FOREIGN_HCL_SCAN_H

#include "foreign/foreign.h"

typedef enum HclKind {
    HCL_END,
    HCL_NEWLINE, /* also the one that ends a `#` or `//` comment */
    HCL_WORD,    /* an identifier or a number */
    HCL_STRING,  /* with its quotes and all that is interpolated in it */
    HCL_HEREDOC, /* from `<<` to the end of its last line */
    HCL_OPEN,    /* ( [ { */
    HCL_CLOSE,   /* ) ] } */
    HCL_ASSIGN,  /* `=` alone */
    HCL_OTHER,   /* operators and punctuation */
    HCL_INVALID  /* the problem says why; nothing comes after it */
} HclKind;

typedef struct HclToken {
    HclKind kind;
    size_t start, end;
} HclToken;

/* `open` holds the brackets that are open, with those of interpolations around a token: the depth
 * after a token is the number of brackets around what comes next. */
typedef struct HclScanner {
    Arena *arena; /* of the problem's sentence */
    Text bytes;
    size_t at;
    uint32_t depth;
    char open[LIMIT_FOREIGN_NESTING];
    Problem *problem;
} HclScanner;

HclToken hcl_scan(HclScanner *scanner);

/* Where in a string (which has escapes) or heredoc (which has none) something stands that is more than
 * text: an interpolation, a directive, an escape that the language does not have. SIZE_MAX for none. */
size_t hcl_find_code(Text literal, bool has_escapes);

/* What a string without interpolation says: escapes decoded, quotes removed. */
Text hcl_decode_string(Arena *arena, Text literal);

/* What a heredoc without interpolation says; `<<-` takes the common indentation away. */
Text hcl_decode_heredoc(Arena *arena, Text literal);

#endif
