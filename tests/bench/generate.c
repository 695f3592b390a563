/* generate.c - writes a project of a given size, and the same matrix as YAML, for `make bench`.
 *
 *     generate SERVICES ENVIRONMENTS VALUES DIRECTORY
 *
 * The shape is that of real configuration: of the values of a service 70 % are the same everywhere
 * and written once, 30 % differ; 60 % are strings of 20 to 60 bytes, the rest numbers, booleans,
 * durations and quantities; paths have 2 to 5 segments; 10 % are environment variables in a list; one
 * in twenty is computed from another; there are one chart of 20 templates, one Terraform module and
 * one profile that a third of the services use. `matrix.yaml` says the same at the same density: a
 * value that is the same everywhere once, any other for each environment. Seeded: the same arguments
 * give the same bytes. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    PROFILE_ROWS = 8,
    PROFILE_EVERY = 3,
    MODULE_EVERY = 25,
    TEMPLATES = 20,
    PATH_MOST = 4096,
    ROWS_MOST = 1000,
    VALUE_MOST = 80
};

typedef struct Generator {
    uint64_t state;
    const char *directory;
    int environments;
    FILE *source;
    FILE *yaml;
    char values[ROWS_MOST][VALUE_MOST]; /* of the service at hand, by row */
} Generator;

static uint64_t next(Generator *generator) {
    uint64_t x = generator->state;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return generator->state = x;
}

static int below(Generator *generator, int limit) {
    return (int)(next(generator) % (uint64_t)limit);
}

static FILE *create(const Generator *generator, const char *name) {
    char path[PATH_MOST];
    snprintf(path, sizeof path, "%s/%s", generator->directory, name);
    for (char *slash = path + 1; *slash; slash++) {
        if (*slash != '/') continue;
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(3);
    }
    return file;
}

/* --- Values ----------------------------------------------------------------------------------- */

typedef enum Kind { STRING, NUMBER, BOOL, DURATION, QUANTITY } Kind;

static Kind choose_kind(Generator *generator) {
    static const Kind kinds[] = {STRING, STRING, STRING, STRING,   STRING,
                                 STRING, NUMBER, BOOL,   DURATION, QUANTITY};
    return kinds[below(generator, 10)];
}

/* 20 to 60 bytes that no reader takes for anything but text, and in which no name occurs. */
static void make_string(Generator *generator, char *out) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-./";
    int length = 20 + below(generator, 41);
    out[0] = 'v';
    for (int i = 1; i < length - 1; i++)
        out[i] = letters[below(generator, 38)];
    out[length - 1] = 'e';
    out[length] = '\0';
}

/* Larger ones for higher rungs, so that a scale climbs. */
static void make_value(Generator *generator, Kind kind, int rung, char out[VALUE_MOST]) {
    switch (kind) {
    case STRING: make_string(generator, out); return;
    case NUMBER: sprintf(out, "%d", (rung + 1) * 1000 + below(generator, 900)); return;
    case BOOL: sprintf(out, "%s", below(generator, 2) ? "true" : "false"); return;
    case DURATION: sprintf(out, "%ds", (rung + 1) * 100 + below(generator, 90)); return;
    case QUANTITY: sprintf(out, "%dMi", (rung + 1) * 100 + below(generator, 90)); return;
    }
}

