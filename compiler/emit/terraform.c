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

/* Of each name, the environments in which it needs no more. */
typedef struct Given {
    const Plan *plan;
    const Unit *unit;
    Map by_name; /* Text -> EnvironmentSet * */
} Given;

static void add_name(Given *given, Text name, uint32_t environment) {
    void **place = map_at(&given->by_name, name);
    if (!*place) *place = arena_new(given->plan->arena, EnvironmentSet);
    set_add(*place, environment);
}

/* Adds the environments in which a parameter gives the variable that its path begins with, or owes
 * it a value, which was reported. */
static void add_param(Given *given, const Param *param) {
    const Plan *plan = given->plan;
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        const Value *value = matrix_value(plan->matrix, param, e);
        bool is_absent = value && value->kind == VALUE_ABSENT;
        if (!value || (is_absent && !matrix_is_lacking(plan->matrix, param, e))) continue;
        add_name(given, matrix_segment(plan->matrix, param, &param->path->items[0], e), e);
    }
}

/* `TF_VAR_...`, or a file that somebody else writes. False where nobody knows what there is. */
static bool add_provided(Given *given, uint32_t environment) {
    const Value *list =
        matrix_unit_attribute(given->plan->matrix, given->unit, UNIT_PROVIDED, environment);
    for (uint32_t i = 0; list->kind == VALUE_LIST && i < list->count; i++)
        if (value_is_text(list->as.items[i])) add_name(given, list->as.items[i]->text, environment);
    return list->kind != VALUE_ERROR;
}

/* Keys of the release count as given where it is written as variables. */
static void add_released(Given *given, uint32_t environment) {
    const Plan *plan = given->plan;
    if (!plan_has_variables(plan, given->unit, SINK_RELEASE, environment)) return;
    const Value *release = release_values(plan->arena, plan, given->unit, environment);
    for (uint32_t i = 0; release && i < release->count; i++)
        add_name(given, release->as.pairs[i].key, environment);
}

/* Gathers all names, and leaves the environments of the sink in which a missing one can be told. */
static EnvironmentSet gather_given(Given *given, const Sink *sink) {
    EnvironmentSet judged = sink->environments;
    for (uint32_t i = 0; i < sink->count; i++)
        add_param(given, sink->params[i]);
    for (uint32_t e = 0; e < given->plan->model->environment_count; e++) {
        if (!set_has(&judged, e)) continue;
        if (!add_provided(given, e)) set_remove(&judged, e);
        add_released(given, e);
    }
    return judged;
}

/* One finding a variable: at the sink, since there is no row to point at. */
static void report_missing(Plan *plan, const Sink *sink, const Module *module, Text name,
                           EnvironmentSet missing) {
    Diagnostic *d = report_module_missing(plan->report, sink->span, name, module->path);
    Text names = emission_list(plan, &missing);
    report_label(d, sink->span, "no value in %.*s", TEXT_ARGS(names));
    report_help(d, "add it, or list it in `provided` when it comes from elsewhere");
    emission_environments(report_about(d, sink->unit->name->text, TEXT("")), plan, &missing);
}

/* A variable without a default must be given in every environment. Many units may name one module
 * that wants a great deal: once there are more findings than are shown, one of each unit is enough. */
static void check_variables(Plan *plan, const Sink *sink, const Module *module) {
    Given given = {.plan = plan, .unit = sink->unit};
    if (module->required_count == 0) return;
    map_open(&given.by_name, plan->arena);
    EnvironmentSet judged = gather_given(&given, sink);
    for (uint32_t i = 0; i < module->required_count; i++) {
        Text name = module->required[i]->name;
        const EnvironmentSet *stated = map_get(&given.by_name, name);
        EnvironmentSet missing = stated ? set_without(judged, *stated) : judged;
        if (set_is_empty(&missing)) continue;
        report_missing(plan, sink, module, name, missing);
        if (report_count(plan->report, SEVERITY_ERROR) > LIMIT_FINDINGS) return;
    }
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
