/* terraform.c - what Terraform and a module cannot take.
 *
 * Terraform only warns about a variable that a module does not have, and asks for one that is
 * missing when somebody waits; both are errors here. It normalises every string to NFC, so one that
 * is in another form would not come out as it went in. */
#include "emit/emission.h"

/* The module of a unit where its variables are known. */
static const Module *find_module(const Plan *plan, const Unit *unit) {
    const Module *module = artifacts_module(plan->artifacts, plan->matrix, unit);
    return module && module->is_there ? module : NULL;
}

/* --- Names ------------------------------------------------------------------------------------ */

/* Names that Terraform keeps for itself, and what is no name at all, cannot be variables. */
static const char *name_problem(Text name) {
    static const char *const names[] = {"source",   "version",   "providers",  "count",
                                        "for_each", "lifecycle", "depends_on", "locals"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (text_equal(name, text_of(names[i]))) return "Terraform keeps this name for itself";
    return hcl_is_identifier(name) ? "" : "a name has letters, digits, `_` and `-` only";
}

/* False with the finding, to which the caller adds whom it is about. */
static bool check_form(Plan *plan, Span span, Text name, Diagnostic **out) {
    const char *problem = name_problem(name);
    if (!*problem) return true;
    Diagnostic **place = plan_finding(plan, CODE_F0070, span);
    if (!*place) {
        *place = report_terraform_name(plan->report, span, name);
        report_label(*place, span, "%s", problem);
    }
    *out = *place;
    return false;
}

/* The fix replaces what is written only where that is the name itself. */
static bool check_known(Plan *plan, const Module *module, Span span, Text name, Diagnostic **out) {
    if (!module || map_get(&module->by_name, name)) return true;
    Diagnostic **place = plan_finding(plan, CODE_F0048, span);
    if (!*place) {
        bool is_written = text_equal(sources_text(plan->report->sources, span), name);
        *place = report_module_variable(plan->report, span, name, module->path);
        suggest_key(*place, is_written ? span : NO_SPAN, name, &module->by_name, "variables");
    }
    *out = *place;
    return false;
}

/* The name that a path begins with. What does not interpolate is looked at once for all
 * environments of the sink. */
static void check_name(Plan *plan, const Module *module, const Param *param) {
    const Segment *first = &param->path->items[0];
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        Diagnostic *d;
        if (!set_has(&param->sink->environments, e)) continue;
        Text name = matrix_segment(plan->matrix, param, first, e);
        bool is_good = check_form(plan, first->span, name, &d) &&
                       check_known(plan, module, first->span, name, &d);
        if (!is_good && first->string)
            emission_environment(emission_about(d, param), plan, e);
        else if (!is_good)
            emission_environments(emission_about(d, param), plan, &param->sink->environments);
        if (!first->string) return;
    }
}

/* --- Text ------------------------------------------------------------------------------------- */

/* Terraform normalises keys and values, however deep. */
static bool is_normal(const Value *value) {
    if (value->kind != VALUE_LIST && value->kind != VALUE_MAP)
        return !value_is_text(value) || utf8_is_nfc(value->text);
    for (uint32_t i = 0; i < value->count; i++) {
        bool is_map = value->kind == VALUE_MAP;
        if (is_map && !utf8_is_nfc(value->as.pairs[i].key)) return false;
        if (!is_normal(is_map ? value->as.pairs[i].value : value->as.items[i])) return false;
    }
    return true;
}

/* Two keys that differ by their form only would become one, without a word. */
static bool is_path_normal(const Param *param) {
    for (uint32_t i = 0; i < param->path->count; i++)
        if (!utf8_is_nfc(param->path->items[i].text)) return false;
    return true;
}

/* What comes out of Terraform is compared with what went in by people, and by tests. */
static const char *judge_normal(const Plan *plan, const Param *param, const Value *value) {
    (void)plan;
    return is_path_normal(param) && is_normal(value) ? "" : "Terraform reads other characters";
}

/* --- Variables that are missing ----------------------------------------------------------------- */

/* Adds the environments in which a parameter gives the variable that its path begins with, or owes
 * it a value, which was reported. */
