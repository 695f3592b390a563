/* shape.c - P0004: every parameter has a value everywhere.
 *
 * Wherever the unit and the sink are, a row has a value, or says `none` and its type permits it. A
 * row that is forgotten in one environment falls back to a default that nobody looked at, which is
 * the oldest fault of kept-by-hand configuration. What stands for "nothing was found" is an error
 * value to all other rules, so a hole is reported once, here. */
#include "parity/rule.h"

/* The environments in which a row has one of the two values that stand for a mistake. */
static void find(const Row *row, const Value *mistake, EnvironmentSet *out) {
    for (uint32_t i = 0; i < row->count; i++)
        if (row->values[i] == mistake) set_add(out, row->environments[i]);
}

/* A hole and a refused `none` are one rule, and one waiver covers both. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    (void)parity;
    find(row, &value_unstated, involved);
    find(row, &value_refused, involved);
    return !set_is_empty(involved);
}

/* The advice names the three ways out. */
static void report_holes(const Parity *parity, const Row *row, const EnvironmentSet *holes) {
    const Param *param = row->param;
    Text names = environment_list(parity, holes);
    Diagnostic *diagnostic = report_no_value(parity->report, param->span, param->path->text, names);
    evidence_label(parity, diagnostic, row);
    report_help(diagnostic,
                "give it a cell for %.*s, or a default after `=`; "
                "`none` leaves the key out on purpose",
                TEXT_ARGS(names));
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, holes);
}

/* The type as it is written where the row is stated; NULL where a restatement leaves it out. */
static const TypeNode *written_type(const Param *param) {
    const Statement *own = param->own;
    if (own != NULL && own->node != NULL && own->node->type != NULL) return own->node->type;
    const Statement *inherited = param->inherited;
    return inherited != NULL && inherited->node != NULL ? inherited->node->type : NULL;
}

/* To make the type optional is the edit that is offered; whether it is right nobody can know. */
static void report_nones(const Parity *parity, const Row *row, const EnvironmentSet *nones) {
    const Param *param = row->param;
    const Type *type = matrix_type(parity->matrix, param);
    Diagnostic *diagnostic =
        report_none_not_permitted(parity->report, param->span, param->path->text,
                                  environment_list(parity, nones), type->text);
    evidence_label(parity, diagnostic, row);
    report_help(diagnostic, "write `%.*s?` where it may be left out", TEXT_ARGS(type->text));
    const TypeNode *node = written_type(param);
    if (node != NULL)
        report_fix(diagnostic, false, "make the type optional", span_after(node->span), TEXT("?"));
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, nones);
}

/* A row with both is reported for its holes: the other comes up once they are filled. */
void shape_check_row(Parity *parity, const Row *row) {
    if (!row->has_error) return;
    Row judged;
    if (!waiver_judge(parity, row, CODE_P0004, judge, &judged)) return;
    EnvironmentSet holes = {0};
    EnvironmentSet nones = {0};
    find(&judged, &value_unstated, &holes);
    find(&judged, &value_refused, &nones);
    if (!set_is_empty(&holes))
        report_holes(parity, &judged, &holes);
    else
        report_nones(parity, &judged, &nones);
}
