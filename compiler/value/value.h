/* value.h - the values of the language: what a parameter has in an environment.
 *
 * A value is small and immutable. Everything that has a spelling keeps it (`300s`, `0.50`, `1Gi`
 * are written as they were spelled), so most kinds hold only their text as it will be emitted, and
 * the number behind it is computed when a law or an operator asks. Nothing here knows about types,
 * environments or diagnostics: functions that can fail say so by returning false, and the caller,
 * who knows the place, makes the message. */
#ifndef RUNG_VALUE_H
#define RUNG_VALUE_H

#include "base/base.h"

/* --- Numbers: exact decimals ---------------------------------------------------------------- */

__extension__ typedef unsigned __int128 Wide;

enum { NUMBER_DIGITS = 34 };

/* (-1)^is_negative * coefficient * 10^exponent, at most 34 digits, no trailing zeros in the
 * coefficient (so equal numbers are equal structs), zero is {false, 0, 0}. */
typedef struct Number {
    Wide coefficient;
    int32_t exponent;
    bool is_negative;
} Number;

Number number_of(int64_t integer);
/* Decimal text: optional sign, digits with `_` between them, optional fraction, optional exponent.
 * False when it is none or needs more than 34 digits. */
bool number_parse(Text text, Number *out);
int number_compare(Number a, Number b);
/* Each gives false when the exact result needs more than 34 digits (or on division by zero). */
bool number_add(Number a, Number b, Number *out);
bool number_subtract(Number a, Number b, Number *out);
bool number_multiply(Number a, Number b, Number *out);
bool number_divide(Number a, Number b, Number *out);
bool number_remainder(Number a, Number b, Number *out); /* sign of the dividend */
Number number_floor(Number a);
Number number_ceil(Number a);
Number number_round(Number a); /* half away from zero */
bool number_is_integer(Number a);
bool number_to_int(Number a, int64_t *out); /* false when it is no 64-bit integer */
/* Plain decimal digits, never an exponent: "1500", "0.05", "-3". */
Text number_text(Arena *arena, Number a);
/* A number as spelled, with or without a unit, but without its underscores: no reader of what is
 * emitted knows them, so they go before a value is made. The functions below refuse them. */
Text number_spelling(Arena *arena, Text text);

/* --- Durations, quantities, percents -------------------------------------------------------- */

/* `30s`, `1h30m`, `7d`, `1.5h`, also negative: nanoseconds, at most 64 bits. */
bool duration_parse(Text text, int64_t *nanoseconds);
bool duration_is_unit(Text unit);
/* The spelling that readers know: as it was, except that days become hours (`7d` is `168h`,
 * `1d12h` is `36h`): Go's time.ParseDuration has no `d`. False when it is no duration. */
bool duration_spelling(Arena *arena, Text text, Text *out);
Text duration_text(Arena *arena, int64_t nanoseconds); /* Go's form: `1h30m`, `0s`, `1.5ms` */

/* A Kubernetes resource.Quantity: `100m`, `1.5Gi`, `2`, `1e3`. False for what Kubernetes refuses,
 * and for a bare unit, which it silently reads as 0. */
bool quantity_parse(Text text, Number *out);
Text quantity_unit(Text text); /* the unit at its end, "" when there is none */
bool quantity_is_unit(Text unit);
/* `amount` in `unit`; where that is not exact, in no unit. */
Text quantity_text(Arena *arena, Number amount, Text unit);

bool percent_parse(Text text, Number *out); /* `99.9%` is 99.9 */

/* --- Networks, moments, digests, versions ---------------------------------------------------- */

typedef struct Network {
    uint8_t address[16]; /* IPv4 in the first four bytes */
    uint8_t family;      /* 4 or 6 */
    uint8_t prefix;      /* bits */
    bool is_network;     /* written with a /prefix */
} Network;

/* An address or network. No leading zeros (Go and AWS refuse them). Host bits are accepted here;
 * `network_has_host_bits` tells. */
bool network_parse(Text text, Network *out);
bool network_has_host_bits(const Network *network);
void network_clear_host_bits(Network *network);
bool network_overlaps(const Network *a, const Network *b);
bool network_contains(const Network *outer, const Network *inner);
Text network_text(Arena *arena, const Network *network); /* RFC 5952 for IPv6 */
/* Terraform's cidrsubnet. False when the new bits or the number do not fit. */
bool network_subnet(const Network *network, int64_t new_bits, int64_t number, Network *out);

/* An RFC 3339 UTC time (`2026-11-20T10:00:00Z`) or a date (midnight UTC), in seconds since
 * 1970-01-01T00:00:00Z, proleptic Gregorian, years 0001 to 9999, valid days only. */
bool moment_parse(Text text, int64_t *seconds);
Text moment_date(Arena *arena, int64_t seconds); /* `2026-11-20` */

