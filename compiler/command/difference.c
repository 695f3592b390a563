/* difference.c - a unified diff of two texts, as `patch` and reviewers read it.
 *
 * Lines before and after the first and last change are trimmed, and what is between is compared by
 * the longest common subsequence. A source is some hundred lines; where the changed part is so large
 * that the table would be, it is shown as replaced whole. */
#include "command/command.h"

#include <stdio.h>

enum { CONTEXT = 3, MOST_CELLS = 4000000 };

typedef struct Lines {
    Text *items;
    uint32_t count;
    uint32_t capacity;
} Lines;

static Lines split_lines(Arena *arena, Text text) {
    Lines lines = {0};
    for (size_t start = 0, end; start < text.length; start = end) {
        end = text_find(text, TEXT("\n"), start);
        end = end == SIZE_MAX ? text.length : end + 1;
        array_push(arena, &lines, text_slice(text, start, end));
    }
    return lines;
}

/* One line of the result: ' ' kept, '-' removed, '+' added. */
typedef struct Step {
    char sign;
    Text line;
} Step;

typedef struct Steps {
    Step *items;
    uint32_t count;
    uint32_t capacity;
} Steps;

static void add_steps(Arena *arena, Steps *steps, char sign, const Text *lines, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        array_push(arena, steps, ((Step){sign, lines[i]}));
}

/* Lengths of the longest common subsequences of all suffixes. */
static uint32_t *subsequence_table(Arena *arena, const Text *a, uint32_t n, const Text *b,
                                   uint32_t m) {
    uint32_t *table = arena_array(arena, uint32_t, (size_t)(n + 1) * (m + 1));
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t j = m; j-- > 0;) {
            uint32_t *cell = &table[(size_t)i * (m + 1) + j];
            uint32_t down = cell[m + 1], right = cell[1];
            *cell = text_equal(a[i], b[j]) ? cell[m + 2] + 1 : down > right ? down : right;
        }
    return table;
}

static void compare_middle(Arena *arena, Steps *steps, const Text *a, uint32_t n, const Text *b,
                           uint32_t m) {
    uint32_t i = 0, j = 0;
    if ((uint64_t)(n + 1) * (m + 1) <= MOST_CELLS) {
        const uint32_t *table = subsequence_table(arena, a, n, b, m);
        while (i < n && j < m) {
            const uint32_t *cell = &table[(size_t)i * (m + 1) + j];
            if (text_equal(a[i], b[j])) {
                add_steps(arena, steps, ' ', &a[i++], 1);
                j++;
            } else if (cell[m + 1] >= cell[1]) {
                add_steps(arena, steps, '-', &a[i++], 1);
            } else {
                add_steps(arena, steps, '+', &b[j++], 1);
            }
        }
    }
    add_steps(arena, steps, '-', a + i, n - i);
    add_steps(arena, steps, '+', b + j, m - j);
}

static Steps compare(Arena *arena, const Lines *a, const Lines *b) {
    Steps steps = {0};
    uint32_t head = 0, tail = 0, least = a->count < b->count ? a->count : b->count;
    while (head < least && text_equal(a->items[head], b->items[head]))
        head++;
    while (tail < least - head &&
           text_equal(a->items[a->count - 1 - tail], b->items[b->count - 1 - tail]))
        tail++;
    add_steps(arena, &steps, ' ', a->items, head);
    compare_middle(arena, &steps, a->items + head, a->count - head - tail, b->items + head,
                   b->count - head - tail);
    add_steps(arena, &steps, ' ', a->items + a->count - tail, tail);
    return steps;
}

/* A line as a terminal may have it: of what steers one only tabs are left. */
static void print_line(Arena *arena, Text line) {
    for (size_t start = 0, end;; start = end + 1) {
        end = text_find(line, TEXT("\t"), start);
        Text part = utf8_visible(arena, text_slice(line, start, end));
        printf("%.*s", TEXT_ARGS(part));
        if (end == SIZE_MAX) return;
        putchar('\t');
    }
}

static void print_step(Arena *arena, const Step *step, bool has_color) {
    const char *color = step->sign == '-' ? "\x1b[31m" : step->sign == '+' ? "\x1b[32m" : "";
    bool has_end = text_ends_with(step->line, TEXT("\n"));
    bool is_colored = has_color && *color;
    printf("%s%c", is_colored ? color : "", step->sign);
    print_line(arena, text_slice(step->line, 0, step->line.length - has_end));
    printf("%s\n", is_colored ? "\x1b[0m" : "");
    if (!has_end) printf("\\ No newline at end of file\n");
}

/* Lines of the one text and of the other. */
typedef struct Count {
    uint32_t before, after;
} Count;

static Count count_lines(const Step *steps, uint32_t count) {
    Count lines = {0};
    for (uint32_t i = 0; i < count; i++) {
        lines.before += steps[i].sign != '+';
        lines.after += steps[i].sign != '-';
    }
    return lines;
}

/* Some steps as one hunk; `above` are the lines before it. */
static void print_hunk(Arena *arena, const Step *steps, uint32_t count, Count above,
                       bool has_color) {
    Count lines = count_lines(steps, count);
    printf("@@ -%u,%u +%u,%u @@\n", above.before + (lines.before > 0), lines.before,
           above.after + (lines.after > 0), lines.after);
    for (uint32_t i = 0; i < count; i++)
        print_step(arena, &steps[i], has_color);
}

/* The end of a hunk: the first place followed by more than two contexts of kept lines. */
static uint32_t hunk_end(const Steps *steps, uint32_t change) {
    uint32_t end = change + 1;
    for (uint32_t i = change + 1; i < steps->count && i < end + 2 * CONTEXT; i++)
        if (steps->items[i].sign != ' ') end = i + 1;
    return end + CONTEXT < steps->count ? end + CONTEXT : steps->count;
}

void print_difference(Arena *arena, const char *path, Text before, Text after, bool has_color) {
    Lines a = split_lines(arena, before), b = split_lines(arena, after);
    Steps steps = compare(arena, &a, &b);
    printf("--- a/%s\n+++ b/%s\n", path, path);
    for (uint32_t i = 0, done = 0; i < steps.count; i++) {
        if (steps.items[i].sign == ' ') continue;
        uint32_t first = i > done + CONTEXT ? i - CONTEXT : done;
        done = hunk_end(&steps, i);
        print_hunk(arena, steps.items + first, done - first, count_lines(steps.items, first),
                   has_color);
        i = done - 1;
    }
}
