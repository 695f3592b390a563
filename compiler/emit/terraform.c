/* terraform.c - what Terraform and a module cannot take.
 *
 * Terraform only warns about a variable that a module does not have, and asks for one that is
 * missing when somebody waits; both are errors here. It normalises every string to NFC, so one that
 * is in another form would not come out as it went in. */
#include "emit/emission.h"

static const Variable *find_variable(const Module *module, Text name) {
    for (uint32_t i = 0; i < module->variables.count; i++)
        if (text_equal(module->variables.items[i].name, name)) return &module->variables.items[i];
    return NULL;
}

/* Names that Terraform keeps for itself cannot be variables. */
static bool is_reserved(Text name) {
    static const char *const names[] = {"source",    "version",    "providers", "count",
                                        "for_each",  "lifecycle",  "depends_on", "locals"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (text_equal(name, text_of(names[i]))) return true;
    return false;
}

static void report_unknown(Plan *plan, const Param *param, const Module *module) {
    const Segment *segment = &param->segments[0];
    Text *names = arena_array(plan->arena, Text, module->variables.count + 1);
    for (uint32_t i = 0; i < module->variables.count; i++) names[i] = module->variables.items[i].name;
    Diagnostic *d = report_module_variable(plan->report, segment->span, segment->text, module->path);
    suggest_name(d, segment->span, segment->text, names, module->variables.count, "variables");
    report_about(d, param->unit->name->text, param_reference(plan->arena, param));
}

/* --- Text ------------------------------------------------------------------------------------- */

static bool is_nfc(const Value *value) {
    if (value->kind == VALUE_LIST) {
        for (uint32_t i = 0; i < value->count; i++)
            if (!is_nfc(value->as.items[i])) return false;
        return true;
    }
    if (value->kind == VALUE_MAP) {
        for (uint32_t i = 0; i < value->count; i++)
            if (!utf8_is_nfc(value->as.pairs[i].key) || !is_nfc(value->as.pairs[i].value))
                return false;
        return true;
    }
    return !value_is_text(value) || utf8_is_nfc(value->text);
}

static void check_text(void *state, const Param *param, uint32_t environment, const Value *value) {
    const Plan *plan = state;
    if (is_nfc(value)) return;
    Span span = emission_span(plan, param, environment);
    Diagnostic *d = report_terraform_nfc(plan->report, span, param->path);
    report_help(d, "write it in Unicode normal form C, as Terraform will read it");
    emission_about(d, plan, param, environment);
}

/* --- Variables that are missing ----------------------------------------------------------------- */

static bool is_provided(const Plan *plan, const Unit *unit, uint32_t environment, Text name) {
    const Value *list = matrix_unit_attribute(plan->matrix, unit, UNIT_PROVIDED, environment);
    if (list->kind == VALUE_ERROR) return true;
    for (uint32_t i = 0; list->kind == VALUE_LIST && i < list->count; i++)
        if (value_is_text(list->as.items[i]) && text_equal(list->as.items[i]->text, name))
            return true;
    return false;
}

/* Keys of the release count as given where it is written as variables. */
static bool is_released(const Plan *plan, const Unit *unit, uint32_t environment, Text name) {
    const Value *release = release_values(plan, unit, environment);
    return release && value_member(release, name);
}

static bool is_given(const Plan *plan, const Sink *sink, uint32_t environment, Text name) {
    for (uint32_t i = 0; i < sink->count; i++) {
        const Param *param = sink->params[i];
        const Value *value = matrix_value(plan->matrix, param, environment);
        if (text_equal(param->segments[0].text, name) && value && value->kind != VALUE_ABSENT)
            return true;
    }
    return is_provided(plan, sink->unit, environment, name) ||
           is_released(plan, sink->unit, environment, name);
}

static void check_missing(Plan *plan, const Sink *sink, const Module *module,
                          const Variable *variable) {
    Diagnostic *d = NULL;
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        if (!set_has(&sink->environments, e) || is_given(plan, sink, e, variable->name)) continue;
        if (!d) d = report_module_missing(plan->report, sink->span, variable->name, module->path);
        report_environment(d, plan->model->environments[e].name->text);
    }
    if (!d) return;
    Text list = text_enumerate_some(plan->arena, d->environments.items, d->environments.count, 6);
    report_label(d, sink->span, "no value in %.*s", TEXT_ARGS(list));
    report_help(d, "add it, or list it in `provided` when it comes from elsewhere");
    report_about(d, sink->unit->name->text, TEXT(""));
}

void terraform_check(Plan *plan, const Unit *unit, const Sink *sink) {
    const Module *module = artifacts_module(plan->artifacts, plan->matrix, unit);
    bool has_variables = module && module->is_there;
    for (uint32_t i = 0; i < sink->count; i++) {
        const Param *param = sink->params[i];
        const Segment *first = &param->segments[0];
        if (!first->string && is_reserved(first->text)) {
            Diagnostic *d = report_terraform_name(plan->report, first->span, first->text);
            report_about(d, unit->name->text, param_reference(plan->arena, param));
        } else if (has_variables && !first->string && !find_variable(module, first->text)) {
            report_unknown(plan, param, module);
        }
        emission_each_value(plan, param, check_text, plan);
    }
    for (uint32_t i = 0; has_variables && i < module->variables.count; i++)
        if (!module->variables.items[i].has_default)
            check_missing(plan, sink, module, &module->variables.items[i]);
}
