/* test_hidden.c - what no form of a diff of manifests shows: values of Secrets, credentials, what is
 * sensitive; and manifests that mean harm to whoever compares or reads them. */
#include "unit/diff/diff_unit.h"
#include "unit/emit/emit_unit.h"

#define SECRET   "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n"
#define WORKLOAD "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"

static WriteDiff *const forms[] = {diff_text, diff_markdown, diff_json};

static void names_form(const Diff *diff, const DiffLook *look, Writer *out) {
    (void)look;
    diff_names(diff, out);
}

/* The words are in no form, and nothing in any of them steers a terminal. */
static void check_forms(Arena *arena, const Diff *diff, const char *const *words, size_t count) {
    WriteDiff *const all[] = {diff_text, diff_markdown, diff_json, names_form};
    for (size_t i = 0; i < COUNT(all); i++) {
        Text text = written(arena, diff, all[i]);
        for (size_t w = 0; w < count; w++)
            if (text_contains(text, text_of(words[w])))
                fail_msg("%s is in\n%.*s", words[w], TEXT_ARGS(text));
        for (size_t at = 0; at < text.length;) {
            int32_t code_point = utf8_next(text, &at);
            assert_true(code_point == '\n' || (code_point >= 0 && !utf8_is_unsafe(code_point)));
        }
    }
}

static Diff *diff_hiding(Arena *arena, const char *old, const char *new) {
    static const char *const words[] = {"hunter2", "aHVudGVyMg"};
    Diff *diff = diff_texts(arena, text_of(old), text_of(new));
    check_forms(arena, diff, words, COUNT(words));
    return diff;
}

static void assert_hiding(Arena *arena, const char *old, const char *new, const char *expected) {
    assert_text(shown(arena, diff_hiding(arena, old, new), 1), expected);
    (void)diff_hiding(arena, new, old);
}

/* --- Secrets -------------------------------------------------------------------------------- */

static void of_a_secret_the_keys_are_shown(void **state) {
    Arena *arena = *state;
    assert_hiding(arena, SECRET "data: {same: YQ==, password: aHVudGVyMg==, gone: aHVudGVyMg==}\n",
                  SECRET "data: {new: aHVudGVyMg==, password: YWJj, same: YQ==}\n",
                  "Secret shop/db data.new: - -> (hidden)\n"
                  "Secret shop/db data.password: (hidden) -> (hidden)\n"
                  "Secret shop/db data.gone: (hidden) -> -\n");
    assert_hiding(arena, SECRET "stringData: {password: hunter2}\n", SECRET,
                  "Secret shop/db stringData.password: (hidden) -> -\n");
    assert_hiding(arena, SECRET "data: {a: aHVudGVyMg==}\n", SECRET "stringData: {a: hunter2}\n",
                  "Secret shop/db stringData.a: - -> (hidden)\n"
                  "Secret shop/db data.a: (hidden) -> -\n");
    assert_hiding(arena, SECRET "stringData: {a: \"hunter2\\nb\"}\n",
                  SECRET "stringData: {a: \"hunter2\\nc\"}\n",
                  "Secret shop/db stringData.a: (hidden) -> (hidden)\n");
}

static void a_secret_that_comes_or_goes_is_one_row(void **state) {
    Arena *arena = *state;
    assert_hiding(arena, "", SECRET "stringData: {password: hunter2}\n",
                  "Secret shop/db: - -> there\n");
    assert_hiding(arena, "kind: ConfigMap\nmetadata: {name: db}\n",
                  SECRET "stringData: {password: hunter2}\n",
                  "ConfigMap shop/db: there -> -\nSecret shop/db: - -> there\n");
}

