/* test_grammar_comments.c - the rules of grammar/rung.ebnf against the comments above the functions
 * that parse them: each rule stands in compiler/syntax exactly once and word for word, spaces and
 * line ends aside, and no comment states a rule that the grammar does not have. */
#include "../unit.h"

#include <dirent.h>

enum { READ_LIMIT = 1 << 20, RULES = 256 };

typedef struct Rules {
    Text items[RULES];
    size_t count;
} Rules;

static Text read_file(Arena *arena, Text path) {
    FILE *in = fopen(text_c(arena, path), "rb");
    assert_non_null(in);
    char *bytes = arena_raw(arena, READ_LIMIT, 1);
    size_t length = fread(bytes, 1, READ_LIMIT, in);
    fclose(in);
    return (Text){bytes, length};
}

/* The text with every run of spaces and line ends made one space. */
static Text squeeze(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, READ_LIMIT);
    bool is_gap = false;
    for (size_t i = 0; i < text.length; i++) {
        bool is_space = strchr(" \t\r\n", text.bytes[i]) != NULL;
        if (is_gap && !is_space && writer.length > 0) writer_char(&writer, ' ');
        if (!is_space) writer_char(&writer, text.bytes[i]);
        is_gap = is_space;
    }
    return writer_done(&writer);
}

/* `name = ... ;` with a name in small letters. */
static bool is_rule(Text text) {
    size_t i = 0;
    while (i < text.length && text.bytes[i] >= 'a' && text.bytes[i] <= 'z')
        i++;
    return i > 0 && text_starts_with(text_slice(text, i, text.length), TEXT(" = ")) &&
           text_ends_with(text, TEXT(" ;"));
}

static void add_rule(Rules *rules, Text rule) {
    assert_true(rules->count < RULES);
    rules->items[rules->count++] = rule;
}

/* Rules end with ` ;` at the end of a line; comments of the grammar stand in `(* *)`. */
static void read_grammar(Arena *arena, Rules *rules) {
    Text text = read_file(arena, TEXT("grammar/rung.ebnf"));
    size_t start = text_find(text, TEXT("*)"), 0) + 2;
    for (size_t end = text_find(text, TEXT(" ;\n"), start); end != SIZE_MAX;
         end = text_find(text, TEXT(" ;\n"), start)) {
        Text rule = squeeze(arena, text_slice(text, start, end + 2));
        assert_true(is_rule(rule));
        add_rule(rules, rule);
        start = end + 3;
    }
}

static void read_comments(Arena *arena, Text path, Rules *rules) {
    Text text = read_file(arena, path);
    size_t start = text_find(text, TEXT("/* "), 0);
    while (start != SIZE_MAX) {
        size_t end = text_find(text, TEXT("*/"), start);
        Text comment = squeeze(arena, text_slice(text, start + 3, end));
        if (is_rule(comment)) add_rule(rules, comment);
        start = text_find(text, TEXT("/* "), end);
    }
}

static void read_sources(Arena *arena, Rules *rules) {
    DIR *directory = opendir("compiler/syntax");
    assert_non_null(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        if (!text_ends_with(text_of(entry->d_name), TEXT(".c"))) continue;
        read_comments(arena, text_format(arena, "compiler/syntax/%s", entry->d_name), rules);
    }
    closedir(directory);
}

static size_t count_rule(const Rules *rules, Text rule) {
    size_t count = 0;
    for (size_t i = 0; i < rules->count; i++)
        count += text_equal(rules->items[i], rule) ? 1 : 0;
    return count;
}

static void comments_are_the_grammar(void **state) {
    Arena *arena = *state;
    static Rules grammar, comments;
    grammar.count = comments.count = 0;
    read_grammar(arena, &grammar);
    read_sources(arena, &comments);
    assert_true(grammar.count > 50);
    for (size_t i = 0; i < grammar.count; i++)
        assert_row(count_rule(&comments, grammar.items[i]) == 1, text_c(arena, grammar.items[i]));
    for (size_t i = 0; i < comments.count; i++)
        assert_row(count_rule(&grammar, comments.items[i]) == 1, text_c(arena, comments.items[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(comments_are_the_grammar, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
