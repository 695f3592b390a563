/* test_finding.c - what is wrong with values: every sentence, its labels, notes and help, and the
 * environments in which it happens. */
#include "unit/evaluate/evaluate_unit.h"

/* What does not fit a type, pointed at as closely as can be. */
static const BodyRow fits_types_rows[] = {
    {"x: int(1..50) = 51", "T0020 the value of `x` does not fit its type `int(1..50)`; `51`: 51 is "
                           "not in 1..50 [dev staging prod]"},
    {"x: int(1..50) { dev = 51, staging = 52, prod = 3 }",
     "T0020 the value of `x` does not fit its type `int(1..50)`; `51`: 51 is not in 1..50 "
     "[dev]\nT0020 the value of `x` does not fit its type `int(1..50)`; `52`: 52 is not in 1..50 "
     "[staging]"},
    {"x: int(1..50) = env.size * 20", "T0020 the value of `x` does not fit its type `int(1..50)`; "
                                      "`env.size * 20`: 80 is not in 1..50 in prod [prod]"},
    {"x: int(1..2) = env.size + 1",
     "T0020 the value of `x` does not fit its type `int(1..2)`; `env.size + 1`: 3 is not in 1..2 "
     "in staging; `env.size + 1`: 5 is not in 1..2 in prod [staging prod]"},
    {"x: int = \"a\"", "T0020 the value of `x` does not fit its type `int`; `\"a\"`: \"a\" is a "
                       "string [dev staging prod]"},
    {"x: string = 30s",
     "T0020 the value of `x` does not fit its type `string`; `30s`: 30s is a duration; help: write "
     "it as text, in quotes or as `\"${...}\"` [dev staging prod]"},
    {"x: string = true",
     "T0020 the value of `x` does not fit its type `string`; `true`: true is a bool; help: write "
     "it as text, in quotes or as `\"${...}\"` [dev staging prod]"},
    {"x: duration = 30", "T0020 the value of `x` does not fit its type `duration`; `30`: 30 has no "
                         "unit, as 30s has [dev staging prod]"},
    {"x: percent = 30", "T0020 the value of `x` does not fit its type `percent`; `30`: 30 has no "
                        "%, as 50% has [dev staging prod]"},
    {"x: bool = \"true\"", "T0020 the value of `x` does not fit its type `bool`; `\"true\"`: "
                           "\"true\" is a string; help: take the quotes away [dev staging prod]"},
    {"x: enum(debug, info, warn) = inof",
     "N0050 nothing is called `inof` here; help: a similar name exists: `info` [dev staging prod]"},
    {"x: enum(debug, info, warn) = \"inof\"",
     "T0020 the value of `x` does not fit its type `enum(debug, info, warn)`; `\"inof\"`: \"inof\" "
     "is none of debug, info and warn [dev staging prod]"},
    {"x: enum(debug, info, warn) = 3", "T0020 the value of `x` does not fit its type `enum(debug, "
                                       "info, warn)`; `3`: 3 is an int [dev staging prod]"},
    {"x: list(int(1..3)) = [1, 2, 4]",
     "T0020 the value of `x` does not fit its type `list(int(1..3))`; `4`: 4 is not in 1..3 [dev "
     "staging prod]"},
    {"x: list(list(int)) = [[1], [1, true]]",
     "T0020 the value of `x` does not fit its type `list(list(int))`; `true`: true is a bool [dev "
     "staging prod]"},
    {"x: map(int) = { a = 1, b = true }", "T0020 the value of `x` does not fit its type "
                                          "`map(int)`; `true`: true is a bool [dev staging prod]"},
    {"x: object { a: int, b: int } = { a = 1, c = 2 }",
     "T0020 the value of `x` does not fit its type `object { a: int, b: int }`; `{ a = 1, c = 2 "
     "}`: `c` is no field of it: there are a and b [dev staging prod]"},
    {"x: object { a: int, b: int } = { a = 1 }",
     "T0020 the value of `x` does not fit its type `object { a: int, b: int }`; `{ a = 1 }`: the "
     "field `b` is not there [dev staging prod]"},
    {"x: object { a: int } = { a = none }",
     "T0020 the value of `x` does not fit its type `object { a: int }`; `{ a = none }`: `a`: it is "
     "none [dev staging prod]"},
    {"x: object { a: list(int) } = { a = [\"k\"] }",
     "T0020 the value of `x` does not fit its type `object { a: list(int) }`; `\"k\"`: \"k\" is a "
     "string [dev staging prod]"},
    {"x: list(int)(len 2..3) = [1]",
     "T0020 the value of `x` does not fit its type `list(int)(len 2..3)`; `[1]`: the number of "
     "items, 1, is not in 2..3 [dev staging prod]"},
    {"x: string(len 2..3) = \"a\"",
     "T0020 the value of `x` does not fit its type `string(len 2..3)`; `\"a\"`: the length, 1, is "
     "not in 2..3 [dev staging prod]"},
    {"x: string(matches '^a') = \"b\"",
     "T0020 the value of `x` does not fit its type `string(matches '^a')`; `\"b\"`: \"b\" does not "
     "match '^a' [dev staging prod]"},
    {"x: int(>= 3) = 2", "T0020 the value of `x` does not fit its type `int(>= 3)`; `2`: 2 is not "
                         ">= 3 [dev staging prod]"},
    {"x: int(!= 3) = 3", "T0020 the value of `x` does not fit its type `int(!= 3)`; `3`: 3 is not "
                         "!= 3 [dev staging prod]"},
    {"x: duration(1s..5s) = 1m", "T0020 the value of `x` does not fit its type `duration(1s..5s)`; "
                                 "`1m`: 1m is not in 1s..5s [dev staging prod]"},
    {"x: port = 70000", "T0020 the value of `x` does not fit its type `port`; `70000`: 70000 is "
                        "not in 1..65535 [dev staging prod]"},
    {"x: port = 0", "T0020 the value of `x` does not fit its type `port`; `0`: 0 is not in "
                    "1..65535 [dev staging prod]"},
    {"x: int = 2.5", "T0020 the value of `x` does not fit its type `int`; `2.5`: 2.5 is a number "
                     "with a fraction [dev staging prod]"},
    {"x: host = \"a_b..c\"", "T0020 the value of `x` does not fit its type `host`; `\"a_b..c\"`: "
                             "\"a_b..c\" is no host name or address [dev staging prod]"},
    {"x: url = \"example.com\"",
     "T0020 the value of `x` does not fit its type `url`; `\"example.com\"`: \"example.com\" is no "
     "URL with a scheme and a host [dev staging prod]"},
    {"x: cidr = 10.0.0.1/16",
     "T0020 the value of `x` does not fit its type `cidr`; `10.0.0.1/16`: 10.0.0.1/16 has host "
     "bits: the network is 10.0.0.0/16 [dev staging prod]"},
    {"x: cidr = 10.0.0.1", "T0020 the value of `x` does not fit its type `cidr`; `10.0.0.1`: "
                           "10.0.0.1 is no network such as 10.0.0.0/16 [dev staging prod]"},
    {"x: ip = 10.0.0.0/16", "T0020 the value of `x` does not fit its type `ip`; `10.0.0.0/16`: "
                            "10.0.0.0/16 is no IP address [dev staging prod]"},
    {"x: semver = \"1.x\"", "T0020 the value of `x` does not fit its type `semver`; `\"1.x\"`: "
                            "\"1.x\" is no semantic version [dev staging prod]"},
    {"x: digest = \"sha256:zz\"", "T0020 the value of `x` does not fit its type `digest`; "
                                  "`\"sha256:zz\"`: \"sha256:zz\" is no digest [dev staging prod]"},
    {"x: timestamp = \"today\"",
     "T0020 the value of `x` does not fit its type `timestamp`; `\"today\"`: \"today\" is no UTC "
     "time or date [dev staging prod]"},
    {"x: quantity = \"1GB\"", "T0020 the value of `x` does not fit its type `quantity`; `\"1GB\"`: "
                              "\"1GB\" is no quantity such as 500m [dev staging prod]"},
    {"x: int = \"a\" { dev = 1, staging = 2, prod = 3 }",
     "T0020 the value of `x` does not fit its type `int`; `\"a\"`: \"a\" is a string"},
    {"x: list(int) = [none]",
     "T0030 a value that is absent is used; `none`: absent [dev staging prod]"},
};

