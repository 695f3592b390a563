/* command_complete.c - `rung complete -- WORD...`: what the last of these words can become.
 *
 * It is what the scripts of `rung completion` ask, and listed nowhere. A line a candidate: the whole word,
 * and where there is something to say of it a tab and that. One that ends in `.`, `=`, `@` or `,` goes on.
 * A last line `:files` or `:directories` says that those are meant too. Nothing is ever an error: what was
 * typed is not finished, and may be wrong.
 *
 * What stands where is not written here: the argument of an option (options.def) and the words of a usage
 * (commands.def) name it, and `words` says what each of these names can be. */
#include "command/command.h"

#include "git/git.h"

#include <stdio.h>
#include <string.h>

typedef struct Completion {
    Options *options;       /* what stands before the word */
    const Command *command; /* NULL while it is being typed */
    const char *operand;    /* the last one before the word; "" */
    uint32_t operand_count; /* before the word */
    const char *kept;       /* of the word, what stays: `--env=`, `dev,` */
    const char *beginning;  /* of the word, what can become something */
} Completion;

static void offer(const Completion *at, const char *name, const char *end, const char *about) {
    if (strncmp(name, at->beginning, strlen(at->beginning)) != 0) return;
    printf("%s%s%s%s%s\n", at->kept, name, end, *about ? "\t" : "", about);
}

/* --- What a word can be --------------------------------------------------------------------- */

/* Those of the project; `end` is put behind each that does not go on by itself. */
static void offer_names(const Completion *at, RungNameKind kind, const char *beginning,
                        const char *end) {
    size_t count;
    const RungName *names;
    RungProject *project = open_project(at->options, NULL, NULL, false);
    rung_names(project, kind, beginning, &names, &count);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i].name);
        bool goes_on = length && strchr(".=", names[i].name[length - 1]);
        offer(at, names[i].name, goes_on ? "" : end, names[i].about);
    }
    rung_close(project);
}

static void offer_environments(const Completion *at) {
    offer_names(at, RUNG_NAME_ENVIRONMENT, at->beginning, "");
}

static void offer_units(const Completion *at) {
    offer_names(at, RUNG_NAME_UNIT, at->beginning, "");
}

static void offer_images(const Completion *at) {
    offer_names(at, RUNG_NAME_SERVICE, at->beginning, "=");
}

static void offer_references(const Completion *at) {
    if (!strchr(at->beginning, '@')) offer_names(at, RUNG_NAME_REFERENCE, at->beginning, "");
}

static void offer_places(const Completion *at) {
    bool is_place = strchr(at->beginning, '@') != NULL;
    offer_names(at, RUNG_NAME_REFERENCE, at->beginning, is_place ? "" : "@");
}

/* A default or a cell. */
static void offer_settings(const Completion *at) {
    offer_references(at);
    offer_places(at);
}

static void offer_values(const Completion *at) {
    offer_names(at, RUNG_NAME_VALUE, at->operand, "");
}

/* Branches and tags, as git calls them. */
static void offer_revisions(const Completion *at) {
    Text names, root = text_of(project_place(at->options));
    Arena *arena = at->options->arena;
    if (git_references(arena, root, &names) != GIT_OK) return;
    for (size_t start = 0, end; start < names.length; start = end + 1) {
        end = text_find(names, TEXT("\n"), start);
        Text name = text_slice(names, start, end);
        if (text_equal(name, utf8_visible(arena, name))) offer(at, text_c(arena, name), "", "");
        if (end == SIZE_MAX) break;
    }
}

static void offer_formats(const Completion *at) {
    size_t index = 0;
    const FormatFact *fact;
    while ((fact = format_next(at->command->formats, &index)))
        offer(at, fact->name, "", fact->documentation);
}

static void offer_colors(const Completion *at) {
    offer(at, "auto", "", "where a terminal reads it");
    offer(at, "always", "", "");
    offer(at, "never", "", "");
}

static void offer_codes(const Completion *at) {
    for (Code code = 0; code < CODE_END; code++) {
        offer(at, code_fact(code)->code, "", code_fact(code)->name);
        if (*at->beginning) offer(at, code_fact(code)->name, "", code_fact(code)->code);
    }
}

static void offer_commands(const Completion *at) {
    size_t index = 0;
    const Command *command;
    while ((command = command_next(&index)))
        offer(at, command->name, "", command->summary);
}

static void offer_shells(const Completion *at) {
    for (size_t i = 0; shell_name(i); i++)
        offer(at, shell_name(i), "", "");
}

static void offer_files(const Completion *at) {
    (void)at;
    printf(":files\n");
}

static void offer_directories(const Completion *at) {
    (void)at;
    printf(":directories\n");
}

static void offer_nothing(const Completion *at) {
    (void)at;
}

/* What the tables call what stands in a place. */
static const struct {
    const char *name;
    void (*offer)(const Completion *at);
} words[] = {
    {"CODE", offer_codes},         {"COMMAND", offer_commands}, {"DATE", offer_nothing},
    {"DIR", offer_directories},    {"ENV", offer_environments}, {"FILE", offer_files},
    {"FORMAT", offer_formats},     {"N", offer_nothing},        {"PATH", offer_files},
    {"REF", offer_references},     {"REF@ENV", offer_places},   {"REF[@ENV]", offer_settings},
    {"REV", offer_revisions},      {"SHELL", offer_shells},     {"UNIT", offer_units},
    {"UNIT=DIGEST", offer_images}, {"VALUE", offer_values},     {"WHEN", offer_colors}};

static void offer_word(const Completion *at, Text name) {
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (text_equal(text_of(words[i].name), name)) words[i].offer(at);
}

