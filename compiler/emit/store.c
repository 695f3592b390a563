/* store.c - what the parameter store takes: names, values, and no name twice.
 *
 * Two parameters of one name are one parameter, and the later request wins: in one environment
 * always, in two where they share an account and a region. */
#include "emit/store.h"

enum {
    VALUE_MOST = 8192, /* of the advanced tier */
    NAME_MOST = 955,   /* 1,011 with `arn:aws-us-gov:ssm:us-gov-east-1:123456789012:parameter/` */
    SEGMENTS_MOST = 15
};

/* --- Requests --------------------------------------------------------------------------------- */

/* A StringList escapes nothing: that no item holds a comma is checked. */
static Text join_list(Arena *arena, const Value *list) {
    Text *items = arena_array(arena, Text, list->count);
    for (uint32_t i = 0; i < list->count; i++)
        items[i] = list->as.items[i]->text;
    return text_join(arena, items, list->count, TEXT(","));
}

bool emit_store_name(const Plan *plan, const Sink *sink, uint32_t environment, Text own,
                     Text *out) {
    if (!sink->template) return false;
    return matrix_template(plan->matrix, sink->unit, environment, sink->template, own, out);
}

/* The path in the store: the sink's template, with `name` the parameter's own path. */
bool emit_store_param(const Plan *plan, const Param *param, uint32_t environment, Text *out) {
    Text own = emission_key(plan->arena, plan, param, environment, '/');
    return emit_store_name(plan, param->sink, environment, own, out);
}

/* Numbers and durations are text here. What has no text was reported (text.c). */
bool request_make(Arena *arena, const Plan *plan, const Param *param, uint32_t environment,
                  Request *out) {
    const Value *value = emission_value(plan, param, environment);
    *out = (Request){.param = param, .environment = environment, .type = "String"};
    if (!value || !emit_store_param(plan, param, environment, &out->name)) return false;
    if (value->kind != VALUE_LIST) return emission_text(arena, value, &out->value);
    out->type = "StringList";
    out->value = join_list(arena, value);
    return true;
}

/* --- Names ------------------------------------------------------------------------------------ */

/* `aws` or `ssm`, in any case. */
static bool begins_reserved(Text name) {
    static const char *const words[] = {"aws", "ssm"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        bool is_same = name.length >= 3;
        for (size_t i = 0; is_same && i < 3; i++)
            is_same = (name.bytes[i] | ('A' ^ 'a')) == words[w][i];
        if (is_same) return true;
    }
    return false;
}

/* Between segments; a slash at the beginning belongs to the form of a name. */
static uint32_t count_slashes(Text text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == '/';
    return count;
}

/* What is wrong with a name behind its first slash. */
static const char *path_problem(Text path) {
    if (!path.length) return "it is empty";
    if (begins_reserved(path)) return "it begins with `aws` or `ssm`, which are the service's own";
    if (!emission_is_made_of(path, "_.-/"))
        return "it holds more than letters, digits, `_`, `.`, `-` and `/`";
    bool has_empty = path.bytes[0] == '/' || text_contains(path, TEXT("//"));
    if (has_empty || text_ends_with(path, TEXT("/"))) return "a segment of it is empty";
    return count_slashes(path) < SEGMENTS_MOST ? "" : "it has more than 15 segments";
}

/* The service counts the ARN that it makes of a name, so what is left is less than it says. */
static const char *name_problem(Text name) {
    bool is_path = text_starts_with(name, TEXT("/"));
    if (name.length > NAME_MOST) return "it is longer than 955 bytes, to which the ARN is added";
    if (!is_path && count_slashes(name)) return "it has segments and does not begin with `/`";
    return path_problem(text_slice(name, is_path, name.length));
}

/* A name is made by the block's template, so the parameter is underlined and not its value. */
static void check_name(Plan *plan, const Request *request, const char *problem) {
    const Param *param = request->param;
    Diagnostic **place = plan_finding(plan, CODE_F0079, param->span);
    if (!*place) {
        *place = report_store_name(plan->report, param->span, request->name);
        report_label(emission_about(*place, param), param->span, "%s", problem);
    }
    emission_environment(*place, plan, request->environment);
}

/* --- Values ----------------------------------------------------------------------------------- */

/* `{{` would be a reference to another parameter. */
static const char *judge_text(Text text) {
    if (!text.length) return "it is empty";
    if (text.length > VALUE_MOST) return "it is longer than 8,192 bytes";
    return text_contains(text, TEXT("{{")) ? "it holds `{{`" : "";
}

