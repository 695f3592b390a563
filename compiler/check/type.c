/* type.c - from the type that is written to the Type that is meant.
 *
 * Types are interned by how they are spelled: the ten thousandth `int(1..50)` of a program costs
 * one look into a map. A type in which something was reported is not kept, so that the same mistake
 * at another place is reported there too. Two spellings of one type (`int( 1..50 )`) meet in their
 * canonical spelling, which is also what reports print.
 *
 * Declared types are in the map of the model before the first row is read (named.c). Bounds are in
 * constraint.c; whether a value fits a type is decided by a later layer. */
#include "check/builder.h"

enum { LONGEST_SPELLING = 64 * 1024 };

#define SPELLED(name)                                                                              \
    { (name), sizeof(name) - 1 }

static const Type builtins[] = {
    [BASE_ERROR] = {.base = BASE_ERROR, .text = SPELLED("?")},
    [BASE_ANY] = {.base = BASE_ANY, .text = SPELLED("any")},
#define TYPE(kind, name, is_text, documentation)                                                   \
    [BASE_##kind] = {.base = BASE_##kind, .text = SPELLED(name)},
#include "types.def"
#undef TYPE
    [BASE_ENUM] = {.base = BASE_ENUM, .text = SPELLED("enum")},
    [BASE_LIST] = {.base = BASE_LIST, .text = SPELLED("list(any)"), .element = &builtins[BASE_ANY]},
    [BASE_MAP] = {.base = BASE_MAP, .text = SPELLED("map(any)"), .element = &builtins[BASE_ANY]},
    [BASE_OBJECT] = {.base = BASE_OBJECT, .text = SPELLED("object { }")},
    [BASE_SECRET] = {.base = BASE_SECRET, .text = SPELLED("secret")},
};

const Type *type_builtin(const Model *model, BaseKind base) {
    (void)model;
    ensure((size_t)base < sizeof builtins / sizeof *builtins);
    return &builtins[base];
}

/* --- Parts ---------------------------------------------------------------------------------- */

enum { FEW_PARTS = 16 }; /* up to here a map does not pay */

const Text *type_word(const Type *type, Text text) {
    if (type->word_by_text != NULL) return map_get(type->word_by_text, text);
    for (uint32_t i = 0; i < type->value_count; i++)
        if (text_equal(type->values[i], text)) return &type->values[i];
    return NULL;
}

const Field *type_field(const Type *type, Text name) {
    if (type->field_by_name != NULL) return map_get(type->field_by_name, name);
    for (uint32_t i = 0; i < type->field_count; i++)
        if (text_equal(type->fields[i].name, name)) return &type->fields[i];
    return NULL;
}

const Type *type_member(const Type *type, Text key) {
    if (type->base == BASE_MAP) return type->element;
    const Field *field = type_field(type, key);
    return field == NULL ? NULL : field->type;
}

/* For so many parts; NULL where they are few. */
static Map *open_index(Arena *arena, uint32_t count) {
    if (count <= FEW_PARTS) return NULL;
    Map *map = arena_new(arena, Map);
    map_open(map, arena);
    return map;
}

static void index_values(Arena *arena, Type *type) {
    Map *map = open_index(arena, type->value_count);
    for (uint32_t i = 0; map != NULL && i < type->value_count; i++)
        map_put(map, type->values[i], (void *)(uintptr_t)&type->values[i]);
    type->word_by_text = map;
}

static void index_fields(Arena *arena, Type *type) {
    Map *map = open_index(arena, type->field_count);
    for (uint32_t i = 0; map != NULL && i < type->field_count; i++)
        map_put(map, type->fields[i].name, (void *)(uintptr_t)&type->fields[i]);
    type->field_by_name = map;
}

/* --- Interning ------------------------------------------------------------------------------ */

/* The type that is kept under its spelling: an equal one from before, else this. */
static const Type *intern(Model *model, const Type *type) {
    void **place = map_at(&model->spellings, type->text);
    if (*place == NULL) *place = (void *)(uintptr_t)type;
    return *place;
}

/* A type that is made of one other. Where a project has replaced a built-in type, two types can
 * have one spelling: the map then has the other one, and this one stays on its own. */
static const Type *intern_made_of(Model *model, Type type) {
    const Type *known = map_get(&model->spellings, type.text);
    if (known != NULL && known->element == type.element && known->base == type.base) return known;
    Type *made = arena_new(model->arena, Type);
    *made = type;
    intern(model, made);
    return made;
}

static const Type *wrap(Model *model, BaseKind base, const char *name, const Type *element) {
    if (element->base == BASE_ERROR) return element;
    Type type = {.base = base, .element = element, .depth = element->depth + 1};
    type.text = text_format(model->arena, "%s(%.*s)", name, TEXT_ARGS(element->text));
    return intern_made_of(model, type);
}

const Type *type_list_of(Model *model, const Type *element) {
    return wrap(model, BASE_LIST, "list", element);
}

const Type *type_map_of(Model *model, const Type *element) {
    return wrap(model, BASE_MAP, "map", element);
}

const Type *type_optional(Model *model, const Type *type) {
    if (type->is_optional || type->base == BASE_ERROR) return type;
    Type optional = *type;
    optional.is_optional = true;
    optional.text = text_format(model->arena, "%.*s?", TEXT_ARGS(type->text));
    return intern_made_of(model, optional);
}

/* Objects are told apart by the reader of their fields, so they are not interned. */
const Type *type_object_of(Model *model, const Field *fields, uint32_t count) {
    Writer text;
    writer_open(&text, model->arena, LIMIT_VALUE_BYTES);
    writer_string(&text, "object {");
    uint32_t depth = 0;
    for (uint32_t i = 0; i < count; i++) {
        const Segment key = {.kind = SEGMENT_STRING, .text = fields[i].name};
        writer_string(&text, i == 0 ? " " : ", ");
        syntax_write_segment(&text, &key);
        writer_format(&text, ": %.*s", TEXT_ARGS(fields[i].type->text));
        if (fields[i].type->depth >= depth) depth = fields[i].type->depth + 1;
    }
    writer_string(&text, " }");
    Type *type = arena_new(model->arena, Type);
    *type = (Type){.base = BASE_OBJECT,
                   .text = writer_done(&text),
                   .fields = fields,
                   .field_count = count,
                   .depth = depth};
    index_fields(model->arena, type);
    return type;
}

/* --- Spelling ------------------------------------------------------------------------------- */

static void write_type(Writer *out, const Sources *sources, const TypeNode *node);

static void write_values(Writer *out, const Sources *sources, const TypeNode *node) {
    writer_string(out, "enum(");
    for (uint32_t i = 0; i < node->value_count; i++) {
        if (i > 0) writer_string(out, ", ");
        writer_text(out, sources_text(sources, node->values[i].span));
    }
    writer_char(out, ')');
}

/* Defaults of fields are part of the type, as they are written. */
static void write_fields(Writer *out, const Sources *sources, const TypeNode *node) {
    writer_string(out, "object {");
    for (uint32_t i = 0; i < node->field_count; i++) {
        const FieldNode *field = &node->fields[i];
        const Segment key = {.kind = SEGMENT_STRING, .text = field->name};
        writer_string(out, i == 0 ? " " : ", ");
        syntax_write_segment(out, &key);
        writer_string(out, ": ");
        write_type(out, sources, field->type);
        if (field->fallback == NULL) continue;
        writer_string(out, " = ");
        writer_text(out, sources_text(sources, field->fallback->span));
    }
    writer_string(out, " }");
}

static void write_element(Writer *out, const Sources *sources, const char *name,
                          const TypeNode *element) {
    writer_string(out, name);
    writer_char(out, '(');
    write_type(out, sources, element);
    writer_char(out, ')');
}

static void write_base(Writer *out, const Sources *sources, const TypeNode *node) {
    switch (node->kind) {
    case TYPE_MISSING: writer_char(out, '?'); return;
    case TYPE_NAMED: writer_text(out, word_text(node->name)); return;
    case TYPE_LIST: write_element(out, sources, "list", node->element); return;
    case TYPE_MAP: write_element(out, sources, "map", node->element); return;
    case TYPE_ENUM: write_values(out, sources, node); return;
    case TYPE_OBJECT: write_fields(out, sources, node); return;
    case TYPE_ANY: writer_string(out, "any"); return;
    }
    unreachable("TypeKind");
}

/* The one layout of a type: what is between its tokens does not count. */
static void write_type(Writer *out, const Sources *sources, const TypeNode *node) {
    write_base(out, sources, node);
    for (uint32_t i = 0; i < node->bound_count; i++) {
        writer_string(out, i == 0 ? "(" : ", ");
        writer_text(out, sources_text(sources, node->bounds[i].span));
    }
    if (node->bound_count > 0) writer_char(out, ')');
    if (node->is_optional) writer_char(out, '?');
}

/* With `write_base` the type without its bounds, with `write_type` all of it. */
static Text spelling_of(const Model *model, const TypeNode *node,
                        void (*write)(Writer *, const Sources *, const TypeNode *)) {
    Writer out;
    writer_open(&out, model->arena, LONGEST_SPELLING);
    write(&out, model->program->sources, node);
    return writer_done(&out);
}

/* --- Resolving ------------------------------------------------------------------------------ */

/* What other languages call ours: too far from our names for a suggestion by letters. */
static const struct {
    const char *theirs;
    const char *ours;
} foreign_names[] = {
    {"boolean", "bool"},  {"integer", "int"},    {"long", "int"},           {"float", "number"},
    {"double", "number"}, {"decimal", "number"}, {"str", "string"},         {"text", "string"},
    {"array", "list"},    {"set", "list"},       {"dict", "map"},           {"hash", "map"},
    {"struct", "object"}, {"date", "timestamp"}, {"datetime", "timestamp"}, {"time", "timestamp"},
    {"uri", "url"},       {"hostname", "host"},  {"address", "ip"},         {"network", "cidr"},
};

static Text foreign_name(Text text) {
    for (size_t i = 0; i < sizeof foreign_names / sizeof *foreign_names; i++)
        if (text_equal(text, text_of(foreign_names[i].theirs)))
            return text_of(foreign_names[i].ours);
    return TEXT("");
}

/* Other languages' names for our types are translated, all else is judged by its letters. */
static const Type *unknown(Model *model, Word word) {
    static const char *const words[] = {"list", "map", "enum", "object", "any"};

    enum { WORD_COUNT = sizeof words / sizeof *words };

    Diagnostic *diagnostic = report_unknown_type(model->report, word.span, word.name->text);
    Text ours = foreign_name(word.name->text);
    Law law;
    if (law_find(word.name->text, &law)) {
        report_help(diagnostic, "a law stands behind the type, as in `: int %.*s`",
                    TEXT_ARGS(word.name->text));
    } else if (ours.length > 0) {
        report_help(diagnostic, "it is called `%.*s` here", TEXT_ARGS(ours));
        report_fix(diagnostic, false, "write the name it has here", word.span, ours);
    } else if (suggest_is_wanted(diagnostic)) {
        uint32_t count = model->types.entries.count;
        Text *candidates = arena_array(model->arena, Text, count + WORD_COUNT);
        for (uint32_t i = 0; i < count; i++)
            candidates[i] = model->types.entries.items[i].key;
        for (size_t i = 0; i < WORD_COUNT; i++)
            candidates[count + i] = text_of(words[i]);
        suggest_name(diagnostic, word.span, word.name->text, candidates, count + WORD_COUNT,
                     "types");
    }
    return &builtins[BASE_ERROR];
}

static const Type *find_named(Model *model, Word word) {
    if (word.name == NULL) return &builtins[BASE_ERROR];
    const Type *type = map_get(&model->types, word.name->text);
    return type == NULL ? unknown(model, word) : type;
}

/* The order of an enum's values is its order in laws and comparisons. */
static void resolve_values(Model *model, Type *type, const TypeNode *node) {
    Text *values = arena_array(model->arena, Text, node->value_count);
    Map seen;
    map_open(&seen, model->arena);
    for (uint32_t i = 0; i < node->value_count; i++) {
        const EnumValue *value = &node->values[i];
        EnumValue **first = (EnumValue **)map_at(&seen, value->text);
        if (*first == NULL) {
            *first = &node->values[i];
            values[type->value_count++] = value->text;
            continue;
        }
        Diagnostic *twice = report_enum_value_twice(model->report, value->span, value->text);
        report_label(twice, (*first)->span, "first here");
    }
    type->values = values;
    index_values(model->arena, type);
}

/* A field that stands twice keeps its first type. */
static void resolve_fields(Model *model, Type *type, const TypeNode *node) {
    Field *fields = arena_array(model->arena, Field, node->field_count);
    Map seen;
    map_open(&seen, model->arena);
    for (uint32_t i = 0; i < node->field_count; i++) {
        const FieldNode *field = &node->fields[i];
        FieldNode **first = (FieldNode **)map_at(&seen, field->name);
        if (*first != NULL) {
            Diagnostic *twice = report_field_twice(model->report, field->span, field->name);
            report_label(twice, (*first)->span, "first here");
            continue;
        }
        *first = &node->fields[i];
        const Type *inner = type_resolve(model, field->type);
        fields[type->field_count++] = (Field){field->name, inner, field->fallback};
        if (inner->depth >= type->depth) type->depth = inner->depth + 1;
    }
    type->fields = fields;
    index_fields(model->arena, type);
}

static void resolve_element(Model *model, Type *type, const TypeNode *node) {
    type->element = type_resolve(model, node->element);
    type->depth = type->element->depth + 1;
}

/* Everything but bounds, `?` and spelling. */
static Type resolve_base(Model *model, const TypeNode *node) {
    Type type = builtins[BASE_ERROR];
    switch (node->kind) {
    case TYPE_MISSING: return type;
    case TYPE_NAMED: return *find_named(model, node->name);
    case TYPE_ANY: return builtins[BASE_ANY];
    case TYPE_LIST:
    case TYPE_MAP:
        type.base = node->kind == TYPE_LIST ? BASE_LIST : BASE_MAP;
        resolve_element(model, &type, node);
        return type;
    case TYPE_ENUM:
        type.base = BASE_ENUM;
        resolve_values(model, &type, node);
        return type;
    case TYPE_OBJECT:
        type.base = BASE_OBJECT;
        resolve_fields(model, &type, node);
        return type;
    }
    unreachable("TypeKind");
}

/* A type that was never seen in this spelling. */
static const Type *resolve(Model *model, const TypeNode *node) {
    bool is_plain = node->kind == TYPE_NAMED && node->bound_count == 0 && !node->is_optional;
    if (is_plain) return find_named(model, node->name);
    Type type = resolve_base(model, node);
    if (type.base == BASE_ERROR) return &builtins[BASE_ERROR];
    if (type.depth > LIMIT_NESTING) {
        report_type_too_deep(model->report, node->span, LIMIT_NESTING);
        return &builtins[BASE_ERROR];
    }
    if (node->bound_count > 0) {
        type.text = spelling_of(model, node, write_base);
        constraints_resolve(model, &type, node);
    }
    type.is_optional = type.is_optional || node->is_optional;
    type.text = spelling_of(model, node, write_type);
    Type *made = arena_new(model->arena, Type);
    *made = type;
    return made;
}

/* A missing part was reported by the parser, which makes the whole type one that was. */
static bool is_whole(const TypeNode *node) {
    switch (node->kind) {
    case TYPE_MISSING: return false;
    case TYPE_NAMED: return node->name.name != NULL;
    case TYPE_LIST:
    case TYPE_MAP: return is_whole(node->element);
    case TYPE_OBJECT:
        for (uint32_t i = 0; i < node->field_count; i++)
            if (!is_whole(node->fields[i].type)) return false;
        return true;
    case TYPE_ENUM:
    case TYPE_ANY: return true;
    }
    unreachable("TypeKind");
}

/* Nothing in which a mistake was reported is kept, so each place reports its own. */
const Type *type_resolve(Model *model, const TypeNode *node) {
    Text written = sources_text(model->program->sources, node->span);
    const Type *known = map_get(&model->spellings, written);
    if (known != NULL) return known;
    uint32_t errors = report_count(model->report, SEVERITY_ERROR);
    const Type *type = resolve(model, node);
    if (report_count(model->report, SEVERITY_ERROR) > errors || !is_whole(node)) return type;
    if (type->base == BASE_ERROR) return type;
    type = intern(model, type);
    map_put(&model->spellings, written, (void *)(uintptr_t)type);
    return type;
}

/* --- The .def files ------------------------------------------------------------------------- */

/* The values of `enum(a, b)` as attributes.def writes them. */
static void set_values(Model *model, Type *type, Text rest) {
    Text *values = arena_array(model->arena, Text, rest.length);
    type->base = BASE_ENUM;
    type->values = values;
    while (rest.length > 0) {
        size_t comma = text_find(rest, TEXT(", "), 0);
        values[type->value_count++] = text_slice(rest, 0, comma);
        rest = comma == SIZE_MAX ? TEXT("") : text_slice(rest, comma + 2, rest.length);
    }
}

static Type builtin_named(Text name) {
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (text_equal(builtins[i].text, name)) return builtins[i];
    unreachable("a type of a .def file");
}

/* These types are the compiler's own also where a project has a type of the same name, so they are
 * not interned. */
const Type *type_of_spelling(Model *model, Text spelling) {
    bool is_optional = text_ends_with(spelling, TEXT("?"));
    Text whole = text_slice(spelling, 0, spelling.length - is_optional);
    size_t open = text_find(whole, TEXT("("), 0);
    Text name = text_slice(whole, 0, open);
    Text inner = open == SIZE_MAX ? TEXT("") : text_slice(whole, open + 1, whole.length - 1);
    Type *type = arena_new(model->arena, Type);
    if (text_equal(name, TEXT("enum"))) {
        set_values(model, type, inner);
    } else if (inner.length == 0) {
        *type = builtin_named(name);
    } else {
        type->base = text_equal(name, TEXT("list")) ? BASE_LIST : BASE_MAP;
        type->element = type_of_spelling(model, inner);
        type->depth = 1;
    }
    type->is_optional = is_optional;
    type->text = spelling;
    return type;
}
