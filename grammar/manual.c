/* manual.c - fills the tables of the reference manual. Reads reference.md from standard input and
 * prints it, with everything between `<!-- table: NAME -->` and `<!-- end -->` made anew from the
 * .def files. Categories and types of the standard library come from its sources, which are the
 * arguments: a declaration there is one line, and the comment above it says what it is for. */
#include <stdio.h>
#include <string.h>

enum { LINE_MOST = 4096, CELLS_MOST = 5 };

typedef struct Row {
    const char *table;
    const char *cells[CELLS_MOST];
} Row;

/* Code in a cell, and the words that a `true` or `false` of a .def file stands for. */
#define Q(text)    "`" text "`"
#define YES(truth) YES_##truth
#define YES_true   "yes"
#define YES_false  "no"

static const Row titles[] = {
    {"keywords", {"word", "meaning"}},
    {"marks", {"mark", "meaning"}},
    {"declarations", {"keyword", "where", "declares"}},
    {"words", {"word", "inside", "meaning"}},
    {"operators", {"binds", "operator", "operands", "gives", "meaning"}},
    {"types", {"type", "written as text", "values"}},
    {"library", {"type", "what it is"}},
    {"laws", {"law", "promise", "fits"}},
    {"categories", {"category", "law", "for"}},
    {"sinks", {"sink", "has a block", "writes", "default output"}},
    {"environment-attributes", {"attribute", "type", "default", "says"}},
    {"unit-attributes", {"attribute", "type", "may use `env`", "in a profile", "says"}},
    {"functions", {"function", "gives", "example", "result"}},
    {"rules", {"code", "name", "rule", "can be waived"}},
};

static const Row rows[] = {
#define KEYWORD(kind, spelling, class, documentation)     {"keywords", {Q(spelling), documentation}},
#define PUNCTUATION(kind, spelling, class, documentation) {"marks", {Q(spelling), documentation}},
#define CLASS(kind, description, class, documentation)
#include "tokens.def"
#undef KEYWORD
#undef PUNCTUATION
#undef CLASS
#define DECLARATION(keyword, where, documentation)                                                 \
    {"declarations", {Q(keyword), where, documentation}},
#define CONTEXT(word, where, documentation) {"words", {Q(word), where, documentation}},
#include "declarations.def"
#undef DECLARATION
#undef CONTEXT
#define OPERATOR(kind, spelling, precedence, operands, result, documentation)                      \
    {"operators", {#precedence, Q(spelling), operands, result, documentation}},
#include "operators.def"
#undef OPERATOR
#define TYPE(kind, name, is_text, documentation) {"types", {Q(name), YES(is_text), documentation}},
#include "types.def"
#undef TYPE
#define LAW(kind, name, meaning, fits) {"laws", {Q(name), meaning, fits}},
#include "laws.def"
#undef LAW
#define SINK(kind, name, has_block, is_text, path, documentation)                                  \
    {"sinks", {Q(name), YES(has_block), documentation, Q(path)}},
#include "sinks.def"
#undef SINK
#define UNIT_ATTRIBUTE(kind, name, type, may_vary, in_profile, documentation)                      \
    {"unit-attributes", {Q(name), Q(type), YES(may_vary), YES(in_profile), documentation}},
#define ENVIRONMENT_ATTRIBUTE(kind, name, type, fallback, documentation)                           \
    {"environment-attributes", {Q(name), Q(type), Q(fallback), documentation}},
#include "attributes.def"
#undef UNIT_ATTRIBUTE
#undef ENVIRONMENT_ATTRIBUTE
#define FUNCTION(kind, name, fewest, most, a, b, c, signature, documentation, example, result)     \
    {"functions", {Q(signature), documentation, Q(example), Q(result)}},
#include "functions.def"
#undef FUNCTION
#define CODE(code, name, waivable, summary) {"rules", {#code, Q(name), summary, YES(waivable)}},
#define SAYS(code, severity, function, parameters, ...)
#include "report/codes_parity.def"
#undef CODE
#undef SAYS
};

/* --- Printing -------------------------------------------------------------------------------- */

/* A cell, in which a `|` would end it; empty code is no code. */
static void print_cell(const char *text) {
    putchar(' ');
    if (strcmp(text, Q("")) == 0) text = "";
    for (; *text != '\0'; text++) {
        if (*text == '|') putchar('\\');
        putchar(*text);
    }
    fputs(" |", stdout);
}

static void print_row(const char *const *cells) {
    putchar('|');
    for (int i = 0; i < CELLS_MOST && cells[i] != NULL; i++)
        print_cell(cells[i]);
    putchar('\n');
}

/* One declaration of the standard library, `type NAME = T` or `category NAME { laws }`. */
static void print_declaration(const char *line, const char *kind, const char *doc) {
    char word[LINE_MOST], name[LINE_MOST], laws[LINE_MOST] = "", cells[2][LINE_MOST + 2];
    if (sscanf(line, "%s %s", word, name) != 2 || strcmp(word, kind) != 0) return;
    sscanf(line, "category %*s { %[^}]", laws); /* and the space before the brace */
    if (laws[0] != '\0') laws[strlen(laws) - 1] = '\0';
    snprintf(cells[0], sizeof cells[0], Q("%s"), name);
    snprintf(cells[1], sizeof cells[1], Q("%s"), laws);
    if (strcmp(kind, "type") == 0)
        print_row((const char *const[CELLS_MOST]){cells[0], doc});
    else
        print_row((const char *const[CELLS_MOST]){cells[0], cells[1], doc});
}

static void print_library(const char *path, const char *kind) {
    char line[LINE_MOST], doc[LINE_MOST] = "";
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        print_declaration(line, kind, doc);
        strcpy(doc, strncmp(line, "# ", 2) == 0 ? line + 2 : "");
    }
    if (file != NULL) fclose(file);
}

static void print_table(const Row *title, int count, char **sources) {
    static const char *const rule[] = {"---", "---", "---", "---", "---"};
    int columns = 0;
    while (columns < CELLS_MOST && title->cells[columns] != NULL)
        columns++;
    print_row(title->cells);
    print_row(rule + CELLS_MOST - columns);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].table, title->table) == 0) print_row(rows[i].cells);
    for (int i = 0; i < count; i++) {
        if (strcmp(title->table, "categories") == 0) print_library(sources[i], "category");
        if (strcmp(title->table, "library") == 0) print_library(sources[i], "type");
    }
}

static const Row *find_table(const char *line) {
    char name[LINE_MOST];
    if (sscanf(line, "<!-- table: %s -->", name) != 1) return NULL;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (strcmp(titles[i].table, name) == 0) return &titles[i];
    fprintf(stderr, "manual: there is no table `%s`\n", name);
    return NULL;
}

int main(int count, char **arguments) {
    char line[LINE_MOST];
    int is_inside = 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        const Row *table = find_table(line);
        if (strcmp(line, "<!-- end -->\n") == 0) is_inside = 0;
        if (!is_inside) fputs(line, stdout);
        if (table == NULL) continue;
        print_table(table, count - 1, arguments + 1);
        is_inside = 1;
    }
    return 0;
}
