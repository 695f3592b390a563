/* attempt.c - one value set: the call, and what must hold of its texts, findings and values. */
#include "property/attempt.h"

#include "edit/page.h"

/* --- Projects ------------------------------------------------------------------------------- */

void attempt_project(Arena *arena, const char *name, const RungFile *files, size_t count,
                     Example *out) {
    *out = (Example){.name = name, .arena = arena};
    for (size_t i = 0; i < count; i++)
        array_push(arena, &out->files, files[i]);
    out->project = rung_open_memory(files, count, NULL);
    rung_check(out->project);
    out->model = out->project->model;
    out->matrix = out->project->matrix;
}

static Text text_at(const Example *example, uint32_t file) {
    return (Text){example->files.items[file].text, example->files.items[file].length};
}

static Text text_of_answer(RungText text) {
    return (Text){text.bytes, text.length};
}

/* The same files, one with another text. */
static void change_project(const Attempt *attempt, Text text, Example *out) {
    const Example *before = attempt->before;
    RungFile *files = arena_array(attempt->arena, RungFile, before->files.count);
    memcpy(files, before->files.items, before->files.count * sizeof *files);
    files[attempt->file].text = text_copy(attempt->arena, text).bytes;
    files[attempt->file].length = text.length;
    attempt_project(attempt->arena, before->name, files, before->files.count, out);
}

/* --- Failing -------------------------------------------------------------------------------- */

noreturn void attempt_fail(const Attempt *attempt, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Text what = text_format_list(attempt->arena, format, arguments);
    va_end(arguments);
    print_error("%s: rung set '%s' '%.*s'\n%.*s\n", attempt->before->name, attempt->reference.bytes,
                TEXT_ARGS(attempt->typed), TEXT_ARGS(what));
    if (attempt->after.project) {
        const char *directory = tree_scratch(attempt->arena);
        const char *old = tree_join(attempt->arena, directory, "before"),
                   *new = tree_join(attempt->arena, directory, "after");
        tree_write(attempt->arena, old, text_at(attempt->before, attempt->file));
        tree_write(attempt->arena, new, text_at(&attempt->after, attempt->file));
        print_error("%s\n", program_diff(attempt->arena, old, new).bytes);
        tree_remove(attempt->arena, directory);
        print_error("%s\n", rung_report(attempt->after.project, RUNG_REPORT_TEXT, NULL).bytes);
    }
    fail();
    abort();
}

/* --- The call ------------------------------------------------------------------------------- */

static Text reference_of(Arena *arena, const Example *example, const Param *param,
                         int32_t environment) {
    Text name = text_format(arena, "%.*s.%.*s", TEXT_ARGS(param->unit->name->text),
                            TEXT_ARGS(param_reference(arena, param)));
    if (environment < 0) return text_copy(arena, name);
    return text_format(arena, "%.*s@%.*s", TEXT_ARGS(name),
                       TEXT_ARGS(example->model->environments[environment].name->text));
}

/* The text that was tried, which nobody is given where it was refused. */
static Text tried_text(const Attempt *attempt) {
    const RungProject *changed = attempt->before->project->changed;
    for (uint32_t i = 0; changed && i < changed->sources.files.count; i++) {
        const Source *source = &changed->sources.files.items[i];
        if (text_equal(source->path, text_of(attempt->before->files.items[attempt->file].path)))
            return source->text;
    }
    attempt_fail(attempt, "nothing was tried");
}

static void check_answer(const Attempt *attempt) {
    const RungEdit *edit = &attempt->edit;
    Text report = text_of_answer(rung_report(attempt->before->project, RUNG_REPORT_TEXT, NULL));
    bool is_refused = attempt->status != RUNG_OK;
    if (is_refused && (edit->after.length || edit->before.length))
        attempt_fail(attempt, "refused, and a text was given");
    if (is_refused && !report.length) attempt_fail(attempt, "refused, and nobody knows why");
    if (attempt->status == RUNG_FINDINGS && !text_contains(report, TEXT("was not set, and")))
        attempt_fail(attempt, "refused, and not said so:\n%.*s", TEXT_ARGS(report));
    if (is_refused) return;
    if (!text_equal(text_of_answer(edit->before), text_at(attempt->before, attempt->file)))
        attempt_fail(attempt, "the text before is another");
    if (edit->line == 0 || edit->column == 0) attempt_fail(attempt, "it stands nowhere");
}

