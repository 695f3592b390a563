/* generate_project.c - projects in which everything that a reader could misread stands everywhere it
 * can: in values and in keys, alone, in lists, maps and keyed lists, as environment variables, in each
 * sink and each of the files that a sink can be written to.
 *
 * A project has a stack for the sinks that hold trees, one for Terraform, one for the sinks that hold
 * text, and a service with a release. What a sink refuses is not generated for it: a program with errors
 * writes nothing. Every value that differs between environments has the category `rollout`. */
#include "property/generate.h"

enum { LONG_TEXT = 1100 };

/* --- The generator ---------------------------------------------------------------------------- */

/* What a sink takes. */
typedef bool Accepts(Text text);

typedef struct Generator {
    Arena *arena;
    uint64_t state;
    Writer out;       /* of the declaration under construction */
    uint32_t serial;  /* makes names that are nobody else's */
    Accepts *accepts; /* of values */
    uint32_t is_helm; /* 1 in Helm values */
} Generator;

static uint32_t below(Generator *generator, uint32_t bound) {
    return generate_below(&generator->state, bound);
}

static Text random_text(Generator *generator) {
    uint32_t length = below(generator, 40) == 0 ? LONG_TEXT : 1 + below(generator, 24);
    return trap_letters(generator->arena, &generator->state, length);
}

/* A trap, or a random text, that the sink takes. */
static Text next_text(Generator *generator) {
    for (;;) {
        Text text = below(generator, 4) ? text_of(traps[below(generator, trap_count)])
                                        : random_text(generator);
        if (generator->accepts(text)) return text;
    }
}

/* --- What sinks take --------------------------------------------------------------------------- */

static bool accepts_all(Text text) {
    (void)text;
    return true;
}

/* A warning elsewhere, but here it would be read otherwise. */
static bool accepts_normal(Text text) {
    return utf8_is_nfc(text);
}

static bool accepts_dotenv(Text text) {
    for (size_t i = 0; i < text.length;)
        if (utf8_is_unsafe(utf8_next(text, &i))) return false;
    return !text_contains(text, TEXT("'")) && !text_contains(text, TEXT("${")) &&
           !text_contains(text, TEXT("\\\\")) && !text_ends_with(text, TEXT("\\"));
}

static bool accepts_store(Text text) {
    return text.length && utf8_is_nfc(text) && !text_contains(text, TEXT("{{")) &&
           !text_contains(text, TEXT(","));
}

/* --- Literals ---------------------------------------------------------------------------------- */

static void write_text(Generator *generator) {
    trap_write_string(&generator->out, next_text(generator));
}

static void write_list(Generator *generator) {
    uint32_t count = below(generator, 4) ? below(generator, 5) : below(generator, 14);
    writer_char(&generator->out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i) writer_string(&generator->out, ", ");
        write_text(generator);
    }
    writer_char(&generator->out, ']');
}

/* Numbers as keys, so that they are never the same. */
static void write_map(Generator *generator, uint32_t depth) {
    uint32_t count = below(generator, 5), first = below(generator, trap_count);
    writer_char(&generator->out, '{');
    for (uint32_t i = 0; i < count; i++) {
        Text key = text_of(traps[(first + i) % trap_count]);
        writer_string(&generator->out, i ? ", " : " ");
        trap_write_string(&generator->out, generator->accepts(key) ? key : TEXT("other"));
        if (!generator->accepts(key)) i = count;
        writer_string(&generator->out, " = ");
        if (depth && below(generator, 3) == 0)
            write_map(generator, depth - 1);
        else if (below(generator, 3) == 0)
            write_list(generator);
        else
            write_text(generator);
    }
    writer_char(&generator->out, '}');
}

/* --- Values ------------------------------------------------------------------------------------ */

/* A type and values of it that are written as they are. The last is too much for Helm. */
typedef struct Scalars {
    const char *type;
    const char *values[8];
} Scalars;

