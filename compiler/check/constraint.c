/* constraint.c - the bounds of a type, with their operands folded to values.
 *
 * A bound that does not fit its type, an operand that is no value of it, an empty range and a
 * pattern that PCRE2 refuses are reported here and left out of the type, so nothing later stumbles
 * over them. Operands are literals by the grammar: folding them needs no evaluation. */
#include "check/builder.h"

/* Bounds and laws ask for the class of a type and never for the type itself. */
BaseClass base_class(BaseKind base) {
    switch (base) {
    case BASE_INT:
    case BASE_NUMBER:
    case BASE_PORT:
    case BASE_DURATION:
    case BASE_QUANTITY:
    case BASE_PERCENT:
    case BASE_TIMESTAMP: return CLASS_MEASURE;
    case BASE_STRING:
    case BASE_IP:
    case BASE_CIDR:
    case BASE_HOST:
    case BASE_URL:
    case BASE_SEMVER:
    case BASE_DIGEST: return CLASS_TEXT;
    case BASE_BOOL: return CLASS_TRUTH;
    case BASE_ENUM: return CLASS_CHOICE;
    case BASE_LIST:
    case BASE_MAP: return CLASS_COLLECTION;
    case BASE_ERROR:
    case BASE_ANY:
    case BASE_OBJECT:
    case BASE_SECRET: return CLASS_OTHER;
    }
    unreachable("BaseKind");
}

/* --- Literals ------------------------------------------------------------------------------- */

static const Value *fold_integer(Arena *arena, Text text, int64_t low, int64_t high) {
    Number number;
    int64_t integer;
    if (!number_parse(text, &number) || !number_to_int(number, &integer)) return NULL;
    return integer < low || integer > high ? NULL : value_int(arena, integer);
}

static const Value *fold_decimal(Arena *arena, Text text) {
    Number number;
    return number_parse(text, &number) ? value_of_number(arena, number) : NULL;
}

/* A literal of the kind that is written with a unit; the spelling is kept. */
static const Value *fold_measure(Arena *arena, BaseKind base, Text text) {
    enum { HIGHEST_PORT = 65535 };

    Number number;
    int64_t nanoseconds;
    if (base == BASE_INT) return fold_integer(arena, text, INT64_MIN, INT64_MAX);
    if (base == BASE_PORT) return fold_integer(arena, text, 1, HIGHEST_PORT);
    if (base == BASE_NUMBER) return fold_decimal(arena, text);
    if (base == BASE_DURATION && duration_parse(text, &nanoseconds))
        return value_text(arena, VALUE_DURATION, text);
    if (base == BASE_QUANTITY && quantity_parse(text, &number))
        return value_text(arena, VALUE_QUANTITY, text);
    if (base == BASE_PERCENT && percent_parse(text, &number))
        return value_text(arena, VALUE_PERCENT, text);
    return NULL;
}

/* Digests and addresses have literals of their own; everything may be a string. */
static const Value *fold_text(Arena *arena, BaseKind base, const Expression *literal) {
    if (literal->kind == EXPRESSION_STRING) return value_string(arena, literal->as.text);
    if (literal->kind == EXPRESSION_DIGEST && base == BASE_DIGEST)
        return value_text(arena, VALUE_DIGEST, literal->as.text);
    if (literal->kind == EXPRESSION_NETWORK && (base == BASE_IP || base == BASE_CIDR))
        return value_text(arena, VALUE_NETWORK, literal->as.text);
    return NULL;
}

/* One of an enum's values, as a name or a string. */
static const Value *fold_choice(Arena *arena, const Type *type, const Expression *literal) {
    Text text = literal->kind == EXPRESSION_STRING ? literal->as.text
                : literal->kind == EXPRESSION_NAME ? literal->as.name->text
                                                   : TEXT("");
    const Text *word = text.length > 0 ? type_word(type, text) : NULL;
    return word == NULL ? NULL : value_enum(arena, text, (uint32_t)(word - type->values));
}

static const Value *fold_truth(const Expression *literal) {
    if (literal->kind == EXPRESSION_TRUE) return &value_true;
    return literal->kind == EXPRESSION_FALSE ? &value_false : NULL;
}

/* The expected type says what a literal is: `100m` is a duration or a quantity. */
const Value *literal_fold(Arena *arena, const Type *type, const Expression *literal) {
    switch (base_class(type->base)) {
    case CLASS_MEASURE:
        if (type->base == BASE_TIMESTAMP)
            return literal->kind == EXPRESSION_TIME
                       ? value_text(arena, VALUE_TIME, literal->as.text)
                       : NULL;
        if (literal->kind != EXPRESSION_NUMBER) return NULL;
        return fold_measure(arena, type->base, literal->as.text);
    case CLASS_TEXT: return fold_text(arena, type->base, literal);
    case CLASS_TRUTH: return fold_truth(literal);
    case CLASS_CHOICE: return fold_choice(arena, type, literal);
    case CLASS_COLLECTION:
    case CLASS_OTHER: return NULL;
    }
    unreachable("BaseClass");
}

