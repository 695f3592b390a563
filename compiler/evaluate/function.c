/* function.c - calls: which function it is, whether its arguments fit, and what comes of it.
 *
 * Every function is a row of functions.def. The kinds of its arguments stand there, and are
 * checked here for all of them: the functions (function_*.c) only compute. A literal argument is
 * read by the kind that is wanted, so `minutes(5m)` means minutes. */
#include "evaluate/function.h"

#include "evaluate/expression.h"
#include "evaluate/finding.h"

enum { KINDS = 3 };

typedef struct FunctionRow {
    Function *function;
    uint32_t fewest, most;
    ArgumentKind kinds[KINDS];
} FunctionRow;

static const FunctionRow rows[] = {
#define FUNCTION(kind, name, fewest, most, first, second, third, signature, documentation,         \
                 example, result)                                                                  \
    {function_##kind, fewest, most, {ARGUMENT_##first, ARGUMENT_##second, ARGUMENT_##third}},
#include "functions.def"
#undef FUNCTION
};

static const FunctionFact facts[] = {
#define FUNCTION(kind, name, fewest, most, first, second, third, signature, documentation,         \
                 example, result)                                                                  \
    {name, signature, documentation, example, result},
#include "functions.def"
#undef FUNCTION
};

enum { FUNCTION_COUNT = sizeof facts / sizeof *facts };

/* In the order of the .def file, which is that of the manual. */
const FunctionFact *function_facts(size_t *count) {
    *count = FUNCTION_COUNT;
    return facts;
}

/* --- Kinds of arguments --------------------------------------------------------------------- */

/* What is wanted, in words for a sentence. */
static const char *describe(ArgumentKind kind) {
    switch (kind) {
    case ARGUMENT_NONE:
    case ARGUMENT_ANY: return "anything";
    case ARGUMENT_TEXT: return "a text";
    case ARGUMENT_LIST: return "a list";
    case ARGUMENT_MAP: return "a map";
    case ARGUMENT_SIZED: return "a text, a list or a map";
    case ARGUMENT_HOLDER: return "a text or a list";
    case ARGUMENT_NUMBER: return "a number";
    case ARGUMENT_WHOLE: return "an int";
    case ARGUMENT_AMOUNT: return "a number, percent, duration, quantity or time";
    case ARGUMENT_DURATION: return "a duration";
    case ARGUMENT_QUANTITY: return "a quantity";
    case ARGUMENT_NETWORK: return "a network such as 10.0.0.0/16";
    case ARGUMENT_ADDRESS: return "an address or network";
    }
    unreachable("ArgumentKind");
}

/* What a function takes as text: the kinds that are text and nothing else. */
static bool is_text(const Value *value) {
    return value->kind == VALUE_STRING || value->kind == VALUE_ENUM ||
           value->kind == VALUE_NETWORK || value->kind == VALUE_DIGEST ||
           value->kind == VALUE_SECRET || value->kind == VALUE_TIME;
}

/* What has an order that is worth asking for. */
static bool is_amount(const Value *value) {
    return value->kind == VALUE_INT || value->kind == VALUE_NUMBER ||
           value->kind == VALUE_PERCENT || value->kind == VALUE_DURATION ||
           value->kind == VALUE_QUANTITY || value->kind == VALUE_TIME;
}

/* Strings are taken too, because IPv6 has no literal of its own. */
static bool is_network(const Value *value, bool wants_prefix) {
    Network network;
    return is_text(value) && network_parse(value->text, &network) &&
           (network.is_network || !wants_prefix);
}

