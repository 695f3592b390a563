/* reason.c - P0011: a category is stated but nothing differs.
 *
 * A reason that is not needed today hides the difference that slips in tomorrow. A row of a unit is
 * judged alone; a row of a profile is judged over all units that take it, because one of them may
 * be what the category is for, and is reported once, at the profile. A category that a row has by
 * reference was stated by nobody and is never reported. What broke a law of its category is passed
 * over: there, being the same is the mistake. */
#include "parity/rule.h"

/* What the units say together about a row of a profile. */
typedef struct Verdict {
    const Param *param; /* of the first unit that has it in two environments */
    EnvironmentSet environments;
    bool differs; /* somewhere, or it cannot be known */
} Verdict;

/* With one environment there is nothing to differ from. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    (void)parity;
    if (!row->is_same || row->has_error || row->count < 2) return false;
    *involved = row_environments(row);
    return true;
}

/* A category in front of the row can be taken away; one of a table is for other rows too. */
static void advise(const Parity *parity, Diagnostic *diagnostic, const Param *param) {
    if (param->category_is_of_table) {
        report_help(diagnostic, "write the row outside of the table of `%.*s`",
                    TEXT_ARGS(param->category->name->text));
        return;
    }
    report_help(diagnostic, "take the category away: it is for values that differ");
    Text source = parity->report->sources->files.items[param->category_word->span.file].text;
    Span span = param->category_word->span;
    while (span.end < source.length && source.bytes[span.end] == ' ')
        span.end++;
    report_fix(diagnostic, false, "take the category away", span, TEXT(""));
}

/* The values of one row are shown; those of many units are only said to be the same. */
static void report_reason(const Parity *parity, const Param *param, Span span,
                          const EnvironmentSet *environments, const Row *row) {
    Text category = param->category->name->text;
    Diagnostic *diagnostic = report_reason_not_needed(parity->report, span, param->path->text,
                                                      article(category), category);
    Text names = environment_list(parity, environments);
    if (row != NULL)
        report_label(diagnostic, span, "%.*s", TEXT_ARGS(evidence_groups(parity, row)));
    else
        report_label(diagnostic, span, "the same in %.*s, in every unit that has it",
                     TEXT_ARGS(names));
    advise(parity, diagnostic, param);
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, environments);
}

/* A value that could not be evaluated might differ, so it clears the profile. */
static void collect(Parity *parity, const Row *row) {
    /* Each unit has a statement of its own, but all share the syntax of the profile's row. */
    void **place = parity_slot(parity, &parity->reasons, row->param->inherited->node);
    if (*place == NULL) *place = arena_new(parity->arena, Verdict);
    Verdict *verdict = *place;
    Row judged;
    if (!row->is_same || row->has_error || param_is_lost(parity->model, row->param)) {
        verdict->differs = true;
    } else if (row->count >= 2 && waiver_judge(parity, row, CODE_P0011, judge, &judged)) {
        if (verdict->param == NULL) verdict->param = row->param;
        for (uint32_t i = 0; i < judged.count; i++)
            set_add(&verdict->environments, judged.environments[i]);
    }
}

/* Rows with a category that stands in the source, and in no image. */
void reason_check_row(Parity *parity, const Row *row) {
    const Param *param = row->param;
    if (param->category == NULL || param->is_secret || row->is_image) return;
    if (row->rolling != NULL || *row->breaks_law || param->category->is_unknown) return;
    if (param->inherited != NULL) {
        collect(parity, row);
        return;
    }
    if (!row->is_same || param_is_lost(parity->model, param)) return;
    Row judged;
    if (!waiver_judge(parity, row, CODE_P0011, judge, &judged)) return;
    EnvironmentSet environments = row_environments(&judged);
    report_reason(parity, param, param->span, &environments, &judged);
}

/* In the order in which the rows were first met. */
void reason_check_profiles(Parity *parity) {
    for (uint32_t i = 0; i < parity->reasons.entries.count; i++) {
        const Verdict *verdict = parity->reasons.entries.items[i].value;
        if (verdict->differs || verdict->param == NULL) continue;
        report_reason(parity, verdict->param, statement_span(verdict->param->inherited),
                      &verdict->environments, NULL);
    }
}
