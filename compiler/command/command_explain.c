/* command_explain.c - `rung explain`: what a diagnostic means. */
#include "command/command.h"

#include <stdio.h>

static int list_codes(void) {
    for (Code code = 0; code < CODE_END; code++)
        printf("%s  %-32s %s\n", code_fact(code)->code, code_fact(code)->name,
               code_fact(code)->summary);
    return RUNG_OK;
}

int command_explain(Options *options) {
    if (!options->operands.count) return list_codes();
    const char *text = options->operands.items[0];
    Code code;
    if (code_find(text_of(text), &code)) {
        fputs(rung_explain(text), stdout);
        return RUNG_OK;
    }
    Text *names = arena_array(options->arena, Text, CODE_END);
    for (Code i = 0; i < CODE_END; i++) names[i] = text_of(code_fact(i)->code);
    usage_error("there is no code `%s`", text);
    Text nearest = suggest_nearest(options->arena, text_of(text), names, CODE_END);
    if (nearest.length) fprintf(stderr, "  a similar code exists: `%.*s`\n", TEXT_ARGS(nearest));
    fprintf(stderr, "  `rung explain` lists them\n");
    return RUNG_USAGE;
}
