/* suggest.c - the name that was probably meant.
 *
 * Nearness is the Damerau-Levenshtein distance (insert, delete, replace, swap two neighbours) over
 * code points, where only names within a third of their length count as near: a far guess is worse
 * than none. Memory is three rows of the table; candidates of a very different length are never
 * compared. Ties go to the candidate that comes first, so the answer depends on the order given and
 * on nothing else. */
#include "report/report.h"

enum {
    /* Names are short; beyond this nobody needs a suggestion, and the table would be quadratic. */
    LONGEST_NAME = 200,
    /* Cells of tables, for all suggestions of a report: some tenths of a second. */
    MOST_COMPARED = 100000000
};

/* A name as code points, so that a letter counts one in every script. */
typedef struct Word {
    int32_t letters[LONGEST_NAME];
    size_t length;
} Word;

/* Of a text of at most LONGEST_NAME bytes. */
static void word_of(Text text, Word *out) {
    out->length = 0;
    for (size_t offset = 0; offset < text.length;)
        out->letters[out->length++] = utf8_next(text, &offset);
}

/* How the numbers of a cell come about: the cell above and to the left plus one where the letters
 * differ (replace), above (delete) or left (insert) plus one, two rows above for a swap. */

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Fills row `i` of the table from the two rows before it and gives the least of its numbers, below
 * which no later row can fall. */
static size_t fill_row(const Word *a, const Word *b, size_t i, size_t *const rows[3]) {
    size_t *row = rows[0];
    const size_t *above = rows[1];
    size_t least = row[0] = i;
    for (size_t j = 1; j <= b->length; j++) {
        bool is_same = a->letters[i - 1] == b->letters[j - 1];
        size_t best = smaller(above[j - 1] + !is_same, smaller(above[j], row[j - 1]) + 1);
        bool is_swapped = i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
                          a->letters[i - 2] == b->letters[j - 1];
        if (is_swapped) best = smaller(best, rows[2][j - 2] + 1);
        row[j] = best;
        least = smaller(least, best);
    }
    return least;
}

/* The distance of two words, or anything beyond `limit` as soon as it is certain to be beyond. A
 * swap reaches back two rows, so two rows in turn must be beyond. */
static size_t distance(const Word *a, const Word *b, size_t limit) {
    size_t table[3][LONGEST_NAME + 1] = {{0}};
    size_t *rows[3] = {table[0], table[1], table[2]};
    for (size_t j = 0; j <= b->length; j++)
        rows[1][j] = j;
    size_t least_before = 0;
    for (size_t i = 1; i <= a->length; i++) {
        size_t least = fill_row(a, b, i, rows);
        if (least > limit && least_before > limit) return least;
        least_before = least;
        size_t *oldest = rows[2];
        rows[2] = rows[1];
        rows[1] = rows[0];
        rows[0] = oldest;
    }
    return rows[1][b->length];
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* How far apart two names of these lengths may be: a third of the longer one, at least 1, and never
 * so far that they have nothing in common. 0 is never near. */
static size_t allowed(size_t a, size_t b) {
    size_t longer = larger(a, b);
    size_t limit = larger(longer / 3, 1);
    return limit < longer ? limit : 0;
}

static size_t difference(size_t a, size_t b) {
    return a > b ? a - b : b - a;
}

/* Once something was found, only what is nearer still is of interest: the limit shrinks with it. */
Text suggest_nearest(Text text, const Text *candidates, size_t count) {
    Text nearest = TEXT("");
    if (text.length > LONGEST_NAME) return nearest;
    size_t best = SIZE_MAX;
    Word word, other;
    word_of(text, &word);
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].length > LONGEST_NAME) continue;
        word_of(candidates[i], &other);
        size_t limit = smaller(allowed(word.length, other.length), best - 1);
        if (difference(word.length, other.length) > limit) continue;
        size_t found = distance(&word, &other, limit);
        if (found == 0 || found > limit) continue;
        best = found;
        nearest = candidates[i];
    }
    return nearest;
}

