/* pre_commit.c - `rung init --pre-commit`: the configuration with which pre-commit runs a check of every
 * project of a repository.
 *
 * The hook is a local one, which runs the `rung` that is installed: it works at once, fetches nothing,
 * and names no place from which the next commit would run whatever is found there. It is printed and
 * never written: a configuration that is there has other hooks, and only its owner can merge the two.
 * What is printed is whole, or nothing is. */
#include "command/command.h"

#include "git/git.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define CONFIGURATION ".pre-commit-config.yaml"

#ifdef PATH_MAX
enum { PATH_SIZE = PATH_MAX };
#else
enum { PATH_SIZE = 4096 }; /* a system without a limit of its own */
#endif

/* What is printed, for one project after the other. */
typedef struct Configuration {
    Options *options;
    const char *top; /* of the repository */
    Writer out;
    bool has_several; /* projects */
} Configuration;

/* --- The repository ------------------------------------------------------------------------- */

/* Said as every command says it that is about a repository. */
static RungStatus refuse_place(Options *options, const char *place) {
    RungProject *project = rung_open(place, &(RungOptions){.is_root = true, .is_staged = true});
    RungStatus status = print_report(options, project, RUNG_FAILED);
    rung_close(project);
    return status;
}

/* The top of the repository that holds a directory. */
static RungStatus find_top(Options *options, const char *place, const char **top) {
    Git *git;
    char *resolved = arena_raw(options->arena, PATH_SIZE, 1);
    if (!realpath(place, resolved)) {
        usage_error("`%s` could not be read: %s", place, strerror(errno));
        return RUNG_FAILED;
    }
    Text here = text_of(resolved);
    if (git_open(options->arena, here, TEXT(""), false, &git) != GIT_OK)
        return refuse_place(options, here.bytes);
    Text prefix = git_prefix(git);
    Text above = text_slice(here, 0, here.length + 1 - prefix.length);
    while (prefix.length > 0 && above.length > 1 && text_ends_with(above, TEXT("/")))
        above.length--;
    *top = text_c(options->arena, above);
    return RUNG_OK;
}

/* --- One project ---------------------------------------------------------------------------- */

/* In double quotes YAML reads what JSON does. */
static void write_name(Writer *out, const char *key, Text directory) {
    writer_string(out, key);
    writer_json(out, directory);
}

/* Each line below the key, at its indentation. */
static void write_files(Writer *out, Text expression) {
    writer_string(out, "        files: |\n");
    for (size_t start = 0, end; start < expression.length; start = end + 1) {
        end = text_find(expression, TEXT("\n"), start);
        Text line = text_slice(expression, start, end);
        writer_format(out, "          %.*s\n", TEXT_ARGS(line));
        if (end == SIZE_MAX) return;
    }
}

static void write_hook(Configuration *configuration, Text directory, RungText expression) {
    Writer *out = &configuration->out;
    bool is_named = configuration->has_several && directory.length;
    const Text words[] = {TEXT("rung"), directory};
    Text name = is_named ? text_join(out->arena, words, 2, TEXT(" ")) : words[0];
    write_name(out, "      - id: rung\n        name: ", name);
    writer_string(out, "\n        entry: rung check --drift --staged\n");
    if (directory.length) {
        write_name(out, "        args: [--project, ", directory);
        writer_string(out, "]\n");
    }
    writer_string(out, "        language: system\n"
                       "        pass_filenames: false\n"
                       "        require_serial: true\n");
    write_files(out, (Text){expression.bytes, expression.length});
}

/* Nobody knows all files that a program with errors has to do with. */
static void mention_errors(const Configuration *configuration, RungProject *project) {
    unsigned count = rung_counts(project).errors;
    const char *place = show_path(configuration->options->arena, rung_root(project), "");
    fprintf(stderr,
            "rung: %s has %u error%s, so its hook runs for every file in it:\n"
            "  mend what `rung check` says there, and print this again\n",
            *place ? place : "the project", count, count == 1 ? "" : "s");
}

