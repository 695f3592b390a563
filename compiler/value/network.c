/* network.c - IPv4 and IPv6 addresses and networks.
 *
 * An address is its bytes, a network an address with a number of leading bits; everything else is
 * comparing bits. The spelling that is accepted is that of Go's net/netip, the strictest of the
 * readers of what is emitted: no leading zeros in IPv4 and in prefixes, no zones. */
#include "value/value.h"

enum { IPV4_BITS = 32, IPV6_BITS = 128, GROUPS = 8 };

/* How many bits an address of this family has, which is the prefix of a single host. */
static int bits_of(const Network *network) {
    return network->family == 4 ? IPV4_BITS : IPV6_BITS;
}

/* --- Reading -------------------------------------------------------------------------------- */

/* Decimal digits without a leading zero, at most `most`, from *at on. */
static bool take_decimal(Text text, size_t *at, unsigned most, uint8_t *out) {
    size_t start = *at;
    unsigned number = 0;
    while (*at < text.length && byte_is_digit(text.bytes[*at])) {
        number = number * 10 + (unsigned)(text.bytes[*at] - '0');
        if (number > most || *at - start > 2) return false;
        ++*at;
    }
    bool has_leading_zero = *at - start > 1 && text.bytes[start] == '0';
    *out = (uint8_t)number;
    return *at > start && !has_leading_zero;
}

/* Four numbers between dots. */
static bool parse_ipv4(Text text, uint8_t *bytes) {
    size_t at = 0;
    for (int i = 0; i < 4; i++) {
        if (i > 0 && (at >= text.length || text.bytes[at++] != '.')) return false;
        if (!take_decimal(text, &at, 255, &bytes[i])) return false;
    }
    return at == text.length;
}

