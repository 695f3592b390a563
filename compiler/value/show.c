/* show.c - values as messages show them: as they would be written in the language, on one line.
 *
 * Text that could be mistaken for something else, or that a terminal would obey, is in quotes and
 * escaped. What is too wide loses its middle, because names and paths differ at their ends; of what is
 * much too wide the middle is not even written. */
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

static void show(Writer *writer, const Value *value, size_t most);

/* Items take two columns at least, so of more than are seen from either end the others are passed over. */
static uint32_t next_part(const Value *value, uint32_t index, size_t most) {
    bool is_middle = index == most && value->count - index > most;
    return is_middle ? value->count - (uint32_t)most : index;
}

/* An absent item is shown as `none`: messages leave nothing out. */
static void show_list(Writer *writer, const Value *list, size_t most) {
    writer_char(writer, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        if (i > 0) writer_string(writer, ", ");
        i = next_part(list, i, most);
        show(writer, list->as.items[i], most);
    }
    writer_char(writer, ']');
}

/* The ends of a text that is much longer than what is seen of it; else the text. */
static Text without_middle(Arena *arena, Text text, size_t most) {
    enum { BYTES_OF_COLUMN = 16 }; /* of a letter with its marks */

    if (text.length / (2 * BYTES_OF_COLUMN) <= most) return text;
    size_t start = (most + 1) * BYTES_OF_COLUMN, end = text.length - start;
    if (start >= end) return text;
    while (start > 0 && ((unsigned char)text.bytes[start] & 0xc0) == 0x80)
        start--;
    while (end < text.length && ((unsigned char)text.bytes[end] & 0xc0) == 0x80)
        end++;
    const Text parts[] = {text_slice(text, 0, start), text_slice(text, end, text.length)};
    return text_join(arena, parts, 2, TEXT(""));
}

/* A key that is a name stands bare, as in the source. */
static void show_map(Writer *writer, const Value *map, size_t most) {
    writer_char(writer, '{');
    for (uint32_t i = 0; i < map->count; i++) {
        if (i > 0) writer_string(writer, ", ");
        i = next_part(map, i, most);
        const Pair *pair = &map->as.pairs[i];
        if (is_name(pair->key))
            writer_text(writer, pair->key);
        else
            show_quoted(writer, pair->key);
        writer_string(writer, " = ");
        show(writer, pair->value, most);
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
static void show(Writer *writer, const Value *value, size_t most) {
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
    case VALUE_SECRET:
        show_quoted(writer, without_middle(writer->arena, value->text, most));
        return;
    case VALUE_LIST: show_list(writer, value, most); return;
    case VALUE_MAP: show_map(writer, value, most); return;
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
    show(&writer, value, most);
    return cut(arena, writer_done(&writer), most);
}
