/* rolling.c - P0013: a value that climbs the ladder.
 *
 * Most changes that make environments differ are journeys: the new value starts on the lowest rung
 * and arrives at the top some days later. `@rolling` says so, and until its date the row needs no
 * category. What is checked is that the journey is one: at most two states, and the new one (the
 * lowest rung's) only where every rung below has it. When everything below an annotation has
 * arrived, an info offers to take it away.
 *
 * An environment off the ladder stands where the one that it is like stands, and nowhere if that is
 * off the ladder too. A rung of several environments has the new state when one of them has it, or
 * where the environment above says `upstream = all`, when all have it: as with releases. */
#include "parity/rule.h"

/* What is known of the rows below one @rolling. */
typedef struct Journey {
    const Param *first;
    bool is_under_way;     /* a row differs, or it cannot be known */
    bool has_consequences; /* without the annotation, a row that is the same has something to say */
    bool was_reported;     /* as past its date */
} Journey;

/* --- One row -------------------------------------------------------------------------------- */

/* The rung where an environment stands, its own or its model's; 0 when there is none. */
static uint32_t rung_of(const Parity *parity, uint32_t environment) {
    const Environment *here = &parity->model->environments[environment];
    uint32_t steps = parity->model->environment_count;
    while (here->rung == 0 && here->like >= 0 && steps-- > 0)
        here = &parity->model->environments[here->like];
    return here->rung;
}

/* Is the environment itself on the ladder? Only those make up a rung. */
static bool is_on_ladder(const Parity *parity, uint32_t environment) {
    return parity->model->environments[environment].rung != 0;
}

/* `upstream = all`: every environment of the rungs below counts. */
static bool wants_all(const Parity *parity, uint32_t environment) {
    const Value *upstream = matrix_attribute(parity->matrix, environment, ENVIRONMENT_UPSTREAM);
    return text_equal(upstream->text, TEXT("all"));
}

/* For each rung whether some, and whether all of its environments have the new state. */
typedef struct Rungs {
    bool *has_some;
    bool *has_all;
} Rungs;

/* Index 0 collects what is off the ladder, and nobody looks at it. */
static Rungs look_at_rungs(const Parity *parity, const Row *row, const Value *state) {
    uint32_t count = parity->model->rung_count + 1;
    Rungs rungs = {arena_array(parity->arena, bool, count),
                   arena_array(parity->arena, bool, count)};
    bool *is_there = arena_array(parity->arena, bool, count);
    for (uint32_t i = 0; i < count; i++)
        rungs.has_all[i] = true;
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t rung = parity->model->environments[row->environments[i]].rung;
        bool has_it = value_same(state, row->values[i]);
        is_there[rung] = true;
        rungs.has_some[rung] |= has_it;
        rungs.has_all[rung] &= has_it;
    }
    /* A rung on which the row does not exist stands in nobody's way. */
    for (uint32_t i = 0; i < count; i++)
        rungs.has_some[i] |= !is_there[i];
    return rungs;
}

/* The environments that have the state although a rung below them does not. */
static EnvironmentSet find_skips(const Parity *parity, const Row *row, const Value *state) {
    EnvironmentSet skips = {0};
    Rungs rungs = look_at_rungs(parity, row, state);
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t environment = row->environments[i];
        const bool *has_it = wants_all(parity, environment) ? rungs.has_all : rungs.has_some;
        uint32_t own = rung_of(parity, environment);
        bool is_skipped = false;
        for (uint32_t rung = 1; rung < own; rung++)
            is_skipped |= !has_it[rung];
        if (is_skipped && value_same(state, row->values[i])) set_add(&skips, environment);
    }
    return skips;
}

/* How many different values there are, up to three. */
static uint32_t count_states(const Row *row, const Value *states[2]) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        bool is_known = row->values[i]->kind == VALUE_ERROR;
        for (uint32_t j = 0; j < count && !is_known; j++)
            is_known = value_same(states[j], row->values[i]);
        if (is_known) continue;
        if (count == 2) return 3;
        states[count++] = row->values[i];
    }
    return count;
}

/* The environments that skipped a rung. Where the lowest rung itself has both states, either may be
 * the new one, and the row is right if one of them is. */
static EnvironmentSet find_skipped(const Parity *parity, const Row *row, const Value *states[2]) {
    uint32_t lowest = UINT32_MAX;
    for (uint32_t i = 0; i < row->count; i++)
        if (is_on_ladder(parity, row->environments[i]) && lowest == UINT32_MAX) lowest = i;
    if (lowest == UINT32_MAX) return (EnvironmentSet){0};
    EnvironmentSet skips = find_skips(parity, row, row->values[lowest]);
    if (set_is_empty(&skips)) return skips;
    uint32_t rung = parity->model->environments[row->environments[lowest]].rung;
    for (uint32_t i = lowest + 1; i < row->count; i++) {
        if (parity->model->environments[row->environments[i]].rung != rung) continue;
        if (value_same(row->values[lowest], row->values[i])) continue;
        bool is_first = value_same(states[0], row->values[lowest]);
        EnvironmentSet others = find_skips(parity, row, states[is_first ? 1 : 0]);
        if (set_is_empty(&others)) return others;
    }
    return skips;
}

