/* literal.c - what a number with a unit means where it stands.
 *
 * The lexer has seen to its form; here the expected type says whether `100m` is a tenth of a cpu or
 * 100 minutes. Where none is expected the unit itself says it, and `m`, which could be both, is
 * refused. Spelling is kept: only underscores go, and days become hours. Most numbers are short and
 * plain, so they are read without the exact arithmetic that the others need. */
#include "evaluate/literal.h"

#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* Digits that fit every integer type here, and every sum of them. */
enum { PLAIN_DIGITS = 18, SHORT_DIGITS = 5 };

/* Underscores are for people; nothing that is emitted has them. */
static Text without_underscores(Arena *arena, Text text) {
    if (memchr(text.bytes, '_', text.length) == NULL) return text;
    char *bytes = arena_raw(arena, text.length, 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != '_') bytes[length++] = text.bytes[i];
    return (Text){bytes, length};
}

/* --- Plain numbers -------------------------------------------------------------------------- */

/* The digits from an offset on. */
static size_t count_digits(Text text, size_t from) {
    size_t at = from;
    while (at < text.length && byte_is_digit(text.bytes[at]))
        at++;
    return at - from;
}

/* 1 where there is a sign, 0 where there is none. */
static size_t sign_length(Text text) {
    return text.bytes[0] == '-';
}

/* Of at most PLAIN_DIGITS digits, so it cannot overflow. */
static int64_t read_integer(Text text) {
    int64_t integer = 0;
    for (size_t i = sign_length(text); i < text.length; i++)
        integer = integer * 10 + (text.bytes[i] - '0');
    return sign_length(text) == 1 ? -integer : integer;
}

/* The type that is expected, if any, is of that base. */
static bool wants(const Type *expected, BaseKind base) {
    return expected != NULL && expected->base == base;
}

/* `any` takes everything and so says nothing. */
static bool wants_something(const Type *expected) {
    return expected != NULL && expected->base != BASE_ANY;
}

/* So that what fits is one line. */
static LiteralProblem take(const Value *value, const Value **out) {
    *out = value;
    return LITERAL_FITS;
}

/* Digits only, but more than a machine word takes at once. */
static LiteralProblem long_integer(Arena *arena, Text text, const Type *expected,
                                   const Value **out) {
    Number number;
    int64_t integer;
    if (!number_parse(text, &number)) return LITERAL_TOO_LONG;
    if (number_to_int(number, &integer)) return take(value_int(arena, integer), out);
    if (!wants(expected, BASE_NUMBER) && !wants(expected, BASE_QUANTITY)) return LITERAL_NO_INT;
    return take(value_text(arena, VALUE_NUMBER, text), out);
}

/* Asked of text without a unit only. */
static bool has_exponent(Text text) {
    return text_find(text, TEXT("e"), 0) != SIZE_MAX || text_find(text, TEXT("E"), 0) != SIZE_MAX;
}

/* With a point or an exponent. */
static LiteralProblem fraction(Arena *arena, Text text, const Type *expected, const Value **out) {
    Number number;
    if (!number_parse(text, &number)) return LITERAL_TOO_LONG;
    if (has_exponent(text) && wants(expected, BASE_QUANTITY))
        return take(value_text(arena, VALUE_QUANTITY, text), out);
    if (has_exponent(text)) return take(value_of_number(arena, number), out);
    if (!wants_something(expected) && text_ends_with(text, TEXT("0"))) return LITERAL_TRAILING_ZERO;
    return take(value_text(arena, VALUE_NUMBER, text), out);
}

/* --- Units ---------------------------------------------------------------------------------- */

/* A short number of one unit, which needs no arithmetic: the spelling, or its days as hours. */
static bool short_duration(Arena *arena, Text text, Text *out) {
    size_t end = sign_length(text) + count_digits(text, sign_length(text));
    Text unit = text_slice(text, end, text.length);
    bool is_short = end - sign_length(text) <= SHORT_DIGITS && duration_is_unit(unit);
    *out = text;
    if (!is_short || unit.bytes[0] != 'd') return is_short;
    Text hours = text_of_integer(arena, 24 * read_integer(text_slice(text, 0, end)));
    *out = text_join(arena, (const Text[]){hours, TEXT("h")}, 2, TEXT(""));
    return true;
}

