/* shrink.c - the smallest batch that a reader misreads.
 *
 * A reader takes its time to start, so it is asked about many candidates at once, and the first that it
 * misreads is taken. First the batch is cut into halves, then characters are left out of what remains, many of
 * them and later one by one, and at last each is an `a` where that changes nothing. */
#include "property/shrink.h"

#include <stdlib.h>

#include "golden/golden.h"

/* Of what a reader is asked at once, and how often one is asked about one text. */
enum { CANDIDATES_MOST = 400, BYTES_MOST = 400000, ROUNDS_MOST = 60 };

typedef ARRAY(Batch) Candidates;

bool reading_is_right(Text expected, Text said) {
    return text_equal(expected, said) || text_equal(said, TEXT("?"));
}

/* --- Asking ------------------------------------------------------------------------------------ */

/* Adds what the candidate comes to as a file of the format at hand; nothing where it is refused. */
static void add_candidate(Arena *arena, const char *directory, const Misreading *about,
                          const Batch *candidate, uint32_t number, Readables *files) {
    Readables all = {0};
    Tally tally = {0};
    Text problem, name = text_format(arena, "%u", number);
    bool is_there = batch_add(arena, directory, candidate, name, &all, &tally, &problem);
    for (uint32_t i = 0; is_there && i < all.items.count; i++)
        if (all.items.items[i].format == about->format)
            array_push(arena, &files->items, all.items.items[i]);
}

static Text expected_of(const Misreading *about, const Readable *file) {
    return about->reader->says_nothing ? TEXT("") : file->expected[about->reader->numbers];
}

static size_t size_of(const Batch *batch) {
    size_t size = 0;
    for (uint32_t i = 0; i < batch->count; i++)
        size += batch->items[i].text.length;
    return size;
}

/* Takes the first candidate that is misread. */
static bool take_first(Arena *arena, const char *directory, Misreading *about,
                       const Candidates *candidates) {
    Readables files = {0};
    ARRAY(uint32_t) owners = {0};
    size_t bytes = 0;
    const char *folder = tree_join(arena, directory, "shrink");
    for (uint32_t i = 0; i < candidates->count && i < CANDIDATES_MOST && bytes < BYTES_MOST; i++) {
        bytes += size_of(&candidates->items[i]);
        add_candidate(arena, folder, about, &candidates->items[i], i, &files);
        while (owners.count < files.items.count)
            array_push(arena, &owners, i);
    }
    if (!files.items.count) return false;
    Reading reading = reader_run(arena, directory, about->reader, &files);
    tree_remove(arena, folder);
    for (uint32_t i = 0; i < files.items.count; i++) {
        Text expected = expected_of(about, &files.items.items[i]);
        if (reading_is_right(expected, reading.said[i])) continue;
        about->batch = candidates->items[owners.items[i]];
        about->expected = expected;
        about->said = reading.said[i];
        return true;
    }
    return false;
}

/* --- Fewer values ------------------------------------------------------------------------------ */

/* The batch without `width` of its specimens. */
static void add_without(Arena *arena, Candidates *candidates, const Batch *batch, uint32_t start,
                        uint32_t width) {
    Specimen *items = arena_array(arena, Specimen, batch->count);
    Batch fewer = *batch;
    fewer.items = items;
    fewer.count = 0;
    for (uint32_t i = 0; i < batch->count; i++)
        if (i < start || i >= start + width) items[fewer.count++] = batch->items[i];
    array_push(arena, candidates, fewer);
}

/* Leaves `width` values out, somewhere. */
static bool leave_out(Arena *arena, const char *directory, Misreading *about, uint32_t width) {
    Candidates candidates = {0};
    for (uint32_t i = 0; i < about->batch.count; i += width)
        add_without(arena, &candidates, &about->batch, i, width);
    return take_first(arena, directory, about, &candidates);
}

/* Mostly one value is left; more where they are only misread together. */
static void reduce(Arena *arena, const char *directory, Misreading *about) {
    uint32_t width = about->batch.count / 2;
    while (width > 0) {
        if (!leave_out(arena, directory, about, width)) width /= 2;
        if (width > about->batch.count / 2) width = about->batch.count / 2;
    }
}