/* Also where it is none that Kubernetes would take. */
static void a_secret_of_another_shape_is_hidden(void **state) {
    Arena *arena = *state;
    static const char *const shapes[] = {
        "data: hunter2\n",           "data: [hunter2]\n",
        "password: hunter2\n",       "data: {a: {hunter2: hunter2}}\n",
        "data: {a: [hunter2]}\n",    "Data: {a: hunter2}\n",
        "spec: {a: {b: hunter2}}\n", "stringData: {a: |\n  x\n  hunter2\n}\n",
    };
    for (size_t i = 0; i < COUNT(shapes); i++) {
        const char *text = text_format(arena, SECRET "%s", shapes[i]).bytes;
        Diff *diff = diff_hiding(arena, SECRET, text);
        assert_row(!diff_is_empty(diff), shapes[i]);
        (void)diff_hiding(arena, text, SECRET "data: {a: b}\n");
        (void)diff_hiding(arena, text, SECRET "data: x\npassword: y\nspec: z\n");
    }
}

static void what_a_secret_is_for_is_shown(void **state) {
    Arena *arena = *state;
    assert_diff(arena, SECRET "type: Opaque\n",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: db, labels: {a: b}}\ntype: own\n",
                "Secret shop/db metadata.labels: - -> {a = \"b\"}\n"
                "Secret shop/db type: \"Opaque\" -> \"own\"\n");
}

static void what_was_last_applied_to_a_secret_is_hidden(void **state) {
    Arena *arena = *state;
    const char *with = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  annotations:\n"
                       "    kubectl.kubernetes.io/last-applied-configuration: hunter2\n"
                       "    note: x\n";
    assert_hiding(
        arena, "apiVersion: v1\nkind: Secret\nmetadata: {name: db, annotations: {note: x}}\n", with,
        "Secret shop/db metadata.annotations.\"kubectl.kubernetes.io/"
        "last-applied-configuration\": - -> (hidden)\n");
    assert_hiding(arena, SECRET, with, "Secret shop/db metadata.annotations: - -> (hidden)\n");
    assert_hiding(arena, SECRET,
                  "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  annotations:\n"
                  "    own/applied: '{\"metadata\": {}, \"data\": {\"a\": \"aHVudGVyMg==\"}}'\n",
                  "Secret shop/db metadata.annotations: - -> (hidden)\n");
}

/* It says that a Secret is another one, and not what it is. */
static void a_checksum_is_shown(void **state) {
    Arena *arena = *state;
    assert_diff(arena,
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, annotations: "
                "{checksum/secret: a1b2}}\n",
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, annotations: "
                "{checksum/secret: c3d4}}\n",
                "Deployment shop/web metadata.annotations.\"checksum/secret\": \"a1b2\" -> "
                "\"c3d4\"\n");
}

static void a_list_of_secrets_holds_secrets(void **state) {
    Arena *arena = *state;
    assert_hiding(arena,
                  "apiVersion: v1\nkind: SecretList\nitems:\n"
                  "- {metadata: {name: db}, data: {a: aHVudGVyMg==}}\n",
                  "apiVersion: v1\nkind: SecretList\nitems:\n"
                  "- {metadata: {name: db}, data: {a: YWJj}}\n",
                  "Secret shop/db data.a: (hidden) -> (hidden)\n");
}

/* A problem quotes what it is about, which may be a password. */
static void a_broken_secret_is_not_quoted(void **state) {
    Arena *arena = *state;
    assert_hiding(arena, SECRET, SECRET "stringData:\n  password: *hunter2\n",
                  "! the new manifest cannot be read as Kubernetes objects: line 5: there is no "
                  "anchor (hidden) above\n");
    assert_hiding(arena, SECRET, SECRET "data: {a: {hunter2: 1, hunter2: 2}}\n",
                  "! the key in line 4 of the new manifest stands there twice; the last one is "
                  "compared\nSecret shop/db data.a: - -> (hidden)\n");
    assert_hiding(arena, "", "kind: Secret\nstringData: {password: hunter2}\n",
                  "! what begins in line 1 of the new manifest has no name: it cannot be read as a "
                  "Kubernetes object\n");
}

