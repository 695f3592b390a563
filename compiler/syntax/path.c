/* path.c - paths by their spelling. A path is found by the word that it spells: the first place that
 * writes it makes it, with the paths of all that it begins with, and every other place takes that
 * one. So what is the same path is one pointer, and what is known of a path is known by its number. */
#include "syntax/lexer.h"

/* --- Writing -------------------------------------------------------------------------------- */

/* What a terminal would obey or hide is written as its number. */
static void write_escaped(Writer *out, Text text) {
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        int32_t code_point = utf8_next(text, &at);
        bool is_opening = code_point == '$' && at < text.length && text.bytes[at] == '{';
        if (code_point == '"' || code_point == '\\') writer_char(out, '\\');
        if (is_opening) writer_char(out, '$');
        if (code_point == '\n' || code_point == '\r' || code_point == '\t')
            writer_text(out, utf8_escape(out->arena, code_point, '\0'));
        else if (code_point >= 0 && utf8_is_unsafe(code_point))
            writer_format(out, "\\u{%02X}", (unsigned)code_point);
        else
            writer_text(out, text_slice(text, start, at));
    }
}

/* A template is written as it was, anything else quoted only where it must be. */
static void write_name(Writer *out, Text text, bool is_template) {
    if (!is_template && syntax_is_word(text)) {
        writer_text(out, text);
        return;
    }
    writer_char(out, '"');
    if (is_template)
        writer_text(out, text);
    else
        write_escaped(out, text);
    writer_char(out, '"');
}

/* `name` is the key that is meant when none is named, so it is not written. */
void syntax_write_segment(Writer *out, const Segment *segment) {
    if (segment->kind != SEGMENT_KEY) {
        write_name(out, segment->text, segment->string != NULL);
        return;
    }
    writer_char(out, '[');
    if (segment->id.length > 0 && !text_equal(segment->id, TEXT("name"))) {
        write_name(out, segment->id, false);
        writer_char(out, '=');
    }
    if (segment->is_number)
        writer_text(out, segment->text);
    else
        write_name(out, segment->text, segment->string != NULL);
    writer_char(out, ']');
}

/* --- Finding -------------------------------------------------------------------------------- */

/* A path as text, and where each of its segments ends in that. */
typedef struct Spelling {
    Text text;
    uint32_t *ends;
} Spelling;

/* A word is itself, also one that is missing. */
static Spelling spell(Arena *arena, const Segment *items, uint32_t count) {
    Spelling spelling = {.ends = arena_array(arena, uint32_t, count)};
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && items[i].kind != SEGMENT_KEY) writer_char(&writer, '.');
        if (items[i].kind == SEGMENT_WORD)
            writer_text(&writer, items[i].text);
        else
            syntax_write_segment(&writer, &items[i]);
        spelling.ends[i] = (uint32_t)writer.length;
    }
    spelling.text = writer_done(&writer);
    return spelling;
}

/* The texts of segments may stand in a source, which need not live as long as the names do. */
static const Segment *copy_segments(Arena *arena, const Segment *items, uint32_t count) {
    Segment *copies = arena_array(arena, Segment, count);
    for (uint32_t i = 0; i < count; i++) {
        copies[i] = items[i];
        copies[i].text = text_copy(arena, items[i].text);
        copies[i].id = text_copy(arena, items[i].id);
    }
    return copies;
}

static const Path *find(const Names *names, Text text) {
    const Name *name = name_find(names, text);
    return name == NULL ? NULL : name->path;
}

/* A path that is met first, and every one that it begins with, which all share its segments. */
static const Path *make(Names *names, const Spelling *spelling, const Segment *items,
                        uint32_t count) {
    const Path *parent = NULL;
    bool interpolates = false;
    items = copy_segments(names->arena, items, count);
    for (uint32_t i = 0; i < count; i++) {
        Text text = text_slice(spelling->text, 0, spelling->ends[i]);
        const Path *found = find(names, text);
        interpolates |= items[i].string != NULL;
        if (found == NULL) {
            Path *path = arena_new(names->arena, Path);
            *path = (Path){items, i + 1, names->path_count++, text, parent, interpolates};
            name_spell(names, text, path);
            found = path;
        }
        parent = found;
    }
    return parent;
}

