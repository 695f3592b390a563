/* plain.c - literals, which nearly all values are, without an evaluation.
 *
 * A string, number or flag is the same wherever it stands: it needs no frame, takes no step and reads
 * nothing. So it is made a value here, and held to its type; where anything would have to be said
 * about it, nothing is, and the expression is evaluated like every other. */
#include "evaluate/infer.h"
#include "evaluate/literal.h"

static const KindSet plain_kinds = KIND(TRUE) | KIND(FALSE) | KIND(NUMBER) | KIND(TIME) |
                                   KIND(DIGEST) | KIND(NETWORK) | KIND(STRING);

bool plain_are(KindSet kinds) {
    return (kinds & ~plain_kinds) == 0;
}

bool plain_is(const Expression *expression) {
    return plain_are((KindSet)1 << expression->kind);
}

static const Value *read_text(Arena *arena, ValueKind kind, Text text) {
    return text.length <= LIMIT_VALUE_BYTES ? value_text(arena, kind, text) : NULL;
}

static const Value *read_number(Arena *arena, Text text, const Type *expected) {
    const Value *value;
    return literal_read(arena, text, expected, &value) == LITERAL_FITS ? value : NULL;
}

/* What the literal is by itself; the type says what its unit means. */
static const Value *read(Arena *arena, const Expression *literal, const Type *expected) {
    switch ((int)literal->kind) { /* open: those that `plain_is` lets through */
    case EXPRESSION_TRUE: return &value_true;
    case EXPRESSION_FALSE: return &value_false;
    case EXPRESSION_NUMBER: return read_number(arena, literal->as.text, expected);
    case EXPRESSION_TIME: return read_text(arena, VALUE_TIME, literal->as.text);
    case EXPRESSION_DIGEST: return read_text(arena, VALUE_DIGEST, literal->as.text);
    case EXPRESSION_NETWORK: return read_text(arena, VALUE_NETWORK, literal->as.text);
    case EXPRESSION_STRING: return read_text(arena, VALUE_STRING, literal->as.text);
    }
    unreachable("a literal");
}

const Value *plain_read(Matrix *matrix, const Expression *literal, const Type *written,
                        const Type **agreed) {
    Text problem;
    const Value *value = read(matrix->arena, literal, written != NULL ? written : *agreed);
    if (value == NULL) return NULL;
    if (written != NULL)
        return type_accepts(matrix->arena, written, value, &value, &problem) ? value : NULL;
    const Type *own = infer_type(matrix, value);
    bool has_form = value->kind == VALUE_NETWORK; /* a network may have host bits */
    if (has_form && !type_accepts(matrix->arena, own, value, &value, &problem)) return NULL;
    if (*agreed == NULL) *agreed = own;
    return *agreed == own ? value : NULL;
}
