/* mutants.c - one mutant: its text, its report, and the verdict.
 *
 * What a report may hold beside the finding that was provoked stands in one list, with the reason;
 * an allowance that no mutant needs is a mistake in the list. Errors are never on it. */
#include "property/mutants.h"

const char *const mutants_today = "2026-06-01";

/* What a break implies beside its own finding. */
static const struct {
    int rule;
    const char *code;
    const char *reason;
} allowances[] = {
    {1, "F0045", "the chart does not know the key that was planted"},
    {5, "P0010", "a cell that was copied from another environment may name it"},
    {7, "F0045", "the chart does not know the key that was planted"},
    {13, "P0010", "a value that is put into another environment may name a third"},
    {14, "F0045", "the chart does not know the key that was planted"},
};

enum { SHOWN_FAILURES = 12 };

/* --- Examples ------------------------------------------------------------------------------- */

/* What `rung build` wrote once is no source. */
static bool is_input(Text path) {
    return !text_starts_with(path, TEXT("expected/"));
}

static const char *same_day(void *state, const char *root) {
    (void)root;
    return state;
}

/* As `rung check` does on a day. */
static RungProject *compile(const RungFile *files, size_t count, const char *today) {
    const RungOptions options = {
        .today = same_day, .state = (void *)(uintptr_t)today, .dates_are_errors = true};
    RungProject *project = rung_open_memory(files, count, &options);
    rung_check(project);
    return project;
}

void example_open(Arena *arena, const char *name, Example *out) {
    *out = (Example){.name = name, .arena = arena};
    const char *folder = text_format(arena, "examples/%s", name).bytes;
    Corpus corpus = {.arena = arena};
    corpus_add(&corpus, folder, TEXT(""));
    for (uint32_t i = 0; i < corpus.files.count; i++) {
        Text text = corpus.files.items[i].text;
        Text path = text_slice(corpus.files.items[i].path, strlen(folder) + 1, SIZE_MAX);
        RungFile file = {text_c(arena, path), text.bytes, text.length};
        if (is_input(path)) array_push(arena, &out->files, file);
    }
    out->project = compile(out->files.items, out->files.count, mutants_today);
    out->model = out->project->model;
    out->matrix = out->project->matrix;
    Findings findings;
    findings_of_project(arena, out->project, &findings);
    if (findings.items.count > 0) fail_msg("%s is not clean:\n%s", name, findings.text.bytes);
    sites_find(out);
}

void example_close(Example *example) {
    rung_close(example->project);
}

int32_t example_path(const Example *example, Text path) {
    for (uint32_t i = 0; i < example->files.count; i++)
        if (text_equal(path, text_of(example->files.items[i].path))) return (int32_t)i;
    return -1;
}

int32_t example_file(const Example *example, uint32_t source) {
    return example_path(example, example->model->report->sources->files.items[source].path);
}

/* --- Making --------------------------------------------------------------------------------- */

Mutant mutant_open(Campaign *campaign, int rule, Severity severity, Span at) {
    return (Mutant){.campaign = campaign,
                    .example = campaign->example,
                    .arena = &campaign->scratch,
                    .rule = rule,
                    .severity = severity,
                    .at = at,
                    .today = mutants_today,
                    .mark = arena_mark(&campaign->scratch)};
}

void mutant_change(Mutant *mutant, Change change) {
    array_push(mutant->arena, &mutant->changes, change);
}

void mutant_replace(Mutant *mutant, Span span, Text text) {
    int32_t file = example_file(mutant->example, span.file);
    assert_true(file >= 0);
    mutant_change(mutant, (Change){(uint32_t)file, span.start, span.end, text});
}

void mutant_insert(Mutant *mutant, uint32_t source, uint32_t offset, Text text) {
    mutant_replace(mutant, (Span){source, offset, offset}, text);
}

void mutant_expect(Mutant *mutant, Span span) {
    int32_t file = example_file(mutant->example, span.file);
    assert_true(file >= 0);
    Change place = {(uint32_t)file, span.start, span.end, TEXT("")};
    array_push(mutant->arena, &mutant->expected, place);
}

