/* function_text.c - the functions on text. Letters are those of ASCII: what is configured is names,
 * and names of other alphabets have no one way to be made large. */
#include "evaluate/function.h"

/* An argument that was seen to be text. */
static Text text_at(const Call *call, uint32_t index) {
    return call->arguments[index]->text;
}

typedef char ByteMap(char byte);

static char upper(char byte) {
    return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Bytes beyond ASCII pass as they are, so UTF-8 stays valid. */
static const Value *map_bytes(Call *call, ByteMap *map) {
    Text text = text_at(call, 0);
    char *bytes = arena_raw(call->arena, text.length, 1);
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = map(text.bytes[i]);
    return value_string(call->arena, (Text){bytes, text.length});
}

const Value *function_UPPER(Call *call, Text *problem) {
    (void)problem;
    return map_bytes(call, upper);
}

const Value *function_LOWER(Call *call, Text *problem) {
    (void)problem;
    return map_bytes(call, lower);
}

/* Is the character that begins at `at` one of the set? *end is behind it. */
static bool is_among(Text text, size_t at, Text set, size_t *end) {
    *end = at;
    int32_t wanted = utf8_next(text, end);
    for (size_t i = 0; i < set.length;)
        if (utf8_next(set, &i) == wanted) return true;
    return false;
}

/* The start of the character that ends at `end`. */
static size_t before(Text text, size_t end) {
    size_t start = end - 1;
    while (start > 0 && ((unsigned char)text.bytes[start] & 0xc0) == 0x80)
        start--;
    return start;
}

/* Whole characters are taken off, never parts of one. */
const Value *function_TRIM(Call *call, Text *problem) {
    (void)problem;
    Text text = text_at(call, 0);
    if (call->count == 1) return value_string(call->arena, text_trim(text));
    Text set = text_at(call, 1);
    size_t start = 0, end = text.length, behind;
    while (start < end && is_among(text, start, set, &behind))
        start = behind;
    while (end > start && is_among(text, before(text, end), set, &behind))
        end = before(text, end);
    return value_string(call->arena, text_slice(text, start, end));
}

/* From the left, without looking again at what was put in. */
const Value *function_REPLACE(Call *call, Text *problem) {
    Text text = text_at(call, 0), old = text_at(call, 1), new = text_at(call, 2);
    if (old.length == 0) {
        *problem = TEXT("the text to replace is empty");
        return NULL;
    }
    Writer writer;
    writer_open(&writer, call->arena, LIMIT_VALUE_BYTES + 1);
    for (size_t at = 0; at <= text.length;) {
        size_t found = text_find(text, old, at);
        writer_text(&writer, text_slice(text, at, found));
        if (found == SIZE_MAX) break;
        writer_text(&writer, new);
        at = found + old.length;
    }
    if (writer.is_full) *problem = TEXT("the result is longer than 1 MiB");
    return writer.is_full ? NULL : value_string(call->arena, writer_done(&writer));
}

/* One more than there are separators. */
static uint32_t count_parts(Text text, Text separator) {
    uint32_t count = 1;
    for (size_t at = 0; (at = text_find(text, separator, at)) != SIZE_MAX; at += separator.length)
        count++;
    return count;
}

/* A text without the separator is one part, and so is the empty text. */
const Value *function_SPLIT(Call *call, Text *problem) {
    Text text = text_at(call, 0), separator = text_at(call, 1);
    if (separator.length == 0) {
        *problem = TEXT("the separator is empty");
        return NULL;
    }
    uint32_t count = count_parts(text, separator);
    const Value **items = arena_array(call->arena, const Value *, count);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t end = text_find(text, separator, at);
        items[i] = value_string(call->arena, text_slice(text, at, end));
        at = end == SIZE_MAX ? text.length : end + separator.length;
    }
    return value_list(call->arena, items, count);
}

/* The length of all parts with the separators between them. */
static size_t joined_length(const Text *parts, uint32_t count, Text separator) {
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++)
        length += parts[i].length + separator.length;
    return length;
}

/* Measured before it is made: many references to one long text are a short list. */
const Value *function_JOIN(Call *call, Text *problem) {
    const Value *list = call->arguments[0];
    Text *parts = arena_array(call->arena, Text, list->count);
    for (uint32_t i = 0; i < list->count; i++) {
        if (!value_is_scalar(list->as.items[i])) {
            *problem = text_format(call->arena, "item %u has no text", i);
            return NULL;
        }
        parts[i] = value_plain(call->arena, list->as.items[i]);
    }
    Text separator = text_at(call, 1);
    if (joined_length(parts, list->count, separator) > 2 * (size_t)LIMIT_VALUE_BYTES) {
        *problem = TEXT("the result is longer than 1 MiB");
        return NULL;
    }
    return value_string(call->arena, text_join(call->arena, parts, list->count, separator));
}

const Value *function_STARTS_WITH(Call *call, Text *problem) {
    (void)problem;
    return value_bool(text_starts_with(text_at(call, 0), text_at(call, 1)));
}

const Value *function_ENDS_WITH(Call *call, Text *problem) {
    (void)problem;
    return value_bool(text_ends_with(text_at(call, 0), text_at(call, 1)));
}

/* The line that an output would have, so it can be passed through an environment variable. */
const Value *function_JSON(Call *call, Text *problem) {
    Writer writer;
    writer_open(&writer, call->arena, LIMIT_VALUE_BYTES + 1);
    value_json(&writer, call->arguments[0]);
    if (writer.is_full) *problem = TEXT("the result is longer than 1 MiB");
    return writer.is_full ? NULL : value_string(call->arena, writer_done(&writer));
}
