/* text.c - places where every value is written as text: environment variables, ConfigMaps, dotenv,
 * the parameter store. A list, map or object has no text of its own there. */
#include "emit/emission.h"

/* In `ssm` a list of strings is a StringList. */
static bool is_string_list(const Param *param, const Value *value) {
    if (param->sink->kind != SINK_SSM || value->kind != VALUE_LIST) return false;
    for (uint32_t i = 0; i < value->count; i++)
        if (!value_is_text(value->as.items[i])) return false;
    return true;
}

/* One finding a parameter: its first value that has no text. */
static void check_value(void *state, const Param *param, uint32_t environment, const Value *value) {
    Plan *plan = state;
    if (value_is_scalar(value) || is_string_list(param, value)) return;
    Span span = emission_span(plan, param, environment);
    const char *what = value->kind == VALUE_LIST ? "list" : "map";
    Diagnostic *d = report_text_expected(plan->report, span, param->path, text_of(what));
    report_help(d, "write it as one line of JSON: `json(...)`");
    emission_about(d, plan, param, environment);
}

static void check_secret(Plan *plan, const Param *param) {
    SinkKind kind = param->sink->kind;
    if (!param->is_secret || (kind != SINK_DOTENV && kind != SINK_CONFIGMAP)) return;
    Text sink = text_of(sink_fact(kind)->name);
    Diagnostic *d = report_secret_in_text(plan->report, param->span, param->path, sink);
    report_help(d, "keep it in `ssm`, `helm` or `terraform`, which write where it is kept");
    report_about(d, param->unit->name->text, param_reference(plan->arena, param));
}

void text_check(Plan *plan, const Sink *sink) {
    for (uint32_t i = 0; i < sink->count; i++) {
        if (!sink->params[i]->is_text) continue;
        check_secret(plan, sink->params[i]);
        emission_each_value(plan, sink->params[i], check_value, plan);
    }
}
