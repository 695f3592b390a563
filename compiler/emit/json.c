/* json.c - JSON with an indentation of two: a value a line, so that diffs show what changed.
 *
 * What is absent is left out, except in Terraform's variables, where an object has all its members
 * and those without a value are `null`. */
#include "emit/emission.h"

enum { INDENT = 2 };

/* Where a value is written, and how. */
typedef struct Printer {
    Writer *out;
    bool has_nulls;
} Printer;

static void write(const Printer *printer, const Value *value, uint32_t indent);

/* The comma stands at the end of the line before. */
static void open_line(const Printer *printer, uint32_t index, uint32_t indent) {
    writer_string(printer->out, index ? ",\n" : "\n");
    writer_repeat(printer->out, ' ', indent);
}

/* Items have lines of their own, so that one that changes is one line of a diff. */
static void write_items(const Printer *printer, const Value *value, uint32_t indent) {
    uint32_t written = 0;
    for (uint32_t i = 0; i < value->count; i++) {
        if (value->as.items[i]->kind == VALUE_ABSENT) continue;
        open_line(printer, written++, indent);
        write(printer, value->as.items[i], indent);
    }
}

/* Members keep the order of the source, which JSON does not ask for and people do. */
static void write_pairs(const Printer *printer, const Value *value, uint32_t indent) {
    uint32_t written = 0;
    for (uint32_t i = 0; i < value->count; i++) {
        const Pair *pair = &value->as.pairs[i];
        if (pair->value->kind == VALUE_ABSENT && !printer->has_nulls) continue;
        open_line(printer, written++, indent);
        writer_json(printer->out, pair->key);
        writer_string(printer->out, ": ");
        write(printer, pair->value, indent);
    }
}

/* What has nothing in it stands on one line. */
static void write_block(const Printer *printer, const Value *value, uint32_t indent) {
    bool is_map = value->kind == VALUE_MAP;
    bool is_empty = is_map && printer->has_nulls ? !value->count : !emission_has_parts(value);
    writer_char(printer->out, is_map ? '{' : '[');
    if (is_map)
        write_pairs(printer, value, indent + INDENT);
    else
        write_items(printer, value, indent + INDENT);
    if (!is_empty) {
        writer_char(printer->out, '\n');
        writer_repeat(printer->out, ' ', indent);
    }
    writer_char(printer->out, is_map ? '}' : ']');
}

/* Scalars are the business of the value layer: `json(...)` writes them alike. */
static void write(const Printer *printer, const Value *value, uint32_t indent) {
    if (value->kind == VALUE_MAP || value->kind == VALUE_LIST)
        write_block(printer, value, indent);
    else
        value_json(printer->out, value);
}

/* For everybody but Terraform. */
void json_write(Writer *out, const Value *value, uint32_t indent) {
    write(&(Printer){out, false}, value, indent);
}

/* An `object({...})` refuses a value in which an attribute is missing, and takes a null. */
void json_write_nulls(Writer *out, const Value *value, uint32_t indent) {
    write(&(Printer){out, true}, value, indent);
}
