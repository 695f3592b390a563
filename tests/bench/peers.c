/* peers.c - `make bench`: the values of one project, made by other tools.
 *
 *     peers RUNG TOOLS-DIRECTORY FILES SCRATCH-DIRECTORY [REPETITIONS]
 *
 * Each tool gets the matrix of the project as JSON, a value that is the same everywhere once and any
 * other by environment, and a program of tests/bench/peers (FILES) that says the values of each service
 * in each environment. What cannot write many files prints them. None of them checks what rung checks,
 * and rung writes its nested, documented files and their list besides: these are no goals, only what a
 * reader wants to know. A tool that is not installed is skipped by name.
 *
 * These rows come first: for minutes after a program has deleted many files, as run.c does, ext4 takes
 * several times as long to make new ones. */
#define _DEFAULT_SOURCE /* wait4 */

#include "contest.h"

#include <ctype.h>

enum { LINE_MOST = 1024, PEER_REPETITIONS = 5 };

typedef struct Peer {
    const char *name;
    Command version, command; /* without the path of the program, which is in front */
    int fresh;                /* as a contestant has it */
} Peer;

/* --- The matrix as JSON ------------------------------------------------------------------------ */

/* Numbers and booleans as they are; nothing of the generator's texts has to be escaped. */
static void write_json(FILE *out, const char *value) {
    bool is_number = *value != '\0';
    for (const char *byte = value; *byte; byte++)
        is_number = is_number && isdigit((unsigned char)*byte);
    bool is_plain = is_number || strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
    fprintf(out, is_plain ? "%s" : "\"%s\"", value);
}

typedef struct Json {
    FILE *out;
    int depth;     /* objects that are open */
    bool is_first; /* nothing stands in the innermost yet */
} Json;

static void open_object(Json *json) {
    fputc('{', json->out);
    json->depth++;
    json->is_first = true;
}

static void close_objects(Json *json, int depth) {
    for (; json->depth > depth; json->depth--) {
        fputc('}', json->out);
        json->is_first = false;
    }
}

/* A line `key: value` or `key:` of matrix.yaml, which has an object of its own around it here. */
static void write_line(Json *json, char *line) {
    int indent = (int)strspn(line, " ");
    char *colon = strchr(line, ':');
    *colon = '\0';
    close_objects(json, indent / 2 + 2);
    fprintf(json->out, "%s\"%s\": ", json->is_first ? "" : ", ", line + indent);
    json->is_first = false;
    if (colon[1] == ' ')
        write_json(json->out, colon + 2);
    else
        open_object(json);
}

static void write_matrix(const char *project, const char *path) {
    char line[LINE_MOST];
    FILE *in = fopen(join(project, "matrix.yaml"), "rb");
    Json json = {.out = fopen(path, "wb")};
    if (!in || !json.out) exit(3);
    open_object(&json);
    fprintf(json.out, "\"matrix\": ");
    open_object(&json);
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\n")] = '\0';
        write_line(&json, line);
    }
    close_objects(&json, 0);
    fclose(in);
    fclose(json.out);
}

/* --- The tools --------------------------------------------------------------------------------- */

/* The program in front of its arguments. */
static void complete(Command out, const char *program, const Command arguments) {
    int count = 0;
    out[count++] = program;
    for (; arguments[count - 1]; count++)
        out[count] = arguments[count - 1];
    out[count] = NULL;
}

/* The first line that a command prints. */
static void print_version(const Command command) {
    char line[LINE_MOST] = "", text[PATH_MOST] = "";
    for (int i = 0; command[i]; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", command[i]);
    FILE *output = popen(text, "r");
    if (output && fgets(line, sizeof line, output)) line[strcspn(line, "\n")] = '\0';
    if (output) pclose(output);
    printf("    %s\n", line);
}

static void print_command(const Command command) {
    const char *slash = strrchr(command[0], '/');
    printf("    %s", slash ? slash + 1 : command[0]);
    for (int i = 1; command[i]; i++)
        printf(" %s", command[i]);
    printf("\n");
}

/* Both write to directories that nobody has written to before. */
static void bench_peer(const Peer *peer, Contestant own, int repetitions) {
    Command version;
    Contestant other = {.fresh = peer->fresh};
    char *out = join(own.command[own.fresh], peer->name);
    char *program = find_program(peer->name);
    if (!program) {
        printf("SKIP %s: not installed\n", peer->name);
        return;
    }
    complete(version, program, peer->version);
    complete(other.command, program, peer->command);
    own.command[own.fresh] = out;
    compare(&own, &other, repetitions);
    double a = median(&own), b = median(&other);
    printf("%-32s %9.1f %9.1f %7.2f\n", peer->name, b, a, b / a);
    print_version(version);
    print_command(other.command);
    fflush(stdout);
}

/* --- The table --------------------------------------------------------------------------------- */

int main(int count, char **arguments) {
    if (count < 5) return 2;
    const char *files = arguments[3], *scratch = join(make_directory(arguments[4]), "peers");
    int wanted = count > 5 ? atoi(arguments[5]) : PEER_REPETITIONS;
    int repetitions = wanted < 1 || wanted > PEER_REPETITIONS ? PEER_REPETITIONS : wanted;
    const char *project = join(scratch, "project"), *matrix = join(scratch, "matrix.json");
    const char *program = join(files, "expand.jsonnet"), *out = join(scratch, "out");
    char property[PATH_MOST];
    snprintf(property, sizeof property, "matrix=%s", matrix);
    const Peer peers[] = {
        {"jsonnet",
         {"--version"},
         {"-J", scratch, "--tla-code", "count=3", "-c", "-m", out, program},
         7},
        {"jrsonnet",
         {"--version"},
         {"-J", scratch, "--tla-code", "count=3", "-c", "-m", out, program},
         7},
        {"jq",
         {"--version"},
         {"-c", "--argjson", "count", "3", "-f", join(files, "expand.jq"), matrix},
         0},
        {"cue",
         {"version"},
         {"export", join(files, "expand.cue"), matrix, "-t", "count=3", "-e", "files"},
         0},
        {"pkl",
         {"--version"},
         {"eval", "-p", "count=3", "-p", property, "-m", out, join(files, "expand.pkl")},
         7},
        {"kcl",
         {"version"},
         {"run", join(scratch, "expand.k"), "-D", "count=3", "-D", property, "--format", "json"},
         0},
        {"helm",
         {"version", "--short"},
         {"template", "expand", join(files, "chart"), "-f", matrix, "--set", "count=3"},
         0},
    };
    remove_tree(scratch);
    mkdir(scratch, 0777);
    run_once((Command){join(arguments[2], "generate"), "60", "3", "40", project});
    write_matrix(project, matrix);
    /* KCL reads no file outside of the directory of its program. */
    run_once((Command){"/bin/cp", join(files, "expand.k"), scratch});
    Contestant own = {
        .command = {arguments[1], "build", "--project", project, "--out", join(scratch, "own")},
        .fresh = 5};
    printf("%-32s %9s %9s %7s\n", "the values of 60x3x40, made by", "ms", "rung", "ratio");
    for (size_t i = 0; i < sizeof peers / sizeof peers[0]; i++)
        bench_peer(&peers[i], own, repetitions);
    remove_tree(scratch);
    printf("\n");
    return 0;
}
