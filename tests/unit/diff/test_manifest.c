/* test_manifest.c - rendered manifests as objects and fields: what is one object, what differs in it, in
 * which environment. */
#include "unit/diff/diff_unit.h"

#define SERVICE  "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
#define WORKLOAD "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"

/* --- Objects -------------------------------------------------------------------------------- */

static void what_holds_nothing_is_nothing(void **state) {
    Arena *arena = *state;
    assert_diff(arena, "", "", "");
    assert_diff(arena, "", "---\n# Source: web/templates/none.yaml\n---\n\n---\n", "");
    assert_diff(arena, SERVICE, "---\n# Source: web\n" SERVICE "---\n", "");
    assert_diff(arena, "kind: Service\napiVersion: v1\nmetadata: {name: web}",
                "metadata:\n  name: \"web\"\napiVersion: 'v1'\nkind: Service\n", "");
}

static void objects_that_came_or_went_are_one_row(void **state) {
    Arena *arena = *state;
    const char *more = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {a: 1, b: 2}\n";
    assert_diff(arena, "", more, "Service shop/web: - -> there\n");
    assert_diff(arena, more, "", "Service shop/web: there -> -\n");
    assert_diff(arena, more, WORKLOAD,
                "Deployment shop/web: - -> there\nService shop/web: there -> -\n");
}

static void an_object_is_its_group_kind_namespace_and_name(void **state) {
    Arena *arena = *state;
    static const char *const others[] = {
        "apiVersion: v1\nkind: Service\nmetadata: {name: api}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: other}\n",
        "apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\n",
        "apiVersion: own.example/v1\nkind: Service\nmetadata: {name: web}\n",
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        Diff *diff = diff_texts(arena, TEXT(SERVICE), text_of(others[i]));
        assert_row(diff->params.count == 2, others[i]);
        assert_row(diff->params.items[0].path.length == 0, others[i]);
    }
    assert_diff(arena, SERVICE,
                "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\n", "");
}

static void a_version_is_a_field(void **state) {
    Arena *arena = *state;
    assert_diff(arena, "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: web}\n",
                WORKLOAD, "Deployment shop/web apiVersion: \"apps/v1beta1\" -> \"apps/v1\"\n");
    assert_diff(arena, "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n",
                "apiVersion: v2\nkind: Service\nmetadata: {name: web}\n",
                "Service shop/web apiVersion: \"v1\" -> \"v2\"\n");
}

/* An Ingress that moves from one group to another is two objects, which are not called the same. */
static void groups_are_told_apart(void **state) {
    Arena *arena = *state;
    const char *old = "apiVersion: a.example/v1\nkind: X\nmetadata: {name: web}\nspec: 1\n---\n"
                      "apiVersion: b.example/v1\nkind: X\nmetadata: {name: web}\nspec: 1\n";
    const char *new = "apiVersion: a.example/v1\nkind: X\nmetadata: {name: web}\nspec: 2\n---\n"
                      "apiVersion: b.example/v1\nkind: X\nmetadata: {name: web}\nspec: 3\n";
    assert_diff(arena, old, new,
                "X shop/web (a.example/v1) spec: 1 -> 2\n"
                "X shop/web (b.example/v1) spec: 1 -> 3\n");
    Diff *diff =
        diff_texts(arena, TEXT("apiVersion: a.example/v1\nkind: X\nmetadata: {name: web}\n"),
                   TEXT("apiVersion: b.example/v1\nkind: X\nmetadata: {name: web}\n"));
    Text text = written(arena, diff, diff_text);
    assert_true(text_contains(text, TEXT("  X shop/web (a.example/v1)")));
    assert_true(text_contains(text, TEXT("  X shop/web (b.example/v1)")));
}

static void objects_of_the_cluster_are_in_no_namespace(void **state) {
    Arena *arena = *state;
    Diff *diff = diff_texts(
        arena, TEXT(""),
        TEXT("apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n"));
    assert_text(shown(arena, diff, 1), "ClusterRole /r: - -> there\n");
    assert_true(text_contains(written(arena, diff, diff_text), TEXT("\n  ClusterRole r ")));
}

/* The same bytes in another namespace are other objects. */
static void the_namespace_of_the_release_counts(void **state) {
    Arena *arena = *state;
    DiffManifest new = manifest_of("prod", TEXT(SERVICE));
    new.namespace = TEXT("market");
    Diff *diff = diff_one(arena, manifest_of("prod", TEXT(SERVICE)), new);
    assert_text(shown(arena, diff, 1),
                "Service market/web: - -> there\nService shop/web: there -> -\n");
}

