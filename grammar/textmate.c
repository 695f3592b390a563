/* textmate.c - prints a TextMate grammar, which VS Code, GitHub's Linguist and many others read.
 * Its patterns are those of the lexer as far as regular expressions go: a mistake is not marked,
 * for that is the compiler's work. `make generated` writes grammar/rung.tmLanguage.json with it. */
#include "words.h"

#define UNIT "(?:[smhd]|[num]s|[nukMGTPE]|[KMGTPE]i|%)"

/* A pattern of one line; the expression is JSON text already. */
static void print_match(const char *scope, const char *expression) {
    printf("        { \"name\": \"%s.rung\", \"match\": \"%s\" },\n", scope, expression);
}

/* The words of a class, where no letter, digit, dash or dot is beside them. */
static void print_words(const char *scope, const char *class) {
    printf("        { \"name\": \"%s.rung\", \"match\": \"(?<![\\\\w.-])(?:", scope);
    words_print(class, "|");
    puts(")(?![\\\\w-])\" },");
}

static void print_literals(void) {
    print_match("constant.other.digest", "\\\\b(?:sha256:[0-9a-f]{64}|xxh3:[0-9a-f]{32})\\\\b");
    print_match("constant.numeric.time", "\\\\b\\\\d{4}-\\\\d\\\\d-\\\\d\\\\d(?:T\\\\d\\\\d:"
                                         "\\\\d\\\\d:\\\\d\\\\d(?:\\\\.\\\\d+)?Z)?\\\\b");
    print_match("constant.numeric.network", "\\\\b\\\\d+(?:\\\\.\\\\d+){3}(?:/\\\\d+)?\\\\b");
    print_match("constant.numeric", "(?<![\\\\w-])-?\\\\d[\\\\d_]*(?:\\\\.\\\\d[\\\\d_]*)?(?:" UNIT
                                    "(?:\\\\d+" UNIT ")*)?(?!\\\\w)");
}

/* A kind of string; with `${ }` and escapes unless it is raw. */
static void print_string(const char *scope, const char *begin, const char *end, int is_raw) {
    printf("        { \"name\": \"string.quoted.%s.rung\", \"begin\": \"%s\", \"end\": \"%s\"",
           scope, begin, end);
    if (!is_raw) printf(", \"patterns\": [{ \"include\": \"#inside\" }]");
    puts(" },");
}

static void print_all(void) {
    print_match("comment.line.number-sign", "#.*$");
    print_string("triple", "\\\"\\\"\\\"\\\\s*$", "^\\\\s*\\\"\\\"\\\"", 0);
    print_string("other", "'''\\\\s*$", "^\\\\s*'''", 1);
    print_string("double", "\\\"", "\\\"|$", 0);
    print_string("single", "'", "'|$", 1);
    print_match("storage.type.annotation", "^\\\\s*@[A-Za-z_][\\\\w-]*");
    print_literals();
    print_words("keyword.declaration", "declaration");
    print_words("keyword.control", "keyword");
    print_words("keyword.operator.word", "operator");
    print_words("constant.language", "constant");
    print_words("keyword.other", "context");
    print_words("support.type", "type");
    print_match("punctuation.separator.cell", "\\\\|");
    puts("        { \"name\": \"keyword.operator.rung\", "
         "\"match\": \"->|\\\\.\\\\.|[=!<>]=|[<>=+*/%?-]\" }");
}

int main(void) {
    puts("{\n  \"comment\": \"Generated from the .def files of grammar/ by textmate.c: do not "
         "edit.\",\n"
         "  \"name\": \"Rung\",\n  \"scopeName\": \"source.rung\",\n  \"fileTypes\": [\"rung\"],\n"
         "  \"patterns\": [{ \"include\": \"#all\" }],\n  \"repository\": {\n"
         "    \"all\": {\n      \"patterns\": [");
    print_all();
    puts("      ]\n    },\n    \"inside\": {\n      \"patterns\": [\n"
         "        { \"name\": \"constant.character.escape.rung\", "
         "\"match\": \"\\\\\\\\(?:[ntr\\\"\\\\\\\\]|u\\\\{[0-9A-Fa-f]+\\\\})|\\\\$\\\\$\\\\{\" },\n"
         "        { \"name\": \"meta.interpolation.rung\", \"begin\": \"\\\\$\\\\{\", "
         "\"end\": \"\\\\}\", \"patterns\": [{ \"include\": \"#all\" }] }\n"
         "      ]\n    }\n  }\n}");
    return 0;
}
