/* layouts.c - sources that have another layout than `rung fmt` gives them.
 *
 * They are found by laying all of them out anew, in a thread of its own from when they are parsed until
 * outputs are compared: it reads the texts of the sources, which never change, and has its own memory.
 * The fix changes nothing but blanks and commas, so that it can be shown whatever values stand between
 * them. */
#include "library/build.h"

#include <pthread.h>

enum { FIX_EDITS = 1000 }; /* of one source; where there are more, the help says enough */

#define BYTE_ORDER_MARK TEXT("\xEF\xBB\xBF")

/* One source and its layout. */
typedef struct Layout {
    uint32_t file;
    Text before, after;
    ARRAY(Edit) edits;
} Layout;

struct Layouts {
    RungProject *project;
    const Program *program;
    Arena arena;
    ARRAY(Layout) found; /* of at most LIMIT_FINDINGS sources */
    pthread_t thread;
    bool is_apart;
};

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

/* --- All sources ---------------------------------------------------------------------------- */

/* A source with syntax errors has no layout, and its errors are said. */
static void find_layout(Layouts *layouts, Arena *scratch, const Tree *tree) {
    Layout layout = {.file = tree->file, .before = tree->source};
    if (tree->has_errors || layouts->found.count >= LIMIT_FINDINGS) return;
    bool is_laid_out = syntax_lay_out(scratch, tree->source, &layout.after);
    if (!is_laid_out || text_equal(layout.before, layout.after)) return;
    layout.after = text_copy(&layouts->arena, layout.after);
    find_edits(&layouts->arena, &layout);
    array_push(&layouts->arena, &layouts->found, layout);
}

static void *find_layouts(void *state) {
    Layouts *layouts = state;
    Arena *scratch = arena_child(&layouts->arena);
    for (uint32_t i = 0; i < layouts->program->tree_count; i++) {
        ArenaMark mark = arena_mark(scratch);
        find_layout(layouts, scratch, layouts->program->trees[i]);
        arena_reset(scratch, mark);
    }
    arena_close(scratch);
    return NULL;
}

/* Where tests take memory away, only the thread that asked for it may jump out. */
void layouts_begin(RungProject *project) {
    if (project->layouts) return;
    Layouts *layouts = arena_new(&project->arena, Layouts);
    layouts->project = project;
    layouts->program = project->program;
    arena_open(&layouts->arena, project->arena.allocator);
    layouts->is_apart = project->arena.allocator == &memory_standard &&
                        pthread_create(&layouts->thread, NULL, find_layouts, layouts) == 0;
    project->layouts = layouts;
}

void layouts_end(RungProject *project, bool is_reported) {
    Layouts *layouts = project->layouts;
    if (!layouts) return;
    project->layouts = NULL;
    if (layouts->is_apart)
        pthread_join(layouts->thread, NULL);
    else if (is_reported)
        find_layouts(layouts);
    for (uint32_t i = 0; i < layouts->found.count && is_reported; i++)
        report_layout(project, &layouts->arena, &layouts->found.items[i]);
    arena_close(&layouts->arena);
}
