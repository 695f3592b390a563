/* readers.c - runs PyYAML, ruamel.yaml, js-yaml, Helm, kubectl, Terraform, bash and the others, each once
 * for all files of its formats, and all of them at the same time.
 *
 * The programs that drive them are in tests/readers; each says a line for a file in the form of
 * canonical.py. A reader that is not installed is named, and nothing is asked of it. */
#include "property/readers.h"

#include "golden/golden.h"

#define BIT(format) (1u << FORMAT_##format)
/* The first Python that has what a reader needs; Debian's before others. */
#define PYTHON(modules)                                                                            \
    "for p in /usr/bin/python3 python3; do \"$p\" -c 'import " modules                             \
    "' 2> /dev/null && exec \"$p\" -B"
#define RUN_PYTHON(modules, program) PYTHON(modules) " tests/readers/" program "; done; exit 1"
#define HAS_PYTHON(modules)          PYTHON(modules) " -c ''; done; exit 1"
/* Where `go install` puts programs. */
#define GO_PATH                      "PATH=$PATH:${GOBIN:-${GOPATH:-$HOME/go}/bin}; "

const Reader readers[] = {
    {"PyYAML", HAS_PYTHON("yaml"), RUN_PYTHON("yaml", "yaml_pyyaml.py LIST"), BIT(YAML),
     NUMBERS_EXACT, false, false},
    {"ruamel.yaml", HAS_PYTHON("ruamel.yaml"), RUN_PYTHON("ruamel.yaml", "yaml_ruamel.py LIST"),
     BIT(YAML), NUMBERS_EXACT, false, false},
    {"js-yaml and JavaScript", "node tests/readers/yaml_js.js /dev/null",
     "node tests/readers/yaml_js.js LIST", BIT(YAML) | BIT(JSON) | BIT(TFVARS_JSON), NUMBERS_FLOAT,
     false, false},
    {"Helm", GO_PATH "command -v helm && " HAS_PYTHON("json"),
     GO_PATH RUN_PYTHON("json", "yaml_helm.py LIST"), BIT(YAML), NUMBERS_FLOAT, false, false},
    {"kubectl", "command -v kubectl && " HAS_PYTHON("json"),
     RUN_PYTHON("json", "yaml_kubectl.py LIST kubectl"), BIT(YAML), NUMBERS_GO, false, false},
    {"Kustomize", "command -v kubectl && " HAS_PYTHON("json"),
     RUN_PYTHON("json", "yaml_kubectl.py LIST kustomize"), BIT(YAML), NUMBERS_GO, false, false},
    {"Python's json", HAS_PYTHON("json"), RUN_PYTHON("json", "json_python.py LIST"),
     BIT(JSON) | BIT(TFVARS_JSON), NUMBERS_EXACT, false, false},
    {"jq", "command -v jq && " HAS_PYTHON("json"), RUN_PYTHON("json", "json_jq.py LIST"),
     BIT(JSON) | BIT(TFVARS_JSON), NUMBERS_FLOAT, false, false},
    {"AWS", HAS_PYTHON("botocore"), RUN_PYTHON("botocore", "store_aws.py LIST"), BIT(JSON),
     NUMBERS_EXACT, false, false},
    {"Terraform", "command -v terraform && " HAS_PYTHON("json"),
     RUN_PYTHON("json", "terraform.py LIST console"), BIT(TFVARS) | BIT(TFVARS_JSON), NUMBERS_WHOLE,
     false, false},
    {"terraform fmt", "command -v terraform && " HAS_PYTHON("json"),
     RUN_PYTHON("json", "terraform.py LIST format"), BIT(TFVARS), NUMBERS_WHOLE, true, false},
    {"bash", "command -v bash", "exec env -i \"$(command -v bash)\" tests/readers/dotenv.sh LIST",
     BIT(DOTENV), NUMBERS_EXACT, false, true},
    {"python-dotenv", HAS_PYTHON("dotenv"), RUN_PYTHON("dotenv", "dotenv_python.py LIST"),
     BIT(DOTENV), NUMBERS_EXACT, false, false},
    {"Node's dotenv", "node tests/readers/dotenv_node.js /dev/null",
     "node tests/readers/dotenv_node.js LIST", BIT(DOTENV), NUMBERS_EXACT, false, false},
};

const size_t reader_count = sizeof readers / sizeof readers[0];

static bool is_asked(const Reader *reader, const Readable *file) {
    return reader->formats & (1u << file->format);
}

/* --- Starting ---------------------------------------------------------------------------------- */

static bool shell_succeeds(Arena *arena, const char *command) {
    return system(text_format(arena, "( %s ) > /dev/null 2>&1 < /dev/null", command).bytes) == 0;
}

/* Readers run side by side, and each has files of its own. */
static const char *file_of(Arena *arena, const char *directory, const Reader *reader,
                           const char *what) {
    Text name = hash_hex(arena, hash_128(text_of(reader->name)));
    return text_format(arena, "%s/%.*s.%s", directory, TEXT_ARGS(name), what).bytes;
}

