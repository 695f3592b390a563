/* values.c - the sinks that are a tree of values: Helm values, variables, plain YAML and JSON.
 *
 * The tree of a file is gone once the file is written: a build holds the bytes of its outputs and
 * the tree of one of them. */
#include "emit/emission.h"

/* The header is a comment, so JSON has none; an empty map is no block and needs its line end. */
void emission_write(const Plan *plan, const Output *output, const Value *value, Writer *out) {
    switch (output->format) {
    case FORMAT_YAML:
        emission_header(plan, output, out);
        yaml_write(out, value, 0);
        if (!emission_has_parts(value)) writer_char(out, '\n');
        return;
    case FORMAT_TFVARS:
        emission_header(plan, output, out);
        hcl_write_body(out, value);
        return;
    case FORMAT_JSON:
        json_write(out, value, 0);
        writer_char(out, '\n');
        return;
    case FORMAT_TFVARS_JSON:
        json_write_nulls(out, value, 0);
        writer_char(out, '\n');
        return;
    case FORMAT_PATHS:
    case FORMAT_DOTENV: break;
    }
    unreachable("Format");
}

/* There is one: a second block of one sink in one environment was refused. */
const Sink *emission_sink(const Output *output) {
    const Unit *unit = output->units[0];
    for (uint32_t i = 0; i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == output->sink &&
            set_has(&unit->sinks[i]->environments, output->environment))
            return unit->sinks[i];
    unreachable("an output without its sink");
}

/* The tree lives in scratch memory; what it points at is the matrix's. */
bool values_emit(const Plan *plan, const Output *output, Writer *out) {
    Arena scratch;
    const Shape *shape = plan_shape(plan, emission_sink(output));
    arena_open(&scratch, plan->arena->allocator);
    const Value *value = shape_values(&scratch, plan, shape, output->environment);
    if (value) emission_write(plan, output, value, out);
    arena_close(&scratch);
    return value != NULL;
}

void values_places(Arena *arena, const Plan *plan, const Output *output, Place *root) {
    shape_places(arena, plan, plan_shape(plan, emission_sink(output)), output->environment, root);
}