static const Scalars scalars[] = {
    {"int", {"0", "-1", "42", "1_000", "-0", "999_999", "7", "8"}},
    {"number", {"0.5", "0.50", "-1.25", "1e3", "3", "0.1", "123456.789012345678901234567", "1.0"}},
    {"bool", {"true", "false", "true", "false", "true", "false", "true", "false"}},
    {"duration", {"30s", "1h30m", "7d", "0s", "1.5h", "100ms", "36h", "-5m"}},
    {"quantity", {"100m", "1.5Gi", "2", "0.5", "1e3", "512Mi", "1k", "1E"}},
    {"percent", {"5%", "99.9%", "0%", "100%", "12.50%", "1%", "2%", "3%"}},
    {"ip",
     {"10.0.0.1", "\"::1\"", "127.0.0.1", "\"fe80::1\"", "1.1.1.1", "8.8.8.8", "9.9.9.9",
      "1.2.3.4"}},
    {"cidr",
     {"10.0.0.0/8", "\"fd00::/8\"", "0.0.0.0/0", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16",
      "10.4.0.0/16", "10.5.0.0/16"}},
    {"timestamp",
     {"2026-11-20T10:00:00Z", "2026-11-20", "2001-12-14T21:59:43Z", "1999-01-01", "2000-02-29",
      "2020-01-01", "2021-01-01", "2022-01-01"}},
    {"enum(on, off, \"1\", \"null\")",
     {"on", "off", "\"1\"", "\"null\"", "on", "off", "\"1\"", "\"null\""}},
    {"int",
     {"9007199254740993", "9223372036854775807", "-9223372036854775808", "1_000_000",
      "100000000000000000", "-9007199254740993", "4294967296", "1000000"}},
};

enum { SCALAR_KINDS = sizeof scalars / sizeof scalars[0] };

static const char *scalar_value(Generator *generator, const Scalars *kind) {
    return kind->values[below(generator, 8)];
}

/* `PATH: TYPE = VALUE`, now and then with another value in prod or none there. */
static void write_scalar(Generator *generator, Text path) {
    Writer *out = &generator->out;
    const Scalars *kind = &scalars[below(generator, SCALAR_KINDS - generator->is_helm)];
    uint32_t way = below(generator, 6);
    writer_format(out, "    %s%.*s: %s%s = %s", way < 2 ? "rollout " : "", TEXT_ARGS(path),
                  kind->type, way == 1 ? "?" : "", scalar_value(generator, kind));
    if (way == 0) writer_format(out, " { prod = %s }", scalar_value(generator, kind));
    if (way == 1) writer_string(out, " { prod = none }");
    writer_char(out, '\n');
}

typedef void WriteValue(Generator *generator);

static void write_deep_map(Generator *generator) {
    write_map(generator, 2);
}

/* `PATH = VALUE`, now and then with another value in prod. */
static void write_any(Generator *generator, Text path, const char *type, WriteValue *write) {
    Writer *out = &generator->out;
    bool differs = below(generator, 3) == 0;
    writer_format(out, "    %s%.*s%s = ", differs ? "rollout " : "", TEXT_ARGS(path), type);
    write(generator);
    if (differs) {
        writer_string(out, " { prod = ");
        write(generator);
        writer_string(out, " }");
    }
    writer_char(out, '\n');
}

static void write_doc(Generator *generator) {
    static const char *const docs[] = {"# a: b",   "# - {{ x }} ${y} %{z}", "#",
                                       "# \"\\ '", "#  # \xc3\xbc",         "# }"};
    if (below(generator, 3) == 0)
        writer_format(&generator->out, "    %s\n",
                      docs[below(generator, sizeof docs / sizeof docs[0])]);
}

/* --- Paths ------------------------------------------------------------------------------------- */

/* A name that no other parameter of the project has. */
static Text next_name(Generator *generator) {
    return text_format(generator->arena, "k%u", generator->serial++);
}

static Text quoted_trap(Generator *generator, Accepts *accepts) {
    Writer writer;
    Text text;
    do
        text = text_of(traps[below(generator, trap_count)]);
    while (!accepts(text));
    writer_open(&writer, generator->arena, SIZE_MAX);
    trap_write_string(&writer, text);
    return writer_done(&writer);
}

