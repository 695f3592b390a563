/* show.c - what the forms for people share.
 *
 * Clarity counts more than completeness here: what came or went as a whole is one line, and what is
 * the same everywhere is said once. The JSON form has everything. */
#include "diff/show.h"

/* --- What is worth a row -------------------------------------------------------------------- */

DiffKind show_unit(const Diff *diff, Text name) {
    uint32_t low = 0, high = diff->units.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = text_compare(diff->units.items[middle].text, name);
        if (order == 0) return diff->units.items[middle].kind;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return DIFF_CHANGED;
}

/* A row that came or went and has no value anywhere is all there is to say of it. */
bool show_has(const Diff *diff, const DiffRow *row) {
    bool has_changed = false, is_seen = false;
    if (row->unit.length && show_unit(diff, row->unit) != DIFF_CHANGED) return false;
    for (uint32_t i = 0; i < diff->environments.count && !is_seen; i++) {
        has_changed = has_changed || row->cells[i].has_changed;
        is_seen = row->cells[i].has_changed && diff->environments.items[i].kind == DIFF_CHANGED;
    }
    return is_seen || !has_changed;
}

/* --- Values --------------------------------------------------------------------------------- */

static Text show_whole(Arena *arena, const DiffValue *value) {
    if (!value->value) return TEXT("-");
    if (value->is_hidden) return TEXT("(hidden)");
    return value_show(arena, value->value, SIZE_MAX);
}

