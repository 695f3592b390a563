/* test_render.c - manifests of a project in memory, made by a script that stands in for Helm: what the
 * command line cannot show, such as being told to stop. */
#include "library_unit.h"

#include "library/render.h"

#include <sys/stat.h>
#include <unistd.h>

#define IMAGE  "registry.example/web@sha256:" DIGEST
#define DIGEST "74d810ffff45d3425b17623cf0ee737605c248b4258c50541813403768ac2f22"

static const char source[] =
    SHOP "service web {\n  image = \"" IMAGE "\"\n  chart = \"charts/web\"\n"
         "  helm {\n    scale replicas: int { dev = 1, prod = 6 }\n  }\n}\n";

static const RungFile files[] = {
    {"strategy.rung", source, sizeof source - 1},
    {"charts/web/Chart.yaml", "name: web\n", 10},
    {"charts/web/values.yaml", "replicas: 1\nimage:\n  repository: a\n  digest: b\n", 45},
};

static const char helm[] = "#!/bin/sh\n"
                           "[ \"$1\" = version ] && echo v1 && exit\n"
                           "cat \"$3/Chart.yaml\" && grep replicas \"$7\"\n";

/* A directory with that Helm on PATH, and one for temporary files. */
typedef struct Kitchen {
    Arena arena;
    const char *root, *out;
    size_t calls; /* of the progress */
} Kitchen;

static int open_kitchen(void **state) {
    Kitchen *kitchen = malloc(sizeof *kitchen);
    arena_open(&kitchen->arena, &memory_standard);
    kitchen->root = tree_scratch(&kitchen->arena);
    kitchen->out = tree_join(&kitchen->arena, kitchen->root, "out");
    kitchen->calls = 0;
    const char *program = tree_join(&kitchen->arena, kitchen->root, "bin/helm");
    const char *temporary = tree_join(&kitchen->arena, kitchen->root, "temporary");
    tree_write(&kitchen->arena, program, text_of(helm));
    if (chmod(program, 0700) != 0 || mkdir(temporary, 0700) != 0) return -1;
    Text path = text_format(&kitchen->arena, "%s/bin:/usr/bin:/bin", kitchen->root);
    setenv("PATH", path.bytes, 1);
    setenv("TMPDIR", temporary, 1);
    *state = kitchen;
    return 0;
}

static int close_kitchen(void **state) {
    Kitchen *kitchen = *state;
    unsetenv("TMPDIR");
    tree_remove(&kitchen->arena, kitchen->root);
    arena_close(&kitchen->arena);
    free(kitchen);
    return 0;
}

/* Renders; the codes of what is reported are in *codes. */
static RungStatus render(Kitchen *kitchen, RungRender request, const char **codes) {
    RungProject *project = rung_open_memory(files, COUNT(files), NULL);
    const RungManifest *manifests;
    size_t count;
    RungStatus status = rung_render(project, &request, &manifests, &count);
    *codes = codes_of(&kitchen->arena, project);
    rung_close(project);
    return status;
}

static RungRender into(const Kitchen *kitchen) {
    return (RungRender){.out = kitchen->out, .jobs = 1};
}

static void renders_what_is_in_memory(void **state) {
    Kitchen *kitchen = *state;
    const char *codes;
    assert_int_equal(render(kitchen, into(kitchen), &codes), RUNG_OK);
    assert_string_equal(codes, "");
    assert_text(read_text(&kitchen->arena, kitchen->out, "prod/web.yaml"),
                "name: web\nreplicas: 6\n");
    assert_text(list_files(&kitchen->arena, kitchen->out),
                ".rung/rendered dev/web.yaml prod/web.yaml ");
    assert_text(list_files(&kitchen->arena, tree_join(&kitchen->arena, kitchen->root, "temporary")),
                "");
}

static void lists_every_manifest(void **state) {
    Kitchen *kitchen = *state;
    const RungManifest *manifests;
    size_t count;
    RungRender request = into(kitchen);
    RungProject *project = rung_open_memory(files, COUNT(files), NULL);
    assert_int_equal(rung_render(project, &request, &manifests, &count), RUNG_OK);
    assert_int_equal(count, 2);
    assert_string_equal(manifests[1].path, "prod/web.yaml");
    assert_string_equal(manifests[1].unit, "web");
    assert_string_equal(manifests[1].environment, "prod");
    assert_int_equal(manifests[1].change, RUNG_WRITTEN);
    assert_true(manifests[1].is_rendered);
    assert_int_equal(rung_render(project, &request, &manifests, &count), RUNG_OK);
    assert_int_equal(manifests[1].change, RUNG_UNCHANGED);
    assert_false(manifests[1].is_rendered);
    rung_close(project);
}

