/* change.c - the harness of diffs: two programs, compared in every way.
 *
 * The input is two projects, parted by a line `=== base`. Whatever they are, also with errors: a diff
 * is printable, its JSON is JSON, its comment keeps its limit; it says that something differs exactly
 * where the diff the other way does; a program does not differ from itself; and the same bytes come
 * twice. */
#include "harness.h"

#include "foreign/foreign.h"

/* Both sides, and what was said. */
typedef struct Sides {
    Arena *arena;
    RungProject *base, *head;
} Sides;

static RungProject *open_side(Arena *arena, Text text) {
    HarnessFiles files = harness_files(arena, text, "strategy.rung");
    return rung_open_memory(files.items, files.count, NULL);
}

static Text diff_of(RungProject *base, RungProject *head, RungDiffFormat format, bool *differs) {
    RungText text;
    RungDiff request = {.base = base, .format = format, .width = 80, .max_size = 3000};
    RungStatus status = rung_diff(head, &request, &text, differs);
    property(status == RUNG_OK || status == RUNG_FINDINGS);
    return (Text){text.bytes, text.length};
}

static void check_forms(const Sides *sides) {
    bool differs, again;
    Problem problem;
    Text text = diff_of(sides->base, sides->head, RUNG_DIFF_TEXT, &differs);
    property(harness_is_printable(text));
    /* Where errors leave values unknown it is said how far nothing differs. */
    bool is_partial = text_starts_with(text, TEXT("No value changes where"));
    property(differs == (text.length > 0 && !is_partial));
    property(text_equal(text, diff_of(sides->base, sides->head, RUNG_DIFF_TEXT, &again)));
    Text comment = diff_of(sides->base, sides->head, RUNG_DIFF_MARKDOWN, &again);
    property(harness_is_printable(comment) && utf8_length(comment) <= 3000);
    Text json = diff_of(sides->base, sides->head, RUNG_DIFF_JSON, &again);
    property(harness_is_printable(json));
    property(json_read(sides->arena, json, &problem) != NULL ||
             text_starts_with(problem.what, TEXT("the file has more than")));
    property(harness_is_printable(diff_of(sides->base, sides->head, RUNG_DIFF_NAMES, &again)));
}

static void check_affected(const Sides *sides) {
    RungText text;
    property(rung_affected(sides->head, sides->base, RUNG_AFFECTED_JSON, &text) != RUNG_FAILED);
    property(harness_is_printable((Text){text.bytes, text.length}));
}

static void check_laws(const Sides *sides) {
    bool there, back, itself;
    (void)diff_of(sides->base, sides->head, RUNG_DIFF_JSON, &there);
    (void)diff_of(sides->head, sides->base, RUNG_DIFF_JSON, &back);
    Text json = diff_of(sides->head, sides->head, RUNG_DIFF_JSON, &itself);
    property(there == back);
    /* What cannot be read is not even itself. */
    property(itself == text_contains(json, TEXT("\"compared\": false")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text text = harness_text(&arena, data, size), mark = TEXT("\n=== base\n");
    size_t at = text_find(text, mark, 0);
    size_t behind = at == SIZE_MAX ? text.length : at + mark.length;
    Sides sides = {&arena, open_side(&arena, text_slice(text, behind, text.length)),
                   open_side(&arena, text_slice(text, 0, at))};
    check_forms(&sides);
    check_affected(&sides);
    check_laws(&sides);
    rung_close(sides.base);
    rung_close(sides.head);
    arena_close(&arena);
    return 0;
}
