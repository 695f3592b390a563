/* waiver.c - P0015, and how every rule honours waivers.
 *
 * A waiver with `in` does not silence a rule: the rule is judged as if those environments were not
 * there, and what remains may still break it. A rule is therefore judged twice where a waiver
 * stands, first with everyone, which tells whether the waiver was needed at all, then without. What
 * no rule has needed in the end is reported, unless something else in the program is broken: then
 * a finding may only be hidden. Dates are compared by day, and only where today is known. */
#include "parity/rule.h"

enum { DAY = 24 * 60 * 60, DAYS_AHEAD = 14 };

/* --- Honouring ------------------------------------------------------------------------------ */

/* Where no program waives anything, nothing is looked up. */
EnvironmentSet waiver_row(const Parity *parity, const Param *param, Code code) {
    if (!parity->has_waivers) return (EnvironmentSet){0};
    return waiver_environments(parity->model, param->own, param->inherited, param->unit->scope,
                               code);
}

/* For findings about a unit as a whole. */
EnvironmentSet waiver_unit(const Parity *parity, const Unit *unit, Code code) {
    if (!parity->has_waivers) return (EnvironmentSet){0};
    return waiver_environments(parity->model, NULL, NULL, unit->scope, code);
}

/* For what is neither a row nor a unit, such as an attribute of an environment. */
EnvironmentSet waiver_scope(const Parity *parity, const Scope *scope, Code code) {
    if (!parity->has_waivers) return (EnvironmentSet){0};
    const Statement statement = {.scope = scope};
    return waiver_environments(parity->model, &statement, NULL, NULL, code);
}

/* Nothing in common. */
static bool are_disjoint(EnvironmentSet a, const EnvironmentSet *b) {
    EnvironmentSet both = set_and(a, *b);
    return set_is_empty(&both);
}

/* Marks what a finding needs, of the waivers of one code but `but`, if one of them still waits for any
 * of the environments: however many there are, they are walked through a few times only. */
static void mark_group(const Scope *scope, WaiverGroup *group, const EnvironmentSet *involved,
                       const Waiver *but) {
    if (!group->waits_everywhere && are_disjoint(group->waiting, involved)) return;
    group->waits_everywhere = false;
    group->waiting = (EnvironmentSet){0};
    for (uint32_t i = 0; i < scope->waiver_count; i++) {
        Waiver *waiver = &scope->waivers[i];
        if (waiver->code != group->code || waiver->is_used) continue;
        bool is_far = waiver->has_environments && are_disjoint(waiver->environments, involved);
        waiver->is_used = waiver != but && !is_far;
        if (!waiver->is_used) group_wait(group, waiver);
    }
}

/* Up through everything that encloses the place. */
void waiver_mark_scope(const Scope *scope, Code code, const EnvironmentSet *involved) {
    for (; scope != NULL; scope = scope->parent) {
        WaiverGroup *group = scope_group(scope, code);
        if (group != NULL) mark_group(scope, group, involved, NULL);
    }
}

/* A row has two statements at most, and its unit around them. */
void waiver_mark_row(const Param *param, Code code, const EnvironmentSet *involved) {
    if (param->own != NULL) waiver_mark_scope(param->own->scope, code, involved);
    if (param->inherited != NULL) waiver_mark_scope(param->inherited->scope, code, involved);
    waiver_mark_scope(param->unit->scope, code, involved);
}

/* A unit has its own annotations and nothing around it. */
void waiver_mark_unit(const Unit *unit, Code code, const EnvironmentSet *involved) {
    waiver_mark_scope(unit->scope, code, involved);
}

/* Judged with everyone first: only what would have been found can be waived. */
bool waiver_judge(Parity *parity, const Row *row, Code code, Judge *judge, Row *judged) {
    EnvironmentSet involved = {0};
    if (!judge(parity, row, &involved)) return false;
    *judged = *row;
    EnvironmentSet waived = waiver_row(parity, row->param, code);
    if (set_is_empty(&waived)) return true;
    waiver_mark_row(row->param, code, &involved);
    *judged = row_without(parity, row, &waived);
    EnvironmentSet remaining = {0};
    return judge(parity, judged, &remaining);
}

/* --- Dates ---------------------------------------------------------------------------------- */

/* The beginning of today: a date is over when its day is. */
static int64_t today(const Parity *parity) {
    int64_t seconds = parity->options->today;
    int64_t rest = seconds % DAY;
    return seconds - (rest < 0 ? rest + DAY : rest);
}

/* The day of the date itself is still good. */
bool date_is_past(const Parity *parity, int64_t until) {
    return parity->options->has_today && today(parity) > until;
}

/* Two weeks of warning, the last day included. */
bool date_is_near(const Parity *parity, int64_t until) {
    return parity->options->has_today && !date_is_past(parity, until) &&
           until - today(parity) <= (int64_t)DAYS_AHEAD * DAY;
}

/* Only `check` makes an error of a date: nothing else may fail because time goes by. */
Severity date_severity(const Parity *parity) {
    return parity->options->dates_are_errors ? SEVERITY_ERROR : SEVERITY_WARNING;
}

