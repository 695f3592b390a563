/* json.c - JSON with an indentation of two: a value a line, so that diffs show what changed. */
#include "emit/emission.h"

enum { INDENT = 2 };

static void write_line_start(Writer *out, uint32_t index, uint32_t indent) {
    writer_string(out, index ? ",\n" : "\n");
    writer_repeat(out, ' ', indent);
}

static void write_items(Writer *out, const Value *value, uint32_t indent) {
    writer_char(out, '[');
    for (uint32_t i = 0; i < value->count; i++) {
        write_line_start(out, i, indent + INDENT);
        json_write(out, value->as.items[i], indent + INDENT);
    }
    writer_char(out, '\n');
    writer_repeat(out, ' ', indent);
    writer_char(out, ']');
}

static void write_pairs(Writer *out, const Value *value, uint32_t indent) {
    uint32_t written = 0;
    writer_char(out, '{');
    for (uint32_t i = 0; i < value->count; i++) {
        const Pair *pair = &value->as.pairs[i];
        if (pair->value->kind == VALUE_ABSENT) continue;
        write_line_start(out, written++, indent + INDENT);
        writer_json(out, pair->key);
        writer_string(out, ": ");
        json_write(out, pair->value, indent + INDENT);
    }
    writer_char(out, '\n');
    writer_repeat(out, ' ', indent);
    writer_char(out, '}');
}

void json_write(Writer *out, const Value *value, uint32_t indent) {
    bool is_block = emission_count(value) > 0;
    if (value->kind == VALUE_LIST && is_block)
        write_items(out, value, indent);
    else if (value->kind == VALUE_MAP && is_block)
        write_pairs(out, value, indent);
    else if (value->kind == VALUE_MAP)
        writer_string(out, "{}");
    else
        value_json(out, value);
}