static void what_does_not_change_is_hidden_beside(void **state) {
    Arena *arena = *state;
    DiffManifest old[] = {manifest_of("dev", TEXT(SECRET "data: {a: aHVudGVyMg==}\n")),
                          manifest_of("prod", TEXT(SECRET "data: {a: YWJj}\n"))};
    DiffManifest new[] = {old[0], manifest_of("prod", TEXT(SECRET "data: {a: YWI=}\n"))};
    const DiffManifests before = {old, 2, 2}, after = {new, 2, 2};
    Diff *diff = diff_manifests(arena, same_programs(arena), &before, &after);
    static const char *const words[] = {"aHVudGVyMg", "YWJj", "YWI"};
    check_forms(arena, diff, words, COUNT(words));
    assert_true(text_contains(written(arena, diff, diff_text),
                              TEXT("data.a                (hidden)  (hidden) -> (hidden)")));
}

/* --- Credentials ---------------------------------------------------------------------------- */

#define KEY   "AKIAIOSFODNN7EXAMPLE"
#define PLACE "glpat-x9Kq2Lm4Np6Rs8Tu0Vw2"

static void what_looks_like_a_credential_is_hidden(void **state) {
    Arena *arena = *state;
    static const char *const words[] = {KEY, PLACE};
    static const char *const fields[][2] = {
        {"spec: {env: [{name: A, value: " KEY "}]}\n", "spec: {env: [{name: A, value: b}]}\n"},
        {"spec: {a: [x, " KEY "]}\n", "spec: {a: [x]}\n"},
        {"spec: {}\n", "spec: {a: {b: 'postgres " KEY "'}}\n"},
        {"spec: {}\n", "spec: {a: {" KEY ": b}}\n"},
        {"spec: {" KEY ": 1}\n", "spec: {" KEY ": 2}\n"},
        {"spec: [{name: " KEY ", v: 1}]\n", "spec: [{name: " KEY ", v: 2}]\n"},
        {"spec: \"x\\n" KEY "\\ny\"\n", "spec: \"x\\n" PLACE "\\nz\"\n"},
        {"spec: \"" KEY "\\ny\"\n", "spec: \"" KEY "\\nz\"\n"},
    };
    for (size_t i = 0; i < COUNT(fields); i++) {
        Diff *diff = diff_texts(arena, text_format(arena, WORKLOAD "%s", fields[i][0]),
                                text_format(arena, WORKLOAD "%s", fields[i][1]));
        check_forms(arena, diff, words, COUNT(words));
        assert_row(diff->params.count == 1, fields[i][1]);
        assert_row(text_contains(shown(arena, diff, 1), TEXT("(hidden)")), fields[i][1]);
    }
    Diff *diff = diff_texts(arena, TEXT(""), TEXT("kind: X\nmetadata: {name: " KEY "}\n"));
    assert_true(text_contains(written(arena, diff, diff_text), TEXT("X shop/(hidden)")));
}

/* --- What is sensitive ---------------------------------------------------------------------- */

