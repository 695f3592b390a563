/* test_hidden.c - what is @sensitive, or looks like a credential, is in no report.
 *
 * Markers are planted wherever a value can be sensitive, on both sides of a change, together with
 * mistakes that are about them; then everything that the library can say of both sides is searched for
 * them. Only outputs may hold them, because that is what they are for. */
#include "unit/unit.h"

#include "golden/golden.h"
#include "library/library.h"

/* A form of GitHub's tokens, in two parts so that no scanner of sources takes it for one. */
#define TOKEN                                                                                      \
    "ghp_"                                                                                         \
    "MARKER7890abcdefghijklmnopqrstuvwxyz12"

/* `%m`: MARKER and the side; `%t`: the token; `%a`: what stands above a value that is sensitive on one
 * side only. */
static const char form[] =
    "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"
    "environments | dev | prod {\n  class | nonproduction | production\n"
    "  @sensitive\n  pin_code: string | \"%ma\" | \"%mb\"\n}\n\n"
    "profile web {\n  yaml {\n    @sensitive\n    tuning inherited: string { dev = \"%mc\", prod = "
    "\"%md\" }\n"
    "  }\n}\n\n"
    "stack app uses web {\n  @sensitive\n  owner = \"%me\"\n"
    "  yaml {\n    @sensitive\n    | dev | prod {\n      tuning table | \"%mf\" | \"%mg\"\n    }\n"
    "    @sensitive\n    at group {\n      list = [\"%mh\"]\n      map = { a = \"%mi\" }\n    }\n"
    "    tuning computed = \"x ${yaml.table}\"\n"
    "    tuning pin = env.pin_code\n"
    "    @sensitive\n    varies { dev = \"%mj\", prod = \"%mk\" }\n"
    "    @sensitive\n    scale shrinks { dev = 9, prod = 1 }\n"
    "    @sensitive\n    typed: string(len 1..2) = \"%ml\"\n"
    "    token = \"%t%m\"\n"
    "    %a\n    tuning oneside { dev = \"%mm\", prod = \"%mn\" }\n"
    "  }\n}\n";

static RungProject *open_side(Arena *arena, const char *side, const char *above) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (const char *at = form; *at; at++) {
        bool is_place = *at == '%' && strchr("mta", at[1]) != NULL;
        if (!is_place)
            writer_char(&out, *at);
        else if (*++at == 'm')
            writer_format(&out, "MARKER%s", side);
        else
            writer_string(&out, *at == 't' ? TOKEN : above);
    }
    Text source = writer_done(&out);
    RungFile file = {"strategy.rung", source.bytes, source.length};
    return rung_open_memory(&file, 1, NULL);
}

static void search(const char *what, RungText text) {
    if (text_contains((Text){text.bytes, text.length}, TEXT("MARKER")))
        fail_msg("%s says\n%s", what, text.bytes);
}

/* --- One side ------------------------------------------------------------------------------- */

/* In every format. */
static void search_report(RungProject *project, const char *what) {
    for (RungReportFormat format = RUNG_REPORT_TEXT; format <= RUNG_REPORT_MARKDOWN; format++)
        search(what, rung_report(project, format, NULL));
}

static void search_reports(RungProject *project) {
    assert_int_equal(rung_check(project), RUNG_FINDINGS);
    search_report(project, "a report");
}

static void search_values(RungProject *project) {
    for (RungValuesFormat format = RUNG_VALUES_TABLE; format <= RUNG_VALUES_CSV; format++) {
        RungText text;
        rung_values(project, &(RungValues){.format = format}, &text);
        assert_true(text.length > 0);
        search("values", text);
    }
}

static void search_why(Arena *arena, RungProject *project) {
    for (uint32_t i = 0; i < project->model->param_count; i++) {
        RungText text;
        const Param *param = project->model->params[i];
        Text reference =
            text_format(arena, "app.%.*s@prod", TEXT_ARGS(param_reference(arena, param)));
        rung_why(project, reference.bytes, &text);
        assert_true(text.length > 0);
        search(reference.bytes, text);
    }
}

/* --- Files on disk -------------------------------------------------------------------------- */

/* A program without mistakes, whose files are edited by hand where they hold what is hidden. */
static const char built[] =
    "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"
    "environments | dev | prod {\n  class | nonproduction | production\n}\n\n"
    "stack app {\n"
    "  yaml {\n    @sensitive\n    key = \"MARKER1\"\n    copy = yaml.key\n    size = 1\n  }\n"
    "  json {\n    @sensitive\n    at group {\n      list = [\"MARKER2\"]\n    }\n  }\n"
    "  dotenv {\n    @sensitive\n    KEY = \"MARKER3\"\n  }\n}\n";

typedef struct Edited {
    const char *path, *there;
} Edited;

