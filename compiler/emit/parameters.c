/* parameters.c - AWS Systems Manager's parameter store.
 *
 * Three files say the same: an array of PutParameter requests, a sorted list of paths for review and
 * for IAM, and a map for Terraform's `for_each`. A secret is in the paths only: its value is nobody's
 * here. Names and values are held to the limits of the service, because it refuses them one by one
 * when half of the others have been written. */
#include "emit/emission.h"

#include <stdlib.h>

enum {
    STANDARD_MOST = 4096,
    ADVANCED_MOST = 8192,
    NAME_MOST = 900, /* 1,011 with the ARN before it; 111 for region, account and partition */
    SEGMENTS_MOST = 15,
    DESCRIPTION_MOST = 1024
};

/* One parameter in one environment. */
typedef struct Request {
    Text name;
    Text value;
    const char *type;
    const Param *param;
    uint32_t environment;
    bool is_secret;
} Request;

typedef struct Requests {
    Request *items;
    uint32_t count;
    uint32_t capacity;
} Requests;

/* The path in the store: the sink's template, with `name` the parameter's own path. */
static bool request_name(const Plan *plan, const Param *param, uint32_t environment, Text *out) {
    Text own = emission_key(plan, param, environment, '/');
    if (!param->sink->template) return false;
    return matrix_template(plan->matrix, param->unit, environment, param->sink->template, own, out);
}

static Text join_list(Arena *arena, const Value *list) {
    Text *items = arena_array(arena, Text, list->count + 1);
    for (uint32_t i = 0; i < list->count; i++) items[i] = list->as.items[i]->text;
    return text_join(arena, items, list->count, TEXT(","));
}

/* False where the parameter is not in the environment, or was reported. */
static bool make_request(const Plan *plan, const Param *param, uint32_t environment, Request *out) {
    const Value *value = matrix_value(plan->matrix, param, environment);
    *out = (Request){.param = param, .environment = environment, .type = "String"};
    if (!value || value->kind == VALUE_ABSENT || value->kind == VALUE_ERROR) return false;
    if (!request_name(plan, param, environment, &out->name)) return false;
    out->is_secret = matrix_is_secret(plan->matrix, param, environment);
    if (value->kind == VALUE_LIST) {
        out->type = "StringList";
        out->value = join_list(plan->arena, value);
        return true;
    }
    return emission_text(plan->arena, value, &out->value);
}

/* --- What the store refuses ------------------------------------------------------------------- */

static bool begins_reserved(Text name) {
    Text first = text_starts_with(name, TEXT("/")) ? text_slice(name, 1, name.length) : name;
    static const char *const words[] = {"aws", "ssm"};
    for (size_t w = 0; w < 2; w++) {
        bool is_same = first.length >= 3;
        for (size_t i = 0; is_same && i < 3; i++) is_same = (first.bytes[i] | 0x20) == words[w][i];
        if (is_same) return true;
    }
    return false;
}

static const char *name_problem(Text name) {
    uint32_t segments = 0;
    if (!name.length || name.length > NAME_MOST) return "it is empty or longer than 900 characters";
    if (begins_reserved(name)) return "it begins with `aws` or `ssm`, which are the service's own";
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        if (byte == '/' && i && name.bytes[i - 1] == '/') return "a segment of it is empty";
        if (byte == '/' && i + 1 == name.length) return "it ends in `/`";
        if ((byte == '/') == (i > 0) && byte == '/') segments++;
        if (!byte_is_letter(byte) && !byte_is_digit(byte) && !strchr("_.-/", byte))
            return "it holds more than letters, digits, `_`, `.`, `-` and `/`";
    }
    return segments + 1 > SEGMENTS_MOST ? "it has more than 15 segments" : "";
}

static const char *value_problem(const Request *request) {
    if (request->is_secret) return "";
    if (!request->value.length) return "it is empty, which the store refuses";
    if (request->value.length > ADVANCED_MOST) return "it is longer than 8,192 bytes";
    if (text_contains(request->value, TEXT("{{"))) return "it holds `{{`, which the store refuses";
    return "";
}

