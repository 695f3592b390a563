/* test_text.c - the sinks that hold text only: what has no text, what cannot be a key, which keys
 * meet, and the bytes of dotenv files and ConfigMaps. */
#include "emit_unit.h"

#define DOTENV(body)    "stack app {\n  dotenv {\n" body "  }\n}\n"
#define CONFIGMAP(body) "stack app {\n  configmap {\n" body "  }\n}\n"

/* --- Values without a text ------------------------------------------------------------------- */

#define NO_TEXT(path, problem, where, in, reference)                                               \
    "F0072 `" path "` cannot be written as text\n  " problem where                                 \
    "\n  = write it as one line of JSON: `json(...)`\n  in " in ": app " reference

static void collections_have_no_text(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {DOTENV("A = [1]\n"), NO_TEXT("A", "it is a list", "", "dev prod", "dotenv.A")},
        {DOTENV("A = { b = 1 }\n"), NO_TEXT("A", "it is a map", "", "dev prod", "dotenv.A")},
        {DOTENV("A = json([1])\n"), ""},
        {CONFIGMAP("rollout a = [] { prod = [\"x\"] }\n"),
         NO_TEXT("a", "it is a list", "", "dev prod", "configmap.a")},
        {"stack app {\n  yaml {\n    at e as list {\n      A = [1]\n    }\n  }\n}\n",
         NO_TEXT("e[A].value", "it is a list", "", "dev prod", "yaml.e[A].value")},
        {"stack app {\n  yaml {\n    at e as map {\n      A = {}\n    }\n  }\n}\n",
         NO_TEXT("e.A", "it is a map", "", "dev prod", "yaml.e.A")},
        {"stack app {\n  ssm \"/${env}/${name}\" {\n    a = [\"x\", \"y\"]\n    b = [1]\n  }\n}\n",
         NO_TEXT("b", "it is a list, and not all of it is text", "", "dev prod", "ssm.b")},
    };
    check_findings(rows, COUNT(rows));
}

/* --- Keys ------------------------------------------------------------------------------------ */

#define NO_KEY(key, sink, form, in, reference)                                                     \
    "F0074 `" key "` is no key for `" sink "`\n  " form "\n  in " in ": app " reference
#define DOTENV_FORM    "a key has letters, digits and `_`, and begins with no digit"
#define CONFIGMAP_FORM "a key has at most 253 letters, digits, `-`, `_` and `.`"

static void forms_of_keys(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {DOTENV("A_1 = 1\n_b.c = 1\n"), ""},
        {DOTENV("a-b = 1\n"), NO_KEY("a-b", "dotenv", DOTENV_FORM, "dev prod", "dotenv.a-b")},
        {DOTENV("\"1\".b = 1\n"),
         NO_KEY("1_b", "dotenv", DOTENV_FORM, "dev prod", "dotenv.\"1\".b")},
        {DOTENV("\"\" = 1\n"), NO_KEY("", "dotenv", DOTENV_FORM, "dev prod", "dotenv.\"\"")},
        {DOTENV("\"A_${env.class} \" = 1\n"), NO_KEY("A_nonproduction ", "dotenv", DOTENV_FORM,
                                                     "dev prod", "dotenv.\"A_${env.class} \"")},
        {CONFIGMAP("a-b._c.d = 1\n\"1\" = 2\n\"...a\".b = 3\n"),
         NO_KEY("...a.b", "configmap", CONFIGMAP_FORM, "dev prod", "configmap.\"...a\".b")},
        {CONFIGMAP("\"a/b\" = 1\n"),
         NO_KEY("a/b", "configmap", CONFIGMAP_FORM, "dev prod", "configmap.\"a/b\"")},
        {CONFIGMAP("\".\" = 1\n\".a\" = 1\n"),
         NO_KEY(".", "configmap", CONFIGMAP_FORM, "dev prod", "configmap.\".\"")},
    };
    check_findings(rows, COUNT(rows));
}

static void keys_that_meet(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {DOTENV("A_B = 1\nA.B = 2\n"),
         "F0075 two parameters have the key `A_B`\n  the second\n  the first\n"
         "  in dev prod: app dotenv.A.B"},
        {CONFIGMAP("\"a.b\" = 1\nrollout a.b: int? = none { dev = 1 }\n"),
         "F0075 two parameters have the key `a.b`\n  the second\n  the first\n"
         "  in dev prod: app configmap.a.b"},
        {CONFIGMAP("a.b = 1\na_b = 1\n"), ""},
        {DOTENV("\"X_${env}\" = 1\nX_prod = 1\n"),
         "F0075 two parameters have the key `X_prod`\n  the second\n  the first\n"
         "  in prod: app dotenv.X_prod"},
    };
    check_findings(rows, COUNT(rows));
}

/* --- dotenv ---------------------------------------------------------------------------------- */

