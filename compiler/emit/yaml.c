/* yaml.c - block-style YAML that every reader reads the same.
 *
 * libyaml's emitter decides nothing about types, so the decision and the writing are ours. A string
 * is plain only where YAML 1.1 and 1.2 readers agree that it is one (the rule was run through twelve
 * of them); everything else is double-quoted, or a literal block where it has several lines. Only
 * `[]` and `{}` are in flow style, sequences are indented, nothing is folded. What is absent is left
 * out: `null` is never written. */
#include "emit/emission.h"

enum {
    PLAIN_MOST = 80,
    KEY_MOST = 1000, /* readers look at most 1,024 characters ahead for the `:` behind a key */
    INDENT = 2
};

/* --- Plain scalars -------------------------------------------------------------------------- */

enum {
    BYTE_PLAIN = 1,
    BYTE_TIGHT = 2,  /* no space either */
    BYTE_SUSPECT = 4 /* begins a word or number of those below, which few texts do */
};

/* `[A-Za-z0-9_./@+=~$:\- ,()]`: every key and text of a build is held to it, so a byte has to cost no
 * more than a look into a table. */
/* clang-format off */
#define P (BYTE_PLAIN | BYTE_TIGHT)
#define B BYTE_PLAIN
#define S (BYTE_PLAIN | BYTE_TIGHT | BYTE_SUSPECT)
static const uint8_t byte_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    B, 0, 0, 0, P, 0, 0, 0, P, P, 0, P, P, P, P, P, /*   ! " # $ % & ' ( ) * + , - . / */
    P, P, P, P, P, P, P, P, P, P, P, 0, 0, P, 0, 0, /* 0 - 9 : ; < = > ? */
    P, P, P, P, P, S, S, P, P, P, P, P, P, P, S, S, /* @ A - O */
    P, P, P, P, S, P, P, P, P, S, P, 0, 0, 0, 0, S, /* P - Z [ \ ] ^ _ */
    0, P, P, P, P, S, S, P, P, P, P, P, P, P, S, S, /* ` a - o */
    P, P, P, P, S, P, P, P, P, S, P, 0, 0, 0, P, 0, /* p - z { | } ~ */
};
#undef P
#undef B
#undef S

/* clang-format on */

/* The classes that all bytes share, four of them at a time. */
static unsigned shared_classes(Text text) {
    const unsigned char *next = (const unsigned char *)text.bytes, *end = next + text.length;
    unsigned shared = BYTE_PLAIN | BYTE_TIGHT;
    for (; end - next >= 4; next += 4)
        shared &= byte_classes[next[0]] & byte_classes[next[1]] & byte_classes[next[2]] &
                  byte_classes[next[3]];
    for (; next < end; next++)
        shared &= byte_classes[*next];
    return shared;
}

/* A double space or `: `. */
static bool has_loose_space(Text text) {
    for (size_t i = 1; i < text.length; i++)
        if (text.bytes[i] == ' ' && (text.bytes[i - 1] == ' ' || text.bytes[i - 1] == ':'))
            return true;
    return false;
}

/* Only those, no double space, no `: `. */
static bool has_plain_bytes(Text text) {
    unsigned shared = shared_classes(text);
    if (shared != BYTE_PLAIN) return shared != 0;
    return !has_loose_space(text);
}

/* What YAML 1.1 takes for a boolean or null, in any case. */
static bool is_reserved_word(Text text) {
    static const Text words[] = {{"y", 1},   {"n", 1},    {"yes", 3},   {"no", 2},  {"on", 2},
                                 {"off", 3}, {"true", 4}, {"false", 5}, {"null", 4}};
    char lower[5] = {0};
    if (text.length > sizeof lower) return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        lower[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (text_equal(words[i], (Text){lower, text.length})) return true;
    return false;
}

/* `^[eE][-+]?[0-9_]*$` or `^_[0-9_.]*$`: numbers to some reader. */
static bool looks_like_number(Text text) {
    bool is_exponent = text.bytes[0] == 'e' || text.bytes[0] == 'E';
    if (!is_exponent && text.bytes[0] != '_') return false;
    size_t i = 1;
    if (is_exponent && i < text.length && (text.bytes[i] == '-' || text.bytes[i] == '+')) i++;
    for (; i < text.length; i++) {
        char byte = text.bytes[i];
        if (!byte_is_digit(byte) && byte != '_' && (is_exponent || byte != '.')) return false;
    }
    return true;
}

/* The end of the digits from an offset on. */
static size_t skip_digits(Text text, size_t i) {
    while (i < text.length && byte_is_digit(text.bytes[i]))
        i++;
    return i;
}

/* `^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|Pi|Ei|m|k|M|G|T|P|s|h|ms|us|ns)$`: a quantity or duration. */
static bool is_plain_amount(Text text) {
    static const Text units[] = {{"Ki", 2}, {"Mi", 2}, {"Gi", 2}, {"Ti", 2}, {"Pi", 2}, {"Ei", 2},
                                 {"m", 1},  {"k", 1},  {"M", 1},  {"G", 1},  {"T", 1},  {"P", 1},
                                 {"s", 1},  {"h", 1},  {"ms", 2}, {"us", 2}, {"ns", 2}};
    size_t end = skip_digits(text, 0);
    if (end + 1 < text.length && text.bytes[end] == '.' && byte_is_digit(text.bytes[end + 1]))
        end = skip_digits(text, end + 1);
    Text unit = text_slice(text, end, text.length);
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
        if (text_equal(unit, units[u])) return true;
    return false;
}

/* Begins with a letter, `_`, `/` or `$`: then no reader sees an indicator, a number or a date in
 * it, apart from the words above. */
static bool is_plain(Text text) {
    if (!text.length || text.length > PLAIN_MOST) return false;
    char first = text.bytes[0], last = text.bytes[text.length - 1];
    if (byte_is_digit(first)) return is_plain_amount(text);
    if (!byte_is_letter(first) && first != '_' && first != '/' && first != '$') return false;
    if (last == ' ' || last == ':') return false;
    bool is_suspect = (byte_classes[(unsigned char)first] & BYTE_SUSPECT) != 0;
    if (is_suspect && (is_reserved_word(text) || looks_like_number(text))) return false;
    return has_plain_bytes(text);
}

/* --- Quoted and literal scalars -------------------------------------------------------------- */

/* `\/` and surrogate pairs are errors in Go's readers, so neither is ever written. */
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

/* Runs without escapes, which most texts are as a whole, are copied in one go. */
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

/* Only text that looks in a block as it is: nothing invisible, no space at the end of a line. */
static bool has_literal_points(Text text) {
    int32_t before = 0;
    for (size_t i = 0; i < text.length;) {
        int32_t point = utf8_next(text, &i);
        if (point == '\n' ? before == ' ' : utf8_is_unsafe(point)) return false;
        before = point;
    }
    return before != ' ';
}

/* May it be a literal block? Several lines, the first neither empty nor indented, at most one line
 * end at the end: that is what `|` and `|-` say. */
static bool is_literal(Text text) {
    if (text_find(text, TEXT("\n"), 0) == SIZE_MAX) return false;
    if (text.bytes[0] == ' ' || text.bytes[0] == '\n') return false;
    return !text_ends_with(text, TEXT("\n\n")) && has_literal_points(text);
}

/* Every line is indented but the empty ones: no line has spaces at its end. */
static void write_literal(Writer *out, Text text, uint32_t indent) {
    writer_string(out, text_ends_with(text, TEXT("\n")) ? "|" : "|-");
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        if (end == SIZE_MAX) end = text.length;
        writer_char(out, '\n');
        if (end > start) writer_repeat(out, ' ', indent);
        writer_text(out, text_slice(text, start, end));
    }
}

