/* finding.c - what a project says of itself, read back from its JSON report: the tests stand where
 * an editor or a pipeline stands, and see nothing that those could not see. */
#include "foreign/foreign.h"
#include "golden/golden.h"
#include "report/report.h"

static Text member_text(const Node *map, Text key) {
    const Node *node = node_member(map, key);
    return node == NULL ? TEXT("") : node->text;
}

static uint32_t member_number(Arena *arena, const Node *map, Text key) {
    return (uint32_t)strtoul(text_c(arena, member_text(map, key)), NULL, 10);
}

static uint32_t member_count(const Node *map, Text key) {
    const Node *node = node_member(map, key);
    return node == NULL ? 0 : node->count;
}

static const Node *member_item(const Node *map, Text key, uint32_t index) {
    return node_member(map, key)->as.items[index];
}

static void read_edits(Arena *arena, const Node *fix, Findings *out) {
    for (uint32_t i = 0; i < member_count(fix, TEXT("edits")); i++) {
        const Node *edit = member_item(fix, TEXT("edits"), i);
        SafeEdit safe = {.file = member_text(edit, TEXT("file")),
                         .start = member_number(arena, edit, TEXT("start")),
                         .end = member_number(arena, edit, TEXT("end")),
                         .text = member_text(edit, TEXT("text"))};
        array_push(arena, &out->edits, safe);
    }
}

static void read_diagnostic(Arena *arena, const Node *node, Findings *out) {
    Finding finding = {.code = member_text(node, TEXT("code")),
                       .severity = member_text(node, TEXT("severity")),
                       .file = member_text(node, TEXT("file"))};
    const Node *start = node_member(node, TEXT("start"));
    if (start != NULL) finding.line = member_number(arena, start, TEXT("line"));
    array_push(arena, &out->items, finding);
    for (uint32_t i = 0; i < member_count(node, TEXT("fixes")); i++) {
        const Node *fix = member_item(node, TEXT("fixes"), i);
        if (text_equal(member_text(fix, TEXT("safe")), TEXT("true"))) read_edits(arena, fix, out);
    }
}

/* A project's texts die with it, so everything is copied first. */
void findings_of_project(Arena *arena, RungProject *project, Findings *out) {
    *out = (Findings){0};
    RungText text = rung_report(project, RUNG_REPORT_TEXT, NULL);
    out->text = text_copy(arena, (Text){text.bytes, text.length});
    RungText json = rung_report(project, RUNG_REPORT_JSON, NULL);
    Problem problem = {TEXT(""), 0};
    const Node *root =
        json_read(arena, text_copy(arena, (Text){json.bytes, json.length}), &problem);
    if (root == NULL) fail_msg("the report is no JSON: %.*s", TEXT_ARGS(problem.what));
    for (uint32_t i = 0; i < member_count(root, TEXT("diagnostics")); i++)
        read_diagnostic(arena, member_item(root, TEXT("diagnostics"), i), out);
}

static void read_report(Arena *arena, RungProject *project, Findings *out) {
    findings_of_project(arena, project, out);
    rung_close(project);
}

static const char *same_day(void *state, const char *root) {
    (void)root;
    return state;
}

/* As `rung check`, on the day named. */
static RungOptions options_of(const char *today) {
    RungOptions options = {.dates_are_errors = true};
    if (today == NULL) return options;
    options.today = same_day;
    options.state = (void *)(uintptr_t)today;
    return options;
}

void findings_of_files(Arena *arena, const RungFile *files, size_t count, const char *today,
                       Findings *out) {
    RungOptions options = options_of(today);
    RungProject *project = rung_open_memory(files, count, &options);
    rung_check(project);
    read_report(arena, project, out);
}

void findings_of_build(Arena *arena, const RungFile *files, size_t count, Findings *out) {
    const RungOutput *outputs;
    size_t output_count;
    RungProject *project = rung_open_memory(files, count, NULL);
    rung_build(project, &(RungBuild){0}, &outputs, &output_count);
    read_report(arena, project, out);
}

/* What stands in a directory `base` inside is what was there before the change. */
static RungProject *base_of(Arena *arena, const char *path) {
    Text unused;
    const char *base = tree_join(arena, path, "base");
    return tree_read(arena, tree_join(arena, base, "strategy.rung"), &unused)
               ? rung_open(base, NULL)
               : NULL;
}

void findings_of_directory(Arena *arena, const char *path, const char *today, Findings *out) {
    RungOptions options = options_of(today);
    options.base = base_of(arena, path);
    RungProject *project = rung_open(path, &options);
    rung_check(project);
    read_report(arena, project, out);
    rung_close(options.base);
}

Text findings_fix(Arena *arena, const Findings *findings, Text file, Text text) {
    ARRAY(Edit) edits = {0};
    for (uint32_t i = 0; i < findings->edits.count; i++) {
        const SafeEdit *safe = &findings->edits.items[i];
        if (!text_equal(safe->file, file)) continue;
        Edit edit = {{1, safe->start, safe->end}, safe->text};
        array_push(arena, &edits, edit);
    }
    return fix_apply(arena, text, edits.items, edits.count);
}

const char *findings_today(Arena *arena, Text source) {
    Text mark = TEXT("# today: ");
    if (!text_starts_with(source, mark)) return NULL;
    return text_c(arena, text_slice(source, mark.length, mark.length + strlen("2026-11-20")));
}
