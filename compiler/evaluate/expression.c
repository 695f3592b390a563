/* expression.c - evaluates an expression: one switch over its kinds, and the kinds that are
 * simple.
 *
 * Evaluation is strict, from the left, and ends: every expression takes a step from a fixed
 * supply, every value that grows is measured, and evaluations stand only so deep in one another.
 * An error is reported where it happens and is then a value like others, which every operation
 * passes on without a word. Operators, loops, calls and references are in files of their own. */
#include "evaluate/expression.h"

#include "evaluate/finding.h"
#include "evaluate/reference.h"

/* --- Limits --------------------------------------------------------------------------------- */

/* Said once: everything after it is in error for the same reason. */
static void exhaust(Frame *frame, Span span) {
    Matrix *matrix = frame->matrix;
    matrix->is_exhausted = true;
    Finding *finding = finding_open(frame, CODE_T0032, span);
    if (finding->diagnostic != NULL) return;
    Diagnostic *d = finding_keep(frame, finding, report_steps_exhausted(matrix->report, span));
    report_label(d, span, "the evaluation stopped here");
    report_help(d, "look for loops inside of loops over long lists, and for large values "
                   "that many rows take");
}

/* Steps bound the time and, as values cost steps too, the memory. Both are counted and never
 * measured, so the same program stops at the same place on every machine. */
bool expression_spend(Frame *frame, Span span, uint64_t steps) {
    Matrix *matrix = frame->matrix;
    if (matrix->steps > steps) {
        matrix->steps -= steps;
        return true;
    }
    matrix->steps = 0;
    if (!matrix->is_exhausted) exhaust(frame, span);
    return false;
}

/* Said once on the way back: what stands beside it is as deep, and is in error for that reason. */
static Result nests_too_deep(Frame *frame, Span span) {
    if (frame->matrix->is_unwinding) return result_error;
    frame->matrix->is_unwinding = true;
    Finding *finding = finding_open(frame, CODE_T0034, span);
    if (finding->diagnostic != NULL) return result_error;
    Diagnostic *d = report_nests_too_deep(frame->matrix->report, span);
    finding_keep(frame, finding, d);
    report_help(d, "shorten the chain of values that read one another");
    return result_error;
}

/* --- Strings -------------------------------------------------------------------------------- */

enum { LOCAL_PARTS = 8 };

/* A part of a template as text; false, reported, where it has none. */
static bool part_text(Frame *frame, const Expression *part, Text *out) {
    Result result = expression_evaluate(frame, part, NULL);
    if (result_is_error(result)) return false;
    if (value_is_scalar(result.value)) {
        *out = value_plain(frame->matrix->arena, result.value);
        return true;
    }
    if (result.value->kind == VALUE_ABSENT) {
        mistake_absent(frame, part->span, part);
        return false;
    }
    Finding *finding = finding_open(frame, CODE_T0042, part->span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_no_text(frame->matrix->report, part->span);
        finding_keep(frame, finding, d);
        report_help(d, "write it as JSON: `${json(...)}`, or as text with `join(LIST, SEP)`");
    }
    finding_show(frame, finding, part->span, mistake_kind(result.value));
    return false;
}

/* The parts first and then one allocation of the right size. A part that is wrong does not hide
 * what is wrong with the next one. */
Result template_evaluate(Frame *frame, const Expression *expression) {
    Arena *arena = frame->matrix->arena;
    uint32_t count = expression->as.list.count;
    Text local[LOCAL_PARTS];
    Text *parts = count <= LOCAL_PARTS ? local : arena_array(arena, Text, count);
    bool is_whole = true;
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        const Expression *part = expression->as.list.items[i];
        parts[i] = part->as.text;
        if (part->kind != EXPRESSION_STRING && !part_text(frame, part, &parts[i])) {
            is_whole = false;
            continue;
        }
        length += parts[i].length;
    }
    if (!is_whole || !expression_spend(frame, expression->span, length / 8)) return result_error;
    Text text = text_join(arena, parts, count, TEXT(""));
    return mistake_or_fitting(frame, expression->span, value_string(arena, text));
}

/* --- Lists and maps ------------------------------------------------------------------------- */

/* What may not stand in a list or map without a type that allows it. */
static bool item_is_absent(Frame *frame, const Expression *item, Result result, const Type *type) {
    bool is_allowed = type != NULL && type->is_optional;
    if (result.value->kind != VALUE_ABSENT || is_allowed) return false;
    mistake_absent(frame, item->span, item);
    return true;
}

