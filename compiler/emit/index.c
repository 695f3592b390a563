/* index.c - what belongs together in an environment, for Argo CD's git file generator and for loops
 * over `helm template`. Every key is always there, "" where there is nothing. */
#include "emit/emission.h"

enum { MEMBERS_MOST = 8 };

/* The pairs of one object under construction. */
typedef struct Object {
    Arena *arena;
    Pair *pairs;
    uint32_t count;
} Object;

/* Room for as many members as the largest object here has. */
static Object object_open(Arena *arena) {
    return (Object){arena, arena_array(arena, Pair, MEMBERS_MOST), 0};
}

/* In the order in which they are added. */
static void add(Object *object, const char *key, const Value *value) {
    ensure(object->count < MEMBERS_MOST);
    object->pairs[object->count++] = (Pair){.key = text_of(key), .value = value};
}

/* Every key is always there: templates of an ApplicationSet stop at one that is missing. */
static void add_text(Object *object, const char *key, Text text) {
    add(object, key, value_string(object->arena, text));
}

/* An attribute that is not stated is the empty text. */
static void add_value(Object *object, const char *key, const Value *value) {
    add_text(object, key, value_is_text(value) ? value->text : TEXT(""));
}

/* The pairs stay where they are; the object is done. */
static const Value *finish(const Object *object) {
    return value_map(object->arena, object->pairs, object->count);
}

/* An ephemeral environment goes by its text: `preview-1`, as its paths do. */
static const Value *environment_value(Arena *arena, const Plan *plan, uint32_t environment) {
    Object object = object_open(arena);
    add_text(&object, "name", matrix_environment_text(plan->matrix, environment));
    add_value(&object, "class", matrix_attribute(plan->matrix, environment, ENVIRONMENT_CLASS));
    add_value(&object, "region", matrix_attribute(plan->matrix, environment, ENVIRONMENT_REGION));
    return finish(&object);
}

/* A stack has no image, so both are empty. */
static const Value *release_value(Arena *arena, const Plan *plan, const Unit *unit,
                                  uint32_t environment) {
    Object object = object_open(arena);
    Image image;
    bool has_image = release_image(plan, unit, environment, &image);
    add_text(&object, "tag", has_image ? image.tag : TEXT(""));
    add_text(&object, "digest", has_image ? image.digest : TEXT(""));
    return finish(&object);
}

/* The value files by their paths. */
static const Value *values_value(Arena *arena, const Deployment *deployment) {
    const Value **items = arena_array(arena, const Value *, deployment->value_count);
    for (uint32_t i = 0; i < deployment->value_count; i++)
        items[i] = value_string(arena, deployment->values[i]->path);
    return value_list(arena, items, deployment->value_count);
}

/* The fields of commands.md, in the order that a person reads them. */
static const Value *index_value(Arena *arena, const Plan *plan, const Unit *unit,
                                uint32_t environment) {
    Object object = object_open(arena);
    Deployment deployment;
    emit_deployment(arena, plan, unit, environment, &deployment);
    add(&object, "environment", environment_value(arena, plan, environment));
    add_text(&object, "unit", unit->name->text);
    add_text(&object, "kind", unit->is_service ? TEXT("service") : TEXT("stack"));
    add_text(&object, "namespace", deployment.namespace);
    add_text(&object, "chart", deployment.chart);
    add_text(&object, "version", deployment.version);
    add(&object, "release", release_value(arena, plan, unit, environment));
    add(&object, "values", values_value(arena, &deployment));
    return finish(&object);
}

/* Everything is made in scratch memory: only the bytes stay. */
bool index_emit(const Plan *plan, const Output *output, Writer *out) {
    Arena scratch;
    arena_open(&scratch, plan->arena->allocator);
    emission_write(plan, output, index_value(&scratch, plan, output->units[0], output->environment),
                   out);
    arena_close(&scratch);
    return true;
}
