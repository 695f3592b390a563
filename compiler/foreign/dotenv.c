/* dotenv.c - reads the `KEY=value` lines of a dotenv file.
 *
 * Its readers share little: a shell, Docker and the libraries of a dozen languages each have quotes
 * and expansions of their own. What all of them read alike is read here; what they read differently
 * (a `$` in double quotes, a blank in a bare value, quotes over several lines) is a problem with its
 * place, because nobody can say what the file holds. Single quotes are as a shell has them. */
#include "foreign/reading.h"

/* One line, without its line end. */
typedef struct Line {
    Arena *arena;
    Text bytes; /* of the whole file, up to the end of the line */
    size_t at;
    Problem *problem;
} Line;

static bool fail(const Line *line, const char *what) {
    return problem_raise(line->arena, line->problem, line->at, "%s", what);
}

/* The byte at the cursor; NUL at the end of the line. */
static char peek(const Line *line) {
    return line->at < line->bytes.length ? line->bytes.bytes[line->at] : '\0';
}

static bool is_over(const Line *line) {
    return line->at >= line->bytes.length;
}

/* Moves over blanks; false where there were none. */
static bool skip_blanks(Line *line) {
    size_t start = line->at;
    while (peek(line) == ' ' || peek(line) == '\t')
        line->at++;
    return line->at > start;
}

/* --- Values --------------------------------------------------------------------------------- */

/* May it stand in a value without quotes? The marks are those that no reader expands. */
static bool is_bare(int32_t code_point) {
    static const char marks[] = "_./:@%+,=-";
    if (code_point >= 0x80) return !utf8_is_unsafe(code_point);
    char byte = (char)code_point;
    return byte_is_letter(byte) || byte_is_digit(byte) ||
           memchr(marks, byte, sizeof marks - 1) != NULL;
}

static Text take_bare(Line *line) {
    size_t start = line->at;
    for (size_t next = start; next < line->bytes.length; line->at = next)
        if (!is_bare(utf8_next(line->bytes, &next))) break;
    return text_slice(line->bytes, start, line->at);
}

/* The end of a quoted value is on its line. */
static bool take_quote(Line *line, char quote) {
    if (peek(line) != quote) return fail(line, "the quotes do not end on their line");
    line->at++;
    return true;
}

/* Between single quotes everything is itself. */
static bool read_single(Line *line, Text *out) {
    size_t start = ++line->at;
    while (!is_over(line) && peek(line) != '\'')
        line->at++;
    *out = text_slice(line->bytes, start, line->at);
    return take_quote(line, '\'');
}

/* Between double quotes a backslash makes what is special itself. */
static bool read_double(Line *line, Text *out) {
    Writer writer;
    writer_open(&writer, line->arena, LIMIT_SOURCE_BYTES);
    for (line->at++; !is_over(line) && peek(line) != '"'; line->at++) {
        if (peek(line) == '$' || peek(line) == '`')
            return fail(line, "some readers expand this, and some do not");
        if (peek(line) == '\\') {
            char next = line->at + 1 < line->bytes.length ? line->bytes.bytes[line->at + 1] : 'n';
            if (strchr("\"\\$`", next) == NULL || next == '\0')
                return fail(line, "readers disagree about this backslash");
            line->at++;
        }
        writer_char(&writer, peek(line));
    }
    *out = writer_done(&writer);
    return take_quote(line, '"');
}

/* Nothing but a comment, which a blank parts from the value, may follow. */
static bool end_value(Line *line) {
    bool has_blank = skip_blanks(line);
    if (is_over(line) || (has_blank && peek(line) == '#')) return true;
    return fail(line, "readers disagree about what stands here without quotes");
}

/* A control character has no spelling that all readers share, in quotes or not. */
static bool check_text(Line *line, Text text, size_t start) {
    for (size_t i = 0; i < text.length;) {
        if (!utf8_is_unsafe(utf8_next(text, &i))) continue;
        line->at = start;
        return fail(line, "readers disagree about a control character in the value");
    }
    return true;
}

static bool read_value(Line *line, Node *node) {
    size_t start = line->at;
    bool is_read = true;
    *node = (Node){.kind = NODE_STRING, .offset = (uint32_t)start};
    if (peek(line) == '\'')
        is_read = read_single(line, &node->text);
    else if (peek(line) == '"')
        is_read = read_double(line, &node->text);
    else
        node->text = take_bare(line);
    return is_read && end_value(line) && check_text(line, node->text, start);
}

/* --- Lines ---------------------------------------------------------------------------------- */

static bool is_key_byte(char byte) {
    return byte_is_letter(byte) || byte_is_digit(byte) || byte == '_';
}

/* The word of a shell that some files have in front of every key. */
static void skip_export(Line *line) {
    Text rest = text_slice(line->bytes, line->at, line->bytes.length);
    if (!text_starts_with(rest, TEXT("export ")) && !text_starts_with(rest, TEXT("export\t")))
        return;
    line->at += 6;
    skip_blanks(line);
}

/* `KEY=`, with no blank before the `=`. */
static bool read_key(Line *line, NodePair *pair) {
    skip_export(line);
    size_t start = line->at;
    *pair = (NodePair){.offset = (uint32_t)start};
    while (is_key_byte(peek(line)))
        line->at++;
    pair->key = text_slice(line->bytes, start, line->at);
    if (line->at == start || byte_is_digit(line->bytes.bytes[start])) {
        line->at = start;
        return fail(line, "a key is expected here");
    }
    if (peek(line) != '=') return fail(line, "`=` is expected right behind the key");
    line->at++;
    return true;
}

typedef ARRAY(NodePair) Pairs;

/* A line of a comment, of nothing, or of one key, which is appended. */
static bool read_line(Line *line, Pairs *pairs) {
    NodePair pair;
    skip_blanks(line);
    if (is_over(line) || peek(line) == '#') return true;
    if (pairs->count == LIMIT_FOREIGN_NODES)
        return problem_raise(line->arena, line->problem, line->at, "the file has more than %d keys",
                             (int)LIMIT_FOREIGN_NODES);
    Node *value = arena_new(line->arena, Node);
    if (!read_key(line, &pair) || !read_value(line, value)) return false;
    pair.value = value;
    array_push(line->arena, pairs, pair);
    return true;
}

/* Line ends of Windows are line ends. */
static bool read_lines(Arena *arena, Text bytes, Pairs *pairs, Problem *problem) {
    for (size_t start = bytes_mark_length(bytes), end; start < bytes.length; start = end + 1) {
        end = text_find(bytes, TEXT("\n"), start);
        if (end == SIZE_MAX) end = bytes.length;
        bool has_return = end > start && bytes.bytes[end - 1] == '\r';
        Line line = {arena, text_slice(bytes, 0, end - has_return), start, problem};
        if (!read_line(&line, pairs)) return false;
    }
    return true;
}

const Node *dotenv_read(Arena *arena, Text bytes, Problem *problem) {
    Pairs pairs = {0};
    *problem = (Problem){.what = TEXT("")};
    if (!bytes_are_readable(arena, bytes, problem)) return NULL;
    if (!read_lines(arena, bytes, &pairs, problem)) return NULL;
    Node *root = arena_new(arena, Node);
    root->kind = NODE_MAP;
    node_set_pairs(arena, root, pairs.items, pairs.count);
    return node_refuse_duplicates(arena, pairs.items, pairs.count, problem) ? root : NULL;
}
