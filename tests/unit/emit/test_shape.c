/* test_shape.c - how paths become one tree: order, keyed lists, environment variables, secrets,
 * comments, what is left out; and the paths that cannot be in one tree. */
#include "emit_unit.h"

#define STACK(body) "stack app {\n  yaml {\n" body "  }\n}\n"
#define CHART(body) "stack app {\n  chart = \"oci://r.example/c\"\n  helm {\n" body "  }\n}\n"
#define YAML        "config/dev/app.yaml"
#define HELM        "deploy/dev/app.yaml"

static void keys_stand_where_they_are_first_mentioned(void **state) {
    (void)state;
    check_body(STACK("a.b = 1\nc = 2\na.d.e = 3\n\"x/y\".z = 4\na.b2 = 5\n"), YAML,
               "a:\n  b: 1\n  d:\n    \"e\": 3\n  b2: 5\nc: 2\nx/y:\n  z: 4\n");
}

static void many_keys(void **state) {
    (void)state;
    check_body(
        STACK("a.k1 = 1\na.k2 = 2\na.k3 = 3\na.k4 = 4\na.k5 = 5\na.k6 = 6\na.k7.x = 7\n"
              "a.k8 = 8\na.k9.x = 9\na.\"k${env}\".x = 10\na.k7.y = 11\na.k9.y = 12\n"
              "a.\"k${env}\".y = 13\na.'k${env}' = 14\n"),
        YAML,
        "a:\n  k1: 1\n  k2: 2\n  k3: 3\n  k4: 4\n  k5: 5\n  k6: 6\n  k7:\n    x: 7\n    \"y\": 11\n"
        "  k8: 8\n  k9:\n    x: 9\n    \"y\": 12\n  kdev:\n    x: 10\n    \"y\": 13\n"
        "  \"k${env}\": 14\n");
}

static void nothing_is_an_empty_map(void **state) {
    (void)state;
    check_body(STACK("rollout a.b: int? = none { prod = 1 }\n"), YAML, "{}\n");
    check_body(STACK("rollout a.b: int? = none { prod = 1 }\n"), "config/prod/app.yaml",
               "a:\n  b: 1\n");
}

static void elements_begin_with_their_key(void **state) {
    (void)state;
    check_body(STACK("l[B].x = 1\nl[A].x = 2\nl[B].y = true\n"
                     "m[id=\"a b\"].n[name=z].v = \"w\"\n"
                     "v[data] = { size = 1, mode = \"on\" }\nv[logs] = {}\n"),
               YAML,
               "l:\n"
               "  - name: B\n"
               "    x: 1\n"
               "    \"y\": true\n"
               "  - name: A\n"
               "    x: 2\n"
               "m:\n"
               "  - id: a b\n"
               "    \"n\":\n"
               "      - name: z\n"
               "        v: w\n"
               "v:\n"
               "  - name: data\n"
               "    size: 1\n"
               "    mode: \"on\"\n"
               "  - name: logs\n");
}

static void elements_without_values_are_left_out(void **state) {
    (void)state;
    check_body(STACK("rollout l[A].x: int? = none { prod = 1 }\nl[B].x = 1\n"), YAML,
               "l:\n  - name: B\n    x: 1\n");
}

static void environment_variables_are_text(void **state) {
    (void)state;
    check_body(STACK("at e as list {\nA = 8080\nB: bool = true\nC: duration = 7d\nD = \"x\"\n"
                     "E: number = 0.50\n}\n"
                     "at m as map {\nA = 8080\nB = false\n}\n"),
               YAML,
               "\"e\":\n"
               "  - name: A\n    value: \"8080\"\n"
               "  - name: B\n    value: \"true\"\n"
               "  - name: C\n    value: 168h\n"
               "  - name: D\n    value: x\n"
               "  - name: \"E\"\n    value: \"0.50\"\n"
               "m:\n"
               "  A: \"8080\"\n"
               "  B: \"false\"\n");
}

static void comments_travel(void **state) {
    (void)state;
    check_body(
        STACK("# About a.\n#\n# More.\na.b = 1\nat e as list {\n# About A.\nA = \"x\"\n}\n"
              "# About the element.\nl[X] = { y = 1 }\nl[Y].z.w = 2\n# About v.\nl[Y].v = 3\n"),
        YAML,
        "a:\n"
        "  # About a.\n"
        "  #\n"
        "  # More.\n"
        "  b: 1\n"
        "\"e\":\n"
        "  # About A.\n"
        "  - name: A\n"
        "    value: x\n"
        "l:\n"
        "  # About the element.\n"
        "  - name: X\n"
        "    \"y\": 1\n"
        "  - name: \"Y\"\n"
        "    z:\n"
        "      w: 2\n"
        "    # About v.\n"
        "    v: 3\n");
}

