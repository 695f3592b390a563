/* index.c - what belongs together in an environment, for Argo CD's git file generator and for loops
 * over `helm template`. Every key is always there, "" where there is nothing. */
#include "emit/emission.h"

/* The pairs of one object under construction. */
typedef struct Object {
    const Plan *plan;
    Pair pairs[9];
    uint32_t count;
} Object;

static void add(Object *object, const char *key, const Value *value) {
    object->pairs[object->count++] = (Pair){.key = text_of(key), .value = value};
}

static void add_text(Object *object, const char *key, Text text) {
    add(object, key, value_string(object->plan->arena, text));
}

static void add_value(Object *object, const char *key, const Value *value) {
    add_text(object, key, value_is_text(value) ? value->text : TEXT(""));
}

static const Value *finish(Object *object) {
    Pair *pairs = arena_array(object->plan->arena, Pair, object->count);
    memcpy(pairs, object->pairs, object->count * sizeof *pairs);
    return value_map(object->plan->arena, pairs, object->count);
}

static const Value *environment_value(const Plan *plan, uint32_t environment) {
    Object object = {.plan = plan};
    add_text(&object, "name", matrix_environment_text(plan->matrix, environment));
    add_value(&object, "class", matrix_attribute(plan->matrix, environment, ENVIRONMENT_CLASS));
    add_value(&object, "region", matrix_attribute(plan->matrix, environment, ENVIRONMENT_REGION));
    return finish(&object);
}

static const Value *release_value(const Plan *plan, const Unit *unit, uint32_t environment) {
    Object object = {.plan = plan};
    Image image;
    bool has_image = release_image(plan, unit, environment, &image);
    add_text(&object, "tag", has_image ? image.tag : TEXT(""));
    add_text(&object, "digest", has_image ? image.digest : TEXT(""));
    return finish(&object);
}

/* The Helm values of the unit in the environment, in the order in which Helm takes them. */
static const Value *values_value(const Plan *plan, const Unit *unit, uint32_t environment) {
    static const SinkKind kinds[] = {SINK_HELM, SINK_RELEASE};
    ARRAY(const Value *) items = {0};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
            const Output *output = plan->by_path.entries.items[i].value;
            if (output->sink == kinds[k] && output->format == FORMAT_YAML &&
                output->environment == environment && output->units[0] == unit)
                array_push(plan->arena, &items, value_string(plan->arena, output->path));
        }
    return value_list(plan->arena, items.items, items.count);
}

bool index_emit(const Plan *plan, const Output *output, Writer *out) {
    const Unit *unit = output->units[0];
    uint32_t e = output->environment;
    Object object = {.plan = plan};
    add(&object, "environment", environment_value(plan, e));
    add_text(&object, "unit", unit->name->text);
    add_text(&object, "kind", unit->is_service ? TEXT("service") : TEXT("stack"));
    add_value(&object, "namespace", matrix_unit_attribute(plan->matrix, unit, UNIT_NAMESPACE, e));
    add_value(&object, "chart", matrix_unit_attribute(plan->matrix, unit, UNIT_CHART, e));
    add_text(&object, "version", TEXT(""));
    add(&object, "release", release_value(plan, unit, e));
    add(&object, "values", values_value(plan, unit, e));
    json_write(out, finish(&object), 0);
    writer_char(out, '\n');
    return !out->is_full;
}