/* Two states and no rung skipped, or it is no journey. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    const Value *states[2] = {NULL, NULL};
    uint32_t count = count_states(row, states);
    if (count < 2) return false;
    *involved = count > 2 ? row_environments(row) : find_skipped(parity, row, states);
    return !set_is_empty(involved);
}

/* Past its date, every environment that takes part is waited for. */
static bool judge_date(Parity *parity, const Row *row, EnvironmentSet *involved) {
    (void)parity;
    *involved = row_environments(row);
    return row->count > 0;
}

/* --- Reporting ------------------------------------------------------------------------------ */

/* Says which of the two mistakes it is; both cannot be. */
static void report_journey(Parity *parity, const Row *row) {
    const Param *param = row->param;
    EnvironmentSet involved = {0};
    const Value *states[2] = {NULL, NULL};
    uint32_t count = count_states(row, states);
    if (!judge(parity, row, &involved)) return;
    Diagnostic *diagnostic =
        count > 2 ? report_rolling_states(parity->report, param->span, param->path->text)
                  : report_rolling_skips(parity->report, param->span, param->path->text,
                                         environment_list(parity, &involved));
    evidence_label(parity, diagnostic, row);
    report_label(diagnostic, row->rolling->rolling_span, "declared rolling here");
    report_help(diagnostic, count > 2 ? "let one new value climb at a time, or state a category"
                                      : "let the new value climb rung by rung from the lowest");
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &involved);
}

/* At the row, because that is what has to be changed. */
static void report_past(const Parity *parity, const Row *row) {
    const Param *param = row->param;
    Text date = moment_date(parity->arena, row->rolling->rolling_until);
    Diagnostic *diagnostic =
        report_rolling_past(parity->report, param->span, param->path->text, date);
    report_severity(diagnostic, date_severity(parity));
    evidence_label(parity, diagnostic, row);
    report_label(diagnostic, row->rolling->rolling_span, "until %.*s", TEXT_ARGS(date));
    report_help(diagnostic, "bring all environments to the new value and take `@rolling` away, "
                            "or give it a later date");
    finding_about(parity, diagnostic, param);
    EnvironmentSet environments = row_environments(row);
    finding_environments(parity, diagnostic, &environments);
}

/* An annotation without a date was reported and ends never. */
static bool is_past(const Parity *parity, const Scope *scope) {
    return scope->has_rolling_until && date_is_past(parity, scope->rolling_until);
}

/* Would the row, now the same everywhere, be spoken of without its annotation? */
static bool has_consequences(const Row *row) {
    return row->category != NULL || row->laws != 0 || row->values[0]->kind == VALUE_ABSENT;
}

/* Every row below an annotation is counted for it, also one that has arrived. */
void rolling_check_row(Parity *parity, const Row *row) {
    if (row->rolling == NULL || row->param->is_secret || row->count == 0) return;
    void **place = parity_slot(parity, &parity->journeys, row->rolling);
    if (*place == NULL) *place = arena_new(parity->arena, Journey);
    Journey *journey = *place;
    if (journey->first == NULL) journey->first = row->param;
    journey->is_under_way |= !row->is_same || row->has_error;
    journey->has_consequences |= has_consequences(row);
    if (row->is_same) return;
    Row judged;
    if (is_past(parity, row->rolling)) {
        journey->was_reported = true;
        if (waiver_judge(parity, row, CODE_P0013, judge_date, &judged))
            report_past(parity, &judged);
    } else if (waiver_judge(parity, row, CODE_P0013, judge, &judged)) {
        report_journey(parity, &judged);
    }
}

/* --- Annotations ---------------------------------------------------------------------------- */

/* An arrival is an info; past the date it is what has to be done, and as severe as the date. */
static void report_arrival(const Parity *parity, const Scope *scope, const Journey *journey) {
    Diagnostic *diagnostic = report_rolling_arrived(parity->report, scope->rolling_span);
    if (is_past(parity, scope)) report_severity(diagnostic, date_severity(parity));
    report_label(diagnostic, scope->rolling_span, "`%.*s` is the same everywhere",
                 TEXT_ARGS(journey->first->path->text));
    report_help(diagnostic, "take `@rolling` away");
    report_fix(diagnostic, !journey->has_consequences, "take `@rolling` away",
               annotation_extent(parity, scope->rolling_span), TEXT(""));
}

/* An annotation is under way while one of its rows is. */
static void check_scope(const Parity *parity, const Scope *scope, const Journey *journey) {
    if (!journey->is_under_way) {
        report_arrival(parity, scope, journey);
    } else if (scope->has_rolling_until && date_is_near(parity, scope->rolling_until)) {
        Text date = moment_date(parity->arena, scope->rolling_until);
        Diagnostic *diagnostic = report_rolling_near(parity->report, scope->rolling_span, date);
        report_label(diagnostic, scope->rolling_span, "an error of `check` from the day after");
        report_help(diagnostic, "bring the new value to the top, or give it a later date");
    }
}

/* An annotation with no rows below it has nothing to say. */
void rolling_check_scopes(Parity *parity) {
    const Model *model = parity->model;
    for (uint32_t i = 0; i < model->rolling_count; i++) {
        const Scope *scope = model->rolling[i];
        const Journey *journey = *parity_slot(parity, &parity->journeys, scope);
        if (journey != NULL) check_scope(parity, scope, journey);
    }
}
