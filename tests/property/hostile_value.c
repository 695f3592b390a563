/* hostile_value.c - small sources that mean a great deal: values that double, loops inside of loops,
 * patterns that explode, environments times rows. */
#include "property/hostile.h"

/* clang-format off */
/* An object of ten fields, each of the next such type and empty where it is not given. */
#define TYPE_OF_TEN(i, j)                                                                          \
    "type t" i " = object { a: t" j " = {}, b: t" j " = {}, c: t" j " = {}, d: t" j " = {}, e: t" j \
    " = {}, f: t" j " = {}, g: t" j " = {}, h: t" j " = {}, i: t" j " = {}, k: t" j " = {} }\n"
#define X60  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X600 X60 X60 X60 X60 X60 X60 X60 X60 X60 X60
#define TEN "t = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n"

const Hostile hostile_values[] = {
    /* Values. */
    {"value-doubling-sums", HOSTILE_STACK, "a0 = \"0123456789\"\n", "a{j} = yaml.a{i} + yaml.a{i}\n", 64, "", "T0033", 0, NULL},
    {"value-doubling-templates", HOSTILE_STACK, "a0 = \"0123456789\"\n", "a{j} = \"${yaml.a{i}}${yaml.a{i}}\"\n", 64, "", "T0033", 0, NULL},
    {"value-doubling-lists", HOSTILE_STACK, "a0 = [1]\n", "a{j} = yaml.a{i} + yaml.a{i}\n", 64, "", "T0033", 0, NULL},
    {"value-doubling-nested-lists", HOSTILE_STACK, "a0 = [1]\n", "a{j} = [yaml.a{i}, yaml.a{i}]\n", 64, "", "T0033", 0, NULL},
    {"value-doubling-maps", HOSTILE_STACK, "a0 = { x = 1 }\n", "a{j} = { x = yaml.a{i}, y = yaml.a{i} }\n", 64, "", "T0033", 0, NULL},
    {"value-doubling-json", HOSTILE_STACK, "a0 = \"\\\"\"\n", "a{j} = json(yaml.a{i})\n", 64, "", "T0043", 0, NULL},
    {"value-many-large", HOSTILE_STACK, "a = \"\"\"\n", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n", 10000,
     "\"\"\"\nt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nb = [for x in yaml.t: \"${x}${yaml.a}\" == \"\"]\nc = [for x in yaml.t: [for y in yaml.t: [for z in yaml.t: \"${x}${y}${z}${yaml.a}\" == \"\"]]]", "T0032", 0, NULL},
    {"value-replaced", HOSTILE_STACK, "a = \"", "a", 900000, "\"\nb = replace(yaml.a, \"a\", yaml.a)", "T0043", 0, NULL},
    {"value-split", HOSTILE_STACK, "a = \"", ",", 900000, "\"\nb = split(yaml.a, \",\")", "T0033", 0, NULL},

    {"value-taken-by-many-rows", HOSTILE_STACK, "a = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\nb = replace(yaml.a, \"a\", yaml.a)\nc = replace(yaml.b, \"a\", yaml.a)\n",
     "r{i} = yaml.c\n", 30000, "", "T0032", 0, NULL},
    {"value-shown-often", HOSTILE_STACK, "a = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\nb = replace(yaml.a, \"a\", yaml.a)\nc = replace(yaml.b, \"a\", yaml.b)\n",
     "r{i}: string(matches 'b$') = yaml.c\n", 300, "", "T0020", 0, NULL},
    {"value-filled-by-its-type", HOSTILE_TOP, "type t2 = object { a: int?, b: int?, c: int?, d: int?, e: int?, f: int?, g: int?, h: int?, i: int?, k: int? }\n" TYPE_OF_TEN("0", "1") TYPE_OF_TEN("1", "2")
     "stack s { yaml {\n", "x{i}: t0 = {}\n", 20000, "} }\n", "T0032", 0, NULL},
    /* Steps. */
    {"steps-loops", HOSTILE_STACK, TEN "x = ", "all a{i} in yaml.t: ", 20, "true", "T0032", 0, NULL},
    {"steps-comprehensions", HOSTILE_STACK, TEN "a0 = yaml.t\n", "a{j} = [for x in yaml.t: yaml.a{i}]\n", 20, "", "T0033", 0, NULL},
    {"steps-functions", HOSTILE_STACK, "t = [", "{i}, ", 90000, "]\nb = [for x in yaml.t: min(yaml.t)]", "T0032", 0, NULL},
    {"steps-equality", HOSTILE_STACK, "t = [", "{i}, ", 90000, "]\nu = yaml.t + []\nb = [for x in yaml.t: yaml.t == yaml.u]", "T0032", 0, NULL},
    {"steps-membership", HOSTILE_STACK, "t = [", "{i}, ", 90000, "]\nb = all x in yaml.t: x in yaml.t", "T0032", 0, NULL},
    {"steps-members", HOSTILE_STACK, "t = {", "k{i} = 1, ", 60000, "}\nb = all x in keys(yaml.t): yaml.t[x] == 1", "T0032", 0, NULL},

    /* References. */
    {"reference-chain", HOSTILE_STACK, "a45000 = 1\n", "a{i} = yaml.a{j}\n", 45000, "", "T0034", 0, NULL},
    {"reference-chain-in-order", HOSTILE_STACK, "a0 = 1\n", "a{j} = yaml.a{i}\n", 45000, "", "", 0, NULL},
    {"reference-circle", HOSTILE_STACK, "a300 = yaml.a0\n", "a{i} = yaml.a{j}\n", 300, "", "T0031", 0, NULL},
    {"reference-circle-long", HOSTILE_STACK, "a45000 = yaml.a0\n", "a{i} = yaml.a{j}\n", 45000, "", "T0034", 0, NULL},

    /* Patterns. */
    {"pattern-explodes", HOSTILE_STACK, "a: string(matches '^(a+)+$') = \"", "a", 5000, "b\"", "T0020", 0, NULL},
    {"pattern-explodes-often", HOSTILE_TOP, "type t = string(matches '^(a|a|a)+[^a]$')\nstack s { yaml {\n", "a{i}: t = \"aaaaaaaaaaaaaa\"\n", 40000, "} }\n", "T0020", 0, NULL},
    {"pattern-in-a-loop", HOSTILE_STACK, "t = [", "\"aaaaaaaaaaaaaaaa\", ", 40000, "]\nb = [for x in yaml.t: x matches '^(a|a|a)+[^a]$']", "T0036", 0, NULL},
    {"pattern-nested", HOSTILE_STACK, "a: string(matches '", "(", 5000, "') = \"a\"", "T0003", 0, NULL},
    {"pattern-long-programs", HOSTILE_STACK, "", "a{i}: string(matches '(?:abcdefgh{i}){2000}') = \"\"\n", 5000, "", "T0003", 0, NULL},

    /* Types. */
    {"bounds-many", HOSTILE_STACK, "a: int(", ">= -{i}, ", 70000, ">= 0) = 1", "T0009", 0, NULL},
    {"bounds-in-a-chain", HOSTILE_TOP, "type t0 = int\n", "type t{j} = t{i}(1..9)\n", 25000, "", "T0009", 0, NULL},
    /* Environments, profiles, outputs. */
    {"environments-thousands", HOSTILE_ALONE, "strategy s {\n rung = \"0.1\"\n}\n", "environment e{i} { class = production }\n", 30000, "", "T0007", 0, NULL},
    {"environments-times-rows", HOSTILE_ENVIRONS, "", "a{i} = 1\n", 70000, "", "T0046", 0, NULL},
    {"environments-times-units", HOSTILE_ENVIRONS, "a = 1\n } }\n", "stack s{i} { yaml { a = 1\n } }\n", 1100, "stack z { yaml { a = 1\n", "F0086", 0, NULL},
    {"like-chain", HOSTILE_ALONE, "strategy s {\n rung = \"0.1\"\n}\nenvironment e0 { class = production }\n", "environment e{j} like e{i}\n", 200,
     "stack s { yaml { a = 1 { e0 = 2 }\n } }\n", "N0012", 0, NULL},
    {"like-chain-of-thousands", HOSTILE_ALONE, "strategy s {\n rung = \"0.1\"\n}\nenvironment e0 { class = production }\n", "environment e{j} like e{i}\n", 50000, "", "T0007", 0, NULL},
    {"like-circle", HOSTILE_ALONE, "strategy s {\n rung = \"0.1\"\n}\nenvironment e200 like e0\n", "environment e{i} like e{j}\n", 200, "", "N0012", 0, NULL},
    {"profile-taken-by-thousands", HOSTILE_TOP, "profile p { yaml { a1 = 1\n a2 = 1\n a3 = 1\n a4 = 1\n a5 = 1\n a6 = 1\n a7 = 1\n a8 = 1\n a9 = 1\n"
     " a10 = 1\n a11 = 1\n a12 = 1\n a13 = 1\n a14 = 1\n a15 = 1\n a16 = 1\n a17 = 1\n } }\n", "stack s{i} uses p { }\n", 30000, "", "T0044", 0, NULL},
    {"profiles-by-thousands", HOSTILE_TOP, "profile q { yaml { b = 1\n } }\n", "profile p{i} { yaml { a{i} = 1\n } }\nstack s{i} uses q, p{i} { }\n", 13000, "", "", 0, NULL},
    {"sinks-by-thousands", HOSTILE_TOP, "stack s {\n", "ssm \"/${env}/a{i}/${name}\" { a{i} = \"1\"\n }\n", 20000, "}\n", "T0044", 0, NULL},
    {"outputs-at-one-path", HOSTILE_TOP, "stack s {\n", "emit yaml to \"x\"\n", 50000, "yaml { a = 1\n } }\n", "F0041", 0, NULL},
    {"mistakes-in-many-environments", HOSTILE_ENVIRONS, "", "tuning a{i} = \"${env}\" + 1\n", 1500, "", "T0025", 0, NULL},
    {"leaves-in-many-environments", HOSTILE_ENVIRONS, "tuning a = {", "\"${env}{i}\" = 1, ", 1200, "}", "", 0, NULL},
    {"attributes-that-nobody-states", HOSTILE_ENVIRONS, "a = 1\n } }\nenvironments {\n", "x{i}: int\n", 5000, "}\nstack z { yaml { a = 1\n", "N0015", 0, NULL},
    {"output-in-many-environments", HOSTILE_ENVIRONS, "", "a{i} = \"" X600 "\"\n", 19000, "", "F0083", 0, NULL},
    {"keys-that-interpolate", HOSTILE_STACK, "", "\"k{i}${env}\" = 1\n", 40000, "", "", 0, NULL},
    {"law-in-many-environments", HOSTILE_ENVIRONS, "tuning a: list(string) distinct = [", "\"{i}\", ", 90000, "]", "P0005", 0, NULL},
    {"law-of-many", HOSTILE_STACK, "", "a{i}: cidr disjoint = 10.0.0.0/8\n", 25000, "", "P0005", 0, NULL},
};

const size_t hostile_value_count = sizeof hostile_values / sizeof hostile_values[0];