static void a_list_is_its_items(void **state) {
    Arena *arena = *state;
    assert_diff(arena, SERVICE "---\n" WORKLOAD,
                "apiVersion: v1\nkind: List\nitems:\n"
                "- {apiVersion: v1, kind: Service, metadata: {name: web}}\n"
                "- apiVersion: v1\n  kind: List\n  items:\n"
                "  - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}\n",
                "");
    assert_diff(arena, "", "apiVersion: v1\nkind: ServiceList\nitems: [{metadata: {name: web}}]\n",
                "Service shop/web: - -> there\n");
    assert_diff(arena, "", "apiVersion: v1\nkind: AllowList\nmetadata: {name: web}\nitems: [1]\n",
                "AllowList shop/web: - -> there\n");
}

static void the_last_of_two_counts(void **state) {
    Arena *arena = *state;
    const char *twice = SERVICE "spec: 1\n---\n" SERVICE "spec: 2\n";
    assert_diff(arena, SERVICE "spec: 3\n", twice,
                "! Service shop/web stands twice in the new manifest; the last one is compared\n"
                "Service shop/web spec: 3 -> 2\n");
    assert_diff(arena, twice, SERVICE "spec: 2\n",
                "! Service shop/web stands twice in the old manifest; the last one is compared\n");
    assert_diff(arena, twice, SERVICE "spec: 0\n---\n" SERVICE "spec: 2\n", "");
}

static void what_is_made_with_a_name_of_its_own_has_its_beginning(void **state) {
    Arena *arena = *state;
    assert_diff(arena, "", "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\n",
                "Job shop/migrate-: - -> there\n");
}

/* --- What cannot be read -------------------------------------------------------------------- */

static void what_is_no_yaml_is_said(void **state) {
    Arena *arena = *state;
    assert_diff(arena, SERVICE, SERVICE "---\na: [\n",
                "! the new manifest cannot be read as Kubernetes objects: line 6: did not find "
                "expected node content while parsing a flow node\n");
    assert_diff(
        arena, "a: *x\n", "\tb\n",
        "! the new manifest cannot be read as Kubernetes objects: line 1: a tab cannot "
        "indent YAML\n"
        "! the old manifest cannot be read as Kubernetes objects: line 1: there is no anchor "
        "(hidden) above\n");
}

static void the_last_of_two_values_counts(void **state) {
    Arena *arena = *state;
    assert_diff(
        arena, SERVICE "spec: {a: 1, b: 1}\n", SERVICE "spec: {a: 2, b: 1, a: 3}\n",
        "! the key in line 4 of the new manifest stands there twice; the last one is compared\n"
        "Service shop/web spec.a: 1 -> 3\n");
    assert_diff(arena, SERVICE "spec: {a: 1, a: 2}\n", SERVICE "spec: {a: 3, a: 2}\n", "");
}

