/* store.h - one parameter of the parameter store in one environment. Private to this folder. */
#ifndef RUNG_EMIT_STORE_H
#define RUNG_EMIT_STORE_H

#include "emit/emission.h"

typedef struct Request {
    Text name;
    Text value;
    const char *type; /* `String` or `StringList` */
    const Param *param;
    uint32_t environment;
} Request;

/* False where the parameter has no value in the environment, or none that was not reported. */
bool request_make(Arena *arena, const Plan *plan, const Param *param, uint32_t environment,
                  Request *out);

#endif