static void fits_types(void **state) {
    (void)state;
    assert_findings(fits_types_rows);
}

/* Numbers that are too large, or could be two things. */
static const BodyRow reads_numbers_rows[] = {
    {"x: int = 9223372036854775808",
     "T0024 `9223372036854775808` is too large; `9223372036854775808`: an int has 64 bits [dev "
     "staging prod]"},
    {"x = 9223372036854775808", "T0024 `9223372036854775808` is too large; `9223372036854775808`: "
                                "an int has 64 bits [dev staging prod]"},
    {"x: number = 12345678901234567890123456789012345",
     "T0024 `12345678901234567890123456789012345` is too large; "
     "`12345678901234567890123456789012345`: it has more than 34 digits [dev staging prod]"},
    {"x = 99999999h", "T0024 `99999999h` is too large; `99999999h`: a duration has 64 bits of "
                      "nanoseconds [dev staging prod]"},
    {"x = 5m", "T0022 `5m` is a duration or a quantity, and no type says which; `5m`: minutes or "
               "thousandths; help: write the type, `: duration` or `: quantity`, or put it in "
               "quotes if it is text [dev staging prod]"},
    {"x = [5m]", "T0022 `5m` is a duration or a quantity, and no type says which; `5m`: minutes or "
                 "thousandths; help: write the type, `: duration` or `: quantity`, or put it in "
                 "quotes if it is text [dev staging prod]"},
    {"x: any = 5m",
     "T0022 `5m` is a duration or a quantity, and no type says which; `5m`: minutes or "
     "thousandths; help: write the type, `: duration` or `: quantity`, or put it in quotes if it "
     "is text [dev staging prod]"},
    {"x: int = 5m", "T0020 the value of `x` does not fit its type `int`; `5m`: 5m is a duration "
                    "[dev staging prod]"},
    {"x = 1.30",
     "T0023 `1.30` ends in a zero, and no type says that it is a number; `1.30`: a number does not "
     "keep its last zero; help: put it in quotes if it is a version or a name; else write the type "
     "`: number`, or leave out the zero [dev staging prod]"},
    {"x = \"a\" == 1.30", "T0025 `==` does not take a string and a number; `\"a\"`: \"a\" is a "
                          "string; `1.30`: 1.30 is a number [dev staging prod]"},
};

