/* ebnf.c - reads grammar/rung.ebnf into nodes.
 *
 * The notation is ISO 14977 without its commas: rules `name = ... ;`, literals in double quotes,
 * classes of tokens in capitals, `[ ]`, `{ }`, `( )` and `|`, comments in `(* *)`. A rule may be
 * used before it is written. The only thing that is not read from the file is that a NAME in the
 * rule `base`, where a type stands, is another class than elsewhere: the comment at the head of
 * the grammar says so in prose. */
#include "grammar.h"

typedef struct Reader {
    Grammar *grammar;
    Text source;
    size_t at;
    uint32_t rule; /* that is being read */
    Text message;
} Reader;

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static char peek(const Reader *reader) {
    return reader->at < reader->source.length ? reader->source.bytes[reader->at] : '\0';
}

/* Keeps the first message and goes to the end, so that nobody reads on. */
static void fail(Reader *reader, const char *what) {
    if (reader->message.length == 0)
        reader->message = text_format(reader->grammar->arena, "byte %zu: %s", reader->at, what);
    reader->at = reader->source.length;
}

/* Comments are white space. */
static void skip_blank(Reader *reader) {
    for (;;) {
        while (peek(reader) != '\0' && strchr(" \t\n", peek(reader)) != NULL)
            reader->at++;
        if (!text_starts_with(text_slice(reader->source, reader->at, SIZE_MAX), TEXT("(*"))) return;
        reader->at = text_find(reader->source, TEXT("*)"), reader->at);
        if (reader->at == SIZE_MAX) {
            fail(reader, "the comment does not end");
            return;
        }
        reader->at += 2;
    }
}

static bool take(Reader *reader, char byte) {
    skip_blank(reader);
    if (peek(reader) != byte) return false;
    reader->at++;
    return true;
}

static Text read_name(Reader *reader) {
    skip_blank(reader);
    size_t start = reader->at;
    while (is_name_byte(peek(reader)))
        reader->at++;
    if (reader->at == start) fail(reader, "a name is missing");
    return text_slice(reader->source, start, reader->at);
}

static Node *new_node(Reader *reader, NodeKind kind) {
    Node *node = arena_new(reader->grammar->arena, Node);
    node->kind = kind;
    return node;
}

uint32_t ebnf_rule(const Grammar *grammar, Text name) {
    for (uint32_t i = 0; i < grammar->rules.count; i++)
        if (text_equal(grammar->rules.items[i].name, name)) return i;
    return UINT32_MAX;
}

uint32_t ebnf_terminal(const Grammar *grammar, Text text, bool is_literal) {
    for (uint32_t i = 0; i < grammar->terminals.count; i++) {
        const Terminal *terminal = &grammar->terminals.items[i];
        if (terminal->is_literal == is_literal && text_equal(terminal->text, text)) return i;
    }
    return UINT32_MAX;
}

/* The rule's index; one that has not been written yet has no node until it is. */
static uint32_t intern_rule(Grammar *grammar, Text name) {
    uint32_t index = ebnf_rule(grammar, name);
    if (index != UINT32_MAX) return index;
    array_push(grammar->arena, &grammar->rules, (Rule){.name = name});
    return grammar->rules.count - 1;
}

static Node *terminal_node(Reader *reader, Text text, bool is_literal) {
    Grammar *grammar = reader->grammar;
    Node *node = new_node(reader, NODE_TERMINAL);
    node->symbol = ebnf_terminal(grammar, text, is_literal);
    if (node->symbol != UINT32_MAX) return node;
    if (grammar->terminals.count == TERMINALS_MAX) fail(reader, "there are too many terminals");
    node->symbol = grammar->terminals.count;
    array_push(grammar->arena, &grammar->terminals, ((Terminal){text, is_literal}));
    return node;
}

static Node *read_choice(Reader *reader);

