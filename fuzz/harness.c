/* harness.c - what the harnesses share.
 *
 * `fault_raise` stands here a second time: a broken invariant of the compiler leaves by _Exit, which
 * fuzzers take for a peaceful end. The linker takes this one and leaves base/fault.c in its
 * archive, so that each broken `ensure` is a crash with an input that makes it. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>

noreturn void fault_raise(const char *file, int line, const char *what) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

/* A copy, so that a read beyond its end is one beyond an allocation. */
Text harness_text(Arena *arena, const uint8_t *data, size_t size) {
    return text_copy(arena, (Text){(const char *)data, size});
}

/* The line at *offset without its line feed; *offset moves behind it. */
static Text take_line(Text input, size_t *offset) {
    size_t start = *offset, end = text_find(input, TEXT("\n"), start);
    *offset = end == SIZE_MAX ? input.length : end + 1;
    return text_slice(input, start, end);
}

/* Where the next `=== PATH` line begins, from the start of a line on; the end where none does. */
static size_t find_separator(Text input, size_t offset) {
    while (offset < input.length) {
        size_t start = offset;
        if (text_starts_with(take_line(input, &offset), TEXT("=== "))) return start;
    }
    return input.length;
}

HarnessFiles harness_files(Arena *arena, Text input, const char *first) {
    ARRAY(RungFile) files = {0};
    const char *path = first;
    for (size_t start = 0, end;; start = end) {
        if (start > 0 || text_starts_with(input, TEXT("=== "))) {
            Text line = take_line(input, &start);
            path = text_c(arena, text_slice(line, 4, line.length));
        }
        end = find_separator(input, start);
        Text text = text_copy(arena, text_slice(input, start, end));
        array_push(arena, &files, ((RungFile){path, text.bytes, text.length}));
        if (end == input.length) break;
    }
    return (HarnessFiles){files.items, files.count};
}

bool harness_is_printable(Text text) {
    for (size_t offset = 0; offset < text.length;) {
        int32_t code_point = utf8_next(text, &offset);
        if (code_point == UTF8_INVALID) return false;
        if (code_point != '\n' && utf8_is_unsafe(code_point)) return false;
    }
    return true;
}
