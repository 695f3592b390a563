/* hcl_text.c - what strings and heredocs of Terraform's language say.
 *
 * Only for texts without interpolation, such as descriptions: an interpolation stays as it is
 * written. An escape that the language does not have stays as it is written, too; Terraform itself
 * refuses such a file, and this one line of it is not ours to judge. */
#include "foreign/hcl_scan.h"

/* The code point of `count` hex digits at `at`; UTF8_INVALID where there are fewer. */
static int32_t hex_value(Text text, size_t at, size_t count) {
    int32_t value = 0;
    for (size_t i = at; i < at + count; i++) {
        char byte = i < text.length ? text.bytes[i] : '\0';
        char lower = (char)(byte | 0x20);
        if (byte >= '0' && byte <= '9') {
            value = value * 16 + (byte - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            value = value * 16 + (lower - 'a' + 10);
        } else {
            return UTF8_INVALID;
        }
        if (value > 0x10FFFF) return UTF8_INVALID;
    }
    return value >= 0xD800 && value <= 0xDFFF ? UTF8_INVALID : value;
}

/* The code point that the escape at `at` means, and the length of the escape; 0 where it is none. */
static size_t read_escape(Text text, size_t at, int32_t *code) {
    static const char letters[] = "ntr\"\\";
    static const char meanings[] = "\n\t\r\"\\";
    char letter = at + 1 < text.length ? text.bytes[at + 1] : '\0';
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);
    if (found != NULL) {
        *code = meanings[found - letters];
        return 2;
    }
    if (letter != 'u' && letter != 'U') return 0;
    size_t digits = letter == 'u' ? 4 : 8;
    *code = hex_value(text, at + 2, digits);
    return *code == UTF8_INVALID ? 0 : 2 + digits;
}

/* Whether the first of two marker characters at `at` only says that no interpolation begins: `$${`
 * says `${`, and `%%{` says `%{`. */
static bool is_doubled_marker(Text text, size_t at) {
    Text rest = text_slice(text, at, at + 3);
    return text_equal(rest, TEXT("$${")) || text_equal(rest, TEXT("%%{"));
}

/* Writes what the text says. Strings have escapes, heredocs have none. */
static Text decode(Arena *arena, Text text, bool has_escapes) {
    Writer writer;
    writer_open(&writer, arena, LIMIT_SOURCE_BYTES);
    for (size_t at = 0; at < text.length;) {
        int32_t code;
        bool is_escape = has_escapes && text.bytes[at] == '\\';
        size_t length = is_escape ? read_escape(text, at, &code) : 0;
        at += length;
        if (length > 0) utf8_write(&writer, code);
        if (length > 0) continue;
        if (is_doubled_marker(text, at)) at++;
        writer_char(&writer, text.bytes[at++]);
    }
    return writer_done(&writer);
}

size_t hcl_find_code(Text literal, bool has_escapes) {
    for (size_t at = 0; at < literal.length;) {
        int32_t code;
        bool is_escape = has_escapes && literal.bytes[at] == '\\';
        size_t length = is_escape ? read_escape(literal, at, &code) : 1;
        if (is_doubled_marker(literal, at)) length = 3;
        Text rest = text_slice(literal, at, at + 2);
        bool is_code = text_equal(rest, TEXT("${")) || text_equal(rest, TEXT("%{"));
        if (length == 0 || is_code) return at;
        at += length;
    }
    return SIZE_MAX;
}

/* Most strings say what is written, and are then a slice of the file. */
Text hcl_decode_string(Arena *arena, Text literal) {
    Text inside = text_slice(literal, 1, literal.length - 1);
    bool is_plain = !text_contains(inside, TEXT("\\")) && !text_contains(inside, TEXT("{"));
    return is_plain ? inside : decode(arena, inside, true);
}

/* The next line of `text` from `at`, which moves behind it, with its newline. */
static Text take_line(Text text, size_t *at) {
    size_t end = text_find(text, TEXT("\n"), *at);
    end = end == SIZE_MAX ? text.length : end + 1;
    Text line = text_slice(text, *at, end);
    *at = end;
    return line;
}

/* How many blanks a line begins with. */
static size_t indentation(Text line) {
    size_t count = 0;
    while (count < line.length && (line.bytes[count] == ' ' || line.bytes[count] == '\t')) {
        count++;
    }
    return count;
}

/* The blanks that all lines with text begin with. */
static size_t common_indentation(Text lines) {
    size_t common = SIZE_MAX;
    for (size_t at = 0; at < lines.length;) {
        Text line = take_line(lines, &at);
        size_t count = indentation(line);
        if (text_trim(line).length > 0 && count < common) common = count;
    }
    return common == SIZE_MAX ? 0 : common;
}

/* The lines between the first, which holds the word, and the last, which is the word. */
Text hcl_decode_heredoc(Arena *arena, Text literal) {
    size_t at = 0;
    Text first = take_line(literal, &at);
    size_t last = literal.length;
    while (last > at && literal.bytes[last - 1] != '\n') {
        last--;
    }
    Text lines = text_slice(literal, at, last);
    bool is_indented = text_starts_with(first, TEXT("<<-"));
    size_t common = is_indented ? common_indentation(lines) : 0;
    Writer writer;
    writer_open(&writer, arena, LIMIT_SOURCE_BYTES);
    for (size_t from = 0; from < lines.length;) {
        Text line = take_line(lines, &from);
        size_t drop = indentation(line) < common ? indentation(line) : common;
        writer_text(&writer, text_slice(line, drop, line.length));
    }
    return decode(arena, writer_done(&writer), false);
}
