/* format.c - a file in the one layout.
 *
 * Four stages, each a file: `format_shape` tells what every bracket is for, `format_lines` breaks
 * the items into lines and decides on commas (with `format_has_space` between two neighbours),
 * `format_align` aligns tables and comments, and this file writes. No stage ever changes, adds or
 * moves a token but commas, so the tree stays the same; nothing is thrown away but whitespace.
 *
 * What the layout leaves to the author: which blocks stand on one line, where a list is broken,
 * single empty lines, and everything inside strings, text blocks and comments. */
#include "syntax/format.h"

/* `#` and one space before the words; `#!`, `##` and ornaments are left as they are. */
static void write_comment(Writer *out, Text text) {
    text = text_trim(text);
    bool is_plain = text.length > 1 && strchr(" \t#!", text.bytes[1]) == NULL;
    writer_char(out, '#');
    if (is_plain) writer_char(out, ' ');
    writer_text(out, text_slice(text, 1, text.length));
}

/* A text block keeps its bytes but for the CR of line ends, which are no part of its value. */
static void write_block(Writer *out, Text text) {
    size_t start = 0;
    for (size_t end = text_find(text, TEXT("\r\n"), 0); end != SIZE_MAX;
         end = text_find(text, TEXT("\r\n"), start)) {
        writer_text(out, text_slice(text, start, end));
        start = end + 1;
    }
    writer_text(out, text_slice(text, start, text.length));
}

static void write_item(Writer *out, const FormatItems *items, uint32_t index) {
    const FormatItem *item = &items->items[index];
    writer_repeat(out, ' ', item->pad);
    if (item->kind == TOKEN_COMMENT)
        write_comment(out, format_text(items, index));
    else if (item->kind == TOKEN_BLOCK)
        write_block(out, format_text(items, index));
    else
        writer_text(out, format_text(items, index));
    if (item->has_comma) writer_char(out, ',');
}

static void write_lines(Writer *out, const FormatItems *items, const FormatLines *lines) {
    for (uint32_t i = 0; i < lines->count; i++) {
        const FormatLine *line = &lines->items[i];
        if (line->has_blank) writer_char(out, '\n');
        writer_repeat(out, ' ', (size_t)line->indent * FORMAT_INDENT);
        for (uint32_t item = line->first; item < line->end; item++)
            write_item(out, items, item);
        writer_char(out, '\n');
    }
}

bool syntax_format(const Tree *tree, Writer *out) {
    if (tree->has_errors) return false;
    FormatItems items = format_shape(out->arena, tree);
    if (items.count == 0) return true; /* nothing but blanks */
    FormatLines lines = format_lines(out->arena, &items);
    format_align(out->arena, &items, &lines);
    write_lines(out, &items, &lines);
    return true;
}