static void reads_numbers(void **state) {
    (void)state;
    assert_findings(reads_numbers_rows);
}

/* Rows without a type. */
static const BodyRow agrees_with_the_first_value_rows[] = {
    {"x = 1 { dev = \"a\" }",
     "T0021 the values of `x` are of different types; `1`: the first value is of type `int`; "
     "`\"a\"`: \"a\" is a string; help: write the type that all of them have [dev]"},
    {"x { dev = \"a\", staging = 1, prod = 2 }",
     "T0021 the values of `x` are of different types; `\"a\"`: the first value is of type "
     "`string`; `1`: 1 is an int; help: write the type that all of them have [staging]\nT0021 the "
     "values of `x` are of different types; `\"a\"`: the first value is of type `string`; `2`: 2 "
     "is an int; help: write the type that all of them have [prod]"},
    {"x = [1] { dev = 1 }",
     "T0021 the values of `x` are of different types; `[1]`: the first value is of type "
     "`list(int)`; `1`: 1 is an int; help: write the type that all of them have [dev]"},
    {"x = 30s { dev = \"soon\" }",
     "T0021 the values of `x` are of different types; `30s`: the first value is of type "
     "`duration`; `\"soon\"`: \"soon\" is no duration such as 30s; help: write the type that all "
     "of them have "
     "[dev]"},
    {"y: int(1..3) = 2\nx = yaml.y { dev = 4 }",
     "T0020 the value of `x` does not fit its type `int(1..3)`; `4`: 4 is not in 1..3 [dev]"},
    {"x = 1 { dev = 2, staging = true, prod = 3 }",
     "T0021 the values of `x` are of different types; `1`: the first value is of type `int`; "
     "`true`: true is a bool; help: write the type that all of them have [staging]"},
    {"x = [\"a\"] { dev = [], prod = [1] }",
     "T0021 the values of `x` are of different types; `[\"a\"]`: the first value is of type "
     "`list(string)`; `1`: 1 is an int; help: write the type that all of them have [prod]"},
    {"x = [1] { dev = [1, \"a\"] }",
     "T0021 the values of `x` are of different types; `[1]`: the first value is of type "
     "`list(int)`; `\"a\"`: \"a\" is a string; help: write the type that all of them have [dev]"},
    {"x = { a = 1, b = \"k\" } { dev = { a = 1 } }",
     "T0021 the values of `x` are of different types; `{ a = 1, b = \"k\" }`: the first value is "
     "of "
     "type `object { a: int, b: string }`; `{ a = 1 }`: the field `b` is not there; help: write "
     "the "
     "type that all of them have [dev]"},
    {"x = { a = 1, b = \"k\" } { dev = { a = 1, b = \"k\", c = 2 } }",
     "T0021 the values of `x` are of different types; `{ a = 1, b = \"k\" }`: the first value is "
     "of "
     "type `object { a: int, b: string }`; `{ a = 1, b = \"k\", c = 2 }`: `c` is no field of it: "
     "there are a and b; help: write the type that all of them have [dev]"},
    {"x = { a = 1, b = 2 } { dev = { a = 1, b = \"k\" } }",
     "T0021 the values of `x` are of different types; `{ a = 1, b = 2 }`: the first value is of "
     "type "
     "`map(int)`; `\"k\"`: \"k\" is a string; help: write the type that all of them have [dev]"},
    {"x = [{ a = 1, b = \"k\" }] { dev = [{ a = 1, b = \"k\" }, { a = 2 }] }",
     "T0021 the values of `x` are of different types; `[{ a = 1, b = \"k\" }]`: the first value is "
     "of type `list(object { a: int, b: string })`; `{ a = 2 }`: the field `b` is not there; help: "
     "write the type that all of them have [dev]"},
    {"x = [1] { dev = [\"an item that is so long\"] }\n@sensitive\ny = [1] { dev = [\"hush\"] }",
     "T0021 the values of `x` are of different types; `[1]`: the first value is of type "
     "`list(int)`; "
     "`\"an item that is so long\"`: \"an item that is so long\" is a string; help: write the type "
     "that all of them have [dev]\nT0021 the values of `y` are of different types; `[1]`: the "
     "first "
     "value is of type `list(int)`; `\"hush\"`: (hidden) is a string that does not fit; help: "
     "write "
     "the type that all of them have [dev]"},
    {"x { dev = 5m, staging = \"30s\", prod = 1h }",
     "T0022 `5m` is a duration or a quantity, and no type says which; `5m`: minutes or "
     "thousandths; "
     "help: write the type, `: duration` or `: quantity`, or put it in quotes if it is text [dev]"},
};