/* The changed text of one file; changes were made in order or do not touch one another. */
static Text change_file(const Mutant *mutant, uint32_t file) {
    ARRAY(Edit) edits = {0};
    for (uint32_t i = 0; i < mutant->changes.count; i++) {
        const Change *change = &mutant->changes.items[i];
        Edit edit = {{1, change->start, change->end}, change->text};
        if (change->file == file) array_push(mutant->arena, &edits, edit);
    }
    Text text = {mutant->example->files.items[file].text,
                 mutant->example->files.items[file].length};
    return edits.count == 0 ? text : fix_apply(mutant->arena, text, edits.items, edits.count);
}

/* All files of the example; only what is changed is new. */
static RungFile *change_files(const Mutant *mutant) {
    uint32_t count = mutant->example->files.count;
    RungFile *files = arena_array(mutant->arena, RungFile, count);
    for (uint32_t i = 0; i < count; i++) {
        Text text = change_file(mutant, i);
        files[i] = (RungFile){mutant->example->files.items[i].path, text.bytes, text.length};
    }
    return files;
}

/* --- Where it has to be found ---------------------------------------------------------------- */

typedef struct Line {
    Text file;
    uint32_t line;
} Line;

typedef ARRAY(Line) Lines;

/* Lines are counted from 1. */
static uint32_t line_of(Text text, size_t offset) {
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text.bytes[i] == '\n';
    return line;
}

static void add_line(const Mutant *mutant, const RungFile *file, size_t offset, Lines *out) {
    Line line = {text_of(file->path), line_of((Text){file->text, file->length}, offset)};
    array_push(mutant->arena, out, line);
}

/* Where a place of the example stands after the changes before it. */
static size_t moved(const Mutant *mutant, uint32_t file, uint32_t offset) {
    size_t result = offset;
    for (uint32_t i = 0; i < mutant->changes.count; i++) {
        const Change *change = &mutant->changes.items[i];
        if (change->file != file || change->end > offset) continue;
        result += change->text.length;
        result -= change->end - change->start;
    }
    return result;
}

/* The text is new in the program, so its first place is the one that was made. */
static void add_marker(const Mutant *mutant, const RungFile *files, Lines *out) {
    for (uint32_t i = 0; mutant->marker.length > 0 && i < mutant->example->files.count; i++) {
        size_t at = text_find((Text){files[i].text, files[i].length}, mutant->marker, 0);
        if (at != SIZE_MAX) add_line(mutant, &files[i], at, out);
    }
}

/* What the oracle finds of a rule in the changed program. */
static void add_judged(const Mutant *mutant, const RungProject *project, int rule, Lines *out) {
    int64_t today;
    moment_parse(text_of(mutant->today), &today);
    Sources *sources = project->model->report->sources;
    for (uint32_t i = 0; i < project->model->param_count; i++) {
        const Param *param = project->model->params[i];
        if (!oracle_finds(project, param, rule, today)) continue;
        Line line = {sources->files.items[param->span.file].path,
                     sources_position(sources, param->span.file, param->span.start).line};
        array_push(mutant->arena, out, line);
    }
}

/* There are few, and all are looked at. */
static bool has_line(const Lines *lines, Text file, uint32_t line) {
    for (uint32_t i = 0; i < lines->count; i++)
        if (lines->items[i].line == line && text_equal(lines->items[i].file, file)) return true;
    return false;
}

/* Is every line among the others? */
static bool are_lines(const Lines *lines, const Lines *others) {
    for (uint32_t i = 0; i < lines->count; i++)
        if (!has_line(others, lines->items[i].file, lines->items[i].line)) return false;
    return true;
}

/* Is the place that was broken among those that the oracle finds? Otherwise nothing was broken. */
static bool has_place(const Mutant *mutant, const RungFile *files, const Lines *lines) {
    if (!mutant->is_judged || mutant->is_indirect) return lines->count > 0;
    uint32_t file = (uint32_t)example_file(mutant->example, mutant->at.file);
    size_t offset = moved(mutant, file, mutant->at.start);
    uint32_t line = line_of((Text){files[file].text, files[file].length}, offset);
    return has_line(lines, text_of(files[file].path), line);
}

