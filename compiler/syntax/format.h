/* format.h - private to the formatter: what its four stages hand on to one another.
 *
 *     tokens --shape--> items --lines--> lines --align--> pads --write--> text
 *
 * An item is a token or comment with what the layout must know about it; newlines and commas are
 * no items but facts of their neighbours, so that a comma can never be parted from what it ends. */
#ifndef RUNG_FORMAT_H
#define RUNG_FORMAT_H

#include "syntax/syntax.h"

/* What an opening bracket holds. It decides whether commas, line breaks or neither part its
 * contents, and what may be done with them. */
typedef enum FormatRole {
    ROLE_TOP,     /* the file itself: no bracket */
    ROLE_UNIT,    /* `service x {`: members, one a line */
    ROLE_BODY,    /* `helm {`, `at path {`, `strategy x {`: statements, one a line */
    ROLE_CLAUSES, /* `policy x {` */
    ROLE_TABLE,   /* `| dev | prod {`: rows */
    ROLE_ITEMS,   /* maps, attributes, fields, laws, cells: newline or comma between them */
    ROLE_RUNG,    /* `{ uat, perf }` of a ladder: commas only */
    ROLE_LIST,    /* a list, the arguments of a call or annotation: a last comma is allowed */
    ROLE_GROUP,   /* `(a or b)`, `[for ...]`: no last comma */
    ROLE_TYPE,    /* `int(1..50)`, `enum(a, b)`: bound to the word before it, no last comma */
    ROLE_CALL,    /* as ROLE_LIST, bound to the word before it */
    ROLE_KEY      /* `[LOG_LEVEL]`, `[id=KEY]`, `[0]`: bound to what is before it, one line */
} FormatRole;

enum { FORMAT_INDENT = 2 }; /* columns a bracket */

#define FORMAT_NONE UINT32_MAX /* no item */

typedef struct FormatItem {
    uint32_t start;
    uint32_t length;
    uint32_t pad;    /* spaces before it, beyond the indent of its line */
    uint32_t breaks; /* newlines before it in the source */
    TokenKind kind;
    FormatRole role;  /* of an opening bracket */
    uint32_t partner; /* of a closing bracket: its opening one */
    bool has_gap;     /* space or newline before it in the source */
    bool has_comma;   /* a comma follows */
    bool is_broken;   /* of an opening bracket: its contents begin and end lines of their own */
    bool is_word;     /* a reserved word that is a segment of a path here */
    bool is_first;    /* begins a statement or an item between braces */
} FormatItem;

typedef struct FormatItems {
    FormatItem *items;
    uint32_t count;
    Text source;
} FormatItems;

typedef struct FormatLine {
    uint32_t first; /* items first up to end, exclusive */
    uint32_t end;
    uint32_t indent;
    uint32_t table; /* 1 + the opening brace of the table it is the header or a row of; 0 */
    bool has_blank; /* an empty line before it */
    bool is_outer;  /* not inside any bracket and no continuation of the line before */
} FormatLine;

typedef struct FormatLines {
    FormatLine *items;
    uint32_t count;
} FormatLines;

/* The items of a tree without errors; every bracket has its role. */
FormatItems format_shape(Arena *arena, const Tree *tree);

/* True where a space stands between two items of one line, `role` being that of the innermost
 * bracket around them. */
bool format_has_space(const FormatItem *before, const FormatItem *item, FormatRole role);

/* Breaks the items into lines and sets every pad and comma. */
FormatLines format_lines(Arena *arena, FormatItems *items);

/* Widens pads so that the columns of tables and neighbouring comments are below one another. */
void format_align(Arena *arena, FormatItems *items, const FormatLines *lines);

Text format_text(const FormatItems *items, uint32_t index);
bool format_is_operator(TokenKind kind); /* binary: a newline after it does not end the line */
bool format_is_segment(TokenKind kind);  /* a word, reserved or not, or a string */
bool format_is_closing(TokenKind kind);  /* `)`, `]` or `}` */
bool format_is_brace(FormatRole role);   /* braces and the file: newlines separate there */
bool format_is_list(FormatRole role);    /* takes a comma after its last item */
/* True where the item before a line break makes the next line continue its own. */
bool format_is_continued(const FormatItem *before, FormatRole role);

#endif