/* The short way first: nearly every duration of a configuration is a small number of one unit. */
static LiteralProblem duration(Arena *arena, Text text, const Value **out) {
    Text spelling;
    if (!short_duration(arena, text, &spelling) && !duration_spelling(arena, text, &spelling))
        return LITERAL_NO_DURATION;
    return take(value_text(arena, VALUE_DURATION, spelling), out);
}

/* Kept as it is spelled. The exact amount is needed only to see that it has not too many digits. */
static LiteralProblem quantity(Arena *arena, Text text, const Value **out) {
    size_t digits = count_digits(text, sign_length(text));
    bool is_short = digits <= SHORT_DIGITS && text.bytes[sign_length(text) + digits] != '.';
    Number amount;
    if (!is_short && !quantity_parse(text, &amount)) return LITERAL_TOO_LONG;
    return take(value_text(arena, VALUE_QUANTITY, text), out);
}

/* Kept as it is spelled, with its sign. */
static LiteralProblem percent(Arena *arena, Text text, const Value **out) {
    Number amount;
    if (text.length > PLAIN_DIGITS && !percent_parse(text, &amount)) return LITERAL_TOO_LONG;
    return take(value_text(arena, VALUE_PERCENT, text), out);
}

/* One unit of time, or several units with numbers between them. */
static bool is_duration(Text tail) {
    for (size_t i = 0; i < tail.length; i++)
        if (byte_is_digit(tail.bytes[i])) return true;
    return duration_is_unit(tail);
}

/* Also the units that a duration has: `m` is in both. */
static bool is_quantity(Text tail) {
    return quantity_is_unit(tail);
}

/* The type that is expected decides first, then the unit. */
static LiteralProblem with_unit(Arena *arena, Text text, Text unit, const Type *expected,
                                const Value **out) {
    if (text_equal(unit, TEXT("%"))) return percent(arena, text, out);
    bool can_be_duration = is_duration(unit);
    bool can_be_quantity = is_quantity(unit);
    if (can_be_quantity && wants(expected, BASE_QUANTITY)) return quantity(arena, text, out);
    if (can_be_duration && can_be_quantity && !wants_something(expected)) return LITERAL_AMBIGUOUS;
    return can_be_duration ? duration(arena, text, out) : quantity(arena, text, out);
}

/* Where a unit begins: the length of sign, digits, point, digits and exponent. */
static size_t number_length(Text text) {
    size_t at = sign_length(text);
    at += count_digits(text, at);
    if (at < text.length && text.bytes[at] == '.') at += 1 + count_digits(text, at + 1);
    if (at + 1 < text.length && (text.bytes[at] == 'e' || text.bytes[at] == 'E')) {
        size_t sign = text.bytes[at + 1] == '+' || text.bytes[at + 1] == '-';
        size_t digits = count_digits(text, at + 1 + sign);
        if (digits > 0) at += 1 + sign + digits;
    }
    return at;
}

/* Digits and nothing else. */
static bool is_whole(Text text) {
    size_t sign = sign_length(text);
    return sign + count_digits(text, sign) == text.length;
}

/* Most numbers are a few digits and nothing else, so that is asked first. */
LiteralProblem literal_read(Arena *arena, Text written, const Type *expected, const Value **out) {
    if (written.length <= PLAIN_DIGITS && is_whole(written))
        return take(value_int(arena, read_integer(written)), out);
    Text text = without_underscores(arena, written);
    if (is_whole(text)) return long_integer(arena, text, expected, out);
    size_t end = number_length(text);
    if (end == text.length) return fraction(arena, text, expected, out);
    return with_unit(arena, text, text_slice(text, end, text.length), expected, out);
}

