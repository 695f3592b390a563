/* test_release.c - the keys of an image in the file of a release, the `image_keys` that cannot be,
 * and the index of what belongs together. */
#include "emit_unit.h"

#define ONES   "1111111111111111111111111111111111111111111111111111111111111111"
#define TWOS   "2222222222222222222222222222222222222222222222222222222222222222"
#define DIGEST "sha256:" ONES
#define SERVICE(image, rest)                                                                       \
    "service app {\n  image = \"" image "@" DIGEST "\"\n" rest "\n  yaml {\n    a = 1\n  }\n}\n"
#define FILE "deploy/dev/app.release.yaml"

static void the_usual_keys(void **state) {
    (void)state;
    check_body(SERVICE("r.example/shop/app", ""), FILE,
               "image:\n  repository: r.example/shop/app\n  digest: " DIGEST "\n");
    check_body(SERVICE("r.example:5000/app:v1", ""), FILE,
               "image:\n  repository: r.example:5000/app\n  digest: " DIGEST "\n");
}

static void other_keys(void **state) {
    (void)state;
    check_body(SERVICE("r.example:5000/shop/app:v1.2",
                       "image_keys = { tag = \"app.image.tag\", registry = \"app.image.registry\", "
                       "repository = \"app.image.name\", digest = \"sha\" }"),
               FILE,
               "app:\n"
               "  image:\n"
               "    tag: v1.2\n"
               "    registry: r.example:5000\n"
               "    name: shop/app\n"
               "sha: " DIGEST "\n");
    check_body(SERVICE("r.example/app:v1", "image_keys = { reference = \"image\" }"), FILE,
               "image: \"r.example/app:v1@" DIGEST "\"\n");
    check_body(SERVICE("app", "image_keys = { reference = \"image\" }"), FILE,
               "image: app@" DIGEST "\n");
}

/* A tag that is the only key for it carries the digest; an image without a registry is Docker's. */
static void parts_that_are_not_there(void **state) {
    (void)state;
    check_body(SERVICE("r.example/app:v1", "image_keys = { repository = \"i.r\", tag = \"i.t\" }"),
               FILE, "i:\n  r: r.example/app\n  t: v1@" DIGEST "\n");
    check_body(SERVICE("shop/app",
                       "image_keys = { registry = \"i.h\", repository = \"i.r\", tag = \"i.t\", "
                       "digest = \"i.d\" }"),
               FILE, "i:\n  h: docker.io\n  r: shop/app\n  d: " DIGEST "\n");
    check_body(SERVICE("localhost/app", "image_keys = { registry = \"h\", repository = \"r\", "
                                        "digest = \"d\" }"),
               FILE, "h: localhost\nr: app\nd: " DIGEST "\n");
}

static void variables(void **state) {
    (void)state;
    check_body(SERVICE("r.example/app", "emit release to \"${env}.tfvars\""), "dev.tfvars",
               "image = {\n  repository = \"r.example/app\"\n  digest     = \"" DIGEST "\"\n}\n");
    check_file(
        SERVICE("r.example/app", "emit release to \"${env}.tfvars.json\""), "dev.tfvars.json",
        "{\n  \"image\": {\n    \"repository\": \"r.example/app\",\n    \"digest\": \"" DIGEST
        "\"\n  }\n}\n");
}

static void registries_of_environments(void **state) {
    (void)state;
    check_body(
        "environments {\n  registry = \"${env}.example\"\n}\n" SERVICE("${env.registry}/app", ""),
        "deploy/prod/app.release.yaml",
        "image:\n  repository: prod.example/app\n  digest: " DIGEST "\n");
}

/* Another digest is chosen for a preview; the tag of the first says nothing about it. */
static void previews_run_what_is_chosen(void **state) {
    (void)state;
    Emission emission;
    arena_open(&emission.arena, &memory_standard);
    MemoryFile file = {
        TEXT("strategy.rung"),
        TEXT(LADDER PREVIEW SERVICE("r.example/app:v1",
                                    "image_keys = { reference = \"image\", tag = \"tag\" }"))};
    emit_files(&emission, &file, 1,
               &(Request){.environment = "preview", .unit = "app", .digest = "sha256:" TWOS});
    assert_text(found(&emission), "");
    assert_text(emitted_body(&emission, "deploy/preview-1/app.release.yaml"),
                "image: \"r.example/app@sha256:" TWOS "\"\n");
    assert_text(emitted_body(&emission, "deploy/dev/app.release.yaml"),
                "image: \"r.example/app:v1@" DIGEST "\"\ntag: v1\n");
    emission_close(&emission);
}

/* --- Keys that cannot be --------------------------------------------------------------------- */

#define KEYS(keys) SERVICE("r.example/app", "image_keys = " keys)
#define PATH_HELP                                                                                  \
    "\n  = write the keys from the outside in with dots between them, such as `app.image.tag`\n"