/* All items are evaluated, also after one that is wrong, so that one run reports them all. */
Result list_evaluate(Frame *frame, const Expression *expression, const Type *element) {
    Matrix *matrix = frame->matrix;
    uint32_t count = expression->as.list.count;
    const Value **items = arena_array(matrix->arena, const Value *, count);
    bool is_whole = true;
    for (uint32_t i = 0; i < count; i++) {
        const Expression *item = expression->as.list.items[i];
        Result result = expression_evaluate(frame, item, element);
        items[i] = result.value;
        if (result_is_error(result) || item_is_absent(frame, item, result, element))
            is_whole = false;
    }
    if (!is_whole) return result_error;
    return mistake_or_fitting(frame, expression->span, value_list(matrix->arena, items, count));
}

/* The text of a key, which may interpolate. */
static bool key_text(Frame *frame, const Segment *key, Text *out) {
    *out = key->text;
    if (key->string == NULL) return true;
    Result result = expression_evaluate(frame, key->string, NULL);
    if (result_is_error(result)) return false;
    *out = result.value->text;
    return true;
}

/* Readers of YAML and JSON take the last of two, so the first would count nowhere. */
static bool key_is_repeated(Frame *frame, const Map *seen, const PairNode *pair, Text key) {
    const PairNode *first = map_get(seen, key);
    if (first == NULL) return false;
    Finding *finding = finding_open(frame, CODE_T0045, pair->key.span);
    if (finding->diagnostic != NULL) return true;
    Diagnostic *d = report_repeated_key(frame->matrix->report, pair->key.span, key);
    finding_keep(frame, finding, d);
    report_label(d, first->key.span, "it stands here first");
    report_help(d, "keep one of them");
    return true;
}

/* Keys may interpolate, so two of them can be one only once they are evaluated. */
Result map_evaluate(Frame *frame, const Expression *expression, const Type *expected) {
    Arena *arena = frame->matrix->arena;
    uint32_t count = expression->as.map.count;
    Pair *pairs = arena_array(arena, Pair, count);
    Map seen;
    map_open(&seen, arena);
    bool is_whole = true;
    for (uint32_t i = 0; i < count; i++) {
        PairNode *node = &expression->as.map.items[i];
        if (!key_text(frame, &node->key, &pairs[i].key) ||
            key_is_repeated(frame, &seen, node, pairs[i].key)) {
            is_whole = false;
            continue;
        }
        map_put(&seen, pairs[i].key, node);
        const Type *type = expected == NULL ? NULL : type_member(expected, pairs[i].key);
        pairs[i].value = expression_evaluate(frame, node->value, type).value;
        if (pairs[i].value->kind == VALUE_ERROR) is_whole = false;
    }
    if (!is_whole) return result_error;
    return mistake_or_fitting(frame, expression->span, value_map(arena, pairs, count));
}

/* --- The switch ----------------------------------------------------------------------------- */

/* The literals that hold their text as it was written. Only one that is too long is measured. */
static Result text_literal(Frame *frame, const Expression *expression, ValueKind kind) {
    const Value *value = value_text(frame->matrix->arena, kind, expression->as.text);
    if (expression->as.text.length <= LIMIT_VALUE_BYTES) return result_of(value);
    return mistake_or_fitting(frame, expression->span, value);
}

/* What the items of an expected list are expected to be. */
static const Type *element_of(const Type *expected) {
    return expected != NULL && expected->base == BASE_LIST ? expected->element : NULL;
}

/* Logic decides itself whether it looks at the right side; the others always need both. */
static Result binary(Frame *frame, const Expression *expression, const Type *expected) {
    switch (expression->operator) {
    case OPERATOR_OR:
    case OPERATOR_AND: return logic_evaluate(frame, expression);
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL:
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL:
    case OPERATOR_IN:
    case OPERATOR_NOT_IN:
    case OPERATOR_MATCHES: return comparison_evaluate(frame, expression);
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
    case OPERATOR_DIVIDE:
    case OPERATOR_REMAINDER: return arithmetic_evaluate(frame, expression, expected);
    }
    unreachable("Operator");
}

