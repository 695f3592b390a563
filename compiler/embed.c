/* embed.c - a tool of the build: writes files as C arrays, so that they live in the program.
 *
 *     embed OUTPUT NAME FILE...
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

/* One array a file, with a NUL behind it that is not counted. */
static void write_bytes(FILE *out, const char *name, int index, const char *path) {
    FILE *in = fopen(path, "rb");
    if (in == NULL) fail(path);
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
