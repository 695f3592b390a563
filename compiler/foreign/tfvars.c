/* tfvars.c - reads the values of a `.tfvars` file.
 *
 * A file of variables holds attributes and nothing else, and those that a tool writes hold literals:
 * text, numbers, booleans, null, and lists and objects of them. That is all that is read here. What
 * Terraform would have to evaluate (a reference, a call, a template) is a problem with its place, for
 * what it comes to is not in the file. Text is as Terraform has it but for its normal form. */
#include "foreign/hcl_scan.h"
#include "foreign/reading.h"

typedef struct Reader {
    HclScanner scanner;
    HclToken token; /* the one being looked at */
    uint32_t nodes;
} Reader;

typedef ARRAY(NodePair) Pairs;

static const Node *read_value(Reader *reader);

/* --- Tokens --------------------------------------------------------------------------------- */

static void advance(Reader *reader) {
    reader->token = hcl_scan(&reader->scanner);
}

static bool at(const Reader *reader, HclKind kind) {
    return reader->token.kind == kind;
}

static Text token_text(const Reader *reader) {
    return text_slice(reader->scanner.bytes, reader->token.start, reader->token.end);
}

/* Does the token stand here that is written so? */
static bool at_text(const Reader *reader, HclKind kind, const char *text) {
    return at(reader, kind) && text_equal(token_text(reader), text_of(text));
}

/* States a problem at a place; what the scanner has said already stays. */
static bool fail_at(Reader *reader, size_t offset, const char *what) {
    return problem_raise(reader->scanner.arena, reader->scanner.problem, offset, "%s", what);
}

static bool fail(Reader *reader, const char *what) {
    return fail_at(reader, reader->token.start, what);
}

static void skip_newlines(Reader *reader) {
    while (at(reader, HCL_NEWLINE))
        advance(reader);
}

/* The byte at an offset; NUL at the end. */
static char byte_at(const Reader *reader, size_t offset) {
    Text bytes = reader->scanner.bytes;
    return offset < bytes.length ? bytes.bytes[offset] : '\0';
}

/* --- Scalars -------------------------------------------------------------------------------- */

/* A string or heredoc in which nothing has to be evaluated. */
static bool read_text(Reader *reader, Text *out) {
    bool is_string = at(reader, HCL_STRING);
    Text literal = token_text(reader);
    size_t found = hcl_find_code(literal, is_string);
    if (found != SIZE_MAX) {
        bool is_escape = literal.bytes[found] == '\\';
        return fail_at(reader, reader->token.start + found,
                       is_escape ? "Terraform's language has no such escape"
                                 : "a template begins here, and only literal values are read");
    }
    Arena *arena = reader->scanner.arena;
    *out = is_string ? hcl_decode_string(arena, literal) : hcl_decode_heredoc(arena, literal);
    return true;
}

/* Moves over decimal digits; false where there are none. */
static bool take_digits(const Reader *reader, size_t *offset) {
    size_t start = *offset;
    while (byte_is_digit(byte_at(reader, *offset)))
        ++*offset;
    return *offset > start;
}

/* `e`, a sign that may be missing, digits; true where there is no exponent at all. */
static bool take_exponent(const Reader *reader, size_t *offset) {
    if ((byte_at(reader, *offset) | 0x20) != 'e') return true;
    ++*offset;
    if (byte_at(reader, *offset) == '+' || byte_at(reader, *offset) == '-') ++*offset;
    return take_digits(reader, offset);
}

/* The scanner takes a number for a word and what is around it, so it is cut anew. A leading zero
 * changes nothing: `010` is ten. */
static bool read_number(Reader *reader, Node *node) {
    size_t start = reader->token.start, end = start + at(reader, HCL_OTHER);
    bool is_number = take_digits(reader, &end);
    if (is_number && byte_at(reader, end) == '.') {
        end++;
        is_number = take_digits(reader, &end);
    }
    is_number = is_number && take_exponent(reader, &end);
    char next = byte_at(reader, end);
    if (!is_number || byte_is_letter(next) || next == '_' || next == '.')
        return fail(reader, "this is no number");
    node->kind = NODE_NUMBER;
    node->text =
        decimal_plain(reader->scanner.arena, text_slice(reader->scanner.bytes, start, end));
    reader->scanner.at = end;
    return true;
}

/* `true`, `false`, `null` or a number; any other word would be a reference or a call. */
static bool read_word(Reader *reader, Node *node) {
    node->text = token_text(reader);
    if (byte_is_digit(node->text.bytes[0])) return read_number(reader, node);
    bool is_null = text_equal(node->text, TEXT("null"));
    node->kind = is_null ? NODE_NULL : NODE_BOOL;
    if (is_null || text_equal(node->text, TEXT("true")) || text_equal(node->text, TEXT("false")))
        return true;
    return fail(reader, "an expression stands here, and only literal values are read");
}

/* --- Lists and objects ---------------------------------------------------------------------- */

/* The items and `]`, which is left to be looked at. Newlines mean nothing here. */
static bool read_list(Reader *reader, Node *list) {
    ARRAY(const Node *) items = {0};
    list->kind = NODE_LIST;
    advance(reader);
    for (skip_newlines(reader); !at(reader, HCL_CLOSE); skip_newlines(reader)) {
        const Node *item = read_value(reader);
        if (item == NULL) return false;
        array_push(reader->scanner.arena, &items, item);
        skip_newlines(reader);
        if (at_text(reader, HCL_OTHER, ","))
            advance(reader);
        else if (!at(reader, HCL_CLOSE))
            return fail(reader, "`,` or `]` is expected here");
    }
    list->as.items = items.items;
    list->count = items.count;
    return true;
}

