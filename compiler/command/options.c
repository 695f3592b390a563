/* options.c - reading arguments by the tables options.def and commands.def.
 *
 * `--name=value` and `--name value` are the same; `--` ends the options; an unknown one suggests the
 * nearest that the command takes. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Says what is wrong with an argument; false, so that it can be returned. */
#define refuse(...) (usage_error(__VA_ARGS__) == RUNG_OK)

static const OptionFact facts[] = {
#define OPTION(kind, name, argument, repeats, documentation)                                       \
    [OPTION_##kind] = {name, argument, repeats, documentation},
#include "command/options.def"
#undef OPTION
};

const OptionFact *option_fact(OptionKind kind) {
    return &facts[kind];
}

bool options_has(const Options *options, OptionKind kind) {
    return options->given >> kind & 1;
}

const char *options_value(const Options *options, OptionKind kind) {
    uint32_t count = options->values[kind].count;
    return count ? options->values[kind].items[count - 1] : NULL;
}

static bool is_taken(const Command *command, OptionKind kind) {
    return kind >= OPTION_COLOR || (command->options >> kind & 1);
}

static bool find_option(const Command *command, Text name, OptionKind *out) {
    for (OptionKind kind = 0; kind < OPTION_END; kind++) {
        if (!is_taken(command, kind) || !text_equal(text_of(facts[kind].name), name)) continue;
        *out = kind;
        return true;
    }
    return false;
}

static void unknown_option(Options *options, const Command *command, Text name) {
    Text candidates[OPTION_END];
    size_t count = 0;
    for (OptionKind kind = 0; kind < OPTION_END; kind++)
        if (is_taken(command, kind)) candidates[count++] = text_of(facts[kind].name);
    usage_error("`rung %s` has no option `--%.*s`", command->name, TEXT_ARGS(name));
    Text nearest = suggest_nearest(options->arena, name, candidates, count);
    if (nearest.length)
        fprintf(stderr, "  a similar option exists: `--%.*s`\n", TEXT_ARGS(nearest));
    else
        fprintf(stderr, "  `rung %s --help` lists them\n", command->name);
}

/* Values of --env and --unit may be lists with commas; commas inside parentheses do not count. */
static void add_list(Options *options, OptionKind kind, const char *text) {
    Text whole = text_of(text);
    size_t start = 0, depth = 0;
    for (size_t i = 0; i <= whole.length; i++) {
        char byte = i < whole.length ? whole.bytes[i] : ',';
        if (byte == '(') depth++;
        if (byte == ')' && depth) depth--;
        if (byte != ',' || (depth && i < whole.length)) continue;
        Text part = text_trim(text_slice(whole, start, i));
        if (part.length)
            array_push(options->arena, &options->values[kind], text_c(options->arena, part));
        start = i + 1;
    }
}

static void add_value(Options *options, OptionKind kind, const char *text) {
    options->given |= 1u << kind;
    if (kind == OPTION_ENV || kind == OPTION_UNIT)
        add_list(options, kind, text);
    else
        array_push(options->arena, &options->values[kind], text);
}

/* One option at `arguments[*i]`, which moves to its value where that stands apart. */
static bool read_option(Options *options, const Command *command, int count, char **arguments,
                        int *i) {
    const char *text = arguments[*i] + 2;
    const char *equal = strchr(text, '=');
    Text name = {text, equal ? (size_t)(equal - text) : strlen(text)};
    OptionKind kind;
    if (!find_option(command, name, &kind)) {
        unknown_option(options, command, name);
        return false;
    }
    bool takes_value = facts[kind].argument[0] != '\0';
    if (!takes_value && equal) return refuse("`--%s` takes no value", facts[kind].name);
    if (takes_value && !equal && *i + 1 >= count)
        return refuse("`--%s` needs a value: `--%s %s`", facts[kind].name, facts[kind].name,
                            facts[kind].argument);
    add_value(options, kind, equal ? equal + 1 : takes_value ? arguments[++*i] : "");
    return true;
}

static bool check_color(Options *options, bool is_terminal) {
    const char *when = options_value(options, OPTION_COLOR);
    const char *none = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR");
    if (!when || strcmp(when, "auto") == 0) {
        options->has_color = force && *force ? true : none && *none ? false : is_terminal;
        return true;
    }
    options->has_color = strcmp(when, "always") == 0;
    if (options->has_color || strcmp(when, "never") == 0) return true;
    return refuse("`--color` is auto, always or never, not `%s`", when);
}

static bool check_values(const Options *options) {
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++)
        if (strchr(options->values[OPTION_FORMAT].items[i], '\n'))
            return refuse("`--format` holds a line break");
    const char *most = options_value(options, OPTION_MAX_FINDINGS);
    if (most && (!*most || strspn(most, "0123456789") != strlen(most) || strlen(most) > 6))
        return refuse("`--max-findings` is a number, not `%s`", most);
    const char *today = options_value(options, OPTION_TODAY);
    if (today && (strlen(today) < 10 || strspn(today, "0123456789-:TZ") != strlen(today)))
        return refuse("`--today` is a date such as 2026-11-20, not `%s`", today);
    return true;
}

bool options_read(Options *options, const Command *command, int count, char **arguments) {
    bool only_operands = false;
    for (int i = 0; i < count; i++) {
        const char *text = arguments[i];
        if (!only_operands && strcmp(text, "--") == 0) {
            only_operands = true;
        } else if (!only_operands && strcmp(text, "-h") == 0) {
            options->given |= 1u << OPTION_HELP;
        } else if (!only_operands && strncmp(text, "--", 2) == 0) {
            if (!read_option(options, command, count, arguments, &i)) return false;
        } else if (!only_operands && text[0] == '-' && text[1]) {
            usage_error("`rung %s` has no option `%s`", command->name, text);
            return false;
        } else {
            array_push(options->arena, &options->operands, text);
        }
    }
    return check_color(options, options->has_color) && check_values(options);
}
