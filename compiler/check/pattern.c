/* pattern.c - the patterns of `matches`: PCRE2, bounded.
 *
 * The only file that knows PCRE2. Everything a pattern needs, also while it is searched, comes from
 * the arena it was compiled in, so nothing has to be freed and a failing allocator is seen here as
 * everywhere. A search is bounded in steps and in memory: a pattern that backtracks without end
 * gives -1, never a hanging compiler.
 *
 * PCRE2's just-in-time compiler is left out on purpose. It counts its steps otherwise, so whether a
 * search hits the limit would depend on the machine; its memory is no arena's; and compiling a
 * pattern to machine code costs more than the few short searches that a program makes. */
#include "check/check.h"

#include <pcre2.h>

/* KiB that one search may take: enough for the limit of steps, and no more. */
enum { HEAP_KIB = 1024, LONGEST_PROBLEM = 256 };

/* PCRE2 does not tell how many steps a search took. So each is tried with few at first, which is
 * enough for nearly all, and then with ever more: what it fails with is what it took. */
enum { FEW_STEPS = 200, MORE_STEPS = 8, LEAST_COST = 20 };

struct Pattern {
    pcre2_code *code; /* NULL: one of the library that was not searched yet, and then */
    Arena *arena;     /* where it will be compiled */
    Text source;
    pcre2_match_data *match;
    pcre2_match_context *context;
    PatternBudget *budget;
};

static void *take(size_t size, void *arena) {
    return arena_raw(arena, size, alignof(max_align_t));
}

/* The arena gives back everything at once. */
static void give_back(void *block, void *arena) {
    (void)block;
    (void)arena;
}

/* PCRE2's own words, with the place where it gave up. */
static Text describe(Arena *arena, int error, size_t offset) {
    PCRE2_UCHAR buffer[LONGEST_PROBLEM];
    int length = pcre2_get_error_message(error, buffer, sizeof buffer);
    Text words = {(const char *)buffer, length > 0 ? (size_t)length : 0};
    return text_format(arena, "%.*s at offset %zu", TEXT_ARGS(words), offset);
}

/* A short pattern can be a long program: `(x{1000}){60}`. */
static bool pay_bytes(PatternBudget *budget, const pcre2_code *code) {
    size_t size = 0;
    (void)pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
    bool fits = size <= budget->bytes;
    if (fits) budget->bytes -= size;
    return fits;
}

/* The contexts live in the arena as the pattern does; `match` is used again by every search. */
Pattern *pattern_compile(Arena *arena, PatternBudget *budget, Text source, Text *problem) {
    ArenaMark mark = arena_mark(arena);
    pcre2_general_context *memory = pcre2_general_context_create(take, give_back, arena);
    pcre2_compile_context *compile = pcre2_compile_context_create(memory);
    const uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(source.length == 0 ? "" : source.bytes),
                                     source.length, options, &error, &offset, compile);
    bool fits = code != NULL && pay_bytes(budget, code);
    if (!fits) {
        arena_reset(arena, mark);
        *problem = code == NULL ? describe(arena, error, offset)
                                : TEXT("all patterns together take too much memory");
        return NULL;
    }
    Pattern *pattern = arena_new(arena, Pattern);
    pattern->code = code;
    pattern->match = pcre2_match_data_create(1, memory);
    pattern->context = pcre2_match_context_create(memory);
    pattern->budget = budget;
    pcre2_set_heap_limit(pattern->context, HEAP_KIB);
    return pattern;
}

Pattern *pattern_known(Arena *arena, PatternBudget *budget, Text source) {
    Pattern *pattern = arena_new(arena, Pattern);
    *pattern = (Pattern){.arena = arena, .source = source, .budget = budget};
    return pattern;
}

/* What the patterns of the project have left of the memory is no concern of one that is known. */
static void compile_known(Pattern *pattern) {
    Text problem;
    PatternBudget own = {.bytes = LIMIT_PATTERN_BYTES}, *budget = pattern->budget;
    Pattern *compiled = pattern_compile(pattern->arena, &own, pattern->source, &problem);
    ensure(compiled != NULL);
    *pattern = *compiled;
    pattern->budget = budget;
}

static int search(const Pattern *pattern, Text text, uint32_t steps) {
    const char *bytes = text.length == 0 ? "" : text.bytes;
    pcre2_set_match_limit(pattern->context, steps);
    return pcre2_match(pattern->code, (PCRE2_SPTR)bytes, text.length, 0, 0, pattern->match,
                       pattern->context);
}

static void pay_steps(PatternBudget *budget, uint64_t steps) {
    budget->steps -= steps < budget->steps ? steps : budget->steps;
}

/* Every error but "not found" is a limit that was hit. When nothing is left, a search that takes
 * few steps still succeeds: the one slow pattern is blamed, and not all that come after it. */
int pattern_search(Pattern *pattern, Text text) {
    uint32_t steps = FEW_STEPS;
    if (pattern->code == NULL) compile_known(pattern);
    int found = search(pattern, text, steps);
    pay_steps(pattern->budget, LEAST_COST);
    while (found == PCRE2_ERROR_MATCHLIMIT && steps < LIMIT_MATCH_STEPS) {
        pay_steps(pattern->budget, steps);
        if (pattern->budget->steps == 0) return -1;
        steps = steps < LIMIT_MATCH_STEPS / MORE_STEPS ? steps * MORE_STEPS : LIMIT_MATCH_STEPS;
        found = search(pattern, text, steps);
    }
    if (steps > FEW_STEPS) pay_steps(pattern->budget, steps);
    if (found == PCRE2_ERROR_NOMATCH) return 0;
    return found >= 0 ? 1 : -1;
}
