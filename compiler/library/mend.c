/* mend.c - `rung_fix`: the fixes of a report that are marked safe, applied to the sources.
 *
 * A pass takes the fixes in the order of the report, each whole or not at all, and leaves out what
 * overlaps one that was taken: the program is then compiled as it would be, and its report offers what
 * is left. Passes end where none is offered any more, and at the latest after PASSES. Nothing is
 * believed: a pass after which the program has an error that it had not, is not made, and ends the
 * work. (Behind a syntax error other errors hide: then only those of the syntax count.) */
#include "library/change.h"

enum { PASSES = 10, CONTEXT_LINES = 3 };

typedef ARRAY(Edit) Edits;

typedef struct Mending {
    RungProject *project; /* as it is */
    RungProject *current; /* with what was mended so far */
    Map texts;            /* path -> Text *, of the sources that become others */
} Mending;

/* --- Which fixes ---------------------------------------------------------------------------- */

/* Two insertions at one place overlap too: their order would be chance. */
static bool overlaps(const Edit *a, const Edit *b) {
    if (a->span.file != b->span.file) return false;
    bool is_apart = a->span.end <= b->span.start || b->span.end <= a->span.start;
    return !is_apart || a->span.start == b->span.start;
}

/* The charts and the standard library have spans too, and are not ours to change. */
static bool is_source(const Program *program, uint32_t file) {
    for (uint32_t i = 0; i < program->tree_count; i++)
        if (program->trees[i]->file == file) return true;
    return false;
}

static bool is_free(const Program *program, const Edits *taken, const Fix *fix) {
    for (uint32_t i = 0; i < fix->edits.count; i++) {
        const Edit *edit = &fix->edits.items[i];
        if (!is_source(program, edit->span.file)) return false;
        for (uint32_t t = 0; t < taken->count; t++)
            if (overlaps(&taken->items[t], edit)) return false;
    }
    return true;
}

/* Of several that are offered for one finding the first. */
static const Fix *find_safe(const Diagnostic *diagnostic) {
    for (uint32_t i = 0; i < diagnostic->fixes.count; i++)
        if (diagnostic->fixes.items[i].is_safe) return &diagnostic->fixes.items[i];
    return NULL;
}

static Edits take_fixes(Arena *arena, const RungProject *current) {
    Edits taken = {0};
    const Report *report = &current->compiled;
    for (uint32_t i = 0; i < report->items.count; i++) {
        const Fix *fix = find_safe(report->items.items[i]);
        if (!fix || !is_free(current->program, &taken, fix)) continue;
        for (uint32_t e = 0; e < fix->edits.count; e++)
            array_push(arena, &taken, fix->edits.items[e]);
    }
    return taken;
}

/* --- One pass ------------------------------------------------------------------------------- */

static void put_text(Mending *mending, Map *texts, Text path, Text text) {
    Arena *arena = &mending->project->arena;
    Text *copy = arena_new(arena, Text);
    *copy = text_copy(arena, text);
    map_put(texts, text_copy(arena, path), copy);
}

/* The texts so far, which a pass may turn out to leave as they are. */
static Map copy_texts(const Mending *mending) {
    Map copy;
    map_open(&copy, &mending->project->arena);
    for (uint32_t i = 0; i < mending->texts.entries.count; i++)
        map_put(&copy, mending->texts.entries.items[i].key, mending->texts.entries.items[i].value);
    return copy;
}

static Map apply(Mending *mending, const Edits *taken) {
    Arena *scratch = arena_child(&mending->project->arena);
    const Program *program = mending->current->program;
    Map texts = copy_texts(mending);
    for (uint32_t i = 0; i < program->tree_count; i++) {
        Edits edits = {0};
        uint32_t file = program->trees[i]->file;
        for (uint32_t t = 0; t < taken->count; t++)
            if (taken->items[t].span.file == file) array_push(scratch, &edits, taken->items[t]);
        if (!edits.count) continue;
        const Source *source = &program->sources->files.items[file];
        put_text(mending, &texts, source->path,
                 fix_apply(scratch, source->text, edits.items, edits.count));
    }
    arena_close(scratch);
    return texts;
}

static uint32_t count_syntax_errors(const Report *report) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < report->items.count; i++)
        count += code_fact(report->items.items[i]->code)->code[0] == 'S' &&
                 report->items.items[i]->severity == SEVERITY_ERROR;
    return count;
}

static bool brings_errors(RungProject *before, const RungProject *after) {
    if (before->program->has_syntax_errors)
        return count_syntax_errors(&after->compiled) > count_syntax_errors(&before->compiled);
    Report brought = trial_new_findings(before, &after->compiled);
    return report_count(&brought, SEVERITY_ERROR) > 0;
}

