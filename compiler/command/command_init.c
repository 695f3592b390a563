/* command_init.c - `rung init`: a project to start from, that checks and builds as it stands.
 *
 * Nothing that is there is replaced: what a run that was killed has not written, the next one writes.
 * Where a .gitattributes is there already, our lines come before its own, which so have the last word. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static const char strategy[] =
    "strategy example {\n"
    "  rung = \"0.1\"\n"
    "  domain = \"example.com\"\n"
    "}\n"
    "\n"
    "ladder dev -> staging -> prod\n"
    "\n"
    "environments | dev           | staging       | prod {\n"
    "  class      | nonproduction | nonproduction | production\n"
    "}\n"
    "\n"
    "# What is the same everywhere is written once; what differs says why.\n"
    "stack app {\n"
    "  yaml {\n"
    "                                   | dev  | staging | prod {\n"
    "      scale   replicas: int(1..50) | 1    | 2       | 6\n"
    "      feature newCheckout: bool    | true | true    | false\n"
    "    }\n"
    "    endpoint host = \"${env}.${strategy.domain}\"\n"
    "    port = 8080\n"
    "  }\n"
    "}\n";

/* Which files are outputs and charts is for the strategy to say, and may be other ones tomorrow: so the
 * line ends are those of everything that git takes for text. */
static const char attributes[] =
    "# Sources, charts and outputs are compared byte by byte: LF on every machine.\n"
    "* text=auto eol=lf\n"
    "# The lists that `rung build` and `rung render` keep: two branches may both add lines.\n"
    ".rung/outputs merge=union linguist-generated\n"
    "rendered/.rung/rendered merge=union linguist-generated\n";

static RungStatus fail(const char *path) {
    fprintf(stderr, "rung: `%s` could not be written: %s\n", path, strerror(errno));
    return RUNG_FAILED;
}

/* Makes a directory and those above it; one that is there already is fine. */
static bool make_directories(Arena *arena, const char *path) {
    Text whole = text_of(path);
    for (size_t i = 1; i <= whole.length; i++) {
        if (i < whole.length && path[i] != '/') continue;
        const char *part = text_c(arena, text_slice(whole, 0, i));
        if (mkdir(part, 0777) != 0 && errno != EEXIST && errno != EISDIR) return false;
    }
    return true;
}

/* Whether something is at the path, whatever it is; false with `is_unknown` where nobody can say. */
static bool is_there(const char *path, bool *is_unknown) {
    struct stat status;
    bool is_found = lstat(path, &status) == 0;
    *is_unknown = !is_found && errno != ENOENT;
    return is_found;
}

/* Writes a file whole or not at all, and says so in a word. */
static RungStatus put(Options *options, RungProject *project, const char *name, RungText text,
                      const char *word) {
    RungStatus status = rung_replace(project, name, text);
    if (status != RUNG_OK) return print_report(options, project, status);
    printf("%-8s %s\n", word, join_path(options->arena, rung_root(project), name));
    return RUNG_OK;
}

static RungStatus keep(const char *path) {
    printf("kept     %s\n", path);
    return RUNG_OK;
}

static RungStatus write_strategy(Options *options, RungProject *project) {
    bool is_unknown;
    const char *path = join_path(options->arena, rung_root(project), "strategy.rung");
    if (is_there(path, &is_unknown)) return keep(path);
    if (is_unknown) return fail(path);
    return put(options, project, "strategy.rung", (RungText){strategy, sizeof strategy - 1},
               "wrote");
}

/* Does a line begin with the path of the list of outputs? */
static bool mentions_outputs(Text text) {
    return text_starts_with(text, TEXT(".rung/outputs")) ||
           text_contains(text, TEXT("\n.rung/outputs"));
}

static RungStatus write_attributes(Options *options, RungProject *project) {
    bool is_unknown;
    RungText there;
    const char *path = join_path(options->arena, rung_root(project), ".gitattributes");
    bool is_found = is_there(path, &is_unknown);
    if (is_unknown) return fail(path);
    if (!is_found)
        return put(options, project, ".gitattributes",
                   (RungText){attributes, sizeof attributes - 1}, "wrote");
    RungStatus status = rung_source(project, ".gitattributes", &there);
    if (status != RUNG_OK) return print_report(options, project, status);
    Text before = {there.bytes, there.length};
    if (mentions_outputs(before)) return keep(path);
    const Text parts[] = {text_of(attributes), before};
    Text after = text_join(options->arena, parts, 2, TEXT("\n"));
    return put(options, project, ".gitattributes", (RungText){after.bytes, after.length},
               "added to");
}

/* An operand, or what every command is told by, or where we are. */
static const char *place_of(const Options *options) {
    const char *place = options_value(options, OPTION_PROJECT);
    if (options->operands.count) return options->operands.items[0];
    return place ? place : ".";
}

RungStatus command_init(Options *options) {
    const char *directory = place_of(options);
    if (options_has(options, OPTION_PRE_COMMIT)) return print_pre_commit(options, directory);
    if (!make_directories(options->arena, directory)) return fail(directory);
    RungProject *project = rung_open(directory, &(RungOptions){.is_root = true});
    RungStatus status = write_strategy(options, project);
    if (status == RUNG_OK) status = write_attributes(options, project);
    if (status == RUNG_OK) printf("\nnext: `rung check`, `rung values`, `rung build`\n");
    rung_close(project);
    return status;
}
