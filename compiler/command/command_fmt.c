/* command_fmt.c - `rung fmt`: the one layout.
 *
 * Each path is a file, a directory whose sources are all meant, or `-`. A file need not belong to a
 * project. A file with syntax errors is reported and left as it is; the others are done. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What was found so far, over all files. */
typedef struct Formatting {
    Options *options;
    unsigned changed;
    int status;
} Formatting;

static void worsen(Formatting *formatting, int status) {
    if (status > formatting->status) formatting->status = status;
}

/* Shows, checks or writes one file whose layout differs. */
static void settle(Formatting *formatting, RungProject *project, const char *name,
                   RungText before, RungText after) {
    Options *options = formatting->options;
    const char *shown = show_path(options->arena, rung_root(project), name);
    formatting->changed++;
    if (options_has(options, OPTION_DIFF))
        print_difference(options->arena, shown, (Text){before.bytes, before.length},
                         (Text){after.bytes, after.length}, options->has_color);
    if (options_has(options, OPTION_CHECK)) {
        if (!options_has(options, OPTION_DIFF)) printf("%s\n", shown);
        worsen(formatting, RUNG_FINDINGS);
    } else if (!options_has(options, OPTION_DIFF)) {
        int status = rung_replace(project, name, after);
        worsen(formatting, status);
        if (status == RUNG_OK) printf("formatted %s\n", shown);
    }
}

static void format_file(Formatting *formatting, RungProject *project, const char *name) {
    RungText before, after;
    int status = rung_source(project, name, &before);
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

static void format_directory(Formatting *formatting, const char *path) {
    RungProject *project = rung_open(path, &(RungOptions){.is_root = true});
    const char *const *names;
    size_t count;
    worsen(formatting, rung_sources(project, &names, &count));
    for (size_t i = 0; i < count; i++) format_file(formatting, project, names[i]);
    finish(formatting, project);
}

static void format_path(Formatting *formatting, const char *path) {
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        format_directory(formatting, path);
        return;
    }
    const char *slash = strrchr(path, '/');
    Text directory = slash ? text_slice(text_of(path), 0, (size_t)(slash - path)) : TEXT(".");
    if (slash == path) directory = TEXT("/");
    const char *root = text_c(formatting->options->arena, directory);
    RungProject *project = rung_open(root, &(RungOptions){.is_root = true});
    format_file(formatting, project, slash ? slash + 1 : path);
    finish(formatting, project);
}

static Text read_input(Arena *arena) {
    Writer writer;
    char buffer[4096];
    size_t count;
    writer_open(&writer, arena, LIMIT_SOURCE_BYTES + 1);
    while ((count = fread(buffer, 1, sizeof buffer, stdin)) > 0)
        writer_text(&writer, (Text){buffer, count});
    return writer_done(&writer);
}

static void format_input(Formatting *formatting) {
    Options *options = formatting->options;
    Text text = read_input(options->arena);
    RungFile file = {"<stdin>", text.bytes, text.length};
    RungProject *project = rung_open_memory(&file, 1, NULL);
    RungText after;
    int status = rung_format(project, "<stdin>", &after);
    bool is_same = after.length == text.length &&
                   (!text.length || memcmp(after.bytes, text.bytes, text.length) == 0);
    worsen(formatting, status);
    if (status == RUNG_OK && options_has(options, OPTION_DIFF))
        print_difference(options->arena, "<stdin>", text, (Text){after.bytes, after.length},
                         options->has_color);
    if (options_has(options, OPTION_CHECK))
        worsen(formatting, is_same ? RUNG_OK : RUNG_FINDINGS);
    else if (!options_has(options, OPTION_DIFF))
        print_text(after);
    finish(formatting, project);
}

int command_fmt(Options *options) {
    Formatting formatting = {.options = options};
    for (uint32_t i = 0; i < options->operands.count; i++) {
        if (strcmp(options->operands.items[i], "-") == 0)
            format_input(&formatting);
        else
            format_path(&formatting, options->operands.items[i]);
    }
    if (options->operands.count) return formatting.status;
    RungProject *project = open_project(options, NULL, false);
    const char *root = text_c(options->arena, text_of(rung_root(project)));
    if (*root)
        format_directory(&formatting, root);
    else
        worsen(&formatting, print_report(options, project, RUNG_FAILED));
    rung_close(project);
    return formatting.status;
}
