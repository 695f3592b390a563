/* accept_text.c - the types that are written as text: what a string must look like to be one. */
#include "evaluate/accept.h"

/* --- Host names and URLs -------------------------------------------------------------------- */

enum { LONGEST_HOST = 253, LONGEST_LABEL = 63, HIGHEST_PORT = 65535 };

/* A label of a host name. The underscore is no letter of the standard, but records such as
 * `_dmarc.example` and the names of containers have it. */
static bool is_label(Text label) {
    if (label.length == 0 || label.length > LONGEST_LABEL) return false;
    if (label.bytes[0] == '-' || label.bytes[label.length - 1] == '-') return false;
    for (size_t i = 0; i < label.length; i++) {
        char byte = label.bytes[i];
        if (!byte_is_letter(byte) && !byte_is_digit(byte) && byte != '-' && byte != '_')
            return false;
    }
    return true;
}

/* An address without a prefix, of either family. */
static bool is_address(Text text) {
    Network network;
    return network_parse(text, &network) && !network.is_network;
}

/* Labels joined by dots. A name of digits only is an address that went wrong. */
static bool is_name(Text text) {
    if (text.length > LONGEST_HOST) return false;
    bool has_letter = false;
    for (size_t start = 0; start <= text.length;) {
        size_t dot = text_find(text, TEXT("."), start);
        Text label = text_slice(text, start, dot);
        if (!is_label(label)) return false;
        for (size_t i = 0; i < label.length; i++)
            has_letter = has_letter || !byte_is_digit(label.bytes[i]);
        if (dot == SIZE_MAX) break;
        start = dot + 1;
    }
    return has_letter;
}

/* `*.` at the beginning stands for every name below, as in an ingress; a point at the end makes the
 * name absolute. */
static bool is_host(Text text) {
    if (is_address(text)) return true;
    if (text_starts_with(text, TEXT("*."))) text = text_slice(text, 2, text.length);
    if (text_ends_with(text, TEXT("."))) text = text_slice(text, 0, text.length - 1);
    return is_name(text);
}

/* Decimal digits from 1 to 65535. */
static bool is_port(Text text) {
    uint32_t port = 0;
    if (text.length == 0 || text.length > 5) return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_digit(text.bytes[i])) return false;
        port = port * 10 + (uint32_t)(text.bytes[i] - '0');
    }
    return port >= 1 && port <= HIGHEST_PORT;
}

/* An IPv6 address as it stands in a URL. */
static bool is_bracketed(Text host) {
    return text_starts_with(host, TEXT("[")) && text_ends_with(host, TEXT("]")) &&
           is_address(text_slice(host, 1, host.length - 1));
}

/* `host`, `host:port`, `[address]:port`. */
static bool is_host_and_port(Text text) {
    size_t colon = SIZE_MAX;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == ':') colon = i;
        if (text.bytes[i] == ']') colon = SIZE_MAX;
    }
    Text host = text_slice(text, 0, colon);
    if (colon != SIZE_MAX && !is_port(text_slice(text, colon + 1, text.length))) return false;
    return is_bracketed(host) || is_host(host);
}

/* One host, or several as databases take them. */
static bool is_authority(Text text) {
    for (size_t at = text_find(text, TEXT("@"), 0); at != SIZE_MAX;) {
        text = text_slice(text, at + 1, text.length);
        at = text_find(text, TEXT("@"), 0);
    }
    for (;;) {
        size_t comma = text_find(text, TEXT(","), 0);
        if (!is_host_and_port(text_slice(text, 0, comma))) return false;
        if (comma == SIZE_MAX) return true;
        text = text_slice(text, comma + 1, text.length);
    }
}

/* As RFC 3986 has it: a letter, then letters, digits and three marks. */
static bool is_scheme(Text text) {
    if (text.length == 0 || !byte_is_letter(text.bytes[0])) return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (!byte_is_letter(byte) && !byte_is_digit(byte) && memchr("+-.", byte, 3) == NULL)
            return false;
    }
    return true;
}

/* A scheme, `//` and an authority; what follows is free but for spaces and control characters,
 * which no reader takes. That an authority is needed is what makes it a URL and not just a URI. */
static bool is_url(Text text) {
    size_t colon = text_find(text, TEXT("://"), 0);
    if (colon == SIZE_MAX || !is_scheme(text_slice(text, 0, colon))) return false;
    size_t start = colon + 3;
    size_t end = start;
    while (end < text.length && memchr("/?#", text.bytes[end], 3) == NULL)
        end++;
    for (size_t i = start; i < text.length; i++)
        if ((unsigned char)text.bytes[i] <= ' ' || text.bytes[i] == 0x7f) return false;
    return is_authority(text_slice(text, start, end));
}

/* --- Reading text --------------------------------------------------------------------------- */

