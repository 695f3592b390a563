/* narrow.c - is one type narrower than another, and does a law fit a type?
 *
 * A unit that restates a profile's parameter may narrow its type. Whether it does is decided by the
 * shape of both types and by the intervals that their bounds leave: cheap, and right for all that
 * people write. What cannot be seen that way (two patterns) is not refused: the restated type keeps
 * the bounds of both, so a value that the profile refuses is refused still. */
#include "check/builder.h"

/* --- Intervals ------------------------------------------------------------------------------ */

typedef struct Limit {
    bool is_there;
    bool is_strict; /* the limit itself is outside */
    Number at;
} Limit;

typedef struct Interval {
    Limit low, high;
} Interval;

/* Takes the limit on when it is tighter. `side` is 1 for a lower limit, -1 for an upper one. */
static void tighten(Limit *limit, const Value *value, bool is_strict, int side) {
    Limit found = {.is_there = true, .is_strict = is_strict};
    if (value == NULL || !value_number(value, &found.at)) return;
    int order = limit->is_there ? side * number_compare(found.at, limit->at) : 1;
    if (order > 0 || (order == 0 && is_strict)) *limit = found;
}

/* What one bound leaves of an interval. Patterns and exceptions leave it as it is. */
static void apply(Interval *interval, const Constraint *constraint) {
    switch (constraint->kind) {
    case BOUND_RANGE:
    case BOUND_LENGTH:
        tighten(&interval->low, constraint->low, false, 1);
        tighten(&interval->high, constraint->high, false, -1);
        return;
    case BOUND_EQUAL:
        tighten(&interval->low, constraint->low, false, 1);
        tighten(&interval->high, constraint->low, false, -1);
        return;
    case BOUND_LESS: tighten(&interval->high, constraint->low, true, -1); return;
    case BOUND_LESS_EQUAL: tighten(&interval->high, constraint->low, false, -1); return;
    case BOUND_GREATER: tighten(&interval->low, constraint->low, true, 1); return;
    case BOUND_GREATER_EQUAL: tighten(&interval->low, constraint->low, false, 1); return;
    case BOUND_NOT_EQUAL:
    case BOUND_MATCHES: return;
    }
    unreachable("BoundKind");
}

/* The interval that all bounds of a type leave together; a port brings its own. */
static Interval interval_of(const Type *type) {
    Interval interval = {0};
    if (type->base == BASE_PORT) {
        interval.low = (Limit){.is_there = true, .at = number_of(1)};
        interval.high = (Limit){.is_there = true, .at = number_of(UINT16_MAX)};
    }
    for (uint32_t i = 0; i < type->constraint_count; i++)
        apply(&interval, &type->constraints[i]);
    return interval;
}

static bool limit_is_within(Limit narrow, Limit wide, int side) {
    if (!wide.is_there) return true;
    if (!narrow.is_there) return false;
    int order = side * number_compare(narrow.at, wide.at);
    return order > 0 || (order == 0 && (narrow.is_strict || !wide.is_strict));
}

static bool interval_is_within(const Type *narrow, const Type *wide) {
    Interval a = interval_of(narrow);
    Interval b = interval_of(wide);
    return limit_is_within(a.low, b.low, 1) && limit_is_within(a.high, b.high, -1);
}

/* --- Shapes --------------------------------------------------------------------------------- */

bool base_is_text(BaseKind base) {
    switch (base) {
#define TYPE(kind, name, is_text, documentation)                                                   \
    case BASE_##kind:                                                                              \
        return is_text;
#include "types.def"
#undef TYPE
    case BASE_ENUM: return true;
    case BASE_ERROR:
    case BASE_ANY:
    case BASE_LIST:
    case BASE_MAP:
    case BASE_OBJECT:
    case BASE_SECRET: return false;
    }
    unreachable("BaseKind");
}

