/* yaml.c - block-style YAML that every reader reads the same.
 *
 * libyaml's emitter decides nothing about types, so the decision and the writing are ours. A string
 * is plain only where YAML 1.1 and 1.2 readers agree that it is one (the rule was run through twelve
 * of them); everything else is double-quoted, or a literal block where it has several lines. Only
 * `[]` and `{}` are in flow style, sequences are indented, nothing is folded. */
#include "emit/emission.h"

enum { PLAIN_MOST = 80, INDENT = 2 };

/* --- Plain scalars -------------------------------------------------------------------------- */

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* `[A-Za-z0-9_./@+=~$:\- ,()]`, no double space, no `: `. */
static bool has_plain_bytes(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (!is_letter(byte) && !is_digit(byte) && !strchr("_./@+=~$:- ,()", byte)) return false;
        if (i && byte == ' ' && strchr(" :", text.bytes[i - 1])) return false;
    }
    return true;
}

/* What YAML 1.1 takes for a boolean or null, in any case. */
static bool is_reserved_word(Text text) {
    static const char *const words[] = {"y",  "n",   "yes",  "no",    "on",
                                        "off", "true", "false", "null"};
    char lower[8];
    if (text.length >= sizeof lower) return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        lower[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    lower[text.length] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], lower) == 0) return true;
    return false;
}

/* `^[eE][-+]?[0-9_]*$` or `^_[0-9_.]*$`: numbers to some reader. */
static bool looks_like_number(Text text) {
    const char *rest = text.bytes + 1;
    size_t length = text.length - 1;
    bool is_exponent = text.bytes[0] == 'e' || text.bytes[0] == 'E';
    if (!is_exponent && text.bytes[0] != '_') return false;
    if (is_exponent && length && (rest[0] == '-' || rest[0] == '+')) rest++, length--;
    for (size_t i = 0; i < length; i++)
        if (!is_digit(rest[i]) && rest[i] != '_' && (is_exponent || rest[i] != '.')) return false;
    return true;
}

/* `^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|Pi|Ei|m|k|M|G|T|P|s|h|ms|us|ns)$`: a quantity or duration. */
static bool is_plain_amount(Text text) {
    static const char *const units[] = {"Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "m",  "k", "M",
                                        "G",  "T",  "P",  "s",  "h",  "ms", "us", "ns"};
    size_t i = 0;
    while (i < text.length && is_digit(text.bytes[i])) i++;
    if (!i) return false;
    if (i + 1 < text.length && text.bytes[i] == '.' && is_digit(text.bytes[i + 1])) {
        i++;
        while (i < text.length && is_digit(text.bytes[i])) i++;
    }
    Text unit = text_slice(text, i, text.length);
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
        if (text_equal(unit, text_of(units[u]))) return true;
    return false;
}

static bool is_plain(Text text) {
    if (!text.length || text.length > PLAIN_MOST) return false;
    char first = text.bytes[0], last = text.bytes[text.length - 1];
    if (is_digit(first)) return is_plain_amount(text);
    if (!is_letter(first) && !strchr("_/$", first)) return false;
    if (last == ' ' || last == ':') return false;
    return has_plain_bytes(text) && !is_reserved_word(text) && !looks_like_number(text);
}

/* --- Quoted and literal scalars -------------------------------------------------------------- */

static void write_escape(Writer *out, int32_t point) {
    switch (point) {
    case '"': writer_string(out, "\\\""); return;
    case '\\': writer_string(out, "\\\\"); return;
    case '\n': writer_string(out, "\\n"); return;
    case '\t': writer_string(out, "\\t"); return;
    case '\r': writer_string(out, "\\r"); return;
    }
    if (point < 0x100)
        writer_format(out, "\\x%02X", (unsigned)point);
    else if (point < 0x10000)
        writer_format(out, "\\u%04X", (unsigned)point);
    else
        writer_format(out, "\\U%08X", (unsigned)point);
}

void yaml_write_quoted(Writer *out, Text text) {
    writer_char(out, '"');
    size_t done = 0;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        int32_t point = utf8_next(text, &i);
        if (point != '"' && point != '\\' && !utf8_is_unsafe(point)) continue;
        writer_text(out, text_slice(text, done, start));
        write_escape(out, point);
        done = i;
    }
    writer_text(out, text_slice(text, done, text.length));
    writer_char(out, '"');
}

/* May it be a literal block? Several lines, the first neither empty nor indented, no tab, no CR, no
 * control character. */