static void what_is_no_object_is_said(void **state) {
    Arena *arena = *state;

    static const struct {
        const char *document, *why;
    } rows[] = {
        {"metadata: {name: web}\n", "has no kind"},
        {"kind: ''\nmetadata: {name: web}\n", "has no kind"},
        {"kind: [a]\nmetadata: {name: web}\n", "has no kind"},
        {"kind: Service\n", "has no name"},
        {"kind: Service\nmetadata: web\n", "has no name"},
        {"kind: Service\nmetadata: {name: \"a\\nb\"}\n",
         "has a name that Kubernetes does not take"},
        {"just text\n", "is no map"},
        {"- kind: Service\n", "is no map"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *text = text_format(arena, SERVICE "---\n%s", rows[i].document).bytes;
        Text note = text_format(arena,
                                "! what begins in line 5 of the new manifest %s: it cannot be read "
                                "as a Kubernetes object\n",
                                rows[i].why);
        assert_diff(arena, SERVICE, text, note.bytes);
        assert_diff(arena, text, text_format(arena, "# %s\n%s", "other bytes", text).bytes, "");
    }
}

static void many_of_them_are_counted(void **state) {
    Arena *arena = *state;
    Text notes = shown(
        arena, diff_texts(arena, TEXT(""), TEXT("1\n--- 2\n--- 3\n--- 4\n--- 5\n--- 6\n--- 7\n")),
        1);
    assert_true(text_contains(notes, TEXT("line 5 of the new")));
    assert_false(text_contains(notes, TEXT("line 6 of the new")));
    assert_true(text_ends_with(notes, TEXT("! and 2 more documents of the new manifest\n")));
}

/* Where Helm fails nothing is said of objects, in that environment only. */
static void a_manifest_that_could_not_be_made_is_said(void **state) {
    Arena *arena = *state;
    DiffManifest old[] = {manifest_of("dev", TEXT(SERVICE "spec: 1\n")),
                          manifest_of("prod", TEXT(SERVICE "spec: 1\n"))};
    DiffManifest new[] = {manifest_of("dev", TEXT(SERVICE "spec: 2\n")),
                          manifest_of("prod", TEXT(""))};
    new[1].problem = TEXT("Helm cannot render it");
    const DiffManifests before = {old, 2, 2}, after = {new, 2, 2};
    Diff *diff = diff_manifests(arena, same_programs(arena), &before, &after);
    assert_text(shown(arena, diff, 0), "Service shop/web spec: 1 -> 2\n");
    assert_text(shown(arena, diff, 1), "! there is no new manifest: Helm cannot render it\n");
    assert_true(diff->params.items[0].cells[1].is_unknown);
}

/* --- Fields --------------------------------------------------------------------------------- */

static void fields_have_paths_of_ours(void **state) {
    Arena *arena = *state;
    assert_diff(arena,
                WORKLOAD "spec:\n  replicas: 1\n  template:\n    metadata:\n      annotations: "
                         "{checksum/config: a, b.c: 1, plain: u}\n",
                WORKLOAD "spec:\n  replicas: 2\n  template:\n    metadata:\n      annotations: "
                         "{checksum/config: b, b.c: 2, plain: v}\n",
                "Deployment shop/web spec.replicas: 1 -> 2\n"
                "Deployment shop/web spec.template.metadata.annotations.\"checksum/config\": \"a\" "
                "-> \"b\"\n"
                "Deployment shop/web spec.template.metadata.annotations.\"b.c\": 1 -> 2\n"
                "Deployment shop/web spec.template.metadata.annotations.plain: \"u\" -> \"v\"\n");
}

static void what_came_or_went_with_all_that_is_in_it_is_one_field(void **state) {
    Arena *arena = *state;
    assert_diff(arena, SERVICE, SERVICE "spec: {a: {b: 1, c: [u, v]}}\n",
                "Service shop/web spec: - -> {a = {b = 1, c = [\"u\", \"v\"]}}\n");
    assert_diff(arena, SERVICE "spec: {a: {b: 1}}\n", SERVICE "spec: {a: x}\n",
                "Service shop/web spec.a: {b = 1} -> \"x\"\n");
}

/* New ones stand where the new document has them, what is gone behind all. */
static void fields_stand_as_in_the_new_document(void **state) {
    Arena *arena = *state;
    assert_diff(arena, SERVICE "spec: {gone: 1, b: 1, a: 1}\nalso: 1\n",
                SERVICE "spec: {a: 2, new: 2, b: 2}\n",
                "Service shop/web spec.a: 1 -> 2\n"
                "Service shop/web spec.new: - -> 2\n"
                "Service shop/web spec.b: 1 -> 2\n"
                "Service shop/web spec.gone: 1 -> -\n"
                "Service shop/web also: 1 -> -\n");
}

static void types_and_texts_are_what_is_compared(void **state) {
    Arena *arena = *state;

    static const struct {
        const char *old, *new, *expected;
    } rows[] = {
        {"8080", "\"8080\"", "8080 -> \"8080\""},
        {"1", "\"1\"", "1 -> \"1\""},
        {"true", "\"true\"", "true -> \"true\""},
        {"yes", "true", NULL},
        {"no", "\"no\"", "false -> \"no\""},
        {"'a'", "a", NULL},
        {"1e3", "1000", NULL},
        {"1.0", "1", NULL},
        {"1e3", "1001", "1e3 -> 1001"},
        {"010", "10", "010 -> 10"},
        {"0x1F", "31", "0x1F -> 31"},
        {"\"1000m\"", "\"1\"", "\"1000m\" -> \"1\""},
        {"{}", "[]", "{} -> []"},
        {"[a, b]", "[b, a]", "[\"a\", \"b\"] -> [\"b\", \"a\"]"},
        {"[1, 1.0]", "[1.0, 1]", NULL},
        {"[a, {b: 1}]", "[a, {b: 2}]", "[\"a\", {b = 1}] -> [\"a\", {b = 2}]"},
        {"[[1], [2]]", "[[1], [3]]", "[[1], [2]] -> [[1], [3]]"},
        {"[[{a: 1, b: ~}]]", "[[{a: 1}]]", NULL},
        {"[[{a: 1, b: 2}]]", "[[{a: 1, c: 2}]]", "[[{a = 1, b = 2}]] -> [[{a = 1, c = 2}]]"},
        {"[~, a]", "[a, ~]", "[none, \"a\"] -> [\"a\", none]"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *old = text_format(arena, SERVICE "spec: %s\n", rows[i].old).bytes,
                   *new = text_format(arena, SERVICE "spec: %s\n", rows[i].new).bytes;
        Text line = rows[i].expected
                        ? text_format(arena, "Service shop/web spec: %s\n", rows[i].expected)
                        : TEXT("");
        assert_diff(arena, old, new, line.bytes);
    }
}

/* Kubernetes takes null as nothing. */
static void null_is_nothing(void **state) {
    Arena *arena = *state;
    assert_diff(arena, SERVICE "spec: {a: ~, b: 1}\n", SERVICE "spec: {b: 1}\n", "");
    assert_diff(arena, SERVICE "spec: {a: 1, b: 1}\n", SERVICE "spec: {a: null, b: 1}\n",
                "Service shop/web spec.a: 1 -> -\n");
}

/* --- Lists ---------------------------------------------------------------------------------- */

static void elements_are_matched_by_their_merge_key(void **state) {
    Arena *arena = *state;

    static const struct {
        const char *old, *new, *expected;
    } rows[] = {
        {"[{name: a, v: 1}, {name: b, v: 1}]", "[{name: b, v: 1}, {name: a, v: 2}]",
         "[a].v: 1 -> 2"},
        {"[{name: a/b, v: 1}]", "[{name: a/b, v: 2}]", "[\"a/b\"].v: 1 -> 2"},
        {"[{name: d, mountPath: /a, v: 1}, {name: d, mountPath: /b}]",
         "[{name: d, mountPath: /b}, {name: d, mountPath: /a, v: 2}]",
         "[mountPath=\"/a\"].v: 1 -> 2"},
        {"[{containerPort: 80, v: 1}, {containerPort: 90, name: m}]",
         "[{containerPort: 90, name: m}, {containerPort: 80, v: 2}]",
         "[containerPort=80].v: 1 -> 2"},
        {"[{port: 80, v: 1}, {port: 90}]", "[{port: 90}, {port: 80, v: 2}]", "[port=80].v: 1 -> 2"},
        {"[{topologyKey: zone, v: 1}]", "[{topologyKey: zone, v: 2}]",
         "[topologyKey=zone].v: 1 -> 2"},
        {"[{ip: 10.0.0.1, v: 1}]", "[{ip: 10.0.0.1, v: 2}]", "[ip=\"10.0.0.1\"].v: 1 -> 2"},
        {"[{key: a, v: 1}]", "[{key: a, v: 2}]", "[key=a].v: 1 -> 2"},
        {"[{name: a}]", "[{name: a}, {name: b, v: 1, w: 2}]", "[b]: - -> {v = 1, w = 2}"},
        {"[{name: a}, {name: b, v: 1}]", "[{name: a}]", "[b]: {v = 1} -> -"},
        {"[{name: a, v: 1}]", "[]", "[a]: {v = 1} -> -"},
        {"[{port: 80}]", "[{port: \"80\"}]", "[port=\"80\"].port: 80 -> \"80\""},
        /* Not unique, not everywhere, no text: by their index. */
        {"[{name: a, v: 1}, {name: a, v: 2}]", "[{name: a, v: 1}, {name: a, v: 3}]",
         "[1].v: 2 -> 3"},
        {"[{name: a, v: 1}, {name: b}]", "[{name: a, v: 2}, {nome: b, name: ~}]",
         "[0].v: 1 -> 2\nDeployment shop/web spec[1].nome: - -> \"b\"\n"
         "Deployment shop/web spec[1].name: \"b\" -> -"},
        {"[{name: [a], v: 1}]", "[{name: [a], v: 2}]", "[0].v: 1 -> 2"},
        {"[{v: 1}]", "[{v: 1}, {v: 2}]", "[1]: - -> {v = 2}"},
        {"[{v: 1}, {v: 2}]", "[{v: 1}]", "[1]: {v = 2} -> -"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *old = text_format(arena, WORKLOAD "spec: %s\n", rows[i].old).bytes,
                   *new = text_format(arena, WORKLOAD "spec: %s\n", rows[i].new).bytes;
        Text line = text_format(arena, "Deployment shop/web spec%s\n", rows[i].expected);
        assert_diff(arena, old, new, line.bytes);
    }
}

/* Those without names: what is put in front of others changes none of them. */
static void elements_are_matched_by_what_they_are(void **state) {
    Arena *arena = *state;

    static const struct {
        const char *old, *new, *expected;
    } rows[] = {
        {"[{v: 1}, {v: 2}]", "[{v: 0}, {v: 1}, {v: 2}]", "[0]: - -> {v = 0}\n"},
        {"[{v: 0}, {v: 1}, {v: 2}]", "[{v: 1}, {v: 2}]", "[0]: {v = 0} -> -\n"},
        {"[{v: 1}, {v: 2}]", "[{v: 1}, {v: 3}, {v: 2}]", "[1]: - -> {v = 3}\n"},
        {"[{v: 1}, {v: 2, w: 1}]", "[{v: 0}, {v: 1}, {v: 2, w: 2}]",
         "[0]: - -> {v = 0}\nspec[2].w: 1 -> 2\n"},
        {"[{v: 1}, {v: 2}, {v: 3}]", "[{v: 4}, {v: 5}]",
         "[0].v: 1 -> 4\nspec[1].v: 2 -> 5\nspec[2]: {v = 3} -> -\n"},
        {"[{v: 1e3, x: ~}, {v: [a, no]}]", "[{w: 1}, {v: 1000}, {v: [a, false]}]",
         "[0]: - -> {w = 1}\n"},
        {"[a, b, c]", "[x, a, b, c]", "[0]: - -> \"x\"\n"},
        {"[a, b, c]", "[a, c]", "[1]: \"b\" -> -\n"},
        {"[a, b, c]", "[a, d, c]", "[1]: \"b\" -> \"d\"\n"},
        {"[a, 1, 1]", "[1, a, 1.0, 1]", "[0]: - -> 1\n"},
        /* The third is one that went, and another that came. */
        {"[r, a, s, b, c]", "[a, b, m, c]",
         "[2]: - -> \"m\"\nspec[0]: \"r\" -> -\nspec[2]: \"s\" -> -\n"},
        {"[a, b, c, d]", "[x, z, c, d]",
         ": [\"a\", \"b\", \"c\", \"d\"] -> [\"x\", \"z\", \"c\", \"d\"]\n"},
        {"[]", "[a, b]", ": [] -> [\"a\", \"b\"]\n"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Text old = text_format(arena, "kind: X\nmetadata: {name: x}\nspec: %s\n", rows[i].old),
             new = text_format(arena, "kind: X\nmetadata: {name: x}\nspec: %s\n", rows[i].new);
        Writer seen;
        writer_open(&seen, arena, SIZE_MAX);
        Text lines = shown(arena, diff_texts(arena, old, new), 1), line;
        for (size_t at = 0, end; at < lines.length; at = end + 1) {
            end = text_find(lines, TEXT("\n"), at);
            line = text_slice(lines, at + TEXT("X shop/x ").length, end + 1);
            writer_text(&seen, at ? line : text_slice(line, TEXT("spec").length, line.length));
        }
        assert_text(writer_done(&seen), rows[i].expected);
    }
}

/* In another environment the number is that of another element. */
static void what_is_shifted_says_nothing_of_other_environments(void **state) {
    Arena *arena = *state;
    const char *same = "kind: X\nmetadata: {name: x}\nspec: [{v: 1}, {v: 2}]\n";
    DiffManifest old[] = {manifest_of("dev", text_of(same)), manifest_of("prod", text_of(same))};
    DiffManifest new[] = {
        old[0], manifest_of("prod", TEXT("kind: X\nmetadata: {name: x}\nspec: [{v: 0}, {v: 1}, "
                                         "{v: 3}]\n"))};
    const DiffManifests before = {old, 2, 2}, after = {new, 2, 2};
    Diff *diff = diff_manifests(arena, same_programs(arena), &before, &after);
    assert_int_equal(diff->params.count, 2);
    assert_false(diff->params.items[0].cells[0].is_unknown &&
                 diff->params.items[0].cells[0].new.value);
    assert_text(diff->params.items[1].path, "spec[2].v");
    assert_true(diff->params.items[1].cells[0].is_unknown);
}

/* Of many only what both lists begin and end with is looked at. */
static void long_lists_are_matched_at_their_ends(void **state) {
    Arena *arena = *state;
    Writer old, new;
    writer_open(&old, arena, SIZE_MAX);
    writer_open(&new, arena, SIZE_MAX);
    writer_string(&old, "kind: X\nmetadata: {name: x}\nspec:\n");
    writer_string(&new, "kind: X\nmetadata: {name: x}\nspec:\n- {v: a}\n");
    for (int i = 0; i < 9000; i++) {
        writer_format(&old, "- {v: %d}\n", i);
        writer_format(&new, "- {v: %d}\n", i == 8000 ? 1 : i);
    }
    Diff *diff = diff_texts(arena, writer_done(&old), writer_done(&new));
    assert_int_equal(diff->params.count, LIMIT_FINDINGS);
    diff =
        diff_texts(arena, writer_done(&old),
                   text_join(arena, (Text[]){writer_done(&old), TEXT("- {v: a}\n")}, 2, TEXT("")));
    assert_text(shown(arena, diff, 1), "X shop/x spec[9000]: - -> {v = \"a\"}\n");
}

static void order_says_something_only_where_it_does(void **state) {
    Arena *arena = *state;
    assert_diff(arena, WORKLOAD "spec: {containers: [{name: a}, {name: b}]}\n",
                WORKLOAD "spec: {containers: [{name: b}, {name: a}]}\n", "");
    assert_diff(arena, WORKLOAD "spec: {initContainers: [{name: a}, {name: x}, {name: b}]}\n",
                WORKLOAD "spec: {initContainers: [{name: b}, {name: a}]}\n",
                "Deployment shop/web spec.initContainers: [\"a\", \"b\"] -> [\"b\", \"a\"]\n"
                "Deployment shop/web spec.initContainers[x]: {} -> -\n");
    assert_diff(arena, WORKLOAD "spec: {initContainers: [{name: a}, {name: b}]}\n",
                WORKLOAD "spec: {initContainers: [{name: a}, {name: x}, {name: b}]}\n",
                "Deployment shop/web spec.initContainers[x]: - -> {}\n");
}

/* --- Texts of several lines ----------------------------------------------------------------- */

#define FILE_OF(...) "kind: ConfigMap\nmetadata: {name: web}\ndata:\n  app.conf: |\n" __VA_ARGS__

static void of_a_file_the_lines_that_differ_are_said(void **state) {
    Arena *arena = *state;
    assert_diff(arena, FILE_OF("    a\n    b\n    c\n    d\n"),
                FILE_OF("    a\n    B\n    c\n    D\n"),
                "ConfigMap shop/web data.\"app.conf\" line 2: \"b\" -> \"B\"\n"
                "ConfigMap shop/web data.\"app.conf\" line 4: \"d\" -> \"D\"\n");
    assert_diff(arena, FILE_OF("    a\n    b\n"), FILE_OF("    new\n    also\n    a\n    b\n"),
                "ConfigMap shop/web data.\"app.conf\" line 1: - -> \"new\\nalso\"\n");
    assert_diff(arena, FILE_OF("    a\n    b\n    c\n"), FILE_OF("    a\n    c\n"),
                "ConfigMap shop/web data.\"app.conf\" line 2: \"b\" -> -\n");
    assert_diff(arena, FILE_OF("    a\n    b\n"), FILE_OF("    a\n    b\n"), "");
}

static void one_line_or_none_is_a_value(void **state) {
    Arena *arena = *state;
    assert_diff(arena, FILE_OF("    a\n"), FILE_OF("    b\n"),
                "ConfigMap shop/web data.\"app.conf\": \"a\\n\" -> \"b\\n\"\n");
    assert_diff(arena, FILE_OF("    a\n    b\n"),
                "kind: ConfigMap\nmetadata: {name: web}\ndata: {}\n",
                "ConfigMap shop/web data.\"app.conf\": \"a\\nb\\n\" -> -\n");
}

/* Every second of forty lines differs: sixteen places, the last of which is the rest. */
static void places_of_a_file_are_bounded(void **state) {
    Arena *arena = *state;
    Writer old, new;
    writer_open(&old, arena, SIZE_MAX);
    writer_open(&new, arena, SIZE_MAX);
    writer_string(&old, FILE_OF(""));
    writer_string(&new, FILE_OF(""));
    for (int i = 0; i < 40; i++) {
        writer_format(&old, "    %d%s\n", i, i % 2 ? "" : " old");
        writer_format(&new, "    %d%s\n", i, i % 2 ? "" : " new");
    }
    Diff *diff = diff_texts(arena, writer_done(&old), writer_done(&new));
    assert_int_equal(diff->params.count, 16);
    assert_int_equal(diff->params.items[15].line, 31);
    assert_true(text_ends_with(diff->params.items[15].cells[1].new.value->text, TEXT("38 new")));
}

/* Too many lines to be aligned are one place. */
static void a_file_of_other_lines_is_one_place(void **state) {
    Arena *arena = *state;
    Writer old, new;
    writer_open(&old, arena, SIZE_MAX);
    writer_open(&new, arena, SIZE_MAX);
    writer_string(&old, FILE_OF("    same\n"));
    writer_string(&new, FILE_OF("    same\n"));
    for (int i = 0; i < 1000; i++) {
        writer_format(&old, "    %d\n", i % 2 ? i : -i);
        writer_format(&new, "    %d\n", i);
    }
    Diff *diff = diff_texts(arena, writer_done(&old), writer_done(&new));
    assert_int_equal(diff->params.count, 1);
    assert_int_equal(diff->params.items[0].line, 4);
}

/* --- Environments --------------------------------------------------------------------------- */

static Diff *diff_both(Arena *arena, const char *const old[2], const char *const new[2]) {
    static const char *const names[] = {"dev", "prod"};
    DiffManifests before = {0}, after = {0};
    for (int i = 0; i < 2; i++) {
        if (old[i]) array_push(arena, &before, manifest_of(names[i], text_of(old[i])));
        if (new[i]) array_push(arena, &after, manifest_of(names[i], text_of(new[i])));
    }
    return diff_manifests(arena, same_programs(arena), &before, &after);
}

/* What a form for people shows of one row: the cells without their spaces. */
static void assert_table(Arena *arena, Diff *diff, const char *expected) {
    Text text = written(arena, diff, diff_text);
    if (!text_contains(text, text_of(expected)))
        fail_msg("%s\nis not in\n%.*s", expected, TEXT_ARGS(text));
}

static void a_field_is_one_row_for_all_environments(void **state) {
    Arena *arena = *state;
    const char *const old[] = {SERVICE "spec: {a: 1}\n", SERVICE "spec: {a: 5}\n"},
                      *const new[] = {SERVICE "spec: {a: 2}\n", SERVICE "spec: {a: 6}\n"};
    Diff *diff = diff_both(arena, old, new);
    assert_int_equal(diff->params.count, 1);
    assert_table(arena, diff,
                 "1 field changes in orders, in dev and prod\n\n"
                 "orders: Service shop/web  dev     prod\n"
                 "  spec.a                  1 -> 2  5 -> 6\n");
}

/* Where both texts are the same bytes, the value is beside the one that changes. */
static void what_does_not_change_is_shown_beside(void **state) {
    Arena *arena = *state;
    const char *const old[] = {SERVICE "spec: {a: 1}\n", SERVICE "spec: {a: 5}\n"},
                      *const new[] = {SERVICE "spec: {a: 2}\n", SERVICE "spec: {a: 5}\n"};
    Diff *diff = diff_both(arena, old, new);
    assert_false(diff->params.items[0].cells[1].has_changed);
    assert_table(arena, diff, "  spec.a                  1 -> 2  5\n");
}

/* The whole in one environment, a part of it in the other: no cell says what is not so. */
static void a_part_that_differs_is_not_said_to_be_the_same(void **state) {
    Arena *arena = *state;
    const char *const old[] = {SERVICE, SERVICE "spec: {a: 1}\n"}, *const new[] = {
                                                                       SERVICE "spec: {a: 1}\n",
                                                                       SERVICE "spec: {a: 2}\n"};
    Diff *diff = diff_both(arena, old, new);
    assert_int_equal(diff->params.count, 2);
    assert_text(diff->params.items[0].path, "spec");
    assert_true(diff->params.items[0].cells[1].is_unknown);
    assert_text(diff->params.items[1].path, "spec.a");
    assert_int_equal(diff->params.items[1].cells[0].new.value, NULL);
}

static void an_object_may_come_in_one_environment(void **state) {
    Arena *arena = *state;
    const char *const old[] = {SERVICE, WORKLOAD}, *const new[] = {SERVICE,
                                                                   WORKLOAD "---\n" SERVICE};
    Diff *diff = diff_both(arena, old, new);
    assert_int_equal(diff->params.items[0].kind, DIFF_CHANGED);
    assert_table(arena, diff, "1 object comes or goes somewhere in orders, in prod\n");
    assert_table(arena, diff, "  Service shop/web  there  - -> there\n");
}

static void a_unit_may_be_rendered_in_one_environment(void **state) {
    Arena *arena = *state;
    const char *const old[] = {SERVICE, NULL}, *const new[] = {SERVICE, SERVICE};
    Diff *diff = diff_both(arena, old, new);
    assert_text(shown(arena, diff, 0), "");
    assert_text(shown(arena, diff, 1), "Service shop/web: - -> there\n");
}

/* What a program has gained as a whole is counted, not listed. */
static void a_new_unit_has_objects(void **state) {
    Arena *arena = *state;
    DiffManifest new = manifest_of("prod", TEXT(SERVICE "---\n" WORKLOAD));
    const DiffManifests before = {0}, after = {&new, 1, 1};
    Diff *programs = same_programs(arena);
    programs->units.items[0].kind = DIFF_ADDED;
    Diff *diff = diff_manifests(arena, programs, &before, &after);
    assert_table(arena, diff, "1 new unit\n\nnew unit orders  2 objects\n");
}

static void units_that_are_not_looked_at_are_left_out(void **state) {
    Arena *arena = *state;
    DiffManifest new = manifest_of("prod", TEXT(SERVICE));
    new.unit = TEXT("payment");
    const DiffManifests before = {0}, after = {&new, 1, 1};
    assert_true(diff_is_empty(diff_manifests(arena, same_programs(arena), &before, &after)));
}

/* --- Forms ---------------------------------------------------------------------------------- */

static void json_names_the_object(void **state) {
    Arena *arena = *state;
    Diff *diff = diff_texts(arena, TEXT(WORKLOAD "spec: {a: 1}\n---\n" FILE_OF("    a\n    b\n")),
                            TEXT(WORKLOAD "spec: {a: 2}\n---\n7\n---\n" FILE_OF("    a\n    c\n")));
    Text json = written(arena, diff, diff_json);
    static const char *const parts[] = {
        "{\"unit\": \"orders\", \"object\": {\"apiVersion\": \"apps/v1\", \"kind\": "
        "\"Deployment\", "
        "\"namespace\": \"shop\", \"name\": \"web\"}, \"path\": \"spec.a\", \"kind\": \"changed\", "
        "\"old\": {\"prod\": 1}, \"new\": {\"prod\": 2}}",
        "\"path\": \"data.\\\"app.conf\\\"\", \"line\": 2, \"kind\": \"changed\", \"old\": "
        "{\"prod\": "
        "\"b\"}, \"new\": {\"prod\": \"c\"}}",
        "\"notes\": [\n    {\"unit\": \"orders\", \"environment\": \"prod\", \"text\": \"what "
        "begins in "
        "line 6 of the new manifest is no map: it cannot be read as a Kubernetes object\"}\n  ]",
    };
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!text_contains(json, text_of(parts[i])))
            fail_msg("%s\nis not in\n%.*s", parts[i], TEXT_ARGS(json));
    assert_false(text_contains(json, TEXT("\"sink\"")));
}

static void names_are_lines(void **state) {
    Arena *arena = *state;
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    diff_names(diff_texts(arena, TEXT(WORKLOAD "spec: {a: 1}\n"),
                          TEXT(WORKLOAD "spec: {a: 2}\n---\n" SERVICE)),
               &out);
    assert_text(writer_done(&out), "orders Service shop/web\norders Deployment shop/web spec.a\n");
}

static void a_comment_has_a_table_for_each_object(void **state) {
    Arena *arena = *state;
    Diff *diff = diff_texts(arena, TEXT(WORKLOAD "spec: {a: 1}\n---\n" SERVICE "spec: {a: 1}\n"),
                            TEXT(WORKLOAD "spec: {a: 2}\n---\n" SERVICE "spec: {a: 2}\n"));
    assert_text(written(arena, diff, diff_markdown),
                "<!-- rung diff -->\n"
                "**2 fields change in orders, in prod**\n\n"
                "<details open><summary>orders: 2 changed</summary>\n\n"
                "| `Deployment shop/web` | dev | prod |\n| --- | --- | --- |\n"
                "| `spec.a` | - | `1` → `2` |\n\n"
                "| `Service shop/web` | dev | prod |\n| --- | --- | --- |\n"
                "| `spec.a` | - | `1` → `2` |\n\n"
                "</details>\n");
    assert_text(written(arena, diff_texts(arena, TEXT(""), TEXT("")), diff_markdown),
                "<!-- rung diff -->\n**No object changes in any environment.**\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_nothing_is_nothing),
        cmocka_unit_test(objects_that_came_or_went_are_one_row),
        cmocka_unit_test(an_object_is_its_group_kind_namespace_and_name),
        cmocka_unit_test(a_version_is_a_field),
        cmocka_unit_test(groups_are_told_apart),
        cmocka_unit_test(objects_of_the_cluster_are_in_no_namespace),
        cmocka_unit_test(the_namespace_of_the_release_counts),
        cmocka_unit_test(a_list_is_its_items),
        cmocka_unit_test(the_last_of_two_counts),
        cmocka_unit_test(what_is_made_with_a_name_of_its_own_has_its_beginning),
        cmocka_unit_test(what_is_no_yaml_is_said),
        cmocka_unit_test(the_last_of_two_values_counts),
        cmocka_unit_test(what_is_no_object_is_said),
        cmocka_unit_test(many_of_them_are_counted),
        cmocka_unit_test(a_manifest_that_could_not_be_made_is_said),
        cmocka_unit_test(fields_have_paths_of_ours),
        cmocka_unit_test(what_came_or_went_with_all_that_is_in_it_is_one_field),
        cmocka_unit_test(fields_stand_as_in_the_new_document),
        cmocka_unit_test(types_and_texts_are_what_is_compared),
        cmocka_unit_test(null_is_nothing),
        cmocka_unit_test(elements_are_matched_by_their_merge_key),
        cmocka_unit_test(elements_are_matched_by_what_they_are),
        cmocka_unit_test(what_is_shifted_says_nothing_of_other_environments),
        cmocka_unit_test(long_lists_are_matched_at_their_ends),
        cmocka_unit_test(order_says_something_only_where_it_does),
        cmocka_unit_test(of_a_file_the_lines_that_differ_are_said),
        cmocka_unit_test(one_line_or_none_is_a_value),
        cmocka_unit_test(places_of_a_file_are_bounded),
        cmocka_unit_test(a_file_of_other_lines_is_one_place),
        cmocka_unit_test(a_field_is_one_row_for_all_environments),
        cmocka_unit_test(what_does_not_change_is_shown_beside),
        cmocka_unit_test(a_part_that_differs_is_not_said_to_be_the_same),
        cmocka_unit_test(an_object_may_come_in_one_environment),
        cmocka_unit_test(a_unit_may_be_rendered_in_one_environment),
        cmocka_unit_test(a_new_unit_has_objects),
        cmocka_unit_test(units_that_are_not_looked_at_are_left_out),
        cmocka_unit_test(json_names_the_object),
        cmocka_unit_test(names_are_lines),
        cmocka_unit_test(a_comment_has_a_table_for_each_object),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
