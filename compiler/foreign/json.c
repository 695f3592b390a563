/* json.c - reads JSON as RFC 8259 has it.
 *
 * Schemas and `.tf.json` files are JSON, and every JSON file should be YAML too; but the YAML
 * library refuses what JSON is free to write: characters beyond U+FFFF as a pair of `\u` escapes,
 * keys of more than 1024 characters, DEL. So JSON has a reader of its own, which is also the faster
 * one. It is strict (no comments, no comma at the end): what is not JSON may still be YAML, and
 * `yaml_read` tries both.
 *
 * Reading order: `json_read` at the end, `read_value` and what it calls above it. */
#include "foreign/reading.h"

typedef struct Reader {
    Arena *arena;
    Text bytes;
    size_t at;
    uint32_t depth;
    uint32_t nodes;
    Problem *problem;
} Reader;

static const Node *read_value(Reader *reader);

/* The byte at the cursor; NUL, which no JSON has outside of a mistake, at the end. */
static char peek(const Reader *reader) {
    return reader->at < reader->bytes.length ? reader->bytes.bytes[reader->at] : '\0';
}

/* States what is wrong at the cursor. */
static bool fail(Reader *reader, const char *what) {
    return problem_raise(reader->arena, reader->problem, reader->at, "%s", what);
}

static void skip_blanks(Reader *reader) {
    for (;; reader->at++) {
        char byte = peek(reader);
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') return;
    }
}

/* Moves over `byte`, which may have blanks on both sides; false where something else stands. */
static bool take(Reader *reader, char byte) {
    skip_blanks(reader);
    if (peek(reader) != byte) return false;
    reader->at++;
    skip_blanks(reader);
    return true;
}

/* --- Strings -------------------------------------------------------------------------------- */

/* The value of four hex digits at the cursor, which moves behind them; -1 where there are none. */
static int32_t take_hex(Reader *reader) {
    int32_t value = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        char byte = peek(reader);
        char lower = (char)(byte | 0x20);
        if (byte >= '0' && byte <= '9') {
            value = value * 16 + (byte - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            value = value * 16 + (lower - 'a' + 10);
        } else {
            return -1;
        }
    }
    return value;
}

static bool is_high_surrogate(int32_t code) {
    return code >= 0xD800 && code <= 0xDBFF;
}

static bool is_low_surrogate(int32_t code) {
    return code >= 0xDC00 && code <= 0xDFFF;
}

/* `\uXXXX` behind its `u`, or two of them that are one character. Half of a pair is no text. */
static bool read_unicode_escape(Reader *reader, Writer *out) {
    size_t start = reader->at;
    int32_t code = take_hex(reader);
    if (code < 0) return fail(reader, "`\\u` needs four hex digits");
    if (is_high_surrogate(code) &&
        text_starts_with(text_slice(reader->bytes, reader->at, SIZE_MAX), TEXT("\\u"))) {
        reader->at += 2;
        int32_t low = take_hex(reader);
        if (is_low_surrogate(low)) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (is_high_surrogate(code) || is_low_surrogate(code)) {
        reader->at = start;
        return fail(reader, "half of a surrogate pair is no character");
    }
    utf8_write(out, code);
    return true;
}

/* What follows a backslash: one letter, or `u` and digits. */
static bool read_escape(Reader *reader, Writer *out) {
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char letter = peek(reader);
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);
    if (found != NULL) {
        reader->at++;
        writer_char(out, meanings[found - letters]);
        return true;
    }
    if (letter != 'u') return fail(reader, "JSON has no such escape");
    reader->at++;
    return read_unicode_escape(reader, out);
}

/* Moves to the next byte of a string that is not itself: a quote, a backslash, a control. */
static Text take_plain(Reader *reader) {
    size_t start = reader->at;
    while (reader->at < reader->bytes.length) {
        unsigned char byte = (unsigned char)reader->bytes.bytes[reader->at];
        if (byte == '"' || byte == '\\' || byte < 0x20) break;
        reader->at++;
    }
    return text_slice(reader->bytes, start, reader->at);
}

/* A string with its quotes. One without escapes, as nearly all are, is a slice of the file. */
static bool read_string(Reader *reader, Text *out) {
    reader->at++;
    *out = take_plain(reader);
    if (peek(reader) == '\\') {
        Writer writer;
        writer_open(&writer, reader->arena, LIMIT_SOURCE_BYTES);
        writer_text(&writer, *out);
        while (peek(reader) == '\\') {
            reader->at++;
            if (!read_escape(reader, &writer)) return false;
            writer_text(&writer, take_plain(reader));
        }
        *out = writer_done(&writer);
    }
    if (peek(reader) != '"') {
        return fail(reader, reader->at == reader->bytes.length
                                ? "the string does not end"
                                : "a control character in a string must be escaped");
    }
    reader->at++;
    return true;
}

/* --- Scalars -------------------------------------------------------------------------------- */

/* Moves over decimal digits and says how many there were. */
static size_t take_digits(Reader *reader) {
    size_t start = reader->at;
    while (peek(reader) >= '0' && peek(reader) <= '9') {
        reader->at++;
    }
    return reader->at - start;
}

