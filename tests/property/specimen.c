/* specimen.c - generated values in the shapes in which a sink can hold them.
 *
 * A shape is two templates: what is written in Rung, and the canonical line that a reader must say. Neither
 * asks the compiler anything, so what is compared is what went in with what came out. */
#include "property/specimen.h"

#include <stdlib.h>

#include "property/trap.h"

#define DIGEST "sha256:1111111111111111111111111111111111111111111111111111111111111111"

/* --- Shapes ------------------------------------------------------------------------------------ */

/* In the source: `@n` the name, `@t` the type, `@v` the value, `@k` its text as a string. In the tree: `@v` the
 * value, `@x` the same as text, `@k` its text as a key, `@s` the same as a value; a, b, w, name and value are
 * in hexadecimal. */
typedef struct Shape {
    const char *name;
    const char *source;
    const char *tree;
    bool is_key; /* and nothing else */
} Shape;

typedef struct Shapes {
    const Shape *items;
    uint32_t count;
} Shapes;

static const Shape trees[] = {
    {"as a value", "@n: @t = @v", "@v", false},
    {"in a list", "@n: list(@t) = [@v, @v]", "[@v,@v,]", false},
    {"in a map", "@n: map(@t) = { a = @v, b = @v }", "{61:@v,62:@v,}", false},
    {"as a key", "@n.@k = true", "{@k:t,}", true},
    {"as a key of a map", "@n: map(@t) = { @k = @v }", "{@k:@v,}", false},
    {"as the key of an element", "@n[@k].w: @t = @v", "[{6e616d65:@s,77:@v,},]", false},
    {"as a variable in a list", "at @n as list { @k: @t = @v }", "[{6e616d65:@s,76616c7565:@x,},]",
     false},
    {"as a variable in a map", "at @n as map { @k: @t = @v }", "{@k:@x,}", false},
    {"in lists and maps", "@n: list(map(list(@t))) = [{ a = [@v], b = [] }, {}]",
     "[{61:[@v,],62:[],},{},]", false},
};

static const Shape texts[] = {
    {"as a value", "@n: @t = @v", "", false},
    {"as a key", "@n.@k = \"x\"", "", true},
};

static const Shape requests[] = {
    {"as a value", "@n: @t = @v", "", false},
    {"in a list", "@n: list(string) = [@k, @k]", "", false},
    {"as a key", "@n.@k = \"x\"", "", true},
};

static const Shape services[] = {
    {"as a key, a tag and a namespace", "", "", false},
};

#define SHAPES(rows)                                                                               \
    (Shapes) {                                                                                     \
        (rows), sizeof(rows) / sizeof((rows)[0])                                                   \
    }

static Shapes shapes_of(SinkKind sink) {
    switch (sink) {
    case SINK_HELM:
    case SINK_YAML:
    case SINK_JSON:
    case SINK_TERRAFORM: return SHAPES(trees);
    case SINK_CONFIGMAP:
    case SINK_DOTENV: return SHAPES(texts);
    case SINK_SSM: return SHAPES(requests);
    case SINK_RELEASE:
    case SINK_INDEX: return SHAPES(services);
    case SINK_END: break;
    }
    unreachable("SinkKind");
}

static const Shape *shape_of(const Specimen *specimen, SinkKind sink) {
    Shapes shapes = shapes_of(sink);
    return &shapes.items[(specimen->shape + (uint32_t)sink) % shapes.count];
}

const char *specimen_shape(const Specimen *specimen, SinkKind sink) {
    return shape_of(specimen, sink)->name;
}

bool specimen_is_key(const Specimen *specimen, SinkKind sink) {
    return shape_of(specimen, sink)->is_key;
}

bool specimen_is_list(const Specimen *specimen, SinkKind sink) {
    return sink == SINK_SSM && shape_of(specimen, sink) == &requests[1];
}

/* --- Making ------------------------------------------------------------------------------------ */

/* One in eight of the random ones is a number. */
Specimen specimen_make(Arena *arena, uint64_t seed, uint32_t number) {
    uint32_t shapes = shapes_of(SINK_YAML).count, row = number / shapes;
    uint64_t state = (seed * UINT64_C(1000003) + number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    Specimen made = {.number = number, .shape = number % shapes};
    if (row < trap_count + trap_number_count) {
        made.is_number = row >= trap_count;
        made.text = text_of(made.is_number ? trap_numbers[row - trap_count] : traps[row]);
        return made;
    }
    generate_below(&state, 2); /* the first numbers of near seeds are near each other */
    made.is_number = generate_below(&state, 8) == 0;
    made.text = made.is_number ? trap_random_number(arena, &state) : trap_random(arena, &state);
    return made;
}

/* --- Numbers ----------------------------------------------------------------------------------- */

static Text without(Arena *arena, Text text, char byte) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != byte) writer_char(&writer, text.bytes[i]);
    return writer_done(&writer);
}