static void what_the_program_calls_sensitive_is_hidden(void **state) {
    Arena *arena = *state;
    Emission emission;
    emit_text(&emission, "service orders {\n  namespace = \"shop\"\n  helm {\n"
                         "    [scale] replicas = 41424\n"
                         "    @sensitive\n    db.password = \"Tr0ub4dor\"\n"
                         "    @sensitive\n    db.pin = 4711\n"
                         "    @sensitive\n    db.more = [\"Corr3ct\", \"\"]\n"
                         "    url = \"pg://{orders.helm.db.password}\"\n  }\n}\n");
    const DiffSide side = {emission.matrix, NULL, emission.plan, NULL};
    DiffManifest old =
        manifest_of("prod", TEXT(WORKLOAD "spec: {a: 4711, b: Corr3ct, d: 41424}\n"));
    DiffManifest new = manifest_of(
        "prod",
        TEXT(WORKLOAD "spec: {a: x, b: pre-Corr3ct, c: [{e: 'pg://Tr0ub4dor@db'}], d: 1}\n"));
    diff_hide_sensitive(arena, &side, &old);
    new.hidden = old.hidden;
    new.hidden_count = old.hidden_count;
    static const char *const words[] = {"Tr0ub4dor", "4711", "Corr3ct"};
    Diff *diff = diff_one(arena, old, new);
    check_forms(arena, diff, words, COUNT(words));
    assert_text(shown(arena, diff, 1), "Deployment shop/web spec.a: (hidden) -> (hidden)\n"
                                       "Deployment shop/web spec.b: (hidden) -> (hidden)\n"
                                       "Deployment shop/web spec.c: - -> (hidden)\n"
                                       "Deployment shop/web spec.d: 41424 -> 1\n");
    new.problem = TEXT("Helm says: Tr0ub4dor is no port");
    check_forms(arena, diff_one(arena, old, new), words, COUNT(words));
    DiffManifest nobody = manifest_of("nowhere", TEXT(""));
    diff_hide_sensitive(arena, &side, &nobody);
    assert_int_equal(nobody.hidden_count, 0);
    diff_hide_sensitive(arena, &(DiffSide){0}, &nobody);
    assert_int_equal(nobody.hidden_count, 0);
    emission_close(&emission);
}

/* What it names is told apart all the same. */
static void names_that_are_sensitive_are_hidden(void **state) {
    Arena *arena = *state;
    static const Text hidden[] = {{"Tr0ub4dor", 9}, {"pin", 3}};
    static const char *const words[] = {"Tr0ub4dor"};
    DiffManifest old = manifest_of("prod", TEXT("kind: X\nmetadata: {name: web}\n"));
    DiffManifest new = manifest_of(
        "prod",
        TEXT("kind: X\nmetadata: {name: web}\nspec: 1\n---\nkind: X\nmetadata: {name: "
             "Tr0ub4dor}\n---\nkind: X\nmetadata: {name: a-Tr0ub4dor, namespace: pin}\n---\n"
             "kind: Tr0ub4dor\nmetadata: {name: pins}\n---\nkind: Tr0ub4dor\nmetadata: {name: "
             "pins}\n"));
    old.hidden = new.hidden = hidden;
    old.hidden_count = new.hidden_count = COUNT(hidden);
    Diff *diff = diff_one(arena, old, new);
    check_forms(arena, diff, words, COUNT(words));
    assert_text(shown(arena, diff, 1),
                "! (hidden) shop/pins stands twice in the new manifest; the last one is "
                "compared\n(hidden) shop/pins: - -> there\nX (hidden 2)/(hidden 3): - -> there\n"
                "X shop/(hidden): - -> there\nX shop/web spec: - -> 1\n");
    old.text = TEXT("kind: X\nmetadata: {name: web}\nspec: {l: [{name: Tr0ub4dor, v: 1}]}\n");
    new.text = TEXT("kind: X\nmetadata: {name: web}\nspec: {Tr0ub4dor: 1, Tr0ub4dor2: {pin: 1}, "
                    "l: [{name: Tr0ub4dor, v: 2}]}\n");
    diff = diff_one(arena, old, new);
    check_forms(arena, diff, words, COUNT(words));
    assert_text(shown(arena, diff, 1), "X shop/web spec.(hidden): - -> 1\n"
                                       "X shop/web spec.(hidden 2): - -> (hidden)\n"
                                       "X shop/web spec.l[(hidden)].v: 1 -> 2\n");
}