static void agrees_with_the_first_value(void **state) {
    (void)state;
    assert_findings(agrees_with_the_first_value_rows);
}

/* Operators. */
static const BodyRow takes_operands_rows[] = {
    {"x = 1 + \"a\"",
     "T0025 `+` does not take an int and a string; `1`: 1 is an int; `\"a\"`: \"a\" is a string; "
     "help: write the value into a string: `\"${...}\"` [dev staging prod]"},
    {"x = 1 + true", "T0025 `+` does not take an int and a bool; `1`: 1 is an int; `true`: true is "
                     "a bool [dev staging prod]"},
    {"x = 30s + 1", "T0025 `+` does not take a duration and an int; `30s`: 30s is a duration; `1`: "
                    "1 is an int [dev staging prod]"},
    {"x = 30s * 2s", "T0025 `*` does not take a duration and a duration; `30s`: 30s is a duration; "
                     "`2s`: 2s is a duration [dev staging prod]"},
    {"x = 1.5 % 2", "T0025 `%` does not take a number and an int; `1.5`: 1.5 is a number; `2`: 2 "
                    "is an int [dev staging prod]"},
    {"x = 30s < 1", "T0025 `<` does not take a duration and an int; `30s`: 30s is a duration; `1`: "
                    "1 is an int [dev staging prod]"},
    {"x = \"a\" < \"b\"", "T0025 `<` does not take a string and a string; `\"a\"`: \"a\" is a "
                          "string; `\"b\"`: \"b\" is a string [dev staging prod]"},
    {"x = true < false", "T0025 `<` does not take a bool and a bool; `true`: true is a bool; "
                         "`false`: false is a bool [dev staging prod]"},
    {"x = \"a\" in \"abc\"", "T0025 `in` does not take a string and a string; `\"a\"`: \"a\" is a "
                             "string; `\"abc\"`: \"abc\" is a string; help: ask for a part of a "
                             "text with `contains(TEXT, PART)` [dev staging prod]"},
    {"x = 1 in [\"a\"]", "T0025 `in` does not take an int and a list; `1`: 1 is an int; `[\"a\"]`: "
                         "[\"a\"] is a list [dev staging prod]"},
    {"x = 1 == \"1\"", "T0025 `==` does not take an int and a string; `1`: 1 is an int; `\"1\"`: "
                       "\"1\" is a string [dev staging prod]"},
    {"x = [1] == 1", "T0025 `==` does not take a list and an int; `[1]`: [1] is a list; `1`: 1 is "
                     "an int [dev staging prod]"},
    {"x = 1 matches \"a\"", "T0025 `matches` does not take an int and a string; `1`: 1 is an int; "
                            "`\"a\"`: \"a\" is a string [dev staging prod]"},
    {"y = 0\nx = 5 / yaml.y",
     "T0026 the divisor is zero; `yaml.y`: 0; `0`: `yaml.y` is 0 [dev staging prod]"},
    {"y { dev = 0, staging = 1, prod = 0 }\nx = 5 / yaml.y",
     "T0026 the divisor is zero; `yaml.y`: 0 in dev and prod; `0`: `yaml.y` is 0 in dev; `0`: "
     "`yaml.y` is 0 in prod [dev prod]"},
    {"x = 5 % 0", "T0026 the divisor is zero; `0`: 0 [dev staging prod]"},
    {"x = 5s / 0", "T0026 the divisor is zero; `0`: 0 [dev staging prod]"},
    {"x = 7 / 2", "T0027 the result is not exact; `7 / 2`: 7 / 2 leaves a remainder; help: give "
                  "one side the type `number` for a fraction [dev staging prod]"},
    {"y: number = 3\nx = 1 / yaml.y", "T0027 the result is not exact; `1 / yaml.y`: 1 / 3 needs "
                                      "more than 34 digits; `3`: `yaml.y` is 3 [dev staging prod]"},
    {"x = 1ns / 2", "T0027 the result is not exact; `1ns / 2`: 1ns / 2 is no whole number of "
                    "nanoseconds [dev staging prod]"},
    {"x = 9223372036854775807 + 1",
     "T0028 the result does not fit in 64 bits; `9223372036854775807 + 1`: 9223372036854775807 + 1 "
     "is beyond 64 bits [dev staging prod]"},
    {"x = -9223372036854775808 / -1",
     "T0028 the result does not fit in 64 bits; `-9223372036854775808 / -1`: -9223372036854775808 "
     "/ -1 is beyond 64 bits [dev staging prod]"},
    {"x = 4611686018427387904 * 2",
     "T0028 the result does not fit in 64 bits; `4611686018427387904 * 2`: 4611686018427387904 * 2 "
     "is beyond 64 bits [dev staging prod]"},
    {"x = 2000000h * 2", "T0028 the result does not fit in 64 bits; `2000000h * 2`: 2000000h * 2 "
                         "is beyond 64 bits [dev staging prod]"},
    {"x = not 1", "T0040 the condition is neither true nor false; `1`: an int; help: compare it "
                  "with something, as in `... == 1` [dev staging prod]"},
    {"x = 1 and true", "T0040 the condition is neither true nor false; `1`: an int; help: compare "
                       "it with something, as in `... == 1` [dev staging prod]"},
    {"x = true and \"a\"", "T0040 the condition is neither true nor false; `\"a\"`: a string; "
                           "help: compare it with something, as in `... == 1` [dev staging prod]"},
    {"x = \"a\" matches '('", "T0035 the pattern is refused; `'('`: missing closing parenthesis at "
                              "offset 1 [dev staging prod]"},
    {"x = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" matches '^(a+)+$'",
     "T0036 the pattern takes too many steps to match; help: avoid a repetition inside of "
     "a repetition, such as `(a+)+` [dev staging prod]"},
    {"y: int? { dev = none, staging = 1, prod = 2 }\nx = yaml.y + 1",
     "T0030 a value that is absent is used; `yaml.y`: absent in dev; `none`: `yaml.y` is absent in "
     "dev; help: give it a value in every environment, or ask with `== none` first [dev]"},
    {"y: int? = none\nx = yaml.y == 1",
     "T0030 a value that is absent is used; `yaml.y`: absent; `none`: `yaml.y` is absent; help: "
     "give it a value in every environment, or ask with `== none` first [dev staging prod]"},
    {"y: int? = none\nx = \"a${yaml.y}\"",
     "T0030 a value that is absent is used; `yaml.y`: absent; `none`: `yaml.y` is absent; help: "
     "give it a value in every environment, or ask with `== none` first [dev staging prod]"},
    {"y: bool? = none\nx = not yaml.y",
     "T0030 a value that is absent is used; `yaml.y`: absent; `none`: `yaml.y` is absent; help: "
     "give it a value in every environment, or ask with `== none` first [dev staging prod]"},
    {"x = [1, none]", "T0030 a value that is absent is used; `none`: absent [dev staging prod]"},
    {"x = \"a${[1]}\"",
     "T0042 a list or map has no text of its own; `[1]`: a list; help: write it as JSON: "
     "`${json(...)}`, or as text with `join(LIST, SEP)` [dev staging prod]"},
    {"x = { a = 1, a = 2 }", "T0045 the key `a` stands in the map twice; `a`: it stands here "
                             "first; help: keep one of them [dev staging prod]"},
    {"x = [for i in 5: i]",
     "T0041 the loop does not go over a list; `5`: an int [dev staging prod]"},
    {"x = [for i in { a = 1 }: i]",
     "T0041 the loop does not go over a list; `{ a = 1 }`: a map; help: take its `keys(...)` or "
     "its `values(...)` [dev staging prod]"},
    {"x = [for i in [1] where i: i]",
     "T0040 the condition is neither true nor false; `i`: an int; help: compare it with something, "
     "as in `... == 1` [dev staging prod]"},
    {"x = any i in [1]: i", "T0040 the condition is neither true nor false; `i`: an int; help: "
                            "compare it with something, as in `... == 1` [dev staging prod]"},
};

