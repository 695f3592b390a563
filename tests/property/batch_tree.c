/* batch_tree.c - what a reader must make of each file of a batch, from the specimens alone. */
#include <stdlib.h>

#include "property/batch.h"

static bool takes(const uint32_t *taken, uint32_t i, SinkKind sink) {
    return taken[i] & BATCH_BIT(sink);
}

/* --- Trees ------------------------------------------------------------------------------------- */

static Text text_tree(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    canonical_text(&writer, text);
    return writer_done(&writer);
}

static Text map_tree(Arena *arena, Text *members, uint32_t count) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    canonical_map(&writer, members, count);
    return writer_done(&writer);
}

static Text text_member(Arena *arena, const char *key, Text text) {
    return canonical_member(arena, text_of(key), text_tree(arena, text));
}

/* A request, or the same as Terraform's `for_each` takes it. */
static Text request_tree(Arena *arena, const Specimen *specimen, bool is_api) {
    Text text = specimen_text(arena, specimen, SINK_SSM);
    Text type = specimen_is_list(specimen, SINK_SSM) ? TEXT("StringList") : TEXT("String");
    Text tier = text.length > 4096 ? TEXT("Advanced") : TEXT("Standard");
    Text members[5] = {text_member(arena, is_api ? "Type" : "type", type),
                       text_member(arena, is_api ? "Value" : "value", text),
                       text_member(arena, is_api ? "Tier" : "tier", tier)};
    if (!is_api) members[3] = text_member(arena, "description", TEXT(""));
    if (!is_api) return map_tree(arena, members, 4);
    members[3] = canonical_member(arena, TEXT("Overwrite"), TEXT("t"));
    members[4] = text_member(arena, "Name", specimen_key(arena, specimen, SINK_SSM));
    return map_tree(arena, members, 5);
}

/* --- Contents ----------------------------------------------------------------------------------- */

/* What a file holds, by the keys of its sink. */
typedef struct Contents {
    Text *items;
    uint32_t count;
} Contents;

static Text member_of(Arena *arena, const Specimen *specimen, SinkKind sink, NumberForm form) {
    Text key = specimen_key(arena, specimen, sink);
    switch (sink) {
    case SINK_SSM: return canonical_member(arena, key, request_tree(arena, specimen, false));
    case SINK_CONFIGMAP:
    case SINK_DOTENV:
        return canonical_member(arena, key, text_tree(arena, specimen_text(arena, specimen, sink)));
    case SINK_HELM:
    case SINK_TERRAFORM:
    case SINK_YAML:
    case SINK_JSON:
    case SINK_RELEASE:
    case SINK_INDEX:
        return canonical_member(arena, key, specimen_tree(arena, specimen, sink, form));
    case SINK_END: break;
    }
    unreachable("SinkKind");
}

static Contents members_of(Arena *arena, const Batch *batch, const uint32_t *taken, SinkKind sink,
                           NumberForm form) {
    Contents members = {arena_array(arena, Text, batch->count), 0};
    for (uint32_t i = 0; i < batch->count; i++)
        if (takes(taken, i, sink))
            members.items[members.count++] = member_of(arena, &batch->items[i], sink, form);
    return members;
}

/* --- The parameter store ----------------------------------------------------------------------- */

typedef struct Request {
    Text name, tree;
} Request;

static int compare_requests(const void *a, const void *b) {
    return text_compare(((const Request *)a)->name, ((const Request *)b)->name);
}

/* In the order of their names, in which they are written. */
static Request *requests_of(Arena *arena, const Batch *batch, const uint32_t *taken,
                            uint32_t *count) {
    Request *requests = arena_array(arena, Request, batch->count);
    *count = 0;
    for (uint32_t i = 0; i < batch->count; i++)
        if (takes(taken, i, SINK_SSM))
            requests[(*count)++] = (Request){specimen_key(arena, &batch->items[i], SINK_SSM),
                                             request_tree(arena, &batch->items[i], true)};
    if (*count) qsort(requests, *count, sizeof *requests, compare_requests);
    return requests;
}

static Text requests_tree(Arena *arena, const Batch *batch, const uint32_t *taken) {
    uint32_t count;
    Request *requests = requests_of(arena, batch, taken, &count);
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_char(&out, '[');
    for (uint32_t i = 0; i < count; i++) {
        writer_text(&out, requests[i].tree);
        writer_char(&out, ',');
    }
    writer_char(&out, ']');
    return writer_done(&out);
}

Text batch_paths(Arena *arena, const Batch *batch, const uint32_t *taken) {
    uint32_t count;
    Request *requests = requests_of(arena, batch, taken, &count);
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++) {
        writer_text(&out, requests[i].name);
        writer_char(&out, '\n');
    }
    return writer_done(&out);
}

/* --- Files ------------------------------------------------------------------------------------- */

static Text configmap_tree(Arena *arena, Text data) {
    Text name = text_member(arena, "name", TEXT("values"));
    Text members[] = {text_member(arena, "apiVersion", TEXT("v1")),
                      text_member(arena, "kind", TEXT("ConfigMap")),
                      canonical_member(arena, TEXT("metadata"), map_tree(arena, &name, 1)),
                      canonical_member(arena, TEXT("data"), data)};
    return map_tree(arena, members, 4);
}

/* The specimen whose service the output is of; UINT32_MAX for outputs of the stack. */
static uint32_t served(const Batch *batch, const Output *output) {
    Text unit = output->units[0]->name->text;
    uint32_t i = 0;
    if (!text_starts_with(unit, TEXT("v")) || text_equal(unit, TEXT("values"))) return UINT32_MAX;
    unsigned long number = 0;
    for (size_t at = 1; at < unit.length; at++)
        number = number * 10 + (unsigned long)(unit.bytes[at] - '0');
    while (batch->items[i].number != number)
        i++;
    return i;
}

bool batch_asks(const Batch *batch, const uint32_t *taken, const Output *output) {
    uint32_t i = served(batch, output);
    if (!(batch->sinks & BATCH_BIT(output->sink))) return false;
    return i == UINT32_MAX ? output->sink != SINK_INDEX : takes(taken, i, output->sink);
}

Text batch_tree(Arena *arena, const Batch *batch, const uint32_t *taken, const Output *output,
                NumberForm form) {
    uint32_t i = served(batch, output);
    if (i != UINT32_MAX) return specimen_tree(arena, &batch->items[i], output->sink, form);
    if (output->sink == SINK_SSM && output->format == FORMAT_JSON)
        return requests_tree(arena, batch, taken);
    Contents members = members_of(arena, batch, taken, output->sink, form);
    Text tree = map_tree(arena, members.items, members.count);
    if (output->sink == SINK_CONFIGMAP) return configmap_tree(arena, tree);
    if (output->sink != SINK_SSM) return tree;
    Text all = canonical_member(arena, TEXT("ssm_parameters"), tree);
    return map_tree(arena, &all, 1);
}
