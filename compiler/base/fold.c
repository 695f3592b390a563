/* fold.c - text in lines of a width, for terminals. */
#include "base/base.h"

/* Where the word at `start` ends. Code in backticks is one word: it is not torn apart. */
static size_t word_end(Text text, size_t start) {
    size_t at = start;
    while (at < text.length && text.bytes[at] != ' ') {
        size_t close = text.bytes[at] == '`' ? text_find(text, TEXT("`"), at + 1) : SIZE_MAX;
        at = close == SIZE_MAX ? at + 1 : close + 1;
    }
    return at;
}

/* Where the next word begins. */
static size_t skip_spaces(Text text, size_t at) {
    while (at < text.length && text.bytes[at] == ' ')
        at++;
    return at;
}

/* To break an address or a path would make it useless. */
bool text_fold(Text text, size_t width, size_t *offset, Text *line) {
    size_t start = *offset;
    if (start >= text.length) return false;
    size_t end = word_end(text, start);
    while (end < text.length) {
        size_t next = word_end(text, skip_spaces(text, end));
        if (utf8_width(text_slice(text, start, next)) > width) break;
        end = next;
    }
    *line = text_slice(text, start, end);
    *offset = skip_spaces(text, end);
    return true;
}