/* Moves on to the program with these texts; false, where it is, if that would be worse. */
static bool move_on(Mending *mending, const Map *texts) {
    RungProject *before = mending->current;
    RungProject *after = session_with_all(mending->project, texts);
    session_compile(after);
    bool is_worse = watch_has_failed(mending->project) || brings_errors(before, after);
    RungProject *left = is_worse ? after : before;
    if (left != mending->project) rung_close(left);
    if (is_worse) return false;
    mending->current = after;
    mending->texts = *texts;
    return true;
}

static bool run_pass(Mending *mending) {
    Edits taken = take_fixes(&mending->project->arena, mending->current);
    if (!taken.count) return false;
    Map texts = apply(mending, &taken);
    return move_on(mending, &texts);
}

/* --- The layout ----------------------------------------------------------------------------- */

static void lay_out(Mending *mending) {
    Arena *scratch = arena_child(&mending->project->arena);
    const Program *program = mending->current->program;
    for (uint32_t i = 0; i < program->tree_count; i++) {
        Text after;
        const Tree *tree = program->trees[i];
        ArenaMark mark = arena_mark(scratch);
        if (!tree->has_errors && syntax_lay_out(scratch, tree->source, &after) &&
            !text_equal(tree->source, after))
            put_text(mending, &mending->texts, program->sources->files.items[tree->file].path,
                     after);
        arena_reset(scratch, mark);
    }
    arena_close(scratch);
}

/* --- The answer ----------------------------------------------------------------------------- */

/* From the bytes that two texts share at their ends to whole lines, and those that a patch shows. */
static Span find_window(Text text, size_t head, size_t tail) {
    size_t start = head, end = text.length - tail, lines = 0;
    while (start > 0 && (text.bytes[start - 1] != '\n' || lines++ < CONTEXT_LINES))
        start--;
    for (lines = 0; end < text.length && lines <= CONTEXT_LINES; end++)
        lines += text.bytes[end] == '\n';
    return (Span){0, (uint32_t)start, (uint32_t)end};
}

static bool has_credential(Text text, Span window) {
    size_t start, end;
    const char *what;
    return credential_find(text_slice(text, window.start, window.end), &start, &end, &what);
}

/* Does what is hidden in a program stand in this part of a text? Where a source had syntax errors, only
 * the program that is mended knows what that is. */
static bool has_hidden(const RungProject *project, Text text, Span window) {
    Text part = text_slice(text, window.start, window.end);
    for (uint32_t i = 0; i < project->compiled.hidden.count; i++)
        if (text_contains(part, sources_text(&project->sources, project->compiled.hidden.items[i])))
            return true;
    return false;
}

/* Would a patch show what no report shows? */
static bool is_hidden(const Mending *mending, Text before, Text after) {
    size_t head = 0, tail = 0, least = before.length < after.length ? before.length : after.length;
    while (head < least && before.bytes[head] == after.bytes[head])
        head++;
    while (tail < least - head &&
           before.bytes[before.length - 1 - tail] == after.bytes[after.length - 1 - tail])
        tail++;
    Span old = find_window(before, head, tail), new = find_window(after, head, tail);
    return has_credential(before, old) || has_credential(after, new) ||
           has_hidden(mending->project, before, old) || has_hidden(mending->current, after, new) ||
           has_hidden(mending->current, before, old);
}

static RungText give(Arena *arena, Text text) {
    return (RungText){text_c(arena, text), text.length};
}

/* In the order of the sources. A fix may be taken back by the next, which leaves nothing to write. */
static void publish(Mending *mending, const RungFixed **sources, size_t *count) {
    RungProject *project = mending->project;
    Arena *arena = &project->arena;
    RungFixed *list = arena_array(arena, RungFixed, mending->texts.entries.count + 1);
    for (uint32_t i = 0; i < project->program->tree_count; i++) {
        const Source *source = &project->sources.files.items[project->program->trees[i]->file];
        const Text *after = map_get(&mending->texts, source->path);
        if (!after || text_equal(*after, source->text)) continue;
        list[(*count)++] = (RungFixed){.path = text_c(arena, source->path),
                                       .before = give(arena, source->text),
                                       .after = give(arena, *after),
                                       .is_hidden = is_hidden(mending, source->text, *after)};
    }
    *sources = list;
}

RungStatus rung_fix(RungProject *project, bool has_layout, const RungFixed **sources,
                    size_t *count) {
    *sources = NULL;
    *count = 0;
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    Mending mending = {.project = project, .current = project};
    map_open(&mending.texts, &project->arena);
    for (uint32_t pass = 0; pass < PASSES && run_pass(&mending); pass++)
        continue;
    if (has_layout) lay_out(&mending);
    bool is_known = !watch_has_failed(project);
    if (is_known) publish(&mending, sources, count);
    if (mending.current != project) rung_close(mending.current);
    if (!is_known) return watch_report(project);
    report_open(&project->brought, &project->arena, &project->sources);
    project->concern = CONCERN_CHANGE;
    return RUNG_OK;
}