static void keys_that_cannot_be(void **state) {
    (void)state;
    static const FindingRow rows[] = {
        {KEYS("{ digest = \"d\", repo = \"r\" }"),
         "F0082 `repo` is no part of an image\n  in: app "},
        {KEYS("{ digest = \"a.b\", repository = \"a.b\" }"),
         "F0082 `a.b` and `a.b` cannot both hold a part of the image\n  in: app "},
        {KEYS("{ digest = \"a\", repository = \"a.b\" }"),
         "F0082 `a` and `a.b` cannot both hold a part of the image\n  in: app "},
        {KEYS("{ digest = \"a.b\", repository = \"a\" }"),
         "F0082 `a.b` and `a` cannot both hold a part of the image\n  in: app "},
        {KEYS("{ digest = \"ab\", repository = \"a\" }"), ""},
        {KEYS("{ digest = \"a..b\" }"), "F0082 `a..b` is no path of keys" PATH_HELP "  in: app "},
        {KEYS("{ digest = \"\" }"), "F0082 `` is no path of keys" PATH_HELP "  in: app "},
        {KEYS("{ digest = \"a.\" }"), "F0082 `a.` is no path of keys" PATH_HELP "  in: app "},
        {KEYS("{ repository = \"r\", tag = \"t\" }"),
         "F0082 the keys of the image of `app` have no place for its digest\n"
         "  = name a key for `digest` or `reference`, or give the image a tag beside its digest "
         "and "
         "name a key for `tag`\n  in: app "},
        {KEYS("{ digest = \"${[\"d\", \"e\"][0]}\", registry = \"h\", repository = \"r\" }"), ""},
    };
    check_findings(rows, COUNT(rows));
}

/* --- The index ------------------------------------------------------------------------------- */

static void everything_in_the_index(void **state) {
    (void)state;
    check_file("environments {\n  region = \"eu-west-1\"\n  namespace = \"shop-${env}\"\n}\n"
               "service app {\n  image = \"r.example/app:v1@" DIGEST "\"\n"
               "  chart = \"oci://r.example/c\"\n"
               "  emit index to \"${env}.json\"\n  emit release to \"r/${env}.yaml\"\n"
               "  emit release to \"r/${env}.tfvars\"\n"
               "  emit helm to \"z/${env}.yaml\"\n  emit helm to \"a/${env}.yaml\"\n"
               "  helm {\n    a = 1\n  }\n}\n",
               "prod.json",
               "{\n"
               "  \"environment\": {\n"
               "    \"name\": \"prod\",\n"
               "    \"class\": \"production\",\n"
               "    \"region\": \"eu-west-1\"\n"
               "  },\n"
               "  \"unit\": \"app\",\n"
               "  \"kind\": \"service\",\n"
               "  \"namespace\": \"shop-prod\",\n"
               "  \"chart\": \"oci://r.example/c\",\n"
               "  \"version\": \"\",\n"
               "  \"release\": {\n"
               "    \"tag\": \"v1\",\n"
               "    \"digest\": \"" DIGEST "\"\n"
               "  },\n"
               "  \"values\": [\n"
               "    \"z/prod.yaml\",\n"
               "    \"a/prod.yaml\",\n"
               "    \"r/prod.yaml\"\n"
               "  ]\n"
               "}\n");
}

static void nothing_in_the_index(void **state) {
    (void)state;
    check_file("stack app {\n  namespace = \"own\"\n  emit index to \"${env}.json\"\n}\n",
               "dev.json",
               "{\n"
               "  \"environment\": {\n"
               "    \"name\": \"dev\",\n"
               "    \"class\": \"nonproduction\",\n"
               "    \"region\": \"\"\n"
               "  },\n"
               "  \"unit\": \"app\",\n"
               "  \"kind\": \"stack\",\n"
               "  \"namespace\": \"own\",\n"
               "  \"chart\": \"\",\n"
               "  \"version\": \"\",\n"
               "  \"release\": {\n"
               "    \"tag\": \"\",\n"
               "    \"digest\": \"\"\n"
               "  },\n"
               "  \"values\": []\n"
               "}\n");
}

/* The first line of a file says where it comes from. */
static void headers(void **state) {
    (void)state;
    Emission emission;
    emit_text(&emission, SERVICE("r.example/app", ""));
    assert_text(
        emitted(&emission, "config/dev/app.yaml"),
        "# Generated by rung from service app of shop. Do not edit: change the source and run "
        "rung build.\na: 1\n");
    emission_close(&emission);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_usual_keys),
        cmocka_unit_test(other_keys),
        cmocka_unit_test(parts_that_are_not_there),
        cmocka_unit_test(variables),
        cmocka_unit_test(registries_of_environments),
        cmocka_unit_test(previews_run_what_is_chosen),
        cmocka_unit_test(keys_that_cannot_be),
        cmocka_unit_test(everything_in_the_index),
        cmocka_unit_test(nothing_in_the_index),
        cmocka_unit_test(headers),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
