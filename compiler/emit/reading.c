/* reading.c - outputs read back: a file as a tree, and what is in it as values of the language.
 *
 * A file knows less than the language: `30s` is a string there, and in places that hold text so is
 * everything. The type of the parameter whose place it is says what it was, and so whether it could
 * be written in the source at all. */
#include "emit/emission.h"

/* --- Files ---------------------------------------------------------------------------------- */

/* Who reads plain configuration is not known; values are Helm's. */
static const Node *read_yaml(Arena *arena, SinkKind sink, Text bytes, Problem *problem) {
    bool is_helm = sink == SINK_HELM || sink == SINK_RELEASE;
    return is_helm ? helm_read(arena, bytes, problem) : yaml_read(arena, bytes, problem);
}

const Node *emit_read(Arena *arena, const Output *output, Text bytes, Problem *problem) {
    switch (output->format) {
    case FORMAT_YAML: return read_yaml(arena, output->sink, bytes, problem);
    case FORMAT_JSON:
    case FORMAT_TFVARS_JSON: return json_read(arena, bytes, problem);
    case FORMAT_TFVARS: return tfvars_read(arena, bytes, problem);
    case FORMAT_PATHS: return lines_read(arena, bytes, problem);
    case FORMAT_DOTENV: return dotenv_read(arena, bytes, problem);
    }
    unreachable("Format");
}

/* --- Values of a file ----------------------------------------------------------------------- */

/* What is a number to a reader and has no decimal spelling (`0x1F`, `010`, `.inf`) is shown as it is
 * written. */
static const Value *number_value(Arena *arena, Text text) {
    Number number;
    int64_t integer;
    bool is_whole = !text_contains(text, TEXT("."));
    size_t sign = text_starts_with(text, TEXT("-")) || text_starts_with(text, TEXT("+"));
    bool has_zero =
        text.length > sign + 1 && text.bytes[sign] == '0' && byte_is_digit(text.bytes[sign + 1]);
    if (has_zero || !number_parse(text, &number)) return value_string(arena, text);
    if (is_whole && number_to_int(number, &integer)) return value_int(arena, integer);
    bool has_exponent = text_contains(text, TEXT("e")) || text_contains(text, TEXT("E"));
    Text plain = has_exponent ? number_text(arena, number) : number_spelling(arena, text);
    return value_text(arena, VALUE_NUMBER, plain);
}

/* An element of a list has a member in its path, which is no part of its value. */
static const Value *value_of(Arena *arena, const Node *node, Text without) {
    static const NodeReading reading = {.number = number_value, .has_null = true};
    return node_value(arena, node, &reading, without);
}

/* --- Values of a parameter ------------------------------------------------------------------ */

/* A StringList of the parameter store. */
static const Value *split_list(Arena *arena, Text text) {
    ARRAY(const Value *) items = {0};
    for (size_t start = 0, end; start <= text.length; start = end + 1) {
        end = text_find(text, TEXT(","), start);
        if (end == SIZE_MAX) end = text.length;
        array_push(arena, &items, value_string(arena, text_slice(text, start, end)));
    }
    return value_list(arena, items.items, items.count);
}

/* What a text says to a type that is not written as text; NULL where that is nothing. */
static const Value *unquote(Arena *arena, Text text) {
    if (text_equal(text, TEXT("true"))) return &value_true;
    if (text_equal(text, TEXT("false"))) return &value_false;
    const Value *number = number_value(arena, text);
    return number->kind == VALUE_STRING ? NULL : number;
}

/* Where everything is written as text, `5` may be a text or a number; what the type takes as neither
 * is shown as what the type writes. */
static bool accept_text(Arena *arena, const Type *type, Text text, const Value **value,
                        Text *problem) {
    if (type->base == BASE_LIST) *value = split_list(arena, text);
    if (type_accepts(arena, type, *value, value, problem)) return true;
    const Value *unquoted = unquote(arena, text), *accepted;
    Text reason = TEXT("");
    if (!unquoted || type->base == BASE_LIST) return false;
    bool is_accepted = type_accepts(arena, type, unquoted, &accepted, &reason);
    if (!is_accepted && base_is_text(type->base)) return false;
    *value = is_accepted ? accepted : unquoted;
    *problem = reason;
    return is_accepted;
}

/* None is what an optional type takes, and what no type says has. */
static bool accept_absent(const Type *type, Text *problem) {
    if (type->is_optional || type->base == BASE_ANY || type->base == BASE_ERROR) return true;
    *problem = TEXT("only a type that ends in `?` takes none");
    return false;
}

/* The value as the type has it; as it stands, with a problem, where the type refuses it. */
static bool accept(Arena *arena, const Type *type, const Param *param, const Node *node,
                   const Value **value, Text *problem) {
    if ((*value)->kind == VALUE_ABSENT) return accept_absent(type, problem);
    if (param->is_text && node->kind == NODE_STRING)
        return accept_text(arena, type, node->text, value, problem);
    return type_accepts(arena, type, *value, value, problem);
}

const Value *reading_value(Arena *arena, const Plan *plan, const Param *param, const Node *node,
                           Text *problem) {
    const Segment *last = param ? &param->path->items[param->path->count - 1] : NULL;
    bool is_element = last && last->kind == SEGMENT_KEY;
    const Value *value = value_of(arena, node, is_element ? last->id : TEXT(""));
    const Type *type = param && !param->is_secret ? matrix_type(plan->matrix, param) : NULL;
    if (!type || accept(arena, type, param, node, &value, problem)) *problem = TEXT("");
    return value;
}
