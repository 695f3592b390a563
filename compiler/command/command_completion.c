/* command_completion.c - `rung completion`: a script that teaches a shell to complete what is typed.
 *
 * The scripts are the files of completion/, named as their shells. All that they know is how to ask
 * `rung complete` (command_complete.c), so one that is installed stays right when the program changes. */
#include "command/command.h"

#include "completion.inc"

#include <stdio.h>

const char *shell_name(size_t index) {
    return completion[index].name[0] ? completion[index].name : NULL;
}

static RungStatus refuse_shell(Options *options, const char *text) {
    enum { SHELL_COUNT = sizeof completion / sizeof completion[0] - 1 };

    Text names[SHELL_COUNT];
    for (size_t i = 0; i < SHELL_COUNT; i++)
        names[i] = text_of(completion[i].name);
    Text list = text_enumerate(options->arena, names, SHELL_COUNT, TEXT("and"));
    if (!text) return usage_error("`rung completion` takes a shell: %.*s", TEXT_ARGS(list));
    usage_error("there is no completion for `%s`", text);
    fprintf(stderr, "  there are %.*s\n", TEXT_ARGS(list));
    return RUNG_USAGE;
}

RungStatus command_completion(Options *options) {
    const char *text = options->operands.count ? options->operands.items[0] : NULL;
    for (size_t i = 0; text && shell_name(i); i++) {
        if (strcmp(shell_name(i), text) != 0) continue;
        print_text((RungText){completion[i].bytes, completion[i].length});
        return RUNG_OK;
    }
    return refuse_shell(options, text);
}