static RungStatus add_project(Configuration *configuration, Text directory) {
    RungText expression;
    Options *options = configuration->options;
    const char *place =
        join_path(options->arena, configuration->top, text_c(options->arena, directory));
    const char *slash = directory.length ? "/" : "";
    Text prefix = text_format(options->arena, "%.*s%s", TEXT_ARGS(directory), slash);
    if (utf8_check(directory) != SIZE_MAX) {
        usage_error("the path `%s` is no UTF-8, and YAML cannot name it", place);
        return RUNG_FAILED;
    }
    RungProject *project = open_project(options, place, NULL, false);
    RungStatus status = rung_hook_files(project, prefix.bytes, &expression);
    if (status == RUNG_FAILED || status == RUNG_USAGE)
        print_report(options, project, status);
    else
        write_hook(configuration, directory, expression);
    if (status == RUNG_FINDINGS) mention_errors(configuration, project);
    rung_close(project);
    return status;
}

/* --- All of them ---------------------------------------------------------------------------- */

typedef ARRAY(Text) Directories;

/* The directories of the sources that make one a project. */
static Directories find_projects(Arena *arena, const char *const *sources, size_t count) {
    Directories directories = {0};
    Text name = TEXT("strategy.rung");
    for (size_t i = 0; i < count; i++) {
        Text path = text_of(sources[i]);
        if (text_equal(path, name)) array_push(arena, &directories, TEXT(""));
        if (text_ends_with(path, TEXT("/strategy.rung")))
            array_push(arena, &directories, text_slice(path, 0, path.length - name.length - 1));
    }
    return directories;
}

static RungStatus add_projects(Configuration *configuration, const Directories *projects) {
    RungStatus status = RUNG_OK;
    configuration->has_several = projects->count > 1;
    writer_string(&configuration->out,
                  "# Printed by `rung init --pre-commit`. Print it again when projects, charts or "
                  "modules come\n# or go, or outputs lie elsewhere.\n"
                  "repos:\n  - repo: local\n    hooks:\n");
    for (uint32_t i = 0; i < projects->count; i++)
        status = worse_status(status, add_project(configuration, projects->items[i]));
    return status;
}

/* A shell that writes to it has made it already, without a byte in it. */
static void mention_existing(const Configuration *configuration) {
    struct stat status;
    const char *path = join_path(configuration->options->arena, configuration->top, CONFIGURATION);
    if (stat(path, &status) != 0 || status.st_size == 0) return;
    fprintf(stderr, "rung: `%s` is there already: put what stands below `repos:` below its own\n",
            show_path(configuration->options->arena, configuration->top, CONFIGURATION));
}

/* The file that a project lacks, said as every command says it. */
static RungStatus report_none(Options *options, const char *top) {
    RungProject *project = open_project(options, top, NULL, false);
    RungStatus status = print_report(options, project, RUNG_FAILED);
    rung_close(project);
    return status;
}

static RungStatus configure(Configuration *configuration) {
    size_t count;
    const char *const *sources;
    Options *options = configuration->options;
    RungProject *all = rung_open(configuration->top, &(RungOptions){.is_root = true});
    RungStatus status = rung_sources(all, &sources, &count);
    if (status != RUNG_OK) status = print_report(options, all, status);
    Directories projects = find_projects(options->arena, sources, count);
    if (status == RUNG_OK)
        status = projects.count ? add_projects(configuration, &projects)
                                : report_none(options, configuration->top);
    rung_close(all);
    return status;
}

RungStatus print_pre_commit(Options *options, const char *place) {
    Configuration configuration = {.options = options};
    writer_open(&configuration.out, options->arena, SIZE_MAX);
    RungStatus status = find_top(options, place, &configuration.top);
    if (status == RUNG_OK) status = configure(&configuration);
    if (status == RUNG_FAILED || status == RUNG_USAGE) return status;
    print_text((RungText){configuration.out.bytes, configuration.out.length});
    mention_existing(&configuration);
    return status;
}
