/* dictionary.c - prints a dictionary for fuzzers (AFL++ and libFuzzer): every word, mark and
 * operator of the language, and one example of each class of tokens that a fuzzer would not find by
 * flipping bits. `make generated` writes it to grammar/rung.dict. */
#include "words.h"

/* One entry; quotes, backslashes and what is not printable become hex escapes. */
static void print_entry(const char *text) {
    putchar('"');
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\')
            printf("\\x%02X", byte);
        else
            putchar(byte);
    }
    puts("\"");
}

/* `not in` is two words; operators that are one word or mark are in tokens.def already. */
static void print_operators(void) {
    static const char *const operators[] = {
#define OPERATOR(kind, spelling, precedence, operands, result, documentation) spelling,
#include "operators.def"
#undef OPERATOR
    };
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (strchr(operators[i], ' ') != NULL) print_entry(operators[i]);
}

static void print_marks(void) {
    static const char *const marks[] = {
#define KEYWORD(kind, spelling, class, documentation)
#define PUNCTUATION(kind, spelling, class, documentation) spelling,
#define CLASS(kind, description, class, documentation)
#include "tokens.def"
#undef KEYWORD
#undef PUNCTUATION
#undef CLASS
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        print_entry(marks[i]);
}

int main(void) {
    static const char *const examples[] = {
        "30s",
        "512Mi",
        "99.9%",
        "1_000",
        "2026-11-20",
        "2026-11-20T10:00:00Z",
        "10.0.0.0/16",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "xxh3:0123456789abcdef0123456789abcdef",
        "\"${env}\"",
        "$${",
        "\\u{41}",
        "\"\"\"\n",
        "'''\n",
        "# ",
        "_",
        "\r\n",
        "\xEF\xBB\xBF",
        " | ",
        " {\n",
        "\n}\n",
        "@waive(P0005, \"\")",
        "a.b[c].d"};
    puts("# Generated from the .def files of grammar/ by dictionary.c: do not edit.");
    for (int i = 0; i < WORD_COUNT; i++)
        print_entry(words[i].spelling);
    print_operators();
    print_marks();
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        print_entry(examples[i]);
    return 0;
}