/* Keys follow the same rule: `on: push` is the best known trap of them all. */
void yaml_write_scalar(Writer *out, Text text) {
    if (is_plain(text))
        writer_text(out, text);
    else
        yaml_write_quoted(out, text);
}

/* --- Values --------------------------------------------------------------------------------- */

/* Numbers keep their spelling; what has a unit is text, `"2"` as much as `100m`. */
static void write_scalar(Writer *out, const Value *value, uint32_t indent) {
    if (!value_is_text(value))
        writer_text(out, value_plain(out->arena, value));
    else if (is_plain(value->text))
        writer_text(out, value->text);
    else if (is_literal(value->text))
        write_literal(out, value->text, indent);
    else
        yaml_write_quoted(out, value->text);
}

/* Does it take lines of its own? Then nothing but a line end stands behind its key. */
static bool is_block(const Value *value) {
    return (value->kind == VALUE_LIST || value->kind == VALUE_MAP) && emission_has_parts(value);
}

static void write_pairs(Writer *out, const Value *value, uint32_t indent, bool starts_in_line);

/* The comment of an element is that of its first member, and stands above its `-`. */
static void write_item(Writer *out, const Value *item, uint32_t indent) {
    bool is_map = item->kind == VALUE_MAP && is_block(item);
    if (is_map) emission_comment(out, item->as.pairs[0].doc, indent);
    writer_repeat(out, ' ', indent);
    writer_char(out, '-');
    writer_char(out, is_block(item) && !is_map ? '\n' : ' ');
    if (is_map)
        write_pairs(out, item, indent + INDENT, true);
    else
        yaml_write(out, item, indent + INDENT);
    if (!is_block(item)) writer_char(out, '\n');
}

/* A dash of its own for each, indented: yamllint's default asks for it. */
static void write_items(Writer *out, const Value *value, uint32_t indent) {
    for (uint32_t i = 0; i < value->count; i++)
        if (value->as.items[i]->kind != VALUE_ABSENT) write_item(out, value->as.items[i], indent);
}

/* `key:`, or where that would be too long for a reader to find the colon, `? key` and a line of its
 * own for what it means. */
static void write_key(Writer *out, Text key, uint32_t indent) {
    size_t start = out->length;
    yaml_write_scalar(out, key);
    if (out->length - start > KEY_MOST) {
        out->length = start;
        writer_string(out, "? ");
        yaml_write_scalar(out, key);
        writer_char(out, '\n');
        writer_repeat(out, ' ', indent);
    }
    writer_char(out, ':');
}

/* The pairs of a block mapping; the first stands behind a `- ` where it starts in the line. */
static void write_pairs(Writer *out, const Value *value, uint32_t indent, bool starts_in_line) {
    for (uint32_t i = 0; i < value->count; i++) {
        const Pair *pair = &value->as.pairs[i];
        bool opens_block = is_block(pair->value);
        if (pair->value->kind == VALUE_ABSENT) continue;
        if (!starts_in_line) {
            if (pair->doc.length) emission_comment(out, pair->doc, indent);
            writer_repeat(out, ' ', indent);
        }
        starts_in_line = false;
        write_key(out, pair->key, indent);
        writer_char(out, opens_block ? '\n' : ' ');
        yaml_write(out, pair->value, indent + INDENT);
        if (!opens_block) writer_char(out, '\n');
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