/* What interpolates is evaluated where it is written, and what is wrong with it is said there. */
static const Path *make_own(Names *names, const Path *path, const Segment *items) {
    Path *own = arena_new(names->arena, Path);
    *own = *path;
    own->items = copy_segments(names->arena, items, path->count);
    return own;
}

/* The path of these segments, which may stand in the arena of the names. */
static const Path *find_or_make(Names *names, const Segment *items, uint32_t count) {
    ArenaMark mark = arena_mark(names->arena);
    Spelling spelling = spell(names->arena, items, count);
    const Path *path = find(names, spelling.text);
    if (path == NULL)
        path = make(names, &spelling, items, count);
    else
        arena_reset(names->arena, mark);
    ensure(path != NULL);
    return path->interpolates ? make_own(names, path, items) : path;
}

const Path *path_of(Names *names, const Segment *items, uint32_t count) {
    names_lock(names);
    const Path *path = find_or_make(names, items, count);
    names_unlock(names);
    return path;
}

/* --- Joining -------------------------------------------------------------------------------- */

enum { SHORT_TEXT = 256 };

/* Looks for what the parts spell together, without making anything of it; NULL also where it is too
 * long for a look, or is read where it stands. */
static const Path *find_joined(const Names *names, const Text *parts, size_t count) {
    char bytes[SHORT_TEXT];
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > SHORT_TEXT - length) return NULL;
        memcpy(bytes + length, parts[i].bytes, parts[i].length);
        length += parts[i].length;
    }
    const Path *path = find(names, (Text){bytes, length});
    return path == NULL || path->interpolates ? NULL : path;
}

/* The segments of the left path with room for as many more. */
static Segment *extend(Arena *arena, const Path *left, uint32_t room) {
    Segment *items = arena_array(arena, Segment, left->count + room);
    memcpy(items, left->items, sizeof(Segment) * left->count);
    return items;
}

const Path *path_join(Names *names, const Path *left, const Path *right) {
    const Text parts[] = {left->text, TEXT("."), right->text};
    const Path *found = find_joined(names, parts, sizeof parts / sizeof *parts);
    if (found != NULL) return found;
    Segment *items = extend(names->arena, left, right->count);
    memcpy(items + left->count, right->items, sizeof(Segment) * right->count);
    return path_of(names, items, left->count + right->count);
}

const Path *path_of_entry(Names *names, const Path *left, const Path *name) {
    const Text parts[] = {left->text, TEXT("["), name->text, TEXT("].value")};
    const Path *found = find_joined(names, parts, sizeof parts / sizeof *parts);
    if (found != NULL) return found;
    Segment *items = extend(names->arena, left, 2);
    Segment *key = &items[left->count];
    *key = name->items[0];
    key->kind = SEGMENT_KEY;
    key->id = TEXT("name");
    key[1] = (Segment){.kind = SEGMENT_WORD, .text = TEXT("value")};
    return path_of(names, items, left->count + 2);
}

/* --- Places --------------------------------------------------------------------------------- */

/* The offset behind a string whose opening quote is at `at`. */
static size_t skip_quoted(Text text, size_t at) {
    char quote = text.bytes[at++];
    while (at < text.length && text.bytes[at] != quote)
        at += text.bytes[at] == '\\' && quote == '"' ? 2 : 1;
    return at + 1;
}

/* The offset behind the segment at `at`: a string, a key with its brackets, or a word. */
static size_t skip_segment(Text text, size_t at) {
    char first = text.bytes[at];
    if (first == '"' || first == '\'') return skip_quoted(text, at);
    if (first == '[') {
        while (at < text.length && text.bytes[at] != ']')
            at = text.bytes[at] == '"' || text.bytes[at] == '\'' ? skip_quoted(text, at) : at + 1;
        return at + 1;
    }
    while (at < text.length && byte_is(text.bytes[at], BYTE_WORD))
        at++;
    return at;
}

/* Blanks and dots part segments. The path was parsed once, so it is one. */
Span path_segment_span(const Sources *sources, Span path, uint32_t index) {
    Text text = sources_text(sources, path);
    for (size_t at = 0; at < text.length;) {
        size_t end = skip_segment(text, at);
        bool is_segment = end > at;
        if (is_segment && index-- == 0)
            return (Span){path.file, path.start + (uint32_t)at, path.start + (uint32_t)end};
        at = is_segment ? end : at + 1;
    }
    return path;
}
