/* explain.c - what `rung explain CODE` prints.
 *
 * The explanations are Markdown files, explain/CODE.md, that embed.c turns into bytes at build
 * time, so the program is one file and needs nothing installed beside it. */
#include "report/report.h"

#include "explain.inc"

Text explain_text(Code code) {
    const char *name = code_fact(code)->code;
    size_t length = strlen(name);
    for (size_t i = 0; explain[i].name[0] != '\0'; i++) {
        const char *file = explain[i].name;
        if (strncmp(file, name, length) == 0 && strcmp(file + length, ".md") == 0)
            return (Text){explain[i].bytes, explain[i].length};
    }
    return TEXT("");
}