static void takes_operands(void **state) {
    (void)state;
    assert_findings(takes_operands_rows);
}

/* Members and indexes. */
static const BodyRow steps_into_values_rows[] = {
    {"y = { abc = 1 }\nx = yaml.y.abd",
     "T0029 there is no key `abd`; `abd`: it is not there; `{ abc = 1 }`: `yaml.y` is {abc = 1}; "
     "help: a similar name exists: `abc` [dev staging prod]"},
    {"y = { abc = 1 }\nx = yaml.y[k]",
     "T0029 there is no key `k`; `[k]`: it is not there; `{ abc = 1 }`: `yaml.y` is {abc = 1}; "
     "note: there is only `abc` [dev staging prod]"},
    {"y = [1]\nx = yaml.y[3]", "T0029 there is no item 3; `[3]`: the list has 1 item, counted from "
                               "0; `[1]`: `yaml.y` is [1] [dev staging prod]"},
    {"y = [1]\nx = yaml.y.a", "T0039 a list has no members; `a`: a step into [1]; `[1]`: `yaml.y` "
                              "is [1] [dev staging prod]"},
    {"y = [{ name = \"p\" }]\nx = yaml.y[q]",
     "T0029 there is no key `q`; `[q]`: it is not there; `[{ name = \"p\" }]`: `yaml.y` is [{name "
     "= \"p\"}] [dev staging prod]"},
    {"y = 1\nx = yaml.y.a",
     "T0039 an int has no members; `a`: a step into 1; `1`: `yaml.y` is 1 [dev staging prod]"},
    {"y: map(int)? = none\nx = yaml.y.a",
     "T0030 a value that is absent is used; `a`: a step into what is absent; `none`: `yaml.y` is "
     "absent; help: give it a value in every environment, or ask with `== none` first [dev staging "
     "prod]"},
    {"x = env.size.a", "T0039 an int has no members; `a`: a step into 1 in dev; `a`: a step into 2 "
                       "in staging; `a`: a step into 4 in prod [dev staging prod]"},
};