/* Digits with a point behind the first `whole` of them, without zeros that say nothing; "" for zero. */
static Text pointed(Arena *arena, Text digits, int64_t whole) {
    Writer writer;
    int64_t start = 0, end = (int64_t)digits.length;
    while (start < end && digits.bytes[start] == '0')
        start++;
    while (end > start && digits.bytes[end - 1] == '0')
        end--;
    if (start == end) return TEXT("");
    writer_open(&writer, arena, SIZE_MAX);
    for (int64_t i = start < whole ? start : whole - 1; i < end || i < whole; i++) {
        if (i == whole) writer_char(&writer, '.');
        writer_char(&writer, i < 0 || i >= end ? '0' : digits.bytes[i]);
    }
    return writer_done(&writer);
}

/* `1_000` is 1000, `1.5e3` is 1500 and `1.50e-1` is 0.15; `0.50` stays what it is. */
static Text plain_number(Arena *arena, Text literal) {
    Text number = without(arena, literal, '_');
    size_t mark = 0;
    while (mark < number.length && (number.bytes[mark] | ('E' ^ 'e')) != 'e')
        mark++;
    if (mark == number.length) return text_equal(number, TEXT("-0")) ? TEXT("0") : number;
    bool is_negative = number.bytes[0] == '-';
    Text mantissa = text_slice(number, is_negative, mark);
    size_t point = text_find(mantissa, TEXT("."), 0);
    int64_t whole = (int64_t)(point == SIZE_MAX ? mantissa.length : point);
    Text decimal = pointed(arena, without(arena, mantissa, '.'),
                           whole + strtol(text_c(arena, number) + mark + 1, NULL, 10));
    if (!decimal.length) return TEXT("0");
    return text_join(arena, (const Text[]){is_negative ? TEXT("-") : TEXT(""), decimal}, 2,
                     TEXT(""));
}

Text specimen_plain(Arena *arena, const Specimen *specimen) {
    return specimen->is_number ? plain_number(arena, specimen->text) : specimen->text;
}

/* --- Sources ----------------------------------------------------------------------------------- */

static void write_filled(Writer *out, const Specimen *specimen, const char *template) {
    for (; *template; template ++) {
        if (*template != '@') {
            writer_char(out, *template);
            continue;
        }
        template ++;
        if (*template == 'n') writer_format(out, "v%u", specimen->number);
        if (*template == 't') writer_string(out, specimen->is_number ? "number" : "string");
        if (*template == 'v' && specimen->is_number) writer_text(out, specimen->text);
        if (*template == 'k' || (*template == 'v' && !specimen->is_number))
            trap_write_string(out, specimen->text);
    }
}

/* `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`; `v1` where the text is none. */
static Text tag_of(const Specimen *specimen) {
    Text text = specimen->text;
    bool is_tag = text.length > 0 && text.length < 128 && !strchr(".-", text.bytes[0]);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        is_tag = is_tag && (byte_is_letter(byte) || byte_is_digit(byte) || strchr("_.-", byte));
    }
    return is_tag ? text : TEXT("v1");
}

/* An index needs no keys of a release. */
static void write_service(Writer *out, const Specimen *specimen, SinkKind sink) {
    writer_format(out, "service v%u {\n  image = \"registry.example/app:%.*s@" DIGEST "\"\n",
                  specimen->number, TEXT_ARGS(tag_of(specimen)));
    if (sink == SINK_RELEASE) {
        Text path = text_join(out->arena, (const Text[]){TEXT("t."), specimen->text}, 2, TEXT(""));
        writer_string(out, "  image_keys = { tag = ");
        trap_write_string(out, path);
        writer_string(out, ", digest = \"d\" }\n");
    }
    writer_string(out, "  namespace = ");
    trap_write_string(out, specimen->text);
    writer_string(out, "\n}");
}

void specimen_write(Writer *out, const Specimen *specimen, SinkKind sink) {
    if (shapes_of(sink).items == services)
        write_service(out, specimen, sink);
    else
        write_filled(out, specimen, shape_of(specimen, sink)->source);
    writer_char(out, '\n');
}

/* --- What is read ------------------------------------------------------------------------------ */