/* `k1`, `k1."yes"`, `k1["- a"].v`, `k1."~".x`: traps stand below a name of their own. */
static Text next_path(Generator *generator, Accepts *accepts) {
    Arena *arena = generator->arena;
    Text name = next_name(generator), trap = quoted_trap(generator, accepts);
    switch (below(generator, 5)) {
    case 0: return text_format(arena, "%.*s.%.*s", TEXT_ARGS(name), TEXT_ARGS(trap));
    case 1: return text_format(arena, "%.*s[%.*s].v", TEXT_ARGS(name), TEXT_ARGS(trap));
    case 2: return text_format(arena, "%.*s[id=%.*s].v.w", TEXT_ARGS(name), TEXT_ARGS(trap));
    case 3: return text_format(arena, "%.*s.%.*s.x", TEXT_ARGS(name), TEXT_ARGS(trap));
    }
    return name;
}

/* --- Trees ------------------------------------------------------------------------------------- */

static void write_parameter(Generator *generator) {
    Text path = next_path(generator, generator->accepts);
    write_doc(generator);
    switch (below(generator, 8)) {
    case 0: write_any(generator, path, ": list(string)", write_list); return;
    case 1: write_any(generator, path, ": any", write_deep_map); return;
    case 2:
    case 3: write_scalar(generator, path); return;
    }
    write_any(generator, path, "", write_text);
}

static void write_group_entry(Generator *generator, Text name) {
    write_doc(generator);
    if (below(generator, 2))
        write_scalar(generator, name);
    else
        write_any(generator, name, "", write_text);
}

/* `at k1 as list { "yes" = ... }`, with a few neighbours in the list of traps, which all differ. */
static void write_group(Generator *generator, const char *form) {
    Text name = next_name(generator);
    uint32_t first = below(generator, trap_count);
    writer_format(&generator->out, "    at %.*s as %s {\n", TEXT_ARGS(name), form);
    for (uint32_t i = 0; i < 4; i++) {
        Text trap = text_of(traps[(first + i) % trap_count]);
        Writer key;
        if (!generator->accepts(trap)) continue;
        writer_open(&key, generator->arena, SIZE_MAX);
        trap_write_string(&key, trap);
        write_group_entry(generator, writer_done(&key));
    }
    writer_string(&generator->out, "    }\n");
}

/* Neighbours in one list and one map, elements as a whole, an interpolated key, and what is absent. */
static void write_neighbours(Generator *generator) {
    Writer *out = &generator->out;
    Text name = next_name(generator);
    uint32_t first = below(generator, trap_count);
    for (uint32_t i = 0; i < 3; i++) {
        Writer key;
        Text trap = text_of(traps[(first + i) % trap_count]);
        if (!generator->accepts(trap)) continue;
        writer_open(&key, generator->arena, SIZE_MAX);
        trap_write_string(&key, trap);
        Text text = writer_done(&key);
        writer_format(out, "    %.*s.m.%.*s = %u\n", TEXT_ARGS(name), TEXT_ARGS(text), i);
        writer_format(out, "    %.*s.l[%.*s] = { a = %u, b = ", TEXT_ARGS(name), TEXT_ARGS(text),
                      i);
        write_text(generator);
        writer_string(out, " }\n");
    }
    writer_format(out, "    rollout %.*s.\"x-${env}\" = env\n", TEXT_ARGS(name));
    writer_format(out, "    rollout %.*s.none.a: int? = none { prod = 1 }\n", TEXT_ARGS(name));
    writer_format(
        out, "    %.*s.o: object { a: string?, b: list(int?) } = { a = none, b = [1, none] }\n",
        TEXT_ARGS(name));
}

static void write_tree(Generator *generator, const char *sink) {
    writer_format(&generator->out, "  %s {\n", sink);
    for (uint32_t i = 0; i < 9; i++)
        write_parameter(generator);
    write_group(generator, "list");
    write_group(generator, "map");
    write_neighbours(generator);
    writer_string(&generator->out, "  }\n");
}

static void write_secrets(Generator *generator) {
    Writer *out = &generator->out;
    generator->is_helm = 1;
    writer_string(
        out, "  helm {\n    at secretEnv as list {\n"
             "      secret A = \"shop-db/password\"\n      secret B = \"/shop/${env}/b\"\n    }\n"
             "    secret elements[C] = \"shop-db/pass.word\"\n"
             "    secret plain.d = \"/shop/${env}/d\"\n");
    for (uint32_t i = 0; i < 12; i++)
        write_parameter(generator);
    write_group(generator, "list");
    write_neighbours(generator);
    writer_string(out, "  }\n");
    generator->is_helm = 0;
}

/* --- Text -------------------------------------------------------------------------------------- */

