/* page.h - private to edit/: the text that is edited, with its tokens and the edits so far. */
#ifndef RUNG_EDIT_PAGE_H
#define RUNG_EDIT_PAGE_H

#include "edit/edit.h"

enum { PAGE_COLUMNS = 100 }; /* what a table or a block of one line may take (commands.md) */

typedef struct Page {
    Arena *arena;
    Text text;
    Text newline; /* as the file ends its lines */
    Token *tokens;
    uint32_t token_count;
    ARRAY(Edit) edits;
} Page;

/* --- The text (page.c) ---------------------------------------------------------------------- */

void page_open(Page *page, Arena *arena, Text text);
/* Replaces the bytes from `start` up to `end`. */
void page_put(Page *page, uint32_t start, uint32_t end, Text text);
/* The text with all edits. */
Text page_done(const Page *page);

/* The first token that begins at an offset or behind it. */
uint32_t page_token(const Page *page, uint32_t offset);
/* The first `{` there. */
uint32_t page_brace(const Page *page, uint32_t offset);
/* The `}` that closes a `{`. */
uint32_t page_partner(const Page *page, uint32_t open);
uint32_t page_end_of(const Page *page, uint32_t token);
/* The last token before one that is neither a comment nor the end of a line. */
uint32_t page_before(const Page *page, uint32_t token);

uint32_t page_line_start(const Page *page, uint32_t offset);
uint32_t page_line_end(const Page *page, uint32_t offset); /* before its newline */
uint32_t page_next_line(const Page *page, uint32_t offset);
/* Does something begin its line? */
bool page_begins_line(const Page *page, uint32_t offset);
/* The blanks that its line begins with. */
Text page_indent(const Page *page, uint32_t offset);
/* The blanks that lines inside a `{` begin with, in the one layout. */
Text page_inner_indent(const Page *page, uint32_t open);
Text page_slice(const Page *page, Span span);

/* The columns of the widest of the lines from that of `start` to that of `end`, without comments. */
uint32_t page_width(const Page *page, uint32_t start, uint32_t end);
/* The offset at which a line begins that is as many lines down as `offset` is in `other`. */
uint32_t page_same_line(const Page *page, const Page *other, uint32_t offset);

/* Puts lines at the end of what stands between braces; an empty line comes before them where `is_apart`
 * says so and there is something to be apart from. `lines` begins without its indentation. */
void page_append(Page *page, uint32_t open, Text lines, bool is_apart);

/* --- Values and blocks of cells (spelling.c) ------------------------------------------------ */

/* A text as a string literal; `${` is no interpolation in it. */
Text spelling_string(Arena *arena, Text text);
/* An expression with its line ends made blanks, or commas where they part entries of a map. Those in a text
 * block stay. */
Text spelling_line(Arena *arena, Text expression);
/* The value behind something that begins at that indentation: a text block where it can be one. */
Text spelling_text(const Page *page, const Spelling *spelling, Text indent);

/* An entry of `{ ENV = CELL }`. */
typedef struct CellText {
    Text environment;
    Text value;
} CellText;

typedef struct CellTexts {
    CellText *items;
    uint32_t count;
    uint32_t capacity;
} CellTexts;

/* `{ dev = 1, prod = 2 }`. */
Text spelling_cells(const Page *page, const CellTexts *cells);
/* The same with an entry a line, in a statement of that indentation. */
Text spelling_cell_lines(const Page *page, const CellTexts *cells, Text indent);

/* --- Where a parameter stands (place.c) ----------------------------------------------------- */

typedef struct Place {
    const Entry *table; /* the table that it is a row of; NULL */
    GroupKind group;    /* of the innermost `at` around it */
    Text prefix;        /* the paths of all of them, joined; "" */
} Place;

/* Do two nodes of a file stand for the same? What was mistaken for something else has a second one. */
bool place_is(const Parameter *a, const Parameter *b);
/* Where in its declaration a statement stands. */
Place place_of(Arena *arena, const Statement *statement);
/* The block of the unit's own body that goes to a sink; NULL. */
const Member *place_sink(const Model *model, const Sink *sink);
/* The group in a body that puts `prefix` before its entries; NULL. */
const Entry *place_group(Arena *arena, const Body *body, GroupKind kind, Text prefix);

/* The end of a head: of its default, laws, type or path, whichever comes last. */
uint32_t place_head_end(const Parameter *node);
/* The same without the default. */
uint32_t place_type_end(const Parameter *node);
/* Removes the lines of a statement that ends at `end` and says nothing any more: the profile has said
 * the rest. False where it does say something, or is not alone on them. */
bool place_remove(Page *page, const Setting *setting, const Parameter *node, uint32_t end);
/* The environment that is named, -1 where there is none. */
int32_t place_environment(const Model *model, const Word *word);

/* --- Forms of a statement ------------------------------------------------------------------- */

/* The text of what is set, and of the environment. */
Text setting_environment(const Setting *setting);

/* default.c: `= VALUE` of a head. `is_row`: it stands in a table, and so on one line. */
void default_set(Page *page, const Setting *setting, const Parameter *node, bool is_row);

/* cells.c: `{ ENV = CELL }` behind a head. */
void cells_set(Page *page, const Setting *setting, const Statement *statement);
/* The same, the whole block with an entry a line. */
void cells_break(Page *page, const Setting *setting, const Statement *statement);

/* table.c: the cells of a row. */
void table_set(Page *page, const Setting *setting, const Statement *statement, const Entry *table);
/* How many columns stand before one that is added: up to the last of an environment that is before it in
 * the model. */
uint32_t table_place(const Setting *setting, const Entry *table);
/* leave.c: the row leaves its table, at the place where it is emitted. */
void table_leave(Page *page, const Setting *setting, const Statement *statement,
                 const Entry *table);

/* restate.c: the unit states what its profile does. */
void restate(Page *page, const Setting *setting);

#endif