static void steps_into_values(void **state) {
    (void)state;
    assert_findings(steps_into_values_rows);
}

/* Calls. */
static const BodyRow calls_functions_rows[] = {
    {"x = len(1, 2)", "T0037 `len` does not take 2 arguments; help: it is called as `len(TEXT or "
                      "LIST or MAP)` [dev staging prod]"},
    {"x = upper()", "T0037 `upper` does not take 0 arguments; help: it is called as `upper(TEXT)` "
                    "[dev staging prod]"},
    {"x = upper(1)",
     "T0038 argument 1 of `upper` is not a text; `1`: 1 is an int [dev staging prod]"},
    {"y = 5\nx = upper(yaml.y)", "T0038 argument 1 of `upper` is not a text; `yaml.y`: 5 is an "
                                 "int; `5`: `yaml.y` is 5 [dev staging prod]"},
    {"x = uper(\"a\")",
     "N0056 there is no function `uper`; help: a similar name exists: `upper` [dev staging prod]"},
    {"x = seconds(1500ms)", "T0043 `seconds` has no result here; `seconds(1500ms)`: 1500ms is no "
                            "whole number of seconds [dev staging prod]"},
    {"x = split(\"a\", \"\")", "T0043 `split` has no result here; `split(\"a\", \"\")`: the "
                               "separator is empty [dev staging prod]"},
    {"x = replace(\"a\", \"\", \"b\")", "T0043 `replace` has no result here; `replace(\"a\", \"\", "
                                        "\"b\")`: the text to replace is empty [dev staging prod]"},
    {"x = subnet(10.0.0.0/16, 8, 256)",
     "T0043 `subnet` has no result here; `subnet(10.0.0.0/16, 8, 256)`: 10.0.0.0/16 has no network "
     "256 with 8 more bits [dev staging prod]"},
    {"x = ceil(\"a\")",
     "T0038 argument 1 of `ceil` is not a number; `\"a\"`: \"a\" is a string [dev staging prod]"},
    {"x = len(none)", "T0030 a value that is absent is used; `none`: absent [dev staging prod]"},
    {"x = join([[1]], \",\")", "T0043 `join` has no result here; `join([[1]], \",\")`: item 0 has "
                               "no text [dev staging prod]"},
};

