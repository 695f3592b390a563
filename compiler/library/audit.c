/* audit.c - `rung_check_drift`: what is committed is right, laid out, and built.
 *
 * One compilation serves all three questions. Sources with another layout are found by laying them
 * out anew; the fix changes nothing but blanks and commas, so that it can be shown whatever values
 * stand between them. */
#include "library/build.h"

enum { FIX_EDITS = 1000 }; /* of one source; where there are more, the help says enough */

#define BYTE_ORDER_MARK TEXT("\xEF\xBB\xBF")

/* One source and its layout. */
typedef struct Layout {
    uint32_t file;
    Text before, after;
    ARRAY(Edit) edits;
} Layout;

/* --- What a layout changes ------------------------------------------------------------------ */

/* The end of what a layout is free to change. */
static size_t skip_blanks(Text text, size_t at) {
    if (at == 0 && text_starts_with(text, BYTE_ORDER_MARK)) at = BYTE_ORDER_MARK.length;
    while (at < text.length && memchr(" \t\r\n,", text.bytes[at], 5) != NULL)
        at++;
    return at;
}

/* Both texts are walked together: they differ in blanks and commas between the same words. */
static void find_edits(Arena *arena, Layout *layout) {
    Text before = layout->before, after = layout->after;
    for (size_t old = 0, new = 0; layout->edits.count < FIX_EDITS;) {
        while (old < before.length && new < after.length && before.bytes[old] == after.bytes[new]) {
            old++;
            new ++;
        }
        size_t old_end = skip_blanks(before, old), new_end = skip_blanks(after, new);
        if (old_end == old && new_end == new) return;
        Edit edit = {{layout->file, (uint32_t)old, (uint32_t)old_end},
                     text_slice(after, new, new_end)};
        array_push(arena, &layout->edits, edit);
        old = old_end;
        new = new_end;
    }
}

/* --- The finding ---------------------------------------------------------------------------- */

/* The first line that is laid out otherwise, without its blanks. */
static Span find_line(RungProject *project, const Layout *layout) {
    uint32_t at = layout->edits.count ? layout->edits.items[0].span.start : 0;
    Position position = sources_position(&project->sources, layout->file, at);
    Span span = sources_line_span(&project->sources, layout->file, position.line);
    while (span.start < span.end && memchr(" \t", layout->before.bytes[span.start], 2) != NULL)
        span.start++;
    return span;
}

static void add_fix(Arena *scratch, Diagnostic *d, const Layout *layout) {
    const Edit *edits = layout->edits.items;
    uint32_t count = layout->edits.count;
    if (!count || !text_equal(fix_apply(scratch, layout->before, edits, count), layout->after))
        return;
    report_fix(d, true, "bring it into the one layout", edits[0].span, edits[0].text);
    for (uint32_t i = 1; i < count; i++)
        report_fix_edit(d, edits[i].span, edits[i].text);
}

static void report_layout(RungProject *project, Arena *scratch, const Layout *layout) {
    Text path = project->sources.files.items[layout->file].path;
    Span span = find_line(project, layout);
    Diagnostic *d = report_source_layout(&project->report, span, path);
    report_label(d, span, "`rung fmt` writes this otherwise");
    add_fix(scratch, d, layout);
    if (project->options.is_staged)
        report_help(d, "run `rung fmt` and `git add %.*s`",
                    TEXT_ARGS(keep_quote(&project->arena, path)));
    else
        report_help(d, "run `rung fmt`");
}

/* A source with syntax errors has no layout, and its errors are said. */
static void check_layouts(RungProject *project) {
    const Program *program = project->program;
    Arena *scratch = arena_child(&project->arena);
    for (uint32_t i = 0; i < program->tree_count; i++) {
        const Tree *tree = program->trees[i];
        ArenaMark mark = arena_mark(scratch);
        Layout layout = {.file = tree->file, .before = tree->source};
        if (!tree->has_errors && syntax_lay_out(scratch, tree->source, &layout.after) &&
            !text_equal(layout.before, layout.after)) {
            find_edits(scratch, &layout);
            report_layout(project, scratch, &layout);
        }
        arena_reset(scratch, mark);
    }
    arena_close(scratch);
}

/* --- All three ------------------------------------------------------------------------------ */

RungStatus rung_check_drift(RungProject *project) {
    static const RungBuild request = {.is_check = true};
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    Build *build = arena_new(&project->arena, Build);
    build->project = project;
    build->request = &request;
    status = request_read(build);
    if (status != RUNG_OK) return status;
    bool has_errors = request_has_errors(build);
    check_layouts(project);
    status = has_errors ? RUNG_OK : compare_files(build);
    if (status == RUNG_OK && !has_errors) drift_report(build);
    bool has_findings = report_count(&project->report, SEVERITY_ERROR) > 0;
    return status == RUNG_OK && has_findings ? RUNG_FINDINGS : status;
}
