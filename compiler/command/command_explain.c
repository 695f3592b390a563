/* command_explain.c - `rung explain`: what a diagnostic means. */
#include "command/command.h"

#include <stdio.h>

static RungStatus list_codes(void) {
    for (Code code = 0; code < CODE_END; code++)
        printf("%s  %-32s %s\n", code_fact(code)->code, code_fact(code)->name,
               code_fact(code)->summary);
    return RUNG_OK;
}

/* Says that there is no such code, with the nearest code or name. */
static RungStatus refuse_code(Options *options, const char *text) {
    Text *names = arena_array(options->arena, Text, 2 * (size_t)CODE_END);
    for (Code code = 0; code < CODE_END; code++) {
        names[2 * code] = text_of(code_fact(code)->code);
        names[2 * code + 1] = text_of(code_fact(code)->name);
    }
    Text nearest = suggest_nearest(text_of(text), names, 2 * (size_t)CODE_END);
    usage_error("there is no code `%s`", text);
    if (nearest.length) fprintf(stderr, "  a similar code exists: `%.*s`\n", TEXT_ARGS(nearest));
    fprintf(stderr, "  `rung explain` lists them\n");
    return RUNG_USAGE;
}

RungStatus command_explain(Options *options) {
    if (!options->operands.count) return list_codes();
    const char *text = rung_explain(options->operands.items[0]);
    if (!text) return refuse_code(options, options->operands.items[0]);
    fputs(text, stdout);
    return RUNG_OK;
}