static bool has_comma(const Plan *plan, const Request *request) {
    const Value *value = matrix_value(plan->matrix, request->param, request->environment);
    for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        if (text_contains(value->as.items[i]->text, TEXT(","))) return true;
    return false;
}

static bool check_request(Plan *plan, const Request *request) {
    Span span = emission_span(plan, request->param, request->environment);
    const char *problem = name_problem(request->name);
    Diagnostic *d = NULL;
    if (*problem) {
        d = report_store_name(plan->report, request->param->span, request->name);
        span = request->param->span;
    } else if (*(problem = value_problem(request))) {
        d = report_store_value(plan->report, span, request->param->path);
    } else if (has_comma(plan, request)) {
        problem = "an item holds a comma, which separates the items";
        d = report_store_value(plan->report, span, request->param->path);
    }
    if (!d) return true;
    report_label(d, span, "%s", problem);
    emission_about(d, plan, request->param, request->environment);
    return false;
}

/* --- Two of one name -------------------------------------------------------------------------- */

static Text attribute_text(const Plan *plan, uint32_t environment, EnvironmentAttributeKind kind) {
    const Value *value = matrix_attribute(plan->matrix, environment, (uint32_t)kind);
    return value_is_text(value) ? value->text : TEXT("");
}

/* What tells two stores apart, and the name: `/Foo` and `Foo` are one. */
static Text store_key(const Plan *plan, const Request *request) {
    Text name = request->name;
    if (text_starts_with(name, TEXT("/"))) name = text_slice(name, 1, name.length);
    Text account = attribute_text(plan, request->environment, ENVIRONMENT_ACCOUNT);
    Text region = attribute_text(plan, request->environment, ENVIRONMENT_REGION);
    return text_format(plan->arena, "%.*s\n%.*s\n%.*s", TEXT_ARGS(account), TEXT_ARGS(region),
                       TEXT_ARGS(name));
}

static void report_twice(Plan *plan, const Request *first, const Request *second) {
    Diagnostic *d = report_store_twice(plan->report, second->param->span, second->name);
    const Environment *environments = plan->model->environments;
    report_label(d, second->param->span, "in %.*s",
                 TEXT_ARGS(environments[second->environment].name->text));
    if (first->param != second->param)
        report_label(d, first->param->span, "and here, in %.*s",
                     TEXT_ARGS(environments[first->environment].name->text));
    else
        report_note(d, "in %.*s it has the same name",
                    TEXT_ARGS(environments[first->environment].name->text));
    report_help(d, "put `${env}` and `${unit}` into the name, or give the environments accounts or "
                   "regions of their own");
    emission_about(d, plan, second->param, second->environment);
}

static void check_param(Plan *plan, Map *seen, const Param *param) {
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        Request *request = arena_new(plan->arena, Request);
        if (!make_request(plan, param, e, request)) continue;
        if (!check_request(plan, request)) return;
        void **place = map_at(seen, store_key(plan, request));
        if (*place) {
            report_twice(plan, *place, request);
            return;
        }
        *place = request;
    }
}

void parameters_check(Plan *plan) {
    Map seen;
    map_open(&seen, plan->arena);
    for (uint32_t i = 0; i < plan->model->param_count; i++)
        if (plan->model->params[i]->sink->kind == SINK_SSM)
            check_param(plan, &seen, plan->model->params[i]);
}

/* --- Files ------------------------------------------------------------------------------------ */

static int compare_requests(const void *a, const void *b) {
    return text_compare(((const Request *)a)->name, ((const Request *)b)->name);
}

