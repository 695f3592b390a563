/* fix.c - applies edits to the text of a file.
 *
 * Edits come from several diagnostics that know nothing of one another. They are applied from the
 * front; one that overlaps what was applied already, or repeats it, is skipped: the next run of the
 * compiler reports what is left, so nothing is lost and nothing is ever done twice. */
#include "report/report.h"
#include "report/sort.h"

/* By place; an insertion comes before a replacement that begins where it stands. */
static int compare_edits(const void *left, const void *right) {
    const Edit *a = left;
    const Edit *b = right;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    return (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

/* Two findings often propose one and the same insertion. */
static bool is_same_edit(const Edit *a, const Edit *b) {
    return a->span.start == b->span.start && a->span.end == b->span.end &&
           text_equal(a->text, b->text);
}

/* Whether the edit lies in the text and behind what was applied; `last` is NULL at first. */
static bool can_apply(Text text, const Edit *edit, const Edit *last) {
    if (edit->span.start > edit->span.end || edit->span.end > text.length) return false;
    if (last == NULL) return true;
    return edit->span.start >= last->span.end && !is_same_edit(edit, last);
}

/* Copies what stands between the edits and writes each replacement in its turn. */
Text fix_apply(Arena *arena, Text text, const Edit *edits, size_t count) {
    Edit *copies = arena_array(arena, Edit, count);
    void **sorted = arena_array(arena, void *, count);
    for (size_t i = 0; i < count; i++) {
        copies[i] = edits[i];
        sorted[i] = &copies[i];
    }
    sort_items(arena, sorted, count, compare_edits);
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    const Edit *last = NULL;
    size_t copied = 0;
    for (size_t i = 0; i < count; i++) {
        const Edit *edit = sorted[i];
        if (!can_apply(text, edit, last)) continue;
        writer_text(&writer, text_slice(text, copied, edit->span.start));
        writer_text(&writer, edit->text);
        copied = edit->span.end;
        last = edit;
    }
    writer_text(&writer, text_slice(text, copied, text.length));
    return writer_done(&writer);
}

bool fix_carries_credential(const Fix *fix) {
    size_t start;
    size_t end;
    const char *what;
    for (uint32_t i = 0; i < fix->edits.count; i++)
        if (credential_find(fix->edits.items[i].text, &start, &end, &what)) return true;
    return false;
}
