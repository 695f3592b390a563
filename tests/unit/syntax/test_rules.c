/* test_rules.c - the comments above the functions of the parser are the grammar: every rule of
 * rung.ebnf stands in exactly one of them, word for word, and above `parse_x` stands the rule x. So
 * the parser can be read beside the grammar, and neither can change without the other. */
#include "grammar/corpus.h"
#include "grammar/grammar.h"
#include "unit/unit.h"

/* What is known of a rule in the parser. */
typedef struct Written {
    uint32_t count; /* of comments that state it */
    bool is_above;  /* one of them is directly above what is being read */
} Written;

/* True for the name of a rule: small letters. */
static bool is_rule_name(Text text) {
    size_t i = 0;
    while (i < text.length && text.bytes[i] >= 'a' && text.bytes[i] <= 'z')
        i++;
    return i > 0 && i == text.length;
}

/* A comment that is a rule must be one of the grammar, word for word. */
static void check_comment(const Grammar *grammar, Text comment, Written *rules) {
    size_t equals = text_find(comment, TEXT(" = "), 0);
    Text name = text_slice(comment, 0, equals);
    if (!is_rule_name(name) || !text_ends_with(comment, TEXT(" ;"))) return;
    uint32_t rule = ebnf_rule(grammar, name);
    if (rule == UINT32_MAX) fail_msg("the grammar has no rule `%.*s`", TEXT_ARGS(name));
    Text expected = grammar->rules.items[rule].text;
    if (!text_equal(comment, expected))
        fail_msg("the parser says\n  %.*s\nand the grammar\n  %.*s", TEXT_ARGS(comment),
                 TEXT_ARGS(expected));
    rules[rule].count++;
    rules[rule].is_above = true;
}

/* Above the definition of `parse_x`, where x is a rule, that rule must stand. */
static void check_line(const Grammar *grammar, Text line, Written *rules) {
    size_t start = text_find(line, TEXT("parse_"), 0), open = text_find(line, TEXT("("), 0);
    bool is_definition = start < open && open != SIZE_MAX && line.bytes[0] != ' ' &&
                         !text_ends_with(line, TEXT(";"));
    uint32_t rule = UINT32_MAX;
    if (is_definition) rule = ebnf_rule(grammar, text_slice(line, start + strlen("parse_"), open));
    if (rule != UINT32_MAX && !rules[rule].is_above)
        fail_msg("its rule does not stand above %.*s", TEXT_ARGS(line));
    for (uint32_t i = 0; i < grammar->rules.count; i++)
        rules[i].is_above = false;
}

static void check_file(const Grammar *grammar, Text text, Written *rules) {
    for (size_t at = 0, end; at < text.length; at = end + 1) {
        end = text_find(text, TEXT("\n"), at);
        if (text_starts_with(text_slice(text, at, end), TEXT("/* "))) {
            end = text_find(text, TEXT("*/\n"), at) + 2;
            Text comment = text_trim(text_slice(text, at + 3, end - 2));
            check_comment(grammar, ebnf_squeeze(grammar->arena, comment), rules);
        } else {
            check_line(grammar, text_slice(text, at, end), rules);
        }
    }
}

static void test_rules(void **state) {
    Arena *arena = *state;
    Text source, message;
    assert_true(corpus_read(arena, "grammar/rung.ebnf", &source));
    const Grammar *grammar = ebnf_read(arena, source, &message);
    assert_text(message, "");
    Corpus corpus = {.arena = arena};
    corpus_add(&corpus, "compiler/syntax", TEXT(".c"));
    Written *rules = arena_array(arena, Written, grammar->rules.count);
    for (uint32_t i = 0; i < corpus.files.count; i++)
        check_file(grammar, corpus.files.items[i].text, rules);
    for (uint32_t i = 0; i < grammar->rules.count; i++)
        if (rules[i].count != 1)
            fail_msg("`%.*s` stands in %u comments of the parser",
                     TEXT_ARGS(grammar->rules.items[i].name), rules[i].count);
}

/* What is wrong with a grammar is said, not passed over. */
static void test_broken_grammars(void **state) {
    Arena *arena = *state;
    static const char *const broken[] = {
        "a = b ;", "a = \"x ;", "a = [ \"x\" ;",          "a = \"x\"",
        "a = ;",   "(* x",      "a = \"x\" ; a = \"y\" ;"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        Text message;
        ebnf_read(arena, text_of(broken[i]), &message);
        assert_row(message.length > 0, broken[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules),
                                       cmocka_unit_test(test_broken_grammars)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
