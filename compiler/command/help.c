/* help.c - what `rung help` prints, from the tables. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

static const Command commands[] = {
#define O(kind) (1u << OPTION_##kind)
#define COMMAND(function, name, usage, summary, takes, details)                                  \
    {name, usage, summary, details, takes, command_##function},
#include "command/commands.def"
#undef COMMAND
#undef O
};

const Command *command_table(size_t *count) {
    *count = sizeof commands / sizeof commands[0];
    return commands;
}

const Command *command_find(const char *name) {
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static const char *emphasis(const Options *options) {
    return options->has_color ? "\x1b[1m" : "";
}

static const char *normal(const Options *options) {
    return options->has_color ? "\x1b[0m" : "";
}

void help_program(const Options *options) {
    printf("Rung checks an environment strategy and writes the files that deployment tools read.\n\n"
           "%sUsage:%s rung COMMAND [OPTIONS] [ARGUMENTS]\n\n%sCommands:%s\n",
           emphasis(options), normal(options), emphasis(options), normal(options));
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        printf("  %s%-9s%s %s\n", emphasis(options), commands[i].name, normal(options),
               commands[i].summary);
    printf("\n`rung COMMAND --help` tells more about one. All take --project DIR, --color WHEN,\n"
           "--today DATE.\n\n"
           "%sExit status:%s 0 clean, 1 findings or differences, 2 wrong usage, 3 something could\n"
           "not be read or written, 70 a fault of Rung itself.\n",
           emphasis(options), normal(options));
}

static void print_option(OptionKind kind, const Options *options) {
    const OptionFact *fact = option_fact(kind);
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", fact->name, fact->argument[0] ? " " : "",
             fact->argument);
    printf("  %s%-22s%s %s\n", emphasis(options), left, normal(options), fact->documentation);
}

void help_command(const Command *command, const Options *options) {
    printf("%s - %s\n\n%sUsage:%s %s%s\n", command->name, command->summary, emphasis(options),
           normal(options), command->usage, command->options ? " [OPTIONS]" : "");
    if (command->details[0]) printf("\n%s\n", command->details);
    printf("\n%sOptions:%s\n", emphasis(options), normal(options));
    for (OptionKind kind = 0; kind < OPTION_END; kind++)
        if (kind >= OPTION_COLOR || (command->options >> kind & 1)) print_option(kind, options);
}

int command_help(Options *options) {
    if (!options->operands.count) {
        help_program(options);
        return RUNG_OK;
    }
    const Command *command = command_find(options->operands.items[0]);
    if (!command) {
        Text names[sizeof commands / sizeof commands[0]];
        for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
            names[i] = text_of(commands[i].name);
        usage_error("there is no command `%s`", options->operands.items[0]);
        usage_suggest(options->arena, options->operands.items[0], names,
                      sizeof commands / sizeof commands[0]);
        return RUNG_USAGE;
    }
    help_command(command, options);
    return RUNG_OK;
}
