/* sort.c - a merge sort over pointers.
 *
 * Why not qsort: it is not stable, so that the order of equal findings would differ between C
 * libraries, and some of them allocate behind our back. Bottom-up, with one scratch array. */
#include "report/sort.h"

typedef struct Run {
    size_t start, middle, end;
} Run;

/* Merges items[start, middle) and items[middle, end) into `out`; the left one wins a draw. */
static void merge(void **items, void **out, Run run, Compare *compare) {
    size_t left = run.start;
    size_t right = run.middle;
    for (size_t at = run.start; at < run.end; at++) {
        bool takes_left =
            right == run.end || (left < run.middle && compare(items[left], items[right]) <= 0);
        out[at] = takes_left ? items[left++] : items[right++];
    }
}

/* The last run of a round may be short, or missing. */
static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

void sort_items(Arena *arena, void **items, size_t count, Compare *compare) {
    if (count < 2) return;
    ArenaMark mark = arena_mark(arena);
    /* Each round merges runs of `length` from one array into the other. */
    void **from = items;
    void **to = arena_array(arena, void *, count);
    for (size_t length = 1; length < count; length *= 2) {
        for (size_t start = 0; start < count; start += 2 * length)
            merge(from, to,
                  (Run){start, smaller(start + length, count), smaller(start + 2 * length, count)},
                  compare);
        void **swapped = from;
        from = to;
        to = swapped;
    }
    /* After an odd number of rounds the result stands in the scratch array. */
    if (from != items) memcpy(items, from, count * sizeof *items);
    arena_reset(arena, mark);
}
