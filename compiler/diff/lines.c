/* lines.c - two texts of several lines, such as the files that a ConfigMap holds: the lines that differ.
 *
 * The lines that both begin and end with are the same. Of what is between them the longest common part
 * is kept, where that is small enough to be looked for; all that is not in it differs, a hunk for each
 * place. */
#include "diff/rendered.h"

enum {
    COMPARED = 400, /* lines between the ends of which the common part is looked for */
    HUNKS = 16      /* what comes after belongs to the last */
};

typedef struct Lines {
    Text *items;
    uint32_t count;
} Lines;

/* Two texts, and where the part between common ends begins and ends in each. */
typedef struct Alignment {
    Lines old, new;
    uint32_t start, old_end, new_end;
    uint16_t *lengths; /* by old and new line: of the longest common part from there on; NULL */
} Alignment;

/* A line of each. */
typedef struct LinePair {
    uint32_t old, new;
} LinePair;

bool lines_are_many(Text text) {
    size_t first = text_find(text, TEXT("\n"), 0);
    return first != SIZE_MAX && first + 1 < text.length;
}

static Lines split(Arena *arena, Text text) {
    ARRAY(Text) lines = {0};
    for (size_t start = 0, end; start <= text.length; start = end + 1) {
        end = text_find(text, TEXT("\n"), start);
        if (end == SIZE_MAX) end = text.length;
        Text line = {text.bytes + start, end - start};
        array_push(arena, &lines, line);
    }
    return (Lines){lines.items, lines.count};
}

/* --- Alignment ------------------------------------------------------------------------------ */

static bool is_same(const Alignment *both, LinePair at) {
    return text_equal(both->old.items[at.old], both->new.items[at.new]);
}

static void find_ends(Alignment *both) {
    LinePair end = {both->old.count, both->new.count}, at = {0, 0};
    for (; at.old < end.old && at.new < end.new &&is_same(both, at); at.old++)
        at.new ++;
    both->start = at.old;
    while (end.old > both->start &&
           end.new > both->start &&is_same(both, (LinePair){end.old - 1, end.new - 1}))
        end = (LinePair){end.old - 1, end.new - 1};
    both->old_end = end.old;
    both->new_end = end.new;
}

static uint16_t *length_at(const Alignment *both, uint32_t old, uint32_t new) {
    uint32_t width = both->new_end - both->start + 1;
    return &both->lengths[(size_t)(old - both->start) * width + (new - both->start)];
}

static uint16_t longest_at(const Alignment *both, LinePair at) {
    if (is_same(both, at)) return (uint16_t)(*length_at(both, at.old + 1, at.new + 1) + 1);
    uint16_t below = *length_at(both, at.old + 1, at.new),
             beside = *length_at(both, at.old, at.new + 1);
    return below > beside ? below : beside;
}

/* From the ends backwards, so that the common part can be followed forwards. */
static void fill_lengths(Arena *arena, Alignment *both) {
    uint32_t height = both->old_end - both->start + 1, width = both->new_end - both->start + 1;
    both->lengths = arena_array(arena, uint16_t, (size_t)height * width);
    for (uint32_t old = both->old_end; old-- > both->start;)
        for (uint32_t new = both->new_end; new -- > both->start;)
            *length_at(both, old, new) = longest_at(both, (LinePair){old, new});
}

/* --- Hunks ---------------------------------------------------------------------------------- */

static bool is_in_both(const Alignment *both, LinePair at) {
    return at.old < both->old_end && at.new < both->new_end &&is_same(both, at);
}

/* Behind the lines that are not in both: of the two sides the one goes on that leaves more in common. */
static LinePair end_of_hunk(const Alignment *both, LinePair at) {
    while (!is_in_both(both, at) && (at.old < both->old_end || at.new < both->new_end)) {
        bool is_old = at.new == both->new_end ||
                      (at.old < both->old_end && *length_at(both, at.old + 1, at.new) >=
                                                     *length_at(both, at.old, at.new + 1));
        *(is_old ? &at.old : &at.new) += 1;
    }
    return at;
}

/* The lines from one to before another, as they stand in the text. */
static Text join(const Lines *lines, uint32_t start, uint32_t end) {
    if (start == end) return TEXT("");
    ensure(lines->items != NULL);
    const Text *first = &lines->items[start], *last = &lines->items[end - 1];
    return (Text){first->bytes, (size_t)(last->bytes + last->length - first->bytes)};
}

static void add_hunk(Arena *arena, const Alignment *both, LinePair start, LinePair end,
                     Hunks *out) {
    Hunk hunk = {.old = join(&both->old, start.old, end.old),
                 .new = join(&both->new, start.new, end.new),
                 .has_old = start.old < end.old,
                 .has_new = start.new < end.new,
                 .line = start.new + 1};
    array_push(arena, out, hunk);
}

static void add_hunks(Arena *arena, const Alignment *both, Hunks *out) {
    LinePair at = {both->start, both->start}, last = {both->old_end, both->new_end};
    while (at.old < last.old || at.new < last.new) {
        bool is_last = !both->lengths || out->count + 1 == HUNKS;
        LinePair end = is_last ? last : end_of_hunk(both, at);
        add_hunk(arena, both, at, end, out);
        for (at = end; is_in_both(both, at); at.old++)
            at.new ++;
    }
}

void lines_compare(Arena *arena, Text old, Text new, Hunks *out) {
    Arena *scratch = arena_child(arena);
    Alignment both = {.old = split(scratch, old), .new = split(scratch, new)};
    find_ends(&both);
    bool is_small = both.old_end - both.start <= COMPARED && both.new_end - both.start <= COMPARED;
    if (is_small) fill_lengths(scratch, &both);
    add_hunks(arena, &both, out);
    arena_close(scratch);
}