/* Where the code of the mutant has to be found, from all three sources of that knowledge. */
static void find_lines(const Mutant *mutant, const RungFile *files, const RungProject *project,
                       Lines *out) {
    *out = (Lines){0};
    for (uint32_t i = 0; i < mutant->expected.count; i++) {
        const Change *place = &mutant->expected.items[i];
        add_line(mutant, &files[place->file], moved(mutant, place->file, place->start), out);
    }
    add_marker(mutant, files, out);
    if (mutant->is_judged) add_judged(mutant, project, mutant->rule, out);
}

/* --- Verdict -------------------------------------------------------------------------------- */

/* Do the changes break a rule of values that is not the one meant? */
static bool breaks_another(const Mutant *mutant, const RungProject *project) {
    for (int rule = 3; rule <= 6; rule++)
        for (uint32_t i = 0; rule != mutant->rule && i < project->model->param_count; i++)
            if (oracle_finds(project, project->model->params[i], rule, 0)) return true;
    return false;
}

/* Is the finding on the list of what the break implies? Notes that it was needed. */
static bool is_allowed(const Mutant *mutant, const Finding *finding) {
    if (text_equal(finding->severity, TEXT("error"))) return false;
    for (size_t i = 0; i < COUNT(allowances); i++) {
        if (allowances[i].rule != mutant->rule) continue;
        if (!text_equal(finding->code, text_of(allowances[i].code))) continue;
        mutant->campaign->is_needed[i] = true;
        return true;
    }
    return false;
}

static Text code_of(const Mutant *mutant) {
    return text_format(mutant->arena, "P%04d", mutant->rule);
}

/* What is wrong with the report; "" when nothing is. */
static Text judge(const Mutant *mutant, const Findings *findings, const Lines *lines) {
    Text code = code_of(mutant), severity = text_of(report_severity_name(mutant->severity));
    Lines found = {0};
    for (uint32_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        bool is_it = text_equal(finding->code, code) && text_equal(finding->severity, severity);
        Line line = {finding->file, finding->line};
        if (is_it) array_push(mutant->arena, &found, line);
        if (is_it && !has_line(lines, finding->file, finding->line))
            return text_format(mutant->arena, "found at another place, line %u", finding->line);
        if (!is_it && !is_allowed(mutant, finding))
            return text_format(mutant->arena, "also found: %.*s", TEXT_ARGS(finding->code));
    }
    for (uint32_t i = 0; i < lines->count; i++)
        if (!has_line(&found, lines->items[i].file, lines->items[i].line))
            return text_format(mutant->arena, "not found at %.*s:%u",
                               TEXT_ARGS(lines->items[i].file), lines->items[i].line);
    return TEXT("");
}

/* Changes that break no rule, or several, make no mutant of one; but whatever they break has to be
 * found too, and nothing else of these rules. Returns the rule that is judged otherwise; 0: none. A
 * journey of many rows that have all arrived is found at its annotation, which is no row. */
static int find_disagreement(const Mutant *mutant, const RungProject *project,
                             const Findings *findings) {
    static const int rules[] = {3, 4, 5, 6, 13};
    for (size_t i = 0; i < COUNT(rules); i++) {
        if (rules[i] == mutant->rule && mutant->is_indirect) continue;
        Text code = text_format(mutant->arena, "P%04d", rules[i]);
        Lines lines = {0}, found = {0};
        add_judged(mutant, project, rules[i], &lines);
        for (uint32_t j = 0; j < findings->items.count; j++) {
            const Finding *finding = &findings->items.items[j];
            Line line = {finding->file, finding->line};
            bool is_error = text_equal(finding->severity, TEXT("error"));
            if (is_error && text_equal(finding->code, code))
                array_push(mutant->arena, &found, line);
        }
        if (!are_lines(&lines, &found) || !are_lines(&found, &lines)) return rules[i];
    }
    return 0;
}

/* Neither people nor programs are shown what must not be repeated. */
static bool is_repeated(const Mutant *mutant, RungProject *project, const Findings *findings) {
    RungText json = rung_report(project, RUNG_REPORT_JSON, NULL);
    return mutant->hidden.length > 0 &&
           (text_contains(findings->text, mutant->hidden) ||
            text_contains((Text){json.bytes, json.length}, mutant->hidden));
}