/* `-0.5e+10`: no leading zero, digits on both sides of the point. */
static bool read_number(Reader *reader) {
    if (peek(reader) == '-') reader->at++;
    bool is_zero = peek(reader) == '0';
    size_t digits = take_digits(reader);
    if (digits == 0 || (is_zero && digits > 1)) return fail(reader, "this is no JSON number");
    if (peek(reader) == '.') {
        reader->at++;
        if (take_digits(reader) == 0) return fail(reader, "a digit follows the point of a number");
    }
    if (peek(reader) != 'e' && peek(reader) != 'E') return true;
    reader->at++;
    if (peek(reader) == '+' || peek(reader) == '-') reader->at++;
    return take_digits(reader) > 0 || fail(reader, "the exponent has no digits");
}

/* Moves over a word; false where it does not stand here. */
static bool take_word(Reader *reader, Text word) {
    if (!text_starts_with(text_slice(reader->bytes, reader->at, SIZE_MAX), word)) return false;
    reader->at += word.length;
    return true;
}

/* A word or a number. Its text is what is written. */
static bool read_scalar(Reader *reader, Node *node) {
    size_t start = reader->at;
    bool is_read = true;
    if (take_word(reader, TEXT("true")) || take_word(reader, TEXT("false"))) {
        node->kind = NODE_BOOL;
    } else if (take_word(reader, TEXT("null"))) {
        node->kind = NODE_NULL;
    } else if (peek(reader) == '-' || (peek(reader) >= '0' && peek(reader) <= '9')) {
        node->kind = NODE_NUMBER;
        is_read = read_number(reader);
    } else {
        is_read = fail(reader, "a value is expected here");
    }
    node->text = text_slice(reader->bytes, start, reader->at);
    return is_read;
}

/* --- Lists and maps ------------------------------------------------------------------------- */

/* The items and `]`; the cursor is behind `[` and its blanks. */
static bool read_list(Reader *reader, Node *list) {
    ARRAY(const Node *) items = {0};
    if (!take(reader, ']')) {
        do {
            const Node *item = read_value(reader);
            if (item == NULL) return false;
            array_push(reader->arena, &items, item);
        } while (take(reader, ','));
        if (!take(reader, ']')) return fail(reader, "`,` or `]` is expected here");
    }
    list->as.items = items.items;
    list->count = items.count;
    return true;
}

/* `"key": value`, with the place of the key for messages. */
static bool read_pair(Reader *reader, NodePair *pair) {
    pair->offset = (uint32_t)reader->at;
    if (peek(reader) != '"') return fail(reader, "a key in double quotes is expected here");
    if (!read_string(reader, &pair->key)) return false;
    if (!take(reader, ':')) return fail(reader, "`:` is expected here");
    pair->value = read_value(reader);
    return pair->value != NULL;
}

/* The pairs and `}`; the cursor is behind `{` and its blanks. */
static bool read_map(Reader *reader, Node *map) {
    ARRAY(NodePair) pairs = {0};
    if (!take(reader, '}')) {
        do {
            NodePair pair;
            if (!read_pair(reader, &pair)) return false;
            array_push(reader->arena, &pairs, pair);
        } while (take(reader, ','));
        if (!take(reader, '}')) return fail(reader, "`,` or `}` is expected here");
    }
    node_set_pairs(reader->arena, map, pairs.items, pairs.count);
    return node_refuse_duplicates(reader->arena, pairs.items, pairs.count, reader->problem);
}

/* `{` or `[` and all that is inside. */
static bool read_collection(Reader *reader, Node *node) {
    if (reader->depth == LIMIT_FOREIGN_NESTING) {
        return problem_raise(reader->arena, reader->problem, reader->at,
                             "the nesting is deeper than %d", (int)LIMIT_FOREIGN_NESTING);
    }
    bool is_map = peek(reader) == '{';
    node->kind = is_map ? NODE_MAP : NODE_LIST;
    reader->depth++;
    reader->at++;
    skip_blanks(reader);
    bool is_read = is_map ? read_map(reader, node) : read_list(reader, node);
    reader->depth--;
    return is_read;
}

/* The value at the cursor, where no blank stands; NULL with a problem. */
static const Node *read_value(Reader *reader) {
    if (reader->nodes++ == LIMIT_FOREIGN_NODES) {
        problem_raise(reader->arena, reader->problem, reader->at, "the file has more than %d nodes",
                      (int)LIMIT_FOREIGN_NODES);
        return NULL;
    }
    Node *node = arena_new(reader->arena, Node);
    node->offset = (uint32_t)reader->at;
    bool is_read;
    if (peek(reader) == '{' || peek(reader) == '[') {
        is_read = read_collection(reader, node);
    } else if (peek(reader) == '"') {
        node->kind = NODE_STRING;
        is_read = read_string(reader, &node->text);
    } else {
        is_read = read_scalar(reader, node);
    }
    return is_read ? node : NULL;
}

/* One value and nothing behind it but blanks. */
const Node *json_read(Arena *arena, Text bytes, Problem *problem) {
    *problem = (Problem){.what = TEXT("")};
    if (!bytes_are_readable(arena, bytes, problem)) return NULL;
    Reader reader = {.arena = arena, .bytes = bytes, .problem = problem};
    reader.at = bytes_mark_length(bytes);
    skip_blanks(&reader);
    const Node *root = read_value(&reader);
    if (root == NULL) return NULL;
    skip_blanks(&reader);
    if (reader.at == bytes.length) return root;
    fail(&reader, "the file goes on after its one value");
    return NULL;
}