/* Kinds are checked by what a function reads from the value. */
static bool fits(ArgumentKind kind, const Value *value) {
    bool is_list = value->kind == VALUE_LIST;
    switch (kind) {
    case ARGUMENT_NONE:
    case ARGUMENT_ANY: return true;
    case ARGUMENT_TEXT: return is_text(value);
    case ARGUMENT_LIST: return is_list;
    case ARGUMENT_MAP: return value->kind == VALUE_MAP;
    case ARGUMENT_SIZED: return is_list || value->kind == VALUE_MAP || is_text(value);
    case ARGUMENT_HOLDER: return is_list || is_text(value);
    case ARGUMENT_NUMBER: return value->kind == VALUE_INT || value->kind == VALUE_NUMBER;
    case ARGUMENT_WHOLE: return value->kind == VALUE_INT;
    case ARGUMENT_AMOUNT: return is_list || is_amount(value);
    case ARGUMENT_DURATION: return value->kind == VALUE_DURATION;
    case ARGUMENT_QUANTITY: return value->kind == VALUE_QUANTITY;
    case ARGUMENT_NETWORK: return is_network(value, true);
    case ARGUMENT_ADDRESS: return is_network(value, false);
    }
    unreachable("ArgumentKind");
}

/* The type by which an argument is read, NULL where its kind says none. */
static const Type *wanted_type(const Matrix *matrix, ArgumentKind kind) {
    if (kind == ARGUMENT_DURATION) return matrix->builtin[BASE_DURATION];
    if (kind == ARGUMENT_QUANTITY) return matrix->builtin[BASE_QUANTITY];
    return kind == ARGUMENT_NUMBER ? matrix->builtin[BASE_NUMBER] : NULL;
}

/* The last kind of a row stands for all arguments that follow. */
static ArgumentKind kind_at(const FunctionRow *row, uint32_t index) {
    uint32_t last = KINDS - 1;
    while (row->kinds[last] == ARGUMENT_NONE)
        last--;
    return row->kinds[index < last ? index : last];
}

/* --- Mistakes ------------------------------------------------------------------------------- */

/* The nearest name is searched among all functions. */
static Result unknown_function(Frame *frame, const Expression *expression) {
    Word word = expression->as.call->name;
    Finding *finding = finding_open(frame, CODE_N0056, word.span);
    if (finding->diagnostic != NULL) return result_error;
    Diagnostic *d = report_unknown_function(frame->matrix->report, word.span, word.name->text);
    finding_keep(frame, finding, d);
    Text *names = arena_array(frame->matrix->arena, Text, FUNCTION_COUNT);
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        names[i] = text_of(facts[i].name);
    suggest_name(d, word.span, word.name->text, names, FUNCTION_COUNT, "functions");
    return result_error;
}

/* Arguments are not evaluated then: which of them is which is not known. */
static Result wrong_count(Frame *frame, const Expression *expression, const FunctionFact *fact) {
    Finding *finding = finding_open(frame, CODE_T0037, expression->span);
    if (finding->diagnostic != NULL) return result_error;
    uint32_t count = expression->as.call->arguments.count;
    Diagnostic *d = report_argument_count(frame->matrix->report, expression->span, fact->name,
                                          count, count == 1 ? "argument" : "arguments");
    finding_keep(frame, finding, d);
    report_help(d, "it is called as `%s`", fact->signature);
    return result_error;
}

/* The place is the argument, the evidence its value. */
static void wrong_kind(Call *call, const FunctionFact *fact, uint32_t index, ArgumentKind kind) {
    Frame *frame = call->frame;
    const Expression *argument = call->expression->as.call->arguments.items[index];
    const Value *value = call->arguments[index];
    Finding *finding = finding_open(frame, CODE_T0038, argument->span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding,
                     report_argument_kind(frame->matrix->report, argument->span, fact->name,
                                          index + 1, describe(kind)));
    Text shown = frame_show(frame, value);
    Text words = mistake_kind(value);
    finding_show(frame, finding, argument->span,
                 text_format(call->arena, "%.*s is %.*s", TEXT_ARGS(shown), TEXT_ARGS(words)));
    finding_show_source(frame, finding, argument, value);
}