/* What was changed and what the compiler says of it, for whoever has to mend one of the two. */
static void show_failure(const Mutant *mutant, const Findings *findings, Text problem) {
    if (mutant->campaign->failures++ >= SHOWN_FAILURES) return;
    print_error("%s, %.*s: %.*s\n", mutant->example->name, TEXT_ARGS(code_of(mutant)),
                TEXT_ARGS(problem));
    for (uint32_t i = 0; i < mutant->changes.count; i++) {
        const Change *change = &mutant->changes.items[i];
        const RungFile *file = &mutant->example->files.items[change->file];
        Text text = {file->text, file->length};
        print_error("  %s:%u: `%.*s` instead of `%.*s`\n", file->path, line_of(text, change->start),
                    TEXT_ARGS(change->text),
                    TEXT_ARGS(text_slice(text, change->start, change->end)));
    }
    fprintf(stderr, "%s\n", findings->text.bytes);
}

/* A place is counted once, however many mutants it gives. */
static void count_mutant(const Mutant *mutant) {
    Campaign *campaign = mutant->campaign;
    Text key = text_format(campaign->arena, "%s %d %u %u", mutant->example->name, mutant->rule,
                           mutant->at.file, mutant->at.start);
    void **place = map_at(&campaign->places, key);
    campaign->tallies[mutant->rule].places += *place == NULL;
    campaign->tallies[mutant->rule].mutants++;
    *place = campaign;
}

/* A mutant of one rule is judged by its whole report. */
static void judge_mutant(const Mutant *mutant, RungProject *project, const Findings *findings,
                         const Lines *lines) {
    Text problem = judge(mutant, findings, lines);
    if (is_repeated(mutant, project, findings)) problem = TEXT("the report repeats it");
    if (problem.length > 0) show_failure(mutant, findings, problem);
    count_mutant(mutant);
}

/* A program of which only the rules of values can be told. */
static void judge_control(const Mutant *mutant, const RungProject *project,
                          const Findings *findings) {
    int rule = find_disagreement(mutant, project, findings);
    mutant->campaign->controls++;
    if (rule != 0)
        show_failure(mutant, findings,
                     text_format(mutant->arena, "a control, P%04d is judged otherwise", rule));
}

bool mutant_run(Mutant *mutant) {
    RungFile *files = change_files(mutant);
    RungProject *project = compile(files, mutant->example->files.count, mutant->today);
    Lines lines;
    Findings findings;
    find_lines(mutant, files, project, &lines);
    bool is_one =
        (mutant->is_waived || !breaks_another(mutant, project)) && has_place(mutant, files, &lines);
    if (is_one || mutant->is_judged) findings_of_project(mutant->arena, project, &findings);
    if (is_one)
        judge_mutant(mutant, project, &findings, &lines);
    else if (mutant->is_judged)
        judge_control(mutant, project, &findings);
    rung_close(project);
    arena_reset(mutant->arena, mutant->mark);
    return is_one;
}

bool mutant_is_clean(const Mutant *mutant) {
    RungProject *project =
        compile(change_files(mutant), mutant->example->files.count, mutant->today);
    RungCounts counts = rung_counts(project);
    rung_close(project);
    return counts.errors + counts.warnings + counts.infos == 0;
}

void mutant_refute(Mutant *mutant) {
    RungProject *project =
        compile(change_files(mutant), mutant->example->files.count, mutant->today);
    Findings findings;
    findings_of_project(mutant->arena, project, &findings);
    for (uint32_t i = 0; i < findings.items.count; i++)
        if (text_equal(findings.items.items[i].code, code_of(mutant)))
            show_failure(mutant, &findings, TEXT("a control, and found"));
    mutant->campaign->controls++;
    rung_close(project);
    arena_reset(mutant->arena, mutant->mark);
}

uint32_t campaign_idle(const Campaign *campaign) {
    uint32_t idle = 0;
    for (size_t i = 0; i < COUNT(allowances); i++) {
        if (campaign->is_needed[i]) continue;
        print_error("nothing needs that P%04d implies %s\n", allowances[i].rule,
                    allowances[i].code);
        idle++;
    }
    return idle;
}