static void write_value(Writer *out, const Specimen *specimen, NumberForm form) {
    if (specimen->is_number)
        canonical_number(out, form, plain_number(out->arena, specimen->text));
    else
        canonical_text(out, specimen->text);
}

static void write_tree(Writer *out, const Specimen *specimen, const char *template,
                       NumberForm form) {
    for (; *template; template ++) {
        if (*template != '@') {
            writer_char(out, *template);
            continue;
        }
        template ++;
        if (*template == 'v') write_value(out, specimen, form);
        if (*template == 'x') canonical_text(out, specimen_plain(out->arena, specimen));
        if (*template == 'k') canonical_hexadecimal(out, specimen->text);
        if (*template == 's') canonical_text(out, specimen->text);
    }
}

static Text text_tree(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    canonical_text(&writer, text);
    return writer_done(&writer);
}

static Text member_text(Arena *arena, const char *key, Text text) {
    return canonical_member(arena, text_of(key), text_tree(arena, text));
}

/* A map in a map for each dot of the text. */
static void write_release(Writer *out, const Specimen *specimen) {
    size_t start = 0, depth = 0;
    Arena *arena = out->arena;
    writer_char(out, '{');
    writer_text(out, member_text(arena, "d", TEXT(DIGEST)));
    writer_string(out, "74:{");
    for (size_t dot; (dot = text_find(specimen->text, TEXT("."), start)) != SIZE_MAX; depth++) {
        canonical_hexadecimal(out, text_slice(specimen->text, start, dot));
        writer_string(out, ":{");
        start = dot + 1;
    }
    Text last = text_slice(specimen->text, start, specimen->text.length);
    writer_text(out, canonical_member(arena, last, text_tree(arena, tag_of(specimen))));
    for (; depth; depth--)
        writer_string(out, "},");
    writer_string(out, "},}");
}

static void write_index(Writer *out, const Specimen *specimen) {
    Arena *arena = out->arena;
    Text unit = text_format(arena, "v%u", specimen->number);
    Text values = text_tree(arena, text_format(arena, "release/%.*s.yaml", TEXT_ARGS(unit)));
    Writer environment, release;
    writer_open(&environment, arena, SIZE_MAX);
    writer_open(&release, arena, SIZE_MAX);
    canonical_map(&environment,
                  (Text[]){member_text(arena, "name", TEXT("dev")),
                           member_text(arena, "region", TEXT("")),
                           member_text(arena, "class", TEXT("nonproduction"))},
                  3);
    canonical_map(&release,
                  (Text[]){member_text(arena, "digest", TEXT(DIGEST)),
                           member_text(arena, "tag", tag_of(specimen))},
                  2);
    Text members[] = {
        canonical_member(arena, TEXT("environment"), writer_done(&environment)),
        member_text(arena, "unit", unit),
        member_text(arena, "kind", TEXT("service")),
        member_text(arena, "namespace", specimen->text),
        member_text(arena, "chart", TEXT("")),
        member_text(arena, "version", TEXT("")),
        canonical_member(arena, TEXT("release"), writer_done(&release)),
        canonical_member(arena, TEXT("values"), text_format(arena, "[%.*s,]", TEXT_ARGS(values))),
    };
    canonical_map(out, members, sizeof members / sizeof members[0]);
}

Text specimen_tree(Arena *arena, const Specimen *specimen, SinkKind sink, NumberForm form) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    if (sink == SINK_RELEASE)
        write_release(&writer, specimen);
    else if (sink == SINK_INDEX)
        write_index(&writer, specimen);
    else
        write_tree(&writer, specimen, shape_of(specimen, sink)->tree, form);
    return writer_done(&writer);
}

Text specimen_key(Arena *arena, const Specimen *specimen, SinkKind sink) {
    static const char *const separators[SINK_END] = {
        [SINK_SSM] = "/", [SINK_CONFIGMAP] = ".", [SINK_DOTENV] = "_"};
    Text name = text_format(arena, sink == SINK_SSM ? "/values/v%u" : "v%u", specimen->number);
    if (!specimen_is_key(specimen, sink) || !separators[sink]) return name;
    return text_join(arena, (const Text[]){name, specimen->text}, 2, text_of(separators[sink]));
}

Text specimen_text(Arena *arena, const Specimen *specimen, SinkKind sink) {
    if (specimen_is_key(specimen, sink)) return TEXT("x");
    if (!specimen_is_list(specimen, sink)) return specimen_plain(arena, specimen);
    return text_join(arena, (const Text[]){specimen->text, specimen->text}, 2, TEXT(","));
}