/* --- Bounds --------------------------------------------------------------------------------- */

static bool has_characters(BaseKind base) {
    return base_class(base) == CLASS_TEXT;
}

/* Ranges need a size, lengths something to count, patterns characters. */
static bool bound_fits(BoundKind kind, const Type *type) {
    BaseClass class = base_class(type->base);
    switch (kind) {
    case BOUND_RANGE:
    case BOUND_LESS:
    case BOUND_LESS_EQUAL:
    case BOUND_GREATER:
    case BOUND_GREATER_EQUAL: return class == CLASS_MEASURE;
    case BOUND_EQUAL:
    case BOUND_NOT_EQUAL: return class != CLASS_COLLECTION && class != CLASS_OTHER;
    case BOUND_LENGTH: return has_characters(type->base) || class == CLASS_COLLECTION;
    case BOUND_MATCHES: return has_characters(type->base);
    }
    unreachable("BoundKind");
}

/* What a type does take, for the help of a bound that does not fit. */
static const char *bounds_of(BaseKind base) {
    switch (base_class(base)) {
    case CLASS_MEASURE: return "it takes a range such as `1..50`, or a comparison such as `>= 1`";
    case CLASS_TEXT: return "it takes a length such as `len 1..63`, or `matches '^[a-z]+$'`";
    case CLASS_COLLECTION: return "it takes a length such as `len 1..5`";
    case CLASS_TRUTH:
    case CLASS_CHOICE: return "it takes `==` and `!=` only";
    case CLASS_OTHER: return "it takes no bounds";
    }
    unreachable("BaseClass");
}

static Text written(const Model *model, Span span) {
    return sources_text(model->program->sources, span);
}

/* An operand as the bound needs it: a length is a count, a pattern text, all else of the type. */
static const Value *fold_operand(Model *model, const Type *type, BoundKind kind,
                                 const Expression *operand) {
    if (operand->kind == EXPRESSION_MISSING) return NULL;
    const Type *wanted = type;
    if (kind == BOUND_LENGTH) wanted = type_builtin(model, BASE_INT);
    if (kind == BOUND_MATCHES) wanted = type_builtin(model, BASE_STRING);
    const Value *value = literal_fold(model->arena, wanted, operand);
    bool is_negative = kind == BOUND_LENGTH && value != NULL && value->as.integer < 0;
    if (value != NULL && !is_negative) return value;
    if (kind == BOUND_LENGTH)
        report_bound_length(model->report, operand->span, written(model, operand->span));
    else
        report_bound_operand(model->report, operand->span, written(model, operand->span),
                             wanted->text);
    return NULL;
}

static bool is_empty_range(const Constraint *constraint) {
    int order;
    return constraint->high != NULL && value_compare(constraint->low, constraint->high, &order) &&
           order > 0;
}

static bool compile_pattern(Model *model, const Bound *bound, Constraint *out) {
    Text problem;
    if (model->is_library) {
        out->pattern = pattern_known(model->arena, model->patterns, out->low->text);
        return true;
    }
    out->pattern = pattern_compile(model->arena, model->patterns, out->low->text, &problem);
    if (out->pattern == NULL) report_pattern_refused(model->report, bound->low->span, problem);
    return out->pattern != NULL;
}

/* One bound; false when something is wrong with it, which was reported. */
static bool resolve_bound(Model *model, const Type *type, const Bound *bound, Constraint *out) {
    if (!bound_fits(bound->kind, type)) {
        Diagnostic *misfit = report_bound_misfit(model->report, bound->span,
                                                 written(model, bound->span), type->text);
        report_help(misfit, "%s", bounds_of(type->base));
        return false;
    }
    *out = (Constraint){.kind = bound->kind, .span = bound->span};
    out->low = fold_operand(model, type, bound->kind, bound->low);
    if (out->low == NULL) return false;
    if (bound->high != NULL) out->high = fold_operand(model, type, bound->kind, bound->high);
    if (bound->high != NULL && out->high == NULL) return false;
    if (is_empty_range(out)) {
        report_help(report_empty_range(model->report, bound->span, written(model, bound->span)),
                    "write the lower end first");
        return false;
    }
    return bound->kind != BOUND_MATCHES || compile_pattern(model, bound, out);
}

/* The bounds of a named type come first, then those written behind its name. */
void constraints_resolve(Model *model, Type *type, const TypeNode *node) {
    uint32_t count = type->constraint_count;
    if (count + (uint64_t)node->bound_count > LIMIT_BOUNDS) {
        report_type_too_bound(model->report, node->span, LIMIT_BOUNDS);
        return;
    }
    Constraint *all = arena_array(model->arena, Constraint, count + node->bound_count);
    for (uint32_t i = 0; i < count; i++)
        all[i] = type->constraints[i];
    for (uint32_t i = 0; i < node->bound_count; i++)
        if (resolve_bound(model, type, &node->bounds[i], &all[count])) count++;
    type->constraints = all;
    type->constraint_count = count;
}
