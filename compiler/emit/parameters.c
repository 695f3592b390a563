/* parameters.c - AWS Systems Manager's parameter store.
 *
 * Three files say the same: an array of PutParameter requests, a sorted list of paths for review and
 * for IAM, and a map for Terraform's `for_each`. A secret is in the paths only: its value is nobody's
 * here. Names and values are held to the limits of the service (store.c), because it refuses them one
 * by one when half of the others have been written. */
#include "emit/emission.h"
#include "emit/store.h"

#include <stdlib.h>

enum { STANDARD_MOST = 4096, DESCRIPTION_MOST = 1024 };

typedef struct Requests {
    Request *items;
    uint32_t count;
    uint32_t capacity;
} Requests;

/* --- Collecting ------------------------------------------------------------------------------- */

/* By name: the files of two units that are merged do not depend on who came first. */
static int compare_requests(const void *a, const void *b) {
    return text_compare(((const Request *)a)->name, ((const Request *)b)->name);
}

/* The requests of a sink; false where one of them has an error. */
static bool collect_sink(Arena *arena, const Plan *plan, const Sink *sink, uint32_t environment,
                         Requests *out) {
    for (uint32_t i = 0; i < sink->count; i++) {
        const Value *value = matrix_value(plan->matrix, sink->params[i], environment);
        Request request;
        if (!value || value->kind == VALUE_ABSENT) continue;
        if (!request_make(arena, plan, sink->params[i], environment, &request)) return false;
        array_push(arena, out, request);
    }
    return true;
}

/* All requests of the units that share the file, sorted by name. */
static bool collect(Arena *arena, const Plan *plan, const Output *output, Requests *out) {
    for (uint32_t u = 0; u < output->unit_count; u++) {
        const Unit *unit = output->units[u];
        for (uint32_t s = 0; s < unit->sink_count; s++)
            if (unit->sinks[s]->kind == SINK_SSM &&
                !collect_sink(arena, plan, unit->sinks[s], output->environment, out))
                return false;
    }
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_requests);
    return true;
}

/* --- One request ------------------------------------------------------------------------------ */

/* The pairs of one object under construction. */
typedef struct Object {
    Arena *arena;
    Pair *pairs;
    uint32_t count;
} Object;

/* The service takes strings only, for numbers too. */
static void add_text(Object *object, const char *key, Text text) {
    object->pairs[object->count++] =
        (Pair){.key = text_of(key), .value = value_string(object->arena, text)};
}

/* The smaller tier costs nothing; the larger one is asked for where it is needed. */
static const char *tier_of(Text value) {
    return value.length > STANDARD_MOST ? "Advanced" : "Standard";
}

/* Cut between characters where it is too long. */
static Text description_of(Text doc) {
    size_t end = doc.length < DESCRIPTION_MOST ? doc.length : DESCRIPTION_MOST;
    while (end < doc.length && end > 0 && ((unsigned char)doc.bytes[end] & 0xC0) == 0x80)
        end--;
    return text_slice(doc, 0, end);
}

/* As `aws ssm put-parameter --cli-input-json` takes it. */
static const Value *api_value(Arena *arena, const Request *request) {
    Object object = {arena, arena_array(arena, Pair, 6), 0};
    Text description = description_of(param_doc(request->param));
    add_text(&object, "Name", request->name);
    add_text(&object, "Type", text_of(request->type));
    add_text(&object, "Value", request->value);
    add_text(&object, "Tier", text_of(tier_of(request->value)));
    if (description.length) add_text(&object, "Description", description);
    object.pairs[object.count++] = (Pair){.key = TEXT("Overwrite"), .value = &value_true};
    return value_map(arena, object.pairs, object.count);
}