/* All requests of the units that share the file; false where one of them has an error. */
static bool collect(const Plan *plan, const Output *output, Requests *out) {
    for (uint32_t u = 0; u < output->unit_count; u++)
        for (uint32_t s = 0; s < output->units[u]->sink_count; s++) {
            const Sink *sink = output->units[u]->sinks[s];
            if (sink->kind != SINK_SSM || !set_has(&sink->environments, output->environment))
                continue;
            for (uint32_t i = 0; i < sink->count; i++) {
                const Value *value =
                    matrix_value(plan->matrix, sink->params[i], output->environment);
                Request request;
                if (!value || value->kind == VALUE_ABSENT) continue;
                if (!make_request(plan, sink->params[i], output->environment, &request))
                    return false;
                array_push(plan->arena, out, request);
            }
        }
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_requests);
    return true;
}

static const char *tier_of(Text value) {
    return value.length > STANDARD_MOST ? "Advanced" : "Standard";
}

static Text description_of(Text doc) {
    size_t end = doc.length < DESCRIPTION_MOST ? doc.length : DESCRIPTION_MOST;
    while (end < doc.length && end > 0 && ((unsigned char)doc.bytes[end] & 0xC0) == 0x80) end--;
    return text_slice(doc, 0, end);
}

static uint32_t add_pair(const Plan *plan, Pair *pairs, uint32_t count, const char *key, Text value) {
    pairs[count] = (Pair){.key = text_of(key), .value = value_string(plan->arena, value)};
    return count + 1;
}

/* One request as an object; names differ between the service's API and Terraform's. */
static const Value *request_value(const Plan *plan, const Request *request, bool is_api) {
    Pair *pairs = arena_array(plan->arena, Pair, 6);
    uint32_t count = 0;
    Text description = description_of(request->param->doc);
    if (is_api) count = add_pair(plan, pairs, count, "Name", request->name);
    count = add_pair(plan, pairs, count, is_api ? "Type" : "type", text_of(request->type));
    count = add_pair(plan, pairs, count, is_api ? "Value" : "value", request->value);
    count = add_pair(plan, pairs, count, is_api ? "Tier" : "tier", text_of(tier_of(request->value)));
    if (description.length)
        count = add_pair(plan, pairs, count, is_api ? "Description" : "description", description);
    if (is_api) pairs[count++] = (Pair){.key = TEXT("Overwrite"), .value = &value_true};
    return value_map(plan->arena, pairs, count);
}

static void write_requests(const Plan *plan, const Requests *requests, Writer *out) {
    const Value **items = arena_array(plan->arena, const Value *, requests->count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < requests->count; i++)
        if (!requests->items[i].is_secret)
            items[count++] = request_value(plan, &requests->items[i], true);
    json_write(out, value_list(plan->arena, items, count), 0);
    writer_char(out, '\n');
}

static void write_map(const Plan *plan, const Requests *requests, Writer *out) {
    Pair *pairs = arena_array(plan->arena, Pair, requests->count + 1), *root;
    uint32_t count = 0;
    for (uint32_t i = 0; i < requests->count; i++)
        if (!requests->items[i].is_secret)
            pairs[count++] = (Pair){.key = requests->items[i].name,
                                    .value = request_value(plan, &requests->items[i], false)};
    root = arena_array(plan->arena, Pair, 1);
    root[0] = (Pair){.key = TEXT("ssm_parameters"), .value = value_map(plan->arena, pairs, count)};
    json_write(out, value_map(plan->arena, root, 1), 0);
    writer_char(out, '\n');
}

static void write_paths(const Requests *requests, Writer *out) {
    for (uint32_t i = 0; i < requests->count; i++) {
        writer_text(out, requests->items[i].name);
        writer_char(out, '\n');
    }
}

bool parameters_emit(const Plan *plan, const Output *output, Writer *out) {
    Requests requests = {0};
    if (!collect(plan, output, &requests)) return false;
    switch (output->format) {
    case FORMAT_JSON: write_requests(plan, &requests, out); return !out->is_full;
    case FORMAT_TFVARS_JSON: write_map(plan, &requests, out); return !out->is_full;
    case FORMAT_PATHS: write_paths(&requests, out); return !out->is_full;
    case FORMAT_YAML:
    case FORMAT_TFVARS:
    case FORMAT_DOTENV: break;
    }
    unreachable("Format");
}