/* A comment behind the annotation stays, and keeps its line. */
Span annotation_extent(const Parity *parity, Span annotation) {
    Text source = parity->report->sources->files.items[annotation.file].text;
    size_t start = annotation.start;
    size_t end = annotation.end;
    while (start > 0 && (source.bytes[start - 1] == ' ' || source.bytes[start - 1] == '\t'))
        start--;
    while (end < source.length && memchr(" \t\r", source.bytes[end], 3) != NULL)
        end++;
    bool is_alone = (start == 0 || source.bytes[start - 1] == '\n') && end < source.length &&
                    source.bytes[end] == '\n';
    if (!is_alone) return annotation;
    return (Span){annotation.file, (uint32_t)start, (uint32_t)end + 1};
}

/* --- P0015 ---------------------------------------------------------------------------------- */

/* As messages name it: its code, or the policy. */
static Text waived(const Waiver *waiver) {
    return waiver->code == CODE_END ? waiver->policy->text : text_of(code_fact(waiver->code)->code);
}

/* Is what is to be said about a waiver itself waived where it stands? None waives that of itself. */
static bool is_silenced(const Parity *parity, const Waiver *waiver) {
    bool is_found = false;
    for (const Scope *scope = waiver->scope; scope != NULL; scope = scope->parent) {
        WaiverGroup *group = scope_group(scope, CODE_P0015);
        bool is_own = scope == waiver->scope && waiver->code == CODE_P0015;
        if (group == NULL || group->count == is_own) continue;
        mark_group(scope, group, &parity->model->all, waiver);
        is_found = true;
    }
    return is_found;
}

/* At what it stands above, because that is what has to be mended. */
static void report_past(const Parity *parity, const Waiver *waiver) {
    Text date = moment_date(parity->arena, waiver->until);
    Span span = annotation_target(parity, waiver->span);
    Diagnostic *diagnostic = report_waiver_past(parity->report, span, waived(waiver), date);
    report_severity(diagnostic, date_severity(parity));
    report_label(diagnostic, span, "still waived");
    report_label(diagnostic, waiver->span, "held until %.*s", TEXT_ARGS(date));
    report_help(diagnostic, "mend what it waives, or give it a later date and a reason for it");
}

/* At the annotation: nothing is wrong yet with what it covers. */
static void report_near(const Parity *parity, const Waiver *waiver) {
    Text date = moment_date(parity->arena, waiver->until);
    Diagnostic *diagnostic = report_waiver_near(parity->report, waiver->span, waived(waiver), date);
    report_label(diagnostic, waiver->span, "an error of `check` from the day after");
    report_help(diagnostic, "mend what it waives, or give it a later date and a reason for it");
}

/* The one thing to do is safe: nothing is found without it. */
static void report_unused(const Parity *parity, const Waiver *waiver) {
    Diagnostic *diagnostic = report_waiver_unused(parity->report, waiver->span, waived(waiver));
    report_label(diagnostic, waiver->span, "nothing is found here without it");
    report_help(diagnostic, "take it away");
    report_fix(diagnostic, true, "take the waiver away", annotation_extent(parity, waiver->span),
               TEXT(""));
}

/* Is the code judged by the rules of this layer? Others keep their own account, and the laws of
 * change are judged only where there is a base. */
static bool is_judged(const Parity *parity, Code code) {
    if (code == CODE_P0012) return parity->options->base != NULL;
#define ROW_RULE(judged, function)                                                                 \
    if (code == CODE_##judged) return true;
#define UNIT_RULE(judged, function)    ROW_RULE(judged, function)
#define PROGRAM_RULE(judged, function) ROW_RULE(judged, function)
#include "parity/rules.def"
#undef ROW_RULE
#undef UNIT_RULE
#undef PROGRAM_RULE
    return false;
}

/* A waiver has one finding at most: past its date, without use, or close to its date. */
static void check(const Parity *parity, const Waiver *waiver) {
    bool is_past = waiver->has_until && date_is_past(parity, waiver->until);
    bool is_near = waiver->has_until && date_is_near(parity, waiver->until);
    bool is_unused = !waiver->is_used && is_judged(parity, waiver->code) && !parity->had_errors;
    if (!is_past && !is_near && !is_unused) return;
    if (is_silenced(parity, waiver)) return;
    if (is_past) report_past(parity, waiver);
    if (is_unused && !is_past) report_unused(parity, waiver);
    if (is_near && !is_unused) report_near(parity, waiver);
}

/* The first annotation with a date, in order of places. */
static Span first_date(const Model *model) {
    for (uint32_t i = 0; i < model->waiver_count; i++)
        if (model->waivers[i]->has_until) return model->waivers[i]->span;
    for (uint32_t i = 0; i < model->rolling_count; i++)
        if (model->rolling[i]->has_rolling_until) return model->rolling[i]->rolling_span;
    return NO_SPAN;
}

/* Waivers of P0015 come last: the others are what they may be needed for. */
void waiver_check(Parity *parity) {
    const Model *model = parity->model;
    for (uint32_t i = 0; i < model->waiver_count; i++)
        if (model->waivers[i]->code != CODE_P0015) check(parity, model->waivers[i]);
    for (uint32_t i = 0; i < model->waiver_count; i++)
        if (model->waivers[i]->code == CODE_P0015) check(parity, model->waivers[i]);
    if (parity->options->has_today || !parity_needs_today(model)) return;
    Diagnostic *diagnostic = report_today_unknown(parity->report, first_date(model));
    report_help(diagnostic, "say it with `--today DATE`, or commit: the date of the commit counts");
}