static size_t character_start(Text text, size_t at) {
    while (at > 0 && at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Of a long text only what stands around a place, far beyond what a window shows. */
static DiffValue around(Arena *arena, const DiffValue *value, size_t place) {
    enum { NEAR = 4096 };

    DiffValue part = *value;
    if (!value->value || value->value->kind != VALUE_STRING) return part;
    Text text = value->value->text;
    size_t start = character_start(text, place > NEAR ? place - NEAR : 0);
    size_t end = character_start(text, place + NEAR < text.length ? place + NEAR : text.length);
    if (start > 0 || end < text.length)
        part.value = value_string(arena, text_slice(text, start, end));
    return part;
}

/* Where the bytes of two texts are no longer the same; 0 where there are not two. */
static size_t common_length(const DiffValue *a, const DiffValue *b) {
    size_t at = 0;
    if (!a->value || !b->value) return 0;
    Text left = a->value->text, right = b->value->text;
    while (at < left.length && at < right.length && left.bytes[at] == right.bytes[at])
        at++;
    return at;
}

/* The offset behind `columns` columns from `start`. */
static size_t forward(Text text, size_t start, size_t columns) {
    size_t at = start, used = 0;
    while (at < text.length) {
        size_t next = at;
        used += utf8_cluster(text, &next);
        if (used > columns) break;
        at = next;
    }
    return at;
}

/* The first offset, between two characters, at which the texts are not the same. */
static size_t first_difference(Text a, Text b) {
    size_t at = 0, before = 0;
    while (at < a.length && at < b.length && a.bytes[at] == b.bytes[at]) {
        before = at;
        (void)utf8_cluster(a, &at);
        if (at > b.length || memcmp(a.bytes + before, b.bytes + before, at - before) != 0)
            return before;
    }
    return at;
}

/* `most` columns from near `place` on, with an ellipsis where something was cut. */
static Text window(Arena *arena, Text text, size_t place, size_t most) {
    enum { BEFORE = 6 };

    if (utf8_width(text) <= most) return text;
    size_t columns = utf8_width(text_slice(text, 0, place)), start = 0;
    if (columns + BEFORE > most) start = forward(text, 0, columns - BEFORE);
    size_t end = forward(text, start, most - 1 - (start > 0));
    const char *left = start ? "…" : "", *right = end < text.length ? "…" : "";
    return text_format(arena, "%s%.*s%s", left, TEXT_ARGS(text_slice(text, start, end)), right);
}

void show_pair(Arena *arena, const DiffValue *old, const DiffValue *new, size_t most,
               Text *old_text, Text *new_text) {
    Arena *scratch = arena_child(arena); /* a value may be long, and a window is not */
    size_t common = common_length(old, new);
    const DiffValue left = around(scratch, old, common), right = around(scratch, new, common);
    Text a = show_whole(scratch, &left), b = show_whole(scratch, &right);
    size_t place = old->value && new->value ? first_difference(a, b) : 0;
    *old_text = text_copy(arena, window(scratch, a, place, most));
    *new_text = text_copy(arena, window(scratch, b, place, most));
    arena_close(scratch);
}

static bool is_alike(const DiffValue *a, const DiffValue *b) {
    if (a->is_hidden || b->is_hidden || !a->value || !b->value) return false;
    return value_same(a->value, b->value);
}

bool show_repeats(const DiffCell *a, const DiffCell *b) {
    if (a->has_changed != b->has_changed) return false;
    bool has_old = a->has_changed && (a->old.value || b->old.value);
    bool has_new = !a->has_changed || a->new.value || b->new.value;
    return (has_old || has_new) && (!has_old || is_alike(&a->old, &b->old)) &&
           (!has_new || is_alike(&a->new, &b->new));
}

/* --- Labels --------------------------------------------------------------------------------- */

Text show_label(Arena *arena, const DiffRow *row) {
    if (row->object && !row->path.length) return row->object->title;
    Text path = utf8_visible(arena, row->path);
    if (!row->line) return path;
    return text_format(arena, "%.*s line %u", TEXT_ARGS(path), (unsigned)row->line);
}

const char *show_noun(const Diff *diff) {
    return diff->is_rendered ? "object" : "value";
}

/* --- Words ---------------------------------------------------------------------------------- */

Text show_environments(Arena *arena, const Diff *diff, const bool *has) {
    Text *names = arena_array(arena, Text, diff->environments.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < diff->environments.count; i++)
        if (has[i]) names[count++] = diff->environments.items[i].text;
    if (count == diff->environments.count && count > 2) return TEXT("every environment");
    return text_enumerate(arena, names, count, TEXT("and"));
}

/* Twelve digits of a digest are what people compare. */
Text show_image(Arena *arena, const DiffImage *image) {
    enum { DIGEST_SHOWN = 19 };

    Text parts[3];
    uint32_t count = 0;
    if (image->tag.length) parts[count++] = image->tag;
    if (image->digest.length) parts[count++] = text_slice(image->digest, 0, DIGEST_SHOWN);
    if (image->chart.length)
        parts[count++] = text_format(arena, "chart %.*s", TEXT_ARGS(image->chart));
    if (count == 0) return TEXT("nothing");
    return utf8_visible(arena, text_join(arena, parts, count, TEXT(" ")));
}

static bool is_same_image(const DiffImage *a, const DiffImage *b) {
    return text_equal(a->tag, b->tag) && text_equal(a->digest, b->digest) &&
           text_equal(a->chart, b->chart);
}

/* Releases of a unit stand together, one an environment. */
static ShowRelease *find_release(ShowReleases *releases, const DiffRelease *release) {
    for (uint32_t i = releases->count; i-- > 0;) {
        const DiffRelease *first = releases->items[i].first;
        if (!text_equal(first->unit, release->unit)) break;
        if (is_same_image(&first->old, &release->old) && is_same_image(&first->new, &release->new))
            return &releases->items[i];
    }
    return NULL;
}

void show_releases(Arena *arena, const Diff *diff, ShowReleases *out) {
    *out = (ShowReleases){0};
    for (uint32_t i = 0; i < diff->releases.count; i++) {
        const DiffRelease *release = &diff->releases.items[i];
        if (show_unit(diff, release->unit) != DIFF_CHANGED ||
            diff->environments.items[release->environment].kind != DIFF_CHANGED)
            continue;
        ShowRelease *found = find_release(out, release);
        if (!found) {
            ShowRelease item = {release, arena_array(arena, bool, diff->environments.count)};
            array_push(arena, out, item);
            found = &out->items[out->count - 1];
        }
        found->environments[release->environment] = true;
    }
}

Text show_reason(const DiffRow *row) {
    return row->is_secret ? TEXT("secret") : row->category;
}

const char *show_kind(DiffKind kind) {
    switch (kind) {
    case DIFF_CHANGED: return "";
    case DIFF_ADDED: return "new";
    case DIFF_REMOVED: return "removed";
    }
    unreachable("DiffKind");
}

/* Of objects their fields do not count. */
static bool counts_as_one(const Diff *diff, const DiffRow *row) {
    return !diff->is_rendered || row->path.length == 0;
}

uint32_t show_size_of_unit(const Diff *diff, Text unit) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < diff->params.count; i++)
        count += counts_as_one(diff, &diff->params.items[i]) &&
                 text_equal(diff->params.items[i].unit, unit);
    return count;
}

uint32_t show_size_of_environment(const Diff *diff, uint32_t environment) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < diff->params.count; i++)
        count += counts_as_one(diff, &diff->params.items[i]) &&
                 diff->params.items[i].cells[environment].has_changed;
    return count;
}
