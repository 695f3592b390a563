/* show.c - values as messages show them: as they would be written in the language, on one line.
 *
 * Text that could be mistaken for something else, or that a terminal would obey, is in quotes and
 * escaped. What is too wide loses its middle, because names and paths differ at their ends. */
#include "value/value.h"

/* The letter that follows the backslash in an escape of two characters, 0 where there is none. */
static char escape_letter(int32_t code_point) {
    switch (code_point) {
    case '\n': return 'n';
    case '\t': return 't';
    case '\r': return 'r';
    case '"': return '"';
    case '\\': return '\\';
    default: return 0; /* open: characters, not an enum of ours */
    }
}

/* Everything that a terminal would obey or hide is written as its number. */
static void show_code_point(Writer *writer, int32_t code_point) {
    char letter = escape_letter(code_point);
    if (letter != 0) {
        writer_char(writer, '\\');
        writer_char(writer, letter);
    } else if (code_point == UTF8_INVALID || utf8_is_unsafe(code_point)) {
        writer_format(writer, "\\u{%X}", code_point < 0 ? 0xfffdu : (unsigned)code_point);
    } else {
        utf8_write(writer, code_point);
    }
}

/* A string literal that would give this text: `${` is written `$${`. */
static void show_quoted(Writer *writer, Text text) {
    writer_char(writer, '"');
    for (size_t at = 0; at < text.length;) {
        if (text.bytes[at] == '$' && at + 1 < text.length && text.bytes[at + 1] == '{') {
            writer_char(writer, '$');
        }
        show_code_point(writer, utf8_next(text, &at));
    }
    writer_char(writer, '"');
}

/* What may stand without quotes: letters, digits, and the marks of units, addresses and dates. */
static bool is_bare(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool is_plain = byte_is_letter(byte) || byte_is_digit(byte);
        if (!is_plain && memchr("_-+.:/%", byte, 7) == NULL) return false;
    }
    return text.length > 0;
}

/* Whether a key is a name of the language. */
static bool is_name(Text text) {
    if (!is_bare(text) || text_equal(text, TEXT("_"))) return false;
    char first = text.bytes[0], last = text.bytes[text.length - 1];
    bool is_led_wrongly = first == '-' || byte_is_digit(first);
    if (is_led_wrongly || last == '-') return false;
    for (size_t i = 0; i < text.length; i++) {
        if (memchr("+.:/%", text.bytes[i], 5) != NULL) return false;
    }
    return true;
}

static void show(Writer *writer, const Value *value);

/* An absent item is shown as `none`: messages leave nothing out. */
static void show_list(Writer *writer, const Value *list) {
    writer_char(writer, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        if (i > 0) writer_string(writer, ", ");
        show(writer, list->as.items[i]);
    }
    writer_char(writer, ']');
}

/* A key that is a name stands bare, as in the source. */
static void show_map(Writer *writer, const Value *map) {
    writer_char(writer, '{');
    for (uint32_t i = 0; i < map->count; i++) {
        const Pair *pair = &map->as.pairs[i];
        if (i > 0) writer_string(writer, ", ");
        if (is_name(pair->key))
            writer_text(writer, pair->key);
        else
            show_quoted(writer, pair->key);
        writer_string(writer, " = ");
        show(writer, pair->value);
    }
    writer_char(writer, '}');
}

/* Values of a fixed spelling stand without quotes, unless an enum holds something unusual. */
static void show_bare(Writer *writer, Text text) {
    if (is_bare(text))
        writer_text(writer, text);
    else
        show_quoted(writer, text);
}

/* One level; lists and maps come back here for what they hold. */
static void show(Writer *writer, const Value *value) {
    switch (value->kind) {
    case VALUE_ERROR: writer_string(writer, "an error"); return;
    case VALUE_ABSENT: writer_string(writer, "none"); return;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_NUMBER: writer_text(writer, value_plain(writer->arena, value)); return;
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST: show_bare(writer, value->text); return;
    case VALUE_STRING:
    case VALUE_SECRET: show_quoted(writer, value->text); return;
    case VALUE_LIST: show_list(writer, value); return;
    case VALUE_MAP: show_map(writer, value); return;
    }
    unreachable("ValueKind");
}

/* The offset behind the last cluster that ends within `columns` columns. */
static size_t fit(Text text, size_t columns) {
    size_t at = 0, used = 0;
    while (at < text.length) {
        size_t behind = at;
        used += utf8_cluster(text, &behind);
        if (used > columns) break;
        at = behind;
    }
    return at;
}

/* Keeps the beginning and the end, with `…` between them; a wide character that would stand across
 * the cut is left out. */
static Text cut(Arena *arena, Text text, size_t most) {
    size_t width = utf8_width(text);
    if (width <= most) return text;
    size_t tail = most > 0 ? (most - 1) / 2 : 0;
    size_t head = most > 0 ? most - 1 - tail : 0;
    size_t start = fit(text, width - tail);
    if (utf8_width(text_slice(text, start, text.length)) > tail) utf8_cluster(text, &start);
    const Text parts[] = {text_slice(text, 0, fit(text, head)), TEXT("…"),
                          text_slice(text, start, text.length)};
    return text_join(arena, parts, 3, TEXT(""));
}

/* Written out first and cut after, so that the end is there to be shown. */
Text value_show(Arena *arena, const Value *value, size_t most) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    show(&writer, value);
    return cut(arena, writer_done(&writer), most);
}