static void add_given(const Plan *plan, const Param *param, Map *given) {
    const Segment *first = &param->path->items[0];
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        const Value *value = matrix_value(plan->matrix, param, e);
        bool is_absent = value && value->kind == VALUE_ABSENT;
        if (!value || (is_absent && !matrix_is_lacking(plan->matrix, param, e))) continue;
        void **place = map_at(given, matrix_segment(plan->matrix, param, first, e));
        if (!*place) *place = arena_new(plan->arena, EnvironmentSet);
        set_add(*place, e);
    }
}

/* `TF_VAR_...`, or a file that somebody else writes. */
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
    if (!plan_has_variables(plan, unit, SINK_RELEASE, environment)) return false;
    const Value *release = release_values(plan->arena, plan, unit, environment);
    return release && value_member(release, name);
}

/* Whether a release gives it is asked last, because that takes longest. */
static EnvironmentSet find_missing(const Plan *plan, const Sink *sink, const Map *given,
                                   Text name) {
    const EnvironmentSet *stated = map_get(given, name);
    EnvironmentSet missing = stated ? set_without(sink->environments, *stated) : sink->environments;
    for (uint32_t e = 0; e < plan->model->environment_count; e++)
        if (set_has(&missing, e) &&
            (is_provided(plan, sink->unit, e, name) || is_released(plan, sink->unit, e, name)))
            set_remove(&missing, e);
    return missing;
}

/* One finding a variable: at the sink, since there is no row to point at. */
static void check_missing(Plan *plan, const Sink *sink, const Module *module, const Map *given,
                          const Variable *variable) {
    EnvironmentSet missing = find_missing(plan, sink, given, variable->name);
    if (set_is_empty(&missing)) return;
    Diagnostic *d = report_module_missing(plan->report, sink->span, variable->name, module->path);
    Text names = emission_list(plan, &missing);
    report_label(d, sink->span, "no value in %.*s", TEXT_ARGS(names));
    report_help(d, "add it, or list it in `provided` when it comes from elsewhere");
    emission_environments(report_about(d, sink->unit->name->text, TEXT("")), plan, &missing);
}

/* A variable without a default must be given in every environment. */
static void check_variables(Plan *plan, const Sink *sink, const Module *module) {
    Map given;
    map_open(&given, plan->arena);
    for (uint32_t i = 0; i < sink->count; i++)
        add_given(plan, sink->params[i], &given);
    for (uint32_t i = 0; i < module->variables.count; i++)
        if (!module->variables.items[i].has_default)
            check_missing(plan, sink, module, &given, &module->variables.items[i]);
}

/* --- The sinks ---------------------------------------------------------------------------------- */

static const ValueRule normal = {judge_normal, report_terraform_nfc,
                                 "write it in Unicode normal form C"};

/* Names and text of each parameter, then what the module still waits for. */
void terraform_check(Plan *plan, const Unit *unit, const Sink *sink) {
    const Module *module = find_module(plan, unit);
    for (uint32_t i = 0; i < sink->count; i++) {
        check_name(plan, module, sink->params[i]);
        value_check(plan, sink->params[i], &normal);
    }
    if (module) check_variables(plan, sink, module);
}

/* Requests that are written as a map for `for_each` are text to Terraform as any other. */
void terraform_check_store(Plan *plan, const Unit *unit, const Sink *sink) {
    bool has_variables = false;
    for (uint32_t e = 0; e < plan->model->environment_count; e++)
        has_variables = has_variables || plan_has_variables(plan, unit, SINK_SSM, e);
    for (uint32_t i = 0; has_variables && i < sink->count; i++)
        value_check(plan, sink->params[i], &normal);
}

static void check_release_text(Plan *plan, const Value *release, Span span, Text unit) {
    Diagnostic **place = plan_finding(plan, CODE_F0071, span);
    if (*place || is_normal(release)) return;
    *place = report_terraform_nfc(plan->report, span, TEXT("image_keys"));
    report_help(report_about(*place, unit, TEXT("")), "%s", normal.help);
}

/* Terraform would pass over a variable that the module does not have, and run its default image. */
void terraform_check_release(Plan *plan, const Unit *unit, const Value *release, Span span) {
    const Module *module = find_module(plan, unit);
    for (uint32_t i = 0; i < release->count; i++) {
        Text name = release->as.pairs[i].key;
        Diagnostic *d;
        if (!check_form(plan, span, name, &d) || !check_known(plan, module, span, name, &d))
            report_about(d, unit->name->text, TEXT(""));
    }
    check_release_text(plan, release, span, unit->name->text);
}
