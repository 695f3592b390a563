/* mutants_oracle.c - the rules of values, written once more and as plainly as they can be.
 *
 * A change of one cell can break a rule in other rows too, which refer to it or share its network.
 * So a mutant of these rules is compiled, and its matrix is judged here: pair by pair, by value and
 * by ladder, without waivers, shortcuts or wording. Nothing of compiler/parity is used. */
#include "property/mutants.h"

typedef struct View {
    const Model *model;
    const Matrix *matrix;
    const Param *param;
} View;

/* NULL where the row is not there, or where something was reported before. */
static const Value *value_in(const View *view, uint32_t environment) {
    const Value *value = matrix_value(view->matrix, view->param, environment);
    return value == NULL || value->kind == VALUE_ERROR ? NULL : value;
}

/* The row is there, and nothing gives it a value, or it is `none` and its type forbids that. */
static bool is_hole(const View *view, uint32_t environment) {
    const Value *value = value_in(view, environment);
    const Type *type = matrix_type(view->matrix, view->param);
    if (value == NULL) return false;
    if (!matrix_is_stated(view->matrix, view->param, environment)) return true;
    bool permits_none = !view->param->has_own_type || type->is_optional || type->base == BASE_ANY;
    return value->kind == VALUE_ABSENT && !permits_none;
}

/* language.md, P0001. */
static bool is_image(const Param *param) {
    static const char *const ends[] = {"image",       "imageTag",         "image_tag",
                                       "imageDigest", "image.repository", "image.registry",
                                       "image.name",  "image.tag",        "image.digest"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        Text end = text_of(ends[i]);
        bool is_whole = param->path->text.length == end.length;
        if (!text_ends_with(param->path->text, end)) continue;
        if (is_whole || param->path->text.bytes[param->path->text.length - end.length - 1] == '.')
            return true;
    }
    return false;
}

/* Nothing but secrets, or references to them. */
static bool is_secret(const View *view) {
    for (uint32_t i = 0; i < view->model->environment_count; i++) {
        const Value *value = value_in(view, i);
        if (value != NULL && value->kind != VALUE_SECRET) return false;
    }
    return true;
}

/* --- P0003, P0004 --------------------------------------------------------------------------- */

/* Holes are P0004's and no value. */
static bool varies(const View *view) {
    const Value *first = NULL;
    for (uint32_t i = 0; i < view->model->environment_count; i++) {
        const Value *value = value_in(view, i);
        if (value == NULL || is_hole(view, i)) continue;
        if (first != NULL && !value_same(first, value)) return true;
        first = value;
    }
    return false;
}

/* P0003: it differs, and neither the row nor what it refers to says why. */
static bool is_unreasoned(const View *view) {
    return varies(view) && matrix_category(view->matrix, view->param) == NULL && !is_secret(view);
}

/* P0004. */
static bool lacks_value(const View *view) {
    for (uint32_t i = 0; i < view->model->environment_count; i++)
        if (!view->param->is_secret && is_hole(view, i)) return true;
    return false;
}

/* --- P0005 ---------------------------------------------------------------------------------- */

/* Does the row have to keep a law, its own or that of its category? */
static bool is_law(const View *view, Law law) {
    const Category *category = matrix_category(view->matrix, view->param);
    LawSet laws = view->param->laws;
    if (view->param->category == NULL && category != NULL) laws |= category->laws;
    return (laws >> law & 1u) != 0 && law_fits(law, matrix_type(view->matrix, view->param));
}

/* Along the ladder absent is below everything. */
static bool is_more(const Value *a, const Value *b) {
    int order = 0;
    if (a->kind == VALUE_ABSENT || b->kind == VALUE_ABSENT)
        return a->kind != VALUE_ABSENT && b->kind == VALUE_ABSENT;
    return value_compare(a, b, &order) && order > 0;
}

/* What no two environments can share. */
static bool is_nothing(const Value *value) {
    return value->kind == VALUE_ABSENT || (value->kind == VALUE_STRING && value->text.length == 0);
}

/* The same text, or addresses in common; of lists, any two items. */
static bool meet(const Value *a, const Value *b) {
    for (uint32_t i = 0; a->kind == VALUE_LIST && i < a->count; i++)
        if (meet(a->as.items[i], b)) return true;
    for (uint32_t i = 0; b->kind == VALUE_LIST && i < b->count; i++)
        if (meet(a, b->as.items[i])) return true;
    if (a->kind == VALUE_LIST || b->kind == VALUE_LIST || is_nothing(a) || is_nothing(b))
        return false;
    Network left, right;
    bool are_networks = a->kind == VALUE_NETWORK && b->kind == VALUE_NETWORK &&
                        network_parse(a->text, &left) && network_parse(b->text, &right);
    return are_networks ? network_overlaps(&left, &right) : value_same(a, b);
}

/* Do two environments break a law together? `a` stands before `b` in the model. */
static bool pair_breaks(const View *view, Law law, uint32_t a, uint32_t b) {
    const Environment *left = &view->model->environments[a];
    const Environment *right = &view->model->environments[b];
    const Value *low = value_in(view, a), *high = value_in(view, b);
    bool is_climb = left->rung > 0 && left->rung < right->rung;
    switch (law) {
    case LAW_ASCENDING: return is_climb && is_more(low, high);
    case LAW_DESCENDING: return is_climb && is_more(high, low);
    case LAW_DISTINCT: return !left->is_ephemeral && !right->is_ephemeral && meet(low, high);
    case LAW_APART:
        return matrix_is_production(view->matrix, a) != matrix_is_production(view->matrix, b) &&
               meet(low, high);
    case LAW_EQUAL: return !value_equal(low, high);
    case LAW_DISJOINT: return false;
    }
    unreachable("Law");
}

