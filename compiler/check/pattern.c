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

struct Pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
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

/* The contexts live in the arena as the pattern does; `match` is used again by every search. */
Pattern *pattern_compile(Arena *arena, Text source, Text *problem) {
    pcre2_general_context *memory = pcre2_general_context_create(take, give_back, arena);
    pcre2_compile_context *compile = pcre2_compile_context_create(memory);
    const uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(source.length == 0 ? "" : source.bytes),
                                     source.length, options, &error, &offset, compile);
    if (code == NULL) {
        *problem = describe(arena, error, offset);
        return NULL;
    }
    Pattern *pattern = arena_new(arena, Pattern);
    pattern->code = code;
    pattern->match = pcre2_match_data_create(1, memory);
    pattern->context = pcre2_match_context_create(memory);
    pcre2_set_match_limit(pattern->context, LIMIT_MATCH_STEPS);
    pcre2_set_heap_limit(pattern->context, HEAP_KIB);
    return pattern;
}

/* Every error but "not found" is a limit that was hit. */
int pattern_search(const Pattern *pattern, Text text) {
    const char *bytes = text.length == 0 ? "" : text.bytes;
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)bytes, text.length, 0, 0, pattern->match,
                            pattern->context);
    if (found == PCRE2_ERROR_NOMATCH) return 0;
    return found >= 0 ? 1 : -1;
}
