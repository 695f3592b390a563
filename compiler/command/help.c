/* help.c - what `rung help` prints, from the tables. Lines are at most 80 columns wide. */
#include "command/command.h"

#include <stdio.h>

static const Command commands[] = {
#define O(kind) (1u << OPTION_##kind)
#define COMMAND(function, name, usage, summary, takes, formats, most, details, examples, status)   \
    {name,   usage, summary,           details, examples,                                          \
     status, takes, FORMATS_##formats, most,    command_##function},
#include "command/commands.def"
#undef COMMAND
#undef O
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

const Command *command_named(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

const Command *command_next(size_t *index) {
    while (*index < COMMAND_COUNT)
        if (commands[(*index)++].summary[0]) return &commands[*index - 1];
    return NULL;
}

const Command *command_find(Arena *arena, const char *name) {
    Text names[COMMAND_COUNT];
    size_t index = 0, count = 0;
    const Command *command = command_named(name);
    if (command) return command;
    while ((command = command_next(&index)))
        names[count++] = text_of(command->name);
    usage_error("there is no command `%s`", name);
    usage_suggest(arena, name, names, count);
    return NULL;
}

static const char *emphasis(const Options *options) {
    return options->output.has_color ? "\x1b[1m" : "";
}

static const char *normal(const Options *options) {
    return options->output.has_color ? "\x1b[0m" : "";
}

static void print_title(const char *title, const Options *options) {
    printf("\n%s%s:%s\n", emphasis(options), title, normal(options));
}

static void print_option(OptionKind kind, const Options *options) {
    const OptionFact *fact = option_fact(kind);
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", fact->name, fact->argument[0] ? " " : "",
             fact->argument);
    printf("  %s%-20s%s %s\n", emphasis(options), left, normal(options), fact->documentation);
}

void help_program(const Options *options) {
    printf("Rung checks an environment strategy and writes the files that deployment tools\n"
           "read.\n");
    print_title("Usage", options);
    printf("  rung COMMAND [OPTIONS] [ARGUMENTS]\n");
    print_title("Commands", options);
    const Command *command;
    for (size_t index = 0; (command = command_next(&index));)
        printf("  %s%-10s%s %s\n", emphasis(options), command->name, normal(options),
               command->summary);
    print_title("Options of every command", options);
    for (OptionKind kind = OPTION_COLOR; kind < OPTION_END; kind++)
        print_option(kind, options);
    print_title("Exit status", options);
    printf("  0 clean, 1 findings or differences, 2 wrong usage, 3 something could not be\n"
           "  read or written, 70 a fault of Rung itself\n"
           "\n`rung init` starts a project, `rung COMMAND --help` tells about a command.\n");
}

void help_command(const Command *command, const Options *options) {
    printf("rung %s - %s\n", command->name, command->summary);
    print_title("Usage", options);
    printf("  %s%s\n", command->usage, command->options ? " [OPTIONS]" : "");
    if (command->details[0]) printf("\n%s", command->details);
    if (command->options) print_title("Options", options);
    for (OptionKind kind = 0; kind < OPTION_COLOR; kind++)
        if (options_takes(command, kind)) print_option(kind, options);
    print_title("Options of every command", options);
    for (OptionKind kind = OPTION_COLOR; kind < OPTION_END; kind++)
        print_option(kind, options);
    if (command->examples[0]) {
        print_title("Examples", options);
        printf("%s", command->examples);
    }
    print_title("Exit status", options);
    printf("  %s;\n  2, 3 and 70 as in `rung --help`\n", command->status);
}

RungStatus command_help(Options *options) {
    if (!options->operands.count) {
        help_program(options);
        return RUNG_OK;
    }
    const Command *command = command_find(options->arena, options->operands.items[0]);
    if (!command) return RUNG_USAGE;
    help_command(command, options);
    return RUNG_OK;
}