static Node *read_literal(Reader *reader) {
    size_t end = text_find(reader->source, TEXT("\""), reader->at);
    if (end == SIZE_MAX) {
        fail(reader, "the literal does not end");
        return NULL;
    }
    Text text = text_slice(reader->source, reader->at, end);
    reader->at = end + 1;
    return terminal_node(reader, text, true);
}

/* Capitals are a class of tokens, small letters a rule. */
static Node *read_word(Reader *reader) {
    Text name = read_name(reader);
    bool is_class = name.length > 0 && name.bytes[0] <= 'Z';
    if (is_class) {
        bool is_type = text_equal(reader->grammar->rules.items[reader->rule].name, TEXT("base"));
        bool is_type_name = is_type && text_equal(name, TEXT("NAME"));
        return terminal_node(reader, is_type_name ? TEXT("TYPE") : name, false);
    }
    Node *node = new_node(reader, NODE_RULE);
    node->symbol = intern_rule(reader->grammar, name);
    return node;
}

static Node *read_enclosed(Reader *reader, NodeKind kind, char close) {
    Node *node = new_node(reader, kind);
    array_push(reader->grammar->arena, &node->items, read_choice(reader));
    if (!take(reader, close)) fail(reader, "a bracket is not closed");
    return node;
}

static Node *read_factor(Reader *reader) {
    if (take(reader, '"')) return read_literal(reader);
    if (take(reader, '[')) return read_enclosed(reader, NODE_OPTION, ']');
    if (take(reader, '{')) return read_enclosed(reader, NODE_REPEAT, '}');
    if (take(reader, '(')) return read_enclosed(reader, NODE_SEQUENCE, ')');
    return read_word(reader);
}

static Node *read_sequence(Reader *reader) {
    Node *node = new_node(reader, NODE_SEQUENCE);
    do {
        array_push(reader->grammar->arena, &node->items, read_factor(reader));
        skip_blank(reader);
    } while (peek(reader) != '\0' && strchr("|;)]}", peek(reader)) == NULL);
    return node;
}

/* Alternatives, also where there is only one: so every bracket holds the same kind of node. */
static Node *read_choice(Reader *reader) {
    Node *node = new_node(reader, NODE_CHOICE);
    do
        array_push(reader->grammar->arena, &node->items, read_sequence(reader));
    while (take(reader, '|'));
    return node;
}

Text ebnf_squeeze(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        bool is_blank = strchr(" \t\n", text.bytes[i]) != NULL;
        bool is_first = i == 0 || strchr(" \t\n", text.bytes[i - 1]) == NULL;
        if (!is_blank || is_first) writer_char(&writer, is_blank ? ' ' : text.bytes[i]);
    }
    return writer_done(&writer);
}

static void read_rule(Reader *reader) {
    Grammar *grammar = reader->grammar;
    size_t start = reader->at;
    reader->rule = intern_rule(grammar, read_name(reader));
    if (grammar->rules.items[reader->rule].node != NULL) fail(reader, "the rule is there already");
    if (!take(reader, '=')) fail(reader, "`=` is missing");
    Node *node = read_choice(reader);
    if (!take(reader, ';')) fail(reader, "`;` is missing");
    Rule *rule = &grammar->rules.items[reader->rule];
    rule->node = node;
    rule->text = ebnf_squeeze(grammar->arena, text_slice(reader->source, start, reader->at));
}

/* Rules may be used before they are written, but must be written at last. */
Grammar *ebnf_read(Arena *arena, Text source, Text *message) {
    Grammar *grammar = arena_new(arena, Grammar);
    grammar->arena = arena;
    Reader reader = {.grammar = grammar, .source = source};
    for (skip_blank(&reader); peek(&reader) != '\0'; skip_blank(&reader))
        read_rule(&reader);
    for (uint32_t i = 0; i < grammar->rules.count; i++)
        if (grammar->rules.items[i].node == NULL && reader.message.length == 0)
            reader.message = text_format(arena, "the rule `%.*s` is used and not written",
                                         TEXT_ARGS(grammar->rules.items[i].name));
    *message = reader.message;
    return grammar;
}
