/* options.c - reading arguments by the tables options.def and commands.def.
 *
 * `--name=value` and `--name value` are the same; `--` ends the options, and what stands behind it are
 * operands, or what the command passes on as it is; an unknown option suggests the nearest that the
 * command takes. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Says what is wrong with an argument; false, so that it can be returned. */
#define refuse(...) (usage_error(__VA_ARGS__) == RUNG_OK)

/* What was typed may steer the terminal that it is shown on. */
RungStatus usage_error(const char *format, ...) {
    Arena arena;
    va_list arguments;
    arena_open(&arena, &memory_standard);
    va_start(arguments, format);
    Text text = utf8_visible(&arena, text_format_list(&arena, format, arguments));
    va_end(arguments);
    fprintf(stderr, "rung: %.*s\n", TEXT_ARGS(text));
    arena_close(&arena);
    return RUNG_USAGE;
}

void usage_suggest(Arena *arena, const char *text, const Text *candidates, size_t count) {
    Text nearest = suggest_nearest(text_of(text), candidates, count);
    if (nearest.length) {
        fprintf(stderr, "  a similar name exists: `%.*s`\n", TEXT_ARGS(nearest));
        return;
    }
    Text list = text_enumerate_some(arena, candidates, count, 24);
    fprintf(stderr, "  there are %.*s\n", TEXT_ARGS(list));
}

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