/* A name, a number or a string. A `for` would make an expression of the whole. */
static bool read_key(Reader *reader, NodePair *pair) {
    *pair = (NodePair){.offset = (uint32_t)reader->token.start};
    if (at(reader, HCL_STRING)) return read_text(reader, &pair->key);
    pair->key = token_text(reader);
    if (at_text(reader, HCL_WORD, "for"))
        return fail(reader, "an expression stands here, and only literal values are read");
    return at(reader, HCL_WORD) || fail(reader, "a key is expected here");
}

/* `key = value`; in objects `:` is the same as `=`. */
static bool read_pair(Reader *reader, Pairs *pairs, bool in_object) {
    NodePair pair;
    if (!read_key(reader, &pair)) return false;
    advance(reader);
    if (!at(reader, HCL_ASSIGN) && !(in_object && at_text(reader, HCL_OTHER, ":")))
        return fail(reader, "`=` is expected here");
    advance(reader);
    pair.value = read_value(reader);
    if (pair.value == NULL) return false;
    array_push(reader->scanner.arena, pairs, pair);
    return true;
}

static bool set_pairs(Reader *reader, Node *map, const Pairs *pairs) {
    Arena *arena = reader->scanner.arena;
    map->kind = NODE_MAP;
    node_set_pairs(arena, map, pairs->items, pairs->count);
    return node_refuse_duplicates(arena, pairs->items, pairs->count, reader->scanner.problem);
}

/* The pairs and `}`, which is left to be looked at. A comma or a newline ends each. */
static bool read_object(Reader *reader, Node *object) {
    Pairs pairs = {0};
    advance(reader);
    for (skip_newlines(reader); !at(reader, HCL_CLOSE); skip_newlines(reader)) {
        if (!read_pair(reader, &pairs, true)) return false;
        if (at_text(reader, HCL_OTHER, ","))
            advance(reader);
        else if (!at(reader, HCL_NEWLINE) && !at(reader, HCL_CLOSE))
            return fail(reader, "`,`, `}` or a new line is expected here");
    }
    return set_pairs(reader, object, &pairs);
}

/* --- Values --------------------------------------------------------------------------------- */

/* How deep brackets stand in one another is the scanner's to bound. */
static bool read_bracket(Reader *reader, Node *node) {
    if (at_text(reader, HCL_OPEN, "[")) return read_list(reader, node);
    if (at_text(reader, HCL_OPEN, "{")) return read_object(reader, node);
    return fail(reader, "an expression stands here, and only literal values are read");
}

static bool read_kind(Reader *reader, Node *node) {
    switch (reader->token.kind) {
    case HCL_WORD: return read_word(reader, node);
    case HCL_STRING:
    case HCL_HEREDOC: node->kind = NODE_STRING; return read_text(reader, &node->text);
    case HCL_OPEN: return read_bracket(reader, node);
    case HCL_OTHER:
        if (at_text(reader, HCL_OTHER, "-")) return read_number(reader, node);
        break;
    case HCL_END:
    case HCL_NEWLINE:
    case HCL_CLOSE:
    case HCL_ASSIGN:
    case HCL_INVALID: break;
    }
    return fail(reader, "a value is expected here");
}

/* The value that begins at the token, and the token behind it; NULL with a problem. */
static const Node *read_value(Reader *reader) {
    Arena *arena = reader->scanner.arena;
    if (reader->nodes++ == LIMIT_FOREIGN_NODES) {
        problem_raise(arena, reader->scanner.problem, reader->token.start,
                      "the file has more than %d nodes", (int)LIMIT_FOREIGN_NODES);
        return NULL;
    }
    Node *node = arena_new(arena, Node);
    node->offset = (uint32_t)reader->token.start;
    if (!read_kind(reader, node)) return NULL;
    advance(reader);
    return node;
}

/* `NAME = VALUE` lines. */
static bool read_variables(Reader *reader, Node *root) {
    Pairs pairs = {0};
    advance(reader);
    for (skip_newlines(reader); !at(reader, HCL_END); skip_newlines(reader)) {
        bool is_name = at(reader, HCL_WORD) && !byte_is_digit(token_text(reader).bytes[0]);
        if (!is_name) return fail(reader, "the name of a variable is expected here");
        if (!read_pair(reader, &pairs, false)) return false;
        if (!at(reader, HCL_NEWLINE) && !at(reader, HCL_END))
            return fail(reader, "a new line is expected here");
    }
    return set_pairs(reader, root, &pairs);
}

const Node *tfvars_read(Arena *arena, Text bytes, Problem *problem) {
    *problem = (Problem){.what = TEXT("")};
    if (!bytes_are_readable(arena, bytes, problem)) return NULL;
    Reader reader = {.scanner = {.arena = arena, .bytes = bytes, .problem = problem}};
    reader.scanner.at = bytes_mark_length(bytes);
    Node *root = arena_new(arena, Node);
    return read_variables(&reader, root) ? root : NULL;
}
