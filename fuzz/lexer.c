/* lexer.c - the harness of the lexer: nothing of a file is lost.
 *
 * Every byte belongs to one token, is blank, or was reported and passed over; the tokens stand in
 * order, and the last one is the end of the file. The source table has refused what is no UTF-8
 * before. */
#include "harness.h"
#include "syntax/syntax.h"

/* Whether a finding points at the byte: a hidden character that no token has. */
static bool is_reported(const Report *report, size_t offset) {
    for (uint32_t i = 0; i < report->items.count; i++) {
        Span span = report->items.items[i]->span;
        if (offset >= span.start && offset < span.end) return true;
    }
    return report->dropped > 0;
}

/* The mark at the beginning of a file is blank, too. */
static bool is_blank(Text text, size_t offset) {
    bool is_mark = offset < 3 && text_starts_with(text, TEXT("\xEF\xBB\xBF"));
    return is_mark || text.bytes[offset] == ' ' || text.bytes[offset] == '\t';
}

static void check_tokens(const Report *report, Text text, const Token *tokens, uint32_t count) {
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        property(tokens[i].start >= at);
        for (; at < tokens[i].start; at++)
            property(is_blank(text, at) || is_reported(report, at));
        property(tokens[i].length > 0 || tokens[i].kind == TOKEN_END);
        at += tokens[i].length;
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
        check_tokens(&report, text, tokens, count);
    }
    arena_close(&arena);
    return 0;
}
