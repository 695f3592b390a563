/* hcl.c - Terraform's expression syntax, laid out as `terraform fmt` lays it out.
 *
 * Two columns a bracket; `=` aligned over a run of consecutive lines that each hold a whole
 * `key = value`; a run is broken by a comment, and by a line that opens a value of several lines,
 * which has a single space itself. Width counts grapheme clusters. `${` and `%{` are code to
 * Terraform and get one more `$` or `%`. Absent members of an object are `null`. */
#include "emit/emission.h"

enum { INDENT = 2 };

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

static void write_string(Writer *out, Text text) {
    size_t done = 0;
    writer_char(out, '"');
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        int32_t point = utf8_next(text, &i);
        bool opens = (point == '$' || point == '%') && i < text.length && text.bytes[i] == '{';
        if (!opens && point != '"' && point != '\\' && !utf8_is_unsafe(point)) continue;
        writer_text(out, text_slice(text, done, start));
        if (opens) {
            writer_char(out, (char)point);
            writer_char(out, (char)point);
        } else {
            write_escape(out, point);
        }
        done = i;
    }
    writer_text(out, text_slice(text, done, text.length));
    writer_char(out, '"');
}

/* An identifier that is not evaluated; `for` begins an expression and is quoted. */
static bool is_bare_key(Text key) {
    if (!key.length || text_equal(key, TEXT("for"))) return false;
    for (size_t i = 0; i < key.length; i++) {
        char byte = key.bytes[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
        bool is_later = i > 0 && ((byte >= '0' && byte <= '9') || byte == '-');
        if (!is_letter && !is_later) return false;
    }
    return true;
}

static Text key_text(Arena *arena, Text key) {
    if (is_bare_key(key)) return key;
    Writer writer;
    writer_open(&writer, arena, LIMIT_VALUE_BYTES);
    write_string(&writer, key);
    return writer_done(&writer);
}

static bool is_block(const Value *value) {
    return (value->kind == VALUE_LIST || value->kind == VALUE_MAP) && value->count > 0;
}

/* How many pairs from `first` stand in one run of aligned lines, and how wide their keys are. */
static uint32_t run_length(const Pair *pairs, const Text *keys, uint32_t first, uint32_t count,
                           size_t *width) {
    uint32_t end = first;
    *width = 0;
    while (end < count && !is_block(pairs[end].value) && (end == first || !pairs[end].doc.length)) {
        size_t own = utf8_graphemes(keys[end]);
        if (own > *width) *width = own;
        end++;
    }
    return end - first;
}

static void write_pair(Writer *out, const Pair *pair, Text key, size_t width, uint32_t indent) {
    emission_comment(out, pair->doc, indent);
    writer_repeat(out, ' ', indent);
    writer_text(out, key);
    size_t own = utf8_graphemes(key);
    writer_repeat(out, ' ', width > own ? width - own : 0);
    writer_string(out, " = ");
    hcl_write(out, pair->value, indent);
    writer_char(out, '\n');
}

void hcl_write_pairs(Writer *out, const Pair *pairs, uint32_t count, uint32_t indent) {
    Text *keys = arena_array(out->arena, Text, count);
    for (uint32_t i = 0; i < count; i++) keys[i] = key_text(out->arena, pairs[i].key);
    for (uint32_t i = 0; i < count;) {
        size_t width;
        uint32_t run = run_length(pairs, keys, i, count, &width);
        if (!run) {
            write_pair(out, &pairs[i], keys[i], 0, indent);
            i++;
        }
        for (; run; run--, i++) write_pair(out, &pairs[i], keys[i], width, indent);
    }
}

static bool is_short(const Value *value) {
    enum { SHORT = 8 };
    if (value->kind != VALUE_LIST || value->count > SHORT) return false;
    for (uint32_t i = 0; i < value->count; i++)
        if (!value_is_scalar(value->as.items[i])) return false;
    return true;
}

/* A short list of scalars stands on one line; any other has an item a line. */
static void write_list(Writer *out, const Value *value, uint32_t indent) {
    bool in_line = is_short(value);
    writer_char(out, '[');
    if (!in_line) writer_char(out, '\n');
    for (uint32_t i = 0; i < value->count; i++) {
        if (!in_line) writer_repeat(out, ' ', indent + INDENT);
        hcl_write(out, value->as.items[i], indent + INDENT);
        if (!in_line)
            writer_string(out, ",\n");
        else if (i + 1 < value->count)
            writer_string(out, ", ");
    }
    if (!in_line) writer_repeat(out, ' ', indent);
    writer_char(out, ']');
}

static void write_map(Writer *out, const Value *value, uint32_t indent) {
    if (!value->count) {
        writer_string(out, "{}");
        return;
    }
    writer_string(out, "{\n");
    hcl_write_pairs(out, value->as.pairs, value->count, indent + INDENT);
    writer_repeat(out, ' ', indent);
    writer_char(out, '}');
}

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
