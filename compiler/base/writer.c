/* writer.c - a text that grows, with a limit from its first day.
 *
 * Everything that is put out is written here first: one owner decides how much is too much, and
 * asks once, at the end, whether it was. A text that would pass the limit is left out as a whole,
 * and all that follows too, so what was written is never cut inside a character. */
#include "base/base.h"

#include <stdio.h>

enum { FIRST_CAPACITY = 64 };

/* Nothing is taken from the arena before the first byte is written. */
void writer_open(Writer *writer, Arena *arena, size_t limit) {
    *writer = (Writer){.arena = arena, .limit = limit};
}

/* Room for `length` more bytes where the buffer has none. What is full has no room at hand either, so
 * that every request comes here. */
char *writer_refill(Writer *writer, size_t length) {
    if (writer->is_full || length > writer->limit - writer->length) {
        writer->is_full = true;
        writer->capacity = writer->length;
        return NULL;
    }
    size_t needed = writer->length + length;
    size_t wanted = writer->capacity == 0 ? FIRST_CAPACITY : writer->capacity * 2;
    if (wanted < needed) wanted = needed;
    if (wanted > writer->limit) wanted = writer->limit;
    writer->bytes = arena_grow(writer->arena, writer->bytes, writer->capacity, wanted, 1);
    writer->capacity = wanted;
    writer->length = needed;
    return writer->bytes + needed - length;
}

/* Indentation and padding. */
void writer_repeat(Writer *writer, char byte, size_t count) {
    if (count == 0) return;
    char *place = writer_reserve(writer, count);
    if (place != NULL) memset(place, byte, count);
}

/* For the literals and the names in tables that C already knows as strings. */
void writer_string(Writer *writer, const char *c_string) {
    writer_text(writer, text_of(c_string));
}

/* Short texts, which nearly all are, need no memory of their own. */
void writer_format(Writer *writer, const char *format, ...) {
    char buffer[256];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(buffer, sizeof buffer, format, arguments);
    ensure(length >= 0);
    if ((size_t)length < sizeof buffer) {
        writer_text(writer, (Text){buffer, (size_t)length});
    } else {
        writer_text(writer, text_format_list(writer->arena, format, again));
    }
    va_end(again);
    va_end(arguments);
}

/* A view of what was written so far: writing on after it is allowed, and leaves the view as it
 * was. */
Text writer_done(const Writer *writer) {
    return writer->length == 0 ? (Text){"", 0} : (Text){writer->bytes, writer->length};
}

/* The letter of JSON's two-byte escape for a byte, 0 where there is none. */
static char short_escape(char byte) {
    switch (byte) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0; /* open: characters, not an enum of ours */
    }
}

/* Besides what JSON demands: what steers a terminal, or is there and cannot be seen. A byte that is
 * no UTF-8 would make the whole text none. */
static bool needs_escape(int32_t code_point) {
    if (code_point >= 0x20 && code_point < 0x7f) return code_point == '"' || code_point == '\\';
    return code_point == UTF8_INVALID || utf8_is_unsafe(code_point);
}

/* One unit of UTF-16 as `\uXXXX`. */
static void write_unit(Writer *writer, int32_t unit) {
    static const char digits[] = "0123456789abcdef";
    writer_string(writer, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        writer_char(writer, digits[(unit >> shift) & 15]);
}

/* Two letters where JSON has them; a surrogate pair beyond the basic plane; the replacement
 * character for what is none. */
static void write_escape(Writer *writer, int32_t code_point) {
    char letter = code_point >= 0 && code_point < 0x80 ? short_escape((char)code_point) : 0;
    if (letter != 0) {
        writer_char(writer, '\\');
        writer_char(writer, letter);
    } else if (code_point >= 0x10000) {
        write_unit(writer, 0xd800 + ((code_point - 0x10000) >> 10));
        write_unit(writer, 0xdc00 + ((code_point - 0x10000) & 0x3ff));
    } else {
        write_unit(writer, code_point == UTF8_INVALID ? 0xfffd : code_point);
    }
}

/* Runs without escapes, which most texts are as a whole, are copied in one go. */
void writer_json(Writer *writer, Text text) {
    writer_char(writer, '"');
    size_t run = 0;
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        int32_t code_point =
            (unsigned char)text.bytes[at] < 0x80 ? text.bytes[at++] : utf8_next(text, &at);
        if (!needs_escape(code_point)) continue;
        writer_text(writer, text_slice(text, run, start));
        write_escape(writer, code_point);
        run = at;
    }
    writer_text(writer, text_slice(text, run, text.length));
    writer_char(writer, '"');
}