/* One row is for all environments. */
static void a_name_that_is_sensitive_in_one_environment_is_hidden(void **state) {
    Arena *arena = *state;
    static const Text hidden[] = {{"Tr0ub4dor", 9}};
    static const char *const words[] = {"Tr0ub4dor"};
    const Text text = TEXT("kind: X\nmetadata: {name: Tr0ub4dor}\n");
    DiffManifest old[] = {manifest_of("dev", TEXT("")), manifest_of("prod", TEXT(""))};
    DiffManifest new[] = {manifest_of("dev", text), manifest_of("prod", text)};
    old[1].hidden = new[1].hidden = hidden;
    old[1].hidden_count = new[1].hidden_count = 1;
    const DiffManifests before = {old, 2, 2}, after = {new, 2, 2};
    Diff *diff = diff_manifests(arena, same_programs(arena), &before, &after);
    check_forms(arena, diff, words, 1);
    assert_int_equal(diff->params.count, 1);
}

static bool hides(Arena *arena, const DiffManifest *like, const char *value) {
    DiffManifest old = *like, new = *like;
    old.text = TEXT("kind: X\nmetadata: {name: web}\n");
    new.text = text_format(arena, "kind: X\nmetadata: {name: web}\nspec: '%s'\n", value);
    return text_contains(shown(arena, diff_one(arena, old, new), 1), TEXT("(hidden)"));
}

/* Alone, and where it stands in something longer, in both alphabets; what is short only alone. */
static void what_is_sensitive_is_hidden_in_base64(void **state) {
    Arena *arena = *state;
    Emission emission;
    emit_text(&emission, "service orders {\n  namespace = \"shop\"\n  helm {\n"
                         "    @sensitive\n    a = \"Tr0ub4dor\"\n"
                         "    @sensitive\n    b = 47\n"
                         "    @sensitive\n    c = \">>>>>>>>\"\n  }\n}\n");
    const DiffSide side = {emission.matrix, NULL, emission.plan, NULL};
    static const char *const shut[] = {
        "VHIwdWI0ZG9y",             /* Tr0ub4dor */
        "VHIwdWI0ZG9yCg==",         /* with a line end */
        "dXNlcjpUcjB1YjRkb3I=",     /* user:Tr0ub4dor */
        "YTpUcjB1YjRkb3I6Yg==",     /* a:Tr0ub4dor:b */
        "Basic YWI6VHIwdWI0ZG9yIQ", /* ab:Tr0ub4dor! */
        "NDc=",                     /* 47 */
        "Pj4+Pj4+Pj4=",             /* >>>>>>>> */
        "Pj4-Pj4-Pj4",
    };
    static const char *const open[] = {"VHIwdWI0", "NDc", "xNDc=x", "NDc9", "Tr0ub", "MQ=="};
    DiffManifest like = manifest_of("prod", TEXT(""));
    diff_hide_sensitive(arena, &side, &like);
    for (size_t i = 0; i < COUNT(shut); i++)
        assert_row(hides(arena, &like, shut[i]), shut[i]);
    for (size_t i = 0; i < COUNT(open); i++)
        assert_row(!hides(arena, &like, open[i]), open[i]);
    emission_close(&emission);
}

/* --- Harm ----------------------------------------------------------------------------------- */

static Text repeat(Arena *arena, Text head, const char *text, size_t count, const char *tail) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_text(&writer, head);
    for (size_t i = 0; i < count; i++)
        writer_string(&writer, text);
    writer_string(&writer, tail);
    return writer_done(&writer);
}

static void assert_note(Arena *arena, Text manifest, const char *why) {
    Text notes = shown(arena, diff_texts(arena, TEXT(WORKLOAD), manifest), 1);
    if (!text_contains(notes, text_of(why))) fail_msg("%.*s", TEXT_ARGS(notes));
}