/* One case a kind of expression, one function a case. */
static Result dispatch(Frame *frame, const Expression *expression, const Type *expected) {
    switch (expression->kind) {
    case EXPRESSION_MISSING: return result_error;
    case EXPRESSION_TRUE: return result_of(&value_true);
    case EXPRESSION_FALSE: return result_of(&value_false);
    case EXPRESSION_NONE: return result_of(&value_absent);
    case EXPRESSION_NUMBER: return number_literal(frame, expression, expected);
    case EXPRESSION_TIME: return text_literal(frame, expression, VALUE_TIME);
    case EXPRESSION_DIGEST: return text_literal(frame, expression, VALUE_DIGEST);
    case EXPRESSION_NETWORK: return text_literal(frame, expression, VALUE_NETWORK);
    case EXPRESSION_STRING: return text_literal(frame, expression, VALUE_STRING);
    case EXPRESSION_TEMPLATE: return template_evaluate(frame, expression);
    case EXPRESSION_NAME:
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX: return reference_evaluate(frame, expression, expected);
    case EXPRESSION_AT: return reference_evaluate_at(frame, expression, expected);
    case EXPRESSION_CALL: return call_evaluate(frame, expression, expected);
    case EXPRESSION_LIST: return list_evaluate(frame, expression, element_of(expected));
    case EXPRESSION_MAP: return map_evaluate(frame, expression, expected);
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY: return loop_evaluate(frame, expression, expected);
    case EXPRESSION_NOT: return not_evaluate(frame, expression);
    case EXPRESSION_BINARY: return binary(frame, expression, expected);
    }
    unreachable("ExpressionKind");
}

/* The kinds that make a value of their own each time. */
static bool makes_value(ExpressionKind kind) {
    return (kind >= EXPRESSION_NUMBER && kind <= EXPRESSION_TEMPLATE) || kind == EXPRESSION_BINARY;
}

/* The one way into an expression: here it takes its step and counts its depth. */
Result expression_evaluate(Frame *frame, const Expression *expression, const Type *expected) {
    Matrix *matrix = frame->matrix;
    uint32_t steps = makes_value(expression->kind) ? 1 + STEPS_OF_VALUE : 1;
    if (!expression_spend(frame, expression->span, steps)) return result_error;
    if (matrix->depth == DEPTH_LIMIT) return nests_too_deep(frame, expression->span);
    matrix->depth++;
    Result result = dispatch(frame, expression, expected);
    if (--matrix->depth == 0) matrix->is_unwinding = false;
    return result;
}

/* --- Questions about expressions ------------------------------------------------------------ */

/* A key that interpolates depends on where it stands. */
static bool map_is_constant(const Expression *expression) {
    for (uint32_t i = 0; i < expression->as.map.count; i++) {
        const PairNode *pair = &expression->as.map.items[i];
        if (pair->key.string != NULL || !expression_is_constant(pair->value)) return false;
    }
    return true;
}

/* All items are. */
static bool list_is_constant(const Expression *expression) {
    for (uint32_t i = 0; i < expression->as.list.count; i++)
        if (!expression_is_constant(expression->as.list.items[i])) return false;
    return true;
}

/* A template is none, though it may have no reference: nothing is gained by looking. */
bool expression_is_constant(const Expression *expression) {
    switch (expression->kind) {
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_STRING: return true;
    case EXPRESSION_LIST: return list_is_constant(expression);
    case EXPRESSION_MAP: return map_is_constant(expression);
    case EXPRESSION_MISSING:
    case EXPRESSION_TEMPLATE:
    case EXPRESSION_NAME:
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX:
    case EXPRESSION_AT:
    case EXPRESSION_CALL:
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
    case EXPRESSION_NOT:
    case EXPRESSION_BINARY: return false;
    }
    unreachable("ExpressionKind");
}

/* A name that stands for a value by itself, whatever is expected. */
static bool is_known(const Frame *frame, const Name *name) {
    if (name == NULL || binding_find(frame->bindings, name) != NULL) return true;
    return text_equal(name->text, TEXT("env")) || text_equal(name->text, TEXT("unit")) ||
           text_equal(name->text, TEXT("strategy"));
}

bool expression_is_bare(const Frame *frame, const Expression *expression) {
    if (expression->kind == EXPRESSION_NAME) return !is_known(frame, expression->as.name);
    return expression_is_constant(expression) || expression->kind == EXPRESSION_LIST;
}
