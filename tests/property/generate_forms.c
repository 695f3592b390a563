/* generate_forms.c - projects for whatever edits a source: few values, and every form in which one can
 * be written.
 *
 * Two profiles and two units state the same parameters in forms of their own. All differences have
 * the category `rollout`, which has no law, and environments that are like others say that they differ
 * in it, so that any value may stand anywhere. */
#include "property/generate_forms.h"

#include "grammar/corpus.h"

enum { PARAMETERS = 7 };

typedef struct Generator {
    Arena *arena;
    uint64_t state;
    Writer out;
    bool is_unit; /* in a unit that restates */
} Generator;

static uint32_t below(Generator *generator, uint32_t bound) {
    return generate_below(&generator->state, bound);
}

/* --- Environments --------------------------------------------------------------------------- */

static const char *const environments[] = {"dev",  "staging", "prod",   "dr",
                                           "cold", "warm",    "preview"};

enum { ENVIRONMENTS = sizeof environments / sizeof environments[0] };

static const char head[] = "strategy shop {\n  rung = \"0.1\"\n}\n\n"
                           "ladder dev -> staging -> prod\n\n"
                           "environments | dev           | staging       | prod {\n"
                           "  class      | nonproduction | nonproduction | production\n}\n\n"
                           "environment dr like prod differs rollout\n"
                           "environment warm like dr differs rollout\n"
                           "environment cold like warm differs rollout\n"
                           "environment preview(pr: int = 1) like dev differs rollout\n\n";

/* --- Values --------------------------------------------------------------------------------- */

typedef struct Kind {
    const char *type;
    const char *values[6];
} Kind;

/* The kind of a parameter is that of its number. */
static const Kind kinds[PARAMETERS] = {
    {"int", {"1", "2", "42", "-7", "1_000", "(2 + 3) * 4"}},
    {"string",
     {"\"a\"", "\"b # c\"", "'d | e'", "\"${env}-x\"", "\"{ f, }\"",
      "\"a long text, so that a line with several of them does not fit\""}},
    {"duration", {"30s", "1h30m", "7d", "5m", "0s", "15s * 2"}},
    {"list(string)", {"[]", "[\"a\"]", "[\"a\", \"b, c\"]", "[env]", "[\"|\"]", "[\"x\", \"y\"]"}},
    {"map(int)",
     {"{}", "{ a = 1 }", "{ a = 1, b = 2 }", "{ \"c d\" = 3 }", "{ e = 4 }", "{ f = 5 }"}},
    {"enum(low, mid, \"very high\")", {"low", "mid", "\"very high\"", "low", "mid", "\"low\""}},
    {"bool?", {"true", "false", "none", "true", "not true", "none"}},
};

static const char *value_of(Generator *generator, uint32_t number) {
    return kinds[number].values[below(generator, 6)];
}

static void write_value(Generator *generator, uint32_t number) {
    writer_string(&generator->out, value_of(generator, number));
}

/* Lines of text, where the parameter is one. */
static bool write_block(Generator *generator, uint32_t number, const char *indent) {
    if (number != 1 || below(generator, 4)) return false;
    writer_format(&generator->out, "\"\"\"\n%s  one ${env}\n\n%s    # two\n%s  \"\"\"", indent,
                  indent, indent);
    return true;
}

/* --- One parameter -------------------------------------------------------------------------- */

static void write_remarks(Generator *generator, const char *indent) {
    if (below(generator, 4) == 0) writer_format(&generator->out, "%s# What it is.\n", indent);
    if (below(generator, 8) == 0)
        writer_format(&generator->out, "%s@deprecated(\"no more\")\n", indent);
}

static void write_comment(Generator *generator) {
    writer_string(&generator->out, below(generator, 6) == 0 ? " # beside it\n" : "\n");
}

/* The category and the type, which a unit need not say again. */
static void write_head(Generator *generator, uint32_t number, const char *path, bool has_category) {
    Writer *out = &generator->out;
    bool is_said = !generator->is_unit || below(generator, 3) == 0;
    if (has_category && is_said) writer_string(out, "rollout ");
    writer_string(out, path);
    if (is_said || number == 6) writer_format(out, ": %s", kinds[number].type);
}