void attempt_make(Arena *arena, const Example *before, const Param *param, int32_t environment,
                  Text typed, const Value *value, Attempt *out) {
    *out = (Attempt){.arena = arena,
                     .before = before,
                     .param = param,
                     .environment = environment,
                     .typed = typed,
                     .value = value};
    const Setting setting = {.model = before->model, .param = param};
    out->reference = reference_of(arena, before, param, environment);
    int32_t file = example_file(before, setting_file(&setting));
    assert_true(file >= 0);
    out->file = (uint32_t)file;
    out->status = rung_set(before->project, out->reference.bytes, text_c(arena, typed), &out->edit);
    check_answer(out);
    if (out->status == RUNG_OK)
        change_project(out, text_of_answer(out->edit.after), &out->after);
    else if (out->status == RUNG_FINDINGS)
        change_project(out, tried_text(out), &out->after);
}

void attempt_close(Attempt *attempt) {
    rung_close(attempt->after.project);
}

/* --- Its layout ----------------------------------------------------------------------------- */

/* Is the source in the one layout? */
static bool is_laid_out(const Example *example, uint32_t file) {
    RungText formatted;
    RungStatus status = rung_format(example->project, example->files.items[file].path, &formatted);
    return status == RUNG_OK && text_equal(text_of_answer(formatted), text_at(example, file));
}

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const Text *)a, *(const Text *)b);
}

/* The comments of a source, sorted: a row that leaves its table takes its own with it. */
static Text comments_of(const Attempt *attempt, const Example *example) {
    Parsed parsed;
    ARRAY(Text) lines = {0};
    corpus_parse(attempt->arena, text_at(example, attempt->file), &parsed);
    Text all = corpus_comments(attempt->arena, parsed.tree);
    for (size_t start = 0, end; start < all.length; start = end + 1) {
        end = text_find(all, TEXT("\n"), start);
        array_push(attempt->arena, &lines, text_slice(all, start, end));
    }
    if (lines.count) qsort(lines.items, lines.count, sizeof *lines.items, compare_texts);
    return text_join(attempt->arena, lines.items, lines.count, TEXT("\n"));
}

static void check_layout(const Attempt *attempt) {
    if (is_laid_out(attempt->before, attempt->file) && !is_laid_out(&attempt->after, attempt->file))
        attempt_fail(attempt, "it was in the one layout");
    Text before = comments_of(attempt, attempt->before),
         after = comments_of(attempt, &attempt->after);
    if (!text_equal(before, after))
        attempt_fail(attempt, "comments were\n%.*s\nand are\n%.*s", TEXT_ARGS(before),
                     TEXT_ARGS(after));
}

/* --- Its bytes ------------------------------------------------------------------------------ */

/* The lines that may change: those of the statement, of its table, or of the unit that is to restate
 * what its profile says. */
static Span allowed_lines(const Attempt *attempt) {
    Page page;
    const Statement *own = attempt->param->own;
    page_open(&page, attempt->arena, text_at(attempt->before, attempt->file));
    if (!own) return attempt->param->unit->declaration->whole;
    const Entry *table = place_of(attempt->arena, own).table;
    uint32_t start = table ? table->as.table.header.start : own->node->span.start;
    uint32_t head = table ? table->as.table.header.end : place_head_end(own->node);
    uint32_t next = page_token(&page, head), end = head;
    while (table && page.tokens[next].kind != TOKEN_BRACE_OPEN)
        next++;
    if (page.tokens[next].kind == TOKEN_BRACE_OPEN)
        end = page_end_of(&page, page_partner(&page, next));
    start = page_line_start(&page, start);
    while (start > 0 && page_begins_line(&page, start)) {
        uint32_t above = page_line_start(&page, start - 1);
        Text line = text_trim(text_slice(page.text, above, start));
        if (!text_starts_with(line, TEXT("#"))) break;
        start = above;
    }
    return (Span){0, start, page_next_line(&page, end)};
}