/* The problem with a network that has bits behind its prefix names the network that was meant. */
static bool refuse_host_bits(Arena *arena, Text text, const Network *network, Text *problem) {
    Network whole;
    bool is_cut = network_subnet(network, 0, 0, &whole);
    ensure(is_cut);
    Text meant = network_text(arena, &whole);
    *problem = text_format(arena, "%.*s has host bits: the network is %.*s", TEXT_ARGS(text),
                           TEXT_ARGS(meant));
    return false;
}

/* A network without host bits: with them AWS refuses it, and the reader cannot tell what was
 * meant. */
static bool read_cidr(Arena *arena, const Value *value, Text *problem) {
    Network network;
    if (!network_parse(value->text, &network) || !network.is_network)
        return accept_refuse(arena, value, "is no network such as 10.0.0.0/16", problem);
    if (!network_has_host_bits(&network)) return true;
    return refuse_host_bits(arena, value->text, &network, problem);
}

/* The form of nearly all branches of `has_form`. */
static bool check(Arena *arena, const Value *value, bool is_right, const char *what,
                  Text *problem) {
    return is_right || accept_refuse(arena, value, what, problem);
}

/* The kind that a type gives its texts. */
static ValueKind kind_of(BaseKind base) {
    if (base == BASE_DURATION) return VALUE_DURATION;
    if (base == BASE_QUANTITY) return VALUE_QUANTITY;
    if (base == BASE_PERCENT) return VALUE_PERCENT;
    if (base == BASE_IP || base == BASE_CIDR) return VALUE_NETWORK;
    if (base == BASE_DIGEST) return VALUE_DIGEST;
    return base == BASE_TIMESTAMP ? VALUE_TIME : VALUE_STRING;
}

/* Whether a text has the form of a type. A duration's spelling may change: *text is the new one. */
static bool has_form(Arena *arena, BaseKind base, const Value *value, Text *text, Text *problem) {
    Number number;
    int64_t seconds;
    Text given = value->text;
    if (base == BASE_DURATION)
        return check(arena, value, duration_spelling(arena, given, text),
                     "is no duration such as 30s", problem);
    if (base == BASE_QUANTITY)
        return check(arena, value, quantity_parse(given, &number), "is no quantity such as 500m",
                     problem);
    if (base == BASE_PERCENT)
        return check(arena, value, percent_parse(given, &number), "is no percent such as 50%",
                     problem);
    if (base == BASE_IP) return check(arena, value, is_address(given), "is no IP address", problem);
    if (base == BASE_CIDR) return read_cidr(arena, value, problem);
    if (base == BASE_HOST)
        return check(arena, value, is_host(given), "is no host name or address", problem);
    if (base == BASE_URL)
        return check(arena, value, is_url(given), "is no URL with a scheme and a host", problem);
    if (base == BASE_SEMVER)
        return check(arena, value, version_is_valid(given), "is no semantic version", problem);
    if (base == BASE_DIGEST)
        return check(arena, value, digest_is_valid(given), "is no digest", problem);
    if (base == BASE_TIMESTAMP)
        return check(arena, value, moment_parse(given, &seconds), "is no UTC time or date",
                     problem);
    return true;
}

/* --- Numbers without a unit ----------------------------------------------------------------- */

/* Only a quantity may be without a unit; the others get a problem that shows one. */
static bool accept_digits(Arena *arena, BaseKind base, const Value *value, const Value **out,
                          Text *problem) {
    if (base == BASE_QUANTITY) {
        *out = value_text(arena, VALUE_QUANTITY, value_plain(arena, value));
        return true;
    }
    if (base == BASE_DURATION)
        return accept_refuse(arena, value, "has no unit, as 30s has", problem);
    if (base == BASE_PERCENT) return accept_refuse(arena, value, "has no %, as 50% has", problem);
    return false;
}

/* What may be a string as it stands; the other text kinds are spelled in a way of their own. */
static bool is_word(const Value *value) {
    return value->kind == VALUE_STRING || value->kind == VALUE_ENUM ||
           value->kind == VALUE_NETWORK || value->kind == VALUE_TIME || value->kind == VALUE_DIGEST;
}

/* A value that has the kind already was checked by whoever made it, a string and a network
 * excepted: the former has no form yet, the latter may be an address where a network is wanted. */
bool accept_text(Arena *arena, BaseKind base, const Value *value, const Value **out,
                 Text *problem) {
    ValueKind kind = kind_of(base);
    bool is_checked = kind == value->kind && kind != VALUE_STRING && kind != VALUE_NETWORK;
    if (is_checked || (base == BASE_STRING && value->kind == VALUE_SECRET)) return true;
    if (value->kind == VALUE_INT || value->kind == VALUE_NUMBER)
        return accept_digits(arena, base, value, out, problem);
    if (!is_word(value)) return false;
    Text text = value->text;
    if (!has_form(arena, base, value, &text, problem)) return false;
    if (kind != value->kind || text.length != value->text.length || text.bytes != value->text.bytes)
        *out = value_text(arena, kind, text);
    return true;
}
