/* sink.c - the facts of grammar/sinks.def and of the unit attributes in grammar/attributes.def. */
#include "check/check.h"

static const SinkFact facts[] = {
#define SINK(kind, name, has_block, is_text, path, documentation)                                  \
    [SINK_##kind] = {name, has_block, is_text, path, documentation},
#include "sinks.def"
#undef SINK
};

const SinkFact *sink_fact(SinkKind kind) {
    ensure((size_t)kind < SINK_END);
    return &facts[kind];
}

bool sink_find(Text name, SinkKind *out) {
    for (size_t i = 0; i < SINK_END; i++) {
        if (!text_equal(name, text_of(facts[i].name))) continue;
        *out = (SinkKind)i;
        return true;
    }
    return false;
}

static const UnitAttributeFact attributes[] = {
#define UNIT_ATTRIBUTE(kind, name, type, may_vary, in_profile, documentation)                      \
    [UNIT_##kind] = {name, type, may_vary, in_profile, documentation},
#define ENVIRONMENT_ATTRIBUTE(kind, name, type, fallback, documentation)
#include "attributes.def"
#undef UNIT_ATTRIBUTE
#undef ENVIRONMENT_ATTRIBUTE
};

const UnitAttributeFact *unit_attribute_fact(UnitAttributeKind kind) {
    ensure((size_t)kind < UNIT_ATTRIBUTE_END);
    return &attributes[kind];
}

bool unit_attribute_find(Text name, UnitAttributeKind *out) {
    for (size_t i = 0; i < UNIT_ATTRIBUTE_END; i++) {
        if (!text_equal(name, text_of(attributes[i].name))) continue;
        *out = (UnitAttributeKind)i;
        return true;
    }
    return false;
}