static void bombs_are_not_read(void **state) {
    Arena *arena = *state;
    Writer bomb;
    writer_open(&bomb, arena, SIZE_MAX);
    writer_string(&bomb, WORKLOAD "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
        writer_format(&bomb, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++)
            writer_format(&bomb, "*a%d,", i - 1);
        writer_string(&bomb, "]\n");
    }
    assert_note(arena, writer_done(&bomb),
                "has more than 500000 nodes when its aliases are written out");
    assert_note(arena, repeat(arena, TEXT(WORKLOAD "a: "), "[", 100000, "\n"),
                "the nesting is deeper than 128");
    assert_note(arena, repeat(arena, TEXT(WORKLOAD), "# 7890\n", LIMIT_SOURCE_BYTES / 7, "\n"),
                "the file has more than 16777216 bytes");
    assert_note(arena, TEXT(WORKLOAD "a: &a [*a]\n"), "stands inside of what it names");
}

/* A text that many aliases name is small in a manifest and large in a comment. */
static void what_is_kept_is_bounded(void **state) {
    Arena *arena = *state;
    Text head = repeat(arena, TEXT(WORKLOAD "a: &a '"), "0123456789", 60000, "'\n");
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_text(&writer, head);
    for (int i = 0; i < 900; i++)
        writer_format(&writer, "b%d: *a\n", i);
    Diff *diff = diff_texts(arena, TEXT(WORKLOAD), writer_done(&writer));
    assert_text(text_slice(shown(arena, diff, 1), 0, 36), "! 900 more objects or fields differ\n");
    assert_int_equal(diff->params.count, 1);
    assert_true(written(arena, diff, diff_json).length < 2 * 1024 * 1024);
}

static void fields_and_objects_are_bounded(void **state) {
    Arena *arena = *state;
    Writer fields, objects;
    writer_open(&fields, arena, SIZE_MAX);
    writer_open(&objects, arena, SIZE_MAX);
    writer_string(&fields, WORKLOAD);
    for (int i = 0; i < LIMIT_FINDINGS + 7; i++) {
        writer_format(&fields, "f%d: 1\n", i);
        writer_format(&objects, "---\nkind: X\nmetadata: {name: x%d}\n", i);
    }
    Diff *diff = diff_texts(arena, TEXT(WORKLOAD), writer_done(&fields));
    assert_int_equal(diff->params.count, LIMIT_FINDINGS);
    assert_text(diff->notes.items[0].text, "7 more objects or fields differ");
    diff = diff_texts(arena, TEXT(""), writer_done(&objects));
    assert_int_equal(diff->params.count, LIMIT_FINDINGS);
    assert_text(diff->notes.items[0].text, "7 more objects or fields differ");
}

/* Keys longer than a path are cut to one path, and only one of them has a row. */
static void paths_that_are_cut_are_counted(void **state) {
    Arena *arena = *state;
    Text head = repeat(arena, TEXT(WORKLOAD "? '"), "long", 2000, "");
    Text one = repeat(arena, head, "1", 1, "'\n: x\n? '"),
         two = repeat(arena, one, "long", 2000, "2'\n: x\n");
    Diff *diff = diff_texts(arena, TEXT(WORKLOAD), two);
    assert_int_equal(diff->params.count, 1);
    assert_text(diff->notes.items[0].text, "1 more objects or fields differ");
}

static void a_long_name_is_none(void **state) {
    Arena *arena = *state;
    Text long_name = repeat(arena, TEXT("kind: X\nmetadata: {name: "), "a", 254, "}\n");
    assert_note(arena, long_name, "has a name that Kubernetes does not take");
}