static void write_entries(Generator *generator, uint32_t number, const char *indent) {
    Writer *out = &generator->out;
    uint32_t way = below(generator, 3), first = below(generator, 2), step = 1 + below(generator, 2);
    const char *inner = text_format(generator->arena, "%s  ", indent).bytes;
    writer_string(out, " {");
    for (uint32_t i = first; i < ENVIRONMENTS; i += step) {
        if (way == 0) {
            writer_format(out, "%s%s = ", i == first ? " " : ", ", environments[i]);
            write_value(generator, number);
            continue;
        }
        if (below(generator, 6) == 0) writer_format(out, "\n%s# above it", inner);
        writer_format(out, "\n%s%s = ", inner, environments[i]);
        if (!write_block(generator, number, inner)) write_value(generator, number);
        if (way == 2) writer_char(out, ',');
        if (below(generator, 6) == 0) writer_string(out, " # beside it");
    }
    writer_format(out, way == 0 ? " }" : "\n%s}", indent);
}

/* In a unit that restates a profile's, a default or some entries are enough. */
static void write_parameter(Generator *generator, uint32_t number, const char *path,
                            const char *indent) {
    Writer *out = &generator->out;
    uint32_t way = below(generator, 3);
    write_remarks(generator, indent);
    writer_string(out, indent);
    write_head(generator, number, path, true);
    if (way < 2 || !generator->is_unit) {
        writer_string(out, " = ");
        if (!write_block(generator, number, indent)) write_value(generator, number);
    }
    if (way > 0) write_entries(generator, number, indent);
    write_comment(generator);
}

/* --- Several -------------------------------------------------------------------------------- */

static const char *numbered(Generator *generator, const char *prefix, uint32_t number) {
    return text_format(generator->arena, "%s%u", prefix, number).bytes;
}

static bool is_chosen(Generator *generator) {
    return !generator->is_unit || below(generator, 2);
}

static void write_statements(Generator *generator, const char *prefix, const char *indent) {
    for (uint32_t i = 0; i < PARAMETERS; i++)
        if (is_chosen(generator))
            write_parameter(generator, i, numbered(generator, prefix, i), indent);
}

static void write_row(Generator *generator, uint32_t number, const char *prefix, uint32_t columns,
                      bool has_category, const char *indent) {
    Writer *out = &generator->out;
    write_remarks(generator, indent);
    writer_string(out, indent);
    write_head(generator, number, numbered(generator, prefix, number), has_category);
    bool has_default = below(generator, 2) || (!generator->is_unit && columns < ENVIRONMENTS);
    if (has_default) {
        writer_string(out, " = ");
        write_value(generator, number);
    }
    for (uint32_t i = 0; i < columns; i++) {
        writer_string(out, " | ");
        if (below(generator, 5) == 0 && (has_default || generator->is_unit))
            writer_char(out, '_');
        else
            write_value(generator, number);
    }
    write_comment(generator);
}

/* Columns of their own, shared, in another order, or missing. */
static const struct {
    const char *text;
    uint32_t count;
} headers[] = {{"dev | staging | prod", 3},
               {"dev, staging | prod", 2},
               {"prod", 1},
               {"prod | dev", 2},
               {"dev, preview | staging, prod | warm, dr", 3},
               {"cold | dev | dr | preview | prod | staging | warm", 7}};

static void write_table(Generator *generator, const char *prefix, const char *indent) {
    Writer *out = &generator->out;
    uint32_t header = below(generator, sizeof headers / sizeof headers[0]), rows = 0;
    bool has_category = below(generator, 2);
    const char *inner = text_format(generator->arena, "%s  ", indent).bytes;
    if (below(generator, 4) == 0) writer_format(out, "%s# About the table.\n", indent);
    if (below(generator, 8) == 0) writer_format(out, "%s@deprecated(\"all\")\n", indent);
    writer_format(out, "%s%s| %s {\n", indent, has_category ? "" : "rollout ",
                  headers[header].text);
    for (uint32_t i = 0; i < PARAMETERS; i++)
        if (is_chosen(generator) || (i + 1 == PARAMETERS && !rows))
            rows++, write_row(generator, i, prefix, headers[header].count, has_category, inner);
    writer_format(out, "%s}", indent);
    write_comment(generator);
}

