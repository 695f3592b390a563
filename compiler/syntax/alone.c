/* alone.c - texts that stand for themselves and belong to no program: what was typed for a value, and a
 * source of which only the layout matters. */
#include "syntax/syntax.h"

/* What parsing needs around one text. */
typedef struct Alone {
    Sources sources;
    Report report;
    Names names;
    uint32_t file;
} Alone;

static void open_alone(Arena *arena, Text text, Alone *out) {
    sources_open(&out->sources, arena);
    report_open(&out->report, arena, &out->sources);
    names_open(&out->names, arena);
    syntax_reserve(&out->names);
    out->file = sources_add(&out->sources, TEXT(""), text);
}

const Expression *syntax_read_expression(Arena *arena, Text text, Text *problem) {
    Alone alone;
    open_alone(arena, text, &alone);
    const Expression *expression =
        syntax_parse_expression(arena, &alone.names, &alone.report, alone.file);
    if (alone.report.items.count == 0) return expression;
    *problem = alone.report.items.items[0]->message;
    return NULL;
}

bool syntax_lay_out(Arena *arena, Text text, Text *out) {
    Alone alone;
    Writer writer;
    open_alone(arena, text, &alone);
    const Tree *tree = syntax_parse(arena, &alone.names, &alone.report, alone.file);
    writer_open(&writer, arena, SIZE_MAX);
    bool is_laid_out = syntax_format(tree, &writer);
    *out = writer_done(&writer);
    return is_laid_out;
}
