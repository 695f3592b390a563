/* place.c - where the values of parameters stand in a file.
 *
 * A sink that writes a parameter under some keys also says which, in the function beside the one that
 * writes: a tree of places, which is laid over the tree of a file that was read. So a value in a file
 * is known by its parameter, whatever the format, and also where the file lacks it. */
#include "emit/emission.h"

Place *place_member(Arena *arena, Place *place, Text key) {
    if (!place->members.arena) map_open(&place->members, arena);
    void **found = map_at(&place->members, key);
    if (!*found) *found = arena_new(arena, Place);
    return *found;
}

/* Nearly always there is one, told apart by `name`. */
static PlaceList *list_of(Arena *arena, Place *place, Text id) {
    for (uint32_t i = 0; i < place->lists.count; i++)
        if (text_equal(place->lists.items[i].id, id)) return &place->lists.items[i];
    PlaceList list = {.id = id};
    map_open(&list.by_key, arena);
    array_push(arena, &place->lists, list);
    return &place->lists.items[place->lists.count - 1];
}

Place *place_element(Arena *arena, Place *place, Text id, Text key) {
    void **found = map_at(&list_of(arena, place, id)->by_key, key);
    Place *element = *found;
    if (element) return element;
    *found = element = arena_new(arena, Place);
    element->id = id;
    return element;
}

/* Keys that interpolate may meet where one of two is absent. */
void place_settle(const Plan *plan, Place *place, const Param *param, uint32_t environment) {
    if (!place->param || emission_value(plan, param, environment)) place->param = param;
}

static void find_places(Arena *arena, const Plan *plan, const Output *output, Place *root) {
    switch (output->sink) {
    case SINK_HELM:
    case SINK_TERRAFORM:
    case SINK_YAML:
    case SINK_JSON: values_places(arena, plan, output, root); return;
    case SINK_SSM: parameters_places(arena, plan, output, root); return;
    case SINK_CONFIGMAP: configmap_places(arena, plan, output, root); return;
    case SINK_DOTENV: dotenv_places(arena, plan, output, root); return;
    case SINK_RELEASE:
    case SINK_INDEX: return; /* what they hold no parameter says */
    case SINK_END: break;
    }
    unreachable("SinkKind");
}

const Place *place_root(Arena *arena, const Plan *plan, const Output *output) {
    Place *root = arena_new(arena, Place);
    find_places(arena, plan, output, root);
    return root;
}
