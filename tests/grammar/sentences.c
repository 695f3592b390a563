/* sentences.c - random files of the grammar, for tests that need more programs than anyone writes.
 *
 * First a rule is expanded to words: a choice takes an alternative, an option is a coin, a
 * repetition some turns. Beyond the wanted depth everything takes its shortest way out; how short
 * the ways are was computed beforehand. Then the words are written with spaces, line breaks and
 * comments wherever these do not count. Two things about a file are not in the grammar and are seen
 * to here: a row has as many cells as its header has columns, and both are one line. */
#include "grammar.h"

#include "unit/unit.h"

enum { ENDLESS = 1000000, TURNS = 4 };

struct Speaker {
    const Grammar *grammar;
    uint32_t *heights; /* of each rule: the least depth of a sentence */
};

typedef struct Spoken {
    Text text;        /* "" is a newline that counts */
    bool is_operator; /* a newline may follow that does not count */
    bool is_row;      /* of a table: no newline may follow but one that counts */
} Spoken;

/* One sentence on its way. */
typedef struct Speech {
    const Speaker *speaker;
    uint64_t *random;
    Arena *arena;
    uint32_t depth;   /* of rules, what is left of it */
    uint32_t rule;    /* being expanded */
    uint32_t columns; /* of the table being expanded */
    bool is_table;
    ARRAY(Spoken) words;
} Speech;

uint32_t random_below(uint64_t *random, uint32_t limit) {
    return (uint32_t)(random_next(random) >> 32) % limit;
}

static bool has_luck(uint64_t *random, uint32_t one_in) {
    return random_below(random, one_in) == 0;
}

/* --- Words ---------------------------------------------------------------------------------- */

typedef struct Vocabulary {
    const char *class;
    uint32_t count;
    const char *words[16];
} Vocabulary;

