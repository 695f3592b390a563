/* command_fmt.c - `rung fmt`: the one layout.
 *
 * Each path is a file, a directory whose sources are all meant, or `-`. A file need not belong to a
 * project. A file with syntax errors is reported and left as it is; the others are done. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

/* What was found so far, over all files. */
typedef struct Formatting {
    Options *options;
    RungStatus status;
} Formatting;

static void worsen(Formatting *formatting, RungStatus status) {
    formatting->status = worse_status(formatting->status, status);
}

/* Shows, checks or writes one file whose layout differs. */
static void settle(Formatting *formatting, RungProject *project, const char *name, RungText before,
                   RungText after) {
    Options *options = formatting->options;
    const char *shown = show_path(options->arena, rung_root(project), name);
    if (options_has(options, OPTION_DIFF))
        print_difference(options->arena, shown, (Text){before.bytes, before.length},
                         (Text){after.bytes, after.length}, options->output.has_color);
    if (options_has(options, OPTION_CHECK)) {
        if (!options_has(options, OPTION_DIFF)) printf("%s\n", shown);
        worsen(formatting, RUNG_FINDINGS);
    } else if (!options_has(options, OPTION_DIFF)) {
        RungStatus status = rung_replace(project, name, after);
        worsen(formatting, status);
        if (status == RUNG_OK) printf("formatted %s\n", shown);
    }
}

static void format_file(Formatting *formatting, RungProject *project, const char *name) {
    RungText before, after;
    RungStatus status = rung_source(project, name, &before);
    if (status == RUNG_OK) status = rung_format(project, name, &after);
    worsen(formatting, status);
    if (status != RUNG_OK) return;
    if (before.length != after.length || memcmp(before.bytes, after.bytes, after.length) != 0)
        settle(formatting, project, name, before, after);
}

static void finish(Formatting *formatting, RungProject *project) {
    if (rung_counts(project).errors) print_report(formatting->options, project, RUNG_OK);
    rung_close(project);
}

static void format_sources(Formatting *formatting, RungProject *project) {
    const char *const *names;
    size_t count;
    worsen(formatting, rung_sources(project, &names, &count));
    for (size_t i = 0; i < count; i++)
        format_file(formatting, project, names[i]);
    finish(formatting, project);
}

/* Does a path lead down from here? Then messages name it as it was given. */
static bool is_below(Text path) {
    return path.bytes[0] != '/' && !text_starts_with(path, TEXT("..")) &&
           !text_contains(path, TEXT("/.."));
}

static void format_one(Formatting *formatting, const char *path) {
    Options *options = formatting->options;
    Text whole = text_of(path);
    size_t last = whole.length;
    while (last > 0 && path[last - 1] != '/' && !is_below(whole))
        last--;
    const char *root = text_c(options->arena, text_slice(whole, 0, last));
    if (is_below(whole)) root = ".", last = 0;
    RungProject *project = rung_open(root, &(RungOptions){.is_root = true});
    format_file(formatting, project, path + last);
    finish(formatting, project);
}

static void format_path(Formatting *formatting, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        format_one(formatting, path);
        return;
    }
    if (strcmp(path, ".") != 0)
        formatting->options->heading = visible_path(formatting->options->arena, path);
    format_sources(formatting, rung_open(path, &(RungOptions){.is_root = true}));
    formatting->options->heading = NULL;
}

/* All of standard input; false after saying why it could not be read. */
static bool read_input(Arena *arena, Text *out) {
    Writer writer;
    char buffer[4096];
    size_t count;
    writer_open(&writer, arena, LIMIT_SOURCE_BYTES);
    while ((count = fread(buffer, 1, sizeof buffer, stdin)) > 0)
        writer_text(&writer, (Text){buffer, count});
    *out = writer_done(&writer);
    if (!ferror(stdin) && !writer.is_full) return true;
    fprintf(stderr, "rung: standard input could not be read: %s\n",
            writer.is_full ? "it is too large" : strerror(errno));
    return false;
}

/* The layout itself goes to standard output, unless only the difference was asked for. */
static void settle_input(Formatting *formatting, Text before, RungText formatted) {
    Options *options = formatting->options;
    Text after = {formatted.bytes, formatted.length};
    if (options_has(options, OPTION_DIFF) && !text_equal(before, after))
        print_difference(options->arena, "<stdin>", before, after, options->output.has_color);
    if (options_has(options, OPTION_CHECK))
        worsen(formatting, text_equal(before, after) ? RUNG_OK : RUNG_FINDINGS);
    else if (!options_has(options, OPTION_DIFF))
        print_text(formatted);
}

static void format_input(Formatting *formatting) {
    Text text;
    if (!read_input(formatting->options->arena, &text)) {
        worsen(formatting, RUNG_FAILED);
        return;
    }
    RungFile file = {"<stdin>", text.bytes, text.length};
    RungProject *project = rung_open_memory(&file, 1, NULL);
    RungText after;
    RungStatus status = rung_format(project, "<stdin>", &after);
    worsen(formatting, status);
    if (status == RUNG_OK) settle_input(formatting, text, after);
    finish(formatting, project);
}

/* Without a path: the sources of the project. */
RungStatus command_fmt(Options *options) {
    Formatting formatting = {.options = options};
    if (!options->operands.count)
        format_sources(&formatting, open_project(options, NULL, NULL, false));
    for (uint32_t i = 0; i < options->operands.count; i++) {
        if (strcmp(options->operands.items[i], "-") == 0)
            format_input(&formatting);
        else
            format_path(&formatting, options->operands.items[i]);
    }
    return formatting.status;
}
