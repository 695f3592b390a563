/* embed.c - a tool of the build: writes files as C arrays, so that they live in the program.
 *
 *     embed OUTPUT NAME FILE...
 *
 * In Markdown a line `<!-- run: build; edit FILE; build -->` tells a test what to do; in the program it
 * is a session of a shell, for those who read the page there.
 *
 * OUTPUT gets a table `NAME` of {name without directories, bytes, length} that ends with a row whose
 * name is empty, so zero files are fine. Bytes are written as character constants: those have the
 * sign of `char` on every machine. It is no part of the compiler, so it reads and writes freely. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *path) {
    perror(path);
    exit(1);
}

/* --- Markdown ------------------------------------------------------------------------------- */

/* The words of a step, of which one in quotes may hold spaces: at most as many as wanted. */
static int split(char *step, const char *words[], int most) {
    int count = 0;
    while (*step != '\0' && count < most) {
        char end = *step == '\'' || *step == '"' ? *step++ : ' ';
        words[count++] = step;
        step += strcspn(step, end == ' ' ? " " : end == '"' ? "\"" : "'");
        if (*step != '\0') *step++ = '\0';
        step += strspn(step, " ");
    }
    return count;
}

/* What a test does between two commands, as somebody would do it. Every other step is a command of
 * ours, or of git. */
static void write_step(FILE *out, const char *step) {
    enum { MOST_WORDS = 3 };

    char copy[1024];
    const char *words[MOST_WORDS] = {"", "", ""};
    snprintf(copy, sizeof copy, "%s", step);
    split(copy, words, MOST_WORDS);
    if (strcmp(words[0], "edit") == 0)
        fprintf(out, "    $ echo '# by hand' >> %s\n", words[1]);
    else if (strcmp(words[0], "write") == 0)
        fprintf(out, "    $ echo %s > %s\n", words[2], words[1]);
    else if (strcmp(words[0], "source") == 0)
        fprintf(out, "    $ sed -i 's|%s|%s|' strategy.rung\n", words[1], words[2]);
    else if (strcmp(words[0], "commit") == 0)
        fprintf(out, "    $ git add -A && git commit -m %s\n", words[1]);
    else if (strcmp(words[0], "merge") == 0)
        fprintf(out, "    $ git merge %s\n", words[1]);
    else if (strcmp(words[0], "library") == 0)
        fprintf(out, "    $ rung %s\n", words[1]);
    else
        fprintf(out, "    $ %s%s\n", strcmp(words[0], "git") == 0 ? "" : "rung ", step);
}

/* A directive without its marks: `run: a; b`, `file: PATH`, `today: DATE`. */
static void write_directive(FILE *out, char *text) {
    char *colon = strstr(text, ": ");
    char *step = colon == NULL ? text : colon + 2;
    if (strncmp(text, "file:", 5) == 0) {
        fprintf(out, "`%s`:\n", step);
    } else if (strncmp(text, "today:", 6) == 0) {
        fprintf(out, "On %s:\n", step);
    } else {
        for (step = strtok(step, ";"); step != NULL; step = strtok(NULL, ";"))
            write_step(out, step + strspn(step, " "));
    }
}

/* Lines are short: nothing but a directive is looked at. */
static void write_page(FILE *out, FILE *in) {
    char line[4096];
    while (fgets(line, sizeof line, in) != NULL) {
        char *end = strstr(line, " -->\n");
        if (strncmp(line, "<!-- ", 5) != 0 || end == NULL) {
            fputs(line, out);
            continue;
        }
        *end = '\0';
        write_directive(out, line + 5);
        fputs("\n", out);
    }
}

/* The page as people read it, in a file that goes away when it is closed. */
static FILE *open_page(FILE *in) {
    FILE *page = tmpfile();
    if (page == NULL) fail("tmpfile");
    write_page(page, in);
    fclose(in);
    rewind(page);
    return page;
}

static int is_page(const char *path) {
    size_t length = strlen(path);
    return length > 3 && strcmp(path + length - 3, ".md") == 0;
}

/* --- Bytes ---------------------------------------------------------------------------------- */

/* One array a file, with a NUL behind it that is not counted. */
static void write_bytes(FILE *out, const char *name, int index, const char *path) {
    FILE *in = fopen(path, "rb");
    if (in == NULL) fail(path);
    if (is_page(path)) in = open_page(in);
    fprintf(out, "static const char %s_%d[] = {", name, index);
    int column = 0;
    for (int byte = getc(in); byte != EOF; byte = getc(in))
        fprintf(out, "%s'\\%03o',", column++ % 16 == 0 ? "\n" : "", (unsigned)byte);
    fprintf(out, "\n'\\0'};\n");
    if (ferror(in)) fail(path);
    fclose(in);
}

static void write_row(FILE *out, const char *name, int index, const char *path) {
    const char *slash = strrchr(path, '/');
    fprintf(out, "    {\"%s\", %s_%d, sizeof %s_%d - 1},\n", slash == NULL ? path : slash + 1, name,
            index, name, index);
}

int main(int count, char **arguments) {
    if (count < 3) return 2;
    const char *name = arguments[2];
    FILE *out = fopen(arguments[1], "wb");
    if (out == NULL) fail(arguments[1]);
    fprintf(out, "/* Written by compiler/embed.c. */\n");
    for (int i = 3; i < count; i++)
        write_bytes(out, name, i - 3, arguments[i]);
    fprintf(out,
            "static const struct {\n    const char *name;\n    const char *bytes;\n"
            "    size_t length;\n} %s[] = {\n",
            name);
    for (int i = 3; i < count; i++)
        write_row(out, name, i - 3, arguments[i]);
    fprintf(out, "    {\"\", \"\", 0},\n};\n");
    if (fclose(out) != 0) fail(arguments[1]);
    return 0;
}