/* --- Fewer characters -------------------------------------------------------------------------- */

/* The offset of each character of the text, and its end. */
static uint32_t *offsets_of(Arena *arena, Text text, uint32_t *count) {
    uint32_t *offsets = arena_array(arena, uint32_t, text.length + 1);
    *count = 0;
    for (size_t i = 0; i < text.length; utf8_next(text, &i))
        offsets[(*count)++] = (uint32_t)i;
    offsets[*count] = (uint32_t)text.length;
    return offsets;
}

/* The one specimen with another text between two offsets. */
static void add_changed(Arena *arena, Candidates *candidates, const Batch *batch, size_t start,
                        size_t end, Text middle) {
    Specimen *specimen = arena_new(arena, Specimen);
    Batch changed = *batch;
    *specimen = batch->items[0];
    const Text parts[] = {text_slice(specimen->text, 0, start), middle,
                          text_slice(specimen->text, end, specimen->text.length)};
    specimen->text = text_join(arena, parts, 3, TEXT(""));
    changed.items = specimen;
    array_push(arena, candidates, changed);
}

/* Leaves `width` characters out, somewhere. */
static bool cut(Arena *arena, const char *directory, Misreading *about, uint32_t width) {
    Candidates candidates = {0};
    uint32_t count, *offsets = offsets_of(arena, about->batch.items[0].text, &count);
    for (uint32_t i = 0; i + width <= count; i += width)
        add_changed(arena, &candidates, &about->batch, offsets[i], offsets[i + width], TEXT(""));
    return take_first(arena, directory, about, &candidates);
}

/* One character more is an `a`. */
static bool simplify(Arena *arena, const char *directory, Misreading *about) {
    Candidates candidates = {0};
    Text text = about->batch.items[0].text;
    uint32_t count, *offsets = offsets_of(arena, text, &count);
    for (uint32_t i = 0; i < count; i++)
        if (text.bytes[offsets[i]] != 'a')
            add_changed(arena, &candidates, &about->batch, offsets[i], offsets[i + 1], TEXT("a"));
    return take_first(arena, directory, about, &candidates);
}

static void shorten(Arena *arena, const char *directory, Misreading *about) {
    uint32_t width = (uint32_t)utf8_length(about->batch.items[0].text) / 2, rounds = 0;
    while (width > 0 && rounds++ < ROUNDS_MOST)
        if (!cut(arena, directory, about, width)) width /= 2;
    while (rounds++ < ROUNDS_MOST && simplify(arena, directory, about)) {
    }
}

/* --- All of it --------------------------------------------------------------------------------- */

/* Numbers stay what they are: most shorter ones are read well. */
bool shrink(Arena *arena, const char *directory, Misreading *about) {
    Candidates whole = {0};
    about->batch.sinks = BATCH_BIT(about->sink);
    array_push(arena, &whole, about->batch);
    if (!take_first(arena, directory, about, &whole)) return false;
    reduce(arena, directory, about);
    bool is_text = about->batch.count == 1 && !about->batch.items[0].is_number;
    if (is_text) shorten(arena, directory, about);
    return true;
}

Text misreading_text(Arena *arena, const Misreading *about) {
    enum { VALUES_SHOWN = 5 };

    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_format(&out, "%s misreads `%s`:", about->reader->name, sink_fact(about->sink)->name);
    for (uint32_t i = 0; i < about->batch.count && i < VALUES_SHOWN; i++) {
        writer_string(&out, i ? ", " : " ");
        writer_json(&out, about->batch.items[i].text);
        writer_format(&out, " %s", specimen_shape(&about->batch.items[i], about->sink));
    }
    if (about->batch.count > VALUES_SHOWN)
        writer_format(&out, " and %u more, together only", about->batch.count - VALUES_SHOWN);
    writer_char(&out, '\n');
    writer_text(&out, canonical_difference(arena, about->expected, about->said));
    return writer_done(&out);
}