/* What a class of tokens may be; words with a meaning in some places are among the names. */
static const Vocabulary vocabularies[] = {
    {"NAME",
     16,
     {"dev", "staging", "prod", "orders", "replicas", "a-b", "x_1", "scale", "Z", "uses", "to",
      "emit", "like", "list", "ascending", "object"}},
    {"TYPE", 6, {"int", "string", "port", "quantity", "my-type", "len"}},
    {"WORD", 10, {"dev", "image", "cpu", "limits", "a-b", "in", "for", "true", "secret", "at"}},
    {"LAW", 6, {"ascending", "descending", "distinct", "disjoint", "apart", "equal"}},
    {"NUMBER",
     12,
     {"0", "1", "42", "-1", "1_000", "0.5", "99.9%", "30s", "1h30m", "512Mi", "100m", "-2.5"}},
    {"STRING",
     8,
     {"\"\"", "\"a\"", "'raw # text'", "\"/x/{y}\"", "\"\\\"\\n\"", "\"\xE6\x97\xA5\xE6\x9C\xAC\"",
      "'[a-z]+$'", "\"$${a}\""}},
    {"TEMPLATE", 3, {"\"${env}\"", "\"a ${b.c} d\"", "\"${f(\"x\")}-${1 + 2}\""}},
    {"TEXT", 3, {"\"\"\"\n    a\n      b\n    \"\"\"", "'''\n\n  raw\n'''", "\"\"\"\n\"\"\""}},
    {"TIME", 2, {"2026-11-20", "2026-11-20T10:00:00Z"}},
    {"DIGEST",
     2,
     {"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "xxh3:0123456789abcdef0123456789abcdef"}},
    {"CIDR", 2, {"10.0.0.1", "10.0.0.0/16"}},
};

static Text word_of(uint64_t *random, Text class) {
    for (size_t i = 0; i < sizeof vocabularies / sizeof vocabularies[0]; i++)
        if (text_equal(class, text_of(vocabularies[i].class)))
            return text_of(vocabularies[i].words[random_below(random, vocabularies[i].count)]);
    return TEXT(""); /* NL */
}

static bool is_rule(const Speech *speech, const char *name) {
    return text_equal(speech->speaker->grammar->rules.items[speech->rule].name, text_of(name));
}

/* Adds a word; it depends on the rule whether a string may interpolate and whether a sign is an
 * operator, behind which a line may end. */
static void say(Speech *speech, uint32_t index) {
    const Terminal *terminal = &speech->speaker->grammar->terminals.items[index];
    Text text = terminal->text, class = terminal->text;
    bool is_text = text_equal(class, TEXT("TEXT")), is_string = text_equal(class, TEXT("STRING"));
    if (is_text && speech->is_table)
        class = TEXT("STRING"); /* a text block is more than one line */
    if (is_string && is_rule(speech, "literal") && has_luck(speech->random, 3))
        class = TEXT("TEMPLATE");
    if (!terminal->is_literal) text = word_of(speech->random, class);
    bool is_operator = is_rule(speech, "disjunction") || is_rule(speech, "conjunction") ||
                       is_rule(speech, "sum") || is_rule(speech, "product") ||
                       is_rule(speech, "relop") || text_equal(text, TEXT(",")) ||
                       text_equal(text, TEXT("->"));
    Spoken spoken = {text, is_operator && terminal->is_literal, speech->is_table};
    array_push(speech->arena, &speech->words, spoken);
}

/* --- Heights -------------------------------------------------------------------------------- */

static uint32_t greater(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* The least depth of rules that the node takes, as far as is known yet. */
static uint32_t height_of(const Speaker *speaker, const Node *node) {
    uint32_t height = node->kind == NODE_CHOICE ? ENDLESS : 0;
    switch (node->kind) {
    case NODE_TERMINAL:
    case NODE_OPTION:
    case NODE_REPEAT: return 0;
    case NODE_RULE: return speaker->heights[node->symbol] + 1;
    case NODE_SEQUENCE:
        for (uint32_t i = 0; i < node->items.count; i++)
            height = greater(height, height_of(speaker, node->items.items[i]));
        return height;
    case NODE_CHOICE:
        for (uint32_t i = 0; i < node->items.count; i++) {
            uint32_t other = height_of(speaker, node->items.items[i]);
            height = other < height ? other : height;
        }
        return height;
    }
    unreachable("node kind");
}

/* Heights shrink until they are right: a rule is as high as its lowest way out. */
Speaker *sentence_open(Arena *arena, const Grammar *grammar) {
    Speaker *speaker = arena_new(arena, Speaker);
    speaker->grammar = grammar;
    speaker->heights = arena_array(arena, uint32_t, grammar->rules.count);
    for (uint32_t i = 0; i < grammar->rules.count; i++)
        speaker->heights[i] = ENDLESS;
    bool is_changed = true;
    while (is_changed) {
        is_changed = false;
        for (uint32_t i = 0; i < grammar->rules.count; i++) {
            uint32_t height = height_of(speaker, grammar->rules.items[i].node);
            is_changed |= height < speaker->heights[i];
            speaker->heights[i] = height;
        }
    }
    return speaker;
}

/* --- Expanding ------------------------------------------------------------------------------ */

static void expand(Speech *speech, const Node *node);

static bool fits(const Speech *speech, const Node *node) {
    return height_of(speech->speaker, node) <= speech->depth;
}

/* Any alternative that leads to an end in time; the shortest where none does. */
static const Node *choose(Speech *speech, const Node *choice) {
    const Node *shortest = choice->items.items[0];
    for (uint32_t i = 1; i < choice->items.count; i++) {
        const Node *other = choice->items.items[i];
        if (height_of(speech->speaker, other) < height_of(speech->speaker, shortest))
            shortest = other;
    }
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        const Node *any = choice->items.items[random_below(speech->random, choice->items.count)];
        if (fits(speech, any)) return any;
    }
    return shortest;
}

/* What an option or repetition begins with. */
static const Node *beginning(const Node *node) {
    while (node->items.count > 0)
        node = node->items.items[0];
    return node;
}

/* Cells hold no newline, so maps in them are one line; without columns there are no cells. */
static bool takes_option(Speech *speech, const Node *option) {
    const Grammar *grammar = speech->speaker->grammar;
    const Node *first = beginning(option);
    bool is_terminal = first->kind == NODE_TERMINAL;
    if (speech->is_table && is_terminal &&
        first->symbol == ebnf_terminal(grammar, TEXT("NL"), false))
        return false;
    bool is_cells = !is_terminal && first->symbol == ebnf_rule(grammar, TEXT("cells"));
    if (is_cells && speech->columns == 0) return false;
    return fits(speech, option->items.items[0]) && has_luck(speech->random, 2);
}

/* Cells are as many as the columns, whose number is noted when they are said. */
static uint32_t count_turns(Speech *speech, const Node *repeat) {
    if (is_rule(speech, "cells")) return speech->columns - 1;
    uint32_t turns = 0;
    while (turns < TURNS && fits(speech, repeat->items.items[0]) && has_luck(speech->random, 2))
        turns++;
    if (is_rule(speech, "columns")) speech->columns = turns + 1;
    return turns;
}

/* What is around a rule is restored behind it, but for the number of columns: the rows that follow
 * the header need it. */
static void expand_rule(Speech *speech, uint32_t rule) {
    Speech outer = *speech;
    speech->rule = rule;
    speech->depth = outer.depth > 0 ? outer.depth - 1 : 0;
    if (is_rule(speech, "table") || is_rule(speech, "matrix")) {
        speech->is_table = true;
        speech->columns = 0;
    }
    if (is_rule(speech, "sep") && speech->is_table)
        say(speech, ebnf_terminal(speech->speaker->grammar, TEXT(","), true));
    else
        expand(speech, speech->speaker->grammar->rules.items[rule].node);
    uint32_t columns = is_rule(speech, "columns") ? speech->columns : outer.columns;
    speech->rule = outer.rule;
    speech->depth = outer.depth;
    speech->is_table = outer.is_table;
    speech->columns = columns;
}

static void expand(Speech *speech, const Node *node) {
    uint32_t turns = 1;
    switch (node->kind) {
    case NODE_TERMINAL: say(speech, node->symbol); return;
    case NODE_RULE: expand_rule(speech, node->symbol); return;
    case NODE_CHOICE: expand(speech, choose(speech, node)); return;
    case NODE_OPTION: turns = takes_option(speech, node); break;
    case NODE_REPEAT: turns = count_turns(speech, node); break;
    case NODE_SEQUENCE: break;
    }
    for (; turns > 0; turns--)
        for (uint32_t i = 0; i < node->items.count; i++)
            expand(speech, node->items.items[i]);
}

/* --- Writing -------------------------------------------------------------------------------- */

/* A line break with what may come with it: empty lines, comments, any indentation. */
static void write_break(Writer *out, uint64_t *random) {
    static const char *const comments[] = {"# a comment",
                                           "#",
                                           "#!x",
                                           "#close",
                                           "## | { ( \"",
                                           "#   indented",
                                           "# \xE6\x97\xA5\xE6\x9C\xAC  "};
    do {
        if (has_luck(random, 6)) {
            writer_repeat(out, ' ', random_below(random, 3));
            writer_string(out, comments[random_below(random, 7)]);
        }
        writer_char(out, '\n');
    } while (has_luck(random, 4));
    writer_repeat(out, ' ', random_below(random, 5));
}

static bool is_mark(char byte) {
    return strchr("()[]{},|", byte) != NULL;
}

/* Operators of one sign stand between spaces. */
static bool is_sign(char byte) {
    return strchr("+-*/%<>=!", byte) != NULL;
}

/* True where no space is needed between two words. */
static bool may_touch(Text before, Text word) {
    char last = before.bytes[before.length - 1], first = word.bytes[0];
    return (is_mark(last) && !is_sign(first)) || (is_mark(first) && !is_sign(last));
}

/* The gap between two words: spaces, or a line break where it does not count. */
static void write_gap(Writer *out, uint64_t *random, const Spoken *before, const Spoken *word,
                      bool is_loose) {
    bool may_break = !before->is_row && !word->is_row && (is_loose || before->is_operator);
    bool is_apart = !may_touch(before->text, word->text);
    writer_repeat(out, ' ', is_apart + random_below(random, 2));
    if (may_break && has_luck(random, 8)) write_break(out, random);
}

/* Keeps the open brackets, because inside `( )` and `[ ]` a line may end anywhere. */
static void write_words(Writer *out, uint64_t *random, const Speech *speech) {
    char open[2 * LIMIT_NESTING];
    uint32_t depth = 0;
    for (uint32_t i = 0; i < speech->words.count; i++) {
        const Spoken *word = &speech->words.items[i];
        bool is_loose = depth > 0 && open[depth - 1] != '{';
        if (word->text.length == 0)
            write_break(out, random);
        else if (i > 0 && word[-1].text.length > 0)
            write_gap(out, random, word - 1, word, is_loose);
        writer_text(out, word->text);
        char byte = word->text.length == 1 ? word->text.bytes[0] : ' ';
        if (strchr("([{", byte) != NULL && depth < sizeof open)
            open[depth++] = byte;
        else if (strchr(")]}", byte) != NULL && depth > 0)
            depth--;
    }
}

Text sentence_write(Speaker *speaker, uint64_t *random, Arena *arena, uint32_t depth) {
    Speech speech = {.speaker = speaker, .random = random, .arena = arena, .depth = depth};
    Writer out;
    writer_open(&out, arena, LIMIT_SOURCE_BYTES);
    expand(&speech, speaker->grammar->rules.items[0].node);
    write_break(&out, random);
    write_words(&out, random, &speech);
    write_break(&out, random);
    return writer_done(&out);
}
