/* expression_logic.c - `and`, `or`, `not`, and conditions wherever they stand. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* There is no truth of numbers or texts: what is no bool is a mistake. */
bool condition_evaluate(Frame *frame, const Expression *expression, bool *truth) {
    Result result = expression_evaluate(frame, expression, NULL);
    if (result_is_error(result)) return false;
    if (result.value->kind == VALUE_BOOL) {
        *truth = result.value->as.truth;
        return true;
    }
    if (result.value->kind == VALUE_ABSENT) {
        mistake_absent(frame, expression->span, expression);
        return false;
    }
    Finding *finding = finding_open(frame, CODE_T0040, expression->span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_no_condition(frame->matrix->report, expression->span);
        finding_keep(frame, finding, d);
        report_help(d, "compare it with something, as in `... == 1`");
    }
    finding_show(frame, finding, expression->span, mistake_kind(result.value));
    finding_show_source(frame, finding, expression, result.value);
    return false;
}

/* The right side is looked at only when the left one does not decide. */
Result logic_evaluate(Frame *frame, const Expression *expression) {
    bool truth;
    bool decides = expression->operator== OPERATOR_OR;
    if (!condition_evaluate(frame, expression->as.sides.left, &truth)) return result_error;
    if (truth == decides) return result_of(value_bool(truth));
    if (!condition_evaluate(frame, expression->as.sides.right, &truth)) return result_error;
    return result_of(value_bool(truth));
}

/* Of a condition, like the others. */
Result not_evaluate(Frame *frame, const Expression *expression) {
    bool truth;
    if (!condition_evaluate(frame, expression->as.sides.left, &truth)) return result_error;
    return result_of(value_bool(!truth));
}