static bool is_literal(Text text) {
    if (!text.length || text.bytes[0] == ' ' || text.bytes[0] == '\n') return false;
    if (text_find(text, TEXT("\n"), 0) == SIZE_MAX || text_equal(text, TEXT("\n"))) return false;
    if (text_ends_with(text, TEXT("\n\n"))) return false;
    for (size_t i = 0; i < text.length;) {
        int32_t point = utf8_next(text, &i);
        if (point != '\n' && utf8_is_unsafe(point)) return false;
    }
    return true;
}

static void write_literal(Writer *out, Text text, uint32_t indent) {
    bool has_newline = text_ends_with(text, TEXT("\n"));
    writer_string(out, has_newline ? "|" : "|-");
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        if (end == SIZE_MAX) end = text.length;
        writer_char(out, '\n');
        if (end > start) writer_repeat(out, ' ', indent);
        writer_text(out, text_slice(text, start, end));
    }
}

void yaml_write_scalar(Writer *out, Text text) {
    if (is_plain(text))
        writer_text(out, text);
    else
        yaml_write_quoted(out, text);
}

/* --- Values --------------------------------------------------------------------------------- */

static void write_scalar(Writer *out, const Value *value, uint32_t indent) {
    if (value_is_text(value)) {
        if (is_literal(value->text))
            write_literal(out, value->text, indent);
        else
            yaml_write_scalar(out, value->text);
    } else {
        writer_text(out, value_plain(out->arena, value));
    }
}

static bool is_block(const Value *value) {
    return (value->kind == VALUE_LIST || value->kind == VALUE_MAP) && emission_count(value) > 0;
}

static void write_pairs(Writer *out, const Value *value, uint32_t indent, bool starts_in_line);

static void write_items(Writer *out, const Value *value, uint32_t indent) {
    for (uint32_t i = 0; i < value->count; i++) {
        const Value *item = value->as.items[i];
        writer_repeat(out, ' ', indent);
        writer_string(out, "- ");
        if (item->kind == VALUE_MAP && is_block(item)) {
            write_pairs(out, item, indent + INDENT, true);
        } else if (is_block(item)) {
            writer_char(out, '\n');
            write_items(out, item, indent + INDENT);
        } else {
            yaml_write(out, item, indent + INDENT);
            writer_char(out, '\n');
        }
    }
}

void emission_comment(Writer *out, Text doc, uint32_t indent) {
    for (size_t start = 0, end; start < doc.length; start = end + 1) {
        end = text_find(doc, TEXT("\n"), start);
        if (end == SIZE_MAX) end = doc.length;
        writer_repeat(out, ' ', indent);
        writer_char(out, '#');
        if (end > start) writer_char(out, ' ');
        emission_plain_line(out, text_slice(doc, start, end));
        writer_char(out, '\n');
    }
}

/* The pairs of a block mapping; the first stands behind a `- ` where it starts in the line. */
static void write_pairs(Writer *out, const Value *value, uint32_t indent, bool starts_in_line) {
    for (uint32_t i = 0; i < value->count; i++) {
        const Pair *pair = &value->as.pairs[i];
        if (pair->value->kind == VALUE_ABSENT) continue;
        if (!starts_in_line) emission_comment(out, pair->doc, indent);
        if (!starts_in_line) writer_repeat(out, ' ', indent);
        starts_in_line = false;
        yaml_write_scalar(out, pair->key);
        writer_char(out, ':');
        if (is_block(pair->value)) {
            writer_char(out, '\n');
            yaml_write(out, pair->value, indent + INDENT);
        } else {
            writer_char(out, ' ');
            yaml_write(out, pair->value, indent + INDENT);
            writer_char(out, '\n');
        }
    }
}

/* A block ends in a newline; a scalar, `[]` and `{}` do not. `indent` is that of the value's own
 * lines. */
void yaml_write(Writer *out, const Value *value, uint32_t indent) {
    switch (value->kind) {
    case VALUE_ERROR:
    case VALUE_ABSENT: return;
    case VALUE_LIST:
        if (!is_block(value)) writer_string(out, "[]");
        write_items(out, value, indent);
        return;
    case VALUE_MAP:
        if (!is_block(value)) writer_string(out, "{}");
        write_pairs(out, value, indent, false);
        return;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_NETWORK:
    case VALUE_TIME:
    case VALUE_DIGEST:
    case VALUE_SECRET: write_scalar(out, value, indent); return;
    }
    unreachable("ValueKind");
}
