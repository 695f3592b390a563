/* configmap.c - a Kubernetes ConfigMap named as the unit: keys of a path joined by dots, values
 * quoted always, 1 MiB in all. */
#include "emit/emission.h"

enum { DATA_MOST = 1024 * 1024 };

/* --- Size ----------------------------------------------------------------------------------- */

/* Keys count too; numbers and the keys that interpolate are short beside what is counted here. */
static size_t param_size(const Plan *plan, const Param *param, uint32_t environment) {
    const Value *value = emission_value(plan, param, environment);
    return value ? value->text.length + param->path->text.length : 0;
}

/* No parameter can be blamed, so the sink is. */
static void check_size(Plan *plan, const Sink *sink) {
    EnvironmentSet found = {0};
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        size_t size = 0;
        for (uint32_t i = 0; i < sink->count; i++)
            size += param_size(plan, sink->params[i], e);
        if (size > DATA_MOST) set_add(&found, e);
    }
    if (set_is_empty(&found)) return;
    Diagnostic *d = report_configmap_size(plan->report, sink->span);
    Text names = emission_list(plan, &found);
    report_label(d, sink->span, "in %.*s", TEXT_ARGS(names));
    emission_environments(report_about(d, sink->unit->name->text, TEXT("")), plan, &found);
}

/* The name first: without one that Kubernetes takes, nothing else matters. */
void configmap_check(Plan *plan, const Unit *unit, const Sink *sink) {
    static const KeyRule keys = {'.', kubernetes_is_key,
                                 "a key has at most 253 letters, digits, `-`, `_` and `.`"};
    if (!kubernetes_is_name(unit->name->text)) {
        Diagnostic *d = report_object_name(plan->report, sink->span, unit->name->text);
        report_label(d, sink->span, "it has the name of its unit");
        report_help(d, "name it with lower-case letters, digits and hyphens");
        report_about(d, unit->name->text, TEXT(""));
    }
    keys_check(plan, sink, &keys);
    check_size(plan, sink);
}

/* --- The file ------------------------------------------------------------------------------- */

/* A field of the object itself. A unit may be called `on`, so these are written with the same care
 * as values. */
static void write_field(Writer *out, const char *key, Text value) {
    writer_string(out, key);
    yaml_write_scalar(out, value);
    writer_char(out, '\n');
}

/* Always in double quotes: a value that is read as anything but a string is refused. */
static void write_entry(const Plan *plan, const Param *param, uint32_t environment, Text text,
                        Writer *out) {
    writer_string(out, "  ");
    yaml_write_scalar(out, emission_key(out->arena, plan, param, environment, '.'));
    writer_string(out, ": ");
    yaml_write_quoted(out, text);
    writer_char(out, '\n');
}

/* What is absent has no line. A `data` with nothing in it would be read as null, so it says `{}`.
 * */
static bool write_entries(const Plan *plan, const Sink *sink, uint32_t environment, Writer *out) {
    uint32_t count = 0;
    Headings headings;
    headings_open(&headings, out->arena);
    for (uint32_t i = 0; i < sink->count; i++) {
        const Value *value = matrix_value(plan->matrix, sink->params[i], environment);
        Text text;
        if (!value || value->kind == VALUE_ABSENT) continue;
        if (!emission_text(out->arena, value, &text)) return false;
        if (!count++) writer_string(out, "data:\n");
        emission_comment(out, headings_doc(&headings, sink->params[i]), 2);
        write_entry(plan, sink->params[i], environment, text, out);
    }
    if (!count) writer_string(out, "data: {}\n");
    return true;
}

/* Helm's namespace is given on its command line; a manifest that is applied has to say it. */
bool configmap_emit(const Plan *plan, const Output *output, Writer *out) {
    const Unit *unit = output->units[0];
    const Value *namespace =
        matrix_unit_attribute(plan->matrix, unit, UNIT_NAMESPACE, output->environment);
    emission_header(plan, output, out);
    writer_string(out, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n");
    write_field(out, "  name: ", unit->name->text);
    if (namespace->text.length) write_field(out, "  namespace: ", namespace->text);
    return write_entries(plan, emission_sink(output), output->environment, out);
}

void configmap_places(Arena *arena, const Plan *plan, const Output *output, Place *root) {
    const Sink *sink = emission_sink(output);
    Place *data = place_member(arena, root, TEXT("data"));
    for (uint32_t i = 0; i < sink->count; i++) {
        Text key = emission_key(arena, plan, sink->params[i], output->environment, '.');
        Place *place = place_member(arena, data, key);
        place_settle(plan, place, sink->params[i], output->environment);
    }
}
