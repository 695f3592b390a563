/* fit.c - makes a value fit the type of what it is given to, or says why it does not.
 *
 * With a written type that is `type_accepts`; without one, a value has to agree with those
 * before it (infer.c). What does not fit is pointed at as closely as can be: inside of a literal
 * list or map, at the part that is to blame. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"
#include "evaluate/infer.h"

/* --- Written types -------------------------------------------------------------------------- */

/* The value on its own, for a label that must not show what is hidden. */
static Text evidence_of(const Frame *frame, const Value *value, Text problem) {
    if (!frame->is_sensitive) return problem;
    return text_format(frame->matrix->arena, "(hidden) is %.*s that does not fit",
                       TEXT_ARGS(mistake_kind(value)));
}

/* `"8080"` where a number is wanted: what stands between the quotes would fit. */
static bool is_quoted(const Frame *frame, const Type *type, const Expression *expression) {
    const Value *read;
    Text problem;
    return expression->kind == EXPRESSION_STRING && type->base != BASE_ENUM &&
           type_read(frame->matrix->arena, type, expression->as.text, &read, &problem);
}

/* What makes a literal of the wrong kind fit. */
static void help_quotes(const Frame *frame, Diagnostic *d, const Type *type, const Value *value,
                        const Expression *expression) {
    bool lacks_quotes =
        type->base == BASE_STRING && value_is_scalar(value) && value->kind != VALUE_STRING;
    if (lacks_quotes) report_help(d, "write it as text, in quotes or as `\"${...}\"`");
    if (lacks_quotes || !is_quoted(frame, type, expression)) return;
    report_help(d, "take the quotes away");
    report_fix(d, false, "take the quotes away", expression->span, expression->as.text);
}

/* A hidden value is described by its kind alone. `part` is the type of what is blamed. */
static const Value *misfit(Frame *frame, const Type *type, const Type *part, const Value *value,
                           const Expression *expression, Text problem) {
    Span span = expression->span;
    Finding *finding = finding_open(frame, CODE_T0020, span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d =
            report_value_misfit(frame->matrix->report, span, frame_name(frame), type->text);
        finding_keep(frame, finding, d);
        help_quotes(frame, d, part, value, expression);
    }
    finding_show(frame, finding, span, evidence_of(frame, value, problem));
    return &value_error;
}

/* A literal, its value, and the type that it does not fit. */
typedef struct Misfit {
    const Expression *expression;
    const Value *value;
    const Type *type;
} Misfit;

/* A part of a literal list or map, and what its type is. False when there is no such part. */
static bool part_at(const Misfit *whole, uint32_t index, Misfit *part) {
    if (index == whole->value->count) return false;
    if (whole->expression->kind == EXPRESSION_LIST && whole->type->base == BASE_LIST) {
        *part = (Misfit){whole->expression->as.list.items[index], whole->value->as.items[index],
                         whole->type->element};
        return true;
    }
    bool is_keyed = whole->type->base == BASE_MAP || whole->type->base == BASE_OBJECT;
    if (whole->expression->kind != EXPRESSION_MAP || !is_keyed) return false;
    const Pair *pair = &whole->value->as.pairs[index];
    *part = (Misfit){whole->expression->as.map.items[index].value, pair->value,
                     type_member(whole->type, pair->key)};
    return true;
}

/* Goes to the first part that does not fit by itself, and into that; *problem is then about it. */
static void narrow(Arena *arena, Misfit *misfit, Text *problem) {
    Misfit part;
    for (uint32_t i = 0; part_at(misfit, i, &part); i++) {
        const Value *unused;
        Text found;
        if (part.type == NULL || part.value->kind == VALUE_ABSENT) continue;
        if (type_accepts(arena, part.type, part.value, &unused, &found)) continue;
        *misfit = part;
        *problem = found;
        narrow(arena, misfit, problem);
        return;
    }
}

/* The good path is the first call of `type_accepts`; all else is looking for the place. */
const Value *frame_accept(Frame *frame, const Type *type, Result result,
                          const Expression *expression) {
    Arena *arena = frame->matrix->arena;
    const Value *value = result.value;
    if (value->kind == VALUE_ERROR || value->kind == VALUE_ABSENT) return value;
    Text problem;
    if (type_accepts(arena, type, value, &value, &problem)) return value;
    Misfit part = {expression, value, type};
    narrow(arena, &part, &problem);
    return misfit(frame, type, part.type, part.value, part.expression, problem);
}

/* --- Inferred types ------------------------------------------------------------------------- */

/* `env` is text where it is the value of a row; everything else that is referred to keeps its
 * type. */
static const Type *type_of(const Matrix *matrix, Result result) {
    return result.type == matrix->environment_type ? matrix->builtin[BASE_STRING] : result.type;
}

/* Type texts of large objects say nothing that the eye can compare. */
enum { SHOWN_TYPE = 60 };

/* The first value is shown beside the one that does not agree: either may be the wrong one. */
static void show_first(Frame *frame, Diagnostic *d, const Type *type, Span span) {
    const Expression *first =
        frame->param == NULL ? NULL : row_first_value(frame->matrix, frame->param);
    bool is_shown = type->text.length <= SHOWN_TYPE;
    if (first == NULL || first->span.start == span.start) {
        if (is_shown)
            report_note(d, "the values before it are of type `%.*s`", TEXT_ARGS(type->text));
    } else if (is_shown) {
        report_label(d, first->span, "the first value is of type `%.*s`", TEXT_ARGS(type->text));
    } else {
        report_label(d, first->span, "the first value");
    }
}

/* As closely as can be: in a list or map, at the part to which the type cannot be widened. */
static const Value *disagree(Frame *frame, const Type *type, const Value *value,
                             const Expression *expression) {
    Matrix *matrix = frame->matrix;
    Misfit part = {expression, value, infer_widened(matrix, type, value)};
    Text problem;
    type_accepts(matrix->arena, part.type, value, &value, &problem);
    narrow(matrix->arena, &part, &problem);
    Span span = part.expression->span;
    Finding *finding = finding_open(frame, CODE_T0021, span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_types_disagree(matrix->report, span, frame_name(frame));
        finding_keep(frame, finding, d);
        show_first(frame, d, type, span);
        report_help(d, "write the type that all of them have");
    }
    finding_show(frame, finding, span, evidence_of(frame, part.value, problem));
    return &value_error;
}

/* Networks and lists of them: a network that is written bare may still have host bits. */
static bool has_networks(const Type *type) {
    while (type->base == BASE_LIST || type->base == BASE_MAP)
        type = type->element;
    return type->base == BASE_CIDR;
}

/* A type with bounds can only have come from what the first value refers to. It does not widen,
 * and a value of its kind that breaks a bound is told so. */
const Value *frame_agree(Frame *frame, const Type **type, Result result,
                         const Expression *expression) {
    const Value *value = result.value;
    if (value->kind == VALUE_ERROR || value->kind == VALUE_ABSENT) return value;
    if (*type == NULL && result.type != NULL && result.type->base != BASE_ERROR)
        *type = type_of(frame->matrix, result);
    if (infer_agree(frame->matrix, type, &value))
        return has_networks(*type) ? frame_accept(frame, *type, (Result){value, *type}, expression)
                                   : value;
    Text problem;
    bool is_bound = infer_is_bound(*type) || (*type)->base == BASE_CIDR;
    if (!is_bound || infer_type(frame->matrix, value)->base != (*type)->base)
        return disagree(frame, *type, value, expression);
    type_accepts(frame->matrix->arena, *type, value, &value, &problem);
    return misfit(frame, *type, *type, value, expression, problem);
}