/* Other values of what is hidden, values that only the file has, and files that cannot be read. */
static const Edited edits[] = {
    {"config/dev/app.yaml", "key: MARKER4\ncopy: MARKER5\nsize: 1\nmore: MARKER6\n"},
    {"config/prod/app.yaml", "key: MARKER1\ncopy: [MARKER7\nsize: 1\n"},
    {"config/dev/app.json", "{\"group\": {\"list\": [\"MARKER8\"]}, \"size\": \"MARKER9\"}\n"},
    {"config/prod/app.json", "{\n  \"group\": {\n    \"list\": MARKER\n  }\n}\n"},
    {"env/app.dev.env", "KEY=MARKER4\nMORE=MARKER5\n"},
    {"env/app.prod.env", "KEY=$MARKER6\n"},
};

static void search_diff(RungProject *project, RungDiff request, const char *what) {
    for (RungDiffFormat format = RUNG_DIFF_TEXT; format <= RUNG_DIFF_NAMES; format++) {
        RungText text;
        bool differs;
        request.format = format;
        rung_diff(project, &request, &text, &differs);
        assert_true(differs);
        assert_true(text.length > 0);
        search(what, text);
    }
}

static RungProject *open_directory(const char *root) {
    return rung_open(root, &(RungOptions){.is_root = true});
}

static void search_drift(const char *root) {
    RungProject *project = open_directory(root);
    assert_int_equal(rung_check_drift(project), RUNG_FINDINGS);
    RungText text = rung_report(project, RUNG_REPORT_TEXT, NULL);
    assert_non_null(strstr(text.bytes, "F0030"));
    assert_non_null(strstr(text.bytes, "`key`: another value in the file, which is not shown"));
    assert_non_null(strstr(text.bytes, "F0035")); /* its fix holds what stands around blanks */
    search_report(project, "a report of drift");
    search_diff(project, (RungDiff){0}, "the diff with the disk");
    rung_close(project);
}

static void search_set(const char *root) {
    RungEdit edit;
    RungProject *project = open_directory(root);
    assert_int_equal(rung_set(project, "app.yaml.key", "MARKER4", &edit), RUNG_OK);
    assert_true(edit.is_hidden);
    search("the old value", (RungText){edit.old_value, strlen(edit.old_value)});
    search("the new value", (RungText){edit.new_value, strlen(edit.new_value)});
    assert_int_not_equal(rung_set(project, "app.yaml.key@dev", "MARKER4", &edit), RUNG_OK);
    search_report(project, "a report of a refusal");
    rung_close(project);
}

static void files_on_disk(void **state) {
    Arena *arena = *state;
    const RungOutput *outputs;
    size_t count;
    const char *root = tree_scratch(arena);
    tree_write(arena, tree_join(arena, root, "strategy.rung"), text_of(built));
    RungProject *project = open_directory(root);
    assert_int_equal(rung_build(project, &(RungBuild){0}, &outputs, &count), RUNG_OK);
    rung_close(project);
    for (size_t i = 0; i < COUNT(edits); i++)
        tree_write(arena, tree_join(arena, root, edits[i].path), text_of(edits[i].there));
    search_drift(root);
    search_set(root);
    tree_remove(arena, root);
}

/* --- Two sides ------------------------------------------------------------------------------ */

static void search_side(Arena *arena, RungProject *project) {
    search_reports(project);
    search_values(project);
    search_why(arena, project);
    search_diff(project, (RungDiff){.from = "dev", .to = "prod"}, "the diff of environments");
}

static void nothing_is_said(void **state) {
    Arena *arena = *state;
    RungProject *old = open_side(arena, "1", "@sensitive"),
                *new = open_side(arena, "2", "@sensitive");
    search_side(arena, old);
    search_side(arena, new);
    search_diff(new, (RungDiff){.base = old}, "the diff");
    rung_close(old);
    rung_close(new);
}

/* What becomes sensitive was so before it was said, and what no longer is was so. */
static void one_side_hides_both(void **state) {
    Arena *arena = *state;
    RungProject *bare = open_side(arena, "1", "# said"),
                *hidden = open_side(arena, "2", "@sensitive");
    search_diff(hidden, (RungDiff){.base = bare}, "the diff to hidden");
    search_diff(bare, (RungDiff){.base = hidden}, "the diff from hidden");
    rung_close(bare);
    rung_close(hidden);
}

/* The test would see a marker: without the annotation it is there. */
static void a_marker_is_found(void **state) {
    Arena *arena = *state;
    RungText text;
    RungProject *bare = open_side(arena, "1", "# said");
    rung_values(bare, &(RungValues){.format = RUNG_VALUES_JSON}, &text);
    assert_true(text_contains((Text){text.bytes, text.length}, TEXT("MARKER1m")));
    rung_close(bare);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said),
        cmocka_unit_test(one_side_hides_both),
        cmocka_unit_test(a_marker_is_found),
        cmocka_unit_test(files_on_disk),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
