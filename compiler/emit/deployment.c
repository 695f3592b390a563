/* deployment.c - what Helm is told of a unit in an environment: its chart, its namespace, its values. */
#include "emit/emission.h"

/* An attribute that is not stated is the empty text. */
static Text attribute(const Plan *plan, const Unit *unit, UnitAttributeKind kind,
                      uint32_t environment) {
    const Value *value = matrix_unit_attribute(plan->matrix, unit, kind, environment);
    return value_is_text(value) ? value->text : TEXT("");
}

/* Helm reads YAML; a release that Terraform reads is a file of another format. */
static bool is_values(const Output *output, SinkKind kind, uint32_t environment) {
    return output->sink == kind && output->environment == environment &&
           output->format == FORMAT_YAML;
}

/* The release comes last, so that no value takes its place. The version of a remote chart is what a
 * ledger says. */
void emit_deployment(Arena *arena, const Plan *plan, const Unit *unit, uint32_t environment,
                     Deployment *out) {
    static const SinkKind kinds[] = {SINK_HELM, SINK_RELEASE};
    ARRAY(const Output *) values = {0};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        uint32_t index = 0;
        for (const Output *output; (output = plan_output_of(plan, unit, &index));)
            if (is_values(output, kinds[k], environment)) array_push(arena, &values, output);
    }
    *out = (Deployment){.chart = attribute(plan, unit, UNIT_CHART, environment),
                        .version = TEXT(""),
                        .namespace = attribute(plan, unit, UNIT_NAMESPACE, environment),
                        .values = values.items,
                        .value_count = values.count};
}