/* All elements have the same members, so that Terraform takes the whole for a map. */
static const Value *variable_value(Arena *arena, const Request *request) {
    Object object = {arena, arena_array(arena, Pair, 4), 0};
    add_text(&object, "type", text_of(request->type));
    add_text(&object, "value", request->value);
    add_text(&object, "tier", text_of(tier_of(request->value)));
    add_text(&object, "description", description_of(param_doc(request->param)));
    return value_map(arena, object.pairs, object.count);
}

/* --- Files ------------------------------------------------------------------------------------ */

/* The array of requests. Secrets have no value here, so they are left to whoever has it. */
static const Value *requests_value(Arena *arena, const Requests *requests) {
    const Value **items = arena_array(arena, const Value *, requests->count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < requests->count; i++)
        if (!requests->items[i].param->is_secret)
            items[count++] = api_value(arena, &requests->items[i]);
    return value_list(arena, items, count);
}

/* The map for `for_each`, by name. */
static const Value *variables_value(Arena *arena, const Requests *requests) {
    Pair *pairs = arena_array(arena, Pair, requests->count), *root = arena_new(arena, Pair);
    uint32_t count = 0;
    for (uint32_t i = 0; i < requests->count; i++)
        if (!requests->items[i].param->is_secret)
            pairs[count++] = (Pair){.key = requests->items[i].name,
                                    .value = variable_value(arena, &requests->items[i])};
    *root = (Pair){.key = TEXT("ssm_parameters"), .value = value_map(arena, pairs, count)};
    return value_map(arena, root, 1);
}

/* For review and for IAM, with the secrets: who may read what is asked of all of them. */
static void write_paths(const Requests *requests, Writer *out) {
    for (uint32_t i = 0; i < requests->count; i++) {
        writer_text(out, requests->items[i].name);
        writer_char(out, '\n');
    }
}

/* The path's ending has decided the format (path.c). */
static void write_requests(Arena *arena, const Plan *plan, const Output *output,
                           const Requests *requests, Writer *out) {
    if (output->format == FORMAT_PATHS)
        write_paths(requests, out);
    else if (output->format == FORMAT_JSON)
        emission_write(plan, output, requests_value(arena, requests), out);
    else
        emission_write(plan, output, variables_value(arena, requests), out);
}

/* The trees of requests live as long as it takes to write them. */
bool parameters_emit(const Plan *plan, const Output *output, Writer *out) {
    Arena scratch;
    Requests requests = {0};
    arena_open(&scratch, plan->arena->allocator);
    bool is_whole = collect(&scratch, plan, output, &requests);
    if (is_whole) write_requests(&scratch, plan, output, &requests, out);
    arena_close(&scratch);
    return is_whole;
}

/* --- Places ----------------------------------------------------------------------------------- */

/* A secret is in the paths only. */
static void place_param(Arena *arena, const Plan *plan, const Output *output, const Param *param,
                        Place *root) {
    Text name;
    Place *place = root;
    bool is_listed = output->format == FORMAT_PATHS || !param->is_secret;
    if (!is_listed || !emit_store_param(plan, param, output->environment, &name)) return;
    if (output->format == FORMAT_PATHS)
        place = place_member(arena, place, name);
    else if (output->format == FORMAT_JSON)
        place = place_member(arena, place_element(arena, place, TEXT("Name"), name), TEXT("Value"));
    else
        place = place_member(
            arena, place_member(arena, place_member(arena, place, TEXT("ssm_parameters")), name),
            TEXT("value"));
    place_settle(plan, place, param, output->environment);
}

void parameters_places(Arena *arena, const Plan *plan, const Output *output, Place *root) {
    for (uint32_t u = 0; u < output->unit_count; u++) {
        const Unit *unit = output->units[u];
        for (uint32_t s = 0; s < unit->sink_count; s++) {
            const Sink *sink = unit->sinks[s];
            bool is_there = set_has(&sink->environments, output->environment);
            for (uint32_t i = 0; i < sink->count && sink->kind == SINK_SSM && is_there; i++)
                place_param(arena, plan, output, sink->params[i], root);
        }
    }
}