/* What a list has too, once it is joined. */
static const char *judge_list(const Plan *plan, const Value *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        if (!value_is_text(list->as.items[i])) return ""; /* reported by text.c */
        if (text_contains(list->as.items[i]->text, TEXT(",")))
            return "an item holds a comma, which separates the items";
    }
    return judge_text(join_list(plan->arena, list));
}

/* A secret's value is here nowhere; numbers and booleans always fit. */
static const char *judge(const Plan *plan, const Param *param, const Value *value) {
    if (param->is_secret) return "";
    if (value->kind == VALUE_LIST) return judge_list(plan, value);
    return value_is_text(value) ? judge_text(value->text) : "";
}

/* --- Two of one name -------------------------------------------------------------------------- */

/* Environments that state neither are in one store, as far as anybody can tell. */
static Text attribute_text(const Plan *plan, uint32_t environment, EnvironmentAttributeKind kind) {
    const Value *value = matrix_attribute(plan->matrix, environment, (uint32_t)kind);
    return value_is_text(value) ? value->text : TEXT("");
}

/* What tells two stores apart, and the name: `/Foo` and `Foo` are one. */
static Text store_key(const Plan *plan, const Request *request) {
    Text name = request->name;
    if (text_starts_with(name, TEXT("/"))) name = text_slice(name, 1, name.length);
    const Text parts[] = {attribute_text(plan, request->environment, ENVIRONMENT_ACCOUNT),
                          attribute_text(plan, request->environment, ENVIRONMENT_REGION), name};
    return text_join(plan->arena, parts, sizeof parts / sizeof parts[0], TEXT("\n"));
}

/* What one parameter shares its name with: itself in other environments, or another parameter. */
typedef struct Sharing {
    EnvironmentSet environments;
    const Param *other;
    Text name;
} Sharing;

/* A secret that two environments share is P0007's. */
static bool is_reported(const Request *first, const Request *second) {
    return first->param->is_secret && second->param->is_secret &&
           first->environment != second->environment;
}

/* The first in a store has the name; who comes later shares it. */
static void claim(Plan *plan, Map *seen, const Request *request, Sharing *out) {
    void **place = map_at(seen, store_key(plan, request));
    const Request *first = *place;
    if (!first) {
        Request *copy = arena_new(plan->arena, Request);
        *copy = *request;
        *place = copy;
    } else if (!is_reported(first, request)) {
        set_add(&out->environments, first->environment);
        set_add(&out->environments, request->environment);
        if (!out->other) out->other = first->param, out->name = request->name;
    }
}

/* One finding a parameter, with all environments in which its name is taken. */
static void report_sharing(Plan *plan, const Param *param, const Sharing *sharing) {
    if (set_is_empty(&sharing->environments)) return;
    ensure(sharing->other);
    Diagnostic *d = report_store_twice(plan->report, param->span, sharing->name);
    Text names = emission_list(plan, &sharing->environments);
    report_label(d, param->span, "in %.*s", TEXT_ARGS(names));
    if (sharing->other != param) report_label(d, sharing->other->span, "the same name");
    report_help(d, "put `${env}` and `${unit}` into the name, or give the environments accounts or "
                   "regions of their own");
    emission_environments(emission_about(d, param), plan, &sharing->environments);
}

/* --- All sinks together ----------------------------------------------------------------------- */

/* The name is made for every environment: the template may say nothing of it. */
static void check_param(Plan *plan, Map *seen, const Param *param) {
    static const ValueRule rule = {judge, report_store_value, NULL};
    Sharing sharing = {0};
    value_check(plan, param, &rule);
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        Request request = {.param = param, .environment = e};
        if (!emission_value(plan, param, e)) continue;
        if (!emit_store_param(plan, param, e, &request.name)) return;
        const char *problem = name_problem(request.name);
        if (*problem)
            check_name(plan, &request, problem);
        else
            claim(plan, seen, &request, &sharing);
    }
    report_sharing(plan, param, &sharing);
}

/* In the order of the model, which is that of the units' names: what is called the first is the
 * same in every run. */
void parameters_check(Plan *plan) {
    Map seen;
    map_open(&seen, plan->arena);
    for (uint32_t u = 0; u < plan->model->unit_count; u++)
        for (uint32_t s = 0; s < plan->model->units[u]->sink_count; s++) {
            const Sink *sink = plan->model->units[u]->sinks[s];
            for (uint32_t i = 0; sink->kind == SINK_SSM && i < sink->count; i++)
                check_param(plan, &seen, sink->params[i]);
        }
}
