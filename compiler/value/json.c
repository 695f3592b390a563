/* json.c - values as one line of compact JSON, for the function `json` and for files of JSON lines.
 *
 * Numbers keep their spelling, which is valid JSON as it stands; every kind that has a unit or is
 * text is a string. What is absent is left out of maps and lists alike. Pretty JSON files are the
 * business of `emit`. */
#include "value/value.h"

/* The comma stands before every item but the first that is written. */
static void write_list(Writer *writer, const Value *list) {
    bool is_first = true;
    writer_char(writer, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->as.items[i]->kind == VALUE_ABSENT) continue;
        if (!is_first) writer_char(writer, ',');
        is_first = false;
        value_json(writer, list->as.items[i]);
    }
    writer_char(writer, ']');
}

/* Members in the order in which they were written, as everywhere. */
static void write_map(Writer *writer, const Value *map) {
    bool is_first = true;
    writer_char(writer, '{');
    for (uint32_t i = 0; i < map->count; i++) {
        const Pair *pair = &map->as.pairs[i];
        if (pair->value->kind == VALUE_ABSENT) continue;
        if (!is_first) writer_char(writer, ',');
        is_first = false;
        writer_json(writer, pair->key);
        writer_char(writer, ':');
        value_json(writer, pair->value);
    }
    writer_char(writer, '}');
}

/* An error never gets into a file, but a dump of a broken program shows where it was. */
void value_json(Writer *writer, const Value *value) {
    switch (value->kind) {
    case VALUE_ERROR:
    case VALUE_ABSENT: writer_string(writer, "null"); return;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_NUMBER: writer_text(writer, value_plain(writer->arena, value)); return;
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET: writer_json(writer, value->text); return;
    case VALUE_LIST: write_list(writer, value); return;
    case VALUE_MAP: write_map(writer, value); return;
    }
    unreachable("ValueKind");
}
