/* format_line.c - breaks the items into lines.
 *
 * The author decides what stands on one line and what on several: a bracket that was on one line
 * stays so, and one that was not is laid out in full, each with its own commas. Between braces
 * every statement has a line; between `[ ]` and `( )` the author's breaks are kept, for lists are
 * often rows of something. An empty line is kept where it parts statements, never doubled, and
 * never at the edge of a block; declarations are parted by exactly one. */
#include "syntax/format.h"

enum { COMMENT_GAP = 2 }; /* columns between a line and its comment */

/* An open bracket: what it holds is indented against the line it was opened on. */
typedef struct Nest {
    uint32_t open;
    uint32_t indent; /* of lines that begin inside */
    FormatRole role;
    bool is_broken;
    bool is_annotated; /* the last line that began in it was an annotation */
} Nest;

typedef struct Builder {
    Arena *arena;
    FormatItems *items;
    ARRAY(FormatLine) lines;
    ARRAY(Nest) nests;
    uint32_t last; /* the last item that is no comment */
} Builder;

/* Whether the item begins a line. It always does after a comment; inside a broken bracket its
 * edges do too, and every item of a map; else the author's breaks decide. */
static bool begins_line(const Builder *builder, const Nest *nest, uint32_t index) {
    const FormatItem *item = &builder->items->items[index];
    if (index == 0 || item[-1].kind == TOKEN_COMMENT) return true;
    if (item->kind == TOKEN_COMMENT) return item->breaks > 0;
    if (nest->role == ROLE_KEY || nest->role == ROLE_RUNG || !nest->is_broken) return false;
    bool is_edge = nest->open == index - 1 || format_is_closing(item->kind);
    return is_edge || item->breaks > 0 || (nest->role == ROLE_ITEMS && item[-1].has_comma);
}

/* Decides on the comma behind the item before this one: newlines separate the items of broken
 * braces, and a last comma stands in broken lists and nowhere else. */
static void settle_comma(Builder *builder, const Nest *nest, const FormatItem *item) {
    if (builder->last == FORMAT_NONE) return;
    FormatItem *before = &builder->items->items[builder->last];
    if (format_is_closing(item->kind))
        before->has_comma =
            builder->last != nest->open && nest->is_broken && format_is_list(nest->role);
    else if (nest->role == ROLE_ITEMS && nest->is_broken)
        before->has_comma = false;
}

/* True where the line goes on after a comma, an arrow or an operator: it is indented once more. */
static bool continues_line(const Builder *builder, const Nest *nest) {
    return builder->last != FORMAT_NONE &&
           format_is_continued(&builder->items->items[builder->last], nest->role);
}

/* An empty line is kept between statements: not at the edges of a block, nor within a statement or
 * between it and its annotation. */
static bool keeps_blank(const Builder *builder, const Nest *nest, const FormatItem *item) {
    if (builder->lines.count == 0 || item->breaks < 2 || format_is_closing(item->kind))
        return false;
    if (nest->is_annotated && item->kind != TOKEN_COMMENT) return false;
    const FormatLine *above = &builder->lines.items[builder->lines.count - 1];
    bool is_start = nest->open != FORMAT_NONE && nest->open >= above->first;
    return !is_start && !continues_line(builder, nest);
}

/* A closing bracket stands below the line that opened it, everything else one level deeper. */
static void begin_line(Builder *builder, Nest *nest, uint32_t index) {
    const FormatItem *item = &builder->items->items[index];
    bool is_continued = continues_line(builder, nest);
    bool is_closing = format_is_closing(item->kind);
    FormatLine line = {.first = index, .end = index};
    line.indent = is_closing ? nest->indent - 1 : nest->indent + is_continued;
    line.table = nest->role == ROLE_TABLE && !is_closing ? nest->open + 1 : 0;
    line.has_blank = keeps_blank(builder, nest, item);
    line.is_outer = nest->role == ROLE_TOP && !is_continued;
    array_push(builder->arena, &builder->lines, line);
    nest->is_annotated = item->kind == TOKEN_SIGN_AT;
}

/* Keeps the stack of brackets; a line that opens a table is its header. */
static void follow_bracket(Builder *builder, FormatLine *line, uint32_t index) {
    const FormatItem *item = &builder->items->items[index];
    if (format_is_closing(item->kind)) builder->nests.count--;
    if (item->role == ROLE_TOP) return;
    Nest nest = {index, line->indent + 1, item->role, item->is_broken, false};
    array_push(builder->arena, &builder->nests, nest);
    if (item->role == ROLE_TABLE) line->table = index + 1;
}

/* Commas are settled when the item behind them is known, but after it was asked whether they part
 * two items of a map. */
static void add_item(Builder *builder, uint32_t index) {
    FormatItem *item = &builder->items->items[index];
    Nest *nest = &builder->nests.items[builder->nests.count - 1];
    bool is_comment = item->kind == TOKEN_COMMENT;
    bool begins = begins_line(builder, nest, index);
    if (begins) begin_line(builder, nest, index);
    if (!is_comment) settle_comma(builder, nest, item);
    if (!begins)
        item->pad = is_comment ? COMMENT_GAP : format_has_space(item - 1, item, nest->role);
    FormatLine *line = &builder->lines.items[builder->lines.count - 1];
    line->end = index + 1;
    if (is_comment) return;
    follow_bracket(builder, line, index);
    builder->last = index;
}

/* A declaration of one line, by its keyword; the empty text where it has several. */
static Text one_liner(const FormatItems *items, const FormatLine *line, const FormatLine *end) {
    bool is_one = line + 1 == end || line[1].is_outer;
    return is_one ? format_text(items, line->first) : TEXT("");
}

/* Puts one empty line before every declaration with its comments and annotations, except that
 * one-liners of a kind that have neither may stand together. A comment that an empty line parts
 * from what follows is nobody's and stays where it is. */
static void part_declarations(const FormatItems *items, FormatLine *lines, uint32_t count) {
    FormatLine *group = NULL; /* where the comments and annotations of the next one begin */
    bool is_annotated = false;
    Text above = TEXT("");
    for (FormatLine *line = lines; line < lines + count; line++) {
        TokenKind kind = items->items[line->first].kind;
        if (!line->is_outer) continue;
        if (group == NULL || (line->has_blank && !is_annotated)) group = line;
        is_annotated |= kind == TOKEN_SIGN_AT;
        if (kind == TOKEN_COMMENT || kind == TOKEN_SIGN_AT) continue;
        Text keyword = one_liner(items, line, lines + count);
        bool is_together = group == line && keyword.length > 0 && text_equal(keyword, above);
        group->has_blank = group != lines && (group->has_blank || !is_together);
        above = keyword;
        group = NULL;
        is_annotated = false;
    }
}

FormatLines format_lines(Arena *arena, FormatItems *items) {
    Builder builder = {.arena = arena, .items = items, .last = FORMAT_NONE};
    array_push(arena, &builder.nests,
               ((Nest){.open = FORMAT_NONE, .role = ROLE_TOP, .is_broken = true}));
    for (uint32_t i = 0; i < items->count; i++)
        add_item(&builder, i);
    part_declarations(items, builder.lines.items, builder.lines.count);
    return (FormatLines){builder.lines.items, builder.lines.count};
}