/* `sha256:` 64, `sha512:` 128, `blake3:` 64, `xxh3:` 32 lower-case hex digits. */
bool digest_is_valid(Text text);

/* SemVer 2.0.0 with an optional leading `v`. */
bool version_is_valid(Text text);

/* --- Names of Kubernetes --------------------------------------------------------------------- */

bool kubernetes_is_name(Text name); /* of an object: a DNS subdomain in small letters */
bool kubernetes_is_key(Text key);   /* of a ConfigMap or Secret: `[-._a-zA-Z0-9]{1,253}` */
/* `NAME/KEY`: a key of a Secret in the namespace of whoever reads it. Any other path is one of a
 * store. */
bool kubernetes_secret(Text path, Text *name, Text *key);

/* --- Values --------------------------------------------------------------------------------- */

typedef enum ValueKind {
    VALUE_ERROR,    /* something was reported already; agrees with everything (poison) */
    VALUE_ABSENT,   /* `none`, or no cell: the key is left out */
    VALUE_BOOL,     /* as.truth */
    VALUE_INT,      /* as.integer */
    VALUE_NUMBER,   /* text, as emitted: digits with a point */
    VALUE_PERCENT,  /* text: `50%` */
    VALUE_DURATION, /* text: `168h` */
    VALUE_QUANTITY, /* text: `512Mi` */
    VALUE_STRING,   /* text */
    VALUE_ENUM,     /* text; as.order is its index in the enum as declared */
    VALUE_NETWORK,  /* text: an ip or cidr */
    VALUE_TIME,     /* text: a date or time */
    VALUE_DIGEST,   /* text */
    VALUE_SECRET,   /* text: the path in the store, never a value */
    VALUE_LIST,     /* as.items, count */
    VALUE_MAP       /* as.pairs, count, in the order written; maps and objects */
} ValueKind;

typedef struct Value Value;

typedef struct Pair {
    Text key;
    const Value *value; /* VALUE_ABSENT: the key is left out (but `null` in Terraform objects) */
    Text doc;           /* lines that an output with comments writes above the key; "" for most */
} Pair;

struct Value {
    ValueKind kind;
    uint32_t count;
    Text text;

    union {
        bool truth;
        int64_t integer;
        uint32_t order;
        const Value *const *items;
        const Pair *pairs;
    } as;
};

extern const Value value_error; /* the one poison */
extern const Value value_absent;
extern const Value value_true;
extern const Value value_false;

const Value *value_bool(bool truth);
const Value *value_int(Arena *arena, int64_t integer);
/* The kinds that hold only text. */
const Value *value_text(Arena *arena, ValueKind kind, Text text);
const Value *value_string(Arena *arena, Text text);
const Value *value_enum(Arena *arena, Text text, uint32_t order);
const Value *value_list(Arena *arena, const Value *const *items, uint32_t count);
const Value *value_map(Arena *arena, const Pair *pairs, uint32_t count);
const Value *value_of_number(Arena *arena, Number number); /* INT when it is a whole 64-bit one */

bool value_is_text(const Value *value);                /* kinds that are emitted as a string */
bool value_is_scalar(const Value *value);              /* no list, map, absent or error */
const Value *value_member(const Value *map, Text key); /* NULL when it is not there */

/* The number behind INT, NUMBER, PERCENT, DURATION (nanoseconds), QUANTITY, BOOL (0 or 1), ENUM
 * (its order), TIME (seconds); false for other kinds. What laws and operators compare. */
bool value_number(const Value *value, Number *out);

/* Same bytes once emitted: what parity compares. INT 1 and NUMBER 1.0 differ; STRING "a" and ENUM a
 * are the same. VALUE_ERROR is the same as everything. */
bool value_same(const Value *a, const Value *b);

/* Equal for `==` and the laws: numbers by value (1000m == 1), text by bytes, lists by item, maps by
 * key in any order. VALUE_ERROR equals everything. */
bool value_equal(const Value *a, const Value *b);

/* Less, equal, greater as -1, 0, 1 where both have a number of one kind (INT and NUMBER mix);
 * false when they cannot be compared. */
bool value_compare(const Value *a, const Value *b, int *order);

/* The plain text of a scalar, as `at ... as list`, dotenv and ssm write it: true, 42, 0.50, text
 * itself. The caller has made sure that it is a scalar. */
Text value_plain(Arena *arena, const Value *value);

/* One line of compact JSON, keys as written, ABSENT members left out (`json(X)`). */
void value_json(Writer *writer, const Value *value);

/* How messages show it: strings quoted, long ones cut in the middle at `most` columns, `none` for
 * absent. Never raw control characters. */
Text value_show(Arena *arena, const Value *value, size_t most);

#endif
