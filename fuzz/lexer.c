/* lexer.c - the harness of the lexer: nothing of a file is lost.
 *
 * Every byte belongs to one token or is whitespace between two; the tokens stand in order, and the
 * last one is the end of the file. The source table has refused what is no UTF-8 before. */
#include "harness.h"
#include "syntax/syntax.h"

/* A space, a tab, or one of the invisible characters that the lexer passes over: the mark at the
 * beginning of a file, U+00A0 and U+200B. */
static bool is_between(Text text, size_t start, size_t end) {
    size_t at = start == 0 && text_starts_with(text, TEXT("\xEF\xBB\xBF")) ? 3 : start;
    for (; at < end; at++)
        if (strchr(" \t\xC2\xA0\xE2\x80\x8B", text.bytes[at]) == NULL) return false;
    return at == end;
}

static void check_tokens(Text text, const Token *tokens, uint32_t count) {
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t start = tokens[i].start;
        property(start >= at && is_between(text, at, start));
        property(tokens[i].length > 0 || tokens[i].kind == TOKEN_END);
        at = start + tokens[i].length;
    }
    property(at == text.length);
    property(count > 0 && tokens[count - 1].kind == TOKEN_END);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Sources sources;
    Report report;
    arena_open(&arena, &memory_standard);
    Text text = harness_text(&arena, data, size);
    if (utf8_check(text) == SIZE_MAX && (size == 0 || memchr(text.bytes, 0, size) == NULL)) {
        sources_open(&sources, &arena);
        report_open(&report, &arena, &sources);
        uint32_t file = sources_add(&sources, TEXT("fuzz.rung"), text), count = 0;
        Token *tokens = NULL;
        syntax_lex(&arena, &report, file, &tokens, &count);
        check_tokens(text, tokens, count);
    }
    arena_close(&arena);
    return 0;
}
