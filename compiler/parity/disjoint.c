/* disjoint.c - P0005 for the law `disjoint`: the networks of a unit do not overlap one another.
 *
 * It is the one law between rows. In each environment the networks of all rows that state it are
 * sorted and swept once; what overlaps is collected by row, so that each row has one finding, at
 * the later of the two, whatever the number of environments. A row that is nothing but a reference
 * repeats its target on purpose and takes no part unless it states the law itself. */
#include "parity/rule.h"

/* A row that states the law, and the first earlier row that it overlaps. */
typedef struct Stake {
    const Param *param;
    EnvironmentSet waived;
    EnvironmentSet involved; /* where it overlaps, waived or not */
    EnvironmentSet reported;
    const Param *other;
    Text own_text, other_text; /* in the first of those environments */
    uint32_t environment;
} Stake;

typedef struct Stakes {
    ARRAY(Stake) all;
} Stakes;

/* All rows of the unit that state the law, in whatever sink they stand. */
static void collect(Parity *parity, const Unit *unit, Stakes *stakes) {
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        for (uint32_t j = 0; j < unit->sinks[i]->count; j++) {
            const Param *param = unit->sinks[i]->params[j];
            if (!law_is_in(param->laws, LAW_DISJOINT)) continue;
            if (!law_fits(LAW_DISJOINT, matrix_type(parity->matrix, param))) continue;
            Stake stake = {.param = param, .waived = waiver_row(parity, param, CODE_P0005)};
            array_push(parity->arena, &stakes->all, stake);
        }
    }
}

/* Notes that two rows overlap in an environment, at the later one. */
static void note(Stakes *stakes, const Claim *a, const Claim *b, uint32_t environment) {
    const Claim *early = a->owner < b->owner ? a : b;
    const Claim *late = a->owner < b->owner ? b : a;
    Stake *stake = &stakes->all.items[late->owner];
    Stake *other = &stakes->all.items[early->owner];
    set_add(&stake->involved, environment);
    set_add(&other->involved, environment);
    if (set_has(&stake->waived, environment) || set_has(&other->waived, environment)) return;
    if (stake->other == NULL) {
        stake->other = other->param;
        stake->environment = environment;
        stake->own_text = late->text;
        stake->other_text = early->text;
    }
    set_add(&stake->reported, environment);
}

/* One environment: every network of every row, sorted and walked through once. */
static void sweep(Parity *parity, Stakes *stakes, uint32_t environment) {
    Claims claims = {0};
    for (uint32_t i = 0; i < stakes->all.count; i++) {
        const Value *value = matrix_value(parity->matrix, stakes->all.items[i].param, environment);
        if (value != NULL) claims_add(parity->arena, &claims, value, i);
    }
    claims_sort(&claims);
    const Claim *outer, *inner;
    while (claims_next(&claims, &outer, &inner))
        note(stakes, outer, inner, environment);
}

/* The finding shows the pair of the first environment and names the others. */
static void report_overlap(const Parity *parity, const Stake *stake) {
    const Param *param = stake->param;
    Diagnostic *diagnostic = report_networks_overlap(parity->report, param->span, param->path->text,
                                                     stake->other->path->text,
                                                     environment_list(parity, &stake->reported));
    Text where = environment_name(parity, stake->environment);
    bool is_hidden = param->is_sensitive || stake->other->is_sensitive;
    Text own = is_hidden ? TEXT("(hidden)") : stake->own_text;
    Text other = is_hidden ? TEXT("(hidden)") : stake->other_text;
    report_label(diagnostic, param->span, "%.*s in %.*s", TEXT_ARGS(own), TEXT_ARGS(where));
    report_label(diagnostic, stake->other->span, "%.*s in %.*s", TEXT_ARGS(other),
                 TEXT_ARGS(where));
    report_help(diagnostic, "give each row a network of its own");
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &stake->reported);
}

/* Both rows of a pair may waive it; a waiver of either is then needed. */
void disjoint_check_unit(Parity *parity, const Unit *unit) {
    Stakes stakes = {0};
    collect(parity, unit, &stakes);
    if (stakes.all.count < 2) return;
    for (uint32_t i = 0; i < parity->model->environment_count; i++)
        if (set_has(&unit->environments, i)) sweep(parity, &stakes, i);
    for (uint32_t i = 0; i < stakes.all.count; i++) {
        const Stake *stake = &stakes.all.items[i];
        if (set_is_empty(&stake->involved)) continue;
        waiver_mark_row(stake->param, CODE_P0005, &stake->involved);
        if (!set_is_empty(&stake->reported)) report_overlap(parity, stake);
    }
}
