/* hcl.c - Terraform's expression syntax, laid out as `terraform fmt` lays it out.
 *
 * Two columns a bracket; `=` aligned over a run of consecutive lines that each hold a whole
 * `key = value`; a run is broken by a comment, and by a line that opens a value of several lines,
 * which has a single space itself. Width counts grapheme clusters. `${` and `%{` are code to
 * Terraform and get one more `$` or `%`. Absent members of an object are `null`, absent items of a
 * list are left out. */
#include "emit/emission.h"

enum { INDENT = 2, SHORT_LIST = 8 };

/* --- Strings and keys ------------------------------------------------------------------------ */

/* `\n \r \t \" \\ \uNNNN \UNNNNNNNN` and no others. */
static void write_escape(Writer *out, int32_t point) {
    switch (point) {
    case '"': writer_string(out, "\\\""); return;
    case '\\': writer_string(out, "\\\\"); return;
    case '\n': writer_string(out, "\\n"); return;
    case '\t': writer_string(out, "\\t"); return;
    case '\r': writer_string(out, "\\r"); return;
    }
    writer_format(out, point < 0x10000 ? "\\u%04X" : "\\U%08X", (unsigned)point);
}

/* `${` and `%{` are templates; a dollar or percent without a brace is itself. */
static bool opens_template(Text text, size_t start) {
    char byte = text.bytes[start];
    return (byte == '$' || byte == '%') && start + 1 < text.length && text.bytes[start + 1] == '{';
}

/* One more `$` or `%` directly before each that opens a template, and nowhere else: `$$` is two
 * dollars. */
static void write_string(Writer *out, Text text) {
    size_t done = 0;
    writer_char(out, '"');
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        int32_t point = utf8_next(text, &i);
        bool opens = opens_template(text, start);
        if (!opens && point != '"' && point != '\\' && !utf8_is_unsafe(point)) continue;
        writer_text(out, text_slice(text, done, opens ? i : start));
        if (opens)
            writer_char(out, (char)point);
        else
            write_escape(out, point);
        done = i;
    }
    writer_text(out, text_slice(text, done, text.length));
    writer_char(out, '"');
}

/* HCL also knows letters beyond ASCII; in quotes they are the same key. */
bool hcl_is_identifier(Text text) {
    if (!text.length || byte_is_digit(text.bytes[0]) || text.bytes[0] == '-') return false;
    return emission_is_made_of(text, "_-");
}

/* In an object `for` begins an expression. */
static bool is_bare(Text key, bool in_object) {
    return !in_object || (hcl_is_identifier(key) && !text_equal(key, TEXT("for")));
}

/* A key that is no name is written in quotes, with the escapes of a string, and is as wide as that.
 * */
static Text key_text(Arena *arena, Text key, bool in_object) {
    if (is_bare(key, in_object)) return key;
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    write_string(&writer, key);
    return writer_done(&writer);
}

/* --- Lists ----------------------------------------------------------------------------------- */

/* A short list of scalars stands on one line; any other has an item a line. */
static bool is_in_line(const Value *list) {
    if (list->count > SHORT_LIST) return false;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->as.items[i]->kind == VALUE_LIST || list->as.items[i]->kind == VALUE_MAP)
            return false;
    return true;
}

/* A comma ends every line, so that one more item changes no other line. */
static void write_list(Writer *out, const Value *list, uint32_t indent) {
    bool in_line = is_in_line(list);
    uint32_t written = 0;
    writer_char(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        const Value *item = list->as.items[i];
        if (item->kind == VALUE_ABSENT) continue;
        if (in_line && written++) writer_string(out, ", ");
        if (!in_line) writer_char(out, '\n');
        if (!in_line) writer_repeat(out, ' ', indent + INDENT);
        hcl_write(out, item, indent + INDENT);
        if (!in_line) writer_char(out, ',');
    }
    if (!in_line) writer_char(out, '\n');
    if (!in_line) writer_repeat(out, ' ', indent);
    writer_char(out, ']');
}

/* --- Objects --------------------------------------------------------------------------------- */

/* Does a value take lines of its own? Then its key is not aligned with others. */
static bool has_lines(const Value *value) {
    return value->kind == VALUE_LIST ? !is_in_line(value)
                                     : value->kind == VALUE_MAP && value->count > 0;
}

/* `terraform fmt` counts token by token, and each quote is one: an accent at the beginning of a key is a
 * column of its own, and does not belong to the quote before it. */
static size_t key_width(Text key) {
    bool is_quoted = text_starts_with(key, TEXT("\""));
    return is_quoted ? 2 + utf8_graphemes(text_slice(key, 1, key.length - 1)) : utf8_graphemes(key);
}

/* The end of the run of aligned lines that begins at `first`, and how wide their keys are. */
static uint32_t find_run(const Value *map, const Text *keys, uint32_t first, size_t *width) {
    uint32_t end = first;
    *width = 0;
    for (; end < map->count && !has_lines(map->as.pairs[end].value); end++) {
        if (end > first && map->as.pairs[end].doc.length) break;
        size_t own = key_width(keys[end]);
        if (own > *width) *width = own;
    }
    return end;
}

/* Spaces fill the key up to the width of its run; the comment above it has no part in that. */
static void write_pair(Writer *out, const Pair *pair, Text key, size_t width, uint32_t indent) {
    emission_comment(out, pair->doc, indent);
    writer_repeat(out, ' ', indent);
    writer_text(out, key);
    size_t own = key_width(key);
    writer_repeat(out, ' ', width > own ? width - own : 0);
    writer_string(out, " = ");
    hcl_write(out, pair->value, indent);
    writer_char(out, '\n');
}

/* A line that opens a value of several lines is a run of its own. */
static void write_pairs(Writer *out, const Value *map, uint32_t indent, bool in_object) {
    Text *keys = arena_array(out->arena, Text, map->count);
    for (uint32_t i = 0; i < map->count; i++)
        keys[i] = key_text(out->arena, map->as.pairs[i].key, in_object);
    for (uint32_t i = 0; i < map->count;) {
        size_t width;
        uint32_t end = find_run(map, keys, i, &width);
        if (end == i) end++;
        for (; i < end; i++)
            write_pair(out, &map->as.pairs[i], keys[i], width, indent);
    }
}

/* In a file every line is a variable, and its name is checked before it comes here. */
void hcl_write_body(Writer *out, const Value *map) {
    write_pairs(out, map, 0, false);
}

/* A map with members has a line for each: one that grows does not move the others. */
static void write_map(Writer *out, const Value *map, uint32_t indent) {
    writer_char(out, '{');
    if (map->count) {
        writer_char(out, '\n');
        write_pairs(out, map, indent + INDENT, true);
        writer_repeat(out, ' ', indent);
    }
    writer_char(out, '}');
}

/* --- Values ---------------------------------------------------------------------------------- */

/* Durations and quantities are text to Terraform too. */
void hcl_write(Writer *out, const Value *value, uint32_t indent) {
    switch (value->kind) {
    case VALUE_ERROR:
    case VALUE_ABSENT: writer_string(out, "null"); return;
    case VALUE_LIST: write_list(out, value, indent); return;
    case VALUE_MAP: write_map(out, value, indent); return;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_NUMBER: writer_text(out, value_plain(out->arena, value)); return;
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET: write_string(out, value->text); return;
    }
    unreachable("ValueKind");
}