static void check_bytes(const Attempt *attempt) {
    Text before = text_at(attempt->before, attempt->file),
         after = text_at(&attempt->after, attempt->file);
    Span lines = allowed_lines(attempt);
    Text above = text_slice(before, 0, lines.start),
         below = text_slice(before, lines.end, before.length);
    bool is_kept = text_starts_with(after, above) && text_ends_with(after, below) &&
                   above.length + below.length <= after.length;
    if (!is_kept)
        attempt_fail(attempt, "more has changed than bytes %u to %u", lines.start, lines.end);
}

/* Line ends are those that the file has. */
static void check_ends(const Attempt *attempt) {
    Text before = text_at(attempt->before, attempt->file),
         after = text_at(&attempt->after, attempt->file);
    if (!text_contains(before, TEXT("\r\n"))) return;
    for (size_t i = 0; i < after.length; i++)
        if (after.bytes[i] == '\n' && (i == 0 || after.bytes[i - 1] != '\r'))
            attempt_fail(attempt, "a line feed stands alone at %zu", i);
}

/* --- Its findings --------------------------------------------------------------------------- */

static Text finding_text(const Attempt *attempt, const Diagnostic *diagnostic) {
    const Text parts[] = {text_of(code_fact(diagnostic->code)->code), diagnostic->unit,
                          diagnostic->param, diagnostic->message};
    return text_join(attempt->arena, parts, 4, TEXT(" "));
}

/* The errors of a report, sorted, one a line; how often each of `without` is there less. */
static Text errors_text(const Attempt *attempt, const Report *report, const Report *without) {
    Map known;
    ARRAY(Text) lines = {0};
    map_open(&known, attempt->arena);
    for (uint32_t i = 0; without && i < without->items.count; i++) {
        void **count = map_at(&known, finding_text(attempt, without->items.items[i]));
        *count = (void *)((uintptr_t)*count + 1);
    }
    for (uint32_t i = 0; i < report->items.count; i++) {
        const Diagnostic *diagnostic = report->items.items[i];
        Text line = finding_text(attempt, diagnostic);
        void **count = map_at(&known, line);
        if (*count) {
            *count = (void *)((uintptr_t)*count - 1);
            continue;
        }
        if (diagnostic->severity == SEVERITY_ERROR) array_push(attempt->arena, &lines, line);
    }
    if (lines.count) qsort(lines.items, lines.count, sizeof *lines.items, compare_texts);
    return text_join(attempt->arena, lines.items, lines.count, TEXT("\n"));
}

/* What was reported is what a check of the changed source finds. */
static void check_findings(const Attempt *attempt) {
    RungProject *project = attempt->before->project;
    Text found = errors_text(attempt, &attempt->after.project->compiled, &project->compiled);
    Text said =
        attempt->status == RUNG_FINDINGS ? errors_text(attempt, &project->brought, NULL) : TEXT("");
    if (!text_equal(found, said))
        attempt_fail(attempt, "it has the new errors\n%.*s\nand was said to have\n%.*s",
                     TEXT_ARGS(found), TEXT_ARGS(said));
    if (attempt->status == RUNG_FINDINGS && !said.length)
        attempt_fail(attempt, "refused without an error");
}

/* --- Its values ----------------------------------------------------------------------------- */

/* Is a value what it was, and stated where it was? */
static bool is_same_cell(const Example *before, const Example *after, uint32_t param,
                         uint32_t environment) {
    const Param *old_param = before->model->params[param], *new_param = after->model->params[param];
    const Value *old = matrix_value(before->matrix, old_param, environment),
                *new = matrix_value(after->matrix, new_param, environment);
    if (!old || !new) return old == new;
    return value_same(old, new) && matrix_is_stated(before->matrix, old_param, environment) ==
                                       matrix_is_stated(after->matrix, new_param, environment);
}

/* May a cell of the matrix differ? */
typedef bool Allows(const Attempt *attempt, const Param *param, uint32_t environment);

