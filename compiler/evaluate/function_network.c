/* function_network.c - the functions on addresses and networks. */
#include "evaluate/function.h"

/* The argument was seen to be one. */
static Network network_at(const Call *call, uint32_t index) {
    Network network;
    bool is_network = network_parse(call->arguments[index]->text, &network);
    ensure(is_network);
    return network;
}

/* As cidrsubnet of Terraform, of either family. */
const Value *function_SUBNET(Call *call, Text *problem) {
    Network network = network_at(call, 0), subnet;
    int64_t new_bits = call->arguments[1]->as.integer;
    int64_t number = call->arguments[2]->as.integer;
    if (network_subnet(&network, new_bits, number, &subnet))
        return value_text(call->arena, VALUE_NETWORK, network_text(call->arena, &subnet));
    Text text = call->arguments[0]->text;
    *problem = text_format(call->arena, "%.*s has no network %lld with %lld more bits",
                           TEXT_ARGS(text), (long long)number, (long long)new_bits);
    return NULL;
}

/* Networks overlap exactly when one holds the other. */
const Value *function_OVERLAPS(Call *call, Text *problem) {
    (void)problem;
    Network a = network_at(call, 0), b = network_at(call, 1);
    return value_bool(network_overlaps(&a, &b));
}

/* An address is a network of itself. */
const Value *function_CIDR_CONTAINS(Call *call, Text *problem) {
    (void)problem;
    Network outer = network_at(call, 0), inner = network_at(call, 1);
    return value_bool(network_contains(&outer, &inner));
}
