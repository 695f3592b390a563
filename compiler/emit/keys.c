/* keys.c - the keys of sinks that know no nesting: a path joined to one key, which has to be one
 * that the format takes, and no other parameter's. */
#include "emit/emission.h"

/* One pass over the keys of a sink in an environment. */
typedef struct Pass {
    Plan *plan;
    const Sink *sink;
    const KeyRule *rule;
    uint32_t environment;
    Map seen; /* key -> Param * */
} Pass;

/* A key that interpolates is wrong here; any other is wrong wherever the sink is. */
static void name_environments(const Pass *pass, Diagnostic *d, bool varies) {
    if (varies)
        emission_environment(d, pass->plan, pass->environment);
    else
        emission_environments(d, pass->plan, &pass->sink->environments);
}

/* The key is shown as it would be written, which may be far from the path. */
static void check_form(const Pass *pass, const Param *param, Text key) {
    if (pass->rule->is_key(key)) return;
    Diagnostic **place = plan_finding(pass->plan, CODE_F0074, param->span);
    if (!*place) {
        Text sink = text_of(sink_fact(param->sink->kind)->name);
        *place = emission_about(report_key_form(pass->plan->report, param->span, key, sink), param);
        report_label(*place, param->span, "%s", pass->rule->form);
    }
    name_environments(pass, *place, param->path->interpolates);
}

/* Both places are shown, because nothing says which of them is the mistake. */
static void report_twice(const Pass *pass, const Param *first, const Param *second, Text key) {
    Diagnostic **place = plan_finding(pass->plan, CODE_F0075, second->span);
    if (!*place) {
        *place = emission_about(report_key_twice(pass->plan->report, second->span, key), second);
        report_label(*place, second->span, "the second");
        report_label(*place, first->span, "the first");
    }
    name_environments(pass, *place, first->path->interpolates || second->path->interpolates);
}

/* The first of a key keeps it; every later one is reported. */
static void check_key(Pass *pass, Param *param) {
    Text key = emission_key(pass->plan->arena, pass->plan, param, pass->environment,
                            pass->rule->separator);
    check_form(pass, param, key);
    void **place = map_at(&pass->seen, key);
    if (*place)
        report_twice(pass, *place, param, key);
    else
        *place = param;
}

/* Says whether some key is another one in another environment. */
static bool check_environment(Pass *pass, uint32_t environment) {
    bool varies = false;
    pass->environment = environment;
    map_open(&pass->seen, pass->plan->arena);
    for (uint32_t i = 0; i < pass->sink->count; i++) {
        varies = varies || pass->sink->params[i]->path->interpolates;
        check_key(pass, pass->sink->params[i]);
    }
    return varies;
}

/* Keys that are the same everywhere are looked at once. */
void keys_check(Plan *plan, const Sink *sink, const KeyRule *rule) {
    Pass pass = {.plan = plan, .sink = sink, .rule = rule};
    bool varies = true;
    for (uint32_t e = 0; e < plan->model->environment_count && varies; e++)
        if (set_has(&sink->environments, e)) varies = check_environment(&pass, e);
}