static void calls_functions(void **state) {
    (void)state;
    assert_findings(calls_functions_rows);
}

/* References. */
static const BodyRow refers_to_what_is_there_rows[] = {
    {"x: string = abc", "N0050 nothing is called `abc` here; help: put it in quotes if it is text: "
                        "`\"abc\"` [dev staging prod]"},
    {"x = abc", "N0050 nothing is called `abc` here; help: put it in quotes if it is text: "
                "`\"abc\"` [dev staging prod]"},
    {"x = env.sise",
     "N0053 `env` has no attribute `sise`; help: a similar name exists: `size` [dev staging prod]"},
    {"x = strategy.domian", "N0053 `strategy` has no attribute `domian`; help: a similar name "
                            "exists: `domain` [dev staging prod]"},
    {"x = unit.ower", "N0053 `unit` has no attribute `ower`; help: a similar name exists: `owner` "
                      "[dev staging prod]"},
    {"x = yaml.a.c\na.b = 1", "N0052 `yaml` of `app` has no parameter `a.c`; help: a similar name "
                              "exists: `a.b` [dev staging prod]"},
    {"x = yaml.a\na.b = 1", "N0052 `yaml` of `app` has no parameter `a`; help: only what lies "
                            "below it has a value, such as `a.b` [dev staging prod]"},
    {"x = yaml.replcas\nreplicas = 1", "N0052 `yaml` of `app` has no parameter `replcas`; help: a "
                                       "similar name exists: `replicas` [dev staging prod]"},
    {"x = replicas\nreplicas = 1", "N0050 nothing is called `replicas` here; help: a parameter is "
                                   "named with its sink: `yaml.replicas` [dev staging prod]"},
    {"x = yaml",
     "N0058 `yaml` names no value; help: name a parameter of this unit as `helm.replicas`, one of "
     "another as `service.NAME.helm.replicas` [dev staging prod]"},
    {"x = helm.a", "N0057 `app` has no sink `helm`; note: there is only `yaml` [dev staging prod]"},
    {"x = service",
     "N0058 `service` names no value; help: name a parameter of this unit as `helm.replicas`, one "
     "of another as `service.NAME.helm.replicas` [dev staging prod]"},
    {"x = stack.app",
     "N0058 `stack.app` names no value; help: name a parameter of this unit as `helm.replicas`, "
     "one of another as `service.NAME.helm.replicas` [dev staging prod]"},
    {"x = stack.app.yaml",
     "N0058 `stack.app.yaml` names no value; help: name a parameter of this unit as "
     "`helm.replicas`, one of another as `service.NAME.helm.replicas` [dev staging prod]"},
    {"x = stack.ap.yaml.a",
     "N0051 there is no stack `ap`; help: a similar name exists: `app` [dev staging prod]"},
    {"x = service.app.yaml.a", "N0051 there is no service `app`; `app`: it is a stack; help: write "
                               "`stack.app` [dev staging prod]"},
    {"x = stack.app.helm.a",
     "N0057 `app` has no sink `helm`; note: there is only `yaml` [dev staging prod]"},
    {"x = stack.app.yml.a",
     "N0057 `app` has no sink `yml`; help: a similar name exists: `yaml` [dev staging prod]"},
    {"x = env@prd", "N0055 there is no environment `prd` to read this in; help: a similar name "
                    "exists: `prod` [dev staging prod]"},
    {"x = name", "N0050 nothing is called `name` here; help: put it in quotes if it is text: "
                 "`\"name\"` [dev staging prod]"},
    {"x: any = env == prd",
     "N0050 nothing is called `prd` here; help: a similar name exists: `prod` [dev staging prod]"},
    {"x = env == \"prd\"",
     "N0050 nothing is called `prd` here; help: a similar name exists: `prod` [dev staging prod]"},
    {"y: enum(low, high) = low\nx = yaml.y == \"hgh\"",
     "N0050 nothing is called `hgh` here; help: a similar name exists: `high` [dev staging prod]"},
    {"x = 1\n\"k${yaml.x.b}\".z = 1",
     "T0039 an int has no members; `b`: a step into 1; `1`: `yaml.x` is 1 [dev staging prod]"},
    {"@deprecated(\"use z\")\ny = 1\nx = yaml.y",
     "N0060 `yaml.y` is deprecated; `y`: use z [dev staging prod]"},
    {"@deprecated(\"use z\")\nat g {\n  a = 1\n  b = yaml.g.a\n}\nx = 1", ""},
};

