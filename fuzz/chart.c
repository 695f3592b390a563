/* chart.c - the harness of what is read of charts and modules: keys, templates, variables.
 *
 * The input is one or several files (harness.h); each goes where its name sends it, and one without
 * a name goes everywhere. What is found lies in the file, in order; a chart knows every key that its
 * own values have. */
#include "foreign/foreign.h"
#include "harness.h"

/* --- Keys ----------------------------------------------------------------------------------- */

typedef struct Walk {
    Arena *arena;
    const ChartKeys *keys;
    ChartStep steps[LIMIT_FOREIGN_NESTING + 2];
    uint32_t asked;
} Walk;

enum { MOST_QUESTIONS = 500 };

/* Asks for the path walked so far: the answer is a yes, or the step and what is known beside it. */
static bool ask(Walk *walk, size_t depth) {
    size_t unknown = SIZE_MAX;
    KeyList candidates = {0};
    if (chart_knows(walk->arena, walk->keys, walk->steps, depth, &unknown, &candidates))
        return true;
    property(unknown < depth);
    for (uint32_t i = 0; i < candidates.count; i++)
        property(!text_equal(candidates.items[i], walk->steps[unknown].key));
    return false;
}

/* Every path of the values is known where they alone decide. */
static void walk_values(Walk *walk, const Node *node, size_t depth) {
    if (walk->asked++ > MOST_QUESTIONS || depth > LIMIT_FOREIGN_NESTING) return;
    if (depth > 0) {
        bool is_known = ask(walk, depth);
        property(is_known || walk->keys->schema != NULL);
    }
    for (uint32_t i = 0; node->kind == NODE_LIST && i < node->count; i++) {
        walk->steps[depth] = (ChartStep){TEXT(""), true};
        walk_values(walk, node->as.items[i], depth + 1);
    }
    for (uint32_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        walk->steps[depth] = (ChartStep){node->as.pairs[i].key, false};
        walk_values(walk, node->as.pairs[i].value, depth + 1);
    }
}

static void check_keys(Arena *arena, Text schema, Text values, Text chart) {
    ChartKeys keys;
    Problem problem;
    Text file = TEXT("");
    ChartTexts texts = {schema, values, chart};
    chart_keys_read(arena, &texts, &keys, &problem, &file);
    property((problem.what.length > 0) == (file.length > 0));
    Walk walk = {.arena = arena, .keys = &keys};
    if (keys.values != NULL) walk_values(&walk, keys.values, 0);
    const ChartStep never[] = {{TEXT("a"), false}, {TEXT(""), true}, {TEXT("b c"), false}};
    memcpy(walk.steps, never, sizeof never);
    (void)ask(&walk, sizeof never / sizeof never[0]);
}

/* --- Templates ------------------------------------------------------------------------------ */

static void check_template(Arena *arena, Text text) {
    static const Text environments[] = {{"dev", 3}, {"prod", 4}, {"staging", 7}};
    TemplateBranches found;
    template_scan(arena, text, environments, 3, &found);
    uint32_t at = 0;
    for (uint32_t i = 0; i < found.count; i++) {
        const TemplateBranch *branch = &found.items[i];
        property(branch->start >= at && branch->end <= text.length);
        Text literal = text_slice(text, branch->start, branch->end);
        property(literal.length == branch->environment.length + 2);
        property(text_contains(literal, branch->environment));
        at = branch->end;
    }
}

/* --- Variables ------------------------------------------------------------------------------ */

static void check_variables(Arena *arena, Text text, bool is_json) {
    Variables variables = {0};
    Problem problem;
    if (is_json)
        variables_read_json(arena, text, &variables, &problem);
    else
        variables_read(arena, text, &variables, &problem);
    property(problem.what.length == 0 || problem.offset <= text.length);
    for (uint32_t i = 0; i < variables.count; i++)
        property(variables.items[i].offset <= text.length);
}

/* --- The files ------------------------------------------------------------------------------ */

static Text file_text(const HarnessFiles *files, const char *ending) {
    for (uint32_t i = 0; i < files->count; i++)
        if (text_ends_with(text_of(files->items[i].path), text_of(ending)))
            return (Text){files->items[i].text, files->items[i].length};
    return (Text){NULL, 0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    HarnessFiles files = harness_files(&arena, harness_text(&arena, data, size), "");
    check_keys(&arena, file_text(&files, "values.schema.json"), file_text(&files, "values.yaml"),
               file_text(&files, "Chart.yaml"));
    for (uint32_t i = 0; i < files.count; i++) {
        Text text = {files.items[i].text, files.items[i].length};
        check_template(&arena, text);
        check_variables(&arena, text, false);
        check_variables(&arena, text, true);
        if (files.count == 1) check_keys(&arena, text, text, text);
    }
    arena_close(&arena);
    return 0;
}