static void dotenv_quotes_what_is_special(void **state) {
    (void)state;
    check_body(
        DOTENV("# About A.\nA = \"a_./:@%+,=-Z9\"\nB = \"a b\"\nC = \"\"\nD = \"#x\"\n"
               "E = '$x \\y \"q\" `z`'\nf.g = true\nH: duration = 7d\nI = 5\nJ = \"\xc3\xbc\"\n"
               "rollout K: int? = none { prod = 1 }\n"),
        "env/app.dev.env",
        "# About A.\n"
        "A=a_./:@%+,=-Z9\n"
        "B='a b'\n"
        "C=''\n"
        "D='#x'\n"
        "E='$x \\y \"q\" `z`'\n"
        "f_g=true\n"
        "H=168h\n"
        "I=5\n"
        "J='\xc3\xbc'\n");
}

#define NO_VALUE(problem)                                                                          \
    "F0078 `A` cannot be written to a dotenv file\n  readers disagree about " problem              \
    "\n  = put it into another sink, such as `configmap`, `ssm` or `yaml`\n"                       \
    "  in dev prod: app dotenv.A"

static void dotenv_refuses_what_readers_disagree_about(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {DOTENV("A = \"it's\"\n"), NO_VALUE("a single quote in it")},
        {DOTENV("A = 'x${y}'\n"), NO_VALUE("the `${` in it")},
        {DOTENV("A = \"x\\ny\"\n"), NO_VALUE("a line break in it")},
        {DOTENV("A = \"x\\ry\"\n"), NO_VALUE("a control character in it")},
        {DOTENV("A = 'x\\'\n"), NO_VALUE("a backslash at its end")},
        {DOTENV("A = 'x\\\\y'\n"), NO_VALUE("two backslashes in it")},
        {DOTENV("A = \"x\\u{200b}\"\n"), NO_VALUE("a control character in it")},
        {DOTENV("rollout A = \"x\" { prod = \"'\" }\n"),
         "F0078 `A` cannot be written to a dotenv file\n"
         "  readers disagree about a single quote in it, in prod\n"
         "  = put it into another sink, such as `configmap`, `ssm` or `yaml`\n"
         "  in prod: app dotenv.A"},
    };
    check_findings(rows, COUNT(rows));
}

/* --- ConfigMaps ------------------------------------------------------------------------------ */

static void configmaps_hold_quoted_text(void **state) {
    (void)state;
    check_body("stack app-1 {\n  namespace = \"on\"\n  configmap {\n"
               "    # About a.\n    a.b = 1\n    \"1.5\" = true\n    c = \"x\\ny \\\"z\\\"\"\n    "
               "D = \"\"\n"
               "  }\n}\n",
               "manifests/dev/app-1-config.yaml",
               "apiVersion: v1\n"
               "kind: ConfigMap\n"
               "metadata:\n"
               "  name: app-1\n"
               "  namespace: \"on\"\n"
               "data:\n"
               "  # About a.\n"
               "  a.b: \"1\"\n"
               "  \"1.5\": \"true\"\n"
               "  c: \"x\\ny \\\"z\\\"\"\n"
               "  D: \"\"\n");
    check_body(CONFIGMAP("rollout a: int? = none { prod = 1 }\n"), "manifests/dev/app-config.yaml",
               "apiVersion: v1\n"
               "kind: ConfigMap\n"
               "metadata:\n"
               "  name: app\n"
               "data: {}\n");
}

static void names_of_objects(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {"stack My_app {\n  configmap {\n    a = 1\n  }\n}\n",
         "F0077 `My_app` cannot name a ConfigMap\n  it has the name of its unit\n"
         "  = name it with lower-case letters, digits and hyphens\n  in: My_app "},
        {"stack my-app2 {\n  configmap {\n    a = 1\n  }\n}\n", ""},
    };
    check_findings(rows, COUNT(rows));
}

/* 32,768 bytes in `c`, and as many times more as `d` says. */
#define LARGE(times)                                                                               \
    CONFIGMAP("a = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n"                                         \
              "b = replace(configmap.a, \"x\", configmap.a)\n"                                     \
              "c = replace(configmap.b, \"x\", configmap.a)\n"                                     \
              "rollout d: string? = none { prod = replace(configmap.c, \"x\", \"" times "\") }\n")

static void configmaps_have_a_most(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {LARGE("123456789012345678901234567890"), ""},
        {LARGE("1234567890123456789012345678901"),
         "F0076 the ConfigMap is larger than 1 MiB\n  in prod\n  in prod: app "},
    };
    check_findings(rows, COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collections_have_no_text),
        cmocka_unit_test(forms_of_keys),
        cmocka_unit_test(keys_that_meet),
        cmocka_unit_test(dotenv_quotes_what_is_special),
        cmocka_unit_test(dotenv_refuses_what_readers_disagree_about),
        cmocka_unit_test(configmaps_hold_quoted_text),
        cmocka_unit_test(names_of_objects),
        cmocka_unit_test(configmaps_have_a_most),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