/* --- Where it stands ------------------------------------------------------------------------ */

/* What becomes something begins at `start` of the word. */
static void begin_at(Completion *at, const char *word, size_t start) {
    at->kept = text_c(at->options->arena, text_slice(text_of(word), 0, start));
    at->beginning = word + start;
}

static size_t last_item(const char *word, size_t start) {
    for (size_t end; word[end = list_item_end(word, start)];)
        start = end + 1;
    return start;
}

/* The value of an option, which begins at `start` of the word. */
static void complete_value(Completion *at, OptionKind kind, const char *word, size_t start) {
    Text name = text_of(option_fact(kind)->argument);
    bool is_list = text_ends_with(name, TEXT(",..."));
    begin_at(at, word, is_list ? last_item(word, start) : start);
    offer_word(at, is_list ? text_slice(name, 0, name.length - strlen(",...")) : name);
}

/* Those that can be given, or given again. */
static void complete_option(Completion *at, const char *word) {
    begin_at(at, word, 0);
    for (OptionKind kind = 0; kind < OPTION_END; kind++) {
        const OptionFact *fact = option_fact(kind);
        if (options_takes(at->command, kind) && (fact->repeats || !options_has(at->options, kind)))
            offer(at, text_format(at->options->arena, "--%s", fact->name).bytes, "",
                  fact->documentation);
    }
}

/* `REF[@ENV]` and `VALUE` of "rung set REF[@ENV] VALUE", `FILE` at any index of "rung check [FILE...]";
 * "" behind the last. */
static Text operand_name(const char *usage, uint32_t index) {
    Text text = text_of(usage), name = TEXT("");
    for (size_t start = 0, i = 0; start < text.length && i < 3 + (size_t)index; i++) {
        size_t end = text_find(text, TEXT(" "), start);
        name = text_slice(text, start, end);
        if (text_ends_with(name, TEXT("...]"))) return text_slice(name, 1, name.length - 4);
        if (end == SIZE_MAX && i < 2 + (size_t)index) return TEXT("");
        start = end == SIZE_MAX ? text.length : end + 1;
    }
    if (text_starts_with(name, TEXT("["))) name = text_slice(name, 1, name.length);
    bool is_open = text_ends_with(name, TEXT("]")) && !text_contains(name, TEXT("["));
    return text_slice(name, 0, name.length - is_open);
}

static void complete_operand(Completion *at, const char *word) {
    uint32_t most = at->command->most_operands;
    begin_at(at, word, 0);
    if (at->operand_count < most && most != OPERANDS_PASSED_ON)
        offer_word(at, operand_name(at->command->usage, at->operand_count));
}

/* --- What stands before it ------------------------------------------------------------------ */

/* The option that a word is, and whether its value is to follow; OPTION_END where it is none. */
static OptionKind read_option(Completion *at, const char *word, bool *wants_value) {
    OptionKind kind;
    size_t length = strcspn(word, "=");
    Text name = text_slice(text_of(word), 2, length);
    *wants_value = false;
    if (strncmp(word, "--", 2) != 0 || !option_find(at->command, name, &kind)) return OPTION_END;
    *wants_value = option_fact(kind)->argument[0] && !word[length];
    at->options->given |= 1u << kind;
    if (kind == OPTION_PROJECT && word[length])
        array_push(at->options->arena, &at->options->values[kind], word + length + 1);
    return kind;
}

/* The option whose value comes next; OPTION_END for none. */
static OptionKind read_before(Completion *at, const char *const *before, uint32_t count,
                              bool *is_behind) {
    OptionKind kind = OPTION_END;
    bool wants_value = false;
    for (uint32_t i = 0; i < count; i++) {
        if (wants_value) {
            if (kind == OPTION_PROJECT)
                array_push(at->options->arena, &at->options->values[kind], before[i]);
            wants_value = false;
        } else if (*is_behind || before[i][0] != '-' || !before[i][1]) {
            at->operand = before[i];
            at->operand_count++;
        } else if (strcmp(before[i], "--") == 0) {
            *is_behind = true;
        } else {
            kind = read_option(at, before[i], &wants_value);
        }
    }
    return wants_value ? kind : OPTION_END;
}

/* The last of the words of a command. */
static void complete(Completion *at, const char *const *before, uint32_t count, const char *word) {
    OptionKind given;
    bool is_behind = false, wants_value;
    OptionKind kind = read_before(at, before, count, &is_behind);
    bool has_value = strncmp(word, "--", 2) == 0 && strchr(word, '=');
    if (kind != OPTION_END)
        complete_value(at, kind, word, 0);
    else if (is_behind || word[0] != '-')
        complete_operand(at, word);
    else if (!has_value)
        complete_option(at, word);
    else if ((given = read_option(at, word, &wants_value)) != OPTION_END)
        complete_value(at, given, word, strcspn(word, "=") + 1);
}

/* The command itself, or what stands in its place. */
static void complete_command(Completion *at, const char *word) {
    begin_at(at, word, 0);
    offer_commands(at);
    if (word[0] == '-') offer(at, "--help", "", "what commands there are");
    if (word[0] == '-') offer(at, "--version", "", "print the version");
}

RungStatus command_complete(Options *options) {
    uint32_t count = options->passed_on.count;
    const char *const *typed = options->passed_on.items;
    Completion at = {.options = options, .operand = ""};
    if (count < 2) {
        complete_command(&at, count ? typed[0] : "");
        return RUNG_OK;
    }
    at.command = command_named(typed[0]);
    if (at.command) complete(&at, typed + 1, count - 2, typed[count - 1]);
    return RUNG_OK;
}
