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

/* A list of strings is fine in `ssm` and nowhere else. */
static const char *judge(const Plan *plan, const Param *param, const Value *value) {
    (void)plan;
    if (value_is_scalar(value) || is_string_list(param, value)) return "";
    if (value->kind == VALUE_MAP) return "it is a map";
    return param->sink->kind == SINK_SSM ? "it is a list, and not all of it is text"
                                         : "it is a list";
}

/* In a tree only what is in `as list` or `as map` is text. */
void text_check(Plan *plan, const Sink *sink) {
    static const ValueRule rule = {judge, report_text_expected,
                                   "write it as one line of JSON: `json(...)`"};
    for (uint32_t i = 0; i < sink->count; i++)
        if (sink->params[i]->is_text) value_check(plan, sink->params[i], &rule);
}