/* Both cases are read; only lower case is written. */
static int hex_value(char byte) {
    if (byte_is_digit(byte)) return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

/* A group of one to four hex digits. */
static bool parse_group(Text text, uint8_t *bytes) {
    unsigned group = 0;
    if (text.length == 0 || text.length > 4) return false;
    for (size_t i = 0; i < text.length; i++) {
        int digit = hex_value(text.bytes[i]);
        if (digit < 0) return false;
        group = group << 4 | (unsigned)digit;
    }
    bytes[0] = (uint8_t)(group >> 8);
    bytes[1] = (uint8_t)group;
    return true;
}

/* What was read of an IPv6 address: the bytes before and behind its `::`. */
typedef struct Groups {
    uint8_t bytes[16];
    size_t count;
    size_t gap; /* the count at the `::`, SIZE_MAX when there is none */
} Groups;

/* The group at *at and the colon behind it. An IPv4 address may stand for the last two groups. */
static bool take_group(Text text, size_t *at, Groups *groups) {
    size_t colon = text_find(text, TEXT(":"), *at);
    size_t end = colon == SIZE_MAX ? text.length : colon;
    Text part = text_slice(text, *at, end);
    bool is_ipv4 = text_contains(part, TEXT("."));
    size_t size = is_ipv4 ? 4 : 2;
    if (groups->count + size > 16 || (is_ipv4 && end != text.length)) return false;
    uint8_t *place = groups->bytes + groups->count;
    if (!(is_ipv4 ? parse_ipv4(part, place) : parse_group(part, place))) return false;
    groups->count += size;
    *at = end;
    if (end == text.length) return true;
    ++*at;
    return *at < text.length; /* no single colon at the end */
}

/* Notes a `::` whose second colon is at *at; two of them would not say where the zeros are. */
static bool take_gap(Text text, size_t *at, Groups *groups) {
    if (*at >= text.length || text.bytes[*at] != ':') return true;
    if (groups->gap != SIZE_MAX) return false;
    groups->gap = groups->count;
    ++*at;
    return true;
}

/* `bytes` are zero before: what a `::` stands for stays so. */
static bool parse_ipv6(Text text, uint8_t bytes[16]) {
    Groups groups = {.gap = SIZE_MAX};
    size_t at = 0;
    if (text_starts_with(text, TEXT("::"))) {
        groups.gap = 0;
        at = 2;
    }
    while (at < text.length) {
        if (!take_group(text, &at, &groups) || !take_gap(text, &at, &groups)) return false;
    }
    bool has_gap = groups.gap != SIZE_MAX;
    bool is_complete = groups.count == 16;
    if (has_gap == is_complete) return false; /* a `::` stands for one group at least */
    size_t before = has_gap ? groups.gap : groups.count;
    size_t behind = groups.count - before;
    memcpy(bytes, groups.bytes, before);
    memcpy(bytes + 16 - behind, groups.bytes + before, behind);
    return true;
}

/* The colon decides the family. Without a slash it is one host, whose prefix is the whole
 * address. */
bool network_parse(Text text, Network *out) {
    *out = (Network){0};
    size_t slash = text_find(text, TEXT("/"), 0);
    Text address = text_slice(text, 0, slash);
    out->family = text_contains(address, TEXT(":")) ? 6 : 4;
    out->is_network = slash != SIZE_MAX;
    bool is_address =
        out->family == 6 ? parse_ipv6(address, out->address) : parse_ipv4(address, out->address);
    if (!is_address) return false;
    out->prefix = (uint8_t)bits_of(out);
    if (!out->is_network) return true;
    size_t at = slash + 1;
    return take_decimal(text, &at, out->prefix, &out->prefix) && at == text.length;
}

/* --- Comparing ------------------------------------------------------------------------------ */

/* Bits are counted from the left, as prefixes count them. */
static bool bit_at(const Network *network, int index) {
    return (network->address[index / 8] >> (7 - index % 8) & 1) != 0;
}

/* `10.0.0.1/8` means either an address or a typing mistake, and AWS refuses it. */
bool network_has_host_bits(const Network *network) {
    for (int i = network->prefix; i < bits_of(network); i++) {
        if (bit_at(network, i)) return true;
    }
    return false;
}

/* What is left is the first address of the network. */
void network_clear_host_bits(Network *network) {
    for (int i = network->prefix; i < bits_of(network); i++)
        network->address[i / 8] &= (uint8_t) ~(1 << (7 - i % 8));
}

/* Whole bytes first, then the bits of the one that the prefix cuts. */
static bool shares_bits(const Network *a, const Network *b, int bits) {
    if (a->family != b->family) return false;
    if (memcmp(a->address, b->address, (size_t)bits / 8) != 0) return false;
    int rest = bits % 8;
    return rest == 0 || (a->address[bits / 8] ^ b->address[bits / 8]) >> (8 - rest) == 0;
}

/* Two networks overlap exactly when one contains the other. */
bool network_overlaps(const Network *a, const Network *b) {
    return shares_bits(a, b, a->prefix < b->prefix ? a->prefix : b->prefix);
}

/* A network contains itself, and no larger one. */
bool network_contains(const Network *outer, const Network *inner) {
    return outer->prefix <= inner->prefix && shares_bits(outer, inner, outer->prefix);
}

/* --- Writing -------------------------------------------------------------------------------- */

/* The two bytes of a group, the first one higher. */
static unsigned group_at(const Network *network, int index) {
    return (unsigned)network->address[2 * index] << 8 | network->address[2 * index + 1];
}

/* The longest run of two or more zero groups, the first of equals: RFC 5952 writes it as `::`. */
static int longest_zeros(const Network *network, int *start) {
    int longest = 1;
    *start = GROUPS;
    for (int i = 0; i < GROUPS; i++) {
        int end = i;
        while (end < GROUPS && group_at(network, end) == 0)
            end++;
        if (end - i > longest) {
            longest = end - i;
            *start = i;
        }
        i = end;
    }
    return *start == GROUPS ? 0 : longest;
}

/* The same in an IPv4 address and at the end of a mapped one. */
static void write_ipv4(Writer *writer, const uint8_t *bytes) {
    writer_format(writer, "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
}

/* ::ffff:0:0/96 holds the IPv4 addresses, whose last part is written as one. */
static bool is_mapped(const Network *network) {
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    return memcmp(network->address, mapped, sizeof mapped) == 0;
}

/* The run of zeros takes the colons on both its sides. */
static void write_ipv6(Writer *writer, const Network *network) {
    if (is_mapped(network)) {
        writer_string(writer, "::ffff:");
        write_ipv4(writer, network->address + 12);
        return;
    }
    int start, count = longest_zeros(network, &start);
    for (int i = 0; i < GROUPS; i++) {
        if (i == start) {
            writer_string(writer, "::");
            i += count - 1;
            continue;
        }
        if (i > 0 && i != start + count) writer_char(writer, ':');
        writer_format(writer, "%x", group_at(network, i));
    }
}

/* The prefix is written where one was: a host stays a host. */
Text network_text(Arena *arena, const Network *network) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    if (network->family == 4)
        write_ipv4(&writer, network->address);
    else
        write_ipv6(&writer, network);
    if (network->is_network) writer_format(&writer, "/%u", network->prefix);
    return writer_done(&writer);
}

/* --- Subnets -------------------------------------------------------------------------------- */

/* The counterpart of `bit_at`. */
static void set_bit(Network *network, int index, bool is_set) {
    uint8_t mask = (uint8_t)(0x80 >> index % 8);
    uint8_t *byte = &network->address[index / 8];
    *byte = (uint8_t)(is_set ? *byte | mask : *byte & ~mask);
}

/* The new bits follow the prefix and hold the number; what is behind them becomes zero. */
bool network_subnet(const Network *network, int64_t new_bits, int64_t number, Network *out) {
    int bits = bits_of(network);
    if (new_bits < 0 || new_bits > bits - network->prefix || number < 0) return false;
    if (new_bits < 63 && number >> new_bits != 0) return false;
    *out = *network;
    out->is_network = true;
    out->prefix = (uint8_t)(network->prefix + new_bits);
    for (int i = bits - 1; i >= out->prefix; i--)
        set_bit(out, i, false);
    for (int i = out->prefix - 1; i >= network->prefix; i--, number >>= 1) {
        set_bit(out, i, (number & 1) != 0);
    }
    return true;
}
