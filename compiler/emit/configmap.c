/* configmap.c - a Kubernetes ConfigMap named as the unit: keys of a path joined by dots, values
 * quoted always, 1 MiB in all. */
#include "emit/emission.h"

enum { KEY_MOST = 253, DATA_MOST = 1024 * 1024 };

/* `[-._a-zA-Z0-9]{1,253}` */
static bool is_key(Text key) {
    for (size_t i = 0; i < key.length; i++)
        if (!byte_is_letter(key.bytes[i]) && !byte_is_digit(key.bytes[i]) &&
            !strchr("-._", key.bytes[i]))
            return false;
    return key.length > 0 && key.length <= KEY_MOST;
}

/* A DNS-1123 subdomain, as object names are. */
static bool is_object_name(Text name) {
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        bool is_lower = byte >= 'a' && byte <= 'z';
        if (!is_lower && !byte_is_digit(byte) && byte != '-') return false;
    }
    return name.length > 0 && name.length <= KEY_MOST;
}

static void check_keys(Plan *plan, const Sink *sink, uint32_t environment) {
    Map seen;
    map_open(&seen, plan->arena);
    size_t size = 0;
    for (uint32_t i = 0; i < sink->count; i++) {
        Param *param = sink->params[i];
        const Value *value = matrix_value(plan->matrix, param, environment);
        if (!value || value->kind == VALUE_ABSENT) continue;
        Text key = emission_key(plan, param, environment, '.');
        const Param *other = map_get(&seen, key);
        if (!is_key(key))
            emission_about(report_key_form(plan->report, param->span, key, TEXT("configmap")), plan,
                           param, environment);
        if (other)
            report_label(emission_about(report_key_twice(plan->report, param->span, key), plan,
                                        param, environment),
                         other->span, "the first");
        map_put(&seen, key, param);
        size += key.length + value->text.length;
    }
    if (size > DATA_MOST)
        report_about(report_configmap_size(plan->report, sink->span), sink->unit->name->text,
                     TEXT(""));
}

void configmap_check(Plan *plan, const Unit *unit, const Sink *sink) {
    if (!is_object_name(unit->name->text)) {
        Diagnostic *d = report_object_name(plan->report, sink->span, unit->name->text);
        report_about(d, unit->name->text, TEXT(""));
    }
    for (uint32_t e = 0; e < plan->model->environment_count; e++)
        if (set_has(&sink->environments, e)) check_keys(plan, sink, e);
}

static void write_field(Writer *out, const char *key, Text value) {
    writer_string(out, key);
    yaml_write_scalar(out, value);
    writer_char(out, '\n');
}

/* Always in double quotes: a value that is read as anything but a string is refused. */
static bool write_entry(const Plan *plan, const Param *param, uint32_t environment, Writer *out) {
    const Value *value = matrix_value(plan->matrix, param, environment);
    Text text;
    if (!value || value->kind == VALUE_ABSENT) return true;
    if (!emission_text(plan->arena, value, &text)) return false;
    emission_comment(out, param->doc, 2);
    writer_string(out, "  ");
    yaml_write_scalar(out, emission_key(plan, param, environment, '.'));
    writer_string(out, ": ");
    yaml_write_quoted(out, text);
    writer_char(out, '\n');
    return true;
}

bool configmap_emit(const Plan *plan, const Output *output, Writer *out) {
    const Unit *unit = output->units[0];
    const Sink *sink = emission_sink(output);
    const Value *namespace =
        matrix_unit_attribute(plan->matrix, unit, UNIT_NAMESPACE, output->environment);
    emission_header(plan, output, out);
    writer_string(out, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n");
    write_field(out, "  name: ", unit->name->text);
    if (value_is_text(namespace)) write_field(out, "  namespace: ", namespace->text);
    size_t start = out->length;
    writer_string(out, "data:\n");
    size_t empty = out->length;
    for (uint32_t i = 0; i < sink->count; i++)
        if (!write_entry(plan, sink->params[i], output->environment, out)) return false;
    if (out->length == empty) {
        out->length = start;
        writer_string(out, "data: {}\n");
    }
    return !out->is_full;
}
