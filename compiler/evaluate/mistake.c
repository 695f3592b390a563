/* mistake.c - the mistakes that several kinds of expression can make: operands of the wrong kind,
 * absent values, values that grow too large. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* The words of the language, not those of the compiler. */
static const char *kind_words(ValueKind kind) {
    switch (kind) {
    case VALUE_ERROR: return "an error";
    case VALUE_ABSENT: return "absent";
    case VALUE_BOOL: return "a bool";
    case VALUE_INT: return "an int";
    case VALUE_NUMBER: return "a number";
    case VALUE_PERCENT: return "a percent";
    case VALUE_DURATION: return "a duration";
    case VALUE_QUANTITY: return "a quantity";
    case VALUE_STRING: return "a string";
    case VALUE_ENUM: return "a word of an enum";
    case VALUE_NETWORK: return "an address or network";
    case VALUE_TIME: return "a time";
    case VALUE_DIGEST: return "a digest";
    case VALUE_SECRET: return "a secret";
    case VALUE_LIST: return "a list";
    case VALUE_MAP: return "a map";
    }
    unreachable("ValueKind");
}

/* With its article, for sentences. */
Text mistake_kind(const Value *value) {
    return text_of(kind_words(value->kind));
}

/* --- Operands ------------------------------------------------------------------------------- */

/* The value and its kind: "8080 is an int". */
static void show_operand(Frame *frame, Finding *finding, const Expression *operand, Result result) {
    Text shown = frame_show(frame, result.value);
    Text kind = mistake_kind(result.value);
    finding_show(
        frame, finding, operand->span,
        text_format(frame->matrix->arena, "%.*s is %.*s", TEXT_ARGS(shown), TEXT_ARGS(kind)));
}

/* What is plainly text. */
static bool is_word(const Value *value) {
    return value->kind == VALUE_STRING || value->kind == VALUE_ENUM;
}

/* The two slips that are made most often. */
static void help_operands(Diagnostic *d, Operator operator, Sides sides) {
    bool has_text = is_word(sides.left.value) || is_word(sides.right.value);
    if (operator== OPERATOR_ADD && has_text)
        report_help(d, "write the value into a string: `\"${...}\"`");
    else if (operator== OPERATOR_IN && has_text)
        report_help(d, "ask for a part of a text with `contains(TEXT, PART)`");
}

/* The sentence names kinds, which are the same wherever it happens; values are in the labels. */
Result mistake_operands(Frame *frame, const Expression *expression, Sides sides) {
    Finding *finding = finding_open(frame, CODE_T0025, expression->span);
    if (finding->diagnostic == NULL) {
        Text spelling = text_of(operator_spelling(expression->operator));
        Diagnostic *d =
            report_wrong_operands(frame->matrix->report, expression->span, spelling,
                                  mistake_kind(sides.left.value), mistake_kind(sides.right.value));
        finding_keep(frame, finding, d);
        help_operands(d, expression->operator, sides);
    }
    show_operand(frame, finding, expression->as.sides.left, sides.left);
    show_operand(frame, finding, expression->as.sides.right, sides.right);
    return result_error;
}

/* Where the absent value was written is shown with it: that is where a value is missing. */
Result mistake_absent(Frame *frame, Span span, const Expression *operand) {
    Finding *finding = finding_open(frame, CODE_T0030, span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_absent_operand(frame->matrix->report, span);
        finding_keep(frame, finding, d);
        if (operand->kind != EXPRESSION_NONE)
            report_help(d, "give it a value in every environment, or ask with `== none` first");
    }
    bool is_step = operand->span.start != span.start || operand->span.end != span.end;
    finding_show(frame, finding, span,
                 is_step ? TEXT("a step into what is absent") : TEXT("absent"));
    finding_show_source(frame, finding, operand, &value_absent);
    return result_error;
}

/* --- Sizes ---------------------------------------------------------------------------------- */

typedef struct Measure {
    uint64_t bytes;
    uint64_t steps; /* what it costs to have it */
    const char *problem;
} Measure;

static void measure(Measure *total, const Value *value, uint32_t depth);

/* The walk ends at the first limit, so it is bounded by the limits and not by the value. */
static void measure_parts(Measure *total, const Value *value, uint32_t depth) {
    total->steps += (uint64_t)value->count * (value->kind == VALUE_MAP ? STEPS_OF_PAIR : 1);
    if (value->count > LIMIT_LIST_ITEMS) total->problem = "it has too many items";
    if (depth == LIMIT_NESTING) total->problem = "it is nested too deep";
    for (uint32_t i = 0; i < value->count && total->problem == NULL; i++) {
        if (value->kind == VALUE_MAP) total->bytes += value->as.pairs[i].key.length;
        measure(total, value->kind == VALUE_MAP ? value->as.pairs[i].value : value->as.items[i],
                depth + 1);
    }
}

/* Adds the size of a value, and stops as soon as a limit is passed: a value that holds another many
 * times over is never walked whole. */
static void measure(Measure *total, const Value *value, uint32_t depth) {
    total->bytes += value->text.length + 1;
    total->steps += value->text.length / 8 + STEPS_OF_VALUE;
    if (total->bytes > LIMIT_VALUE_BYTES) total->problem = "it is longer than 1 MiB";
    if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) measure_parts(total, value, depth);
}

/* Whoever looks at a whole value pays for it like whoever makes one. */
bool expression_spend_walk(Frame *frame, Span span, const Value *value) {
    enum { SHORT = 64 };

    if (value->count == 0 && value->text.length <= SHORT) return true;
    Measure total = {0};
    measure(&total, value, 0);
    return expression_spend(frame, span, total.steps);
}

/* The walk is paid for in steps, in proportion to what it looks at. */
Result mistake_or_fitting(Frame *frame, Span span, const Value *value) {
    Measure total = {0};
    measure(&total, value, 0);
    if (!expression_spend(frame, span, total.steps)) return result_error;
    if (total.problem == NULL) return result_of(value);
    Finding *finding = finding_open(frame, CODE_T0033, span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_value_too_large(frame->matrix->report, span);
        finding_keep(frame, finding, d);
        report_help(d, "a value has at most %d bytes, %d items and %d levels",
                    (int)LIMIT_VALUE_BYTES, (int)LIMIT_LIST_ITEMS, (int)LIMIT_NESTING);
    }
    finding_show(frame, finding, span, text_of(total.problem));
    return result_error;
}