static void refers_to_what_is_there(void **state) {
    (void)state;
    assert_findings(refers_to_what_is_there_rows);
}

/* Cycles, whole and in order. */
static const BodyRow finds_cycles_rows[] = {
    {"x = yaml.x", "T0031 `x` depends on itself; `yaml.x`: reads `yaml.x` [dev staging prod]"},
    {"x = yaml.y\ny = yaml.z + 1\nz = yaml.x",
     "T0031 `x` depends on itself; `yaml.y`: reads `yaml.y`; `yaml.z`: reads `yaml.z`; `yaml.x`: "
     "reads `yaml.x` again [dev staging prod]"},
    {"x { dev = yaml.x@staging, staging = yaml.x@prod, prod = yaml.x@dev }",
     "T0031 `x` depends on itself; `yaml.x`: reads `yaml.x` in staging; `yaml.x`: reads `yaml.x` "
     "in prod; `yaml.x`: reads `yaml.x` again [dev staging prod]"},
    {"x = yaml.y@prod\ny = yaml.x", "T0031 `y` depends on itself; `yaml.x`: reads `yaml.x`; "
                                    "`yaml.y`: reads `yaml.y` again [dev staging prod]"},
    {"x: int = len(yaml.x)",
     "T0031 `x` depends on itself; `yaml.x`: reads `yaml.x` [dev staging prod]"},
};

static void finds_cycles(void **state) {
    (void)state;
    assert_findings(finds_cycles_rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_types),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(agrees_with_the_first_value),
        cmocka_unit_test(takes_operands),
        cmocka_unit_test(steps_into_values),
        cmocka_unit_test(calls_functions),
        cmocka_unit_test(refers_to_what_is_there),
        cmocka_unit_test(finds_cycles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