static void write_group(Generator *generator, const char *path, const char *as) {
    static const char *const names[] = {"NAME", "\"a.b\"", "at", "none"};
    writer_format(&generator->out, "    at %s%s {\n", path, as);
    for (uint32_t i = 0; i < 4; i++)
        if (is_chosen(generator)) write_parameter(generator, i < 3 ? i : 5, names[i], "      ");
    writer_string(&generator->out, "    }\n");
}

/* Does this body say it? Each part of a unit's body may be missing. */
static void write_body(Generator *generator) {
    Writer *out = &generator->out;
    if (is_chosen(generator)) write_statements(generator, "plain", "    ");
    if (below(generator, 3) == 0) writer_char(out, '\n');
    if (is_chosen(generator)) write_table(generator, "row", "    ");
    if (is_chosen(generator)) {
        writer_string(out, "    at deep {\n      at er {\n");
        write_statements(generator, "x", "        ");
        write_table(generator, "y", "        ");
        writer_string(out, "      }\n    }\n");
    }
    if (is_chosen(generator)) write_group(generator, "lists", " as list");
    if (is_chosen(generator)) write_group(generator, "maps", " as map");
    if (is_chosen(generator)) write_parameter(generator, 1, "keyed[a].value", "    ");
    if (is_chosen(generator)) write_parameter(generator, 0, "keyed[a].\"b c\"", "    ");
    if (is_chosen(generator)) write_parameter(generator, 2, "key.\"x-${env}\"", "    ");
}

/* --- Declarations --------------------------------------------------------------------------- */

static void write_unit(Generator *generator, const char *declaration, bool is_unit) {
    generator->is_unit = is_unit;
    writer_format(&generator->out, "%s {\n  yaml {\n", declaration);
    write_body(generator);
    writer_string(&generator->out, "  }\n}\n\n");
}

Text generate_forms(Arena *arena, uint64_t seed) {
    Generator generator = {.arena = arena, .state = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15)};
    writer_open(&generator.out, arena, SIZE_MAX);
    writer_string(&generator.out, head);
    write_unit(&generator, "profile base", false);
    write_unit(&generator, "stack app uses base", true);
    writer_string(&generator.out, "stack bare uses base {}\n\n"
                                  "stack inline uses base { yaml { plain0 = 3 } }\n\n"
                                  "stack json uses base {\n  owner = \"me\"\n}\n\n");
    write_unit(&generator, "stack alone", false);
    return writer_done(&generator.out);
}

/* --- Variants ------------------------------------------------------------------------------- */

/* Every line end of the grammar, which those in a text block are not, gets something before it. */
static Text mark_lines(Arena *arena, Text source, bool has_comments) {
    Parsed parsed;
    Writer out;
    size_t done = 0;
    corpus_parse(arena, source, &parsed);
    writer_open(&out, arena, SIZE_MAX);
    for (uint32_t i = 0; i < parsed.tree->token_count; i++) {
        const Token *token = &parsed.tree->tokens[i];
        bool is_end = token->kind == TOKEN_NEWLINE;
        bool is_beside = i > 0 && parsed.tree->tokens[i - 1].kind != TOKEN_NEWLINE;
        if (!is_end || !is_beside) continue;
        writer_text(&out, text_slice(source, done, token->start));
        done = token->start;
        if (!has_comments)
            writer_string(&out, "  ");
        else if (parsed.tree->tokens[i - 1].kind != TOKEN_COMMENT)
            writer_format(&out, " # %u", i);
    }
    writer_text(&out, text_slice(source, done, source.length));
    return writer_done(&out);
}

static Text replace_ends(Arena *arena, Text source, const char *end) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t i = 0; i < source.length; i++) {
        if (source.bytes[i] == '\n')
            writer_string(&out, end);
        else
            writer_char(&out, source.bytes[i]);
    }
    return writer_done(&out);
}

Text variant_write(Arena *arena, Text source, Variant variant) {
    switch (variant) {
    case VARIANT_RETURNS: return replace_ends(arena, source, "\r\n");
    case VARIANT_OPEN:
        return text_slice(source, 0, source.length - text_ends_with(source, TEXT("\n")));
    case VARIANT_RAGGED: return mark_lines(arena, replace_ends(arena, source, "\n   "), false);
    case VARIANT_COMMENTS: return mark_lines(arena, source, true);
    case VARIANT_PLAIN:
    case VARIANT_COUNT: break;
    }
    return source;
}