/* --- The literal in a program --------------------------------------------------------------- */

/* The evidence, for labels and for problems. */
const char *literal_describe(LiteralProblem problem) {
    switch (problem) {
    case LITERAL_FITS: return "";
    case LITERAL_AMBIGUOUS: return "minutes or thousandths";
    case LITERAL_TRAILING_ZERO: return "a number does not keep its last zero";
    case LITERAL_TOO_LONG: return "it has more than 34 digits";
    case LITERAL_NO_INT: return "an int has 64 bits";
    case LITERAL_NO_DURATION: return "a duration has 64 bits of nanoseconds";
    }
    unreachable("LiteralProblem");
}

/* Each way of not fitting has the code of its rule. */
static Code code_of(LiteralProblem problem) {
    switch (problem) {
    case LITERAL_AMBIGUOUS: return CODE_T0022;
    case LITERAL_TRAILING_ZERO: return CODE_T0023;
    case LITERAL_TOO_LONG:
    case LITERAL_NO_INT:
    case LITERAL_NO_DURATION: return CODE_T0024;
    case LITERAL_FITS: break;
    }
    unreachable("LiteralProblem");
}

/* `resources.requests.cpu`: of a cpu, `m` is never minutes. */
static bool is_cpu(const Param *param) {
    if (param == NULL || param->path->count == 0) return false;
    return text_equal(param->path->items[param->path->count - 1].text, TEXT("cpu"));
}

/* `8m` may be neither: nginx means megabytes. */
static Diagnostic *describe_unit(const Frame *frame, Span span, Text text) {
    Diagnostic *d = report_ambiguous_unit(frame->matrix->report, span, text);
    if (is_cpu(frame->param)) return report_help(d, "write the type, `: quantity`");
    return report_help(d, "write the type, `: duration` or `: quantity`, or put it in quotes if it "
                          "is text");
}

/* The sentence, and the help where there is more than quotes. */
static Diagnostic *describe(const Frame *frame, LiteralProblem problem, Span span, Text text) {
    Report *report = frame->matrix->report;
    if (problem == LITERAL_AMBIGUOUS) return describe_unit(frame, span, text);
    if (problem != LITERAL_TRAILING_ZERO) return report_number_too_large(report, span, text);
    Diagnostic *d = report_trailing_zero(report, span, text);
    return report_help(d, "put it in quotes if it is a version or a name; else write the type "
                          "`: number`, or leave out the zero");
}

/* Is it for certain that a number is wanted? */
static bool is_number(const Type *expected) {
    return wants(expected, BASE_INT) || wants(expected, BASE_NUMBER) ||
           wants(expected, BASE_PORT) || wants(expected, BASE_DURATION);
}

/* Quotes are offered where the number may be a name: no type says that it is a number, and its unit
 * does not say so either. */
static Result refuse(Frame *frame, const Expression *expression, const Type *expected,
                     LiteralProblem problem) {
    Span span = expression->span;
    Text text = expression->as.text;
    Finding *finding = finding_open(frame, code_of(problem), span);
    if (finding->diagnostic != NULL) return result_error;
    Diagnostic *d = describe(frame, problem, span, text);
    finding_keep(frame, finding, d);
    report_label(d, span, "%s", literal_describe(problem));
    if (problem == LITERAL_AMBIGUOUS || is_number(expected)) return result_error;
    report_fix(d, false, "put it in quotes", span,
               text_format(frame->matrix->arena, "\"%.*s\"", TEXT_ARGS(text)));
    return result_error;
}

/* A whole number where a `number` is wanted is one, though it is spelled as an int. */
Result number_literal(Frame *frame, const Expression *expression, const Type *expected) {
    const Value *value;
    LiteralProblem problem =
        literal_read(frame->matrix->arena, expression->as.text, expected, &value);
    if (problem != LITERAL_FITS) return refuse(frame, expression, expected, problem);
    return (Result){value, wants(expected, BASE_NUMBER) ? expected : NULL};
}