static void write_list(Arena *arena, const char *directory, const Reader *reader,
                       const Readables *files) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < files->items.count; i++)
        if (is_asked(reader, &files->items.items[i]))
            writer_format(&writer, "%u %s\n", i, files->items.items[i].place);
    tree_write(arena, file_of(arena, directory, reader, "list"), writer_done(&writer));
}

static FILE *start(Arena *arena, const char *directory, const Reader *reader,
                   const Readables *files) {
    write_list(arena, directory, reader, files);
    const char *at = strstr(reader->command, "LIST");
    Text command = text_format(
        arena, "( %.*s%s%s ) > %s 2> %s < /dev/null", (int)(at - reader->command), reader->command,
        file_of(arena, directory, reader, "list"), at + strlen("LIST"),
        file_of(arena, directory, reader, "out"), file_of(arena, directory, reader, "err"));
    return popen(command.bytes, "r");
}

/* --- What was said ----------------------------------------------------------------------------- */

/* `NUMBER<tab>LINE` a line. */
static void take_lines(Text out, uint32_t count, Text *said) {
    for (size_t from = 0, end; from < out.length; from = end + 1) {
        end = text_find(out, TEXT("\n"), from);
        if (end == SIZE_MAX) end = out.length;
        size_t tab = text_find(out, TEXT("\t"), from);
        uint32_t number = 0;
        for (size_t i = from; i < tab && i < end; i++)
            number = number * 10 + (uint32_t)(out.bytes[i] - '0');
        if (number < count) said[number] = text_slice(out, tab + 1, end);
    }
}

static void write_hexadecimal(Writer *out, Text text) {
    for (size_t i = 0; i < text.length; i++)
        writer_format(out, "%02x", (unsigned)(unsigned char)text.bytes[i]);
}

/* Variables that bash makes by itself. */
static bool is_of_bash(Text name) {
    static const char *const names[] = {"PWD", "OLDPWD", "SHLVL", "_"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (text_equal(name, text_of(names[i]))) return true;
    return false;
}

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

static Text environment_line(Arena *arena, Text *members, uint32_t count) {
    if (count) qsort(members, count, sizeof *members, compare_texts);
    return text_format(arena, "{%.*s}", TEXT_ARGS(text_join(arena, members, count, TEXT(""))));
}

static Text environment_member(Arena *arena, Text name, Text value) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    write_hexadecimal(&writer, name);
    writer_string(&writer, ":s");
    write_hexadecimal(&writer, value);
    writer_char(&writer, ',');
    return writer_done(&writer);
}

/* `=NUMBER`, then `NAME=VALUE` for each variable, all ended by NUL. */
static void take_environments(Arena *arena, Text out, uint32_t count, Text *said) {
    ARRAY(Text) members = {0};
    uint32_t number = count;
    for (size_t from = 0, end; from < out.length; from = end + 1) {
        end = text_find(out, (Text){"", 1}, from);
        if (end == SIZE_MAX) end = out.length;
        Text item = text_slice(out, from, end);
        size_t equal = text_find(item, TEXT("="), 0);
        Text name = text_slice(item, 0, equal), value = text_slice(item, equal + 1, item.length);
        if (name.length && !is_of_bash(name))
            array_push(arena, &members, environment_member(arena, name, value));
        if (name.length) continue;
        if (number < count) said[number] = environment_line(arena, members.items, members.count);
        number = (uint32_t)strtoul(text_c(arena, value), NULL, 10);
        members.count = 0;
    }
    if (number < count) said[number] = environment_line(arena, members.items, members.count);
}

static void finish(Arena *arena, const char *directory, Reading *reading, FILE *process,
                   uint32_t count) {
    Text out, errors;
    int status = pclose(process);
    reading->said = arena_array(arena, Text, count);
    if (!tree_read(arena, file_of(arena, directory, reading->reader, "out"), &out)) out = TEXT("");
    if (reading->reader->is_environment)
        take_environments(arena, out, count, reading->said);
    else
        take_lines(out, count, reading->said);
    if (status == 0) return;
    if (tree_read(arena, file_of(arena, directory, reading->reader, "err"), &errors))
        print_error("%s ended with %d\n%.*s\n", reading->reader->name, status, TEXT_ARGS(errors));
}

Reading *readers_run(Arena *arena, const char *directory, const Readables *files) {
    Reading *readings = arena_array(arena, Reading, reader_count);
    FILE **processes = arena_array(arena, FILE *, reader_count);
    for (size_t i = 0; i < reader_count; i++) {
        readings[i].reader = &readers[i];
        readings[i].is_there = shell_succeeds(arena, readers[i].needs);
        if (readings[i].is_there) processes[i] = start(arena, directory, &readers[i], files);
    }
    for (size_t i = 0; i < reader_count; i++)
        if (processes[i]) finish(arena, directory, &readings[i], processes[i], files->items.count);
    return readings;
}

Reading reader_run(Arena *arena, const char *directory, const Reader *reader,
                   const Readables *files) {
    Reading reading = {.reader = reader, .is_there = true};
    finish(arena, directory, &reading, start(arena, directory, reader, files), files->items.count);
    return reading;
}
