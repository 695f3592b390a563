/* listing.c - `.rung/outputs` and `.rung/rendered`: the lists of the files that are ours.
 *
 * A line a file: the XXH3-64 of what was written, a tab, its path, and where there is something to say
 * of its origin a tab and that: the environment of an output where that is ephemeral. Lines may stand in any order and a path may be listed
 * more than once (two branches were merged, or a build was killed): any of its lines counts. Lines
 * that are none, such as conflict markers, are passed over, and so are those that no build writes:
 * what the list names may be removed, so it is held to what an output can be. */
#include "library/library.h"

#include <stdlib.h>

enum { HASH_LENGTH = 16 };

Text listing_hash(Arena *arena, Text bytes) {
    return hash_hex64(arena, hash_text(bytes));
}

static bool is_hash(Text text) {
    if (text.length != HASH_LENGTH) return false;
    for (size_t i = 0; i < text.length; i++)
        if (!strchr("0123456789abcdef", text.bytes[i])) return false;
    return true;
}

bool listing_has(const Listing *listing, Text path, Text hash) {
    for (uint32_t i = listing_first(listing, path); i; i = listing->items.items[i - 1].next)
        if (text_equal(listing->items.items[i - 1].hash, hash)) return true;
    return false;
}

static bool has_line(const Listing *listing, const Listed *line) {
    for (uint32_t i = listing_first(listing, line->path); i; i = listing->items.items[i - 1].next) {
        const Listed *other = &listing->items.items[i - 1];
        if (text_equal(other->hash, line->hash) && text_equal(other->origin, line->origin))
            return true;
    }
    return false;
}

void listing_add(Arena *arena, Listing *listing, Listed line) {
    if (has_line(listing, &line)) return;
    void **place = map_at(&listing->by_path, line.path);
    line.next = (uint32_t)(uintptr_t)*place;
    array_push(arena, &listing->items, line);
    *place = (void *)(uintptr_t)listing->items.count;
}

uint32_t listing_first(const Listing *listing, Text path) {
    return (uint32_t)(uintptr_t)map_get(&listing->by_path, path);
}

void listing_open(Arena *arena, Listing *out) {
    *out = (Listing){0};
    map_open(&out->by_path, arena);
}

/* Relative, without `..`, and neither a source nor git's. */
static bool is_output_path(Text path) {
    if (text_ends_with(path, TEXT(".rung"))) return false;
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        Text segment = text_slice(path, start, end);
        if (!segment.length || text_equal(segment, TEXT(".")) || text_equal(segment, TEXT("..")) ||
            text_equal(segment, TEXT(".git")))
            return false;
    }
    return true;
}

static void read_line(Arena *arena, Text line, Listing *out) {
    if (text_ends_with(line, TEXT("\r"))) line.length--;
    size_t first = text_find(line, TEXT("\t"), 0);
    if (first == SIZE_MAX || !is_hash(text_slice(line, 0, first))) return;
    size_t second = text_find(line, TEXT("\t"), first + 1);
    Listed item = {.hash = text_slice(line, 0, first),
                   .path = text_slice(line, first + 1, second),
                   .origin = TEXT("")};
    if (second != SIZE_MAX) item.origin = text_slice(line, second + 1, line.length);
    if (is_output_path(item.path)) listing_add(arena, out, item);
}

void listing_read(Arena *arena, Text text, Listing *out) {
    listing_open(arena, out);
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        if (end == SIZE_MAX) end = text.length;
        read_line(arena, text_slice(text, start, end), out);
    }
}

size_t listing_line_length(const Listed *line) {
    size_t origin = line->origin.length;
    return line->hash.length + 1 + line->path.length + (origin ? origin + 1 : 0) + 1;
}

static int compare_lines(const void *a, const void *b) {
    const Listed *left = a, *right = b;
    int order = text_compare(left->path, right->path);
    if (!order) order = text_compare(left->hash, right->hash);
    return order ? order : text_compare(left->origin, right->origin);
}

Text listing_write(Arena *arena, const Listing *listing) {
    uint32_t count = listing->items.count;
    Listed *sorted = arena_array(arena, Listed, count);
    if (count) memcpy(sorted, listing->items.items, count * sizeof *sorted);
    if (count) qsort(sorted, count, sizeof *sorted, compare_lines);
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++) {
        writer_text(&writer, sorted[i].hash);
        writer_char(&writer, '\t');
        writer_text(&writer, sorted[i].path);
        if (sorted[i].origin.length) writer_char(&writer, '\t');
        writer_text(&writer, sorted[i].origin);
        writer_char(&writer, '\n');
    }
    return writer_done(&writer);
}