static void write_value(const Generator *generator, Kind kind, const char *value) {
    const char *quote = kind == STRING ? "\"" : "";
    fprintf(generator->source, "%s%s%s", quote, value, quote);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void write_path(int row, FILE *out) {
    static const char *const groups[] = {"server", "database", "cache", "queue", "limits", "auth"};
    static const char *const inner[] = {"pool", "timeouts", "client", "retry"};
    int segments = 2 + row % 4;
    fprintf(out, "%s", groups[row % 6]);
    for (int i = 2; i < segments; i++)
        fprintf(out, ".%s%d", inner[(row + i) % 4], i);
    fprintf(out, ".setting%d", row);
}

/* What stands before the value of a row, in both files. */
static void begin_row(const Generator *generator, int row, const char *indent) {
    fprintf(generator->source, "%s", indent);
    write_path(row, generator->source);
    fprintf(generator->yaml, "  ");
    write_path(row, generator->yaml);
    fprintf(generator->yaml, ":");
}

/* A row whose value is the same in all environments. */
static void write_same(Generator *generator, int row) {
    Kind kind = choose_kind(generator);
    begin_row(generator, row, "    ");
    make_value(generator, kind, 0, generator->values[row]);
    fprintf(generator->source, " = ");
    write_value(generator, kind, generator->values[row]);
    fprintf(generator->source, "\n");
    fprintf(generator->yaml, " %s\n", generator->values[row]);
}

/* A row that is computed from another; YAML has what comes out. */
static void write_computed(Generator *generator, int row, int from) {
    begin_row(generator, row, "    ");
    fprintf(generator->source, " = \"from ${helm.");
    write_path(from, generator->source);
    fprintf(generator->source, "}\"\n");
    fprintf(generator->yaml, " from %s\n", generator->values[from]);
}

/* A row of the table of those that differ. */
static void write_differing(Generator *generator, int row) {
    char value[VALUE_MOST];
    Kind kind = choose_kind(generator);
    begin_row(generator, row, "      ");
    fprintf(generator->yaml, "\n");
    if (kind == DURATION) fprintf(generator->source, ": duration");
    if (kind == QUANTITY) fprintf(generator->source, ": quantity");
    for (int e = 0; e < generator->environments; e++) {
        if (kind == BOOL)
            sprintf(value, "%s", e ? "true" : "false");
        else
            make_value(generator, kind, e, value);
        fprintf(generator->source, " | ");
        write_value(generator, kind, value);
        fprintf(generator->yaml, "    environment%d: %s\n", e, value);
    }
    fprintf(generator->source, "\n");
}

static void write_variable(Generator *generator, int row) {
    char value[VALUE_MOST];
    Kind kind = choose_kind(generator);
    make_value(generator, kind, 0, value);
    fprintf(generator->source, "      SETTING_%d = ", row);
    write_value(generator, kind, value);
    fprintf(generator->source, "\n");
    fprintf(generator->yaml, "  SETTING_%d: %s\n", row, value);
}

static void write_columns(const Generator *generator, const char *indent, const char *category) {
    fprintf(generator->source, "%s%s", indent, category);
    for (int e = 0; e < generator->environments; e++)
        fprintf(generator->source, "%s environment%d", e || *category ? " |" : "|", e);
    fprintf(generator->source, " {\n");
}

/* --- Units ------------------------------------------------------------------------------------ */

/* The rows that are the same: the last of each `step` is computed from the first of them. */
static void write_rows(Generator *generator, int same, int computed) {
    int step = same / (computed ? computed : 1);
    for (int row = 0; row < same; row++) {
        if (step > 1 && row % step == step - 1)
            write_computed(generator, row, row + 1 - step);
        else
            write_same(generator, row);
    }
}

/* Its name, what it is made of, and the sink up to its rows. */
static void open_service(Generator *generator, int number, bool uses_profile) {
    fprintf(generator->source, "service service%04d%s {\n", number,
            uses_profile ? " uses web" : "");
    fprintf(generator->source, "  image = \"registry.example/service%04d@sha256:", number);
    for (int i = 0; i < 4; i++)
        fprintf(generator->source, "%016" PRIx64, next(generator));
    fprintf(generator->source, "\"\n  chart = \"charts/web\"\n\n  helm {\n");
    fprintf(generator->yaml, "service%04d:\n", number);
}

static void write_service(Generator *generator, int number, int values) {
    char name[64];
    bool uses_profile = number % PROFILE_EVERY == 0;
    int differing = values * 3 / 10, variables = values / 10;
    int same = values - differing - variables - (uses_profile ? PROFILE_ROWS : 0);
    snprintf(name, sizeof name, "services/service%04d.rung", number);
    generator->source = create(generator, name);
    open_service(generator, number, uses_profile);
    write_rows(generator, same, values / 20);
    write_columns(generator, "    ", "tuning");
    for (int row = same; row < same + differing; row++)
        write_differing(generator, row);
    fprintf(generator->source, "    }\n\n    at extraEnv as list {\n");
    for (int row = 0; row < variables; row++)
        write_variable(generator, row);
    fprintf(generator->source, "    }\n  }\n");
    if (number % MODULE_EVERY == 0)
        fprintf(generator->source,
                "\n  module = \"modules/base\"\n  terraform {\n    name = \"service%04d\"\n  }\n",
                number);
    fprintf(generator->source, "}\n");
    fclose(generator->source);
}

static void write_profile(Generator *generator) {
    generator->source = create(generator, "profiles.rung");
    fprintf(generator->source, "profile web {\n  helm {\n");
    fprintf(generator->yaml, "web:\n");
    for (int row = 0; row < PROFILE_ROWS; row++) {
        fprintf(generator->source, "    common.setting%d = \"a value that all of them share %d\"\n",
                row, row);
        fprintf(generator->yaml, "  common.setting%d: a value that all of them share %d\n", row,
                row);
    }
    fprintf(generator->source, "  }\n}\n");
    fclose(generator->source);
}

static void write_strategy(Generator *generator) {
    generator->source = create(generator, "strategy.rung");
    fprintf(generator->source, "strategy bench {\n  rung = \"0.1\"\n}\n\nladder ");
    for (int e = 0; e < generator->environments; e++)
        fprintf(generator->source, "%senvironment%d", e ? " -> " : "", e);
    fprintf(generator->source, "\n\n");
    write_columns(generator, "", "environments");
    fprintf(generator->source, "  class");
    for (int e = 0; e < generator->environments; e++)
        fprintf(generator->source, " | %sproduction", e + 1 < generator->environments ? "non" : "");
    fprintf(generator->source, "\n}\n");
    fclose(generator->source);
}

static void write_text(Generator *generator, const char *name, const char *text) {
    FILE *file = create(generator, name);
    fputs(text, file);
    fclose(file);
}

static void write_artifacts(Generator *generator) {
    char name[64];
    write_text(generator, "charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n");
    write_text(generator, "charts/web/values.yaml",
               "server: {}\ndatabase: {}\ncache: {}\nqueue: {}\nlimits: {}\nauth: {}\ncommon: "
               "{}\nextraEnv: []\nimage: {}\n");
    write_text(generator, "modules/base/variables.tf", "variable \"name\" {\n  type = string\n}\n");
    for (int i = 0; i < TEMPLATES; i++) {
        snprintf(name, sizeof name, "charts/web/templates/part%02d.yaml", i);
        FILE *file = create(generator, name);
        fprintf(file, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: part%d\ndata:\n", i);
        for (int line = 0; line < 40; line++)
            fprintf(file, "  key%d: {{ .Values.server.setting%d | default \"none\" | quote }}\n",
                    line, line);
        fclose(file);
    }
}

int main(int count, char **arguments) {
    static Generator generator = {.state = 88172645463325252u};
    if (count != 5 || atoi(arguments[3]) > ROWS_MOST) {
        fprintf(stderr, "usage: generate SERVICES ENVIRONMENTS VALUES DIRECTORY\n");
        return 2;
    }
    generator.directory = arguments[4];
    generator.environments = atoi(arguments[2]);
    generator.yaml = create(&generator, "matrix.yaml");
    write_strategy(&generator);
    write_profile(&generator);
    write_artifacts(&generator);
    for (int i = 0; i < atoi(arguments[1]); i++)
        write_service(&generator, i, atoi(arguments[3]));
    fclose(generator.yaml);
    return 0;
}