static void write_texts(Generator *generator, const char *sink, Accepts *accepts) {
    generator->accepts = accepts;
    writer_format(&generator->out, "  %s {\n", sink);
    for (uint32_t i = 0; i < 14; i++) {
        Text name = next_name(generator);
        if (below(generator, 2)) name = text_format(generator->arena, "%.*s.x", TEXT_ARGS(name));
        write_group_entry(generator, name);
    }
    writer_string(&generator->out, "  }\n");
}

static void write_store(Generator *generator) {
    generator->accepts = accepts_store;
    writer_string(&generator->out,
                  "  ssm \"/shop/${env}/${unit}/${name}\" {\n    secret s.password\n"
                  "    list: list(string) = [\"a b\", \"\xc3\xbc\", \"-\"]\n");
    for (uint32_t i = 0; i < 10; i++)
        write_group_entry(generator, next_name(generator));
    writer_string(&generator->out, "  }\n");
}

/* --- Declarations ------------------------------------------------------------------------------ */

static void open_declaration(Generator *generator, const char *line) {
    writer_open(&generator->out, generator->arena, SIZE_MAX);
    writer_format(&generator->out, "%s {\n", line);
}

static void close_declaration(Generator *generator, Generated *out) {
    writer_string(&generator->out, "}\n");
    array_push(generator->arena, &out->declarations, writer_done(&generator->out));
}

static void add_fixed(Generator *generator, const char *text, Generated *out) {
    array_push(generator->arena, &out->declarations, text_of(text));
}

static void add_trees(Generator *generator, Generated *out) {
    generator->accepts = accepts_all;
    open_declaration(generator, "stack trees");
    writer_string(&generator->out, "  chart = \"oci://registry.example/charts/app\"\n"
                                   "  emit yaml to \"config/${env}/trees.yaml\"\n"
                                   "  emit yaml to \"again/${env}/trees.yml\"\n");
    write_secrets(generator);
    write_tree(generator, "yaml");
    write_tree(generator, "json");
    close_declaration(generator, out);
}

static void add_variables(Generator *generator, Generated *out) {
    generator->accepts = accepts_normal;
    open_declaration(generator, "stack variables");
    writer_string(&generator->out, "  emit terraform to \"terraform/${env}.tfvars\"\n"
                                   "  emit terraform to \"terraform/${env}.tfvars.json\"\n");
    write_tree(generator, "terraform");
    close_declaration(generator, out);
}

static void add_texts(Generator *generator, Generated *out) {
    open_declaration(generator, "stack texts");
    writer_string(&generator->out, "  namespace = \"on\"\n"
                                   "  emit ssm to \"parameters/${env}.json\"\n"
                                   "  emit ssm to \"parameters/${env}.txt\"\n"
                                   "  emit ssm to \"parameters/${env}.tfvars.json\"\n");
    write_texts(generator, "configmap", accepts_all);
    write_texts(generator, "dotenv", accepts_dotenv);
    write_store(generator);
    close_declaration(generator, out);
}

#define ONES "1111111111111111111111111111111111111111111111111111111111111111"

void generate_project(Arena *arena, uint64_t seed, Generated *out) {
    Generator generator = {.arena = arena, .state = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15)};
    *out = (Generated){0};
    add_fixed(&generator, "strategy shop {\n  rung = \"0.1\"\n}\n", out);
    add_fixed(&generator, "ladder dev -> prod\n", out);
    add_fixed(&generator,
              "environments | dev           | prod {\n"
              "  class      | nonproduction | production\n"
              "  region     | \"eu-west-1\"   | \"eu-west-2\"\n}\n",
              out);
    add_trees(&generator, out);
    add_variables(&generator, out);
    add_texts(&generator, out);
    add_fixed(&generator,
              "service runs {\n  image = \"registry.example:5000/shop/runs:v1@sha256:" ONES "\"\n"
              "  emit index to \"index/${env}.json\"\n"
              "  emit release to \"release/${env}.yaml\"\n"
              "  emit release to \"release/${env}.tfvars\"\n"
              "  emit release to \"release/${env}.tfvars.json\"\n}\n",
              out);
}

Text generated_source(Arena *arena, const Generated *project) {
    return text_join(arena, project->declarations.items, project->declarations.count, TEXT("\n"));
}