static void secrets_of_helm_are_references(void **state) {
    (void)state;
    check_body(CHART("at e as list {\n"
                     "# The password.\nsecret A = \"orders-db/password\"\n"
                     "secret B = \"/store/${env}/b\"\nsecret C = \"Not-K8s/b-${env}\"\n}\n"
                     "secret l[D] = \"orders.db/pass_word.1\"\n"
                     "secret l[E].value = \"orders/${env}\"\n"
                     "secret plain = \"orders/plain\"\n"
                     "at m as map {\nsecret F = \"orders/f\"\n}\n"),
               HELM,
               "\"e\":\n"
               "  # The password.\n"
               "  - name: A\n"
               "    valueFrom:\n"
               "      secretKeyRef:\n"
               "        name: orders-db\n"
               "        key: password\n"
               "  - name: B\n"
               "    value: /store/dev/b\n"
               "  - name: C\n"
               "    value: Not-K8s/b-dev\n"
               "l:\n"
               "  - name: D\n"
               "    valueFrom:\n"
               "      secretKeyRef:\n"
               "        name: orders.db\n"
               "        key: pass_word.1\n"
               "  - name: \"E\"\n"
               "    value: orders/dev\n"
               "plain: orders/plain\n"
               "m:\n"
               "  F: orders/f\n");
}

static void secrets_elsewhere_are_paths(void **state) {
    (void)state;
    check_body(STACK("at e as list {\nsecret A = \"orders/${env}\"\n}\nsecret b = \"/x/${env}\"\n"),
               YAML, "\"e\":\n  - name: A\n    value: orders/dev\nb: /x/dev\n");
    check_body("stack app {\n  terraform {\n    secret a = \"/x/${env}\"\n  }\n}\n",
               "terraform/app/dev.tfvars", "a = \"/x/dev\"\n");
}

static void what_is_no_element(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {STACK("l[A] = \"x\"\n"), "F0084 `l[A]` cannot be written as an element of its list\n"
                                  "  an element of a list is a map\n"
                                  "  = name a key of the element, such as `l[A].value`\n"
                                  "  in dev prod: app yaml.l[A]"},
        {STACK("rollout l[id=A] = {} { prod = { id = \"B\" } }\n"),
         "F0084 `l[id=A]` cannot be written as an element of its list\n"
         "  the element begins with that key, which is in its path\n"
         "  = name a key of the element, such as `l[id=A].value`\n"
         "  in prod: app yaml.l[id=A]"},
        {STACK("l[A].name = \"A\"\n"),
         "F0084 `l[A].name` cannot be written as an element of its list\n"
         "  the element begins with that key, which is in its path\n"
         "  in dev prod: app yaml.l[A].name"},
        {STACK("secret l[A] = \"/x/${env}\"\n"),
         "F0084 `l[A]` cannot be written as an element of its list\n"
         "  a secret is written whole only as `NAME/KEY` in `helm`\n"
         "  = name a key of the element, such as `l[A].value`\n"
         "  in dev prod: app yaml.l[A]"},
        {CHART("secret l[A] = \"a/b/${env}\"\n"),
         "F0084 `l[A]` cannot be written as an element of its list\n"
         "  a secret is written whole only as `NAME/KEY` in `helm`\n"
         "  = name a key of the element, such as `l[A].value`\n"
         "  in dev prod: app helm.l[A]"},
    };
    check_findings(rows, COUNT(rows));
}

static void paths_that_become_one(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {STACK("a.\"x-${env}\" = 1\na.x-prod = 2\n"), "F0075 two parameters have the key `x-prod`\n"
                                                      "  the second\n"
                                                      "  the first\n"
                                                      "  in prod: app yaml.a.x-prod"},
        {STACK("l[\"${env}\"].v = 1\nl[dev].v = 2\nl[prod].v = 3\n"),
         "F0075 two parameters have the key `dev`\n"
         "  the second\n"
         "  the first\n"
         "  in dev: app yaml.l[dev].v\n"
         "F0075 two parameters have the key `prod`\n"
         "  the second\n"
         "  the first\n"
         "  in prod: app yaml.l[prod].v"},
        {STACK("a.\"x-${env}\" = 1\nrollout a.x-prod: int? = none { dev = 2 }\n"), ""},
        {STACK("\"${env}\".a = 1\ndev.b = 2\n"), "F0075 two parameters have the key `dev`\n"
                                                 "  the second\n"
                                                 "  the first\n"
                                                 "  in dev: app yaml.dev.b"},
    };
    check_findings(rows, COUNT(rows));
}

static void deep_paths(void **state) {
    Text path = TEXT("a");
    for (int i = 0; i < 100; i++)
        path = text_format(*state, "%.*s.a", TEXT_ARGS(path));
    Text program =
        text_format(*state, "stack app {\n  yaml {\n    %.*s = 1\n  }\n}\n", TEXT_ARGS(path));
    Text expected = text_format(*state,
                                "S0034 the source is nested deeper than 100 levels here\n"
                                "  in dev prod: app yaml.%.*s",
                                TEXT_ARGS(path));
    check_findings(&(FindingRow){program.bytes, expected.bytes}, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_where_they_are_first_mentioned),
        cmocka_unit_test(many_keys),
        cmocka_unit_test(nothing_is_an_empty_map),
        cmocka_unit_test(elements_begin_with_their_key),
        cmocka_unit_test(elements_without_values_are_left_out),
        cmocka_unit_test(environment_variables_are_text),
        cmocka_unit_test(comments_travel),
        cmocka_unit_test(secrets_of_helm_are_references),
        cmocka_unit_test(secrets_elsewhere_are_paths),
        cmocka_unit_test(what_is_no_element),
        cmocka_unit_test(paths_that_become_one),
        cmocka_unit_test(deep_paths),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