/* The reason shows values, so it is hidden as a whole where they are. */
static Result no_result(Call *call, const FunctionFact *fact, Text problem) {
    Frame *frame = call->frame;
    Span span = call->expression->span;
    Finding *finding = finding_open(frame, CODE_T0043, span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding, report_no_result(frame->matrix->report, span, fact->name));
    if (frame->is_sensitive) problem = TEXT("(hidden)");
    finding_show(frame, finding, span, problem);
    for (uint32_t i = 0; i < call->count; i++)
        finding_show_source(frame, finding, call->expression->as.call->arguments.items[i],
                            call->arguments[i]);
    return result_error;
}

/* --- Calling -------------------------------------------------------------------------------- */

/* An argument of the kind that is wanted, with strings read as that kind; false, reported, when it
 * is not. */
static bool take_argument(Call *call, const FunctionFact *fact, const FunctionRow *row,
                          const Type *expected) {
    uint32_t index = call->count;
    Frame *frame = call->frame;
    const Expression *argument = call->expression->as.call->arguments.items[index];
    ArgumentKind kind = kind_at(row, index);
    const Type *type = wanted_type(frame->matrix, kind);
    Result result = expression_evaluate(frame, argument, type == NULL ? expected : type);
    call->arguments[call->count++] = result.value;
    if (result_is_error(result)) return false;
    if (result.value->kind == VALUE_ABSENT) {
        mistake_absent(frame, argument->span, argument);
        return false;
    }
    Text problem;
    if (type != NULL && kind != ARGUMENT_NUMBER)
        type_accepts(call->arena, type, result.value, &call->arguments[index], &problem);
    if (fits(kind, call->arguments[index])) return true;
    wrong_kind(call, fact, index, kind);
    return false;
}

/* What the arguments of `min` and `max` are read by: the type of the result, or of the first. */
static const Type *shared_type(Call *call, const FunctionRow *row, const Type *expected) {
    if (row->kinds[0] != ARGUMENT_AMOUNT) return NULL;
    if (expected != NULL || call->count == 0) return expected;
    return expression_hint(call->frame->matrix, result_of(call->arguments[0]));
}

/* Functions walk through what they are given, but for the length of a list, which is known. */
static bool pay_for_arguments(const Call *call, const FunctionRow *row) {
    for (uint32_t i = 0; i < call->count; i++) {
        const Value *value = call->arguments[i];
        if (row->kinds[0] == ARGUMENT_SIZED && value->count > 0) continue;
        if (!expression_spend_walk(call->frame, call->expression->span, value)) return false;
    }
    return true;
}

/* All arguments are evaluated before the first mistake counts, so that one run reports them all. */
static Result call_function(Frame *frame, const Expression *expression, size_t index,
                            const Type *expected) {
    const FunctionRow *row = &rows[index];
    uint32_t count = expression->as.call->arguments.count;
    if (count < row->fewest || count > row->most)
        return wrong_count(frame, expression, &facts[index]);
    Call call = {.frame = frame, .arena = frame->matrix->arena, .expression = expression};
    bool is_whole = true;
    for (uint32_t i = 0; i < count; i++)
        if (!take_argument(&call, &facts[index], row, shared_type(&call, row, expected)))
            is_whole = false;
    if (!is_whole || !pay_for_arguments(&call, row)) return result_error;
    Text problem = TEXT("");
    const Value *value = row->function(&call, &problem);
    if (value == NULL) return no_result(&call, &facts[index], problem);
    return mistake_or_fitting(frame, expression->span, value);
}

/* Calls are rare and functions few: their names are compared one after the other. */
Result call_evaluate(Frame *frame, const Expression *expression, const Type *expected) {
    const Name *name = expression->as.call->name.name;
    if (name == NULL) return result_error;
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (text_equal(name->text, text_of(facts[i].name)))
            return call_function(frame, expression, i, expected);
    return unknown_function(frame, expression);
}