/* Every cell that differs may do so. */
static void compare_matrices(const Attempt *attempt, const Example *after, Allows *allows) {
    const Model *model = attempt->before->model;
    if (model->param_count != after->model->param_count)
        attempt_fail(attempt, "there are %u parameters, and were %u", after->model->param_count,
                     model->param_count);
    for (uint32_t i = 0; i < model->param_count; i++)
        for (uint32_t e = 0; e < model->environment_count; e++) {
            const Param *param = model->params[i];
            if (is_same_cell(attempt->before, after, i, e) || allows(attempt, param, e)) continue;
            attempt_fail(attempt, "%.*s in %.*s of %.*s differs", TEXT_ARGS(param->path->text),
                         TEXT_ARGS(model->environments[e].name->text),
                         TEXT_ARGS(param->unit->name->text));
        }
}

/* The environment that was asked for has the value. */
static void check_value(const Attempt *attempt) {
    const Param *param = attempt->after.model->params[attempt->param->index];
    if (attempt->environment < 0 || !attempt->value) return;
    const Value *value = matrix_value(attempt->after.matrix, param, (uint32_t)attempt->environment);
    bool is_error = !value || value->kind == VALUE_ERROR;
    if (attempt->status == RUNG_OK && (is_error || !value_same(value, attempt->value)))
        attempt_fail(attempt, "it has another value");
}

void attempt_judge(const Attempt *attempt) {
    check_findings(attempt);
    check_ends(attempt);
    if (attempt->after.model->program->has_syntax_errors) return;
    check_layout(attempt);
    check_bytes(attempt);
    attempt_check_origins(attempt);
    compare_matrices(attempt, &attempt->after, attempt_may_change);
    check_value(attempt);
}

/* --- Again, and back ------------------------------------------------------------------------ */

/* What the unit itself says there; "" where it says nothing. */
static Text own_text(const Attempt *attempt) {
    Visit *visits;
    const Param *param = attempt->param;
    if (!param->own) return TEXT("");
    uint32_t count =
        param_visits(attempt->arena, attempt->before->model, param,
                     (uint32_t)(attempt->environment < 0 ? 0 : attempt->environment), &visits);
    OriginKind kind = attempt->environment < 0 ? ORIGIN_DEFAULT : ORIGIN_CELL;
    for (uint32_t i = 0; i < count; i++) {
        const Origin *origin = &visits[i].origin;
        if (visits[i].is_there && origin->kind == kind && origin->statement == param->own)
            return edit_source(attempt->before, origin->value->span);
    }
    return TEXT("");
}

/* A default that replaces what a profile says by environment can be taken away, and written by hand. */
static bool is_over_profile(const Attempt *attempt) {
    const Statement *inherited = attempt->param->inherited;
    return attempt->environment < 0 && inherited && inherited->node->cell_count;
}

/* An environment that is like the one whose cell of the unit was taken away has the profile's cell
 * since, which a new cell of the unit does not take from it. */
static bool is_released(const Attempt *attempt, const Param *param, uint32_t environment) {
    const Statement *inherited = param->inherited;
    return param == attempt->param && text_equal(attempt->typed, TEXT("_")) && inherited &&
           inherited->node->cell_count && (int32_t)environment != attempt->environment;
}

void attempt_undo(const Attempt *attempt) {
    Attempt back;
    Text was = own_text(attempt);
    const Param *param = attempt->after.model->params[attempt->param->index];
    attempt_make(attempt->arena, &attempt->after, param, attempt->environment,
                 was.length ? was : TEXT("_"), NULL, &back);
    if (back.status == RUNG_USAGE && is_over_profile(attempt)) return;
    if (back.status != RUNG_OK)
        attempt_fail(attempt, "what was there is refused:\n%s",
                     rung_report(attempt->after.project, RUNG_REPORT_TEXT, NULL).bytes);
    compare_matrices(attempt, &back.after, is_released);
    attempt_close(&back);
}

void attempt_repeat(const Attempt *attempt) {
    RungEdit edit;
    RungStatus status = rung_set(attempt->after.project, attempt->reference.bytes,
                                 text_c(attempt->arena, attempt->typed), &edit);
    if (status != RUNG_OK)
        attempt_fail(attempt, "the same again is refused:\n%s",
                     rung_report(attempt->after.project, RUNG_REPORT_TEXT, NULL).bytes);
    if (!text_equal(text_of_answer(edit.before), text_of_answer(edit.after)))
        attempt_fail(attempt, "the same again changes the source:\n%s", edit.after.bytes);
}