/* Does the one begin like the other and go on in the same word? */
static bool is_short_for(Text shorter, Text longer) {
    enum { SHORTEST = 3 };

    if (shorter.length < SHORTEST || shorter.length >= longer.length) return false;
    if (!text_starts_with(longer, shorter)) return false;
    for (size_t i = shorter.length - 1; i < longer.length; i++)
        if (longer.bytes[i] < 'a' || longer.bytes[i] > 'z') return false;
    return true;
}

Text suggest_word(Text text, const Text *candidates, size_t count) {
    Text nearest = suggest_nearest(text, candidates, count);
    size_t found = 0;
    for (size_t i = 0; i < count && nearest.length == 0; i++)
        found += is_short_for(text, candidates[i]) || is_short_for(candidates[i], text) ? 1u : 0u;
    for (size_t i = 0; i < count && found == 1 && nearest.length == 0; i++)
        if (is_short_for(text, candidates[i]) || is_short_for(candidates[i], text))
            nearest = candidates[i];
    return nearest;
}

/* Lists what exists, each in backticks. */
static void note_candidates(Diagnostic *diagnostic, const Text *candidates, size_t count,
                            const char *what) {
    Arena *arena = diagnostic->report->arena;
    Text *quoted = arena_array(arena, Text, count);
    for (size_t i = 0; i < count; i++)
        quoted[i] = text_format(arena, "`%.*s`", TEXT_ARGS(candidates[i]));
    Text list = text_enumerate(arena, quoted, count, TEXT("and"));
    if (count == 1)
        report_note(diagnostic, "there is only %.*s", TEXT_ARGS(list));
    else
        report_note(diagnostic, "there are these %s: %.*s", what, TEXT_ARGS(list));
}

bool suggest_is_wanted(const Diagnostic *diagnostic) {
    return !report_is_dropped(diagnostic) && diagnostic->report->compared < MOST_COMPARED;
}

/* Is there a guess to be made? Then it is counted what comparing with all of them costs at most. */
static bool begin(Diagnostic *diagnostic, Text text, const Text *candidates, size_t count) {
    uint64_t length = 0;
    if (!suggest_is_wanted(diagnostic)) return false;
    for (size_t i = 0; i < count; i++)
        length += candidates[i].length + 1;
    diagnostic->report->compared += length * (text.length + 1);
    return true;
}

/* A guess is help with an edit that the author must confirm; a list of what exists is a note, since
 * it proposes nothing. */
static Diagnostic *propose(Diagnostic *diagnostic, Span span, Text nearest, const Text *candidates,
                           size_t count, const char *what) {
    enum { MOST_LISTED = 12 }; /* the built-in categories and the sinks are 9 */

    Arena *arena = diagnostic->report->arena;
    if (nearest.length > 0) {
        report_help(diagnostic, "a similar name exists: `%.*s`", TEXT_ARGS(nearest));
        Text title = text_format(arena, "write `%.*s`", TEXT_ARGS(nearest));
        report_fix(diagnostic, false, text_c(arena, title), span, nearest);
    } else if (count > 0 && count <= MOST_LISTED) {
        note_candidates(diagnostic, candidates, count, what);
    }
    return diagnostic;
}

Diagnostic *suggest_name(Diagnostic *diagnostic, Span span, Text text, const Text *candidates,
                         size_t count, const char *what) {
    if (!begin(diagnostic, text, candidates, count)) return diagnostic;
    Text nearest = suggest_nearest(text, candidates, count);
    return propose(diagnostic, span, nearest, candidates, count, what);
}

Diagnostic *suggest_one_of(Diagnostic *diagnostic, Span span, Text text, const Text *candidates,
                           size_t count, const char *what) {
    if (!begin(diagnostic, text, candidates, count)) return diagnostic;
    Text nearest = suggest_word(text, candidates, count);
    return propose(diagnostic, span, nearest, candidates, count, what);
}

Diagnostic *suggest_key(Diagnostic *diagnostic, Span span, Text text, const Map *map,
                        const char *what) {
    if (!suggest_is_wanted(diagnostic)) return diagnostic;
    uint32_t count = map->entries.count;
    Text *candidates = arena_array(diagnostic->report->arena, Text, count);
    for (uint32_t i = 0; i < count; i++)
        candidates[i] = map->entries.items[i].key;
    return suggest_name(diagnostic, span, text, candidates, count, what);
}