/* An earlier row of the unit that overlaps this one somewhere. */
static bool breaks_disjoint(const View *view) {
    const Unit *unit = view->param->unit;
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        for (uint32_t j = 0; j < unit->sinks[i]->count; j++) {
            View other = *view;
            other.param = unit->sinks[i]->params[j];
            if (other.param == view->param) return false;
            if (!is_law(&other, LAW_DISJOINT)) continue;
            for (uint32_t k = 0; k < view->model->environment_count; k++) {
                const Value *a = value_in(view, k), *b = value_in(&other, k);
                if (a != NULL && b != NULL && meet(a, b)) return true;
            }
        }
    }
    return false;
}

/* P0005: every law, every pair. */
static bool breaks_law(const View *view) {
    uint32_t count = view->model->environment_count;
    for (Law law = LAW_ASCENDING; law <= LAW_EQUAL; law++) {
        if (!is_law(view, law)) continue;
        if (law == LAW_DISJOINT && breaks_disjoint(view)) return true;
        for (uint32_t a = 0; a < count; a++)
            for (uint32_t b = a + 1; b < count; b++)
                if (value_in(view, a) != NULL && value_in(view, b) != NULL && !is_hole(view, a) &&
                    !is_hole(view, b) && pair_breaks(view, law, a, b))
                    return true;
    }
    return false;
}

/* --- P0006 ---------------------------------------------------------------------------------- */

/* By its `differs`, or because the category wants it. */
static bool may_differ(const Environment *environment, const Category *category) {
    for (uint32_t i = 0; i < environment->differs_count; i++)
        if (environment->differs[i] == category->name) return true;
    LawSet laws = 1u << LAW_DISTINCT | 1u << LAW_DISJOINT | 1u << LAW_APART;
    return (category->laws & laws) != 0;
}

/* P0006: every environment against the one that it names. */
static bool is_unlike(const View *view) {
    const Category *category = matrix_category(view->matrix, view->param);
    LawSet laws = 1u << LAW_DISTINCT | 1u << LAW_DISJOINT | 1u << LAW_APART;
    if (category == NULL || (view->param->laws & laws) != 0 || is_secret(view)) return false;
    for (uint32_t i = 0; i < view->model->environment_count; i++) {
        const Environment *environment = &view->model->environments[i];
        if (environment->like < 0 || may_differ(environment, category)) continue;
        const Value *own = value_in(view, i), *model = value_in(view, (uint32_t)environment->like);
        bool is_there = own != NULL && model != NULL && !is_hole(view, i) &&
                        !is_hole(view, (uint32_t)environment->like);
        if (is_there && !value_same(own, model)) return true;
    }
    return false;
}

/* --- P0013 ---------------------------------------------------------------------------------- */

/* How many different values there are. */
static uint32_t count_states(const View *view) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < view->model->environment_count; i++) {
        bool is_new = value_in(view, i) != NULL;
        for (uint32_t j = 0; is_new && j < i; j++)
            is_new = value_in(view, j) == NULL || !value_same(value_in(view, i), value_in(view, j));
        count += is_new;
    }
    return count;
}

/* Where an environment stands, or what it is like. */
static uint32_t rung_of(const View *view, uint32_t environment) {
    const Environment *here = &view->model->environments[environment];
    while (here->rung == 0 && here->like >= 0)
        here = &view->model->environments[here->like];
    return here->rung;
}

/* Has some environment of a rung the state, or none of them the row? */
static bool rung_has(const View *view, uint32_t rung, const Value *state) {
    bool is_empty = true;
    for (uint32_t i = 0; i < view->model->environment_count; i++) {
        if (view->model->environments[i].rung != rung || value_in(view, i) == NULL) continue;
        if (value_same(value_in(view, i), state)) return true;
        is_empty = false;
    }
    return is_empty;
}

/* The new state is that of the lowest rung, which the examples give to one environment. */
static bool skips_rung(const View *view) {
    const Value *state = NULL;
    for (uint32_t i = 0; i < view->model->environment_count && state == NULL; i++)
        if (view->model->environments[i].rung > 0) state = value_in(view, i);
    for (uint32_t i = 0; state != NULL && i < view->model->environment_count; i++) {
        if (value_in(view, i) == NULL || !value_same(value_in(view, i), state)) continue;
        for (uint32_t rung = 1; rung < rung_of(view, i); rung++)
            if (!rung_has(view, rung, state)) return true;
    }
    return false;
}

/* --- All ------------------------------------------------------------------------------------ */

bool oracle_finds(const RungProject *project, const Param *param, int rule, int64_t today) {
    View view = {project->model, project->matrix, param};
    const Scope *rolling = param_rolling(param);
    if (rule == 13) {
        if (rolling == NULL || is_secret(&view) || count_states(&view) < 2) return false;
        return today > rolling->rolling_until || count_states(&view) > 2 || skips_rung(&view);
    }
    if (rolling != NULL || (is_image(param) && rule != 4)) return false;
    if (rule == 3) return is_unreasoned(&view);
    if (rule == 4) return lacks_value(&view);
    if (rule == 5) return !is_secret(&view) && breaks_law(&view);
    return rule == 6 && is_unlike(&view);
}
