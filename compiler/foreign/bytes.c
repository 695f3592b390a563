/* bytes.c - what must hold of bytes before a reader looks at them, and how a reader complains.
 *
 * A file that is too large or no UTF-8 is refused here once, so that the readers behind never meet
 * half a character. Of several problems the first one wins: what follows a mistake is mostly its
 * consequence. */
#include "foreign/reading.h"

bool problem_raise(Arena *arena, Problem *problem, size_t offset, const char *format, ...) {
    if (problem->what.length > 0) return false;
    va_list arguments;
    va_start(arguments, format);
    problem->what = text_format_list(arena, format, arguments);
    va_end(arguments);
    problem->offset = (uint32_t)offset;
    return false;
}

size_t bytes_mark_length(Text bytes) {
    static const Text byte_order_mark = {"\xEF\xBB\xBF", 3};
    return text_starts_with(bytes, byte_order_mark) ? byte_order_mark.length : 0;
}

bool bytes_are_readable(Arena *arena, Text bytes, Problem *problem) {
    if (bytes.length > LIMIT_SOURCE_BYTES) {
        return problem_raise(arena, problem, 0, "the file has more than %d bytes",
                             (int)LIMIT_SOURCE_BYTES);
    }
    size_t invalid = utf8_check(bytes);
    return invalid == SIZE_MAX ||
           problem_raise(arena, problem, invalid, "the file is not UTF-8 here");
}