unsigned options_number(const Options *options, OptionKind kind) {
    const char *text = options_value(options, kind);
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

bool options_takes(const Command *command, OptionKind kind) {
    return kind >= OPTION_COLOR || (command->options >> kind & 1);
}

bool option_find(const Command *command, Text name, OptionKind *out) {
    for (OptionKind kind = 0; kind < OPTION_END; kind++) {
        if (!options_takes(command, kind) || !text_equal(text_of(facts[kind].name), name)) continue;
        *out = kind;
        return true;
    }
    return false;
}

/* --- Formats -------------------------------------------------------------------------------- */

static const FormatFact formats[] = {
#define FORMAT(group, name, value, documentation) {FORMATS_##group, name, value, documentation},
#include "command/formats.def"
#undef FORMAT
};

enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

const FormatFact *format_next(FormatGroup group, size_t *index) {
    while (*index < FORMAT_COUNT)
        if (formats[(*index)++].group == group) return &formats[*index - 1];
    return NULL;
}

/* Reports alone can go to several places, each `FORMAT=FILE`. */
static const FormatFact *find_format(FormatGroup group, const char *text) {
    size_t index = 0, length = group == FORMATS_REPORT ? strcspn(text, "=") : strlen(text);
    const FormatFact *fact;
    while ((fact = format_next(group, &index)))
        if (strlen(fact->name) == length && strncmp(fact->name, text, length) == 0) return fact;
    return NULL;
}

int format_value(const Options *options, const char *text) {
    const FormatFact *fact = find_format(options->command->formats, text);
    ensure(fact != NULL);
    return fact->value;
}

int options_format(const Options *options) {
    const char *text = options_value(options, OPTION_FORMAT);
    return text ? format_value(options, text) : 0;
}

static bool refuse_format(const Options *options, const char *text) {
    Text names[FORMAT_COUNT];
    size_t index = 0, count = 0;
    const FormatFact *fact;
    while ((fact = format_next(options->command->formats, &index)))
        names[count++] = text_of(fact->name);
    usage_error("there is no format `%s`", text);
    Text list = text_enumerate(options->arena, names, count, TEXT("and"));
    fprintf(stderr, "  there are %.*s\n", TEXT_ARGS(list));
    return false;
}

static bool check_formats(const Options *options) {
    for (uint32_t i = 0; i < options->values[OPTION_FORMAT].count; i++) {
        const char *text = options->values[OPTION_FORMAT].items[i];
        const char *path = strchr(text, '=');
        if (!find_format(options->command->formats, text)) return refuse_format(options, text);
        if (path && !path[1]) return refuse("`--format %s` names no file", text);
    }
    return true;
}

/* --- Reading -------------------------------------------------------------------------------- */

static void unknown_option(const Command *command, Text name) {
    Text candidates[OPTION_END];
    size_t count = 0;
    for (OptionKind kind = 0; kind < OPTION_END; kind++)
        if (options_takes(command, kind)) candidates[count++] = text_of(facts[kind].name);
    usage_error("`rung %s` has no option `--%.*s`", command->name, TEXT_ARGS(name));
    Text nearest = suggest_nearest(name, candidates, count);
    if (nearest.length)
        fprintf(stderr, "  a similar option exists: `--%.*s`\n", TEXT_ARGS(nearest));
    else
        fprintf(stderr, "  `rung %s --help` lists them\n", command->name);
}

size_t list_item_end(const char *text, size_t start) {
    size_t depth = 0, end = start;
    for (; text[end] && (text[end] != ',' || depth); end++) {
        if (text[end] == '(') depth++;
        if (text[end] == ')' && depth) depth--;
    }
    return end;
}

/* Values of --env and --unit may be lists. One with an empty name is refused: `--env "$ENV"` must never
 * mean every environment. */
static bool add_list(Options *options, OptionKind kind, const char *text) {
    for (size_t start = 0, end = 0;; start = end + 1) {
        end = list_item_end(text, start);
        Text part = text_trim(text_slice(text_of(text), start, end));
        if (!part.length) return refuse("`--%s` has an empty name in `%s`", facts[kind].name, text);
        array_push(options->arena, &options->values[kind], text_c(options->arena, part));
        if (!text[end]) return true;
    }
}

static bool refuse_empty(const OptionFact *fact) {
    return refuse("`--%s` needs a value: `--%s %s`", fact->name, fact->name, fact->argument);
}

static bool add_value(Options *options, OptionKind kind, const char *text) {
    const OptionFact *fact = &facts[kind];
    if (!*text) return refuse_empty(fact);
    if (options_has(options, kind) && !fact->repeats)
        return refuse("`--%s` is given twice", fact->name);
    options->given |= 1u << kind;
    if (kind == OPTION_ENV || kind == OPTION_UNIT) return add_list(options, kind, text);
    array_push(options->arena, &options->values[kind], text);
    return true;
}

/* One option at `arguments[*i]`, which moves to its value where that stands apart. */
static bool read_option(Options *options, const Command *command, int count, char **arguments,
                        int *i) {
    const char *text = arguments[*i] + 2;
    const char *equal = strchr(text, '=');
    Text name = {text, equal ? (size_t)(equal - text) : strlen(text)};
    OptionKind kind;
    if (!option_find(command, name, &kind)) {
        unknown_option(command, name);
        return false;
    }
    const OptionFact *fact = &facts[kind];
    if (!fact->argument[0]) {
        options->given |= 1u << kind;
        return !equal || refuse("`--%s` takes no value", fact->name);
    }
    if (!equal && *i + 1 >= count) return refuse_empty(fact);
    return add_value(options, kind, equal ? equal + 1 : arguments[++*i]);
}

/* Set and not empty; FORCE_COLOR=0 is how some tools switch it off. */
static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value && strcmp(value, "0") != 0;
}

static bool auto_color(const Stream *stream) {
    const char *terminal = getenv("TERM");
    bool is_dumb = terminal && strcmp(terminal, "dumb") == 0;
    if (is_set("FORCE_COLOR")) return true;
    return stream->is_terminal && !is_dumb && !getenv("FORCE_COLOR") && !is_set("NO_COLOR");
}

/* `--color` wins over FORCE_COLOR, that over NO_COLOR, that over what is printed to. */
static bool check_color(Options *options) {
    const char *when = options_value(options, OPTION_COLOR);
    bool is_always = when && strcmp(when, "always") == 0;
    bool is_auto = !when || strcmp(when, "auto") == 0;
    if (!is_always && !is_auto && strcmp(when, "never") != 0)
        return refuse("`--color` is auto, always or never, not `%s`", when);
    options->output.has_color = is_always || (is_auto && auto_color(&options->output));
    options->messages.has_color = is_always || (is_auto && auto_color(&options->messages));
    return true;
}