static bool base_narrows(BaseKind narrow, BaseKind wide) {
    if (narrow == wide) return true;
    if (wide == BASE_STRING) return base_is_text(narrow);
    if (wide == BASE_INT) return narrow == BASE_PORT;
    return wide == BASE_NUMBER && (narrow == BASE_INT || narrow == BASE_PORT);
}

/* The same values in the same order, some of them left out. */
static bool values_narrow(const Type *narrow, const Type *wide) {
    const Text *last = NULL;
    for (uint32_t i = 0; i < narrow->value_count; i++) {
        const Text *word = type_word(wide, narrow->values[i]);
        if (word == NULL || (last != NULL && word < last)) return false;
        last = word;
    }
    return true;
}

/* The same fields in the same order, each as narrow. */
static bool fields_narrow(const Type *narrow, const Type *wide) {
    if (narrow->field_count != wide->field_count) return false;
    for (uint32_t i = 0; i < narrow->field_count; i++) {
        const Field *a = &narrow->fields[i];
        const Field *b = &wide->fields[i];
        if (!text_equal(a->name, b->name) || !type_narrows(a->type, b->type)) return false;
    }
    return true;
}

/* A mistake in either type was reported and agrees with everything. */
bool type_narrows(const Type *narrow, const Type *wide) {
    if (narrow == wide || narrow->base == BASE_ERROR || wide->base == BASE_ERROR) return true;
    if (text_equal(narrow->text, wide->text)) return true;
    if (narrow->is_optional && !wide->is_optional) return false;
    if (wide->base == BASE_ANY) return true;
    if (!base_narrows(narrow->base, wide->base)) return false;
    if (!interval_is_within(narrow, wide)) return false;
    if (narrow->base != wide->base) return true;
    if (narrow->base == BASE_ENUM) return values_narrow(narrow, wide);
    if (narrow->base == BASE_OBJECT) return fields_narrow(narrow, wide);
    return narrow->element == NULL || type_narrows(narrow->element, wide->element);
}

/* For whatever `type_narrows` cannot see, such as two patterns: both sets of bounds hold. */
const Type *type_both(Arena *arena, const Type *narrow, const Type *wide) {
    if (narrow == wide || wide->constraint_count == 0) return narrow;
    if (text_equal(narrow->text, wide->text)) return narrow;
    uint32_t count = wide->constraint_count + narrow->constraint_count;
    Constraint *all = arena_array(arena, Constraint, count);
    for (uint32_t i = 0; i < wide->constraint_count; i++)
        all[i] = wide->constraints[i];
    for (uint32_t i = 0; i < narrow->constraint_count; i++)
        all[wide->constraint_count + i] = narrow->constraints[i];
    Type *both = arena_new(arena, Type);
    *both = *narrow;
    both->constraints = all;
    both->constraint_count = count;
    return both;
}

/* --- Laws ----------------------------------------------------------------------------------- */

static bool has_order(const Type *type) {
    BaseClass class = base_class(type->base);
    if (type->base == BASE_TIMESTAMP) return false;
    return class == CLASS_MEASURE || class == CLASS_TRUTH || class == CLASS_CHOICE;
}

static bool is_text_or_network(const Type *type) {
    return base_class(type->base) == CLASS_TEXT && type->base != BASE_SEMVER;
}

/* The type itself, or the items' of a list: laws about sharing look into lists. */
static const Type *item_type(const Type *type) {
    return type->base == BASE_LIST ? type->element : type;
}

/* Laws about sharing and overlap look at the items of a list, laws about order do not. */
bool law_fits(Law law, const Type *type) {
    const Type *item = item_type(type);
    if (item->base == BASE_ERROR || item->base == BASE_ANY) return true;
    switch (law) {
    case LAW_ASCENDING:
    case LAW_DESCENDING: return has_order(type);
    case LAW_DISTINCT:
    case LAW_APART: return is_text_or_network(item);
    case LAW_DISJOINT: return item->base == BASE_CIDR;
    case LAW_EQUAL: return true;
    }
    unreachable("Law");
}