/* What steers a terminal, ends a cell, a table or a comment, or is markup. */
static void names_and_values_stay_text(void **state) {
    Arena *arena = *state;
    static const char *const traps[] = {
        "\\e[31mred",
        "a\\u202Eb",
        "a\\u0085b",
        "a|b",
        "a`b",
        "</details>",
        "<img src=x>",
        "@octocat",
        "--> x",
        "\\u200bx",
        "``",
        "|",
        "[a](http://b.example)",
    };
    for (size_t i = 0; i < COUNT(traps); i++) {
        /* No object has a name with controls. */
        const char *trap = traps[i], *name = i ? trap : "red";
        Text old = text_format(arena,
                               "kind: X\nmetadata: {name: \"%s\"}\nspec: {\"%s\": 1}\n---\nkind: "
                               "Z\nmetadata: {name: \"%s\"}\n",
                               name, trap, name);
        Text new = text_format(arena,
                               "kind: X\nmetadata: {name: \"%s\"}\nspec: {\"%s\": \"%s\", \"n%s\": "
                               "{\"%s\": 1}, l: [{name: \"%s\"}]}\n--- \"%s\"\n",
                               name, trap, trap, trap, trap, trap, trap);
        Diff *diff = diff_texts(arena, old, new);
        static const char *const words[] = {"\\e[", "</details>\n\n|", "| <img"};
        check_forms(arena, diff, words, COUNT(words));
        Text comment = written(arena, diff, diff_markdown);
        size_t rows = 0, cells = 0;
        for (size_t at = 0; (at = text_find(comment, TEXT("\n| "), at)) != SIZE_MAX; at++)
            rows++;
        for (size_t at = 0; (at = text_find(comment, TEXT("|"), at)) != SIZE_MAX; at++)
            cells++;
        assert_row(rows > 0 && cells == 4 * rows, trap);
        for (size_t f = 0; f < COUNT(forms); f++)
            assert_row(written(arena, diff, forms[f]).length > 0, trap);
    }
}

/* A comment of many objects keeps its limit and says what it has left out. */
static void a_comment_keeps_its_limit(void **state) {
    Arena *arena = *state;
    Writer old, new, out;
    writer_open(&old, arena, SIZE_MAX);
    writer_open(&new, arena, SIZE_MAX);
    writer_open(&out, arena, SIZE_MAX);
    for (int i = 0; i < 900; i++) {
        writer_format(&old, "---\nkind: X\nmetadata: {name: x%d}\nspec: {a: 1}\n", i);
        writer_format(&new, "---\nkind: X\nmetadata: {name: x%d}\nspec: {a: 2}\n", i);
    }
    Diff *diff = diff_texts(arena, writer_done(&old), writer_done(&new));
    diff_markdown(diff, &(DiffLook){.max_size = 3000}, &out);
    assert_true(writer_done(&out).length <= 3000);
    assert_true(
        text_contains(writer_done(&out), TEXT("Left out, because a comment has no room for "
                                              "more: `orders`. `rung diff --rendered` shows")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_secret_the_keys_are_shown),
        cmocka_unit_test(a_secret_that_comes_or_goes_is_one_row),
        cmocka_unit_test(a_secret_of_another_shape_is_hidden),
        cmocka_unit_test(what_a_secret_is_for_is_shown),
        cmocka_unit_test(what_was_last_applied_to_a_secret_is_hidden),
        cmocka_unit_test(a_checksum_is_shown),
        cmocka_unit_test(a_list_of_secrets_holds_secrets),
        cmocka_unit_test(a_broken_secret_is_not_quoted),
        cmocka_unit_test(what_does_not_change_is_hidden_beside),
        cmocka_unit_test(what_looks_like_a_credential_is_hidden),
        cmocka_unit_test(what_the_program_calls_sensitive_is_hidden),
        cmocka_unit_test(names_that_are_sensitive_are_hidden),
        cmocka_unit_test(a_name_that_is_sensitive_in_one_environment_is_hidden),
        cmocka_unit_test(what_is_sensitive_is_hidden_in_base64),
        cmocka_unit_test(bombs_are_not_read),
        cmocka_unit_test(what_is_kept_is_bounded),
        cmocka_unit_test(fields_and_objects_are_bounded),
        cmocka_unit_test(paths_that_are_cut_are_counted),
        cmocka_unit_test(a_long_name_is_none),
        cmocka_unit_test(names_and_values_stay_text),
        cmocka_unit_test(a_comment_keeps_its_limit),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