/* Of at most six digits, so that it fits wherever it goes. */
static bool is_number(const char *text) {
    return strspn(text, "0123456789") == strlen(text) && strlen(text) <= 6;
}

static bool check_values(const Options *options) {
    const char *most = options_value(options, OPTION_MAX_FINDINGS);
    if (most && !is_number(most)) return refuse("`--max-findings` is a number, not `%s`", most);
    unsigned jobs = options_number(options, OPTION_JOBS);
    const char *given = options_value(options, OPTION_JOBS);
    if (given && (!is_number(given) || jobs < 1 || jobs > RUNG_JOBS_MOST))
        return refuse("`--jobs` is a number from 1 to %d, not `%s`", RUNG_JOBS_MOST, given);
    const char *today = options_value(options, OPTION_TODAY);
    int64_t seconds;
    if (today && !moment_parse(text_of(today), &seconds))
        return refuse("`--today` is a date such as 2026-11-20, not `%s`", today);
    return true;
}

static bool check_operands(const Options *options, const Command *command) {
    bool passes_on = command->most_operands == OPERANDS_PASSED_ON;
    uint32_t most = passes_on ? 0 : command->most_operands;
    if (options->operands.count <= most) return true;
    const char *text = options->operands.items[most];
    if (passes_on)
        return refuse(
            "`rung %s` takes no arguments, not `%s`: what it passes on stands behind `--`",
            command->name, text);
    if (!most) return refuse("`rung %s` takes no arguments, not `%s`", command->name, text);
    return refuse("`rung %s` takes %s, and was given `%s` too", command->name,
                  most == 1 ? "one argument" : "two arguments", text);
}

/* `-h` and what begins with `--` is an option; any other that begins with `-` is none. */
static bool read_word(Options *options, const Command *command, int count, char **arguments,
                      int *i) {
    const char *text = arguments[*i];
    if (strcmp(text, "-h") == 0) {
        options->given |= 1u << OPTION_HELP;
        return true;
    }
    if (strncmp(text, "--", 2) == 0) return read_option(options, command, count, arguments, i);
    if (text[0] != '-' || !text[1]) {
        array_push(options->arena, &options->operands, text);
        return true;
    }
    usage_error("`rung %s` has no option `%s`", command->name, text);
    if (command->most_operands && command->most_operands != OPERANDS_PASSED_ON)
        fprintf(stderr, "  what begins with `-` and is no option comes behind `--`\n");
    return false;
}

/* What stands behind `--`: for Helm, where that is run. */
static void read_rest(Options *options, const Command *command, int count, char **arguments) {
    bool passes_on =
        command->most_operands == OPERANDS_PASSED_ON || options_has(options, OPTION_RENDERED);
    for (int i = 0; i < count; i++)
        if (passes_on)
            array_push(options->arena, &options->passed_on, arguments[i]);
        else
            array_push(options->arena, &options->operands, arguments[i]);
}

static bool refuse_empty_operand(const Options *options, const Command *command) {
    for (uint32_t i = 0; i < options->operands.count; i++)
        if (!*options->operands.items[i])
            return refuse("`rung %s` is given an empty argument", command->name);
    return true;
}

bool options_read(Options *options, const Command *command, int count, char **arguments) {
    options->command = command;
    for (int i = 0; i < count; i++) {
        if (strcmp(arguments[i], "--") == 0) {
            read_rest(options, command, count - i - 1, arguments + i + 1);
            break;
        }
        if (!read_word(options, command, count, arguments, &i)) return false;
    }
    return refuse_empty_operand(options, command) && check_color(options) &&
           check_formats(options) && check_values(options) && check_operands(options, command);
}