/* As somebody who presses a key after the first manifest. */
static bool stop_after_one(void *state, size_t done, size_t total) {
    Kitchen *kitchen = state;
    assert_int_equal(total, 2);
    kitchen->calls++;
    return done < 1;
}

static void stops_where_it_is_told_to(void **state) {
    Kitchen *kitchen = *state;
    const char *codes;
    RungRender request = into(kitchen);
    request.progress = stop_after_one;
    request.state = kitchen;
    assert_int_equal(render(kitchen, request, &codes), RUNG_FAILED);
    assert_true(kitchen->calls >= 2);
    assert_text(list_files(&kitchen->arena, kitchen->out), ".rung/rendered dev/web.yaml ");
    assert_true(text_contains(read_text(&kitchen->arena, kitchen->out, ".rung/rendered"),
                              TEXT("\tdev/web.yaml\t")));
    assert_text(list_files(&kitchen->arena, tree_join(&kitchen->arena, kitchen->root, "temporary")),
                "");
    assert_int_equal(render(kitchen, into(kitchen), &codes), RUNG_OK);
    assert_text(list_files(&kitchen->arena, kitchen->out),
                ".rung/rendered dev/web.yaml prod/web.yaml ");
}

static void says_what_cannot_be_written(void **state) {
    Kitchen *kitchen = *state;
    const char *codes;
    tree_write(&kitchen->arena, kitchen->out, TEXT("a file"));
    assert_int_equal(render(kitchen, into(kitchen), &codes), RUNG_FAILED);
    assert_string_equal(codes, "F0022 ");
    unlink(kitchen->out);
    write_text(&kitchen->arena, kitchen->out, "dev", "a file");
    assert_int_equal(render(kitchen, into(kitchen), &codes), RUNG_FAILED);
    assert_string_equal(codes, "F0022 ");
    setenv("TMPDIR", "/nowhere", 1);
    assert_int_equal(render(kitchen, into(kitchen), &codes), RUNG_FAILED);
    assert_string_equal(codes, "F0061 ");
}

static void needs_a_directory(void **state) {
    Kitchen *kitchen = *state;
    const char *codes;
    assert_int_equal(render(kitchen, (RungRender){0}, &codes), RUNG_USAGE);
    assert_string_equal(codes, "F0023 ");
}

static void reads_what_it_has_written(void **state) {
    Kitchen *kitchen = *state;
    static const ManifestOrigin origins[] = {{{"0123", 4}, {"v1", 2}, {"", 0}},
                                             {{"0123", 4}, {"v1", 2}, {"preview(pr=1)", 13}}};
    for (size_t i = 0; i < COUNT(origins); i++) {
        ManifestOrigin read = origin_read(origin_write(&kitchen->arena, &origins[i]));
        assert_text(read.inputs, "0123");
        assert_text(read.helm, "v1");
        assert_text(read.environment, origins[i].environment.bytes);
    }
    ManifestOrigin nothing = origin_read(TEXT("only one word"));
    assert_text(nothing.inputs, "only one word");
    assert_text(nothing.helm, "");
}

/* A name from a tree of git may be anything. */
static void keeps_to_its_place(void **state) {
    static const char *const bad[] = {"../out", "a/../../out", "/etc/out", "a//b", "a/.", ""};
    Kitchen *kitchen = *state;
    Workplace workplace;
    assert_text(workplace_open(&kitchen->arena, &workplace), "");
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_row(workplace_write(&workplace, text_of(bad[i]), TEXT("")).length > 0, bad[i]);
    assert_text(workplace_write(&workplace, TEXT("a/b"), TEXT("text")), "");
    assert_text(list_files(&kitchen->arena, workplace.root), "a/b ");
    workplace_close(&workplace);
    assert_text(list_files(&kitchen->arena, tree_join(&kitchen->arena, kitchen->root, "temporary")),
                "");
    workplace_close(&workplace);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_kitchen, close_kitchen)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(renders_what_is_in_memory), TEST(lists_every_manifest),
        TEST(stops_where_it_is_told_to), TEST(says_what_cannot_be_written),
        TEST(needs_a_directory),         TEST(reads_what_it_has_written),
        TEST(keeps_to_its_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
